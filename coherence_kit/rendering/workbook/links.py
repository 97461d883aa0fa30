"""Addresses in what people typed of their documents, which a cell can lead to."""

from __future__ import annotations

import re
from urllib.parse import quote

from coherence_kit.documents.sheets import LONGEST_ADDRESS

_ADDRESS = re.compile("https?://[^\\s<>\"'“”«»|\\\\^`{}\x00-\x1f\x7f\ud800-\udfff]+", re.IGNORECASE)
_BEHIND = ".,;:!?)]}…"
_AS_IT_IS = "%:/?#[]@!$&'()*+,;=~-._"


def address_in(*texts: str | None) -> str:
    """The first address of the web in some texts; empty without one, or where no link is so long.

    No other kind of address is followed: what a file of somebody else names on this machine, or
    has run as a program, is none.
    """
    found = (_ADDRESS.search(text) for text in texts if text)
    for match in found:
        if match is not None:
            address = quote(match[0].rstrip(_BEHIND), safe=_AS_IT_IS)
            return address if len(address) <= LONGEST_ADDRESS else ""
    return ""
