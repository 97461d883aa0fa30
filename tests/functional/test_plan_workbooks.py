"""A plan filled in on the sheet of the workbook of results, read back wherever its cells are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from coherence_kit.documents import plan_sheet
from tests.functional.conftest import Run
from tests.functional.test_plans import FULL, Made
from tests.plans import NOW, THEN, answers, content_folder, plan

RULE, OFFICE = "small/exchange.write-rule", "small/exchange.open-office"


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    content_folder(tmp_path / "content")
    then = answers(tmp_path / "2026.yaml", "2026", THEN)
    now = answers(tmp_path / "2028.yaml", "2028", NOW)
    return Made(tmp_path, then, now, run)


class Sheet:
    """The sheet of the action plan, to type into."""

    def __init__(self, book: Any) -> None:
        self.book = book
        marked = [one for one in book if one["A1"].value == plan_sheet.MARK]
        self.sheet = marked[0]

    def column(self, key: str) -> int:
        return next(int(cell.column) for cell in self.sheet[1] if cell.value == key)

    def row(self, key: str) -> int:
        return next(int(cell.row) for cell in self.sheet["A"] if cell.value == key)

    def type(self, measure: str, **texts: object) -> None:
        for key, text in texts.items():
            self.sheet.cell(self.row(measure), self.column(key)).value = text


def filled(made: Made, fill: Callable[[Sheet], object], *words: str) -> Path:
    """The workbook of results, opened, changed and saved as a spreadsheet program would."""
    path = made.report("results.xlsx", *words)
    book = openpyxl.load_workbook(path)
    fill(Sheet(book))
    path = made.folder / "filled.xlsx"
    book.save(path)
    return path


def read(made: Made, path: Path) -> dict[str, Any]:
    (data,) = made.data("--plan", path)
    found: dict[str, Any] = data["plan"]["measures"]
    return found


def told(made: Made, path: Path) -> str:
    result = made("report", made.then, "--plan", path, "-o", made.folder / "r.json")
    assert result.exit_code == 1, result.output
    return str(result.output)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_plan_printed_into_a_workbook_is_read_back_as_it_was(language: str, made: Made) -> None:
    path = plan(
        made.folder / "p.yaml", FULL | {"exchange.use-rule": "start: 2027, due: 2028-02-29"}
    )
    (typed,) = made.data("--plan", path)
    book = made.report("b.xlsx", "--plan", path, "--lang", language)
    (found,) = made.data("--plan", book)
    assert found["plan"]["measures"] == typed["plan"]["measures"]
    assert found["plan"]["round"] == "2026"
    # the same again may take its place, until somebody changes it
    assert made.report("b.xlsx", "--plan", path, "--lang", language) == book
    changed = openpyxl.load_workbook(book)
    Sheet(changed).type(RULE, lead="Somebody else")
    changed.save(book)
    again = made("report", made.then, "-o", book, "--plan", path)
    assert "an action plan that is filled in" in " ".join(again.output.split())


def test_what_is_filled_in_is_a_plan(made: Made) -> None:
    def fill(sheet: Sheet) -> None:
        sheet.type(RULE, lead="Unit for Rules", start=dt.date(2027, 1, 4), due="2027-06")
        sheet.type(RULE, status="under way", cost=12000, note="Begun.\nIn two ministries.")
        sheet.type(OFFICE, due=2028, status="Done")

    found = read(made, filled(made, fill))
    assert {*found} == {"exchange.write-rule", "exchange.open-office"}
    office = {name: said for name, said in found["exchange.open-office"].items() if said}
    assert office == {"due": "2028", "status": "done"}
    assert found["exchange.write-rule"] == {
        "lead": "Unit for Rules",
        "start": "2027-01-04",
        "due": "2027-06",
        "status": "under way",
        "cost": "12000",
        "note": "Begun.\nIn two ministries.",
    }


def test_a_pdf_made_with_a_workbook_carries_the_plan_and_is_verified(made: Made) -> None:
    path = filled(made, lambda sheet: sheet.type(RULE, lead="Unit for Rules", status="adopted"))
    report = made.report("r.pdf", "--plan", path)
    result = made("verify", report)
    assert result.exit_code == 0, result.output


def moved_columns(sheet: Sheet) -> None:
    sheet.type(RULE, lead="Unit for Rules")
    sheet.sheet.insert_cols(2, 3)


def sorted_whole(sheet: Sheet) -> None:
    sheet.type(RULE, lead="Unit for Rules")
    one, other = sheet.row(RULE), sheet.row(OFFICE)
    for column in range(1, sheet.sheet.max_column + 1):
        first, second = sheet.sheet.cell(one, column), sheet.sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def renamed(sheet: Sheet) -> None:
    sheet.type(RULE, lead="Unit for Rules")
    sheet.sheet.title = "Our plan"
    for other in [one for one in sheet.book if one is not sheet.sheet]:
        sheet.book.remove(other)


def without_words(sheet: Sheet) -> None:
    """As saved by a program that drops hidden rows of words."""
    sheet.type(RULE, lead="Unit for Rules")
    for cell in list(sheet.sheet["A"]):
        if cell.value == plan_sheet.STATUS_WORD:
            cell.value = plan_sheet.WORDS


@pytest.mark.parametrize("change", [moved_columns, sorted_whole, renamed, without_words])
def test_a_sheet_that_was_moved_about_says_the_same(
    change: Callable[[Sheet], None], made: Made
) -> None:
    found = read(made, filled(made, change))
    assert {name: entry["lead"] for name, entry in found.items()} == {
        "exchange.write-rule": "Unit for Rules"
    }


def sorted_apart(sheet: Sheet) -> None:
    """All but the hidden column."""
    sheet.type(RULE, lead="Unit for Rules")
    one, other = sheet.row(RULE), sheet.row(OFFICE)
    for column in range(2, sheet.sheet.max_column + 1):
        first, second = sheet.sheet.cell(one, column), sheet.sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def without_column(sheet: Sheet) -> None:
    sheet.sheet.delete_cols(sheet.column("due"))


def beside_no_measure(sheet: Sheet) -> None:
    row = sheet.sheet.max_row + 2
    sheet.sheet.cell(row, sheet.column("lead")).value = "Unit for Rules"


def twice(sheet: Sheet) -> None:
    sheet.type(RULE, lead="Unit for Rules")
    row = sheet.sheet.max_row + 1
    sheet.sheet.cell(row, 1).value = RULE
    sheet.sheet.cell(row, sheet.column("lead")).value = "Another"


def of_country(sheet: Sheet) -> None:
    sheet.sheet.cell(sheet.row("country"), 2).value = "NOR"


def of_later_kit(sheet: Sheet) -> None:
    sheet.sheet.cell(sheet.row("format"), 2).value = "coherence-kit/plan/9"


def without_mark(sheet: Sheet) -> None:
    sheet.sheet["A1"].value = None


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (lambda sheet: sheet.type(RULE, status="soon"), "schema.choice", "!"),
        (lambda sheet: sheet.type(RULE, due="before long"), "schema.value", "!"),
        (lambda sheet: sheet.type(RULE, start=dt.date(2028, 1, 1), due="2027"), "plan.due", "!"),
        (lambda sheet: sheet.type(RULE, lead="=1+1"), "workbook.formula", "!"),
        (lambda sheet: sheet.type(RULE, cost="#N/A"), "workbook.error-value", "!"),
        (sorted_apart, "plan.rows-apart", "!"),
        (without_column, "plan.no-columns", "Action plan"),
        (beside_no_measure, "plan.no-measure", "!"),
        (twice, "plan.row-twice", "!"),
        (of_country, "plan.other-country", "!"),
        (of_later_kit, "workbook.form-version", "!"),
        (without_mark, "plan.no-sheet", ""),
        (lambda sheet: sheet.sheet.delete_rows(sheet.row("round")), "schema.missing-key", ""),
        (lambda sheet: sheet.sheet.delete_rows(sheet.row("questionnaire")), "schema.empty", ""),
    ],
)
def test_a_bad_workbook_is_refused_with_its_cell(
    change: Callable[[Sheet], object], code: str, place: str, made: Made
) -> None:
    text = told(made, filled(made, change))
    assert f"error {code}" in text
    assert place in text.partition("error")[0]


def test_a_note_that_is_pinned_to_a_cell_is_told_of(made: Made) -> None:
    def pin(sheet: Sheet) -> None:
        cell = sheet.sheet.cell(sheet.row(RULE), sheet.column("lead"))
        cell.comment = Comment("ask the minister", "me")

    result = made("report", made.then, "--plan", filled(made, pin), "-o", made.folder / "r.json")
    assert result.exit_code == 0
    assert "plan.pinned" in result.output


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook at all", b"\x00" * 4096])
def test_what_is_no_workbook_is_said_to_be_none(data: bytes, made: Made) -> None:
    path = made.folder / "p.xlsx"
    path.write_bytes(data)
    assert "error" in told(made, path)


def test_a_form_is_no_plan(made: Made) -> None:
    form = made.folder / "form.xlsx"
    assert made("form", "small", "-o", form).exit_code == 0
    assert "plan.no-sheet" in told(made, form)


def test_a_long_note_stays_in_one_cell(made: Made) -> None:
    note = "word " * 4000
    path = plan(made.folder / "p.yaml", {"exchange.write-rule": f"note: {note}"})
    book = made.report("b.xlsx", "--plan", path)
    (found,) = json.loads(made.report("r.json", "--plan", book).read_text())
    assert found["plan"]["measures"]["exchange.write-rule"]["note"] == note.strip()


def test_the_date_of_a_plan_is_read_back(made: Made) -> None:
    path = plan(made.folder / "p.yaml", FULL, date="2026-09-14")
    (typed,) = made.data("--plan", path)
    (found,) = made.data("--plan", made.report("b.xlsx", "--plan", path))
    assert typed["plan"]["date"] == "2026-09-14"
    assert found["plan"] == typed["plan"]


@pytest.mark.parametrize(("sign", "fits"), [("x", 32_767), ("\N{GRINNING FACE}", 16_383)])
def test_a_note_that_no_cell_holds_is_told_at_its_place(made: Made, sign: str, fits: int) -> None:
    path = plan(made.folder / "p.yaml", {"exchange.write-rule": f"note: {sign * fits}"})
    book = made.report("b.xlsx", "--plan", path)
    (found,) = made.data("--plan", book)
    assert found["plan"]["measures"]["exchange.write-rule"]["note"] == sign * fits
    plan(path, {"exchange.write-rule": f"note: {sign * (fits + 1)}"})
    result = made("report", made.then, "--plan", path, "-o", made.folder / "c.xlsx")
    assert result.exit_code == 1
    assert "plan.long-text" in result.output
    assert "p.yaml:6:31" in result.output
    assert not (made.folder / "c.xlsx").exists()
    made.report("r.docx", "--plan", path)


def test_a_filled_workbook_is_checked_like_a_plan(made: Made) -> None:
    good = filled(made, lambda sheet: sheet.type(RULE, lead="Unit for Rules"))
    assert made("check", good).exit_code == 0
    bad = filled(made, lambda sheet: sheet.type(RULE, status="finished"))
    result = made("check", bad)
    assert result.exit_code == 1
    assert 'Did you mean "done"?' in result.output
    assert "plan.rows-apart" in made("check", filled(made, sorted_apart)).output
    other = made.folder / "other.xlsx"
    openpyxl.Workbook().save(other)
    assert "workbook.no-form" in made("check", other).output
