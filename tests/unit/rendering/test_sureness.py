"""How sure is this result, as the report says it.

Sentences, rows, what is not printed, and the words that it shares.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from coherence_kit.analysis.robustness.study import study
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.robustness import Indices, Order, Sensitivity, Spread
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import build_report
from coherence_kit.rendering.report.robustness import Sureness
from coherence_kit.rendering.robustness_words import RobustnessWords, figure
from coherence_kit.rendering.terminal.robustness import robustness_text
from coherence_kit.scoring.tree import build_tree
from coherence_kit.words import words_of
from tests.builders import (
    NOT_APPLICABLE,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    assessed,
    levels,
)

DATE = dt.date(2026, 6, 30)
LEVELS = [
    {"id": "apart", "from": 0, "label": "Working apart"},
    {"id": "side", "from": 40, "label": "Working side by side"},
    {"id": "together", "from": 70, "label": "Working together"},
]
SAID = RobustnessWords(words_of("en"), str, str)
DRAWN = "Drawn 10,000 times: other weights and other readers. No answer is missing."
DRAWN_ALONE = "Drawn 10,000 times: other weights. No answer is missing."
DRAWN_TOO = "Drawn 10,000 times: other weights and 1 missing answer."
DRAWN_ALL = "Drawn 10,000 times: other weights, other readers and 1 missing answer."
GRADED = {"low": "D", "middle": "C", "high": "B"}


def sure(questionnaire: Questionnaire, **answers: Any) -> Assessment:
    found = study(build_tree(questionnaire), [a_submission(answers)])
    return replace(assessed(questionnaire, **answers), robustness=found.results[0])


def several(
    questionnaire: Questionnaire, given: Sequence[Mapping[str, Any]]
) -> tuple[list[Assessment], tuple[Order, ...]]:
    found = study(build_tree(questionnaire), [a_submission(answers) for answers in given])
    assessments = [
        replace(assessed(questionnaire, **answers), robustness=result, source=f"{place}.yaml")
        for place, (answers, result) in enumerate(zip(given, found.results, strict=True))
    ]
    return assessments, found.orders


def part_of(questionnaire: Questionnaire, **answers: Any) -> Sureness:
    (chapter,) = build_report([sure(questionnaire, **answers)], date=DATE).chapters
    assert chapter.sureness is not None
    return chapter.sureness


def flat(text: str) -> str:
    return " ".join(text.split())


def questions(names: str) -> list[Any]:
    return [a_question(name) for name in names]


def plain(**stated: Any) -> Questionnaire:
    return a_questionnaire(
        a_section("s", *questions("abc")), a_section("t", *questions("de")), **stated
    )


NOTHING = "Nothing that was varied moves the level: the rule, the weights and where its limits lie."


def decided(**stated: Any) -> Questionnaire:
    """The same with answers that every reader reads alike."""
    asked = [a_question(name, "boolean") for name in "abcde"]
    return a_questionnaire(a_section("s", *asked[:3]), a_section("t", *asked[3:]), **stated)


def profile() -> Questionnaire:
    return plain(rule="none", levels=LEVELS)


def graded(**stated: Any) -> Questionnaire:
    asked = [a_question(name, "choice", options=GRADED) for name in "abc"]
    part = a_section("part", *asked, rule="weakest-link")
    return a_questionnaire(part, letters={"order": ["D", "C", "B"]}, rule="weakest-link", **stated)


COMPLETE = {"a": 3, "b": 2, "c": 1, "d": 3, "e": 2}


def test_it_says_how_often_the_level_stays_and_what_moves_it_most() -> None:
    """50 and 62.5, together 56.25.

    The minimum everywhere is 25, without a it is (37.5 + 62.5)/2.
    """
    part = part_of(plain(levels=LEVELS), **COMPLETE)
    often, choice, question, variance = part.sentences
    assert often.startswith("The level stays “Working side by side” in ")
    assert " of the draws. Nine in ten draws lie between " in often
    assert often.endswith(DRAWN)
    assert choice == (
        "What moves the level most is the rule: it stays with 67 % of those tried. 2 of 6 other "
        "rules change the level: minimum in the sections and minimum everywhere. Furthest off is "
        "the rule “minimum everywhere”: 25.0 (−31.3), “Working apart”."
    )
    assert question == (
        "Whichever question is left out, the level stays. Furthest off it is without 1.1 a: 50.0 "
        "(−6.3)."
    )
    assert variance.startswith("Of the variance of the result these have a part: the rule in ")
    assert [row.name for row in part.rows] == [
        "Weights",
        "Other readers (5)",
        "All of these together",
        "Other rules (6)",
        "One question less (5)",
        "Limits of the levels (±5.0)",
    ]
    limits = part.rows[-1]
    assert (limits.interval, limits.stays) == ("56.3", "100 %")  # 45 and 65 at the most


DRAWN_AND_NOT = (
    "Weights vary around those stated, by 30 % where they are equal.",
    (
        "Other readers take 20 % of the answers on steps or options for the next one up or down, "
        "and all of them for up to 0.5 steps more or less."
    ),
    (
        "The limits of the levels move together by up to 5 points of 100, and the result is as it "
        "is."
    ),
    "Not drawn are yes and no, boxes, numbers and letters that were answered.",
    "Steps are ranks, which a mean takes as equal distances.",
)


@pytest.mark.parametrize("said", DRAWN_AND_NOT)
def test_it_names_what_was_drawn_and_what_was_not_in_one_place(said: str) -> None:
    assert part_of(plain(levels=LEVELS), **COMPLETE).note.count(said) == 1
    assert flat(robustness_text([sure(plain(levels=LEVELS), **COMPLETE)], [])).count(said) == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (COMPLETE, "What moves the level most is the rule: it stays with 67 % of those tried."),
        (
            dict.fromkeys("abcde", 2),
            "What moves the level most is how the answers are read: it stays in 86 % of the draws.",
        ),
        (
            {"a": 2, "b": 2, "c": None, "d": 3, "e": 3},
            "What moves the level most is the weights: it stays in 73 % of the draws.",
        ),
    ],
)
def test_it_names_what_moves_the_level_most(answers: dict[str, Any], said: str) -> None:
    assert said in flat(robustness_text([sure(plain(levels=LEVELS), **answers)], []))
    assert part_of(plain(levels=LEVELS), **answers).sentences[1].startswith(said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("weights", "the weights: it stays in 40 % of the draws."),
        ("answers", "the missing answers: it stays in 40 % of the draws."),
        ("readers", "how the answers are read: it stays in 40 % of the draws."),
    ],
)
def test_it_names_each_input_that_can_move_the_level_most(name: str, said: str) -> None:
    spread = Spread(30.0, 60.0, "apart", "side", 0.4)
    text = robustness_text([with_root(**{"rules": (), "missing": 1, name: spread})], [])
    assert f"What moves the level most is {said}" in flat(text)


def test_it_names_the_limits_and_what_moves_the_level_alike() -> None:
    text = robustness_text([with_root(rules=(), limits=0.25)], [])
    assert (
        "What moves the level most is where its limits lie: it stays in 25 % of the draws."
        in flat(text)
    )
    spread = Spread(30.0, 60.0, "apart", "side", 0.255)
    text = robustness_text([with_root(rules=(), limits=0.25, weights=spread)], [])
    assert (
        "These move the level most, and alike: the weights and where its limits lie. It stays in "
        "25 % of what was tried."
    ) in flat(text)


def with_root(**found: Any) -> Assessment:
    """A complete submission of which this was found."""
    assessment = sure(plain(levels=LEVELS), **COMPLETE)
    assert assessment.robustness is not None
    (root,) = assessment.robustness.roots
    changed = replace(assessment.robustness, roots=(replace(root, **found),))
    return replace(assessment, robustness=changed)


def test_missing_answers_have_rows_of_their_own() -> None:
    part = part_of(plain(levels=LEVELS), **{**COMPLETE, "e": NOT_APPLICABLE, "c": None})
    assert [row.name for row in part.rows[:3]] == [
        "Missing answers (1)",
        "Weights",
        "Other readers (3)",
    ]
    assert DRAWN_ALL in part.sentences[0]


def test_under_the_smallest_coverage_no_score_is_printed() -> None:
    """a alone is 75: neither it nor what rules and questions make of it stands
    anywhere, and no level either.
    """
    part = part_of(plain(levels=LEVELS), a=3)
    assert part.sentences[0].startswith("Too little is answered for a result.")
    (row,) = part.rows
    assert (row.name, row.interval, row.stays) == ("Whatever is missing (4)", "12.5–95.8", "–")
    assert (
        "It lies between 12.5 and 95.8, whatever the 4 missing answers are. Nothing narrower"
        in part.sentences[0]
    )
    assert "insufficient data" in row.strip
    assert "<circle" not in row.strip
    assert "draws" not in part.note


def test_without_any_answer_everything_is_possible() -> None:
    part = part_of(plain(levels=LEVELS))
    assert [row.interval for row in part.rows] == ["0.0–100.0"]
    assert "It lies between 0.0 and 100.0, whatever the 5" in part.sentences[0]


def test_of_missing_answers_it_says_how_they_are_drawn_and_what_holds_beyond() -> None:
    note = part_of(plain(levels=LEVELS), **{**COMPLETE, "e": None}).note
    assert "drawn independently, each step or other answer of one as likely as the next" in note
    assert "The interval at a glance, 43.8–68.8, holds whatever the missing answers are." in note


def test_the_other_rules_are_named_with_what_they_give() -> None:
    note = part_of(plain(levels=LEVELS), **COMPLETE).note
    assert note.count(" minimum ") == 3
    assert "minimum everywhere 25.0 (−31.3), “Working apart”" in note


def test_answers_that_wait_for_a_document_are_not_varied() -> None:
    capped = plain(levels=LEVELS, evidence="cap", evidence_from=2)
    assert (
        "No document is drawn for four answers that count lower until one is named."
        in part_of(capped, **COMPLETE).note
    )
    assert "No document is drawn" not in part_of(plain(levels=LEVELS), **COMPLETE).note


def test_without_levels_there_are_ranges_only() -> None:
    part = part_of(plain(), **COMPLETE)
    assert part.sentences[0].startswith("Nine in ten draws lie between ")
    assert part.sentences[0].endswith(DRAWN)
    assert {row.stays for row in part.rows} == {"–"}
    assert "limits of the levels" not in part.note


def test_where_nothing_moves_it_says_so() -> None:
    part = part_of(decided(levels=LEVELS), **dict.fromkeys("abcde", True))
    assert part.sentences == (
        f"It stays as it is in every draw. {DRAWN_ALONE}",
        f"{NOTHING} None of 6 other rules moves it.",
        "Whichever question is left out, it stays as it is.",
    )
    assert {row.interval for row in part.rows} == {"100.0"}


def test_of_a_profile_every_part_has_a_row() -> None:
    part = part_of(profile(), a=3, b=2, c=1, d=3)
    assert part.title == "How sure are these results?"
    assert [row.name for row in part.rows] == ["1 s", "2 t"]
    assert part.rows[1].stays == "–"
    assert part.rows[1].interval == "37.5–87.5"
    assert part.sentences[-1].startswith(
        "A broken outline: too little is answered for a result, and the row says where"
    )
    assert part.sentences[1] == (
        "Least sure is 1 s, where the level stays in 80 %. What moves the level most is the rule: "
        "it stays with 50 % of those tried."
    )
    assert "The limits of the levels move together by up to 5 points of 100" in part.note


def test_a_whole_with_figures_beside_a_profile_has_a_row_of_its_own() -> None:
    inner = a_section("t", a_section("u", *questions("de")), rule="none")
    part = part_of(a_questionnaire(a_section("s", *questions("abc")), inner), **COMPLETE)
    assert [row.name for row in part.rows] == ["The whole", "2.1 u"]


def test_letters_are_printed_as_letters_without_an_axis() -> None:
    part = part_of(graded(), a="high", b="middle")
    assert part.sentences[0].startswith("The level stays C+ in 67 % of the draws.")
    assert part.sentences[0].endswith(DRAWN_TOO)
    assert (part.axis, part.rows[0].interval) == ((), "D+–C+")
    assert (
        "Another rule is tried only where a rule gives a number, not in the whole and 1."
        in part.note
    )
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
    page = render_html(
        [sure(a_questionnaire(*asked, levels=named), a=0, b=4, c=1)], date=DATE, for_print=True
    )
    assert "<b>{{" not in page
    assert "What moves the level most is " in page


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
    ],
)
def test_a_share_is_never_all_or_nothing_unless_it_is(share: float | None, text: str) -> None:
    assert SAID.share(share) == text


def test_figures_are_on_the_scale_that_is_published() -> None:
    node = assessed(plain(publish={"max": 1, "decimals": 3}), **COMPLETE).root
    assert figure(node, 56.25, None) == "0.563"
    assert [SAID.change(node, change) for change in (-12.5, 0.0, 0.04, 31.25)] == [
        "−0.125",
        "0.000",
        "0.000",
        "+0.313",
    ]
    assert figure(node, None, None) == SAID.change(node, None) == "–"


def test_of_letters_a_change_counts_grades() -> None:
    node = assessed(graded(), a="high", b="middle", c="low").root
    assert [SAID.change(node, change) for change in (25.0, -50.0, 0.0)] == [
        "+1 grade",
        "−2 grades",
        "0 grades",
    ]


def test_on_a_terminal_each_part_of_a_profile_stands_for_itself() -> None:
    text = robustness_text([sure(profile(), a=3, b=2, c=1, d=3)], [])
    assert "Result    A profile: each part stands for itself" in text
    assert "\ns (s)\nResult    50.0, “Working side by side”\n" in text
    assert "\nt (t)\nResult    Too little is answered for a result.\n" in text
    assert "(50 % of the weight); it is not a result.\n" in text.replace("\n          ", " ")
    assert "minimum for the section" in text
    assert "Another rule is tried only where a rule gives a number, not in whole." in flat(text)


def test_on_a_terminal_letters_are_letters() -> None:
    text = robustness_text([sure(graded(min_coverage=0), a="high", b="middle")], [])
    assert "How sure  The level stays C+ in 67 % of the draws.\n" in text
    assert f"\n          {DRAWN_TOO}\n" in text
    assert "\nQuestion  If left out, 2 of 2 questions change the level: 1.1 a and 1.2 b.\n" in text
    assert "\n          Furthest off it is without 1.1 a: C (−1 grade).\n" in text
    assert re.search(r"\nWhat varies +from +to +level stays\n", text)


def converted(**stated: Any) -> Questionnaire:
    """Three letters, D or B: B where two are, else D."""
    tables = {1: {"D": "D", "B": "B"}, 2: {"D D": "D", "D B": "D", "B B": "B"}}
    tables |= {3: {"D D D": "D", "D D B": "D", "D B B": "B", "B B B": "B"}}
    asked = [
        a_question(name, "choice", options={"low": "D", "high": "B"}, not_applicable="forbidden")
        for name in "abc"
    ]
    part = a_section("part", *asked, rule={"name": "conversion-table", "tables": tables})
    return a_questionnaire(part, letters={"order": ["D", "B"]}, rule="weakest-link", **stated)


NO_TABLE_YET = (
    "There is no result yet: a conversion table has a figure only once every answer is there."
)


def test_a_table_that_is_settled_without_its_last_answer_says_so() -> None:
    text = robustness_text([sure(converted(), a="high", b="high")], [])
    assert (
        f"Result    {NO_TABLE_YET}\n          It will be B whatever the missing answer is.\n"
        in text
    )
    assert f"How sure  It stays as it is in every draw.\n          {DRAWN_TOO}\n" in text
    assert "Nothing is answered" not in text
    part = part_of(converted(), a="high", b="high")
    assert part.sentences == (f"{NO_TABLE_YET} It will be B whatever the missing answer is.",)
    assert part.rows == ()


def test_a_table_that_is_open_says_between_what() -> None:
    between = "It lies between D and B, whatever the missing answer is."
    text = robustness_text([sure(converted(), a="high", b="low")], [])
    assert f"Result    {NO_TABLE_YET}\n          {between}\n" in text
    assert "Nine in ten draws lie between D and B." in text
    (sentence,) = part_of(converted(), a="high", b="low").sentences
    assert between in sentence


def test_a_table_of_which_too_little_is_answered_says_so() -> None:
    text = robustness_text([sure(converted(), a="high")], [])
    assert "Result    Too little is answered for a result.\n" in text
    assert "          It lies between D and B" in text


def test_where_no_part_shows_a_value_too_little_is_answered() -> None:
    """a is two fifths of the weight of s, and t is missing: there is no value, and no table."""
    text = robustness_text([sure(plain(levels=LEVELS), a=3)], [])
    assert "Result    Too little is answered for a result.\n          It lies between 12.5" in text
    assert "it is not a result" not in text


def test_where_nothing_is_answered_it_says_so_and_only_there() -> None:
    for questionnaire in (converted(), plain(levels=LEVELS)):
        assert "Nothing is answered that a score could rest on" in robustness_text(
            [sure(questionnaire)], []
        )
        assert (
            part_of(questionnaire)
            .sentences[0]
            .startswith("Nothing is answered that a score could rest on.")
        )


def test_of_a_profile_a_part_that_is_settled_without_a_value_has_its_ends() -> None:
    part = part_of(converted(), a="high", b="high")
    assert (part.rows, part.note) == ((), "")
    (row,) = part_of(
        a_questionnaire(*converted().sections, letters={"order": ["D", "B"]}, rule="none"),
        a="high",
        b="high",
    ).rows
    assert row.interval == "B"


def waiting(**stated: Any) -> Questionnaire:
    """Nothing applies unless the gate, which does not count, is open."""
    gate = a_section("g", a_question("gate", "boolean", weight=0))
    asked = [a_question(name, depends_on={"question": "gate", "in": ["true"]}) for name in "ab"]
    return a_questionnaire(gate, a_section("s", *asked), **stated)


def test_draws_in_which_nothing_applies_are_counted() -> None:
    text = robustness_text([sure(waiting(levels=LEVELS), a=3)], [])
    assert "          In 50 % of the draws no question applies, and there is no result.\n" in text
    assert (
        "In some draws no question applies: there is no variance of the result to share out."
        in text
    )
    part = part_of(waiting(levels=LEVELS), a=3)
    assert "It may also come out that no question applies." in part.sentences[0]
    answered = a_section("r", *questions("cde"), weight=9)
    part = part_of(a_questionnaire(answered, *waiting().sections, levels=LEVELS), c=3, d=2, e=2)
    assert (
        "A missing answer that decides whether others are asked takes any of its answers"
        in part.note
    )


def test_questions_that_change_the_level_come_before_one_that_only_moves_the_figure() -> None:
    """50 of 75, 0 and 75: without b 75, at the same level; without a or c 37.5."""
    asked = a_questionnaire(*questions("abc"), levels=levels(0, 50, 90))
    text = robustness_text([sure(asked, a=3, b=0, c=3)], [])
    said = (
        "If left out, 2 of 3 questions change the level: 1.1 a and 1.3 c.",
        "Furthest off it is without 1.1 a: 37.5 (−12.5), “Level 1”.",
    )
    assert f"\nQuestion  {said[0]}\n          {said[1]}\n" in text
    assert part_of(asked, a=3, b=0, c=3).sentences[2] == " ".join(said)


def test_where_no_question_changes_the_level_it_says_so() -> None:
    text = robustness_text([sure(plain(levels=LEVELS), **COMPLETE)], [])
    assert (
        "\nQuestion  Whichever question is left out, the level stays.\n"
        "          Furthest off it is without 1.1 a: 50.0 (−6.3).\n"
    ) in text
    assert (
        "\nRule      2 of 6 other rules change the level: minimum in the sections and minimum "
        "everywhere.\n"
    ) in text


def test_many_questions_are_named_by_the_first_and_counted() -> None:
    """Every other one is 100, the rest 0, so that the whole is 50, at a limit:
    without one that is met it is below.
    """
    text, part = {}, {}
    for many in (12, 14, 22):
        asked = a_questionnaire(
            *[a_question(f"q{place}") for place in range(many)], levels=levels(0, 50)
        )
        answers = {f"q{place}": 4 if place % 2 else 0 for place in range(many)}
        text[many] = flat(robustness_text([sure(asked, **answers)], []))
        part[many] = part_of(asked, **answers).sentences[2]
    first = "1.2 q1, 1.4 q3, 1.6 q5, 1.8 q7, 1.10 q9"
    changing = {
        12: f"6 of 12 questions change the level: {first} and 1.12 q11.",
        14: f"7 of 14 questions change the level: {first}, 1.12 q11 and 1.14 q13.",
        22: "11 of 22 questions change the level: "
        f"{first}, 1.12 q11, 1.14 q13, 1.16 q15 and 3 others.",
    }
    for many, said in changing.items():
        assert f"If left out, {said}" in part[many]
        assert f"Question If left out, {said}" in text[many]


@pytest.mark.parametrize(
    ("share", "text"), [(-0.06, "0 %"), (1.04, "100 %"), (0.5, "50 %"), (0.004, "under 1 %")]
)
def test_a_share_of_the_variance_is_printed_from_0_to_100_per_cent(share: float, text: str) -> None:
    assert SAID.variance(share) == text


def test_an_estimate_beyond_its_ends_is_printed_at_them_with_a_word_on_it() -> None:
    assessment = sure(plain(levels=LEVELS), **COMPLETE)
    assert assessment.robustness is not None
    (root,) = assessment.robustness.roots
    off = Sensitivity(
        90.0,
        Indices(1.04, 1.06, 0.03),
        Indices(-0.06, -0.01, 0.03),
        Indices(0.0, 0.0, 0.0),
        Indices(0.0, 0.0, 0.0),
    )
    assessment = replace(
        assessment,
        robustness=replace(assessment.robustness, roots=(replace(root, sensitivity=off),)),
    )
    text = robustness_text([assessment], [])
    assert (
        "\nrule                   100 %        100 %\nweights                  0 %          0 %\n"
        in text
    )
    assert (
        "For the shares of the variance the rule is drawn too: as stated, or an alternative "
        "everywhere, all as likely."
    ) in flat(text)
    assert "give or take 6 percentage points, printed from 0 to 100 %." in flat(text)
    (chapter,) = build_report([assessment], date=DATE).chapters
    assert chapter.sureness is not None
    assert chapter.sureness.sentences[-1].endswith("the rule in 100 % and the weights in 0 %.")
    assert "give or take 6 percentage points, printed from 0 to 100 %" in chapter.sureness.note


def test_where_nothing_moves_the_level_it_says_what_moves_the_figure() -> None:
    """A stated rule nearly always moves more; here none is tried, and no question is left out."""
    given = {"a": True, "b": False, "c": True, "d": True, "e": False}
    assessment = sure(decided(levels=LEVELS), **given)
    assert assessment.robustness is not None
    (root,) = assessment.robustness.roots
    kept = replace(root, rules=(), left_out=(), weights=Spread(50.4, 66.0, "side", "side", 1.0))
    assessment = replace(assessment, robustness=replace(assessment.robustness, roots=(kept,)))
    said = (
        "Nothing that was varied moves the level: the weights and where its limits lie.",
        "What moves the result most is the weights.",
        "One draw in twenty gives 50.4 (−7.9) or lies further off.",
    )
    assert "\nChoice    " + "\n          ".join(said) in robustness_text([assessment], [])
    (chapter,) = build_report([assessment], date=DATE).chapters
    assert chapter.sureness is not None
    assert chapter.sureness.sentences[1] == " ".join(said)
    assert [row.name for row in chapter.sureness.rows] == ["Weights", "Limits of the levels (±5.0)"]


def test_without_levels_it_says_what_moves_the_figure() -> None:
    part = part_of(plain(), **COMPLETE)
    assert part.sentences[1].startswith("What moves the result most is the rule.")


def test_on_a_terminal_equal_scores_are_said_to_stay() -> None:
    text = robustness_text([sure(decided(levels=LEVELS), **dict.fromkeys("abcde", True))], [])
    assert "How sure  It stays as it is in every draw.\n" in text
    assert DRAWN_ALONE in flat(text)
    assert f"Choice    {NOTHING}\n" in text
    assert "Question  Whichever question is left out, it stays as it is.\n" in text
    assert "Weights: nothing moves" in text
    assert "there is no variance to share out" in text


def test_on_a_terminal_what_does_not_apply_has_no_result() -> None:
    text = robustness_text([sure(plain(), **dict.fromkeys("abcde", NOT_APPLICABLE))], [])
    assert text.endswith("\n\nResult    None: no question applies.\n")


def test_on_a_terminal_a_single_answer_cannot_be_left_out() -> None:
    text = robustness_text([sure(plain(levels=LEVELS, min_coverage=0), a=2)], [])
    assert "Question  It rests on a single answer: without it there is no score." in text


def test_on_a_terminal_several_that_do_not_apply_have_no_result() -> None:
    away = dict.fromkeys("abcde", NOT_APPLICABLE)
    text = robustness_text(*several(plain(levels=LEVELS), [away, away]), rank=True)
    assert text.endswith("\n\nNo question applies in any of these submissions.\n")


@pytest.mark.parametrize("questionnaire", [plain(levels=LEVELS), profile()])
def test_of_missing_answers_it_speaks_only_where_there_are_some(
    questionnaire: Questionnaire,
) -> None:
    complete, partial = (
        part_of(questionnaire, **COMPLETE),
        part_of(questionnaire, **{**COMPLETE, "e": None}),
    )
    said = [part.sentences[0] for part in (complete, partial)]
    assert ["No answer is missing." in text for text in said] == [True, False]
    assert [" missing answer" in text for text in said] == [False, True]
    assert ["Missing answers are drawn" in part.note for part in (complete, partial)] == [
        False,
        True,
    ]


def test_on_a_terminal_one_that_does_not_apply_takes_no_place_from_the_others() -> None:
    given: list[dict[str, Any]] = [
        COMPLETE,
        dict.fromkeys("abcde", NOT_APPLICABLE),
        dict.fromkeys("abcde", 0),
        {"a": 4},
    ]
    text = robustness_text(*several(plain(levels=LEVELS), given), rank=True)
    assert re.search(r"\(1\.yaml\) +does not apply +– +– +–\n", text)
    assert "The order never turns in 1 of 6 pairs." in text
    assert (
        "There is nothing to compare in 5 of 6 pairs: one has no result, or both are equal." in text
    )
    assert re.search(r"\(0\.yaml\) +1 +1 +1 +100 %\n.*\(2\.yaml\) +2 +2 +2 +100 %\n", text)
    assert "Without a place, as too little is answered: Country not stated (3.yaml)." in text
    assert "Without a place, as no question applies: Country not stated (1.yaml)." in text


def test_on_a_terminal_only_the_pairs_that_turn_most_often_are_listed() -> None:
    """Six submissions with equal sums, but for a little: every pair turns in some draws."""
    questionnaire = plain(min_coverage=0)
    given = [
        {"a": 4, "b": 1, "c": 2, "d": 2, "e": 2},
        {"a": 1, "b": 4, "c": 2, "d": 2, "e": 1},
        {"a": 2, "b": 1, "c": 4, "d": 1, "e": 2},
        {"a": 2, "b": 2, "c": 2, "d": 4, "e": 1},
        {"a": 2, "b": 2, "c": 1, "d": 0, "e": 4},
        {"a": 3, "b": 3, "c": 1, "d": 1, "e": 3},
    ]
    text = robustness_text(*several(questionnaire, given), rank=True)
    listed = text.split("How often the order of two turns")[1].split("\n\n")[0].splitlines()[1:]
    assert len([line for line in listed if line.endswith("%")]) == 10
    assert "other pairs; --format json has them all" in text
    assert text.count("(0.yaml)") >= 2
