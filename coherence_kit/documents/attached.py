"""A file inside a PDF, as it is handed over and as it is found again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal

LARGEST_ATTACHMENT = 8 * 1024 * 1024  # bytes; as much as a file of the kit may have
LARGEST_TOTAL = 4 * LARGEST_ATTACHMENT
"""Bytes that all the files in one PDF may have together."""
MOST_ATTACHMENTS = 256

Relationship = Literal["Source", "Data", "Supplement", "Alternative", "Unspecified"]

# Named here because Python 3.11 does not know YAML, and the machine's own
# table would make files differ.
_MEDIA_TYPES = MappingProxyType(
    {
        ".css": "text/css",
        ".csv": "text/csv",
        ".html": "text/html",
        ".json": "application/json",
        ".otf": "font/otf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".ttf": "font/ttf",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".yaml": "application/yaml",
    }
)


@dataclass(frozen=True)
class Attached:
    """A file that a PDF carries.

    Args:
        name: as PDF readers list it; a plain file name whose ending says the format.
        data: the file; at most `LARGEST_ATTACHMENT`, or it could not be read again.
        relationship: what it is to the document: `Source` of what is
            printed, `Data` or `Supplement`.
        description: one line for the reader.
    """

    name: str
    data: bytes
    relationship: Relationship = "Unspecified"
    description: str = ""

    def __post_init__(self) -> None:
        if not is_plain_name(self.name):
            msg = f"not a plain file name: {self.name!r}"
            raise ValueError(msg)
        if len(self.data) > LARGEST_ATTACHMENT:
            msg = f"{self.name} has {len(self.data)} bytes, more than an attachment may have"
            raise ValueError(msg)

    @property
    def media_type(self) -> str:
        """Such as `application/yaml`."""
        return media_type(self.name)


def is_plain_name(name: str) -> bool:
    """Whether a name names a file and no folder, in characters that can be seen."""
    return name not in {"", ".", ".."} and name.isprintable() and not set(name) & set('/\\:"')


def media_type(name: str) -> str:
    """The media type of a file, by the ending of its name."""
    return _MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def submission_name(place: int, part: str = "submission") -> str:
    """The name under which a report carries its n-th submission, from 1.

    `part` is `submission` for one that is a chapter, `voice` or `previous` for one beside them.
    """
    return f"{part}-{place}.yaml"
