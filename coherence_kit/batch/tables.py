"""The tables over all submissions of a batch, as CSV: UTF-8, a comma, line feeds, a header line.

They are written line by line, so that a run of any length fits into memory. Users' texts cannot
become formulas, nor shift the columns of a spreadsheet in any country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coherence_kit.batch.records import RowLines
from coherence_kit.batch.run import Outcome
from coherence_kit.batch.score_line import NODE_COLUMNS, SCORE_COLUMNS, Cell, ScoreLine
from coherence_kit.documents.csv_cells import csv_line
from coherence_kit.documents.safe_write import replaced_files, told_of
from coherence_kit.problems import Problem, shortened

PROBLEM_COLUMNS = ("source", "line", "column", "code", "severity", "message")
SCORES, NODES, PROBLEMS = "scores.csv", "nodes.csv", "problems.csv"


def table_of(questionnaire: str) -> str:
    """The name of the table of one questionnaire, where several are answered."""
    return f"scores.{questionnaire}.csv"


class Tables:
    """The tables of a run, open to be written.

    Args:
        folder: for the files.
        parts: the columns behind those of all, by questionnaire. With one questionnaire they stand
            in scores.csv; with several in a table for each.
        words: puts a problem into a sentence.
        with_nodes: whether there is a table of all sections and questions.

    """

    def __init__(
        self,
        folder: Path,
        parts: Mapping[str, Sequence[str]],
        words: Callable[[Problem], str],
        *,
        with_nodes: bool,
    ) -> None:
        self._folder = folder
        self._parts = parts
        self._words = words
        self._with_nodes = with_nodes
        self._files: dict[str, IO[bytes]] = {}

    @contextmanager
    def open(self) -> Iterator[None]:
        """Write the headers; the tables take their places at the end, all of them or none.

        Raises:
            ProblemsFound: one cannot be written.

        """
        heads = self._heads()
        with replaced_files(self.files) as files:
            self._files = dict(zip(heads, files, strict=True))
            for name, columns in heads.items():
                self._write(name, columns)
            yield

    def _heads(self) -> dict[str, Sequence[str]]:
        heads: dict[str, Sequence[str]] = {}
        if len(self._parts) == 1:
            heads[SCORES] = (*SCORE_COLUMNS, *next(iter(self._parts.values())))
        else:
            heads[SCORES] = SCORE_COLUMNS
            for questionnaire, parts in sorted(self._parts.items()):
                heads[table_of(questionnaire)] = (*SCORE_COLUMNS, *parts)
        if self._with_nodes:
            heads[NODES] = NODE_COLUMNS
        heads[PROBLEMS] = PROBLEM_COLUMNS
        return heads

    @property
    def files(self) -> tuple[Path, ...]:
        """The tables."""
        return tuple(self._folder / name for name in self._heads())

    def add(self, outcome: Outcome) -> None:
        """The lines of a submission."""
        if outcome.line is not None:
            self._add_line(outcome.line)
        for problem in shortened(outcome.problems):
            self._write(PROBLEMS, self._problem_row(problem))

    def add_rows(self, rows: RowLines) -> None:
        """The lines of rows of a table, which are in their words already."""
        if len(self._parts) == 1:
            self._put(SCORES, rows.whole)
        else:
            self._put(SCORES, rows.cells)
            self._put(table_of(rows.questionnaire), rows.whole)
        if self._with_nodes:
            self._put(NODES, rows.nodes)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Problems that are nobody's alone."""
        for problem in problems:
            self._write(PROBLEMS, self._problem_row(problem))

    def _add_line(self, line: ScoreLine) -> None:
        own = (line.parts.get(name) for name in self._parts[line.questionnaire])
        if len(self._parts) == 1:
            self._write(SCORES, (*line.cells, *own))
        else:
            self._write(SCORES, line.cells)
            self._write(table_of(line.questionnaire), (*line.cells, *own))
        if self._with_nodes:
            for node in line.nodes:
                self._write(NODES, (line.cells[0], *node))

    def _problem_row(self, problem: Problem) -> Sequence[Cell]:
        return (
            problem.source,
            str(problem.line or ""),
            str(problem.column or ""),
            problem.code,
            problem.severity.value,
            self._words(problem),
        )

    def _write(self, name: str, cells: Iterable[Cell]) -> None:
        self._put(name, csv_line(cells))

    def _put(self, name: str, lines: str) -> None:
        with told_of(self._folder / name):
            self._files[name].write(lines.encode())
