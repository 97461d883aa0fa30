"""The few pieces of SVG that the charts are made of."""

import math
import re
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 cannot hold even escaped; one such character would spoil the file.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float) -> str:
    """Print a coordinate: at most 3 decimals (1 µm), no trailing zeros, no minus zero."""
    if not math.isfinite(value):
        message = f"a coordinate must be finite, not {value}"
        raise ValueError(message)
    printed = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if printed == "-0" else printed


def escaped(text: str) -> str:
    """Text safe inside an element; characters that XML forbids become U+FFFD."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text), {'"': "&quot;"})


def element(name: str, *content: str, **attributes: str | float) -> str:
    """One element. ``content`` is markup; in attribute names ``_`` stands for ``-``."""
    printed = "".join(
        f" {key.replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
    )
    if not content:
        return f"<{name}{printed}/>"
    return f"<{name}{printed}>{''.join(content)}</{name}>"


def drawing(width: float, height: float, alt: str, *marks: str) -> str:
    """Wrap marks as a whole picture, ``width`` by ``height`` mm, read aloud as ``alt``."""
    return element(
        "svg",
        element("title", escaped(alt)),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        width=f"{number(width)}mm",
        height=f"{number(height)}mm",
        viewBox=f"0 0 {number(width)} {number(height)}",
    )
