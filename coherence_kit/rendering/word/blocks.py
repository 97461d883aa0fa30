"""The page of a report as blocks, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coherence_kit.documents.word.blocks import (
    PLAIN,
    Align,
    Block,
    Caption,
    Cell,
    Contents,
    Entry,
    Inline,
    Look,
    Paragraph,
    Table,
    Text,
)
from coherence_kit.rendering.report.sizes import SIZES
from coherence_kit.rendering.word.inlines import Inlines, State, text_runs, tidied
from coherence_kit.rendering.word.page import Element, Page

CaptionWords = Callable[[str, str], tuple[str, str]]
"""A kind of thing that is counted and its name, to what stands before and behind its number."""

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div"),
        *("dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "li", "main", "nav", "ol", "p", "section", "summary", "table"),
        "ul",
    )
)
_STYLES: Final = (
    # The first class that an element has decides; what has none of them is common text.
    ("eyebrow", "Report Eyebrow"),
    ("kind", "Report Kind"),
    ("publisher", "Report Publisher"),
    ("tag", "Report Tag"),
    ("title", "Subtitle"),
    ("figure", "Report Figure"),
    ("lead", "Report Lead"),
    ("key", "Report Key"),
    ("note", "Report Note"),
    ("label", "Report Side Head"),
    ("thead", "Report Side Head"),
)
_HEADING = re.compile(r"h([1-6])\Z")
_LOWEST_HEADING: Final = 4
_RANK = re.compile(r"\brank(\d)")
_NARROWEST: Final = 10.0  # of a column without a width, in millimetres
_ROOMY: Final = 45.0  # a column of text
_MORE: Final = 3.0  # what a narrow column gets of it
_JOINED: Final = " · "


@dataclass(slots=True)
class Walker:
    """Walks a page and collects its blocks.

    Args:
        page: what is read.
        text_width: of the report, in millimetres.
        caption: how tables and figures are called.
        is_several: whether its chapters have headings of their own, one rank above the parts.

    """

    page: Page
    text_width: float
    caption: CaptionWords
    is_several: bool
    blocks: list[Block] = field(default_factory=list)
    _anchors: list[str] = field(default_factory=list)
    _begins_page: bool = False
    _counted: dict[str, int] = field(default_factory=dict)
    _lists: int = 0
    _part: str = ""

    def walk(self) -> list[Block]:
        """All blocks of the page."""
        self._inside(self.page.root.find("body"), State(), "Normal")
        return self.blocks

    @property
    def _inlines(self) -> Inlines:
        return Inlines(self.page)

    def _element(self, element: Element, state: State, style: str) -> None:
        """One element that stands by itself."""
        classes = element.get("class", "").split()
        if _is_of_the_screen(element, classes):
            return
        self._open(element, classes)
        state = self._inlines.state_in(element, state)
        heading = _HEADING.match(element.tag)
        if "toc" in classes:
            self._contents(element)
        elif heading:
            self._heading(element, state, int(heading[1]))
        elif element.tag == "table":
            self._table(element, state)
        elif element.tag in {"ul", "ol"}:
            self._list(element, state, classes)
        elif not self._own_kind(element, state, classes):
            self._inside(element, state, _style_of(classes, style))

    def _own_kind(self, element: Element, state: State, classes: Sequence[str]) -> bool:
        """Whether it is of a kind that the report alone has, and is written here."""
        if element.tag == "dl" or "pair" in classes:
            self._pairs(list(element), state)
        elif "logos" in classes:
            self._logos(list(element), state)
        elif "zones" in classes:
            self._joined(list(element), state)
        elif "measure" in classes:
            self._measure(element, state)
        elif "chart" in classes:
            self._chart(element, state)
        else:
            return False
        return True

    def _open(self, element: Element, classes: Sequence[str]) -> None:
        if element.get("id"):
            self._anchors.append(element.get("id"))
        if element.get("data-running"):
            self._part = element.get("data-running")
        if element.tag == "section" and "part" in classes and self.blocks:
            begins = self.page.looks.of(element).get("break-before") == "page"
            self._begins_page |= begins and "section" not in classes
        if element.get("data-chapter"):
            self._add((Text(element.get("data-chapter")),), "heading 1")

    def _inside(self, element: Element, state: State, style: str) -> None:
        """The content of an element: text becomes paragraphs between what stands by itself."""
        pending: list[Inline] = list(text_runs(element.text, state))
        for child in element:
            if self._stands_apart(child):
                self._add(pending, style)
                pending = []
                self._element(child, state, style)
            else:
                pending.extend(self._inlines.of(child, state))
            pending.extend(text_runs(child.tail, state))
        self._add(pending, style)

    def _stands_apart(self, child: Element) -> bool:
        return child.tag in _BLOCKS

    def _add(self, runs: Sequence[Inline], style: str, **more: bool | int) -> None:
        kept = tidied(runs)
        if not kept:
            return
        if style == "Report Eyebrow":
            kept = _with_part(kept)
        number = int(more.get("list_number", 0))
        stays = bool(more.get("stays_with_next", False))
        anchors, begins = tuple(self._anchors), self._begins_page
        self._anchors, self._begins_page = [], False
        self.blocks.append(
            Paragraph(
                kept,
                style,
                anchors,
                begins_page=begins,
                stays_with_next=stays,
                list_number=number,
            )
        )

    def _heading(self, element: Element, state: State, rank: int) -> None:
        if rank == 1:
            self._title(element, state)
            return
        runs = self._runs(element, state)
        behind = element.getnext()
        is_listed = bool(element.get("data-bookmark"))
        if rank == 3 and not is_listed and behind is not None and _has_heads(behind):  # noqa: PLR2004
            self._caption("Table", "".join(run.text for run in runs if isinstance(run, Text)))
            return
        level = min(rank - 1 + self.is_several, _LOWEST_HEADING)
        self._add(runs, f"heading {level}")

    def _title(self, element: Element, state: State) -> None:
        """The title, and below it what stands behind it in smaller letters."""
        others = element.find_class("about")
        about = [run for other in others for run in self._inlines.of(other, state)]
        for other in others:
            other.drop_tree()
        self._add(self._runs(element, state), "Title")
        self._add(about, "Report Lead")

    def _caption(self, counter: str, text: str) -> None:
        self._counted[counter] = number = self._counted.get(counter, 0) + 1
        before, after = self.caption(counter, text)
        anchors, self._anchors = tuple(self._anchors), []
        self.blocks.append(
            Caption(before, after, "Table" if counter == "Table" else "Figure", number, anchors)
        )

    def _contents(self, element: Element) -> None:
        entries = []
        for link in element.iter("a"):
            text = "".join(run.text for run in self._runs(link, State()) if isinstance(run, Text))
            if text and link.get("href", "").startswith("#"):
                entries.append(Entry(_rank_of(link), text, link.get("href")[1:]))
        if entries:
            self.blocks.append(Contents(tuple(entries), 1 + self.is_several))

    def _runs(self, element: Element, state: State) -> tuple[Inline, ...]:
        return tidied(self._inlines.of(element, state))

    def _list(self, element: Element, state: State, classes: Sequence[str]) -> None:
        number = 0
        if element.tag == "ol":
            self._lists += 1
            number = self._lists
        style = "List Number" if number else "Normal" if "plain" in classes else "List Bullet"
        for item in element:
            before = len(self.blocks)
            self._element(item, state, "Normal")
            if len(self.blocks) == before:
                continue
            first = self.blocks[before]
            if isinstance(first, Paragraph):
                self.blocks[before] = replace(first, style=style, list_number=number)

    def _pairs(self, parts: Sequence[Element], state: State) -> None:
        """Names, each followed by what it names: on one line, where that is text."""
        name: tuple[Inline, ...] = ()
        for part in parts:
            if part.tag == "dt" or "name" in part.get("class", "").split():
                self._add(name, "Report Side Head")
                name = tuple(
                    replace(run, is_muted=True) if isinstance(run, Text) else run
                    for run in self._runs(part, state)
                )
                continue
            before = len(self.blocks)
            self._element(part, state, "Normal")
            added = self.blocks[before:]
            first = added[0] if added else None
            if name and isinstance(first, Paragraph) and not first.style.startswith("List"):
                runs = (*name, Text("\t"), *first.runs)
                self.blocks[before] = replace(first, runs=runs, style="Report Pair")
                self._indent(before + 1)
            elif name:
                self.blocks.insert(before, Paragraph(name, "Report Side Head"))
            name = ()
        self._add(name, "Report Side Head")

    def _indent(self, start: int) -> None:
        """Further paragraphs of what is named stand below the first."""
        for place in range(start, len(self.blocks)):
            block = self.blocks[place]
            if isinstance(block, Paragraph) and block.style == "Normal":
                runs = (Text("\t"), *block.runs)
                self.blocks[place] = replace(block, runs=runs, style="Report Pair")

    def _joined(self, parts: Sequence[Element], state: State) -> None:
        """Short texts side by side, on one line."""
        runs: list[Inline] = []
        for part in parts:
            runs += [Text(_JOINED)] * bool(runs) + [*self._runs(part, state)]
        self._add(runs, "Report Key")

    def _logos(self, parts: Sequence[Element], state: State) -> None:
        """The first where lines begin, the second where they end."""
        runs: list[Inline] = []
        for part in parts:
            runs += [Text("\t")] * bool(runs) + [*self._runs(part, state)]
        self._add(runs, "Report Logos")

    def _measure(self, element: Element, state: State) -> None:
        """What it is called stands first, which the page has beside its facts."""
        title = element.find(".//h4")
        if title is not None:
            self._element(title, state, "Normal")
            tail, parent = title.tail, title.getparent()
            parent.remove(title)
            parent.text = f"{parent.text or ''}{tail or ''}"
        self._inside(element, state, "Normal")

    def _chart(self, element: Element, state: State) -> None:
        self._caption("Figure", self._part)
        self._add(self._runs(element, state), "Normal", stays_with_next=True)

    def _table(self, element: Element, state: State) -> None:
        rows = [(row, _is_head(row)) for row in element.iter("tr")]
        head = tuple(self._row(row, state, is_head=True) for row, is_head in rows if is_head)
        body = tuple(self._row(row, state, is_head=False) for row, is_head in rows if not is_head)
        count = max((sum(c.columns for c in row) for row in (*head, *body)), default=0)
        if not count:
            return
        caption = element.find("caption")
        if caption is not None:
            texts = (run.text for run in self._runs(caption, state) if isinstance(run, Text))
            self._caption("Table", "".join(texts))
        if self._anchors or self._begins_page:
            self._add((Text("\N{ZERO WIDTH SPACE}"),), "Report Cell", stays_with_next=True)
        is_map = bool({"tiles", "map"} & set(element.get("class", "").split()))
        style = "Report Tiles" if is_map else "Report Table"
        tall = max(map(self.page.looks.height, element.iter("td")), default=0.0)
        widths = self._widths(element, count)
        self.blocks.append(Table(widths, head, body or ((),), style, 0.0 if is_map else tall))

    def _widths(self, element: Element, count: int) -> tuple[float, ...]:
        """Of the columns: as the style sheet has them, what is left shared among the others."""
        columns = element.findall("colgroup/col")
        known = [self.page.looks.width(column) for column in columns][:count]
        known += [None] * (count - len(known))
        others = known.count(None)
        left = self.text_width - sum(width or 0 for width in known)
        share = max(left / others, _NARROWEST) if others else 0.0
        if others and share > _ROOMY:  # the faces of a word processor are wider than the report's
            more = min(_MORE, (share - _ROOMY) * others / max(1, count - others))
            share -= more * (count - others) / others
            known = [width if width is None else width + more for width in known]
        return tuple(share if width is None else width for width in known)

    def _row(self, row: Element, state: State, *, is_head: bool) -> tuple[Cell, ...]:
        return tuple(self._cell(cell, state, is_head=is_head) for cell in row)

    def _cell(self, cell: Element, state: State, *, is_head: bool) -> Cell:
        kept, self.blocks = self.blocks, []
        style = "Report Cell Head" if is_head else "Report Cell"
        state = self._inlines.state_in(cell, state)
        if cell.get("id"):
            self._anchors.append(cell.get("id"))
        self._inside(cell, state, style)
        found, self.blocks = self.blocks, kept
        stops = self._stops(cell) if is_head else ()
        if stops:
            runs = [run for child in cell for run in (Text("\t"), *self._runs(child, state))]
            found = [Paragraph(tuple(runs), style, stops=stops)]
        paragraphs = tuple(
            replace(block, style=style) if block.style in {"Normal", "Report Note"} else block
            for block in found
            if isinstance(block, Paragraph)
        )
        return Cell(
            paragraphs,
            int(cell.get("colspan") or 1),
            int(cell.get("rowspan") or 1),
            self._look(cell, is_head=is_head),
            self._align(cell),
            is_bold=cell.tag == "th" and not is_head,
        )

    def _look(self, cell: Element, *, is_head: bool) -> Look:
        if "write" in cell.get("class", "").split():
            return Look(edge="dotted")  # a line around what a hand fills in
        return PLAIN if is_head else self.page.looks.look(cell)

    def _stops(self, cell: Element) -> tuple[float, ...]:
        """Where the marks of an axis stand in a cell: boxes of one width, side by side."""
        widths = [self.page.looks.width(child) for child in cell if not child.tail]
        steps = [width for width in widths if width is not None]
        if len(steps) != len(cell) or len(steps) < 2:  # noqa: PLR2004  (an axis has two ends)
            return ()
        first = SIZES.strip_width / 2 - steps[0] * (len(steps) - 1) / 2
        return tuple(first + steps[0] * place for place in range(len(steps)))

    def _align(self, cell: Element) -> Align:
        found = self.page.looks.of(cell).get("text-align", "")
        return "end" if found == "end" else "center" if found == "center" else ""


def _is_of_the_screen(element: Element, classes: Sequence[str]) -> bool:
    """Ways about a page, and what stays in view; a word processor has both of its own."""
    if "classification" in classes:
        return True
    return element.tag == "hr" or (element.tag == "nav" and not element.find_class("toc"))


def _with_part(runs: Sequence[Inline]) -> tuple[Inline, ...]:
    """The line above a heading, of which the first words name the part."""
    first, *others = runs
    if isinstance(first, Text) and not first.is_muted:
        first = replace(first, is_part=True)
    return (first, *others)


def _style_of(classes: Sequence[str], style: str) -> str:
    return next((name for css, name in _STYLES if css in classes), style)


def _is_head(row: Element) -> bool:
    return bool(row.getparent().tag == "thead")


def _has_heads(element: Element) -> bool:
    return element.tag == "table" and element.find("thead") is not None


def _rank_of(link: Element) -> int:
    """How deep a line of the contents stands, from 1."""
    for element in (link, *link.iterancestors()):
        found = _RANK.search(element.get("class", ""))
        if found:
            return max(1, int(found[1]))
    return 1
