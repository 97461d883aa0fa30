"""The scoring rules once more, written from their description alone, as plainly as they can be said.

Nothing of `coherence_kit.scoring` is imported. Slow, recursive, without tables: for comparison only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from coherence_kit.model.conditions import AllOf, AnswerIn, Condition
from coherence_kit.model.questionnaire import (
    BooleanQuestion,
    ChoiceQuestion,
    DateQuestion,
    Question,
    Questionnaire,
    ScaleQuestion,
    Section,
    TextQuestion,
)
from coherence_kit.model.rubric import Rubric
from coherence_kit.model.submission import Answer, AnswerValue, Submission

MISSING = {"unknown", "unanswered", "open", "missing"}


@dataclass(frozen=True)
class Figures:
    """What is known of a node; no bounds once it has left its group."""

    state: str
    low: Fraction | None = None
    high: Fraction | None = None
    value: Fraction | None = None
    coverage: Fraction | None = None
    target: Fraction | None = None
    shown: bool = False


@dataclass(frozen=True)
class Policy:
    """What a rubric may state, with what is inherited."""

    min_coverage: Fraction = Fraction(6, 10)
    missing: str = "interval"
    not_applicable: str = "exclude"
    evidence: str = "none"
    evidence_from: int | None = None
    evidence_cap: int | None = None

    def below(self, rubric: Rubric) -> Policy:
        return Policy(
            self.min_coverage if rubric.min_coverage is None else rubric.min_coverage,
            rubric.missing or self.missing,
            rubric.not_applicable or self.not_applicable,
            rubric.evidence or self.evidence,
            self.evidence_from if rubric.evidence_from is None else rubric.evidence_from,
            self.evidence_cap if rubric.evidence_cap is None else rubric.evidence_cap,
        )


def reference_scores(questionnaire: Questionnaire, submission: Submission) -> dict[str, Figures]:
    """Figures of every node by id."""
    return _Reference(questionnaire, submission).nodes


@dataclass
class _Reference:
    questionnaire: Questionnaire
    submission: Submission
    nodes: dict[str, Figures] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {question.id: question for question in self.questionnaire.questions()}
        self.group(self.questionnaire, Policy())

    def group(self, group: Questionnaire | Section, inherited: Policy) -> Figures:
        policy = inherited.below(group.rubric)
        sums = group.rubric.rule.name == "sum-of-points"
        questions = group.questions if isinstance(group, Section) else ()
        children = [
            *((size(question, sums=sums), self.question(question, policy, sums=sums)) for question in questions),
            *((size(section, sums=sums), self.group(section, policy)) for section in group.sections),
        ]
        there = [(weight, child) for weight, child in children if child.low is not None]
        self.nodes[group.id] = figures = summed_up(there, group.rubric, policy)
        return figures

    def question(self, question: Question, policy: Policy, *, sums: bool) -> Figures:
        self.nodes[question.id] = figures = self.figures(question, policy, sums=sums)
        return figures

    def figures(self, question: Question, policy: Policy, *, sums: bool) -> Figures:
        state, answer = self.state(question), self.submission.answer(question.id)
        if isinstance(question, (TextQuestion, DateQuestion)) or question.weight.value * size(question, sums=sums) == 0:
            return Figures(state)
        target = None if question.target is None else points_of(question, question.target.value)
        if state == "not_asked":
            return Figures(state)
        if state == "not_applicable":
            if (question.not_applicable or policy.not_applicable) == "target" and target is not None:
                return Figures(state, target, target, target, Fraction(1), target, shown=True)
            return Figures(state)
        if state in MISSING or answer.value is None:
            return Figures(state, Fraction(0), Fraction(100), None, Fraction(0), target)
        high = points_of(question, answer.value)
        low = high
        if policy.evidence == "cap" and lacks_evidence(question, answer, policy):
            low = min(high, cap_of(question, policy))
        return Figures(state, low, high, low, Fraction(1), target, shown=True)

    def state(self, question: Question) -> str:
        holds = True if question.depends_on is None else self.holds(question.depends_on)
        if holds is None:
            return "open"
        if holds is False:
            return "not_asked"
        answer = self.submission.answer(question.id)
        if answer.not_applicable:
            return "not_applicable"
        if answer.is_unknown:
            return "unknown"
        return "unanswered" if answer.value is None else "answered"

    def holds(self, condition: Condition) -> bool | None:
        if isinstance(condition, AnswerIn):
            state = self.state(self.by_id[condition.question])
            if state in {"not_applicable", "not_asked"}:
                return False
            if state in MISSING:
                return None
            value = self.submission.answer(condition.question).value
            return str(value).lower() in [wanted.lower() for wanted in condition.values]
        parts = [self.holds(part) for part in condition.parts]
        if isinstance(condition, AllOf):
            return False if False in parts else None if None in parts else True
        return True if True in parts else None if None in parts else False


def summed_up(there: list[tuple[Fraction, Figures]], rubric: Rubric, policy: Policy) -> Figures:
    """Figures of a group whose remaining children, with their weights or points, are these."""
    if not there:
        return Figures("not_applicable")

    def over(figure: Callable[[Figures], Fraction | None]) -> Fraction | None:
        known = [(weight, score) for weight, child in there if (score := figure(child)) is not None]
        return aggregate(known, rubric) if known else None

    low, high = over(lambda child: child.low), over(lambda child: child.high)
    value = low if policy.missing == "lowest" else over(lambda child: child.value)
    weight_there = sum(weight for weight, _ in there)
    coverage = sum((weight * (child.coverage or 0) for weight, child in there), Fraction(0)) / weight_there
    shown = value is not None and (policy.missing == "lowest" or coverage >= policy.min_coverage)
    states = [child.state for _, child in there]
    state = "scored"
    if any(child in MISSING or child == "partial" for child in states):
        state = "missing" if all(child in MISSING for child in states) else "partial"
    return Figures(state, low, high, value, coverage, over(lambda child: child.target), shown=shown)


def aggregate(items: list[tuple[Fraction, Fraction]], rubric: Rubric) -> Fraction:
    """The group's rule over (weight, score)."""
    name, cap = rubric.rule.name, rubric.rule.cap
    if name == "minimum":
        return min(score for _, score in items)
    if name == "maximum":
        return max(score for _, score in items)
    whole = sum((weight for weight, _ in items), Fraction(0))
    reached = sum((weight * score / 100 for weight, score in items), Fraction(0))
    if name == "arithmetic-mean":
        return reached / whole * 100
    assert name == "sum-of-points"
    c = whole if cap is None else min(cap, whole)
    return 100 * min(c, reached) / c


def size(child: Question | Section, *, sums: bool) -> Fraction:
    """The child's points if its group sums points, else its weight."""
    if sums:
        return child.points.value if child.points else Fraction(0)
    return child.weight.value


def points_of(question: Question, value: AnswerValue) -> Fraction:
    """Score of an answer, 0 to 100."""
    if isinstance(question, ScaleQuestion):
        assert isinstance(value, int)
        first, last = min(question.steps), max(question.steps)
        return Fraction(100) * (value - first) / (last - first)
    if isinstance(question, ChoiceQuestion):
        return {option.id: option.score for option in question.options}[str(value)]
    assert isinstance(question, BooleanQuestion)
    return Fraction(100 if value else 0)


def lacks_evidence(question: Question, answer: Answer, policy: Policy) -> bool:
    """Whether this answer should carry a document and does not."""
    if answer.has_evidence or policy.evidence_from is None:
        return False
    if isinstance(question, ScaleQuestion):
        assert isinstance(answer.value, int)
        return answer.value >= policy.evidence_from
    return str(answer.value).lower() in question.evidence


def cap_of(question: Question, policy: Policy) -> Fraction:
    """Score of the step an unproved answer counts as: the one below the first to be proved, if none is stated."""
    if not isinstance(question, ScaleQuestion):
        return Fraction(0)
    assert policy.evidence_from is not None
    step = policy.evidence_from - 1 if policy.evidence_cap is None else policy.evidence_cap
    return points_of(question, max(step, min(question.steps)))
