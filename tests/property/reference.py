"""The scoring rules once more, written from their description alone, as
plainly as they can be said.

Nothing of `coherence_kit.scoring` is imported. Slow, recursive, without
tables: for comparison only.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction

from coherence_kit.model.conditions import AllOf, AnswerIn, Condition
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import (
    BooleanQuestion,
    ChoiceQuestion,
    DateQuestion,
    Goalposts,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    ScaleQuestion,
    Section,
    SharedQuestion,
    TextQuestion,
)
from coherence_kit.model.rubric import Rubric, RuleSpec
from coherence_kit.model.submission import Answer, AnswerValue, Submission

MISSING = {"unknown", "unanswered", "open", "carried", "missing"}
OF_LETTERS = {"weakest-link", "conversion-table"}
FLOORED = {"geometric-mean", "harmonic-mean", "power-mean"}
DIGITS = 80
Places = Mapping[str, Fraction]


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
    claimed: Fraction | None = None

    @property
    def entering(self) -> Fraction | None:
        """What enters the group above: a value that is not shown does not."""
        return self.value if self.shown else None

    @property
    def claimed_entering(self) -> Fraction | None:
        return self.claimed if self.shown else None


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


@dataclass(frozen=True)
class Asked:
    """A question where it stands: what its group works with, and what holds there."""

    question: Question
    policy: Policy
    places: Places | None  # of the letters, where the question counts by its letters
    size: Fraction

    @property
    def not_applicable(self) -> str:
        return self.question.not_applicable or self.policy.not_applicable

    @property
    def is_scored(self) -> bool:
        return (
            not isinstance(self.question, (TextQuestion, DateQuestion))
            and self.size * self.question.weight.value > 0
        )

    def score(self, value: AnswerValue) -> Fraction:
        return points_of(self.question, value, self.places)

    @property
    def target(self) -> Fraction | None:
        if isinstance(self.question, (TextQuestion, DateQuestion)) or self.question.target is None:
            return None
        return self.score(self.question.target.value)


def reference_scores(questionnaire: Questionnaire, submission: Submission) -> dict[str, Figures]:
    """Figures of every node by id."""
    return _Reference(questionnaire, submission).nodes


def asked_questions(questionnaire: Questionnaire) -> dict[str, Asked]:
    """Every question by id, with what holds where it is asked."""
    return {
        name: asked for name, asked in counted_questions(questionnaire).items() if "/" not in name
    }


def counted_questions(questionnaire: Questionnaire) -> dict[str, Asked]:
    """Every question in every place in which it counts, by the id that it has there."""
    questions = {question.id: question for question in questionnaire.questions()}
    places = None if questionnaire.letters is None else places_of(questionnaire.letters)
    found: dict[str, Asked] = {}

    def look(group: Questionnaire | Section, inherited: Policy) -> None:
        policy, rule = inherited.below(group.rubric), group.rubric.rule.name
        for child in parts_of(group, questions):
            if isinstance(child, Section):
                look(child, policy)
            else:
                by_letters = rule in OF_LETTERS or (rule == "none" and not has_scores(child))
                size = size_of(child, sums=rule == "sum-of-points")
                found[child.id] = Asked(child, policy, places if by_letters else None, size)

    look(questionnaire, Policy())
    return found


@dataclass
class _Reference:
    questionnaire: Questionnaire
    submission: Submission
    nodes: dict[str, Figures] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.questions = {question.id: question for question in self.questionnaire.questions()}
        self.asked = counted_questions(self.questionnaire)
        self.letters = (
            None if self.questionnaire.letters is None else places_of(self.questionnaire.letters)
        )
        for asked in self.asked.values():
            self.nodes[asked.question.id] = self.figures(asked)
        self.group(self.questionnaire, Policy())

    def figures(self, asked: Asked) -> Figures:
        state, answer = self.state(asked.question), self.submission.answer(asked_as(asked.question))
        if not asked.is_scored or state == "not_asked":
            return Figures(state)
        target = asked.target
        if state == "not_applicable":
            if asked.not_applicable == "target" and target is not None:
                figures = (target, target, target, Fraction(1), target)
                return Figures(state, *figures, shown=True, claimed=target)
            return Figures(state)
        if state in MISSING or answer.value is None:
            return Figures(state, Fraction(0), Fraction(100), None, Fraction(0), target)
        low, high = bounds_of(asked, answer)
        return Figures(state, low, high, low, Fraction(1), target, shown=True, claimed=high)

    def state(self, question: Question) -> str:
        holds = True if question.depends_on is None else self.holds(question.depends_on)
        if holds is None:
            return "open"
        if holds is False:
            return "not_asked"
        answer = self.submission.answer(asked_as(question))
        is_said = answer.not_applicable or answer.is_unknown or answer.value is not None
        if answer.recheck and is_said:
            return "carried"
        if answer.not_applicable:
            return "not_applicable"
        if answer.is_unknown:
            return "unknown"
        return "unanswered" if answer.value is None else "answered"

    def holds(self, condition: Condition) -> bool | None:
        if isinstance(condition, AnswerIn):
            question = self.asked[condition.question].question
            state = self.state(question)
            if state in {"not_applicable", "not_asked"}:
                return False
            if state in MISSING:
                return None
            value = self.submission.answer(condition.question).value
            given = [str(item).lower() for item in (value if isinstance(value, tuple) else [value])]
            wanted = [item.lower() for item in condition.values]
            if isinstance(question, BooleanQuestion):
                wanted = [{"yes": "true", "no": "false"}.get(item, item) for item in wanted]
            return any(item in wanted for item in given)
        parts = [self.holds(part) for part in condition.parts]
        if isinstance(condition, AllOf):
            return False if False in parts else None if None in parts else True
        return True if True in parts else None if None in parts else False

    def group(self, group: Questionnaire | Section, inherited: Policy) -> Figures:
        policy, rule = inherited.below(group.rubric), group.rubric.rule
        children = [
            (
                size_of(child, sums=rule.name == "sum-of-points"),
                self.group(child, policy) if isinstance(child, Section) else self.nodes[child.id],
            )
            for child in self.parts_of(group)
        ]
        there = [(weight, child) for weight, child in children if child.low is not None]
        if rule.name == "none":
            figures = Figures(state_of(child.state for child in self.figures_in(group)))
        elif not there:
            figures = Figures("not_applicable")
        else:
            figures = self.summed_up(group, there, policy)
        self.nodes[group.id] = figures
        return figures

    def figures_in(self, profile: Questionnaire | Section) -> list[Figures]:
        """Of a group without figures: its parts that are there, and
        those of such groups below it.
        """
        found: list[Figures] = []
        for child in self.parts_of(profile):
            if isinstance(child, Section) and child.rubric.rule.name == "none":
                found += self.figures_in(child)
            elif self.nodes[child.id].low is not None:
                found.append(self.nodes[child.id])
        return found

    def summed_up(
        self, group: Questionnaire | Section, there: list[tuple[Fraction, Figures]], policy: Policy
    ) -> Figures:
        """Figures of a group whose remaining children, with their weights or points, are these."""
        rule = group.rubric.rule

        def over(figure: Callable[[Figures], Fraction | None]) -> Fraction | None:
            known = [
                (weight, score) for weight, child in there if (score := figure(child)) is not None
            ]
            return aggregate(known, rule, self.letters) if known else None

        state = state_of(child.state for _, child in there)
        if rule.name == "conversion-table":
            possible = [score for score in self.endings(group) if score is not None]
            low, high = min(possible), max(possible)
            complete = state == "scored"
            value = over(lambda child: child.entering) if complete else None
            claimed = over(lambda child: child.claimed_entering) if complete else None
            target = over(lambda child: child.target) if self.has_all_targets(group) else None
        else:
            low = min(self.with_or_without(group, there, lambda child: child.low))
            high = max(self.with_or_without(group, there, lambda child: child.high))
            value, target = over(lambda child: child.entering), over(lambda child: child.target)
            claimed = over(lambda child: child.claimed_entering)
            if policy.missing == "lowest":
                claimed = over(
                    lambda child: (
                        child.low if child.claimed_entering is None else child.claimed_entering
                    )
                )
            value = None if value is None else min(max(value, low), high)
            claimed = None if claimed is None else min(max(claimed, low), high)
        value = low if policy.missing == "lowest" else value
        weight_there = sum(weight for weight, _ in there)
        coverage = (
            sum((weight * (child.coverage or 0) for weight, child in there), Fraction(0))
            / weight_there
        )
        shown = value is not None and (
            policy.missing == "lowest" or coverage >= policy.min_coverage
        )
        return Figures(state, low, high, value, coverage, target, shown=shown, claimed=claimed)

    def with_or_without(
        self,
        group: Questionnaire | Section,
        there: list[tuple[Fraction, Figures]],
        end: Callable[[Figures], Fraction | None],
    ) -> Iterator[Fraction]:
        """The group's figure at one end of its parts, whichever of
        the groups in it leave that may.
        """
        parts = [part for part in self.parts_of(group) if self.nodes[part.id].low is not None]
        leave = [isinstance(part, Section) and self.can_leave(part) for part in parts]
        for kept in itertools.product(*([True, False] if free else [True] for free in leave)):
            items = [
                (w, end(child) or Fraction(0))
                for (w, child), is_kept in zip(there, kept, strict=True)
                if is_kept
            ]
            if items:
                yield aggregate(items, group.rubric.rule, self.letters)

    def can_leave(self, part: Section | Question) -> bool:
        """Whether a part that is there can turn out not to apply.

        Everything in it is missing and can.
        """
        figures = self.nodes[part.id]
        if isinstance(part, Section):
            return all(
                self.can_leave(child)
                for child in self.parts_of(part)
                if self.nodes[child.id].low is not None
            )
        return figures.state in MISSING and (
            figures.state == "open" or may_leave(self.asked[part.id])
        )

    def endings(self, part: Questionnaire | Section | Question) -> set[Fraction | None]:
        """Every score that a part can come to have once nothing is missing or
        unproved; None if it can leave.
        """
        if not isinstance(part, (Questionnaire, Section)):
            figures = self.nodes[part.id]
            if figures.low is None or figures.high is None:
                return {None}
            if figures.state not in MISSING:
                return {figures.low, figures.high}
            asked = self.asked[part.id]
            leaves = figures.state == "open" or may_leave(asked)
            return {
                *(asked.score(value) for value in every_answer(part)),
                *([None] if leaves else []),
            }
        if part.rubric.rule.name == "none":
            return {None}
        found: set[Fraction | None] = set()
        for case in itertools.product(*(self.endings(child) for child in self.parts_of(part))):
            items = [(Fraction(1), score) for score in case if score is not None]
            found.add(aggregate(items, part.rubric.rule, self.letters) if items else None)
        return found

    def parts_of(self, group: Questionnaire | Section) -> list[Question | Section]:
        return list(parts_of(group, self.questions))

    def has_all_targets(self, part: Questionnaire | Section | Question) -> bool:
        """Whether every question that is there, in a part, has a target."""
        if isinstance(part, (Questionnaire, Section)):
            return part.rubric.rule.name == "none" or all(
                map(self.has_all_targets, self.parts_of(part))
            )
        return self.nodes[part.id].low is None or self.nodes[part.id].target is not None


def parts_of(
    group: Questionnaire | Section, questions: Mapping[str, Question]
) -> Iterator[Question | Section]:
    """The parts of a group, a matrix as the group that it is.

    A question that is asked in another section is one more with an id and a weight of its own.
    """
    if isinstance(group, Section):
        for part in group.questions:
            if isinstance(part, SharedQuestion):
                name = part.use.removeprefix("whole/")
                own = {"id": f"{group.id}/{name}", "weight": part.weight, "points": part.points}
                yield questions[name].model_copy(update=own)
        yield from group.children
    else:
        yield from group.sections


def asked_as(question: Question) -> str:
    """The id under which a question is answered, wherever it counts."""
    return question.id.rpartition("/")[2]


def state_of(states: Iterable[str]) -> str:
    """State of a group whose parts that are still there have these."""
    states = list(states)
    if not states:
        return "not_applicable"
    if all(state in MISSING for state in states):
        return "missing"
    return (
        "partial" if any(state in MISSING or state == "partial" for state in states) else "scored"
    )


def may_leave(asked: Asked) -> bool:
    """Whether "not applicable" may be said, and takes the question out of its group."""
    if asked.not_applicable == "target":
        return asked.target is None
    return asked.not_applicable == "exclude"


# The rules


def aggregate(  # noqa: C901, PLR0911  (one branch a rule)
    items: list[tuple[Fraction, Fraction]], rule: RuleSpec, letters: Places | None
) -> Fraction:
    """A group's rule over (weight, score)."""
    if rule.name in FLOORED:
        items = [(weight, max(score, rule.floor or Fraction(0))) for weight, score in items]
    scores = [score for _, score in items]
    whole = sum((weight for weight, _ in items), Fraction(0))
    match rule.name:
        case "arithmetic-mean":
            return sum((weight * score for weight, score in items), Fraction(0)) / whole
        case "geometric-mean":
            return mean_of_powers(items, Fraction(0))
        case "harmonic-mean":
            return (
                Fraction(0)
                if 0 in scores
                else whole / sum((w / score for w, score in items), Fraction(0))
            )
        case "power-mean":
            assert rule.exponent is not None
            return mean_of_powers(items, rule.exponent)
        case "minimum":
            return min(scores)
        case "maximum":
            return max(scores)
        case "sum-of-points":
            reached = sum((points * score / 100 for points, score in items), Fraction(0))
            c = whole if rule.cap is None else min(rule.cap, whole)
            return 100 * min(c, reached) / c
        case "any-n-of":
            assert rule.n is not None
            m = Fraction(min(rule.n, len(items)))
            return 100 * min(m, sum(scores, Fraction(0)) / 100) / m
        case "share-of-boxes":
            return 100 * Fraction(scores.count(Fraction(100)), len(scores))
        case "weakest-link":
            return weakest(scores, letters or {})
        case _:
            assert rule.name == "conversion-table"
            return converted(scores, rule, letters or {})


def mean_of_powers(items: list[tuple[Fraction, Fraction]], exponent: Fraction) -> Fraction:
    """The power mean, with exponent 0 the geometric one, to 12 places.

    The mean of equal figures is that figure.
    """
    scores = {score for _, score in items}
    if len(scores) == 1:
        return scores.pop()
    if exponent <= 0 and 0 in scores:
        return Fraction(0)
    whole = sum((weight for weight, _ in items), Fraction(0))
    with localcontext() as context:
        context.prec = DIGITS
        if exponent == 0:
            return settled(
                math.prod(
                    (as_decimal(s) ** as_decimal(w / whole) for w, s in items), start=Decimal(1)
                )
            )
        power = as_decimal(exponent)
        total = sum((as_decimal(w / whole) * as_decimal(s) ** power for w, s in items), Decimal(0))
        return settled(total ** (1 / power))


def as_decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def settled(number: Decimal) -> Fraction:
    """Twelve places."""
    return Fraction(number.quantize(Decimal("1e-12")))


def places_of(letters: LetterScale) -> dict[str, Fraction]:
    """Where each letter stands between 0 and 100, those with a plus half-way,
    those that count as another on it.
    """
    halves = 2 * (len(letters.order) - 1)
    places: dict[str, Fraction] = {}
    for place, letter in enumerate(letters.order):
        places[letter] = Fraction(100 * 2 * place, halves)
        if letter != letters.order[-1]:
            places[letter + "+"] = Fraction(100 * (2 * place + 1), halves)
    return places | {new: places[old] for new, old in letters.counts_as.items()}


def weakest(scores: list[Fraction], letters: Places) -> Fraction:
    """The lowest letter, with a plus if any other is higher.

    There is no second plus, and none on the top.
    """
    lowest = min(scores)
    plain = next(letter for letter, place in letters.items() if place == lowest)
    return lowest if max(scores) == lowest else letters.get(plain + "+", lowest)


def converted(scores: list[Fraction], rule: RuleSpec, letters: Places) -> Fraction:
    """What the table for so many says of these letters, in whatever order
    it has them, or of their sum.
    """
    table, wanted = (rule.tables or {})[len(scores)], sorted(scores)
    if rule.by == "sum":
        total = sum((worth(score, rule, letters) for score in scores), Fraction(0))
        return max(letters[letter] for letter, least in table.items() if Fraction(least) <= total)
    (found,) = (
        result
        for key, result in table.items()
        if sorted(letters[letter] for letter in key.split()) == wanted
    )
    return letters[found]


def worth(score: Fraction, rule: RuleSpec, letters: Places) -> Fraction:
    """What the letter at a place counts.

    It is as stated, else by its number from below, with a plus half-way.
    """
    stated = rule.worth or {}
    named = [letter for letter, place in letters.items() if place == score]
    found = [stated[letter] for letter in named if letter in stated]
    if found:
        return found[0]
    rank = score * (len(set(letters.values())) - 1) / 200
    if rank.denominator == 1:
        return rank
    step = Fraction(100, len(set(letters.values())) - 1)
    return (worth(score - step, rule, letters) + worth(score + step, rule, letters)) / 2


def size_of(child: Question | Section, *, sums: bool) -> Fraction:
    """The child's points if its group sums points, else its weight."""
    if sums:
        return child.points.value if child.points else Fraction(0)
    return child.weight.value


# The answers


def has_scores(question: Question) -> bool:
    """Whether a question has scores, and not letters alone."""
    if isinstance(question, ChoiceQuestion):
        return all(option.score is not None for option in question.options)
    if isinstance(question, NumberQuestion) and question.thresholds is not None:
        return all(item.score is not None for item in question.thresholds)
    return True


def points_of(question: Question, value: AnswerValue, letters: Places | None) -> Fraction:
    """Score of an answer, 0 to 100; with letters, the place of its letter."""
    if isinstance(question, ScaleQuestion):
        step, taken_off = step_of(question, value)
        first, last = min(question.steps), max(question.steps)
        return 100 * (step - taken_off - first) / Fraction(last - first)
    if isinstance(question, ChoiceQuestion):
        (option,) = (option for option in question.options if option.id == value)
        return graded(option.score, option.letter, letters)
    if isinstance(question, MultipleChoiceQuestion):
        assert isinstance(value, tuple)
        return ticked(question, value)
    if isinstance(question, NumberQuestion):
        assert isinstance(value, (int, Fraction))
        if question.goalposts is not None:
            return between(question.goalposts, Fraction(value))
        reached = [
            item for item in question.thresholds or () if item.start is None or item.start <= value
        ]
        return graded(reached[-1].score, reached[-1].letter, letters)
    assert isinstance(question, BooleanQuestion)
    return Fraction(100 if value else 0)


def graded(score: Fraction | None, letter: str | None, letters: Places | None) -> Fraction:
    if letters is None:
        assert score is not None
        return score
    assert letter is not None
    return letters[letter]


def step_of(question: ScaleQuestion, value: AnswerValue) -> tuple[int, Fraction]:
    """The step that an answer names, and what is taken off it."""
    if isinstance(value, int):
        return value, Fraction(0)
    assert question.half_step is not None
    return int(str(value).removesuffix(f"-{question.half_step.id}")), Fraction(1, 2)


def ticked(question: MultipleChoiceQuestion, boxes: tuple[str, ...]) -> Fraction:
    """Boxes over boxes, points over the most that can be had, or
    boxes over as many as are enough.
    """
    scoring, many = question.scoring, len(question.options)
    if scoring.name == "share":
        return Fraction(100 * len(boxes), many)
    if scoring.name == "any-n-of":
        assert scoring.n is not None
        return Fraction(100 * min(len(boxes), scoring.n), scoring.n)
    points = {option.id: option.points or Fraction(0) for option in question.options}
    most = sum(points.values(), Fraction(0))
    most = most if scoring.cap is None else min(most, scoring.cap)
    return 100 * min(most, sum((points[box] for box in boxes), Fraction(0))) / most


def between(posts: Goalposts, number: Fraction) -> Fraction:
    """Where a number lies between the one that scores 0 and the one that scores 100."""
    falls = posts.low > posts.high
    if (number >= posts.low) if falls else (number <= posts.low):
        return Fraction(0)
    if (number <= posts.high) if falls else (number >= posts.high):
        return Fraction(100)
    if posts.scale == "linear":
        return 100 * (number - posts.low) / (posts.high - posts.low)
    with localcontext() as context:
        context.prec = DIGITS
        x, low, high = (as_decimal(each).log10() for each in (number, posts.low, posts.high))
        return settled(100 * (x - low) / (high - low))


def every_answer(question: Question) -> list[AnswerValue]:
    """One answer for each score of a question that can have a letter."""
    if isinstance(question, ChoiceQuestion):
        return [option.id for option in question.options]
    assert isinstance(question, NumberQuestion)
    starts = [item.start for item in question.thresholds or () if item.start is not None]
    return [starts[0] - 1, *starts]


def bounds_of(asked: Asked, answer: Answer) -> tuple[Fraction, Fraction]:
    """Score of an answer as it counts until it is proved, and as it is claimed."""
    assert answer.value is not None
    claimed = asked.score(answer.value)
    if asked.policy.evidence == "cap" and lacks_evidence(asked.question, answer, asked.policy):
        return min(claimed, cap_of(asked)), claimed
    return claimed, claimed


def lacks_evidence(question: Question, answer: Answer, policy: Policy) -> bool:
    """Whether this answer should carry a document and does not."""
    if answer.has_evidence or policy.evidence_from is None or answer.value is None:
        return False
    if isinstance(question, ScaleQuestion):
        return step_of(question, answer.value)[0] >= policy.evidence_from
    if isinstance(question, NumberQuestion):
        return "any" in question.evidence
    if isinstance(answer.value, tuple):
        return any(box in question.evidence for box in answer.value)
    return str(answer.value).lower() in question.evidence


def cap_of(asked: Asked) -> Fraction:
    """Score of the step an unproved answer counts as.

    If none is stated, it is the one below the first to be proved.
    """
    question, policy = asked.question, asked.policy
    if not isinstance(question, ScaleQuestion):
        return Fraction(0)
    assert policy.evidence_from is not None
    step = policy.evidence_from - 1 if policy.evidence_cap is None else policy.evidence_cap
    return asked.score(max(step, min(question.steps)))
