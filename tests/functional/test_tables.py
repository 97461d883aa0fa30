"""Tables of submissions in every kind of file, from the file to the submission."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
import xlsxwriter
from pyarrow import parquet

from coherence_kit.documents import workbook_rows
from coherence_kit.loading.tables.rows import read_rows, row_values
from coherence_kit.model.columns import ColumnsFile
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.workflow.batch.run import run_batch
from coherence_kit.workflow.batch.sources import plan_batch
from coherence_kit.workflow.score import Workspace, load_submission, open_workspace
from coherence_kit.workflow.tables import (
    QuestionsOf,
    bind_row,
    check_table,
    is_meant_as_table,
    is_table,
    load_columns_file,
    open_table,
)
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run
from tests.unit.documents.test_ods import cell, row, spreadsheet, table

NAMES = (
    "country", "round", "date", "questionnaire", "permits.share", "permits.appeal",
    "partners.agreements", "partners.counselling", "partners.school.workers", "partners.remarks",
    "partners.counselling evidence",
)  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    ("GHA", "2026", dt.date(2026, 6, 30), "kinds 1.0", 12.5, True, "unions; diaspora", 2,
     "by-right", "All is well, “so far”", "Decree 12"),
    ("TGO", "2026", dt.date(2026, 7, 1), "kinds", 40, None, "[]", "unknown", None, None, None),
    ("KEN-Nairobi", "2026", None, "kinds", None, False, None, "not applicable: no such office",
     "closed", None, None),
)  # fmt: skip
AS_A_FILE = """\
format: coherence-kit/submission/1
questionnaire: {id: kinds, version: "1.0"}
country: GHA
round: "2026"
date: 2026-06-30
answers:
  permits.share: 12.5
  permits.appeal: yes
  partners.agreements: [unions, diaspora]
  partners.counselling: {answer: 2, evidence: [{title: Decree 12}]}
  partners.school.workers: by-right
  partners.remarks: All is well, “so far”
"""
Table = Iterable[Iterable[Any]]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace([QUESTIONNAIRES])


def said(value: object) -> str:
    """A value as programs write it into CSV."""
    return "" if value is None else str(value)


def as_csv(rows: Table) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([said(value) for value in row] for row in rows)
    return stream.getvalue().encode()


def as_xlsx(rows: Table, *, others: Iterable[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    (sheet,) = book.worksheets
    sheet.title = "Data"
    for cells in rows:
        sheet.append([*cells])
    for name in others:
        book.create_sheet(name).append(["notes"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_shared(rows: Table) -> bytes:
    """The same with every text once in the file, as Excel writes it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "d mmm yyyy"})
    sheet = book.add_worksheet("Data")
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    book.close()
    return stream.getvalue()


def as_ods(rows: Table) -> bytes:
    return spreadsheet(table("".join(row("".join(map(ods_cell, cells))) for cells in rows)))


def ods_cell(value: object) -> str:
    if value is None:
        return cell("", "")
    if isinstance(value, bool):
        truth = str(value).lower()
        return cell("", f'office:value-type="boolean" office:boolean-value="{truth}"')
    if isinstance(value, (int, float)):
        return cell("", f'office:value-type="float" office:value="{value}"')
    if isinstance(value, dt.date):
        return cell("", f'office:value-type="date" office:date-value="{value}"')
    return cell(f"<text:p>{value}</text:p>")


def as_parquet(rows: Table) -> bytes:
    names, *body = [[*cells] for cells in rows]
    columns = {
        name: pa.array(values if len({type(value) for value in values} - {type(None)}) == 1
                       else [None if value is None else said(value) for value in values])
        for name, *values in zip(names, *body, strict=True)
    }  # fmt: skip
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


KINDS: dict[str, Callable[[Table], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "shared.xlsx": as_shared,
    "ods": as_ods,
    "parquet": as_parquet,
}


def written(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def values_of(workspace: Workspace, path: Path) -> list[dict[str, Any]]:
    found = []
    with open_table(workspace, path, rows=2) as opened:
        assert opened.head.problems == ()
        for chunk in opened.chunks:
            rows = read_rows(chunk, opened.head)
            assert rows.refused == ()
            found += [row_values(rows, index) for index in range(len(rows))]
    return found


def codes(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.rpartition("/")[2]) for problem in problems]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_says_the_same(kind: str, workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, KINDS[kind]((NAMES, *ROWS)), f"t.{kind}")
    assert is_table(workspace, path)
    first, second, third = values_of(workspace, path)
    answers = first["answers"]
    assert answers.pop("permits.appeal") in {"yes", "True"}
    assert first == {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "kinds", "version": "1.0"},
        "country": "GHA",
        "round": "2026",
        "date": "2026-06-30",
        "answers": {
            "permits.share": "12.5",
            "partners.agreements": ["unions", "diaspora"],
            "partners.counselling": {"answer": "2", "evidence": [{"title": "Decree 12"}]},
            "partners.school.workers": "by-right",
            "partners.remarks": "All is well, “so far”",
        },
    }
    assert second["answers"] == {
        "permits.share": "40", "partners.agreements": [], "partners.counselling": "unknown",
    }  # fmt: skip
    reason = third["answers"]["partners.counselling"]
    assert (third["country"], reason) == ("KEN-Nairobi", {"not_applicable": "no such office"})


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_the_submission_that_a_file_with_the_same_answers_is(
    kind: str, workspace: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path, KINDS[kind]((NAMES, ROWS[0])), f"t.{kind}")
    file = written(tmp_path, AS_A_FILE.encode(), "ghana.yaml")
    with open_table(workspace, path) as opened:
        (chunk,) = opened.chunks
        rows = read_rows(chunk, opened.head)
    loaded = bind_row(workspace, rows, 0, QuestionsOf(workspace))
    assert fingerprint(loaded.submission) == fingerprint(
        load_submission(workspace, file).submission
    )
    assert loaded.notes == ()


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("csv", "t.csv:3:5:permits.share"),
        ("xlsx", "t.xlsx:Data!E3"),
        ("ods", "t.ods:First!E3"),
        ("parquet", "t.parquet:2:5:permits.share"),
    ],
)
def test_a_wrong_answer_is_told_with_its_row_and_column(
    kind: str, place: str, workspace: Workspace, tmp_path: Path
) -> None:
    wrong = (*ROWS[1][:4], "plenty", *ROWS[1][5:])
    path = written(tmp_path, KINDS[kind]((NAMES, ROWS[0], wrong)), f"t.{kind}")
    (problem,) = check_table(workspace, path)
    assert codes([problem]) == [("submission.answer", place)]
    assert (problem.line, problem.column) == (2 if kind == "parquet" else 3, 5)


@pytest.mark.parametrize("kind", KINDS)
def test_codes_of_another_data_set_are_read_alike(
    kind: str, workspace: Workspace, tmp_path: Path
) -> None:
    mapping = ColumnsFile.model_validate(
        {
            "format": "coherence-kit/columns/1",
            "constants": {"questionnaire": "kinds", "round": "2026"},
            "columns": {"ISO3": "country", "V1": "permits.appeal", "V2": "permits.share"},
            "codes": {"permits.appeal": {"1": "yes", "2": "no"}},
            "missing": ["-99"],
        }
    )
    body = [("GHA", 1, -99), ("TGO", 2, 12.5), ("KEN", -99, None)]
    path = written(tmp_path, KINDS[kind]((("ISO3", "V1", "V2"), *body)), f"t.{kind}")
    assert is_table(workspace, path, mapping)
    assert not is_table(workspace, path)
    with open_table(workspace, path, mapping) as opened:
        (chunk,) = opened.chunks
        rows = read_rows(chunk, opened.head)
    assert rows.columns["permits.appeal"] == ["yes", "no", None]
    assert rows.columns["permits.share"] == [None, "12.5", None]


def test_a_table_may_answer_several_questionnaires(workspace: Workspace, tmp_path: Path) -> None:
    text = (
        "country,questionnaire,law.in-force,permits.share\n"
        "GHA,small,yes,\nGHA,kinds,,12\nGHA,small 1.0,no,\nGHA,smal,no,\nGHA,small,yes,3\n"
        "GHA,small 2.0,no,\n"
    )
    path = written(tmp_path, text.encode(), "t.csv")
    assert codes(check_table(workspace, path)) == [
        ("submission.older-version", "t.csv:4:2:questionnaire"),
        ("questionnaire.unknown", "t.csv:5:2:questionnaire"),
        ("submission.unknown-question", "t.csv:6:4:permits.share"),
        ("submission.version", "t.csv:7:2:questionnaire"),
    ]
    (version,) = [p for p in check_table(workspace, path) if p.code == "submission.version"]
    assert version.sentences[2].startswith("correct the version of the row")


def test_a_batch_refuses_a_row_that_answers_another_questionnaire(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "country,questionnaire,law.in-force,permits.share\nGHA,small,yes,\nGHA,kinds,no,12\n"
    path = written(tmp_path, text.encode(), "t.csv")
    whole, row = run_batch(workspace, plan_batch(workspace, [path]), None).outcomes
    found = row if row.line is None else whole
    assert [(one.code, one.line) for one in found.problems] == [("submission.unknown-question", 3)]
    assert (whole if found is row else row).source.endswith("t.csv:2")


def test_a_questionnaire_that_only_later_rows_name_is_known_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    lines = "country,questionnaire,law.in-force\n" + "GHA,small,yes\n" * 8_000
    text = lines.replace("law.in-force\n", "law.in-force,partners.agreements\n")
    text = text.replace("yes\n", "yes,\n") + "GHA,kinds,,unions; diaspora\n"
    path = written(tmp_path, text.encode(), "t.csv")
    known = QuestionsOf(workspace)
    with open_table(workspace, path) as opened:
        assert opened.head.problems == ()
        (chunk,) = opened.chunks
        rows = read_rows(chunk, opened.head)
    loaded = bind_row(workspace, rows, len(rows) - 1, known)
    assert loaded.submission.answer("partners.agreements").value == ("unions", "diaspora")


@pytest.mark.parametrize(("sign", "number"), [(",", "1.25"), (";", None)])
def test_a_number_with_a_point_is_read_by_what_stands_between_cells(
    sign: str, number: str | None, workspace: Workspace, tmp_path: Path
) -> None:
    text = "country,questionnaire,permits.share\nGHA,kinds,1.250\n".replace(",", sign)
    path = written(tmp_path, text.encode(), "t.csv")
    found = [code for code, _ in codes(check_table(workspace, path))]
    assert found == ([] if number else ["submission.answer"])


# --- workbooks ------------------------------------------------------------------------------------

SMALL = (("country", "questionnaire", "law.in-force"), ("GHA", "small", "yes"))


def changed(
    data: bytes, change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml"
) -> bytes:
    """The same workbook with one of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return stream.getvalue()


def refused(workspace: Workspace, path: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found, open_table(workspace, path) as opened:
        list(opened.chunks)
    return [problem.code for problem in found.value.problems]


def test_the_result_of_a_formula_counts_if_it_was_stored(
    workspace: Workspace, tmp_path: Path
) -> None:
    data = as_xlsx([*SMALL, ("TGO", "small", "=A2"), ("KEN", "small", "=1+1")])
    with_result = changed(
        data,
        lambda text: text.replace(
            '<c r="C3"><f>A2</f><v></v></c>', '<c r="C3" t="str"><f>A2</f><v>no</v></c>'
        ).replace('<c r="C3"><f>A2</f><v/></c>', '<c r="C3" t="str"><f>A2</f><v>no</v></c>'),
    )
    path = written(tmp_path, with_result, "t.xlsx")
    with open_table(workspace, path) as opened:
        (chunk,) = opened.chunks
        rows = read_rows(chunk, opened.head)
    assert rows.columns["law.in-force"] == ["yes", "no"]
    assert codes(rows.refused) == [("table.no-result", "t.xlsx:Data!C4")]


def test_an_error_value_costs_its_row(workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, as_xlsx([*SMALL, ("TGO", "small", "#REF!")]), "t.xlsx")
    with open_table(workspace, path) as opened:
        (chunk,) = opened.chunks
        rows = read_rows(chunk, opened.head)
    assert rows.columns["country"] == ["GHA"]
    assert codes(rows.refused) == [("table.error-value", "t.xlsx:Data!C3")]
    assert [(problem.line, problem.column) for problem in rows.refused] == [(3, 3)]


def test_the_first_sheet_is_the_table_unless_only_another_one_has_a_head(
    workspace: Workspace, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    (first,) = book.worksheets
    first.append(["About this table"])
    for name in ("2026", "2027"):
        sheet = book.create_sheet(name)
        for cells in SMALL:
            sheet.append(cells)
    hidden = book.create_sheet("hidden")
    hidden.append(SMALL[0])
    hidden.sheet_state = "hidden"
    path = tmp_path / "t.xlsx"
    book.save(path)
    with open_table(workspace, path) as opened:
        assert opened.head.place.sheet == "2026"
        assert codes(opened.head.problems) == [("table.other-sheet", "t.xlsx:2027")]


def test_a_form_is_no_table_and_a_table_is_no_form(
    run_small: Run, workspace: Workspace, tmp_path: Path
) -> None:
    form = tmp_path / "form.xlsx"
    assert run_small("form", "small", "-o", form).exit_code == 0
    assert not is_table(workspace, form)
    assert not is_meant_as_table(workspace, form)
    assert refused(workspace, form) == ["table.form"]
    sheet = written(tmp_path, b"coherence-kit:start,x\n", "sheet.csv")
    assert not is_table(workspace, sheet)
    assert not is_meant_as_table(workspace, sheet)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook.empty"),
        (b"country,questionnaire\n", "workbook.other-kind"),
        (b"\xd0\xcf\x11\xe0 old", "workbook.other-kind"),
        (as_xlsx([*SMALL])[:-100], "workbook.broken"),
        (as_xlsx([]), "table.empty"),
        (as_xlsx([("Table 1",), *SMALL]), "table.head"),
        (as_xlsx([("Country", *SMALL[0])]), "table.duplicate-column"),
        (changed(as_xlsx(SMALL), lambda text: text[: len(text) // 2]), "workbook.broken-part"),
        (changed(as_xlsx(SMALL), lambda text: f'<!DOCTYPE a [<!ENTITY b "c">]>{text}'),
         "workbook.broken-part"),
        (changed(as_xlsx(SMALL), lambda text: f'<?xml version="1.0" encoding="UNF-8"?>{text}'),
         "workbook.broken-part"),
        (changed(as_xlsx(SMALL), lambda text: text.replace('r="2"', 'r="1"')),
         "workbook.broken-part"),
        (as_xlsx([("country", *["x"] * 300), ("GHA",)]), "table.too-large"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_no_table_is_refused(
    data: bytes, code: str, workspace: Workspace, tmp_path: Path
) -> None:
    assert refused(workspace, written(tmp_path, data, "t.xlsx"))[:1] == [code]


def test_a_text_that_is_not_in_the_file_costs_the_rows_that_name_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    data = as_shared([*SMALL, ("TGO", "small", "no")])
    lost = changed(
        data, lambda text: text.replace("<si><t>no</t></si>", ""), "xl/sharedStrings.xml"
    )
    path = written(tmp_path, lost, "t.xlsx")
    with open_table(workspace, path) as opened:
        (chunk,) = opened.chunks
        rows = read_rows(chunk, opened.head)
    assert rows.columns["country"] == ["GHA"]
    assert [problem.code for problem in rows.refused] == ["workbook.broken-cell"]


def test_a_sheet_beyond_the_limits_is_refused_whole(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, as_xlsx([*SMALL, *[SMALL[1]] * 50]), "t.xlsx")
    monkeypatch.setattr(workbook_rows, "MOST_CELLS", 100)
    assert refused(workspace, path) == ["table.too-large"]
    monkeypatch.setattr(workbook_rows, "MOST_CELLS", 1_000)
    assert len(values_of(workspace, path)) == 51


def test_numbers_and_days_of_a_workbook_are_what_was_typed(
    workspace: Workspace, tmp_path: Path
) -> None:
    names = ("country", "date", "questionnaire", "version", "permits.share")
    body = [("GHA", dt.datetime(2026, 6, 30), "kinds", 1, value) for value in (0.1, 1.125, "1.125")]  # noqa: DTZ001  (a cell has none)
    path = written(tmp_path, as_xlsx([names, *body]), "t.xlsx")
    found = values_of(workspace, path)
    assert [one["answers"]["permits.share"] for one in found] == ["0.1", "1.1250", "1.125"]
    assert [(one["date"], one["questionnaire"]["version"]) for one in found] == [
        ("2026-06-30", "1.0")
    ] * 3
    assert codes(check_table(workspace, path)) == [("submission.answer", "t.xlsx:Data!E4")]


# --- which files are tables -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "is_one", "is_meant"),
    [
        ("t.csv", as_csv(SMALL), True, True),
        ("T.CSV", as_csv(SMALL), True, True),
        ("t.txt", as_csv(SMALL).replace(b",", b"\t"), True, True),
        ("t.csv", b"x,y\n1,2\n", False, True),
        ("t.txt", b"format: coherence-kit/submission/1\n", False, False),
        ("t.csv", b"", False, True),
        ("t.yaml", as_csv(SMALL), False, False),
        ("t.xlsx", as_xlsx(SMALL), True, True),
        ("t.xlsx", as_xlsx([("a", "b")]), False, False),
        ("t.xlsx", b"no workbook", False, False),
        ("t.parquet", as_parquet(SMALL), True, True),
        ("t.parquet", b"PAR1", False, True),
        ("t.csv", as_csv([("country", *["x"] * 20_000)]), False, True),
    ],
)
def test_a_table_is_known_by_its_first_row(
    name: str, data: bytes, *, is_one: bool, is_meant: bool, workspace: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path, data, name)
    assert is_table(workspace, path) is is_one
    assert is_meant_as_table(workspace, path) is is_meant


@pytest.mark.parametrize("name", ["gone.csv", ".", "gone.parquet", "gone.xlsx"])
def test_what_cannot_be_opened_is_told(name: str, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / name
    assert not is_table(workspace, path)
    code = "file.folder" if name == "." else "file.missing"
    assert refused(workspace, path) == [code]


def test_check_looks_at_every_row(run_small: Run, tmp_path: Path) -> None:
    columns = written(
        tmp_path,
        b"format: coherence-kit/columns/1\n"
        b"constants: {questionnaire: small}\n"
        b"columns: {ISO3: country, Q1: law.in-force}\n",
        "m.columns.yaml",
    )
    path = written(tmp_path, b"ISO3,Q1\nGHA,yes\nGH,maybe\nTGO,no,\n", "t.csv")
    result = run_small("check", path, "--columns", columns)
    assert result.exit_code == 1
    told = [line.rpartition("/")[2] for line in result.stderr.splitlines() if line[:1] == "/"]
    assert told == [
        "t.csv:3:1:ISO3: error submission.country",
        "t.csv:3:2:Q1: error submission.answer",
    ]
    assert run_small("check", path, "--columns", path).exit_code == 1
    assert run_small("check", columns).exit_code == 0


def test_tables_of_a_folder_are_checked_and_other_texts_passed_over(
    run_small: Run, tmp_path: Path
) -> None:
    written(tmp_path, as_csv([*SMALL, ("GH", "small", "no")]), "t.csv")
    written(tmp_path, b"x,y\n1,2\n", "other.csv")
    told = run_small("check", tmp_path).stderr
    assert "t.csv:3:1:country: error submission.country" in told
    assert "folder.passed-over" in told
    assert "1 file is no file of the kit: other.csv" in told.replace("\n", " ")


def test_a_table_of_scores_is_no_table_of_submissions(
    run_small: Run, workspace: Workspace, tmp_path: Path
) -> None:
    path = written(tmp_path, as_csv(SMALL), "t.csv")
    results = tmp_path / "results"
    made = run_small("batch", path, "-o", results, "--nodes", "--parquet", "--jobs", "1")
    assert made.exit_code == 0
    scores = [path for path in results.iterdir() if path.name.startswith("scores")]
    assert {path.suffix for path in scores} == {".csv", ".parquet"}
    for path in scores:
        assert not is_table(workspace, path)
        assert refused(workspace, path) == ["table.result"]


def test_a_file_of_columns_that_is_wrong_is_told(workspace: Workspace, tmp_path: Path) -> None:
    text = "format: coherence-kit/columns/1\ncolumns: {Q1: permits.shar}\n"
    with pytest.raises(ProblemsFound) as found:
        load_columns_file(workspace, written(tmp_path, text.encode(), "c.yaml"))
    assert [problem.code for problem in found.value.problems] == ["columns.unknown-key"]
    other = written(tmp_path, AS_A_FILE.encode(), "s.yaml")
    with pytest.raises(ProblemsFound) as found:
        load_columns_file(workspace, other)
    assert [problem.code for problem in found.value.problems] == ["schema.kind"]
