"""Where the units of the source register are asked."""

from __future__ import annotations

from coherence_kit.analysis.coverage import UnitCoverage, cover
from coherence_kit.errors import WrongUseError
from coherence_kit.problems import did_you_mean
from coherence_kit.workflow.score import Workspace


def coverage(workspace: Workspace) -> tuple[UnitCoverage, ...]:
    """Every unit of the register against every questionnaire of the workspace.

    Raises:
        ProblemsFound: a file of content has errors.

    """
    library = workspace.library
    questionnaires = [
        (library.questionnaire(name).questionnaire, library.measures(name))
        for name in library.index()
    ]
    return cover(library.documents(), questionnaires)


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
