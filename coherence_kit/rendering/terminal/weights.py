"""What the parts of a questionnaire weigh, and on which documents the weight rests, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from coherence_kit.analysis.source_shares import source_shares
from coherence_kit.analysis.weight_table import WeightRow, weight_table
from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.sources import SourceDocument
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.share_rows import share_rows
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.scoring.tree import Tree
from coherence_kit.words import words_of
from coherence_kit.words.weights import source_shares_note, weight_text, weights_note

WIDTH = 100
_LABEL_WIDTH = 78


def weight_lines(questionnaire: Questionnaire, tree: Tree) -> Iterator[str]:
    """The effective weights of sections and questions; nothing where nothing counts."""
    words, found = words_of(DEFAULT_LANGUAGE), weight_table(tree)
    note = weights_note(
        words,
        is_of_whole=found.is_of_whole,
        has_fixed=found.has_fixed,
        lacks_fixed=found.lacks_fixed,
        leaves_out=found.leaves_out,
    )
    if not note:
        return
    yield from _heading(words.say("What each question weighs"), note)
    numbers = numbers_of(tree.nodes, tree.root)
    labels = {section.id: str(section.title) for section in questionnaire.all_sections()}
    labels |= {question.id: str(question.label) for question in questionnaire.questions()}

    def name(row: WeightRow) -> str:
        lead = f"{'  ' * (row.depth - 1)}{numbers[row.id]}  "
        label = textwrap.shorten(
            labels[row.question or row.id], _LABEL_WIDTH - len(lead), placeholder=" …"
        )
        return f"{lead}{label}"

    if found.has_fixed:
        yield ""
        yield from table(
            [
                (name(row), weight_text(words, row.per_mille) if row.has_figure else "")
                for row in found.rows
            ]
        )


def source_share_lines(tree: Tree, documents: Iterable[SourceDocument]) -> Iterator[str]:
    """The weight by source document."""
    words = words_of(DEFAULT_LANGUAGE)
    units = {unit.id: (document, unit) for document in documents for unit in document.units}
    found = source_shares(tree, units)
    title = words.say("Share of the weight by source document")
    if not any(row.document for row in found.rows):
        yield from _heading(title, words.say("No question that counts cites a source document."))
        return
    yield from _heading(title, source_shares_note(words, has_whole=found.has_whole))
    yield ""
    columns = 4 if found.has_whole else 2
    rows = [
        (
            words.say_as("column", "Document"),
            words.say_as("column", "Questions"),
            words.say_as("column", "Citing it"),
            words.say_as("column", "Shared"),
        ),
        *(
            (row.name, row.questions, row.cited, row.shared)
            for row in share_rows(words, found, with_ids=True)
        ),
    ]
    yield from table([row[:columns] for row in rows])


def _heading(title: str, note: str) -> Iterator[str]:
    yield from ("", "", title, "=" * len(title))
    yield textwrap.fill(note, WIDTH)
