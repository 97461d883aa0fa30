"""What can be known about a question, as far as a chart can show it."""

from enum import StrEnum


class State(StrEnum):
    """State of a question; the values are the words that results use."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    OPEN = "open"
    """Its condition is undecided; drawn as unanswered."""
    NOT_APPLICABLE = "not_applicable"
