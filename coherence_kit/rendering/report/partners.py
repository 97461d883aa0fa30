"""Government and partners: what both were asked, as marks on one scale, never merged.

Nobody is said to be right: an arrangement may exist and not reach a partner, and a partner may have
seen what the capital does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coherence_kit.analysis.rounds.partners import partner_places
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
from coherence_kit.rendering.figures import UNPROVED
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.cover import questionnaire_title
from coherence_kit.rendering.report.questions import answer_name, answer_text
from coherence_kit.rendering.report.side_by_side import (
    BETWEEN,
    LONGEST_ANSWER,
    LONGEST_NAME,
    MOST_LETTERS,
    Cell,
    Placed,
    Row,
    Said,
    Table,
    Words,
    letter,
    named,
    shortened,
    spoken,
    step_heads,
    tables_of,
)
from coherence_kit.rendering.report.words import cut, ended
from coherence_kit.words import in_a_row, message, plural
from coherence_kit.words.states import state_head

_FIRST_LETTER = "P"  # those before it are ministries where they differ


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
    tables: tuple[Table, ...]
    known: tuple[KnownRow, ...]
    unlisted: str
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
        return letter(
            self._context,
            self._context.words.say_as("letter for the government", "G"),
            say("government"),
            filled=True,
        )

    def mark(self, partner: int) -> Markup:
        """The mark of a partner by its place; nothing where there are too many for letters."""
        if not self.has_letters:
            return Markup()
        return letter(self._context, _letter(partner), self.name(partner))

    def key(self, partner: int) -> Markup:
        """The same where the name stands beside it, which is then not read out twice."""
        if not self.has_letters:
            return Markup()
        return letter(self._context, _letter(partner), _letter(partner))

    def name(self, partner: int) -> str:
        """A partner by its name, in few letters."""
        context = self.voices[self.places.index(partner)]
        respondent = context.assessment.submission.respondent
        stated = context.beginning(respondent.entity if respondent else None, LONGEST_NAME)
        return stated or context.words.say("Respondent not stated")


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
    "Their answers are never merged, and neither confirms nor refutes the other: an arrangement "
    "may exist and not reach a partner, and a partner may have seen what the capital does not know."
)
_ASKED = plural(
    "Asked of the government and of a partner: {n} question; answered by both: {both}.",
    "Asked of the government and of a partner: {n} questions; answered by both: {both}.",
)
# By whether the report has one partner.
_APART = {
    True: plural(
        "On {far} of {n} question the government and the partner are two steps apart or more",
        "On {far} of {n} questions the government and the partner are two steps apart or more",
    ),
    False: plural(
        "On {far} of {n} question the government and a partner are two steps apart or more",
        "On {far} of {n} questions the government and a partner are two steps apart or more",
    ),
}
_NEAR = {
    True: plural(
        "On {n} question answered by both, the government and the partner are less than two steps "
        "apart",
        "On all {n} questions answered by both, the government and the partner are less than two "
        "steps apart",
    ),
    False: plural(
        "On {n} question answered by both, the government and partners are less than two steps "
        "apart",
        "On all {n} questions answered by both, the government and partners are less than two "
        "steps apart",
    ),
}


def _headline(context: ChapterContext, found: Partners) -> str:
    """On how many questions they are far apart; who is lower stands in the table of partners."""
    words, both = context.words, found.answered_by_both
    if not both:
        return words.say("No question has been answered by both the government and a partner yet")
    is_one = len(found.partners) == 1
    far = sum(one.has(View.FAR_LOWER, View.FAR_HIGHER) for one in both)
    if not far:
        return words.count(*_NEAR[is_one], len(both))
    return words.count(*_APART[is_one], len(both), far=words.number_word(far))


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
        known = tuple(self._known())
        return PartnersPage(
            title=partners_title(context),
            headline=_headline(context, found),
            lead=in_a_row((asked, self._elsewhere(), say(_LEAD))),
            government=self._marks.government,
            partners=tuple(map(self._partner, found.partners)),
            counts=not self._marks.has_letters,
            tables=tuple(self._tables({one.id: one for one in compared})),
            known=known,
            unlisted=self._unlisted({row.number for row in known}),
            note=self._half_note(compared, has_others=has_others),
            unproved=say(
                "{sign} No document is named for this answer yet, so that it counts for less.",
                sign=UNPROVED,
            )
            if any(one.sign and one.mark for one in placed)
            else "",
            undecided=self._undecided(on_scale),
        )

    def _elsewhere(self) -> str:
        """Partners of the round that were asked nothing of what the chapter asks."""
        here = {partner.place for partner in self._found.partners}
        others = [place for place in dict.fromkeys(self._marks.places) if place not in here]
        if not others:
            return ""
        words = self._context.words
        return words.count(
            "{partners} was asked other questions alone; annex E has the answers.",
            "{partners} were asked other questions alone; annex E has the answers.",
            len(others),
            partners=words.enumerate([self._marks.name(place) for place in others]),
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

    def _tables(self, compared: Mapping[str, SideBySide]) -> Iterator[Table]:
        """Questions that both answered in their order, the widest difference first."""
        for steps, questions in tables_of(self._context, compared):
            rows = tuple(
                self._row(compared[name], steps)
                if self._kind(name).steps
                else self._other(compared[name])
                for name in questions
            )
            yield Table(step_heads(self._context, steps), rows)

    def _row(self, question: SideBySide, steps: Sequence[int]) -> Row:
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
                    BETWEEN if step in between else "",
                )
            )
        words = tuple(self._words(question))
        return Row(*named(self._context, question.id), tuple(cells), (), words)

    def _other(self, question: SideBySide) -> Row:
        answers = [one for one in question.answers if self._has_answer(one)]
        said = self._answered(question.id, answers)
        return Row(*named(self._context, question.id), (), said, tuple(self._words(question)))

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
                    *self._reason(self._voice(one), question.id),
                )

    def _comments(self, question: SideBySide) -> Iterator[Words]:
        """What each says of its answer; of many partners the two that are furthest apart."""
        context, marks = self._context, self._marks
        ours = self._one.answer(question.id).comment
        if ours:
            name = context.words.say("government")
            yield spoken(marks.government, name, context, ours, question.id)
        told = [one for one in question.answers if self._has_answer(one)]
        told = [one for one in told if self._comment(question.id, one)]
        if not marks.has_letters:
            ranked = sorted(told, key=lambda one: one.points or 0)
            told = [ranked[0], ranked[-1]] if len(ranked) > 1 else ranked
        for one in told:
            mark, name = marks.mark(one.partner), marks.name(one.partner)
            comment = self._comment(question.id, one)
            yield spoken(mark, name, self._voice(one), comment, question.id)

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
                without = (Said((Placed(self._marks.government),), "", *reason), *without)
            if without:
                yield KnownRow(
                    *named(self._context, question.id), self._answered(question.id, given), without
                )

    def _unlisted(self, known: Collection[str]) -> str:
        """The questions in no table, by their numbers; empty where there are none."""
        numbers, words = self._context.numbers, self._context.words
        left = {numbers[one.id] for one in self._found.questions if not one.is_compared}
        listed = [number for number in numbers.values() if number in left.difference(known)]
        if not listed:
            return ""
        return words.count(
            "Asked of both, and in no table: {numbers}. Nobody has answered it, or one side gives "
            "neither an answer nor a reason.",
            "Asked of both, and in no table: {numbers}. Nobody has answered these, or one side "
            "gives neither an answer nor a reason.",
            len(listed),
            numbers=words.enumerate(listed),
        )

    def _says_why(self, question: str, one: PartnerAnswer) -> bool:
        state = self._voice(one).node(question).state
        return not self._has_answer(one) and state in {"unknown", "not_applicable"}

    def _without_of(self, question: str, silent: Sequence[PartnerAnswer]) -> tuple[Said, ...]:
        """What partners say in place of an answer; of many only how many say so."""
        if self._marks.has_letters:
            return tuple(
                Said(
                    (Placed(self._marks.mark(one.partner)),),
                    "",
                    *self._reason(self._voice(one), question),
                )
                for one in silent
            )
        states = [self._voice(one).node(question).state for one in silent]
        words = self._context.words
        return tuple(
            Said((), self._partners_in_words(states.count(state)), state_head(words, state))
            for state in dict.fromkeys(states)
        )

    def _reason(self, context: ChapterContext, question: str) -> tuple[str, str, str]:
        """`Unknown. Why`, and if that is too long to be printed where it stands whole."""
        answer, state = context.assessment.submission.answer(question), context.node(question).state
        why = answer.not_applicable if state == "not_applicable" else answer.unknown
        shown, more, anchor = shortened(context, why, question)
        return in_a_row((ended(state_head(context.words, state)), shown)), more, anchor

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
    stated = context.printable(respondent.entity if respondent else None, is_name=True)
    return stated or context.words.say("Respondent not stated")


def _about(context: ChapterContext) -> str:
    """What a partner answered, and when."""
    date = context.assessment.submission.date
    title = questionnaire_title(context)
    return in_a_row((title, context.words.date(date) if date else ""), ", ")
