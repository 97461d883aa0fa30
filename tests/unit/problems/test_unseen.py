"""What may be shown of a text from anywhere."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest

from coherence_kit.documents.json_text import json_text
from coherence_kit.problems import clip, one_line, plain_name, replaced, shown

# Signs of Arabic and Syriac that stand before a number and have a look, though Unicode counts them
# among the formats.
PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
PREPENDED_BEYOND = frozenset("\U000110bd\U000110cd")
NEVER_SHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
GENUINE = (
    "می‌خواهم",  # Persian, with the non-joiner within the word
    "क्‍ष",  # Hindi, with a joiner
    "👩‍👩‍👧 and 👨🏽‍🌾",
    "ស្រុក\u200bខ្មែរ",  # Khmer, with the space without a width between words
    "وزارة الداخلية\u200f (2026)",
    "משרד הפנים\u200e 2026",
    "Côte d’Ivoire, Þórr, Đà Nẵng, Ελλάδα, 中文, 日本\u3000国",
    "tabs\tand\nlines",
)


@pytest.mark.parametrize("text", GENUINE)
def test_what_a_language_needs_stays(text: str) -> None:
    assert shown(text) == text


def test_no_sign_that_acts_or_hides_is_shown_anywhere() -> None:
    kept = {
        sign
        for sign in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(sign) in NEVER_SHOWN and shown(f"a{sign}") == f"a{sign}"
    }
    assert kept == {"\n", "\t"} | PREPENDED | PREPENDED_BEYOND


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b[2J\x1b[31mred", "[U+001B][2J[U+001B][31mred"),
        ("\x1b]8;;http://x\x1b\\link\x07", "[U+001B]]8;;http://x[U+001B]\\link[U+0007]"),
        ("\x9b31m", "[U+009B]31m"),
        ("a\rb", "a[U+000D]b"),
        ("invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("ad\u200bmin", "ad[U+200B]min"),
        ("ad\u200dmin", "ad[U+200D]min"),
        ("ad\u200fmin", "ad[U+200F]min"),
        ("ad\u200fmin\nوزارة", "ad[U+200F]min\nوزارة"),
        ("\u200c\u200c", "[U+200C][U+200C]"),
        ("ك\u200d\u200d", "ك\u200d[U+200D]"),
        ("one\u2028two\u2029", "one[U+2028]two[U+2029]"),
        ("\U000e0041tag", "[U+E0041]tag"),
        ("half \ud800", "half [U+D800]"),
        ("ㅤ", "[U+3164]"),
    ],
)
def test_what_acts_turns_or_hides_stands_as_its_code(text: str, safe: str) -> None:
    assert shown(text) == safe


@pytest.mark.parametrize("text", [*GENUINE, "\x9b\u202e\u2028\ud800\U000e0041\x7f", "a\x1b"])
def test_json_has_the_same_text_and_nothing_that_acts(text: str) -> None:
    made = json_text({"text": text})
    assert json.loads(made) == {"text": text}
    assert shown(made) == made


def test_a_line_has_no_line_ends_and_keeps_joiners() -> None:
    assert one_line("a\nb\tc\u00a0d") == "a[U+000A]b[U+0009]c[U+00A0]d"
    assert clip("می‌خواهم") == "می‌خواهم"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ghana", "ghana"),
        ("b/Côte d’Ivoire", "b/Côte d’Ivoire"),
        ("gnp\u202efdp", "gnp-fdp"),
        ("a\nb\x1b[31m", "a-b-[31m"),
        ("سودان‌ها", "سودان‌ها"),
    ],
)
def test_a_name_is_given_on_without_what_acts(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_what_stands_for_a_sign_can_be_chosen() -> None:
    assert replaced("a\x1bb", lambda _sign: "?") == "a?b"
