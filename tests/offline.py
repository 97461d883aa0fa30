"""A machine on which no connection can be opened."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def offline() -> Iterator[list[object]]:
    """Refuse every connection; the list holds what was tried."""
    opened: list[object] = []

    class Refused(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            opened.append(self)
            raise ConnectionRefusedError

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(socket, "socket", Refused)
        changed.setattr(socket, "getaddrinfo", lambda *asked, **_: opened.append(asked))
        yield opened
