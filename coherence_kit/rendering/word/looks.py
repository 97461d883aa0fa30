"""What the style sheet of a page says of an element, as far as a word processor can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from coherence_kit.documents.word.blocks import Look

# lxml, tinycss2 and cssselect2 ship no types.
Element: TypeAlias = Any

_READ: Final = frozenset(
    {"background", "border", "break-before", "color", "display", "text-align", "white-space"}
    | {"height", "width"}
)
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})\b")
_LENGTH = re.compile(r"([\d.]+)mm$")
_NO_FILL: Final = frozenset({"", "FFFFFF"})


class Looks:
    """The declarations of a style sheet for the elements of one tree.

    Rules that hold for some media alone are not read: they only move things about.

    Args:
        root: of the tree.
        css: the style sheet.

    """

    def __init__(self, root: Element, css: str) -> None:
        import cssselect2
        import tinycss2

        self._matcher = cssselect2.Matcher()
        self._variables: dict[str, str] = {}
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            found = dict(_declarations(rule))
            self._variables |= {name: text for name, text in found.items() if name[:2] == "--"}
            kept = {name: text for name, text in found.items() if name in _READ}
            if not kept:
                continue
            for selector in cssselect2.compile_selector_list(rule.prelude):
                if selector.pseudo_element is None:
                    self._matcher.add_selector(selector, kept)
        wrapped = cssselect2.ElementWrapper.from_html_root(root)
        self._found = {one.etree_element: one for one in wrapped.iter_subtree()}
        self._known: dict[Element, Mapping[str, str]] = {}

    def of(self, element: Element) -> Mapping[str, str]:
        """The declarations that hold for an element itself; none is inherited."""
        if element not in self._known:
            found: dict[str, str] = {}
            for *_, declared in self._matcher.match(self._found[element]):
                found |= declared
            self._known[element] = found
        return self._known[element]

    def look(self, element: Element) -> Look:
        """The colours and the outline of an element."""
        found = self.of(element)
        fill, ink = self._colour(found, "background"), self._colour(found, "color")
        border = found.get("border", "")
        edge: Any = next((e for e in ("dashed", "dotted") if e in border), "")
        if not edge and "solid" in border:
            edge = "single"
        return Look("" if fill in _NO_FILL else fill, ink, edge)

    def width(self, element: Element) -> float | None:
        """The width in millimetres, where it is a fixed one."""
        return self._length(element, "width")

    def size(self, element: Element) -> tuple[float, float]:
        """Width and height of a picture in millimetres, both of them fixed.

        Raises:
            ValueError: one is not.

        """
        width, height = self._length(element, "width"), self._length(element, "height")
        if width is None or height is None:
            msg = "a picture of the report has a width and a height in millimetres"
            raise ValueError(msg)
        return width, height

    def _length(self, element: Element, name: str) -> float | None:
        length = _LENGTH.match(self._resolved(self.of(element).get(name, "")))
        return float(length[1]) if length else None

    def height(self, element: Element) -> float:
        """The height in millimetres, where it is a fixed one; else 0."""
        length = _LENGTH.match(self._resolved(self.of(element).get("height", "")))
        return float(length[1]) if length else 0.0

    def _colour(self, found: Mapping[str, str], name: str) -> str:
        colour = _COLOUR.search(self._resolved(found.get(name, "")))
        return colour[1].upper() if colour else ""

    def _resolved(self, text: str) -> str:
        return _VARIABLE.sub(lambda used: self._variables.get(used[1], ""), text)


def _declarations(rule: Element) -> Iterator[tuple[str, str]]:
    import tinycss2

    for found in tinycss2.parse_declaration_list(
        rule.content, skip_comments=True, skip_whitespace=True
    ):
        if found.type == "declaration":
            yield found.name, tinycss2.serialize(found.value).strip()
