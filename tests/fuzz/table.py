"""The targets by name; each is imported when it is wanted."""

from __future__ import annotations

import importlib

from tests.fuzz.targets.target import Target

TARGETS = {
    "workbook": "workbook",
    "page": "page",
    "yaml": "yaml_text",
    "table": "table_text",
    "verify": "verify",
}


def target_of(name: str) -> Target:
    """A target by its name."""
    target: Target = importlib.import_module(f"tests.fuzz.targets.{TARGETS[name]}").TARGET
    return target
