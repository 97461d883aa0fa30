"""What the page says of conditions and of documents, in the words of the questionnaire."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.words import words_in
from coherence_kit.model.questionnaire import Question
from tests.browser import layout_of
from tests.builders import a_question, a_questionnaire


def waits(condition: dict[str, Any], *others: Question) -> str:
    asked = a_question("later", "boolean", depends_on=condition)
    page = html_form(layout_of(a_questionnaire(*others, asked)))
    data = json.loads(re.findall(r'id="form">(.*?)</script', page, re.DOTALL)[0])
    text: str = data["questions"][-1]["waits"]
    return text


YES = a_question("law", "boolean", label="Law in force")
STEP = a_question("plan", label="Plan")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"question": "law", "in": ["true"]}, "1.1 “Law in force” is “Yes”"),
        ({"question": "plan", "in": ["2", "3"]}, "1.2 “Plan” is “Step 2” or “Step 3”"),
        (
            {"all": [{"question": "law", "in": ["false"]}, {"question": "plan", "in": ["0"]}]},
            "1.1 “Law in force” is “No” and 1.2 “Plan” is “Step 0”",
        ),
        (
            {
                "any": [
                    {"question": "plan", "in": ["4"]},
                    {"all": [{"question": "law", "in": ["true"]}]},
                ]
            },
            "1.2 “Plan” is “Step 4” or (1.1 “Law in force” is “Yes”)",
        ),
    ],
)
def test_a_condition_is_told_by_numbers_and_by_what_answers_say(
    condition: dict[str, Any], expected: str
) -> None:
    assert waits(condition, YES, STEP) == expected


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


def test_a_language_without_words_of_its_own_has_the_english_ones() -> None:
    assert words_in("zz") is words_in("en")
    assert words_in("en-GB") is words_in("en")
