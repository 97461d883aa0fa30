"""Workbooks written: the only module that imports openpyxl, and only when one is made.

The same book gives the same bytes: no clock, no random names. What people send back is read without openpyxl
(:mod:`coherence_kit.documents.workbook_cells`), because it may come from anyone.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from coherence_kit.documents.cell_texts import escape
from coherence_kit.documents.sheets import (
    Book,
    Cell,
    Formula,
    Look,
    Printed,
    Rule,
    Run,
    Sheet,
    Validation,
    column_letter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

# The face of every office program; where it lacks, one of the same widths stands in (Carlito) or one that is wider.
FONT = "Calibri"
_CREATOR = "coherence-kit"
_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_PROPERTIES = "docProps/core.xml"
_LONGEST_HINT = 255
_LONGEST_HINT_TITLE = 32
_PAPERS = {"A3": 8, "A4": 9}


def write_book(book: Book) -> bytes:
    """The workbook as a file."""
    from openpyxl import Workbook
    from openpyxl.workbook.defined_name import DefinedName

    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = _CREATOR
    workbook.properties.title = escape(book.title)
    workbook.properties.language = book.language
    workbook.properties.created = _DAY
    workbook.calculation.fullCalcOnLoad = True
    looks = _Looks(workbook)
    for sheet in book.sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet, looks)
    for name, place in book.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=place)
    stream = io.BytesIO()
    workbook.save(stream)
    return _settled(stream.getvalue())


class _Looks:
    """Every look once, as the number that openpyxl knows it by."""

    def __init__(self, workbook: Any) -> None:  # noqa: ANN401  (openpyxl has no types)
        self._scratch = workbook.create_sheet("scratch")
        self._known: dict[Look, Any] = {}
        workbook.remove(self._scratch)

    def of(self, look: Look) -> Any:  # noqa: ANN401
        if look not in self._known:
            self._known[look] = self._made(look)
        return self._known[look]

    def _made(self, look: Look) -> Any:  # noqa: ANN401
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell = self._scratch.cell(1, len(self._known) + 1)
        cell.font = Font(
            name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=_argb(look.ink)
        )
        if look.fill:
            cell.fill = PatternFill(
                "solid", start_color=_argb(look.fill), end_color=_argb(look.fill)
            )
        if look.line:
            side = Side("thin", color=_argb(look.line))
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = Alignment(look.across, look.down, wrap_text=look.wraps, indent=look.indent)
        cell.number_format = look.number_format
        cell.protection = Protection(locked=not look.is_open)
        if look.is_quoted:
            cell.quotePrefix = True
        return cell._style  # noqa: SLF001 - the one quick way to share a style


def _write_sheet(target: Any, sheet: Sheet, looks: _Looks) -> None:  # noqa: ANN401
    for number, column in enumerate(sheet.columns, 1):
        dimension = target.column_dimensions[column_letter(number)]
        dimension.width = column.width
        dimension.hidden = column.is_hidden or column.is_folded
        if column.is_folded:
            dimension.outlineLevel = target.column_dimensions.max_outline = 1
            target.column_dimensions[column_letter(number + 1)].collapsed = True  # where the [+] is
    for number, row in enumerate(sheet.rows, 1):
        target.row_dimensions[number].height = row.height
        target.row_dimensions[number].hidden = row.is_hidden
        for column_number, cell in row.cells.items():
            _write_cell(target, number, column_number, cell, looks)
    for validation in sheet.validations:
        target.add_data_validation(_validation(validation))
    for rule in sheet.rules:
        _add_rule(target, rule)
    if sheet.frozen_at:
        target.freeze_panes = sheet.frozen_at
    _protect(target)
    _set_up_print(target, sheet.printed)
    _set_up_view(target, sheet)


def _write_cell(target: Any, row: int, column: int, cell: Cell, looks: _Looks) -> None:  # noqa: ANN401
    written = target.cell(row, column)
    written._style = looks.of(cell.look)  # noqa: SLF001 - as above
    value = cell.value
    if cell.link:
        from openpyxl.worksheet.hyperlink import Hyperlink

        written.hyperlink = Hyperlink(ref=written.coordinate, location=cell.link)
    if isinstance(value, Formula):
        written.value = f"={value.text}"
    elif isinstance(value, str):
        # Set past openpyxl, which takes what begins with = for a formula and cuts long texts without a word.
        written._value, written.data_type = escape(value), "s"  # noqa: SLF001
    elif isinstance(value, tuple):
        written._value, written.data_type = _rich(value, cell.look), "s"  # noqa: SLF001
    elif value is not None:
        written.value = value


def _rich(runs: tuple[Run, ...], look: Look) -> Any:  # noqa: ANN401
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    blocks = [
        TextBlock(
            InlineFont(
                rFont=FONT,
                sz=run.size or look.size,
                b=run.bold or look.bold or None,
                i=run.italic or look.italic or None,
                color=_argb(run.ink or look.ink),
            ),
            escape(run.text),
        )
        for run in runs
        if run.text
    ]
    return CellRichText(*blocks)


def _validation(stated: Validation) -> Any:  # noqa: ANN401
    from openpyxl.worksheet.datavalidation import DataValidation

    made = DataValidation(
        type="list" if stated.kind == "list" else None,
        formula1=stated.source or None,
        allow_blank=True,
        showErrorMessage=stated.refuses,
        showInputMessage=bool(stated.hint),
    )
    if stated.hint:
        made.promptTitle = _cut(stated.title, _LONGEST_HINT_TITLE)
        made.prompt = _cut(stated.hint, _LONGEST_HINT)
    if stated.refuses:
        made.errorTitle = _cut(stated.title, _LONGEST_HINT_TITLE)
        made.error = _cut(stated.hint, _LONGEST_HINT)
    made.sqref = _ranges(stated.cells)
    return made


def _ranges(cells: str) -> Any:  # noqa: ANN401
    from openpyxl.worksheet.cell_range import MultiCellRange

    return MultiCellRange(cells)


def _cut(text: str, most: int) -> str:
    plain = escape(text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _add_rule(target: Any, rule: Rule) -> None:  # noqa: ANN401
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    font = Font(bold=rule.bold or None, color=_argb(rule.ink)) if rule.ink or rule.bold else None
    fill = (
        PatternFill("solid", start_color=_argb(rule.fill), end_color=_argb(rule.fill))
        if rule.fill
        else None
    )
    target.conditional_formatting.add(rule.cells, FormulaRule([rule.formula], font=font, fill=fill))


def _protect(target: Any) -> None:  # noqa: ANN401
    """Locked without a password; rows may be coloured, filtered, made higher, and hidden."""
    protection = target.protection
    protection.enable()
    # In the file these say what is forbidden.
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "sort",
        "autoFilter",
        "insertHyperlinks",
    ):
        setattr(protection, allowed, False)


def _set_up_print(target: Any, printed: Printed) -> None:  # noqa: ANN401
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = _PAPERS[printed.paper]
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, printed.pages_high
    margins = target.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.45, 0.6
    margins.header = margins.footer = 0.25
    if printed.area:
        target.print_area = printed.area
    if printed.title_rows:
        target.print_title_rows = printed.title_rows
    target.oddFooter.left.text = printed.footer.replace("&", "&&")
    target.oddFooter.center.text = "&A"
    target.oddFooter.right.text = "&P / &N"
    for part in (target.oddFooter.left, target.oddFooter.center, target.oddFooter.right):
        part.size = 8


def _set_up_view(target: Any, sheet: Sheet) -> None:  # noqa: ANN401
    if sheet.is_hidden:
        target.sheet_state = "hidden"
    if sheet.tab:
        target.sheet_properties.tabColor = _argb(sheet.tab)
    view = target.sheet_view
    view.showGridLines = False
    view.zoomScale = 100
    selection = view.selection[-1]
    selection.activeCell = selection.sqref = sheet.selected


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#") if colour else "FF000000"


def _settled(data: bytes) -> bytes:
    """The same parts in the same order, without the time at which they were written."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as written,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in _in_order(written.namelist()):
            content = written.read(name)
            if name == _PROPERTIES:
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\2", content)
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, content)
    return stream.getvalue()


def _in_order(names: Iterable[str]) -> list[str]:
    """The list of contents first: so programs tell the kind of file from its beginning."""
    return sorted(
        names, key=lambda name: (name != "[Content_Types].xml", not name.startswith("_rels"), name)
    )
