"""What a submission says, cell by cell; what no cell can hold is kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coherence_kit.documents.cell_lines import text_length
from coherence_kit.documents.cell_texts import has_code
from coherence_kit.forms.layout import FormQuestion, Layout
from coherence_kit.forms.xlsx.schema import (
    ANSWER,
    ASKED,
    COMMENT,
    CONTINUES,
    CONTINUES_BEHIND,
    EVIDENCE,
    HEADER,
    LONGEST_CELL,
    NO_BOX,
    NOT_APPLICABLE,
    OFFICES,
    RECHECK,
    REST,
    REVIEW,
    SHORT,
    STANDINGS,
    UNKNOWN,
    VERDICTS,
    WHOLE,
    answer_of,
    entry_of,
    shown,
    unknown_of,
)
from coherence_kit.forms.xlsx.words import spoken_in
from coherence_kit.questions.shapes import Shape

Path = tuple[str | int, ...]
_FOR_A_TAB = "    "
_OF_THE_START = frozenset({*HEADER, *OFFICES})
_PIECE = 15_000  # half of what a cell takes, because some characters count twice


@dataclass(frozen=True, slots=True)
class Record:
    """Something that is kept beside the cells.

    Its kind, its path, what its cell shows, and the value itself.
    """

    kind: str
    path: Path
    shown: str
    value: Any


@dataclass(slots=True)
class Filled:
    """The cells of one question.

    Those of its own row by column, those of further documents, and which boxes are ticked.
    """

    cells: dict[str, str] = field(default_factory=dict)
    documents: list[dict[str, str]] = field(default_factory=list)
    ticked: tuple[str, ...] = ()


class Prefill:
    """A draft spread over the cells of a form; `records` are what no cell can hold."""

    def __init__(self, layout: Layout, draft: Mapping[str, Any]) -> None:
        """Spread it."""
        self.records: list[Record] = []
        self._spoken = spoken_in(layout.words)
        self.header = self._header(draft)
        answers = draft.get("answers")
        entries = answers if isinstance(answers, Mapping) else {}
        self.questions = {
            question.id: self._question(question, entries[question.id])
            for question in layout.questions()
            if question.id in entries
        }
        for name in entries:
            if name not in self.questions:
                self._keep(("answers", name), entries[name])

    def _header(self, draft: Mapping[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in draft.items():
            if key in {"respondent", "offices"} and isinstance(value, Mapping):
                for name, inner in value.items():
                    row = f"{key}.{name}"
                    text = self._text((key, name), inner, is_known=row in _OF_THE_START)
                    if text:
                        found[row] = text
            elif key not in {"format", "questionnaire", "answers", SHORT, ASKED}:
                is_standing = key == "standing" and value in STANDINGS
                said = self._spoken.text(value) if is_standing else value
                text = self._text((key,), said, is_known=key in HEADER)
                if text:
                    found[key] = text
        return found

    def _question(self, question: FormQuestion, stated: Any) -> Filled:  # noqa: ANN401  (anything a file may hold)
        entry = stated if isinstance(stated, Mapping) else {"answer": stated}
        filled = Filled()
        path: Path = ("answers", question.id)
        for key, value in entry.items():
            place = (*path, key)
            if key == ANSWER:
                self._answer(question, filled, value, place)
            elif key == "evidence" and isinstance(value, (list, tuple)):
                self._evidence(filled, value, place)
            elif key == "review" and isinstance(value, Mapping):
                self._review(question, filled, value, place)
            elif key == UNKNOWN:
                self._unknown(filled, value, place)
            else:
                self._put(
                    filled, key, value, place, is_known=key in {COMMENT, NOT_APPLICABLE, RECHECK}
                )
        return filled

    def _answer(self, question: FormQuestion, filled: Filled, value: Any, place: Path) -> None:  # noqa: ANN401
        if question.shape is Shape.ORDER and isinstance(value, (list, tuple)):
            filled.cells[ANSWER] = ", ".join(map(str, value))
        elif question.shape is Shape.PICK_MANY and isinstance(value, (list, tuple)):
            boxes = {answer.key for answer in question.answers}
            filled.ticked = tuple(str(box) for box in value if box in boxes)
            others = [str(box) for box in value if box not in boxes]
            filled.cells[ANSWER] = ", ".join(others) if others else self._none(value)
        elif isinstance(value, str):
            self._put(filled, ANSWER, answer_text(question, value), place, is_known=True)
            if (
                answer_of(filled.cells.get(ANSWER, ""), entry_of(question), self._spoken) != value
                and len(value) <= _PIECE
            ):
                self._keep(place, value, filled.cells.get(ANSWER, ""))
        elif value is not None:
            self._keep(place, value)

    def _none(self, value: Sequence[Any]) -> str:
        """What the cell says where no box is ticked; empty where some are."""
        return "" if value else self._spoken.text(NO_BOX)

    def _evidence(self, filled: Filled, items: Iterable[Any], place: Path) -> None:
        for number, item in enumerate(items):
            document: dict[str, str] = {}
            for key, value in item.items() if isinstance(item, Mapping) else ():
                text = self._text((*place, number, key), value, is_known=key in EVIDENCE)
                if text:
                    document[key] = text
            if number == 0:
                filled.cells |= document
            else:
                filled.documents.append(document)

    def _review(
        self, question: FormQuestion, filled: Filled, review: Mapping[str, Any], place: Path
    ) -> None:
        for key, value in review.items():
            inner = (*place, key)
            is_text = key in REVIEW and isinstance(value, str)
            text = answer_text(question, value) if is_text and key == ANSWER else value
            if key == "verdict" and value in VERDICTS:
                text = self._spoken.text(value)
            if key == ANSWER and (listed := self._listed(question, value)):
                filled.cells[f"review.{key}"] = listed
                continue
            self._put(filled, f"review.{key}", text, inner, is_known=is_text)
            if (
                is_text
                and key == ANSWER
                and answer_of(text, entry_of(question), self._spoken) != value
                and len(value) <= _PIECE
            ):
                self._keep(inner, value, text)

    def _listed(self, question: FormQuestion, value: Any) -> str:  # noqa: ANN401
        """The reviewer's own boxes, or their order, as the cell names them; empty for all else."""
        takes_several = question.shape in {Shape.PICK_MANY, Shape.ORDER}
        if not takes_several or not isinstance(value, (list, tuple)):
            return ""
        keys = {answer.key for answer in question.answers}
        if not keys.issuperset(map(str, value)):
            return ""
        return ", ".join(map(str, value)) or self._none(value)

    def _unknown(self, filled: Filled, value: Any, place: Path) -> None:  # noqa: ANN401
        if value is None or value == "":
            filled.cells[UNKNOWN] = self._spoken.text(UNKNOWN)
            return
        self._put(filled, UNKNOWN, value, place, is_known=True)
        if isinstance(value, str) and unknown_of(value, self._spoken) is None:
            self._keep(place, value, value)

    def _put(self, filled: Filled, column: str, value: Any, place: Path, *, is_known: bool) -> None:  # noqa: ANN401
        text = self._text(place, value, is_known=is_known)
        if text:
            filled.cells[column] = text

    def _text(self, place: Path, value: Any, *, is_known: bool) -> str:  # noqa: ANN401
        """What the cell shows; what it cannot show is kept."""
        if value is None:
            return ""
        if not is_known or not isinstance(value, str):
            self._keep(place, value)
            return ""
        if not value.strip():
            return ""
        # LibreOffice drops tabs from cells, and openpyxl writes _x0041_ so that it is read as A.
        is_at_risk = "\t" in value or has_code(value)
        if is_at_risk and len(value) <= _PIECE // len(_FOR_A_TAB):
            spaced = value.replace("\t", _FOR_A_TAB)
            self._keep(place, value, spaced)
            return spaced
        if len(value) <= _PIECE or text_length(value) <= LONGEST_CELL:
            return value
        self.records.append(Record(REST, place, "", value[_PIECE:]))
        return value[:_PIECE] + CONTINUES_BEHIND.format(rest=self._spoken.text(CONTINUES))

    def _keep(self, place: Path, value: Any, shown_as: str = "") -> None:  # noqa: ANN401
        """Keep a value once, also where two reasons keep it out of its cell."""
        if self.records and self.records[-1].path == place:
            return
        self.records.append(Record(WHOLE, place, shown_as, value))


def answer_text(question: FormQuestion, value: str) -> str:
    """An answer as its cell shows it: chosen from the list if there is one."""
    return next((shown(answer) for answer in question.answers if answer.key == value), value)
