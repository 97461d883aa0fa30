"""The lengths that the style sheet of the printed form and the layout of its pages share."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.documents.geometry import Mm, PageSizes, Pt, Type, points


@dataclass(frozen=True)
class PaperSizes(PageSizes):
    """Lengths of the questions with their boxes and lines."""

    rule: Pt = Pt(1)
    gutter: Mm = Mm(6)
    section_title: Type = points(20, 25)
    section_title_below: Mm = Mm(4)
    group_title: Type = points(13, 17)
    group_title_above: Mm = Mm(4)
    group_title_below: Mm = Mm(3)
    label: Type = points(11, 14)
    label_below: Mm = Mm(1)
    question_above: Mm = Mm(2)
    question_below: Mm = Mm(5)
    aside: Mm = Mm(61)
    guidance_below: Mm = Mm(0.8)
    text: Type = points(10, 13.5)
    text_below: Mm = Mm(2)
    condition_below: Mm = Mm(1)
    box_row: Mm = Mm(1)
    box_indent: Mm = Mm(6.6)
    flag_above: Mm = Mm(0.5)
    written_above: Mm = Mm(0.5)
    written_below: Mm = Mm(1)
    writing_row: Mm = Mm(7)

    @property
    def beside(self) -> float:
        """The width of the column beside the guidance."""
        return self.text_width - self.aside


SIZES = PaperSizes()
