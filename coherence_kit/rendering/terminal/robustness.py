"""How sure a result is, for a terminal: one submission in full, or several side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from coherence_kit.analysis.explain import label_of
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.robustness import Change, Order, Robustness, RootRobustness, Spread
from coherence_kit.problems import one_line, told_apart
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.country import country_text
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.robustness_words import (
    RobustnessWords,
    ends,
    figure,
    has_levels,
    interval,
)
from coherence_kit.rendering.terminal.heading import heading, title_line
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.words import Words, words_of

_MOST_QUESTIONS = 5
_MOST_PAIRS = 10
_WIDTH = 100
_SIDE = 10
"""Columns of the heads beside the sentences."""


def robustness_text(
    assessments: Sequence[Assessment],
    orders: Sequence[Order],
    *,
    rank: bool = False,
    language: str = "en",
) -> str:
    """One submission in full; of several the intervals, how often their order turns, and places.

    Args:
        assessments: with the study of their robustness.
        orders: how often two of several submissions change places, for each result.
        rank: whether a table of places is wanted.
        language: of the text.

    """
    words = words_of(language)
    studied = [(one, one.robustness) for one in assessments if one.robustness]
    if len(studied) == 1:
        assessment, robustness = studied[0]
        parts = _Single(assessment, robustness, _said_of(assessment, words)).parts()
    else:
        parts = _several([one for one, _ in studied], orders, words, rank=rank)
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _said_of(assessment: Assessment, words: Words) -> RobustnessWords:
    numbers, language = numbers_of(assessment.nodes, assessment.root_id), words.language
    return RobustnessWords(
        words=words,
        question=lambda name: f"{numbers[name]} {label_of(assessment, name, language)}",
        localize=lambda text: text.in_language(language),
    )


# --- one submission ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Single:
    """The text on one submission."""

    assessment: Assessment
    robustness: Robustness
    said: RobustnessWords

    @property
    def words(self) -> Words:
        return self.said.words

    def label(self, node_id: str) -> str:
        return label_of(self.assessment, node_id, self.words.language)

    def parts(self) -> Iterator[list[str]]:
        yield heading(self.assessment, self.words.language)
        say = self.words.say
        if not self.robustness.roots:
            yield self._beside(say("Result"), [say("None: no question applies.")])
        elif self.assessment.root.is_profile:
            profile = say(
                "A profile: each part stands for itself, and there is no figure for the whole."
            )
            yield self._beside(say("Result"), [profile])
        for root in self.robustness.roots:
            yield from self._root(root)
        if self.robustness.roots:
            yield _remarks(self.said, self.robustness, is_single=True)

    def _beside(self, head: str, sentences: Iterable[str]) -> list[str]:
        """Sentences beside their head, each beginning a line; below one that is too long for it."""
        lines = [head] if len(head) >= _SIDE else []
        for sentence in sentences:
            first = "" if lines else head
            lines += textwrap.wrap(
                f"{first:{_SIDE - 1}} {sentence}",
                _WIDTH,
                subsequent_indent=" " * _SIDE,
                break_long_words=False,
                break_on_hyphens=False,
            )
        return lines

    def _root(self, root: RootRobustness) -> Iterator[list[str]]:
        node = self.assessment.nodes[root.id]
        of_whole = root.id == self.assessment.root_id
        say, said = self.words.say, self.said
        yield [
            *([] if of_whole else [f"{self.label(root.id)} ({root.id})"]),
            *self._beside(say("Result"), self._result(node, root)),
            *self._beside(say("How sure"), said.how_sure(node, root, self.robustness)),
            *self._beside(say("Choice"), said.choice(node, root)),
            *self._beside(say("Rule"), said.rules(node, root, of_whole=of_whole)),
            *self._beside(say("Question"), said.left_out(node, root)),
        ]
        heads = (say("What varies"), *self._from_to(), say("level stays"))
        yield list(table([heads, *self._varied(node, root)]))
        rules = [(said.rule(rule, of_whole=of_whole), rule) for rule in root.rules]
        yield self._changes(say("Another rule"), node, rules)
        yield self._questions(node, root)
        yield self._variance(root)

    def _from_to(self) -> tuple[str, str]:
        return (
            self.words.say_as("lower end of an interval", "from"),
            self.words.say_as("upper end of an interval", "to"),
        )

    def _result(self, node: NodeResult, root: RootRobustness) -> Iterator[str]:
        if root.is_shown:
            level = self.said.level(node, node.level) if has_levels(node) else ""
            yield f"{node.text}, {level}" if level else str(node.text)
            return
        yield from self.said.why_none(node, root)
        if root.value is not None:
            yield self.words.say(
                "All below starts from {figure}, the score over the answers that are there "
                "({share} of the weight); it is not a result.",
                figure=figure(node, root.value, root.level),
                share=f"{node.coverage_text} %",
            )

    def _varied(self, node: NodeResult, root: RootRobustness) -> Iterator[tuple[str, ...]]:
        say = self.words.say
        if root.missing:
            missing = say("Missing answers ({number})", number=root.missing)
            yield self._spread_row(missing, node, root.answers)
        if root.value is not None:
            yield self._spread_row(say("Weights"), node, root.weights)
        if root.read and root.value is not None:
            readers = say("Other readers ({number})", number=root.read)
            yield self._spread_row(readers, node, root.readers)
        if root.missing or root.read:
            yield self._spread_row(say("All of these together"), node, root.together)
        rules = say("Rule ({number})", number=len(root.rules))
        yield from self._tried_row(rules, node, root, root.rules)
        left_out = say("One question less ({number})", number=len(root.left_out))
        yield from self._tried_row(left_out, node, root, root.left_out)
        if root.limits is not None:
            own = figure(node, root.value, root.level)
            limits = self.said.limits(node, self.robustness)
            yield limits, own, own, self.said.share(root.limits)

    def _tried_row(
        self, name: str, node: NodeResult, root: RootRobustness, changes: Sequence[Change]
    ) -> Iterator[tuple[str, ...]]:
        found = ends(changes)
        if found is not None:
            tried = (figure(node, end.value, end.level) for end in found)
            yield name, *tried, self.said.stays(node, root, changes)

    def _spread_row(self, name: str, node: NodeResult, spread: Spread | None) -> tuple[str, ...]:
        if spread is None:
            still = self.words.say("{input}: nothing moves", input=name)
            return (still, NO_FIGURE, NO_FIGURE, NO_FIGURE)
        return (name, *interval(node, spread), self.said.share(spread.stays))

    def _changes(
        self, head: str, node: NodeResult, changes: Sequence[tuple[str, Change]]
    ) -> list[str]:
        """What each choice makes of the result, with its level where there are levels."""
        if not changes:
            return []
        level = [""] if has_levels(node) else []
        heads = (head, self.words.say("result"), self.words.say("change"), *level)
        rows: list[tuple[str, ...]] = [heads]
        for name, change in changes:
            size = self.said.change(node, change.change)
            row = (name, figure(node, change.value, change.level), size)
            rows.append((*row, self.said.level(node, change.level)) if has_levels(node) else row)
        return list(table(rows))

    def _questions(self, node: NodeResult, root: RootRobustness) -> list[str]:
        moving = [item for item in root.left_out if item.change][:_MOST_QUESTIONS]
        shown = [(self.said.question(item.question), item) for item in moving]
        lines = self._changes(self.words.say("Without the question"), node, shown)
        left = len(root.left_out) - len(shown)
        if lines and left:
            lines.append(
                self.words.count(
                    "… and {n} other; --format json has them all",
                    "… and {n} others; --format json has them all",
                    left,
                )
            )
        return lines

    def _variance(self, root: RootRobustness) -> list[str]:
        found, say, said = root.sensitivity, self.words.say, self.said
        if found is None and root.together is not None and root.together.left:
            text = say(
                "In some draws no question applies: there is no variance of the result to share "
                "out."
            )
            return [text]
        if found is None:
            text = say("Nothing that is varied moves the value: there is no variance to share out.")
            return textwrap.wrap(text, _WIDTH)
        heads = (
            say("Share of the variance"),
            self.words.say_as("share of the variance", "alone"),
            self.words.say_as("share of the variance", "with others"),
        )
        indices = {
            say("rule"): found.rule,
            say("weights"): found.weights,
            say("missing answers"): found.answers,
            say("readers"): found.readers,
        }
        rows = [
            (name, said.variance(item.first), said.variance(item.total))
            for name, item in indices.items()
        ]
        return [
            *table([heads, *rows]),
            *textwrap.wrap(said.estimates(found, self.robustness), _WIDTH),
        ]


def _remarks(said: RobustnessWords, robustness: Robustness, *, is_single: bool) -> list[str]:
    """What was drawn; of a single submission also what was tried one by one."""
    sentences = [
        *said.drawn(robustness),
        said.words.say(
            "A missing answer that decides whether others are asked takes any of its answers; "
            "questions that are then not asked do not count."
        ),
    ]
    if is_single:
        sentences += [said.tried(), said.floor(), said.ranks()]
        if any(root.limits is not None for root in robustness.roots):
            sentences.append(said.limits_moved(robustness))
        if robustness.kept:
            sentences.append(said.kept(robustness.kept))
    sentences.append(said.words.say("The same files give the same figures."))
    return textwrap.wrap(" ".join(sentences), _WIDTH)


# --- several submissions -------------------------------------------------------------------------


def _several(
    assessments: Sequence[Assessment], orders: Sequence[Order], words: Words, *, rank: bool
) -> Iterator[list[str]]:
    first, names = assessments[0], _names(assessments, words)
    said = _said_of(first, words)
    yield [title_line(first, words.language)]
    roots = dict.fromkeys(
        root.id for item in assessments if item.robustness for root in item.robustness.roots
    )
    if not roots:
        yield [words.say("No question applies in any of these submissions.")]
        return
    for root in roots:
        if root != first.root_id:
            yield [f"{label_of(first, root, words.language)} ({root})"]
        yield _intervals(assessments, names, root, said)
        order = next((order for order in orders if order.id == root), None)
        if order is not None:
            yield _pairs(order, names, said)
            if rank:
                absent = [_root_named(item, root) is None for item in assessments]
                yield _places(order, names, absent, said)
    if first.robustness is not None:
        note = words.say(
            "The n-th draw has the same weights for all; missing answers and readers are drawn for "
            "each. "
            "Submissions rest on different answers: which one stands higher says little where "
            "the order turns, and never why."
        )
        yield [*textwrap.wrap(note, _WIDTH), *_remarks(said, first.robustness, is_single=False)]


def _names(assessments: Sequence[Assessment], words: Words) -> list[str]:
    """Country and round; where that is not enough, who answers, and else the file."""
    plain = [
        ", ".join(
            part for part in (country_text(one, words.language), one.submission.round) if part
        )
        for one in assessments
    ]
    bodies = [_respondent(one) for one in assessments]
    files = told_apart([one_line(one.source) for one in assessments])
    pairs = list(zip(plain, bodies, strict=True))
    return [
        name
        if plain.count(name) == 1
        else f"{name} ({body if body and pairs.count((name, body)) == 1 else file})"
        for (name, body), file in zip(pairs, files, strict=True)
    ]


def _respondent(assessment: Assessment) -> str:
    return " ".join((assessment.submission.answered_by or "").split())


def _root_named(assessment: Assessment, root_id: str) -> RootRobustness | None:
    """The result of one submission; None where no question of it applies."""
    roots = assessment.robustness.roots if assessment.robustness else ()
    return next((root for root in roots if root.id == root_id), None)


def _intervals(
    assessments: Sequence[Assessment], names: Sequence[str], root_id: str, said: RobustnessWords
) -> list[str]:
    words = said.words
    heads = (
        words.say("Submission"),
        words.say("result"),
        words.say_as("lower end of an interval", "from"),
        words.say_as("upper end of an interval", "to"),
        words.say("level stays"),
    )
    rows: list[tuple[str, ...]] = [heads]
    for assessment, name in zip(assessments, names, strict=True):
        node = assessment.nodes[root_id]
        root = _root_named(assessment, root_id)
        if root is None:
            rows.append((name, words.say("does not apply"), NO_FIGURE, NO_FIGURE, NO_FIGURE))
            continue
        text = (node.text or NO_FIGURE) if root.is_shown else words.say("insufficient data")
        stays = said.share(root.together.stays) if root.is_shown and root.together else NO_FIGURE
        rows.append((name, text, *_reach(node, root), stays))
    return list(table(rows))


def _reach(node: NodeResult, root: RootRobustness) -> tuple[str, str]:
    """Where nine draws in ten lie; the value if none differs, or what the engine knows of it."""
    if root.together is not None:
        return interval(node, root.together)
    if root.value is None:
        return node.low_text or NO_FIGURE, node.high_text or NO_FIGURE
    own = figure(node, root.value, root.level)
    return own, own


def _pairs(order: Order, names: Sequence[str], said: RobustnessWords) -> list[str]:
    """The pairs that turn most often; how many never do, and how many have no order."""
    words = said.words
    pairs = [
        (order.turned[one][other], one, other) for one, other in combinations(range(len(names)), 2)
    ]
    turning = sorted(
        (pair for pair in pairs if pair[0]), key=lambda pair: (-(pair[0] or 0), *pair[1:])
    )
    rows = [
        (words.enumerate([names[one], names[other]]), said.share(share))
        for share, one, other in turning[:_MOST_PAIRS]
    ]
    heads = (words.say("How often the order of two turns"), words.say("draws"))
    lines = list(table([heads, *rows])) if rows else []
    left = len(turning) - len(rows)
    if left:
        lines.append(
            words.count(
                "… and {n} other pair; --format json has them all",
                "… and {n} other pairs; --format json has them all",
                left,
            )
        )
    return [*lines, *_still(pairs, words)]


def _still(pairs: Sequence[tuple[float | None, int, int]], words: Words) -> Iterator[str]:
    """How many pairs never turn, and how many have nothing to compare."""
    never = sum(share == 0 for share, *_ in pairs)
    none = sum(share is None for share, *_ in pairs)
    if never:
        yield words.count(
            "The order never turns in {n} of {all} pairs.",
            "The order never turns in {n} of {all} pairs.",
            never,
            all=len(pairs),
        )
    if none:
        yield words.count(
            "There is nothing to compare in {n} of {all} pairs: one has no result, or both are "
            "equal.",
            "There is nothing to compare in {n} of {all} pairs: one has no result, or both are "
            "equal.",
            none,
            all=len(pairs),
        )


def _places(
    order: Order, names: Sequence[str], absent: Sequence[bool], said: RobustnessWords
) -> list[str]:
    """Places of the submissions that have a result, and why the others have none."""
    words = said.words
    found = [
        (place, name) for place, name in zip(order.places, names, strict=True) if place is not None
    ]
    heads = (
        words.say("Submission"),
        words.say_as("in an order", "place"),
        words.say_as("lower end of an interval", "from"),
        words.say_as("upper end of an interval", "to"),
        words.say("place stays"),
    )
    rows = [
        (name, str(place.place), str(place.best), str(place.last), said.share(place.stays))
        for place, name in sorted(found, key=lambda item: item[0].place)
    ]
    lines = list(table([heads, *rows])) if rows else []
    without = [
        (name, is_absent)
        for place, name, is_absent in zip(order.places, names, absent, strict=True)
        if place is None
    ]
    too_little = [name for name, is_absent in without if not is_absent]
    none = [name for name, is_absent in without if is_absent]
    if too_little:
        lines.append(
            words.say(
                "Without a place, as too little is answered: {submissions}.",
                submissions="; ".join(too_little),
            )
        )
    if none:
        lines.append(
            words.say(
                "Without a place, as no question applies: {submissions}.",
                submissions="; ".join(none),
            )
        )
    return lines
