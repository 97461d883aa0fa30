"""Every section and question of an assessment for a terminal, indented below what it stands in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.explain import label_of
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.questions.naming import answer_in_a_word
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.level_words import levels_named
from coherence_kit.words import Words
from coherence_kit.words.states import state_name

WIDTH = 100
_GAP = "  "
_FIRST_WIDTH = 42
"""Of the column of names; it gives way to wide figures."""
_LEAST_ROOM = 20
"""However deep a section lies and however wide the figures are, its title has so much room."""


def covered(node: NodeResult) -> str:
    """The share of a group that is answered, in per cent."""
    return NO_FIGURE if node.coverage_text is None else f"{node.coverage_text} %"


@dataclass(frozen=True, slots=True)
class ScoreTree:
    """The tree of one assessment; `language` is that of the labels."""

    assessment: Assessment
    words: Words
    language: str

    def lines(self) -> Iterator[str]:
        """Number, label, figures, coverage and level; the whole first, without a number."""
        numbers = numbers_of(self.assessment.nodes, self.assessment.root_id)
        names = (self.assessment.root_id, *numbers)
        nodes = self.assessment.nodes
        figures = [self._head(), *(_figures(nodes[name]) for name in names)]
        widths = [max(map(len, column)) for column in zip(*figures, strict=True)]
        head = ("", self.words.say("Section or question"), self.words.say("level or answer"))
        rows = [head, *(self._said(name, numbers.get(name, "")) for name in names)]
        rooms = _rooms(widths)
        for (lead, label, last), cells in zip(rows, figures, strict=True):
            columns = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
            yield from _row(_hung(lead, label, rooms[0]), _GAP.join(columns), last, rooms)

    def _head(self) -> tuple[str, str, str, str]:
        say_as = self.words.say_as
        return (
            say_as("column", "score"),
            say_as("column", "interval"),
            say_as("column", "target"),
            say_as("column", "coverage"),
        )

    def _said(self, name: str, number: str) -> tuple[str, str, str]:
        """Indented number, label, and level or answer."""
        lead = f"{_GAP * number.count('.')}{number} " if number else ""
        label = label_of(self.assessment, name, self.language)
        node = self.assessment.nodes[name]
        return lead, label, self._answer(node) if node.kind == "question" else self._level(node)

    def _level(self, node: NodeResult) -> str:
        """The level of a group, or the two between which it lies; a letter is its own level."""
        if node.is_profile:
            return self.words.say("a profile")
        if node.low is None and not self.assessment.is_asked(node.id):
            return state_name(self.words, "not_asked")
        if node.low is None:
            return self.words.say("does not apply")
        if node.letters is not None:
            return ""
        named = levels_named(node.levels, node.level_low, node.level_high)
        languages = self.assessment.questionnaire.languages
        labels = [level.label.in_language(self.language, languages) for level in named]
        if len(labels) < 2:  # noqa: PLR2004  (two are a span)
            return "".join(labels)
        return self.words.say("between {first} and {last}", first=labels[0], last=labels[1])

    def _answer(self, node: NodeResult) -> str:
        """What was answered, or why nothing counts."""
        if node.state != "answered":
            return state_name(self.words, node.state)
        question = self.assessment.questions[node.shares or node.id]
        said = self._given(node, question)
        return self.words.say("{answer}, disputed", answer=said) if node.is_disputed else said

    def _given(self, node: NodeResult, question: Question) -> str:
        kind = kind_of(question)
        value = self.assessment.submission.answer(question.id).value
        if value is None and node.is_disputed:
            return self.words.say("several answers")
        if value is None or (kind.shape is Shape.PROSE and not kind.is_date):
            return self.words.say("answered")
        return answer_in_a_word(self.words, question, value)


def _rooms(widths: Sequence[int]) -> tuple[int, int]:
    """Of the first and of the last column."""
    left = WIDTH - sum(widths) - len(_GAP) * (len(widths) + 1)
    first = max(_LEAST_ROOM, min(_FIRST_WIDTH, left - _LEAST_ROOM))
    return first, max(_LEAST_ROOM, left - first)


def _figures(node: NodeResult) -> tuple[str, str, str, str]:
    """Score, interval where there is one, target, and the coverage of a group."""
    interval = f"{node.low_text} – {node.high_text}" if node.low_text != node.high_text else ""
    is_group = node.kind != "question" and not node.is_profile
    target = node.target_text or (NO_FIGURE if is_group else "")
    score = node.text or (NO_FIGURE if node.scored and not node.is_profile else "")
    return score, interval, target, covered(node) if is_group else ""


def _hung(lead: str, label: str, room: int) -> list[str]:
    """A label behind its number, its further lines below its first word."""
    indent = lead if len(lead) <= room - _LEAST_ROOM else lead.lstrip()
    words = " ".join(label.split())
    return textwrap.wrap(
        words, room, initial_indent=indent, subsequent_indent=" " * len(indent)
    ) or [indent]


def _row(names: list[str], figures: str, last: str, rooms: tuple[int, int]) -> Iterator[str]:
    """The lines of a row; a name goes on below, a level that is too long stands below right."""
    fits = len(last) <= rooms[1]
    yield _GAP.join((names[0].ljust(rooms[0]), figures, last if fits else "")).rstrip()
    yield from names[1:]
    if not fits:
        yield from (line.rjust(WIDTH) for line in textwrap.wrap(last, WIDTH - rooms[0]))
