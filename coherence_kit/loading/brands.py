"""Brands: what a file says by itself, before its logos and typefaces are looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.brand import (
    BLOCKS,
    LONGEST_ALT,
    LONGEST_CONTACT,
    LONGEST_HEADING,
    LONGEST_LINE,
    BrandFile,
)
from coherence_kit.problems import did_you_mean, has_errors

_FIRST = ("cover", "glance")


def load_brand(
    document: Document, parts: Collection[str], named: Collection[str]
) -> BrandFile | None:
    """What the file of a brand says, with the problems added; None if that cannot be read.

    Args:
        document: the file.
        parts: ids of the parts that a report may have, in the order in which it has them.
        named: ids of those that have a heading of their own.

    """
    if has_errors(document.problems):
        return None
    stated = validate(document, BrandFile)
    if stated is None:
        return None
    _check_parts(document, stated, parts)
    for part in stated.headings:
        if part not in named:
            texts = {"id": part, "known": ", ".join(named)}
            hint = did_you_mean(part, named)
            document.report_key("brand.unknown-heading", ("headings", part), hint=hint, **texts)
    for block in stated.blocks:
        if block not in BLOCKS:
            texts = {"id": block, "known": ", ".join(BLOCKS)}
            hint = did_you_mean(block, BLOCKS)
            document.report_key("brand.unknown-block", ("blocks", block), hint=hint, **texts)
    for path, text, most in _texts(stated):
        for language, said in text.root.items():
            if len(said) > most:
                at = (*path, language) if isinstance(document.at(path), Mapping) else path
                document.report("brand.long", at, many=len(said), most=most)
    return stated


def _check_parts(document: Document, stated: BrandFile, parts: Collection[str]) -> None:
    seen: set[str] = set()
    for place, part in enumerate(stated.parts):
        path = ("parts", place)
        if part not in parts:
            texts = {"id": part, "known": ", ".join(parts)}
            document.report("brand.unknown-part", path, hint=did_you_mean(part, parts), **texts)
        elif part in seen:
            document.report("brand.part-twice", path, id=part)
        seen.add(part)
    known = [part for part in stated.parts if part in parts]
    if known and known[0] not in _FIRST:
        document.report("brand.first-part", ("parts", 0), id=known[0])


def _texts(stated: BrandFile) -> Iterator[tuple[PathLike, LocalizedText, int]]:
    """Each text that a report prints, where it stands, and how long it may be."""
    lines = (("publisher", stated.publisher, LONGEST_LINE), ("foot", stated.foot, LONGEST_LINE),
             ("contact", stated.contact, LONGEST_CONTACT),
             ("classification", stated.classification, LONGEST_HEADING))  # fmt: skip
    for key, text, most in lines:
        if text is not None:
            yield (key,), text, most
    for part, text in stated.headings.items():
        yield ("headings", part), text, LONGEST_HEADING
    for place, logo in enumerate(stated.logos):
        yield ("logos", place, "alt"), logo.alt, LONGEST_ALT
