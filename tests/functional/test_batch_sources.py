"""Where a batch takes submissions from: archives, rounds and tables, all with the same figures."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.workflow.score import open_workspace
from tests.functional.test_rows_of_shipped import a_table, in_a_file

ROUND = content.folder("questionnaires") / "submissions" / "rounds" / "velmora-2026"
ROWS = 40
COUNTRIES = ("ALB", "GHA", "JAM", "KEN")


def batch(*words: object) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, words)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def without_sources(path: Path) -> list[dict[str, str]]:
    return [{name: cell for name, cell in row.items() if name != "source"} for row in rows_of(path)]


@pytest.fixture(scope="module")
def answers() -> list[dict[str, str]]:
    """Rows of answers to the shipped core, some with cells that have to be read one by one."""
    instrument = open_workspace().instrument("intragovernmental")
    columns = {name: cells[:ROWS] for name, cells in a_table(instrument).items()}
    return [{name: cells[row] or "" for name, cells in columns.items()} for row in range(ROWS)]


@pytest.fixture(scope="module")
def table(answers: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "round.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        head = ["country", "round", "date", "respondent", "questionnaire", *answers[0]]
        writer = csv.DictWriter(stream, head)
        writer.writeheader()
        for number, row in enumerate(answers):
            writer.writerow(
                {
                    "country": COUNTRIES[number % len(COUNTRIES)],
                    "round": "2026",
                    "date": "2026-06-30",
                    "respondent": f"Ministry no. {number}",
                    "questionnaire": "intragovernmental",
                    **row,
                }
            )
    return path


@pytest.fixture(scope="module")
def files(answers: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as files."""
    folder = tmp_path_factory.mktemp("files")
    for number, row in enumerate(answers):
        made = {
            "format": "coherence-kit/submission/1",
            "questionnaire": {"id": "intragovernmental", "version": "2.0"},
            "country": COUNTRIES[number % len(COUNTRIES)],
            "round": "2026",
            "date": "2026-06-30",
            "respondent": {"entity": f"Ministry no. {number}"},
            "answers": {name: in_a_file(name, text) for name, text in row.items() if text},
        }
        (folder / f"{number:03}.json").write_text(json.dumps(made), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def of_files(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("of-files")
    assert batch(files, "-o", out, "--nodes", "--jobs", 1).exit_code == 0
    return out


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_table_gives_the_figures_of_its_rows_as_files(
    jobs: int, table: Path, of_files: Path, tmp_path: Path
) -> None:
    assert batch(table, "-o", tmp_path, "--nodes", "--jobs", jobs).exit_code == 0

    for name in ("scores.csv", "nodes.csv"):
        assert without_sources(tmp_path / name) == without_sources(of_files / name)
    first, *_ = rows_of(tmp_path / "scores.csv")
    assert first["source"] == f"{table}:2"
    told = [(row["code"], row["severity"]) for row in rows_of(tmp_path / "problems.csv")]
    assert told == [(row["code"], row["severity"]) for row in rows_of(of_files / "problems.csv")]


def test_a_table_in_parquet_gives_the_same(table: Path, of_files: Path, tmp_path: Path) -> None:
    import polars as pl

    written = tmp_path / "round.parquet"
    pl.read_csv(table, infer_schema=False).write_parquet(written, row_group_size=7)
    assert batch(written, "-o", tmp_path / "out", "--nodes", "--parquet").exit_code == 0

    assert without_sources(tmp_path / "out" / "scores.csv") == without_sources(
        of_files / "scores.csv"
    )
    made = pl.read_parquet(tmp_path / "out" / "scores.parquet")
    assert made["value"].dtype == pl.Float64
    assert [f"{value}" for value in made["low"]] == [
        row["low"] for row in rows_of(of_files / "scores.csv")
    ]
    assert len(pl.read_parquet(tmp_path / "out" / "nodes.parquet")) == len(
        rows_of(of_files / "nodes.csv")
    )


def test_a_wrong_row_costs_itself_alone(table: Path, of_files: Path, tmp_path: Path) -> None:
    lines = table.read_text("utf-8").splitlines(keepends=True)
    broken = lines[3].replace("JAM", "Jamaica?")
    assert broken != lines[3]
    (tmp_path / "round.csv").write_text("".join([*lines[:3], broken, *lines[4:], "a,b\n"]), "utf-8")
    result = batch(tmp_path / "round.csv", "-o", tmp_path / "out", "--nodes")

    assert result.exit_code == 1
    assert f"{ROWS - 1} of {ROWS + 1} submissions scored" in result.stdout
    good = without_sources(of_files / "scores.csv")
    assert without_sources(tmp_path / "out" / "scores.csv") == [*good[:2], *good[3:]]
    errors = [
        (row["code"], row["line"])
        for row in rows_of(tmp_path / "out" / "problems.csv")
        if row["severity"] == "error"
    ]
    assert errors == [("submission.country", "4"), ("table.cells", str(ROWS + 2))]


def test_foreign_columns_and_codes_are_read_by_a_file_that_says_what_they_mean(
    tmp_path: Path,
) -> None:
    (tmp_path / "columns.yaml").write_text(
        "format: coherence-kit/columns/1\n"
        "columns: {ISO: country, Q1: coordination.focal-point}\n"
        "constants: {questionnaire: intragovernmental, round: Survey 7}\n"
        'missing: ["-99"]\n'
        "codes: {coordination.focal-point: {A: 1, B: 0}}\n",
        "utf-8",
    )
    (tmp_path / "survey.csv").write_text("ISO;Q1\nGHA;A\nTGO;B\nKEN;-99\n", "utf-8")
    done = batch(
        tmp_path / "survey.csv", "--columns", tmp_path / "columns.yaml", "-o", tmp_path / "out",
        "--nodes",
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    scores = rows_of(tmp_path / "out" / "scores.csv")
    assert [(row["country"], row["round"]) for row in scores] == [
        ("GHA", "Survey 7"),
        ("TGO", "Survey 7"),
        ("KEN", "Survey 7"),
    ]
    assert [row["coordination.focal-point"] for row in scores] == ["25.0", "0.0", ""]


def test_what_lies_in_an_archive_is_scored_like_a_folder(
    files: Path, of_files: Path, tmp_path: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files.iterdir()):
            archive.write(path, f"sent/{path.name}")
        archive.writestr("sent/readme.pdf", b"%PDF-1.7")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mail.zip").write_bytes(packed.getvalue())
    done = batch(tmp_path / "in", "-o", tmp_path / "out", "--nodes")

    assert done.exit_code == 0, done.output
    assert "readme.pdf" in done.stderr
    assert without_sources(tmp_path / "out" / "scores.csv") == without_sources(
        of_files / "scores.csv"
    )
    assert rows_of(tmp_path / "out" / "scores.csv")[0]["source"].endswith("mail.zip/sent/000.json")


def test_a_round_that_is_named_is_one_submission_for_each_questionnaire(tmp_path: Path) -> None:
    done = batch(ROUND / "round.yaml", "-o", tmp_path)

    assert done.exit_code == 0, done.output
    (row,) = rows_of(tmp_path / "scores.csv")
    assert row["country"] == "XVE"
    assert row["source"].endswith("round.yaml/intragovernmental")


def test_reports_of_rows_are_named_after_their_table_line_and_country(
    table: Path, tmp_path: Path
) -> None:
    few = tmp_path / "few.csv"
    few.write_text("".join(table.read_text("utf-8").splitlines(keepends=True)[:3]), "utf-8")
    done = batch(few, "-o", tmp_path / "out", "--reports", "html")

    assert done.exit_code == 0, done.output
    made = sorted((tmp_path / "out" / "reports").rglob("*.html"))
    assert [path.relative_to(tmp_path / "out" / "reports").as_posix() for path in made] == [
        "few/2-ALB.html",
        "few/3-GHA.html",
    ]
    again = batch(few, "-o", tmp_path / "out", "--reports", "html")
    assert "were there already, unchanged" in again.stdout
