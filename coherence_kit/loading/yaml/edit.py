"""Changes to a YAML file of the user's that leave everything else as it is.

Comments, order and quotes stay.

Every scalar stays the text that it is; nothing is turned into a number or a date on the way.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coherence_kit.loading.yaml.writer import TextEmitter, TextResolver

# What ruamel takes for the end of a line, as YAML 1.1 did: it drops the blanks beside them.
_SEPARATORS = ("\u2028", "\u2029")
_STAND_INS = range(0xF0000, 0x110000)  # characters for private use, which no rule of YAML is about
_TAB_BEHIND_A_KEY = re.compile(
    r"^([ ]*(?:- +)*[^\s\"'#&*!|>\[{][^\"'#\n]*?:)[\t ]*\t[\t ]*", re.MULTILINE
)
WIDTH = 4096  # a line is broken where its author broke it


def edit_yaml(text: str, change: Callable[[Any], None]) -> str:
    """The text of a file after `change` has worked on its values.

    Args:
        text: a file that composed without problems.
        change: gets the top map, ordered and with its comments.

    """
    yaml: Any = YAML(typ="rt")
    yaml.Resolver, yaml.Emitter = TextResolver, TextEmitter
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    stand_ins = _stand_ins(text)
    for separator, stand_in in stand_ins.items():
        text = text.replace(separator, stand_in)
    top = _loaded(yaml, text)
    change(top)
    stream = io.StringIO()
    yaml.dump(top, stream)
    edited = stream.getvalue()
    for separator, stand_in in stand_ins.items():
        edited = edited.replace(stand_in, separator)
    return edited


def _loaded(yaml: Any, text: str) -> Any:  # noqa: ANN401  (ruamel.yaml is not typed)
    """The values of a text; this parser alone takes no tab between a key and its value."""
    try:
        return yaml.load(text)
    except YAMLError:
        return yaml.load(_TAB_BEHIND_A_KEY.sub(r"\1 ", text))


def _stand_ins(text: str) -> dict[str, str]:
    """For each separator of lines in a text a character that is not in it."""
    there = [separator for separator in _SEPARATORS if separator in text]
    used = set(text) if there else set()
    free = (chr(number) for number in _STAND_INS if chr(number) not in used)
    return dict(zip(there, free, strict=False))
