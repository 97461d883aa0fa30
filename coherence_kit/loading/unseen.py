"""The warning on what counts and stands in no visible cell of a workbook."""

from __future__ import annotations

from typing import Final

from coherence_kit.i18n import plural

UNSEEN: Final = "workbook.unseen"


def unseen_params(sheet: str, answers: int, entries: int) -> dict[str, str]:
    """What the message says.

    Args:
        sheet: the name of the sheet.
        answers: how many questions have an answer there.
        entries: how many things are said there of the submission itself.

    """
    parts = [
        f"{number} {plural(number, *words)}"
        for number, words in (
            (answers, ("answer", "answers")),
            (entries, ("entry about the submission", "entries about the submission")),
        )
        if number
    ]
    verb = plural(answers + entries, "stands", "stand")
    return {
        "many": f"{' and '.join(parts)} {verb}",
        "name": sheet,
        "answers": str(answers),
        "entries": str(entries),
    }
