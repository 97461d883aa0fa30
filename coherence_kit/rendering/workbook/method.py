"""The sheet of the method: how to read the figures, the rules, versions and hashes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from coherence_kit.documents.cell_lines import text_look
from coherence_kit.documents.row_heights import height
from coherence_kit.documents.sheets import Cell, Column, Printed, Row, Sheet
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.draft import draft_page
from coherence_kit.rendering.report.method import Method, method
from coherence_kit.rendering.report.reviews import whose_answers
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Parts
from coherence_kit.rendering.workbook.tables import TitledSheet, text_parts
from coherence_kit.words import Words, in_a_row

_WIDTHS = (26.0, 84.0)
_Line = tuple[str, str]


def method_sheet(parts: Parts, name: str, footer: str) -> TitledSheet:
    """The sheet; what is said of one chapter stands under its name."""
    words = parts.words
    title = words.say("Method, and how to read this")
    rows = [Row(28, {1: Cell(title, looks.TITLE)})]
    rows += _rows(_how_to_read(words))
    for part in parts.every:
        context = part.context
        found = method(context)
        if part.name:
            rows.append(_heading(part.name))
        for heading, lines in _parts(context, found):
            if lines:
                rows.append(_heading(heading))
                rows += _rows(lines)
    sheet = Sheet(
        name=name,
        columns=tuple(map(Column, _WIDTHS)),
        rows=tuple(rows),
        printed=Printed(is_upright=True, area=f"A1:B{len(rows)}", footer=footer),
        is_protected=False,
    )
    return TitledSheet(title, sheet)


def _heading(text: str) -> Row:
    return Row(30, {1: Cell(str(text), text_look(looks.HEADING, text))})


def _rows(lines: list[_Line]) -> Iterator[Row]:
    for label, text in lines:
        sides = (
            text_parts(said, width, looks.PLAIN.size)
            for said, width in zip((label, text), _WIDTHS, strict=True)
        )
        for left, right in zip_longest(*sides, fillvalue=""):
            yield _row(left, right)


def _row(label: str, text: str) -> Row:
    cells = {
        1: Cell(str(label), text_look(looks.PLAIN_STRONG, label)),
        2: Cell(str(text), text_look(looks.PLAIN, text)),
    }
    sizes = (looks.PLAIN.size,) * len(_WIDTHS)
    return Row(height(zip((label, text), _WIDTHS, sizes, strict=True), least=16), cells)


def _how_to_read(words: Words) -> list[_Line]:
    say = words.say
    return [
        (
            words.say_as("column", "Value"),
            say("What is proved of what was answered. Empty where too little was answered."),
        ),
        (
            words.say_as("column", "Claimed"),
            say(
                "The value with every answer counted as claimed, as if all documents were named; "
                "only where that is another figure."
            ),
        ),
        (
            say("Lowest and highest"),
            say("Between them the result lies, whatever the missing answers may be."),
        ),
        (
            words.say_as("column", "Gain"),
            say(
                "What the lowest figure of the whole rises by when the question stands at its "
                "target, proved, and all else stays as it is."
            ),
        ),
        (
            words.say_as("column", "Covered"),
            say("The share of the weight that is answered."),
        ),
        (
            say("Cells with figures"),
            say(
                "Hold the figure unrounded, and show as many decimals as the report prints. The "
                "figures are those of the assessment; nothing in this workbook computes any."
            ),
        ),
    ]


def _parts(context: ChapterContext, found: Method) -> Iterator[tuple[str, list[_Line]]]:
    say, draft = context.words.say, draft_page(context)
    if draft is not None:
        faults = [(fault.place, in_a_row((fault.found, fault.cure))) for fault in draft.faults]
        yield draft.headline, [*faults, *([("", draft.more)] if draft.more else [])]
    yield say("Rules"), [("", rule) for rule in _rules(context, found)]
    yield (
        say("Levels"),
        [
            (level.name, in_a_row((level.limits, level.meaning, level.reason), ". "))
            for level in found.levels
        ],
    )
    yield (
        say("Weights of sections"),
        [(name, in_a_row((weight, reason), ": ")) for name, weight, reason in found.weights],
    )
    yield say("Who answered"), [("", line) for line in found.answered_by]
    yield say("Versions"), [("", version) for version in found.versions]
    yield say("Remarks on the answers"), [("", note) for note in found.notes]


def _rules(context: ChapterContext, found: Method) -> Iterator[str]:
    """The rules of the report, and what the annex says of reviews, which is another one here."""
    whose = whose_answers(context)
    yield from (rule for rule in found.rules if rule != whose)
    if found.gain:
        yield found.gain
    if found.limits:
        yield found.limits
    if whose:
        yield context.words.say(
            "Where a reviewer changed an answer or disagreed with it, the sheet of answers says "
            "which of the two is scored."
        )
