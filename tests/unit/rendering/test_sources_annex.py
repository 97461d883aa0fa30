"""Annex C: how the weight is shared by the documents that the questions cite."""

from __future__ import annotations

import datetime as dt

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.rendering.report.html import render_html
from tests.builders import a_document, a_question, a_questionnaire, a_section, a_submission
from tests.unit.rendering.test_html import Page

DOCUMENTS = (a_document("blue", "b-1"), a_document("red", "r-1"))


def annex(questionnaire: Questionnaire, language: str = "en") -> str:
    made = assess(prepare(questionnaire, documents=DOCUMENTS), a_submission(a=2))
    html = render_html([made], date=dt.date(2026, 6, 30), language=language, for_print=False)
    text = " ".join(" ".join(Page(html).texts).split())
    return text.rpartition("Annexe C" if language == "fr" else "Annex C")[2]


def cited() -> Questionnaire:
    return a_questionnaire(
        a_question("a", weight=2, sources=["b-1", "r-1"]),
        a_question("b", sources=["r-1"]),
        a_question("c"),
    )


def test_the_share_of_each_document_is_printed_and_what_cites_none() -> None:
    text = annex(cited())
    table = "Document Questions Citing it Shared Blue 2005 1 50.0 % 25.0 % Red 2005 2 75.0 % 50.0 %"
    assert f"{table} no source 1 – 25.0 %" in text
    assert "parts it equally among them" in text


def test_it_speaks_the_language_of_the_report() -> None:
    assert "Blue 2005 1 50,0 % 25,0 %" in annex(cited(), "fr").replace("\u00a0", " ")


def test_without_a_whole_the_questions_are_counted_alone() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a", sources=["b-1"])),
        a_section("second", a_question("b", sources=["r-1"])),
        rule="none",
    )
    text = annex(whole)
    assert "no share of it. Document Questions Blue 2005 1 Red 2005 1 Paper" in text
