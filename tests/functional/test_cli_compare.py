"""`coherence compare`: every output, what it cannot compare, and a report with an earlier round."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coherence_kit import content
from tests.functional.conftest import Run

SHIPPED = content.folder("questionnaires") / "submissions"
FIRST = SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml"
SECOND = SHIPPED / "illustrative" / "velmora-2028.yaml"

OLD = """\
format: coherence-kit/questionnaire/1
id: exchange
version: "1.4"
title: Exchange
origin: {title: Exchange, publisher: Us, edition: First}
sections:
- id: law
  title: Law
  questions:
  - {id: law.office, type: scale, label: Office, text: Is there an office?,
     steps: {0: None, 1: Named, 2: Staffed}}
  - {id: law.gone, type: boolean, label: Gone, text: Is it there?}
- id: use
  title: Use
  questions:
  - {id: use.desk, type: boolean, label: Desk, text: Is there a desk?}
  - {id: use.hours, type: number, label: Hours, text: How many?, goalposts: {low: 0, high: 40}}
"""
NEW = """\
format: coherence-kit/questionnaire/1
id: exchange
version: "2.0"
title: Exchange
origin: {title: Exchange, publisher: Us, edition: Second}
renamed: {use.desk: use.counter}
removed: [law.gone]
sections:
- id: law
  title: Law
  questions:
  - {id: law.office, type: scale, label: Office, text: Is there an office with a rule?,
     steps: {0: None, 1: Named, 2: Staffed}}
  - {id: law.budget, type: boolean, label: Budget, text: Has it money?}
- id: use
  title: Use
  questions:
  - {id: use.counter, type: boolean, label: Counter, text: Is there a desk?}
  - {id: use.hours, type: number, label: Hours, text: How many?, goalposts: {low: 0, high: 20}}
"""
MEASURES = """\
format: coherence-kit/measures/1
id: {id}
version: "1.0"
questionnaire: exchange
measures:
- id: {id}.write
  label: Write it down
  text: Write it down.
  fires_when: {{question: {question}, option: "no"}}
  raises: {{question: {question}, to: "yes"}}
  why: It helps.
  first_steps: [{{actor: Ministry, action: writes, product: a note}}]
  lead_role: labour
  effort: {{days: 10}}
  horizon: short
"""


def a_file(path: Path, answers: str, **head: str) -> Path:
    stated = {"version": "2.0", "id": "exchange", "country": "GHA", "round": "2028", **head}
    path.write_text(
        f"format: coherence-kit/submission/1\n"
        f'questionnaire: {{id: {stated["id"]}, version: "{stated["version"]}"}}\n'
        f"country: {stated['country']}\nround: '{stated['round']}'\n"
        f"date: {stated.get('date', stated['round'] + '-06-30')}\n"
        f"answers: {answers}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of a questionnaire, each in a folder of its own, and a submission to each."""
    monkeypatch.chdir(tmp_path)
    for folder, text, question in (("old", OLD, "use.desk"), ("new", NEW, "use.counter")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "exchange.yaml").write_text(text, encoding="utf-8")
        measures = MEASURES.format(id=folder, question=question)
        (tmp_path / folder / "measures.yaml").write_text(measures, encoding="utf-8")
    a_file(
        tmp_path / "2026.yaml",
        "{law.office: 0, law.gone: yes, use.desk: no, use.hours: 10}",
        version="1.4",
        round="2026",
    )
    a_file(
        tmp_path / "2028.yaml",
        "{law.office: 2, law.budget: no, use.counter: yes, use.hours: 10}",
    )
    return tmp_path


BOTH = ("-Q", "old", "-Q", "new")


# --- outputs -------------------------------------------------------------------------------------


def test_the_text_says_what_moved_and_what_became_of_the_measures(run: Run) -> None:
    made = run("compare", FIRST, SECOND)
    assert made.exit_code == 0, made.output
    for said in (
        "20 questions have risen since First round, 2026; one has fallen.",
        "The whole has risen by at least 5.7: it was 51.0 (46.8–56.4), and is 62.1.",
        "2 Coordination in government  71.9 (67.6–73.5)  71.9  no change proved",
        "1 step lower",
        "Of 21 measures recommended then, 14 are reached.",
    ):
        assert said in made.stdout
    assert max(map(len, made.stdout.splitlines())) <= 80


def test_json_fits_its_schema_and_is_the_same_in_a_file(run: Run, tmp_path: Path) -> None:
    schema = json.loads(run("schema", "comparison").stdout)
    printed = run("compare", FIRST, SECOND, "--format", "json").stdout
    data = json.loads(printed)
    jsonschema.validate(data, schema)
    output = tmp_path / "moved.json"
    for _ in range(2):  # the second time in its own place
        assert run("compare", FIRST, SECOND, "-o", output).exit_code == 0
    assert output.read_text(encoding="utf-8") == printed
    moved = [name for name, node in data["nodes"].items() if node["movement"] == "risen"]
    assert "planning" in moved
    assert "coordination" not in moved


def test_the_table_has_a_line_for_each_node(run: Run) -> None:
    lines = run("compare", FIRST, SECOND, "--format", "csv").stdout.splitlines()
    data = json.loads(run("compare", FIRST, SECOND, "--format", "json").stdout)
    assert lines[0].startswith("id,id_then,kind,number,label,movement,least,by_value,steps,")
    assert len(lines) == 1 + len(data["nodes"])


def test_the_page_for_a_browser_loads_nothing_and_may_be_written_over(
    run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "moved.html"
    for language in ("en", "fr"):
        assert run("compare", FIRST, SECOND, "-o", output, "--lang", language).exit_code == 0
    page = output.read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "20 questions ont progressé depuis" in page


@pytest.mark.slow
def test_the_pdf_has_a_head_and_the_pages_of_the_report(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "moved.pdf"
    for _ in range(2):
        assert run("compare", FIRST, SECOND, "-o", output).exit_code == 0
    printed = text_of(output)
    assert "Rounds compared" in printed
    assert "20 questions have risen since First round, 2026; one has" in printed
    assert "Of 21 measures recommended then, 14 are reached" in printed


def text_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout


# --- versions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folders", [BOTH, BOTH[2:] + BOTH[:2]])
def test_another_major_version_is_read_by_its_own_questionnaire(
    run: Run, desk: Path, folders: tuple[str, ...]
) -> None:
    assert desk.is_dir()
    made = run("compare", "2026.yaml", "2028.yaml", *folders, "--format", "json")
    assert made.exit_code == 0, made.output
    data: dict[str, Any] = json.loads(made.stdout)
    assert data["is_partial"] is True
    assert (data["new"], data["gone"]) == (["law.budget"], ["law.gone"])
    assert data["not_compared"] == [{"id": "use.hours", "id_then": "use.hours", "why": "answers"}]
    assert data["nodes"]["use.counter"]["then"]["id"] == "use.desk"
    assert data["nodes"]["law"]["least"] == 100
    assert data["nodes"]["law.office"]["reworded"] == ["question"]
    goal = {"question": "use.counter", "to": "yes", "outcome": "reached"}
    goal |= {"then": "false", "now": "true"}
    assert data["measures"] == [{"id": "old.write", "outcome": "reached", "goals": [goal]}]


def test_without_the_earlier_questionnaire_the_problem_names_the_cure(run: Run, desk: Path) -> None:
    assert desk.is_dir()
    made = run("compare", "2026.yaml", "2028.yaml", "-Q", "new")
    assert made.exit_code == 1
    assert "compare.version" in made.output
    assert "Name the folder that has version 1.4 with -Q" in made.output


@pytest.mark.slow
def test_a_report_carries_the_earlier_questionnaire_and_verify_follows_it(
    run: Run, desk: Path
) -> None:
    made = run("report", "2028.yaml", "--previous", "2026.yaml", "-o", "r.pdf", *BOTH)
    assert made.exit_code == 0, made.output
    checked = run("verify", "r.pdf", *BOTH)
    assert checked.exit_code == 0, checked.output
    assert "byte for byte" in checked.output
    printed = " ".join(text_of(desk / "r.pdf").split())
    assert "What has moved since 2026" in printed
    assert "by the rules of version 2.0" in printed
    assert "That is over the questions alone that are the same in both." in printed
    # the cure of compare.version: what a report carries can be named with -Q
    (desk / "carried").mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", "carried", "r.pdf"], check=True)
    (desk / "q").mkdir()
    earlier = desk / "carried" / "previous-questionnaire-exchange.yaml"
    earlier.rename(desk / "q" / "exchange.yaml")
    assert run("compare", "2026.yaml", "2028.yaml", "-Q", "q", "-Q", "new").exit_code == 0


@pytest.mark.slow
def test_verify_follows_a_report_with_an_earlier_round_of_the_same_version(
    run: Run, desk: Path
) -> None:
    first = a_file(desk / "first.yaml", "{law.office: 0, use.counter: no}", round="2026")
    assert run("report", "2028.yaml", "--previous", first, "-o", "r.pdf", *BOTH).exit_code == 0
    checked = run("verify", "r.pdf", *BOTH)
    assert checked.exit_code == 0, checked.output
    assert "byte for byte" in checked.output
    printed = " ".join(text_of(desk / "r.pdf").split())
    assert "Since 2026 the whole has risen by at least 12.5; of 4 questions" in printed
    assert "score in 2026" in printed


def test_a_report_says_what_moved_since_the_earlier_round(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "r.html"
    assert run("report", SECOND, "--previous", FIRST, "-o", output).exit_code == 0
    page = " ".join(output.read_text(encoding="utf-8").split())
    assert "Since First round, 2026 the whole has risen by at least 5.7; of 48 questions" in page
    assert "score in First round, 2026" in page


# --- what goes wrong -----------------------------------------------------------------------------


def test_a_submission_compared_with_itself_is_told(run: Run) -> None:
    made = run("compare", FIRST, FIRST)
    assert made.exit_code == 0
    assert "compare.same" in made.output
    assert "The answers prove no change in any question since First round, 2026." in made.output


def test_the_wrong_order_is_told_and_compared_all_the_same(run: Run) -> None:
    made = run("compare", SECOND, FIRST)
    assert made.exit_code == 0
    assert "compare.reversed" in made.output
    assert "One question has risen since Second round, 2028; 20 have fallen." in made.output


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"country": "KEN"}, "two rounds of one country are compared, never two countries"),
        ({"id": "intragovernmental"}, "Give the earlier submission to exchange"),
    ],
)
def test_what_are_no_two_rounds_is_a_wrong_use(
    run: Run, desk: Path, head: dict[str, str], said: str
) -> None:
    a_file(desk / "other.yaml", "{}", round="2026", **head)
    made = run("compare", "other.yaml", "2028.yaml", "-Q", "new")
    assert made.exit_code == 2
    assert said in " ".join(made.output.split())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("missing.yaml", "2028.yaml"), 1, "file.missing"),
        (("2028.yaml", "broken.yaml"), 1, "submission.answer"),
        (("2028.yaml", "new/exchange.yaml"), 1, "schema.kind"),
        (("2028.yaml", "future.yaml"), 1, "submission.version"),
        (("2028.yaml", "unknown.yaml"), 1, "questionnaire.unknown"),
        (("2028.yaml", "2028.yaml", "-o", "moved.docx"), 2, "end it with .pdf, .html, .csv, .json"),
        (("2028.yaml", "2028.yaml", "-o", "2028.yaml"), 2, "end it with"),
        (("2028.yaml", "2028.yaml", "-o", "notes.json"), 1, "output."),
        (("2028.yaml", "2028.yaml", "--lang", "xx"), 2, "Nothing is there"),
        (("2028.yaml", "2028.yaml", "--lang", "English"), 2, "no code of a language"),
        (("2028.yaml",), 2, "Missing argument"),
        (("2028.yaml", "2028.yaml", "--format", "xml"), 2, "Invalid value"),
    ],
)
def test_bad_input_is_told(
    run: Run, desk: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    a_file(desk / "broken.yaml", "{law.office: 7}")
    a_file(desk / "future.yaml", "{law.office: 1}", version="3.0")
    a_file(desk / "unknown.yaml", "{law.office: 1}", id="exchanges")
    (desk / "notes.json").write_text("{}", encoding="utf-8")
    made = run("compare", *words, "-Q", "new")
    assert made.exit_code == code, made.output
    assert said in made.output
    assert (desk / "notes.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("previous", "said"),
    [
        (("kenya.yaml",), "never two countries"),
        (("other.yaml",), "which no chapter of this report does"),
        (("2026.yaml", "2026.yaml"), "Leave one of them out"),
    ],
)
def test_an_earlier_submission_that_belongs_to_no_chapter_is_a_wrong_use(
    run: Run, desk: Path, previous: tuple[str, ...], said: str
) -> None:
    a_file(desk / "kenya.yaml", "{}", country="KEN", round="2026")
    a_file(desk / "other.yaml", "{}", id="intragovernmental", round="2026")
    given = [word for path in previous for word in ("--previous", path)]
    made = run("report", "2028.yaml", *given, "-o", "r.html", *BOTH)
    assert made.exit_code == 2
    assert said in " ".join(made.output.split())
    assert not (desk / "r.html").exists()


@pytest.mark.parametrize(
    ("dates", "then", "now"),
    [
        (("2028-05-30", "2028-06-30"), "30 May 2028", "30 June 2028"),
        (("2028-06-30", "2028-06-30"), "the earlier answers", "2028"),
    ],
)
def test_two_submissions_of_one_round_are_told_apart_by_their_dates(
    run: Run, desk: Path, dates: tuple[str, str], then: str, now: str
) -> None:
    a_file(desk / "first.yaml", "{law.office: 0, use.counter: no}", date=dates[0])
    a_file(desk / "second.yaml", "{law.office: 2, use.counter: yes}", date=dates[1])
    done = run("compare", "first.yaml", "second.yaml", "-Q", "new")
    assert f"{then} and {now}" in done.stdout
    assert f"Two questions have risen since {then}" in " ".join(done.stdout.split())
    report = ("report", "second.yaml", "--previous", "first.yaml", "-o", "report.html")
    assert run(*report, "-Q", "new").exit_code == 0
    page = (desk / "report.html").read_text(encoding="utf-8")
    assert f"What has moved since {then}" in page
    assert "since 2028" not in page
