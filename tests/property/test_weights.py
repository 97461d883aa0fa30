"""Effective weights on random questionnaires: they add up, and are the reach of a question."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from coherence_kit.analysis.weight_table import PER_MILLE, weight_table
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.engine import score, share
from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.tree import build_tree
from coherence_kit.scoring.weights import effective_weights
from tests.builders import a_submission
from tests.property.drawn_sections import trees


@given(trees())
def test_the_parts_of_a_group_add_up_to_it_or_none_is_fixed(questionnaire: Questionnaire) -> None:
    tree = build_tree(questionnaire)
    weights = effective_weights(tree)
    for name, weight in weights.items():
        parts = [
            weights[child].share
            for child in tree.nodes[name].children
            if child in weights and child not in tree.roots
        ]
        known = [part for part in parts if part is not None]
        assert not known or (len(known) == len(parts) and sum(known, Fraction(0)) == weight.share)


@given(trees())
def test_a_part_of_a_weighted_mean_has_its_share_in_the_engine(
    questionnaire: Questionnaire,
) -> None:
    tree = build_tree(questionnaire)
    scores = score(tree, a_submission())
    weights = effective_weights(tree)
    for name, weight in weights.items():
        parent = tree.nodes[tree.nodes[name].parent or name]
        if name in tree.roots or parent.rule is None or not RULES[parent.rule.name].weighs:
            continue
        above = weights[parent.id].share
        if above is not None:
            assert weight.share == above * (share(tree, scores, name) or 0)


@given(trees())
def test_printed_figures_add_up(questionnaire: Questionnaire) -> None:
    tree = build_tree(questionnaire)
    numbers = {row.id: row.per_mille for row in weight_table(tree).rows}
    numbers |= dict.fromkeys({tree.root} & {*tree.roots}, PER_MILLE)
    for name, number in numbers.items():
        children = [child for child in tree.nodes[name].children if child not in tree.roots]
        parts = [part for child in children if (part := numbers.get(child)) is not None]
        assert not parts or sum(parts) == number
