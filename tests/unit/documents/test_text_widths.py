"""Widths of text are those of the faces themselves, and lines are what fits between two margins."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.documents import fonts
from coherence_kit.documents.text_widths import MM_PER_POINT, Face, line_count, text_width

WORDS = st.lists(st.text("abcdefghijklmnoWM.,", min_size=1, max_size=30), max_size=30).map(" ".join)


@pytest.mark.parametrize("face", Face)
def test_a_text_is_as_wide_as_its_characters_in_the_face(face: Face) -> None:
    (path,) = [
        found.path for found in fonts.font_faces() if (found.family, found.weight) == face.value
    ]
    with TTFont(path) as font:
        glyphs, metrics = font.getBestCmap(), font["hmtx"].metrics
        units = sum(metrics[glyphs[ord(sign)]][0] for sign in "Größe 12.5")
        expected = units / font["head"].unitsPerEm * 10 * MM_PER_POINT
    assert text_width("Größe 12.5", 10, face) == pytest.approx(expected, abs=0.01)


def test_bold_is_wider() -> None:
    assert text_width("Migration", 9, Face.SANS_BOLD) > text_width("Migration", 9)


def test_what_the_face_lacks_takes_the_room_that_other_faces_give_it() -> None:
    assert text_width("國", 10) == pytest.approx(10 * MM_PER_POINT)
    assert text_width("a\u20dd", 10) == text_width("a", 10)


@given(WORDS, st.floats(5, 200))
def test_lines_hold_the_text_and_a_wider_column_needs_no_more(text: str, width: float) -> None:
    count = line_count([(text, Face.SANS)], width, 9)
    assert (
        count * width >= text_width(" ".join(text.split()), 9) - count * text_width(" ", 9) - 1e-6
    )
    assert count >= line_count([(text, Face.SANS)], 2 * width, 9)


def test_a_word_longer_than_a_line_is_broken() -> None:
    lines = line_count([("W" * 100, Face.SANS)], 50, 9)
    assert lines == math.ceil(text_width("W" * 100, 9) / 50)


def test_an_empty_text_takes_no_line() -> None:
    assert line_count([("", Face.SANS), (" ", Face.SANS)], 50, 9) == 0


def test_kept_widths_are_read_without_the_font_library() -> None:
    fonts.advances(*Face.SANS.value)
    code = (
        "import sys\nfrom coherence_kit.documents.text_widths import text_width\n"
        "print(text_width('Hello', 10), 'fontTools' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.split() == [str(text_width("Hello", 10)), "False"]


@pytest.mark.parametrize("damage", [b"", b"[1, 2", b"[3]"])
def test_damaged_widths_are_read_from_the_face_again(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = fonts.advances(*Face.SANS.value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for kept in (None, damage):
        fonts.advances.cache_clear()
        for table in tmp_path.rglob("*.json"):
            table.write_bytes(kept or b"")
        assert fonts.advances(*Face.SANS.value) == expected
    fonts.advances.cache_clear()
