"""What a rubric may state: its rule with parameters, its levels, and the weights of what lies below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.table_checks import check_lines
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import MatrixGroup, Question, Section
from coherence_kit.model.rubric import Rubric, RuleSpec
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.answers import HIGHEST, QUESTION_TYPES
from coherence_kit.scoring.rules import RULES, Measure, Rule
from coherence_kit.scoring.tree import answers_in

LARGEST_EXPONENT = 100
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
            kind = "sections" if isinstance(child, Section) and not isinstance(child, MatrixGroup) else "questions"
            key = "rows" if in_matrix else kind
            yield child, (*self.path, key, places[key])
            places[key] += 1


def check_rubric(document: Document, rubric: Rubric, path: PathLike, *, is_root: bool = False) -> None:
    """The rule exists and has the parameters it needs, the levels rise, evidence is demanded from a step."""
    rule = RULES.get(rubric.rule.name)
    if rule is None:
        hint = did_you_mean(rubric.rule.name, RULES)
        document.report(
            "questionnaire.unknown-rule", (*path, "rule"), rule=rubric.rule.name, known=", ".join(RULES), hint=hint
        )
    else:
        _check_parameters(document, rubric.rule, rule, (*path, "rule"))
    _check_levels(document, rubric, path)
    if is_root and rubric.evidence == "cap" and rubric.evidence_from is None:
        document.report("questionnaire.evidence-from", (*path, "evidence"))


def _check_parameters(document: Document, spec: RuleSpec, rule: Rule, path: PathLike) -> None:
    for key in PARAMETERS:
        stated = getattr(spec, key) is not None
        if stated and key not in rule.parameters:
            known = ", ".join(sorted(rule.parameters)) or "none"
            document.report_key("questionnaire.rule-key", (*path, key), key=key, rule=spec.name, known=known)
        if not stated and key in rule.needed and key != "floor":
            document.report("questionnaire.rule-lacks", path, key=key, rule=spec.name)
    if spec.floor is None and ("floor" in rule.needed or (spec.exponent is not None and spec.exponent < 0)):
        document.report("questionnaire.floor", path, rule=spec.name)
    for key, expected, is_right in _VALUES:
        value = getattr(spec, key)
        if value is not None and key in rule.parameters and not is_right(Fraction(value)):
            texts = {"key": key, "value": plain_number(Fraction(value)), "expected": expected}
            document.report("questionnaire.rule-value", (*path, key), **texts)


_VALUES: tuple[tuple[str, str, Callable[[Fraction], bool]], ...] = (
    ("cap", "above 0", lambda value: value > 0),
    ("n", "1 or more", lambda value: value >= 1),
    ("exponent", f"a number from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}, but not 0", lambda value: 0 < abs(value) <= LARGEST_EXPONENT),
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
                "questionnaire.levels", (*path, "levels", place, "from"), value=plain_number(start), level=level.id
            )
        if level.id in seen:
            document.report("questionnaire.duplicate-level", (*path, "levels", place, "id"), id=level.id)
        seen.add(level.id)
        previous = start


def check_section(document: Document, section: Section, path: PathLike, letters: LetterScale | None) -> None:
    """A section holds something that counts for something, under a rule that fits it."""
    if not section.questions and not section.sections:
        document.report("questionnaire.empty-section", path, id=section.id)
        return
    check_group_weight(document, section, path)
    check_rubric(document, section.rubric, (*path, "rubric"))
    check_group(document, Group(section.rubric, section.children, path), letters)
    of_a_scored_type = [
        child for child in section.children if isinstance(child, Section) or QUESTION_TYPES[child.type].is_scored
    ]
    if of_a_scored_type and not any(map(counts, of_a_scored_type)):
        document.report("questionnaire.no-weight", path, id=section.id)


def check_group_weight(document: Document, group: Section, path: PathLike) -> None:
    """A group counts for more than nothing."""
    for key, weight in (("weight", group.weight), ("points", group.points)):
        if weight is not None and weight.value == 0:
            document.report("questionnaire.section-weight", (*path, key), key=key, id=group.id)


def check_group(document: Document, group: Group, letters: LetterScale | None) -> None:
    """Points and weights are where the rule wants them, and the parts are of the kind it works on."""
    spec = group.rubric.rule
    rule = RULES.get(spec.name)
    if rule is None:
        return
    check_lines(document, spec, letters, (*group.path, "rubric", "rule"))
    if rule.measure is Measure.LETTERS and letters is None:
        document.report("questionnaire.no-letters", (*group.path, "rubric", "rule"), rule=spec.name)
    for child, place in group.with_places():
        if rule.needs_points and child.points is None and counts(child):
            document.report("questionnaire.points-missing", place, id=child.id, rule=spec.name)
        if not rule.needs_points and child.points is not None:
            document.report("questionnaire.points-unused", (*place, "points"), id=child.id, rule=spec.name)
        if counts(child):
            _check_kind(document, child, place, spec.name, rule)
    many = sum(map(counts, group.children))
    if spec.n is not None and "n" in rule.parameters and spec.n > max(many, 1):
        texts = {"key": "n", "value": str(spec.n), "expected": f"at most {many}, the number of parts that count"}
        document.report("questionnaire.rule-value", (*group.path, "rubric", "rule", "n"), **texts)


def _check_kind(document: Document, child: Question | Section, place: PathLike, name: str, rule: Rule) -> None:
    given = _measures_of(child)
    if rule.measure is Measure.LETTERS and given and Measure.LETTERS not in given:
        document.report("questionnaire.needs-letters", (*place, "id"), id=child.id, rule=name)
    elif rule.measure is Measure.NUMBERS and given and Measure.NUMBERS not in given:
        document.report("questionnaire.needs-numbers", (*place, "id"), id=child.id, rule=name)
    elif name == "share-of-boxes" and not _is_box(child):
        document.report("questionnaire.not-boxes", (*place, "id"), id=child.id)


def _measures_of(child: Question | Section) -> set[Measure]:
    """What a part can be counted in; nothing where it has no figure, or where its own fault is reported elsewhere."""
    if not isinstance(child, Section):
        return answers_in(child)
    rule = RULES.get(child.rubric.rule.name)
    return set() if rule is None else {rule.measure} - {Measure.NOTHING}


def _is_box(child: Question | Section) -> bool:
    return not isinstance(child, Section) and child.type == "boolean"


def counts(child: Question | Section) -> bool:
    """Whether a part enters the figure of its group."""
    return isinstance(child, Section) or (child.weight.value > 0 and QUESTION_TYPES[child.type].is_scored)
