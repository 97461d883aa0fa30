"""How far submissions have come and what they still need, as a table for a spreadsheet.

UTF-8, commas, line feeds, a header line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coherence_kit.documents.csv_cells import csv_table
from coherence_kit.model.status import Broken, Status
from coherence_kit.rendering.problem_words import in_one_line

FILE, QUESTION = "file", "question"
"""What a line is about: how far a file has come, or one thing that a question of it needs."""
COUNTS = (
    "asked",
    "dealt_with",
    "answered",
    "not_known",
    "not_applicable",
    "to_do",
    "unanswered",
    "waiting",
    "carried",
    "missing",
    "look_again",
    "problems",
    "signed_off",
)
_QUESTION = ("section", "question", "number", "label", "needs", "who", "note")
COLUMNS = ("line", "file", "respondent", "country", "questionnaire", *COUNTS, *_QUESTION)


def status_csv(files: Iterable[Status | Broken]) -> str:
    """A line for each file with its counts, and below it one for each thing that a question needs.

    A file that cannot be read has a line too, without counts; its note says what is wrong first.
    """
    lines = (
        line
        for file in files
        for line in ([_broken(file)] if isinstance(file, Broken) else _lines(file))
    )
    return csv_table(COLUMNS, ([line.get(name, "") for name in COLUMNS] for line in lines))


def _broken(file: Broken) -> dict[str, str]:
    first = f": {in_one_line(file.problems[0])}" if file.problems else ""
    return {
        "line": FILE,
        "file": file.source,
        "problems": str(file.errors),
        "note": f"cannot be read{first}",
    }


def _lines(status: Status) -> Iterator[dict[str, str]]:
    about = {
        "file": status.source,
        "respondent": status.entity,
        "country": status.country,
        "questionnaire": f"{status.questionnaire} {status.version}" + _extent(status),
    }
    yield {"line": FILE, **about, **counts_of(status)}
    for item in status.wanted:
        yield {
            "line": QUESTION,
            **about,
            "section": status.sections[item.section].title,
            "question": item.id,
            "number": item.number,
            "label": item.label,
            "needs": item.need.value,
            "who": item.who,
            "note": item.note,
        }


def _extent(status: Status) -> str:
    if not status.asked_in_long:
        return ""
    return " (part)" if status.is_part else " (short form)"


def counts_of(status: Status) -> dict[str, str]:
    """Its questions by state, what is to look at again, problems, and whether it is signed off."""
    tally = status.tally
    figures = (
        tally.total,
        tally.dealt_with,
        tally.answered,
        tally.unknown,
        tally.not_applicable,
        tally.to_do,
        tally.unanswered,
        tally.open,
        tally.carried,
        tally.missing,
        status.look_again(),
        status.errors,
    )
    return dict(
        zip(COUNTS, [*map(str, figures), "yes" if status.signed_off else "no"], strict=True)
    )
