"""Which files a batch works on, in which order, and under which names their reports go."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from coherence_kit.loading.archives import Member, member_source
from coherence_kit.problems import plain_name, shown_path, told_apart

_LONGEST_PART: Final = 120
"""Bytes of a name; file systems allow 255, with the ending and whatever a person adds."""
_NO_NAMES: Final = frozenset(("", ".", ".."))
_NO_SIGNS: Final = re.compile(r'[<>:"|?*\\]')
"""Signs that a name cannot have on other systems than the one where it was given."""
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
"""What Windows takes for a device, whatever ending stands behind it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A submission: the file it lies in, and the name for what is made of it, without a suffix.

    `file` is the path as a text: there may be very many of them, and a path takes four times the
    room. `member` is its place in an archive; `data` is there where it lies in no file as it is,
    such as the merged answers of a round, and `label` is then what the tables call it. A table has
    many of them, one a row.
    """

    file: str
    name: str
    member: Member | None = None
    data: bytes | None = None
    label: str = ""
    is_table: bool = False

    @property
    def path(self) -> Path:
        """The file it lies in."""
        return Path(self.file)

    @property
    def source(self) -> str:
        """How the tables name it."""
        if self.label:
            return self.label
        if self.member is not None:
            return member_source(self.path, self.member.name)
        return shown_path(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """A submission as it was found.

    `file` is as of a job; `inner` is its path within the source it was found in, below the folders
    there; `whole` is its whole path, which tells those of one name apart.
    """

    file: str
    inner: str
    whole: str
    member: Member | None = None
    data: bytes | None = None
    label: str = ""
    is_table: bool = False


def found_file(path: Path, place: Path, source: Path) -> Found:
    """A file that was named, or found in a folder that was; `place` is where it really is."""
    inner = path.relative_to(source) if path != source else Path(path.name)
    return Found(str(path), inner.as_posix(), str(place))


def found_member(archive: Found, member: Member) -> Found:
    """A file in an archive, below the name of the archive."""
    inner = PurePosixPath(archive.inner).with_suffix("") / _inside(member.name)
    whole = f"{archive.whole}/{_inside(member.name)}"
    return Found(archive.file, inner.as_posix(), whole, member)


def plan(found: Iterable[Found]) -> list[Job]:
    """The jobs of what was found, each with a name for what is made of it.

    It has the name of its file, below the folders in which it lies in its source; of files that
    would share a name, each has as many of its own folders before it as tell them apart.
    """
    every = list(found)
    times = Counter(one.inner.casefold() for one in every)
    alike = [shown_path(Path(one.whole)) for one in every if times[one.inner.casefold()] > 1]
    apart = iter(told_apart(alike))
    taken: set[str] = set()
    jobs: list[Job] = []
    for one in every:
        wanted = one.inner if times[one.inner.casefold()] == 1 else next(apart)
        name = _free_name(_name_anywhere(wanted), taken)
        jobs.append(Job(one.file, name, one.member, one.data, one.label, one.is_table))
    return jobs


def _inside(name: str) -> str:
    """The name of a member as one below a folder, whatever it says: no way out, no other root."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in _NO_NAMES and part != "/") or "member"


def _name_anywhere(path: str) -> str:
    """A path, without its suffix, that every system can have below a folder of its own."""
    parts = PurePosixPath(plain_name(path)).with_suffix("").parts
    return "/".join(map(part_anywhere, parts))


def part_anywhere(part: str) -> str:
    """A name that every system can have for a file or a folder."""
    name = _NO_SIGNS.sub("-", unicodedata.normalize("NFC", part)).rstrip(". ") or "-"
    name = _DEVICES.sub(r"\1-", name, count=1) if _DEVICES.match(name) else name
    data = name.encode("utf-8", "replace")
    if len(data) <= _LONGEST_PART:
        return name
    digest = hashlib.sha256(data).hexdigest()[:8]
    return f"{data[:_LONGEST_PART].decode(errors='ignore')}-{digest}"


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name that no other job has.

    Capitals and small letters count as alike, since some disks do not tell them apart.
    """
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name
