"""What a question may state, type by type."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from coherence_kit.i18n import plain_number
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.rubric_checks import Group, check_group, check_group_weight, check_rubric, counts
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    Goalposts,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    Scale,
    ScaleQuestion,
    Threshold,
)
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.answers import (
    EVERY_NUMBER,
    HIGHEST,
    LOWEST,
    QUESTION_TYPES,
    answer_keys,
    parse_answer,
    scale_steps,
)
from coherence_kit.scoring.rules import Measure
from coherence_kit.scoring.tree import answers_in


def check_question(document: Document, question: Question, path: PathLike, questionnaire: Questionnaire) -> None:
    """A question's answers reach both ends, and what it states of them speaks of answers that exist."""
    in_matrix = "rows" in path
    if isinstance(question, ScaleQuestion):
        _check_steps(document, question, path, questionnaire)
        _check_half_step(document, question, path)
    if isinstance(question, ChoiceQuestion) and not in_matrix:
        _check_graded(document, question, question.options, (*path, "options"), questionnaire.letters)
    if isinstance(question, MultipleChoiceQuestion):
        _check_boxes(document, question, path)
    if isinstance(question, NumberQuestion):
        _check_number(document, question, path, questionnaire.letters)
    if not in_matrix:
        _check_distinct(document, getattr(question, "options", ()), (*path, "options"))
        _check_evidence(document, question, path)
        _check_sources(document, question, path, needed=questionnaire.origin is None and counts(question))
    _check_target(document, question, path)


def check_matrix(document: Document, matrix: MatrixQuestion, path: PathLike, questionnaire: Questionnaire) -> None:
    """The columns are options, the rows parts of a group."""
    letters = questionnaire.letters
    first = matrix.group.children[0]
    check_rubric(document, matrix.rubric, (*path, "rubric"))
    check_group_weight(document, matrix.group, path)
    check_group(document, Group(matrix.rubric, matrix.group.children, path), letters)
    if isinstance(first, ChoiceQuestion):
        _check_graded(document, first, matrix.columns, (*path, "columns"), letters, named=matrix.id)
        _check_evidence(document, first, path)
    _check_distinct(document, matrix.columns, (*path, "columns"))
    _check_sources(document, matrix, path, needed=questionnaire.origin is None and matrix.weight.value > 0)


def _check_graded(  # noqa: PLR0913, PLR0917  (a place needs its parts)
    document: Document,
    question: Question,
    graded: Iterable[Any],
    path: PathLike,
    letters: LetterScale | None,
    named: str = "",
) -> None:
    """Options or classes of numbers all have scores, or letters, and these reach both ends."""
    items = list(graded)
    name = named or question.id
    for place, item in enumerate(items):
        if item.letter is not None and (letters is None or item.letter not in (*letters.order, *letters.counts_as)):
            known = (
                ", ".join((*letters.order, *letters.counts_as)) if letters else "none: the questionnaire has no letters"
            )
            hint = did_you_mean(item.letter, letters.order) if letters else ""
            document.report(
                "questionnaire.unknown-letter", (*path, place, "letter"), value=item.letter, known=known, hint=hint
            )
            return
    measures = answers_in(question)
    if not measures:
        lacking = next(place for place, item in enumerate(items) if item.score is None or item.letter is None)
        bare = next((i for i, item in enumerate(items) if item.score is None and item.letter is None), lacking)
        document.report("questionnaire.no-score", (*path, bare), id=name)
        return
    if Measure.NUMBERS in measures:
        scores = [Fraction(item.score) for item in items]
        if (min(scores), max(scores)) != (LOWEST, HIGHEST):
            texts = {"lowest": plain_number(min(scores)), "highest": plain_number(max(scores)), "id": name}
            document.report("questionnaire.range", path, **texts)
    if Measure.LETTERS in measures and letters is not None:
        counted = {letters.counts_as.get(item.letter, item.letter) for item in items}
        lacking_ends = [letter for letter in (letters.order[0], letters.order[-1]) if letter not in counted]
        if lacking_ends:
            document.report("questionnaire.letter-range", path, lacking=" and ".join(lacking_ends), id=name)


def _check_boxes(document: Document, question: MultipleChoiceQuestion, path: PathLike) -> None:
    scoring, place = question.scoring, (*path, "scoring")
    for key, belongs in (("cap", "points"), ("n", "any-n-of")):
        if getattr(scoring, key) is not None and scoring.name != belongs:
            document.report_key("questionnaire.rule-key", (*place, key), key=key, rule=scoring.name, known="none")
    if scoring.name == "any-n-of" and not 1 <= (scoring.n or 0) <= len(question.options):
        found = "not stated" if scoring.n is None else str(scoring.n)
        texts = {"key": "n", "value": found, "expected": f"from 1 to {len(question.options)}, the number of boxes"}
        document.report("questionnaire.rule-value", place if scoring.n is None else (*place, "n"), **texts)
    if scoring.cap is not None and scoring.cap <= 0:
        document.report("questionnaire.rule-value", (*place, "cap"), key="cap", value="0", expected="above 0")
    for index, option in enumerate(question.options):
        if scoring.name == "points" and option.points is None:
            document.report("questionnaire.points-missing", (*path, "options", index), id=option.id, rule="points")
        if scoring.name != "points" and option.points is not None:
            here = (*path, "options", index, "points")
            document.report("questionnaire.points-unused", here, id=option.id, rule=scoring.name)
    if scoring.name == "points" and not any(option.points for option in question.options):
        document.report("questionnaire.no-points", (*path, "options"), id=question.id)


def _check_number(document: Document, question: NumberQuestion, path: PathLike, letters: LetterScale | None) -> None:
    if (question.goalposts is None) == (question.thresholds is None):
        found = "both" if question.goalposts is not None else "neither"
        document.report("questionnaire.number-scoring", path, id=question.id, found=found)
        return
    smallest, largest = question.smallest, question.largest
    if smallest is not None and largest is not None and smallest >= largest:
        texts = {
            "key": "largest",
            "value": plain_number(largest),
            "expected": f"above smallest, {plain_number(smallest)}",
        }
        document.report("questionnaire.rule-value", (*path, "largest"), **texts)
    if question.goalposts is not None:
        _check_goalposts(document, question.goalposts, (*path, "goalposts"))
    if question.thresholds is not None:
        _check_thresholds(document, question, question.thresholds, (*path, "thresholds"))
        _check_graded(document, question, question.thresholds, (*path, "thresholds"), letters)


def _check_goalposts(document: Document, posts: Goalposts, path: PathLike) -> None:
    texts = {"low": plain_number(posts.low), "high": plain_number(posts.high)}
    if posts.low == posts.high:
        document.report("questionnaire.goalposts", path, **texts)
    elif posts.scale == "logarithmic" and min(posts.low, posts.high) <= 0:
        document.report("questionnaire.goalposts-log", path, **texts)


def _check_thresholds(
    document: Document, question: NumberQuestion, thresholds: tuple[Threshold, ...], path: PathLike
) -> None:
    """Classes are closed below: the first has no start, each next one a higher one, and each can be reached."""
    previous: Fraction | None = None
    for place, item in enumerate(thresholds):
        here = (*path, place) if item.start is None else (*path, place, "from")
        shown = "not stated" if item.start is None else plain_number(item.start)
        if (place == 0) != (item.start is None) or (
            item.start is not None and previous is not None and item.start <= previous
        ):
            document.report("questionnaire.thresholds", here, value=shown, place=place + 1)
            return
        beyond = item.start is not None and question.largest is not None and item.start > question.largest
        before = item.start is not None and question.smallest is not None and item.start <= question.smallest
        if beyond or before:
            limit = question.largest if beyond else question.smallest
            side = "largest" if beyond else "smallest"
            texts = {"value": shown, "side": side, "limit": plain_number(limit or LOWEST)}
            document.report("questionnaire.unreachable-class", here, **texts)
        previous = item.start


def _check_target(document: Document, question: Question, path: PathLike) -> None:
    target = getattr(question, "target", None)
    stated = document.at((*path, "target"))
    if target is None or stated is None:  # a row's target may be that of its matrix, which each row repeats
        return
    keys = QUESTION_TYPES[question.type].keys(question)
    place = (*path, "target", "value") if isinstance(stated, dict) else (*path, "target")
    try:
        parse_answer(question, target.value)
    except (ValueError, TypeError):
        shown = ", ".join(answer_keys(target.value))
        texts = {"value": shown, "known": ", ".join(keys) or "a number", "hint": did_you_mean(shown, keys)}
        document.report("questionnaire.target", place, **texts)


def _check_evidence(document: Document, question: Question, path: PathLike) -> None:
    keys = QUESTION_TYPES[question.type].keys(question) or (EVERY_NUMBER,)
    for key in question.evidence:
        if key not in keys:
            document.report_key("questionnaire.evidence-key", (*path, "evidence", key), key=key, known=", ".join(keys))


def _check_sources(document: Document, question: Question | MatrixQuestion, path: PathLike, *, needed: bool) -> None:
    keys = () if isinstance(question, MatrixQuestion) else QUESTION_TYPES[question.type].keys(question)
    for place, source in enumerate(question.sources):
        if source.step is not None and str(source.step) not in keys:
            known = ", ".join(keys) or "none"
            here = (*path, "sources", place, "step")
            document.report("questionnaire.source-step", here, step=source.step, known=known)
    if not question.sources and needed:
        document.report("questionnaire.no-source", (*path, "id"), id=question.id)


def check_scale(document: Document, scale: Scale | None, path: PathLike) -> None:
    """The steps of a scale follow each other."""
    if scale is not None and not _follow_each_other(scale.steps):
        document.report("questionnaire.scale", (*path, "steps"), steps=", ".join(map(str, scale.steps)))


def _follow_each_other(steps: tuple[int, ...]) -> bool:
    return steps == tuple(range(steps[0], steps[0] + len(steps)))


def _check_steps(document: Document, question: ScaleQuestion, path: PathLike, questionnaire: Questionnaire) -> None:
    """A question describes each step of its scale; without a scale its own steps are one."""
    steps, place = scale_steps(question), (*path, "steps")
    check_scale(document, question.scale, (*path, "scale"))
    _check_spelling(document, place)
    scale = question.scale or questionnaire.scale
    if scale is None:
        if not _follow_each_other(steps):
            document.report("questionnaire.scale", place, steps=", ".join(map(str, steps)))
    elif _follow_each_other(scale.steps) and steps != scale.steps:
        texts = {"found": ", ".join(map(str, steps)), "known": ", ".join(map(str, scale.steps))}
        document.report("questionnaire.steps", place, id=question.id, **texts)


def _check_spelling(document: Document, place: PathLike) -> None:
    """No step is described twice, as 1 and as 01."""
    first: dict[int, str] = {}
    for key in document.at(place):
        earlier = first.setdefault(int(key), key)
        if earlier != key:
            line = document.line_of((*place, earlier))
            document.report_key("yaml.duplicate-key", (*place, key), key=key, first_line=line)


def _check_half_step(document: Document, question: ScaleQuestion, path: PathLike) -> None:
    """Half a step can be taken off any step but the lowest."""
    if question.half_step is None:
        return
    _, *others = scale_steps(question)
    for place, step in enumerate(question.half_step.steps or ()):
        if step not in others:
            known = ", ".join(map(str, others))
            document.report("questionnaire.half-step", (*path, "half_step", "steps", place), step=step, known=known)


def _check_distinct(document: Document, options: Iterable[Any], path: PathLike) -> None:
    seen: set[str] = set()
    for place, option in enumerate(options):
        if option.id.casefold() in seen:
            document.report("questionnaire.duplicate-option", (*path, place, "id"), id=option.id)
        seen.add(option.id.casefold())
