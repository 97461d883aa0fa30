"""Coverage of the source register, as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from coherence_kit.analysis.coverage import Asked, UnitCoverage
from coherence_kit.documents.json_text import json_text
from coherence_kit.i18n import plural

WIDTH = 100


def coverage_text(units: Sequence[UnitCoverage]) -> str:
    """A line for each unit: where it is asked, and by how many measures it is carried."""
    return "\n".join(_coverage_lines(units)) + "\n"


def _coverage_lines(units: Sequence[UnitCoverage]) -> Iterator[str]:
    for _, group in groupby(units, key=lambda item: item.document.id):
        of_document = list(group)
        document = of_document[0].document
        yield f"{document.title} ({document.id}, {document.date})"
        yield textwrap.fill(f"Standing: {document.standing}", WIDTH)
        for item in of_document:
            yield _line(item)
        yield ""
    yield _summary(units)


def _line(item: UnitCoverage) -> str:
    if item.questions:
        asked = ", ".join(
            question.question + (f" (step {question.step})" if question.step is not None else "")
            for question in item.questions
        )
    else:
        asked = "not asked" if item.is_to_be_asked else "example"
    number = len(item.measures) + len(item.examples)
    return f"  {item.unit.id:28} {asked}; {number} {plural(number, 'measure', 'measures')}"


def _summary(units: Sequence[UnitCoverage]) -> str:
    wanted = [item for item in units if item.is_to_be_asked]
    asked = sum(bool(item.questions) for item in wanted)
    practices = [item for item in units if not item.is_to_be_asked]
    cited = sum(item.is_used for item in practices)
    return (
        f"{asked} of {len(wanted)} approaches and principles are asked; "
        f"{cited} of {len(practices)} examples are cited."
    )


def unit_text(item: UnitCoverage) -> str:
    """One unit: place, statement, the questions with the step that meets it, the measures."""
    return "\n".join(_unit_lines(item)) + "\n"


def _unit_lines(item: UnitCoverage) -> Iterator[str]:
    unit, document = item.unit, item.document
    yield f"{unit.id} ({unit.kind})"
    yield _filled(unit.label, "  ")
    yield _filled(f"{document.title}, {unit.locator}", "  ")
    yield _filled(f"Standing: {document.standing}", "  ")
    yield ""
    yield _filled(str(unit.statement), "  ")
    for question in item.questions:
        yield ""
        yield from _question_lines(question)
    for title, names in (("Measures", item.measures), ("Example in", item.examples)):
        if names:
            yield ""
            yield _filled(f"{title}: {', '.join(names)}", "  ")
    if not item.is_used:
        yield ""
        yield "  No question and no measure cites it yet."


def _question_lines(question: Asked) -> Iterator[str]:
    yield _filled(f"{question.questionnaire}/{question.question}: {question.text}", "  ")
    if question.part is not None:
        yield _filled(f"asks the part: {question.part}", "    ")
    if question.step_text is not None:
        yield _filled(f"met at step {question.step}: {question.step_text}", "    ")
    if question.also:
        yield _filled(f"taken over by {', '.join(question.also)}", "    ")


def _filled(text: str, indent: str) -> str:
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent
    )


def coverage_json(units: Iterable[UnitCoverage]) -> str:
    """A list of units with what cites each."""
    return json_text([_unit(item) for item in units])


def _unit(item: UnitCoverage) -> dict[str, Any]:
    return {
        "id": item.unit.id,
        "document": item.document.id,
        "kind": item.unit.kind,
        "locator": item.unit.locator,
        "label": item.unit.label,
        "statement": str(item.unit.statement),
        "standing": item.document.standing,
        "questions": [
            {
                "questionnaire": question.questionnaire,
                "id": question.question,
                "step": question.step,
                "step_text": question.step_text,
                "part": question.part,
                "also": list(question.also),
            }
            for question in item.questions
        ],
        "measures": list(item.measures),
        "examples": list(item.examples),
    }
