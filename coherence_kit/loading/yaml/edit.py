"""Changes to a YAML file of the user's that leave everything else as it is.

Comments, order and quotes stay.

Every scalar stays the text that it is; nothing is turned into a number or a date on the way.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML

from coherence_kit.loading.yaml.writer import TextResolver

WIDTH = 4096  # a line is broken where its author broke it


def edit_yaml(text: str, change: Callable[[Any], None]) -> str:
    """The text of a file after `change` has worked on its values.

    Args:
        text: a file that composed without problems.
        change: gets the top map, ordered and with its comments.

    """
    yaml: Any = YAML(typ="rt")
    yaml.Resolver = TextResolver
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    top = yaml.load(text)
    change(top)
    stream = io.StringIO()
    yaml.dump(top, stream)
    return stream.getvalue()
