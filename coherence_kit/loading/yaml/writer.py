"""Plain values to YAML as a person would write it.

Texts have no needless quotes, long ones are blocks, and keys are in order.

Everything is a text or nothing, as the reader has it, so `answer: 2` and `date: 2026-06-30` need no
quotes; only what the reader would take for nothing does.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.representer import SafeRepresenter
from ruamel.yaml.resolver import VersionedResolver

if TYPE_CHECKING:
    from ruamel.yaml.nodes import ScalarNode

WIDTH = 110
_NULL = "tag:yaml.org,2002:null"
# Characters that YAML 1.1 takes for the end of a line; in double quotes
# they are written as escapes.
_SEPARATORS = re.compile("[\x85\u2028\u2029]")
_READ_TWO_WAYS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
"""A number without quotes; of a text nobody knows whether its point stands between thousands."""
_NOTHING = re.compile(r"^(?:~|null|Null|NULL|)$")


class WithoutQuotes(str):
    """A text that was a number where it comes from, and is written as one."""

    __slots__ = ()


class TextResolver(VersionedResolver):  # ruamel.yaml is not typed
    """A plain scalar is a text, unless it says nothing."""

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        """What a plain scalar is taken for, by its first character."""
        return {start: [(_NULL, _NOTHING)] for start in ("~", "n", "N", "")}


class TextEmitter(Emitter):
    """Texts in double quotes stay on one line: ruamel adds a blank where it breaks one at a tab."""

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002  (ruamel's signature)
        """Write the text, never split."""
        super().write_double_quoted(text, split=False)


class _Representer(SafeRepresenter):
    """Texts of several lines become blocks."""

    def text(self, data: str) -> ScalarNode:
        """A text, in the style that is easiest to read and to compare."""
        # A block that begins with a tab has no indentation by which its lines are known, and to one
        # that ends in empty lines those belong that follow it in a form.
        in_quotes = (
            _SEPARATORS.search(data)
            or data.startswith("\t")
            or data.endswith("\n\n")
            or _READ_TWO_WAYS.fullmatch(data)
        )
        style = '"' if in_quotes else "|" if "\n" in data.strip() else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def number(self, data: WithoutQuotes) -> ScalarNode:
        """A number, which is no text."""
        return self.represent_scalar("tag:yaml.org,2002:str", str(data))

    def nothing(self, _data: None) -> ScalarNode:
        """An empty value."""
        return self.represent_scalar(_NULL, "")


_Representer.add_representer(str, _Representer.text)
_Representer.add_representer(WithoutQuotes, _Representer.number)
_Representer.add_representer(type(None), _Representer.nothing)


def to_yaml(value: object) -> str:
    """Plain values, which are nested maps, lists, texts and None, as a YAML file."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Resolver, yaml.Representer, yaml.Emitter = TextResolver, _Representer, TextEmitter
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.allow_unicode = True
    yaml.width = WIDTH
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()
