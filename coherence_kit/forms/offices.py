"""What every form says of the offices that lead measures, and what a draft calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from coherence_kit.forms.layout import Layout
from coherence_kit.model.roles import ROLES
from coherence_kit.words import Words
from coherence_kit.words.roles import role_name


class FormOffice(NamedTuple):
    """The office for a role: what the kit calls it, and what the draft does, which may be empty."""

    role: str
    usual: str
    named: str


def form_offices(layout: Layout, draft: Mapping[str, Any]) -> tuple[FormOffice, ...]:
    """Those that lead measures of the questionnaire, and others that the draft names."""
    stated = draft.get("offices")
    named = stated if isinstance(stated, Mapping) else {}
    return tuple(
        FormOffice(role, role_name(layout.words, role), str(named.get(role) or ""))
        for role in ROLES
        if role in layout.roles or named.get(role)
    )


def offices_heading(words: Words) -> str:
    """What stands above them."""
    return words.say("Names of offices")


def offices_hint(words: Words) -> str:
    """What their names are for."""
    return words.say(
        "If your country calls an office otherwise, write its name: reports then use it."
    )
