"""What a report is made of: a variant is a list of parts, in the order in which they stand.

Each part is a template of its name in report_templates/report; nothing else knows which variant has
which parts. All of them print the same assessment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Final

from coherence_kit.errors import WrongUseError
from coherence_kit.problems import did_you_mean
from coherence_kit.words import message


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts that follow each other: once for each chapter in turn, or once for the whole report."""

    parts: tuple[str, ...]
    each_chapter: bool = True
    is_technical: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to hand an assessment over.

    Args:
        name: by which it is asked for.
        about: what it is, in a few words, for `--help`.
        kind: what it calls itself above its title.
        title: of the file, with `{country}` and `{title}`.
        stretches: its parts.
        questions_a_page: no page prints more questions than this, so that a file of fewer pages
            is none; None where some questions are not printed at all.
        of_several: its parts in a report of several chapters, where they are others.

    """

    name: str
    about: str
    kind: str
    title: str
    stretches: tuple[Stretch, ...]
    questions_a_page: int | None = None
    of_several: tuple[Stretch, ...] = ()

    def of_chapters(self, number: int) -> Variant:
        """As it is for so many chapters."""
        several = number > 1 and self.of_several
        return replace(self, stretches=self.of_several) if several else self

    @property
    def parts(self) -> frozenset[str]:
        """Every part that it has, where there is something to print in it."""
        return frozenset(part for stretch in self.stretches for part in stretch.parts)

    def parts_of_chapters(self, *, is_technical: bool) -> tuple[str, ...]:
        """The parts that each chapter has, of the main report or of the technical volume."""
        return tuple(
            part
            for stretch in self.stretches
            if stretch.each_chapter and stretch.is_technical == is_technical
            for part in stretch.parts
        )


_TITLE_PAGE = (Stretch(("cover",), each_chapter=False), Stretch(("draft",)))
_JOINT = Stretch(("joint",), each_chapter=False)
"""In front of several chapters; a report of one has nothing there."""
_FRONT = (
    *_TITLE_PAGE,
    _JOINT,
    Stretch(("glance",)),
    Stretch(("contents", "about"), each_chapter=False),
)
_MAIN = Stretch(("profile", "moved", "sections", "actions", "forward", "differences", "partners"))
_TECHNICAL = (
    Stretch(("measures", "answers", "method", "sources", "frameworks"), is_technical=True),
    Stretch(("partner_answers",), each_chapter=False, is_technical=True),
)
_REPORT, _REPORT_TITLE = message("Gap report"), message("{country}: gap report, {title}")

FULL: Final = "full"
"""The variant of who asks for none: nothing that was typed may be missing from it."""

VARIANTS: Final[Mapping[str, Variant]] = MappingProxyType(
    {
        variant.name: variant
        for variant in (
            Variant(
                FULL,
                "the main report and the technical volume in one file",
                _REPORT,
                _REPORT_TITLE,
                (*_FRONT, _MAIN, *_TECHNICAL),
                questions_a_page=100,
            ),
            Variant(
                "main",
                "the main report",
                _REPORT,
                _REPORT_TITLE,
                (*_FRONT, _MAIN),
            ),
            Variant(
                "annex",
                "the technical volume: measures in full, every answer, method, sources",
                message("Gap report: technical volume"),
                message("{country}: technical volume of the gap report, {title}"),
                (*_TITLE_PAGE, Stretch(("contents",), each_chapter=False), *_TECHNICAL),
                questions_a_page=100,
            ),
            Variant(
                "brief",
                "two pages: at a glance, and what to do",
                message("Gap report in brief"),
                message("{country}: gap report in brief, {title}"),
                (Stretch(("draft",)), Stretch(("glance", "todo"))),
                of_several=(
                    Stretch(("draft",)),
                    Stretch(("joint", "joint_todo"), each_chapter=False),
                ),
            ),
            Variant(
                "plan",
                "the measures alone, with who and by when, to fill in and to sign",
                message("Action plan"),
                message("{country}: action plan, {title}"),
                (Stretch(("draft",)), Stretch(("plan",))),
            ),
        )
    }
)


_DRAFT: Final = "draft"
"""A draft says that it is one, whatever a brand leaves out."""
_WITH_COUNTRY: Final = ("cover", "glance")
"""Parts that may be the first: their heading is the country, under which all others stand."""
NAMED_PARTS: Final = tuple(
    part for row in VARIANTS[FULL].stretches for part in row.parts if part != _DRAFT
)
"""Parts that a brand may leave out or move, in the order of the full report."""
_OF_OTHERS: Final = frozenset().union(*(one.parts for one in VARIANTS.values())) - {*NAMED_PARTS}
HEADED_PARTS: Final = tuple(
    part for part in (*NAMED_PARTS, *sorted(_OF_OTHERS)) if part not in {_DRAFT, "sections"}
)
"""Parts that a brand may call otherwise; each section is called as its questionnaire says."""


def with_parts(variant: Variant, parts: Sequence[str]) -> Variant:
    """A variant with only these of its parts, in this order; as it is where none are named.

    What has parts of its own, as the brief has, is as it is too: these are few and belong together.
    Where the first one left would not name the country, one that does is put there: the cover, or
    the page at a glance.

    Raises:
        WrongUseError: of the variant nothing is left that says anything.

    """
    if not parts or not variant.parts <= {*NAMED_PARTS, _DRAFT}:
        return variant
    rows = [(row, part) for row in variant.stretches for part in row.parts]
    chosen = [(row, part) for part in parts for row, own in rows if own == part]
    if all(part in {"cover", "contents"} for _, part in chosen):
        msg = (
            f"The brand leaves out every part of {variant.name}, {variant.about}. Choose another "
            "--variant, or name more parts: in the brand."
        )
        raise WrongUseError(msg)
    if chosen[0][1] not in _WITH_COUNTRY:
        first = next(row for name in _WITH_COUNTRY for row in rows if row[1] == name)
        chosen = [first, *(row for row in chosen if row != first)]
    drafts = [row for row in rows if row[1] == _DRAFT]
    place = 1 if chosen[0][1] == "cover" else 0
    chosen[place:place] = drafts
    stretches = tuple(
        Stretch(tuple(part for _, part in group), each_chapter=each, is_technical=technical)
        for (each, technical), group in groupby(
            chosen, key=lambda one: (one[0].each_chapter, one[0].is_technical)
        )
    )
    kept = {part for _, part in chosen}
    most = variant.questions_a_page if "answers" in kept else None
    return replace(variant, stretches=stretches, questions_a_page=most)


def variant_named(name: str | None) -> Variant:
    """A variant by its name; the full report for None.

    Raises:
        WrongUseError: there is none of that name.

    """
    if name is None:
        return VARIANTS[FULL]
    if name not in VARIANTS:
        known = ", ".join(VARIANTS)
        msg = (
            f'There is no variant "{name}" of a report; there are {known}.'
            f"{did_you_mean(name, VARIANTS)}"
        )
        raise WrongUseError(msg)
    return VARIANTS[name]
