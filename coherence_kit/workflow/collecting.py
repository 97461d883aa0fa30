"""Filled forms back to submissions: whatever was typed ends up in a YAML file, what is wrong with it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.documents.safe_write import write_file
from coherence_kit.loading.documents import Document, read_file
from coherence_kit.loading.yaml_writer import to_yaml
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.workflow.assessing import Workspace, bind_document, sorted_problems
from coherence_kit.workflow.forming import YAML_SUFFIXES
from coherence_kit.workflow.reading import read_submission

_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Collected:
    """One form: where it came from, where its submission stands (None if nothing could be read), what is wrong."""

    source: Path
    written: Path | None
    problems: tuple[Problem, ...]


def collect(workspace: Workspace, sources: Sequence[Path], folder: Path) -> list[Collected]:
    """Write a submission for each form into a folder.

    A form with faults is written as well, with everything that was typed: in the YAML file the faults can be mended.
    """
    return [
        _collect_one(workspace, source, folder / name)
        for source, name in zip(sources, distinct_names(sources), strict=True)
    ]


def distinct_names(sources: Iterable[Path]) -> list[str]:
    """A file name for each form, after its own; of forms with one name the later ones get a number."""
    names: list[str] = []
    for source in sources:
        name, number = source.stem, 1
        while f"{name}.yaml".casefold() in map(str.casefold, names):
            number += 1
            name = f"{source.stem}-{number}"
        names.append(f"{name}.yaml")
    return names


def _collect_one(workspace: Workspace, source: Path, target: Path) -> Collected:
    document = read_submission(source, max_size=workspace.max_size)
    try:
        bind_document(workspace, document)
    except ProblemsFound as found:
        problems = list(found.problems)
    else:
        problems = document.problems
    data = _as_yaml(workspace, source, document)
    if data is None:
        return Collected(source, None, tuple(sorted_problems(problems)))
    try:
        write_file(target, data)
    except ProblemsFound as found:
        return Collected(source, None, tuple(sorted_problems([*problems, *found.problems])))
    return Collected(source, target, tuple(sorted_problems(problems)))


def _as_yaml(workspace: Workspace, source: Path, document: Document) -> bytes | None:
    """The submission as a file; one that is YAML already stays as its author wrote it, comments and all."""
    if not isinstance(document.value, dict):
        return None
    if source.suffix.lower() in YAML_SUFFIXES:
        data = read_file(source, max_size=workspace.max_size)
        if data.lstrip(_BEFORE_JSON)[:1] != b"{":  # what a page saves is JSON, which nobody likes to read
            return data
    return to_yaml(document.value).encode()
