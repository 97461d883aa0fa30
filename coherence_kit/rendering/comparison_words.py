"""What is said of two rounds compared, alike on a terminal and on a page."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import WHOLE_SCALE, NodeResult
from coherence_kit.model.comparison import ANSWERED, Change, Comparison, Movement, Unlike
from coherence_kit.model.comparison import Part as Worded
from coherence_kit.model.followed import Accord, MeasureThen, Outcome
from coherence_kit.model.plan import Status
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions import kind_of
from coherence_kit.questions.naming import answer_in_a_word, yes_or_no
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.figures import DISPUTED, NO_FIGURE, UNPROVED, span
from coherence_kit.rendering.points import points_text
from coherence_kit.spelling import same_name
from coherence_kit.words import Marked, Words, in_a_row, message, plural
from coherence_kit.words.plan import status_name
from coherence_kit.words.states import state_name

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.REACHED: message("reached"),
    Outcome.PARTLY: message("reached in part"),
    Outcome.NOT: message("not reached"),
    Outcome.UNKNOWN: message("cannot be told"),
}
_ACCORDS: Final[Mapping[Accord, str]] = {
    Accord.DONE_NOT_MOVED: message("done, and nothing has moved"),
    Accord.DONE_IN_PART: message("done, and only a part of it shows"),
    Accord.DONE_NOT_SHOWN: message("done, and the answers do not show it"),
    Accord.MOVED_WITHOUT: message("moved without the measure"),
    Accord.AHEAD: message("not yet said to be done"),
    Accord.OVERDUE: message("overdue since {date}"),
}
"""Where the plan and the answers do not agree."""
_NO_STATUS: Final = plural("{n} without a status", "{n} without a status")
_COUNTED: Final[Mapping[Status, tuple[str, str]]] = {
    "done": plural("{n} done", "{n} done"),
    "under way": plural("{n} under way", "{n} under way"),
    "adopted": plural("{n} adopted", "{n} adopted"),
    "proposed": plural("{n} proposed", "{n} proposed"),
    "dropped": plural("{n} dropped", "{n} dropped"),
}
_MOVED: Final[Mapping[Movement, str]] = {
    Movement.RISEN: message("up by at least {amount}"),
    Movement.FALLEN: message("down by at least {amount}"),
    Movement.SAME: message("as before"),
    Movement.UNPROVED: message("no change proved"),
    Movement.LEFT: message("does not apply"),
    Movement.NOT_SCORED: message("has no figure"),
}
_WAYS: Final[Mapping[Movement, str]] = {
    Movement.RISEN: message("higher"),
    Movement.FALLEN: message("lower"),
}
_STAYED: Final[Mapping[Movement, tuple[str, str]]] = {
    Movement.SAME: plural("{n} scores as before.", "{n} score as before."),
    Movement.UNPROVED: plural("For {n} no change can be shown.", "For {n} no change can be shown."),
    Movement.LEFT: plural(
        "{n} has no answer in either round: {numbers}.",
        "{n} have no answer in either round: {numbers}.",
    ),
}
_UNLIKE: Final[Mapping[Unlike, str]] = {
    Unlike.TYPE: message("it is a question of another type now"),
    Unlike.ANSWERS: message("it has other answers to choose from, or other scores for them"),
    Unlike.WORDING: message("its steps say something else"),
}
_WORDED: Final[Mapping[Worded, str]] = {
    Worded.QUESTION: message("the question"),
    Worded.STEPS: message("its answers"),
    Worded.GUIDANCE: message("its guidance"),
}


@dataclass(frozen=True, slots=True)
class ComparisonWords:
    """The sentences on a comparison.

    Args:
        comparison: what is said of.
        words: in the language of the output.
        then: the name of the earlier round as it is printed.
        now: that of the later one.
        option: what is printed for an option that has words; its id if not given.

    """

    comparison: Comparison
    words: Words
    then: str
    now: str
    option: Callable[[AnswerLabel], str] = operator.attrgetter("key")

    def headline(self) -> str:
        """What moved for sure, in one sentence that begins with a capital letter."""
        said = self._headline()
        return said if isinstance(said, Marked) else f"{said[:1].upper()}{said[1:]}"

    def _headline(self) -> str:
        moved, words = self.comparison.moved, self.words
        risen = sum(one.movement is Movement.RISEN for one in moved)
        fallen = len(moved) - risen
        if not moved:
            return words.say(
                "The answers prove no change in any question since {round}", round=self.then
            )
        if not fallen:
            return words.counted(
                "{n} question has risen since {round}, and none has fallen",
                "{n} questions have risen since {round}, and none has fallen",
                risen,
                round=self.then,
            )
        if not risen:
            return words.counted(
                "{n} question has fallen since {round}, and none has risen",
                "{n} questions have fallen since {round}, and none has risen",
                fallen,
                round=self.then,
            )
        return words.say(
            "{risen}; {fallen}",
            risen=words.counted(
                "{n} question has risen since {round}",
                "{n} questions have risen since {round}",
                risen,
                round=self.then,
            ),
            fallen=words.counted("{n} has fallen", "{n} have fallen", fallen),
        )

    def rest(self) -> str:
        """How many questions are compared, and how many of them show no change."""
        words, comparison = self.words, self.comparison
        questions, unsettled = comparison.questions, comparison.unsettled
        numbers = numbers_of(comparison.now.nodes, comparison.now.root_id)
        silent = [
            numbers[one.id] for one in questions if not one.is_settled and one not in unsettled
        ]
        counts = {
            Movement.SAME: sum(one.movement is Movement.SAME for one in questions),
            Movement.UNPROVED: len(unsettled),
            Movement.LEFT: len(silent),
        }
        parts = [
            words.count("{n} question is compared.", "{n} questions are compared.", len(questions))
        ]
        parts += [
            words.count(*texts, counts[movement], numbers=words.enumerate(silent, "unit"))
            for movement, texts in _STAYED.items()
            if counts[movement]
        ]
        return " ".join(parts)

    def whole(self) -> str:
        """What can be said of the whole; empty where it has no figure."""
        change = self.comparison.whole
        if change is None or change.movement is Movement.LEFT:
            return ""
        say, figures = self.words.say, {"then": interval(change.then), "now": interval(change.now)}
        if change.movement is Movement.RISEN:
            return say(
                "The whole has risen by at least {points}: it was {then}, and is {now}.",
                points=self.least(change),
                **figures,
            )
        if change.movement is Movement.FALLEN:
            return say(
                "The whole has fallen by at least {points}: it was {then}, and is {now}.",
                points=self.least(change),
                **figures,
            )
        if change.movement is Movement.SAME:
            return say("The whole is what it was: {now}.", **figures)
        return say(
            "The whole was {then} and is {now}: as these overlap, the answers prove no change.",
            **figures,
        )

    def summary(self) -> str:
        """The whole and how many questions moved, in one sentence for a page that says more."""
        words, whole = self.words, self.comparison.whole
        moved = self.comparison.moved
        risen = sum(one.movement is Movement.RISEN for one in moved)
        counts = {"risen": risen, "fallen": len(moved) - risen, "round": self.then}
        many = len(self.comparison.questions)
        if whole is not None and whole.movement is Movement.RISEN:
            return words.count(
                "Since {round} the whole has risen by at least {points}; of {n} question compared "
                "{risen} rose for sure and {fallen} fell.",
                "Since {round} the whole has risen by at least {points}; of {n} questions compared "
                "{risen} rose for sure and {fallen} fell.",
                many,
                points=self.least(whole),
                **counts,
            )
        if whole is not None and whole.movement is Movement.FALLEN:
            return words.count(
                "Since {round} the whole has fallen by at least {points}; of {n} question compared "
                "{risen} rose for sure and {fallen} fell.",
                "Since {round} the whole has fallen by at least {points}; of {n} questions "
                "compared {risen} rose for sure and {fallen} fell.",
                many,
                points=self.least(whole),
                **counts,
            )
        if whole is None:
            return words.count(
                "Since {round} of {n} question compared {risen} rose for sure and {fallen} fell.",
                "Since {round} of {n} questions compared {risen} rose for sure and {fallen} fell.",
                many,
                **counts,
            )
        return words.count(
            "Since {round} the answers prove no change of the whole; of {n} question compared "
            "{risen} rose for sure and {fallen} fell.",
            "Since {round} the answers prove no change of the whole; of {n} questions compared "
            "{risen} rose for sure and {fallen} fell.",
            many,
            **counts,
        )

    def least(self, change: Change) -> str:
        """By how much something has moved at least, as its figures are printed."""
        return points_text(self.words, change.least, change.now)

    def moved(self, change: Change) -> str:
        """The change of a section or a question in a few words."""
        steps, words = change.proved_steps, self.words
        if steps > 0:
            return words.count("{n} step higher", "{n} steps higher", steps)
        if steps < 0:
            return words.count("{n} step lower", "{n} steps lower", -steps)
        return words.say(_MOVED[change.movement], amount=self._amount(change))

    def _amount(self, change: Change) -> str:
        """By how much something has moved at least, with what that is counted in."""
        least = self.least(change)
        if change.now.letters is not None:
            return least
        return self.words.say("{points} points", points=least)

    def way(self, change: Change) -> str:
        """Whether a question has moved up or down for sure."""
        return self.words.say(_WAYS[change.movement]) if change.is_proved else NO_FIGURE

    def least_steps(self, change: Change) -> str:
        """By how many steps a question has moved at least; of one without steps no figure."""
        question = self._question_of(change)
        steps = kind_of(question).steps if question is not None else ()
        number = int(change.least * (max(steps) - min(steps)) / WHOLE_SCALE) if steps else 0
        return self.words.number(number) if number else NO_FIGURE

    def why(self, change: Change) -> str:
        """Why the answers to a question prove no change."""
        words = self.words
        then, now = change.then, change.now
        if ANSWERED not in {then.state, now.state}:
            return (
                words.say("in both rounds {state}", state=state_name(words, now.state))
                if then.state == now.state
                else words.say(
                    "then {then}, now {now}",
                    then=state_name(words, then.state),
                    now=state_name(words, now.state),
                )
            )
        if then.state != ANSWERED:
            return words.say("answered now; then {state}", state=state_name(words, then.state))
        if now.state != ANSWERED:
            return words.say("answered then; now {state}", state=state_name(words, now.state))
        return words.enumerate([*self._unsettled(change)], "unit")

    def _unsettled(self, change: Change) -> Iterator[str]:
        """What keeps two answers from proving anything."""
        say, then, now = self.words.say, change.then, change.now
        for is_then, is_now, texts in (
            (
                then.lacks_evidence,
                now.lacks_evidence,
                (
                    say("no document is named in either round"),
                    say("no document was named then"),
                    say("no document is named now"),
                ),
            ),
            (
                then.is_disputed,
                now.is_disputed,
                (
                    say("respondents differ in both rounds"),
                    say("respondents differed then"),
                    say("respondents differ now"),
                ),
            ),
        ):
            if is_then or is_now:
                yield texts[0] if is_then and is_now else texts[1] if is_then else texts[2]

    def notes(self) -> Iterator[str]:
        """What has to be known of the comparison before it is read."""
        comparison, say = self.comparison, self.words.say
        if comparison.is_same_submission:
            yield say("Both are one and the same submission.")
        elif comparison.is_reversed:
            yield say("What stands as the later round is dated before the earlier one.")
        yield from self._basis()
        if comparison.then.submission.standing != comparison.now.submission.standing:
            yield say(
                "One of the rounds was compiled from documents, invented or answered by the "
                "government, and the other was not: what differs may come from that."
            )
        if comparison.came or comparison.went:
            yield from self._respondents()

    def _basis(self) -> Iterator[str]:
        """Over which questions, and by which rules, the two rounds were scored."""
        comparison, words = self.comparison, self.words
        if not comparison.is_partial:
            return
        versions = {
            "then": comparison.then.questionnaire.version,
            "now": comparison.now.questionnaire.version,
        }
        if versions["then"] != versions["now"]:
            yield words.say(
                "The earlier round answers version {then} of the questionnaire, the later one "
                "version {now}.",
                **versions,
            )
        if comparison.is_of_other_form:
            yield words.say("One of the rounds answers the short form, the other the long one.")
        yield words.count(
            "Compared is the {n} question that is the same in both. Both rounds are scored over it "
            "alone, by the rules of version {now}: the figures here are not those of the reports.",
            "Compared are the {n} questions that are the same in both. Both rounds are scored over "
            "these alone, by the rules of version {now}: the figures here are not those of the "
            "reports.",
            len(comparison.questions),
            now=versions["now"],
        )

    def _respondents(self) -> Iterator[str]:
        comparison, words = self.comparison, self.words
        if comparison.came:
            yield words.say(
                "Answered in the later round alone: {names}.",
                names=words.enumerate(comparison.came, "unit"),
            )
        if comparison.went:
            yield words.say(
                "Answered in the earlier round alone: {names}.",
                names=words.enumerate(comparison.went, "unit"),
            )
        yield words.say("What differs may come from who answered.")

    def unlike(self, why: Unlike) -> str:
        """Why a question is not compared."""
        return self.words.say(_UNLIKE[why])

    def reworded(self, change: Change) -> str:
        """Which parts of a question are worded otherwise."""
        return self.words.enumerate([self.words.say(_WORDED[part]) for part in change.reworded])

    def measures_headline(self) -> str:
        """How many of the measures recommended then are reached."""
        measures, words = self.comparison.recommended, self.words
        reached = sum(one.outcome is Outcome.REACHED for one in measures)
        return words.count(
            "Of {n} measure recommended then, {reached} is reached",
            "Of {n} measures recommended then, {reached} are reached",
            len(measures),
            reached=words.number(reached),
        )

    def measures_note(self) -> str:
        """On what that rests."""
        return self.words.say(
            "As far as answers show: a measure is reached where its question stands at the answer "
            "to which it leads, and that is proved. Whoever carried it out, and what was done "
            "without moving an answer, does not show here. Where no change of the question can be "
            "shown, it may have stood there before."
        )

    def planned(self) -> str:
        """How far the plan of the earlier round has come, in a sentence or two; empty without one.

        What the plan says of the single measures and what the answers show may differ.
        """
        planned, words = self.comparison.planned, self.words
        if not planned:
            return ""
        statuses = [one.planned.status for one in planned if one.planned is not None]
        counts = counted_statuses(words, statuses)
        said = words.count(
            "The plan of {round} takes up {n} measure: {counts}.",
            "The plan of {round} takes up {n} measures: {counts}.",
            len(planned),
            round=self.then,
            counts=words.enumerate(counts, "unit"),
        )
        apart = sum(one.accord in _ACCORDS for one in planned)
        if not apart:
            return said
        told = words.count(
            "Of {n} of them the plan and the answers do not say the same.",
            "Of {n} of them the plan and the answers do not say the same.",
            apart,
        )
        return in_a_row((said, told))

    def status(self, one: MeasureThen) -> str:
        """How far a measure has come, as the plan has it."""
        if one.planned is None or one.planned.status is None:
            return NO_FIGURE
        return status_name(self.words, one.planned.status)

    def accord(self, one: MeasureThen) -> str:
        """In what the plan and the answers do not agree; empty where they do."""
        text = _ACCORDS.get(one.accord) if one.accord else None
        if text is None or one.planned is None:
            return ""
        return self.words.say(text, date=self.words.partial_date(one.planned.due))

    def goal(self, question: str, key: str) -> str:
        """The answer to which a measure leads, in a word."""
        comparison = self.comparison
        asked = comparison.now.questions.get(question) or comparison.then.questions[question]
        kind = kind_of(asked)
        wanted = kind.key_named(key) if kind.has_key(key) else key
        label = next((one for one in kind.labels if one.key == wanted), None)
        return key if label is None else self._named(label)

    def _named(self, label: AnswerLabel) -> str:
        """One answer of those to choose from, in a word."""
        if label.step is not None:
            return self.words.say("step {step}", step=plain_number(label.step))
        return yes_or_no(self.words, label) or self.option(label)

    def answers(self, change: Change) -> tuple[str, str]:
        """The two answers to a question in a word, or the states that stand in their place."""
        return self._answer(change, is_now=False), self._answer(change, is_now=True)

    def signs_note(self) -> str:
        """What the signs behind answers say; empty where there are none."""
        say, shown = self.words.say, [*self.comparison.moved, *self.comparison.unsettled]
        signs = {self._sign(change, is_now) for change in shown for is_now in (False, True)}
        texts = {
            UNPROVED: say(
                "* No document was named for this answer in that round, so that it counted for "
                "less."
            ),
            DISPUTED: say("≠ Respondents differed in that round, and nobody had decided."),
        }
        return in_a_row(text for sign, text in texts.items() if any(sign in one for one in signs))

    def _sign(self, change: Change, is_now: bool) -> str:  # noqa: FBT001 - one of the two rounds
        """`*` or `≠` behind an answer, or both."""
        node = change.now if is_now else change.then
        if node.state != ANSWERED:
            return ""
        return (UNPROVED if node.lacks_evidence else "") + (DISPUTED if node.is_disputed else "")

    def _question_of(self, change: Change) -> Question | None:
        return self.comparison.scored_now.questions.get(change.now.shares or change.id)

    def _answer(self, change: Change, *, is_now: bool) -> str:
        answer = change.answer_now if is_now else change.answer_then
        said = self._said(change, answer, is_now=is_now)
        if answer.value is None or said == NO_FIGURE:
            return said
        return in_a_row((said, self._sign(change, is_now)), "")

    def _said(self, change: Change, answer: Answer, *, is_now: bool) -> str:
        node = change.now if is_now else change.then
        question = self._question_of(change)
        if node.state != ANSWERED:
            return state_name(self.words, node.state)
        if node.is_disputed and answer.value is None:
            return self.words.say("disputed")
        if question is None or answer.value is None or kind_of(question).shape is Shape.PROSE:
            return NO_FIGURE
        kind = kind_of(question)
        if kind.shape is Shape.PICK_ONE and not kind.steps:
            return self._named(kind.label_of(answer.value))
        return answer_in_a_word(self.words, question, answer.value)


def counted_statuses(words: Words, statuses: Sequence[Status | None]) -> list[str]:
    """How many measures of a plan have come how far: `3 done`, `1 without a status`."""
    counts = [
        words.count(*texts, number)
        for status, texts in _COUNTED.items()
        if (number := statuses.count(status))
    ]
    number = statuses.count(None)
    return [*counts, words.count(*_NO_STATUS, number)] if number else counts


def interval(node: NodeResult) -> str:
    """Value and interval of a node: `51.0 (46.8–56.4)`, one figure where there is no more."""
    low, high, text = node.low_text, node.high_text, node.text
    if low is None or high is None:
        return NO_FIGURE
    if text is None:
        return span(low, high)
    return text if low == high else f"{text} ({span(low, high)})"


def round_names(words: Words, comparison: Comparison) -> tuple[str, str]:
    """The earlier round and the later one, told apart where they have one name."""
    then, now = comparison.then.submission, comparison.now.submission
    names = _round_name(words, then), _round_name(words, now)
    if same_name(names[0]) != same_name(names[1]) or comparison.is_same_submission:
        return names
    if then.date and now.date and then.date != now.date:
        return words.date(then.date), words.date(now.date)
    return words.say("the earlier answers"), names[1]


def _round_name(words: Words, submission: Submission) -> str:
    """The round of a submission, else its date."""
    if submission.round:
        return submission.round
    if submission.date:
        return words.date(submission.date)
    return words.say("a round without a name")
