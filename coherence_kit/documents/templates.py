"""Templates, for everything that becomes HTML.

The only module that imports jinja2, and only when something is rendered: scoring starts without it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from coherence_kit.problems import code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jinja2.sandbox import SandboxedEnvironment


_TURNS_OR_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def environment(
    folder: Path, filters: Mapping[str, Callable[..., Any]] | None = None
) -> SandboxedEnvironment:
    """A template environment over one folder.

    Every value is escaped, whatever the template's file name; a name that the context lacks is an
    error; templates see values only, not what Python has behind them.

    Args:
        folder: where templates and what they include are found; nothing outside it can be.
        filters: further filters by name; a filter that returns markup must have escaped its input.

    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_turns,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = str  # for attributes: a text without marks of its language
    made.filters.update(filters or {})
    return made


def _without_turns(value: object) -> object:
    """What a template writes, without signs that would turn a page round or that none may hold.

    Overrides, embeddings and isolates of other programs vanish, as they have no look; each text
    has a direction of its own by its element. Controls and halves of characters stand as codes.
    """
    if not isinstance(value, str) or _TURNS_OR_ACTS.search(value) is None:
        return value
    return Markup(_TURNS_OR_ACTS.sub(_code_of_control, escape(value)))  # noqa: S704 - escaped


def _code_of_control(found: re.Match[str]) -> str:
    return code_of(found[0]) if unicodedata.category(found[0]) in {"Cc", "Cs"} else ""


def render(
    folder: Path,
    template_name: str,
    context: Mapping[str, Any],
    *,
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> str:
    """The text of a template with a context.

    Raises:
        jinja2.TemplateError: the template is missing or wrong, or the context
            lacks a name; a fault of the kit.

    """
    return (
        _kept_environment(folder, tuple(sorted((filters or {}).items())))
        .get_template(template_name)
        .render(context)
    )


@lru_cache(maxsize=8)
def _kept_environment(
    folder: Path, filters: tuple[tuple[str, Callable[..., Any]], ...]
) -> SandboxedEnvironment:
    """An environment keeps its compiled templates; a batch of reports compiles them once."""
    return environment(folder, dict(filters))
