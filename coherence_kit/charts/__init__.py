"""Charts of the report: pure functions from figures to SVG.

Each chart takes numbers that are already computed, an alternative text and a
palette, and returns one ``<svg>`` element as text. A chart knows neither the
assessment nor a template; it decides only where a mark stands. All lengths are
millimetres, and the view box equals the size, so a mark of 3 is 3 mm on paper.

Marks say the same thing everywhere: black is a target, filled is what is there,
outlined is what is missing, broken is what is not known. Words stay in the page
around the chart; only the result chart, and panels in which many are counted,
print figures. The alternative text is the first child, ``<title>``, and the only
place where a reader's own words can enter. The same input gives the same bytes.

Pages that run from right to left pass ``mirrored=True``: every mark then stands
at the same distance from the right edge.
"""

from coherence_kit.charts.answers import SIDE as SQUARE
from coherence_kit.charts.answers import AnswerCounts, answer_squares
from coherence_kit.charts.axis import MARKED as AXIS_MARKS
from coherence_kit.charts.colour import contrast, darkened, is_hex
from coherence_kit.charts.count_bar import count_bar
from coherence_kit.charts.gain import gain_bar
from coherence_kit.charts.interval_row import RowSize, Tick, interval_row, interval_scale
from coherence_kit.charts.key import key_dot, key_interval, key_previous, key_target, key_too_few
from coherence_kit.charts.letter import letter_mark
from coherence_kit.charts.marks import MarkState
from coherence_kit.charts.meter import state_meter, step_meter
from coherence_kit.charts.palette import (
    ACCENT_CONTRAST,
    DEFAULT_PALETTE,
    Palette,
    branded,
    step_colour,
    text_on_step,
)
from coherence_kit.charts.result import HEIGHT as CHART_HEIGHT
from coherence_kit.charts.result import PADDING as CHART_PADDING
from coherence_kit.charts.result import WIDTH as CHART_WIDTH
from coherence_kit.charts.result import Figure, Zone, result_chart
from coherence_kit.charts.robustness import level_strip
from coherence_kit.charts.spread import (
    Bar,
    PanelSize,
    highest_pile,
    pile_height,
    spread_bars,
    spread_dots,
)
from coherence_kit.charts.strip import PADDING as STRIP_PADDING
from coherence_kit.charts.strip import WIDTH as STRIP_WIDTH
from coherence_kit.charts.strip import strip_chart

__all__ = [
    "ACCENT_CONTRAST",
    "AXIS_MARKS",
    "CHART_HEIGHT",
    "CHART_PADDING",
    "CHART_WIDTH",
    "DEFAULT_PALETTE",
    "SQUARE",
    "STRIP_PADDING",
    "STRIP_WIDTH",
    "AnswerCounts",
    "Bar",
    "Figure",
    "MarkState",
    "Palette",
    "PanelSize",
    "RowSize",
    "Tick",
    "Zone",
    "answer_squares",
    "branded",
    "contrast",
    "count_bar",
    "darkened",
    "gain_bar",
    "highest_pile",
    "interval_row",
    "interval_scale",
    "is_hex",
    "key_dot",
    "key_interval",
    "key_previous",
    "key_target",
    "key_too_few",
    "letter_mark",
    "level_strip",
    "pile_height",
    "result_chart",
    "spread_bars",
    "spread_dots",
    "state_meter",
    "step_colour",
    "step_meter",
    "strip_chart",
    "text_on_step",
]
