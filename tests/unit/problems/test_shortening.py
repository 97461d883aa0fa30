"""Lists of problems end, with the number of those that are left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest  # noqa: TC002  (a fixture is typed by it)

from coherence_kit.batch.run import Outcome
from coherence_kit.batch.tables import Tables
from coherence_kit.cli import console
from coherence_kit.loading.documents import Document
from coherence_kit.problems import Problem, shortened
from coherence_kit.problems.shortening import MOST_KEPT, MOST_NAMED, keep

ERROR, WARNING = "yaml.key", "workbook.macros"


def problems(number: int, source: str = "a.yaml", code: str = ERROR) -> list[Problem]:
    return [Problem(code, source, line, 1, params={"what": "x"}) for line in range(1, number + 1)]


def test_a_list_that_is_short_enough_stays_as_it_is() -> None:
    every = [*problems(MOST_NAMED), *problems(MOST_NAMED, "b.yaml")]
    assert shortened(every) == every


def test_of_each_file_the_first_are_named_and_the_others_counted() -> None:
    every = [*problems(3, "b.yaml"), *problems(1_234), *problems(201, "c.yaml")]
    left = shortened(every)
    assert left[:3] == every[:3]
    assert left[3:203] == every[3:203]
    assert left[203].sentences[0] == "1,034 further problems are not named"
    assert left[204:404] == every[-201:-1]
    assert left[404].sentences[0] == "1 further problem is not named"
    assert len(left) == 405


def test_errors_stay_before_warnings() -> None:
    warnings, errors = problems(500, code=WARNING), problems(10)
    left = shortened([*warnings, *errors])
    assert left[:190] == warnings[:190]
    assert [problem for problem in left if problem.code == ERROR] == errors
    assert len(left) == MOST_NAMED + 1


def test_no_more_are_kept_than_the_memory_bears() -> None:
    document = Document("a.yaml", written_out={})
    for number in range(MOST_KEPT + 10):
        document.report("schema.missing-key", (), key=str(number))
    assert len(document.problems) == MOST_KEPT + 1
    assert document.problems[-1].sentences[0] == "further problems are not named"


def test_what_is_kept_is_told_once_to_be_cut() -> None:
    kept: list[Problem] = []
    for problem in problems(MOST_KEPT + 10):
        keep(kept, problem)
    assert [problem.code for problem in kept[-2:]] == [ERROR, "file.more"]


def test_the_terminal_counts_all_and_names_some(capsys: pytest.CaptureFixture[str]) -> None:
    console.show_problems(problems(1_000))
    told = capsys.readouterr().err
    assert told.count(f"error {ERROR}") == MOST_NAMED
    assert "800 further problems are not named" in told.lower()
    assert "1000 errors in 1 file." in told
    console.show_problems(problems(1_000), every=True)
    assert capsys.readouterr().err.count(f"error {ERROR}") == 1_000


def test_json_ends_with_the_count_of_the_rest() -> None:
    *named, last = json.loads(console.problems_json(problems(1_000)))
    assert len(named) == MOST_NAMED
    assert (last["code"], last["params"]["many"]) == ("file.more", "800 further problems are")
    assert len(json.loads(console.problems_json(problems(1_000), every=True))) == 1_000


def test_the_table_of_a_batch_ends_likewise(tmp_path: Path) -> None:
    tables = Tables(tmp_path, {}, lambda one: one.code, with_nodes=False)
    with tables.open():
        tables.add(Outcome("a.yaml", None, tuple(problems(1_000))))
    lines = (tmp_path / "problems.csv").read_text("utf-8").splitlines()
    assert len(lines) == 1 + MOST_NAMED + 1
    assert lines[-1] == "a.yaml,,,file.more,note,file.more"
