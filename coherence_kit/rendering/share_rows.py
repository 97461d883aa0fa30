"""The weight of a questionnaire by source document, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coherence_kit.analysis.source_shares import SourceShares
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.words import Words
from coherence_kit.words.weights import weight_text


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A document, what cites none, or what has no fixed weight, with its figures as texts."""

    name: str
    questions: str
    cited: str
    shared: str


def share_rows(words: Words, shares: SourceShares, *, with_ids: bool = False) -> Iterator[ShareRow]:
    """The rows that have something to say; `with_ids` names documents by their ids as well."""
    for row in shares.rows:
        if row.document is None and not row.questions:
            continue
        if row.document is None:
            name, cited = words.say("no source"), NO_FIGURE
        else:
            document = row.document
            name = f"{document.short_name} ({document.id})" if with_ids else document.short_name
            cited = words.say("{number} %", number=words.decimal(row.cited * 100, 1))
        shared = weight_text(words, row.per_mille)
        yield ShareRow(name, words.number(row.questions), cited, shared)
    if shares.unfixed:
        shared = weight_text(words, shares.unfixed_per_mille)
        yield ShareRow(words.say("no fixed weight"), NO_FIGURE, NO_FIGURE, shared)
