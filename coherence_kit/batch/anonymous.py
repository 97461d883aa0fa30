"""Results without names: numbers in place of countries, of those who answered, and of files.

The numbers say nothing of the order of names, nor do the lines: both are in an order that only the
answers of the whole run decide. So a line cannot be told by its place in the alphabet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from coherence_kit.batch.run import Outcome
from coherence_kit.batch.score_line import SCORE_COLUMNS, ScoreLine
from coherence_kit.problems import Problem

_SOURCE, _COUNTRY, _RESPONDENT = (
    SCORE_COLUMNS.index(name) for name in ("source", "country", "respondent")
)


def anonymous(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """What became of each submission, nameless, in another order; all of it is held at once.

    Of a problem its code and place are left: what it quotes may be a name.
    """
    every = list(outcomes)
    order = _Order(every)
    countries = order.numbers({_cell(one.line, _COUNTRY) for one in every if one.line is not None})
    offices = order.numbers(
        {_office(one.line) for one in every if one.line is not None and _office(one.line)}
    )
    sources = order.numbers({one.source for one in every})

    def nameless(one: Outcome) -> Outcome:
        source = f"Submission {sources[one.source]}"
        problems = tuple(_nameless(problem, source) for problem in one.problems)
        line = one.line
        if line is not None:
            cells = [*line.cells]
            country, office = _cell(line, _COUNTRY), _office(line)
            cells[_SOURCE] = source
            cells[_COUNTRY] = f"Country {countries[country]}" if country else None
            cells[_RESPONDENT] = f"Respondent {offices[office]}" if office else None
            line = replace(line, cells=tuple(cells), sha256="", country_name="")
        return Outcome(source, line, problems)

    return [nameless(one) for one in sorted(every, key=lambda one: sources[one.source])]


class _Order:
    """An order of names that hangs on all that was answered."""

    def __init__(self, every: Sequence[Outcome]) -> None:
        found = hashlib.sha256()
        for one in every:
            found.update(one.source.encode("utf-8", "backslashreplace"))
            if one.line is not None:
                found.update(repr((one.line.cells, sorted(one.line.parts.items()))).encode())
        self._salt = found.digest()

    def numbers(self, names: Iterable[str]) -> dict[str, int]:
        """A number for each name, from 1."""
        return {name: place for place, name in enumerate(sorted(names, key=self._rank), start=1)}

    def _rank(self, name: str) -> bytes:
        return hashlib.sha256(self._salt + name.encode("utf-8", "backslashreplace")).digest()


def _cell(line: ScoreLine, at: int) -> str:
    return str(line.cells[at] or "")


def _office(line: ScoreLine) -> str:
    """Who answered, in which country: a ministry of one name is another one elsewhere."""
    office = _cell(line, _RESPONDENT)
    return f"{_cell(line, _COUNTRY)}\n{office}" if office else ""


def _nameless(problem: Problem, source: str) -> Problem:
    return Problem(problem.code, source, problem.line, problem.column)
