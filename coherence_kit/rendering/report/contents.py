"""What is where: the parts of a report with the places they begin."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit.charts import (
    DEFAULT_PALETTE,
    Palette,
    key_dot,
    key_interval,
    key_previous,
    key_target,
    key_too_few,
    step_meter,
    strip_chart,
)
from coherence_kit.words import Words


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A line of the contents; rank 0 is a chapter, 1 a part, 2 a section."""

    title: str
    anchor: str
    rank: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks by themselves, for keys and for the page that explains them."""

    dot: Markup
    interval: Markup
    too_few: Markup
    target: Markup
    previous: Markup
    strip: Markup
    strip_too_few: Markup
    meter: Markup


def marks(words: Words, palette: Palette = DEFAULT_PALETTE) -> Marks:
    """Every mark of the report, drawn once."""
    say, say_as, mirrored = words.say, words.say_as, words.direction == "rtl"
    drawn = {
        "dot": key_dot(say_as("mark", "dot"), palette=palette),
        "interval": key_interval(say_as("mark", "bar"), palette=palette),
        "too_few": key_too_few(say_as("mark", "broken outline"), palette=palette),
        "target": key_target(say_as("mark", "tick"), palette=palette),
        "previous": key_previous(say_as("mark", "hollow circle"), palette=palette),
        "strip": strip_chart(
            value=50,
            low=43,
            high=59,
            target=73,
            alt=say("A dot on a pale bar, and a tick"),
            palette=palette,
            mirrored=mirrored,
        ),
        "strip_too_few": strip_chart(
            value=None,
            low=25,
            high=75,
            target=69,
            alt=say("A broken outline, and a tick"),
            palette=palette,
            mirrored=mirrored,
        ),
        "meter": step_meter(
            step=2,
            target=3,
            steps=5,
            alt=say("Step {step}, target {target}", step=2, target=3),
            palette=palette,
            mirrored=mirrored,
        ),
    }
    # Charts escape the only text they take.
    return Marks(**{name: Markup(svg) for name, svg in drawn.items()})  # noqa: S704
