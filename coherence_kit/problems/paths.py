"""Paths as people read them in a list: as short as tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath


def told_apart(sources: Sequence[str]) -> list[str]:
    """The name of each file; of files with one name as many of their folders as tell them apart.

    Args:
        sources: paths as they are printed; one given twice stays alike.

    """
    parts = [_parts(PurePath(source)) for source in sources]
    taken = [1] * len(parts)
    while True:
        tails = ["/".join(path[-count:]) for path, count in zip(parts, taken, strict=True)]
        times = Counter(tail.casefold() for tail in tails)
        alike = [
            place
            for place, tail in enumerate(tails)
            if times[tail.casefold()] > 1 and taken[place] < len(parts[place])
        ]
        if not alike:
            return tails
        for place in alike:
            taken[place] += 1


def _parts(path: PurePath) -> tuple[str, ...]:
    """Without the root, so that what is made of them lies below another folder."""
    return path.relative_to(path.anchor).parts
