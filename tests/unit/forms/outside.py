"""Words that stand outside all brackets, in a text in a pseudo-language."""

from __future__ import annotations

import re
from collections.abc import Iterable

_INNERMOST = re.compile(r"\[[^\[\]]*\]|⟦[^⟦⟧]*⟧")
_LETTER = re.compile(r"[^\W\d_]")


def outside_brackets(texts: Iterable[str]) -> list[str]:
    """Those of the texts that have letters outside the brackets of messages and of content."""
    return [text for text in texts if _LETTER.search(_without_brackets(text))]


def _without_brackets(text: str) -> str:
    while _INNERMOST.search(text):
        text = _INNERMOST.sub("", text)
    return text
