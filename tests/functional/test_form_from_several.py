"""One form out of several filled ones; where they differ, the problem is "form.differs"."""

from __future__ import annotations

from pathlib import Path

import pytest

from coherence_kit.forms.draft import as_plain
from coherence_kit.workflow.score import load_submission, open_workspace
from tests.functional.conftest import Run

HEAD = """\
format: coherence-kit/submission/1
questionnaire: {id: sdg-10-7-2, version: "1.0"}
country: GHA
"""
LABOUR = """\
respondent: {entity: Ministry of Labour}
offices: {labour: Employment Ministry, finance: Treasury}
answers:
  rights.health-care: {answer: legal-status-only, comment: Since 2019.}
  rights.justice: {answer: "no"}
"""
FINANCE = """\
respondent: {entity: Ministry of Finance}
offices: {planning: Planning Commission, finance: Treasury}
answers:
  rights.health-care: {answer: legal-status-only, evidence: [{title: Health Act}]}
  rights.equal-pay: {unknown: The labour inspectorate}
"""


def written(path: Path, text: str) -> Path:
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_several_forms_become_one_with_all_that_they_say(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    labour = written(tmp_path / "labour.yaml", LABOUR)
    finance, both = tmp_path / "finance.xlsx", tmp_path / f"both.{suffix}"
    source = written(tmp_path / "finance.yaml", FINANCE)
    assert run("form", "sdg-10-7-2", "--from", source, "-o", finance).exit_code == 0
    result = run("form", "sdg-10-7-2", "--from", labour, "--from", finance, "-o", both)
    assert result.exit_code == 0, result.stderr
    draft = as_plain(load_submission(open_workspace(), both).submission)
    assert draft["respondent"] == {"entity": "Ministry of Labour; Ministry of Finance"}
    assert draft["offices"] == {
        "labour": "Employment Ministry",
        "finance": "Treasury",
        "planning": "Planning Commission",
    }
    assert draft["answers"] == {
        "rights.health-care": {
            "answer": "legal-status-only",
            "comment": "Since 2019.",
            "evidence": [{"title": "Health Act"}],
        },
        "rights.equal-pay": {"unknown": "The labour inspectorate"},
        "rights.justice": {"answer": "no"},
    }


def test_forms_that_differ_are_refused_with_both_places(run: Run, tmp_path: Path) -> None:
    labour = written(tmp_path / "labour.yaml", LABOUR + "  rights.education: {unknown: }\n")
    other = FINANCE.replace("legal-status-only", "regardless-of-status")
    other = other.replace("finance: Treasury", "labour: Labour Department")
    finance = written(tmp_path / "finance.yaml", f'{other}  rights.education: "no"\n')
    both = tmp_path / "both.yaml"
    result = run("form", "sdg-10-7-2", "--from", labour, "--from", finance, "-o", both)
    assert result.exit_code == 1
    assert not both.exists()
    told = [line.strip() for line in result.stderr.splitlines()]
    assert [line for line in told if "form.differs" in line] == [
        f"{finance}:5:50: error form.differs",
        f"{finance}:7:32: error form.differs",
        f"{finance}:9:21: error form.differs",
    ]
    assert [line for line in told if line.startswith("in ")] == [
        "in offices › labour",
        "in answers › rights.health-care › answer",
        "in answers › rights.education",
    ]
    office, health, education = (line for line in told if line.startswith("It says"))
    here, there = "Labour Department", "Employment Ministry"
    assert office == f'It says "{here}", and {labour}:5:19 says "{there}".'
    here, there = "regardless-of-status", "legal-status-only"
    assert health == f'It says "{here}", and {labour}:7:32 says "{there}".'
    assert education == f'It says "no", and {labour}:9:31 says "unknown".'
    # the cure, followed
    same = LABOUR.replace("Employment Ministry", "Labour Department")
    written(labour, same.replace("answer: legal-status-only, ", ""))
    assert run("form", "sdg-10-7-2", "--from", labour, "--from", finance, "-o", both).exit_code == 0


def test_what_is_wrong_in_any_of_the_files_is_told_at_once(run: Run, tmp_path: Path) -> None:
    bad = [
        written(tmp_path / f"{name}.yaml", "answers: {rights.justice: perhaps}\n")
        for name in ("one", "two")
    ]
    result = run(
        "form", "sdg-10-7-2", "--from", bad[0], "--from", bad[1], "-o", tmp_path / "both.yaml"
    )
    assert result.exit_code == 1
    assert result.stderr.count("error submission.answer") == 2


def test_a_new_round_is_begun_from_several(run: Run, tmp_path: Path) -> None:
    labour = written(tmp_path / "labour.yaml", f"date: 2024-06-30\n{LABOUR}")
    finance = written(tmp_path / "finance.yaml", f"date: 2024-09-30\n{FINANCE}")
    both = tmp_path / "both.xlsx"
    words = ("--from", labour, "--from", finance, "--new-round", "-o", both)
    assert run("form", "sdg-10-7-2", *words).exit_code == 0
    draft = as_plain(load_submission(open_workspace(), both).submission)
    assert "date" not in draft
    assert set(draft["offices"]) == {"finance", "labour", "planning"}
    assert all("recheck" in entry for entry in draft["answers"].values())


def test_one_form_is_taken_as_it_is(run: Run, tmp_path: Path) -> None:
    text = LABOUR.replace("Ministry of Labour", '"Labour; Labour"')
    form = tmp_path / "form.xlsx"
    run("form", "sdg-10-7-2", "--from", written(tmp_path / "labour.yaml", text), "-o", form)
    draft = as_plain(load_submission(open_workspace(), form).submission)
    assert draft["respondent"] == {"entity": "Labour; Labour"}
