"""The sheet of an action plan in a workbook: what whoever writes it and reads it agree on.

The report as a workbook (`coherence report … -o FILE.xlsx`) has such a sheet. People fill it in and
may sort, filter and move its rows and columns, rename it, or move it into another workbook, so that
nothing is known by its place:

- The first row is hidden. Its first cell is :data:`MARK`; the others are the keys of the columns.
- The first column is hidden. It holds the key of each row: one of the `FACTS`, the measure
  (`questionnaire/measure`), or :data:`WORDS` of a row that is only read.
- The rows of facts are hidden as well and stand before all others; what they say is in the cells
  behind their key, in this order: the `format` of a plan; `country`, `country_name` and `round`,
  those that the submission has; the `date` of the plan that is filled in, where it has one; for
  each questionnaire a row `questionnaire` with id, version and hash; `filled`, a hash of what the
  kit has filled in from a plan, so that what somebody has typed since is seen; for each status a
  row `status` with the key of the plan and the word that the list of the sheet offers for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

MARK: Final = "coherence-kit:plan"
WORDS: Final = "#"
"""Key of a row that only says something: the title, the heads of the columns."""

FORMAT, COUNTRY, COUNTRY_NAME, ROUND = "format", "country", "country_name", "round"
DATE: Final = "date"
QUESTIONNAIRE, FILLED, STATUS_WORD = "questionnaire", "filled", "status"
FACTS: Final = (FORMAT, COUNTRY, COUNTRY_NAME, ROUND, DATE, QUESTIONNAIRE, FILLED, STATUS_WORD)
"""Keys of the hidden rows; no measure is called like one of them, since its key has a slash."""

Entry = Literal["", "text", "day", "status"]


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column of the sheet.

    Args:
        key: what it is called in the hidden first row; what is filled in is called as in a plan.
        width: in digits.
        entry: what people write into it: any text, a day, or a status of the list; empty where they
            write nothing, and the cells are locked.

    """

    key: str
    width: float
    entry: Entry = ""


CHAPTER, NUMBER, MEASURE, WHAT, RAISES = "chapter", "number", "measure", "what", "raises"
OFFICE, PARTNERS, HORIZON, EFFORT, POINTS = "office", "partners", "horizon", "effort", "points"
LEAD, START, DUE, STATUS, COST, NOTE = "lead", "start", "due", "status", "cost", "note"

COLUMNS: Final = (
    PlanColumn(CHAPTER, 18),
    PlanColumn(NUMBER, 6),
    PlanColumn(MEASURE, 20),
    PlanColumn(WHAT, 26),
    PlanColumn(RAISES, 22),
    PlanColumn(OFFICE, 14),
    PlanColumn(PARTNERS, 26),
    PlanColumn(HORIZON, 11),
    PlanColumn(EFFORT, 18),
    PlanColumn(POINTS, 8),
    PlanColumn(LEAD, 18, "text"),
    PlanColumn(START, 11, "day"),
    PlanColumn(DUE, 11, "day"),
    PlanColumn(STATUS, 11, "status"),
    PlanColumn(COST, 11, "text"),
    PlanColumn(NOTE, 18, "text"),
)
"""Every column behind the hidden one; `chapter` is there only where a report has several."""
INPUTS: Final = tuple(column.key for column in COLUMNS if column.entry)
"""Keys of the columns that people fill in, called as in the plan of a measure."""


def fingerprint(entries: Iterable[tuple[str, str, str]]) -> str:
    """What tells one filling of the sheet from another.

    Args:
        entries: of each cell that says something the key of its row, that of its column, and its
            text; a day as 2026-06-30.

    """
    told = sorted((key, column, " ".join(text.split())) for key, column, text in entries)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def measure_key(questionnaire: str, measure: str) -> str:
    """The key of a measure's row, which is also its key in a plan."""
    return f"{questionnaire}/{measure}"
