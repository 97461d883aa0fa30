"""Lists of problems that end: nobody reads, and no table needs, ten thousand of one file."""

from __future__ import annotations

from collections.abc import Iterable

from coherence_kit.problems.catalogue import Severity
from coherence_kit.problems.problem import Problem

MOST_NAMED = 200
"""Problems of one file that are named unless every one is asked for."""
MOST_KEPT = 20_000
"""Problems of one file that are kept at all, so that no file fills the memory with them."""
MORE = "file.more"


def shortened(problems: Iterable[Problem], most: int = MOST_NAMED) -> list[Problem]:
    """Problems in their order, of each file as many as are named.

    Where there are more, errors are kept before warnings and warnings before notes, and a note
    behind the last one of the file says how many are left out.
    """
    every = list(problems)
    by_file: dict[str, list[int]] = {}
    for place, problem in enumerate(every):
        by_file.setdefault(problem.source, []).append(place)
    if all(len(places) <= most for places in by_file.values()):
        return every
    kept: list[tuple[int, Problem]] = []
    for source, places in by_file.items():
        order = list(Severity)
        first = sorted(places, key=lambda place: order.index(every[place].severity))[:most]
        kept += [(place, every[place]) for place in first]
        if len(places) > most:
            kept.append((places[-1], more_than(most, source, len(places) - most)))
    return [problem for _, problem in sorted(kept, key=lambda item: item[0])]


def keep(problems: list[Problem], problem: Problem) -> None:
    """Add a problem to those of a file, unless there are as many as are kept.

    What is left out then is told once.
    """
    if len(problems) < MOST_KEPT:
        problems.append(problem)
    elif problems[-1].code != MORE:
        problems.append(more_than(MOST_KEPT, problem.source))


def more_than(most: int, source: str, left: int | None = None) -> Problem:
    """The note that a file has more problems than are named.

    It says how many more if they were counted.
    """
    number = "" if left is None else f"{left:,} "
    what = "further problem is" if left == 1 else "further problems are"
    return Problem(MORE, source, params={"many": f"{number}{what}", "limit": f"{most:,}"})
