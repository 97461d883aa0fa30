"""The engine gives no figure for answers that the questionnaire does not have."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.robustness.study import study
from coherence_kit.errors import WrongUseError
from coherence_kit.model.submission import Answer, AnswerValue
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_question, a_questionnaire, a_section, a_submission

QUESTIONNAIRE = a_questionnaire(
    a_question("step"),
    a_question("yes", "boolean"),
    a_question("one", "choice"),
    a_question("boxes", "multiple-choice"),
    a_question("number", "number", smallest=0, largest=50),
    a_question("said", "text"),
    a_section("strict", a_question("strict.step"), not_applicable="forbidden"),
)

UNFIT: list[tuple[str, AnswerValue | Answer]] = [
    ("other", 2),
    ("part", 2),
    ("step", 77),
    ("step", -1),
    ("step", True),
    ("step", "2"),
    ("step", Answer(value=2, reviewed=77)),
    ("yes", 1),
    ("yes", "true"),
    ("one", "none-such"),
    ("boxes", ("one", "one")),
    ("boxes", ("none-such",)),
    ("boxes", "one"),
    ("number", Fraction(51)),
    ("number", "2"),
    ("said", 2),
    ("step", Answer(not_applicable=" ")),
    ("strict.step", Answer(not_applicable="There is none.")),
]


@pytest.mark.parametrize(("question", "answer"), UNFIT)
def test_an_answer_that_its_question_lacks_is_refused(
    question: str, answer: AnswerValue | Answer
) -> None:
    submission = a_submission({"step": 2, question: answer})
    with pytest.raises(WrongUseError, match=question):
        assess(prepare(QUESTIONNAIRE), submission)
    with pytest.raises(WrongUseError, match=question):
        study(build_tree(QUESTIONNAIRE), [submission])


def test_answers_of_every_type_fit() -> None:
    submission = a_submission(
        {
            "step": 2,
            "yes": True,
            "one": "some",
            "boxes": ("one", "two"),
            "number": Fraction(5, 2),
            "said": "A text.",
            "strict.step": Answer(is_unknown=True),
        }
    )
    assert assess(prepare(QUESTIONNAIRE), submission).counts.answered == 5


def test_answers_to_another_questionnaire_are_refused() -> None:
    other = a_questionnaire(a_question("step"), id="other")
    with pytest.raises(WrongUseError, match="answers whole, not other"):
        assess(prepare(other), a_submission(step=2))
