"""Tables of submissions, in whatever kind of file: opened, read in pieces, row by row.

A table is known by its first row. What its rows are is the business of
:mod:`coherence_kit.loading.tables`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Final

from coherence_kit.documents.parquet import ROWS, ParquetTable
from coherence_kit.errors import MissingLibraryError
from coherence_kit.loading.columns import check_names, load_columns, stated_questionnaire
from coherence_kit.loading.documents import (
    Document,
    is_text_of_workbook,
    opened,
    problem_of_failure,
    problem_of_no_file,
    read_document,
)
from coherence_kit.loading.doubts import report_future_date
from coherence_kit.loading.tables.csv_chunks import PIECE, CsvChunk, CsvFile, beginning
from coherence_kit.loading.tables.heads import (
    Head,
    KnownQuestions,
    column_of_field,
    fits,
    known_questions,
    read_head,
)
from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.loading.tables.rows import CellChunk, Chunk, Rows, read_rows, row_document
from coherence_kit.model.columns import ColumnsFile
from coherence_kit.problems import Problem, ProblemsFound, has_errors, is_folder, shown_path
from coherence_kit.problems.shortening import MOST_KEPT, keep
from coherence_kit.workflow.score import Loaded, Workspace, bind_document, expect_kind

if TYPE_CHECKING:
    from coherence_kit.documents.workbook_rows import BookRows, SheetRows

TEXTS: Final = (".csv", ".tsv", ".txt")
_NAMED_AS_TABLES: Final = (".csv", ".tsv")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".ods")
PARQUET: Final = (".parquet",)
BEGINNING: Final = 65_536
"""Bytes by which a CSV file is known for a table."""
_FORM: Final = "coherence-kit:"
_MOST_NAMED: Final = 20


@dataclass(slots=True)
class Table:
    """A table of submissions.

    Args:
        head: what its columns are; its warnings are `head.problems`.
        chunks: its rows in pieces, each of which can be read by itself, in another process, with
            :func:`coherence_kit.loading.tables.rows.read_rows`. They can be gone through once.

    """

    head: Head
    chunks: Iterator[Chunk] = field(repr=False)


class QuestionsOf(Mapping[str, KnownQuestions]):
    """What has to be known of the questionnaires of a workspace, each looked at when asked for."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is loaded yet."""
        self._library = workspace.library
        self._found: dict[str, KnownQuestions | None] = {}

    def __getitem__(self, name: str) -> KnownQuestions:
        if name not in self._found:
            self._found[name] = self._look_up(name)
        found = self._found[name]
        if found is None:
            raise KeyError(name)
        return found

    def _look_up(self, name: str) -> KnownQuestions | None:
        """A questionnaire; nothing of one with errors, which are told where it is used."""
        if name not in self._library.index():
            return None
        try:
            return known_questions(self._library.questionnaire(name).questionnaire)
        except ProblemsFound:
            return None

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._library.index() if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def load_columns_file(workspace: Workspace, path: Path) -> ColumnsFile:
    """What a file says of the columns and codes of a table.

    Raises:
        ProblemsFound: it has errors, or names what there is not.

    """
    document = read_document(path, max_size=workspace.max_size)
    expect_kind(document, "columns")
    columns = load_columns(document)
    if columns is not None:
        look_up_columns(workspace, document, columns)
    if columns is None or has_errors(document.problems):
        raise ProblemsFound(document.problems)
    return columns


def look_up_columns(workspace: Workspace, document: Document, columns: ColumnsFile) -> None:
    """Tell what a file of columns names and there is not."""
    library = workspace.library
    known = library.index()
    wanted = stated_questionnaire(columns)
    names = [*known] if not wanted else [wanted] if wanted in known else []
    found = {name: library.questionnaire(name).questionnaire for name in names}
    check_names(document, columns, found, known)


def is_table(workspace: Workspace, path: Path, mapping: ColumnsFile | None = None) -> bool:
    """Whether a file is a table of submissions, by its first row.

    It has a country and at least one question of a questionnaire that there is. A file that cannot
    be read is none.

    Args:
        workspace: questionnaires in use.
        path: a file.
        mapping: what foreign names of columns mean.

    """
    try:
        if problem_of_no_file(path) is not None or is_folder(path):
            return False
        with opened(path) as stream:
            return is_table_stream(workspace, stream, path.name, mapping)
    except (OSError, ValueError, ProblemsFound, MissingLibraryError):
        return False


def is_meant_as_table(workspace: Workspace, path: Path, mapping: ColumnsFile | None = None) -> bool:
    """Whether a file that somebody names is a table, or would be one if its head were right.

    What is called CSV or Parquet is, unless a sheet of a form was saved so; a workbook or another
    text is only where it has the head of a table.

    Args:
        workspace: questionnaires in use.
        path: a file.
        mapping: what foreign names of columns mean.

    """
    suffix = path.suffix.lower()
    if suffix in PARQUET:
        return True
    if suffix not in _NAMED_AS_TABLES:
        return suffix in {*TEXTS, *WORKBOOKS} and is_table(workspace, path, mapping)
    try:
        with opened(path) as stream:
            return not is_text_of_workbook(stream.read(BEGINNING) or b"")
    except (OSError, ValueError):
        return False


def is_table_of_folder(
    workspace: Workspace, path: Path, mapping: ColumnsFile | None = None
) -> bool:
    """Whether a file that was found in a folder is a table: workbooks there are forms.

    Args:
        workspace: questionnaires in use.
        path: a file.
        mapping: what foreign names of columns mean.

    """
    is_text = path.suffix.lower() in {*TEXTS, *PARQUET}
    return is_text and is_table(workspace, path, mapping)


def is_table_stream(
    workspace: Workspace, stream: BinaryIO, name: str, mapping: ColumnsFile | None = None
) -> bool:
    """The same of an open file, such as a member of an archive.

    Raises:
        OSError: it cannot be read.
        ProblemsFound: it is damaged.
        MissingLibraryError: it is Parquet, and what reads that is not installed.

    """
    suffix = PurePath(name).suffix.lower()
    rows: Iterable[Sequence[str]] = ()
    if suffix in TEXTS:
        data = stream.read(BEGINNING) or b""
        rows = () if is_text_of_workbook(data) else beginning(data)
    elif suffix in WORKBOOKS:
        from coherence_kit.documents.workbook_rows import BookRows

        book = BookRows(stream.read(workspace.max_size + 1) or b"", name)
        rows = _first_rows(book)
    elif suffix in PARQUET:
        rows = [ParquetTable(stream, name).names]
    return any(_fits(workspace, row, mapping) for row in rows)


def _first_rows(book: BookRows) -> list[list[str]]:
    rows = [book.first_row(number) for number in range(1, len(book.names) + 1)]
    return [] if _is_form(rows) else rows


def _is_form(rows: Sequence[Sequence[str]]) -> bool:
    return any(row[:1] and row[0].strip().startswith(_FORM) for row in rows)


def _fits(workspace: Workspace, row: Sequence[str], mapping: ColumnsFile | None) -> bool:
    """Whether a row may be the head of a table; all questionnaires are read only if it may."""
    has_country = column_of_field(row, "country", mapping) is not None
    if not has_country and not (mapping and mapping.constants.country is not None):
        return False
    ids = (name for known in QuestionsOf(workspace).values() for name in known.ids)
    return fits(row, ids, mapping)


@contextmanager
def open_table(
    workspace: Workspace,
    path: Path,
    mapping: ColumnsFile | None = None,
    *,
    size: int = PIECE,
    rows: int = ROWS,
) -> Iterator[Table]:
    """Open a table; it is closed behind the block.

    Args:
        workspace: questionnaires in use.
        path: a CSV file, a workbook (.xlsx, .ods) or a Parquet file.
        mapping: what foreign names and codes mean.
        size: bytes of a piece of a CSV file.
        rows: in a piece of other files.

    Raises:
        ProblemsFound: it cannot be read, or its first row is no head of a table.
        MissingLibraryError: it is Parquet, and what reads that is not installed.

    """
    source = shown_path(path)
    with ExitStack() as stack:
        problem = problem_of_no_file(path)
        if problem is not None:
            raise ProblemsFound([problem])
        try:
            stream = stack.enter_context(opened(path))
            table = read_table(workspace, stream, source, mapping, size=size, rows=rows)
        except (OSError, ValueError) as error:
            raise ProblemsFound([problem_of_failure(path, error)]) from error
        table.chunks = _told(path, table.chunks)
        yield table


def _told(path: Path, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Pieces of a file; that it cannot be read any more is a problem of it."""
    try:
        yield from chunks
    except (OSError, ValueError) as error:
        raise ProblemsFound([problem_of_failure(path, error)]) from error


def read_table(  # noqa: PLR0913  (how it is cut, each by its name)
    workspace: Workspace,
    stream: BinaryIO,
    source: str,
    mapping: ColumnsFile | None = None,
    *,
    size: int = PIECE,
    rows: int = ROWS,
) -> Table:
    """A table that is open already, such as a member of an archive.

    Args:
        workspace: questionnaires in use.
        stream: its bytes; those of Parquet can be read at any place.
        source: what it is called; its ending says what it is.
        mapping: what foreign names and codes mean.
        size: bytes of a piece of a CSV file.
        rows: in a piece of other files.

    Raises:
        ProblemsFound: it cannot be read, or its first row is no head of a table.
        MissingLibraryError: it is Parquet, and what reads that is not installed.

    """
    suffix = PurePath(source).suffix.lower()
    reader = _Reader(workspace, source, mapping or ColumnsFile(format="coherence-kit/columns/1"))
    if suffix in PARQUET:
        return reader.parquet(stream, rows)
    if suffix in WORKBOOKS:
        return reader.workbook(stream, rows)
    return reader.csv(stream, size)


class _Reader:
    """Opens tables of one kind or another in the same way."""

    def __init__(self, workspace: Workspace, source: str, mapping: ColumnsFile) -> None:
        self._workspace = workspace
        self._source = source
        self._mapping = mapping
        self._known = QuestionsOf(workspace)

    def csv(self, stream: BinaryIO, size: int) -> Table:
        place = TablePlace(self._source)
        file = CsvFile(stream, place)
        start, chunks = file.start, file.chunks(size)
        first = next(chunks, None)
        named = () if first is None else self._named(start.cells, first, start.delimiter)
        head = self._head(start.cells, place, named, line=start.line, delimiter=start.delimiter)
        return Table(head, chunks if first is None else chain([first], chunks))

    def workbook(self, stream: BinaryIO, size: int) -> Table:
        data = stream.read(self._workspace.max_size + 1) or b""
        if len(data) > self._workspace.max_size:
            limit = f"{self._workspace.max_size // 1024**2} MiB"
            raise ProblemsFound(
                [TablePlace(self._source).problem_at("table.too-large", limit=limit)]
            )
        from coherence_kit.documents.workbook_rows import LETTERS, BookRows

        book = BookRows(data, self._source)
        number, others = self._choose(book)
        sheet = book.rows(number)
        place = TablePlace(self._source, sheet.name, number, LETTERS)
        column = column_of_field(sheet.first_row, "questionnaire", self._mapping)
        named = () if column is None else {cell or "" for cell in sheet.columns[column][1:]}
        line = sheet.lines[0] if sheet.lines else 1
        head = self._head(sheet.first_row, place, named, line=line, more=others)
        return Table(head, _cell_chunks(sheet, size))

    def _choose(self, book: BookRows) -> tuple[int, list[Problem]]:
        """The number of the sheet that is the table, and of others that may be one a warning.

        It is the first one, unless only another one has a head.
        """
        rows = [book.first_row(number) for number in range(1, len(book.names) + 1)]
        if _is_form(rows):
            raise ProblemsFound([TablePlace(self._source).problem_at("table.form")])
        if not any(rows):
            raise ProblemsFound([TablePlace(self._source).problem_at("table.empty")])
        fitting = [
            number
            for number, row in enumerate(rows, 1)
            if row and _fits(self._workspace, row, self._mapping)
        ]
        chosen = fitting[0] if fitting else 1 + [bool(row) for row in rows].index(True)
        others = [
            TablePlace(self._source, book.names[number - 1], number).problem_at(
                "table.other-sheet", value=book.names[number - 1], read=book.names[chosen - 1]
            )
            for number in fitting[1 : _MOST_NAMED + 1]
        ]
        return chosen, others

    def parquet(self, stream: BinaryIO, rows: int) -> Table:
        table = ParquetTable(stream, self._source)
        place = TablePlace(self._source)
        column = column_of_field(table.names, "questionnaire", self._mapping)
        named: Iterable[str] = ()
        if column is not None:
            batch = next(table.batches([column], rows), ([],))
            named = {cell or "" for cell in batch[0]}
        head = self._head(table.names, place, named, line=0)
        wanted = [number for number, column in enumerate(head.columns) if column.key]
        table.expect_readable(wanted)
        return Table(head, _parquet_chunks(table, head, wanted, rows))

    def _named(self, cells: Sequence[str], first: CsvChunk, delimiter: str) -> Iterable[str]:
        """What the first rows have in the column of the questionnaire."""
        column = column_of_field(cells, "questionnaire", self._mapping)
        if column is None:
            return ()
        rows = beginning(first.data[:BEGINNING], delimiter)
        return {row[column] for row in rows if len(row) > column}

    def _head(  # noqa: PLR0913  (what a head is read with, each by its name)
        self,
        cells: Sequence[str],
        place: TablePlace,
        named: Iterable[str],
        *,
        line: int,
        delimiter: str = "",
        more: Sequence[Problem] = (),
    ) -> Head:
        """The head, with the questionnaires that its first rows, or the mapping, name."""
        stated = stated_questionnaire(self._mapping)
        ids = {text.replace("/", " ").split(" ")[0].casefold() for text in named if text.strip()}
        answered = {name for name in (*ids, stated) if name in self._known}
        return read_head(
            cells,
            place,
            {name: self._known[name] for name in sorted(answered)},
            line=line,
            mapping=self._mapping,
            others=None if stated and not ids else lambda: dict(self._known),
            delimiter=delimiter,
            more=more,
        )


def _cell_chunks(sheet: SheetRows, size: int) -> Iterator[CellChunk]:
    """The rows behind the head; what could not be read of them goes with the first ones."""
    from coherence_kit.documents.workbook_rows import chunks_of

    problems, start = sheet.problems, 1
    for lines, columns in chunks_of(sheet, size):
        spoiled = frozenset(
            place - start for place in sheet.spoiled if start <= place < start + len(lines)
        )
        yield CellChunk(lines, tuple(columns), problems, spoiled)
        problems, start = (), start + len(lines)


def _parquet_chunks(
    table: ParquetTable, head: Head, wanted: Sequence[int], size: int
) -> Iterator[CellChunk]:
    """The rows by their numbers; columns of which nothing is read are empty."""
    line = 1
    for batch in table.batches(wanted, size):
        many = len(batch[0]) if batch else 0
        nothing: list[str | None] = [None] * many
        found = dict(zip(wanted, batch, strict=True))
        columns = tuple(found.get(place, nothing) for place in range(len(head.columns)))
        yield CellChunk(range(line, line + many), columns)
        line += many


def bind_row(
    workspace: Workspace, rows: Rows, index: int, known: Mapping[str, KnownQuestions]
) -> Loaded:
    """A row as a submission with its questionnaire.

    Args:
        workspace: questionnaires in use.
        rows: of a piece of a table.
        index: of the row in it, from 0.
        known: :class:`QuestionsOf` the workspace.

    Raises:
        ProblemsFound: the row, or its questionnaire, has errors; each names row and column.

    """
    return bind_document(workspace, row_document(rows, index, known))


def check_table(
    workspace: Workspace,
    path: Path,
    mapping: ColumnsFile | None = None,
    *,
    today: dt.date | None = None,
) -> list[Problem]:
    """Every problem of a table and of its rows, as far as that many are kept of a file.

    Args:
        workspace: questionnaires in use.
        path: the table.
        mapping: what foreign names and codes mean.
        today: rows that are dated later are told of, if it is given.

    """
    known = QuestionsOf(workspace)
    problems: list[Problem] = []
    try:
        with open_table(workspace, path, mapping) as table:
            problems += table.head.problems
            for chunk in table.chunks:
                for problem in _problems_of_rows(workspace, chunk, table.head, known, today):
                    keep(problems, problem)
                if len(problems) >= MOST_KEPT:
                    break
    except ProblemsFound as found:
        problems += found.problems
    return problems


def _problems_of_rows(
    workspace: Workspace,
    chunk: Chunk,
    head: Head,
    known: Mapping[str, KnownQuestions],
    today: dt.date | None,
) -> Iterator[Problem]:
    rows = read_rows(chunk, head)
    yield from rows.refused
    for index in range(len(rows)):
        document = row_document(rows, index, known)
        if today is not None:
            report_future_date(document, today)
        try:
            bind_document(workspace, document)
        except ProblemsFound as found:
            yield from found.problems
        else:
            yield from document.problems
