from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from coherence_kit.documents import script_faces
from coherence_kit.documents.script_faces import (
    EXTRAS,
    FONTS,
    FONTS_CJK,
    SCRIPTS,
    WEIGHTS,
    faces_for,
    is_installed,
    script_of,
    script_with,
    scripts_of,
)


def test_every_face_of_the_extras_is_there_where_tests_run() -> None:
    assert all(map(is_installed, EXTRAS))
    assert all(script_faces._covered(script) for script in SCRIPTS)


def test_a_text_in_latin_greek_or_cyrillic_needs_no_face() -> None:
    assert faces_for("L’été – “Türkiye” Việt Nam; Україна, Ελλάδα; Ọ̀yọ́") == ()


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("قررت", "Noto Sans Arabic"),
        ("שלום", "Noto Sans Hebrew"),
        ("ወሰነ", "Noto Sans Ethiopic"),
        ("น้ำ", "Noto Sans Thai"),
        ("कि", "Noto Sans Devanagari"),
        ("ƙaura", "Noto Sans"),
        ("😀☕", "Noto Emoji"),
        ("设立", "Noto Sans CJK"),
    ],
)
def test_a_text_brings_the_faces_of_its_script_in_both_weights(text: str, family: str) -> None:
    faces = faces_for(text)
    assert [(face.family, face.weight) for face in faces] == [
        (family, weight) for weight in WEIGHTS
    ]
    for face in faces:
        with TTFont(io.BytesIO(face.data)) as font:
            assert "fvar" not in font
            assert font["OS/2"].fsType == 0
            assert {ord(sign) for sign in text if script_with(sign)} - set(range(128)) <= set(
                font.getBestCmap()
            )
    assert faces_for(text) == faces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("設立", "Noto Sans CJK SC"),
        ("設立を", "Noto Sans CJK JP"),
        ("設立 설립", "Noto Sans CJK KR"),
    ],
)
def test_chinese_signs_have_the_forms_of_the_country_of_the_text(text: str, name: str) -> None:
    face = faces_for(text)[0]
    assert len(face.data) < 100_000
    with TTFont(io.BytesIO(face.data)) as font:
        assert str(font["name"].getDebugName(1)).startswith(name)


@pytest.mark.parametrize(
    ("sign", "name", "extra"),
    [
        ("ក", "Khmer", FONTS),
        ("،", "Arabic", FONTS),
        ("।", "Devanagari", FONTS),
        ("ƙ", "further Latin, Greek and Cyrillic letters", FONTS),
        ("☕", "symbols", FONTS),
        ("中", "Chinese", FONTS_CJK),
        ("。", "Chinese", FONTS_CJK),
        ("の", "Japanese", FONTS_CJK),
        ("ー", "Japanese", FONTS_CJK),
        ("한", "Korean", FONTS_CJK),
        ("བ", "Tibetan", None),
        ("ⴰ", "Tifinagh", None),
    ],
)
def test_the_script_of_a_character_is_named_with_what_brings_a_face(
    sign: str, name: str, extra: script_faces.Extra | None
) -> None:
    assert script_of(sign) == (name, extra)


def test_an_extra_says_what_it_brings_and_how_it_is_installed() -> None:
    assert scripts_of(FONTS_CJK) == ("Chinese", "Japanese", "Korean")
    assert {"Arabic", "Hebrew", "Thai", "Devanagari", "Ethiopic", "Armenian", "Georgian"} <= set(
        scripts_of(FONTS)
    )
    assert FONTS.cure == 'pip install "coherence-kit[fonts]"'
