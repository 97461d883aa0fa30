"""Tables in CSV as Excel opens them with a click, where somebody asks for them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from coherence_kit.documents.csv_for_excel import table_for_excel
from coherence_kit.errors import WrongUseError
from coherence_kit.words import decimal_sign_of

CSV = "csv"


def expect_file(kind: str, output: Path | None, *, excel: bool) -> None:
    """What is made for Excel is a table in CSV, in a file of its own.

    Raises:
        WrongUseError: something else is asked for.

    """
    if excel and (kind != CSV or output is None):
        msg = (
            "--excel says how a file with a table in CSV is written: give -o a name that ends with "
            ".csv."
        )
        raise WrongUseError(msg)


def csv_form(
    table: str, language: str, *, excel: bool, figures: Collection[str] = frozenset()
) -> str:
    """A table as it is, or for Excel in the language; `figures` are the heads of such columns."""
    return table_for_excel(table, figures, decimal_sign_of(language)) if excel else table
