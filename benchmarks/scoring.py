"""Scoring against the kit's own loading of the same submission.

Measured too is how its cost grows with the questionnaire.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.submissions import QUESTIONNAIRE, filled
from benchmarks.timing import Ratio, compare
from coherence_kit.model.questionnaire import FORMAT, Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.score import load_submission, open_workspace

REPEATED = 50
SMALL, LARGE = 500, 5_000
SECTION = 25


def measure() -> Ratio:
    """At most half: what a ministry waits for is reading its file."""
    workspace = open_workspace()
    questionnaire = workspace.entry(QUESTIONNAIRE).questionnaire
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.yaml"
        path.write_text(filled(questionnaire, 1), encoding="utf-8")
        loaded = load_submission(workspace, path)
        tree = loaded.instrument.tree
        return compare(
            "scoring a submission / loading it",
            lambda: [score(tree, loaded.submission) for _ in range(REPEATED)],
            lambda: [load_submission(workspace, path) for _ in range(REPEATED)],
            rounds=5,
            wanted="at most 0.5",
        )


def _of_size(number: int) -> tuple[Questionnaire, Submission]:
    """A questionnaire of so many questions in sections of 25, with a submission.

    All but every tenth question are answered.
    """
    steps = {step: f"Step {step}" for step in range(5)}
    questions = [
        {"id": f"q{place}", "type": "scale", "label": "Q", "text": "What is there?", "steps": steps}
        for place in range(number)
    ]
    sections = [
        {"id": f"s{start}", "title": "S", "questions": questions[start : start + SECTION]}
        for start in range(0, number, SECTION)
    ]
    about = {
        "format": FORMAT,
        "id": "large",
        "version": "1.0",
        "title": "Large",
        "sections": sections,
    }
    answers = {f"q{place}": {"value": place % 5} for place in range(number) if place % 10}
    answered = {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "large", "version": "1.0"},
    }
    return Questionnaire.model_validate(about), Submission.model_validate(
        {**answered, "answers": answers}
    )


def measure_growth() -> Ratio:
    """Ten times the questions take at most about ten times the time.

    Both sides score as many questions in all.
    """
    (large, to_large), (small, to_small) = _of_size(LARGE), _of_size(SMALL)
    large_tree, small_tree = build_tree(large), build_tree(small)
    times = LARGE // SMALL
    return compare(
        f"scoring {LARGE} questions / {SMALL} questions {times} times",
        lambda: score(large_tree, to_large),
        lambda: [score(small_tree, to_small) for _ in range(times)],
        rounds=7,
        wanted="at most 1.2",
    )
