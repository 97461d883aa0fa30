"""Pictures that come from users, such as logos: PNG files and SVG drawings.

What is returned holds the picture and nothing else: no words of the program that made it, no place
or camera, no script. A drawing or a file that could do more than be looked at is refused. Taking in
what is returned here gives the same again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coherence_kit.documents.drawings import cleaned_drawing
from coherence_kit.documents.picture_faults import PictureFaultError

LARGEST_PICTURE: Final = 1024 * 1024
"""Bytes that a picture may have; every report holds it."""
_MOST_PIXELS: Final = 4000
"""On a side: 76 mm in print at 1,300 dots to the inch."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
# Channels by the colour type, and the depths that each may have.
_COLOUR_TYPES: Final = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_PALETTE_TYPE: Final = 3
# First pixel and distance between pixels, across and down, in the seven passes of Adam7.
_PASSES: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown: `.png` or `.svg`, with its size in units of its own."""

    data: bytes
    suffix: str
    width: float
    height: float


def read_picture(data: bytes) -> Picture:
    """A picture by what the file holds, whatever its name ends with.

    Raises:
        PictureFaultError: it is none, it is damaged, or it would do more than be looked at.

    """
    if data.startswith(_PNG):
        return _read_png(data)
    if data.startswith(_JPEG):
        raise PictureFaultError("it is a JPEG", "save the logo as PNG or, better, as SVG")
    if b"<svg" in data[: 64 * 1024] or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        drawing = cleaned_drawing(data)
        return Picture(drawing.data, ".svg", drawing.width, drawing.height)
    raise PictureFaultError(
        "it is neither a PNG nor an SVG", "save the logo as PNG or, better, as SVG"
    )


def _read_png(data: bytes) -> Picture:
    chunks = [*_chunks(data)]
    kinds = [kind for kind, _ in chunks]
    if (
        kinds[0] != b"IHDR"
        or kinds[-1] != b"IEND"
        or len(chunks[0][1]) != struct.calcsize(">IIBBBBB")
    ):
        raise _damaged("its head or its end is missing")
    if kinds.count(b"IHDR") > 1 or kinds.count(b"IEND") > 1 or b"IDAT" not in kinds:
        raise _damaged("its parts do not belong together")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(
        ">IIBBBBB", chunks[0][1]
    )
    channels, depths = _COLOUR_TYPES.get(colour, (0, ()))
    if not (width and height) or depth not in depths or packing or filtering or interlaced > 1:
        raise _damaged("its head says what no PNG can be")
    if max(width, height) > _MOST_PIXELS:
        raise PictureFaultError(
            f"it has {width} by {height} pixels",
            f"scale it down to at most {_MOST_PIXELS} pixels on each side, or use an SVG",
        )
    if colour == _PALETTE_TYPE and b"PLTE" not in kinds:
        raise _damaged("its colours are missing")
    packed = b"".join(content for kind, content in chunks if kind == b"IDAT")
    _expect_pixels(packed, _size(width, height, depth * channels, is_interlaced=bool(interlaced)))
    kept = [(kind, content) for kind, content in chunks if kind in _KEPT and kind != b"IDAT"]
    kept.insert(len(kept) - 1, (b"IDAT", packed))
    return Picture(_PNG + b"".join(map(_chunk, kept)), ".png", width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG up to its end, each with the checksum that it says it has."""
    place, kind = len(_PNG), b""
    while kind != b"IEND":
        head = data[place : place + 8]
        if len(head) < struct.calcsize(">I4s"):
            raise _damaged("it breaks off")
        length, kind = struct.unpack(">I4s", head)
        content = data[place + 8 : place + 8 + length]
        checksum = data[place + 8 + length : place + 12 + length]
        if len(content) < length or checksum != struct.pack(">I", zlib.crc32(kind + content)):
            raise _damaged("a checksum in it does not fit what it holds, or it breaks off")
        yield kind, content
        place += 12 + length


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, content = part
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def _size(width: int, height: int, bits: int, *, is_interlaced: bool) -> int:
    """Bytes that the pixels of a PNG take unpacked: of every line a filter, and its pixels."""
    passes = _PASSES if is_interlaced else ((0, 0, 1, 1),)
    sizes = [
        (-(-(width - left) // across), -(-(height - top) // down))
        for left, top, across, down in passes
    ]
    return sum(
        lines * (1 + -(-pixels * bits // 8)) for pixels, lines in sizes if pixels > 0 < lines
    )


def _expect_pixels(packed: bytes, size: int) -> None:
    """That so many bytes come out, and not one more is unpacked."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(packed, size + 1)
    except zlib.error:
        raise _damaged("its pixels cannot be unpacked") from None
    if len(found) != size or not unpacking.eof:
        raise _damaged("it has more or fewer pixels than it says")


def _damaged(what: str) -> PictureFaultError:
    return PictureFaultError(
        f"the PNG is damaged: {what}",
        "open it in a program for pictures and save it again as PNG, or ask for the original",
    )
