"""The level of a result in words: one, or the two between which it lies.

A level is only said outright where the lowest and the highest figure that are still possible fall
into it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coherence_kit.model.base import LocalizedText
from coherence_kit.model.rubric import Level
from coherence_kit.words import Words


def levels_named(levels: Sequence[Level], low: str | None, high: str | None) -> tuple[Level, ...]:
    """The level that holds for sure, or the lowest and the highest one; none without levels."""
    by_id = {level.id: level for level in levels}
    if low not in by_id or high not in by_id:
        return ()
    return (by_id[low],) if low == high else (by_id[low], by_id[high])


def level_words(
    words: Words, named: Sequence[Level], localize: Callable[[LocalizedText], str]
) -> str:
    """`“In use”`, or `between “Beginning” and “In use”`; empty without levels.

    Args:
        words: the language of the sentence.
        named: one level or two, from :func:`levels_named`.
        localize: the label of a level as it is printed.

    """
    labels = [words.quoted(localize(level.label)) for level in named]
    if len(labels) < 2:  # noqa: PLR2004  (two are a span)
        return "".join(labels)
    return words.say("between {first} and {last}", first=labels[0], last=labels[1])
