"""The catalogue of problems against the code.

Every code is reported somewhere, with all that its sentences need.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from coherence_kit.loading.yaml import events as yaml_events
from coherence_kit.loading.yaml import syntax as syntax_wording
from coherence_kit.problems import CATALOGUE, SYNTAX_CURES

PACKAGE = Path(__file__).parents[2] / "coherence_kit"
REPORTERS = {
    "report",
    "report_key",
    "problem_at",
    "_report",
    "_refused",
    "_fault",
    "_problem",
    "Problem",
    "Fault",
}
FAULTS = {"Fault", "_fault"}
"""What gets its texts as its last argument, in a mapping, if not by name."""

CHOSEN_ELSEWHERE = {
    "compare.version",  # takes the place of "submission.version", with its texts
    "form.gone",  # takes the place of "submission.answer", with its texts
    "questionnaire.needs-letters",
    "questionnaire.needs-numbers",
    "questionnaire.not-boxes",
    # doubts about a document are found first, and its place is looked for only then
    "submission.document-address",
    "submission.document-ahead",
    "submission.document-date",
    "submission.document-old",
    "submission.empty-document",
    # the same of a file and of a row of a table
    "submission.not-asked",
    "submission.open",
}
"""Codes that a function returns to the one that reports them: the sentences are not looked at."""

ADDED_ELSEWHERE = {
    "yaml.syntax": {"cure"},  # by the kind of mistake, once, in loading.documents
    "json.syntax": {"cure"},
    "output.not-a-folder": {"part"},  # where the code is this one, in documents.safe_write
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


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@cache
def returned(name: str) -> frozenset[str] | None:
    """The keys of the mapping that a function of the package returns."""
    made = [
        keys(node.value, [function])
        for tree in sources().values()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name == name
        for node in ast.walk(function)
        if isinstance(node, ast.Return)
    ]
    sure = [found for found in made if found is not None]
    return frozenset.intersection(*sure) if sure and len(sure) == len(made) else None


def keys(value: ast.expr | None, around: list[ast.stmt]) -> frozenset[str] | None:
    """The keys that a mapping has for sure, or None where that does not show.

    `around` are the statements that the mapping stands in, the function first.
    """
    if isinstance(value, ast.Dict):
        parts = [
            keys(item, around)
            if key is None
            else frozenset({str(key.value)} if isinstance(key, ast.Constant) else ())
            for key, item in zip(value.keys, value.values, strict=True)
        ]
        sure = [part for part in parts if part is not None]
        return frozenset().union(*sure) if len(sure) == len(parts) else None
    if isinstance(value, ast.Call):
        return returned(called(value))
    if isinstance(value, ast.Name) and around:
        bound = [keys(made, around) for made in bindings(value.id, around)]
        sure = [found for found in bound if found is not None]
        if sure and len(sure) == len(bound):
            above = (before(outer, inner) for outer, inner in pairwise(around))
            return frozenset.intersection(*sure).union(*(added(value.id, part) for part in above))
    return None


def bound_by(statement: ast.AST, name: str) -> list[ast.expr]:
    """What a statement binds to a name."""
    is_binding = isinstance(statement, ast.Assign) and any(
        isinstance(to, ast.Name) and to.id == name for to in statement.targets
    )
    return [statement.value] if isinstance(statement, ast.Assign) and is_binding else []


def bindings(name: str, around: list[ast.stmt]) -> list[ast.expr]:
    """What a name can stand for: what was bound last above, or all that the function binds."""
    for outer, inner in reversed(list(pairwise(around))):
        for statement in reversed(before(outer, inner)):
            if made := bound_by(statement, name):
                return made
    return [made for node in ast.walk(around[0]) for made in bound_by(node, name)]


def before(outer: ast.stmt, inner: ast.stmt) -> list[ast.stmt]:
    """The statements of a block that stand above one of them."""
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(outer, block, [])
        if inner in statements:
            return list(statements[: statements.index(inner)])
    return []


def added(name: str, statements: list[ast.stmt]) -> frozenset[str]:
    """The keys that statements put into a mapping whichever way they go."""
    found: frozenset[str] = frozenset()
    for statement in statements:
        if isinstance(statement, ast.If):
            found |= added(name, statement.body) & added(name, statement.orelse)
        for to in statement.targets if isinstance(statement, ast.Assign) else ():
            if (
                isinstance(to, ast.Subscript)
                and isinstance(to.value, ast.Name)
                and to.value.id == name
                and isinstance(to.slice, ast.Constant)
            ):
                found |= {str(to.slice.value)}
    return found


def given(call: ast.Call, around: list[ast.stmt]) -> frozenset[str] | None:
    """The parameters that a call gives; None where it does not show which."""
    names: frozenset[str] = frozenset()
    gathered = [
        keyword.value for keyword in call.keywords if keyword.arg is None or keyword.arg == "params"
    ]
    if called(call) in FAULTS and len(call.args) > len(("code", "path")):
        gathered.append(call.args[-1])
    elif any(isinstance(argument, ast.Starred | ast.Dict) for argument in call.args):
        return None
    for mapping in gathered:
        found = keys(mapping, around)
        if found is None:
            return None
        names |= found
    return names | {keyword.arg for keyword in call.keywords if keyword.arg}


def codes(value: ast.expr, around: list[ast.stmt], tree: ast.Module) -> frozenset[str]:
    """The codes that an expression chooses among, behind the names that are bound for it."""
    found = {
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
    }
    for node in ast.walk(value):
        if isinstance(node, ast.Name):
            made = bindings(node.id, around) if around else []
            made += [item for statement in tree.body for item in bound_by(statement, node.id)]
            found = found.union(*(codes(item, [], tree) for item in made))
    return frozenset(found)


def calls(
    node: ast.AST, around: tuple[ast.stmt, ...] = ()
) -> Iterator[tuple[ast.Call, list[ast.stmt]]]:
    """Every call, and the statements that it stands in from its function inwards."""
    if isinstance(node, ast.FunctionDef):
        around = (node,)
    elif isinstance(node, ast.stmt):
        around = (*around, node)
    if isinstance(node, ast.Call):
        yield node, list(around)
    for child in ast.iter_child_nodes(node):
        yield from calls(child, around)


@cache
def reports() -> list[tuple[str, int, str, frozenset[str] | None]]:
    """(file, line, code, parameters) of every call that reports a code that stands there."""
    return [
        (path.name, call.lineno, code, given(call, around))
        for path, tree in sources().items()
        for call, around in calls(tree)
        if called(call) in REPORTERS and call.args
        for code in sorted(codes(call.args[0], around, tree))
    ]


def test_every_code_that_is_reported_is_in_the_catalogue() -> None:
    assert [(file, line, code) for file, line, code, _ in reports() if code not in CATALOGUE] == []


def test_every_report_gives_what_its_sentences_need() -> None:
    found = reports()
    assert [(file, line, code) for file, line, code, names in found if names is None] == []
    assert set(CATALOGUE) - {code for _, _, code, _ in found} == CHOSEN_ELSEWHERE
    lacking = [
        (file, line, code, names)
        for file, line, code, names in found
        if names is not None
        and code in CATALOGUE
        and not needed(code) <= names | ADDED_ELSEWHERE.get(code, set())
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
