"""Government and partners: what the page says, and that annex E has everything."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import Beside
from coherence_kit.model.submission import Answer, EvidenceItem
from coherence_kit.rendering.report.context import make_context
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.partners import PartnersPage, partners_page
from coherence_kit.rendering.report.report import ReportView, build_report
from coherence_kit.workflow.partners import lettered_order, with_partners
from tests.builders import UNKNOWN, a_question, a_questionnaire, assessed
from tests.partners import a_voice

DATE = dt.date(2026, 6, 30)
ASKED = a_questionnaire(*map(a_question, "abcd"))
GOVERNMENT: dict[str, Any] = {"a": 3, "b": 2, "c": 1, "d": UNKNOWN}


def report(chapter: Assessment, *voices: Assessment, language: str = "en") -> ReportView:
    chapters = with_partners([chapter], voices)
    return build_report(chapters, date=DATE, language=language, beside=Beside(voices))


def page(chapter: Assessment, *voices: Assessment, language: str = "en") -> PartnersPage:
    found = report(chapter, *voices, language=language).chapters[0].partners
    assert found is not None
    return found


def marks(found: PartnersPage) -> dict[str, list[str]]:
    """Which letters stand in which cell of each row."""
    return {
        row.label: [
            "".join(re.findall(r">(\w)</text>", "".join(one.mark for one in cell.placed)))
            for cell in row.cells
        ]
        for table in found.tables
        for row in table.rows
    }


def test_every_answer_is_a_letter_on_the_scale_of_the_question() -> None:
    found = page(
        assessed(ASKED, **GOVERNMENT),
        a_voice(ASKED, "Union", a=1, b=2, c=UNKNOWN, d=2),
        a_voice(a_questionnaire(a_question("a"), a_question("c")), "Town", a=4, c=1),
    )
    assert found.tables[0].heads == ("Step 0", "Step 1", "Step 2", "Step 3", "Step 4")
    assert marks(found) == {
        "a": ["", "P", "", "G", "Q"],
        "b": ["", "", "GP", "", ""],
        "c": ["", "GQ", "", "", ""],
    }
    assert [(row.name, row.answered, row.views) for row in found.partners] == [
        ("Union", "2 of 4", ("1", "0", "1", "0", "0")),
        ("Town", "2 of 2", ("0", "0", "1", "1", "0")),
    ]
    assert not found.counts


def test_a_letter_is_read_out_as_its_partner_but_beside_its_name_as_a_letter() -> None:
    found = page(assessed(ASKED, **GOVERNMENT), a_voice(ASKED, "Union", a=1))
    assert "<title>Union</title>" in found.tables[0].rows[0].cells[1].placed[0].mark
    assert "<title>government</title>" in found.tables[0].rows[0].cells[3].placed[0].mark
    assert "<title>P</title>" in found.partners[0].mark


@pytest.mark.parametrize(
    ("answers", "headline"),
    [
        ([{"a": 1, "b": 0, "c": 1}], "On two of 3 questions the government and the partner {far}"),
        ([{"a": 1}, {"a": 3}], "On one of 1 question the government and a partner {far}"),
        ([{"c": 4}], "On one of 1 question the government and the partner {far}"),
        ([{"a": 1, "c": 4}, {}], "On two of 2 questions the government and a partner {far}"),
        ([{"a": 3, "b": 1}], "On all 2 questions answered by both, {near}"),
        ([{"d": 1}], "No question has been answered by both the government and a partner yet"),
    ],
)
def test_the_heading_is_about_both_sides_alike(
    answers: list[dict[str, int]], headline: str
) -> None:
    voices = [a_voice(ASKED, f"Partner {n}", **one) for n, one in enumerate(answers)]
    assert page(assessed(ASKED, **GOVERNMENT), *voices).headline == headline.format(
        far="are two steps apart or more",
        near="the government and the partner are less than two steps apart",
    )


def test_words_stand_beside_answers_that_differ_and_reasons_beside_every_question() -> None:
    chapter = assessed(
        ASKED,
        a=Answer(value=3, comment="Our order of May."),
        b=Answer(value=2, comment="Our list."),
        c=1,
        d=UNKNOWN,
    )
    found = page(
        chapter,
        a_voice(
            ASKED,
            "Union",
            a=Answer(value=1, comment="We saw none. " * 60),
            b=Answer(value=2, comment="The same list."),
            c=UNKNOWN,
            d=2,
        ),
    )
    said = {row.label: [one.text for one in row.words] for row in found.tables[0].rows}
    assert said["a"][0] == "Our order of May."
    assert said["a"][1].startswith("We saw none.")
    assert said["a"][1].endswith("…")
    cut = found.tables[0].rows[0].words[1]
    assert (cut.more, cut.anchor) == ("whole in annex E", "v1-a-1-1")
    assert said["b"] == []
    alone = [
        (row.label, [one.text for one in row.answered], [one.text for one in row.without])
        for row in found.known
    ]
    assert alone == [
        ("c", ["Step 1. Step 1"], ["Unknown. Nobody has counted."]),
        ("d", ["Step 2. Step 2"], ["Unknown. Nobody has counted."]),
    ]


def test_an_answer_without_its_document_is_marked_on_both_sides() -> None:
    asked = a_questionnaire(a_question("a"), evidence="cap", evidence_from=2, evidence_cap=1)
    proof = (EvidenceItem(title="Notes"),)
    chapter = assessed(asked, a=Answer(value=3, evidence=proof))
    found = page(chapter, a_voice(asked, "Union", a=2))
    cells = found.tables[0].rows[0].cells
    assert [one.sign for cell in cells for one in cell.placed] == ["*", ""]
    assert found.unproved.startswith("* No document")
    proved = page(chapter, a_voice(asked, "Union", a=Answer(value=2, evidence=proof)))
    assert proved.unproved == ""


def test_offices_that_differ_are_shaded_and_have_no_letter_of_their_own() -> None:
    asked = a_questionnaire(a_question("a"))
    said = {"x": Answer(value=1), "y": Answer(value=3)}
    voice = a_voice(asked, "Union", a=0)
    chapter, *_ = with_partners([assessed(asked, a=Answer(said=said))], [voice])
    context = make_context(chapter, language="en", place=1, beside=Beside((voice,)))
    found = partners_page(context)
    assert found is not None
    assert [cell.css for cell in found.tables[0].rows[0].cells] == [
        "",
        "k1-5",
        "k1-5",
        "k1-5",
        "",
    ]
    assert marks(found) == {"a": ["P", "", "", "", ""]}
    assert found.undecided


def test_of_more_partners_than_letters_each_cell_has_the_number() -> None:
    voices = [
        a_voice(ASKED, f"Partner {n}", a=Answer(value=n % 3, comment=f"Words {n}."), c=UNKNOWN)
        for n in range(9)
    ]
    found = page(assessed(ASKED, **GOVERNMENT), *voices)
    row = found.tables[0].rows[0]
    assert found.counts
    assert [cell.number for cell in row.cells] == ["3", "3", "3", "", ""]
    assert [len(cell.placed) for cell in row.cells] == [0, 0, 0, 1, 0]
    assert [one.name for one in row.words] == ["Partner 0", "Partner 8"]
    assert len(found.partners) == 9
    assert [(one.number, one.text) for one in found.known[0].without] == [("9 partners", "Unknown")]


def test_other_answers_stand_in_words() -> None:
    asked = a_questionnaire(a_question("a", "choice"), a_question("b", "text"))
    found = page(assessed(asked, a="all", b="A law."), a_voice(asked, "Union", a="none", b="Two."))
    rows = [row for table in found.tables for row in table.rows]
    assert [(row.label, [one.text for one in row.said]) for row in rows] == [
        ("a", ["all", "none"]),
        ("b", ["A law", "Two"]),
    ]
    assert found.note == (
        "Without steps, half of the scale counts as two steps. Answers that differ and have no "
        "order are in no column."
    )


def test_questions_in_no_table_are_named() -> None:
    found = page(assessed(ASKED, a=3, b=2), a_voice(ASKED, "Union", a=1))
    assert [row.label for table in found.tables for row in table.rows] == ["a"]
    assert found.unlisted.startswith("Asked of both, and in no table: 1.2, 1.3 and 1.4.")
    all_told = page(assessed(ASKED, **GOVERNMENT), a_voice(ASKED, "Union", a=1, b=1, c=1, d=1))
    assert all_told.unlisted == ""


def test_letters_follow_each_other_on_the_page() -> None:
    """Who shares no question has the last letter, and stands in the annex alone."""
    voices = [
        a_voice(a_questionnaire(a_question("z")), "Diaspora", z=2),
        a_voice(ASKED, "Union", a=1),
        a_voice(ASKED, "Town", b=1),
    ]
    order = lettered_order(with_partners([assessed(ASKED, **GOVERNMENT)], voices), voices)
    assert order == [1, 2, 0]
    sorted_ = [voices[place] for place in order]
    view = report(assessed(ASKED, **GOVERNMENT), *sorted_)
    found = view.chapters[0].partners
    assert found is not None
    assert ["".join(re.findall(r">(\w)</text>", row.mark)) for row in found.partners] == ["P", "Q"]
    assert view.partners is not None
    assert [one.name for one in view.partners.partners] == ["Union", "Town", "Diaspora"]
    again = with_partners([assessed(ASKED, **GOVERNMENT)], sorted_)
    assert lettered_order(again, sorted_) == [0, 1, 2]


def test_a_partner_that_shares_no_question_is_in_the_annex_alone() -> None:
    elsewhere = a_questionnaire(a_question("z"))
    view = report(
        assessed(ASKED, **GOVERNMENT), a_voice(elsewhere, "Town", z=Answer(value=2, comment="Yes."))
    )
    assert view.chapters[0].partners is None
    assert view.partners is not None
    assert [one.name for one in view.partners.partners] == ["Town"]
    assert "Yes." in render_html(
        [assessed(ASKED, **GOVERNMENT)],
        date=DATE,
        for_print=False,
        beside=Beside((a_voice(elsewhere, "Town", z=Answer(value=2, comment="Yes.")),)),
    )


def test_the_annex_has_all_that_was_typed_and_nothing_of_what_was_not() -> None:
    typed = Answer(
        value=1,
        comment="We saw none.",
        evidence=(EvidenceItem(title="Minutes", reference="File 7", date="2026-05-01", page="3"),),
    )
    voice = a_voice(ASKED, "Union", a=typed, b=UNKNOWN, c=Answer(comment="Not yet."))
    stated = voice.submission.model_copy(update={"signed_off": "The board"})
    view = report(assessed(ASKED, **GOVERNMENT), replace(voice, submission=stated))
    assert view.partners is not None
    partner = view.partners.partners[0]
    assert [entry.label for entry in partner.entries] == ["a", "b", "c"]
    assert [entry.meta for entry in partner.entries] == [
        "Government: 1.1",
        "Government: 1.2",
        "Government: 1.3",
    ]
    first = partner.entries[0]
    assert [(line.lead, line.text) for line in first.lines][-1] == ("Comment", "We saw none.")
    proof = first.evidence[0]
    assert (proof.title, proof.reference) == ("Minutes", "File 7, page 3")
    assert "Nobody has counted." in partner.entries[1].lines[0].text
    assert partner.entries[2].lines[-1].text == "Not yet."
    assert partner.silent == "Not answered: 1 question."
    assert "The board" in partner.about


def test_every_link_of_the_page_leads_somewhere_and_no_id_is_there_twice() -> None:
    voices = (a_voice(ASKED, "Union", a=1, b=UNKNOWN), a_voice(ASKED, "Town", d=2))
    chapters = with_partners([assessed(ASKED, **GOVERNMENT), assessed(ASKED, a=1)], voices)
    html = render_html(chapters, date=DATE, for_print=False, beside=Beside(voices))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_what_a_stakeholder_typed_is_escaped() -> None:
    voice = a_voice(ASKED, "<b>Union</b>", a=Answer(value=1, comment="<script>x</script>"))
    chapters = with_partners([assessed(ASKED, **GOVERNMENT)], [voice])
    html = render_html(chapters, date=DATE, for_print=False, beside=Beside((voice,)))
    assert "<b>Union" not in html
    assert "<script>" not in html


def test_nothing_of_it_stands_in_a_report_without_voices() -> None:
    view = report(assessed(ASKED, **GOVERNMENT))
    assert (view.chapters[0].partners, view.partners) == (None, None)
    assert "artner" not in " ".join(row.title for row in view.contents)


def test_in_french_no_sentence_of_the_page_is_english() -> None:
    found = page(assessed(ASKED, **GOVERNMENT), a_voice(ASKED, "Union", a=1), language="fr")
    assert found.title == "Gouvernement et partenaires"
    assert found.headline == (
        "Sur 1 question sur 1, deux échelons ou plus séparent le gouvernement et le partenaire"
    )
    assert "Leurs réponses ne sont jamais fusionnées" in found.lead


def test_a_voice_is_named_by_the_file_that_carries_it() -> None:
    """Where a text is too long to be printed whole, the page says where the rest is."""
    voice = a_voice(ASKED, "Union", a=Answer(value=1, comment="Word " * 8000))
    view = report(assessed(ASKED, **GOVERNMENT), voice)
    assert view.partners is not None
    assert "voice-1.yaml" in view.partners.partners[0].entries[0].lines[-1].text
