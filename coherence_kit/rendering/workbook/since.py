"""The sheets on what has moved since an earlier round, and on the measures of that round."""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.report.moved import Moved, MovedMeasure, MovedQuestion, moved
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Part, Parts
from coherence_kit.rendering.workbook.figures import stated_cell
from coherence_kit.rendering.workbook.tables import Cells, TableColumn, TableSheet, text_cell
from coherence_kit.words import Words

NUMBER, QUESTION, THEN, NOW, SAID, STEPS, POINTS = (
    "number", "question", "then", "now", "said", "steps", "points",
)  # fmt: skip
MEASURE, GOALS, STATUS, PLAN, OUTCOME, ACCORD = (
    "measure", "goals", "status", "plan", "outcome", "accord",
)  # fmt: skip


def has_moved(parts: Parts) -> bool:
    """Whether any question stands on the first of the sheets."""
    return any(page.proved or page.unproved for _, page in _pages(parts))


def has_measures(parts: Parts) -> bool:
    """Whether any measure stands on the second of them."""
    return any(page.measures for _, page in _pages(parts))


def _pages(parts: Parts) -> Iterator[tuple[Part, Moved]]:
    for part in parts.counted:
        page = moved(part.context)
        if page is not None:
            yield part, page


def moved_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Questions that have moved for sure, then those of which no change can be shown."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("What has moved since the earlier round"),
        note=words.say(
            "Something has risen or fallen only where what the two rounds allow does not overlap; "
            "steps and points are those by which it has moved at least."
        ),
        columns=(parts.column(), *_question_columns(words)),
        rows=[
            {**part.named(), **_question(row)}
            for part, page in _pages(parts)
            for row in (*page.proved, *page.unproved)
        ],
        frozen=QUESTION,
        footer=footer,
    )


def _question_columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(NUMBER, words.say_as("column", "No."), 8)
    yield TableColumn(QUESTION, words.say_as("column", "Question"), 38, repeats=True)
    yield TableColumn(THEN, words.say_as("column", "Then"), 20)
    yield TableColumn(NOW, words.say_as("column", "Now"), 20)
    yield TableColumn(SAID, words.say_as("column", "What is proved"), 40)
    yield TableColumn(STEPS, words.say("Steps, at least"), 14, is_number=True)
    yield TableColumn(POINTS, words.say("Points, at least"), 14, is_number=True)


def _question(row: MovedQuestion) -> Cells:
    said = {
        QUESTION: row.label,
        THEN: row.then,
        NOW: row.now,
        SAID: row.said,
    }
    figures = {STEPS: stated_cell(row.steps), POINTS: stated_cell(row.points)}
    return {NUMBER: text_cell(row.number), **_texts(said), **figures}


def measures_then_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Each measure that was recommended or planned then, and what became of it."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("What became of the measures of the earlier round"),
        note=words.say(
            "A measure is reached where its question stands at the answer to which it leads, and "
            "that is proved; beside it stands what its plan says."
        ),
        columns=(parts.column(), *_measure_columns(words)),
        rows=[
            {**part.named(), **_measure(row)}
            for part, page in _pages(parts)
            for row in page.measures
        ],
        frozen=MEASURE,
        footer=footer,
    )


def _measure_columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(MEASURE, words.say_as("column", "Measure"), 38, repeats=True)
    yield TableColumn(GOALS, words.say_as("column", "Leads to"), 24)
    yield TableColumn(THEN, words.say_as("column", "Then"), 18)
    yield TableColumn(NOW, words.say_as("column", "Now"), 18)
    yield TableColumn(OUTCOME, words.say_as("column", "What became of it"), 18)
    yield TableColumn(STATUS, words.say_as("column", "In the plan"), 14)
    yield TableColumn(PLAN, words.say_as("column", "Plan"), 34)
    yield TableColumn(ACCORD, words.say_as("column", "Plan and answers"), 30)


def _measure(row: MovedMeasure) -> Cells:
    return _texts(
        {
            MEASURE: row.label,
            GOALS: row.goals,
            THEN: row.then,
            NOW: row.now,
            OUTCOME: row.outcome,
            STATUS: row.status,
            PLAN: row.plan,
            ACCORD: row.accord,
        }
    )


def _texts(said: dict[str, str]) -> Cells:
    """The cells of a row; the first is what it is called, and a dash is nothing to filter by."""
    first = next(iter(said))
    return {
        name: text_cell(text, looks.STRONG if name == first else looks.TEXT)
        for name, text in said.items()
        if text != NO_FIGURE
    }
