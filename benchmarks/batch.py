"""Whole batches, as processes: `python -m benchmarks.batch`, some forty minutes on two cores.

The names of measures behind it run these alone; some need the files of those before them.

Each line compares two ways in turn within one run. The figures of memory are the largest that the
process that hands out the work ever had.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.submissions import QUESTIONNAIRE, filled, hundred_questions
from benchmarks.table_rows import index_file, write_index_table
from benchmarks.timing import Ratio, compare
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.workflow.score import open_workspace

FILES = 500
ROWS = 10_000
REPORTS = 24
SPREAD_FILES, SPREAD_ROWS = 20_000, 200_000
KEPT = 60
"""Reports of which a second run finds none, or one in twenty, changed."""
_NOT_COMPILED = "PYTHONDONTWRITEBYTECODE"
CSAFE = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
ROUND_TRIP = """
import sys, pathlib
from ruamel.yaml import YAML
loader = YAML(typ="rt")
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    loader.load(path)
"""


def run(*words: object, **environment: str) -> None:
    """A process that has to end well; what it prints is nobody's.

    It may keep what it compiles, as where the kit is installed.
    """
    kept = {name: value for name, value in os.environ.items() if name != _NOT_COMPILED}
    subprocess.run(
        [*map(str, words)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**kept, **environment},
    )


def batch(*words: object) -> None:
    """`coherence batch`, into a folder that is emptied before."""
    out = Path(str(words[words.index("-o") + 1]))
    shutil.rmtree(out, ignore_errors=True)
    run(sys.executable, "-m", "coherence_kit", "batch", *words)


def write_files(folder: Path, number: int) -> Path:
    """So many submissions of some 45 answers, 20 kB."""
    return _write_filled(folder, number, open_workspace().entry(QUESTIONNAIRE).questionnaire)


def write_hundreds(folder: Path, number: int) -> Path:
    """So many submissions of 100 answers, 45 kB, with their questionnaire in the folder beside."""
    values = hundred_questions()
    _beside(folder).mkdir()
    (_beside(folder) / "hundred.yaml").write_text(json.dumps(values), encoding="utf-8")
    return _write_filled(folder, number, Questionnaire.model_validate(values))


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-questionnaire")


def _write_filled(folder: Path, number: int, questionnaire: Questionnaire) -> Path:
    folder.mkdir()
    for place in range(number):
        (folder / f"{place:06}.yaml").write_text(filled(questionnaire, place), encoding="utf-8")
    return folder


def files_against_parsing(at: Path) -> Ratio:
    """One core, against PyYAML's C loader that merely parses them."""
    folder = write_hundreds(at / "hundreds", FILES)
    return compare(
        f"{FILES} files of 100 answers to scores.csv / CSafeLoader parsing them",
        lambda: batch(folder, "-o", at / "out", "--jobs", 1, "-Q", _beside(folder)),
        lambda: run(sys.executable, "-c", CSAFE, folder),
        rounds=3,
        wanted="at most 1.6",
    )


def two_against_one(at: Path) -> Ratio:
    """Two workers against one."""
    folder = at / "hundreds"
    words = (folder, "-o", at / "out", "-Q", _beside(folder))
    return compare(
        f"{FILES} files of 100 answers with one worker / with two",
        lambda: batch(*words, "--jobs", 1),
        lambda: batch(*words, "--jobs", 2),
        rounds=3,
        wanted="at least 1.6",
    )


def two_against_round_trip(at: Path) -> Ratio:
    """Two workers against ruamel's round-trip loader that merely loads them."""
    folder = at / "hundreds"
    return compare(
        f"ruamel rt loading {FILES} files of 100 answers / two workers scoring them",
        lambda: run(sys.executable, "-c", ROUND_TRIP, folder),
        lambda: batch(folder, "-o", at / "out", "--jobs", 2, "-Q", _beside(folder)),
        rounds=1,
        wanted="at least 10",
    )


def table_against_polars(at: Path) -> Ratio:
    """A table of 35 questions against the same index by hand, both on one core."""
    table = at / "table.csv"
    index_file(at / "q")
    write_index_table(table, ROWS)
    return compare(
        f"a table of {ROWS:,} rows / a script in Polars",
        lambda: batch(table, "-o", at / "out", "--jobs", 1, "-Q", at / "q"),
        lambda: run(
            sys.executable,
            "-m",
            "benchmarks.polars_index",
            table,
            at / "polars.csv",
            POLARS_MAX_THREADS="1",
        ),
        rounds=5,
        wanted="at most 3",
    )


def ten_times_the_rows(at: Path) -> Ratio:
    """100,000 rows against ten times 10,000."""
    small, large = at / "table.csv", at / "large.csv"
    write_index_table(large, 10 * ROWS)
    words = ("-o", at / "out", "--jobs", 1, "-Q", at / "q")
    return compare(
        f"{10 * ROWS:,} rows / {ROWS:,} rows",
        lambda: batch(large, *words),
        lambda: batch(small, *words),
        rounds=3,
        wanted="at most 10.5",
    )


def ten_times_the_files(at: Path) -> Ratio:
    """5,000 files against 500."""
    large = write_files(at / "many", 10 * FILES)
    return compare(
        f"{10 * FILES:,} files / {FILES} files",
        lambda: batch(large, "-o", at / "out", "--jobs", 2),
        lambda: batch(at / "files", "-o", at / "out", "--jobs", 2),
        rounds=1,
        wanted="at most 10.5",
    )


def reports_against_single_ones(at: Path) -> Ratio:
    """Reports of a batch against a process for each."""
    folder = write_files(at / "reported", REPORTS)
    paths = sorted(folder.iterdir())

    def one_by_one() -> None:
        for path in paths:
            run(sys.executable, "-m", "coherence_kit", "report", path, "-o", at / "r.pdf")

    return compare(
        f"{REPORTS} reports one by one / as a batch",
        one_by_one,
        lambda: batch(folder, "-o", at / "out", "--reports", "pdf"),
        rounds=1,
        wanted="at least 2.3",
    )


def again(at: Path) -> list[Ratio]:
    """A second run of reports: nothing changed, and one in twenty changed."""
    folder = write_files(at / "kept", KEPT)
    out = at / "kept-out"
    words = (sys.executable, "-m", "coherence_kit", "batch", folder, "-o", out)
    first = _seconds(lambda: run(*words, "--reports", "pdf"))
    unchanged = _seconds(lambda: run(*words, "--reports", "pdf"))
    changed = sorted(folder.iterdir())[:: KEPT // 3]
    few = at / "few"
    few.mkdir()
    for path in changed:
        text = path.read_text("utf-8").replace("took note of it", "took note of it again")
        path.write_text(text, "utf-8")
        shutil.copy(path, few / path.name)
    some = _seconds(lambda: run(*words, "--reports", "pdf"))
    alone = _seconds(lambda: batch(few, "-o", at / "few-out", "--reports", "pdf"))
    return [
        Ratio(f"{KEPT} reports / again, nothing changed", first, unchanged, "at least 100"),
        Ratio(f"{KEPT} again, {len(changed)} changed / these alone", some, alone, "at most 1.2"),
    ]


def memory(at: Path) -> Ratio:
    """The largest memory of the parent for 20,000 small files against 2,000, in MiB."""
    if not (at / "q").exists():
        index_file(at / "q")
    sizes: list[float] = []
    for number in (20_000, 2_000):
        folder = at / f"small-{number}"
        folder.mkdir()
        for place in range(number):
            (folder / f"{place:06}.yaml").write_text(
                'format: coherence-kit/submission/1\nquestionnaire: {id: index, version: "1.0"}\n'
                f"country: GHA\nround: '{place}'\nanswers: {{s0.q0: 1}}\n",
                "utf-8",
            )
        sizes.append(_largest(folder, "-o", at / f"out-{number}", "-Q", at / "q"))
    large, small = sizes
    return Ratio("memory (MiB) of the parent, 20,000 files / 2,000", large, small, "at most 1.3")


def cluster_files(at: Path) -> Ratio:
    """Files with two workers of a local cluster of Dask against one process."""
    return _cluster_against_one(write_files(at / "spread", SPREAD_FILES), SPREAD_FILES, "files", at)


def cluster_table(at: Path) -> Ratio:
    """The same of a table."""
    table = at / "spread.csv"
    if not (at / "q").exists():
        index_file(at / "q")
    write_index_table(table, SPREAD_ROWS)
    return _cluster_against_one(table, SPREAD_ROWS, "rows", at)


def _cluster_against_one(source: Path, number: int, of: str, at: Path) -> Ratio:
    from distributed import LocalCluster

    words = (source, "-o", at / "out", "-Q", at / "q")
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=50,
    ) as cluster:
        return compare(
            f"{number:,} {of} with one process / on a cluster of two",
            lambda: batch(*words, "--jobs", 1),
            lambda: batch(*words, "--cluster", cluster.scheduler_address),
            rounds=1,
            wanted="at least 1.5",
        )


def million_rows(at: Path) -> Ratio:
    """A million rows: seconds with two processes, against a hundredth of them."""
    small, large = at / "table.csv", at / "million.csv"
    write_index_table(large, 100 * ROWS)
    words = ("-o", at / "out", "-Q", at / "q")
    return Ratio(
        f"{100 * ROWS:,} rows / {ROWS:,} rows",
        _seconds(lambda: batch(large, *words)),
        _seconds(lambda: batch(small, *words)),
        "at most 100",
    )


def _largest(*words: object) -> float:
    """MiB of the process that hands out; what it was copied from does not count."""
    program = (
        "import pathlib, re, sys\n"
        "from coherence_kit.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "text = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', text)[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "batch", *map(str, words)],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout.split()[-1]) / 1024


def _seconds(way: Callable[[], object]) -> float:
    before = os.times().elapsed
    way()
    return os.times().elapsed - before


MEASURES: Sequence[Callable[[Path], Ratio | list[Ratio]]] = (
    files_against_parsing,
    two_against_one,
    two_against_round_trip,
    table_against_polars,
    ten_times_the_rows,
    million_rows,
    memory,
    ten_times_the_files,
    reports_against_single_ones,
    again,
    cluster_table,
    cluster_files,
)

if __name__ == "__main__":
    wanted = sys.argv[1:]
    print(f"{'':58} {'one':>10}  {'other':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for measure in MEASURES:
            if not wanted or measure.__name__ in wanted:
                found = measure(Path(folder))
                for ratio in found if isinstance(found, list) else [found]:
                    print(ratio, flush=True)
    print(
        f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB"
    )
