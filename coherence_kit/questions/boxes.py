"""Several boxes, scored by the share that is ticked, by points, or by any n of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from coherence_kit.i18n import plain_number
from coherence_kit.model.questionnaire import MultipleChoiceQuestion, Questionnaire
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.answers import answer_keys
from coherence_kit.questions.kind import LOWEST, MOST_LISTED, Letters, wrong_value
from coherence_kit.questions.options import labels_of_options, repeated_options
from coherence_kit.questions.parts import AnswerLabel, Fault, Scoring, Way, Working
from coherence_kit.questions.picks import PickMany
from coherence_kit.words import message

_TAKEN_BY = {"cap": "points", "n": "any-n-of"}


class Boxes(PickMany[MultipleChoiceQuestion]):
    """What is ticked, over what is enough."""

    method: ClassVar[str] = message(
        "Of several boxes the share that is ticked counts, or their points, up to what is enough."
    )
    ways: ClassVar[tuple[Way, ...]] = (
        Way(
            "several boxes, share",
            "type: multiple-choice, scoring: share",
            "100·boxes ticked/boxes; no box, [], is 0",
        ),
        Way(
            "several boxes, points",
            "type: multiple-choice, scoring: {name: points, cap}, options with points",
            "100·min(c, points ticked)/c, with c = min(cap, all points)",
        ),
        Way(
            "several boxes, any n of",
            "type: multiple-choice, scoring: {name: any-n-of, n}",
            "100·min(n, boxes ticked)/n",
        ),
    )

    @property
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The boxes."""
        return labels_of_options(self.question.options)

    @property
    def points(self) -> dict[str, Fraction]:
        """What each box adds: its points where points are summed, else one."""
        summed = self.question.scoring.name == "points"
        return {
            box.id: (box.points or LOWEST) if summed else Fraction(1)
            for box in self.question.options
        }

    @property
    def enough(self) -> Fraction:
        """What scores 100: the cap, n boxes, or all there is."""
        most, scoring = sum(self.points.values(), LOWEST), self.question.scoring
        n = None if scoring.n is None else Fraction(scoring.n)
        limit = {"points": scoring.cap, "any-n-of": n}.get(scoring.name)
        return most if limit is None else min(limit, most)

    @override
    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """The points of what is ticked over those that are enough, at most all of them."""
        if not isinstance(value, tuple):
            raise wrong_value(value)
        points, enough = self.points, self.enough
        return 100 * min(enough, sum((points[box] for box in value), LOWEST)) / enough

    @override
    def possible_scores(self, letters: Letters = None) -> tuple[Fraction, ...]:
        """The scores of every set of boxes."""
        reached = {LOWEST}
        for points in self.points.values():
            reached |= {total + points for total in reached}
        enough = self.enough
        return tuple(sorted({100 * min(enough, total) / enough for total in reached}))

    def drawn_scores(self, letters: Letters = None) -> tuple[Fraction, ...] | None:
        """The scores of every set, or any score where there are too many sets to list."""
        return None if self._most_sums() > MOST_LISTED else self.possible_scores(letters)

    def _most_sums(self) -> int:
        """At most so many sums can boxes have.

        One for each set of them, and no two nearer than their common unit.
        """
        points = self.points.values()
        unit = math.lcm(*(box.denominator for box in points))
        sets: int = 2 ** len(points)
        return min(sets, int(sum(points) * unit) + 1)

    @override
    def scoring(self, letters: Letters = None) -> Scoring:
        """The points of each box, and how many are enough."""
        inputs = {"points": self.points, "enough": self.enough}
        return Scoring(self.question.scoring.name, inputs)

    def working(self, value: AnswerValue) -> Working:
        """The points of what is ticked."""
        points, enough = self.points, plain_number(self.enough)
        reached = " + ".join(plain_number(points[box]) for box in answer_keys(value)) or "0"
        return Working(f"100 × min({enough}, {reached}) / {enough}")

    @override
    def faults(self, questionnaire: Questionnaire) -> Iterator[Fault]:
        """The scoring has what it needs, and points stand where points are summed."""
        yield from self._faults_of_scoring()
        yield from self._faults_of_points()
        yield from repeated_options(self.question.options, "options")

    def _faults_of_scoring(self) -> Iterator[Fault]:
        scoring, boxes = self.question.scoring, len(self.question.options)
        for key, taker in _TAKEN_BY.items():
            if getattr(scoring, key) is not None and scoring.name != taker:
                known = [own for own, name in _TAKEN_BY.items() if name == scoring.name]
                told = {"known": " and ".join(known) or "no such key", "takers": taker}
                texts = {"key": key, "rule": scoring.name, **told}
                yield Fault("questionnaire.rule-key", ("scoring", key), texts, at_key=True)
        if scoring.name == "any-n-of" and scoring.n is None:
            meaning = "n, the number of boxes that are enough"
            texts = {"key": "n", "rule": scoring.name, "meaning": meaning}
            texts["example"] = "{name: any-n-of, n: 2}"
            yield Fault("questionnaire.rule-lacks", ("scoring",), texts)
        elif scoring.name == "any-n-of" and scoring.n is not None and not 1 <= scoring.n <= boxes:
            expected = f"from 1 to {boxes}, the number of boxes"
            texts = {"key": "n", "value": str(scoring.n), "expected": expected}
            yield Fault("questionnaire.rule-value", ("scoring", "n"), texts)
        if scoring.name == "points" and scoring.cap == 0:
            expected = "above 0, since it is the sum that scores 100"
            texts = {"key": "cap", "value": plain_number(scoring.cap), "expected": expected}
            yield Fault("questionnaire.rule-value", ("scoring", "cap"), texts)

    def _faults_of_points(self) -> Iterator[Fault]:
        summed = self.question.scoring.name == "points"
        for place, box in enumerate(self.question.options):
            path = ("options", place)
            if summed and box.points is None:
                texts = {"id": box.id, "above": "scoring: points", "one": "box"}
                yield Fault("questionnaire.points-missing", path, texts)
            if not summed and box.points is not None:
                above = f"its question is scored by {self.question.scoring.name}"
                texts = {"id": box.id, "above": above, "summing": "scoring: points"}
                texts["cure"] = "delete the points, or write scoring: points"
                yield Fault("questionnaire.points-unused", (*path, "points"), texts)
        stated = [box.points for box in self.question.options if box.points is not None]
        if summed and stated and not any(stated):
            yield Fault("questionnaire.no-points", ("options",), {"id": self.question.id})
