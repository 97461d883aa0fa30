"""How the cells of an OpenDocument spreadsheet look, and which number formats they have.

Formats are put into the signs of a workbook, so that one rule says what they show. Source:
OpenDocument 1.3, part 3, chapters 16 and 20.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from coherence_kit.documents.cell_looks import Change, Face, Stated, Style
from coherence_kit.documents.workbook_xml import Attributes, Part

CELL: Final = "table-cell"
PER_CENT: Final = "0.###############%"
_HIDES: Final = ";;;"
_EMPTY: Final = '""'  # a format that shows nothing of a number
_DEFAULT: Final = "Default"
_MOST_STYLES = 20_000
_MOST_PARENTS = 20
_MOST_MAPS = 10  # of a style; one with more is taken to hide
_MOST_DECIMALS = 30
_LONGEST_SAID = 200
_SMALLEST_ROW, _SMALLEST_COLUMN = 1.0, 5.0  # in points
_LENGTH = re.compile(r"(\d*\.?\d+)(pt|in|cm|mm|pc|px)?", re.ASCII)
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}
_FORMATS: Final = frozenset(
    f"number:{kind}-style"
    for kind in ("number", "currency", "percentage", "date", "time", "boolean", "text")
)
_TEXT_STYLE: Final = "number:text-style"
_SIGNS: Final = {
    "number:year": "yyyy", "number:month": "mm", "number:day": "dd", "number:hours": "hh",
    "number:minutes": "mm", "number:seconds": "ss", "number:boolean": "General",
    "number:text-content": "@", "number:scientific-number": "0E+0", "number:fraction": "# ?/?",
    "number:day-of-week": "dddd", "number:quarter": "mm", "number:week-of-year": "d",
}  # fmt: skip
_SAID: Final = frozenset({"number:text", "number:currency-symbol", "number:embedded-text"})


@dataclass(slots=True)
class _Stated:
    """A style as the file states it; None for what it leaves to its parent."""

    parent: str = ""
    ink: Stated | None = None
    size: float | None = None
    is_struck: bool | None = None
    behind: tuple[Stated, ...] | None = None
    format_name: str | None = None
    hides: bool = False
    """Its rows, columns or contents do not show."""
    maps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Format:
    """A number format: its signs, and other formats for some of the numbers."""

    is_of_texts: bool
    signs: str = ""
    maps: list[tuple[str, str]] = field(default_factory=list)


class Looks:
    """The styles of a file, in whichever of its parts they stand."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._styles: dict[tuple[str, str], _Stated] = {}
        self._formats: dict[str, _Format] = {}
        self._style: _Stated | None = None
        self._format: _Format | None = None
        self._is_saying = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a style, or of what it says."""
        if name in {"style:style", "style:default-style"}:
            self._start_style(name, attributes)
        elif name in _FORMATS and len(self._formats) < _MOST_STYLES:
            self._format = _Format(name == _TEXT_STYLE)
            self._formats[attributes.get("style:name", "")] = self._format
        elif self._format is not None:
            self._start_in_format(self._format, name, attributes)
        elif self._style is not None:
            _add_to_style(self._style, name, attributes)

    def end(self, name: str) -> None:
        """Of a style, or of what it says."""
        if name in {"style:style", "style:default-style"}:
            self._style = None
        elif name in _FORMATS:
            self._format = None
        elif name in _SAID:
            self._is_saying = False

    def text(self, piece: str) -> None:
        """What a format shows of its own."""
        if self._is_saying and self._format is not None:
            said = "".join(f"\\{sign}" for sign in piece)
            if len(self._format.signs) < _LONGEST_SAID:
                self._format.signs += said[:_LONGEST_SAID]

    def hides(self, family: str, name: str) -> bool:
        """Whether the rows, columns or tables of a style do not show."""
        return any(stated.hides for stated in self._chain(family, name))

    def face(self, name: str) -> Face | None:
        """The type of a piece of a text; None where it is that of its cell."""
        chain = self._chain("text", name)
        is_plain = all(
            one.ink is None and one.size is None and one.is_struck is None for one in chain
        )
        return None if is_plain else _face(chain)

    def cell(self, name: str, *, is_per_cent: bool = False) -> Style:
        """How cells of a style look, at its worst where it depends on conditions."""
        chain = self._chain(CELL, name or _DEFAULT)
        behind = next((one.behind for one in chain if one.behind is not None), ())
        format_name = next((one.format_name for one in chain if one.format_name is not None), "")
        code = self._code(format_name)
        if is_per_cent and "%" not in code:
            code = PER_CENT
        if any(one.hides for one in chain):
            code = _HIDES
        return Style(_face(chain), behind, code)

    def maps(self, name: str) -> list[Change]:
        """What a cell of this style may look like under conditions."""
        found = [one for stated in self._chain(CELL, name or _DEFAULT) for one in stated.maps]
        if len(found) > _MOST_MAPS:
            return [Change(number_format=_HIDES)]
        return [self.change(one) for one in found]

    def change(self, name: str) -> Change:
        """What a style changes of a cell that it is put upon."""
        chain = [
            one for one in self._chain(CELL, name) if one is not self._styles.get((CELL, _DEFAULT))
        ]
        format_name = next((one.format_name for one in chain if one.format_name is not None), None)
        size = next((one.size for one in chain if one.size is not None), None)
        is_tiny = any(one.hides for one in chain) or (size is not None and not size)
        return Change(
            next((one.ink for one in chain if one.ink is not None), None),
            next((one.behind for one in chain if one.behind is not None), None),
            _HIDES if is_tiny else None if format_name is None else self._code(format_name),
        )

    def _chain(self, family: str, name: str) -> list[_Stated]:
        """A style, its parents and what holds for all of its family."""
        found: list[_Stated] = []
        while name and len(found) < _MOST_PARENTS:
            stated = self._styles.get((family, name))
            if stated is None:
                break
            found.append(stated)
            name = stated.parent
        usual = self._styles.get((family, ""))
        return found if usual is None else [*found, usual]

    def _start_style(self, name: str, attributes: Attributes) -> None:
        own = "" if name == "style:default-style" else attributes.get("style:name", "")
        self._style = _Stated(
            attributes.get("style:parent-style-name", ""),
            format_name=attributes.get("style:data-style-name"),
        )
        if len(self._styles) < _MOST_STYLES:
            self._styles[attributes.get("style:family", ""), own] = self._style

    def _start_in_format(self, stated: _Format, name: str, attributes: Attributes) -> None:
        if name in _SAID:
            self._is_saying = True
        elif name == "number:number":
            stated.signs += _digits(attributes)
        elif name == "style:map" and len(stated.maps) < _MOST_MAPS:
            condition = attributes.get("style:condition", "").removeprefix("value()")
            stated.maps.append((condition, attributes.get("style:apply-style-name", "")))
        elif name == "style:text-properties":
            return
        else:
            stated.signs += _SIGNS.get(name, "")

    def _code(self, name: str) -> str:
        """The signs of a format, those for some numbers first; none where there is no format."""
        stated = self._formats.get(name)
        if stated is None:
            return ""
        sections = [
            f"[{condition}]{self._formats[other].signs}"
            for condition, other in stated.maps
            if other in self._formats
        ]
        if stated.is_of_texts and (sections or "@" not in stated.signs):
            sections += ["General"] * (3 - len(sections))
        return ";".join([*sections, stated.signs]) or _EMPTY


class NamedStyles(Part):
    """The part of the file that holds the styles with names."""

    root = "office:document-styles"

    def __init__(self, looks: Looks) -> None:
        """Add them to what is known."""
        self._looks = looks

    def start(self, name: str, attributes: Attributes) -> None:
        """Of a style."""
        self._looks.start(name, attributes)

    def end(self, name: str) -> None:
        """Of a style."""
        self._looks.end(name)

    def text(self, piece: str) -> None:
        """Of what a format says."""
        self._looks.text(piece)


def hex_colour(stated: str) -> Stated:
    """`#FFFFFF`; what else stands there leaves it to the program."""
    return Stated("rgb", stated[1:]) if stated.startswith("#") else Stated()


def _add_to_style(style: _Stated, name: str, attributes: Attributes) -> None:
    if name == "style:text-properties":
        _add_type(style, attributes)
    elif name == "style:table-cell-properties":
        stated = attributes.get("fo:background-color", "")
        if stated:
            style.behind = (hex_colour(stated),) if stated.startswith("#") else ()
        style.hides |= attributes.get("style:cell-protect", "").startswith("hidden")
    elif name == "style:table-row-properties":
        style.hides |= _points(attributes.get("style:row-height", "")) < _SMALLEST_ROW
    elif name == "style:table-column-properties":
        style.hides |= _points(attributes.get("style:column-width", "")) < _SMALLEST_COLUMN
    elif name == "style:table-properties":
        style.hides |= attributes.get("table:display") == "false"
    elif name == "style:map":
        style.maps.append(attributes.get("style:apply-style-name", ""))


def _add_type(style: _Stated, attributes: Attributes) -> None:
    if attributes.get("style:use-window-font-color") == "true":
        style.ink = Stated()
    elif "fo:color" in attributes:
        style.ink = hex_colour(attributes["fo:color"])
    if "fo:font-size" in attributes and "%" not in attributes["fo:font-size"]:
        style.size = _points(attributes["fo:font-size"])
    struck = attributes.get("style:text-line-through-style")
    if struck is not None:
        style.is_struck = struck != "none"
    if attributes.get("text:display") == "none":
        style.size = 0.0


def _face(chain: list[_Stated]) -> Face:
    usual = Face()
    return Face(
        next((one.ink for one in chain if one.ink is not None), usual.ink),
        next((one.size for one in chain if one.size is not None), usual.size),
        next((one.is_struck for one in chain if one.is_struck is not None), False),
    )


def _digits(attributes: Attributes) -> str:
    """The places of a number; those of any number where it has as many as it needs."""
    stated = attributes.get("number:decimal-places", "")
    whole = attributes.get("number:min-integer-digits", "1")
    if not stated.isdecimal() or not whole.isdecimal():
        return "General"
    decimals = min(int(stated[:3]), _MOST_DECIMALS)
    places = "0" * min(int(whole[:3] or "1"), _MOST_DECIMALS) or "#"
    return places + ("." + "0" * decimals if decimals else "")


def _points(stated: str) -> float:
    """A length in points; without end where none is stated."""
    match = _LENGTH.fullmatch(stated)
    return float(match[1]) * _POINTS[match[2] or "pt"] if match else float("inf")
