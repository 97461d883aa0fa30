"""The tables of scores and of nodes in Parquet, beside those in CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from coherence_kit.batch.run import Outcome
from coherence_kit.batch.score_line import FIGURES, NODE_COLUMNS, SCORE_COLUMNS, Cell
from coherence_kit.batch.tables import NODES, SCORES, table_of
from coherence_kit.documents.parquet import Kind, ParquetWriter
from coherence_kit.documents.safe_write import replaced_file

_ROWS: Final = 10_000
"""In a group of a file."""
COVERAGE: Final = ("coverage",)
_NODE_FIGURES: Final = ("value", "low", "high")


def parquet_name(table: str) -> str:
    """The name of a table in Parquet, by that in CSV."""
    return f"{table.removesuffix('.csv')}.parquet"


def write_parquet(
    folder: Path,
    outcomes: Iterable[Outcome],
    parts: Mapping[str, Sequence[str]],
    in_letters: frozenset[str],
    *,
    with_nodes: bool,
) -> tuple[Path, ...]:
    """Write the tables; gives their paths.

    Args:
        folder: for the files.
        outcomes: of the submissions, in order.
        parts: the columns behind those of all, by questionnaire; where several are answered each
            has a table of its own.
        in_letters: ids of questionnaires of which a figure may be a letter: their columns are
            texts.
        with_nodes: whether there is a table of all sections and questions.

    Raises:
        MissingLibraryError: pyarrow is not installed.
        ProblemsFound: a file cannot be written.

    """
    has_letters = bool(in_letters & parts.keys())
    heads = {SCORES: _kinds(SCORE_COLUMNS, COVERAGE if has_letters else FIGURES)}
    for name, columns in parts.items():
        table = SCORES if len(parts) == 1 else table_of(name)
        figures = COVERAGE if name in in_letters else (*FIGURES, *columns)
        heads[table] = _kinds((*SCORE_COLUMNS, *columns), figures)
    if with_nodes:
        heads[NODES] = _kinds(NODE_COLUMNS, () if has_letters else _NODE_FIGURES)
    with ExitStack() as stack:
        files = {
            table: stack.enter_context(_written(folder / parquet_name(table), head))
            for table, head in heads.items()
        }
        for outcome in outcomes:
            line = outcome.line
            if line is None:
                continue
            own = [*line.cells, *(line.parts.get(name) for name in parts[line.questionnaire])]
            if len(parts) > 1:
                files[SCORES].add(line.cells)
                files[table_of(line.questionnaire)].add(own)
            else:
                files[SCORES].add(own)
            for node in line.nodes if with_nodes else ():
                files[NODES].add([line.cells[0], *node])
    return tuple(folder / parquet_name(table) for table in heads)


def _kinds(columns: Sequence[str], figures: Sequence[str]) -> dict[str, Kind]:
    return {name: "number" if name in figures else "text" for name in columns}


@contextmanager
def _written(path: Path, head: Mapping[str, Kind]) -> Iterator[_Groups]:
    """A file to which rows are added, in its place when it is whole."""
    with replaced_file(path) as stream:
        groups = _Groups(ParquetWriter(stream, head), tuple(head.values()))
        yield groups
        groups.close()


class _Groups:
    """Rows that are added one by one and written many at a time."""

    def __init__(self, writer: ParquetWriter, kinds: Sequence[Kind]) -> None:
        self._writer = writer
        self._kinds = kinds
        self._rows: list[Sequence[Cell]] = []

    def add(self, row: Sequence[Cell]) -> None:
        """One more row; a figure in a column of texts is written as one."""
        self._rows.append(row)
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = zip(*self._rows, strict=True)
        self._writer.write(
            [
                [cell if cell is None or kind == "number" else str(cell) for cell in column]
                for column, kind in zip(columns, self._kinds, strict=True)
            ]
        )
        self._rows.clear()
