"""What can be tried one by one: other rules in place of those chosen, and one question less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from coherence_kit.analysis.robustness.draws import AnswerDraws
from coherence_kit.analysis.robustness.roots import Root
from coherence_kit.analysis.robustness.rules import gives_numbers
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.robustness import LeftOut, OtherRule, Where
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.scoring.tree import Node, Tree

ALTERNATIVES = (
    RuleSpec(name="arithmetic-mean"),
    RuleSpec(name="geometric-mean", floor=Fraction(1)),
    RuleSpec(name="minimum"),
)
PLACES: tuple[Where, ...] = ("root", "below", "everywhere")
_BLOCK = 500


def kept_rules(tree: Tree) -> tuple[str, ...]:
    """The groups whose rule no other takes the place of, because it gives letters or nothing."""
    return tuple(
        node.id for node in tree.nodes.values() if node.rule is not None and not gives_numbers(node)
    )


def replaced(
    scorer: VectorScorer, root: str, rule: RuleSpec, where: Where = "everywhere"
) -> dict[str, RuleSpec]:
    """The groups of a result that get another rule than their own."""
    found = {}
    for name, group in scorer.groups.items():
        is_root = name == root
        wanted = where == "everywhere" or is_root == (where == "root")
        if (
            wanted
            and scorer.tree.root_of(name) == root
            and gives_numbers(group.node)
            and not _is_same(group.node, rule)
        ):
            found[name] = rule
    return found


def _is_same(node: Node, rule: RuleSpec) -> bool:
    own = node.rule
    return own is not None and own.name == rule.name and (own.floor or 0) == (rule.floor or 0)


def other_rules(scorer: VectorScorer, subject: AnswerDraws, root: Root) -> Iterator[OtherRule]:
    """Each alternative rule at the root, below it and everywhere.

    It is tried as far as it takes the place of another rule.

    "Everywhere" only where it is more than either of the others.
    """
    for rule in ALTERNATIVES:
        ways = {where: replaced(scorer, root.id, rule, where) for where in PLACES}
        for where, rules in ways.items():
            if rules and (where != "everywhere" or (ways["root"] and ways["below"])):
                change = root.change(
                    scorer.evaluate(subject.known, rules=rules, scores=subject.scores)
                )
                yield OtherRule(
                    change.value, change.change, change.level, rule.name, where, len(rules)
                )


def left_out(
    scorer: VectorScorer, subject: AnswerDraws, roots: Mapping[str, Root]
) -> dict[str, list[LeftOut]]:
    """The results without each question that counts in them.

    Those first that change the level, then those that change the value
    most; equals as they are asked.

    A draw is the submission without one question; so many questions make so many draws. What is
    missing counts only where missing answers count as the lowest.
    """
    counted = subject.known.lows if scorer.counts_lowest else subject.known.values
    tree = scorer.tree
    there = [
        column
        for column in np.flatnonzero(~np.isnan(counted[0]))
        if tree.nodes[scorer.questions[column]].shares is None
    ]
    found: dict[str, list[LeftOut]] = {name: [] for name in roots}
    for start in range(0, len(there), _BLOCK):
        block = there[start : start + _BLOCK]
        without = subject.known.repeated(len(block))
        for draw, column in enumerate(block):
            everywhere = [scorer.column[name] for name in tree.places(scorer.questions[column])]
            for rows in (without.values, without.lows, without.highs, without.answered):
                rows[draw, everywhere] = np.nan
        figures = scorer.evaluate(without, scores=subject.scores)
        for draw, column in enumerate(block):
            question = scorer.questions[column]
            touched = dict.fromkeys(tree.root_of(name) or "" for name in tree.places(question))
            for root in [roots[name] for name in touched if name in roots and name != question]:
                change = root.change(figures, draw)
                found[root.id].append(LeftOut(change.value, change.change, change.level, question))
    order = {name: place for place, name in enumerate(tree.nodes)}
    return {
        name: sorted(
            items,
            key=lambda item: (
                not roots[name].changes_level(item),
                -abs(item.change or 0),
                order[item.question],
            ),
        )
        for name, items in found.items()
    }
