"""Conversion tables: each line is sound, and every set of letters that can occur has one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.answers import possible_scores
from coherence_kit.scoring.outcomes import Outcomes, cases
from coherence_kit.scoring.tree import Node, Tree

MOST_SETS = 20_000
_SHOWN = 3


def check_lines(document: Document, spec: RuleSpec, letters: LetterScale | None, path: PathLike) -> None:
    """Each line of the tables of a rule names letters there are, as many as its table is for, and stands once."""
    if letters is None:
        return
    for count, table in (spec.tables or {}).items():
        seen: dict[tuple[int, ...], str] = {}
        written = _as_written(document.at((*path, "tables")), count)
        for key, result in table.items():
            here = (*path, "tables", written, key)
            unknown = [letter for letter in (*key.split(), result) if letter not in letters.grades]
            if unknown:
                known, hint = ", ".join(letters.grades), did_you_mean(unknown[0], letters.grades)
                document.report("questionnaire.unknown-letter", here, value=unknown[0], known=known, hint=hint)
            elif len(key.split()) != count:
                document.report_key("questionnaire.table-key", here, key=key, count=count)
            else:
                ranks = tuple(sorted(letters.grades.index(letter) for letter in key.split()))
                if ranks in seen:
                    first_line = document.line_of((*path, "tables", written, seen[ranks]))
                    document.report_key("questionnaire.table-twice", here, key=key, first_line=first_line)
                seen.setdefault(ranks, key)


def _as_written(tables: object, count: int) -> str:
    """The key of a table as the file spells it."""
    return next((key for key in tables if int(key) == count), str(count)) if isinstance(tables, dict) else str(count)


def check_tables(document: Document, tree: Tree, places: Iterable[tuple[str, PathLike]]) -> None:
    """Every set of letters that a table can meet has a line in it.

    Args:
        document: the questionnaire's file.
        tree: the questionnaire laid out; its lines are sound.
        places: id and place of each group.

    """
    for group, path in places:
        node = tree.nodes[group]
        if node.is_monotone or node.letters is None or node.rule is None:
            continue
        here = (*path, "rubric", "rule", "tables")
        parts = [_can_become(child, tree) for child in _counted(node, tree)]
        sets = math.comb(len(parts) + max(len(part.scores) for part in parts), len(parts))
        if sets > MOST_SETS:
            document.report("questionnaire.table-size", here, id=group, sets=sets, most=MOST_SETS)
            continue
        stated = {
            tuple(sorted(node.letters.score(letter) for letter in key.split()))
            for table in (node.rule.tables or {}).values()
            for key in table
        }
        holes = sorted(cases(node, parts) - stated, key=lambda case: (len(case), case))
        if holes:
            shown = "; ".join(_spelt(case, node.letters) for case in holes[:_SHOWN])
            document.report("questionnaire.table-hole", here, id=group, many=len(holes), shown=shown)


def _spelt(case: Iterable[Fraction], letters: LetterScale) -> str:
    return " ".join(letters.grade(score) for score in case)


def _counted(node: Node, tree: Tree) -> list[Node]:
    children = [tree.nodes[child] for child in node.children]
    return [child for child in children if child.scored and child.has_figures]


def _can_become(node: Node, tree: Tree) -> Outcomes:
    """Every letter that a node can have in some submission, and whether it can leave its group."""
    if node.question is not None:
        policy = node.settings.not_applicable
        stays = policy == "forbidden" or (policy == "target" and node.target_score is not None)
        scores = frozenset(possible_scores(node.question, node.letters))
        return Outcomes(scores, may_leave=not stays or node.question.depends_on is not None)
    parts = [_can_become(child, tree) for child in _counted(node, tree)]
    leaves = all(part.may_leave for part in parts)
    if node.is_monotone and node.combine is not None:
        one = Fraction(1)
        found = {node.combine([(one, score) for score in case]) for case in cases(node, parts)}
        return Outcomes(frozenset(found), leaves)
    tables = (node.rule.tables if node.rule else None) or {}
    results = {node.letters.score(letter) for table in tables.values() for letter in table.values() if node.letters}
    return Outcomes(frozenset(results), leaves)
