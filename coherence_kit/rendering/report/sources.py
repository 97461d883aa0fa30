"""Annex C: what the report rests on, each cited unit with its place and its standing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coherence_kit.analysis.coverage import UnitCoverage, cover
from coherence_kit.analysis.source_shares import source_shares
from coherence_kit.model.sources import SourceDocument
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.share_rows import ShareRow, share_rows
from coherence_kit.scoring.tree import build_tree
from coherence_kit.words.weights import source_shares_note


@dataclass(frozen=True, slots=True)
class UnitText:
    """One unit; `used` are the questions and measures that cite it."""

    locator: str
    label: str
    statement: str
    used: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A source document with the units that this chapter cites, and how much of it is asked."""

    title: str
    about: str
    standing: str
    checksum: str
    coverage: str
    units: tuple[UnitText, ...]


@dataclass(frozen=True, slots=True)
class SharesText:
    """How the weight is shared by the documents, with the note that explains the figures."""

    note: str
    has_whole: bool
    rows: tuple[ShareRow, ...]


def citation(context: ChapterContext, unit_id: str) -> str:
    """`MC/INF/281, §3, §5: migration built into national development policies`."""
    if unit_id not in context.assessment.units:
        return context.printable(unit_id)
    document, unit = context.assessment.units[unit_id]
    return context.printable(f"{document.short_name}, {unit.locator} ({unit.label})")


def sources(context: ChapterContext) -> tuple[DocumentText, ...]:
    """The cited units, by document."""
    used = _used(context)
    assessment = context.assessment
    documents = {document.id: document for document, _ in assessment.units.values()}
    covered = cover(documents.values(), [(assessment.questionnaire, assessment.catalogue.values())])
    found = []
    for document in documents.values():
        cited = [unit for unit in document.units if unit.id in used]
        if cited:
            units = tuple(
                UnitText(
                    context.printable(unit.locator),
                    context.printable(unit.label),
                    context.localize(unit.statement),
                    ", ".join(used[unit.id]),
                )
                for unit in cited
            )
            of_document = [
                item for item in covered if item.document is document and item.is_to_be_asked
            ]
            found.append(_document(context, document, units, of_document))
    return tuple(found)


def shares(context: ChapterContext) -> SharesText:
    """The weight of the questionnaire by source document."""
    assessment, words = context.assessment, context.words
    found = source_shares(build_tree(assessment.questionnaire), assessment.units)
    rows = tuple(replace(row, name=context.printable(row.name)) for row in share_rows(words, found))
    return SharesText(source_shares_note(words, has_whole=found.has_whole), found.has_whole, rows)


def _document(
    context: ChapterContext,
    document: SourceDocument,
    units: tuple[UnitText, ...],
    covered: list[UnitCoverage],
) -> DocumentText:
    about = [document.issuer, document.symbol, context.words.partial_date(document.date)]
    return DocumentText(
        title=context.printable(document.title),
        about=context.printable(", ".join(part for part in about if part)),
        standing=context.printable(document.standing),
        checksum=document.sha256[:12],
        coverage=_coverage(context, covered),
        units=units,
    )


def _coverage(context: ChapterContext, units: list[UnitCoverage]) -> str:
    """How much of a document the questionnaire asks, in a sentence."""
    asked = sum(bool(item.questions) for item in units)
    return context.words.say(
        "This questionnaire asks {part} of its {whole} approaches and principles.",
        part=asked,
        whole=len(units),
    )


def _used(context: ChapterContext) -> dict[str, list[str]]:
    """Unit to the numbers of the questions and recommended measures that cite it."""
    used: dict[str, list[str]] = {}
    for name, question in context.assessment.questions.items():
        for source in question.sources:
            used.setdefault(source.unit, []).append(context.numbers[name])
    for item in context.assessment.recommendations:
        measure = context.assessment.catalogue[item.id]
        for unit in dict.fromkeys((*measure.source_units, *measure.example_units)):
            used.setdefault(unit, []).append(context.measure_numbers[item.id])
    return {unit: places for unit, places in used.items() if unit in context.assessment.units}
