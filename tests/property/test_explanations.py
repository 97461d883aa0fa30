"""Whoever has the explanation of a node can compute its figures without the kit."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.explain import explain
from coherence_kit.analysis.instrument import prepare
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.rendering.data.explanation import explanation_data
from coherence_kit.rendering.terminal.explanation import explanation_text
from coherence_kit.workflow.score import assess_file
from tests.property import recompute
from tests.property.strategies import answered_trees
from tests.shipped import shared_workspace, shipped_submissions

SHIPPED = shipped_submissions()


def explained(assessment: Assessment, node: str) -> dict[str, Any]:
    """A node as it leaves the kit: through JSON and back."""
    data: dict[str, Any] = json.loads(json.dumps(explanation_data(explain(assessment, node)[0])))
    return data


def differences(assessment: Assessment) -> dict[str, Any]:
    """Nodes whose figures do not follow from their explanation."""
    found = {}
    for name in assessment.nodes:
        data = explained(assessment, name)
        stated = {
            key: None if data[key] is None else Fraction(data[key])
            for key in ("low", "value", "claimed", "high", "coverage")
        }
        computed = recompute.figures(data)
        shown = computed["value"] is not None and (
            computed["coverage"] >= Fraction(data["min_coverage"])
            or data.get("missing_is_lowest", False)
        )
        if computed != stated or shown != data["shown"]:
            found[name] = (computed, stated, data)
    return found


@given(answered_trees())
def test_every_figure_follows_from_its_explanation(
    answered: tuple[Questionnaire, Submission],
) -> None:
    questionnaire, submission = answered
    assert differences(assess(prepare(questionnaire), submission)) == {}


@given(answered_trees())
def test_every_node_can_be_explained_in_words(answered: tuple[Questionnaire, Submission]) -> None:
    assessment = assess(prepare(answered[0]), answered[1])
    for name, node in assessment.nodes.items():
        text = explanation_text(explain(assessment, name))
        assert name in text
        assert "None" not in text
        if node.text is not None and node.kind != "question":
            assert (
                f"published as {node.text}" in text
                or f"published as the letter {node.text}" in text
            )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_figure_of_what_ships_follows_from_its_explanation(path: Any) -> None:
    assert differences(assess_file(shared_workspace(), path)) == {}
