"""Which releases of programs, rules of languages and typefaces decide how a PDF comes out."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Final

from coherence_kit import __version__
from coherence_kit.documents.libraries import drawing_libraries
from coherence_kit.documents.script_faces import extras_for

_PACKAGES: Final = (
    "Babel",  # lists, dates and plurals
    "fontpkg-source-sans-3",
    "fontpkg-source-serif-4",
    "fontTools",  # the widths of texts in charts
    "pycountry",  # the names of countries
    "uharfbuzz",
    "WeasyPrint",
)
KIT: Final = "coherence-kit"


def makers(characters: Iterable[str]) -> dict[str, str]:
    """Their names with their releases, for a page with these characters, sorted by name.

    Two machines on which they are the same make the same page; where one differs a line may be set
    differently. The packages of further scripts count only where a text needs them.
    """
    extras = (extra.distribution for extra in extras_for(characters))
    found = {KIT: __version__, **drawing_libraries()}
    found |= {name: version(name) for name in (*_PACKAGES, *extras)}
    return dict(sorted(found.items()))
