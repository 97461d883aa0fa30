"""Directives of the documentation that ask the kit itself, so that the reference is never typed.

`{kit-output} rules` prints what `coherence rules` prints; `{kit-schema} questionnaire` lists the keys
of a kind of file as its JSON Schema has them; `{kit-problems}` lists the codes of all problems.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from click.testing import CliRunner
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from coherence_kit.cli import main
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
            yield re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name), part


def _type(schema: Schema) -> str:
    """What may stand under a key, in a few words."""
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "$ref" in schema:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", schema["$ref"].rpartition("/")[2])
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " or ".join(dict.fromkeys(_type(option) for option in schema[choice]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"map to {_type(schema['additionalProperties'])}"
    stated = schema.get("type", "anything")
    if isinstance(stated, list):
        return "text" if "string" in stated else " or ".join(stated)
    return {"object": "map", "string": "text", "null": "nothing"}.get(stated, str(stated))


def _without_places(text: str) -> str:
    """A rule as it reads without the values of one case."""
    return re.sub(r"\{(\w+)\}", lambda place: f"‹{place[1]}›", text)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[int, ...]) -> nodes.table:
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
    app.add_directive("kit-output", KitOutput)
    app.add_directive("kit-schema", KitSchema)
    app.add_directive("kit-problems", KitProblems)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
