"""Templates, for everything that becomes HTML.

The only module that imports jinja2, and only when something is rendered: scoring starts without it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jinja2.sandbox import SandboxedEnvironment


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
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = str  # for attributes: a text without marks of its language
    made.filters.update(filters or {})
    return made


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
