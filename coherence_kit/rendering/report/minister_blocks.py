"""The foot of the minister's page: the way to the next level, what is not known, and what to decide."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import who_answers
from coherence_kit.rendering.report.words import (
    capital,
    counted,
    cut,
    enumerated,
    lower_first,
)

_LONGEST_WHO = 60
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Ask:
    """A short block: heading and one or two sentences."""

    title: str
    texts: tuple[str, ...]


def minister_blocks(context: ChapterContext) -> tuple[Ask, ...]:
    """The three blocks."""
    return (
        Ask("What would move the level", (_next_level(context),)),
        Ask("What is not known", (_not_known(context),)),
        Ask("What is asked of the minister", _decisions(context)),
    )


def _next_level(context: ChapterContext) -> str:
    a = context.assessment
    if a.root.is_profile:
        return "There is no figure for the whole, and so no level of it; each section stands for itself."
    if a.root.value is None:
        return "The level is known once there are answers for enough of the weight."
    if not a.levels:
        return "This questionnaire names no levels."
    step = a.together.next_level
    if step is None:
        return "The highest level is reached."
    level = a.level(step.level)
    name = f"“{context.localize(level.label)}”" if level else "The next level"
    higher = context.points(step.points) + ("" if a.root.letters else " points")
    return f"{name} begins {higher} higher. {_way_there(context, step.gaps)}"


def _way_there(context: ChapterContext, gaps: tuple[str, ...] | None) -> str:
    """Which gaps would have to be closed."""
    every = len(context.assessment.gaps)
    if gaps is None:
        closing = "Closing every gap would not reach it" if every else "No gap is left to close"
        return (
            f"{closing}; the missing answers may."
            if context.assessment.to_collect
            else f"{closing}."
        )
    if len(gaps) == 1:
        return f"Closing one gap, {context.numbers[gaps[0]]}, would reach it."
    if len(gaps) > _MOST_NAMED:
        return f"Closing {len(gaps)} of the {every} gaps, most points first, would reach it."
    named = enumerated([context.numbers[gap] for gap in gaps])
    return f"Closing {counted(len(gaps), 'gap', 'gaps')} would reach it: {named}."


def _not_known(context: ChapterContext) -> str:
    a = context.assessment
    if not a.to_collect:
        return "Every question that applies has an answer."
    first = a.to_collect[0]
    number = counted(len(a.to_collect), "question has", "questions have")
    who = cut(who_answers(context, first.id), _LONGEST_WHO)
    asked = f"; {who} can find out" if who else ""
    return (
        f"{capital(number)} no answer. Most rests on {context.numbers[first.id]}, {lower_first(context.label(first.id))} "
        f"({context.resting([first])}){asked}."
    )


def _decisions(context: ChapterContext) -> tuple[str, ...]:
    """One or two decisions that follow from the page."""
    a = context.assessment
    measures = [context.measure_numbers[name] for name in a.together.first_measures]
    collect = ""
    if a.to_collect:
        collect = f"Name an office to collect the {counted(len(a.to_collect), 'missing answer', 'missing answers')}."
        if len(a.to_collect) > 1:
            collect = collect.replace(".", f", {context.numbers[a.to_collect[0].id]} first.")
    if not context.shows_result:
        return tuple(
            text
            for text in (collect, "Have the ministries concerned check the answers given so far.")
            if text
        )
    adopt = (
        f"Adopt {span(measures)} as first measures, and confirm who leads each." if measures else ""
    )
    decisions = [text for text in (adopt, collect) if text]
    return tuple(decisions) or ("Set the date of the next round.",)


def span(numbers: list[str]) -> str:
    """`M1 to M5` where they follow each other, else `M1, M2 and M4`."""
    places = [int(number[1:]) for number in numbers]
    if len(places) > 2 and places == list(range(places[0], places[0] + len(places))):  # noqa: PLR2004
        return f"{numbers[0]} to {numbers[-1]}"
    return enumerated(numbers)
