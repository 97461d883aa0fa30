"""HTML that comes from users, taken apart and written anew from the few elements that it may have.

Whatever could load, run, lead astray or break the page around it does not get through: what is
returned holds elements of a table below, hardly any attribute, and text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, TypeAlias

from markupsafe import Markup, escape

from coherence_kit.documents.template_faults import TemplateFault
from coherence_kit.problems import clip

_INLINE: Final = frozenset({"strong", "em", "a", "br"})
_IN_CELLS: Final = _INLINE
Content: TypeAlias = Mapping[str, frozenset[str]]
"""What may stand in an element, by its name; at the top under an empty one."""

TEXT: Final[Content] = {"": frozenset()}
"""A line of text, with no element at all."""
BLOCKS: Final[Content] = {
    "": frozenset({"p", "ul", "ol", "table"}),
    "p": _INLINE,
    "strong": _INLINE - {"strong"},
    "em": _INLINE - {"em"},
    "a": frozenset(),
    "br": frozenset(),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": _INLINE,
    "table": frozenset({"thead", "tbody", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "th": _IN_CELLS,
    "td": _IN_CELLS,
}
"""Paragraphs, lists and tables."""
HEADED_BLOCKS: Final[Content] = {
    **BLOCKS,
    "": BLOCKS[""] | {"h3", "h4"},
    "h3": frozenset({"em", "br"}),
    "h4": frozenset({"em", "br"}),
}
"""The same with headings."""

_NO_TEXT: Final = frozenset({"ul", "ol", "table", "thead", "tbody", "tr", "br"})
_EMPTY: Final = frozenset({"br"})
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\\]{1,500}\Z", re.IGNORECASE)
_MOST_ELEMENTS: Final = 2_000
_OTHER_NAMES: Final = {"b": "strong", "i": "em", "div": "p", "span": "p", "h1": "h3", "h2": "h3"}


@dataclass(slots=True)
class Node:
    """An element with what stands in it; at the top a name that is empty."""

    name: str
    line: int = 0
    href: str = ""
    inside: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        """All text, a blank between elements that stand by themselves."""
        parts = (one if isinstance(one, str) else one.text() for one in self.inside)
        return ("" if self.name in _INLINE else " ").join(parts)

    def elements(self) -> Iterator[Node]:
        """The elements that stand in it directly."""
        return (one for one in self.inside if isinstance(one, Node))


def markup_tree(html: str, content: Content) -> tuple[Node, list[TemplateFault]]:
    """The elements and texts that may be there, and what else was found.

    Args:
        html: from anyone.
        content: what may stand where.

    """
    reader = _Reader(content)
    reader.feed(html)
    reader.close()
    reader.finish()
    return _mended(reader.root), reader.faults


def written(node: Node, shown: Callable[[str], str]) -> Markup:
    """The tree as HTML; each text as `shown` has it, and escaped."""
    inside = Markup().join(
        escape(shown(one)) if isinstance(one, str) else written(one, shown) for one in node.inside
    )
    if not node.name:
        return inside
    if node.name in _EMPTY:
        return Markup("<br>")
    attributes = Markup(' href="{}"').format(node.href) if node.href else Markup()
    if node.name == "th":
        attributes = Markup(' scope="col"')
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(node.name), attributes, inside)  # noqa: S704 - a name of the table above


class _Reader(HTMLParser):
    """Builds the tree, and notes what may not be in it."""

    def __init__(self, content: Content) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.faults: list[TemplateFault] = []
        self._content = content
        self._open = [self.root]
        self._skipped: list[str] = []
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that may stand here."""
        self._count += 1
        if self._count == _MOST_ELEMENTS:
            self._fault(f"it has more than {_MOST_ELEMENTS} elements", "make it shorter")
        if self._count >= _MOST_ELEMENTS:
            return
        if self._skipped:
            self._skipped.append(tag)
            return
        above = self._open[-1].name
        if tag not in self._content.get(above, frozenset()):
            self._refuse(tag, above)
            return
        node = Node(tag, self.getpos()[0])
        for name, value in attrs:
            self._attribute(node, name, value or "")
        self._open[-1].inside.append(node)
        if tag not in _EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that were left open."""
        if self._skipped:
            if self._skipped[-1] == tag:
                self._skipped.pop()
            return
        if tag in _EMPTY:
            return
        if all(node.name != tag for node in self._open[1:]):
            self._fault(f"</{clip(tag)}> closes nothing", "take it out, or open the element before")
            return
        while self._open[-1].name != tag:
            self._unclosed(self._open.pop())
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take text where it can stand."""
        if self._skipped or not data:
            return
        above = self._open[-1]
        is_apart = above.name in _NO_TEXT or (not above.name and bool(self._content[""]))
        if not is_apart:
            above.inside.append(data)
        elif data.strip():
            self._fault(
                f'"{clip(data.strip())}" stands in no element that takes text',
                "put it into <p>, <li>, <td> or <th>",
            )

    def handle_comment(self, data: str) -> None:
        """Leave it out: nobody sees it."""

    def handle_decl(self, decl: str) -> None:
        """Say that a page is not asked for."""
        self._fault(f"<!{clip(decl)}> is for a whole page", "leave only what stands in the block")

    def unknown_decl(self, data: str) -> None:
        """Say so of CDATA and the like."""
        self._fault(f"<![{clip(data)} cannot stand in it", "take it out")

    def handle_pi(self, data: str) -> None:
        """Say so of what tells programs something."""
        self._fault(f"<?{clip(data)} cannot stand in it", "take it out")

    def finish(self) -> None:
        """Close what is still open."""
        for node in self._open[:0:-1]:
            self._unclosed(node)

    def _attribute(self, node: Node, name: str, value: str) -> None:
        if node.name == "a" and name == "href":
            if _ADDRESS.match(value):
                node.href = value
            else:
                self._fault(
                    f'the link leads to "{clip(value)}"',
                    "let it begin with https://, http:// or mailto:",
                )
        elif not (node.name == "th" and name == "scope"):
            self._fault(
                f'<{node.name}> has the attribute "{clip(name)}"',
                "take it out: only links have one, href",
            )

    def _refuse(self, tag: str, above: str) -> None:
        allowed = self._content.get(above, frozenset())
        if tag not in _VOID:
            self._skipped.append(tag)
        where = f" in <{above}>" if above else ""
        if not allowed:
            cure = "write text alone"
        elif _OTHER_NAMES.get(tag) in allowed:
            cure = f"write <{_OTHER_NAMES[tag]}>"
        else:
            cure = f"there can be {', '.join(f'<{name}>' for name in sorted(allowed))}"
        self._fault(f"<{clip(tag)}> cannot stand{where or ' here'}", cure)

    def _unclosed(self, node: Node) -> None:
        self.faults.append(
            TemplateFault(
                node.line,
                f"<{node.name}> is not closed",
                f"write </{node.name}> where it ends, in the same branch as it begins",
            )
        )

    def _fault(self, what: str, cure: str) -> None:
        self.faults.append(TemplateFault(self.getpos()[0], what, cure))


_VOID: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)


def _mended(node: Node) -> Node:
    """Without lists and tables of nothing; rows of a table have as many cells as the longest."""
    node.inside = [one if isinstance(one, str) else _mended(one) for one in node.inside]
    node.inside = [one for one in node.inside if isinstance(one, str) or _says(one)]
    if node.name == "table":
        rows = [row for row in _descendants(node) if row.name == "tr"]
        widest = max((sum(1 for _ in row.elements()) for row in rows), default=0)
        for row in rows:
            missing = widest - sum(1 for _ in row.elements())
            row.inside.extend(Node("td") for _ in range(missing))
    return node


def _says(node: Node) -> bool:
    """Whether there is anything in an element; cells may be empty."""
    return node.name in {"br", "td", "th"} or bool(node.text().strip())


def _descendants(node: Node) -> Iterator[Node]:
    for one in node.elements():
        yield one
        yield from _descendants(one)
