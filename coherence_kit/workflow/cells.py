"""What a cell of a table says, read as an answer in a file is read."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import TypeAdapter, ValidationError

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.loading.documents import document_of_values
from coherence_kit.loading.doubts import may_be_doubtful
from coherence_kit.loading.reported_errors import ANSWERS
from coherence_kit.loading.submissions import check_one_not_applicable, typed_by_question
from coherence_kit.model.submission import Answer, AnswerEntry
from coherence_kit.questions import kind_of

InAFile = Callable[[str, str], object]
"""The id of a question and what stands in its cell to what a submission has in its place."""


class CellReader:
    """Reads cells by the questions of a questionnaire.

    Args:
        instrument: what is answered.
        in_a_file: what a cell stands for: a text, a list, or a map with the reason for no answer.
        numbers_are_plain: whether a number can only be read with a point before its decimals, as
            one that stands in a file without quotes.

    """

    def __init__(
        self, instrument: Instrument, in_a_file: InAFile, *, numbers_are_plain: bool
    ) -> None:
        self._tree = instrument.tree
        self._questions = instrument.questions
        self._in_a_file = in_a_file
        self._numbers_are_plain = numbers_are_plain
        self._entry: TypeAdapter[AnswerEntry] = TypeAdapter(AnswerEntry)

    def __call__(self, question_id: str, text: str) -> Answer | None:
        """What a text says to a question; None of one of which anything is to be said.

        That is an error or a warning, for which the row has to be read as a whole.
        """
        value = self._in_a_file(question_id, text)
        document = document_of_values({ANSWERS: {question_id: value}}, "")
        place = (ANSWERS, question_id)
        if self._numbers_are_plain:
            document.numbers = frozenset({place, (*place, "answer")})
        try:
            entry = self._entry.validate_python(value)
        except ValidationError:
            return None
        question = self._questions[question_id]
        answer = typed_by_question(document, question, entry, place, self._tree)
        if answer is None:
            return None
        check_one_not_applicable(document, question_id, answer, self._tree, place)
        is_day = kind_of(question).is_date and isinstance(answer.value, str)
        is_doubtful = answer.has_empty_reason or (is_day and may_be_doubtful(str(answer.value)))
        return None if document.problems or is_doubtful else answer
