"""Conversion tables: each line is sound, and every set of letters that can occur has one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction

from coherence_kit.i18n import plain_number, plural
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.number_keys import check_spelling
from coherence_kit.model.base import parse_number
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.problems import did_you_mean
from coherence_kit.questions import kind_of
from coherence_kit.scoring.letter_sums import is_by_sum
from coherence_kit.scoring.outcomes import Outcomes, cases
from coherence_kit.scoring.tree import Node, Tree

MOST_SETS = 20_000
MOST_TOGETHER = 12
_SHOWN = 3


def check_lines(
    document: Document, spec: RuleSpec, letters: LetterScale | None, path: PathLike
) -> None:
    """Each line of the tables of a rule has to name letters that there are.

    It names as many as its table is for, and stands once.
    """
    if letters is None or spec.tables is None:
        return
    place = (*path, "tables")
    check_spelling(document, place)
    if is_by_sum(spec):
        _check_sums(document, spec, letters, path)
        return
    if spec.worth is not None:
        what, cure = "worth stands in a table that goes by lines", "write by: sum, or delete worth"
        document.report_key("questionnaire.table-sum", (*path, "worth"), what=what, cure=cure)
    for count, table in spec.tables.items():
        lines = (*place, _as_written(document.at(place), count))
        seen: dict[tuple[int, ...], str] = {}
        for key, result in table.items():
            here = (*lines, key)
            if _has_known_letters(document, letters, key, result, here) and _fits(
                document, count, key, here
            ):
                ranks = tuple(sorted(letters.grades.index(letter) for letter in key.split()))
                if ranks in seen:
                    texts = {
                        "key": key,
                        "first": seen[ranks],
                        "first_line": document.line_of((*lines, seen[ranks])),
                    }
                    document.report_key("questionnaire.table-twice", here, **texts)
                seen.setdefault(ranks, key)


def _check_sums(document: Document, spec: RuleSpec, letters: LetterScale, path: PathLike) -> None:
    """Each letter of a table by sum has to be one that there is.

    Its number is greater than that of the letter below.
    """
    for letter in spec.worth or {}:
        _check_letter(document, letters, letter, (*path, "worth", letter))
    for count, table in (spec.tables or {}).items():
        lines = (*path, "tables", _as_written(document.at((*path, "tables")), count))
        known = [name for name in table if _check_letter(document, letters, name, (*lines, name))]
        before: tuple[Fraction, str] | None = None
        for name in sorted(known, key=letters.grades.index):
            least = _least_sum(document, table[name], (*lines, name))
            if least is not None and before is not None and least <= before[0]:
                what = (
                    f"{name} begins at {plain_number(least)}, {before[1]} at "
                    f"{plain_number(before[0])}"
                )
                cure = "write the least sum of each letter, more for a better one"
                document.report("questionnaire.table-sum", (*lines, name), what=what, cure=cure)
            before = before if least is None else (least, name)


def _check_letter(document: Document, letters: LetterScale, name: str, here: PathLike) -> bool:
    if name in letters.grades:
        return True
    texts = {
        "value": name,
        "known": ", ".join(letters.grades),
        "hint": _likely_letters(name, letters),
    }
    document.report_key("questionnaire.unknown-letter", here, **texts)
    return False


def _least_sum(document: Document, text: str, here: PathLike) -> Fraction | None:
    try:
        return parse_number(text)
    except ValueError:
        what = f'the least sum is "{text}"'
        cure = "write letter and number, such as 2: {D: 0, C: 2, B: 4, A: 6}"
        document.report("questionnaire.table-sum", here, what=what, cure=cure)
        return None


def _has_known_letters(
    document: Document, letters: LetterScale, key: str, result: str, here: PathLike
) -> bool:
    grades = letters.grades
    unknown = next((letter for letter in key.split() if letter not in grades), None)
    if unknown is not None:
        report, wrong = document.report_key, unknown
    elif result not in grades:
        report, wrong = document.report, result
    else:
        return True
    texts = {"value": wrong, "known": ", ".join(grades), "hint": _likely_letters(wrong, letters)}
    report("questionnaire.unknown-letter", here, **texts)
    return False


def _likely_letters(wrong: str, letters: LetterScale) -> str:
    """The letters that were meant by what is written, as a hint.

    Looked for are a letter that counts as another, letters that run together, and a slip.
    """
    if wrong in letters.counts_as:
        return f' Write "{letters.counts_as[wrong]}", which "{wrong}" counts as.'
    if len(wrong) <= MOST_TOGETHER and all(sign in letters.order for sign in wrong):
        return f' Did you mean "{" ".join(wrong)}"?'
    return did_you_mean(wrong, letters.grades)


def _fits(document: Document, count: int, key: str, here: PathLike) -> bool:
    found = len(key.split())
    if found != count:
        texts = {
            "key": key,
            "found": f"{found} {plural(found, 'letter', 'letters')}",
            "count": count,
        }
        document.report_key("questionnaire.table-key", here, **texts)
    return found == count


def _as_written(tables: Iterable[str], count: int) -> str:
    """The key of a table as the file spells it."""
    return next((key for key in tables if int(key) == count), str(count))


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
        if not parts:
            continue
        sets = math.comb(len(parts) + max(len(part.scores) for part in parts), len(parts))
        if sets > MOST_SETS and not is_by_sum(node.rule):
            document.report("questionnaire.table-size", here, id=group, sets=sets, most=MOST_SETS)
            continue
        holes = sorted(
            (case for case in cases(node, parts) if not _has_line(node, case)),
            key=lambda case: (len(case), case),
        )
        if holes:
            _report_holes(document, node, [_spelt(case, node.letters) for case in holes], here)


def _has_line(node: Node, case: tuple[Fraction, ...]) -> bool:
    """Whether a group's tables say what these letters make."""
    if node.combine is None:
        return False
    try:
        node.combine([(Fraction(1), score) for score in case])
    except KeyError:
        return False
    return True


def _report_holes(document: Document, node: Node, holes: list[str], path: PathLike) -> None:
    """The lines that lack, at the table that the first of them belongs to, where there is one."""
    many, count = len(holes), len(holes[0].split())
    place = (*path, _as_written(document.at(path), count))
    shown = ", ".join(f'"{hole}"' for hole in holes[:_SHOWN]) + (
        f" and {many - _SHOWN} more" if many > _SHOWN else ""
    )
    texts = {"id": node.id, "lines": plural(many, "a line", f"{many} lines"), "shown": shown}
    document.report("questionnaire.table-hole", place, **texts)


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
        scores = frozenset(kind_of(node.question).possible_scores(node.letters))
        return Outcomes(scores, may_leave=not stays or node.question.depends_on is not None)
    parts = [_can_become(child, tree) for child in _counted(node, tree)]
    leaves = all(part.may_leave for part in parts)
    if node.is_monotone and node.combine is not None:
        one = Fraction(1)
        found = {node.combine([(one, score) for score in case]) for case in cases(node, parts)}
        return Outcomes(frozenset(found), leaves)
    return Outcomes(frozenset(_results_of_tables(node)), leaves)


def _results_of_tables(node: Node) -> Iterator[Fraction]:
    """The scores of the letters that the tables of a group lead to."""
    if node.letters is None or node.rule is None or node.rule.tables is None:
        return
    for table in node.rule.tables.values():
        for letter in table if is_by_sum(node.rule) else table.values():
            yield node.letters.score(letter)
