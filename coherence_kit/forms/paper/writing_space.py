"""Room to write on a printed form: what a page leaves empty goes to the questions on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coherence_kit.documents import text_fit
from coherence_kit.documents.text_widths import Face, line_count
from coherence_kit.forms.layout import FormGuidance, FormQuestion, FormSection, Layout
from coherence_kit.forms.paper.matrices import is_too_wide_for_beside, matrix_height
from coherence_kit.forms.paper.sizes import SIZES
from coherence_kit.questions.shapes import Shape

_RESERVE = 0.07  # of what is used
_HAIR = 0.2  # the line below a row, in millimetres
_HEADING = SIZES.section_title.line.mm + SIZES.section_title_below + _HAIR
_GROUP = SIZES.group_title_above + SIZES.group_title.line.mm + SIZES.group_title_below
# What stands below an answer, with a line and a row; a row more where it may not apply.
_ROOM_HEIGHT = 45.0
_PROSE, _VALUE = 22.0, 10.0  # the place to write a text, and any other answer
_AROUND = SIZES.rule.mm + SIZES.question_above + SIZES.question_below + 1.1
_DOCUMENT = 9.0  # a document that is named already
_MOST_LINES, _MOST_DOCUMENTS = 7, 4
_SHORT_GUIDANCE = 120  # characters; less does not fill a column of its own

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """Empty lines for a comment, and empty rows for documents.

    `fits` says that all of it has room on one page, below the heading of its section if it is the
    first: then it is not parted.
    """

    lines: int = 1
    documents: int = 1
    fits: bool = True


@dataclass(frozen=True, slots=True)
class _Item:
    """What will stand on a page, how high in millimetres, and the least room to write on it."""

    id: str
    height: float
    least: Room
    grows: bool


def allot(layout: Layout, answers: Plain, *, own_pages: bool) -> dict[str, Room]:
    """Room to write for each question and matrix: what its page leaves empty.

    Texts are measured, but a page keeps a part of itself in reserve for what is not; should that
    not be enough, a question moves to the next page.
    """
    rooms: dict[str, Room] = {}
    page: list[_Item] = []
    for section in layout.sections:
        if own_pages:
            rooms.update(_shared_out(page))
            page = []
        for place, item in enumerate(_items(section, answers)):
            placed = replace(item, height=item.height + (_HEADING if place == 0 else 0))
            if sum(other.height for other in page) + placed.height > SIZES.text_height:
                rooms.update(_shared_out(page))
                page = []
            page.append(_marked(placed))
    rooms.update(_shared_out(page))
    return rooms


def _marked(item: _Item) -> _Item:
    """An item that may be parted, where it is too high for a page of its own."""
    fits = item.height <= SIZES.text_height
    return replace(item, least=replace(item.least, fits=fits))


def _shared_out(page: Sequence[_Item]) -> Iterator[tuple[str, Room]]:
    """What is left of a page, in rows, for the questions that nobody has commented on yet."""
    used = sum(item.height for item in page)
    growing = sum(item.grows for item in page)
    rows = max(0, int((SIZES.text_height - used - _RESERVE * used) / SIZES.writing_row)) // max(
        growing, 1
    )
    for item in page:
        documents = min(rows // 3, _MOST_DOCUMENTS - item.least.documents) if item.grows else 0
        lines = min(rows - documents, _MOST_LINES) if item.grows else 0
        room = Room(item.least.lines + lines, item.least.documents + documents, item.least.fits)
        yield item.id, room


def _items(section: FormSection, answers: Plain) -> Iterator[_Item]:
    for part in section.parts:
        if isinstance(part, FormQuestion):
            yield _item(part, entry_of(answers, part.id))
        elif part.is_matrix:
            entries = [entry_of(answers, row.id) for row in part.questions()]
            height = _matrix(part) + sum(map(_written, entries))
            yield _Item(part.id, height, Room(), grows=not any(map(_written, entries)))
        else:
            first, *others = _items(part, answers)
            yield replace(first, height=first.height + _GROUP)
            yield from others


def _matrix(part: FormSection) -> float:
    """How high a matrix will be, with the room to write below it and its guidance."""
    guidance = next(part.questions()).guidance
    below = _ROOM_HEIGHT + SIZES.writing_row + _AROUND
    if not is_wide_matrix(part):
        return max(matrix_height(part, SIZES.beside) + below, _guidance_height(guidance) + _AROUND)
    label = SIZES.label.line.mm + SIZES.label_below
    above = label + _guidance(guidance, SIZES.text_width)
    return above + matrix_height(part, SIZES.text_width) + below


def _item(asked: FormQuestion, entry: Plain) -> _Item:
    least = Room(1, 2 if asked.evidence else 1)
    rows = least.documents - 1 + asked.may_leave
    main = _height(asked) + _ROOM_HEIGHT + rows * SIZES.writing_row + _written(entry)
    height = max(main, _guidance_height(asked.guidance)) + _AROUND
    return _Item(asked.id, height, least, grows=not _written(entry))


def _written(entry: Plain) -> float:
    """How high what the draft says below an answer will be."""
    comment = str(entry.get("comment") or "")
    said = text_fit.height(comment, SIZES.beside, SIZES.table)
    if said:
        said += SIZES.written_above + SIZES.written_below
    return said + sum(_DOCUMENT for _ in entry.get("evidence") or ())


def _height(asked: FormQuestion) -> float:
    """How high the question and its boxes will be."""
    wide = is_wide(asked.guidance)
    column = SIZES.text_width if wide else SIZES.beside
    text = text_fit.height(asked.text, column, SIZES.text, face=Face.SANS_BOLD) + SIZES.text_below
    text += SIZES.label.line.mm + SIZES.label_below if wide else 0
    if asked.asked_if:
        text += text_fit.height(asked.asked_if, column, SIZES.table, face=Face.SANS_BOLD)
        text += SIZES.condition_below
    if wide:
        text += _guidance(asked.guidance, column)
    return text + _answers_height(asked, column)


def _answers_height(asked: FormQuestion, column: float) -> float:
    """Of the boxes to tick, or of the place to write the answer."""
    said = column - SIZES.box_indent
    if not asked.answers:
        return _PROSE if asked.shape is Shape.PROSE and not asked.is_date else _VALUE
    row = 2 * SIZES.box_row + _HAIR
    if asked.says_yes_or_no:
        in_line = SIZES.body.line.mm + row
        return in_line + sum(
            text_fit.height(proof, said, SIZES.small) for _, proof in asked.evidence
        )
    total = 0.0
    if asked.shape.takes_several:
        total += 2 * (SIZES.table.line.mm + row)  # how many may be ticked, and none of these
    for answer in asked.answers:
        if answer.is_half:
            total += SIZES.flag_above + SIZES.table.line.mm
            continue
        runs = [(f"{answer.key} {answer.name}", Face.SANS_BOLD), (answer.detail, Face.SANS)]
        if not answer.name:
            runs = [(answer.text, Face.SANS)]
        total += line_count(runs, said, SIZES.table.size) * SIZES.table.line.mm + row
        total += text_fit.height(asked.proof_of(answer), said, SIZES.small)
    return total


def _guidance_height(guidance: Sequence[FormGuidance]) -> float:
    """The height of the column of guidance; none where it stands among the rest."""
    if is_wide(guidance):
        return 0
    label = SIZES.label.line.mm + SIZES.label_below
    return label + _guidance(guidance, SIZES.aside - SIZES.gutter)


def _guidance(guidance: Sequence[FormGuidance], width: float) -> float:
    return sum(
        text_fit.height(part.line, width, SIZES.small) + SIZES.guidance_below for part in guidance
    )


def is_wide(guidance: Sequence[FormGuidance]) -> bool:
    """Whether there is too little guidance for a column of its own."""
    return sum(len(part.line) for part in guidance) < _SHORT_GUIDANCE


def is_wide_matrix(matrix: FormSection) -> bool:
    """Whether a matrix takes the whole width: with little guidance, or many columns."""
    return is_wide(next(matrix.questions()).guidance) or is_too_wide_for_beside(matrix)


def entry_of(answers: Plain, name: str) -> Plain:
    """What a draft says on a question, as a map; empty where it says nothing."""
    entry = answers.get(name)
    if isinstance(entry, Mapping):
        return entry
    return {} if entry is None else {"answer": entry}
