"""Cases: answers to a questionnaire, and what must come out of them.

The expected results are worked out by somebody else than the engine.

Figures are texts, as they are published. Only what is stated is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from coherence_kit.model.base import Boolean, Id, Integer, Model, Short, Text
from coherence_kit.model.submission import AnswerEntry

FORMAT = "coherence-kit/cases/1"

INSUFFICIENT = "insufficient data"
NOT_SCORED = "not scored"
# What stands for a figure or a level where there is none: too little answered, printed only, a
# profile; the last two say why a node has left its group.
NO_FIGURE = "no figure"
NO_FIGURES = (INSUFFICIENT, NOT_SCORED, NO_FIGURE, "not applicable", "not asked")


def _empty_map(value: object) -> object:
    return {} if value is None else value


class Fill(Model):
    """What every question that the case does not list is answered with.

    None leaves the questions of a type unanswered. `rows` has the column in which each row of a
    matrix is answered, by the id of the matrix.

    With `evidence` each of these answers names a document.
    """

    scale: Integer | None = None
    boolean: Boolean | None = None
    rows: Annotated[Mapping[str, Text], BeforeValidator(_empty_map), Short("null")] = {}
    evidence: Boolean = False

    def of_type(self, name: str) -> int | bool | None:
        """What questions of a type are filled with; None for types that are not filled."""
        return {"scale": self.scale, "boolean": self.boolean}.get(name)


class Figures(Model):
    """What is expected of one node; None is not compared.

    Where no figure is shown a text stands for it: `insufficient data`, or why the
    node has left (`not applicable`).
    """

    value: Text | None = None
    claimed: Text | None = None
    low: Text | None = None
    high: Text | None = None
    level: Text | None = None
    level_low: Text | None = None
    level_high: Text | None = None
    coverage: Text | None = None


class ExpectedProgramme(Model):
    """What is expected of the whole once all measures shown as now are carried out."""

    value: Text | None = None
    level: Text | None = None


class Expectation(Figures):
    """What is expected of the whole.

    Of gaps and measures the first ones are listed; an empty list says that there are none.
    """

    gaps: tuple[Id, ...] | None = None
    measures: tuple[Id, ...] | None = None
    programme: Annotated[ExpectedProgramme, BeforeValidator(_empty_map), Short("null")] = (
        ExpectedProgramme()
    )
    nodes: Annotated[
        Mapping[str, Annotated[Figures, BeforeValidator(_empty_map), Short("null")]],
        BeforeValidator(_empty_map),
        Short("null"),
    ] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is expected."""
        return self.model_copy(update={"nodes": {}}) == Expectation() and all(
            figures == Figures() for figures in self.nodes.values()
        )


class Case(Model):
    """One set of answers with what must come out."""

    name: Text
    fill: Annotated[Fill, BeforeValidator(_empty_map), Short("null")] = Fill()
    answers: Annotated[Mapping[str, AnswerEntry], BeforeValidator(_empty_map), Short("null")] = {}
    expect: Annotated[Expectation, BeforeValidator(_empty_map), Short("null")]


class CasesFile(Model):
    """The cases for one questionnaire."""

    format: Literal["coherence-kit/cases/1"]
    id: Id
    questionnaire: Id
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]
