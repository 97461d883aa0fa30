"""What several chapters together leave open, ask for and have done next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.glance import LONGEST_LABEL
from coherence_kit.rendering.report.joint_measures import JointMeasure, in_order
from coherence_kit.rendering.report.measures import NextStep
from coherence_kit.rendering.report.minister_blocks import Ask, span
from coherence_kit.rendering.report.words import cut, ended

_MOST_NAMED = 3


def joint_asks(frames: Sequence[ChapterContext], first: Sequence[JointMeasure]) -> tuple[Ask, ...]:
    """What is not known, and what is to be decided: on the first measures among others."""
    say = frames[0].words.say
    missing = tuple(_not_known(frames)) or (say("Every question that applies has an answer."),)
    decision = (
        say("What is asked of the minister")
        if frames[0].has_minister
        else say("What is to be decided")
    )
    decisions = tuple(_decisions(frames, first)) or (say("Set the date of the next round."),)
    return Ask(say("What is not known"), missing), Ask(decision, decisions)


def _not_known(frames: Sequence[ChapterContext]) -> Iterator[str]:
    """Of each chapter how many answers are missing, and the first to collect.

    Of many only where most of them are.
    """
    lacking = [context for context in frames if context.assessment.to_collect]
    if len(lacking) > _MOST_NAMED:
        counts = [len(context.assessment.to_collect) for context in lacking]
        yield frames[0].words.say(
            "Answers are missing in {n} questionnaires, most of them in “{chapter}”: {most} of "
            "{all}.",
            n=len(lacking),
            chapter=lacking[counts.index(max(counts))].name,
            most=max(counts),
            all=sum(counts),
        )
        return
    for context in lacking:
        first = context.assessment.to_collect[0].id
        yield context.words.counted(
            "{chapter}: {n} answer is missing, {number} “{question}”.",
            "{chapter}: {n} answers are missing, first {number} “{question}”.",
            len(context.assessment.to_collect),
            chapter=context.name,
            number=context.numbers[first],
            question=cut(context.label(first), LONGEST_LABEL),
        )


def _decisions(frames: Sequence[ChapterContext], first: Sequence[JointMeasure]) -> Iterator[str]:
    """What follows from the page: of the first measures those on which nobody has decided."""
    words = frames[0].words
    numbers = [measure.number for measure in in_order(first) if measure.is_undecided]
    if numbers:
        yield words.count(
            "Adopt {measures} as first measure, and confirm who leads it.",
            "Adopt {measures} as first measures, and confirm who leads each.",
            len(numbers),
            measures=span(words, numbers),
        )
    missing = sum(len(context.assessment.to_collect) for context in frames)
    if missing:
        yield words.counted(
            "Say which office collects the {n} missing answer.",
            "Say which offices collect the {n} missing answers.",
            missing,
        )


def joint_steps(
    frames: Sequence[ChapterContext], first: Sequence[JointMeasure]
) -> Iterator[NextStep]:
    """The way forward of all chapters together."""
    words = frames[0].words
    decides = (
        words.say("Minister") if frames[0].has_minister else words.say("Head of the administration")
    )
    rows = [(text, decides) for text in _decisions(frames, first)]
    rows.append((words.say("Answer the questionnaires again."), words.say("The focal point")))
    for place, (text, who) in enumerate(rows, start=1):
        yield NextStep(place, ended(text), "", who)
