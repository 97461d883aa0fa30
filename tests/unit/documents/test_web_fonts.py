"""The faces of a page for a browser."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from coherence_kit.documents.web_fonts import embedded_font_css

pytestmark = pytest.mark.quick


def faces(text: str) -> list[TTFont]:
    found = re.findall(r"base64,([A-Za-z0-9+/=]+)\)", embedded_font_css(text))
    return [TTFont(io.BytesIO(base64.b64decode(one))) for one in found]


def test_each_face_has_the_characters_of_the_text_and_no_others() -> None:
    for face in faces("Fiche à œuvrer"):
        assert face.flavor == "woff"
        assert {*face.getBestCmap()} == {*map(ord, "Fiche à œuvr")}


def test_a_character_that_no_face_has_is_left_to_the_machine() -> None:
    assert len(faces("a བ")) == 3


def test_the_same_text_gives_the_same_rules_whatever_its_order() -> None:
    assert embedded_font_css("abc") == embedded_font_css("cba")


def test_three_faces_of_a_western_text_take_less_than_60_kilobytes() -> None:
    text = "".join(map(chr, range(0x20, 0x7F))) + "àâçéèêëîïôùûü“”‘’–—…→"
    assert len(embedded_font_css(text)) < 60_000
