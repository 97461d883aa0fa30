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
    """One for each question that is asked; an open one is not answered."""
    drawn = answer_squares(
        AnswerCounts(
            answered=counts.answered,
            unknown=counts.unknown,
            unanswered=counts.unanswered + counts.open,
            not_applicable=counts.not_applicable,
            carried=counts.carried,
        ),
        alt,
        palette=palette,
        mirrored=mirrored,
    )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take
