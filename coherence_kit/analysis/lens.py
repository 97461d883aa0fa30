"""A result through one source document: only the questions that cite it, section by section.

A lens shows how far a result depends on whose standards are asked for. It is no result of its own:
there is no figure for the whole and no level.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coherence_kit.analysis.assess import assess, prepare
from coherence_kit.analysis.source_shares import cited_documents
from coherence_kit.errors import UnknownNameError
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.questionnaire import MatrixQuestion, Questionnaire, Section
from coherence_kit.model.rubric import Rubric, RuleSpec
from coherence_kit.model.selection import only_questions, with_fields
from coherence_kit.model.sources import SourceDocument
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.states import LEFT_STATES, State

_PROFILE = RuleSpec(name="none")


@dataclass(frozen=True, slots=True)
class LensPart:
    """A section, or a question that stands for itself, through the lens.

    `result` has the figures over the questions that cite the document. `questions` is their number;
    of those, `answered` are answered, and `left_out` do not apply or are not asked.
    """

    result: NodeResult
    questions: int
    answered: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Lens:
    """The parts in which something cites the document, in the order of the questionnaire.

    `scored` is how many questions count with and without the lens.
    """

    document: SourceDocument
    questions: tuple[str, ...]
    scored: int
    parts: tuple[LensPart, ...]


def look_through(assessment: Assessment, document_id: str) -> Lens:
    """An assessment through a source document of the register.

    Raises:
        UnknownNameError: the register has no such document.

    """
    documents = {document.id: document for document, _ in assessment.units.values()}
    if document_id not in documents:
        hint = did_you_mean(document_id, documents)
        known = ", ".join(documents)
        msg = f'There is no source document "{document_id}". Known: {known}.{hint}'
        raise UnknownNameError(msg)
    counting = {
        name: question
        for name, question in assessment.questions.items()
        if assessment.nodes[name].scored
    }
    citing = tuple(
        name
        for name, question in counting.items()
        if document_id in cited_documents(question, assessment.units)
    )
    parts = _parts(assessment, citing) if citing else ()
    return Lens(documents[document_id], citing, len(counting), parts)


def _parts(assessment: Assessment, citing: Collection[str]) -> tuple[LensPart, ...]:
    """The highest nodes that have figures of their own."""
    seen = _seen(assessment, citing)
    roots = [
        node
        for node in seen.nodes.values()
        if node.parent is not None and seen.nodes[node.parent].is_profile and not node.is_profile
    ]
    return tuple(part for root in roots if (part := _part(seen, root)) is not None)


def _part(seen: Assessment, root: NodeResult) -> LensPart | None:
    asked = {seen.nodes[name].shares or name for name in _questions_below(seen, root.id)}
    if not asked:
        return None
    states = [seen.nodes[name].state for name in asked]
    left_out = sum(state in LEFT_STATES for state in states)
    return LensPart(root, len(asked), states.count(State.ANSWERED), left_out)


def _questions_below(seen: Assessment, node_id: str) -> list[str]:
    """The questions that enter the figure of a node."""
    node = seen.nodes[node_id]
    if node.kind == "question":
        return [node_id] if node.scored else []
    if node.is_profile:
        return []
    return [name for child in node.children for name in _questions_below(seen, child)]


def _seen(assessment: Assessment, citing: Collection[str]) -> Assessment:
    """The assessment of the questionnaire that has these questions alone, as a profile."""
    reduced = _as_profile(only_questions(assessment.questionnaire, citing), assessment, citing)
    left = {question.id for question in reduced.questions()}
    answers = {
        name: answer for name, answer in assessment.submission.answers.items() if name in left
    }
    # what is left of a short form is laid out as a questionnaire of its own
    update = {"answers": answers, "short": False}
    submission = assessment.submission.model_copy(update=update)
    return assess(prepare(reduced), submission)


def _as_profile(
    reduced: Questionnaire, assessment: Assessment, citing: Collection[str]
) -> Questionnaire:
    """Without a figure for the whole, nor for a group whose table lacks some of its parts."""
    sections = tuple(_with_fitting_rule(part, assessment, citing) for part in reduced.sections)
    rubric = _without_figure(reduced.rubric)
    return reduced.model_copy(update={"rubric": rubric, "sections": sections})


def _with_fitting_rule(
    section: Section, assessment: Assessment, citing: Collection[str]
) -> Section:
    questions = tuple(
        with_fields(child, rubric=_without_figure(child.rubric))
        if isinstance(child, MatrixQuestion) and _lacks_parts(assessment, child.id, citing)
        else child
        for child in section.questions
    )
    inner = tuple(_with_fitting_rule(part, assessment, citing) for part in section.sections)
    lacks_parts = _lacks_parts(assessment, section.id, citing)
    rubric = _without_figure(section.rubric) if lacks_parts else section.rubric
    return section.model_copy(update={"questions": questions, "sections": inner, "rubric": rubric})


def _lacks_parts(assessment: Assessment, group: str, citing: Collection[str]) -> bool:
    """Whether the rule of a group has to find all its parts, and some of them are left out.

    A table has no line for fewer parts than can be left out by answers.
    """
    node = assessment.nodes[group]
    if node.rule is None or RULES[node.rule.name].is_monotone:
        return False
    counting = _questions_below(assessment, group)
    return not {assessment.nodes[name].shares or name for name in counting} <= {*citing}


def _without_figure(rubric: Rubric) -> Rubric:
    return rubric.model_copy(update={"rule": _PROFILE})
