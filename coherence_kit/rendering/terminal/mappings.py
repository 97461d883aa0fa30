"""A framework with the questions that bear on its items, as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from coherence_kit.analysis.mappings import ItemCoverage, MappedFramework
from coherence_kit.documents.json_text import json_text
from coherence_kit.i18n import DEFAULT_LANGUAGE, plural
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.mapping import RELATIONS, FrameworkMapping

WIDTH = 100
_INDENT = "  "
_LEGEND = (
    "same: the question asks what the item says; part: a part of it; supports: a condition for it. "
    "No figure is made for an item, and nothing here is asked by the framework."
)


def framework_text(framework: MappedFramework) -> str:
    """The framework, each item with its questions, and the items that are not asked."""
    return "\n".join(_lines(framework)) + "\n"


def _lines(framework: MappedFramework) -> Iterator[str]:
    yield from _head(framework.mapping)
    asked = [item for item in framework.items if item.is_asked]
    for item in asked:
        yield ""
        yield from _item_lines(item, framework)
    silent = [item for item in framework.items if not item.is_asked]
    if silent:
        yield ""
        yield "Not asked:"
        for item in silent:
            yield _filled(_name(item), _INDENT)
    noted = {line.question: line.note for line in framework.mapping.questions if line.note}
    if noted:
        yield ""
        yield "Notes:"
        for question, note in noted.items():
            yield _filled(f"{question}: {_text(note)}", _INDENT, 2)
    if framework.not_in_use:
        yield ""
        yield _filled(
            f"Questions that no questionnaire in use has: {', '.join(framework.not_in_use)}.", ""
        )
    yield ""
    touched = sum(item.is_touched_only for item in asked)
    long_only = sum(map(framework.is_in_long_forms_only, asked))
    yield (
        f"{len(asked)} of {len(framework.items)} items "
        f"{plural(len(asked), 'is', 'are')} asked, {touched} of them touched only (fewer than two "
        "questions of same or part)."
    )
    if long_only:
        yield f"{long_only} of them {plural(long_only, 'is', 'are')} asked in long forms only."


def _head(mapping: FrameworkMapping) -> Iterator[str]:
    yield f"{_text(mapping.title)} ({mapping.id}, version {mapping.version} of the mapping)"
    yield _filled(f"Edition: {_text(mapping.edition)}, {mapping.date}", _INDENT)
    yield _filled(f"Text: {_text(mapping.reference)}", _INDENT)
    yield _filled(f"Standing: {_text(mapping.standing)}", _INDENT)
    if mapping.scope is not None:
        yield _filled(_text(mapping.scope), _INDENT)
    yield _filled(f"Read by {_text(mapping.made_by)}, not by those who issued it.", _INDENT)
    yield _filled(_LEGEND, _INDENT)


def _item_lines(item: ItemCoverage, framework: MappedFramework) -> Iterator[str]:
    marks = [
        *(["touched only"] if item.is_touched_only else []),
        *(["long form only"] if framework.is_in_long_forms_only(item) else []),
    ]
    yield _filled(f"{_name(item)} ({', '.join(marks)})" if marks else _name(item), "")
    for relation in RELATIONS:
        for bearing in item.of_relation(relation):
            reference = bearing.line.question
            said = f"{relation:8} {reference}: {framework.labels[reference]}"
            yield _filled(said, _INDENT, 9)


def _name(item: ItemCoverage) -> str:
    return f"{item.item.number}  {_text(item.item.label)}"


def _text(text: LocalizedText) -> str:
    return text.in_language(DEFAULT_LANGUAGE)


def _filled(text: str, indent: str, hanging: int = 0) -> str:
    """Lines of at most `WIDTH` signs; all but the first stand further in."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging,
        break_on_hyphens=False,
    )


def framework_json(framework: MappedFramework) -> str:
    """The same as data: the framework with its items, each with what bears on it."""
    mapping = framework.mapping
    data = {
        "id": mapping.id,
        "version": mapping.version,
        "title": _text(mapping.title),
        "edition": _text(mapping.edition),
        "date": mapping.date,
        "reference": _text(mapping.reference),
        "standing": _text(mapping.standing),
        "scope": None if mapping.scope is None else _text(mapping.scope),
        "made_by": _text(mapping.made_by),
        "items": [_item(item, framework) for item in framework.items],
        "not_in_use": list(framework.not_in_use),
    }
    return json_text(data)


def _item(item: ItemCoverage, framework: MappedFramework) -> dict[str, Any]:
    return {
        "number": item.item.number,
        "label": _text(item.item.label),
        "asked": item.is_asked,
        "touched_only": item.is_touched_only,
        "questions": [
            {
                "questionnaire": bearing.line.questionnaire,
                "id": bearing.line.id,
                "label": framework.labels[bearing.line.question],
                "relation": bearing.relation,
                "long_form_only": bearing.line.question in framework.long_only,
                "note": None if bearing.line.note is None else _text(bearing.line.note),
            }
            for bearing in item.bearings
        ],
    }
