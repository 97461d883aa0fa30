"""The page about the report: only what is known, and abbreviations that occur."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.country_box import CountryBox
from coherence_kit.model.submission import Answer, EvidenceItem, Respondent, Review
from coherence_kit.rendering.brand import Brand
from coherence_kit.rendering.report.abbreviations import Abbreviation, abbreviations_in
from coherence_kit.rendering.report.front import Front
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import build_report
from coherence_kit.rendering.report.variants import VARIANTS
from tests.builders import a_question, a_questionnaire, assessed
from tests.rounds import a_round, decided

DATE = dt.date(2026, 6, 30)


def stated(assessment: Assessment, **about: Any) -> Assessment:
    """The same with something else said about the submission."""
    submission = assessment.submission.model_copy(update=about)
    return assessment.__class__(
        **{name: getattr(assessment, name) for name in assessment.__dataclass_fields__}
        | {"submission": submission}
    )


def one(**about: Any) -> Assessment:
    return stated(assessed(a_questionnaire(a_question("q")), q=2), **about)


def front(*assessments: Assessment, brand: Brand | None = None) -> Front:
    return build_report(assessments, date=DATE, brand=brand or Brand()).front


def test_what_is_not_known_is_left_out() -> None:
    found = front(one(respondent=None, date=None, signed_off=None, round=None))
    assert (found.country, found.publisher, found.contact) == (None, "", "")
    assert [row.text for row in found.gathered] == []
    page = render_html(
        [one(respondent=None, date=None, signed_off=None)], date=DATE, for_print=True
    )
    for heading in ("in brief", "How the answers were gathered", "Publisher", "Whom to ask"):
        assert heading not in page


def test_who_answered_reviewed_and_signed_is_said() -> None:
    answer = Answer(
        value=2,
        evidence=(EvidenceItem(title="Act 12"),),
        review=Review(by="Court of Audit", verdict="accepted"),
    )
    assessment = stated(
        assessed(a_questionnaire(a_question("q")), q=answer),
        respondent=Respondent(entity="Ministry of Labour", role="focal point", contact="me@x.xx"),
        date=DATE,
        signed_off="the Secretary",
    )
    found = front(assessment)
    assert found.gathered[0].text == (
        "Answered by: Ministry of Labour (focal point). The answers stand as of 30 June 2026. "
        "1 of 1 answer names a document that proves it. 1 answer was reviewed by Court of Audit. "
        "Signed off: the Secretary."
    )
    assert found.publisher == "Ministry of Labour"
    assert found.citation.startswith("Ministry of Labour (2026). ")
    assert "me@x.xx" not in render_html([assessment], date=DATE, for_print=False)


def test_of_a_round_it_says_who_answered_and_what_was_decided() -> None:
    questionnaire = a_questionnaire(a_question("q"), a_question("r"))
    merged = a_round(
        questionnaire,
        {"a": {"q": 1, "r": 2}, "b": {"q": 4, "r": 3}},
        decisions={"q": decided(2, by="the committee", date="2026-06-20")},
        silent=["c"],
    )
    text = front(merged).gathered[0].text
    assert text.startswith("Two offices answered: Ministry A and Ministry B.")
    assert "Asked, without an answer so far: Ministry C." in text
    assert "One answer was decided by the committee, 20 June 2026." in text
    assert "One difference is still to be decided." in text
    assert front(merged).publisher == ""


def test_a_brand_says_who_publishes_and_whom_to_ask() -> None:
    brand = Brand(
        publisher=LocalizedText.model_validate("Institute"),
        contact=LocalizedText.model_validate("office@example.org"),
    )
    found = front(one(), brand=brand)
    assert (found.publisher, found.contact) == ("Institute", "office@example.org")
    assert found.citation.startswith("Institute (2026). ")


def test_the_country_box_is_printed_with_its_sources_and_without_what_is_empty() -> None:
    box = CountryBox.model_validate(
        {
            "text": {"en": "Many <islands>.", "fr": "Des îles."},
            "figures": [
                {"label": "Population", "value": "4.2 million", "source": "Census", "year": "2025"},
                {"label": "Remittances"},
                {},
            ],
        }
    )
    found = front(one(country_box=box)).country
    assert found is not None
    assert [(row.label, row.value, row.source) for row in found.figures] == [
        ("Population", "4.2 million", "Census, 2025")
    ]
    page = render_html([one(country_box=box)], date=DATE, language="fr", for_print=True)
    assert "Des îles." in page
    assert "Many" not in page
    assert "&lt;islands&gt;" in render_html([one(country_box=box)], date=DATE, for_print=True)


@pytest.mark.parametrize("name", ["annex", "brief", "plan"])
def test_other_variants_have_no_such_page(name: str) -> None:
    page = render_html([one()], date=DATE, for_print=True, variant=VARIANTS[name])
    assert 'id="about"' not in page


def test_abbreviations_are_those_that_are_printed() -> None:
    page = '<head><title>UNDP</title></head><body data-x="IOM"><p>The ILO, MC/EU/3, SDGs, WHOLE</p>'
    assert abbreviations_in(page, "en") == (
        Abbreviation("ILO", "International Labour Organization"),
        Abbreviation("SDG", "Sustainable Development Goal"),
    )
    assert abbreviations_in("<body>OIT, ILO", "fr") == (
        Abbreviation("ILO", "Organisation internationale du Travail"),
        Abbreviation("OIT", "Organisation internationale du Travail"),
    )


def test_nobody_can_write_the_place_of_the_abbreviations() -> None:
    mark = "<!-- abbreviations --> ILO"
    assessment = assessed(a_questionnaire(a_question("q")), q=Answer(value=1, comment=mark))
    page = render_html([assessment], date=DATE, for_print=False)
    assert page.count("International Labour Organization") == 1
    assert "&lt;!-- abbreviations --&gt;" in page
