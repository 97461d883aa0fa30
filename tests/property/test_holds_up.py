"""What waits for a gap, held against closing it and against carrying out all that can be begun."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.model.assessment import Assessment, Gap
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.states import State, question_states
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_measure,
    a_question,
    a_questionnaire,
    a_submission,
)
from tests.property.strategies import answered_trees

NOT_YET_ASKED = {State.NOT_ASKED, State.OPEN}
QUESTIONS = ("a", "b", "c", "d")
ANSWERS = (0, 1, 2, 3, UNKNOWN, NOT_APPLICABLE)


@given(answered_trees())
def test_every_question_that_is_asked_once_a_gap_is_closed_was_held_up_by_it(
    drawn: tuple[Questionnaire, Submission],
) -> None:
    questionnaire, submission = drawn
    tree, assessment = build_tree(questionnaire), assess(prepare(questionnaire), submission)
    before = question_states(tree, assessment.submission)
    for gap in assessment.gaps:
        held = set(gap.holds_up.questions)
        assert {before[name] for name in held} <= NOT_YET_ASKED
        after = question_states(tree, closed(assessment, gap))
        waited = {name for name, state in before.items() if state in NOT_YET_ASKED}
        assert {name for name in waited if after[name] not in NOT_YET_ASKED} <= held


def closed(assessment: Assessment, gap: Gap) -> Submission:
    """The submission with the question at its target."""
    submission = assessment.submission
    target = Answer(value=kind_of(assessment.questions[gap.id]).target)
    return submission.model_copy(update={"answers": {**submission.answers, gap.id: target}})


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[Measure, ...]:
    """Up to eight measures of four questions; each may need any of those before it."""
    made: list[Measure] = []
    for place in range(draw(st.integers(1, 8))):
        raised = {draw(st.sampled_from(QUESTIONS)): draw(st.integers(1, 3))}
        earlier = [measure.id for measure in made]
        needed = draw(st.sets(st.sampled_from(earlier), max_size=2)) if earlier else ()
        made.append(a_measure(f"m{place}", raised, prerequisites=sorted(needed)))
    return tuple(made)


@given(catalogues(), st.tuples(*[st.sampled_from(ANSWERS) for _ in QUESTIONS]))
def test_a_measure_waits_for_a_gap_if_it_cannot_be_begun_while_nobody_works_on_that(
    catalogue: tuple[Measure, ...], answers: tuple[int | Answer, ...]
) -> None:
    given_answers = dict(zip(QUESTIONS, answers, strict=True))
    questionnaire = a_questionnaire(*(a_question(name, target=3) for name in QUESTIONS))
    assessment = assess(prepare(questionnaire, catalogue), a_submission(given_answers))
    raised = {measure.id: measure.raises[0].question for measure in catalogue}
    recommended = [item.id for item in assessment.recommendations]
    for gap in assessment.gaps:
        barred = {name for name, question in raised.items() if question == gap.id}
        begun = can_be_begun(catalogue, given_answers, barred)
        assert gap.holds_up.measures == tuple(
            name for name in recommended if name not in begun | barred
        )
    for item in assessment.recommendations:
        begun = can_be_begun(catalogue, given_answers, {item.id})
        assert item.holds_up.measures == tuple(
            name for name in recommended if name not in begun and raised[name] != raised[item.id]
        )


def can_be_begun(
    catalogue: Collection[Measure], answers: Mapping[str, int | Answer], barred: set[str]
) -> set[str]:
    """Every measure that is begun in the end if nobody carries the barred ones out."""
    done = {measure.id for measure in catalogue if is_done(measure, answers)}
    while True:
        further = {
            measure.id
            for measure in catalogue
            if measure.id not in done | barred and done.issuperset(measure.prerequisites)
        }
        if not further:
            return done
        done |= further


def is_done(measure: Measure, answers: Mapping[str, int | Answer]) -> bool:
    """Whether its question is where it leads, or has left."""
    answer = answers[measure.raises[0].question]
    if isinstance(answer, Answer):
        return answer is NOT_APPLICABLE
    return answer >= int(measure.raises[0].to)
