"""The rules are listed, each with its formula."""

from __future__ import annotations

import json

from coherence_kit.questions import KINDS
from coherence_kit.scoring.rules import RULES
from tests.functional.conftest import Run


def test_every_rule_is_listed_with_formula_and_what_it_does_with_missing(run: Run) -> None:
    text = " ".join(run("rules").stdout.split())
    for name, rule in RULES.items():
        assert f"{name} ({rule.title})" in text
        assert rule.formula in text
        assert f"Missing: {rule.missing}." in text


def test_every_scored_type_of_question_is_listed(run: Run) -> None:
    text = run("rules").stdout
    assert [
        name for name, kind in KINDS.items() if kind.is_scored and f"type: {name}" not in text
    ] == []


def test_json_says_which_rules_are_monotone(run: Run) -> None:
    rules = {
        rule["name"]: rule for rule in json.loads(run("rules", "--format", "json").stdout)["rules"]
    }
    assert list(rules) == list(RULES)
    assert [name for name, rule in rules.items() if not rule["monotone"]] == ["conversion-table"]
    assert rules["power-mean"]["needed"] == ["exponent"]
