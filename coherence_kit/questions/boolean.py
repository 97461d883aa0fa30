"""Yes or no."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from coherence_kit.model.base import parse_boolean
from coherence_kit.model.questionnaire import BooleanQuestion
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.kind import HIGHEST, LOWEST, Letters, wrong_value
from coherence_kit.questions.parts import AnswerLabel, Rung, Scoring, Way
from coherence_kit.questions.picks import PickOne
from coherence_kit.questions.taking_back import takes_back
from coherence_kit.questions.typed import plain_words, truth_typed
from coherence_kit.words import message

_YES = frozenset({"y", "ok", "x", "1", "si", "sí", "vrai", "verdadero"})
_NO = frozenset({"n", "0", "faux", "falso"})
_FIRST_WORD = re.compile(r"(\w+)\W+(.+)")


class Boolean(PickOne[BooleanQuestion]):
    """Yes scores 100, no 0."""

    method: ClassVar[str] = message("Yes scores 100, no scores 0.")
    ways: ClassVar[tuple[Way, ...]] = (Way("yes or no", "type: boolean", "100 or 0"),)
    is_tick: ClassVar[bool] = True

    def parse(self, raw: object) -> bool:
        """True, false, yes or no."""
        return parse_boolean(raw)

    @override
    def typed(self, raw: object) -> object:
        """Yes or no in any language of the kit."""
        truth = truth_typed(plain_words(raw)) if isinstance(raw, str) else None
        return super().typed(raw) if truth is None else truth

    @property
    def labels(self) -> tuple[AnswerLabel, ...]:
        """Yes and no, in this order; neither has a text of its own."""
        return (
            AnswerLabel("true", written="yes"),
            AnswerLabel("false", written="no"),
        )

    @property
    def known(self) -> str:
        """Both of them."""
        return "yes or no"

    def meant(self, text: str) -> str:
        """What other signs and languages have for yes and no, and either before a remark."""
        if text in _YES or text in _NO:
            return "yes" if text in _YES else "no"
        found = _FIRST_WORD.fullmatch(text)
        truth = truth_typed(found[1]) if found else None
        if found is None or truth is None or takes_back(found[2]):
            return ""
        return "yes" if truth else "no"

    @override
    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """100 or 0."""
        if not isinstance(value, bool):
            raise wrong_value(value)
        return HIGHEST if value else LOWEST

    @override
    def scoring(self, letters: Letters = None) -> Scoring:
        """By yes and no."""
        return Scoring("boolean")

    @override
    def rungs(self, letters: Letters = None) -> tuple[Rung, ...]:
        """No, then yes."""
        return Rung("no", LOWEST), Rung("yes", HIGHEST)
