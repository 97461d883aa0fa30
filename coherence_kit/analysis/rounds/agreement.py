"""How far the respondents of a round agree (rules 6.16 of the scoring rules).

Alpha is Krippendorff's for ordinal data: Klaus Krippendorff, Content Analysis, 4th edition, 2019,
chapter 12. The library that computes it brings NumPy with it; it is imported when it is needed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from coherence_kit.model.assessment import (
    HALF_OF_THE_SCALE,
    LEAST_PAIRS,
    WIDE,
    Agreement,
    Assessment,
    PairAgreement,
    PartAgreement,
)
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.merging import counting
from coherence_kit.model.submission import Answer
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind

_PLACES = 9  # of alpha; the last ones hang on the machine
_FURTHEST = Fraction(100)
"""How far apart two answers are of which one says that the question does not apply."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a respondent answered: its score, its step where it names one; None: no such answer."""

    score: Fraction | None
    step: int | None


@dataclass(frozen=True, slots=True)
class _Shared:
    """A question that several answered, with what each said."""

    said: Mapping[str, _Said]

    @property
    def differs(self) -> bool:
        return len(set(self.said.values())) > 1

    @property
    def is_wide(self) -> bool:
        return any(_are_wide(one, other) for one, other in combinations(self.said.values(), 2))

    @property
    def on_scale(self) -> list[Fraction]:
        """The answers that name a step, as places on their scale."""
        steps = self.said.values()
        return [one.score for one in steps if one.step is not None and one.score is not None]


def agreement(assessment: Assessment) -> Agreement | None:
    """How far respondents agree; None where no two of them answered one question that counts."""
    sections = {section: list(_shared(assessment, section)) for section in assessment.root.children}
    every = [shared for found in sections.values() for shared in found]
    if not every:
        return None
    return Agreement(
        sections=tuple(_part(name, found) for name, found in sections.items() if found),
        whole=_part(assessment.root_id, every),
        pairs=tuple(_pairs(assessment, every)),
    )


def ordinal_alpha(units: Iterable[Sequence[Fraction]]) -> float | None:
    """Krippendorff's alpha for ordinal data; None where no two answers differ.

    Args:
        units: what was said of each thing, by however many spoke of it; only the order of what they
            said matters.

    """
    pairable = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in pairable for value in unit})
    if len(values) < 2:  # noqa: PLR2004  (of one value alpha is not defined)
        return None
    from krippendorff import alpha

    counts = [Counter(unit) for unit in pairable]
    table = [[count[value] for value in values] for count in counts]
    return round(float(alpha(value_counts=table, level_of_measurement="ordinal")), _PLACES)


def _shared(assessment: Assessment, node_id: str) -> Iterator[_Shared]:
    """The questions below a node that count and that several answered, each once."""
    node = assessment.nodes[node_id]
    for child in node.children:
        yield from _shared(assessment, child)
    if node.kind != "question" or node.shares is not None or not node.scored:
        return
    told = counting(assessment.submission.answer(node_id))
    if len(told) > 1:
        kind = kind_of(assessment.questions[node_id])
        yield _Shared({name: _said(kind, one, node.letters) for name, one in told.items()})


def _said(kind: AnyKind, one: Answer, letters: LetterScale | None) -> _Said:
    if one.value is None:
        return _Said(None, None)
    return _Said(kind.score(one.value, letters), kind.step_of(one.value))


def _part(name: str, found: Sequence[_Shared]) -> PartAgreement:
    units = [shared.on_scale for shared in found]
    pairs = sum(len(unit) * (len(unit) - 1) // 2 for unit in units)
    alpha = ordinal_alpha(units) if pairs >= LEAST_PAIRS else None
    return PartAgreement(
        id=name,
        questions=len(found),
        differing=sum(shared.differs for shared in found),
        wide=sum(shared.is_wide for shared in found),
        pairs=pairs,
        alpha=alpha,
        is_uniform=alpha is None and pairs >= LEAST_PAIRS,
    )


def _pairs(assessment: Assessment, every: Iterable[_Shared]) -> list[PairAgreement]:
    """The pairs of respondents that differ, first those far apart on most questions."""
    order = {one.id: place for place, one in enumerate(assessment.submission.respondents)}
    both: dict[tuple[str, str], list[tuple[_Said, _Said]]] = defaultdict(list)
    for shared in every:
        names = sorted(shared.said, key=lambda name: order.get(name, len(order)))
        for one, other in combinations(names, 2):
            both[one, other].append((shared.said[one], shared.said[other]))
    found = [
        PairAgreement(
            one=one,
            other=other,
            questions=len(answers),
            differing=sum(mine != theirs for mine, theirs in answers),
            wide=sum(_are_wide(mine, theirs) for mine, theirs in answers),
            distance=sum((_distance(mine, theirs) for mine, theirs in answers), Fraction(0))
            / len(answers),
        )
        for (one, other), answers in both.items()
    ]
    differing = [pair for pair in found if pair.differing]
    return sorted(differing, key=lambda pair: (-pair.wide, -pair.differing, -pair.distance))


def _distance(one: _Said, other: _Said) -> Fraction:
    if one.score is None or other.score is None:
        return Fraction(0) if one == other else _FURTHEST
    return abs(one.score - other.score)


def _are_wide(one: _Said, other: _Said) -> bool:
    """Whether two answers are as far apart as :attr:`Dispute.is_wide` has it."""
    if one.step is not None and other.step is not None:
        return abs(one.step - other.step) >= WIDE
    if one.score is None or other.score is None:
        return False
    return abs(one.score - other.score) >= HALF_OF_THE_SCALE
