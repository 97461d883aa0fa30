"""Formulas that say of a date in a cell that it cannot be read as one.

They only help the person who fills the form in, and take a little more than the reader does
(:mod:`coherence_kit.model.days`). The parts of a date stand in a cell of their own, so that what is
asked of them stays short.
"""

from __future__ import annotations

from typing import Final

from coherence_kit.documents.sheets import Formula
from coherence_kit.model.days import MONTHS, read_date

UNCLEAR: Final = "!"
"""What a cell says of a date that cannot be read."""
_ROOM = 20  # characters that a part of a date has for itself
_DAY = len("2025-03-12")
_AS_SUCH = "#"
MONTHS_BEGIN: Final = tuple(
    sorted({name[:3] for names in MONTHS for name in names} | {"fév", "aoû", "déc"})
)
"""The letters by which a month is known; a name that is cut short has them too."""
_SIGNS = (" de ", "1er ", "-", "/", ".", ",")


def date_parts(cell: str, bare: str, text: str) -> Formula:
    """The formula of the parts of a date, each in room for twenty characters.

    A sign alone where the cell holds a date as such.

    Args:
        cell: where it stands.
        bare: the formula of its text without needless blanks.
        text: what stands there now.

    """
    plain = f'LOWER(IF(ISNUMBER(FIND(":",{bare})),LEFT({bare},10),{bare}))'
    for sign in _SIGNS:
        plain = f'SUBSTITUTE({plain},"{sign}","{"1 " if sign.startswith("1") else " "}")'
    apart = f'SUBSTITUTE(TRIM({plain})," ",REPT(" ",{_ROOM}))'
    return Formula(f'IF(ISNUMBER({cell}),"{_AS_SUCH}",{apart})', _parts(text))


def _parts(text: str) -> str:
    plain = (text[:10] if ":" in text else text).lower()
    for sign in _SIGNS:
        plain = plain.replace(sign, "1 " if sign.startswith("1") else " ")
    return (" " * _ROOM).join(plain.split())


def is_unclear(parts: str, bare: str, text: str, *, needs_day: bool = False) -> Formula:
    """A test that holds where these parts are no date, or may be two.

    Args:
        parts: where they stand.
        bare: the formula of the text that they are parts of.
        text: what stands there now.
        needs_day: whether a month or a year is not enough.

    """
    first, second = (f"TRIM(MID({parts},{place},{_ROOM}))" for place in (1, 1 + _ROOM))
    third = f"TRIM(MID({parts},{1 + 2 * _ROOM},{2 * _ROOM}))"
    compact = f"AND(LEN({first})=8,ISNUMBER(VALUE({first})))"
    year_alone = f"OR({compact},AND({_is_year(first)}))"
    of_month = (
        f"OR(AND({_is_year(first)},{_is_up_to(second, 12)}),"
        f"AND({_is_year(second)},OR({_is_month(first)},{_is_up_to(first, 12)})))"
    )
    in_words = (
        f"AND({_is_year(third)},OR(AND({_is_month(first)},{_is_up_to(second, 31)}),"
        f"AND({_is_month(second)},{_is_up_to(first, 31)})))"
    )
    by_day, by_month = _is_day(third, second, first), _is_day(third, first, second)
    is_same = f"IFERROR(VALUE({first})=VALUE({second}),FALSE)"
    in_numbers = (
        f'AND({_is_year(third)},IF(OR(ISNUMBER(FIND(".",{bare})),{is_same}),{by_day},'
        f"({by_day})+({by_month})=1))"
    )
    by_year = f"AND({_is_year(first)},{_is_day(first, second, third)})"
    of_three = f"OR({by_year},{in_words},{in_numbers})"
    readable = f'IF({second}="",{year_alone},IF({third}="",{of_month},{of_three}))'
    if needs_day:
        readable = f'IF({third}="",AND({second}="",{compact}),{of_three})'
    now = is_unclear_now(text, needs_day=needs_day)
    return Formula(f'IF(OR({parts}="{_AS_SUCH}",{bare}=""),FALSE,NOT({readable}))', now)


def is_unclear_now(text: str, *, needs_day: bool = False) -> bool:
    """Whether what stands in a cell cannot be read as one date; an empty cell holds none."""
    read = read_date(text) or ""
    return bool(text) and len(read) < (_DAY if needs_day else 1)


def check_formula(parts: str, bare: str, text: str, *, needs_day: bool = False) -> Formula:
    """The formula of a cell that says whether a date is unclear."""
    test = is_unclear(parts, bare, text, needs_day=needs_day)
    return Formula(f'IF({test.text},"{UNCLEAR}","")', UNCLEAR if test.value else "")


def _is_year(part: str) -> str:
    return f"LEN({part})=4,ISNUMBER(VALUE({part}))"


def _is_month(part: str) -> str:
    listed = ",".join(f'"{name}"' for name in MONTHS_BEGIN)
    return f"ISNUMBER(MATCH(LEFT({part},3),{{{listed}}},0))"


def _is_up_to(part: str, most: int) -> str:
    return f"IFERROR(AND(VALUE({part})>=1,VALUE({part})<={most}),FALSE)"


def _is_day(year: str, month: str, day: str) -> str:
    date = f"DATE(VALUE({year}),VALUE({month}),VALUE({day}))"
    return f"IFERROR(AND(MONTH({date})=VALUE({month}),DAY({date})=VALUE({day})),FALSE)"
