"""What can be read and is doubtful is told, each at its place, and changes no score."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import coherence_kit as ck
from coherence_kit.model.fingerprint import fingerprint
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import ANSWERED, Run, Write

SMALL = ck.Kit(QUESTIONNAIRES)


def codes(path: Path, today: dt.date | None = None) -> list[str]:
    return [problem.code for problem in SMALL.check(path, today=today).problems]


def documented(date: str, stated: str = "2026-06-30") -> str:
    return (
        f"date: {stated}\nanswers:\n  law.in-force:\n    answer: yes\n"
        f"    evidence: [{{title: Migration Act, date: {date}}}]\n"
    )


def scored(path: Path) -> Any:
    return SMALL.assess(SMALL.load(path)).score


@pytest.mark.parametrize("reason", ["-", "see above", "voir ci-dessus", "Ver arriba", "TBD"])
def test_a_reason_that_says_nothing_is_told_and_counts_as_any_other(
    reason: str, submission: Write
) -> None:
    text = (
        "answers:\n  law.in-force: yes\n  exchange.rule: 1\n  exchange.seat: {{not_applicable: {}}}"
    )
    empty = submission(text.format(f'"{reason}"'))
    other = submission(text.format("There is none."), "other.yaml")
    assert codes(empty) == ["submission.empty-reason"]
    assert codes(other) == []
    assert scored(empty) == scored(other)


@pytest.mark.parametrize("key", ["not_applicable", "unknown"])
@pytest.mark.parametrize("reason", ["no", "No.", "false", "Non"])
def test_a_no_for_a_reason_denies_what_it_stands_under_and_is_refused(
    key: str, reason: str, submission: Write
) -> None:
    text = "answers:\n  law.in-force: yes\n  exchange.rule: 1\n  exchange.seat: {%s: %s}\n"
    (told,) = SMALL.check(submission(text % (key, reason))).problems
    assert (told.code, told.line) == ("submission.state-denied", 7)
    assert codes(submission(text % (key, "No sea port."))) == []


def test_one_fault_is_told_once_and_not_of_what_is_wrong_or_not_asked(submission: Write) -> None:
    wrong = "answers:\n  law.in-force: no\n  exchange.seat: {not_applicable: '-', unknown: '-'}\n"
    assert codes(submission(wrong)) == ["schema.clash"]
    needless = "answers:\n  law.in-force: no\n  exchange.rule: {not_applicable: '-'}\n"
    assert codes(submission(needless)) == ["submission.not-asked"]


def test_the_answer_to_a_renamed_question_has_its_place(submission: Write) -> None:
    text = (
        "answers:\n  law.in-force: yes\n  exchange.rule: 1\n  exchange.place: {not_applicable: x}\n"
    )
    told = SMALL.check(submission(text)).problems
    assert [(found.code, found.line) for found in told] == [
        ("submission.renamed-question", 7),
        ("submission.empty-reason", 7),
    ]


def test_a_whole_section_is_named_once_with_the_number_of_its_questions(submission: Write) -> None:
    text = "answers:\n  law.in-force: yes\n" + "".join(
        f"  exchange.{name}: {{not_applicable: Nothing is exchanged.}}\n"
        for name in ("rule", "seat")
    )
    (told,) = SMALL.check(submission(text)).problems
    assert told.code == "submission.section-left-out"
    assert told.params == {"section": "Exchange", "many": "2 questions"}


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2026", []),
        ("2026-06", []),
        ("30.6.2026", []),
        ("July 2026", ["submission.document-ahead"]),
        ("2026-07-01", ["submission.document-ahead"]),
        ("1944-12-31", ["submission.document-old"]),
        ("1945", []),
        ("12/03/2025", ["submission.document-date"]),
        ("soon", ["submission.document-date"]),
    ],
)
def test_a_document_is_of_a_day_when_it_can_have_been(
    date: str, told: list[str], submission: Write
) -> None:
    assert codes(submission(documented(date))) == told


def test_a_date_that_cannot_be_read_is_kept_as_typed_and_changes_nothing(
    submission: Write,
) -> None:
    typed = SMALL.load(submission(documented("spring 2025")))
    plain = SMALL.load(submission(documented("2025"), "plain.yaml"))
    assert typed.model.answers["law.in-force"].evidence[0].date == "spring 2025"
    assert SMALL.assess(typed).score == SMALL.assess(plain).score
    unclear = SMALL.load(submission(f"date: 12/03/2025\n{ANSWERED}"))
    assert unclear.date is None
    assert unclear.notes[0].params["cure"] == "write 2025-03-12 or 2025-12-03, whichever is meant"


def test_spellings_of_one_date_are_one_submission(submission: Write) -> None:
    spelt = [
        SMALL.load(submission(documented(document, stated))).model
        for document, stated in (
            ("2025-03-12", "2026-06-30"),
            ("12.3.2025", "30.6.2026"),
            ("12 mars 2025", "2026-06-30T00:00:00Z"),
            ("2025/03/12", "June 30, 2026"),
        )
    ]
    assert len({fingerprint(model) for model in spelt}) == 1
    about: Any = {"date": "30/06/2026"}
    given = SMALL.submission({"law.amended": "13/03/2025"}, questionnaire="small", **about)
    assert given.date == dt.date(2026, 6, 30)
    assert given.answers["law.amended"] == "2025-03-13"


def test_a_submission_is_of_no_day_to_come(run_small: Run, submission: Write) -> None:
    path = submission(f"date: 2026-06-30\n{ANSWERED}")
    assert codes(path) == []
    assert codes(path, dt.date(2026, 6, 30)) == []
    assert codes(path, dt.date(2026, 6, 29)) == ["submission.date-ahead"]
    invented = submission(f"date: 9999-12-31\nstanding: illustrative\n{ANSWERED}", "invented.yaml")
    assert codes(invented, dt.date(2026, 6, 30)) == []
    assert codes(submission(f"date: 1999-12-31\n{ANSWERED}")) == ["submission.date-old"]
    # the commands that take answers in know what day it is
    ahead = submission(f"date: 9999-12-31\n{ANSWERED}", "ahead.yaml")
    assert "submission.date-ahead" in run_small("collect", ahead, "-o", path.parent / "in").stderr
    assert "submission.date-ahead" in run_small("check", ahead).stderr
    assert "date-ahead" not in run_small("score", ahead).stderr


@pytest.mark.parametrize("stated", ["", "date: 12/03/2026\n", "date: 1999-12-31\n"])
def test_without_a_date_of_the_submission_documents_are_held_against_today(
    stated: str, submission: Write
) -> None:
    today = dt.date(2026, 6, 30)

    def told(date: str, more: str = "") -> bool:
        text = documented(date).replace("date: 2026-06-30\n", stated + more)
        return "submission.document-to-come" in codes(submission(text), today)

    assert [told(date) for date in ("2026-07", "1.7.2026", "2027")] == [True] * 3
    assert [told(date) for date in ("2026", "2026-06", "2026-06-30", "soon")] == [False] * 4
    assert not told("2027", "standing: illustrative\n")


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        *(("0202-03-12", True), ("1899-12-31", True), ("2567-03-12", True), ("2077-01-01", True)),
        *(("1900-01-01", False), ("2026-12-31", False), ("2076-12-31", False)),
    ],
)
def test_a_day_that_is_an_answer_is_doubted_where_a_slip_is_likelier(
    day: str, is_told: bool, submission: Write
) -> None:
    text = f"date: 2026-06-30\nanswers:\n  law.in-force: yes\n  law.amended: {day}\n"
    assert codes(submission(text)) == ["submission.answer-date"] * is_told
    undated = submission(text.removeprefix("date: 2026-06-30\n"))
    is_told_undated = is_told and day != "2077-01-01"
    assert codes(undated) == ["submission.answer-date"] * is_told_undated


def test_a_date_that_cannot_be_read_goes_on_in_the_next_form(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    begun = submission(f"date: 12/03/2026\n{ANSWERED}")
    form = tmp_path / "form.xlsx"
    assert run_small("form", "small", "--from", begun, "-o", form).exit_code == 0
    (told,) = SMALL.check(form).problems
    assert (told.code, told.params["value"]) == ("submission.date", "12/03/2026")
    assert told.cell.startswith("Start!")
