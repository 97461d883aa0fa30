"""What is printed and never scored: a text, or a day of the calendar."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from coherence_kit.model.base import parse_date
from coherence_kit.model.days import days_meant
from coherence_kit.model.questionnaire import DateQuestion, TextQuestion
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.kind import Letters, Q_co, QuestionKind, hint_of_one, wrong_value
from coherence_kit.questions.parts import Scoring
from coherence_kit.questions.shapes import Shape
from coherence_kit.questions.typed import SaidState, plain_words


class _Prose(QuestionKind[Q_co]):
    """Words of one's own."""

    shape: ClassVar[Shape] = Shape.PROSE
    is_scored: ClassVar[bool] = False

    def hint(self, raw: object) -> str:
        """What stands alone in a list."""
        return hint_of_one(self, raw) if isinstance(raw, (list, tuple)) else ""

    @override
    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """There is none."""
        msg = f"answers of type {self.scoring().by} have no score"
        raise ValueError(msg)

    @override
    def possible_scores(self, letters: Letters = None) -> tuple[Fraction, ...]:
        """There are none."""
        return ()

    @override
    def scoring(self, letters: Letters = None) -> Scoring:
        """No score is made of it; the word says what is printed."""
        return Scoring("date" if self.is_date else "text")


class Text(_Prose[TextQuestion]):
    """Any text."""

    def parse(self, raw: object) -> str:
        """The text as it is."""
        if not isinstance(raw, str):
            raise wrong_value(raw)
        return raw

    @override
    def state_typed(self, raw: object) -> SaidState | None:
        """Nothing: in a text whatever is typed is the answer."""
        return None

    @property
    def known(self) -> str:
        """A list is none."""
        return "one text"

    @override
    def cure(self, raw: object) -> str:
        """How a text is kept from being read as something else."""
        return "write one text, in double quotes if it begins with a sign such as ["


class Date(_Prose[DateQuestion]):
    """A calendar day, however it is written, if it can be read as one only."""

    is_date: ClassVar[bool] = True

    def parse(self, raw: object) -> str:
        """The day as year-month-day."""
        return parse_date(raw).isoformat()

    @override
    def typed(self, raw: object) -> object:
        """The same in digits of any script."""
        return plain_words(raw) if isinstance(raw, str) else raw

    @override
    def hint(self, raw: object) -> str:
        """The days that a text can mean, where it can mean two."""
        days = days_meant(raw) if isinstance(raw, str) else ()
        return f" Did you mean {' or '.join(days)}?" if len(days) > 1 else super().hint(raw)

    @property
    def known(self) -> str:
        """A day."""
        return "a date"

    @override
    def cure(self, raw: object) -> str:
        """How a day is written."""
        return "write it as year-month-day, such as 2026-06-30"
