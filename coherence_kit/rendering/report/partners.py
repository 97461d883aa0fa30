"""Government and partners: what both were asked, as marks on one scale, never merged.

Nobody is said to be right: an arrangement may exist and not reach a partner, and a partner may have
seen what the capital does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coherence_kit.analysis.rounds.partners import partner_places
from coherence_kit.charts import letter_mark
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.merging import as_one, counting
from coherence_kit.model.partners import (
    OF_BOTH,
    Partner,
    PartnerAnswer,
    Partners,
    SideBySide,
    View,
)
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.cover import questionnaire_title
from coherence_kit.rendering.report.questions import UNPROVED, answer_name, answer_text
from coherence_kit.rendering.report.words import cut, ended
from coherence_kit.words import in_a_row, message, plural
from coherence_kit.words.states import state_head

MOST_LETTERS = 8
"""Partners that letters tell apart at a glance; of more of them each cell has the number."""
LONGEST_WORDS = 220
"""More than this of a comment or a reason stands in the annexes only."""
LONGEST_ANSWER = 60
_LONGEST_NAME = 60
_FIRST_LETTER = "P"  # those before it are ministries where they differ
_BETWEEN = "k1-5"


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark where an answer stands, with a sign where no document is named for it."""

    mark: Markup
    sign: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A step of the scale: who answered it, as marks, and how many more; `css` is its fill."""

    placed: tuple[Placed, ...]
    number: str
    css: str


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says beside an answer; without a mark the name stands in its place."""

    mark: Markup
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A question across the steps of its scale, with the words of those who answered it."""

    number: str
    label: str
    anchor: str
    cells: tuple[Cell, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Questions with one scale; `heads` are its steps."""

    heads: tuple[str, ...]
    rows: tuple[ScaleRow, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What several said alike, and who; `number` is how many partners, where letters lack."""

    placed: tuple[Placed, ...]
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A question without steps."""

    number: str
    label: str
    anchor: str
    said: tuple[Said, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A question that somebody answered, and what others say in place of an answer."""

    number: str
    label: str
    anchor: str
    answered: tuple[Said, ...]
    without: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner, and on how many of the questions its answers stand how."""

    mark: Markup
    name: str
    about: str
    anchor: str
    answered: str
    views: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """The page; tables without rows are left out.

    `government` is the mark of the government's answer; `counts` says that cells have numbers in
    place of letters. The rest are notes, empty where they are not needed.
    """

    title: str
    headline: str
    lead: str
    government: Markup
    partners: tuple[PartnerRow, ...]
    counts: bool
    scales: tuple[Scale, ...]
    others: tuple[OtherRow, ...]
    known: tuple[KnownRow, ...]
    note: str
    unproved: str
    undecided: str


def partners_title(context: ChapterContext) -> str:
    """The name of the page."""
    return context.words.say("Government and partners")


def partners_page(context: ChapterContext) -> PartnersPage | None:
    """The page; None where no partner was asked what the chapter asks."""
    found = context.assessment.partners
    if found is None:
        return None
    return _Page(context, found).page()


class PartnerMarks:
    """The marks of the government and of partners, alike in every chapter and annex."""

    def __init__(self, context: ChapterContext) -> None:
        """Take the voices that stand beside a chapter; all chapters have the same."""
        self._context = context
        self.voices = [
            voice_context(context, voice, place)
            for place, voice in enumerate(context.beside.voices, start=1)
        ]
        self.places = partner_places(context.beside.voices)

    @property
    def has_letters(self) -> bool:
        """Whether partners are few enough to be told apart by letters."""
        return len(set(self.places)) <= MOST_LETTERS

    @cached_property
    def government(self) -> Markup:
        """The mark of the government's answer."""
        say = self._context.words.say
        return self._drawn(
            self._context.words.say_as("letter for the government", "G"),
            say("government"),
            filled=True,
        )

    def mark(self, partner: int) -> Markup:
        """The mark of a partner by its place; nothing where there are too many for letters."""
        if not self.has_letters:
            return Markup()
        return self._drawn(_letter(partner), self.name(partner))

    def key(self, partner: int) -> Markup:
        """The same where the name stands beside it, which is then not read out twice."""
        return self._drawn(_letter(partner), _letter(partner)) if self.has_letters else Markup()

    def name(self, partner: int) -> str:
        """A partner by its name, in few letters."""
        context = self.voices[self.places.index(partner)]
        respondent = context.assessment.submission.respondent
        named = context.beginning(respondent.entity if respondent else None, _LONGEST_NAME)
        return named or context.words.say("Respondent not stated")

    def _drawn(self, letter: str, alt: str, *, filled: bool = False) -> Markup:
        drawn = letter_mark(letter, alt, filled=filled, palette=self._context.palette)
        return Markup(drawn)  # noqa: S704 - charts escape the only texts they take


def _letter(partner: int) -> str:
    return chr(ord(_FIRST_LETTER) + partner)


def voice_context(context: ChapterContext, voice: Assessment, place: int) -> ChapterContext:
    """A voice as it is printed in the report of a chapter, by its place from 1."""
    return make_context(
        voice,
        language=context.language,
        place=place,
        palette=context.palette,
        for_print=context.for_print,
        part="voice",
    )


_LEAD = message(
    "The same questions with the same steps, asked of both. Their answers are never merged, and "
    "neither confirms nor refutes the other: an arrangement may exist and not reach a partner, and "
    "a partner may have seen what the capital does not know."
)
_ASKED = plural(
    "Asked of the government and of a partner: {n} question; answered by both: {both}.",
    "Asked of the government and of a partner: {n} questions; answered by both: {both}.",
)
# By whether the report has one partner, and on which side it is two steps away or more.
_HEADLINES = {
    (True, "lower"): plural(
        "On {lower} of {n} question the partner sees arrangements two steps lower or more",
        "On {lower} of {n} questions the partner sees arrangements two steps lower or more",
    ),
    (False, "lower"): plural(
        "On {lower} of {n} question a partner sees arrangements two steps lower or more",
        "On {lower} of {n} questions a partner sees arrangements two steps lower or more",
    ),
    (True, "higher"): plural(
        "On {higher} of {n} question the partner sees arrangements two steps higher or more",
        "On {higher} of {n} questions the partner sees arrangements two steps higher or more",
    ),
    (False, "higher"): plural(
        "On {higher} of {n} question a partner sees arrangements two steps higher or more",
        "On {higher} of {n} questions a partner sees arrangements two steps higher or more",
    ),
    (True, "both"): plural(
        "On {lower} of {n} question the partner sees arrangements two steps lower or more, on "
        "{higher} two steps higher or more",
        "On {lower} of {n} questions the partner sees arrangements two steps lower or more, on "
        "{higher} two steps higher or more",
    ),
    (False, "both"): plural(
        "On {lower} of {n} question a partner sees arrangements two steps lower or more, on "
        "{higher} two steps higher or more",
        "On {lower} of {n} questions a partner sees arrangements two steps lower or more, on "
        "{higher} two steps higher or more",
    ),
    (True, "near"): plural(
        "On {n} question answered by both, the government and the partner are less than two steps "
        "apart",
        "On all {n} questions answered by both, the government and the partner are less than two "
        "steps apart",
    ),
    (False, "near"): plural(
        "On {n} question answered by both, the government and partners are less than two steps "
        "apart",
        "On all {n} questions answered by both, the government and partners are less than two "
        "steps apart",
    ),
}


def _headline(context: ChapterContext, found: Partners) -> str:
    words, both = context.words, found.answered_by_both
    if not both:
        return words.say("No question has been answered by both the government and a partner yet")
    lower = sum(one.has(View.FAR_LOWER) for one in both)
    higher = sum(one.has(View.FAR_HIGHER) for one in both)
    side = "both" if lower and higher else "lower" if lower else "higher" if higher else "near"
    return words.count(
        *_HEADLINES[len(found.partners) == 1, side],
        len(both),
        lower=words.number_word(lower),
        higher=words.number_word(higher),
    )


class _Page:
    """The rows of the page, which name partners alike."""

    def __init__(self, context: ChapterContext, found: Partners) -> None:
        self._context = context
        self._found = found
        self._marks = PartnerMarks(context)
        self._one = as_one(context.assessment.submission)

    def page(self) -> PartnersPage:
        """All of it."""
        context, found, say = self._context, self._found, self._context.words.say
        compared = [one for one in found.questions if one.is_compared]
        on_scale = [one for one in compared if self._kind(one.id).steps]
        placed = [one for question in compared for one in self._placed_of(question)]
        asked = context.words.count(
            *_ASKED,
            len(found.questions),
            both=context.words.number(len(found.answered_by_both)),
        )
        has_others = any(one.has(View.DIFFERENT) for one in compared)
        return PartnersPage(
            title=partners_title(context),
            headline=_headline(context, found),
            lead=in_a_row((asked, say(_LEAD))),
            government=self._marks.government,
            partners=tuple(map(self._partner, found.partners)),
            counts=not self._marks.has_letters,
            scales=tuple(self._scales(on_scale)),
            others=tuple(self._other(one) for one in compared if one not in on_scale),
            known=tuple(self._known()),
            note=self._half_note(compared, has_others=has_others),
            unproved=say(
                "{sign} No document is named for this answer yet, so that it counts for less.",
                sign=UNPROVED,
            )
            if any(one.sign and one.mark for one in placed)
            else "",
            undecided=self._undecided(on_scale),
        )

    def _undecided(self, on_scale: Iterable[SideBySide]) -> str:
        if not any(self._is_disputed(one.id) for one in on_scale):
            return ""
        return self._context.words.say(
            "from the lowest to the highest answer of the government’s offices, where they differ"
        )

    def _half_note(self, compared: Sequence[SideBySide], *, has_others: bool) -> str:
        """What the columns of the table of partners mean for questions without steps."""
        say, notes = self._context.words.say, []
        without = [one for one in compared if not self._kind(one.id).steps]
        if any(one.points is not None for question in without for one in question.answers):
            notes.append(say("Without steps, half of the scale counts as two steps."))
        if has_others:
            notes.append(say("Answers that differ and have no order are in no column."))
        return in_a_row(notes)

    # --- partners ---

    def _partner(self, partner: Partner) -> PartnerRow:
        words, contexts = self._context.words, [self._marks.voices[at] for at in partner.voices]
        told = [_about(context) for context in contexts]
        number = words.number
        return PartnerRow(
            mark=self._marks.key(partner.place),
            name=full_name(contexts[0]),
            about=in_a_row(told, "; "),
            anchor=contexts[0].anchor("answers"),
            answered=words.say(
                "{answered} of {asked}",
                answered=number(partner.answered_by_both),
                asked=number(partner.shared),
            ),
            views=tuple(number(partner.views.get(view, 0)) for view in OF_BOTH[:-1]),
        )

    # --- questions that both answered ---

    def _scales(self, questions: Sequence[SideBySide]) -> Iterator[Scale]:
        """The questions of each scale, the scale of the widest difference first."""
        ladders = dict.fromkeys(tuple(self._kind(one.id).steps) for one in questions)
        for steps in ladders:
            heads = tuple(self._context.words.say("Step {step}", step=step) for step in steps)
            rows = [one for one in questions if tuple(self._kind(one.id).steps) == steps]
            yield Scale(heads, tuple(self._row(one, steps) for one in rows))

    def _row(self, question: SideBySide, steps: Sequence[int]) -> ScaleRow:
        between = self._between(question.id)
        answers = [one for one in question.answers if one.step is not None]
        cells = []
        for step in steps:
            here = [one for one in answers if one.step == step]
            placed = [self._government(question.id)] if question.step == step else []
            placed += [self._placed(question.id, one) for one in here]
            cells.append(
                Cell(
                    tuple(one for one in placed if one.mark),
                    self._number(here),
                    _BETWEEN if step in between else "",
                )
            )
        return ScaleRow(*self._named(question.id), tuple(cells), tuple(self._words(question)))

    def _other(self, question: SideBySide) -> OtherRow:
        answers = [one for one in question.answers if self._has_answer(one)]
        said = self._answered(question.id, answers)
        return OtherRow(*self._named(question.id), said, tuple(self._words(question)))

    def _words(self, question: SideBySide) -> Iterator[Words]:
        """What is said beside answers that differ, and why others have none.

        Where all answers are alike the annexes have what is said of them.
        """
        if question.differs or question.has(View.UNDECIDED):
            yield from self._comments(question)
        for one in question.answers if self._marks.has_letters else ():
            if self._says_why(question.id, one):
                yield Words(
                    self._marks.mark(one.partner),
                    self._marks.name(one.partner),
                    self._reason(self._voice(one), question.id),
                )

    def _comments(self, question: SideBySide) -> Iterator[Words]:
        """What each says of its answer; of many partners the two that are furthest apart."""
        context, marks = self._context, self._marks
        ours = context.beginning(self._one.answer(question.id).comment, LONGEST_WORDS)
        if ours:
            yield Words(marks.government, context.words.say("government"), ours)
        told = [one for one in question.answers if self._has_answer(one)]
        told = [one for one in told if self._comment(question.id, one)]
        if not marks.has_letters:
            ranked = sorted(told, key=lambda one: one.points or 0)
            told = [ranked[0], ranked[-1]] if len(ranked) > 1 else ranked
        for one in told:
            yield Words(
                marks.mark(one.partner),
                marks.name(one.partner),
                self._voice(one).beginning(self._comment(question.id, one), LONGEST_WORDS),
            )

    def _comment(self, question: str, one: PartnerAnswer) -> str | None:
        return self._voice(one).assessment.submission.answer(question).comment

    # --- questions to which somebody has no answer ---

    def _known(self) -> Iterator[KnownRow]:
        """What one side answered, and why the other has no answer.

        What a partner has left empty is not listed: perhaps it was not asked.
        """
        order = {name: place for place, name in enumerate(self._context.numbers)}
        for question in sorted(self._found.questions, key=lambda one: order[one.id]):
            given = [one for one in question.answers if self._has_answer(one)]
            if question.is_compared or not (given or self._is_answered(question.id)):
                continue
            without = self._without_of(
                question.id, [one for one in question.answers if self._says_why(question.id, one)]
            )
            if question.has(View.PARTNER_ONLY):
                reason = self._reason(self._context, question.id)
                without = (Said((Placed(self._marks.government, ""),), "", reason), *without)
            if without:
                yield KnownRow(
                    *self._named(question.id), self._answered(question.id, given), without
                )

    def _says_why(self, question: str, one: PartnerAnswer) -> bool:
        state = self._voice(one).node(question).state
        return not self._has_answer(one) and state in {"unknown", "not_applicable"}

    def _without_of(self, question: str, silent: Sequence[PartnerAnswer]) -> tuple[Said, ...]:
        """What partners say in place of an answer; of many only how many say so."""
        if self._marks.has_letters:
            return tuple(
                Said(
                    (Placed(self._marks.mark(one.partner), ""),),
                    "",
                    self._reason(self._voice(one), question),
                )
                for one in silent
            )
        states = [self._voice(one).node(question).state for one in silent]
        words = self._context.words
        return tuple(
            Said((), self._partners_in_words(states.count(state)), state_head(words, state))
            for state in dict.fromkeys(states)
        )

    def _reason(self, context: ChapterContext, question: str) -> str:
        """`Unknown. Why`, as much of it as fits."""
        answer, state = context.assessment.submission.answer(question), context.node(question).state
        why = answer.not_applicable if state == "not_applicable" else answer.unknown
        head = state_head(context.words, state)
        return in_a_row((ended(head), context.beginning(why, LONGEST_WORDS)))

    # --- who answered what ---

    def _answered(self, question: str, answers: Sequence[PartnerAnswer]) -> tuple[Said, ...]:
        """The answers that were given, each once with all who gave it; the government's first."""
        given: list[tuple[str, Placed]] = []
        if self._is_answered(question):
            given.append((_in_few_words(self._context, question), self._government(question)))
        given += [
            (_in_few_words(self._voice(one), question), self._placed(question, one))
            for one in answers
        ]
        return tuple(
            Said(
                tuple(placed for said, placed in given if said == text and placed.mark),
                self._partners_in_words(
                    sum(said == text and not placed.mark for said, placed in given)
                ),
                text,
            )
            for text in dict.fromkeys(text for text, _ in given)
        )

    def _partners_in_words(self, number: int) -> str:
        if not number:
            return ""
        return self._context.words.count("{n} partner", "{n} partners", number)

    def _government(self, question: str) -> Placed:
        return Placed(self._marks.government, _sign(self._context, question))

    def _placed(self, question: str, one: PartnerAnswer) -> Placed:
        return Placed(self._marks.mark(one.partner), _sign(self._voice(one), question))

    def _placed_of(self, question: SideBySide) -> Iterator[Placed]:
        if self._is_answered(question.id):
            yield self._government(question.id)
        yield from (
            self._placed(question.id, one) for one in question.answers if self._has_answer(one)
        )

    def _number(self, here: Sequence[PartnerAnswer]) -> str:
        if self._marks.has_letters or not here:
            return ""
        return self._context.words.number(len(here))

    @staticmethod
    def _has_answer(one: PartnerAnswer) -> bool:
        return one.view in {*OF_BOTH, View.UNDECIDED, View.PARTNER_ONLY}

    def _is_answered(self, question: str) -> bool:
        """Whether the government has an answer that counts."""
        has_value = self._context.assessment.submission.answer(question).value is not None
        return has_value and self._context.node(question).state == "answered"

    def _is_disputed(self, question: str) -> bool:
        return self._context.node(question).is_disputed

    def _between(self, question: str) -> range:
        """The steps from the lowest to the highest answer of the government's offices."""
        if not self._is_disputed(question):
            return range(0)
        told = counting(self._context.assessment.submission.answer(question)).values()
        kind = self._kind(question)
        steps = [kind.step_of(one.value) for one in told if one.value is not None]
        given = [step for step in steps if step is not None]
        return range(min(given), max(given) + 1) if given else range(0)

    def _voice(self, one: PartnerAnswer) -> ChapterContext:
        return self._marks.voices[one.voice]

    def _kind(self, question: str) -> AnyKind:
        return kind_of(self._context.question(question))

    def _named(self, question: str) -> tuple[str, str, str]:
        context = self._context
        return context.numbers[question], context.label(question), context.anchor("a", question)


def _sign(context: ChapterContext, question: str) -> str:
    return UNPROVED if context.node(question).lacks_evidence else ""


def _in_few_words(context: ChapterContext, question: str) -> str:
    """`Step 2. Name of the step`; of other questions as much of the answer as fits."""
    value = context.assessment.submission.answer(question).value
    kind = kind_of(context.question(question))
    if kind.steps and value is not None:
        name = context.localize(kind.label_of(value).name)
        return in_a_row((ended(answer_name(context, question)), name))
    return cut(answer_text(context, question).removesuffix("."), LONGEST_ANSWER)


def full_name(context: ChapterContext) -> str:
    """A partner by its name."""
    respondent = context.assessment.submission.respondent
    named = context.printable(respondent.entity if respondent else None, is_name=True)
    return named or context.words.say("Respondent not stated")


def _about(context: ChapterContext) -> str:
    """What a partner answered, and when."""
    date = context.assessment.submission.date
    title = questionnaire_title(context)
    return in_a_row((title, context.words.date(date) if date else ""), ", ")
