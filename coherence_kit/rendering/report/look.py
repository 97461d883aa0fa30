"""A brand in the language of one report: what its templates print of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from coherence_kit.documents.glyphs import as_typed, printable
from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.rendering.brand import Brand, Logo
from coherence_kit.words import Words, isolated


@dataclass(frozen=True, slots=True)
class LogoView:
    """A logo on the cover; lengths in millimetres."""

    css: str
    src: str
    alt: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Look:
    """The texts of a brand; each empty where it has none."""

    publisher: str
    logos: tuple[LogoView, ...]
    foot: str
    classification: str
    headings: Mapping[str, str]
    cover_map: bool


def look_of(brand: Brand, words: Words, *, for_print: bool) -> Look:
    """The brand in the language of `words`.

    For print a logo has an address that only the kit serves, else it lies in the page itself.
    """

    def said(text: LocalizedText | None) -> str:
        if text is None:
            return ""
        language = text.language_for(words.language)
        typed = text.root[language].strip()
        shown = isolated(printable(typed)[0] if for_print else as_typed(typed), words.direction)
        return shown if language == UNDETERMINED else words.marked(shown, language)

    return Look(
        publisher=said(brand.publisher),
        logos=tuple(
            LogoView(
                f"logo-{place}",
                _address(logo, place, for_print=for_print),
                said(logo.alt),
                logo.width,
                logo.height,
            )
            for place, logo in enumerate(brand.logos, start=1)
        ),
        foot=said(brand.foot),
        classification=said(brand.classification),
        headings={part: said(text) for part, text in brand.headings.items()},
        cover_map=brand.cover_map,
    )


def resources(brand: Brand) -> Mapping[str, bytes]:
    """What a page for print may load, by the names that its addresses have behind `kit:`."""
    return {_name(logo, place): logo.data for place, logo in enumerate(brand.logos, start=1)}


def _name(logo: Logo, place: int) -> str:
    return f"logo-{place}{logo.suffix}"


def _address(logo: Logo, place: int, *, for_print: bool) -> str:
    if for_print:
        return f"kit:{_name(logo, place)}"
    return f"data:{logo.media_type};base64,{base64.b64encode(logo.data).decode()}"
