"""The tables of a batch in the forms that spreadsheets like, made from those in CSV.

So all of them say the same, and a run of any length fits into memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from coherence_kit.batch.score_line import FIGURES, SCORE_COLUMNS
from coherence_kit.batch.tables import NODES, PROBLEMS
from coherence_kit.documents.csv_for_excel import for_excel
from coherence_kit.documents.csv_reading import as_written, table_rows
from coherence_kit.documents.long_workbook import Figure, LongCell, LongColumn, LongWorkbook
from coherence_kit.documents.report_workbook import TABLES
from coherence_kit.documents.safe_write import replaced_file
from coherence_kit.documents.sheets import sheet_names

WORKBOOK: Final = "scores.xlsx"
_TITLE: Final = "Scores of a batch"
_CUT: Final = "… [cut: the table in CSV has the whole text]"
_WIDTHS: Final = {
    "source": 34, "country": 9, "round": 20, "respondent": 34, "questionnaire": 22, "level": 22,
    "level_low": 22, "level_high": 22, "node": 34, "code": 26, "message": 100,
}  # fmt: skip
_WIDTH: Final = 12
_TEXT: Final = SCORE_COLUMNS.index("text")
_FORMATS: Final = {"coverage": "0%", "line": "0", "column": "0"}
_FEW_DECIMALS: Final = "0.0##"
"""Where no published figure says how many decimals there are."""


def figure_heads(name: str, heads: Sequence[str]) -> frozenset[str]:
    """The heads of the columns of a table that hold figures, whole numbers apart."""
    if name == PROBLEMS:
        return frozenset()
    if name == NODES:
        return frozenset({"value", "low", "high"})
    return frozenset({*FIGURES, "text", *heads[len(SCORE_COLUMNS) :]})


def write_workbook(folder: Path, tables: Sequence[Path]) -> Path:
    """Write the tables as sheets of one workbook; gives its path.

    Args:
        folder: for the file.
        tables: in CSV as the kit writes it.

    Raises:
        ProblemsFound: it cannot be written.

    """
    path = folder / WORKBOOK
    names = sheet_names(tuple(table.name.removesuffix(".csv") for table in tables))
    with (
        replaced_file(path) as stream,
        tempfile.TemporaryDirectory(prefix="coherence-batch-") as temporary,
    ):
        book = LongWorkbook(stream, Path(temporary), title=_TITLE, holds=TABLES, cut=_CUT)
        for table, name in zip(tables, names, strict=True):
            with table_rows(table) as rows:
                heads = next(rows)
                columns = [LongColumn(head, _WIDTHS.get(head, _WIDTH)) for head in heads]
                sheet = book.sheet(name, columns)
                cells = _cells_of(table.name, heads)
                for row in rows:
                    sheet.add(cells(row))
        book.close()
    return path


def _cells_of(name: str, heads: Sequence[str]) -> Callable[[Sequence[str]], list[LongCell]]:
    """What makes the cells of a row of a table."""
    figures = figure_heads(name, heads)
    numbers = {*figures, *({"line", "column"} if name == PROBLEMS else ())}
    has_text = name not in {PROBLEMS, NODES}

    def cells(row: Sequence[str]) -> list[LongCell]:
        stated = _format(row[_TEXT]) if has_text else _FEW_DECIMALS
        return [
            _number(cell, _FORMATS.get(head, stated)) if head in numbers else as_written(cell)
            for head, cell in zip(heads, row, strict=True)
        ]

    return cells


def _format(published: str) -> str:
    """The format with as many decimals as a figure is published with."""
    _, point, decimals = published.partition(".")
    if not published or not decimals.isdecimal():
        return "0" if published.isdecimal() else _FEW_DECIMALS
    return f"0{point}{'0' * len(decimals)}"


def _number(cell: str, number_format: str) -> LongCell:
    """A figure; a letter stays a letter."""
    try:
        return Figure(float(cell), number_format) if cell else None
    except ValueError:
        return as_written(cell)


def make_fit_for_excel(tables: Sequence[Path], decimal_sign: str) -> None:
    """Write each table anew as Excel opens it with a click.

    Args:
        tables: in CSV as the kit writes it; each takes its own place.
        decimal_sign: of the language of whoever opens them.

    Raises:
        ProblemsFound: one cannot be written.

    """
    for table in tables:
        with table_rows(table) as rows, replaced_file(table) as stream:
            for line in _excel_lines(table.name, rows, decimal_sign):
                stream.write(line.encode())


def _excel_lines(name: str, rows: Iterator[list[str]], decimal_sign: str) -> Iterator[str]:
    heads = next(rows)
    return for_excel(chain([heads], rows), figure_heads(name, heads), decimal_sign)
