"""Typefaces of users: taken in as outlines alone, and cut to the same bytes every time."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.documents import fonts, script_faces
from coherence_kit.documents.own_faces import (
    EXPECTED,
    LETTERS,
    FaceFaultError,
    cut_to,
    for_browsers,
    read_face,
)
from tests.typefaces import FAMILY, a_face


def variable() -> bytes:
    return Path(fonts._variable_file(fonts.FACES[-1])).read_bytes()


def test_what_is_taken_in_is_the_same_if_it_is_taken_in_again() -> None:
    for data in (a_face(), variable()):
        face = read_face(data, 600)
        again = read_face(face.data, 600)
        assert (again.data, again.family) == (face.data, face.family)


@given(st.text(max_size=40))
def test_a_face_that_was_cut_is_cut_to_the_same_again(text: str) -> None:
    face = read_face(a_face(), 400)
    cut = cut_to(face, set(text))
    assert cut_to(cut, set(text)) == cut
    assert cut_to(read_face(cut.data, 400), set(text)).data == cut.data
    assert set(text) & face.characters <= cut.characters
    assert cut.characters <= face.characters
    assert all(face.advances[sign] == width for sign, width in cut.advances.items())


def test_it_keeps_its_name_and_nothing_that_runs() -> None:
    face = read_face(a_face(), 400)
    assert face.family == FAMILY
    with TTFont(io.BytesIO(cut_to(face, {"a"}).data)) as font:
        assert not {"fpgm", "prep", "cvt ", "gasp", "DSIG"} & set(font.keys())
        assert "Adobe" in str(font["name"].getDebugName(0))  # whose it is


def test_a_font_that_varies_gives_the_weight_that_is_meant() -> None:
    regular, bold = read_face(variable(), 400), read_face(variable(), 600)
    assert regular.advances["m"] < bold.advances["m"]
    assert (regular.drawn_weight, bold.drawn_weight) == (400, 600)


def test_glyphs_of_an_opentype_face_go_by_their_places() -> None:
    """A PDF asks for a glyph by its place; a face with numbers of its own would show another."""
    file = script_faces._file(script_faces.SCRIPTS[-1])
    assert file is not None
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)), 0)
    wanted = fonts.pinned(face, {"wght": 400})
    wanted.flags |= uharfbuzz.SubsetFlags.DOWNGRADE_CFF2
    wanted.glyph_set.clear()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(range(0x20, 0x7F))
    data = bytes(uharfbuzz.subset(face, wanted).blob.data)
    found = cut_to(read_face(data, 400), set("m"))
    assert found.suffix == ".otf"
    with TTFont(io.BytesIO(found.data)) as font:
        names = font["CFF "].cff.topDictIndex[0].charset
    assert names[1:] == [f"cid{place:05d}" for place in range(1, len(names))]


def test_widths_are_those_of_the_kit_for_the_same_face() -> None:
    found = read_face(a_face(), 400).advances
    expected = fonts.advances("Source Sans 3", 400)
    assert all(abs(found[sign] - expected[sign]) <= 1 for sign in EXPECTED)


@pytest.mark.parametrize("rights", [0, 4, 8, 0x0006, 0x000A])
def test_what_may_be_embedded_is_taken(rights: int) -> None:
    assert read_face(a_face(rights=rights), 400).characters >= LETTERS


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no typeface"),
        (b"hello", "no typeface"),
        (b"wOFF" + bytes(50), "WOFF"),
        (b"wOF2" + bytes(50), "WOFF2"),
        (b"ttcf" + bytes(50), "collection"),
        (b"%!PS-AdobeFont-1.0", "Type 1"),
        (b"OTTO", "breaks off"),
        (b"\x00\x01\x00\x00" + bytes(50), "breaks off"),
        (b"\x89PNG\r\n\x1a\n", "no typeface"),
        (a_face()[:50_000], "breaks off"),
        (a_face(rights=2), "does not allow it to be embedded"),
        (a_face(rights=0x0102), "does not allow it to be embedded"),
        (a_face(rights=0x0108), "does not allow to embed a part"),
        (a_face(rights=0x0208), "does not allow its outlines"),
        (a_face(without="".join(sorted(LETTERS))), "no letters"),
        (a_face(without="Q7"), "it has no 7 Q"),
    ],
)
def test_what_cannot_be_used_is_told(data: bytes, what: str) -> None:
    with pytest.raises(FaceFaultError, match=what) as raised:
        read_face(data, 400)
    assert raised.value.cure


@pytest.mark.parametrize("table", [b"OS/2", b"glyf", b"cmap", b"hmtx"])
def test_a_font_without_one_of_its_parts_is_told(table: bytes) -> None:
    with pytest.raises(FaceFaultError):
        read_face(a_face().replace(table, b"none", 1), 400)


def test_damage_is_told_and_never_more_than_that() -> None:
    chance, whole = random.Random(1), a_face()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 100)):
            data[chance.randrange(3000)] = chance.randrange(256)
        try:
            cut_to(read_face(bytes(data), 400), {"a"})
        except FaceFaultError as fault:
            assert fault.cure  # noqa: PT017  (most are told, some can be used)


def test_for_browsers_it_is_packed_the_same_way_every_time() -> None:
    data = cut_to(read_face(a_face(), 400), {"a"}).data
    packed = for_browsers(data)
    assert packed == for_browsers(data)
    assert packed.startswith(b"wOFF")
    assert len(packed) < len(data)
