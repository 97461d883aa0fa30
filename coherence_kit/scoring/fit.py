"""Whether a submission fits its questionnaire: what scoring takes for granted.

Whatever is loaded fits, because loading names every problem with its place. Submissions that a
program has put together are refused here, so that no figure ever rests on an answer that the
questionnaire does not have.
"""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.errors import WrongUseError
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, AnswerValue, Submission
from coherence_kit.problems import clip, did_you_mean
from coherence_kit.questions import kind_of
from coherence_kit.scoring.tree import Node, Tree


def expect_fit(tree: Tree, submission: Submission) -> None:
    """Nothing if every answer is one that its question has.

    Raises:
        WrongUseError: an answer to a question that the questionnaire lacks, a value that is no
            answer to its question, not applicable without a reason or where that is forbidden.

    """
    for question_id, answer in submission.answers.items():
        node = tree.nodes.get(question_id)
        if node is None or node.question is None or node.shares is not None:
            known = list(tree.asking_order)
            msg = f'There is no question "{clip(question_id)}".{did_you_mean(question_id, known)}'
            raise WrongUseError(msg)
        _expect_answer(node, node.question, answer)


def _expect_answer(node: Node, question: Question, answer: Answer) -> None:
    for value in (answer.value, answer.reviewed):
        if value is not None and not _is_answer(question, value):
            msg = f'{clip(repr(value))} is no answer to the question "{question.id}".'
            raise WrongUseError(msg)
    if answer.not_applicable is None:
        return
    if not answer.not_applicable.strip():
        msg = f'The question "{question.id}" is said not to apply, and a reason is missing.'
        raise WrongUseError(msg)
    if node.settings.not_applicable == "forbidden":
        msg = f'The questionnaire does not allow that the question "{question.id}" does not apply.'
        raise WrongUseError(msg)


def _is_answer(question: Question, value: AnswerValue) -> bool:
    """Whether reading an answer gives such a value; a whole number may stand for a fraction."""
    try:
        read = kind_of(question).parse(value)
    except (ValueError, TypeError):
        return False
    is_whole = isinstance(read, Fraction) and type(value) is int
    return is_whole or type(read) is type(value)
