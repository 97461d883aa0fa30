"""The laws of scoring, on random questionnaires and submissions. Each test quotes the rule that it tries."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from coherence_kit.model import conditions
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.submission import Answer, EvidenceItem, Submission
from coherence_kit.scoring.answers import score_answer
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Tree, build_tree
from coherence_kit.scoring.what_if import WhatIf
from tests.builders import NOT_APPLICABLE, a_question, a_section, proved
from tests.property.reference import Figures, reference_scores
from tests.property.strategies import answered_trees, answered_twigs, answers_to, possible_answers

Answered = tuple[Questionnaire, Submission]
MOST_COMPLETIONS = 800


def scored(questionnaire: Questionnaire, submission: Submission) -> Scores:
    return score(build_tree(questionnaire), submission)


def figures_of(scores: Scores) -> dict[str, Figures]:
    return {
        name: Figures(node.state.value, node.low, node.high, node.value, node.coverage, node.target, node.shown)
        for name, node in scores.items()
    }


def answering(submission: Submission, question: str, answer: Answer) -> Submission:
    return submission.model_copy(update={"answers": {**submission.answers, question: answer}})


def with_evidence(answer: Answer) -> Answer:
    return answer.model_copy(update={"evidence": (EvidenceItem(title="Decree 12"),)})


def sources_of_conditions(questionnaire: Questionnaire) -> set[str]:
    waiting = [question.depends_on for question in questionnaire.questions() if question.depends_on]
    return {test.question for condition in waiting for test in conditions.tests(condition)}


@given(answered_trees())
def test_every_node_has_the_figures_that_the_description_of_the_rules_gives(answered: Answered) -> None:
    assert figures_of(scored(*answered)) == reference_scores(*answered)


@given(answered_trees())
def test_low_is_at_most_value_and_value_at_most_high(answered: Answered) -> None:
    """`low <= value <= high`."""
    for node in scored(*answered).values():
        if node.low is not None and node.high is not None:
            assert 0 <= node.low <= node.high <= 100
            assert node.value is None or node.low <= node.value <= node.high
            assert node.coverage is not None
            assert 0 <= node.coverage <= 1
        else:
            assert (node.low, node.high, node.value, node.coverage, node.target) == (None,) * 5


def narrows(before: Scores, after: Scores) -> bool:
    """Whether no node that still has bounds has a lower low or a higher high."""
    return all(
        now.low is None
        or now.high is None
        or (old.low is not None and old.high is not None and old.low <= now.low and now.high <= old.high)
        for old, now in zip(before.values(), after.values(), strict=True)
    )


@given(answered_trees(), st.data())
def test_an_answer_or_not_applicable_or_evidence_never_widens_bounds(answered: Answered, data: st.DataObject) -> None:
    """Giving a missing question an answer or "not applicable", deciding a condition, or adding evidence.

    "… never lowers low and never raises high of any node that still has bounds."
    """
    questionnaire, submission = answered
    before = scored(questionnaire, submission)
    for question in data.draw(st.permutations(list(questionnaire.questions())), label="order"):
        answer = submission.answer(question.id)
        if before[question.id].state in MISSING_STATES:
            submission = answering(submission, question.id, data.draw(answers_to(question), label=question.id))
        elif answer.value is not None:
            submission = answering(submission, question.id, with_evidence(answer))
        after = scored(questionnaire, submission)
        assert narrows(before, after), question.id
        before = after


def completions(questionnaire: Questionnaire, submission: Submission, before: Scores) -> Iterator[Submission]:
    """Every way of answering what is missing, and of proving or not what is claimed without proof."""
    matters = sources_of_conditions(questionnaire)
    choices: dict[str, list[Answer]] = {}
    for question in questionnaire.questions():
        node, answer = before[question.id], submission.answer(question.id)
        if node.state in MISSING_STATES and answer.value is None and answer.not_applicable is None:
            if node.is_there or question.id in matters:
                values = possible_answers(question)
                choices[question.id] = [
                    NOT_APPLICABLE,
                    *(Answer(value=value) for value in values),
                    *map(proved, values),
                ]
        elif answer.value is not None and not answer.has_evidence and (node.low != node.high):
            choices[question.id] = [answer, with_evidence(answer)]
    many = 1
    for possible in choices.values():
        many *= len(possible)
    assume(many <= MOST_COMPLETIONS)
    for answers in itertools.product(*choices.values()):
        given_answers = dict(zip(choices, answers, strict=True))
        yield submission.model_copy(update={"answers": {**submission.answers, **given_answers}})


@given(answered_twigs())
def test_bounds_hold_every_completion_and_where_nothing_is_open_are_reached(answered: Answered) -> None:
    """Where no condition is open and no node has two paths to one question.

    "… both bounds are reached by some completion; otherwise they may be wider, never narrower." Here every node has
    one path to each question, since sections are a tree.
    """
    questionnaire, submission = answered
    tree = build_tree(questionnaire)
    before = score(tree, submission)
    completed = [score(tree, completion) for completion in completions(questionnaire, submission, before)]
    nothing_open = not any(node.state is State.OPEN and node.is_there for node in before.values())
    for name, node in before.items():
        values = [scores[name].value for scores in completed if scores[name].is_there]
        known = [value for value in values if value is not None]
        assert len(known) == len(values), "a completed node has a value"
        if known and node.low is not None and node.high is not None:
            assert node.low <= min(known)
            assert max(known) <= node.high
            if nothing_open:
                assert (min(known), max(known)) == (node.low, node.high)


def reordered(draw: Any, group: Any) -> Any:
    """The same questionnaire or section with everything in it in another order."""
    update = {"sections": tuple(draw(st.permutations([reordered(draw, section) for section in group.sections])))}
    if isinstance(group, Section):
        update["questions"] = tuple(draw(st.permutations(group.questions)))
    return group.model_copy(update=update)


@given(answered_trees(), st.data())
def test_the_order_of_questions_sections_and_answers_changes_nothing(answered: Answered, data: st.DataObject) -> None:
    """Results do not depend on the order of questions or files."""
    questionnaire, submission = answered
    shuffled = dict(data.draw(st.permutations(list(submission.answers.items()))))
    other = scored(reordered(data.draw, questionnaire), submission.model_copy(update={"answers": shuffled}))
    assert other == scored(questionnaire, submission)


def heavier(group: Any, times: Fraction) -> Any:
    """The same with all weights, points and caps so many times as large."""

    def with_weight(child: Any) -> Any:
        scaled = {"weight": child.weight.model_copy(update={"value": child.weight.value * times})}
        if child.points is not None:
            scaled["points"] = child.points.model_copy(update={"value": child.points.value * times})
        return child.model_copy(update=scaled)

    rule = group.rubric.rule
    if rule.cap is not None:
        rule = rule.model_copy(update={"cap": rule.cap * times})
    update: dict[str, Any] = {
        "rubric": group.rubric.model_copy(update={"rule": rule}),
        "sections": tuple(heavier(with_weight(section), times) for section in group.sections),
    }
    if isinstance(group, Section):
        update["questions"] = tuple(with_weight(question) for question in group.questions)
    return group.model_copy(update=update)


@given(answered_trees(), st.fractions(min_value=Fraction(1, 9), max_value=9, max_denominator=9))
def test_only_the_proportion_of_weights_and_points_counts(answered: Answered, times: Fraction) -> None:
    """Means renormalise weights; a sum is a share of its points, and a cap is given in points."""
    questionnaire, submission = answered
    scaled = scored(heavier(questionnaire, times), submission)
    assert figures_of(scaled) == figures_of(scored(questionnaire, submission))


def with_section(group: Any, place: int, section: Section) -> Any:
    """The same with one section more, in the group at this place of the questionnaire."""
    groups = [group, *group.all_sections()]
    wanted = groups[place % len(groups)].id

    def add(inner: Any) -> Any:
        sections = tuple(map(add, inner.sections))
        return inner.model_copy(update={"sections": (*sections, section) if inner.id == wanted else sections})

    return add(group)


@given(answered_trees(), st.integers(0, 20), st.booleans())
def test_a_section_that_does_not_apply_changes_nothing_else(answered: Answered, place: int, asked: bool) -> None:
    """A group whose scored children have all left is not_applicable and leaves its parent."""
    questionnaire, submission = answered
    gate = a_question("gate", "boolean", weight=0)
    waits = {"question": "gate", "in": ["true"]}
    added = a_section(
        "added",
        gate,
        a_question("n1", not_applicable="exclude", depends_on=None if asked else waits),
        a_question("note", "text"),
    )
    answers = {**submission.answers, "n1": NOT_APPLICABLE if asked else proved(3), "gate": Answer(value=False)}
    scores = scored(with_section(questionnaire, place, added), submission.model_copy(update={"answers": answers}))
    assert scores.pop("added").state is State.NOT_APPLICABLE
    for name in ("gate", "n1", "note"):
        scores.pop(name)
    assert scores == scored(questionnaire, submission)


@given(answered_trees(), st.data())
def test_a_better_answer_never_lowers_anything(answered: Answered, data: st.DataObject) -> None:
    """Monotone rules: with its evidence, and where no condition reads it, a higher answer lowers no figure."""
    questionnaire, submission = answered
    free = [
        question for question in questionnaire.questions() if question.id not in sources_of_conditions(questionnaire)
    ]
    before = scored(questionnaire, submission)
    raised = {
        question.id: [new for new in possible_answers(question) if is_better(question, new, submission)]
        for question in free
        if before[question.id].state is State.ANSWERED and before[question.id].is_there
    }
    names = [name for name, better in raised.items() if better]
    assume(names)
    name = data.draw(st.sampled_from(names))
    new = data.draw(st.sampled_from(raised[name]))
    after = scored(questionnaire, answering(submission, name, proved(new)))
    for old, now in zip(before.values(), after.values(), strict=True):
        assert (old.state, old.coverage) == (now.state, now.coverage)
        for figure in ("low", "value", "high"):
            was, became = getattr(old, figure), getattr(now, figure)
            assert was is became is None or was <= became, (old.id, figure)


def is_better(question: Question, new: Any, submission: Submission) -> bool:
    value = submission.answer(question.id).value
    return value is not None and score_answer(question, new) > score_answer(question, value)


@given(answered_trees())
def test_a_gain_is_that_of_a_submission_that_answers_so(answered: Answered) -> None:
    """gain(q) = root value with q at target, all else as it is, minus root value."""
    questionnaire, submission = answered
    tree, read = build_tree(questionnaire), sources_of_conditions(questionnaire)
    before = score(tree, submission)
    what_if, kept, moved, together = WhatIf(tree, before), WhatIf(tree, before), dict[str, Fraction](), submission
    for question in questionnaire.questions():
        target = before[question.id].target
        if target is not None and question.id not in read and before[question.id].state is State.ANSWERED:
            at_target = proved(getattr(question, "target").value)  # noqa: B009  (only scored questions have one)
            alone = score(tree, answering(submission, question.id, at_target))
            assert what_if.gain({question.id: target}) == gained(tree, before, alone)
            together, moved = answering(together, question.id, at_target), {**moved, question.id: target}
            kept.keep({question.id: target})
            assert kept.value == score(tree, together)[tree.root].value
    root = score(tree, together)[tree.root]
    assert what_if.gain(moved) == gained(tree, before, score(tree, together))
    assert what_if.bounds_with(moved) == (root.low, root.high)


def gained(tree: Tree, before: Scores, after: Scores) -> Fraction:
    """What the roots together have more."""
    return sum(
        ((after[root].value or Fraction(0)) - (before[root].value or Fraction(0)) for root in tree.roots), Fraction(0)
    )
