"""A submission: who answers which questionnaire for which country and round, and what.

:class:`SubmissionFile` is what a file says; :class:`Submission` is the same with every answer typed
by its question. Drafts are valid: whatever is missing is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
)

from coherence_kit.model.addresses import address_in, web_address
from coherence_kit.model.base import (
    SCALAR,
    Boolean,
    Id,
    LocalizedText,
    Model,
    Short,
    StatedDate,
    Text,
    TypedDate,
    Version,
    parse_text,
)
from coherence_kit.model.country_box import CountryBox, none_if_empty
from coherence_kit.model.empty_words import is_no_reference, is_no_title, says_nothing

FORMAT = "coherence-kit/submission/1"

# an exact number keeps one spelling in canonical JSON, whether the file says 2.5 or 2.50
ExactNumber = Annotated[Fraction, PlainSerializer(str, return_type=str)]
ModelT = TypeVar("ModelT", bound=Model)
# As it was typed: what is no address of the web is told of, and never followed.
Address = Annotated[
    str,
    BeforeValidator(parse_text),
    WithJsonSchema({"type": "string", "format": "uri"}),
]
AnswerValue = int | bool | str | ExactNumber | tuple[str, ...]


def _plain_standing(value: object) -> object:
    return "-".join(value.casefold().replace("_", " ").split()) if isinstance(value, str) else value


Standing = Annotated[
    Literal["self-assessment", "documented", "illustrative"], BeforeValidator(_plain_standing)
]


def _empty_map(value: object) -> object:
    return {} if value is None else value


def _without_nothing(named: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """Those keys that have something: a form has a line for each, to be filled in or not."""
    return {key: value for key, value in named.items() if value is not None}


def _empty_list(value: object) -> object:
    return () if value is None else value


def _none_if_empty(value: ModelT | None) -> ModelT | None:
    """None in place of what says nothing: an empty form has such keys, other files have none.

    Every part of such a model is None by itself.
    """
    if value is not None:
        for part in vars(value).values():
            if part is not None:
                return value
    return None


def _without_empty(items: tuple[ModelT, ...]) -> tuple[ModelT, ...]:
    return tuple(item for item in items if _none_if_empty(item) is not None)


class QuestionnaireRef(Model):
    """The questionnaire that is answered, with the version its form had.

    `sha256` is the content hash of the questionnaire that a form was written from; it says nothing
    about the answers and stays out of their hash.
    """

    id: Id
    version: Version
    sha256: Annotated[Text | None, Field(exclude=True)] = None


class Respondent(Model):
    """The body that answers; the contact is optional and never leaves the embedded submission."""

    entity: Text | None = None
    role: Text | None = None
    contact: Text | None = None


class MergedRespondent(Model):
    """One of the respondents whose answers were merged into one submission.

    `sha256` is the content hash of what it sent; without one it has sent nothing.
    """

    id: Id
    entity: Text
    role: Text | None = None
    date: StatedDate = None
    signed_off: Text | None = None
    sha256: Text | None = None

    @property
    def has_answered(self) -> bool:
        """Whether it has sent anything."""
        return self.sha256 is not None


class EvidenceItem(Model):
    """A document that proves an answer; `url` is where it can be read."""

    title: Text | None = None
    reference: Text | None = None
    date: TypedDate | None = None
    page: Text | None = None
    url: Address | None = None

    @property
    def is_named(self) -> bool:
        """Whether there is anything by which it is called or found."""
        return bool(self.title or self.reference or web_address(self.url))

    @property
    def address(self) -> str:
        """Where a link leads: `url`, or an address in the reference or title; empty for none."""
        return web_address(self.url) or address_in(self.reference, self.title)

    @property
    def says_nothing(self) -> bool:
        """Whether it is named by words with which no document can be found, such as “see above”."""
        if self.address or not self.is_named:
            return False
        no_title = self.title is None or is_no_title(self.title)
        return no_title and (self.reference is None or is_no_reference(self.reference))


Evidence = Annotated[
    tuple[EvidenceItem, ...],
    BeforeValidator(_empty_list),
    AfterValidator(_without_empty),
    Short("null"),
]


class Review(Model):
    """A reviewer's verdict on one answer; the respondent's answer stays beside it."""

    by: Text | None = None
    verdict: Literal["accepted", "changed", "query"] | None = None
    answer: Any = None
    note: Text | None = None


class _Beside(Model):
    """What may stand beside any answer.

    `recheck` marks one carried over from an earlier round; until it is confirmed it does not count.
    """

    comment: Text | None = None
    evidence: Evidence = ()
    review: Annotated[Review | None, AfterValidator(_none_if_empty)] = None
    recheck: Boolean = False


def _answer_shape(value: object) -> str:
    return "several" if isinstance(value, (list, tuple)) else "one"


# Told apart by their shape, so that a wrong one is one problem and not one for each
# kind of answer that it is not.
GivenValue = Annotated[
    Annotated[Text, Tag("one")] | Annotated[tuple[Text, ...], Tag("several")],
    Discriminator(_answer_shape),
]


class HasAnswer(_Beside):
    """An answer, or nothing yet, with what stands beside it."""

    answer: GivenValue | None = None


class DoesNotApply(_Beside):
    """Why a question does not apply, with what stands beside it."""

    not_applicable: Text


class IsUnknown(_Beside):
    """That nobody knows the answer, with what stands beside it."""

    unknown: Text | None


def _entry_as_map(value: object) -> object:
    """An entry of the answers as a map.

    A form's empty `answer:` may stay where the reason for having none is written below it.
    """
    if not isinstance(value, (dict, Mapping)):
        return {"answer": value}
    if value.get("answer") is None and ("not_applicable" in value or "unknown" in value):
        return {key: inner for key, inner in value.items() if key != "answer"}
    return value


def _state_named(value: object) -> str:
    for name in ("not_applicable", "unknown"):
        if isinstance(value, (dict, Mapping)) and name in value and "answer" not in value:
            return name
    return "answer"


class Decision(Model):
    """Who decided which of several answers counts, when, and why."""

    by: Text | None = None
    date: TypedDate | None = None
    note: Text | None = None


SaidEntry = Annotated[
    Annotated[
        Annotated[HasAnswer, Tag("answer")]
        | Annotated[DoesNotApply, Tag("not_applicable")]
        | Annotated[IsUnknown, Tag("unknown")],
        Discriminator(_state_named),
    ],
    BeforeValidator(_entry_as_map),
    Short(*SCALAR, "array", "null", items={"type": list(SCALAR)}),
]


class _OfARound(_Beside):
    """Of the merged answers of a round what each respondent said, by its id.

    `lead` is the respondent whose answer counts where they differ; those in `not_asked_of` answered
    without having been asked. `decision` is there once one was taken.
    """

    said: Annotated[Mapping[Id, SaidEntry], BeforeValidator(_empty_map)] = {}
    lead: Id | None = None
    not_asked_of: Annotated[tuple[Id, ...], BeforeValidator(_empty_list)] = ()
    decision: Decision | None = None


class GivenAnswer(HasAnswer, _OfARound):
    """`{answer, comment, evidence}`, or the bare value."""


class NotApplicableAnswer(DoesNotApply, _OfARound):
    """`{not_applicable: reason}`."""


class UnknownAnswer(IsUnknown, _OfARound):
    """`{unknown: reason}`; the reason is welcome, not compulsory."""


AnswerEntry = Annotated[
    Annotated[
        Annotated[GivenAnswer, Tag("answer")]
        | Annotated[NotApplicableAnswer, Tag("not_applicable")]
        | Annotated[UnknownAnswer, Tag("unknown")],
        Discriminator(_state_named),
    ],
    BeforeValidator(_entry_as_map),
    Short(*SCALAR, "array", "null", items={"type": list(SCALAR)}),
]


class Header(Model):
    """What a submission says about itself.

    `offices` has the country's own name of the office for a role that leads measures; in a file a
    role without a name is one that nobody has named. `short` says that the short form is answered.
    `asked` are the sections and questions that the form of a respondent asks, where that is a part
    of the questionnaire; it says nothing about the answers and stays out of their hash.
    `country_box` is what the report says of the country, and no answer.
    `respondents` are there where the answers of several were merged, in the order of their round.
    """

    format: Literal["coherence-kit/submission/1"]
    questionnaire: QuestionnaireRef
    country: Text | None = None
    country_name: LocalizedText | None = None
    round: Text | None = None
    date: StatedDate = None
    standing: Standing = "self-assessment"
    respondent: Annotated[Respondent | None, AfterValidator(_none_if_empty)] = None
    signed_off: Text | None = None
    short: Boolean = False
    asked: Annotated[
        tuple[Text, ...], BeforeValidator(_empty_list), Short("null"), Field(exclude=True)
    ] = ()
    respondents: Annotated[
        tuple[MergedRespondent, ...], BeforeValidator(_empty_list), Short("null")
    ] = ()
    offices: Annotated[
        Mapping[Text, Text | None],
        BeforeValidator(_empty_map),
        AfterValidator(_without_nothing),
        Short("null"),
    ] = {}
    country_box: Annotated[CountryBox | None, AfterValidator(none_if_empty)] = None


class SubmissionFile(Header):
    """A submission as the file has it; answers are text."""

    answers: Annotated[
        Mapping[str, AnswerEntry],
        BeforeValidator(_empty_map),
        Short("null"),
    ] = {}


class Answer(Model):
    """One answer, typed by its question.

    Exactly one of `value`, `not_applicable` and `unknown` says something, or none does.

    `reviewed` is the reviewer's own answer, where there is one. What counts is `value`; where the
    questionnaire scores the reviewer's answer, `given` keeps the respondent's.

    Of the merged answers of a round `said` has what each respondent answered, by its id; see
    :mod:`coherence_kit.model.merging`. `evidence` is then that of all of them.
    """

    value: AnswerValue | None = Field(default=None, union_mode="smart")
    not_applicable: str | None = None
    is_unknown: bool = False
    unknown: str | None = None
    comment: str | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    review: Review | None = None
    reviewed: AnswerValue | None = Field(default=None, union_mode="smart", exclude=True)
    given: AnswerValue | None = Field(default=None, union_mode="smart", exclude=True)
    recheck: bool = False
    said: Mapping[str, Answer] = {}
    lead: str | None = None
    not_asked_of: tuple[str, ...] = ()
    decision: Decision | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said; asked of every answer of a file, and so of the parts alone."""
        return vars(self) == vars(UNANSWERED)

    @property
    def is_carried(self) -> bool:
        """Whether it was said in an earlier round, and nobody has looked at it again."""
        is_said = self.value is not None or self.not_applicable is not None or self.is_unknown
        return self.recheck and is_said

    @property
    def has_evidence(self) -> bool:
        """Whether at least one document is named."""
        return any(item.is_named for item in self.evidence)

    @property
    def has_empty_reason(self) -> bool:
        """Whether the reason why the question does not apply says nothing, such as “-”."""
        return self.not_applicable is not None and says_nothing(self.not_applicable)


UNANSWERED = Answer()


class Submission(Header):
    """A submission whose answers fit its questionnaire."""

    answers: Mapping[str, Answer] = {}

    def answer(self, question: str) -> Answer:
        """The answer to a question, or an empty one."""
        return self.answers.get(question, UNANSWERED)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Whose answers to what, and how many."""
        about = ("country", "round", "date")
        return [
            ("questionnaire", self.questionnaire.id),
            *((name, getattr(self, name)) for name in about if getattr(self, name) is not None),
            ("answers", len(self.answers)),
        ]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Those whose answers these are, by their names: one, or of a round all that have sent."""
        if self.respondents:
            return tuple(one.entity for one in self.respondents if one.has_answered)
        stated = self.respondent.entity if self.respondent else None
        return (stated,) if stated else ()

    @property
    def answered_by(self) -> str | None:
        """The same as one text; None where nobody is named."""
        return "; ".join(self.bodies) or None

    @property
    def silent(self) -> tuple[str, ...]:
        """Those of a round that were asked and have sent nothing, by their names."""
        return tuple(one.entity for one in self.respondents if not one.has_answered)

    @property
    def is_documented(self) -> bool:
        """Compiled from documents rather than answered by a government."""
        return self.standing == "documented"

    @property
    def is_illustrative(self) -> bool:
        """Invented, to show or to practise something: its figures say nothing of a country."""
        return self.standing == "illustrative"
