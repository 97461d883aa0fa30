"""Whether somebody who looks at a cell of a workbook reads what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from coherence_kit.documents.cell_looks import (
    DEEPEST_INDENT,
    Change,
    Face,
    Palette,
    Style,
)
from coherence_kit.documents.cell_places import Area
from coherence_kit.documents.cell_texts import is_date_format
from coherence_kit.documents.number_formats import shown_number, shows_day
from coherence_kit.documents.sheet_sight import SHOWS_NOTHING, Look

Faces = frozenset[Face | None]
_PLAIN: Final = Style()
_MOST_CHANGES = 100  # that differ, of one sheet; with more it is taken that they hide everything


@dataclass(slots=True)
class Eyes:
    """What the styles of a workbook let be seen.

    Args:
        styles: by the numbers that cells name.
        changes: of conditional formats, by their numbers.
        palette: what the numbers of colours stand for.

    """

    styles: Sequence[Style] = ()
    changes: Sequence[Change] = ()
    palette: Palette = field(default_factory=Palette)
    _known: dict[tuple[int, Faces, Change | None], bool] = field(default_factory=dict)

    def style(self, number: int) -> Style:
        """How a cell looks that names this style."""
        return self.styles[number] if number < len(self.styles) else _PLAIN

    def see(self, number: int, faces: Faces, change: Change | None = None) -> bool:
        """Whether a text in these types shows in a cell of this style, perhaps a changed one."""
        key = number, faces, change
        if key not in self._known:
            self._known[key] = self._sees(self.style(number), faces, change or Change())
        return self._known[key]

    def _sees(self, style: Style, faces: Faces, change: Change) -> bool:
        behind = style.behind if change.behind is None else change.behind
        shown = (face or style.face for face in faces)
        return style.indent <= DEEPEST_INDENT and all(
            self.palette.is_seen(
                face if change.ink is None else face._replace(ink=change.ink), behind
            )
            for face in shown
        )

    def found(self, looks: Mapping[Look, list[Area]]) -> dict[Change, list[Area]]:
        """What the conditional formats of a sheet change, and where; each change once."""
        found: dict[Change, list[Area]] = {}
        for look, areas in looks.items():
            if isinstance(look, Change):
                found.setdefault(look, []).extend(areas)
            elif 0 <= look < len(self.changes):
                found.setdefault(self.changes[look], []).extend(areas)
        if len(found) > _MOST_CHANGES:
            return {SHOWS_NOTHING: [area for areas in found.values() for area in areas]}
        return found


def number_shown(number: Decimal, number_format: str) -> Decimal | None:
    """The number that a cell shows, a date as its number; None where it shows something else."""
    if is_date_format(number_format):
        return number if shows_day(number, number_format) else None
    return shown_number(number, number_format)
