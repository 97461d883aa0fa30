"""Dates as people write them, in one spelling: 2025, 2025-03 or 2025-03-12.

The page for a browser reads them in the same way (report_templates/form/script/days.js).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MONTHS: Final = (
    ("january", "janvier", "enero", "janeiro"),
    ("february", "fevrier", "febrero", "fevereiro"),
    ("march", "mars", "marzo", "marco"),
    ("april", "avril", "abril"),
    ("may", "mai", "mayo", "maio"),
    ("june", "juin", "junio", "junho"),
    ("july", "juillet", "julio", "julho"),
    ("august", "aout", "agosto"),
    ("september", "septembre", "septiembre", "setiembre", "setembro"),
    ("october", "octobre", "octubre", "outubro"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "decembre", "diciembre", "dezembro"),
)
"""In English, French, Spanish and Portuguese, in small letters without accents."""

_SHORTEST_MONTH = 3  # letters of a month's name that is cut short
_MOST_SIGNS = 40
_NAMES = frozenset({"de", "del", "of", "the", "le", "el", "du"})  # beside a month, and say nothing
_TIME_BEHIND = re.compile(
    r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$", re.ASCII
)
_BY_YEAR = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_OF_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{4})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_EITHER_FIRST = re.compile(r"(\d{1,2})([-/ ])(\d{1,2})\2(\d{4})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|o|a)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_BETWEEN_NAMES = re.compile(r"[\s.,/-]+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def days_meant(text: str) -> tuple[str, ...]:
    """What a text can mean as a date: each as 2025, 2025-03 or 2025-03-12, earliest first.

    One if it has one meaning; two if day and month may stand in either order, as in 12/03/2025;
    none if it is no date of the calendar. A time behind a day says nothing of the day.
    """
    if len(text) > _MOST_SIGNS:
        return ()
    plain = _TIME_BEHIND.sub("", " ".join(text.translate(_DASHES).split()))
    return tuple(sorted(set(filter(None, _readings(plain)))))


def read_date(text: str) -> str | None:
    """The date that a text means, as 2025, 2025-03 or 2025-03-12; None if it is none or two."""
    meant = days_meant(text)
    return meant[0] if len(meant) == 1 else None


def _readings(text: str) -> Iterator[str]:
    if match := _BY_YEAR.fullmatch(text):
        yield _date(match[1], match[3], match[4])
    elif match := _COMPACT.fullmatch(text):
        yield _date(match[1], match[2], match[3])
    elif match := _OF_MONTH.fullmatch(text):
        yield _date(match[2], match[1])
    elif match := _DOTTED.fullmatch(text):
        yield _date(match[3], match[2], match[1])
    elif match := _EITHER_FIRST.fullmatch(text):
        yield _date(match[4], match[3], match[1])
        yield _date(match[4], match[1], match[3])
    elif parts := _in_words(text):
        yield _date(*parts)


def _in_words(text: str) -> tuple[str, str, str | None] | None:
    """Year, month and day of a date whose month is a name."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )
    words = [word for word in _BETWEEN_NAMES.split(bare.casefold()) if word and word not in _NAMES]
    months = [month for word in words if (month := _month(word))]
    years = [word for word in words if _YEAR.fullmatch(word)]
    days = [match[1] for word in words if (match := _DAY.fullmatch(word))]
    is_whole = len(months) + len(years) + len(days) == len(words)
    if not is_whole or len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    return years[0], str(months[0]), days[0] if days else None


def _month(word: str) -> int:
    """The number of the one month that a name, or the beginning of one, can mean; 0 if none."""
    if len(word) < _SHORTEST_MONTH:
        return 0
    meant = [
        number
        for number, names in enumerate(MONTHS, 1)
        if any(name.startswith(word) for name in names)
    ]
    return meant[0] if len(meant) == 1 else 0


def _date(year: str, month: str | None = None, day: str | None = None) -> str:
    """In one spelling, as far as it is known; empty if the calendar has no such day."""
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return first.isoformat()[: 10 if day else 7 if month else 4]
