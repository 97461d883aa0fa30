"""Two assessments of one questionnaire compared, worked out by hand."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.rounds.comparison import compare
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.comparison import Comparison, Movement, Part, Unlike
from coherence_kit.model.followed import Goal, Outcome
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, MergedRespondent, QuestionnaireRef
from coherence_kit.rendering.data.comparison import comparison_csv, comparison_data
from coherence_kit.rendering.report.context import make_context
from coherence_kit.rendering.report.moved import moved_page
from coherence_kit.rendering.terminal.comparison import WIDTH, comparison_text
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    carried,
    proved,
)

TWO = a_questionnaire(
    a_section("law", a_question("one"), a_question("two")),
    a_section("money", a_question("three"), a_question("four")),
)
CAPPED = a_questionnaire(
    a_question("one", evidence={"3": "the decree"}), evidence="cap", evidence_from=3
)
CAP = {"evidence": "cap", "evidence_from": 2, "evidence_cap": 1}


def of(
    questionnaire: Questionnaire, *measures: Measure, short: bool = False, **answers: Any
) -> Assessment:
    whole = prepare(questionnaire, measures)
    submission = a_submission(answers).model_copy(
        update={
            "questionnaire": QuestionnaireRef(id=questionnaire.id, version=questionnaire.version),
            "short": short,
        }
    )
    instrument = whole.short if short else whole
    assert instrument is not None
    return assess(instrument, submission, source="then.yaml")


def moves(comparison: Comparison) -> dict[str, tuple[str, Fraction | int]]:
    return {name: (one.movement.value, one.least) for name, one in comparison.changes.items()}


def bounds(node: NodeResult) -> tuple[Fraction | int | None, ...]:
    return node.low, node.high


# --- what bounds prove ---------------------------------------------------------------------------


def test_what_is_proved_in_both_rounds_has_moved_by_the_distance_of_the_two() -> None:
    found = moves(compare(of(TWO, one=1, two=4), of(TWO, one=3, two=2)))
    assert found["one"] == ("risen", 50)
    assert found["two"] == ("fallen", 50)
    assert found["law"] == ("same", 0)  # (25 + 100) / 2 = (75 + 50) / 2


def test_overlapping_intervals_prove_no_change_however_far_the_values_differ() -> None:
    comparison = compare(of(TWO, one=0, two=0, three=4), of(TWO, one=0, two=4, three=4))
    money = comparison.changes["money"]
    assert bounds(money.then) == (50, 100)
    assert money.movement is Movement.UNPROVED
    whole = comparison.changes["whole"]  # 25 to 50, then 50 to 75: they meet
    assert whole.movement is Movement.UNPROVED
    assert whole.by_value == 25
    assert comparison.changes["law"].movement is Movement.RISEN


def test_the_least_is_the_distance_of_the_intervals_and_not_of_the_values() -> None:
    comparison = compare(of(TWO, one=0, two=0, three=0), of(TWO, one=4, two=4, three=4))
    change = comparison.changes["whole"]
    assert (bounds(change.then)[1], bounds(change.now)[0]) == (25, 75)
    assert change.least == 50


def test_an_answer_without_the_document_it_needs_proves_nothing_beyond_the_cap() -> None:
    comparison = compare(of(CAPPED, one=2), of(CAPPED, one=4))
    assert comparison.changes["one"].movement is Movement.UNPROVED
    assert comparison.changes["one"].steps == 2
    comparison = compare(of(CAPPED, one=2), of(CAPPED, one=proved(4)))
    assert moves(comparison)["one"] == ("risen", 50)
    assert comparison.changes["one"].proved_steps == 2


@pytest.mark.parametrize("missing", [UNKNOWN, Answer(), carried(Answer(value=4))])
def test_an_answer_in_one_round_alone_proves_no_change(missing: Answer) -> None:
    there, back = of(TWO, one=1), of(TWO, one=missing)
    for comparison in (compare(there, back), compare(back, there)):
        assert comparison.changes["one"].movement is Movement.UNPROVED
        assert comparison.unsettled == (comparison.changes["one"],)
        assert len(comparison.never_answered) == 3


def test_what_does_not_apply_in_one_round_is_left() -> None:
    comparison = compare(of(TWO, one=1), of(TWO, one=NOT_APPLICABLE))
    assert comparison.changes["one"].movement is Movement.LEFT


def test_a_disputed_question_moves_only_beyond_all_the_answers_that_were_given() -> None:
    disputed = Answer(value=3, said={"a": Answer(value=1), "b": Answer(value=3)}, lead="b")
    assert moves(compare(of(TWO, one=disputed), of(TWO, one=3)))["one"] == ("unproved", 0)
    assert moves(compare(of(TWO, one=disputed), of(TWO, one=4)))["one"] == ("risen", 25)


def test_compared_with_itself_nothing_moves() -> None:
    one = of(TWO, one=1, two=UNKNOWN, three=NOT_APPLICABLE)
    comparison = compare(one, one)
    assert comparison.is_same_submission
    assert comparison.moved == ()
    assert {one.least for one in comparison.changes.values()} == {0}


def test_swapping_the_rounds_swaps_risen_and_fallen() -> None:
    first, second = of(TWO, one=1, two=4, three=2), of(TWO, one=3, two=1, three=2)
    swapped = {"risen": "fallen", "fallen": "risen"}
    back = moves(compare(second, first))
    for name, (movement, least) in moves(compare(first, second)).items():
        assert back[name] == (swapped.get(movement, movement), least)


def test_a_comparison_can_be_sent_to_another_process() -> None:
    comparison = compare(of(TWO, one=1), of(TWO, one=3))
    again = pickle.loads(pickle.dumps(comparison))  # noqa: S301  (our own)
    assert moves(again) == moves(comparison)


# --- which questions are the same ----------------------------------------------------------------


def later(*children: Any, **stated: Any) -> Questionnaire:
    return a_questionnaire(*children, version="2.0", **stated)


def test_of_another_major_version_only_the_same_questions_are_compared_and_both_scored_again() -> (
    None
):
    new = later(
        a_section("law", a_question("one", weight=3), a_question("added")),
        a_section("money", a_question("three")),
    )
    comparison = compare(of(TWO, one=0, two=4, three=2), of(new, one=4, added=0, three=2))
    assert comparison.is_partial
    assert comparison.new == ("added",)
    assert comparison.gone == ("two", "four")
    law = comparison.changes["law"]
    assert (*bounds(law.then), *bounds(law.now)) == (0, 0, 100, 100)  # over "one" alone
    assert comparison.changes["whole"].then.value == 25


def test_a_renamed_question_is_followed_both_ways() -> None:
    new = later(a_question("first"), renamed={"one": "first"})
    old = a_questionnaire(a_question("one"))
    forth, back = (
        compare(of(old, one=1), of(new, first=3)),
        compare(of(new, first=3), of(old, one=1)),
    )
    assert (forth.changes["first"].id_then, forth.changes["first"].movement) == ("one", "risen")
    assert (back.changes["one"].id_then, back.changes["one"].movement) == ("first", "fallen")
    assert forth.new == forth.gone == ()


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (a_question("one"), a_question("one", "boolean"), Unlike.TYPE),
        (a_question("one"), a_question("one", steps=range(4)), Unlike.ANSWERS),
        (
            a_question("one", "choice", options={"a": 0, "b": 100}),
            a_question("one", "choice", options={"a": 0, "c": 100}),
            Unlike.ANSWERS,
        ),
        (
            a_question("one", "choice", options={"a": 0, "b": 50, "c": 100}),
            a_question("one", "choice", options={"a": 0, "b": 60, "c": 100}),
            Unlike.ANSWERS,
        ),
        (
            a_question("one", "number"),
            a_question("one", "number", goalposts={"low": 0, "high": 50}),
            Unlike.ANSWERS,
        ),
        (a_question("one"), a_question("one", weight=0), Unlike.ANSWERS),
        (
            a_question("one", steps={0: "No plan", 1: "A plan"}),
            a_question("one", steps={0: "No plan", 1: "A plan with money"}),
            Unlike.WORDING,
        ),
    ],
)
def test_a_question_that_kept_its_id_and_became_another_is_not_compared(
    before: Any, after: Any, why: Unlike
) -> None:
    old, new = a_questionnaire(before, a_question("rest")), later(after, a_question("rest"))
    comparison = compare(of(old, rest=1), of(new, rest=2))
    assert [(one.id, one.why) for one in comparison.not_compared] == [("one", why)]
    assert "one" not in comparison.changes
    assert comparison.changes["rest"].movement is Movement.RISEN


def test_in_the_same_major_version_reworded_steps_are_compared_and_named() -> None:
    old = a_questionnaire(a_question("one", steps={0: "No plan", 1: "A plan"}))
    new = a_questionnaire(
        a_question("one", steps={0: "None", 1: "A plan"}, text="Is there a plan?"), version="1.1"
    )
    comparison = compare(of(old, one=0), of(new, one=1))
    assert comparison.changes["one"].movement is Movement.RISEN
    assert comparison.reworded[0].reworded == (Part.QUESTION, Part.STEPS)


def test_a_translation_or_another_line_break_is_no_other_wording() -> None:
    old = a_questionnaire(a_question("one", text={"en": "Is there a plan?"}))
    new = a_questionnaire(
        a_question("one", text={"en": "Is there\na plan?", "fr": "Y a-t-il un plan ?"}),
        version="1.1",
    )
    assert compare(of(old, one=0), of(new, one=1)).reworded == ()


def test_guidance_that_changed_is_named() -> None:
    old = a_questionnaire(a_question("one", guidance={"counts": "A law."}))
    new = a_questionnaire(a_question("one", guidance={"counts": "A decree."}), version="1.1")
    assert compare(of(old, one=0), of(new, one=1)).changes["one"].reworded == (Part.GUIDANCE,)


def test_short_against_long_is_compared_over_the_questions_of_the_short_form() -> None:
    both = a_questionnaire(
        a_section("law", a_question("one", short=True), a_question("two")),
        a_section("money", a_question("three", short=True)),
    )
    short, long = of(both, short=True, one=1, three=1), of(both, one=1, two=4, three=3)
    comparison = compare(short, long)
    assert comparison.is_of_other_form
    assert comparison.changes["law"].movement is Movement.SAME
    assert comparison.changes["money"].movement is Movement.RISEN
    assert "two" not in comparison.changes
    assert comparison.new == ("two",)
    assert compare(long, short).gone == ("two",)


def test_where_the_later_version_forbids_not_applicable_it_counts_as_unanswered() -> None:
    new = later(a_question("one"), a_question("two"), not_applicable="forbidden")
    old = a_questionnaire(a_question("one"), a_question("two"))
    comparison = compare(of(old, one=NOT_APPLICABLE, two=1), of(new, one=4, two=1))
    assert comparison.changes["one"].then.state == "unanswered"
    assert comparison.changes["one"].movement is Movement.UNPROVED


def graded(*names: str, rule: Any) -> Questionnaire:
    options = {"none": "D", "some": "B", "all": "A"}
    questions = (
        a_question(name, "choice", options=options, not_applicable="forbidden") for name in names
    )
    section = a_section("table", *questions, rule=rule)
    return later(section, letters={"order": ["D", "B", "A"]}, rule="none")


def test_a_group_whose_table_lacks_some_of_its_parts_has_no_figure() -> None:
    table = {"name": "conversion-table", "by": "sum", "tables": {"3": {"D": "0", "A": "3"}}}
    old = of(graded("a", rule="none"), a="some")
    comparison = compare(old, of(graded("a", "b", "c", rule=table), a="all", b="all", c="all"))
    assert comparison.changes["table"].movement is Movement.NOT_SCORED
    assert comparison.changes["a"].movement is Movement.RISEN
    assert comparison.new == ("b", "c")


def test_another_questionnaire_is_a_wrong_use_that_says_what_to_do() -> None:
    other = a_questionnaire(a_question("one")).model_copy(update={"id": "other"})
    with pytest.raises(WrongUseError, match="Give the earlier submission to other"):
        compare(of(TWO, one=1), of(other, one=1))


def test_two_versions_without_a_common_question_are_a_wrong_use() -> None:
    with pytest.raises(WrongUseError, match="nothing to compare"):
        compare(of(TWO, one=1), of(later(a_question("new")), new=1))


# --- measures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "now", "outcome"),
    [
        (0, 2, Outcome.REACHED),
        (0, 4, Outcome.REACHED),
        (0, 1, Outcome.PARTLY),
        (1, 1, Outcome.NOT),
        (1, 0, Outcome.NOT),
        (0, UNKNOWN, Outcome.UNKNOWN),
        (0, NOT_APPLICABLE, Outcome.UNKNOWN),
        (0, carried(Answer(value=2)), Outcome.UNKNOWN),
    ],
)
def test_what_became_of_a_measure(then: Any, now: Any, outcome: Outcome) -> None:
    measure = a_measure("write", {"one": 2})
    comparison = compare(of(TWO, measure, one=then), of(TWO, measure, one=now))
    assert [(one.id, one.outcome) for one in comparison.measures] == [("write", outcome)]


def test_a_measure_reached_without_the_document_it_needs_cannot_be_told() -> None:
    measure = a_measure("write", {"one": 3})
    then = of(CAPPED, measure, one=1)
    assert compare(then, of(CAPPED, one=3)).measures[0].outcome is Outcome.UNKNOWN
    assert compare(then, of(CAPPED, one=proved(3))).measures[0].outcome is Outcome.REACHED


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"one": 2, "two": 2}, Outcome.REACHED),
        ({"one": 2, "two": 0}, Outcome.PARTLY),
        ({"one": 2}, Outcome.PARTLY),
        ({"one": 0}, Outcome.UNKNOWN),
        ({"one": 0, "two": 0}, Outcome.NOT),
    ],
)
def test_a_measure_that_raises_two_questions(answers: Any, outcome: Outcome) -> None:
    measure = a_measure("write", {"one": 2, "two": 2})
    comparison = compare(of(TWO, measure, one=0, two=0), of(TWO, **answers))
    assert comparison.measures[0].outcome is outcome


def test_a_measure_whose_question_is_gone_or_another_cannot_be_told() -> None:
    measure = a_measure("write", {"one": 2})
    then = of(TWO, measure, one=0, two=1)
    gone = compare(then, of(later(a_question("two")), two=1))
    other = compare(then, of(later(a_question("one", "boolean"), a_question("two")), two=1))
    assert gone.measures[0].goals == (Goal("one", "2", Outcome.UNKNOWN),)
    assert other.measures[0].outcome is Outcome.UNKNOWN
    for comparison in (gone, other):
        assert "cannot be told" in comparison_text(comparison)


def test_a_box_is_reached_where_it_is_ticked_and_not_where_another_one_is() -> None:
    boxes = a_questionnaire(a_question("one", "multiple-choice"))
    measure = a_measure("write", {"one": "two"})
    then = of(boxes, measure, one=())
    assert compare(then, of(boxes, one=("two",))).measures[0].outcome is Outcome.REACHED
    assert compare(then, of(boxes, one=("three", "four"))).measures[0].outcome is Outcome.NOT


# --- who answered --------------------------------------------------------------------------------


def merged(*names: str) -> Assessment:
    whole = prepare(TWO)
    respondents = tuple(
        MergedRespondent(id=name.casefold(), entity=name, sha256="0" * 64) for name in names
    )
    silent = (MergedRespondent(id="silent", entity="Silent"),)
    submission = a_submission(one=1).model_copy(update={"respondents": respondents + silent})
    return assess(whole, submission)


def test_respondents_that_came_or_went_are_named() -> None:
    comparison = compare(merged("Planning", "Labour"), merged("Labour", "Interior"))
    assert (comparison.came, comparison.went) == (("Interior",), ("Planning",))
    text = comparison_text(comparison)
    assert "Answered in the later round alone: Interior." in text
    assert "Answered in the earlier round alone: Planning." in text
    assert compare(merged("Labour"), of(TWO, one=1)).went == ()


# --- outputs -------------------------------------------------------------------------------------


def test_answers_carry_the_signs_of_their_round_and_what_these_say_is_told() -> None:
    said = {"x": Answer(value=1), "y": Answer(value=2)}
    asked = a_questionnaire(a_question("one"), a_question("two"), **CAP)
    then = of(asked, one=Answer(value=1, said=said, lead="x"), two=3)
    comparison = compare(then, of(asked, one=proved(4), two=proved(3)))
    text = " ".join(comparison_text(comparison).split())
    assert "step 1≠ step 4 up by at least" in text
    assert "step 3* step 3 no document was named then" in text
    assert "* No document was named for this answer in that round" in text
    assert "≠ Respondents differed in that round" in text
    plain = comparison_text(compare(of(TWO, one=1), of(TWO, one=2)))
    assert "*" not in plain
    assert "≠" not in plain


def test_every_question_that_is_compared_is_counted_once_and_the_silent_ones_are_named() -> None:
    then = of(TWO, one=1, two=2, three=NOT_APPLICABLE, four=2)
    now = of(TWO, one=3, two=2, three=NOT_APPLICABLE, four=NOT_APPLICABLE)
    text = " ".join(comparison_text(compare(then, now)).split())
    assert "4 questions are compared. 1 scores as before." in text
    assert "For 1 no change can be shown. 1 has no answer in either round: 2.1." in text


def test_the_page_has_one_unit_in_a_column() -> None:
    asked = a_questionnaire(a_question("one"), a_question("two", "choice"), a_question("three"))
    then = of(asked, one=1, two="none", three=4)
    comparison = compare(then, of(asked, one=3, two="all", three=3))
    page = moved_page(make_context(comparison.now, language="en", place=1), comparison)
    assert [(row.label, row.said, row.steps, row.points) for row in page.proved] == [
        ("two", "higher", "–", "100.0"),
        ("one", "higher", "2", "50.0"),
        ("three", "lower", "1", "25.0"),
    ]


def test_a_change_that_is_not_known_to_the_step_is_of_so_many_at_least() -> None:
    said = {"x": Answer(value=1), "y": Answer(value=2)}
    asked = a_questionnaire(a_question("one"))
    then = of(asked, one=Answer(value=1, said=said, lead="x"))
    comparison = compare(then, of(asked, one=4))
    page = moved_page(make_context(comparison.now, language="en", place=1), comparison)
    assert [(row.then, row.steps, row.points) for row in page.proved] == [("step 1≠", "2", "50.0")]
    assert page.signs == "≠ Respondents differed in that round, and nobody had decided."


def test_the_text_has_at_most_eighty_columns_and_says_what_stands_apart() -> None:
    new = later(
        a_section("law", a_question("one", text="Anew?"), a_question("two", "boolean")),
        a_section("money", a_question("three"), a_question("x" * 60)),
    )
    text = comparison_text(compare(of(TWO, one=1, three=UNKNOWN), of(new, one=3)))
    assert max(map(len, text.splitlines())) <= WIDTH
    for said in (
        "One question has risen",
        "New in the questionnaire (1)",
        "No longer asked (1)",
        "Not compared (1)",
        "it is a question of another type now",
        "Worded otherwise (1)",
        "No answer in either round (1)",
        "by the rules of version 2.0",
    ):
        assert said in text


def test_the_table_has_a_line_for_everything_once() -> None:
    new = later(a_section("law", a_question("one"), a_question("two", "boolean"), a_question("n")))
    comparison = compare(of(TWO, one=1), of(new, one=3))
    lines = comparison_csv(comparison).splitlines()[1:]
    movements = [line.split(",")[5] for line in lines]
    assert movements[-4:] == ["not_compared", "new", "gone", "gone"]
    assert len(lines) == len(comparison.changes) + 4


def test_letters_have_movements_and_no_figures() -> None:
    graded = a_questionnaire(
        a_question("one", "choice", options={"bad": "C", "good": "A"}),
        letters={"order": ["C", "B", "A"]},
        rule="weakest-link",
    )
    data = comparison_data(compare(of(graded, one="bad"), of(graded, one="good")))
    node = data["nodes"]["one"]
    assert (node["movement"], node["least"]) == ("risen", None)
    assert (node["then"]["text"], node["now"]["text"]) == ("C", "A")
