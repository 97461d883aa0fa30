"""Every section and question of an assessment for a terminal, indented below what it stands in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from coherence_kit.analysis.explain import label_of
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.rendering.terminal.tables import NO_FIGURE
from coherence_kit.rendering.terminal.words import answer_text, covered
from coherence_kit.scoring.numbering import numbers_of

WIDTH = 100
_GAP = "  "
_HEAD = ("score", "interval", "target", "coverage")
_FIRST_WIDTH = 42
"""Of the column of names; it gives way to wide figures."""
_LEAST_ROOM = 20
"""However deep a section lies and however wide the figures are, its title has so much room."""


def tree_lines(assessment: Assessment) -> Iterator[str]:
    """Number, label, figures, coverage and level; the whole first, without a number."""
    numbers = numbers_of(assessment.nodes, assessment.root_id)
    names = (assessment.root_id, *numbers)
    figures = [_HEAD, *(_figures(assessment.nodes[name]) for name in names)]
    widths = [max(map(len, column)) for column in zip(*figures, strict=True)]
    heads = [("", "Section or question", "level or answer")]
    rows = heads + [_said(assessment, name, numbers.get(name, "")) for name in names]
    rooms = _rooms(widths)
    for (lead, label, last), cells in zip(rows, figures, strict=True):
        columns = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
        yield from _row(_hung(lead, label, rooms[0]), _GAP.join(columns), last, rooms)


def _rooms(widths: Sequence[int]) -> tuple[int, int]:
    """Of the first and of the last column."""
    left = WIDTH - sum(widths) - len(_GAP) * (len(widths) + 1)
    first = max(_LEAST_ROOM, min(_FIRST_WIDTH, left - _LEAST_ROOM))
    return first, max(_LEAST_ROOM, left - first)


def _said(assessment: Assessment, name: str, number: str) -> tuple[str, str, str]:
    """Indented number, label, and level or answer."""
    lead = f"{_GAP * number.count('.')}{number} " if number else ""
    label = label_of(assessment, name, assessment.questionnaire.languages[0])
    node = assessment.nodes[name]
    last = _answer(assessment, node) if node.kind == "question" else _level(assessment, node)
    return lead, label, last


def _figures(node: NodeResult) -> tuple[str, str, str, str]:
    """Under `_HEAD`; an interval only where there is one, and coverage only of groups."""
    interval = f"{node.low_text} – {node.high_text}" if node.low_text != node.high_text else ""
    is_group = node.kind != "question" and not node.is_profile
    target = node.target_text or (NO_FIGURE if is_group else "")
    score = node.text or (NO_FIGURE if node.scored and not node.is_profile else "")
    return score, interval, target, covered(node) if is_group else ""


def _level(assessment: Assessment, node: NodeResult) -> str:
    """The level of a group, or the two between which it lies; a letter is its own level."""
    if node.is_profile:
        return "a profile"
    if node.low is None:
        return "does not apply"
    if node.letters is not None:
        return ""
    ends = [assessment.level(level) for level in (node.level_low, node.level_high)]
    language = assessment.questionnaire.languages[0]
    first, last = ("" if level is None else level.label.in_language(language) for level in ends)
    return first if first == last else f"between {first} and {last}"


def _answer(assessment: Assessment, node: NodeResult) -> str:
    """What was answered, or why nothing counts."""
    if node.state != "answered":
        return node.state.replace("_", " ")
    is_text = assessment.questions[node.id].type == "text"
    return "answered" if is_text else answer_text(assessment, node.id)


def _hung(lead: str, label: str, room: int) -> list[str]:
    """A label behind its number, its further lines below its first word."""
    indent = lead if len(lead) <= room - _LEAST_ROOM else lead.lstrip()
    words = " ".join(label.split())
    return textwrap.wrap(
        words, room, initial_indent=indent, subsequent_indent=" " * len(indent)
    ) or [indent]


def _row(names: list[str], figures: str, last: str, rooms: tuple[int, int]) -> Iterator[str]:
    """The lines of a row: a name goes on below, a level that is too long stands below at the right."""
    fits = len(last) <= rooms[1]
    yield _GAP.join((names[0].ljust(rooms[0]), figures, last if fits else "")).rstrip()
    yield from names[1:]
    if not fits:
        yield from (line.rjust(WIDTH) for line in textwrap.wrap(last, WIDTH - rooms[0]))
