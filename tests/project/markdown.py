"""What the pages of the documentation hold: their headings, links and fenced blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

CHECKOUT = Path(__file__).parents[2]
_PARSER = MarkdownIt("commonmark").enable("table")
_NAME = re.compile(r"# (?P<file>[\w./-]+\.(?:yaml|py|csv))(?P<wrong> \(with a mistake\))?\n")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the line of the page on which it begins."""

    language: str
    text: str
    line: int

    @property
    def file(self) -> str:
        """The file that its first line, a comment, names; empty without one."""
        found = _NAME.match(self.text)
        return found["file"] if found else ""

    @property
    def is_wrong(self) -> bool:
        """Whether the page says that the file has a mistake on purpose."""
        found = _NAME.match(self.text)
        return bool(found and found["wrong"])


@dataclass(frozen=True)
class Page:
    """A page of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        """Where it lies in the checkout."""
        return self.path.relative_to(CHECKOUT).as_posix()

    @cached_property
    def tokens(self) -> list[Token]:
        return _PARSER.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def blocks(self) -> list[Block]:
        """Its fenced blocks, from the top down."""
        return [
            Block(token.info.strip(), token.content, (token.map or [0])[0] + 1)
            for token in self.tokens
            if token.type == "fence"
        ]

    @cached_property
    def anchors(self) -> set[str]:
        """The anchors of its headings."""
        titles = [
            following.content
            for token, following in zip(self.tokens, self.tokens[1:], strict=False)
            if token.type == "heading_open"
        ]
        return {anchor_of(title) for title in titles}

    def links(self) -> Iterator[str]:
        """Where its links and pictures lead."""
        waiting = list(self.tokens)
        while waiting:
            token = waiting.pop()
            waiting += token.children or ()
            target = token.attrGet({"link_open": "href", "image": "src"}.get(token.type, ""))
            if isinstance(target, str):
                yield target


def anchor_of(title: str) -> str:
    """The anchor of a heading as Sphinx and the browsers of repositories make it."""
    plain = re.sub(r"[^\w\- ]", "", title.replace("`", "").lower())
    return plain.strip().replace(" ", "-")


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """The site, and the pages at the top of the checkout."""
    found = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")]
    return tuple(Page(path) for path in sorted(found))
