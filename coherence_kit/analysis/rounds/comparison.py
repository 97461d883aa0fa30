"""Two assessments of one questionnaire, an earlier and a later one: what moved, as far as proved.

What is not the same question in both is not compared. Where anything differs in the questionnaire,
or one of the two answers its short form, both are scored again over the questions that are the
same, by the rules and weights of the later questionnaire.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from coherence_kit.analysis.over_questions import assess_over
from coherence_kit.analysis.rounds.wordings import reworded_parts
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.base import split_version
from coherence_kit.model.comparison import (
    ANSWERED,
    Change,
    Comparison,
    Movement,
    NotCompared,
    Part,
    Unlike,
)
from coherence_kit.model.followed import Accord, Goal, MeasureThen, Outcome
from coherence_kit.model.measures import Raises
from coherence_kit.model.plan import PlannedMeasure, is_before
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import (
    Answer,
    AnswerValue,
    MergedRespondent,
    QuestionnaireRef,
    Submission,
)
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key, answer_keys
from coherence_kit.scoring.tree import Node, build_tree

NOTHING = Fraction(0)


def compare(then: Assessment, now: Assessment) -> Comparison:
    """What moved between two assessments of one questionnaire.

    Args:
        then: of the earlier round.
        now: of the later one; it may answer another version, or the other form.

    Raises:
        WrongUseError: they answer different questionnaires, or no question is the same in both.

    """
    _expect_same_questionnaire(then, now)
    pairing = _pair(then, now)
    if _is_same_method(then, now):
        scored_then, scored_now = then, now
    else:
        scored_then, scored_now = _scored_again(then, now, pairing)
    scored = _Scored(then, scored_then, scored_now)
    changes = MappingProxyType(dict(_changes(scored_then, scored_now, pairing)))
    came, went = _respondents(then.submission, now.submission)
    paired = {*pairing.earlier.values()}
    unlike_then = {one.id_then for one in pairing.not_compared}
    return Comparison(
        then=then,
        now=now,
        scored_then=scored_then,
        scored_now=scored_now,
        changes=changes,
        not_compared=pairing.not_compared,
        new=tuple(
            name
            for name in now.questions
            if name not in pairing.earlier and name not in pairing.unlike_ids
        ),
        gone=tuple(name for name in then.questions if name not in paired | unlike_then),
        measures=tuple(
            _measure(name, questions, scored, changes, pairing)
            for name, questions in _followed(then)
        ),
        came=came,
        went=went,
    )


def _expect_same_questionnaire(then: Assessment, now: Assessment) -> None:
    first, second = then.questionnaire.id, now.questionnaire.id
    if first != second:
        msg = (
            f"{then.source or 'The first'} answers {first}, and {now.source or 'the second'} "
            f"answers {second}: two rounds are compared by the same questionnaire. Give the "
            f"earlier submission to {second} with the later one, and compare those to {first} "
            "apart from it."
        )
        raise WrongUseError(msg)


def _is_same_method(then: Assessment, now: Assessment) -> bool:
    """Whether both answer the same content of a questionnaire, in the same form."""
    is_same_content = then.questionnaire_sha256 == now.questionnaire_sha256
    return is_same_content and then.submission.short == now.submission.short


# --- which questions are the same ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The questions that are the same: the earlier id by the later one, with what was reworded."""

    earlier: Mapping[str, str]
    reworded: Mapping[str, tuple[Part, ...]]
    not_compared: tuple[NotCompared, ...]
    later: Mapping[str, str]

    @property
    def unlike_ids(self) -> frozenset[str]:
        return frozenset(one.id for one in self.not_compared)


def _pair(then: Assessment, now: Assessment) -> _Pairing:
    is_other_major = (
        split_version(then.questionnaire.version)[0] != split_version(now.questionnaire.version)[0]
    )
    ids = _later_ids(then, now)
    order = {name: place for place, name in enumerate(now.questions)}
    earlier: dict[str, str] = {}
    reworded: dict[str, tuple[Part, ...]] = {}
    not_compared: list[NotCompared] = []
    for old, new in sorted(ids.items(), key=lambda pair: order[pair[1]]):
        why = _unlike(then, now, old, new)
        parts = () if why else reworded_parts(then.questions[old], now.questions[new])
        if why is None and is_other_major and Part.STEPS in parts:
            why = Unlike.WORDING
        if why is None:
            earlier[new], reworded[new] = old, parts
        else:
            not_compared.append(NotCompared(new, old, why))
    return _Pairing(earlier, reworded, tuple(not_compared), ids)


def _later_ids(then: Assessment, now: Assessment) -> dict[str, str]:
    """The later id of each earlier question that has one, where need be by its new name."""
    renamed = dict(now.questionnaire.renamed)
    # where the later submission answers an older version, that version was renamed into the other
    renamed |= {new: old for old, new in then.questionnaire.renamed.items()}
    found = {}
    for name in then.questions:
        new = name if name in now.questions else renamed.get(name)
        if new is not None and new in now.questions:
            found[name] = new
    return found


def _unlike(then: Assessment, now: Assessment, old: str, new: str) -> Unlike | None:
    """Why an answer to the earlier question says something else than the same to the later one."""
    first, second = then.questions[old], now.questions[new]
    if first.type != second.type:
        return Unlike.TYPE
    ways = (
        _way(first, then.nodes[old]),
        _way(second, now.nodes[new]),
    )
    return None if ways[0] == ways[1] else Unlike.ANSWERS


def _way(question: Question, node: NodeResult) -> tuple[object, ...]:
    """The answers that a question can have, and how they become scores."""
    kind = kind_of(question)
    scoring = kind.scoring(node.letters) if node.scored else None
    return node.scored, kind.keys, kind.smallest, kind.largest, scoring


# --- scored again over these ---------------------------------------------------------------------


def _scored_again(
    then: Assessment, now: Assessment, pairing: _Pairing
) -> tuple[Assessment, Assessment]:
    """Both over the questions that are the same, by the later questionnaire.

    Raises:
        WrongUseError: no question that counts is the same in both.

    """
    wanted = [*pairing.earlier]
    if not any(now.nodes[name].scored for name in wanted):
        msg = (
            f"No question of {now.questionnaire.id} {now.questionnaire.version} that counts is the "
            f"same in version {then.questionnaire.version}, so that there is nothing to compare."
        )
        raise WrongUseError(msg)
    carried = _by_later_ids(then, now, pairing)
    first = assess_over(now, wanted, has_whole=True, submission=carried)
    return first, assess_over(now, wanted, has_whole=True)


def _by_later_ids(then: Assessment, now: Assessment, pairing: _Pairing) -> Submission:
    """The earlier answers to questions that are the same, under their later ids."""
    given = then.submission.answers
    tree = build_tree(now.questionnaire)
    answers = {
        new: given[old]
        for new, old in pairing.earlier.items()
        if old in given and _may_stand(given[old], tree.nodes[new])
    }
    later = now.questionnaire
    reference = QuestionnaireRef(id=later.id, version=later.version)
    return then.submission.model_copy(update={"answers": answers, "questionnaire": reference})


def _may_stand(answer: Answer, node: Node) -> bool:
    """Whether the later questionnaire lets a question not apply where it is said that it does not.

    Where it does not, the question counts as unanswered.
    """
    is_said = any(one.not_applicable for one in (answer, *answer.said.values()))
    return not is_said or node.settings.not_applicable != "forbidden"


# --- what moved ----------------------------------------------------------------------------------


def _changes(then: Assessment, now: Assessment, pairing: _Pairing) -> Iterable[tuple[str, Change]]:
    for name, later in now.nodes.items():
        question = now.question_of(name)
        asked = question.id if question else ""
        if question is not None and asked not in pairing.earlier:
            continue  # it only decides whether another one is asked
        yield name, _change(then, now, later, asked, pairing)


def _change(
    then: Assessment, now: Assessment, later: NodeResult, asked: str, pairing: _Pairing
) -> Change:
    earlier = then.nodes[later.id]
    said = (then.submission.answer(asked), now.submission.answer(asked))
    movement, least = movement_between(earlier, later)
    both = earlier.value is not None and later.value is not None
    is_counted = movement not in {Movement.NOT_SCORED, Movement.LEFT}
    return Change(
        id=later.id,
        id_then=pairing.earlier.get(asked, later.id),
        then=earlier,
        now=later,
        answer_then=said[0],
        answer_now=said[1],
        movement=movement,
        least=least,
        by_value=_difference(earlier, later) if both and is_counted else None,
        steps=_steps(now, asked, *said) if earlier.state == later.state == ANSWERED else None,
        reworded=pairing.reworded.get(asked, ()),
    )


def movement_between(then: NodeResult, now: NodeResult) -> tuple[Movement, Fraction]:
    """What the intervals of two rounds prove of a node, and by how much it has moved at least."""
    if not now.scored or now.is_profile:
        return Movement.NOT_SCORED, NOTHING
    if then.low is None or then.high is None or now.low is None or now.high is None:
        return Movement.LEFT, NOTHING
    if now.low > then.high:
        return Movement.RISEN, now.low - then.high
    if now.high < then.low:
        return Movement.FALLEN, then.low - now.high
    is_one = then.low == then.high == now.low == now.high
    return (Movement.SAME if is_one else Movement.UNPROVED), NOTHING


def _difference(then: NodeResult, now: NodeResult) -> Fraction | None:
    if then.value is None or now.value is None:
        return None
    return now.value - then.value


def _steps(now: Assessment, asked: str, first: Answer, second: Answer) -> int | None:
    """By how many steps an answer differs; None off a scale."""
    if not asked or first.value is None or second.value is None:
        return None
    kind = kind_of(now.questions[asked])
    before, after = kind.step_of(first.value), kind.step_of(second.value)
    return None if before is None or after is None else after - before


# --- what became of the measures -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scored:
    """The earlier round as its own report has it, and both as they are compared."""

    own: Assessment
    then: Assessment
    now: Assessment


def _followed(then: Assessment) -> Iterator[tuple[str, frozenset[str]]]:
    """The measures that are followed, each with the questions that it was to move.

    Those that were recommended as now, those that the plan takes up of what was to follow, and
    those that it takes up though nothing called for them.
    """
    found: set[str] = set()
    for one in then.recommendations:
        if one.when == "now" or then.planned(one.id) is not None:
            found.add(one.id)
            yield one.id, frozenset(move.question for move in one.moves)
    for name in then.plan.measures if then.plan else ():
        if name not in found and name in then.catalogue:
            yield name, frozenset(raised.question for raised in then.catalogue[name].raises)


def _measure(
    name: str,
    questions: frozenset[str],
    scored: _Scored,
    changes: Mapping[str, Change],
    pairing: _Pairing,
) -> MeasureThen:
    goals = tuple(
        _goal(raised, scored, changes, pairing)
        for raised in scored.own.catalogue[name].raises
        if raised.question in questions
    )
    outcome = _together(goal.outcome for goal in goals)
    planned = scored.own.planned(name)
    found = (changes.get(goal.question) for goal in goals)
    has_risen = any(one is not None and one.movement is Movement.RISEN for one in found)
    agreed = accord(planned, outcome, scored.now.submission.date, has_risen=has_risen)
    return MeasureThen(name, outcome, goals, planned, agreed)


def _goal(
    raised: Raises, scored: _Scored, changes: Mapping[str, Change], pairing: _Pairing
) -> Goal:
    name = pairing.later.get(raised.question, raised.question)
    change = changes.get(name)
    question = scored.now.questions.get(name)
    if change is None or question is None:
        return Goal(name, raised.to, Outcome.UNKNOWN)
    present = scored.then.submission.answer(name).value
    outcome = _outcome(change, question, raised.to, present)
    return Goal(name, raised.to, outcome, _key(change.answer_then), _key(change.answer_now))


def _key(answer: Answer) -> str | None:
    return None if answer.value is None else answer_key(answer.value)


def accord(
    planned: PlannedMeasure | None, outcome: Outcome, date: dt.date | None, *, has_risen: bool
) -> Accord | None:
    """Whether what a plan says of a measure and what the answers of the later round show agree.

    Args:
        planned: what the plan says.
        outcome: what the answers show.
        date: of these answers, by which a measure is overdue, whatever the day is on which one
            looks.
        has_risen: whether a question that the measure raises has risen for sure.

    """
    if planned is None:
        return None
    if planned.status == "done":
        return _DONE[outcome]
    if outcome is Outcome.REACHED and planned.status in {"adopted", "under way"}:
        return Accord.AHEAD
    if has_risen and planned.status in {"dropped", "proposed"}:
        return Accord.MOVED_WITHOUT
    is_late = bool(planned.due and date and is_before(planned.due, date.isoformat()))
    if is_late and not planned.has_ended and outcome is not Outcome.REACHED:
        return Accord.OVERDUE
    return None if planned.status is None else Accord.AGREES


_DONE: Mapping[Outcome, Accord] = MappingProxyType(
    {
        Outcome.REACHED: Accord.AGREES,
        Outcome.PARTLY: Accord.DONE_IN_PART,
        Outcome.NOT: Accord.DONE_NOT_MOVED,
        Outcome.UNKNOWN: Accord.DONE_NOT_SHOWN,
    }
)


def _outcome(change: Change, question: Question, goal: str, present: AnswerValue | None) -> Outcome:
    """Whether the answer to which a measure leads is given now, and proved."""
    now, kind = change.now, kind_of(question)
    if now.state != ANSWERED or now.low is None or now.high is None:
        return Outcome.UNKNOWN
    if kind.shape.takes_several:
        value = change.answer_now.value
        if value is None or now.lacks_evidence:
            return Outcome.UNKNOWN
        return Outcome.REACHED if goal in answer_keys(value) else Outcome.NOT
    listed = kind.listed_scores(now.letters)
    if goal in listed:
        wanted = listed[goal]
    else:
        wanted = kind.score(kind.raised_to(goal, present), now.letters)
    if now.low >= wanted:
        return Outcome.REACHED
    if now.high >= wanted:
        return Outcome.UNKNOWN
    return Outcome.PARTLY if change.movement is Movement.RISEN else Outcome.NOT


def _together(outcomes: Iterable[Outcome]) -> Outcome:
    """What became of a measure that raises several questions."""
    found = {*outcomes}
    if len(found) == 1:
        return found.pop()
    if found & {Outcome.REACHED, Outcome.PARTLY}:
        return Outcome.PARTLY
    return Outcome.UNKNOWN


# --- who answered --------------------------------------------------------------------------------


def _respondents(then: Submission, now: Submission) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who has answered the later round alone, and who the earlier one alone; of merged rounds."""
    if not then.respondents or not now.respondents:
        return (), ()
    before, after = _that_answered(then), _that_answered(now)
    return _without(after, before), _without(before, after)


def _that_answered(submission: Submission) -> tuple[MergedRespondent, ...]:
    return tuple(one for one in submission.respondents if one.sha256 is not None)


def _without(
    several: Iterable[MergedRespondent], others: tuple[MergedRespondent, ...]
) -> tuple[str, ...]:
    """Those that are not among the others, neither by id nor by name."""
    ids = {one.id for one in others}
    names = {one.entity.casefold() for one in others}
    return tuple(
        one.entity for one in several if one.id not in ids and one.entity.casefold() not in names
    )
