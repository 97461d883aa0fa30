"""What writing a report and scoring a batch give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from coherence_kit.api.frames import Columns, Tabular
from coherence_kit.errors import UnknownNameError
from coherence_kit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from coherence_kit.api.assessments import Assessment
    from coherence_kit.batch.run import Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written.

    `notes` are warnings about its submissions, `messages` what the program that lays out pages has
    to say.
    """

    path: Path
    assessments: tuple[Assessment, ...]
    notes: tuple[Problem, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Batch(Tabular):
    """What became of many submissions.

    `outcomes` has one entry for each submission in order: its source, its line of the table or
    None, and its problems. `files` are those that were written; `remarks` notes on the
    questionnaires in use and on files of the folders that are no submissions; `reused` counts the
    jobs that an earlier run into the same folder had done.
    """

    TEXT_COLUMNS: ClassVar[frozenset[str]] = frozenset(
        {
            *("source", "country", "round", "respondent", "questionnaire", "version"),
            *("text", "level", "level_low", "level_high"),
        }
    )

    outcomes: Sequence[Outcome]
    files: tuple[Path, ...] = ()
    remarks: tuple[Problem, ...] = ()
    reused: int = 0

    @property
    def scored(self) -> int:
        """How many submissions have a score line; the others have problems."""
        return sum(outcome.line is not None for outcome in self.outcomes)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files, and warnings about the others."""
        return tuple(problem for outcome in self.outcomes for problem in outcome.problems)

    @property
    def questionnaires(self) -> tuple[str, ...]:
        """The ids of the questionnaires that are answered."""
        lines = (outcome.line for outcome in self.outcomes if outcome.line is not None)
        return tuple(dict.fromkeys(line.questionnaire for line in lines))

    def of(self, questionnaire: str) -> Batch:
        """The submissions that answer one questionnaire; their table has its sections as columns.

        Raises:
            UnknownNameError: none of them answers it.

        """
        if questionnaire not in self.questionnaires:
            hint = did_you_mean(questionnaire, self.questionnaires)
            msg = f'No submission answers "{questionnaire}".{hint}'
            raise UnknownNameError(msg)
        kept = (
            outcome
            for outcome in self.outcomes
            if outcome.line is not None and outcome.line.questionnaire == questionnaire
        )
        return Batch(tuple(kept), self.files, self.remarks, self.reused)

    def columns(self) -> Columns:
        """A row for each submission that was scored.

        source, country, round, respondent, questionnaire, version, then score, low and high on the
        published scale with text and levels, coverage from 0 to 1, and each section under its
        id where all answer one questionnaire.
        """
        from coherence_kit.batch.score_line import SCORE_COLUMNS

        lines = [outcome.line for outcome in self.outcomes if outcome.line is not None]
        names = ["score" if name == "value" else name for name in SCORE_COLUMNS]
        columns = {name: [line.cells[at] for line in lines] for at, name in enumerate(names)}
        for name in lines[0].parts if len(self.questionnaires) == 1 else ():
            free = f"{name} (section)" if name in columns else name
            columns[free] = [line.parts[name] for line in lines]
        return columns

    def __repr__(self) -> str:
        return f"<Batch: {self.scored} of {len(self.outcomes)} submissions scored>"

    def _repr_html_(self) -> str:
        from coherence_kit.rendering.notebook import table_html

        return table_html(repr(self).strip("<>"), self.columns())
