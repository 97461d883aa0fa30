"""The tables of a batch as sheets of a workbook, and as Excel opens them with a click."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.documents import long_workbook

ILLUSTRATIVE = content.folder("questionnaires") / "submissions" / "illustrative"
DOCUMENTED = content.folder("questionnaires") / "submissions" / "documented"
HOSTILE = ("=1+1", "'=1+1", "+1;=2", "a\t=1", "@x|'-1", "<r>a</r>", "_x0041_x0042_", "R&D <b>")
SUBMISSION = """\
format: coherence-kit/submission/1
questionnaire: {{id: remittances, version: "{version}"}}
country: GHA
round: {round}
respondent: {{entity: {entity}}}
answers: {{}}
"""


def batch(*words: object) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, words)])


def csv_rows(path: Path, separator: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=separator))


def said(value: Any) -> str:
    """A value of a cell as the table in CSV has it."""
    return "" if value is None else repr(float(value)) if isinstance(value, float) else str(value)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    done = batch(DOCUMENTED, "-o", out, "--nodes", "--format", "xlsx")
    assert done.exit_code == 0, done.output
    return out


def test_each_table_is_a_sheet_with_the_same_cells(made: Path) -> None:
    book = openpyxl.load_workbook(made / "scores.xlsx")
    tables = sorted(path.name.removesuffix(".csv") for path in made.glob("*.csv"))
    assert sorted(book.sheetnames) == tables
    assert book.sheetnames[0] == "scores"
    for sheet in book.worksheets:
        expected = csv_rows(made / f"{sheet.title}.csv")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert len(rows) == len(expected)
        for row, line in zip(rows, expected, strict=True):
            for value, text in zip(row, line, strict=True):
                if isinstance(value, int | float):
                    assert float(text) == pytest.approx(value, rel=1e-14)
                else:
                    assert (value or "") == text
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes == "B2"
        assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (9, "$1:$1")


def test_figures_are_numbers_shown_as_they_are_published(tmp_path: Path) -> None:
    done = batch(ILLUSTRATIVE, "-o", tmp_path, "--format", "xlsx")
    assert done.exit_code == 0, done.output
    sheet = openpyxl.load_workbook(tmp_path / "scores.xlsx")["scores"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    published = [row[heads["text"] - 1] for row in csv_rows(tmp_path / "scores.csv")[1:]]
    assert {text.partition(".")[2] != "" for text in published if text[:1].isdecimal()} == {True}
    for row, text in enumerate(published, 2):
        cell = sheet.cell(row, heads["value"])
        if isinstance(cell.value, int | float):
            assert cell.number_format == f"0.{'0' * len(text.partition('.')[2])}"
        coverage = sheet.cell(row, heads["coverage"])
        assert coverage.value is None or coverage.number_format == "0%"
        assert isinstance(sheet.cell(row, heads["version"]).value, str)


def test_the_same_run_gives_the_same_bytes_and_takes_its_own_place(
    made: Path, tmp_path: Path
) -> None:
    for words in ((), ("--force",)):
        done = batch(DOCUMENTED, "-o", tmp_path, "--nodes", "--format", "xlsx", *words)
        assert done.exit_code == 0, done.output
        assert (tmp_path / "scores.xlsx").read_bytes() == (made / "scores.xlsx").read_bytes()
    assert "scores.xlsx" in (tmp_path / "manifest.json").read_text("utf-8")


def test_another_workbook_stays_where_it_is(tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.active["A1"] = "source"
    other.save(tmp_path / "scores.xlsx")
    before = (tmp_path / "scores.xlsx").read_bytes()
    result = batch(DOCUMENTED, "-o", tmp_path, "--format", "xlsx")
    assert result.exit_code == 1
    assert "output.taken" in result.stderr
    assert (tmp_path / "scores.xlsx").read_bytes() == before


def hostile(folder: Path, entities: tuple[str, ...] = HOSTILE) -> None:
    folder.mkdir()
    for place, entity in enumerate(entities):
        quoted = entity.replace("'", "''").replace("\t", " ")
        text = SUBMISSION.format(version="1.0", round=f"'r {place}'", entity=f"'{quoted}'")
        (folder / f"{place}.yaml").write_text(text, encoding="utf-8")


def test_texts_of_a_workbook_are_those_that_were_typed(tmp_path: Path) -> None:
    hostile(tmp_path / "in")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--format", "xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "scores.xlsx")["scores"]
    column = next(cell.column for cell in sheet[1] if cell.value == "respondent")
    cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
    assert [cell.value for cell in cells] == [text.replace("\t", " ") for text in HOSTILE]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


def test_a_text_longer_than_a_cell_is_told_to_be_cut(tmp_path: Path) -> None:
    hostile(tmp_path / "in", ("w" * 200_000,))
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--format", "xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "scores.xlsx")["scores"]
    text = sheet["D2"].value
    assert len(text) == 32_767
    assert text.endswith("… [cut: the table in CSV has the whole text]")


def test_more_rows_than_a_sheet_has_go_on_in_further_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_workbook, "MOST_ROWS", 11)
    done = batch(DOCUMENTED, "-o", tmp_path, "--format", "xlsx")
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "scores.xlsx")
    assert {"scores", "scores 2", "scores 3", "scores 4"} <= set(book.sheetnames)
    rows = [
        [cell.value for cell in row]
        for name in ("scores", "scores 2", "scores 3", "scores 4")
        for row in book[name].iter_rows(min_row=2)
    ]
    assert [row[0] for row in rows] == [row[0] for row in csv_rows(tmp_path / "scores.csv")[1:]]
    assert book["scores 2"]["A1"].value == "source"


# --- CSV for Excel --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "separator", "decimal"),
    [("fr", ";", ","), ("de", ";", ","), ("en", ",", "."), ("", ",", ".")],
)
def test_tables_for_excel_have_the_signs_of_the_language(
    made: Path, tmp_path: Path, language: str, separator: str, decimal: str
) -> None:
    words = ["--lang", language] if language else []
    done = batch(DOCUMENTED, "-o", tmp_path, "--nodes", "--excel", *words)
    assert done.exit_code == 0, done.output
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        plain = csv_rows(made / path.name)
        heads = plain.pop(0)
        rows = csv_rows(path, separator)
        assert rows.pop(0) == heads
        figures = {"value", "text", "low", "high", "coverage"}
        if path.stem.startswith("scores"):
            figures |= {*heads[heads.index("coverage") :]}
        for row, expected in zip(rows, plain, strict=True):
            for head, cell, text in zip(heads, row, expected, strict=True):
                is_figure = path.stem != "problems" and head in figures
                assert cell == (text.replace(".", decimal) if is_figure else text), head


def test_tables_for_excel_are_replaced_by_others_and_the_other_way_round(tmp_path: Path) -> None:
    for words in (("--excel", "--lang", "fr"), (), ("--excel", "--lang", "fr")):
        done = batch(DOCUMENTED, "-o", tmp_path, *words)
        assert done.exit_code == 0, done.output
        assert (b";country;" in (tmp_path / "scores.csv").read_bytes()) == bool(words)


def test_no_text_becomes_a_formula_in_either_program(tmp_path: Path) -> None:
    hostile(tmp_path / "in")
    done = batch(tmp_path / "in", "-o", tmp_path / "out", "--excel", "--lang", "fr")
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out" / "scores.csv").read_text("utf-8-sig")
    for separator in (";", ",", "\t", "|"):
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            assert not any(
                cell.lstrip("\"' \t")[:1] in "=+@" and cell[:1] != "'" for cell in row if cell
            )
