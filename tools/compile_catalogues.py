"""Puts the compiled catalogues of words into a wheel; hatchling calls it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("coherence_kit", "words", "locale")


class CompileCatalogues(BuildHookInterface[Any]):
    """A `.mo` for every `.po`; an installation of a checkout reads the `.po` itself."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own, so that the checkout stays as it is."""
        if version == "editable":
            return
        self._compiled = tempfile.TemporaryDirectory()
        for source in sorted((Path(self.root) / LOCALES).glob("*/LC_MESSAGES/*.po")):
            place = source.relative_to(self.root).with_suffix(".mo")
            target = Path(self._compiled.name) / place
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as text, target.open("wb") as compiled:
                write_mo(compiled, read_po(text))
            build_data["force_include"][str(target)] = str(place)
