"""The script decides states and conditions as the kit does: both over one table of cases.

The table is drawn from the kinds of questions themselves: for every question that a condition may
wait for, every answer of it and every other thing that a file can say, and for every pair of such
things what `all` and `any` make of them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.script import module
from coherence_kit.loading.documents import compose_document
from coherence_kit.model.days import MONTHS, read_date
from coherence_kit.model.empty_words import how_reasons_are_read, says_nothing
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.states import State, question_states
from coherence_kit.scoring.tree import build_tree
from tests.browser import layout_of
from tests.builders import a_question, a_questionnaire
from tests.functional.test_html_form import block
from tests.functional.test_html_form_in_browser import bound

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

# The modules that decide, and what they stand on; none of them knows a page.
DECIDING = (
    *("text", "questions", "typed", "answers", "days", "values", "reasons", "taking_back"),
    *("typed_steps", "states"),
)
SOURCES = (
    a_question("scale", half_step={"id": "partly", "text": "Partly", "steps": [2, 3]}),
    a_question("yes", "boolean"),
    a_question("one", "choice"),
    a_question("several", "multiple-choice"),
)
PAIR = (a_question("first", "boolean"), a_question("second", "boolean"))
OTHER_SPELLINGS: dict[str, list[Any]] = {
    "true": ["yes", True, "Oui", "✓"],
    "false": ["no", False, "NON"],
    "2": ["02", 2, "Step 2", "٢ - by decree", "2 - Step 2."],
    "2-partly": ["2 (partly)"],
    "some": ["“Some”"],
}
NOT_ANSWERED: tuple[Any, ...] = (
    None,
    {},
    {"answer": None},
    {"unknown": None},
    {"unknown": "the registry"},
    {"not_applicable": "no port"},
    {"comment": "later"},
    {"unknown": None, "recheck": "true"},
    {"not_applicable": "no port", "recheck": "yes"},
    {"comment": "later", "recheck": "true"},
    {"answer": "don’t know"},
    {"answer": ["ne sait pas"]},
)
# Texts that look like answers of some kind of question and are, or are none, of another.
TYPED = (
    *("0", "-0", "2", "02", "+2", "2.0", "2e0", "1e2", "101", "-1", "2-partly", "1-partly", "9"),
    *("12.5", "12,5", ".5", "5.", "1e-33", "1e100", f"0.{'1' * 34}", f"0.{'1' * 35}", "nan"),
    *("٣", "۲٫۵", "１２", "\U0001d7d2", "−1", "٢٠٢٦-٠٦-٣٠", "“12”", "\u200b12", "1 2", "٢٬٥", "²"),
    *("1.250", "1,250", "-1.250", "1.250,5", "1,250.5", "1 250", "1\u202f250,5", "1'250", "1’250"),
    *(
        "1٬٢٥٠",
        "١٫٢٥٠",
        "١٬٢٥٠٫٥",
        "1،250",
        "１．２５０",
        "1.250.000",
        "1,25,000",
        "1,250,00",
        "0,25",
    ),
    *("1.2500", "12,50", "1250.500", "1,5e3", "1.250e3", "1.250 000", "1 25", "1٫2٫5", "1_250"),
    *("yes", "no", "true", "false", "Yes", "TRUE", "on", "some", "all", "Some", "one", "one, two"),
    *("2026-06-30", "2007-02-29", "2008-02-29", "0000-01-01", "2007-7-09", "20070709", "2007-07"),
)
IN_WORDS = (
    *("{} 2025", "12 {} 2025", "{} 12, 2025", "1er {} 2025", "12 de {} de 2025", "12-{}-2025"),
    *(
        "{}",
        "12 {}",
        "2025 {} 31",
        "{0} {0} 2025",
        "31 {} 2025",
        "32 {} 2025",
        "the 2nd of {} 2025",
    ),
    *("Saturday 1 {} 2025", "primero de {} de 2025", "sábado, 12ème {} 2025", "on 3 {} 2025"),
)
TIMES = (
    *("T00:00:00Z", "T00:00:00.000Z", " 9:30", "T09:30:00+02:00", "T0", " 12:00:00,5 Z", " at 9"),
    *(
        " 12:00:00 AM",
        " 1:30 p.m.",
        "T00:00:00-05",
        "Z",
        "+02:00",
        "-0500",
        ".",
        " 10:00 am Z",
        "t09:00:00z",
    ),
)
SIGNS = ("-", "/", ".", " ", ". ", "–", " - ", " / ", "—", "\u2015", "年", "月", "\u200b-")
OTHER_DATES = (
    *("٢٠٢٦-٠٦-٣٠", "２０２６-０６-３０", "\u200e2026-06-30", "2026-06-30\u200b", "𝟚𝟘𝟚𝟞-06-30"),
    *(
        "2024年3月12日",
        "2024년 3월 12일",
        "2024年3月",
        "2024年13月1日",
        "2024. 3. 12.",
        "2011 - 12",
    ),
    *(f"12.{roman}.2024" for roman in ("I", "iii", "IIII", "IV", "VX", "XII", "XIII")),
    *(f"{day} {at} March 0099" for day in ("Thursday", "lundi", "terça-feira") for at in range(8)),
)
REASONS = (
    *(
        "-",
        "x",
        "X x",
        "...",
        "",
        "—",
        "n/a",
        "N.A.",
        "t.b.d.",
        "see above!",
        "cf. ci-dessus",
        "Néant",
    ),
    *(
        "voir\u00a0ci-dessus",
        "ver más arriba",
        "no hay",
        "No hay mar",
        "no existe en el país",
        "??",
    ),
    *(
        "The country has no sea port.",
        "see section 3 above",
        "12",
        "無",
        "لا",
        "ß",
        "ẞß",
        "غير منطبق",
    ),
    *(
        "same as above " * 4,
        "same as above " * 5,
        "x" * 70,
        "no\u0301",
        "ｎ／ａ",
        "ｓｅｅ ａｂｏｖｅ",
    ),
)
KINDS = (
    *SOURCES,
    a_question("number", "number", smallest=0, largest=100),
    a_question("free", "number"),
    a_question("text", "text"),
    a_question("date", "date"),
)


def waiting(name: str, condition: dict[str, Any]) -> Question:
    return a_question(name, "boolean", depends_on=condition)


def answered(question: str, *keys: str) -> dict[str, Any]:
    return {"question": question, "in": list(keys)}


def conditions() -> Iterator[dict[str, Any]]:
    """One for every answer of every source, for two answers of it, and for every joint of two."""
    for question in SOURCES:
        keys = kind_of(question).keys
        yield from (answered(question.id, key) for key in keys)
        yield answered(question.id, keys[0], keys[-1])
    first, second = answered("first", "true"), answered("second", "true")
    for joint in ("all", "any"):
        yield {joint: [first, second]}
        other = "any" if joint == "all" else "all"
        yield {joint: [first, {other: [second, answered("yes", "true")]}]}


def asked() -> Questionnaire:
    later = [waiting(f"after-{at}", condition) for at, condition in enumerate(conditions())]
    chained = waiting("after-after", answered("after-0", "true"))
    return a_questionnaire(*SOURCES, *PAIR, *later, chained)


def statements(question: Question) -> Iterator[Any]:
    """All that a file can say of a question."""
    kind = kind_of(question)
    yield from NOT_ANSWERED
    if kind.shape is Shape.PICK_MANY:
        sets = (itertools.combinations(kind.keys, size) for size in range(len(kind.keys) + 1))
        yield from ({"answer": list(keys)} for keys in itertools.chain.from_iterable(sets))
        yield {"answer": [kind.keys[0]], "recheck": "true"}
        yield {"answer": [key.upper() for key in kind.keys[:2]]}
        return
    for key in kind.keys:
        yield from ({"answer": said} for said in [key, *OTHER_SPELLINGS.get(key, [])])
        yield {"answer": key, "recheck": "true"}


def table() -> Iterator[dict[str, Any]]:
    """Answers of one source at a time, then of both of the pair."""
    for question in SOURCES:
        yield from ({question.id: said} for said in statements(question) if said is not None)
    said_of_pair = list(statements(PAIR[0]))
    for pair in itertools.product(said_of_pair, repeat=2):
        yield {
            question.id: said for question, said in zip(PAIR, pair, strict=True) if said is not None
        }
    yield from ({"scale": "0", "after-0": {"answer": later}} for later in ("yes", "no"))


def submission(answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "whole", "version": "1.0"},
        "answers": answers,
    }


def by_the_kit(questionnaire: Questionnaire, cases: list[dict[str, Any]]) -> list[dict[str, str]]:
    tree = build_tree(questionnaire)
    return [
        {
            name: str(state)
            for name, state in question_states(
                tree, bound(compose_document(json.dumps(case).encode(), "x.yaml"), questionnaire)
            ).items()
        }
        for case in cases
    ]


def by_the_script(
    browser: Browser, questionnaire: Questionnaire, cases: Sequence[Any], told: str
) -> list[Any]:
    """What the deciding modules return for each case, called `one`.

    Cases go there and back as one text: Playwright looks at each value of a list by itself.
    """
    code = "\n".join(module(name) for name in DECIDING)
    page = browser.new_page()
    try:
        found: str = page.evaluate(
            f"({{ form, cases }}) => {{ {code}\n"
            f" return JSON.stringify(JSON.parse(cases).map((one) => {told})); }}",
            {
                "form": block(html_form(layout_of(questionnaire)), "form"),
                "cases": json.dumps(list(cases)),
            },
        )
    finally:
        page.close()
    returned: list[Any] = json.loads(found)
    return returned


def test_the_script_decides_states_and_conditions_as_the_kit_does(browser: Browser) -> None:
    questionnaire = asked()
    cases = [submission(answers) for answers in table()]
    expected = by_the_kit(questionnaire, cases)
    told = "(readSubmission(one), Object.fromEntries(states()))"
    found = by_the_script(browser, questionnaire, cases, told)
    differing = [
        (case["answers"], name, there[name], here[name])
        for case, here, there in zip(cases, expected, found, strict=True)
        for name in here
        if there[name] != here[name]
    ]
    assert differing == []
    # the table reaches every state that a question can have
    states = {state for case in expected for state in case.values()}
    assert states == {
        State.ANSWERED,
        State.NOT_APPLICABLE,
        State.UNKNOWN,
        State.UNANSWERED,
        State.NOT_ASKED,
        State.OPEN,
        State.CARRIED,
    }


def can_be_read(question: Question, text: str) -> bool:
    return kind_of(question).accepts(text)


def test_the_script_takes_for_an_answer_what_the_kit_takes_for_one(browser: Browser) -> None:
    cases = [(question.id, text) for question in KINDS for text in TYPED]
    told = "!faultOf(questions.get(one[0]), one[1])"
    found = by_the_script(browser, a_questionnaire(*KINDS), cases, told)
    expected = [can_be_read(question, text) for question in KINDS for text in TYPED]
    assert [
        case for case, here, there in zip(cases, expected, found, strict=True) if here != there
    ] == []
    assert {True, False} == set(expected)


def test_the_script_finds_a_reason_empty_where_the_kit_does(browser: Browser) -> None:
    listed: Any = how_reasons_are_read()
    cases = [*listed["phrases"], *listed["alone"], *REASONS]
    cases += [f"{phrase.upper()}." for phrase in listed["phrases"]]
    found = by_the_script(browser, a_questionnaire(*KINDS), cases, "saysNothing(one)")
    expected = [says_nothing(case) for case in cases]
    assert [
        case for case, *both in zip(cases, expected, found, strict=True) if len({*both}) > 1
    ] == []
    assert {True, False} == set(expected)


def test_the_script_reads_dates_as_the_kit_reads_them(browser: Browser) -> None:
    numbers = ("1", "03", "12", "13", "29", "31", "2024", "2025", "25", "0000")
    cases = [sign.join(parts) for sign in SIGNS for parts in itertools.product(numbers, repeat=3)]
    cases += [sign.join(parts) for sign in SIGNS for parts in itertools.product(numbers, repeat=2)]
    names = [name[:cut] for row in MONTHS for name in row for cut in (2, 3, 4, 5, None)]
    names += ["août", "Févr.", "MÄRZ", "mayor", "DÉCEMBRE"]
    cases += [form.format(name) for name in names for form in IN_WORDS]
    cases += [f"{day}{time}" for day in ("2025-03-12", "13/03/2025", "2025") for time in TIMES]
    cases += OTHER_DATES
    found = by_the_script(browser, a_questionnaire(*KINDS), cases, "readDate(one)")
    expected = [read_date(text) or "" for text in cases]
    assert [case for case in zip(cases, expected, found, strict=True) if case[1] != case[2]] == []
    assert {len(date) for date in expected} == {0, 4, 7, 10}
