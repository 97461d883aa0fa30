"""Languages, and the one place that formats numbers and dates.

Figures inside the kit are exact fractions from 0 to 100; here they become text, once, half up. The
same function serves screen, JSON, HTML and PDF, so that no two outputs can disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

DEFAULT_LANGUAGE = "en"
COUNT_WORDS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
MOST_DECIMALS = (
    12  # geometric and power means are settled to 12 places; more digits would be invented
)


def language_chain(wanted: str, available: Iterable[str]) -> tuple[str, ...]:
    """Languages to try for a text, best first.

    They are `fr-CA`, `fr`, then what the file lists, then English.
    """
    chain = [wanted, wanted.partition("-")[0], *available, DEFAULT_LANGUAGE]
    return tuple(dict.fromkeys(chain))


def plain_number(value: Fraction) -> str:
    """A number as people write it, in full and without needless zeros: `2.5`, `-40`, `0.001`.

    Exact for every number that came from a decimal, however long; one without end is cut after
    twelve places.
    """
    places = _decimals_of(value)
    if places is not None:
        return half_up(value, places)
    return half_up(value, MOST_DECIMALS).rstrip("0").rstrip(".")


def _decimals_of(value: Fraction) -> int | None:
    """The places after the point that say a number exactly; None where no number of them does."""
    rest, most = value.denominator, 0
    for factor in (2, 5):
        places = 0
        while rest % factor == 0:
            rest //= factor
            places += 1
        most = max(most, places)
    return most if rest == 1 else None


def half_up(value: Fraction, decimals: int) -> str:
    """A number with so many decimals, halves away from zero.

    86.25 with one decimal is 86.3 (never 86.2).
    """
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{with_point(whole, decimals)}"


def with_point(whole: int, decimals: int) -> str:
    """A whole number, not below 0, as one with so many decimals: 863 with one is 86.3."""
    if decimals == 0:
        return f"{whole}"
    digits = f"{whole:0{decimals + 1}d}"
    return f"{digits[:-decimals]}.{digits[-decimals:]}"


def apportioned(shares: Sequence[Fraction], whole: int) -> list[int]:
    """Shares as whole numbers that add up to `whole` (method of the largest remainder).

    Each is rounded down, and what is left goes, one by one, to those that lost most by it; of
    shares that lost alike to the first.

    Args:
        shares: none below 0, and not all of them 0.
        whole: what the numbers add up to, such as 1000 for tenths of a per cent.

    """
    total = sum(shares, Fraction(0))
    exact = [share * whole / total for share in shares]
    found = [int(part) for part in exact]
    by_loss = sorted(range(len(exact)), key=lambda place: found[place] - exact[place])
    for place in by_loss[: whole - sum(found)]:
        found[place] += 1
    return found


@lru_cache(
    maxsize=10_000
)  # a questionnaire has few distinct figures: the steps, and those of its groups
def figure_text(
    value: Fraction,
    *,
    scale_maximum: Fraction = Fraction(100),
    decimals: int = 1,
    limits: tuple[Fraction, ...] = (),
) -> str:
    """A score as it is published.

    Args:
        value: 0 to 100, exact.
        scale_maximum: the number that 100 is published as (an instrument may
            publish on 0 to 1, 0 to 3, 0 to 80).
        decimals: places after the point.
        limits: lower limits of the levels, 0 to 100. Where rounding would carry the figure over one
            of them, it gets one decimal more, so that a printed figure never contradicts its level.

    """
    published = value * scale_maximum / 100
    edges = [limit * scale_maximum / 100 for limit in limits]
    for places in range(decimals, MOST_DECIMALS + 1):
        text = half_up(published, places)
        rounded = Fraction(text)
        if all((rounded >= edge) == (published >= edge) for edge in edges):
            return text
    return text


def gain_text(
    value: Fraction, *, scale_maximum: Fraction = Fraction(100), decimals: int = 1
) -> str:
    """Points that something adds, as they are published.

    They take the decimals of the scores, and more where a gain would otherwise read as none.
    """
    published = value * scale_maximum / 100
    for places in range(decimals, MOST_DECIMALS + 1):
        text = half_up(published, places)
        if not published or Fraction(text):
            return text
    return text


def limit_text(value: Fraction, *, scale_maximum: Fraction = Fraction(100)) -> str:
    """A limit that a person has set, 0 to 100, as it is published: in full, `40` or `2.25`."""
    return plain_number(value * scale_maximum / 100)


def percent_text(share: Fraction) -> str:
    """A share that a person has set, 0 to 1, in per cent and in full: `60`, `62.5`."""
    return plain_number(share * 100)


def count_word(number: int) -> str:
    """A count in words up to twelve, in figures beyond (report style)."""
    return COUNT_WORDS[number] if 0 <= number < len(COUNT_WORDS) else str(number)


def plural(number: int, one: str, many: str) -> str:
    """`one` or `many`, by the number."""
    return one if number == 1 else many
