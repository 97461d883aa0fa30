"""What the report says of reviews.

It says it in annex A, in the method, and where it says whose answers these are.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from markupsafe import escape

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, AnswerValue, Review
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import ReportView, build_report
from tests.builders import a_question, a_questionnaire, assessed

DATE = dt.date(2026, 6, 30)
NOTE = "Which indicators?"


def questionnaire(scored: str | None = None) -> Questionnaire:
    stated = {"scored": scored} if scored else {}
    return a_questionnaire(*(a_question(name) for name in "abc"), a_question("t", "text"), **stated)


def reviewed(verdict: str | None, answer: AnswerValue | None = None, **stated: Any) -> Answer:
    review = Review.model_validate(
        {"by": "the budget office", "verdict": verdict, "answer": answer, **stated}
    )
    return Answer(value=3, reviewed=answer, review=review)


def report(scored: str | None = None, **answers: Answer) -> ReportView:
    return build_report([assessed(questionnaire(scored), **answers)], date=DATE)


def lines(found: ReportView) -> dict[str, str]:
    return {line.lead: line.text for line in found.chapters[0].answers[0].entries[0].lines}


def rule(found: ReportView) -> str:
    return " ".join(
        rule for rule in found.chapters[0].method.rules if "annex A prints both" in rule
    )


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (
            reviewed("accepted", note="Seen"),
            "The budget office accepts this answer. The reviewer writes: Seen.",
        ),
        (
            reviewed("query", note=NOTE),
            f"The budget office asks about this answer: {NOTE} It counts as given.",
        ),
        (
            reviewed("changed", 1, note="Once only"),
            (
                "The budget office disagrees and would answer: Step 1, “Step 1”. Nothing is "
                "changed by that: the respondent’s answer is scored. The reviewer writes: Once "
                "only."
            ),
        ),
        (reviewed(None, note=NOTE), f"The budget office writes: {NOTE}"),
        (reviewed("accepted", by=None), "A reviewer accepts this answer."),
    ],
)
def test_a_review_is_told_in_whole_sentences(review: Answer, said: str) -> None:
    assert lines(report(a=review))["Review"] == said


def test_an_answer_that_the_reviewer_changed_stands_beside_the_one_given() -> None:
    found = lines(report("reviewer", a=reviewed("changed", 1)))
    assert found["Step 1, by the reviewer"] == "Step 1"
    assert found["The respondent’s answer"] == "Step 3. Step 3"
    assert found["Review"] == "The budget office changed this answer; the changed answer is scored."


def test_a_reviewer_of_the_same_mind_replaces_nothing_where_the_respondent_counts() -> None:
    found = lines(report(a=reviewed("changed", 3)))
    assert "Step 3" in found
    assert not any("by the reviewer" in lead for lead in found)


def test_a_query_about_what_is_only_printed_counts_nothing() -> None:
    answer = Answer(value="Words", review=Review(verdict="query"))
    (*_, last) = report(t=answer).chapters[0].answers[0].entries
    assert last.lines[-1].text == "A reviewer asks about this answer."


def test_the_method_says_whose_answers_are_scored_and_what_reviewers_did() -> None:
    answers = {"a": reviewed("changed", 1), "b": reviewed("query"), "c": reviewed("accepted")}
    assert rule(report(None, **answers)) == (
        "The respondent’s answers are scored, also where a reviewer disagrees; annex A prints "
        "both. 3 answers were reviewed: accepted 1, disagreed with 1, queried 1."
    )
    assert rule(report("reviewer", **answers)) == (
        "The respondent’s answers are scored, and a reviewer’s in place of those that the "
        "reviewer changed; annex A prints both. 3 answers were reviewed: accepted 1, changed 1, "
        "queried 1."
    )
    assert rule(report("reviewer")).endswith("No answer has been reviewed.")
    assert rule(report()) == ""


@pytest.mark.parametrize(
    ("scored", "said"),
    [
        (None, "The answers are theirs."),
        (
            "reviewer",
            (
                "The answers are theirs but for one answer that a reviewer has changed; annex A "
                "prints both."
            ),
        ),
    ],
)
def test_the_page_of_explanations_says_whose_answers_these_are(
    scored: str | None, said: str
) -> None:
    assessment = assessed(questionnaire(scored), a=reviewed("changed", 1))
    assert said in render_html([assessment], date=DATE, for_print=True)


def test_a_note_that_runs_from_right_to_left_is_kept_together_in_its_sentence() -> None:
    note = "هذا صحيح 100% (انظر 3.2)"
    said = report(a=reviewed("accepted", note=note)).chapters[0].answers[0].entries[0].lines
    (text,) = (line.text for line in said if line.lead == "Review")
    assert f'The reviewer writes: <bdi dir="rtl">{note}</bdi>.' in escape(text)
