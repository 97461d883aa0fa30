"""One line of the tables of a batch: all that is kept of an assessment, so that a run of any length fits into memory."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.assessment import Assessment, NodeResult

SCORE_COLUMNS = (
    "source", "country", "round", "respondent", "questionnaire", "version",
    "value", "text", "low", "high", "level", "level_low", "level_high", "coverage",
)  # fmt: skip

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """The cells of a submission under `SCORE_COLUMNS`, and those of the sections of its questionnaire, by id.

    A figure is the nearest double; None stands where there is nothing to say.
    """

    questionnaire: str
    cells: tuple[Cell, ...]
    sections: dict[str, Cell]


def score_line(assessment: Assessment) -> ScoreLine:
    """The line of an assessment."""
    submission, root = assessment.submission, assessment.root
    cells = (
        assessment.source,
        submission.country,
        submission.round,
        submission.respondent.entity if submission.respondent else None,
        assessment.questionnaire.id,
        assessment.questionnaire.version,
        _number(root.numeric_or_none(root.value)),
        root.text,
        _number(root.numeric_or_none(root.low)),
        _number(root.numeric_or_none(root.high)),
        root.level,
        root.level_low,
        root.level_high,
        _number(root.coverage),
    )
    sections = {
        name: _section_cell(assessment.nodes[name])
        for name in assessment.nodes[assessment.root_id].children
    }
    return ScoreLine(assessment.questionnaire.id, cells, sections)


def _section_cell(node: NodeResult) -> Cell:
    """A section's figure, or its letter."""
    return node.text if node.letters is not None else _number(node.value)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
