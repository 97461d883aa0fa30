"""Streams that nobody reads any more."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TextIO


def let_go(stream: TextIO | None) -> None:
    """Keep Python from writing at its end what could not be written."""
    with suppress(OSError, ValueError, AttributeError):
        place = stream.fileno()  # type: ignore[union-attr]  # there may be none
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, place)
        os.close(nowhere)
