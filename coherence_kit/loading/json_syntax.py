"""What keeps a text from being JSON, in the words of JSON.

JSON is read as YAML, whose parser says of a forgotten comma that a bracket is not closed in line 1.
Whoever writes JSON, by hand or by a program, needs the place of the comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from coherence_kit.loading.yaml.places import Fault, Positions, shown

_TOKEN: Final = re.compile(
    r"(?P<sign>[{}\[\]:,])"
    r'|(?P<text>"(?:[^"\\\r\n]|\\[^\r\n])*")'
    r'|(?P<open>")'
    r"|(?P<comment>//[^\r\n]*|/\*.*?(?:\*/|\Z)|\#[^\r\n]*)"
    r"|(?P<bare>[^\s,:\[\]{}\"]+(?:[ \t]+(?!//|/\*|\#)[^\s,:\[\]{}\"]+)*)",
    re.DOTALL,
)
_COMMENT: Final = re.compile(r"(?:^|[^\s:])\s*(?://|/\*)", re.MULTILINE)
_MORE: Final = "; then check again: what stands below could not be read, and more may be wrong"
_BARE_JSON: Final = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_NO_ESCAPE: Final = re.compile(r'(?<!\\)(?:\\\\)*(?P<sign>\\)(?:[^"\\/bfnrtu]|u(?![0-9A-Fa-f]{4}))')
_PAIRS: Final = {"{": "}", "[": "]"}
_MOST: Final = 20
_MOST_NOTED: Final = 1_000
_IS_COMMENT: Final = "comment"


@dataclass(slots=True)
class _Mistake:
    """A mistake at an offset; `is_taken` if it is read as what was meant as long as it is alone."""

    offset: int
    what: str
    hint: str
    is_taken: bool = False


def json_faults(text: str) -> list[Fault]:
    """What is wrong with a text as JSON, by place; nothing if it is JSON.

    What is read as YAML all the same, such as text without quotes, is only told where there is
    nothing else.
    """
    reader = _Reader(text)
    reader.read()
    firm = [mistake for mistake in reader.mistakes if not mistake.is_taken]
    told = (firm or reader.mistakes)[:_MOST]
    lines = Positions(text)
    faults = [
        Fault("json.syntax", *lines.at(one.offset), {"what": one.what, "hint": one.hint})
        for one in told
    ]
    if reader.has_stopped or len(told) == _MOST:
        faults[-1].params["more"] = _MORE
    return faults


def comment_faults(text: str) -> list[Fault]:
    """The comments of a text, which YAML would read on as keys; JSON has none."""
    if not _COMMENT.search(text):
        return []
    return [fault for fault in json_faults(text) if fault.params["hint"] == _IS_COMMENT]


class _StopError(Exception):
    """What follows cannot be told from a mistake."""


@dataclass(slots=True)
class _Reader:
    """Goes through a text sign by sign and knows what may stand next.

    `wanted` is `value`, `key`, `colon`, or `comma` where a comma or a closing bracket may stand;
    `stack` holds the brackets that are open and where; `end` is where the last value ends.
    """

    text: str
    mistakes: list[_Mistake] = field(default_factory=list)
    stack: list[tuple[str, int]] = field(default_factory=list)
    wanted: str = "value"
    end: int = 0
    comma: int = -1  # the one that was read last, if nothing has followed it
    value: str = ""
    has_stopped: bool = False

    def read(self) -> None:
        """Note all mistakes, as far as it can be told what is one."""
        try:
            for token in self._tokens():
                self._take(token)
            if self.stack:
                bracket, offset = self.stack[-1]
                self._note(offset, f"the {bracket} that is opened here is not closed", "open")
        except _StopError:
            self.has_stopped = True

    def _tokens(self) -> Iterator[re.Match[str]]:
        return _TOKEN.finditer(self.text)

    def _note(self, offset: int, what: str, hint: str, *, is_taken: bool = False) -> None:
        if len(self.mistakes) == _MOST_NOTED:
            raise _StopError
        self.mistakes.append(_Mistake(offset, what, hint, is_taken))

    def _stop(self, offset: int, what: str, hint: str) -> None:
        self._note(offset, what, hint)
        raise _StopError

    def _take(self, token: re.Match[str]) -> None:
        found, offset = token[0], token.start()
        match token.lastgroup:
            case "comment":
                is_taken = found.startswith("#")
                self._note(
                    offset,
                    "there is a comment, which JSON does not have",
                    _IS_COMMENT,
                    is_taken=is_taken,
                )
            case "sign" if found == ":":
                self._colon(offset)
            case "sign" if found == ",":
                self._comma(offset)
            case "sign" if found in _PAIRS:
                self._begin_value(offset)
                self.stack.append((found, offset))
                self.wanted = "key" if found == "{" else "value"
            case "sign":
                self._close(found, offset)
            case _:
                self._scalar(token)

    def _colon(self, offset: int) -> None:
        if self.wanted != "colon":
            where = "a list" if self._is_in("[") else "this place"
            self._stop(offset, f"a colon does not belong into {where}", "colon")
        self.wanted = "value"

    def _comma(self, offset: int) -> None:
        if self.wanted == "colon":
            self._note(self.end, f"there is no value for the key {shown(self.value)}", "colon")
        elif self.wanted != "comma":
            self._note(offset, "there is nothing in front of this comma", "comma-more")
        elif not self.stack:
            self._stop(offset, "a comma follows the last bracket", "second")
        self.wanted = "key" if self._is_in("{") else "value"
        self.comma = offset

    def _close(self, bracket: str, offset: int) -> None:
        opened, start = self.stack[-1] if self.stack else ("", 0)
        if _PAIRS.get(opened) != bracket:
            what = f"the {bracket} closes nothing"
            if opened:
                line = Positions(self.text).at(start).line
                right = f"{_PAIRS[opened]} closes the {opened} of line {line}"
                what = f"the {bracket} stands where {right}"
            self._stop(offset, what, "bracket")
        if self.comma >= 0:
            self._note(
                self.comma, f"a comma stands in front of {bracket}", "comma-more", is_taken=True
            )
        elif self.wanted == "colon" or (self.wanted == "value" and opened == "{"):
            self._note(self.end, f"there is no value for the key {shown(self.value)}", "colon")
        self.stack.pop()
        self.wanted, self.end, self.comma = "comma", offset + 1, -1
        self.value = bracket

    def _scalar(self, token: re.Match[str]) -> None:
        found, offset = token[0], token.start()
        behind = self.text[token.end() : token.end() + 1]
        if token.lastgroup == "open" or (token.lastgroup == "text" and behind.isalnum()):
            self._begin_value(offset)
            self._stop(
                offset, "the text that begins here has no quote at the end of its line", "quote"
            )
        self._begin_value(offset)
        is_key = self.wanted == "key"
        if token.lastgroup == "bare" and (is_key or not _BARE_JSON.fullmatch(found)):
            self._note(
                offset, f"{shown(found)} has no double quotes around it", "bare", is_taken=True
            )
        for escape in _NO_ESCAPE.finditer(found) if token.lastgroup == "text" else ():
            self._note(
                offset + escape.start("sign"), "in this text a backslash stands alone", "backslash"
            )
        self.wanted = "colon" if is_key else "comma"
        self.value, self.end = found, token.end()

    def _begin_value(self, offset: int) -> None:
        """A value or a key begins, whether or not one may stand here."""
        self.comma = -1
        if self.wanted == "comma" and not self.stack and self.end:
            self._stop(offset, "behind the end of the file's only value another begins", "second")
        if self.wanted == "comma":
            self._note(self.end, f"there is no comma behind {shown(self.value)}", "comma")
            self.wanted = "key" if self._is_in("{") else "value"
        elif self.wanted == "colon":
            self._note(self.end, f"there is no colon behind the key {shown(self.value)}", "colon")
            self.wanted = "value"
        if self.wanted == "key" and self.text[offset] in _PAIRS:
            self._stop(offset, "there is no key in front of this bracket", "colon")

    def _is_in(self, bracket: str) -> bool:
        return bool(self.stack) and self.stack[-1][0] == bracket
