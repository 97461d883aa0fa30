"""How sure is this result? Half a page of annex B: what moves it, how far, and whether its level stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from coherence_kit.charts import Zone, level_strip
from coherence_kit.i18n import plural
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.robustness import Change, LeftOut, Robustness, RootRobustness, Spread
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.interval_rows import axis_texts
from coherence_kit.rendering.report.words import counted, enumerated, lower_first
from coherence_kit.rendering.robustness_words import (
    NO_FIGURE,
    change_text,
    ends,
    error_text,
    figure,
    has_levels,
    interval,
    is_settled,
    level_name,
    rule_text,
    share_text,
    variance_text,
)

_TOP = 100.0
_MOST_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class SureRow:
    """One thing that is varied, or, of a profile, one result."""

    name: str
    strip: Markup
    interval: str
    stays: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """The part; `of_rows` heads the first column of its table, `of_stays` the last.

    `axis` is what the marks of its strips stand for; letters have none. Without rows there is no `note` on them.
    """

    title: str
    sentences: tuple[str, ...]
    of_rows: str
    of_stays: str
    axis: tuple[str, ...]
    rows: tuple[SureRow, ...]
    note: str


def sureness(context: ChapterContext) -> Sureness | None:
    """What was found out; None where nobody looked into it, or where no question applies."""
    robustness = context.assessment.robustness
    if robustness is None or not robustness.roots:
        return None
    of_letters = [context.node(root.id).letters is not None for root in robustness.roots]
    axis = axis_texts(context.node(root.id) for root in robustness.roots)
    of_stays = "Letter stays" if all(of_letters) else "Level stays"
    (first, *others) = robustness.roots
    if first.id == context.assessment.root_id and not others:
        rows = tuple(_rows_of_one(context, first))
        return Sureness(
            title="How sure is this result?",
            sentences=tuple(_of_one(context, first, robustness)),
            of_rows="What varies",
            of_stays=of_stays,
            axis=axis,
            rows=rows,
            note=_note(context, robustness, first) if rows else "",
        )
    return Sureness(
        title="How sure are these results?",
        sentences=tuple(_of_profile(context, robustness)),
        of_rows="Result",
        of_stays=of_stays,
        axis=axis,
        rows=tuple(_row_of_profile(context, root) for root in robustness.roots),
        note=_note(context, robustness),
    )


# --- one result -------------------------------------------------------------------------------------------------------


def _of_one(context: ChapterContext, root: RootRobustness, robustness: Robustness) -> Iterator[str]:
    if not root.is_shown:
        yield _why_none(context.node(root.id), root)
        return
    yield _how_often(context, root, robustness)
    yield from _widest(context, root)
    shares = _shares(root)
    if shares:
        said = enumerated([f"{name} in {share}" for name, share in shares.items()]).replace(
            " in ", " have a part in ", 1
        )
        yield f"Of the variance over {enumerated([*shares])} together, {said}."


def _why_none(node: NodeResult, root: RootRobustness) -> str:
    """Why there is no result, where it will lie, and why no part of that interval is likelier than another."""
    if root.value is not None:
        said = ["Too little is answered for a result."]
    elif node.coverage:
        said = [
            "There is no result yet: a conversion table has a figure only once every answer is there."
        ]
    else:
        said = ["Nothing is answered that a score could rest on."]
    missing = plural(root.missing, "answer", "answers")
    if is_settled(node):
        return " ".join([*said, f"It will be {node.low_text} whatever the missing {missing}."])
    said.append(
        f"Whatever the missing {missing} will be, it lies between {node.low_text} and {node.high_text}."
    )
    if root.together is not None and root.together.left:
        said.append("It may also come out that no question applies.")
    said.append(
        "Nothing narrower is printed: draws of so much that is missing, each answer on its own, would gather in the middle "
        "and say nothing of the country."
    )
    return " ".join(said)


def _shares(root: RootRobustness) -> dict[str, str]:
    """The share of the variance in which each kind has a part; empty where there are not two that vary."""
    found = root.sensitivity
    if found is None:
        return {}
    parts = {"rules": found.rule, "weights": found.weights, "missing answers": found.answers}
    varying = {name: variance_text(item.total) for name, item in parts.items() if item.total}
    return varying if len(varying) > 1 else {}


def _how_often(context: ChapterContext, root: RootRobustness, robustness: Robustness) -> str:
    node = context.node(root.id)
    drawn = (
        f"and of the {counted(root.missing, 'missing answer', 'missing answers')}"
        if root.missing
        else ""
    )
    draws = (
        f"{robustness.sampling.draws:,} draws of other weights {drawn or '(no answer is missing)'}"
    )
    if root.together is None:
        return f"It stays as it is in all {draws}."
    low, high = interval(node, root.together)
    between = (
        f"nine in ten lie between {low} and {high}" if low != high else f"nine in ten give {low}"
    )
    if root.together.stays is None:
        left = (
            f"; in {share_text(root.together.left)} no question applies"
            if root.together.left
            else ""
        )
        return f"Of {draws}, {between}{left}."
    often = share_text(root.together.stays)
    left = (
        f"; in {share_text(root.together.left)} no question applies" if root.together.left else ""
    )
    return f"The {_what(node)} stays {_level(context, node, root.level)} in {often} of {draws}; {between}{left}."


def _what(node: NodeResult) -> str:
    return "letter" if node.letters is not None else "level"


def _widest(context: ChapterContext, root: RootRobustness) -> Iterator[str]:
    """The choice that moves the result most, then which rules and which questions change its level."""
    yield from filter(
        None, (" ".join(_choices(context, root)), " ".join(_questions(context, root)))
    )


def _choices(context: ChapterContext, root: RootRobustness) -> Iterator[str]:
    node, choice = context.node(root.id), root.widest_choice
    named = {"rule": "the rule", "question": "which question is left out", "weights": "the weights"}
    widest = {
        "rule": root.widest_rule,
        "question": root.widest_question,
        "weights": root.weights_change,
    }
    if choice is not None:
        change = widest[choice]
        if change is not None and root.changes_level(change):
            yield f"What moves the {_what(node)} most is {named[choice]}."
        elif node.levels:
            yield f"No choice changes the {_what(node)}; what moves the figure most is {named[choice]}."
        else:
            yield f"What moves it most is {named[choice]}."
        if choice == "weights" and change is not None:
            yield f"One draw in twenty gives {_becomes(context, root, change)} or lies further off."
    rule, changing = root.widest_rule, root.changing(root.rules)
    if rule is None:
        return
    names = {
        id(rule): rule_text(rule, of_whole=root.id == context.assessment.root_id)
        for rule in root.rules
    }
    furthest = f"the {names[id(rule)]}: {_becomes(context, root, rule)}"
    many = f"{len(root.rules)} other {plural(len(root.rules), 'rule', 'rules')}"
    if changing:
        listed = enumerated([names[id(rule)] for rule in changing])
        of_all = f"{len(changing)} of {many}"
        yield f"With {of_all} the {_what(node)} changes ({listed}); furthest off is {furthest}."
    elif node.levels:
        yield f"With {many} the {_what(node)} stays; furthest off is {furthest}."
    else:
        yield f"Of {many} furthest off is {furthest}."


def _questions(context: ChapterContext, root: RootRobustness) -> Iterator[str]:
    node, widest, changing = (
        context.node(root.id),
        root.widest_question,
        root.changing(root.left_out),
    )
    needed = [item for item in root.left_out if item.value is None]
    if widest is not None:
        name = f"{context.numbers[widest.question]}, {lower_first(context.label(widest.question))}"
        furthest = f"furthest off it is without {name}: {_becomes(context, root, widest)}"
        if changing:
            of_all = f"{len(changing)} of {len(root.left_out)} {plural(len(root.left_out), 'question', 'questions')}"
            listed = _numbers(context, changing)
            changes = plural(len(changing), "changes", "change")
            yield f"{of_all} {changes} the {_what(node)} if left out ({listed}); {furthest}."
        elif node.levels and not needed:
            yield f"Whichever question is left out, the {_what(node)} stays; {furthest}."
        else:
            yield f"Of one question less: {furthest}."
    if needed:
        yield f"Without {_numbers(context, needed)} there is no result."


def _numbers(context: ChapterContext, items: Sequence[LeftOut]) -> str:
    """The numbers of the first questions, and how many more."""
    named = [context.numbers[item.question] for item in items]
    more = len(named) - _MOST_NUMBERS
    return enumerated([*named[:_MOST_NUMBERS], f"{more} others"] if more > 1 else named)


def _becomes(context: ChapterContext, root: RootRobustness, change: Change) -> str:
    """`25.0 (−31.3)`, and the level if it is another one."""
    node = context.node(root.id)
    text = f"{figure(node, change.value, change.level)} ({change_text(node, change.change)})"
    return (
        f"{text}, {_level(context, node, change.level)}"
        if has_levels(node) and root.changes_level(change)
        else text
    )


def _level(context: ChapterContext, node: NodeResult, level_id: str | None) -> str:
    """`“working side by side”`, or a letter as it is."""
    name = context.printable(level_name(node, level_id, context.language))
    if node.letters is not None:
        return name
    return f"“{lower_first(name)}”" if name else "below every level"


def _rows_of_one(context: ChapterContext, root: RootRobustness) -> Iterator[SureRow]:
    """What is drawn and what is tried one by one; without a result only how far it is open."""
    node = context.node(root.id)
    if not root.is_shown:
        if not is_settled(node):
            yield _row(
                context,
                root,
                f"Whatever is missing ({root.missing})",
                _reach(node, root),
                NO_FIGURE,
            )
        return
    drawn = {f"Missing answers ({root.missing})": root.answers} if root.missing else {}
    drawn["Weights"] = root.weights
    if root.missing:
        drawn["Weights and missing answers"] = root.together
    for name, spread in drawn.items():
        if spread is not None:
            yield _row(context, root, name, _ends_of(spread), share_text(spread.stays))
    for name, changes in (("Other rules", root.rules), ("One question less", root.left_out)):
        found = ends(changes)
        if found is not None:
            stay = sum(not root.changes_level(change) for change in changes)
            stays = f"{stay} of {len(changes)}" if node.levels else NO_FIGURE
            yield _row(context, root, f"{name} ({len(changes)})", found, stays)


# --- a profile --------------------------------------------------------------------------------------------------------


def _of_profile(context: ChapterContext, robustness: Robustness) -> Iterator[str]:
    is_missing = any(root.missing for root in robustness.roots)
    drawn = (
        "other weights and of the missing answers"
        if is_missing
        else "other weights (no answer is missing)"
    )
    draws = f"{robustness.sampling.draws:,} draws of {drawn}"
    yield f"Each part stands for itself. The rows say where nine in ten of {draws} lie, and in how many the level stays."
    moved = [
        root
        for root in robustness.roots
        if root.is_shown and root.together and root.together.stays is not None
    ]
    if moved:
        least = min(
            moved,
            key=lambda root: root.together.stays if root.together and root.together.stays else 0.0,
        )
        stays = share_text(least.together.stays if least.together else None)
        yield f"Least sure is {_name(context, least.id)}, where it stays in {stays}."
    if any(not root.is_shown for root in robustness.roots):
        yield (
            "A broken outline: too little is answered for a result, and the row says where it can lie whatever is missing."
        )


def _row_of_profile(context: ChapterContext, root: RootRobustness) -> SureRow:
    stays = share_text(root.together.stays) if root.is_shown and root.together else NO_FIGURE
    return _row(context, root, _name(context, root.id), _reach(context.node(root.id), root), stays)


def _reach(node: NodeResult, root: RootRobustness) -> tuple[Change, Change]:
    """Where the draws lie; if none differs from another the value. Without a result everything that is still possible."""
    if root.is_shown and root.together is not None:
        return _ends_of(root.together)
    if root.is_shown or node.low is None or node.high is None:
        return (Change(root.value, 0.0, root.level),) * 2
    return Change(float(node.low), None, node.level_low), Change(
        float(node.high), None, node.level_high
    )


def _name(context: ChapterContext, node_id: str) -> str:
    return f"{context.numbers[node_id]} {context.label(node_id)}"


# --- rows -------------------------------------------------------------------------------------------------------------


def _ends_of(spread: Spread) -> tuple[Change, Change]:
    return Change(spread.low, None, spread.level_low), Change(spread.high, None, spread.level_high)


def _row(
    context: ChapterContext, root: RootRobustness, name: str, reach: Sequence[Change], stays: str
) -> SureRow:
    node = context.node(root.id)
    low, high = (figure(node, end.value, end.level) for end in reach)
    drawn = level_strip(
        levels=_zones(node),
        value=None if node.value is None else float(node.value),
        low=reach[0].value or 0.0,
        high=reach[1].value or 0.0,
        alt=f"{name}: lowest {low}, highest {high}, {f'result {node.text}' if node.text else 'insufficient data'}.",
        palette=context.palette,
    )
    return SureRow(
        name=name,
        strip=Markup(drawn),  # noqa: S704 - charts escape the only text they take
        interval=low if low == high else f"{low}–{high}",
        stays=stays,
    )


def _zones(node: NodeResult) -> list[Zone]:
    limits = [*sorted(float(level.start) for level in node.levels), _TOP]
    return [Zone(start, end) for start, end in pairwise(limits) if start < end]


def _note(
    context: ChapterContext, robustness: Robustness, one: RootRobustness | None = None
) -> str:
    """What was drawn and tried; `one` is the result where there is only one. Without a result nothing is said of draws."""
    if any(root.is_shown for root in robustness.roots):
        said = [*_note_on_draws(context, robustness, one)]
        if one is not None:
            said += _note_on_choices(context, one, robustness)
    else:
        said = []
    if any(len(context.node(root.id).levels) > 1 for root in robustness.roots):
        said.append("Gaps in the strips are the limits of the levels.")
    return " ".join(said)


def _note_on_draws(
    context: ChapterContext, robustness: Robustness, one: RootRobustness | None
) -> Iterator[str]:
    sampling = robustness.sampling
    yield f"Drawn: from the 5th to the 95th percentile of {sampling.draws:,} draws (seed {sampling.seed})."
    yield f"Weights vary around those stated, by {share_text(sampling.variation)} where they are equal."
    if any(root.missing for root in robustness.roots):
        yield "Missing answers are drawn independently, each step or other answer of one as likely as the next;"
        where = "in the profile"
        if one is not None:
            where = (
                f"at a glance, {context.node(one.id).low_text}–{context.node(one.id).high_text},"
            )
        yield f"the interval {where} holds whatever they are."
    nodes = context.assessment.nodes.values()
    if any(node.state == "open" for node in nodes):
        yield (
            "One that a condition hangs on takes any of its answers; questions that are then not asked do not count."
        )
    unproved = sum(
        node.lacks_evidence and node.value != node.high for node in nodes if node.kind == "question"
    )
    if unproved:
        many = counted(unproved, "answer that counts", "answers that count")
        yield f"Not varied: {many} lower until a document is named."


def _note_on_choices(
    context: ChapterContext, root: RootRobustness, robustness: Robustness
) -> Iterator[str]:
    yield "Rules and questions: from the lowest to the highest of what was tried."
    if root.rules:
        yield f"Other rules: {'; '.join(_tried(context, root))}."
        yield "In the geometric mean a score below 1 counts as 1."
    if robustness.kept:
        named = enumerated([context.numbers.get(name, "the whole") for name in robustness.kept])
        yield f"Another rule is tried only where a rule gives a number, not in {named}."
    if root.sensitivity is not None and _shares(root):
        yield (
            "For the shares of the variance the rule is drawn too: as stated, or an alternative everywhere, all as likely; "
            f"they are estimates, give or take {error_text(root.sensitivity)} percentage points, printed from 0 to 100 %."
        )


def _tried(context: ChapterContext, root: RootRobustness) -> Iterator[str]:
    """Every other rule by its name, with what it gives: `minimum everywhere 25.0 (−31.3)`."""
    for rule in root.rules:
        yield f"{rule_text(rule, of_whole=root.id == context.assessment.root_id)} {_becomes(context, root, rule)}"
