"""Problems in words, with the line they stand in."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from coherence_kit.cli.console import LONGEST_LINE, problem_text, show_problems, summary
from coherence_kit.problems import Problem


def excerpt(text: str, line: int, column: int) -> list[str]:
    """The line and the caret below it, without their margins."""
    problem = Problem("file.empty", "a.yaml", line, column)
    found = [part for part in problem_text(problem, text.split("\n")).splitlines() if " | " in part]
    return [part.split(" | ", 1)[1] for part in found]


def width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char)
        for char in text
    )


@pytest.mark.parametrize(
    ("text", "column", "below"),
    [
        ("round: x", 8, "x"),
        ("round: 中文 x", 11, "x"),
        ("e\u0301te\u0301: x", 8, "x"),
        ("ｒｏｕｎｄ: x", 8, "x"),
        ("round: x", 1, "r"),
    ],
)
def test_the_caret_stands_below_the_place_whatever_the_width_of_the_text(
    text: str, column: int, below: str
) -> None:
    shown, caret = excerpt(text, 1, column)
    assert shown == text
    assert text[column - 1] == below
    assert caret == " " * width(text[: column - 1]) + "^"


def test_tabs_stand_in_both_lines_so_that_they_are_equally_wide() -> None:
    assert excerpt("\ta:\tb", 1, 5) == ["\ta:\tb", "\t  \t^"]


def test_the_place_after_the_end_of_a_line_is_shown() -> None:
    assert excerpt("a:", 1, 3) == ["a:", "  ^"]


@pytest.mark.parametrize("column", [1, 5, 50, 51, 500, 990, 1000])
def test_of_a_long_line_the_part_around_the_place_is_shown(column: int) -> None:
    text = "".join(chr(97 + i % 26) for i in range(1000))
    shown, caret = excerpt(text, 1, column)
    assert len(shown) <= LONGEST_LINE + 2
    assert shown[caret.index("^")] == text[column - 1]
    assert shown.strip("…") in text


def test_what_cannot_be_shown_is_replaced_one_for_one() -> None:
    shown, caret = excerpt("a: \u202eb\x1b[31m\0c", 1, 12)
    assert shown == "a: \ufffdb\ufffd[31m\ufffdc"
    assert shown[caret.index("^")] == "c"


@pytest.mark.parametrize("text", ["", "   ", "\0" * 50])
def test_a_line_that_says_nothing_is_left_out(text: str) -> None:
    assert excerpt(text, 1, 1) == []


@pytest.mark.parametrize("line", [0, 3])
def test_a_problem_at_no_line_of_the_file_has_no_excerpt(line: int) -> None:
    assert excerpt("a\nb", line, 1) == []


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfa: b\r\nc: \xc3\xa9 X\r\n",
        b"a: b\rc: \xc3\xa9 X",
        b"a: \xe2\x80\xa8\x0bb\nc: \xc3\xa9 X\n",
        b"a: b\nc: \xe9 X\n",
    ],
    ids=["mark and CRLF", "CR", "separators that end no line", "not UTF-8"],
)
def test_lines_are_counted_as_the_loader_counts_them(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    show_problems([Problem("file.empty", str(path), 2, 6)])
    printed = capsys.readouterr().err.splitlines()
    assert printed[1] in {"  2 | c: é X", "  2 | c: \ufffd X"}
    assert printed[2] == "    |      ^"


def test_a_problem_without_a_file_to_read_is_told_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_problems([Problem("file.empty", "gone.yaml", 2, 6)])
    assert capsys.readouterr().err.startswith(
        "gone.yaml:2:6: error file.empty\n  The file is empty.\n"
    )


def test_a_path_is_never_cut_and_never_acts_on_the_terminal() -> None:
    source = "/".join(["a folder with a long name"] * 20) + "/\x1b[31m.yaml"
    assert problem_text(Problem("file.empty", source)).startswith(
        source.replace("\x1b", "[U+001B]") + ": "
    )


@pytest.mark.parametrize(
    ("codes", "files", "text"),
    [
        ([], 3, "No problems in 3 files."),
        ([], 0, "No problems in 0 files."),
        (["file.empty"], 1, "1 error in 1 file."),
        (["file.empty"], 4, "1 error in 1 of 4 files."),
        (
            ["file.empty", "submission.open", "submission.open"],
            None,
            "1 error, 2 warnings in 1 file.",
        ),
    ],
)
def test_problems_are_counted_by_severity(codes: list[str], files: int | None, text: str) -> None:
    assert summary([Problem(code, "a.yaml") for code in codes], files=files) == text
