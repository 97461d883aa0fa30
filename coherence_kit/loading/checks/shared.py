"""Questions whose one answer counts in several sections: once in each, and scored alike in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.questionnaire import (
    MatrixQuestion,
    Question,
    Section,
    SharedQuestion,
)
from coherence_kit.scoring.tree import Node, Tree

Placed = Sequence[tuple[Section, PathLike]]


def are_questions(
    document: Document,
    sections: Placed,
    asked: Mapping[str, Question],
    matrices: Sequence[MatrixQuestion],
) -> bool:
    """Whether every line counts a question, and no section one twice; what is wrong is reported."""
    rows = {matrix.id: [row.id for row in matrix.group.children] for matrix in matrices}
    right = True
    for section, path in sections:
        seen = {child.id for child in section.children}
        for child, here in _shared_in(section, path):
            if child.question in rows:
                name = child.use.rpartition("/")[0]
                lines = ", ".join(f"use: {name}/{row}" for row in rows[child.question])
                _report(document, child, here, "it is a matrix", f"name its rows: {lines}")
            elif child.question in seen:
                why = f'it counts in the section "{section.id}" already'
                cure = "delete this line; what is to count for more is given a greater weight"
                _report(document, child, here, why, cure)
            else:
                seen.add(child.question)
                right = right and child.question in asked
                continue
            right = False
    return right


def check_shared(document: Document, tree: Tree, sections: Placed) -> None:
    """An answer is scored alike wherever it counts: it has one score, one target and one gain."""
    for section, path in sections:
        for child, here in _shared_in(section, path):
            found = _fault(tree.nodes[f"{section.id}/{child.question}"], tree)
            if found:
                _report(document, child, here, *found)


def _fault(node: Node, tree: Tree) -> tuple[str, str] | None:
    """What is wrong with a place in which an answer counts again, and the cure."""
    first = tree.nodes[node.shares or node.id]
    group = tree.nodes[node.parent or tree.root]
    if not group.has_figures:
        why = f'the rule of "{group.id}" is none, so that it has no figure to enter'
        return why, "give the section another rule, or delete this line"
    if not (node.scored and first.scored):
        where = "where it is asked" if not first.scored else "here"
        cure = (
            "give it a weight, and points where points are summed; a text or a date is never scored"
        )
        return f"it is not scored {where}", cure
    if node.letters != first.letters:
        forms = ["in letters" if place.letters else "in numbers" for place in (first, node)]
        why = f"it counts {forms[0]} where it is asked and {forms[1]} here"
        return why, "give both sections rules for letters, or both rules for numbers"
    for key in ("not_applicable", "evidence", "evidence_from", "evidence_cap"):
        if getattr(node.settings, key) != getattr(first.settings, key):
            why = f"{key} is not the same here as where it is asked"
            return why, f"state {key} in the rubric of the questionnaire, for all sections"
    return None


def _shared_in(section: Section, path: PathLike) -> Iterator[tuple[SharedQuestion, PathLike]]:
    for place, child in enumerate(section.questions):
        if isinstance(child, SharedQuestion):
            yield child, (*path, "questions", place)


def _report(document: Document, child: SharedQuestion, path: PathLike, why: str, cure: str) -> None:
    document.report("questionnaire.shared", (*path, "use"), id=child.question, why=why, cure=cure)
