"""What a type of question tells about itself, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.model.questionnaire import Option, Threshold


@dataclass(frozen=True, slots=True)
class AnswerLabel:
    """One answer that can be listed, or one part of such an answer.

    Args:
        key: as conditions and evidence tables have it: `3`, `true`, an option's id.
        name: of a step, in a few words.
        text: what it says; where there is neither, as of yes and no, views have words of their own.
        written: as people write it, where that is not the key: `yes`.
        step: the place on a scale that it counts as: 2 for step 2, 1.5 for step 2 with a flag
            that takes half a step off.
        flag: what that flag says.

    """

    key: str
    name: LocalizedText | None = None
    text: LocalizedText | None = None
    written: str = ""
    step: Fraction | None = None
    flag: LocalizedText | None = None

    @property
    def is_worded(self) -> bool:
        """Whether the questionnaire has words for it."""
        return self.name is not None or self.text is not None

    def in_language(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """Name and text, with a full stop between; the key where there is neither."""
        parts = (self.name, self.text)
        said = [part.in_language(wanted, available) for part in parts if part is not None]
        return ". ".join(said) or self.key

    def language_for(self, wanted: str, available: tuple[str, ...] = ()) -> str:
        """Tag of the language in which it is given to who wants another; `und` if unstated."""
        text = self.name or self.text
        return UNDETERMINED if text is None else text.language_for(wanted, available)

    @property
    def spelt(self) -> str:
        """The answer as people write it."""
        return self.written or self.key

    @property
    def named_step(self) -> int | None:
        """The step that the answer names, with its flag or without; None off a scale."""
        if self.step is None:
            return None
        return int(self.step + Fraction(1, 2)) if self.flag else int(self.step)


@dataclass(frozen=True, slots=True)
class Graded:
    """Answers that state their scores or letters themselves.

    Args:
        key: of the list in the file.
        one: an item of it in a word, for problems.
        several: the items in a word.
        items: in the order of the file.

    """

    key: str
    one: str
    several: str
    items: tuple[Option | Threshold, ...]

    @property
    def has_scores(self) -> bool:
        """Whether every item can be counted in numbers."""
        return all(item.score is not None for item in self.items)

    @property
    def has_letters(self) -> bool:
        """Whether every item can be counted in letters."""
        return all(item.letter is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Rung:
    """One place of a question's meter: its short name and its score, 0 to 100."""

    name: str
    score: Fraction


@dataclass(frozen=True, slots=True)
class Scoring:
    """How answers to a question become scores.

    Args:
        by: the way in a word: step, option, letter, share, points, any-n-of, goalposts,
            thresholds, boolean.
        inputs: what the way works with, by names that results as data have; fractions are exact.

    """

    by: str
    inputs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a questionnaire can have answers scored, as `coherence rules` lists it.

    Args:
        name: of the way.
        stated: how a questionnaire writes it down.
        formula: from the answer to a score of 0 to 100.

    """

    name: str
    stated: str
    formula: str


@dataclass(frozen=True, slots=True)
class Working:
    """The arithmetic that makes one answer a score.

    Args:
        formula: with this answer's figures, without its result; empty where nothing is worked out.
        place: on a scale, the place that the answer counts as.
        kept_at: the end at which an answer beyond it is kept; None where it lies between the ends.
        found_in: the class of numbers that the answer belongs to.

    """

    formula: str = ""
    place: Fraction | None = None
    kept_at: Fraction | None = None
    found_in: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a question states and may not.

    Args:
        code: of the catalogue of problems.
        path: from the question to the place.
        texts: what the catalogue's sentences need.
        at_key: whether the key is at fault and not its value.
        if_borrowed: texts that take the place of those where the question is one of another
            questionnaire.

    """

    code: str
    path: tuple[str | int, ...]
    texts: Mapping[str, object]
    at_key: bool = False
    if_borrowed: Mapping[str, object] = field(default_factory=dict)
