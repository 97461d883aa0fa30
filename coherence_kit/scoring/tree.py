"""A questionnaire laid out for scoring: nodes with parent, children, weight, rule and the settings in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from graphlib import TopologicalSorter

from coherence_kit.model.conditions import tests
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.rubric import DEFAULT_MIN_COVERAGE, Level, Publish, Rubric, RuleSpec
from coherence_kit.scoring.answers import QUESTION_TYPES, listed_scores, target_score


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
        return replace(self, **{name: getattr(rubric, name) for name in names if getattr(rubric, name) is not None})


@dataclass(frozen=True, slots=True)
class Node:
    """One node.

    `weight` is the weight, or the points where the parent's rule sums; `scored` is whether it counts. `answer_scores`
    has the score of every answer that can be listed, by its key (`2`, `true`, an option's id), `target_score` the one
    aimed at.
    """

    id: str
    kind: str
    parent: str | None
    children: tuple[str, ...]
    weight: Fraction
    rule: RuleSpec | None
    settings: Settings
    depth: int = 0
    question: Question | None = None
    scored: bool = True
    answer_scores: Mapping[str, Fraction] = field(default_factory=dict)
    target_score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes by id, parents before children, in the order of the questionnaire.

    In `asking_order` every question stands after those that its condition reads.
    """

    root: str
    nodes: dict[str, Node]
    asking_order: tuple[str, ...]

    def path(self, node_id: str) -> tuple[str, ...]:
        """Ids from the node's parent up to the root."""
        path = []
        parent = self.nodes[node_id].parent
        while parent is not None:
            path.append(parent)
            parent = self.nodes[parent].parent
        return tuple(path)


def build_tree(questionnaire: Questionnaire) -> Tree:
    """Lay a questionnaire out; the root has the questionnaire's own id."""
    settings = Settings().overridden_by(questionnaire.rubric)
    nodes: dict[str, Node] = {}
    root = Node(
        id=questionnaire.id,
        kind="questionnaire",
        parent=None,
        children=tuple(section.id for section in questionnaire.sections),
        weight=Fraction(1),
        rule=questionnaire.rubric.rule,
        settings=settings,
    )
    nodes[root.id] = root
    for section in questionnaire.sections:
        _add_section(nodes, section, root)
    return Tree(root.id, nodes, _asking_order(questionnaire))


def _asking_order(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Questions so that conditions can be decided one after the other (`check` has refused circles)."""
    needs = {
        question.id: [test.question for test in tests(question.depends_on)] if question.depends_on else []
        for question in questionnaire.questions()
    }
    return tuple(TopologicalSorter(needs).static_order())


def _add_section(nodes: dict[str, Node], section: Section, parent: Node) -> None:
    node = Node(
        id=section.id,
        kind="section",
        parent=parent.id,
        children=tuple(child.id for child in (*section.questions, *section.sections)),
        weight=_weight(section, parent),
        rule=section.rubric.rule,
        settings=parent.settings.overridden_by(section.rubric),
        depth=parent.depth + 1,
    )
    nodes[node.id] = node
    for question in section.questions:
        nodes[question.id] = _question_node(question, node)
    for inner in section.sections:
        _add_section(nodes, inner, node)


def _question_node(question: Question, parent: Node) -> Node:
    settings = parent.settings
    if question.not_applicable is not None:
        settings = replace(settings, not_applicable=question.not_applicable)
    weight = _weight(question, parent)
    return Node(
        id=question.id,
        kind="question",
        parent=parent.id,
        children=(),
        weight=weight,
        rule=None,
        settings=settings,
        depth=parent.depth + 1,
        question=question,
        scored=weight > 0 and QUESTION_TYPES[question.type].is_scored,
        answer_scores=listed_scores(question),
        target_score=target_score(question),
    )


def _weight(child: Question | Section, parent: Node) -> Fraction:
    """The points where the parent's rule sums, else the weight; what weighs 0 has no points either."""
    if parent.rule is not None and parent.rule.name == "sum-of-points" and child.weight.value > 0:
        return child.points.value if child.points else Fraction(1)
    return child.weight.value
