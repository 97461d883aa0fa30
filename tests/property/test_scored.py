"""The figures of a submission alone are those of its assessment, whatever is drawn or shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.scored import Scored, scored
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.workflow.score import (
    assess_loaded,
    load_submission,
    open_workspace,
    score_loaded,
)
from tests.property.strategies import answered_trees
from tests.shipped import shipped_submissions

WORKSPACE = open_workspace()


@given(answered_trees())
def test_figures_alone_are_those_of_the_assessment(
    drawn: tuple[Questionnaire, Submission],
) -> None:
    questionnaire, submission = drawn
    instrument = prepare(questionnaire)
    whole = scored(instrument, submission, every_node=True, with_measures=True)
    expect_same(whole, assess(instrument, submission))
    expect_lean(scored(instrument, submission), whole)


@pytest.mark.parametrize("path", shipped_submissions(), ids=lambda path: path.stem)
def test_shipped_submissions_have_the_figures_of_their_assessment(path: Path) -> None:
    loaded = load_submission(WORKSPACE, path)
    whole = score_loaded(loaded, named="a.yaml", every_node=True, with_measures=True)
    expect_same(whole, assess_loaded(loaded, named="a.yaml"))
    expect_lean(score_loaded(loaded), whole)


def expect_same(found: Scored, assessment: Assessment) -> None:
    """Every figure, every node and the measures are as the assessment has them."""
    assert found.nodes == assessment.nodes
    assert found.root == assessment.root
    assert list(found.measures.items()) == [
        (item.id, item.when) for item in assessment.recommendations
    ]
    assert sorted(found.missing) == sorted(item.id for item in assessment.to_collect)
    assert len(found.missing) == assessment.counts.missing
    assert found.submission == assessment.submission
    assert found.submission_sha256 == assessment.submission_sha256
    assert found.questionnaire is assessment.questionnaire
    assert found.questionnaire_sha256 == assessment.questionnaire_sha256
    assert (found.source, found.notes) == (assessment.source, assessment.notes)


def expect_lean(found: Scored, whole: Scored) -> None:
    """What is made for a table alone is the same, with no more nodes than the table has."""
    names = [whole.root_id, *whole.root.children]
    assert list(found.nodes) == names
    assert all(found.nodes[name] == whole.nodes[name] for name in names)
    assert not found.measures
    assert (found.missing, found.submission_sha256) == (whole.missing, whole.submission_sha256)
