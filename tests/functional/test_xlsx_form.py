"""Forms as workbooks, opened and saved by programs that did not write them; and files that are meant to do harm."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.xlsx_addresses import WORDS
from coherence_kit.forms.xlsx_form import workbook_form
from coherence_kit.forms.xlsx_reader import read_workbook
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.assessing import load_submission, open_workspace
from tests.workbooks import FULL, PLACES, a_draft, cell_of, changed, codes, form, read

CHECKOUT = Path(__file__).parents[2]
SUBMISSIONS = sorted((CHECKOUT / "questionnaires" / "submissions").rglob("*.yaml"))
WORKSPACE = open_workspace()
MOST_MEMORY = 300  # MiB

AWKWARD = [
    "=SUM(A1)", "+1", "-1", "@x", "'quoted", "007", "1e5", "1/2/2024", "2024-03-12", "35%", "TRUE", "#REF!", "_x000D_",
    "_x0041_", "  around  ", "a\n\n b\n", "a\tb", "مرحبا بالعالم", "中文，标点。", "Привет", "👩🏽‍🌾🇬🇭", "a\u2028b", "a\u00a0b", "<b>&amp;</b>",
    "]]>", "\ufeffx", "{=1+1}", "=cmd|' /C calc'!A0", "ß ſ İ ı", "עברית (1)", "हिन्दी", "e\u0301", "1,5", "12:30", "x" * 31_000,
]  # fmt: skip


def layout_of(questionnaire: str) -> Layout:
    asked = WORKSPACE.entry(questionnaire).questionnaire
    return lay_out(asked, build_tree(asked), WORKSPACE.instrument(questionnaire).sha256)


@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: path.stem)
def test_every_shipped_submission_comes_back(path: Path) -> None:
    plain = as_plain(load_submission(WORKSPACE, path).submission)
    document = read_workbook(workbook_form(layout_of(plain["questionnaire"]["id"]), plain), "form.xlsx")
    assert document.problems == []
    assert document.value == plain


@pytest.mark.parametrize("questionnaire", sorted(WORKSPACE.library.index()))
def test_every_shipped_questionnaire_makes_a_form_that_is_accepted_empty(questionnaire: str) -> None:
    layout = layout_of(questionnaire)
    data = workbook_form(layout)
    assert data == workbook_form(layout)
    document = read_workbook(data, "form.xlsx")
    assert document.problems == []
    assert document.value["questionnaire"] == {"id": layout.questionnaire, "version": layout.version}
    assert document.value["answers"] == {}


# --- other programs ---------------------------------------------------------------------------------------------------


def saved_by_libreoffice(data: bytes, folder: Path, *kinds: str) -> bytes:
    """The workbook after LibreOffice has saved it as each of these kinds in turn."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    path = folder / "form.xlsx"
    path.write_bytes(data)
    for number, kind in enumerate(kinds):
        target = folder / str(number)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(target), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        path = target / f"form.{kind}"
    return path.read_bytes()


def awkward_draft() -> dict[str, Any]:
    """Every awkward text as a comment, a document and an answer."""
    texts = [{"title": text, "page": text} if len(text) < 100 else {"title": text} for text in AWKWARD]
    return a_draft(
        {
            "first.scale": {"answer": "2", "comment": "=1+1", "evidence": texts},
            "second.text": {"answer": "007", "evidence": [{"reference": text} for text in AWKWARD]},
        },
        country="GHA",
        round="=A1",
    )


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [("ods", "xlsx"), ("xlsx",)], ids=" then ".join)
@pytest.mark.parametrize("draft", [FULL, awkward_draft()], ids=["of every type", "awkward texts"])
def test_a_form_survives_libreoffice(draft: dict[str, Any], kinds: tuple[str, ...], tmp_path: Path) -> None:
    document = read(saved_by_libreoffice(form(draft), tmp_path, *kinds))
    assert document.problems == []
    assert document.value == draft


def filled_by_openpyxl(workbook: Any) -> None:
    """Answers typed by a program, rows turned round, hidden and coloured, a sheet renamed."""
    stated: dict[tuple[str, str], Any] = {
        ("country", "value"): "GHA",
        ("date", "value"): "2026-06-30",
        ("respondent.entity", "value"): "计划委员会",
        ("first.scale", "answer"): 3,
        ("first.scale", "comment"): "عربي\n第二行",
        ("first.scale", "title"): "Decree",
        ("first.scale #3", "title"): "Order",
        ("first.boolean", "answer"): True,
        ("first.boxes [two]", "answer"): "yes",
        ("second.number", "answer"): 0.1,
        ("second.matrix.one", "not_applicable"): "No such body",
    }
    for (key, column), value in stated.items():
        cell_of(workbook, key, column).value = value
    sheet = workbook.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    formulas = PLACES["state"]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[0]), reverse=True), 5):
        for place, content in enumerate(row, 1):
            sheet.cell(number, place).value = None if place == formulas else content
            sheet.cell(number, place).fill = openpyxl.styles.PatternFill("solid", start_color="FFCCEEFF")
        sheet.row_dimensions[number].hidden = number % 2 == 0
    sheet.title = "Renamed"


@pytest.mark.slow
def test_a_form_filled_by_another_program_survives_libreoffice(tmp_path: Path) -> None:
    data = saved_by_libreoffice(changed(form(), filled_by_openpyxl), tmp_path, "ods", "xlsx")
    document = read(data)
    assert document.problems == []
    assert document.value == a_draft(
        {
            "first.scale": {
                "answer": "3",
                "comment": "عربي\n第二行",
                "evidence": [{"title": "Decree"}, {"title": "Order"}],
            },
            "first.boolean": {"answer": "yes"},
            "first.boxes": {"answer": ["two"]},
            "second.number": {"answer": "0.1"},
            "second.matrix.one": {"not_applicable": "No such body"},
        },
        country="GHA",
        date="2026-06-30",
        respondent={"entity": "计划委员会"},
    )


@pytest.mark.slow
def test_states_and_progress_are_worked_out_by_the_spreadsheet(tmp_path: Path) -> None:
    draft = a_draft(
        {
            "first.scale": {"answer": "1"},
            "first.boolean": {"answer": "no"},
            "first.boxes": {"answer": ["one"]},
            "second.number": {"unknown": None},
            "second.text": {"not_applicable": "no"},
            "second.date": {"answer": "2026-06-30", "recheck": "yes"},
            "second.matrix.one": {"answer": "odd"},
            "second.matrix.two": {"answer": "some", "comment": "x"},
        }
    )
    data = saved_by_libreoffice(form(draft), tmp_path, "xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    state = PLACES["state"]
    states = {
        sheet.cell(row, 1).value: sheet.cell(row, state).value
        for sheet in workbook.worksheets[1:3]
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 2).value
    }
    assert states == {
        "first.scale": "✓ answered",
        "first.boolean": "✓ answered",
        "first.choice": "⊘ not asked",
        "first.boxes": "✓ answered",
        "second.number": "? unknown",
        "second.text": "– not applicable",
        "second.date": "↻ re-check",
        "second.half": "○ to do",
        "second.matrix.one": "! not in the list",
        "second.matrix.two": "✓ answered",
        "second.inner.scale": "⊘ not asked",
    }
    start = workbook.worksheets[0]
    totals = next([cell.value for cell in row] for row in start.iter_rows() if row[2].value == "All sections")
    assert totals[4:11] == [11, 4, 1, 1, 2, 1, 2]


# --- files that are meant to do harm ----------------------------------------------------------------------------------

# The peak of this process alone: ru_maxrss has that of the process that started it.
_READ = """
import pathlib, re, sys
from coherence_kit.forms.xlsx_reader import read_workbook
document = read_workbook(open(sys.argv[1], "rb").read(), "form.xlsx")
print(int(re.search(r"VmHWM:\\s+([0-9]+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
print(len((document.value or {}).get("answers", {})))
print(*sorted({problem.code for problem in document.problems}))
"""


needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the peak")


def measured(data: bytes, folder: Path) -> tuple[int, int, list[str]]:
    """MiB that reading took, how many answers there are, and the problems."""
    path = folder / "form.xlsx"
    path.write_bytes(data)
    result = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True, timeout=300
    )
    memory, answers, problems = result.stdout.split("\n")[:3]
    print(f"{memory} MiB, {answers} answers, {problems}")
    return int(memory), int(answers), problems.split()


def with_section(data: bytes, before: bytes, repeated: bytes, times: int, after: bytes) -> bytes:
    """The archive with the first section sheet made anew: what stands before and behind many times the same."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != SECTION:
                new.writestr(name, old.read(name))
                continue
            with new.open(name, "w") as target:
                target.write(before)
                block = repeated * 1000
                for _ in range(times // 1000):
                    target.write(block)
                target.write(after)
    return stream.getvalue()


def a_million_rows(data: bytes) -> bytes:
    """The first section sheet goes on for a million rows, each different."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        before, end, after = archive.read(SECTION).partition(b"</sheetData>")
    rows = "".join(
        f'<row r="{number}"><c r="I{number}" t="inlineStr"><is><t>row {number}</t></is></c><c r="H{number}"><v>{number}</v></c></row>'
        for number in range(50, 1_000_050)
    )
    return with_section(data, before + rows.encode(), b"", 0, end + after)


SECTION = "xl/worksheets/sheet2.xml"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
BOMBS = {
    "cells without end": (SHEET, b'<c r="A1"><v>1</v></c>', 8_000_000, b"</row></sheetData></worksheet>"),
    "a tag without end": (SHEET + b'<c r="', b"A1B2C3D4", 20_000_000, b'"/></row></sheetData></worksheet>'),
    "a text without end": (
        SHEET + b'<c t="inlineStr"><is><t>',
        b"abc def ",
        20_000_000,
        b"</t></is></c></row></sheetData></worksheet>",
    ),
    "elements in each other": (SHEET, b"<c><v>", 3_000_000, b""),
}


@needs_proc
@pytest.mark.slow
def test_a_million_rows_take_little_memory_and_no_answer(tmp_path: Path) -> None:
    memory, answers, problems = measured(a_million_rows(form(FULL)), tmp_path)
    assert memory < MOST_MEMORY
    assert answers == len(FULL["answers"])
    assert "workbook.too-large" in problems


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("checked", [True, False], ids=["ratio checked", "ratio not checked"])
def test_a_bomb_takes_little_memory(bomb: str, checked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_section(form(FULL), *BOMBS[bomb])
    code = (
        _READ if checked else "import coherence_kit.documents.workbook_archive as a; a.HIGHEST_RATIO = 10_000\n" + _READ
    )
    monkeypatch.setattr(f"{__name__}._READ", code)
    memory, answers, problems = measured(data, tmp_path)
    assert memory < MOST_MEMORY
    assert problems == ["workbook.bomb"] or answers == 7  # those of the other sheet
    assert {"workbook.bomb", "workbook.broken-part", "workbook.long-text", "workbook.too-large"} & set(problems)


def test_the_words_of_a_form_cannot_become_formulas() -> None:
    hostile = a_draft({"second.text": {"answer": "=cmd|' /C calc'!A0", "comment": "@SUM(1)"}}, round="+1")
    workbook = openpyxl.load_workbook(io.BytesIO(form(hostile)))
    state = PLACES["state"]
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and cell.column != state
    ]
    assert formulas == []
    cell = cell_of(workbook, "second.text", "answer")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_everything_but_the_cells_to_fill_in_is_locked_without_a_password() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(form(FULL)))
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in workbook.worksheets)
    for sheet in workbook.worksheets[1:3]:
        for row in sheet.iter_rows(min_row=1):
            is_asked = row[0].value not in {WORDS, None} and not str(row[0].value).startswith("coherence-kit:")
            locked = {cell.protection.locked for cell in row[:7]}
            assert locked == {True}
            assert not row[7].protection.locked or not is_asked or " #" in row[0].value


def test_a_read_form_names_no_problem_of_its_own() -> None:
    assert codes(read(form(FULL))) == []
