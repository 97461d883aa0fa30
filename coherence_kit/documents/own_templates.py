"""Templates that come from users: a small part of Jinja, in which nothing goes on for ever.

A template may print the texts that it is given, choose, and go through a list that it is given. It
calls nothing, reads no file, keeps nothing from one place to the next and cannot repeat what it
makes, so that it ends after as many steps as it has words; this is known before it is run. Texts
are escaped, and it is run in the sandbox of Jinja all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from coherence_kit.documents.template_faults import TemplateFault
from coherence_kit.problems import clip, did_you_mean

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

LARGEST_TEMPLATE: Final = 64 * 1024
"""Bytes that a template may have."""
LONGEST_OUTPUT: Final = 100_000
"""Characters that it may write."""
# Jinja tells its nodes apart by their classes, which are imported only when they are needed.
Node: TypeAlias = Any
Value: TypeAlias = str | int | Sequence[Mapping[str, "str | int"]]

_FILTERS: Final = ("capitalize", "length", "lower", "title", "trim", "upper")
_LOOP: Final = ("first", "index", "last", "length")
_DEEPEST: Final = 20
_MOST_LOOPS: Final = 2
_MOST_FAULTS: Final = 5
_SAME: Final = frozenset({"eq", "ne"})
_BY_SIZE: Final = frozenset({"gt", "gteq", "lt", "lteq"})
_PLAIN: Final = (
    "And", "Concat", "CondExpr", "Const", "If", "Not", "Operand", "Or", "Output",
    "Template", "TemplateData",
)  # fmt: skip
"""What can stand anywhere, and does no more than it says."""
_OTHERS: Final = {
    "Include": "reads another template (include)",
    "Import": "reads another template (import)",
    "FromImport": "reads another template (import)",
    "Extends": "reads another template (extends)",
    "Call": "calls something (with round brackets)",
    "Assign": "keeps something in a name (set)",
    "AssignBlock": "keeps something in a name (set)",
    "Macro": "makes a macro",
    "Getitem": "looks something up in square brackets",
    "Mul": "multiplies",
    "Pow": "multiplies",
    "Mod": "puts texts together with %",
}
_CAN: Final = (
    "print a name, choose with if, and go through chapters with for; that is all it can do"
)
_PLACE: Final = "x"


class OwnTemplateError(Exception):
    """What is wrong with a template."""

    def __init__(self, faults: Sequence[TemplateFault]) -> None:
        """Keep the first few."""
        super().__init__(faults[0].what)
        self.faults = tuple(faults[:_MOST_FAULTS])


@dataclass(frozen=True)
class OwnTemplate:
    """A template that was looked at.

    Args:
        source: the file.
        data: its text with a letter in place of what it prints, and each line where it was.

    """

    source: bytes
    data: str
    _compiled: Template = field(repr=False, compare=False)

    def render(self, values: Mapping[str, Value]) -> str:
        """What it writes.

        Raises:
            OwnTemplateError: it writes too much.

        """
        pieces, size = [], 0
        for piece in self._compiled.generate(values):
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST_OUTPUT:
                what = f"it writes more than {LONGEST_OUTPUT:,} characters"
                raise OwnTemplateError([TemplateFault(1, what, "make it shorter")])
        return "".join(pieces)


def read_template(
    data: bytes, names: Mapping[str, Sequence[str]], numbers: Collection[str]
) -> OwnTemplate:
    """A template, with what is known before it is run.

    Args:
        data: the file.
        names: those of the values that it may print; of a list those in each of its items.
        numbers: those of them that are numbers.

    Raises:
        OwnTemplateError: it is none, or does more than it may.

    """
    from jinja2 import TemplateSyntaxError

    source = _decoded(data)
    environment = _environment()
    try:
        tree = environment.parse(source)
        tokens = [*environment.lex(source)]
    except TemplateSyntaxError as error:
        raise OwnTemplateError(
            [TemplateFault(error.lineno, f"it is broken ({clip(error.message or '')})", _mend())]
        ) from None
    except RecursionError:
        raise OwnTemplateError([TemplateFault(1, "it is nested too deep", _mend())]) from None
    checked = _Checker(names, numbers)
    checked.check(tree)
    if checked.faults:
        raise OwnTemplateError(sorted(checked.faults, key=lambda one: one.line))
    return OwnTemplate(data, _without_tags(tokens), environment.from_string(source))


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST_TEMPLATE:
        what = f"it has more than {LARGEST_TEMPLATE // 1024} KiB"
        raise OwnTemplateError([TemplateFault(1, what, "make it shorter")])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what, cure = "it is no text in UTF-8", "save it as UTF-8 in a program for plain text"
        raise OwnTemplateError([TemplateFault(line, what, cure)]) from None


def _mend() -> str:
    return "look whether each {{ has its }}, each {% its %}, each if its endif, each for its endfor"


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where something stands: the names of items of loops around it, and how deep it is."""

    items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    depth: int = 0
    loops: int = 0

    @property
    def inner(self) -> _Scope:
        return replace(self, depth=self.depth + 1)


class _Checker:
    """Walks a template, and notes what it may not do."""

    def __init__(self, names: Mapping[str, Sequence[str]], numbers: Collection[str]) -> None:
        self.faults: list[TemplateFault] = []
        self._names = names
        self._numbers = {*numbers, "index", "length"}

    def check(self, tree: Node) -> None:
        """Note all faults."""
        self._every(tree.body, _Scope())

    def _every(self, found: Iterable[Node], scope: _Scope) -> None:
        for node in found:
            self._node(node, scope)

    def _node(self, node: Node, scope: _Scope) -> None:
        kind = type(node).__name__
        if scope.depth > _DEEPEST:
            self._fault(node, f"it is nested more than {_DEEPEST} deep", "make it simpler")
        elif kind == "For":
            self._loop(node, scope)
        elif kind == "Name":
            self._name(node, scope)
        elif kind == "Getattr":
            self._attribute(node, scope)
        elif kind == "Filter":
            self._filter(node, scope)
        elif kind == "Compare":
            self._comparison(node, scope)
        elif kind in _PLAIN:
            self._every(node.iter_child_nodes(), scope.inner)
        else:
            does = _OTHERS.get(kind, f'does something that is not for templates ("{kind}")')
            self._fault(node, f"it {does}", _CAN)

    def _loop(self, node: Node, scope: _Scope) -> None:
        listed = getattr(node.iter, "name", "")
        fields = self._names.get(listed, ()) if listed not in scope.items else ()
        target = getattr(node.target, "name", "")
        if not fields or not target:
            lists = " or ".join(name for name, inside in self._names.items() if inside)
            cure = f"go through {lists}: {{% for one in {lists} %}} … {{% endfor %}}"
            self._fault(node, "it goes through something that is no list", cure)
            return
        if target in self._names or target in {*scope.items, "loop"}:
            self._fault(node, f'"{target}" has a meaning already', "choose another name for it")
        if scope.loops == _MOST_LOOPS:
            what = f"more than {_MOST_LOOPS} loops stand in each other"
            self._fault(node, what, "make it simpler")
            return
        items = {**scope.items, target: fields, "loop": _LOOP}
        inside = _Scope(items, scope.depth + 1, scope.loops + 1)
        self._every([*node.body, *filter(None, [node.test])], inside)
        self._every(node.else_, scope.inner)

    def _name(self, node: Node, scope: _Scope) -> None:
        name = node.name
        if name in scope.items:
            cure = f"write which of it is meant, such as {name}.{scope.items[name][0]}"
            self._fault(node, f'"{name}" is not a text', cure)
        elif self._names.get(name):
            cure = f"go through it: {{% for one in {name} %}} … {{% endfor %}}"
            self._fault(node, f'"{name}" is a list', cure)
        elif name not in self._names:
            what = f'it prints "{clip(name)}", which there is not'
            self._fault(node, what, _known(name, sorted({*self._names, *scope.items})))

    def _attribute(self, node: Node, scope: _Scope) -> None:
        owner = getattr(node.node, "name", "")
        if owner not in scope.items:
            self._fault(node, f'it asks for "{clip(node.attr)}" of something', _CAN)
        elif node.attr not in scope.items[owner]:
            what = f'{owner} has no "{clip(node.attr)}"'
            self._fault(node, what, _known(node.attr, scope.items[owner]))

    def _filter(self, node: Node, scope: _Scope) -> None:
        if node.name not in _FILTERS:
            what = f'it uses the filter "{clip(node.name)}"'
            self._fault(node, what, _known(node.name, _FILTERS))
            return
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._fault(node, f'it calls the filter "{node.name}" with something', "leave it out")
        if node.node is None:
            self._fault(node, "it filters a whole block", _CAN)
        elif node.name != "length":
            self._node(node.node, scope.inner)
        elif not self._names.get(getattr(node.node, "name", "")):
            self._fault(node, "it asks for the length of something that is no list", _CAN)

    def _comparison(self, node: Node, scope: _Scope) -> None:
        sides = [node.expr, *(one.expr for one in node.ops)]
        for side in sides:
            self._node(side, scope.inner)
        signs = {one.op for one in node.ops}
        if not signs <= {*_SAME, *_BY_SIZE}:
            self._fault(node, "it looks for something in a text (in)", _CAN)
        elif not signs <= _SAME and not all(map(self._is_number, sides)):
            numbers = ", ".join(sorted(self._numbers))
            cure = f"compare with == and a text in quotes; numbers are {numbers}"
            self._fault(node, "it asks whether a text is larger or smaller", cure)

    def _is_number(self, node: Node) -> bool:
        kind = type(node).__name__
        if kind == "Const":
            return isinstance(node.value, int)
        if kind == "Filter":
            return bool(node.name == "length")
        return getattr(node, "name", getattr(node, "attr", "")) in self._numbers

    def _fault(self, node: Node, what: str, cure: str) -> None:
        fault = TemplateFault(node.lineno, what, cure)
        if fault not in self.faults:
            self.faults.append(fault)


def _known(name: str, known: Sequence[str]) -> str:
    return f"there are {', '.join(known)}.{did_you_mean(name, known)}"


def _without_tags(tokens: Sequence[tuple[int, str, str]]) -> str:
    """The text between the tags, with a letter for what is printed and every line kept."""
    return "".join(_pieces(tokens))


def _pieces(tokens: Sequence[tuple[int, str, str]]) -> Iterator[str]:
    for _, kind, text in tokens:
        if kind == "data":
            yield text
        else:
            yield "\n" * text.count("\n")
            if kind == "variable_end":
                yield _PLACE
