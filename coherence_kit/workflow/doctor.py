"""What this machine has of what the kit needs."""

from __future__ import annotations

import platform
import tempfile
from pathlib import Path

from coherence_kit import __version__, content
from coherence_kit.documents.libraries import Check, rendering_libraries
from coherence_kit.errors import KitError


def examine() -> list[Check]:
    """The kit, its content, the libraries and fonts for PDF, and a folder for temporary files."""
    python = f"coherence-kit {__version__}, Python {platform.python_version()}"
    return [
        Check("coherence-kit", found=True, needed=True, detail=python),
        *_content(),
        *rendering_libraries(),
        _scratch(),
    ]


def _content() -> list[Check]:
    checks = []
    for name in content.FOLDERS:
        try:
            folder = content.folder(name)
        except KitError as error:
            checks.append(Check(name, found=False, needed=True, cure=str(error)))
        else:
            checks.append(Check(name, found=True, needed=True, detail=str(folder)))
    return checks


def _scratch() -> Check:
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "probe").write_bytes(b"x")
    except OSError as error:
        cure = f"free some space or name another folder in TMPDIR ({error.strerror or error})"
        return Check("temporary files", found=False, needed=True, cure=cure)
    return Check("temporary files", found=True, needed=True, detail=tempfile.gettempdir())
