"""A law: whatever one file of several does to the kit, the others come out as without it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import coherence_kit as ck
from coherence_kit.cli import main
from tests.faulty.examples import QUESTIONNAIRES

HEAD = 'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\n'
GOOD = (
    "country: GHA\nround: One\ndate: 2026-06-30\n"
    "answers: {law.in-force: yes, exchange.rule: 1, exchange.seat: joint-office}\n"
)
BAD = "m-bad"  # between the good ones, in the order of names


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words), "-Q", str(QUESTIONNAIRES)])


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def page(answers: str) -> bytes:
    return (
        '<meta name="generator" content="coherence-kit/form/1">'
        f'<script type="application/json" id="answers">{answers}</script>'
    ).encode()


HOSTILE: dict[str, bytes] = {
    "empty.yaml": b"",
    "binary.yaml": bytes(range(256)),
    "brackets.yaml": HEAD.encode() + b"answers: " + b"[" * 100_000,
    "braces.yaml": HEAD.encode() + b"answers: " + b"{a: " * 50_000,
    "anchors.yaml": b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b, *c]\n",
    "tag.yaml": b"!!python/object/apply:os.system [true]\n",
    "controls.yaml": HEAD.encode() + b'round: "\\e[2J\\u202e\\u2028"\ncountry: GHA\n',
    "number.yaml": HEAD.encode() + b"country: GHA\nanswers: {exchange.rule: " + b"9" * 9_000 + b"}",
    "half.json": json.dumps(
        {
            "format": "coherence-kit/submission/1",
            "questionnaire": {"id": "small", "version": "1.2"},
            "round": "\ud800",
            "country": "GHA",
        }
    ).encode(),
    "list.json": b'["format": "coherence-kit/submission/1"]',
    "deep.json": b'{"format": "coherence-kit/submission/1", "a": ' + b"[" * 60_000,
    "page.html": page('{"format": ["coherence-kit/submission/1"], "answers": 7}'),
    "page-deep.html": page('{"a": ' * 20_000),
    "not-a-zip.xlsx": b"PK\x03\x04 and nothing more",
    "no-sheets.xlsx": archive({"xl/workbook.xml": b"<workbook/>"}),
    "entities.xlsx": archive(
        {
            "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>',
            "[Content_Types].xml": b"<Types/>",
        }
    ),
    "climbing.xlsx": archive({"../../../tmp/\x1b[2J.xml": b"x", "xl/workbook.xml": b"<a"}),
    "other.ods": archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "name\x1b[2J\u202e\nError.yaml": HEAD.encode() + b"country: GHA\nanswers: [\n",
}


def good_files(folder: Path) -> None:
    folder.mkdir()
    for name, country in (("a", "GHA"), ("z", "TGO")):
        text = HEAD + GOOD.replace("GHA", country).replace("One", f"Round {name}")
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is made of the two good submissions alone, to be read only."""
    folder = tmp_path_factory.mktemp("alone")
    good_files(folder / "round")
    made = run("batch", folder / "round", "-o", folder / "alone", "--reports", "html")
    assert made.exit_code == 0
    return folder / "alone"


@pytest.fixture
def round_of_two(tmp_path: Path, alone: Path) -> Path:
    """Two good submissions, and what is made of them alone in `alone`.

    That is made elsewhere once; but for the folder of the files it is what is made here.
    """
    folder = tmp_path / "round"
    good_files(folder)
    shutil.copytree(alone, tmp_path / "alone")
    scores = (alone / "scores.csv").read_text(encoding="utf-8")
    here = scores.replace(str(alone.with_name("round")), str(folder))
    (tmp_path / "alone" / "scores.csv").write_text(here, encoding="utf-8", newline="")
    return folder


def table(folder: Path, name: str) -> list[list[str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def expect_the_good_rows(tmp_path: Path) -> None:
    """The rows and reports of the good submissions, byte for byte."""
    alone, beside = (tmp_path / name for name in ("alone", "beside"))
    before = (alone / "scores.csv").read_bytes().splitlines(keepends=True)
    after = (beside / "scores.csv").read_bytes().splitlines(keepends=True)
    assert len(before) == 3
    assert [line for line in after if line in before] == before
    for name in ("a", "z"):
        report = Path("reports", f"{name}.html")
        assert (alone / report).read_bytes() == (beside / report).read_bytes()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_no_other_file_its_row(
    name: str, round_of_two: Path, tmp_path: Path
) -> None:
    (round_of_two / f"{BAD}-{name}").write_bytes(HOSTILE[name])
    result = run("batch", round_of_two, "-o", tmp_path / "beside", "--reports", "html")
    assert result.exit_code in {0, 1}, result.output
    assert BAD in (tmp_path / "beside" / "problems.csv").read_text("utf-8")
    assert "\x1b" not in result.output
    expect_the_good_rows(tmp_path)
    for words in (("check",), ("status",), ("score", *round_of_two.glob("[az].yaml"))):
        files = (round_of_two,) if len(words) == 1 else (round_of_two / f"{BAD}-{name}",)
        told = run(*words, *files)
        assert told.exit_code in {0, 1}, told.output
        assert "\x1b" not in told.output


def link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_suffix(".pipe"))
    path.symlink_to(f"{BAD}.pipe")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.symlink_to(path),
        lambda path: path.symlink_to("nowhere.yaml"),
        lambda path: path.mkdir(),
        os.mkfifo,
        link_to_a_pipe,
    ],
    ids=["a link to itself", "a link to nothing", "a folder", "a pipe", "a link to a pipe"],
)
def test_what_is_no_file_costs_no_other_file_its_row(
    make: Callable[[Path], None], round_of_two: Path, tmp_path: Path
) -> None:
    make(round_of_two / f"{BAD}.yaml")
    result = run("batch", round_of_two, "-o", tmp_path / "beside", "--reports", "html")
    assert result.exit_code in {0, 1}, result.output
    expect_the_good_rows(tmp_path)


class RustPanic(BaseException):
    """As the libraries written in Rust raise, which is no `Exception`."""


class Unprintable(Exception):  # noqa: N818
    """An exception that cannot say what it is."""

    def __str__(self) -> str:
        raise ValueError


RAISED = (
    ZeroDivisionError("by zero \x1b[2J"),
    RecursionError("too deep"),
    MemoryError(),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    AssertionError(),
    RustPanic("called `Option::unwrap()` on a `None` value"),
    Unprintable(),
)
STAGES = (
    "coherence_kit.workflow.batch.work.document_of",
    "coherence_kit.workflow.score.bind",
    "coherence_kit.workflow.score.scored",
    "coherence_kit.workflow.batch.work.score_line",
)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, BaseException], None]:
    """Let a function raise for the bad submission, known by its round or its name."""

    def fail(place: str, error: BaseException) -> None:
        module, _, name = place.rpartition(".")
        real = getattr(__import__(module, fromlist=[name]), name)

        def raise_for_the_bad(*words: object, **named: object) -> object:
            if any(BAD in repr(word) for word in (*words, *named.values())):
                raise error
            return real(*words, **named)

        monkeypatch.setattr(place, raise_for_the_bad)

    return fail


def bad_but_readable(folder: Path) -> Path:
    path = folder / f"{BAD}.yaml"
    text = HEAD + GOOD.replace("GHA", "KEN").replace("One", BAD)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.rpartition(".")[2])
def test_a_fault_of_the_kit_costs_no_other_file_its_row(
    stage: str,
    error: BaseException,
    failing: Callable[[str, BaseException], None],
    round_of_two: Path,
    tmp_path: Path,
) -> None:
    bad_but_readable(round_of_two)
    failing(stage, error)
    result = run("batch", round_of_two, "-o", tmp_path / "beside", "--reports", "html")

    assert result.exit_code == 3
    assert "2 of 3 submissions scored" in result.stdout
    (row,) = [row for row in table(tmp_path / "beside", "problems.csv") if row[3] == "kit.fault"]
    assert type(error).__name__ in row[5]
    assert "in raise_for_the_bad < " in row[5]
    assert "\x1b" not in result.output
    assert "kit.fault" in result.stderr
    assert "- coherence-kit " in result.stderr
    expect_the_good_rows(tmp_path)


@pytest.mark.parametrize("error", [*RAISED, ck.KitError("of the machine"), OSError(28, "no room")])
def test_a_fault_of_a_report_costs_no_row_at_all(
    error: BaseException,
    failing: Callable[[str, BaseException], None],
    round_of_two: Path,
    tmp_path: Path,
) -> None:
    bad_but_readable(round_of_two)
    failing("coherence_kit.workflow.report.lay_out", error)
    result = run("batch", round_of_two, "-o", tmp_path / "beside", "--reports", "html")

    assert result.exit_code == (1 if isinstance(error, ck.KitError) else 3)
    assert "3 of 3 submissions scored" in result.stdout
    assert [row[2] for row in table(tmp_path / "beside", "scores.csv")[1:]] == [
        "Round a",
        BAD,
        "Round z",
    ]
    expect_the_good_rows(tmp_path)


def test_a_report_that_cannot_be_written_costs_no_row(round_of_two: Path, tmp_path: Path) -> None:
    bad_but_readable(round_of_two)
    (tmp_path / "beside" / "reports" / f"{BAD}.html").mkdir(parents=True)
    result = run("batch", round_of_two, "-o", tmp_path / "beside", "--reports", "html")

    assert result.exit_code == 1
    assert "3 of 3 submissions scored" in result.stdout
    expect_the_good_rows(tmp_path)


@pytest.mark.parametrize("ended", [KeyboardInterrupt, SystemExit])
def test_what_ends_the_program_is_no_fault_of_a_file(
    ended: type[BaseException],
    failing: Callable[[str, BaseException], None],
    round_of_two: Path,
    tmp_path: Path,
) -> None:
    bad_but_readable(round_of_two)
    failing("coherence_kit.workflow.score.bind", ended())
    result = run("batch", round_of_two, "-o", tmp_path / "beside")
    assert "kit.fault" not in result.output
    assert [row[2] for row in table(tmp_path / "beside", "scores.csv")[1:]] == ["Round a"]


@pytest.mark.parametrize(
    ("words", "stage", "others"),
    [
        (("check",), "coherence_kit.workflow.score.bind", "3 files"),
        (("status",), "coherence_kit.workflow.score.bind", "z.yaml"),
        (("status",), "coherence_kit.workflow.status.status_of", "z.yaml"),
        (("robustness",), "coherence_kit.workflow.robustness.assess_loaded", "Round z"),
        (("score",), "coherence_kit.workflow.score.assess", "z.yaml"),
    ],
)
@pytest.mark.parametrize("error", [RecursionError("too deep"), RustPanic("x")])
def test_other_commands_go_on_too(  # noqa: PLR0917  (what is tried, and how)
    words: tuple[str, ...],
    stage: str,
    others: str,
    error: BaseException,
    failing: Callable[[str, BaseException], None],
    round_of_two: Path,
) -> None:
    bad_but_readable(round_of_two)
    failing(stage, error)
    result = run(*words, *sorted(round_of_two.iterdir()))
    assert result.exit_code == 3, result.output
    assert result.stderr.count(f"{BAD}.yaml: error kit.fault") == 1
    assert others in result.output


@pytest.mark.parametrize(
    "stage", ["coherence_kit.workflow.score.bind", "coherence_kit.workflow.collect.as_yaml"]
)
def test_other_forms_are_collected_none_the_less(
    stage: str,
    failing: Callable[[str, BaseException], None],
    round_of_two: Path,
    tmp_path: Path,
) -> None:
    run("collect", round_of_two, "-o", tmp_path / "alone-collected")
    bad_but_readable(round_of_two)
    failing(stage, RecursionError("too deep"))
    result = run("collect", round_of_two, "-o", tmp_path / "collected")
    assert result.exit_code == 3
    for name in ("a.yaml", "z.yaml"):
        one, other = (tmp_path / folder / name for folder in ("alone-collected", "collected"))
        assert one.read_bytes() == other.read_bytes()


def test_a_file_that_cannot_even_be_looked_at_is_told_of(
    failing: Callable[[str, BaseException], None], round_of_two: Path, tmp_path: Path
) -> None:
    bad_but_readable(round_of_two)
    failing("coherence_kit.workflow.intake.peek_file", RecursionError("too deep"))
    result = run("batch", round_of_two, "-o", tmp_path / "beside", "--reports", "html")
    assert "3 of 3 submissions scored" in result.stdout
    expect_the_good_rows(tmp_path)


def test_the_library_goes_on_too(
    failing: Callable[[str, BaseException], None], round_of_two: Path
) -> None:
    path = bad_but_readable(round_of_two)
    failing("coherence_kit.workflow.score.scored", RecursionError("too deep"))
    kit = ck.open(QUESTIONNAIRES)
    batch = kit.batch([round_of_two, "null\0.yaml"])
    assert batch.scored == 2
    assert [(Path(one.source).name, one.code) for one in batch.problems] == [
        (path.name, "kit.fault"),
        ("null\0.yaml", "file.unreadable"),
    ]
    failing("coherence_kit.workflow.score.bind", RecursionError("too deep"))
    assert [one.code for one in kit.check(round_of_two).problems if one.source == str(path)] == [
        "kit.fault"
    ]
