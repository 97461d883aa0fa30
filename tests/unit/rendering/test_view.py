"""What the report says, as values: headlines, page 2, little data, numbers by which
its parts refer to each other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import escape

from coherence_kit.documents.text_fit import line_count
from coherence_kit.documents.text_widths import Face, text_width
from coherence_kit.model.submission import Answer, EvidenceItem, Review
from coherence_kit.problems import Problem
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.glance import LONGEST_HEADLINE, ROOM, glance, height, strengths
from coherence_kit.rendering.report.report import Chapter, ReportView, build_report
from coherence_kit.rendering.report.sizes import SIZES
from coherence_kit.words import available_languages, words_of
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    assessed,
    carried,
    levels,
    proved,
)
from tests.pseudo import LONGER, pseudo_languages

DATE = dt.date(2026, 6, 30)


def a_report(*children: Any, measures: Any = (), stated: Any = None, **answers: Any) -> ReportView:
    return build_report(
        [assessed(a_questionnaire(*children, **(stated or {})), *measures, **answers)], date=DATE
    )


def frame_of(
    *children: Any, measures: Any = (), stated: Any = None, **answers: Any
) -> ChapterContext:
    assessment = assessed(a_questionnaire(*children, **(stated or {})), *measures, **answers)
    return make_context(assessment, language="en", place=1)


def questions(names: str, **stated: Any) -> list[Any]:
    return [a_question(name, target=3, **stated) for name in names]


# --- headlines ------------------------------------------------------------------------------------


def test_the_headline_names_the_level_and_where_most_can_be_gained() -> None:
    named = [{**level, "statement": "work apart"} for level in levels(0)]
    sections = (a_section("one", *questions("ab")), a_section("two", *questions("cd")))
    report = a_report(*sections, stated={"levels": named}, a=3, b=3, c=0, d=1)
    headline = report.chapters[0].glance.headline
    assert headline == "Migration and development policies work apart; most can be gained in “two”"


def test_without_a_gap_the_headline_says_so() -> None:
    report = a_report(*questions("ab"), stated={"levels": levels(0)}, a=3, b=4)
    assert report.chapters[0].glance.headline.endswith("; no answer is below its target")


def test_too_few_answers_are_counted_instead_of_a_result() -> None:
    page = a_report(*questions("abcde"), a=2).chapters[0].glance
    assert page.headline == "Not enough answers for a result yet: 1 of 5 questions answered"
    assert page.figure == "1/5"


def test_page_2_says_how_many_answers_nobody_has_looked_at_again() -> None:
    answers = {name: carried(proved(3)) for name in "abcd"}
    chapter = a_report(*questions("abcde"), e=3, **answers).chapters[0]
    page = chapter.glance
    assert page.headline == "Not enough answers for a result yet: 1 of 5 questions answered"
    assert "four answers were carried over from an earlier round and have not been looked" in (
        page.lead.lower()
    )
    assert page.lead.endswith("again: they count as missing.")
    assert page.answers.startswith("1 answered, 0 unknown (?), 4 carried over (…), 0 not answered")
    assert (
        page.asks[1]
        .texts[0]
        .startswith("Four answers were carried over and are to be looked at again.")
    )
    assert page.asks[2].texts[0] == "Have the four answers that were carried over looked at again."
    assert {tile.text for row in chapter.profile.map.rows for tile in row.tiles if tile} == {
        *("…", "3"),
    }


def test_a_result_that_rests_on_enough_else_tells_what_was_carried_over() -> None:
    report = a_report(*questions("abcde"), a=3, b=3, c=1, d=2, e=carried(Answer(value=4)))
    page = report.chapters[0].glance
    assert page.figure == "56.3"
    assert (
        "One answer was carried over from an earlier round and has not been looked at again: "
        "it counts as missing. Whatever the missing answers"
    ) in page.lead
    assert "has no answer" not in page.lead
    assert "carried" in report.cover.key.states
    assert any("carried over" in rule for rule in report.chapters[0].method.rules)


def test_a_carried_answer_is_printed_with_its_mark() -> None:
    gate = a_question("gate", "boolean", weight=0)
    waits = a_question("waits", depends_on={"question": "gate", "in": ["true"]})
    answers = {
        "gate": carried(Answer(value=True)),
        "waits": carried(Answer(value=2, comment="As in the plan.")),
        "left": carried(NOT_APPLICABLE),
        "lost": carried(UNKNOWN),
    }
    report = a_report(gate, waits, a_question("left"), a_question("lost"), **answers)
    entries = report.chapters[0].answers[0].entries
    mark = "Carried over, not looked at again"
    assert [[line.lead for line in entry.lines] for entry in entries] == [
        ["Answer", mark],
        ["Not answered", "Kept, not counted", mark, "Comment"],
        ["Why it does not apply", mark],
        ["Why it is not known", mark],
    ]
    rows = report.chapters[0].gaps.collect
    assert [(row.number, row.state, row.reason) for row in rows if row.state == "carried over"] == [
        ("1.3", "carried over", "In an earlier round: not applicable."),
        ("1.4", "carried over", "In an earlier round: unknown."),
    ]


def test_a_review_of_a_carried_answer_does_not_say_that_it_counts() -> None:
    queried = Answer(value=2, recheck=True, review=Review(by="Reviewer", verdict="query"))
    report = a_report(a_question("q"), q=queried)
    (entry,) = report.chapters[0].answers[0].entries
    assert entry.lines[-1].text == "Reviewer asks about this answer."


def test_a_headline_over_its_budget_leaves_its_second_half_out() -> None:
    long = a_section("one", *questions("ab"), title="Coordination " * 9)
    headline = a_report(long, stated={"levels": levels(0)}, a=0, b=1).chapters[0].glance.headline
    assert len(headline) <= LONGEST_HEADLINE
    assert "Coordination" not in headline


def test_the_profile_compares_sections_by_their_distance_from_the_target() -> None:
    sections = (a_section("near", *questions("ab")), a_section("far", *questions("cd")))
    profile = a_report(*sections, a=3, b=3, c=0, d=1).chapters[0].profile
    assert profile.headline == "“near” has reached its target, “far” is furthest from its own"


@pytest.mark.parametrize(
    ("steps", "headline"),
    [
        ((2, 1, 0), "“s0” is nearest its target, “s2” furthest from it"),
        ((2, 2, 0), "“s0” and “s1” are nearest their targets, “s2” furthest from its own"),
        ((2, 0, 0), "“s0” is nearest its target, “s1” and “s2” furthest from theirs"),
        ((2, 2, 2, 2, 0), "Four sections are nearest their targets, “s4” furthest from its own"),
        ((4, 3, 0), "“s0” and “s1” have reached their targets, “s2” is furthest from its own"),
        ((1, 1), "The sections are equally far from their targets"),
        ((1,), "“s0” is below its target"),
        ((3,), "“s0” has reached its target"),
        ((UNKNOWN,), "s0: 0 of 1 question answered"),
        ((1, UNKNOWN), "Too few answers to compare the sections"),
        ((1, NOT_APPLICABLE), "“s0” is below its target"),
        ((NOT_APPLICABLE,), "Every question is said not to apply, so that no section has a score"),
    ],
)
def test_the_profile_names_every_section_of_a_tie(steps: tuple[Any, ...], headline: str) -> None:
    sections = [
        a_section(f"s{place}", a_question(f"q{place}", target=3)) for place in range(len(steps))
    ]
    answers = {f"q{place}": step for place, step in enumerate(steps)}
    assert a_report(*sections, **answers).chapters[0].profile.headline == headline


@pytest.mark.parametrize(
    ("answers", "headline"),
    [
        ({"a": 1, "b": 3}, "One gap, 25.0 points to gain"),
        ({"a": 3, "b": 3}, "No gap among the answers given"),
    ],
)
def test_the_gaps_are_counted_in_words(answers: dict[str, int], headline: str) -> None:
    assert a_report(*questions("ab"), **answers).chapters[0].gaps.headline == headline


def test_the_measures_are_counted_by_horizon() -> None:
    measures = (
        a_measure("m", {"a": 3}, horizon="immediate"),
        a_measure("n", {"b": 3}, horizon="long"),
    )
    plan = a_report(*questions("ab"), measures=measures, a=1, b=1).chapters[0].measures
    assert plan.headline == "Two measures: one within 6 months, one later"


@pytest.mark.parametrize("language", ["fr", LONGER])
def test_in_a_language_with_longer_words_it_fits_too(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures = tuple(
        a_measure(f"m{name}", {name: 3}, label="W" * 60, lead_role="focal-point")
        for name in "abcde"
    )
    wordy = Answer(value=1, comment=f"{'W' * 84}.")
    given = {**dict.fromkeys("abcde", wordy), "f": UNKNOWN}
    questionnaire = a_questionnaire(*questions("abcdef"), levels=levels(0, 40))
    with pseudo_languages(monkeypatch):
        frame = make_context(
            assessed(questionnaire, *measures, **given), language=language, place=1
        )
        assert height(glance(frame)) <= ROOM


# --- page 2 ---------------------------------------------------------------------------------------


def test_a_strength_is_at_its_target_and_names_a_document() -> None:
    frame = frame_of(*questions("abc"), a=3, b=proved(3), c=proved(2))
    assert strengths(frame) == ["b"]


def test_the_highest_strength_stands_first() -> None:
    frame = frame_of(*questions("ab"), a=proved(3), b=proved(4))
    assert strengths(frame) == ["b", "a"]


def test_no_question_stands_in_both_columns() -> None:
    page = a_report(*questions("abcdefg"), **dict.fromkeys("abcdefg", 1)).chapters[0].glance
    assert page.strengths_title == "Closest to target"
    assert not {fact.label for fact in page.strengths} & {fact.label for fact in page.gaps}


def test_a_strength_on_a_short_scale_says_of_how_many_it_is() -> None:
    page = (
        a_report(
            a_question("a", target=3),
            a_question("b", "choice", options={"no": 0, "some": 50, "all": 100}, target="all"),
            a_question("c", "boolean", target=True),
            a=proved(4),
            b=proved("all"),
            c=proved(True),
        )
        .chapters[0]
        .glance
    )
    assert {fact.label: fact.standing.move for fact in page.strengths} == {
        "a": "4",
        "b": "2 of 2",
        "c": "yes",
    }


def test_the_page_shows_at_most_three_strengths_and_five_gaps() -> None:
    answers = {**{name: proved(3) for name in "abcd"}, **dict.fromkeys("efghij", 1)}
    page = a_report(*questions("abcdefghij"), **answers).chapters[0].glance
    assert (page.strengths_title, len(page.strengths)) == ("Three strengths", 3)
    assert (page.gaps_title, len(page.gaps)) == ("Five gaps, by points to gain", 5)


def test_a_comment_is_quoted_as_far_as_it_fits() -> None:
    short = proved(3).model_copy(update={"comment": "Decree No. 12 stands. It was used."})
    act = "On 12 Mar. 2025 the committee under the Prime Minister adopted the whole programme"
    long = proved(3).model_copy(update={"comment": f"{act} of work."})
    page = a_report(*questions("abc"), a=short, b=long, c=proved(3)).chapters[0].glance
    assert [fact.now for fact in page.strengths] == [
        "Decree No. 12 stands. It was used.",
        f"{act}…",
        "Step 3.",
    ]


def test_a_gap_says_what_the_next_step_asks_for_in_25_words() -> None:
    one = "A law of the last 36 months names the office in charge."
    two = "In each of three regions the office met twice with everybody whom the law names."
    steps = {step: {"name": f"Name {step}", "text": f"{one} {two}"} for step in range(4)}
    asked = [a_question("a", target=3, steps=steps), a_question("b", target=3), *questions("c")]
    measures = (a_measure("m", {"a": 2}),)
    page = a_report(*asked, measures=measures, a=1, b=1, c=proved(3)).chapters[0].glance
    assert [fact.now for fact in page.gaps] == [
        "To reach step 2: A law of the last 36 months names the office in charge …",
        "To reach step 3: Step 3.",
    ]
    assert all(len(fact.now.split()) <= 25 for fact in page.gaps)


def test_a_gap_says_what_its_target_asks_for_where_its_measure_goes_beyond() -> None:
    measures = (a_measure("m", {"b": 2, "a": 4}),)
    page = a_report(*questions("ab"), measures=measures, a=1, b=1).chapters[0].glance
    assert [fact.now for fact in page.gaps] == [
        "To reach step 3: Step 3.",
        "To reach step 2: Step 2.",
    ]


WORDY = {step: {"name": "Name", "text": f"{'WWWWW ' * 14}."} for step in range(5)}


def test_a_page_that_is_too_full_leaves_texts_out_until_it_fits() -> None:
    wordy = Answer(value=1, comment=f"{'W' * 84}.")
    measures = tuple(
        a_measure(f"m{name}", {name: 3}, label="W" * 60, lead_role="focal-point")
        for name in "abcde"
    )
    frame = frame_of(
        *questions("abcde", steps=WORDY, label="W" * 36),
        measures=measures,
        stated={"levels": levels(0, 40)},
        **dict.fromkeys("abcde", wordy),
    )
    page = glance(frame)
    assert height(page) <= ROOM
    assert all(fact.now == "" for fact in page.gaps)


def test_a_page_that_is_nearly_full_says_less_of_each_gap_before_it_says_nothing() -> None:
    measures = tuple(a_measure(f"m{name}", {name: 3}, label="W" * 60) for name in "abcde")
    steps = {step: {"name": "Name", "text": f"{'word ' * 16}end."} for step in range(5)}
    asked = questions("abcde", label="A label of some thirty letters WW", steps=steps)
    stated = {"levels": levels(0, 40)}
    answers = dict.fromkeys("abcde", 1)
    page = glance(frame_of(*asked, measures=measures, stated=stated, **answers))
    assert height(page) <= ROOM
    assert all(fact.now.endswith("word…") for fact in page.gaps)


def test_the_result_is_an_interval_with_its_coverage() -> None:
    report = a_report(*questions("abcd"), stated={"levels": levels(0, 90)}, a=2, b=2, c=2)
    lead = escape(report.chapters[0].glance.lead)
    assert "<strong>50.0</strong> of 100; the target is 75.0" in lead
    assert "Answers cover 75 % of the weight. One question has no answer" in lead
    assert (
        "between <strong>37.5</strong> and <strong>62.5</strong>, and the level stays “Level 1”."
        in lead
    )


def test_the_page_says_how_many_questions_left_with_a_reason_that_says_nothing() -> None:
    said = "2 questions are left out with a reason that says nothing, which can raise the result."
    reasons = {"b": "-", "c": "see above", "d": "There is no port."}
    given = {name: Answer(not_applicable=reason) for name, reason in reasons.items()}
    assert said in a_report(*questions("abcd"), a=3, **given).chapters[0].glance.answers
    given = {"d": given["d"]}
    assert "says nothing" not in a_report(*questions("ad"), a=3, **given).chapters[0].glance.answers


def test_missing_answers_are_asked_for_first_where_there_is_no_result() -> None:
    page = a_report(*questions("abcdefgh"), a=1).chapters[0].glance
    assert page.collect_title == "Five answers to collect first"
    assert not page.measures
    assert (
        page.asks[2].texts[0] == "Name an office to collect the seven missing answers, 1.2 first."
    )


def test_points_without_a_result_are_those_by_which_the_interval_rises() -> None:
    report = a_report(*questions("abcd"), measures=(a_measure("m", {"a": 3}),), a=1)
    chapter = report.chapters[0]
    assert chapter.glance.gaps[0].points == "12.5"
    assert [entry.points for group in chapter.measures.groups for entry in group.entries] == [
        "12.5"
    ]


def test_gaps_stand_in_the_order_of_the_points_beside_them() -> None:
    # over what is answered "b" gains most, as it stands alone in its section;
    # more of the whole rests on "a"
    sections = (
        a_section("one", a_question("a", target=3), weight=4),
        a_section("two", *questions("bcde")),
    )
    chapter = a_report(
        *sections, a_section("three", *questions("fgh"), weight=9), a=1, b=0
    ).chapters[0]
    points = [float(row.points) for row in chapter.gaps.rows]
    assert points == sorted(points, reverse=True)
    assert [fact.points for fact in chapter.glance.gaps] == [
        row.points for row in chapter.gaps.rows
    ]
    assert chapter.glance.gaps_title == "Two gaps, by what rests on them"


def test_without_a_result_the_highest_value_of_a_claim_is_said_to_stand() -> None:
    stated = {"evidence": "cap", "evidence_from": 2, "evidence_cap": 1}
    told = "Where an answer is marked *, the highest counts what was answered already"
    assert told in a_report(*questions("abcd"), stated=stated, a=3).chapters[0].gaps.note
    assert told not in a_report(*questions("abcd"), stated=stated, a=1).chapters[0].gaps.note


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "Evidence named for 0 of 1 answer."), (2, "Evidence named for 0 of 2 answers.")],
)
def test_answers_with_evidence_are_counted_in_the_right_number(number: int, said: str) -> None:
    names = "ab"[:number]
    page = (
        a_report(*questions(names), stated={"evidence_from": 2}, **dict.fromkeys(names, 2))
        .chapters[0]
        .glance
    )
    assert page.answers.endswith(said)


# --- gains of several gaps ------------------------------------------------------------------------


def capped(cap: int, **answers: Any) -> Chapter:
    boxes = [a_question(name, "boolean", target="true", points=5) for name in "abc"]
    return a_report(
        a_section("one", *boxes, rule={"name": "sum-of-points", "cap": cap}), **answers
    ).chapters[0]


def test_gaps_that_share_what_they_gain_say_so_on_every_page() -> None:
    chapter = capped(10, a=True, b=False, c=False)
    (section,) = chapter.sections
    assert section.gaps_note == (
        "The section is full once 10 points are reached. The gains do not add up: any one of the "
        "two gaps, closed alone, already gains the 50.0 points that all of them gain together."
    )
    assert (
        "Section 1: any one of its two gaps gains as much as all of them, 50.0 points"
        in chapter.gaps.adding_up
    )
    assert "section 1 do not add up" in chapter.glance.gaps_note


def test_gains_that_add_up_need_no_note() -> None:
    chapter = capped(15, a=True, b=False, c=False)
    assert (chapter.sections[0].gaps_note, chapter.gaps.adding_up, chapter.glance.gaps_note) == (
        "",
        "",
        "",
    )


def test_of_a_capped_section_without_a_result_only_the_rule_is_told() -> None:
    boxes = [a_question(name, "boolean", target="true", points=5) for name in "abcdefgh"]
    rule = {"name": "sum-of-points", "cap": 10}
    chapter = a_report(a_section("one", *boxes, rule=rule), a=False, b=False).chapters[0]
    told = "The section is full once 10 points are reached. The points of its gaps need not add up."
    assert chapter.sections[0].gaps_note == told
    assert chapter.gaps.headline == "Two gaps"
    assert (
        "Section 1, whose points are capped: its two gaps may gain less together"
        in chapter.gaps.adding_up
    )
    assert "those by which its lowest value rises" in chapter.gaps.note


def test_a_gap_that_gains_nothing_alone_says_why() -> None:
    best = a_section("one", *questions("ab"), rule="maximum")
    chapter = a_report(best, a=3, b=1).chapters[0]
    assert chapter.gaps.headline == "One gap, nothing to gain by closing it alone"
    assert chapter.sections[0].headline == "one: one gap, nothing to gain by closing it alone"
    assert (
        chapter.sections[0].gaps_note
        == "Closing 1.2 alone moves nothing: in “one” the highest part decides."
    )


# --- what is asked for ----------------------------------------------------------------------------


def test_every_step_up_to_the_target_is_asked_for() -> None:
    (section,) = a_report(*questions("ab"), a=1, b=2).chapters[0].sections
    assert [gap.text for gap in section.gaps] == ["Step 2: Step 2. Step 3: Step 3.", "Step 3."]


def test_of_yes_or_no_the_question_is_what_is_asked_for() -> None:
    (section,) = a_report(a_question("a", "boolean", target="true"), a=False).chapters[0].sections
    assert section.gaps[0].text == "a?"


def test_a_claimed_step_is_asked_for_by_its_document_and_counted_once() -> None:
    stated = {"evidence": "cap", "evidence_from": 2, "evidence_cap": 1}
    chapter = a_report(
        *questions("ab"), measures=(a_measure("m", {"a": 3}),), stated=stated, a=2, b=1
    ).chapters[0]
    (section,) = chapter.sections
    texts = {gap.standing.label: gap.text for gap in section.gaps}
    assert texts["a"] == "Step 2 (answered; its document is to be named): Step 2. Step 3: Step 3."
    assert chapter.actions.rows[0].moves == (
        "1.1 a: 1* (2 once its document is named)\u00a0→\u00a03",
    )
    (group,) = chapter.measures.groups
    assert group.entries[0].moves[0].text == "1.1 a, step 1* (2 once its document is named) → 3"


def test_lines_are_counted_by_the_width_of_letters() -> None:
    assert line_count("", 50, SIZES.table) == 0
    assert line_count("iiiiiiiiii", 20, SIZES.table) == 1
    assert line_count("W" * 40, 50, SIZES.table) > line_count("i" * 40, 50, SIZES.table)


# --- the other parts ------------------------------------------------------------------------------


def test_measures_keep_one_number_on_every_page() -> None:
    measures = (a_measure("small", {"a": 2}), a_measure("great", {"b": 4}))
    chapter = a_report(*questions("ab"), measures=measures, a=1, b=1).chapters[0]
    on_page_2 = [(row.number, row.label) for row in chapter.glance.measures]
    in_full = [
        (entry.number, entry.label) for group in chapter.measures.groups for entry in group.entries
    ]
    in_plan = [(row.number, row.what) for row in chapter.actions.rows]
    in_section = sorted(link.number for row in chapter.sections[0].gaps for link in row.measures)
    assert on_page_2 == in_full == in_plan == [("M1", "great"), ("M2", "small")]
    assert in_section == ["M1", "M2"]


def test_questions_of_every_kind_are_numbered_in_one_count() -> None:
    frame = frame_of(a_question("note", "text"), *questions("ab"), a_question("more", "text"))
    assert [frame.numbers[name] for name in ("part", "note", "a", "b", "more")] == [
        "1",
        "1.1",
        "1.2",
        "1.3",
        "1.4",
    ]


def test_sections_without_an_answer_share_their_pages() -> None:
    sections = (a_section("full", *questions("ab")), a_section("empty", *questions("cd")))
    chapter = a_report(*sections, a=1).chapters[0]
    assert [section.name for section in chapter.sections] == ["full"]
    assert [section.name for section in chapter.empty_sections] == ["empty"]
    assert chapter.empty_title == "One section has no answer yet"


def test_an_answer_without_its_document_is_marked_and_explained() -> None:
    stated = {"evidence": "cap", "evidence_from": 2, "evidence_cap": 1}
    chapter = a_report(*questions("ab"), stated=stated, a=3, b=proved(3)).chapters[0]
    assert [row.standing.move for row in chapter.gaps.rows] == ["1* → 3"]
    assert "counts as step 1 until one is" in chapter.gaps.unproved
    entry = chapter.answers[0].entries[0]
    assert [line.lead for line in entry.lines] == ["Step 3", "No document is named"]


def test_every_state_has_its_own_words_in_the_annex() -> None:
    chapter = a_report(*questions("abc"), a=UNKNOWN, b=NOT_APPLICABLE).chapters[0]
    entries = chapter.answers[0].entries
    assert [entry.lines[0].lead for entry in entries] == [
        "Why it is not known",
        "Why it does not apply",
        "No answer",
    ]
    assert [entry.state_name for entry in entries] == ["Unknown", "Not applicable", "Not answered"]


def test_an_answer_to_a_question_that_is_not_asked_is_printed_and_not_counted() -> None:
    asked = a_question("a", "boolean", target="true")
    hidden = a_question("b", target=3, depends_on={"question": "a", "in": ["true"]})
    chapter = a_report(asked, hidden, a=False, b=Answer(value=2, comment="Kept.")).chapters[0]
    texts = [(line.lead, line.text) for line in chapter.answers[0].entries[1].lines]
    assert texts[0] == (
        "Not asked",
        "Another answer (1.1) makes this question superfluous; it leaves its section.",
    )
    assert texts[1:] == [("Kept, not counted", "Step 2"), ("Comment", "Kept.")]


def test_the_worked_section_adds_up() -> None:
    chapter = a_report(*questions("ab", weight=2), a_question("c", target=3), a=1, b=3).chapters[0]
    worked = chapter.method.section
    assert worked is not None
    assert worked.sums is not None
    assert (worked.sums.score, worked.sums.low, worked.sums.high) == (
        "200 ÷ 4",
        "200 ÷ 5",
        "300 ÷ 5",
    )
    assert (worked.result.score, worked.result.low, worked.result.high) == ("50", "40", "60")


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        ({"labour": "Amt für Arbeit"}, "Amt für Arbeit"),
        ({"labour": "-"}, "Ministry of labour"),
        ({"finance": "Treasury"}, "Ministry of labour"),
        ({}, "Ministry of labour"),
    ],
)
def test_the_office_that_leads_has_the_name_that_the_submission_gives_it(
    named: dict[str, str], printed: str
) -> None:
    assessment = assessed(a_questionnaire(a_question("a")), a_measure("do", {"a": 3}), a=0)
    submission = assessment.submission.model_copy(update={"offices": named})
    chapter = build_report([replace(assessment, submission=submission)], date=DATE).chapters[0]
    assert chapter.measures.groups[0].entries[0].lead == printed


# --- each question stands for itself --------------------------------------------------------------


def report_by_question(*measures: Any, **answers: Any) -> ReportView:
    sections = [
        a_section("one", *questions("ab"), rule="none"),
        a_section("two", *questions("cd"), rule="none"),
    ]
    return a_report(*sections, measures=measures, stated={"rule": "none"}, **answers)


def by_question(*measures: Any, **answers: Any) -> Chapter:
    return report_by_question(*measures, **answers).chapters[0]


def test_where_no_group_has_a_figure_the_contents_name_what_there_is() -> None:
    report = report_by_question(a=1)
    titles = [row.title for row in report.contents]
    assert not report.has_strips
    assert "Annex B: method" in titles
    assert not {"Measures in full", "Way forward"} & {*titles}
    led = report_by_question(a_measure("do", {"a": 3}), a=2)
    assert {"Measures in full", "Way forward"} <= {row.title for row in led.contents}


def test_where_no_group_has_a_figure_none_is_drawn_and_none_worked_through() -> None:
    chapter = by_question(a=1, b=3, c=UNKNOWN, d=2)
    assert chapter.is_by_question
    assert chapter.profile.headline == "Each question stands for itself: 3 of 4 answered"
    assert (chapter.profile.sections, chapter.profile.whole) == ((), None)
    assert [section.headline for section in chapter.sections] == ["one: one gap", "two: one gap"]
    assert (chapter.method.section, chapter.method.gain, chapter.sureness) == (None, "", None)


def test_where_no_group_has_a_figure_gaps_stand_by_their_width_and_without_points() -> None:
    chapter = by_question(a=2, b=3, c=UNKNOWN, d=0)
    assert [row.standing.number for row in chapter.gaps.rows] == ["2.2", "1.1"]
    assert chapter.gaps.note == "Each question stands for itself; the widest gaps stand first."
    assert [(row.narrows, row.resting) for row in chapter.gaps.collect] == [("", "")]
    assert chapter.glance.gaps_title == "Two gaps, the widest first"
    assert chapter.glance.heads.gaps == ("Question", "Step now → target")


def test_where_no_group_has_a_figure_and_nothing_is_recommended_nobody_is_asked_to_decide() -> None:
    chapter = by_question(a=2, b=3, c=UNKNOWN, d=0)
    assert not chapter.leads_on
    assert [ask.title for ask in chapter.glance.asks] == ["What is not known"]
    (text,) = chapter.glance.asks[0].texts
    assert "The first is 2.1, “c”." in text
    assert "%" not in text
    led = by_question(a_measure("do", {"a": 3}), a=2)
    assert led.leads_on
    assert [ask.title for ask in led.glance.asks][1:] == ["What is asked of the minister"]
    assert led.measures.way_forward[0].detail == "1.2 first."


def test_a_section_without_a_figure_beside_one_that_has_one_is_still_no_profile_of_questions() -> (
    None
):
    sections = [
        a_section("one", *questions("ab"), rule="none"),
        a_section("two", *questions("cd")),
    ]
    report = a_report(*sections, stated={"rule": "none"}, a=1, b=1, c=1, d=1)
    chapter = report.chapters[0]
    assert not chapter.is_by_question
    assert report.has_strips
    assert chapter.method.section is not None
    assert chapter.method.section.title == "Section 2, “two”, worked through"


def test_a_submission_to_which_nothing_applies_still_has_a_report() -> None:
    chapter = a_report(*questions("ab"), a=NOT_APPLICABLE, b=NOT_APPLICABLE).chapters[0]
    assert (
        chapter.glance.headline == "Every question is said not to apply, so that there is no result"
    )
    assert chapter.profile.whole is None
    assert not chapter.glance.applies
    assert (chapter.glance.asks, chapter.empty_sections) == ((), ())
    assert "not to apply" in chapter.gaps.empty
    assert (chapter.actions.rows, chapter.actions.gaps, chapter.gaps.collect) == ((), (), ())


def test_a_section_in_which_nothing_applies_misses_no_answer() -> None:
    sections = [
        a_section(name, a_question(f"q-{name}", target=3)) for name in ("one", "two", "three")
    ]
    chapter = a_report(*sections, **{"q-one": 1, "q-two": NOT_APPLICABLE}).chapters[0]
    assert [section.name for section in chapter.empty_sections] == ["three"]


def test_an_empty_submission_has_a_report() -> None:
    chapter = a_report(*questions("ab")).chapters[0]
    assert chapter.sections == ()
    assert chapter.gaps.empty
    assert chapter.measures.empty
    assert chapter.glance.figure == "0/2"


# --- several chapters, kinds of report ------------------------------------------------------------


def test_chapters_have_ids_of_their_own_and_a_name() -> None:
    assessment = assessed(a_questionnaire(*questions("ab")), a=1, b=2)
    report = build_report([assessment, assessment], date=DATE)
    assert [chapter.prefix for chapter in report.chapters] == ["c1-", "c2-"]
    assert [row.title for row in report.contents if row.rank == 0] == [
        "All questionnaires at a glance",
        "About this report",
        "Whole: Respondent not stated",
        "Whole: Respondent not stated",
        "Whole: Respondent not stated: technical volume",
        "Whole: Respondent not stated: technical volume",
    ]


def test_a_report_needs_an_assessment() -> None:
    with pytest.raises(ValueError, match="at least one"):
        build_report([], date=DATE)


@pytest.mark.parametrize(
    ("changed", "tag", "foot"),
    [
        (
            {"country": "XVL", "standing": "illustrative"},
            "Illustrative",
            "Illustrative: the answers are invented. A stock-taking, not a ranking.",
        ),
        ({"country": "GHA"}, None, "A stock-taking, not a ranking."),
        ({"country": "XKX"}, None, "A stock-taking, not a ranking."),
        (
            {"country": "GHA", "standing": "documented"},
            "Documented",
            "Documented: compiled from documents, not a self-assessment.",
        ),
    ],
)
def test_the_kind_of_report_stands_on_the_title_page_and_under_every_page(
    changed: dict[str, str], tag: str | None, foot: str
) -> None:
    assessment = assessed(a_questionnaire(*questions("ab")), a=1, b=2)
    submission = assessment.submission.model_copy(update=changed)
    report = build_report([replace(assessment, submission=submission)], date=DATE)
    assert [shown.split()[0].rstrip(":") for shown in report.cover.tags] == ([tag] if tag else [])
    assert report.chapters[0].status.startswith(foot)


def test_evidence_without_a_title_is_named_by_its_reference() -> None:
    answer = Answer(
        value=3, evidence=(EvidenceItem(reference="Gazette 7", date="2024-03", page="12"),)
    )
    (row,) = a_report(*questions("a"), a=answer).chapters[0].answers[0].entries[0].evidence
    assert (row.title, row.reference, row.date) == ("Gazette 7", "page 12", "March 2024")


@pytest.mark.parametrize("language", available_languages())
def test_the_words_of_a_missing_score_fit_their_column(language: str) -> None:
    """The column is 15 mm wide, 1.5 mm of it empty; no word may break in it."""
    said = words_of(language).say_as("in a narrow cell", "insufficient data")
    assert max(text_width(word, 7.5, Face.SANS_BOLD) for word in said.split(" ")) <= 13.5


def test_a_rule_and_a_cure_that_warnings_share_are_printed_once() -> None:
    given = {name: {"id": name, "value": "-"} for name in ("a", "b")}
    notes = tuple(Problem("submission.empty-reason", "x", params=said) for said in given.values())
    assessment = replace(assessed(a_questionnaire(*questions("ab"))), notes=notes)
    first, second = build_report([assessment], date=DATE).chapters[0].method.notes
    assert first.startswith('The reason why "a" does not apply is "-", which says nothing: a ')
    assert second == 'The reason why "b" does not apply is "-", which says nothing'
