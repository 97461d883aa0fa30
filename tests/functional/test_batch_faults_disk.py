"""A batch without room or without rights: scores come first, and what is there stays whole."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.batches import Place, Results, logged, submission

COUNT = 12
REPORTS = ("--reports", "html", "--jobs", "2")
NOBODY = 65_534
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
ROOM_FOR_SOME = 1 << 20
"""Bytes of a disk that holds the tables and some of the reports."""


def mounted(folder: Path) -> bool:
    """A disk of a MiB in a folder, where one may have it."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ("mount", "-t", "tmpfs", "-o", f"size={ROOM_FOR_SOME}", "none", folder)
    return IS_ROOT and subprocess.run(words, capture_output=True, check=False).returncode == 0


def can_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        if is_so := mounted(Path(folder)):
            subprocess.run(("umount", folder), check=True)
    return is_so


@pytest.fixture
def open_place() -> Iterator[Place]:
    """A folder that other users may look into, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    found = Place(folder)
    found.write(4)
    yield found
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results of a run that has room."""
    found = Place(tmp_path_factory.mktemp("whole"))
    found.write(COUNT)
    assert found.run("source", *REPORTS).exit_code == 0
    return found.results()


def expect_scores(place: Place, whole: Results) -> None:
    assert place.results()["scores.csv"] == whole["scores.csv"]
    assert place.temporary() == []


def expect_gone_on_with(place: Place, whole: Results) -> None:
    """With room again everything comes out as if there always had been."""
    again = place.run("source", *REPORTS, "--resume")
    assert again.exit_code == 0, again.stderr
    assert place.results() == whole
    assert place.temporary() == []


def test_without_room_for_any_report_all_scores_are_there(place: Place, whole: Results) -> None:
    log = place.root / "log.jsonl"
    ended = place.run("source", *REPORTS, "--log", log, most_bytes=60_000)
    assert ended.exit_code == 1
    assert f"{COUNT} of {COUNT} submissions scored. 0 of {COUNT} reports made." in ended.stdout
    expect_scores(place, whole)
    codes = [code for found in place.codes().values() for code in found]
    assert codes.count("output.no-room") == 1
    assert codes.count("output.no-room") + codes.count("batch.reports-stopped") == COUNT
    assert "File too large" in (place.out / "problems.csv").read_text()
    expect_gone_on_with(place, whole)


@pytest.mark.skipif(not can_mount(), reason="nobody may mount a small disk here")
def test_a_small_disk_that_fills_up_midway(place: Place, whole: Results) -> None:
    place.write(40)
    mounted(place.out)
    try:
        ended = place.run("source", *REPORTS)
        assert ended.exit_code == 1
        assert "40 of 40 submissions scored." in ended.stdout
        made = list((place.out / "reports").iterdir())
        assert 2 < len(made) < 40
        assert f"{len(made)} of 40 reports made" in ended.stdout
        assert place.temporary() == []
        assert place.results()["scores.csv"].count(b"\n") == 41
        codes = [code for found in place.codes().values() for code in found]
        assert len(codes) == 40 - len(made)
        assert codes.count("output.no-room") == 1
        assert set(codes) == {"output.no-room", "batch.reports-stopped"}
        words = ("mount", "-o", "remount,size=64m", place.out)
        subprocess.run(words, check=True)
        again = place.run("source", *REPORTS)
        assert again.exit_code == 0, again.stderr
        assert "40 of 40 reports made" in again.stdout
    finally:
        subprocess.run(("umount", place.out), check=True)


def test_a_disk_that_is_full_from_the_beginning(place: Place) -> None:
    ended = place.run("source", *REPORTS, most_bytes=0)
    assert ended.exit_code == 1
    assert "error output.no-room" in ended.stderr
    assert ended.stdout == ""
    assert place.temporary() == []


@pytest.mark.parametrize("most", [1_000, 3_000])
def test_no_room_for_the_journal(most: int, place: Place, whole: Results) -> None:
    ended = place.run("source", *REPORTS, most_bytes=most)
    assert ended.exit_code == 1
    assert "journal.jsonl: error output.no-room" in ended.stderr
    assert ended.stderr.count(": error ") == 1
    assert place.temporary() == []
    assert len(place.keys()) > 0
    expect_gone_on_with(place, whole)


def fill_before(what: str, most: int) -> Callable[[], None]:
    """Take the room away before a step of a run."""

    def before() -> None:
        from coherence_kit.workflow.batch import run

        step = vars(run)[what]

        def full(*words: object) -> object:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
            return step(*words)

        vars(run)[what] = full

    return before


def test_no_room_for_the_tables(place: Place, whole: Results) -> None:
    ended = place.run("source", *REPORTS, before=fill_before("write_every_table", 100))
    assert ended.exit_code == 1
    assert "scores.csv: error output.no-room" in ended.stderr
    assert place.results() == {}
    assert place.temporary() == []
    assert len(place.keys()) == COUNT
    expect_gone_on_with(place, whole)


def test_no_room_for_the_manifest(place: Place, whole: Results) -> None:
    ended = place.run("source", *REPORTS, before=fill_before("write_manifest", 100))
    assert ended.exit_code == 1
    assert "manifest.json: error output.no-room" in ended.stderr
    assert f"{COUNT} of {COUNT} reports made" in ended.stdout
    assert sorted(place.results()) == sorted(set(whole) - {"manifest.json"})
    expect_gone_on_with(place, whole)


def test_earlier_results_stay_where_there_is_no_room_for_new_ones(
    place: Place, whole: Results
) -> None:
    assert place.run("source", *REPORTS).exit_code == 0
    (place.source / "new.yaml").write_text(submission(99), "utf-8")
    ended = place.run("source", *REPORTS, before=fill_before("write_every_table", 100))
    assert ended.exit_code == 1
    assert place.results()["scores.csv"] == whole["scores.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_no_room_for_the_log(place: Place) -> None:
    ended = place.run("source", "--log", "/dev/full")
    assert ended.exit_code == 1
    assert "/dev/full: error output.no-file" in ended.stderr
    assert not place.out.exists()
    log = place.root / "log.jsonl"
    assert place.run("source", "--log", log).exit_code == 0
    log.write_bytes(log.read_bytes() * 100)
    before = len(logged(log))
    ended = place.run("source", "--force", "--log", log, most_bytes=log.stat().st_size + 500)
    assert ended.exit_code == 1
    assert "log.jsonl: error output.no-room" in ended.stderr
    assert f"{COUNT} of {COUNT} submissions scored." in ended.stdout
    assert len(logged(log)) - before in range(1, 5)


@pytest.mark.parametrize("name", ["source/000.yaml", "out/scores.csv", "notes.txt", "out", "link"])
def test_no_log_is_written_into_anything_else(name: str, place: Place) -> None:
    assert place.run("source").exit_code == 0
    log = place.root / name
    if name == "notes.txt":
        log.write_text("mine")
    elif name == "link":
        log.symlink_to("notes.txt")
    before = log.read_bytes() if log.is_file() else b""
    ended = place.run("source", "--log", log)
    assert ended.exit_code == 1
    assert f"{name}: error output." in ended.stderr
    assert (log.read_bytes() if log.is_file() else b"") == before
    assert not (place.root / "notes.txt").exists() or name == "notes.txt"


def locked(folder: Path) -> int | None:
    """Nothing can be written there by the user whose number this is; None for this one."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o555)
    return NOBODY if IS_ROOT else None


def test_a_folder_that_may_not_be_written(open_place: Place) -> None:
    ended = open_place.run("source", user=locked(open_place.out))
    assert ended.exit_code == 1
    assert "out: error output.no-rights" in ended.stderr
    assert "choose another folder" in ended.stderr.lower().replace("\n", " ")
    assert ended.stderr.count(": error ") == 1
    assert list(open_place.out.iterdir()) == []


@pytest.mark.parametrize("inner", [".coherence", "reports"])
def test_a_folder_in_it_that_may_not_be_written(inner: str, open_place: Place) -> None:
    open_place.out.mkdir()
    open_place.out.chmod(0o777)
    user = locked(open_place.out / inner)
    ended = open_place.run("source", *REPORTS, user=user)
    assert ended.exit_code == 1
    if inner == ".coherence":
        assert "error output.no-rights" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert open_place.results() == {}
    else:
        assert "4 of 4 submissions scored. 0 of 4 reports made." in ended.stdout
        assert {code for found in open_place.codes().values() for code in found} == {
            "output.no-rights"
        }
    (open_place.out / inner).chmod(0o777)


@pytest.mark.parametrize(
    "name", ["scores.csv", "problems.csv", "manifest.json", ".coherence/journal.jsonl"]
)
def test_a_result_that_may_not_be_replaced(name: str, open_place: Place) -> None:
    open_place.out.mkdir()
    open_place.out.chmod(0o777)
    user = NOBODY if IS_ROOT else None
    assert open_place.run("source", user=user).exit_code == 0
    before = open_place.results()
    (open_place.out / name).chmod(0o444)
    (open_place.source / "new.yaml").write_text(submission(99), "utf-8")
    ended = open_place.run("source", user=user)
    assert ended.exit_code == 1
    assert f"{name}: error output.no-rights" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert open_place.results()[name if name in before else "scores.csv"] == (
        before.get(name) or before["scores.csv"]
    )
