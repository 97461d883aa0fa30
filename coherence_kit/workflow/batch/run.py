"""A whole run: scores with their tables first, then reports, then the manifest."""

from __future__ import annotations

import datetime as dt
import os
import platform
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coherence_kit.batch.cluster.connection import Connection
from coherence_kit.batch.journal import Journal
from coherence_kit.batch.lock import alone_in, begin, finish, unfinished
from coherence_kit.batch.progress import Progress, Watch
from coherence_kit.batch.run import Outcome
from coherence_kit.documents.own_places import Identity, expect_own_place, identities
from coherence_kit.documents.safe_write import expect_room, remove_file, remove_temporary
from coherence_kit.errors import WrongUseError
from coherence_kit.problems import Problem, ProblemsFound, shown_path
from coherence_kit.rendering.report.variants import variant_named
from coherence_kit.workflow.batch.parcel import cluster_at
from coherence_kit.workflow.batch.phase import ONCE, REPORTS, Run, Wanted
from coherence_kit.workflow.batch.results import (
    MANIFEST,
    Outcomes,
    answered,
    outcomes,
    overview_of,
    reports_made,
    scored,
    write_manifest,
    write_parquet_tables,
)
from coherence_kit.workflow.batch.scores import score_all
from coherence_kit.workflow.batch.sources import Planned
from coherence_kit.workflow.batch.table_forms import write_every_table
from coherence_kit.workflow.earlier_results import (
    earlier_manifest,
    earlier_table,
    earlier_workbook_of_tables,
)
from coherence_kit.workflow.score import Workspace

if TYPE_CHECKING:
    from coherence_kit.workflow.overview import WrittenOverview

KINDS_OF_REPORT: Final = ("pdf", "html")
_OVERVIEWS: Final = ("overview.pdf", "overview.html")
_JOURNAL: Final = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to.

    Args:
        outcomes: what became of each submission, in the order of the sources.
        files: what was written.
        remarks: on questionnaires in use, on other files in the sources, and on what kept the run
            from its end.
        reused: jobs that were done before and are unchanged.

    """

    outcomes: Sequence[Outcome]
    files: tuple[Path, ...]
    remarks: tuple[Problem, ...]
    reused: int


def run_batch(
    workspace: Workspace,
    planned: Planned,
    output: Path | None,
    wanted: Wanted = ONCE,
    *,
    told: Callable[[Progress], object] = lambda _progress: None,
) -> Ran:
    """Score every submission and write the tables, then the reports if they are wanted.

    What an earlier run into the same folder has done, and what has not changed since, is not done
    again. A run that is stopped leaves tables of what was done until then, and can be gone on with.

    Args:
        workspace: questionnaires in use.
        planned: from :func:`~coherence_kit.workflow.batch.sources.plan_batch`.
        output: the folder for results; None to write nothing.
        wanted: what is wanted.
        told: called as each half begins, and as each submission is scored and each report is made.

    Raises:
        WrongUseError: what is wanted makes no sense, another batch writes into the folder, or one
            there did not come to its end and nobody said what to do about that; or the cluster
            cannot be used.
        MissingLibraryError: a cluster is wanted, and Dask is not installed.
        ProblemsFound: the folder cannot be written, or another file stands where a table goes.

    """
    _expect_sense(output, wanted)
    if wanted.parquet:
        from coherence_kit.documents.parquet import expect_library

        expect_library()
    if output is None:
        with tempfile.TemporaryDirectory(prefix="coherence-batch-") as own:
            journal = Journal(Path(own) / _JOURNAL)
            with closing(journal), _cluster(workspace, wanted) as cluster:
                run = Run(workspace, planned, None, wanted, Watch(told), journal, cluster=cluster)
                score_all(run)
                return replace(_ran(run, (), ()), outcomes=tuple(outcomes(run)))
    expect_room(output)
    read = identities(job.path for job in planned.jobs)
    _expect_own_places(output, wanted, read)
    with alone_in(output) as own_folder:
        _expect_finished(own_folder, output, wanted)
        with _cluster(workspace, wanted) as cluster:
            _clear(output, own_folder)
            remove_file(output / MANIFEST)
            journal = Journal(own_folder / _JOURNAL, anew=wanted.force)
            run = Run(
                workspace, planned, output, wanted, Watch(told), journal, read, cluster=cluster
            )
            try:
                begin(own_folder, **_who_and_when())
                return _to_the_end(run, output, own_folder)
            except BaseException:
                journal.close()
                raise


def _clear(output: Path, own: Path) -> None:
    """Remove what runs have begun to write there that were killed."""
    remove_temporary(output)
    remove_temporary(own)
    if not (output / REPORTS).is_symlink():
        remove_temporary(output / REPORTS, recursive=True)


def _to_the_end(run: Run, output: Path, own: Path) -> Ran:
    """Both halves of a run into a folder, with what is written of them."""
    tables: tuple[Path, ...] = ()
    remarks: tuple[Problem, ...] = ()
    try:
        score_all(run)
        tables = write_every_table(run, output)
        if run.wanted.parquet:
            tables += write_parquet_tables(run, output)
        if run.wanted.overview:
            pages = _write_overview(run, output)
            tables, remarks = (*tables, *pages.paths), pages.notes
        if run.wanted.reports is not None:
            from coherence_kit.workflow.batch.reports import report_all

            report_all(run, *scored(run), room=sum(path.stat().st_size for path in tables))
            write_every_table(run, output)
        manifest = write_manifest(run, output, tables)
        if run.wanted.anonymous:
            run.journal.forget()  # it has names, and the folder is to be handed on
        else:
            run.journal.keep(chain(run.scores, run.reports.values(), run.reports_of_rows))
        finish(own)
    except (KeyboardInterrupt, SystemExit):
        with suppress(ProblemsFound):
            write_every_table(run, output)
        raise
    except ProblemsFound as found:
        if not tables:
            raise
        # the scores are written; what is said of the reports, or the manifest, could not be
        return _ran(run, tables, found.problems)
    return _ran(run, (*tables, manifest, *reports_made(run)), remarks)


def _write_overview(run: Run, output: Path) -> WrittenOverview:
    from coherence_kit.workflow.overview import write_overview

    names = [output / name for name in _OVERVIEWS]
    instruments = {name: run.workspace.instrument(name) for name in answered(run)}
    wanted = run.wanted
    return write_overview(
        overview_of(run),
        instruments,
        names,
        language=wanted.language,
        date=wanted.date,
        read=run.read,
        below=output,
    )


def _ran(run: Run, files: Iterable[Path], remarks: Iterable[Problem]) -> Ran:
    notes = (*run.planned.notes, *run.workspace.remarks(), *remarks)
    return Ran(Outcomes(run), tuple(files), notes, run.watch.reused)


def _cluster(workspace: Workspace, wanted: Wanted) -> AbstractContextManager[Connection | None]:
    return cluster_at(workspace, wanted.cluster, with_reports=wanted.reports is not None)


def _expect_sense(output: Path | None, wanted: Wanted) -> None:
    """What is wanted can be had.

    Raises:
        WrongUseError: it cannot.

    """
    kinds = KINDS_OF_REPORT
    if wanted.reports is not None and output is None:
        msg = "Reports are files, so they need a folder to be written to."
    elif wanted.reports is not None and wanted.reports not in kinds:
        msg = f'Reports of a batch are {" or ".join(kinds)}, not "{wanted.reports}".'
    elif wanted.variant is not None and wanted.reports is None:
        msg = (
            "A variant says which parts of the reports are printed, and no reports are wanted: add "
            f"--reports {' or '.join(kinds)}, or leave out --variant."
        )
    elif wanted.brand and wanted.reports is None:
        msg = (
            "A brand says how reports look, and no reports are wanted: add --reports "
            f"{' or '.join(kinds)}, or leave out --brand."
        )
    elif wanted.anonymous and wanted.reports is not None:
        msg = (
            "A report names the country and carries its submission, so --reports and --anonymous "
            "do not go together."
        )
    elif output is None and (wanted.overview or wanted.parquet or wanted.workbook):
        msg = "An overview, a workbook and tables in Parquet are files, so they need a folder."
    elif wanted.resume and wanted.force:
        msg = "Either --resume a run that was not finished, or do everything again with --force."
    else:
        variant_named(wanted.variant)
        _expect_fitting_workers(wanted)
        return
    raise WrongUseError(msg)


def _expect_fitting_workers(wanted: Wanted) -> None:
    """What is said of those who do the work goes together.

    Raises:
        WrongUseError: it does not.

    """
    if wanted.jobs is not None and wanted.jobs < 1:
        msg = f"At least one process has to do the work, and --jobs says {wanted.jobs}."
    elif wanted.timeout is not None and not wanted.timeout > 0:
        msg = f"A --timeout is a number of seconds above 0, not {wanted.timeout:g}."
    elif wanted.jobs == 1 and wanted.timeout is not None:
        msg = (
            "With --jobs 1 everything is done in one process, which cannot give itself up: leave "
            "out --timeout, or give --jobs 2."
        )
    elif wanted.cluster is not None and wanted.jobs is not None:
        msg = (
            "--jobs are processes on this machine, and with --cluster those of the cluster do the "
            "work: leave one of the two out."
        )
    elif wanted.cluster is not None and wanted.timeout is not None:
        msg = (
            "A worker of a cluster cannot give up a job, so that --timeout does not go with "
            "--cluster: leave one of the two out."
        )
    else:
        return
    raise WrongUseError(msg)


def _expect_own_places(output: Path, wanted: Wanted, read: frozenset[Identity]) -> None:
    """Nothing but results of an earlier batch stands where these go, before anything is scored."""
    for path in (
        *(output / name for name in ("scores.csv", "nodes.csv", "problems.csv")),
        *sorted(output.glob("scores.*.csv")),
    ):
        expect_own_place(path, earlier_table(path.name), read=read)
    if wanted.workbook:
        from coherence_kit.batch.table_forms import WORKBOOK

        expect_own_place(output / WORKBOOK, earlier_workbook_of_tables(), read=read)
    if wanted.overview:
        from coherence_kit.workflow.overview import expect_overview_places

        expect_overview_places([output / name for name in _OVERVIEWS], read=read, below=output)
    expect_own_place(output / MANIFEST, earlier_manifest(), read=read)


def _expect_finished(own: Path, output: Path, wanted: Wanted) -> None:
    """The last run there came to its end, or somebody says what to do about that.

    Raises:
        WrongUseError: it did not, and nobody does.

    """
    noted = unfinished(own)
    if noted is None or wanted.resume or wanted.force:
        return
    since = f" that was begun {noted['since']}" if "since" in noted else ""
    msg = (
        f"The batch into {shown_path(output)}{since} did not come to its end. Go on with it with "
        "--resume; what is done and has not changed is not done again. Or do everything again "
        "with --force."
    )
    raise WrongUseError(msg)


def _who_and_when() -> dict[str, str]:
    """Who writes into a folder since when: for people, and in no result."""
    now = dt.datetime.now(dt.UTC).astimezone()
    return {
        "process": str(os.getpid()),
        "machine": platform.node(),
        "since": now.strftime("%Y-%m-%d %H:%M"),
    }
