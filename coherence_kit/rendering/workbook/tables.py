"""A sheet with one table: its title, how to read it, heads that stay in view, rows to filter.

A column in which nothing stands is left out. A text that is higher than a row can be goes on in
further rows below it, which repeat what tells the row from others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from coherence_kit.documents.cell_lines import Line, text_look
from coherence_kit.documents.row_heights import HIGHEST, height, pieces
from coherence_kit.documents.sheets import (
    Cell,
    Column,
    Look,
    Printed,
    Row,
    Sheet,
    cell_name,
    column_letter,
)
from coherence_kit.rendering.report.words import cut
from coherence_kit.rendering.workbook import looks

Cells = Mapping[str, Cell | None]
_TITLE_HEIGHT, _LEAST_HEIGHT, _LEAST_HEAD = 28.0, 17.0, 30.0
_FILTER_SIGN = 2.0  # digits
_LONGEST_AGAIN = 60  # characters of what is said again where a text goes on
_WIDEST_UPRIGHT = 95.0  # digits beside each other that can still be read on A4 that stands


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column.

    Args:
        key: by which rows name it.
        head: what it is called.
        width: in digits.
        is_number: its head stands at the right, as its figures do.
        repeats: what stands in it tells rows apart, and is said again where a text goes on.
        is_printed: those that are not stand behind those that are.

    """

    key: str
    head: str
    width: float
    is_number: bool = False
    repeats: bool = False
    is_printed: bool = True


@dataclass(frozen=True, slots=True)
class TableSheet:
    """What a sheet with one table is made of.

    Args:
        name: of the sheet.
        title: above the table.
        note: how to read it, in one paragraph below the title.
        columns: in their order.
        rows: cells by the key of their column.
        frozen: the column up to which columns stay in view.
        footer: of every printed page.

    """

    name: str
    title: str
    note: str
    columns: Sequence[TableColumn]
    rows: Sequence[Cells]
    frozen: str
    footer: str


@dataclass(frozen=True, slots=True)
class TitledSheet:
    """A sheet of another make, with its title."""

    title: str
    sheet: Sheet


def text_cell(text: str, look: Look = looks.TEXT, *, url: str = "") -> Cell | None:
    """A text in a cell, whatever it begins with; None of an empty one."""
    return Cell(str(text), text_look(look, text), url=url) if text.strip() else None


def table_sheet(stated: TableSheet) -> Sheet:
    """The sheet."""
    columns = [
        column
        for column in stated.columns
        if any(_says(row.get(column.key)) for row in stated.rows)
    ]
    places = {column.key: place for place, column in enumerate(columns, 1)}
    width = sum(column.width for column in columns if column.is_printed)
    rows = [*_above(stated, width), head_row(columns, places)]
    head = len(rows)
    rows += (row for cells in stated.rows for row in body_rows(cells, columns, places))
    last = f"{column_letter(len(columns))}{len(rows)}"
    printed = sum(column.is_printed for column in columns)
    return Sheet(
        name=stated.name,
        columns=tuple(Column(column.width) for column in columns),
        rows=tuple(rows),
        frozen_at=cell_name(head + 1, places.get(stated.frozen, 0) + 1),
        filtered=f"A{head}:{last}",
        printed=Printed(
            is_upright=width <= _WIDEST_UPRIGHT,
            area=f"A1:{column_letter(printed)}{len(rows)}",
            title_rows=f"{head}:{head}",
            footer=stated.footer,
        ),
        is_protected=False,
        selected=cell_name(head + 1, 1),
    )


def _says(cell: Cell | None) -> bool:
    return cell is not None and cell.value is not None


def _above(stated: TableSheet, width: float) -> list[Row]:
    """The title, and how to read the table: cut into lines, since no cell is as wide as that."""
    lines = in_lines(stated.note, width)
    return [
        Row(_TITLE_HEIGHT, {1: Cell(stated.title, looks.TITLE)}),
        *(Row(_LEAST_HEIGHT, {1: Cell(line, replace(looks.NOTE, wraps=False))}) for line in lines),
    ]


def in_lines(text: str, width: float) -> list[str]:
    """A text in pieces that fit beside each other's cells into so many digits."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def head_row(
    columns: Sequence[TableColumn],
    places: Mapping[str, int],
    *,
    filled_in: Collection[str] = (),
) -> Row:
    """The heads of a table; those of columns to be filled in look otherwise."""
    cells = {}
    for column in columns:
        look = looks.HEAD_TO_FILL if column.key in filled_in else looks.HEAD
        if column.is_number:
            look = replace(look, across="right", indent=1)
        cells[places[column.key]] = Cell(column.head, look)
    tall = height(
        # the sign of the filter takes room
        ((column.head, column.width - _FILTER_SIGN, looks.HEAD.size) for column in columns),
        least=_LEAST_HEAD,
    )
    return Row(tall, cells)


def body_rows(
    cells: Cells, columns: Sequence[TableColumn], places: Mapping[str, int]
) -> Iterable[Row]:
    """The row of a table, and those in which its texts go on."""
    shown = {name: cell for name in places if (cell := cells.get(name)) is not None}
    widths = {column.key: column.width for column in columns}
    parts = {name: _parts(cell, widths[name]) for name, cell in shown.items()}
    repeated = {column.key for column in columns if column.repeats}
    for place, texts in enumerate(zip_longest(*parts.values())):
        row = dict(zip(parts, texts, strict=True))
        if place:
            again = {name: _again(cell) for name, cell in shown.items() if name in repeated}
            row = {name: cell or again.get(name) for name, cell in row.items()}
        yield _row(row, widths, places)


def _parts(cell: Cell, width: float) -> list[Cell]:
    """A cell, and those in which its text goes on; what is typed into a cell stays in it."""
    if not isinstance(cell.value, str) or not cell.look.wraps or cell.look.is_open:
        return [cell]
    texts = text_parts(cell.value, width - cell.look.indent, cell.look.size)
    if len(texts) == 1:
        return [cell]
    return [replace(cell, value=text, look=text_look(cell.look, text)) for text in texts]


def text_parts(text: str, width: float, size: float) -> list[str]:
    """A text in as many parts as it needs rows, since one that is higher shows its beginning alone.

    Args:
        text: the whole.
        width: of its column, in digits.
        size: of its type.

    """
    rows = pieces((Line(paragraph, size) for paragraph in text.split("\n")), width)
    return ["\n".join(line.text for line in row) for row in rows]


def _again(cell: Cell) -> Cell:
    """What tells a row from others, in the row in which it goes on."""
    text = cut(str(cell.value), _LONGEST_AGAIN)
    return Cell(text, text_look(looks.CONTINUED, text))


def _row(
    cells: Mapping[str, Cell | None], widths: Mapping[str, float], places: Mapping[str, int]
) -> Row:
    texts = (
        (cell.value, widths[name] - cell.look.indent, cell.look.size)
        for name, cell in cells.items()
        if cell is not None and isinstance(cell.value, str) and cell.look.wraps
    )
    tall = min(height(texts, least=_LEAST_HEIGHT), HIGHEST)
    filled = {places[name]: cell for name, cell in cells.items() if cell is not None}
    every = {place: filled.get(place) or Cell(None, looks.TEXT) for place in places.values()}
    return Row(tall, every)
