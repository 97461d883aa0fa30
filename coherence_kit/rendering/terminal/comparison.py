"""Two rounds compared, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.explain import label_of
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.comparison import Change, Comparison
from coherence_kit.model.followed import MeasureThen
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.comparison_words import (
    OUTCOMES,
    ComparisonWords,
    interval,
    round_names,
)
from coherence_kit.rendering.country import country_text
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.terminal.heading import title_line
from coherence_kit.words import Words, in_a_row, on_one_line, words_of

WIDTH = 80
_LEAST_LABEL = 20
_GAP = 2
_LONGEST_ROUND = 30

Row = tuple[str, ...]


def comparison_text(comparison: Comparison, language: str = "en") -> str:
    """A comparison at 80 columns."""
    words = words_of(language)
    then, now = map(_on_a_line, round_names(words, comparison))
    said = ComparisonWords(comparison, words, then, now)
    return _Text(comparison, words, language, said).all()


def _on_a_line(name: str) -> str:
    return textwrap.shorten(on_one_line(name), _LONGEST_ROUND, placeholder=" …")


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of one comparison."""

    comparison: Comparison
    words: Words
    language: str
    said: ComparisonWords

    def all(self) -> str:
        parts = [
            self._heading(),
            self._result(),
            self._sections(),
            self._moved(),
            self._unproved(),
            _wrapped(self.said.signs_note()),
            self._apart(),
            self._measures(),
        ]
        return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"

    def _heading(self) -> Iterator[str]:
        now, said = self.comparison.now, self.said
        rounds = self.words.say("{then} and {now}", then=said.then, now=said.now)
        yield from _wrapped(f"{on_one_line(country_text(now, self.language))} · {rounds}")
        yield from _wrapped(title_line(now, self.language))

    def _result(self) -> Iterator[str]:
        for note in self.said.notes():
            yield from _wrapped(note)
        yield from _wrapped(self.words.say("{sentence}.", sentence=self.said.headline()))
        yield from _wrapped(" ".join(filter(None, (self.said.whole(), self.said.rest()))))

    def _sections(self) -> Iterator[str]:
        changes = [*self.comparison.sections]
        if self.comparison.whole is not None:
            changes.append(self.comparison.whole)
        rows = [
            (self._named(one), interval(one.then), interval(one.now), self.said.moved(one))
            for one in changes
        ]
        head = self.words.say_as("column", "Section")
        return _table((head, *self._then_now(), self.words.say("what is proved")), rows)

    def _named(self, change: Change) -> str:
        if change.id == self.comparison.scored_now.root_id:
            return self.words.say("Whole")
        return self._label(change.id)

    def _then_now(self) -> tuple[str, str]:
        return self.words.say_as("round", "then"), self.words.say_as("round", "now")

    def _moved(self) -> Iterator[str]:
        moved = self.comparison.moved
        if not moved:
            return iter(())
        head = self.words.say("Proved ({number})", number=len(moved))
        rows = [
            (self._label(one.id), *self.said.answers(one), self.said.moved(one)) for one in moved
        ]
        return _table((head, *self._then_now(), ""), rows)

    def _unproved(self) -> Iterator[str]:
        rows = [
            (self._label(one.id), *self.said.answers(one), self.said.why(one))
            for one in self.comparison.unsettled
        ]
        if not rows:
            return iter(())
        head = self.words.say("No change proved ({number})", number=len(rows))
        return _table((head, *self._then_now(), self.words.say_as("column", "why")), rows)

    # --- what stands apart ---------------------------------------------------------------------

    def _apart(self) -> Iterator[str]:
        comparison, say = self.comparison, self.words.say
        then = self._labels(comparison.then)
        now = self._labels(comparison.now)
        for head, names in (
            (say("New in the questionnaire"), [now(name) for name in comparison.new]),
            (say("No longer asked"), [then(name) for name in comparison.gone]),
            (
                say("Not compared"),
                [
                    say("{one}: {other}", one=now(one.id), other=self.said.unlike(one.why))
                    for one in comparison.not_compared
                ],
            ),
            (
                say("Worded otherwise"),
                [
                    say("{one}: {other}", one=now(one.id), other=self.said.reworded(one))
                    for one in comparison.reworded
                ],
            ),
            (
                say("No answer in either round"),
                [now(one.id) for one in comparison.never_answered],
            ),
        ):
            if names:
                yield f"{head} ({len(names)})"
                for name in names:
                    yield from textwrap.wrap(
                        name, WIDTH, initial_indent="  ", subsequent_indent="    "
                    )

    def _labels(self, assessment: Assessment) -> _Labels:
        return _Labels(assessment, self.language)

    def _label(self, node_id: str) -> str:
        return _Labels(self.comparison.now, self.language)(node_id)

    # --- measures ------------------------------------------------------------------------------

    def _measures(self) -> Iterator[str]:
        if not self.comparison.measures:
            return
        yield from _wrapped(self.words.say("{sentence}.", sentence=self.said.measures_headline()))
        yield from _wrapped(self.said.planned())
        yield from _wrapped(self.said.measures_note())
        yield ""
        head: Row = (
            self.words.say_as("column", "Measure"),
            self.words.say("leads to"),
            *self._then_now(),
            "",
        )
        if self.comparison.planned:
            head = (*head[:-1], self.words.say_as("column", "in the plan"), "")
        yield from _table(head, [self._measure(one) for one in self.comparison.by_outcome])

    def _measure(self, one: MeasureThen) -> Row:
        measure = self.comparison.then.catalogue[one.id]
        label = measure.label.in_language(
            self.language, self.comparison.then.questionnaire.languages
        )
        numbers = _numbers(self.comparison.now)
        goals: list[str] = []
        then: list[str] = []
        now: list[str] = []
        for goal in one.goals:
            name = goal.question
            goals.append(f"{numbers.get(name, name)}: {self.said.goal(name, goal.to)}")
            change = self.comparison.changes.get(name)
            answers = self.said.answers(change) if change else (NO_FIGURE, NO_FIGURE)
            then.append(answers[0])
            now.append(answers[1])
        status = [self.said.status(one)] if self.comparison.planned else []
        outcome = in_a_row((self.words.say(OUTCOMES[one.outcome]), self.said.accord(one)), "; ")
        return label, *map(", ".join, (goals, then, now)), *status, outcome


@dataclass(frozen=True, slots=True)
class _Labels:
    """Number and label of the questions of one round."""

    assessment: Assessment
    language: str

    def __call__(self, name: str) -> str:
        number = _numbers(self.assessment).get(name, "")
        label = on_one_line(label_of(self.assessment, name, self.language))
        return f"{number} {label}".strip()


def _numbers(assessment: Assessment) -> dict[str, str]:
    return numbers_of(assessment.nodes, assessment.root_id)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH)


def _table(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    """Columns as wide as needed; the first and the last one are wrapped into what is left."""
    if not rows:
        return
    every = [head, *rows]
    middle = [max(len(row[place]) for row in every) for place in range(1, len(head) - 1)]
    left = WIDTH - sum(middle) - _GAP * (len(head) - 1)
    last = min(max(len(row[-1]) for row in every), max(left - _LEAST_LABEL, 14))
    first = min(max(len(row[0]) for row in every), left - last)
    for row in every:
        yield from _lines(row, [first, *middle, last])


def _lines(row: Row, widths: Sequence[int]) -> Iterator[str]:
    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    for place in range(max(map(len, cells))):
        parts = [
            (cell[place] if place < len(cell) else "").ljust(width)
            for cell, width in zip(cells, widths, strict=True)
        ]
        yield (" " * _GAP).join(parts).rstrip()
