"""A brand in the language of one report: what its templates print of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from coherence_kit.documents.glyphs import as_typed, printable
from coherence_kit.documents.own_markup import Node, written
from coherence_kit.documents.own_templates import OwnTemplateError, Value
from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.model.brand import CONTACT, COVER, FOOT, LONGEST_LINE
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.rendering.brand import Brand, Logo
from coherence_kit.rendering.own_blocks import OwnBlock
from coherence_kit.rendering.report.words import cut
from coherence_kit.words import Words, isolated

_NOTHING: Final = Markup()


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
    """The texts of a brand; each empty where it has none.

    `cover` and `contact_block` are blocks of its own as HTML, `cover_tree` the first as what it
    holds.
    """

    publisher: str
    contact: str
    logos: tuple[LogoView, ...]
    foot: str
    classification: str
    headings: Mapping[str, str]
    cover_map: bool
    cover: Markup = _NOTHING
    contact_block: Markup = _NOTHING
    cover_tree: Node | None = None


def with_blocks(
    look: Look, brand: Brand, values: Mapping[str, Value], words: Words, *, for_print: bool
) -> Look:
    """The same with the blocks that the brand has written itself, for a report of these values.

    Raises:
        ProblemsFound: one of them writes too much.

    """
    trees = {name: _tree(block, values) for name, block in brand.blocks.items()}

    def shown(text: str) -> str:
        return printable(text)[0] if for_print else as_typed(text)

    html = {name: written(tree, shown) for name, tree in trees.items()}
    foot = look.foot
    if FOOT in trees:
        said = cut(" ".join(trees[FOOT].text().split()), LONGEST_LINE)
        foot = isolated(shown(said), words.direction)
    return replace(
        look,
        foot=foot,
        cover=html.get(COVER, _NOTHING),
        contact_block=html.get(CONTACT, _NOTHING),
        cover_tree=trees.get(COVER),
    )


def _tree(block: OwnBlock, values: Mapping[str, Value]) -> Node:
    try:
        return block.tree(values)
    except OwnTemplateError as error:
        fault = error.faults[0]
        params = {
            "value": block.file,
            "line": str(fault.line),
            "what": fault.what,
            "cure": fault.cure,
        }
        raise ProblemsFound([Problem("brand.block", block.file, params=params)]) from None


def look_of(brand: Brand, words: Words, *, for_print: bool) -> Look:
    """The brand in the language of `words`, without what it says of one report.

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
        contact=said(brand.contact),
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
