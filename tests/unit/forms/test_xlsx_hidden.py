"""What a workbook holds out of sight: hidden sheets, rows, columns, and what cells cannot show.

It is trusted no more than any file, and nobody can answer there without its being told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import pytest

from coherence_kit.forms.xlsx.kept import put_at, says_the_same
from coherence_kit.loading.documents import Document
from coherence_kit.loading.submissions import bind_readable, load_submission_file
from coherence_kit.loading.yaml.events import MAX_NODES
from coherence_kit.scoring.tree import build_tree
from tests.workbooks import (
    FULL,
    a_draft,
    cell_of,
    changed,
    form,
    of_every_type,
    read,
    repacked,
    row_of,
    typed,
    with_sheet_data,
)
from tests.workbooks import codes as every_code

SCALE = ["answers", "first.scale"]
FIRST, KEPT = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet5.xml"
NEXT_ROW = 101  # far below what the form itself keeps


@cache
def full() -> bytes:
    """The form of every type, filled in."""
    return form(FULL)


def carrying(*records: tuple[object, str], data: bytes = b"", shown: str = "") -> bytes:
    """A form with these records on its hidden sheet, each a path and JSON."""
    rows = []
    for number, (path, value) in enumerate(records, NEXT_ROW):
        stated = path if isinstance(path, str) else json.dumps(path)
        cells = zip("ABCD", ("value", stated, shown, value), strict=True)
        written = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in cells
            if text
        )
        rows.append(f'<row r="{number}">{written}</row>')
    return with_sheet_data(data or form(), KEPT, "".join(rows))


def checked(data: bytes) -> Document:
    """A workbook read and checked as every command does."""
    document = read(data)
    file = load_submission_file(document)
    if file is not None:
        asked = of_every_type()
        bind_readable(document, file, asked, build_tree(asked))
    return document


def codes(document: Document) -> list[str]:
    """What is wrong with the workbook, without what is wrong with its answers."""
    return [code for code in every_code(document) if code.startswith("workbook.")]


def unseen(data: bytes) -> list[tuple[str, str]]:
    """What is said of values that nobody sees, and where."""
    return [
        (problem.cell, problem.sentences[0])
        for problem in checked(data).problems
        if problem.code == "workbook.unseen"
    ]


# --- values that nobody could have written into a file --------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        [],
        "",
        "{",
        "null",
        "3",
        '"answers"',
        "[" * 900,
        "[" * 100_000,
        [["answers"], "first.scale"],
        ["answers", ["first.scale"]],
        ["answers", {"first.scale": 1}],
        ["answers", None],
        ["answers", True],
        ["answers", 1.5],
        ["answers", 0],
        [0, "first.scale"],
        ["answers", ""],
        ["answers"],
        ["format"],
        ["questionnaire", "id"],
        [*SCALE, "evidence", -1, "title"],
        f'["answers", "first.scale", {"9" * 5000}]',
        [*SCALE, "evidence", 10**9],
        ["answers", "\x1b[31m"],
        ["answers", "\ud800"],
        ["a"] * 9,
        ["a" * 2000],
    ],
    ids=lambda path: str(path)[:30],
)
def test_a_path_that_is_none_is_refused(path: object) -> None:
    document = checked(carrying((path, '"x"'), data=full()))
    assert codes(document) == ["workbook.kept Kept!B101"]
    assert document.value == FULL


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ('"\\ud800"', "U+D800"),
        ('"\\u0000"', "U+0000"),
        ('"\\u001b[31mred"', "U+001B"),
        ('"\\u0085"', "U+0085"),
        ('{"comment": "\\u0007"}', "U+0007"),
        ('{"\\u0007": "x"}', "U+0007"),
        ("[" * 5000, "64"),
        ("[" * 64 + '"x"' + "]" * 64 + "]", ""),
        ("[" * 65 + "]" * 65, "64"),
        ('{"a":' * 65 + "1" + "}" * 65, "64"),
        ("{", ""),
        ('"open', ""),
        ("nothing: [", ""),
        ("*alias", ""),
        ('{"a": 1, "a": 2}', '"a"'),
        ("[" + "[]," * MAX_NODES + "]", f"{MAX_NODES:,}"),
    ],
    ids=lambda value: value[:20],
)
def test_a_value_that_no_file_may_hold_is_refused_in_its_place(value: str, says: str) -> None:
    pieces = [value[start : start + 30_000] for start in range(0, len(value), 30_000)]
    document = checked(carrying(*((["notes"], piece) for piece in pieces), data=full()))
    assert codes(document) == ["workbook.kept Kept!D101"]
    assert says in document.problems[0].sentences[0]
    assert document.value == FULL


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ([*SCALE], '"' + "9" * 5000 + '"', "submission.answer"),
        ([*SCALE], "9" * 5000, "submission.answer"),
        ([*SCALE, "answer"], '{"a": {"b": []}}', "schema.value"),
        ([*SCALE, "answer"], "[3]", "submission.answer"),
        ([*SCALE, "comment"], '["a"]', "schema.value"),
        ([*SCALE, "comment"], "[" * 60 + "1" + "]" * 60, "schema.value"),
        ([*SCALE, "evidence"], '"x"', "schema.value"),
        ([*SCALE, "review"], '["x"]', "schema.value"),
        (["answers", "first.nothing"], "3", "submission.unknown-question"),
        (["respondent"], '["x"]', "schema.value"),
        (["date"], '{"a": "b"}', "schema.value"),
        (["date"], '"2026-31-31"', "submission.date"),
        (["notes"], '"x"', "schema.unknown-key"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_value_of_another_type_is_told_as_in_any_file(
    path: list[str], value: str, code: str
) -> None:
    problems = checked(carrying((path, value))).problems
    assert [problem.code for problem in problems] == [code]
    assert problems[0].cell.startswith("Kept!D")


def test_many_values_are_no_more_than_a_file_may_hold() -> None:
    lists = "[" + "[]," * (MAX_NODES // 4) + "]"
    pieces = [lists[start : start + 30_000] for start in range(0, len(lists), 30_000)]
    records = [([f"notes{number}"], piece) for number in range(6) for piece in pieces]
    problems = read(carrying(*records)).problems
    assert [problem.code for problem in problems] == ["workbook.kept"]


def test_a_row_that_cannot_be_read_may_be_deleted() -> None:
    data = carrying((["notes"], "{"), data=full())
    assert codes(read(data)) == ["workbook.kept Kept!D101"]
    assert codes(read(changed(data, lambda book: book["Kept"].delete_rows(NEXT_ROW)))) == []


@pytest.mark.parametrize(
    ("part", "found", "instead"),
    [
        (FIRST, rb' s="\d+"', b' s="' + b"9" * 5000 + b'"'),
        (FIRST, rb'<row r="(\d+)"', b'<row r="' + b"9" * 5000 + b'"'),
        (FIRST, rb'(<c r="[A-Z]+\d+" s="\d+" t="s"><v>)\d+', rb"\g<1>" + b"9" * 5000),
        ("xl/styles.xml", rb'numFmtId="\d+"', b'numFmtId="' + b"9" * 5000 + b'"'),
        ("xl/styles.xml", rb'fontId="\d+"', b'fontId="' + b"9" * 5000 + b'"'),
        (FIRST, rb'<col min="\d+" max="\d+"', b'<col min="1" max="' + b"9" * 5000 + b'"'),
        ("xl/workbook.xml", rb"</sheets>", rb"</sheets><definedNames>" + b"<definedName/>" * 9),
    ],
    ids=["style", "row", "shared text", "format", "font", "column", "open names"],
)
def test_numbers_of_any_length_in_the_parts_end_nothing(
    part: str, found: bytes, instead: bytes
) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name == part:
            assert re.search(found, content)
            return re.sub(found, instead, content)
        return content

    document = read(repacked(full(), change))
    assert all(problem.code.startswith("workbook.") for problem in document.problems)


# --- answers that nobody sees ---------------------------------------------------------------------


def hide_row(workbook: Any) -> None:
    sheet = workbook.worksheets[1]
    sheet.row_dimensions[row_of(sheet, "first.scale")].hidden = True


def hide_column(workbook: Any) -> None:
    letter = cell_of(workbook, "first.scale", "answer").column_letter
    workbook.worksheets[1].column_dimensions[letter].hidden = True


def hide_sheet(workbook: Any) -> None:
    workbook.worksheets[1].sheet_state = "hidden"


def hide_sheet_well(workbook: Any) -> None:
    workbook.worksheets[1].sheet_state = "veryHidden"


HIDING = [hide_row, hide_column, hide_sheet, hide_sheet_well]


@pytest.mark.parametrize("hide", HIDING)
def test_an_answer_out_of_sight_is_told_of(hide: Callable[[Any], None]) -> None:
    place = "Planning budget plans!F5"
    assert unseen(changed(typed(first_scale="3"), hide)) == [
        (place, '1 answer stands in no visible cell of the sheet "Planning budget plans"')
    ]
    assert unseen(changed(form(), hide)) == []


def test_a_row_without_height_and_a_column_without_width_hide_their_answers() -> None:
    def flatten(name: str, content: bytes) -> bytes:
        return (
            re.sub(rb'<row r="5" [^>]*>', b'<row r="5" ht="0" customHeight="1">', content)
            if (name == FIRST)
            else content
        )

    def narrow(name: str, content: bytes) -> bytes:
        return (
            re.sub(rb'(<col min="6" max="6" width=")[\d.]+', rb"\g<1>0", content)
            if (name == FIRST)
            else content
        )

    filled = form(a_draft({"first.scale": {"answer": "3"}}))
    assert unseen(filled) == []
    assert len(unseen(repacked(filled, flatten))) == 1
    assert len(unseen(repacked(filled, narrow))) == 1


def test_answers_on_two_sheets_are_counted_for_each() -> None:
    def hide(workbook: Any) -> None:
        for sheet in workbook.worksheets[1:3]:
            sheet.sheet_state = "hidden"

    told = unseen(changed(typed(first_scale="3", second_text="x", second_half="2"), hide))
    assert [text for _, text in told] == [
        '1 answer stands in no visible cell of the sheet "Planning budget plans"',
        '2 answers stand in no visible cell of the sheet "Second"',
    ]


def test_documents_and_boxes_out_of_sight_are_told_of() -> None:
    def hide(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        for key in ("first.boxes [one]", "first.scale #2"):
            sheet.row_dimensions[row_of(sheet, key)].hidden = True

    ((_, text),) = unseen(changed(full(), hide))
    assert text.startswith("2 answers stand in no visible cell")


def test_what_is_said_of_the_submission_out_of_sight_is_told_of() -> None:
    def hide(workbook: Any) -> None:
        sheet = workbook.worksheets[0]
        sheet.row_dimensions[row_of(sheet, "country")].hidden = True

    assert [text for _, text in unseen(changed(form(a_draft(country="GHA")), hide))] == [
        '1 entry about the submission stands in no visible cell of the sheet "Start"'
    ]


def test_answers_that_stand_beside_the_cells_alone_are_told_of() -> None:
    data = carrying(
        ([*SCALE, "answer"], '"3"'),
        (["answers", "second.text"], '{"answer": "x", "comment": "y"}'),
        (["round"], '"A round"'),
    )
    ((cell, text),) = unseen(data)
    assert cell.startswith("Kept!D")
    assert text == (
        '2 answers and 1 entry about the submission stand in no visible cell of the sheet "Kept"'
    )
    assert checked(data).value["answers"]["first.scale"] == {"answer": "3"}


def test_typing_them_into_the_form_is_the_cure() -> None:
    data = carrying(([*SCALE, "answer"], '"3"'), data=typed(first_scale="2"))
    assert unseen(data) == []
    assert checked(data).value["answers"]["first.scale"] == {"answer": "2"}


def test_a_record_of_a_whole_answer_takes_nothing_from_its_cells() -> None:
    data = carrying((SCALE, '{"answer": "3"}'), data=typed(first_scale__comment="seen"))
    assert unseen(data) == []
    assert checked(data).value["answers"]["first.scale"] == {"comment": "seen"}


def test_another_answer_than_the_cell_shows_is_told_of() -> None:
    data = carrying(([*SCALE, "answer"], '"4"'), data=typed(first_scale="1"), shown="1")
    ((cell, text),) = unseen(data)
    assert cell.startswith("Kept!D")
    assert text.startswith("1 answer stands")


# --- what people do, which hides nothing ----------------------------------------------------------


def fold_rows(workbook: Any) -> None:
    for sheet in workbook.worksheets[1:3]:
        sheet.row_dimensions.group(5, sheet.max_row, outline_level=1, hidden=True)


def fold_columns(workbook: Any) -> None:
    for sheet in workbook.worksheets[1:3]:
        sheet.column_dimensions.group("F", "O", outline_level=1, hidden=True)


def use_a_filter(workbook: Any) -> None:
    for sheet in workbook.worksheets[1:3]:
        sheet.auto_filter.ref = f"C4:P{sheet.max_row}"
        sheet.auto_filter.add_filter_column(0, ["to do"])
        for row in range(5, sheet.max_row + 1):
            sheet.row_dimensions[row].hidden = True


def unfold_reviews(workbook: Any) -> None:
    for sheet in workbook.worksheets[1:3]:
        for column in sheet.column_dimensions.values():
            if column.outlineLevel:
                column.hidden = False


def untouched(_workbook: Any) -> None:
    """Opened and saved."""


@pytest.mark.parametrize(
    "doing", [untouched, fold_rows, fold_columns, use_a_filter, unfold_reviews]
)
def test_what_people_do_to_a_filled_form_hides_no_answer(doing: Callable[[Any], None]) -> None:
    assert unseen(changed(full(), doing)) == []


def test_a_filter_that_is_set_and_not_in_use_hides_nothing_itself() -> None:
    def change(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        sheet.auto_filter.ref = f"C4:P{sheet.max_row}"
        hide_row(workbook)

    assert len(unseen(changed(typed(first_scale="3"), change))) == 1


def test_a_form_that_carries_answers_on_hides_none() -> None:
    draft = a_draft(
        {
            "first.scale": {"answer": "3", "comment": "tab\there _x0041_ " + "word " * 8_000},
            "first.boolean": {"answer": "Yes"},
            "first.boxes": {"answer": []},
            "second.matrix.two": {"unknown": "x"},
            "second.inner.scale": {"answer": " 2"},
        },
        country_name={"en": "Ghana", "fr": "Ghana"},
    )
    assert read(form(draft)).value == draft
    assert read(form(draft)).unseen == {}


@pytest.mark.parametrize("answer", [["one", "three"], []])
def test_the_boxes_of_a_reviewer_stand_in_their_cell(answer: list[str]) -> None:
    review = {"by": "Reviewer", "verdict": "changed", "answer": answer}
    draft = a_draft({"first.boxes": {"answer": ["two"], "review": review}})
    assert read(form(draft)).value == draft
    assert read(form(draft)).unseen == {}


# --- its pieces -----------------------------------------------------------------------------------


def test_a_value_is_put_where_its_path_leads() -> None:
    value: dict[str, Any] = {"text": "x"}
    assert put_at(value, ("a", "b", 0, "c"), "1")
    assert put_at(value, ("a", "b", 1), "2")
    assert not put_at(value, ("a", "b", 5), "3")
    assert not put_at(value, ("text", "b"), "4")
    assert not put_at(value, ("a", 0), "5")
    assert value == {"text": "x", "a": {"b": [{"c": "1"}, "2"]}}


@pytest.mark.parametrize(
    ("shown", "kept", "same"),
    [
        ("a    b", "a\tb", True),
        ("Yes", "yes ", True),
        ("1 · Step 1", "2", False),
        ("", "2", False),
        ("x", ["x"], False),
    ],
)
def test_what_a_cell_shows_is_what_is_kept(shown: str, kept: object, *, same: bool) -> None:
    assert says_the_same(shown, kept) is same


def test_a_list_that_gives_a_text_to_another_answer_is_refused() -> None:
    def swap(workbook: Any) -> None:
        sheet = workbook["Lists"]
        lines = [row for row in sheet.iter_rows() if " · " in str(row[1].value)]
        first, second = lines[:2]
        first[1].value, second[1].value = second[1].value, first[1].value

    document = read(changed(form(FULL), swap))
    assert {problem.code for problem in document.problems} == {"workbook.lists"}
    assert document.problems[0].cell == "Lists"


def test_a_column_that_has_lost_its_name_is_told_of() -> None:
    """Another column far to the right has its name, and nobody looks there."""

    def move(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        marks = {cell.value: cell for cell in sheet[1]}
        marks["answer"].value = "other"
        sheet.cell(1, 200).value = "answer"

    problems = read(changed(form(FULL), move)).problems
    assert "workbook.stray" in {problem.code for problem in problems}
