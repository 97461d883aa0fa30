"""Messages, plurals, lists, dates and numbers."""

from __future__ import annotations

import ast
import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

import coherence_kit
from coherence_kit.words import Marked, direction_of, in_a_row, in_language, words_of
from coherence_kit.words.catalogue import ListStyle
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo_languages

ENGLISH, FRENCH = words_of("en"), words_of("fr")


PACKAGE = Path(coherence_kit.__file__).parent
NAMES = {"say", "say_as", "message", "count", "counted", "plural"}


def _messages(tree: ast.AST) -> list[str]:
    """What calls inside f-strings word, as far as it is written out there."""
    found: list[str] = []
    for text in ast.walk(tree):
        for call in ast.walk(text) if isinstance(text, ast.JoinedStr) else ():
            name = getattr(getattr(call, "func", None), "attr", getattr(call, "func", ""))
            if isinstance(call, ast.Call) and name in NAMES:
                written = [item.value for item in call.args if isinstance(item, ast.Constant)]
                # str.count has a name in common with what words a number of things
                found += [item for item in written if isinstance(item, str) and item != "."]
    return found


@pytest.mark.parametrize("room", ["rendering", "forms", "words", "charts"])
def test_messages_inside_filled_in_texts_are_in_the_catalogue(room: str) -> None:
    """What collects messages passes over f-strings: one that stands there alone is lost."""
    with (PACKAGE / "words/locale/fr/LC_MESSAGES/coherence_kit.po").open("rb") as source:
        catalogue = read_po(source)
    known = {text for message in catalogue for text in (*_ids(message.id), message.context)}
    trees = [ast.parse(path.read_text("utf-8")) for path in (PACKAGE / room).rglob("*.py")]
    assert [text for tree in trees for text in _messages(tree) if text not in known] == []


def _ids(message: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def test_a_message_is_filled_in() -> None:
    assert ENGLISH.say("from {low} to {high}", low="1", high="2") == "from 1 to 2"


def test_braces_in_a_value_stay() -> None:
    assert ENGLISH.say("{note}", note="{secret}") == "{secret}"


@pytest.mark.parametrize(
    ("n", "text"),
    [(0, "no gaps"), (1, "one gap"), (2, "two gaps"), (12, "twelve gaps"), (13, "13 gaps")],
)
def test_counts_are_words_up_to_twelve(n: int, text: str) -> None:
    assert ENGLISH.counted("{n} gap", "{n} gaps", n) == text


def test_a_regional_language_has_the_words_of_its_language() -> None:
    assert words_of("fr-CA").language == "fr"
    assert words_of("fr-CA").enumerate(["a", "b"]) == "a et b"


def test_a_language_without_words_has_english_ones() -> None:
    assert words_of("sw").language == "en"


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_end_with_and(parts: list[str], text: str) -> None:
    assert ENGLISH.enumerate(parts) == text


def test_lists_of_choices_end_with_or() -> None:
    assert ENGLISH.enumerate(["a", "b", "c"], "or") == "a, b or c"
    assert FRENCH.enumerate(["a", "b", "c"], "or") == "a, b ou c"
    assert ENGLISH.enumerate(["a", "b", "c"], "unit") == "a, b, c"


@pytest.mark.parametrize("style", ["and", "or", "unit"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "zh"])
def test_every_language_joins_every_kind_of_list(language: str, style: ListStyle) -> None:
    joined = words_of(language).enumerate(["one", "two", "three"], style)
    assert all(part in joined for part in ("one", "two", "three"))


@pytest.mark.parametrize("language", ["en", "fr", "sw"])
def test_things_are_listed_with_commas_alone(language: str) -> None:
    assert words_of(language).enumerate(["a", "b", "c"], "unit") == "a, b, c"


@pytest.mark.parametrize("language", ["en", "fr", "es", "de"])
def test_parts_can_be_listed_without_a_word_before_the_last(language: str) -> None:
    words = words_of(language)
    assert [words.enumerate(list(parts), "unit") for parts in ("a", "ab", "abcd")] == [
        "a",
        "a, b",
        "a, b, c, d",
    ]


def test_dates_are_those_of_the_language() -> None:
    day = dt.date(2026, 6, 30)
    assert ENGLISH.date(day) == "30 June 2026"
    assert FRENCH.date(day) == "30 juin 2026"


@pytest.mark.parametrize(
    ("typed", "text"),
    [("2005", "2005"), ("2005-11", "November 2005"), ("2005-11-09", "9 November 2005"), (None, "")],
)
def test_a_date_may_lack_its_day(typed: str | None, text: str) -> None:
    assert ENGLISH.partial_date(typed) == text


@pytest.mark.parametrize(("value", "text"), [("5/2", "2.5"), ("-5/2", "-2.5"), ("1/20", "0.1")])
def test_decimals_are_rounded_half_up(value: str, text: str) -> None:
    assert ENGLISH.decimal(Fraction(value), 1) == text


def test_decimals_are_those_of_the_language() -> None:
    assert FRENCH.decimal(Fraction(5, 2), 1) == "2,5"


def test_a_text_in_another_language_says_so_in_a_page_and_is_plain_elsewhere() -> None:
    text = in_language("<b>", "fr")
    assert text == "<b>"
    assert escape(text) == Markup('<span lang="fr">&lt;b&gt;</span>')


def test_a_sentence_marks_only_the_part_in_another_language() -> None:
    said = ENGLISH.say("“{label}” & {other}", label=in_language("Plan", "fr"), other="<x>")
    assert said == "“Plan” & <x>"
    assert escape(said) == '“<span lang="fr">Plan</span>” &amp; &lt;x&gt;'
    listed = ENGLISH.enumerate(["a", in_language("b", "fr"), "c"])
    assert escape(listed) == 'a, <span lang="fr">b</span> and c'
    assert isinstance(listed, Marked)


def test_the_beginning_of_a_text_keeps_its_marks() -> None:
    said = ENGLISH.say("{a} & {b}", a=in_language("un & deux", "fr"), b="three")
    assert isinstance(said, Marked)
    assert escape(said.first(6)) == '<span lang="fr">un &amp; d</span>'
    assert said.first(len(said)) == said


def test_texts_in_a_row_keep_their_marks_and_leave_out_what_is_empty() -> None:
    assert in_a_row(("a", "", "b")) == "a b"
    assert (
        escape(in_a_row(("<", in_language("b", "fr")), " · ")) == '&lt; · <span lang="fr">b</span>'
    )


def test_a_text_that_runs_against_the_page_says_which_way() -> None:
    assert 'dir="rtl"' in escape(in_language("نص", "ar", direction_of("ar")))
    assert [direction_of(tag) for tag in ("ar-EG", "pt-BR")] == ["rtl", "ltr"]


def test_markup_in_a_message_stays_markup() -> None:
    said = ENGLISH.say("page {page} <", page=Markup("<a>2</a>"))
    assert said == "page 2 <"
    assert escape(said) == "page <a>2</a> &lt;"


def test_pseudo_languages_change_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    with pseudo_languages(monkeypatch):
        assert (
            words_of(LONGER).say("No gap in {place} yet", place="Ghana")
            == "[Nö gàp îñ Ghana ýét ~]"
        )
        assert words_of(RIGHT_TO_LEFT).direction == "rtl"
    assert words_of(LONGER).say("No gap") == "No gap"
