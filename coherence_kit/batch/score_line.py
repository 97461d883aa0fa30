"""One line of the tables of a batch: all that is kept of an assessment.

So a run of any length fits into memory. Figures are on the scale that the questionnaire publishes,
as exact as a number of a table can be; where it works in letters they are letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.scored import Scored
from coherence_kit.model.assessment import NodeResult
from coherence_kit.questions.numbering import numbers_of

SCORE_COLUMNS = (
    "source", "country", "round", "respondent", "questionnaire", "version", "short",
    "value", "text", "low", "high", "level", "level_low", "level_high", "coverage",
)  # fmt: skip

FIGURES = ("value", "low", "high", "coverage")
NODE_COLUMNS = ("source", "node", "value", "low", "high", "level")

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """The cells of a submission under `SCORE_COLUMNS`.

    `parts` are those of the parts of its questionnaire, by id.

    `nodes` are all sections and questions with value, bounds and level, if they are wanted, and
    `sha256` is that of what was answered; empty where nothing was. `missing` are the ids of the
    scored questions without an answer that counts, `not_asked` of those that a condition leaves
    out, `measures` of the measures that are recommended, if they are wanted. `date` is the day of
    the submission, and `country_name` the name that it gives its country itself.

    A figure is the nearest double on the published scale; None stands where there is nothing to
    say.
    """

    questionnaire: str
    cells: tuple[Cell, ...]
    parts: dict[str, Cell]
    nodes: tuple[tuple[Cell, ...], ...] = ()
    sha256: str = ""
    missing: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    date: str = ""
    country_name: str = ""


def score_line(scored: Scored, *, every_node: bool = False) -> ScoreLine:
    """The line of a submission.

    Args:
        scored: its figures, with those of every node if these are wanted.
        every_node: give all sections, matrices and questions in place of the sections of the first
            rank.

    """
    submission, root = scored.submission, scored.root
    cells = (
        scored.source,
        submission.country,
        submission.round,
        submission.answered_by,
        scored.questionnaire.id,
        scored.questionnaire.version,
        "yes" if submission.short else None,
        _figure_cell(root, root.value),
        root.text,
        _figure_cell(root, root.low),
        _figure_cell(root, root.high),
        root.level,
        root.level_low,
        root.level_high,
        None if root.coverage is None else float(root.coverage),
    )
    names = numbers_of(scored.nodes, scored.root_id) if every_node else root.children
    parts = {name: _value_cell(scored.nodes[name]) for name in names}
    nodes = tuple(_node_cells(scored.nodes[name]) for name in names) if every_node else ()
    return ScoreLine(
        scored.questionnaire.id,
        cells,
        parts,
        nodes,
        scored.submission_sha256 if submission.answers else "",
        scored.missing,
        scored.not_asked,
        tuple(scored.measures),
        submission.date.isoformat() if submission.date else "",
        str(submission.country_name or ""),
    )


def _node_cells(node: NodeResult) -> tuple[Cell, ...]:
    return (
        node.id,
        _value_cell(node),
        _figure_cell(node, node.low),
        _figure_cell(node, node.high),
        node.level,
    )


def _value_cell(node: NodeResult) -> Cell:
    """The value of a node; of an answer in letters the letter as it was given."""
    return node.text if node.letters is not None else _figure_cell(node, node.value)


def _figure_cell(node: NodeResult, value: Fraction | None) -> Cell:
    """A figure of a node on the published scale, or its letter; None where there is none."""
    if value is None or node.letters is not None:
        return node.published(value)
    return float(value * node.publish.max / 100)


def part_names(instrument: Instrument, *, every_node: bool) -> tuple[str, ...]:
    """The columns of a questionnaire: its sections of the first rank, or all that has a number."""
    tree = instrument.whole.tree
    return tuple(
        numbers_of(tree.nodes, tree.root) if every_node else tree.nodes[tree.root].children
    )
