"""What other readers make of answers, and levels whose limits lie elsewhere, worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from coherence_kit.analysis.robustness.draws import AnswerDraws, readers_generator
from coherence_kit.analysis.robustness.monte_carlo import limit_shifts
from coherence_kit.analysis.robustness.readings import Readings, Reread
from coherence_kit.analysis.robustness.rules import Floats
from coherence_kit.analysis.robustness.study import study
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.robustness import RootRobustness
from coherence_kit.scoring.tree import build_tree
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_matrix,
    a_question,
    a_questionnaire,
    a_section,
    a_shared,
    a_submission,
    assessed,
    levels,
    proved,
)

MANY = 20_000
OPTIONS = {"none": 0, "some": 30, "half": 30, "all": 100}


def drawn(questionnaire: Questionnaire, **given: Any) -> tuple[VectorScorer, AnswerDraws]:
    scorer = VectorScorer(build_tree(questionnaire))
    return scorer, AnswerDraws(scorer, a_submission(given))


def places(readings: Readings, subject: AnswerDraws) -> Floats:
    return readings.draw(readers_generator(subject), MANY)


def reread(subject: AnswerDraws) -> Reread:
    return subject.readings.scores(places(subject.readings, subject))


def read_at(at: float, questionnaire: Questionnaire, **given: Any) -> dict[str, tuple[float, ...]]:
    """Value and claim of every question once the first is read so many rungs from the lowest."""
    scorer, subject = drawn(questionnaire, **given)
    own = subject.readings.draw(readers_generator(subject), 1)
    own[0] = at
    read = subject.readings.read(subject.known, subject.readings.scores(own))
    return {
        name: (float(read.values[0, column]), float(read.highs[0, column]))
        for name, column in scorer.column.items()
    }


def one_root(questionnaire: Questionnaire, **given: Any) -> RootRobustness:
    (root,) = study(build_tree(questionnaire), [a_submission(given)]).results[0].roots
    return root


# --- which answers --------------------------------------------------------------------------------


def test_read_again_are_answers_on_steps_and_options_with_three_scores_or_more() -> None:
    """Not yes and no, two options, boxes, numbers, letters, nor what has no answer that counts."""
    asked = [
        a_question("steps"),
        a_question("half", half_step={"id": "partly", "text": "In part."}),
        a_question("options", "choice", options=OPTIONS),
        a_question("two", "choice", options={"a": 0, "b": 100, "c": 100}),
        a_question("yes", "boolean"),
        a_question("boxes", "multiple-choice"),
        a_question("number", "number"),
        a_question("words", "text"),
        a_question("idle", weight=0),
        *(a_question(name) for name in ("away", "unknown", "silent")),
        a_matrix("grid", ["row"], options=OPTIONS),
    ]
    letters = a_section(
        "letters",
        a_question("letter", "choice", options={"low": "D", "middle": "C", "high": "B"}),
        rule="weakest-link",
    )
    numbers = a_section("numbers", *asked)
    _, subject = drawn(
        a_questionnaire(numbers, letters, letters={"order": ["D", "C", "B"]}, rule="none"),
        steps=2,
        half="2-partly",
        options="half",
        two="b",
        yes=True,
        boxes=("one",),
        number=Fraction(20),
        words="So it is.",
        idle=2,
        away=NOT_APPLICABLE,
        unknown=UNKNOWN,
        letter="middle",
        **{"grid.row": "some"},
    )
    assert set(subject.readings.questions) == {"steps", "half", "options", "grid.row"}


# --- where they are read --------------------------------------------------------------------------


def test_an_answer_is_read_a_step_off_in_a_fifth_of_the_draws() -> None:
    """With all leniency out of it: the place nearest to where it is read."""
    _, subject = drawn(a_questionnaire(a_question("a"), a_question("b")), a=2, b=4)
    middle, top = np.round(places(subject.readings, subject) - 1e-9)
    for off, share in ((-1, 0.1), (0, 0.8), (1, 0.1)):
        assert np.mean(middle == 2 + off) == pytest.approx(share, abs=0.01)
    assert np.mean(top == 3) == pytest.approx(0.1, abs=0.01)  # at an end the other way is not there
    assert np.mean(top == 4) == pytest.approx(0.9, abs=0.01)


def test_errors_are_drawn_apart_and_leniency_is_one_for_all_answers() -> None:
    _, subject = drawn(a_questionnaire(*map(a_question, "ab")), a=2, b=2)
    a, b = places(subject.readings, subject)
    off_a, off_b = np.round(a) != 2, np.round(b) != 2
    assert np.mean(off_a & off_b) == pytest.approx(0.04, abs=0.01)
    lenient = (a - 2)[~off_a & ~off_b]
    assert np.array_equal(lenient, (b - 2)[~off_a & ~off_b])
    assert np.quantile(lenient, [0, 0.25, 0.5, 0.75, 1]) == pytest.approx(
        [-0.5, -0.25, 0, 0.25, 0.5], abs=0.02
    )


def test_between_two_rungs_a_score_lies_between_theirs() -> None:
    """Of 0, 30 and 100, whichever of two options of 30 was chosen."""
    asked = a_questionnaire(
        a_question("q", "choice", options=OPTIONS), a_question("yes", "boolean")
    )
    found = {
        at: read_at(at, asked, q=chosen, yes=True)
        for chosen in ("some", "half")
        for at in (0.5, 1, 1.5, 2)
    }
    assert {at: scores["q"][0] for at, scores in found.items()} == {0.5: 15, 1: 30, 1.5: 65, 2: 100}
    assert {scores["yes"] for scores in found.values()} == {(100, 100)}


def test_half_steps_are_rungs_of_their_own() -> None:
    """Steps 0, 1 and 2, each but the lowest with half a step less: 0, 25, 50, 75, 100."""
    flag = {"id": "partly", "text": "In part."}
    asked = a_questionnaire(a_question("q", steps=range(3), half_step=flag))
    assert [read_at(at, asked, q="2-partly")["q"][0] for at in (2, 3, 4)] == [50, 75, 100]


@pytest.mark.parametrize(
    ("at", "value", "claim"), [(1, 25, 25), (1.5, 25, 37.5), (2, 25, 50), (3, 25, 75), (0, 0, 0)]
)
def test_what_lacks_its_document_counts_no_more_however_it_is_read(
    at: float, value: float, claim: float
) -> None:
    """From step 2 on a document is asked for; without one an answer counts as step 1."""
    capped = a_questionnaire(a_question("q"), evidence="cap", evidence_from=2)
    assert read_at(at, capped, q=3)["q"] == (value, claim)
    assert read_at(at, capped, q=proved(3))["q"] == (claim, claim)


def test_an_answer_in_several_places_is_read_alike_in_each() -> None:
    questionnaire = a_questionnaire(
        a_section("s", a_question("a")), a_section("t", a_shared("a"), a_question("b", "boolean"))
    )
    scorer, subject = drawn(questionnaire, a=2, b=True)
    assert subject.readings.questions == ("a",)
    read = subject.readings.read(subject.known, reread(subject)).values
    own, other = (read[:, scorer.column[name]] for name in scorer.tree.places("a"))
    assert len(set(own)) > 1000
    assert np.array_equal(own, other)


def test_what_is_missing_or_has_left_stays_so() -> None:
    waits = a_question("waits", depends_on={"question": "gate", "in": ["true"]})
    asked = a_questionnaire(a_question("a"), waits, a_question("gate", "boolean"))
    scorer, subject = drawn(asked, a=2, waits=2)
    assert subject.readings.questions == ("a", "waits")  # it counts in draws in which it is asked
    read = subject.readings.read(subject.known, reread(subject))
    column = scorer.column["waits"]
    assert np.isnan(read.values[:, column]).all()
    assert set(read.lows[:, column]) == {0}
    assert set(read.highs[:, column]) == {100}


# --- results --------------------------------------------------------------------------------------


def test_one_answer_in_the_middle_of_its_steps() -> None:
    """Step 2 of 0 to 4 is 50; read right it lies from 37.5 to 62.5, from 40 up in nine of ten.

    Read as step 3 it is 62.5 or more, below 65 in one of ten; as step 1 it is below 40.
    So the level stays in 0.8·0.9 + 0.1·0.1 of the draws.
    """
    root = one_root(a_questionnaire(a_question("a"), levels=levels(0, 40, 65)), a=2)
    assert root.readers is not None
    assert root.readers.stays == pytest.approx(0.73, abs=0.015)
    assert (root.readers.level_low, root.readers.level_high) == ("level-1", "level-3")
    assert root.together == root.readers  # one question has no weight beside another
    assert (root.weights, root.answers, root.read) == (None, None, 1)
    assert root.moves_level is not None
    assert root.moves_level.inputs == ("readers",)


@pytest.mark.parametrize(
    ("limits", "stays"),
    [((0, 40, 65), 1), ((0, 48, 65), 0.7), ((0, 48, 52), 0.4), ((48,), 0.7), ((0, 54), 0.9)],
)
def test_limits_move_together_by_up_to_five_points(limits: tuple[int, ...], stays: float) -> None:
    """50 stays from 48 up as long as that is moved by 2 or less; 0 is the end of the scale."""
    root = one_root(a_questionnaire(a_question("a"), levels=levels(*limits)), a=2)
    assert root.limits == pytest.approx(stays, abs=0.015)


@pytest.mark.parametrize("answer", [0, 4])
def test_the_ends_of_the_scale_are_no_limits(answer: int) -> None:
    root = one_root(a_questionnaire(a_question("a"), levels=levels(0, 40)), a=answer)
    assert root.limits == 1


def test_where_no_limit_can_move_there_is_nothing_to_say_of_it() -> None:
    for stated in ({}, {"levels": levels(0)}):
        assert one_root(a_questionnaire(a_question("a"), **stated), a=2).limits is None
    assert one_root(a_questionnaire(a_question("a"), levels=levels(0, 40))).limits is None


def test_limits_move_from_end_to_end_alike_often() -> None:
    assert np.quantile(limit_shifts(), [0, 0.25, 0.5, 0.75, 1]) == pytest.approx(
        [-5, -2.5, 0, 2.5, 5], abs=0.15
    )


def nested(**stated: Any) -> Questionnaire:
    return a_questionnaire(
        a_section("s", a_question("a"), a_question("b", weight=3)),
        a_section("t", a_question("c", "choice", options=OPTIONS), a_question("d", "boolean")),
        **stated,
    )


@pytest.mark.parametrize("rule", ["arithmetic-mean", "minimum", "maximum"])
def test_readers_stay_between_what_the_engine_makes_of_the_neighbouring_answers(rule: str) -> None:
    """An error and half a step are less than two steps up or down, for every answer at once."""
    questionnaire = nested(rule=rule)
    root = one_root(questionnaire, a=2, b=2, c="some", d=True)
    low = assessed(questionnaire, a=0, b=0, c="none", d=True).root.value
    high = assessed(questionnaire, a=4, b=4, c="all", d=True).root.value
    assert root.readers is not None
    assert root.value is not None
    assert low is not None
    assert high is not None
    assert low <= root.readers.low < root.value < root.readers.high <= high


def test_weights_and_missing_answers_are_drawn_the_same_whoever_reads() -> None:
    """Streams of their own: what stands on steps elsewhere changes no other figure."""
    asked = [a_question("a", "boolean"), a_question("b", "boolean"), a_question("c", "boolean")]
    stated: dict[str, Any] = {"levels": levels(0, 40), "min_coverage": 0}
    one = one_root(a_questionnaire(*asked, **stated), a=True, b=False)
    stepped = [*asked[:1], a_question("b", steps=range(3)), *asked[2:]]
    other = one_root(a_questionnaire(*stepped, **stated), a=True, b=0)
    assert (one.readers, other.readers is None) == (None, False)
    assert (one.weights, one.limits) == (other.weights, other.limits)
    assert one.answers == other.answers
    assert one.together != other.together


def test_the_same_answers_give_the_same_readers() -> None:
    one, again, other = (one_root(nested(), a=a, b=2, c="some", d=True) for a in (2, 2, 3))
    assert one == again
    assert one.readers != other.readers
