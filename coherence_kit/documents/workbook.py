"""Workbooks written; xlsxwriter is imported only when one is made.

The same book gives the same bytes: no clock, no random names. What people send back is read by
:mod:`coherence_kit.documents.workbook_cells`, because it may come from anyone.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from coherence_kit.documents.cell_texts import escape
from coherence_kit.documents.report_workbook import PROPERTY
from coherence_kit.documents.sheets import (
    LONGEST_ADDRESS,
    Book,
    Cell,
    Column,
    ConditionalFormat,
    Formula,
    Look,
    Printed,
    Run,
    Sheet,
    Validation,
    utf16_length,
)

# The face of every office program. Where it lacks, one of the same widths stands in (Carlito), or
# one that is wider.
FONT = "Calibri"
CREATOR = "coherence-kit"
DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone
OPTIONS = {
    "in_memory": True,  # its parts then have the same time in the archive whenever it is written
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# Widths of columns are counted in digits of this face. Where it lacks, what stands in for it is
# less wide, and prints larger, than what stands in for the usual one.
_COUNTED_IN = {"font_name": "Arial", "font_size": 10}
_PIXELS_OF_A_DIGIT = 7  # of the default face; a column is as many times as wide as its width says
LONGEST_TEXT = 32_767
_LONGEST_HINT = 255
_LONGEST_HINT_TITLE = 32
_LONGEST_FOOTER = 110  # so that it fits with its page numbers in 255 when every & is written twice
_LONGEST_REFUSAL = 225
_LONGEST_PROPERTY = 255
_MOST_LINKS = 65_530  # of a sheet
A4 = 9
_SCALE_OF_SPLIT = 60  # per cent; what stands on two pages is not fitted to their width
_THIN_BORDER = 1
_ON_SCREEN_AND_PAPER = 2
# Where a sheet begins at the right, so do the texts in its cells.
_SIDES_FROM_RIGHT: dict[str, dict[str, Any]] = {
    "left": {"align": "right", "reading_order": 2},
    "center": {"align": "center", "reading_order": 2},
    "right": {"align": "left", "reading_order": 2},
}
_VERTICAL = {"top": "top", "center": "vcenter", "bottom": "bottom"}

# Where a text is cut into pieces that stand beside each other in its cell: inside what looks like
# the code of a character (_x0041_), and inside a tag <r> at its beginning. As a whole xlsxwriter
# would take the one for a code in some places, and the other for pieces that somebody made already.
CUTS = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)|(?<=\A<)(?=r>)")
_LINE_ENDS = re.compile("\r\n?")
_NO_CELL_HOLDS = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_INSTEAD = "\ufffd"


def write_book(book: Book) -> bytes:
    """The workbook as a file.

    Args:
        book: its sheets in their order. Texts longer than a cell takes are cut, with a sign.

    """
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    # the library changes what it is given
    workbook = Workbook(stream, OPTIONS | {"default_format_properties": dict(_COUNTED_IN)})
    workbook.set_properties(_about(book))
    workbook.set_custom_property("Language", book.language)
    if book.holds:
        workbook.set_custom_property(PROPERTY, book.holds)
    formats = _Formats(workbook, book.colours, is_from_right=book.is_from_right)
    for sheet in book.sheets:
        target = workbook.add_worksheet(sheet.name, _sheet_class())
        if book.is_from_right:
            target.right_to_left()
        _write_sheet(target, sheet, formats)
        _set_up_print(target, sheet.printed, book.classification)
    for name, place in book.names.items():
        workbook.define_name(name, f"={place}")
    workbook.close()
    return stream.getvalue()


def _about(book: Book) -> dict[str, Any]:
    """What the workbook says of itself."""
    day = dt.datetime.combine(book.day, dt.time()) if book.day else DAY
    texts = {"title": book.title, "subject": book.subject, "author": CREATOR}
    texts |= {"company": book.publisher} if book.publisher else {}
    said = {name: cut_text(plain_text(text), _LONGEST_PROPERTY) for name, text in texts.items()}
    return said | {"created": day}


@cache
def _sheet_class() -> type[Any]:
    """A sheet that takes every formula as it is written.

    xlsxwriter searches each for the names of 29 newer functions, to spell them as a file does. The
    kit uses none of them; the search takes longer than all else, and where a text in a formula
    holds such a name it changes the text.
    """
    from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

    class Written(Worksheet):  # type: ignore[misc]  # it ships no types
        def _write_formula(
            self,
            row: int,
            column: int,
            formula: str,
            look: object,
            value: object,
        ) -> int:
            if not self._check_dimensions(row, column):
                cell = CellFormulaTuple(formula.removeprefix("="), look, value)
                self.table[row][column] = cell
            return 0

    return Written


class _Formats:
    """Every look once, as the format that xlsxwriter knows it by."""

    def __init__(
        self,
        workbook: Any,  # noqa: ANN401  (no types)
        colours: Mapping[str, str],
        *,
        is_from_right: bool,
    ) -> None:
        self._workbook = workbook
        self._colours = colours
        self._sides = _SIDES_FROM_RIGHT if is_from_right else {}
        self._looks: dict[Look, Any] = {}
        self._fonts: dict[Look, Any] = {}
        self._conditional: dict[tuple[str, str, bool], Any] = {}

    def colour(self, stated: str) -> str:
        """What is written for a colour."""
        return self._colours.get(stated, stated)

    def of(self, look: Look) -> Any:  # noqa: ANN401
        """The format of a cell."""
        if look not in self._looks:
            across = self._sides.get(look.across, {})
            properties = _properties(self._coloured(look)) | across
            self._looks[look] = self._workbook.add_format(properties)
        return self._looks[look]

    def _coloured(self, look: Look) -> Look:
        ink, fill, line = map(self.colour, (look.ink, look.fill, look.line))
        return replace(look, ink=ink, fill=fill, line=line)

    def font(self, look: Look) -> Any:  # noqa: ANN401
        """The format of a piece of a text: nothing but its type."""
        if look not in self._fonts:
            self._fonts[look] = self._workbook.add_format(_font(self._coloured(look)))
        return self._fonts[look]

    def conditional(self, stated: ConditionalFormat) -> Any:  # noqa: ANN401
        """The format of cells while a formula holds: only what it changes."""
        key = stated.fill, stated.ink, stated.bold
        if key not in self._conditional:
            fill, ink = self.colour(stated.fill), self.colour(stated.ink)
            names = {"bg_color": fill, "font_color": ink, "bold": stated.bold}
            changed = {name: value for name, value in names.items() if value}
            self._conditional[key] = self._workbook.add_format(changed)
        return self._conditional[key]


def _font(look: Look) -> dict[str, Any]:
    return {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "italic": look.italic,
        "font_color": look.ink or "#000000",
    }


def _properties(look: Look) -> dict[str, Any]:
    properties = _font(look) | {
        "align": look.across,
        "valign": _VERTICAL[look.down],
        "text_wrap": look.wraps,
        "indent": look.indent,
        "num_format": look.number_format,
        "locked": not look.is_open,
        "quote_prefix": look.is_quoted,
    }
    if look.fill:
        properties["bg_color"] = look.fill
    if look.line:
        properties |= {"border": _THIN_BORDER, "border_color": look.line}
    return properties


def _write_sheet(target: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401
    _set_columns(target, sheet.columns)
    for number, row in enumerate(sheet.rows):
        target.set_row(number, row.height, None, {"hidden": row.is_hidden})
        for column, cell in row.cells.items():
            _write_cell(target, (number, column - 1), cell, formats)
    for validation in sheet.validations:
        target.data_validation(0, 0, 0, 0, _validation(validation))
    for stated in sheet.conditional_formats:
        shown = {"type": "formula", "criteria": f"={stated.formula}"}
        target.conditional_format(stated.cells, shown | {"format": formats.conditional(stated)})
    if sheet.frozen_at:
        target.freeze_panes(sheet.frozen_at)
    if sheet.filtered:
        target.autofilter(sheet.filtered)
    if sheet.is_protected:
        _protect(target)
    _set_up_view(target, sheet)
    if sheet.tab:
        target.set_tab_color(formats.colour(sheet.tab))


def _set_columns(target: Any, columns: tuple[Column, ...]) -> None:  # noqa: ANN401
    """Their widths; behind columns that are folded away stands the one that opens them."""
    is_behind_folded = False
    for place, column in enumerate(columns):
        options = {
            "hidden": column.is_hidden or column.is_folded,
            "level": 1 if column.is_folded else 0,
            "collapsed": is_behind_folded and not column.is_folded,
        }
        pixels = round(column.width * _PIXELS_OF_A_DIGIT)
        target.set_column_pixels(place, place, pixels, None, options)
        is_behind_folded = column.is_folded
    if is_behind_folded:
        target.set_column(len(columns), len(columns), None, None, {"collapsed": True})


def _write_cell(
    target: Any,  # noqa: ANN401
    place: tuple[int, int],
    cell: Cell,
    formats: _Formats,
) -> None:
    value = cell.value
    if cell.link or cell.url:
        _write_link(target, place, cell, formats)
    if value is None:
        target.write_blank(*place, None, formats.of(cell.look))
    elif isinstance(value, Formula):
        target.write_formula(*place, f"={value.text}", formats.of(cell.look), value.value)
    elif isinstance(value, str):
        _write_texts(target, place, [(cell.look, value)], cell.look, formats)
    elif isinstance(value, tuple):
        runs = [(_look_of_run(run, cell.look), run.text) for run in value]
        _write_texts(target, place, runs, cell.look, formats)
    else:
        target.write_number(*place, value, formats.of(cell.look))


def _write_link(
    target: Any,  # noqa: ANN401
    place: tuple[int, int],
    cell: Cell,
    formats: _Formats,
) -> None:
    """Where a cell leads to; what it says is written over it."""
    address = f"internal:{cell.link}" if cell.link else cell.url
    if len(address) > LONGEST_ADDRESS or target.hlink_count >= _MOST_LINKS:
        return
    said = cell.value if isinstance(cell.value, str) else address
    shown = cut_text(plain_text(said), LONGEST_TEXT)
    target.write_url(*place, address, formats.of(cell.look), shown)


def _look_of_run(run: Run, look: Look) -> Look:
    return replace(
        look,
        size=run.size or look.size,
        bold=run.bold or look.bold,
        italic=run.italic or look.italic,
        ink=run.ink or look.ink,
    )


def _write_texts(
    target: Any,  # noqa: ANN401
    place: tuple[int, int],
    texts: list[tuple[Look, str]],
    look: Look,
    formats: _Formats,
) -> None:
    """A text in one cell, in one piece or in several."""
    pieces = list(_pieces(texts))
    if not pieces:
        target.write_blank(*place, None, formats.of(look))
        return
    if len(pieces) == 1:
        target.write_string(*place, pieces[0][1], formats.of(pieces[0][0]))
        return
    fragments = [part for own, text in pieces for part in (formats.font(own), text)]
    target.write_rich_string(*place, *fragments, formats.of(look))


def _pieces(texts: list[tuple[Look, str]]) -> Iterator[tuple[Look, str]]:
    """None of them empty, and all together no longer than a cell takes."""
    room = LONGEST_TEXT
    for look, text in texts:
        for piece in CUTS.split(plain_text(text)):
            kept = cut_text(piece, room) if room else ""
            room -= utf16_length(kept)
            if kept:
                yield look, kept


def plain_text(text: str) -> str:
    """A text without what no part of a workbook can hold."""
    return _NO_CELL_HOLDS.sub(_INSTEAD, _LINE_ENDS.sub("\n", text))


def _validation(stated: Validation) -> dict[str, Any]:
    title = cut_text(escape(stated.title), _LONGEST_HINT_TITLE)
    hint = cut_text(escape(stated.hint), _LONGEST_HINT)
    told = {"input_title": title, "input_message": hint}
    if stated.refusal:
        told["error_message"] = cut_text(escape(stated.refusal), _LONGEST_REFUSAL)
    return {
        "multi_range": stated.cells,
        "show_error": bool(stated.refusal),
        "error_type": "warning" if stated.is_day else "stop",
        "show_input": bool(hint),
        **_expected(stated),
        **{name: text for name, text in told.items() if text},
    }


def _expected(stated: Validation) -> dict[str, Any]:
    if stated.source:
        return {"validate": "list", "source": f"={stated.source}"}
    if stated.is_day:
        return {"validate": "date", "criteria": ">=", "value": DAY}
    return {"validate": "any"}


def cut_text(text: str, most: int) -> str:
    """A text as long as `most` allows, counted as spreadsheets do; a sign tells that it went on."""
    if utf16_length(text) <= most:
        return text
    kept = text[: most - 1]
    while utf16_length(kept) >= most:
        kept = kept[:-1]
    return f"{kept}…"


def _protect(target: Any) -> None:  # noqa: ANN401
    """Locked without a password; rows may be coloured, filtered, made higher, and hidden."""
    allowed = (
        "format_cells",
        "format_columns",
        "format_rows",
        "sort",
        "autofilter",
        "insert_hyperlinks",
        "objects",  # notes among them
        "scenarios",
    )
    target.protect("", dict.fromkeys(allowed, True))


def _set_up_print(target: Any, printed: Printed, classification: str) -> None:  # noqa: ANN401
    if not printed.is_upright:
        target.set_landscape()
    target.set_paper(A4)
    if printed.split_behind:
        target.set_print_scale(_SCALE_OF_SPLIT)
        target.set_v_pagebreaks([printed.split_behind])
        target.repeat_columns(printed.title_columns)
    else:
        target.fit_to_pages(1, printed.pages_high)
    target.set_margins(left=0.3, right=0.3, top=0.45, bottom=0.6)
    if printed.area:
        target.print_area(printed.area)
    if printed.title_rows:
        first, _, last = printed.title_rows.partition(":")
        target.repeat_rows(int(first) - 1, int(last) - 1)
    over = classification.replace("&", "&&")
    left = cut_text(printed.footer, _LONGEST_FOOTER - len(classification)).replace("&", "&&")
    left = f"{over}\n{left}" if over else left
    target.set_header(f"&R&8 {over}" if over else "", {"margin": 0.25})
    # on paper that stands the name of the sheet would run into what is at the left
    middle, before = ("", "&A   ") if printed.is_upright else ("&C&8 &A", "")
    target.set_footer(f"&L&8 {left}{middle}&R&8 {before}&P / &N", {"margin": 0.25})


def _set_up_view(target: Any, sheet: Sheet) -> None:  # noqa: ANN401
    if sheet.is_hidden:
        target.hide()
    target.hide_gridlines(_ON_SCREEN_AND_PAPER)
    target.set_selection(sheet.selected)
