"""What a rubric may state.

That is its rule with parameters, its levels, and the weights of what lies below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.loading.checks.tables import check_lines
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import Question, Section, SharedQuestion
from coherence_kit.model.rubric import Rubric, RuleSpec
from coherence_kit.problems import did_you_mean
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import HIGHEST
from coherence_kit.questions.matrix import is_matrix
from coherence_kit.scoring.rules import RULES, Rule, ValueKind
from coherence_kit.scoring.tree import answers_in

LARGEST_EXPONENT = 100
SMALLEST_EXPONENT = Fraction(1, 1000)
"""Next to 0 the figure would be lost in rounding; the mean is the geometric one there."""
PARAMETERS = tuple(name for name in RuleSpec.model_fields if name not in {"name", "reason"})


@dataclass(frozen=True, slots=True)
class Group:
    """A rubric with the parts that it puts together, and where the group stands in the file."""

    rubric: Rubric
    children: tuple[Question | Section, ...]
    path: PathLike

    def with_places(self) -> Iterator[tuple[Question | Section, PathLike]]:
        """The parts, each with its place."""
        places = {"questions": 0, "sections": 0, "rows": 0}
        in_matrix = "questions" in self.path
        for child in self.children:
            kind = (
                "sections" if isinstance(child, Section) and not is_matrix(child) else "questions"
            )
            key = "rows" if in_matrix else kind
            yield child, (*self.path, key, places[key])
            places[key] += 1


def check_rubric(document: Document, rubric: Rubric, path: PathLike) -> None:
    """The rule exists and has the parameters it needs, the levels rise."""
    rule = RULES.get(rubric.rule.name)
    if rule is None:
        texts = {
            "rule": rubric.rule.name,
            "known": ", ".join(RULES),
            "hint": did_you_mean(rubric.rule.name, RULES),
        }
        document.report("questionnaire.unknown-rule", (*path, "rule", "name"), **texts)
    else:
        _check_parameters(document, rubric.rule, rule, (*path, "rule"))
    _check_levels(document, rubric, path)
    if rubric.publish is not None and rubric.publish.max == 0:
        texts = {
            "key": "max",
            "value": "0",
            "expected": "above 0, since it is what a score of 100 is printed as",
        }
        document.report("questionnaire.rule-value", (*path, "publish", "max"), **texts)


def _check_parameters(document: Document, spec: RuleSpec, rule: Rule, path: PathLike) -> None:
    for key in PARAMETERS:
        stated = getattr(spec, key) is not None
        if stated and key not in rule.parameters:
            takers = [name for name, other in RULES.items() if key in other.parameters]
            _report_rule_key(document, path, key, spec.name, tuple(sorted(rule.parameters)), takers)
        if not stated and key in rule.needed and key != "floor":
            meaning, example = _NEEDED[key]
            texts = {"key": key, "rule": spec.name, "meaning": meaning, "example": example}
            document.report("questionnaire.rule-lacks", path, **texts)
    if spec.floor is None and (
        "floor" in rule.needed or (spec.exponent is not None and spec.exponent < 0)
    ):
        exponent = "" if spec.exponent is None else f"exponent: {plain_number(spec.exponent)}, "
        document.report("questionnaire.floor", path, rule=spec.name, exponent=exponent)
    for key, expected, is_right in _VALUES:
        value = getattr(spec, key)
        if value is not None and key in rule.parameters and not is_right(Fraction(value)):
            texts = {"key": key, "value": plain_number(Fraction(value)), "expected": expected}
            document.report("questionnaire.rule-value", (*path, key), **texts)


def _report_rule_key(  # noqa: PLR0913, PLR0917  (what is said needs its parts)
    document: Document,
    path: PathLike,
    key: str,
    rule: str,
    known: tuple[str, ...],
    takers: Iterable[str],
) -> None:
    """A rule is given something that another rule takes."""
    texts = {
        "key": key,
        "rule": rule,
        "known": " and ".join(known) or "no such key",
        "takers": " or ".join(takers),
    }
    document.report_key("questionnaire.rule-key", (*path, key), **texts)


_NEEDED = {
    "n": ("n, the number of parts that are enough", "{name: any-n-of, n: 2}"),
    "exponent": (
        "an exponent: above 1 the high parts weigh more, below 1 the low ones",
        "{name: power-mean, exponent: 2}",
    ),
    "tables": (
        "tables, which say letter by letter what comes out",
        "{name: conversion-table, tables: {1: {B: B, A: A}, 2: {B B: B, B A: B+, A A: A}}}",
    ),
}
_VALUES: tuple[tuple[str, str, Callable[[Fraction], bool]], ...] = (
    ("cap", "above 0, since it is the sum that scores 100", lambda value: value > 0),
    ("n", "1 or more", lambda value: value >= 1),
    (
        "exponent",
        (f"a number from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}, "
        f"but not 0 or within {plain_number(SMALLEST_EXPONENT)} of it"),
        lambda value: SMALLEST_EXPONENT <= abs(value) <= LARGEST_EXPONENT,
    ),
    ("floor", "from 0 up to below 100", lambda value: 0 <= value < HIGHEST),
)  # fmt: skip


def _check_levels(document: Document, rubric: Rubric, path: PathLike) -> None:
    """Classes are closed below, so they must rise from 0 and stay under or at 100."""
    previous: Fraction | None = None
    seen: set[str] = set()
    for place, level in enumerate(rubric.levels or ()):
        start = Fraction(level.start)
        wrong = start != 0 if previous is None else start <= previous
        if wrong or start > HIGHEST:
            document.report(
                "questionnaire.levels",
                (*path, "levels", place, "from"),
                value=plain_number(start),
                level=level.id,
            )
        if level.id in seen:
            document.report(
                "questionnaire.duplicate-level", (*path, "levels", place, "id"), id=level.id
            )
        if place == 0 and level.every_part is not None:
            here = (*path, "levels", place, "every_part")
            document.report("questionnaire.lowest-floor", here, level=level.id)
        seen.add(level.id)
        previous = start
    if rubric.aim is not None and rubric.aim not in seen:
        texts = {
            "aim": rubric.aim,
            "known": ", ".join(level.id for level in rubric.levels or ()) or "none",
            "hint": did_you_mean(rubric.aim, seen),
        }
        document.report("questionnaire.unknown-aim", (*path, "aim"), **texts)


def check_section(
    document: Document,
    section: Section,
    path: PathLike,
    letters: LetterScale | None,
    asked: Mapping[str, Question],
) -> None:
    """A section holds something that counts for something, under a rule that fits it."""
    if not section.questions and not section.sections:
        document.report("questionnaire.empty-section", path, id=section.id)
        return
    check_group_weight(document, section, path)
    check_rubric(document, section.rubric, (*path, "rubric"))
    parts = tuple(part for _, part in section.parts(asked))
    group = Group(section.rubric, parts, path)
    check_group(document, group, letters)
    check_something_counts(document, group, section.id, what_is(section))


def check_something_counts(document: Document, group: Group, name: str, what: str) -> None:
    """A group whose parts could count has to have one that does.

    `name` is the id of the group, `what` says what it is.
    """
    rule = RULES.get(group.rubric.rule.name)
    if rule is None:
        return
    is_profile = rule.measure is ValueKind.NOTHING
    could = [child for child in group.children if _is_scored(child)]
    has_one = any(
        (is_profile and isinstance(child, Section)) or counts(child, needs_points=rule.needs_points)
        for child in could
    )
    if not could or has_one:
        return
    texts = {"id": name, "parts": ", ".join(child.id for child in could)}
    if all(isinstance(child, Section) for child in could):
        here = (*group.path, "rubric", "rule")
        document.report(
            "questionnaire.only-profiles", here, **texts, what=what, rule=group.rubric.rule.name
        )
        return
    size = (
        "points"
        if rule.needs_points and any(child.weight.value > 0 for child in could)
        else "a weight"
    )
    document.report("questionnaire.no-weight", group.path, **texts, what=what, size=size)


def _is_scored(child: Question | Section) -> bool:
    """Whether a part is asked to be scored, or has a question that is."""
    if isinstance(child, Section):
        shares = any(isinstance(part, SharedQuestion) for part in child.questions)
        return shares or any(map(_is_scored, child.children))
    return kind_of(child).is_scored


def what_is(group: Section) -> str:
    """A group in a word."""
    return "matrix" if is_matrix(group) else "section"


def check_group_weight(document: Document, group: Section, path: PathLike) -> None:
    """A group counts for more than nothing."""
    parts = "rows" if is_matrix(group) else "questions"
    for key, weight in (("weight", group.weight), ("points", group.points)):
        if weight is not None and weight.value == 0:
            texts = {"key": key, "id": group.id, "what": what_is(group), "parts": parts}
            document.report("questionnaire.section-weight", (*path, key, "value"), **texts)


def check_group(document: Document, group: Group, letters: LetterScale | None) -> None:
    """Points and weights are where the rule wants them, and the parts are of the kind it works on.

    Of a questionnaire without letters only that is told, elsewhere and once,
    wherever something is in letters.
    """
    spec = group.rubric.rule
    rule = RULES.get(spec.name)
    if rule is None:
        return
    if "tables" in rule.parameters:
        check_lines(document, spec, letters, (*group.path, "rubric", "rule"))
    for child, place in group.with_places():
        lacks_points = rule.needs_points and child.points is None and counts(child)
        if lacks_points:
            above = f"the rule {spec.name}"
            document.report(
                "questionnaire.points-missing", place, id=child.id, above=above, one="part"
            )
        if not rule.needs_points and child.points is not None:
            texts = {
                "above": f"the rule above it is {spec.name}",
                "summing": "the rule sum-of-points",
            }
            cure = "write weight: instead, or change the rule"
            document.report(
                "questionnaire.points-unused", (*place, "points"), id=child.id, cure=cure, **texts
            )
        is_told = lacks_points or document.is_borrowed((*place, "weight"))
        if not rule.weighs and child.weight.value not in {0, 1} and not is_told:
            _check_idle_weight(document, child, place, spec.name)
    _check_kinds(document, group, rule, letters)
    many = sum(map(counts, group.children))
    if spec.n is not None and "n" in rule.parameters and spec.n > max(many, 1):
        texts = {
            "key": "n",
            "value": str(spec.n),
            "expected": f"at most {many}, the number of parts that count",
        }
        document.report("questionnaire.rule-value", (*group.path, "rubric", "rule", "n"), **texts)


def _check_idle_weight(
    document: Document, child: Question | Section, place: PathLike, name: str
) -> None:
    """A weight under a rule that does not weigh has to have a reason.

    It does nothing, or moves the coverage alone.
    """
    rule = RULES[name]
    does_nothing = rule.needs_points or rule.measure is ValueKind.NOTHING
    if child.weight.reason is not None and not does_nothing:
        return
    texts = {"id": child.id, "weight": plain_number(child.weight.value), "rule": name}
    if does_nothing:
        texts["still"] = "nothing"
        texts["cure"] = (
            "delete the weight, and say in points what it is worth"
            if rule.needs_points
            else "delete the weight"
        )
    else:
        texts["still"] = "only its coverage and the order of what is to be collected"
        texts["cure"] = "delete the weight, or give it a reason: {value: 2, reason: …}"
    document.report("questionnaire.weight-unused", (*place, "weight"), **texts)


def _check_kinds(document: Document, group: Group, rule: Rule, letters: LetterScale | None) -> None:
    """The parts have to give what the rule works on.

    The rows of a matrix share their columns, so they are reported once.
    """
    for child, place in group.with_places():
        if not counts(child):
            continue
        own = (*group.path, "columns") if place[-2] == "rows" else (*place, "id")
        name = str(child.id).rpartition(".")[0] if place[-2] == "rows" else child.id
        found = _fault_of_kind(child, rule, group.rubric.rule.name, letters)
        if found:
            code, cure = found
            document.report(code, own, id=name, rule=group.rubric.rule.name, cure=cure)
            if place[-2] == "rows":
                return


def _fault_of_kind(
    child: Question | Section, rule: Rule, name: str, letters: LetterScale | None
) -> tuple[str, str] | None:
    """The code of what is wrong with a part under a rule, and what can be done about the part."""
    given = _measures_of(child) if letters else set()
    if rule.measure is ValueKind.LETTERS and given and ValueKind.LETTERS not in given:
        return "questionnaire.needs-letters", _to_letters(child)
    if rule.measure is ValueKind.NUMBERS and given and ValueKind.NUMBERS not in given:
        return "questionnaire.needs-numbers", _to_numbers(child)
    if name == "share-of-boxes" and not _is_box(child):
        return "questionnaire.not-boxes", ""
    return None


def _to_letters(child: Question | Section) -> str:
    if isinstance(child, Section):
        return "give it the rule weakest-link or conversion-table"
    return kind_of(child).cure_for_letters


def _to_numbers(child: Question | Section) -> str:
    return (
        "give it a rule for numbers"
        if isinstance(child, Section)
        else "give each of its answers a score"
    )


def _measures_of(child: Question | Section) -> set[ValueKind]:
    """What a part can be counted in.

    Nothing where it has no figure, or where its own fault is reported elsewhere.
    """
    if not isinstance(child, Section):
        return answers_in(child)
    rule = RULES.get(child.rubric.rule.name)
    return set() if rule is None else {rule.measure} - {ValueKind.NOTHING}


def _is_box(child: Question | Section) -> bool:
    return not isinstance(child, Section) and kind_of(child).is_tick


def counts(child: Question | Section, *, needs_points: bool = False) -> bool:
    """Whether a part enters the figure of its group.

    No profile does, and where points are summed no question without any.
    """
    if isinstance(child, Section):
        rule = RULES.get(child.rubric.rule.name)
        return _is_scored(child) and (rule is None or rule.measure is not ValueKind.NOTHING)
    worth = child.points is None or child.points.value > 0 or not needs_points
    return child.weight.value > 0 and worth and kind_of(child).is_scored
