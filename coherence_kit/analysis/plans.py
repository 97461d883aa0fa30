"""Plans beside the assessments whose measures they take up.

A plan belongs to the round whose report recommended its measures. In the report of the next round
what is still open of it stands for the measures that are recommended again, unless a plan of that
round does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coherence_kit.analysis.rounds.comparison import compare
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.plan import BoundPlan, PlanOfMeasures
from coherence_kit.spelling import same_name


def with_plans(
    chapters: Sequence[Assessment], previous: Sequence[Assessment], plans: Sequence[BoundPlan]
) -> tuple[list[Assessment], list[Assessment]]:
    """The chapters of a report and what stands beside them of an earlier round, each with its plan.

    Args:
        chapters: those of the report.
        previous: those of the earlier round, of some questionnaires or none.
        plans: of either round; of one round no two say something of one measure.

    """
    earlier = [_with_own(one, plans) for one in previous]
    then = {one.questionnaire.id: one for one in earlier}
    now = []
    for chapter in chapters:
        own = _with_own(chapter, plans)
        name = chapter.questionnaire.id
        left = then[name].plan if name in then else None
        if own.plan is None and left is not None:
            own = replace(own, plan=_still_open(left))
        now.append(_with_followed(own, then.get(name)))
    return now, earlier


def is_of_round(plan: BoundPlan, assessment: Assessment) -> bool:
    """Whether a plan takes up the measures of an assessment, by the name of the round."""
    return same_name(plan.stated.round) == same_name(assessment.submission.round or "")


def _with_own(assessment: Assessment, plans: Sequence[BoundPlan]) -> Assessment:
    """The assessment with what the plans of its round say; unchanged where there is none."""
    name = assessment.questionnaire.id
    own = [plan.of(name) for plan in plans if is_of_round(plan, assessment)]
    if not own:
        return assessment
    measures = {measure: entry for one in own for measure, entry in one.measures.items()}
    dates = [one.date for one in own if one.date is not None]
    return replace(
        assessment, plan=PlanOfMeasures(own[0].round, max(dates, default=None), measures)
    )


def _with_followed(now: Assessment, then: Assessment | None) -> Assessment:
    """The later assessment with what became of the measures of the plan of the earlier round."""
    if then is None or then.plan is None:
        return now
    return replace(now, followed=compare(then, now).planned)


def _still_open(plan: PlanOfMeasures) -> PlanOfMeasures:
    """What is left to be done of a plan."""
    left = {name: entry for name, entry in plan.measures.items() if not entry.has_ended}
    return replace(plan, measures=left)


def not_recommended(plan: BoundPlan, assessments: Sequence[Assessment]) -> list[str]:
    """What a plan takes up and none of these recommends, as its file names it, in its order."""
    recommended = {
        (one.questionnaire.id, item.id) for one in assessments for item in one.recommendations
    }
    found = dict.fromkeys(plan.stated.measures, False)
    for key, text in plan.written.items():
        found[text] |= key in recommended
    entries = plan.stated.measures
    return [
        text for text, is_there in found.items() if not (is_there or entries[text].says_nothing)
    ]
