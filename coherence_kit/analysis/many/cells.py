"""The cells of a table as answers: every text of a column is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import UNANSWERED, Answer
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.states import State, stated

Codes = NDArray[np.intp]
Reader = Callable[[str, str], Answer | None]
"""The id of a question and what stands in a cell to the answer.

None where anything is to be said of it.
"""

NO_ANSWER, LEFT, UNKNOWN, DOUBTFUL, FIRST_ANSWER = range(5)
"""What a code says; from the last one on each stands for an answer, or a reason for none."""
_MOST_KEPT: Final = 20_000
"""Different texts of a column that are remembered from chunk to chunk."""


class _Known(dict[str | None, int]):
    """Texts with their codes; one that was not met yet is read."""

    def __init__(self, read: Callable[[str], int]) -> None:
        super().__init__({None: NO_ANSWER})
        self._read = read

    def __missing__(self, text: str) -> int:
        code = self[text] = self._read(text)
        return code


class Column:
    """The cells of one question; `answers` has what each code stands for.

    Args:
        question: the one that is answered; answers in words of one's own share a code.
        read: what a text says.

    """

    def __init__(self, question: Question, read: Reader) -> None:
        self._question = question.id
        self._reader = read
        self._shares_a_code = kind_of(question).shape is Shape.PROSE
        self._known = _Known(self._read)
        self.answers: list[Answer] = [UNANSWERED] * FIRST_ANSWER
        self.edition = 0
        """Rises when the codes are given anew."""

    def codes(self, cells: Sequence[str | None]) -> Codes:
        """A code for each cell."""
        if self._shares_a_code:
            self._known = _Known(self._read)  # words of one's own are long, and seldom come again
        elif len(self._known) > _MOST_KEPT:
            self._known = _Known(self._read)
            del self.answers[FIRST_ANSWER:]
            self.edition += 1
        return np.fromiter(map(self._known.__getitem__, cells), dtype=np.intp, count=len(cells))

    def _read(self, text: str) -> int:
        answer = self._reader(self._question, text)
        if answer is None:
            return DOUBTFUL
        match stated(answer):
            case State.UNANSWERED:
                return NO_ANSWER
            case State.UNKNOWN:
                return UNKNOWN
            case State.ANSWERED | State.NOT_APPLICABLE:
                return self._code_of(answer)
        return DOUBTFUL

    def _code_of(self, answer: Answer) -> int:
        if not self._shares_a_code or len(self.answers) == FIRST_ANSWER:
            self.answers.append(answer)
        return len(self.answers) - 1
