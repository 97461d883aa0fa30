"""Addresses of the web, as people type them for their documents.

Only http and https are followed: what a file of somebody else names on this machine, or has run as
a program, is no address.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

LONGEST_ADDRESS: Final = 2_000
"""Characters of an address that a cell, a page and a PDF lead to."""
_LONGEST_SHOWN: Final = 60
_SIGNS: Final = "[^\\s<>\"'“”«»|\\\\^`{}\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
_IN_TEXT: Final = re.compile(f"https?://{_SIGNS}", re.IGNORECASE)
_WITHOUT_SCHEME: Final = re.compile(
    rf"(?:https?:/?/?|//)?(?P<rest>(?:[\w-]+\.)+[^\W\d_]{{2,}}(?:[:/?#]{_SIGNS}|/)?)", re.IGNORECASE
)
_FILE: Final = re.compile(
    r"[^/]*\.(?:pdf|docx?|xlsx?|pptx?|od[stp]|txt|csv|html?|png|jpe?g|zip)", re.IGNORECASE
)
_NAME: Final = re.compile(r"(?=.*\w)[\w.-]+|\[[0-9A-Fa-f:.]+\]")
_BEHIND: Final = ".,;:!?)]}…"
_AS_IT_IS: Final = "%:/?#[]@!$&'()*+,;=~-._"


def web_address(text: str | None) -> str:
    """A whole text as an address that can be followed; empty where it is none.

    A name and a password before the host are refused: they make one host look like another.
    """
    typed = (text or "").strip()
    if len(typed) > LONGEST_ADDRESS or _IN_TEXT.fullmatch(typed) is None:
        return ""
    scheme, _, behind = typed.partition("://")
    host = re.split("[/?#]", behind, maxsplit=1)[0]
    address = f"{scheme}://{_plain_host(host)}{quote(behind[len(host) :], safe=_AS_IT_IS)}"
    return address if len(address) <= LONGEST_ADDRESS and _has_host(address) else ""


def address_in(*texts: str | None) -> str:
    """The first address of the web in some texts; empty without one that can be followed."""
    found = (_IN_TEXT.search(text) for text in texts if text)
    for match in found:
        if match is not None:
            return web_address(match[0].rstrip(_BEHIND))
    return ""


def without_address(text: str) -> tuple[str, str]:
    """A text without the address at its end, and that address; the text alone without one."""
    match = _IN_TEXT.search(text)
    if match is None or text[match.end() :].strip(f" {_BEHIND}>"):
        return text, ""
    address = web_address(match[0].rstrip(_BEHIND))
    return (text[: match.start()].rstrip(" ,;:(<[–—-"), address) if address else (text, "")


def meant_address(text: str) -> str:
    """What was meant by an address without `https://`, or with half of it; empty if not known."""
    match = _WITHOUT_SCHEME.fullmatch(text.strip())
    if match is None or _FILE.fullmatch(match["rest"]):
        return ""
    return web_address(f"https://{match['rest']}")


def shown_address(address: str) -> str:
    """An address as paper has it: without its scheme, and without its end where it is long."""
    bare = address.partition("://")[2].removesuffix("/")
    if len(bare) <= _LONGEST_SHOWN:
        return bare
    return f"{bare.partition('/')[0].partition('?')[0][:_LONGEST_SHOWN]}/…"


def _plain_host(host: str) -> str:
    """A host as networks know it; empty where it is none: `é.org` is `xn--9ca.org`."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    named = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc
    return bool(host) and "@" not in parts.netloc and _NAME.fullmatch(named) is not None
