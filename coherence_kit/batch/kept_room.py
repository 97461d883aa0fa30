"""Room on the disk that is kept for what has to be written last.

Reports fill a small disk to its last block, and then nothing could be written that says which of
them are missing.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_NAME: Final = "kept-room"
_PIECE: Final = b"\0" * 65_536


class KeptRoom:
    """A file of so many bytes while others are written; it is gone at the end, or when let go.

    Where there is no room for it nothing is kept, and nothing is said of it: whoever writes next
    meets the same.

    Args:
        folder: that is there.
        size: in bytes.

    """

    def __init__(self, folder: Path, size: int) -> None:
        self._path = folder / _NAME
        self._size = size

    def __enter__(self) -> Self:
        try:
            with self._path.open("wb") as stream:
                for start in range(0, self._size, len(_PIECE)):
                    stream.write(_PIECE[: self._size - start])
        except OSError:
            self.let_go()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Give the room back; more than once does no harm."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
