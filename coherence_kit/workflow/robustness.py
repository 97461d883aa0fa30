"""Assessments that say how sure they are.

The study itself is imported when it is made: it brings NumPy with it, which nothing else needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.robustness import Order
from coherence_kit.problems import Problem, ProblemsFound, faults_told, shown_path
from coherence_kit.workflow.score import Loaded, Workspace, assess_loaded, load_submission

if TYPE_CHECKING:
    from coherence_kit.analysis.robustness.study import Study
    from coherence_kit.scoring.tree import Tree


@dataclass(frozen=True, slots=True)
class Studied:
    """Assessments with their robustness, and the order of several.

    `problems` are those of files that could not be read.
    """

    assessments: tuple[Assessment, ...]
    orders: tuple[Order, ...]
    problems: tuple[Problem, ...]


def study_files(workspace: Workspace, paths: Iterable[Path]) -> Studied:
    """Study submissions of one questionnaire; one that has errors does not stop the others.

    Raises:
        WrongUseError: they are of different questionnaires.

    """
    loaded: list[Loaded] = []
    assessments: list[Assessment] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            with faults_told(shown_path(path)):
                one = load_submission(workspace, path)
                assessments.append(assess_loaded(one))
                loaded.append(one)
        except ProblemsFound as found:
            problems.extend(found.problems)
    _expect_one_questionnaire(loaded)
    if not loaded:
        return Studied((), (), tuple(problems))
    studied = _study(loaded[0].instrument.tree, assessments)
    return Studied(
        tuple(
            replace(assessment, robustness=robustness)
            for assessment, robustness in zip(assessments, studied.results, strict=True)
        ),
        studied.orders,
        tuple(problems),
    )


def assess_with_robustness(loaded: Loaded, *, named: str = "") -> Assessment:
    """The assessment of a loaded submission, with how sure it is.

    `named` is as in :func:`assess_loaded`.
    """
    assessment = assess_loaded(loaded, named=named)
    return replace(assessment, robustness=_study(loaded.instrument.tree, [assessment]).results[0])


def _study(tree: Tree, assessments: Sequence[Assessment]) -> Study:
    from coherence_kit.analysis.robustness.study import study

    # The answers that count, a reviewer's where the questionnaire says so, as they were scored.
    return study(tree, [assessment.submission for assessment in assessments])


def _expect_one_questionnaire(loaded: Sequence[Loaded]) -> None:
    answered: dict[str, str] = {}
    for one in loaded:
        form = " (short form)" if one.submission.short else ""
        answered.setdefault(f"{one.instrument.questionnaire.id}{form}", one.source)
    if len(answered) > 1:
        named = ", ".join(
            f"{questionnaire} ({source})" for questionnaire, source in answered.items()
        )
        msg = (
            f"These submissions answer different questionnaires: {named}. What is compared has to "
            "rest on the same questions; give the submissions of one questionnaire at a time."
        )
        raise WrongUseError(msg)
