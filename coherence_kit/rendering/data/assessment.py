"""The assessment as JSON, format 1.

Format version 1: figures 0 to 100 as the nearest double, null where there is none; `text` beside
them is the published figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from typing_extensions import TypedDict

from coherence_kit.analysis.explain import Explanation
from coherence_kit.analysis.lens import Lens
from coherence_kit.documents.json_text import json_text
from coherence_kit.model.assessment import (
    Agreement,
    Assessment,
    HoldsUp,
    Interval,
    NodeResult,
    PartAgreement,
)
from coherence_kit.model.merging import Merged, merged
from coherence_kit.model.submission import MergedRespondent, Respondent
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.data.answers import answers_data
from coherence_kit.rendering.data.assessment_shape import (
    AgreementData,
    AssessmentData,
    BoundsData,
    HoldsUpData,
    NodeData,
    PartAgreementData,
    ProgrammeData,
    RoundData,
    StandingData,
)
from coherence_kit.rendering.data.explanation import explanation_data
from coherence_kit.rendering.data.lens import lens_data
from coherence_kit.rendering.data.partners import partners_data
from coherence_kit.rendering.data.plan import measure_then_data, plan_data
from coherence_kit.rendering.measure_numbers import NumberedMeasure, number_measures


def assessments_json(
    assessments: Iterable[Assessment],
    explanations: Iterable[tuple[Explanation, ...]] = (),
    lenses: Iterable[Lens] = (),
) -> str:
    """A list of assessments as JSON text, with the explanations and lenses asked for beside."""
    entries = assessments_data(list(assessments))
    for entry, explained in zip(entries, explanations, strict=False):
        entry["explanation"] = [explanation_data(part) for part in explained]
    for entry, lens in zip(entries, lenses, strict=False):
        entry["lens"] = lens_data(lens)
    return json_text(entries)


class _Signed(TypedDict, total=False):
    role: str
    signed_off: str


def _signed(respondent: Respondent | MergedRespondent | None, signed_off: str | None) -> _Signed:
    """In which role somebody answered, and who stands for it, where that is stated."""
    found: _Signed = {}
    if respondent is not None and respondent.role:
        found["role"] = respondent.role
    if signed_off:
        found["signed_off"] = signed_off
    return found


def assessments_data(assessments: Sequence[Assessment]) -> list[AssessmentData]:
    """Several assessments as plain data, with measures numbered as in their report."""
    return [
        assessment_data(assessment, numbered)
        for assessment, numbered in zip(assessments, _numbered(assessments), strict=True)
    ]


class _Marks(TypedDict, total=False):
    draft: Literal[True]
    short: Literal[True]


def _marks(assessment: Assessment) -> _Marks:
    marks: _Marks = {}
    if assessment.is_draft:
        marks["draft"] = True
    if assessment.submission.short:
        marks["short"] = True
    return marks


def _numbered(assessments: Sequence[Assessment]) -> list[Mapping[str, NumberedMeasure]]:
    """The numbers of measures; those of one country and round are numbered through."""
    rounds: dict[tuple[object, ...], list[int]] = {}
    for place, assessment in enumerate(assessments):
        submission = assessment.submission
        named = (submission.country, assessment.country_name, submission.round)
        rounds.setdefault(named, []).append(place)
    numbers: dict[int, Mapping[str, NumberedMeasure]] = {}
    for places in rounds.values():
        chapters = number_measures([assessments[place] for place in places])
        numbers.update(zip(places, chapters, strict=True))
    return [numbers[place] for place in range(len(assessments))]


def assessment_data(
    assessment: Assessment, numbered: Mapping[str, NumberedMeasure] | None = None
) -> AssessmentData:
    """One assessment as plain data.

    Args:
        assessment: what is told.
        numbered: its measures with their numbers where it is a chapter among others.

    """
    measures = number_measures([assessment])[0] if numbered is None else numbered
    submission, root, counts = assessment.submission, assessment.root, assessment.counts
    numbers = numbers_of(assessment.nodes, assessment.root_id)
    data: AssessmentData = {
        "format": "coherence-kit/assessment",
        "format_version": 1,
        "kit_version": assessment.kit_version,
        "questionnaire": {
            "id": assessment.questionnaire.id,
            "version": assessment.questionnaire.version,
            "sha256": assessment.questionnaire_sha256,
        },
        "submission": {
            **_marks(assessment),
            "source": assessment.source,
            "country": submission.country,
            "country_name": assessment.country_name,
            "standing": submission.standing,
            "round": submission.round,
            "date": submission.date.isoformat() if submission.date else None,
            "respondent": submission.answered_by,
            **_signed(submission.respondent, submission.signed_off),
            "sha256": assessment.submission_sha256,
        },
        "score": {
            "value": _number(root.numeric_or_none(root.value)),
            "claimed": _number(root.numeric_or_none(root.claimed)),
            "text": root.text,
            **_bounds(root),
        },
        "coverage": {
            "answered": counts.answered,
            "not_applicable": counts.not_applicable,
            "not_asked": counts.not_asked,
            "unknown": counts.unknown,
            "unanswered": counts.unanswered,
            "open": counts.open,
            "carried": counts.carried,
            "share": _number(root.coverage),
            "evidence_share": _number(assessment.evidence_share),
        },
        "nodes": {name: _node(node, numbers.get(name)) for name, node in assessment.nodes.items()},
        "answers": answers_data(submission.answers),
        "gaps": [
            {
                "id": gap.id,
                "gap": _number(assessment.nodes[gap.id].numeric_or_none(gap.gap)),
                "gain": _number(assessment.nodes[gap.root].numeric_or_none(gap.gain)),
                "reach": float(gap.reach),
                "priority": gap.priority,
                "holds_up": _holds_up(gap.holds_up),
            }
            for gap in assessment.gaps
        ],
        "to_collect": [
            {"id": item.id, "reach": float(item.reach)} for item in assessment.to_collect
        ],
        "measures": [
            {
                "id": item.id,
                "number": measures[item.id].number,
                "when": item.when,
                "because": list(item.because),
                "gain": None if item.letters else _number(item.gain),
                "effort": item.effort,
                "horizon": item.horizon,
                "alternative": item.alternative,
                "holds_up": _holds_up(item.holds_up),
            }
            for item in assessment.recommendations
        ],
        "programme": _programme(assessment),
        "packages": [
            {
                "id": item.package.id,
                "measures": list(item.measures),
                "gain": _number(root.numeric_or_none(item.gain)),
                "days": item.days,
                "staff_years": float(item.staff_years),
                "after": _standing(root, item.after),
            }
            for item in assessment.packages
        ],
    }
    if assessment.long_form is not None:
        data["long_form"] = _standing(root, assessment.long_form)
    if submission.respondents:
        data["merged"] = _merged(assessment)
    if assessment.partners is not None:
        data["partners"] = partners_data(assessment.partners)
    if assessment.plan is not None:
        data["plan"] = plan_data(assessment.plan)
    if assessment.followed:
        data["followed"] = [measure_then_data(one) for one in assessment.followed]
    return data


def _merged(assessment: Assessment) -> RoundData:
    submission = assessment.submission
    how = Counter(merged(answer) for answer in submission.answers.values())
    settled = assessment.settled
    return {
        "respondents": [
            {
                "id": one.id,
                "entity": one.entity,
                **_signed(one, one.signed_off),
                "date": one.date.isoformat() if one.date else None,
                "sha256": one.sha256,
            }
            for one in submission.respondents
        ],
        "merged": {name.value: how[name] for name in Merged},
        "disputed": [
            {"id": one.id, "steps": one.steps, "whose": one.whose, "reach": float(one.share)}
            for one in assessment.disputed
        ],
        "settled": None if settled is None else _standing(assessment.root, settled),
        "agreement": None if assessment.agreement is None else _agreement(assessment.agreement),
    }


def _agreement(found: Agreement) -> AgreementData:
    return {
        "sections": {part.id: _part_agreement(part) for part in found.sections},
        "whole": _part_agreement(found.whole),
        "pairs": [
            {
                "between": [pair.one, pair.other],
                "questions": pair.questions,
                "differing": pair.differing,
                "wide": pair.wide,
                "distance": float(pair.distance),
            }
            for pair in found.pairs
        ],
    }


def _part_agreement(part: PartAgreement) -> PartAgreementData:
    return {
        "questions": part.questions,
        "differing": part.differing,
        "wide": part.wide,
        "pairs": part.pairs,
        "alpha": part.alpha,
    }


def _holds_up(held: HoldsUp) -> HoldsUpData:
    return {
        "measures": list(held.measures),
        "questions": list(held.questions),
        "eases": list(held.eases),
    }


def _programme(assessment: Assessment) -> ProgrammeData:
    programme, root = assessment.programme, assessment.root
    return {
        **_standing(root, programme.now),
        "target": _number(root.numeric_or_none(root.target)),
        "gain": _number(root.numeric_or_none(programme.gain)),
        "by_horizon": {
            horizon: _standing(root, after) for horizon, after in programme.by_horizon.items()
        },
        "later": _standing(root, programme.later),
        "open_gaps": list(programme.open_gaps),
        "unserved": list(programme.unserved),
    }


def _standing(root: NodeResult, standing: Interval) -> StandingData:
    return {
        "value": _number(root.numeric_or_none(standing.value)),
        "low": _number(root.numeric_or_none(standing.low)),
        "high": _number(root.numeric_or_none(standing.high)),
        "level": standing.level,
        "level_low": standing.level_low,
        "level_high": standing.level_high,
    }


def _bounds(node: NodeResult) -> BoundsData:
    return {
        "low": _number(node.numeric_or_none(node.low)),
        "low_text": node.low_text,
        "high": _number(node.numeric_or_none(node.high)),
        "high_text": node.high_text,
        "level": node.level,
        "level_low": node.level_low,
        "level_high": node.level_high,
    }


def _node(node: NodeResult, number: str | None) -> NodeData:
    bounds = _bounds(node)
    data: NodeData = {
        "number": number,
        "kind": node.kind,
        "parent": node.parent,
        "state": node.state,
        "rule": node.rule_name,
        "value": _number(node.numeric_or_none(node.value)),
        "claimed": _number(node.numeric_or_none(node.claimed)),
        "text": node.text,
        "low": bounds["low"],
        "low_text": bounds["low_text"],
        "high": bounds["high"],
        "high_text": bounds["high_text"],
        "level": bounds["level"],
        "level_low": bounds["level_low"],
        "level_high": bounds["level_high"],
        "weight": float(node.weight),
        "target": _number(node.numeric_or_none(node.target)),
        "target_text": node.target_text,
        "gap": _number(node.numeric_or_none(node.gap)),
        "coverage": _number(node.coverage),
    }
    if node.shares is not None:
        data["question"] = node.shares
    return data


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
