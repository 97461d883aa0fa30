"""Rounds of a questionnaire that lies in two versions, each in a folder that -Q names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coherence_kit.loading.yaml.writer import to_yaml
from tests.functional.conftest import Run
from tests.functional.test_cli_compare import MEASURES, NEW, OLD
from tests.functional.test_merge import codes

ANSWERS: dict[str, tuple[dict[str, Any], ...]] = {
    "1.4": ({"law.office": "0", "law.gone": "yes"}, {"law.office": "1", "use.desk": "no"}),
    "2.0": ({"law.office": "2", "law.budget": "no"}, {"law.office": "1", "use.counter": "no"}),
}
YEARS = {"1.4": "2026", "2.0": "2028"}
EITHER = pytest.mark.parametrize("order", [("old", "new"), ("new", "old")], ids="-".join)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of a questionnaire, and a round of each with what two offices have sent."""
    monkeypatch.chdir(tmp_path)
    for folder, text, question in (("old", OLD, "use.desk"), ("new", NEW, "use.counter")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "exchange.yaml").write_text(text, encoding="utf-8")
        measures = MEASURES.format(id=folder, question=question)
        (tmp_path / folder / "measures.yaml").write_text(measures, encoding="utf-8")
    for version, year in YEARS.items():
        offices = [
            {"id": name, "entity": name.upper(), "asked": ["exchange"]} for name in ("a", "b")
        ]
        stated = {"country": "GHA", "round": year, "date": f"{year}-09-01"}
        head = {"format": "coherence-kit/round/1", "questionnaires": ["exchange"]}
        whole = to_yaml({**head, **stated, "respondents": offices})
        (tmp_path / f"{year}.round.yaml").write_text(whole, encoding="utf-8")
        (tmp_path / year).mkdir()
        for office, answers in zip(offices, ANSWERS[version], strict=True):
            sent = {
                "format": "coherence-kit/submission/1",
                "questionnaire": {"id": "exchange", "version": version},
                **stated,
                "respondent": {"entity": office["entity"]},
                "answers": answers,
            }
            path = tmp_path / year / f"{office['id']}.yaml"
            path.write_text(to_yaml(sent), encoding="utf-8")
    return tmp_path


def named(order: tuple[str, str]) -> list[str]:
    return ["-Q", order[0], "-Q", order[1]]


@EITHER
@pytest.mark.parametrize("version", YEARS)
def test_a_round_is_read_by_the_version_that_was_answered_wherever_it_stands(
    version: str, order: tuple[str, str], run: Run, desk: Path
) -> None:
    year, folders = YEARS[version], named(order)
    file, sheet = f"{year}.round.yaml", f"{year}.xlsx"
    done = run("merge", file, year, "-o", "whole.yaml", "--meeting", sheet, *folders)
    assert (done.exit_code, codes(done.output)) == (0, [])
    assert "2 of 2 respondents; 1 disputed, 2 single." in done.output
    assert f"\n  version: {version}\n" in (desk / "whole.yaml").read_text(encoding="utf-8")
    status = run("status", year, "--round", file, "--format", "csv", *folders)
    assert f"exchange {version}" in status.stdout
    assert codes(status.output) == []
    for command in (
        ("report", "--round", file, year, "-o", "report.json"),
        ("form", "--round", file, "--from", year, "-o", "forms"),
        ("collect", sheet, "--round", file, "-o", "decided"),
    ):
        done = run(*command, *folders)
        assert (done.exit_code, codes(done.output)) == (0, []), command
    report = json.loads((desk / "report.json").read_text(encoding="utf-8"))
    assert report[0]["questionnaire"]["version"] == version


@EITHER
def test_an_earlier_round_of_another_version_stands_beside_a_round(
    order: tuple[str, str], run: Run, desk: Path
) -> None:
    folders = named(order)
    run("merge", "2026.round.yaml", "2026", "-o", "earlier.yaml", *folders)
    later = ("report", "--round", "2028.round.yaml", "2028", "--previous", "earlier.yaml")
    done = run(*later, "-o", "report.json", *folders)
    assert (done.exit_code, codes(done.output)) == (0, [])
    report = json.loads((desk / "report.json").read_text(encoding="utf-8"))
    assert [one["questionnaire"]["version"] for one in report] == ["2.0", "1.4"]


@EITHER
def test_of_a_round_in_which_two_versions_were_answered_the_later_one_is_asked(
    order: tuple[str, str], run: Run, desk: Path
) -> None:
    stray = (desk / "2026" / "a.yaml").read_text(encoding="utf-8").replace("2026", "2028")
    (desk / "2028" / "a.yaml").write_text(stray, encoding="utf-8")
    done = run("merge", "2028.round.yaml", "2028", "-o", "whole.yaml", *named(order))
    assert (done.exit_code, codes(done.output)) == (1, ["submission.version"])
    assert "The version here is 2.0" in done.output


@EITHER
def test_before_anything_is_sent_the_folder_that_is_named_first_counts(
    order: tuple[str, str], run: Run, desk: Path
) -> None:
    version = {"old": "1.4", "new": "2.0"}[order[0]]
    forms = ("form", "--round", "2026.round.yaml", "-o", "forms", "--kind", "yaml")
    assert run(*forms, *named(order)).exit_code == 0
    written = (desk / "forms" / "gha-2026-a.yaml").read_text(encoding="utf-8")
    assert f'version: "{version}"' in written
    status = ("status", "--round", "2026.round.yaml", "--format", "csv")
    assert f"exchange {version}" in run(*status, *named(order)).stdout


def test_what_was_sent_in_for_another_round_does_not_tell_the_version(run: Run, desk: Path) -> None:
    file, folders = "2026.round.yaml", named(("old", "new"))
    done = run("status", "2028", "--round", file, "--format", "csv", *folders)
    assert "exchange 1.4" in done.stdout
    assert "round.other-round" in codes(done.output)
