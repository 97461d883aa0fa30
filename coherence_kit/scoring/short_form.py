"""The short form of a questionnaire: its short questions, and those that their conditions read.

Everything else stays as it is: sections, weights, targets, rubric, id and version. A section in
which nothing of the short form counts falls away.
"""

from __future__ import annotations

from dataclasses import replace

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.selection import deciding, only_questions
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.scoring.tree import Tree, build_tree


def short_form(questionnaire: Questionnaire) -> Questionnaire | None:
    """The short form; None where no question is a short one.

    Of a matrix whose rows a condition reads there are the rows that are read. An answer that counts
    in a further section counts there in the short form too.
    """
    short = {question.id for question in questionnaire.questions() if question.short}
    if not short:
        return None
    # what a condition reads is asked and counts as any other question
    return only_questions(questionnaire, short | deciding(questionnaire, short))


def short_tree(short: Questionnaire, long: Tree) -> Tree:
    """The short form laid out, with the numbers that its parts have in the long one."""
    tree, numbers = build_tree(short), numbers_of(long.nodes, long.root)
    nodes = {name: replace(node, number=numbers.get(name)) for name, node in tree.nodes.items()}
    return replace(tree, nodes=nodes)
