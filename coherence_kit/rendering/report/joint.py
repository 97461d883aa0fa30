"""The page in front of several chapters: where each stands, and what comes first of all of them.

Figures of different questionnaires are never put together: they rest on different questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.interval_rows import axis_texts
from coherence_kit.rendering.report.joint_asks import joint_asks, joint_steps
from coherence_kit.rendering.report.joint_measures import (
    JointMeasure,
    due_now,
    first_measures,
    in_order,
)
from coherence_kit.rendering.report.joint_room import (
    fitting_first,
    fitting_rest,
    room_of_first,
    room_of_rest,
)
from coherence_kit.rendering.report.joint_rows import JointRow, joint_row
from coherence_kit.rendering.report.measures import NextStep
from coherence_kit.rendering.report.minister_blocks import Ask
from coherence_kit.rendering.report.words import capital
from coherence_kit.words import in_a_row

_MOST_FIRST = 9


@dataclass(frozen=True, slots=True)
class Joint:
    """The page. `rest` are the measures due now for which it has no room."""

    headline: str
    about: str
    lead: str
    axis: tuple[str, ...]
    rows: tuple[JointRow, ...]
    has_values: bool
    has_few: bool
    measures_title: str
    measures: tuple[JointMeasure, ...]
    measures_note: str
    asks: tuple[Ask, ...]
    rest: tuple[JointMeasure, ...]
    rest_title: str
    more: str
    steps: tuple[NextStep, ...]
    stands: str


def joint(frames: Sequence[ChapterContext]) -> Joint | None:
    """The page in front of several chapters; None where there is but one."""
    if len(frames) == 1:
        return None
    words = frames[0].words
    rows = tuple(joint_row(context) for context in frames)
    lead = words.say(
        "Each questionnaire has a result of its own. They ask different things, so that no figure "
        "is made of several of them; what comes first is put together below."
    )
    headline, first = _headline(frames), first_measures(frames)
    asks = joint_asks(frames, first[:_MOST_FIRST])
    chosen = in_order(fitting_first(first, room_of_first(headline, lead, rows, asks)))
    numbers = {measure.number for measure in chosen}
    due = due_now(frames) if chosen else [*first[:_MOST_FIRST], *due_now(frames)]
    others = [one for one in dict.fromkeys(due) if one.number not in numbers]
    begun = chosen or first[:_MOST_FIRST]
    steps = tuple(joint_steps(frames, begun))
    rest = tuple(in_order(fitting_rest(others, room_of_rest(steps))))
    roots = [context.assessment.root for context in frames]
    return Joint(
        headline=headline,
        about=in_a_row(dict.fromkeys(map(_round, frames)), " · "),
        lead=lead,
        axis=axis_texts(root for root in roots if root.low is not None),
        rows=rows,
        has_values=any(row.strip.score and not row.note for row in rows),
        has_few=any(not row.strip.score for row in rows),
        measures_title=capital(
            words.counted("{n} measure comes first", "{n} measures come first", len(chosen))
        ),
        measures=tuple(chosen),
        measures_note=words.say(
            "Of each questionnaire, those of the measures due now that add most to its own result. "
            "Points are points of that result; those of different questionnaires do not add up."
        ),
        asks=joint_asks(frames, begun),
        rest=rest,
        rest_title=_rest_title(frames[0], len(rest), is_more=bool(chosen)),
        more=_more(frames, len(others) - len(rest)),
        steps=steps,
        stands=words.say(
            "This page takes stock of arrangements, not of results for people. It compares no "
            "countries and grades nobody."
        ),
    )


def _round(context: ChapterContext) -> str:
    return context.beginning(context.assessment.submission.round, 60)


def _headline(frames: Sequence[ChapterContext]) -> str:
    """How many gaps and measures there are; a measure of two chapters counts once."""
    words = frames[0].words
    gaps = sum(len(context.assessment.gaps) for context in frames)
    numbers = {number for context in frames for number in context.measure_numbers.values()}
    said = words.counted("{n} gap", "{n} gaps", gaps)
    if not numbers:
        return capital(
            words.counted(
                "{n} questionnaire: {gaps}", "{n} questionnaires: {gaps}", len(frames), gaps=said
            )
        )
    return capital(
        words.counted(
            "{n} questionnaire: {gaps}, and {measures} to close them",
            "{n} questionnaires: {gaps}, and {measures} to close them",
            len(frames),
            gaps=said,
            measures=words.counted("{n} measure", "{n} measures", len(numbers)),
        )
    )


def _rest_title(context: ChapterContext, number: int, *, is_more: bool) -> str:
    if is_more:
        said = context.words.counted(
            "{n} further measure is due now", "{n} further measures are due now", number
        )
    else:
        said = context.words.counted("{n} measure is due now", "{n} measures are due now", number)
    return capital(said)


def _more(frames: Sequence[ChapterContext], number: int) -> str:
    if number < 1:
        return ""
    return capital(
        frames[0].words.counted(
            "{n} more that is due now is in the main report.",
            "{n} more that are due now are in the main report.",
            number,
        )
    )
