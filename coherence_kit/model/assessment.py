"""The result: one immutable assessment that every output reads and none computes on.

All scores, gaps and gains are exact fractions from 0 to 100 (gains and gaps are points of the
whole); coverage, reach and shares run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from coherence_kit.i18n import figure_text
from coherence_kit.model.rubric import Level, Publish, RuleSpec, level_of
from coherence_kit.problems import Problem, has_errors

if TYPE_CHECKING:
    from coherence_kit.model.followed import MeasureThen
    from coherence_kit.model.letters import LetterScale
    from coherence_kit.model.mapping import FrameworkMapping
    from coherence_kit.model.measures import Measure, Package
    from coherence_kit.model.partners import Partners
    from coherence_kit.model.plan import PlannedMeasure, PlanOfMeasures
    from coherence_kit.model.questionnaire import Question, Questionnaire, Section
    from coherence_kit.model.robustness import Robustness
    from coherence_kit.model.sources import SourceDocument, Unit
    from coherence_kit.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Weakest:
    """The lowest figure among the parts of a node that count: what the floor of a level looks at.

    A part whose value is not shown stands with its low in `value` and `claimed`.
    """

    low: Fraction
    value: Fraction
    claimed: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class NodeResult:
    """One node of the result.

    `value` is what is proved, `claimed` the value with every answer counted as claimed, as if all
    documents were named; both are None where too little is answered to show them, and then do not
    enter the parent. `value_unshown` is the value all the same. `weakest` are the lowest figures of
    a group's parts. `share` is the node's normalised weight in its parent, None once it has left.
    Where `letters` are there the node's figures are places on the scale of letters; outputs print
    the letters and no number. `letter` is the letter of an answer, which may stand for another one
    in the figures above it. `unproved` is what an answer scores until its documents are named.
    Below a rule that is not monotone, `can_become` has every figure that the node can still have,
    and `can_leave` says whether it can leave; so it does of a missing part that does not span 0 to
    100, for which no score stands. `shares` is there where a question that is asked elsewhere
    counts once more: its id. `is_disputed` says that respondents answered a question differently
    and nobody has decided: its bounds have all their answers.
    """

    id: str
    kind: str
    parent: str | None
    children: tuple[str, ...]
    state: str
    scored: bool
    weight: Fraction
    share: Fraction | None
    rule: RuleSpec | None
    letters: LetterScale | None
    letter: str | None
    missing_is_lowest: bool
    low: Fraction | None
    high: Fraction | None
    value: Fraction | None
    value_unshown: Fraction | None
    claimed: Fraction | None
    target: Fraction | None
    gap: Fraction | None
    coverage: Fraction | None
    min_coverage: Fraction
    publish: Publish
    levels: tuple[Level, ...]
    demands_evidence: bool
    lacks_evidence: bool
    unproved: Fraction | None = None
    can_become: tuple[Fraction, ...] = ()
    can_leave: bool = False
    shares: str | None = None
    weakest: Weakest | None = None
    number: str | None = None
    is_disputed: bool = False

    def __repr__(self) -> str:
        figures = f"text={self.text!r}, low={self.low_text!r}, high={self.high_text!r}"
        return f"NodeResult(id={self.id!r}, kind={self.kind!r}, state={self.state!r}, {figures})"

    @property
    def is_profile(self) -> bool:
        """Whether the node is a group without figures of its own.

        Each part of such a group stands for itself.
        """
        return self.rule is not None and self.rule.name == "none"

    @property
    def text(self) -> str | None:
        """The published figure of the value; of an answer in letters the letter as it was given."""
        if self.letter is not None and self.value is not None and not self.lacks_evidence:
            return self.letter
        return self.published(self.value)

    @property
    def claimed_text(self) -> str | None:
        """The published figure of what is claimed."""
        if self.letter is not None and self.claimed is not None:
            return self.letter
        return self.published(self.claimed)

    @property
    def is_claimed_higher(self) -> bool:
        """Whether more is claimed than proved."""
        return self.claimed != self.value

    @property
    def answered_as(self) -> Fraction | None:
        """What the answer of a question claims; where respondents differ, the one that counts."""
        return self.claimed if self.is_disputed else self.high

    @property
    def low_text(self) -> str | None:
        """The published figure of the lower bound."""
        return self.published(self.low)

    @property
    def high_text(self) -> str | None:
        """The published figure of the upper bound."""
        return self.published(self.high)

    @property
    def target_text(self) -> str | None:
        """The published figure of the target."""
        return self.published(self.target)

    @property
    def coverage_text(self) -> str | None:
        """Coverage in per cent without decimals.

        Decimals are added where rounding would carry it over the smallest coverage wanted.
        """
        if self.coverage is None:
            return None
        return figure_text(self.coverage * 100, decimals=0, limits=(self.min_coverage * 100,))

    @property
    def level(self) -> str | None:
        """The level of the value, by the unrounded figure."""
        weakest = self.weakest.value if self.weakest else None
        return level_of(self.value, self.levels, weakest)

    @property
    def level_claimed(self) -> str | None:
        """The level of what is claimed."""
        weakest = self.weakest.claimed if self.weakest else None
        return level_of(self.claimed, self.levels, weakest)

    @property
    def level_low(self) -> str | None:
        """The level of the lower bound."""
        weakest = self.weakest.low if self.weakest else None
        return level_of(self.low, self.levels, weakest)

    @property
    def level_high(self) -> str | None:
        """The level of the upper bound."""
        weakest = self.weakest.high if self.weakest else None
        return level_of(self.high, self.levels, weakest)

    @property
    def rule_name(self) -> str | None:
        """The name of a group's rule."""
        return self.rule.name if self.rule else None

    def numeric_or_none(self, figure: Fraction | None) -> Fraction | None:
        """A figure of the node as a number; None where it is a letter."""
        return None if self.letters is not None else figure

    def published(self, value: Fraction | None) -> str | None:
        """A figure of the node as it is printed, as a number or as a letter."""
        if value is None:
            return None
        if self.letters is not None:
            return self.letters.grade(value)
        limits = tuple(level.start for level in self.levels)
        return figure_text(
            value, scale_maximum=self.publish.max, decimals=self.publish.decimals, limits=limits
        )


@dataclass(frozen=True, slots=True)
class HoldsUp:
    """What waits for a gap to be closed or a measure to be carried out, transitively.

    `measures` are recommended ones that raise other questions and need it first, `questions` those
    that are asked only once the answer is another one. `eases` are recommended measures that it
    makes easier without having to come first.
    """

    measures: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    eases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures or self.questions or self.eases)


@dataclass(frozen=True, slots=True)
class Gap:
    """An answered question below its target, with what closing it adds to the whole.

    Priority counts from 1. `next_measure` is the recommended measure that leads to the next step.

    `root` is the node that the gain is a gain of: the whole, or a part of a profile.
    """

    id: str
    root: str
    gap: Fraction
    gain: Fraction
    reach: Fraction
    priority: int
    next_measure: str | None
    holds_up: HoldsUp = HoldsUp()


@dataclass(frozen=True, slots=True)
class ToCollect:
    """A question whose answer is missing, with the share of its root that rests on it.

    See :class:`Gap`.
    """

    id: str
    root: str
    reach: Fraction
    state: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that respondents answered differently and nobody has decided.

    `steps` is how many steps of its scale lie between the lowest and the highest answer; None of a
    question without steps, or where somebody says that it does not apply. `lowest` and `highest`
    are what these answers claim; None of a question that is not scored. `width` is how far apart
    the answers are, 0 to 100: that it does not apply is furthest from any answer. `whose` is the
    respondent whose answer is the value; None where it has none. `share` is the part of its root
    that rests on the question, 0 to 1, and 0 of one that is not scored.
    """

    id: str
    steps: int | None
    lowest: Fraction | None
    highest: Fraction | None
    width: Fraction
    whose: str | None
    share: Fraction

    @property
    def is_wide(self) -> bool:
        """Whether the answers are two steps apart or more; without steps, half of the scale."""
        if self.steps is not None:
            return self.steps >= WIDE
        return self.width >= HALF_OF_THE_SCALE


WIDE = 2
"""Steps; two respondents so far apart describe two different things."""
WHOLE_SCALE, HALF_OF_THE_SCALE = Fraction(100), Fraction(50)


LEAST_PAIRS = 10
"""With fewer pairs of answers one of them more or less would move alpha by tenths."""


@dataclass(frozen=True, slots=True)
class PartAgreement:
    """How far the respondents of a round agree in a section, or in all of them.

    `questions` are those that count and that several answered; on `differing` of them they said
    different things, on `wide` of them as far apart as a wide dispute. `pairs` are the pairs of
    answers on a scale to the same question. `alpha` is Krippendorff's for ordinal data, 1 where all
    agree and 0 where no more than by chance; None where pairs are too few for a figure, or where
    all gave one and the same answer (`is_uniform`).
    """

    id: str
    questions: int
    differing: int
    wide: int
    pairs: int
    alpha: float | None
    is_uniform: bool

    @property
    def wide_share(self) -> Fraction:
        """The part of the questions on which they are far apart."""
        return Fraction(self.wide, self.questions) if self.questions else Fraction(0)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two respondents and the questions that both answered.

    `distance` is how far apart their answers are on average, in points of 100.
    """

    one: str
    other: str
    questions: int
    differing: int
    wide: int
    distance: Fraction


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the respondents of a round agree: section by section, in all, and pair by pair.

    `sections` have those in which several answered a question. `pairs` are those that differ, first
    those that are far apart on most questions.
    """

    sections: tuple[PartAgreement, ...]
    whole: PartAgreement
    pairs: tuple[PairAgreement, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A question that a measure moves, with the answer as it is and the one it leads to.

    Both answers are keys (`1`, `true`).
    """

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A measure that fires.

    `when` is `now` for the first on its question's way and `then` for what follows;
    an `alternative` adds nothing to the measures above it. `letters` are there
    where the gain is one of grades.
    """

    id: str
    when: str
    because: tuple[str, ...]
    moves: tuple[Move, ...]
    gain: Fraction
    effort: str
    horizon: str
    alternative: bool
    letters: LetterScale | None = None
    holds_up: HoldsUp = HoldsUp()


@dataclass(frozen=True, slots=True)
class Counts:
    """Scored questions by state."""

    answered: int
    not_applicable: int
    not_asked: int
    unknown: int
    unanswered: int
    open: int
    carried: int

    @property
    def total(self) -> int:
        """All scored questions of the questionnaire."""
        return (
            self.answered
            + self.not_applicable
            + self.not_asked
            + self.unknown
            + self.unanswered
            + self.open
            + self.carried
        )

    @property
    def asked(self) -> int:
        """Those of them that are asked: what a condition or a profile leaves out is not."""
        return self.total - self.not_asked

    @property
    def missing(self) -> int:
        """Unknown, unanswered, open and carried over: alike in every figure."""
        return self.unknown + self.unanswered + self.open + self.carried


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The fewest gaps whose closing brings the whole to the next level.

    They are counted from the greatest gain down; None if closing all of them does not. `points` are
    those that lack to the level's limit; 0 where it is only the floor under the parts that lacks.
    """

    level: str
    points: Fraction
    gaps: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Low, value and high of the whole under some assumption, with the levels that they have.

    The value is None where too little is answered to show one.
    """

    low: Fraction | None
    value: Fraction | None
    high: Fraction | None
    level: str | None = None
    level_low: str | None = None
    level_high: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole once measures are carried out.

    `now` is after all measures that lead to a next step, `later` after those that follow them as
    well. `by_horizon` is after every measure of the programme up to that horizon, the earlier ones
    among them. `open_gaps` are the gaps below target after `now`, and `unserved` those that no
    measure of the catalogue, now or in a later round, brings to their target.
    """

    now: Interval
    later: Interval
    by_horizon: Mapping[str, Interval]
    gain: Fraction
    open_gaps: tuple[str, ...]
    unserved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A package of measures of which at least two fire: what it adds, and the whole after it.

    `measures` are those that fire, `days` and `staff_years` the sums of their effort.
    """

    package: Package
    measures: tuple[str, ...]
    gain: Fraction
    after: Interval
    days: int
    staff_years: Fraction


@dataclass(frozen=True, slots=True)
class Together:
    """Gains that several steps have together; they need not add up where a rule is not a mean."""

    all_gaps: Interval
    gap_gain: Fraction
    gap_gain_by_section: Mapping[str, Fraction]
    first_measures: tuple[str, ...]
    first_measures_gain: Fraction
    gain_by_horizon: Mapping[str, Fraction]
    next_level: NextLevel | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything there is to say about one submission.

    How sure the result is stands in it where that was looked into, how far the respondents of a
    round agree where that was, and for reports the mappings of other frameworks to its questions
    and what partners answered beside them, which add no figure. `plan` is what the country made of
    its measures, where that is known: in this round, or what is still open of the earlier one.
    `followed` is what became of the measures of the plan of an earlier round.
    `holding_most` are the gaps for which something waits, by their ids, the one that holds most up
    first, and of equals the one that makes more easier, then the one of higher priority.
    Of a short submission everything in it is that of the short form; `long_form` are the bounds of
    the long form with all that the submission does not say missing, and `long_only` the ids of the
    questions that the long form alone asks.
    """

    kit_version: str
    questionnaire: Questionnaire
    submission: Submission
    source: str
    country_name: str
    questionnaire_sha256: str
    submission_sha256: str
    nodes: Mapping[str, NodeResult]
    root_id: str
    levels: tuple[Level, ...]
    counts: Counts
    evidence_given: int
    evidence_demanded: int
    gaps: tuple[Gap, ...]
    holding_most: tuple[str, ...]
    to_collect: tuple[ToCollect, ...]
    recommendations: tuple[Recommendation, ...]
    together: Together
    programme: Programme
    packages: tuple[PackageResult, ...]
    catalogue: Mapping[str, Measure]
    units: Mapping[str, tuple[SourceDocument, Unit]]
    notes: tuple[Problem, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    robustness: Robustness | None = None
    mappings: tuple[FrameworkMapping, ...] = ()
    long_form: Interval | None = None
    long_only: tuple[str, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    settled: Interval | None = None
    agreement: Agreement | None = None
    partners: Partners | None = None
    plan: PlanOfMeasures | None = None
    followed: tuple[MeasureThen, ...] = ()

    def __repr__(self) -> str:
        root = self.root
        figures = f"text={root.text!r}, low={root.low_text!r}, high={root.high_text!r}"
        return (
            f"Assessment(questionnaire={self.questionnaire.id!r}, source={self.source!r}, "
            f"{figures})"
        )

    def __getstate__(self) -> list[Any]:
        """The fields in their order, for another process; views of mappings become mappings."""
        values = (getattr(self, field.name) for field in fields(self))
        return [dict(value) if isinstance(value, MappingProxyType) else value for value in values]

    @property
    def is_draft(self) -> bool:
        """Whether the submission has errors, so that only what could be read of it is scored."""
        return has_errors(self.notes)

    @property
    def typed_date(self) -> str:
        """The date of the submission as it was typed, where it cannot be read; else empty."""
        said = (note.params["value"] for note in self.notes if note.code == "submission.date")
        return next(said, "")

    @property
    def root(self) -> NodeResult:
        """The whole."""
        return self.nodes[self.root_id]

    @property
    def is_by_question(self) -> bool:
        """Whether each question stands for itself: no group, the whole included, has a figure."""
        return all(node.is_profile for node in self.nodes.values() if node.kind != "question")

    def question_of(self, node_id: str) -> Question | None:
        """The question whose answer counts in a node; None of a group."""
        node = self.nodes.get(node_id)
        return self.questions.get((node.shares if node else None) or node_id)

    def is_asked(self, node_id: str) -> bool:
        """Whether a question is asked, or of a group one that counts in it is."""
        node = self.nodes[node_id]
        if node.kind == "question":
            return node.state != "not_asked"
        return any(
            self.is_asked(name)
            for name in node.children
            if self.nodes[name].scored or self.nodes[name].children
        )

    def level(self, level_id: str | None) -> Level | None:
        """A level by its id."""
        return next((level for level in self.levels if level.id == level_id), None)

    def planned(self, measure_id: str) -> PlannedMeasure | None:
        """What the country made of a measure; None where no plan says anything of it."""
        return None if self.plan is None else self.plan.measures.get(measure_id)

    @property
    def empty_reasons(self) -> tuple[str, ...]:
        """Ids of the questions that are left out with a reason that says nothing."""
        return tuple(
            name
            for name, answer in self.submission.answers.items()
            if answer.has_empty_reason and self.nodes[name].state == "not_applicable"
        )

    @property
    def evidence_share(self) -> Fraction | None:
        """Answers that carry evidence over answers whose step demands it; None where none does."""
        return (
            Fraction(self.evidence_given, self.evidence_demanded)
            if self.evidence_demanded
            else None
        )
