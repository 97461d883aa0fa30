"""A questionnaire laid out for scoring.

It has nodes with parent, children, weight, rule and the settings in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from graphlib import TopologicalSorter
from typing import Any

from coherence_kit.model.conditions import tests
from coherence_kit.model.letters import LetterScale, grade_label
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.rubric import DEFAULT_MIN_COVERAGE, Level, Publish, Rubric, RuleSpec
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import is_matrix
from coherence_kit.scoring.kept import Kept
from coherence_kit.scoring.rules import RULES, Combine, ValueKind, Weigh, gives_figures, weighed


@dataclass(frozen=True, slots=True)
class Settings:
    """A node's rubric with everything inherited filled in."""

    min_coverage: Fraction = DEFAULT_MIN_COVERAGE
    missing: str = "interval"
    not_applicable: str = "exclude"
    evidence: str = "none"
    evidence_from: int | None = None
    evidence_cap: int | None = None
    publish: Publish = field(default_factory=Publish)
    levels: tuple[Level, ...] = ()

    def overridden_by(self, rubric: Rubric) -> Settings:
        """These settings with what a node states on top."""
        names = self.__dataclass_fields__
        return replace(
            self,
            **{name: getattr(rubric, name) for name in names if getattr(rubric, name) is not None},
        )


@dataclass(frozen=True, slots=True)
class Node:
    """One node.

    `weight` is the weight, or the points where the parent's rule sums; `scored` is whether it
    counts. `combine` is the group's rule, from (weight, score) pairs to a score, and
    `weigh` gives their total weight and their mean. `letters` are
    there where the node's figures are letters. `answer_scores` has the score of every answer that
    can be listed, by its key (`2`, `true`, an option's id), `target_score` the one aimed at.
    `shares` is there where a question that is asked elsewhere counts once more: its id. `number`
    is that of a node which keeps the one it has in a longer questionnaire. `scored_before` belongs
    to the engine, which keeps there what it made of answers: few are given again and again.
    """

    id: str
    kind: str
    parent: str | None
    children: tuple[str, ...]
    weight: Fraction
    rule: RuleSpec | None
    settings: Settings
    combine: Combine | None = None
    letters: LetterScale | None = None
    depth: int = 0
    question: Question | None = None
    shares: str | None = None
    scored: bool = True
    answer_scores: Mapping[str, Fraction] = field(default_factory=dict)
    target_score: Fraction | None = None
    number: str | None = None
    weigh: Weigh = weighed
    scored_before: dict[object, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def has_figures(self) -> bool:
        """Whether the node is a question or a group with figures of its own."""
        return self.rule is None or gives_figures(self.rule)

    @property
    def is_monotone(self) -> bool:
        """Whether a better child never makes this group worse."""
        return self.rule is None or RULES[self.rule.name].is_monotone


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes by id, parents before children, in the order of the questionnaire.

    In `asking_order` every question stands after those that its condition reads. `roots`
    are the nodes that no figure above them takes in: the questionnaire, or what lies
    below a group with the rule `none`. `further` has, for each question that counts
    in several places, the nodes beside its own.
    """

    root: str
    nodes: dict[str, Node]
    asking_order: tuple[str, ...]
    roots: tuple[str, ...]
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Tree({self.root!r}, {len(self.nodes)} nodes)"

    def path(self, node_id: str) -> tuple[str, ...]:
        """Ids from the node's parent up to the whole."""
        path = []
        parent = self.nodes[node_id].parent
        while parent is not None:
            path.append(parent)
            parent = self.nodes[parent].parent
        return tuple(path)

    def places(self, question_id: str) -> tuple[str, ...]:
        """Ids of every node in which the answer to a question counts, its own first."""
        return (question_id, *self.further.get(question_id, ()))

    def groups_above(self, node_id: str) -> tuple[str, ...]:
        """Ids of the groups whose figures the node enters, from its parent up to its root."""
        return tuple(group for group in self._up_to_root(node_id) if group != node_id)

    def groups_above_any(self, node_ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of the groups whose figures any of these nodes enters, the deepest first."""
        above = {group for node_id in node_ids for group in self.groups_above(node_id)}
        return tuple(sorted(above, key=lambda group: -self.nodes[group].depth))

    def root_of(self, node_id: str) -> str | None:
        """The root that a node enters, itself where it is one.

        None for a group that has no figures.
        """
        chain = self._up_to_root(node_id)
        return chain[-1] if chain else None

    def _up_to_root(self, node_id: str) -> tuple[str, ...]:
        chain = []
        for name in (node_id, *self.path(node_id)):
            if not self.nodes[name].has_figures:
                break
            chain.append(name)
        return tuple(chain)


def build_tree(questionnaire: Questionnaire) -> Tree:
    """Lay a questionnaire out; the root has the questionnaire's own id."""
    settings = Settings().overridden_by(questionnaire.rubric)
    nodes: dict[str, Node] = {}
    root = _group_node(
        Node(
            id=questionnaire.id,
            kind="questionnaire",
            parent=None,
            children=tuple(section.id for section in questionnaire.sections),
            weight=Fraction(1),
            rule=questionnaire.rubric.rule,
            settings=settings,
        ),
        questionnaire.letters,
    )
    nodes[root.id] = root
    asked = {question.id: question for question in questionnaire.questions()}
    for section in questionnaire.sections:
        _add_section(nodes, section, root, settings, questionnaire.letters, asked)
    roots = tuple(
        node.id
        for node in nodes.values()
        if node.has_figures and (node.parent is None or not nodes[node.parent].has_figures)
    )
    return Tree(root.id, nodes, _asking_order(questionnaire), roots, _further(nodes))


def _further(nodes: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    """Question to the nodes in which its answer counts once more."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes.values():
        if node.shares is not None:
            found[node.shares] = (*found.get(node.shares, ()), node.id)
    return found


def _group_node(node: Node, letters: LetterScale | None) -> Node:
    """A group with its rule made ready, and in letters where its rule gives them."""
    if node.rule is None:
        return node
    rule = RULES[node.rule.name]
    combine = Kept(rule.make(node.rule, letters))
    ready = replace(node, combine=combine, weigh=Kept(weighed))
    if rule.measure is not ValueKind.LETTERS or letters is None:
        return ready
    return replace(ready, letters=letters, settings=_in_letters(node.settings, letters))


def _in_letters(settings: Settings, letters: LetterScale) -> Settings:
    """The same settings with every letter as a level."""
    levels = tuple(
        Level.model_construct(id=grade, start=letters.score(grade), label=grade_label(grade))
        for grade in letters.grades
    )
    return replace(settings, levels=levels)


def _asking_order(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Questions in an order in which conditions can be decided one after the other.

    Conditions do not depend on each other in circles: `check` has refused those.
    """
    needs: dict[str, list[str]] = {}
    for question in questionnaire.questions():
        condition = question.depends_on
        needs[question.id] = [test.question for test in tests(condition)] if condition else []
    return tuple(TopologicalSorter(needs).static_order())


def _add_section(  # noqa: PLR0913, PLR0917  (what is in force around a section)
    nodes: dict[str, Node],
    section: Section,
    parent: Node,
    above: Settings,
    letters: LetterScale | None,
    asked: Mapping[str, Question],
) -> None:
    """Add a section with all below it.

    `above` are the settings in force around it, as stated, whatever letters its parent works in.
    """
    parts = tuple(section.parts(asked))
    settings = above.overridden_by(section.rubric)
    node = _group_node(
        Node(
            id=section.id,
            kind="matrix" if is_matrix(section) else "section",
            parent=parent.id,
            children=tuple(name for name, _ in parts),
            weight=_weight(section, parent),
            rule=section.rubric.rule,
            settings=settings,
            depth=parent.depth + 1,
        ),
        letters,
    )
    nodes[node.id] = node
    for name, child in parts:
        if isinstance(child, Section):
            _add_section(nodes, child, node, settings, letters, asked)
        else:
            made = _question_node(child, node, settings, letters, whole=next(iter(nodes.values())))
            if name != child.id:
                made = replace(made, id=name, shares=child.id)
            nodes[name] = made


def _question_node(
    question: Question,
    parent: Node,
    settings: Settings,
    letters: LetterScale | None,
    *,
    whole: Node,
) -> Node:
    counts = _counts_in(question, parent, letters)
    # where points are summed, a section's own scale is that of its points: ten points for
    # all of it, not for each part
    in_points = parent.rule is not None and RULES[parent.rule.name].needs_points
    if in_points:
        settings = replace(settings, publish=whole.settings.publish)
    if counts is not None:
        settings = _in_letters(settings, counts)
    if question.not_applicable is not None:
        settings = replace(settings, not_applicable=question.not_applicable)
    weight, kind = _weight(question, parent), kind_of(question)
    scored = weight > 0 and kind.is_scored
    return Node(
        id=question.id,
        kind="question",
        parent=parent.id,
        children=(),
        weight=weight,
        rule=None,
        settings=settings,
        letters=counts,
        depth=parent.depth + 1,
        question=question,
        scored=scored,
        answer_scores=kind.listed_scores(counts) if scored else {},
        target_score=kind.target_score(counts) if scored else None,
    )


def _counts_in(question: Question, parent: Node, letters: LetterScale | None) -> LetterScale | None:
    """The letters in which a question is counted, or None for numbers.

    It is counted in letters where the group above works in them, or where there is no such group
    and its answers have only letters.
    """
    if parent.has_figures:
        return parent.letters
    return letters if letters is not None and answers_in(question) == {ValueKind.LETTERS} else None


def answers_in(question: Question) -> set[ValueKind]:
    """What the answers to a question can be counted in: numbers, letters, or either."""
    graded = kind_of(question).graded
    if graded is None:
        return {ValueKind.NUMBERS}
    found = {ValueKind.NUMBERS} if graded.has_scores else set()
    return found | {ValueKind.LETTERS} if graded.has_letters else found


def _weight(child: Question | Section, parent: Node) -> Fraction:
    """The points where the parent's rule sums, else the weight.

    What weighs 0 has no points either.
    """
    if parent.rule is not None and RULES[parent.rule.name].needs_points and child.weight.value > 0:
        return child.points.value if child.points else Fraction(1)
    return child.weight.value
