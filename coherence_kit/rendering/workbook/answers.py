"""The sheets of answers and of documents: nothing that was typed is left out or cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coherence_kit.documents.sheets import Cell
from coherence_kit.model.addresses import address_in, shown_address, web_address
from coherence_kit.model.submission import EvidenceItem
from coherence_kit.questions import kind_of
from coherence_kit.rendering.report.answers import stated_lines
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.merged_answers import Line, merged_lines, named_by
from coherence_kit.rendering.report.questions import target_name
from coherence_kit.rendering.report.reviews import review_text
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.chapters import Part, Parts
from coherence_kit.rendering.workbook.tables import Cells, TableColumn, TableSheet, text_cell
from coherence_kit.words import Words, in_a_row
from coherence_kit.words.states import state_head

NUMBER, QUESTION, TEXT, STATE, STEP, ANSWER, TARGET = (
    "number", "question", "text", "state", "step", "answer", "target",
)  # fmt: skip
COMMENT, REVIEW, OFFICES, DOCUMENTS, ID = "comment", "review", "offices", "documents", "id"
TITLE, REFERENCE, PAGE, DATE, URL, BY = "title", "reference", "page", "date", "url", "by"
_MOST_NAMED = 10
"""Documents that stand beside the answer; of more the sheet of documents has the others."""


def answers_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Every question that is asked, or that something was typed for all the same."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("Answers, with comments and documents"),
        note=words.say(
            "Every question with its answer in full. A text that is higher than a row can be goes "
            "on in the row below it, under the same number."
        ),
        columns=(parts.column(), *_columns(words)),
        rows=[
            {**part.named(), **_row(part.context, question)}
            for part in parts.every
            for question in _questions(part)
        ],
        frozen=QUESTION,
        footer=footer,
    )


def _columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(NUMBER, words.say_as("column", "No."), 7, repeats=True)
    yield TableColumn(QUESTION, words.say_as("column", "Question"), 20, repeats=True)
    yield TableColumn(TEXT, words.say_as("column", "What is asked"), 28)
    yield TableColumn(STATE, words.say_as("column", "State"), 11)
    yield TableColumn(STEP, words.say_as("column", "Step"), 7, is_number=True)
    yield TableColumn(TARGET, words.say_as("column", "Target"), 9, is_number=True)
    yield TableColumn(ANSWER, words.say_as("column", "Answer"), 36)
    yield TableColumn(COMMENT, words.say_as("column", "Comment"), 46)
    yield TableColumn(OFFICES, words.say_as("column", "What each office says"), 44)
    yield TableColumn(REVIEW, words.say_as("column", "Review"), 28)
    yield TableColumn(DOCUMENTS, words.say_as("column", "Documents"), 34)
    yield TableColumn(ID, words.say_as("column", "Id"), 24, is_printed=False)


def _questions(part: Part) -> Iterator[str]:
    context = part.context
    given = context.assessment.submission.answers
    for question in context.asked_of(context.assessment.root_id):
        if context.node(question).state != "not_asked" or question in given:
            yield question


def _row(context: ChapterContext, question: str) -> Cells:
    node, kind = context.node(question), kind_of(context.question(question))
    answer = context.assessment.submission.answer(question)
    step = None
    if kind.steps and answer.value is not None:
        step = kind.step_of(answer.value)
    state = state_head(context.words, node.state) if node.scored else _unscored(context)
    return {
        NUMBER: text_cell(context.numbers[question]),
        QUESTION: text_cell(context.label(question), looks.STRONG),
        TEXT: text_cell(context.localize(context.question(question).text), looks.SMALL),
        STATE: text_cell(state),
        STEP: None if step is None else _number(step),
        TARGET: _target(context, question),
        ANSWER: text_cell(_paragraphs(context, stated_lines(context, question, answer))),
        COMMENT: text_cell(context.printable(answer.comment)),
        OFFICES: text_cell(_paragraphs(context, merged_lines(context, question)), looks.SMALL),
        REVIEW: text_cell(review_text(context, question)),
        DOCUMENTS: _documents(context, question),
        ID: text_cell(question, looks.CODE),
    }


def _unscored(context: ChapterContext) -> str:
    return context.words.say("Context, not scored")


def _number(step: int) -> Cell:
    return Cell(step, looks.NUMBER)


def _target(context: ChapterContext, question: str) -> Cell | None:
    """A step as a number; another target in words."""
    said = target_name(context, question)
    if said.isdecimal():
        return _number(int(said))
    return text_cell(said)


def _paragraphs(context: ChapterContext, lines: Iterable[Line]) -> str:
    """Paragraphs with their leads below each other."""
    said = (
        context.words.say("{heading}: {text}", heading=line.lead, text=line.text)
        if line.text
        else line.lead
        for line in lines
    )
    return "\n".join(map(str, said))


def _documents(context: ChapterContext, question: str) -> Cell | None:
    """The documents of an answer; the cell leads to the address of the only one that has one."""
    evidence = context.assessment.submission.answer(question).evidence
    named = [_named(context, item) for item in evidence[:_MOST_NAMED]]
    if more := len(evidence) - len(named):
        named.append(
            context.words.count(
                "… and {n} more, on the sheet of documents.",
                "… and {n} more, on the sheet of documents.",
                more,
            )
        )
    addresses = {item.address for item in evidence} - {""}
    address = addresses.pop() if len(addresses) == 1 else ""
    look = looks.LINKED if address else looks.TEXT
    return text_cell("\n".join(named), replace(look, size=9), url=address)


def _named(context: ChapterContext, item: EvidenceItem) -> str:
    page = context.printable(item.page, is_name=True)
    said = (
        context.printable(item.title, is_name=True),
        context.printable(item.reference, is_name=True),
        context.words.say("page {page}", page=page) if page else "",
        context.typed_date(item.date),
        _address(context, item),
    )
    return str(in_a_row(said, ", "))


def _address(context: ChapterContext, item: EvidenceItem) -> str:
    """An address in a cell: long ones are shortened, since the cell leads there."""
    if item.url is None or not web_address(item.url):
        return context.printable(item.url, is_name=True)
    return shown_address(item.url.strip())


def documents_sheet(parts: Parts, name: str, footer: str) -> TableSheet:
    """Every document of every answer in a row of its own; what has an address leads there."""
    words = parts.words
    return TableSheet(
        name=name,
        title=words.say("Documents named for the answers"),
        note=words.say("Each document stands in a row of its own; addresses can be followed."),
        columns=(parts.column(), *_document_columns(words)),
        rows=[
            {**part.named(), **_document(part.context, question, item)}
            for part in parts.every
            for question in _questions(part)
            for item in part.context.assessment.submission.answer(question).evidence
        ],
        frozen=QUESTION,
        footer=footer,
    )


def _document_columns(words: Words) -> Iterator[TableColumn]:
    yield TableColumn(NUMBER, words.say_as("column", "No."), 7, repeats=True)
    yield TableColumn(QUESTION, words.say_as("column", "Question"), 30, repeats=True)
    yield TableColumn(TITLE, words.say_as("column", "Document"), 50)
    yield TableColumn(REFERENCE, words.say_as("column", "Reference"), 44)
    yield TableColumn(PAGE, words.say_as("column", "Page"), 12)
    yield TableColumn(DATE, words.say_as("column", "Date"), 18)
    yield TableColumn(URL, words.say("Web address"), 44)
    yield TableColumn(BY, words.say_as("column", "Named by"), 26)


def _document(context: ChapterContext, question: str, item: EvidenceItem) -> Cells:
    answer = context.assessment.submission.answer(question)
    title, reference = address_in(item.title), address_in(item.reference)
    own = web_address(item.url)
    title = title or own
    return {
        NUMBER: text_cell(context.numbers[question]),
        QUESTION: text_cell(context.label(question)),
        TITLE: text_cell(
            context.printable(item.title, is_name=True),
            looks.LINKED if title else looks.TEXT,
            url=title,
        ),
        REFERENCE: text_cell(
            context.printable(item.reference, is_name=True),
            looks.LINKED if reference else looks.TEXT,
            url=reference,
        ),
        PAGE: text_cell(context.printable(item.page, is_name=True)),
        DATE: text_cell(context.typed_date(item.date)),
        URL: text_cell(
            context.printable(item.url, is_name=True), looks.LINKED if own else looks.TEXT, url=own
        ),
        BY: text_cell(named_by(context, answer, item)),
    }
