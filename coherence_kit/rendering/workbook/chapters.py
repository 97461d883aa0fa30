"""The chapters of a workbook of results, and the voices of stakeholders beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.documents.sheets import Cell
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.cover import questionnaire_name
from coherence_kit.rendering.report.frames import make_frames
from coherence_kit.rendering.report.words import cut
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.tables import TableColumn, text_cell
from coherence_kit.words import Words, in_a_row

CHAPTER = "chapter"
_LONGEST = 40  # characters of who a voice is


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, or a voice; `name` tells it from the others, empty where there is but one."""

    context: ChapterContext
    name: str

    def named(self) -> Mapping[str, Cell | None]:
        """The cell that says which chapter a row is of."""
        return {CHAPTER: text_cell(self.name, looks.SMALL)}


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a workbook is about: figures of voices never enter those of the chapters."""

    chapters: tuple[Part, ...]
    voices: tuple[Part, ...]

    @property
    def words(self) -> Words:
        """The sentences of the workbook."""
        return self.chapters[0].context.words

    @property
    def every(self) -> tuple[Part, ...]:
        """The chapters, then the voices."""
        return (*self.chapters, *self.voices)

    @property
    def counted(self) -> tuple[Part, ...]:
        """The chapters as sheets have them on which no voice stands: a single one has no name."""
        return self.chapters if len(self.chapters) > 1 else (Part(self.chapters[0].context, ""),)

    def column(self) -> TableColumn:
        """The column that says which chapter a row is of; left out where there is but one."""
        head = self.words.say_as("column", "Chapter")
        return TableColumn(CHAPTER, head, 20, repeats=True)


def parts_of(assessments: Sequence[Assessment], *, language: str, beside: Beside = ALONE) -> Parts:
    """The chapters with their numbers and names.

    Args:
        assessments: at least one.
        language: of the texts that come in several.
        beside: voices and earlier rounds.

    """
    frames = make_frames(assessments, language=language, for_print=False, beside=beside)
    voices = [
        make_context(one, language=language, place=place, for_print=False, part="voice")
        for place, one in enumerate(beside.voices, start=1)
    ]
    names = list(frames[0].chapters)
    if voices and len(frames) == 1:
        names = [questionnaire_name(frames[0])]
    return Parts(
        tuple(Part(context, str(name)) for context, name in zip(frames, names, strict=True)),
        tuple(map(Part, voices, _voice_names(voices))),
    )


def _voice_names(voices: Sequence[ChapterContext]) -> list[str]:
    """Who each voice is; with the questionnaire where one has answered several."""
    offices = [
        cut(context.printable(context.assessment.submission.answered_by, is_name=True), _LONGEST)
        for context in voices
    ]
    several = len(set(offices)) < len(offices)
    return [
        str(
            context.words.say(
                "Beside the figures: {respondent}",
                respondent=in_a_row((office, questionnaire_name(context) if several else ""), ", "),
            )
        )
        for context, office in zip(voices, offices, strict=True)
    ]
