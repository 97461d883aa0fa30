"""A type of question that the kit does not ship.

Options are put in order, so that this shape is tried as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import ClassVar, Literal

from typing_extensions import override

from coherence_kit.model.base import Id, Model
from coherence_kit.model.questionnaire import BaseQuestion, Box, Questionnaire
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.kind import Letters, wrong_value
from coherence_kit.questions.options import labels_of_options, repeated_options
from coherence_kit.questions.parts import AnswerLabel, Fault, Scoring, Way
from coherence_kit.questions.picks import Order


class OrderTarget(Model):
    """The order that is aimed at."""

    value: tuple[Id, ...]
    reason: None = None


class RankingQuestion(BaseQuestion):
    """Options to be put in order; they stand in the order that scores 100."""

    type: Literal["ranking"] = "ranking"
    options: tuple[Box, ...]
    target: OrderTarget | None = None


class Ranking(Order[RankingQuestion]):
    """The share of pairs that stand as the questionnaire has them."""

    method: ClassVar[str] = "Of an order the share of pairs counts that stand as stated."
    ways: ClassVar[tuple[Way, ...]] = (Way("order", "type: ranking", "100·pairs in order/pairs"),)

    @property
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The options."""
        return labels_of_options(self.question.options)

    @override
    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """The share, 0 to 100."""
        if not isinstance(value, tuple):
            raise wrong_value(value)
        places = [self.keys.index(key) for key in value]
        pairs = list(combinations(places, 2))
        return Fraction(100 * sum(first < second for first, second in pairs), len(pairs))

    @override
    def scoring(self, letters: Letters = None) -> Scoring:
        """The order that scores 100."""
        return Scoring("order", {"order": self.keys})

    @override
    def faults(self, questionnaire: Questionnaire) -> Iterator[Fault]:
        """No option is there twice."""
        yield from repeated_options(self.question.options, "options")


def a_ranking(question_id: str, *options: str) -> RankingQuestion:
    """A question that puts options in order, the first one first."""
    return RankingQuestion.model_validate(
        {
            "id": question_id,
            "label": question_id,
            "text": f"{question_id}?",
            "options": [{"id": name, "text": f"The {name}"} for name in options],
            "target": {"value": options},
        }
    )
