"""Tables in Parquet, read and written group by group: the only module that imports pyarrow.

It is an extra, since it is large: `pip install "coherence-kit[parquet]"`. One thread is used for
each table, so that a process that has read one can still be forked.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from coherence_kit.documents.cell_texts import plain_decimal
from coherence_kit.errors import MissingLibraryError
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.questions.typed_numbers import unmistakable

if TYPE_CHECKING:
    import pyarrow as pa

ROWS: Final = 10_000
"""Rows that are read at a time."""
_LONGEST_REASON: Final = 200

Kind = Literal["text", "number"]
Cell = str | float | None


class ParquetTable:
    """A Parquet file whose columns are read as texts.

    Args:
        file: a path, or a stream that can be read at any place.
        source: the file as the user named it.

    Raises:
        MissingLibraryError: pyarrow is not installed; the text says how to install it.
        ProblemsFound: it is no Parquet file, or a damaged one.

    """

    def __init__(self, file: Path | BinaryIO, source: str) -> None:
        expect_library()
        import pyarrow as pa
        from pyarrow import parquet

        self._source = source
        self._failures = (pa.ArrowException, OSError, ValueError)
        try:
            self._file = parquet.ParquetFile(file, pre_buffer=False)
            self._schema: pa.Schema = self._file.schema_arrow
        except self._failures as error:
            raise self._broken(error) from error

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in their order."""
        return tuple(self._schema.names)

    def expect_readable(self, columns: Sequence[int]) -> None:
        """Refuse columns in which each cell holds more than one thing.

        Args:
            columns: their places, from 0.

        Raises:
            ProblemsFound: one of them holds maps or bytes.

        """
        problems = [
            Problem(
                "table.column-type",
                self._source,
                params={"value": self.names[place], "what": str(kind)[:_LONGEST_REASON]},
            )
            for place in columns
            if not _is_readable(kind := self._schema.field(place).type)
        ]
        if problems:
            raise ProblemsFound(problems)

    def batches(
        self, columns: Sequence[int], rows: int = ROWS
    ) -> Iterator[tuple[list[str | None], ...]]:
        """The rows, so many at a time: of each column that is wanted the texts of its cells.

        Args:
            columns: places of those that are read, from 0.
            rows: the most that are read at a time.

        Raises:
            ProblemsFound: the file is damaged.

        """
        names = [self.names[place] for place in columns]
        try:
            batches = self._file.iter_batches(rows, columns=names, use_threads=False)
            for batch in batches:
                yield tuple(_texts(batch.column(name)) for name in names)
        except self._failures as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> ProblemsFound:
        reason = " ".join(str(error).split())[:_LONGEST_REASON] or type(error).__name__
        return ProblemsFound([Problem("table.parquet", self._source, params={"reason": reason})])


class ParquetWriter:
    """A Parquet file that is written group by group; the same rows give the same bytes.

    Args:
        stream: where it is written to.
        columns: names and kinds, in their order.

    Raises:
        MissingLibraryError: pyarrow is not installed; the text says how to install it.

    """

    def __init__(self, stream: BinaryIO, columns: Mapping[str, Kind]) -> None:
        expect_library()
        import pyarrow as pa
        from pyarrow import parquet

        kinds = {"text": pa.string(), "number": pa.float64()}
        self._schema = pa.schema([pa.field(name, kinds[kind]) for name, kind in columns.items()])
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")

    def write(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Add rows as one group; of each column its cells, None for an empty one."""
        import pyarrow as pa

        arrays = [
            pa.array(cells, type=kind)
            for cells, kind in zip(columns, self._schema.types, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        """Write what stands at the end; the stream stays open."""
        self._writer.close()


def expect_library() -> None:
    """What reads and writes Parquet is there.

    Raises:
        MissingLibraryError: it is not installed; the text says how to install it.

    """
    if find_spec("pyarrow") is None:
        msg = 'Parquet needs pyarrow, which is not installed: pip install "coherence-kit[parquet]"'
        raise MissingLibraryError(msg)


def _is_readable(kind: Any) -> bool:  # noqa: ANN401  (a type of Arrow)
    from pyarrow import types

    if types.is_dictionary(kind) or types.is_list(kind) or types.is_large_list(kind):
        return _is_readable(kind.value_type) and not types.is_nested(kind.value_type)
    return not types.is_nested(kind) and not (
        types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind)
    )


def _texts(column: Any) -> list[str | None]:  # noqa: ANN401  (an array of Arrow)
    """The cells of a column as texts, each different value made a text once."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    if types.is_float16(column.type) or types.is_float32(column.type):
        column = column.cast(pa.string()).cast(pa.float64())  # 0.1 and not 0.10000000149
    if not types.is_nested(column.type):
        encoded = column.dictionary_encode()
        said = [_text(value) for value in encoded.dictionary.to_pylist()]
        return [None if place is None else said[place] for place in encoded.indices.to_pylist()]
    return [_text(value) for value in column.to_pylist()]


def _text(value: object) -> str | None:  # noqa: PLR0911  (one kind of value after the other)
    """A value as a cell says it: yes, 3, 2.5, 2026-06-30, [a, b]; None for nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 10**15
        return str(int(value)) if whole else unmistakable(repr(value))
    if isinstance(value, Decimal):
        return unmistakable(plain_decimal(value)) if value.is_finite() else None
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(text for item in value if (text := _text(item)) is not None)}]"
    return str(value)
