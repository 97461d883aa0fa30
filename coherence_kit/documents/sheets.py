"""A workbook as plain data: what stands in which cell and how it looks.

The library that writes the file is not named here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LONGEST_SHEET_NAME = 31
LONGEST_ADDRESS = 2_000
"""Of a link; Excel allows 2,079, and counts what is escaped."""
_NOT_IN_SHEET_NAMES = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
_RESERVED = frozenset({"history"})
# In a formula a name such as MAP(s) would be taken for a function, in spite of its quotes.
_LIKE_A_FUNCTION = re.compile(r"(?<=[A-Z])\(")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks, and whether it may be typed into while the sheet is protected.

    Args:
        size: of the type, in points.
        ink: colour of the type, `#RRGGBB`; so are `fill` and `line`, empty for none.
        number_format: `@` keeps whatever is typed as text, so that 007 and
            =SUM(A1) stay what they are.
        is_open: it may be typed into.
        is_quoted: a text that looks like a formula stays a text when somebody edits it.

    """

    size: float = 10
    bold: bool = False
    italic: bool = False
    ink: str = "#14202B"
    fill: str = ""
    line: str = ""
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center", "bottom"] = "top"
    wraps: bool = True
    indent: int = 0
    number_format: str = "General"
    is_open: bool = False
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text with a look of its own."""

    text: str
    bold: bool = False
    italic: bool = False
    ink: str = ""
    size: float = 0


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the kit, without the equals sign.

    No text of a user becomes one.

    Args:
        text: the formula.
        value: what it gives while nothing is changed, for programs that show a file without working
            out its formulas.

    """

    text: str
    value: str | int


Value = str | int | float | Formula | tuple[Run, ...] | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell.

    A text stays a text whatever it begins with. `link` leads to a place in the workbook, `url` to
    an address outside; a sheet has room for 65,530 of both, and those behind are texts alone.
    """

    value: Value
    look: Look
    link: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, by its width in characters; those of an outline can be folded away together."""

    width: float
    is_hidden: bool = False
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells by their columns, from 1; its height in points."""

    height: float
    cells: Mapping[int, Cell]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Validation:
    """What some cells (`H5 H9`) offer: a list only helps, any other text may be typed as well.

    A hint can be shown while one of them is selected.

    Args:
        source: where the list stands, or what it is (`"yes,no"`); empty where there is only a hint.
        is_day: a day of this century is expected.
        refusal: what is told of anything else. A list then takes nothing else; where a day is
            expected, whoever types may keep it all the same.

    """

    cells: str
    source: str = ""
    title: str = ""
    hint: str = ""
    is_day: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """How cells look while a formula holds."""

    cells: str
    formula: str
    fill: str = ""
    ink: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """How a sheet is printed: on A4 lying on its side, all columns beside each other if they can.

    Args:
        is_upright: the paper stands.
        area: what is printed, such as `C2:P60`.
        title_rows: repeated on every page, such as `4:4`.
        pages_high: on how many pages all rows fit; 0 for as many as they need.
        footer: at the left of every page.
        split_behind: the column behind which the rest of a row goes on another page; 0 for none.
        title_columns: repeated there, such as `D:F`.

    """

    is_upright: bool = False
    area: str = ""
    title_rows: str = ""
    pages_high: int = 0
    footer: str = ""
    split_behind: int = 0
    title_columns: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; `rows` begin with row 1.

    Where it `is_protected`, that is without a password: nothing is overwritten by accident.
    `filtered` are the cells that can be filtered, with their heads, such as `A3:F60`.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    validations: tuple[Validation, ...] = ()
    conditional_formats: tuple[ConditionalFormat, ...] = ()
    frozen_at: str = ""
    filtered: str = ""
    printed: Printed = Printed()
    is_protected: bool = True
    is_hidden: bool = False
    tab: str = ""
    selected: str = "A1"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook.

    Args:
        title: of the whole.
        language: of its words.
        sheets: in their order.
        names: defined names of single cells.
        is_from_right: its first column stands at the right.
        subject: what it is about, in one line.
        day: on which it was made, as far as that is part of what it says.
        holds: which results it holds (:mod:`coherence_kit.documents.report_workbook`), if any.
        colours: what is written in place of a colour, such as an accent in place of the kit's.
        classification: above and below every printed page; empty for none.
        publisher: of its properties; empty for none.

    """

    title: str
    language: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    is_from_right: bool = False
    subject: str = ""
    day: dt.date | None = None
    holds: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    classification: str = ""
    publisher: str = ""


def column_letter(number: int) -> str:
    """`A` for 1, `AA` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """`D7`."""
    return f"{column_letter(column)}{row}"


def sheet_names(titles: tuple[str, ...]) -> tuple[str, ...]:
    """A name for each sheet: its title as far as a sheet can have it, each one once."""
    taken: set[str] = set()
    names = []
    for place, title in enumerate(titles, 1):
        plain = "".join(char if char.isprintable() else " " for char in title).translate(
            _NOT_IN_SHEET_NAMES
        )
        plain = _LIKE_A_FUNCTION.sub(" (", plain)
        stem = (
            _shortened(" ".join(plain.split()).strip("' "), LONGEST_SHEET_NAME) or f"Sheet {place}"
        )
        name, again = stem, 1
        while name.casefold() in taken | _RESERVED:
            again += 1
            name = f"{_shortened(stem, LONGEST_SHEET_NAME - len(str(again)) - 1)} {again}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _shortened(text: str, most: int) -> str:
    """Cut behind a word; a letter outside the first plane counts as two, as in spreadsheets."""
    kept = text
    while utf16_length(kept) > most:
        head, _, _ = kept.rpartition(" ")
        kept = head if utf16_length(head) > most // 2 else kept[:-1]
    return kept.strip("' ")


def utf16_length(text: str) -> int:
    """Characters as spreadsheets count them: those outside the first plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def quoted_sheet(name: str) -> str:
    """A sheet's name as a formula has it."""
    return "'" + name.replace("'", "''") + "'"
