"""Figures as the numbers of cells.

A cell holds the figure of the assessment itself, unrounded, on the scale that the questionnaire
publishes, as JSON has it. Its format has as many decimals as the figure is published with, so that
it shows the published figure. Where results are letters the cell holds the letter.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from coherence_kit.documents.sheets import Cell, Look
from coherence_kit.model.assessment import NodeResult, Recommendation
from coherence_kit.rendering.points import points_text
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.workbook import looks
from coherence_kit.words import Words

_FULL = 100


def figure_cell(node: NodeResult, value: Fraction | None, look: Look = looks.NUMBER) -> Cell | None:
    """A figure of a node; None where there is none."""
    if value is None:
        return None
    published = node.published(value) or ""
    if node.letters is not None:
        return Cell(published, look)
    return _shown_as(published, value * node.publish.max / _FULL, look)


def value_cell(node: NodeResult, look: Look = looks.NUMBER) -> Cell | None:
    """The value of a node; of an answer in letters the letter as it was given."""
    if node.letters is not None and node.text is not None:
        return Cell(node.text, look)
    return figure_cell(node, node.value, look)


def points_cell(words: Words, root: NodeResult, gain: Fraction, look: Look = looks.NUMBER) -> Cell:
    """What something adds to a root, in points; in grades where that is a letter."""
    said = points_text(words, gain, root)
    if root.letters is not None:
        return Cell(said, look)
    return _shown_as(said, gain * root.publish.max / _FULL, look)


def measure_points_cell(
    context: ChapterContext, item: Recommendation, look: Look = looks.NUMBER
) -> Cell:
    """What a measure adds to the result."""
    if item.letters is not None:
        return Cell(context.measure_points(item), look)
    return points_cell(context.words, context.assessment.root, item.gain, look)


def share_cell(share: Fraction | None, text: str | None, look: Look = looks.NUMBER) -> Cell | None:
    """A share from 0 to 1 in per cent, with the decimals of its `text`; None where there is none.

    Args:
        share: the share.
        text: per cent as they are published, such as `87`.
        look: of the cell.

    """
    if share is None or text is None:
        return None
    return Cell(float(share), replace(look, number_format=f"{_format(text)}%"))


def stated_cell(text: str, look: Look = looks.NUMBER) -> Cell | None:
    """A figure that is published already, as a number where it is one; None of an empty text."""
    try:
        return Cell(float(text), replace(look, number_format=_format(text)))
    except ValueError:
        return Cell(text, look) if text else None


def _shown_as(published: str, figure: Fraction, look: Look) -> Cell:
    return Cell(float(figure), replace(look, number_format=_format(published)))


def _format(published: str) -> str:
    """The format that shows a number as it is published: `0.0` for `86.3`."""
    _, point, decimals = published.partition(".")
    return f"0.{'0' * len(decimals)}" if point else "0"
