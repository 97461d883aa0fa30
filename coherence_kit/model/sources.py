"""The register of source units: what the source documents say, in our own words, with the place."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from coherence_kit.model.base import Id, LocalizedText, Model, PartialDate, Text

FORMAT = "coherence-kit/sources/1"


class Unit(Model):
    """One approach, principle or practice of a document.

    `approach` is something a government does, `principle` a condition on how, `practice` a
    documented example that is cited by measures and never scored.
    """

    id: Id
    kind: Literal["approach", "principle", "practice"]
    locator: Text
    label: Text
    statement: LocalizedText


class SourceDocument(Model):
    """A source document with its units.

    `standing` says what its sentences may be called, `sha256` which text was read.
    """

    format: Literal["coherence-kit/sources/1"]
    id: Id
    title: Text
    issuer: Text
    symbol: Text | None = None
    date: PartialDate
    standing: Text
    inferred: Text | None = None
    sha256: Annotated[Text, Field(pattern=r"^[0-9a-f]{64}$")]
    units: tuple[Unit, ...]

    @property
    def short_name(self) -> str:
        """As it is cited: its symbol, or its issuer up to the first comma, and the year."""
        return self.symbol or f"{self.issuer.partition(',')[0]} {self.date[:4]}"


class Overlap(Model):
    """The same matter in several documents: `same`, or one a `part` of another."""

    id: Id
    relation: Literal["same", "part"]
    units: Annotated[tuple[Id, ...], Field(min_length=2)]


class Tension(Model):
    """Where documents pull in different directions; the note says how the steps treat it."""

    id: Id
    units: Annotated[tuple[Id, ...], Field(min_length=2)]
    note: LocalizedText


class SourceRelations(Model):
    """How units of different documents relate."""

    format: Literal["coherence-kit/sources/1"]
    id: Id
    overlaps: tuple[Overlap, ...] = ()
    tensions: tuple[Tension, ...] = ()
