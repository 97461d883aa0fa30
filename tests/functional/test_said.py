"""`coherence check` of merged answers beside what was sent in for their round."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coherence_kit.loading.yaml.writer import to_yaml
from tests.functional.conftest import Run
from tests.functional.test_merge import ROUND, codes

CODE = "submission.said-otherwise"
SENT: dict[str, dict[str, Any]] = {
    "Ministry of Justice": {
        "law.in-force": {
            "answer": "yes",
            "comment": "Since 2019.",
            "evidence": [{"title": "Act 12", "date": "2019-03-01"}],
        },
        "exchange.seat": {"unknown": "Not our field."},
    },
    "Ministère du Travail": {"law.in-force": "no", "exchange.seat": "one-ministry"},
}


@pytest.fixture
def desk(run_small: Run, tmp_path: Path) -> Path:
    """A round, what two offices have sent, and the merged file."""
    (tmp_path / "round.yaml").write_text(to_yaml(ROUND), encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    for number, (entity, answers) in enumerate(SENT.items()):
        value = {
            "format": "coherence-kit/submission/1",
            "questionnaire": {"id": "small", "version": "1.2"},
            "country": "GHA",
            "round": "2026",
            "date": "2026-06-30",
            "respondent": {"entity": entity},
            "answers": answers,
        }
        (tmp_path / "inbox" / f"{number}.yaml").write_text(to_yaml(value), encoding="utf-8")
    merge(run_small, tmp_path)
    return tmp_path


def merge(run_small: Run, folder: Path) -> None:
    words = ("merge", folder / "round.yaml", folder / "inbox", "-o", folder / "merged.yaml")
    assert run_small(*words).exit_code == 0


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "whose", "question"),
    [
        ("labour:\n        answer: no", "labour:\n        answer: yes", "labour", "law.in-force"),
        ("comment: Since 2019.", "comment: Since 1999.", "justice", "law.in-force"),
        ("title: Act 12", "title: Act 21", "justice", "law.in-force"),
        ("unknown: Not our field.", "unknown: Nobody knows.", "justice", "exchange.seat"),
        ("      justice:\n        unknown: Not our field.\n", "", "justice", "exchange.seat"),
    ],
)
def test_a_word_in_the_mouth_of_an_office_is_told_of_beside_what_it_has_sent(  # noqa: PLR0917
    run_small: Run, desk: Path, old: str, new: str, whose: str, question: str
) -> None:
    merged = desk / "merged.yaml"
    assert codes(run_small("check", merged, desk / "inbox").output) == []
    edit(merged, old, new)
    done = run_small("check", merged, desk / "inbox")
    assert (done.exit_code, codes(done.output)) == (1, [CODE])
    assert f'What "{whose}" is made to say to {question} is not what it has sent' in done.output
    assert codes(run_small("check", desk).output) == [CODE]
    # the cure
    merge(run_small, desk)
    assert codes(run_small("check", merged, desk / "inbox").output) == []


def test_without_the_file_that_was_sent_the_hash_alone_shows_nothing(
    run_small: Run, desk: Path
) -> None:
    edit(desk / "merged.yaml", "labour:\n        answer: no", "labour:\n        answer: yes")
    assert codes(run_small("check", desk / "merged.yaml").output) == []
    # nor does a file that was changed since, which is another one
    edit(desk / "inbox" / "1.yaml", "seat: one-ministry", "seat: nowhere")
    assert codes(run_small("check", desk).output) == []


def test_a_file_that_was_sent_as_a_workbook_is_known_by_what_it_says(
    run_small: Run, desk: Path, tmp_path: Path
) -> None:
    sent = desk / "inbox" / "1.yaml"
    form = tmp_path / "form.xlsx"
    assert run_small("form", "small", "--from", sent, "-o", form).exit_code == 0
    sent.unlink()
    assert codes(run_small("check", desk / "merged.yaml", desk / "inbox", form).output) == []
    edit(desk / "merged.yaml", "labour:\n        answer: no", "labour:\n        answer: yes")
    told = run_small("check", desk / "merged.yaml", desk / "inbox", form)
    assert codes(told.output) == [CODE]
    assert "form.xlsx" in told.output
