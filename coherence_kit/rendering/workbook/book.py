"""The workbook of results, sheet by sheet: only those of which something is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from coherence_kit.documents.report_workbook import RESULTS
from coherence_kit.documents.sheets import Book, sheet_names
from coherence_kit.documents.workbook import write_book
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.report.block_values import look_for
from coherence_kit.rendering.report.status import foot_line
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.answers import answers_sheet, documents_sheet
from coherence_kit.rendering.workbook.chapters import Parts, parts_of
from coherence_kit.rendering.workbook.disputed import disputed_sheet
from coherence_kit.rendering.workbook.gaps import collect_sheet, gaps_sheet
from coherence_kit.rendering.workbook.method import method_sheet
from coherence_kit.rendering.workbook.plan import plan_sheet_of
from coherence_kit.rendering.workbook.results import results_sheet
from coherence_kit.rendering.workbook.since import (
    has_measures,
    has_moved,
    measures_then_sheet,
    moved_sheet,
)
from coherence_kit.rendering.workbook.summary import Facts, Listed, summary_sheet
from coherence_kit.rendering.workbook.tables import TableSheet, TitledSheet, table_sheet
from coherence_kit.words import in_a_row

_Maker = Callable[[Parts, str, str], TableSheet | TitledSheet]


def render_workbook(
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    language: str = "en",
    beside: Beside = ALONE,
    brand: Brand = UNBRANDED,
) -> bytes:
    """The results of one country and round as a workbook; several assessments are its chapters.

    The same assessments give the same bytes.

    Args:
        assessments: at least one.
        date: of the report; None if none is known. The clock is never read.
        language: of the texts that come in several.
        beside: voices and earlier rounds, which never enter the figures.
        brand: whose workbook it is: its accent, publisher, foot line and classification.

    """
    parts = parts_of(assessments, language=language, beside=beside)
    return write_book(_book(parts, date, brand))


def _book(parts: Parts, date: dt.date | None, brand: Brand) -> Book:
    words, first = parts.words, parts.chapters[0].context
    frames = [part.context for part in parts.chapters]
    look = look_for(brand, frames, date, for_print=False)
    submission = first.assessment.submission
    foot = foot_line(words, first.assessment, look.foot)
    footer = str(in_a_row((first.country, submission.round or "", foot), " · "))
    titles, makers = zip(*_sheets(parts), strict=True)
    start, *names = sheet_names((words.say_as("name of a sheet", "Summary"), *titles))
    sheets, listed = [], []
    for name, make in zip(names, makers, strict=True):
        made = make(parts, name, footer)
        sheets.append(table_sheet(made) if isinstance(made, TableSheet) else made.sheet)
        listed.append(Listed(name, made.title))
    shown = words.date(date) if date else first.typed_date(first.assessment.typed_date)
    facts = Facts(shown, look.publisher)
    summary = summary_sheet(parts, start, footer, facts, others=listed)
    return Book(
        title=str(words.say("{country}: results", country=first.country)),
        language=words.language,
        sheets=(summary, *sheets),
        is_from_right=words.direction == "rtl",
        subject=footer,
        day=date,
        holds=RESULTS,
        colours={looks.PALETTE.accent: brand.palette.accent},
        classification=str(look.classification),
        publisher=str(look.publisher),
    )


def _sheets(parts: Parts) -> list[tuple[str, _Maker]]:
    """The sheets behind the first one, by their titles: those of which there is anything."""
    words = parts.words
    every = [part.context.assessment for part in parts.every]
    chapters = [part.context.assessment for part in parts.chapters]
    has_documents = any(a.evidence for one in every for a in one.submission.answers.values())
    found: list[tuple[str, _Maker, bool]] = [
        (words.say_as("name of a sheet", "Results"), results_sheet, True),
        (words.say_as("name of a sheet", "Gaps"), gaps_sheet, any(one.gaps for one in chapters)),
        (
            words.say_as("name of a sheet", "To collect"),
            collect_sheet,
            any(one.to_collect for one in chapters),
        ),
        (
            words.say_as("name of a sheet", "Action plan"),
            plan_sheet_of,
            any(one.recommendations for one in chapters),
        ),
        (words.say_as("name of a sheet", "Answers"), answers_sheet, True),
        (words.say_as("name of a sheet", "Documents"), documents_sheet, has_documents),
        (
            words.say_as("name of a sheet", "Disputed answers"),
            disputed_sheet,
            any(o.disputed for o in chapters),
        ),
        (words.say_as("name of a sheet", "What moved"), moved_sheet, has_moved(parts)),
        (
            words.say_as("name of a sheet", "Earlier measures"),
            measures_then_sheet,
            has_measures(parts),
        ),
        (words.say_as("name of a sheet", "Method"), method_sheet, True),
    ]
    return [(name, make) for name, make, is_there in found if is_there]
