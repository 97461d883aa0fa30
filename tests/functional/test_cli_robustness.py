"""`coherence robustness`: one submission in full, several side by side, as text and as data.

What it refuses is tried as well.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coherence_kit import __version__, content
from tests.functional.conftest import ANSWERED, Run, Write

SHIPPED = content.folder("questionnaires") / "submissions"
VELMORA = SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml"
LATER = SHIPPED / "illustrative" / "velmora-2028.yaml"
NORDALAND = SHIPPED / "illustrative" / "nordaland-2026.yaml"
GHANA = SHIPPED / "ghana-2007-documented.yaml"
OTHER = SHIPPED / "illustrative" / "tamoa-2026.yaml"


def entries(run: Run, *words: Any) -> list[dict[str, Any]]:
    result = run("robustness", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    return found


# --- one submission -------------------------------------------------------------------------------


def test_the_text_says_how_sure_what_moves_it_most_and_what_was_tried(run: Run) -> None:
    result = run("robustness", VELMORA)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Velmora · First round, 2026 · 2026-06-30\n")
    heads = [
        *(
            "Result    51.0, “Arrangements in use”",
            "How sure  The level stays “Arrangements in use” in ",
            "Choice    What moves the level most is the rule: it stays with 33 % of those tried.\n",
        ),
        *(
            "Question  ",
            "What varies",
            "Missing answers (5)",
            "Weights",
            "Other readers (41)",
            "All of these together",
            "Limits of the levels (±5.0)",
            "Rule (6)",
        ),
        *(
            "One question less (41)",
            "Another rule",
            "Without the question",
            "Share of the variance",
            "missing answers",
        ),
    ]
    assert [head for head in heads if f"\n{head}" not in result.stdout] == []
    assert "(seed 281)" in result.stdout


def test_no_line_is_wider_than_a_terminal(run: Run) -> None:
    for words in ((VELMORA,), (GHANA,), (VELMORA, LATER, "--rank")):
        assert max(map(len, run("robustness", *words).stdout.splitlines())) <= 110


def test_too_few_answers_are_said_before_anything_else(run: Run) -> None:
    text = run("robustness", GHANA).stdout
    assert "Result    Too little is answered for a result.\n" in text
    assert re.search(
        r"\n {10}It lies between \S+ and \S+, whatever the \d+ missing answers are\.", text
    )
    assert "Another rule" not in text


def test_a_draft_without_an_answer_has_draws_alone(run_small: Run, submission: Write) -> None:
    text = run_small("robustness", submission()).stdout
    assert "Nothing is answered that a score could rest on" in text
    assert "Missing answers (3)" in text
    assert "Another rule" not in text


def test_a_complete_submission_says_that_nothing_is_missing(
    run_small: Run, submission: Write
) -> None:
    text = run_small("robustness", submission(ANSWERED)).stdout
    assert "No answer is missing." in text
    assert "Missing answers" not in text


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    for words in ((VELMORA,), (VELMORA, "--format", "json")):
        assert run("robustness", *words).stdout_bytes == run("robustness", *words).stdout_bytes


def test_json_has_every_figure_with_its_settings(run: Run) -> None:
    (entry,) = entries(run, VELMORA)
    assert set(entry) == {
        *(
            "format",
            "format_version",
            "kit_version",
            "questionnaire",
            "submission",
            "settings",
            "rules_kept",
            "results",
        ),
    }
    assert (entry["format"], entry["format_version"]) == ("coherence-kit/robustness", 1)
    assert entry["kit_version"] == __version__
    assert entry["settings"] == {
        "draws": 10_000,
        "base": 1_024,
        "seed": 281,
        "variation": 0.3,
        "reader_error": 0.2,
        "leniency": 0.5,
        "limit_shift": 5,
        "percentiles": [5, 95],
    }
    (result,) = entry["results"]
    assert set(result) == {
        *(
            "id",
            "value",
            "level",
            "shown",
            "missing",
            "weights",
            "missing_answers",
            "read",
            "readers",
            "limits",
            "together",
            "moves_level_most",
        ),
        *("rules", "left_out", "moves_most", "level_changes", "variance"),
    }
    (scored,) = json.loads(run("score", VELMORA, "--format", "json").stdout)
    assert result["value"] == pytest.approx(scored["score"]["value"])
    assert result["level"] == scored["score"]["level"]
    assert (result["missing"], result["read"]) == (5, 41)
    assert set(result["readers"]) == {
        *("low", "high", "level_low", "level_high", "level_stays", "without_value"),
    }
    assert result["together"]["inputs"] == ["weights", "missing_answers", "readers"]
    assert result["limits"] == {"level_stays": 1}
    kept = sum(not rule["changes_level"] for rule in result["rules"])
    assert result["moves_level_most"] == {
        "inputs": ["rule"],
        "level_stays": pytest.approx(kept / len(result["rules"]), abs=1e-6),
    }
    for name in ("weights", "missing_answers", "readers", "together"):
        spread = result[name]
        assert 0 <= spread["low"] < result["value"] < spread["high"] <= 100
        assert result["level"] in {spread["level_low"], spread["level_high"]}
        assert 0 <= spread["level_stays"] <= 1
    assert [(rule["rule"], rule["where"], rule["groups"]) for rule in result["rules"]] == [
        (rule, where, groups)
        for rule in ("geometric-mean", "minimum")
        for where, groups in (("root", 1), ("below", 8), ("everywhere", 9))
    ]
    assert len(result["left_out"]) == 41
    sizes = [(item["changes_level"], abs(item["change"])) for item in result["left_out"]]
    assert sizes == sorted(sizes, reverse=True)
    assert result["moves_most"] == {
        "choice": "rule",
        "question": result["left_out"][0]["question"],
        "rule": {"rule": "minimum", "where": "everywhere"},
    }
    assert result["level_changes"] == {
        "rules": sum(rule["changes_level"] for rule in result["rules"]),
        "questions": 0,
    }
    assert set(result["variance"]) == {"total", "rule", "weights", "missing_answers", "readers"}
    assert all(
        set(result["variance"][name]) == {"first", "total", "error"} for name in ("rule", "weights")
    )


def test_a_question_left_out_gives_what_score_gives_without_it(
    run_small: Run, submission: Write
) -> None:
    """Law 100, exchange (50 + 100)/2: 87.5. Without the rule 100, without
    the seat 75, without the law 75.
    """
    (entry,) = json.loads(run_small("robustness", submission(ANSWERED), "--format", "json").stdout)
    found = {item["question"]: item["value"] for item in entry["results"][0]["left_out"]}
    assert found == {"exchange.rule": 100, "exchange.seat": 75, "law.in-force": 75}


# --- several submissions --------------------------------------------------------------------------


def test_several_stand_side_by_side_with_how_often_their_order_turns_and_no_ranks(run: Run) -> None:
    text = run("robustness", VELMORA, LATER, NORDALAND, GHANA).stdout
    rows = [
        "Velmora, First round, 2026 ",
        "Velmora, Second round, 2028 ",
        "Nordaland, First round, 2026 ",
        "Ghana, 2007 ",
    ]
    places = [text.index(f"\n{row}") for row in rows]
    assert places == sorted(places)  # as given, not by result
    assert "How often the order of two turns" in text
    assert (
        "There is nothing to compare in 3 of 6 pairs: one has no result, or both are equal." in text
    )
    assert "place" not in text


def test_places_are_printed_where_they_are_asked_for(run: Run) -> None:
    text = run("robustness", VELMORA, NORDALAND, GHANA, "--rank").stdout
    assert "place stays" in text
    assert "Without a place, as too little is answered: Ghana, 2007." in text


def test_submissions_of_the_same_country_and_round_are_told_apart_by_their_files(
    run_small: Run, submission: Write
) -> None:
    text = run_small("robustness", submission(ANSWERED), submission(ANSWERED, "again.yaml")).stdout
    assert "Ghana (ghana.yaml)" in text
    assert "Ghana (again.yaml)" in text
    assert (
        "There is nothing to compare in 1 of 1 pairs: one has no result, or both are equal." in text
    )


def test_json_has_the_order_in_each_entry_and_the_place_where_asked_for(run: Run) -> None:
    plain, ranked = entries(run, LATER, NORDALAND), entries(run, LATER, NORDALAND, "--rank")
    (turn,) = plain[0]["results"][0]["order"]["turns"]
    assert turn["against"] == str(NORDALAND)
    assert 0 < turn["share"] < 1
    assert plain[1]["results"][0]["order"]["turns"] == [
        {"against": str(LATER), "share": turn["share"]}
    ]
    assert "rank" not in plain[0]["results"][0]["order"]
    assert [entry["results"][0]["order"]["rank"]["place"] for entry in ranked] == [2, 1]


def test_company_changes_nothing_in_what_is_said_of_one(run: Run) -> None:
    (alone,) = entries(run, VELMORA)
    (beside, _) = entries(run, VELMORA, LATER)
    del beside["results"][0]["order"]
    assert beside == alone


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        (("Finance", "Labour"), ("(Finance)", "(Labour)")),
        (("Finance", "Finance"), ("(a/ken.yaml)", "(b/ken.yaml)")),
    ],
)
def test_submissions_of_one_name_are_told_apart(
    run: Run, tmp_path: Path, bodies: tuple[str, str], expected: tuple[str, str]
) -> None:
    text = VELMORA.read_text("utf-8")
    files = []
    for folder, body in zip("ab", bodies, strict=True):
        files.append(tmp_path / folder / "ken.yaml")
        files[-1].parent.mkdir()
        files[-1].write_text(re.sub(r"(?m)^  entity: .*$", f"  entity: {body}", text), "utf-8")
    lines = run("robustness", *files).stdout.splitlines()
    for name in expected:
        assert any(f"Velmora, First round, 2026 {name}" in line for line in lines)


def test_different_questionnaires_are_wrong_use_that_names_them(run: Run) -> None:
    result = run("robustness", VELMORA, OTHER)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"intragovernmental ({VELMORA})" in result.stderr
    assert f"multistakeholder ({OTHER})" in result.stderr


def test_a_rank_of_one_is_wrong_use(run: Run) -> None:
    result = run("robustness", VELMORA, "--rank")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Give two or more" in result.stderr


def test_one_broken_submission_does_not_stop_the_others(run_small: Run, submission: Write) -> None:
    broken = submission("answers:\n  exchange.rule: 9\n", "broken.yaml")
    result = run_small("robustness", broken, submission(ANSWERED))
    assert result.exit_code == 1
    assert "Result    87.5" in result.stdout
    assert "broken.yaml:5:18: error submission.answer" in result.stderr
    assert run_small("robustness", broken).stdout == ""
    assert run_small("robustness", broken, "--format", "json").stdout == "[]\n"


@pytest.mark.parametrize("words", [["--help"], ["score", str(VELMORA)], ["robustness", "--help"]])
def test_other_commands_start_without_numpy(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from coherence_kit.cli import main\n"
        f"main({words!r}, standalone_mode=False)\n"
        "print('numpy' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        (sys.executable, "-c", program), capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "False"
