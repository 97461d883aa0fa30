"""What waits for a gap or a measure, beside the points that it gains."""

from typing import Any

import pytest

from coherence_kit.model.assessment import Assessment, HoldsUp
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_matrix,
    a_measure,
    a_question,
    a_questionnaire,
    assessed,
    carried,
    proved,
)

NOTHING = HoldsUp()


def of_gaps(assessment: Assessment) -> dict[str, HoldsUp]:
    return {gap.id: gap.holds_up for gap in assessment.gaps}


def of_measures(assessment: Assessment) -> dict[str, HoldsUp]:
    return {item.id: item.holds_up for item in assessment.recommendations}


def three_questions() -> list[Question]:
    return [a_question(name, target=3) for name in ("first", "second", "third")]


def test_a_gap_holds_up_the_measures_of_others_that_need_its_own_over_however_many() -> None:
    measures = [
        a_measure("begin", {"first": 3}),
        a_measure("go-on", {"second": 3}, prerequisites=["begin"]),
        a_measure("end", {"third": 3}, prerequisites=["go-on"]),
    ]
    assessment = assessed(
        a_questionnaire(*three_questions()), *measures, first=0, second=1, third=2
    )
    waiting = {
        "first": HoldsUp(measures=("go-on", "end")),
        "second": HoldsUp(measures=("end",)),
        "third": NOTHING,
    }
    assert of_gaps(assessment) == waiting
    assert of_measures(assessment) == {
        "begin": waiting["first"],
        "go-on": waiting["second"],
        "end": NOTHING,
    }


def test_the_order_of_gaps_and_measures_stays_that_of_points_and_a_list_has_the_other() -> None:
    questions = [
        a_question("dear", target=3, weight=5),
        a_question("key", target=3),
        a_question("locked", target=3),
    ]
    measures = [
        a_measure("of-dear", {"dear": 3}),
        a_measure("of-key", {"key": 3}),
        a_measure("of-locked", {"locked": 3}, prerequisites=["of-key"]),
    ]
    assessment = assessed(a_questionnaire(*questions), *measures, dear=0, key=2, locked=0)
    assert [gap.id for gap in assessment.gaps] == ["dear", "locked", "key"]
    assert assessment.holding_most == ("key",)


def test_what_holds_more_up_comes_first_then_what_eases_more_then_the_priority() -> None:
    questions = [a_question(name, target=3) for name in ("a", "b", "c", "d", "e", "f")]
    measures = [
        *(a_measure(f"of-{name}", {name: 3}) for name in "abcd"),
        a_measure("of-e", {"e": 3}, prerequisites=["of-d"], helped_by=["of-b", "of-c"]),
        a_measure("of-f", {"f": 3}, helped_by=["of-c", "of-a"]),
    ]
    answers = dict.fromkeys("abcdef", 1)
    assessment = assessed(a_questionnaire(*questions), *measures, **answers)
    assert [gap.id for gap in assessment.gaps] == [*"abcdfe"]  # the measure of e comes then
    assert assessment.holding_most == ("d", "c", "a", "b")


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        (0, True),
        (1, True),
        (2, False),  # done, whoever did it
        (3, False),
        (UNKNOWN, True),
        (NOT_APPLICABLE, False),
        (carried(Answer(value=2)), True),
    ],
)
def test_nothing_waits_over_a_measure_that_is_carried_out(answer: Any, waits: bool) -> None:
    """The measure in between is not recommended itself: it fires at no step."""
    measures = [
        a_measure("begin", {"first": 3}),
        a_measure(
            "between",
            {"second": 2},
            fires_when={"question": "second", "step": "4"},
            prerequisites=["begin"],
        ),
        a_measure("end", {"third": 3}, prerequisites=["between"]),
    ]
    assessment = assessed(
        a_questionnaire(*three_questions()), *measures, first=0, second=answer, third=0
    )
    assert of_gaps(assessment)["first"] == (HoldsUp(measures=("end",)) if waits else NOTHING)


def test_a_gap_holds_up_what_needs_a_later_measure_of_it_that_does_not_fire_yet() -> None:
    measures = [
        a_measure("now", {"first": 2}),
        a_measure("later", {"first": 3}, fires_when={"question": "first", "step": "2"}),
        a_measure("end", {"second": 3}, prerequisites=["later"]),
    ]
    assessment = assessed(a_questionnaire(*three_questions()), *measures, first=1, second=1)
    assert of_gaps(assessment)["first"] == HoldsUp(measures=("end",))
    assert of_measures(assessment)["now"] == NOTHING


def test_the_next_measure_of_the_same_question_does_not_count() -> None:
    measures = [
        a_measure("now", {"first": 2}),
        a_measure("then", {"first": 3}, prerequisites=["now"], helped_by=["now"]),
    ]
    assessment = assessed(a_questionnaire(*three_questions()), *measures, first=0)
    assert list(of_measures(assessment)) == ["now", "then"]
    assert of_measures(assessment)["now"] == of_gaps(assessment)["first"] == NOTHING


def test_what_a_measure_eases_does_not_wait_and_is_told_apart() -> None:
    measures = [
        a_measure("helper", {"first": 3}),
        a_measure("helped", {"second": 3}, helped_by=["helper"]),
        a_measure("both", {"third": 3}, prerequisites=["helper"], helped_by=["helper"]),
    ]
    assessment = assessed(
        a_questionnaire(*three_questions()), *measures, first=0, second=2, third=2
    )
    held = HoldsUp(measures=("both",), eases=("helped",))
    assert of_gaps(assessment)["first"] == of_measures(assessment)["helper"] == held


def test_a_measure_that_is_not_recommended_does_not_wait() -> None:
    measures = [
        a_measure("begin", {"first": 3}),
        a_measure("done", {"second": 3}, prerequisites=["begin"], helped_by=["begin"]),
    ]
    assessment = assessed(a_questionnaire(*three_questions()), *measures, first=0, second=3)
    assert of_gaps(assessment) == {"first": NOTHING}


def test_a_claim_without_its_document_is_a_gap_and_holds_nothing_up() -> None:
    questionnaire = a_questionnaire(*three_questions(), evidence="cap", evidence_from=2)
    measures = [
        a_measure("begin", {"first": 3}),
        a_measure("end", {"second": 3}, prerequisites=["begin"]),
    ]
    claimed = assessed(questionnaire, *measures, first=3, second=1)
    assert of_gaps(claimed) == {"first": NOTHING, "second": NOTHING}
    below = assessed(questionnaire, *measures, first=proved(2), second=1)
    assert of_gaps(below)["first"] == HoldsUp(measures=("end",))


def gate(*values: str, question: str = "first") -> dict[str, Any]:
    return {"question": question, "in": list(values)}


def test_a_gap_holds_up_the_questions_that_are_asked_only_at_its_target() -> None:
    questions = [
        a_question("first", target=3),
        a_question("asked", depends_on=gate("0", "1", "3")),
        a_question("opened", depends_on=gate("3", "4")),
        a_question("inner", depends_on=gate("4", question="opened")),
        a_question("innermost", depends_on=gate("4", question="inner")),
        a_question("beyond", depends_on=gate("4")),
        a_question("other", depends_on=gate("3", question="third")),
        a_question("third", target=3),
    ]
    assessment = assessed(
        a_questionnaire(*questions), a_measure("begin", {"first": 2}), first=1, third=1
    )
    assert of_gaps(assessment) == {
        "first": HoldsUp(questions=("opened", "inner", "innermost")),
        "third": HoldsUp(questions=("other",)),
    }
    assert of_measures(assessment) == {"begin": NOTHING}
    whole_way = a_measure("begin", {"first": 3})
    assessment = assessed(a_questionnaire(*questions), whole_way, first=1, third=1)
    assert of_measures(assessment) == {"begin": HoldsUp(questions=("opened", "inner", "innermost"))}


def test_a_question_of_several_conditions_waits_for_each_that_is_not_met() -> None:
    both = {"all": [gate("3"), gate("3", question="second"), gate("1", question="third")]}
    questions = [*three_questions(), a_question("late", depends_on=both)]
    assessment = assessed(a_questionnaire(*questions), first=1, second=0, third=1)
    assert of_gaps(assessment) == {
        "first": HoldsUp(questions=("late",)),
        "second": HoldsUp(questions=("late",)),
        "third": NOTHING,
    }
    either = {"any": [gate("3"), gate("1", question="third")]}
    questions = [*three_questions(), a_question("late", depends_on=either)]
    assert set(of_gaps(assessed(a_questionnaire(*questions), first=1, third=1)).values()) == {
        NOTHING
    }


def test_rows_of_a_matrix_and_boxes_hold_up_and_are_held_up() -> None:
    rows = a_matrix("matrix", target="all", depends_on=gate("two", question="boxes"))
    boxes = a_question("boxes", "multiple-choice")
    assessment = assessed(
        a_questionnaire(boxes, rows),
        a_measure("tick", {"boxes": "two"}, fires_when={"question": "boxes", "not_option": "two"}),
        boxes=("one",),
    )
    assert of_measures(assessment) == {"tick": HoldsUp(questions=("matrix.one", "matrix.two"))}
    gated = a_question("late", depends_on=gate("all", question="matrix.one"))
    matrix = a_matrix("matrix", target="all")
    answers: dict[str, Any] = {"matrix.one": "some", "matrix.two": "some"}
    assessment = assessed(a_questionnaire(matrix, gated), **answers)
    assert of_gaps(assessment) == {
        "matrix.one": HoldsUp(questions=("late",)),
        "matrix.two": NOTHING,
    }
