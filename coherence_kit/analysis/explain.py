"""How a figure came about, from a node up to the whole.

For each node: inputs, rule, weights, what was left out and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.merging import counting, value_of_dispute
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.kind import HIGHEST, LOWEST
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.questions.parts import Working
from coherence_kit.scoring.dropout import candidate_subsets
from coherence_kit.scoring.rules import RULES, Rule


@dataclass(frozen=True, slots=True)
class Term:
    """One child as the rule saw it; figures are None where the child is left out of them.

    `left_out` is empty, or what takes the child out of the value (a `missing` state, or
    `not_shown` where too little of it is answered) or out of its group.
    """

    id: str
    number: str
    label: str
    weight: Fraction
    share: Fraction | None
    node: NodeResult
    left_out: str

    @property
    def state(self) -> str:
        """The child's state."""
        return self.node.state

    @property
    def low(self) -> Fraction | None:
        """Its lower bound."""
        return self.node.low

    @property
    def value(self) -> Fraction | None:
        """Its value as it enters the group: None where it is not shown."""
        return self.node.value

    @property
    def claimed(self) -> Fraction | None:
        """The same with every answer counted as claimed."""
        return self.node.claimed

    @property
    def high(self) -> Fraction | None:
        """Its upper bound."""
        return self.node.high


@dataclass(frozen=True, slots=True)
class Voiced:
    """What a respondent of a round answered to a question on which they differ.

    `score` is what it claims; None where it says that the question does not apply. `is_counted` is
    whether its answer is the value of the question.
    """

    id: str
    entity: str
    answer: AnswerValue | None
    score: Fraction | None
    is_counted: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node: a group with its rule and terms, or a question with its answer.

    `number` is empty for the questionnaire itself; `is_root` says that no figure above takes this
    one in. `disputed` has what respondents answered, where they differ and nobody has decided.
    """

    id: str
    number: str
    label: str
    node: NodeResult
    rule: Rule | None
    terms: tuple[Term, ...]
    question: Question | None
    answer: AnswerValue | None
    missing_is_lowest: bool
    is_root: bool
    disputed: tuple[Voiced, ...] = ()

    @property
    def rule_title(self) -> str:
        """The name of the group's rule in a sentence."""
        return self.rule.title if self.rule else ""

    @property
    def formula(self) -> str:
        """The group's rule in symbols."""
        return self.rule.formula if self.rule else ""

    @property
    def answer_key(self) -> str | None:
        """The answer as a file has it."""
        return None if self.answer is None else answer_key(self.answer)

    @property
    def working(self) -> Working | None:
        """How the answer becomes a score; None where there is no answer."""
        if self.question is None or self.answer is None:
            return None
        return kind_of(self.question).working(self.answer)


def explain(assessment: Assessment, node_id: str, language: str = "en") -> tuple[Explanation, ...]:
    """The node and every node above it, lowest first; labels in a language.

    Raises:
        KeyError: the questionnaire has no such node.

    """
    numbers = numbers_of(assessment.nodes, assessment.root_id)
    chain = []
    current: str | None = node_id
    while current is not None:
        node = assessment.nodes[current]
        chain.append(_explain_one(assessment, node, numbers, language))
        current = node.parent
    return tuple(chain)


def terms_behind(part: Explanation, attribute: str) -> tuple[tuple[Term, ...], Fraction | None]:
    """The terms of which `low`, `value` or `high` of a group is made, and what they come to.

    The group has a monotone rule.

    A bound may be that of the terms without some that can still leave. A value lies between its
    bounds; where the rule alone would give another one, the second part says which.
    """
    there = tuple(
        term
        for term in part.terms
        if getattr(term, attribute) is not None and term.left_out != "not_scored"
    )
    node = part.node
    if part.rule is None or node.rule is None or not there:
        return there, None
    combine = part.rule.make(node.rule, node.letters)
    result = node.value_unshown if attribute == "value" else getattr(node, attribute)
    if attribute in {"low", "high"} and part.rule.is_monotone:
        staying = [term for term in there if not term.node.can_leave]
        leaving = [term for term in there if term.node.can_leave]
        end = LOWEST if attribute == "low" else HIGHEST
        sets = candidate_subsets(
            node.rule, staying, leaving, lambda term: abs(getattr(term, attribute) - end)
        )
        # the one with the most terms says the most
        for kept in sorted(sets, key=len, reverse=True):
            if combine([(term.weight, getattr(term, attribute)) for term in kept]) == result:
                ids = {term.id for term in kept}
                return tuple(term for term in there if term.id in ids), result
    return there, combine([(term.weight, getattr(term, attribute)) for term in there])


def label_of(assessment: Assessment, node_id: str, language: str = "en") -> str:
    """A node's short name: label of a question, title of a section or of the questionnaire."""
    question = assessment.question_of(node_id)
    if question is not None:
        return question.label.in_language(language, assessment.questionnaire.languages)
    if node_id in assessment.sections:
        return assessment.sections[node_id].title.in_language(
            language, assessment.questionnaire.languages
        )
    return assessment.questionnaire.title.in_language(language, assessment.questionnaire.languages)


def _explain_one(
    assessment: Assessment, node: NodeResult, numbers: Mapping[str, str], language: str
) -> Explanation:
    parent = assessment.nodes[node.parent] if node.parent else None
    return Explanation(
        id=node.id,
        number=numbers.get(node.id, ""),
        label=label_of(assessment, node.id, language),
        node=node,
        rule=RULES[node.rule.name] if node.rule else None,
        terms=tuple(_term(assessment, child, numbers[child], language) for child in node.children),
        question=assessment.question_of(node.id),
        answer=assessment.submission.answer(node.shares or node.id).value,
        missing_is_lowest=node.missing_is_lowest and node.kind != "question",
        is_root=parent is None or parent.is_profile,
        disputed=tuple(_voiced(assessment, node)) if node.is_disputed else (),
    )


def _voiced(assessment: Assessment, node: NodeResult) -> Iterator[Voiced]:
    """What each respondent answered to a disputed question, as far as it counts."""
    question, answer = node.shares or node.id, assessment.submission.answer(node.shares or node.id)
    kind, whose = kind_of(assessment.questions[question]), value_of_dispute(answer)
    names = {one.id: one.entity for one in assessment.submission.respondents}
    for name, one in counting(answer).items():
        yield Voiced(
            id=name,
            entity=names.get(name, name),
            answer=one.value,
            score=None if one.value is None else kind.score(one.value, node.letters),
            is_counted=name == whose,
            leads=name == answer.lead,
        )


def _term(assessment: Assessment, child_id: str, number: str, language: str) -> Term:
    child = assessment.nodes[child_id]
    if not child.scored:
        left_out = "not_scored"
    elif child.is_profile:
        left_out = "profile"
    elif child.low is not None and child.value is None and child.value_unshown is not None:
        left_out = "not_shown"
    elif child.low is None or child.value is None:
        left_out = child.state
    else:
        left_out = ""
    return Term(
        id=child.id,
        number=number,
        label=label_of(assessment, child_id, language),
        weight=child.weight,
        share=child.share,
        node=child,
        left_out=left_out,
    )
