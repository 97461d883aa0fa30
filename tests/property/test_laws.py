"""The laws of scoring, on random questionnaires and submissions.

Each test quotes the rule that it tries.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from coherence_kit.model import conditions
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.questionnaire import MatrixGroup, Question, Questionnaire, Section
from coherence_kit.model.rubric import Rubric
from coherence_kit.model.submission import Answer, EvidenceItem, Submission
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Tree, build_tree
from coherence_kit.scoring.what_if import WhatIf
from tests.builders import NOT_APPLICABLE, a_question, a_section, assessed, proved
from tests.property.reference import (
    OF_LETTERS,
    Asked,
    Figures,
    asked_questions,
    bounds_of,
    reference_scores,
)
from tests.property.strategies import (
    answered_trees,
    answered_twigs,
    answers_to,
    may_not_apply,
    possible_answers,
)

Answered = tuple[Questionnaire, Submission]
MOST_COMPLETIONS = 800


def scored(questionnaire: Questionnaire, submission: Submission) -> Scores:
    return score(build_tree(questionnaire), submission)


def figures_of(scores: Scores) -> dict[str, Figures]:
    return {
        name: Figures(
            node.state.value,
            node.low,
            node.high,
            node.value,
            node.coverage,
            node.target,
            node.shown,
            node.claimed,
        )
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
def test_every_node_has_the_figures_that_the_description_of_the_rules_gives(
    answered: Answered,
) -> None:
    assert figures_of(scored(*answered)) == reference_scores(*answered)


@given(answered_trees())
def test_low_is_at_most_value_value_at_most_claimed_and_that_at_most_high(
    answered: Answered,
) -> None:
    """`low <= value <= claimed <= high`; a table of letters may set more claimed below less."""
    tree = build_tree(answered[0])
    is_monotone = all(node.is_monotone for node in tree.nodes.values())
    for node in scored(*answered).values():
        if node.low is not None and node.high is not None:
            assert 0 <= node.low <= node.high <= 100
            assert node.value is None or node.low <= node.value <= node.high
            if node.value is not None and node.claimed is not None:
                assert node.low <= node.claimed <= node.high
                assert node.value <= node.claimed or not is_monotone
            assert node.coverage is not None
            assert 0 <= node.coverage <= 1
        else:
            figures = (node.low, node.high, node.value, node.claimed, node.coverage, node.target)
            assert figures == (None,) * 6


@given(answered_trees())
def test_a_value_that_is_not_shown_does_not_enter_its_parent(answered: Answered) -> None:
    """One answer never stands for a whole section: its bounds and coverage alone are passed up."""
    tree, scores = build_tree(answered[0]), scored(*answered)
    hidden = {name for name, node in scores.items() if node.value is not None and not node.shown}
    for name in hidden:
        parent = tree.nodes[name].parent
        if parent is None or not tree.nodes[parent].has_figures:
            continue
        others = [
            (tree.nodes[child].weight, scores[child].value)
            for child in tree.nodes[parent].children
            if scores[child].shown and scores[child].is_included
        ]
        combine, above = tree.nodes[parent].combine, scores[parent]
        if tree.nodes[parent].settings.missing == "lowest":
            assert above.value == above.low
        elif not others or not tree.nodes[parent].is_monotone:
            assert above.value is None
        elif combine is not None and above.low is not None and above.high is not None:
            rule = combine([(weight, value) for weight, value in others if value is not None])
            assert above.value == min(max(rule, above.low), above.high)


@given(answered_trees())
def test_the_level_lies_between_those_of_the_bounds(answered: Answered) -> None:
    """level_low <= level <= level_high, and a floor holds under every part."""
    questionnaire, submission = answered
    nodes = assessed(questionnaire, **submission.answers).nodes
    for node in nodes.values():
        ranks = {level.id: place for place, level in enumerate(node.levels)} if node.levels else {}
        if node.low is None or node.letters is not None or not ranks:
            continue
        low, high = node.level_low, node.level_high
        assert low is not None
        assert high is not None
        assert ranks[low] <= ranks[high]
        if node.level is not None and node.level_claimed is not None:
            assert ranks[low] <= ranks[node.level] <= ranks[node.level_claimed] <= ranks[high]
            assert floor_holds(node, nodes, node.level)


def floor_holds(node: NodeResult, nodes: Mapping[str, NodeResult], level_id: str) -> bool:
    """Whether every part that counts has what the level asks of each."""
    level = next(level for level in node.levels if level.id == level_id)
    parts = [nodes[child] for child in node.children if nodes[child].low is not None]
    figures = [part.low if part.value is None else part.value for part in parts]
    return level.every_part is None or all(
        figure is not None and figure >= level.every_part for figure in figures
    )


def widened(before: Scores, after: Scores) -> set[str]:
    """The nodes that still have bounds and a lower low or a higher high than before."""
    return {
        name
        for name, now in after.items()
        if now.low is not None
        and now.high is not None
        and not (
            (old := before[name]).low is not None
            and old.high is not None
            and old.low <= now.low
            and now.high <= old.high
        )
    }


@given(answered_trees(), st.data())
def test_an_answer_or_not_applicable_or_evidence_never_widens_bounds(
    answered: Answered, data: st.DataObject
) -> None:
    """Giving a missing question an answer or "not applicable", deciding a
    condition, or adding evidence.

    "… never lowers low and never raises high of any node that still has bounds."
    """
    questionnaire, submission = answered
    tree, leaving = build_tree(questionnaire), may_not_apply(questionnaire)
    before = score(tree, submission)
    for question in data.draw(st.permutations(list(questionnaire.questions())), label="order"):
        answer = submission.answer(question.id)
        if before[question.id].state in MISSING_STATES:
            given_now = answers_to(question, may_not_apply=question.id in leaving)
            submission = answering(submission, question.id, data.draw(given_now, label=question.id))
        elif answer.value is not None:
            submission = answering(submission, question.id, with_evidence(answer))
        after = score(tree, submission)
        assert widened(before, after) == set(), question.id
        before = after


@given(answered_trees(), st.data())
def test_confirming_what_was_carried_over_never_widens_bounds(
    answered: Answered, data: st.DataObject
) -> None:
    """A carried answer is missing until it is confirmed, and confirming it is giving it."""
    questionnaire, submission = answered
    tree = build_tree(questionnaire)
    before = score(tree, submission)
    waiting = [name for name, answer in submission.answers.items() if answer.recheck]
    for name in data.draw(st.permutations(waiting), label="order"):
        confirmed = submission.answer(name).model_copy(update={"recheck": False})
        submission = answering(submission, name, confirmed)
        after = score(tree, submission)
        assert widened(before, after) == set(), name
        before = after


@given(answered_trees())
def test_a_carried_answer_does_to_the_figures_what_no_answer_does(answered: Answered) -> None:
    """unknown, unanswered, open and carried are alike in every figure."""
    questionnaire, submission = answered
    without = {name: answer for name, answer in submission.answers.items() if not answer.recheck}
    carried = figures_of(scored(questionnaire, submission))
    missing = figures_of(scored(questionnaire, submission.model_copy(update={"answers": without})))
    for name, figures in carried.items():
        state = missing[name].state
        assert figures.state in {state, "carried" if state == "unanswered" else state}
        assert replace(figures, state=state) == missing[name]


def different_answers(asked: Asked, *, may_not_apply: bool, is_read: bool) -> list[Answer]:
    """Answers of which no two do the same to the figures.

    Where a condition reads the question, no two do the same to the condition.
    """
    found: dict[object, Answer] = {}
    for value in possible_answers(asked.question):
        for answer in (Answer(value=value), proved(value)):
            does = bounds_of(asked, answer) if asked.is_scored else None
            found.setdefault((does, value) if is_read else does, answer)
    return [*found.values(), *([NOT_APPLICABLE] if may_not_apply else [])]


def completions(
    questionnaire: Questionnaire, submission: Submission, before: Scores
) -> Iterator[Submission]:
    """Every way of answering what is missing, and of proving or not
    what is claimed without proof.
    """
    asked, leaving, read = (
        asked_questions(questionnaire),
        may_not_apply(questionnaire),
        sources_of_conditions(questionnaire),
    )
    choices: dict[str, list[Answer]] = {}
    for name in asked:
        node, answer = before[name], submission.answer(name)
        says_nothing = answer.value is None and answer.not_applicable is None
        if node.state in MISSING_STATES and (says_nothing or answer.recheck):
            if node.is_included or name in read:
                choices[name] = different_answers(
                    asked[name], may_not_apply=name in leaving, is_read=name in read
                )
        elif answer.value is not None and not answer.has_evidence and (node.low != node.high):
            choices[name] = [answer, with_evidence(answer)]
    many = 1
    for possible in choices.values():
        many *= len(possible)
    assume(many <= MOST_COMPLETIONS)
    for answers in itertools.product(*choices.values()):
        given_answers = dict(zip(choices, answers, strict=True))
        yield submission.model_copy(update={"answers": {**submission.answers, **given_answers}})


def held_at_their_low(tree: Tree, scores: Scores) -> set[str]:
    """Groups that hold a table and count what is missing as lowest, and those above
    them, if an answer is unproved.

    "`missing: lowest`: value = low". Their value then stays at their low, though a table may give
    more for the letters as they stand than it will for the proved ones.
    """
    found: set[str] = set()
    if any(node.low != node.high and node.state is State.ANSWERED for node in scores.values()):
        for table in (node.id for node in tree.nodes.values() if not node.is_monotone):
            chain = (table, *tree.groups_above(table))
            found.update(
                itertools.dropwhile(
                    lambda group: tree.nodes[group].settings.missing != "lowest", chain
                )
            )
    return found


def with_two_paths(tree: Tree) -> set[str]:
    """The nodes with two paths to one question."""
    paths = Counter(
        (group, question)
        for question in tree.asking_order
        for place in tree.places(question)
        for group in tree.path(place)
    )
    return {group for (group, _), many in paths.items() if many > 1}


@given(answered_twigs())
def test_bounds_hold_every_completion_and_where_nothing_is_open_are_reached(
    answered: Answered,
) -> None:
    """Where no condition is open and no node has two paths to one question.

    "… both bounds are reached by some completion; otherwise they may be wider, never narrower."
    A node has two paths to a question that counts in two places below it.
    """
    questionnaire, submission = answered
    tree = build_tree(questionnaire)
    before = score(tree, submission)
    completed = [
        score(tree, completion) for completion in completions(questionnaire, submission, before)
    ]
    nothing_open = not any(
        node.state is State.OPEN and node.is_included for node in before.values()
    )
    held = held_at_their_low(tree, before) | with_two_paths(tree)
    for name, node in before.items():
        values = [scores[name].value for scores in completed if scores[name].is_included]
        known = [value for value in values if value is not None]
        assert len(known) == len(values), "a completed node has a value"
        if known and node.low is not None and node.high is not None:
            assert node.low <= min(known)
            assert max(known) <= node.high
            if nothing_open and name not in held:
                assert (min(known), max(known)) == (node.low, node.high)


def changed(model: Any, **update: Any) -> Any:
    """The same section, matrix or questionnaire with some fields changed, and
    nothing kept that it had worked out.
    """
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_construct(**{**fields, **update})


def reordered(draw: Any, group: Any) -> Any:
    """The same questionnaire, section or question with everything in it in another order."""
    update = {
        name: tuple(draw(st.permutations([reordered(draw, part) for part in getattr(group, name)])))
        for name in ("sections", "questions", "rows", "options", "columns")
        if isinstance(getattr(group, name, None), tuple)
    }
    return changed(group, **update) if update else group


@given(answered_trees(), st.data())
def test_the_order_of_questions_sections_and_answers_changes_nothing(
    answered: Answered, data: st.DataObject
) -> None:
    """Results do not depend on the order of questions or files."""
    questionnaire, submission = answered
    shuffled = dict(data.draw(st.permutations(list(submission.answers.items()))))
    other = scored(
        reordered(data.draw, questionnaire), submission.model_copy(update={"answers": shuffled})
    )
    assert other == scored(questionnaire, submission)


def heavier(group: Any, times: Fraction) -> Any:
    """The same with all weights, points and caps of sums so many times as large."""

    def with_weight(child: Any) -> Any:
        scaled = {"weight": child.weight.model_copy(update={"value": child.weight.value * times})}
        if child.points is not None:
            scaled["points"] = child.points.model_copy(update={"value": child.points.value * times})
        return changed(child if isinstance(child, Question) else heavier(child, times), **scaled)

    update: dict[str, Any] = {
        name: tuple(map(with_weight, getattr(group, name)))
        for name in ("sections", "questions", "rows")
        if isinstance(getattr(group, name, None), tuple)
    }
    rubric = getattr(group, "rubric", Rubric())
    if rubric.rule.cap is not None:
        rule = rubric.rule.model_copy(update={"cap": rubric.rule.cap * times})
        update["rubric"] = rubric.model_copy(update={"rule": rule})
    return changed(group, **update)


@given(answered_trees(), st.fractions(min_value=Fraction(1, 9), max_value=9, max_denominator=9))
def test_only_the_proportion_of_weights_and_points_counts(
    answered: Answered, times: Fraction
) -> None:
    """Means renormalise weights; a sum is a share of its points, and a cap is given in points."""
    questionnaire, submission = answered
    scaled = scored(heavier(questionnaire, times), submission)
    assert figures_of(scaled) == figures_of(scored(questionnaire, submission))


def with_parts(group: Any, wanted: str, *parts: Question | Section) -> Any:
    """The same with these parts more in the group of this id."""
    sections = [with_parts(section, wanted, *parts) for section in group.sections]
    update: dict[str, Any] = {"sections": tuple(sections)}
    if group.id == wanted:
        update["sections"] += tuple(part for part in parts if isinstance(part, Section))
        if isinstance(group, Section):
            update["questions"] = (
                *group.questions,
                *(part for part in parts if not isinstance(part, Section)),
            )
    return changed(group, **update)


@given(answered_trees(), st.data(), st.booleans())
def test_a_part_that_does_not_apply_changes_nothing_else(
    answered: Answered, data: st.DataObject, asked: bool
) -> None:
    """What does not apply or is not asked leaves its group.

    "A group whose scored children have all left is not_applicable and leaves its parent."
    """
    questionnaire, submission = answered
    sections = [
        section for section in questionnaire.all_sections() if not isinstance(section, MatrixGroup)
    ]
    hosts: list[Questionnaire | Section] = [questionnaire, *sections]
    host = data.draw(st.sampled_from(hosts))
    name = host.rubric.rule.name
    in_section = host is questionnaire or (name != "share-of-boxes" and data.draw(st.booleans()))
    weight = {"points" if name == "sum-of-points" else "weight": 2}
    parts = parts_that_leave(
        questionnaire, by_letters=name in OF_LETTERS, asked=asked, **({} if in_section else weight)
    )
    if in_section:
        inner = "weakest-link" if name in OF_LETTERS else "arithmetic-mean"
        parts = [a_section("added", *parts, rule=inner, **weight)]
    answers = {
        **submission.answers,
        "n1": NOT_APPLICABLE if asked else proved("yes"),
        "gate": Answer(value=False),
    }
    larger = with_parts(questionnaire, host.id, *parts)
    scores = scored(larger, submission.model_copy(update={"answers": answers}))
    if in_section:
        assert scores.pop("added").state is State.NOT_APPLICABLE
    for added in ("gate", "n1", "note"):
        scores.pop(added)
    assert scores == scored(questionnaire, submission)


def parts_that_leave(
    questionnaire: Questionnaire, *, by_letters: bool, asked: bool, **weight: Any
) -> list[Any]:
    """A question that does not apply or is not asked, and two that are not scored."""
    graded: dict[str, Any] = {"kind": "boolean"}
    if by_letters and questionnaire.letters is not None:
        bottom, *_, top = questionnaire.letters.order
        graded = {"kind": "choice", "options": {"no": bottom, "yes": top}}
    waits = None if asked else {"question": "gate", "in": ["true"]}
    return [
        a_question("gate", "boolean", weight=0),
        a_question("n1", **graded, not_applicable="exclude", depends_on=waits, **weight),
        a_question("note", "text", **weight),
    ]


@given(answered_trees(), st.data())
def test_a_better_answer_never_lowers_anything(answered: Answered, data: st.DataObject) -> None:
    """Monotone rules: with its evidence, and where no condition reads it, a
    higher answer lowers no figure.
    """
    questionnaire, submission = answered
    tree, read = build_tree(questionnaire), sources_of_conditions(questionnaire)
    before = score(tree, submission)
    raised = {
        name: [new for new in possible_answers(asked.question) if is_better(asked, new, submission)]
        for name, asked in asked_questions(questionnaire).items()
        if before[name].state is State.ANSWERED
        and before[name].is_included
        and name not in read
        and all(
            tree.nodes[group].is_monotone
            for place in tree.places(name)
            for group in tree.groups_above(place)
        )
    }
    names = [name for name, better in raised.items() if better]
    assume(names)
    name = data.draw(st.sampled_from(names))
    new = data.draw(st.sampled_from(raised[name]))
    after = score(tree, answering(submission, name, proved(new)))
    for old, now in zip(before.values(), after.values(), strict=True):
        assert (old.state, old.coverage) == (now.state, now.coverage)
        for figure in ("low", "value", "high"):
            was, became = getattr(old, figure), getattr(now, figure)
            assert was is became is None or was <= became, (old.id, figure)


def is_better(asked: Asked, new: Any, submission: Submission) -> bool:
    value = submission.answer(asked.question.id).value
    return value is not None and asked.score(new) > asked.score(value)


@given(answered_trees())
def test_a_gain_is_that_of_a_submission_that_answers_so(answered: Answered) -> None:
    """gain(q) = the rise of the root's low with q at target and proved, all else as it is."""
    questionnaire, submission = answered
    tree, read = build_tree(questionnaire), sources_of_conditions(questionnaire)
    before = score(tree, submission)
    what_if, kept, moved = WhatIf(tree, before), WhatIf(tree, before), dict[str, Fraction]()
    together, so_far = submission, before
    for question in questionnaire.questions():
        target = before[question.id].target
        if (
            target is not None
            and question.id not in read
            and before[question.id].state is State.ANSWERED
        ):
            at_target = proved(getattr(question, "target").value)  # noqa: B009  (only scored questions have one)
            alone = score(tree, answering(submission, question.id, at_target))
            assert what_if.gain({question.id: target}) == gained(tree, before, alone)
            together, moved = (
                answering(together, question.id, at_target),
                {**moved, question.id: target},
            )
            now = score(tree, together)
            assert kept.gain({question.id: target}) == gained(tree, so_far, now)
            assert kept.keep({question.id: target}) == gained(tree, so_far, now)
            assert kept.with_all({})[tree.root].low == now[tree.root].low
            so_far = now
    root = so_far[tree.root]
    assert what_if.gain(moved) == gained(tree, before, so_far)
    after = what_if.with_all(moved)[tree.root]
    assert (after.low, after.high) == (root.low, root.high)


def gained(tree: Tree, before: Scores, after: Scores) -> Fraction:
    """What the roots together have more."""
    return sum(
        (
            (after[root].low or Fraction(0)) - (before[root].low or Fraction(0))
            for root in tree.roots
        ),
        Fraction(0),
    )
