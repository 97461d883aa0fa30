"""What a round still needs, of everybody and of all together."""

from __future__ import annotations

import pytest

from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.status import status_of
from coherence_kit.model.round_status import OpenQuestion, QuestionnaireStatus, RoundStatus
from coherence_kit.model.status import Need
from coherence_kit.model.submission import UNANSWERED, Answer
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
)
from tests.unit.rendering.test_round_status import of_round

CARRIED = Answer(value=2, recheck=True)
WHOLE = a_questionnaire(
    a_section("one", a_question("a"), a_question("b")),
    a_section("two", a_question("c", depends_on={"question": "a", "in": ["4"]}), a_question("d")),
)
FIRST = {"id": "first", "entity": "First", "asked": ["one"], "leads": ["one"]}
SECOND = {"id": "second", "entity": "Second", "asked": ["a", "two"]}
VOICE = {"id": "voice", "entity": "Voice", "kind": "stakeholder", "asked": ["one"]}
OTHER = {"id": "other", "entity": "Other", "kind": "stakeholder", "asked": ["b"]}


def opened(questions: tuple[OpenQuestion, ...]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.question.id: (one.state, one.asked) for one in questions}


def government(status: RoundStatus) -> QuestionnaireStatus:
    return next(part for part in status.questionnaires if part.kind == "government")


def test_only_what_is_asked_is_counted_and_wanted() -> None:
    given = a_submission({"a": Answer(value=4), "b": UNKNOWN})
    status = status_of(prepare(WHOLE), given, asked={"b", "c"})
    assert (status.tally.total, status.tally.unknown, status.tally.unanswered) == (2, 1, 1)
    assert [section.tally.total for section in status.sections] == [1, 1]
    assert [item.id for item in status.needing(Need.ANSWER)] == ["c", "b"] or [
        item.id for item in status.needing(Need.ANSWER)
    ] == ["b", "c"]
    assert {item.rank for item in status.wanted} == {1, 2}
    whole = status_of(prepare(WHOLE), given)
    assert whole == status_of(prepare(WHOLE), given, asked={"a", "b", "c", "d"})


@pytest.mark.parametrize(
    ("deciding", "total", "state"),
    [
        (Answer(value=4), 3, "unanswered"),
        (Answer(value=1), 2, ""),
        (UNANSWERED, 3, "open"),
        (UNKNOWN, 3, "open"),
        (NOT_APPLICABLE, 2, ""),
    ],
)
def test_a_condition_is_decided_by_whoever_answers_it(
    deciding: Answer, total: int, state: str
) -> None:
    second = {**SECOND, "asked": ["b", "two"]}
    status = of_round(WHOLE, [FIRST, second], {"first": {"a": deciding}, "second": {"d": UNKNOWN}})
    form = status.respondents[1].forms[0].status
    assert form.tally.total == total
    assert {item.id: item.state for item in form.wanted}.get("c", "") == state


def test_a_question_is_open_until_one_of_those_asked_says_something_that_counts() -> None:
    states = {
        "unanswered": {},
        "unknown": {"a": UNKNOWN},
        "carried": {"a": CARRIED},
    }
    for state, said in states.items():
        found = opened(government(of_round(WHOLE, [FIRST, SECOND], {"first": said})).unanswered)
        assert found["a"] == (state, ("First", "Second"))
        assert found["b"] == ("unanswered", ("First",))
        assert found["c"] == ("open", ("Second",))
    for said in ({"a": Answer(value=0)}, {"a": NOT_APPLICABLE}):
        part = government(of_round(WHOLE, [FIRST, SECOND], {"second": said}))
        assert "a" not in opened(part.unanswered)
        assert "c" not in opened(part.unanswered)


def test_what_nobody_is_asked_is_apart_and_told_once() -> None:
    status = of_round(WHOLE, [FIRST, VOICE], {})
    parts = {part.kind: part for part in status.questionnaires}
    assert opened(parts["government"].unasked) == {"c": ("open", ()), "d": ("unanswered", ())}
    assert parts["stakeholder"].unasked == ()
    only = of_round(WHOLE, [VOICE], {})
    assert [part.kind for part in only.questionnaires] == ["stakeholder"]
    assert list(opened(only.questionnaires[0].unasked)) == ["c", "d"]
    answered = of_round(WHOLE, [FIRST], {"first": {"d": Answer(value=1)}})
    assert list(opened(government(answered).unasked)) == ["c"]


def test_government_and_stakeholders_neither_dispute_nor_answer_for_one_another() -> None:
    status = of_round(
        WHOLE,
        [FIRST, VOICE, OTHER],
        {"first": {"a": Answer(value=0)}, "voice": {"a": Answer(value=4)}, "other": {}},
    )
    assert status.disputed == ()
    parts = {part.kind: part for part in status.questionnaires}
    assert opened(parts["government"].unanswered) == {"b": ("unanswered", ("First",))}
    assert opened(parts["stakeholder"].unanswered) == {"b": ("unanswered", ("Voice", "Other"))}
    assert (parts["stakeholder"].tally.answered, parts["stakeholder"].tally.total) == (1, 2)


def test_what_stakeholders_answer_apart_is_told_as_it_stands() -> None:
    said = {"voice": {"b": UNKNOWN}, "other": {}}
    (part,) = of_round(WHOLE, [VOICE, OTHER], said).questionnaires
    assert opened(part.unanswered)["b"] == ("unknown", ("Voice", "Other"))
    said = {"voice": {"b": UNKNOWN}, "other": {"b": Answer(value=1)}}
    (part,) = of_round(WHOLE, [VOICE, OTHER], said).questionnaires
    assert "b" not in opened(part.unanswered)


def test_disputes_stand_widest_first_with_who_leads_them() -> None:
    status = of_round(
        WHOLE,
        [FIRST, {**SECOND, "asked": ["one", "two"]}, {**SECOND, "id": "third", "entity": "Third"}],
        {
            "first": {"a": Answer(value=1), "b": Answer(value=0)},
            "second": {"a": Answer(value=2), "b": Answer(value=4)},
            "third": {"a": NOT_APPLICABLE, "d": Answer(value=1)},
        },
    )
    widest, other = status.disputed
    assert [(one.question.id, one.steps) for one in status.disputed] == [("a", None), ("b", 4)]
    assert [(one.answer, one.respondents, one.is_lead) for one in widest.said] == [
        ("step 1", ("First",), True),
        ("step 2", ("Second",), False),
        ("not applicable", ("Third",), False),
    ]
    assert (widest.lead, other.lead, other.is_wide) == ("First", "First", True)


def test_the_order_in_which_answers_come_changes_nothing() -> None:
    said = {
        "first": {"a": Answer(value=1)},
        "second": {"a": Answer(value=2)},
        "voice": {"a": Answer(value=4)},
    }
    turned = dict(reversed(said.items()))
    asked = [FIRST, SECOND, VOICE]
    assert of_round(WHOLE, asked, said) == of_round(WHOLE, asked, turned)
