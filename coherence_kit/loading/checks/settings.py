"""Settings of a rubric that hold for everything below it.

They say whose answers count, and which answers need documents.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.rubric import Rubric

Stated = tuple[str, Rubric, PathLike]
"""The id of a group, its rubric, and where the group stands in the file.

The questionnaire itself stands at ().
"""


def check_settings(document: Document, groups: Sequence[Stated], steps: Collection[int]) -> None:
    """What groups state goes together with what stands above them, and with the questions.

    Args:
        document: takes the problems.
        groups: the questionnaire first, then every section and matrix.
        steps: of all its scales.

    """
    _check_scored(document, groups)
    for _, rubric, path in groups:
        here = (*path, "rubric")
        if rubric.evidence == "cap" and not _is_known_from_where(groups, path):
            document.report("questionnaire.evidence-from", (*here, "evidence"))
        for key in ("evidence_from", "evidence_cap"):
            step = getattr(rubric, key)
            if step is not None and steps and step > max(steps):  # one below all is the lowest
                known = ", ".join(map(str, sorted(steps)))
                document.report(
                    "questionnaire.evidence-step", (*here, key), key=key, step=step, known=known
                )


def _check_scored(document: Document, groups: Sequence[Stated]) -> None:
    """Whose answers count is one choice for the whole; a group may repeat it and not change it."""
    (_, root, _), *inner = groups
    whole = root.scored or "respondent"
    for name, rubric, path in inner:
        if rubric.scored not in {None, whole}:
            texts = {"id": name, "scored": rubric.scored, "whole": whole}
            document.report("questionnaire.scored-inside", (*path, "rubric", "scored"), **texts)


def _is_known_from_where(groups: Sequence[Stated], path: PathLike) -> bool:
    """Whether a group, or one above it, says from which step documents are demanded."""
    return any(
        rubric.evidence_from is not None
        for _, rubric, above in groups
        if path[: len(above)] == above
    )
