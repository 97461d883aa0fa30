"""Two PDFs compared object by object: all that a reader can be shown, told or led to.

A page is more than what its instructions draw: typefaces decide which sign a number draws, boxes
which part of it is shown, notes what is laid over it, scripts what becomes of it. So everything
that can be reached from the catalogue, the pages and the description of the file is compared, and
what cannot be reached must not be there. How objects are numbered and packed is left to the program
that wrote the file.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from coherence_kit.documents.pdf_container import is_written_plainly
from coherence_kit.documents.pdf_lists import holds_more, tables_of_places
from coherence_kit.documents.pdf_reading import open_pdf

if TYPE_CHECKING:
    import pikepdf

Part = Literal[
    "actions",
    "bookmarks",
    "cover",
    "description",
    "drawing",
    "extent",
    "files",
    "forms",
    "hidden",
    "layers",
    "links",
    "other",
    "pages",
    "pictures",
    "structure",
    "typefaces",
]
"""What a place in a PDF serves for, as far as a person is concerned.

`extent` is the part of a page that is shown, `description` what the file says of itself,
`structure` what is read aloud and copied, `hidden` what no reader shows.
"""

Place: TypeAlias = tuple[str, ...]
Value: TypeAlias = Any  # an object of pikepdf, or a number, a truth value or nothing

# The first of these keys that stands on the way to a difference says what it is about. Those of
# actions stand before the notes and bookmarks that have them.
_PARTS: Final[dict[str, Part]] = {
    "/StructTreeRoot": "structure",
    "/OpenAction": "actions",
    "/AA": "actions",
    "/A": "actions",
    "/JavaScript": "actions",
    "/URI": "actions",
    "/Collection": "cover",
    "/EmbeddedFiles": "files",
    "/AF": "files",
    "/AcroForm": "forms",
    "/OCProperties": "layers",
    "/Outlines": "bookmarks",
    "/Metadata": "description",
    "/Info": "description",
    "/Lang": "description",
    "/OutputIntents": "description",
    "/MarkInfo": "structure",
    "/StructParents": "structure",
    "/Tabs": "structure",
    "/Annots": "links",
    "/Dests": "links",
    "/MediaBox": "extent",
    "/CropBox": "extent",
    "/BleedBox": "extent",
    "/TrimBox": "extent",
    "/ArtBox": "extent",
    "/Rotate": "extent",
    "/UserUnit": "extent",
    "/Font": "typefaces",
    "/XObject": "pictures",
    "/Contents": "drawing",
}
# What says how a part is packed, and is left to the program that wrote the file.
_PACKING: Final = frozenset({"/Length", "/Filter", "/DecodeParms"})
_CONTAINER: Final = frozenset(
    {"/ID", "/Index", "/Info", "/Prev", "/Root", "/Size", "/Type", "/W", *_PACKING}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in which a PDF is not as it should be.

    Args:
        page: its number from 1; 0 for what belongs to no page.
        part: what the place serves for.
        place: the keys that lead to it, as in `("/Resources", "/Font", "/F0")`.

    """

    page: int
    part: Part
    place: Place


def differences(given: bytes, made: bytes, source: str) -> list[Difference]:
    """Where a PDF differs from the one that the kit makes: one place for each part of each page.

    Pages come in their order, what belongs to none at the end. There is none if a reader is shown,
    told and offered the same by both, however they are packed.

    Args:
        given: the PDF that is doubted; it may come from anyone.
        made: the PDF as the kit makes it.
        source: the first one as the user named it, for messages.

    Raises:
        ProblemsFound: the first one is damaged or locked.

    """
    if given == made:
        return []
    with open_pdf(made, source) as right, open_pdf(given, source) as doubted:
        found: dict[tuple[int, Part], Difference] = {}
        for difference in compare(doubted, right):
            found.setdefault((difference.page, difference.part), difference)
        if not found and not is_written_plainly(
            given, len(doubted.objects), tables_of_places(doubted)
        ):
            found[0, "hidden"] = Difference(0, "hidden", ())
    return sorted(found.values(), key=lambda one: (not one.page, one.page, one.part))


def number_of_pages(data: bytes, source: str) -> int:
    """How many pages a PDF has that may come from anyone.

    Raises:
        ProblemsFound: it is damaged or locked.

    """
    with open_pdf(data, source) as document:
        return len(document.pages)


def compare(given: pikepdf.Pdf, made: pikepdf.Pdf) -> Iterator[Difference]:
    """As :func:`differences`, of PDFs that are open: every place, the nearest first.

    Where the number of pages differs nothing else is compared.
    """
    if len(given.pages) != len(made.pages):
        yield Difference(0, "pages", ("/Pages",))
        return
    comparison = _Comparison()
    yield from comparison.run(given, made)
    if comparison.is_equal and holds_more(given, comparison.reached):
        yield Difference(0, "hidden", ())


# --- walking --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """Two values that have to be equal, and how they were reached."""

    page: int
    place: Place
    given: Value
    made: Value


class _Comparison:
    """A walk through two PDFs at once, from the pages outward."""

    def __init__(self) -> None:
        self.is_equal = True
        self._pairs: dict[tuple[int, int], tuple[int, int]] = {}
        self._waiting: deque[_Step] = deque()

    @property
    def reached(self) -> set[tuple[int, int]]:
        """The numbers of the objects of the first PDF that were compared."""
        return set(self._pairs.values())

    def run(self, given: pikepdf.Pdf, made: pikepdf.Pdf) -> Iterator[Difference]:
        # Each page is paired before any is looked into: links lead from one to the other, and a
        # difference is to be told of the page that it stands on.
        pages = list(zip(given.pages, made.pages, strict=True))
        starts = [
            _Step(number, (), one.obj, other.obj)
            for number, (one, other) in enumerate(pages, start=1)
        ]
        starts.append(_Step(0, ("/Pages",), given.Root.get("/Pages"), made.Root.get("/Pages")))
        starts.append(_Step(0, (), given.Root, made.Root))
        starts.append(_Step(0, ("/Info",), given.trailer.get("/Info"), made.trailer.get("/Info")))
        yield from (self._difference(step) for step in starts if not self._pair(step))
        for start in starts:
            self._waiting.append(start)
            while self._waiting:
                yield from self._look_into(self._waiting.popleft())
        for key in sorted(set(given.trailer.keys()) - _CONTAINER):
            yield self._difference(_Step(0, (key,), None, None))

    def _difference(self, step: _Step) -> Difference:
        self.is_equal = False
        return Difference(step.page, _part(step.place), step.place)

    def _pair(self, step: _Step) -> bool:
        """Whether two objects may stand for each other.

        One that stands in several places of the genuine PDF does so in the other.
        """
        if not (_is_indirect(step.given) and _is_indirect(step.made)):
            return True
        number: tuple[int, int] = step.given.objgen
        return self._pairs.setdefault(step.made.objgen, number) == number

    def _meet(self, step: _Step) -> Iterator[Difference]:
        """Two values further on: to be looked into if they were not met before."""
        is_known = _is_indirect(step.made) and step.made.objgen in self._pairs
        if not self._pair(step):
            yield self._difference(step)
        elif not (is_known and _is_indirect(step.given)):
            self._waiting.append(step)

    def _look_into(self, step: _Step) -> Iterator[Difference]:
        kind = _kind(step.made)
        if _kind(step.given) != kind:
            yield self._difference(step)
        elif kind == "array":
            yield from self._look_into_arrays(step)
        elif kind == "dictionary":
            yield from self._look_into_dictionaries(step, frozenset())
        elif kind == "stream":
            yield from self._look_into_dictionaries(step, _PACKING)
            if not _same_content(step.given, step.made):
                yield self._difference(step)
        elif _plain(step.given, kind) != _plain(step.made, kind):
            yield self._difference(step)

    def _look_into_arrays(self, step: _Step) -> Iterator[Difference]:
        given, made = list(step.given), list(step.made)
        if len(given) != len(made):
            yield self._difference(step)
            return
        for one, other in zip(given, made, strict=True):
            yield from self._meet(_Step(step.page, step.place, one, other))

    def _look_into_dictionaries(self, step: _Step, ignored: frozenset[str]) -> Iterator[Difference]:
        given, made = _entries(step.given), _entries(step.made)
        for key in sorted((given.keys() | made.keys()) - ignored):
            further = _Step(step.page, (*step.place, key), given.get(key), made.get(key))
            if key in given and key in made:
                yield from self._meet(further)
            else:
                yield self._difference(further)


def _part(place: Place) -> Part:
    named = set(place)
    return next((part for key, part in _PARTS.items() if key in named), "other")


# --- values ---------------------------------------------------------------------------------------


def _is_indirect(value: Value) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Object) and value.is_indirect


def _kind(value: Value) -> str:
    import pikepdf

    if not isinstance(value, pikepdf.Object):  # pikepdf makes numbers and the like Python's
        return "truth" if isinstance(value, bool) else "nothing" if value is None else "number"
    if isinstance(value, pikepdf.Name):
        return "name"
    if isinstance(value, pikepdf.Stream):
        return "stream"
    if isinstance(value, pikepdf.Dictionary):
        return "dictionary"
    if isinstance(value, pikepdf.Array):
        return "array"
    return "text" if isinstance(value, pikepdf.String) else "other"


def _plain(value: Value, kind: str) -> object:
    """A value that holds no others, to be compared."""
    if kind == "text":
        return bytes(value)
    return str(value) if kind == "name" else value


def _entries(value: Value) -> dict[str, Value]:
    import pikepdf

    holder = value.stream_dict if isinstance(value, pikepdf.Stream) else value
    return dict(holder.items())


def _same_content(given: pikepdf.Object, made: pikepdf.Object) -> bool:
    """Whether two parts hold the same bytes, however each is packed."""
    wanted: bytes = made.read_bytes()
    packed: bytes = given.read_raw_bytes()
    filters = given.get("/Filter")
    if "/DecodeParms" in given or (filters is not None and str(filters) != "/FlateDecode"):
        return False  # the kit packs nothing so, and no program that writes a PDF anew changes it
    if filters is None:
        return packed == wanted
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, len(wanted) + 1)
    except zlib.error:
        return False
    return content == wanted and unpacking.eof and not unpacking.unused_data
