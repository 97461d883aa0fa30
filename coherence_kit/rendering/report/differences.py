"""Where the respondents of a round see it differently: a matrix of letters, and how far they agree.

Nothing is averaged, and nobody is said to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.model.assessment import LEAST_PAIRS, Dispute, PairAgreement, PartAgreement
from coherence_kit.model.merging import counting, is_outside, value_of_dispute
from coherence_kit.model.submission import Answer, MergedRespondent
from coherence_kit.questions import kind_of
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import said_name, said_text
from coherence_kit.rendering.report.side_by_side import (
    BETWEEN,
    COUNTS,
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
    spoken,
    step_heads,
    tables_of,
)
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import in_a_row, message, plural

MOST_PAIRS = 3
_MOST_SILENT = 6
_ALPHA_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Office:
    """A respondent with the date of its answers; no mark where numbers stand for letters."""

    mark: Markup
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A question that was decided: the answer, who decided it when, and why."""

    number: str
    label: str
    anchor: str
    answer: str
    is_outside: bool
    by: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A section, or all of them, with how far respondents agree in it."""

    number: str
    name: str
    questions: str
    differing: str
    wide: str
    pairs: str
    alpha: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two respondents and the questions that both answered."""

    one: Office
    other: Office
    questions: str
    differing: str
    wide: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The page; tables without rows are left out.

    `counts` says that cells have numbers in place of letters.
    """

    title: str
    headline: str
    lead: str
    offices: tuple[Office, ...]
    silent: str
    counts: bool
    tables: tuple[Table, ...]
    settled: str
    decided: tuple[DecidedRow, ...]
    outside: str
    agreement: tuple[AgreementRow, ...]
    whole: AgreementRow
    reading: str
    pairs: tuple[PairRow, ...]


def differences(context: ChapterContext) -> Differences | None:
    """The page; None where no two respondents answered the same question."""
    found = context.assessment.agreement
    if found is None:
        return None
    page = _Page(context)
    disputes = {one.id: one for one in context.assessment.disputed if context.label(one.id)}
    decided = tuple(page.decided())
    return Differences(
        title=differences_title(context),
        headline=_headline(context, found.whole),
        lead=_lead(context, found.whole),
        offices=page.offices,
        silent=silent_text(context),
        counts=not page.has_letters,
        tables=tuple(page.tables(disputes)),
        settled=settled_text(context),
        decided=decided,
        outside=context.words.say("† Nobody had answered this.")
        if any(row.is_outside for row in decided)
        else "",
        agreement=tuple(_part(context, part) for part in found.sections),
        whole=_part(context, found.whole),
        reading=in_a_row(
            (_reading(context, (*found.sections, found.whole)), _unlisted(context, found.sections))
        ),
        pairs=tuple(page.pair(pair) for pair in found.pairs[:MOST_PAIRS]),
    )


def differences_title(context: ChapterContext) -> str:
    """The name of the page."""
    if context.has_minister:
        return context.words.say("Where ministries see it differently")
    return context.words.say("Where offices see it differently")


_HEADLINE = {
    True: plural(
        "On {wide} of {n} question the {offices} ministries are two steps apart or more",
        "On {wide} of {n} questions the {offices} ministries are two steps apart or more",
    ),
    False: plural(
        "On {wide} of {n} question the {offices} offices are two steps apart or more",
        "On {wide} of {n} questions the {offices} offices are two steps apart or more",
    ),
}
_CLOSE = {
    True: plural(
        "On {n} question that several answered, no two ministries are two steps apart",
        "On none of {n} questions that several answered are ministries two steps apart",
    ),
    False: plural(
        "On {n} question that several answered, no two offices are two steps apart",
        "On none of {n} questions that several answered are offices two steps apart",
    ),
}


def _headline(context: ChapterContext, whole: PartAgreement) -> str:
    words = context.words
    if not whole.wide:
        return words.count(*_CLOSE[context.has_minister], whole.questions)
    return words.count(
        *_HEADLINE[context.has_minister],
        whole.questions,
        wide=words.number_word(whole.wide),
        offices=words.number_word(len(context.assessment.submission.bodies)),
    )


def _lead(context: ChapterContext, whole: PartAgreement) -> str:
    words = context.words
    several = capital(
        words.counted(
            "{n} question that counts was answered by several offices; on {differing} they differ.",
            "{n} questions that count were answered by several offices; on {differing} they "
            "differ.",
            whole.questions,
            differing=words.number_word(whole.differing),
        )
    )
    settled = whole.differing - _scored(context)
    decided = capital(
        words.counted("{n} of these is decided.", "{n} of these are decided.", settled)
    )
    nobody = words.say(
        "Nothing is averaged, and nobody is said to be right: where offices differ, an arrangement "
        "may not reach one of them, or a text is read in two ways."
    )
    return in_a_row((several, decided if settled else "", nobody))


def silent_text(context: ChapterContext, most: int = _MOST_SILENT) -> str:
    """Who was asked and has sent nothing, by name of so many; empty where all have answered."""
    silent = context.assessment.submission.silent
    if not silent:
        return ""
    words = context.words
    names = [context.beginning(name, LONGEST_NAME) for name in silent[:most]]
    if len(silent) > most:
        more = len(silent) - most
        names.append(words.count("{n} other", "{n} others", more))
    return words.count(
        "Asked, and has sent nothing: {names}.",
        "Asked, and have sent nothing: {names}.",
        len(silent),
        names=words.enumerate(names),
    )


_SETTLED = {
    "narrower": plural(
        "Once {n} question is settled as it counts now, the result lies between {low} and {high}; "
        "so far between {before_low} and {before_high}.",
        "Once {n} questions are settled as they count now, the result lies between {low} and "
        "{high}; so far between {before_low} and {before_high}.",
    ),
    "sure": plural(
        "Once {n} question is settled as it counts now, the result is {low}; so far it lies "
        "between {before_low} and {before_high}.",
        "Once {n} questions are settled as they count now, the result is {low}; so far it lies "
        "between {before_low} and {before_high}.",
    ),
}


def settled_text(context: ChapterContext) -> str:
    """What settling every disputed question narrows; empty where there is none, or no figure."""
    a = context.assessment
    root, after = a.root, a.settled
    if after is None or root.low is None or (after.low, after.high) == (root.low, root.high):
        return ""
    kind = "sure" if after.low == after.high else "narrower"
    settled = context.words.counted(
        *_SETTLED[kind],
        _scored(context),
        low=root.published(after.low),
        high=root.published(after.high),
        before_low=root.low_text,
        before_high=root.high_text,
    )
    return in_a_row((settled, _lowest_taken(context)))


def _lowest_taken(context: ChapterContext) -> str:
    """That a question of which no answer counts is settled at its lowest; else empty."""
    nobodys = (one.id for one in context.assessment.disputed if one.whose is None)
    if not any(context.node(name).scored for name in nobodys):
        return ""
    return context.words.say("Where no answer counts yet, the lowest one is taken.")


_DISPUTED = {
    "": plural(
        "Offices differ on {n} question, and nobody has decided.",
        "Offices differ on {n} questions, and nobody has decided.",
    ),
    "narrower": plural(
        "Offices differ on {n} question; once it is settled as it counts now, the result lies "
        "between {low} and {high}.",
        "Offices differ on {n} questions; once these are settled as they count now, the result "
        "lies between {low} and {high}.",
    ),
    "sure": plural(
        "Offices differ on {n} question; once it is settled as it counts now, the result is {low}.",
        "Offices differ on {n} questions; once these are settled as they count now, the result is "
        "{low}.",
    ),
}


def disputed_sentence(context: ChapterContext) -> str:
    """How many questions are disputed, and between what the result lies once they are settled.

    In one line for page 2; the page on differences says the rest.
    """
    a = context.assessment
    if not a.disputed:
        return ""
    if not settled_text(context) or a.settled is None:
        return context.words.counted(*_DISPUTED[""], len(a.disputed))
    kind = "sure" if a.settled.low == a.settled.high else "narrower"
    return context.words.counted(
        *_DISPUTED[kind],
        _scored(context),
        low=_strong(a.root.published(a.settled.low)),
        high=_strong(a.root.published(a.settled.high)),
    )


def to_decide_sentence(context: ChapterContext) -> str:
    """What is asked of those who decide: that disputed questions are settled; else empty."""
    disputed = context.assessment.disputed
    if not disputed:
        return ""
    return context.words.counted(
        "Have the {n} disputed question settled: {number}.",
        "Have the {n} disputed questions settled, {number} first.",
        len(disputed),
        number=context.numbers[disputed[0].id],
    )


def _scored(context: ChapterContext) -> int:
    """The disputed questions that count."""
    a = context.assessment
    return sum(a.nodes[one.id].scored for one in a.disputed)


def _strong(text: str | None) -> Markup:
    return Markup("<strong>{}</strong>").format(text)


# --- agreement -----------------------------------------------------------------------------------


def _part(context: ChapterContext, part: PartAgreement) -> AgreementRow:
    words = context.words
    is_whole = part.id == context.assessment.root_id
    share = words.percent(part.wide_share)
    return AgreementRow(
        number="" if is_whole else context.numbers[part.id],
        name=words.say("All sections") if is_whole else context.label(part.id),
        questions=words.number(part.questions),
        differing=words.number(part.differing),
        wide=words.say("{number} ({share})", number=words.number(part.wide), share=share)
        if part.wide
        else words.number(part.wide),
        pairs=words.number(part.pairs) if part.pairs else NO_FIGURE,
        alpha=_alpha(context, part),
    )


def _alpha(context: ChapterContext, part: PartAgreement) -> str:
    if part.alpha is not None:
        return context.words.decimal(Fraction(part.alpha), _ALPHA_DECIMALS)
    if part.is_uniform:
        return context.words.say("all the same")
    return context.words.say("too few pairs") if part.pairs else NO_FIGURE


_READING = message(
    "Alpha (Krippendorff’s, for answers in an order) is 1 where offices always give the same step, "
    "and 0 where they agree no more than by chance. From 0.80 up they see the same thing; under "
    "0.67 talk about the section before building on it."
)


def _reading(context: ChapterContext, parts: Iterable[PartAgreement]) -> str:
    """How to read the table of agreement."""
    words, parts = context.words, list(parts)
    figures = words.say(_READING) if any(part.alpha is not None for part in parts) else ""
    few = any(part.alpha is None and part.pairs and not part.is_uniform for part in parts)
    least = words.say(
        "With fewer than {least} pairs of answers to the same question no figure is given.",
        least=words.number(LEAST_PAIRS),
    )
    return in_a_row((figures, least if few else ""))


def _unlisted(context: ChapterContext, sections: Iterable[PartAgreement]) -> str:
    """The sections that the table leaves out, by their numbers; empty where it has all."""
    listed = {one.id for one in sections}
    left = [context.numbers[name] for name in context.top_sections if name not in listed]
    if not left:
        return ""
    return context.words.count(
        "Not listed is section {numbers}: no question of it was answered by several.",
        "Not listed are sections {numbers}: no question of these was answered by several.",
        len(left),
        numbers=context.words.enumerate(left),
    )


# --- who said what -------------------------------------------------------------------------------


class _Page:
    """The rows of the page, which name respondents alike."""

    def __init__(self, context: ChapterContext) -> None:
        """Give every respondent that has answered its letter."""
        self._context = context
        sent = [one for one in context.assessment.submission.respondents if one.has_answered]
        self.has_letters = len(sent) <= MOST_LETTERS
        self._of = {one.id: self._office(place, one) for place, one in enumerate(sent)}

    @property
    def offices(self) -> tuple[Office, ...]:
        """All that have answered, in the order of the round."""
        return tuple(self._of.values())

    def tables(self, disputes: Mapping[str, Dispute]) -> Iterator[Table]:
        """Disputed questions in their order, the widest difference first."""
        for steps, questions in tables_of(self._context, disputes):
            has_more = any(
                one.not_applicable is not None
                for question in questions
                if self._has_steps(question)
                for one in counting(self._answer(question)).values()
            )
            # For translators: not applicable, as the head of a narrow column.
            more = (self._context.words.say_as("sign in a tile", "n/a"),) if has_more else ()
            rows = tuple(
                self._row(question, steps, has_more=has_more)
                if self._has_steps(question)
                else self._other(disputes[question])
                for question in questions
            )
            yield Table((*step_heads(self._context, steps), *more), rows)

    def _has_steps(self, question: str) -> bool:
        return bool(kind_of(self._context.question(question)).steps)

    def _other(self, dispute: Dispute) -> Row:
        """A disputed question without steps: each answer that was given, with those who gave it."""
        answer = self._answer(dispute.id)
        given: dict[str, list[str]] = {}
        for name, one in counting(answer).items():
            given.setdefault(self._short(dispute.id, one), []).append(name)
        counted = None if dispute.whose is None else counting(answer)[dispute.whose]
        counts = "" if counted is None else self._short(dispute.id, counted)
        said = tuple(
            Said(self._placed(names), self._number(names), text, counts=text == counts)
            for text, names in given.items()
        )
        words = self._words(dispute.id, answer)
        return Row(*named(self._context, dispute.id), (), said, words)

    def decided(self) -> Iterator[DecidedRow]:
        """The questions that were decided, in the order of the questionnaire."""
        context = self._context
        for question in context.questions_of(context.assessment.root_id):
            answer = self._answer(question)
            if answer.decision is not None:
                by, date = answer.decision.by, answer.decision.date
                yield DecidedRow(
                    *named(context, question),
                    answer=self._short(question, answer),
                    is_outside=is_outside(answer),
                    by=context.printable(by, is_name=True) or NO_FIGURE,
                    date=context.typed_date(date) or NO_FIGURE,
                    note=context.printable(answer.decision.note) or NO_FIGURE,
                )

    def pair(self, pair: PairAgreement) -> PairRow:
        """Two respondents, and on how much they differ."""
        number = self._context.words.number
        return PairRow(
            self._of[pair.one],
            self._of[pair.other],
            number(pair.questions),
            number(pair.differing),
            number(pair.wide),
        )

    def _office(self, place: int, one: MergedRespondent) -> Office:
        context = self._context
        name = context.printable(one.entity, is_name=True)
        return Office(
            self._mark(place, name), name, context.words.date(one.date) if one.date else ""
        )

    def _mark(self, place: int, name: str) -> Markup:
        if not self.has_letters:
            return Markup()
        return letter(self._context, chr(ord("A") + place), name)

    def _row(self, question: str, steps: Sequence[int], *, has_more: bool) -> Row:
        answer, kind = self._answer(question), kind_of(self._context.question(question))
        places: dict[int | None, list[str]] = {}
        for name, one in counting(answer).items():
            step = None if one.value is None else kind.step_of(one.value)
            places.setdefault(step, []).append(name)
        counts = None if answer.value is None else kind.step_of(answer.value)
        given = [step for step in places if step is not None]
        between = range(min(given), max(given) + 1) if given else range(0)
        cells = [
            self._cell(
                places.get(step, []),
                COUNTS if step == counts else BETWEEN if step in between else "",
            )
            for step in steps
        ]
        if has_more:
            whose = value_of_dispute(answer)
            is_counted = whose is not None and counting(answer)[whose].value is None
            cells.append(self._cell(places.get(None, []), COUNTS if is_counted else ""))
        words = self._words(question, answer)
        return Row(*named(self._context, question), tuple(cells), (), words)

    def _cell(self, names: Sequence[str], css: str) -> Cell:
        return Cell(self._placed(names), self._number(names), css)

    def _placed(self, names: Iterable[str]) -> tuple[Placed, ...]:
        return tuple(Placed(self._of[name].mark) for name in names) if self.has_letters else ()

    def _number(self, names: Sequence[str]) -> str:
        return self._context.words.number(len(names)) if names and not self.has_letters else ""

    def _words(self, question: str, answer: Answer) -> tuple[Words, ...]:
        """What respondents say of their answers; of many the lowest and the highest."""
        told = {name: one for name, one in answer.said.items() if name in self._of and one.comment}
        shown = list(told) if self.has_letters else self._ends(question, told)
        return tuple(
            spoken(
                self._of[name].mark,
                self._of[name].name,
                self._context,
                told[name].comment,
                question,
            )
            for name in shown
        )

    def _ends(self, question: str, told: Mapping[str, Answer]) -> list[str]:
        """One respondent for each of the two answers that most differ."""
        kind = kind_of(self._context.question(question))
        values = {name: one.value for name, one in told.items() if one.value is not None}
        if not kind.steps:
            return list(values)[:2]
        ranked = sorted(values, key=lambda name: kind.step_of(values[name]) or 0)
        return [ranked[0], ranked[-1]] if len(ranked) > 1 else ranked

    def _answer(self, question: str) -> Answer:
        return self._context.assessment.submission.answer(question)

    def _short(self, question: str, one: Answer) -> str:
        if one.not_applicable is not None:
            return said_name(self._context, question, one)
        return cut(said_text(self._context, question, one).removesuffix("."), LONGEST_ANSWER)
