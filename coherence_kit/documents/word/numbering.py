"""The lists of a document: numbers of headings, bullets, and numbered lists that begin anew."""

from __future__ import annotations

from typing import Final

from coherence_kit.documents.word.xml import HEAD, MAIN

RANKS: Final = 9  # of a list, by the schema
HEADINGS, BULLETS, NUMBERS = 0, 1, 2
FIRST_OWN: Final = 3
"""The first number that a numbered list of the document may have: 1 and 2 are taken."""


def numbering_part(numbered_ranks: int, lists: int) -> str:
    """The part of the kit's own document; `lists` is how many numbered lists it has."""
    return (
        f'{HEAD}<w:numbering xmlns:w="{MAIN}">'
        f"{abstract_headings(HEADINGS, numbered_ranks)}{abstract_lists(BULLETS, NUMBERS)}"
        f"{instance(1, HEADINGS)}{instance(2, BULLETS)}"
        f"{''.join(instance(FIRST_OWN + place, NUMBERS) for place in range(lists))}</w:numbering>"
    )


def abstract_headings(number: int, numbered_ranks: int) -> str:
    """Parts have Roman numbers, which nobody takes for one of the questionnaire's."""
    levels = []
    for place in range(RANKS):
        has_number = place < numbered_ranks
        text = ".".join(f"%{rank}" for rank in range(1, place + 2)) if has_number else ""
        style = f'<w:pStyle w:val="Heading{place + 1}"/>' if has_number else ""
        kind = "upperRoman" if place == 0 else "decimal"
        levels.append(
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}'
            f'<w:suff w:val="{"space" if has_number else "nothing"}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def abstract_lists(bullets: int, numbers: int) -> str:
    """Both kinds of lists."""
    return _abstract(bullets, "bullet", "•") + _abstract(numbers, "decimal", "%1.")


def _abstract(number: int, kind: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>'
    )


def instance(number: int, abstract: int) -> str:
    """One list of a kind; a numbered one begins with 1."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
        f"{start if number >= FIRST_OWN else ''}</w:num>"
    )
