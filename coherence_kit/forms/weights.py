"""What each section and question weighs, as the page on method of a form prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coherence_kit.analysis.weight_table import WeightRow, weight_table
from coherence_kit.model.base import LocalizedText
from coherence_kit.scoring.tree import Tree
from coherence_kit.words import Words
from coherence_kit.words.weights import weight_text, weights_note


@dataclass(frozen=True, slots=True)
class FormWeight:
    """A row: number and label, and the figure as text; empty for a section without a figure.

    `per_mille` is the figure in tenths of a per cent; None where there is none.
    """

    number: str
    label: str
    figure: str
    per_mille: int | None
    is_section: bool
    depth: int


@dataclass(frozen=True, slots=True)
class FormWeights:
    """The note that explains the figures, and the rows.

    There are no rows where no question has a fixed weight, and nothing at all where nothing counts.
    """

    note: str
    rows: tuple[FormWeight, ...]


def form_weights(
    tree: Tree,
    words: Words,
    numbers: Mapping[str, str],
    titles: Mapping[str, LocalizedText],
    say: Callable[[LocalizedText | None], str],
) -> FormWeights:
    """The table of a form.

    Args:
        tree: what is scored, laid out: the questionnaire, or its short form.
        words: of the form.
        numbers: those of the sections and questions that the form has, by id of node.
        titles: of sections and labels of questions, by id.
        say: a text in the language of the form.

    """
    table = weight_table(tree)
    asked = [row for row in table.rows if row.id in numbers]
    note = weights_note(
        words,
        is_of_whole=table.is_of_whole,
        has_fixed=table.has_fixed,
        lacks_fixed=table.lacks_fixed,
        leaves_out=table.leaves_out,
    )

    def made(row: WeightRow) -> FormWeight:
        return FormWeight(
            numbers[row.id],
            say(titles[row.question or row.id]),
            weight_text(words, row.per_mille) if row.has_figure else "",
            row.per_mille,
            row.question is None,
            row.depth,
        )

    return FormWeights(note, tuple(map(made, asked)) if table.has_fixed else ())
