"""Where the submissions of a batch come from, and their bytes, which this process alone reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Self

from coherence_kit.batch.plan import Found, Job, found_file, found_member, plan
from coherence_kit.loading.archives import Archive, Member, is_archive
from coherence_kit.loading.documents import PAGES, peek_file, read_file
from coherence_kit.loading.folders import YAML
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    is_folder,
    real_path,
    real_paths,
    shown_path,
)
from coherence_kit.workflow.earlier_results import earlier_table
from coherence_kit.workflow.intake import (
    is_submission_by,
    nothing_to_do,
    passed_over,
    take_in_submissions,
)
from coherence_kit.workflow.reading import most_bytes
from coherence_kit.workflow.score import Workspace

if TYPE_CHECKING:
    from coherence_kit.model.columns import ColumnsFile

_ROUND = "coherence-kit/round/"


@dataclass(frozen=True, slots=True)
class Planned:
    """The submissions of a batch, and what is to be said of other files in the sources.

    `columns` is how its tables are read.
    """

    jobs: tuple[Job, ...]
    notes: tuple[Problem, ...]
    columns: ColumnsFile | None = None


def plan_batch(
    workspace: Workspace,
    sources: Sequence[Path],
    output: Path | None = None,
    *,
    columns: Path | None = None,
) -> Planned:
    """The submissions of a batch, each once.

    They are the files named; in folders and archives every submission, filled workbook and saved
    form; the rows of tables; and of a round that is named the merged answers, one for each
    questionnaire. A workbook is a table only where it is named itself.

    Args:
        workspace: by which a round is merged.
        sources: files, folders, archives, round files.
        output: where results go; if it lies in a source, what else is in it is no news.
        columns: a file that says what foreign columns and codes of tables mean.

    Raises:
        WrongUseError: there is nothing to do.
        ProblemsFound: the file of columns has errors.

    """
    notes: list[Problem] = []
    mapping = None if columns is None else _columns_of(workspace, columns)
    jobs = plan(_found(workspace, sources, output, notes, mapping))
    if not jobs and not any(note.severity.value == "error" for note in notes):
        raise nothing_to_do(sources, notes)
    return Planned(tuple(jobs), tuple(notes), mapping)


def _found(
    workspace: Workspace,
    sources: Sequence[Path],
    output: Path | None,
    notes: list[Problem],
    mapping: ColumnsFile | None,
) -> Iterator[Found]:
    """Everything in the sources, in their order; what is to be said of others goes to `notes`."""

    def holds_several(path: Path) -> bool:
        is_several = is_archive(path) or _is_table(workspace, path, mapping, is_named=False)
        return is_several and not _is_result(path, output)

    seen: set[str] = set()
    for source in sources:
        if is_folder(source):
            inside = take_in_submissions(source, written_to=output, more=holds_several)
            notes += inside.notes
            files = inside.files
        else:
            files = (source,)
        for path, place in zip(files, real_paths(files), strict=True):
            if str(place) in seen:
                continue
            seen.add(str(place))
            if is_archive(path):
                yield from _in_archive(found_file(path, place, source), workspace.max_size, notes)
            elif path == source and _is_round(path):
                yield from _in_round(workspace, path, notes)
            else:
                found = found_file(path, place, source)
                is_table = _is_table(workspace, path, mapping, is_named=path == source)
                yield replace(found, is_table=is_table)


def _columns_of(workspace: Workspace, path: Path) -> ColumnsFile:
    from coherence_kit.workflow.tables import load_columns_file

    return load_columns_file(workspace, path)


def _is_table(
    workspace: Workspace, path: Path, mapping: ColumnsFile | None, *, is_named: bool
) -> bool:
    """Whether a file is a table, of one that is named whether it is meant as one."""
    if path.suffix.lower() in {*YAML, *PAGES}:
        return False  # most files of most batches, without what reads tables
    from coherence_kit.workflow.tables import is_meant_as_table, is_table_of_folder

    return (is_meant_as_table if is_named else is_table_of_folder)(workspace, path, mapping)


def _is_result(path: Path, output: Path | None) -> bool:
    """Whether a table is one that a batch has written, here or elsewhere."""
    if path.suffix.lower() == ".csv":
        return earlier_table(path.name).is_it(path)
    is_named_so = path.name.startswith(("scores.", "nodes."))
    return is_named_so and output is not None and real_path(path.parent) == real_path(output)


def _in_archive(archive: Found, max_size: int, notes: list[Problem]) -> Iterator[Found]:
    path = Path(archive.file)
    others: list[str] = []
    try:
        with Archive(path) as opened:
            for member in opened.members():
                if _is_taken(opened, member, max_size):
                    yield found_member(archive, member)
                else:
                    others.append(member.name)
    except ProblemsFound as found:
        notes += found.problems
    if others:
        notes.append(passed_over(shown_path(path), others))


def _is_taken(archive: Archive, member: Member, max_size: int) -> bool:
    """Whether a member is wanted; one that cannot be read is, and reading it says why not."""
    try:
        return is_submission_by(member.name, archive.read(member, max_size=max_size))
    except ProblemsFound:
        return True


def _is_round(path: Path) -> bool:
    return path.suffix.lower() in YAML and peek_file(path).get("format", "").startswith(_ROUND)


def _in_round(workspace: Workspace, path: Path, notes: list[Problem]) -> Iterator[Found]:
    """The merged answers of a round, whose submissions lie beside it."""
    from coherence_kit.workflow.rounds import merged_files

    try:
        merged = merged_files(workspace, path, [path.parent])
    except ProblemsFound as found:
        notes += found.problems
        return
    notes += merged.notes
    for one in merged.merged:
        name = one.submission.questionnaire.id
        yield Found(
            str(path),
            f"{path.stem}/{name}.yaml",
            f"{shown_path(real_path(path))}/{name}",
            data=one.data,
            label=f"{shown_path(path)}/{name}",
        )


class Reader:
    """Reads the bytes of submissions; an archive stays open from one member to the next."""

    def __init__(self, max_size: int) -> None:
        """`max_size` is the most bytes that a submission may have."""
        self._max_size = max_size
        self._open = ExitStack()
        self._archive: tuple[Path, Archive] | None = None

    def __enter__(self) -> Self:
        """Itself, to be closed at the end."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Close the archive that is open."""
        self._open.close()

    def read(self, job: Job) -> bytes:
        """The bytes of a submission.

        Raises:
            ProblemsFound: it is not there any more, is no file, too large, or may not be read.

        """
        if job.data is not None:
            return job.data
        max_size = most_bytes(PurePath(job.source), self._max_size)
        if job.member is None:
            return read_file(job.path, max_size=max_size)
        return self._archive_of(job.path).read(job.member, max_size=max_size)

    def _archive_of(self, path: Path) -> Archive:
        if self._archive is None or self._archive[0] != path:
            self._open.close()
            self._archive = path, self._open.enter_context(Archive(path))
        return self._archive[1]
