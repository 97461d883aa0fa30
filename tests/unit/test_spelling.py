"""Texts are compared in one spelling: without accents, with plain digits and hyphens."""

from __future__ import annotations

import pytest

from coherence_kit.spelling import DASHES, folded, with_hyphens, with_plain_digits


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *(("Février", "fevrier"), ("FE\u0301VRIER", "fevrier"), ("Straße", "strasse")),
        *(("ｎ／ａ", "n/a"), ("İzmir", "izmir"), ("ΟΔΟΣ", "οδοσ"), ("ﬁn", "fin"), ("2", "2")),
    ],
)
def test_a_folded_text_has_small_letters_without_accents(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded(plain) == plain


def test_every_dash_is_a_hyphen() -> None:
    assert with_hyphens(f"2{DASHES}3") == f"2{'-' * len(DASHES)}3"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *(("٢٠٢٦", "2026"), ("２", "2"), ("𝟐", "2"), ("é2", "é2"), ("2²", "2²")),
        *(("\u200b2\ufeff", "2"), ("\u200f٢\u200f", "2"), ("a\u00adb", "ab"), ("a b", "a b")),
    ],
)
def test_digits_are_plain_and_what_is_invisible_is_left_out(text: str, plain: str) -> None:
    assert with_plain_digits(text) == plain
