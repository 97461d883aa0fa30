"""What can still be read of a file behind a mistake of syntax.

A mistake stops the parser. The line it is in is left out, with what is indented below it, and the
rest is read for further mistakes. Lines keep their numbers and places.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

_ENTRY: Final = re.compile(r"(?P<key>[ ]*(?:- +)*[\w.\"'-]+:)[ ]+\S")
_BEGINS_ANEW: Final = re.compile(
    r"[ ]*(?:[\w.\"'-]+:(?:[ \t]|$)|- |-$|#|[\w.\"'-]+:\S|\.\.\.|---"
    r"|[a-z][\w-]*(?:\.[\w-]+)+[ \t=;])"  # an id without its colon
)
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_TAB: Final = 8  # a tab indents a line at least as deep as any other


def without_line(text: str, line: int) -> str | None:
    """The text without a faulty line and what belongs to it.

    The key of the line stays where there is one with a value behind it. None where it cannot be
    told what belongs to the line: what follows is not what begins a new entry.

    Args:
        text: of the file.
        line: from 1.

    """
    lines = _LINE.findall(text)
    if not 1 <= line <= len(lines):
        return None
    above, faulty, below = lines[: line - 1], lines[line - 1], lines[line:]
    depth = _depth(faulty)
    deeper = list(takewhile(lambda one: not one.strip() or _depth(one) > depth, below))
    rest = below[len(deeper) :]
    if rest and not _BEGINS_ANEW.match(rest[0]):
        return None
    entry = _ENTRY.match(faulty)
    kept = _blanked(faulty, entry.end("key") if entry else 0)
    return "".join([*above, kept, *map(_blanked, deeper), *rest])


def _depth(line: str) -> int:
    """How far a line is indented; the dash of a list indents what stands behind it."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.replace("\t", " " * _TAB))


def _blanked(line: str, start: int = 0) -> str:
    """A line of blanks from a place on, as long as it was."""
    text = line.rstrip("\r\n")
    return text[:start] + " " * (len(text) - start) + line[len(text) :]


def is_followed(text: str, line: int) -> bool:
    """Whether a line has others below it that say something."""
    below = _LINE.findall(text)[line:]
    return any(one.strip() and not one.lstrip().startswith("#") for one in below)
