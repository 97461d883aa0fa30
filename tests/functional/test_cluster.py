"""`coherence batch --cluster`: the same bytes as on one machine, whatever becomes of the workers.

All on one cluster of two workers on this machine, in processes of their own. A submission with a
certain comment kills its worker: that is added to the workers, since no submission does.
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dask
import pytest
from click.testing import CliRunner, Result
from distributed import Future, LocalCluster, Nanny

import coherence_kit
from coherence_kit.batch.cluster import connection as connections
from coherence_kit.batch.cluster import there
from coherence_kit.batch.cluster import workers as cluster_workers
from coherence_kit.batch.cluster.connection import KIT, Connection, connected
from coherence_kit.batch.cluster.workers import Cluster
from coherence_kit.batch.progress import Progress
from coherence_kit.cli import main
from coherence_kit.errors import MissingLibraryError, WrongUseError
from coherence_kit.workflow.batch import parcel
from coherence_kit.workflow.batch.identity import drawing_parts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cluster"),
    # Dask leaves connections to workers that were killed to the collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

KILLING = "# this one kills"
KILLED_BY_IT = f"""
import os, signal
from coherence_kit.workflow.batch import work

if not hasattr(work, "document_as_it_was"):  # a worker and what watches over it both read this
    work.document_as_it_was = work.document_of

    def document_of(data, source, **stated):
        if {KILLING!r}.encode() in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return work.document_as_it_was(data, source, **stated)

    work.document_of = document_of
"""
TABLES = ("scores.csv", "nodes.csv", "problems.csv", "manifest.json")
QUESTIONNAIRE = """\
format: coherence-kit/questionnaire/1
id: own
version: "1.0"
title: {en: Own}
sections:
  - id: one
    title: {en: One}
    questions:
      - id: first
        type: boolean
        label: First
        text: {en: "Is there one?"}
"""
SHIPPED = """\
format: coherence-kit/submission/1
questionnaire: {id: intragovernmental, version: "2.0"}
country: GHA
round: One
date: 2026-06-30
answers:
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each a process that begins anew when it is killed."""
    with (
        # a worker that begins anew is waited for, however slow this machine is
        dask.config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            memory_limit=0,
            preload=[KILLED_BY_IT],
            silence_logs=50,
        ) as made,
    ):
        yield made


@pytest.fixture
def joined(cluster: LocalCluster) -> Iterator[Connection]:
    with connected(cluster.scheduler_address, b"parcel", parcel._facts) as connection:
        yield connection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty submissions, of a questionnaire that ships and of the user's, and three broken ones."""
    own, root = tmp_path / "own", tmp_path / "round"
    own.mkdir()
    root.mkdir()
    (own / "own.yaml").write_text(QUESTIONNAIRE)
    (own / "faulty.yaml").write_text(QUESTIONNAIRE.replace("own", "faulty").replace("boolean", "x"))
    for number in range(40):
        text = f"{SHIPPED}  planning.budget: {number % 4}\n"
        if number % 4 == 3:
            text = text.replace("intragovernmental", "own").replace("2.0", "1.0")
            text = text.replace(f"planning.budget: {number % 4}", "first: yes")
        (root / f"{number:02}.yaml").write_text(text)
    (root / "broken.yaml").write_text(SHIPPED + "  [\n")
    # what is said of these names files of the folder, which no worker has
    for name, version in (("own", "3.0"), ("faulty", "1.0")):
        text = SHIPPED.replace("intragovernmental", name).replace("2.0", version)
        (root / f"of-{name}.yaml").write_text(f"{text}  first: yes\n")
    return root


def _scheduler(cluster: LocalCluster) -> Any:
    """The scheduler itself, which runs in this process."""
    return cluster.scheduler


def run(folder: Path, output: Path, *options: str) -> Result:
    own = (folder if folder.is_dir() else folder.parent).parent / "own"
    arguments = ["batch", folder, "-o", output, "--nodes", "--questionnaires", own, *options]
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def tables(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}


def test_it_writes_the_same_bytes_as_one_process(
    cluster: LocalCluster, folder: Path, tmp_path: Path
) -> None:
    here = run(folder, tmp_path / "here", "--jobs", "1")
    result = run(folder, tmp_path / "there", "--cluster", cluster.scheduler_address)

    assert result.exit_code == here.exit_code == 1
    assert "40 of 43 submissions scored" in result.stdout
    assert set(TABLES) <= set(tables(tmp_path / "here"))
    assert "own/faulty.yaml" in (tmp_path / "there" / "problems.csv").read_text()
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_rows_of_a_table_are_scored_there(cluster: LocalCluster, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = [f"intragovernmental,GHA,{number % 4}" for number in range(50)]
    head, wrong = "questionnaire,country,planning.budget", "intragovernmental,??,1"
    path.write_text("\n".join([head, *rows, wrong]) + "\n")
    kit = coherence_kit.open()

    kit.batch(path, tmp_path / "here", jobs=1)
    kit.batch(path, tmp_path / "there", cluster=cluster.scheduler_address)

    assert len((tmp_path / "there" / "scores.csv").read_text().splitlines()) == 51
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_reports_are_laid_out_there(cluster: LocalCluster, folder: Path, tmp_path: Path) -> None:
    source = folder / "00.yaml"
    where = {"here": ["--jobs", "1"], "there": ["--cluster", cluster.scheduler_address]}
    for name, options in where.items():
        result = run(source, tmp_path / name, "--reports", "html", *options)
        assert result.exit_code == 0

    made = [(tmp_path / name / "reports" / "00.html").read_bytes() for name in where]
    assert made[0] == made[1]


def test_a_killed_worker_changes_nothing(
    cluster: LocalCluster, folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "here", "--jobs", "1")
    killed: list[int] = []

    def kill_one(progress: Progress) -> None:
        if progress.done == 5 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    kit = coherence_kit.open(folder.parent / "own")
    kit.batch(
        folder,
        tmp_path / "there",
        every_node=True,
        cluster=cluster.scheduler_address,
        progress=kill_one,
    )

    assert killed
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_a_submission_that_kills_its_workers_costs_itself_alone(
    cluster: LocalCluster, folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "here", "--jobs", "1")
    with (folder / "04.yaml").open("a") as file:
        file.write(f"{KILLING}\n")
    before = _deaths(cluster)

    result = run(folder, tmp_path / "there", "--cluster", cluster.scheduler_address)

    assert "39 of 43 submissions scored" in result.stdout
    alone, shared = (
        (tmp_path / name / "scores.csv").read_text().splitlines() for name in ("here", "there")
    )
    assert [line for line in alone if "04.yaml" not in line] == shared
    assert [line for line in _problems(tmp_path / "there") if "batch.lost" in line] == [
        line for line in _problems(tmp_path / "there") if "04.yaml" in line
    ]
    # once with those it was sent with, and once alone
    assert _deaths(cluster) - before == 2


def _problems(output: Path) -> list[str]:
    return (output / "problems.csv").read_text().splitlines()


def _deaths(cluster: LocalCluster) -> int:
    events = _scheduler(cluster).get_events("all")
    return sum(event["action"] == "remove-worker" for _, event in events)


def test_what_is_stopped_leaves_nothing_behind_and_can_be_gone_on_with(
    cluster: LocalCluster, folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "here", "--jobs", "1")

    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    kit, address = coherence_kit.open(folder.parent / "own"), cluster.scheduler_address
    with pytest.raises(KeyboardInterrupt):
        kit.batch(folder, tmp_path / "there", every_node=True, cluster=address, progress=stop)

    assert (tmp_path / "there" / "scores.csv").exists()
    assert not _scheduler(cluster).tasks
    result = run(folder, tmp_path / "there", "--cluster", address, "--resume")
    assert "3 of these were there already" in result.stdout
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_a_worker_that_joins_late_takes_its_share(
    cluster: LocalCluster, joined: Connection
) -> None:
    work = Cluster(joined, "sleep", str)
    task = "(__import__('time').sleep(0.1), __import__('os').getpid())[1]"
    late: Any = None
    done = set()

    for number, (_, process) in enumerate(work.do(eval, ((n, task) for n in range(400)))):
        if number == 0:
            late = cluster.sync(Nanny, cluster.scheduler_address, nthreads=1)
        done.add(process)
        if late is not None and late.pid in done:
            break

    assert late.pid in done
    cluster.sync(late.close)


def test_no_more_is_read_than_is_needed(joined: Connection) -> None:
    taken = []

    def jobs() -> Iterator[tuple[int, str]]:
        for number in range(1000):
            taken.append(number)
            yield number, f"{number} + 1"

    done = Cluster(joined, "add", str, together=2).do(eval, jobs())

    number, result = next(done)
    assert result == number + 1
    assert len(taken) <= 2 * 2 * cluster_workers._AHEAD  # two together, two threads
    done.close()  # type: ignore[attr-defined]


def test_jobs_have_names_that_people_can_read(cluster: LocalCluster, joined: Connection) -> None:
    work = Cluster(joined, "score", lambda given: f"ghana-{given}.yaml", together=2)
    list(work.do(eval, [(1, "1"), (2, "2"), (3, "3")]))

    known = {key[:2] for key in _keys(cluster) if key[0] == "score"}
    assert {("score", "ghana-1.yaml and 1 more"), ("score", "ghana-3.yaml")} <= known


def _keys(cluster: LocalCluster) -> set[Any]:
    return {entry[0] for entry in _scheduler(cluster).transition_log}


def test_an_address_where_nobody_answers(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_SECONDS", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        result = run(folder, tmp_path / "out", "--cluster", address)

    assert result.exit_code == 2
    assert f"No scheduler of Dask answers at {address}" in result.stderr
    assert f"dask worker {address}" in result.stderr
    assert not (tmp_path / "out" / "scores.csv").exists()


@pytest.mark.parametrize(
    "address",
    [
        *("", "nowhere", "http://127.0.0.1:8786", "tcp://", "1", "a:b:c", "tcp://127.0.0.1"),
        *("tcp://127.0.0.1:0", "tcp://127.0.0.1:99999", "scheduler.json", "inproc://1"),
    ],
)
def test_what_is_no_address(folder: Path, tmp_path: Path, address: str) -> None:
    result = run(folder, tmp_path / "out", "--cluster", address)

    assert result.exit_code == 2
    assert f'"{address}" is no address of a scheduler of Dask' in result.stderr


def test_tls_needs_certificates(folder: Path, tmp_path: Path) -> None:
    result = run(folder, tmp_path / "out", "--cluster", "tls://127.0.0.1:8786")

    assert result.exit_code == 2
    assert "no certificates: set distributed.comm.tls" in result.stderr


def test_a_scheduler_without_workers(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_SECONDS", 1)
    with LocalCluster(
        n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as empty:
        result = run(folder, tmp_path / "out", "--cluster", empty.scheduler_address)

    assert result.exit_code == 2
    assert "has no workers" in result.stderr


def test_jobs_that_somebody_drops(cluster: LocalCluster, joined: Connection) -> None:
    # long enough for some to be there when they are dropped
    slow = "__import__('time').sleep(0.2)"
    done = Cluster(joined, "drop", str).do(eval, ((n, slow) for n in range(1000)))
    next(done)
    joined.client.cancel(
        [Future(key, client=joined.client) for key in _scheduler(cluster).tasks], force=True
    )

    with pytest.raises(WrongUseError, match="has dropped the jobs it was sent"):
        list(done)


def test_a_worker_with_another_version_of_the_kit(
    cluster: LocalCluster, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = coherence_kit.__version__
    monkeypatch.setattr(parcel, "__version__", "9.8.7")

    result = run(folder, tmp_path / "out", "--cluster", cluster.scheduler_address)

    assert result.exit_code == 2
    assert f"coherence-kit {installed}, and here it is coherence-kit 9.8.7" in result.stderr
    assert "coherence-kit[cluster]==9.8.7" in result.stderr
    assert not (tmp_path / "out" / "scores.csv").exists()


def test_a_worker_without_the_kit(cluster: LocalCluster, folder: Path, tmp_path: Path) -> None:
    without = "import sys\nsys.modules['coherence_kit'] = None\n"
    late: Any = cluster.sync(Nanny, cluster.scheduler_address, nthreads=1, preload=[without])

    result = run(folder, tmp_path / "out", "--cluster", cluster.scheduler_address)

    cluster.sync(late.close)
    assert result.exit_code == 2
    assert "has no coherence-kit, and here it is" in result.stderr


def test_a_worker_that_draws_with_other_programs(
    cluster: LocalCluster, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = drawing_parts()
    monkeypatch.setattr(parcel, "drawing_parts", lambda: {**parts, "weasyprint": "1.0"})
    address = cluster.scheduler_address

    result = run(folder / "00.yaml", tmp_path / "out", "--reports", "html", "--cluster", address)

    assert result.exit_code == 2
    assert f"weasyprint {parts['weasyprint']}, and here it is weasyprint 1.0" in result.stderr


def test_a_worker_that_has_become_another_one_is_named(joined: Connection) -> None:
    other = replace(joined, terms=replace(joined.terms, values=((KIT, "9.8.7"),)))

    with pytest.raises(WrongUseError, match=r"and here it is coherence-kit 9\.8\.7"):
        list(Cluster(other, "add", str).do(eval, [(1, "1")]))


def test_a_worker_that_lacks_the_parcel_is_sent_it(joined: Connection) -> None:
    joined.client.run(there.drop_parcel, joined.terms.parcel)
    read = f"__import__({there.__name__!r}, fromlist=['']).parcel({joined.terms.parcel!r})"

    assert list(Cluster(joined, "read", str).do(eval, [(1, read)])) == [(1, b"parcel")]


def test_a_parcel_that_has_changed_on_the_way_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(there, "_parcels", {})

    with pytest.raises(ValueError, match="not what was sent"):
        there.keep_parcel("0" * 64, b"parcel")
    assert there._parcels == {}


def test_the_parcels_of_runs_that_were_killed_do_not_pile_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(there, "_parcels", {})
    for number in range(10):
        data = str(number).encode()
        there.keep_parcel(hashlib.sha256(data).hexdigest(), data)

    assert list(there._parcels.values()) == [b"6", b"7", b"8", b"9"]


def test_workers_that_are_all_gone_are_waited_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Empty:
        address, client, threads = "tcp://10.0.0.5:8786", None, staticmethod(lambda: 0)

    empty: Any = Empty()
    sender = cluster_workers._Sender(empty, "score", str, eval)
    sender.expect_workers()
    monkeypatch.setattr(cluster_workers, "_NO_WORKER_FOR", 0.0)

    with pytest.raises(WrongUseError, match="has had no worker for"):
        sender.expect_workers()


def test_a_job_that_raises_is_told(joined: Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        list(Cluster(joined, "divide", str).do(eval, [(1, "1 / 0")]))


def test_what_does_not_go_together_is_refused(folder: Path, tmp_path: Path) -> None:
    for option in ("--jobs", "--timeout"):
        result = run(folder, tmp_path / "out", "--cluster", "tcp://127.0.0.1:1", option, "2")
        assert result.exit_code == 2
        assert "--cluster" in result.stderr
        assert option in result.stderr


def test_without_dask_it_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)

    with pytest.raises(MissingLibraryError, match=r'pip install "coherence-kit\[cluster\]"'):
        coherence_kit.open().batch(folder, tmp_path / "out", cluster="tcp://127.0.0.1:1")


def test_the_facts_name_the_kit() -> None:
    assert parcel._facts()[KIT] == coherence_kit.__version__
