"""How sure the results of one or several submissions of a questionnaire are.

Everything that is tried comes together here.

Nothing is left out without a word: what does not vary is None in the result, the groups that keep
their rule are listed, and an alternative says of how many groups it replaces the rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.robustness.choices import kept_rules, left_out, other_rules
from coherence_kit.analysis.robustness.draws import SEED, VARIATION, AnswerDraws
from coherence_kit.analysis.robustness.monte_carlo import (
    DRAWS,
    LIMIT_SHIFT,
    Drawn,
    limit_shifts,
    simulate,
)
from coherence_kit.analysis.robustness.order import order_of
from coherence_kit.analysis.robustness.readings import LENIENCY, READER_ERROR
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
        name: Root.of(tree, subject.scores, name)
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
    shifts = limit_shifts()
    missing = _counted(scorer.tree, subject.missing)
    read = _counted(scorer.tree, subject.readings.places)
    found = tuple(
        RootRobustness(
            id=name,
            value=root.rounded,
            level=root.level,
            is_shown=root.is_shown,
            has_levels=bool(root.names),
            missing=missing[name],
            read=read[name],
            weights=root.spread(drawn.weights) if root.value is not None else None,
            answers=root.spread(drawn.answers) if drawn.answers else None,
            readers=root.spread(drawn.readers)
            if drawn.readers and root.value is not None
            else None,
            limits=root.stays_at(shifts),
            together=root.spread(drawn.together),
            rules=tuple(other_rules(scorer, subject, root)) if root.value is not None else (),
            left_out=tuple(without[name]) if root.value is not None else (),
            sensitivity=indices[name],
        )
        for name, root in roots.items()
    )
    sampling = Sampling(DRAWS, BASE, SEED, VARIATION, READER_ERROR, LENIENCY, LIMIT_SHIFT)
    return Robustness(sampling, kept_rules(scorer.tree), found)


def _counted(tree: Tree, places: Iterable[str]) -> Counter[str]:
    """How many of these questions each root has; one that counts there twice is there once."""
    nodes = tree.nodes
    asked = {(tree.root_of(place) or "", nodes[place].shares or place) for place in places}
    return Counter(root for root, _ in asked)


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
            yield order_of(name, values, [values.together.values[name] for values in drawn])
