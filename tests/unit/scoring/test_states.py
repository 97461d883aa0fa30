"""The state of a question, conditions in three values, and the state of a group."""

import itertools
from typing import Any

import pytest

from coherence_kit.model.submission import Answer
from coherence_kit.scoring.states import State, question_states
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    carried,
    scores_of,
)

YES, NO, OPEN = Answer(value=True), Answer(value=False), Answer()
ASKED: dict[object, State] = {
    True: State.UNANSWERED,
    False: State.NOT_ASKED,
    None: State.OPEN,
}


def when(question: str, *values: str) -> dict[str, Any]:
    return {"question": question, "in": values or ("true",)}


def state_of_last(*questions: Any, **answers: Any) -> State:
    states = question_states(build_tree(a_questionnaire(*questions)), a_submission(answers))
    return states[questions[-1].id]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(value=2), State.ANSWERED),
        (Answer(value=0), State.ANSWERED),
        (NOT_APPLICABLE, State.NOT_APPLICABLE),
        (UNKNOWN, State.UNKNOWN),
        (Answer(is_unknown=True), State.UNKNOWN),
        (Answer(), State.UNANSWERED),
        (Answer(comment="We are still asking."), State.UNANSWERED),
        (carried(Answer(value=2)), State.CARRIED),
        (carried(Answer(value=0)), State.CARRIED),
        (carried(NOT_APPLICABLE), State.CARRIED),
        (carried(UNKNOWN), State.CARRIED),
        (carried(Answer(comment="We are still asking.")), State.UNANSWERED),
    ],
)
def test_a_question_without_a_condition_is_in_the_state_that_was_stated(
    answer: Answer, state: State
) -> None:
    assert state_of_last(a_question("q"), q=answer) is state


def test_no_is_an_answer() -> None:
    assert state_of_last(a_question("q", "boolean"), q=False) is State.ANSWERED


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (YES, State.UNANSWERED),
        (NO, State.NOT_ASKED),
        (NOT_APPLICABLE, State.NOT_ASKED),
        (UNKNOWN, State.OPEN),
        (OPEN, State.OPEN),
        (carried(YES), State.OPEN),
        (carried(NO), State.OPEN),
        (carried(NOT_APPLICABLE), State.OPEN),
    ],
)
def test_a_condition_is_true_false_or_undecided(answer: Answer, state: State) -> None:
    asked = a_question("q", depends_on=when("gate"))
    assert state_of_last(a_question("gate", "boolean"), asked, gate=answer) is state


@pytest.mark.parametrize(("first", "second"), list(itertools.product([YES, NO, OPEN], repeat=2)))
def test_all_is_false_if_a_part_is_and_any_is_true_if_a_part_is(
    first: Answer, second: Answer
) -> None:
    gates = a_question("a", "boolean"), a_question("b", "boolean")
    both = state_of_last(
        *gates, a_question("q", depends_on={"all": [when("a"), when("b")]}), a=first, b=second
    )
    either = state_of_last(
        *gates, a_question("q", depends_on={"any": [when("a"), when("b")]}), a=first, b=second
    )
    parts = [first, second]
    assert both is ASKED[(NO if NO in parts else OPEN if OPEN in parts else YES).value]
    assert either is ASKED[(YES if YES in parts else OPEN if OPEN in parts else NO).value]


def test_conditions_nest() -> None:
    gates = [a_question(name, "boolean") for name in "abc"]
    nested = a_question(
        "q", depends_on={"any": [when("a"), {"all": [when("b"), when("c", "false")]}]}
    )
    assert state_of_last(*gates, nested, a=False, b=True, c=False) is State.UNANSWERED
    assert state_of_last(*gates, nested, a=False, b=True, c=True) is State.NOT_ASKED
    assert state_of_last(*gates, nested, a=False, b=True) is State.OPEN
    assert state_of_last(*gates, nested, a=False, c=True) is State.NOT_ASKED


@pytest.mark.parametrize(
    ("gate", "values", "answer"),
    [
        (a_question("gate"), ("2", "3"), 3),
        (a_question("gate"), ("03",), 3),
        (a_question("gate", steps=range(-2, 1)), ("-2",), -2),
        (a_question("gate", "boolean"), ("yes",), True),
        (a_question("gate", "boolean"), ("no", "true"), False),
        (a_question("gate", "choice"), ("some", "all"), "all"),
    ],
)
def test_a_condition_means_the_answer_however_it_is_spelt(
    gate: Any, values: tuple[str, ...], answer: Any
) -> None:
    asked = a_question("q", depends_on=when("gate", *values))
    assert state_of_last(gate, asked, gate=answer) is State.UNANSWERED


@pytest.mark.parametrize(
    ("first", "middle", "last"),
    [
        (YES, State.ANSWERED, State.UNANSWERED),
        (NO, State.NOT_ASKED, State.NOT_ASKED),
        (OPEN, State.OPEN, State.OPEN),
        (NOT_APPLICABLE, State.NOT_ASKED, State.NOT_ASKED),
    ],
)
def test_a_condition_on_a_question_that_waits_itself_follows_it(
    first: Answer, middle: State, last: State
) -> None:
    chain = a_questionnaire(
        a_question("last", depends_on=when("middle")),
        a_question("middle", "boolean", depends_on=when("first")),
        a_question("first", "boolean"),
    )
    states = question_states(build_tree(chain), a_submission(first=first, middle=True))
    assert (states["middle"], states["last"]) == (middle, last)


@pytest.mark.parametrize(("gate", "counts"), [(True, True), (False, False), (None, False)])
def test_an_answer_counts_only_once_its_question_is_asked(gate: bool | None, counts: bool) -> None:
    questionnaire = a_questionnaire(
        a_question("gate", "boolean"), a_question("q", depends_on=when("gate"))
    )
    scores = scores_of(questionnaire, q=4, gate=Answer(value=gate))
    assert (scores["q"].value == 100) is counts


def test_a_question_of_weight_0_decides_conditions_though_it_is_not_scored() -> None:
    questionnaire = a_questionnaire(
        a_question("gate", "boolean", weight=0), a_question("q", depends_on=when("gate"))
    )
    assert scores_of(questionnaire, gate=False)["q"].state is State.NOT_ASKED
    assert scores_of(questionnaire, gate=True, q=1)["whole"].value == 25


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (3, 4, State.SCORED),
        (3, NOT_APPLICABLE, State.SCORED),
        (3, Answer(), State.PARTIAL),
        (3, UNKNOWN, State.PARTIAL),
        (UNKNOWN, Answer(), State.MISSING),
        (NOT_APPLICABLE, UNKNOWN, State.MISSING),
        (NOT_APPLICABLE, NOT_APPLICABLE, State.NOT_APPLICABLE),
    ],
)
def test_a_group_is_in_the_state_that_its_children_leave_it_in(
    first: Any, second: Any, state: State
) -> None:
    scores = scores_of(
        a_questionnaire(a_question("a"), a_question("b"), a_question("c", "text")),
        a=first,
        b=second,
    )
    assert (scores["part"].state, scores["whole"].state) == (state, state)


def test_a_group_with_a_partial_group_in_it_is_partial() -> None:
    inner = a_section("inner", a_question("a"), a_question("b"))
    scores = scores_of(a_questionnaire(a_section("outer", inner, a_question("c"))), a=1, c=1)
    assert [scores[name].state for name in ("inner", "outer", "whole")] == [State.PARTIAL] * 3


def test_a_group_of_questions_that_are_never_scored_does_not_apply() -> None:
    questionnaire = a_questionnaire(
        a_section("notes", a_question("t", "text"), a_question("light", weight=0)),
        a_section("s", a_question("q")),
    )
    scores = scores_of(questionnaire, t="Words", light=4, q=1)
    assert scores["notes"].state is State.NOT_APPLICABLE
    assert scores["whole"].value == 25


@pytest.mark.parametrize("forward", [True, False])
def test_a_long_chain_of_conditions_is_decided_in_whatever_order_it_is_written(
    forward: bool,
) -> None:
    names = [f"q{place}" for place in range(2_000)]
    chain = [a_question("q0", "boolean")] + [
        a_question(name, "boolean", depends_on=when(earlier))
        for earlier, name in itertools.pairwise(names)
    ]
    questionnaire = a_questionnaire(*(chain if forward else reversed(chain)))
    states = question_states(build_tree(questionnaire), a_submission(dict.fromkeys(names, True)))
    assert set(states.values()) == {State.ANSWERED}
