"""Workers of a batch: whatever becomes of one of them, each job has its result, or is told lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coherence_kit.batch.workers import Job, Lost, Processes, ThisProcess

LARGE = 2_000_000
"""Bytes that do not fit into a line between processes, so that sending them takes a while."""
SECONDS = 30


def twice(number: int) -> int:
    return 2 * number


def end_at_seven(number: int) -> int:
    if number % 10 == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def end_once(given: tuple[int, str]) -> int:
    number, mark = given
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def much(number: int) -> bytes:
    return bytes([number]) * LARGE


def sleep_at_three(number: int) -> int:
    if number == 3:
        time.sleep(SECONDS)
    return number


def fail(number: int) -> int:
    raise ArithmeticError(number)


def numbers(count: int) -> list[Job]:
    return [(number, number) for number in range(count)]


def children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


@pytest.mark.parametrize("workers", [ThisProcess(), Processes(1), Processes(3, together=4)])
def test_every_job_has_its_result(workers: ThisProcess | Processes) -> None:
    done = dict(workers.do(twice, numbers(25)))
    assert done == {number: 2 * number for number in range(25)}
    assert children() == []


def test_jobs_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[Job]:
        for number in range(1000):
            taken.append(number)
            yield number, number

    done = Processes(2, together=4).do(twice, jobs())
    next(done)
    assert len(taken) < 50
    done.close()  # type: ignore[attr-defined]
    assert children() == []


@pytest.mark.parametrize("together", [1, 8])
def test_a_job_that_ends_its_worker_each_time_is_lost_and_no_other(together: int) -> None:
    done = dict(Processes(2, together=together).do(end_at_seven, numbers(40)))
    assert done == {number: Lost("died") if number % 10 == 7 else number for number in range(40)}


def test_a_job_whose_worker_was_ended_once_is_done_again(tmp_path: Path) -> None:
    mark = str(tmp_path / "mark")
    jobs = [(number, (number, mark)) for number in range(8)]
    assert dict(Processes(2).do(end_once, jobs)) == {number: number for number in range(8)}
    assert Path(mark).exists()


def test_a_worker_that_is_ended_while_it_has_nothing_to_do_costs_nothing() -> None:
    def jobs() -> Iterator[Job]:
        yield 0, 0
        yield 1, 1
        for child in children():
            os.kill(child, signal.SIGKILL)
        time.sleep(0.1)
        yield from numbers(6)[2:]

    assert dict(Processes(1).do(twice, jobs())) == {number: 2 * number for number in range(6)}


def test_workers_that_are_ended_while_they_send_hold_nobody_up() -> None:
    """One that held what the others need would leave them waiting for good."""
    chance = random.Random(15)
    over = threading.Event()

    def end_some() -> None:
        while not over.wait(chance.uniform(0.005, 0.03)):
            for child in children()[:1]:
                os.kill(child, signal.SIGKILL)

    ending = threading.Thread(target=end_some)
    started = time.monotonic()
    done: dict[int, object] = {}
    work = Processes(2).do(much, numbers(60))
    done.update([next(work)])
    ending.start()
    done.update(result for _, result in zip(range(30), work, strict=False))
    over.set()
    ending.join()
    done.update(work)
    assert time.monotonic() - started < SECONDS
    assert sorted(done) == list(range(60))
    assert all(result in {much(number), Lost("died")} for number, result in done.items())
    assert len([result for result in done.values() if result == Lost("died")]) < 30


def test_a_job_that_takes_too_long_is_given_up_and_no_other() -> None:
    started = time.monotonic()
    done = dict(Processes(2, together=8, timeout=1).do(sleep_at_three, numbers(20)))
    assert done == {number: Lost("timeout") if number == 3 else number for number in range(20)}
    assert time.monotonic() - started < SECONDS
    assert children() == []


def test_what_work_raises_is_raised_here() -> None:
    with pytest.raises(RuntimeError, match="ArithmeticError: 0"):
        list(Processes(1).do(fail, numbers(1)))
    assert children() == []


def test_fewer_processes_than_wanted_do_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = multiprocessing.process.BaseProcess.start

    def start(self: multiprocessing.process.BaseProcess) -> None:
        if len(children()) >= 2:
            raise BlockingIOError
        begin(self)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", start)
    done = dict(Processes(50).do(twice, numbers(100)))
    assert len(done) == 100


PROGRAM = """\
import os, signal, sys, time
from coherence_kit.batch.workers import Processes
def work(given):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
list(Processes(2).do(work, [(1, 1), (2, 2)]))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_lives_longer_than_the_process_that_began_it(number: signal.Signals) -> None:
    with subprocess.Popen(
        (sys.executable, "-c", PROGRAM), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert [process.stdout.readline().strip().isdigit() for _ in range(2)] == [True, True]
        process.send_signal(number)
        process.wait(SECONDS)
        # both have the pipe, so that its end means theirs
        assert process.stdout.read() == ""
        assert process.stderr is not None
        if number == signal.SIGKILL:
            assert process.stderr.read() == ""
