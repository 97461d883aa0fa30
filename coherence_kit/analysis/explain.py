"""How a figure came about: inputs, rule, weights, what was left out and why, from a node up to the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.questionnaire import ScaleQuestion
from coherence_kit.scoring.answers import answer_key
from coherence_kit.scoring.rules import RULES


@dataclass(frozen=True, slots=True)
class Term:
    """One child as the rule saw it; figures are None where the child is left out of them.

    `left_out` is empty, or the state that takes the child out of the value (`missing` states) or out of its group.
    """

    id: str
    label: str
    weight: Fraction
    share: Fraction | None
    state: str
    low: Fraction | None
    value: Fraction | None
    high: Fraction | None
    left_out: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node: a group with its rule and terms, or a question with its answer."""

    id: str
    label: str
    node: NodeResult
    rule_title: str
    formula: str
    cap: Fraction | None
    terms: tuple[Term, ...]
    answer: str | None
    steps: tuple[int, ...]
    missing_is_lowest: bool


def explain(assessment: Assessment, node_id: str) -> tuple[Explanation, ...]:
    """The node and every node above it, lowest first.

    Raises:
        KeyError: the questionnaire has no such node.

    """
    chain = []
    current: str | None = node_id
    while current is not None:
        node = assessment.nodes[current]
        chain.append(_explain_one(assessment, node))
        current = node.parent
    return tuple(chain)


def label_of(assessment: Assessment, node_id: str, language: str = "en") -> str:
    """A node's short name: label of a question, title of a section or of the questionnaire."""
    if node_id in assessment.questions:
        return assessment.questions[node_id].label.in_language(language, assessment.questionnaire.languages)
    if node_id in assessment.sections:
        return assessment.sections[node_id].title.in_language(language, assessment.questionnaire.languages)
    return assessment.questionnaire.title.in_language(language, assessment.questionnaire.languages)


def _explain_one(assessment: Assessment, node: NodeResult) -> Explanation:
    rule = RULES[node.rule] if node.rule else None
    question = assessment.questions.get(node.id)
    value = assessment.submission.answer(node.id).value
    cap = _spec(assessment, node).get("cap")
    return Explanation(
        id=node.id,
        label=label_of(assessment, node.id),
        node=node,
        rule_title=rule.title if rule else "",
        formula=rule.formula if rule else "",
        cap=cap,
        terms=tuple(_term(assessment, child) for child in node.children),
        answer=None if value is None or isinstance(value, tuple) else answer_key(value),
        steps=tuple(sorted(question.steps)) if isinstance(question, ScaleQuestion) else (),
        missing_is_lowest=bool(_spec(assessment, node).get("lowest")),
    )


def _spec(assessment: Assessment, node: NodeResult) -> Mapping[str, Fraction | None]:
    """The rule's parameters as the questionnaire states them."""
    if node.kind == "questionnaire":
        rubric = assessment.questionnaire.rubric
    elif node.id in assessment.sections:
        rubric = assessment.sections[node.id].rubric
    else:
        return {}
    return {"cap": rubric.rule.cap, "lowest": Fraction(1) if rubric.missing == "lowest" else None}


def _term(assessment: Assessment, child_id: str) -> Term:
    child = assessment.nodes[child_id]
    if not child.scored:
        left_out = "not_scored"
    elif child.low is None or child.value_unshown is None:
        left_out = child.state
    else:
        left_out = ""
    return Term(
        id=child.id,
        label=label_of(assessment, child_id),
        weight=child.weight,
        share=child.share,
        state=child.state,
        low=child.low,
        value=child.value_unshown,
        high=child.high,
        left_out=left_out,
    )
