"""One file: read, composed, its kind told; problems carry the place in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coherence_kit.loading.yaml_events import MAX_SIZE, Composed, compose
from coherence_kit.problems import Problem, did_you_mean

KINDS = ("questionnaire", "submission", "measures", "sources")
_FORMAT = re.compile(r"coherence-kit/([a-z]+)/([0-9]+)")
_PEEK = re.compile(rb"^(format|id):[ \t]*[\"']?([A-Za-z0-9./_-]+)", re.MULTILINE)
_PEEK_BYTES = 4096
PathLike = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A file as plain values, with the problems found so far. `value` is None if nothing could be read."""

    source: str
    composed: Composed | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def value(self) -> Any:  # noqa: ANN401  (nested dicts, lists and texts)
        """The composed value."""
        return self.composed.value if self.composed else None

    @property
    def kind(self) -> str:
        """The kind that the format line names, or an empty text."""
        stated = self.value.get("format") if isinstance(self.value, dict) else None
        match = _FORMAT.fullmatch(stated) if isinstance(stated, str) else None
        return match.group(1) if match and match.group(1) in KINDS and match.group(2) == "1" else ""

    def report(self, code: str, path: PathLike, **params: object) -> None:
        """Add a problem at the value that a path of keys and indices leads to."""
        line, column = self.composed.positions.locate(path) if self.composed else (0, 0)
        self._add(code, line, column, path, params)

    def report_key(self, code: str, path: PathLike, **params: object) -> None:
        """Add a problem at the key, not the value, that a path ends with."""
        line, column = self.composed.positions.locate(path, key=True) if self.composed else (0, 0)
        self._add(code, line, column, path, params)

    def _add(self, code: str, line: int, column: int, path: PathLike, params: Mapping[str, object]) -> None:
        texts = {name: str(value) for name, value in params.items()}
        self.problems.append(Problem(code, self.source, line, column, self.named(path), texts))

    def line_of(self, path: PathLike) -> int:
        """The line of a path, from 1."""
        return self.composed.positions.locate(path)[0] if self.composed else 0

    def named(self, path: PathLike) -> tuple[str, ...]:
        """A path in the words of the file: an item of a list is called by its id, not by its index."""
        names: list[str] = []
        value = self.value
        for segment in path:
            value = _step_into(value, segment)
            if isinstance(segment, int):
                own = value.get("id") or value.get("unit") if isinstance(value, Mapping) else None
                names.append(own if isinstance(own, str) else str(segment + 1))
            else:
                names.append(segment)
        return tuple(names)


def _step_into(value: Any, segment: str | int) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        return value.get(segment)
    if isinstance(value, list) and isinstance(segment, int) and segment < len(value):
        return value[segment]
    return None


def read_document(path: Path, *, max_size: int = MAX_SIZE) -> Document:
    """Read a file; whatever keeps it from being read is a problem of the document."""
    document = Document(str(path))
    try:
        size = path.stat().st_size
        if path.is_dir():
            document.problems.append(Problem("file.folder", str(path)))
            return document
        if size > max_size:
            params = {"size": f"{size:,}", "most": f"{max_size:,}"}
            document.problems.append(Problem("file.too-large", str(path), params=params))
            return document
        data = path.read_bytes()
    except FileNotFoundError:
        document.problems.append(Problem("file.missing", str(path), params={"hint": _similar_file(path)}))
        return document
    except OSError as error:
        document.problems.append(Problem("file.unreadable", str(path), params={"reason": error.strerror or str(error)}))
        return document
    return compose_document(data, str(path), max_size=max_size)


def compose_document(data: bytes, source: str, *, max_size: int = MAX_SIZE) -> Document:
    """Compose bytes and say what is wrong with them as YAML and as a file of the kit."""
    is_submission = peek(data).get("format", "").startswith("coherence-kit/submission/")
    composed = compose(data, aliases=not is_submission, max_size=max_size)
    document = Document(source, composed)
    document.problems.extend(
        Problem(fault.code, source, fault.line, fault.column, (), fault.params) for fault in composed.faults
    )
    if composed.value is not None and not document.kind:
        _report_format(document)
    return document


def _report_format(document: Document) -> None:
    if not isinstance(document.value, dict):
        document.report("schema.not-a-map", ())
        return
    stated = document.value.get("format")
    if stated is None:
        document.report("schema.format-missing", ())
        return
    known = [f"coherence-kit/{kind}/1" for kind in KINDS]
    document.report(
        "schema.format", ("format",), value=stated, known=", ".join(known), hint=did_you_mean(str(stated), known)
    )


def _similar_file(path: Path) -> str:
    try:
        neighbours = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    return did_you_mean(path.name, neighbours)


def peek(data: bytes) -> dict[str, str]:
    """`format` and `id` as they stand at the top of a file, without parsing it; for telling files apart only."""
    return {
        match.group(1).decode(): match.group(2).decode("ascii", "replace")
        for match in _PEEK.finditer(data[:_PEEK_BYTES])
    }


def peek_file(path: Path) -> dict[str, str]:
    """:func:`peek` of a file's first bytes; nothing if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return peek(stream.read(_PEEK_BYTES))
    except OSError:
        return {}
