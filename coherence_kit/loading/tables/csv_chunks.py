"""A CSV file in pieces that end where a row ends, whatever its size, in flat memory.

A piece can be read without any other, in another process. It is cut at a line feed; where
quotation marks stand in it, which may hold line feeds, the rows are walked through by the same
reader that reads them later (:mod:`csv`).
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.problems import Problem, ProblemsFound

DELIMITERS: Final = (",", ";", "\t", "|")
"""Signs that may stand between cells; of two that part the head alike the first one is taken."""
PIECE: Final = 1024 * 1024
"""Bytes of a piece, as far as rows allow."""
LONGEST_ROW: Final = 1024 * 1024
"""Bytes of a row; one that is longer has lost a quotation mark or is no table."""
MOST_BROKEN: Final = 100
"""Rows without an end in one table, behind which nothing more of it is read."""
_MOST_BLANK: Final = 1_000
"""Blank lines before the head."""
_BLOCK: Final = 256 * 1024
_UTF_16: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SEPARATOR_LINE: Final = "sep="
"""How Excel says in a first line which sign stands between cells."""
_BLANK: Final = f' \t\r\n"{"".join(DELIMITERS)}'
_CUT_OFF: Final = b"\xff"
_SENTINEL: Final = "end"
"""A row behind all others; where a quotation mark is open it becomes a part of the last one."""


@dataclass(frozen=True, slots=True)
class CsvChunk:
    """Rows of a CSV file as bytes in UTF-8, with a line feed at the end of each line.

    Args:
        first_line: in which the first of them stands.
        data: the rows.
        problems: of rows that could not be cut out; they are not in `data`.

    """

    first_line: int
    data: bytes = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def digest(self) -> str:
        """The SHA-256 of the rows."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class CsvStart:
    """How a CSV file begins.

    Args:
        cells: of its head.
        line: in which the head stands.
        delimiter: between cells.

    """

    cells: tuple[str, ...]
    line: int
    delimiter: str


class CsvFile:
    """A CSV file that is read from its beginning, once.

    Args:
        stream: its bytes.
        place: the table, to say where something is wrong.

    Raises:
        ProblemsFound: there is no head that could be read.

    """

    def __init__(self, stream: BinaryIO, place: TablePlace) -> None:
        self._place = place
        self._lines = _Lines(stream, place)
        self.start = self._begin()

    def _begin(self) -> CsvStart:
        """Read as far as the head, behind blank lines and what Excel says of the separator."""
        stated = ""
        for _ in range(_MOST_BLANK):
            data = self._lines.first_row()
            if not data:
                break
            line = self._lines.line - data.count(b"\n")
            text = _decoded(data, self._place, line)
            if text[: len(_SEPARATOR_LINE)].casefold() == _SEPARATOR_LINE:
                sign = text[len(_SEPARATOR_LINE) :].strip("\r\n")
                stated = sign if sign in DELIMITERS else stated
            elif text.strip(_BLANK):
                delimiter = stated or delimiter_of(text)
                return CsvStart(tuple(_cells(text, delimiter)), line, delimiter)
        raise ProblemsFound([self._place.problem_at("table.empty")])

    def chunks(self, size: int = PIECE) -> Iterator[CsvChunk]:
        """The rows behind the head, in pieces of about so many bytes."""
        return self._lines.chunks(self.start.delimiter, size)


def delimiter_of(head: str) -> str:
    """The sign that parts a head into most cells; the comma where none parts it."""
    return max(DELIMITERS, key=lambda sign: (len(_cells(head, sign)), -DELIMITERS.index(sign)))


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter), [])
    except csv.Error:
        return []


def _decoded(data: bytes, place: TablePlace, line: int) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemsFound([encoding_problem(place, line, data[error.start])]) from error
    if "\0" in text:
        raise ProblemsFound([place.at(line, 1).problem_at("table.no-text")])
    return text


def encoding_problem(place: TablePlace, line: int, byte: int) -> Problem:
    """That a line is not UTF-8."""
    return place.at(line, 1).problem_at("table.encoding", what=f"byte 0x{byte:02X}")


def beginning(data: bytes, delimiter: str = "") -> list[list[str]]:
    """The first rows of a CSV file, as far as they are whole; nothing of what is no text.

    Args:
        data: its first bytes.
        delimiter: between cells, and then all rows are given; without one the head alone.

    """
    try:
        if delimiter:
            text = data[: data.rfind(b"\n") + 1 or len(data)].decode("utf-8", "replace")
            return list(csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter))
        return [[*CsvFile(io.BytesIO(data), TablePlace("")).start.cells]]
    except (ProblemsFound, csv.Error):
        return []


class _Lines:
    """The lines of a file, of which as many are kept as the present piece needs."""

    def __init__(self, stream: BinaryIO, place: TablePlace) -> None:
        self._blocks = _in_utf_8(stream)
        self._place = place
        self._rest = b""  # read, and not given out yet
        self._is_at_end = False
        self._broken = 0
        self.line = 1
        """In which the rest begins."""

    def _fill(self, size: int) -> None:
        """Read until so many bytes are there, or all."""
        blocks = [self._rest]
        have = len(self._rest)
        while have < size and not self._is_at_end:
            block = next(self._blocks, None)
            if block is None:
                self._is_at_end = True
            else:
                blocks.append(block)
                have += len(block)
        self._rest = b"".join(blocks)

    def _take(self, size: int) -> bytes:
        """Give out the next bytes, which end with a line."""
        data, self._rest = self._rest[:size], self._rest[size:]
        self.line += data.count(b"\n")
        return data

    def first_row(self) -> bytes:
        """The lines of the next row, whatever stands between its cells; nothing at the end.

        Raises:
            ProblemsFound: it has no end.

        """
        self._fill(LONGEST_ROW + 1)
        end, is_open = 0, False
        while end < len(self._rest):
            found = self._rest.find(b"\n", end)
            stop = len(self._rest) if found < 0 else found + 1
            is_open ^= self._rest.count(b'"', end, stop) % 2 == 1
            end = stop
            if not is_open:
                break
        if is_open and end <= LONGEST_ROW:
            raise ProblemsFound(
                [self._place.at(self.line, 1).problem_at("table.open-quote", over="")]
            )
        if end > LONGEST_ROW:
            raise ProblemsFound([self._long_row()])
        return self._take(end)

    def chunks(self, delimiter: str, size: int) -> Iterator[CsvChunk]:
        """The rest in pieces."""
        wanted = size
        while True:
            self._fill(wanted)
            if not self._rest:
                return
            chunk = self._piece(delimiter, wanted)
            wanted = max(2 * wanted, size) if chunk is None else size
            if chunk is not None:
                yield chunk
            if self._broken > MOST_BROKEN:
                place = self._place.at(self.line, 1)
                told = place.problem_at("table.given-up", many=str(MOST_BROKEN))
                yield CsvChunk(self.line, b"", (told,))
                return

    def _piece(self, delimiter: str, size: int) -> CsvChunk | None:
        """The next rows; None where more has to be read before it shows where they end."""
        is_all = self._is_at_end and len(self._rest) <= size
        end = len(self._rest) if is_all else self._rest.rfind(b"\n", 0, size) + 1
        first = self._rest.find(b"\n")
        if first > LONGEST_ROW or (first < 0 and len(self._rest) > LONGEST_ROW):
            return self._beyond_long_row()
        if not end:
            return None
        if self._rest.find(b'"', 0, end) >= 0:
            whole = _whole_rows(self._rest[:end], delimiter)
            if not whole and (is_all or end > LONGEST_ROW):
                return self._beyond_open_quote()
            end = whole
        if not end:
            return None
        line = self.line
        return CsvChunk(line, self._take(end))

    def _beyond_open_quote(self) -> CsvChunk:
        """Leave out a line with a quotation mark that is never closed: the next one is a row."""
        self._broken += 1
        problem = self._place.at(self.line, 1).problem_at("table.open-quote", over="")
        line = self.line
        self._take((self._rest.find(b"\n") + 1) or len(self._rest))
        return CsvChunk(line, b"", (problem,))

    def _beyond_long_row(self) -> CsvChunk:
        """Leave out a line that is too long, without keeping it."""
        self._broken += 1
        problem, line = self._long_row(), self.line
        while (end := self._rest.find(b"\n") + 1) == 0 and not self._is_at_end:
            self._rest = b""
            self._fill(1)
        self._take(end or len(self._rest))
        return CsvChunk(line, b"", (problem,))

    def _long_row(self) -> Problem:
        limit = f"{LONGEST_ROW // 1024:,} KiB"
        return self._place.at(self.line, 1).problem_at("table.long-row", limit=limit)


def _whole_rows(data: bytes, delimiter: str) -> int:
    """How many of these bytes are rows of which the end is there too.

    Args:
        data: whole lines, of which the last may lack its line feed at the end of a file.
        delimiter: between cells.

    """
    text = data.decode("utf-8", "surrogateescape").removesuffix("\n")
    lines = [line + "\n" for line in text.split("\n")]
    reader = csv.reader([*lines, _SENTINEL], delimiter=delimiter)
    start, last = 0, [_SENTINEL]
    while True:
        begins = reader.line_num
        try:
            row = next(reader)
        except csv.Error:
            continue  # told when the rows are read
        except StopIteration:
            break
        start, last = begins, row
    if last == [_SENTINEL] and start == len(lines):
        return len(data)
    return sum(len(line.encode("utf-8", "surrogateescape")) for line in lines[:start])


def _in_utf_8(stream: BinaryIO) -> Iterator[bytes]:
    """The blocks of a text in UTF-8, without a mark in front, with line feeds between lines.

    UTF-16 is known by its mark. What cannot be decoded becomes bytes that are no UTF-8, so that
    the row is told in which it stands.
    """
    first = stream.read(_BLOCK)
    coding = next((name for mark, name in _UTF_16.items() if first.startswith(mark)), "")
    blocks = _blocks(first, stream)
    if coding:
        blocks = _from_utf_16(blocks, coding)
    is_first, is_of_old_mac = True, False
    for block in blocks:
        if is_first:
            block = block.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901  (the same without a mark)
            is_of_old_mac = b"\n" not in block and b"\r" in block[:-1]
            is_first = False
        yield block.replace(b"\r", b"\n") if is_of_old_mac else block


def _blocks(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    block = first
    while block:
        yield block
        block = stream.read(_BLOCK)


def _from_utf_16(blocks: Iterator[bytes], coding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(coding)("surrogatepass")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogatepass")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        yield _CUT_OFF
