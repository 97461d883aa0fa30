"""How a report was made, as its PDF carries it: whoever has the file can make it again.

Format version 1: `language` is the one that was asked for, `date` that of the report, null where
none is known, and `made_with` the releases that decide how the pages come out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coherence_kit.documents.attached import Attached
from coherence_kit.model.base import is_language

RECIPE_NAME: Final = "report.json"
_FORMAT: Final = "coherence-kit/report/1"
_KEYS: Final = frozenset({"format", "language", "date", "made_with"})
LARGEST_RECIPE: Final = 16 * 1024
"""Bytes that one may have; it has some 500."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides how the report of given submissions comes out."""

    language: str
    date: dt.date | None
    made_with: Mapping[str, str]

    def attached(self) -> Attached:
        """The recipe as a file of the PDF."""
        data = {
            "format": _FORMAT,
            "language": self.language,
            "date": self.date.isoformat() if self.date else None,
            "made_with": dict(self.made_with),
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
    is_whole = (
        isinstance(language, str)
        and is_language(language)
        and (date is None) == (read["date"] is None)
        and isinstance(made_with, dict)
        and all(isinstance(release, str) for release in made_with.values())
    )
    return Recipe(language, date, made_with) if is_whole else None


def _date(text: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
