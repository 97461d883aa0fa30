"""An assessment through one source document, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.lens import Lens, look_through
from coherence_kit.errors import UnknownNameError
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Review
from coherence_kit.rendering.terminal.lens import lens_text
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_document,
    a_matrix,
    a_question,
    a_questionnaire,
    a_section,
    a_shared,
    a_submission,
    proved,
)

DOCUMENTS = (a_document("blue", "b-1"), a_document("red", "r-1"))
LETTERS = {"order": ["D", "B", "A"]}


def assessed(questionnaire: Questionnaire, **answers: Any) -> Assessment:
    return assess(prepare(questionnaire, documents=DOCUMENTS), a_submission(answers))


def through(questionnaire: Questionnaire, document: str = "blue", **answers: Any) -> Lens:
    return look_through(assessed(questionnaire, **answers), document)


def figures(lens: Lens) -> dict[str, tuple[object, ...]]:
    parts = (part.result for part in lens.parts)
    return {part.id: (part.value, part.low, part.high, part.coverage) for part in parts}


def two_sections(**stated: Any) -> Questionnaire:
    """Blue asks a (weight 3) and b in the first section, and red asks the rest."""
    blue: dict[str, Any] = {"sources": ["b-1"]}
    red: dict[str, Any] = {"sources": ["r-1"]}
    return a_questionnaire(
        a_section(
            "first",
            a_question("a", weight=3, **blue),
            a_question("b", sources=["b-1", "r-1"]),
            a_question("c", **red),
            **stated,
        ),
        a_section("second", a_question("d", **red), a_question("e", weight=0, **blue)),
    )


def test_a_section_is_scored_over_the_questions_that_cite_the_document() -> None:
    lens = through(two_sections(), a=4, b=0, c=0, d=4)
    assert figures(lens) == {"first": (75, 75, 75, 1)}
    assert (lens.questions, lens.scored) == (("a", "b"), 4)


def test_coverage_and_interval_are_those_of_these_questions_alone() -> None:
    lens = through(two_sections(), a=4, b=UNKNOWN)
    assert figures(lens) == {"first": (100, 75, 100, Fraction(3, 4))}
    lens = through(two_sections(), a=UNKNOWN, b=4, c=4, d=4)
    assert figures(lens) == {"first": (None, 25, 100, Fraction(1, 4))}


def test_the_counts_tell_answered_from_left_out() -> None:
    (part,) = through(two_sections(), a=NOT_APPLICABLE, b=4).parts
    assert (part.questions, part.answered, part.left_out) == (2, 1, 1)


def test_a_section_in_which_nothing_of_it_applies_has_no_figure() -> None:
    lens = through(two_sections(), a=NOT_APPLICABLE, b=NOT_APPLICABLE)
    assert figures(lens) == {"first": (None, None, None, None)}
    text = lens_text(assessed(two_sections()), lens)
    assert "1 first 2 0 2 – – – –" in " ".join(text.split())


def test_settings_that_sections_inherit_stay_in_force() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a", sources=["b-1"])), evidence="cap", evidence_from=2
    )
    assert figures(through(whole, a=4)) == {"first": (25, 25, 100, 1)}
    assert figures(through(whole, a=proved(4))) == {"first": (100, 100, 100, 1)}


def test_the_answers_of_a_reviewer_count_where_they_count_in_the_result() -> None:
    review = Review(verdict="changed", answer="1")
    answer = proved(4).model_copy(update={"review": review, "reviewed": 1})
    whole = a_questionnaire(a_question("a", sources=["b-1"]), scored="reviewer")
    assert figures(through(whole, a=answer)) == {"part": (25, 25, 25, 1)}


def test_a_condition_on_a_question_outside_the_lens_is_decided_all_the_same() -> None:
    whole = a_questionnaire(
        a_question("a", sources=["b-1"]),
        a_question("b", depends_on={"question": "c", "in": ["4"]}, sources=["b-1"]),
        a_question("c"),
    )
    asked = through(whole, a=4, b=0, c=4)
    assert figures(asked) == {"part": (50, 50, 50, 1)}
    (part,) = through(whole, a=4, c=0).parts
    assert part.result.text == "100.0"
    assert (part.questions, part.answered, part.left_out) == (2, 1, 1)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("minimum", 0),
        ("maximum", 100),
        ("sum-of-points", 50),
        ({"name": "any-n-of", "n": "3"}, 50),
        ({"name": "any-n-of", "n": "1"}, 100),
    ],
    ids=str,
)
def test_the_rule_of_a_section_works_on_the_parts_that_are_left(rule: Any, value: int) -> None:
    lens = through(two_sections(rule=rule), a=4, b=0, c=2)
    assert figures(lens)["first"][0] == value


def graded(*cited: str) -> Questionnaire:
    options = {"none": "D", "some": "B", "all": "A"}
    table = {"3": {"D": "0", "A": "3"}}
    return a_questionnaire(
        a_section(
            "table",
            *(
                a_question(
                    name,
                    "choice",
                    options=options,
                    not_applicable="forbidden",
                    sources=["b-1"] if name in cited else [],
                )
                for name in "abc"
            ),
            rule={"name": "conversion-table", "by": "sum", "tables": table},
        ),
        letters=LETTERS,
        rule="none",
    )


def test_a_table_whose_parts_are_all_there_gives_its_letter() -> None:
    lens = through(graded("a", "b", "c"), a="all", b="all", c="all")
    assert [(part.result.id, part.result.text) for part in lens.parts] == [("table", "A")]


def test_where_a_table_lacks_parts_its_questions_stand_for_themselves() -> None:
    lens = through(graded("a", "c"), a="all", b="all", c="none")
    shown = [(part.result.id, part.result.text, part.questions) for part in lens.parts]
    assert shown == [("a", "A", 1), ("c", "D", 1)]


def test_in_a_profile_and_in_inner_sections_the_highest_figures_are_shown() -> None:
    inner = a_section("inner", a_question("a", sources=["b-1"]), a_question("b"))
    whole = a_questionnaire(
        a_section("outer", inner, a_question("c", sources=["b-1"]), rule="none"),
        a_section("other", a_section("deep", a_question("d", sources=["b-1"]))),
        rule="none",
    )
    lens = through(whole, a=4, c=2, d=0)
    assert {name: row[0] for name, row in figures(lens).items()} == {
        "c": 50,
        "inner": 100,
        "other": 0,
    }


def test_an_answer_that_counts_elsewhere_too_is_seen_in_both_places_and_counted_once() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a", sources=["b-1"])),
        a_section("second", a_shared("a"), a_question("b")),
    )
    lens = through(whole, a=4, b=0)
    assert {name: row[0] for name, row in figures(lens).items()} == {"first": 100, "second": 100}
    assert lens.questions == ("a",)


def test_a_matrix_is_seen_by_its_rows() -> None:
    whole = a_questionnaire(a_matrix("m", sources=["b-1"]), a_question("a"))
    answers: dict[str, Any] = {"m.one": "all", "m.two": "none", "a": 4}
    lens = look_through(assessed(whole, **answers), "blue")
    assert lens.questions == ("m.one", "m.two")
    assert figures(lens)["part"][0] == 50


def test_a_document_of_which_nothing_is_cited_is_said_plainly() -> None:
    made = assessed(a_questionnaire(a_question("a", sources=["r-1"])), a=4)
    lens = look_through(made, "blue")
    assert (lens.questions, lens.parts) == ((), ())
    assert "No question of whole that counts cites it" in lens_text(made, lens)


def test_an_unknown_document_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match=r'Known: blue, red\. Did you mean "blue"\?'):
        through(two_sections(), "bleu")


def test_the_text_says_what_a_lens_is_and_prints_no_figure_of_the_whole() -> None:
    made = assessed(two_sections(), a=4, b=0, c=0, d=4)
    text = " ".join(lens_text(made, look_through(made, "blue")).split())
    assert "2 of 4 questions that count cite it. A lens is no result" in text
    assert "1 first 2 2 0 75.0 75.0 75.0 100 %" in text
    root = made.root.text
    assert root is not None
    assert root not in text
