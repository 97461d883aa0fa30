"""Workbooks read: what stands in the cells of a file that may come from anyone.

Reading is one pass over the parts, and nothing is kept but cells that hold something: a sheet of
a million rows costs no more memory than one of twenty thousand. Formulas, macros, links and
pictures are never touched. (No library reads them: the known ones unpack whole rows, texts and
tables before one can look at them.)
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coherence_kit.documents.cell_looks import Change
from coherence_kit.documents.cell_places import MOST_COLUMNS, MOST_ROWS, Area, whole_number
from coherence_kit.documents.cell_sight import Eyes, Faces, number_shown
from coherence_kit.documents.cell_texts import number_text, stored_number, unescape
from coherence_kit.documents.number_formats import shows_text, shows_truth
from coherence_kit.documents.ods_looks import Looks, NamedStyles
from coherence_kit.documents.ods_xml import CONTENT, PLAIN_TEXT, STYLES, Table, Tables
from coherence_kit.documents.sheet_sight import Sight
from coherence_kit.documents.sheet_xml import (
    LONGEST_TEXT,
    Cells,
    Listing,
    Notes,
    RawCell,
    Relations,
    SharedTexts,
    as_numbers,
)
from coherence_kit.documents.sheets import cell_name
from coherence_kit.documents.workbook_archive import Archive, is_open_document, open_archive
from coherence_kit.documents.workbook_styles import Styles, Theme, palette_of
from coherence_kit.documents.workbook_xml import Budget, Part, read_part
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.problems.shortening import keep

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

# Line ends of other programs; a vertical tab is what word processors call a soft one.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIGITS_OF_A_CELL = 30
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?$")
# How LibreOffice writes a truth value that somebody typed, with what it gave.
_CONSTANTS = {"TRUE()": ("yes", "1"), "FALSE()": ("no", "0")}
_TRUTHS = {"1": "yes", "true": "yes", "0": "no", "false": "no"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?", re.ASCII)
_ANY_DAY = "45000"  # as a number that formats of dates are tried with
_PartT = TypeVar("_PartT", bound=Part)


class CellKind(Enum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    ERROR = "error"


class ReadCell(NamedTuple):
    """A cell with content.

    Args:
        kind: what it holds.
        text: a text as it was typed, a number or a date as it is read, yes
            or no, a formula with its sign.
        is_struck: all of it or a part of it is struck out.
        is_shown: who looks at it reads what stands in it. White letters do
            not show, nor does what a number format replaces.
        rounded: the number that it shows, where that is another one.

    """

    kind: CellKind
    text: str
    is_struck: bool = False
    is_shown: bool = True
    rounded: str = ""


@dataclass(slots=True)
class ReadSheet:
    """A sheet: its cells by row and column, from 1, in the order of the file.

    `notes` are the texts pinned to cells.
    """

    name: str
    cells: dict[tuple[int, int], ReadCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    is_damaged: bool = False
    """Some of its cells, or what stands in them, could not be read."""
    is_hidden: bool = False
    """Its tab is not shown."""
    hidden_rows: AbstractSet[int] = frozenset()
    hidden_columns: AbstractSet[int] = frozenset()

    def is_seen(self, row: int, column: int) -> bool:
        """Whether who looks through the workbook sees what stands in a cell.

        What is folded away in an outline or left out by a filter is a click away and counts as
        seen.
        """
        return not (self.is_hidden or row in self.hidden_rows or column in self.hidden_columns)

    def place(self, row: int, column: int) -> str:
        """`Planning!D7`, as a message names it."""
        return f"{self.name}!{cell_name(row, column)}"


@dataclass(slots=True)
class ReadBook:
    """What could be read of a workbook, and what is wrong with the rest."""

    sheets: list[ReadSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    since_1904: bool = False
    """Days are counted from 1904, as old Macs did."""


def read_book(data: bytes, source: str) -> ReadBook:
    """The cells of a workbook.

    Raises:
        ProblemsFound: nothing of it can be read.

    """
    archive = open_archive(data, source)
    reader = BookReader(archive, source)
    return reader.read_tables() if is_open_document(archive) else reader.read()


class BookReader:
    """Reads one workbook."""

    def __init__(self, archive: Archive, source: str) -> None:
        self._archive = archive
        self._source = source
        self._book = ReadBook()
        self._budget = Budget()
        self._eyes = Eyes()
        self._faces: dict[int, Faces] = {}
        self._lacks_texts = False

    def read(self) -> ReadBook:
        """The sheets of a workbook of Excel."""
        main = self._main_part()
        relations = self._relations(main)
        listing = self._part(main, Listing(), needed=True)
        self._book.since_1904 = listing.since_1904
        self._warn_of_extras(relations)
        self._read_styles(relations)
        found = []
        for listed in listing.sheets:
            kind, target = relations.get(listed.identity, ("", ""))
            if kind == "worksheet":
                found.append((listed, target, self._sheet(listed.name, target)))
        texts = self._shared_texts(
            relations, {number for *_, part in found for number in as_numbers(part.cells)}
        )
        while found:
            listed, target, part = found.pop(0)
            sheet = self._finished(listed.name, part, texts)
            sheet.is_hidden = listed.is_hidden
            sheet.notes = self._notes(listed.name, target)
            self._book.sheets.append(sheet)
        return self._book

    def read_tables(self) -> ReadBook:
        """The same of an OpenDocument spreadsheet."""
        looks = Looks()
        if self._archive.has(STYLES):
            self._part(STYLES, NamedStyles(looks))
        part = self._part(CONTENT, Tables(self._budget, looks))
        self._eyes = Eyes(part.styles)
        for table in part.tables:
            if table.is_cut:
                self._report(
                    "workbook.too-large",
                    table.name,
                    rows=f"{MOST_ROWS:,}",
                    columns=str(MOST_COLUMNS),
                )
            sheet = self._finished(table.name, table, {})
            sheet.is_damaged = part.is_damaged
            sheet.is_hidden = table.is_hidden
            sheet.notes = table.notes
            self._book.sheets.append(sheet)
        return self._book

    def _main_part(self) -> str:
        main = _target(self._relations(""), "officeDocument") or "xl/workbook.xml"
        if not self._archive.has(main):
            what = "an archive or a document, but no workbook"
            raise ProblemsFound(
                [Problem("workbook.other-kind", self._source, params={"what": what})]
            )
        return main

    def _relations(self, part: str, *, called: str = "") -> dict[str, tuple[str, str]]:
        """Kind and place of every part that this one names, by the identity of the relation.

        A sheet may lack the list of its relations.
        """
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self._archive.has(path):
            return {}
        return self._part(path, Relations(folder), called=called, needed=not called).found

    def _read_styles(self, relations: Mapping[str, tuple[str, str]]) -> None:
        target, theme = (_target(relations, kind) for kind in ("styles", "theme"))
        if target:
            known = self._part(target, Styles())
            colours = self._part(theme, Theme()) if self._archive.has(theme) else None
            self._eyes = Eyes(known.styles, known.changes, palette_of(colours, known))

    def _warn_of_extras(self, relations: Mapping[str, tuple[str, str]]) -> None:
        if any(name.endswith("vbaproject.bin") for name in self._archive.names):
            self._report("workbook.macros")
        links = sum(1 for kind, _ in relations.values() if kind == "externalLink")
        if links:
            self._report("workbook.links", count=str(links))

    def _sheet(self, name: str, target: str) -> Cells:
        part = self._part(target, Cells(self._budget), called=name)
        if part.is_cut:
            self._report(
                "workbook.too-large", name, rows=f"{MOST_ROWS:,}", columns=str(MOST_COLUMNS)
            )
        return part

    def _notes(self, name: str, sheet: str) -> dict[tuple[int, int], str]:
        """The notes of a sheet.

        Beside a note that can be replied to stands one of the older kind that only
        points to it; that one is left out.
        """
        found: dict[tuple[int, int], str] = {}
        relations = self._relations(sheet, called=name)
        for kind, is_thread in (("comments", False), ("threadedComment", True)):
            target = _target(relations, kind)
            if target:
                found |= self._part(target, Notes(is_thread=is_thread), called=name).found
        return {cell: unescape(text) for cell, text in found.items() if text.strip()}

    def _shared_texts(
        self, relations: Mapping[str, tuple[str, str]], wanted: set[int]
    ) -> dict[int, str]:
        target = _target(relations, "sharedStrings")
        if not target or not wanted:
            return {}
        part = self._part(target, SharedTexts(wanted, self._budget))
        self._lacks_texts, self._faces = part.is_damaged, part.faces
        return part.texts

    def _finished(self, name: str, part: Cells | Table, texts: Mapping[int, str]) -> ReadSheet:
        is_damaged = isinstance(part, Cells) and part.is_damaged
        sight = part.sight
        sheet = ReadSheet(
            name,
            merged=part.merged,
            is_damaged=is_damaged or self._lacks_texts,
            hidden_rows=sight.hidden_rows,
            hidden_columns=sight.hidden_columns,
        )
        changes = self._eyes.found(sight.looks)
        for place, raw in part.cells.items():
            cell = self._cell(sheet.place(*place), raw, texts)
            if cell is not None:
                sheet.cells[place] = self._seen(cell, raw, place, sight, changes)
        return sheet

    def _seen(
        self,
        cell: ReadCell,
        raw: RawCell,
        place: tuple[int, int],
        sight: Sight,
        changes: Mapping[Change, list[Area]],
    ) -> ReadCell:
        """A cell with how it looks; most look like others of the same style."""
        style = self._eyes.style(raw.style)
        faces = self._faces.get(whole_number(raw.text), raw.faces) if raw.kind == "s" else raw.faces
        if any((face or style.face).is_struck for face in faces):
            cell = cell._replace(is_struck=True)
        shown = self._shown(cell, raw, style.number_format)
        if shown is None or not self._eyes.see(raw.style, faces):
            return cell._replace(is_shown=False)
        if sight.hides_zeros and cell.kind is CellKind.NUMBER and not cell.text.strip("0.,%"):
            return cell._replace(is_shown=False)
        if any(
            self._is_changed(cell, raw, faces, change) and any(area.holds(*place) for area in areas)
            for change, areas in changes.items()
        ):
            return cell._replace(is_shown=False)
        return cell if shown == cell.text else cell._replace(rounded=shown)

    def _is_changed(self, cell: ReadCell, raw: RawCell, faces: Faces, change: Change) -> bool:
        """Whether a conditional format keeps from sight what the cell holds."""
        if not self._eyes.see(raw.style, faces, change):
            return True
        stated = change.number_format
        return stated is not None and self._shown(cell, raw, stated) != cell.text

    def _shown(self, cell: ReadCell, raw: RawCell, number_format: str) -> str | None:
        """What the cell shows with this format: its text, another number, or something else."""
        if cell.kind is CellKind.TEXT:
            return cell.text if shows_text(number_format) else None
        if cell.kind is CellKind.BOOLEAN:
            return cell.text if shows_truth(cell.text == "yes", number_format) else None
        if cell.kind is not CellKind.NUMBER:
            return cell.text
        number = stored_number(raw.text if raw.kind == "n" else _ANY_DAY)
        shown = number_shown(number, number_format)
        if shown is None or shown == number:
            return None if shown is None else cell.text
        return number_text(f"{shown:f}", number_format, since_1904=self._book.since_1904)

    def _cell(self, place: str, raw: RawCell, texts: Mapping[int, str]) -> ReadCell | None:
        if raw.damage:
            self._broken(place, raw.damage)
            return None
        if raw.has_formula:
            constant, result = _CONSTANTS.get(raw.text.strip().upper(), ("", ""))
            return (
                ReadCell(CellKind.BOOLEAN, constant)
                if constant and raw.result in {result, ""}
                else ReadCell(CellKind.FORMULA, f"={raw.text}")
            )
        if raw.kind == "s":
            return self._text(place, texts.get(whole_number(raw.text)))
        if raw.kind in {"inlineStr", "str"}:
            return self._text(place, unescape(raw.text))
        if raw.kind == PLAIN_TEXT:
            return self._text(place, raw.text)
        return self._stored(place, raw)

    def _stored(self, place: str, raw: RawCell) -> ReadCell | None:
        """What is no text."""
        stored = raw.text.strip()
        if raw.kind == "n":
            return self._number(place, raw)
        if raw.kind == "b" and stored in _TRUTHS:
            return ReadCell(CellKind.BOOLEAN, _TRUTHS[stored])
        if raw.kind == "d" and _DAY.fullmatch(stored):
            return ReadCell(CellKind.NUMBER, _MIDNIGHT.sub("", stored))
        if raw.kind == "e":
            return ReadCell(CellKind.ERROR, stored)
        said = f'"{stored[:_DIGITS_OF_A_CELL]}" is nothing that a cell of its kind holds'
        self._broken(place, said)
        return None

    def _broken(self, place: str, reason: str) -> None:
        self._report("workbook.broken-cell", place, reason=reason)

    def _text(self, place: str, stored: str | None) -> ReadCell | None:
        if stored is None and self._lacks_texts:
            return None  # that the texts are damaged is told once
        if stored is None:
            self._broken(place, "the text it names is not in the file")
            return None
        if len(stored) > LONGEST_TEXT:
            self._report("workbook.long-text", place, limit=f"{LONGEST_TEXT:,}")
            return None
        text = _LINE_ENDS.sub("\n", stored)
        if _CONTROL.search(text):
            character = f"U+{ord(_CONTROL.findall(text)[0]):04X}"
            self._report("workbook.character", place, character=character)
            text = _CONTROL.sub("", text)
        return ReadCell(CellKind.TEXT, text) if text.strip() else None

    def _number(self, place: str, raw: RawCell) -> ReadCell | None:
        shown_as = self._eyes.style(raw.style).number_format
        try:
            text = number_text(raw.text, shown_as, since_1904=self._book.since_1904)
        except (ValueError, ArithmeticError):
            self._broken(place, f'"{raw.text[:_DIGITS_OF_A_CELL]}" is no number')
            return None
        return ReadCell(CellKind.NUMBER, text)

    def _part(self, name: str, part: _PartT, *, called: str = "", needed: bool = False) -> _PartT:
        """Read a part; what is wrong with it is a problem, and what was read by then is kept."""
        reason = read_part(self._archive, name, part, self._budget)
        if reason and needed:
            raise ProblemsFound(
                [Problem("workbook.broken", self._source, params={"reason": f"{name}: {reason}"})]
            )
        if reason:
            part.is_damaged = True
            self._report("workbook.broken-part", called, part=called or name, reason=reason)
        return part

    def _report(self, code: str, cell: str = "", **params: str) -> None:
        keep(self._book.problems, Problem(code, self._source, params=params, cell=cell))


def _target(relations: Mapping[str, tuple[str, str]], wanted: str) -> str:
    """The place of the first part of a kind, or an empty text."""
    return next((target for kind, target in relations.values() if kind == wanted), "")
