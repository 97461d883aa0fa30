"""How the weight of a questionnaire is shared by the source documents that its questions cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.analysis.weight_table import PER_MILLE
from coherence_kit.i18n import apportioned
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.sources import SourceDocument, Unit
from coherence_kit.scoring.tree import Tree
from coherence_kit.scoring.weights import effective_weights

NOTHING = Fraction(0)
Register = Mapping[str, tuple[SourceDocument, Unit]]


@dataclass(frozen=True, slots=True)
class SourceShare:
    """What rests on one document, or on none.

    Args:
        document: None for the questions that cite no unit.
        questions: how many questions that count cite it.
        cited: share of the weight that rests on questions that cite it, from 0 to 1.
        shared: the same with a question that cites several documents shared equally among them.
        per_mille: `shared` as printed, in tenths of a per cent.

    """

    document: SourceDocument | None
    questions: int
    cited: Fraction
    shared: Fraction
    per_mille: int


@dataclass(frozen=True, slots=True)
class SourceShares:
    """The documents that are cited, in the order of the register, then what cites none.

    The shares of all rows and `unfixed` add up to 1, their numbers to 1000. Where there is no
    figure for the whole (`has_whole` is false) there are no shares, only questions to count.
    """

    rows: tuple[SourceShare, ...]
    questions: int
    unfixed: Fraction
    unfixed_per_mille: int
    has_whole: bool


def source_shares(tree: Tree, units: Register) -> SourceShares:
    """The weight of a questionnaire by source document, every question asked.

    Args:
        tree: the questionnaire laid out for scoring.
        units: the register, by id of unit.

    """
    weights = effective_weights(tree)
    has_whole = tree.root in weights
    counting = {
        node.question.id: node.question
        for node in tree.nodes.values()
        if node.question is not None and node.id in weights
    }
    shares = {
        name: sum((weights[place].share or NOTHING for place in tree.places(name)), NOTHING)
        if has_whole
        else NOTHING
        for name in counting
    }
    cited_by = {name: cited_documents(question, units) for name, question in counting.items()}
    documents = {document.id: document for document, _ in units.values()}
    rows = [
        _row(documents[wanted] if wanted else None, wanted, shares, cited_by)
        for wanted in (*documents, "")
        if not wanted or any(wanted in cited for cited in cited_by.values())
    ]
    unfixed = 1 - sum(shares.values(), NOTHING) if has_whole else NOTHING
    *printed, unfixed_printed = (
        apportioned([*(row.shared for row in rows), unfixed], PER_MILLE)
        if has_whole
        else [0] * (len(rows) + 1)
    )
    numbered = tuple(
        SourceShare(row.document, row.questions, row.cited, row.shared, number)
        for row, number in zip(rows, printed, strict=True)
    )
    return SourceShares(numbered, len(counting), unfixed, unfixed_printed, has_whole)


def cited_documents(question: Question, units: Register) -> tuple[str, ...]:
    """Ids of the documents of which a question cites a unit, each once."""
    cited = (units[source.unit][0].id for source in question.sources if source.unit in units)
    return tuple(dict.fromkeys(cited))


def _row(
    document: SourceDocument | None,
    wanted: str,
    shares: Mapping[str, Fraction],
    cited_by: Mapping[str, tuple[str, ...]],
) -> SourceShare:
    citing = [
        name for name, cited in cited_by.items() if (wanted in cited if wanted else not cited)
    ]
    return SourceShare(
        document,
        len(citing),
        cited=sum((shares[name] for name in citing), NOTHING),
        shared=sum((shares[name] / max(len(cited_by[name]), 1) for name in citing), NOTHING),
        per_mille=0,
    )
