"""Which questions a chapter and the voices beside it share, and how the answers to them stand.

Questions are the same if they have one id and the same answers: that is what `use:` leaves as it is
when it borrows. An id alone proves nothing, since two questionnaires may give it to two questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.model.assessment import HALF_OF_THE_SCALE, WIDE, Assessment
from coherence_kit.model.partners import Partner, PartnerAnswer, Partners, SideBySide, View
from coherence_kit.model.questionnaire import KEYS_OF_ANSWERS, Question, ScaleQuestion
from coherence_kit.questions import kind_of
from coherence_kit.spelling import same_name


def partners(chapter: Assessment, voices: Sequence[Assessment]) -> Partners | None:
    """The questions that a chapter shares with voices; None where it shares none.

    Args:
        chapter: what the government answered, merged or not.
        voices: what stands beside the report. Several of one respondent are one partner.

    """
    whose = partner_places(voices)
    asked = [name for name in _questions_of(chapter) if _is_asked(chapter, name)]
    questions = [
        SideBySide(name, _step(chapter, name), answers)
        for name in asked
        if (answers := tuple(_answers(chapter, name, voices, whose)))
    ]
    if not questions:
        return None
    views = [(one.partner, one.view) for question in questions for one in question.answers]
    return Partners(
        partners=tuple(
            Partner(
                place,
                _name_of(voices[whose.index(place)]),
                tuple(at for at, owner in enumerate(whose) if owner == place),
                dict(Counter(view for owner, view in views if owner == place)),
            )
            for place in sorted({owner for owner, _ in views})
        ),
        questions=tuple(sorted(questions, key=_order)),
    )


def is_same_question(one: Question, other: Question) -> bool:
    """Whether two questions with one id are the same: what can be answered is.

    Steps that say what has to be there tell a question apart by themselves. Others, such as yes and
    no, are those of many questions, and the question has to be in the same words too.
    """
    if any(getattr(one, key, None) != getattr(other, key, None) for key in KEYS_OF_ANSWERS):
        return False
    has_told_steps = isinstance(one, ScaleQuestion) and all(
        step.text is not None for step in one.steps.values()
    )
    return has_told_steps or one.text == other.text


def partner_places(voices: Sequence[Assessment]) -> list[int]:
    """Which partner each voice is of, in the order in which partners come."""
    found: dict[str, int] = {}
    return [
        found.setdefault(same_name(_name_of(voice)) or f" {place}", len(found))
        for place, voice in enumerate(voices)
    ]


def _name_of(voice: Assessment) -> str:
    respondent = voice.submission.respondent
    return (respondent.entity if respondent else None) or ""


def _questions_of(assessment: Assessment) -> Iterator[str]:
    """The questions that are asked, in the order of the questionnaire."""
    waiting = [assessment.root_id]
    while waiting:
        node = assessment.nodes[waiting.pop()]
        if node.kind == "question" and node.shares is None:
            yield node.id
        waiting += reversed(node.children)


def _is_asked(assessment: Assessment, name: str) -> bool:
    """Whether a question is one of a questionnaire, and no other answer makes it superfluous."""
    node = assessment.nodes.get(name)
    return node is not None and name in assessment.questions and node.state != "not_asked"


def _answers(
    chapter: Assessment, name: str, voices: Sequence[Assessment], whose: Sequence[int]
) -> Iterator[PartnerAnswer]:
    """What partners answered to a question of the government; of each one answer."""
    found: dict[int, PartnerAnswer] = {}
    for at, voice in enumerate(voices):
        if not _is_asked(voice, name):
            continue
        if not is_same_question(chapter.questions[name], voice.questions[name]):
            continue
        one = _beside(chapter, name, voice, PartnerAnswer(whose[at], at, View.NEITHER))
        before = found.get(one.partner)
        if before is None or before.view in {View.GOVERNMENT_ONLY, View.NEITHER}:
            found[one.partner] = one
    yield from (found[place] for place in sorted(found))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an answer stands: its score of 100 and its step, as far as it has them."""

    value: object
    score: Fraction | None
    step: int | None


def _beside(
    chapter: Assessment, name: str, voice: Assessment, answer: PartnerAnswer
) -> PartnerAnswer:
    ours, theirs = _place(chapter, name), _place(voice, name)
    at, voiced = answer.partner, answer.voice
    if theirs is None:
        view = View.NEITHER if ours is None else View.GOVERNMENT_ONLY
        return PartnerAnswer(at, voiced, view)
    if ours is None:
        is_open = chapter.nodes[name].is_disputed
        view = View.UNDECIDED if is_open else View.PARTNER_ONLY
        return PartnerAnswer(at, voiced, view, theirs.step)
    if ours.score is None or theirs.score is None:
        view = View.ALIKE if ours.value == theirs.value else View.DIFFERENT
        return PartnerAnswer(at, voiced, view, theirs.step)
    points = theirs.score - ours.score
    steps = None if ours.step is None or theirs.step is None else theirs.step - ours.step
    is_far = abs(points) >= HALF_OF_THE_SCALE if steps is None else abs(steps) >= WIDE
    if points < 0:
        view = View.FAR_LOWER if is_far else View.LOWER
    elif points > 0:
        view = View.FAR_HIGHER if is_far else View.HIGHER
    else:
        view = View.ALIKE if ours.value == theirs.value else View.DIFFERENT
    return PartnerAnswer(at, voiced, view, theirs.step, steps, points)


def _place(assessment: Assessment, name: str) -> _Place | None:
    """What was answered, whether or not it names a document; None where nothing that counts was."""
    value = assessment.submission.answer(name).value
    node = assessment.nodes[name]
    if value is None or node.state != "answered":
        return None
    kind = kind_of(assessment.questions[name])
    score = kind.score(value, node.letters) if node.scored else None
    return _Place(value, score, kind.step_of(value))


def _step(assessment: Assessment, name: str) -> int | None:
    place = _place(assessment, name)
    return None if place is None else place.step


def _order(question: SideBySide) -> tuple[bool, Fraction, int]:
    """The widest difference first, then where more partners differ, then as asked."""
    far = sum(one.view in {View.FAR_LOWER, View.FAR_HIGHER} for one in question.answers)
    return not question.is_compared, -question.distance, -far
