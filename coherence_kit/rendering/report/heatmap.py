"""The tile map: all questions at once, one row a section."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.legend import Key, key_of
from coherence_kit.rendering.report.questions import QuestionSummary, question_summary

MOST_LABELLED_ROW = 6
MOST_LABELLED = 36
_SIGNS = {"unknown": "?", "unanswered": "", "open": "", "not_applicable": "n/a", "not_asked": "n/a"}


@dataclass(frozen=True, slots=True)
class Tile:
    """One question: `text` is `2 → 3` on the profile, `short` is `2` on the cover."""

    text: str
    short: str
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class TileRow:
    """One section with its questions and the empty places after them."""

    number: str
    name: str
    tiles: tuple[Tile, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map with its key; `labelled` where there is room for the questions' labels."""

    rows: tuple[TileRow, ...]
    columns: tuple[str, ...]
    labelled: bool
    key: Key


def tile_map(context: ChapterContext) -> TileMap:
    """Every scored question of every section."""
    questions = {section: context.scored_of(section) for section in context.top_sections}
    widest = max((len(row) for row in questions.values()), default=0)
    labelled = widest <= MOST_LABELLED_ROW and sum(map(len, questions.values())) <= MOST_LABELLED
    rows = tuple(
        TileRow(
            context.numbers[section],
            context.label(section),
            tuple(_tile(question_summary(context, question)) for question in row),
            widest - len(row),
        )
        for section, row in questions.items()
    )
    return TileMap(
        rows, tuple(f".{place}" for place in range(1, widest + 1)), labelled, key_of([context])
    )


def _tile(item: QuestionSummary) -> Tile:
    text = item.move if item.state == "answered" else _SIGNS[item.state]
    short = "–" if text == "n/a" else text.partition(" ")[0]
    return Tile(text, short, item.label, item.step_class.replace("_", "-"))
