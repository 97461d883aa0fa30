"""The sheet for the meeting that decides, to print and to fill in, and its way into the round."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coherence_kit.documents.pdf import PdfResult, write_pdf
from coherence_kit.documents.sheets import cell_name
from coherence_kit.forms.meeting import paper
from coherence_kit.forms.meeting.schema import ANSWER, COLUMNS, KEY
from coherence_kit.workflow import meeting
from coherence_kit.workflow.round_file import LoadedRound, load_round_file
from tests.functional.conftest import Run
from tests.pseudo import RIGHT_TO_LEFT, pseudo_languages

PLACES = {name: place for place, name in enumerate(COLUMNS, 1)}
ROUND = """\
# The round of 2026; keep this file.
format: coherence-kit/round/1
country: GHA
round: "2026"   # the first
date: 2026-09-30
questionnaires: [small, kinds]
respondents:
- {id: planning, entity: Planning Commission, asked: [small, kinds], leads: [small]}
- {id: labour, entity: Ministry of Labour, asked: [small, kinds]}
- {id: interior, entity: Ministry of the Interior, asked: [small]}
"""
LAW = {"law.in-force": "yes", "law.amended": "2024-01-01"}
SENT = {
    ("planning", "small", "1.2"): {**LAW, "exchange.rule": "2", "exchange.seat": "nowhere"},
    ("labour", "small", "1.2"): {**LAW, "exchange.rule": "0", "exchange.seat": "joint-office"},
    ("interior", "small", "1.2"): {**LAW, "exchange.rule": "2", "law.amended": "2023-05-05"},
    ("planning", "kinds", "1.0"): {
        "permits.share": "40",
        "permits.appeal": "yes",
        "partners.agreements": "[unions]",
        "partners.counselling": "3",
    },
    ("labour", "kinds", "1.0"): {
        "permits.share": "60",
        "permits.appeal": "no",
        "partners.agreements": "[employers, unions]",
        "partners.counselling": "2-partly",
    },
}
COMMENT = "Their words, <b>as typed</b> & kept"
Case = Callable[..., Path]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A folder with a round and what was sent in for it."""

    def make(decisions: str = "", comment: str = COMMENT) -> Path:
        folder = tmp_path / "case"
        sent = folder / "sent"
        sent.mkdir(parents=True, exist_ok=True)
        for (who, questionnaire, version), answers in SENT.items():
            lines = "".join(
                f"  {name}: {{answer: {answer}, comment: '{comment}', "
                f"evidence: [{{title: 'Decree of {who}', date: 2025-03, page: 4}}]}}\n"
                for name, answer in answers.items()
            )
            (sent / f"{who}-{questionnaire}.yaml").write_text(
                "format: coherence-kit/submission/1\n"
                f'questionnaire: {{id: {questionnaire}, version: "{version}"}}\n'
                f"country: GHA\nround: 2026\nrespondent: {{entity: {who}}}\nanswers:\n{lines}",
                encoding="utf-8",
            )
        (folder / "round.yaml").write_text(ROUND + decisions, encoding="utf-8")
        return folder

    return make


def make_sheet(run: Run, folder: Path, name: str = "sheet.xlsx", *more: str) -> Path:
    sheet = folder / name
    made = run("merge", folder / "round.yaml", folder / "sent", "--meeting", sheet, *more)
    assert made.exit_code == 0, made.output
    return sheet


def rows_of(sheet: Path) -> dict[str, int]:
    """The row of each question, in their order."""
    cells = openpyxl.load_workbook(sheet).worksheets[0]
    keys = {row: cells.cell(row, PLACES[KEY]).value for row in range(2, cells.max_row + 1)}
    return {key: row for row, key in keys.items() if isinstance(key, str) and "/" in key}


def fill(sheet: Path, decisions: Mapping[str, Mapping[str, object]]) -> Path:
    """Type into the cells of these questions."""
    book, rows = openpyxl.load_workbook(sheet), rows_of(sheet)
    for key, parts in decisions.items():
        for name, value in parts.items():
            book.worksheets[0].cell(rows[key], PLACES[name]).value = value
    book.save(sheet)
    return sheet


def collected(run: Run, folder: Path, *sheets: Path, to: str = "decided") -> tuple[str, str, int]:
    """The round file that was written, what was said, and how it ended."""
    done = run("collect", *sheets, "--round", folder / "round.yaml", "-o", folder / to)
    path = folder / to / "round.yaml"
    text = path.read_bytes().decode() if path.exists() else ""
    return text, done.output, done.exit_code


def test_the_widest_question_comes_first_with_room_to_decide(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = make_sheet(run_small, folder)
    rows = rows_of(sheet)
    assert [*rows] == [
        "small/exchange.rule",
        "small/exchange.seat",
        "kinds/permits.appeal",
        "kinds/partners.counselling",
        "kinds/partners.agreements",
        "kinds/permits.share",
        "small/law.amended",
    ]
    book = openpyxl.load_workbook(sheet)
    first, lists, kept = book.worksheets
    assert [first.sheet_state, lists.sheet_state, kept.sheet_state] == [
        "visible",
        "hidden",
        "hidden",
    ]
    assert first.protection.sheet
    row = rows["small/exchange.rule"]
    for name in COLUMNS:
        is_open = not first.cell(row, PLACES[name]).protection.locked
        assert is_open == (name in COLUMNS[PLACES[ANSWER] - 1 :]), name
    given = str(first.cell(row, PLACES["given"]).value)
    assert "Planning Commission: Step 2: By rule and in use" in given
    assert "Ministry of Labour: Step 0: On request" in given
    assert COMMENT in given
    assert "Paper: Decree of labour, March 2025, p. 4" in given
    asked = str(first.cell(row, PLACES["question"]).value)
    assert "Planning Commission leads: its answer counts until it is decided." in asked
    assert "Settling it narrows the result by up to" in asked
    validations = {
        cell: validation.formula1
        for validation in first.data_validations.dataValidation
        for cell in str(validation.sqref).split()
    }
    assert validations[cell_name(row, PLACES[ANSWER])]
    said = [[cell.value for cell in line if cell.value] for line in kept.iter_rows()]
    assert said[1:4] == [
        ["format", "coherence-kit/meeting/1"],
        ["country", "GHA"],
        ["round", "2026"],
    ]
    assert [line[:3] for line in said[4:]] == [
        ["questionnaire", "small", "1.2"],
        ["questionnaire", "kinds", "1.0"],
    ]
    assert all(len(line[3]) == 64 for line in said[4:])


def test_the_same_round_gives_the_same_sheets(run_small: Run, case: Case) -> None:
    folder = case()
    for name in ("sheet.xlsx", "sheet.pdf"):
        first, second = (
            make_sheet(run_small, folder, name),
            make_sheet(run_small, folder, f"again-{name}"),
        )
        assert first.read_bytes() == second.read_bytes()
        make_sheet(run_small, folder, name)  # an earlier one is replaced


def test_decisions_are_added_and_all_else_stays(run_small: Run, case: Case) -> None:
    folder = case(
        "# settled by letter\ndecisions:\n  law.in-force: {answer: yes, by: Cabinet}  # A\n"
    )
    sheet = make_sheet(run_small, folder)
    fill(
        sheet,
        {
            "small/exchange.rule": {"answer": "2 - by rule and in use", "by": "Committee"},
            "small/exchange.seat": {"answer": "In a joint office.", "date": "12 October 2026"},
            "small/law.amended": {"not_applicable": "It was never amended."},
            "kinds/partners.agreements": {"answer": "unions, diaspora"},
            "kinds/partners.counselling": {"answer": "Step 2", "note": "see: minutes #4"},
            "kinds/permits.appeal": {"answer": "Yes"},
            "kinds/permits.share": {"answer": 50.5},
        },
    )
    text, said, ended = collected(run_small, folder, sheet)
    assert (ended, "7 decisions" in said) == (0, True), said
    before = (folder / "round.yaml").read_text(encoding="utf-8")
    assert text.startswith(before)
    assert text.removeprefix(before) == (
        "  exchange.rule:\n    answer: 2\n    by: Committee\n"
        "  exchange.seat:\n    answer: joint-office\n    date: 2026-10-12\n"
        "  permits.appeal:\n    answer: yes\n"
        "  partners.counselling:\n    answer: 2\n    note: 'see: minutes #4'\n"
        "  partners.agreements:\n    answer:\n    - unions\n    - diaspora\n"
        "  permits.share:\n    answer: 50.5\n"
        "  law.amended:\n    not_applicable: It was never amended.\n"
    )
    merged = run_small(
        "merge", folder / "decided" / "round.yaml", folder / "sent", "-o", folder / "merged"
    )
    assert merged.exit_code == 0
    assert "4 decided" in merged.output
    assert "disputed" not in merged.output
    assert merged.stderr.count("warning round.outside") == 4
    again, said, ended = collected(run_small, folder, sheet)
    assert (again, ended) == (text, 0)


def test_what_is_left_open_decides_nothing(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = make_sheet(run_small, folder)
    text, said, ended = collected(run_small, folder, sheet)
    assert (text, ended) == (ROUND, 0)
    assert "0 decisions" in said
    fill(sheet, {"small/exchange.rule": {"note": "to be heard again"}})
    (folder / "decided" / "round.yaml").unlink()
    text, said, ended = collected(run_small, folder, sheet)
    assert "sheet.xlsx: 0 decisions" in said
    assert text == f"{ROUND}decisions:\n  exchange.rule:\n    note: to be heard again\n"
    assert "meeting.no-answer" in said
    assert ended == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("small/exchange.rule", "answer", "7"), "submission.answer"),
        (("small/exchange.rule", "answer", "unknown"), "round.unknown-decided"),
        (("small/exchange.seat", "answer", "not applicable"), "submission.reason-missing"),
        (("kinds/partners.agreements", "answer", "unions, clubs"), "submission.answer"),
        (("kinds/permits.share", "answer", "=1+1"), "workbook.formula"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell_and_nothing_is_written(
    run_small: Run, case: Case, typed: tuple[str, str, str], code: str
) -> None:
    key, part, value = typed
    folder = case()
    sheet = make_sheet(run_small, folder)
    fill(sheet, {key: {part: value}, "kinds/permits.appeal": {"answer": "no"}})
    text, said, ended = collected(run_small, folder, sheet)
    cell = cell_name(rows_of(sheet)[key], PLACES[part])
    assert (text, ended) == ("", 1)
    assert f"Decisions!{cell}: error {code}" in said
    assert said.count(": error ") == 1


def test_an_earlier_decision_stays_unless_a_sheet_changes_it(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = make_sheet(run_small, folder)
    earlier = (
        "decisions:\n"
        "  exchange.rule: {answer: 1, by: Cabinet, note: By letter}\n"
        "  small/exchange.seat: {answer: nowhere, by: Cabinet}\n"
        "  kinds/permits.appeal: {note: open}\n"
    )
    (folder / "round.yaml").write_text(ROUND + earlier, encoding="utf-8")
    decisions: dict[str, Mapping[str, object]] = {
        "small/exchange.rule": {"answer": "2"},
        "small/exchange.seat": {"answer": "nowhere", "date": "2026-10-12"},
        "kinds/permits.appeal": {"answer": "no"},
    }
    text, said, ended = collected(run_small, folder, fill(sheet, decisions))
    assert ended == 0
    assert text.removeprefix(ROUND) == (
        "decisions:\n"
        "  exchange.rule:\n    answer: 2\n"
        "  small/exchange.seat:\n    answer: nowhere\n    by: Cabinet\n    date: 2026-10-12\n"
        "  kinds/permits.appeal:\n    answer: no\n    note: open\n"
    )
    assert said.count("meeting.replaced") == 2
    assert "was: 1, Cabinet, By letter; now it is: 2." in said


def test_nothing_is_written_over_a_file_that_says_something_else(
    run_small: Run, case: Case
) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"small/exchange.rule": {"answer": "1"}})
    first, _, _ = collected(run_small, folder, sheet)
    fill(sheet, {"small/exchange.rule": {"answer": "2"}})
    kept, said, ended = collected(run_small, folder, sheet)
    assert (kept, ended) == (first, 1)
    assert "meeting.taken" in said
    target = folder / "decided" / "round.yaml"
    done = run_small("collect", sheet, "--round", target, "-o", target.parent)
    assert done.exit_code == 0  # which is what the cure says
    assert "answer: 2" in target.read_text(encoding="utf-8")
    itself = run_small("collect", sheet, "--round", folder / "round.yaml", "-o", folder)
    assert itself.exit_code == 0
    assert "answer: 2" in (folder / "round.yaml").read_text(encoding="utf-8")


def test_two_sheets_may_not_decide_one_question_differently(run_small: Run, case: Case) -> None:
    folder = case()
    one, other = make_sheet(run_small, folder), make_sheet(run_small, folder, "other.xlsx")
    fill(
        one, {"small/exchange.rule": {"answer": "1"}, "small/exchange.seat": {"answer": "nowhere"}}
    )
    fill(other, {"small/exchange.rule": {"answer": "2"}})
    text, said, ended = collected(run_small, folder, one, other)
    assert (text, ended) == ("", 1)
    assert "meeting.differs" in said
    fill(other, {"small/exchange.rule": {"answer": "step 1"}})
    text, _, ended = collected(run_small, folder, one, other)
    assert ended == 0
    assert text.count("answer:") == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("country: GHA", "country: TGO"),
        ('round: "2026"', 'round: "2027"'),
        ("questionnaires: [small, kinds]", "questionnaires: [small]"),
    ],
)
def test_a_sheet_of_another_round_is_refused(
    run_small: Run, case: Case, old: str, new: str
) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"small/exchange.rule": {"answer": "1"}})
    text = ROUND.replace(old, new)
    if "kinds" not in new and "questionnaires" in new:
        text = text.replace("asked: [small, kinds]", "asked: [small]")
    (folder / "round.yaml").write_text(text, encoding="utf-8")
    written, said, ended = collected(run_small, folder, sheet)
    assert (written, ended) == ("", 1)
    assert "meeting.other-round" in said


def test_other_files_are_told_apart(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = make_sheet(run_small, folder)
    as_form = run_small("collect", sheet, "-o", folder / "out")
    assert "meeting.is-sheet" in as_form.output
    form = folder / "form.xlsx"
    assert run_small("form", "small", "-o", form).exit_code == 0
    for other in (form, folder / "sent" / "labour-small.yaml"):
        _, said, ended = collected(run_small, folder, other)
        assert ended == 1
        assert "meeting.no-sheet" in said
    book = openpyxl.load_workbook(sheet)
    del book[book.sheetnames[2]]
    book.save(sheet)
    _, said, _ = collected(run_small, folder, sheet)
    assert "meeting.of-nothing" in said


def test_rows_that_were_sorted_with_their_keys_are_read_and_others_are_not(
    run_small: Run, case: Case
) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"small/exchange.rule": {"answer": "1"}})
    book, rows = openpyxl.load_workbook(sheet), [*rows_of(sheet).values()]
    cells = book.worksheets[0]
    first, last = rows[0], rows[-1]

    def swap(columns: range) -> None:
        for column in columns:
            one, other = cells.cell(first, column), cells.cell(last, column)
            one.value, other.value = other.value, one.value

    swap(range(1, len(COLUMNS) + 1))
    book.save(sheet)
    text, _, ended = collected(run_small, folder, sheet)
    assert (ended, text.count("answer:")) == (0, 1)
    swap(range(3, len(COLUMNS) + 1))
    book.save(sheet)
    _, said, ended = collected(run_small, folder, sheet, to="other")
    assert (ended, "workbook.apart" in said) == (1, True)


def test_a_sheet_that_was_filled_in_is_not_written_over(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"small/exchange.rule": {"answer": "1"}})
    words = ("merge", folder / "round.yaml", folder / "sent", "--meeting", sheet)
    again = run_small(*words)
    assert again.exit_code == 2
    assert "holds 1 decision, which would be lost" in again.stderr
    fill(sheet, {"small/exchange.rule": {"answer": None, "by": "Cabinet"}})
    assert "holds what was noted of 1 question, which" in run_small(*words).stderr
    other = folder / "notes.xlsx"
    openpyxl.Workbook().save(other)
    taken = run_small(*words[:-1], other)
    assert "output.taken" in taken.stderr


def test_several_sheets_are_written_at_once_each_name_once(run_small: Run, case: Case) -> None:
    folder = case()
    paper, book = folder / "sheet.pdf", folder / "sheet.xlsx"
    again = folder / "sent" / ".." / "sheet.xlsx"
    words = ("--meeting", paper, "--meeting", book, "--meeting", again)
    done = run_small("merge", folder / "round.yaml", folder / "sent", *words)
    assert (done.exit_code, done.output.count("Wrote ")) == (0, 2)
    assert paper.read_bytes().startswith(b"%PDF")
    assert len(rows_of(book)) == 7
    fill(book, {"small/exchange.rule": {"answer": "1"}})
    paper.unlink()
    # one that cannot be written stops the other
    assert run_small("merge", folder / "round.yaml", folder / "sent", *words).exit_code == 2
    assert not paper.exists()


def test_a_sheet_in_place_of_the_round_file_is_not_to_be_given_its_own_name(
    run_small: Run, case: Case
) -> None:
    sheet = make_sheet(run_small, case())
    done = run_small("collect", sheet, "--round", sheet, "-o", sheet.parent / "decided")
    assert done.exit_code == 1
    assert "file.other-kind" in done.output
    assert "rename" not in done.output


def test_where_nothing_is_disputed_no_sheet_is_written(run_small: Run, case: Case) -> None:
    folder = case()
    only = folder / "sent" / "planning-small.yaml"
    made = run_small("merge", folder / "round.yaml", only, "--meeting", folder / "sheet.pdf")
    assert made.exit_code == 0
    assert "meeting.nothing-disputed" in made.stderr
    assert not (folder / "sheet.pdf").exists()
    assert run_small("merge", folder / "round.yaml", only).exit_code == 2
    wrong = run_small("merge", folder / "round.yaml", only, "--meeting", folder / "sheet.docx")
    assert wrong.exit_code == 2


def pages_of(data: Path) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(
        ["pdftotext", "-layout", str(data), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    return text.split("\f")[:-1]


def test_the_printed_sheet_has_each_question_on_one_page(run_small: Run, case: Case) -> None:
    folder = case(comment="long words and many of them " * 200)
    pages = pages_of(make_sheet(run_small, folder, "sheet.pdf"))
    assert len(pages) == 8
    for page in pages[1:]:
        assert page.count("Decision: answer") == 1
        assert "characters more have no room here" in page
    short = pages_of(make_sheet(run_small, case(), "short.pdf"))
    assert [page.count("Decision: answer") for page in short] == [2, 2, 3]
    assert "7 questions are disputed, the widest first. 3 of 3 offices have answered." in short[0]
    text = " ".join(" ".join(short).split())
    assert "Decree of labour, March 2025, p. 4" in text
    assert text.count("Decided by") == 7


def test_both_sheets_are_there_in_french(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = make_sheet(run_small, folder, "fiche.xlsx", "--lang", "fr")
    fill(sheet, {"kinds/permits.appeal": {"answer": "Oui", "date": "12 octobre 2026"}})
    text, _, ended = collected(run_small, folder, sheet)
    assert ended == 0
    assert "  permits.appeal:\n    answer: yes\n    date: 2026-10-12\n" in text
    page = pages_of(make_sheet(run_small, folder, "fiche.pdf", "--lang", "fr"))[0]
    assert "Questions à trancher" in page


def test_both_sheets_begin_where_their_language_does(
    run_small: Run, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    def written(html: str, *, when: dt.date | None) -> PdfResult:
        pages.append(html)
        return write_pdf(html, when=when)

    monkeypatch.setattr(meeting, "chosen_language", lambda *_: RIGHT_TO_LEFT)
    monkeypatch.setattr(paper, "write_pdf", written)
    folder = case()
    with pseudo_languages(monkeypatch):
        make_sheet(run_small, folder, "sheet.pdf")
        sheet = make_sheet(run_small, folder, "sheet.xlsx")
    assert openpyxl.load_workbook(sheet).worksheets[0].sheet_view.rightToLeft
    (page,) = pages
    assert 'dir="rtl"' in page
    # what runs over the pages stands at the right, and the number of the page at the left
    assert "@top-left { content: none }" in page
    assert "@bottom-left { content: counter(page)" in page
    # a sentence that begins with a name runs in its own direction, and the name in that of its own
    led = next(line for line in page.splitlines() if "Planning Commission</bdi>" in line)
    assert '<p class="note">[<bdi dir="ltr">Planning Commission</bdi>' in led
    assert '<p class="paper"><bdi dir="ltr">Decree of labour</bdi>, مارس 2025' in page


@pytest.mark.parametrize("kinds", [("xlsx",), ("ods",), ("ods", "xlsx")])
def test_a_sheet_that_libreoffice_has_saved_says_the_same(
    run_small: Run, case: Case, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = case()
    sheet = make_sheet(run_small, folder)
    fill(
        sheet,
        {
            "small/exchange.rule": {"answer": 2, "by": "Committee", "date": "2026-10-12"},
            "kinds/permits.appeal": {"answer": "Yes"},
            "kinds/permits.share": {"answer": 50},
        },
    )
    text, _, ended = collected(run_small, folder, sheet)
    assert ended == 0
    path = sheet
    for number, kind in enumerate(kinds):
        target = tmp_path / str(number)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir"]
        subprocess.run([*command, target, path], check=True, capture_output=True, timeout=300)
        path = target / f"sheet.{kind}"
    again, said, ended = collected(run_small, folder, path, to="saved")
    assert (again, ended) == (text, 0), said


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_of_the_round_file_end_as_they_did(run_small: Run, case: Case, ending: str) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"small/exchange.rule": {"answer": "1"}})
    data = b"\xef\xbb\xbf" + ROUND.replace("\n", ending).encode()
    (folder / "round.yaml").write_bytes(data)
    text, _, ended = collected(run_small, folder, sheet)
    assert ended == 0
    assert text.count("\n") == text.count(ending)
    assert "answer: 1" in text


def test_a_round_file_that_changes_meanwhile_is_not_written_over(
    run_small: Run, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"small/exchange.rule": {"answer": "1"}})
    path = folder / "round.yaml"

    def changing(*given: Any) -> LoadedRound:
        loaded = load_round_file(*given)
        path.write_text(f"{ROUND}# a word more\n", encoding="utf-8")
        return loaded

    monkeypatch.setattr(meeting, "load_round_file", changing)
    done = run_small("collect", sheet, "--round", path, "-o", folder)
    assert done.exit_code == 1
    assert "meeting.changed" in done.output
    assert path.read_text(encoding="utf-8") == f"{ROUND}# a word more\n"


def test_a_round_file_of_json_stays_one(run_small: Run, case: Case) -> None:
    folder = case()
    sheet = fill(make_sheet(run_small, folder), {"kinds/permits.share": {"answer": 50}})
    stated = {
        "format": "coherence-kit/round/1",
        "country": "GHA",
        "round": "2026",
        "questionnaires": ["small", "kinds"],
        "respondents": [{"id": "labour", "entity": "Labour", "asked": ["small", "kinds"]}],
    }
    (folder / "round.yaml").write_text(json.dumps(stated), encoding="utf-8")
    text, said, ended = collected(run_small, folder, sheet)
    assert ended == 0, said
    assert json.loads(text) == {**stated, "decisions": {"permits.share": {"answer": "50"}}}
    again, said, ended = collected(run_small, folder, sheet, to="decided")
    assert (again, ended) == (text, 0), said
