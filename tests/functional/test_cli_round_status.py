"""`coherence status --round`: who has sent nothing, what is open, what is disputed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import coherence_kit as ck
from coherence_kit import content
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run
from tests.unit.rendering.test_html import Page

HEAD = """\
format: coherence-kit/round/1
country: XVE
country_name: Velmora
round: "2026"
deadline: 2026-08-31
focal_point: Planning Commission, coherence@planning.example
questionnaires: [small]
"""
PLANNING = "- {id: planning, entity: Planning Commission, asked: [small], leads: [exchange]}"
LABOUR = "- {id: labour, entity: Ministry of Labour, asked: [exchange], contact: lab@gov.example}"
INTERIOR = "- {id: interior, entity: Ministry of the Interior, asked: [exchange.seat]}"
UNION = "- {id: union, entity: Union of Migrants, kind: stakeholder, asked: [exchange.seat]}"
THREE = (PLANNING, LABOUR, INTERIOR)
LATE, EARLY = ("--today", "2026-09-10"), ("--today", "2026-08-30")

Round: TypeAlias = Callable[..., Path]
Send: TypeAlias = Callable[..., Path]
Row: TypeAlias = dict[str, str]


@pytest.fixture
def a_round(tmp_path: Path) -> Round:
    """Write a round with these respondents, and with these decisions if any."""

    def write(
        *respondents: str, decisions: str = "", head: str = HEAD, name: str = "round.yaml"
    ) -> Path:
        path = tmp_path / name
        lines = ["respondents:", *(respondents or THREE), decisions]
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Write what a respondent sends: answers line by line."""

    def write(
        entity: str,
        *answers: str,
        name: str = "",
        country: str = "XVE",
        round_name: str = "2026",
        date: str = "2026-07-01",
        more: str = "",
    ) -> Path:
        folder = tmp_path / "inbox"
        folder.mkdir(exist_ok=True)
        path = folder / (name or f"{entity.rsplit(maxsplit=1)[-1].lower()}.yaml")
        stated = "country_name: Velmora\n" if country == "XVE" else ""
        path.write_text(
            'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\n'
            f'country: {country}\n{stated}round: "{round_name}"\ndate: {date}\n'
            f'respondent: {{entity: "{entity}"}}\n{more}answers:\n'
            + "".join(f"  {line}\n" for line in answers),
            encoding="utf-8",
        )
        return path

    return write


def table(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text)))


def of(rows: list[Row], line: str) -> list[Row]:
    return [row for row in rows if row["line"] == line]


def test_who_has_sent_nothing_is_told_with_since_when_it_is_due(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Planning Commission", "exchange.seat: nowhere")
    result = run_small("status", path.parent / "inbox", "--round", path, *LATE)
    assert result.exit_code == 0
    text = result.stdout
    assert text.startswith("State of the round: Velmora · 2026\n")
    assert "\n1 of 3 respondents has sent answers.\n" in text
    assert "\nAnswers were due by 31 August 2026, 10 days ago.\n" in text
    silent = text[text.index("\nNothing sent, due since 31 August 2026 (2)\n") :].split("\n\n")[0]
    assert "\n  Ministry of Labour, lab@gov.example\n    asked 2 questions: 2 Exchange\n" in silent
    assert "\n  Ministry of the Interior\n    asked 1 question: 2 Exchange" in silent
    assert "Planning" not in silent


@pytest.mark.parametrize(
    ("today", "said", "days"),
    [
        ("2026-08-30", "Answers are due by 31 August 2026, in 1 day.", "0"),
        ("2026-08-31", "Answers are due today, 31 August 2026.", "0"),
        ("2026-09-01", "Answers were due by 31 August 2026, 1 day ago.", "1"),
    ],
)
def test_on_the_day_of_the_deadline_nothing_is_late(
    today: str, said: str, days: str, run_small: Run, a_round: Round
) -> None:
    path = a_round()
    text = run_small("status", "--round", path, "--today", today).stdout
    assert said in text.splitlines()
    assert ("Nothing sent, due since" in text) is (days != "0")
    rows = table(run_small("status", "--round", path, "--today", today, "--format", "csv").stdout)
    assert {row["days_late"] for row in of(rows, "respondent")} == {days}


def test_without_a_deadline_it_is_just_nothing_yet(run_small: Run, a_round: Round) -> None:
    path = a_round(head=HEAD.replace("deadline: 2026-08-31\n", ""))
    text = run_small("status", "--round", path).stdout
    assert "\nNothing yet (3)\n" in text
    assert "due" not in text


def test_no_files_at_all_and_an_empty_folder_say_the_same(
    run_small: Run, a_round: Round, tmp_path: Path
) -> None:
    path = a_round()
    (tmp_path / "empty").mkdir()
    nothing = run_small("status", "--round", path, *EARLY)
    assert (nothing.exit_code, nothing.stderr) == (0, "")
    assert run_small("status", "--round", path, tmp_path / "empty", *EARLY).stdout == nothing.stdout
    assert "\n0 of 3 respondents have sent answers.\n" in nothing.stdout


def test_everybody_is_counted_over_what_it_is_asked(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Planning Commission", "law.in-force: yes", "exchange.rule: 1")
    send("Ministry of Labour", "exchange.seat: {unknown: Nobody knows}")
    send("Ministry of the Interior", "exchange.seat: nowhere")
    inbox = path.parent / "inbox"
    rows = of(
        table(run_small("status", "--round", path, inbox, "--format", "csv").stdout), "respondent"
    )
    counts = {row["respondent"]: (row["dealt_with"], row["asked"], row["to_do"]) for row in rows}
    assert counts == {
        "Planning Commission": ("2", "4", "2"),
        "Ministry of Labour": ("1", "2", "1"),
        "Ministry of the Interior": ("1", "1", "0"),
    }
    # its question hangs on one that another respondent answers, and has answered
    assert {row["respondent"]: row["waiting"] for row in rows}["Ministry of Labour"] == "0"
    text = run_small("status", "--round", path, inbox).stdout
    assert re.search(r"\nMinistry of Labour +1 of 2 +1 ", text)


def test_what_another_one_answers_decides_whether_a_question_is_asked(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Planning Commission", "law.in-force: no")
    send("Ministry of Labour", "exchange.seat: nowhere")
    inbox = path.parent / "inbox"
    rows = table(run_small("status", "--round", path, inbox, "--format", "csv").stdout)
    labour = next(
        row for row in of(rows, "respondent") if row["respondent"] == "Ministry of Labour"
    )
    assert (labour["asked"], labour["dealt_with"], labour["to_do"]) == ("1", "1", "0")
    assert "exchange.rule" not in [row["question"] for row in rows]


def test_questions_nobody_has_answered_name_who_is_asked_and_those_nobody_is_asked(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round(PLANNING.replace("[small]", "[exchange]"), LABOUR)
    send("Planning Commission", "exchange.rule: {unknown: The office will say}")
    inbox = path.parent / "inbox"
    result = run_small("status", "--round", path, inbox)
    rows = table(run_small("status", "--round", path, inbox, "--format", "csv").stdout)
    both = "Planning Commission; Ministry of Labour"
    assert [(row["question"], row["respondent"]) for row in of(rows, "no answer")] == [
        ("exchange.rule", both),
        ("exchange.seat", both),
    ]
    assert [row["question"] for row in of(rows, "nobody asked")] == ["law.in-force", "law.amended"]
    assert "\nNo answer yet from anybody who is asked (2)\n" in result.stdout
    assert "\n    Asked: Planning Commission, Ministry of Labour\n" in result.stdout
    assert "\nNobody is asked (2)\n  1.1 Law in force · 1.2 Last amended\n" in result.stdout
    assert "round.nobody-asked" not in result.stderr


def test_disputed_questions_have_each_answer_the_lead_and_the_widest_first(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Planning Commission", "law.in-force: yes", "exchange.rule: 1", "exchange.seat: nowhere")
    send("Ministry of Labour", "exchange.rule: 2", "exchange.seat: joint-office")
    send("Ministry of the Interior", "exchange.seat: joint-office")
    inbox = path.parent / "inbox"
    text = run_small("status", "--round", path, inbox).stdout
    assert "\n2 questions are disputed and wait for a decision.\n" in text
    block = text[text.index("\nDisputed, to be decided (2)\n") :]
    seat = (
        "  2.2 Seat\n"
        "    nowhere: Planning Commission (leads)\n"
        "    joint-office: Ministry of Labour, Ministry of the Interior\n"
    )
    rule = (
        "  2.1 Exchange of information, 1 step apart\n"
        "    step 1: Planning Commission (leads)\n"
        "    step 2: Ministry of Labour\n"
    )
    assert 0 < block.index(seat) < block.index(rule)
    rows = of(
        table(run_small("status", "--round", path, inbox, "--format", "csv").stdout), "disputed"
    )
    assert [(row["question"], row["respondent"], row["answer"], row["leads"]) for row in rows] == [
        ("exchange.seat", "Planning Commission", "nowhere", "yes"),
        ("exchange.seat", "Ministry of Labour", "joint-office", "no"),
        ("exchange.seat", "Ministry of the Interior", "joint-office", "no"),
        ("exchange.rule", "Planning Commission", "step 1", "yes"),
        ("exchange.rule", "Ministry of Labour", "step 2", "no"),
    ]


def test_decisions_that_are_taken_and_those_that_wait(
    run_small: Run, a_round: Round, send: Send
) -> None:
    decisions = (
        "decisions:\n"
        "  exchange.seat: {by: Interministerial Committee, date: 2026-10-15}\n"
        "  exchange.rule: {answer: 2, by: Cabinet}\n"
        "  law.in-force: {}\n"
    )
    path = a_round(*THREE, decisions=decisions)
    send("Planning Commission", "law.in-force: yes", "exchange.rule: 1", "exchange.seat: nowhere")
    send("Ministry of Labour", "exchange.rule: 2", "exchange.seat: joint-office")
    text = run_small("status", "--round", path, path.parent / "inbox").stdout
    for line in (
        "1 question is disputed and waits for a decision.",
        "1 further decision is still to be taken.",
        "1 question is decided.",
        "    To be decided by: Interministerial Committee, 15 October 2026",
        "Decisions still to be taken, of questions on which nobody differs (1)",
    ):
        assert line in text.splitlines()
    assert "2.1 Exchange of information, " not in text


def test_a_decision_that_nobody_had_answered_is_marked(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round(
        *THREE,
        decisions="decisions: {exchange.seat: {answer: nowhere}, exchange.rule: {answer: 2}}",
    )
    send("Planning Commission", "law.in-force: yes", "exchange.rule: 1", "exchange.seat: nowhere")
    inbox = path.parent / "inbox"
    text = run_small("status", "--round", path, inbox).stdout
    assert (
        "\nDecided as nobody of those who answered had (1)\n  2.1 Exchange of information\n" in text
    )
    assert "\n2 questions are decided.\n" in text
    table_ = table(run_small("status", "--round", path, inbox, "--format", "csv").stdout)
    assert [row["question"] for row in of(table_, "decided otherwise")] == ["exchange.rule"]
    page = run_small("status", "--round", path, inbox, "--format", "html").stdout
    assert "Decided as nobody of those who answered had" in page


def test_a_lead_that_has_not_answered_and_a_question_without_one_are_told(
    run_small: Run, a_round: Round, send: Send
) -> None:
    send("Ministry of Labour", "exchange.seat: nowhere")
    inbox = send("Ministry of the Interior", "exchange.seat: joint-office").parent
    text = run_small("status", "--round", a_round(), inbox).stdout
    assert "    Planning Commission leads it and has not answered.\n" in text
    without = a_round(PLANNING.replace(", leads: [exchange]", ""), LABOUR, INTERIOR)
    assert "    Nobody leads it.\n" in run_small("status", "--round", without, inbox).stdout


def test_stakeholders_stand_in_their_own_block_and_dispute_nothing(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round(*THREE, UNION)
    send("Planning Commission", "exchange.seat: nowhere")
    send("Union of Migrants", "exchange.seat: joint-office")
    text = run_small("status", "--round", path, path.parent / "inbox").stdout
    assert "\nGovernment: 1 of 3 respondents has sent answers.\n" in text
    assert "\nStakeholders: 1 of 1 respondents has sent answers.\n" in text
    assert "isputed" not in text
    government, partners = text.split("\nStakeholders\n─")
    assert "Union of Migrants" not in government
    assert re.search(r"\nUnion of Migrants +1 of 1 ", partners)
    rows = table(
        run_small("status", "--round", path, path.parent / "inbox", "--format", "csv").stdout
    )
    assert [row["kind"] for row in of(rows, "respondent")] == [*["government"] * 3, "stakeholder"]


def test_what_lacks_a_document_or_is_carried_over_is_listed_by_respondent(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Planning Commission", "law.in-force: yes", "exchange.rule: {answer: 2, recheck: true}")
    text = run_small("status", "--round", path, path.parent / "inbox").stdout
    assert (
        "\nPlanning Commission\n  Carried over, to be looked at again (1)\n"
        "    2.1 Exchange of information\n"
    ) in text
    assert "    Asked: Planning Commission, Ministry of Labour\n" in text
    assert "2.1 Exchange of information (carried over)" in text


def test_answers_to_what_was_not_asked_are_named(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Ministry of the Interior", "law.in-force: yes", "exchange.seat: nowhere")
    text = run_small("status", "--round", path, path.parent / "inbox").stdout
    assert "  Answered without being asked (1)\n    1.1 Law in force\n" in text
    assert re.search(r"\nMinistry of the Interior +1 of 1 ", text)


WRONG: dict[str, dict[str, str]] = {
    "round.other-country": {"country": "GHA"},
    "round.other-round": {"round_name": "2019"},
    "round.nobody": {"entity": "Ministry of Sorcery"},
    "round.earlier": {"date": "2026-01-01"},
    "round.same-date": {},
}


@pytest.mark.parametrize(("code", "changed"), WRONG.items(), ids=WRONG.keys())
def test_a_file_that_does_not_count_is_told_of_with_the_reason(
    code: str, changed: dict[str, str], run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("Ministry of Labour", "exchange.seat: nowhere", name="a.yaml")
    stated = {"entity": "Ministry of Labour", "name": "b.yaml", **changed}
    other = send(stated.pop("entity"), "exchange.seat: one-ministry", **stated)
    result = run_small("status", "--round", path, path.parent / "inbox")
    assert result.exit_code == (1 if code == "round.same-date" else 0)
    assert f"\nFiles left out (1)\n  {other}\n    " in result.stdout
    assert code in result.stderr
    assert re.search(r"\nMinistry of Labour +1 of 2 ", result.stdout)
    assert "1 of 3 respondents has sent answers." in result.stdout


BROKEN = {
    "empty": b"",
    "binary": bytes(range(256)),
    "not UTF-8": b"format: coherence-kit/submission/1\ncountry: \xff\n",
    "no YAML": b"answers: [1, 2\n",
    "another kind": b"format: coherence-kit/measures/1\nid: m\n",
    "unknown questionnaire": b"format: coherence-kit/submission/1\n"
    b"questionnaire: {id: smal, version: '1.2'}\n",
    "thirty thousand brackets": b"[" * 30_000,
    "a merged result": b"format: coherence-kit/submission/1\n"
    b"questionnaire: {id: small, version: '1.2'}\ncountry: XVE\ncountry_name: Velmora\n"
    b"respondents: [{id: labour, entity: Ministry of Labour}]\nanswers: {}\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("kind", ["text", "csv", "html"])
def test_a_broken_file_is_told_of_and_stops_nothing(
    kind: str, data: bytes, run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    good = send("Ministry of Labour", "exchange.seat: nowhere")
    bad = good.with_name("bad.yaml")
    bad.write_bytes(data)
    result = run_small("status", "--round", path, bad, good, "--format", kind)
    assert result.exit_code == 1
    # a page may break a long path wherever it is wide enough
    assert "bad.yaml" in result.stdout.replace("\u200b", "").replace("<wbr>", "")
    assert "bad.yaml" in result.stderr
    assert "Ministry of Labour" in result.stdout


def test_a_file_that_is_missing_is_told_of(run_small: Run, a_round: Round, tmp_path: Path) -> None:
    result = run_small("status", "--round", a_round(), tmp_path / "none.yaml")
    assert result.exit_code == 1
    assert "none.yaml" in result.stdout
    assert "file.missing" in result.stderr


def test_a_wrong_answer_counts_as_unanswered(run_small: Run, a_round: Round, send: Send) -> None:
    path = a_round()
    send("Ministry of Labour", "exchange.seat: nowhere", "exchange.rule: 9")
    result = run_small("status", "--round", path, path.parent / "inbox")
    assert result.exit_code == 1
    assert re.search(r"\nMinistry of Labour +1 of 2 +1 +– +1 ", result.stdout)
    assert "  1 problem: what is wrong counts as unanswered;" in result.stdout
    assert "submission.answer" in result.stderr


@pytest.mark.parametrize(
    "round_text",
    [
        "",
        "format: coherence-kit/submission/1\n",
        HEAD.replace("[small]", "[smal]") + f"respondents:\n{PLANNING}\n",
        HEAD + f"respondents:\n{PLANNING}\n{PLANNING}\n",
        HEAD + "respondents:\n- {id: a, entity: A, asked: [no.such]}\n",
        HEAD + f"respondents:\n{PLANNING}\ndecisions: {{no.such: {{}}}}\n",
        HEAD + "respondents: []\n",
    ],
)
def test_a_round_with_errors_is_refused(round_text: str, run_small: Run, tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(round_text, encoding="utf-8")
    result = run_small("status", "--round", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "round.yaml" in result.stderr


def test_a_name_that_differs_in_case_and_accent_is_the_same(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    send("MINISTRY of  Lábour", "exchange.seat: nowhere")
    assert re.search(
        r"\nMinistry of Labour +1 of 2 ",
        run_small("status", "--round", path, path.parent / "inbox").stdout,
    )


def test_the_round_itself_among_the_files_is_no_submission(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = a_round()
    good = send("Ministry of Labour", "exchange.seat: nowhere")
    alone = run_small("status", "--round", path, good)
    assert run_small("status", "--round", path, path, good).output == alone.output
    assert run_small("status", "--round", path, path.parent).output == alone.output


def test_the_order_of_files_changes_nothing(run_small: Run, a_round: Round, send: Send) -> None:
    path = a_round()
    files = [
        send("Planning Commission", "exchange.seat: nowhere"),
        send("Ministry of Labour", "exchange.seat: joint-office", name="a.yaml"),
        send("Ministry of Labour", "exchange.seat: one-ministry", name="b.yaml"),
    ]
    one = run_small("status", "--round", path, *files, "--format", "csv").stdout
    assert run_small("status", "--round", path, *files[::-1], "--format", "csv").stdout == one


def many(number: int, a_round: Round, send: Send) -> Path:
    seats = ("nowhere", "one-ministry", "joint-office")
    names = [f"Authority of the District with the Number {place}" for place in range(number)]
    respondents = [
        f"- {{id: d{place}, entity: {name}, asked: [exchange]}}" for place, name in enumerate(names)
    ]
    for place, name in enumerate(names[: number - number // 4]):
        send(name, f"exchange.seat: {seats[place % 3]}", name=f"d{place:02}.yaml")
    return a_round(*respondents)


def test_forty_respondents_are_counted_and_with_all_named(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = many(40, a_round, send)
    inbox = path.parent / "inbox"
    text = run_small("status", "--round", path, inbox, *LATE).stdout
    assert "\n30 of 40 respondents have sent answers.\n" in text
    assert "\n    nowhere: 10 respondents\n    one-ministry: 10 respondents\n" in text
    lines = [line for line in text.splitlines() if not line.startswith("/")]  # the file's own name
    assert max(map(len, lines)) <= 80
    every = run_small("status", "--round", path, inbox, "--all", *LATE).stdout
    assert "10 respondents" not in every
    assert "one-ministry: Authority of the District with the Number 1, Authority" in every


def test_one_respondent_makes_a_page_without_disputes(
    run_small: Run, a_round: Round, send: Send
) -> None:
    path = many(1, a_round, send)
    text = run_small("status", "--round", path, path.parent / "inbox").stdout
    assert "\n1 of 1 respondents has sent answers.\n" in text
    assert "isputed" not in text


def test_the_page_says_what_the_text_says_and_no_contacts(
    run_small: Run, a_round: Round, send: Send, tmp_path: Path
) -> None:
    path, target = a_round(*THREE, UNION), tmp_path / "status.html"
    send("Planning Commission", "law.in-force: yes", "exchange.seat: nowhere")
    send("Ministry of the Interior", "exchange.seat: joint-office")
    inbox = path.parent / "inbox"
    result = run_small("status", "--round", path, inbox, "-o", target, *LATE)
    assert (result.exit_code, result.stderr) == (0, f"Wrote {target}.\n")
    html = target.read_text(encoding="utf-8")
    text = " ".join(Page(html).text.split())
    for said in (
        "State of the round: Velmora · 2026",
        "As of 10 September 2026. Send answers and questions to: Planning Commission, coherence@",
        "Nothing sent, due since 31 August 2026 (1) Ministry of Labour asked 2 questions: 2",
        "nowhere Planning Commission (leads) joint-office Ministry of the Interior",
        "Nothing sent, due since 31 August 2026 (1) Union of Migrants",
    ):
        assert said in text
    assert "lab@gov.example" not in html
    assert "default-src 'none'" in html
    assert "<script" not in html
    headings = [int(name[1]) for name, _ in Page(html).tags if re.fullmatch("h[1-6]", name)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))
    again = run_small("status", "--round", path, inbox, "-o", target, *LATE)
    assert again.exit_code == 0
    assert target.read_text(encoding="utf-8") == html


@pytest.mark.parametrize("name", ["round.html", "status.csv"])
def test_what_was_read_or_is_no_status_is_not_written_over(
    name: str, run_small: Run, a_round: Round, tmp_path: Path
) -> None:
    path, target = a_round(), tmp_path / name
    target.write_text("Somebody's notes", encoding="utf-8")
    result = run_small("status", "--round", path, "-o", target)
    assert result.exit_code == 1
    assert target.read_text(encoding="utf-8") == "Somebody's notes"


def test_a_table_takes_the_place_of_an_earlier_one_of_either_sort(
    run_small: Run, a_round: Round, send: Send, tmp_path: Path
) -> None:
    path, target = a_round(), tmp_path / "missing.csv"
    good = send("Ministry of Labour", "exchange.seat: nowhere")
    for words in (("--round", path), (), ("--round", path)):
        assert run_small("status", good, *words, "-o", target).exit_code == 0


def test_in_french_nothing_of_the_kit_stays_english(
    run_small: Run, a_round: Round, send: Send, tmp_path: Path
) -> None:
    path = a_round(*THREE, UNION, decisions="decisions:\n  exchange.seat: {by: Cabinet}\n")
    send("Planning Commission", "law.in-force: yes", "exchange.seat: nowhere")
    send("Ministry of the Interior", "exchange.seat: joint-office", "law.in-force: no")
    inbox = path.parent / "inbox"
    text = run_small("status", "--round", path, inbox, "--lang", "fr", "--all", *LATE).stdout
    assert text.startswith("État du cycle\u00a0: Velmora · 2026\n")
    assert "Réponses attendues pour le 31 août 2026, il y a 10 jours." in text
    page = run_small("status", "--round", path, inbox, "--lang", "fr", "--format", "html").stdout
    for said in (text, page):
        for english in ("asked", "answer", "leads", "isputed", "due ", "respondent", "decided"):
            assert english not in re.sub(r"<[^>]*>|\.\w+ \{[^}]*\}", "", said), english


def test_without_a_round_files_are_needed_and_no_day(run_small: Run, send: Send) -> None:
    assert run_small("status").exit_code == 2
    path = send("Ministry of Labour", "exchange.seat: nowhere")
    result = run_small("status", path, *LATE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--round" in result.stderr
    assert run_small("status", "--round", path, "--today", "soon").exit_code == 2


def test_the_library_gives_the_same_as_data(a_round: Round, send: Send) -> None:
    path = a_round(*THREE, UNION)
    send("Planning Commission", "law.in-force: yes", "exchange.seat: nowhere")
    send("Ministry of the Interior", "exchange.seat: joint-office")
    kit = ck.open(QUESTIONNAIRES)
    status = kit.round_status(path, path.parent / "inbox", today=dt.date(2026, 9, 1))
    assert isinstance(status, ck.RoundStatus)
    assert [one.id for one in status.silent] == ["labour", "union"]
    assert status.days_late == 1
    assert [one.question.id for one in status.disputed] == ["exchange.seat"]
    assert [said.respondents for said in status.disputed[0].said] == [
        ("Planning Commission",),
        ("Ministry of the Interior",),
    ]
    assert kit.round_status(path).days_late is None
    with pytest.raises(ck.WrongUseError, match=r"datetime\.date"):
        kit.round_status(path, today="2026-09-01")  # type: ignore[arg-type]


def test_the_shipped_round_names_forms_by_questionnaire_where_there_are_several(run: Run) -> None:
    path = (
        content.folder("questionnaires") / "submissions" / "rounds" / "velmora-2026" / "round.yaml"
    )
    result = run("status", path.parent, "--round", path, *LATE)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line for line in result.stdout.splitlines() if line != str(path)]
    assert max(map(len, lines)) <= 80
    partners = lines[lines.index("Stakeholders") :]
    place = partners.index("Velmoran Association in Osmere")
    assert partners[place + 1].startswith("  voice-diaspora ")
    silent = run("status", path.parent / "voice-union.yaml", "--round", path, *LATE).stdout
    assert "\nGovernment: 0 of 5 respondents have sent answers.\n" in silent
    assert re.search(r"\n    What diaspora associations have seen, asked \d+ questions: ", silent)


def test_a_contact_is_one_line_and_no_formula_in_the_table(run_small: Run, a_round: Round) -> None:
    contact = '"=1+1; a@b.example\\n@SUM(1)"'
    office = f"- {{id: labour, entity: Ministry of Labour, asked: [small], contact: {contact}}}"
    done = run_small("status", "--round", a_round(office), "--format", "csv")
    (line,) = of(table(done.stdout), "respondent")
    assert line["contact"] == "'=1+1; a@b.example @SUM(1)"
