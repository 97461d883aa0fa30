"""What an assessment is as JSON, format 1; its JSON Schema is made from these classes.

Figures run from 0 to 100 whatever scale they are printed on, unrounded, as the nearest double;
null where there is none. `text` is the figure as it is printed. Answers stand beside the figures
with all that was typed; a contact never does.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from coherence_kit.rendering.data.answers_shape import AnswerData
from coherence_kit.rendering.data.plan_shape import MeasureThenData, PlanData

Figure = Annotated[float | None, Field(ge=0, le=100, description="0 to 100, unrounded, or null")]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
FigureText = Annotated[str | None, Field(description="the figure as it is printed, or its letter")]
LevelId = Annotated[str | None, Field(description="id of a level, or a letter; null without one")]


@with_config(extra="forbid")
class QuestionnaireData(TypedDict):
    """The questionnaire; `sha256` is taken over its content, so that a change of a word shows."""

    id: str
    version: str
    sha256: Sha256


@with_config(extra="forbid")
class SubmissionData(TypedDict):
    """The submission; `source` is its file as it was named, `sha256` is taken over its answers.

    A `draft` says so: it has errors, and what they are about is left out. So does a `short` one,
    of which all figures but those of `long_form` are figures of the short form.
    """

    source: str
    country: str | None
    country_name: str
    standing: str
    round: str | None
    date: Annotated[str | None, Field(description="year-month-day")]
    respondent: str | None
    role: NotRequired[str]
    signed_off: NotRequired[str]
    sha256: Sha256
    draft: NotRequired[Literal[True]]
    short: NotRequired[Literal[True]]


class BoundsData(TypedDict):
    """Between which figures and levels the result lies, whatever the missing answers may be."""

    low: Figure
    low_text: FigureText
    high: Figure
    high_text: FigureText
    level: LevelId
    level_low: LevelId
    level_high: LevelId


@with_config(extra="forbid")
class ScoreData(BoundsData):
    """The figure of the whole; null where too little is answered to show one.

    `value` is what is proved, `claimed` the same with every answer as if its documents were named.
    """

    value: Figure
    claimed: Figure
    text: FigureText


@with_config(extra="forbid")
class CoverageData(TypedDict):
    """How many questions are in which state, and the share of the weight that is answered."""

    answered: Count
    not_applicable: Count
    not_asked: Count
    unknown: Count
    unanswered: Count
    open: Count
    carried: Annotated[
        Count,
        Field(description="answers of an earlier round that nobody has looked at again"),
    ]
    share: Share | None
    evidence_share: Annotated[
        Share | None,
        Field(description="answers with evidence over answers whose step demands it"),
    ]


@with_config(extra="forbid")
class NodeData(ScoreData):
    """A section or a question."""

    number: Annotated[str | None, Field(description="as in forms and reports, such as 2.3")]
    kind: str
    parent: str | None
    question: NotRequired[
        Annotated[
            str,
            Field(description="the question whose answer counts here too; asked elsewhere"),
        ]
    ]
    state: str
    rule: str | None
    weight: Annotated[float, Field(ge=0)]
    target: Figure
    target_text: FigureText
    gap: Figure
    coverage: Annotated[Share | None, Field(description="null where nothing is scored")]


@with_config(extra="forbid")
class HoldsUpData(TypedDict):
    """What waits for a gap to be closed, or for a measure to be carried out, by id.

    `measures` are recommended ones that raise other questions and need it first, over however many
    others; `questions` are asked only once the answer is another one. What `eases` names can begin
    without it and is easier with it.
    """

    measures: list[str]
    questions: list[str]
    eases: list[str]


@with_config(extra="forbid")
class GapData(TypedDict):
    """An answered question below its target; `gain` is the rise of the lower bound of the whole."""

    id: str
    gap: Figure
    gain: Figure
    reach: Annotated[Share, Field(description="product of the weights' shares up to the top")]
    priority: Annotated[int, Field(ge=1)]
    holds_up: HoldsUpData


@with_config(extra="forbid")
class CollectData(TypedDict):
    """A question whose answer is missing, the one with the greatest reach first."""

    id: str
    reach: Share


@with_config(extra="forbid")
class MeasureData(TypedDict):
    """A recommended measure; `because` names the questions whose answers make it fire.

    `number` is what a report calls it: those of one country and round are numbered through.
    """

    id: str
    number: Annotated[str, Field(pattern="^M[1-9][0-9]*$")]
    when: Annotated[str, Field(pattern="^(now|then)$")]
    because: list[str]
    gain: Figure
    effort: str
    horizon: str
    alternative: bool
    holds_up: HoldsUpData


class StandingData(TypedDict):
    """The whole under an assumption, with its levels."""

    value: Figure
    low: Figure
    high: Figure
    level: LevelId
    level_low: LevelId
    level_high: LevelId


@with_config(extra="forbid")
class ProgrammeData(StandingData):
    """The whole once all measures shown as `now` are carried out.

    `by_horizon` is the same after those up to each horizon, `later` after the measures that follow
    as well. `open_gaps` stay below target after the programme; no measure at all brings those of
    `unserved` to their target.
    """

    target: Figure
    gain: Figure
    by_horizon: dict[str, StandingData]
    later: StandingData
    open_gaps: list[str]
    unserved: list[str]


@with_config(extra="forbid")
class PackageData(TypedDict):
    """Measures that one office carries out together; `after` is the whole after them."""

    id: str
    measures: list[str]
    gain: Figure
    days: Count
    staff_years: Annotated[float, Field(ge=0)]
    after: StandingData


@with_config(extra="forbid")
class LensPartData(TypedDict):
    """A section, or a question that stands for itself, over the questions that cite a document.

    `questions` is their number, `answered` how many of them are answered, `left_out` how many do
    not apply or are not asked.
    """

    questions: Annotated[int, Field(ge=1)]
    answered: Count
    left_out: Count
    value: Figure
    claimed: Figure
    text: FigureText
    low: Figure
    high: Figure
    coverage: Share | None


@with_config(extra="forbid")
class LensData(TypedDict):
    """The questions that cite one source document, section by section; no result of its own.

    `questions` are their ids, of `scored_questions` that count in all; without any there are no
    `parts`.
    """

    document: Annotated[str, Field(description="id of the document in the source register")]
    title: str
    questions: list[str]
    scored_questions: Count
    parts: Annotated[dict[str, LensPartData], Field(description="by id, as in nodes")]


@with_config(extra="forbid")
class RoundRespondentData(TypedDict):
    """One whose answers were merged; without a hash it has sent nothing."""

    id: str
    entity: str
    role: NotRequired[str]
    date: Annotated[str | None, Field(description="year-month-day")]
    signed_off: NotRequired[str]
    sha256: Sha256 | None


@with_config(extra="forbid")
class DisputeData(TypedDict):
    """A question that respondents answered differently; `whose` answer is its value, if anybody's.

    `steps` lie between the lowest and the highest answer; null of a question without steps, or
    where somebody says that it does not apply.
    """

    id: str
    steps: Count | None
    whose: str | None
    reach: Share


@with_config(extra="forbid")
class PartAgreementData(TypedDict):
    """How far respondents agree in a section or in all; `questions` several of them answered.

    `alpha` is Krippendorff's for ordinal data; null where `pairs` of answers on a scale are too few
    for a figure, or where all of these answers are the same.
    """

    questions: Count
    differing: Count
    wide: Annotated[Count, Field(description="two steps apart or more")]
    pairs: Count
    alpha: Annotated[float | None, Field(ge=-1, le=1)]


@with_config(extra="forbid")
class PairAgreementData(TypedDict):
    """Two respondents by their ids, and how far apart their answers are on average, of 100."""

    between: Annotated[list[str], Field(min_length=2, max_length=2)]
    questions: Count
    differing: Count
    wide: Count
    distance: Annotated[float, Field(ge=0, le=100)]


@with_config(extra="forbid")
class AgreementData(TypedDict):
    """How far respondents agree, section by section and in all; pairs that differ most first."""

    sections: Annotated[dict[str, PartAgreementData], Field(description="by id, as in nodes")]
    whole: PartAgreementData
    pairs: list[PairAgreementData]


@with_config(extra="forbid")
class RoundData(TypedDict):
    """Of merged answers: whose they are, on which they differ, and the whole once that is settled.

    `merged` has how many answers were decided, agreed, disputed and single. The disputed ones are
    those furthest apart first. `agreement` is null where no two answered the same question.
    """

    respondents: list[RoundRespondentData]
    merged: dict[str, Count]
    disputed: list[DisputeData]
    settled: StandingData | None
    agreement: AgreementData | None


@with_config(extra="forbid")
class PartnerData(TypedDict):
    """A stakeholder by its name, and the questions that it and the government were asked.

    `views` has how many of its answers stand how beside the government's.
    """

    name: str | None
    shared: Count
    answered_by_both: Count
    views: dict[str, Count]


@with_config(extra="forbid")
class PartnerAnswerData(TypedDict):
    """A partner's answer, by its place in the list of partners, beside the government's."""

    partner: Count
    view: str
    step: int | None
    steps: Annotated[int | None, Field(description="above the government's; below 0 if under it")]


@with_config(extra="forbid")
class SideBySideData(TypedDict):
    """A question that both were asked; `step` is the government's, null where it names none."""

    id: str
    step: int | None
    answers: list[PartnerAnswerData]


@with_config(extra="forbid")
class PartnersData(TypedDict):
    """What stakeholders answered beside the government: questions furthest apart first."""

    partners: list[PartnerData]
    questions: list[SideBySideData]


@with_config(extra="forbid")
class AssessmentData(TypedDict):
    """One submission scored.

    `explanation` is there if `--explain` asked for it, `lens` if `--lens` did.
    """

    format: Literal["coherence-kit/assessment"]
    format_version: Literal[1]
    kit_version: str
    questionnaire: QuestionnaireData
    submission: SubmissionData
    score: ScoreData
    coverage: CoverageData
    nodes: Annotated[dict[str, NodeData], Field(description="by id, each before what is in it")]
    answers: Annotated[
        dict[str, AnswerData], Field(description="as they were given, by the id of the question")
    ]
    gaps: list[GapData]
    to_collect: list[CollectData]
    measures: list[MeasureData]
    programme: ProgrammeData
    packages: list[PackageData]
    long_form: NotRequired[
        Annotated[
            StandingData,
            Field(description="of a short submission: the long form, all else missing"),
        ]
    ]
    merged: NotRequired[Annotated[RoundData, Field(description="of the merged answers of a round")]]
    partners: NotRequired[
        Annotated[PartnersData, Field(description="of a chapter with stakeholders beside it")]
    ]
    plan: NotRequired[
        Annotated[PlanData, Field(description="of a report that was made with a plan")]
    ]
    followed: NotRequired[
        Annotated[
            list[MeasureThenData],
            Field(description="what became of the measures of the plan of an earlier round"),
        ]
    ]
    explanation: NotRequired[list[dict[str, Any]]]
    lens: NotRequired[LensData]
