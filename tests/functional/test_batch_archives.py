"""Archives that come by mail: what is in them is scored, and nothing in them gets out."""

from __future__ import annotations

import csv
import stat
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from tests.batches import QUESTIONNAIRE, submission

MIB = 1024 * 1024


def batch(source: Path, out: Path, *words: object) -> Result:
    folder = out.parent / "q"
    folder.mkdir(exist_ok=True)
    (folder / "two.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    called = ["batch", source, "-o", out, "-Q", folder, "--jobs", "1", *words]
    return CliRunner().invoke(main, [*map(str, called)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def archive(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def codes(out: Path) -> list[tuple[str, str]]:
    return [(row["code"], row["source"]) for row in rows_of(out / "problems.csv")]


def test_names_that_lead_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    names = ("../../up.yaml", "/root.yaml", "C:\\win.yaml", "a/../b.yaml", "esc\x1b[31m.yaml")
    path = archive(
        tmp_path / "mail.zip", **{name: submission(n) for n, name in enumerate(names, 1)}
    )
    done = batch(path, tmp_path / "out", "--reports", "html")

    assert done.exit_code == 0, done.output
    assert "5 of 5 submissions scored. 5 of 5 reports made." in done.stdout
    made = {file.relative_to(tmp_path) for file in tmp_path.rglob("*.html")}
    assert len(made) == len(names)
    assert all(file.parts[:2] == ("out", "reports") for file in made)
    assert "\x1b" not in done.output


def test_links_other_archives_and_what_programs_leave_are_no_submissions(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", **{"deep.yaml": submission(1)}).read_bytes()
    path = tmp_path / "mail.zip"
    link = zipfile.ZipInfo("link.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(link, "/etc/passwd")
        packed.writestr("inner.zip", inner)
        packed.writestr("__MACOSX/._one.yaml", b"\0")
        packed.writestr("folder/", b"")
        packed.writestr("one.yaml", submission(2))
    done = batch(path, tmp_path / "out")

    assert done.exit_code == 0, done.output
    assert "1 of 1 submission scored" in done.stdout
    assert "inner.zip" in done.stderr
    assert "passwd" not in done.output


def test_two_members_of_one_name_are_two_submissions(tmp_path: Path) -> None:
    path = tmp_path / "mail.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as packed:
        warnings.simplefilter("ignore")
        packed.writestr("one.yaml", submission(1))
        packed.writestr("one.yaml", submission(2))
    done = batch(path, tmp_path / "out", "--reports", "html")
    assert "2 of 2 submissions scored. 2 of 2 reports made." in done.stdout


def test_a_member_that_is_broken_or_locked_costs_itself_alone(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "mail.zip",
        **{name: submission(n) for n, name in enumerate(("a.yaml", "b.yaml", "c.yaml"), 1)},
    )
    data = bytearray(path.read_bytes())
    first = data.index(b"b.yaml") + len("b.yaml")
    data[first : first + 20] = bytes(20)  # what is packed in it
    locked = data.rindex(b"PK\x01\x02") + 8  # of the last one, in the list at the end
    data[locked] |= 1
    path.write_bytes(data)
    done = batch(path, tmp_path / "out")

    assert done.exit_code == 1
    assert "1 of 3 submissions scored" in done.stdout
    assert codes(tmp_path / "out") == [
        ("archive.broken", f"{path}/b.yaml"),
        ("archive.locked", f"{path}/c.yaml"),
    ]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"format: coherence-kit/submission/1\n", b"\0" * 1000],
    ids=["empty", "cut", "text", "zeros"],
)
def test_what_is_no_archive_is_told_and_stops_nothing(data: bytes, tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "mail.zip").write_bytes(data)
    (inbox / "one.yaml").write_text(submission(1), encoding="utf-8")
    done = batch(inbox, tmp_path / "out")

    assert done.exit_code == 1
    assert "1 of 1 submission scored" in done.stdout
    assert codes(tmp_path / "out") == [("archive.broken", str(inbox / "mail.zip"))]


def test_an_archive_that_would_unpack_without_end_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "mail.zip", **{"zeros.yaml": bytes(50 * MIB)})
    done = batch(path, tmp_path / "out")
    assert done.exit_code == 1
    assert codes(tmp_path / "out") == [("archive.too-much", str(path))]


def test_a_member_that_is_too_large_is_refused_by_what_it_says(tmp_path: Path) -> None:
    noise = b"".join(number.to_bytes(4, "big") for number in range(3 * MIB))
    members: dict[str, str | bytes] = {"noise.yaml": noise, "a.yaml": submission()}
    done = batch(archive(tmp_path / "mail.zip", **members), tmp_path / "out")
    assert "1 of 2 submissions scored" in done.stdout
    assert [code for code, _ in codes(tmp_path / "out")] == ["file.too-large"]


def test_an_archive_without_a_submission_is_nothing_to_do(tmp_path: Path) -> None:
    path = archive(tmp_path / "mail.zip", **{"scan.pdf": b"%PDF-1.7"})
    done = batch(path, tmp_path / "out")
    assert done.exit_code == 2
    assert "scan.pdf" in done.stderr
