"""What readers from elsewhere want to know of a country: a few words, and figures with sources."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from coherence_kit.model.base import LocalizedText, Model, Short, Text

MOST_FIGURES: Final = 12
"""Figures of a country box, which is a part of a page."""


class CountryFigure(Model):
    """A figure as it is to be printed, such as `4.2 million`, and where it is from.

    Args:
        label: what is counted.
        value: with its unit.
        source: who publishes it, or a document.
        year: that it is of.

    """

    label: LocalizedText | None = None
    value: LocalizedText | None = None
    source: LocalizedText | None = None
    year: Text | None = None

    @property
    def is_printed(self) -> bool:
        """Whether it says anything: a figure without a label, or a label without one, does not."""
        return self.label is not None and self.value is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks, by its keys; nothing of one that a form left empty."""
        keys = ("label", "value", "source")
        return tuple(key for key in keys if getattr(self, key) is None) if self != _NOTHING else ()


_NOTHING: Final = CountryFigure()


def _empty_list(value: object) -> object:
    return () if value is None else value


class CountryBox(Model):
    """A text and figures; what is empty is left out of the report."""

    text: LocalizedText | None = None
    figures: Annotated[
        tuple[CountryFigure, ...],
        BeforeValidator(_empty_list),
        Field(max_length=MOST_FIGURES),
        Short("null"),
    ] = ()


def none_if_empty(box: CountryBox | None) -> CountryBox | None:
    """None in place of a box that says nothing."""
    if box is None or box.text is not None or any(one != _NOTHING for one in box.figures):
        return box
    return None
