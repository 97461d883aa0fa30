"""From where to where a measure moves a question, in the figures that its meter has."""

from __future__ import annotations

from coherence_kit.model.assessment import Move
from coherence_kit.questions import kind_of
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import UNPROVED, ladder


def move_texts(context: ChapterContext, move: Move) -> tuple[str, str]:
    """What it moves from and to: `2` and `3`; `1* (2 once its document is named)` where an answer counts lower."""
    node = context.node(move.question)
    question = context.question(move.question)
    spelt = {label.key: label.spelt for label in kind_of(question).labels}
    before, after = (spelt.get(key, key) for key in (move.before, move.after))
    rungs = ladder(question, node.letters)
    if not node.lacks_evidence or rungs is None or node.value is None:
        return before, after
    counts_as = rungs.names[rungs.place(node.value)]
    if not counts_as or counts_as == before:
        return before, after
    return f"{counts_as}{UNPROVED} ({before} once its document is named)", after
