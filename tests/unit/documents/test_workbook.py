"""Books written: the same bytes, every text a text, and nothing longer than a spreadsheet takes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coherence_kit.documents.sheets import (
    Book,
    Cell,
    Column,
    Formula,
    Look,
    Printed,
    Row,
    Run,
    Sheet,
    Validation,
    utf16_length,
)
from coherence_kit.documents.workbook import write_book
from coherence_kit.documents.workbook_cells import read_book

LOOK = Look()
LONGEST = 32_767
SEEMING = [
    "=1+1",
    "{=1+1}",
    "+1",
    "007",
    "1e5",
    "TRUE",
    "#REF!",
    "http://example.org",
    "mailto:a@example.org",
    "internal:A1",
    "external:c:/x.xlsx",
    "2026-06-30",
    "<r><t>a</t></r>",
    "<r>",
    "</r>",
    "_x0041_",
    "_x0041_x0042_",
    "_x005F_x0041_",
    "&amp;<b>",
]
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1
) | st.sampled_from(SEEMING)


def book(*rows: Row, **stated: Any) -> Book:
    """A book of one sheet."""
    return Book("Title", "fr", (Sheet("Sheet", (Column(20),), rows, **stated),))


def row(*values: Any, **stated: Any) -> Row:
    return Row(20, {place: Cell(value, LOOK) for place, value in enumerate(values, 1)}, **stated)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def read(data: bytes) -> list[str]:
    """The texts of the first sheet, as they are read from a file that may come from anyone."""
    (sheet,) = read_book(data, "book.xlsx").sheets
    return [sheet.cells[place].text for place in sorted(sheet.cells)]


def test_the_same_book_has_the_same_bytes() -> None:
    made = book(row("a", Formula("1+1", 2), 3), printed=Printed(footer="A & B"))
    assert write_book(made) == write_book(made)


@pytest.mark.parametrize("text", SEEMING)
def test_no_text_becomes_a_formula_a_number_or_a_link(text: str) -> None:
    sheet = opened(write_book(book(row(text)))).worksheets[0]
    assert (sheet["A1"].data_type, sheet["A1"].hyperlink) == ("s", None)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_texts_come_back_as_they_were_whole_and_in_pieces(texts: list[str]) -> None:
    whole = "".join(texts)
    runs = tuple(Run(text, bold=place % 2 == 0) for place, text in enumerate(texts))
    expected = [whole, whole] if whole.strip() else []
    assert [text.replace("\x85", "\n") for text in read(write_book(book(row(whole, runs))))] == [
        text.replace("\x85", "\n") for text in expected
    ]


def test_line_ends_become_those_of_a_cell_and_what_no_cell_holds_a_sign() -> None:
    data = write_book(book(row("a\r\nb\rc", (Run("d\r\n"), Run("e\x00", bold=True)), "f\ud800")))
    assert read(data) == ["a\nb\nc", "d\ne\ufffd", "f\ufffd"]


@pytest.mark.parametrize("letter", ["w", "🇬"])
def test_a_text_that_is_too_long_is_cut_with_a_sign(letter: str) -> None:
    runs = (Run("b", bold=True), Run(letter * 40_000))
    for text in read(write_book(book(row(letter * 40_000, runs)))):
        assert utf16_length(text) in {LONGEST - 1, LONGEST}
        assert text.endswith(f"{letter}…")


@pytest.mark.parametrize("letter", ["w", "🇬", "\x0b"])
def test_hints_are_as_long_as_a_spreadsheet_takes(letter: str) -> None:
    validation = Validation("A1 A3", '"a,b"', letter * 99, letter * 999)
    data = write_book(book(row(None), validations=(validation,)))
    (made,) = opened(data).worksheets[0].data_validations.dataValidation
    assert (str(made.sqref), made.type, made.formula1) == ("A1 A3", "list", '"a,b"')
    for text, most in ((made.promptTitle, 32), (made.prompt, 255)):
        assert most - 2 < utf16_length(text) <= most
        assert text.endswith("…")
    assert not made.showErrorMessage


def test_a_formula_stands_in_the_file_as_it_was_written() -> None:
    """Also where a text in it holds the name of a function that files spell otherwise."""
    written = 'IF(A1="SORT(b)","MAP(c)",SUM(A1:B2))'
    made = opened(write_book(book(row(Formula(written, 0)))))
    assert made.active["A1"].value == f"={written}"


def test_a_formula_stands_beside_what_it_gives() -> None:
    data = write_book(book(row(Formula('"a"&"b"', "ab"), Formula("1+1", 2), Formula('""', ""))))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    formulas = opened(data).worksheets[0]
    assert [values.cell(1, place).value for place in (1, 2, 3)] == ["ab", 2, None]
    assert [formulas.cell(1, place).value for place in (1, 2, 3)] == ['="a"&"b"', "=1+1", '=""']


def test_what_opens_folded_columns_stands_behind_them() -> None:
    columns = (Column(5), Column(9, is_folded=True), Column(9, is_folded=True))
    sheet = part(
        write_book(Book("T", "en", (Sheet("S", columns, (row("a"),)),))), "xl/worksheets/sheet1.xml"
    )
    assert sheet.count('hidden="1"') == sheet.count('outlineLevel="1"') >= 1
    assert sheet.index('collapsed="1"') > sheet.rindex('outlineLevel="1"')


def test_title_and_language_are_properties_of_the_file() -> None:
    workbook = opened(write_book(book(row("a"))))
    assert workbook.properties.title == "Title"
    assert [(made.name, made.value) for made in workbook.custom_doc_props] == [("Language", "fr")]


def test_a_footer_is_never_left_out_because_it_is_long() -> None:
    made = book(row("a"), printed=Printed(footer="&" * 150 + "f" * 400))
    footer = opened(write_book(made)).worksheets[0].oddFooter
    assert footer.left.text.startswith("&&")
    assert footer.right.text == "&P / &N"


# --- links out of the workbook, filters, days -----------------------------------------------------


def linked(*addresses: str) -> Book:
    rows = (
        Row(20, {1: Cell(f"paper {place}", LOOK, url=url)}) for place, url in enumerate(addresses)
    )
    return book(*rows)


def links_of(data: bytes) -> list[str]:
    (sheet,) = opened(data).worksheets
    return [cell.hyperlink.target for (cell,) in sheet.iter_rows() if cell.hyperlink]


def test_a_cell_leads_to_an_address_and_says_what_it_says() -> None:
    data = write_book(linked("https://example.org/a?b=1#c"))
    (cell,) = next(opened(data).active.iter_rows())
    assert cell.value == "paper 0"
    assert (cell.hyperlink.target, cell.hyperlink.location) == ("https://example.org/a?b=1", "c")


@pytest.mark.parametrize("length", [2_000, 2_001, 2_080, 40_000])
def test_an_address_longer_than_a_link_is_a_text_alone(length: int) -> None:
    url = "https://example.org/".ljust(length, "a")
    assert links_of(write_book(linked(url))) == ([url] if length == 2_000 else [])


def test_behind_as_many_links_as_a_sheet_has_room_for_stand_texts_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coherence_kit.documents.workbook._MOST_LINKS", 3)
    data = write_book(linked(*(f"https://example.org/{place}" for place in range(5))))
    assert len(links_of(data)) == 3
    assert [cell.value for (cell,) in opened(data).active.iter_rows()][-1] == "paper 4"


def test_an_open_sheet_can_be_filtered() -> None:
    (sheet,) = opened(
        write_book(book(row("head"), row("a"), filtered="A1:A2", is_protected=False))
    ).worksheets
    assert sheet.auto_filter.ref == "A1:A2"
    assert not sheet.protection.sheet


def test_what_a_cell_refuses_is_told_and_a_day_may_be_kept_all_the_same() -> None:
    stated = (
        Validation("A1", source='"yes,no"', refusal="Choose one."),
        Validation("A2", is_day=True, refusal="No day."),
        Validation("A3", source='"yes,no"'),
    )
    (sheet,) = opened(write_book(book(row("a"), validations=stated))).worksheets
    found = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert (found["A1"].type, found["A1"].showErrorMessage) == ("list", True)
    assert found["A1"].errorStyle in {None, "stop"}
    assert (found["A2"].type, found["A2"].errorStyle) == ("date", "warning")
    assert (found["A2"].operator, found["A2"].formula1) == ("greaterThanOrEqual", "36526")
    assert not found["A3"].showErrorMessage


def test_a_book_says_what_it_is_about_and_of_which_day() -> None:
    made = replace(book(row("a")), subject="Velmora\x00\ud800 · 2026", day=dt.date(2026, 6, 30))
    about = opened(write_book(made)).properties
    assert about.subject == "Velmora\ufffd\ufffd · 2026"
    assert about.created.date() == dt.date(2026, 6, 30)
