"""What is drawn has the mean and the spread that it should, and the same
input gives the same draws.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coherence_kit.analysis.robustness.draws import (
    AnswerDraws,
    WeightDraws,
    answers_generator,
    weights_generator,
)
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer
from coherence_kit.questions import boxes, kind
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    carried,
)

MANY = 20_000


def weights_of(*stated: float, rule: str = "arithmetic-mean") -> Floats:
    """Draws of the weights of siblings, a row each."""
    size = "points" if rule == "sum-of-points" else "weight"
    questions = [a_question(f"q{place}", **{size: weight}) for place, weight in enumerate(stated)]  # type: ignore[arg-type]
    scorer = VectorScorer(build_tree(a_questionnaire(*questions, rule=rule)))
    return WeightDraws(scorer).draw(weights_generator(), MANY)["part"]


@pytest.mark.parametrize("siblings", [2, 5, 12])
def test_equal_weights_vary_by_30_per_cent(siblings: int) -> None:
    """The standard deviation of 20,000 draws is off by 1 per cent or less; 3 are allowed."""
    drawn = weights_of(*[1] * siblings)
    assert drawn.mean(axis=1) == pytest.approx([1] * siblings, rel=0.01)
    assert drawn.std(axis=1) / drawn.mean(axis=1) == pytest.approx([0.3] * siblings, rel=0.03)


def test_unequal_weights_keep_their_means_and_their_sum() -> None:
    """Of w out of 10 the variance is w(10 − w)/(κ + 1), with κ + 1 = 2/0.09 for three siblings."""
    drawn = weights_of(1, 3, 6)
    assert drawn.mean(axis=1) == pytest.approx([1, 3, 6], rel=0.02)
    assert drawn.var(axis=1) == pytest.approx([9 * 0.045, 21 * 0.045, 24 * 0.045], rel=0.05)
    assert drawn.sum(axis=0) == pytest.approx(np.full(MANY, 10))


def test_points_add_up_to_what_was_stated() -> None:
    assert weights_of(2, 3, rule="sum-of-points").sum(axis=0) == pytest.approx(np.full(MANY, 5))


def test_a_single_child_keeps_its_weight_and_what_does_not_count_draws_none() -> None:
    questions = a_question("a"), a_question("idle", weight=0), a_question("note", "text")
    alone = a_section("alone", *questions)
    two = a_section("two", a_question("b"), a_question("c"), a_question("idle-too", weight=0))
    drawn = WeightDraws(VectorScorer(build_tree(a_questionnaire(alone, two)))).draw(
        weights_generator(), 5
    )
    assert {name: rows.shape for name, rows in drawn.items()} == {"two": (2, 5), "whole": (2, 5)}


def test_the_same_questionnaire_gives_the_same_weights_whatever_is_answered() -> None:
    assert np.array_equal(weights_of(1, 3), weights_of(1, 3))


# --- answers --------------------------------------------------------------------------------------


def answers(questionnaire: Questionnaire, **given: Any) -> tuple[VectorScorer, AnswerDraws]:
    scorer = VectorScorer(build_tree(questionnaire))
    return scorer, AnswerDraws(scorer, a_submission(given))


def drawn_of(question: Any, **given: Any) -> Floats:
    scorer, found = answers(a_questionnaire(question, a_question("known")), known=3, **given)
    filled = found.draw(answers_generator(found), MANY)
    assert set(filled[:, scorer.column["known"]]) == {75}
    values: Floats = filled[:, scorer.column["q"]]
    return values


@pytest.mark.parametrize(
    ("question", "scores"),
    [
        (a_question("q"), [0, 25, 50, 75, 100]),
        (a_question("q", "boolean"), [0, 100]),
        (a_question("q", "choice", options={"a": 0, "b": 30, "c": 30, "d": 100}), [0, 30, 100]),
        (a_question("q", "multiple-choice"), [0, 25, 50, 75, 100]),
        (
            a_question(
                "q", "number", goalposts=None, thresholds=[{"score": 0}, {"from": 5, "score": 100}]
            ),
            [0, 100],
        ),
    ],
)
def test_a_missing_answer_takes_each_of_its_possible_scores_alike_often(
    question: Any, scores: list[float]
) -> None:
    """The share of one of n scores has a standard error below 0.0036; 0.015 is four of them."""
    values = drawn_of(question)
    assert sorted(set(values)) == pytest.approx(scores)
    for possible in scores:
        assert np.mean(np.isclose(values, possible)) == pytest.approx(1 / len(scores), abs=0.015)


@pytest.mark.parametrize("most", [kind.MOST_LISTED, 3])
def test_between_goalposts_and_over_very_many_sums_anything_may_come_out(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxes, "MOST_LISTED", most)
    values = drawn_of(a_question("q", "number") if most > 3 else a_question("q", "multiple-choice"))
    assert len(set(values)) == MANY
    assert np.quantile(values, [0, 0.25, 0.5, 0.75, 1]) == pytest.approx(
        [0, 25, 50, 75, 100], abs=1.5
    )


def test_many_boxes_of_equal_points_are_listed() -> None:
    boxes = {f"b{place}": 1 for place in range(40)}
    question = a_question("q", "multiple-choice", boxes=boxes, scoring="points")
    assert len(set(drawn_of(question))) == 41


def test_what_has_left_stays_out_and_what_is_open_is_filled_where_it_is_asked() -> None:
    waits = a_question("waits", depends_on={"question": "gate", "in": ["true"]})
    questions = (
        a_question("gate", "boolean"),
        waits,
        a_question("away"),
        a_question("unknown"),
        a_question("silent"),
    )
    scorer, found = answers(a_questionnaire(*questions), away=NOT_APPLICABLE, unknown=UNKNOWN)
    assert set(found.missing) == {"gate", "waits", "unknown", "silent"}
    filled = found.draw(answers_generator(found), 10)
    assert np.isnan(filled[:, scorer.column["away"]]).all()
    asked = filled[:, scorer.column["gate"]] == 100
    assert np.array_equal(~np.isnan(filled[:, scorer.column["waits"]]), asked)
    assert not np.isnan(
        filled[:, [scorer.column[name] for name in ("gate", "unknown", "silent")]]
    ).any()


@pytest.mark.parametrize("earlier", [Answer(value=4), NOT_APPLICABLE, UNKNOWN])
def test_a_carried_answer_is_drawn_like_a_missing_one(earlier: Answer) -> None:
    values = drawn_of(a_question("q"), q=carried(earlier))
    assert sorted(set(values)) == [0, 25, 50, 75, 100]


def test_what_waits_for_a_carried_answer_is_asked_in_some_draws() -> None:
    waits = a_question("waits", depends_on={"question": "gate", "in": ["true"]})
    scorer, found = answers(
        a_questionnaire(a_question("gate", "boolean"), waits),
        gate=carried(Answer(value=True)),
        waits=carried(Answer(value=4)),
    )
    filled = found.draw(answers_generator(found), MANY)
    drawn, asked = filled[:, scorer.column["waits"]], filled[:, scorer.column["gate"]] == 100
    assert np.mean(asked) == pytest.approx(0.5, abs=0.015)
    assert np.array_equal(~np.isnan(drawn), asked)
    assert sorted(set(drawn[asked])) == [0, 25, 50, 75, 100]


FLAGGED: dict[str, Any] = {"half_step": {"id": "partly", "text": "In part of the country."}}


@pytest.mark.parametrize(
    ("read", "wanted", "share"),
    [
        (a_question("read", "boolean"), ["yes"], 1 / 2),
        (a_question("read", "boolean", weight=0), ["true"], 1 / 2),
        (a_question("read"), ["3", "4"], 2 / 5),
        (a_question("read", **FLAGGED), ["4-partly"], 1 / 9),
        (a_question("read", "choice", options={"a": 0, "b": 30, "c": 30, "d": 100}), ["b"], 1 / 4),
        (a_question("read", "multiple-choice"), ["one", "two"], 3 / 4),
    ],
)
def test_a_question_that_waits_is_asked_as_often_as_its_condition_holds(
    read: Any, wanted: list[str], share: float
) -> None:
    """Of the answers, all as likely, two of one score are apart; of
    boxes one in common is enough.
    """
    waits = a_question("waits", depends_on={"question": "read", "in": wanted})
    scorer, found = answers(a_questionnaire(read, waits))
    asked = ~np.isnan(found.draw(answers_generator(found), MANY)[:, scorer.column["waits"]])
    assert asked.mean() == pytest.approx(share, abs=0.015)


@pytest.mark.parametrize(
    ("condition", "known", "share"),
    [
        (
            {"all": [{"question": "x", "in": ["true"]}, {"question": "y", "in": ["true"]}]},
            {},
            1 / 4,
        ),
        (
            {"any": [{"question": "x", "in": ["true"]}, {"question": "y", "in": ["true"]}]},
            {},
            3 / 4,
        ),
        (
            {"all": [{"question": "x", "in": ["true"]}, {"question": "y", "in": ["true"]}]},
            {"y": True},
            1 / 2,
        ),
        (
            {"any": [{"question": "x", "in": ["true"]}, {"question": "y", "in": ["true"]}]},
            {"y": NOT_APPLICABLE},
            1 / 2,
        ),
        ({"question": "later", "in": ["4"]}, {}, 1 / 10),  # `later` is asked in half of the draws
        (
            {"question": "later", "in": ["4"]},
            {"later": 4},
            1 / 2,
        ),  # what was said of it counts once it is asked
        ({"question": "later", "in": ["4"]}, {"later": NOT_APPLICABLE}, 0),
    ],
)
def test_conditions_are_decided_together_and_one_after_the_other(
    condition: dict[str, Any], known: dict[str, Any], share: float
) -> None:
    later = a_question("later", depends_on={"question": "x", "in": ["true"]})
    waits = a_question("waits", depends_on=condition)
    scorer, found = answers(
        a_questionnaire(waits, later, a_question("x", "boolean"), a_question("y", "boolean")),
        **known,
    )
    asked = ~np.isnan(found.draw(answers_generator(found), MANY)[:, scorer.column["waits"]])
    assert asked.mean() == pytest.approx(share, abs=0.015)


def test_an_answer_given_to_a_question_that_waits_counts_where_it_is_asked() -> None:
    waits = a_question("waits", depends_on={"question": "gate", "in": ["true"]})
    scorer, found = answers(a_questionnaire(a_question("gate", "boolean"), waits), waits=3)
    drawn = found.draw(answers_generator(found), 100)[:, scorer.column["waits"]]
    assert set(drawn[~np.isnan(drawn)]) == {75}


def test_an_answer_without_its_document_keeps_the_score_that_it_has() -> None:
    question = a_question("q")
    _, found = answers(a_questionnaire(question, evidence="cap", evidence_from=2), q=4)
    assert (found.known.values.tolist(), found.missing) == ([[25]], ())


def test_a_complete_submission_is_a_single_draw() -> None:
    _, found = answers(a_questionnaire(a_question("q")), q=2)
    assert found.draw(answers_generator(found), 1000).tolist() == [[50]]


def test_missing_answers_of_other_submissions_are_drawn_apart() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"))
    (_, one), (_, same), (_, other) = (answers(questionnaire, a=answer) for answer in (1, 1, 2))
    first, again, apart = (
        found.draw(answers_generator(found), 100)[:, 1] for found in (one, same, other)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, apart)
