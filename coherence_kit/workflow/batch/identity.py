"""What the result of a job hangs on, as hashes: unchanged, it need not be worked out again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from coherence_kit import __version__, content
from coherence_kit.problems import ProblemsFound
from coherence_kit.workflow.batch.work import EVERY, BrandFiles
from coherence_kit.workflow.score import Workspace

# Those that draw a page, and the faces on it.
_DRAWING: Final = (
    "weasyprint", "pydyf", "tinycss2", "pikepdf", "jinja2", "fonttools", "uharfbuzz", "babel",
    "fontpkg-source-sans-3", "fontpkg-source-serif-4", "manimgx-fonts", "manimgx-fonts-cjk",
)  # fmt: skip


_NAMED: Final = re.compile(
    rb"""questionnaire["']?:\s*\{?\s*["']?id["']?:\s*["']?([A-Za-z0-9._-]+)"""
)


def key_of(what: str, **parts: str | None) -> str:
    """The key of a job: SHA-256 of what is done and of all that is stated about it."""
    stated = {"what": what, "kit": __version__, **parts}
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def hash_of_brand(files: BrandFiles) -> str | None:
    """The hash of a brand with all its files; None without one."""
    if not files:
        return None
    found = [(name, hashlib.sha256(data).hexdigest()) for name, data in files]
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def drawing_hash() -> str:
    """The hash of what the looks of a report hang on."""
    return hashlib.sha256(json.dumps(drawing_parts(), sort_keys=True).encode()).hexdigest()


def drawing_parts() -> dict[str, str]:
    """What that is: faces and programs that draw, with their versions, and the templates."""
    found = hashlib.sha256()
    folder = content.folder("report_templates")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return {**{name: _version(name) for name in _DRAWING}, "report templates": found.hexdigest()}


class Content:
    """The hashes of the questionnaires in use, each with its measures and sources.

    Args:
        workspace: where they are.
        with_mappings: whether the mappings count as well, which reports print.

    """

    def __init__(self, workspace: Workspace, *, with_mappings: bool = False) -> None:
        self._workspace = workspace
        self._with_mappings = with_mappings
        self._hashes: dict[str, str] = {}

    def hash_of(self, name: str) -> str:
        """The hash of a questionnaire, or of the ids of all; empty for one that cannot be used."""
        if name not in self._hashes:
            self._hashes[name] = self._hash(name)
        return self._hashes[name]

    def hashes(self, names: Iterable[str]) -> dict[str, str]:
        """The hash of each of several."""
        return {name: self.hash_of(name) for name in names}

    def read_ahead(self, data: bytes) -> None:
        """Lay out the questionnaire that a submission seems to name.

        Processes that begin as copies of this one then need not read it themselves.
        """
        named = _NAMED.search(data)
        name = named[1].decode() if named else ""
        if name in self._workspace.library.index():
            with suppress(ProblemsFound):
                self._workspace.instrument(name)

    def is_current(self, needs: Mapping[str, Any]) -> bool:
        """Whether what a result hung on is as it was."""
        return all(self.hash_of(name) == known for name, known in needs.items())

    def _hash(self, name: str) -> str:
        library = self._workspace.library
        if name == EVERY:
            return hashlib.sha256("\n".join(sorted(library.index())).encode()).hexdigest()
        found = hashlib.sha256(_register(self._workspace).encode())
        try:
            parts = (
                library.questionnaire(name).data,
                *(data for _, data in library.catalogues(name)),
                *(data for _, data in (library.mappings(name) if self._with_mappings else ())),
            )
        except (ProblemsFound, KeyError):
            return ""
        for data in parts:
            found.update(b"%d\n" % len(data) + data)
        return found.hexdigest()


def _register(workspace: Workspace) -> str:
    """The hash of the register of sources."""
    found = hashlib.sha256()
    for path in sorted(workspace.library.seeds.rglob("*.yaml")):
        found.update(path.read_bytes())
    return found.hexdigest()


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
