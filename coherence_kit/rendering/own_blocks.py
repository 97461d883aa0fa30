"""Blocks of a report that a brand writes in its own words, as templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from coherence_kit.documents.own_markup import (
    BLOCKS,
    HEADED_BLOCKS,
    TEXT,
    Content,
    Node,
    markup_tree,
)
from coherence_kit.documents.own_templates import (
    OwnTemplate,
    OwnTemplateError,
    Value,
    read_template,
)
from coherence_kit.model.brand import CONTACT, COVER, FOOT

_CONTENTS: Final[Mapping[str, Content]] = MappingProxyType(
    {COVER: BLOCKS, CONTACT: HEADED_BLOCKS, FOOT: TEXT}
)
_OF_CHAPTER: Final = (
    "title", "version", "answered_by", "result", "target", "gaps", "measures", "answered",
    "questions",
)  # fmt: skip
NUMBERS: Final = frozenset({"gaps", "measures", "answered", "questions"})
NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    dict.fromkeys(("country", "round", "date", "publisher", "language", *_OF_CHAPTER), ())
    | {"chapters": _OF_CHAPTER}
)
"""What a template may print; of the chapters what each of them has."""


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """A block that was looked at: its name, the file as its brand names it, and what it says."""

    name: str
    file: str
    template: OwnTemplate

    def tree(self, values: Mapping[str, Value]) -> Node:
        """What it says of a report, by the values of `NAMES`.

        Raises:
            OwnTemplateError: it writes too much.

        """
        return markup_tree(self.template.render(values), _CONTENTS[self.name])[0]


def read_block(name: str, file: str, data: bytes) -> OwnBlock:
    """A block from its file.

    Raises:
        OwnTemplateError: it is no template, does more than it may, or has elements that it may not.

    """
    template = read_template(data, NAMES, NUMBERS)
    faults = markup_tree(template.data, _CONTENTS[name])[1]
    if faults:
        raise OwnTemplateError(sorted(faults, key=lambda one: one.line))
    return OwnBlock(name, file, template)
