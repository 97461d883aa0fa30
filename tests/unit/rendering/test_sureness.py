"""How sure is this result, as the report says it: sentences, rows, what is not printed; and the words it shares."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from coherence_kit.analysis.robustness.study import study
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.rendering.html import render_html
from coherence_kit.rendering.robustness_text import robustness_text
from coherence_kit.rendering.robustness_words import change_text, figure, share_text
from coherence_kit.rendering.view.report import build_report
from coherence_kit.rendering.view.sureness import Sureness
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.tree import build_tree
from tests.builders import NOT_APPLICABLE, a_question, a_questionnaire, a_section, a_submission, assessed, levels

DATE = dt.date(2026, 6, 30)
LEVELS = [
    {"id": "apart", "from": 0, "label": "Working apart"},
    {"id": "side", "from": 40, "label": "Working side by side"},
    {"id": "together", "from": 70, "label": "Working together"},
]
GRADED = {"low": "D", "middle": "C", "high": "B"}


def sure(questionnaire: Questionnaire, **answers: Any) -> Assessment:
    tree = build_tree(questionnaire)
    found = study(tree, [score(tree, a_submission(answers))])
    return replace(assessed(questionnaire, **answers), robustness=found.results[0])


def part_of(questionnaire: Questionnaire, **answers: Any) -> Sureness:
    (chapter,) = build_report([sure(questionnaire, **answers)], date=DATE).chapters
    assert chapter.sureness is not None
    return chapter.sureness


def questions(names: str) -> list[Any]:
    return [a_question(name) for name in names]


def plain(**stated: Any) -> Questionnaire:
    return a_questionnaire(a_section("s", *questions("abc")), a_section("t", *questions("de")), **stated)


def profile() -> Questionnaire:
    return plain(rule="none", levels=LEVELS)


def graded(**stated: Any) -> Questionnaire:
    asked = [a_question(name, "choice", options=GRADED) for name in "abc"]
    part = a_section("part", *asked, rule="weakest-link")
    return a_questionnaire(part, letters={"order": ["D", "C", "B"]}, rule="weakest-link", **stated)


COMPLETE = {"a": 3, "b": 2, "c": 1, "d": 3, "e": 2}


def test_it_says_how_often_the_level_stays_and_what_moves_it_most() -> None:
    """50 and 62.5, together 56.25; the minimum everywhere is 25, without a it is (37.5 + 62.5)/2."""
    part = part_of(plain(levels=LEVELS), **COMPLETE)
    often, choice, question, variance = part.sentences
    assert often.startswith("The level stays “working side by side” in ")
    assert "10,000 draws of other weights (no answer is missing); nine in ten lie between " in often
    everywhere = "with the minimum everywhere it would be 25.0 (−31.3), “working apart”"
    assert choice == f"The choice that moves it most is the rule: {everywhere}."
    without = "1.1, a: without it, it would be 50.0 (−6.3), at the same level"
    assert question == f"The question that moves it most is {without}."
    assert variance.startswith("Of the variance over rules and weights together, rules have a part in ")
    assert [row.name for row in part.rows] == ["Weights", "Other rules (6)", "One question less (5)"]


def test_missing_answers_have_rows_of_their_own() -> None:
    part = part_of(plain(levels=LEVELS), **{**COMPLETE, "e": NOT_APPLICABLE, "c": None})
    assert [row.name for row in part.rows[:3]] == ["Missing answers (1)", "Weights", "Weights and missing answers"]
    assert "of other weights and of the one missing answer" in part.sentences[0]


def test_under_the_smallest_coverage_no_score_is_printed() -> None:
    """a alone is 75: neither it nor what rules and questions make of it stands anywhere, and no level either."""
    part = part_of(plain(levels=LEVELS), a=3)
    assert part.sentences[0].startswith("Too little is answered for a result.")
    assert [row.name for row in part.rows] == ["Missing answers (4)", "Weights and missing answers"]
    assert {row.stays for row in part.rows} == {"–"}
    assert all("insufficient data" in row.strip and "<circle" not in row.strip for row in part.rows)


def test_without_levels_there_are_ranges_only() -> None:
    part = part_of(plain(), **COMPLETE)
    assert part.sentences[0].startswith(
        "Of 10,000 draws of other weights (no answer is missing), nine in ten lie between "
    )
    assert {row.stays for row in part.rows} == {"–"}
    assert "limits of the levels" not in part.note


def test_where_nothing_moves_it_says_so() -> None:
    part = part_of(plain(levels=LEVELS), **dict.fromkeys("abcde", 2))
    assert part.sentences == ("It stays as it is in all 10,000 draws of other weights (no answer is missing).",)
    assert {row.interval for row in part.rows} == {"50.0"}


def test_of_a_profile_every_part_has_a_row() -> None:
    part = part_of(profile(), a=3, b=2, c=1, d=3)
    assert part.title == "How sure are these results?"
    assert [row.name for row in part.rows] == ["1 s", "2 t"]
    assert part.rows[1].stays == "–"
    assert part.sentences[-1] == "A broken outline: too little is answered for a result."
    assert "Least sure is 1 s" in part.sentences[1]


def test_letters_are_printed_as_letters_without_an_axis() -> None:
    part = part_of(graded(), a="high", b="middle")
    assert part.sentences[0].startswith("The letter stays C+ in 67 % of 10,000 draws")
    assert (part.has_axis, part.of_stays, part.rows[0].interval) == (False, "Letter stays", "D+–C+")
    assert "Another rule is tried only where a rule gives a number, not in the whole and 1." in part.note
    assert len(part.sentences) == 3  # one kind of input varies: there is nothing to share out


@pytest.mark.parametrize("answers", [{}, dict.fromkeys("abcde", NOT_APPLICABLE)])
def test_a_draft_has_rows_and_what_does_not_apply_has_no_part(answers: dict[str, Any]) -> None:
    (chapter,) = build_report([sure(plain(levels=LEVELS), **answers)], date=DATE).chapters
    assert (chapter.sureness is None) == bool(answers)


def test_a_report_that_nobody_looked_into_has_no_such_part() -> None:
    page = render_html([assessed(plain(levels=LEVELS), **COMPLETE)], date=DATE, for_print=True)
    assert "How sure" not in page


@pytest.mark.parametrize("questionnaire", [plain(levels=LEVELS), profile()])
def test_the_page_has_the_part_once_and_the_same_each_time(questionnaire: Questionnaire) -> None:
    pages = [
        render_html([sure(questionnaire, **COMPLETE)], date=DATE, for_print=for_print)
        for for_print in (True, True, False)
    ]
    assert pages[0] == pages[1]
    for page in pages:
        assert page.count("How sure ") == 2  # the heading and its bookmark
        assert "<title>Weights: lowest " in page or "<title>1 s: lowest " in page


def test_what_people_type_stays_text() -> None:
    label = "<b>{{ 7*7 }}</b>"
    asked = [a_question(name, label=label) for name in "abc"]
    named = [{**level, "label": label} for level in levels(0, 40)]
    page = render_html([sure(a_questionnaire(*asked, levels=named), a=0, b=4, c=1)], date=DATE, for_print=True)
    assert "<b>{{" not in page
    assert "without it, it would be" in page


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "–"),
        (0, "0 %"),
        (0.0049, "under 1 %"),
        (0.005, "1 %"),
        (0.825, "83 %"),
        (0.9951, "over 99 %"),
        (1, "100 %"),
        (-0.03, "−3 %"),
    ],
)
def test_a_share_is_never_all_or_nothing_unless_it_is(share: float | None, text: str) -> None:
    assert share_text(share) == text


def test_figures_are_on_the_scale_that_is_published() -> None:
    node = assessed(plain(publish={"max": 1, "decimals": 3}), **COMPLETE).root
    assert figure(node, 56.25, None) == "0.563"
    assert [change_text(node, change) for change in (-12.5, 0.0, 0.04, 31.25)] == ["−0.125", "0.000", "0.000", "+0.313"]
    assert figure(node, None, None) == change_text(node, None) == "–"


def test_of_letters_a_change_counts_grades() -> None:
    node = assessed(graded(), a="high", b="middle", c="low").root
    assert [change_text(node, change) for change in (25.0, -50.0, 0.0)] == ["+1 grade", "−2 grades", "0 grades"]


def test_on_a_terminal_each_part_of_a_profile_stands_for_itself() -> None:
    text = robustness_text([sure(profile(), a=3, b=2, c=1, d=3)], [])
    assert "Result    a profile: each part stands for itself" in text
    assert "\ns (s)\nResult    50.0, working side by side\n" in text
    assert "\nt (t)\nResult    insufficient data: only 50 % of the weight is answered\n" in text
    assert "minimum for the section" in text
    assert "These keep their rule, as it gives no number: whole." in text


def test_on_a_terminal_letters_are_letters() -> None:
    text = robustness_text([sure(graded(), a="high", b="middle")], [])
    assert "How sure  the letter stays in 67 % of " in text
    assert "a moves it most: without it C (−1 grade)" in text
    assert "letter stays\n" in text


def without_rules(assessment: Assessment, *, questions: bool) -> Assessment:
    assert assessment.robustness is not None
    (root,) = assessment.robustness.roots
    kept = replace(root, rules=(), left_out=root.left_out if questions else ())
    return replace(assessment, robustness=replace(assessment.robustness, roots=(kept,)))


def test_where_weights_move_it_most_it_says_by_how_much() -> None:
    """A stated rule nearly always moves more; here none is tried, and no question is left out."""
    assessment = without_rules(sure(plain(levels=LEVELS), **COMPLETE), questions=False)
    assert "\nChoice    the weights move it most: by " in robustness_text([assessment], [])
    (chapter,) = build_report([assessment], date=DATE).chapters
    assert chapter.sureness is not None
    assert chapter.sureness.sentences[1].startswith(
        "The choice that moves it most is that of weights: one draw in twenty"
    )
    assert [row.name for row in chapter.sureness.rows] == ["Weights"]


def test_on_a_terminal_equal_scores_are_said_to_stay() -> None:
    text = robustness_text([sure(plain(levels=LEVELS), **dict.fromkeys("abcde", 2))], [])
    assert "How sure  it stays as it is in all 10,000 draws of weights (no answer is missing)" in text
    assert "Question  none moves it: without any single one it stays" in text
    assert "Weights: nothing moves" in text
    assert "there is no variance to share out" in text


def test_on_a_terminal_what_does_not_apply_has_no_result() -> None:
    text = robustness_text([sure(plain(), **dict.fromkeys("abcde", NOT_APPLICABLE))], [])
    assert text.endswith("\n\nResult    none: no question applies\n")


def test_on_a_terminal_a_single_answer_cannot_be_left_out() -> None:
    text = robustness_text([sure(plain(levels=LEVELS), a=2)], [])
    assert "Question  it rests on a single answer: without it there is no score" in text


def test_on_a_terminal_only_the_pairs_that_turn_most_often_are_listed() -> None:
    """Six submissions with equal sums, but for a little: every pair turns in some draws."""
    questionnaire = plain(min_coverage=0)
    tree = build_tree(questionnaire)
    given = [
        {"a": 4, "b": 1, "c": 2, "d": 2, "e": 2},
        {"a": 1, "b": 4, "c": 2, "d": 2, "e": 1},
        {"a": 2, "b": 1, "c": 4, "d": 1, "e": 2},
        {"a": 2, "b": 2, "c": 2, "d": 4, "e": 1},
        {"a": 2, "b": 2, "c": 1, "d": 0, "e": 4},
        {"a": 3, "b": 3, "c": 1, "d": 1, "e": 3},
    ]
    found = study(tree, [score(tree, a_submission(answers)) for answers in given])
    assessments = [
        replace(assessed(questionnaire, **answers), robustness=result, source=f"{place}.yaml")
        for place, (answers, result) in enumerate(zip(given, found.results, strict=True))
    ]
    text = robustness_text(assessments, found.orders, rank=True)
    listed = text.split("How often the order of two turns")[1].split("\n\n")[0].splitlines()[1:]
    assert len([line for line in listed if line.endswith("%")]) == 10
    assert "other pairs; --format json has them all" in text
    assert text.count("(0.yaml)") >= 2
