"""Forms that ask a part of a questionnaire: the short form, and that of one respondent of a round.

They have their questions, and those that their conditions read. Everything else stays as it is:
sections, weights, targets, rubric, id and version. A section in which nothing of the part counts
falls away.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.selection import conditions_of, deciding, only_questions
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.tree import Tree, build_tree


def short_form(questionnaire: Questionnaire) -> Questionnaire | None:
    """The short form; None where no question is a short one."""
    short = {question.id for question in questionnaire.questions() if question.short}
    return part_of(questionnaire, short) if short else None


def part_of(questionnaire: Questionnaire, asked: Collection[str]) -> Questionnaire:
    """The questionnaire with these questions, and those that decide whether they are asked.

    Of a matrix whose rows a condition reads there are the rows that are read. An answer that counts
    in a further section counts there in the part too.
    """
    # what a condition reads is asked and counts as any other question
    read = deciding(conditions_of(questionnaire), asked)
    return only_questions(questionnaire, {*asked} | read)


def part_tree(part: Questionnaire, long: Tree) -> Tree:
    """A part laid out, with the numbers that its sections and questions have in the whole."""
    tree, numbers = build_tree(part), numbers_of(long.nodes, long.root)
    nodes = {name: replace(node, number=numbers.get(name)) for name, node in tree.nodes.items()}
    return replace(tree, nodes=nodes)
