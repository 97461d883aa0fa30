"""How large a file may be; it stands by itself so that naming the limit loads no parser."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024
MAX_SIZE: Final = 8 * MIB
"""Bytes a file may have, unless the caller says otherwise."""
