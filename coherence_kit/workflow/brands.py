"""Brands with their colours computed and their files read, from a folder or out of a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from coherence_kit.charts import (
    ACCENT_CONTRAST,
    DEFAULT_PALETTE,
    Palette,
    branded,
    contrast,
    darkened,
)
from coherence_kit.documents.picture_faults import PictureFaultError
from coherence_kit.documents.pictures import LARGEST_PICTURE, read_picture
from coherence_kit.loading.brands import load_brand
from coherence_kit.loading.documents import Document, PathLike, compose_document, read_document
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.model.brand import BrandFile, LogoFile, colour_of
from coherence_kit.problems import Problem, ProblemsFound, has_errors
from coherence_kit.rendering.brand import Brand, Logo, logo_size
from coherence_kit.rendering.report.variants import HEADED_PARTS, NAMED_PARTS
from coherence_kit.workflow.brand_files import ReadFile, files_beside
from coherence_kit.workflow.own_blocks import resolve_blocks, role_of_block
from coherence_kit.workflow.score import expect_kind
from coherence_kit.workflow.typefaces import check_typefaces, resolve_typefaces

BRAND: Final = "brand"
BRAND_NAME: Final = "brand.yaml"
"""The name under which a report carries the file of its brand."""


@dataclass(frozen=True, slots=True)
class LoadedBrand:
    """A brand with the document that it was read from."""

    document: Document
    brand: Brand


def load_brand_file(path: Path, *, max_size: int = MAX_SIZE) -> LoadedBrand:
    """Read a brand, and the files that it names from its own folder.

    Raises:
        ProblemsFound: it, or one of these files, has errors.

    """
    document = read_document(path, max_size=max_size)
    expect_kind(document, BRAND)
    brand = resolve_brand(document, files_beside(document, path))
    if brand is None:
        raise ProblemsFound(document.problems)
    return LoadedBrand(document, brand)


def read_brand_files(path: Path, *, max_size: int = MAX_SIZE) -> Mapping[str, bytes]:
    """A brand and the files that it names, by names from which :func:`carried_brand` makes it.

    So it can be sent to another process, or machine.

    Raises:
        ProblemsFound: it, or one of these files, has errors.

    """
    document = read_document(path, max_size=max_size)
    expect_kind(document, BRAND)
    files = {BRAND_NAME: document.data}
    beside = files_beside(document, path)

    def read(role: str, name: str, place: PathLike, largest: int) -> bytes | None:
        data = beside(role, name, place, largest)
        if data is not None:
            files[f"brand-{role}{PurePosixPath(name).suffix}"] = data
        return data

    if resolve_brand(document, read) is None:
        raise ProblemsFound(document.problems)
    return files


def carried_brand(files: Mapping[str, bytes], source: str) -> Brand:
    """The brand that a report carries.

    Raises:
        ProblemsFound: its file, or one that it names, has errors or is not there.

    """
    if BRAND_NAME not in files:
        params = {"name": min(files)}
        raise ProblemsFound([Problem("verify.other-file", source, params=params)])
    document = compose_document(files[BRAND_NAME], f"{source} > {BRAND_NAME}")
    expect_kind(document, BRAND)

    def read(role: str, name: str, path: PathLike, _largest: int) -> bytes | None:
        stem = f"brand-{role}"
        found = [data for file, data in files.items() if PurePosixPath(file).stem == stem]
        if not found:
            document.report("brand.no-file", path, value=name, hint="")
        return found[0] if found else None

    brand = resolve_brand(document, read)
    if brand is None:
        raise ProblemsFound(document.problems)
    return brand


def resolve_brand(document: Document, read: ReadFile) -> Brand | None:
    """The brand in a document with the files that it names; None with the problems added."""
    stated = load_brand(document, NAMED_PARTS, HEADED_PARTS)
    if stated is None:
        return None
    palette = _palette(document, stated)
    logos = [_logo(document, place, logo, read) for place, logo in enumerate(stated.logos)]
    typefaces = resolve_typefaces(document, stated.fonts, read) if stated.fonts else None
    blocks = resolve_blocks(document, stated.blocks, read)
    if has_errors(document.problems) or palette is None:
        return None
    found = tuple(logo for logo in logos if logo is not None)
    files = {BRAND_NAME: document.data}
    files |= {f"brand-{_role(place)}{logo.suffix}": logo.data for place, logo in enumerate(found)}
    files |= {
        f"brand-{role_of_block(name)}.html": block.template.source for name, block in blocks.items()
    }
    return Brand(
        publisher=stated.publisher,
        contact=stated.contact,
        logos=found,
        typefaces=typefaces,
        palette=palette,
        cover_map=stated.cover_map,
        foot=stated.foot,
        classification=stated.classification,
        parts=stated.parts,
        headings=stated.headings,
        blocks=blocks,
        files=files,
    )


def check_brand(document: Document, path: Path) -> None:
    """Add the problems of a brand, and of one without any how its colours can be read."""
    brand = resolve_brand(document, files_beside(document, path))
    if brand is None:
        return
    check_typefaces(document, brand.typefaces)
    if "accent" in document.value:
        _tell_colours(document, brand.palette)


# --- colours --------------------------------------------------------------------------------------


def _palette(document: Document, stated: BrandFile) -> Palette | None:
    """The colours that follow from the accent; the kit's own without one."""
    path = ("accent",)
    if stated.accent is None and "accent" not in document.value:
        return DEFAULT_PALETTE
    colour = colour_of(stated.accent or "")
    if colour is None:
        hint = "" if stated.accent else " Without the quotes all that follows a # is a remark."
        document.report("brand.colour", path, value=stated.accent or "", hint=hint)
        return None
    found = contrast(colour, DEFAULT_PALETTE.paper)
    if found < ACCENT_CONTRAST:
        shade = darkened(colour, ACCENT_CONTRAST)
        # rounded down, so that it is never printed as the contrast that it lacks
        texts = {"contrast": f"{int(found * 10) / 10:.1f}", "least": f"{ACCENT_CONTRAST:.0f}"}
        document.report("brand.pale", path, value=colour, shade=shade, **texts)
        return None
    return branded(colour)


def _tell_colours(document: Document, palette: Palette) -> None:
    steps = ", ".join(
        f"{step} {fill} ({contrast(fill, text):.1f})"
        for step, (fill, text) in enumerate(zip(palette.steps, palette.on_steps, strict=True))
    )
    texts = {"accent": palette.accent, "contrast": f"{contrast(palette.accent, palette.paper):.1f}"}
    document.report("brand.colours", ("accent",), steps=steps, band=palette.band, **texts)


# --- logos ----------------------------------------------------------------------------------------


def _role(place: int) -> str:
    return f"logo-{place + 1}"


def _logo(document: Document, place: int, stated: LogoFile, read: ReadFile) -> Logo | None:
    path = ("logos", place, "file")
    data = read(_role(place), stated.file, path, LARGEST_PICTURE)
    if data is None:
        return None
    try:
        picture = read_picture(data)
    except PictureFaultError as fault:
        line = f" (line {fault.line})" if fault.line else ""
        texts = {"what": f"{fault.what}{line}", "cure": fault.cure}
        document.report("brand.logo", path, value=stated.file, **texts)
        return None
    width, height = logo_size(picture.width, picture.height, place)
    return Logo(picture.data, picture.suffix, stated.alt, width, height)
