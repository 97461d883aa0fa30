"""SVG drawings that come from users, taken apart and written anew from what a drawing needs.

An SVG is a program as much as a picture: it can hold scripts, load files, be read as a page, or
grow to any size by what it repeats. Only shapes, colours and gradients get through; whatever could
do something is told, and what is of no effect (the notes of the program that drew it) left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from coherence_kit.documents.picture_faults import PictureFaultError

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_MOST_ELEMENTS: Final = 10_000
"""In a drawing, with all that it repeats."""
_DEEPEST: Final = 64
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_DRAWN: Final = _SHAPES | {
    "svg", "g", "defs", "symbol", "use", "clipPath", "mask", "linearGradient", "radialGradient",
    "stop", "style",
}  # fmt: skip
_LEFT_OUT: Final = frozenset({"metadata", "title", "desc"})
"""What is read and not drawn: the picture's own name is given by its alternative text."""
_ACTING: Final = {
    "script": "a script",
    "foreignObject": "a page inside the drawing (foreignObject)",
    "a": "a link",
    "image": "a picture inside the drawing (image)",
    "text": "letters as text",
    "animate": "a movement",
    "animateTransform": "a movement",
    "animateMotion": "a movement",
    "set": "a movement",
    "iframe": "a page inside the drawing",
}
_PATHS: Final = "turn the letters into paths in the program that drew it, and save it again"
_PLAIN: Final = "take it out, or save the drawing as plain SVG in the program that drew it"
_INSIDE: Final = re.compile(r"\s*#[\w.-]+\s*")
_ADDRESS: Final = re.compile(r"url\s*\(\s*([^)]*)\)?", re.IGNORECASE)
_OF_DRAWING: Final = re.compile(r"[\"']?#[\w.-]+[\"']?\s*")
# Beyond what any page measures; the numbers of a PDF end there.
_ENDLESS: Final = re.compile(r"(?<![.\d])\d{8,}|\d[eE]\+?0*[1-9]\d")
_GEOMETRY_NAMES: Final = (
    "transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy points viewBox offset gradientTransform "
    "stroke-width stroke-dasharray stroke-dashoffset stroke-miterlimit"
)
_GEOMETRY: Final = frozenset(_GEOMETRY_NAMES.split())
_NUMBER: Final = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)(?:px|pt|mm|cm|in)?\s*")
_ATTRIBUTES_NAMES: Final = (
    "id class style transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points viewBox "
    "preserveAspectRatio offset gradientUnits gradientTransform spreadMethod clipPathUnits "
    "maskUnits maskContentUnits fill fill-opacity fill-rule stroke stroke-width stroke-opacity "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity "
    "clip-path clip-rule mask stop-color stop-opacity color display visibility overflow "
    "vector-effect paint-order version"
)
_ATTRIBUTES: Final = frozenset(_ATTRIBUTES_NAMES.split())


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that only draws, with its size in units of its own."""

    data: bytes
    width: float
    height: float


def cleaned_drawing(data: bytes) -> Drawing:
    """The drawing without what is not drawn.

    Raises:
        PictureFaultError: it is no SVG, is broken, holds what acts, or grows beyond measure.

    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    reader.parser = parser
    try:
        parser.Parse(data, True)  # noqa: FBT003  (expat takes it by its place)
    except expat.ExpatError as error:
        raise PictureFaultError(
            f"the SVG is broken ({expat.ErrorString(error.code)})",
            "open it in a program for drawings and save it again as SVG",
            error.lineno,
        ) from None
    return reader.finished()


@dataclass(slots=True)
class _Node:
    """How many elements a part draws by itself, and what it repeats."""

    elements: int = 0
    uses: list[str] = field(default_factory=list)


class _Reader:
    """Takes a drawing as it is parsed, and writes it anew."""

    def __init__(self) -> None:
        self.parser: expat.XMLParserType
        self._written: list[str] = []
        self._open: list[str | None] = []
        self._skipping = 0
        self._count = 0
        self._ids: dict[str, _Node] = {"": _Node()}
        self._within: list[str] = [""]
        self._size: tuple[float, float] | None = None
        self._rules: list[str] = []

    # --- what the parser tells --------------------------------------------------------------------

    def doctype(self, *stated: object) -> None:
        """The head that old programs write is harmless; rules and entities of its own are not."""
        if stated[-1]:
            raise self._fault(
                "it declares entities, by which a small file grows to any size", _PLAIN
            )

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            raise self._fault("it loads a style sheet from elsewhere", _PLAIN)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if len(self._open) >= _DEEPEST:
            raise self._fault(f"its parts lie more than {_DEEPEST} deep in each other", _PLAIN)
        if not self._open and (space, local) != (_SVG, "svg"):
            raise self._fault("it is no SVG", "save the logo as SVG or as PNG")
        if local in _ACTING and space in {_SVG, "", "http://www.w3.org/1999/xhtml"}:
            cure = _PATHS if local == "text" else _PLAIN
            raise self._fault(f"it holds {_ACTING[local]}", cure)
        self._count += 1
        self._expect_few(self._count)
        self._expect_harmless(attributes)
        if self._skipping or space != _SVG or local in _LEFT_OUT:
            self._skipping += 1
            self._open.append(None)
            return
        if local not in _DRAWN:
            raise self._fault(
                f'it holds the element "{local}", which cannot be printed everywhere', _PLAIN
            )
        self._write(local, attributes)

    def end(self, _name: str) -> None:
        local = self._open.pop()
        if local is None:
            self._skipping -= 1
            return
        if local == "style":
            rules = "".join(self._rules)
            self._rules = []
            self._expect_plain_rules(rules)
            self._written.append(escape(rules))
        self._within.pop()
        self._written.append(f"</{local}>")

    def text(self, text: str) -> None:
        if not self._skipping and self._open and self._open[-1] == "style":
            self._rules.append(text)

    # --- what comes out ---------------------------------------------------------------------------

    def _write(self, local: str, attributes: Mapping[str, str]) -> None:
        kept = {name: value for name, value in attributes.items() if name in _ATTRIBUTES}
        target = attributes.get("href", attributes.get(f"{_XLINK} href"))
        if target is not None and local in {"use", "linearGradient", "radialGradient"}:
            kept["href"] = target.strip()
        if not self._open:
            self._size = self._stated_size(kept)
            kept.pop("width", None)
            kept.pop("height", None)
            width, height = self._size
            kept.setdefault("viewBox", f"0 0 {width:g} {height:g}")
        self._note(local, kept)
        spaces = f' xmlns="{_SVG}"' if not self._open else ""
        said = "".join(f" {name}={quoteattr(value)}" for name, value in sorted(kept.items()))
        self._open.append(local)
        self._written.append(f"<{local}{spaces}{said}>")

    def _note(self, local: str, kept: Mapping[str, str]) -> None:
        """Count the element for each part it lies in, and remember what it repeats."""
        own = kept.get("id", "")
        if own:
            self._ids.setdefault(own, _Node())
        for part in {*self._within, own}:
            self._ids[part].elements += 1
            if local == "use" and "href" in kept:
                self._ids[part].uses.append(kept["href"].removeprefix("#"))
        self._within.append(own)

    def _stated_size(self, kept: Mapping[str, str]) -> tuple[float, float]:
        box = kept.get("viewBox", "").replace(",", " ").split()
        sides = box[2:] if len(box) == len(("x", "y", "width", "height")) else []
        stated = [
            _NUMBER.fullmatch(side) for side in sides or map(kept.get, ("width", "height")) if side
        ]
        sizes = [float(found[1]) for found in stated if found]
        if len(sizes) != len(("width", "height")) or not all(0 < size < 1e6 for size in sizes):  # noqa: PLR2004
            raise self._fault(
                "it does not say how large it is (viewBox)",
                "save it again in the program that drew it, with its size",
            )
        return sizes[0], sizes[1]

    def finished(self) -> Drawing:
        if self._size is None:
            raise PictureFaultError("it is no SVG", "save the logo as SVG or as PNG")
        self._expect_few(self._repeated("", ()))
        return Drawing("".join(self._written).encode(), *self._size)

    # --- what is refused --------------------------------------------------------------------------

    def _repeated(
        self, part: str, above: tuple[str, ...], known: dict[str, int] | None = None
    ) -> int:
        """How many elements a part draws with all that it repeats."""
        known = {} if known is None else known
        if part in above or len(above) > _DEEPEST:
            raise PictureFaultError("a part of it repeats itself without end", _PLAIN)
        if part not in known:
            node = self._ids.get(part, _Node())
            more = sum(self._repeated(name, (*above, part), known) for name in node.uses)
            known[part] = node.elements + more
        return known[part]

    def _expect_few(self, count: int) -> None:
        if count > _MOST_ELEMENTS:
            raise PictureFaultError(
                f"it draws more than {_MOST_ELEMENTS:,} elements",
                "simplify it in the program that drew it, or save it as PNG",
            )

    def _expect_harmless(self, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            local = name.rpartition(" ")[2]
            if local.lower().startswith("on"):
                raise self._fault(f'it acts when something happens ("{local}")', _PLAIN)
            if local in {"href", "src"} and not _INSIDE.fullmatch(value):
                raise self._fault("it refers to what is not in it", _PLAIN)
            if name in _ATTRIBUTES:
                self._expect_own(value, name)
            if name in _GEOMETRY and _ENDLESS.search(value):
                raise self._fault(f'a number in it ("{name}") is beyond measure', _PLAIN)

    def _expect_own(self, value: str, name: str) -> None:
        """That no part of a value is an address; a backslash could hide one."""
        if any(not _OF_DRAWING.fullmatch(found[1]) for found in _ADDRESS.finditer(value)):
            raise self._fault("it refers to what is not in it", _PLAIN)
        if name == "style":
            self._expect_plain_rules(value)

    def _expect_plain_rules(self, rules: str) -> None:
        if "@" in rules or "\\" in rules or "expression" in rules.lower():
            raise self._fault("a style in it loads or hides something", _PLAIN)
        if any(not _OF_DRAWING.fullmatch(found[1]) for found in _ADDRESS.finditer(rules)):
            raise self._fault("it refers to what is not in it", _PLAIN)

    def _fault(self, what: str, cure: str) -> PictureFaultError:
        return PictureFaultError(what, cure, self.parser.CurrentLineNumber)
