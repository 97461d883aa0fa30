"""The names of the states of a question."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.words.catalogue import Words, message

_NAMES: Mapping[str, str] = {
    "answered": message("answered"),
    "unknown": message("unknown"),
    "unanswered": message("not answered"),
    "open": message("not answered"),
    "carried": message("carried over"),
    "not_applicable": message("not applicable"),
    "not_asked": message("not asked"),
}
_HEADS: Mapping[str, str] = {
    "answered": message("Answered"),
    "unknown": message("Unknown"),
    "unanswered": message("Not answered"),
    "open": message("Not answered"),
    "carried": message("Carried over"),
    "not_applicable": message("Not applicable"),
    "not_asked": message("Not asked"),
}


def state_names(words: Words) -> Mapping[str, str]:
    """Every state by its name in the middle of a line."""
    return {state: words.say(name) for state, name in _NAMES.items()}


def state_name(words: Words, state: str) -> str:
    """A state in the middle of a line: `not answered`; an empty text for one that has no name."""
    return words.say(_NAMES[state]) if state in _NAMES else ""


def state_head(words: Words, state: str) -> str:
    """A state where a line begins: `Not answered`; an empty text for one that has no name."""
    return words.say(_HEADS[state]) if state in _HEADS else ""
