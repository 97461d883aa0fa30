"""A form is valid as it is, and whatever a questionnaire says, it stays in its comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.forms.layout import lay_out
from coherence_kit.forms.yaml.form import WIDTH, yaml_form
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import SubmissionFile
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_question, a_questionnaire, a_section

HOSTILE = [
    "\nanswers: {}\n",
    "a\r\nb",
    "x\u2028y: z",
    "x\u2029- y",
    "x\u0085y: z",
    "\n---\n",
    "# # #",
    "\ufeffa: b",
    "*alias !tag &anchor {a: [b",
    '"quote',
    "\u202eright to left",
    "w" * 500,
    "word " * 300,
    "{id} {0} %s",
]


def form_of(questionnaire: Questionnaire, sha256: str, language: str = "en") -> str:
    return yaml_form(lay_out(questionnaire, build_tree(questionnaire), sha256, language))


def read(text: str) -> SubmissionFile:
    document = compose_document(text.encode(), "form.yaml")
    file = validate(document, SubmissionFile)
    assert document.problems == []
    assert file is not None
    return file


def hostile(text: str) -> Questionnaire:
    """A questionnaire that says this wherever it can say something."""
    return a_questionnaire(
        a_section(
            "s",
            a_question("s.scale", label=text, text=text, guidance={"asked": text}),
            a_question("s.choice", "choice", label=text, text=text, guidance={"asked": text}),
            a_question("s.date", "date", label=text, text=text),
            title=text,
        ),
        title=text,
        scale={"id": "five", "steps": [0, 1, 2, 3, 4], "hint": text},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_questionnaire_ends_its_comment(text: str) -> None:
    file = read(form_of(hostile(text), "0" * 64))
    assert list(file.answers) == ["s.scale", "s.choice", "s.date"]
    assert file.country is None


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1
    ).filter(str.strip)
)
def test_whatever_a_questionnaire_says_its_form_is_valid_and_empty(text: str) -> None:
    file = read(form_of(hostile(text), "0" * 64))
    assert all(answer.model_dump(exclude_defaults=True) == {} for answer in file.answers.values())


@pytest.mark.parametrize("name", ["null", "true", "no", "1.0", "007", "1e3", "2026-06-30"])
def test_an_id_that_looks_like_something_else_stays_an_id(name: str) -> None:
    file = read(form_of(a_questionnaire(a_question(name, "boolean")), "0" * 64))
    assert list(file.answers) == [name]
    of_questionnaire = name if name != "null" else "x"
    file = read(form_of(a_questionnaire(a_question("q", "boolean"), id=of_questionnaire), "0" * 64))
    assert file.questionnaire.id == of_questionnaire


def test_lines_of_text_are_no_wider_than_a_page() -> None:
    lines = form_of(hostile("word " * 300), "0" * 64).splitlines()
    assert [
        line
        for line in lines
        if len(line) > WIDTH and line.lstrip().startswith("#") and "word" in line
    ] == []


def test_no_line_ends_with_a_blank() -> None:
    text = form_of(hostile("A text."), "0" * 64)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_every_step_and_option_stands_above_the_place_for_the_answer() -> None:
    text = form_of(
        a_questionnaire(
            a_question("a.scale", steps=range(3)),
            a_question("a.choice", "choice"),
            a_question("a.yes", "boolean"),
        ),
        "0" * 64,
    )
    above = text.split("  a.scale:")[0]
    assert all(f"#   {step}  Step {step}" in above for step in range(3))
    assert all(
        f"#   {option}  {option}" in text.split("  a.choice:")[0]
        for option in ("none", "some", "all")
    )
    assert "# yes or no" in text.split("  a.yes:")[0]


def test_questions_are_numbered_by_section_and_place() -> None:
    inner = a_section("b", a_question("b.one"))
    text = form_of(a_questionnaire(a_section("a", a_question("a.one"), inner)), "0" * 64)
    for heading in ("# ===== 1 a =====", "# 1.1 a.one", "# ===== 1.2 b =====", "# 1.2.1 b.one"):
        assert f"  {heading}\n" in text


def test_texts_are_in_the_language_asked_for_and_fall_back() -> None:
    question = a_question("a", label={"en": "Law", "fr": "Loi"}, text={"en": "Is there a law?"})
    text = form_of(a_questionnaire(question), "0" * 64, "fr")
    assert "Loi" in text
    assert "Is there a law?" in text
