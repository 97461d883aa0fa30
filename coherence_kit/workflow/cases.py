"""Run cases: score each and compare it with what it expects.

Every difference is a problem at the line of the expectation.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.analysis.assess import assess
from coherence_kit.loading.cases import BoundCase, bind_cases, load_cases
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.cases import INSUFFICIENT, NO_FIGURE, NOT_SCORED, Figures
from coherence_kit.problems import ProblemsFound, did_you_mean
from coherence_kit.workflow.score import Workspace

_WORDS = {
    "value": "the value",
    "claimed": "the value as claimed",
    "low": "the lower bound",
    "high": "the upper bound",
    "level": "the level",
    "level_low": "the level of the lower bound",
    "level_high": "the level of the upper bound",
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
    _compare_programme(document, case, assessment)
    for name, figures in expect.nodes.items():
        _compare_figures(
            document, case, figures, assessment.nodes[name], (*case.place, "nodes", name)
        )


def _compare_figures(
    document: Document, case: BoundCase, expected: Figures, node: NodeResult, place: PathLike
) -> None:
    of = "" if node.parent is None else f' of "{node.id}"'
    for key, found in _found(node).items():
        what = f"{_WORDS[key]}{of}"
        _compare_text(document, case, what, getattr(expected, key), found, (*place, key))


def _compare_programme(document: Document, case: BoundCase, assessment: Assessment) -> None:
    """Report where the whole after all measures shown as now comes out otherwise."""
    expected, after = case.expect.programme, assessment.programme.now
    nothing = _nothing_found(assessment.root)
    level = nothing if after.value is None else after.level or "none"
    found = {"value": assessment.root.published(after.value) or nothing, "level": level}
    for key, text in found.items():
        what = f"{_WORDS[key]} after the programme"
        place = (*case.place, "programme", key)
        _compare_text(document, case, what, getattr(expected, key), text, place)


def _compare_text(  # noqa: PLR0913, PLR0917  (a place needs its parts)
    document: Document,
    case: BoundCase,
    what: str,
    expected: str | None,
    found: str,
    place: PathLike,
) -> None:
    if expected is not None and expected != found:
        document.report(
            "cases.differs", place, name=case.name, what=what, expected=expected, found=found
        )


def _found(node: NodeResult) -> dict[str, str]:
    """What came out for a node, in the words of an expectation."""
    if not node.scored or node.is_profile or node.coverage is None:
        return dict.fromkeys(_WORDS, _nothing_found(node))
    return {
        "value": node.text or INSUFFICIENT,
        "claimed": node.claimed_text or INSUFFICIENT,
        "low": node.low_text or "",
        "high": node.high_text or "",
        "level": _level(node.value, node.level),
        "level_low": _level(node.low, node.level_low),
        "level_high": _level(node.high, node.level_high),
        "coverage": node.coverage_text or "",
    }


def _level(figure: Fraction | None, level: str | None) -> str:
    return INSUFFICIENT if figure is None else level or "none"


def _nothing_found(node: NodeResult) -> str:
    """Why a node has no figure, in the words of an expectation."""
    if not node.scored:
        return NOT_SCORED
    if node.is_profile:
        return NO_FIGURE
    return INSUFFICIENT if node.coverage is not None else node.state.replace("_", " ")


def _compare_order(
    document: Document,
    case: BoundCase,
    key: str,
    expected: tuple[str, ...] | None,
    found: list[str],
) -> None:
    """Report a list that differs from the first ones that were found, in their order.

    Named are the first one that differs and the next ones. An empty list says that there are none;
    None is not compared.
    """
    if expected is None:
        return
    first = found[: len(expected)] if expected else found[:_MOST_SHOWN]
    if list(expected) != first:
        alike = next(
            (i for i, pair in enumerate(zip(expected, first, strict=False)) if pair[0] != pair[1]),
            min(len(expected), len(first)),
        )
        document.report(
            "cases.differs",
            (*case.place, key, alike),
            name=case.name,
            what=f"the {key} from no. {alike + 1} on" if expected else key,
            expected=_listed(expected[alike:]),
            found=_listed(first[alike:]),
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_SHOWN]) or "none"
