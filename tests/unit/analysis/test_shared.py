"""A question that counts in several sections is one question: in counts, gaps, gains and lists."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from coherence_kit.analysis.explain import explain
from coherence_kit.analysis.robustness.draws import AnswerDraws
from coherence_kit.analysis.robustness.study import study
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    a_measure,
    a_question,
    a_questionnaire,
    a_section,
    a_shared,
    a_submission,
    assessed,
)


def two_indices(**stated: str | int) -> Questionnaire:
    """A mean of a and b, and the best of both; they are asked in the first."""
    a, b = (a_question(name, steps=range(3), target=2) for name in "ab")
    return a_questionnaire(
        a_section("mean", a, b),
        a_section("best", a_shared("a"), a_shared("b"), rule="maximum"),
        **stated,
    )


def test_counts_and_evidence_are_those_of_questions_not_of_places() -> None:
    assessment = assessed(two_indices(evidence="cap", evidence_from=1), a=1)
    assert (assessment.counts.answered, assessment.counts.unanswered) == (1, 1)
    assert (assessment.evidence_given, assessment.evidence_demanded) == (0, 1)


def test_a_gap_is_listed_once_and_gains_in_all_places() -> None:
    assessment = assessed(two_indices(), a=1, b=0)
    # a to 100: the mean by 25, the best by 50; b to 100: the mean by 50, the best by 50
    assert [(gap.id, gap.gain) for gap in assessment.gaps] == [("b", 50), ("a", Fraction(75, 2))]
    assert assessment.together.gap_gain == Fraction(125, 2)
    assert assessment.together.gap_gain_by_section == {
        "mean": Fraction(125, 2),
        "best": Fraction(125, 2),
    }


def test_what_is_missing_is_listed_once() -> None:
    assessment = assessed(two_indices(), a=1)
    assert [(item.id, item.reach) for item in assessment.to_collect] == [("b", Fraction(1, 2))]


def test_a_measure_gains_what_its_question_gains() -> None:
    assessment = assessed(two_indices(), a_measure("act", {"a": 2}), a=1, b=0)
    assert [item.gain for item in assessment.recommendations] == [Fraction(75, 2)]


def test_every_place_is_explained_by_the_one_answer() -> None:
    own, *_ = explain(assessed(two_indices(), a=1), "a")
    place, section, _ = explain(assessed(two_indices(), a=1), "best/a")
    assert (place.label, place.number, place.answer) == (own.label, "1.1", 1)
    assert [(term.id, term.label) for term in section.terms] == [("best/a", "a"), ("best/b", "b")]
    assert [term.low for term in section.terms] == [50, 0]


def test_a_further_place_in_the_data_names_the_question_whose_answer_counts() -> None:
    nodes = assessment_data(assessed(two_indices(), a=1))["nodes"]
    named = {name: node["question"] for name, node in nodes.items() if "question" in node}
    assert named == {"best/a": "a", "best/b": "b"}
    assert [nodes[name]["parent"] for name in ("a", "best/a")] == ["mean", "best"]


def test_a_missing_answer_is_drawn_once_for_all_places() -> None:
    tree = build_tree(two_indices())
    scorer = VectorScorer(tree)
    rows = AnswerDraws(scorer, a_submission()).draw(np.random.default_rng(1), 50)
    for question in "ab":
        own, other = (rows[:, scorer.column[name]] for name in tree.places(question))
        assert len(set(own)) == 3
        assert np.array_equal(own, other)


def test_a_question_is_left_out_of_all_places_at_once() -> None:
    tree = build_tree(two_indices())
    (found,) = study(tree, [a_submission(a=2, b=1)]).results
    (root,) = found.roots
    # without a both sections are 50, without b both are 100
    assert {item.question: item.value for item in root.left_out} == {"a": 50, "b": 100}


def test_a_missing_question_counts_once_in_each_result() -> None:
    tree = build_tree(two_indices(rule="none"))
    (found,) = study(tree, [a_submission(a=2)]).results
    assert {root.id: root.missing for root in found.roots} == {"mean": 1, "best": 1}
