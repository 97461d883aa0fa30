"""Keys that are numbers: 1 and 01 are two texts, and one number."""

from __future__ import annotations

from coherence_kit.loading.documents import Document, PathLike


def check_spelling(document: Document, place: PathLike) -> None:
    """No number is a key twice, as 1 and as 01."""
    first: dict[int, str] = {}
    for key in document.at(place):
        earlier = first.setdefault(int(key), key)
        if earlier != key:
            line = document.line_of((*place, earlier))
            document.report_key("yaml.duplicate-key", (*place, key), key=key, first_line=line)
