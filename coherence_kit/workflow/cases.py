"""Run cases: score each and compare it with what it expects.

Every difference is a problem at the line of the expectation.
"""

from __future__ import annotations

from coherence_kit.analysis.assess import assess
from coherence_kit.loading.cases import BoundCase, bind_cases, load_cases
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.cases import INSUFFICIENT, NO_FIGURE, NOT_SCORED, Figures
from coherence_kit.problems import ProblemsFound, did_you_mean
from coherence_kit.workflow.score import Workspace

_WORDS = {
    "value": "the value",
    "low": "the lower bound",
    "high": "the upper bound",
    "level": "the level",
    "coverage": "the coverage in per cent",
}
_MOST_SHOWN = 3


def run_cases(workspace: Workspace, document: Document) -> None:
    """Score the cases of a file.

    Whatever is wrong with the file, or comes out otherwise than expected,
    is a problem of the document.
    """
    loaded = load_cases(document)
    if loaded is None:
        return
    known = workspace.library.index()
    if loaded.questionnaire not in known:
        params = {
            "id": loaded.questionnaire,
            "known": ", ".join(sorted(known)) or "none",
            "hint": did_you_mean(loaded.questionnaire, known),
        }
        document.report("cases.unknown-questionnaire", ("questionnaire",), **params)
        return
    try:
        instrument = workspace.instrument(loaded.questionnaire)
    except ProblemsFound as found:
        document.problems.extend(found.problems)
        return
    for case in bind_cases(
        document, loaded, instrument.questionnaire, instrument.tree, instrument.catalogue
    ):
        _compare(document, case, assess(instrument, case.submission))


def _compare(document: Document, case: BoundCase, assessment: Assessment) -> None:
    expect = case.expect
    _compare_figures(document, case, expect, assessment.root, case.place)
    _compare_order(document, case, "gaps", expect.gaps, [gap.id for gap in assessment.gaps])
    _compare_order(
        document,
        case,
        "measures",
        expect.measures,
        [item.id for item in assessment.recommendations],
    )
    for name, figures in expect.nodes.items():
        _compare_figures(
            document, case, figures, assessment.nodes[name], (*case.place, "nodes", name)
        )


def _compare_figures(
    document: Document, case: BoundCase, expected: Figures, node: NodeResult, place: PathLike
) -> None:
    of = "" if node.parent is None else f' of "{node.id}"'
    for key, found in _found(node).items():
        wanted = getattr(expected, key)
        if wanted is not None and wanted != found:
            what = f"{_WORDS[key]}{of}"
            document.report(
                "cases.differs",
                (*place, key),
                name=case.name,
                what=what,
                expected=wanted,
                found=found,
            )


def _found(node: NodeResult) -> dict[str, str]:
    """What came out for a node, in the words of an expectation."""
    if not node.scored:
        return dict.fromkeys(_WORDS, NOT_SCORED)
    if node.is_profile:
        return dict.fromkeys(_WORDS, NO_FIGURE)
    if node.coverage is None:
        return dict.fromkeys(_WORDS, node.state.replace("_", " "))
    return {
        "value": node.text or INSUFFICIENT,
        "low": node.low_text or "",
        "high": node.high_text or "",
        "level": INSUFFICIENT if node.value is None else node.level or "none",
        "coverage": node.coverage_text or "",
    }


def _compare_order(
    document: Document,
    case: BoundCase,
    key: str,
    expected: tuple[str, ...] | None,
    found: list[str],
) -> None:
    """Report a list that differs from the first ones that were found, in their order.

    An empty list says that there are none; None is not compared.
    """
    if expected is None:
        return
    first = found[: len(expected)] if expected else found[:_MOST_SHOWN]
    if list(expected) != first:
        alike = next(
            (i for i, pair in enumerate(zip(expected, first, strict=False)) if pair[0] != pair[1]),
            len(first),
        )
        document.report(
            "cases.differs",
            (*case.place, key, alike),
            name=case.name,
            what=f"the first {key}" if expected else key,
            expected=", ".join(expected) or "none",
            found=", ".join(first) or "none",
        )
