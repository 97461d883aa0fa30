"""The laws of comparing two rounds, on random questionnaires and pairs of submissions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.rounds.comparison import compare
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.comparison import Movement
from coherence_kit.model.submission import Answer
from tests.property.drawn_sections import trees
from tests.property.strategies import answers_to, may_not_apply, submissions

SWAPPED = {Movement.RISEN: Movement.FALLEN, Movement.FALLEN: Movement.RISEN}
Rounds = tuple[Assessment, Assessment]


@st.composite
def rounds(draw: st.DrawFn) -> Rounds:
    """The assessments of two submissions to one questionnaire."""
    questionnaire = draw(trees())
    instrument = prepare(questionnaire)
    first, second = (assess(instrument, draw(submissions(questionnaire))) for _ in range(2))
    return first, second


@given(rounds())
def test_only_where_the_intervals_lie_apart_is_there_a_change(both: Rounds) -> None:
    for change in compare(*both).changes.values():
        then, now = change.then, change.now
        if then.low is None or then.high is None or now.low is None or now.high is None:
            assert not change.is_proved
            continue
        overlap = min(then.high, now.high) - max(then.low, now.low)
        if change.movement is not Movement.NOT_SCORED:
            assert change.is_proved == (overlap < 0)
        assert change.least == (-overlap if change.is_proved else 0)


@given(rounds())
def test_swapping_the_rounds_swaps_risen_and_fallen(both: Rounds) -> None:
    back = compare(both[1], both[0]).changes
    for name, change in compare(*both).changes.items():
        assert back[name].movement is SWAPPED.get(change.movement, change.movement)
        assert back[name].least == change.least


@given(rounds())
def test_compared_with_itself_nothing_moves(both: Rounds) -> None:
    for one in both:
        comparison = compare(one, one)
        assert comparison.moved == ()
        assert not any(change.is_proved for change in comparison.changes.values())
        assert not comparison.is_partial


@given(rounds(), st.data())
def test_an_answer_that_was_missing_never_undoes_a_proved_change(
    both: Rounds, data: st.DataObject
) -> None:
    then, now = both
    missing = [name for name in now.questions if now.submission.answer(name) == Answer()]
    if not missing:
        return
    name = data.draw(st.sampled_from(missing))
    says_left = name in may_not_apply(now.questionnaire)
    answer = data.draw(answers_to(now.questions[name], may_not_apply=says_left))
    answers = {**now.submission.answers, name: answer}
    later = now.submission.model_copy(update={"answers": answers})
    after = compare(then, assess(prepare(now.questionnaire), later)).changes
    for node, change in compare(then, now).changes.items():
        if change.is_proved and after[node].movement is not Movement.LEFT:
            assert after[node].movement is change.movement
            assert after[node].least >= change.least
