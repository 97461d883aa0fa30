"""How cells of a workbook that may come from anyone look: the type, its colour, what is behind it.

It is asked for one thing alone: whether somebody who looks at a cell sees what stands in it.
Sources: ECMA-376-1, 18.8 (styles) and 20.1.6.2 (the colours of a theme).
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Colour = tuple[int, int, int]
WHITE: Final = (255, 255, 255)
BLACK: Final = (0, 0, 0)
SMALLEST_TYPE: Final = 4.0
"""In points; what is smaller no one reads. The smallest of the kit's own forms has 8."""
DEEPEST_INDENT: Final = 15
"""How far a text may be moved in; older programs allow no more, and no form of the kit has any."""
_LEAST_DIFFERENCE: Final = 32  # of brightness, 0 to 255: yellow on white has 29, light grey 38
_HEX_DIGITS: Final = 6
_SHARES: Final = (0.299, 0.587, 0.114)  # of red, green and blue in brightness (ITU-R BT.601)
_THEME: Final = (
    "FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6",
    "F79646", "0000FF", "800080",
)  # fmt: skip
_DIGITS_OF_EIGHT: Final = "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
_DIGITS: Final = (
    f"{_DIGITS_OF_EIGHT}{_DIGITS_OF_EIGHT}"
    "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF"
    "660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00"
    "FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
    "000000FFFFFF"  # of the system: what is written, and what is behind it
)
_INDEXED: Final = tuple(
    _DIGITS[place : place + _HEX_DIGITS] for place in range(0, len(_DIGITS), _HEX_DIGITS)
)


class Stated(NamedTuple):
    """A colour as a file states it: of its own, by its number in a list, or left to the program."""

    kind: str = ""
    value: str = ""
    tint: str = ""


class Face(NamedTuple):
    """The type of a text or of a piece of one."""

    ink: Stated = Stated()
    size: float = 11.0
    is_struck: bool = False


class Style(NamedTuple):
    """How a cell looks that says nothing of its own; no colour behind it where it is empty."""

    face: Face = Face()
    behind: tuple[Stated, ...] = ()
    number_format: str = ""
    indent: int = 0


class Change(NamedTuple):
    """What a conditional format changes of how a cell looks; None for what it leaves."""

    ink: Stated | None = None
    behind: tuple[Stated, ...] | None = None
    number_format: str | None = None


@dataclass(slots=True)
class Palette:
    """What the numbers of colours stand for in a file."""

    theme: Sequence[str] = _THEME
    indexed: Sequence[str] = _INDEXED
    _known: dict[tuple[Stated, Colour], Colour] = field(default_factory=dict)

    def colour(self, stated: Stated, usual: Colour) -> Colour:
        """The colour that is meant; the usual one where the program has to choose."""
        key = stated, usual
        if key not in self._known:
            self._known[key] = self._found(stated, usual)
        return self._known[key]

    def _found(self, stated: Stated, usual: Colour) -> Colour:
        digits = stated.value
        if stated.kind in {"theme", "indexed"}:
            listed = self.theme if stated.kind == "theme" else self.indexed
            is_number = digits.isascii() and digits.isdecimal()
            place = int(digits) if is_number else len(listed)
            digits = listed[place] if place < len(listed) else ""
        try:
            number = int(digits[-_HEX_DIGITS:], 16)
        except ValueError:
            return usual
        return _tinted((number >> 16 & 255, number >> 8 & 255, number & 255), stated.tint)

    def is_seen(self, face: Face, behind: Sequence[Stated]) -> bool:
        """Whether a type is large enough, and unlike every colour behind it."""
        ink = _brightness(self.colour(face.ink, BLACK))
        colours = [self.colour(stated, WHITE) for stated in behind] or [WHITE]
        return face.size >= SMALLEST_TYPE and all(
            abs(ink - _brightness(colour)) >= _LEAST_DIFFERENCE for colour in colours
        )


def stated_colour(attributes: Mapping[str, str]) -> Stated:
    """The colour that an element of a workbook states."""
    for kind in ("rgb", "theme", "indexed"):
        if kind in attributes:
            return Stated(kind, attributes[kind][:20], attributes.get("tint", "")[:20])
    return Stated()


def _tinted(colour: Colour, tint: str) -> Colour:
    """Made lighter, up to 1, or darker, down to -1 (ECMA-376-1, 18.8.19)."""
    try:
        share = min(max(float(tint or "0"), -1.0), 1.0)
    except ValueError:
        return colour
    if not share:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _brightness(colour: Colour) -> float:
    return sum(part * share for part, share in zip(colour, _SHARES, strict=True))
