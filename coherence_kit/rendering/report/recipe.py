"""How a report was made, as its PDF carries it: whoever has the file can make it again.

Format version 1: `language` is the one that was asked for, `date` that of the report, null where
none is known, `variant` which parts it has, `made_with` the releases that decide how the pages come
out, and `unseen` what the report says of answers that stood in no visible cell of a form, which the
answers do not tell.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Final

from coherence_kit.documents.attached import Attached
from coherence_kit.loading.unseen import UNSEEN
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.base import is_language
from coherence_kit.problems import Problem
from coherence_kit.rendering.report.variants import VARIANTS

RECIPE_NAME: Final = "report.json"
_FORMAT: Final = "coherence-kit/report/1"
_KEYS: Final = frozenset({"format", "language", "date", "variant", "made_with", "unseen"})
LARGEST_RECIPE: Final = 256 * 1024
"""Bytes that one may have; it has some 500."""
_MOST_SHEETS: Final = 100


@dataclass(frozen=True, slots=True)
class Unseen:
    """How much of a chapter, from 1, stood in no visible cell of a sheet."""

    chapter: int
    sheet: str
    answers: int
    entries: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides how the report of given submissions comes out."""

    language: str
    date: dt.date | None
    variant: str
    made_with: Mapping[str, str]
    unseen: Sequence[Unseen] = ()

    def attached(self) -> Attached:
        """The recipe as a file of the PDF."""
        data = {
            "format": _FORMAT,
            "language": self.language,
            "date": self.date.isoformat() if self.date else None,
            "variant": self.variant,
            "made_with": dict(self.made_with),
            "unseen": [asdict(one) for one in self.unseen],
        }
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        return Attached(RECIPE_NAME, text.encode(), "Supplement", "How this report was made")


def read_recipe(data: bytes) -> Recipe | None:
    """The recipe in a file that may come from anyone; None if it is none."""
    if len(data) > LARGEST_RECIPE:
        return None
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or read.keys() != _KEYS or read["format"] != _FORMAT:
        return None
    language, date, made_with = read["language"], _date(read["date"]), read["made_with"]
    variant, unseen = read["variant"], _unseen(read["unseen"])
    is_whole = (
        isinstance(language, str)
        and is_language(language)
        and (date is None) == (read["date"] is None)
        and isinstance(variant, str)
        and variant in VARIANTS
        and isinstance(made_with, dict)
        and all(isinstance(release, str) for release in made_with.values())
        and unseen is not None
    )
    return Recipe(language, date, variant, made_with, unseen or ()) if is_whole else None


def _date(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


# --- what no visible cell shows -------------------------------------------------------------------


def printed_unseen(notes: Iterable[Problem]) -> list[Problem]:
    """The warnings on unseen answers that a report prints and its recipe names."""
    return [note for note in notes if note.code == UNSEEN][:_MOST_SHEETS]


def unseen_in(assessments: Iterable[Assessment]) -> tuple[Unseen, ...]:
    """What the warnings on the submissions say of unseen answers, chapter by chapter."""
    return tuple(
        Unseen(
            chapter,
            note.params["name"],
            int(note.params["answers"]),
            int(note.params["entries"]),
        )
        for chapter, assessment in enumerate(assessments, start=1)
        for note in printed_unseen(assessment.notes)
    )


def _unseen(read: object) -> tuple[Unseen, ...] | None:
    if not isinstance(read, list) or not all(map(_is_unseen, read)):
        return None
    return tuple(Unseen(**one) for one in read)


def _is_unseen(one: object) -> bool:
    if not isinstance(one, dict) or one.keys() != {field.name for field in fields(Unseen)}:
        return False
    numbers = (one["chapter"], one["answers"], one["entries"])
    return _is_text(one["sheet"]) and all(type(number) is int for number in numbers)


def _is_text(value: object) -> bool:
    """Whether it is a text without half a character."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
