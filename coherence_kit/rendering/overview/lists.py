"""What is most often missing, and what is most often recommended."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.charts import count_bar
from coherence_kit.model.run_overview import MeasureCount, MissingCount, QuestionnaireOverview
from coherence_kit.rendering.overview.frame import Frame
from coherence_kit.words.roles import role_name

MOST_ROWS = 15
BAR = 26.0
_LONG = 15


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A question that is often without an answer."""

    number: str
    label: str
    bar: Markup
    count: str
    share: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure that is often recommended."""

    label: str
    lead: str
    bar: Markup
    count: str
    share: str


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists, each with a sentence on what it leaves out, or that it is empty.

    `measures_said` is empty where nobody looked for measures and none is to be told of.
    """

    missing: tuple[MissingRow, ...]
    missing_said: str
    measures: tuple[MeasureRow, ...]
    measures_said: str
    has_measures: bool

    @property
    def is_wide(self) -> bool:
        """Whether numbers are so long that they need a wide column."""
        counts = (*(row.count for row in self.missing), *(row.count for row in self.measures))
        return any(len(count) > _LONG for count in counts)


def lists(frame: Frame, counts: QuestionnaireOverview) -> Lists:
    """What the page lists of questions and measures."""
    return Lists(
        missing=tuple(_missing_row(frame, one) for one in counts.missing[:MOST_ROWS]),
        missing_said=_missing_said(frame, counts),
        measures=tuple(_measure_row(frame, counts, one) for one in counts.measures[:MOST_ROWS]),
        measures_said=_measures_said(frame, counts),
        has_measures=bool(counts.advised and frame.instrument.catalogue),
    )


def _missing_row(frame: Frame, one: MissingCount) -> MissingRow:
    asked = max(one.asked, one.missing)
    label = frame.content(frame.instrument.questions[one.id].label)
    count = _of(frame, one.missing, asked)
    return MissingRow(
        number=frame.numbers[one.id],
        label=label,
        bar=_bar(frame, outlined=one.missing, whole=asked, alt=f"{label}: {count}"),
        count=count,
        share=frame.words.percent(Fraction(one.missing, asked)),
    )


def _measure_row(frame: Frame, counts: QuestionnaireOverview, one: MeasureCount) -> MeasureRow:
    measure = frame.instrument.catalogue[one.id]
    label = frame.content(measure.label)
    count = _of(frame, one.recommended, counts.advised)
    return MeasureRow(
        label=label,
        lead=role_name(frame.words, measure.lead_role),
        bar=_bar(frame, filled=one.recommended, whole=counts.advised, alt=f"{label}: {count}"),
        count=count,
        share=frame.words.percent(Fraction(one.recommended, counts.advised)),
    )


def _of(frame: Frame, number: int, whole: int) -> str:
    return frame.words.say(
        "{number} of {whole}", number=frame.number(number), whole=frame.number(whole)
    )


def _bar(frame: Frame, *, filled: int = 0, outlined: int = 0, whole: int, alt: str) -> Markup:
    drawn = count_bar(
        filled=filled,
        outlined=outlined,
        whole=whole,
        width=BAR,
        alt=alt,
        palette=frame.palette,
        mirrored=frame.mirrored,
    )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _missing_said(frame: Frame, counts: QuestionnaireOverview) -> str:
    words, more = frame.words, len(counts.missing) - MOST_ROWS
    if not counts.missing:
        return words.say("Every question that was asked has an answer that counts.")
    if more <= 0:
        return ""
    return words.count(
        "{n} further question lacks answers too.", "{n} further questions lack answers too.", more
    )


def _measures_said(frame: Frame, counts: QuestionnaireOverview) -> str:
    words, more = frame.words, len(counts.measures) - MOST_ROWS
    if not counts.measures:
        return words.say("No measure is recommended in any submission.")
    if more <= 0:
        return ""
    return words.count(
        "{n} further measure is recommended.", "{n} further measures are recommended.", more
    )
