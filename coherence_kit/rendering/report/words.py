"""Words and small rules of language that several parts share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from coherence_kit.i18n import MONTHS, count_word, plural
from coherence_kit.words import Marked, in_a_row

_FIRST_LETTER = re.compile(r"^((?:<[^<>]*>)*)(.)")
NOTHING = "–"
ARROW = "→"

HORIZON_NAMES = {
    "immediate": "Within 6 months",
    "short": "6 to 18 months",
    "medium": "18 to 36 months",
    "long": "Over 36 months",
}
HORIZON_NOTES = {
    "immediate": "From the decision to its proof.",
    "short": "In time for the next budget.",
    "medium": "Within a planning cycle.",
    "long": "Needs a law, a treaty or a census.",
}
EFFORT_NOTES = {
    "small": "up to 20 working days, no new money",
    "medium": "up to 120 working days, or half a staff-year of money",
    "large": "up to 440 working days, or five staff-years of money",
    "very large": "beyond that, or a law, treaty, institution or data system",
}
STATE_NAMES = {
    "answered": "Answered",
    "unknown": "Unknown",
    "unanswered": "Not answered",
    "open": "Not answered",
    "not_applicable": "Not applicable",
    "not_asked": "Not asked",
}


def cut(text: str, most: int) -> str:
    """At most so many characters; where something is left out it ends with a whole word and `…`."""
    flat = text.on_one_line() if isinstance(text, Marked) else " ".join(text.split())
    if len(flat) <= most:
        return flat
    head, _, begun = flat[:most].rpartition(" ")
    kept = (head or begun[:-1]).rstrip(" ,;:.")
    if isinstance(flat, Marked):
        return in_a_row((flat.first(len(kept)), "…"), "")
    return f"{kept}…"


def first_clause(text: str) -> str:
    """Up to the first comma, semicolon or full stop; enough to know who is meant."""
    clause = re.split(r"[;,.]", text, maxsplit=1)[0].rstrip()
    return text.first(len(clause)) if isinstance(text, Marked) else clause.strip()


def lower_first(text: str) -> str:
    """For the middle of a sentence; abbreviations such as `EU` stay."""
    return text if len(text) < 2 or text[1].isupper() else text[0].lower() + text[1:]  # noqa: PLR2004


def capital(text: str) -> str:
    """With a capital letter, for what begins with a number in a word or with an office."""
    if isinstance(text, Marked):
        html = _FIRST_LETTER.sub(lambda found: found[1] + found[2].upper(), text.__html__())
        return Marked(text[:1].upper() + text[1:], Markup(html))  # noqa: S704 - one letter changed
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """The text with a full stop, unless it ends with one already."""
    stripped = text.rstrip()
    return stripped if not stripped or stripped[-1] in ".!?…:" else f"{stripped}."


def counted(number: int, one: str, many: str) -> str:
    """`three gaps`, `one gap`, `no gaps`."""
    return f"{count_word(number)} {plural(number, one, many)}"


def enumerated(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def partial_date(text: str | None) -> str:
    """`9 November 2005` of 2005-11-09, `November 2005` of 2005-11, `2005` of 2005."""
    if not text:
        return ""
    year, *rest = text.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(part for part in (day, month, year) if part)
