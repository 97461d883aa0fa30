"""`coherence sources`: where units are asked, as text and as JSON."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from coherence_kit.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["sources", *arguments])


def test_every_unit_of_the_register_has_a_line_and_the_sum_stands_below() -> None:
    result = run()

    assert result.exit_code == 0, result.output
    assert sum(line.startswith("  ") for line in result.stdout.splitlines()) == 201
    assert "approaches and principles are asked" in result.stdout.splitlines()[-1]


def test_a_unit_is_shown_with_the_step_that_meets_it_and_its_measures() -> None:
    result = run("iom-1a-focal-point")

    assert result.exit_code == 0, result.output
    assert "intragovernmental/coordination.focal-point" in result.stdout
    assert "met at step 2" in result.stdout
    assert "coordination.designate-focal-point" in result.stdout


def test_a_shared_unit_says_which_part_each_question_asks() -> None:
    assert "asks the part: ratification" in " ".join(run("cs-2-conventions").stdout.split())


def test_a_question_that_others_take_over_is_told_once_where_it_stands() -> None:
    units = {unit["id"]: unit for unit in json.loads(run("--format", "json").stdout)}
    questions = units["iom-1b-identify"]["questions"]
    names = [(asked["questionnaire"], asked["id"]) for asked in questions]

    assert len(set(names)) == len(names)
    assert {name for name, _ in names} == {"multistakeholder"}
    (identification,) = (q for q in questions if q["id"] == "stakeholders.identification")
    assert "voice-union" in identification["also"]
    shown = " ".join(run("iom-1b-identify").stdout.split())
    assert shown.count("How does the government know who the stakeholders") == 1
    assert "taken over by small-administration, voice-diaspora," in shown


def test_a_unit_that_nothing_cites_says_so() -> None:
    assert "cites it yet" in run("unitar-informal-work").stdout


def test_json_has_the_same_units() -> None:
    units = {unit["id"]: unit for unit in json.loads(run("--format", "json").stdout)}

    assert len(units) == 201
    assert units["iom-1a-focal-point"]["questions"][0]["step"] == 2
    assert units["unitar-ex-ghana"]["questions"] == []
    assert units["unitar-ex-ghana"]["examples"]


def test_an_unknown_unit_is_wrong_use_with_a_suggestion() -> None:
    result = run("iom-1a-focalpoint")

    assert result.exit_code == 2
    assert 'Did you mean "iom-1a-focal-point"?' in result.stderr
