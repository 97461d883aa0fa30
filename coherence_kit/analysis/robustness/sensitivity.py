"""Sobol indices of a result.

They say how much of its variance rests on the rule, the weights, the missing answers and readers.

Four groups of inputs. The rule is the own one or an alternative everywhere, each as likely; the
weights of all groups are one draw; so are all missing answers, and what readers make of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coherence_kit.analysis.robustness.choices import ALTERNATIVES, replaced
from coherence_kit.analysis.robustness.draws import AnswerDraws, WeightDraws, pairs_generator
from coherence_kit.analysis.robustness.readings import Reread
from coherence_kit.analysis.robustness.roots import DECIMALS
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.sobol import BASE, jansen, variance_of
from coherence_kit.analysis.robustness.vectorised import Known, VectorScorer
from coherence_kit.model.robustness import Sensitivity
from coherence_kit.model.rubric import RuleSpec


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two samples of weights, and of what chooses the rule, from 0 up to 1.

    All submissions share them.
    """

    weights: tuple[dict[str, Floats], dict[str, Floats]]
    rules: tuple[Floats, Floats]


def draw_pairs(scorer: VectorScorer) -> Pairs:
    """The samples of a questionnaire."""
    generator, maker = pairs_generator(), WeightDraws(scorer)
    weights = maker.draw(generator, BASE), maker.draw(generator, BASE)
    return Pairs(weights, (generator.random(BASE), generator.random(BASE)))


def sensitivities(
    scorer: VectorScorer, pairs: Pairs, subject: AnswerDraws, roots: Sequence[str]
) -> dict[str, Sensitivity | None]:
    """The indices of each root; None where its value never changes."""
    generator = pairs_generator(subject)
    answers = [Known.complete(subject.draw(generator, BASE)) for _ in range(2)]
    readings = subject.readings
    reads = [readings.scores(readings.draw(generator, BASE)) for _ in range(2)]
    options = {root: _options(scorer, root) for root in roots}
    tried = sorted(set().union(*options.values()))

    def scored(
        filled: Known, weights: Mapping[str, Floats], reread: Reread
    ) -> Callable[[str, Floats], Floats]:
        """Score under every rule that any root may have, and let the rule be chosen afterwards."""
        read = readings.read(filled, reread) if readings.questions else filled
        run = {
            place: scorer.evaluate(
                read,
                weights=weights,
                rules=_everywhere(scorer, place, roots),
                scores=subject.as_asked,
            ).values
            for place in tried
        }
        return lambda root, choice: _by_drawn_rule(
            [run[place][root] for place in options[root]], choice
        )

    (first, second), (rule, other_rule) = pairs.weights, pairs.rules
    plain = scored(answers[0], first, reads[0])
    other = scored(answers[1], second, reads[1])
    reweighted = scored(answers[0], second, reads[0])
    answered = scored(answers[1], first, reads[0]) if subject.missing else plain
    reread = scored(answers[0], first, reads[1]) if readings.questions else plain
    found: dict[str, Sensitivity | None] = {}
    for root in options:
        a, b = plain(root, rule), other(root, other_rule)
        mixed = {
            "rule": plain(root, other_rule),
            "weights": reweighted(root, rule),
            "answers": answered(root, rule),
            "readers": reread(root, rule),
        }
        variance = variance_of(a, b)
        found[root] = (
            Sensitivity(round(variance, DECIMALS), **jansen(a, b, mixed)) if variance else None
        )
    return found


def _options(scorer: VectorScorer, root: str) -> list[int]:
    """The rules of a root, by the number that a draw has for it.

    0 is the root's own rule; the alternatives that replace any count from 1.
    """
    return [
        0,
        *(
            place
            for place, rule in enumerate(ALTERNATIVES, start=1)
            if replaced(scorer, root, rule)
        ),
    ]


def _everywhere(scorer: VectorScorer, place: int, roots: Sequence[str]) -> dict[str, RuleSpec]:
    """The groups of all roots that get another rule."""
    if not place:
        return {}
    return {
        name: rule
        for root in roots
        for name, rule in replaced(scorer, root, ALTERNATIVES[place - 1]).items()
    }


def _by_drawn_rule(figures: Sequence[Floats], choice: Floats) -> Floats:
    """In each draw the figure under the rule that falls to it."""
    under = np.stack([np.broadcast_to(values, len(choice)) for values in figures])
    picked: Floats = under[(choice * len(figures)).astype(np.int64), np.arange(len(choice))]
    return picked
