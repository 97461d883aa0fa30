"""The bytes of a PDF around its objects: is there anything that only some programs would find?

Programs read a PDF from its end, and where that cannot be read they look for objects wherever they
stand. A file may so be one document to one program and another to the next, or an archive or a web
page besides. What a program writes that rewrites a PDF has none of that: each object stands once,
with nothing between it and the next, and the file ends with the one place from which it is read.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Final

# Bytes that a list of objects, or of pages for the web, may have when it is unpacked.
_LARGEST_LIST: Final = 64 * 1024 * 1024
_BLANK: Final = rb"[\x00\t\n\x0c\r ]"
_HEADER: Final = re.compile(rb"%PDF-[12]\.[0-9]\r?\n(?:%[\x80-\xff]{4}\r?\n)?")
_OBJECT: Final = re.compile(_BLANK + rb"*([0-9]{1,10}) ([0-9]{1,5}) obj\b")
_TABLE: Final = re.compile(
    _BLANK + rb"*xref\r?\n(?:[0-9]{1,10} [0-9]{1,10} ?\r?\n(?:[0-9]{10} [0-9]{5} [nf][\r\n ]{2})*)+"
    rb"trailer\b"
)
_END: Final = re.compile(_BLANK + rb"*startxref\r?\n([0-9]{1,12})\r?\n%%EOF\r?\n?")
# What may stand in an object. A comment is none of it: the one thing that a program passes over.
_TOKEN: Final = re.compile(
    _BLANK + rb"+|<<|>>|[\[\]]|/[^\x00-\x20()<>\[\]{}/%\x7f-\xff]*|"
    rb"\((?:[^()\\]|\\[\s\S])*\)|<[0-9A-Fa-f]*>|[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)|(?:true|false|null|R)\b"
)
_DEPTHS: Final = {b"<<": 1, b"[": 1, b">>": -1, b"]": -1}
_LIST_HEAD: Final = re.compile(rb"(?:[0-9]{1,10}" + _BLANK + rb"+[0-9]{1,10}" + _BLANK + rb"*)+")
_LENGTH: Final = re.compile(rb"/Length ([0-9]{1,12})(?![0-9]| [0-9]+ R)")
_STREAM: Final = re.compile(rb"stream\r?\n")
_END_OF_STREAM: Final = re.compile(rb"\r?\n?endstream" + _BLANK + rb"*endobj\b")
_END_OF_OBJECT: Final = re.compile(rb"endobj\b")


class _UncommonError(Exception):
    """The bytes are not those that a program writes that rewrites a PDF."""


def is_written_plainly(data: bytes, objects: int, tables: int) -> bool:
    """Whether a PDF holds nothing but objects, each of them once, and where they stand.

    Args:
        data: the PDF; it may come from anyone.
        objects: how many objects a program that reads it finds.
        tables: how many tables beside them say where they stand.

    """
    try:
        return _count_objects(data, tables) == objects
    except _UncommonError:
        return False


def holds_objects(content: bytes, number: int, first: int) -> bool:
    """Whether a list of objects holds so many, and nothing before, between or behind them.

    Args:
        content: the list, unpacked; it may come from anyone.
        number: how many objects it is said to hold.
        first: where the first of them is said to begin.

    """
    head = _LIST_HEAD.fullmatch(content[:first])
    numbers = [int(one) for one in head[0].split()] if head else []
    starts = [first + offset for offset in numbers[1::2]]
    if len(numbers) != 2 * number or starts[:1] != [first]:
        return False
    ends = [*starts[1:], len(content)]
    return all(_is_one_object(content[a:b]) for a, b in zip(starts, ends, strict=True))


def _is_one_object(content: bytes) -> bool:
    place, depth, is_begun = 0, 0, False
    while (token := _TOKEN.match(content, place)) is not None:
        place = token.end()
        if not token[0].strip(b"\x00\t\n\x0c\r "):
            continue
        if is_begun and depth == 0:  # a second object
            return False
        is_begun = True
        depth += _DEPTHS.get(token[0], 0)
    return is_begun and depth == 0 and place == len(content)


def _count_objects(data: bytes, tables: int) -> int:
    """The number of objects, those in lists of objects too."""
    header = _HEADER.match(data)
    if header is None:
        raise _UncommonError
    place, ends, listed, found_tables = header.end(), [], 0, 0
    seen: Counter[bytes] = Counter()
    while place < len(data):
        found = _OBJECT.match(data, place)
        if found is not None:
            seen[found[1]] += 1
            place, inside = _behind_object(data, found.end())
            listed += inside
            continue
        found = _END.match(data, place)
        if found is not None:
            ends.append(found)
            place = found.end()
            continue
        found = _TABLE.match(data, place)
        if found is None:
            raise _UncommonError
        found_tables += 1
        place = _behind_tokens(data, found.end())
    # What is ordered for the web has its first table at the beginning, whose end names none.
    earlier = [end[1] for end in ends[:-1]]
    is_ended = bool(ends) and ends[-1].end() == len(data) and earlier in ([], [b"0"])
    if not is_ended or max(seen.values(), default=0) > 1 or found_tables != tables:
        raise _UncommonError
    return len(seen) + listed


def _behind_object(data: bytes, start: int) -> tuple[int, int]:
    """The place behind an object, and how many objects it lists."""
    place = _behind_tokens(data, start)
    ended = _END_OF_OBJECT.match(data, place)
    if ended is not None:
        return ended.end(), 0
    opened = _STREAM.match(data, place)
    lengths = _LENGTH.findall(data, start, place)
    if opened is None or len(lengths) != 1:
        raise _UncommonError
    end = opened.end() + int(lengths[0])
    ended = _END_OF_STREAM.match(data, end)
    if ended is None:
        raise _UncommonError
    head = data[start:place]
    if b"/FlateDecode" in head:
        _expect_whole(data[opened.end() : end])
    number = re.search(rb"/N ([0-9]{1,9})\b", head) if b"/ObjStm" in head else None
    return ended.end(), int(number[1]) if number else 0


def _behind_tokens(data: bytes, place: int) -> int:
    token = _TOKEN.match(data, place)
    while token is not None:
        place = token.end()
        token = _TOKEN.match(data, place)
    return place


def _expect_whole(packed: bytes) -> None:
    """Nothing stands behind the end of what is packed."""
    unpacking = zlib.decompressobj()
    try:
        size = sum(map(len, _unpacked(unpacking, packed)))
    except zlib.error:
        raise _UncommonError from None
    if size > _LARGEST_LIST or not unpacking.eof or unpacking.unused_data:
        raise _UncommonError


def _unpacked(unpacking: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    size = 0
    while packed and not unpacking.eof and size <= _LARGEST_LIST:
        piece = unpacking.decompress(packed, 1024 * 1024)
        size += len(piece)
        packed = unpacking.unconsumed_tail
        yield piece
