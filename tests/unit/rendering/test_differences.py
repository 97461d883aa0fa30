"""Where the respondents of a round see it differently, as values; and what else a report says of a
merged submission."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from markupsafe import escape

from coherence_kit.analysis.explain import explain
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.scored import scored
from coherence_kit.batch.score_line import SCORE_COLUMNS, score_line
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.submission import Answer, EvidenceItem
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.rendering.data.explanation import explanation_data
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.differences import Differences, differences
from coherence_kit.rendering.report.glance import ROOM, glance, height
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.questions import question_summary
from coherence_kit.rendering.report.report import Chapter, build_report
from coherence_kit.rendering.terminal.explanation import explanation_text
from coherence_kit.rendering.terminal.score import assessment_text, result_line
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    assessed,
    levels,
    proved,
)
from tests.rounds import Given, a_round, commented, decided

DATE = dt.date(2026, 6, 30)


def questions(names: str, **stated: Any) -> list[Any]:
    return [a_question(name, target=3, **stated) for name in names]


def context_of(assessment: Assessment, language: str = "en") -> ChapterContext:
    return make_context(assessment, language=language, place=1)


def page_of(assessment: Assessment, language: str = "en") -> Differences:
    page = differences(context_of(assessment, language))
    assert page is not None
    return page


def chapter_of(assessment: Assessment) -> Chapter:
    return build_report([assessment], date=DATE).chapters[0]


def a_page(assessment: Assessment) -> str:
    return render_html([assessment], date=DATE, for_print=False)


def two(one: Any, other: Any, **stated: Any) -> Assessment:
    return a_round(a_questionnaire(*questions("a")), {"x": {"a": one}, "y": {"a": other}}, **stated)


# --- the page ------------------------------------------------------------------------------------


def test_there_is_no_such_page_for_one_respondent() -> None:
    for assessment in (
        assessed(a_questionnaire(*questions("a")), a=1),
        a_round(a_questionnaire(*questions("a")), {"x": {"a": 1}}),
    ):
        report = build_report([assessment], date=DATE)
        assert report.chapters[0].differences is None
        assert not any("differently" in row.title for row in report.contents)


def test_the_contents_name_the_page() -> None:
    report = build_report([two(0, 2)], date=DATE)
    assert "c1-differences" in [row.anchor for row in report.contents]
    assert 'id="c1-differences"' in a_page(two(0, 2))


@pytest.mark.parametrize(
    ("answers", "language", "headline"),
    [
        ((0, 2), "en", "On one of 1 question the two ministries are two steps apart or more"),
        (
            (1, 2),
            "en",
            "On 1 question that several answered, no two ministries are two steps apart",
        ),
        (
            (0, 2),
            "fr",
            "Sur 1 question sur 1, deux échelons ou plus séparent les deux ministères",
        ),
    ],
)
def test_the_headline_says_how_far_apart_they_are(
    answers: tuple[int, int], language: str, headline: str
) -> None:
    assert page_of(two(*answers), language).headline == headline


def test_an_office_stands_in_the_column_of_its_step_and_the_row_is_filled_between() -> None:
    page = page_of(two(0, 3, leads={"a": "y"}))
    (table,) = page.tables
    assert table.heads == tuple(f"Step {step}" for step in range(5))
    (row,) = table.rows
    assert [len(cell.placed) for cell in row.cells] == [1, 0, 0, 1, 0]
    assert [cell.css for cell in row.cells] == ["k1-5", "k1-5", "k1-5", "k2-5", ""]
    assert "Ministry X" in row.cells[0].placed[0].mark  # what a screen reader says of the letter
    assert ">A<" in row.cells[0].placed[0].mark


def test_no_cell_counts_where_nobody_leads() -> None:
    (row,) = page_of(two(0, 2)).tables[0].rows
    assert [cell.css for cell in row.cells] == ["k1-5", "k1-5", "k1-5", "", ""]


def test_that_it_does_not_apply_has_a_column_of_its_own() -> None:
    page = page_of(two(1, NOT_APPLICABLE, leads={"a": "x"}))
    assert page.tables[0].heads[-1] == "n/a"
    (row,) = page.tables[0].rows
    assert [len(cell.placed) for cell in row.cells] == [0, 1, 0, 0, 0, 1]


def test_the_widest_comes_first_whatever_its_scale() -> None:
    questionnaire = a_questionnaire(
        *questions("ab"),
        a_question("c", steps=range(3)),
        a_question("d", "boolean"),
        a_question("e", "choice", options={"no": 0, "some": 40, "all": 100}),
    )
    given: dict[str, Given] = {
        "x": {"a": 1, "b": 0, "c": 0, "d": True, "e": "no"},
        "y": {"a": 2, "b": 3, "c": 1, "d": False, "e": "some"},
    }
    page = page_of(a_round(questionnaire, given, leads={"d": "y"}))
    # 100, 75, then 50 of 100 on another scale, then 40 and 25
    labels = [[row.label for row in table.rows] for table in page.tables]
    assert labels == [["d", "b"], ["c", "e"], ["a"]]
    assert [len(table.heads) for table in page.tables] == [5, 3, 5]
    first = page.tables[0].rows[0]
    assert first.cells == ()
    assert [(said.text, said.counts) for said in first.said] == [("Yes", False), ("No", True)]
    alone = page_of(a_round(a_questionnaire(a_question("d", "boolean")), given)).tables
    assert [(table.heads, len(table.rows)) for table in alone] == [((), 1)]


def test_answers_in_words_stand_across_the_columns_of_steps() -> None:
    questionnaire = a_questionnaire(*questions("a"), a_question("d", "boolean"))
    html = a_page(a_round(questionnaire, {"x": {"a": 1, "d": True}, "y": {"a": 2, "d": False}}))
    assert '<td class="said" colspan="5"' in html


def test_words_of_an_office_stand_below_its_answer_as_they_were_typed() -> None:
    typed = "We have never been told who it is. " * 14
    page = page_of(two(commented(0, typed), commented(2, "It is an order of 2024.")))
    first, second = page.tables[0].rows[0].words
    assert (first.text, first.more) == (typed.strip(), "")
    assert second.text == "It is an order of 2024."


def test_words_that_are_too_long_lead_to_where_they_stand_whole() -> None:
    assessment = two(commented(0, "We have never been told who it is. " * 40), 2)
    (cut,) = page_of(assessment).tables[0].rows[0].words
    assert cut.text.endswith("…")
    assert (cut.more, cut.anchor) == ("whole in annex A", "c1-a-1-1")
    html = a_page(assessment)
    assert '(<a href="#c1-a-1-1">whole in annex A</a>)' in html
    assert 'id="c1-a-1-1"' in html


def test_a_section_that_nobody_shares_is_named_below_the_table_of_agreement() -> None:
    questionnaire = a_questionnaire(
        a_section("s", *questions("a")), a_section("t", *questions("b"))
    )
    given = {"x": {"a": 1, "b": 1}, "y": {"a": 2}}
    page = page_of(a_round(questionnaire, given))
    assert [row.number for row in page.agreement] == ["1"]
    assert "Not listed is section 2: no question of it was answered by several." in page.reading
    both = page_of(a_round(questionnaire, {**given, "y": {"a": 2, "b": 1}}))
    assert "Not listed" not in both.reading


def test_a_decided_question_is_listed_with_who_when_and_why() -> None:
    outside = decided(4, by="Cabinet", date="2026-06-26", note="Both had an old draft.")
    page = page_of(two(0, 2, decisions={"a": outside}))
    assert not page.tables
    (row,) = page.decided
    assert (row.by, row.date, row.note) == ("Cabinet", "26 June 2026", "Both had an old draft.")
    assert row.answer == "Step 4"
    assert row.is_outside
    assert page.outside
    assert not page_of(two(0, 2, decisions={"a": decided(2)})).outside


def test_forty_respondents_are_counted_and_not_lettered() -> None:
    given = {f"o{place}": {"a": commented(place % 5, f"As {place} has it.")} for place in range(40)}
    page = page_of(a_round(a_questionnaire(*questions("a")), given))
    assert page.counts
    (row,) = page.tables[0].rows
    assert [cell.number for cell in row.cells] == ["8"] * 5
    assert not any(cell.placed for cell in row.cells)
    assert [words.text for words in row.words] == ["As 0 has it.", "As 39 has it."]
    assert len(page.pairs) == 3
    html = render_html(
        [a_round(a_questionnaire(*questions("a")), given)], date=DATE, for_print=True
    )
    assert "Ministry O39" in html


@pytest.mark.parametrize("number", [8, 9])
def test_letters_go_up_to_eight(number: int) -> None:
    given = {f"o{place}": {"a": place % 5} for place in range(number)}
    page = page_of(a_round(a_questionnaire(*questions("a")), given))
    assert page.counts is (number > 8)


def test_too_few_pairs_are_said_in_place_of_a_figure() -> None:
    page = page_of(two(0, 2))
    assert page.whole.alpha == "too few pairs"
    assert "fewer than 10 pairs" in page.reading
    assert "Alpha" not in page.reading


def test_a_figure_is_explained() -> None:
    questionnaire = a_questionnaire(*questions("abcdefghij"))
    one = {name: place % 5 for place, name in enumerate("abcdefghij")}
    page = page_of(a_round(questionnaire, {"x": one, "y": {**one, "a": 1}}))
    assert page.whole.alpha.startswith("0.9")
    assert "no more than by chance" in page.reading
    french = page_of(a_round(questionnaire, {"x": one, "y": {**one, "a": 1}}), "fr")
    assert french.whole.alpha.startswith("0,9")


def test_no_answer_is_in_the_name_of_an_office_that_sent_nothing() -> None:
    page = page_of(two(0, 2, silent=["z"]))
    assert [office.name for office in page.offices] == ["Ministry X", "Ministry Y"]
    assert page.silent == "Asked, and has sent nothing: Ministry Z."


def test_a_question_of_which_no_answer_counts_is_settled_at_its_lowest_and_that_is_said() -> None:
    questionnaire = a_questionnaire(*questions("abcd"))
    given = {"x": {"a": 1, "b": 2, "c": 2, "d": 2}, "y": {"a": 3}}
    assert "the lowest one is taken" in page_of(a_round(questionnaire, given)).settled
    led = page_of(a_round(questionnaire, given, leads={"a": "y"})).settled
    assert "the result is 56.3; so far it lies between 43.8 and 56.3" in led
    assert "lowest one" not in led


# --- page 2 --------------------------------------------------------------------------------------


def test_page_2_says_who_answered_what_is_disputed_and_what_settling_it_narrows() -> None:
    questionnaire = a_questionnaire(
        a_section("s", *questions("abcd")), levels=levels(0, 40, 70), title="Whole"
    )
    assessment = a_round(
        questionnaire,
        {"x": {"a": 1, "b": 2, "c": 2, "d": 2}, "y": {"a": 3}},
        leads={"a": "x"},
        silent=["z"],
    )
    page = glance(context_of(assessment))
    assert "answered by 2 of 3 offices asked" in page.about
    assert (
        "Whatever is missing or disputed, it lies between <strong>43.8</strong> and "
        "<strong>56.3</strong>, and the level stays “Level 2”. Offices differ on one "
        "question; once it is settled as it counts now, the result is <strong>43.8</strong>."
    ) in str(escape(page.lead))
    unknown = next(ask for ask in page.asks if ask.title == "What is not known")
    assert "Ministry Z" in unknown.texts[0]
    asked = page.asks[-1]
    assert "Have the one disputed question settled: 1.1." in asked.texts


def test_page_2_names_two_of_many_that_have_sent_nothing() -> None:
    silent = page_2_of(two(0, 2, silent=["z", "w", "v", "u"]))
    assert "Ministry Z, Ministry W and 2 others" in silent
    assert "Ministry V" not in silent


def page_2_of(assessment: Assessment) -> str:
    """What the page says of what is not known."""
    asks = glance(context_of(assessment)).asks
    return next(ask for ask in asks if ask.title == "What is not known").texts[0]


def test_page_2_is_one_page_whatever_the_round() -> None:
    names = "abcdefghijklmnop"
    questionnaire = a_questionnaire(*[a_section(f"s{name}", *questions(name)) for name in names])
    given = {
        f"o{place}": {name: commented((place + ord(name)) % 5, "Words " * 40) for name in names}
        for place in range(40)
    }
    silent = [f"s{place}-with-a-name-as-long-as-some-offices-have-it" for place in range(30)]
    assessment = a_round(questionnaire, given, silent=silent)
    for language in ("en", "fr"):
        page = glance(context_of(assessment, language))
        assert height(page) <= ROOM


# --- the sign, annex A and the other outputs ------------------------------------------------------


def test_a_disputed_question_carries_a_sign_wherever_its_step_stands() -> None:
    assessment = two(proved(1), proved(3), leads={"a": "x"})
    assert question_summary(context_of(assessment), "a").move == "1≠ → 3"
    chapter = chapter_of(assessment)
    assert chapter.profile.map.rows[0].tiles[0].text == "1≠ → 3"  # type: ignore[union-attr]
    assert chapter.gaps.rows[0].standing.move == "1≠ → 3"
    assert "≠ Respondents differ" in chapter.gaps.unproved
    assert "≠ Respondents differ" in chapter.sections[0].unproved
    assert chapter.profile.map.key.has_disputed


def test_a_disputed_question_without_a_lead_has_a_span_and_no_invented_step() -> None:
    item = question_summary(context_of(two(1, 3)), "a")
    assert (item.move, item.step_class) == ("1–3≠", "disputed")
    assert "respondents differ" in item.meter
    tile = chapter_of(two(1, 3)).profile.map.rows[0].tiles[0]
    assert tile is not None
    assert (tile.text, tile.short) == ("1–3≠", "≠")


def test_what_the_highest_says_is_not_in_place_where_the_lead_says_nothing_is() -> None:
    chapter = chapter_of(two(0, 3, leads={"a": "x"}))
    assert not chapter.sections[0].mechanisms
    assert "Target, step 3" in [line.lead for line in chapter.answers[0].entries[0].lines]


def test_annex_a_has_what_each_answered_and_how_the_answer_came_about() -> None:
    assessment = two(commented(1, "Not yet."), commented(3, "By order."), leads={"a": "x"})
    (entry,) = chapter_of(assessment).answers[0].entries
    told = {line.lead: line.text for line in entry.lines}
    assert told["Disputed"] == "Ministry X leads this question, and its answer counts so far."
    assert told["Ministry X, which leads"] == "Step 1. Not yet."
    assert told["Ministry Y"] == "Step 3. By order."


def test_annex_a_says_what_was_agreed_decided_unknown_and_not_asked() -> None:
    agreed = chapter_of(two(2, commented(2, "So it is."))).answers[0].entries[0].lines
    assert "Agreed by two respondents" in [line.lead for line in agreed]
    assert ("Ministry Y", "So it is.") in [(line.lead, line.text) for line in agreed]
    outside = decided(4, by="Cabinet", date="2026-06-26", note="An old draft")
    lines = chapter_of(two(0, UNKNOWN, decisions={"a": outside})).answers[0].entries[0].lines
    told = {line.lead: line.text for line in lines}
    assert told["Decided"] == "Cabinet, 26 June 2026. An old draft. Nobody had answered this."
    assert told["Ministry Y"].startswith("Unknown. Nobody has counted.")
    given = {"x": {"a": 2}, "y": {"a": 3}}
    asked = a_round(
        a_questionnaire(*questions("a")), given, leads={"a": "x"}, not_asked=[("y", "a")]
    )
    told = {line.lead: line.text for line in chapter_of(asked).answers[0].entries[0].lines}
    assert told["Ministry Y, which was not asked"] == "Step 3."


def test_annex_a_says_who_named_which_document() -> None:
    shared, own = EvidenceItem(title="Decree 12"), EvidenceItem(title="Minutes")
    assessment = two(Answer(value=2, evidence=(shared,)), Answer(value=2, evidence=(shared, own)))
    (entry,) = chapter_of(assessment).answers[0].entries
    assert [(row.title, row.by) for row in entry.evidence] == [
        ("Decree 12", "Ministry X, Ministry Y"),
        ("Minutes", "Ministry Y"),
    ]
    assert "Named by" in a_page(assessment)
    alone = assessed(a_questionnaire(*questions("a")), a=proved(2))
    assert "Named by" not in a_page(alone)


def test_every_output_says_who_answered_a_merged_submission() -> None:
    assessment = two(1, 2, silent=["z"])
    assert assessment_data(assessment)["submission"]["respondent"] == "Ministry X; Ministry Y"
    figures = scored(prepare(assessment.questionnaire), assessment.submission)
    cells = dict(zip(SCORE_COLUMNS, score_line(figures).cells, strict=True))
    assert cells["respondent"] == "Ministry X; Ministry Y"
    assert "2 of 3 offices asked" in result_line(assessment)
    report = build_report([assessment], date=DATE)
    assert report.cover.answered_by == "Ministry X; Ministry Y"
    html = a_page(assessment)
    assert "not stated" not in html.split('id="c1-method"')[0].split("Round not stated")[-1]


def test_the_text_of_a_score_names_what_is_disputed_and_what_each_said() -> None:
    text = assessment_text(two(1, NOT_APPLICABLE, silent=["z"]))
    assert "2 of 3 offices asked; nothing from Ministry Z; 1 question disputed" in " ".join(
        text.split()
    )
    assert "x: step 1, y: not applicable" in text


def test_an_explanation_says_why_the_bounds_are_as_they_are() -> None:
    assessment = two(1, 3, leads={"a": "x"})
    text = explanation_text(explain(assessment, "a"))
    assert "100 × (1 − 0) / (4 − 0) = 25" in text
    assert "low is the least that one of these answers counts, 25, and high the most, 75" in text
    assert "Ministry X: step 1 = 25 (leads, so that its answer is the value)" in text
    assert "Ministry Y: step 3 = 75" in text
    data = explanation_data(explain(assessment, "a")[0])
    assert data["disputed"] == [
        {"respondent": "x", "answer": "1", "score": "25", "is_value": True},
        {"respondent": "y", "answer": "3", "score": "75", "is_value": False},
    ]
    unled = explanation_text(explain(two(1, 3), "a"))
    assert "None of them is the value" in unled
