"""What cannot have been decided is told at its place in the round file."""

from __future__ import annotations

import pytest

from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.rounds import bind_round, load_round
from coherence_kit.problems import has_errors
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_question, a_questionnaire, a_section

ROUND = """\
format: coherence-kit/round/1
country: GHA
round: "2026"
questionnaires: [whole]
respondents:
- {id: planning, entity: Planning Commission, asked: [whole]}
decisions:
"""


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ("a: {answer: unknown}", [("round.unknown-decided", 8)]),
        ("a: {answer: '?'}", [("round.unknown-decided", 8)]),
        ("a: {not_applicable: There is none.}", []),
        ("a: {answer: 2, date: 12 October 2026}", []),
        ("a: {answer: 2, date: after the summer}", [("round.decision-date", 8)]),
        ("whole/a: {answer: 2}", []),
        ("b: {not_applicable: There is none.}", [("submission.not-applicable", 8)]),
        ("whole/b: {not_applicable: There is none.}", [("submission.not-applicable", 8)]),
    ],
)
def test_a_decision_is_an_answer_that_the_question_takes(
    decision: str, told: list[tuple[str, int]]
) -> None:
    questionnaire = a_questionnaire(
        a_section("first", a_question("a"), a_question("b", not_applicable="forbidden"))
    )
    document = compose_document(f"{ROUND}  {decision}\n".encode(), "round.yaml")
    stated = load_round(document)
    assert stated is not None
    tree = build_tree(questionnaire)
    bound = bind_round(document, stated, ["whole"], lambda _: (questionnaire, tree))
    assert [(problem.code, problem.line) for problem in document.problems] == told
    assert (bound is None) == has_errors(document.problems)
