"""What pages that say how far answers have come share: one file that runs and fetches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.charts import DEFAULT_PALETTE
from coherence_kit.documents.breaks import breakable
from coherence_kit.documents.page_policy import STATUS_PAGE, page_policy
from coherence_kit.documents.templates import render
from coherence_kit.words import Words

_COLOURS = ("ink", "muted", "accent", "line", "hair", "zone", "paper")


def status_page(template: str, words: Words, contents: Mapping[str, object]) -> str:
    """A page of a status, made of the contents of its template; `title` is among them."""
    folder, style = content.folder("report_templates"), _style()
    context = {
        **words.for_templates(),
        "language": words.language,
        "direction": words.direction,
        **contents,
        "generator": STATUS_PAGE,
        "policy": page_policy(style),
        "style": Markup(style),  # noqa: S704 - a file of the kit and colours that are checked to be colours
    }
    return f"{render(folder, template, context, filters={'breakable': breakable})}\n"


def _style() -> str:
    """The one style of these pages: a file of the kit, below the colours."""
    path = content.folder("report_templates") / "status" / "status.css"
    colours = "; ".join(f"--{name}: {getattr(DEFAULT_PALETTE, name)}" for name in _COLOURS)
    return f"\n:root {{ {colours} }}\n{path.read_text(encoding='utf-8')}"
