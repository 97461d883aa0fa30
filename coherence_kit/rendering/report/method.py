"""Annex B: the rules, one section worked through, from the sections to the whole, levels, versions, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import PurePath

from coherence_kit.analysis.explain import Explanation, Term, explain
from coherence_kit.analysis.weighted_sums import Sums, weighted_sums
from coherence_kit.documents.fonts import covered_characters
from coherence_kit.documents.glyphs import printable
from coherence_kit.i18n import half_up, percent_text, plain_number
from coherence_kit.model.assessment import Gap, NodeResult
from coherence_kit.model.base import Model
from coherence_kit.model.submission import Submission
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import respondent
from coherence_kit.rendering.report.glance import level_limits
from coherence_kit.rendering.report.questions import question_summary
from coherence_kit.rendering.report.reviews import whose_answers
from coherence_kit.rendering.report.words import NOTHING, STATE_NAMES, capital, ended, lower_first
from coherence_kit.rendering.terminal.explanation import worked_out
from coherence_kit.scoring.rules import RULES

_MEAN = "arithmetic-mean"
_FULL = 100  # what every score inside the kit runs up to
_MOST_CODES = 12
# How an answer becomes a score, by the types of question there are.
_SCORES = {
    "scale": "Each answer has a score from 0 to 100: step k of a scale from a to b scores 100 × (k − a) ÷ (b − a).",
    "boolean": "Yes scores 100, no scores 0.",
    "choice": "Each option has the score, or the letter, that the questionnaire states for it.",
    "multiple-choice": "Of several boxes the share that is ticked counts, or their points, up to what is enough.",
    "number": "A number is placed between two goalposts, 0 and 100, and capped there; or it scores by the class it is in.",
}


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
    """A group worked through line by line; `sums` and `result` close the table where the rule is a mean."""

    title: str
    size: str
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
    sizes: str
    weights: tuple[tuple[str, str, str], ...]
    versions: tuple[str, ...]
    notes: tuple[str, ...]


def method(context: ChapterContext) -> Method:
    """The annex of a chapter."""
    section = _section_to_show(context)
    number = context.numbers[section] if section else ""
    return Method(
        headline=f"How a score comes about: section {number} worked through"
        if section
        else "How a score comes about",
        rules=tuple(_rules(context)),
        section=_worked(
            context, section, f"Section {number}, {context.label(section)}, worked through"
        )
        if section
        else None,
        whole=None
        if context.assessment.root.low is None
        else _worked(context, context.assessment.root_id, "From the sections to the whole"),
        gain=_gain(context),
        levels=_levels(context),
        limits=context.localize(context.assessment.questionnaire.rubric.limits),
        sizes="Points" if _in_points(context) else "Weights",
        weights=() if context.assessment.root.is_profile else tuple(_weights(context)),
        versions=_versions(context),
        notes=tuple(_notes(context)),
    )


def _notes(context: ChapterContext) -> Iterator[str]:
    """What the reader has to know of the submission: warnings about it, and characters that could not be printed."""
    for problem in context.assessment.notes:
        found, rule, cure = map(context.printable, problem.sentences)
        yield f"{capital(found)}: {rule}; {cure}"
    codes = sorted(
        f"U+{ord(sign):04X}" for sign in replaced_characters(context.assessment.submission)
    )
    if codes:
        shown = ", ".join(codes[:_MOST_CODES]) + (", …" if len(codes) > _MOST_CODES else "")
        yield f"Characters without a sign in the faces of this report stand as their codes ({shown}). The attached submission has them as typed."


def replaced_characters(submission: Submission) -> frozenset[str]:
    """Characters of a submission that no face has."""
    found: frozenset[str] = frozenset()
    waiting: list[object] = [submission]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found |= printable(item, covered_characters())[1]
        elif isinstance(item, Mapping):
            waiting += item.values()
        elif isinstance(item, (list, tuple)):
            waiting += item
        elif isinstance(item, Model):
            waiting += (getattr(item, name) for name in type(item).model_fields)
    return found


def _section_to_show(context: ChapterContext) -> str:
    """The first section with answers, one that shows a missing answer by preference."""
    answered = [section for section in context.top_sections if context.answered_of(section)]
    varied = [
        section for section in answered if context.node(section).low != context.node(section).high
    ]
    shown = [section for section in varied if context.node(section).value is not None]
    return next(iter([*shown, *varied, *answered]), "")


def _rules(context: ChapterContext) -> list[str]:
    a = context.assessment
    root, rubric = a.root, a.questionnaire.rubric
    kinds = {question.type for question in a.questions.values()}
    rules = [_SCORES[kind] for kind in _SCORES if kind in kinds]
    named = {
        node.rule.name for node in a.nodes.values() if node.rule
    }  # in the order of the table of rules
    if named == {_MEAN}:
        rules.append(
            "A section is the weighted mean of its questions; the whole is the weighted mean of its sections."
        )
    else:
        rules += [
            f"{capital(RULES[name].title)}: {RULES[name].formula}."
            for name in RULES
            if name in named
        ]
    rules.append(
        "Not applicable and not asked leave on both sides. Unknown and not answered count as the lowest for the lowest score and as the highest for the highest."
        if any(node.letters for node in a.nodes.values())
        else "Not applicable and not asked leave on both sides. Unknown and not answered count as 0 for the lowest score and as 100 for the highest."
    )
    rules.append(_missing(context))
    whose = whose_answers(context)
    if whose:
        rules.append(whose)
    if rubric.evidence == "cap" and rubric.evidence_from is not None:
        cap = rubric.evidence_cap if rubric.evidence_cap is not None else rubric.evidence_from - 1
        rules.append(
            f"From step {rubric.evidence_from} up an answer names a document. Until it does it counts as step {cap} in the score and in the lowest, and as answered in the highest."
        )
    published = root.publish.max
    if published != _FULL and root.letters is None:
        rules.append(
            f"Sums run on scores from 0 to {_FULL}; the whole is published "
            f"from 0 to {plain_number(published)}."
        )
    rules.append(
        "Nothing is rounded before printing; then halves go up. So sums of printed figures can differ in the last digit."
    )
    return rules


def _missing(context: ChapterContext) -> str:
    """What a missing answer does to the score itself."""
    root = context.assessment.root
    if root.missing_is_lowest:
        return "In the score itself what is missing counts as the lowest answer, as this instrument has it."
    smallest = percent_text(root.min_coverage)
    if root.min_coverage == 1:
        return "The score itself is printed once everything is answered; until then, the interval alone."
    return f"The score itself is taken over what was answered. It is printed where at least {smallest} % of the weight was answered; below that, the interval alone."


def _worked(context: ChapterContext, node_id: str, title: str) -> Worked:
    part = explain(context.assessment, node_id)[0]
    node = part.node
    rows = tuple(_row(context, term) for term in part.terms if context.node(term.id).scored)
    sums = weighted_sums(part)
    hidden = [
        context.numbers[term.id]
        for term in part.terms
        if context.node(term.id).kind != "question"
        and term.value is not None
        and context.node(term.id).value is None
    ]
    note = (
        f"* Used in the sum, not printed elsewhere: too little of section {', '.join(hidden)} is answered."
        if hidden
        else ""
    )
    return Worked(
        title=title,
        size="Points" if part.rule is not None and part.rule.needs_points else "Weight",
        rule=_rule_text(context, part),
        rows=rows,
        sums=_sum_row(sums) if sums else None,
        result=WorkedRow(
            "",
            "Sum ÷ weight" if sums else "Result",
            "",
            "",
            figure(node, node.value_unshown),
            figure(node, node.low),
            figure(node, node.high),
            node.coverage_text or NOTHING,
        ),
        note=note,
    )


def _rule_text(context: ChapterContext, part: Explanation) -> str:
    """The rule, what it comes to with the real numbers where no row shows that, and why it was chosen."""
    said = [f"{capital(part.rule_title)}: {part.formula}."]
    worked = "" if weighted_sums(part) else worked_out(part, "value")
    if worked:
        said.append(f"Here {worked}.")
    reason = context.localize(part.node.rule.reason if part.node.rule else None)
    return " ".join([*said, *([ended(reason)] if reason else [])])


def _row(context: ChapterContext, term: Term) -> WorkedRow:
    node = context.node(term.id)
    star = "*" if node.kind != "question" and term.value is not None and node.value is None else ""
    answer = (
        question_summary(context, term.id).move.split(" ")[0]
        if node.state == "answered"
        else STATE_NAMES.get(term.state, "").lower()
    )
    return WorkedRow(
        number=context.numbers[term.id],
        label=context.label(term.id),
        answer=answer if node.kind == "question" else "",
        weight=plain_number(term.weight),
        score=figure(node, term.value) + star,
        low=figure(node, term.low),
        high=figure(node, term.high),
        covered=node.coverage_text or NOTHING,
    )


def _sum_row(sums: Sums) -> WorkedRow:
    return WorkedRow(
        "", "Sum of weight × score, over the weight", "", "",
        f"{_figure(sums.value)} ÷ {plain_number(sums.value_weight)}" if sums.value is not None else NOTHING,
        f"{_figure(sums.low)} ÷ {plain_number(sums.weight)}",
        f"{_figure(sums.high)} ÷ {plain_number(sums.weight)}",
        "",
    )  # fmt: skip


def figure(node: NodeResult, value: Fraction | None) -> str:
    """A figure of a node in a worked table: its letter, or a number with one decimal."""
    return (
        node.letters.grade(value)
        if node.letters is not None and value is not None
        else _figure(value)
    )


def _figure(value: Fraction | None) -> str:
    if value is None:
        return NOTHING
    return str(value) if value.denominator == 1 else half_up(value, 1)


def _gain(context: ChapterContext) -> str:
    a = context.assessment
    general = "Closing a gap adds what the whole gains when the question stands at its target and all else stays as it is. "
    if not a.gaps:
        return general + "No answer given so far is below its target."
    gap = a.gaps[0]
    item = question_summary(context, gap.id)
    means = {node.rule_name for node in a.nodes.values() if node.rule} <= {_MEAN, "none"}
    worked = f"For {item.number}, {lower_first(item.label)}, that is {context.gap_points([gap])}{'' if context.node(gap.root).letters else ' points'}. "
    if means:
        worked = f"For {item.number}, {lower_first(item.label)}: {_steps_up(context, gap)} = {context.gap_points([gap])}. "
    return general + worked + "Equal gains: the wider gap first, then the lighter measure."


def _steps_up(context: ChapterContext, gap: Gap) -> str:
    """The factors of a gain from the question to the whole: `50 points × 3 ÷ 14 × 25 ÷ 100`."""
    factors = [f"{_figure(gap.gap)} points"]
    chain = explain(context.assessment, gap.id)
    for below, group in pairwise(chain):
        if group.node.is_profile:
            break
        sums = weighted_sums(group)
        if sums is not None:
            weight = sums.value_weight if context.shows_result else sums.weight
            factors.append(f"{plain_number(below.node.weight)} ÷ {plain_number(weight)}")
    published = context.node(gap.root).publish.max
    if published != _FULL:
        factors.append(f"{plain_number(published)} ÷ {_FULL}")
    counted = "answered" if context.shows_result else "asked"
    return f"{' × '.join(factors)} (on each rank its weight over the weight {counted})"


def _levels(context: ChapterContext) -> tuple[LevelText, ...]:
    """The levels of the whole; letters explain themselves."""
    found: list[LevelText] = []
    every = [] if context.assessment.root.letters else level_limits(context.assessment)
    for place, (name, start, end) in enumerate(every):
        level = context.assessment.level(name)
        if level is not None:
            under = "" if place == len(every) - 1 else "under "
            limits = (
                context.limit(start)
                if start == end
                else f"{context.limit(start)} to {under}{context.limit(end)}"
            )
            found.append(
                LevelText(
                    context.localize(level.label),
                    limits,
                    context.localize(level.meaning),
                    context.localize(level.reason),
                )
            )
    return tuple(found)


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
    a = context.assessment
    origin = a.questionnaire.origin
    after = (
        [context.localize(text) for text in (origin.title, origin.publisher, origin.edition)]
        if origin
        else []
    )
    return (
        *([f"after {', '.join(after)}"] if after else []),
        f"coherence-kit {a.kit_version}",
        f"questionnaire {a.questionnaire.id} {a.questionnaire.version}, sha256 {a.questionnaire_sha256}",
        f"{context.printable(a.country_name)}, {context.printable(a.submission.round) or 'round not stated'}, {respondent(context)}",
        f"submission {context.printable(PurePath(a.source).name)}, sha256 {a.submission_sha256}",
    )
