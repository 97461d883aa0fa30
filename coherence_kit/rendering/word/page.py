"""A page of the report as a tree, its drawings apart."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final, TypeAlias

from coherence_kit.documents.word.blocks import Picture
from coherence_kit.rendering.word.looks import Looks

# lxml ships no types.
Element: TypeAlias = Any

DRAWING: Final = "data-drawing"
"""The attribute of an image that stands for a drawing: its place in the page."""
# Markup is written by templates alone; in what people typed each mark of it is escaped.
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SIZE = re.compile(r'^<svg\b[^>]*? width="([\d.]+)mm"[^>]*? height="([\d.]+)mm"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """The tree of a page, what its style sheet says, and its drawings."""

    root: Element
    looks: Looks
    drawings: tuple[Picture, ...]

    def picture(self, image: Element) -> Picture:
        """What an image shows: one of the drawings, or a logo that lies in its address."""
        if image.get(DRAWING) is not None:
            return self.drawings[int(image.get(DRAWING))]
        width, height = self.looks.size(image)
        kind, _, packed = image.get("src").partition(";base64,")
        data = base64.b64decode(packed, validate=True)
        svg, png = (data.decode(), b"") if kind == "data:image/svg+xml" else ("", data)
        return Picture(svg, width, height, image.get("alt"), png)


def read_page(html: str) -> Page:
    """Read a page that the kit has written.

    A parser of HTML would write the names in drawings in small letters, where XML tells letters
    apart: they are taken out first.
    """
    from lxml import html as lxml_html

    drawings: list[Picture] = []

    def taken(found: re.Match[str]) -> str:
        drawings.append(_drawing(found[0]))
        return f'<img {DRAWING}="{len(drawings) - 1}">'

    styles = "\n".join(_STYLE.findall(html))
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    # The parser does not know that nothing stands in a place to break: all that follows would.
    bare = _DRAWING.sub(taken, _STYLE.sub("", html)).replace("<wbr>", "")
    root = lxml_html.document_fromstring(bare.encode(), parser=parser)
    return Page(root, Looks(root, unescape(styles)), tuple(drawings))


def _drawing(svg: str) -> Picture:
    size, title = _SIZE.match(svg), _TITLE.search(svg)
    if size is None:
        msg = "a drawing of the report has a width and a height in millimetres"
        raise ValueError(msg)
    alt = unescape(title[1]) if title else ""
    return Picture(svg, float(size[1]), float(size[2]), alt)
