"""Workbooks of results as tests look into them: each table as rows by the heads of its columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.workbook.book import render_workbook

HEAD_FILL = "FF0B4F60"
INPUT_HEAD_FILL = "FF4A5763"


def workbook_of(*assessments: Assessment, language: str = "en", beside: Beside = ALONE) -> Any:
    """The workbook of some assessments, opened with another library."""
    data = render_workbook(assessments, date=None, language=language, beside=beside)
    return openpyxl.load_workbook(io.BytesIO(data))


def head_row(sheet: Any) -> int:
    """The row of the heads of a table."""
    return next(
        int(row[0].row)
        for row in sheet.iter_rows()
        if any(cell.fill.fgColor.rgb == HEAD_FILL and cell.value for cell in row)
    )


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a table, each by the heads of its columns; cells, so that formats can be seen."""
    head = head_row(sheet)
    heads = {cell.column: cell.value for cell in sheet[head] if cell.value and cell.value != "#"}
    return [
        {heads[cell.column]: cell for cell in row if cell.column in heads}
        for row in sheet.iter_rows(min_row=head + 1)
    ]


def texts(rows: Sequence[dict[str, Any]], column: str) -> list[str]:
    """The texts of a column, those of empty cells left out."""
    return [str(row[column].value) for row in rows if column in row and row[column].value]


def shown(cell: Any) -> str | None:
    """What a cell shows: a number as its format has it, halves up, as spreadsheets round."""
    if cell is None or cell.value is None:
        return None
    value, stated = cell.value, cell.number_format
    if isinstance(value, str):
        return value
    number = Decimal(f"{value:.15g}")
    if stated.endswith("%"):
        return f"{shown_number(number * 100, stated.removesuffix('%'))}%"
    return shown_number(number, stated)


def shown_number(number: Decimal, stated: str) -> str:
    """A number in a format such as `0.0`."""
    decimals = len(stated.partition(".")[2])
    return str(number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
