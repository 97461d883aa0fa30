"""Profiles: a form with what somebody is asked, in every kind of form, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from coherence_kit import Kit
from coherence_kit.cli import main
from coherence_kit.errors import WrongUseError

QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: settling
version: "1.0"
title: Places
origin: {title: Places, publisher: Us, edition: First}
rubric: {min_coverage: 0}
sections:
- id: leaving
  title: Leaving
  questions:
  - id: context.profiles
    type: multiple-choice
    label: Who answers
    text: Which kinds of body answer?
    short: true
    weight: 0
    options: [{id: origin, text: country of origin}, {id: town, text: local authority}]
  - {id: leaving.plan, type: boolean, label: Plan, text: Is there a plan?, short: true,
     depends_on: {question: context.profiles, in: [origin]}}
  - {id: leaving.funded, type: boolean, label: Funded, text: Is it paid for?,
     depends_on: {all: [{question: context.profiles, in: [origin]},
       {question: leaving.plan, in: [yes]}]}}
- id: living
  title: Living
  questions:
  - {id: living.classes, type: boolean, label: Classes, text: Are there classes?, short: true,
     depends_on: {question: context.profiles, in: [town]}}
  - {id: living.image, type: boolean, label: Image, text: Is there a campaign?,
     depends_on: {question: context.profiles, in: [origin, town]}}
"""
HEAD = """\
format: coherence-kit/submission/1
questionnaire: {id: settling, version: "1.0"}
country: GHA
round: First
date: 2026-06-30
answers:
"""
KINDS = ("yaml", "xlsx", "html")


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (folder / "settling.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return Kit(folder)


def answered(tmp_path: Path, answers: str) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(HEAD + answers, encoding="utf-8")
    return path


def asked_in(form: Path) -> list[str]:
    return list(YAML(typ="safe").load(form)["answers"])


def test_a_form_asks_a_profile_what_is_its_own(kit: Kit, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    for profiles, asked in {
        ("town",): ["context.profiles", "living.classes", "living.image"],
        ("origin",): ["context.profiles", "leaving.plan", "leaving.funded", "living.image"],
    }.items():
        kit.form("settling", form, profiles=profiles)
        assert asked_in(form) == asked
        form.unlink()


def test_somebody_of_two_profiles_is_asked_what_either_is(kit: Kit, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    kit.form("settling", form, profiles=["town", "origin", "town"])
    text = form.read_text(encoding="utf-8")
    assert len(asked_in(form)) == 5
    assert text.count("- town") == text.count("- origin") == 1


def test_the_form_says_for_whom_it_is_and_no_longer_on_what_its_questions_wait(
    kit: Kit, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    kit.form("settling", form, profiles=["origin"])
    text = form.read_text(encoding="utf-8")
    assert "4 of 5 questions, for: country of origin" in text
    waiting = [line for line in text.splitlines() if "Asked only if" in line]
    assert len(waiting) == 1  # the one that waits for another answer as well
    assert "(Plan)" in text


def test_the_numbers_are_those_of_the_whole(kit: Kit, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    kit.form("settling", form, profiles=["town"])
    text = form.read_text(encoding="utf-8")
    assert "# 2.1 Classes" in text
    assert "# 1.2" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_answered_comes_back_and_is_scored_as_in_the_whole_form(
    kit: Kit, tmp_path: Path, kind: str
) -> None:
    source = answered(tmp_path, "  context.profiles: [town]\n  living.classes: yes\n")
    form = tmp_path / f"form.{kind}"
    assert not kit.form("settling", form, source=source, profiles=["town"])
    loaded = kit.load(form)
    assert loaded.model.answers.keys() == {"context.profiles", "living.classes"}
    assert loaded.model.answers["context.profiles"].value == ("town",)
    result = kit.assess(form).model
    assert result.root.value == kit.assess(source).model.root.value
    assert result.counts.not_asked == 2


@pytest.mark.parametrize("kind", [*KINDS, "pdf"])
def test_every_kind_of_form_can_be_written_short_and_for_a_profile(
    kit: Kit, tmp_path: Path, kind: str
) -> None:
    form = tmp_path / f"form.{kind}"
    kit.form("settling", form, short=True, profiles=["town"])
    assert form.stat().st_size
    if kind == "yaml":
        assert asked_in(form) == ["context.profiles", "living.classes"]
        assert "short: true" in form.read_text(encoding="utf-8")


def test_answers_that_say_another_profile_are_not_written_over(kit: Kit, tmp_path: Path) -> None:
    source = answered(tmp_path, "  context.profiles: [origin]\n")
    form = tmp_path / "form.yaml"
    with pytest.raises(WrongUseError, match=r"context\.profiles with origin, not with town"):
        kit.form("settling", form, source=source, profiles=["town"])
    assert not form.exists()
    kit.form("settling", form, source=source)  # the cure: without a profile
    assert len(asked_in(form)) == 5


@pytest.mark.parametrize("said", ["[]", "{not_applicable: We are special}", "{unknown: Who}"])
def test_what_was_said_in_place_of_a_profile_is_not_written_over(
    kit: Kit, tmp_path: Path, said: str
) -> None:
    source = answered(tmp_path, f"  context.profiles: {said}\n")
    form = tmp_path / "form.yaml"
    with pytest.raises(WrongUseError, match=r"context\.profiles with no profile, not with town"):
        kit.form("settling", form, source=source, profiles=["town"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("before", ["", " {comment: Ours}", "\n    answer:\n    comment: Ours"])
def test_a_profile_is_filled_in_beside_what_was_typed(
    kit: Kit, tmp_path: Path, kind: str, before: str
) -> None:
    source = answered(tmp_path, f"  context.profiles:{before}\n")
    form = tmp_path / f"form.{kind}"
    kit.form("settling", form, source=source, profiles=["town"])
    answer = kit.load(form).model.answers["context.profiles"]
    assert answer.value == ("town",)
    assert answer.comment == ("Ours" if before else None)


def test_an_answer_that_the_profile_is_not_asked_is_kept_and_told(kit: Kit, tmp_path: Path) -> None:
    source = answered(tmp_path, "  context.profiles: [town]\n  leaving.plan: yes\n")
    form = tmp_path / "form.yaml"
    notes = kit.form("settling", form, source=source, profiles=["town"])
    assert "submission.beyond-part" in {note.code for note in notes}
    assert "leaving.plan" in kit.load(form).model.answers


def test_a_profile_that_is_not_there_is_refused_with_those_that_are(
    kit: Kit, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    with pytest.raises(WrongUseError, match=r'mean "origin".*profiles are origin, town\.'):
        kit.form("settling", form, profiles=["orgin"])
    with pytest.raises(WrongUseError, match=r"asks the same of all.*Leave --profile out"):
        kit.form("intragovernmental", form, profiles=["origin"])
    assert not form.exists()


def test_a_profile_that_is_asked_nothing_gets_no_empty_form(kit: Kit, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    told = r"asks nothing of transit alone.*origin, destination, small-administration, local"
    with pytest.raises(WrongUseError, match=told):
        kit.form("remittances", form, profiles=["transit"])
    kit.form("remittances", form, profiles=["transit", "origin"])  # the cure


def test_a_section_in_which_nothing_is_asked_is_not_said_not_to_apply(
    kit: Kit, tmp_path: Path
) -> None:
    source = answered(tmp_path, "  context.profiles: [town]\n  living.classes: yes\n")
    folder = tmp_path / "questionnaires"
    result = CliRunner().invoke(main, ["score", str(source), "-Q", str(folder)])
    section = next(line for line in result.output.splitlines() if line.startswith("1 Leaving"))
    assert section.rstrip().endswith("not asked")
    assert "does not apply" not in result.output


def test_in_a_round_the_one_who_leads_says_which_profile_it_is(tmp_path: Path) -> None:
    arguments = ["form", "--round", "r.yaml", "--profile", "town", "-o", str(tmp_path / "forms")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "whoever leads context.profiles says which it is" in result.output
