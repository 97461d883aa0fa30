"""`coherence batch`: tables, problems, reports.

One bad file never stops the others, and the bytes are the same each time.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.batch.plan import found_file, plan
from coherence_kit.batch.score_line import SCORE_COLUMNS
from coherence_kit.cli import main
from tests.shipped import shipped_submissions

SHIPPED = content.folder("questionnaires") / "submissions"
HEADER = """\
format: coherence-kit/submission/1
questionnaire: {id: intragovernmental, version: "2.0"}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["batch", *(str(argument) for argument in arguments)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of two good submissions and three broken files, in folders."""
    root = tmp_path / "round"
    (root / "b").mkdir(parents=True)
    (root / "ghana.yaml").write_text(
        HEADER + "country: GHA\nround: One\ndate: 2026-06-30\nanswers:\n  planning.budget: 1\n"
    )
    (root / "b" / "velmora.yaml").write_text(
        HEADER
        + "country: XVE\ncountry_name: Velmora\nround: One\n"
        + "answers: {coordination.focal-point: 0}\n"
    )
    (root / "b" / "syntax.yaml").write_text(HEADER + "answers: [\n")
    (root / "binary.yaml").write_bytes(b"\x00\x01\x02")
    (root / "country.yaml").write_text(HEADER + "country: Ghana\n")
    return root


def test_the_good_are_scored_and_the_bad_are_named(folder: Path, tmp_path: Path) -> None:
    result = run(folder, "-o", tmp_path / "out")

    assert result.exit_code == 1
    assert "2 of 5 submissions scored" in result.stdout
    assert [row["country"] for row in rows(tmp_path / "out" / "scores.csv")] == ["XVE", "GHA"]
    found = {
        (Path(row["source"]).name, row["code"]) for row in rows(tmp_path / "out" / "problems.csv")
    }
    assert {
        ("syntax.yaml", "yaml.syntax"),
        ("binary.yaml", "file.binary"),
        ("country.yaml", "submission.country"),
    } <= found


def test_with_one_questionnaire_the_sections_are_columns(folder: Path, tmp_path: Path) -> None:
    run(folder / "ghana.yaml", "-o", tmp_path / "out")

    (row,) = rows(tmp_path / "out" / "scores.csv")
    assert list(row)[: len(SCORE_COLUMNS)] == list(SCORE_COLUMNS)
    assert "planning" in row
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".coherence",
        "manifest.json",
        "problems.csv",
        "scores.csv",
    ]


LETTERS = """\
format: coherence-kit/questionnaire/1
id: graded
version: "1.0"
title: Indicators in letters, and one on a scale of 3
origin: {title: Example, publisher: Example, edition: "1"}
letters: {order: [D, C, B, A]}
rubric: {rule: none}
sections:
- id: spending
  title: Spending
  rubric: {rule: weakest-link}
  questions:
  - {id: spending.one, type: choice, label: One, text: Which?, options: &o
    [{id: a, text: A, letter: A}, {id: d, text: D, letter: D}]}
  - {id: spending.two, type: choice, label: Two, text: Which?, options: *o}
- id: pillar
  title: Pillar without a figure
  rubric: {rule: none}
  questions:
  - {id: pillar.outturn, type: choice, label: Outturn, text: Which?, options: *o}
  - {id: pillar.taxes, type: matrix, label: Taxes, text: Which?, rubric: {rule: weakest-link},
    columns: *o, rows: [{id: r1, label: One}, {id: r2, label: Two}]}
- id: rights
  title: Rights
  rubric: {publish: {max: 3, decimals: 1}}
  questions:
  - {id: rights.heard, type: boolean, label: Heard, text: Whether?}
  - {id: rights.law, type: boolean, label: Law, text: Whether?}
"""


def test_every_node_is_a_column_on_request_as_a_letter_or_on_the_published_scale(
    tmp_path: Path,
) -> None:
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "graded.yaml").write_text(LETTERS, encoding="utf-8")
    (tmp_path / "one.yaml").write_text(
        'format: coherence-kit/submission/1\nquestionnaire: {id: graded, version: "1.0"}\n'
        "country: AUT\nanswers: {spending.one: a, spending.two: d, pillar.outturn: a, "
        "pillar.taxes.r1: a, rights.heard: yes, rights.law: no}\n",
        encoding="utf-8",
    )
    run(tmp_path / "one.yaml", "-o", tmp_path / "out", "-Q", tmp_path / "q", "--nodes")

    (row,) = rows(tmp_path / "out" / "scores.csv")
    assert {name: row[name] for name in list(row)[len(SCORE_COLUMNS) :]} == {
        "spending": "D+",
        "spending.one": "A",
        "spending.two": "D",
        "pillar": "",
        "pillar.outturn": "A",
        "pillar.taxes": "",
        "pillar.taxes.r1": "A",
        "pillar.taxes.r2": "",
        "rights": "1.5",
        "rights.heard": "3.0",
        "rights.law": "0.0",
    }


def test_with_several_questionnaires_each_has_a_table_of_its_own(
    folder: Path, tmp_path: Path
) -> None:
    other = folder / "other.yaml"
    header = HEADER.replace("intragovernmental", "multistakeholder").replace('"1.0"', '"2.0"')
    other.write_text(f"{header}country: GHA\n", encoding="utf-8")
    run(folder / "ghana.yaml", other, folder / "b" / "velmora.yaml", "-o", tmp_path / "out")

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".coherence",
        "manifest.json",
        "problems.csv",
        "scores.csv",
        "scores.intragovernmental.csv",
        "scores.multistakeholder.csv",
    ]
    scores = rows(tmp_path / "out" / "scores.csv")
    assert list(scores[0]) == list(SCORE_COLUMNS)
    assert [row["questionnaire"] for row in scores] == [
        "intragovernmental",
        "multistakeholder",
        "intragovernmental",
    ]


def test_a_second_run_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(folder, "-o", tmp_path / name)

    for name in ("scores.csv", "problems.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_other_kinds_of_file_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    result = run(content.folder("questionnaires"), "-o", tmp_path / "out")

    number = len(shipped_submissions())
    assert result.exit_code == 0, result.output
    assert f"{number} of {number} submissions scored" in result.stdout


def test_reports_lie_beside_the_tables_under_the_names_of_the_submissions(
    folder: Path, tmp_path: Path
) -> None:
    result = run(folder, "-o", tmp_path / "out", "--reports", "html")

    assert [
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.html")
    ] == ["reports/ghana.html"]
    assert "reports/ghana.html" in result.stdout


def test_a_submission_without_a_date_is_scored_though_it_has_no_report(
    folder: Path, tmp_path: Path
) -> None:
    run(folder / "b" / "velmora.yaml", "-o", tmp_path / "out", "--reports", "html")

    assert [row["country"] for row in rows(tmp_path / "out" / "scores.csv")] == ["XVE"]
    assert [row["code"] for row in rows(tmp_path / "out" / "problems.csv")] == ["batch.no-report"]


def test_a_text_cannot_become_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "formula.yaml"
    path.write_text(
        HEADER + "country: GHA\nround: '=1+1'\nrespondent: {entity: '@SUM(A1)'}\n", encoding="utf-8"
    )
    run(path, "-o", tmp_path / "out")

    (row,) = rows(tmp_path / "out" / "scores.csv")
    assert (row["round"], row["respondent"]) == ("'=1+1", "'@SUM(A1)")


def test_nothing_to_do_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty", "-o", tmp_path / "out")

    assert result.exit_code == 2
    assert "no submission" in result.stderr
    assert not (tmp_path / "out").exists()


def test_forms_in_a_folder_are_submissions_like_any_other(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for number, suffix in enumerate(("yaml", "xlsx", "html")):
        source = inbox / f"{number}.{suffix}"
        draft = tmp_path / "draft.yaml"
        draft.write_text(
            HEADER + f"country: GHA\nround: '{number}'\nanswers: {{planning.budget: 1}}\n",
            encoding="utf-8",
        )
        made = CliRunner().invoke(
            main, ["form", "intragovernmental", "--from", str(draft), "-o", str(source)]
        )
        assert made.exit_code == 0, made.output
    (inbox / "page.html").write_text("<!doctype html><title>Minutes</title>", encoding="utf-8")
    (inbox / "~$1.xlsx").write_bytes(b"beside an open workbook")
    (inbox / "other.xlsx").write_bytes(b"PK, or so it says")
    result = run(inbox, "-o", tmp_path / "out")

    assert "3 of 4 submissions scored" in result.stdout
    assert [row["round"] for row in rows(tmp_path / "out" / "scores.csv")] == ["0", "1", "2"]
    assert len({row["value"] for row in rows(tmp_path / "out" / "scores.csv")}) == 1
    assert {
        Path(row["source"]).name
        for row in rows(tmp_path / "out" / "problems.csv")
        if row["severity"] == "error"
    } == {"other.xlsx"}


def test_the_same_answers_twice_are_told(folder: Path, tmp_path: Path) -> None:
    (folder / "again.yaml").write_bytes((folder / "ghana.yaml").read_bytes())
    result = run(folder / "ghana.yaml", folder / "again.yaml", "-o", tmp_path / "out")

    assert result.exit_code == 0
    (row,) = [
        row for row in rows(tmp_path / "out" / "problems.csv") if row["code"] == "batch.twice"
    ]
    assert Path(row["source"]).name == "again.yaml"
    assert "ghana.yaml" in row["message"]


def test_a_folder_that_cannot_be_written_is_told_once_and_at_once(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    result = run(folder, "-o", tmp_path / "out", "--reports", "html")

    assert result.exit_code == 1
    assert result.stderr.count("output.not-a-folder") == 1
    assert "scored" not in result.stdout


def test_files_that_a_disk_may_not_tell_apart_keep_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "x.yaml", tmp_path / "b" / "X.yaml"]

    jobs = plan(found_file(path, path, path) for path in paths)

    assert [job.name for job in jobs] == ["a/x", "b/X"]


def test_files_that_no_folder_tells_apart_are_numbered(tmp_path: Path) -> None:
    paths = [tmp_path / "x.yaml", tmp_path / "x.xlsx", tmp_path / "y.yaml"]

    jobs = plan(found_file(path, path, path) for path in paths)

    assert [job.name for job in jobs] == ["x", "x-2", "y"]


def test_folders_with_files_of_one_name_keep_their_names(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("finance", "labour")]
    for folder in folders:
        folder.mkdir()

    names = ("ken.yaml", "{folder.name}.yaml")
    jobs = plan(
        found_file(path, path, folder)
        for folder in folders
        for path in (folder / name.format(folder=folder) for name in names)
    )

    assert [job.name for job in jobs] == ["finance/ken", "finance", "labour/ken", "labour"]


@pytest.mark.parametrize(
    ("name", "there"),
    [("CON", "CON-"), ("aux.2026", "aux-.2026"), ("Lpt1", "Lpt1-"), ("console", "console")],
)
def test_no_report_is_called_like_a_device(name: str, there: str) -> None:
    path = Path("/round") / f"{name}.yaml"

    jobs = plan([found_file(path, path, path)])

    assert [job.name for job in jobs] == [there]
