"""The script of the form, joined out of its modules.

A page may run one script alone, and from a disk a browser loads no other files, so the modules
stand in one function behind each other. A name of one module is known in all others.
"""

from __future__ import annotations

from typing import Final

from coherence_kit import content

MODULES: Final = (
    "text",
    "dom",
    "data",
    "questions",
    "typed",
    "answers",
    "submission",
    "days",
    "values",
    "reasons",
    "taking_back",
    "typed_steps",
    "states",
    "duties",
    "question",
    "fields",
    "documents",
    "review",
    "about",
    "progress",
    "changes",
    "input",
    "moving",
    "actions",
    "notices",
    "store",
    "storage",
    "troubles",
    "windows",
    "folds",
    "names",
    "save",
    "losses",
    "load",
    "print",
    "start",
)
"""Their order: functions are known everywhere, values only below where they are made."""

_START: Final = """
/* The form at work: it keeps the answers, says what is asked and what is still to do, and saves
   and loads files. Plain ES2019, no library. */
(function () {
'use strict';
"""


def script() -> str:
    """The whole script; a browser reads CR LF as LF, so it has LF alone."""
    return _START + "\n".join(module(name) for name in MODULES) + "}());\n"


def module(name: str) -> str:
    """One module."""
    path = content.folder("report_templates") / "form" / "script" / f"{name}.js"
    return path.read_text(encoding="utf-8")
