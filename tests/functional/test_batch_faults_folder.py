"""The folder of results: one batch at a time, and nothing in it is trusted or written through."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coherence_kit.batch import workers as batch_workers
from coherence_kit.workflow.batch import work
from tests.batches import LONG_ENOUGH, Place, Results, is_gone, logged, submission

COUNT = 6
JOURNAL = ".coherence/journal.jsonl"
NOTE = ".coherence/unfinished.json"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results of a run into a folder that was not there."""
    found = Place(tmp_path_factory.mktemp("whole"))
    found.write(COUNT)
    assert found.run("source").exit_code == 0
    return found.results()


def sleep() -> None:
    """Let every worker sleep over its first submission, whoever asks it to end."""

    def document_of(*_words: object, **_options: object) -> None:
        time.sleep(LONG_ENOUGH)

    vars(work)["document_of"] = document_of


def live_on() -> None:
    """Let workers live on for a while that should end."""
    vars(batch_workers)["_end_with_parent"] = lambda: None
    sleep()


def killed(place: Place, *words: str) -> None:
    """A run that was killed before it had scored anything."""
    running = place.start("source", *words, before=sleep)
    running.wait_until((place.out / NOTE).exists)
    running.kill(signal.SIGKILL, group=True)
    running.end()


def test_a_second_batch_is_told_who_writes_there_since_when(place: Place, whole: Results) -> None:
    first = place.start("source", before=sleep)
    first.wait_until((place.out / NOTE).exists)
    for words in ((), ("--resume",), ("--force",)):
        second = place.run("source", *words)
        assert second.exit_code == 2
        assert f"Another batch writes into {place.out} (process {first.pid} on " in second.stderr
        assert " since 20" in second.stderr
    assert place.results() == {}
    elsewhere = place.run("source", "-o", place.root / "other")
    assert elsewhere.exit_code == 0
    assert place.results(place.root / "other") == whole
    first.kill(signal.SIGKILL, group=True)
    first.end()


def test_no_lock_is_left_by_a_batch_that_was_killed(place: Place, whole: Results) -> None:
    running = place.start("source", "--jobs", "2", before=live_on)
    running.wait_until(lambda: len(running.workers()) == 2)
    workers = running.workers()
    running.kill(signal.SIGKILL)
    running.end()
    try:
        again = place.run("source", "--resume")
        assert again.exit_code == 0, again.stderr
        assert place.results() == whole
        assert not any(is_gone(pid) for pid in workers)
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGKILL)


def test_an_unfinished_folder_is_refused_with_what_to_do(place: Place, whole: Results) -> None:
    killed(place)
    for _ in range(2):
        refused = place.run("source")
        assert refused.exit_code == 2
        assert "--resume" in refused.stderr
        assert "--force" in refused.stderr
        assert " that was begun 20" in refused.stderr
        assert (place.out / NOTE).exists()
    assert place.run("source", "--force").exit_code == 0
    assert place.results() == whole
    assert not (place.out / NOTE).exists()
    assert place.run("source").exit_code == 0


def test_to_go_on_with_nothing_is_harmless(place: Place, whole: Results) -> None:
    assert place.run("source", "--resume").exit_code == 0
    assert place.results() == whole
    assert place.run("source", "--resume").exit_code == 0
    assert place.results() == whole


def test_to_go_on_and_to_begin_anew_is_wrong_use(place: Place) -> None:
    ended = place.run("source", "--resume", "--force")
    assert ended.exit_code == 2
    assert "Either --resume" in ended.stderr
    assert not place.out.exists()


def test_force_does_everything_again(place: Place, whole: Results) -> None:
    assert place.run("source").exit_code == 0
    log = place.root / "log.jsonl"
    assert place.run("source", "--force", "--log", log).exit_code == 0
    assert Counter(line["event"] for line in logged(log))["done"] == COUNT
    assert place.results() == whole


def cut(data: bytes) -> bytes:
    return data[:-20]


def cut_in_the_middle(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[:2], lines[2][:70] + b"\n", *lines[3:]])


def zeros(data: bytes) -> bytes:
    return bytes(len(data))


def zeros_at_the_end(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes(4096)


def other_shape(data: bytes) -> bytes:
    """As another version of the kit may have written it."""
    return b"".join(line[:64] + b' {"other": 1}\n' for line in data.splitlines())


def other_kinds(data: bytes) -> bytes:
    """Values of other kinds under the names that are known."""
    text = ' {"line": {"cells": 1}, "problems": [{"code": 1}], "needs": []}\n'
    return b"".join(line[:64] + text.encode() for line in data.splitlines())


def deep(data: bytes) -> bytes:
    return b"".join(line[:64] + b" " + b"[" * 100_000 + b"\n" for line in data.splitlines())


def no_text(data: bytes) -> bytes:
    return b"\xff\xfe\x00\n" + data


@pytest.mark.parametrize(
    "damage",
    [cut, cut_in_the_middle, zeros, zeros_at_the_end, other_shape, other_kinds, deep, no_text],
)
@pytest.mark.parametrize("words", [(), ("--resume",)])
def test_a_damaged_journal_costs_its_jobs_alone(
    damage: object, words: tuple[str, ...], place: Place, whole: Results
) -> None:
    assert callable(damage)
    assert place.run("source").exit_code == 0
    path = place.out / JOURNAL
    path.write_bytes(damage(path.read_bytes()))
    for _ in range(2):
        again = place.run("source", *words)
        assert again.exit_code == 0, again.stderr
        assert place.results() == whole
    assert again.stdout.count(f"{COUNT} of these were there already") == 1


@pytest.mark.parametrize("name", [JOURNAL, ".coherence", ".coherence/lock", NOTE])
@pytest.mark.parametrize("kind", ["folder", "file", "link", "link to nothing", "link to a folder"])
def test_nothing_in_the_way_is_written_through(name: str, kind: str, place: Place) -> None:
    path, other = place.out / name, place.root / "other"
    path.parent.mkdir(parents=True)
    if kind == "folder":
        (path / "inner").mkdir(parents=True)
    elif kind == "file":
        path.write_text("mine", "utf-8")
    else:
        if kind == "link":
            other.write_text("mine", "utf-8")
        elif kind == "link to a folder":
            other.mkdir()
        path.symlink_to(other)
    is_fine = (name, kind) in {
        (".coherence", "folder"),
        (".coherence/lock", "file"),
        (JOURNAL, "file"),
    }
    ended = place.run("source", "--resume")
    assert ended.exit_code in ({0} if is_fine else {0, 1, 2}), ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.exit_code == 0 or str(place.out) in ended.stderr
    if kind == "link":
        assert other.read_text("utf-8") == "mine"
    elif kind == "link to nothing":
        assert not other.exists()
    elif kind == "link to a folder":
        assert list(other.iterdir()) == []
    elif kind == "folder":
        assert (path / "inner").is_dir()


@pytest.mark.parametrize(
    "name", ["scores.csv", "problems.csv", "manifest.json", "reports", "reports/002.html"]
)
@pytest.mark.parametrize("kind", ["link", "link to a folder", "folder", "mine"])
def test_no_result_is_written_over_what_is_none(name: str, kind: str, place: Place) -> None:
    path, other = place.out / name, place.root / "other"
    path.parent.mkdir(parents=True)
    other.mkdir()
    (other / "mine").write_text("mine", "utf-8")
    if kind == "folder":
        path.mkdir()
        if name == "reports":
            return
    elif kind == "mine":
        path.write_text("mine", "utf-8")
    else:
        path.symlink_to(other / "mine" if kind == "link" else other)
    ended = place.run("source", "--reports", "html", "--jobs", "1")
    assert ended.exit_code == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    if name.startswith("reports"):
        assert f"{COUNT} of {COUNT} submissions scored." in ended.stdout
        codes = [code for found in place.codes().values() for code in found]
        assert len(codes) == (COUNT if name == "reports" else 1)
        assert all(code.startswith("output.") for code in codes)
    else:
        assert f"{name}: error output." in ended.stderr
        assert "scored" not in ended.stdout
    assert [file.name for file in other.iterdir()] == ["mine"]
    assert (other / "mine").read_text("utf-8") == "mine"
    if kind == "mine":
        assert path.read_text("utf-8") == "mine"


def test_the_note_of_who_writes_there_may_say_anything(place: Place) -> None:
    killed(place)
    for text in ("", "[]", "null", "{", '{"since": 3, "process": [1]}', "\0" * 100):
        (place.out / NOTE).write_text(text, "utf-8")
        refused = place.run("source")
        assert refused.exit_code == 2
        assert "--resume" in refused.stderr
    (place.out / NOTE).write_text(json.dumps({"since": "\x1b[2J\u202e"}), "utf-8")
    assert "\x1b" not in place.run("source").stderr


@contextmanager
def unchangeable(path: Path) -> Iterator[None]:
    """A file or folder that not even the administrator may change.

    Some file systems have none; there it is mounted to be read only.
    """
    name = str(path)
    way, back = [["chattr", "+i", name]], ["chattr", "-i", name]
    if subprocess.run(way[0], check=False, capture_output=True).returncode:
        way = [["mount", "--bind", name, name], ["mount", "-o", "remount,bind,ro", name]]
        back = ["umount", name]
        for words in way:
            subprocess.run(words, check=True)
    try:
        yield
    finally:
        subprocess.run(back, check=True)


def test_a_folder_that_not_even_the_administrator_may_change(place: Place, whole: Results) -> None:
    place.out.mkdir()
    with unchangeable(place.out):
        for output in (place.out, place.out / "below"):
            ended = place.run("source", "-o", output)
            assert ended.exit_code == 1
            assert "error output.no-rights" in ended.stderr
        assert list(place.out.iterdir()) == []
    assert place.run("source").exit_code == 0
    assert place.results() == whole


def test_a_table_that_not_even_the_administrator_may_change(place: Place, whole: Results) -> None:
    assert place.run("source").exit_code == 0
    (place.source / "000.yaml").write_text(submission(50), "utf-8")
    with unchangeable(place.out / "scores.csv"):
        ended = place.run("source")
        assert ended.exit_code == 1
        assert "scores.csv: error output.no-rights" in ended.stderr
        assert place.temporary() == []
        tables = {name: data for name, data in whole.items() if name.endswith(".csv")}
        assert place.results() == tables  # all as they were, without a manifest that speaks of them
    again = place.run("source", "--resume")
    assert again.exit_code == 0, again.stderr
    assert b",50," in place.results()["scores.csv"]
