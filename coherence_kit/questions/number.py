"""A number, scored by goalposts or by thresholds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from pydantic_core import PydanticCustomError
from typing_extensions import override

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import (
    LARGEST_EXPONENT,
    MOST_DIGITS,
    LocalizedText,
    parse_number,
)
from coherence_kit.model.questionnaire import Goalposts, NumberQuestion, Questionnaire, Threshold
from coherence_kit.model.submission import AnswerValue
from coherence_kit.questions.exact import decimal, settled
from coherence_kit.questions.kind import (
    HIGHEST,
    LOWEST,
    Letters,
    QuestionKind,
    figure_of,
    hint_of_one,
    wrong_value,
)
from coherence_kit.questions.parts import Fault, Graded, Scoring, Way, Working
from coherence_kit.questions.shapes import Shape
from coherence_kit.questions.typed import plain_words
from coherence_kit.questions.typed_numbers import numbers_meant, unmistakable
from coherence_kit.words import message

_LONGEST_NUMBER = 40  # more is no number with a unit behind it but a text
_WITH_A_UNIT = re.compile(r"(?P<number>.*\d)(?P<behind>\D*)", re.DOTALL)
_PER_CENT = frozenset(["%", "٪", "percent", "per", "pour", "por", "cent", "ciento"])
_SIGNS_AND_WORDS = re.compile(r"[^\W_]+|[^\s\w]")
NUMBER_LIMITS = f"at most {MOST_DIGITS} digits, and an exponent of at most {LARGEST_EXPONENT}"


class Number(QuestionKind[NumberQuestion]):
    """Between goalposts a number scores its share of the way.

    In classes it scores what its class states.
    """

    shape: ClassVar[Shape] = Shape.QUANTITY
    method: ClassVar[str] = message(
        "A number is placed between two goalposts, 0 and 100, and capped there; or it scores by "
        "the class it is in."
    )
    ways: ClassVar[tuple[Way, ...]] = (
        Way(
            "number, goalposts",
            "type: number, goalposts: {low, high, scale: linear or logarithmic}",
            "100·(x − low)/(high − low), or with logarithms, x kept between the goalposts; "
            "low may be the greater",
        ),
        Way(
            "number, thresholds",
            "type: number, thresholds: [{score}, {from, score}, …], or letters",
            "the score or letter of the class that x is in; classes are closed below",
        ),
    )

    def parse(self, raw: object) -> Fraction:
        """A number within the limits."""
        number = parse_number(raw)
        if not self._can_be(number):
            raise ValueError(raw)
        return number

    @override
    def typed(self, raw: object) -> object:
        """The one number that a text can mean, in whatever signs and digits it is written."""
        meant = numbers_meant(raw) if isinstance(raw, str) else ()
        return meant[0] if len(meant) == 1 else raw

    @override
    def read(self, raw: object) -> AnswerValue:
        """As for every type; a text that can mean two numbers is none, like `1.250`."""
        if isinstance(raw, str) and len(numbers_meant(raw)) > 1:
            raise ValueError(raw)
        return super().read(raw)

    @override
    def doubt(self, raw: object) -> str:
        """The two numbers that it can be."""
        either = _either(raw)
        return f", which can be {either}" if either else ""

    def _can_be(self, number: Fraction) -> bool:
        above = self.smallest is None or number >= self.smallest
        return above and (self.largest is None or number <= self.largest)

    @property
    def unit(self) -> LocalizedText | None:
        """What is counted."""
        return self.question.unit

    @property
    def smallest(self) -> Fraction | None:
        """No answer lies below it."""
        return self.question.smallest

    @property
    def largest(self) -> Fraction | None:
        """No answer lies above it."""
        return self.question.largest

    def _unit_words(self) -> frozenset[str]:
        """What may stand behind a number: its unit, and per cent where it has none."""
        if self.unit is None:
            return _PER_CENT
        words = frozenset(_signs_and_words(" ".join(self.unit.root.values())))
        return words if words.isdisjoint({"%", "percent", "cent"}) else words | _PER_CENT

    @property
    def known(self) -> str:
        """The limits and the unit."""
        limits = [
            f"{word} {plain_number(limit)}"
            for word, limit in (("from", self.smallest), ("to", self.largest))
            if limit is not None
        ]
        if limits and self.smallest is None:
            limits = [f"up {limits[0]}"]
        if limits and self.largest is None:
            limits.append("up")
        unit = f" ({self.unit})" if self.unit else ""
        return " ".join(["a number", *limits]) + unit

    def cure(self, raw: object) -> str:
        """How a number is written.

        Of one that is written well it says that the number lies beyond a limit.
        """
        if either := _either(raw):
            return f"write {either}, whichever is meant"
        raw = self.typed(raw)
        try:
            parse_number(raw)
        except PydanticCustomError as error:
            if error.type == "kit_number_size":
                return f"write {NUMBER_LIMITS}"
            return "write digits, with a point before decimals and no unit: 1250 or 2.5"
        return "correct it; if it is right, the limits of the questionnaire are too narrow"

    def hint(self, raw: object) -> str:
        """The number, or either of the numbers, that stand before a unit."""
        if isinstance(raw, (list, tuple)):
            return hint_of_one(self, raw)
        meant = [f'"{number}"' for number in self._before_unit(str(raw)) if self.accepts(number)]
        return f" Did you mean {' or '.join(meant)}?" if meant else ""

    def _before_unit(self, text: str) -> tuple[str, ...]:
        """The numbers that a text such as `1 250 days` or `60 %` can mean."""
        found = _WITH_A_UNIT.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
        words = _signs_and_words(found["behind"]) if found else []
        if found is None or not words or not self._unit_words().issuperset(words):
            return ()
        return tuple(map(_spelt, numbers_meant(found["number"])))

    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """By goalposts, else by the class."""
        if self.question.goalposts is not None:
            return _between(self.question.goalposts, _as_fraction(value))
        return figure_of(self.class_of(value), letters)

    def class_of(self, value: AnswerValue) -> Threshold:
        """The class that a number belongs to; classes are closed below."""
        number, (first, *others) = _as_fraction(value), self.question.thresholds or ()
        for item in reversed(others):
            if item.start is not None and number >= item.start:
                return item
        return first

    def possible_scores(self, letters: Letters = None) -> tuple[Fraction, ...]:
        """Of classes those of each, of goalposts the two ends."""
        if self.question.thresholds is None:
            return LOWEST, HIGHEST
        return tuple(sorted({figure_of(item, letters) for item in self.question.thresholds}))

    def drawn_scores(self, letters: Letters = None) -> tuple[Fraction, ...] | None:
        """Of goalposts any score."""
        return None if self.question.goalposts is not None else self.possible_scores(letters)

    def scoring(self, letters: Letters = None) -> Scoring:
        """The goalposts, or the classes."""
        posts = self.question.goalposts
        if posts is not None:
            inputs = {"low": posts.low, "high": posts.high, "scale": posts.scale}
            return Scoring("goalposts", inputs)
        in_letters = letters is not None
        classes = [
            {"from": item.start, "letter": item.letter}
            if in_letters
            else {"from": item.start, "score": item.score}
            for item in self.question.thresholds or ()
        ]
        return Scoring("thresholds", {"classes": classes})

    def working(self, value: AnswerValue) -> Working:
        """The arithmetic between the goalposts, or the class."""
        posts = self.question.goalposts
        if posts is None:
            return Working(found_in=self.class_of(value))
        kept = _within_goalposts(posts, _as_fraction(value))
        return Working(_formula(posts, kept), kept_at=None if kept == value else kept)

    @property
    def graded(self) -> Graded | None:
        """The classes."""
        if not self.question.thresholds:
            return None
        return Graded("thresholds", "class", "classes", self.question.thresholds)

    @property
    def cure_for_letters(self) -> str:
        """Classes can have letters."""
        return "give it thresholds, each with a letter"

    def letter_of(self, value: AnswerValue) -> str | None:
        """The letter of the class."""
        return self.class_of(value).letter if self.question.thresholds else None

    @override
    def faults(self, questionnaire: Questionnaire) -> Iterator[Fault]:
        """It is scored in one way, of which every part can be reached."""
        question, smallest, largest = self.question, self.smallest, self.largest
        if smallest is not None and largest is not None and smallest >= largest:
            expected = f"above the smallest number, {plain_number(smallest)}"
            texts = {"key": "largest", "value": plain_number(largest), "expected": expected}
            yield Fault("questionnaire.rule-value", ("largest",), texts)
        elif question.thresholds is not None and not question.thresholds:
            expected = "a list of classes, such as [{score: 0}, {from: 50, score: 100}]"
            texts = {"key": "thresholds", "expected": expected}
            yield Fault("schema.empty", ("thresholds",), texts)
        elif (question.goalposts is None) == (question.thresholds is None):
            yield self._fault_of_scoring()
        elif question.goalposts is not None:
            yield from self._faults_of_goalposts(question.goalposts)
        else:
            yield from self._faults_of_classes()

    def _fault_of_scoring(self) -> Fault:
        path: tuple[str, ...] = ()
        if self.question.goalposts is None:
            found = "neither goalposts nor thresholds"
            cure = "add a line such as goalposts: {low: 0, high: 100}"
        else:
            found, cure = "both goalposts and thresholds", "delete one of the two"
            path = ("thresholds",)
        texts = {"id": self.question.id, "found": found, "cure": cure}
        return Fault("questionnaire.number-scoring", path, texts, at_key=True)

    def _faults_of_goalposts(self, posts: Goalposts) -> Iterator[Fault]:
        """The goalposts differ, and some answer reaches each.

        Where a logarithm is taken they have one.
        """
        texts = {"low": plain_number(posts.low), "high": plain_number(posts.high)}
        if posts.low == posts.high:
            yield Fault("questionnaire.goalposts", ("goalposts",), texts)
        elif posts.scale == "logarithmic" and min(posts.low, posts.high) <= 0:
            yield Fault("questionnaire.goalposts-log", ("goalposts",), texts)
        else:
            ends = (("low", posts.low, LOWEST), ("high", posts.high, HIGHEST))
            for key, post, score in ends:
                if not self._can_be(post):
                    so = f"as the answers are, so that one of them can score {score}"
                    told = {"key": key, "value": plain_number(post)}
                    told["expected"] = f"{self.known}, {so}"
                    yield Fault("questionnaire.rule-value", ("goalposts", key), told)

    def _faults_of_classes(self) -> Iterator[Fault]:
        """Each class can be reached.

        Classes are closed below: the first has no start, each next one a higher one.
        """
        starts = [item.start for item in self.question.thresholds or ()]
        for place, start in enumerate(starts):
            path: tuple[str | int, ...] = ("thresholds", place)
            path = path if start is None else (*path, "from")
            what = _fault_of_start(place, start, starts[place - 1] if place else None)
            if what:
                yield Fault("questionnaire.thresholds", path, {"what": what})
                return
            side = None if start is None else self._limit_passed(start)
            if start is not None and side is not None:
                name, limit = side
                texts = {"value": plain_number(start), "side": name, "limit": plain_number(limit)}
                texts["without"] = "below" if name == "smallest" else "from"
                yield Fault("questionnaire.unreachable-class", path, texts)
                return

    def _limit_passed(self, start: Fraction) -> tuple[str, Fraction] | None:
        """The limit that leaves a class without a number.

        That is this class, or the one that ends where this one starts.
        """
        if self.largest is not None and start > self.largest:
            return "largest", self.largest
        if self.smallest is not None and start <= self.smallest:
            return "smallest", self.smallest
        return None


def _as_fraction(value: AnswerValue) -> Fraction:
    if not isinstance(value, Fraction):
        raise wrong_value(value)
    return value


def _within_goalposts(posts: Goalposts, value: Fraction) -> Fraction:
    """The number, or the goalpost that it lies beyond."""
    return min(max(value, min(posts.low, posts.high)), max(posts.low, posts.high))


def _formula(posts: Goalposts, kept: Fraction) -> str:
    low, high, value = plain_number(posts.low), plain_number(posts.high), plain_number(kept)
    if posts.scale == "logarithmic":
        return f"100 × (ln {value} − ln {low}) / (ln {high} − ln {low})"
    return f"100 × ({value} − {low}) / ({high} − {low})"


def _between(posts: Goalposts, value: Fraction) -> Fraction:
    """Where a number lies on the way from the low post to the high one, 0 to 100."""
    kept = _within_goalposts(posts, value)
    if posts.scale == "linear" or kept in {posts.low, posts.high}:
        return 100 * (kept - posts.low) / (posts.high - posts.low)
    low, high = decimal(posts.low).ln, decimal(posts.high).ln
    return settled(lambda: 100 * (decimal(kept).ln() - low()) / (high() - low()))


def _fault_of_start(place: int, start: Fraction | None, before: Fraction | None) -> str:
    """What is wrong with the start of a class, if anything."""
    if place == 0:
        return "" if start is None else f"the first class starts from {plain_number(start)}"
    if start is None:
        return f"class {place + 1} has no from"
    if before is None or start > before:
        return ""
    earlier = f"the class before it from {plain_number(before)}"
    return f"class {place + 1} starts from {plain_number(start)}, {earlier}"


def _either(raw: object) -> str:
    """The numbers that a text can mean where it can mean two: `1.25 or 1250`."""
    meant = numbers_meant(raw) if isinstance(raw, str) else ()
    return " or ".join(map(_spelt, meant)) if len(meant) > 1 else ""


def _spelt(number: str) -> str:
    """A number as it is read again, without needless zeros."""
    return unmistakable(plain_number(parse_number(number)))


def _signs_and_words(text: str) -> list[str]:
    return _SIGNS_AND_WORDS.findall(plain_words(text))
