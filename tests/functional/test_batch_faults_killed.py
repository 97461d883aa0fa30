"""A batch that is killed: at any moment, it or a worker of it, nothing is lost but what was begun.

What is gone on with comes to the bytes of a run that nobody has touched.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.batches import LONG_ENOUGH, Place, Results, is_gone, logged

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")

COUNT = 8
REPORTS = ("--reports", "html", "--jobs", "2")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results of a run that nobody has touched."""
    found = Place(tmp_path_factory.mktemp("whole"))
    found.write(COUNT)
    assert found.run("source", *REPORTS).exit_code == 0
    return found.results()


@pytest.mark.parametrize("seed", range(20))
def test_a_batch_that_is_killed_at_any_moment_is_gone_on_with(
    seed: int, place: Place, whole: Results
) -> None:
    chance = random.Random(seed)
    running = place.start("source", *REPORTS)
    lines = chance.choice([0, COUNT, 2 * COUNT, chance.randint(0, 2 * COUNT)])
    running.wait_until(lambda: place.out.exists() and len(place.keys()) >= lines)
    time.sleep(chance.uniform(0, 0.02))
    workers = running.workers()
    running.kill(signal.SIGKILL, group=seed % 2 == 0)
    assert running.end().exit_code in {-signal.SIGKILL, 0}
    done = set(place.keys())

    log = place.root / "log.jsonl"
    again = place.run("source", *REPORTS, "--resume", "--log", log)
    assert again.exit_code == 0, again.stderr
    assert place.results() == whole
    events = Counter(line["event"] for line in logged(log))
    assert events["reused"] == len(done)
    assert events["done"] == 2 * COUNT - len(done)
    assert place.temporary() == []
    assert all(is_gone(pid) for pid in workers)


def test_what_a_killed_run_has_begun_to_write_is_removed(place: Place, whole: Results) -> None:
    def end_at_replacing(path: Path, _target: Path) -> None:
        if path.parent.name == "reports":
            os.kill(os.getpid(), signal.SIGKILL)
        os.replace(path, _target)  # noqa: PTH105  (what is replaced here)

    def before() -> None:
        Path.replace = end_at_replacing  # type: ignore[assignment,method-assign]

    assert place.run("source", *REPORTS, before=before).exit_code == -signal.SIGKILL
    assert len(place.temporary()) == 1
    others = [
        place.out / ".coherence-notes.tmp",
        place.out / "mine" / ".coherence-0123456789abcdef.tmp",
    ]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    for folder in (place.out, place.out / ".coherence", place.out / "reports"):
        (folder / ".coherence-0123456789abcdef.tmp").write_text("half")

    assert place.run("source", *REPORTS, "--resume").exit_code == 0
    assert all(path.exists() for path in others)
    for path in others:
        path.unlink()
    assert place.temporary() == []
    assert place.results() == whole


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_is_killed_costs_nothing(
    number: signal.Signals, place: Place, whole: Results
) -> None:
    running = place.start("source", *REPORTS)
    running.wait_until(lambda: len(place.keys()) > COUNT)
    for pid in running.workers()[:1]:
        os.kill(pid, number)
    ended = running.end()
    assert ended.exit_code == 0, ended.stderr
    assert f"{COUNT} of {COUNT} submissions scored. {COUNT} of {COUNT} reports" in ended.stdout
    assert place.results() == whole


def end_at(source: str, before: str, times: int) -> None:
    """Let every worker die that scores a submission, so many times."""
    from coherence_kit.workflow.batch import work

    read = vars(work)["document_of"]
    marks = [Path(f"{before}{number}") for number in range(times)]

    def document_of(data: bytes, name: str, **options: int) -> object:
        mark = next((mark for mark in marks if not mark.exists()), None)
        if name.endswith(source) and mark is not None:
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read(data, name, **options)

    vars(work)["document_of"] = document_of


def test_a_submission_that_ends_its_worker_once_is_tried_again(place: Place) -> None:
    mark = str(place.root / "mark")
    ended = place.run("source", "--jobs", "2", before=lambda: end_at("003.yaml", mark, 1))
    assert ended.exit_code == 0, ended.stderr
    assert place.codes() == {}


def test_a_submission_that_ends_its_worker_each_time_is_lost_alone(
    place: Place, whole: Results
) -> None:
    mark = str(place.root / "mark")
    log = place.root / "log.jsonl"
    ended = place.run("source", "--jobs", "2", before=lambda: end_at("003.yaml", mark, 9))
    assert ended.exit_code == 1
    assert f"{COUNT - 1} of {COUNT} submissions scored" in ended.stdout
    assert "source/003.yaml: not scored; 1 error" in ended.stderr
    assert place.codes() == {"003.yaml": ["batch.lost"]}
    assert len(list(place.root.glob("mark*"))) == 2  # one retry

    again = place.run("source", "--jobs", "2", "--log", log)
    assert again.exit_code == 0, again.stderr
    assert Counter(line["event"] for line in logged(log))["done"] == 1
    assert place.results()["scores.csv"] == whole["scores.csv"]


def sleep_at(source: str) -> None:
    """Let a worker sleep over a submission."""
    from coherence_kit.workflow.batch import work

    read = vars(work)["document_of"]

    def document_of(data: bytes, name: str, **options: int) -> object:
        if name.endswith(source):
            time.sleep(LONG_ENOUGH)
        return read(data, name, **options)

    vars(work)["document_of"] = document_of


def test_a_submission_that_takes_too_long_is_given_up_alone(place: Place, whole: Results) -> None:
    words = ("source", "--timeout", "3")
    ended = place.run(*words, before=lambda: sleep_at("003.yaml"))
    assert ended.exit_code == 1
    assert place.codes() == {"003.yaml": ["batch.timeout"]}
    assert f"{COUNT - 1} of {COUNT} submissions scored" in ended.stdout

    log = place.root / "log.jsonl"
    again = place.run(*words, "--log", log)
    assert again.exit_code == 0, again.stderr
    assert Counter(line["event"] for line in logged(log))["done"] == 1
    assert place.results()["scores.csv"] == whole["scores.csv"]
