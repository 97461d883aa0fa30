"""The parts of a workbook as events of XML.

Only what is looked for is kept, and never more than a budget allows.

The prefixes of names are left out, so that the strict form of the format is read as well.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from coherence_kit.documents.cell_texts import BUILT_IN_FORMATS, unescape
from coherence_kit.documents.workbook_archive import DAMAGE, part_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coherence_kit.documents.workbook_archive import Archive

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS_OF_A_SHEET = 60_000
MOST_CELLS = 240_000
"""Cells with content that are kept of all sheets together.

A form of 100 questions has about 5,000.
"""
LONGEST_TEXT = 1_000_000
MOST_TEXT = 16_000_000
"""Characters that are kept of all texts together."""
_MOST_ELEMENTS_OF_A_PART = 1_500_000
_MOST_ELEMENTS = 6_000_000
_DEEPEST = 64  # elements in each other; a sheet has about eight
_LONGEST_TOKEN = 4 * 1024 * 1024  # expat keeps a tag in memory until its end
_LONGEST_FORMULA = 200
_LONGEST_FORMAT = 1_000  # of a number; spreadsheets allow 255 characters
_MOST_DIGITS = 9  # of a number in the XML itself; the last row of a sheet has seven
_MOST_SHEETS = 200
_MOST_STYLES = 100_000
_MOST_MERGED = 10_000
_SMALLEST = 1.0  # of a row or a column; below it no letter shows
_MOST_RANGES = 20_000  # of columns; a sheet has 16,384 columns
_MOST_RELATIONS = 10_000
_MOST_NOTES = 1_000
_LONGEST_NOTE = 2_000

Attributes = dict[str, str]


class _StopReading(Exception):  # noqa: N818  (no error: enough was read)
    """Enough of a part was read."""


class _ForbiddenError(Exception):
    """The part holds what no office program writes."""


class Budget:
    """What may still be kept and looked at, of all sheets together."""

    def __init__(self) -> None:
        """Start with all of it."""
        self.cells = MOST_CELLS
        self.text = MOST_TEXT
        self.elements = _MOST_ELEMENTS


class RawCell(NamedTuple):
    """A cell as the file has it; `text` may be the number of a shared text."""

    kind: str
    text: str
    style: int
    has_formula: bool
    is_struck: bool | None = None
    """Whether a part of its text is struck out; None where its style says so."""


class Area(NamedTuple):
    """Cells that were merged: first and last row and column."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Part:
    """What a kind of part is read into; `is_cut` says whether there was more than is looked at."""

    is_cut = False
    is_damaged = False
    """Whether something kept it from being read to its end."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Characters between."""


class _Guard:
    """Lets the elements of a part through until they are too many or nested too deep."""

    def __init__(self, part: Part, budget: Budget) -> None:
        self._part, self._budget = part, budget
        self._start, self._end = part.start, part.end
        self._left = min(_MOST_ELEMENTS_OF_A_PART, budget.elements)
        self._depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._left -= 1
        if self._left < 0:
            self._part.is_cut = True
            raise _StopReading
        if self._depth > _DEEPEST:
            raise _ForbiddenError("its elements stand too deep in each other")
        self._start(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._end(name)

    def settle(self) -> None:
        """What was looked at is gone from the budget of the book."""
        self._budget.elements -= min(_MOST_ELEMENTS_OF_A_PART, self._budget.elements) - max(
            self._left, 0
        )


def read_part(archive: Archive, name: str, part: Part, budget: Budget) -> str:
    """Send the elements of a part to its reader.

    Returns what kept the part from being read to its end, or an empty text.
    """
    guard = _Guard(part, budget)
    try:
        _parse(archive, name, part, guard)
    except _StopReading:
        return ""
    except _ForbiddenError as error:
        return str(error)
    except KeyError:
        return "it is not there"
    except expat.ExpatError as error:
        return f"{expat.ErrorString(error.code)} in line {error.lineno}"
    except DAMAGE as error:
        return str(error) or type(error).__name__
    finally:
        guard.settle()
    return ""


def _parse(archive: Archive, name: str, part: Part, guard: _Guard) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = part.text
    fed = 0
    for chunk in archive.chunks(name):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no names
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise _ForbiddenError("a tag in it has no end")
    parser.Parse(b"", True)  # noqa: FBT003


def _refuse_declarations(*_declaration: object) -> None:
    raise _ForbiddenError("it declares entities, which no office program does")


class Relations(Part):
    """Which parts a part names: kind and place by identity."""

    def __init__(self, folder: str) -> None:
        """Places are given from this folder."""
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a relation."""
        if _local(name) == "Relationship" and len(self.found) < _MOST_RELATIONS:
            target = attributes.get("Target", "").replace("\\", "/")
            place = target if target.startswith("/") else posixpath.join(self._folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, part_name(place))


class Listed(NamedTuple):
    """A sheet as the workbook lists it: by its relation, and whether its tab is hidden."""

    name: str
    identity: str
    is_hidden: bool


class Listing(Part):
    """The sheets, and from when days are counted."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.sheets: list[Listed] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a sheet."""
        local = _local(name)
        if local == "sheet" and len(self.sheets) < _MOST_SHEETS:
            identity = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            is_hidden = attributes.get("state", "visible") in {"hidden", "veryHidden"}
            self.sheets.append(Listed(attributes.get("name", ""), identity, is_hidden))
        elif local == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in {"1", "true", "on"}


class Styles(Part):
    """The number format of every style that cells name, and whether it strikes out."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.formats: list[str] = []
        self.strikes: list[bool] = []
        self._own: dict[str, str] = {}
        self._fonts: list[bool] = []
        self._holder = ""  # styles and fonts of other things than cells are of no interest

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a format or a style."""
        local = _local(name)
        if local == "numFmt" and len(self._own) < _MOST_STYLES:
            code = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
            self._own[attributes.get("numFmtId", "")] = code
        elif local in {"cellXfs", "fonts"}:
            self._holder = local
        elif local == "xf" and self._holder == "cellXfs" and len(self.formats) < _MOST_STYLES:
            self._keep_style(attributes)
        elif local == "font" and self._holder == "fonts" and len(self._fonts) < _MOST_STYLES:
            self._fonts.append(False)
        elif local == "strike" and self._holder == "fonts" and self._fonts:
            self._fonts[-1] = _is_on(attributes)

    def _keep_style(self, attributes: Attributes) -> None:
        number, font = attributes.get("numFmtId", "0"), attributes.get("fontId", "0")
        built_in = BUILT_IN_FORMATS.get(whole_number(number), "")
        self.formats.append(self._own.get(number, built_in))
        place = whole_number(font)
        self.strikes.append(0 <= place < len(self._fonts) and self._fonts[place])

    def end(self, name: str) -> None:
        """Behind what holds the styles of cells or their fonts come those of other things."""
        if _local(name) == self._holder:
            self._holder = ""


class _Strikes:
    """Which pieces of a text are struck out."""

    def __init__(self) -> None:
        self._of_piece: bool | None = None
        self._said: set[bool | None] = set()

    def start(self, local: str, attributes: Attributes) -> None:
        """Of a piece, of its properties, or of one of these."""
        if local == "r":
            self._of_piece = None
        elif local == "rPr":
            self._of_piece = False
        elif local == "strike" and self._of_piece is not None:
            self._of_piece = _is_on(attributes)

    def text(self, piece: str) -> None:
        """Characters of a piece; blanks that are struck out mean nothing."""
        if piece.strip():
            self._said.add(self._of_piece)

    def take(self) -> bool | None:
        """Whether any is struck out; None where the style of the cell says so."""
        said, self._said, self._of_piece = self._said, set(), None
        return True if True in said else False if said == {False} else None


class _Collected:
    """A text that comes in pieces, kept up to a limit.

    Of a longer text one character more than the limit is kept, so that it
    can be told from one that fits.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        if self._length > LONGEST_TEXT or self._budget.text < 0:
            return
        piece = piece[: LONGEST_TEXT + 1 - self._length]
        self._pieces.append(piece)
        self._length += len(piece)
        self._budget.text -= len(piece)

    def take(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text


class SharedTexts(Part):
    """The texts that cells name by number; only those that are wanted."""

    def __init__(self, wanted: set[int], budget: Budget) -> None:
        """Keep these."""
        self.texts: dict[int, str] = {}
        self.strikes: dict[int, bool | None] = {}
        self._struck = _Strikes()
        self._wanted = wanted
        self._last = max(wanted, default=-1)
        self._collected = _Collected(budget)
        self._pieces: list[str] = []
        self._place = -1
        self._is_text = False
        self._is_reading = False  # how something is pronounced is no part of it

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a text, or of a piece of it."""
        local = _local(name)
        self._struck.start(local, attributes)
        if local == "si":
            self._place += 1
            if self._place > self._last:
                raise _StopReading
        elif local == "rPh":
            self._is_reading = True
        elif local == "t":
            self._is_text = self._place in self._wanted and not self._is_reading

    def end(self, name: str) -> None:
        """Keep a text that is whole; its codes are those of each piece by itself."""
        local = _local(name)
        if local == "t":
            if self._is_text:
                self._pieces.append(unescape(self._collected.take()))
            self._is_text = False
        elif local == "rPh":
            self._is_reading = False
        elif local == "si":
            if self._place in self._wanted:
                self.texts[self._place] = "".join(self._pieces)
                self.strikes[self._place] = self._struck.take()
            self._pieces.clear()

    def text(self, piece: str) -> None:
        """Collect a wanted text."""
        if self._is_text:
            self._collected.add(piece)
            self._struck.text(piece)


class Notes(Part):
    """What people pinned to the cells of a sheet.

    Of several notes to one cell the first is kept, and of its text as much as a message shows.
    """

    def __init__(self, *, is_thread: bool) -> None:
        """Begin without notes.

        Notes of the older kind stand under other names than those that can be replied to.
        """
        self.found: dict[tuple[int, int], str] = {}
        self._note, self._piece = ("threadedComment", "text") if is_thread else ("comment", "t")
        self._cell: tuple[int, int] | None = None
        self._is_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a note, or of a piece of its text."""
        local = _local(name)
        if local == self._note:
            cell = _row_and_column(attributes.get("ref", ""))
            self._cell = cell if cell not in self.found and len(self.found) < _MOST_NOTES else None
            if self._cell is not None:
                self.found[self._cell] = ""
        self._is_text = local == self._piece

    def end(self, name: str) -> None:
        """Between the pieces there is nothing to read."""
        self._is_text = False
        if _local(name) == self._note:
            self._cell = None

    def text(self, piece: str) -> None:
        """Characters of a note."""
        if self._is_text and self._cell is not None:
            self.found[self._cell] = (self.found[self._cell] + piece)[:_LONGEST_NOTE]


class Cells(Part):
    """The cells of a sheet that hold something, what is merged, and what is hidden."""

    def __init__(self, budget: Budget) -> None:
        """Keep what the budget allows."""
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.merged: list[Area] = []
        self.hidden_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._ranges = 0
        self._filtered: Area | None = None
        self._is_filtering = False
        self._is_row_hidden = False
        self._has_signs = True  # to fold and unfold an outline
        self._budget = budget
        self._collected = _Collected(budget)
        self._row = self._column = self._style = 0
        self._kind = ""
        self._formula: str | None = None
        self._struck = _Strikes()
        self._open = ""  # the element whose characters are collected
        self._is_reading = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a row, a cell, or what is in it."""
        local = name if ":" not in name else _local(name)
        if local == "c":
            self._start_cell(attributes)
        elif local == "row":
            stated = whole_number(attributes.get("r", ""))
            self._row = stated if stated >= 0 else self._row + 1
            self._column = 0
            self._is_row_hidden = _is_out_of_sight(attributes, "ht", has_signs=self._has_signs)
        elif local in {"v", "t"}:
            self._open = "" if self._is_reading else "text"
        elif local == "f":
            self._formula = ""
            self._open = "formula"
        elif local == "rPh":
            self._is_reading = True
        elif local in {"r", "rPr", "strike"}:
            self._struck.start(local, attributes)
        else:
            self._start_around(local, attributes)

    def _start_around(self, local: str, attributes: Attributes) -> None:
        """Of what is said beside the cells: merged areas, columns, a filter."""
        if local == "mergeCell" and len(self.merged) < _MOST_MERGED:
            area = _area(attributes.get("ref", ""))
            if area is not None:
                self.merged.append(area)
        elif local == "col":
            self._start_columns(attributes)
        elif local == "sheetView" and attributes.get("showOutlineSymbols", "1") in {"0", "false"}:
            self._has_signs = False
        elif local == "autoFilter":
            self._filtered = _area(attributes.get("ref", ""))
        elif local == "filterColumn":
            self._is_filtering = True

    @property
    def hidden_rows(self) -> set[int]:
        """Rows with cells that somebody has hidden; a filter in use hides rows for a while."""
        area = self._filtered if self._is_filtering else None
        if area is None:
            return self._hidden_rows
        return {row for row in self._hidden_rows if not area.first_row <= row <= area.last_row}

    def _start_columns(self, attributes: Attributes) -> None:
        """Columns of one look."""
        self._ranges += 1
        if self._ranges <= _MOST_RANGES and _is_out_of_sight(
            attributes, "width", has_signs=self._has_signs
        ):
            first, last = (whole_number(attributes.get(key, "")) for key in ("min", "max"))
            self.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    def end(self, name: str) -> None:
        """Keep a cell that holds something."""
        local = name if ":" not in name else _local(name)
        if local in {"v", "t", "f"}:
            self._open = ""
        elif local == "c":
            self._end_cell()
        elif local == "rPh":
            self._is_reading = False

    def text(self, piece: str) -> None:
        """Characters of a value or of a formula."""
        if self._open == "text":
            self._collected.add(piece)
            self._struck.text(piece)
        elif (
            self._open == "formula"
            and self._formula is not None
            and len(self._formula) < _LONGEST_FORMULA
        ):
            self._formula += piece[:_LONGEST_FORMULA]

    def _start_cell(self, attributes: Attributes) -> None:
        stated = _row_and_column(attributes.get("r", ""))
        if stated is None:
            self._column += 1
        else:
            self._row, self._column = stated
        self._kind = attributes.get("t", "n")
        self._style = max(whole_number(attributes.get("s", "")), 0)
        self._formula = None

    def _end_cell(self) -> None:
        text, is_struck = self._collected.take(), self._struck.take()
        if not text and self._formula is None:
            return
        is_beyond = self._row > MOST_ROWS or self._column > MOST_COLUMNS
        is_full = (
            len(self.cells) >= MOST_CELLS_OF_A_SHEET
            or self._budget.cells <= 0
            or self._budget.text < 0
        )
        if is_beyond or is_full:
            self.is_cut = True
            return
        if (self._row, self._column) in self.cells:
            return  # no program writes a cell twice
        self._budget.cells -= 1
        if self._is_row_hidden:
            self._hidden_rows.add(self._row)
        has_formula = self._formula is not None
        shown = self._formula if self._formula is not None else text
        self.cells[self._row, self._column] = RawCell(
            self._kind, shown, self._style, has_formula, is_struck
        )


def _is_out_of_sight(attributes: Attributes, size: str, *, has_signs: bool) -> bool:
    """Whether a row or column is hidden, or too small to be seen.

    Those of an outline have a sign beside them that unfolds them, so nothing in them is hidden;
    unless the sheet shows no such signs.
    """
    is_folded = has_signs and attributes.get("outlineLevel", "0") != "0"
    is_hidden = attributes.get("hidden", "0").lower() in {"1", "true", "on"}
    return (is_hidden or _is_tiny(attributes.get(size, ""))) and not is_folded


def _is_tiny(size: str) -> bool:
    """Whether a height in points, or a width in letters, leaves nothing to be seen."""
    try:
        return float(size or "inf") < _SMALLEST
    except ValueError:
        return False


def _is_on(attributes: Attributes) -> bool:
    """Whether a property of type holds, which it does where nothing else is said."""
    return attributes.get("val", "1") not in {"0", "false", "off"}


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _row_and_column(reference: str) -> tuple[int, int] | None:
    """Row and column of `D7`."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if (
        not digits
        or not letters.isascii()
        or not letters.isalpha()
        or len(reference) > len("XFD1048576")
    ):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _area(reference: str) -> Area | None:
    first, _, last = reference.replace("$", "").partition(":")
    start, end = _row_and_column(first), _row_and_column(last or first)
    return None if start is None or end is None else Area(*start, *end)


def as_numbers(cells: Mapping[tuple[int, int], RawCell]) -> set[int]:
    """The numbers of the shared texts that cells name."""
    numbers = {
        whole_number(raw.text) for raw in cells.values() if raw.kind == "s" and not raw.has_formula
    }
    return numbers - {-1}


def whole_number(text: str) -> int:
    """A number that says where something is, such as a row; -1 for what is none, or is too long."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else -1
