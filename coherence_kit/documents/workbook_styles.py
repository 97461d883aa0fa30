"""The styles of a workbook that may come from anyone: how its cells look."""

from __future__ import annotations

from typing import Final

from coherence_kit.documents.cell_faces import with_property
from coherence_kit.documents.cell_looks import Change, Face, Palette, Stated, Style, stated_colour
from coherence_kit.documents.cell_places import whole_number
from coherence_kit.documents.cell_texts import BUILT_IN_FORMATS
from coherence_kit.documents.workbook_xml import Attributes, Part

_LONGEST_FORMAT = 1_000  # of a number; spreadsheets allow 255 characters
_MOST_STYLES = 100_000
_MOST_STOPS = 8  # of a shade of colours
_CHANGES: Final = frozenset({"dxf", "x14:dxf"})
_OF_THEME: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
_OF_LINKS: Final = ("hlink", "folHlink")


class _Fill:
    """What is behind a text."""

    def __init__(self) -> None:
        self._pattern = ""
        self._front: Stated | None = None
        self._back: Stated | None = None
        self._stops: list[Stated] = []

    def start(self, name: str, parent: str, attributes: Attributes) -> None:
        """Of one of its colours."""
        if name == "patternFill":
            self._pattern = attributes.get("patternType", "")
        elif name == "fgColor":
            self._front = stated_colour(attributes)
        elif name == "bgColor":
            self._back = stated_colour(attributes)
        elif name == "color" and parent == "stop" and len(self._stops) < _MOST_STOPS:
            self._stops.append(stated_colour(attributes))

    def of_cell(self) -> tuple[Stated, ...]:
        """The colours behind the text of a cell; none for the colour of the sheet."""
        if self._stops:
            return tuple(self._stops)
        if self._pattern == "solid":
            return (self._front or Stated("rgb", "000000"),)
        return () if self._back is None or self._pattern in {"", "none"} else (self._back,)

    def of_change(self) -> tuple[Stated, ...] | None:
        """What a conditional format puts behind a text; its colours stand the other way round."""
        if self._stops:
            return tuple(self._stops)
        colour = self._back or self._front
        return None if colour is None or self._pattern == "none" else (colour,)


class Changes:
    """What conditional formats change, one after the other."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._change: Change | None = None
        self._face: Face | None = None
        self._fill: _Fill | None = None

    def start(self, name: str, parent: str, attributes: Attributes) -> None:
        """Of a change, or of what it changes."""
        if name in _CHANGES:
            self._change, self._face, self._fill = Change(), None, None
        elif self._change is None:
            return
        elif name == "numFmt":
            code = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
            self._change = self._change._replace(number_format=code)
        elif name == "fill":
            self._fill = _Fill()
        elif name == "color" and parent == "font":
            self._change = self._change._replace(ink=stated_colour(attributes))
        elif self._fill is not None:
            self._fill.start(name, parent, attributes)

    def end(self, name: str) -> Change | None:
        """The change that is whole now, if one is."""
        if name == "fill" and self._fill is not None and self._change is not None:
            self._change = self._change._replace(behind=self._fill.of_change())
            self._fill = None
        if name not in _CHANGES:
            return None
        change, self._change = self._change, None
        return change


class Styles(Part):
    """How cells look that name a style, and what conditional formats change."""

    root = "styleSheet"

    def __init__(self) -> None:
        """Nothing yet."""
        self.styles: list[Style] = []
        self.changes: list[Change] = []
        self.indexed: list[str] = []
        """The colours that numbers stand for in this file, where it says so."""
        self._own: dict[str, str] = {}
        self._faces: list[Face] = []
        self._fills: list[tuple[Stated, ...]] = []
        self._fill: _Fill | None = None
        self._stated: list[tuple[str, int, int, int]] = []
        self._of_change = Changes()
        self._is_change = self._is_cell = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a format, a type, a colour or a style."""
        parent = self.parent
        if self._is_change or name in _CHANGES:
            self._is_change = True
            self._of_change.start(name, parent, attributes)
        elif name == "numFmt" and len(self._own) < _MOST_STYLES:
            code = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
            self._own[attributes.get("numFmtId", "")] = code
        elif name == "font" and parent == "fonts" and len(self._faces) < _MOST_STYLES:
            self._faces.append(Face())
        elif parent == "font" and self._faces:
            self._faces[-1] = with_property(self._faces[-1], name, attributes)
        elif name == "fill" and parent == "fills":
            self._fill = _Fill()
        elif self._fill is not None:
            self._fill.start(name, parent, attributes)
        elif name == "xf" and parent == "cellXfs" and len(self._stated) < _MOST_STYLES:
            self._is_cell = True
            font, fill = (whole_number(attributes.get(key, "0")) for key in ("fontId", "fillId"))
            self._stated.append((attributes.get("numFmtId", "0"), font, fill, 0))
        elif name == "alignment" and self._is_cell:
            indent = max(whole_number(attributes.get("indent", "0")), 0)
            number, font, fill, _ = self._stated[-1]
            self._stated[-1] = (number, font, fill, indent)
        elif name == "rgbColor" and len(self.indexed) < _MOST_STYLES:
            self.indexed.append(attributes.get("rgb", "")[:20])

    def end(self, name: str) -> None:
        """Keep what is whole."""
        if self._is_change:
            change = self._of_change.end(name)
            if change is not None:
                self._is_change = False
                if len(self.changes) < _MOST_STYLES:
                    self.changes.append(change)
        elif name == "fill" and self._fill is not None:
            if len(self._fills) < _MOST_STYLES:
                self._fills.append(self._fill.of_cell())
            self._fill = None
        elif name == "xf":
            self._is_cell = False
        elif name == self.root:
            self.styles = [self._style(*stated) for stated in self._stated]

    def _style(self, number: str, font: int, fill: int, indent: int) -> Style:
        return Style(
            self._faces[font] if 0 <= font < len(self._faces) else Face(),
            self._fills[fill] if 0 <= fill < len(self._fills) else (),
            self._own.get(number, BUILT_IN_FORMATS.get(whole_number(number), "")),
            indent,
        )


class Theme(Part):
    """The colours of a theme."""

    root = "a:theme"

    def __init__(self) -> None:
        """Nothing yet."""
        self._found: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Keep a colour."""
        place = self.parent.removeprefix("a:")
        if name == "a:srgbClr":
            self._found.setdefault(place, attributes.get("val", "")[:20])
        elif name == "a:sysClr":
            self._found.setdefault(place, attributes.get("lastClr", "")[:20])

    @property
    def colours(self) -> list[str]:
        """In the order in which cells name them; empty where some are missing."""
        names = (*_OF_THEME, *_OF_LINKS)
        return [self._found[name] for name in names] if self._found.keys() >= {*names} else []


def palette_of(theme: Theme | None, styles: Styles) -> Palette:
    """What the numbers of colours stand for in a file."""
    palette = Palette()
    if theme is not None and theme.colours:
        palette.theme = theme.colours
    if styles.indexed:
        palette.indexed = (*styles.indexed, *palette.indexed[len(styles.indexed) :])
    return palette
