"""The tile map: all questions at once, one row a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coherence_kit.rendering.figures import DISPUTED, NO_FIGURE
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.legend import Key, key_of
from coherence_kit.rendering.report.questions import (
    CARRIED,
    QuestionSummary,
    question_summary,
)

Line = tuple[str, Sequence[str | None]]
"""A section, and the questions in one line of it; None is a place that is left free."""

MOST_LABELLED_ROW = 6
"""In one row: with more of them a question's label has no room in its tile."""
MOST_LABELLED = 72
"""In all: with more of them the map has no labels, or it would take more than two pages."""
MOST_TILES = 10
"""In one row: with more of them `2 → 3` has no room in a tile."""
MOST_SMALL_TILES, SHORTEST_FIGURES = 20, 2
"""In one row of the title page, where no tile has more than so many letters."""
_SIGNS = {
    "unknown": "?",
    "unanswered": "",
    "open": "",
    "carried": CARRIED,
    "not_applicable": NO_FIGURE,
    "not_asked": NO_FIGURE,
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One question: `text` is `2 → 3` on the profile, `short` is `2` on the cover."""

    number: str
    text: str
    short: str
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class TileRow:
    """A line of the map: a section, or what follows of one with more questions than a line has.

    None among the tiles is the place of a question that does not count; `empty` are the places
    after them.
    """

    number: str
    name: str
    tiles: tuple[Tile | None, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map with its key; `labelled` where there is room for numbers and labels of questions.

    Elsewhere `columns` head the places with the ends of the questions' numbers; they are empty
    where a line does not hold them in that order.
    """

    rows: tuple[TileRow, ...]
    columns: tuple[str, ...]
    labelled: bool
    key: Key


def tile_map(context: ChapterContext) -> TileMap:
    """Every scored question of every section; a section with many is parted, then continued."""
    asked = sum(len(context.scored_of(section)) for section in context.top_sections)
    labelled = asked <= MOST_LABELLED
    lines = _all_lines(context, MOST_LABELLED_ROW if labelled else MOST_TILES)
    placed = [line for line in (_in_place(context, *line) for line in lines) if line is not None]
    is_numbered = not labelled and len(placed) == len(lines) == len(
        {section for section, _ in lines}
    )
    rows = _rows(context, placed if is_numbered else lines)
    widest = max((len(row.tiles) + row.empty for row in rows), default=0)
    return TileMap(
        rows=rows,
        columns=tuple(f".{place}" if is_numbered else "" for place in range(1, widest + 1)),
        labelled=labelled,
        key=key_of([context]),
    )


def cover_rows(context: ChapterContext) -> tuple[TileRow, ...]:
    """The rows for the title page, whose tiles are smaller and stand without gaps."""
    rows = _rows(context, _all_lines(context, MOST_SMALL_TILES))
    longest = max((len(tile.short) for row in rows for tile in row.tiles if tile), default=0)
    if longest <= SHORTEST_FIGURES:
        return rows
    return _rows(context, _all_lines(context, MOST_TILES))


def _rows(context: ChapterContext, lines: Sequence[Line]) -> tuple[TileRow, ...]:
    """The lines with their tiles; what continues a section has the number of its first question."""
    widest = max((len(line) for _, line in lines), default=0)
    rows = []
    before = ""
    for section, line in lines:
        first = next((question for question in line if question is not None), section)
        tiles = tuple(
            None if question is None else _tile(context, question_summary(context, question))
            for question in line
        )
        is_new = section != before
        rows.append(
            TileRow(
                number=context.numbers[section if is_new else first],
                name=context.label(section) if is_new else "",
                tiles=tiles,
                empty=widest - len(line),
            )
        )
        before = section
    return tuple(rows)


def _all_lines(context: ChapterContext, most: int) -> list[Line]:
    return [line for section in context.top_sections for line in _lines_of(context, section, most)]


def _lines_of(context: ChapterContext, section: str, most: int) -> Iterator[Line]:
    """The questions of a section, so many a line, each line with the section it belongs to."""
    asked = context.scored_of(section)
    children = context.node(section).children
    parts = [child for child in children if context.node(child).kind != "question"]
    if len(asked) <= most:
        yield section, asked
        return
    here = {context.node(child).shares or child for child in children}
    own = [question for question in asked if question in here]
    for start in range(0, len(own), most):
        yield section, own[start : start + most]
    for part in parts:
        if context.scored_of(part):
            yield from _lines_of(context, part, most)


def _in_place(
    context: ChapterContext, section: str, questions: Sequence[str | None]
) -> Line | None:
    """The questions at the places that their numbers name; None where they have no such places."""
    places: dict[int, str] = {}
    for question in questions:
        above, _, last = context.numbers[question or section].rpartition(".")
        if above != context.numbers[section] or int(last) > MOST_TILES:
            return None
        places[int(last)] = question or section
    return section, [places.get(place) for place in range(1, max(places, default=0) + 1)]


def _tile(context: ChapterContext, item: QuestionSummary) -> Tile:
    text = item.move if item.state == "answered" else _SIGNS[item.state]
    # the ends of what was answered have no room in a small tile
    short = DISPUTED if item.step_class == "disputed" else text.partition(" ")[0]
    if text == NO_FIGURE:
        # For translators: not applicable, in three or four letters; it stands in a narrow tile.
        text = context.words.say_as("sign in a tile", "n/a")
    return Tile(item.number, text, short, item.label, item.step_class.replace("_", "-"))
