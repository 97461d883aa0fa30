"""Files with which something goes wrong: saved by what they hold."""

from __future__ import annotations

import hashlib
from pathlib import Path


def save(folder: Path, data: bytes, suffix: str) -> Path:
    """Write a file, named after the hash of what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
    path.write_bytes(data)
    return path
