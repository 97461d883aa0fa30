"""Random questionnaires that `check` would accept, and submissions in every state of completeness.

`trees` are questionnaires of up to four levels of sections with all rules, types, conditions and policies; `twigs` are
so small that every way of completing a submission can be tried. Everything shrinks to one section, one question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from coherence_kit.model.questionnaire import BooleanQuestion, ChoiceQuestion, Question, Questionnaire, ScaleQuestion
from coherence_kit.model.submission import Answer, AnswerValue, Submission
from tests.builders import NOT_APPLICABLE, UNKNOWN, a_question, a_questionnaire, a_section, a_submission, proved

WEIGHTS = [Fraction(1), Fraction(2), Fraction(1, 2), Fraction(4, 3), Fraction(5)]
CAPS = [Fraction(1), Fraction(5, 2), Fraction(4), Fraction(1, 3)]
SCORED_KINDS = ["scale", "boolean", "choice"]


@dataclass
class Shape:
    """How large a questionnaire may become, and how many questions it has already."""

    questions: int
    depth: int
    most_steps: int
    drawn: list[dict[str, Any]] = field(default_factory=list)
    sections: int = 0
    waits_forward: bool = False


@st.composite
def trees(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of up to 14 questions under up to four levels of sections."""
    return _questionnaire(draw, Shape(questions=14, depth=4, most_steps=7))


@st.composite
def twigs(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of up to 6 questions with at most 3 answers each."""
    return _questionnaire(draw, Shape(questions=6, depth=2, most_steps=3))


def _questionnaire(draw: st.DrawFn, shape: Shape) -> Questionnaire:
    rubric = _rubric(draw)
    if not _one_in(draw, 5):
        rubric |= {
            "evidence": "cap",
            "evidence_from": draw(st.integers(-1, 1)),
            "evidence_cap": draw(st.sampled_from([-2, None, 0])),
        }
    sums = _sums(rubric)
    sections = [_section(draw, shape, shape.depth, sums=sums) for _ in range(draw(st.integers(1, 2)))]
    shape.waits_forward = draw(st.booleans())
    _add_conditions(draw, shape)
    return a_questionnaire(*(_build(section) for section in sections), **rubric)


def _section(draw: st.DrawFn, shape: Shape, depth: int, *, sums: bool) -> dict[str, Any]:
    shape.sections += 1
    stated = {"id": f"s{shape.sections}", **_weight(draw, sums=sums), **_rubric(draw)}
    sums_below = _sums(stated)
    room = shape.questions - len(shape.drawn)
    inner = draw(st.integers(0, 2)) if depth > 1 and room > 0 else 0
    fewest = 0 if inner else 1
    many = draw(st.integers(fewest, min(4, max(fewest, room))))
    questions = [_question(draw, shape, sums=sums_below) for _ in range(many)]
    sections = [_section(draw, shape, depth - 1, sums=sums_below) for _ in range(inner)]
    return {**stated, "questions": questions, "sections": sections}


def _sums(rubric: Mapping[str, Any]) -> bool:
    return bool(rubric["rule"]["name"] == "sum-of-points")


def _rubric(draw: st.DrawFn) -> dict[str, Any]:
    rule: dict[str, Any] = {"name": draw(st.sampled_from(["arithmetic-mean", "minimum", "maximum", "sum-of-points"]))}
    if rule["name"] == "sum-of-points" and draw(st.booleans()):
        rule["cap"] = draw(st.sampled_from(CAPS))
    rubric: dict[str, Any] = {"rule": rule}
    if draw(st.booleans()):
        rubric["not_applicable"] = draw(st.sampled_from(["exclude", "target"]))
    if _one_in(draw, 4):
        rubric["missing"] = draw(st.sampled_from(["lowest", "interval"]))
    if _one_in(draw, 4):
        rubric["min_coverage"] = draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(9, 10), Fraction(1)]))
    if _one_in(draw, 4):
        rubric |= {"evidence": draw(st.sampled_from(["cap", "none"])), "evidence_from": draw(st.integers(-1, 2))}
        if draw(st.booleans()):
            rubric["evidence_cap"] = draw(st.integers(-2, 3))
    return rubric


def _one_in(draw: st.DrawFn, many: int) -> bool:
    """Whether something that is rather rare is there; shrinks to no."""
    return draw(st.integers(1, many)) == many


def _weight(draw: st.DrawFn, *, sums: bool) -> dict[str, Any]:
    return {"points" if sums else "weight": draw(st.sampled_from(WEIGHTS))}


def _question(draw: st.DrawFn, shape: Shape, *, sums: bool) -> dict[str, Any]:
    kind = draw(st.sampled_from([*SCORED_KINDS * 3, "text", "date"]))
    stated: dict[str, Any] = {"id": f"q{len(shape.drawn) + 1}", "kind": kind}
    # A question of weight 0 needs no points, whatever the rule above it.
    stated |= {"weight": 0} if _one_in(draw, 6) else _weight(draw, sums=sums)
    if kind in SCORED_KINDS:
        keys = _answers(draw, stated, shape.most_steps)
        if draw(st.booleans()):
            stated["target"] = draw(st.sampled_from(keys))
        if kind != "scale" and not _one_in(draw, 3):
            proven = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
            stated["evidence"] = {_key(answer): "A document" for answer in proven}
        if _one_in(draw, 5):
            stated["not_applicable"] = draw(st.sampled_from(["exclude", "target"]))
    shape.drawn.append(stated)
    return stated


def _answers(draw: st.DrawFn, stated: dict[str, Any], most_steps: int) -> list[Any]:
    """Draw the steps or options of a question; what may be answered."""
    if stated["kind"] == "boolean":
        return [False, True]
    if stated["kind"] == "scale":
        first = draw(st.integers(-2, 1))
        stated["steps"] = range(first, first + draw(st.integers(2, most_steps)))
        return list(stated["steps"])
    between: list[Fraction | int] = draw(
        st.lists(st.sampled_from([0, 20, 50, Fraction(200, 3), 100]), max_size=min(2, most_steps - 2))
    )
    scores = draw(st.permutations([Fraction(0), Fraction(100), *(Fraction(score) for score in between)]))
    stated["options"] = {f"o{place}": score for place, score in enumerate(scores)}
    return list(stated["options"])


def _key(answer: object) -> str:
    return str(answer).lower() if isinstance(answer, bool) else str(answer)


def _add_conditions(draw: st.DrawFn, shape: Shape) -> None:
    """Some questions wait for others: all for earlier ones, or all for later ones, so that no circle arises."""
    order = shape.drawn[::-1] if shape.waits_forward else shape.drawn
    for place, stated in enumerate(order):
        known = [other for other in order[:place] if other["kind"] in SCORED_KINDS]
        if known and _one_in(draw, 3):
            stated["depends_on"] = _condition(draw, known, depth=2)


def _condition(draw: st.DrawFn, known: list[dict[str, Any]], depth: int) -> dict[str, Any]:
    shape = draw(st.sampled_from(["in", "in", "all", "any"])) if depth else "in"
    if shape != "in":
        return {shape: tuple(_condition(draw, known, depth - 1) for _ in range(draw(st.integers(1, 3))))}
    asked = draw(st.sampled_from(known))
    keys = [_key(answer) for answer in _listed(asked)]
    wanted = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=max(1, len(keys) - 1), unique=True))
    return {"question": asked["id"], "in": tuple(wanted)}


def _listed(stated: Mapping[str, Any]) -> list[Any]:
    return list(stated.get("steps") or stated.get("options") or [False, True])


def _build(section: dict[str, Any]) -> Any:
    stated = {name: value for name, value in section.items() if name not in {"id", "questions", "sections"}}
    questions = [
        a_question(data["id"], **{name: value for name, value in data.items() if name != "id"})
        for data in section["questions"]
    ]
    return a_section(section["id"], *questions, *(_build(inner) for inner in section["sections"]), **stated)


def possible_answers(question: Question) -> list[AnswerValue]:
    """Every answer to a question whose answers can be listed; one to any other."""
    if isinstance(question, ScaleQuestion):
        return sorted(question.steps)
    if isinstance(question, BooleanQuestion):
        return [False, True]
    if isinstance(question, ChoiceQuestion):
        return [option.id for option in question.options]
    return ["A text"] if question.type == "text" else ["2026-06-30"]


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """An answer with evidence or without, or that the question does not apply."""
    given = st.sampled_from(possible_answers(question))
    bare = given.map(lambda value: Answer(value=value))
    return st.one_of(bare, bare, given.map(proved), st.just(NOT_APPLICABLE))


@st.composite
def submissions(draw: st.DrawFn, questionnaire: Questionnaire, missing: int = 100) -> Submission:
    """A submission; at most so many questions are neither answered nor declared not applicable."""
    answers = {}
    for question in questionnaire.questions():
        if missing and not draw(st.integers(0, 2)):
            missing -= 1
            if draw(st.booleans()):
                answers[question.id] = UNKNOWN
        else:
            answers[question.id] = draw(answers_to(question))
    return a_submission(answers)


@st.composite
def answered_trees(draw: st.DrawFn) -> tuple[Questionnaire, Submission]:
    """A questionnaire and a submission to it."""
    questionnaire = draw(trees())
    return questionnaire, draw(submissions(questionnaire))


@st.composite
def answered_twigs(draw: st.DrawFn) -> tuple[Questionnaire, Submission]:
    """A small questionnaire and a submission to it with at most five answers missing."""
    questionnaire = draw(twigs())
    return questionnaire, draw(submissions(questionnaire, missing=5))
