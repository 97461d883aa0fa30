"""From where to where a measure moves a question, in the figures that its meter has."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Move
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    MultipleChoiceQuestion,
    Question,
    ScaleQuestion,
)
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import (
    UNPROVED,
    ladder,
    option_letter,
    option_text,
)
from coherence_kit.rendering.report.words import cut
from coherence_kit.scoring.answers import step_of

_YES_OR_NO = {"true": "yes", "false": "no"}
_LONGEST_OPTION = 48


def move_texts(context: ChapterContext, move: Move) -> tuple[str, str]:
    """What it moves from and to.

    `2` and `3`; `1* (2 once its document is named)` where an answer counts lower; of options
    their letters or what they say; of several boxes how many, and those that are new.
    """
    node, question = context.node(move.question), context.question(move.question)
    if isinstance(question, MultipleChoiceQuestion):
        return _boxes(context, question, move)
    before, after = (_named(context, question, key) for key in (move.before, move.after))
    rungs = ladder(question, node.letters)
    if not node.lacks_evidence or rungs is None or node.value is None:
        return before, after
    counts_as = rungs.names[rungs.place(node.value)]
    if not counts_as or counts_as == before:
        return before, after
    return f"{counts_as}{UNPROVED} ({before} once its document is named)", after


def _named(context: ChapterContext, question: Question, key: str) -> str:
    """An answer in a few words, by its key."""
    if isinstance(question, ScaleQuestion):
        step = step_of(key)  # of an answer with its flag; the key of a step is the step
        return key if step is None else plain_number(step - Fraction(1, 2))
    if isinstance(question, ChoiceQuestion):
        letter = option_letter(question, key) if context.node(question.id).letters else ""
        return letter or cut(option_text(context, question, key), _LONGEST_OPTION)
    return _YES_OR_NO.get(key, key)


def _boxes(
    context: ChapterContext, question: MultipleChoiceQuestion, move: Move
) -> tuple[str, str]:
    ticked, wanted = ({*key.split(", ")} - {""} for key in (move.before, move.after))
    new = [
        cut(context.localize(option.text), _LONGEST_OPTION)
        for option in question.options
        if option.id in wanted - ticked
    ]
    number = len(question.options)
    return f"{len(ticked)}/{number}", f"{len(wanted)}/{number} ({'; '.join(new)})"
