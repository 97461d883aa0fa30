"""The parts of a workbook as events of XML, whichever office program it is of.

Only what is looked for is kept, and never more than a budget allows. Elements are known by the
namespace they are of and by where they stand, as office programs know them: what is written in
another language, or where such a program looks for nothing, is no cell here either.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final
from xml.parsers import expat

from coherence_kit.documents.workbook_archive import DAMAGE

if TYPE_CHECKING:
    from coherence_kit.documents.workbook_archive import Archive

MOST_CELLS = 240_000
"""Cells with content that are kept of all sheets together.

A form of 100 questions has about 5,000.
"""
MOST_TEXT = 16_000_000
"""Characters that are kept of all texts together."""
_MOST_ELEMENTS_OF_A_PART = 1_500_000
_MOST_ELEMENTS = 6_000_000
_DEEPEST = 64  # elements in each other; a sheet has about eight
_MOST_NAMES = 1_000  # of elements that are kept; a sheet has about fifty
_LONGEST_TOKEN = 4 * 1024 * 1024  # expat keeps a tag in memory until its end

_MICROSOFT: Final = "http://schemas.microsoft.com/office"
_OPEN_XML: Final = "http://schemas.openxmlformats.org"
_STRICT: Final = "http://purl.oclc.org/ooxml"
_OPEN_DOCUMENT: Final = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES: Final = {
    # Office Open XML, as programs write it and in its strict form (ISO/IEC 29500-1)
    f"{_OPEN_XML}/spreadsheetml/2006/main": "",
    f"{_STRICT}/spreadsheetml/main": "",
    f"{_OPEN_XML}/officeDocument/2006/relationships": "r:",
    f"{_STRICT}/officeDocument/relationships": "r:",
    f"{_OPEN_XML}/package/2006/relationships": "rel:",
    f"{_OPEN_XML}/drawingml/2006/main": "a:",
    f"{_STRICT}/drawingml/main": "a:",
    f"{_MICROSOFT}/spreadsheetml/2009/9/main": "x14:",
    f"{_MICROSOFT}/spreadsheetml/2018/threadedcomments": "tc:",
    # OpenDocument 1.3, part 3, chapter 1.4, and what LibreOffice adds to it
    f"{_OPEN_DOCUMENT}:office:1.0": "office:",
    f"{_OPEN_DOCUMENT}:table:1.0": "table:",
    f"{_OPEN_DOCUMENT}:text:1.0": "text:",
    f"{_OPEN_DOCUMENT}:style:1.0": "style:",
    f"{_OPEN_DOCUMENT}:drawing:1.0": "draw:",
    f"{_OPEN_DOCUMENT}:datastyle:1.0": "number:",
    f"{_OPEN_DOCUMENT}:xsl-fo-compatible:1.0": "fo:",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext:",
}
"""What stands before the names of elements and attributes of a namespace; no others are known."""
_BETWEEN: Final = " "  # namespace and name, as expat gives them

Attributes = dict[str, str]


class StopReading(Exception):  # noqa: N818  (no error: enough was read)
    """Enough of a part was read."""


class ForbiddenError(Exception):
    """The part holds what no office program writes."""


class Budget:
    """What may still be kept and looked at, of all sheets together."""

    def __init__(self) -> None:
        """Start with all of it."""
        self.cells = MOST_CELLS
        self.text = MOST_TEXT
        self.elements = _MOST_ELEMENTS


class Part:
    """What a kind of part is read into; `is_cut` says whether there was more than is looked at."""

    root: str = ""
    """The element that holds all others."""
    holds: ClassVar[Mapping[str, frozenset[str]]] = {}
    """Elements that hold these and nothing else; and these stand nowhere else."""

    is_cut = False
    is_damaged = False
    """Whether something kept it from being read to its end."""
    parent = ""
    """The element in which the present one stands."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Characters between."""

    def foreign(self) -> None:
        """An element of no known namespace begins, which is left out."""


class _Guard:
    """Lets the elements of a part through until they are too many or nested too deep.

    What is of no known namespace is left out, with all that is in it.
    """

    def __init__(self, part: Part, budget: Budget) -> None:
        self._part, self._budget = part, budget
        self._start, self._end = part.start, part.end
        self._left = min(_MOST_ELEMENTS_OF_A_PART, budget.elements)
        self._open: list[str] = []
        self._foreign = 0
        self._known: dict[str, str] = {}
        self._holds = part.holds
        self._only_in: dict[str, set[str]] = {}
        for parent, children in part.holds.items():
            for child in children:
                self._only_in.setdefault(child, set()).add(parent)

    def start(self, stated: str, attributes: Attributes) -> None:
        self._left -= 1
        if self._left < 0:
            self._part.is_cut = True
            raise StopReading
        if len(self._open) + self._foreign >= _DEEPEST:
            raise ForbiddenError("its elements stand too deep in each other")
        name = self._known.get(stated)
        if name is None:
            name = _prefixed(stated)
            if len(self._known) < _MOST_NAMES:
                self._known[stated] = name
        parent = self._open[-1] if self._open else ""
        self._check(name, parent)
        if self._foreign or _BETWEEN in name:
            self._foreign += 1
            self._part.foreign()
            return
        self._open.append(name)
        self._part.parent = parent
        self._start(name, _known_attributes(attributes))

    def _check(self, name: str, parent: str) -> None:
        """Nothing may stand where one program reads it and another does not."""
        if not self._open:
            if not self._foreign and name != self._part.root:
                raise ForbiddenError(f'its first element is no "{self._part.root}"')
            return
        only_in, held = self._only_in.get(name), self._holds.get(parent)
        is_out_of_place = only_in is not None and (self._foreign or parent not in only_in)
        if is_out_of_place or (held is not None and name not in held):
            raise ForbiddenError(f'in its "{parent}" stands what does not belong there')

    def end(self, _stated: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        self._end(self._open.pop())

    def text(self, piece: str) -> None:
        if not self._foreign:
            self._part.text(piece)

    def settle(self) -> None:
        """What was looked at is gone from the budget of the book."""
        self._budget.elements -= min(_MOST_ELEMENTS_OF_A_PART, self._budget.elements) - max(
            self._left, 0
        )


def _prefixed(stated: str) -> str:
    """The name with the prefix that it has here; one of no known namespace has a blank in it."""
    namespace, _, name = stated.rpartition(_BETWEEN)
    prefix = _PREFIXES.get(namespace)
    return f"{namespace}{_BETWEEN}{name}" if prefix is None else f"{prefix}{name}"


def _known_attributes(attributes: Attributes) -> Attributes:
    """Those of no namespace, as most of Office Open XML are, keep their names."""
    if _BETWEEN not in "".join(attributes):
        return attributes
    return {
        _prefixed(name) if _BETWEEN in name else name: value for name, value in attributes.items()
    }


def read_part(archive: Archive, name: str, part: Part, budget: Budget) -> str:
    """Send the elements of a part to its reader.

    Returns what kept the part from being read to its end, or an empty text.
    """
    guard = _Guard(part, budget)
    try:
        _parse(archive, name, guard)
    except StopReading:
        return ""
    except ForbiddenError as error:
        return str(error)
    except KeyError:
        return "it is not there"
    except expat.ExpatError as error:
        return f"{expat.ErrorString(error.code)} in line {error.lineno}"
    except (*DAMAGE, LookupError) as error:  # the latter of an encoding that nobody knows
        return str(error) or type(error).__name__
    finally:
        guard.settle()
    return ""


def _parse(archive: Archive, name: str, guard: _Guard) -> None:
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = guard.text
    fed = 0
    for chunk in archive.chunks(name):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no names
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise ForbiddenError("a tag in it has no end")
    parser.Parse(b"", True)  # noqa: FBT003


def _refuse_declarations(*_declaration: object) -> None:
    raise ForbiddenError("it declares entities, which no office program does")
