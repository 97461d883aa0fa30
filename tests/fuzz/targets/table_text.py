"""Tables of submissions as somebody saves them: checked, scored at once, and row by row."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from csv import writer
from pathlib import Path

from coherence_kit.batch.run import Outcome
from coherence_kit.batch.score_line import ScoreLine, score_line
from coherence_kit.documents.csv_cells import harmless
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.tables.rows import read_rows
from coherence_kit.problems import ProblemsFound
from coherence_kit.problems.shortening import MOST_KEPT
from coherence_kit.workflow.batch.run import run_batch
from coherence_kit.workflow.batch.sources import plan_batch
from coherence_kit.workflow.score import score_loaded
from coherence_kit.workflow.tables import QuestionsOf, bind_row, check_table, open_table
from tests.changes import Dice, changed_text
from tests.fuzz.faults import BrokenLawError, expect_plain_words
from tests.fuzz.targets.submissions import workspace
from tests.fuzz.targets.target import Mutate, Pieces, Target, by_lines, by_runs

_HEAD = ("country", "round", "date", "respondent", "questionnaire")
_CELLS = (
    *("", "0", "1", "2", "3", "4", "yes", "no", "unknown", "?", "not applicable: no border"),
    *("50", "12,5", "1e3", "a;b", "a|b", '"a""b"', "  2 ", "=1+1", "\u00a0", "n/a", "-", "\u0663"),
)
_SURE = ("", "", "unknown", "not applicable: no border")
"""Of which every question takes each."""
_ROWS = 12
_IS_OF_LINES = 0.75


def _seeds() -> Mapping[str, bytes]:
    """A table of each small questionnaire, and one of two of them."""
    known = QuestionsOf(workspace())
    ids = [name for name in ("small", "kinds", "letters", "aggregation-rules") if name in known]
    made = {f"{name}.csv": _table([name]) for name in ids}
    return {**made, "two.csv": _table(ids[:2]), "semicolons.csv": _table(ids[:1], delimiter=";")}


def _table(names: Sequence[str], delimiter: str = ",") -> bytes:
    known, dice = QuestionsOf(workspace()), random.Random(len(names))
    questions = [question for name in names for question in known[name].ids]
    text = io.StringIO()
    lines = writer(text, delimiter=delimiter, lineterminator="\n")
    lines.writerow([*_HEAD, *questions])
    for row in range(_ROWS):
        about = ("GHA", str(2020 + row), "2026-06-30", f"Office {row}", names[row % len(names)])
        lines.writerow([*about, *(dice.choice(_SURE if row % 4 else _CELLS) for _ in questions)])
    return text.getvalue().encode()


def _change(data: bytes, dice: Dice, mutate: Mutate) -> bytes:
    if dice.random() < _IS_OF_LINES:
        return changed_text(data.decode(errors="surrogateescape"), dice)
    return mutate(data)


def _run(path: Path) -> None:
    """Check and batch agree about every row, and rows at once come out as one by one."""
    problems = check_table(workspace(), path)
    expect_plain_words(problems)
    try:
        planned = plan_batch(workspace(), [path])
    except WrongUseError as error:
        raise ProblemsFound(problems) from error
    if not all(job.is_table for job in planned.jobs):
        return  # it is another kind of file by now
    outcomes = run_batch(workspace(), planned, None).outcomes
    at_once = {outcome.source: outcome for outcome in outcomes}
    for outcome in outcomes:
        expect_plain_words(outcome.problems)
    told = Counter((one.code, one.line) for outcome in outcomes for one in outcome.problems)
    if len(problems) < MOST_KEPT and told != Counter((one.code, one.line) for one in problems):
        raise BrokenLawError("check and batch say different things of a table")
    is_refused = any(outcome.line is None for outcome in outcomes)
    try:
        for source, line in _one_by_one(path):
            _expect_same(source, line, at_once.get(source))
    except ProblemsFound as found:
        if not is_refused:
            raise BrokenLawError("batch accepts a table that cannot be read") from found
        raise


def _one_by_one(path: Path) -> Iterator[tuple[str, ScoreLine | None]]:
    known = QuestionsOf(workspace())
    with open_table(workspace(), path) as table:
        for chunk in table.chunks:
            rows = read_rows(chunk, table.head)
            for index in range(len(rows)):
                source = f"{path}:{rows.lines[index]}"
                try:
                    loaded = bind_row(workspace(), rows, index, known)
                except ProblemsFound:
                    yield source, None
                else:
                    yield source, score_line(score_loaded(loaded))


def _expect_same(source: str, line: ScoreLine | None, found: Outcome | None) -> None:
    other = None if found is None else found.line  # rows that are refused have none together
    if line is None or other is None:
        if line is not other:
            raise BrokenLawError(f"batch and score differ about {source}")
        return
    cells = tuple(harmless(cell) if isinstance(cell, str) else cell for cell in line.cells)
    if (cells[1:], line.parts) != (other.cells[1:], other.parts):
        raise BrokenLawError(f"{source} has other figures at once: {other} in place of {line}")


def _split(data: bytes) -> Sequence[Pieces]:
    return [by_lines(data), by_runs(data, 8), by_runs(data, 1)]


TARGET = Target("table", (".csv",), _seeds, _change, _run, _split, lambda _data: ".csv")
