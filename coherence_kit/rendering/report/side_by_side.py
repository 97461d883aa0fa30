"""Answers of several to the same questions, side by side: marks on one scale, with their words.

Where respondents of a round differ and where partners stand beside the government are laid out
alike. The widest difference comes first whatever the scale, so that a table ends where the next
question has another one; a question without steps has its answers in words across the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.charts import letter_mark
from coherence_kit.questions import kind_of
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.words import cut

MOST_LETTERS = 8
"""Of more that have answered each cell has the number, since letters no longer tell them apart."""
LONGEST_WORDS = 500
"""Characters of a comment or a reason; of a longer one the annex has the rest, which is said."""
LONGEST_ANSWER, LONGEST_NAME = 60, 60
BETWEEN, COUNTS = "k1-5", "k2-5"
"""The fills from the lowest to the highest answer, and of the answer that counts."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark where an answer stands, with a sign where no document is named for it."""

    mark: Markup
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A step of the scale: who answered it, as marks, and how many more; `css` is its fill."""

    placed: tuple[Placed, ...]
    number: str
    css: str


@dataclass(frozen=True, slots=True)
class Said:
    """What several said alike, and who; `number` is how many, where letters lack.

    `more` and `anchor` are as those of words.
    """

    placed: tuple[Placed, ...]
    number: str
    text: str
    more: str = ""
    anchor: str = ""
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says beside an answer; without a mark the name stands in its place.

    `more` says where a text that is cut stands whole, and `anchor` leads there; else both are
    empty.
    """

    mark: Markup
    name: str
    text: str
    more: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A question: its answers in the cells of its steps, or `said` where it has none."""

    number: str
    label: str
    anchor: str
    cells: tuple[Cell, ...]
    said: tuple[Said, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Questions with one scale, and those without steps between them; `heads` are its steps."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def tables_of(
    context: ChapterContext, questions: Iterable[str]
) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """The questions in their order, those that fit into one table together, with its steps."""
    steps: tuple[int, ...] = ()
    together: list[str] = []
    for question in questions:
        own = tuple(kind_of(context.question(question)).steps)
        if own and steps and own != steps:
            yield steps, together
            steps, together = own, []
        steps = steps or own
        together.append(question)
    if together:
        yield steps, together


def step_heads(context: ChapterContext, steps: Sequence[int]) -> tuple[str, ...]:
    """The heads of the columns of steps."""
    return tuple(context.words.say("Step {step}", step=step) for step in steps)


def letter(context: ChapterContext, text: str, alt: str, *, filled: bool = False) -> Markup:
    """A letter in a circle; `alt` is what is read out."""
    drawn = letter_mark(text, alt, filled=filled, palette=context.palette)
    return Markup(drawn)  # noqa: S704 - charts escape the only texts they take


def spoken(mark: Markup, name: str, context: ChapterContext, text: str | None, place: str) -> Words:
    """What somebody typed to a question, in a chapter or a voice, with who that is."""
    return Words(mark, cut(name, LONGEST_NAME), *shortened(context, text, place))


def shortened(context: ChapterContext, text: str | None, place: str) -> tuple[str, str, str]:
    """What was typed to a question: whole, or cut where it is very long, with where it is whole."""
    shown, say = context.beginning(text, LONGEST_WORDS), context.words.say
    if context.beginning(text, 2 * LONGEST_WORDS) == shown:
        return shown, "", ""
    more = say("whole in annex E") if context.part == "voice" else say("whole in annex A")
    return shown, more, context.anchor("a", place)


def named(context: ChapterContext, question: str) -> tuple[str, str, str]:
    """The number of a question, its short name, and where annex A has it."""
    return context.numbers[question], context.label(question), context.anchor("a", question)
