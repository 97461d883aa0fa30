"""Small multiples: how the figures of many spread, one panel for each section, all on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coherence_kit.charts import (
    Bar,
    PanelSize,
    Tick,
    Zone,
    highest_pile,
    pile_height,
    spread_bars,
    spread_dots,
)
from coherence_kit.model.run_overview import PLACES, TOP, Distribution, QuestionnaireOverview
from coherence_kit.rendering.overview.frame import Frame
from coherence_kit.scoring.tree import Node
from coherence_kit.words import in_a_row

CLASSES = 10
"""Classes of one width into which points fall."""
MOST_DOTS = 30
"""Figures that are drawn one by one; more are bars."""
LEAST_FOR_QUARTILES = 4
"""With fewer figures half of them is no number to speak of: they are printed."""
FIRST_IN_THOUSANDS = 100_000
"""Submissions, whose numbers have no room over a bar: of so many thousands are printed."""
_LEAST_IN_THOUSANDS = 50  # what would be rounded to 0.0
WIDE = 3
"""Digits of a number that has room over a bar of a narrow panel."""
NARROW_PANELS, WIDE_PANELS = 3, 2
"""Panels in a row."""
GUTTER = 6.0
_PAGE = 172.0
_HEIGHT, _LOW, _LEAST = 22.0, 15.0, 9.0
_HALF, _QUARTERS = Fraction(1, 2), (Fraction(1, 4), Fraction(3, 4))


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: what it is of, in lines its number and its middle, its chart."""

    name: str
    lines: tuple[str, ...]
    chart: Markup


@dataclass(frozen=True, slots=True)
class Panels:
    """Panels in rows of so many; `note` says how they are read.

    `first` is the panel of the whole, which stands before the rows and beside the note.
    """

    first: Panel | None
    rows: tuple[tuple[Panel, ...], ...]
    across: int
    note: str


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What the panels of a block share: their size, and whether bars bear thousands."""

    size: PanelSize
    in_thousands: bool


def section_panels(
    frame: Frame, counts: QuestionnaireOverview, *, with_whole: bool, with_note: bool
) -> Panels | None:
    """A panel for the whole and one for each section that has figures; None without any.

    Where other panels stand before them, these have said how they are read.
    """
    shown = [(frame.node(part.id), part.values) for part in counts.parts if part.values.number]
    if with_whole and counts.value.number:
        shown.insert(0, (frame.root, counts.value))
    return _panels(frame, counts, shown, of_whole=(), with_note=with_note)


def bound_panels(frame: Frame, counts: QuestionnaireOverview) -> Panels | None:
    """The whole alone, lowest, score and highest below each other; None without figures."""
    say = frame.words.say
    if not counts.low.number:
        return None
    names = (
        say("Lowest still possible"),
        say("Score over what was answered"),
        say("Highest still possible"),
    )
    shown = [(frame.root, values) for values in (counts.low, counts.value, counts.high)]
    return _panels(frame, counts, shown, of_whole=names, with_note=True)


def _panels(
    frame: Frame,
    counts: QuestionnaireOverview,
    shown: Sequence[tuple[Node, Distribution]],
    *,
    of_whole: Sequence[str],
    with_note: bool,
) -> Panels | None:
    if not shown:
        return None
    most = max(max(_classes(node, values)) for node, values in shown)
    across = 1 if of_whole else NARROW_PANELS if len(str(most)) <= WIDE else WIDE_PANELS
    height = _height(shown, across, low=bool(of_whole))
    is_huge = counts.submissions >= FIRST_IN_THOUSANDS
    drawing = _Drawing(PanelSize((_PAGE - (across - 1) * GUTTER) / across, height), is_huge)
    names = of_whole or [_name(frame, node) for node, _ in shown]
    panels = [
        Panel(name, _lines(frame, node, values, across), _chart(frame, node, values, drawing, name))
        for name, (node, values) in zip(names, shown, strict=True)
    ]
    first = panels.pop(0) if not of_whole and shown[0][0] is frame.root else None
    rows = tuple(tuple(panels[at : at + across]) for at in range(0, len(panels), across))
    return Panels(first, rows, across, _note(frame, shown, drawing) if with_note else "")


def _height(shown: Sequence[tuple[Node, Distribution]], across: int, *, low: bool) -> float:
    """Of all panels alike; piles of few dots need little."""
    if any(values.number > MOST_DOTS for _, values in shown):
        return _LOW if low else _HEIGHT
    width = (_PAGE - (across - 1) * GUTTER) / across
    tallest = max(highest_pile([float(at) for at in _each(values)], width) for _, values in shown)
    return min(max(pile_height(tallest), _LEAST), _HEIGHT)


def _name(frame: Frame, node: Node) -> str:
    if node is frame.root:
        return frame.words.say("Whole")
    return in_a_row(
        (frame.numbers[node.id], frame.content(frame.instrument.sections[node.id].title))
    )


def _note(frame: Frame, shown: Sequence[tuple[Node, Distribution]], drawing: _Drawing) -> str:
    """How the marks are read: dots, bars, or both."""
    say = frame.words.say
    kinds = {values.number > MOST_DOTS for _, values in shown}
    has_points = any(node.letters is None for node, values in shown if values.number > MOST_DOTS)
    has_levels = any(frame.zones(node) for node, _ in shown)
    bars = (
        say("Each bar is a tenth of the axis; the figure over it is how many results lie there.")
        if has_points
        else say("The figure over a bar is how many results are that letter.")
    )
    return in_a_row(
        (
            say("Each dot is a submission.") if False in kinds else "",
            bars if True in kinds else "",
            say("The figures over the bars are thousands.") if drawing.in_thousands else "",
            say("White lines part the levels.") if has_levels else "",
        )
    )


# --- one panel ------------------------------------------------------------------------------------


def _lines(frame: Frame, node: Node, values: Distribution, across: int) -> tuple[str, ...]:
    """How many there are, the middle one, and between which figures half of them lie."""
    words, number = frame.words, values.number
    if number < LEAST_FOR_QUARTILES:
        figures = [frame.figure(node, at) for at in _each(values)]
        return (words.enumerate(figures, "unit") or words.say("no result"),)
    middle = values.quantile(_HALF)
    first, last = (values.quantile(share) for share in _QUARTERS)
    if middle is None or first is None or last is None:
        return ()
    lines = (
        words.say(
            "{number} results; median {median}",
            number=frame.number(number),
            median=frame.figure(node, middle),
        ),
        words.say(
            "half between {low} and {high}",
            low=frame.figure(node, first),
            high=frame.figure(node, last),
        ),
    )
    return lines if across == NARROW_PANELS else (in_a_row(lines, "; "),)


def _chart(frame: Frame, node: Node, values: Distribution, drawing: _Drawing, name: str) -> Markup:
    levels: Sequence[Zone] = frame.zones(node)
    ticks = frame.ticks(node)
    if values.number <= MOST_DOTS:
        figures = frame.words.enumerate([frame.figure(node, at) for at in _each(values)], "unit")
        drawn = spread_dots(
            [float(at) for at in _each(values)],
            ticks,
            drawing.size,
            frame.words.say("{name}: {text}", name=name, text=figures or "–"),
            levels=levels,
            palette=frame.palette,
            mirrored=frame.mirrored,
        )
    else:
        drawn = spread_bars(
            _bars(frame, node, values, drawing),
            _grade_ticks(node) or ticks,
            drawing.size,
            frame.words.say("{name}: {text}", name=name, text=_alt(frame, node, values)),
            levels=levels,
            palette=frame.palette,
            mirrored=frame.mirrored,
        )
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _each(values: Distribution) -> Iterator[Fraction]:
    """Every figure, in points."""
    for place, count in values.places:
        yield from [Fraction(place * TOP, PLACES)] * count


def _classes(node: Node, values: Distribution) -> tuple[int, ...]:
    """Figures in each class of points, or at each letter."""
    if node.letters is None:
        return values.in_steps(CLASSES)
    most = len(node.letters.grades) - 1
    counts = [0] * (most + 1)
    for place, count in values.places:
        counts[round(place * most / PLACES)] += count
    return tuple(counts)


def _bars(frame: Frame, node: Node, values: Distribution, drawing: _Drawing) -> list[Bar]:
    thousands = drawing.in_thousands
    return [
        Bar(count, _over(frame, count, in_thousands=thousands)) for count in _classes(node, values)
    ]


def _over(frame: Frame, count: int, *, in_thousands: bool) -> str:
    """What is printed over a bar, without groups of digits: there is little room.

    In thousands where whole numbers have none.
    """
    if not in_thousands:
        return str(count)
    if 0 < count < _LEAST_IN_THOUSANDS:
        return f"<{frame.words.decimal(Fraction(1, 10), 1)}"
    return frame.words.decimal(Fraction(count, 1000), 0 if count >= FIRST_IN_THOUSANDS else 1)


def _grade_ticks(node: Node) -> tuple[Tick, ...]:
    """The letters, each in the middle of its bar."""
    if node.letters is None:
        return ()
    grades = node.letters.grades
    width = TOP / len(grades)
    return tuple(Tick((place + 0.5) * width, grade) for place, grade in enumerate(grades))


def _alt(frame: Frame, node: Node, values: Distribution) -> str:
    """Every bar in words."""
    say, counts = frame.words.say, _classes(node, values)
    if node.letters is not None:
        parts = [
            f"{grade} {count}"
            for grade, count in zip(node.letters.grades, counts, strict=True)
            if count
        ]
        return frame.words.enumerate(parts, "unit")
    width = Fraction(TOP, CLASSES)
    parts = [
        say(
            "{count} from {low} to {high}",
            count=count,
            low=frame.limit(node, place * width),
            high=frame.limit(node, (place + 1) * width),
        )
        for place, count in enumerate(counts)
        if count
    ]
    return frame.words.enumerate(parts, "unit")
