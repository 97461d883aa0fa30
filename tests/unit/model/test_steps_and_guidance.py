"""Steps with a name and a text, guidance in parts, who answers."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from coherence_kit.model.guidance import PART_HEADINGS, Guidance, Who, guidance_parts
from coherence_kit.model.questionnaire import ScaleQuestion, Step
from coherence_kit.questions import kind_of
from coherence_kit.words import words_of
from tests.builders import a_matrix, a_question, a_questionnaire

ENGLISH = words_of("en")
NAMED = {"name": {"en": "In writing", "fr": "Par écrit"}, "text": {"en": "Art. 4 names it."}}


def step_of(stated: object) -> Step:
    question = a_question("plan", steps={0: "Nothing", 1: stated})
    assert isinstance(question, ScaleQuestion)
    return question.steps[1]


def test_a_step_is_said_with_its_name_first() -> None:
    assert step_of(NAMED).in_language("en") == "In writing. Art. 4 names it."


@pytest.mark.parametrize("stated", ["In writing", {"en": "In writing"}, {"name": "In writing"}])
def test_a_step_may_be_its_name_alone(stated: object) -> None:
    assert step_of(stated).in_language("en") == "In writing"
    assert step_of(stated).text is None


@pytest.mark.parametrize("stated", [{"text": "x"}, {"name": "x", "txt": "y"}, ["x"], {}])
def test_a_step_without_a_name_or_with_other_keys_is_refused(stated: object) -> None:
    with pytest.raises(ValidationError):
        step_of(stated)


@pytest.mark.parametrize("typed", ["in writing", "Par écrit.", "Art. 4 names it", "1", "step 1"])
def test_a_step_can_be_meant_by_its_name_or_its_text(typed: str) -> None:
    question = a_question("plan", steps={0: "Nothing", 1: NAMED})
    assert kind_of(question).hint(typed) == ' Did you mean "1"?'


def test_the_first_words_of_a_text_are_no_name() -> None:
    question = a_question("plan", steps={0: "Nothing", 1: NAMED})
    assert kind_of(question).hint("Art") == ""


def test_parts_come_in_their_order_whatever_the_order_of_the_file() -> None:
    guidance = Guidance.model_validate({"between": "the lower.", "asked": "one\n  thing."})
    who = Who.model_validate({"with": "ministries", "answers": "the treasury"})
    assert [part.line(ENGLISH) for part in guidance_parts(ENGLISH, guidance, who, str)] == [
        "Asked: one thing.",
        "Between two steps: the lower.",
        "Who answers: the treasury",
        "Can answer too or help: ministries",
    ]
    assert list(guidance_parts(ENGLISH, None, None, str)) == []


def test_every_part_has_a_heading() -> None:
    assert set(PART_HEADINGS) == {*Guidance.model_fields, *Who.model_fields}


def test_the_rows_of_a_matrix_have_its_guidance_and_who_answers() -> None:
    about = {"guidance": {"asked": "each right."}, "who": {"answers": "the treasury"}}
    rows = [{"id": "one", "label": "One"}]
    (row,) = a_questionnaire(a_matrix("m", rows, label="M", text="T", **about)).questions()
    assert [part.line(ENGLISH) for part in guidance_parts(ENGLISH, row.guidance, row.who, str)] == [
        "Asked: each right.",
        "Who answers: the treasury",
    ]
