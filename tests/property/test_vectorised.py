"""The scorer over columns of doubles against the engine in fractions, on random
questionnaires with every rule.

As they are answered, and with the missing answers drawn, where conditions
decide in every draw what is asked.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from unittest import mock

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coherence_kit.analysis.robustness import conditions
from coherence_kit.analysis.robustness.choices import ALTERNATIVES
from coherence_kit.analysis.robustness.conditions import Drawn
from coherence_kit.analysis.robustness.draws import AnswerDraws
from coherence_kit.analysis.robustness.roots import Root
from coherence_kit.analysis.robustness.rules import Floats, gives_numbers
from coherence_kit.analysis.robustness.vectorised import Figures, Known, VectorScorer
from coherence_kit.model import conditions as stated_conditions
from coherence_kit.model.questionnaire import NumberQuestion, Question, Questionnaire
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.model.submission import Answer, AnswerValue, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.engine import leaves_without_a_score, score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.states import MISSING_STATES, stated
from coherence_kit.scoring.tree import Node, Tree, build_tree
from tests.builders import proved
from tests.property.strategies import answered_trees, possible_answers

# A thousand hold every rule with many others above and below it; `make quick` tries a third.
TREES = 300 if settings().max_examples < 100 else max(1000, settings().max_examples)
NEAR = 1e-9


def known(scorer: VectorScorer, scores: Scores) -> Known:
    """What the engine knows of the questions, as a single draw."""
    questions = [scores[question] for question in scorer.questions]

    def row(*figures: Fraction | None) -> Floats:
        return np.array([[np.nan if found is None else float(found) for found in figures]])

    return Known.of(
        row(*(question.value for question in questions)),
        row(*(question.low for question in questions)),
        row(*(question.high for question in questions)),
    )


def other_weights(scorer: VectorScorer, draw: random.Random) -> dict[str, Fraction]:
    children = [
        child
        for group in scorer.groups.values()
        for child in scorer.tree.nodes[group.node.id].children
    ]
    return {child: Fraction(draw.randint(1, 40), draw.randint(1, 9)) for child in children}


def as_rows(scorer: VectorScorer, own: Tree, other: Tree) -> dict[str, Floats]:
    """Two draws of weights: those of one tree, then those of the other."""
    return {
        name: np.array(
            [
                [float(tree.nodes[child].weight) for tree in (own, other)]
                for child in (*scorer.questions[group.first : group.last], *group.groups)
            ]
        )
        for name, group in scorer.groups.items()
    }


def with_weights(tree: Tree, weights: dict[str, Fraction]) -> Tree:
    return replace(
        tree,
        nodes={
            name: replace(node, weight=weights.get(name, node.weight))
            for name, node in tree.nodes.items()
        },
    )


def with_rules(tree: Tree, rules: dict[str, RuleSpec]) -> Tree:
    return replace(
        tree,
        nodes={
            name: replace(
                node, rule=rules[name], combine=RULES[rules[name].name].make(rules[name], None)
            )
            if name in rules
            else node
            for name, node in tree.nodes.items()
        },
    )


def above_a_part_that_leaves(tree: Tree, scores: Scores) -> set[str]:
    """Groups above a missing part for whose leaving no score of its own stands.

    The engine tries its bounds with that part and without it, which the scorer over columns does
    not: only there may its bounds be wider, and what depends on them other.
    """
    return {
        group
        for name, node in tree.nodes.items()
        if leaves_without_a_score(node, tree, scores)
        for group in tree.groups_above(name)
    }


def assert_equal(scorer: VectorScorer, found: Figures, draw: int, scores: Scores) -> None:
    """The value of every group, and the level of every root, as the engine has them."""
    assert set(scorer.groups) <= set(found.values)
    beyond = above_a_part_that_leaves(scorer.tree, scores)
    for name, figures in found.values.items():
        if name in beyond:
            continue
        exact, value = scores[name].value, float(figures[min(draw, len(figures) - 1)])
        assert value == pytest.approx(
            np.nan if exact is None else float(exact), abs=NEAR, rel=0, nan_ok=True
        ), name
    for name in set(scorer.roots) - beyond:
        if scores[name].value is not None:
            root = Root.of(scorer.tree, scores, name)
            draws = min(draw, len(found.values[name]) - 1)
            assert root.change(found, draws).level == root.level, name


@pytest.mark.slow
@settings(max_examples=TREES)
@given(answered_trees(), st.integers(0, 2**32))
def test_every_group_has_the_value_that_the_engine_gives_it(
    answered: tuple[Questionnaire, Submission], seed: int
) -> None:
    """As it is, with other weights, and with another rule in every
    group whose rule makes numbers.
    """
    questionnaire, submission = answered
    tree, draw = build_tree(questionnaire), random.Random(seed)
    scorer, scores = VectorScorer(tree), score(tree, submission)
    answers = known(scorer, scores)
    assert_equal(scorer, scorer.evaluate(answers, scores=scores), 0, scores)

    weighed = with_weights(tree, other_weights(scorer, draw))
    rows = as_rows(scorer, tree, weighed)
    two = scorer.evaluate(answers.repeated(2), weights=rows, scores=scores)
    assert_equal(scorer, two, 0, scores)
    assert_equal(scorer, two, 1, score(weighed, submission))

    rules = {
        name: draw.choice(ALTERNATIVES)
        for name, group in scorer.groups.items()
        if gives_numbers(group.node)
    }
    ruled = scorer.evaluate(answers, rules=rules, scores=scores)
    assert_equal(scorer, ruled, 0, score(with_rules(tree, rules), submission))


# --- missing answers drawn ------------------------------------------------------------------------

DRAWN = 4


def drawn_with_answers(subject: AnswerDraws, seed: int) -> tuple[Floats, dict[str, Drawn]]:
    """Draws of the missing answers, and the answers behind those that conditions read."""
    read: dict[str, Drawn] = {}

    def noting(question: Question, generator: np.random.Generator, many: int) -> Drawn:
        read[question.id] = original(question, generator, many)
        return read[question.id]

    original = conditions.drawn_answers
    with mock.patch.object(conditions, "drawn_answers", noting):
        return np.broadcast_to(
            subject.draw(np.random.default_rng(seed), DRAWN), (DRAWN, subject.known.values.shape[1])
        ), read


def answer_drawn(question: Question | None, drawn: Drawn, draw: int) -> AnswerValue:
    assert question is not None
    kind = kind_of(question)
    if kind.shape is Shape.ORDER:
        return kind.parse([kind.keys[place] for place in drawn.orders[:, draw]])
    flags = drawn.flags[:, draw]
    chosen = [key for key, is_chosen in zip(kind.keys, flags, strict=True) if is_chosen]
    return kind.parse(chosen if kind.shape.takes_several else chosen[0])


def answer_that_scores(node: Node, figure: float) -> AnswerValue:
    """An answer with this score, to a question that no open condition reads."""
    question = node.question
    if isinstance(question, NumberQuestion) and question.goalposts is not None:
        posts, way = question.goalposts, Fraction(figure) / 100
        if posts.scale == "linear":
            return posts.low + (posts.high - posts.low) * way
        return Fraction(float(posts.low) * (float(posts.high) / float(posts.low)) ** float(way))
    assert question is not None
    listed = possible_answers(question)
    return next(
        value
        for value in listed
        if abs(float(kind_of(question).score(value, node.letters)) - figure) < NEAR
    )


def completed(
    scorer: VectorScorer, submission: Submission, row: Floats, read: dict[str, AnswerValue]
) -> Submission:
    """The submission with the answers of one draw, each with a document.

    What is not asked in it stays as it is.
    """

    def filled() -> Iterator[tuple[str, Answer]]:
        for name in scorer.tree.asking_order:
            node, given = scorer.tree.nodes[name], submission.answer(name)
            assert node.question is not None
            if stated(given) not in MISSING_STATES:
                continue
            if name in read:
                yield name, proved(read[name])
            elif name in scorer.column and not np.isnan(row[scorer.column[name]]):
                yield name, proved(answer_that_scores(node, float(row[scorer.column[name]])))

    return submission.model_copy(update={"answers": {**submission.answers, **dict(filled())}})


@settings(max_examples=max(TREES // 4, settings().max_examples))
@given(answered_trees(), st.integers(0, 2**32))
def test_every_draw_of_the_missing_answers_is_a_submission_that_the_engine_scores_the_same(
    answered: tuple[Questionnaire, Submission], seed: int
) -> None:
    """What a condition leaves out in a draw has left in the engine too,
    and nothing is missing any more.
    """
    questionnaire, submission = answered
    tree = build_tree(questionnaire)
    scorer = VectorScorer(tree)
    subject = AnswerDraws(scorer, submission)
    rows, read = drawn_with_answers(subject, seed)
    found = scorer.evaluate(Known.complete(rows), scores=subject.as_asked)
    for draw, row in enumerate(rows):
        answers = {
            name: answer_drawn(tree.nodes[name].question, drawn, draw)
            for name, drawn in read.items()
        }
        exact = score(tree, completed(scorer, submission, row, answers))
        there = {name for name in scorer.questions if exact[name].is_included}
        assert {exact[name].state for name in there}.isdisjoint(MISSING_STATES)
        assert there == {
            name for name, column in scorer.column.items() if not np.isnan(row[column])
        }
        for name, figures in found.values.items():
            value = exact[name].value
            near = pytest.approx(
                np.nan if value is None else float(value), abs=NEAR, rel=0, nan_ok=True
            )
            assert float(np.broadcast_to(figures, DRAWN)[draw]) == near, name


# --- answers read otherwise -----------------------------------------------------------------------


def read_as(node: Node, answer: Answer, place: int) -> Answer:
    """The answer on this rung of the scores that a question lists, with the same documents."""
    assert node.question is not None
    assert answer.value is not None
    score_there = sorted(set(node.answer_scores.values()))[place]
    if node.answer_scores[answer_key(answer.value)] == score_there:
        return answer
    key = next(key for key, listed in node.answer_scores.items() if listed == score_there)
    return answer.model_copy(update={"value": kind_of(node.question).parse(key)})


@settings(max_examples=max(TREES // 4, settings().max_examples))
@given(answered_trees(), st.integers(0, 2**32))
def test_an_answer_read_a_step_off_counts_as_the_engine_counts_the_neighbouring_one(
    answered: tuple[Questionnaire, Submission], seed: int
) -> None:
    """In every place, with the documents that were named, and with what is missing still missing.

    What lies between two steps lies between their figures. What is asked stays as it was, so that
    no condition reads an answer here that is read otherwise.
    """
    questionnaire, submission = answered
    tree = build_tree(questionnaire)
    scorer = VectorScorer(tree)
    subject = AnswerDraws(scorer, submission)
    readings = subject.readings
    read = {
        test.question
        for node in tree.nodes.values()
        if node.question is not None and node.question.depends_on is not None
        for test in stated_conditions.tests(node.question.depends_on)
    }
    assume(readings.questions and read.isdisjoint(readings.questions))
    places = np.rint(readings.draw(np.random.default_rng(seed), DRAWN))
    found = scorer.evaluate(
        readings.read(subject.known, readings.scores(places)), scores=subject.scores
    )
    for draw in range(DRAWN):
        answers = {
            name: read_as(tree.nodes[name], submission.answer(name), int(place))
            for name, place in zip(readings.questions, places[:, draw], strict=True)
        }
        changed = submission.model_copy(update={"answers": {**submission.answers, **answers}})
        assert_equal(scorer, found, draw, score(tree, changed))
