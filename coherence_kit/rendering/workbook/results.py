"""The sheet of results: a row for the whole, for every section and for every question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coherence_kit.documents.sheets import Cell, Look
from coherence_kit.i18n import plain_number
from coherence_kit.model.assessment import Gap, NodeResult
from coherence_kit.rendering.level_words import level_words, levels_named
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Part, Parts
from coherence_kit.rendering.workbook.figures import (
    figure_cell,
    points_cell,
    share_cell,
    value_cell,
)
from coherence_kit.rendering.workbook.tables import Cells, TableColumn, TableSheet, text_cell
from coherence_kit.words import Words
from coherence_kit.words.states import state_head

NUMBER, LABEL, STATE, VALUE, CLAIMED, LOW, HIGH, LEVEL, TARGET, GAP, GAIN = (
    "number", "label", "state", "value", "claimed", "low", "high", "level", "target",
    "gap", "gain",
)  # fmt: skip
_DEEPEST = 8
"""Ranks that are told apart by where a label begins; a deeper one leaves it no room."""
BEFORE, WEIGHT, COVERAGE, ID = "before", "weight", "coverage", "id"


def results_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """All figures of the assessments, those of voices behind those of the chapters."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("Results: every section and every question"),
        note=_note(words),
        columns=(parts.column(), *_columns(words)),
        rows=[row for part in parts.every for row in _rows(part)],
        frozen=LABEL,
        footer=footer,
    )


def _note(words: Words) -> str:
    return words.say(
        "The result lies between the lowest and the highest figure, whatever the missing answers "
        "may be. Where no value stands, too little was answered to show one. Gain is what the "
        "lowest figure of the whole rises by when the question reaches its target."
    )


def _columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(NUMBER, words.say_as("column", "No."), 8)
    yield TableColumn(LABEL, words.say_as("column", "Section or question"), 44, repeats=True)
    yield TableColumn(STATE, words.say_as("column", "State"), 14)
    for key, head in (
        (VALUE, words.say_as("column", "Value")),
        (CLAIMED, words.say_as("column", "Claimed")),
        (LOW, words.say_as("column", "Lowest")),
        (HIGH, words.say_as("column", "Highest")),
        (BEFORE, words.say_as("column", "Earlier round")),
    ):
        yield TableColumn(key, head, 11, is_number=True)
    yield TableColumn(LEVEL, words.say_as("column", "Level"), 30)
    for key, head in (
        (TARGET, words.say_as("column", "Target")),
        (GAP, words.say_as("column", "Gap")),
        (GAIN, words.say_as("column", "Gain")),
        (WEIGHT, words.say_as("column", "Weight")),
        (COVERAGE, words.say_as("column", "Covered")),
    ):
        yield TableColumn(key, head, 11, is_number=True)
    yield TableColumn(ID, words.say_as("column", "Id"), 26, is_printed=False)


def _rows(part: Part) -> Iterator[Cells]:
    context = part.context
    gaps = {gap.id: gap for gap in context.assessment.gaps}
    for name, depth in _in_order(context, context.assessment.root_id, 0):
        node = context.node(name)
        yield {**part.named(), **_row(context, node, gaps.get(name), depth)}


def _in_order(context: ChapterContext, name: str, depth: int) -> Iterator[tuple[str, int]]:
    """Every node, each before what is in it, with its rank."""
    yield name, depth
    for child in context.node(name).children:
        yield from _in_order(context, child, depth + 1)


def _row(context: ChapterContext, node: NodeResult, gap: Gap | None, depth: int) -> Cells:
    is_group = node.kind != "question"
    text, number = looks.TEXT, looks.NUMBER
    if is_group:
        text, number = looks.of_group(text), looks.of_group(number)
    cells: dict[str, Cell | None] = {
        NUMBER: text_cell(context.numbers.get(node.id, ""), text),
        LABEL: text_cell(_label(context, node), _indented(text, depth)),
        STATE: None if is_group else text_cell(state_head(context.words, node.state), text),
        LEVEL: text_cell(level_text(context, node), text),
        WEIGHT: _number(plain_number(node.weight), number) if node.parent else None,
        COVERAGE: share_cell(node.coverage, node.coverage_text, number),
        ID: text_cell(node.id, looks.CODE),
        **_figures(context, node, number),
        GAIN: None if gap is None else points_cell(context.words, context.node(gap.root), gap.gain),
    }
    if is_group:
        cells = {name: cell or Cell(None, text) for name, cell in cells.items()}
    return cells


def _figures(context: ChapterContext, node: NodeResult, look: Look) -> Mapping[str, Cell | None]:
    before = context.before(node.id)
    return {
        VALUE: value_cell(node, look),
        CLAIMED: figure_cell(node, node.claimed, look) if node.is_claimed_higher else None,
        LOW: figure_cell(node, node.low, look),
        HIGH: figure_cell(node, node.high, look),
        BEFORE: None if before is None else value_cell(before, look),
        TARGET: figure_cell(node, node.target, look),
        GAP: None if node.letters else figure_cell(node, node.gap, look),
    }


def _label(context: ChapterContext, node: NodeResult) -> str:
    if node.id == context.assessment.root_id:
        return context.words.say("Whole")
    return context.label(node.id)


def level_text(context: ChapterContext, node: NodeResult) -> str:
    """The level of a node, or the two between which it lies; empty where it has none."""
    if node.letters is not None:
        return ""
    named = levels_named(node.levels, node.level_low, node.level_high)
    if len(named) == 1:
        return context.localize(named[0].label, is_name=True)
    return level_words(context.words, named, lambda label: context.localize(label, is_name=True))


def _indented(look: Look, depth: int) -> Look:
    return replace(look, indent=min(max(depth - 1, 0), _DEEPEST))


def _number(text: str, look: Look) -> Cell:
    return Cell(float(text), replace(look, number_format="General"))
