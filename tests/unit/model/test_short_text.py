"""What a session prints of a model fits on a few lines; a result can go to another process."""

from __future__ import annotations

import pickle

import pytest

from coherence_kit import content
from coherence_kit.workflow.score import assess_loaded, load_submission, open_workspace

WORKSPACE = open_workspace()
LOADED = load_submission(
    WORKSPACE,
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml",
)
ASSESSMENT = assess_loaded(LOADED)


@pytest.mark.parametrize(
    "thing",
    [
        ASSESSMENT,
        ASSESSMENT.root,
        ASSESSMENT.questionnaire,
        ASSESSMENT.submission,
        *ASSESSMENT.questions.values(),
        *ASSESSMENT.sections.values(),
        *ASSESSMENT.catalogue.values(),
        *ASSESSMENT.gaps,
        LOADED,
        LOADED.document,
        LOADED.instrument,
        LOADED.instrument.tree,
        WORKSPACE,
    ],
    ids=lambda thing: f"{type(thing).__name__}-{getattr(thing, 'id', '')}",
)
def test_what_is_printed_is_short(thing: object) -> None:
    assert len(repr(thing)) < 600


def test_what_has_an_id_is_shown_by_it() -> None:
    assert repr(ASSESSMENT.questionnaire) == "Questionnaire(id='intragovernmental', version='2.0')"
    assert f"text={ASSESSMENT.root.text!r}" in repr(ASSESSMENT)


def test_an_assessment_comes_whole_out_of_another_process() -> None:
    again = pickle.loads(pickle.dumps(ASSESSMENT))  # noqa: S301 - its own bytes
    assert again == ASSESSMENT
    assert again.nodes.keys() == ASSESSMENT.nodes.keys()
