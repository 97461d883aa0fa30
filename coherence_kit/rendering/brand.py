"""A brand as every report reads it: texts, colours, and files as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from coherence_kit.charts import DEFAULT_PALETTE, Palette
from coherence_kit.model.base import LocalizedText
from coherence_kit.rendering.own_blocks import OwnBlock
from coherence_kit.rendering.typefaces import Typefaces

LOGO_BOXES: Final = ((76.0, 14.0), (44.0, 14.0))
"""Millimetres that the first and the second logo may take, across and down."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is printed.

    Args:
        data: a PNG, or an SVG that only draws.
        suffix: `.png` or `.svg`.
        alt: what it shows, in words.
        width: in millimetres.
        height: likewise.

    """

    data: bytes
    suffix: str
    alt: LocalizedText
    width: float
    height: float

    @property
    def media_type(self) -> str:
        """As an address of data names it."""
        return "image/svg+xml" if self.suffix == ".svg" else "image/png"


@dataclass(frozen=True, slots=True)
class Brand:
    """What a report looks like; without values it is the kit's own.

    Args:
        publisher: who publishes the report.
        contact: of whom readers can ask.
        logos: at most two.
        typefaces: in place of the kit's own; None for these.
        palette: the accent, and all that follows from it.
        cover_map: whether the cover shows all answers.
        foot: in place of the kit's own line at the foot of every page.
        classification: above and below every page.
        parts: ids of the parts in their order; empty for all.
        headings: what parts are called, by their ids.
        blocks: what it says in its own words, by the name of the block.
        files: what a PDF carries, by name, so that the report can be made again; of typefaces it
            carries what it needs.

    """

    publisher: LocalizedText | None = None
    contact: LocalizedText | None = None
    logos: tuple[Logo, ...] = ()
    typefaces: Typefaces | None = None
    palette: Palette = DEFAULT_PALETTE
    cover_map: bool = True
    foot: LocalizedText | None = None
    classification: LocalizedText | None = None
    parts: tuple[str, ...] = ()
    headings: Mapping[str, LocalizedText] = field(default_factory=dict)
    blocks: Mapping[str, OwnBlock] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


UNBRANDED: Final = Brand()


def logo_size(width: float, height: float, place: int) -> tuple[float, float]:
    """Millimetres of a logo so wide and high in its own units, as large as its box allows."""
    across, down = LOGO_BOXES[place]
    scale = min(across / width, down / height)
    return width * scale, height * scale
