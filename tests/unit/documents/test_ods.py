"""OpenDocument spreadsheets: what stands in their cells, and what they may cost."""

from __future__ import annotations

import io
import zipfile

import pytest

from coherence_kit.documents.cell_places import MOST_COLUMNS, MOST_ROWS, Area
from coherence_kit.documents.sheet_xml import MOST_CELLS_OF_A_SHEET
from coherence_kit.documents.workbook_cells import CellKind, ReadBook, ReadSheet, read_book
from coherence_kit.problems import ProblemsFound

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
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


# --- what it shows --------------------------------------------------------------------------------

TYPED = "<text:p>2</text:p>"
STRING, FLOAT = 'office:value-type="string"', 'office:value-type="float" office:value="2"'
WHITE = '<style:text-properties fo:color="#ffffff"/>'
ON_WHITE = '<style:table-cell-properties fo:background-color="#ffffff"/>'
RUBY = (
    "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>{}</text:ruby-text></text:ruby>"
)


def styled(styles: str, rows: str, behind: str = "") -> ReadBook:
    """What is read of a sheet with these styles of its file."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return read_book(
        packed(
            f"<office:document-content {declared}><office:automatic-styles>{styles}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f"{table(rows)}{behind}</office:spreadsheet></office:body>"
            "</office:document-content>".encode()
        ),
        "form.ods",
    )


def style(inner: str, family: str = "table-cell", name: str = "a", more: str = "") -> str:
    named = f'style:name="{name}" style:family="{family}" {more}'
    return f"<style:style {named}>{inner}</style:style>"


def number_format(inner: str, kind: str = "number") -> str:
    named = style("", more='style:data-style-name="N"')
    return f'<number:{kind}-style style:name="N">{inner}</number:{kind}-style>{named}'


@pytest.mark.parametrize(
    "one",
    [
        cell(TYPED, f'{STRING} office:string-value="0"'),
        cell("<text:p>0</text:p>", FLOAT),
        cell("<text:p>no number</text:p>", FLOAT),
        cell("<text:p>2.5</text:p>", FLOAT),
        cell("<text:p>0</text:p>", 'office:value-type="boolean" office:boolean-value="true"'),
        cell(
            "<text:p>30/07/26</text:p>",
            'office:value-type="date" office:date-value="2026-06-30"',
        ),
        cell('<text:p><x:y xmlns:x="urn:x">2</x:y></text:p>'),
        cell('<text:p>2</text:p><x:y xmlns:x="urn:x">0</x:y>'),
        cell("<text:p><text:sheet-name>2</text:sheet-name></text:p>"),
        cell("<text:p>2<office:annotation><text:p>0</text:p></office:annotation></text:p>"),
        cell("<text:list><text:list-item><text:p>2</text:p></text:list-item></text:list>"),
        cell(table(row(cell(TYPED)), "Inner")),
    ],
)
def test_a_cell_that_can_be_read_in_two_ways_is_refused(one: str) -> None:
    told = [(problem.code, problem.cell) for problem in book(table(row(one))).problems]
    assert told == [("workbook.broken-cell", "First!A1")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2", "2"),
        ("2,50 €", "2.5"),
        ("1 234,5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234", "1234"),
        ("-2", "-2"),
        ("(2)", "-2"),
        ("50", "49.6"),
        ("1.2E-04", "0.000123"),
        ("1/3", "0.333333"),
        ("٢", "2"),
    ],
)
def test_a_number_is_written_as_in_any_country(written: str, value: str) -> None:
    stated = f'office:value-type="float" office:value="{value}"'
    assert book(table(row(cell(f"<text:p>{written}</text:p>", stated)))).problems == []


def test_how_a_text_is_pronounced_is_no_part_of_it() -> None:
    assert sheet(row(cell(f"<text:p>{RUBY.format('2', '0')}</text:p>"))).cells[1, 1].text == "2"
    assert sheet(row(cell(f"<text:p>{RUBY.format('', '2')}</text:p>"))).cells == {}


def test_text_goes_on_behind_a_note() -> None:
    note = "<office:annotation><text:p>is it so?</text:p></office:annotation>"
    found = sheet(row(cell(f"<text:p>a</text:p>{note}<text:p>b</text:p>")))
    assert (found.cells[1, 1].text, found.notes) == ("a\nb", {(1, 1): "is it so?"})


@pytest.mark.parametrize(
    ("styles", "attributes", "inner"),
    [
        (style(WHITE), STRING, TYPED),
        (style(WHITE + ON_WHITE), STRING, TYPED),
        (style('<style:text-properties fo:font-size="1pt"/>'), STRING, TYPED),
        (style(WHITE, name="b") + style("", more='style:parent-style-name="b"'), STRING, TYPED),
        (
            style('<style:table-cell-properties style:cell-protect="hidden-and-protected"/>'),
            STRING,
            TYPED,
        ),
        (
            style(WHITE, "text", "T"),
            STRING,
            '<text:p><text:span text:style-name="T">2</text:span></text:p>',
        ),
        (number_format("<number:text>0</number:text>"), FLOAT, TYPED),
        (number_format(""), FLOAT, TYPED),
        (number_format("<number:text>0</number:text>", "text"), STRING, TYPED),
        (style('<style:map style:apply-style-name="w"/>') + style(WHITE, name="w"), STRING, TYPED),
    ],
)
def test_what_does_not_show_is_known(styles: str, attributes: str, inner: str) -> None:
    named = f'table:style-name="a" {attributes}'
    (found,) = styled(styles, row(cell(inner, named))).sheets
    assert [one.is_shown for one in found.cells.values()] == [False]
    (plain,) = styled(styles, row(cell(TYPED, attributes))).sheets
    assert [one.is_shown for one in plain.cells.values()] == [True]


def test_cells_look_as_their_column_does() -> None:
    columns = '<table:table-column table:default-cell-style-name="a"/>'
    (found,) = styled(style(WHITE), columns + row(cell(TYPED))).sheets
    assert not found.cells[1, 1].is_shown


def test_what_is_struck_out_is_known() -> None:
    struck = style('<style:text-properties style:text-line-through-style="solid"/>')
    (found,) = styled(struck, row(cell(TYPED, f'table:style-name="a" {STRING}'))).sheets
    assert found.cells[1, 1].is_struck


def test_a_number_that_its_cell_rounds_is_known() -> None:
    rounding = number_format('<number:number number:decimal-places="0"/>')
    stated = 'office:value-type="float" office:value="49.6" table:style-name="a"'
    (found,) = styled(rounding, row(cell("<text:p>50</text:p>", stated))).sheets
    assert (found.cells[1, 1].text, found.cells[1, 1].rounded) == ("49.6", "50")


@pytest.mark.parametrize("range_", ["First.A1", "'First'.A1:'First'.B9", "Other.$A$1:.$A$3"])
def test_a_condition_that_may_hide_is_known(range_: str) -> None:
    condition = (
        "<calcext:conditional-formats><calcext:conditional-format "
        f'calcext:target-range-address="{range_}"><calcext:condition '
        'calcext:apply-style-name="a"/></calcext:conditional-format></calcext:conditional-formats>'
    )
    (found,) = styled(style(WHITE), row(cell(TYPED)) + condition).sheets
    assert not found.cells[1, 1].is_shown


@pytest.mark.parametrize(
    ("styles", "attributes"),
    [
        (style('<style:table-row-properties style:row-height="0in"/>', "table-row"), ""),
        (style('<style:table-row-properties style:row-height="0.1mm"/>', "table-row"), ""),
        ("", 'table:visibility="collapse"'),
        ("", 'table:visibility="filter"'),
    ],
)
def test_rows_out_of_sight_are_known(styles: str, attributes: str) -> None:
    stated = f'<table:table-row table:style-name="a" {attributes}>{cell(TYPED)}</table:table-row>'
    (found,) = styled(styles, stated).sheets
    assert not found.is_seen(1, 1)


def test_a_filter_with_buttons_hides_nothing() -> None:
    stated = f'<table:table-row table:visibility="filter">{cell(TYPED)}</table:table-row>'
    ranges = '<table:database-range table:display-filter-buttons="true"/>'
    (found,) = styled("", stated, f"<table:database-ranges>{ranges}</table:database-ranges>").sheets
    assert found.is_seen(1, 1)


def test_columns_without_width_and_tables_that_are_not_shown_are_known() -> None:
    narrow = '<style:table-column-properties style:column-width="0in"/>'
    column = '<table:table-column table:style-name="a"/>'
    (found,) = styled(style(narrow, "table-column"), column + row(cell(TYPED))).sheets
    assert not found.is_seen(1, 1)
    hidden = style('<style:table-properties table:display="false"/>', "table", "ta")
    (other,) = styled(hidden, row(cell(TYPED))).sheets
    assert other.is_seen(1, 1)
