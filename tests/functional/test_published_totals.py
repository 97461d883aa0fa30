"""Every total of SDG 17.14.1 that a country has published is reached by
some way of ticking the boxes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import Instrument
from coherence_kit.i18n import half_up
from coherence_kit.model.questionnaire import Section
from coherence_kit.model.submission import Submission
from coherence_kit.workflow.score import open_workspace

MOST = 80
with (Path(__file__).parents[1] / "data" / "sdg_17_14_1_totals.csv").open(
    encoding="utf-8"
) as _file:
    PUBLISHED = list(csv.DictReader(line for line in _file if not line.startswith("#")))


@cache
def instrument() -> Instrument:
    return open_workspace().instrument("sdg-17-14-1")


def boxes(section: Section) -> Iterator[tuple[str, str]]:
    """Every box of a domain with the group it is in."""
    for child in section.children:
        if isinstance(child, Section):
            yield from ((box, child.id) for box, _ in boxes(child))
        else:
            yield child.id, section.id


def points(section: Section, ticked: tuple[str, ...]) -> Fraction:
    """What a domain reaches, by the published rule: extras count up to
    their cap, the domain up to ten.
    """
    reached = Fraction(0)
    for child in section.children:
        if isinstance(child, Section):
            reached += points(child, ticked)
        elif child.id in ticked and child.points:
            reached += child.points.value
    return reached if section.rubric.rule.cap is None else min(reached, section.rubric.rule.cap)


@cache
def ways() -> dict[int, tuple[str, ...]]:
    """Total to boxes that reach it."""
    found: dict[int, tuple[str, ...]] = {0: ()}
    for domain in instrument().questionnaire.sections:
        ids = [box for box, _ in boxes(domain)]
        of_domain: dict[int, tuple[str, ...]] = {}
        for many in range(len(ids) + 1):
            for ticked in combinations(ids, many):
                of_domain.setdefault(int(points(domain, ticked)), ticked)
        found = {
            before + more: (*ticked, *added)
            for before, ticked in found.items()
            for more, added in of_domain.items()
        }
    return found


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['country']}-{row['year']}")
def test_a_published_total_comes_out(row: dict[str, str]) -> None:
    published = Fraction(row["pct"])
    total = published * MOST / 100
    assert total.denominator == 1
    ticked = ways()[int(total)]
    answers = {name: {"value": name in ticked} for name in instrument().questions}
    answered = {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "sdg-17-14-1", "version": "1.0"},
    }
    root = assess(instrument(), Submission.model_validate({**answered, "answers": answers})).root
    assert root.value == root.low == root.high == published
    assert root.text == half_up(published, 1)


def test_the_instrument_has_eight_domains_of_ten_points() -> None:
    assert [
        section.points.value for section in instrument().questionnaire.sections if section.points
    ] == [10] * 8
    assert max(ways()) == MOST
