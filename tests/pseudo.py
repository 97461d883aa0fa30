"""Pseudo-languages: every message in brackets and longer, once from left to right, once reversed.

A word in an output that is not in brackets has bypassed the catalogue.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from typing_extensions import override

from coherence_kit.words import catalogue

if TYPE_CHECKING:
    import pytest

LONGER = "en-XA"
RIGHT_TO_LEFT = "ar-XB"
_PLACE = re.compile(r"(\{[^{}]*\})")
_ACCENTS = str.maketrans("aeiouAEIOUncy", "àéîöûÀÉÎÖÛñçý")
_HEBREW = str.maketrans(
    {letter: chr(0x5D0 + place % 27) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
)


class PseudoCatalogue(gettext.NullTranslations):
    """Makes the translation of a message out of the message."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        return pseudo(message, self._language)

    @override
    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message, self._language)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2, self._language)


def pseudo(message: str, language: str = LONGER) -> str:
    """`[Þîs ~~~]`: the places stay as they are."""
    letters = _ACCENTS if language == LONGER else _HEBREW
    parts = [
        part
        if _PLACE.fullmatch(part)
        else (part.lower() if language != LONGER else part).translate(letters)
        for part in _PLACE.split(message)
    ]
    return f"[{''.join(parts)}{' ~' * (len(message) // 12)}]"


@contextmanager
def pseudo_languages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both pseudo-languages are there as if they were shipped."""
    read = catalogue._read

    def with_pseudo(language: str) -> gettext.NullTranslations | None:
        if language in {LONGER, RIGHT_TO_LEFT}:
            return PseudoCatalogue(language)
        return read(language)

    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "_read", with_pseudo)
        catalogue.words_of.cache_clear()
        yield
    catalogue.words_of.cache_clear()
