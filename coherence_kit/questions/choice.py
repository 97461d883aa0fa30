"""One of several options, each with a score, a letter, or both."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import ChoiceQuestion, Option, Questionnaire
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.kind import Letters, figure_of, wrong_value
from coherence_kit.questions.options import labels_of_options, repeated_options
from coherence_kit.questions.parts import AnswerLabel, Fault, Graded, Rung, Scoring, Way
from coherence_kit.questions.picks import PickOne
from coherence_kit.words import message


class Choice(PickOne[ChoiceQuestion]):
    """An option scores what it states; the rows of a matrix are of this kind too."""

    method: ClassVar[str] = message(
        "Each option has the score, or the letter, that the questionnaire states for it."
    )
    ways: ClassVar[tuple[Way, ...]] = (
        Way(
            "single choice",
            "type: choice, options with score, letter or both",
            "what the option states",
        ),
    )

    def parse(self, raw: object) -> str:
        """The id of an option."""
        if not isinstance(raw, str):
            raise wrong_value(raw)
        if raw not in self.keys:
            raise ValueError(raw)
        return raw

    @property
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The options."""
        return labels_of_options(self.question.options)

    def _option(self, value: AnswerValue) -> Option:
        found = next((option for option in self.question.options if option.id == value), None)
        if found is None:
            raise wrong_value(value)
        return found

    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """What the option states."""
        return figure_of(self._option(value), letters)

    @override
    def listed_scores(self, letters: Letters = None) -> dict[str, Fraction]:
        """What each option states, looked at once."""
        return {option.id: figure_of(option, letters) for option in self.question.options}

    def scoring(self, letters: Letters = None) -> Scoring:
        """What each option states."""
        options = self.question.options
        if letters is None:
            return Scoring("option", {"options": {item.id: item.score for item in options}})
        return Scoring("letter", {"options": {item.id: item.letter for item in options}})

    @property
    def graded(self) -> Graded:
        """The options."""
        return Graded("options", "option", "options", self.question.options)

    @property
    def cure_for_letters(self) -> str:
        """Its options can have letters."""
        return "give each of its answers a letter"

    def letter_of(self, value: AnswerValue) -> str | None:
        """The option's letter."""
        return self._option(value).letter

    def rungs(self, letters: Letters = None) -> tuple[Rung, ...]:
        """The distinct scores of the options; by letters named by all that count as one.

        Without letters they are counted from 0. There are two at least.
        """
        named: dict[Fraction, list[str]] = {}
        for option in self.question.options:
            named.setdefault(figure_of(option, letters), []).append(option.letter or "")
        scores = sorted(named)
        if len(scores) == 1:
            scores *= 2
        if letters is None:
            return tuple(Rung(str(place), score) for place, score in enumerate(scores))
        return tuple(Rung(_together(named[score], letters), score) for score in scores)

    @override
    def faults(self, questionnaire: Questionnaire) -> Iterator[Fault]:
        """No option is there twice."""
        yield from repeated_options(self.question.options, "options")


def _together(found: list[str], letters: LetterScale) -> str:
    """Letters of one score: those of the order before further ones that count as they do."""
    return "/".join(sorted(set(found), key=lambda letter: (letter in letters.counts_as, letter)))
