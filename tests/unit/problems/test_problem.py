from __future__ import annotations

import pickle
import string

import pytest

from coherence_kit.problems import (
    CATALOGUE,
    SYNTAX_CURES,
    Problem,
    ProblemsFound,
    Severity,
    clip,
    did_you_mean,
)
from coherence_kit.problems.problem import LONGEST_LIST, LONGEST_QUOTE, MOST_TOLD


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("text", ["plain", "Ministère", "中文", "a 'b' \"c\"", ""])
def test_a_text_that_can_be_shown_is_shown_as_it_is(text: str) -> None:
    assert clip(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a[U+000A]b"),
        ("a\tb", "a[U+0009]b"),
        ("\u202eabc", "[U+202E]abc"),
        ("\x1b[31m", "[U+001B][31m"),
        ("\udc80", "[U+DC80]"),
        ("\u200b", "[U+200B]"),
    ],
)
def test_what_cannot_be_seen_or_would_act_on_a_terminal_is_named(text: str, shown: str) -> None:
    assert clip(text) == shown


@pytest.mark.parametrize("text", ["x" * 80, "x" * 81, "\n" * 1_000_000, "\u202e" * 30])
def test_a_quote_is_no_longer_than_a_line(text: str) -> None:
    assert len(clip(text)) <= LONGEST_QUOTE
    assert clip(text).endswith("…") == (len(text) > LONGEST_QUOTE or not text.isprintable())


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("", "a.xlsx"),
        ("Start", "a.xlsx:Start"),
        ("Planning budget plans!F5", "a.xlsx:Planning budget plans!F5"),
        ("First!F5:G7", "a.xlsx:First!F5:G7"),
        ("A1: note!F5", "a.xlsx:'A1: note'!F5"),
        ("Start!D28: note fine!F5", "a.xlsx:'Start!D28: note fine'!F5"),
        ("Ministry's!F5", "a.xlsx:'Ministry''s'!F5"),
        ("a\nb: c", "a.xlsx:'a[U+000A]b: c'"),
    ],
)
def test_the_name_of_a_sheet_is_told_from_the_rest_of_the_line(cell: str, place: str) -> None:
    assert Problem("workbook.other-sheet", "a.xlsx", params={"name": "x"}, cell=cell).place == place


def test_lists_of_what_is_known_are_cut_later_than_quotes() -> None:
    params = {"key": "k" * 2000, "known": ", ".join(["planning"] * 500), "hint": ""}
    found, rule, _ = Problem("schema.unknown-key", "a.yaml", params=params).sentences
    assert len(found) < LONGEST_QUOTE + 40
    assert LONGEST_LIST < len(rule) < LONGEST_LIST + 40


def test_a_users_braces_are_text() -> None:
    found, _, _ = Problem(
        "schema.format", "a.yaml", params={"value": "{known} {0}", "known": "x", "hint": ""}
    ).sentences
    assert found == 'the format is "{known} {0}"'


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("evidnce", ' Did you mean "evidence"?'),
        ("EVIDENCE", ' Did you mean "evidence"?'),
        ("weather", ""),
        ("", ""),
        ("-1", ""),
        ("e" * 1_000_000, ""),
    ],
)
def test_the_nearest_word_is_suggested_if_it_is_near(word: str, hint: str) -> None:
    assert did_you_mean(word, ["answer", "evidence", "1"]) == hint


def test_problems_are_sorted_by_file_and_place() -> None:
    problems = [
        Problem("file.empty", *place)
        for place in [("b", 1, 1), ("a", 10, 1), ("a", 2, 7), ("a", 2, 3)]
    ]
    places = [
        (problem.source, problem.line, problem.column)
        for problem in ProblemsFound(problems).problems
    ]
    assert places == [("a", 2, 3), ("a", 2, 7), ("a", 10, 1), ("b", 1, 1)]


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_room_and_name_in_small_letters(code: str) -> None:
    room, name = code.split(".")
    assert room.isalpha()
    assert name.replace("-", "").isalpha()
    assert code == code.lower()


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_has_three_sentences_without_a_full_stop_of_their_own(code: str) -> None:
    kind = CATALOGUE[code]
    for sentence in (kind.found, kind.rule, kind.cure):
        assert sentence
        assert sentence == sentence.strip()
        assert not sentence.removesuffix("{hint}").endswith(("!", "?")) or sentence == "{what}"
        assert not sentence.endswith(".")


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_suggestion_stands_at_the_end_of_the_cure(code: str) -> None:
    kind = CATALOGUE[code]
    assert "hint" not in names(kind.found) | names(kind.rule)
    if "hint" in names(kind.cure):
        assert kind.cure.endswith(".{hint}")


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_is_in_use(severity: Severity) -> None:
    assert any(kind.severity is severity for kind in CATALOGUE.values())


@pytest.mark.parametrize("hint", SYNTAX_CURES)
def test_a_cure_of_syntax_is_a_sentence(hint: str) -> None:
    assert SYNTAX_CURES[hint][0].islower()
    assert not SYNTAX_CURES[hint].endswith(".")


def test_an_exception_with_problems_comes_whole_out_of_another_process() -> None:
    found = ProblemsFound([Problem("file.missing", "a.yaml", params={"hint": ""})])
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - its own bytes
    assert isinstance(again, ProblemsFound)
    assert again.problems == found.problems


def test_an_exception_with_problems_names_place_rule_and_cure_of_each() -> None:
    params = {"value": "Ghana", "hint": ' Did you mean "GHA"?'}
    wrong = Problem("submission.country", "a.yaml", 3, 10, ("country",), params)
    text = str(ProblemsFound([wrong]))
    assert text.startswith("a.yaml:3:10: error submission.country in country\n")
    for part in (
        'The country is "Ghana".',
        "Rule: ",
        'Cure: Correct the code. Did you mean "GHA"?',
    ):
        assert part in text


def test_an_exception_with_very_many_problems_counts_those_it_does_not_name() -> None:
    many = [
        Problem("file.missing", f"{number}.yaml", params={"hint": ""}) for number in range(1000)
    ]
    assert str(ProblemsFound(many)).endswith(f"… and {1000 - MOST_TOLD} more, all in .problems")
