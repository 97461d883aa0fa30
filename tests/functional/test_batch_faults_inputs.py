"""Whatever lies in a folder: what is no submission is told, and no other one hangs on it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coherence_kit.batch.plan import Job
from coherence_kit.workflow.batch import sources
from tests.batches import Place, submission

COUNT = 4
NOBODY = 65_534
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture
def open_place() -> Iterator[Place]:
    """A folder that other users may look into and write, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    found = Place(folder)
    found.write(COUNT)
    yield found
    shutil.rmtree(folder)


def rounds(place: Place) -> list[str]:
    lines = (place.out / "scores.csv").read_text("utf-8").splitlines()[1:]
    return [line.split(",")[2] for line in lines]


def test_what_may_not_be_read_is_named_alone(open_place: Place) -> None:
    (open_place.source / "001.yaml").chmod(0)
    (open_place.source / "inner").mkdir()
    (open_place.source / "inner" / "009.yaml").write_text(submission(9), "utf-8")
    (open_place.source / "inner").chmod(0)
    ended = open_place.run("source", user=NOBODY if IS_ROOT else None)
    (open_place.source / "inner").chmod(0o700)
    assert ended.exit_code == 1
    assert f"{COUNT - 1} of {COUNT} submissions scored." in ended.stdout
    assert open_place.codes() == {"001.yaml": ["file.unreadable"], "inner": ["file.unreadable"]}

    (open_place.source / "001.yaml").chmod(0o644)
    again = open_place.run("source")
    assert again.exit_code == 0, again.stderr
    assert f"{COUNT + 1} of {COUNT + 1} submissions scored." in again.stdout


def at_reading(name: str, do: Callable[[Path], object], *, time_of: int = 1) -> Callable[[], None]:
    """Let something happen to a file just before it is read, for the first or the second time."""

    def before() -> None:
        read = sources.Reader.read
        left = [time_of]

        def meanwhile(self: sources.Reader, job: Job) -> bytes:
            if job.path.name == name:
                left[0] -= 1
                if not left[0]:
                    do(job.path)
            return read(self, job)

        vars(sources)["Reader"].read = meanwhile

    return before


def test_a_file_that_vanishes_before_it_is_read(place: Place) -> None:
    ended = place.run("source", before=at_reading("002.yaml", Path.unlink))
    assert ended.exit_code == 1
    assert place.codes() == {"002.yaml": ["file.missing"]}
    assert rounds(place) == ["0", "1", "3"]
    assert place.run("source").exit_code == 0
    assert rounds(place) == ["0", "1", "3"]


def test_a_folder_that_takes_the_place_of_a_file(place: Place) -> None:
    def replace(path: Path) -> None:
        path.unlink()
        path.mkdir()

    ended = place.run("source", before=at_reading("002.yaml", replace))
    assert ended.exit_code == 1
    assert place.codes() == {"002.yaml": ["file.folder"]}


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(place: Place) -> None:
    def replace(path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

    ended = place.run("source", before=at_reading("002.yaml", replace))
    assert ended.exit_code == 1
    assert place.codes() == {"002.yaml": ["file.no-file"]}


def change(path: Path) -> None:
    path.write_text(submission(99), "utf-8")


@pytest.mark.parametrize("do", [change, Path.unlink])
def test_a_file_that_changes_between_score_and_report(
    do: Callable[[Path], None], place: Place
) -> None:
    before = at_reading("002.yaml", do, time_of=2)
    ended = place.run("source", "--reports", "html", before=before)
    assert ended.exit_code == 1
    assert f"{COUNT} of {COUNT} submissions scored. {COUNT - 1} of {COUNT}" in ended.stdout
    code = "batch.changed" if do is change else "file.missing"
    assert place.codes() == {"002.yaml": [code]}
    assert not (place.out / "reports" / "002.html").exists()
    assert rounds(place) == ["0", "1", "2", "3"]

    again = place.run("source", "--reports", "html")
    assert again.exit_code == 0, again.stderr
    assert ("99" in rounds(place)) == (do is change)


def test_a_file_that_is_written_while_it_is_read_is_scored_as_it_was_read(place: Place) -> None:
    before = at_reading("002.yaml", change)
    assert place.run("source", before=before).exit_code == 0
    assert rounds(place) == ["0", "1", "99", "3"]


KINDS = ("pipe", "socket", "device", "broken link", "link to itself", "link to a pipe")


def make(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket is short
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
        os.chdir(here)
    elif kind == "link to a pipe":
        os.mkfifo(path.with_name("pipe"))
        path.symlink_to("pipe")
    else:
        to = {"device": "/dev/zero", "broken link": "nowhere", "link to itself": path.name}[kind]
        path.symlink_to(to)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("ending", ["yaml", "zip", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_named_and_never_waited_for(
    kind: str, ending: str, *, named: bool, place: Place
) -> None:
    path = place.source / f"odd.{ending}"
    make(kind, path)
    started = time.monotonic()
    ended = place.run("source", *(("source/" + path.name,) if named else ()))
    assert time.monotonic() - started < 20
    assert ended.exit_code == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(rounds(place)) == COUNT
    (code,) = place.codes()[path.name]
    assert code in {"file.no-file", "file.missing", "file.unreadable"}


def test_a_linked_folder_is_looked_into_once(place: Place) -> None:
    other = place.root / "other"
    (other / "inner").mkdir(parents=True)
    (other / "inner" / "linked.yaml").write_text(submission(50), "utf-8")
    (place.source / "a-link").symlink_to(other)
    (place.source / "b-link").symlink_to(other / "inner")
    (place.source / "deep").mkdir()
    (place.source / "deep" / "c-link").symlink_to(place.source)
    (place.source / "deep" / "up").symlink_to(place.root)
    (place.source / "deep" / "self").symlink_to(".")
    (other / "back").symlink_to(place.source / "deep")
    ended = place.run("source")
    assert ended.exit_code == 0, ended.stderr
    assert sorted(rounds(place)) == ["0", "1", "2", "3", "50"]
    assert "source/a-link/inner/linked.yaml" in (place.out / "scores.csv").read_text()


def test_many_broken_files_hide_no_good_one(place: Place) -> None:
    broken = (b"", b"\0\1", b"answers: [", b"\xff\xfe", b"format: x\n", b"- 1\n", b"{", b"a: *b\n")
    for number in range(COUNT, 10_000):
        path = place.source / f"{number:04}.yaml"
        if number % 10 == 5:
            path.write_bytes(broken[number // 10 % len(broken)])
        else:
            path.write_text(submission(number), "utf-8")
    ended = place.run("source")
    assert ended.exit_code == 1
    assert "9,000 of 10,000 submissions scored." in ended.stdout
    assert len(place.codes()) == 1_000
    assert len(rounds(place)) == 9_000
    assert ended.stderr.count("not scored") == 20
    assert "and 980 more, all of them in problems.csv" in ended.stderr


def test_a_huge_submission_is_refused_before_it_is_read(place: Place) -> None:
    with (place.source / "huge.yaml").open("wb") as file:
        file.write(submission().encode())
        file.truncate(100_000_000)
    started = time.process_time()
    ended = place.run("source")
    assert time.process_time() - started < 5
    assert ended.exit_code == 1
    assert place.codes() == {"huge.yaml": ["file.too-large"]}
    assert len(rounds(place)) == COUNT
    size = (place.out / ".coherence" / "journal.jsonl").stat().st_size
    assert size < 100_000


def test_a_source_that_nobody_may_look_into(open_place: Place) -> None:
    open_place.source.chmod(0)
    ended = open_place.run("source", user=NOBODY if IS_ROOT else None)
    open_place.source.chmod(0o755)
    assert ended.exit_code == 2
    assert "Path 'source' is not readable" in ended.stderr
    assert not open_place.out.exists()


def test_results_in_the_source_are_no_submissions(place: Place) -> None:
    words = ("source", "--reports", "html", "--nodes", "-o", place.source / "results")
    for _ in range(2):
        ended = place.run(*words)
        assert ended.exit_code == 0, ended.stderr
        assert f"{COUNT} of {COUNT} submissions scored." in ended.stdout
    assert "passed" not in ended.stderr


def test_the_results_themselves_as_the_source(place: Place) -> None:
    assert place.run("source", "--reports", "html").exit_code == 0
    before = place.results()
    ended = place.run("out")
    assert ended.exit_code == 2
    assert "no submission" in ended.stderr
    ended = place.run("out/reports/001.html", "--resume")
    assert ended.exit_code == 1
    assert ended.exit_code != signal.SIGKILL
    for name in ("reports/001.html", "reports/000.html"):
        assert place.results()[name] == before[name]


def test_names_that_no_other_system_would_allow(place: Place) -> None:
    shutil.rmtree(place.source)
    place.source.mkdir()
    names = (
        b"\xff\xfe.yaml",
        b"\xff\xfd.yaml",
        b"a" * 250 + b".yaml",
        b"a" * 246 + b".b.yml",
        "e\u0301.yaml".encode(),
        "\u00e9.yaml".encode(),
        b"a\nb.yaml",
        b"a\x1b[31m.yaml",
        b"CON.yaml",
        b" .yaml",
        b"a\\b.yaml",
        "\u202eabc.yaml".encode(),
    )
    for number, name in enumerate(names):
        path = Path(os.fsdecode(os.fsencode(place.source) + b"/" + name))
        path.write_text(submission(number), "utf-8")
    ended = place.run("source", "--reports", "html")
    assert ended.exit_code == 0, ended.stderr
    assert f"{len(names)} of {len(names)} reports made" in ended.stdout
    assert not {*"\x1b\u202e"} & {*(place.out / "scores.csv").read_text("utf-8"), *ended.stdout}
    made = [path.name for path in (place.out / "reports").iterdir()]
    assert len({unicodedata.normalize("NFC", name).casefold() for name in made}) == len(names)
    assert not [name for name in made if len(name) > 150 or not name.isprintable()]


def test_a_path_that_is_longer_than_any_may_be_is_named_alone(place: Place) -> None:
    here, folder = Path.cwd(), "d" * 240
    os.chdir(place.source)  # made from step to step: it has no whole path that could be used
    try:
        for depth in range(20):
            Path(folder).mkdir()
            os.chdir(folder)
            if depth == 12:
                Path("deep.yaml").write_text(submission(50), "utf-8")
        Path("far.yaml").write_text(submission(51), "utf-8")
    finally:
        os.chdir(here)
    ended = place.run("source", "--reports", "html")
    assert ended.exit_code == 1
    assert sorted(rounds(place)) == ["0", "1", "2", "3", "50"]
    assert "File name too long" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(list((place.out / "reports").rglob("*.html"))) == COUNT + 1
