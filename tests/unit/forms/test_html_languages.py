"""In which language a text of a form is said to be."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from coherence_kit.forms.layout import FormQuestion, Layout
from coherence_kit.forms.page.form import html_form
from coherence_kit.words import language_attributes
from tests.browser import layout_of
from tests.builders import a_matrix, a_question, a_questionnaire


def layout(wanted: str = "ar") -> Layout:
    half = {"id": "partly", "text": {"en": "In part", "ar": "جزئيا"}, "steps": [2]}
    steps = {
        1: {"name": {"fr": "Un"}, "text": {"fr": "Un texte"}},
        2: {"ar": "خطوة"},
        3: {"name": {"ar": "خطوة"}, "text": {"ar": "نص"}},
        4: {"name": {"ar": "خطوة"}, "text": {"fr": "Quatre"}},
    }
    scale = a_question("plan", label={"en": "Plan", "fr": "Plan"}, half_step=half, steps=steps)
    matrix = a_matrix(
        "m", [{"id": "r", "label": {"ar": "صف"}}], label={"ar": "جدول"}, text={"fr": "Lequel ?"}
    )
    number = a_question("n", "number", unit={"fr": "jours"})
    law = a_question("law", "boolean", label={"ar": "قانون"})
    waiting = a_question("w", "boolean", depends_on={"question": "law", "in": ["true"]})
    return layout_of(
        a_questionnaire(scale, matrix, number, law, waiting, languages=("en", "ar", "fr")), wanted
    )


def texts(made: Layout) -> Iterator[str]:
    for question in made.questions():
        yield from (question.label, question.text, question.unit)
        for answer in question.answers:
            yield from (answer.text, answer.name, answer.detail)


def said(made: Layout) -> dict[str, str]:
    return {text: str(language_attributes(text)) for text in texts(made)}


def question(made: Layout, name: str) -> FormQuestion:
    return next(asked for asked in made.questions() if asked.id == name)


def test_a_text_is_in_the_language_under_which_it_stands() -> None:
    found = said(layout())
    arabic, french = ' lang="ar" dir="rtl"', ' lang="fr"'
    assert {
        text: found[text]
        for text in ("جدول: صف", "Lequel ?", "jours", "Un", "Un. Un texte", "خطوة (جزئيا)")
    } == {
        "جدول: صف": arabic,
        "Lequel ?": french,
        "jours": french,
        "Un": french,
        "Un. Un texte": french,
        "خطوة (جزئيا)": arabic,
    }


def test_name_and_text_of_a_step_are_one_text_where_they_are_in_one_language() -> None:
    page = html_form(layout())
    assert '<span class="text" lang="ar" dir="rtl"><b>خطوة.</b> نص</span>' in page
    assert (
        '<span class="text"><b><span lang="ar" dir="rtl">خطوة</span>.</b> '
        '<span lang="fr">Quatre</span></span>'
    ) in page


def test_a_text_inside_a_sentence_of_the_form_is_marked_there() -> None:
    asked_if = question(layout(), "w").asked_if
    assert language_attributes(asked_if) == ""
    assert '<span lang="ar" dir="rtl">قانون</span>' in escape(asked_if)


def test_a_text_in_the_language_of_the_page_is_not_marked() -> None:
    assert "</span> Plan</h" in html_form(layout("en"))
    assert said(layout("fr"))["Un. Un texte"] == ""  # the words of the form are French too


def test_words_that_are_the_same_in_two_languages_are_in_the_one_that_is_shown() -> None:
    assert question(layout("ar"), "plan").label == "Plan"
    assert language_attributes(question(layout("ar"), "plan").label) == ""
    assert language_attributes(question(layout("en"), "plan").label) == ""


def test_a_text_without_a_language_is_in_the_first_of_its_questionnaire() -> None:
    made = layout_of(
        a_questionnaire(a_question("plan", text="ماذا؟"), languages=("ar", "en")), "en"
    )
    assert language_attributes(question(made, "plan").text) == ' lang="ar" dir="rtl"'


def test_what_a_text_says_is_escaped_in_its_marks() -> None:
    made = layout_of(a_questionnaire(a_question("plan", text={"ar": "<جدول>"}), languages=("ar",)))
    assert '<legend><span lang="ar" dir="rtl">&lt;جدول&gt;</span></legend>' in html_form(made)
