"""The words of a report's keys: what stands in tiles and beside meters, by kinds of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import ladder
from coherence_kit.words import Words, message

_SHADES = 5
# For translators: what stands in a tile; it follows “in it stands”, parted by semicolons.
_KINDS = {
    "step": message("the step"),
    "boolean": message("yes or no"),
    "letter": message("the letter"),
    "choice": message("the place of the option, 0 for the lowest"),
    "boxes": message("how many of the boxes are ticked"),
    "order": message("the options by their numbers, the first one first"),
    "number": message("the number"),
}
_GAPS = {
    "step": message("2 → 3: a gap, from step 2 to the target 3."),
    "boolean": message("no → yes: a gap, from the answer to the target."),
    "letter": message("C → B: a gap, from the letter to the target."),
    "choice": message("1 → 2: a gap, from the option to the target."),
    "boxes": message("1/4 → 3/4: a gap, from the boxes ticked to the target."),
    "order": message("2>1 → 1>2: a gap, from the order to the one aimed at."),
    "number": message("60 → 90: a gap, from the number to the target."),
}


@dataclass(frozen=True, slots=True)
class Shade:
    """A tile of the key; its text is empty where tiles of one shade say different things."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """The words for tiles and meters.

    `title` heads the map, `says` is what stands in a tile, `shades` with `of_shades` are its
    colours, `gap` explains an arrow, `meter` the example of a meter with five rungs.
    `states` are those that occur. `has_unproved` is whether answers wait for a document,
    `has_disputed` whether respondents differ on some.
    """

    title: str
    says: str
    shades: tuple[Shade, ...]
    of_shades: str
    gap: str
    meter: str
    states: frozenset[str]
    has_unproved: bool
    has_disputed: bool


def key_of(frames: Sequence[ChapterContext]) -> Key:
    """The key of a report, or of one chapter."""
    asked = list(_asked(frames))
    found = {_kind(context, name) for context, name in asked}
    kinds = [kind for kind in _KINDS if kind in found] or ["step"]
    has_halves = any(
        label.flag for context, name in asked for label in kind_of(context.question(name)).labels
    )
    rungs = set(_rungs(asked))
    same = rungs.pop() if len(rungs) == 1 and len(kinds) == 1 else ()
    is_scale = kinds == ["step"]
    words = frames[0].words
    return Key(
        title=words.say("Questions: step now, and target where there is a gap")
        if is_scale
        else words.say("Questions: answer now, and target where there is a gap"),
        says=_says(words, kinds, has_halves=has_halves),
        shades=tuple(Shade(f"k{place}-{len(same)}", text) for place, text in enumerate(same))
        or tuple(Shade(f"k{place}-{_SHADES}", "") for place in range(_SHADES)),
        of_shades=_of_shades(words, same, is_scale=is_scale),
        gap=words.say(_GAPS[kinds[0]]),
        meter=_meter(words, same, has_steps="step" in kinds),
        states=frozenset(context.node(name).state for context, name in asked),
        has_unproved=any(context.node(name).lacks_evidence for context, name in asked),
        has_disputed=any(context.node(name).is_disputed for context, name in asked),
    )


def _asked(frames: Sequence[ChapterContext]) -> Iterator[tuple[ChapterContext, str]]:
    """Every question that counts, each with its chapter."""
    for context in frames:
        for section in context.top_sections:
            yield from ((context, name) for name in context.scored_of(section))


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
    """The answers of each question from the lowest up, as tiles name them.

    Nothing where tiles name none.
    """
    for context, name in asked:
        found = ladder(context.question(name), context.node(name).letters)
        names = found.names if found else ()
        yield names if all(names) else ()


def _says(words: Words, kinds: Sequence[str], *, has_halves: bool) -> str:
    """What stands in a tile, of each kind of question."""
    says = [words.say(_KINDS[kind]) for kind in kinds]
    if has_halves and kinds[0] == "step":
        says[0] = words.say("the step (2.5: step 3 in part)")
    first, *others = says
    for other in others:
        first = words.say("{one}; {other}", one=first, other=other)
    return first


def _of_shades(words: Words, same: Sequence[str], *, is_scale: bool) -> str:
    if same and is_scale:
        return words.say("steps {first} to {last}", first=same[0], last=same[-1])
    return words.say("from the lowest to the highest answer of a question")


def _meter(words: Words, same: Sequence[str], *, has_steps: bool) -> str:
    if tuple(same) == ("0", "1", "2", "3", "4") and has_steps:
        return words.say(
            "Step 2 of 4, target 3. Each question has steps of its own; what they say is in "
            "annex A."
        )
    return words.say(
        "Of five answers the third is given, the fourth is the target. What a question’s answers "
        "say is in annex A."
    )
