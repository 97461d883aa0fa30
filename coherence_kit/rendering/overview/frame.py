"""What every part of the overview needs: the language, the questionnaire, how figures are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.charts import AXIS_MARKS, DEFAULT_PALETTE, Palette, Tick, Zone
from coherence_kit.documents.glyphs import as_typed, printable
from coherence_kit.documents.print_limits import fitting
from coherence_kit.i18n import figure_text, limit_text
from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.report.context import with_breaks
from coherence_kit.rendering.report.levels import zones
from coherence_kit.scoring.tree import Node
from coherence_kit.words import Words, isolated, words_of

_FEW_TICKS = (0, 50, 100)


@dataclass(frozen=True)  # without slots, for what is made once and kept
class Frame:
    """One questionnaire of the overview.

    Args:
        instrument: the questionnaire with its measures.
        language: of the texts that come in several.
        for_print: set in the kit's own faces; a browser has those of its machine.
        palette: colours of the charts.

    """

    instrument: Instrument
    language: str
    for_print: bool
    palette: Palette = DEFAULT_PALETTE

    @property
    def words(self) -> Words:
        """The sentences of the page."""
        return words_of(self.language)

    @property
    def mirrored(self) -> bool:
        """Whether the page, and so every chart on it, runs from right to left."""
        return self.words.direction == "rtl"

    @property
    def root(self) -> Node:
        """The whole."""
        return self.instrument.tree.nodes[self.instrument.tree.root]

    def node(self, name: str) -> Node:
        """A section or a question."""
        return self.instrument.tree.nodes[name]

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Node id to its number: `2` a section, `2.3` a question."""
        return numbers_of(self.instrument.tree.nodes, self.instrument.tree.root)

    @property
    def title(self) -> str:
        """The title of the questionnaire."""
        return self.content(self.instrument.questionnaire.title)

    def content(self, text: LocalizedText) -> str:
        """A text of the content in the language of the page; one in another language is marked."""
        languages = self.instrument.questionnaire.languages
        language = text.language_for(self.language, languages)
        shown = text.in_language(self.language, languages)
        if self.for_print:
            shown, _ = fitting(shown, is_name=True)
        said = with_breaks(self._shown(shown))
        return self.words.marked(said, languages[0] if language == UNDETERMINED else language)

    def typed(self, text: str) -> str:
        """A text that a person typed, which runs in its own direction."""
        return with_breaks(isolated(self._shown(text), self.words.direction))

    def _shown(self, text: str) -> str:
        return printable(text)[0] if self.for_print else as_typed(text)

    # --- figures --------------------------------------------------------------------------------

    def figure(self, node: Node, points: Fraction) -> str:
        """A figure as the node publishes it, as a number or as a letter."""
        if node.letters is not None:
            return node.letters.grades[_rank(points, len(node.letters.grades))]
        publish, levels = node.settings.publish, node.settings.levels
        return figure_text(
            points,
            scale_maximum=publish.max,
            decimals=publish.decimals,
            limits=tuple(level.start for level in levels),
        )

    def limit(self, node: Node, points: Fraction) -> str:
        """A limit on the scale of the node, in full; a letter where it works in letters."""
        if node.letters is not None:
            return self.figure(node, points)
        return limit_text(points, scale_maximum=node.settings.publish.max)

    def ticks(self, node: Node, *, few: bool = False) -> tuple[Tick, ...]:
        """What the axis of the node's figures says."""
        if node.letters is not None:
            grades = node.letters.grades
            named = grades[::2] if few and len(grades) > len(_FEW_TICKS) else grades
            return tuple(Tick(float(node.letters.score(grade)), grade) for grade in named)
        marks = _FEW_TICKS if few else AXIS_MARKS
        return tuple(Tick(mark, self.limit(node, Fraction(mark))) for mark in marks)

    def zones(self, node: Node) -> Sequence[Zone]:
        """The levels of the node's figures; letters, each of which is a level, have none."""
        return [] if node.letters is not None else zones(node.settings.levels)

    def number(self, value: int) -> str:
        """A count, in groups of digits where it is long."""
        return self.words.decimal(Fraction(value), 0)


def _rank(points: Fraction, grades: int) -> int:
    """The grade nearest to a place on the scale of letters."""
    return int(points * (grades - 1) / 100 + Fraction(1, 2))
