"""Where the units of the source register, and the items of other frameworks, are asked."""

from __future__ import annotations

from collections.abc import Iterable

from coherence_kit.analysis.coverage import UnitCoverage, cover, told_once
from coherence_kit.analysis.mappings import MappedFramework, cover_items
from coherence_kit.errors import UnknownNameError, WrongUseError
from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.model.mapping import FrameworkMapping, MappedQuestion
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.short_form import short_form
from coherence_kit.workflow.score import Workspace


def coverage(workspace: Workspace) -> tuple[UnitCoverage, ...]:
    """Every unit of the register against every questionnaire of the workspace.

    A question that others take over is told once.

    Raises:
        ProblemsFound: a file of content has errors.

    """
    library = workspace.library
    entries = {name: library.questionnaire(name) for name in library.index()}
    questionnaires = [
        (entry.questionnaire, library.measures(name)) for name, entry in entries.items()
    ]
    borrows = {name: entry.borrows for name, entry in entries.items()}
    return tuple(told_once(item, borrows) for item in cover(library.documents(), questionnaires))


def unit_coverage(workspace: Workspace, unit_id: str) -> UnitCoverage:
    """One unit.

    Raises:
        WrongUseError: the register has no such unit.

    """
    units = {item.unit.id: item for item in coverage(workspace)}
    if unit_id not in units:
        msg = (
            f'There is no source unit "{unit_id}".{did_you_mean(unit_id, units)} coherence '
            "sources lists them."
        )
        raise WrongUseError(msg)
    return units[unit_id]


def find_mapping(workspace: Workspace, mapping_id: str) -> FrameworkMapping:
    """A mapping by its id.

    Raises:
        UnknownNameError: there is none with this id.
        ProblemsFound: its file has errors.

    """
    known = workspace.library.mapping_ids()
    if mapping_id not in known:
        listed = ", ".join(sorted(known)) or "none"
        hint = did_you_mean(mapping_id, known)
        msg = f'There is no mapping "{mapping_id}". Known: {listed}.{hint}'
        raise UnknownNameError(msg)
    return workspace.library.mapping(mapping_id)


def mapped_framework(workspace: Workspace, mapping_id: str) -> MappedFramework:
    """A framework against every questionnaire of the workspace; raises as :func:`find_mapping`."""
    mapping = find_mapping(workspace, mapping_id)
    labels = _labels(workspace, mapping)

    def is_asked(line: MappedQuestion) -> bool:
        return line.question in labels

    missing = tuple(line.question for line in mapping.questions if not is_asked(line))
    items = cover_items(mapping, is_asked)
    return MappedFramework(mapping, items, labels, missing, _long_only(workspace, labels))


def _long_only(workspace: Workspace, references: Iterable[str]) -> frozenset[str]:
    """The questions that the short form of their questionnaire leaves out."""
    left_out: set[str] = set()
    for name in sorted({reference.partition("/")[0] for reference in references}):
        questionnaire = workspace.library.questionnaire(name).questionnaire
        short = short_form(questionnaire)
        asked = {question.id for question in (short or questionnaire).questions()}
        left_out |= {
            f"{name}/{question.id}"
            for question in questionnaire.questions()
            if question.id not in asked
        }
    return frozenset(left_out)


def _labels(workspace: Workspace, mapping: FrameworkMapping) -> dict[str, str]:
    """Reference to label, of the questions that there are."""
    library = workspace.library
    named = {line.questionnaire for line in mapping.questions} & library.index().keys()
    return {
        f"{name}/{question.id}": question.label.in_language(DEFAULT_LANGUAGE)
        for name in sorted(named)
        for question in library.questionnaire(name).questionnaire.questions()
    }
