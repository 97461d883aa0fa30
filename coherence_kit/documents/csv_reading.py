"""The kit's own tables of comma-separated values, read back to be written in another form.

What :mod:`coherence_kit.documents.csv_cells` puts in front of a sign of a formula is taken off
again: the texts are those that were written.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from coherence_kit.documents.csv_cells import SIGNS

_LONGEST_CELL: Final = 2**31 - 1
_BEFORE_SIGN: Final = re.compile(f"(\\A|[;|\t\r\n])'(?=[\"'\\s]*[{SIGNS}])")


@contextmanager
def table_rows(path: Path) -> Iterator[Iterator[list[str]]]:
    """The rows of a table as they stand in the file, its heads first."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            yield csv.reader(stream)
    finally:
        csv.field_size_limit(before)


def as_written(cell: str) -> str:
    """The text that a cell was written from: without what kept it from being a formula."""
    return _BEFORE_SIGN.sub(r"\1", cell) if "'" in cell else cell
