"""The random examples that the laws are tried on hold enough of everything that a law could break on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from coherence_kit.model import conditions
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.states import State
from coherence_kit.scoring.tree import build_tree
from tests.builders import NOT_APPLICABLE, UNKNOWN
from tests.property.strategies import SCORED_KINDS, answered_trees, answered_twigs

EXPECTED = {
    *(f"rule {rule}" for rule in ("arithmetic-mean", "minimum", "maximum", "sum-of-points", "sum-of-points with cap")),
    *(f"type {kind}" for kind in (*SCORED_KINDS, "text", "date")),
    *(f"state {state.value}" for state in State),
    *(f"condition {shape}" for shape in ("AnswerIn", "AllOf", "AnyOf")),
    "condition in a chain",
    "condition on a later question",
    "condition on an unscored question",
    "not_applicable: exclude",
    "not_applicable: target",
    "not applicable at target",
    "missing: lowest",
    "min_coverage",
    "value not shown",
    "evidence cap in force",
    "evidence_cap stated",
    "weight 0",
    "weight 0 where points are summed",
    "negative first step",
    "scale of seven steps",
    "four levels of sections",
    "answer kept though not asked",
}
EXPECTED_OF_TWIGS = {"bounds apart and nothing open", "three answers missing", "evidence cap in force", "state open"}


def facts(questionnaire: Questionnaire, submission: Submission) -> set[str]:
    """What an example holds."""
    sections, questions = list(questionnaire.all_sections()), list(questionnaire.questions())
    rubrics = [questionnaire.rubric, *(section.rubric for section in sections)]
    scores = score(build_tree(questionnaire), submission)
    order = [question.id for question in questions]
    waiting = [(question.id, question.depends_on) for question in questions if question.depends_on]
    tests = [(name, test.question) for name, condition in waiting for test in conditions.tests(condition)]
    weightless = {question.id for question in questions if question.weight.value == 0}
    there = [node for name, node in scores.items() if node.is_there and name in order]
    held = {
        *(f"rule {rubric.rule.name}{' with cap' if rubric.rule.cap else ''}" for rubric in rubrics),
        *(f"type {question.type}" for question in questions),
        *(f"state {node.state.value}" for node in scores.values()),
        *(f"condition {type(condition).__name__}" for _, condition in waiting),
        *(f"not_applicable: {thing.not_applicable}" for thing in (*rubrics, *questions)),
        *(f"missing: {rubric.missing}" for rubric in rubrics),
    }
    cases = {
        "condition in a chain": {source for _, source in tests} & {name for name, _ in tests},
        "condition on a later question": [name for name, source in tests if order.index(source) > order.index(name)],
        "condition on an unscored question": {source for _, source in tests} & weightless,
        "not applicable at target": [node for node in there if node.state is State.NOT_APPLICABLE],
        "min_coverage": [rubric for rubric in rubrics if rubric.min_coverage is not None],
        "value not shown": [node for node in scores.values() if node.value is not None and not node.shown],
        "evidence cap in force": [node for node in there if node.state is State.ANSWERED and node.low != node.high],
        "evidence_cap stated": [rubric for rubric in rubrics if rubric.evidence_cap is not None],
        "weight 0": weightless,
        "weight 0 where points are summed": [
            section
            for section in sections
            if section.rubric.rule.name == "sum-of-points"
            and weightless & {question.id for question in section.questions}
        ],
        "negative first step": [
            question for question in questions if question.type == "scale" and min(question.steps) < 0
        ],
        "scale of seven steps": [
            question for question in questions if question.type == "scale" and len(question.steps) == 7
        ],
        "four levels of sections": [
            c for a in questionnaire.sections for b in a.sections for c in b.sections if c.sections
        ],
        "answer kept though not asked": [
            name
            for name, answer in submission.answers.items()
            if answer not in (UNKNOWN, NOT_APPLICABLE) and scores[name].state in {State.NOT_ASKED, State.OPEN}
        ],
        "bounds apart and nothing open": (
            scores["whole"].low != scores["whole"].high and not [node for node in there if node.state is State.OPEN]
        ),
        "three answers missing": [node for node in there if node.value is None][2:],
    }
    return held | {name for name, found in cases.items() if found}


Answered = tuple[Questionnaire, Submission]


def test_every_ingredient_is_in_a_twentieth_of_the_examples() -> None:
    examples: list[set[str]] = []

    @given(answered_trees())
    def collect(answered: Answered) -> None:
        examples.append(facts(*answered))

    collect()
    assert rare(EXPECTED, examples) == {}


def test_every_ingredient_of_small_examples_is_in_a_twentieth_of_them() -> None:
    examples: list[set[str]] = []

    @given(answered_twigs())
    def collect(answered: Answered) -> None:
        examples.append(facts(*answered))

    collect()
    assert rare(EXPECTED_OF_TWIGS, examples) == {}


def rare(expected: set[str], examples: list[set[str]]) -> dict[str, str]:
    """The ingredients that too few examples hold, with how many do."""
    held = Counter(name for example in examples for name in example)
    return {name: f"{held[name]} of {len(examples)}" for name in sorted(expected) if 20 * held[name] < len(examples)}
