"""What a page for a browser may do: as little as it can work with, whatever text it holds."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

REPORT_PAGE: Final = "coherence-kit/report/1"
COMPARISON_PAGE: Final = "coherence-kit/comparison/1"
STATUS_PAGE: Final = "coherence-kit/status/1"
PRINT_FORM: Final = "coherence-kit/print-form/1"
MEETING: Final = "coherence-kit/meeting/1"
OVERVIEW_PAGE: Final = "coherence-kit/overview/1"
"""What made a file, as it says itself, so that it may be replaced by a later one of its kind."""


def page_policy(
    style: str,
    *,
    script: str = "",
    attributes: Iterable[str] = (),
    has_pictures: bool = False,
    has_faces: bool = False,
) -> Markup:
    """The content of the `meta` element with the content security policy.

    The page uses its one style and runs its one script, known by their hashes; it loads, sends and
    embeds nothing. So a text that became markup by a fault of the kit would neither run nor fetch.

    Args:
        style: all of the `style` element.
        script: all of the `script` element; a page without one runs nothing.
        has_pictures: it shows pictures that lie in the page itself.
        has_faces: it is set in typefaces that lie in the page itself.
        attributes: the values of `style` attributes that the kit itself writes.

    """
    inline = [_hash(value) for value in dict.fromkeys(attributes)]
    named = [_hash(style), *(["'unsafe-hashes'", *inline] if inline else [])]
    parts = [
        "default-src 'none'",
        *([f"script-src {_hash(script)}"] if script else []),
        f"style-src {' '.join(named)}",
        *(["img-src data:"] if has_pictures else []),
        *(["font-src data:"] if has_faces else []),
        "form-action 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return Markup("; ".join(parts))  # noqa: S704 - names and hashes


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
