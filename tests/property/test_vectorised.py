"""The scorer over columns of doubles against the engine in fractions, on random questionnaires with every rule."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coherence_kit.analysis.robustness.choices import ALTERNATIVES
from coherence_kit.analysis.robustness.rules import Floats, gives_numbers
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.answers import HIGHEST
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import Tree, build_tree
from tests.property.strategies import answered_trees

TREES = 1_000
NEAR = 1e-9


def columns(scorer: VectorScorer, scores: Scores, figure: str) -> Floats:
    known = [getattr(scores[question], figure) for question in scorer.questions]
    return np.array([[np.nan if found is None else float(found) for found in known]])


def other_weights(scorer: VectorScorer, draw: random.Random) -> dict[str, Fraction]:
    children = [child for group in scorer.groups.values() for child in scorer.tree.nodes[group.node.id].children]
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
        tree, nodes={name: replace(node, weight=weights.get(name, node.weight)) for name, node in tree.nodes.items()}
    )


def with_rules(tree: Tree, rules: dict[str, RuleSpec]) -> Tree:
    return replace(
        tree,
        nodes={
            name: replace(node, rule=rules[name], combine=RULES[rules[name].name].make(rules[name], None))
            if name in rules
            else node
            for name, node in tree.nodes.items()
        },
    )


def held_between_bounds(tree: Tree, scores: Scores) -> set[str]:
    """Groups whose value the engine may keep between their bounds: those above a missing part that does not span 0 to 100.

    The scorer over columns is given values, and no bounds to keep them between.
    """
    return {
        group
        for name, node in scores.items()
        if node.is_there and node.state in {State.MISSING, State.PARTIAL} and (node.low != 0 or node.high != HIGHEST)
        for group in tree.groups_above(name)
        if node.value is None or node.state is State.MISSING
    }


def assert_equal(scorer: VectorScorer, found: dict[str, Floats], draw: int, scores: Scores) -> None:
    assert set(scorer.groups) <= set(found)
    held = held_between_bounds(scorer.tree, scores)
    for name, figures in found.items():
        if name in held:
            continue
        exact, value = scores[name].value, float(np.broadcast_to(figures, 2)[draw])
        assert value == pytest.approx(np.nan if exact is None else float(exact), abs=NEAR, rel=0, nan_ok=True), name


@pytest.mark.slow
@settings(max_examples=TREES)
@given(answered_trees(), st.integers(0, 2**32))
def test_every_group_has_the_value_that_the_engine_gives_it(
    answered: tuple[Questionnaire, Submission], seed: int
) -> None:
    """As it is, with other weights, and with another rule in every group whose rule makes numbers."""
    questionnaire, submission = answered
    tree, draw = build_tree(questionnaire), random.Random(seed)
    scorer, scores = VectorScorer(tree), score(tree, submission)
    values, lows = columns(scorer, scores, "value"), columns(scorer, scores, "low")
    assert_equal(scorer, scorer.evaluate(values, lows, scores=scores), 0, scores)

    weighed = with_weights(tree, other_weights(scorer, draw))
    rows = as_rows(scorer, tree, weighed)
    two = scorer.evaluate(np.repeat(values, 2, axis=0), np.repeat(lows, 2, axis=0), weights=rows, scores=scores)
    assert_equal(scorer, two, 0, scores)
    assert_equal(scorer, two, 1, score(weighed, submission))

    rules = {name: draw.choice(ALTERNATIVES) for name, group in scorer.groups.items() if gives_numbers(group.node)}
    ruled = scorer.evaluate(values, lows, rules=rules, scores=scores)
    assert_equal(scorer, ruled, 0, score(with_rules(tree, rules), submission))
