"""Rows of a table: column by column for whoever scores many, one by one as submissions."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from coherence_kit.loading.documents import Document, PathLike, report_characters
from coherence_kit.loading.tables.codes import BEFORE_A_REASON, NOT_APPLICABLE, Codes
from coherence_kit.loading.tables.csv_chunks import CsvChunk, encoding_problem
from coherence_kit.loading.tables.heads import EXAMPLE, Column, Head, KnownQuestions
from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.loading.yaml.events import control_character
from coherence_kit.model.addresses import without_address
from coherence_kit.model.columns import FIELDS
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.problems import Problem
from coherence_kit.questions.typed import SaidState, plain_words, state_typed

ANSWERS: Final = "answers"
_WHOLE_VERSION: Final = re.compile(r"[0-9]{1,6}")
_NAMED: Final = re.compile(r"(?P<id>\S+?)(?:\s+|\s*/\s*)(?P<version>[0-9][0-9.]*)")
_HALF: Final = re.compile("[\udc80-\udcff]")
_LINE_ENDS: Final = re.compile("\r\n?")
_DOCUMENTS: Final = re.compile(r"[|\n]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SEPARATORS: Final = (";", "|", "\n", ",")
_LONGEST_STATE: Final = 40


@dataclass(frozen=True, slots=True)
class CellChunk:
    """Rows of a workbook or of Parquet, column by column.

    Args:
        lines: the number of each row.
        columns: of each the texts of its cells; None for an empty one.
        problems: of rows or cells that could not be read.
        spoiled: places in the chunk of rows with such a cell, which are left out.

    """

    lines: Sequence[int]
    columns: tuple[Sequence[str | None], ...] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    spoiled: frozenset[int] = frozenset()

    @property
    def first_line(self) -> int:
        """The number of the first row."""
        return self.lines[0] if self.lines else 0

    def digest(self) -> str:
        """The SHA-256 of the rows."""
        hashed = hashlib.sha256()
        for column in self.columns:
            for cell in column:
                data = b"" if cell is None else cell.encode("utf-8", "surrogatepass")
                hashed.update(b"%d:%b" % (-1 if cell is None else len(data), data))
        return hashed.hexdigest()


Chunk = CsvChunk | CellChunk


@dataclass(slots=True)
class Rows:
    """Rows of a piece of a table, column by column.

    Args:
        first_line: of the piece.
        columns: by field or id of a question the cells of all rows, codes and all: what is read,
            None where nothing stands. `questionnaire` has the id alone.
        head: of the table.
        lines: of each row the line that it begins in.
        beside: evidence and comments, by id of the question and `evidence` or `comment`.
        whole: rows that have to be read by :func:`row_document`, since something stands in them
            that the columns do not show: evidence, or a character that no text holds.
        refused: problems of rows that are no rows of this table, in the order of the table; they
            are not in the columns.

    """

    first_line: int
    columns: dict[str, list[str | None]]
    head: Head = field(repr=False)
    lines: Sequence[int] = field(default=(), repr=False)
    beside: dict[tuple[str, str], list[str | None]] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()
    refused: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def name_of(self, index: int) -> str:
        """A row by its file and line, such as `towns.csv:12` or `towns.xlsx:Data!12`."""
        place = self.head.place
        inside = f"{place.sheet}!{self.lines[index]}" if place.sheet else str(self.lines[index])
        return f"{place.source}:{inside}"


def read_rows(chunk: Chunk, head: Head) -> Rows:
    """The rows of a piece of a table.

    Args:
        chunk: the piece.
        head: of the table.

    """
    if isinstance(chunk, CellChunk):
        return _rows_of_cells(chunk, head)
    return _rows_of_csv(chunk, head)


# --- CSV ------------------------------------------------------------------------------------------


def _rows_of_csv(chunk: CsvChunk, head: Head) -> Rows:
    text, has_faults = _text_of(chunk.data)
    refused = [*chunk.problems]
    rows, lines = _parsed(text, chunk.first_line, head, refused, walks=b'"' in chunk.data)
    width = len(head.columns)
    if any(len(row) != width for row in rows):
        rows, lines = _of_width(rows, lines, head, refused)
    if not all(map(any, rows)):
        kept = [place for place, row in enumerate(rows) if any(map(str.strip, row))]
        rows, lines = [rows[place] for place in kept], [lines[place] for place in kept]
    if has_faults:
        rows, lines = _in_utf_8(rows, lines, head, refused)
    columns: list[Sequence[str | None]] = list(zip(*rows, strict=True)) or [()] * width
    odd = _odd_rows(rows) if _CONTROL.search(text) else frozenset()
    refused.sort(key=lambda problem: problem.line)
    return _rows(chunk.first_line, columns, lines, head, tuple(refused), odd)


def _text_of(data: bytes) -> tuple[str, bool]:
    """The text of a piece, and whether some of its bytes are no UTF-8."""
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape"), True


def _parsed(
    text: str, first_line: int, head: Head, refused: list[Problem], *, walks: bool
) -> tuple[list[list[str]], Sequence[int]]:
    """The rows, and in which line each begins.

    Where no quotation mark stands every line is a row.
    """
    if not walks:
        try:
            rows = list(_reader(text, head))
        except csv.Error:
            pass
        else:
            return rows, range(first_line, first_line + len(rows))
    reader, rows, lines = _reader(text, head), list[list[str]](), list[int]()
    written = text.split("\n")
    while True:
        begin = reader.line_num
        place = head.place.at(first_line + begin, 1)
        try:
            row = next(reader)
        except StopIteration:
            return rows, lines
        except csv.Error as error:
            refused.append(_broken(place, str(error), first_line + reader.line_num - 1))
            continue
        if reader.line_num > begin + 1 and _is_open(
            "\n".join(written[begin : reader.line_num]), head
        ):
            over = _over(place.line, first_line + reader.line_num - 1)
            refused.append(place.problem_at("table.open-quote", over=over))
            continue
        rows.append(row)
        lines.append(place.line)


def _reader(text: str, head: Head, *, strict: bool = False) -> Any:  # noqa: ANN401  (it has no name)
    lines = io.StringIO(text, newline="\n")
    return csv.reader(lines, delimiter=head.delimiter, strict=strict)


def _is_open(lines: str, head: Head) -> bool:
    """Whether a row of several lines has a quotation mark that no cell begins or ends with.

    Then one lacks somewhere above, and what looks like one row are several.
    """
    try:
        next(_reader(lines, head, strict=True))
    except csv.Error:
        return True
    return False


def _over(line: int, last: int) -> str:
    return f", and the lines down to {last} are not read" if last > line else ""


def _broken(place: TablePlace, error: str, last: int) -> Problem:
    what = "a line break of an old Mac stands inside it, without quotation marks"
    if "limit" in error:
        what = f"a cell has more than {csv.field_size_limit():,} characters"
    return place.problem_at("table.broken-row", what=what, over=_over(place.line, last))


def _of_width(
    rows: Sequence[list[str]], lines: Sequence[int], head: Head, refused: list[Problem]
) -> tuple[list[list[str]], list[int]]:
    """Rows with as many cells as the head; empty cells at the end of a longer one are no cells."""
    width, kept, at = len(head.columns), list[list[str]](), list[int]()
    for row, line in zip(rows, lines, strict=True):
        if len(row) == width:
            kept.append(row)
        elif not any(map(str.strip, row)):
            continue
        elif len(row) > width and not any(map(str.strip, row[width:])):
            kept.append(row[:width])
        else:
            refused.append(_wrong_width(row, head, line))
            continue
        at.append(line)
    return kept, at


def _wrong_width(row: Sequence[str], head: Head, line: int) -> Problem:
    further = sum(cell.count("\n") for cell in row)
    over = f", and goes on to line {line + further}" if further else ""
    params = {"many": str(len(row)), "wanted": str(len(head.columns)), "over": over}
    return head.place.at(line, 1).problem_at("table.cells", **params)


def _in_utf_8(
    rows: Sequence[list[str]], lines: Sequence[int], head: Head, refused: list[Problem]
) -> tuple[list[list[str]], list[int]]:
    kept, at = list[list[str]](), list[int]()
    for row, line in zip(rows, lines, strict=True):
        half = _HALF.search("\t".join(row))
        if half is None:
            kept.append(row)
            at.append(line)
        else:
            refused.append(encoding_problem(head.place, line, ord(half[0]) - 0xDC00))
    return kept, at


def _odd_rows(rows: Iterable[Iterable[str]]) -> frozenset[int]:
    """Places of the rows with a character that no text holds."""
    return frozenset(place for place, row in enumerate(rows) if any(map(control_character, row)))


# --- cells of other files -------------------------------------------------------------------------


def _rows_of_cells(chunk: CellChunk, head: Head) -> Rows:
    columns = chunk.columns[: len(head.columns)]
    many = len(chunk.lines)
    refused = [*chunk.problems]
    left_out = {*chunk.spoiled, *_beyond_head(chunk, head, refused)}
    kept = [
        place
        for place, row in enumerate(zip(*columns, strict=True))
        if place not in left_out and any(cell is not None and cell.strip() for cell in row)
    ]
    lines = chunk.lines
    if len(kept) < many:
        columns = tuple([column[place] for place in kept] for column in columns)
        lines = [lines[place] for place in kept]
    texts = ([cell or "" for cell in row] for row in zip(*columns, strict=True))
    return _rows(chunk.first_line, columns, lines, head, tuple(refused), _odd_rows(texts))


def _beyond_head(chunk: CellChunk, head: Head, refused: list[Problem]) -> Iterator[int]:
    """Rows in which something stands behind the last column that has a name."""
    width = len(head.columns)
    told: set[int] = set()
    for number, column in enumerate(chunk.columns[width:], width + 1):
        for place, cell in enumerate(column):
            if cell is not None and cell.strip() and place not in told:
                told.add(place)
                at = head.place.at(chunk.lines[place], number)
                params = {"many": str(number), "wanted": str(width), "over": ""}
                refused.append(at.problem_at("table.cells", **params))
                yield place


# --- what cells say -------------------------------------------------------------------------------


def _rows(  # noqa: PLR0913, PLR0917  (what rows are made of)
    first_line: int,
    columns: Sequence[Sequence[str | None]],
    lines: Sequence[int],
    head: Head,
    refused: tuple[Problem, ...],
    odd: frozenset[int],
) -> Rows:
    unlisted = _unlisted(columns, lines, head)
    if unlisted:
        kept = [place for place in range(len(lines)) if place not in unlisted]
        columns = [[cells[place] for place in kept] for cells in columns]
        odd = frozenset(new for new, place in enumerate(kept) if place in odd)
        lines = [lines[place] for place in kept]
        refused = tuple(sorted((*refused, *unlisted.values()), key=lambda one: one.sort_key))
    found: dict[str, list[str | None]] = {}
    beside: dict[tuple[str, str], list[str | None]] = {}
    for column, cells in zip(head.columns, columns, strict=True):
        if column.key and not column.part:
            found[column.key] = _meant(cells, head.codes.get(column.key, {}))
        elif column.key:
            beside[column.key, column.part] = _meant(cells, {})
    for key, text in head.constants.items():
        stated = found.get(key)
        found[key] = [text if cell is None else cell for cell in stated or [None] * len(lines)]
    _name_questionnaires(found, head, len(lines))
    if "short" in found:
        found["short"] = [cell and cell.casefold() for cell in found["short"]]
    whole = {place for cells in beside.values() for place, cell in enumerate(cells) if cell}
    return Rows(first_line, found, head, lines, beside, frozenset(whole | odd), refused)


def _unlisted(
    columns: Sequence[Sequence[str | None]], lines: Sequence[int], head: Head
) -> dict[int, Problem]:
    """By its place each row with a code that is not listed, where the codes of a question are.

    To read it as an answer would take a 5 that stands for the step 4 for the step 5.
    """
    found: dict[int, Problem] = {}
    for number, (column, cells) in enumerate(zip(head.columns, columns, strict=True), 1):
        if column.key not in head.listed or column.part:
            continue
        codes = head.codes[column.key]
        strange = {cell for cell in set(cells) if cell is not None and _is_unlisted(cell, codes)}
        for place, cell in enumerate(cells) if strange else ():
            if cell in strange and place not in found:
                at = head.place.at(lines[place], number, column.name)
                params = {"value": (cell or "").strip(), "id": column.key}
                found[place] = at.problem_at("table.code", **params)
    return found


def _is_unlisted(cell: str, codes: Codes) -> bool:
    text = cell.strip()
    if not text or _code_of(text, codes) is not None:
        return False
    return _state_with_reason(text) is None and state_typed(plain_words(text)) is None


def _code_of(text: str, codes: Codes) -> str | None:
    """The code that a text is; programs write 3.0 for 3 where a cell of the column is empty."""
    if text in codes:
        return text
    whole = text.removesuffix(".0")
    return whole if whole in codes else None


def _meant(cells: Sequence[str | None], codes: Codes) -> list[str | None]:
    """What the cells of a column say; each text is looked at once, however often it is there."""
    said = {cell: None if cell is None else _cell_meant(cell, codes) for cell in set(cells)}
    return list(map(said.__getitem__, cells))


def _cell_meant(cell: str, codes: Codes) -> str | None:
    text = cell.strip()
    code = _code_of(text, codes) if codes else None
    if code is not None:
        return codes[code]
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    return text or None


def _name_questionnaires(found: dict[str, list[str | None]], head: Head, many: int) -> None:
    """Id and version of the questionnaire of each row, however they are written.

    One without a version is of that in use.
    """
    named = found.get("questionnaire", [None] * many)
    stated = found.get("version", [None] * many)
    parts = {
        (name, version): _id_and_version(name, version, head)
        for name, version in set(zip(named, stated, strict=True))
    }
    pairs = [parts[pair] for pair in zip(named, stated, strict=True)]
    found["questionnaire"] = [name for name, _ in pairs]
    found["version"] = [version for _, version in pairs]


def _id_and_version(
    name: str | None, version: str | None, head: Head
) -> tuple[str | None, str | None]:
    if name is None:
        return None, version
    both = _NAMED.fullmatch(name)
    identity = both["id"] if both else name
    known = head.questionnaires.get(identity) or head.questionnaires.get(identity.casefold())
    if known is not None:
        identity = known.id
    stated = version or (both["version"] if both else None)
    if stated is None:
        return identity, None if known is None else known.version
    # a spreadsheet makes 2 of 2.0
    return identity, f"{stated}.0" if _WHOLE_VERSION.fullmatch(stated) else stated


# --- a row as a submission ------------------------------------------------------------------------


@dataclass(slots=True)
class RowDocument(Document):
    """A row of a table as a submission; its problems name the row and the column."""

    place: TablePlace = field(default_factory=lambda: TablePlace(""))
    numbers_of_columns: Mapping[PathLike, int] = field(default_factory=dict, repr=False)

    def position(self, path: PathLike, *, key: bool = False) -> tuple[int, int]:  # noqa: ARG002
        """Line of the row and number of the column."""
        number = next(
            (
                self.numbers_of_columns[path[:length]]
                for length in range(len(path), 0, -1)
                if path[:length] in self.numbers_of_columns
            ),
            1,
        )
        return self.place.line, number

    def is_plain(self, path: PathLike) -> bool:
        """A number has one meaning only where a comma cannot stand before its decimals."""
        return path in self.numbers

    @property
    def cure_of_version(self) -> str:
        """What can be done about answers to another version."""
        return (
            "correct the version of the row once somebody has looked at which answers still hold; "
            "or name the folder that has the version that was answered with -Q"
        )

    def place_of_reason(self, question: str, path: PathLike) -> str:
        """How a reason is written in a cell."""
        typed = self.at((*path[:-1],)) if path else ""
        code = typed if isinstance(typed, str) else NOT_APPLICABLE
        return (
            f'write the reason into the cell of "{question}", behind a colon: '
            f'"{NOT_APPLICABLE}{BEFORE_A_REASON} no such office"; if "{code}" is a code, say in a '
            "file of columns what it means: under missing, unknown or not_applicable"
        )


def row_values(
    rows: Rows, index: int, known: Mapping[str, KnownQuestions] | None = None
) -> dict[str, Any]:
    """A row in the shape of a submission file.

    Args:
        rows: of a piece of a table.
        index: of the row in it, from 0.
        known: what is to be known of the questionnaires; those of the head unless given.

    """
    columns = rows.columns
    name = columns["questionnaire"][index]
    asked = (rows.head.questionnaires if known is None else known).get(name or "")
    values: dict[str, Any] = {"format": SUBMISSION}
    if name is not None:
        version = columns["version"][index] or (asked.version if asked else None)
        # of an unknown questionnaire the version is never looked at
        values["questionnaire"] = {"id": name, "version": version or "0.0"}
    for key in ("country", "country_name", "round", "date", "standing", "short"):
        if key in columns and (text := columns[key][index]) is not None:
            values[key] = text
    if "respondent" in columns and (entity := columns["respondent"][index]) is not None:
        values["respondent"] = {"entity": entity}
    values[ANSWERS] = dict(_answers(rows, index, asked))
    return values


def _answers(rows: Rows, index: int, asked: KnownQuestions | None) -> Iterator[tuple[str, Any]]:
    """The answers of a row, and what stands beside each; nothing of an empty cell."""
    for key in dict.fromkeys((*rows.columns, *(key for key, _ in rows.beside))):
        if key in FIELDS:
            continue
        text = rows.columns[key][index] if key in rows.columns else None
        more = _beside(rows, key, index)
        if text is not None or more:
            value = None if text is None else answer_of_cell(text, key, asked)
            yield key, _with(value, more) if more else value


def _beside(rows: Rows, key: str, index: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in ("comment", "evidence"):
        cells = rows.beside.get((key, part))
        text = cells[index] if cells else None
        if text is not None:
            named = [one.strip() for one in _DOCUMENTS.split(text)]
            found[part] = text if part == "comment" else [_document(one) for one in named if one]
    return found


def _document(text: str) -> dict[str, str]:
    """A document as a cell names it: its title, and behind it the address if there is one."""
    title, address = without_address(text)
    named = {"title": title, "url": address}
    return {key: value for key, value in named.items() if value}


def _with(value: object, more: dict[str, Any]) -> dict[str, Any]:
    return {**(value if isinstance(value, dict) else {"answer": value}), **more}


def answer_of_cell(text: str, key: str, asked: KnownQuestions | None) -> object:
    """An answer as a submission has it: a text, a list, or a state with its reason.

    Args:
        text: what is read of the cell, codes and all.
        key: the id of the question.
        asked: its questionnaire, if that is known.

    """
    state = _state_with_reason(text)
    if state is not None:
        return state
    if text.startswith("[") and text.endswith("]"):
        return _items(text[1:-1], ",")
    if asked is not None and key in asked.lists and state_typed(plain_words(text)) is None:
        return _items(text, next((sign for sign in _SEPARATORS if sign in text), ","))
    return text


def _items(text: str, sign: str) -> list[str]:
    return [item.strip() for item in text.split(sign) if item.strip()]


def _state_with_reason(text: str) -> dict[str, str] | None:
    """`not applicable: no such office` as a submission has it; None of anything else."""
    said, colon, reason = text.partition(BEFORE_A_REASON)
    if not colon or not reason.strip() or len(said) > _LONGEST_STATE:
        return None
    state = state_typed(plain_words(said))
    return None if state is None else {_KEYS[state]: reason.strip()}


_KEYS: Final = {SaidState.NOT_APPLICABLE: "not_applicable", SaidState.UNKNOWN: "unknown"}


def row_document(
    rows: Rows, index: int, known: Mapping[str, KnownQuestions] | None = None
) -> RowDocument:
    """A row as a document, to be bound to its questionnaire; see :func:`row_values`."""
    head = rows.head
    values = row_values(rows, index, known)
    named = values.get("questionnaire", {}).get("id", "")
    asked = (head.questionnaires if known is None else known).get(named)
    place = head.place.at(rows.lines[index], 1)
    numbers = {path: number for number, path in _paths(head.columns, values[ANSWERS])}
    document = RowDocument(
        place.source,
        written_out=values,
        cells=_cells_of(place, head, numbers),
        sheets=(*[""] * (place.number - 1), place.sheet) if place.sheet else (),
        numbers=_plain_numbers(head, values[ANSWERS], asked),
        place=place,
        numbers_of_columns=numbers,
    )
    report_characters(document)
    if "questionnaire" not in values:
        what = "the cell of the questionnaire is empty"
        known_ones = [*head.questionnaires.values()]
        example = f"{known_ones[0].id} {known_ones[0].version}" if known_ones else EXAMPLE
        document.report("table.no-questionnaire", (), what=what, example=example)
    return document


def problems_of_answers(
    rows: Rows, places: Iterable[int], question: str, code: str, params: Mapping[str, str]
) -> Iterator[Problem]:
    """The same problem of the answers to a question in several rows, as their documents tell it."""
    keys = [(column.key, column.part) for column in rows.head.columns]
    number = 1 + keys.index((question, ""))
    name = rows.head.columns[number - 1].name
    for place in places:
        at = rows.head.place.at(rows.lines[place], number, name)
        path = (ANSWERS, question)
        yield Problem(code, at.source, at.line, at.column, path, params, at.cell, at.number)


def _paths(columns: Sequence[Column], answers: Mapping[str, Any]) -> Iterator[tuple[int, PathLike]]:
    """The number of each column with where in a submission stands what it fills."""
    for number, column in enumerate(columns, 1):
        if column.key == "respondent":
            yield number, ("respondent", "entity")
        elif column.key == "questionnaire":
            yield number, ("questionnaire",)
        elif column.key == "version":
            yield number, ("questionnaire", "version")
        elif column.key in FIELDS:
            yield number, (column.key,)
        elif column.part:
            yield number, (ANSWERS, column.key, column.part)
        elif column.key in answers:
            yield number, (ANSWERS, column.key)


def _cells_of(
    place: TablePlace, head: Head, numbers: Mapping[PathLike, int]
) -> dict[PathLike, str]:
    """Where each value stands: the cell of a workbook, else the name of the column."""
    cells = {
        path: place.at(place.line, number, head.columns[number - 1].name).cell
        for path, number in numbers.items()
    }
    if place.sheet:
        cells[()] = place.cell
    return cells


def _plain_numbers(
    head: Head, answers: Mapping[str, Any], asked: KnownQuestions | None
) -> frozenset[PathLike]:
    """Answers that are numbers with a point before their decimals, if they have any."""
    if not head.numbers_are_plain or asked is None:
        return frozenset()
    paths: list[PathLike] = [(ANSWERS, key) for key in answers if key in asked.quantities]
    return frozenset((*paths, *((*path, "answer") for path in paths)))
