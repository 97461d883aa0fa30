"""Tables that no spreadsheet, in whatever country, takes for formulas or for other columns."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.documents.csv_cells import csv_lines, csv_table, harmless

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
SEPARATORS = (";", "\t", "|")
HOSTILE = (
    *(f"{start}1+1" for start in STARTS),
    *(
        f"a{mark}{blank}=1+1"
        for mark in (*SEPARATORS, "\n", "\r")
        for blank in ("", " ", '"', "' ")
    ),
    '";=1+1;"',
    '","=1+1","',
    'a"b',
    "a,b;c\td|e",
    "a\nb\r\nc",
    "\t=1",
    "\r@x",
    " lead and trail ",
    "\ufeff=1",
    "\u200b=1",
    "",
)


def rows(table: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table, newline=""), delimiter=separator))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_in_its_column(text: str) -> None:
    table = csv_table(("a", "b", "c"), [("x", text, 1.5)])
    assert rows(table, ",") == [["a", "b", "c"], ["x", harmless(text), "1.5"]]


def parted(line: str, separators: str) -> list[str]:
    """The cells of a line for a program that takes each of several signs for a separator.

    As LibreOffice and Excel do, it opens quotation marks only at the beginning of a cell.
    """
    cells, cell, at, is_quoted = [], "", 0, False
    while at < len(line):
        sign = line[at]
        if is_quoted and line[at : at + 2] == '""':
            cell, at = cell + '"', at + 1
        elif is_quoted and sign == '"':
            is_quoted = False
        elif not is_quoted and sign == '"' and not cell:
            is_quoted = True
        elif not is_quoted and sign in separators:
            cells.append(cell)
            cell = ""
        else:
            cell += sign
        at += 1
    return [*cells, cell]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("separators", [",", ";", "\t", "|", ",;", ",;\t", ",;\t|"])
def test_no_cell_is_a_formula_whichever_sign_parts_them(text: str, separators: str) -> None:
    table = csv_table(("a", "b", "c"), [("x", text, 1.5), (text, "y", None)])
    cells = [cell for line in re.split("[\r\n]", table) for cell in parted(line, separators)]
    assert [
        cell
        for cell in cells
        if cell.strip(" \t\"'\ufeff\u200b").startswith(STARTS) and not cell.lstrip().startswith("'")
    ] == []


@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if "\n" not in text and "\r" not in text]
)
def test_columns_do_not_shift_where_several_signs_part_them(text: str) -> None:
    table = csv_table(("a", "b", "c"), [("x", text, 1.5)])
    assert len(parted(table.splitlines()[1], ",;\t|")) == 3


@pytest.mark.parametrize("number", [0.0, -5.0, 66.66666666666667, 1e-9])
def test_a_number_stays_a_number(number: float) -> None:
    assert csv_table(("a",), [(number,)]) == f"a\n{number!r}\n"


@pytest.mark.parametrize("text", ["Planning = good", "a-b", "1.2", "Côte d’Ivoire", "a, b; c"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert rows(csv_table(("a",), [(text,)]), ",")[1] == [text]


def test_signs_that_act_on_a_terminal_stand_as_codes() -> None:
    assert csv_table(("a",), [("\x1b[2J\u202e\ud800",)]) == "a\n[U+001B][2J[U+202E][U+D800]\n"


CELLS = st.one_of(
    st.none(),
    st.floats(),
    st.sampled_from([0.0, -0.0, 66.66666666666667, "", "France", "a-1 (b)/c#2:", "-1", "a ", "_x"]),
    st.sampled_from(HOSTILE),
    st.text(max_size=6),
    st.from_regex(r"\A[0-9A-Za-z_ .:/()#-]*\Z"),
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1))
def test_columns_make_the_same_lines_as_rows(table: list[tuple[str | float | None, ...]]) -> None:
    header, *lines = csv_table(("a", "b", "c"), table).split("\n", 1)
    assert header == "a,b,c"
    assert "".join(csv_lines(list(zip(*table, strict=True)))) == lines[0]


@given(CELLS.filter(lambda cell: isinstance(cell, str)))
def test_a_plain_text_is_one_that_nothing_has_to_be_done_about(text: str) -> None:
    quoted = csv_lines([[text]])[0].removesuffix("\n")
    assert quoted.replace('""', '"').strip('"') == harmless(text).strip('"')
