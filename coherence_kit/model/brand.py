"""How the reports of one publisher look: what its file says, not looked up yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from coherence_kit.model.base import Boolean, Id, LocalizedText, Model, Short, Text

FORMAT: Final = "coherence-kit/brand/1"
LONGEST_LINE: Final = 120
"""Characters of a line of the brand, such as the one at the foot of a page."""
LONGEST_HEADING: Final = 50
"""Of a heading and of a classification, which stand above every page."""
LONGEST_ALT: Final = 250
"""Of what is read aloud in place of a logo."""
COVER, CONTACT, FOOT = "cover", "contact", "foot"
BLOCKS: Final = (COVER, CONTACT, FOOT)
"""What a brand may write in its own words, as templates."""
LONGEST_CONTACT: Final = 250
"""Of whom readers can ask."""
_COLOUR: Final = re.compile(r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


def _empty_map(value: object) -> object:
    return {} if value is None else value


def _empty_list(value: object) -> object:
    return () if value is None else value


class LogoFile(Model):
    """A logo: a PNG or an SVG beside the file of the brand, and what it shows, in words."""

    file: Text
    alt: LocalizedText


class TextFontFiles(Model):
    """The typeface of common text: files beside the brand, each a TTF or an OTF."""

    regular: Text
    bold: Text
    italic: Text | None = None


class FontFiles(Model):
    """The typefaces of a report; headings are set in the bold of the text where they have none."""

    text: TextFontFiles
    headings: Text | None = None


class BrandFile(Model):
    """A brand as its file says it.

    Args:
        id: of the brand.
        publisher: who publishes the report, as its cover says.
        contact: of whom readers can ask, such as an office and its address.
        logos: at most two, the first of them larger.
        fonts: the typefaces.
        accent: a colour as `"#0B4F60"`; steps and bands follow from it.
        cover_map: whether the cover shows all answers at a glance.
        foot: the line at the foot of every page.
        classification: such as OFFICIAL – SENSITIVE, above and below every page.
        parts: which parts a report has, in their order, by their ids.
        headings: what parts are called, by their ids.
        blocks: files of templates by the blocks that they stand for.

    """

    format: Literal["coherence-kit/brand/1"]
    id: Id
    publisher: LocalizedText | None = None
    contact: LocalizedText | None = None
    logos: Annotated[
        tuple[LogoFile, ...],
        BeforeValidator(_empty_list),
        Field(max_length=2),
        Short("null"),
    ] = ()
    fonts: FontFiles | None = None
    accent: Text | None = None
    cover_map: Boolean = True
    foot: LocalizedText | None = None
    classification: LocalizedText | None = None
    parts: Annotated[tuple[Text, ...], BeforeValidator(_empty_list), Short("null")] = ()
    headings: Annotated[
        Mapping[Text, LocalizedText], BeforeValidator(_empty_map), Short("null")
    ] = {}
    blocks: Annotated[Mapping[Text, Text], BeforeValidator(_empty_map), Short("null")] = {}


def colour_of(text: str) -> str | None:
    """A colour as `#0B4F60`, also where it is written short or without its sign; None if none."""
    found = _COLOUR.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1].upper()
    return "#" + (digits if len(digits) > len("ABC") else "".join(digit * 2 for digit in digits))
