"""The names of how far a measure of a plan has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coherence_kit.words.catalogue import Words, message

# For translators: how far a measure has come, such as a reform that was proposed.
_STATUSES: Final[Mapping[str, str]] = {
    "proposed": message("proposed"),
    "adopted": message("adopted"),
    "under way": message("under way"),
    "done": message("done"),
    "dropped": message("dropped"),
}


def status_name(words: Words, status: str) -> str:
    """`under way`."""
    return words.say(_STATUSES[status])
