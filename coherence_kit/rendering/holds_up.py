"""What waits for a gap or a measure, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from coherence_kit.model.assessment import HoldsUp
from coherence_kit.words import Words, in_a_row

_MOST_NAMED = 6


def holds_up_text(
    words: Words, held: HoldsUp, measures: Mapping[str, str], questions: Mapping[str, str]
) -> str:
    """A sentence each on the measures and the questions that wait, and on what gets easier.

    Args:
        words: of the language.
        held: what waits; the text is empty where nothing does.
        measures: what a measure is called, by its id.
        questions: what a question is called, by its id.

    """
    return in_a_row(_sentences(words, held, measures, questions))


def _sentences(
    words: Words, held: HoldsUp, measures: Mapping[str, str], questions: Mapping[str, str]
) -> Iterator[str]:
    if held.measures:
        yield words.counted(
            "It holds up {n} other measure: {measures}.",
            "It holds up {n} other measures: {measures}.",
            len(held.measures),
            measures=named(words, held.measures, measures),
        )
    if held.questions:
        yield words.counted(
            "It opens {n} question that is not asked so far: {questions}.",
            "It opens {n} questions that are not asked so far: {questions}.",
            len(held.questions),
            questions=named(words, held.questions, questions),
        )
    if held.eases:
        yield words.counted(
            "It makes {n} other measure easier: {measures}.",
            "It makes {n} other measures easier: {measures}.",
            len(held.eases),
            measures=named(words, held.eases, measures),
        )


def named(words: Words, ids: Collection[str], names: Mapping[str, str]) -> str:
    """The first of a list by name, in the order of the names; that there are more is marked."""
    wanted = frozenset(ids)
    in_order = [text for name, text in names.items() if name in wanted]
    first = in_order[:_MOST_NAMED]
    return words.enumerate([*first, "…"] if len(ids) > len(first) else first, "unit")
