"""The state of a question in a workbook: a formula that says it in a sign and a word, and the colours that go with it.

A formula only helps the person who fills the form in; nothing is read from it. It names its own row and looks other
rows up by their keys, so that it holds after rows were sorted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import Rule, column_letter, quoted_sheet
from coherence_kit.forms.layout import FormQuestion
from coherence_kit.forms.xlsx.schema import (
    ANSWER,
    COLUMNS,
    ENTERED,
    IS_TICKED,
    KEY,
    NOT_APPLICABLE,
    RECHECK,
    REFERENCE,
    STATE,
    TITLE,
    TYPED,
    UNKNOWN,
    VERDICT,
)
from coherence_kit.questions.shapes import Shape

ANSWERED, TO_DO, LEFT_OUT, NOT_KNOWN, NOT_ASKED, AGAIN, LOOK = "✓", "○", "–", "?", "⊘", "↻", "!"
WORDS = {
    ANSWERED: f"{ANSWERED} answered",
    TO_DO: f"{TO_DO} to do",
    LEFT_OUT: f"{LEFT_OUT} not applicable",
    NOT_KNOWN: f"{NOT_KNOWN} not known",
    NOT_ASKED: f"{NOT_ASKED} not asked",
    AGAIN: f"{AGAIN} re-check",
}
NO_DOCUMENT, NOT_IN_LIST, TWO_ANSWERS, NO_VALUE, QUERY, CHANGED = (
    f"{LOOK} {words}"
    for words in (
        "no document", "not in the list", "two answers", "error in a cell", "reviewer’s query", "reviewer’s change",
    )
)  # fmt: skip
WAITING = f"{TO_DO} waiting"
COUNT_PATTERNS = {sign: f"{'~' if sign == NOT_KNOWN else ''}{sign}*" for sign in (*WORDS, LOOK)}
"""What COUNTIF counts each state by."""
AMBER, AMBER_INK = "#F6DFB8", "#5A3A00"
GREY_INK = "#7B8894"
_LONGEST_FORMULA = 3_000  # of a condition; spreadsheets take 8,192 characters in all
_NO_BREAK = "\u00a0"
LETTERS = {name: column_letter(number) for number, name in enumerate(COLUMNS, 1)}

Homes = dict[str, tuple[str, FormQuestion]]
"""The sheet of every question, by its id."""


def typed_formula(question: FormQuestion, row: int) -> str:
    """The formula of the answer as the reader of forms takes it, for a question whose answers are listed.

    Without blanks at its ends, in small letters, a truth value as yes or no, 02 as 2.

    """
    cell = f"${LETTERS[ANSWER]}{row}"
    plain = f"LOWER({_bare(cell)})"
    if question.has_steps:
        number = f"VALUE({plain})"
        return f'IFERROR(IF(TEXT({number},REPT("0",LEN({plain})))={plain},{number}&"",{plain}),{plain})'
    if question.says_yes_or_no:
        spelt = f'IF({plain}="true","yes",IF({plain}="false","no",{plain}))'
        return f'IFERROR(IF({_is_truth_value(cell)},IF({cell},"yes","no"),{spelt}),{spelt})'
    return plain


def entered_formula(question: FormQuestion, row: int, lists: tuple[str, str] | None) -> str:
    """The formula of what was entered: a sign, and behind that of an answer its key; empty if nothing was.

    Args:
        question: whose row it is.
        row: in which it stands.
        lists: where the keys of its answers are listed, and their texts.

    """
    own = _cells_of(row)
    answered = _answered(question, own)
    unknown = _is_filled(own[UNKNOWN])
    # where a question may not be left out, that cell says so, and says nothing else
    left = _is_filled(own[NOT_APPLICABLE]) if question.may_leave else "FALSE"
    answer = f'"{ANSWERED}"'
    if lists is not None:
        keys, texts = lists
        first = keys.partition(":")[0]
        place = f"SUMPRODUCT(--((({keys}={own[TYPED]})+(LOWER({texts})={own[TYPED]}))>0),ROW({keys})-ROW({first})+1)"
        answer = f'IF({place}=0,"{NOT_IN_LIST}","{ANSWERED} "&INDEX({keys},{place}))'
    parts = [
        (f"({answered})+({left})+({unknown})>1", f'"{TWO_ANSWERS}"'),
        (left, f'"{LEFT_OUT}"'),
        (unknown, f'"{NOT_KNOWN}"'),
        (answered, answer),
    ]
    entered = _first_of(parts, '""')
    return f'IFERROR({entered},"{NO_VALUE}")'


def state_formula(question: FormQuestion, row: int, homes: Homes) -> str:
    """The formula of a question's own row.

    Args:
        question: whose state it is.
        row: in which it stands.
        homes: where the questions are that it may wait for.

    """
    own = _cells_of(row)
    entered, verdict = own[ENTERED], f"LOWER({_bare(own[VERDICT])})"
    mark = f"LOWER({_bare(own[RECHECK])})"
    carried = f'AND({mark}<>"",{mark}<>"no",{mark}<>"false")'
    again = f"IFERROR(IF({_is_truth_value(own[RECHECK])},{own[RECHECK]},{carried}),{carried})"
    not_asked, waiting = _waits(question.condition, homes)
    parts = [
        *not_asked,
        (f'LEFT({entered},1)="{LOOK}"', entered),
        (again, _says(AGAIN)),
        (f'{verdict}="query"', f'"{QUERY}"'),
        (f'{verdict}="changed"', f'"{CHANGED}"'),
        *waiting,
    ]
    if document := _lacks_document(question, own):
        parts.append((document, f'"{NO_DOCUMENT}"'))
    parts += [
        (f'LEFT({entered},1)="{sign}"', _says(sign)) for sign in (LEFT_OUT, NOT_KNOWN, ANSWERED)
    ]
    return _first_of(parts, _says(TO_DO))


def _waits(
    condition: dict[str, Any] | None, homes: Homes
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """When a question is not asked, and when that cannot be told yet: an answer given meanwhile does not count."""
    if condition is None:
        return [], []
    is_false, is_true = _is_false(condition, homes), _is_true(condition, homes)
    not_asked = [(is_false, _says(NOT_ASKED))] if 0 < len(is_false) <= _LONGEST_FORMULA else []
    waiting = [(f"NOT({is_true})", f'"{WAITING}"')] if 0 < len(is_true) <= _LONGEST_FORMULA else []
    return not_asked, waiting


def _cells_of(row: int) -> dict[str, str]:
    return {name: f"${letter}{row}" for name, letter in LETTERS.items()}


def _says(sign: str) -> str:
    return f'"{WORDS[sign]}"'


def _first_of(parts: list[tuple[str, str]], otherwise: str) -> str:
    """A formula that gives what belongs to the first test that holds."""
    formula = otherwise
    for test, words in reversed(parts):
        formula = f"IF({test},{words},{formula})"
    return formula


def _bare(cell: str) -> str:
    """What a cell shows, without blanks, tabs and line breaks around it."""
    blanks = f'SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),CHAR(9)," ")'
    return f'TRIM(SUBSTITUTE({blanks},"{_NO_BREAK}"," "))'


def _is_truth_value(cell: str) -> str:
    """Whether a cell holds TRUE or FALSE, which have words of their own in each language of a spreadsheet.

    LibreOffice makes formulas of them, and shows those as 1 and 0 in a cell of texts; they are the type 8 there.
    """
    return f"OR(ISLOGICAL({cell}),TYPE({cell})=8)"


def _is_filled(cell: str) -> str:
    return f'{_bare(cell)}<>""'


def _answered(question: FormQuestion, own: dict[str, str]) -> str:
    if question.shape is Shape.PICK_MANY:
        keys, answers = f"${LETTERS[KEY]}:${LETTERS[KEY]}", f"${LETTERS[ANSWER]}:${LETTERS[ANSWER]}"
        ticks = ",".join([*(f'"{word}"' for word in sorted(IS_TICKED)), "TRUE"])
        return f'(({_is_filled(own[ANSWER])})+SUMPRODUCT(COUNTIFS({keys},{own[KEY]}&" [*",{answers},{{{ticks}}})))>0'
    return _is_filled(own[ANSWER])


def _lacks_document(question: FormQuestion, own: dict[str, str]) -> str:
    """A step is claimed that asks for documents, and none is named."""
    if question.evidence_from is None:
        return ""
    keys = [
        answer.key
        for answer in question.answers
        if answer.step and int(answer.step) >= question.evidence_from
    ]
    if not keys:
        return ""
    claimed = ",".join(f'{own[ENTERED]}="{ANSWERED} {key}"' for key in keys)
    column = f"${LETTERS[KEY]}:${LETTERS[KEY]}"
    further = "+".join(
        f'COUNTIFS({column},{own[KEY]}&" #*",${LETTERS[name]}:${LETTERS[name]},"?*")'
        for name in (TITLE, REFERENCE)
    )
    return f'AND(OR({claimed}),{_bare(own[TITLE])}&{_bare(own[REFERENCE])}="",{further}=0)'


def _is_false(condition: dict[str, Any], homes: Homes) -> str:
    """A formula that holds where a question is certainly not asked; empty where no simple one can tell.

    What is entered is looked up in a single column that no state enters into: a formula must not look where it stands.
    """
    for joint, function in (("all", "OR"), ("any", "AND")):
        if joint in condition:
            parts = [_is_false(part, homes) for part in condition[joint]]
            if not all(parts) and (joint == "any" or not any(parts)):
                return ""
            return f"{function}({','.join(filter(None, parts))})"
    _, question = homes.get(condition["question"], ("", None))
    if question is None:
        return ""
    entered = _entered_to(question.id, homes)
    reasons = [f'{entered}="{LEFT_OUT}"']
    if question.shape is Shape.PICK_ONE:
        reasons.append(
            f'AND(LEFT({entered},1)="{ANSWERED}",NOT({_is_one_of(entered, condition["in"])}))'
        )
    if question.condition is not None and (above := _is_false(question.condition, homes)):
        reasons.append(above)
    return f"IFERROR(OR({','.join(reasons)}),FALSE)"


def _is_true(condition: dict[str, Any], homes: Homes) -> str:
    """A formula that holds where a question is certainly asked; empty where no simple one can tell."""
    for joint, function in (("all", "AND"), ("any", "OR")):
        if joint in condition:
            parts = [_is_true(part, homes) for part in condition[joint]]
            return f"{function}({','.join(parts)})" if all(parts) else ""
    _, question = homes.get(condition["question"], ("", None))
    if question is None or question.shape is not Shape.PICK_ONE:
        return ""
    said = _is_one_of(_entered_to(question.id, homes), condition["in"])
    above = "TRUE" if question.condition is None else _is_true(question.condition, homes)
    return f"IFERROR(AND({said},{above}),TRUE)" if above else ""


def _entered_to(question: str, homes: Homes) -> str:
    """What was entered to a question, wherever its row is; an error if it is gone."""
    sheet, _ = homes[question]
    keys, entries = (
        f"{quoted_sheet(sheet)}!${LETTERS[name]}:${LETTERS[name]}" for name in (KEY, ENTERED)
    )
    return f'INDEX({entries},MATCH("{question}",{keys},0))'


def _is_one_of(entered: str, keys: Iterable[str]) -> str:
    return "OR(" + ",".join(f'{entered}="{ANSWERED} {key}"' for key in keys) + ")"


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
