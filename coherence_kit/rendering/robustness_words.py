"""What is said of robustness, in the terminal and in the report alike, and the figures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.i18n import half_up
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.base import Localizable
from coherence_kit.model.robustness import (
    Change,
    Choice,
    Input,
    MovesLevel,
    OtherRule,
    Robustness,
    RootRobustness,
    Sensitivity,
    Spread,
    Where,
)
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.words import Words, message

_MOST_QUESTIONS = 8
_RULES = {
    "arithmetic-mean": message("arithmetic mean"),
    "geometric-mean": message("geometric mean"),
    "minimum": message("minimum"),
}
_OF_WHOLE: dict[Where, str] = {
    "root": message("{rule} for the whole"),
    "below": message("{rule} in the sections"),
    "everywhere": message("{rule} everywhere"),
}
_OF_PART: dict[Where, str] = {
    "root": message("{rule} for the section"),
    "below": message("{rule} in its parts"),
    "everywhere": message("{rule} everywhere"),
}
_INPUTS: dict[Input, str] = {
    "rule": message("the rule"),
    "weights": message("the weights"),
    "answers": message("the missing answers"),
    "readers": message("how the answers are read"),
    "limits": message("where its limits lie"),
}
_MOVES_LEVEL: dict[Input, str] = {
    "rule": message("What moves the level most is the rule: it stays with {share} of those tried."),
    "weights": message(
        "What moves the level most is the weights: it stays in {share} of the draws."
    ),
    "answers": message(
        "What moves the level most is the missing answers: it stays in {share} of the draws."
    ),
    "readers": message(
        "What moves the level most is how the answers are read: it stays in {share} of the draws."
    ),
    "limits": message(
        "What moves the level most is where its limits lie: it stays in {share} of the draws."
    ),
}
_MOVES_RESULT: dict[Choice, str] = {
    "rule": message("What moves the result most is the rule."),
    "question": message("What moves the result most is which question is left out."),
    "weights": message("What moves the result most is the weights."),
}


def figure(node: NodeResult, value: float | None, level: str | None) -> str:
    """A value as it is published; where the result is a letter, its level is the letter."""
    if value is None:
        return NO_FIGURE
    if node.letters is not None:
        return level or NO_FIGURE
    return node.published(_exact(value)) or NO_FIGURE


def has_levels(node: NodeResult) -> bool:
    """Whether a figure has a level beside it; a letter is its own."""
    return bool(node.levels) and node.letters is None


def is_settled(node: NodeResult) -> bool:
    """Whether the result is the same whatever is still missing."""
    return node.low is not None and node.low == node.high


def interval(node: NodeResult, spread: Spread) -> tuple[str, str]:
    """Both ends as they are published."""
    return figure(node, spread.low, spread.level_low), figure(node, spread.high, spread.level_high)


def ends(changes: Sequence[Change]) -> tuple[Change, Change] | None:
    """The lowest and the highest of what was tried; None where nothing has a value."""
    found = [change for change in changes if change.value is not None]
    if not found:
        return None
    return (
        min(found, key=lambda change: change.value or 0),
        max(found, key=lambda change: change.value or 0),
    )


@dataclass(frozen=True, slots=True)
class RobustnessWords:
    """The sentences on one submission.

    Args:
        words: of the language.
        question: a question by its id, such as `2.3 Focal point`.
        localize: a text of the questionnaire, such as the name of a level.

    """

    words: Words
    question: Callable[[str], str]
    localize: Callable[[Localizable], str]

    # --- pieces of a table ---------------------------------------------------------------------

    def level(self, node: NodeResult, level_id: str | None) -> str:
        """The name of a level; a letter is its own; empty below every level."""
        if node.letters is not None:
            return level_id or ""
        found = next((level for level in node.levels if level.id == level_id), None)
        return self.words.quoted(self.localize(found.label)) if found else ""

    def stays(self, node: NodeResult, root: RootRobustness, changes: Sequence[Change]) -> str:
        """With how many of the choices that were tried the level stays: `5 of 6`."""
        if not node.levels:
            return NO_FIGURE
        stay = sum(not root.changes_level(change) for change in changes)
        return self.words.say("{part} of {whole}", part=stay, whole=len(changes))

    def change(self, node: NodeResult, change: float | None) -> str:
        """`+1.5`, `−3.3`, `0.0`; `+1 grade` where the result is a letter."""
        if change is None:
            return NO_FIGURE
        if node.letters is not None:
            grades = round(abs(change) * (len(node.letters.grades) - 1) / 100)
            size = self.words.count("{n} grade", "{n} grades", grades)
        else:
            size = half_up(abs(_exact(change)) * node.publish.max / 100, node.publish.decimals)
        nothing = not any(digit in size for digit in "123456789")
        return size if nothing else f"{'+' if change > 0 else '−'}{size}"

    def share(self, share: float | None) -> str:
        """Whole per cent, and never `100 %` or `0 %` of what is not quite all or none."""
        if share is None:
            return NO_FIGURE
        text = half_up(_exact(share) * 100, 0)
        if text == "100" and share < 1:
            return self.words.say("over 99 %")
        if text == "0" and share > 0:
            return self.words.say("under 1 %")
        return self.words.percent(_exact(share))

    def variance(self, share: float) -> str:
        """An estimated share of the variance; sampling error below 0 or above 1 is cut off."""
        return self.share(min(max(share, 0.0), 1.0))

    def points_of_error(self, found: Sensitivity) -> str:
        """How far the estimated shares may be off: two standard errors, in percentage points."""
        parts = (found.rule, found.weights, found.answers, found.readers)
        error = 2 * max(item.error for item in parts)
        points = max(1, int(_exact(error) * 100 + Fraction(1, 2)))
        return self.words.number(points)

    def rule(self, rule: OtherRule, *, of_whole: bool) -> str:
        """`minimum in the sections`."""
        where = (_OF_WHOLE if of_whole else _OF_PART)[rule.where]
        return self.words.say(where, rule=self.words.say(_RULES[rule.rule]))

    def limits(self, node: NodeResult, robustness: Robustness) -> str:
        """The limits of the levels, and how far they move on the scale that is published."""
        shift = node.published(_exact(robustness.sampling.limit_shift)) or NO_FIGURE
        return self.words.say("Limits of the levels (±{points})", points=shift)

    def draws(self, robustness: Robustness) -> str:
        """The number of draws, with its thousands set apart."""
        return self.words.decimal(Fraction(robustness.sampling.draws), 0)

    def becomes(self, node: NodeResult, root: RootRobustness, change: Change) -> str:
        """`51.1 (−2.3)`, and the level if it is another one."""
        size = self.change(node, change.change)
        text = f"{figure(node, change.value, change.level)} ({size})"
        if not has_levels(node) or not root.changes_level(change):
            return text
        level = self.level(node, change.level)
        return f"{text}, {level or self.words.say('below every level')}"

    # --- whole sentences -----------------------------------------------------------------------

    def why_none(self, node: NodeResult, root: RootRobustness) -> Iterator[str]:
        """Why there is no result, and where it will lie."""
        words = self.words
        if not node.coverage:
            yield words.say("Nothing is answered that a score could rest on.")
        elif node.letters is not None and node.coverage >= node.min_coverage:
            yield words.say(
                "There is no result yet: a conversion table has a figure only once every answer "
                "is there."
            )
        else:
            yield words.say("Too little is answered for a result.")
        if is_settled(node):
            yield words.count(
                "It will be {figure} whatever the missing answer is.",
                "It will be {figure} whatever the {n} missing answers are.",
                root.missing,
                figure=node.low_text,
            )
        else:
            yield words.count(
                "It lies between {low} and {high}, whatever the missing answer is.",
                "It lies between {low} and {high}, whatever the {n} missing answers are.",
                root.missing,
                low=node.low_text,
                high=node.high_text,
            )
        if root.together is not None and root.together.left:
            yield words.say("It may also come out that no question applies.")

    def how_sure(
        self, node: NodeResult, root: RootRobustness, robustness: Robustness
    ) -> Iterator[str]:
        """In how many draws the level stays, and where nine in ten of them lie."""
        words = self.words
        if root.together is None:
            yield words.say("It stays as it is in every draw.")
        else:
            if root.together.stays is not None:
                yield words.say(
                    "The level stays {level} in {share} of the draws.",
                    level=self.level(node, root.level) or words.say("below every level"),
                    share=self.share(root.together.stays),
                )
            yield self._nine_in_ten(node, root.together)
            if root.together.left:
                yield words.say(
                    "In {share} of the draws no question applies, and there is no result.",
                    share=self.share(root.together.left),
                )
        yield from self.inputs(
            words.count("{n} missing answer", "{n} missing answers", root.missing)
            if root.missing
            else "",
            robustness,
            reads=bool(root.read),
        )

    def inputs(self, missing: str, robustness: Robustness, *, reads: bool) -> Iterator[str]:
        """What is drawn together, and how often; `missing` is empty where no answer is."""
        say = self.words.say
        names = [say("other weights"), *([say("other readers")] if reads else [])]
        yield say(
            "Drawn {draws} times: {inputs}.",
            draws=self.draws(robustness),
            inputs=self.words.enumerate([*names, *([missing] if missing else [])]),
        )
        if not missing:
            yield say("No answer is missing.")

    def _nine_in_ten(self, node: NodeResult, spread: Spread) -> str:
        low, high = interval(node, spread)
        if low == high:
            return self.words.say("Nine in ten draws give {figure}.", figure=low)
        return self.words.say("Nine in ten draws lie between {low} and {high}.", low=low, high=high)

    def choice(self, node: NodeResult, root: RootRobustness) -> Iterator[str]:
        """What moves the level most; where nothing does, or there are none, the figure."""
        moved = root.moves_level
        if moved is not None:
            yield self._moves_level(root, moved)
            if moved.inputs:
                return
        choice, weights = root.widest_choice, root.weights_change
        widest: Mapping[Choice | None, Change | None] = {
            "rule": root.widest_rule,
            "weights": weights,
            "question": root.widest_question,
        }
        change = widest.get(choice)
        if choice is None or change is None or root.changes_level(change):
            return
        yield self.words.say(_MOVES_RESULT[choice])
        if choice == "weights":
            yield self.words.say(
                "One draw in twenty gives {result} or lies further off.",
                result=self.becomes(node, root, change),
            )

    def _moves_level(self, root: RootRobustness, moved: MovesLevel) -> str:
        share = self.share(moved.stays)
        if len(moved.inputs) == 1:
            return self.words.say(_MOVES_LEVEL[moved.inputs[0]], share=share)
        names = moved.inputs or tuple(root.level_stays)
        inputs = self.words.enumerate([self.words.say(_INPUTS[name]) for name in names])
        if not moved.inputs:
            return self.words.say(
                "Nothing that was varied moves the level: {inputs}.", inputs=inputs
            )
        return self.words.say(
            "These move the level most, and alike: {inputs}. It stays in {share} of what was "
            "tried.",
            inputs=inputs,
            share=share,
        )

    def rules(self, node: NodeResult, root: RootRobustness, *, of_whole: bool) -> Iterator[str]:
        """Which other rules change the level, and which one lies furthest off."""
        words, many, widest = self.words, len(root.rules), root.widest_rule
        if not many:
            return
        if widest is None:
            yield words.count(
                "The one other rule does not move it.", "None of {n} other rules moves it.", many
            )
            return
        changing = root.changing(root.rules)
        if changing:
            yield words.count(
                "The one other rule changes the level: {rules}.",
                "{changing} of {n} other rules change the level: {rules}.",
                many,
                changing=len(changing),
                rules=words.enumerate([self.rule(rule, of_whole=of_whole) for rule in changing]),
            )
        elif node.levels:
            yield words.count(
                "With the one other rule the level stays.",
                "With each of {n} other rules the level stays.",
                many,
            )
        yield words.say(
            "Furthest off is the rule “{rule}”: {result}.",
            rule=self.rule(widest, of_whole=of_whole),
            result=self.becomes(node, root, widest),
        )

    def left_out(self, node: NodeResult, root: RootRobustness) -> Iterator[str]:
        """Which questions change the level once they are left out, and which moves it most."""
        words, many, widest = self.words, len(root.left_out), root.widest_question
        needed = [item.question for item in root.left_out if item.value is None]
        if not many:
            return
        if len(needed) == many:
            yield words.count(
                "It rests on a single answer: without it there is no score.",
                "Without any one of the {n} answers there is no score.",
                many,
            )
            return
        changing = [item.question for item in root.changing(root.left_out)]
        if widest is None:
            yield words.say("Whichever question is left out, it stays as it is.")
        elif changing:
            yield words.count(
                "If left out, {n} of {all} questions changes the level: {questions}.",
                "If left out, {n} of {all} questions change the level: {questions}.",
                len(changing),
                all=many,
                questions=self.questions(changing),
            )
        elif node.levels and not needed:
            yield words.say("Whichever question is left out, the level stays.")
        if widest is not None:
            yield words.say(
                "Furthest off it is without {question}: {result}.",
                question=self.question(widest.question),
                result=self.becomes(node, root, widest),
            )
        if needed:
            yield words.say(
                "There is no result without {questions}.", questions=self.questions(needed)
            )

    def questions(self, ids: Sequence[str]) -> str:
        """The first questions, and how many more."""
        named = [self.question(name) for name in ids]
        more = len(named) - _MOST_QUESTIONS
        if more > 1:
            others = self.words.count("{n} other", "{n} others", more)
            named = [*named[:_MOST_QUESTIONS], others]
        return self.words.enumerate(named)

    def drawn(self, robustness: Robustness) -> Iterator[str]:
        """What was drawn and what was not, and how the draws can be repeated.

        It is said here, once, for all that is drawn.
        """
        sampling, say = robustness.sampling, self.words.say
        yield self.words.say(
            "Drawn: from the 5th to the 95th percentile of {draws} draws (seed {seed}).",
            draws=self.draws(robustness),
            seed=sampling.seed,
        )
        yield self.words.say(
            "Weights vary around those stated, by {share} where they are equal.",
            share=self.share(sampling.variation),
        )
        if any(root.missing for root in robustness.roots):
            yield self.words.say(
                "Missing answers are drawn independently, each step or other answer of one as "
                "likely as the next."
            )
        if any(root.read for root in robustness.roots):
            yield say(
                "Other readers take {share} of the answers on steps or options for the next one up "
                "or down, and all of them for up to {steps} steps more or less.",
                share=self.share(sampling.reader_error),
                steps=self.words.decimal(_exact(sampling.leniency), 1),
            )
        yield say("Not drawn are yes and no, boxes, numbers and letters that were answered.")

    def kept(self, names: Sequence[str]) -> str:
        """The groups whose rule stays as it is, because it gives no number."""
        return self.words.say(
            "Another rule is tried only where a rule gives a number, not in {groups}.",
            groups=self.words.enumerate(names),
        )

    def tried(self) -> str:
        """From where to where the rows of rules and questions run."""
        return self.words.say(
            "Rules and questions: from the lowest to the highest of what was tried."
        )

    def limits_moved(self, robustness: Robustness) -> str:
        """How far the limits of the levels are moved."""
        return self.words.say(
            "The limits of the levels move together by up to {points} points of 100, and the "
            "result is as it is.",
            points=self.words.number(int(robustness.sampling.limit_shift)),
        )

    def floor(self) -> str:
        """That the geometric mean has a floor."""
        return self.words.say("In the geometric mean a score below 1 counts as 1.")

    def ranks(self) -> str:
        """What every mean takes for granted."""
        return self.words.say("Steps are ranks, which a mean takes as equal distances.")

    def estimates(self, found: Sensitivity, robustness: Robustness) -> str:
        """How the shares of the variance were found, and how far off they may be."""
        return self.words.say(
            "For the shares of the variance the rule is drawn too: as stated, or an alternative "
            "everywhere, all as likely. They are estimates from {pairs} pairs of draws, give or "
            "take {points} percentage points, printed from 0 to 100 %.",
            pairs=self.words.decimal(Fraction(robustness.sampling.base), 0),
            points=self.points_of_error(found),
        )


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
