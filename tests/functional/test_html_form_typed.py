"""The script takes what is typed in a file for the answer that the kit takes it for.

Every text that the tests of typed answers try is tried on every type whose answers are listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import pytest

from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.questions import KINDS, kind_of
from coherence_kit.questions.taking_back import takes_back
from coherence_kit.questions.typed import denial_typed, plain_words
from coherence_kit.spelling import folded
from tests.browser import Form, layout_of, write_form
from tests.builders import a_question, a_questionnaire, a_section
from tests.functional.test_html_form_loading import OpenForm, a_file
from tests.functional.test_html_form_states import by_the_script
from tests.ranking import Ranking, a_ranking
from tests.unit.questions import test_typed, test_typed_numbers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

LANGUAGES: Mapping[str, Any] = {
    "name": {"en": "Named", "fr": "Nommé", "ar": "مسمى"},
    "text": {"fr": "Une personne est\nnommée.", "en": "Somebody is named…"},
}
ALIKE: Mapping[int, Any] = {
    0: {"name": "None", "text": "Step 1"},
    1: {"name": "Some", "text": "Twice a year; by 2 offices (or more)"},
    2: {"name": "Some", "text": "Twice a year, and by law"},
}
COUNTED: Mapping[int, Any] = {0: "None", 1: {"name": "2: offices", "text": "x"}, 2: "1 office"}
ASKED: tuple[Question, ...] = (
    a_question("steps", steps=test_typed.STEPS, half_step=test_typed.HALF),
    a_question("plain"),
    a_question("negative", steps={step: f"Step {step}" for step in range(-2, 3)}),
    a_question("alike", steps=ALIKE, half_step={"id": "some", "text": "Twice a year"}),
    a_question("counted", steps=COUNTED, half_step={"id": "partly", "text": "In part"}),
    a_question("languages", steps={0: "Nothing.", 1: LANGUAGES, 2: "ΟΔΟΣ ẞ ﬁn İı", 3: "x y²"}),
    a_question("yes", "boolean"),
    a_question("one", "choice"),
    a_question("states", "choice", options={"unknown": 0, "na": 50, "no": 75, "2": 100}),
    a_question("words", "choice", options={"true": 0, "false-or-so": 50, "no": 100}),
    a_question("several", "multiple-choice"),
    a_question("others", "multiple-choice", boxes={"yes": 1, "none-of-it": 1, "3": 1}),
)
BEHIND = ("2: {}", "2 ({})", "Step 2 - {}", "2 {}", "2-{}", "٢. {}", "all - {}", "yes, {}", "{}?")
OTHER_TEXTS = (
    *(
        "2: offices",
        "1 - 2: offices",
        "1 · 2: Offices. X",
        "1 office",
        "2 - 1 office (partly)",
        "x",
    ),
    *("Nommé", "1 - nommé", "1 · NOMMÉ. Une personne est nommée", "1: Named. Somebody is named..."),
    *("1 - Named. Une personne est nommée", "1 - مسمى. Somebody is named", "1 – une personne …"),
    *("2 οδος ss fin i̇ı", "2 - ΟΔΌΣ", "2 οδοσ SS FIN İI", "3 x y", "3 - x y2", "3 x y³"),
    *("-1", "−1", "step -1", "-01 - Step -1", "(-1)", "–1 – Step –1", "2-some", "2 some", "1 some"),
    *("1 - twice a year", "2 · twice a year, and", "1 - Some (twice a year)", "2 - Step 1", "+1."),
    *(
        "don`t know",
        "don´t know",
        "Don\u02bct Know.",
        "Étape\u00a02",
        "é\u0301tape 2",
        "ÉCHELON : 2",
    ),
    *(
        "✓✓",
        "✔\ufe0f\ufe0f",
        "[x]",
        "yes.",
        "«\u00a0Oui\u00a0»",
        "non …",
        "N / A",
        "n/a;no",
        "n/a -x",
    ),
    *("2_by decree", "2 - _x", "2 - ²nd", "2 (x) - y", "2 [by decree]", "2 > by decree", "2=x"),
    *(
        "unknown - all",
        "na. no body",
        "NA (no body)",
        "two - two",
        "Two…",
        "three-three",
        "3 three",
    ),
)


def texts_tried(module: ModuleType) -> Iterator[str]:
    """Every text among the cases of a module of tests."""
    for tried in vars(module).values():
        for mark in getattr(tried, "pytestmark", ()):
            if mark.name == "parametrize":
                yield from texts_in(mark.args[1])


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts_in(part)


def every_text() -> list[str]:
    """Each also as it stands behind the number of a step, an option, or a yes."""
    tried = [*OTHER_TEXTS, *texts_tried(test_typed), *texts_tried(test_typed_numbers)]
    tried = list(dict.fromkeys(text for text in tried if text.strip()))
    return tried + [form.format(text) for text in tried for form in BEHIND]


def by_the_kit(question: Question, raw: object) -> list[Any]:
    """The answer as a form has it, what is said beside it, and the state where it is none."""
    kind = kind_of(question)
    try:
        value = kind.read(raw)
    except (ValueError, TypeError):
        return ["", "", str(kind.state_typed(raw) or "")]
    spelt = [label.spelt for label in kind.labels_of(value)]
    return [sorted(spelt) if isinstance(raw, list) else spelt[0], kind.remark(raw), ""]


BY_THE_SCRIPT = """((question, raw) =>
  faultOf(question, raw)
    ? ['', '', stateTyped(question, raw)]
    : [
        Array.isArray(raw) ? keysMeant(question, raw).sort() : optionKey(question, raw),
        remarkOf(question, raw),
        '',
      ])(questions.get(one[0]), one[1])"""


def differing(browser: Browser, asked: Questionnaire, cases: list[Any]) -> list[Any]:
    """Where the two differ; of every question some of the cases are answers and others not."""
    known = {question.id: question for question in asked.questions()}
    expected = [by_the_kit(known[name], raw) for name, raw in cases]
    found = by_the_script(browser, asked, cases, BY_THE_SCRIPT)
    for name in known:
        taken = {
            bool(value[0]) for case, value in zip(cases, expected, strict=True) if case[0] == name
        }
        assert taken == {True, False}
    return [case for case in zip(cases, expected, found, strict=True) if case[1] != case[2]]


def test_the_script_takes_a_text_for_the_answer_that_the_kit_takes_it_for(
    browser: Browser,
) -> None:
    texts = every_text()
    cases: list[list[Any]] = [[question.id, text] for question in ASKED for text in texts]
    boxes = [question.id for question in ASKED if question.type == "multiple-choice"]
    cases += [[name, [text]] for name in boxes for text in (*texts, "one", "3", "YES")]
    cases += [[name, [text, "One", "3."]] for name in boxes for text in (*texts, "two", "yes")]
    cases += [[question.id, [text]] for question in ASKED for text in ("2", "yes", "n/a", "?")]
    assert differing(browser, a_questionnaire(*ASKED), cases) == []


def test_the_script_takes_an_order_for_the_one_that_the_kit_takes_it_for(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", KINDS), "ranking", Ranking)
    question = a_ranking("asked", "rights", "money", "work")
    whole = a_questionnaire(a_section("other", a_question("else")))
    section = whole.sections[0].model_copy(update={"questions": (question,)})
    asked = whole.model_copy(update={"sections": (section,)})
    lists = [["Work", "“MONEY”", text] for text in (*every_text(), "Rights", "rights - Rights")]
    assert differing(browser, asked, [["asked", one] for one in lists]) == []


def test_the_script_has_one_spelling_for_every_sign_as_the_kit_has(browser: Browser) -> None:
    signs = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    # those that other versions of Unicode have are letters of one browser and not of the next
    cases = [sign for sign in signs if unicodedata.category(sign) not in {"Cn", "Co"}]
    told = "[plainWords('x' + one + 'y'), folded('x' + one)]"
    found = by_the_script(browser, a_questionnaire(*ASKED), cases, told)
    expected = [[plain_words(f"x{sign}y"), folded(f"x{sign}")] for sign in cases]
    assert [
        (hex(ord(sign)), there, here)
        for sign, there, here in zip(cases, expected, found, strict=True)
        if there != here and not is_apart(sign)
    ] == []


def is_apart(sign: str) -> bool:
    """Whether it is of a script in which no listed word is, and is compared with itself alone.

    Cherokee has its capitals for comparing; of the signs for vowels in India a browser and Python
    take others for marks.
    """
    is_cherokee = re.match("[\u13a0-\u13fd\uab70-\uabbf]", sign) is not None
    is_vowel = any(
        (unicodedata.category(part) == "Mn") != (unicodedata.combining(part) > 0)
        for part in unicodedata.normalize("NFKD", sign)
    )
    return is_cherokee or is_vowel


def test_the_script_takes_back_and_denies_what_the_kit_does(browser: Browser) -> None:
    cases = [plain_words(text) for text in every_text()]
    told = "[takesBack(one), isDenial(one)]"
    found = by_the_script(browser, a_questionnaire(*ASKED), cases, told)
    expected = [[takes_back(text), denial_typed(text)] for text in cases]
    assert [case for case in zip(cases, expected, found, strict=True) if case[1] != case[2]] == []


# --- the page that a file is loaded into ----------------------------------------------------------

GIVEN: Mapping[str, Any] = {
    "steps": "Étape 2: créé",
    "plain": "٢ - by decree of the minister",
    "alike": {"answer": "2 - 3 next year"},
    "yes": {"answer": "Oui", "comment": "Law"},
    "one": {"answer": "don’t know"},
    "states": "N/A - no such body",
    "words": True,
    "several": {"answer": ["THREE", "one - One"]},
    "others": {"unknown": "no"},
}


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return a_questionnaire(*ASKED)


@pytest.fixture
def form(open_form: OpenForm, tmp_path: Path, asked: Questionnaire) -> Form:
    form = open_form(write_form(tmp_path, layout_of(asked)))
    form.load(a_file(answers=dict(GIVEN)))
    return form


def test_what_is_typed_in_a_file_is_chosen_in_the_page(form: Form) -> None:
    chosen = {"steps": "2", "plain": "2", "yes": "yes", "one": "!unknown", "words": "true"}
    for question, value in chosen.items():
        assert form.option(question, value).is_checked()
    ticked = [box for box in ("one", "two", "three") if form.option("several", box).is_checked()]
    assert ticked == ["one", "three"]
    states = form.states()
    assert {name: states[name] for name in GIVEN} == {
        **dict.fromkeys(("steps", "plain", "yes", "words", "several"), "answered"),
        **dict.fromkeys(("alike", "states", "others"), "unanswered"),
        "one": "unknown",
    }


def test_a_saved_file_says_what_the_loaded_one_said(form: Form) -> None:
    saved = form.answers()["answers"]
    assert saved["one"] == {"unknown": None}
    for name in ("steps", "plain", "alike", "yes", "states", "several"):
        stated = GIVEN[name] if isinstance(GIVEN[name], dict) else {"answer": GIVEN[name]}
        assert saved[name] == stated


def test_what_is_refused_or_read_in_part_is_told_beside_its_question(form: Form) -> None:
    def alert(name: str) -> str:
        return form.question(name).locator(".alert").first.inner_text()

    assert "“2 - 3 next year”, which is not among the answers" in alert("alike")
    assert "choose “does not apply”, and write why" in alert("states").lower()
    assert "says that there is an answer" in alert("others")
    assert "“٢ - by decree of the minister”. This counts as “Step 2”" in alert("plain")
    assert alert("steps") == alert("yes") == ""


def test_words_beside_a_step_become_a_comment(form: Form) -> None:
    form.question("plain").locator("[data-do=to-comment]").click()
    assert form.answers()["answers"]["plain"] == {
        "answer": "2",
        "comment": "٢ - by decree of the minister",
    }
    assert form.question("plain").locator(".alert").first.is_hidden()
    assert form.option("plain", "2").is_checked()


def test_another_answer_takes_the_place_of_what_was_typed(form: Form) -> None:
    form.option("several", "two").check()
    form.option("steps", "1").check()
    saved = form.answers()["answers"]
    assert saved["several"]["answer"] == ["one", "two", "three"]
    assert saved["steps"] == {"answer": "1"}
