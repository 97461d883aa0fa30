"""What a submission still needs, question by question."""

from __future__ import annotations

from typing import Any

import pytest

from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.status import status_of
from coherence_kit.forms.layout import lay_out
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.status import Need, Status, Tally
from coherence_kit.model.submission import Answer, Respondent, Review
from coherence_kit.workflow.score import assess_loaded, load_submission
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_matrix,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    proved,
)
from tests.shipped import shared_workspace, shipped_submissions

SUBMISSIONS = shipped_submissions()


def status(questionnaire: Questionnaire, **answers: Any) -> Status:
    return status_of(
        prepare(questionnaire), a_submission(answers), source="a.yaml", country_name="Ghana"
    )


def asked() -> Questionnaire:
    return a_questionnaire(
        a_section(
            "one",
            a_question("a", "boolean"),
            a_question("b", depends_on={"question": "a", "in": ["yes"]}),
        ),
        a_section("two", a_question("c", weight=3), a_question("d"), a_question("note", "text")),
    )


def numbers(found: Status, need: Need) -> list[str]:
    return [item.number for item in found.needing(need)]


def test_every_question_of_the_form_is_counted_once() -> None:
    found = status(asked(), a=True, c=NOT_APPLICABLE, d=UNKNOWN)
    assert found.tally == Tally(answered=1, not_applicable=1, unknown=1, unanswered=2)
    assert (found.tally.total, found.tally.missing, found.tally.dealt_with, found.tally.to_do) == (
        5,
        3,
        3,
        2,
    )
    assert [
        (section.number, section.tally.answered, section.tally.total) for section in found.sections
    ] == [
        ("1", 1, 2),
        ("2", 0, 3),
    ]


def test_a_question_that_is_not_asked_needs_nothing() -> None:
    found = status(asked(), a=False, b=Answer(value=1, recheck=True), c=1, d=1, note="x")
    assert (found.tally.not_asked, found.tally.total) == (1, 4)
    assert found.is_complete


def test_what_waits_for_another_answer_says_for_which() -> None:
    (_, waiting, *_) = status(asked()).needing(Need.ANSWER)
    assert (waiting.number, waiting.state, waiting.note) == ("1.2", "open", "Waits for 1.1")


def test_the_most_useful_to_ask_for_is_unanswered_and_weighs_most() -> None:
    found = status(asked(), d=UNKNOWN)
    ranked = sorted(found.needing(Need.ANSWER), key=lambda item: item.rank)
    assert [item.id for item in ranked] == ["c", "a", "note", "d", "b"]
    assert numbers(found, Need.ANSWER) == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "2.3",
    ]  # in the order of the form all the same


def test_an_answer_that_needs_a_document_and_has_none_is_named_with_what_would_prove_it() -> None:
    question = a_question("a", evidence={"2": "The decree.", "3": "The minutes."})
    whole = a_questionnaire(
        a_section("one", question, evidence="cap", evidence_from=2, evidence_cap=1)
    )
    (item,) = status(whole, a=3).needing(Need.DOCUMENT)
    assert (item.answer, item.note) == ("step 3", "The minutes.")
    assert status(whole, a=1).is_complete
    assert status(whole, a=proved(3)).is_complete


def test_who_can_answer_is_said_with_those_who_can_answer_too() -> None:
    who = {"answers": "the planning\nauthority", "with": "ministries"}
    alone = {"answers": "the treasury"}
    whole = a_questionnaire(
        a_section("one", a_question("a", who=who), a_question("b", who=alone), a_question("c"))
    )
    assert [item.who for item in status(whole).wanted] == [
        "the planning authority; ministries",
        "the treasury",
        "",
    ]


def test_queries_and_what_is_to_be_rechecked_are_listed_beside_the_answer() -> None:
    query = Answer(value=1, review=Review(by="A. Mensah", verdict="query", note="Which page?"))
    found = status(
        asked(),
        a=True,
        b=query,
        c=Answer(value=2, recheck=True),
        d=Answer(not_applicable="No.", recheck=True),
    )
    (queried,) = found.needing(Need.QUERY)
    assert (queried.number, queried.note) == ("1.2", "Which page? (A. Mensah)")
    assert [(item.number, item.answer) for item in found.needing(Need.RECHECK)] == [
        ("2.1", "step 2"),
        ("2.2", "not applicable"),
    ]


def test_a_verdict_that_is_no_query_asks_for_nothing() -> None:
    found = status(
        a_questionnaire(a_question("a")), a=Answer(value=1, review=Review(verdict="accepted"))
    )
    assert found.is_complete


def test_who_answers_for_which_body_is_taken_from_the_head() -> None:
    respondent = Respondent(entity="Planning", role="focal point")
    submission = a_submission().model_copy(update={"respondent": respondent, "country": None})
    found = status_of(prepare(asked()), submission)
    assert (found.entity, found.role, found.signed_off, found.country) == (
        "Planning",
        "focal point",
        "",
        "",
    )


def test_numbers_are_those_of_the_forms() -> None:
    whole = a_questionnaire(
        a_section(
            "one",
            a_question("a"),
            a_matrix("m"),
            a_section("inner", a_question("b"), a_question("c")),
        ),
        a_section("two", a_question("note", "text"), a_question("d")),
    )
    made = prepare(whole)
    form = lay_out(whole, made.tree, made.sha256)
    assert {item.id: item.number for item in status(whole).wanted} == {
        question.id: question.number for question in form.questions()
    }


@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: path.stem)
def test_the_figures_agree_with_the_assessment(path: Any) -> None:
    loaded = load_submission(shared_workspace(), path)
    found = status_of(loaded.instrument, loaded.submission)
    assessment = assess_loaded(loaded)
    scored = {
        name
        for name, node in assessment.nodes.items()
        if node.scored and name in assessment.questions
    }
    missing = {item.id for item in found.needing(Need.ANSWER)} & scored
    assert missing == {item.id for item in assessment.to_collect}
    assert (
        len(found.needing(Need.DOCUMENT))
        == assessment.evidence_demanded - assessment.evidence_given
    )
    asked = sum(section.tally.total for section in found.sections)
    assert found.tally.total == asked == len(assessment.questions) - found.tally.not_asked


def test_an_answer_is_to_be_looked_at_again_once_for_whatever_reason() -> None:
    twice = Answer(value=1, recheck=True, review=Review(verdict="query"))
    found = status(
        asked(),
        a=True,
        c=twice,
        d=Answer(value=1, review=Review(verdict="changed", note="See page 2.")),
    )
    assert (found.look_again(), found.look_again(0), found.look_again(1)) == (2, 0, 2)
    (change,) = found.needing(Need.CHANGE)
    assert (change.id, change.note) == ("d", "See page 2.")
