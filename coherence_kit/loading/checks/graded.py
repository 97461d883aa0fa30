"""Options, columns and classes of numbers.

Each has a score or a letter, and these reach both ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.letters import LetterScale
from coherence_kit.problems import did_you_mean
from coherence_kit.questions.kind import HIGHEST, LOWEST
from coherence_kit.questions.parts import Graded


def _item_names(graded: Graded, places: Iterable[int]) -> str:
    """Some of the items by their ids, those without by their number."""
    return ", ".join(getattr(graded.items[place], "id", f"no. {place + 1}") for place in places)


def check_graded(
    document: Document, owner: str, graded: Graded, path: PathLike, letters: LetterScale | None
) -> None:
    """All items have scores, or all have letters that there are, and these reach both ends.

    Args:
        document: the file.
        owner: id of the question, or of the matrix.
        graded: its answers.
        path: to the question.
        letters: of the questionnaire.

    """
    path = (*path, graded.key)
    found = lacking(graded, letters)
    if found:
        key, places = found
        texts = {
            "key": key,
            "id": owner,
            "items": graded.several,
            "lacking": _item_names(graded, places),
        }
        document.report("questionnaire.no-score", (*path, places[0]), **texts)
    elif letters is None or _has_known_letters(document, graded, path, letters):
        _check_ends(document, owner, graded, path, letters)


def lacking(graded: Graded, letters: LetterScale | None) -> tuple[str, list[int]] | None:
    """The key that most items have and the places of those without it.

    None where every item has a score, a letter, or both, and nothing is begun and left unfinished.
    Where there are no letters, one beside the scores is told of as such.
    """
    without = {
        key: [place for place, item in enumerate(graded.items) if getattr(item, key) is None]
        for key in ("score", "letter")
    }
    begun = {key: places for key, places in without.items() if 0 < len(places) < len(graded.items)}
    if all(without.values()) or (begun and letters is not None):
        return min((begun or without).items(), key=lambda found: len(found[1]))
    return None


def _has_known_letters(
    document: Document, graded: Graded, path: PathLike, letters: LetterScale
) -> bool:
    known = (*letters.order, *letters.counts_as)
    wrong = {
        place: item.letter
        for place, item in enumerate(graded.items)
        if item.letter is not None and item.letter not in known
    }
    for place, letter in wrong.items():
        texts = {"value": letter, "known": ", ".join(known), "hint": did_you_mean(letter, known)}
        document.report("questionnaire.unknown-letter", (*path, place, "letter"), **texts)
    return not wrong


def _check_ends(
    document: Document, owner: str, graded: Graded, path: PathLike, letters: LetterScale | None
) -> None:
    scores = [Fraction(item.score) for item in graded.items if item.score is not None]
    if len(scores) == len(graded.items) and (min(scores), max(scores)) != (LOWEST, HIGHEST):
        texts = {"lowest": plain_number(min(scores)), "highest": plain_number(max(scores))}
        document.report(
            "questionnaire.range",
            path,
            id=owner,
            items=graded.several,
            one=graded.one,
            **texts,
        )
    given = [item.letter for item in graded.items if item.letter is not None]
    if letters is not None and len(given) == len(graded.items):
        counted = {letters.counts_as.get(letter, letter) for letter in given}
        ends = " or ".join(
            letter for letter in (letters.order[0], letters.order[-1]) if letter not in counted
        )
        if ends:
            texts = {"id": owner, "one": graded.one, "items": graded.several, "lacking": ends}
            document.report("questionnaire.letter-range", path, **texts)
