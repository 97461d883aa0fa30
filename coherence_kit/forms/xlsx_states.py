"""The state of a question in a workbook: a formula that says it in a sign and a word, and the colours that go with it.

A formula only helps the person who fills the form in; nothing is read from it. It names its own row and looks other
rows up by their keys, so that it holds after rows were sorted.
"""

from __future__ import annotations

from typing import Any

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import Rule, column_letter, quoted_sheet
from coherence_kit.forms.layout import FormQuestion
from coherence_kit.forms.xlsx_addresses import (
    ANSWER,
    BETWEEN,
    COLUMNS,
    KEY,
    NOT_APPLICABLE,
    RECHECK,
    REFERENCE,
    STATE,
    TITLE,
    UNKNOWN,
)

ANSWERED, TO_DO, LEFT_OUT, NOT_KNOWN, NOT_ASKED, AGAIN, LOOK = "✓", "○", "–", "?", "⊘", "↻", "!"
WORDS = {
    ANSWERED: f"{ANSWERED} answered",
    TO_DO: f"{TO_DO} to do",
    LEFT_OUT: f"{LEFT_OUT} not applicable",
    NOT_KNOWN: f"{NOT_KNOWN} unknown",
    NOT_ASKED: f"{NOT_ASKED} not asked",
    AGAIN: f"{AGAIN} re-check",
}
NO_DOCUMENT, NOT_IN_LIST, TWO_ANSWERS = (
    f"{LOOK} {words}" for words in ("no document", "not in the list", "two answers")
)
COUNT_PATTERNS = {sign: f"{'~' if sign == NOT_KNOWN else ''}{sign}*" for sign in (*WORDS, LOOK)}
"""What COUNTIF counts each state by."""
AMBER, AMBER_INK = "#F6DFB8", "#5A3A00"
GREY_INK = "#7B8894"
_LONGEST_FORMULA = 2_000
LETTERS = {name: column_letter(number) for number, name in enumerate(COLUMNS, 1)}

Homes = dict[str, tuple[str, FormQuestion]]
"""The sheet of every question, by its id."""


def state_formula(question: FormQuestion, row: int, homes: Homes, lists: tuple[str, str] | None) -> str:
    """The formula of a question's own row.

    Args:
        question: whose state it is.
        row: in which it stands.
        homes: where the questions are that it may wait for.
        lists: where the keys of its answers are listed, and their texts.

    """
    own = {name: f"${letter}{row}" for name, letter in LETTERS.items()}
    answered = _answered(question, own)
    shown = f'"{WORDS[ANSWERED]}"'
    if document := _lacks_document(question, own):
        shown = f'IF({document},"{NO_DOCUMENT}",{shown})'
    if lists is not None:
        keys, texts = lists
        known = "+".join(f'ISNUMBER(MATCH({own[ANSWER]}&"",{place},0))' for place in (keys, texts))
        shown = f'IF(({own[ANSWER]}<>"")*(({known})=0),"{NOT_IN_LIST}",{shown})'
    # where a question may not be left out, that cell says so, and says nothing else
    left = f'{own[NOT_APPLICABLE]}<>""' if question.may_leave else "FALSE"
    several = f'({answered})+({left})+({own[UNKNOWN]}<>"")>1'
    parts = [
        (several, f'"{TWO_ANSWERS}"'),
        (f'{own[RECHECK]}<>""', f'"{WORDS[AGAIN]}"'),
        (left, f'"{WORDS[LEFT_OUT]}"'),
        (f'{own[UNKNOWN]}<>""', f'"{WORDS[NOT_KNOWN]}"'),
        (answered, shown),
    ]
    waits = _is_false(question.condition, homes) if question.condition else ""
    if waits and len(waits) <= _LONGEST_FORMULA:
        parts.insert(0, (waits, f'"{WORDS[NOT_ASKED]}"'))
    formula = f'"{WORDS[TO_DO]}"'
    for test, words in reversed(parts):
        formula = f"IF({test},{words},{formula})"
    return formula


def _answered(question: FormQuestion, own: dict[str, str]) -> str:
    if question.kind == "multiple-choice":
        keys, answers = f"${LETTERS[KEY]}:${LETTERS[KEY]}", f"${LETTERS[ANSWER]}:${LETTERS[ANSWER]}"
        return f'({own[ANSWER]}<>"")+COUNTIFS({keys},{own[KEY]}&" [*",{answers},"?*")>0'
    return f'{own[ANSWER]}<>""'


def _lacks_document(question: FormQuestion, own: dict[str, str]) -> str:
    """A step is claimed that asks for documents, and none is named."""
    if question.evidence_from is None:
        return ""
    keys = [answer.key for answer in question.answers if _step(answer.key) >= question.evidence_from]
    if not keys:
        return ""
    claimed = ",".join(_says(f'{own[ANSWER]}&""', key) for key in keys)
    column = f"${LETTERS[KEY]}:${LETTERS[KEY]}"
    further = "+".join(
        f'COUNTIFS({column},{own[KEY]}&" #*",${LETTERS[name]}:${LETTERS[name]},"?*")' for name in (TITLE, REFERENCE)
    )
    return f'AND(OR({claimed}),{own[TITLE]}&{own[REFERENCE]}="",{further}=0)'


def _step(key: str) -> int:
    head = key[0] + key[1:].partition("-")[0]
    return int(head) if head.lstrip("-").isdecimal() else -1


def _says(value: str, key: str) -> str:
    """Whether a cell shows this answer, as its key or with the text behind it."""
    start = f"{key}{BETWEEN}"
    return f'LEFT(LOWER({value})&"{BETWEEN}",{len(start)})="{start}"'


def _is_false(condition: dict[str, Any], homes: Homes) -> str:
    """A formula that holds where a question is certainly not asked; empty where no simple one can tell."""
    for joint, function in (("all", "OR"), ("any", "AND")):
        if joint in condition:
            parts = [_is_false(part, homes) for part in condition[joint]]
            if not all(parts) and (joint == "any" or not any(parts)):
                return ""
            return f"{function}({','.join(filter(None, parts))})"
    sheet, question = homes.get(condition["question"], ("", None))
    if question is None or question.kind == "multiple-choice":
        return ""
    last = LETTERS[UNKNOWN]
    table = f"{quoted_sheet(sheet)}!${LETTERS[KEY]}:${last}"
    value, reason = (
        f'VLOOKUP("{question.id}",{table},{COLUMNS.index(name) + 1},FALSE)&""' for name in (ANSWER, NOT_APPLICABLE)
    )
    leaves = f'{reason}<>""' if question.may_leave else "FALSE"
    keys = [key for stated in condition["in"] for key in _spellings(str(stated), question.kind)]
    said = ",".join(_says(f"({value})", key) for key in keys)
    return f'IFERROR(OR({leaves},AND({value}<>"",NOT(OR({said})))),FALSE)'


def _spellings(key: str, kind: str) -> list[str]:
    """A spreadsheet has words of its own for yes and no."""
    return [key, {"yes": "true", "no": "false"}[key]] if kind == "boolean" and key in {"yes", "no"} else [key]


def state_rules(first: int, last: int) -> tuple[Rule, ...]:
    """The colours of the states in these rows, and grey for what is not asked."""
    palette = DEFAULT_PALETTE
    state = f"{LETTERS[STATE]}{first}:{LETTERS[STATE]}{last}"
    row = f"{LETTERS[STATE]}{first}:{LETTERS[UNKNOWN]}{last}"

    def begins(sign: str) -> str:
        return f'LEFT(${LETTERS[STATE]}{first},1)="{sign}"'

    return (
        Rule(state, begins(ANSWERED), palette.steps[1], palette.accent, bold=True),
        Rule(state, begins(LOOK), AMBER, AMBER_INK, bold=True),
        Rule(state, begins(AGAIN), AMBER, AMBER_INK, bold=True),
        Rule(state, begins(NOT_KNOWN), palette.zone, palette.ink),
        Rule(state, begins(LEFT_OUT), palette.zone, palette.muted),
        Rule(row, begins(NOT_ASKED), palette.zone, GREY_INK),
    )
