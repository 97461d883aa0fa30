r"""From text to the events of the C parser, as YAML 1.2 has them.

libyaml scans YAML 1.1. What it misreads, or refuses, is parsed with stand-ins: private characters
that the text does not hold. One character stands for one, so places stay right. U+2028 and U+2029
are text and not line breaks, `{text: Is it?, page: https://example.org}` needs no quotes, and the
two escapes that JSON writes for one character (`\ud83d\udc4d`) are that character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # it is there for use
from ruamel.yaml.events import ScalarEvent

from coherence_kit.loading.yaml.places import Fault, Positions, RefusedError, code_point

# Events come out of a C extension without types. `Any` is kept to this one name.
_Event: TypeAlias = Any

_SEPARATOR: Final = re.compile("[\u2028\u2029]")
# What libyaml takes for signs of YAML where YAML 1.2 has text: the separators, which were
# line breaks once, and between brackets a question mark and the colon of an address or a time.
_MISREAD: Final = re.compile(
    "[\u2028\u2029]"
    r"|\?(?:(?<=[^ \t\r\n,\[\]{}]\?)|(?<=[^ \t\r\n,\[\]{}:?!&*-] \?))"
    r"|:(?:(?=//)(?<=[0-9A-Za-z]:)|(?=[0-9])(?<=[0-9]:))"
)
_COLON: Final = re.compile(":[0-9/]")
"""What every colon of the above begins with."""
_MISREAD_CHARACTERS: Final = "\u2028\u2029?:"
# The escape of half a character. Before its backslash stand pairs of them, or none.
_HALF: Final = re.compile(r"(?<!\\)((?:\\\\)*\\(?:u|U0000))([Dd][89A-Fa-f][0-9A-Fa-f]{2})")


def events_of(text: str) -> Iterator[_Event]:
    """The events of a text, one after the other.

    In double quotes half a character that stands alone stays one (U+D800 to U+DFFF).

    Raises:
        RefusedError: the text uses all private characters, so it is none.

    """
    return _with_stand_ins(text) if _is_misread(text) else _parse(text)


def _is_misread(text: str) -> bool:
    """Whether there is anything that needs a stand-in.

    Most files have none of the signs in question, which is found out in a tenth of the time.
    """
    if not any(sign in text for sign in "\u2028\u2029?\\") and not _COLON.search(text):
        return False
    return bool(_MISREAD.search(text) or ("\\" in text and _HALF.search(text)))


def _parse(text: str) -> Iterator[_Event]:
    return iter(CParser(text.encode()).get_event, None)


def _with_stand_ins(text: str) -> Iterator[_Event]:
    """Parse with stand-ins for what libyaml misreads, and put the real characters back."""
    halves = sorted({found[2] for found in _HALF.finditer(text)})
    free = _stand_ins(text, len(_MISREAD_CHARACTERS) + len(halves))
    swap = dict(zip(_MISREAD_CHARACTERS, free, strict=False))
    half_swap = dict(zip(halves, free[len(swap) :], strict=False))
    restore = _Restore(swap, half_swap)
    swapped = _MISREAD.sub(lambda found: swap.get(found[0], found[0]), text)
    swapped = _HALF.sub(lambda found: found[1] + restore.digits(found[2]), swapped)
    for event in _parse(swapped):
        if type(event) is ScalarEvent:
            event.value = restore.text(event.value, is_escaped=event.style == '"')
        yield event


class _Restore:
    """Puts back what stand-ins stand for.

    Args:
        swap: stand-ins by the character that libyaml misreads.
        halves: stand-ins by the digits of the escape of half a character, as they are spelt.

    """

    def __init__(self, swap: Mapping[str, str], halves: Mapping[str, str]) -> None:
        self._digits = {half: f"{ord(stand_in):x}" for half, stand_in in halves.items()}
        self._spelt = {digits: half for half, digits in self._digits.items()}
        read = {stand_in: chr(int(half, 16)) for half, stand_in in halves.items()}
        self._characters = str.maketrans(
            {**{stand_in: character for character, stand_in in swap.items()}, **read}
        )

    def digits(self, half: str) -> str:
        """The digits of the stand-in of a half; its own where no character was left."""
        return self._digits.get(half, half)

    def text(self, value: str, *, is_escaped: bool) -> str:
        """The text of a scalar; outside double quotes an escape is only its signs."""
        if not value.isascii():
            value = value.translate(self._characters)
        if is_escaped and self._digits:
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        for digits, half in self._spelt.items():
            value = value.replace(digits, half)
        return value


def _stand_ins(text: str, number: int) -> list[str]:
    """Return private-use characters that the text neither holds nor escapes, as many as are needed.

    Raises:
        RefusedError: it uses all 6,400 of them and holds separators, so it is not text.

    """
    present = set(text)
    lowered = text.lower()
    free = (
        chr(code)
        for code in range(0xE000, 0xF900)
        if chr(code) not in present and f"{code:x}" not in lowered
    )
    stand_ins = list(islice(free, number))
    if len(stand_ins) < len(_MISREAD_CHARACTERS) and (found := _SEPARATOR.search(text)):
        place = Positions(text).at(found.start())
        raise RefusedError(Fault("file.binary", *place, {"character": code_point(found[0])}))
    return stand_ins
