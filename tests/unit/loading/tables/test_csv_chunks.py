"""CSV files cut into pieces: every row once, whole, with the line that it begins in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.loading.tables import csv_chunks
from coherence_kit.loading.tables.csv_chunks import CsvFile, beginning, delimiter_of
from coherence_kit.loading.tables.heads import Column, Head
from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.loading.tables.rows import read_rows
from coherence_kit.problems import Problem, ProblemsFound

PLACE = TablePlace("t.csv")
NAMES = ("country", "a.one", "b.two")
HEAD = b"country,a.one,b.two\n"
ROW = b"GHA,1,2\n"


def read(data: bytes, size: int = 1 << 20) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows behind the head, each with its line, and what is wrong with others."""
    file = CsvFile(io.BytesIO(data), PLACE)
    columns = tuple(map(Column, NAMES, NAMES))
    head = Head(PLACE, file.start.line, columns, delimiter=file.start.delimiter)
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for chunk in file.chunks(size):
        found = read_rows(chunk, head)
        cells = zip(*(found.columns[name] for name in NAMES), strict=True)
        rows += zip(found.lines, ([cell or "" for cell in row] for row in cells), strict=True)
        problems += found.refused
    return rows, problems


def codes(data: bytes, size: int) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in read(data, size)[1]]


cells = st.text(st.sampled_from('ab"\n,;é\t '), max_size=6).map(str.strip)


@given(st.lists(st.tuples(cells, cells, cells), max_size=30), st.integers(1, 60), st.booleans())
def test_every_row_is_read_once_however_the_file_is_cut(
    rows: list[tuple[str, str, str]], size: int, every_quote: bool
) -> None:
    stream = io.StringIO()
    if every_quote:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([NAMES, *rows])
    found, problems = read(stream.getvalue().encode(), size)
    assert problems == []
    assert [row for _, row in found] == [[*row] for row in rows if any(row)]
    assert [line for line, _ in found] == expected_lines(rows)


def expected_lines(rows: list[tuple[str, str, str]]) -> list[int]:
    line, lines = 2, []
    for row in rows:
        if any(row):
            lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    return lines


@pytest.mark.parametrize(
    "data",
    [
        HEAD + ROW + ROW,
        HEAD + ROW + ROW.rstrip(),
        b"\xef\xbb\xbf" + HEAD + ROW * 2,
        (HEAD + ROW * 2).replace(b"\n", b"\r\n"),
        (HEAD + ROW * 2).replace(b"\n", b"\r"),
        (HEAD + ROW * 2).replace(b",", b";"),
        (HEAD + ROW * 2).replace(b",", b"\t"),
        (HEAD + ROW * 2).replace(b",", b"|"),
        (HEAD + ROW * 2).decode().encode("utf-16"),
        b"\xfe\xff" + (HEAD + ROW * 2).decode().encode("utf-16-be"),
        HEAD.replace(b"\n", b",,\n") + b"GHA,1,2,,\nGHA,1,2,,\n",
    ],
)
def test_spellings_of_programs_and_countries_are_one(data: bytes) -> None:
    assert read(data, 8) == ([(2, ["GHA", "1", "2"]), (3, ["GHA", "1", "2"])], [])


def test_the_head_stands_behind_blank_lines_and_a_word_of_the_separator() -> None:
    assert read(b"\n\n" + HEAD + ROW)[0] == [(4, ["GHA", "1", "2"])]
    assert read(b"sep=;\n" + (HEAD + ROW).replace(b",", b";"))[0] == [(3, ["GHA", "1", "2"])]


def test_the_separator_is_the_sign_that_parts_the_head_into_most_cells() -> None:
    assert delimiter_of('"a;b;c",d,e') == ","
    assert delimiter_of("a;b,c;d") == ";"
    assert delimiter_of("country") == ","


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table.empty"),
        (b"\n \n,,\n", "table.empty"),
        (b"\n" * 3_000_000 + HEAD, "table.empty"),
        ("pays,é\n".encode("latin-1"), "table.encoding"),
        (b"coun\0try,a.one\n", "table.no-text"),
        (HEAD.decode().encode("utf-32"), "table.no-text"),
        (b"PK\x03\x04\x14\x00\x8b\x08", "table.encoding"),
        (b'"country,a.one\n' + ROW, "table.open-quote"),
        (b"x" * 2_000_000, "table.long-row"),
        (b'"' + b"\n" * 2_000_000, "table.long-row"),
    ],
)
def test_a_file_without_a_head_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(data)
    assert [problem.code for problem in found.value.problems] == [code]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"GHA,1\n", "table.cells"),
        (b"GHA,1,2,3\n", "table.cells"),
        (b"GHA,\xe9,2\n", "table.encoding"),
        (b"GHA,1\r,2\n", "table.broken-row"),
        (b"GHA," + b"1" * 200_000 + b",2\n", "table.broken-row"),
        (b"GHA," + b"1" * 2_000_000 + b",2\n", "table.long-row"),
        (b"," * 3_000_000 + b"\n", "table.long-row"),
        (b'GHA,1,"2\nGHA,1,"2\n', "table.open-quote"),
        (b'GHA,1,"2\nGHA,"1",2\n', "table.open-quote"),
        (b'GHA,"1" x,"2\n\n""\n', "table.open-quote"),
    ],
)
def test_a_bad_row_costs_no_other(bad: bytes, code: str) -> None:
    rows, problems = read(HEAD + ROW + bad + ROW * 2)
    assert [(problem.code, problem.line) for problem in problems] == [(code, 3)]
    assert [row for _, row in rows] == [["GHA", "1", "2"]] * 3


@pytest.mark.parametrize("place", ['"GHA,1,2\n', 'GHA,"1,2\n', 'GHA,1,"2\n'])
def test_a_quotation_mark_that_is_never_closed_costs_its_own_line(place: str) -> None:
    rows, problems = read(HEAD + ROW + place.encode() + ROW * 40, 64)
    assert [(problem.code, problem.line) for problem in problems] == [("table.open-quote", 3)]
    assert len(rows) == 41


def test_lines_that_are_all_broken_take_a_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_chunks, "MOST_BROKEN", 5)
    monkeypatch.setattr(csv_chunks, "LONGEST_ROW", 2_000)
    found = codes(HEAD + (b"x" * 3_000 + b"\n") * 50, 1_000)
    assert found == [*[("table.long-row", line) for line in range(2, 8)], ("table.given-up", 8)]


def test_a_file_of_any_size_is_read_in_the_memory_of_a_piece() -> None:
    class Endless(io.RawIOBase):
        """A line of 300 MB, then a row."""

        left = 300_000_000

        def read(self, size: int = -1) -> bytes:
            if self.left == 300_000_000:
                self.left -= 1
                return HEAD + b"x"
            if self.left > 0:
                self.left -= size
                return b"x" * size
            self.left, before = -1, self.left
            return b"\n" + ROW if before != -1 else b""

    file = CsvFile(Endless(), PLACE)  # type: ignore[arg-type]  # all that is asked of it is to read
    chunks = list(file.chunks())
    assert [problem.code for chunk in chunks for problem in chunk.problems] == ["table.long-row"]
    assert [chunk.data for chunk in chunks if chunk.data] == [ROW]
    assert file._lines._rest == b""


def test_pieces_are_known_by_what_they_hold() -> None:
    first, second, other = (
        next(CsvFile(io.BytesIO(HEAD + row), PLACE).chunks()) for row in (ROW, ROW, b"GHA,1,3\n")
    )
    assert first.digest() == second.digest() != other.digest()


def test_the_beginning_gives_the_head_or_the_rows_that_are_whole() -> None:
    assert beginning(HEAD + ROW) == [[*NAMES]]
    assert beginning(ROW + ROW[:4], ",") == [["GHA", "1", "2"]]
    assert beginning(b"\x89PNG\r\n\x1a\n\0\0") == []
