"""Dates as people write them, in one spelling: 2025, 2025-03 or 2025-03-12.

The page for a browser reads them in the same way (report_templates/form/script/days.js).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from coherence_kit.spelling import folded, with_hyphens, with_plain_digits

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

WEEKDAYS: Final = (
    ("monday", "lundi", "lunes", "segunda"),
    ("tuesday", "mardi", "martes", "terca"),
    ("wednesday", "mercredi", "miercoles", "quarta"),
    ("thursday", "jeudi", "jueves", "quinta"),
    ("friday", "vendredi", "viernes", "sexta"),
    ("saturday", "samedi", "sabado"),
    ("sunday", "dimanche", "domingo"),
)
"""Likewise; in front of a date they have to be those of its day."""

_SHORTEST_MONTH = 3  # letters of a month's name that is cut short
_MOST_SIGNS = 40
_NAMES = frozenset({"de", "del", "of", "on", "the", "le", "el", "du", "feira"})
"""Beside a month or a day of the week, and say nothing."""
_FIRST_DAY = frozenset({"first", "premier", "primero", "primeiro"})
_TIME_BEHIND = re.compile(
    r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?:[AP]\.?M\.?|Z|[+-]\d{2}(?::?\d{2})?))?$",
    re.ASCII | re.IGNORECASE,
)
_ZONE_BEHIND = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$", re.ASCII)
_BY_YEAR = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?", re.ASCII)
_BY_SIGNS = re.compile(
    r"(\d{4}) ?[\u5e74\ub144] ?(\d{1,2}) ?[\u6708\uc6d4](?: ?(\d{1,2}) ?[\u65e5\uc77c])?", re.ASCII
)
"""With the Chinese and Japanese, or the Korean, signs for year, month and day."""
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_OF_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{4})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ROMAN = re.compile(r"(\d{1,2})([-/.]) ?([IVX]{1,4})\2 ?(\d{4})", re.ASCII)
_EITHER_FIRST = re.compile(r"(\d{1,2})([-/ ])(\d{1,2})\2(\d{4})", re.ASCII)
_APART = re.compile(r"^(\d{1,4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?$", re.ASCII)
"""Blanks beside the signs of a whole day; of two numbers only, years may be meant: 2011 - 12."""
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|re|eme|e|o|a|ro)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_BETWEEN_NAMES = re.compile(r"[\s.,/-]+")
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def days_meant(text: str) -> tuple[str, ...]:
    """What a text can mean as a date: each as 2025, 2025-03 or 2025-03-12, earliest first.

    One if it has one meaning; two if day and month may stand in either order, as in 12/03/2025;
    none if it is no date of the calendar. A time behind a day says nothing of the day.
    """
    return _days_meant(text) if len(text) <= _MOST_SIGNS else ()


@lru_cache(maxsize=4096)
def _days_meant(text: str) -> tuple[str, ...]:
    """The same, kept: documents of many submissions are of the same days."""
    plain = " ".join(with_hyphens(with_plain_digits(text)).split())
    plain = _TIME_BEHIND.sub("", plain)
    plain = _APART.sub(r"\1\2\3\2\4", _ZONE_BEHIND.sub(r"\1", plain))
    return tuple(sorted(set(filter(None, _readings(plain)))))


def read_date(text: str) -> str | None:
    """The date that a text means, as 2025, 2025-03 or 2025-03-12; None if it is none or two."""
    meant = days_meant(text)
    return meant[0] if len(meant) == 1 else None


def _readings(text: str) -> Iterator[str]:
    if match := _BY_YEAR.fullmatch(text):
        yield _date(match[1], match[3], match[4])
    elif (match := _BY_SIGNS.fullmatch(text)) or (match := _COMPACT.fullmatch(text)):
        yield _date(match[1], match[2], match[3])
    elif match := _OF_MONTH.fullmatch(text):
        yield _date(match[2], match[1])
    elif match := _DOTTED.fullmatch(text):
        yield _date(match[3], match[2], match[1])
    elif (match := _ROMAN.fullmatch(text)) and match[3] in _ROMAN_MONTHS:
        yield _date(match[4], str(_ROMAN_MONTHS.index(match[3]) + 1), match[1])
    elif match := _EITHER_FIRST.fullmatch(text):
        yield _date(match[4], match[3], match[1])
        yield _date(match[4], match[1], match[3])
    else:
        yield _in_words(text)


def _in_words(text: str) -> str:
    """A date whose month is a name; empty if it is none, or of another day of the week."""
    words = [word for word in _BETWEEN_NAMES.split(folded(text)) if word and word not in _NAMES]
    months = [month for word in words if (month := _month(word))]
    years = [word for word in words if _YEAR.fullmatch(word)]
    days = [day for word in words if (day := _day(word))]
    weekdays = [place for word in words for place, names in enumerate(WEEKDAYS) if word in names]
    is_whole = len(months) + len(years) + len(days) + len(weekdays) == len(words)
    if not is_whole or len(months) != 1 or len(years) != 1 or len(days) > 1:
        return ""
    date = _date(years[0], str(months[0]), days[0] if days else None)
    if weekdays and not (date and days and weekdays == [dt.date.fromisoformat(date).weekday()]):
        return ""
    return date


def _day(word: str) -> str:
    """The number of a day of the month; empty if a word is none."""
    found = _DAY.fullmatch(word)
    return found[1] if found else "1" if word in _FIRST_DAY else ""


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
