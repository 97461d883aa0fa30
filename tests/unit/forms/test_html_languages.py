"""In which language a text of a form is said to be."""

from __future__ import annotations

from coherence_kit.forms.page.languages import TextLanguages, text_languages
from tests.builders import a_matrix, a_question, a_questionnaire


def languages(wanted: str = "ar") -> TextLanguages:
    half = {"id": "partly", "text": {"en": "In part", "ar": "جزئيا"}, "steps": [2]}
    steps = {1: {"name": {"fr": "Un"}, "text": {"fr": "Un texte"}}, 2: {"ar": "خطوة"}}
    scale = a_question("plan", label={"en": "Plan", "fr": "Plan"}, half_step=half, steps=steps)
    matrix = a_matrix(
        "m", [{"id": "r", "label": {"ar": "صف"}}], label={"ar": "جدول"}, text={"fr": "Lequel ?"}
    )
    number = a_question("n", "number", unit={"fr": "jours"})
    return text_languages(
        a_questionnaire(scale, matrix, number, languages=("en", "ar", "fr")), wanted, "en"
    )


def test_a_text_is_in_the_language_under_which_it_stands() -> None:
    found = languages()
    assert {
        text: found.of(text)
        for text in ("جدول", "جدول: صف", "Lequel ?", "jours", "Un", "Un texte", "خطوة (جزئيا)")
    } == {
        "جدول": "ar",
        "جدول: صف": "ar",
        "Lequel ?": "fr",
        "jours": "fr",
        "Un": "fr",
        "Un texte": "fr",
        "خطوة (جزئيا)": "ar",
    }


def test_a_text_in_the_language_of_the_page_is_not_marked() -> None:
    assert languages().attributes("n?") == ""
    assert languages().marked("a < b") == "a &lt; b"


def test_words_that_are_the_same_in_two_languages_are_in_the_one_that_is_wanted() -> None:
    assert languages("fr").of("Plan") == "fr"
    assert languages("en").of("Plan") == ""


def test_a_text_without_a_language_is_in_the_first_of_its_questionnaire() -> None:
    questionnaire = a_questionnaire(a_question("plan", text="ماذا؟"), languages=("ar", "en"))
    assert text_languages(questionnaire, "en", "en").attributes("ماذا؟") == ' lang="ar" dir="rtl"'


def test_a_direction_is_said_only_where_it_differs() -> None:
    assert languages().attributes("jours") == ' lang="fr"'
    assert languages().marked("<جدول>") == "&lt;جدول&gt;"
    assert languages().marked("جدول") == '<span lang="ar" dir="rtl">جدول</span>'
