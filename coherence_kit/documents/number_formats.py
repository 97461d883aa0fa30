"""What a number format makes of what stands in a cell, as far as it may show something else.

A format can show a text of its own in place of a value, or nothing. Whoever reads the cell then
reads another answer than the file holds. Source: ECMA-376-1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, NamedTuple

_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*+)"|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\[\]]*+)\]|(?P<plain>.)',
    re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_DIGIT_PLACES: Final = "0#?"
_SIGNS: Final = "-\u2212\u2013("
_OF_A_NUMBER: Final = frozenset("0#?.,%Ee+-()$/ ")
_OF_A_DATE: Final = frozenset("ymdhs")
_TEXT_SECTION: Final = 4
_PLACES: Final = 60  # more decimals than any number has
_LARGEST_POWER: Final = 308
"""Of ten, in the largest number that a spreadsheet knows."""
_DIGITS: Final = Context(prec=_LARGEST_POWER + 2 * _PLACES, rounding=ROUND_HALF_UP)


class _Section(NamedTuple):
    """A part of a format: for numbers above zero, below it, for zero, or for texts."""

    said: str
    """What it shows of its own."""
    places: str
    """The rest: signs that stand for the value."""
    condition: str = ""
    lead: str = ""
    """What it shows of its own before the first digit."""

    @property
    def is_general(self) -> bool:
        """Whether it shows whatever there is."""
        return self.places.strip().lower() == "general" and not _has_digit(self.said)


def shows_text(number_format: str) -> bool:
    """Whether a cell with this format shows the text that it holds, and nothing else."""
    sections = _sections(number_format)
    of_texts = [section for section in sections if "@" in section.places]
    if of_texts:
        section = of_texts[-1]
    elif len(sections) >= _TEXT_SECTION:
        section = sections[_TEXT_SECTION - 1]
    else:
        return True  # of numbers alone
    is_whole = section.is_general or section.places.strip() == "@"
    return is_whole and not section.said.strip()


def shown_number(number: Decimal, number_format: str) -> Decimal | None:
    """The number that a cell with this format shows, perhaps rounded; None for anything else."""
    section, is_of_negatives = _section_for(number, _sections(number_format))
    if section.is_general or not number_format:
        return number
    if not _shows_digits(section) or not _shows_sign(section, number, is_alone=is_of_negatives):
        return None
    places = section.places.upper().replace("%", "")
    if "/" in places or "E" in places:  # a fraction, or powers of ten: close enough
        return number
    whole, _, fraction = places.strip().partition(".")
    thousands = len(whole) - len(whole.rstrip(","))
    decimals = min(sum(sign in _DIGIT_PLACES for sign in fraction), _PLACES)
    shift = (2 if "%" in section.places else 0) - 3 * thousands
    if number.adjusted() > _LARGEST_POWER:  # no cell is wide enough for it
        return number
    rounded = number.scaleb(shift).quantize(Decimal(1).scaleb(-decimals), context=_DIGITS)
    if not rounded and not decimals and "0" not in whole:
        return None  # a zero of which no place is kept leaves the cell empty
    return rounded.scaleb(-2 if "%" in section.places else 0)  # as it is read by who sees it


def shows_day(number: Decimal, number_format: str) -> bool:
    """Whether a format of dates shows a part of one, and nothing that may be taken for it."""
    section, _ = _section_for(number, _sections(number_format))
    return not _has_digit(section.said) and not _OF_A_DATE.isdisjoint(section.places.lower())


def shows_truth(value: bool, number_format: str) -> bool:  # noqa: FBT001 - it is what is asked of
    """Whether a cell shows the truth value that it holds; LibreOffice has formats that say it."""
    section, _ = _section_for(Decimal(int(value)), _sections(number_format))
    said = section.said.strip().upper()
    if said:
        return said == str(value).upper() and not section.places.strip()
    return shows_text(number_format) and bool(section.places.strip() or not number_format)


def _sections(number_format: str) -> list[_Section]:
    found: list[list[str]] = [["", "", "", ""]]
    for piece in _PIECE.finditer(number_format):
        said = piece["quoted"] or piece["escaped"] or ""
        if said:
            found[-1][0] += said
            found[-1][3] += "" if _has_places(found[-1][1]) else said
        elif piece["bracket"] is not None:
            _add_bracket(found[-1], piece["bracket"])
        elif piece["plain"] == ";":
            found.append(["", "", "", ""])
        elif piece["plain"] is not None:
            found[-1][1] += piece["plain"]
    return [_Section(*section) for section in found]


def _add_bracket(section: list[str], inner: str) -> None:
    """A condition, the sign of a currency with its country, a colour, or hours without end."""
    if _CONDITION.match(inner):
        section[2] += inner
    elif inner.startswith("$"):
        section[0] += inner[1:].partition("-")[0]
    elif inner and not set(inner.lower()) - {"h", "m", "s"}:
        section[1] += inner


def _section_for(number: Decimal, sections: list[_Section]) -> tuple[_Section, bool]:
    """The section of a number, and whether it is one that leaves the sign out."""
    numeric = [section for section in sections[: _TEXT_SECTION - 1] if "@" not in section.places]
    if not numeric:
        return (_Section("", "General") if "@" in sections[0].places else sections[0]), False
    for section in numeric:
        if section.condition and _holds(number, section.condition):
            return section, number < 0
    if any(section.condition for section in numeric):
        return next((one for one in reversed(numeric) if not one.condition), numeric[-1]), False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:  # noqa: PLR2004 - above zero, below it, and zero
        return numeric[2], False
    return numeric[0], False


def _holds(number: Decimal, condition: str) -> bool:
    match = _CONDITION.match(condition)
    if match is None:
        return False
    sign, limit = match[1], Decimal(match[2])
    return {
        "<": number < limit,
        ">": number > limit,
        "=": number == limit,
        "<=": number <= limit,
        ">=": number >= limit,
        "<>": number != limit,
    }[sign]


def _shows_digits(section: _Section) -> bool:
    """Whether it has places for digits, and none of its own."""
    is_of_numbers = _has_places(section.places) and not set(section.places) - _OF_A_NUMBER
    return is_of_numbers and not _has_digit(section.said)


def _shows_sign(section: _Section, number: Decimal, *, is_alone: bool) -> bool:
    """Whether a number below zero, and no other, has a sign; a part of its own brings its sign."""
    before = section.lead + section.places.upper().partition("E")[0]
    has_sign = any(sign in _SIGNS for sign in before)
    return has_sign if number < 0 and is_alone else not has_sign


def _has_places(signs: str) -> bool:
    return any(sign in _DIGIT_PLACES for sign in signs)


def _has_digit(said: str) -> bool:
    return any(sign.isdecimal() for sign in said)
