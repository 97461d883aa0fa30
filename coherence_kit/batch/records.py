"""What came of one submission, as a worker sends it and the journal keeps it: plain values."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
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
class RowLine:
    """The line of a row of a table, in the words of the tables already.

    Args:
        questionnaire: its id.
        cells: those under `SCORE_COLUMNS`, as a line of CSV.
        parts: the values of the parts, likewise, in the order of the whole questionnaire.
        nodes: lines of the table of sections and questions, if they are wanted.
        missing: ids of the scored questions without an answer that counts, if they are wanted.
        not_asked: of those that a condition leaves out, likewise.
        date: of the submission.
        country_name: as of `ScoreLine`.

    """

    questionnaire: str
    cells: str
    parts: str
    nodes: str = ""
    missing: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    date: str = ""
    country_name: str = ""


def rows_record(  # noqa: PLR0913, PLR0917  (what rows come to)
    source: str,
    lines: Sequence[RowLine],
    places: Sequence[int],
    failed: int,
    problems: Iterable[Problem],
    needs: Iterable[str],
) -> Record:
    """The record of rows of a table.

    Args:
        source: the table.
        lines: of the rows that were scored.
        places: of these in their chunk.
        failed: how many were not.
        problems: in the order of the rows.
        needs: as of :func:`scored_record`.

    """
    rows = {
        "source": source,
        "questionnaires": [line.questionnaire for line in lines],
        "cells": [line.cells for line in lines],
        "parts": [line.parts for line in lines],
        "nodes": [line.nodes for line in lines],
        "more": [[line.missing, line.not_asked, line.date, line.country_name] for line in lines],
        "places": list(places),
        "failed": failed,
    }
    return {"rows": rows, **_common(problems, needs)}


def row_lines(record: Mapping[str, Any]) -> Iterator[RowLine]:
    """The lines of a record of rows."""
    rows = record["rows"]
    names = ("questionnaires", "cells", "parts", "nodes", "more")
    for name, cells, parts, nodes, more in zip(*(rows[key] for key in names), strict=True):
        missing, not_asked, date, country_name = more
        asked = tuple(missing), tuple(not_asked)
        yield RowLine(name, cells, parts, nodes, *asked, date, country_name)


def line_of_row(row: RowLine, parts: Sequence[str]) -> ScoreLine:
    """The line of a row, its figures as numbers again.

    Args:
        row: in the words of the tables.
        parts: the names of its parts, in their order.

    """
    texts = next(csv.reader([row.cells]))
    cells: list[Cell] = [text or None for text in texts]
    for name in FIGURES:
        at = SCORE_COLUMNS.index(name)
        cells[at] = _number(texts[at])
    values = map(_number, next(csv.reader([row.parts]), []))
    nodes = (
        (node[1], *map(_number, node[2:5]), node[5] or None)
        for node in csv.reader(row.nodes.splitlines())
    )
    return ScoreLine(
        row.questionnaire,
        tuple(cells),
        dict(zip(parts, values, strict=False)),
        tuple(nodes),
        missing=row.missing,
        not_asked=row.not_asked,
        date=row.date,
        country_name=row.country_name,
    )


def _number(text: str) -> Cell:
    try:
        return float(text) if text else None
    except ValueError:
        return text  # a letter


def counted(record: Mapping[str, Any]) -> tuple[int, int]:
    """How many submissions a record tells of, and how many of them came to nothing."""
    if "rows" in record:
        return len(record["rows"]["cells"]) + record["rows"]["failed"], record["rows"]["failed"]
    return 1, int(has_errors(problems_of(record)))


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
