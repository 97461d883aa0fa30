"""The names of the classes of effort and horizon of measures."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.words.catalogue import Words, message

_EFFORTS: Mapping[str, str] = {
    "small": message("small"),
    "medium": message("medium"),
    "large": message("large"),
    "very large": message("very large"),
}
_EFFORT_NOTES: Mapping[str, str] = {
    "small": message("up to 20 working days, no new money"),
    "medium": message("up to 120 working days, or half a staff-year of money"),
    "large": message("up to 440 working days, or five staff-years of money"),
    "very large": message("beyond that, or a law, treaty, institution or data system"),
}
# For translators: how long until a measure can be proved, in one word.
_HORIZONS: Mapping[str, str] = {
    "immediate": message("immediate"),
    "short": message("short-term"),
    "medium": message("medium-term"),
    "long": message("long-term"),
}
_HORIZON_SPANS: Mapping[str, str] = {
    "immediate": message("Within 6 months"),
    "short": message("6 to 18 months"),
    "medium": message("18 to 36 months"),
    "long": message("Over 36 months"),
}
_HORIZON_NOTES: Mapping[str, str] = {
    "immediate": message("From the decision to its proof."),
    "short": message("In time for the next budget."),
    "medium": message("Within a planning cycle."),
    "long": message("Needs a law, a treaty or a census."),
}


def effort_name(words: Words, effort: str) -> str:
    """`small`, `very large`."""
    return words.say(_EFFORTS[effort])


def effort_note(words: Words, effort: str) -> str:
    """The days and the money that the class stands for."""
    return words.say(_EFFORT_NOTES[effort])


def horizon_name(words: Words, horizon: str) -> str:
    """`immediate`, `short-term`."""
    return words.say(_HORIZONS[horizon])


def horizon_span(words: Words, horizon: str) -> str:
    """`Within 6 months`."""
    return words.say(_HORIZON_SPANS[horizon])


def horizon_note(words: Words, horizon: str) -> str:
    """What the class is good for, such as being in time for the next budget."""
    return words.say(_HORIZON_NOTES[horizon])
