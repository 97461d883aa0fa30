"""Catalogues of measures.

The file is read, then compared with its questionnaire and with the source register.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.questionnaires import circles
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.base import parse_integer
from coherence_kit.model.measures import (
    FiresAll,
    FiresAny,
    FiresAtNumber,
    FiresAtOption,
    FiresAtStep,
    FiresWithoutOption,
    Measure,
    MeasureCatalogue,
    Trigger,
)
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape

Leaf = tuple[Trigger, PathLike]
Limit = FiresAtStep | FiresAtOption | FiresWithoutOption | FiresAtNumber
_LIMITS = "write above: or below: with the limit"


def load_measures(
    document: Document, questionnaire: Questionnaire | None, known: Collection[str] = ()
) -> MeasureCatalogue | None:
    """The catalogue, or None with its problems added.

    Args:
        document: the file.
        questionnaire: the one that the file names; None if there is none, and
            only the file itself is checked.
        known: ids of the questionnaires that there are.

    """
    if has_errors(document.problems):
        return None
    catalogue = validate(document, MeasureCatalogue)
    if catalogue is None:
        return None
    _check_ids(document, catalogue)
    if questionnaire is None:
        params = {
            "id": catalogue.questionnaire,
            "known": ", ".join(sorted(known)) or "none",
            "hint": did_you_mean(catalogue.questionnaire, known),
        }
        document.report("measures.unknown-questionnaire", ("questionnaire",), **params)
    else:
        questions = {question.id: question for question in questionnaire.questions()}
        for place, measure in enumerate(catalogue.measures):
            _check_fit(document, measure, ("measures", place), questions)
    return None if has_errors(document.problems) else catalogue


def _check_ids(document: Document, catalogue: MeasureCatalogue) -> None:
    places: dict[str, int] = {}
    for place, measure in enumerate(catalogue.measures):
        first = places.setdefault(measure.id.casefold(), place)
        if first != place:
            line = document.line_of(("measures", first, "id"))
            document.report(
                "measures.duplicate-id", ("measures", place, "id"), id=measure.id, first_line=line
            )
    known = {measure.id for measure in catalogue.measures}
    for place, measure in enumerate(catalogue.measures):
        for key in ("prerequisites", "helped_by"):
            for index, needed in enumerate(getattr(measure, key)):
                if needed not in known:
                    path = ("measures", place, key, index)
                    document.report(
                        "measures.unknown-measure",
                        path,
                        id=needed,
                        hint=did_you_mean(needed, known),
                    )
    _check_packages(document, catalogue, known)
    for circle in circles(
        {measure.id: list(measure.prerequisites) for measure in catalogue.measures}
    ):
        place = next(i for i, measure in enumerate(catalogue.measures) if measure.id == circle[0])
        chain = " → ".join([*circle, circle[0]])
        document.report("measures.circle", ("measures", place, "prerequisites"), chain=chain)


def _check_packages(document: Document, catalogue: MeasureCatalogue, known: set[str]) -> None:
    """Every package has an id of its own, and each of its measures is there, once in it."""
    seen: set[str] = set()
    for place, package in enumerate(catalogue.packages):
        path = ("packages", place)
        if package.id in seen:
            document.report("measures.duplicate-package", (*path, "id"), id=package.id)
        seen.add(package.id)
        for index, name in enumerate(package.measures):
            here = (*path, "measures", index)
            if name not in known:
                hint = did_you_mean(name, known)
                document.report("measures.unknown-measure", here, id=name, hint=hint)
            elif name in package.measures[:index]:
                document.report("measures.twice-in-package", here, id=name, package=package.id)


def _check_fit(
    document: Document, measure: Measure, path: PathLike, questions: dict[str, Question]
) -> None:
    for raised, place in zip(measure.raises, _raises_places(document, measure, path), strict=True):
        question = _known(document, raised.question, (*place, "question"), questions)
        if question is not None and not _is_scored_answer(question, raised.to):
            cure = kind_of(question).cure(raised.to)
            _report_step(document, question, raised.to, (*place, "to"), cure)
    for leaf, place in _leaves(measure.fires_when, (*path, "fires_when")):
        if isinstance(leaf, (FiresAll, FiresAny)):
            continue
        question = _known(document, leaf.question, (*place, "question"), questions)
        if question is not None:
            _check_leaf(document, leaf, place, question)
            if isinstance(leaf, FiresAtStep):
                _check_order(document, measure, leaf, place, question)


def _check_leaf(document: Document, leaf: Limit, place: PathLike, question: Question) -> None:
    """What a measure waits for is an answer to its question."""
    kind = kind_of(question)
    if isinstance(leaf, FiresAtNumber):
        if kind.shape is not Shape.QUANTITY:
            _report_step(document, question, leaf.limits, place)
        return
    key, values = "step", tuple(map(str, leaf.steps)) if isinstance(leaf, FiresAtStep) else ()
    if not isinstance(leaf, FiresAtStep):
        key, values = type(leaf).model_fields["options"].alias or "", leaf.options
    for index, value in enumerate(values):
        if not kind.has_key(value):
            _report_step(document, question, value, (*place, key, index))


def _report_step(
    document: Document, question: Question, value: str, place: PathLike, of_number: str = _LIMITS
) -> None:
    """A measure names what is no answer; `of_number` is the cure where the answer is a number."""
    kind = kind_of(question)
    keys = tuple(label.spelt for label in kind.labels) if kind.is_scored else ()
    known, cure = ", ".join(keys), "choose one of them"
    if not kind.is_scored:
        known, cure = "none: it has no score", "name a question that has a score"
    elif kind.shape is Shape.QUANTITY:
        known, cure = "numbers", of_number
    texts = {"value": value, "id": question.id, "known": known, "cure": cure}
    document.report("measures.step", place, **texts, hint=did_you_mean(value, keys))


def _check_order(
    document: Document, measure: Measure, leaf: FiresAtStep, place: PathLike, question: Question
) -> None:
    """A measure does not fire where its question already stands at the step it leads to.

    A step that the question does not have is told by itself.
    """
    has_step = kind_of(question).has_key
    for raised in measure.raises:
        if raised.question != leaf.question or not _is_whole(raised.to):
            continue
        late = next(
            (
                index
                for index, step in enumerate(leaf.steps)
                if step >= int(raised.to) and has_step(str(step))
            ),
            None,
        )
        if late is not None:
            document.report(
                "measures.fires-late", (*place, "step", late), step=leaf.steps[late], to=raised.to
            )


def _is_whole(text: str) -> bool:
    try:
        parse_integer(text)
    except ValueError:
        return False
    return True


def _raises_places(document: Document, measure: Measure, path: PathLike) -> list[PathLike]:
    written = document.value["measures"][path[1]]["raises"]
    if isinstance(written, list):
        return [(*path, "raises", index) for index in range(len(measure.raises))]
    return [(*path, "raises")]


def _leaves(trigger: Trigger, path: PathLike) -> Iterator[Leaf]:
    if isinstance(trigger, (FiresAll, FiresAny)):
        key = "all" if isinstance(trigger, FiresAll) else "any"
        for index, part in enumerate(trigger.parts):
            yield from _leaves(part, (*path, key, index))
    else:
        yield trigger, path


def _known(
    document: Document, name: str, place: PathLike, questions: dict[str, Question]
) -> Question | None:
    if name not in questions:
        below = ", ".join(other for other in questions if other.startswith(f"{name}."))
        hint = f" Name one of {below}." if below else did_you_mean(name, questions)
        document.report("measures.unknown-question", place, id=name, hint=hint)
    return questions.get(name)


def _is_scored_answer(question: Question, text: str) -> bool:
    kind = kind_of(question)
    try:
        kind.raised_to(text)
    except (ValueError, TypeError):
        return False
    return kind.is_scored
