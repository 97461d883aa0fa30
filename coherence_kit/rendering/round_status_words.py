"""What is said of how far a round has come, in the terminal and in the page alike."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from coherence_kit.model.round_status import (
    DisputedQuestion,
    FormStatus,
    Named,
    OpenQuestion,
    QuestionnaireStatus,
    RespondentStatus,
    RoundStatus,
    SaidAlike,
)
from coherence_kit.model.rounds import Kind
from coherence_kit.model.status import Broken, Need, SectionStatus
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.rendering.status_words import HEADINGS, dealt_with, faults, flat, progress
from coherence_kit.words import Words, in_a_row, message, plural

GOVERNMENT: Kind = "government"
STAKEHOLDER: Kind = "stakeholder"
KINDS: tuple[Kind, ...] = (GOVERNMENT, STAKEHOLDER)
GLUE = "\u2007"
"""Between the number of a question and its label, where no line ends; text and page put their own
blank in its place."""
BETWEEN = f"{GLUE}· "
_KIND_NAMES = {GOVERNMENT: message("Government"), STAKEHOLDER: message("Stakeholders")}
_UNTOUCHED = frozenset({"", "unanswered", "open"})
"""States of a question of which nobody has said anything."""
_LEAST_GATHERED = 3
"""Questions of a section that are named one by one even if they are all of it."""
_MARKS = {
    "unknown": message("not known"),
    "open": message("waiting for another answer"),
    "carried": message("carried over"),
}
NOBODY_ANSWERED = message("No answer yet from anybody who is asked")
NOBODY_ASKED = message("Nobody is asked")
DISPUTED = message("Disputed, to be decided")
AWAITED = message("Decisions still to be taken, of questions on which nobody differs")
OUTSIDE = message("Decided as nobody of those who answered had")
UNINVITED = message("Answered without being asked")
_WITHOUT_LEAD = {
    "none": message(
        "Until it is decided the answer of whoever leads a question counts; without a lead it has "
        "no value."
    ),
    "median": message(
        "Until it is decided the answer of whoever leads a question counts; without a lead the "
        "middle one, or the lower of the two in the middle."
    ),
    "lowest": message(
        "Until it is decided the answer of whoever leads a question counts; without a lead the "
        "lowest."
    ),
}
_STEPS_APART = plural("{n} step apart", "{n} steps apart")
_SENT = plural(
    "{n} of {whole} respondents has sent answers", "{n} of {whole} respondents have sent answers"
)


def kind_name(words: Words, kind: Kind) -> str:
    """`Government`, `Stakeholders`."""
    return words.say(_KIND_NAMES[kind])


def name_of_round(status: RoundStatus) -> str:
    """`Velmora · 2026`."""
    return f"{flat(status.country)} · {flat(status.round)}"


def title(words: Words, status: RoundStatus) -> str:
    """The same with what is said of it."""
    return words.say("State of the round: {round}", round=name_of_round(status))


def deadline(words: Words, status: RoundStatus) -> str:
    """By when answers are due, and how far off that is; empty without a deadline."""
    if status.deadline is None:
        return ""
    day, late = words.date(status.deadline), status.days_late
    if late is None:
        return words.say("Answers are due by {date}.", date=day)
    if late == 0:
        return words.say("Answers are due today, {date}.", date=day)
    if late < 0:
        return words.count(
            "Answers are due by {date}, in {n} day.",
            "Answers are due by {date}, in {n} days.",
            -late,
            date=day,
        )
    return words.count(
        "Answers were due by {date}, {n} day ago.",
        "Answers were due by {date}, {n} days ago.",
        late,
        date=day,
    )


def heading_of_silent(words: Words, status: RoundStatus) -> str:
    """What stands above those who have sent nothing: since when it is due, if it is."""
    late = status.days_late
    if status.deadline is not None and late is not None and late > 0:
        return words.say("Nothing sent, due since {date}", date=words.date(status.deadline))
    return words.say("Nothing yet")


def summary(words: Words, status: RoundStatus) -> tuple[str, ...]:
    """The round in sentences: who has answered, what is disputed, what is open."""
    kinds = [kind for kind in KINDS if status.of_kind(kind)]
    sent = [_sent(words, status, kind, by_name=len(kinds) > 1) for kind in kinds]
    parts = status.questionnaires
    disputed = len(status.disputed)
    awaited = sum(len(part.awaited) for part in parts)
    decided = sum(part.decided for part in parts)
    unanswered = sum(len(part.unanswered) for part in parts)
    unasked = sum(len(part.unasked) for part in parts)
    left_out = len(status.left_out)
    counted = (
        words.count(
            "{n} question is disputed and waits for a decision.",
            "{n} questions are disputed and wait for a decision.",
            disputed,
        )
        if disputed
        else "",
        words.count(
            "{n} further decision is still to be taken.",
            "{n} further decisions are still to be taken.",
            awaited,
        )
        if awaited
        else "",
        words.count("{n} question is decided.", "{n} questions are decided.", decided)
        if decided
        else "",
        words.count(
            "{n} question has no answer yet from anybody who is asked.",
            "{n} questions have no answer yet from anybody who is asked.",
            unanswered,
        )
        if unanswered
        else "",
        words.count(
            "{n} question is asked of nobody.", "{n} questions are asked of nobody.", unasked
        )
        if unasked
        else "",
        words.count("{n} file is left out.", "{n} files are left out.", left_out)
        if left_out
        else "",
    )
    return tuple(filter(None, (*sent, deadline(words, status), *counted)))


def _sent(words: Words, status: RoundStatus, kind: Kind, *, by_name: bool) -> str:
    every = status.of_kind(kind)
    number = sum(one.has_sent for one in every)
    said = words.count(*_SENT, number, whole=len(every))
    if by_name:
        said = words.say("{heading}: {text}", heading=kind_name(words, kind), text=said)
    return f"{said}."


# --- respondents ---------------------------------------------------------------------------------


def heads(words: Words) -> tuple[str, ...]:
    """The columns of the table of respondents behind their names."""
    return (
        words.say_as("column", "dealt with"),
        words.say_as("column", "to do"),
        words.say_as("column", "look again"),
        words.say_as("column", "problems"),
        words.say_as("column", "signed"),
    )


def figures(words: Words, form: FormStatus) -> tuple[str, ...]:
    """Of a form: dealt with, to do, look again, problems, signed; of what is asked alone."""
    status = form.status
    if not form.is_sent:
        return words.say("nothing yet"), str(status.tally.to_do or NO_FIGURE), *[NO_FIGURE] * 3
    counts = (status.tally.to_do, status.look_again(), status.errors)
    return (
        dealt_with(words, status.tally),
        *(str(count or NO_FIGURE) for count in counts),
        words.say("yes") if status.signed_off else words.say("no"),
    )


def together(words: Words, part: QuestionnaireStatus) -> str:
    """How far all respondents have come between them; empty where nobody is asked anything."""
    if not part.tally.total:
        return ""
    return words.say("Together: {progress}.", progress=progress(words, part.tally))


def asked_of(words: Words, respondent: RespondentStatus, *, by_title: bool) -> tuple[str, ...]:
    """What a respondent is asked of each questionnaire: how many questions, in which sections."""
    said = []
    for form in respondent.forms:
        sections = [one for one in form.status.sections if one.tally.total]
        named = BETWEEN.join(f"{one.number}{GLUE}{flat(one.title)}" for one in sections)
        number = words.count("asked {n} question", "asked {n} questions", form.status.tally.total)
        heading = f"{flat(form.status.title)}, {number}" if by_title else number
        said.append(
            words.say("{heading}: {text}", heading=heading, text=named) if named else heading
        )
    return tuple(said)


def needs(
    words: Words, form: FormStatus, told: Container[str] = (), *, answers: bool = True
) -> Iterator[tuple[str, str]]:
    """What a form still needs: a heading with how many, and the questions, gathered by section.

    That answers of it cannot be used stands before all else.

    Args:
        words: of the language.
        form: what it is about.
        told: questions without an answer that are named already; they are only counted.
        answers: whether those without an answer are told of at all.

    """
    status = form.status
    if status.errors:
        yield faults(words, status), ""
    for need in Need:
        items = status.needing(need)
        if not items or (need is Need.ANSWER and not answers):
            continue
        several = [
            (Named(item.id, item.number, item.label, item.section), item.state) for item in items
        ]
        if need is not Need.ANSWER:
            heading = words.say(HEADINGS[need])
            yield f"{heading} ({len(items)})", gathered(words, several, ())
            continue
        left = [(one, state) for one, state in several if one.id not in told]
        if not left:
            continue
        yield (
            _without_answer(words, len(items), len(items) - len(left)),
            gathered(words, left, status.sections),
        )
    if form.uninvited:
        several = [(one, "") for one in form.uninvited]
        heading = f"{words.say(UNINVITED)} ({len(several)})"
        yield heading, gathered(words, several, ())


def _without_answer(words: Words, number: int, alone: int) -> str:
    """The heading above questions without an answer, and how many of them are named already."""
    heading = words.say(HEADINGS[Need.ANSWER])
    if not alone:
        return f"{heading} ({number})"
    return words.count(
        "{heading} ({number}; {n} is asked of nobody else and named above)",
        "{heading} ({number}; {n} are asked of nobody else and named above)",
        alone,
        heading=heading,
        number=number,
    )


# --- questions -----------------------------------------------------------------------------------


def gathered(
    words: Words,
    questions: Iterable[tuple[Named, str]],
    sections: Sequence[SectionStatus],
    sizes: Sequence[int] = (),
) -> str:
    """Questions in a row, `1.2 Focal point · 3 Planning (all 8)`: whole sections as such.

    Args:
        words: of the language.
        questions: in the order of their form, each with its state, or none.
        sections: to tell whole ones by; without them every question is named.
        sizes: how many questions each of them has; without it what is asked of them.

    """
    by_section: dict[int, list[tuple[Named, str]]] = {}
    for question, state in questions:
        by_section.setdefault(question.section, []).append((question, state))
    said: list[str] = []
    for place, several in sorted(by_section.items()):
        is_plain = all(state in _UNTOUCHED for _, state in several)
        whole = sizes[place] if sizes else sections[place].tally.total if sections else 0
        if is_plain and len(several) == whole >= _LEAST_GATHERED:
            section = f"{sections[place].number}{GLUE}{flat(sections[place].title)}"
            said.append(words.say("{section} (all {number})", section=section, number=whole))
        else:
            said += [_marked(words, question, state) for question, state in several]
    return in_a_row(said, BETWEEN)


def _marked(words: Words, question: Named, state: str) -> str:
    name = f"{question.number}{GLUE}{flat(question.label)}"
    if state not in _MARKS:
        return name
    return words.say("{name} ({mark})", name=name, mark=words.say(_MARKS[state]))


def named(question: Named) -> str:
    """`1.2 Focal point`."""
    return f"{question.number} {flat(question.label)}"


def open_groups(
    words: Words,
    part: QuestionnaireStatus,
    questions: Iterable[OpenQuestion],
    most: int | None = None,
) -> list[tuple[str, str]]:
    """Open questions by who is asked them: the questions gathered, and the names, if any.

    Args:
        words: of the language.
        part: the questionnaire that they are of.
        questions: in its order.
        most: names in each group; all without it.

    """
    groups: dict[tuple[str, ...], list[tuple[Named, str]]] = {}
    for one in questions:
        groups.setdefault(one.asked, []).append((one.question, one.state))
    return [
        (
            gathered(words, several, part.sections, part.sizes),
            words.say("Asked: {names}", names=names_of(words, asked, most)) if asked else "",
        )
        for asked, several in groups.items()
    ]


def names_of(words: Words, names: Sequence[str], most: int | None = None) -> str:
    """Names in a row, and how many more there are; with none of them how many there are."""
    if most == 0 and names:
        return words.count("{n} respondent", "{n} respondents", len(names))
    if most is None or len(names) <= most + (most > 1):
        return words.enumerate(names, "unit")
    left = len(names) - most
    first = words.enumerate(names[:most], "unit")
    return words.count("{names} and {n} other", "{names} and {n} others", left, names=first)


def until_decided(words: Words, status: RoundStatus) -> str:
    """What counts of a disputed question."""
    return words.say(_WITHOUT_LEAD[status.without_lead])


def apart(words: Words, dispute: DisputedQuestion) -> str:
    """`3 steps apart`; empty where that says nothing."""
    return words.count(*_STEPS_APART, dispute.steps) if dispute.steps else ""


def who_said(words: Words, said: SaidAlike, lead: str, *, in_brief: bool = False) -> str:
    """Who gave an answer, the lead first and marked; in brief the others only in number."""
    if not said.is_lead:
        return names_of(words, said.respondents, 0 if in_brief else None)
    leading = words.say("{name} (leads)", name=lead)
    others = (name for name in said.respondents if name != lead)
    return names_of(words, [leading, *others], 1 if in_brief else None)


def about_lead(words: Words, dispute: DisputedQuestion) -> str:
    """That nobody leads a disputed question, or that its lead has not answered; else nothing."""
    if not dispute.lead:
        return words.say("Nobody leads it.")
    if dispute.has_answer_of_lead:
        return ""
    return words.say("{name} leads it and has not answered.", name=dispute.lead)


def who_decides(words: Words, to_decide: str) -> str:
    """Who is to decide and by when, if the round says so."""
    return words.say("To be decided by: {who}", who=to_decide) if to_decide else ""


def why_left_out(file: Broken) -> str:
    """The first thing that is wrong with a file; problems are told in English."""
    return in_one_line(file.problems[0]) if file.problems else ""


def has_several_forms(status: RoundStatus, kind: Kind) -> bool:
    """Whether respondents of a kind are asked several questionnaires, so that titles tell them."""
    return sum(part.kind == kind for part in status.questionnaires) > 1
