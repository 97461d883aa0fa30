"""Letters instead of numbers: an ordered scale such as D, C, B, A.

A "+" may stand between two neighbours.

Inside the kit a letter is a place on 0 to 100 so that bounds, gaps and levels work as they do for
numbers; these places are never printed. What is printed is the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from coherence_kit.model.base import LocalizedText, Model, Text

PLUS = "+"


def _letter(value: str) -> str:
    """A letter by itself: the kit adds the plus, and tables separate letters by blanks."""
    if value.endswith(PLUS) or value.split() != [value]:
        raise PydanticCustomError("kit_letter", "a letter without a plus or a blank")
    return value


Letter = Annotated[Text, AfterValidator(_letter)]


class LetterScale(Model):
    """The letters of a questionnaire, lowest first.

    Args:
        order: at least two letters. Between a letter and the next lies the letter
            with a plus; the top has none.
        counts_as: further letters, each with the one of `order` that it counts as
            (`D*`, "no information", as `D`).

    """

    order: Annotated[tuple[Letter, ...], Field(min_length=2, max_length=12)]
    counts_as: Mapping[Letter, Text] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        """`at` leads from here to what is wrong."""
        seen: set[str] = set()
        for place, letter in enumerate(self.order):
            if letter.casefold() in seen:
                raise PydanticCustomError(
                    "kit_letter_twice", "another letter", {"at": ("order", place)}
                )
            seen.add(letter.casefold())
        for new, old in self.counts_as.items():
            if (
                new.casefold() in seen
            ):  # also one that another further letter has, in upper or lower case
                raise PydanticCustomError(
                    "kit_further_letter", "a further letter", {"at": ("counts_as", new, "[key]")}
                )
            seen.add(new.casefold())
            if old not in self.order:
                raise PydanticCustomError(
                    "kit_counts_as", "a letter of `order`", {"at": ("counts_as", new)}
                )
        return self

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """Every letter a result can have, lowest first: D, D+, C, C+, B, B+, A."""
        *others, top = self.order
        return (*(grade for letter in others for grade in (letter, letter + PLUS)), top)

    def score(self, letter: str) -> Fraction:
        """The place of a letter, 0 (lowest) to 100 (top).

        Raises:
            ValueError: there is no such letter.

        """
        return Fraction(
            100 * self.grades.index(self.counts_as.get(letter, letter)), len(self.grades) - 1
        )

    def grade(self, score: Fraction) -> str:
        """The letter of a place."""
        return self.grades[self.rank(score)]

    def rank(self, score: Fraction) -> int:
        """How many grades lie below a place; a place between two belongs to the lower."""
        return int(score * (len(self.grades) - 1) / 100)

    def with_plus(self, score: Fraction) -> Fraction:
        """The same letter with its plus; a top letter, or one that has it, stays."""
        grade = self.grade(score)
        return self.score(
            grade if grade == self.order[-1] or grade.endswith(PLUS) else grade + PLUS
        )


def grade_label(grade: str) -> LocalizedText:
    """A letter as the name of a level; it is the same in every language."""
    return LocalizedText.model_validate(grade)
