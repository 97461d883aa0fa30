"""The short form from the questionnaire to the report: every form, every result, and back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import Kit
from coherence_kit.cli import main
from coherence_kit.errors import WrongUseError
from coherence_kit.forms.page.reader import read_page
from coherence_kit.problems import ProblemsFound
from tests.functional.conftest import OpenForm

QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: exchange
version: "1.0"
title: Exchange
origin: {title: Exchange, publisher: Us, edition: First}
rubric:
  min_coverage: 0
  levels: [{id: low, from: 0, label: Low}, {id: high, from: 50, label: High}]
sections:
- id: law
  title: Law
  questions:
  - {id: law.office, type: boolean, label: Office, text: Is there an office?}
  - {id: law.staff, type: boolean, label: Staff, text: Are there staff?}
- id: use
  title: Use
  questions:
  - {id: use.desk, type: scale, label: Desk, text: Is there a desk?, target: 2, short: yes,
     depends_on: {question: law.office, in: [yes]}, steps: {0: No., 1: One., 2: Two.}}
- id: money
  title: Money
  questions:
  - {id: money.budget, type: boolean, label: Budget, text: Is there a budget?}
"""
HEAD = """\
format: coherence-kit/submission/1
questionnaire: {id: exchange, version: "1.0"}
country: GHA
round: First
date: 2026-06-30
"""
SHORT = HEAD + "short: true\nanswers:\n  law.office: yes\n  use.desk: {answer: 1, comment: Two}\n"
BEYOND = SHORT + "  money.budget: no\n"
LONG = BEYOND.replace("short: true\n", "")
KINDS = ("yaml", "xlsx", "html")


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (folder / "exchange.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return Kit(folder)


def written(tmp_path: Path, text: str, name: str = "ghana.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def called(tmp_path: Path, *words: str | Path) -> Result:
    folder = tmp_path / "questionnaires"
    return CliRunner().invoke(main, [*(str(word) for word in words), "-Q", str(folder)])


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_asks_these_questions_and_carries_the_mark(
    kit: Kit, tmp_path: Path, kind: str
) -> None:
    form = tmp_path / f"form.{kind}"
    kit.form("exchange", form, short=True)
    loaded = kit.load(form)
    assert loaded.model.short
    assert not loaded.notes
    assert list(loaded.loaded.instrument.questions) == ["law.office", "use.desk"]
    if kind == "yaml":
        text = form.read_text(encoding="utf-8")
        assert "Short form: 2 of 4 questions" in text
        assert "2.1 Desk" in text
        assert "Staff" not in text
    if kind == "html":
        page = form.read_text(encoding="utf-8")
        assert "Short form: 2 of 4 questions" in page
        assert "Are there staff?" not in page
        assert read_page(form.read_bytes(), "form").value["short"] == "true"


@pytest.mark.parametrize("text", [SHORT, BEYOND])
def test_a_submission_goes_through_every_form_with_one_hash(
    kit: Kit, tmp_path: Path, text: str
) -> None:
    source = written(tmp_path, text)
    hashes = {kit.assess(source).model.submission_sha256}
    for kind in KINDS:
        form = tmp_path / f"again.{kind}"
        kit.form("exchange", form, source=source, short=True)
        hashes.add(kit.assess(form).model.submission_sha256)
        collected = tmp_path / f"collected-{kind}"
        assert called(tmp_path, "collect", form, "-o", collected).exit_code == 0
        (made,) = collected.iterdir()
        assert "short: true" in made.read_text(encoding="utf-8")
        hashes.add(kit.assess(made).model.submission_sha256)
        source = form
    assert len(hashes) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_without_short_the_long_form_is_made_with_the_answers_in_place(
    kit: Kit, tmp_path: Path, kind: str
) -> None:
    short, long = tmp_path / f"short.{kind}", tmp_path / f"long.{kind}"
    kit.form("exchange", short, source=written(tmp_path, BEYOND), short=True)
    kit.form("exchange", long, source=short)
    assert not kit.load(long).model.short
    plain = kit.assess(written(tmp_path, LONG, "long-at-once.yaml"))
    assert kit.assess(long).model.submission_sha256 == plain.model.submission_sha256


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_long_submission_other_answers_are_kept_and_told_of(
    kit: Kit, tmp_path: Path, kind: str
) -> None:
    form = tmp_path / f"short.{kind}"
    notes = kit.form("exchange", form, source=written(tmp_path, LONG), short=True)
    assert [note.code for note in notes] == ["submission.beyond-short-form"]
    assert kit.load(form).answers == {"law.office": True, "use.desk": 1, "money.budget": False}


def test_an_empty_form_in_yaml_becomes_the_other_one_and_back(kit: Kit, tmp_path: Path) -> None:
    long, short, again, back = (tmp_path / f"{name}.yaml" for name in ("l", "s", "a", "b"))
    kit.form("exchange", long)
    kit.form("exchange", short, short=True)
    kit.form("exchange", again, source=long, short=True)
    assert again.read_bytes() == short.read_bytes()
    kit.form("exchange", back, source=again)
    assert back.read_bytes() == long.read_bytes()


def test_comments_of_the_user_stay_when_the_form_changes(kit: Kit, tmp_path: Path) -> None:
    source = written(tmp_path, LONG.replace("  use.desk", "  # ask Ama\n  use.desk"))
    form = tmp_path / "short.yaml"
    kit.form("exchange", form, source=source, short=True)
    assert "# ask Ama" in form.read_text(encoding="utf-8")


def test_several_forms_short_and_long_become_one(kit: Kit, tmp_path: Path) -> None:
    first = written(tmp_path, SHORT)
    second = written(tmp_path, HEAD + "answers:\n  money.budget: no\n", "second.yaml")
    form = tmp_path / "all.yaml"
    kit.form("exchange", form, source=[first, second])
    assert set(kit.load(form).answers) == {"law.office", "use.desk", "money.budget"}
    assert not kit.load(form).model.short


def test_a_new_round_of_the_short_form_is_one_again(kit: Kit, tmp_path: Path) -> None:
    form = tmp_path / "next.yaml"
    kit.form("exchange", form, source=written(tmp_path, SHORT), new_round=True, short=True)
    loaded = kit.load(form)
    assert loaded.model.short
    assert all(answer.recheck for answer in loaded.model.answers.values())


def test_where_there_is_no_short_form_the_cure_works(kit: Kit, tmp_path: Path) -> None:
    source = tmp_path / "questionnaires" / "exchange.yaml"
    source.write_text(QUESTIONNAIRE.replace(" short: yes,", ""), encoding="utf-8")
    form, answered = tmp_path / "form.yaml", written(tmp_path, SHORT)
    with pytest.raises(WrongUseError, match=r"no short form.*all 4 questions.*short: true"):
        kit.form("exchange", form, short=True)
    with pytest.raises(ProblemsFound) as found:
        kit.load(answered)
    assert [problem.code for problem in found.value.problems] == ["submission.no-short-form"]
    kit.form("exchange", form)
    answered.write_text(SHORT.replace("short: true\n", ""), encoding="utf-8")
    assert kit.load(answered).answers["use.desk"] == 1


def test_tables_have_lines_for_the_parts_of_the_short_form(tmp_path: Path, kit: Kit) -> None:
    text = """\
format: coherence-kit/questionnaire/1
id: letters
version: "1.0"
title: Letters
origin: {title: Letters, publisher: Us, edition: First}
letters: {order: [B, A]}
rubric: {rule: none}
sections:
- id: one
  title: One
  rubric:
    not_applicable: forbidden
    rule: {name: conversion-table, tables: {2: {B B: B, B A: B, A A: A}}}
  questions:
  - {id: first, type: choice, label: First, text: First?, SHORT
     options: [{id: low, text: Low., letter: B}, {id: high, text: High., letter: A}]}
  - {id: second, type: choice, label: Second, text: Second?,
     options: [{id: low, text: Low., letter: B}, {id: high, text: High., letter: A}]}
"""
    path = tmp_path / "questionnaires" / "letters.yaml"
    path.write_text(text.replace(" SHORT", ""), encoding="utf-8")
    assert not [one.code for one in kit.check(path).problems]
    path.write_text(text.replace("SHORT", "short: yes,"), encoding="utf-8")
    assert [one.code for one in kit.check(path).problems] == ["questionnaire.table-hole"]


# --- results --------------------------------------------------------------------------------------


def test_the_result_says_that_it_is_the_short_form_and_what_the_long_one_could_be(
    kit: Kit, tmp_path: Path
) -> None:
    source = written(tmp_path, SHORT)
    told = called(tmp_path, "score", source).stdout
    assert "Short form: 2 of 4 questions" in told
    assert "The long form would lie between 33.3 and 83.3: from “Low” to “High”." in told
    assert "2 of 2 scored questions answered" in told
    (data,) = json.loads(called(tmp_path, "score", source, "--format", "json").stdout)
    assert data["submission"]["short"] is True
    assert data["score"]["value"] == 75
    assert (data["long_form"]["level_low"], data["long_form"]["level_high"]) == ("low", "high")
    (long,) = json.loads(
        called(tmp_path, "score", written(tmp_path, LONG, "l.yaml"), "--format", "json").stdout
    )
    assert "short" not in long["submission"]
    assert "long_form" not in long


def test_an_answer_beyond_it_is_told_of_and_narrows_the_bounds(kit: Kit, tmp_path: Path) -> None:
    fewer, more = kit.assess(written(tmp_path, SHORT)), kit.assess(written(tmp_path, BEYOND, "b"))
    assert [note.code for note in more.notes] == ["submission.beyond-short-form"]
    assert fewer.result.value == more.result.value
    assert fewer.long_form is not None
    assert more.long_form is not None
    assert fewer.long_form.low == more.long_form.low
    assert fewer.long_form.high > more.long_form.high  # type: ignore[operator]  # figures are there


def test_status_says_it_and_counts_these_questions(kit: Kit, tmp_path: Path) -> None:
    source = written(tmp_path, BEYOND)
    told = called(tmp_path, "status", source).stdout
    assert "Short form: 2 of 4 questions" in told
    assert "2 of 2" in told
    page, table = tmp_path / "status.html", tmp_path / "status.csv"
    assert called(tmp_path, "status", source, "-o", page).exit_code == 0
    assert "Short form: 2 of 4 questions" in page.read_text(encoding="utf-8")
    assert called(tmp_path, "status", source, "-o", table).exit_code == 0
    assert "exchange 1.0 (short form)" in table.read_text(encoding="utf-8")


def test_a_batch_marks_its_lines(kit: Kit, tmp_path: Path) -> None:
    short, long = written(tmp_path, SHORT, "a.yaml"), written(tmp_path, LONG, "b.yaml")
    made = tmp_path / "made"
    assert called(tmp_path, "batch", short, long, "-o", made).exit_code == 0
    with (made / "scores.csv").open(encoding="utf-8") as stream:
        first, second = csv.DictReader(stream)
    assert (first["short"], second["short"]) == ("yes", "")
    assert (first["money"], second["money"]) == ("", "0.0")
    assert (first["use"], second["use"]) == ("50.0", "50.0")


def test_how_sure_it_is_rests_on_its_questions_and_is_not_mixed(kit: Kit, tmp_path: Path) -> None:
    short, long = written(tmp_path, BEYOND, "a.yaml"), written(tmp_path, LONG, "b.yaml")
    alone = called(tmp_path, "robustness", short)
    assert alone.exit_code == 0
    assert "Short form: 2 of 4 questions" in alone.stdout
    assert "exchange (short form)" in called(tmp_path, "robustness", short, long).stderr


@pytest.mark.slow
def test_a_report_says_it_on_cover_and_second_page_and_is_verified(
    kit: Kit, tmp_path: Path
) -> None:
    from coherence_kit.workflow.verify import verify

    source = written(tmp_path, BEYOND)
    page, data, printed = (tmp_path / f"report.{kind}" for kind in ("html", "json", "pdf"))
    kit.report(source, page)
    text = page.read_text(encoding="utf-8")
    cover, _, rest = text.partition('id="c1-glance"')
    assert "Short form: 2 of 4 questions" in cover
    second, _, _ = rest.partition("</section>")
    assert "Short form: 2 of 4 questions." in second
    assert "The long form would lie between" in second
    kit.report(source, data)
    assert json.loads(data.read_text(encoding="utf-8"))[0]["submission"]["short"] is True
    kit.report(source, printed)
    found = verify(printed, folders=[tmp_path / "questionnaires"])
    assert not found.problems
    assert found.is_as_written


def test_hours_are_on_every_form_and_in_show(kit: Kit, tmp_path: Path) -> None:
    told = called(tmp_path, "show", "exchange").stdout
    assert "Time: about 5 minutes" in told
    assert "  3  Money: about 5 minutes" in told
    assert "Short form: 2 of 4 questions, about 5 minutes" in told
    assert "Reckoned from" in told
    for kind in ("yaml", "html"):
        form = tmp_path / f"form.{kind}"
        kit.form("exchange", form)
        text = form.read_text(encoding="utf-8")
        assert "Time it takes: about 5 minutes." in text
        assert "Reckoned from" in text


def test_answers_in_a_program_may_be_those_of_the_short_form(kit: Kit) -> None:
    given = kit.submission(
        {"law.office": True, "use.desk": 2}, questionnaire="exchange", short=True
    )
    assert kit.assess(given).long_form is not None
    assert given.columns()["id"] == ["law.office", "use.desk"]


@pytest.mark.slow
def test_which_form_it_is_says_the_page_and_not_a_file_that_is_loaded(
    kit: Kit, tmp_path: Path, open_form: OpenForm
) -> None:
    files = {short: tmp_path / f"{short}.html" for short in (False, True)}
    for short, path in files.items():
        kit.form("exchange", path, source=written(tmp_path, BEYOND), short=short)
    for short, path in files.items():
        answers = json.loads(open_form(path).saved()[1])
        assert answers.get("short", False) is short
        other = open_form(files[not short])
        other.load(answers)
        loaded = json.loads(other.saved()[1])
        assert loaded.get("short", False) is not short
        assert loaded["answers"].keys() == {"law.office", "use.desk", "money.budget"}


def test_a_short_result_is_seen_through_one_source_document(tmp_path: Path) -> None:
    form = tmp_path / "short.yaml"
    kit = Kit()
    kit.form("multistakeholder", form, short=True)
    told = CliRunner().invoke(main, ["score", str(form), "--lens", "iom"])
    assert told.exit_code == 0
    assert "Short form" in told.stdout
