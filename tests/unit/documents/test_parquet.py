"""Parquet as columns of texts, and written group by group."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from coherence_kit.documents import parquet as kit_parquet
from coherence_kit.documents.parquet import ParquetTable, ParquetWriter
from coherence_kit.errors import MissingLibraryError
from coherence_kit.problems import ProblemsFound


def written(columns: dict[str, Any], **options: Any) -> io.BytesIO:
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream, **options)
    stream.seek(0)
    return stream


def texts(values: Any) -> list[str | None]:
    table = ParquetTable(written({"a": values}), "t.parquet")
    table.expect_readable([0])
    return [cell for batch in table.batches([0]) for cell in batch[0]]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["x", None, ""], ["x", None, ""]),
        ([3, None, -1], ["3", None, "-1"]),
        ([3.0, 2.5, float("nan"), None], ["3", "2.5", None, None]),
        (pa.array([0.1, 3], pa.float32()), ["0.1", "3"]),
        ([1.125, 1e-7], ["1.1250", "1e-07"]),
        ([True, False, None], ["yes", "no", None]),
        ([Decimal("2.50"), None], ["2.5", None]),
        ([dt.date(2026, 6, 30)], ["2026-06-30"]),
        ([dt.datetime(2026, 6, 30), dt.datetime(2026, 6, 30, 8, 5)],  # noqa: DTZ001  (a table has none)
         ["2026-06-30", "2026-06-30 08:05:00"]),
        (pa.array([10**18 + 1], pa.timestamp("ns")), ["2001-09-09 01:46:40"]),
        (pa.array(["a", "b", None, "a"]).dictionary_encode(), ["a", "b", None, "a"]),
        ([["a", "b"], [], None], ["[a, b]", "[]", None]),
        (pa.array([None, None], pa.null()), [None, None]),
    ],
)  # fmt: skip
def test_values_are_texts_as_cells_have_them(values: Any, said: list[str | None]) -> None:
    assert texts(values) == said


@pytest.mark.parametrize(
    "values",
    [[{"a": 1}], [b"\x00"], [[["a"]]], pa.array([[("a", "b")]], pa.map_(pa.string(), pa.string()))],
)
def test_a_column_of_something_else_is_refused_if_it_is_read(values: Any) -> None:
    table = ParquetTable(written({"a": ["x"], "b": values}), "t.parquet")
    table.expect_readable([0])
    with pytest.raises(ProblemsFound) as found:
        table.expect_readable([0, 1])
    (problem,) = found.value.problems
    assert (problem.code, problem.params["value"]) == ("table.column-type", "b")


def test_only_what_is_wanted_is_read_so_many_rows_at_a_time() -> None:
    stream = written({"a.b": range(10), "a": [b"x"] * 10, "c": ["y"] * 10}, row_group_size=4)
    table = ParquetTable(stream, "t.parquet")
    assert table.names == ("a.b", "a", "c")
    batches = list(table.batches([2, 0], 3))
    assert max(len(batch[0]) for batch in batches) <= 3
    assert [cell for batch in batches for cell in batch[1]] == [str(n) for n in range(10)]
    assert {cell for batch in batches for cell in batch[0]} == {"y"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PAR1",
        b"country,a.one\n",
        written({"a": ["x"] * 1000}).getvalue()[:-40],
        written({"a": ["x"] * 1000}).getvalue()[:-8] + b"\xff\xff\xff\x7fPAR1",
    ],
)
def test_what_is_no_parquet_is_told(data: bytes) -> None:
    with pytest.raises(ProblemsFound) as found:
        ParquetTable(io.BytesIO(data), "t.parquet")
    assert [problem.code for problem in found.value.problems] == ["table.parquet"]


def test_damage_behind_a_good_beginning_is_told_where_it_is_met() -> None:
    data = bytearray(written({"a": [f"text {n}" for n in range(5_000)]}).getvalue())
    data[200:2_000] = b"\xff" * 1_800
    table = ParquetTable(io.BytesIO(bytes(data)), "t.parquet")
    with pytest.raises(ProblemsFound) as found:
        list(table.batches([0]))
    assert [problem.code for problem in found.value.problems] == ["table.parquet"]


def test_without_the_library_the_line_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kit_parquet, "find_spec", lambda _name: None)
    with pytest.raises(MissingLibraryError, match=r'pip install "coherence-kit\[parquet\]"'):
        ParquetTable(io.BytesIO(), "t.parquet")
    with pytest.raises(MissingLibraryError, match=r'pip install "coherence-kit\[parquet\]"'):
        ParquetWriter(io.BytesIO(), {"a": "text"})


def test_groups_are_written_with_the_same_bytes_each_time() -> None:
    def made() -> bytes:
        stream = io.BytesIO()
        writer = ParquetWriter(stream, {"source": "text", "value": "number"})
        writer.write([["a", None], [0.1, None]])
        writer.write([["b"], [100.0]])
        writer.close()
        return stream.getvalue()

    found = parquet.ParquetFile(io.BytesIO(made()))
    assert found.num_row_groups == 2
    assert found.read().to_pydict() == {"source": ["a", None, "b"], "value": [0.1, None, 100.0]}
    assert [str(kind) for kind in found.schema_arrow.types] == ["string", "double"]
    assert made() == made()
