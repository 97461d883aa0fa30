"""Typefaces that come from users: TrueType and OpenType files.

What is returned holds the outlines, widths and names of a typeface and no programs: it is written
anew by HarfBuzz. Taking in what is returned here gives the same again, and so does cutting it to
characters that it was cut to before, so that a report which carries it can be made again.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import mean
from string import ascii_letters, ascii_lowercase, digits
from typing import TYPE_CHECKING, Final

from coherence_kit.documents.fonts import advances, pinned

if TYPE_CHECKING:
    import uharfbuzz

LARGEST_FACE: Final = 4 * 1024 * 1024
"""Bytes that the file of a typeface may have."""
LETTERS: Final = frozenset(ascii_letters + digits)
"""What every typeface has; without them it is one of signs."""
EXPECTED: Final = LETTERS | frozenset("ÀÂÄÆÇÈÉÊËÎÏÔŒÙÛÜàâäæçèéêëîïôœùûüÿÁÍÓÚÑÖáíóúñöß’“”–«»")
"""Letters and quotation marks of the languages in which the kit writes, and of their neighbours."""
_ALWAYS: Final = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | frozenset(
    "‘’“”„†•…–—−·×÷±≠≤≥←→↑↓↻ΠΣ\u202f"
)
"""Characters that stay in a typeface that is cut: those of sentences that a page might print."""
_OTHERS: Final = {
    b"wOFF": (
        "a WOFF, which is for pages of the web",
        "take the .ttf or .otf of the same typeface",
    ),
    b"wOF2": (
        "a WOFF2, which is for pages of the web",
        "take the .ttf or .otf of the same typeface",
    ),
    b"ttcf": (
        "a collection of several typefaces",
        "save the one that is meant as a .ttf of its own, as programs for typefaces do",
    ),
    b"%!PS": ("a PostScript Type 1, which is out of use", "take the .otf of the same typeface"),
    b"\x80\x01": ("a PostScript Type 1, which is out of use", "take the .otf of the same typeface"),
}
_SIGNATURES: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_OUTLINES: Final = frozenset({"glyf", "CFF ", "CFF2"})
_NEEDED: Final = frozenset({"cmap", "head", "hhea", "hmtx", "maxp"})
_FREE: Final = "take another typeface, such as one under the SIL Open Font License"
_ASK: Final = f"ask the maker for a licence that allows it, or {_FREE}"
_AGAIN: Final = "take the file from its maker again, or another typeface"
# OS/2 fsType, of which the least that is forbidden counts.
_RESTRICTED, _EMBEDDED, _WHOLE_ALONE, _BITMAPS_ALONE = 0x0002, 0x000C, 0x0100, 0x0200
_RIGHTS_AT: Final = 8
_WEIGHT_AT: Final = 4
# Copyright, family, style, full name, PostScript name, trademark, licence; the longer family name.
_NAMES: Final = (0, 1, 2, 4, 6, 7, 13, 14, 16, 17)
_FAMILY, _LONG_FAMILY = 1, 16
# What a text needs without asking: accents, ligatures, kerning.
_FEATURES: Final = ("calt", "ccmp", "clig", "kern", "liga", "locl", "mark", "mkmk", "rlig")
# Colours and pictures of letters, and what is for programs or printers of long ago.
_LEFT_OUT: Final = (
    b"COLR", b"CPAL", b"SVG ", b"CBDT", b"CBLC", b"sbix", b"EBDT", b"EBLC", b"EBSC", b"MATH",
    b"BASE", b"JSTF", b"FFTM", b"PCLT", b"LTSH", b"VDMX", b"hdmx", b"gasp", b"meta",
)  # fmt: skip
_LONGEST_FAMILY: Final = 60
_EM: Final = 1000
_OF_KIT: Final = ("Source Sans 3", 400)
_MOST_CUTS: Final = 4


class FaceFaultError(Exception):
    """What is wrong with a typeface, and what mends it."""

    def __init__(self, what: str, cure: str) -> None:
        """Say it in words that follow "it cannot be used:"."""
        super().__init__(what)
        self.what = what
        self.cure = cure


@dataclass(frozen=True)
class OwnFace:
    """One face of a typeface.

    Args:
        family: as it calls itself.
        weight: by which pages ask for it, 400 or 600.
        is_italic: whether it is for words that are stressed.
        data: a static font.
        drawn_weight: as the file states it, from 100 to 900.

    """

    family: str
    weight: int
    is_italic: bool
    data: bytes = field(repr=False)
    drawn_weight: int = 0

    @property
    def suffix(self) -> str:
        """By which its files are known: `.otf` or `.ttf`."""
        return ".otf" if self.data.startswith(b"OTTO") else ".ttf"

    @cached_property
    def characters(self) -> frozenset[str]:
        """Those that it has."""
        return frozenset(map(chr, _face(self.data).unicodes))

    @cached_property
    def advances(self) -> Mapping[str, int]:
        """How far each character moves the pen, in thousandths of the size of the type."""
        import uharfbuzz

        face = _face(self.data)
        font = uharfbuzz.Font(face)
        return {
            chr(code): round(_EM * font.get_glyph_h_advance(glyph) / face.upem)
            for code in face.unicodes
            if (glyph := font.get_nominal_glyph(code)) is not None
        }

    @property
    def mean_width(self) -> float:
        """That of a small letter, in thousandths of the size of the type."""
        return mean(map(self.advances.__getitem__, ascii_lowercase))

    def lacking(self, characters: Iterable[str]) -> frozenset[str]:
        """The letters, figures and marks among some characters that it does not have.

        A letter that can be put together from its parts is there.
        """
        missing = {sign for sign in characters if unicodedata.category(sign)[0] in "LMN"}
        missing -= self.characters
        return frozenset(
            sign
            for sign in missing
            if not self.characters.issuperset(unicodedata.normalize("NFD", sign))
        )


def read_face(data: bytes, weight: int, *, is_italic: bool = False) -> OwnFace:
    """A face by what the file holds, whatever its name ends with.

    Of a font that varies, the weight is cut out of it.

    Raises:
        FaceFaultError: it is none, it is damaged, it may not be embedded, or has no letters.

    """
    _expect_whole(data)
    try:
        return _read(_face(data), weight, is_italic=is_italic)
    except (RuntimeError, ValueError):  # of HarfBuzz, and of texts that are none
        raise FaceFaultError("it is damaged: its parts do not fit together", _AGAIN) from None


def _read(face: uharfbuzz.Face, weight: int, *, is_italic: bool) -> OwnFace:
    if not _OUTLINES.intersection(face.table_tags):
        raise FaceFaultError("it has no outlines", _FREE)
    missing = _NEEDED.difference(face.table_tags)
    if missing:
        raise FaceFaultError(f"it is damaged: its table {min(missing)} is missing", _AGAIN)
    about = bytes(face.reference_table("OS/2").data) if "OS/2" in face.table_tags else b""
    _expect_rights(about)
    cut = _settled(face, weight, None)
    _expect_letters(cut)
    drawn = struct.unpack_from(">H", about, _WEIGHT_AT)[0]
    return OwnFace(_family(face), weight, is_italic, cut, weight if face.axis_infos else drawn)


def kits_mean_width() -> float:
    """The width of a small letter of the kit's own text, as of :class:`OwnFace`."""
    return mean(map(advances(*_OF_KIT).__getitem__, ascii_lowercase))


def cut_to(
    face: OwnFace, characters: Collection[str], allowed: Collection[str] | None = None
) -> OwnFace:
    """The face with these characters and the most common ones alone; the same bytes every time.

    Of both no more than what is `allowed`, if that is stated.
    """
    composed = (
        piece
        for sign in characters
        for form in ("NFC", "NFD")
        for piece in unicodedata.normalize(form, sign)
    )
    kept = {*characters, *composed, *_ALWAYS}
    if allowed is not None:
        kept &= set(allowed)
    data = _settled(_face(face.data), face.weight, {ord(sign) for sign in kept})
    return OwnFace(face.family, face.weight, face.is_italic, data, face.drawn_weight)


def _face(data: bytes) -> uharfbuzz.Face:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob(data))


def _settled(face: uharfbuzz.Face, weight: int, codes: Collection[int] | None) -> bytes:
    """A static font, of all characters or of some, that is the same if it is cut once more.

    What is cut still holds things that only a second cut finds to be of no use.
    """
    cut = _cut(face, weight, codes)
    for _ in range(_MOST_CUTS):
        again = _cut(_face(cut), weight, codes)
        if again == cut:
            return cut
        cut = again
    raise FaceFaultError("it is damaged: it is never written twice alike", _AGAIN)


def _cut(face: uharfbuzz.Face, weight: int, codes: Collection[int] | None) -> bytes:
    """A static font, of all characters or of some."""
    import uharfbuzz

    places = {
        axis.tag: min(max(weight, axis.min_value), axis.max_value)
        if axis.tag == "wght"
        else axis.default_value
        for axis in face.axis_infos
    }
    wanted = pinned(face, places)
    # PDF knows CFF alone, and finds a glyph by the number that the font itself has for it.
    wanted.flags |= uharfbuzz.SubsetFlags.DOWNGRADE_CFF2
    wanted.flags |= uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
    wanted.drop_table_tag_set.update(map(int.from_bytes, _LEFT_OUT))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in _FEATURES)
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    wanted.glyph_set.clear()
    if codes is not None:
        wanted.unicode_set.clear()
        wanted.unicode_set.update(codes)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _expect_whole(data: bytes) -> None:
    """See that it is a font, and that each of its parts lies within the file."""
    for signature, (what, cure) in _OTHERS.items():
        if data.startswith(signature):
            raise FaceFaultError(f"it is {what}", cure)
    if not data.startswith(_SIGNATURES):
        raise FaceFaultError("it is no typeface", "take a file that ends with .ttf or .otf")
    head, record = struct.calcsize(">4sHHHH"), struct.calcsize(">4sIII")
    number = struct.unpack_from(">H", data, 4)[0] if len(data) >= head else 0
    if not number or len(data) < head + record * number:
        raise FaceFaultError("it breaks off", _AGAIN)
    for place in range(number):
        _, _, offset, length = struct.unpack_from(">4sIII", data, head + record * place)
        if offset + length > len(data):
            raise FaceFaultError("it is damaged: it breaks off", _AGAIN)


def _expect_rights(about: bytes) -> None:
    """See that its maker lets it be embedded, cut to some letters (OpenType, OS/2 fsType)."""
    if len(about) < _RIGHTS_AT + struct.calcsize(">H"):
        raise FaceFaultError("it does not say whether it may be embedded", _FREE)
    rights = struct.unpack_from(">H", about, _RIGHTS_AT)[0]
    if rights & _RESTRICTED and not rights & _EMBEDDED:
        raise FaceFaultError("its maker does not allow it to be embedded in documents", _ASK)
    if rights & _WHOLE_ALONE:
        raise FaceFaultError("its maker does not allow to embed a part of it", _ASK)
    if rights & _BITMAPS_ALONE:
        raise FaceFaultError("its maker does not allow its outlines to be embedded", _ASK)


def _expect_letters(data: bytes) -> None:
    """See that A to Z and the digits are there, and that something is drawn for each."""
    missing = sorted(LETTERS.difference(_drawn(data, LETTERS)))
    if len(missing) > len(LETTERS) // 2:
        raise FaceFaultError("it has no letters: it is damaged, or a typeface of signs", _FREE)
    if missing:
        raise FaceFaultError(f"it has no {' '.join(missing)}", "take the whole typeface")


def _drawn(data: bytes, characters: Iterable[str]) -> Iterator[str]:
    import uharfbuzz

    font = uharfbuzz.Font(_face(data))
    for sign in characters:
        glyph = font.get_nominal_glyph(ord(sign))
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents and extents.width and extents.height and font.get_glyph_h_advance(glyph) > 0:
            yield sign


def _family(face: uharfbuzz.Face) -> str:
    """What it calls itself, as far as that can be printed; pages never take it for more."""
    stated = face.get_name(_LONG_FAMILY) or face.get_name(_FAMILY) or ""
    kept = "".join(sign for sign in stated if sign.isalnum() or sign in " -.")
    return " ".join(kept.split())[:_LONGEST_FAMILY].strip() or "Typeface"


def for_browsers(data: bytes) -> bytes:
    """A font as WOFF, which Python's own compression writes; the same bytes every time."""
    from io import BytesIO

    from fontTools.ttLib import TTFont

    out = BytesIO()
    with TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = "woff"
        font.save(out, reorderTables=False)
    return out.getvalue()
