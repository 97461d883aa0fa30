"""A result through one source document: only the questions that cite it, section by section.

A lens shows how far a result depends on whose standards are asked for. It is no result of its own:
there is no figure for the whole and no level.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coherence_kit.analysis.over_questions import assess_over, counting_below
from coherence_kit.analysis.source_shares import cited_documents
from coherence_kit.errors import UnknownNameError
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.sources import SourceDocument
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.states import LEFT_STATES, State


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
    seen = assess_over(assessment, citing, has_whole=False)
    roots = [
        node
        for node in seen.nodes.values()
        if node.parent is not None and seen.nodes[node.parent].is_profile and not node.is_profile
    ]
    return tuple(part for root in roots if (part := _part(seen, root)) is not None)


def _part(seen: Assessment, root: NodeResult) -> LensPart | None:
    asked = {seen.nodes[name].shares or name for name in counting_below(seen, root.id)}
    if not asked:
        return None
    states = [seen.nodes[name].state for name in asked]
    left_out = sum(state in LEFT_STATES for state in states)
    return LensPart(root, len(asked), states.count(State.ANSWERED), left_out)
