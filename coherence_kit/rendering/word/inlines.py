"""The runs of a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from coherence_kit.documents.word.blocks import PLAIN, Inline, Look, Picture, Text
from coherence_kit.rendering.word.page import Element, Page

_QUIET: Final = frozenset({"muted", "said", "about", "light", "general"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_IN_LINE = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*|[ \t\r\f]+")
_ADDRESS = re.compile(r"https?://[^\s]+\Z", re.IGNORECASE)
_NOTHING: Final = Text("")
# Documents laid out as those of Word 2010 show no colour behind blanks at the end of a line.
_EMPTY_SWATCH = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True, slots=True)
class State:
    """What holds for the text inside an element."""

    run: Text = _NOTHING
    keeps_lines: bool = False


@dataclass(frozen=True, slots=True)
class Inlines:
    """Reads the runs of a page."""

    page: Page

    def state_in(self, element: Element, state: State) -> State:
        """What holds inside an element."""
        classes = set(element.get("class", "").split())
        run = state.run
        if element.tag in {"strong", "b"} or "strong" in classes:
            run = replace(run, is_bold=True)
        if element.tag == "em":
            run = replace(run, is_italic=True)
        if classes & _QUIET:
            run = replace(run, is_muted=True)
        if element.tag == "a":
            run = replace(run, link=_link(element.get("href", "")))
        if element.get("lang"):
            run = replace(run, language=element.get("lang"))
        if element.get("dir") in {"ltr", "rtl"}:
            run = replace(run, direction=element.get("dir"))
        keeps = "pre" in self.page.looks.of(element).get("white-space", "")
        return State(run, state.keeps_lines or keeps)

    def of(self, element: Element, state: State) -> Iterator[Inline]:
        """The runs of an inline element."""
        if element.tag == "br":
            yield replace(state.run, text="\n")
        elif element.tag == "img":
            yield self.page.picture(element)
        elif isinstance(element.tag, str):
            yield from self._inside(element, self.state_in(element, state))

    def _inside(self, element: Element, state: State) -> Iterator[Inline]:
        is_apart = "inline-block" in self.page.looks.of(element).get("display", "")
        if is_apart:
            look = self.page.looks.look(element)
            state = State(replace(state.run, look=look), state.keeps_lines)
            if not element.text_content() and not len(element):
                if look != PLAIN:
                    yield replace(state.run, text=_EMPTY_SWATCH)
                return
            if look != PLAIN and _is_swatch(look):
                yield replace(
                    state.run, text=f"\N{NO-BREAK SPACE}{element.text_content()}\N{NO-BREAK SPACE}"
                )
                return
        yield from text_runs(element.text, state)
        for child in element:
            yield from self.of(child, state)
            yield from text_runs(child.tail, state)
        if is_apart:
            yield Text(" ")


def text_runs(text: str | None, state: State) -> Iterator[Text]:
    """Text as a run, blanks as a browser counts them."""
    if text:
        blanks = _BLANKS_IN_LINE if state.keeps_lines else _BLANKS

        def one(found: re.Match[str]) -> str:
            return "\n" if state.keeps_lines and "\n" in found[0] else " "

        yield replace(state.run, text=blanks.sub(one, text))


def tidied(runs: Iterable[Inline]) -> tuple[Inline, ...]:
    """Runs without blanks at the ends of lines, none twice; what looks alike is one run."""
    found: list[Inline] = []
    for run in runs:
        last = found[-1] if found else None
        if isinstance(run, Picture):
            if isinstance(last, Text) and not last.text.endswith((" ", "\n", "\t")):
                found.append(Text(" "))
            found.append(run)
            continue
        text = run.text
        if last is None or (isinstance(last, Text) and last.text.endswith((" ", "\n", "\t"))):
            text = text.lstrip(" ")
        if text.startswith("\n") and isinstance(last, Text):
            found[-1] = replace(last, text=last.text.rstrip(" "))
        if not text:
            continue
        last = found[-1] if found else None
        if isinstance(last, Text) and replace(last, text="") == replace(run, text=""):
            found[-1] = replace(run, text=last.text + text)
        else:
            found.append(replace(run, text=text))
    while found and isinstance(last := found[-1], Text) and not last.text.strip(" \n"):
        found.pop()
    if found and isinstance(last := found[-1], Text):
        found[-1] = replace(last, text=last.text.rstrip(" \n"))
    return tuple(found)


def _is_swatch(look: Look) -> bool:
    return bool(look.fill or look.edge)


def _link(address: str) -> str:
    """An anchor of the page, or an address of the web; nothing else is a link."""
    return address if address.startswith("#") or _ADDRESS.match(address) else ""
