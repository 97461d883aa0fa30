"""Questionnaires: the file, then what no single field can know. One small function for each rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pydantic import BaseModel

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.conditions import AnswerIn, Condition
from coherence_kit.model.questionnaire import Question, Questionnaire, Scale, ScaleQuestion, Section
from coherence_kit.model.rubric import Rubric
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.scoring.answers import HIGHEST, LOWEST, QUESTION_TYPES, parse_answer
from coherence_kit.scoring.rules import RULES


def load_questionnaire(document: Document) -> Questionnaire | None:
    """The questionnaire, or None with its problems added to the document; warnings may be added either way."""
    if has_errors(document.problems):
        return None
    questionnaire = validate(document, Questionnaire)
    if questionnaire is None:
        return None
    places = _Places(questionnaire)
    _check_ids(document, questionnaire, places)
    _check_rubric(document, questionnaire.rubric, ("rubric",), is_root=True)
    _check_scale(document, questionnaire.scale, ("scale",))
    _check_weights_below(document, questionnaire.rubric, questionnaire.sections, ())
    for section, path in places.sections:
        _check_section(document, section, path)
    for question, path in places.questions:
        _check_question(document, question, path, questionnaire)
        _check_condition(document, question, path, places)
    _check_circles(document, places)
    _check_languages(document, questionnaire)
    return None if has_errors(document.problems) else questionnaire


class _Places:
    """Where each section and question stands in the file."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.sections: list[tuple[Section, PathLike]] = []
        self.questions: list[tuple[Question, PathLike]] = []
        for place, section in enumerate(questionnaire.sections):
            self._add(section, ("sections", place))
        self.by_id = {question.id: question for question, _ in self.questions}

    def _add(self, section: Section, path: PathLike) -> None:
        self.sections.append((section, path))
        for place, question in enumerate(section.questions):
            self.questions.append((question, (*path, "questions", place)))
        for place, inner in enumerate(section.sections):
            self._add(inner, (*path, "sections", place))


def _check_ids(document: Document, questionnaire: Questionnaire, places: _Places) -> None:
    """Ids are unique across sections and questions without regard to case; the root has the questionnaire's id."""
    first: dict[str, PathLike] = {questionnaire.id.casefold(): ()}
    for node, path in [*places.sections, *places.questions]:
        own = (*path, "id")
        earlier = first.setdefault(node.id.casefold(), own)
        if earlier != own:
            first_line = document.line_of((*earlier[:-1], "id"))
            document.report("questionnaire.duplicate-id", own, id=node.id, first_line=first_line)


def _check_rubric(document: Document, rubric: Rubric, path: PathLike, *, is_root: bool = False) -> None:
    rule = RULES.get(rubric.rule.name)
    if rule is None:
        hint = did_you_mean(rubric.rule.name, RULES)
        document.report(
            "questionnaire.unknown-rule", (*path, "rule"), rule=rubric.rule.name, known=", ".join(RULES), hint=hint
        )
    elif rubric.rule.cap is not None and (not rule.takes_cap or rubric.rule.cap <= 0):
        document.report("questionnaire.cap", (*path, "rule", "cap"), cap=_plain(rubric.rule.cap), rule=rubric.rule.name)
    _check_levels(document, rubric, path)
    if is_root and rubric.evidence == "cap" and rubric.evidence_from is None:
        document.report("questionnaire.evidence-from", (*path, "evidence"))


def _check_levels(document: Document, rubric: Rubric, path: PathLike) -> None:
    """Classes are closed below, so they must rise from 0 and stay under or at 100."""
    previous: Fraction | None = None
    seen: set[str] = set()
    for place, level in enumerate(rubric.levels or ()):
        start = Fraction(level.start)
        wrong = start != 0 if previous is None else start <= previous
        if wrong or start > HIGHEST:
            document.report(
                "questionnaire.levels", (*path, "levels", place, "from"), value=_plain(level.start), level=level.id
            )
        if level.id in seen:
            document.report("questionnaire.duplicate-level", (*path, "levels", place, "id"), id=level.id)
        seen.add(level.id)
        previous = start


def _check_section(document: Document, section: Section, path: PathLike) -> None:
    if not section.questions and not section.sections:
        document.report("questionnaire.empty-section", path, id=section.id)
        return
    for key, weight in (("weight", section.weight), ("points", section.points)):
        if weight is not None and weight.value == 0:
            document.report("questionnaire.section-weight", (*path, key), key=key, id=section.id)
    _check_rubric(document, section.rubric, (*path, "rubric"))
    _check_weights_below(document, section.rubric, (*section.questions, *section.sections), path)


def _check_weights_below(
    document: Document, rubric: Rubric, children: tuple[Question | Section, ...], path: PathLike
) -> None:
    rule = RULES.get(rubric.rule.name)
    for child in children:
        place = _child_path(child, children, path)
        if rule is not None and rule.needs_points and child.points is None and _counts(child):
            document.report("questionnaire.points-missing", place, id=child.id, rule=rubric.rule.name)
        if rule is not None and not rule.needs_points and child.points is not None:
            document.report("questionnaire.points-unused", (*place, "points"), id=child.id, rule=rubric.rule.name)


def _child_path(child: Question | Section, children: tuple[Question | Section, ...], path: PathLike) -> PathLike:
    kind = "sections" if isinstance(child, Section) else "questions"
    alike = [other for other in children if isinstance(other, Section) == isinstance(child, Section)]
    return (*path, kind, alike.index(child))


def _counts(child: Question | Section) -> bool:
    return isinstance(child, Section) or (child.weight.value > 0 and QUESTION_TYPES[child.type].is_scored)


def _check_question(document: Document, question: Question, path: PathLike, questionnaire: Questionnaire) -> None:
    keys = QUESTION_TYPES[question.type].keys(question)
    if isinstance(question, ScaleQuestion):
        _check_steps(document, question, path, questionnaire)
    lowest, highest = QUESTION_TYPES[question.type].extremes(question)
    if (lowest, highest) != (LOWEST, HIGHEST):
        params = {"lowest": _plain(lowest), "highest": _plain(highest), "id": question.id}
        document.report("questionnaire.range", (*path, "options"), **params)
    _check_options(document, question, path)
    target = getattr(question, "target", None)
    if target is not None and _as_key(target.value) not in keys:
        params = {
            "value": _as_key(target.value),
            "known": ", ".join(keys),
            "hint": did_you_mean(str(target.value), keys),
        }
        document.report("questionnaire.target", (*path, "target", "value"), **params)
    for key in question.evidence:
        if key not in keys:
            document.report_key("questionnaire.evidence-key", (*path, "evidence", key), key=key, known=", ".join(keys))
    for place, source in enumerate(question.sources):
        if source.step is not None and str(source.step) not in keys:
            known = ", ".join(keys) or "none"
            here = (*path, "sources", place, "step")
            document.report("questionnaire.source-step", here, step=source.step, known=known)
    if not question.sources and _counts(question):
        document.report("questionnaire.no-source", (*path, "id"), id=question.id)


def _plain(number: Fraction) -> str:
    """A number as people write it: a file has no fractions."""
    return f"{float(number):.12g}"


def _as_key(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_scale(document: Document, scale: Scale | None, path: PathLike) -> None:
    if scale is not None and not _follow_each_other(scale.steps):
        document.report("questionnaire.scale", (*path, "steps"), steps=", ".join(map(str, scale.steps)))


def _follow_each_other(steps: tuple[int, ...]) -> bool:
    return steps == tuple(range(steps[0], steps[0] + len(steps)))


def _check_steps(document: Document, question: ScaleQuestion, path: PathLike, questionnaire: Questionnaire) -> None:
    """A question describes each step of its scale; without a scale its own steps are one."""
    steps, place = tuple(sorted(question.steps)), (*path, "steps")
    _check_scale(document, question.scale, (*path, "scale"))
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


def _check_options(document: Document, question: Question, path: PathLike) -> None:
    seen: set[str] = set()
    for place, option in enumerate(getattr(question, "options", ())):
        if option.id.casefold() in seen:
            document.report("questionnaire.duplicate-option", (*path, "options", place, "id"), id=option.id)
        seen.add(option.id.casefold())


def _check_condition(document: Document, question: Question, path: PathLike, places: _Places) -> None:
    if question.depends_on is None:
        return
    for test, place in _tests_with_places(question.depends_on, (*path, "depends_on")):
        asked = places.by_id.get(test.question)
        if asked is None:
            hint = did_you_mean(test.question, places.by_id)
            document.report("questionnaire.unknown-question", (*place, "question"), id=test.question, hint=hint)
            continue
        for index, value in enumerate(test.values):
            if not _is_answer(asked, value):
                known = ", ".join(QUESTION_TYPES[asked.type].keys(asked)) or "free text"
                code = "questionnaire.condition-value"
                document.report(code, (*place, "in", index), value=value, id=asked.id, known=known)


def _tests_with_places(condition: Condition, path: PathLike) -> Iterator[tuple[AnswerIn, PathLike]]:
    if isinstance(condition, AnswerIn):
        yield condition, path
        return
    key = type(condition).model_fields["parts"].alias or ""
    for index, part in enumerate(condition.parts):
        yield from _tests_with_places(part, (*path, key, index))


def _is_answer(question: Question, value: str) -> bool:
    try:
        parse_answer(question, value)
    except (ValueError, TypeError):
        return False
    return bool(QUESTION_TYPES[question.type].keys(question))


def _check_circles(document: Document, places: _Places) -> None:
    """A question may not depend on itself, however many questions lie between; each circle is reported once."""
    needs = {
        question.id: [test.question for test, _ in _tests_with_places(question.depends_on, ())]
        for question, _ in places.questions
        if question.depends_on is not None
    }
    paths = {question.id: path for question, path in places.questions}
    for circle in circles(needs):
        chain = " → ".join([*circle, circle[0]])
        document.report("questionnaire.circle", (*paths[circle[0]], "depends_on"), chain=chain)


def circles(needs: Mapping[str, list[str]]) -> list[list[str]]:
    """Circles of a graph given as id to the ids it needs, each beginning with its first member in the graph.

    Of circles that share a member only one is found; the others show once it is cut.
    """
    left = {name: list(needed) for name, needed in needs.items()}
    found: list[list[str]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            members = list(reversed(error.args[1][1:]))  # graphlib names what is needed first
            start = min(range(len(members)), key=lambda place: list(needs).index(members[place]))
            found.append(members[start:] + members[:start])
            for name in members:
                del left[name]
        else:
            return sorted(found, key=lambda circle: list(needs).index(circle[0]))


def _check_languages(document: Document, questionnaire: Questionnaire) -> None:
    for path, text in localized_texts(questionnaire):
        lacking = [language for language in questionnaire.languages if language not in text.root]
        if lacking and "und" not in text.root:
            document.report("questionnaire.translation", path, lacking=", ".join(lacking))


def localized_texts(model: Any, path: PathLike = ()) -> Iterator[tuple[PathLike, LocalizedText]]:  # noqa: ANN401
    """Every text of a model that exists in languages, with its path in the file."""
    if isinstance(model, LocalizedText):
        yield path, model
    elif isinstance(model, BaseModel):
        for name, info in type(model).model_fields.items():
            yield from localized_texts(getattr(model, name), (*path, info.alias or name))
    elif isinstance(model, Mapping):
        for key, value in model.items():
            yield from localized_texts(value, (*path, str(key)))
    elif isinstance(model, tuple):
        for index, value in enumerate(model):
            yield from localized_texts(value, (*path, index))
