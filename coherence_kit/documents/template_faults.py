"""What is wrong with a template that comes from a user."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """A fault in words that follow "it cannot be used:", what mends it, and its line from 1."""

    line: int
    what: str
    cure: str
