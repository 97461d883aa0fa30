"""The first line of a collected file.

It says which form the file came from, and whether it is still as it was written.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from coherence_kit.problems import clip

_LEAD = b"# Collected by coherence-kit from "
_SUM = b"; SHA-256 of all below: "
_LINE = re.compile(re.escape(_LEAD) + rb"[^\r\n]*" + re.escape(_SUM) + rb"([0-9a-f]{64})\r?\n")
_MARK = b"\xef\xbb\xbf"
_LONGEST_NAME = 255


def with_line(data: bytes, form: Path) -> bytes:
    """A submission below the line for the form that it comes from.

    A line of an earlier turn and a byte order mark are taken out.
    """
    body = without_line(data)
    name = clip(form.name, _LONGEST_NAME).encode("utf-8", "replace")
    return _LEAD + name + _SUM + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def without_line(data: bytes) -> bytes:
    """The submission itself."""
    text = _unmarked(data)
    found = _LINE.match(text)
    return _unmarked(text[found.end() :]) if found else text


def is_as_collected(data: bytes) -> bool:
    """Whether a file has the line, and what stands below it is what was written then."""
    found = _LINE.match(data)
    return (
        found is not None and found[1] == hashlib.sha256(data[found.end() :]).hexdigest().encode()
    )


def _unmarked(data: bytes) -> bytes:
    while data.startswith(_MARK):  # some editors add a second one
        data = data.removeprefix(_MARK)
    return data
