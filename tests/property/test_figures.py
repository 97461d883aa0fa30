"""Printed figures: rounded half up, in agreement with their level, and the same in every output."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.scored import scored
from coherence_kit.batch.run import Outcome
from coherence_kit.batch.score_line import score_line
from coherence_kit.batch.tables import Tables
from coherence_kit.i18n import MOST_DECIMALS, figure_text, half_up
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.terminal.score import assessment_text
from coherence_kit.rendering.terminal.score_tree import WIDTH, ScoreTree
from coherence_kit.words import words_of
from tests.builders import assessed
from tests.property.strategies import answered_trees

Answered = tuple[Questionnaire, Submission]
FIGURE = st.one_of(
    st.fractions(min_value=-1000, max_value=1000, max_denominator=1000),
    # halves of the last place that is printed, and what lies next to them
    st.builds(
        lambda whole, places, beside: (
            Fraction(2 * whole + 1, 2 * 10**places) + beside * Fraction(1, 10**15)
        ),
        st.integers(-(10**4), 10**4),
        st.integers(0, 6),
        st.sampled_from([-1, 0, 1]),
    ),
)


def in_units(value: Fraction, decimals: int) -> int:
    """A figure as whole units of its last place, halves away from zero."""
    ten: int = 10**decimals
    units = (2 * abs(value.numerator) * ten + value.denominator) // (2 * value.denominator)
    return -units if value < 0 else units


def printed_units(text: str, decimals: int) -> int:
    """The same of a printed figure, which must have so many decimals and
    no other sign than a minus.
    """
    assert re.fullmatch(
        r"-?(0|[1-9][0-9]*)" + (rf"\.[0-9]{{{decimals}}}" if decimals else ""), text
    )
    units = int(text.replace(".", ""))
    assert units < 0 or not text.startswith("-")
    return units


@given(FIGURE, st.integers(0, 6))
def test_figures_are_rounded_half_up(value: Fraction, decimals: int) -> None:
    """`text` is the published figure, half up: 86.25 is 86.3."""
    assert printed_units(half_up(value, decimals), decimals) == in_units(value, decimals)


def decimals_wanted(value: Fraction, limits: list[Fraction], fewest: int) -> int:
    """The fewest decimals with which a figure stands on its own side of every limit."""
    for decimals in range(fewest, MOST_DECIMALS):
        units = in_units(value, decimals)
        if all((units >= limit * 10**decimals) == (value >= limit) for limit in limits):
            return decimals
    return MOST_DECIMALS


@given(
    st.fractions(min_value=0, max_value=100, max_denominator=10**6),
    st.sets(st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 10)), max_size=4),
    st.sampled_from([1, 3, 5, 80, 100]).map(Fraction),
    st.integers(0, 3),
)
def test_a_figure_has_one_decimal_more_if_rounding_carries_it_over_a_limit(
    value: Fraction, limits: set[Fraction], most: Fraction, decimals: int
) -> None:
    """A printed figure never contradicts its level.

    If rounding carries it over a class limit, it has one decimal more.
    """
    text = figure_text(value, scale_maximum=most, decimals=decimals, limits=tuple(limits))
    published, edges = value * most / 100, [limit * most / 100 for limit in limits]
    wanted = decimals_wanted(published, edges, decimals)
    assert printed_units(text, wanted) == in_units(published, wanted)


def assessment_of(answered: Answered) -> Assessment:
    questionnaire, submission = answered
    return assessed(questionnaire, **submission.answers)


def figures_with_levels(
    node: NodeResult,
) -> Iterator[tuple[Fraction | None, str | None, str | None]]:
    yield node.value, node.text, node.level
    yield node.low, node.low_text, node.level_low
    yield node.high, node.high_text, node.level_high


@given(answered_trees())
def test_every_printed_level_agrees_with_the_printed_figure(answered: Answered) -> None:
    """Levels by the unrounded value, classes closed on the left; a printed
    figure never contradicts its level.
    """
    for node in assessment_of(answered).nodes.values():
        for figure, text, level in figures_with_levels(node):
            assert (figure is None) == (text is None), node.id
            if figure is None or text is None:
                assert level is None
            elif node.letters is not None:
                assert level == node.letters.counts_as.get(text, text)
            else:
                published = figure * node.publish.max / 100
                limits = [limit.start * node.publish.max / 100 for limit in node.levels]
                decimals = decimals_wanted(published, limits, node.publish.decimals)
                assert printed_units(text, decimals) == in_units(published, decimals)
                reached = [
                    limit.id
                    for limit in node.levels
                    if Fraction(text) >= limit.start * node.publish.max / 100
                ]
                # a level that asks something of every part may give way to the next lower one
                floors = {limit.id for limit in node.levels if limit.every_part is not None}
                while reached and reached[-1] != level and reached[-1] in floors:
                    reached.pop()
                assert level == (reached[-1] if reached else None), node.id


@given(answered_trees())
def test_every_output_has_the_same_figures(answered: Answered) -> None:
    """Every output reads the one immutable assessment and computes nothing."""
    assessment = assessment_of(answered)
    data = assessment_data(assessment)
    nodes = data["nodes"]
    root = nodes[assessment.root_id]
    assert data["score"]["text"] == root["text"] == assessment.root.text
    assert result_of_text(assessment) == root["text"]
    groups = {
        name: node["text"] for name, node in nodes.items() if node["kind"] in {"section", "matrix"}
    }
    assert sections_of_text(assessment) == groups
    row = row_of_table(assessment)
    assert (row["text"] or None) == root["text"]
    assert row["value"] == cell_of(assessment, assessment.root)
    for name in numbers_of(assessment.nodes, assessment.root_id):
        assert row[name] == cell_of(assessment, assessment.nodes[name])


def cell_of(assessment: Assessment, node: NodeResult) -> str:
    """What a table has of a node: a letter, or the value on the published scale."""
    data = assessment_data(assessment)["nodes"][node.id]
    if node.letters is not None:
        return data["text"] or ""
    return "" if node.value is None else str(float(node.value * node.publish.max / 100))


def result_of_text(assessment: Assessment) -> str | None:
    """The figure of the whole as a terminal shows it."""
    (line,) = (
        line for line in assessment_text(assessment).splitlines() if line.startswith("Result ")
    )
    said = re.split(r"[,;]", line.removeprefix("Result").strip())[0]
    return None if said.startswith(("a profile", "none", "insufficient data")) else said


def sections_of_text(assessment: Assessment) -> dict[str, str | None]:
    """The figure of each section and matrix as a terminal shows it, found by its number."""
    by_number = {
        number: name
        for name, number in numbers_of(assessment.nodes, assessment.root_id).items()
        if assessment.nodes[name].kind in {"section", "matrix"}
    }
    head, *lines = tree = list(ScoreTree(assessment, words_of("en"), "en").lines())
    assert "\n".join(tree) in assessment_text(assessment)
    end = head.index("score") + len("score")
    found = {}
    for line in lines:
        number = line.split()[0] if line.strip() else ""
        if number in by_number:
            cell = line[end - 1 : end].strip() and line[:end].split()[-1]
            found[by_number[number]] = None if cell in {"", NO_FIGURE} else cell
    return found


@given(answered_trees())
def test_the_tree_of_a_score_fits_a_terminal(answered: Answered) -> None:
    lines = list(ScoreTree(assessment_of(answered), words_of("en"), "en").lines())
    assert [line for line in lines if len(line) > WIDTH] == []


def row_of_table(assessment: Assessment) -> dict[str, str]:
    """The row of the table of all submissions, where this is the only one."""
    instrument = prepare(assessment.questionnaire)
    figures = scored(instrument, assessment.submission, every_node=True)
    line = score_line(figures, every_node=True)
    with tempfile.TemporaryDirectory() as folder:
        columns = {line.questionnaire: tuple(line.parts)}
        tables = Tables(Path(folder), columns, lambda one: one.code, with_nodes=False)
        with tables.open():
            tables.add(Outcome("example.yaml", line, ()))
        text = (Path(folder) / "scores.csv").read_text("utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    return row
