"""The state of a question in a workbook: a formula that says it in a sign and a word, its colours.

A formula only helps the person who fills the form in; nothing is read from it. It names its own row
and looks other rows up by their keys, so that it holds after rows were sorted. Beside each formula
stands what it gives for the answers that the form is written with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.sheets import (
    ConditionalFormat,
    Formula,
    column_letter,
    quoted_sheet,
)
from coherence_kit.forms.layout import FormQuestion
from coherence_kit.forms.xlsx.dates import UNCLEAR, date_parts, is_unclear, is_unclear_now
from coherence_kit.forms.xlsx.prefill import Filled
from coherence_kit.forms.xlsx.schema import (
    ANSWER,
    CHANGED,
    COLUMNS,
    DATE,
    DATE_CHECK,
    ENTERED,
    IS_TICKED,
    KEY,
    KIND,
    NOT_APPLICABLE,
    QUERY,
    RECHECK,
    REFERENCE,
    STATE,
    TICKED,
    TITLE,
    TYPED,
    UNKNOWN,
    URL,
    VERDICT,
    Entry,
    shown,
)
from coherence_kit.forms.xlsx.words import spoken_in
from coherence_kit.questions.shapes import Shape
from coherence_kit.words import Words, message

ANSWERED, TO_DO, LEFT_OUT, NOT_KNOWN, NOT_ASKED, AGAIN, LOOK = "✓", "○", "–", "?", "⊘", "↻", "!"
_STATES: Final[Mapping[str, str]] = {
    ANSWERED: message("answered"),
    TO_DO: message("to do"),
    LEFT_OUT: message("not applicable"),
    NOT_KNOWN: message("not known"),
    NOT_ASKED: message("not asked"),
    AGAIN: message("carried over"),
}
NO_DOCUMENT = message("no document")
NOT_IN_LIST = message("not in the list")
UNCLEAR_DATE = message("unclear date")
TWO_ANSWERS = message("two answers")
NO_VALUE = message("error in a cell")
QUERIED = message("reviewer’s query")
CHANGED_BY_REVIEWER = message("reviewer’s change")
WAITING = message("waiting")
LOOK_AGAIN = message("look again")
COUNT_PATTERNS = {sign: f"{'~' if sign == NOT_KNOWN else ''}{sign}*" for sign in (*_STATES, LOOK)}
"""What COUNTIF counts each state by."""
AMBER, AMBER_INK = "#F6DFB8", "#5A3A00"
GREY_INK = "#7B8894"
_LONGEST_FORMULA = 3_000  # of a condition; spreadsheets take 8,192 characters in all
_NAMES: Final[Mapping[str, str]] = {TITLE: "?*", REFERENCE: "?*", URL: "http*"}
"""What names a document, and what COUNTIF takes for a name."""
_NO_BREAK = "\u00a0"
_BLANKS = str.maketrans(dict.fromkeys(f"\n\t{_NO_BREAK}", " "))
_PRECISION = 15  # digits of a number that a spreadsheet keeps
LETTERS = {name: column_letter(number) for number, name in enumerate(COLUMNS, 1)}

Homes = dict[str, tuple[str, FormQuestion]]
"""The sheet of every question, by its id."""


def state_text(words: Words, sign: str) -> str:
    """A state as its cell says it: `✓ answered`."""
    return f"{sign} {words.say(_STATES[sign])}"


def look_text(words: Words, what: str) -> str:
    """What is to be looked at, by one of the messages above: `! no document`."""
    return f"{LOOK} {words.say(what)}"


def text_in_formula(text: str) -> str:
    """A text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'


_Part = tuple[Formula, Formula]
"""A test, and what is said where it holds."""


def typed_formula(question: FormQuestion, row: int, filled: Filled) -> Formula:
    """The formula of the answer as the reader takes it, for a question whose answers are listed.

    Without blanks at its ends, in small letters, a truth value as yes or no, 02 as 2; of a date its
    parts.

    """
    value = _typed(question, filled)
    cell = f"${LETTERS[ANSWER]}{row}"
    if question.is_date:
        return date_parts(cell, bare(cell), _bare_text(filled, ANSWER))
    plain = f"LOWER({bare(cell)})"
    if question.has_steps:
        number = f"VALUE({plain})"
        is_whole = f'TEXT({number},REPT("0",LEN({plain})))={plain}'
        return Formula(f'IFERROR(IF({is_whole},{number}&"",{plain}),{plain})', value)
    if question.says_yes_or_no:
        spelt = f'IF({plain}="true","yes",IF({plain}="false","no",{plain}))'
        is_truth = _is_truth_value(cell)
        return Formula(f'IFERROR(IF({is_truth},IF({cell},"yes","no"),{spelt}),{spelt})', value)
    return Formula(plain, value)


def _typed(question: FormQuestion, filled: Filled) -> str:
    plain = _bare_text(filled, ANSWER).lower()
    if question.has_steps and plain.isascii() and plain.isdecimal():
        digits = plain.lstrip("0") or "0"
        return digits if len(digits) <= _PRECISION else plain
    if question.says_yes_or_no:
        return {"true": "yes", "false": "no"}.get(plain, plain)
    return plain


def entered_formula(
    words: Words,
    question: FormQuestion,
    row: int,
    lists: tuple[str, str] | None,
    filled: Filled,
) -> Formula:
    """The formula of what was entered: a sign, and behind that of an answer its key.

    Empty if nothing was. Of what was carried over and not looked at again only its own sign.

    Args:
        words: of what is wrong.
        question: whose row it is.
        row: in which it stands.
        lists: where the keys of its answers are listed, and their texts.
        filled: what stands in its cells.

    """
    own = _cells_of(row)
    answered = _answered(words, question, own)
    unknown = _is_filled(own[UNKNOWN])
    # where a question may not be left out, that cell says so, and says nothing else
    left = _is_filled(own[NOT_APPLICABLE]) if question.may_leave else "FALSE"
    again = _is_marked_again(own[RECHECK], _bare_text(filled, RECHECK)).text
    answer = f'IF({again},"{AGAIN}","{ANSWERED}")'
    if lists is not None:
        keys, texts = lists
        first = keys.partition(":")[0]
        own_typed = own[TYPED]
        is_it = f"(({keys}={own_typed})+(LOWER({texts})={own_typed}))>0"
        place = f"SUMPRODUCT(--({is_it}),ROW({keys})-ROW({first})+1)"
        answer = (
            f"IF({place}=0,{text_in_formula(look_text(words, NOT_IN_LIST))},"
            f'IF({again},"{AGAIN}","{ANSWERED} "&INDEX({keys},{place})))'
        )
    elif question.is_date:
        typed = _bare_text(filled, ANSWER)
        is_wrong = is_unclear(own[TYPED], bare(own[ANSWER]), typed, needs_day=True)
        unclear = text_in_formula(look_text(words, UNCLEAR_DATE))
        answer = f"IF({is_wrong.text},{unclear},{answer})"
    entered = f'IF({answered},{answer},"")'
    reason = f'IF({again},"{AGAIN}",IF({left},"{LEFT_OUT}","{NOT_KNOWN}"))'
    two = text_in_formula(look_text(words, TWO_ANSWERS))
    entered = f"IF(OR({left},{unknown}),{reason},{entered})"
    entered = f"IF(({answered})+({left})+({unknown})>1,{two},{entered})"
    error = text_in_formula(look_text(words, NO_VALUE))
    return Formula(f"IFERROR({entered},{error})", entered_value(words, question, filled))


def entered_value(words: Words, question: FormQuestion, filled: Filled) -> str:
    """What the formula of what was entered gives for these cells."""
    answered = bool(_bare_text(filled, ANSWER) or filled.ticked)
    left = question.may_leave and bool(_bare_text(filled, NOT_APPLICABLE))
    unknown = bool(_bare_text(filled, UNKNOWN))
    if answered + left + unknown > 1:
        return look_text(words, TWO_ANSWERS)
    entered = ""
    if left or unknown:
        entered = LEFT_OUT if left else NOT_KNOWN
    elif (
        answered and question.is_date and is_unclear_now(_bare_text(filled, ANSWER), needs_day=True)
    ):
        entered = look_text(words, UNCLEAR_DATE)
    elif answered:
        is_listed = question.shape is Shape.PICK_ONE
        entered = _listed(words, question, filled) if is_listed else ANSWERED
    is_said = bool(entered) and not entered.startswith(LOOK)
    return AGAIN if is_said and _is_marked(_bare_text(filled, RECHECK)) else entered


def _listed(words: Words, question: FormQuestion, filled: Filled) -> str:
    """Of an answer that is one of a list: the sign and its key, or what is wrong with it."""
    typed = _typed(question, filled)
    # the formula adds up the places where the answer is found, of which there should be one
    place = sum(
        number
        for number, answer in enumerate(question.answers, 1)
        if typed in {answer.key.lower(), shown(answer).lower()}
    )
    if not place:
        return look_text(words, NOT_IN_LIST)
    if place > len(question.answers):
        return look_text(words, NO_VALUE)
    return f"{ANSWERED} {question.answers[place - 1].key}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the formulas of states are made from, of the whole form.

    Args:
        words: what a state is called.
        homes: where the questions are that one may wait for.
        entered: what was entered to every question, by its id.

    """

    words: Words
    homes: Homes
    entered: Mapping[str, str]


def state_formula(question: FormQuestion, row: int, filled: Filled, known: Known) -> Formula:
    """The formula of a question's own row.

    Args:
        question: whose state it is.
        row: in which it stands.
        filled: what stands in its cells.
        known: of the form.

    """
    own, now, words = _cells_of(row), known.entered[question.id], known.words
    parts = [
        *_not_asked(question.condition, known),
        (_begins(own[ENTERED], now, LOOK), Formula(own[ENTERED], now)),
        *_looked_at(words, own[VERDICT], _bare_text(filled, VERDICT)),
        *_waits(question.condition, known),
    ]
    parts.append((_has_unclear_date(own, filled), _says(look_text(words, UNCLEAR_DATE))))
    if (lacks := _lacks_document(question, own, filled, now)) is not None:
        parts.append((lacks, _says(look_text(words, NO_DOCUMENT))))
    parts += [
        (_begins(own[ENTERED], now, sign), _says(state_text(words, sign)))
        for sign in (AGAIN, LEFT_OUT, NOT_KNOWN, ANSWERED)
    ]
    return _first_of(parts, _says(state_text(words, TO_DO)))


def _looked_at(words: Words, cell: str, said: str) -> Iterator[_Part]:
    """What a reviewer has said of an answer that is to be looked at again."""
    spoken = spoken_in(words)
    verdict = f"LOWER({bare(cell)})"
    for key, told in ((QUERY, QUERIED), (CHANGED, CHANGED_BY_REVIEWER)):
        names = dict.fromkeys((key, spoken.text(key).lower()))
        tests = [
            Formula(f"{verdict}={text_in_formula(name)}", said.lower() == name) for name in names
        ]
        is_said = tests[0] if len(tests) == 1 else _joined("OR", tests)
        yield is_said, _says(look_text(words, told))


def _is_marked_again(cell: str, said: str) -> Formula:
    """Whether an answer was carried over and is to be looked at again."""
    mark = f"LOWER({bare(cell)})"
    carried = f'AND({mark}<>"",{mark}<>"no",{mark}<>"false")'
    again = f"IFERROR(IF({_is_truth_value(cell)},{cell},{carried}),{carried})"
    return Formula(again, _is_marked(said))


def _is_marked(said: str) -> bool:
    return said.lower() not in {"", "no", "false"}


def _not_asked(condition: dict[str, Any] | None, known: Known) -> list[_Part]:
    is_false = None if condition is None else _is_false(condition, known.homes, known.entered)
    if is_false is None or len(is_false.text) > _LONGEST_FORMULA:
        return []
    return [(is_false, _says(state_text(known.words, NOT_ASKED)))]


def _waits(condition: dict[str, Any] | None, known: Known) -> list[_Part]:
    is_true = None if condition is None else _is_true(condition, known.homes, known.entered)
    if is_true is None or len(is_true.text) > _LONGEST_FORMULA:
        return []
    waiting = f"{TO_DO} {known.words.say(WAITING)}"
    return [(Formula(f"NOT({is_true.text})", not is_true.value), _says(waiting))]


def _cells_of(row: int) -> dict[str, str]:
    return {name: f"${letter}{row}" for name, letter in LETTERS.items()}


def _says(text: str) -> Formula:
    return Formula(text_in_formula(text), text)


def _begins(cell: str, now: str, sign: str) -> Formula:
    return Formula(f'LEFT({cell},1)="{sign}"', now.startswith(sign))


def _first_of(parts: list[_Part], otherwise: Formula) -> Formula:
    """A formula that gives what belongs to the first test that holds."""
    formula = otherwise
    for test, said in reversed(parts):
        text = f"IF({test.text},{said.text},{formula.text})"
        formula = Formula(text, said.value if test.value else formula.value)
    return formula


def bare(cell: str) -> str:
    """What a cell shows, without blanks, tabs and line breaks around it."""
    blanks = f'SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),CHAR(9)," ")'
    return f'TRIM(SUBSTITUTE({blanks},"{_NO_BREAK}"," "))'


def _bare_text(filled: Filled, column: str) -> str:
    """The same, of what stands in the cell now."""
    blanks = filled.cells.get(column, "").translate(_BLANKS)
    return " ".join(filter(None, blanks.split(" ")))


def _is_truth_value(cell: str) -> str:
    """Whether a cell holds TRUE or FALSE, which each language of a spreadsheet calls otherwise.

    LibreOffice makes formulas of them, and shows those as 1 and 0 in a cell of texts; they are the
    type 8 there.
    """
    return f"OR(ISLOGICAL({cell}),TYPE({cell})=8)"


def _is_filled(cell: str) -> str:
    return f'{bare(cell)}<>""'


def _answered(words: Words, question: FormQuestion, own: dict[str, str]) -> str:
    if question.shape is not Shape.PICK_MANY:
        return _is_filled(own[ANSWER])
    keys, answers = f"${LETTERS[KEY]}:${LETTERS[KEY]}", f"${LETTERS[ANSWER]}:${LETTERS[ANSWER]}"
    ticked = sorted({*IS_TICKED, spoken_in(words).text(TICKED).lower()})
    ticks = ",".join([*map(text_in_formula, ticked), "TRUE"])
    counted = f'COUNTIFS({keys},{own[KEY]}&" [*",{answers},{{{ticks}}})'
    return f"(({_is_filled(own[ANSWER])})+SUMPRODUCT({counted}))>0"


def _lacks_document(
    question: FormQuestion, own: dict[str, str], filled: Filled, now: str
) -> Formula | None:
    """A step is claimed that asks for documents, and none is named.

    None where no step asks for any.
    """
    if question.evidence_from is None:
        return None
    keys = [
        answer.key
        for answer in question.answers
        if answer.step and int(answer.step) >= question.evidence_from
    ]
    if not keys:
        return None
    claimed = ",".join(f'{own[ENTERED]}="{ANSWERED} {key}"' for key in keys)
    column = f"${LETTERS[KEY]}:${LETTERS[KEY]}"
    further = "+".join(
        f'COUNTIFS({column},{own[KEY]}&" #*",${LETTERS[name]}:${LETTERS[name]},"{name_of}")'
        for name, name_of in _NAMES.items()
    )
    named = any(
        document.get(name, "").strip().startswith(name_of.rstrip("?*"))
        and document.get(name, "").strip()
        for document in (filled.cells, *filled.documents)
        for name, name_of in _NAMES.items()
    )
    beside = f'{bare(own[TITLE])}&{bare(own[REFERENCE])}="",LEFT({bare(own[URL])},4)<>"http"'
    return Formula(
        f"AND(OR({claimed}),{beside},{further}=0)",
        now in {f"{ANSWERED} {key}" for key in keys} and not named,
    )


def _has_unclear_date(own: dict[str, str], filled: Filled) -> Formula:
    """The date of a document cannot be read, in the question's own row or in a further one."""
    key, check = (f"${LETTERS[name]}:${LETTERS[name]}" for name in (KEY, DATE_CHECK))
    further = f'COUNTIFS({key},{own[KEY]}&" #*",{check},"{UNCLEAR}")'
    dates = [document.get(DATE, "") for document in (filled.cells, *filled.documents)]
    return Formula(
        f'OR({own[DATE_CHECK]}="{UNCLEAR}",{further}>0)', any(map(is_unclear_now, dates))
    )


def _is_false(
    condition: dict[str, Any], homes: Homes, entered: Mapping[str, str]
) -> Formula | None:
    """A formula that holds where a question is certainly not asked.

    None where no simple one can tell. What is entered is looked up in a single column that no state
    enters into: a formula must not look where it stands.
    """
    if "all" in condition or "any" in condition:
        stated = condition.get("all") or condition["any"]
        parts = [_is_false(part, homes, entered) for part in stated]
        known = [part for part in parts if part is not None]
        if not known or ("any" in condition and len(known) < len(parts)):
            return None
        return _joined("OR" if "all" in condition else "AND", known)
    _, question = homes.get(condition["question"], ("", None))
    if question is None:
        return None
    cell, now = _entered_to(question.id, homes), entered[question.id]
    reasons = [Formula(f'{cell}="{LEFT_OUT}"', now == LEFT_OUT)]
    if question.shape is Shape.PICK_ONE:
        answered, said = _begins(cell, now, ANSWERED), _is_one_of(cell, now, condition["in"])
        differs = Formula(f"NOT({said.text})", not said.value)
        reasons.append(_joined("AND", [answered, differs]))
    above = question.condition and _is_false(question.condition, homes, entered)
    if above:
        reasons.append(above)
    any_of = _joined("OR", reasons)
    return Formula(f"IFERROR({any_of.text},FALSE)", any_of.value)


def _is_true(condition: dict[str, Any], homes: Homes, entered: Mapping[str, str]) -> Formula | None:
    """A formula that holds where a question is certainly asked.

    None where no simple one can tell.
    """
    if "all" in condition or "any" in condition:
        stated = condition.get("all") or condition["any"]
        parts = [_is_true(part, homes, entered) for part in stated]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return _joined("AND" if "all" in condition else "OR", known)
    _, question = homes.get(condition["question"], ("", None))
    if question is None or question.shape is not Shape.PICK_ONE:
        return None
    said = _is_one_of(_entered_to(question.id, homes), entered[question.id], condition["in"])
    above: Formula | None = Formula("TRUE", value=True)
    if question.condition is not None:
        above = _is_true(question.condition, homes, entered)
    if above is None:
        return None
    both = _joined("AND", [said, above])
    return Formula(f"IFERROR({both.text},TRUE)", both.value)


def _joined(function: str, tests: list[Formula]) -> Formula:
    """Several tests as one: AND or OR."""
    decide: Callable[[Iterable[object]], bool] = all if function == "AND" else any
    texts = ",".join(test.text for test in tests)
    return Formula(f"{function}({texts})", decide(test.value for test in tests))


def _entered_to(question: str, homes: Homes) -> str:
    """What was entered to a question, wherever its row is; an error if it is gone."""
    sheet, _ = homes[question]
    keys, entries = (
        f"{quoted_sheet(sheet)}!${LETTERS[name]}:${LETTERS[name]}" for name in (KEY, ENTERED)
    )
    return f'INDEX({entries},MATCH("{question}",{keys},0))'


def _is_one_of(cell: str, now: str, keys: Iterable[str]) -> Formula:
    answers = [f"{ANSWERED} {key}" for key in keys]
    is_it = [Formula(f'{cell}="{answer}"', now.lower() == answer.lower()) for answer in answers]
    return _joined("OR", is_it)


def state_formats(first: int, last: int) -> tuple[ConditionalFormat, ...]:
    """The colours of states and unclear dates in these rows, and grey for what is not asked."""
    palette = DEFAULT_PALETTE
    state = f"{LETTERS[STATE]}{first}:{LETTERS[STATE]}{last}"
    row = f"{LETTERS[STATE]}{first}:{LETTERS[UNKNOWN]}{last}"

    def begins(sign: str) -> str:
        return f'LEFT(${LETTERS[STATE]}{first},1)="{sign}"'

    def marked(name: str, test: str) -> ConditionalFormat:
        cells = f"{LETTERS[name]}{first}:{LETTERS[name]}{last}"
        return ConditionalFormat(cells, test, AMBER, AMBER_INK, bold=True)

    kind, entered = (f"${LETTERS[name]}{first}" for name in (KIND, ENTERED))
    is_wrong_answer = f'AND({kind}="{Entry.DATE.value}",LEFT({entered},1)="{LOOK}")'

    return (
        ConditionalFormat(state, begins(ANSWERED), palette.steps[1], palette.accent, bold=True),
        ConditionalFormat(state, begins(LOOK), AMBER, AMBER_INK, bold=True),
        ConditionalFormat(state, begins(AGAIN), AMBER, AMBER_INK, bold=True),
        ConditionalFormat(state, begins(NOT_KNOWN), palette.zone, palette.ink),
        ConditionalFormat(state, begins(LEFT_OUT), palette.zone, palette.muted),
        marked(DATE, f'${LETTERS[DATE_CHECK]}{first}="{UNCLEAR}"'),
        marked(ANSWER, is_wrong_answer),
        ConditionalFormat(row, begins(NOT_ASKED), palette.zone, GREY_INK),
    )
