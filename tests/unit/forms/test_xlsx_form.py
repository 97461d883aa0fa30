"""The workbook that is written.

It has the same bytes each time, the questionnaire's own words, and room for all of them.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from coherence_kit.documents.cell_lines import Line
from coherence_kit.documents.row_heights import HIGHEST, height, lines, pieces
from coherence_kit.documents.sheets import column_letter, sheet_names
from coherence_kit.forms.layout import FormAnswer
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.schema import (
    COLUMNS,
    NOT_APPLICABLE,
    REVIEW_COLUMNS,
    Entry,
    answer_of,
    shown,
)
from coherence_kit.forms.xlsx.section import WIDTHS
from coherence_kit.forms.xlsx.words import spoken_in
from coherence_kit.model.guidance import PART_HEADINGS, Guidance
from coherence_kit.words import words_of
from tests.builders import a_question, a_questionnaire, a_section
from tests.workbooks import FULL, LAYOUT, PLACES, form, laid_out, opened, read, row_of

HOSTILE = [
    "=1+1",
    "a\r\nb",
    "x\u2028y",
    "*" * 300,
    "w" * 5_000,
    "word " * 3_000,
    "<&>",
    "{0} %s",
    "\u202eback",
    "_x0041_",
    "_x0041_x0042_",
    "<r><t>a</t></r>",
    "<r>",
    "MAP(s) OF (x)",
]


def test_the_same_form_has_the_same_bytes() -> None:
    assert workbook_form(LAYOUT, FULL) == workbook_form(LAYOUT, FULL)
    with zipfile.ZipFile(io.BytesIO(form(FULL))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_questionnaire_says_its_form_can_be_written_and_read(text: str) -> None:
    questionnaire = a_questionnaire(
        a_section(
            "s",
            a_question(
                "s.scale", label=text, text=text, guidance={"asked": text}, evidence={"2": text}
            ),
            a_question("s.choice", "choice", label=text, text=text, guidance={"asked": text}),
            title=text,
        ),
        title=text,
        summary=text,
        scale={"id": "five", "steps": [0, 1, 2, 3, 4], "hint": text},
    )
    document = read(
        workbook_form(laid_out(questionnaire), {"answers": {"s.scale": {"answer": "2"}}})
    )
    assert document.problems == []
    assert document.value["answers"] == {"s.scale": {"answer": "2"}}


def test_no_row_is_higher_than_a_spreadsheet_allows_and_long_guidance_goes_on_below() -> None:
    guidance = dict.fromkeys(Guidance.model_fields, "word " * 240)
    questionnaire = a_questionnaire(a_question("q", guidance=guidance, label="L", text="T"))
    sheet = opened(workbook_form(laid_out(questionnaire))).worksheets[1]
    assert max(dimension.height or 0 for dimension in sheet.row_dimensions.values()) <= HIGHEST
    headings = [PART_HEADINGS[name] for name in guidance]
    told = [
        str(sheet.cell(row, PLACES["question"]).value or "") for row in range(4, sheet.max_row + 1)
    ]
    said = "\n".join(told)
    assert {heading: said.count(f"{heading}: word") for heading in headings} == dict.fromkeys(
        headings, 1
    )
    assert sum(text.count("word") for text in told) == 7 * 240


def test_what_there_is_to_choose_from_stands_in_the_list_of_the_cell() -> None:
    workbook = opened(form())
    sheet = workbook.worksheets[1]
    row = row_of(sheet, "first.boolean")
    (validation,) = [
        item for item in sheet.data_validations.dataValidation if f"F{row}" in item.sqref
    ]
    name, _, area = validation.formula1.rpartition("!")
    assert [cell.value for (cell,) in workbook[name.strip("'")][area.replace("$", "")]] == [
        "Yes",
        "No",
    ]


def test_sheets_have_frozen_heads_and_print_on_a4_lying_with_a_whole_row_on_a_page() -> None:
    for sheet in opened(form()).worksheets[1:3]:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("G4", "$3:$3")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}  # one page wide unless a file says more
        assert sheet.page_setup.fitToHeight == 0


def test_defined_names_say_which_form_it_is() -> None:
    workbook = opened(form(FULL))
    sheet, _, cell = workbook.defined_names["form_questionnaire"].value.rpartition("!")
    assert workbook[sheet.strip("'")][cell.replace("$", "")].value == "whole"
    assert {"form_version", "form_sha256", "form_country", "form_round", "form_date"} <= set(
        workbook.defined_names
    )


def test_a_question_that_waits_says_for_what() -> None:
    sheet = opened(form()).worksheets[1]
    row = row_of(sheet, "first.choice")
    assert "Asked only if" in str(sheet.cell(row, PLACES["question"]).value)
    assert "not asked" in sheet.cell(row, PLACES["state"]).value


@pytest.mark.parametrize(("policy", "may_leave"), [("exclude", True), ("forbidden", False)])
def test_what_the_cell_says_where_a_question_may_not_be_left_out_is_no_answer(
    policy: str, *, may_leave: bool
) -> None:
    layout = laid_out(a_questionnaire(a_section("part", a_question("q", not_applicable=policy))))
    sheet = opened(workbook_form(layout)).worksheets[1]
    row = row_of(sheet, "q")
    said, left_out = (
        sheet.cell(row, PLACES[NOT_APPLICABLE]),
        f"${column_letter(PLACES[NOT_APPLICABLE])}{row}",
    )
    assert (said.value is None) is may_leave
    assert (left_out in sheet.cell(row, PLACES["entered"]).value) is may_leave


def test_the_columns_of_a_review_are_open_on_the_sheets_that_have_one() -> None:
    workbook = opened(form(FULL))  # a review in the first section only
    review = [column_letter(PLACES[name]) for name in REVIEW_COLUMNS]
    hidden = [
        [sheet.column_dimensions[letter].hidden for letter in review]
        for sheet in workbook.worksheets[1:3]
    ]
    assert hidden == [[False] * 4, [True] * 4]
    assert [
        sheet.print_area.endswith(f"${review[-1]}${sheet.max_row}")
        for sheet in workbook.worksheets[1:3]
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("key", "text", "name", "in_list"),
    [
        ("yes", "Yes", "", "Yes"),
        ("2", "Set up. A body exists.", "Set up", "2 · Set up"),
        ("some", "Some of them", "", "some · Some of them"),
        (
            "some",
            "All that are named in the list " * 4,
            "",
            "some · All that are named in the list All that are named in the list All …",
        ),
    ],
)
def test_an_answer_is_shown_by_its_key_and_a_few_words(
    key: str, text: str, name: str, in_list: str
) -> None:
    assert shown(FormAnswer(key, text, "", name)) == in_list
    entry = Entry.YES_OR_NO if key == "yes" else Entry.ONE
    assert answer_of(in_list, entry, spoken_in(words_of("en"))) == key


def test_every_sheet_has_a_name_of_its_own() -> None:
    titles = (
        "Start",
        "start",
        "A/B: [c]?",
        "'",
        "x" * 40,
        "x" * 41,
        "History",
        "🇬🇭" * 20,
        "MAP(s) of plan(s)",
    )
    assert sheet_names(titles) == (
        "Start",
        "start 2",
        "A B c",
        "Sheet 4",
        "x" * 31,
        f"{'x' * 29} 2",
        "History 2",
        "🇬🇭" * 7 + "🇬",
        "MAP (s) of plan(s)",  # a formula that names the sheet must not seem to call a function
    )


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_have_letters(number: int, letters: str) -> None:
    assert column_letter(number) == letters


def test_heights_grow_with_the_text_and_with_wide_letters() -> None:
    assert lines("word " * 40, 20, 10) > lines("word " * 40, 60, 10) >= 3
    assert lines("中" * 40, 20, 10) > lines("a" * 40, 20, 10)
    assert lines("a\n\nb", 20, 10) == 3
    assert height([("a", 10, 10), ("", 1, 10)], least=48) == 48
    assert height([("a\n" * 500, 10, 10)]) == HIGHEST


def test_pieces_lose_nothing() -> None:
    paragraphs = ["word " * 2_000, "end", "x" * 9_000]
    rows = pieces([Line(text, 9) for text in paragraphs], 40)
    told = "".join(line.text for row in rows for line in row)
    assert told.replace(" ", "") == "".join(paragraphs).replace(" ", "")
    assert all(
        sum(lines(line.text, 40, 9) * 9 * 1.29 for line in row) + 5 <= HIGHEST for row in rows
    )


def widths(first: str, last: str) -> float:
    """Of the columns from one to another, in digits, without those that are hidden."""
    return sum(WIDTHS[name] for name in COLUMNS[PLACES[first] - 1 : PLACES[last]])


def test_question_steps_answer_and_document_stand_in_one_view_on_a_laptop() -> None:
    row_numbers, scroll_bar = 40, 20
    assert widths("state", "page") * 7 + row_numbers + scroll_bar <= 1366
    # where the usual faces lack, digits are up to a fifth wider
    assert widths("state", "steps") * 8.5 + row_numbers + scroll_bar <= 1366


def test_all_columns_are_printed_on_a4_at_a_size_that_can_be_read() -> None:
    room = 841.9 - 2 * 0.3 * 72
    assert room / (widths("number", "unknown") * 7 * 0.75) > 0.7
    assert room / (widths("number", "unknown") * 6.37) > 0.6  # in the face of LibreOffice alone
    for sheet in opened(form()).worksheets[1:3]:
        first, last = column_letter(PLACES["number"]), column_letter(PLACES["unknown"])
        assert sheet.print_area.endswith(f"!${first}$2:${last}${sheet.max_row}")
        assert (sheet.page_margins.left, sheet.page_margins.right) == (0.3, 0.3)


def test_a_review_is_printed_on_a_second_page_beside_the_question() -> None:
    reviewed, other = opened(form(FULL)).worksheets[1:3]
    assert [breaks.id for breaks in reviewed.col_breaks.brk] == [PLACES["unknown"]]
    assert (reviewed.page_setup.scale, reviewed.print_title_cols) == (60, "$D:$F")
    assert not reviewed.sheet_properties.pageSetUpPr.fitToPage
    assert (other.col_breaks.brk, other.print_title_cols) == ([], None)
    beside = widths("number", "answer") + widths("recheck", "recheck")
    assert (beside + widths(REVIEW_COLUMNS[0], REVIEW_COLUMNS[-1])) * 6.37 * 0.6 < 798


def test_columns_are_where_people_expect_them() -> None:
    assert [
        column_letter(COLUMNS.index(name) + 1)
        for name in ("key", "question", "answer", "steps", "title", "comment")
    ] == list("AEFGHM")


def test_capitals_and_narrow_letters_take_the_lines_that_they_need() -> None:
    assert lines("W" * 100, 40, 10) > 1.5 * lines("a" * 100, 40, 10) > lines("i" * 100, 40, 10)
    # a column of 40 has room for 39 digits of 11 points, of which the margin of safety takes four
    assert (lines("0" * 35, 40, 11), lines("0" * 36, 40, 11)) == (1, 2)
