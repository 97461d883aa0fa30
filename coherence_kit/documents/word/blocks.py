"""What a document of a word processor is made of, without a word of its file format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

TEXT_WIDTH: Final = 172.0
"""Of the kit's own pages: A4 upright, in millimetres."""
WIDE_TEXT: Final = 259.0
"""Of those that lie on their side."""
Align = Literal["", "end", "center"]
Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run or a cell differs from its style; colours as six hexadecimal digits, or empty.

    Args:
        fill: behind the text.
        ink: of the text.
        edge: how the outline is drawn.

    """

    fill: str = ""
    ink: str = ""
    edge: Literal["", "single", "dashed", "dotted"] = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Text:
    r"""A run of text; "\n" ends a line, "\t" goes to the next stop.

    Args:
        text: as it is read.
        is_bold: likewise.
        is_muted: said more quietly than the rest.
        is_italic: stressed.
        look: its colours.
        link: `#` and an anchor of the document, or an address of the web; empty for none.
        language: where it is another one than the document's.
        direction: likewise.
        is_part: whether it names the part of the report that the pages behind it belong to.

    """

    text: str
    is_bold: bool = False
    is_muted: bool = False
    look: Look = PLAIN
    link: str = ""
    language: str = ""
    direction: Direction | Literal[""] = ""
    is_italic: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in a line of text.

    Args:
        svg: the whole drawing; it asks for no font and nothing beside it. Empty for a picture.
        width: in millimetres.
        height: in millimetres.
        alt: what is read aloud in its place; empty where it only adorns.
        png: a picture made of dots, in place of a drawing.

    """

    svg: str
    width: float
    height: float
    alt: str
    png: bytes = b""


Inline: TypeAlias = Text | Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Args:
        runs: what it says.
        style: a name in `styles.styles_of`.
        anchors: by which links find it.
        begins_page: whether it stands on the top of a page.
        align: empty for that of the style.
        stays_with_next: whether no page ends behind it.
        list_number: which list of the document it is an item of; 0 for none.
        stops: for tabs, in millimetres; text stands around each.

    """

    runs: tuple[Inline, ...]
    style: str = "Normal"
    anchors: tuple[str, ...] = ()
    begins_page: bool = False
    align: Align = ""
    stays_with_next: bool = False
    list_number: int = 0
    stops: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Caption:
    """What a table or a figure is called, with a number that the word processor counts.

    Args:
        before: text before the number.
        after: text behind it.
        counter: what is counted, a plain word.
        number: as it stands now.
        anchors: by which links find it.

    """

    before: str
    after: str
    counter: Literal["Table", "Figure"]
    number: int
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Args:
        blocks: its paragraphs.
        columns: how many it spans.
        rows: how many it spans.
        look: its colours.
        align: of its paragraphs.
        is_bold: of its paragraphs.

    """

    blocks: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    look: Look = PLAIN
    align: Align = ""
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its rows have as many columns as there are widths.

    Args:
        widths: of its columns, in millimetres; scaled to the width of the text.
        head: rows that are repeated on each page.
        body: the others; at least one.
        style: `Report Table`, or `Report Tiles` for a map of coloured cells.
        least_height: of the rows of its body, in millimetres; 0 for that of their text.

    """

    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    style: str = "Report Table"
    least_height: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its rank from 1, its text, and the anchor that it leads to."""

    rank: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of contents, filled in; the word processor adds page numbers when it is updated."""

    entries: tuple[Entry, ...]
    ranks: int


Block: TypeAlias = Paragraph | Caption | Table | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Args:
        title: of its properties.
        author: likewise.
        language: of its texts, as BCP 47.
        direction: in which it is read.
        day: when it was made; None where that is not known.
        blocks: in the order in which they are read.
        heading: what runs over its pages.
        footing: what runs under them, beside the number of the page.
        numbered_ranks: how many ranks of headings bear a number.
        text_width: that its drawings and tables are made for, in millimetres: `TEXT_WIDTH`, or
            `WIDE_TEXT`.
        classification: above and below every page, the first one too; empty for none.
        publisher: of its properties; empty for none.

    """

    title: str
    author: str
    language: str
    direction: Direction
    day: dt.date | None
    blocks: Sequence[Block]
    heading: str
    footing: str
    numbered_ranks: int = 1
    text_width: float = TEXT_WIDTH
    classification: str = ""
    publisher: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether its own pages lie on their side."""
        return self.text_width > TEXT_WIDTH

    @property
    def lists(self) -> int:
        """How many numbered lists there are, in cells of tables too."""
        return max((one.list_number for one in self.paragraphs()), default=0)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, those of cells among them."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            elif isinstance(block, Table):
                for row in (*block.head, *block.body):
                    for cell in row:
                        yield from cell.blocks
