"""Merging the answers of a round: what is worked out once for all of its respondents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.rounds.merge import Received, merge
from coherence_kit.model.asking import who_is_asked
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round
from coherence_kit.model.submission import Answer
from tests.builders import a_question, a_questionnaire, a_submission

if TYPE_CHECKING:
    import pytest

WHOLE = a_questionnaire(
    a_question("a"),
    a_question("b", depends_on={"question": "a", "in": ["4"]}),
    a_question("c", depends_on={"all": [{"question": "b", "in": ["4"]}]}),
)


def a_round_of(many: int) -> Round:
    return Round.model_validate(
        {
            "format": "coherence-kit/round/1",
            "country": "XVE",
            "round": "2026",
            "questionnaires": [WHOLE.id],
            "respondents": [
                {"id": f"office-{number}", "entity": f"Office {number}", "asked": ["c"]}
                for number in range(many)
            ],
        }
    )


def merged_of(many: int) -> dict[str, Answer]:
    stated = a_round_of(many)
    submission = a_submission({name: Answer(value=4) for name in "abc"})
    received = [Received(one.id, submission) for one in stated.respondents]
    asking = who_is_asked(stated, {WHOLE.id: WHOLE})
    return dict(merge(stated, asking, {}, prepare(WHOLE), received).answers)


def test_what_decides_on_a_question_is_asked_too_however_many_lie_between() -> None:
    assert not any(answer.not_asked_of for answer in merged_of(2).values())


def test_a_questionnaire_is_gone_through_as_often_for_forty_respondents_as_for_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walk, walks = Questionnaire.questions, list[int]()

    def counted(self: Questionnaire) -> object:
        walks.append(1)
        return walk(self)

    monkeypatch.setattr(Questionnaire, "questions", counted)
    merged_of(2)
    few = len(walks)
    merged_of(40)
    assert len(walks) == 2 * few
