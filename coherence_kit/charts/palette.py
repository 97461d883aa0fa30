"""Colours of the charts: one hue, one ink, and a ramp of steps."""

from dataclasses import dataclass, fields, replace

from coherence_kit.charts.colour import contrast, darkened, is_hex, mix, tint

LEAST_CONTRAST = 4.5
"""Least contrast of a digit on its step, as WCAG 2 asks of text at level AA."""
ACCENT_CONTRAST = 7.0
"""Least contrast of an accent on white: small text is set in it, and digits in white upon it."""
_WHITE_TEXT = 4.6
# Share of the way from white to the accent, and how much more colourful than on that way: pale
# mixtures look greyer than what they are mixed of.
_STEPS = ((0.0, 1.0), (0.15, 1.5), (0.36, 1.6), (0.70, 1.25), (1.0, 1.0))
_BAND = (0.305, 1.6)


@dataclass(frozen=True, slots=True)
class Palette:
    """Resolved colours, each ``#RRGGBB``; the default is the kit's own brand.

    ``steps`` is the ramp from the lowest step to the highest, and ``on_steps``
    the colour of the digit printed on each. A page's CSS does not reach into
    its charts, so a brand passes its values here as well.
    """

    ink: str = "#14202B"
    muted: str = "#4A5763"
    accent: str = "#0B4F60"
    line: str = "#7B8894"
    band: str = "#ACC8D2"
    hair: str = "#C9D1D8"
    zone: str = "#ECEFF2"
    paper: str = "#FFFFFF"
    steps: tuple[str, ...] = ("#FFFFFF", "#D7E4E8", "#9DBFCA", "#4A7C8C", "#0B4F60")
    on_steps: tuple[str, ...] = ("#14202B", "#14202B", "#14202B", "#FFFFFF", "#FFFFFF")

    def __post_init__(self) -> None:
        """Refuse what is no colour: these values are written into attributes."""
        single = (field.name for field in fields(self) if field.name not in ("steps", "on_steps"))
        for colour in (*(getattr(self, name) for name in single), *self.steps, *self.on_steps):
            if not is_hex(colour):
                message = f"not a colour of the form #RRGGBB: {colour!r}"
                raise ValueError(message)
        if len(self.steps) < 2 or len(self.steps) != len(self.on_steps):  # noqa: PLR2004
            message = "a ramp needs two or more steps, and a text colour on each"
            raise ValueError(message)


DEFAULT_PALETTE = Palette()


def branded(accent: str) -> Palette:
    """The palette of a brand: accent, steps and band are its own; ink, greys and marks are not.

    ``accent`` is ``#RRGGBB`` with at least `ACCENT_CONTRAST` on white. The kit's own gives the
    kit's own palette.
    """
    lowest, *steps = (tint(accent, *place) for place in _STEPS[:-1])
    ramp = (lowest, *steps[:-1], darkened(steps[-1], _WHITE_TEXT), accent.upper())
    texts = tuple(_best_text(DEFAULT_PALETTE, fill) for fill in ramp)
    return replace(
        DEFAULT_PALETTE,
        accent=accent.upper(),
        band=tint(accent, *_BAND),
        steps=ramp,
        on_steps=texts,
    )


def step_colour(palette: Palette, step: int, count: int) -> str:
    """Fill of a step.

    ``step`` counts from 0 to ``count - 1``; ``count`` (2 or more) is the number
    of steps of the scale. The lowest and highest step always have the ends of
    the ramp; a scale as long as the ramp has exactly the ramp, any other is
    spread evenly over it.
    """
    below, share = _place_on_ramp(palette, step, count)
    if not share:
        return palette.steps[below]
    return _readable(palette, palette.steps[below], palette.steps[below + 1], share)


def text_on_step(palette: Palette, step: int, count: int) -> str:
    """Colour of the digit on a step; ``step`` and ``count`` as in `step_colour`."""
    below, share = _place_on_ramp(palette, step, count)
    if not share:
        return palette.on_steps[below]
    return _best_text(palette, step_colour(palette, step, count))


def _place_on_ramp(palette: Palette, step: int, count: int) -> tuple[int, float]:
    """Nearest ramp colour at or below the step, and the share of the way to the next."""
    if count < 2 or not 0 <= step < count:  # noqa: PLR2004
        message = f"step {step} is not on a scale of {count} steps"
        raise ValueError(message)
    below, rest = divmod(step * (len(palette.steps) - 1), count - 1)
    return below, rest / (count - 1)


def _readable(palette: Palette, lighter: str, darker: str, share: float) -> str:
    """Mix the two, lightened until a digit can be read on it.

    Between the last step with dark digits and the first with white ones lies a
    narrow belt where neither has enough contrast.
    """
    for percent in range(round(share * 100), 0, -1):
        colour = mix(lighter, darker, percent / 100)
        if contrast(colour, _best_text(palette, colour)) >= LEAST_CONTRAST:
            return colour
    return lighter


def _best_text(palette: Palette, fill: str) -> str:
    return max(palette.ink, palette.paper, key=lambda text: contrast(text, fill))
