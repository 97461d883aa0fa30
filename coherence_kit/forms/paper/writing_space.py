"""Room to write on a printed form: what a page leaves empty is shared out among the questions on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coherence_kit.forms.layout import FormAnswer, FormQuestion, FormSection, Layout
from coherence_kit.model.guidance import GuidancePart

_PAGE = 253.0  # millimetres that the margins of a page leave
_RESERVE = 0.07  # of what is used
_HEADING = 17.0
_ROW = 7.0  # a line or row to write in
_ROOM_HEIGHT = (
    45.0  # what stands below an answer, with a line and a row; a row more where it may not apply
)
_MOST_LINES, _MOST_DOCUMENTS = 7, 4
_SHORT_GUIDANCE = 120  # characters; less does not fill a column of its own

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """Empty lines for a comment, and empty rows for documents."""

    lines: int = 1
    documents: int = 1


@dataclass(frozen=True, slots=True)
class _Item:
    """What will stand on a page, and about how high, in millimetres, with the least room to write."""

    id: str
    height: float
    least: Room
    grows: bool


def allot(layout: Layout, answers: Plain, *, own_pages: bool) -> dict[str, Room]:
    """Room to write for each question and matrix, so that what a page leaves empty is there to write on.

    Heights are guesses: every page keeps a part of itself in reserve, and a wrong guess only moves a question.
    """
    rooms: dict[str, Room] = {}
    page: list[_Item] = []
    for section in layout.sections:
        if own_pages:
            rooms.update(_shared_out(page))
            page = []
        for place, item in enumerate(_items(section, answers)):
            placed = replace(item, height=item.height + (_HEADING if place == 0 else 0))
            if sum(other.height for other in page) + placed.height > _PAGE:
                rooms.update(_shared_out(page))
                page = []
            page.append(placed)
    rooms.update(_shared_out(page))
    return rooms


def _shared_out(page: Sequence[_Item]) -> Iterator[tuple[str, Room]]:
    """What is left of a page, in rows, shared by the questions on it that nobody has commented on yet."""
    used = sum(item.height for item in page)
    growing = sum(item.grows for item in page)
    rows = max(0, int((_PAGE - used - _RESERVE * used) / _ROW)) // max(growing, 1)
    for item in page:
        documents = min(rows // 3, _MOST_DOCUMENTS - item.least.documents) if item.grows else 0
        lines = min(rows - documents, _MOST_LINES) if item.grows else 0
        yield item.id, Room(item.least.lines + lines, item.least.documents + documents)


def _items(section: FormSection, answers: Plain) -> Iterator[_Item]:
    for part in section.parts:
        if isinstance(part, FormQuestion):
            yield _item(part, entry_of(answers, part.id))
        elif part.is_matrix:
            entries = [entry_of(answers, row.id) for row in part.questions()]
            height = 38 + 8 * len(entries) + sum(map(_written, entries))
            yield _Item(
                part.id, height + _ROOM_HEIGHT + _ROW, Room(), grows=not any(map(_written, entries))
            )
        else:
            first, *others = _items(part, answers)
            yield replace(first, height=first.height + _HEADING)
            yield from others


def _item(asked: FormQuestion, entry: Plain) -> _Item:
    least = Room(1, 2 if asked.evidence else 1)
    rows = least.documents - 1 + asked.may_leave
    main = _height(asked) + _ROOM_HEIGHT + rows * _ROW + _written(entry)
    height = max(main, _guidance_height(asked.guidance)) + 8
    return _Item(asked.id, height, least, grows=not _written(entry))


def _written(entry: Plain) -> float:
    """About how high what the draft says below an answer will be."""
    comment = _lines(str(entry.get("comment") or ""), 74) * 4.15
    return comment + sum(9.0 for _ in entry.get("evidence") or ())


def _height(asked: FormQuestion) -> float:
    """About how high the question and its boxes will be; other languages wrap about as English does."""
    wide = is_wide(asked.guidance)
    proofs = dict(asked.evidence)
    text = _lines(asked.text, 95 if wide else 60) * 4.8 + 4 + (4.2 if asked.condition else 0)
    if wide:
        text += 6 + sum(_lines(part.line, 130) * 3.7 + 1.5 for part in asked.guidance)
    if not asked.answers:
        return text + (22 if asked.kind == "text" else 10)
    if asked.kind == "boolean":
        return text + 6.5 + sum(_lines(proof, 80) * 3.7 for proof in proofs.values())
    if asked.kind == "multiple-choice":
        text += 11  # how many may be ticked, and none of these
    for answer in asked.answers:
        if is_flag(asked, answer):
            text += 5
            continue
        text += _lines(answer.text, 112 if wide else 74) * 4.15 + 2.2
        text += _lines(proofs.get(answer.key, ""), 130 if wide else 84) * 3.7
    return text


def _guidance_height(guidance: Sequence[GuidancePart]) -> float:
    """The height of the column of guidance; none where it stands among the rest."""
    if is_wide(guidance):
        return 0
    return sum(_lines(part.line, 43) * 3.7 + 0.8 for part in guidance) + 10


def _lines(text: str, length: int) -> int:
    return -(-len(text) // length)


def is_wide(guidance: Sequence[GuidancePart]) -> bool:
    """Whether there is too little guidance for a column of its own."""
    return sum(len(part.line) for part in guidance) < _SHORT_GUIDANCE


def is_flag(asked: FormQuestion, answer: FormAnswer) -> bool:
    """Whether an answer is a step with half a step off, which stands below the step itself."""
    return asked.kind == "scale" and "-" in answer.key[1:]


def entry_of(answers: Plain, name: str) -> Plain:
    """What a draft says on a question, as a map; empty where it says nothing."""
    entry = answers.get(name)
    if isinstance(entry, Mapping):
        return entry
    return {} if entry is None else {"answer": entry}
