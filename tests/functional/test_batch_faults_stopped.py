"""A batch that is stopped by a person or the system, and options that make no sense."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter

import pytest

from coherence_kit.batch import workers as batch_workers
from coherence_kit.workflow.batch import run as batch_run
from coherence_kit.workflow.batch import work
from tests.batches import LONG_ENOUGH, Place, Results, is_gone, logged

COUNT = 10
REPORTS = ("--reports", "html")
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results of a run that nobody has stopped."""
    found = Place(tmp_path_factory.mktemp("whole"))
    found.write(COUNT)
    assert found.run("source", *REPORTS).exit_code == 0
    return found.results()


def sleep_over(source: str, half: str) -> None:
    """Let whoever works on a submission sleep over it in a half of the run."""
    name = {"score": "Scorer", "report": "Reporter"}[half]
    kind = vars(work)[name]
    do = kind.__call__

    def call(self: object, given: work.Given) -> object:
        if given.source.endswith(source):
            time.sleep(LONG_ENOUGH)
        return do(self, given)

    kind.__call__ = call


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("half", ["score", "report"])
@pytest.mark.parametrize("number", CODES)
def test_what_is_done_is_kept(
    number: signal.Signals, half: str, jobs: str, place: Place, whole: Results
) -> None:
    log = place.root / "log.jsonl"
    words = ("source", *REPORTS, "--jobs", jobs)
    running = place.start(*words, "--log", log, before=lambda: sleep_over("005.yaml", half))
    done = (COUNT if half == "report" else 0) + 5
    running.wait_until(lambda: len(place.keys()) >= done)
    time.sleep(0.1)
    workers = running.workers()
    started = time.monotonic()
    # Ctrl-C goes to all processes of a terminal
    running.kill(number, group=number == signal.SIGINT)
    ended = running.end()
    assert time.monotonic() - started < LONG_ENOUGH / 4
    assert ended.exit_code == CODES[number], ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    assert "Go on with --resume.\n" in ended.stderr
    assert all(is_gone(pid) for pid in workers)
    assert place.temporary() == []

    kept = len(place.keys())
    lines = place.results()["scores.csv"].decode().splitlines()
    assert len(lines) - 1 == (COUNT if half == "report" else kept)
    assert "manifest.json" not in place.results()
    events = logged(log)
    assert events[-1]["event"] == "stopped"
    assert sum(line["event"] == "done" for line in events) == kept
    assert f"Stopped after {min(kept, COUNT)} of {COUNT} submissions" in ended.stderr

    refused = place.run(*words)
    assert refused.exit_code == 2
    again = place.run(*words, "--resume", "--log", log)
    assert again.exit_code == 0, again.stderr
    assert place.results() == whole
    events = logged(log)
    assert events[-1]["event"] == "end"
    assert Counter(line["event"] for line in events)["done"] == 2 * COUNT


def test_a_second_ctrl_c_ends_it_at_once(place: Place, whole: Results) -> None:
    """The first one asks for the tables of what is done, which may take a while."""

    def before() -> None:
        def write_every_table(*_words: object) -> None:
            (place.root / "writing").touch()
            time.sleep(LONG_ENOUGH)

        vars(batch_run)["write_every_table"] = write_every_table
        sleep_over("005.yaml", "score")

    running = place.start("source", *REPORTS, "--jobs", "2", before=before)
    running.wait_until(lambda: len(place.keys()) >= 4)
    running.kill(signal.SIGINT, group=True)
    running.wait_until((place.root / "writing").exists)
    started = time.monotonic()
    running.kill(signal.SIGINT, group=True)
    assert running.end().exit_code == 130
    assert time.monotonic() - started < LONG_ENOUGH / 4
    assert place.temporary() == []
    assert place.run("source", *REPORTS, "--resume").exit_code == 0
    assert place.results() == whole


def test_ctrl_c_before_anything_is_done(place: Place, whole: Results) -> None:
    running = place.start("source", *REPORTS, before=lambda: sleep_over("000.yaml", "score"))
    running.wait_until((place.out / ".coherence" / "unfinished.json").exists)
    running.kill(signal.SIGINT, group=True)
    ended = running.end()
    assert ended.exit_code == 130
    assert place.run("source", *REPORTS, "--resume").exit_code == 0
    assert place.results() == whole


def test_ctrl_c_while_workers_begin(place: Place) -> None:
    """A process that has just been made has no handlers of its own yet."""

    def before() -> None:
        become = vars(batch_workers)["_become_worker"]

        def slowly() -> None:
            time.sleep(0.5)
            become()

        vars(batch_workers)["_become_worker"] = slowly

    running = place.start("source", "--jobs", "2", before=before)
    running.wait_until(running.workers)
    running.kill(signal.SIGINT, group=True)
    ended = running.end()
    assert ended.exit_code == 130
    assert "Traceback" not in ended.stderr


def test_a_log_among_the_results_is_theirs_and_goes_on(place: Place) -> None:
    log = place.out / "log.jsonl"
    for _ in range(2):
        assert place.run("source", "--log", log).exit_code == 0
    events = [line["event"] for line in logged(log)]
    assert events.count("begin") == events.count("end") == 2
    assert events.count("done") == events.count("reused") == COUNT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--jobs", "0"), "--jobs says 0"),
        (("--jobs", "-1"), "--jobs says -1"),
        (("--jobs", "x"), "'x' is not a valid integer"),
        (("--jobs", "1.5"), "'1.5' is not a valid integer"),
        (("--timeout", "0"), "seconds above 0, not 0"),
        (("--timeout", "-1"), "seconds above 0, not -1"),
        (("--timeout", "nan"), "seconds above 0, not nan"),
        (("--timeout", "x"), "'x' is not a valid float"),
        (("--jobs", "1", "--timeout", "5"), "cannot give itself up"),
        (("nowhere",), "nowhere"),
        (("--reports", "docx"), "'docx' is not one of"),
    ],
)
def test_options_without_sense_are_refused_before_anything(
    words: tuple[str, ...], said: str, place: Place
) -> None:
    ended = place.run("source", *words)
    if words == ("nowhere",):
        assert ended.exit_code == 1
        assert place.codes() == {"nowhere": ["file.missing"]}
        return
    assert ended.exit_code == 2
    assert said in ended.stderr
    assert not place.out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--jobs", "1000"),
        ("--jobs", "7"),
        ("--timeout", "inf"),
        ("--timeout", "1e9"),
        ("--timeout", "1e308"),
        ("--jobs", "3", "--timeout", "60"),
        ("source",),
        ("source/003.yaml",),
        ("./source/../source",),
    ],
)
def test_other_numbers_and_the_same_source_twice_change_no_byte(
    words: tuple[str, ...], place: Place, whole: Results
) -> None:
    ended = place.run("source", *words)
    assert ended.exit_code == 0, ended.stderr
    assert place.results()["scores.csv"] == whole["scores.csv"]


def test_many_more_processes_than_the_system_lets_begin(place: Place, whole: Results) -> None:
    import resource

    place.write(60)
    limits = (40, 40)
    ended = place.run(
        "source",
        "--jobs",
        "60",
        before=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, limits),
    )
    assert ended.exit_code == 0, ended.stderr
    assert place.codes() == {}
    assert place.results()["scores.csv"].startswith(whole["scores.csv"])


def test_sources_that_are_no_submissions(place: Place) -> None:
    (place.root / "zip.yaml").write_bytes(b"PK\x03\x04" + bytes(40))
    (place.root / "round.yaml").write_text(
        "format: coherence-kit/round/1\nid: one\nrespondents: nobody\n", "utf-8"
    )
    (place.root / "text.zip").write_text((place.source / "000.yaml").read_text("utf-8"), "utf-8")
    (place.root / "empty.yaml").touch()
    names = ("zip.yaml", "round.yaml", "text.zip", "empty.yaml")
    ended = place.run("source", *names)
    assert ended.exit_code == 1
    assert f"{COUNT} of {COUNT + 2} submissions scored." in ended.stdout
    assert set(place.codes()) == set(names)
    assert os.fspath(place.out / "scores.csv") in ended.stdout
