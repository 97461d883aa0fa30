"""Colour arithmetic on ``#RRGGBB``: contrast, and shades and mixtures that look even.

It runs in OKLab, where equal steps look equal; halfway between two shades
in plain RGB looks too dark. The matrices are Björn Ottosson's (2020).
"""

import re

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_Triple = tuple[float, float, float]


def is_hex(colour: str) -> bool:
    """Whether the text is a colour of the form ``#RRGGBB`` and nothing else."""
    return _HEX.fullmatch(colour) is not None


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2 between two ``#RRGGBB`` colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(start: str, end: str, share: float) -> str:
    """Colour at ``share`` (0 to 1) of the way from ``start`` to ``end``."""
    lab = (a + (b - a) * share for a, b in zip(_oklab(start), _oklab(end), strict=True))
    return _from_oklab(*lab)


def tint(colour: str, share: float, chroma: float) -> str:
    """Colour at ``share`` of the way from white to ``colour``, ``chroma`` times as colourful."""
    white, full = _oklab("#FFFFFF"), _oklab(colour)
    lightness, *hue = (a + (b - a) * share for a, b in zip(white, full, strict=True))
    return _from_oklab(lightness, *(axis * chroma for axis in hue))


def darkened(colour: str, least: float) -> str:
    """Nearest shade of the same hue on which white has at least this contrast.

    Only the lightness is lowered, by thousandths; a colour that is dark enough is itself.
    """
    if contrast(colour, "#FFFFFF") >= least:
        return colour.upper()
    lightness, *hue = _oklab(colour)
    shade = colour
    for thousandths in range(round(lightness * 1000), -1, -1):
        shade = _from_oklab(thousandths / 1000, *hue)
        if contrast(shade, "#FFFFFF") >= least:
            break
    return shade


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> _Triple:
    """Channels of light, 0 to 1, with the screen's gamma taken out."""
    red, green, blue = (_to_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _to_light(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _from_light(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004


def _oklab(colour: str) -> _Triple:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, green_red: float, blue_yellow: float) -> str:
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return _to_hex(
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _to_hex(*lights: float) -> str:
    # A mixture can lie a hair outside what a screen shows; it is cut to the edge.
    channels = (round(_from_light(min(max(light, 0.0), 1.0)) * 255) for light in lights)
    return "#" + "".join(f"{channel:02X}" for channel in channels)
