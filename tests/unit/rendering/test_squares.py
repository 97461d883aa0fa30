from coherence_kit.charts import AnswerCounts, answer_squares
from coherence_kit.model.status import Tally
from coherence_kit.rendering.squares import squares


def test_an_open_question_is_not_answered_and_one_not_asked_has_no_square() -> None:
    tally = Tally(answered=2, not_applicable=1, not_asked=1, unknown=3, unanswered=1, open=1)
    assert squares(tally, "alt") == answer_squares(AnswerCounts(2, 3, 2, 1), "alt")


def test_a_carried_answer_has_a_square_of_its_own() -> None:
    tally = Tally(answered=1, unanswered=1, carried=2)
    assert squares(tally, "alt") == answer_squares(
        AnswerCounts(answered=1, unanswered=1, carried=2), "alt"
    )
