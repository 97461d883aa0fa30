"""Every fault of a filled workbook is named with its cell, and nothing of the rest is lost."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.cell.rich_text
import pytest
from openpyxl.cell.text import InlineFont

from coherence_kit.documents import sheet_xml, workbook_archive
from coherence_kit.documents.report_workbook import MARK as REPORT_MARK
from coherence_kit.forms.xlsx.schema import INPUTS
from coherence_kit.loading.documents import Document
from coherence_kit.loading.submissions import bind_readable, load_submission_file
from coherence_kit.problems import CATALOGUE, ProblemsFound, Severity
from coherence_kit.scoring.tree import build_tree
from tests.workbooks import (
    FULL,
    PLACES,
    cell_of,
    changed,
    codes,
    form,
    of_every_type,
    read,
    repacked,
    row_of,
    typed,
    with_sheet_data,
)

FIRST = "xl/worksheets/sheet2.xml"
TEXTS = "xl/sharedStrings.xml"
REST = {name: entry for name, entry in FULL["answers"].items() if name != "first.boolean"}


def answers(data: bytes) -> Any:
    return read(data).value["answers"]


def at(code: str, cell: str = "") -> str:
    """A code with a cell of the first section sheet, or with the sheet."""
    return f"{code} Planning budget plans" + (f"!{cell}" if cell else "")


# --- what people type -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        (3, "3"),
        ("3", "3"),
        ("3 · Step 3", "3"),
        (" 3 ", "3"),
        (3.0, "3"),
        ("9", "9"),
        (0.35, "0.35"),
        ("three", "three"),
    ],
)
def test_a_step_is_its_number_or_the_text_of_the_list(shown: Any, answer: str) -> None:
    assert answers(typed(first_scale=shown)) == {"first.scale": {"answer": answer}}


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        ("3 ·  STEP 3\n", "3"),
        ("3 · Something else", "3 · Something else"),
        ("3 · ", "3 ·"),
        ("3 points", "3 points"),
    ],
)
def test_only_what_the_list_shows_may_stand_behind_a_key(shown: str, answer: str) -> None:
    assert answers(typed(first_scale=shown)) == {"first.scale": {"answer": answer}}


@pytest.mark.parametrize(
    ("shown", "answer"),
    [(True, "yes"), (False, "no"), ("Yes", "yes"), ("NO", "no"), ("perhaps", "perhaps")],
)
def test_a_boolean_may_be_a_truth_value_of_the_spreadsheet(shown: Any, answer: str) -> None:
    assert answers(typed(first_boolean=shown)) == {"first.boolean": {"answer": answer}}


@pytest.mark.parametrize(
    ("shown", "number_format", "answer"),
    [
        (0.1, "General", "0.1"),
        (0.1 + 0.2, "General", "0.3"),
        ("2.50", "@", "2.50"),
        (1250, "#,##0", "1250"),
    ],
)
def test_a_number_comes_back_without_noise(shown: Any, number_format: str, answer: str) -> None:
    def fill(workbook: Any) -> None:
        cell = cell_of(workbook, "second.number", "answer")
        cell.value, cell.number_format = shown, number_format

    assert answers(changed(form(), fill)) == {"second.number": {"answer": answer}}


@pytest.mark.parametrize("number_format", ["General", "@", "0"])
def test_a_number_counts_a_day_where_a_date_belongs_and_nowhere_else(number_format: str) -> None:
    def fill(workbook: Any) -> None:
        for key, column, value in (
            ("second.date", "answer", 46203),
            ("second.number", "answer", 46203),
            ("second.number", "date", 46203),
            ("second.number #2", "title", "Decree"),
            ("second.number #2", "date", 2024),
        ):
            cell = cell_of(workbook, key, column)
            cell.value, cell.number_format = value, number_format

    assert answers(changed(form(), fill)) == {
        "second.date": {"answer": "2026-06-30"},
        "second.number": {
            "answer": "46203",
            "evidence": [{"date": "2026-06-30"}, {"title": "Decree", "date": "2024"}],
        },
    }


@pytest.mark.parametrize(("share", "number"), [(0.5, "50"), (0.125, "12.5")])
def test_per_cent_stay_in_a_text_and_are_taken_by_a_number_question_which_is_said(
    share: float, number: str
) -> None:
    def fill(workbook: Any) -> None:
        for key, column in (
            ("second.number", "answer"),
            ("second.number", "comment"),
            ("second.text", "answer"),
        ):
            cell = cell_of(workbook, key, column)
            cell.value, cell.number_format = share, "0.##%"

    document = read(changed(form(), fill))
    assert document.value["answers"] == {
        "second.number": {"answer": number, "comment": f"{number}%"},
        "second.text": {"answer": f"{number}%"},
    }
    (problem,) = document.problems
    assert (problem.code, problem.severity) == ("workbook.percent", Severity.NOTE)
    assert problem.params == {"value": f"{number}%", "number": number}


def test_a_truth_value_that_libreoffice_writes_as_a_formula_is_one() -> None:
    assert answers(typed(first_boolean="=TRUE()")) == {"first.boolean": {"answer": "yes"}}


def test_a_real_date_comes_back_as_a_text() -> None:
    midnight = dt.datetime(2024, 3, 12)  # noqa: DTZ001 - a cell has no time zone
    days = {
        "second_date": dt.date(2026, 6, 30),
        "first_scale__date": midnight,
        "date__value": dt.date(2026, 7, 1),
    }
    data = typed(**days)
    value = read(data).value
    assert value["date"] == "2026-07-01"
    assert value["answers"] == {
        "first.scale": {"evidence": [{"date": "2024-03-12"}]},
        "second.date": {"answer": "2026-06-30"},
    }


@pytest.mark.parametrize("midnight", ["T00:00:00", "T00:00:00Z", "T00:00:00.000Z", ""])
def test_a_date_that_is_stored_as_a_point_in_time_is_a_day(midnight: str) -> None:
    cell = f'<row r="5"><c r="J5" t="d"><v>2024-03-12{midnight}</v></c></row>'
    document = read(with_sheet_data(form(), FIRST, cell))
    assert document.value["answers"] == {"first.scale": {"evidence": [{"date": "2024-03-12"}]}}


def test_what_a_spreadsheet_makes_of_a_comment_is_kept_as_it_shows_it() -> None:
    assert answers(typed(first_scale__comment=True, second_text=7)) == {
        "first.scale": {"comment": "TRUE"},
        "second.text": {"answer": "7"},
    }


@pytest.mark.parametrize(
    ("cells", "boxes"),
    [
        ({"one": "yes", "three": "x", "two": "no"}, ["one", "three"]),
        ({"": "none of these"}, []),
        ({"": "None"}, []),
        ({"": "two, four"}, ["two", "four"]),
        ({"": "two\nfour · four;"}, ["two", "four"]),
        ({"one": True, "": "four, one"}, ["one", "four"]),
        ({"": "five"}, ["five"]),
    ],
)
def test_boxes_are_ticked_in_their_rows_or_named_in_one_cell(
    cells: dict[str, Any], boxes: list[str]
) -> None:
    def fill(workbook: Any) -> None:
        for box, value in cells.items():
            cell_of(
                workbook, f"first.boxes [{box}]" if box else "first.boxes", "answer"
            ).value = value

    document = read(changed(form(), fill))
    assert document.problems == []
    assert document.value["answers"] == {"first.boxes": {"answer": boxes}}


@pytest.mark.parametrize(
    ("shown", "reason"),
    [("unknown", None), ("x", None), ("The records office", "The records office")],
)
def test_unknown_has_a_reason_or_not(shown: str, reason: str | None) -> None:
    assert answers(typed(first_scale__unknown=shown)) == {"first.scale": {"unknown": reason}}


def test_a_country_may_be_chosen_from_the_list() -> None:
    assert read(typed(country__value="GHA · Ghana")).value["country"] == "GHA"


def test_a_document_alone_is_kept() -> None:
    def fill(workbook: Any) -> None:
        cell_of(workbook, "first.scale #3", "title").value = "Decree"

    assert answers(changed(form(), fill)) == {"first.scale": {"evidence": [{"title": "Decree"}]}}


# --- where it stands ------------------------------------------------------------------------------


def test_every_value_has_its_cell() -> None:
    document = read(form(FULL))
    document.report("submission.country", ("country",), value="x", hint="")
    document.report(
        "submission.answer",
        ("answers", "first.boxes", "answer", 1),
        value="x",
        id="x",
        known="x",
        hint="",
    )
    document.report("schema.value", ("answers", "first.scale", "evidence", 1, "date"))
    document.report("schema.value", ("answers", "first.scale", "review", "verdict"))
    document.report_key(
        "submission.not-asked", ("answers", "second.matrix.two"), id="x", needed="x"
    )
    cells = [problem.cell for problem in document.problems]
    assert cells == [
        "Start!D13",
        "Planning budget plans!F19",
        "Planning budget plans!J6",
        "Planning budget plans!V5",
        "Second!F22",
    ]


def test_a_wrong_date_is_named_with_its_cell() -> None:
    document = read(typed(first_scale__date="12 March"))
    file = load_submission_file(document)
    assert file is not None
    asked = of_every_type()
    bind_readable(document, file, asked, build_tree(asked))
    assert "submission.document-date Planning budget plans!J5" in codes(document)


# --- what people do to a form ---------------------------------------------------------------------


def shuffled(workbook: Any) -> None:
    """Every row of the sheets but their heads in reverse order,
    some of them hidden and coloured.
    """
    for sheet in workbook.worksheets[1:3]:
        rows = [
            [(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=5)
        ]
        for number, row in enumerate(reversed(rows), 5):
            for column, (value, number_format) in enumerate(row, 1):
                cell = sheet.cell(number, column)
                is_text = isinstance(value, str) and not (column == 3 and value.startswith("=IF"))
                cell._value, cell.number_format = value, number_format
                cell.data_type = (
                    "s" if is_text else "n" if value is None or not isinstance(value, str) else "f"
                )
                cell.fill = openpyxl.styles.PatternFill("solid", start_color="FFFF0000")
            sheet.row_dimensions[number].hidden = number % 3 == 0


def test_rows_may_be_sorted_hidden_and_coloured() -> None:
    document = read(changed(form(FULL), shuffled))
    assert document.problems == []
    boxes = document.value["answers"]["first.boxes"]["answer"]
    assert sorted(boxes) == [
        "one",
        "three",
    ]  # in the order of the rows now; a questionnaire has an order of its own
    boxes.sort()
    assert document.value == FULL


def test_sheets_may_be_renamed_and_moved() -> None:
    def change(workbook: Any) -> None:
        for number, sheet in enumerate(workbook.worksheets):
            sheet.title = f"Лист {number}"
        workbook.move_sheet("Лист 0", 2)

    document = read(changed(form(FULL), change))
    assert document.problems == []
    assert document.value == FULL


def test_rows_and_columns_may_be_put_in() -> None:
    def change(workbook: Any) -> None:
        workbook.worksheets[0].insert_rows(1, 3)
        workbook.worksheets[1].insert_rows(3)
        workbook.worksheets[1].insert_cols(6, 2)

    document = read(changed(form(FULL), change))
    assert document.problems == []
    assert document.value == FULL


def test_a_sheet_without_its_marks_is_read_by_its_ids() -> None:
    assert (
        read(changed(form(FULL), lambda workbook: workbook.worksheets[1].delete_rows(1))).value
        == FULL
    )


def test_without_the_hidden_sheets_only_what_no_cell_shows_is_gone() -> None:
    def change(name: str, content: bytes) -> bytes:
        is_listing = name == "xl/workbook.xml"
        return re.sub(rb'<sheet name="(Kept|Lists)"[^>]*>', b"", content) if is_listing else content

    document = read(repacked(form(FULL), change))
    assert document.problems == []
    comment = "=SUM(A1)\n第二行 и третья    строка 🇬🇭"
    scale = {**FULL["answers"]["first.scale"], "comment": comment}
    assert document.value["answers"] == {**FULL["answers"], "first.scale": scale}


@pytest.mark.parametrize("draft", [None, {}, FULL])
def test_a_form_is_accepted_however_full_it_is(draft: dict[str, Any] | None) -> None:
    document = read(form(draft))
    assert load_submission_file(document) is not None
    assert document.problems == []


def test_what_no_cell_can_show_comes_back() -> None:
    long = "🌾 Über " * 6_000 + "end"
    draft = {
        **FULL,
        "country_name": {"en": "Ghana", "ar": "غانا"},
        "notes": {"of": ["another", "version"]},
        "respondent": {"entity": "A", "telephone": "1"},
        "answers": {
            "gone.since": {"answer": "1", "comment": "kept"},
            "first.scale": {
                "answer": "2",
                "comment": long,
                "evidence": [{"title": long, "kind": "law"}],
                "review": {"answer": ["1", "2"]},
            },
            "second.text": {"answer": long},
        },
    }
    document = read(form(draft))
    assert document.problems == []
    assert document.value == draft


def test_the_beginning_of_a_long_text_may_be_changed() -> None:
    text = "word " * 8_000
    data = form({"answers": {"second.text": {"answer": text}}})

    def change(workbook: Any) -> None:
        cell = cell_of(workbook, "second.text", "answer")
        cell._value = "W" + cell._value[1:]

    assert answers(changed(data, change)) == {"second.text": {"answer": "W" + text[1:]}}


# --- what cannot be used, cell by cell ------------------------------------------------------------


def test_a_formula_is_seen_as_one_and_its_result_is_not_used() -> None:
    document = read(
        changed(
            form(FULL),
            lambda book: setattr(cell_of(book, "first.boolean", "answer"), "value", "=1=1"),
        )
    )
    assert codes(document) == [at("workbook.formula", "F8")] or codes(document)[0].startswith(
        "workbook.formula"
    )
    assert document.problems[0].params["value"] == "=1=1"
    assert document.value["answers"] == {
        **REST,
        "first.boolean": {"answer": "=1=1", "comment": "TRUE"},
    }


@pytest.mark.parametrize("value", ["=A1+1", "#REF!", "=1&"])
@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("first.scale", "answer"),
        ("first.boxes [two]", "answer"),
        ("first.boxes", "answer"),
        ("second.number", "answer"),
        ("second.text", "answer"),
        ("first.scale", "date"),
        ("first.scale", "recheck"),
        ("first.scale", "review.verdict"),
        ("country", "value"),
        ("date", "value"),
    ],
)
def test_what_is_worked_out_is_told_once_and_not_lost(value: str, key: str, column: str) -> None:
    document = read(
        changed(form(), lambda workbook: setattr(cell_of(workbook, key, column), "value", value))
    )
    assert value.casefold() in str(document.value).casefold()
    (code,) = codes(checked(document))
    assert code.split()[0] in {"workbook.formula", "workbook.error-value"}


def test_a_formula_in_a_cell_of_words_is_a_problem_too() -> None:
    assert codes(read(typed(first_scale__title="=A1"))) == [at("workbook.formula", "H5")]


def one_row(name: str, column: str, **cells: Any) -> Any:
    """A change of the first section sheet.

    The row of a question gets another key, or its cells are set.
    """

    def change(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        row = row_of(sheet, name)
        for place, value in cells.items():
            sheet[f"{place}{row}"].value = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (one_row("first.boolean", "A", A=None), "workbook.no-id", "F10"),
        (one_row("first.boolean", "A", A="first.bolean"), "workbook.unknown-id", "A10"),
        (one_row("first.boolean", "A", A="?!"), "workbook.unknown-id", "A10"),
        (one_row("first.boolean", "A", A="first.scale"), "workbook.duplicate-id", "F10"),
        (one_row("first.boolean", "F", F="#REF!"), "workbook.error-value", "F10"),
        (one_row("first.boolean", "Y", Y="by the way"), "workbook.stray", "Y10"),
        (one_row("first.scale #2", "M", M="by the way"), "workbook.stray", "M6"),
    ],
)
def test_a_bad_cell_is_named_and_the_rest_is_kept(change: Any, code: str, cell: str) -> None:
    document = read(changed(form(FULL), change))
    (problem,) = [
        problem for problem in document.problems if problem.code != "workbook.row-missing"
    ]
    assert (problem.code, problem.cell) == (code, f"Planning budget plans!{cell}")
    for name, entry in document.value["answers"].items():
        assert name in {"first.boolean", "first.scale"} or entry == FULL["answers"][name]
    assert set(document.value["answers"]) >= set(REST)


def checked(document: Document) -> Document:
    """The document after the check that all kinds of files share."""
    file = load_submission_file(document)
    if file is not None:
        asked = of_every_type()
        bind_readable(document, file, asked, build_tree(asked))
    return document


def test_an_answer_and_not_applicable_are_both_kept_and_told_once() -> None:
    document = read(typed(first_scale="2", first_scale__not_applicable="too early"))
    assert document.value["answers"] == {
        "first.scale": {"answer": "2", "not_applicable": "too early"}
    }
    assert codes(checked(document)) == [at("schema.clash", "N5")]


def test_three_states_at_once_are_told_once() -> None:
    document = read(
        typed(first_scale="2", first_scale__not_applicable="no", first_scale__unknown="we")
    )
    assert document.value["answers"] == {
        "first.scale": {"answer": "2", "not_applicable": "no", "unknown": "we"}
    }
    assert [code.split()[0] for code in codes(checked(document))] == ["schema.clash"]


@pytest.mark.parametrize(
    ("tick", "is_ticked"),
    [
        *((tick, True) for tick in ("✓", "✔", "✔\ufe0f", "☑", "✅", "X", "1", 1)),
        *((tick, False) for tick in ("☐", "-", "–", "0", 0)),
    ],
)
def test_a_box_is_ticked_or_not_by_any_sign_that_says_so(tick: str | int, is_ticked: bool) -> None:
    def fill(workbook: Any) -> None:
        cell_of(workbook, "first.boxes [one]", "answer").value = "yes"
        cell_of(workbook, "first.boxes [two]", "answer").value = tick

    document = read(changed(form(), fill))
    kept = ["one", "two"] if is_ticked else ["one"]
    assert document.value["answers"] == {"first.boxes": {"answer": kept}}
    assert document.problems == []


@pytest.mark.parametrize(
    ("cells", "kept", "code"),
    [
        ({"first.boxes [two]": "perhaps"}, ["perhaps"], "workbook.box"),
        (
            {"first.boxes [two]": "yes", "first.boxes": "none of these"},
            ["two", "none of these"],
            "workbook.boxes",
        ),
    ],
)
def test_a_word_that_is_no_tick_is_kept_and_told_once(
    cells: dict[str, str], kept: list[str], code: str
) -> None:
    def fill(workbook: Any) -> None:
        for key, value in cells.items():
            cell_of(workbook, key, "answer").value = value

    document = read(changed(form(), fill))
    assert document.value["answers"] == {"first.boxes": {"answer": kept}}
    assert [problem.split()[0] for problem in codes(checked(document))] == [code]
    again = Document("answers.yaml", written_out=document.value)
    assert [problem.code for problem in checked(again).problems] == ["submission.answer"]


def test_the_fingerprint_of_the_questionnaire_is_read() -> None:
    assert (
        read(typed(questionnaire_sha256__value="f" * 64)).value["questionnaire"]["sha256"]
        == "f" * 64
    )


# --- what no answer holds, and is not passed over -------------------------------------------------


def test_a_note_pinned_to_a_cell_is_named() -> None:
    def change(workbook: Any) -> None:
        cell_of(workbook, "first.scale", "answer").comment = openpyxl.comments.Comment(
            "See the\ndecree", "A. Author"
        )
        cell_of(workbook, "country", "value").comment = openpyxl.comments.Comment(
            "Which code?", "A. Author"
        )

    document = read(changed(form(FULL), change))
    assert codes(document) == [at("workbook.note", "F5"), "workbook.note Start!D13"]
    assert {problem.params["value"] for problem in document.problems} == {
        "See the decree",
        "Which code?",
    }
    assert document.value == FULL


def threaded(
    data: bytes, notes: bytes, name: bytes = b"threadedComments/threadedComment1.xml"
) -> bytes:
    """The form with a part of notes that can be replied to on its first section sheet."""
    kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = b'<Relationship Id="rT" Type="%s" Target="../%s"/></Relationships>' % (kind, name)

    def change(part: str, content: bytes) -> bytes:
        is_links = part == "xl/worksheets/_rels/sheet2.xml.rels"
        return content.replace(b"</Relationships>", link) if is_links else content

    return repacked(data, change, **{f"xl/{name.decode()}": notes})


def test_a_note_that_can_be_replied_to_is_named_by_what_it_says() -> None:
    def change(workbook: Any) -> None:
        old = (
            "[Threaded comment]\nYour version of Excel shows only this.\nComment:\n  Which decree?"
        )
        cell_of(workbook, "first.scale", "answer").comment = openpyxl.comments.Comment(
            old, "tc={1}"
        )

    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="F5" id="{1}"><text>Which decree? مرسوم</text>'
        '</threadedComment><threadedComment ref="F5" id="{2}" parentId="{1}">'
        "<text>The second.</text></threadedComment></ThreadedComments>"
    )
    document = read(threaded(changed(form(FULL), change), thread.encode()))
    assert codes(document) == [at("workbook.note", "F5")]
    assert document.problems[0].params["value"] == "Which decree? مرسوم"


THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def test_notes_without_end_are_not_all_kept() -> None:
    notes = "".join(
        f'<threadedComment ref="H{row}"><text>{"x" * 20}</text></threadedComment>'
        for row in range(5, 3_000)
    )
    data = threaded(
        changed(form(FULL), pin),
        f"<ThreadedComments xmlns='{THREADED}'>{notes}</ThreadedComments>".encode(),
    )
    document = read(data)
    assert len(document.problems) == 100
    assert document.value == FULL


def pin(workbook: Any) -> None:
    cell_of(workbook, "first.scale", "answer").comment = openpyxl.comments.Comment("x", "y")


def test_damaged_notes_leave_the_answers() -> None:
    document = read(threaded(changed(form(FULL), pin), b"<T><threadedComment"))
    assert codes(document) == [at("workbook.broken-part"), at("workbook.note", "F5")]
    assert document.value == FULL


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [(1, "E60"), (1, "Y60"), (1, "F2"), (1, "Z3"), (0, "G13"), (0, "D80"), (0, "Z80")],
)
def test_what_stands_beside_the_form_is_named(sheet: int, cell: str) -> None:
    def change(workbook: Any) -> None:
        workbook.worksheets[sheet][cell].value = "by the way"

    document = read(changed(form(FULL), change))
    name = ("Start", "Planning budget plans")[sheet]
    assert codes(document) == [f"workbook.stray {name}!{cell}"]
    assert document.value == FULL


def test_the_hints_of_a_start_sheet_without_their_mark_are_not_taken_for_strays() -> None:
    document = read(
        changed(form(FULL), lambda workbook: workbook.worksheets[0]["E1"]._bind_value(None))
    )
    assert document.problems == []


def test_a_second_start_sheet_is_told_where_it_says_something_else() -> None:
    def change(workbook: Any) -> None:
        copy = workbook.copy_worksheet(workbook.worksheets[0])
        copy.title = "Start again"
        copy["D13"].value = "TGO"

    document = read(changed(form(FULL), change))
    assert codes(document) == ["workbook.duplicate-id Start again!D13"]
    assert document.problems[0].params == {"id": "country", "first": "Start!D13"}
    assert document.value == FULL


def test_merged_answers_are_a_problem() -> None:
    document = read(changed(form(FULL), lambda book: book.worksheets[1].merge_cells("H5:H10")))
    assert codes(document) == [at("workbook.merged", "H5:H10")]
    assert document.value["answers"]["second.text"] == FULL["answers"]["second.text"]


def test_cells_may_be_merged_where_nothing_is_typed() -> None:
    assert (
        codes(read(changed(form(FULL), lambda book: book.worksheets[1].merge_cells("C2:H2")))) == []
    )


TYPED_INTO = {PLACES[name] for name in INPUTS}


def sorted_by(workbook: Any, column: str, first: int) -> None:
    """Both sheets sorted by a column as a spreadsheet sorts what is selected, from a column on."""
    for sheet in workbook.worksheets[1:3]:
        rows = [
            [cell.value for cell in row]
            for row in sheet.iter_rows(min_row=4, min_col=first, max_col=len(PLACES))
        ]
        place = PLACES[column] - first
        for number, values in enumerate(sorted(rows, key=lambda row: str(row[place] or "~")), 4):
            for offset, value in enumerate(values):
                cell = sheet.cell(number, first + offset)
                cell.value = value
                is_text = isinstance(value, str) and offset + first in TYPED_INTO
                cell.data_type = "s" if is_text else cell.data_type


@pytest.mark.parametrize("column", ["answer", "question", "title", "number"])
def test_sorting_whole_rows_takes_the_ids_along(column: str) -> None:
    document = read(changed(form(FULL), lambda workbook: sorted_by(workbook, column, 1)))
    assert document.problems == []
    answers = document.value["answers"]
    answers["first.boxes"]["answer"].sort()
    evidence = FULL["answers"]["first.scale"]["evidence"]
    assert answers["first.scale"]["evidence"] == evidence
    assert document.value == FULL


@pytest.mark.parametrize("first", ["state", "number", "question"])
def test_sorting_without_the_hidden_columns_is_one_error_a_sheet_and_no_wrong_answer(
    first: str,
) -> None:
    place = PLACES[first]
    document = read(changed(form(FULL), lambda workbook: sorted_by(workbook, "answer", place)))
    assert [problem.code for problem in document.problems] == ["workbook.apart"] * 2
    assert document.value["answers"] == {}


@pytest.mark.parametrize(
    ("said", "recheck"),
    [
        *((True, "true"), (False, "false"), ("FALSE", "false"), ("No", "no"), ("non", "no")),
        *(("Yes", "yes"), ("oui", "yes"), ("TRUE", "true")),
    ],
)
def test_a_recheck_is_read_however_yes_and_no_are_written(said: object, recheck: str) -> None:
    found = answers(typed(first_scale__answer=2, first_scale__recheck=said))
    assert found["first.scale"] == {"answer": "2", "recheck": recheck}


def test_a_table_of_documents_can_be_pasted_at_once() -> None:
    table = [[f"Paper {row}", f"{row}/2026", f"2026-0{row}-01", str(row)] for row in (1, 2, 3)]

    def paste(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        top = row_of(sheet, "first.boolean")
        for row, values in enumerate(table, top):
            for column, value in enumerate(values, PLACES["title"]):
                assert not sheet.cell(row, column).protection.locked
                sheet.cell(row, column).value = value

    names = ("title", "reference", "date", "page")
    assert answers(changed(form(), paste)) == {
        "first.boolean": {"evidence": [dict(zip(names, row, strict=True)) for row in table]}
    }


def test_answers_pasted_over_rows_of_documents_are_named_each() -> None:
    def paste(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        for row, value in enumerate(["3", "2", "1", "yes"], row_of(sheet, "first.scale")):
            sheet.cell(row, PLACES["answer"]).value = value

    document = read(changed(form(), paste))
    assert codes(document) == [at("workbook.stray", "F6"), at("workbook.stray", "F7")]
    assert document.value["answers"] == {
        "first.scale": {"answer": "3"},
        "first.boolean": {"answer": "yes"},
    }


# --- what other programs and earlier kits make of a form ------------------------------------------


def test_paths_in_the_archive_may_have_backslashes() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(form(FULL))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".rels"):
                content = re.sub(
                    rb'Target="[^"]*"', lambda found: found[0].replace(b"/", b"\\"), content
                )
            new.writestr(zipfile.ZipInfo(name.replace("/", "\\")), content)
    document = read(stream.getvalue())
    assert document.problems == []
    assert document.value == FULL


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("column", [1, 3, 4, 9])
def test_a_title_above_the_form_is_noted_and_the_form_is_read(rows: int, column: int) -> None:
    def put_title(workbook: Any) -> None:
        for sheet in workbook.worksheets:
            sheet.insert_rows(1, rows)
            sheet.cell(1, column).value = "Table 1"

    document = read(changed(form(FULL), put_title))
    assert document.value == FULL
    assert {(problem.code, problem.severity) for problem in document.problems} == {
        ("workbook.above-head", Severity.NOTE)
    }
    sheets = ["Start", "Planning budget plans", "Second"]
    place = openpyxl.utils.get_column_letter(column)
    assert [problem.cell for problem in document.problems] == [
        f"{sheet}!{place}1" for sheet in sheets
    ]


def test_an_answer_that_lost_its_id_is_not_taken_for_a_title() -> None:
    def change(workbook: Any) -> None:
        cell_of(workbook, "first.boolean", "key").value = None

    assert "workbook.no-id" in {
        problem.code for problem in read(changed(form(FULL), change)).problems
    }


STRUCK = openpyxl.styles.Font(strike=True)
IN_PART = openpyxl.cell.rich_text.CellRichText(
    "As of May ", openpyxl.cell.rich_text.TextBlock(InlineFont(strike=True), "there is none")
)
UNSTRUCK = openpyxl.cell.rich_text.CellRichText(
    openpyxl.cell.rich_text.TextBlock(InlineFont(b=True), "There is one")
)


@pytest.mark.parametrize(
    ("key", "column", "value", "font", "is_told"),
    [
        ("first.scale", "answer", "2", STRUCK, True),
        ("first.scale", "title", "The decree", STRUCK, True),
        ("first.scale #2", "reference", "12/2024", STRUCK, True),
        ("first.boxes [one]", "answer", "yes", STRUCK, True),
        ("second.number", "answer", 12, STRUCK, True),
        ("second.matrix.one", "not_applicable", "Not here", STRUCK, True),
        ("respondent.entity", "value", "Ministry", STRUCK, True),
        ("first.boolean", "comment", IN_PART, None, True),
        ("first.boolean", "comment", UNSTRUCK, STRUCK, False),
        ("first.boolean", "comment", None, STRUCK, False),
        ("first.boolean", "comment", "=A1", STRUCK, True),
    ],
)
def test_what_is_struck_out_is_read_and_asked_about(
    key: str, column: str, value: Any, font: Any, is_told: bool
) -> None:
    places = []

    def fill(workbook: Any) -> None:
        cell = cell_of(workbook, key, column)
        cell.value = value
        if font is not None:
            cell.font = font
        places.append(f"{cell.parent.title}!{cell.coordinate}")

    told = [p.cell for p in read(changed(form(), fill)).problems if p.code == "workbook.struck-out"]
    assert told == places * is_told


def test_a_strikethrough_that_says_no_is_none() -> None:
    def fill(workbook: Any) -> None:
        cell_of(workbook, "first.scale", "answer").value = "2"
        cell_of(workbook, "first.scale", "answer").font = STRUCK

    data = repacked(
        changed(form(), fill),
        lambda _, content: content.replace(b'<strike val="1"', b'<strike val="0"'),
    )
    assert read(data).problems == []


def test_problems_stand_in_the_order_of_sheets_and_rows() -> None:
    def fill(workbook: Any) -> None:
        workbook.move_sheet("Second", -1)
        for key in ("second.text", "second.number", "second.inner.scale", "first.scale"):
            cell_of(workbook, key, "answer").value = "=A1"
        workbook["Start"]["D100"] = "stray"

    told = ProblemsFound(read(changed(form(), fill)).problems).problems
    cells = [problem.cell for problem in told]
    rows = [int(re.sub(r".*!\D+", "", cell)) for cell in cells]
    assert [cell.partition("!")[0] for cell in cells] == [
        "Start", "Second", "Second", "Second", "Planning budget plans",
    ]  # fmt: skip
    assert rows[1:4] == sorted(rows[1:4])


def test_problems_of_answers_stand_among_those_of_cells() -> None:
    document = checked(read(typed(first_scale="9", first_boolean="=A1", second_number="many")))
    told = ProblemsFound(document.problems).problems
    assert [problem.code for problem in told] == [
        "submission.answer", "workbook.formula", "submission.answer",
    ]  # fmt: skip


def test_an_answer_of_the_list_is_one_where_the_kind_of_its_question_is_not_known() -> None:
    def change(workbook: Any) -> None:
        said = {"first.scale": "3 · Step 3", "second.text": "4 · Nothing", "first.boolean": "Yes"}
        for key, text in said.items():
            cell_of(workbook, key, "answer").value = text
            cell_of(workbook, key, "kind").value = "scale"

    document = read(changed(form(), change))
    assert document.value["answers"] == {
        "first.scale": {"answer": "3"},
        "first.boolean": {"answer": "yes"},
        "second.text": {"answer": "4 · Nothing"},
    }


def test_columns_are_known_by_their_heads_where_the_marks_are_gone() -> None:
    def change(workbook: Any) -> None:
        for sheet in workbook.worksheets[1:3]:
            sheet.delete_rows(1)
            sheet.insert_cols(6, 2)

    assert read(changed(form(FULL), change)).value == FULL


def test_missing_sheets_and_rows_are_named() -> None:
    def change(workbook: Any) -> None:
        del workbook["Second"]
        sheet = workbook.worksheets[1]
        sheet.delete_rows(row_of(sheet, "first.boolean"))
        workbook.create_sheet("Notes")["A1"] = "mine"

    document = read(changed(form(FULL), change))
    assert codes(document) == [
        "workbook.other-sheet Notes",
        at("workbook.row-missing"),
        "workbook.sheet-missing Second",
    ]
    assert set(document.value["answers"]) == {"first.scale", "first.choice", "first.boxes"}


@pytest.mark.parametrize("keeps_mark", [True, False])
def test_a_sheet_without_its_ids_is_one_error(keeps_mark: bool) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        sheet.delete_cols(1)
        if not keeps_mark:
            sheet.delete_rows(1)

    document = read(changed(form(FULL), change))
    assert codes(document) == [at("workbook.no-ids")]
    assert document.value["answers"]["second.text"] == FULL["answers"]["second.text"]


def test_a_missing_column_is_named() -> None:
    document = read(changed(form(FULL), lambda book: book.worksheets[1].delete_cols(13)))
    assert codes(document) == [at("workbook.columns")]
    assert document.problems[0].params["columns"] == "Comment"
    assert document.value["answers"]["first.boolean"] == {"answer": "yes"}


# --- what is no form, or no workbook --------------------------------------------------------------


def another_workbook(first: str = "Budget") -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = first
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_another_workbook_is_no_form() -> None:
    assert codes(read(another_workbook())) == ["workbook.no-form"]


def test_a_workbook_of_results_is_told_from_a_form() -> None:
    assert codes(read(another_workbook(REPORT_MARK))) == ["workbook.is-report"]


def test_a_form_without_its_start_sheet_does_not_say_of_what_it_is() -> None:
    def change(workbook: Any) -> None:
        del workbook["Start"]

    assert codes(read(changed(form(FULL), change))) == ["workbook.no-start"]


def test_a_form_of_a_newer_kit_is_refused() -> None:
    document = read(typed(form__value="coherence-kit/form/2"))
    assert [problem.code for problem in document.problems] == ["workbook.form-version"]


ENCRYPTED = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(100)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def locked_zip() -> bytes:
    data = bytearray(form())
    data[6] |= 1
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook.empty"),
        (b"%PDF-1.7", "workbook.other-kind"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook.other-kind"),
        (ENCRYPTED, "workbook.encrypted"),
        (locked_zip(), "workbook.encrypted"),
        (zipped(**{"content.xml": b"<a/>", "mimetype": b"x"}), "workbook.other-kind"),
        (zipped(**{"xl/workbook.bin": b"x"}), "workbook.other-kind"),
        (zipped(**{"word/document.xml": b"x"}), "workbook.other-kind"),
        (zipped(**{"a.txt": b"x"}), "workbook.other-kind"),
        (zipped(**{"xl/workbook.xml": b"<workbook>"}), "workbook.broken"),
        (form()[:5000], "workbook.broken"),
        (b"PK\x03\x04 and nothing else", "workbook.broken"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    document = read(data)
    assert [problem.code for problem in document.problems] == [code]
    assert document.value is None


def test_a_broken_sheet_leaves_the_others() -> None:
    def change(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name == FIRST else content

    document = read(repacked(form(FULL), change))
    assert codes(document) == [at("workbook.broken-part")]
    assert document.value["answers"]["second.text"] == FULL["answers"]["second.text"]


@pytest.mark.parametrize("share", [0, 50])
def test_a_broken_start_sheet_is_told_once(share: int) -> None:
    def change(name: str, content: bytes) -> bytes:
        return (
            content[: len(content) * share // 100]
            if name == "xl/worksheets/sheet1.xml"
            else content
        )

    assert codes(read(repacked(form(FULL), change))) == ["workbook.broken-part Start"]


def with_texts_in_cells(data: bytes, *, but: str = "", share: int = 100) -> bytes:
    """The form with its texts in their cells, but one sheet: of its texts only some are there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shared = re.findall(rb"<si>(.*?)</si>", archive.read(TEXTS), re.DOTALL)
    left: list[bytes] = []

    def in_its_cell(match: re.Match[bytes]) -> bytes:
        return b't="inlineStr"><is>%s</is></c>' % shared[int(match[1])]

    def elsewhere(match: re.Match[bytes]) -> bytes:
        left.append(shared[int(match[1])])
        return b't="s"><v>%d</v></c>' % (len(left) - 1)

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return content
        put = elsewhere if name == but else in_its_cell
        return re.sub(rb't="s"><v>([0-9]+)</v></c>', put, content)

    sheets = repacked(data, change)
    part = b"<sst>%s</sst>" % b"".join(b"<si>%s</si>" % text for text in left)
    damaged = part[: len(part) * share // 100]
    return repacked(sheets, lambda name, content: damaged if name == TEXTS else content)


def test_a_part_in_an_encoding_that_nobody_knows_is_told() -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b'"UTF-8"', b'"UNF-8"') if name == FIRST else content

    assert codes(read(repacked(form(FULL), change))) == [at("workbook.broken-part")]


def test_texts_may_stand_in_their_cells() -> None:
    assert read(with_texts_in_cells(form(FULL))).value == FULL


@pytest.mark.parametrize("share", [0, 10, 50, 99])
def test_texts_that_are_damaged_are_told_once(share: int) -> None:
    document = read(with_texts_in_cells(form(FULL), but=FIRST, share=share))
    assert codes(document) == ["workbook.broken-part"]
    assert document.value["answers"]["second.text"] == FULL["answers"]["second.text"]


def test_a_damaged_archive_says_so() -> None:
    data = bytearray(form(FULL))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo(FIRST).header_offset
    data[place + 200 : place + 260] = bytes(60)
    document = read(bytes(data))
    assert at("workbook.broken-part") in codes(document)
    assert document.value["answers"]["second.text"] == FULL["answers"]["second.text"]


def test_a_sheet_that_declares_entities_is_not_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'

    def change(name: str, content: bytes) -> bytes:
        return (
            re.sub(rb"(<\?xml[^>]*\?>)?(<worksheet)", rb"\1" + bomb + rb"\2", content)
            if name == FIRST
            else content
        )

    document = read(repacked(form(FULL), change))
    assert at("workbook.broken-part") in codes(document)
    assert (
        "entities"
        in next(
            problem for problem in document.problems if problem.code == "workbook.broken-part"
        ).params["reason"]
    )
    assert document.value["answers"]["second.text"] == FULL["answers"]["second.text"]


def test_a_cell_whose_content_is_damaged_is_named() -> None:
    row = '<row r="5000"><c r="H5000" t="s"><v>99999</v></c><c r="I5000"><v>1,5</v></c></row>'
    document = read(with_sheet_data(form(FULL), FIRST, row))
    assert codes(document) == [
        at("workbook.broken-cell", "H5000"),
        at("workbook.broken-cell", "I5000"),
    ]
    assert document.value == FULL


def test_a_control_character_is_left_out_and_named() -> None:
    data = typed(second_text="a_x0007_b_x000B_c_x000D_\nd")
    document = read(data)
    assert [problem.code for problem in document.problems] == ["workbook.character"]
    assert document.value["answers"] == {"second.text": {"answer": "ab\nc\nd"}}


def test_a_text_without_end_is_refused() -> None:
    row = (
        '<row r="9"><c r="I9" t="inlineStr">'
        f"<is><t>{'a' * (sheet_xml.LONGEST_TEXT + 5)}</t></is></c></row>"
    )
    assert codes(read(with_sheet_data(form(), FIRST, row))) == [at("workbook.long-text", "I9")]


def test_macros_and_links_to_other_files_are_warned_of() -> None:
    link = (
        b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/'
        b'2006/relationships/externalLink" '
        b'Target="externalLinks/externalLink1.xml"/></Relationships>'
    )

    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</Relationships>", link)
            if name == "xl/_rels/workbook.xml.rels"
            else content
        )

    document = read(
        repacked(
            form(FULL),
            change,
            **{"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"},
        )
    )
    assert codes(document) == ["workbook.links", "workbook.macros"]
    assert document.value == FULL


def test_a_sheet_that_never_ends_is_read_as_far_as_a_form_goes() -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>'
        for number in range(15_000, 25_000)
    )
    document = read(with_sheet_data(form(FULL), "xl/worksheets/sheet1.xml", rows))
    assert codes(document) == ["workbook.too-large Start"]
    assert document.value == FULL


def test_rows_without_end_are_not_all_named() -> None:
    rows = "".join(
        f'<row r="{number}"><c r="H{number}"><v>1</v></c></row>' for number in range(5_000, 6_000)
    )
    document = read(with_sheet_data(form(FULL), FIRST, rows))
    assert len(document.problems) == 100
    assert document.value == FULL


@pytest.mark.parametrize(
    "data",
    [
        zipped(**{f"{number}.xml": b"" for number in range(workbook_archive.MOST_PARTS + 1)}),
        repacked(form(), lambda _, content: content, **{"xl/media/image1.png": bytes(3_000_000)}),
    ],
)
def test_a_bomb_is_not_unpacked(data: bytes) -> None:
    assert codes(read(data)) == ["workbook.bomb"]


def test_a_part_that_says_it_is_larger_than_everything_allowed_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook_archive, "LARGEST_CONTENT", 50_000)
    assert codes(read(form())) == ["workbook.bomb"]


def test_what_the_form_carried_along_may_be_damaged() -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["Kept"]
        sheet.append(["value", '["notes"]', None, "{"])

    document = read(changed(form(FULL), change))
    assert codes(document) == ["workbook.kept Kept!D16"]
    assert document.value == FULL


def test_the_lost_end_of_a_long_text_is_missed() -> None:
    data = form({"answers": {"second.text": {"answer": "word " * 8_000}}})

    def change(workbook: Any) -> None:
        del workbook["Kept"]

    assert [problem.code for problem in read(changed(data, change)).problems] == ["workbook.kept"]


# --- the catalogue --------------------------------------------------------------------------------


def test_every_code_is_tested_here() -> None:
    here = Path(__file__)
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            here,
            here.with_name("test_xlsx_hidden.py"),
            here.with_name("test_xlsx_seen.py"),
        )
    )
    assert [
        code for code in CATALOGUE if code.startswith("workbook.") and f'"{code}"' not in text
    ] == []


def test_what_only_leaves_something_out_is_no_error() -> None:
    mild = {
        code
        for code, kind in CATALOGUE.items()
        if code.startswith("workbook.") and kind.severity is not Severity.ERROR
    }
    assert mild == {
        "workbook.too-large", "workbook.character", "workbook.macros", "workbook.links",
        "workbook.sheet-missing", "workbook.row-missing", "workbook.other-sheet", "workbook.stray",
        "workbook.note", "workbook.percent", "workbook.above-head", "workbook.struck-out",
        "workbook.unseen", "workbook.rounded",
    }  # fmt: skip
