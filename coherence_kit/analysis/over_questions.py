"""An assessment scored again over some of its questions alone.

Rules and weights stay as they are. A group whose table has to find all its parts has no figure
where some of them are left out.
"""

from __future__ import annotations

from collections.abc import Collection

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import MatrixQuestion, Questionnaire, Section
from coherence_kit.model.rubric import Rubric, RuleSpec
from coherence_kit.model.selection import only_questions, with_fields
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.rules import RULES

_PROFILE = RuleSpec(name="none")


def assess_over(
    assessment: Assessment,
    wanted: Collection[str],
    *,
    has_whole: bool,
    submission: Submission | None = None,
) -> Assessment:
    """The assessment of the questionnaire that has these questions alone.

    Args:
        assessment: of the whole questionnaire.
        wanted: ids of questions; at least one.
        has_whole: whether there is a figure for the whole, or each part stands for itself.
        submission: other answers, typed by the same questionnaire; those assessed if not given.

    """
    given = submission or assessment.submission
    reduced = _reduced(assessment, wanted, has_whole=has_whole)
    left = {question.id for question in reduced.questions()}
    answers = {name: answer for name, answer in given.answers.items() if name in left}
    # what is left of a short form is laid out as a questionnaire of its own
    update = {"answers": answers, "short": False}
    counted = given.model_copy(update=update)
    return assess(
        prepare(reduced),
        counted,
        source=assessment.source,
        country_name=assessment.country_name,
    )


def counting_below(seen: Assessment, node_id: str) -> list[str]:
    """The questions that enter the figure of a node."""
    node = seen.nodes[node_id]
    if node.kind == "question":
        return [node_id] if node.scored else []
    if node.is_profile:
        return []
    return [name for child in node.children for name in counting_below(seen, child)]


def _reduced(assessment: Assessment, wanted: Collection[str], *, has_whole: bool) -> Questionnaire:
    """With a figure for every group, but where its table lacks some of its parts."""
    reduced = only_questions(assessment.questionnaire, wanted)
    sections = tuple(_with_fitting_rule(part, assessment, wanted) for part in reduced.sections)
    keeps_rule = has_whole and not _lacks_parts(assessment, assessment.root_id, wanted)
    rubric = reduced.rubric if keeps_rule else _without_figure(reduced.rubric)
    return reduced.model_copy(update={"rubric": rubric, "sections": sections})


def _with_fitting_rule(
    section: Section, assessment: Assessment, wanted: Collection[str]
) -> Section:
    questions = tuple(
        with_fields(child, rubric=_without_figure(child.rubric))
        if isinstance(child, MatrixQuestion) and _lacks_parts(assessment, child.id, wanted)
        else child
        for child in section.questions
    )
    inner = tuple(_with_fitting_rule(part, assessment, wanted) for part in section.sections)
    lacks_parts = _lacks_parts(assessment, section.id, wanted)
    rubric = _without_figure(section.rubric) if lacks_parts else section.rubric
    return section.model_copy(update={"questions": questions, "sections": inner, "rubric": rubric})


def _lacks_parts(assessment: Assessment, group: str, wanted: Collection[str]) -> bool:
    """Whether the rule of a group has to find all its parts, and some of them are left out.

    A table has no line for fewer parts than can be left out by answers.
    """
    node = assessment.nodes[group]
    if node.rule is None or RULES[node.rule.name].is_monotone:
        return False
    counting = counting_below(assessment, group)
    return not {assessment.nodes[name].shares or name for name in counting} <= {*wanted}


def _without_figure(rubric: Rubric) -> Rubric:
    return rubric.model_copy(update={"rule": _PROFILE})
