"""What stands in the tiles and beside the meters of a report: the words of its keys, by the kinds of answers there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import ladder

_SHADES = 5
_KINDS = {
    "step": "the step",
    "boolean": "yes or no",
    "letter": "the letter",
    "choice": "the place of the option, 0 for the lowest",
    "boxes": "how many of the boxes are ticked",
    "order": "the options by their numbers, the first one first",
    "number": "the number",
}
_GAPS = {
    "step": "2 → 3: a gap, from step 2 to the target 3.",
    "boolean": "no → yes: a gap, from the answer to the target.",
    "letter": "C → B: a gap, from the letter to the target.",
    "choice": "1 → 2: a gap, from the option to the target.",
    "boxes": "1/4 → 3/4: a gap, from the boxes ticked to the target.",
    "order": "2>1 → 1>2: a gap, from the order to the one aimed at.",
    "number": "60 → 90: a gap, from the number to the target.",
}


@dataclass(frozen=True, slots=True)
class Shade:
    """A tile of the key; its text is empty where tiles of one shade say different things."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """The words for tiles and meters.

    `title` heads the map, `says` is what stands in a tile, `shades` with `of_shades` are its colours, `gap` explains an
    arrow, `meter` the example of a meter with five rungs. `has_unproved` is whether answers can wait for a document.
    """

    title: str
    says: str
    shades: tuple[Shade, ...]
    of_shades: str
    gap: str
    meter: str
    has_unproved: bool


def key_of(frames: Sequence[ChapterContext]) -> Key:
    """The key of a report, or of one chapter."""
    asked = [
        (context, name)
        for context in frames
        for section in context.top_sections
        for name in context.scored_of(section)
    ]
    found = {_kind(context, name) for context, name in asked}
    kinds = [kind for kind in _KINDS if kind in found] or ["step"]
    has_halves = any(
        label.flag for context, name in asked for label in kind_of(context.question(name)).labels
    )
    rungs = set(_rungs(asked))
    same = rungs.pop() if len(rungs) == 1 and len(kinds) == 1 else ()
    is_scale = kinds == ["step"]
    says = [f"{_KINDS[kind]}{_halves(kind) if has_halves else ''}" for kind in kinds]
    return Key(
        title="step now" if is_scale else "answer now",
        says=says[0] if len(says) == 1 else f"{'; '.join(says[:-1])}; or {says[-1]}",
        shades=tuple(Shade(f"k{place}-{len(same)}", text) for place, text in enumerate(same))
        or tuple(Shade(f"k{place}-{_SHADES}", "") for place in range(_SHADES)),
        of_shades=_of_shades(same, is_scale=is_scale),
        gap=_GAPS[kinds[0]],
        meter=_meter(same, has_steps="step" in kinds),
        has_unproved=any(context.node(name).lacks_evidence for context, name in asked)
        or any(context.assessment.questionnaire.rubric.evidence == "cap" for context in frames),
    )


def _kind(context: ChapterContext, name: str) -> str:
    kind = kind_of(context.question(name))
    match kind.shape:
        case Shape.PICK_ONE if kind.steps:
            return "step"
        case Shape.PICK_ONE if kind.is_tick:
            return "boolean"
        case Shape.PICK_ONE:
            return "letter" if context.node(name).letters else "choice"
        case Shape.PICK_MANY:
            return "boxes"
        case Shape.ORDER:
            return "order"
        case Shape.QUANTITY | Shape.PROSE:  # prose is never scored, and has no tile
            return "number"
    assert_never(kind.shape)


def _rungs(asked: Sequence[tuple[ChapterContext, str]]) -> Iterator[tuple[str, ...]]:
    """The answers of each question from the lowest up, as tiles name them; nothing where tiles name none."""
    for context, name in asked:
        found = ladder(context.question(name), context.node(name).letters)
        names = found.names if found else ()
        yield names if all(names) else ()


def _halves(kind: str) -> str:
    return " (2.5: step 3 in part)" if kind == "step" else ""


def _of_shades(same: Sequence[str], *, is_scale: bool) -> str:
    if same and is_scale:
        return f"steps {same[0]} to {same[-1]}"
    return "from the lowest to the highest answer of a question"


def _meter(same: Sequence[str], *, has_steps: bool) -> str:
    if tuple(same) == ("0", "1", "2", "3", "4") and has_steps:
        return "Step 2 of 4, target 3. Each question has steps of its own; what they say is in annex A."
    return "Of five answers the third is given, the fourth is the target. What a question's answers say is in annex A."
