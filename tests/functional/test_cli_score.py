from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coherence_kit import __version__, content
from tests.functional.conftest import ANSWERED, Run, Write

VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml"
)
BOUNDS = ("low", "low_text", "high", "high_text")
LEVELS = {"level", "level_low", "level_high"}


@pytest.fixture(scope="module")
def velmora() -> dict[str, Any]:
    from click.testing import CliRunner

    from coherence_kit.cli import main

    result = CliRunner().invoke(main, ["score", str(VELMORA), "--format", "json"])
    assert (result.exit_code, result.stderr) == (0, "")
    (assessment,) = json.loads(result.stdout)
    assert isinstance(assessment, dict)
    return assessment


def test_the_text_has_result_sections_gaps_and_measures(run: Run) -> None:
    result = run("score", VELMORA)
    assert result.exit_code == 0
    assert result.stdout.startswith("Velmora · First round, 2026 · 2026-06-30\n")
    heads = ["Result", "Target", "Answers", "Evidence", "Section", "Gaps", "To collect", "Measures"]
    assert [head for head in heads if f"\n{head}" not in result.stdout] == []


def test_json_has_the_keys_of_the_contract_and_no_others(velmora: dict[str, Any]) -> None:
    assert set(velmora) == {
        *(
            "format",
            "format_version",
            "kit_version",
            "questionnaire",
            "submission",
            "score",
            "coverage",
            "nodes",
        ),
        *("answers", "gaps", "to_collect", "measures", "programme", "packages"),
    }
    assert (velmora["format"], velmora["format_version"]) == ("coherence-kit/assessment", 1)
    assert velmora["kit_version"] == __version__
    assert set(velmora["questionnaire"]) == {"id", "version", "sha256"}
    assert set(velmora["submission"]) == {
        "source",
        "country",
        "country_name",
        "standing",
        "round",
        "date",
        "respondent",
        "role",
        "signed_off",
        "sha256",
    }
    assert set(velmora["score"]) == {"value", "claimed", "text", *BOUNDS} | LEVELS
    assert set(velmora["coverage"]) == {
        *(
            "answered",
            "not_applicable",
            "not_asked",
            "unknown",
            "unanswered",
            "open",
            "carried",
            "share",
            "evidence_share",
        ),
    }
    node = {
        "number",
        "kind",
        "parent",
        "state",
        "rule",
        "value",
        "claimed",
        "text",
        *BOUNDS,
        "weight",
        "target",
        "target_text",
        "gap",
        "coverage",
    }
    assert [name for name, found in velmora["nodes"].items() if set(found) != node | LEVELS] == []
    assert {key for gap in velmora["gaps"] for key in gap} == {
        "id",
        "gap",
        "gain",
        "reach",
        "priority",
        "holds_up",
    }
    assert {key for item in velmora["to_collect"] for key in item} == {"id", "reach"}
    measure = {"id", "number", "when", "because", "gain", "effort", "horizon", "alternative"}
    measure |= {"holds_up"}
    assert {key for item in velmora["measures"] for key in item} == measure


def test_json_has_figures_from_0_to_100_hashes_and_known_words(velmora: dict[str, Any]) -> None:
    score = velmora["score"]
    assert 0 <= score["low"] <= score["value"] <= score["high"] <= 100
    assert score["text"] == f"{score['value']:.1f}"
    assert [len(velmora[part]["sha256"]) for part in ("questionnaire", "submission")] == [64, 64]
    assert velmora["submission"]["source"] == str(VELMORA)
    assert [gap["priority"] for gap in velmora["gaps"]] == list(range(1, len(velmora["gaps"]) + 1))
    assert {item["when"] for item in velmora["measures"]} <= {"now", "then"}
    assert all(set(item["because"]) <= set(velmora["nodes"]) for item in velmora["measures"])
    assert {node["kind"] for node in velmora["nodes"].values()} == {
        "questionnaire",
        "section",
        "matrix",
        "question",
    }


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    assert (
        run("score", VELMORA, "--format", "json").stdout_bytes
        == run("score", VELMORA, "--format", "json").stdout_bytes
    )


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        ("exchange", "Rule: weighted arithmetic mean"),
        ("exchange.rule", "Step 1 of 0 to 2"),
        ("exchange.seat", "Answer joint-office: 100"),
        ("2.1", "Step 1 of 0 to 2"),
        ("2", "2 Exchange"),
        ("law.amended", "Printed, not scored."),
        ("small", "value = (1×100 + 1×75) / (1 + 1) = 87.5"),
    ],
)
def test_a_node_is_explained_up_to_the_top(
    node: str, shown: str, run_small: Run, submission: Write
) -> None:
    result = run_small("score", submission(ANSWERED), "--explain", node)
    assert result.exit_code == 0
    assert shown in result.stdout
    assert "A small questionnaire  (small)" in result.stdout


def test_json_has_the_explanation_that_is_asked_for(run_small: Run, submission: Write) -> None:
    path = submission(ANSWERED)
    (assessment,) = json.loads(
        run_small("score", path, "--explain", "exchange.rule", "--format", "json").stdout
    )
    assert [part["id"] for part in assessment["explanation"]] == [
        "exchange.rule",
        "exchange",
        "small",
    ]
    assert assessment["explanation"][1]["value"] == "75"


def test_an_unknown_node_is_wrong_use_with_a_suggestion(run_small: Run, submission: Write) -> None:
    result = run_small("score", submission(ANSWERED), "--explain", "exchang.rule")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        'no section or question "exchang.rule" in small. Did you mean "exchange.rule"?'
        in result.stderr
    )


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("2.9", "2.2"), ("9", "2"), ("2.1.1", "2.1"), ("0", "2"), ("2..1", ""), ("-1", ""), ("", "")],
)
def test_an_unknown_number_is_wrong_use_with_the_last_one_that_there_is(
    typed: str, suggested: str, run_small: Run, submission: Write
) -> None:
    result = run_small("score", submission(ANSWERED), f"--explain={typed}")
    hint = f' Did you mean "{suggested}"?' if suggested else ""
    assert (result.exit_code, result.stdout) == (2, "")
    assert f'There is no section or question "{typed}" in small.{hint}\n' in result.stderr


def test_one_broken_submission_does_not_stop_the_others(run_small: Run, submission: Write) -> None:
    first, last = submission(ANSWERED), submission(ANSWERED, "mali.yaml", country="MLI")
    broken = submission("answers:\n  exchange.rule: 9\n", "broken.yaml")
    result = run_small("score", first, broken, last)
    assert result.exit_code == 1
    assert result.stdout.count("Result    87.5") == 2
    assert "broken.yaml:5:18: error submission.answer" in result.stderr
    countries = [
        found["submission"]["country"]
        for found in json.loads(run_small("score", first, broken, last, "--format", "json").stdout)
    ]
    assert countries == ["GHA", "MLI"]


def test_where_nothing_can_be_scored_nothing_is_printed(run_small: Run, tmp_path: Path) -> None:
    result = run_small("score", tmp_path / "missing.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "missing.yaml: error file.missing" in result.stderr
    assert run_small("score", tmp_path / "missing.yaml", "--format", "json").stdout == "[]\n"


def test_warnings_are_told_beside_the_result(run_small: Run, submission: Write) -> None:
    result = run_small("score", submission("answers:\n  law.in-force: no\n  exchange.rule: 1\n"))
    assert result.exit_code == 0
    assert "warning submission.not-asked" in result.stderr
    assert "Result" in result.stdout


def test_a_draft_has_insufficient_data_and_its_whole_range(
    run_small: Run, submission: Write
) -> None:
    result = run_small("score", submission())
    assert "insufficient data; it lies between 0.0 and 100.0" in result.stdout
    assert result.exit_code == 0


def test_a_figure_at_both_ends_is_the_figure(run_small: Run, submission: Write) -> None:
    assert "Result    87.5; nothing is missing" in run_small("score", submission(ANSWERED)).stdout


def test_a_lens_shows_sections_and_no_headline(run: Run, velmora: dict[str, Any]) -> None:
    result = run("score", VELMORA, "--lens", "iom")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Lens: MC/INF/281 (iom)" in result.stdout
    assert "A lens is no result" in result.stdout
    assert "\nResult" not in result.stdout
    assert velmora["score"]["text"] not in result.stdout


def test_as_json_the_lens_stands_beside_the_assessment(run: Run, velmora: dict[str, Any]) -> None:
    (seen,) = json.loads(run("score", VELMORA, "--lens", "iom", "--format", "json").stdout)
    lens = seen.pop("lens")
    assert seen == velmora
    parts = lens["parts"].values()
    assert sum(part["questions"] for part in parts) == len(lens["questions"])
    assert all(part["low"] <= part["high"] for part in parts)


@pytest.mark.parametrize("typed", ["uniter", ""])
def test_an_unknown_document_is_a_wrong_use(typed: str, run: Run) -> None:
    result = run("score", VELMORA, f"--lens={typed}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f'There is no source document "{typed}". Known: gfmd-cs, iom, ' in result.stderr
    assert ('Did you mean "unitar"?' in result.stderr) == bool(typed)


def test_a_questionnaire_that_cites_nothing_of_it_says_so(run: Run) -> None:
    path = VELMORA.with_name("velmora-2026-sdg-10-7-2.yaml")
    result = run("score", path, "--lens", "iom")
    assert result.exit_code == 0
    assert "No question of sdg-10-7-2 that counts cites it" in result.stdout
