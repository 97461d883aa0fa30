from __future__ import annotations

from coherence_kit.documents.breaks import LONGEST_PIECE, breakable


def test_a_word_without_end_gets_places_to_break() -> None:
    broken = breakable("so " + "<" * 200 + " end")
    assert broken.count("<wbr>") == 200 // LONGEST_PIECE
    assert broken.replace("<wbr>", "") == "so " + "&lt;" * 200 + " end"
    assert breakable("a & b") == "a &amp; b"
