"""One assessment in every kind of file: the same figures, and every word that somebody typed.

What is expected comes from the files that were filled in and from the figures as JSON, never from
what lays the report out.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.model.submission import Answer, EvidenceItem, Review
from coherence_kit.rendering.data.assessment import assessments_json
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.word.docx import render_docx
from coherence_kit.rendering.workbook.book import render_workbook
from coherence_kit.workflow.score import open_workspace
from tests.builders import a_question, a_questionnaire, assessed
from tests.faulty.examples import QUESTIONNAIRES
from tests.outputs import CELL, rows_of, squeezed, text_in, text_of, typed_texts

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("same")]

ROUND = content.folder("questionnaires") / "submissions" / "rounds" / "velmora-2026"
WORKSPACE = open_workspace([QUESTIONNAIRES])
KINDS = ("pdf", "html", "docx", "xlsx", "json")
PRINTED = frozenset({"pdf", "html", "docx"})
LANGUAGES = ("en", "fr")
VOLUMES = (("full",), ("main", "annex"))
REVIEWS = {
    "planning.mainstreaming": {
        "by": "A reader of the Audit Office",
        "verdict": "query",
        "note": "Which of the eleven measures has a line of its own in the budget?",
    },
    "planning.budget": {
        "by": "A second reader of the Audit Office",
        "verdict": "changed",
        "answer": 1,
        "note": "Of table 12 only the first page was shown to us.",
    },
}
WORDS = " ".join(f"w{number:05}" for number in range(1_500))
HARD = f"""\
format: coherence-kit/submission/1
questionnaire: {{id: small, version: "1.2"}}
country: GHA
country_name: {{en: "Ọ̀yọ́ & <Zażółć>", fr: "Ọ̀yọ́ & <Zażółć>"}}
round: "Runde №7, “première”"
date: 2026-06-30
respondent:
  entity: "=cmd|' /C calc'!A0"
  role: "+1+1 and @SUM(A1:A9) of the ministry"
signed_off: "-2+3, وزير التخطيط, 30 June 2026"
answers:
  law.in-force:
    answer: yes
    comment: "The decree (قرار اللجنة الوزارية) and the note הוועדה הבין משרדית of 2024 say so."
    evidence:
    - {{title: "=HYPERLINK(\\"http://example.org\\")", reference: "§ 4 – ½ × 10⁻³ µm",
       page: "<3> & 4"}}
    - {{title: "Décret nº 12 « œuvre, naïveté »", reference: "{"x" * 150}", date: "2026-02"}}
    review:
      by: "قارئ of the <Audit> Office"
      verdict: query
      note: "{{{{ report }}}} {{% for x in y %}} ]]> &amp; </w:t>?"
  law.amended: {{unknown: "Nobody has “counted” – ask לשכה of the court."}}
  exchange.rule:
    answer: 1
    comment: |-
      =SUM(A1:A9) is how it begins.

      {WORDS}

      And <b>here</b> it ends, 部际委员会 says.
    review:
      by: "A second reader"
      verdict: changed
      answer: 0
      note: "Tiếng Việt: Ủy ban liên bộ; Türkçe: İğış; Ελληνικά."
  exchange.seat:
    not_applicable: "@office does not exist: Kwamitin ƙaura, ɓangaren ƴan ɗalibai."
"""


def a_round(folder: Path) -> tuple[list[str], list[Path]]:
    """The shipped round, with two reviews; what is said to the command, and the files typed."""
    shutil.copytree(ROUND, folder / "round")
    files = sorted((folder / "round").glob("*.yaml"))
    path, yaml = folder / "round" / "planning.yaml", YAML()
    planning = yaml.load(path)
    for question, review in REVIEWS.items():
        planning["answers"][question]["review"] = review
    yaml.dump(planning, path)
    return ["--round", str(folder / "round" / "round.yaml"), str(folder / "round")], files


def a_hard_one(folder: Path) -> tuple[list[str], list[Path]]:
    """Texts that break lines, cells, markup and the direction of reading."""
    path = folder / "hard.yaml"
    path.write_text(HARD, encoding="utf-8")
    return [str(path), "-Q", str(QUESTIONNAIRES)], [path]


CASES: dict[str, Callable[[Path], tuple[list[str], list[Path]]]] = {
    "round": a_round,
    "hard": a_hard_one,
}


@dataclass(frozen=True)
class Made:
    """The files of one assessment, made when they are first asked for."""

    folder: Path
    words: list[str]
    typed: list[Path]

    def file(self, kind: str, language: str, variant: str) -> Path:
        """A file of a kind; those that are not printed have no variants."""
        printed = ["--variant", variant] if kind in PRINTED else []
        name = f"{variant if printed else 'all'}-{language}.{kind}"
        path = self.folder / name
        if not path.exists():
            command = ["report", *self.words, "--lang", language, *printed, "-o", str(path)]
            result = CliRunner().invoke(main, command)
            assert result.exit_code == 0, result.output
        return path

    def files(self, kind: str, language: str, volumes: tuple[str, ...]) -> list[Path]:
        """The file of a kind, or of what is printed its volumes."""
        return [
            self.file(kind, language, one) for one in (volumes if kind in PRINTED else ("full",))
        ]

    @cached_property
    def figures(self) -> list[dict[str, Any]]:
        """The assessments as JSON; those of stakeholders stand last."""
        return list(json.loads(self.file("json", "en", "full").read_bytes()))

    @cached_property
    def texts(self) -> list[str]:
        """Every text that was typed, in whatever file."""
        loaded = [YAML(typ="safe", pure=True).load(path) for path in self.typed]
        for one in loaded:
            for respondent in one.get("respondents", ()):
                respondent.pop("role", None)  # what the respondent itself says stands in its place
        return list(dict.fromkeys(text for one in loaded for text in typed_texts(one)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The cases by their names."""
    found = {}
    for name, make in CASES.items():
        folder = tmp_path_factory.mktemp(name)
        found[name] = Made(folder, *make(folder))
    return found


def combinations() -> Iterator[Any]:
    """Every case, kind, language and split; the PDF of the round, which is slow, in two of four."""
    for name, kind, language, volumes in product(CASES, KINDS, LANGUAGES, VOLUMES):
        is_split = len(volumes) > 1
        if kind not in PRINTED and is_split:
            continue
        if name == "round" and kind == "pdf" and is_split != (language == "fr"):
            continue
        yield pytest.param(
            name, kind, language, volumes, id=f"{name}-{kind}-{language}-{'+'.join(volumes)}"
        )


every = pytest.mark.parametrize(("name", "kind", "language", "volumes"), [*combinations()])


@every
def test_every_word_that_was_typed_is_found(
    made: dict[str, Made], name: str, kind: str, language: str, volumes: tuple[str, ...]
) -> None:
    case = made[name]
    found = "\n".join(map(text_of, case.files(kind, language, volumes)))
    assert len(case.texts) > (350 if name == "round" else 10)
    assert [text for text in case.texts if not is_in(text, found, kind)] == []


@every
def test_every_figure_is_found_where_it_belongs(
    made: dict[str, Made], name: str, kind: str, language: str, volumes: tuple[str, ...]
) -> None:
    case = made[name]
    chapter = case.figures[0]
    if kind == "json":
        assert json.loads(case.file(kind, language, "").read_bytes())[0] == chapter
        return
    rows = [row for path in case.files(kind, language, volumes) for row in rows_of(path)]
    said = Labels(chapter["questionnaire"]["id"], language)
    expected = in_workbook if kind == "xlsx" else in_print
    wanted = [*expected(chapter, said)]
    assert len(wanted) >= (25 if name == "round" else 3)
    between = ".{0,1500}?" if kind == "pdf" else ".*?"
    edge = "" if kind == "pdf" else rf"(?:(?<={re.escape(CELL)})|(?={re.escape(CELL)}))"
    missing = [
        parts
        for parts in wanted
        if not any(
            re.search(between.join(edge + re.escape(part) for part in parts), row) for row in rows
        )
    ]
    assert missing == []


@every
def test_the_level_is_named(
    made: dict[str, Made], name: str, kind: str, language: str, volumes: tuple[str, ...]
) -> None:
    case = made[name]
    score = case.figures[0]["score"]
    levels = Labels(case.figures[0]["questionnaire"]["id"], language).levels
    named = {levels.get(score["level_low"], ""), levels.get(score["level_high"], "")}
    found = "\n".join(map(text_of, case.files(kind, language, volumes)))
    if kind == "json":
        named = {score["level_low"] or "", score["level_high"] or ""}
    assert all(squeezed(one) in found for one in named)


def is_in(text: str, found: str, kind: str) -> bool:
    """Whether a text is found; copied out of a PDF, what runs both ways is found word by word."""
    runs_both_ways = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)
    pieces = re.findall(r"\w+", text) if kind == "pdf" and runs_both_ways else [text]
    return all(squeezed(piece) in found for piece in pieces)


class Labels:
    """What a questionnaire calls its sections, questions and levels in a language."""

    def __init__(self, questionnaire: str, language: str) -> None:
        instrument = WORKSPACE.instrument(questionnaire)
        self.levels = {
            level.id: level.label.in_language(language)
            for level in instrument.questionnaire.rubric.levels or ()
        }
        self.of = {
            **{name: one.title.in_language(language) for name, one in instrument.sections.items()},
            **{name: one.label.in_language(language) for name, one in instrument.questions.items()},
        }

    def __getitem__(self, name: str) -> str:
        return squeezed(self.of[name])


def in_print(chapter: dict[str, Any], said: Labels) -> Iterator[tuple[str, ...]]:
    """Of the whole and each section figure, bounds and target; of each gap what it adds."""
    nodes, gaps = chapter["nodes"], chapter["gaps"]
    for name, node in nodes.items():
        if node["kind"] == "question" or node["low"] is None:
            continue
        bounds = node["low_text"]
        if node["high_text"] != bounds:
            bounds += f"\N{EN DASH}{node['high_text']}"
        head = (node["number"], said[name]) if node["number"] else ()
        figures = filter(None, (node["text"], bounds, node["target_text"]))
        if node["parent"] in {None, next(iter(nodes))}:
            yield (*head, *figures)
    for gap in gaps:
        yield nodes[gap["id"]]["number"], said[gap["id"]], points(gap["gain"])


def in_workbook(chapter: dict[str, Any], _said: Labels) -> Iterator[tuple[str, ...]]:
    """Of every node all of its figures, as their cells show them."""
    nodes, gains = chapter["nodes"], {gap["id"]: gap["gain"] for gap in chapter["gaps"]}
    for name, node in nodes.items():
        figures = (node["text"], node["low_text"], node["high_text"], node["target_text"])
        gain = (points(gains[name]),) if name in gains else ()
        yield (*filter(None, (node["number"], *figures)), *gain, name)


def points(gain: float) -> str:
    """Points to gain as they are printed."""
    return str(Decimal(repr(gain)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


TYPED = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)


@settings(max_examples=15)
@given(TYPED, TYPED, TYPED, TYPED)
def test_any_text_is_found(comment: str, title: str, note: str, reason: str) -> None:
    answer = Answer(
        value=1,
        comment=comment,
        evidence=(EvidenceItem(title=title),),
        review=Review(by="Somebody", verdict="query", note=note),
    )
    assessment = assessed(
        a_questionnaire(a_question("a"), a_question("b")),
        a=answer,
        b=Answer(is_unknown=True, unknown=reason),
    )
    files = {
        ".html": render_html([assessment], date=None, for_print=False).encode(),
        ".docx": render_docx([assessment], date=None).data,
        ".xlsx": render_workbook([assessment], date=None),
        ".json": assessments_json([assessment]).encode(),
    }
    for suffix, data in files.items():
        found = text_in(data, suffix)
        for text in (comment, title, note, reason):
            assert squeezed(text) in found, (suffix, text)
