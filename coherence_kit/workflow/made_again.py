"""A PDF report against the one that the kit makes of what it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from types import MappingProxyType
from typing import Final

from coherence_kit.documents.embedded import read_attachments
from coherence_kit.documents.pdf_comparison import (
    Difference,
    Part,
    differences,
    number_of_pages,
)
from coherence_kit.documents.pdf_makers import makers
from coherence_kit.documents.script_faces import EXTRAS
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.problems import Problem, clip
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.report.pdf import render_pdf
from coherence_kit.rendering.report.recipe import Recipe
from coherence_kit.rendering.report.variants import VARIANTS, with_parts
from coherence_kit.workflow.carried import Carried, sort_files

_MOST_NAMED: Final = 9
_NONE: Final = "none"
_EXTRAS: Final = MappingProxyType({extra.distribution: extra for extra in EXTRAS})

_WORDS: Final[Mapping[Part, str]] = MappingProxyType(
    {
        "actions": "what happens when it is opened or something in it is chosen",
        "bookmarks": "the bookmarks",
        "cover": "the cover that is shown in its place",
        "description": "what the file says of itself",
        "drawing": "what is drawn",
        "extent": "which part of it is shown",
        "files": "the files inside",
        "forms": "fields to fill in",
        "hidden": "parts that nothing leads to",
        "layers": "layers that are shown or hidden",
        "links": "the links and notes that lie over it",
        "other": "an entry",
        "pictures": "the pictures",
        "structure": "what is read aloud and copied",
        "typefaces": "the typefaces",
    }
)


@dataclass(frozen=True, slots=True)
class Doubted:
    """A report that is doubted, and what it carries.

    Args:
        data: the PDF; it may come from anyone.
        carried: its submissions, what they answer, and the figures that they give.
        recipe: how it says that it was made.
        source: the PDF as the user named it.

    """

    data: bytes
    carried: Carried
    recipe: Recipe
    source: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What came out: how many pages the report has, and whether it is the same byte for byte."""

    problems: tuple[Problem, ...]
    pages: int | None = None
    is_as_written: bool = False


def other_makers(recipe: Recipe, source: str) -> list[Problem]:
    """That a report was made with other releases than those here: its pages may well differ."""
    extras = {name: _release(name) for name in recipe.made_with if name in _EXTRAS}
    return _differing_makers(recipe.made_with, makers("") | extras, source)


def compare_pages(
    report: Doubted,
    assessments: Sequence[Assessment],
    beside: Beside = ALONE,
    brand: Brand = UNBRANDED,
) -> Compared:
    """Make the report again, and compare the two in all that a reader is shown, told and offered.

    Raises:
        ProblemsFound: the PDF is damaged or locked.

    """
    source = report.source
    try:
        variant = with_parts(VARIANTS[report.recipe.variant], brand.parts)
    except WrongUseError:  # the kit makes no such report
        params = {"variant": report.recipe.variant}
        return Compared((Problem("verify.no-parts", source, params=params),))
    asked = sum(len(assessment.questions) for assessment in assessments)
    pages, most = number_of_pages(report.data, source), variant.questions_a_page
    # Too few are refused before the thousands are made that its submission would give.
    if most is not None and asked > pages * most:
        return Compared((_page_count(pages, f"more than {asked // most}", source),))
    made = render_pdf(
        assessments,
        date=report.recipe.date,
        attachments=report.carried.attached(),
        language=report.recipe.language,
        beside=beside,
        variant=variant,
        brand=brand,
    )
    found = differences(report.data, made.data, source)
    if not found:
        return Compared((), pages, is_as_written=made.data == report.data)
    # Of the extras it shows only now whether the report asks for them.
    _, again = sort_files(read_attachments(made.data, source=source), source)
    made_with = again.made_with if again else {}
    others = _differing_makers(report.recipe.made_with, made_with, source)
    return Compared(tuple(others or _problems(found, report.data, made.data, source)))


def _release(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return _NONE


def _differing_makers(
    theirs: Mapping[str, str], ours: Mapping[str, str], source: str
) -> list[Problem]:
    names = [
        name
        for name in sorted({*theirs, *ours})
        if theirs.get(name, _NONE) != ours.get(name, _NONE)
    ][:_MOST_NAMED]
    if not names:
        return []
    lacking = [
        _EXTRAS[name].cure for name in names if name in _EXTRAS and ours.get(name, _NONE) == _NONE
    ]
    params = {
        "theirs": _listed(theirs, names),
        "ours": _listed(ours, names),
        "cure": f"install the faces with: {'; '.join(lacking)}" if lacking else "verify it there",
    }
    return [Problem("verify.other-makers", source, params=params)]


def _listed(releases: Mapping[str, str], names: Iterable[str]) -> str:
    return ", ".join(f"{clip(name)} {clip(releases.get(name, _NONE))}" for name in names)


def _problems(
    found: Sequence[Difference], data: bytes, made: bytes, source: str
) -> Iterator[Problem]:
    """A problem for each page, and one for what belongs to none."""
    if any(difference.part == "pages" for difference in found):
        wanted = str(number_of_pages(made, source))
        yield _page_count(number_of_pages(data, source), wanted, source)
        return
    for page, differing in groupby(found, key=lambda one: one.page):
        parts = ", ".join(map(_said, differing))
        if page:
            params = {"page": str(page), "parts": parts}
            yield Problem("verify.page", source, params=params)
        else:
            yield Problem("verify.document", source, params={"parts": parts})


def _page_count(found: int, wanted: str, source: str) -> Problem:
    params = {"found": str(found), "wanted": wanted}
    return Problem("verify.page-count", source, params=params)


def _said(difference: Difference) -> str:
    """The part in words, with its key for those who look into the file."""
    key = f" ({clip(difference.place[-1])})" if difference.place else ""
    return _WORDS[difference.part] + key
