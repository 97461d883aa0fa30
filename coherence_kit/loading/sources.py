"""The source register, and whether what is cited exists in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.measures import MeasureCatalogue
from coherence_kit.model.questionnaire import Asked, Questionnaire, Section, SharedQuestion
from coherence_kit.model.sources import Overlap, SourceDocument, SourceRelations, Tension, Unit
from coherence_kit.problems import did_you_mean, has_errors

Register = Mapping[str, Unit]


def load_sources(document: Document) -> SourceDocument | SourceRelations | None:
    """A source document with its units, or the relations between units.

    None with the problems added.
    """
    if has_errors(document.problems):
        return None
    if "units" not in document.value and {"overlaps", "tensions"} & set(document.value):
        return validate(document, SourceRelations)
    model = validate(document, SourceDocument)
    if model is not None:
        first: dict[str, int] = {}
        for place, unit in enumerate(model.units):
            earlier = first.setdefault(unit.id, place)
            if earlier != place:
                line = document.line_of(("units", earlier, "id"))
                document.report(
                    "sources.duplicate-unit", ("units", place, "id"), id=unit.id, first_line=line
                )
    return None if has_errors(document.problems) else model


def check_relations(document: Document, relations: SourceRelations, register: Register) -> None:
    """Every unit that a relation names is in the register."""
    groups: dict[str, Sequence[Overlap | Tension]] = {
        "overlaps": relations.overlaps,
        "tensions": relations.tensions,
    }
    for key, entries in groups.items():
        for place, entry in enumerate(entries):
            for index, unit in enumerate(entry.units):
                _check(document, unit, (key, place, "units", index), register)


def check_question_sources(
    document: Document, questionnaire: Questionnaire, read_register: Callable[[], Register]
) -> None:
    """Every unit that a question cites is in the register, and is one that can be scored.

    The register is read only if something is cited.
    """
    cited = [
        (source.unit, (*path, "sources", index))
        for question, path in _asked_in(questionnaire.sections)
        for index, source in enumerate(question.sources)
    ]
    register = read_register() if cited else {}
    for unit_id, here in cited:
        unit = _check(document, unit_id, here, register)
        if unit is not None and unit.kind == "practice":
            document.report("sources.practice-scored", here, id=unit.id)


def _names_of_facts(relations: Iterable[SourceRelations]) -> dict[str, frozenset[str]]:
    """Each unit that says the same as others to the set of them all."""
    names: dict[str, frozenset[str]] = {}
    for relation in relations:
        for overlap in relation.overlaps:
            if overlap.relation == "same":
                names |= dict.fromkeys(overlap.units, frozenset(overlap.units))
    return names


def check_shared_sources(
    document: Document, questionnaire: Questionnaire, relations: Iterable[SourceRelations]
) -> None:
    """One fact is scored once.

    Questions that share a unit, or units that say the same, have to say which part each asks.
    """
    names = _names_of_facts(relations)
    first: dict[frozenset[str], tuple[str, str, int]] = {}
    for question, path in _asked_in(questionnaire.sections):
        if question.weight.value == 0:
            continue
        facts = set()
        for index, source in enumerate(question.sources):
            fact = names.get(source.unit, frozenset({source.unit}))
            if fact in facts or source.part is not None:
                continue
            facts.add(fact)
            here = (*path, "sources", index)
            other = first.setdefault(fact, (question.id, source.unit, document.line_of(here)))
            if other[0] != question.id:
                params = {"id": source.unit, "other": other[0], "unit": other[1], "line": other[2]}
                document.report("sources.shared-unit", here, **params)


def _asked_in(
    sections: Sequence[Section], above: PathLike = ()
) -> Iterator[tuple[Asked, PathLike]]:
    """Every question that is asked in sections or below them, with its place in the file."""
    for place, section in enumerate(sections):
        path = (*above, "sections", place)
        for index, question in enumerate(section.questions):
            if not isinstance(question, SharedQuestion):
                yield question, (*path, "questions", index)
        yield from _asked_in(section.sections, path)


def check_measure_sources(
    document: Document, catalogue: MeasureCatalogue, register: Register
) -> None:
    """Every unit that a measure cites is in the register; examples are practices."""
    for place, measure in enumerate(catalogue.measures):
        path = ("measures", place)
        for index, unit_id in enumerate(measure.source_units):
            _check(document, unit_id, (*path, "source_units", index), register)
        for index, example in enumerate(measure.examples):
            if example.unit is None:
                continue
            here = (*path, "examples", index, "unit")
            unit = _check(document, example.unit, here, register)
            if unit is not None and unit.kind != "practice":
                document.report("sources.example-kind", here, id=unit.id, kind=unit.kind)


def _check(document: Document, unit: str, path: PathLike, register: Register) -> Unit | None:
    if unit not in register:
        document.report("sources.unknown-unit", path, id=unit, hint=did_you_mean(unit, register))
    return register.get(unit)
