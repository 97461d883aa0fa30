"""A submission in a program: read from a file, or made of plain answers, and checked either way."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from coherence_kit.api.frames import Columns, Tabular
from coherence_kit.errors import WrongUseError
from coherence_kit.i18n import plain_number

if TYPE_CHECKING:
    from coherence_kit.loading.documents import Document
    from coherence_kit.model.submission import Answer, AnswerValue
    from coherence_kit.model.submission import Submission as Model
    from coherence_kit.problems import Problem
    from coherence_kit.workflow.score import Loaded

Answers = Mapping[str, Any]
"""Answers by question id; see :meth:`coherence_kit.Kit.submission` for what an answer may be."""
ENTRY_KEYS = frozenset(
    ("answer", "not_applicable", "unknown", "comment", "evidence", "review", "recheck")
)
MEMORY = "<answers>"
"""Stands for the file where answers were not read from one."""


class About(TypedDict, total=False):
    """What a submission says about itself; everything may be left out.

    `country` is an ISO 3166-1 alpha-3 code (`GHA`), with `-name` for a part of a country
    (`ITA-Milan`); `date` a day or its text (`2026-06-30`); `respondent` the body that answers;
    `short` says that it is the short form that is answered.
    """

    country: str | None
    country_name: str | None
    round: str | None
    date: dt.date | str | None
    standing: Literal["self-assessment", "documented", "illustrative"]
    respondent: str | None
    signed_off: str | None
    short: bool


class Submission(Tabular):
    """Answers that fit their questionnaire; :meth:`coherence_kit.Kit.load` reads one."""

    TEXT_COLUMNS = frozenset(
        ("id", "label", "answer", "not_applicable", "unknown", "comment", "carried")
    )

    def __init__(self, loaded: Loaded, bind: Callable[[Document], Submission]) -> None:
        self._bind = bind
        self.loaded: Loaded = loaded
        """The same for the engine: document, typed answers and the questionnaire laid out."""

    @property
    def model(self) -> Model:
        """The submission as the engine has it: typed answers, comments, documents, reviews."""
        return self.loaded.submission

    @property
    def source(self) -> str:
        """The file as it was named; `<answers>` if it was made of answers."""
        return self.loaded.source

    @property
    def questionnaire(self) -> str:
        """The id of the questionnaire that is answered."""
        return self.model.questionnaire.id

    @property
    def country(self) -> str | None:
        """The code of the country; None where none is stated."""
        return self.model.country

    @property
    def round(self) -> str | None:
        """The round of the assessment; None where none is stated."""
        return self.model.round

    @property
    def date(self) -> dt.date | None:
        """The day of the submission; None where none is stated."""
        return self.model.date

    @property
    def answers(self) -> Mapping[str, AnswerValue | None]:
        """What is answered, by question id; None where it is not known or not applicable.

        A step is an int, a choice the id of its option, boxes a tuple of ids, yes and no are True
        and False, a number is a Fraction, text and date are texts. Questions of which nothing is
        said are not there.
        """
        return MappingProxyType({name: answer.value for name, answer in self.model.answers.items()})

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Warnings about it, such as an answer to a question that is not asked."""
        return self.loaded.notes

    def columns(self) -> Columns:
        """A row of texts for each answer.

        They are id, label, answer, not_applicable, unknown, comment, and carried: `yes` for what
        was said in an earlier round and not looked at again.
        """
        questions, given = self.loaded.instrument.whole.questions, self.model.answers
        return {
            "id": list(given),
            "label": [str(questions[name].label) for name in given],
            "answer": [_answer_text(answer) for answer in given.values()],
            "not_applicable": [answer.not_applicable for answer in given.values()],
            "unknown": [
                (answer.unknown or "") if answer.is_unknown else None for answer in given.values()
            ],
            "comment": [answer.comment for answer in given.values()],
            "carried": ["yes" if answer.is_carried else None for answer in given.values()],
        }

    def to_yaml(self) -> str:
        """The submission as a file; one that was read from YAML stays as its author wrote it."""
        from coherence_kit.workflow.reading import as_yaml

        return as_yaml(self.loaded.document).decode("utf-8-sig")

    def __repr__(self) -> str:
        about = [self.questionnaire, self.country, self.round, f"{len(self.model.answers)} answers"]
        return f"<Submission {self.source}: {', '.join(filter(None, about))}>"

    def __reduce__(self) -> tuple[object, ...]:
        """For another process: the document, which is bound to its questionnaire again there."""
        return self._bind, (self.loaded.document,)


def _answer_text(answer: Answer) -> str | None:
    from coherence_kit.questions.answers import answer_key

    return None if answer.value is None else answer_key(answer.value)


def file_values(questionnaire: str, version: str, answers: Answers, about: About) -> dict[str, Any]:
    """Answers and what is said about them as a file would have it, every scalar a text.

    Raises:
        WrongUseError: an answer is of a type that no answer has, or an id is no text.

    """
    from coherence_kit.model.submission import FORMAT

    respondent = about.get("respondent")
    stated = {**about, "respondent": {"entity": respondent} if respondent else None}
    return {
        **{name: _plain(value, name) for name, value in stated.items() if value is not None},
        "format": FORMAT,
        "questionnaire": {"id": _plain(questionnaire, "questionnaire"), "version": version},
        "answers": {_id(name): _answer_entry(value, name) for name, value in answers.items()},
    }


def _id(name: object) -> str:
    if not isinstance(name, str):
        msg = f"Answers stand under the id of a question, a text; {name!r} is none."
        raise WrongUseError(msg)
    return name


def _answer_entry(value: object, name: str) -> object:
    """An answer as a file has it. A bare True for a reason states none."""
    if not isinstance(value, Mapping):
        return _plain(value, name)
    if value and not ENTRY_KEYS & set(value):
        inner = next(iter(value))
        msg = (
            f'"{name}" has a map with "{inner}", and answers are not nested: write '
            f'"{name}.{inner}" if that is the id of the question. A map says more of one answer; '
            f"its keys are {', '.join(sorted(ENTRY_KEYS))}."
        )
        raise WrongUseError(msg)
    reasons = ("not_applicable", "unknown")
    return {
        _id(key): None if key in reasons and inner is True else _plain(inner, name)
        for key, inner in value.items()
    }


def _plain(value: object, name: str) -> object:
    """Texts, lists and maps of them, None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {_id(key): _plain(inner, name) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, name) for inner in value]
    text = value.isoformat() if isinstance(value, dt.date) else _number_text(value)
    if text is not None:
        return text
    single = getattr(value, "item", None)  # a scalar of NumPy, as a data frame holds them
    if callable(single):
        return _plain(single(), name)
    msg = (
        f'"{name}" has a value of the type {type(value).__name__}. An answer is a number, a text, '
        "True or False, a list of boxes, None, or a map such as {'answer': 2, 'comment': '…'}."
    )
    raise WrongUseError(msg)


def _number_text(value: object) -> str | None:
    """A number as a file has it, without exponent; None if it is no number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Integral):
        return str(int(value))
    from coherence_kit.questions.typed_numbers import unmistakable

    if isinstance(value, Fraction):
        text = plain_number(value)
        return unmistakable(text) if Fraction(text) == value else str(value)
    if isinstance(value, float):
        value = Decimal(repr(float(value))) if math.isfinite(value) else Decimal(value)
    if not isinstance(value, Decimal):
        return None
    is_whole = value.is_finite() and value == value.to_integral_value()
    return str(int(value)) if is_whole else unmistakable(f"{value:f}")
