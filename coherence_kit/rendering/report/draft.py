"""The second page of a draft: what has to be mended before it becomes a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coherence_kit.problems import Problem, Severity, as_sentence
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.words import in_a_row

_MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: where it stands, what was found, and what is right and cures it."""

    place: str
    found: str
    cure: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What is wrong with a submission; `more` says how many errors are not listed."""

    headline: str
    faults: tuple[Fault, ...]
    more: str


def draft_page(context: ChapterContext) -> DraftPage | None:
    """The errors of a submission in the order of its questions; None where it has none."""
    errors = [problem for problem in context.assessment.notes if problem.severity is Severity.ERROR]
    if not errors:
        return None
    counted, left = context.words.counted, len(errors) - _MOST_LISTED
    return DraftPage(
        headline=counted(
            "Draft: {n} thing has to be mended first",
            "Draft: {n} things have to be mended first",
            len(errors),
        ),
        faults=tuple(_faults(context, errors[:_MOST_LISTED])),
        more=counted(
            "{n} more is not listed here; coherence check lists all.",
            "{n} more are not listed here; coherence check lists all.",
            left,
        )
        if left > 0
        else "",
    )


def _faults(context: ChapterContext, errors: list[Problem]) -> Iterator[Fault]:
    for problem in errors:
        found, rule, cure = (context.printable(as_sentence(text)) for text in problem.sentences)
        # Problems are worded in English alone.
        marked = context.words.marked
        yield Fault(_place(context, problem), marked(found, "en"), marked(f"{rule} {cure}", "en"))


def _place(context: ChapterContext, problem: Problem) -> str:
    """The question with its number, else the cell or the line."""
    question = next((name for name in problem.path if name in context.numbers), "")
    if question:
        return in_a_row((context.numbers[question], context.label(question)))
    return problem.place.rpartition("/")[2]
