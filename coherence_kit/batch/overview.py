"""A run over many submissions gathered into counts, one submission after the other.

What is kept does not grow with the number of submissions: counts by question, measure and level,
distributions of figures, and single figures only while there are few of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.batch.score_line import SCORE_COLUMNS, Cell
from coherence_kit.model.run_overview import (
    MOST_ROUNDS,
    MOST_SINGLES,
    PLACES,
    TOP,
    Distribution,
    LevelCount,
    MeasureCount,
    MissingCount,
    PartOverview,
    QuestionnaireOverview,
    Reason,
    RunOverview,
    Single,
)
from coherence_kit.scoring.tree import Node

_NEARLY = 1e-6
"""Of a place, by which a double may miss the one that it was meant for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the overview takes of a scored submission.

    Figures are on the scale that the questionnaire publishes, or letters; None where there is none.

    Args:
        questionnaire: its id.
        country: a code or a name.
        country_name: the name that the submission gives its country itself.
        round: as typed.
        respondent: likewise.
        date: `YYYY-MM-DD`.
        short: whether it answers the short form.
        value: of the whole; so are `low` and `high`.
        level: id of the level of the value; `level_low` and `level_high` are those of the bounds.
        coverage: share of the weight that is answered, 0 to 1.
        parts: value of each section of the first rank, by id; others are passed over.
        missing: ids of scored questions without an answer that counts.
        not_asked: ids of scored questions of its form that a condition or a profile leaves out.
        measures: ids of those recommended; None where nobody looked for any.

    """

    questionnaire: str
    country: str = ""
    country_name: str = ""
    round: str = ""
    respondent: str = ""
    date: str = ""
    short: bool = False
    value: Cell = None
    low: Cell = None
    high: Cell = None
    level: str | None = None
    level_low: str | None = None
    level_high: str | None = None
    coverage: float | None = None
    parts: Mapping[str, Cell] = field(default_factory=dict)
    missing: Collection[str] = ()
    not_asked: Collection[str] = ()
    measures: Collection[str] | None = None

    @classmethod
    def of_line(  # noqa: PLR0913  (all but two are named, with defaults)
        cls,
        cells: Sequence[Cell],
        parts: Mapping[str, Cell],
        *,
        country_name: str = "",
        date: str = "",
        missing: Collection[str] = (),
        not_asked: Collection[str] = (),
        measures: Collection[str] | None = None,
    ) -> Scored:
        """The same of a line of the tables: its cells under `SCORE_COLUMNS`, and its parts."""
        cell = dict(zip(SCORE_COLUMNS, cells, strict=True))
        coverage, is_letter = cell["coverage"], isinstance(cell["low"], str)
        return cls(
            questionnaire=_text(cell["questionnaire"]),
            country=_text(cell["country"]),
            country_name=country_name,
            round=_text(cell["round"]),
            respondent=_text(cell["respondent"]),
            date=date,
            short=bool(cell["short"]),
            value=cell["text"] if is_letter else cell["value"],
            low=cell["low"],
            high=cell["high"],
            level=_text(cell["level"]) or None,
            level_low=_text(cell["level_low"]) or None,
            level_high=_text(cell["level_high"]) or None,
            coverage=coverage if isinstance(coverage, float) else None,
            parts=parts,
            missing=missing,
            not_asked=not_asked,
            measures=measures,
        )


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


class OverviewOfRun:
    """The overview in the making.

    Args:
        instrument_of: a questionnaire made ready, by its id; asked once for each.

    """

    def __init__(self, instrument_of: Callable[[str], Instrument]) -> None:
        """Begin with nothing."""
        self._instrument_of = instrument_of
        self._tallies: dict[str, _Tally] = {}
        self._unscored = 0
        self._codes: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._latest = ""

    def add(self, scored: Scored) -> None:
        """Take in a submission that was scored."""
        tally = self._tallies.get(scored.questionnaire)
        if tally is None:
            tally = _Tally(self._instrument_of(scored.questionnaire))
            self._tallies[scored.questionnaire] = tally
        tally.add(scored)
        self._latest = max(self._latest, scored.date)

    def add_unscored(self, codes: Iterable[str]) -> None:
        """Take in one that could not be scored, with the codes of the errors that kept it from it.

        Of an error that stands there several times its code counts once.
        """
        self._unscored += 1
        found = set(codes)
        self._codes.update(found)
        self._kinds.update({kind_of_code(code) for code in found})

    def finish(self) -> RunOverview:
        """What has come together so far; more can be added afterwards."""
        return RunOverview(
            questionnaires=tuple(self._tallies[name].finish() for name in sorted(self._tallies)),
            unscored=self._unscored,
            reasons=tuple(self._reasons()),
            latest=self._latest,
        )

    def _reasons(self) -> Iterator[Reason]:
        codes = _most_first(self._codes)
        for kind, number in _most_first(self._kinds):
            own = tuple(item for item in codes if kind_of_code(item[0]) == kind)
            yield Reason(kind, number, own)


def kind_of_code(code: str) -> str:
    """What a code of a problem begins with: `yaml` of `yaml.syntax`."""
    return code.partition(".")[0]


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


class _Tally:
    """The counts of one questionnaire."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        tree = instrument.tree
        self._root = tree.nodes[tree.root]
        self._sections = {name: tree.nodes[name] for name in self._root.children}
        self._submissions = self._short = self._with_value = self._too_few = self._advised = 0
        self._rounds: dict[str, None] = {}
        self._levels: Counter[tuple[str | None, str | None, str | None]] = Counter()
        self._value = _Places(self._root)
        self._low, self._high = _Places(self._root), _Places(self._root)
        self._width: Counter[int] = Counter()
        self._parts = {name: _Places(node) for name, node in self._sections.items()}
        self._missing: Counter[str] = Counter()
        self._not_asked: Counter[str] = Counter()
        self._measures: Counter[str] = Counter()
        self._singles: list[Single] | None = []

    def add(self, scored: Scored) -> None:
        self._submissions += 1
        self._short += scored.short
        if scored.round and len(self._rounds) <= MOST_ROUNDS:
            self._rounds.setdefault(scored.round)
        self._add_result(scored)
        for name, places in self._parts.items():
            places.add(scored.parts.get(name))
        self._missing.update(scored.missing)
        self._not_asked.update(scored.not_asked)
        if scored.measures is not None:
            self._advised += 1
            self._measures.update(scored.measures)
        if self._singles is not None:
            self._singles.append(self._single(scored))
            if len(self._singles) > MOST_SINGLES:
                self._singles = None

    def _add_result(self, scored: Scored) -> None:
        low, high = self._low.add(scored.low), self._high.add(scored.high)
        if low is None or high is None:
            return
        self._width[high - low] += 1
        self._levels[scored.level, scored.level_low, scored.level_high] += 1
        if self._value.add(scored.value) is None:
            self._too_few += 1
        else:
            self._with_value += 1

    def _single(self, scored: Scored) -> Single:
        value, low, high = (
            _points(cell, self._root) for cell in (scored.value, scored.low, scored.high)
        )
        return Single(
            country=scored.country,
            country_name=scored.country_name,
            round=scored.round,
            respondent=scored.respondent,
            value=value,
            low=low,
            high=high,
            coverage=None if scored.coverage is None else _exact(scored.coverage),
        )

    def finish(self) -> QuestionnaireOverview:
        return QuestionnaireOverview(
            id=self._instrument.questionnaire.id,
            submissions=self._submissions,
            short=self._short,
            with_value=self._with_value,
            too_few=self._too_few,
            rounds=tuple(self._rounds),
            levels=self._level_counts(),
            spans=self._spans(),
            value=self._value.distribution,
            low=self._low.distribution,
            high=self._high.distribution,
            width=_distribution(self._width),
            parts=tuple(self._part(name, places) for name, places in self._parts.items()),
            missing=self._missing_counts(),
            measures=self._measure_counts(),
            advised=self._advised,
            singles=None if self._singles is None else tuple(self._singles),
        )

    def _part(self, name: str, places: _Places) -> PartOverview:
        values = places.distribution
        return PartOverview(name, values, self._submissions - values.number)

    def _level_counts(self) -> tuple[LevelCount, ...]:
        rising = sorted(self._root.settings.levels, key=lambda level: level.start)
        if not rising:
            return ()
        sure: Counter[str] = Counter()
        reaching: Counter[str] = Counter()
        for (level, low, high), number in self._levels.items():
            if level is not None:
                (sure if low == high else reaching)[level] += number
        below = self._with_value - sure.total() - reaching.total()
        lowest = [LevelCount("", reaching=below)] if below else []
        return (
            *lowest,
            *(LevelCount(level.id, sure[level.id], reaching[level.id]) for level in rising),
        )

    def _spans(self) -> Mapping[int, int]:
        rising = sorted(self._root.settings.levels, key=lambda level: level.start)
        if not rising:
            return {}
        rank = {level.id: place for place, level in enumerate(rising)}
        spans: Counter[int] = Counter()
        for (_, low, high), number in self._levels.items():
            first, last = rank.get(low or "", -1), rank.get(high or "", -1)
            spans[last - first + 1] += number
        return dict(sorted(spans.items()))

    def _missing_counts(self) -> tuple[MissingCount, ...]:
        """In order of how many lack the answer; of those alike in that of the questionnaire."""
        long, short = self._instrument.questions, self._instrument.short
        of_short = frozenset(short.questions) if short is not None else frozenset(long)
        found = (
            MissingCount(
                name,
                self._missing[name],
                self._submissions
                - (0 if name in of_short else self._short)
                - self._not_asked[name],
            )
            for name in long
            if self._missing[name]
        )
        return tuple(sorted(found, key=lambda one: -one.missing))

    def _measure_counts(self) -> tuple[MeasureCount, ...]:
        """In order of how often they are recommended; of those alike in that of the catalogue."""
        found = (
            MeasureCount(name, self._measures[name])
            for name in self._instrument.catalogue
            if self._measures[name]
        )
        return tuple(sorted(found, key=lambda one: -one.recommended))


class _Places:
    """How many figures of a node lie at which place between 0 and the highest one."""

    def __init__(self, node: Node) -> None:
        self._letters, self._maximum = node.letters, float(node.settings.publish.max)
        self._counts: Counter[int] = Counter()

    def add(self, cell: Cell) -> int | None:
        """Count a figure; its place, or None where there is none."""
        if cell is None:
            return None
        if isinstance(cell, str):
            if self._letters is None:
                return None
            place = int(self._letters.score(cell) * PLACES / TOP)
        else:
            place = int(cell / self._maximum * PLACES + _NEARLY)
        place = min(max(place, 0), PLACES)
        self._counts[place] += 1
        return place

    @property
    def distribution(self) -> Distribution:
        return _distribution(self._counts)


def _distribution(counts: Counter[int]) -> Distribution:
    return Distribution(tuple(sorted(counts.items())))


def _points(cell: Cell, node: Node) -> Fraction | None:
    """A figure as points from 0 to 100, as exact as it was written."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return None if node.letters is None else node.letters.score(cell)
    return min(max(_exact(cell) * TOP / node.settings.publish.max, Fraction(0)), Fraction(TOP))


def _exact(number: float) -> Fraction:
    """The shortest decimal that means this double, which is what its figure was printed from."""
    return Fraction(repr(float(number)))
