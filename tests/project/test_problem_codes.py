"""The catalogue of problems against the code.

Every code is reported somewhere, with all that its sentences need.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from coherence_kit.loading.yaml import events as yaml_events
from coherence_kit.loading.yaml import syntax as syntax_wording
from coherence_kit.problems import CATALOGUE, SYNTAX_CURES

PACKAGE = Path(__file__).parents[2] / "coherence_kit"
REPORTERS = {
    "report": 1,
    "report_key": 1,
    "_report": 0,
    "_fault": 0,
    "_problem": 0,
    "Problem": 0,
    "Fault": 0,
}


@cache
def sources() -> dict[Path, ast.Module]:
    """Every module of the package, parsed once."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
    }


def needed(code: str) -> set[str]:
    kind = CATALOGUE[code]
    parts = string.Formatter().parse(f"{kind.found} {kind.rule} {kind.cure}")
    return {name for _, name, _, _ in parts if name}


@cache
def texts() -> frozenset[str]:
    """Every text that stands in a module other than the catalogue itself."""
    return frozenset(
        node.value
        for path, tree in sources().items()
        if path.name != "catalogue.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def given(call: ast.Call) -> set[str] | None:
    """The parameters a call gives by name; None where some are gathered elsewhere."""
    names: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        if keyword.arg == "params":
            if not isinstance(keyword.value, ast.Dict):
                return None
            names |= {str(key.value) for key in keyword.value.keys if isinstance(key, ast.Constant)}
        else:
            names.add(keyword.arg)
    if any(isinstance(argument, ast.Starred | ast.Dict) for argument in call.args):
        return None
    if len(call.args) > len(("code", "path")):  # a fault gathers its texts elsewhere
        return None
    return names


def reports() -> Iterator[tuple[str, int, str, set[str]]]:
    """(file, line, code, parameters) of every call that reports a code
    with parameters that stand there.
    """
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            first = node.args[0]
            if (
                name in REPORTERS
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                names = given(node)
                if names is not None:
                    yield path.name, node.lineno, first.value, names


def test_every_code_that_is_reported_is_in_the_catalogue() -> None:
    assert [(file, line, code) for file, line, code, _ in reports() if code not in CATALOGUE] == []


def test_every_report_gives_what_its_sentences_need() -> None:
    found = list(reports())
    assert len(found) > 50
    # the cure of a mistake of syntax is added by the kind of mistake, once, in loading.documents
    added = {"yaml.syntax": {"cure"}}
    lacking = [
        (file, line, code, names)
        for file, line, code, names in found
        if code in CATALOGUE and not needed(code) <= names | added.get(code, set())
    ]
    assert lacking == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_of_the_catalogue_is_reported_somewhere(code: str) -> None:
    assert code in texts()


def test_every_hint_of_the_parser_has_a_cure() -> None:
    hints = set()
    for module in (syntax_wording, yaml_events):
        for node in ast.walk(sources()[Path(str(module.__file__))]):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_Wording":
                hint = node.args[2]
                hints.add(hint.value if isinstance(hint, ast.Constant) else None)
            if (
                isinstance(node, ast.keyword)
                and node.arg == "hint"
                and isinstance(node.value, ast.Constant)
            ):
                hints.add(node.value.value)
    hints |= {hint for _, hint in syntax_wording._PLAIN_WORDS.values()}
    assert hints - {None} == set(SYNTAX_CURES)
