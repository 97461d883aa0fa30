"""Catalogues of measures: the file, then whether it fits its questionnaire and the source register."""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.questionnaires import circles
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.measures import FiresAll, FiresAny, FiresAtStep, Measure, MeasureCatalogue, Trigger
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.scoring.answers import QUESTION_TYPES, parse_answer, score_answer

Leaf = tuple[Trigger, PathLike]


def load_measures(document: Document, questionnaire: Questionnaire | None) -> MeasureCatalogue | None:
    """The catalogue, or None with its problems added; without its questionnaire only the file itself is checked."""
    if has_errors(document.problems):
        return None
    catalogue = validate(document, MeasureCatalogue)
    if catalogue is None:
        return None
    _check_ids(document, catalogue)
    if questionnaire is None:
        document.report("measures.unknown-questionnaire", ("questionnaire",), id=catalogue.questionnaire)
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
            document.report("measures.duplicate-id", ("measures", place, "id"), id=measure.id, first_line=line)
    known = {measure.id for measure in catalogue.measures}
    for place, measure in enumerate(catalogue.measures):
        for key in ("prerequisites", "helped_by"):
            for index, needed in enumerate(getattr(measure, key)):
                if needed not in known:
                    path = ("measures", place, key, index)
                    document.report("measures.unknown-measure", path, id=needed, hint=did_you_mean(needed, known))
    for circle in circles({measure.id: list(measure.prerequisites) for measure in catalogue.measures}):
        place = next(i for i, measure in enumerate(catalogue.measures) if measure.id == circle[0])
        chain = " → ".join([*circle, circle[0]])
        document.report("measures.circle", ("measures", place, "prerequisites"), chain=chain)


def _check_fit(document: Document, measure: Measure, path: PathLike, questions: dict[str, Question]) -> None:
    for raised, place in zip(measure.raises, _raises_places(document, measure, path), strict=True):
        question = _known(document, raised.question, (*place, "question"), questions)
        if question is not None and not _is_scored_answer(question, raised.to):
            known = ", ".join(QUESTION_TYPES[question.type].keys(question)) or "none: it is not scored"
            document.report("measures.step", (*place, "to"), value=raised.to, id=question.id, known=known)
    for leaf, place in _leaves(measure.fires_when, (*path, "fires_when")):
        if isinstance(leaf, (FiresAll, FiresAny)):
            continue
        question = _known(document, leaf.question, (*place, "question"), questions)
        if question is None:
            continue
        for value in map(str, leaf.steps if isinstance(leaf, FiresAtStep) else leaf.options):
            if value not in QUESTION_TYPES[question.type].keys(question):
                known = ", ".join(QUESTION_TYPES[question.type].keys(question))
                document.report("measures.step", place, value=value, id=question.id, known=known)
        _check_order(document, measure, leaf, place)


def _check_order(document: Document, measure: Measure, leaf: Trigger, place: PathLike) -> None:
    """A measure does not fire where its question already stands at the step it leads to."""
    if not isinstance(leaf, FiresAtStep):
        return
    for raised in measure.raises:
        late = [step for step in leaf.steps if raised.question == leaf.question and str(step) >= raised.to]
        if late:
            document.report("measures.fires-late", place, step=late[0], to=raised.to)


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


def _known(document: Document, name: str, place: PathLike, questions: dict[str, Question]) -> Question | None:
    if name not in questions:
        document.report("measures.unknown-question", place, id=name, hint=did_you_mean(name, questions))
    return questions.get(name)


def _is_scored_answer(question: Question, text: str) -> bool:
    try:
        score_answer(question, parse_answer(question, text))
    except (ValueError, TypeError):
        return False
    return True
