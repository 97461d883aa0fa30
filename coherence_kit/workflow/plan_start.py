"""A plan begun from what is recommended to a country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.errors import WrongUseError
from coherence_kit.forms.yaml.plan_starter import Chapter, plan_starter
from coherence_kit.loading.countries import countries_as_known
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.measure_numbers import by_horizon
from coherence_kit.workflow.plans import expect_country, load_plan_file, stated_country
from coherence_kit.workflow.score import Workspace, assess_file


@dataclass(frozen=True, slots=True)
class StartedPlan:
    """The text of a plan to be filled in, and how many measures it lists."""

    text: str
    measures: int


def start_plan(
    workspace: Workspace, submissions: Sequence[Path], earlier: Path | None = None
) -> StartedPlan:
    """A plan of all that is recommended for submissions of one country and round.

    What is still open of an `earlier` plan is kept where its measure is recommended again.

    Raises:
        ProblemsFound: a submission or the earlier plan has errors, or that is of another country.
        WrongUseError: they are not of one country and round, two of them answer one questionnaire,
            one does not say of which country and round it is, or no measure is recommended.

    """
    assessments = [assess_file(workspace, path) for path in submissions]
    _expect_one_plan(assessments)
    before = None if earlier is None else load_plan_file(workspace, earlier)
    if before is not None:
        expect_country(before, assessments[0].submission)
    chapters = [
        Chapter(
            one,
            tuple(by_horizon(one)),
            None if before is None else before.bound.of(one.questionnaire.id),
        )
        for one in assessments
    ]
    many = len({item.id for chapter in chapters for item in chapter.items})
    if not many:
        msg = (
            f"No measure is recommended for {_named(assessments)}, so that there is nothing to "
            "plan: measures follow from answers, and a questionnaire may have none."
        )
        raise WrongUseError(msg)
    return StartedPlan(plan_starter(chapters), many)


def _named(assessments: Sequence[Assessment]) -> str:
    return ", ".join(assessment.source for assessment in assessments)


def _expect_one_plan(assessments: Sequence[Assessment]) -> None:
    """What a plan is begun from are chapters of one country and round, which they say.

    Raises:
        WrongUseError: they are not.

    """
    for assessment in assessments:
        for key in ("country", "round"):
            if not getattr(assessment.submission, key):
                msg = (
                    f"{assessment.source} has no {key}, and a plan is of one: add {key}: to the "
                    "submission."
                )
                raise WrongUseError(msg)
    submissions = [assessment.submission for assessment in assessments]
    countries = {*countries_as_known(map(stated_country, submissions))}
    rounds = {one.round for one in submissions}
    if len(countries) > 1 or len(rounds) > 1:
        msg = (
            f"A plan is of one country and one round, and {_named(assessments)} are of "
            f"{', '.join(sorted({f'{one.country} {one.round}' for one in submissions}))}. Begin a "
            "plan for each."
        )
        raise WrongUseError(msg)
    answered = [one.questionnaire.id for one in submissions]
    twice = next((name for name in answered if answered.count(name) > 1), None)
    if twice is not None:
        msg = (
            f"Two of {_named(assessments)} answer {twice}: a plan is of one result of each "
            "questionnaire. Leave one of them out; what several offices answered is merged first, "
            "with coherence merge."
        )
        raise WrongUseError(msg)
