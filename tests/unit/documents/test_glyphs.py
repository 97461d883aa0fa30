from __future__ import annotations

import time

import pytest

from coherence_kit.documents.fonts import covered_characters
from coherence_kit.documents.glyphs import printable

ASCII = frozenset(range(0x20, 0x7F))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, 0123456789 [x] \\ ^ - ]",
        "line\nline\tcolumn",
        "L’été – “Türkiye” Việt Nam; Україна, Ελλάδα",
        "e\N{COMBINING ACUTE ACCENT} o\N{COMBINING DOT BELOW}",
        "10\N{NARROW NO-BREAK SPACE}000 co\N{SOFT HYPHEN}herence",
    ],
)
def test_text_that_the_faces_have_stays_as_it_is(text: str) -> None:
    assert printable(text, covered_characters()) == (text, frozenset())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("中国", "[U+4E2D][U+56FD]"),
        ("a😀b", "a[U+1F600]b"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}5.2", "[U+202E]5.2"),
        (
            "\N{LEFT-TO-RIGHT ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{LEFT-TO-RIGHT MARK}",
            "[U+2066][U+2069][U+200E]",
        ),
        ("\N{ARABIC LETTER MARK}", "[U+061C]"),
        ("a\N{ZERO WIDTH SPACE}b\N{ZERO WIDTH JOINER}\ufeff", "a[U+200B]b[U+200D][U+FEFF]"),
        ("\r\x00\x1b\x7f\x85", "[U+000D][U+0000][U+001B][U+007F][U+0085]"),
        ("\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}", "[U+2028][U+2029]"),
        ("\ud83d", "[U+D83D]"),
        ("\ue000\U0010fffd", "[U+E000][U+10FFFD]"),
        ("\ufe0f\N{TAG LATIN SMALL LETTER A}", "[U+FE0F][U+E0061]"),
    ],
)
def test_what_cannot_be_printed_becomes_its_number(text: str, printed: str) -> None:
    assert printable(text, covered_characters()) == (printed, frozenset(text) - frozenset("ab5.2"))


@pytest.mark.parametrize(
    "character",
    ["\u202e", "\u2067", "\u200b", "\u200f", "\ufeff", "\ue000", "\x07", "\u3164", "\u2028"],
)
def test_a_font_that_has_an_unseen_character_makes_no_difference(character: str) -> None:
    printed = printable(character, ASCII | {ord(character)})
    assert printed == (f"[U+{ord(character):04X}]", frozenset({character}))


def test_every_character_is_kept_or_replaced_by_ascii() -> None:
    everything = "".join(map(chr, (*range(0x10000), *range(0x10000, 0x110000, 97))))
    text, replaced = printable(everything, covered_characters())
    kept = set(everything) - replaced
    assert kept <= {chr(code) for code in covered_characters()} | {"\n", "\t"}
    assert set(text) <= kept


def test_two_thousand_long_texts_cost_next_to_nothing() -> None:
    texts = ["Le ministère a adopté un plan – “Türkiye” Việt Nam; Україна 2026. " * 5] * 2000
    printable("", covered_characters())
    start = time.process_time()
    for text in texts:
        printable(text, covered_characters())
    assert time.process_time() - start < 0.1  # measured: 0.004 s
