"""Points, or grades, that something adds: said alike by the terminal and the report."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.i18n import gain_text
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.letters import LetterScale
from coherence_kit.words import Words


def points_text(words: Words, gain: Fraction, root: NodeResult) -> str:
    """Points that something adds, as its root is published; grades where the root is a letter."""
    if root.letters is not None:
        return grades_text(words, gain, root.letters)
    return gain_text(gain, scale_maximum=root.publish.max, decimals=root.publish.decimals)


def grades_text(words: Words, gain: Fraction, letters: LetterScale) -> str:
    """A rise on a scale of letters: `2 grades`."""
    return words.count("{n} grade", "{n} grades", letters.rank(gain))
