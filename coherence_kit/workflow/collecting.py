"""Filled forms back to submissions: whatever was typed ends up in a YAML file, what is wrong with it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coherence_kit.documents.safe_write import expect_room, write_file
from coherence_kit.problems import Problem, ProblemsFound
from coherence_kit.workflow.assessing import Workspace, bind_document, sorted_problems
from coherence_kit.workflow.forming import YAML_SUFFIXES
from coherence_kit.workflow.reading import as_yaml, read_submission, submissions_of


@dataclass(frozen=True, slots=True)
class Collected:
    """One form: where it came from, where its submission stands (None if nothing could be read), what is wrong."""

    source: Path
    written: Path | None
    problems: tuple[Problem, ...]


def collect(workspace: Workspace, sources: Sequence[Path], folder: Path) -> list[Collected]:
    """Write a submission for each form, those of folders too, into a folder.

    A form with faults is written as well, with everything that was typed: in the YAML file the faults can be mended.

    Raises:
        WrongUseError: folders were named, and there is no form in them.
        ProblemsFound: nothing can be written into the folder.

    """
    forms = [form for form in submissions_of(sources) if form in sources or not _is_collected(form, folder)]
    expect_room(folder)
    return [
        _collect_one(workspace, form, folder / name) for form, name in zip(forms, distinct_names(forms), strict=True)
    ]


def _is_collected(path: Path, folder: Path) -> bool:
    """Whether a file is one that an earlier turn has written, where forms lie in the folder that is written to."""
    return path.suffix.lower() in YAML_SUFFIXES and path.resolve().is_relative_to(folder.resolve())


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
    if not isinstance(document.value, dict):
        return Collected(source, None, tuple(sorted_problems(problems)))
    try:
        write_file(target, as_yaml(document))
    except ProblemsFound as found:
        return Collected(source, None, tuple(sorted_problems([*problems, *found.problems])))
    return Collected(source, target, tuple(sorted_problems(problems)))
