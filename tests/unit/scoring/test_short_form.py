"""The short form: which questions it has, and that everything else stays as it is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.errors import WrongUseError
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.short_form import short_form
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    a_matrix,
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    a_shared,
    a_submission,
)

pytestmark = pytest.mark.quick


def asked(questionnaire: Questionnaire | None) -> list[str]:
    assert questionnaire is not None
    return [question.id for question in questionnaire.questions()]


def instrument(questionnaire: Questionnaire, *measures: object) -> Instrument:
    return prepare(questionnaire, measures)  # type: ignore[arg-type]  # measures of the builders


def test_a_questionnaire_without_short_questions_has_none() -> None:
    assert short_form(a_questionnaire(a_question("one"))) is None
    assert instrument(a_questionnaire(a_question("one"))).short is None


def test_it_has_the_short_questions_and_all_that_their_conditions_read() -> None:
    whole = a_questionnaire(
        a_section(
            "first",
            a_question("law", "boolean"),
            a_question("other"),
            a_question("rule", depends_on={"question": "law", "in": ["true"]}),
        ),
        a_section(
            "second",
            a_question(
                "use",
                short=True,
                depends_on={"any": [{"question": "rule", "in": ["3", "4"]}]},
            ),
        ),
        a_section("third", a_question("not-asked")),
    )
    short = short_form(whole)
    assert asked(short) == ["law", "rule", "use"]
    assert short is not None
    assert [section.id for section in short.sections] == ["first", "second"]
    same = {"id", "version", "title", "rubric", "scale", "letters"}
    assert short.model_dump(include=same) == whole.model_dump(include=same)


def test_of_a_matrix_it_has_all_rows_or_those_that_are_read() -> None:
    marked = a_questionnaire(a_matrix("all", short=True), a_question("other"))
    assert asked(short_form(marked)) == ["all.one", "all.two"]
    waits = {"question": "read.two", "in": ["some"]}
    read = a_questionnaire(a_matrix("read"), a_question("use", short=True, depends_on=waits))
    _ = [list(section.children) for section in read.sections]  # what is made once is not kept
    assert asked(short_form(read)) == ["read.two", "use"]


def test_an_answer_that_counts_twice_counts_twice_in_it() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("one", short=True), a_question("two")),
        a_section("second", questions=[a_shared("one"), a_shared("two")]),
    )
    short = short_form(whole)
    assert short is not None
    assert set(build_tree(short).nodes) == {"whole", "first", "one", "second", "second/one"}


def test_its_questions_keep_their_numbers() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("one"), a_question("two", short=True)),
        a_section("second", a_question("three")),
        a_section("third", a_question("four"), a_question("five", short=True)),
    )
    short = instrument(whole).short
    assert short is not None
    numbers = numbers_of(short.tree.nodes, short.tree.root)
    assert numbers == {"first": "1", "two": "1.2", "third": "3", "five": "3.2"}


WHOLE = a_questionnaire(
    a_section("first", a_question("one", short=True), a_question("two")),
    a_section("second", a_question("three", short=True), weight=3),
)


def test_the_result_is_that_of_its_questions_and_the_bounds_are_those_of_the_long_form() -> None:
    long = instrument(WHOLE)
    assert long.short is not None
    given = a_submission(one=4, three=2).model_copy(update={"short": True})
    result = assess(long.short, given)
    # weights 1 and 3: (100 + 3 * 50) / 4; the long form from (50 + 150) / 4 to (100 + 150) / 4
    assert result.root.value == result.root.low == result.root.high == 62.5
    assert result.counts.total == 2
    assert result.long_form is not None
    assert (result.long_form.low, result.long_form.high) == (Fraction(50), Fraction(125, 2))
    plain = score(long.tree, a_submission(one=4, three=2))[long.tree.root]
    assert (result.long_form.low, result.long_form.high) == (plain.low, plain.high)
    assert result.long_only == ("two",)
    assert result.questionnaire_sha256 == long.sha256


def test_an_answer_beyond_it_narrows_the_long_form_alone() -> None:
    short = instrument(WHOLE).short
    assert short is not None
    given = a_submission(one=4, two=0, three=2).model_copy(update={"short": True})
    assert short.beyond(given) == ("two",)
    result = assess(short, given)
    assert result.root.value == 62.5
    assert result.long_form is not None
    assert (result.long_form.low, result.long_form.high) == (Fraction(50), Fraction(50))
    assert "two" not in result.submission.answers
    fewer = assess(short, a_submission(one=4, three=2).model_copy(update={"short": True}))
    assert result.submission_sha256 != fewer.submission_sha256


def test_the_long_form_has_no_bounds_of_another() -> None:
    result = assess(instrument(WHOLE), a_submission(one=4))
    assert result.long_form is None


def test_a_submission_to_the_other_form_is_refused() -> None:
    long = instrument(WHOLE)
    assert long.short is not None
    with pytest.raises(WrongUseError, match="long form"):
        assess(long.short, a_submission(one=4))
    with pytest.raises(WrongUseError, match="short form"):
        assess(long, a_submission(one=4).model_copy(update={"short": True}))


def test_only_measures_whose_questions_it_has_are_recommended() -> None:
    measures = (
        a_measure("fits", {"one": 2}),
        a_measure("reads", {"three": 2, "two": 2}),
        a_measure("needs", {"three": 2}, prerequisites=["fits", "reads"]),
    )
    short = instrument(WHOLE, *measures).short
    assert short is not None
    assert set(short.catalogue) == {"fits", "needs"}
    assert short.catalogue["needs"].prerequisites == ("fits",)
    given = a_submission(one=0, three=0).model_copy(update={"short": True})
    assert {item.id for item in assess(short, given).recommendations} == {"fits", "needs"}


def test_the_mark_is_part_of_the_hash_only_where_it_is_set() -> None:
    long = instrument(WHOLE)
    assert long.short is not None
    unmarked = a_submission(one=4)
    hashes = {
        assess(long, unmarked).submission_sha256,
        assess(long.short, unmarked.model_copy(update={"short": True})).submission_sha256,
    }
    assert len(hashes) == 2
    same = assess(replace(long), unmarked.model_copy(update={"short": False}))
    assert same.submission_sha256 in hashes
