"""The foot of the minister's page: the way to the next level, what is unknown, what to decide."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.model.assessment import ToCollect
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.differences import silent_text, to_decide_sentence
from coherence_kit.rendering.report.gains import gained
from coherence_kit.rendering.report.questions import who_answers
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import Words, in_a_row

_LONGEST_WHO = 60
_MOST_NAMED = 6
_MOST_SILENT = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """A short block: heading and one or two sentences."""

    title: str
    texts: tuple[str, ...]


def minister_blocks(context: ChapterContext) -> tuple[Ask, ...]:
    """The three blocks, as far as there is something to move and to decide."""
    say = context.words.say
    level = Ask(say("What would move the level"), _ways(context))
    decision = Ask(
        say("What is asked of the minister")
        if context.has_minister
        else say("What is to be decided"),
        _decisions(context),
    )
    return (
        *(() if context.assessment.is_by_question else (level,)),
        Ask(say("What is not known"), (_not_known(context),)),
        *((decision,) if context.leads_on else ()),
    )


def _ways(context: ChapterContext) -> tuple[str, ...]:
    """The way to the next level, and what closing everything recommended reaches."""
    return tuple(text for text in (_next_level(context), programme_sentence(context)) if text)


def programme_sentence(context: ChapterContext) -> str:
    """Where the whole stands after every measure due now, and which gaps none of them closes."""
    a, words = context.assessment, context.words
    number = sum(item.when == "now" for item in a.recommendations)
    if not number or a.programme.now.value is None:
        return ""
    after = words.count(
        "With the {n} measure due now it is {standing}; the target is {target}.",
        "With the {n} measures due now it is {standing}; the target is {target}.",
        number,
        standing=context.standing(a.programme.now),
        target=a.root.target_text or NO_FIGURE,
    )
    return in_a_row((after, unserved_sentence(context)))


def unserved_sentence(context: ChapterContext) -> str:
    """The gaps that no measure brings to their target; empty where there are none."""
    a, words = context.assessment, context.words
    if not a.programme.unserved or not a.recommendations:
        return ""
    numbers = [context.numbers[gap] for gap in a.programme.unserved]
    return words.count(
        "No measure closes gap {numbers}.",
        "No measure closes gaps {numbers}.",
        len(numbers),
        numbers=words.enumerate(numbers),
    )


def _next_level(context: ChapterContext) -> str:
    a, say = context.assessment, context.words.say
    if a.root.is_profile:
        return say(
            "There is no figure for the whole, and so no level of it; each section stands for "
            "itself."
        )
    if a.root.value is None:
        return say("The level is known once there are answers for enough of the weight.")
    if not a.levels:
        return say("This questionnaire names no levels.")
    step = a.together.next_level
    if step is None:
        return say("The highest level is reached.")
    level, higher = a.level(step.level), gained(context, a.root_id, step.points)
    if level and level.every_part is not None and not step.points:
        begins = say(
            "“{level}” asks {floor} of every section.",
            level=context.localize(level.label, is_name=True),
            floor=context.limit(level.every_part),
        )
        return in_a_row((begins, _way_there(context, step.gaps)))
    begins = (
        say(
            "“{level}” begins {gain} higher.",
            level=context.localize(level.label, is_name=True),
            gain=higher,
        )
        if level
        else say("The next level begins {gain} higher.", gain=higher)
    )
    return in_a_row((begins, _way_there(context, step.gaps)))


def _way_there(context: ChapterContext, gaps: tuple[str, ...] | None) -> str:
    """Which gaps would have to be closed."""
    words, every = context.words, len(context.assessment.gaps)
    if gaps is None:
        return _no_way_there(context)
    if len(gaps) == 1:
        return words.say(
            "Closing one gap, {number}, would reach it.", number=context.numbers[gaps[0]]
        )
    if len(gaps) > _MOST_NAMED:
        return words.count(
            "Closing {closed} of the {n} gap, most points first, would reach it.",
            "Closing {closed} of the {n} gaps, most points first, would reach it.",
            every,
            closed=len(gaps),
        )
    return words.counted(
        "Closing {n} gap would reach it: {numbers}.",
        "Closing {n} gaps would reach it: {numbers}.",
        len(gaps),
        numbers=words.enumerate([context.numbers[gap] for gap in gaps]),
    )


def _no_way_there(context: ChapterContext) -> str:
    """Where gaps alone do not lead to the next level."""
    a, say = context.assessment, context.words.say
    if a.gaps and a.to_collect:
        return say("Closing every gap would not reach it; the missing answers may.")
    if a.gaps:
        return say("Closing every gap would not reach it.")
    if a.to_collect:
        return say("No gap is left to close; the missing answers may reach it.")
    return say("No gap is left to close.")


def _not_known(context: ChapterContext) -> str:
    a, words = context.assessment, context.words
    silent = silent_text(context, _MOST_SILENT)
    if not a.to_collect:
        return in_a_row((silent, words.say("Every question that applies has an answer.")))
    first = a.to_collect[0]
    who = cut(who_answers(context, first.id), _LONGEST_WHO)
    return in_a_row(
        (
            silent,
            unanswered_sentence(context),
            _again(context),
            _first_missing(context, first),
            words.say("Who could find out: {office}.", office=who) if who else "",
        )
    )


def _first_missing(context: ChapterContext, first: ToCollect) -> str:
    """The missing answer on which most rests; the first where each stands for itself."""
    name = {"number": context.numbers[first.id], "question": context.label(first.id)}
    if context.assessment.is_by_question:
        return context.words.say("The first is {number}, “{question}”.", **name)
    return context.words.say(
        "Most rests on {number}, “{question}” ({resting}).",
        **name,
        resting=context.resting([first]),
    )


def unanswered_sentence(context: ChapterContext) -> str:
    """How many questions have no answer; empty where each has one."""
    counts = context.assessment.counts
    number = counts.missing - counts.carried
    if not number:
        return ""
    return capital(
        context.words.counted(
            "{n} question has no answer.", "{n} questions have no answer.", number
        )
    )


def _again(context: ChapterContext) -> str:
    """How many answers are to be looked at again; empty where none is."""
    carried = context.assessment.counts.carried
    if not carried:
        return ""
    return capital(
        context.words.counted(
            "{n} answer was carried over and is to be looked at again.",
            "{n} answers were carried over and are to be looked at again.",
            carried,
        )
    )


def carried_sentence(context: ChapterContext) -> str:
    """How many answers nobody has looked at in this round; empty where there are none."""
    carried = context.assessment.counts.carried
    if not carried:
        return ""
    return capital(
        context.words.counted(
            "{n} answer was carried over from an earlier round and has not been looked at again: "
            "it counts as missing.",
            "{n} answers were carried over from an earlier round and have not been looked at "
            "again: they count as missing.",
            carried,
        )
    )


def _decisions(context: ChapterContext) -> tuple[str, ...]:
    """One or two decisions that follow from the page."""
    a, words = context.assessment, context.words
    measures = [context.measure_numbers[name] for name in context.measures_to_decide]
    again = words.counted(
        "Have the {n} answer that was carried over looked at again.",
        "Have the {n} answers that were carried over looked at again.",
        a.counts.carried,
    )
    wanted = [item for item in a.to_collect if item.state != "carried"]
    collect = again if a.counts.carried else ""
    if wanted:
        missing = words.counted(
            "Name an office to collect the {n} missing answer.",
            "Name an office to collect the {n} missing answers, {number} first.",
            len(wanted),
            number=context.numbers[wanted[0].id],
        )
        collect = in_a_row((collect, missing))
    if not context.shows_result:
        check = words.say("Have the ministries concerned check the answers given so far.")
        has_answers = a.counts.answered or a.counts.not_applicable
        settle = to_decide_sentence(context)
        return tuple(text for text in (collect, settle, check if has_answers else "") if text)
    adopt = ""
    if measures:
        adopt = words.count(
            "Adopt {measures} as first measure, and confirm who leads it.",
            "Adopt {measures} as first measures, and confirm who leads each.",
            len(measures),
            measures=span(words, measures),
        )
    decisions = [text for text in (to_decide_sentence(context), adopt, collect) if text]
    return tuple(decisions) or (words.say("Set the date of the next round."),)


def span(words: Words, numbers: list[str]) -> str:
    """`M1 to M5` where they follow each other, else `M1, M2 and M4`."""
    places = [int(number[1:]) for number in numbers]
    follow = places == list(range(places[0], places[0] + len(places)))
    if follow and len(places) > 2:  # noqa: PLR2004
        return words.say("{first} to {last}", first=numbers[0], last=numbers[-1])
    return words.enumerate(numbers)
