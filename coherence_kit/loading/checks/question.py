"""What a question may state, type by type."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from coherence_kit.i18n import plain_number
from coherence_kit.loading.answer_wording import known_answers, wrong_parts
from coherence_kit.loading.checks.graded import check_graded, graded_of
from coherence_kit.loading.checks.rubric import (
    Group,
    check_group,
    check_group_weight,
    check_rubric,
    check_something_counts,
    counts,
    report_rule_key,
    what_is,
)
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.number_keys import check_spelling
from coherence_kit.model.questionnaire import (
    BoxScoring,
    Goalposts,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    Scale,
    ScaleQuestion,
    Section,
)
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.answers import EVERY_NUMBER, HIGHEST, LOWEST, QUESTION_TYPES, scale_steps


def check_question(
    document: Document, question: Question, path: PathLike, questionnaire: Questionnaire
) -> None:
    """A question's answers reach both ends, and what it states of them speaks of answers that exist."""
    if isinstance(question, ScaleQuestion):
        _check_steps(document, question, path, questionnaire)
        _check_half_step(document, question, path)
    if isinstance(question, MultipleChoiceQuestion):
        _check_boxes(document, question, path)
    if isinstance(question, NumberQuestion):
        _check_number(document, question, path)
    graded = graded_of(question, path)
    if graded is not None:
        check_graded(document, graded, questionnaire.letters)
    _check_distinct(document, getattr(question, "options", ()), (*path, "options"))
    _check_evidence(document, question, path)
    _check_sources(
        document, question, path, needed=questionnaire.origin is None and counts(question)
    )
    _check_target(document, question, getattr(question, "target", None), path)


def check_matrix(
    document: Document, matrix: MatrixQuestion, path: PathLike, questionnaire: Questionnaire
) -> None:
    """The columns are options, the rows parts of a group."""
    group, letters = matrix.group, questionnaire.letters
    check_rubric(document, matrix.rubric, (*path, "rubric"))
    check_group_weight(document, group, path)
    parts = Group(matrix.rubric, group.children, path)
    check_group(document, parts, letters)
    check_something_counts(document, parts, matrix.id, what_is(group))
    graded = graded_of(matrix, path)
    if graded is not None:
        check_graded(document, graded, letters)
    _check_distinct(document, matrix.columns, (*path, "columns"))
    _check_sources(
        document, matrix, path, needed=questionnaire.origin is None and matrix.weight.value > 0
    )
    row = group.children[0]
    if not isinstance(row, Section):
        _check_evidence(document, row, path)
        _check_target(document, row, matrix.target, path)


def check_row(document: Document, row: Question, path: PathLike) -> None:
    """A row may have a target of its own; all else is said, and checked, of its matrix."""
    if "target" in document.at(path):
        _check_target(document, row, getattr(row, "target", None), path)


def _check_boxes(document: Document, question: MultipleChoiceQuestion, path: PathLike) -> None:
    _check_scoring(document, question.scoring, len(question.options), (*path, "scoring"))
    summed = question.scoring.name == "points"
    for index, option in enumerate(question.options):
        here = (*path, "options", index)
        if summed and option.points is None:
            document.report(
                "questionnaire.points-missing",
                here,
                id=option.id,
                above="scoring: points",
                one="box",
            )
        if not summed and option.points is not None:
            texts = {
                "above": f"its question is scored by {question.scoring.name}",
                "summing": "scoring: points",
            }
            cure = "delete the points, or write scoring: points"
            document.report(
                "questionnaire.points-unused", (*here, "points"), id=option.id, cure=cure, **texts
            )
    stated = [option.points for option in question.options if option.points is not None]
    if summed and stated and not any(stated):
        document.report("questionnaire.no-points", (*path, "options"), id=question.id)


_SCORING_KEYS = {"cap": "points", "n": "any-n-of"}


def _check_scoring(document: Document, scoring: BoxScoring, boxes: int, place: PathLike) -> None:
    """How boxes are scored has what it needs, and nothing that another way needs."""
    for key, taker in _SCORING_KEYS.items():
        if getattr(scoring, key) is not None and scoring.name != taker:
            known = tuple(own for own, name in _SCORING_KEYS.items() if name == scoring.name)
            report_rule_key(document, place, key, scoring.name, known, [taker])
    if scoring.name == "any-n-of" and scoring.n is None:
        texts = {
            "meaning": "n, the number of boxes that are enough",
            "example": "{name: any-n-of, n: 2}",
        }
        document.report("questionnaire.rule-lacks", place, key="n", rule=scoring.name, **texts)
    elif scoring.name == "any-n-of" and scoring.n is not None and not 1 <= scoring.n <= boxes:
        texts = {
            "key": "n",
            "value": str(scoring.n),
            "expected": f"from 1 to {boxes}, the number of boxes",
        }
        document.report("questionnaire.rule-value", (*place, "n"), **texts)
    if scoring.name == "points" and scoring.cap == 0:
        document.report(
            "questionnaire.rule-value",
            (*place, "cap"),
            key="cap",
            value="0",
            expected="above 0, since it is the sum that scores 100",
        )


def _check_number(document: Document, question: NumberQuestion, path: PathLike) -> None:
    smallest, largest = question.smallest, question.largest
    if smallest is not None and largest is not None and smallest >= largest:
        expected = f"above the smallest number, {plain_number(smallest)}"
        texts = {"key": "largest", "value": plain_number(largest), "expected": expected}
        document.report("questionnaire.rule-value", (*path, "largest"), **texts)
    elif question.thresholds is not None and not question.thresholds:
        expected = "a list of classes, such as [{score: 0}, {from: 50, score: 100}]"
        document.report("schema.empty", (*path, "thresholds"), key="thresholds", expected=expected)
    elif (question.goalposts is None) == (question.thresholds is None):
        _report_scoring(document, question, path)
    elif question.goalposts is not None:
        _check_goalposts(document, question, question.goalposts, (*path, "goalposts"))
    else:
        _check_thresholds(document, question, (*path, "thresholds"))


def _report_scoring(document: Document, question: NumberQuestion, path: PathLike) -> None:
    if question.goalposts is None:
        found, cure, place = (
            "neither goalposts nor thresholds",
            "add a line such as goalposts: {low: 0, high: 100}",
            path,
        )
    else:
        found, cure, place = (
            "both goalposts and thresholds",
            "delete one of the two",
            (*path, "thresholds"),
        )
    document.report_key(
        "questionnaire.number-scoring", place, id=question.id, found=found, cure=cure
    )


def _check_goalposts(
    document: Document, question: NumberQuestion, posts: Goalposts, path: PathLike
) -> None:
    """The goalposts differ, have a logarithm where one is taken, and some answer reaches each."""
    texts = {"low": plain_number(posts.low), "high": plain_number(posts.high)}
    if posts.low == posts.high:
        document.report("questionnaire.goalposts", path, **texts)
        return
    if posts.scale == "logarithmic" and min(posts.low, posts.high) <= 0:
        document.report("questionnaire.goalposts-log", path, **texts)
        return
    for key, post, score in (("low", posts.low, LOWEST), ("high", posts.high, HIGHEST)):
        if not _can_be(question, post):
            expected = f"{known_answers(question)}, as the answers are, so that one of them can score {score}"
            told = {"key": key, "value": plain_number(post), "expected": expected}
            document.report("questionnaire.rule-value", (*path, key), **told)


def _can_be(question: NumberQuestion, number: Fraction) -> bool:
    above = question.smallest is None or number >= question.smallest
    return above and (question.largest is None or number <= question.largest)


def _check_thresholds(document: Document, question: NumberQuestion, path: PathLike) -> None:
    """Classes are closed below: the first has no start, each next one a higher one, and each can be reached."""
    starts = [item.start for item in question.thresholds or ()]
    for place, start in enumerate(starts):
        here = (*path, place) if start is None else (*path, place, "from")
        fault = _fault_of_start(place, start, starts[place - 1] if place else None)
        if fault:
            document.report("questionnaire.thresholds", here, what=fault)
            return
        limit = None if start is None else _limit_passed(question, start)
        if start is not None and limit:
            without = "below" if limit == "smallest" else "from"
            texts = {
                "value": plain_number(start),
                "side": limit,
                "limit": plain_number(getattr(question, limit)),
            }
            document.report("questionnaire.unreachable-class", here, without=without, **texts)
            return


def _fault_of_start(place: int, start: Fraction | None, before: Fraction | None) -> str:
    """What is wrong with the start of a class, if anything."""
    if place == 0:
        return "" if start is None else f"the first class starts from {plain_number(start)}"
    if start is None:
        return f"class {place + 1} has no from"
    if before is None or start > before:
        return ""
    return f"class {place + 1} starts from {plain_number(start)}, the class before it from {plain_number(before)}"


def _limit_passed(question: NumberQuestion, start: Fraction) -> str:
    """The limit that leaves a class without a number: this one, or the one that ends where this one starts."""
    if question.largest is not None and start > question.largest:
        return "largest"
    return "smallest" if question.smallest is not None and start <= question.smallest else ""


def _check_target(document: Document, question: Question, target: Any, path: PathLike) -> None:  # noqa: ANN401
    """A target, where there is one, is an answer."""
    if target is None:
        return
    place = (
        (*path, "target", "value")
        if isinstance(document.at((*path, "target")), dict)
        else (*path, "target")
    )
    for wrong in wrong_parts(question, target.value, place):
        texts = {"value": wrong.shown, "known": wrong.known, "cure": wrong.cure, "hint": wrong.hint}
        document.report("questionnaire.target", wrong.path, **texts)


def _check_evidence(document: Document, question: Question, path: PathLike) -> None:
    keys = QUESTION_TYPES[question.type].keys(question) or (EVERY_NUMBER,)
    known = (
        f"here only {EVERY_NUMBER}, for every answer"
        if keys == (EVERY_NUMBER,)
        else ", ".join(keys)
    )
    for key in question.evidence:
        if key not in keys:
            texts = {"key": key, "known": known, "hint": did_you_mean(key, keys)}
            document.report_key("questionnaire.evidence-key", (*path, "evidence", key), **texts)


def _check_sources(
    document: Document, question: Question | MatrixQuestion, path: PathLike, *, needed: bool
) -> None:
    steps = scale_steps(question) if isinstance(question, ScaleQuestion) else ()
    for place, source in enumerate(question.sources):
        if source.step is not None and source.step not in steps:
            known = ", ".join(map(str, steps)) or "none; only scales have steps"
            here = (*path, "sources", place, "step")
            document.report("questionnaire.source-step", here, step=source.step, known=known)
    if not question.sources and needed and not document.is_borrowed((*path, "id")):
        document.report("questionnaire.no-source", (*path, "id"), id=question.id)


def check_scale(document: Document, scale: Scale | None, path: PathLike) -> None:
    """The steps of a scale follow each other."""
    if scale is not None and not _follow_each_other(scale.steps):
        document.report(
            "questionnaire.scale", (*path, "steps"), steps=", ".join(map(str, scale.steps))
        )


def _follow_each_other(steps: tuple[int, ...]) -> bool:
    return steps == tuple(range(steps[0], steps[0] + len(steps)))


def _check_steps(
    document: Document, question: ScaleQuestion, path: PathLike, questionnaire: Questionnaire
) -> None:
    """A question describes each step of its scale; without a scale its own steps are one."""
    steps, place = scale_steps(question), (*path, "steps")
    check_scale(document, question.scale, (*path, "scale"))
    check_spelling(document, place)
    scale = question.scale or questionnaire.scale
    if scale is None:
        if not _follow_each_other(steps):
            document.report("questionnaire.scale", place, steps=", ".join(map(str, steps)))
    elif _follow_each_other(scale.steps) and steps != scale.steps:
        found = ", ".join(map(str, steps))
        cure = "add or delete steps"
        if document.is_borrowed(place):
            cure = f"give it a scale of its own beside use:, such as scale: {{id: own, steps: [{found}]}}"
        texts = {"found": found, "known": ", ".join(map(str, scale.steps)), "cure": cure}
        document.report("questionnaire.steps", place, id=question.id, **texts)


def _check_half_step(document: Document, question: ScaleQuestion, path: PathLike) -> None:
    """Half a step can be taken off any step but the lowest; what follows the step in an answer begins with a letter."""
    if question.half_step is None:
        return
    here = (*path, "half_step")
    if not question.half_step.id[0].isalpha():
        expected = "an id that begins with a letter, since it stands behind the step: 2-partly"
        document.report(
            "schema.value",
            (*here, "id"),
            key="id",
            value=f'"{question.half_step.id}"',
            expected=expected,
        )
    _, *others = scale_steps(question)
    named = question.half_step.steps
    if named is not None and len(set(named)) < max(len(named), 1):
        expected = "at least one step, each once; without steps: every step but the lowest can have the half step"
        document.report(
            "schema.value", (*here, "steps"), key="steps", value=str(list(named)), expected=expected
        )
    for place, step in enumerate(named or ()):
        if step not in others:
            texts = {
                "step": step,
                "known": ", ".join(map(str, others)),
                "lowest": scale_steps(question)[0],
            }
            document.report("questionnaire.half-step", (*here, "steps", place), **texts)


def _check_distinct(document: Document, options: Iterable[Any], path: PathLike) -> None:
    seen: set[str] = set()
    for place, option in enumerate(options):
        if option.id.casefold() in seen:
            document.report("questionnaire.duplicate-option", (*path, place, "id"), id=option.id)
        seen.add(option.id.casefold())
