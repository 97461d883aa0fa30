"""What came of one submission, as a worker sends it and the journal keeps it: plain values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from coherence_kit.batch.journal import Record
from coherence_kit.batch.score_line import FIGURES, SCORE_COLUMNS, Cell, ScoreLine
from coherence_kit.problems import Problem, has_errors


def scored_record(line: ScoreLine, problems: Iterable[Problem], needs: Iterable[str]) -> Record:
    """The record of a submission that was scored.

    Args:
        line: its figures.
        problems: warnings about it.
        needs: the ids of the questionnaires that it hangs on.

    """
    return {"line": asdict(line), **_common(problems, needs)}


def unscored_record(problems: Iterable[Problem], needs: Iterable[str]) -> Record:
    """The record of a submission that has no line in the tables, for these problems."""
    return {"line": None, **_common(problems, needs)}


_LISTS = ("cells", "missing", "not_asked", "measures")


@dataclass(frozen=True, slots=True)
class MoreOfRow:
    """What an overview says of a row of a table beside its figures.

    `missing` are the ids of the scored questions without an answer that counts, `not_asked` of
    those that a condition leaves out; `date` and `country_name` as of `ScoreLine`.
    """

    missing: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    date: str = ""
    country_name: str = ""


@dataclass(frozen=True, slots=True)
class RowLines:
    """The lines of rows of a table that answer one questionnaire and follow each other.

    They are in the words of the tables already, and are written as they are.

    Args:
        questionnaire: its id.
        number: how many rows there are.
        cells: their cells under `SCORE_COLUMNS`, as lines of CSV.
        whole: the same with the values of the parts behind, in the order of the questionnaire.
        nodes: their lines of the table of sections and questions, if they are wanted.
        more: what an overview says of each, if one is wanted.

    """

    questionnaire: str
    number: int
    cells: str
    whole: str
    nodes: str = ""
    more: tuple[MoreOfRow, ...] = ()


def rows_record(  # noqa: PLR0913, PLR0917  (what rows come to)
    source: str,
    lines: Iterable[RowLines],
    places: Iterable[int],
    failed: int,
    problems: Iterable[Problem],
    needs: Iterable[str],
) -> Record:
    """The record of rows of a table.

    Args:
        source: the table.
        lines: of the rows that were scored.
        places: of these in their chunk, in order.
        failed: how many were not.
        problems: in the order of the rows.
        needs: as of :func:`scored_record`.

    """
    rows = {
        "source": source,
        "lines": [asdict(block) for block in lines],
        "places": _runs(places),
        "failed": failed,
    }
    return {"rows": rows, **_common(problems, needs)}


def _runs(places: Iterable[int]) -> list[list[int]]:
    """Numbers as runs of such as follow each other: the first one and how many there are."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([place, 1])
    return runs


def places_of(record: Mapping[str, Any]) -> Iterator[int]:
    """The places in their chunk of the rows that were scored."""
    for first, number in record["rows"]["places"]:
        yield from range(first, first + number)


def row_lines(record: Mapping[str, Any]) -> Iterator[RowLines]:
    """The lines of a record of rows."""
    for block in record["rows"]["lines"]:
        more = (
            MoreOfRow(**{**one, **{name: tuple(one[name]) for name in ("missing", "not_asked")}})
            for one in block["more"]
        )
        yield RowLines(**{**block, "more": tuple(more)})


def lines_of_rows(rows: RowLines, parts: Sequence[str]) -> Iterator[ScoreLine]:
    """The lines of rows one by one, their figures as numbers again.

    Args:
        rows: in the words of the tables.
        parts: the names of their parts, in their order.

    """
    number = len(SCORE_COLUMNS)
    nodes = groupby(_csv_rows(rows.nodes), key=itemgetter(0))
    beside = iter(rows.more)
    for row in _csv_rows(rows.whole):
        more = next(beside, MoreOfRow())
        cells: list[Cell] = [text or None for text in row[:number]]
        for name in FIGURES:
            at = SCORE_COLUMNS.index(name)
            cells[at] = _number(row[at])
        own = next(nodes)[1] if rows.nodes else ()
        yield ScoreLine(
            rows.questionnaire,
            tuple(cells),
            dict(zip(parts, map(_number, row[number:]), strict=False)),
            tuple((node[1], *map(_number, node[2:5]), node[5] or None) for node in own),
            missing=more.missing,
            not_asked=more.not_asked,
            date=more.date,
            country_name=more.country_name,
        )


def _csv_rows(text: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""))


def _number(text: str) -> Cell:
    try:
        return float(text) if text else None
    except ValueError:
        return text  # a letter


def questionnaires_of(record: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the questionnaires that have lines in a record."""
    if "rows" in record:
        yield from (block["questionnaire"] for block in record["rows"]["lines"])
    elif record["line"] is not None:
        yield record["line"]["questionnaire"]


def counted(record: Mapping[str, Any]) -> tuple[int, int]:
    """How many submissions a record tells of, and how many of them came to nothing."""
    if "rows" in record:
        done, failed = scored_rows(record), record["rows"]["failed"]
        return done + failed, failed
    return 1, int(has_errors(problems_of(record)))


def scored_rows(record: Mapping[str, Any]) -> int:
    """How many rows a record of rows has figures of."""
    return sum(block["number"] for block in record["rows"]["lines"])


def laid_out(data: bytes | None, problems: Iterable[Problem], needs: Iterable[str]) -> Record:
    """What a worker gives back of a report: its bytes, or why there is none."""
    return {"data": data, **_common(problems, needs)}


def report_record(sha256: str, problems: Iterable[Problem], needs: Iterable[str]) -> Record:
    """The record of a report: the hash of the file that was written; empty where none was."""
    return {"sha256": sha256, **_common(problems, needs)}


def line_of(record: Mapping[str, Any]) -> ScoreLine | None:
    """The line of a record; None where there is none."""
    line = record["line"]
    if line is None:
        return None
    lists = {name: tuple(line[name]) for name in _LISTS}
    return ScoreLine(**{**line, **lists, "nodes": tuple(map(tuple, line["nodes"]))})


def problems_of(record: Mapping[str, Any]) -> tuple[Problem, ...]:
    """The problems of a record."""
    return tuple(
        Problem(**{**problem, "path": tuple(problem.get("path", ()))})
        for problem in record["problems"]
    )


def _common(problems: Iterable[Problem], needs: Iterable[str]) -> Record:
    return {"problems": [_plain(problem) for problem in problems], "needs": sorted(needs)}


def _plain(problem: Problem) -> dict[str, Any]:
    """A problem without what it does not say."""
    values: dict[str, Any] = {
        "code": problem.code,
        "source": problem.source,
        "line": problem.line,
        "column": problem.column,
        "path": list(problem.path),
        "params": {name: str(value) for name, value in problem.params.items()},
        "cell": problem.cell,
        "sheet": problem.sheet,
    }
    return {name: value for name, value in values.items() if value or name in {"code", "source"}}
