"""Directives of the documentation that ask the kit itself, so that the reference is never typed.

`{kit-commands}` describes every command; `{kit-output} rules` prints what `coherence rules` prints;
`{kit-schema} questionnaire` lists the keys of a kind of file as its JSON Schema has them;
`{kit-problems}` lists the codes of all problems.
"""

from __future__ import annotations

import inspect
import json
import re
import shlex
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import click
from click.testing import CliRunner
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from coherence_kit.cli import COMMANDS, main
from coherence_kit.problems.catalogue import CATALOGUE
from coherence_kit.rendering.data.schema import schema_json

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Schema = Mapping[str, Any]


class KitOutput(SphinxDirective):
    """What a command prints, as it stands."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Run the command and show its output."""
        result = CliRunner().invoke(main, shlex.split(self.arguments[0]), catch_exceptions=False)
        if result.exit_code != 0:
            raise self.error(f"coherence {self.arguments[0]} ended with {result.exit_code}")
        return [nodes.literal_block(result.stdout, result.stdout, language="text")]


class KitCommands(SphinxDirective):
    """Every command with its help, its options and its example."""

    def run(self) -> list[nodes.Node]:
        """A section for each command, in the order of the work."""
        return [_command_section(name, _command(name)) for name in COMMANDS]


def _command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None  # noqa: S101  (it is in the list of commands)
    return found


def _command_section(name: str, command: click.Command) -> nodes.section:
    section = nodes.section(ids=[nodes.make_id(f"coherence-{name}")])
    section += nodes.title("", "", nodes.literal("", f"coherence {name}"))
    context = click.Context(command, info_name=f"coherence {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    section += nodes.literal_block(usage, " ".join(usage.split()), language="text")
    about, _, example = inspect.cleandoc(command.help or "").partition("\n\b\nExample:\n")
    for paragraph in about.replace("\b\n", "").split("\n\n"):
        section += nodes.paragraph("", " ".join(paragraph.split()))
    lines = textwrap.dedent(example).strip()
    section += nodes.literal_block(lines, lines, language="text")
    records = [param.get_help_record(context) for param in command.params]
    rows = [record for record in records if record and "--verbose" not in record[0]]
    if rows:
        section += _table(("Option", "Meaning"), rows, widths=(35, 65))
    return section


class KitProblems(SphinxDirective):
    """Every problem code with its severity and its rule."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """A table with a row for each code."""
        rows = [
            (code, entry.severity.value, _without_places(entry.rule))
            for code, entry in sorted(CATALOGUE.items())
        ]
        return [_table(("Code", "Severity", "Rule"), rows, widths=(30, 10, 60))]


class KitSchema(SphinxDirective):
    """The keys of a kind of file, part by part."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A section for each part that has keys."""
        schema = json.loads(schema_json(self.arguments[0]))
        return [self._part(name, part) for name, part in _parts(schema)]

    def _part(self, name: str, part: Schema) -> nodes.Node:
        section = nodes.section(ids=[nodes.make_id(f"{self.arguments[0]}-{name}")])
        section += nodes.title(name, name)
        about = part.get("description", "").partition("\nArgs:")[0].strip()
        if about:
            section += nodes.paragraph(about, about.replace("`", ""))
        required = set(part.get("required", ()))
        rows = [
            (key, "yes" if key in required else "", _type(value))
            for key, value in part["properties"].items()
        ]
        section += _table(("Key", "Needed", "Value"), rows, widths=(25, 10, 65))
        return section


def _parts(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """(name, schema) of everything that has keys, the file itself first."""
    if "properties" in schema:
        yield "The file", schema
    for name, part in schema.get("$defs", {}).items():
        if "properties" in part:
            yield _in_words(name), part


def _type(schema: Schema) -> str:
    """What may stand under a key, in a few words."""
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " or ".join(dict.fromkeys(_type(option) for option in choices))
    if "$ref" in schema:
        return _in_words(schema["$ref"].rpartition("/")[2])
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return ", ".join(map(str, values)) or _kind(schema)


def _kind(schema: Schema) -> str:
    """A type of JSON in words, with what it holds."""
    stated = schema.get("type", "anything")
    if stated == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"map to {_type(schema['additionalProperties'])}"
    if isinstance(stated, list):
        return "text" if "string" in stated else " or ".join(stated)
    return {"object": "map", "string": "text", "null": "nothing"}.get(stated, str(stated))


def _in_words(name: str) -> str:
    """The name of a class as words: Boolean Target."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _without_places(text: str) -> str:
    """A rule as it reads without the values of one case."""
    return re.sub(r"\{(\w+)\}", lambda place: f"‹{place[1]}›", text)


def _table(
    head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
) -> nodes.table:
    table = nodes.table()
    group = nodes.tgroup(cols=len(head))
    table += group
    for width in widths:
        group += nodes.colspec(colwidth=width)
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *(_row(row, is_body=True) for row in rows))
    return table


def _row(cells: tuple[str, ...], *, is_body: bool = False) -> nodes.row:
    made = nodes.row()
    for place, cell in enumerate(cells):
        shown = nodes.literal(cell, cell) if is_body and place == 0 else nodes.Text(cell)
        made += nodes.entry("", nodes.paragraph("", "", shown))
    return made


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of the directives."""
    app.add_directive("kit-commands", KitCommands)
    app.add_directive("kit-output", KitOutput)
    app.add_directive("kit-schema", KitSchema)
    app.add_directive("kit-problems", KitProblems)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
