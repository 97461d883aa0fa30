"""What came of one submission, as a worker sends it and the journal keeps it: plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from coherence_kit.batch.journal import Record
from coherence_kit.batch.score_line import ScoreLine
from coherence_kit.problems import Problem


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
    lists = {name: tuple(line[name]) for name in ("cells", "missing", "measures")}
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
