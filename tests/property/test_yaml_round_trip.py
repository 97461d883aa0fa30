"""What is written down comes back.

It goes through the writer of YAML, the form, and another program's way of writing it.
"""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coherence_kit import content
from coherence_kit.forms.draft import as_plain, for_new_round
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.yaml.form import continued, yaml_form
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.yaml.edit import edit_yaml
from coherence_kit.loading.yaml.signs import CODES
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.workflow.score import (
    Loaded,
    bind_document,
    load_submission,
)
from tests.shipped import shared_workspace, shipped_submissions

SUBMISSIONS = content.folder("questionnaires") / "submissions"
SHIPPED = shipped_submissions()
SHORT = SUBMISSIONS / "illustrative" / "velmora-2026-sdg-10-7-2.yaml"
FEW = [
    SHORT,
    SUBMISSIONS / "illustrative" / "velmora-2026-aggregation-rules.yaml",
    SUBMISSIONS / "ghana-2007-documented.yaml",
]
# Whatever a person can type that a YAML file can hold; the words are those that go wrong elsewhere.
TYPED = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t:#'\"-"),
        min_size=1,
    ),
    st.sampled_from(
        [
            "=SUM(A1)",
            "007",
            "1.10",
            "no",
            "null",
            "~",
            "2026-06-30",
            "- a",
            "# x",
            "*see",
            "&a",
            "{a: b}",
            "[a",
            "a: b",
            "  lead",
            "trail  ",
            "\nfirst",
            "last\n\n",
            "سؤال",
            "移民与发展",
            "вопрос",
            "🧭",
            "%x",
            "@x",
            "!x",
            "a\u2028b",
            "'",
        ]
    ),
).filter(lambda text: text.strip() != "")
# What stands behind these is a code, in which a blank that was typed by mistake is none.
KEYS = TYPED.filter(lambda key: key not in CODES)
PLAIN = st.recursive(
    TYPED | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@cache
def shipped(path: Path) -> Loaded:
    return load_submission(shared_workspace(), path)


def layout(loaded: Loaded) -> Layout:
    instrument = loaded.instrument
    return lay_out(instrument.questionnaire, instrument.tree, instrument.sha256)


# Lines that other readers of YAML take for something else.
LINES = ["\ta\nb", "\n\ta\nb", "a\n\tb", "a \u2028 b", "a\u2029 ", "\u2028\n a", "a \u2028\n\tb"]
LINES += ["x" * 5000 + "é\ta b", "\t" + "word " * 30 + "\t\tword"]


@pytest.mark.parametrize("text", LINES, ids=lambda text: ascii(text[:20]))
def test_a_text_with_odd_lines_comes_back_as_it_was(text: str) -> None:
    value = {"a": [{"b": text, "c": "z"}], "d": text}
    assert read(to_yaml(value)) == value
    assert read(edit_yaml(json.dumps(value, ensure_ascii=False), lambda _top: None)) == value


def read(text: str) -> Any:
    document = compose_document(text.encode(), "typed.yaml")
    assert [problem for problem in document.problems if problem.code.startswith("yaml.")] == []
    return document.value


@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=4))
def test_plain_values_come_back_as_they_were(value: dict[str, Any]) -> None:
    assert read(to_yaml(value)) == value


@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=4))
def test_a_file_that_nothing_is_changed_in_keeps_its_values(value: dict[str, Any]) -> None:
    assert read(edit_yaml(to_yaml(value), lambda _top: None)) == value


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
def test_a_file_that_nothing_is_changed_in_stays_byte_for_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert edit_yaml(text, lambda _top: None) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_filled_form_is_the_same_submission(path: Path) -> None:
    loaded = shipped(path)
    text = yaml_form(layout(loaded), as_plain(loaded.submission))
    again = bind_document(shared_workspace(), compose_document(text.encode(), "form.yaml"))
    assert fingerprint(again.submission) == fingerprint(loaded.submission)


@given(st.data())
def test_comments_and_evidence_in_every_script_survive_the_form(data: st.DataObject) -> None:
    loaded = shipped(SHORT)
    plain = as_plain(loaded.submission)
    for name in data.draw(
        st.lists(st.sampled_from(list(plain["answers"])), min_size=1, max_size=3, unique=True)
    ):
        plain["answers"][name]["comment"] = data.draw(TYPED)
        plain["answers"][name]["evidence"] = [
            {"title": data.draw(TYPED), "reference": data.draw(TYPED)}
        ]
    text = yaml_form(layout(loaded), plain)
    again = bind_document(shared_workspace(), compose_document(text.encode(), "form.yaml"))
    assert {
        name: as_plain(again.submission)["answers"][name] for name in plain["answers"]
    } == plain["answers"]


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
def test_another_program_may_indent_quote_and_order_it_anew(path: Path) -> None:
    """Write the file as an editor or a script would.

    Every text in quotes, four blanks, keys by the alphabet, answers backwards.
    """
    loaded = shipped(path)
    plain = json.loads(json.dumps(as_plain(loaded.submission)))  # numbers as texts too
    plain["answers"] = dict(reversed(plain["answers"].items()))
    writer: Any = YAML(typ="safe", pure=True)
    writer.indent, writer.default_flow_style, writer.default_style = 4, False, '"'
    stream = io.StringIO()
    writer.dump(dict(sorted(plain.items())), stream)
    again = bind_document(
        shared_workspace(), compose_document(stream.getvalue().encode(), "other.yaml")
    )
    assert fingerprint(again.submission) == fingerprint(loaded.submission)


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
def test_a_new_round_keeps_what_was_written_and_marks_every_answer(path: Path) -> None:
    loaded = shipped(path)
    draft = for_new_round(as_plain(loaded.submission))
    text = continued(path.read_text(encoding="utf-8"), layout(loaded), draft)
    again = bind_document(
        shared_workspace(), compose_document(text.encode(), "next.yaml")
    ).submission
    assert (again.round, again.date, again.signed_off) == (None, None, None)
    for name, answer in loaded.submission.answers.items():
        carried = again.answer(name)
        assert (carried.value, carried.comment, carried.evidence) == (
            answer.value,
            answer.comment,
            answer.evidence,
        )
        has_state = (
            answer.value is not None or answer.is_unknown or answer.not_applicable is not None
        )
        assert carried.recheck is has_state
    comments = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith("#")
    ]
    assert [line for line in comments if line not in text.splitlines()] == []
