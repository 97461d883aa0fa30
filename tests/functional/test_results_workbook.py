"""The workbook of results: the figures of the assessment, all that was typed, a plan to fill in."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.analysis.rounds.comparison import compare
from coherence_kit.cli import main
from coherence_kit.documents import plan_sheet
from coherence_kit.documents.report_workbook import holds_results
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.submission import Answer
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.workflow.score import assess_file
from tests.results import shown, table, texts, workbook_of
from tests.shipped import shared_workspace, shipped_submissions
from tests.word_schema import schema_faults

SHIPPED = content.folder("questionnaires") / "submissions"
VELMORA = SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml"
ROUND = SHIPPED / "rounds" / "velmora-2026"
FIGURES = {"Value": "value", "Lowest": "low", "Highest": "high", "Target": "target", "Gap": "gap"}
ONE_UP = 1e-12


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def made(folder: Path, *words: object, name: str = "results.xlsx") -> Any:
    result = run("report", *words, "-o", folder / name)
    assert result.exit_code == 0, result.output
    return openpyxl.load_workbook(folder / name)


def typed(answer: Answer) -> Iterator[str]:
    """Every text that somebody typed for an answer."""
    yield from filter(None, (answer.comment, answer.not_applicable, answer.unknown))
    if answer.review:
        yield from filter(None, (answer.review.note,))
    for item in answer.evidence:
        yield from filter(None, (item.title, item.reference, item.page))
    for one in answer.said.values():
        yield from filter(None, (one.comment, one.not_applicable))
    if answer.decision and answer.decision.note:
        yield answer.decision.note


def squeezed(text: str) -> str:
    """Without blanks, which are lost where a text goes on in another cell."""
    return "".join(text.split()).rstrip(".")


def everything(book: Any) -> str:
    """All texts of a workbook, column by column, so that what goes on below stands together."""
    return squeezed(
        "".join(
            str(cell.value)
            for sheet in book.worksheets
            for column in sheet.iter_cols()
            for cell in column
            if cell.value is not None
        )
    )


def expect_figures(assessment: Assessment, rows: list[dict[str, Any]]) -> None:
    """Each node in a row, with the figures of JSON in its cells and its published ones shown."""
    data = assessment_data(assessment)
    assert [row["Id"].value for row in rows] == list(data["nodes"])
    gains = {gap["id"]: gap["gain"] for gap in data["gaps"]}
    for row in rows:
        name = row["Id"].value
        told, node = data["nodes"][name], assessment.nodes[name]
        scale = float(node.publish.max) / 100
        for head, key in FIGURES.items():
            if head not in row:
                continue
            figure: float | None = told[key]  # type: ignore[literal-required]
            if node.letters is None:
                expected = None if figure is None else pytest.approx(figure * scale, rel=ONE_UP)
                assert row[head].value == expected, (name, head)
        assert shown(row.get("Value")) == told["text"], name
        assert shown(row.get("Lowest")) == node.low_text
        assert shown(row.get("Highest")) == node.high_text
        gain = gains.get(name)
        if gain is not None:
            root = next(gap.root for gap in assessment.gaps if gap.id == name)
            scale = float(assessment.nodes[root].publish.max) / 100
            assert row["Gain"].value == pytest.approx(gain * scale, rel=ONE_UP)
        elif "Gain" in row:
            assert isinstance(row["Gain"].value, str | None), name  # grades, or no gap


@pytest.mark.parametrize("path", shipped_submissions(), ids=lambda path: path.stem)
def test_the_figures_of_every_shipped_submission_are_those_of_json(path: Path) -> None:
    assessment = assess_file(shared_workspace(), path)
    book = workbook_of(assessment)
    rows = table(book["Results"])
    expect_figures(assessment, rows)
    for answer in assessment.submission.answers.values():
        for text in typed(answer):
            assert squeezed(text) in everything(book)


def test_gaps_stand_in_the_order_of_the_report_with_their_gains() -> None:
    assessment = assess_file(shared_workspace(), VELMORA)
    rows = table(workbook_of(assessment)["Gaps"])
    assert [row["Priority"].value for row in rows] == [gap.priority for gap in assessment.gaps]
    assert [row["Gain"].value for row in rows] == pytest.approx(
        [float(gap.gain) for gap in assessment.gaps], rel=ONE_UP
    )
    assert texts(rows, "Question")[0] == "Check of drafts for side effects"


def test_a_round_has_its_chapters_voices_and_disputed_answers(tmp_path: Path) -> None:
    paths = ("--round", ROUND / "round.yaml", ROUND)
    book = made(tmp_path, *paths)
    assert run("report", *paths, "-o", tmp_path / "results.json").exit_code == 0
    data = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    rows = table(book["Results"])
    assert [row["Id"].value for row in rows] == [name for one in data for name in one["nodes"]]
    told = [node["text"] for one in data for node in one["nodes"].values()]
    assert [shown(row.get("Value")) for row in rows] == told
    disputed = table(book["Disputed answers"])
    numbers = [data[0]["nodes"][one["id"]]["number"] for one in data[0]["merged"]["disputed"]]
    assert list(dict.fromkeys(texts(disputed, "No."))) == numbers
    assert set(texts(disputed, "Counts")) == {"yes"}
    said = everything(book)
    for path in ROUND.glob("*.yaml"):
        if path.stem != "round":
            for answer in assess_file(shared_workspace(), path).submission.answers.values():
                for text in typed(answer):
                    assert squeezed(text) in said, path.stem


def test_without_a_dispute_or_a_document_their_sheets_are_left_out(tmp_path: Path) -> None:
    book = made(tmp_path, VELMORA)
    assert "Disputed answers" not in book.sheetnames
    assert "Documents" in book.sheetnames
    assert book.sheetnames[0] == "Summary"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        made(tmp_path, VELMORA, name=name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_workbook_in_french_speaks_french(tmp_path: Path) -> None:
    book = made(tmp_path, VELMORA, "--lang", "fr")
    assert book.sheetnames == [
        "Résumé", "Résultats", "Écarts", "À recueillir", "Plan d’action", "Réponses", "Pièces",
        "Méthode",
    ]  # fmt: skip
    language = zipfile.ZipFile(tmp_path / "results.xlsx").read("docProps/custom.xml").decode()
    assert 'name="Language"' in language
    assert ">fr<" in language


def test_sheets_can_be_filtered_stay_in_view_and_are_set_up_for_a4(tmp_path: Path) -> None:
    book = made(tmp_path, VELMORA)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert "&P / &N" in sheet.oddFooter.right.text
        if sheet.title not in {"Summary", "Method"}:
            assert sheet.auto_filter.ref
            assert sheet.freeze_panes
            assert sheet.print_title_rows
    assert book.properties.title == "Velmora: results"
    assert book.properties.creator == "coherence-kit"


# --- the action plan ------------------------------------------------------------------------------


def plan_of(book: Any) -> Any:
    return next(sheet for sheet in book.worksheets if sheet["A1"].value == plan_sheet.MARK)


def test_the_plan_is_marked_so_that_it_can_be_read_back(tmp_path: Path) -> None:
    assessment = assess_file(shared_workspace(), VELMORA)
    sheet = plan_of(made(tmp_path, VELMORA))
    columns = [cell.value for cell in sheet[1]][1:]
    assert columns == [one.key for one in plan_sheet.COLUMNS if one.key != plan_sheet.CHAPTER]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    measures = [name for name in rows if "/" in name]
    expected = {f"intragovernmental/{item.id}" for item in assessment.recommendations}
    assert set(measures) == expected
    assert (rows["country"][1].value, rows["round"][1].value) == ("XVE", "First round, 2026")
    assert rows["country_name"][1].value == "Velmora"
    assert rows["questionnaire"][1].value == "intragovernmental"
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    hidden = [number for number, row in sheet.row_dimensions.items() if row.hidden]
    assert len(hidden) == hidden[-1] == 1 + 6 + 5


def test_only_the_cells_to_fill_in_are_open_and_say_what_they_take(tmp_path: Path) -> None:
    sheet = plan_of(made(tmp_path, VELMORA))
    assert sheet.protection.sheet
    keys = {cell.column: cell.value for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        is_measure = "/" in row[0].value
        for cell in row[1:]:
            is_open = is_measure and keys[cell.column] in plan_sheet.INPUTS
            assert cell.protection.locked is not is_open
            assert not (is_open and cell.value)
    told = {v.type: v for v in sheet.data_validations.dataValidation}
    assert told["list"].errorStyle in {None, "stop"}
    assert told["list"].showErrorMessage
    assert told["date"].errorStyle == "warning"
    first, last = told["list"].formula1.rpartition("!")[2].replace("$", "").split(":")
    words = [cell.value for (cell,) in sheet[first:last]]
    assert words == ["proposed", "adopted", "under way", "done", "dropped"]


def test_a_plan_that_is_filled_in_is_not_overwritten(tmp_path: Path) -> None:
    book = made(tmp_path, VELMORA)
    path = tmp_path / "results.xlsx"
    assert run("report", VELMORA, "-o", path).exit_code == 0
    sheet = plan_of(book)
    column = next(cell.column for cell in sheet[1] if cell.value == "lead")
    row = next(row[0].row for row in sheet.iter_rows() if "/" in row[0].value)
    sheet.cell(row, column).value = "Cabinet office"
    book.save(path)
    result = run("report", VELMORA, "-o", path)
    assert result.exit_code == 1
    assert "an action plan that is filled in" in " ".join(result.stderr.split())


def test_a_sheet_of_ones_own_is_not_overwritten_and_saving_alone_does_no_harm(
    tmp_path: Path,
) -> None:
    book = made(tmp_path, VELMORA)
    path = tmp_path / "results.xlsx"
    book.save(path)
    assert run("report", VELMORA, "-o", path).exit_code == 0
    book.create_sheet("Ours")["A1"] = "ours"
    book.save(path)
    result = run("report", VELMORA, "-o", path)
    assert result.exit_code == 1
    assert "a sheet" in result.stderr


def test_a_measure_of_two_chapters_is_planned_once(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    text = VELMORA.read_text(encoding="utf-8")
    other.write_text(text.replace("entity: ", "entity: Second ", 1), encoding="utf-8")
    sheet = plan_of(made(tmp_path, VELMORA, other))
    keys = [row[0].value for row in sheet.iter_rows(min_row=2)]
    measures = [key for key in keys if "/" in key]
    assert len(set(measures)) == len(measures)
    assert len(table(sheet)) > len(measures)
    again = [row for row in sheet.iter_rows(min_row=2) if row[0].value == plan_sheet.WORDS]
    assert all(cell.protection.locked for row in again for cell in row)


def test_no_cell_of_a_report_is_a_formula(tmp_path: Path) -> None:
    made(tmp_path, VELMORA)
    with zipfile.ZipFile(io.BytesIO((tmp_path / "results.xlsx").read_bytes())) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        for name in sheets:
            assert b"<f>" not in archive.read(name)


# --- beside submissions ---------------------------------------------------------------------------


def test_a_workbook_of_results_beside_submissions_is_passed_over(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "velmora.yaml").write_bytes(VELMORA.read_bytes())
    book = made(inbox, VELMORA)
    book.save(inbox / "saved.xlsx")
    with zipfile.ZipFile(inbox / "sent.zip", "w") as archive:
        archive.write(inbox / "results.xlsx", "in/results.xlsx")
        archive.write(VELMORA, "in/velmora.yaml")
    assert run("batch", inbox, "-o", inbox / "out", "--format", "xlsx").exit_code == 0
    again = run("batch", inbox, "-o", tmp_path / "out")
    assert again.exit_code == 0, again.output
    assert "2 of 2 submissions scored" in again.output
    told = " ".join(again.stderr.split())
    for name in ("results.xlsx", "saved.xlsx", "out/scores.xlsx"):
        assert name in told


def test_a_workbook_of_results_that_is_named_is_told_from_a_form(tmp_path: Path) -> None:
    made(tmp_path, VELMORA)
    for command in ("check", "score"):
        result = run(command, tmp_path / "results.xlsx")
        assert result.exit_code == 1
        assert "workbook.is-report" in result.stderr


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"no archive"])
def test_what_is_no_workbook_holds_no_results(data: bytes) -> None:
    assert not holds_results(io.BytesIO(data))


def test_a_draft_says_so_and_what_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(
        "format: coherence-kit/submission/1\n"
        'questionnaire: {id: intragovernmental, version: "2.0"}\n'
        "country: GHA\ndate: 2026-06-30\nanswers:\n  coordination.focal-point: 77\n",
        encoding="utf-8",
    )
    result = run("report", path, "--draft", "-o", tmp_path / "draft.xlsx")
    assert result.exit_code == 1, result.output
    book = openpyxl.load_workbook(tmp_path / "draft.xlsx")
    said = [str(cell.value) for row in book["Summary"].iter_rows() for cell in row]
    assert "Draft: answers that could not be read are left out" in said
    told = [str(cell.value) for row in book["Method"].iter_rows() for cell in row]
    assert "Draft: one thing has to be mended first" in told
    assert any(text.startswith("2.2 Focal point in government") for text in told)


# --- a plan that is there already -----------------------------------------------------------------

PLAN = """\
format: coherence-kit/plan/1
country: XVE
country_name: Velmora
round: First round, 2026
questionnaires: [intragovernmental]
measures:
  {first}:
    lead: "=Cabinet office"
    start: 2026-09
    due: 2027-06-30
    status: under way
    cost: 12 000 VEC
    note: {note}
"""


def with_plan(folder: Path) -> tuple[str, str]:
    """A plan of one measure: its key, and its note, for which no row is high enough."""
    first = assess_file(shared_workspace(), VELMORA).recommendations[0].id
    note = "Agreed in the committee. " * 200
    text = PLAN.format(first=first, note=note.strip())
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return f"intragovernmental/{first}", note.strip()


def test_a_plan_stands_in_the_cells_to_fill_in(tmp_path: Path) -> None:
    key, note = with_plan(tmp_path)
    book = made(tmp_path, VELMORA, "--plan", tmp_path / "plan.yaml", "--lang", "fr")
    sheet = plan_of(book)
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == key)
    cells = {name: sheet.cell(row, columns[name]) for name in plan_sheet.INPUTS}
    assert {name: cell.value for name, cell in cells.items()} == {
        "lead": "=Cabinet office",
        "start": "2026-09",
        "due": dt.datetime(2027, 6, 30),  # noqa: DTZ001  (a workbook has no time zone)
        "status": "en cours",
        "cost": "12 000 VEC",
        "note": note,
    }
    assert cells["lead"].data_type == "s"
    assert not any(cell.protection.locked for cell in cells.values())
    others = {"lead", "start", "due", "status", "cost", "note"}
    empty = [r[0].row for r in sheet.iter_rows() if "/" in r[0].value and r[0].value != key]
    assert not any(sheet.cell(at, columns[name]).value for at in empty for name in others)


def test_what_the_kit_has_filled_in_is_overwritten_and_what_somebody_changed_is_not(
    tmp_path: Path,
) -> None:
    key, _ = with_plan(tmp_path)
    words = (VELMORA, "--plan", tmp_path / "plan.yaml")
    book = made(tmp_path, *words)
    path = tmp_path / "results.xlsx"
    book.save(path)  # by another program, unchanged
    assert run("report", *words, "-o", path).exit_code == 0
    sheet = plan_of(book)
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == key)
    column = next(cell.column for cell in sheet[1] if cell.value == "due")
    sheet.cell(row, column).value = dt.datetime(2027, 7, 1)  # noqa: DTZ001
    book.save(path)
    result = run("report", *words, "-o", path)
    assert result.exit_code == 1
    assert "an action plan that is filled in" in " ".join(result.stderr.split())


# --- beside an earlier round ----------------------------------------------------------------------


def test_beside_an_earlier_round_stands_what_has_moved_and_what_became_of_measures(
    tmp_path: Path,
) -> None:
    later = VELMORA.with_name("velmora-2028.yaml")
    book = made(tmp_path, later, "--previous", VELMORA)
    then, now = (assess_file(shared_workspace(), path) for path in (VELMORA, later))
    found = compare(then, now)
    rows = table(book["What moved"])
    moved = [*found.moved, *found.unsettled]
    numbers = numbers_of(now.nodes, now.root_id)
    assert texts(rows, "No.") == [numbers[change.id] for change in moved]
    points = [row["Points, at least"].value for row in rows[: len(found.moved)]]
    assert all(isinstance(number, int | float) for number in points)
    assert len(table(book["Earlier measures"])) == len(found.measures)
    results = {row["Id"].value: row for row in table(book["Results"])}
    before = results["intragovernmental"]["Earlier round"]
    assert (before.value, shown(before)) == (pytest.approx(float(then.root.value or 0)), "51.0")


def test_without_an_earlier_round_these_sheets_are_left_out(tmp_path: Path) -> None:
    names = made(tmp_path, VELMORA).sheetnames
    assert not {"What moved", "Earlier measures"}.intersection(names)


@pytest.mark.parametrize("name", ["results.xlsx", "results.json"])
def test_a_file_that_is_not_printed_has_no_variants(name: str, tmp_path: Path) -> None:
    result = run("report", VELMORA, "-o", tmp_path / name, "--variant", "brief")
    assert result.exit_code == 2
    assert "leave out --variant" in result.stderr
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workbook_follows_the_schema_of_spreadsheets(language: str, tmp_path: Path) -> None:
    with_plan(tmp_path)
    later = VELMORA.with_name("velmora-2028.yaml")
    made(tmp_path, later, "--previous", VELMORA, "--lang", language)
    assert schema_faults((tmp_path / "results.xlsx").read_bytes(), ".xlsx") == []
    made(tmp_path, VELMORA, "--plan", tmp_path / "plan.yaml", "--lang", language)
    assert schema_faults((tmp_path / "results.xlsx").read_bytes(), ".xlsx") == []
