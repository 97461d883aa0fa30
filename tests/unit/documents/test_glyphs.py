from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator

import pytest

from coherence_kit.documents import script_faces
from coherence_kit.documents.fonts import covered_characters
from coherence_kit.documents.glyphs import as_typed, printable


def _forget() -> None:
    script_faces._file.cache_clear()
    script_faces._covered.cache_clear()


@pytest.fixture
def without_extras(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kit as it is installed without the faces of further scripts."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    _forget()
    yield
    _forget()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, 0123456789 [x] \\ ^ - ]",
        "line\nline\tcolumn",
        "L’été – “Türkiye” Việt Nam; Україна, Ελλάδα",
        "Ọ̀yọ́, ẹ̀kọ́, ị́, ụ́",
        "10\N{NARROW NO-BREAK SPACE}000",
        "قررت اللجنة می‌شود",
        "कि क्षेत्र ක්‍රම ភាព",
        "中国 日本のガイド 한국",
        "😀 ❖",
    ],
)
def test_text_that_the_faces_have_stays_as_it_is(text: str) -> None:
    assert printable(text) == (text, frozenset())


def test_letters_and_marks_are_composed_where_there_is_a_sign_for_both() -> None:
    typed = "Ọ̀yọ́ é ị́ Việt"
    for form in ("NFC", "NFD"):
        assert printable(unicodedata.normalize(form, typed))[0] == unicodedata.normalize(
            "NFC", typed
        )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Tibet བོད", "Tibet [U+0F56][U+0F7C][U+0F51]"),
        ("\r\x00\x1b\x7f\x85", "[U+000D][U+0000][U+001B][U+007F][U+0085]"),
        ("\ud83d", "[U+D83D]"),
        ("\ue000\U0010fffd", "[U+E000][U+10FFFD]"),
        ("\uffff\u0378", "[U+FFFF][U+0378]"),
    ],
)
def test_what_cannot_be_printed_becomes_its_number(text: str, printed: str) -> None:
    assert printable(text) == (printed, frozenset(text) - frozenset("Tibet "))


@pytest.mark.usefixtures("without_extras")
@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("中国", "[U+4E2D][U+56FD]"),
        ("لا", "[U+0644][U+0627]"),
        ("a😀b", "a[U+1F600]b"),
        # Nothing of these needs an extra.
        ("a\N{ZERO WIDTH SPACE}b\N{ZERO WIDTH JOINER}\ufeff✔\ufe0f", "ab✔"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}5.2\u2066\u200e\u061c", "5.2"),
        ("\uf0b7 one ➢ two \uf0a7\uf0fc\uf0e0", "• one ► two ▪✓→"),
        ("Ａ１\u3000𝐁", "A1 B"),
        ("one\N{LINE SEPARATOR}two\u3164\u2800\ufffc", "one\ntwo  "),
        ("\ue0001", "[U+E000]1"),
    ],
)
def test_without_the_extras_only_what_has_no_like_sign_is_a_number(text: str, printed: str) -> None:
    assert printable(text)[0] == printed
    assert bool(printable(text)[1]) == ("[U+" in printed)


@pytest.mark.parametrize(
    "mark",
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u202e\u2067\ufeff\ufe0f\u034f\u2060\U000e0061",
)
def test_marks_without_a_look_vanish_from_a_text_that_does_not_need_them(mark: str) -> None:
    assert printable(f"Ministry{mark} of 中国{mark}") == ("Ministry of 中国", frozenset())


@pytest.mark.parametrize("mark", ["\u202a", "\u202e", "\u2066", "\u2067", "\ufeff", "\u2060"])
def test_what_turns_a_text_round_vanishes_from_every_text(mark: str) -> None:
    assert printable(f"لجنة{mark} 12") == ("لجنة 12", frozenset())


def test_every_character_is_kept_or_drawn_in_kind_or_replaced_by_ascii() -> None:
    everything = "".join(map(chr, (*range(0x10000), *range(0x10000, 0x110000, 97))))
    text, replaced = printable(everything)
    marks = "\n\t\u200b\u200c\u200d\u200e\u200f\u061c"
    beyond = {sign for sign in text if ord(sign) not in covered_characters()} - set(marks)
    assert all(script_faces.script_with(sign) for sign in beyond)
    assert not beyond & replaced


def test_a_browser_gets_the_text_as_it_was_typed() -> None:
    typed = "中\u200b ✔️ \uf0b7 Ọ̀yọ́ \u202e5.2 བོད"
    assert as_typed(typed) == typed
    assert as_typed("a\x00\ud83d\n\tb") == "a[U+0000][U+D83D]\n\tb"


def test_two_thousand_long_texts_cost_next_to_nothing() -> None:
    texts = ["Le ministère a adopté un plan – “Türkiye” Việt Nam; Україна 2026. " * 5] * 2000
    printable("")
    start = time.process_time()
    for text in texts:
        printable(text)
    assert time.process_time() - start < 0.1  # measured: 0.006 s


def test_of_a_pile_of_accents_the_first_are_drawn_and_the_others_counted() -> None:
    pile = "a" + "\u0301\u0323" * 500_000
    start = time.process_time()
    shown, lacking = printable(f"{pile} b")
    assert time.process_time() - start < 3  # measured: 0.2 s; sorting them all takes minutes
    assert shown.endswith("[U+0301 … × 999968] b")
    assert not lacking
    assert printable("a\u0301\u0323" * 40)[0] == unicodedata.normalize("NFC", "a\u0301\u0323") * 40
