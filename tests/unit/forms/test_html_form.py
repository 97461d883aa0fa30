"""What the page says of conditions and of documents, in the words of the questionnaire."""

from __future__ import annotations

import json
import re
from gettext import NullTranslations
from typing import Any

import pytest

from coherence_kit import content
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.script import MODULES, module, script
from coherence_kit.forms.page.words import script_words
from coherence_kit.model.questionnaire import Question
from coherence_kit.words import Words, words_of
from tests.browser import layout_of
from tests.builders import a_question, a_questionnaire


def test_what_a_question_waits_for_is_handed_to_the_script_in_words() -> None:
    law = a_question("law", "boolean", label="Law in force")
    waiting = a_question("later", "boolean", depends_on={"question": "law", "in": ["true"]})
    assert waits(law, waiting) == [None, "the answer to 1.1 (Law in force) is yes"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            {"question": "law", "in": ["false"]},
            "the answer to 1.1 (Law in force) is no",
        ),
        (
            {"question": "plan", "in": ["2", "3"]},
            "the answer to 1.2 (Plan) is step 2 or step 3",
        ),
        (
            {"all": [{"question": "law", "in": ["false"]}, {"question": "plan", "in": ["0"]}]},
            "the answer to 1.1 (Law in force) is no and the answer to 1.2 (Plan) is step 0",
        ),
        (
            {
                "any": [
                    {"question": "plan", "in": ["4"]},
                    {"all": [{"question": "law", "in": ["true"]}]},
                ]
            },
            "the answer to 1.2 (Plan) is step 4 or the answer to 1.1 (Law in force) is yes",
        ),
        (
            {
                "any": [
                    {"question": "plan", "in": ["4"]},
                    {
                        "all": [
                            {"question": "law", "in": ["true"]},
                            {"question": "plan", "in": ["1"]},
                        ]
                    },
                ]
            },
            (
                "the answer to 1.2 (Plan) is step 4 or "
                "(the answer to 1.1 (Law in force) is yes and the answer to 1.2 (Plan) is step 1)"
            ),
        ),
    ],
)
def test_every_shape_of_condition_has_its_words(condition: dict[str, Any], expected: str) -> None:
    law = a_question("law", "boolean", label="Law in force")
    plan = a_question("plan", label="Plan")
    later = a_question("later", "boolean", depends_on=condition)
    assert waits(law, plan, later) == [None, None, expected]


def waits(*questions: Question) -> list[str | None]:
    """What the script is told that each question waits for."""
    page = html_form(layout_of(a_questionnaire(*questions)))
    data = json.loads(re.findall(r'id="form">(.*?)</script', page, re.DOTALL)[0])
    return [question.get("waits") for question in data["questions"]]


def test_the_documents_that_prove_a_step_prove_half_of_it_too() -> None:
    half = {"id": "partly", "text": "Partly", "steps": [2]}
    question = a_question("plan", half_step=half, evidence={"2": "The plan"})
    page = html_form(layout_of(a_questionnaire(question)))
    assert re.findall(r'class="proof" id="q:plan:p:([^"]*)"', page) == ["2-partly", "2"]


def test_what_proves_a_yes_stands_beside_it() -> None:
    page = html_form(
        layout_of(a_questionnaire(a_question("law", "boolean", evidence={"true": "The gazette"})))
    )
    assert re.findall(r'class="proof" id="q:law:p:([^"]*)"', page) == ["yes"]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            {"name": "In writing", "text": "Art. 4 names it."},
            "<b>In writing.</b> Art. 4 names it.</span>",
        ),
        ("In writing", "<b>In writing</b></span>"),
        ({"name": "<i>", "text": "x"}, "<b>&lt;i&gt;.</b> x</span>"),
    ],
)
def test_the_name_of_a_step_is_set_in_bold(step: object, expected: str) -> None:
    question = a_question("plan", steps={0: step, 1: step})
    assert expected in html_form(layout_of(a_questionnaire(question)))


@pytest.mark.parametrize("language", ["en", "fr", "ar-XB", "ru", "lv", "zh"])
def test_every_plural_of_a_language_is_handed_to_the_script(language: str) -> None:
    words = Words(language, NullTranslations())
    names = {str(name) for name in words.locale.plural_form.tags} | {"other"}
    forms = script_words(words)["only_waiting"]
    assert isinstance(forms, dict)
    assert names >= set(forms) >= {words.locale.plural_form(n) for n in (0, 1, 2, 5, 11, 100)}
    assert all("{n}" in str(form) or "One" in str(form) for form in forms.values())


def test_a_place_in_a_sentence_of_the_script_stays_open() -> None:
    assert script_words(words_of("en"))["kept"] == "Kept in this browser, {time}."


def test_every_module_of_the_script_is_in_it_once() -> None:
    folder = content.folder("report_templates") / "form" / "script"
    assert sorted(MODULES) == sorted(path.stem for path in folder.iterdir() if path.suffix == ".js")
    assert all(module(name).startswith("// @ts-check\n") for name in MODULES)
    assert script().count("// @ts-check") == len(MODULES)
