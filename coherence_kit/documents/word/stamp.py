"""How a report for a word processor is known again, and whether somebody has edited it since.

A property of the document bears a fingerprint of all other parts. Word processors keep the property
when they save the file, and write the other parts anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from coherence_kit.documents.word.xml import HEAD

PART: Final = "docProps/custom.xml"
_NAME: Final = "coherence-kit report"
_STAMP = re.compile(rb'name="coherence-kit report"[^>]*>\s*<[^<>]*>([0-9a-f]{64})<')
_LARGEST: Final = 65_536
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"


def stamped(parts: Mapping[str, bytes]) -> bytes:
    """The part with the property, for a document of the other parts."""
    return (
        f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{_NAME}">'
        f"<vt:lpwstr>{_fingerprint(parts)}</vt:lpwstr></property></Properties>"
    ).encode()


def is_report(path: Path) -> bool:
    """Whether a file is a report for a word processor, edited or not."""
    return bool(_stated(path))


def edits(path: Path) -> str:
    """What somebody has done to a report: "edits", or nothing."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != PART}
    return "" if _stated(path) == _fingerprint(parts) else "edits"


def _stated(path: Path) -> str:
    try:
        with ZipFile(path) as archive, archive.open(PART) as part:
            found = _STAMP.search(part.read(_LARGEST))
    except (BadZipFile, KeyError):
        return ""
    return found[1].decode() if found else ""


def _fingerprint(parts: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for name in sorted(parts):
        found.update(f"{name} {len(parts[name])}\n".encode())
        found.update(parts[name])
    return found.hexdigest()
