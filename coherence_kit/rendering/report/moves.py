"""From where to where a measure moves a question, in the figures that its meter has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Move, Recommendation
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.naming import yes_or_no
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.figures import UNPROVED
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import (
    ladder,
    option_letter,
    rung_word,
)
from coherence_kit.rendering.report.words import cut
from coherence_kit.words import in_a_row

_LONGEST_OPTION = 48
_NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a step, the arrow and the next step, so that they stay on one line."""


def move_texts(context: ChapterContext, move: Move) -> tuple[str, str]:
    """What it moves from and to.

    `2` and `3`; `1* (2 once its document is named)` where an answer counts lower; of options
    their letters or what they say; of several boxes how many, and those that are new.
    """
    node, question = context.node(move.question), context.question(move.question)
    kind = kind_of(question)
    if kind.shape is Shape.PICK_MANY:
        return _boxes(context, kind, move)
    before, after = (_named(context, kind, key) for key in (move.before, move.after))
    rungs = ladder(question, node.letters)
    if not node.lacks_evidence or rungs is None or node.value is None:
        return before, after
    counts_as = rung_word(context.words, question, rungs.names[rungs.place(node.value)])
    if not counts_as or counts_as == before:
        return before, after
    claimed = context.words.say(
        "{lower} ({higher} once its document is named)",
        lower=f"{counts_as}{UNPROVED}",
        higher=before,
    )
    return claimed, after


def _named(context: ChapterContext, kind: AnyKind, key: str) -> str:
    """An answer in a few words, by its key."""
    match kind.shape:
        case Shape.PICK_ONE:
            labels = {label.key: label for label in kind.labels}
            return _picked(context, kind, labels[key]) if key in labels else key
        case Shape.PICK_MANY | Shape.ORDER | Shape.QUANTITY | Shape.PROSE:
            return key
    assert_never(kind.shape)


def moved_questions(context: ChapterContext, item: Recommendation) -> Iterator[str]:
    """`1.2 Joint objective: 1 → 3`, for each question that the measure moves."""
    for move in item.moves:
        before, after = move_texts(context, move)
        question = in_a_row((context.numbers[move.question], context.label(move.question)))
        way = in_a_row((before, context.arrow, after), _NO_BREAK)
        yield context.words.say("{label}: {text}", label=question, text=way)


def recommended_too(context: ChapterContext, measure_id: str) -> str:
    """Which other chapters recommend a measure as well; empty where there is none."""
    others = context.recommended_too(measure_id)
    return context.words.say("Also recommended by {chapters}.", chapters=others) if others else ""


def _picked(context: ChapterContext, kind: AnyKind, label: AnswerLabel) -> str:
    if label.step is not None:
        return plain_number(label.step)
    if not label.is_worded:
        return yes_or_no(context.words, label)
    if context.node(kind.question.id).letters:
        letter = option_letter(context.question(kind.question.id), label.key)
        if letter:
            return letter
    return cut(context.localize(label), _LONGEST_OPTION)


def _boxes(context: ChapterContext, kind: AnyKind, move: Move) -> tuple[str, str]:
    ticked, wanted = ({*key.split(", ")} - {""} for key in (move.before, move.after))
    new = [
        cut(context.localize(label), _LONGEST_OPTION)
        for label in kind.labels
        if label.key in wanted - ticked
    ]
    number = len(kind.keys)
    before, after = (f"{len(boxes)}/{number}" for boxes in (ticked, wanted))
    remark = in_a_row(new, "; ")
    return before, context.words.say("{answer} ({remark})", answer=after, remark=remark)
