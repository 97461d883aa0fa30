"""OpenDocument spreadsheets: what stands in their cells, and what they may cost."""

from __future__ import annotations

import io
import zipfile

import pytest

from coherence_kit.documents.sheet_xml import MOST_CELLS_OF_A_SHEET, MOST_COLUMNS, MOST_ROWS, Area
from coherence_kit.documents.workbook_cells import CellKind, ReadBook, ReadSheet, read_book
from coherence_kit.problems import ProblemsFound

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def packed(content: bytes, kind: bytes = KIND, manifest: bytes = b"<manifest/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def spreadsheet(*tables: str) -> bytes:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return packed(
        f"<office:document-content {declared}><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>".encode()
    )


def table(rows: str, name: str = "First") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def cell(inner: str = "<text:p>x</text:p>", attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def book(*tables: str) -> ReadBook:
    return read_book(spreadsheet(*tables), "form.ods")


def sheet(rows: str) -> ReadSheet:
    read = book(table(rows))
    assert read.problems == []
    return read.sheets[0]


@pytest.mark.parametrize(
    ("attributes", "inner", "kind", "text"),
    [
        ('office:value-type="float" office:value="2"', "<text:p>2</text:p>", CellKind.NUMBER, "2"),
        ('office:value-type="float" office:value="0.1"', "", CellKind.NUMBER, "0.1"),
        (
            'office:value-type="percentage" office:value="0.35"',
            "<text:p>35 %</text:p>",
            CellKind.NUMBER,
            "35%",
        ),
        ('office:value-type="currency" office:value="7"', "", CellKind.NUMBER, "7"),
        ('office:value-type="boolean" office:boolean-value="true"', "", CellKind.BOOLEAN, "yes"),
        ('office:value-type="boolean" office:boolean-value="false"', "", CellKind.BOOLEAN, "no"),
        (
            'office:value-type="date" office:date-value="2026-06-30"',
            "<text:p>30/06/26</text:p>",
            CellKind.NUMBER,
            "2026-06-30",
        ),
        (
            'office:value-type="date" office:date-value="2026-06-30T00:00:00"',
            "",
            CellKind.NUMBER,
            "2026-06-30",
        ),
        ('office:value-type="string"', "<text:p>a</text:p><text:p>b</text:p>", None, "a\nb"),
        ('office:value-type="string"', "<text:p>a<text:line-break/>b</text:p>", None, "a\nb"),
        ('office:value-type="string"', "<text:p>a<text:tab/>b</text:p>", None, "a\tb"),
        ('office:value-type="string"', '<text:p>a<text:s text:c="3"/>b</text:p>', None, "a   b"),
        (
            'office:value-type="string"',
            "<text:p>a <text:span>b</text:span> c</text:p>",
            None,
            "a b c",
        ),
        ('office:value-type="string"', "<text:p>_x0041_</text:p>", None, "_x0041_"),
        ('office:value-type="string"', "<text:p>a\n   b</text:p>", None, "a b"),
        ('office:value-type="string" office:string-value="said"', "", None, "said"),
        (
            'office:value-type="float" office:value="3" table:formula="of:=1+2"',
            "<text:p>3</text:p>",
            CellKind.FORMULA,
            "=1+2",
        ),
        (
            'office:value-type="boolean" office:boolean-value="true" table:formula="of:=TRUE()"',
            "",
            CellKind.BOOLEAN,
            "yes",
        ),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(
    attributes: str, inner: str, kind: CellKind | None, text: str
) -> None:
    found = sheet(row(cell(inner, attributes))).cells[1, 1]
    assert (found.kind, found.text) == (kind or CellKind.TEXT, text)


def test_cells_and_rows_that_stand_for_many_have_their_places() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    twice = cell(
        "<text:p>y</text:p>", 'office:value-type="string" table:number-columns-repeated="2"'
    )
    found = sheet(row("<table:table-cell/>", 4) + row(empty + cell() + twice, 2) + row(cell()))
    texts = {place: stored.text for place, stored in found.cells.items()}
    of_row = {3: "x", 4: "y", 5: "y"}
    assert texts == {
        **{(5, column): text for column, text in of_row.items()},
        **{(6, column): text for column, text in of_row.items()},
        (7, 1): "x",
    }


def test_what_is_merged_or_noted_is_known_and_no_text_of_the_cell() -> None:
    by = "<dc:creator>A</dc:creator>"
    note = f"<office:annotation>{by}<text:p>is it so?</text:p></office:annotation>"
    drawn = "<draw:frame><text:p>caption</text:p></draw:frame>"
    spanned = (
        'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="3"'
    )
    found = sheet(
        row(
            cell(f"{note}<text:p>x</text:p>{drawn}", spanned)
            + "<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>"
            + cell("<text:p>z</text:p>")
        )
    )
    assert {place: stored.text for place, stored in found.cells.items()} == {
        (1, 1): "x",
        (1, 3): "z",
    }
    assert found.merged == [Area(1, 1, 3, 2)]
    assert found.notes == {(1, 1): "is it so?"}


def test_every_table_is_a_sheet() -> None:
    read = book(table(row(cell())), table(row(cell("<text:p>y</text:p>")), "Second"))
    assert [(one.name, one.cells[1, 1].text) for one in read.sheets] == [
        ("First", "x"),
        ("Second", "y"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        row(
            cell(attributes='office:value-type="string" table:number-columns-repeated="16384"'),
            10**6,
        ),
        row(cell(attributes='office:value-type="string" table:number-columns-repeated="9999999"')),
        row(cell(), 1_048_576),
        row("<table:table-cell/>", 1_048_575) + row(cell()),
        row('<table:table-cell table:number-columns-repeated="16383"/>' + cell()),
    ],
)
def test_a_small_file_that_stands_for_millions_of_cells_is_cut(rows: str) -> None:
    read = book(table(rows))
    assert [problem.code for problem in read.problems] == ["workbook.too-large"]
    assert len(read.sheets[0].cells) <= MOST_CELLS_OF_A_SHEET
    assert all(
        place <= (MOST_ROWS, MOST_COLUMNS) and place[1] <= MOST_COLUMNS
        for place in read.sheets[0].cells
    )


@pytest.mark.parametrize("number", ["-1", "0", "x", "", "1e9", "99999999999999999999"])
def test_a_number_of_repeats_that_cannot_be_meant_is_one(number: str) -> None:
    repeated = f'office:value-type="string" table:number-columns-repeated="{number}"'
    found = sheet(row(cell(attributes=repeated)))
    assert (1, 1) in found.cells
    assert len(found.cells) <= MOST_COLUMNS


def test_spaces_by_the_million_cost_no_more_than_a_text_may() -> None:
    read = book(table(row(cell('<text:p>a<text:s text:c="9999999"/>b</text:p>'))))
    assert [problem.code for problem in read.problems] == ["workbook.long-text"]


def test_many_spaces_by_the_million_cost_no_more_than_all_texts_may() -> None:
    read = book(table(row(cell("<text:p>a" + '<text:s text:c="9999999"/>' * 1_000 + "</text:p>"))))
    assert {problem.code for problem in read.problems} == {
        "workbook.long-text",
        "workbook.too-large",
    }


def test_a_broken_table_keeps_what_was_read() -> None:
    content = spreadsheet(table(row(cell())))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("content.xml")
    read = read_book(packed(text[: text.index(b"</table:table>")]), "form.ods")
    assert [problem.code for problem in read.problems] == ["workbook.broken-part"]
    assert read.sheets[0].cells[1, 1].text == "x"
    assert read.sheets[0].is_damaged


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(b"<a/>", b"application/vnd.oasis.opendocument.text"), "workbook.other-kind"),
        (packed(b"<a/>", b""), "workbook.other-kind"),
        (packed(b"\x00\x01", manifest=b"<manifest:encryption-data/>"), "workbook.encrypted"),
    ],
)
def test_what_is_no_spreadsheet_or_locked_says_so(data: bytes, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_book(data, "form.ods")
    assert [problem.code for problem in found.value.problems] == [code]


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    read = read_book(packed(bomb), "form.ods")
    assert [problem.code for problem in read.problems] == ["workbook.broken-part"]
