"""The report prints no word that bypasses the catalogue, on no page, in no
attribute that is read out.

Whatever people write is made of the letter Q alone, and the report is in a pseudo-language that
sets every message in brackets: any other letter outside brackets is a word of the code.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.robustness.study import study
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.model.mapping import FrameworkMapping
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.sources import SourceDocument
from coherence_kit.model.submission import Answer, EvidenceItem, Respondent, Review
from coherence_kit.rendering.notebook import assessment_html, node_html, table_html
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import build_report
from coherence_kit.scoring.tree import build_tree
from coherence_kit.words import words_of
from coherence_kit.workflow.partners import with_partners
from tests.builders import (
    a_mapping,
    a_matrix,
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
)
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo_languages
from tests.rounds import a_round, decided

DATE = dt.date(2026, 6, 30)
STEPS = {step: {"name": "Qq", "text": "Q qq q"} for step in range(5)}
SPOKEN = {
    "data-bookmark", "data-chapter", "data-document", "data-running", "data-status",
    "aria-label", "alt", "title",
}  # fmt: skip
# What stands outside messages and is no word: the numbers of measures, and the name of the kit.
NUMBERS = re.compile(r"\bM\d+\b|\bcoherence-kit \d")
LETTER = re.compile(r"(?<=>)[A-Z](?=</text>|</title>)")
DOCUMENT = SourceDocument.model_validate(
    {
        "format": "coherence-kit/sources/1",
        "id": "doc",
        "title": "Qq",
        "issuer": "Qq, q",
        "date": "2005",
        "standing": "Q.",
        "sha256": "0" * 64,
        "units": [
            {"id": "unit", "kind": "approach", "locator": "§1", "label": "Q", "statement": "Q."}
        ],
    }
)


class Page(HTMLParser):
    """The texts of a page, its attributes, and those of them that are read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.attributes: list[str] = []
        self._is_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        self.attributes += [value or "" for _, value in attrs]
        self.texts += [value or "" for name, value in attrs if name in SPOKEN]

    def handle_data(self, data: str) -> None:
        if not self._is_style:
            self.texts.append(data)


def outside_brackets(text: str) -> str:
    """What is left of a text without its messages, however they hold each other."""
    left = None
    while left != text:
        left, text = text, re.sub(r"\[[^\[\]]*\]", " ", text)
    return text


def words_of_the_code(
    *assessments: Assessment, language: str = LONGER, beside: Beside = ALONE
) -> list[str]:
    """Words outside brackets that nobody has typed; dates are CLDR's, and letters in circles are
    marks.
    """
    html = render_html(assessments, date=DATE, language=language, for_print=False, beside=beside)
    for date in {DATE, *(one.date for each in assessments for one in each.submission.respondents)}:
        html = html.replace(words_of(language).date(date), "") if date else html
    page = Page(LETTER.sub("", html))
    assert page.texts
    assert not [value for value in page.attributes if "<" in value]
    return words_outside("\n".join(page.texts))


def words_outside(text: str) -> list[str]:
    """Words of a text that no message and nobody's typing accounts for."""
    left = NUMBERS.sub(" ", outside_brackets(text))
    return [word for word in re.findall(r"[^\W\d_]+", left) if set(word.lower()) != {"q"}]


def asked(question_id: str, kind: str = "scale", **stated: Any) -> Question:
    who = {"answers": "q", "with": "qq"}
    own = {"steps": STEPS} if kind == "scale" else {}
    return a_question(question_id, kind, label="Qq", text="Q q?", who=who, **{**own, **stated})


def sections() -> Iterator[Any]:
    options = {"q": 0, "qq": 50, "qqq": 100}
    sources = [{"unit": "unit", "step": 2}, {"unit": "unit", "part": "q"}, {"unit": "unit"}]
    yield a_section(
        "scales",
        asked("two", target=3, sources=sources),
        asked("three", target=3, half_step={"id": "partly", "text": "q"}),
        asked("claimed", target=4),
        asked("same", target=3),
        asked("missing", target=3),
        asked("unknown", target=3),
        asked("unsaid", target=3),
        asked("inapplicable", target=3),
        title="Q",
    )
    waits = {"question": "yes", "in": ["false"]}
    open_ = {"question": "missing", "in": ["1"]}
    yield a_section(
        "others",
        asked("yes", "boolean", target=True),
        asked("no", "boolean", target=True),
        asked("not-so", "boolean", target=False),
        asked("choice", "choice", options=options, target="qqq"),
        asked("reached", "choice", options=options, target="qq"),
        asked("boxes", "multiple-choice", boxes={"q": None, "qq": None}, target=["q", "qq"]),
        asked("empty", "multiple-choice", boxes={"q": None, "qq": None}, target=["q"]),
        asked("number", "number", unit="qq", target=60),
        asked("class", "number", thresholds=[
            {"score": 0, "text": "Q"}, {"from": 5, "score": 100, "text": "QQ"}
        ], target=5),
        asked("text", "text"),
        asked("superfluous", depends_on=waits, target=3),
        asked("waiting", depends_on=open_, target=3),
        a_matrix("grid", [{"id": "r", "label": "q"}], options=options, target="qqq", label="Q",
                 text="Q?"),
        title="Qq",
    )  # fmt: skip
    yield a_section("silent", asked("quiet", target=3), asked("still", target=3), title="Qqq")


def measures() -> Iterator[Any]:
    said = {
        "label": "Qq", "text": "Q q.", "why": "Q.", "lead_role": "labour", "partners": "q, q",
        "first_steps": [{"actor": "Q", "action": "q q", "product": "q"}],
    }  # fmt: skip
    example = {"unit": "unit", "shows": "Q.", "does_not_show": "Q."}
    whole = {
        "effort": {"days": 1, "money": "q", "running": "q"},
        "on_the_way": {"step": 3, "when": "Q q"},
        "source_units": ["unit"],
        "examples": [example],
        "prerequisites": ["second"],
        "helped_by": ["third"],
        "horizon": "immediate",
    }
    yield a_measure("first", {"two": 3, "claimed": 4}, **said, **whole)
    yield a_measure("second", {"claimed": 4}, **said, effort={"days": 500}, horizon="long")
    yield a_measure("third", {"choice": "qqq"}, **said, horizon="medium")
    yield a_measure("fourth", {"boxes": "qq"}, **said, fires_when={
        "question": "boxes", "not_option": "qq"
    })  # fmt: skip
    yield a_measure("fifth", {"no": "true"}, **said, fires_when={
        "question": "no", "not_option": "true"
    })  # fmt: skip


def answers() -> dict[str, Any]:
    documents = (
        EvidenceItem(title="Q", reference="q", date="2005", page="7"),
        EvidenceItem(title="Q", page="7"),
        EvidenceItem(reference="Q"),
        EvidenceItem(page="7"),
    )
    return {
        "two": Answer(value=2, comment="Q q q.", evidence=documents),
        "three": "3-partly",
        "claimed": 3,
        "same": Answer(value=1, review=Review(by="q", verdict="changed", note="q"), reviewed=2),
        "missing": Answer(comment="Q."),
        "unknown": Answer(is_unknown=True, unknown="Q."),
        "unsaid": Answer(is_unknown=True),
        "inapplicable": Answer(not_applicable="Q."),
        "yes": True,
        "no": False,
        "not-so": True,
        "choice": "qq",
        "reached": "qqq",
        "boxes": ["q"],
        "empty": [],
        "number": Fraction(35),
        "class": Fraction(2),
        "text": "Qqq q.",
        "superfluous": 2,
        "grid.r": "q",
    }


LEVELS = [
    {"id": f"level-{start}", "from": start, "label": "Q", "meaning": "Q q.", **statement}
    for start, statement in ((0, {"statement": "q"}), (40, {}), (100, {}))
]


def assessed(given: dict[str, Any], **stated: Any) -> Assessment:
    questionnaire = a_questionnaire(*sections(), title="Qq", **stated)
    submission = a_submission(given).model_copy(
        update={"respondent": Respondent(entity="Q", role="q"), "round": "Q", "date": DATE}
    )
    found = assess(prepare(questionnaire, measures(), [DOCUMENT]), submission)
    return replace(found, mappings=(framework(),))


def framework(**stated: Any) -> FrameworkMapping:
    """Every question bears on the first item; of the others one is asked elsewhere, one nowhere."""
    names = [question.id for section in sections() for question in section.questions]
    said = ("title", "edition", "reference", "standing", "scope", "made_by")
    own: dict[str, Any] = {
        **dict.fromkeys(said, "Q q"),
        "items": [{"number": number, "label": "Q"} for number in ("1", "2", "3")],
        **stated,
    }
    relations = ("same", "part", "supports")
    lines = {f"whole/{name}": {"1": relations[at % 3]} for at, name in enumerate(names)}
    return a_mapping({**lines, "q/q": {"2": "part"}}, **own)


CAPPED = {"evidence": "cap", "evidence_from": 2, "evidence_cap": 1}


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"levels": LEVELS, "subject": "Q"},
        CAPPED,
        {**CAPPED, "scored": "reviewer", "levels": LEVELS},
        {"rule": "minimum"},
        {"rule": "none"},
        {"min_coverage": Fraction(99, 100), "levels": LEVELS},
    ],
)
@pytest.mark.parametrize("given", [answers(), {}, {"two": 3}, {"two": 4, "choice": "qqq"}])
def test_every_word_is_a_message(
    stated: dict[str, Any], given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(assessed(given, **stated)) == []


def test_from_right_to_left_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with pseudo_languages(monkeypatch):
        found = assessed(answers(), levels=LEVELS)
        assert words_of_the_code(found, language=RIGHT_TO_LEFT) == []


def test_of_a_report_compiled_from_documents_too(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = assessed(answers())
    submission = compiled.submission.model_copy(update={"kind": "documented"})
    object.__setattr__(compiled, "submission", submission)
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(compiled) == []


def test_of_a_report_of_several_chapters_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(assessed(answers()), assessed({})) == []


def test_of_a_report_that_says_how_sure_it_is_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = assessed(answers(), levels=LEVELS)
    tree = build_tree(found.questionnaire)
    varied = replace(found, robustness=study(tree, [found.submission]).results[0])
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(varied) == []


def test_of_a_report_with_frameworks_that_several_have_read_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = replace(assessed(answers()), mappings=(framework(), framework(made_by="Qqq")))
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(found) == []


def test_of_a_report_to_which_nothing_applies_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = assessed(answers())
    away = {name: Answer(not_applicable="Q.") for name in found.questions}
    with pseudo_languages(monkeypatch):
        assert words_of_the_code(assessed(away)) == []


def of_a_round(*respondents: dict[str, Any], silent: tuple[str, ...] = ("qqqq",)) -> Assessment:
    """What several answered to the questionnaire, merged."""
    questionnaire = a_questionnaire(*sections(), title="Qq", levels=LEVELS, **CAPPED)
    given = {"q" * place: said for place, said in enumerate(respondents, 1)}
    found = a_round(
        questionnaire,
        given,
        leads=dict.fromkeys(("two", "yes"), "q"),
        decisions={"same": decided(3, by="Q", date="2026-06-30", note="Q.")},
        silent=silent,
    )
    named = tuple(
        one.model_copy(update={"entity": one.id.title()}) for one in found.submission.respondents
    )
    stated = {"respondents": named, "round": "Q", "date": DATE}
    return replace(found, submission=found.submission.model_copy(update=stated))


@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
def test_of_a_report_of_a_round_with_partners_and_an_earlier_round_too(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {
        **answers(),
        "two": 4,
        "three": Answer(value=0, comment="Q q."),
        "yes": False,
        "same": 4,
        "choice": Answer(not_applicable="Q."),
        "boxes": ["qq"],
        "unknown": 1,
    }
    long = {**answers(), "two": Answer(value=0, comment="Qqq " * 300), "unsaid": 2}
    merged = of_a_round(answers(), other, long)
    voices = tuple(
        assessed(said)
        for said in (other, {"two": Answer(is_unknown=True, unknown="Q."), "three": 4})
    )
    with pseudo_languages(monkeypatch):
        chapters = with_partners([merged], voices)
        earlier = of_a_round(other, answers())
        beside = Beside(voices, (earlier,))
        (chapter,) = build_report(chapters, date=DATE, language=language, beside=beside).chapters
        assert chapter.differences is not None
        assert chapter.partners is not None
        assert chapter.moved is not None
        assert words_of_the_code(*chapters, language=language, beside=beside) == []
        many = of_a_round(*[answers(), other] * 5)
        assert words_of_the_code(many, language=language) == []


def test_of_a_notebook_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assessment = assessed(answers(), levels=[{"id": "one", "from": 0, "label": "Q"}])
    object.__setattr__(assessment, "country_name", "Q")
    with pseudo_languages(monkeypatch):
        for page in (
            assessment_html(assessment, LONGER),
            node_html(assessment, "others", LONGER),
            table_html("Q", {"q": ["q"] * 60}, LONGER),
        ):
            said = re.sub(r"<[^>]*>", "\n", page).replace("whole 1.0", "")
            assert words_outside(said) == []


def test_a_word_of_the_code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with pseudo_languages(monkeypatch):
        monkeypatch.setattr("coherence_kit.rendering.report.sections.NO_FIGURE", "none")
        monkeypatch.setattr(
            "coherence_kit.rendering.report.answers.state_head", lambda _words, _state: "Open"
        )
        assert "Open" in words_of_the_code(assessed(answers()))
