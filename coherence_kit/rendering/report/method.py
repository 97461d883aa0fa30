"""Annex B: rules, one section worked through, the whole, levels, versions, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod
from pathlib import PurePath
from typing import NamedTuple

from coherence_kit.analysis.explain import Explanation, Term, explain
from coherence_kit.analysis.weighted_sums import Sums, weighted_sums
from coherence_kit.documents.glyphs import printable
from coherence_kit.documents.print_limits import MOST_NOTES
from coherence_kit.i18n import half_up, plain_number
from coherence_kit.model.assessment import Gap, NodeResult
from coherence_kit.model.base import Model
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Severity
from coherence_kit.questions import KINDS, kind_of
from coherence_kit.rendering.arithmetic import worked_out
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import respondent
from coherence_kit.rendering.report.levels import level_limits
from coherence_kit.rendering.report.questions import question_summary
from coherence_kit.rendering.report.recipe import printed_unseen
from coherence_kit.rendering.report.reviews import whose_answers
from coherence_kit.rendering.report.who_answered import who_answered
from coherence_kit.rendering.report.words import ended
from coherence_kit.scoring.rules import RULES
from coherence_kit.words import Words
from coherence_kit.words.states import state_name

_MEAN = "arithmetic-mean"
_FULL = 100  # what every score inside the kit runs up to
_MOST_CODES = 12


@dataclass(frozen=True, slots=True)
class WorkedRow:
    """One question or section as the rule sees it."""

    number: str
    label: str
    answer: str
    weight: str
    score: str
    low: str
    high: str
    covered: str


@dataclass(frozen=True, slots=True)
class Worked:
    """A group worked through line by line; `sums` and `result` close the table of a mean."""

    title: str
    in_points: bool
    rule: str
    rows: tuple[WorkedRow, ...]
    sums: WorkedRow | None
    result: WorkedRow
    note: str


@dataclass(frozen=True, slots=True)
class LevelText:
    """A level with its limits, what it means and why it begins where it does."""

    name: str
    limits: str
    meaning: str
    reason: str


@dataclass(frozen=True, slots=True)
class Method:
    """The annex."""

    headline: str
    rules: tuple[str, ...]
    section: Worked | None
    whole: Worked | None
    gain: str
    levels: tuple[LevelText, ...]
    limits: str
    in_points: bool
    weights: tuple[tuple[str, str, str], ...]
    answered_by: tuple[str, ...]
    versions: tuple[str, ...]
    notes: tuple[str, ...]


def method(context: ChapterContext) -> Method:
    """The annex of a chapter."""
    section, say = _section_to_show(context), context.words.say
    number = context.numbers[section] if section else ""
    is_empty = context.assessment.root.low is None
    return Method(
        headline=say("How a score comes about: section {number} worked through", number=number)
        if section
        else say("How a score comes about"),
        rules=tuple(_rules(context)),
        section=_worked(context, section, _section_title(context, section)) if section else None,
        whole=None
        if is_empty
        else _worked(context, context.assessment.root_id, say("From the sections to the whole")),
        gain=_gain(context),
        levels=_levels(context),
        limits=context.localize(context.assessment.questionnaire.rubric.limits),
        in_points=_in_points(context),
        weights=() if context.assessment.root.is_profile else tuple(_weights(context)),
        answered_by=who_answered(context),
        versions=_versions(context),
        notes=tuple(_notes(context)),
    )


def _section_title(context: ChapterContext, section: str) -> str:
    return context.words.say(
        "Section {number}, “{title}”, worked through",
        number=context.numbers[section],
        title=context.label(section),
    )


_OF_THE_FORM = ("workbook.", "page.")
"""Codes of what is said of a form and not of its answers: a report carries the answers alone.

Answers that its cells do not show are an exception, which the report carries too.
"""


def _notes(context: ChapterContext) -> Iterator[str]:
    """What the reader has to know: warnings, and characters that could not be printed.

    A rule and a cure that several warnings share stand with the first of them.
    """
    told: set[str] = set()
    # Of a draft the second page lists the errors.
    notes = printed_unseen(context.assessment.notes)
    notes += [
        problem
        for problem in context.assessment.notes
        if problem.severity is not Severity.ERROR and not problem.code.startswith(_OF_THE_FORM)
    ]
    most = MOST_NOTES if context.for_print else len(notes)
    for problem in notes[:most]:
        found, *further = map(context.printable, problem.sentences)
        more = [sentence for sentence in further if sentence not in told]
        told.update(more)
        text = ": ".join(filter(None, (f"{found[:1].upper()}{found[1:]}", "; ".join(more))))
        # Problems are worded in English alone.
        yield context.words.marked(text, "en")
    if len(notes) > most:
        yield context.words.count(
            "{n} more remark on the answers: coherence check lists all.",
            "{n} more remarks on the answers: coherence check lists all.",
            len(notes) - most,
        )
    replaced = replaced_characters(context.assessment.submission) if context.for_print else ()
    codes = sorted(f"U+{ord(sign):04X}" for sign in replaced)
    if codes:
        shown = ", ".join(codes[:_MOST_CODES]) + (", …" if len(codes) > _MOST_CODES else "")
        yield context.words.say(
            "Characters without a sign in the faces of this report stand as their codes ({codes}). "
            "The attached submission has them as typed.",
            codes=shown,
        )


def replaced_characters(submission: Submission) -> frozenset[str]:
    """Characters of a submission that no face has."""
    found: frozenset[str] = frozenset()
    waiting: list[object] = [submission]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found |= printable(item)[1]
        elif isinstance(item, Mapping):
            waiting += item.values()
        elif isinstance(item, (list, tuple)):
            waiting += item
        elif isinstance(item, Model):
            waiting += (getattr(item, name) for name in type(item).model_fields)
    return found


def _section_to_show(context: ChapterContext) -> str:
    """The first section with answers, one that shows a missing answer by preference.

    None where no section has a figure.
    """
    answered = [
        section
        for section in context.top_sections
        if context.answered_of(section) and not context.node(section).is_profile
    ]
    varied = [
        section for section in answered if context.node(section).low != context.node(section).high
    ]
    shown = [section for section in varied if context.node(section).value is not None]
    return next(iter([*shown, *varied, *answered]), "")


def _rules(context: ChapterContext) -> Iterator[str]:
    words, nodes = context.words, context.assessment.nodes.values()
    found = {type(kind_of(question)) for question in context.assessment.questions.values()}
    yield from (words.say(kind.method) for kind in KINDS.values() if kind in found and kind.method)
    named = {node.rule.name for node in nodes if node.rule}
    if named == {_MEAN}:
        yield words.say(
            "A section is the weighted mean of its questions; the whole is the weighted mean of "
            "its sections."
        )
    else:
        yield from (
            _rule_sentence(words, rule.title, rule.formula)
            for name, rule in RULES.items()
            if name in named
        )
    yield _leaving(words, has_letters=any(node.letters for node in nodes))
    if context.assessment.counts.carried:
        yield words.say(
            "What was carried over from an earlier round and not looked at again counts like what "
            "is not answered."
        )
    yield _missing(context)
    whose = whose_answers(context)
    if whose:
        yield whose
    yield from _evidence(context)
    yield words.say(
        "Nothing is rounded before printing; then halves go up. So sums of printed figures can "
        "differ in the last digit."
    )


def _leaving(words: Words, *, has_letters: bool) -> str:
    if has_letters:
        return words.say(
            "Not applicable and not asked leave on both sides. Unknown and not answered count as "
            "the lowest for the lowest score and as the highest for the highest."
        )
    return words.say(
        "Not applicable and not asked leave on both sides. Unknown and not answered count as 0 for "
        "the lowest score and as 100 for the highest."
    )


def _evidence(context: ChapterContext) -> Iterator[str]:
    rubric = context.assessment.questionnaire.rubric
    if rubric.evidence == "cap" and rubric.evidence_from is not None:
        yield context.words.say(
            "From step {step} up an answer names a document. Until it does it counts as step {cap} "
            "in the score and in the lowest, and as answered in the highest.",
            step=rubric.evidence_from,
            cap=rubric.unproved_step,
        )
    root = context.assessment.root
    if root.publish.max != _FULL and root.letters is None:
        yield context.words.say(
            "Sums run on scores from 0 to 100; the whole is published from 0 to {maximum}.",
            maximum=plain_number(root.publish.max),
        )


def _missing(context: ChapterContext) -> str:
    """What a missing answer does to the score itself."""
    root, say = context.assessment.root, context.words.say
    if root.missing_is_lowest:
        return say(
            "In the score itself what is missing counts as the lowest answer, as this instrument "
            "has it."
        )
    if root.min_coverage == 1:
        return say(
            "The score itself is printed once everything is answered; until then, the interval "
            "alone."
        )
    return say(
        "The score itself is taken over what was answered. It is printed where at least {share} of "
        "the weight was answered; below that, the interval alone.",
        share=context.words.stated_percent(root.min_coverage),
    )


def _worked(context: ChapterContext, node_id: str, title: str) -> Worked:
    part = explain(context.assessment, node_id, context.language)[0]
    node, say = part.node, context.words.say
    rows = tuple(_row(context, term) for term in part.terms if context.node(term.id).scored)
    sums = weighted_sums(part)
    return Worked(
        title=title,
        in_points=part.rule is not None and part.rule.needs_points,
        rule=_rule_text(context, part),
        rows=rows,
        sums=_sum_row(context, sums) if sums else None,
        result=WorkedRow(
            number="",
            label=say("Sum ÷ weight") if sums else say("Result"),
            answer="",
            weight="",
            score=figure(node, node.value_unshown),
            low=figure(node, node.low),
            high=figure(node, node.high),
            covered=node.coverage_text or NO_FIGURE,
        ),
        note=_star_note(context, part),
    )


def _star_note(context: ChapterContext, part: Explanation) -> str:
    """Which sections have too few answers to show a value, so that it does not enter the sum."""
    hidden = [context.numbers[term.id] for term in part.terms if term.left_out == "not_shown"]
    if not hidden:
        return ""
    return context.words.say(
        "* Not in the sum: too little is answered of {sections}; only the lowest and the highest "
        "figure count it.",
        sections=context.words.enumerate(hidden),
    )


def _rule_text(context: ChapterContext, part: Explanation) -> str:
    """The rule, its arithmetic where no row shows that, and why it was chosen."""
    words = context.words
    said = [_rule_sentence(words, part.rule_title, part.formula)]
    worked = "" if weighted_sums(part) else worked_out(words, part, "value")
    if worked:
        said.append(words.say("Here: {arithmetic}.", arithmetic=worked))
    reason = context.localize(part.node.rule.reason if part.node.rule else None)
    return " ".join([*said, *([ended(reason)] if reason else [])])


def _rule_sentence(words: Words, title: str, formula: str) -> str:
    """A rule with its formula."""
    return words.say("Rule: {rule}, {formula}.", rule=words.say(title), formula=words.say(formula))


def _row(context: ChapterContext, term: Term) -> WorkedRow:
    node = context.node(term.id)
    star = "*" if term.left_out == "not_shown" else ""
    answer = (
        question_summary(context, node.shares or term.id).move.split(" ")[0]
        if node.state == "answered"
        else state_name(context.words, term.state)
    )
    return WorkedRow(
        number=context.numbers[term.id],
        label=context.label(term.id),
        answer=answer if node.kind == "question" else "",
        weight=plain_number(term.weight),
        score=figure(node, term.value) + star,
        low=figure(node, term.low),
        high=figure(node, term.high),
        covered=node.coverage_text or NO_FIGURE,
    )


def _sum_row(context: ChapterContext, sums: Sums) -> WorkedRow:
    value = NO_FIGURE
    if sums.value is not None:
        value = f"{_figure(sums.value)} ÷ {plain_number(sums.value_weight)}"
    return WorkedRow(
        number="",
        label=context.words.say("Sum of weight × score, over the weight"),
        answer="",
        weight="",
        score=value,
        low=f"{_figure(sums.low)} ÷ {plain_number(sums.weight)}",
        high=f"{_figure(sums.high)} ÷ {plain_number(sums.weight)}",
        covered="",
    )


def figure(node: NodeResult, value: Fraction | None) -> str:
    """A figure of a node in a worked table: its letter, or a number with one decimal."""
    return (
        node.letters.grade(value)
        if node.letters is not None and value is not None
        else _figure(value)
    )


def _figure(value: Fraction | None) -> str:
    if value is None:
        return NO_FIGURE
    return str(value) if value.denominator == 1 else half_up(value, 1)


def _gain(context: ChapterContext) -> str:
    """What closing a gap adds; empty where each question stands for itself."""
    if context.assessment.is_by_question:
        return ""
    say = context.words.say
    general = say(
        "Closing a gap adds what the lowest score of the whole gains when the question stands at "
        "its target, proved, and all else stays as it is."
    )
    if not context.assessment.gaps:
        return f"{general} {say('No answer given so far is below its target.')}"
    ties = say("Equal gains: the wider gap first, then the lighter measure.")
    return f"{general} {_example(context, context.assessment.gaps[0])} {ties}"


def _example(context: ChapterContext, gap: Gap) -> str:
    """What closing one gap adds, with the way to it where every rule on it is a mean."""
    question = f"{context.numbers[gap.id]} {context.label(gap.id)}"
    points = context.gap_points([gap])
    ways = list(_ways_up(context, gap))
    if ways and sum(way.gain for way in ways) == gap.gain:
        product = " + ".join(_in_factors(context, gap, way) for way in ways)
        return context.words.say(
            "For {question}: {product} (on each rank its weight over the weight asked) = {points}.",
            question=question,
            product=product,
            points=points,
        )
    if context.node(gap.root).letters:
        return context.words.say(
            "For {question} that is {grades}.", question=question, grades=points
        )
    return context.words.say(
        "For {question} that is {points} points.", question=question, points=points
    )


class _Way(NamedTuple):
    """A gain in factors: what the question rises by, then a weight over a sum for each rank."""

    rise: Fraction
    shares: tuple[tuple[Fraction, Fraction], ...]

    @property
    def gain(self) -> Fraction:
        return self.rise * prod(weight / of for weight, of in self.shares)


def _ways_up(context: ChapterContext, gap: Gap) -> Iterator[_Way]:
    """The way of a gain from the question to the whole.

    The question rises from its lowest score: of what is disputed or unproved that is less than
    what counts. Where the answer counts in several places, the way up from each of them; none where
    a rule on the way is no mean.
    """
    node, nodes = context.node(gap.id), context.assessment.nodes.values()
    if node.target is None or node.low is None:
        return
    for place in [gap.id, *(other.id for other in nodes if other.shares == gap.id)]:
        shares = []
        for below, group in pairwise(explain(context.assessment, place)):
            if group.node.is_profile:
                break
            sums = weighted_sums(group)
            if sums is None:
                return
            shares.append((below.node.weight, sums.weight))
        yield _Way(node.target - node.low, tuple(shares))


def _in_factors(context: ChapterContext, gap: Gap, way: _Way) -> str:
    """`50 points × 3 ÷ 14 × 25 ÷ 100`, and the scale on which it is published."""
    factors = [context.words.say("{number} points", number=_figure(way.rise))]
    factors += [f"{plain_number(weight)} ÷ {plain_number(of)}" for weight, of in way.shares]
    published = context.node(gap.root).publish.max
    if published != _FULL:
        factors.append(f"{plain_number(published)} ÷ {_FULL}")
    return " × ".join(factors)


def _levels(context: ChapterContext) -> tuple[LevelText, ...]:
    """The levels of the whole; letters explain themselves."""
    found: list[LevelText] = []
    every = [] if context.assessment.root.letters else level_limits(context.assessment.levels)
    for place, (level, start, end) in enumerate(every):
        limits = _limits(context, start, end, is_last=place == len(every) - 1)
        found.append(
            LevelText(
                context.localize(level.label, is_name=True),
                limits,
                context.localize(level.meaning),
                context.localize(level.reason),
            )
        )
    return tuple(found)


def _limits(context: ChapterContext, start: Fraction, end: Fraction, *, is_last: bool) -> str:
    if start == end:
        return context.limit(start)
    ends = {"low": context.limit(start), "high": context.limit(end)}
    if is_last:
        return context.words.say("{low} to {high}", **ends)
    return context.words.say("{low} to under {high}", **ends)


def _in_points(context: ChapterContext) -> bool:
    return any(context.assessment.sections[section].points for section in context.top_sections)


def _weights(context: ChapterContext) -> list[tuple[str, str, str]]:
    """Sections with their weights and the reasons for them."""
    rows = []
    for section in context.top_sections:
        own = context.assessment.sections[section]
        weight = own.points or own.weight
        rows.append(
            (
                f"{context.numbers[section]} {context.label(section)}",
                plain_number(weight.value),
                context.localize(weight.reason),
            )
        )
    return rows


def _versions(context: ChapterContext) -> tuple[str, ...]:
    a, say = context.assessment, context.words.say
    origin = a.questionnaire.origin
    parts = (origin.title, origin.publisher, origin.edition) if origin else ()
    after = context.words.enumerate(list(map(context.localize, parts)), "unit")
    return (
        *([say("after {instrument}", instrument=after)] if after else []),
        f"coherence-kit {a.kit_version}",
        say(
            "questionnaire {questionnaire}, sha256 {hash}",
            questionnaire=f"{a.questionnaire.id} {a.questionnaire.version}",
            hash=a.questionnaire_sha256,
        ),
        ", ".join(
            (
                context.country,
                context.printable(a.submission.round, is_name=True) or say("round not stated"),
                respondent(context),
            )
        ),
        say(
            "submission {file}, sha256 {hash}",
            file=context.printable(PurePath(a.source).name, is_name=True),
            hash=a.submission_sha256,
        ),
    )
