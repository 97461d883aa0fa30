"""How sure the results of one or several submissions of a questionnaire are.

Everything that is tried comes together here.

Nothing is left out without a word: what does not vary is None in the result, the groups that keep
their rule are listed, and an alternative says of how many groups it replaces the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.robustness.choices import kept_rules, left_out, other_rules
from coherence_kit.analysis.robustness.draws import SEED, VARIATION, AnswerDraws
from coherence_kit.analysis.robustness.monte_carlo import DRAWS, Drawn, simulate
from coherence_kit.analysis.robustness.order import order_of
from coherence_kit.analysis.robustness.roots import Root
from coherence_kit.analysis.robustness.sensitivity import Pairs, draw_pairs, sensitivities
from coherence_kit.analysis.robustness.sobol import BASE
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.robustness import Order, Robustness, RootRobustness, Sampling
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.fit import expect_fit
from coherence_kit.scoring.tree import Tree


@dataclass(frozen=True, slots=True)
class Study:
    """What was found of each submission.

    With it comes the order of several submissions in each result that any of them has.
    """

    results: tuple[Robustness, ...]
    orders: tuple[Order, ...]


def study(tree: Tree, submissions: Sequence[Submission]) -> Study:
    """Try everything on submissions of one questionnaire.

    Raises:
        WrongUseError: an answer is none that its question has.

    """
    for submission in submissions:
        expect_fit(tree, submission)
    scorer = VectorScorer(tree)
    subjects = [AnswerDraws(scorer, submission) for submission in submissions]
    drawn = simulate(scorer, subjects)
    pairs = draw_pairs(scorer)
    roots = [_roots(scorer, tree, subject) for subject in subjects]
    results = tuple(
        _robustness(scorer, subject, own, values, pairs)
        for subject, own, values in zip(subjects, roots, drawn, strict=True)
    )
    return Study(results, tuple(_orders(scorer, roots, drawn)) if len(submissions) > 1 else ())


def _roots(scorer: VectorScorer, tree: Tree, subject: AnswerDraws) -> dict[str, Root]:
    """The roots of one submission by their ids, without those that do not apply."""
    return {
        name: Root.of(tree.nodes[name], subject.scores[name])
        for name in scorer.roots
        if subject.scores[name].is_included
    }


def _robustness(
    scorer: VectorScorer,
    subject: AnswerDraws,
    roots: Mapping[str, Root],
    drawn: Drawn,
    pairs: Pairs,
) -> Robustness:
    without = left_out(scorer, subject, roots)
    indices = sensitivities(scorer, pairs, subject, tuple(roots))
    nodes = scorer.tree.nodes
    # a question that counts in several places of one result is missing there once
    missing = {(scorer.tree.root_of(name), nodes[name].shares or name) for name in subject.missing}
    found = tuple(
        RootRobustness(
            id=name,
            value=root.rounded,
            level=root.level,
            is_shown=root.is_shown,
            missing=sum(root_id == name for root_id, _ in missing),
            weights=root.spread(drawn.weights[name]),
            answers=root.spread(drawn.answers[name]) if drawn.answers else None,
            together=root.spread(drawn.together[name]),
            rules=tuple(other_rules(scorer, subject, root)) if root.value is not None else (),
            left_out=tuple(without[name]) if root.value is not None else (),
            sensitivity=indices[name],
        )
        for name, root in roots.items()
    )
    return Robustness(Sampling(DRAWS, BASE, SEED, VARIATION), kept_rules(scorer.tree), found)


def _orders(
    scorer: VectorScorer, roots: Sequence[Mapping[str, Root]], drawn: Sequence[Drawn]
) -> Iterator[Order]:
    """The order by each result that any submission has.

    A submission to which the result does not apply has no place in it.
    """
    for name in scorer.roots:
        if any(name in own for own in roots):
            values = [
                own[name].value if name in own and own[name].is_shown else None for own in roots
            ]
            yield order_of(name, values, [values.together[name] for values in drawn])
