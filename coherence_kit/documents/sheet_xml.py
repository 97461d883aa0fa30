"""What the parts of a workbook of Excel hold: which parts there are, sheets, texts, notes."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from coherence_kit.documents.cell_faces import Faces
from coherence_kit.documents.cell_places import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    area_named,
    is_true,
    row_and_column,
    whole_number,
)
from coherence_kit.documents.cell_texts import unescape
from coherence_kit.documents.sheet_sight import Sight
from coherence_kit.documents.workbook_archive import part_name
from coherence_kit.documents.workbook_xml import (
    Attributes,
    Budget,
    ForbiddenError,
    Part,
    StopReading,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coherence_kit.documents.cell_looks import Face

MOST_CELLS_OF_A_SHEET = 60_000
LONGEST_TEXT = 1_000_000
_LONGEST_FORMULA = 200
_MOST_SHEETS = 200
_MOST_MERGED = 10_000
_MOST_RELATIONS = 10_000
_MOST_NOTES = 1_000
_LONGEST_NOTE = 2_000
_TYPES = (
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "http://schemas.microsoft.com/office/",
)
_PIECES = frozenset({"t", "r", "rPh", "phoneticPr"})
_OF_TEXTS: Final[Mapping[str, frozenset[str]]] = {
    "r": frozenset({"rPr", "t"}),
    "rPh": frozenset({"t"}),
    "t": frozenset(),
}
_PLAIN: Final[frozenset[Face | None]] = frozenset({None})


class RawCell(NamedTuple):
    """A cell as the file has it; `text` may be the number of a shared text."""

    kind: str
    text: str
    style: int
    has_formula: bool
    faces: frozenset[Face | None] = _PLAIN
    """The types of its pieces; None for those that look as its style says."""
    result: str = ""
    """What a formula gave when the file was saved."""
    damage: str = ""
    """What keeps its content from being told for certain."""


class Relations(Part):
    """Which parts a part names: kind and place by identity."""

    root = "rel:Relationships"

    def __init__(self, folder: str) -> None:
        """Places are given from this folder."""
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a relation."""
        if name != "rel:Relationship" or len(self.found) >= _MOST_RELATIONS:
            return
        identity = attributes.get("Id", "")
        if identity in self.found:
            raise ForbiddenError(f'two parts in it go by the name "{identity}"')
        if attributes.get("TargetMode", "Internal") == "Internal":
            target = attributes.get("Target", "").replace("\\", "/")
            place = target if target.startswith("/") else posixpath.join(self._folder, target)
            stated = attributes.get("Type", "")
            kind = stated.rpartition("/")[2] if stated.startswith(_TYPES) else ""
            self.found[identity] = (kind, part_name(place))


class Listed(NamedTuple):
    """A sheet as the workbook lists it: by its relation, and whether its tab is hidden."""

    name: str
    identity: str
    is_hidden: bool


class Listing(Part):
    """The sheets, and from when days are counted."""

    root = "workbook"
    holds: ClassVar = {"sheets": frozenset({"sheet"})}

    def __init__(self) -> None:
        """Nothing yet."""
        self.sheets: list[Listed] = []
        self.since_1904 = False
        self._shown_first = 0
        self._has_tabs = True

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a sheet."""
        if name == "sheet" and len(self.sheets) < _MOST_SHEETS:
            is_hidden = attributes.get("state", "visible") != "visible"
            stated = attributes.get("name", "")
            self.sheets.append(Listed(stated, attributes.get("r:id", ""), is_hidden))
        elif name == "workbookPr":
            self.since_1904 = is_true(attributes.get("date1904", ""))
        elif name == "workbookView" and not is_true(attributes.get("showSheetTabs", "1")):
            self._has_tabs = False
            self._shown_first = max(whole_number(attributes.get("activeTab", "0")), 0)

    def end(self, name: str) -> None:
        """Without tabs no other sheet is seen than the one that the file opens with."""
        if name == self.root and not self._has_tabs:
            self.sheets = [
                sheet._replace(is_hidden=sheet.is_hidden or place != self._shown_first)
                for place, sheet in enumerate(self.sheets)
            ]


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

    root = "sst"
    holds: ClassVar = {"sst": frozenset({"si", "extLst"}), "si": _PIECES, **_OF_TEXTS}

    def __init__(self, wanted: set[int], budget: Budget) -> None:
        """Keep these."""
        self.texts: dict[int, str] = {}
        self.faces: dict[int, frozenset[Face | None]] = {}
        self._faces = Faces()
        self._wanted = wanted
        self._last = max(wanted, default=-1)
        self._collected = _Collected(budget)
        self._pieces: list[str] = []
        self._place = -1
        self._is_text = False
        self._is_reading = False  # how something is pronounced is no part of it

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a text, or of a piece of it."""
        self._faces.start(name, attributes)
        if name == "si":
            self._place += 1
            if self._place > self._last:
                raise StopReading
        elif name == "rPh":
            self._is_reading = True
        elif name == "t":
            self._is_text = self._place in self._wanted and not self._is_reading

    def end(self, name: str) -> None:
        """Keep a text that is whole; its codes are those of each piece by itself."""
        if name == "t":
            if self._is_text:
                self._pieces.append(unescape(self._collected.take()))
            self._is_text = False
        elif name == "rPh":
            self._is_reading = False
        elif name == "si":
            if self._place in self._wanted:
                self.texts[self._place] = "".join(self._pieces)
                self.faces[self._place] = self._faces.take()
            self._pieces.clear()

    def text(self, piece: str) -> None:
        """Collect a wanted text."""
        if self._is_text:
            self._collected.add(piece)
            self._faces.text(piece)


class Notes(Part):
    """What people pinned to the cells of a sheet.

    Of several notes to one cell the first is kept, and of its text as much as a message shows.
    """

    def __init__(self, *, is_thread: bool) -> None:
        """Begin without notes.

        Notes of the older kind stand under other names than those that can be replied to.
        """
        self.found: dict[tuple[int, int], str] = {}
        self._note, self._piece, self.root = (
            ("tc:threadedComment", "tc:text", "tc:ThreadedComments")
            if is_thread
            else ("comment", "t", "comments")
        )
        self._cell: tuple[int, int] | None = None
        self._is_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a note, or of a piece of its text."""
        if name == self._note:
            cell = row_and_column(attributes.get("ref", ""))
            self._cell = cell if cell not in self.found and len(self.found) < _MOST_NOTES else None
            if self._cell is not None:
                self.found[self._cell] = ""
        self._is_text = name == self._piece

    def end(self, name: str) -> None:
        """Between the pieces there is nothing to read."""
        self._is_text = False
        if name == self._note:
            self._cell = None

    def text(self, piece: str) -> None:
        """Characters of a note."""
        if self._is_text and self._cell is not None:
            self.found[self._cell] = (self.found[self._cell] + piece)[:_LONGEST_NOTE]


class Cells(Part):
    """The cells of a sheet that hold something, what is merged, and what is hidden.

    Rows and cells stand in their order, as every program writes them: then no cell is there twice.
    """

    root = "worksheet"
    holds: ClassVar = {
        "sheetData": frozenset({"row"}),
        "row": frozenset({"c"}),
        "c": frozenset({"v", "f", "is"}),
        "is": _PIECES,
        "v": frozenset(),
        "f": frozenset(),
        **_OF_TEXTS,
    }
    most_rows: ClassVar[int] = MOST_ROWS
    longest_result: ClassVar[int] = _LONGEST_FORMULA
    """Characters that are kept of what a formula gave."""

    def __init__(self, budget: Budget) -> None:
        """Keep what the budget allows."""
        self.cells: dict[tuple[int, int], RawCell] = {}
        self.merged: list[Area] = []
        self.sight = Sight()
        self._budget = budget
        self._collected = _Collected(budget)
        self._row = self._column = self._style = 0
        self._kind = ""
        self._formula: str | None = None
        self._values: list[str] = []
        self._inline: str | None = None
        self._faces = Faces()
        self._open = ""  # the element whose characters are collected
        self._is_reading = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a row, a cell, or what is in it."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in {"v", "t"}:
            self._open = "" if self._is_reading else "text"
        elif name == "f":
            self._formula = ""
            self._open = "formula"
        elif name == "rPh":
            self._is_reading = True
        elif name == "is" or self.parent in {"is", "r", "rPr"}:
            self._faces.start(name, attributes)
        elif name == "mergeCell" and len(self.merged) < _MOST_MERGED:
            area = area_named(attributes.get("ref", ""))
            if area is not None:
                self.merged.append(area)
        else:
            self.sight.start(name, self.parent, attributes)

    def end(self, name: str) -> None:
        """Keep a cell that holds something."""
        if name in {"t", "f"}:
            self._open = ""
        elif name == "v":
            self._open = ""
            self._values.append(self._collected.take())
        elif name == "is":
            self._inline = (self._inline or "") + self._collected.take()
        elif name == "c":
            self._end_cell()
        elif name == "rPh":
            self._is_reading = False
        elif name == self.root:
            self.sight.finish()
        else:
            self.sight.end(name)

    def text(self, piece: str) -> None:
        """Characters of a value or of a formula."""
        if self._open == "text":
            self._collected.add(piece)
            self._faces.text(piece)
        elif (
            self._open == "formula"
            and self._formula is not None
            and len(self._formula) < _LONGEST_FORMULA
        ):
            self._formula += piece[:_LONGEST_FORMULA]

    def _start_row(self, attributes: Attributes) -> None:
        row = whole_number(attributes.get("r", str(self._row + 1)))
        if row <= self._row:
            raise ForbiddenError(f"a row stands twice or out of its place behind row {self._row}")
        self._row, self._column = row, 0
        self.sight.start_row(row, attributes)

    def _start_cell(self, attributes: Attributes) -> None:
        stated = attributes.get("r")
        row, column = (
            (self._row, self._column + 1) if stated is None else (row_and_column(stated) or (0, 0))
        )
        if row != self._row or column <= self._column:
            raise ForbiddenError(f"in row {self._row} a cell stands twice or out of its place")
        self._column = column
        self._kind = attributes.get("t", "n")
        self._style = max(whole_number(attributes.get("s", "")), 0)
        self._formula, self._inline = None, None
        self._values.clear()

    def _end_cell(self) -> None:
        faces = self._faces.take() or _PLAIN
        value = "".join(self._values)
        text = self._inline or "" if self._kind == "inlineStr" else value
        damage = self._damage(value)
        if not text and self._formula is None and not damage:
            return
        is_beyond = self._row > self.most_rows or self._column > MOST_COLUMNS
        is_full = (
            len(self.cells) >= MOST_CELLS_OF_A_SHEET
            or self._budget.cells <= 0
            or self._budget.text < 0
        )
        if is_beyond or is_full:
            self.is_cut = True
            return
        self._budget.cells -= 1
        has_formula = self._formula is not None
        shown = self._formula if self._formula is not None else text
        self.cells[self._row, self._column] = RawCell(
            self._kind, shown, self._style, has_formula, faces, text[: self.longest_result], damage
        )

    def _damage(self, value: str) -> str:
        """Why one program may show another content of the cell than another does."""
        other = value if self._kind == "inlineStr" else self._inline or ""
        if len(self._values) > 1:
            return "it holds two values"
        return "it holds a text and a value" if other.strip() else ""


def as_numbers(cells: Mapping[tuple[int, int], RawCell]) -> set[int]:
    """The numbers of the shared texts that cells name."""
    numbers = {
        whole_number(raw.text) for raw in cells.values() if raw.kind == "s" and not raw.has_formula
    }
    return numbers - {-1}
