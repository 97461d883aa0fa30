"""The parts of a PDF that say where the others stand: are they that, and nothing else?

Nothing leads to them. A part that only has their name, or bears something besides, could carry what
some programs show and others do not, such as an archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from coherence_kit.documents.pdf_container import holds_objects

if TYPE_CHECKING:
    import pikepdf

Value: TypeAlias = Any  # an object of pikepdf, or a number, a truth value or nothing
List = Literal["objects", "places", "hints", "beginning"]
"""Objects that stand in a list, places of objects, and two of a file that is ordered for the web:
where the parts of each page stand, and what says at the beginning that it is so ordered."""

_PACKING: Final = frozenset({"/Length", "/Filter"})
_OF_OBJECTS: Final = frozenset({"/Type", "/N", "/First", *_PACKING})
_OF_PLACES: Final = frozenset(
    {"/Type", "/W", "/Index", "/Size", "/Prev", "/Root", "/Info", "/ID", "/DecodeParms", *_PACKING}
)
_OF_HINTS: Final = frozenset({"/S", "/O", "/I", *_PACKING})
_OF_A_BEGINNING: Final = frozenset({"/Linearized", "/L", "/H", "/O", "/E", "/N", "/T"})
_COMPARED: Final = frozenset({"/Root", "/Info"})  # with those of the genuine file
_NAMES: Final = frozenset({"/ObjStm", "/XRef", "/FlateDecode"})
_LONGEST_ID: Final = 32
# Bytes that hints have at most: so many, and so many for each object. Real ones have a tenth.
_HINTS: Final = 1000
_HINTS_OF_AN_OBJECT: Final = 8


def holds_more(document: pikepdf.Pdf, reached: set[tuple[int, int]]) -> bool:
    """Whether there is more in a PDF than what leads from one thing to the next, and lists of it.

    Such as an older state of it, or what another program than that of the reader may find.

    Args:
        document: the PDF; it may come from anyone.
        reached: the numbers of the objects that something leads to.

    """
    import pikepdf

    if not document.is_linearized and "/Prev" in document.trailer:
        return True
    objects: list[Value] = [*document.objects]
    unreached = [
        value
        for value in objects
        # a number by itself shows nothing
        if isinstance(value, pikepdf.Object) and value.objgen not in reached
    ]
    lists = Counter(_which(value, len(objects)) for value in unreached)
    for_the_web = int(document.is_linearized)
    return (
        None in lists
        or lists["beginning"] > for_the_web
        or lists["hints"] > for_the_web
        or not _are_bare(dict(document.trailer.items()), _OF_PLACES)
    )


def tables_of_places(document: pikepdf.Pdf) -> int:
    """How many tables beside the objects of a PDF have to say where those stand.

    One, or two where it is ordered for the web, less those that are objects.
    """
    import pikepdf

    objects: list[Value] = [*document.objects]
    lists = sum(isinstance(one, pikepdf.Stream) and _type(one) == "/XRef" for one in objects)
    return 1 + int(document.is_linearized) - lists


def _which(value: Value, objects: int) -> List | None:
    """Which list an object is, if it is one and nothing else."""
    import pikepdf

    if isinstance(value, pikepdf.Dictionary):
        is_beginning = "/Linearized" in value and _are_bare(dict(value.items()), _OF_A_BEGINNING)
        return "beginning" if is_beginning else None
    if not isinstance(value, pikepdf.Stream):
        return None
    entries: dict[str, Value] = dict(value.stream_dict.items())
    if _type(value) == "/ObjStm":
        is_whole = _are_bare(entries, _OF_OBJECTS) and holds_objects(
            value.read_bytes(), entries["/N"], entries["/First"]
        )
        return "objects" if is_whole else None
    if _type(value) == "/XRef":
        is_whole = _are_bare(entries, _OF_PLACES) and _size_of_places(entries) == len(
            value.read_bytes()
        )
        return "places" if is_whole else None
    is_small = len(value.read_bytes()) <= _HINTS + _HINTS_OF_AN_OBJECT * objects
    return "hints" if "/S" in entries and _are_bare(entries, _OF_HINTS) and is_small else None


def _type(stream: pikepdf.Stream) -> str:
    return str(stream.get("/Type", ""))


def _size_of_places(entries: dict[str, Value]) -> int:
    counts: list[int] = [*entries["/Index"]][1::2] if "/Index" in entries else [entries["/Size"]]
    widths: list[int] = [*entries["/W"]]
    return sum(widths) * sum(counts)


def _are_bare(entries: dict[str, Value], keys: frozenset[str]) -> bool:
    """Whether there are these keys alone, with values in which nothing can be said."""
    return entries.keys() <= keys and all(
        _is_id(value) if key == "/ID" else _is_bare(value)
        for key, value in entries.items()
        if key not in _COMPARED
    )


def _is_id(value: Value) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array) and all(
        isinstance(one, pikepdf.String) and len(bytes(one)) <= _LONGEST_ID for one in value
    )


def _is_bare(value: Value) -> bool:
    """Whether a value is a number, a name that lists have, or holds numbers alone."""
    import pikepdf

    if isinstance(value, pikepdf.Name):
        return str(value) in _NAMES
    if isinstance(value, pikepdf.Array):
        return _are_numbers(value)
    if isinstance(value, pikepdf.Dictionary):
        return value.keys() <= {"/Columns", "/Predictor"} and _are_numbers(
            one for _, one in value.items()
        )
    return _are_numbers([value])


def _are_numbers(values: Iterable[Value]) -> bool:
    return all(isinstance(one, int) for one in values)
