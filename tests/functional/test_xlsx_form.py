"""Forms as workbooks, opened and saved by programs that did not write them.

Among them are files that are meant to do harm.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.forms.xlsx.schema import HELPERS, WORDS
from coherence_kit.loading.submissions import bind_readable, load_submission_file
from coherence_kit.model.days import read_date
from coherence_kit.model.questionnaire import Questionnaire, Section
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.score import bind_document, load_submission, open_workspace
from tests.builders import a_question, a_questionnaire, a_section
from tests.shipped import shipped_submissions
from tests.workbooks import FULL, PLACES, a_draft, cell_of, changed, codes, form, laid_out, read

SUBMISSIONS = shipped_submissions()
WORKSPACE = open_workspace()
MOST_MEMORY = 300  # MiB

AWKWARD = [
    "=SUM(A1)", "+1", "-1", "@x", "'quoted", "007", "1e5", "1/2/2024", "2024-03-12", "35%", "TRUE",
    "#REF!", "_x000D_", "_x0041_", "_x0041_x0042_", "<r><t>a</t></r>", "  around  ", "a\n\n b\n",
    "a\tb",
    "مرحبا بالعالم", "中文，标点。", "Привет", "👩🏽‍🌾🇬🇭", "a\u2028b", "a\u00a0b", "<b>&amp;</b>",
    "]]>", "\ufeffx", "{=1+1}", "=cmd|' /C calc'!A0", "ß ſ İ ı", "עברית (1)", "हिन्दी", "e\u0301",
    "1,5", "12:30", "x" * 31_000,
]  # fmt: skip


def layout_of(questionnaire: str, *, is_short: bool = False) -> Layout:
    whole = WORKSPACE.instrument(questionnaire)
    made = whole.short if is_short else whole
    assert made is not None
    return lay_out(made.questionnaire, made.tree, made.sha256, is_short=is_short)


@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: path.stem)
def test_every_shipped_submission_comes_back(path: Path) -> None:
    plain = as_plain(load_submission(WORKSPACE, path).submission)
    layout = layout_of(plain["questionnaire"]["id"], is_short=plain.get("short") == "true")
    document = read_workbook(workbook_form(layout, plain), "form.xlsx")
    assert document.problems == []
    about = {**plain["questionnaire"], "sha256": layout_of(plain["questionnaire"]["id"]).sha256}
    assert document.value == {**plain, "questionnaire": about}


@pytest.mark.parametrize("questionnaire", sorted(WORKSPACE.library.index()))
def test_every_shipped_questionnaire_makes_a_form_that_is_accepted_empty(
    questionnaire: str,
) -> None:
    layout = layout_of(questionnaire)
    data = workbook_form(layout)
    assert data == workbook_form(layout)
    document = read_workbook(data, "form.xlsx")
    assert document.problems == []
    assert document.value["questionnaire"] == {
        "id": layout.questionnaire,
        "version": layout.version,
        "sha256": layout.sha256,
    }
    assert document.value["answers"] == {}


def test_a_form_of_other_texts_is_noted_with_its_cell() -> None:
    layout = replace(layout_of("intragovernmental"), sha256="0" * 64)
    document = read_workbook(workbook_form(layout, {"country": "GHA"}), "form.xlsx")
    bind_document(WORKSPACE, document)
    (problem,) = [
        problem for problem in document.problems if problem.code == "submission.other-content"
    ]
    assert problem.cell.startswith("Start!")


# --- other programs -------------------------------------------------------------------------------


def saved_by_libreoffice(data: bytes, folder: Path, *kinds: str) -> bytes:
    """The workbook after LibreOffice has saved it as each of these kinds in turn."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    path = folder / "form.xlsx"
    path.write_bytes(data)
    for number, kind in enumerate(kinds):
        target = folder / str(number)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(target),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        path = target / f"form.{kind}"
    return path.read_bytes()


def awkward_draft() -> dict[str, Any]:
    """Every awkward text as a comment, a document and an answer."""
    texts = [
        {"title": text, "page": text} if len(text) < 100 else {"title": text} for text in AWKWARD
    ]
    return a_draft(
        {
            "first.scale": {"answer": "2", "comment": "=1+1", "evidence": texts},
            "second.text": {"answer": "007", "evidence": [{"reference": text} for text in AWKWARD]},
        },
        country="GHA",
        round="=A1",
    )


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [("ods",), ("ods", "xlsx"), ("xlsx",)], ids=" then ".join)
@pytest.mark.parametrize("draft", [FULL, awkward_draft()], ids=["of every type", "awkward texts"])
def test_a_form_survives_libreoffice(
    draft: dict[str, Any], kinds: tuple[str, ...], tmp_path: Path
) -> None:
    document = read(saved_by_libreoffice(form(draft), tmp_path, *kinds))
    assert document.problems == []
    assert document.value == draft
    assert document.unseen == {}


def test_it_prints_on_a4_with_all_columns_at_a_size_that_can_be_read(tmp_path: Path) -> None:
    data = saved_by_libreoffice(workbook_form(layout_of("intragovernmental")), tmp_path, "pdf")
    printed = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    start, *pages = printed.split("<page ")[1:]
    assert ">Start<" in start
    question = re.compile(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">Question<')
    heads = map(question.search, pages)
    for page, head in zip(pages, heads, strict=True):
        assert page.startswith('width="841')
        assert head is not None
        line = float(head[2]) - float(head[1])
        assert line >= 0.6 * 10 * 1.15  # the height of a line of ten points
        assert all(f">{text}<" in page for text in ("Answer", "Comment", "unknown;"))


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
            sheet.cell(number, place).fill = openpyxl.styles.PatternFill(
                "solid", start_color="FFCCEEFF"
            )
        sheet.row_dimensions[number].hidden = number % 2 == 0
    sheet.title = "Renamed"


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [("ods",), ("ods", "xlsx")], ids=" then ".join)
def test_a_form_filled_by_another_program_survives_libreoffice(
    kinds: tuple[str, ...], tmp_path: Path
) -> None:
    data = saved_by_libreoffice(changed(form(), filled_by_openpyxl), tmp_path, *kinds)
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


Told = tuple[dict[str, str], list[Any], list[str]]


def told(data: bytes, whole: str = "All sections") -> Told:
    """What the formulas say: states of questions, figures and lines of the start sheet.

    Of a file that no other program has saved these are the values beside its formulas. `whole` is
    the label of the line below those of the sections.
    """
    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    state = PLACES["state"]
    states = {
        sheet.cell(row, 1).value: sheet.cell(row, state).value
        for sheet in workbook.worksheets[1:3]
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 2).value
    }
    rows = [[cell.value for cell in row] for row in workbook.worksheets[0].iter_rows()]
    totals = next(row for row in rows if row[2] == whole)
    bars = [row[3].rpartition("  ")[2] for row in rows if str(row[3]).startswith(("█", "░"))]
    return states, totals[4:11], bars


def recalculated(data: bytes, folder: Path, whole: str = "All sections") -> Told:
    """The same, worked out by a spreadsheet program: openpyxl takes the values away."""
    bare = changed(data, lambda workbook: workbook)
    return told(saved_by_libreoffice(bare, folder, "xlsx"), whole)


STATES = a_draft(
    {
        "first.scale": {"answer": "1"},
        "first.boolean": {"answer": "no"},
        "first.choice": {"answer": "some"},
        "first.boxes": {"answer": ["one"]},
        "second.number": {"unknown": None},
        "second.text": {"not_applicable": "no"},
        "second.date": {"answer": "2026-06-30", "recheck": "yes"},
        "second.matrix.one": {"answer": "odd"},
        "second.matrix.two": {"answer": "some", "comment": "x"},
    }
)
STATES_TOLD: Told = (
    {
        "first.scale": "✓ answered",
        "first.boolean": "✓ answered",
        "first.choice": "⊘ not asked",
        "first.boxes": "✓ answered",
        "second.number": "? not known",
        "second.text": "– not applicable",
        "second.date": "↻ carried over",
        "second.half": "○ to do",
        "second.matrix.one": "! not in the list",
        "second.matrix.two": "✓ answered",
        "second.inner.scale": "⊘ not asked",
    },
    # asked, answered, not applicable, not known, to do, look again, not asked: what cannot be used
    # is still to do, and what was carried over is neither dealt with nor to do
    [9, 4, 1, 1, 2, 2, 2],
    ["3 of 3 dealt with", "3 of 6 dealt with", "6 of 9 dealt with"],
)


def test_states_and_progress_stand_in_the_form_as_it_is_written() -> None:
    assert told(form(STATES)) == STATES_TOLD


@pytest.mark.slow
@pytest.mark.parametrize("draft", [STATES, FULL, a_draft()], ids=["states", "full", "empty"])
def test_states_and_progress_are_worked_out_by_the_spreadsheet(
    draft: dict[str, Any], tmp_path: Path
) -> None:
    assert recalculated(form(draft), tmp_path) == told(form(draft))


@pytest.mark.slow
@pytest.mark.parametrize("draft", [STATES, FULL], ids=["states", "full"])
def test_states_in_french_are_worked_out_by_the_spreadsheet(
    draft: dict[str, Any], tmp_path: Path
) -> None:
    data, whole = workbook_form(laid_out(language="fr"), draft), "Toutes les sections"
    assert recalculated(data, tmp_path, whole) == told(data, whole)
    assert told(data, whole)[1] == told(form(draft))[1]


_LAST_STEP = "3 · Step 3"
AS_THE_READER_TAKES_IT = [
    # boolean, what the sheet says of it, and of the question that waits for yes
    ("YES ", "✓ answered", "○ to do"),
    (True, "✓ answered", "○ to do"),
    ("\u00a0no\n", "✓ answered", "⊘ not asked"),
    (False, "✓ answered", "⊘ not asked"),
    ("False", "✓ answered", "⊘ not asked"),
    ("perhaps", "! not in the list", "○ waiting"),
    ("y*", "! not in the list", "○ waiting"),
    ("yes · but", "! not in the list", "○ waiting"),
    ("  ", "○ to do", "○ waiting"),
    # scale, and the question that waits for 2 or 3
    (2, "✓ answered", "○ to do"),
    ("2 ", "✓ answered", "○ to do"),
    ("02", "✓ answered", "○ to do"),
    ("1", "✓ answered", "⊘ not asked"),
    (_LAST_STEP.upper(), "✓ answered", "○ to do"),
    ("2 · Something else", "! not in the list", "○ waiting"),
    ("9", "! not in the list", "○ waiting"),
    ("#REF!", "! error in a cell", "○ waiting"),
]


_BOOLEANS = 9


def asked_and_waiting() -> Questionnaire:
    """A section for each of these: a question, and one that waits for an answer to it."""
    parts = [
        a_section(
            f"s{place}",
            a_question(f"s{place}.asked", "boolean" if place < _BOOLEANS else "scale"),
            a_question(
                f"s{place}.waits",
                depends_on={
                    "question": f"s{place}.asked",
                    "in": ["true"] if place < _BOOLEANS else ["2", "3"],
                },
            ),
        )
        for place in range(len(AS_THE_READER_TAKES_IT))
    ]
    return a_questionnaire(a_section("all", *parts), a_section("other", a_question("other.one")))


@pytest.mark.slow
def test_the_sheet_takes_an_answer_as_the_reader_does(tmp_path: Path) -> None:
    asked = asked_and_waiting()

    def fill(workbook: Any) -> None:
        for place, (value, _, _) in enumerate(AS_THE_READER_TAKES_IT):
            cell_of(workbook, f"s{place}.asked", "answer").value = value

    data = changed(workbook_form(laid_out(asked)), fill)
    states, _, _ = recalculated(data, tmp_path)
    document = read(data)
    file = load_submission_file(document)
    assert file is not None
    bind_readable(document, file, asked, build_tree(asked))
    refused = {
        problem.path[1]
        for problem in document.problems
        if problem.code in {"submission.answer", "submission.remark"}
    }
    for place, (value, state, waits) in enumerate(AS_THE_READER_TAKES_IT):
        here = f"s{place}.asked"
        assert (value, states[here], states[f"s{place}.waits"]) == (value, state, waits)
        assert (value, here in refused) == (value, state == "! not in the list")


def test_a_form_that_is_written_takes_an_answer_as_the_sheet_does() -> None:
    drafted = {
        f"s{place}": (value, state, waits)
        for place, (value, state, waits) in enumerate(AS_THE_READER_TAKES_IT)
        if isinstance(value, str) and not value.startswith("#")  # a draft has texts, and no errors
    }
    draft = a_draft({f"{name}.asked": {"answer": value} for name, (value, _, _) in drafted.items()})
    states, _, _ = told(workbook_form(laid_out(asked_and_waiting()), draft))
    for name, expected in drafted.items():
        assert (expected[0], states[f"{name}.asked"], states[f"{name}.waits"]) == expected


CHAINED = a_questionnaire(
    a_section(
        "s",
        a_question("s.one", "boolean"),
        a_question("s.two", "boolean", depends_on={"question": "s.one", "in": ["true"]}),
        a_question("s.three", depends_on={"question": "s.two", "in": ["true"]}),
        a_question("s.blank"),
        a_question("s.early", depends_on={"question": "s.blank", "in": ["1"]}),
        a_question("s.later", depends_on={"question": "s.done", "in": ["1"]}),
        a_question("s.latest", depends_on={"question": "s.early", "in": ["1"]}),
        a_question("s.done"),
        a_question("s.query"),
        a_question("s.changed"),
        a_question("s.boxes", "multiple-choice"),
        a_question("s.claimed"),
        a_question("s.proven"),
        evidence="cap",
        evidence_from=2,
        evidence_cap=1,
    ),
    a_section("other", a_question("other.one")),
)
CHAINED_TOLD: Told = (
    {
        "s.one": "✓ answered",
        "s.two": "⊘ not asked",
        "s.three": "⊘ not asked",
        "s.blank": "○ to do",
        "s.early": "○ waiting",
        "s.later": "○ to do",
        "s.latest": "○ waiting",
        "s.done": "✓ answered",
        "s.query": "! reviewer’s query",
        "s.changed": "! reviewer’s change",
        "s.boxes": "○ to do",
        "s.claimed": "! no document",
        "s.proven": "✓ answered",
        "other.one": "○ to do",
    },
    # an answer that is to be looked at again is dealt with all the same
    [12, 6, 0, 0, 6, 3, 2],
    ["6 of 11 dealt with", "0 of 1 dealt with", "6 of 12 dealt with"],
)


@pytest.mark.slow
def test_blanks_say_nothing_and_what_waits_for_what_is_not_asked_is_not_asked(
    tmp_path: Path,
) -> None:
    typed_in = {
        ("s.one", "answer"): "no",
        ("s.blank", "not_applicable"): "  ",
        ("s.blank", "unknown"): "\n",
        ("s.done", "answer"): 1,
        ("s.early", "answer"): "1",
        ("s.done", "recheck"): "no",
        ("s.query", "recheck"): False,
        ("s.query", "answer"): 1,
        ("s.query", "review.verdict"): "Query",
        ("s.changed", "answer"): 1,
        ("s.changed", "review.verdict"): "changed",
        ("s.boxes [one]", "answer"): "no",
        ("s.claimed", "answer"): "2",
        ("s.proven", "answer"): "2",
        ("s.proven #2", "title"): "Decree",
    }

    def fill(workbook: Any) -> None:
        for (key, column), value in typed_in.items():
            cell_of(workbook, key, column).value = value

    data = changed(workbook_form(laid_out(CHAINED)), fill)
    assert recalculated(data, tmp_path) == CHAINED_TOLD


def test_a_form_that_is_written_says_the_same_of_blanks_and_of_what_waits() -> None:
    answers = {
        "s.one": {"answer": "no"},
        "s.blank": {"not_applicable": "  ", "comment": "x"},
        "s.early": {"answer": "1"},
        "s.done": {"answer": "1", "recheck": "no"},
        "s.query": {"answer": "1", "recheck": "false", "review": {"verdict": "Query"}},
        "s.changed": {"answer": "1", "review": {"verdict": "changed"}},
        "s.claimed": {"answer": "2", "evidence": [{"page": "3"}]},
        "s.proven": {"answer": "2", "evidence": [{"page": "3"}, {"title": "Decree"}]},
    }
    assert told(workbook_form(laid_out(CHAINED), a_draft(answers))) == CHAINED_TOLD


GROUPS = 40


def joined(number: int) -> Section:
    """Questions of a group, and others that wait for several of them at once."""
    name = f"g{number}"
    is_yes = {"question": f"{name}.boolean", "in": ["true"]}
    is_high = {"question": f"{name}.scale", "in": ["2", "3"]}
    is_some = {"question": f"{name}.choice", "in": ["some", "all"]}
    asked = [
        a_question(f"{name}.boolean", "boolean"),
        a_question(f"{name}.scale"),
        a_question(f"{name}.choice", "choice"),
        a_question(f"{name}.text", "text"),
        a_question(f"{name}.all", depends_on={"all": [is_yes, is_high]}),
        a_question(f"{name}.any", "boolean", depends_on={"any": [is_yes, is_some]}),
        a_question(f"{name}.both", depends_on={"all": [is_some, {"any": [is_yes, is_high]}]}),
        a_question(f"{name}.after", depends_on={"question": f"{name}.any", "in": ["false"]}),
    ]
    return a_section(name, *asked, not_applicable="exclude")


def said_at_random(chance: random.Random) -> dict[str, Any]:
    """An answer of any kind, fitting or not; or none."""
    answers = ["yes", "no", "2", "3 ", "02", "1", "some", "all", "NONE", "odd", "a_x0041_"]
    kinds: list[dict[str, Any]] = [
        {},
        {"not_applicable": "no such body"},
        {"unknown": None},
        {"answer": "2", "unknown": "they"},
        *({"answer": answer} for answer in answers),
        {"answer": "yes", "recheck": "yes"},
        {"answer": "2", "review": {"verdict": chance.choice(["query", "changed", "accepted"])}},
    ]
    return chance.choice(kinds)


@pytest.mark.slow
def test_what_is_written_is_what_the_spreadsheet_works_out_whatever_is_said(tmp_path: Path) -> None:
    chance = random.Random(1)
    asked = a_questionnaire(
        a_section("all", *(joined(number) for number in range(GROUPS))),
        a_section("other", a_question("other.one")),
    )
    layout = laid_out(asked)
    answers = {question.id: said_at_random(chance) for question in layout.questions()}
    data = workbook_form(layout, a_draft(answers))
    assert told(data) == recalculated(data, tmp_path)


def test_no_formula_looks_where_it_stands() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(form(FULL)))
    for sheet in workbook.worksheets[1:3]:
        for row in sheet.iter_rows():
            for cell in row:
                columns = (
                    re.findall(r"\$([A-Z]+):\$([A-Z]+)", str(cell.value))
                    if cell.data_type == "f"
                    else []
                )
                assert all(first == last != cell.column_letter for first, last in columns), (
                    cell.value
                )
                assert cell.data_type != "f" or len(cell.value) < 8192


# --- files that are meant to do harm --------------------------------------------------------------

# The peak of this process alone: ru_maxrss has that of the process that started it.
_READ = """
import pathlib, re, sys
from coherence_kit.forms.xlsx.reader import read_workbook
document = read_workbook(open(sys.argv[1], "rb").read(), "form.xlsx")
status = pathlib.Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+([0-9]+)", status)[1]) // 1024)
print(len((document.value or {}).get("answers", {})))
print(*sorted({problem.code for problem in document.problems}))
"""


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the system does not tell the peak"
)


def measured(data: bytes, folder: Path) -> tuple[int, int, list[str]]:
    """MiB that reading took, how many answers there are, and the problems."""
    path = folder / "form.xlsx"
    path.write_bytes(data)
    result = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    memory, answers, problems = result.stdout.split("\n")[:3]
    print(f"{memory} MiB, {answers} answers, {problems}")
    return int(memory), int(answers), problems.split()


def with_section(data: bytes, before: bytes, repeated: bytes, times: int, after: bytes) -> bytes:
    """The archive with the first section sheet made anew.

    It is what stands before, one block many times, and what stands behind.
    """
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
        (
            f'<row r="{number}"><c r="H{number}"><v>{number}</v></c>'
            f'<c r="I{number}" t="inlineStr"><is><t>row {number}</t></is></c></row>'
        )
        for number in range(40_000, 1_040_000)
    )
    return with_section(data, before + rows.encode(), b"", 0, end + after)


SECTION = "xl/worksheets/sheet2.xml"
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1">'
)
BOMBS = {
    "cells without end": (
        SHEET,
        b'<c r="A1"><v>1</v></c>',
        8_000_000,
        b"</row></sheetData></worksheet>",
    ),
    "a tag without end": (
        SHEET + b'<c r="',
        b"A1B2C3D4",
        20_000_000,
        b'"/></row></sheetData></worksheet>',
    ),
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
def test_a_bomb_takes_little_memory(
    bomb: str, checked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_section(form(FULL), *BOMBS[bomb])
    code = (
        _READ
        if checked
        else "import coherence_kit.documents.workbook_archive as a; a.HIGHEST_RATIO = 10_000\n"
        + _READ
    )
    monkeypatch.setattr(f"{__name__}._READ", code)
    memory, answers, problems = measured(data, tmp_path)
    assert memory < MOST_MEMORY
    assert problems == ["workbook.bomb"] or answers == 7  # those of the other sheet
    assert {
        "workbook.bomb",
        "workbook.broken-part",
        "workbook.long-text",
        "workbook.too-large",
    } & set(problems)


def test_the_words_of_a_form_cannot_become_formulas() -> None:
    hostile = a_draft(
        {"second.text": {"answer": "=cmd|' /C calc'!A0", "comment": "@SUM(1)"}}, round="+1"
    )
    workbook = openpyxl.load_workbook(io.BytesIO(form(hostile)))
    formulas_of_ours = {PLACES[name] for name in ("state", *HELPERS)}
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and cell.column not in formulas_of_ours
    ]
    assert formulas == []
    cell = cell_of(workbook, "second.text", "answer")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_everything_but_the_cells_to_fill_in_is_locked_without_a_password() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(form(FULL)))
    assert all(
        sheet.protection.sheet and not sheet.protection.password for sheet in workbook.worksheets
    )
    for sheet in workbook.worksheets[1:3]:
        for row in sheet.iter_rows(min_row=1):
            is_asked = row[0].value not in {WORDS, None} and not str(row[0].value).startswith(
                "coherence-kit:"
            )
            answer = row[PLACES["answer"] - 1]
            shown = [cell for cell in row[: PLACES["steps"]] if cell is not answer]
            assert {cell.protection.locked for cell in shown} == {True}
            assert not answer.protection.locked or not is_asked or " #" in row[0].value


def test_a_read_form_names_no_problem_of_its_own() -> None:
    assert codes(read(form(FULL))) == []


DATES = (
    *("2025", "2025-03", "2025-03-12", "2025/3/5", "2025.03.12", "20250312", "12.3.2025"),
    *("12. 3. 2025", "13/03/2025", "03/13/2025", "03/3/2025", "3/2025", "March 2025", "mars 2025"),
    *("12 MARCH 2025", "March 12, 2025", "1er août 2024", "févr. 2024", "12 de marzo de 2025"),
    *("2025-03-12T00:00:00Z", "2025-03-12 09:30", "1850-01-01", " 2025 "),
)
UNCLEAR = (
    *("12/03/2025", "03-12-2025", "soon", "-", "2025-13", "2025-02-29", "30.2.2025", "3.13.2025"),
    *("31/04/2025", "12.3.25", "2024-25", "spring 2025", "12 March", "Q1 2025", "2025 or 2026"),
)


def dated() -> Questionnaire:
    """A question with a document, and one that asks for a day, for each of the dates."""
    kinds = {"s": "scale", "d": "date"}
    return a_questionnaire(
        a_section(
            "all",
            *(
                a_question(f"{name}{place}", kind)
                for place in range(len(DATES + UNCLEAR))
                for name, kind in kinds.items()
            ),
        ),
        a_section("other", a_question("other.one")),
    )


def dated_draft() -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for place, date in enumerate(DATES + UNCLEAR):
        further = [{"title": "Decree"}, {"title": "Law", "date": date}]
        evidence = further if place % 2 else further[1:]
        answers[f"s{place}"] = {"answer": "1", "evidence": evidence}
        answers[f"d{place}"] = {"answer": date}
    return a_draft(answers, date="12/03/2025")


def expected_of_dates() -> dict[str, str]:
    said: dict[str, str] = {"other.one": "○ to do"}
    for place, date in enumerate(DATES + UNCLEAR):
        read = read_date(date) or ""
        assert bool(read) == (date in DATES)
        said[f"s{place}"] = "✓ answered" if read else "! unclear date"
        said[f"d{place}"] = "✓ answered" if len(read) == len("2025-03-12") else "! unclear date"
    return said


def test_a_form_that_is_written_marks_the_dates_that_cannot_be_read() -> None:
    data = workbook_form(laid_out(dated()), dated_draft())
    assert told(data)[0] == expected_of_dates()
    start = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    said = {str(cell.value) for row in start.iter_rows() for cell in row}
    assert "This cannot be read as one date. Write year, month and day, such as 2026-06-30." in said


@pytest.mark.slow
def test_the_sheet_marks_the_dates_that_the_reader_cannot_read(tmp_path: Path) -> None:
    data = workbook_form(laid_out(dated()), dated_draft())
    states, _, _ = recalculated(data, tmp_path)
    expected = expected_of_dates()
    assert {name: states[name] for name in expected if states[name] != expected[name]} == {}
