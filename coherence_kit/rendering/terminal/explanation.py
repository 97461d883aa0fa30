"""A score worked through for a terminal: inputs, rule, the arithmetic with the real numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from coherence_kit.analysis.explain import Explanation, Term, Voiced
from coherence_kit.i18n import plain_number
from coherence_kit.model.questionnaire import Question, Threshold
from coherence_kit.model.submission import AnswerValue
from coherence_kit.problems import one_line
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.naming import answer_in_a_word, yes_or_no
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.arithmetic import figure, worked_out
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.words import Words, message, words_of
from coherence_kit.words.states import state_head, state_name

_WIDTH = 100
_WHY_OUT = {
    "not_scored": message("not scored"),
    "profile": message("a profile, passes no figure up"),
    "not_applicable": message("not applicable, leaves its group"),
    "not_asked": message("not asked, leaves its group"),
    "not_shown": message("too little answered: passes up its bounds alone"),
}
_MISSING = ("unknown", "unanswered", "open", "carried", "missing")


def explanation_text(chain: Iterable[Explanation], language: str = "en") -> str:
    """A node worked through, then each node above it up to the whole."""
    words = words_of(language)
    return "\n\n".join("\n".join(_Explained(words, part).lines()) for part in chain) + "\n"


@dataclass(frozen=True, slots=True)
class _Explained:
    """The text on one node."""

    words: Words
    part: Explanation

    def lines(self) -> Iterator[str]:
        part = self.part
        yield f"{part.number} {part.label}  ({part.id})".lstrip()
        yield from self._question() if part.question is not None else self._group()

    # --- groups --------------------------------------------------------------------------------

    def _group(self) -> Iterator[str]:
        node, say = self.part.node, self.words.say
        rule = say(self.part.rule_title)
        if node.is_profile:
            yield "  " + say(
                "Rule: {rule}; each part stands for itself and nothing is passed up.", rule=rule
            )
            yield from table(self._rows())
            return
        if node.low is None:
            yield "  " + say(
                "Nothing here counts: every scored part is not applicable or not asked."
            )
            return
        formula = self._with_parameters(say(self.part.formula))
        yield "  " + say("Rule: {rule}, {formula}.", rule=rule, formula=formula)
        yield from table(self._rows())
        yield from self._arithmetic()
        coverage = NO_FIGURE if node.coverage_text is None else f"{node.coverage_text} %"
        yield "  " + say("Coverage {share}; {shown}.", share=coverage, shown=self._whether_shown())

    def _arithmetic(self) -> Iterator[str]:
        heads = {
            "low": self.words.say_as("column", "low"),
            "value": self.words.say_as("column", "value"),
            "high": self.words.say_as("column", "high"),
        }
        if self.part.node.is_claimed_higher:
            heads["claimed"] = self.words.say_as("column", "claimed")
        room = max(map(len, heads.values()))
        for name, head in heads.items():
            worked = worked_out(self.words, self.part, name)
            if worked:
                yield f"  {head.ljust(room)} = {worked}"

    def _whether_shown(self) -> str:
        node, rule, say = self.part.node, self.part.rule, self.words.say
        if node.value is not None and node.letters is None:
            return say("published as {figure}", figure=node.text)
        if node.value is not None:
            return say("published as the letter {letter}", letter=node.text)
        has_no_line = node.value_unshown is None and node.coverage
        if has_no_line and rule is not None and not rule.is_monotone:
            return say("not shown: a table has no line for what is only partly answered")
        least = self.words.stated_percent(node.min_coverage)
        return say("not shown: less than {share} is answered", share=least)

    def _with_parameters(self, formula: str) -> str:
        spec, say = self.part.node.rule, self.words.say
        if spec is None:
            return formula
        n = None if spec.n is None else Fraction(spec.n)
        stated = (
            (say("cap"), spec.cap),
            ("n", n),
            ("r", spec.exponent),
            (say("floor"), spec.floor),
        )
        for name, value in stated:
            if value is not None:
                other = f"{name} {plain_number(value)}"
                formula = say("{one}; {other}", one=formula, other=other)
        return formula

    def _rows(self) -> list[tuple[str, ...]]:
        say_as, rule = self.words.say_as, self.part.rule
        in_points = rule is not None and rule.needs_points
        part = say_as("column", "part")
        head = (
            f"  {part}",
            say_as("column", "points") if in_points else say_as("column", "weight"),
            say_as("column", "low"),
            say_as("column", "value"),
            say_as("column", "high"),
            "",
        )
        return [head, *map(self._term_row, self.part.terms)]

    def _term_row(self, term: Term) -> tuple[str, ...]:
        figures = [figure(term.node, score) for score in (term.low, term.value, term.high)]
        size = plain_number(term.weight) if term.node.scored else NO_FIGURE
        return (f"  {term.number} {term.id}", size, *figures, self._why_out(term))

    def _why_out(self, term: Term) -> str:
        say = self.words.say
        if term.left_out not in _MISSING:
            return say(_WHY_OUT[term.left_out]) if term.left_out in _WHY_OUT else ""
        state = (
            say("missing") if term.left_out == "missing" else state_name(self.words, term.left_out)
        )
        if term.low is None:
            return state
        low, high = figure(term.node, term.low), figure(term.node, term.high)
        if self.part.rule is not None and not self.part.rule.is_monotone:
            if term.node.can_leave:
                return say(
                    "{state}: every letter it can have is tried, and its leaving", state=state
                )
            return say("{state}: every letter it can have is tried", state=state)
        if term.node.can_leave:
            return say(
                "{state}: {low} in low, {high} in high, and its leaving",
                state=state,
                low=low,
                high=high,
            )
        return say("{state}: {low} in low, {high} in high", state=state, low=low, high=high)

    # --- questions -----------------------------------------------------------------------------

    def _question(self) -> Iterator[str]:
        node, say = self.part.node, self.words.say
        state = state_head(self.words, node.state)
        ends = {"low": figure(node, node.low), "high": figure(node, node.high)}
        if not node.scored:
            yield "  " + say("Printed, not scored.")
        elif node.low is None:
            yield "  " + say("{state}: it leaves its group.", state=state)
        elif node.state == "not_applicable":
            yield "  " + say("Not applicable, counts as its target: {high}", **ends)
        elif node.value_unshown is None:
            yield "  " + say("{state}: {low} in low, {high} in high; no value", state=state, **ends)
        else:
            yield f"  {self._answer()}"
            if node.unproved is not None and node.value_unshown != node.answered_as:
                yield "  " + say(
                    "No document is named yet: low and value count as {low} until one is.",
                    low=figure(node, node.value_unshown),
                )
        yield from self._disputed(ends)

    def _disputed(self, ends: Mapping[str, str]) -> Iterator[str]:
        """What each respondent answered, and why the bounds are as they are."""
        if not self.part.disputed or self.part.question is None:
            return
        say, node = self.words.say, self.part.node
        yield "  " + say(
            "Disputed: low is the least that one of these answers counts, {low}, and high the "
            "most, {high}:",
            **ends,
        )
        for one in self.part.disputed:
            given = say("Does not apply")
            if one.answer is not None:
                word = answer_in_a_word(self.words, self.part.question, one.answer)
                given = say("{answer} = {score}", answer=word, score=figure(node, one.score))
            line = say("{heading}: {text}", heading=one_line(one.entity), text=given)
            counted = self._why_counted(one)
            yield f"    {line}{f' ({counted})' if counted else ''}"
        if not any(one.is_counted for one in self.part.disputed):
            yield "  " + say("None of them is the value: nobody leads the question.")

    def _why_counted(self, one: Voiced) -> str:
        if not one.is_counted:
            return ""
        if one.leads:
            return self.words.say("leads, so that its answer is the value")
        return self.words.say("its answer is the value by the rule of the round")

    def _answer(self) -> str:
        """The answer with the arithmetic that makes it a score."""
        node, question, answer = self.part.node, self.part.question, self.part.answer
        say, result, working = self.words.say, figure(node, node.answered_as), self.part.working
        if question is None or answer is None or working is None:
            return say("{heading}: {text}", heading=say("No answer"), text=result)
        lead = self._given(question, answer)
        if working.found_in is not None:
            lead = f"{lead}, {self._class(working.found_in)}"
            return say("{heading}: {text}", heading=lead, text=result)
        if working.formula and working.kept_at is not None:
            kept = say("kept at the goalpost {number}", number=plain_number(working.kept_at))
            text = f"{working.formula}, {kept} = {result}"
            return say("{heading}: {text}", heading=lead, text=text)
        if working.formula:
            text = f"{working.formula} = {result}"
            return say("{heading}: {text}", heading=lead, text=text)
        if node.letter is not None and node.letter != result:
            letter = say(
                "letter {letter}, which counts as {result}", letter=node.letter, result=result
            )
            return f"{lead}, {letter}"
        return say("{heading}: {text}", heading=lead, text=result)

    def _given(self, question: Question, answer: AnswerValue) -> str:
        """The answer that the arithmetic begins with."""
        kind, say = kind_of(question), self.words.say
        key = answer_key(answer)
        match kind.shape:
            case Shape.PICK_ONE:
                return self._picked(kind, kind.label_of(answer))
            case Shape.PICK_MANY:
                none = self.words.say_as("of several boxes", "none")
                return say("Boxes {boxes}", boxes=key or none)
            case Shape.ORDER:
                return say("Order {options}", options=key)
            case Shape.QUANTITY | Shape.PROSE:
                return say("Answer {answer}", answer=key)
        assert_never(kind.shape)

    def _picked(self, kind: AnyKind, label: AnswerLabel) -> str:
        say = self.words.say
        if label.step is None:
            return say("Answer {answer}", answer=yes_or_no(self.words, label) or label.key)
        ends = {"step": plain_number(label.step), "low": kind.steps[0], "high": kind.steps[-1]}
        if label.flag is None:
            return say("Step {step} of {low} to {high}", **ends)
        return say(
            "Step {step} of {low} to {high}, half a step off for “{flag}”",
            flag=label.key.partition("-")[2],
            **ends,
        )

    def _class(self, found: Threshold) -> str:
        if found.start is None:
            return self.words.say("in the class below the first limit")
        return self.words.say("in the class from {number}", number=plain_number(found.start))
