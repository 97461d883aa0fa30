"""An assessment through one source document, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from coherence_kit.analysis.explain import label_of
from coherence_kit.analysis.lens import Lens, LensPart
from coherence_kit.model.assessment import Assessment
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.terminal.heading import heading, standing
from coherence_kit.rendering.terminal.score_tree import WIDTH, covered
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.words import Words, words_of

_LABEL_WIDTH = 44


def lens_text(assessment: Assessment, lens: Lens, language: str = "en") -> str:
    """The sections over the questions that cite the document, and what a lens is."""
    words = words_of(language)
    lines = [
        *heading(assessment, language),
        *standing(assessment, words),
        "",
        *_about(assessment, lens, words),
    ]
    if lens.parts:
        lines += ["", *_table(assessment, lens, words, language)]
    return "\n".join(lines) + "\n"


def _about(assessment: Assessment, lens: Lens, words: Words) -> Iterator[str]:
    document = lens.document
    about = words.say(
        "Lens: {document} ({id}), {title}",
        document=document.short_name,
        id=document.id,
        title=document.title,
    )
    yield textwrap.fill(about, WIDTH)
    if not lens.questions:
        nothing = words.say(
            "No question of {questionnaire} that counts cites it, so there is nothing to show.",
            questionnaire=assessment.questionnaire.id,
        )
        yield textwrap.fill(nothing, WIDTH)
        return
    said = [
        words.say(
            "{part} of {whole} questions that count cite it.",
            part=len(lens.questions),
            whole=lens.scored,
        ),
        lens_note(words),
    ]
    yield textwrap.fill(" ".join(said), WIDTH)


def lens_note(words: Words) -> str:
    """What a lens is, and what it is not."""
    return words.say(
        "A lens is no result: it takes these questions alone, section by section, leaves all "
        "others out, and has no figure for the whole."
    )


def _table(assessment: Assessment, lens: Lens, words: Words, language: str) -> Iterator[str]:
    numbers = numbers_of(assessment.nodes, assessment.root_id)
    head = (
        words.say_as("column", "Section"),
        words.say_as("column", "questions"),
        words.say_as("column", "answered"),
        words.say_as("column", "left out"),
        words.say_as("column", "score"),
        words.say_as("column", "low"),
        words.say_as("column", "high"),
        words.say_as("column", "coverage"),
    )
    rows = (_row(assessment, part, numbers, language) for part in lens.parts)
    yield from table([head, *rows])


def _row(
    assessment: Assessment, part: LensPart, numbers: Mapping[str, str], language: str
) -> tuple[str, ...]:
    node = part.result
    label = f"{numbers[node.id]} {label_of(assessment, node.id, language)}"
    return (
        textwrap.shorten(label, _LABEL_WIDTH, placeholder=" …"),
        str(part.questions),
        str(part.answered),
        str(part.left_out),
        node.text or NO_FIGURE,
        node.low_text or NO_FIGURE,
        node.high_text or NO_FIGURE,
        covered(node),
    )
