"""What types share whose answers are picked from a list: one, some, or all in an order."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import ClassVar

from typing_extensions import override

from coherence_kit.model.submission import AnswerValue
from coherence_kit.problems import did_you_mean, nearest
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.kind import (
    EVERY_ANSWER,
    HIGHEST,
    LOWEST,
    MOST_LISTED,
    Letters,
    Q_co,
    QuestionKind,
    hint_of_one,
    key_of_one,
    wrong_value,
)
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.questions.taking_back import takes_back
from coherence_kit.questions.typed import label_typed, plain_words

_NOTHING = frozenset({"none", "no", "nothing", "-", "–", "0"})
_EITHER = re.compile(r"\s(?:or|ou|o)\s", re.IGNORECASE)
_BETWEEN_ANSWERS = re.compile(
    rf"[,;/|\n\u060c\u061b\u3001\uff0c\uff1b]|\s(?:and|et|y|&)\s|{_EITHER.pattern}", re.IGNORECASE
)


class PickOne(QuestionKind[Q_co]):
    """One of the labels is the answer; its key, or what it is spelt as, stands in the file."""

    shape: ClassVar[Shape] = Shape.PICK_ONE

    @property
    @abstractmethod
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The answers, in the order in which forms list them."""

    @property
    def known(self) -> str:
        """The answers one after the other."""
        return f"one of {', '.join(label.spelt for label in self.labels)}"

    @override
    def cure(self, raw: object) -> str:
        """One of them is to be chosen, whatever stands there."""
        return "choose one of them"

    def hint(self, raw: object) -> str:
        """The answer that is meant.

        The one in a list of one, the one spelt nearly so, or what is probably meant; of two none.
        """
        if isinstance(raw, (list, tuple)):
            return hint_of_one(self, raw)
        text = str(raw).strip()
        parts = answers_in(text, [label.spelt for label in self.labels])
        named = (label_typed(self.labels, plain_words(part)) for part in parts)
        if len({label.key for label in named if label is not None}) > 1:
            return ""
        near = self.near(text)
        if near:
            return near
        meant = self.meant(plain_words(text))
        return f' Did you mean "{meant}"?' if meant else ""

    def near(self, text: str) -> str:
        """The hint for an answer that is spelt nearly so."""
        return did_you_mean(text, [label.spelt for label in self.labels])

    @override
    def typed(self, raw: object) -> object:
        """The key or the words of one answer, or both with a sign between them."""
        if not isinstance(raw, str):
            return raw
        label = label_typed(self.labels, plain_words(raw))
        return raw if label is None else label.spelt

    def meant(self, text: str) -> str:  # noqa: ARG002  (some type needs it)
        """The answer that a text probably means; `text` has been through `plain_words`."""
        return ""

    def possible_scores(self, letters: Letters = None) -> tuple[Fraction, ...]:
        """The scores of all answers."""
        return tuple(sorted(set(self.listed_scores(letters).values())))

    def listed_scores(self, letters: Letters = None) -> dict[str, Fraction]:
        """The score of every answer by its key."""
        return {key: self.score(self.parse(key), letters) for key in self.keys}

    def key_named(self, text: str) -> str:
        """The key, however it is spelt."""
        return key_of_one(self.parse(text))


class PickMany(QuestionKind[Q_co]):
    """Any of the labels, each once, in the order of the questionnaire whatever that of the file.

    `[]` is an answer.
    """

    shape: ClassVar[Shape] = Shape.PICK_MANY

    @property
    @abstractmethod
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The boxes, in the order in which forms list them."""

    def parse(self, raw: object) -> tuple[str, ...]:
        """The boxes that are ticked."""
        ticked = _listed_once(raw, self.keys)
        return tuple(key for key in self.keys if key in ticked)

    @override
    def typed(self, raw: object) -> object:
        """A list of the boxes that are named by their keys or words."""
        return _items_typed(self.labels, raw)

    @property
    def known(self) -> str:
        """The boxes one after the other."""
        return f"a list of any of these boxes, each once, or [] for none: {', '.join(self.keys)}"

    @override
    def cure(self, raw: object) -> str:
        """How a list is written."""
        return f"write a list such as [{', '.join(self.keys[:2])}], or [] if none is meant"

    def hint(self, raw: object) -> str:
        """The list that a text without brackets stands for, or one whose items are run together."""
        if isinstance(raw, (list, tuple)):
            return _hint_of_list(self, raw)
        text = str(raw).strip()
        known = {key.casefold(): key for key in self.keys}
        if text.casefold() in _NOTHING and text.casefold() not in known:
            return " Did you mean []?"
        return _hint_of_list(self, [text])

    def raised_to(self, key: str, present: AnswerValue | None = None) -> AnswerValue:
        """What is ticked now, and this box."""
        ticked = present if isinstance(present, tuple) else ()
        return self.parse(list(dict.fromkeys((*ticked, key))))


class Order(QuestionKind[Q_co]):
    """All labels, the first one first.

    A condition, and a measure, speaks of the one that stands first.
    """

    shape: ClassVar[Shape] = Shape.ORDER

    @property
    @abstractmethod
    def labels(self) -> tuple[AnswerLabel, ...]:
        """What is put in order, as the questionnaire lists it."""

    def parse(self, raw: object) -> tuple[str, ...]:
        """All of them, as the file has them in order."""
        placed = _listed_once(raw, self.keys)
        if len(placed) < len(self.keys):
            raise ValueError(raw)
        return placed

    @override
    def typed(self, raw: object) -> object:
        """A list of what is named by its keys or words."""
        return _items_typed(self.labels, raw)

    @property
    def known(self) -> str:
        """What is put in order."""
        return f"a list of all of these, each once, the first one first: {', '.join(self.keys)}"

    @override
    def cure(self, raw: object) -> str:
        """How an order is written."""
        return f"write a list such as [{', '.join(self.keys)}], the first one first"

    def hint(self, raw: object) -> str:
        """The list that a text without brackets stands for, or what a list lacks."""
        if isinstance(raw, (list, tuple)):
            lacking = [key for key in self.keys if key not in raw]
            lacks = f" It lacks {', '.join(lacking)}." if lacking else ""
            return _hint_of_list(self, raw) or lacks
        return _hint_of_list(self, [raw])

    def possible_scores(self, letters: Letters = None) -> tuple[Fraction, ...]:
        """The scores of all orders; of too many only the two ends."""
        if factorial(len(self.keys)) > MOST_LISTED:
            return LOWEST, HIGHEST
        return tuple(sorted({self.score(order, letters) for order in permutations(self.keys)}))

    def drawn_scores(self, letters: Letters = None) -> tuple[Fraction, ...] | None:
        """The scores of all orders, or any score where there are too many orders."""
        if factorial(len(self.keys)) > MOST_LISTED:
            return None
        return self.possible_scores(letters)

    def raised_to(self, key: str, present: AnswerValue | None = None) -> AnswerValue:
        """The order as it is now, with this one put first."""
        order = present if isinstance(present, tuple) else self.keys
        if key not in self.keys:
            raise ValueError(key)
        return (key, *(other for other in order if other != key))

    @property
    def proof_keys(self) -> tuple[str, ...]:
        """What proves an order proves the whole of it."""
        return (EVERY_ANSWER,)

    @override
    def proof_keys_of(self, value: AnswerValue) -> tuple[str, ...]:
        """Likewise."""
        return self.proof_keys

    def condition_keys(self, value: AnswerValue) -> tuple[str, ...]:
        """The one that stands first."""
        return value[:1] if isinstance(value, tuple) else (answer_key(value),)


def _items_typed(labels: Sequence[AnswerLabel], raw: object) -> object:
    """A list with the keys of what it names; an item that names none stays as it is."""
    if not isinstance(raw, (list, tuple)):
        return raw
    return [_key_typed(labels, item) if isinstance(item, str) else item for item in raw]


def _key_typed(labels: Sequence[AnswerLabel], item: str) -> str:
    label = label_typed(labels, plain_words(item))
    return item if label is None else label.key


def _listed_once(raw: object, keys: Iterable[str]) -> tuple[str, ...]:
    """A list of some of the keys, each once, as the file has it.

    Raises:
        TypeError: it is no list.
        ValueError: something else stands in it, or one twice.

    """
    if not isinstance(raw, (list, tuple)):
        raise wrong_value(raw)
    known = set(keys)
    if any(not isinstance(item, str) or item not in known for item in raw):
        raise ValueError(raw)
    if len(set(raw)) < len(raw):
        raise ValueError(raw)
    return tuple(raw)


def answers_in(text: str, keys: Iterable[str]) -> list[str]:
    """What stands in a text with signs, or with words for and and or, between.

    Of a part in which two keys stand side by side each word.
    """
    known, found = {key.casefold() for key in keys}, list[str]()
    for part in _BETWEEN_ANSWERS.split(text):
        words = part.split()
        is_several = len(known.intersection(map(str.casefold, words))) > 1
        found += words if is_several else filter(None, [part.strip()])
    return found


def _hint_of_list(kind: QuestionKind[Q_co], items: Iterable[object]) -> str:
    """The list that is meant, if each part of what stands there is nearly one of the answers."""
    texts = list(map(str, items))
    if any(map(_EITHER.search, texts)):
        return ""
    parts = (part for text in texts for part in answers_in(text, kind.keys))
    named = [_key_meant(kind.labels, part) for part in parts]
    return f" Did you mean [{', '.join(named)}]?" if named and kind.accepts(named) else ""


def _key_meant(labels: Sequence[AnswerLabel], part: str) -> str:
    """The key of the answer that a text names, or of the one spelt nearly so; empty if of none."""
    label = label_typed(labels, plain_words(part))
    if label is not None:
        return label.key
    return "" if takes_back(plain_words(part)) else nearest(part, [one.key for one in labels])
