"""Lengths of a printed page, stated once: for its style sheet, and for what has to fit on it.

A table is a frozen dataclass whose fields are lengths and types. `css_properties` writes it out as
custom properties, which the style sheet reads with `var(--…)`; whoever measures reads the fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import ClassVar, NamedTuple

from coherence_kit.documents.text_widths import MM_PER_POINT


class Mm(float):
    """Millimetres."""

    unit: ClassVar[str] = "mm"


class Pt(float):
    """Points, for type and rules."""

    unit: ClassVar[str] = "pt"

    @property
    def mm(self) -> float:
        """The same in millimetres."""
        return self * MM_PER_POINT


class Type(NamedTuple):
    """A size of type and the height of its lines."""

    size: Pt
    line: Pt


def points(size: float, line: float) -> Type:
    """A type by its numbers of points."""
    return Type(Pt(size), Pt(line))


@dataclass(frozen=True)
class PageSizes:
    """The page and the sizes of type that all printed papers share."""

    page_width: Mm = Mm(210)
    page_height: Mm = Mm(297)
    top: Mm = Mm(24)
    side: Mm = Mm(19)
    bottom: Mm = Mm(20)
    side_head: Mm = Mm(44.5)
    body: Type = points(9.5, 13.5)
    table: Type = points(8.75, 11.75)
    small: Type = points(7.75, 10.5)

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.page_width - 2 * self.side

    @property
    def text_height(self) -> float:
        """Between the margins."""
        return self.page_height - self.top - self.bottom


def css_properties(sizes: PageSizes) -> str:
    """Every length as a custom property of the root element.

    A type gives two, such as `--table-size` and `--table-line`.
    """
    return f":root {{ {' '.join(_declarations(sizes))} }}"


def _declarations(sizes: PageSizes) -> Iterator[str]:
    for field in fields(sizes):
        name, value = field.name.replace("_", "-"), getattr(sizes, field.name)
        if isinstance(value, Type):
            yield f"--{name}-size: {_css_length(value.size)};"
            yield f"--{name}-line: {_css_length(value.line)};"
        else:
            yield f"--{name}: {_css_length(value)};"


def _css_length(length: Mm | Pt) -> str:
    return f"{length:g}{length.unit}"
