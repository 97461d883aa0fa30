"""Abbreviations that occur in a report, with what they stand for.

Those that are known stand in report_templates/abbreviations.csv, in English and French. Content and
what people typed may be in another language than the report, so that either is looked for.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Final, NamedTuple

from coherence_kit import content

_FILE: Final = "abbreviations.csv"
_FRENCH: Final = "fr"
_BODY: Final = re.compile(r"<body\b.*", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
# An abbreviation by itself, in the plural too, and no part of a longer word or of a number of a
# document such as MC/INF/281.
_CAPITALS: Final = re.compile(r"(?<![\w/-])([A-Z]{2,8})s?(?![\w/])")


class Abbreviation(NamedTuple):
    """How it is printed, and what it stands for."""

    short: str
    long: str


class _Known(NamedTuple):
    """A row of the file."""

    en: str
    fr: str
    english: str
    french: str


def abbreviations_in(page: str, language: str) -> tuple[Abbreviation, ...]:
    """Those that a page prints, in the order of their letters.

    Args:
        page: HTML; what its tags say is not printed.
        language: of the report; what they stand for is given in English unless it is French.

    """
    body = _BODY.search(page)
    printed = set(_CAPITALS.findall(_TAG.sub(" ", body[0] if body else page)))
    is_french = language.partition("-")[0] == _FRENCH
    found = {
        short: row.french if is_french else row.english
        for row in _known()
        for short in (row.en, row.fr)
        if short in printed
    }
    return tuple(Abbreviation(short, found[short]) for short in sorted(found))


@cache
def _known() -> tuple[_Known, ...]:
    path = content.folder("report_templates") / _FILE
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_Known(**row) for row in csv.DictReader(file))
