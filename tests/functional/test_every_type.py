"""Every type of question goes the whole way: shown, asked in every form, read
back, scored, explained, printed.

The types are those of the table, and one more whose answers are put in order. A type that lacks a
part of itself fails here, and one without examples does too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.explain import explain
from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.analysis.robustness.study import study
from coherence_kit.analysis.status import status_of
from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.reader import read_page
from coherence_kit.forms.paper.form import EMPTY_BOX, TICKED_BOX, print_form_html
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.submission import FORMAT, Submission
from coherence_kit.questions import KINDS, kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.data.assessment import assessments_json
from coherence_kit.rendering.data.robustness import robustness_json
from coherence_kit.rendering.data.status import status_csv
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.status_html import status_html
from coherence_kit.rendering.terminal.explanation import explanation_text
from coherence_kit.rendering.terminal.questionnaire import questionnaire_text
from coherence_kit.rendering.terminal.robustness import robustness_text
from coherence_kit.rendering.terminal.rules import rules_text
from coherence_kit.rendering.terminal.score import assessment_text
from coherence_kit.rendering.terminal.status import status_text
from tests.builders import a_matrix, a_measure, a_question, a_questionnaire, a_section
from tests.ranking import Ranking, a_ranking
from tests.unit.rendering.test_html import Page

# Ids that are letters, numbers, or words which files, spreadsheets and
# browsers take for something else.
IDS = (
    ("rights", "money", "work"),
    ("a", "b", "c"),
    ("yes", "no", "unknown"),
    ("true", "false", "null"),
    ("1", "2", "03"),
    ("none", "x", "any"),
    ("constructor", "answer", "not-applicable"),
)
DATE = dt.date(2026, 6, 30)


@dataclass(frozen=True)
class Example:
    """A question `asked` of one type, and answers to it as files have them."""

    build: Callable[[], Any]
    answers: tuple[Any, ...]


def options(*ids: str) -> dict[str, int]:
    return {name: 50 * place for place, name in enumerate(ids)}


def a_choice(*ids: str) -> Question:
    return a_question("asked", "choice", options=options(*ids), target=ids[-1])


def some_boxes(*ids: str) -> Question:
    boxes = dict.fromkeys(ids)
    return a_question("asked", "multiple-choice", boxes=boxes, target=list(ids[:2]))


def of_type(kind: str, **stated: Any) -> Callable[[], Question]:
    return partial(a_question, "asked", kind, **stated)


HALF = {"id": "partly", "text": "Only for some"}
CLASSES = [{"score": 0, "text": "Few."}, {"from": 50, "score": 100, "text": "Many."}]
EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "scale": (
        Example(of_type("scale", target=3), ("0", "4")),
        Example(of_type("scale", half_step=HALF, evidence={"2": "The plan."}), ("2-partly", "2")),
        Example(of_type("scale", steps=range(-2, 3), target=1), ("-2", "-1")),
    ),
    "boolean": (Example(of_type("boolean", target="yes"), ("yes", "no")),),
    "choice": tuple(Example(partial(a_choice, *ids), ids) for ids in IDS),
    "multiple-choice": tuple(
        Example(partial(some_boxes, *ids), ([], [ids[0]], list(ids[1:]))) for ids in IDS
    ),
    "number": (
        Example(of_type("number", unit="per cent", target=80), ("0", "12.5", "200")),
        Example(of_type("number", thresholds=CLASSES, smallest=-5, largest=100), ("-5", "50")),
    ),
    "text": (Example(of_type("text"), ("In force since 2024.", "yes")),),
    "date": (Example(of_type("date"), ("2026-06-30",)),),
    "matrix": tuple(
        Example(partial(a_matrix, "asked", options=options(*ids)), ids[:2]) for ids in IDS
    ),
    "ranking": tuple(
        Example(partial(a_ranking, "asked", *ids), (list(ids), [ids[2], ids[0], ids[1]]))
        for ids in IDS
    ),
}
WALKS = [
    pytest.param(example, answer, id=f"{kind}-{answer}")
    for kind, examples in EXAMPLES.items()
    for example in examples
    for answer in example.answers
]
FIRST = [
    pytest.param(example, example.answers[0], id=f"{kind}-{place}")
    for kind, examples in EXAMPLES.items()
    for place, example in enumerate(examples)
]
EVERY = [
    pytest.param(example, id=f"{kind}-{place}")
    for kind, examples in EXAMPLES.items()
    for place, example in enumerate(examples)
]


# The toy is no member of the union that the model knows, which only its writer minds.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:Pydantic serializer warnings."
    r"(\s+PydanticSerializationUnexpectedValue\([^\n]+, input_type=RankingQuestion\]\))+$"
    ":UserWarning"
)


@pytest.fixture(autouse=True)
def a_type_of_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", KINDS), "ranking", Ranking)


def with_question(asked: Any) -> Questionnaire:
    """A questionnaire of this question, one that waits for it where one can, and one beside it."""
    beside = a_question("beside", target=3)
    section = a_section("part", beside, *([] if asked.type == "ranking" else [asked]))
    if asked.type == "ranking":  # the loader knows no such type
        section = section.model_copy(update={"questions": (asked, beside)})
    row = next(item for item in _questions_in(section) if item.id.startswith("asked"))
    if kind_of(row).keys:
        test = {"question": row.id, "in": [kind_of(row).keys[0]]}
        waits = a_question("waits", "boolean", depends_on=test)
        section = section.model_copy(update={"questions": (*section.questions, waits)})
    whole = a_questionnaire(a_section("other", a_question("else")), evidence_from=1)
    return whole.model_copy(update={"sections": (section, *whole.sections)})


def _questions_in(section: Section) -> Iterator[Question]:
    for child in section.children:
        if isinstance(child, Section):
            yield from _questions_in(child)
        else:
            yield child


def names_of(questionnaire: Questionnaire) -> list[str]:
    return [item.id for item in questionnaire.questions() if item.id.startswith("asked")]


@dataclass(frozen=True)
class Walk:
    """An example with its answer, ready for every part of the kit."""

    instrument: Instrument
    submission: Submission
    layout: Layout
    plain: dict[str, Any]

    @property
    def questions(self) -> list[Question]:
        names = names_of(self.instrument.questionnaire)
        return [self.instrument.questions[name] for name in names]

    def read_back(self, document: Document) -> Submission | None:
        file = load_submission_file(document)
        assert document.problems == []
        assert file is not None
        return bind(document, file, self.instrument.questionnaire, self.instrument.tree)


def prepared(example: Example, answer: Any | None) -> Walk:
    questionnaire = with_question(example.build())
    measures = [
        a_measure(f"raise-{place}", {name: kind.labels[0].spelt})
        for place, name in enumerate(names_of(questionnaire))
        for kind in [kind_of(next(q for q in questionnaire.questions() if q.id == name))]
        if kind.is_scored and kind.labels
    ]
    instrument = prepare(questionnaire, measures)
    answers = {} if answer is None else dict.fromkeys(names_of(questionnaire), answer)
    reviewed = {
        name: {"answer": value, "review": {"verdict": "changed", "answer": value, "by": "A"}}
        for name, value in answers.items()
    }
    plain = {
        "format": FORMAT,
        "questionnaire": {"id": "whole", "version": "1.0"},
        "country": "GHA",
        "answers": {"beside": "2", **reviewed},
    }
    document = Document("given.yaml", written_out=plain)
    file = load_submission_file(document)
    assert file is not None, document.problems
    submission = bind(document, file, questionnaire, instrument.tree)
    assert submission is not None, document.problems
    layout = lay_out(questionnaire, instrument.tree, instrument.sha256)
    return Walk(instrument, submission, layout, as_plain(submission))


def assessed(walk: Walk) -> Assessment:
    found = assess(walk.instrument, walk.submission, source="given.yaml")
    robustness = study(walk.instrument.tree, [walk.submission]).results[0]
    return replace(found, robustness=robustness)


def test_every_type_of_the_table_has_an_example() -> None:
    assert EXAMPLES.keys() == KINDS.keys() | {"matrix"}


def test_every_shape_has_a_type() -> None:
    assert {kind.shape for kind in KINDS.values()} == set(Shape)


KNOWN = [item for item in EVERY if not str(item.id).startswith("ranking")]
"""Without the one that the loader cannot know."""


@pytest.mark.parametrize("example", KNOWN)
def test_a_questionnaire_with_it_is_accepted(example: Example) -> None:
    asked = example.build()
    dumped = with_question(asked).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    document = Document("whole.yaml", written_out=_as_texts({"format": "", **dumped}))
    assert load_questionnaire(document) is not None, document.problems


def _as_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_texts(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_texts(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("example", EVERY)
def test_it_is_shown_with_what_may_be_answered(example: Example) -> None:
    walk = prepared(example, None)
    text = " ".join(questionnaire_text(walk.instrument.questionnaire).split())
    for question in walk.questions:
        kind = kind_of(question)
        assert str(question.text) in text
        for label in kind.labels:
            assert label.spelt in text
            assert _said(label).casefold() in text.casefold()


@pytest.mark.parametrize("example", EVERY)
def test_an_empty_form_asks_it_and_is_a_draft(example: Example) -> None:
    walk = prepared(example, None)
    pages = {
        "yaml": yaml_form(walk.layout),
        "page": " ".join(Page(html_form(walk.layout)).texts),
        "paper": " ".join(Page(print_form_html(walk.layout)).texts),
    }
    for form, text in pages.items():
        flat = " ".join(text.replace("#", " ").split())
        for question in walk.questions:
            for label in kind_of(question).labels:
                said = _said(label)
                assert said.casefold() in flat.casefold(), form


@pytest.mark.parametrize(("example", "answer"), WALKS)
def test_every_form_gives_back_what_was_answered(example: Example, answer: Any) -> None:
    walk = prepared(example, answer)
    again = {
        "yaml": compose_document(yaml_form(walk.layout, walk.plain).encode(), "form.yaml"),
        "xlsx": read_workbook(workbook_form(walk.layout, walk.plain), "form.xlsx"),
        "page": read_page(html_form(walk.layout, walk.plain).encode(), "form.html"),
    }
    for form, document in again.items():
        given = walk.read_back(document)
        assert given is not None, document.problems
        assert given.answers == walk.submission.answers, form


def _said(label: AnswerLabel) -> str:
    """What an answer says; yes and no, which say nothing, their own name."""
    return label.in_language("en") if label.is_worded else label.spelt.capitalize()


def _row(question: Question) -> str:
    return str(question.label).partition(": ")[2]


def _on_paper(label: AnswerLabel) -> str:
    if label.flag is not None:
        return str(label.flag)
    said = _said(label)
    return said if label.named_step is None else f"{label.named_step} {said}"


@pytest.mark.parametrize(("example", "answer"), WALKS)
def test_the_form_to_print_has_the_answer(example: Example, answer: Any) -> None:
    walk = prepared(example, answer)
    text = " ".join(" ".join(Page(print_form_html(walk.layout, walk.plain)).texts).split())
    text = text.partition("Questions Time Page")[2]
    numbers = {item.id: item.number for item in walk.layout.questions()}
    for question in walk.questions:
        kind, value = kind_of(question), walk.submission.answer(question.id).value
        assert value is not None
        match kind.shape:
            case Shape.PICK_ONE | Shape.PICK_MANY if question.id == "asked":
                labels = kind.labels_of(value)
                says = [_on_paper(label) for label in labels] or ["None of these"]
                assert all(f"{TICKED_BOX} {said}" in text for said in says)
            case Shape.PICK_ONE | Shape.PICK_MANY:  # a row of a matrix, whose columns have heads
                place = kind.keys.index(answer_key(value))
                row = text.partition(f"{numbers[question.id]} {_row(question)} ")[2]
                assert row.replace(EMPTY_BOX, "-").split()[place] == TICKED_BOX
            case Shape.ORDER:
                first = kind.labels_of(value)[0].text
                assert f"1 {first}" in text
            case Shape.QUANTITY | Shape.PROSE:
                assert answer_key(value) in text


@pytest.mark.parametrize(("example", "answer"), WALKS)
def test_it_is_scored_and_explained(example: Example, answer: Any) -> None:
    walk = prepared(example, answer)
    assessment = assess(walk.instrument, walk.submission, source="given.yaml")
    assert "Whole" in assessment_text(assessment)
    for question in walk.questions:
        kind = kind_of(question)
        chain = explain(assessment, question.id)
        (entry,) = json.loads(assessments_json([assessment], [chain]))
        told = entry["explanation"][0]
        node = assessment.nodes[question.id]
        assert told["scoring"]["by"]
        assert ("Printed, not scored" in explanation_text(chain)) is not kind.is_scored
        value = walk.submission.answer(question.id).value
        assert value is not None
        if kind.is_scored:
            assert node.high == kind.score(value)
            assert node.high in kind.possible_scores() or kind.drawn_scores() is None
            assert json.loads(json.dumps(told["scoring"]))


@pytest.mark.parametrize(("example", "answer"), FIRST)
def test_reports_print_the_answer(example: Example, answer: Any) -> None:
    walk = prepared(example, answer)
    assessment = assessed(walk)
    page = Page(render_html([assessment], date=DATE, for_print=False))
    text = " ".join(" ".join(page.texts).split())
    for question in walk.questions:
        kind, value = kind_of(question), walk.submission.answer(question.id).value
        assert value is not None
        for label in kind.labels_of(value):
            said = _said(label)
            assert said in text
    assert robustness_json([assessment], ())
    assert robustness_text([assessment], ())


@pytest.mark.parametrize("example", EVERY)
def test_what_is_missing_is_drawn_told_and_asked_for(example: Example) -> None:
    walk = prepared(example, None)
    assessment = assessed(walk)
    assert "Robustness" in robustness_text([assessment], ()) or assessment.robustness is not None
    status = status_of(walk.instrument, walk.submission, source="given.yaml")
    named = {item.id for item in status.wanted}
    assert set(names_of(walk.instrument.questionnaire)) <= named
    for text in (status_text([status], every=True), status_csv([status]), status_html([status])):
        assert "asked" in text
    assert "asked" in render_html([assessment], date=DATE, for_print=False)


@pytest.mark.parametrize(("example", "answer"), WALKS)
def test_the_status_tells_the_answer_that_is_to_be_looked_at(example: Example, answer: Any) -> None:
    walk = prepared(example, answer)
    status = status_of(walk.instrument, walk.submission, source="given.yaml")
    told = {item.id: item.answer for item in status.wanted if item.answer}
    assert set(names_of(walk.instrument.questionnaire)) <= told.keys()


WRONG: tuple[Any, ...] = (
    "",
    "[",
    "nobody",
    ["nobody"],
    ["rights", "money"],
    [],
    ["1", "1"],
    "99999999999999999999",
)


@pytest.mark.parametrize("example", EVERY)
@pytest.mark.parametrize("raw", WRONG, ids=str)
def test_what_is_no_answer_is_a_problem_and_never_a_fault_of_ours(
    example: Example, raw: Any
) -> None:
    questionnaire = with_question(example.build())
    instrument = prepare(questionnaire)
    for name in names_of(questionnaire):
        plain = {
            "format": FORMAT,
            "questionnaire": {"id": "whole", "version": "1.0"},
            "answers": {name: raw},
        }
        document = Document("given.yaml", written_out=plain)
        file = load_submission_file(document)
        bound = None if file is None else bind(document, file, questionnaire, instrument.tree)
        kind = kind_of(instrument.questions[name])
        if bound is None:
            assert document.problems
            assert all(sentence for problem in document.problems for sentence in problem.sentences)
        elif bound.answer(name).value is not None:
            assert kind.accepts(raw)


def test_the_rules_list_every_way_of_scoring_an_answer() -> None:
    text = rules_text()
    scored = [name for name, kind in KINDS.items() if kind.is_scored and name != "ranking"]
    assert [name for name in scored if f"type: {name}" not in text] == []


def matrix_fieldsets(page: str) -> Iterator[str]:
    """What names the group of answers of each row."""
    for part in page.split('<fieldset class="answer"')[1:]:
        yield part.partition(">")[0]


def test_each_row_of_a_matrix_names_its_answers_for_screen_readers() -> None:
    walk = prepared(EXAMPLES["matrix"][0], None)
    page = html_form(walk.layout)
    for question in walk.questions:
        name, asked = f"q:{question.id}:name", f"q:{question.id}:asked"
        assert f' aria-labelledby="{name} {asked}"' in list(matrix_fieldsets(page))
        heading = page.partition(f'id="{name}"')[2].partition("</h")[0]
        assert str(question.label) in heading
        assert f'<legend id="{asked}">' in page
