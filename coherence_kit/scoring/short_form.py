"""The short form of a questionnaire: its short questions, and those that their conditions read.

Everything else stays as it is: sections, weights, targets, rubric, id and version. A section in
which nothing of the short form counts falls away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from coherence_kit.model.conditions import tests
from coherence_kit.model.questionnaire import (
    Listed,
    MatrixQuestion,
    Question,
    Questionnaire,
    Section,
    SharedQuestion,
)
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.tree import Tree, build_tree


def short_form(questionnaire: Questionnaire) -> Questionnaire | None:
    """The short form; None where no question is a short one.

    Of a matrix whose rows a condition reads there are the rows that are read. An answer that counts
    in a further section counts there in the short form too.
    """
    asked = _asked(questionnaire)
    if not asked:
        return None
    sections = tuple(_sections(questionnaire.sections, asked))
    return questionnaire.model_copy(update={"sections": sections})


def short_tree(short: Questionnaire, long: Tree) -> Tree:
    """The short form laid out, with the numbers that its parts have in the long one."""
    tree, numbers = build_tree(short), numbers_of(long.nodes, long.root)
    nodes = {name: replace(node, number=numbers.get(name)) for name, node in tree.nodes.items()}
    return replace(tree, nodes=nodes)


def _asked(questionnaire: Questionnaire) -> set[str]:
    """Ids of the short questions and, however many lie between, of those that they wait for."""
    questions = {question.id: question for question in questionnaire.questions()}
    asked: set[str] = set()
    waiting = [question for question in questions.values() if question.short]
    while waiting:
        question = waiting.pop()
        if question.id not in asked:
            asked.add(question.id)
            waiting += [questions[name] for name in _read(question)]
    return asked


def _read(question: Question) -> Iterator[str]:
    """Ids of the questions that a condition reads."""
    if question.depends_on is not None:
        yield from (test.question for test in tests(question.depends_on))


def _sections(sections: Collection[Section], asked: Collection[str]) -> Iterator[Section]:
    for section in sections:
        questions = tuple(_questions(section, asked))
        inner = tuple(_sections(section.sections, asked))
        if questions or inner:
            yield section.model_copy(update={"questions": questions, "sections": inner})


def _questions(section: Section, asked: Collection[str]) -> Iterator[Listed]:
    for question in section.questions:
        if isinstance(question, MatrixQuestion):
            rows = tuple(row for row in question.rows if f"{question.id}.{row.id}" in asked)
            if rows:
                # made anew: a copy would keep the group of all rows
                kept = {name: getattr(question, name) for name in MatrixQuestion.model_fields}
                yield MatrixQuestion.model_construct(**{**kept, "rows": rows})
        elif (question.question if isinstance(question, SharedQuestion) else question.id) in asked:
            yield question
