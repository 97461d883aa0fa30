"""Blocks as the body of a document. Typed text becomes text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coherence_kit.documents.word.blocks import (
    PLAIN,
    Block,
    Caption,
    Cell,
    Contents,
    Document,
    Inline,
    Look,
    Paragraph,
    Picture,
    Table,
    Text,
)
from coherence_kit.documents.word.column_widths import fitting_widths
from coherence_kit.documents.word.numbering import FIRST_OWN
from coherence_kit.documents.word.pictures import Pictures
from coherence_kit.documents.word.styles import KIT_THEME, PART_STYLE, styles_of
from coherence_kit.documents.word.xml import RELATIONS, escaped, twips

_IDS_BY_NAME = {style.name: style.id for style in styles_of(KIT_THEME)}
_PIECES = re.compile(r"([\n\t])")
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_NO_CELL = Cell(())
_LONGEST_BOOKMARK = 40  # Word cuts longer names


@dataclass(slots=True)
class Body:
    """The body of one document.

    Args:
        document: what is written.
        ids: of its styles, by the kit's own.
        text_width: of a page in millimetres.
        numbers_from: the first number of a numbered list.
        bullets: the number of the list with bullets.
        bookmarks_from: the first number of a bookmark.
        pictures: its drawings.
        prefix: of the names of bookmarks and relations.
        says_language: whether each run says its language, which the file has another way.

    """

    document: Document
    ids: Mapping[str, str]
    text_width: float
    numbers_from: int = FIRST_OWN
    bullets: int = 2
    bookmarks_from: int = 1
    pictures: Pictures = field(default_factory=Pictures)
    prefix: str = "report"
    says_language: bool = False
    _links: dict[str, str] = field(default_factory=dict)
    _bookmarks: dict[str, str] = field(default_factory=dict)
    _begun: int = 0

    def xml(self) -> str:
        """All blocks, one after the other."""
        return "".join(self._block(block) for block in self.document.blocks)

    def relations(self) -> str:
        """How the document refers to its drawings and to addresses of the web."""
        links = "".join(
            f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{escaped(address)}" '
            'TargetMode="External"/>'
            for address, name in self._links.items()
        )
        return self.pictures.relations() + links

    @property
    def _shrunk(self) -> float:
        """What drawings are multiplied with, where the page is narrower than they are made for."""
        return min(1.0, self.text_width / self.document.text_width)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Caption():
                return self._caption(block)
            case Table():
                return self._table(block)
            case Contents():
                return self._contents(block)

    def _style(self, name: str) -> str:
        return escaped(self.ids[_IDS_BY_NAME[name]])

    def _paragraph(self, block: Paragraph, cell: Cell = _NO_CELL) -> str:
        align = block.align or cell.align
        properties = (
            f'<w:pStyle w:val="{self._style(block.style)}"/>' if block.style != "Normal" else "",
            "<w:keepNext/>" if block.stays_with_next else "",
            "<w:pageBreakBefore/>" if block.begins_page else "",
            self._list_item(block),
            _stops([stop * self._shrunk for stop in block.stops]),
            "<w:bidi/>" if self.says_language and self.document.direction == "rtl" else "",
            f'<w:jc w:val="{align}"/>' if align else "",
        )
        inside = "".join(self._runs(block.runs, cell))
        start, end = self._bookmarked(block.anchors)
        kept = "".join(properties)
        kept = f"<w:pPr>{kept}</w:pPr>" if kept else ""
        return f"<w:p>{kept}{start}{inside}{end}</w:p>"

    def _list_item(self, block: Paragraph) -> str:
        if block.style == "List Bullet":
            number = self.bullets
        elif block.list_number:
            number = self.numbers_from + block.list_number - 1
        else:
            return ""
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'

    def _bookmarked(self, anchors: Sequence[str]) -> tuple[str, str]:
        start, end = "", ""
        for anchor in anchors:
            number = self.bookmarks_from + self._begun
            self._begun += 1
            start += f'<w:bookmarkStart w:id="{number}" w:name="{self._bookmark(anchor)}"/>'
            end += f'<w:bookmarkEnd w:id="{number}"/>'
        return start, end

    def _bookmark(self, anchor: str) -> str:
        """A name that Word takes: letters, digits and low lines, and none twice."""
        if anchor not in self._bookmarks:
            name = f"{self.prefix}_" + re.sub(r"[^A-Za-z0-9]", "_", anchor)
            taken = set(self._bookmarks.values())
            if len(name) > _LONGEST_BOOKMARK or name in taken:
                name = f"{name[: _LONGEST_BOOKMARK - 7]}_{len(taken)}"
            self._bookmarks[anchor] = name
        return self._bookmarks[anchor]

    def _runs(self, runs: Sequence[Inline], cell: Cell) -> Iterator[str]:
        for run in runs:
            if isinstance(run, Picture):
                width, height = run.width * self._shrunk, run.height * self._shrunk
                yield self.pictures.xml(replace(run, width=width, height=height))
                continue
            made = self._run(run, cell)
            if run.link.startswith("#"):
                made = (
                    f'<w:hyperlink w:anchor="{self._bookmark(run.link[1:])}" w:history="1">'
                    f"{made}</w:hyperlink>"
                )
            elif run.link:
                name = self._links.setdefault(run.link, f"{self.prefix}Link{len(self._links) + 1}")
                made = f'<w:hyperlink r:id="{name}" w:history="1">{made}</w:hyperlink>'
            yield made

    def _run(self, run: Text, cell: Cell) -> str:
        is_bold = run.is_bold or (cell.is_bold and not run.is_muted)
        ink = run.look.ink or cell.look.ink
        style = "Hyperlink" if run.link else "Report Quiet" if run.is_muted else ""
        style = PART_STYLE if run.is_part else style
        properties = (
            f'<w:rStyle w:val="{self._style(style)}"/>' if style else "",
            "<w:b/><w:bCs/>" if is_bold else "",
            "<w:i/><w:iCs/>" if run.is_italic else "",
            f'<w:color w:val="{ink}"/>' if ink else "",
            _edge("w:bdr", run.look.edge, room=1),
            _fill(run.look),
            "<w:rtl/>" if self._is_from_right(run) else "",
            self._language(run.language or (self.document.language if self.says_language else "")),
        )
        kept = "".join(properties)
        return f"<w:r>{f'<w:rPr>{kept}</w:rPr>' if kept else ''}{_text(run.text)}</w:r>"

    def _is_from_right(self, run: Text) -> bool:
        return (run.direction or self.document.direction) == "rtl"

    def _language(self, language: str) -> str:
        if not language:
            return ""
        said = escaped(language)
        return f'<w:lang w:val="{said}" w:eastAsia="{said}" w:bidi="{said}"/>'

    def _caption(self, block: Caption) -> str:
        start, end = self._bookmarked(block.anchors)
        number = simple_field(f"SEQ {block.counter} \\* ARABIC", str(block.number))
        inside = f"{_run_of(block.before)}{number}{_run_of(block.after)}"
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._style("caption")}"/></w:pPr>'
            f"{start}{inside}{end}</w:p>"
        )

    def _contents(self, block: Contents) -> str:
        """A field over several paragraphs; what stands in it is replaced when it is updated."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-{block.ranks}" \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = []
        for place, entry in enumerate(block.entries):
            style = self._style(f"toc {min(entry.rank, 2)}")
            lines.append(
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{begin if not place else ""}'
                f'<w:hyperlink w:anchor="{self._bookmark(entry.anchor)}" w:history="1">'
                f"{_run_of(entry.text)}</w:hyperlink>"
                f"{_END if place == len(block.entries) - 1 else ''}</w:p>"
            )
        return "".join(lines)

    def _table(self, block: Table) -> str:
        rows_of_cells = (*block.head, *block.body)
        fitting = fitting_widths(block.widths, rows_of_cells, self.text_width)
        widths = [twips(width) for width in fitting]
        from_right = "<w:bidiVisual/>" if self.document.direction == "rtl" else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        look = f'w:firstRow="{int(bool(block.head))}" w:lastRow="0" w:firstColumn="0"'
        rows = [
            *(self._rows(block.head, widths, is_head=True)),
            *(self._rows(block.body, widths, is_head=False, least=block.least_height)),
        ]
        # Two tables that touch would become one, and a document must not end with one.
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._style(block.style)}"/>{from_right}'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{"0020" if block.head else "0000"}" {look} w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(rows)}</w:tbl>{_BEHIND_TABLE}"
        )

    def _rows(
        self,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[int],
        *,
        is_head: bool,
        least: float = 0.0,
    ) -> Iterator[str]:
        tall = f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""
        head = "<w:tblHeader/>" if is_head else ""
        kept = f"<w:trPr><w:cantSplit/>{tall}{head}</w:trPr>"
        over: dict[int, tuple[int, Cell]] = {}  # by column: how many rows a cell above still takes
        for row in rows:
            cells, column, waiting = [], 0, list(row)
            while column < len(widths):
                left, above = over.pop(column, (0, None))
                if above is not None:
                    cell, is_new = above, False
                    if left > 1:
                        over[column] = (left - 1, above)
                else:
                    cell = waiting.pop(0) if waiting else Cell((Paragraph((), "Report Cell"),))
                    is_new = True
                    if cell.rows > 1:
                        over[column] = (cell.rows - 1, cell)
                span = max(1, min(cell.columns, len(widths) - column))
                width = sum(widths[column : column + span])
                cells.append(self._cell(cell, width, span, is_new=is_new, is_head=is_head))
                column += span
            yield f"<w:tr>{kept}{''.join(cells)}</w:tr>"

    def _cell(self, cell: Cell, width: int, span: int, *, is_new: bool, is_head: bool) -> str:
        edge = cell.look.edge
        borders = "".join(_edge(f"w:{side}", edge) for side in ("top", "left", "bottom", "right"))
        merged = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        properties = (
            f'<w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            merged if is_new else "<w:vMerge/>",
            f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "",
            _fill(cell.look),
            '<w:vAlign w:val="bottom"/>' if is_head else "",
        )
        blocks = cell.blocks if is_new and cell.blocks else (Paragraph((), "Report Cell"),)
        inside = "".join(self._paragraph(block, cell) for block in blocks)
        return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{inside}</w:tc>"


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_NARROW_LINE = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
_BEHIND_TABLE = f"<w:p><w:pPr>{_NARROW_LINE}</w:pPr></w:p>"


def _text(text: str) -> str:
    return "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escaped(piece)}</w:t>'
        for piece in _PIECES.split(text)
        if piece
    )


def _run_of(text: str) -> str:
    return f"<w:r>{_text(text)}</w:r>" if text else ""


def simple_field(instruction: str, shown: str) -> str:
    """A field of one line; the instruction is the kit's own, never typed text."""
    return (
        f'<w:fldSimple w:instr=" {escaped(instruction)} "><w:r><w:t>{escaped(shown)}</w:t></w:r>'
        "</w:fldSimple>"
    )


def _stops(stops: Sequence[float]) -> str:
    found = "".join(f'<w:tab w:val="center" w:pos="{twips(stop)}"/>' for stop in stops)
    return f"<w:tabs>{found}</w:tabs>" if found else ""


def _fill(look: Look) -> str:
    if look is PLAIN or not look.fill:
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>'


def _edge(name: str, edge: str, *, room: int = 0) -> str:
    if not edge:
        return ""
    return f'<{name} w:val="{edge}" w:sz="6" w:space="{room}" w:color="4A5763"/>'
