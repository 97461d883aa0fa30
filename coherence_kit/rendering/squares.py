"""The squares of the answers, for the report and for the page of a status alike."""

from __future__ import annotations

from markupsafe import Markup

from coherence_kit.charts import DEFAULT_PALETTE, AnswerCounts, Palette, answer_squares
from coherence_kit.model.assessment import Counts
from coherence_kit.model.status import Tally


def squares(
    counts: Counts | Tally,
    alt: str,
    *,
    palette: Palette = DEFAULT_PALETTE,
    mirrored: bool = False,
) -> Markup:
    """One for each question that is asked, or one bar of many; an open one is not answered."""
    drawn = answer_squares(_counted(counts), alt, palette=palette, mirrored=mirrored)
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def has_squares(counts: Counts | Tally) -> bool:
    """Whether there is a square for each question."""
    return _counted(counts).has_squares


def _counted(counts: Counts | Tally) -> AnswerCounts:
    return AnswerCounts(
        answered=counts.answered,
        unknown=counts.unknown,
        unanswered=counts.unanswered + counts.open,
        not_applicable=counts.not_applicable,
        carried=counts.carried,
    )
