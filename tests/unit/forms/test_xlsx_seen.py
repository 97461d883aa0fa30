"""A workbook shows who looks at it the answers that are read: else it is told, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.styles import Alignment, Color, Font, GradientFill, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from coherence_kit.documents.workbook_cells import read_book
from coherence_kit.problems import ProblemsFound
from tests.unit.forms.test_xlsx_hidden import checked, codes, unseen
from tests.workbooks import MAIN, cell_of, changed, form, read, repacked, typed

FIRST = "xl/worksheets/sheet2.xml"
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PLACE = "Planning budget plans!F5"
WHITE = "FFFFFFFF"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@cache
def base() -> bytes:
    """A form with one answer, whose cell says all of itself, as openpyxl writes it."""
    return typed(first_scale="2")


def with_part(name: str, found: str, instead: str, data: bytes = b"") -> bytes:
    """A workbook with the one place of a part changed."""

    def change(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        text = content.decode()
        assert re.search(found, text), f"{found} is not in {name}"
        return re.sub(found, lambda _: instead, text, count=1).encode()

    return repacked(data or base(), change)


def cell(inner: str, attributes: str = 't="inlineStr"') -> str:
    return f'<c r="F5" {attributes}>{inner}</c>'


def with_cell(text: str) -> bytes:
    """The workbook with this in place of the cell of the answer."""
    return with_part(FIRST, r'<c r="F5".*?</c>', text)


def text(words: str) -> str:
    return f"<is><t>{words}</t></is>"


# --- what one program reads and another does not --------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        cell(text("2")) + cell(text("0")),
        cell(text("2")) + '<c r="F5"/>',
        cell(text("2")) + '<c r="E5"/>',
        '<c r="F6" t="inlineStr"><is><t>2</t></is></c>',
        '<c r="F٥" t="inlineStr"><is><t>2</t></is></c>',
        '<c r="" t="inlineStr"><is><t>2</t></is></c>',
        f'<x:c xmlns:x="urn:x" r="F5" t="inlineStr">{text("2")}</x:c>',
        f'<c xmlns="" r="F5" t="inlineStr">{text("2")}</c>',
        f"<extLst>{cell(text('2'))}</extLst>",
        cell('<x:is xmlns:x="urn:x"><x:t>2</x:t></x:is>'),
        cell("<t>2</t>"),
        cell("<is><v>2</v></is>"),
        cell("<is><t><t>2</t></t></is>"),
        cell("<v><x:v xmlns:x='urn:x'>2</x:v></v>", ""),
        f"<mc:AlternateContent xmlns:mc='urn:mc'>{cell(text('2'))}</mc:AlternateContent>",
    ],
)
def test_a_sheet_with_what_no_program_writes_is_refused(cells: str) -> None:
    assert codes(read(with_cell(cells))) == ["workbook.broken-part Planning budget plans"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="5"/></sheetData>',
        f'<row r="4">{cell(text("2")).replace("F5", "F4")}</row></sheetData>',
        "</sheetData><sheetData/>" + f'<extLst><row r="99">{cell(text("2"))}</row></extLst>',
    ],
)
def test_a_row_twice_or_out_of_its_place_is_refused(rows: str) -> None:
    data = with_part(FIRST, "</sheetData>", rows)
    assert codes(read(data)) == ["workbook.broken-part Planning budget plans"]


@pytest.mark.parametrize(
    "inner",
    [
        cell("<v>2</v>" + text("")),
        cell("<v>2</v>" + text("0")),
        cell(text("2"), 't="n"'),
        cell(text("2") + "<v>0</v>", ""),
        cell("<v>2</v><v>0</v>", ""),
        cell("<v>2</v>", 't="x"'),
        cell("<v>2</v>", 't="b"'),
        cell("<v>soon</v>", 't="d"'),
        cell("<v>1_0</v>", ""),
        cell("<v>٢</v>", ""),
        cell("<v>99999</v>", 't="s"'),
        cell("<v>-1</v>", 't="s"'),
        cell("<v>٢</v>", 't="s"'),
    ],
)
def test_a_cell_that_can_be_read_in_two_ways_is_refused(inner: str) -> None:
    assert codes(read(with_cell(inner))) == [f"workbook.broken-cell {PLACE}"]


def test_a_truth_value_is_what_the_file_shows() -> None:
    shown = cell("<f>TRUE()</f><v>1</v>", 't="b"').replace("F5", "F8")
    other = shown.replace("<v>1", "<v>0")
    boolean = typed(first_boolean="yes")
    assert codes(read(with_part(FIRST, r'<c r="F8".*?</c>', shown, boolean))) == []
    assert codes(read(with_part(FIRST, r'<c r="F8".*?</c>', other, boolean))) == [
        "workbook.formula Planning budget plans!F8"
    ]


def test_a_sheet_is_known_by_the_name_of_its_own_namespace() -> None:
    stated = r'name="Planning budget plans"'
    other = f'{stated} x:id="rId4" xmlns:x="urn:x"'
    assert checked(with_part(BOOK, stated, other)).value == read(base()).value


@pytest.mark.parametrize("name", ["XL/Worksheets/SHEET2.xml", "xl\\worksheets\\sheet2.xml", FIRST])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    data = repacked(base(), lambda _, content: content, **{name: b"<worksheet/>"})
    assert codes(read(data)) == ["workbook.broken-part Planning budget plans"]


def test_two_relations_of_one_name_are_refused() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    twice = f'<Relationship Id="rId2" Type="{kind}" Target="/x.xml"/></Relationships>'
    assert codes(read(with_part(LINKS, "</Relationships>", twice))) == ["workbook.broken"]


def test_two_documents_in_one_archive_are_refused() -> None:
    data = repacked(base(), lambda _, content: content, **{"content.xml": b"<x/>"})
    with pytest.raises(ProblemsFound) as refused:
        read_book(data, "form.xlsx")
    assert [problem.code for problem in refused.value.problems] == ["workbook.broken"]


# --- what other programs write --------------------------------------------------------------------


def prefixed(data: bytes) -> bytes:
    """As the Open XML SDK writes: every element of the sheets has a prefix."""

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        named = re.sub(rb"<(/?)([a-zA-Z]+)(?=[\s/>])", rb"<\1x:\2", content)
        return named.replace(b"xmlns=", b"xmlns:x=")

    return repacked(data, change)


def strict(data: bytes) -> bytes:
    """In the strict form of the format."""

    def change(_name: str, content: bytes) -> bytes:
        relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        new = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        return content.replace(MAIN.encode(), STRICT.encode()).replace(relations, new)

    return repacked(data, change)


def unnumbered(data: bytes) -> bytes:
    """Without the places of rows, which may be left out where none is empty."""

    def change(name: str, content: bytes) -> bytes:
        return re.sub(rb'<row r="\d+"', b"<row", content) if name == FIRST else content

    return repacked(data, change)


@pytest.mark.parametrize("written", [prefixed, strict, unnumbered])
def test_what_other_programs_write_is_read(written: Callable[[bytes], bytes]) -> None:
    document = checked(written(base()))
    assert (codes(document), document.value) == ([], read(base()).value)


# --- what does not show ---------------------------------------------------------------------------


def looking(change: Callable[[Any], object], value: object = "2") -> bytes:
    """The form with the cell of the answer changed in how it looks."""

    def alter(workbook: Any) -> None:
        cell_of(workbook, "first.scale", "answer").value = value
        change(cell_of(workbook, "first.scale", "answer"))

    return changed(form(), alter)


def set_up(**looks: Any) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        for name, look in looks.items():
            setattr(cell, name, look)

    return change


def conditional(rule: Any, cells: str = "F5", **looks: Any) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        set_up(**looks)(cell)
        cell.parent.conditional_formatting.add(cells, rule)

    return change


def numbered(code: str) -> Any:
    rule = FormulaRule(formula=["TRUE"])
    rule.dxf = DifferentialStyle(numFmt=NumberFormat(numFmtId=199, formatCode=code))
    return rule


def solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


PLAIN = PatternFill()
HIDING = {
    "white on white": set_up(font=Font(color=WHITE), fill=PLAIN),
    "white of the theme": set_up(font=Font(color=Color(theme=0)), fill=PLAIN),
    "black of the theme made white": set_up(font=Font(color=Color(theme=1, tint=1.0)), fill=PLAIN),
    "white by its number": set_up(font=Font(color=Color(indexed=9)), fill=PLAIN),
    "nearly white": set_up(font=Font(color="FFF2F2F2"), fill=PLAIN),
    "white on the colour of forms": set_up(font=Font(color=WHITE)),
    "red on red": set_up(font=Font(color="FFC00000"), fill=solid("FFC00000")),
    "black on black": set_up(font=Font(), fill=solid("FF000000")),
    "on a shade": set_up(font=Font(color=WHITE), fill=GradientFill(stop=("000000", WHITE))),
    "tiny": set_up(font=Font(sz=1)),
    "moved out": set_up(alignment=Alignment(indent=250)),
    "nothing": set_up(number_format=";;;"),
    "another": set_up(number_format=';;;"0 · On request"'),
    "white by a condition": conditional(
        FormulaRule(formula=["TRUE"], font=Font(color=WHITE), fill=PatternFill(bgColor=WHITE))
    ),
    "white on what the cell has": conditional(
        FormulaRule(formula=["TRUE"], font=Font(color=WHITE)), fill=PLAIN
    ),
    "white in a whole column": conditional(
        FormulaRule(formula=["TRUE"], font=Font(color=WHITE)), "F1:F1048576", fill=PLAIN
    ),
    "nothing by a condition": conditional(numbered(";;;")),
    "an icon alone": conditional(IconSetRule("3Arrows", "num", [0, 1, 2], showValue=False)),
    "a bar alone": conditional(DataBarRule("min", None, "max", None, "FF638EC6", showValue=False)),
    "a dark scale": conditional(
        ColorScaleRule(start_type="min", start_color="FF000000", end_type="max", end_color=WHITE)
    ),
}


@pytest.mark.parametrize("name", HIDING)
def test_an_answer_that_does_not_show_is_told_of(name: str) -> None:
    assert [place for place, _ in unseen(looking(HIDING[name]))] == [PLACE]
    assert unseen(looking(HIDING[name], None)) == []


SHOWN = {
    "red": set_up(font=Font(color="FFFF0000"), fill=PLAIN),
    "white on blue": set_up(font=Font(color=WHITE), fill=solid("FF1F4E78")),
    "grey": set_up(font=Font(color="FF808080"), fill=PLAIN),
    "on yellow": set_up(fill=solid("FFFFFF00")),
    "a condition": conditional(
        FormulaRule(["TRUE"], font=Font(color="FF9C0006"), fill=PatternFill(bgColor="FFFFC7CE"))
    ),
    "a condition elsewhere": conditional(numbered(";;;"), "Z1:Z9"),
    "icons": conditional(IconSetRule("3Arrows", "num", [0, 1, 2])),
    "a scale": conditional(
        ColorScaleRule("min", start_color="FFF8696B", end_type="max", end_color="FF63BE7B")
    ),
    "of numbers": set_up(number_format="0.00"),
    "moved in": set_up(alignment=Alignment(indent=2)),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_colours_that_people_choose_are_no_matter(name: str) -> None:
    assert codes(checked(looking(SHOWN[name]))) == []


@pytest.mark.parametrize("shown", ['"0"', ";;;", '[=2]"0 · On request";0'])
def test_a_number_under_another_is_told_of(shown: str) -> None:
    assert len(unseen(looking(set_up(number_format=shown), 2))) == 1


@pytest.mark.parametrize("value", ["\n2", "\n" * 15 + "2", " " * 500 + "2", "\u00a0" * 300 + "2"])
def test_an_answer_below_or_beside_its_cell_is_told_of(value: str) -> None:
    assert len(unseen(looking(set_up(), value))) == 1


def test_a_comment_may_begin_with_an_empty_line() -> None:
    assert unseen(typed(first_scale__comment="\nOne line below.")) == []
    assert len(unseen(typed(first_scale__comment="\n" * 40 + "Far below."))) == 1


@pytest.mark.parametrize(
    "run",
    [
        f'<rPr><sz val="10"/><color rgb="{WHITE}"/></rPr>',
        '<rPr><sz val="1"/></rPr>',
        '<rPr><color theme="0"/></rPr>',
    ],
)
def test_pieces_of_a_text_that_do_not_show_are_told_of(run: str) -> None:
    pieces = f"<is><r>{run}<t>2</t></r><r><t> </t></r></is>"
    assert len(unseen(with_cell(cell(pieces)))) == 1


def test_the_colours_of_a_file_are_those_it_states() -> None:
    """Black of its theme is white, and so is the blue of its own list."""
    themed = looking(set_up(font=Font(color=Color(theme=1)), fill=PLAIN))
    dark = '<a:dk1><a:srgbClr val="FFFFFF"/></a:dk1>'
    changed_theme = with_part("xl/theme/theme1.xml", r"<a:dk1>.*?</a:dk1>", dark, themed)
    assert (unseen(themed), len(unseen(changed_theme))) == ([], 1)
    numbered_ink = looking(set_up(font=Font(color=Color(indexed=4)), fill=PLAIN))
    blue, white = '<rgbColor rgb="000000FF"/>', f'<rgbColor rgb="{WHITE}"/>'
    stated = with_part("xl/styles.xml", blue, white, numbered_ink)
    assert (unseen(numbered_ink), len(unseen(stated))) == ([], 1)


# --- what is hidden around it ---------------------------------------------------------------------


ROW = r'<row r="5"[^>]*>'


@pytest.mark.parametrize(
    ("found", "instead", "before"),
    [
        (ROW, '<row r="5" hidden="TRUE">', ""),
        (ROW, '<row r="5" ht="0E0" customHeight="1">', ""),
        (ROW, '<row r="5">', '<sheetFormatPr zeroHeight="1"/>'),
        (ROW, '<row r="5">', '<sheetFormatPr defaultRowHeight="0"/>'),
        (r"<cols>.*?</cols>", "", '<sheetFormatPr defaultColWidth="0.1"/>'),
        (r"<sheetView .*?>", '<sheetView workbookViewId="0" topLeftCell="A20">', ""),
    ],
)  # fmt: skip
def test_rows_and_columns_that_cannot_be_seen_are_told_of(
    found: str, instead: str, before: str
) -> None:
    data = with_part(FIRST, found, instead)
    data = with_part(FIRST, r"<sheetFormatPr.*?/>", before, data) if before else data
    assert len(unseen(data)) == 1


@pytest.mark.parametrize(
    ("column", "is_told"),
    [
        ('<filterColumn colId="0"/>', False),
        ('<filterColumn colId="0" hiddenButton="1"/>', True),
        ('<filterColumn colId="0" showButton="0"/>', True),
        ("", True),
    ],
)
def test_a_filter_without_a_button_hides_what_it_hides(column: str, *, is_told: bool) -> None:
    filtered = f'</sheetData><autoFilter ref="A1:P40">{column}</autoFilter>'
    hidden = with_part(FIRST, ROW, '<row r="5" hidden="1">')
    assert bool(unseen(with_part(FIRST, "</sheetData>", filtered, hidden))) is is_told


def test_a_filter_in_another_place_of_the_file_is_none() -> None:
    other = '<customSheetViews><customSheetView><autoFilter ref="A1:P40"><filterColumn colId="0"/>'
    other += "</autoFilter></customSheetView></customSheetViews>"
    hidden = with_part(FIRST, ROW, '<row r="5" hidden="1">')
    assert len(unseen(with_part(FIRST, "</sheetData>", f"</sheetData>{other}", hidden))) == 1


def test_sheets_without_tabs_and_of_unknown_states_are_hidden() -> None:
    without = with_part(BOOK, "<workbookView [^>]*", '<workbookView showSheetTabs="0"/')
    state = with_part(BOOK, r'(?<=plans" sheetId="2" state=")visible', "Hidden")
    assert (len(unseen(without)), len(unseen(state))) == (1, 1)


def test_zeros_that_a_sheet_does_not_show_are_told_of() -> None:
    zero = looking(set_up(number_format="General"), 0)
    view = with_part(FIRST, "<sheetView ", '<sheetView showZeros="0" ', zero)
    assert (unseen(zero), len(unseen(view))) == ([], 1)


def test_a_condition_of_later_programs_is_looked_at() -> None:
    """Excel keeps those that name other sheets at the end of a sheet."""
    ink, behind = f'<color rgb="{WHITE}"/>', f'<bgColor rgb="{WHITE}"/>'
    fill = f"<fill><patternFill>{behind}</patternFill></fill>"
    hiding = f"<x14:dxf><font>{ink}</font>{fill}</x14:dxf>"
    ext = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        f"<x14:conditionalFormatting><x14:cfRule>{hiding}"
        "</x14:cfRule></x14:conditionalFormatting></ext></extLst></worksheet>"
    )
    assert len(unseen(with_part(FIRST, "</worksheet>", ext))) == 1


# --- numbers that a cell rounds -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "stated", "told"),
    [
        (49.6, "0", "the cell shows 50; 49.6 is in it and is read"),
        (0.355, "0%", "the cell shows 36%; 35.5% is in it and is read"),
        (5000, "0,", "the cell shows 5; 5000 is in it and is read"),
        (49.6, "0.0", ""),
        (49.6, "General", ""),
        (0.1 + 0.2, "0.0", ""),
    ],
)
def test_a_number_that_its_cell_rounds_is_told_of(value: float, stated: str, told: str) -> None:
    def fill(workbook: Any) -> None:
        cell = cell_of(workbook, "second.number", "answer")
        cell.value, cell.number_format = value, stated

    problems = [
        one.sentences[0]
        for one in checked(changed(form(), fill)).problems
        if one.code == "workbook.rounded"
    ]
    assert problems == [told] * bool(told)


def test_conditions_without_end_cost_no_time() -> None:
    """Each of its own, over the whole sheet: what is not looked at is taken to hide."""
    dxf = "".join(
        f'<dxf><font><color rgb="FF{number:06X}"/></font></dxf>' for number in range(3_000)
    )
    rules = "".join(
        f'<conditionalFormatting sqref="A1:Z{number + 9}"><cfRule type="expression" priority="9" '
        f'dxfId="{number}"><formula>TRUE</formula></cfRule></conditionalFormatting>'
        for number in range(3_000)
    )
    data = with_part("xl/styles.xml", r"<dxfs.*?</dxfs>", f"<dxfs>{dxf}</dxfs>")
    data = with_part(FIRST, "</sheetData>", f"</sheetData>{rules}", data)
    assert len(unseen(data)) == 1
