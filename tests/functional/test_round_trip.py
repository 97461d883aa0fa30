"""What the kit has accepted comes back the same, whichever way it goes through forms and reports.

One hash stands for it: of the answers, comments, documents, reviews, and of what the head says.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from coherence_kit.documents.embedded import read_attachments
from coherence_kit.forms.layout import FormQuestion, lay_out
from coherence_kit.forms.xlsx.schema import Entry, entry_of
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.roles import ROLES
from coherence_kit.problems import ProblemsFound, has_errors
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.check import _check_file
from coherence_kit.workflow.collect import collect
from coherence_kit.workflow.form import FormRequest, write_form
from coherence_kit.workflow.report import make_report
from coherence_kit.workflow.score import Workspace, load_submission, open_workspace
from coherence_kit.workflow.verify import verify
from tests.workbooks import of_every_type

pytestmark = pytest.mark.slow

KINDS = ("yaml", "xlsx", "html")
QUESTIONNAIRE: Questionnaire = of_every_type()
QUESTIONS = [*lay_out(QUESTIONNAIRE, build_tree(QUESTIONNAIRE), "0" * 64).questions()]

# --- what people may type -----------------------------------------------------------------------

# Every category of characters that a file may hold: all but control characters, halves of
# characters and the two that are none.
_LEGAL = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_NAMES = [
    "Lu",
    "Ll",
    "Lt",
    "Lm",
    "Lo",
    "Mn",
    "Mc",
    "Me",
    "Nd",
    "Nl",
    "No",
    "Pc",
    "Pd",
    "Ps",
    "Pe",
    "Pi",
    "Pf",
    "Po",
    "Sm",
    "Sc",
    "Sk",
    "So",
    "Zs",
    "Zl",
    "Zp",
    "Cf",
    "Co",
    "Cn",
]
_CATEGORIES = st.sampled_from(_NAMES).flatmap(
    lambda name: st.characters(categories=(name,), exclude_characters="\ufffe\uffff")  # type: ignore[arg-type]
)
_PLACED = [
    *('"', "'", '""', "it's", "‘a’ “b” «c»", "\\", "\\n", "a\\", '\\"', "`x`"),
    *("- a", "# a", "a # b", "a: b", "a:", ": a", "? a", "| a", "> a", "*a", "&a b", "!a b", "%a"),
    *("@a", "{a: b}", "[a, b]", "~", "null", "yes", "No", "true", "007", "1.10", "1e5", "---"),
    *("0x1F", "...", "<<: a", "2024-03-12", "12:30:45", "--- a", "{", "}", "[", "]", ",", "a, b"),
    *("=SUM(A1:A9)", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "35%", "1/2/2024", "#REF!"),
    *("TRUE", "_x000D_", "_x0041_", "_x_x0041_", "1,5", "1.234,5", "{=A1}", "'=A1"),
    *("<b>a</b>", "<script>a</script>", "</script>", "<!--", "-->", "]]>", "<![CDATA[", "&amp;"),
    *("&#0;", "&lt;", "<a href='b'>", "{{ a }}", "{% a %}", "${a}", "%s", "{0}", "\\u0041"),
    *(" a", "a ", "  a  ", "\ta", "a\t", "\u00a0a\u00a0", "\u3000a", "a\u200b", "\ufeffa"),
    *("a\nb", "a\n\nb", "\na", "a\n", "a\n\n", "a \n b", "a\n  b\n c", "a\n# b", "a\n- b"),
    *("a\u2028b", "a\u2029b", "a\u00adb", "\u202ea\u202c", "\u2066a\u2069"),
    *("مرحبا abc 123", "עברית", "\u200fa", "中文", "👩🏽‍🌾", "🇬🇭", "\U0010fffd"),
    *("\ue000", "\u0378", "a\u0300\u0301\u0302", "'a"),
    *("é", "e\u0301", "Å", "A\u030a", "\u212b", "ﬁ", "각", "\u1100\u1161\u11a8"),
]  # fmt: skip
_PIECES = st.text(_LEGAL | _CATEGORIES | st.sampled_from("\n\t '\"#:"), min_size=1, max_size=40)
_LONG = st.builds(
    lambda text, times: text * times, st.sampled_from(["x", "a ", "ü\n"]), st.just(9000)
)
_FORMS: dict[str, Callable[[str], str]] = {
    "as typed": lambda text: text,
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
}
_ANY = st.one_of(
    st.sampled_from(_PLACED),
    _PIECES,
    st.builds("{}{}".format, st.sampled_from(_PLACED), _PIECES),
    st.builds("{1}{0}".format, st.sampled_from(_PLACED), _PIECES),
    st.builds("{}{}".format, _LONG, st.sampled_from(_PLACED)),
)
TEXTS = st.builds(lambda text, form: _FORMS[form](text), _ANY, st.sampled_from([*_FORMS])).filter(
    lambda text: bool(text.strip())
)
DATES = st.dates().map(str) | st.sampled_from(["2024", "1999-12"])
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"title": TEXTS, "reference": TEXTS, "date": DATES, "page": TEXTS}
    ),
    max_size=6,
)


def answers_to(question: FormQuestion) -> st.SearchStrategy[Any]:
    """What a file may have as the answer to a question."""
    keys = [answer.key for answer in question.answers]
    if question.shape is Shape.PICK_MANY:
        return st.lists(st.sampled_from(keys), unique=True)
    match entry_of(question):
        case Entry.NUMBER:
            return st.decimals(-5, 2000, places=3, allow_nan=False).map(str)
        case Entry.TEXT:
            return TEXTS
        case Entry.DATE:
            return st.dates().map(str)
        case _:
            return st.sampled_from(keys)


def entries(question: FormQuestion) -> st.SearchStrategy[Any]:
    """An entry of the answers: an answer, or why there is none, and what may stand beside it."""
    review = {
        "by": TEXTS,
        "verdict": st.sampled_from(["accepted", "query"]),
        "answer": answers_to(question),
        "note": TEXTS,
    }
    more = {
        "comment": TEXTS,
        "evidence": DOCUMENTS,
        "recheck": st.sampled_from(["true", "false"]),
        "review": st.fixed_dictionaries({}, optional=review),
    }
    return st.one_of(
        answers_to(question),
        st.fixed_dictionaries({"answer": answers_to(question)}, optional=more),
        st.fixed_dictionaries({"not_applicable": TEXTS}, optional=more),
        st.fixed_dictionaries({"unknown": TEXTS | st.none()}, optional=more),
        st.fixed_dictionaries({}, optional=more).filter(bool),
    )


_ENTRIES = {question.id: entries(question) for question in QUESTIONS}
_HEAD = {
    "country_name": TEXTS | st.dictionaries(st.sampled_from(["en", "fr", "ar"]), TEXTS, min_size=1),
    "standing": st.sampled_from(["self-assessment", "documented", "illustrative"]),
    "respondent": st.fixed_dictionaries(
        {}, optional={"entity": TEXTS | st.none(), "role": TEXTS, "contact": TEXTS}
    ),
    "signed_off": TEXTS,
    "round": TEXTS,
    "offices": st.dictionaries(st.sampled_from(ROLES), TEXTS | st.none(), max_size=4),
}


_LEAST = {
    "format": "coherence-kit/submission/1",
    "questionnaire": {"id": "whole", "version": "1.0"},
}


@st.composite
def submissions(draw: st.DrawFn) -> dict[str, Any]:
    """A submission as a file has it, to the questionnaire with every type."""
    chosen = draw(st.lists(st.sampled_from(sorted(_ENTRIES)), unique=True, min_size=1, max_size=5))
    return {
        **_LEAST,
        "country": draw(st.sampled_from(["GHA", "XVE", "ITA-Milan"])),
        "date": draw(st.dates().map(str)),
        **draw(st.fixed_dictionaries({}, optional=_HEAD)),
        "answers": {name: draw(_ENTRIES[name]) for name in chosen},
    }


# --- the ways that a submission goes ------------------------------------------------------------


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The questionnaire with every type as a file in a folder of its own."""
    folder = tmp_path_factory.mktemp("questionnaires")
    dumped = QUESTIONNAIRE.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = to_yaml(_as_texts({"format": "", **dumped}))
    (folder / "whole.yaml").write_text(text, encoding="utf-8")
    return open_workspace([folder])


def _as_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_texts(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def written(values: dict[str, Any], folder: Path) -> Path:
    """The file as a program writes it that knows nothing of the kit: JSON is YAML."""
    path = folder / "given.yaml"
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def accepted(workspace: Workspace, path: Path) -> str:
    """The hash of a file that `check` accepts."""
    try:
        return fingerprint(load_submission(workspace, path).submission)
    except ProblemsFound:
        reject()  # a reason such as "no", which denies that there is one


def expect_same(workspace: Workspace, path: Path, wanted: str) -> None:
    """`check` accepts the file, and it says what was said."""
    problems, _ = _check_file(workspace, path, None)
    assert not has_errors(problems), "\n".join(map(str, problems))
    assert fingerprint(load_submission(workspace, path).submission) == wanted, path.name


# What was lost once, each on one of the ways.
LOST = {
    "a comment that begins with a tab": {"first.scale": {"comment": "\ta\nb"}},
    "a tab in an answered text": {"second.text": "a\tb"},
    "blanks beside a separator of lines": {"second.text": "a \u2028 b", "first.scale": "1"},
    "empty lines at the end of a note": {"first.scale": {"review": {"note": "a\nb\n\n"}}},
    "a document of which nothing is said": {"first.scale": {"answer": "1", "evidence": [{}]}},
    "a review that says nothing": {"first.scale": {"answer": "1", "review": {"by": None}}},
}


@pytest.mark.parametrize("kinds", [KINDS, KINDS[::-1]], ids=" then ".join)
@pytest.mark.parametrize("answers", LOST.values(), ids=LOST)
def test_nothing_is_lost_that_was_once(
    answers: dict[str, Any], kinds: tuple[str, ...], workspace: Workspace, tmp_path: Path
) -> None:
    source = written({**_LEAST, "respondent": {"role": None}, "answers": answers}, tmp_path)
    expect_same_on_the_way(workspace, source, kinds, tmp_path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(values=submissions(), kinds=st.permutations(KINDS))
def test_it_is_the_same_after_any_forms_and_after_collecting_them(
    values: dict[str, Any],
    kinds: list[str],
    workspace: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    expect_same_on_the_way(workspace, written(values, folder), kinds, folder)


def expect_same_on_the_way(
    workspace: Workspace, source: Path, kinds: Sequence[str], folder: Path
) -> None:
    """Through a form of each kind, each filled from the one before it, and out of each again."""
    wanted = accepted(workspace, source)
    for number, kind in enumerate(kinds):
        form = folder / f"form-{number}.{kind}"
        write_form(workspace, FormRequest("whole", form, sources=(source,)))
        expect_same(workspace, form, wanted)
        (collected,) = collect(workspace, [form], folder / "collected").forms
        assert collected.written is not None, collected.problems
        expect_same(workspace, collected.written, wanted)
        source = form


@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])  # a report costs a second
@given(values=submissions())
def test_a_report_carries_it_and_follows_from_it(
    values: dict[str, Any], workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("report")
    source = written(values, folder)
    wanted = accepted(workspace, source)
    report = make_report(workspace, [source], folder / "report.pdf")
    verdict = verify(report.path)
    assert verdict.problems == ()
    assert verdict.pages
    carried = folder / "carried.yaml"
    carried.write_bytes(read_attachments(report.path.read_bytes())["submission-1.yaml"])
    expect_same(workspace, carried, wanted)
