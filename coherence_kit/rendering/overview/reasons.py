"""Why submissions could not be scored, by kinds of errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coherence_kit.model.run_overview import RunOverview
from coherence_kit.words import Words, message

MOST_CODES = 4
_KINDS: Mapping[str, str] = {
    "file": message("The file is missing, empty, too large or of another kind"),
    "folder": message("The file lies in a folder that cannot be read as it is"),
    "yaml": message("The text breaks a rule of YAML, the format of the file"),
    "json": message("The text breaks a rule of JSON, the format of the file"),
    "schema": message("An entry is missing, is unknown or has a value that it cannot have"),
    "submission": message("An answer or another entry does not fit the questionnaire"),
    "questionnaire": message("The questionnaire that is answered is not there or has errors"),
    "measures": message("The measures of the questionnaire have errors"),
    "mapping": message("A mapping of the questionnaire has errors"),
    "sources": message("The register of sources has errors"),
    "archive": message("The archive that it came in cannot be read"),
    "table": message("The row, or the table it stands in, cannot be read"),
    "columns": message("The file that says what columns mean has errors"),
    "workbook": message("The workbook was changed, or a cell holds what is no answer"),
    "page": message("The saved form cannot be read"),
    "form": message("The form does not fit the questionnaire"),
    "round": message("The file of a round, or what it names, has errors"),
    "batch": message("Working on it was broken off"),
    "kit": message("A fault of the program"),
}
"""What codes of problems are about, by what they begin with."""


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A kind of errors, its codes as `problems.csv` has them, and how many submissions it has."""

    text: str
    codes: tuple[str, ...]
    more: str
    number: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """What could not be scored; `told` is what the first page says of it."""

    title: str
    told: str
    rows: tuple[ReasonRow, ...]


def reasons(words: Words, run: RunOverview) -> Reasons | None:
    """The table; None where everything could be scored."""
    if not run.unscored:
        return None
    rows = [
        ReasonRow(
            text=words.say(_KINDS[one.kind]) if one.kind in _KINDS else words.say("Another reason"),
            codes=tuple(code for code, _ in one.codes[:MOST_CODES]),
            more=_more(words, len(one.codes) - MOST_CODES),
            number=words.number(one.submissions),
        )
        for one in run.reasons
    ]
    title = words.count(
        "{n} submission could not be scored", "{n} submissions could not be scored", run.unscored
    )
    told = words.count(
        "{n} further submission could not be scored; the reason stands at the end.",
        "{n} further submissions could not be scored; the reasons stand at the end.",
        run.unscored,
    )
    return Reasons(title, told, tuple(rows))


def _more(words: Words, more: int) -> str:
    return words.count("{n} further code", "{n} further codes", more) if more > 0 else ""
