from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coherence_kit.documents.safe_write import write_file, write_files
from coherence_kit.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable


def problem_of(write: Callable[[], None]) -> Problem:
    with pytest.raises(ProblemsFound) as caught:
        write()
    (problem,) = caught.value.problems
    assert all(problem.sentences)
    return problem


def raising(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_written_into_folders_that_are_missing(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b" / "report.pdf", b"x")
    assert content(tmp_path) == {"report.pdf": b"x"}


def test_an_older_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert content(tmp_path) == {"report.pdf": b"new"}
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_file(tmp_path / "report.pdf", b"x")
    assert (tmp_path / "report.pdf").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_nothing_is_written_through_a_link(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "theirs.pdf"
    if there:
        target.write_bytes(b"theirs")
    (tmp_path / "link.pdf").symlink_to(target)
    problem = problem_of(lambda: write_file(tmp_path / "link.pdf", b"x"))
    assert (problem.code, problem.params) == ("output.link", {"target": str(target)})
    assert (tmp_path / "link.pdf").is_symlink()
    assert (target.read_bytes() if there else target.exists()) == (b"theirs" if there else False)


def test_a_link_that_is_laid_while_a_file_is_written_is_replaced_and_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    real = os.fsync

    def lay_a_link(handle: int) -> None:
        (tmp_path / "report.pdf").symlink_to(tmp_path / "theirs")
        real(handle)

    monkeypatch.setattr("os.fsync", lay_a_link)
    write_file(tmp_path / "report.pdf", b"x")
    assert content(tmp_path) == {"report.pdf": b"x", "theirs": b"theirs"}


def test_a_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "shared")
    write_file(tmp_path / "here" / "report.pdf", b"x")
    assert (tmp_path / "shared" / "report.pdf").read_bytes() == b"x"


def test_the_longest_name_that_the_system_takes_is_written(tmp_path: Path) -> None:
    write_file(tmp_path / ("x" * 255), b"x")
    assert content(tmp_path) == {"x" * 255: b"x"}


def test_a_file_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        events.append("sync")
        real_sync(handle)

    def replace(source: Path, target: Path) -> None:
        events.append("replace")
        real_replace(source, target)

    monkeypatch.setattr("os.fsync", sync)
    monkeypatch.setattr("os.replace", replace)
    write_files({tmp_path / "a": b"a", tmp_path / "b": b"b"})
    assert events == ["sync", "sync", "replace", "replace"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "output.no-room"),
        (errno.EDQUOT, "output.no-room"),
        (errno.EACCES, "output.no-rights"),
        (errno.EROFS, "output.no-rights"),
        (errno.EIO, "output.failed"),
    ],
)
@pytest.mark.parametrize("step", ["os.fsync", "os.replace"])
def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, step: str
) -> None:
    (tmp_path / "b").write_bytes(b"old")
    monkeypatch.setattr(step, raising(number))
    problem = problem_of(lambda: write_file(tmp_path / "b", b"new"))
    assert (problem.code, problem.source) == (code, str(tmp_path / "b"))
    assert problem.params == {"reason": os.strerror(number)}
    assert content(tmp_path) == {"b": b"old"}


def test_a_disk_that_fills_up_half_way_changes_none_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    real, calls = os.fsync, []

    def full_at_the_second(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raising(errno.ENOSPC)()
        real(handle)

    monkeypatch.setattr("os.fsync", full_at_the_second)
    problem = problem_of(lambda: write_files({tmp_path / name: b"new" for name in "abc"}))
    assert (problem.code, problem.source) == ("output.no-room", str(tmp_path / "b"))
    assert content(tmp_path) == {"a": b"old"}


def test_a_file_above_the_size_limit_of_the_process_is_not_begun(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from coherence_kit.documents.safe_write import write_files\n"
        "from coherence_kit.problems import ProblemsFound\n"
        "folder = Path(sys.argv[1])\n"
        "try: write_files({folder / 'small': b'x', folder / 'large': b'x' * 100_000})\n"
        "except ProblemsFound as found: print(found.problems[0].code, "
        "Path(found.problems[0].source).name)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-B", "-c", program, str(tmp_path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "output.no-room large\n"
    assert content(tmp_path) == {}


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a", b"a")
    assert content(tmp_path) == {}


def test_a_folder_is_named_as_such(tmp_path: Path) -> None:
    assert problem_of(lambda: write_file(tmp_path, b"x")).code == "output.folder"


def test_a_file_where_a_folder_is_meant_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "x", tmp_path / "file" / "deeper" / "x"):
        problem = problem_of(lambda path=path: write_file(path, b"x"))  # type: ignore[misc]  # bound at once
        assert (problem.code, problem.params) == (
            "output.not-a-folder",
            {"reason": os.strerror(errno.ENOTDIR), "part": str(tmp_path / "file")},
        )


@pytest.mark.parametrize("name", ["x" * 256, "null\0", "half\ud800"])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, name: str) -> None:
    assert problem_of(lambda: write_file(tmp_path / name, b"x")).code == "output.name"
    assert content(tmp_path) == {}


def test_a_pipe_or_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(ProblemsFound) as caught:
            write_file(path, b"x")
        assert [problem.code for problem in caught.value.problems] == ["output.no-file"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert problem_of(lambda: write_file(tmp_path / "a", b"new")).code == "output.no-rights"
    assert content(tmp_path) == {"a": b"old"}
