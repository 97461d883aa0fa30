from __future__ import annotations

from coherence_kit.documents.breaks import LONGEST_PIECE, NARROW_PIECE, breakable


def test_a_word_without_end_gets_places_to_break() -> None:
    broken = breakable("so " + "<" * 200 + " end")
    assert broken.count("<wbr>") == 200 // LONGEST_PIECE
    assert broken.replace("<wbr>", "") == "so " + "&lt;" * 200 + " end"
    assert breakable("a & b") == "a &amp; b"


def test_a_no_break_space_is_no_place_to_break_and_so_part_of_a_word() -> None:
    assert breakable("a\u00a0" * LONGEST_PIECE).count("<wbr>") == 1
    assert breakable("3\u00a0000\u00a0: so") == "3\u00a0000\u00a0: so"


def test_narrow_words_get_places_to_break_at_blanks() -> None:
    text = "i " * 1000
    broken = breakable(text)
    assert broken.count("<wbr>") == len(text) // NARROW_PIECE
    assert broken.replace("<wbr>", "") == text
    assert all(piece.endswith(" ") for piece in broken.split("<wbr>")[:-1])


def test_ordinary_text_stays_as_it_is_however_long() -> None:
    text = "The ministries met twice a year, and the register shows it; see the file. " * 500
    assert breakable(text) == text


def test_blanks_that_are_drawn_as_one_are_one() -> None:
    assert breakable(f"a{' ' * 1000}b").replace("<wbr>", "") == "a b"
