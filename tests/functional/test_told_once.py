"""One mistake is told once, and an error is not lost among warnings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coherence_kit.cli.console import MOST_OF_A_KIND
from tests.functional.conftest import Run

HEAD = """\
format: coherence-kit/questionnaire/1
id: mine
version: "1.0"
title: Mine
origin: {title: Example, publisher: Example, edition: "1"}
"""
SHARED = """\
letters: {order: [D, C, B, A]}
rubric: {rule: none}
sections:
- id: s1
  title: One
  rubric: {rule: &t {name: conversion-table, tables: {1: {D: D, C: C, B: B, A: A}}}}
  questions: &q
  - {id: q1, type: choice, label: One, text: Which?, options: &o
    [{id: a, text: A, letter: A}, {id: d, text: D, letter: D}]}
- {id: s2, title: Two, rubric: {rule: *t},
   questions: [{id: q2, type: choice, label: Two, text: Which?, options: *o}]}
- {id: s3, title: Three, rubric: {rule: *t},
   questions: [{id: q3, type: choice, label: Three, text: Which?, options: *o}]}
"""


def check(run: Run, folder: Path, text: str, *options: str | Path) -> list[dict[str, Any]]:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[dict[str, Any]] = json.loads(
        run("check", path, "--format", "json", *options).stdout
    )
    return problems


@pytest.mark.parametrize(
    ("right", "wrong", "codes"),
    [
        ("A: A}", "A: Z}", ["questionnaire.unknown-letter"]),
        ("{D: D,", "{D D: D,", ["questionnaire.table-key"]),
        ("letter: D}]", "letter: X}]", ["questionnaire.unknown-letter"]),
        ("letter: D}]", "leter: D}]", ["schema.unknown-key"]),
        ("text: A,", "text: [A],", ["schema.value"]),
        ("{id: d,", "{id: a,", ["questionnaire.duplicate-option"]),
        ("{id: d, text: D, letter: D}", "{id: d, text: D}", ["questionnaire.no-score"]),
        ("B: B, A: A", "B: B", ["questionnaire.table-hole"]),
        # two mistakes are two, whatever the number of places at which they have effect
        ("B: B, A: A", "B: X, A: Z", ["questionnaire.unknown-letter"] * 2),
    ],
)
def test_a_mistake_behind_an_alias_is_told_once(
    right: str, wrong: str, codes: list[str], run: Run, tmp_path: Path
) -> None:
    assert right in SHARED
    problems = check(run, tmp_path, HEAD + SHARED.replace(right, wrong, 1))
    assert [problem["code"] for problem in problems] == codes


def test_a_mistake_made_twice_is_told_twice(run: Run, tmp_path: Path) -> None:
    text = SHARED.replace("A: A}", "A: Z}")
    written_out = text.replace("*t", re.findall("&t (.*)}\n", text)[0])
    problems = check(run, tmp_path, HEAD + written_out)
    assert [problem["code"] for problem in problems] == ["questionnaire.unknown-letter"] * 3


def test_an_alias_that_is_wrong_in_one_place_only_is_told_at_what_it_names(
    run: Run, tmp_path: Path
) -> None:
    """The two parts of the second section can be two letters
    together, for which there is no line.
    """
    one = "- {id: s2, title: Two, rubric: {rule: *t},\n   questions: ["
    more = one + "{id: q4, type: choice, label: Four, text: Which?, options: *o}, "
    problems = check(run, tmp_path, HEAD + SHARED.replace(one, more))
    assert [(item["code"], item["line"]) for item in problems] == [("questionnaire.table-hole", 11)]


def test_parts_with_ids_in_common_are_one_problem(run: Run, tmp_path: Path) -> None:
    (problem,) = check(run, tmp_path, f"{HEAD}parts: [intragovernmental, sdg-17-14-1]\n")
    assert (problem["code"], problem["line"]) == ("questionnaire.parts-clash", 6)
    assert "both have coordination, effects" in problem["found"]


def test_the_cure_of_parts_with_ids_in_common_works(run: Run, tmp_path: Path) -> None:
    """Sections of one's own in place of parts, and another id beside `use:` where it is taken."""
    text = f"""{HEAD}sections:
- id: inside
  title: Inside government
  questions:
  - use: intragovernmental/coordination.focal-point
- id: goal
  title: Goal
  questions:
  - use: sdg-17-14-1/commitment.highest-level
  - {{use: sdg-17-14-1/commitment.budget, id: coordination.money}}
"""
    assert check(run, tmp_path, text) == []


def test_parts_keep_the_scales_that_their_questions_are_written_for(
    run: Run, tmp_path: Path
) -> None:
    three = (
        HEAD.replace("mine", "three")
        + "scale: {id: three, steps: [0, 1, 2]}\nsections:\n- id: s\n  title: S\n  questions:\n"
        "  - {id: s.q, type: scale, label: Q, text: Which?, steps: {0: No, 1: Some, 2: All}}\n"
    )
    (tmp_path / "three.yaml").write_text(three, encoding="utf-8")
    assert check(run, tmp_path, f"{HEAD}parts: [intragovernmental, three]\n", "-Q", tmp_path) == []


def test_what_is_borrowed_is_not_held_against_the_one_who_borrows(run: Run, tmp_path: Path) -> None:
    """A question of a published instrument needs no source, wherever it is used."""
    bare = HEAD.replace('origin: {title: Example, publisher: Example, edition: "1"}\n', "")
    assert check(run, tmp_path, f"{bare}parts: [sdg-17-14-1]\n") == []


POINTS = f"""{HEAD}rubric: {{rule: {{name: sum-of-points, cap: 4}}}}
sections:
- id: part
  title: Part
  points: 4
  rubric: {{rule: {{name: sum-of-points, cap: 4}}}}
  questions:
  - {{id: part.one, type: boolean, label: One, text: Is it so?, points: 4}}
"""


def test_a_weight_in_place_of_points_is_one_mistake(run: Run, tmp_path: Path) -> None:
    text = POINTS.replace("text: Is it so?, points: 4", "text: Is it so?, weight: 4")
    assert [item["code"] for item in check(run, tmp_path, text)] == ["questionnaire.points-missing"]


def test_the_weight_that_a_borrowed_question_has_elsewhere_is_not_held_against_its_points(
    run: Run, tmp_path: Path
) -> None:
    text = f"{POINTS}  - {{use: sdg-17-14-1/commitment.budget, points: 2}}\n"
    used = f"{POINTS}  - use: intragovernmental/planning.budget\n    points: 2\n"
    scale = "    scale: {id: five, steps: [0, 1, 2, 3, 4]}\n"
    codes = {
        item["code"] for item in check(run, tmp_path, text) + check(run, tmp_path, used + scale)
    }
    assert codes <= {"questionnaire.no-source"}


def test_texts_of_a_borrowed_question_that_lack_are_told_once(run: Run, tmp_path: Path) -> None:
    text = (
        f"{HEAD}languages: [en, fr]\nscale: {{id: five, steps: [0, 1, 2, 3, 4]}}\n"
        "sections:\n- id: s\n"
        "  title: S\n  questions:\n  - use: intragovernmental/coordination.focal-point\n"
    )
    (problem,) = check(run, tmp_path, text)
    assert (problem["code"], problem["line"]) == ("questionnaire.translation", 12)


def test_a_borrowed_question_with_other_steps_is_told_with_a_cure_that_works(
    run: Run, tmp_path: Path
) -> None:
    text = (
        f"{HEAD}scale: {{id: three, steps: [0, 1, 2]}}\n"
        "sections:\n- id: s\n  title: S\n  questions:\n"
        "  - use: intragovernmental/coordination.focal-point\n"
    )
    (problem,) = check(run, tmp_path, text)
    assert problem["code"] == "questionnaire.steps"
    cure = "scale: {id: own, steps: [0, 1, 2, 3, 4]}"
    assert cure in problem["cure"]
    assert check(run, tmp_path, f"{text}    {cure}\n") == []


MANY = (
    HEAD
    + "languages: [en, fr]\nsections:\n- id: s\n  title: {en: S}\n  questions:\n"
    + "".join(
        f"  - {{id: s.q{n}, type: boolean, label: {{en: Q}}, text: {{en: Whether?}}}}\n"
        for n in range(9)
    )
)


def test_errors_come_first_and_of_warnings_of_one_kind_the_first_are_shown(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MANY + "- {id: t, title: {en: T}, questions: []}\n", encoding="utf-8")
    told = run("check", path).stderr
    severities = re.findall(r"^\S+: (error|warning) ", told, flags=re.MULTILINE)
    assert severities == ["error", *["warning"] * MOST_OF_A_KIND]
    assert (
        "17 more warnings questionnaire.translation in lines 12 to 20; coherence check --all"
        in told
    )
    assert told.endswith("1 error, 20 warnings in 1 file.\n")


def test_all_warnings_are_shown_on_request_and_always_in_json(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MANY, encoding="utf-8")
    assert run("check", path, "--all").stderr.count(": warning ") == 19
    assert len(json.loads(run("check", path, "--format", "json").stdout)) == 19


def test_of_two_files_with_one_id_in_one_folder_neither_is_used(run: Run, tmp_path: Path) -> None:
    for name in ("a.yaml", "inner/b.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            f"{HEAD}sections:\n- id: s\n  title: S\n  questions:\n"
            "  - {id: s.q, type: boolean, label: Q, text: Whether?}\n"
        )
    for words in (["check", tmp_path], ["show", "mine", "-Q", tmp_path]):
        result = run(*words)
        assert result.exit_code == 1
        assert "inner/b.yaml:2:5: error folder.same-id" in result.stderr
        assert str(tmp_path / "a.yaml") in result.stderr


def test_one_id_in_two_folders_is_a_note_that_names_both(run: Run, tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "q.yaml").write_text(
            f"{HEAD}sections:\n- id: s\n  title: S\n  questions:\n"
            "  - {id: s.q, type: boolean, label: Q, text: Whether?}\n"
        )
    result = run("check", tmp_path / "first", "-Q", tmp_path / "second")
    assert result.exit_code == 0
    assert "note questionnaire.shadowed" in result.stderr
    for name in ("first", "second"):
        assert str(tmp_path / name / "q.yaml") in result.stderr


def test_two_catalogues_of_measures_with_one_id_in_one_folder_are_an_error(
    run: Run, tmp_path: Path
) -> None:
    text = (
        'format: coherence-kit/measures/1\nid: own\nversion: "1.0"\n'
        "questionnaire: intragovernmental\n"
        "measures: []\n"
    )
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.count("error folder.same-id") == 1
