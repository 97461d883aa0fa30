"""The title page: everything is on it, on one page, and its map says what stands in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Respondent
from coherence_kit.rendering.report.cover import Cover
from coherence_kit.rendering.report.report import build_report
from tests.builders import a_question, a_questionnaire, a_section, assessed

DATE = dt.date(2026, 6, 30)
LONG_NAME = "Two lines of a title, as sections often have"


def of_sections(count: int, *, questions: int = 3) -> Questionnaire:
    sections = (
        a_section(
            f"s{place}",
            *(a_question(f"q{place}-{at}") for at in range(questions)),
            title=f"{place} {LONG_NAME}",
        )
        for place in range(count)
    )
    return a_questionnaire(*sections)


def named(assessment: Assessment, country: str) -> Assessment:
    submission = assessment.submission.model_copy(
        update={"country": None, "respondent": Respondent(entity="Ministry", role="desk")}
    )
    return replace(assessment, country_name=country, submission=submission)


def cover_of(assessment: Assessment) -> Cover:
    return build_report([assessment], date=DATE).cover


@pytest.mark.parametrize(("sections", "is_dense"), [(6, False), (19, True), (30, True)])
def test_every_section_is_on_the_map(sections: int, *, is_dense: bool) -> None:
    found = cover_of(assessed(of_sections(sections))).map
    assert found is not None
    assert (sum(map(len, found.halves)), found.more, found.is_dense) == (sections, 0, is_dense)


def test_what_has_no_room_is_counted() -> None:
    found = cover_of(assessed(of_sections(60, questions=12))).map
    assert found is not None
    assert len(found.halves) == 1
    assert sum(map(len, found.halves)) + found.more == 60
    assert found.more


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ""),
        (
            "fr",
            (
                "Langue des questions\N{NO-BREAK SPACE}: anglais. "
                "Le questionnaire n’a pas de texte en français."
            ),
        ),
    ],
)
def test_the_language_of_the_questions_is_said_where_it_is_not_that_of_the_report(
    language: str, said: str
) -> None:
    report = build_report([assessed(of_sections(1))], date=DATE, language=language)
    assert report.cover.content_language == said
    assert (report.language, report.direction) == (language, "ltr")


@pytest.mark.parametrize("letters", range(9))
def test_no_code_of_a_character_is_cut_in_two(letters: int) -> None:
    found = assessed(of_sections(2))
    stated = found.submission.model_copy(update={"round": "x" * letters + "\u0f56\u0f51 " * 100})
    shown = cover_of(replace(found, submission=stated)).round
    assert shown.endswith("]…")
    assert shown.count("[U+") == shown.count("]")


@pytest.mark.parametrize(
    ("words", "size"), [(1, "large"), (3, "medium"), (12, "small"), (20, "tiny"), (80, "tiny")]
)
def test_the_countrys_name_is_set_smaller_and_never_cut(words: int, size: str) -> None:
    country = " ".join(["Democratic"] * words)
    found = cover_of(named(assessed(of_sections(2)), country))
    assert (found.country, found.size) == (country, size)


def test_the_map_says_what_stands_in_it() -> None:
    asked = [a_question("a"), a_question("b", "boolean"), a_question("c", "number")]
    assert cover_of(assessed(a_questionnaire(*asked))).key.says == "the step; yes or no; the number"
    assert cover_of(assessed(a_questionnaire(asked[0]))).key.says == "the step"
