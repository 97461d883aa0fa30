"""Half a page of annex B: how sure the result is, what moves it, whether it keeps its level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.charts import level_strip
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.robustness import Change, Robustness, RootRobustness, Spread
from coherence_kit.rendering.figures import NO_FIGURE, span
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.interval_rows import axis_texts
from coherence_kit.rendering.report.levels import zones
from coherence_kit.rendering.robustness_words import (
    RobustnessWords,
    ends,
    figure,
    is_settled,
)


@dataclass(frozen=True, slots=True)
class SureRow:
    """One thing that is varied, or, of a profile, one result."""

    name: str
    strip: Markup
    interval: str
    stays: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """The part; `of_rows` heads the first column of its table.

    `axis` is what the marks of its strips stand for; letters have none. Without rows there is no
    `note` on them.
    """

    title: str
    sentences: tuple[str, ...]
    of_rows: str
    axis: tuple[str, ...]
    rows: tuple[SureRow, ...]
    note: str


def sureness(context: ChapterContext) -> Sureness | None:
    """What was found out; None where nobody looked into it, or where no question applies.

    Nor where each question stands for itself: nothing is put together that could be put together
    otherwise.
    """
    robustness = context.assessment.robustness
    if robustness is None or not robustness.roots or context.assessment.is_by_question:
        return None
    axis = axis_texts(context.node(root.id) for root in robustness.roots)
    (first, *others) = robustness.roots
    if first.id == context.assessment.root_id and not others:
        rows = tuple(_rows_of_one(context, first, robustness))
        return Sureness(
            title=context.words.say("How sure is this result?"),
            sentences=tuple(_of_one(context, first, robustness)),
            of_rows=context.words.say("What varies"),
            axis=axis,
            rows=rows,
            note=_note(context, robustness, first) if rows else "",
        )
    return Sureness(
        title=context.words.say("How sure are these results?"),
        sentences=tuple(_of_profile(context, robustness)),
        of_rows=context.words.say("Result"),
        axis=axis,
        rows=tuple(_row_of_profile(context, root) for root in robustness.roots),
        note=_note(context, robustness),
    )


def _sentences(context: ChapterContext) -> RobustnessWords:
    return RobustnessWords(
        words=context.words,
        question=lambda name: f"{context.numbers[name]} {context.label(name)}",
        localize=context.localize,
    )


# --- one result ----------------------------------------------------------------------------------


def _of_one(context: ChapterContext, root: RootRobustness, robustness: Robustness) -> Iterator[str]:
    """Paragraphs."""
    node, said = context.node(root.id), _sentences(context)
    if not root.is_shown:
        narrower = context.words.say(
            "Nothing narrower is printed: draws of so much that is missing, each answer on its "
            "own, would gather in the middle and say nothing of the country."
        )
        yield " ".join([*said.why_none(node, root), *([] if is_settled(node) else [narrower])])
        return
    of_whole = root.id == context.assessment.root_id
    paragraphs = (
        said.how_sure(node, root, robustness),
        [*said.choice(node, root), *said.rules(node, root, of_whole=of_whole)],
        said.left_out(node, root),
        _variance(context, root),
    )
    yield from filter(None, map(" ".join, paragraphs))


def _variance(context: ChapterContext, root: RootRobustness) -> Iterator[str]:
    """In which share of the variance each kind has a part; nothing where fewer than two vary."""
    shares = _shares(context, root)
    if shares:
        yield context.words.say(
            "Of the variance of the result these have a part: {shares}.",
            shares=context.words.enumerate(shares),
        )


def _shares(context: ChapterContext, root: RootRobustness) -> list[str]:
    found, say = root.sensitivity, context.words.say
    if found is None:
        return []
    share = _sentences(context).variance
    parts = (
        (found.rule.total, say("the rule in {share}", share=share(found.rule.total))),
        (found.weights.total, say("the weights in {share}", share=share(found.weights.total))),
        (found.answers.total, say("missing answers in {share}", share=share(found.answers.total))),
        (found.readers.total, say("other readers in {share}", share=share(found.readers.total))),
    )
    varying = [text for total, text in parts if total]
    return varying if len(varying) > 1 else []


def _rows_of_one(
    context: ChapterContext, root: RootRobustness, robustness: Robustness
) -> Iterator[SureRow]:
    """What is drawn and what is tried one by one; without a result only how far it is open."""
    node, say = context.node(root.id), context.words.say
    if not root.is_shown:
        if not is_settled(node):
            name = say("Whatever is missing ({number})", number=root.missing)
            yield _row(context, root, name, _reach(node, root), NO_FIGURE)
        return
    if root.missing:
        missing = say("Missing answers ({number})", number=root.missing)
        yield from _drawn_row(context, root, missing, root.answers)
    yield from _drawn_row(context, root, say("Weights"), root.weights)
    readers = say("Other readers ({number})", number=root.read)
    yield from _drawn_row(context, root, readers, root.readers)
    if root.missing or root.read:
        yield from _drawn_row(context, root, say("All of these together"), root.together)
    rules = say("Other rules ({number})", number=len(root.rules))
    yield from _tried_row(context, root, rules, root.rules)
    left_out = say("One question less ({number})", number=len(root.left_out))
    yield from _tried_row(context, root, left_out, root.left_out)
    if root.limits is not None:
        own = (Change(root.value, 0.0, root.level),) * 2
        said = _sentences(context)
        limits = said.limits(node, robustness)
        yield _row(context, root, limits, own, said.share(root.limits))


def _drawn_row(
    context: ChapterContext, root: RootRobustness, name: str, spread: Spread | None
) -> Iterator[SureRow]:
    if spread is not None:
        stays = _sentences(context).share(spread.stays)
        yield _row(context, root, name, _ends_of(spread), stays)


def _tried_row(
    context: ChapterContext, root: RootRobustness, name: str, changes: Sequence[Change]
) -> Iterator[SureRow]:
    found = ends(changes)
    if found is not None:
        stays = _sentences(context).stays(context.node(root.id), root, changes)
        yield _row(context, root, name, found, stays)


# --- a profile -----------------------------------------------------------------------------------


def _of_profile(context: ChapterContext, robustness: Robustness) -> Iterator[str]:
    said, say = _sentences(context), context.words.say
    missing = any(root.missing for root in robustness.roots)
    yield " ".join(
        [
            say(
                "Each part stands for itself. The rows say where nine in ten draws lie, and in how "
                "many the level stays."
            ),
            *said.inputs(
                say("missing answers") if missing else "",
                robustness,
                reads=any(root.read for root in robustness.roots),
            ),
        ]
    )
    moved = [
        (root.together.stays, root)
        for root in robustness.roots
        if root.is_shown and root.together and root.together.stays is not None
    ]
    if moved:
        share, least = min(moved, key=lambda item: item[0])
        sentence = say(
            "Least sure is {part}, where the level stays in {share}.",
            part=_name(context, least.id),
            share=said.share(share),
        )
        yield " ".join([sentence, *said.choice(context.node(least.id), least)])
    if any(not root.is_shown for root in robustness.roots):
        yield say(
            "A broken outline: too little is answered for a result, and the row says where it can "
            "lie whatever is missing."
        )


def _row_of_profile(context: ChapterContext, root: RootRobustness) -> SureRow:
    stays = NO_FIGURE
    if root.is_shown and root.together:
        stays = _sentences(context).share(root.together.stays)
    return _row(context, root, _name(context, root.id), _reach(context.node(root.id), root), stays)


def _reach(node: NodeResult, root: RootRobustness) -> tuple[Change, Change]:
    """Where the draws lie, the value if none differs; without a result all that is possible."""
    if root.is_shown and root.together is not None:
        return _ends_of(root.together)
    if root.is_shown or node.low is None or node.high is None:
        return (Change(root.value, 0.0, root.level),) * 2
    return (
        Change(float(node.low), None, node.level_low),
        Change(float(node.high), None, node.level_high),
    )


def _name(context: ChapterContext, node_id: str) -> str:
    """Number and label; the questionnaire itself, which has no number, is the whole."""
    if node_id == context.assessment.root_id:
        return context.words.say("The whole")
    return f"{context.numbers[node_id]} {context.label(node_id)}"


# --- rows ----------------------------------------------------------------------------------------


def _ends_of(spread: Spread) -> tuple[Change, Change]:
    return Change(spread.low, None, spread.level_low), Change(spread.high, None, spread.level_high)


def _row(
    context: ChapterContext, root: RootRobustness, name: str, reach: Sequence[Change], stays: str
) -> SureRow:
    node = context.node(root.id)
    low, high = (figure(node, end.value, end.level) for end in reach)
    drawn = level_strip(
        levels=zones(node.levels),
        value=None if node.value is None else float(node.value),
        low=reach[0].value or 0.0,
        high=reach[1].value or 0.0,
        alt=_alternative(context, node, name, low, high),
        palette=context.palette,
        mirrored=context.mirrored,
    )
    return SureRow(
        name=name,
        strip=Markup(drawn),  # noqa: S704 - charts escape the only text they take
        interval=span(low, high),
        stays=stays,
    )


def _alternative(context: ChapterContext, node: NodeResult, name: str, low: str, high: str) -> str:
    if node.text:
        return context.words.say(
            "{name}: lowest {low}, highest {high}, result {result}.",
            name=name,
            low=low,
            high=high,
            result=node.text,
        )
    return context.words.say(
        "{name}: lowest {low}, highest {high}, insufficient data.", name=name, low=low, high=high
    )


def _note(
    context: ChapterContext, robustness: Robustness, one: RootRobustness | None = None
) -> str:
    """What was drawn and tried; `one` is the result where there is only one.

    Without a result nothing is said of draws.
    """
    said: list[str] = []
    if any(root.is_shown for root in robustness.roots):
        said += _note_on_draws(context, robustness, one)
        if one is not None:
            said += _note_on_choices(context, one, robustness)
        if any(root.limits is not None for root in robustness.roots):
            said.append(_sentences(context).limits_moved(robustness))
    if any(len(context.node(root.id).levels) > 1 for root in robustness.roots):
        said.append(context.words.say("Gaps in the strips are the limits of the levels."))
    return " ".join(said)


def _note_on_draws(
    context: ChapterContext, robustness: Robustness, one: RootRobustness | None
) -> Iterator[str]:
    words = context.words
    yield from _sentences(context).drawn(robustness)
    if any(root.missing for root in robustness.roots) and one is not None:
        yield words.say(
            "The interval at a glance, {low}–{high}, holds whatever the missing answers are.",
            low=context.node(one.id).low_text,
            high=context.node(one.id).high_text,
        )
    nodes = context.assessment.nodes.values()
    if any(node.state == "open" for node in nodes):
        yield words.say(
            "A missing answer that decides whether others are asked takes any of its answers; "
            "questions that are then not asked do not count."
        )
    unproved = sum(
        node.lacks_evidence and node.value != node.high for node in nodes if node.kind == "question"
    )
    if unproved:
        yield words.counted(
            "No document is drawn for {n} answer that counts lower until one is named.",
            "No document is drawn for {n} answers that count lower until one is named.",
            unproved,
        )


def _note_on_choices(
    context: ChapterContext, root: RootRobustness, robustness: Robustness
) -> Iterator[str]:
    said, words = _sentences(context), context.words
    yield said.tried()
    if root.rules:
        yield words.say("Other rules: {rules}.", rules="; ".join(_tried(context, root)))
        yield said.floor()
        yield said.ranks()
    if robustness.kept:
        whole = words.say("the whole")
        yield said.kept([context.numbers.get(name, whole) for name in robustness.kept])
    if root.sensitivity is not None and _shares(context, root):
        yield said.estimates(root.sensitivity, robustness)


def _tried(context: ChapterContext, root: RootRobustness) -> Iterator[str]:
    """Every other rule by its name, with what it gives: `minimum everywhere 25.0 (−31.3)`."""
    node, said = context.node(root.id), _sentences(context)
    for rule in root.rules:
        name = said.rule(rule, of_whole=root.id == context.assessment.root_id)
        yield f"{name} {said.becomes(node, root, rule)}"
