"""Why a picture cannot be used."""

from __future__ import annotations


class PictureFaultError(Exception):
    """What is wrong with a picture, what mends it, and in which line of a drawing; 0 for none."""

    def __init__(self, what: str, cure: str, line: int = 0) -> None:
        """Say it in words that follow "it cannot be used:"."""
        super().__init__(what)
        self.what = what
        self.cure = cure
        self.line = line
