"""Profiles: what kind of country or body answers, and which questions that leaves.

A questionnaire that asks other things of a country of origin than of a municipality has one
multiple-choice question with the id `context.profiles`, and conditions on it. What a profile hides
is not asked; it is never not applicable.
"""

from __future__ import annotations

from collections.abc import Sequence

from coherence_kit.model.questionnaire import Box, MultipleChoiceQuestion, Questionnaire
from coherence_kit.model.submission import Answer, QuestionnaireRef, Submission
from coherence_kit.scoring.states import State, question_states
from coherence_kit.scoring.tree import Tree

PROFILES = "context.profiles"


def profiles_of(questionnaire: Questionnaire) -> tuple[Box, ...]:
    """The profiles that a questionnaire tells apart; none where it asks all the same."""
    for question in questionnaire.questions():
        if question.id == PROFILES and isinstance(question, MultipleChoiceQuestion):
            return question.options
    return ()


def asked_of(questionnaire: Questionnaire, tree: Tree, profiles: Sequence[str]) -> tuple[str, ...]:
    """Ids of the questions that somebody of these profiles may be asked, in their order.

    A question that waits for another answer too is among them.

    Args:
        questionnaire: a valid one that tells profiles apart.
        tree: the same, laid out.
        profiles: ids of one or several of its profiles.

    """
    answer = Answer(value=tuple(profiles))
    stated = Submission(
        format="coherence-kit/submission/1",
        questionnaire=QuestionnaireRef(id=questionnaire.id, version=questionnaire.version),
        answers={PROFILES: answer},
    )
    states = question_states(tree, stated)
    return tuple(
        question.id
        for question in questionnaire.questions()
        if states[question.id] is not State.NOT_ASKED
    )
