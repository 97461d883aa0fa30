"""The random examples that the laws are tried on hold enough of everything
that a law could break on.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from hypothesis import given, settings

from coherence_kit.i18n import plain_number
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.model import conditions
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    MatrixGroup,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    ScaleQuestion,
)
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Severity
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.states import MISSING_STATES, State
from coherence_kit.scoring.tree import Tree, build_tree
from tests.builders import NOT_APPLICABLE, UNKNOWN
from tests.property.drawing import SCORED_KINDS
from tests.property.drawn_sections import fitting
from tests.property.reference import OF_LETTERS, Asked, asked_questions
from tests.property.strategies import a_tenth, answered_trees, answered_twigs

Answered = tuple[Questionnaire, Submission]

# One in twenty of few examples, of which most are variants of each other, would be chance: shares
# are measured on a thousand. `make quick` asks only that nothing has dropped out, which 200 show.
# What is drawn hangs on the constants of the code, so that the shares move with every change of it.
IS_QUICK = settings().max_examples < 100
enough = settings(max_examples=200 if IS_QUICK else 1000)
enough_small = settings(enough, max_examples=200 if IS_QUICK else 500)
RAREST = 100 if IS_QUICK else 20
"""One in so many examples holds the rarest ingredient."""

SHARED = {
    "answer shared with another root",
    "answer shared below one root",
    "shared answer missing",
    "shared answer unproved",
}
EXPECTED = {
    *(f"rule {rule}" for rule in RULES),
    "rule sum-of-points with cap",
    "rule power-mean with floor",
    "floor 0",
    "floor above 0",
    "exponent above 0",
    "exponent below 0",
    "exponent that is a fraction",
    "root of numbers",
    "root of letters",
    "root without figures",
    "no letters at all",
    "letters counted as others",
    "group without figures below one of numbers",
    "group without figures below one of letters",
    "group without figures below another",
    "table below a table or a weakest link",
    "table with three parts",
    "table by sum",
    "table by sum with letters of a stated worth",
    "matrix of numbers",
    "matrix of letters",
    "matrix without figures",
    "row of weight 0",
    *(f"type {kind}" for kind in (*SCORED_KINDS, "text", "date")),
    "half step",
    "half step of some steps",
    "answer with half a step off",
    *(f"boxes {scoring}" for scoring in ("share", "points", "points with cap", "any-n-of")),
    "no box ticked",
    "linear goalposts",
    "logarithmic goalposts",
    "goalposts where less is better",
    "number between its goalposts",
    "classes with scores",
    "classes with letters",
    "options with letters",
    "options with scores and letters",
    "both measures below a group without figures",
    *(f"state {state.value}" for state in State),
    *(f"condition {shape}" for shape in ("AnswerIn", "AllOf", "AnyOf")),
    "condition in a chain",
    "condition on a later question",
    "condition on an unscored question",
    "condition on several boxes",
    "condition on a row",
    "condition of a matrix",
    *(f"not_applicable: {policy}" for policy in ("exclude", "target", "forbidden")),
    "not applicable at target",
    "missing and may not leave",
    "missing: lowest",
    "min_coverage",
    "value not shown",
    "levels",
    "published on another scale",
    "evidence cap in force",
    *(f"evidence cap in force on {kind}" for kind in SCORED_KINDS),
    "evidence cap in force by letters",
    "evidence_cap stated",
    "weight 0",
    "weight 0 where points are summed",
    "weight 0 of a type that its group cannot count",
    "negative first step",
    "scale of seven steps",
    "five levels of groups",
    "answer kept though not asked",
    "table with a part missing",
    "table with all there is",
    *SHARED,
    "answer shared by letters",
    "answer shared in three places",
    "shared answer that waits for others",
}
EXPECTED_OF_TWIGS = {
    *SHARED,
    *(f"rule {rule}" for rule in RULES),
    "bounds apart and nothing open",
    "three answers missing",
    "evidence cap in force",
    "state open",
    "table with a part missing",
    "missing and may not leave",
    "matrix of letters",
}


def facts(questionnaire: Questionnaire, submission: Submission) -> set[str]:
    """What an example holds."""
    tree = build_tree(questionnaire)
    scores = score(tree, submission)
    return {
        *_of_rules(questionnaire),
        *_of_groups(questionnaire, tree, scores),
        *_of_questions(questionnaire, submission),
        *_of_conditions(questionnaire),
        *_of_shared(tree, scores),
        *_of_policies(questionnaire, submission, tree, scores),
    }


def _present(cases: dict[str, Any]) -> Iterator[str]:
    return (name for name, found in cases.items() if found)


def _of_rules(questionnaire: Questionnaire) -> Iterable[str]:
    rules = [
        questionnaire.rubric.rule,
        *(group.rubric.rule for group in questionnaire.all_sections()),
    ]
    exponents = [rule.exponent for rule in rules if rule.exponent is not None]
    floors = [rule.floor for rule in rules if rule.floor is not None]
    yield from (f"rule {rule.name}" for rule in rules)
    yield from (f"rule {rule.name} with cap" for rule in rules if rule.cap is not None)
    yield from (f"rule {rule.name} with floor" for rule in rules if rule.floor is not None)
    yield from _present(
        {
            "floor 0": 0 in floors,
            "floor above 0": [floor for floor in floors if floor > 0],
            "exponent above 0": [exponent for exponent in exponents if exponent > 0],
            "exponent below 0": [exponent for exponent in exponents if exponent < 0],
            "exponent that is a fraction": [
                exponent for exponent in exponents if exponent.denominator > 1
            ],
            "table by sum": [rule for rule in rules if rule.by == "sum"],
            "table by sum with letters of a stated worth": [rule for rule in rules if rule.worth],
            "table with three parts": [
                rule for rule in rules if rule.tables and max(rule.tables) > 2
            ],
        }
    )


def _of_shared(tree: Tree, scores: Scores) -> Iterable[str]:
    for name, places in tree.further.items():
        node, scored = tree.nodes[name], scores[name]
        roots = [tree.root_of(place) for place in tree.places(name)]
        yield from _present(
            {
                "answer shared": True,
                "answer shared with another root": len(set(roots)) > 1,
                "answer shared below one root": len(set(roots)) < len(roots),
                "answer shared by letters": node.letters,
                "answer shared in three places": places[1:],
                "shared answer missing": scored.state in MISSING_STATES,
                "shared answer unproved": scored.value is not None and scored.low != scored.high,
                "shared answer that waits for others": node.question and node.question.depends_on,
            }
        )


def _kind(name: str) -> str:
    return (
        "without figures"
        if name == "none"
        else "of letters"
        if name in OF_LETTERS
        else "of numbers"
    )


def _of_groups(questionnaire: Questionnaire, tree: Tree, scores: Scores) -> Iterable[str]:
    yield f"root {_kind(questionnaire.rubric.rule.name)}"
    for group in questionnaire.all_sections():
        node = tree.nodes[group.id]
        above = tree.nodes[node.parent or ""].rule
        name, name_above = group.rubric.rule.name, above.name if above else ""
        if isinstance(group, MatrixGroup):
            yield f"matrix {_kind(name)}"
        if name == "none":
            yield (
                "group without figures below "
                f"{'another' if name_above == 'none' else f'one {_kind(name_above)}'}"
            )
        if name == "conversion-table":
            there = [scores[child] for child in node.children if scores[child].is_included]
            missing = [
                child
                for child in there
                if child.state in MISSING_STATES or child.state is State.PARTIAL
            ]
            yield "table below a table or a weakest link" if name_above in OF_LETTERS else ""
            yield (
                "table with a part missing"
                if missing
                else "table with all there is"
                if there
                else ""
            )
        if node.depth >= 5:
            yield "five levels of groups"


def _of_questions(questionnaire: Questionnaire, submission: Submission) -> Iterable[str]:
    letters = questionnaire.letters
    yield from _present(
        {
            "no letters at all": letters is None,
            "letters counted as others": letters and letters.counts_as,
        }
    )
    for asked in asked_questions(questionnaire).values():
        question, value = asked.question, submission.answer(asked.question.id).value
        yield f"type {question.type}"
        if isinstance(question, ScaleQuestion):
            yield from _present(
                {
                    "negative first step": min(question.steps) < 0,
                    "scale of seven steps": len(question.steps) == 7,
                    "half step": question.half_step,
                    "half step of some steps": question.half_step and question.half_step.steps,
                    "answer with half a step off": isinstance(value, str),
                }
            )
        elif isinstance(question, MultipleChoiceQuestion):
            yield f"boxes {question.scoring.name}{' with cap' if question.scoring.cap else ''}"
            yield "no box ticked" if value == () else ""
        elif isinstance(question, NumberQuestion):
            yield from _of_a_number(question, asked, value)
        elif isinstance(question, ChoiceQuestion):
            yield from _graded("options", question.options)
        if asked.is_scored and asked.places is None and "letter" in _measures(question) and letters:
            yield "both measures below a group without figures"


def _of_a_number(question: NumberQuestion, asked: Asked, value: Any) -> Iterable[str]:
    if question.goalposts is None:
        yield from _graded("classes", question.thresholds or ())
        return
    posts = question.goalposts
    yield f"{posts.scale} goalposts"
    yield "goalposts where less is better" if posts.low > posts.high else ""
    yield (
        "number between its goalposts"
        if asked.is_scored and value is not None and 0 < asked.score(value) < 100
        else ""
    )


def _measures(question: Question) -> set[str]:
    graded = getattr(question, "options", None) or getattr(question, "thresholds", None) or ()
    return {
        name
        for item in graded
        for name in ("score", "letter")
        if getattr(item, name, None) is not None
    }


def _graded(what: str, items: Iterable[Any]) -> Iterable[str]:
    has_scores, has_letters = (
        all(getattr(item, name) is not None for item in items) for name in ("score", "letter")
    )
    both = "scores and letters" if has_scores and has_letters else ""
    yield f"{what} with {both or ('letters' if has_letters else 'scores')}"


def _of_conditions(questionnaire: Questionnaire) -> Iterable[str]:
    asked = asked_questions(questionnaire)
    order = list(asked)
    rows = {
        row.id
        for group in questionnaire.all_sections()
        if isinstance(group, MatrixGroup)
        for row in group.children
    }
    waiting = [
        (name, item.question.depends_on) for name, item in asked.items() if item.question.depends_on
    ]
    yield from (f"condition {type(condition).__name__}" for _, condition in waiting)
    tests = [
        (name, test.question) for name, condition in waiting for test in conditions.tests(condition)
    ]
    yield from _present(
        {
            "condition in a chain": {source for _, source in tests} & {name for name, _ in tests},
            "condition on a later question": [
                name for name, source in tests if order.index(source) > order.index(name)
            ],
            "condition on an unscored question": [
                source for _, source in tests if not asked[source].is_scored
            ],
            "condition on several boxes": [
                s for _, s in tests if asked[s].question.type == "multiple-choice"
            ],
            "condition on a row": {source for _, source in tests} & rows,
            "condition of a matrix": {name for name, _ in tests} & rows,
        }
    )


def _of_policies(
    questionnaire: Questionnaire, submission: Submission, tree: Tree, scores: Scores
) -> Iterable[str]:
    asked = asked_questions(questionnaire)
    rubrics = [questionnaire.rubric, *(section.rubric for section in questionnaire.all_sections())]
    there = [asked[name] for name, node in scores.items() if name in asked and node.is_included]
    state = {name: node.state for name, node in scores.items()}
    capped = [
        item
        for item in there
        if (node := scores[item.question.id]).low != node.high and node.value is not None
    ]
    free = [item for item in asked.values() if item.question.weight.value == 0]
    yield from (f"state {node.state.value}" for node in scores.values())
    yield from (f"not_applicable: {item.not_applicable}" for item in asked.values())
    yield from (f"missing: {rubric.missing}" for rubric in rubrics)
    yield from (f"evidence cap in force on {item.question.type}" for item in capped)
    yield from _present(
        {
            "not applicable at target": [
                item for item in there if state[item.question.id] is State.NOT_APPLICABLE
            ],
            "missing and may not leave": [
                item
                for item in there
                if state[item.question.id] in MISSING_STATES and item.not_applicable == "forbidden"
            ],
            "min_coverage": [rubric for rubric in rubrics if rubric.min_coverage is not None],
            "value not shown": [
                node for node in scores.values() if node.value is not None and not node.shown
            ],
            "levels": [rubric for rubric in rubrics if rubric.levels],
            "published on another scale": [
                rubric for rubric in rubrics if rubric.publish and rubric.publish.max != 100
            ],
            "evidence cap in force": capped,
            "evidence cap in force by letters": [item for item in capped if item.places],
            "evidence_cap stated": [
                rubric for rubric in rubrics if rubric.evidence_cap is not None
            ],
            "weight 0": free,
            "row of weight 0": [item for item in free if "." in item.question.id],
            "weight 0 where points are summed": [
                item for item in free if _rule_above(tree, item) == "sum-of-points"
            ],
            "weight 0 of a type that its group cannot count": [
                item
                for item in free
                if _rule_above(tree, item) in OF_LETTERS
                and "letter" not in _measures(item.question)
            ],
            "answer kept though not asked": [
                name
                for name, answer in submission.answers.items()
                if answer not in (UNKNOWN, NOT_APPLICABLE)
                and state[name] in {State.NOT_ASKED, State.OPEN}
            ],
            "bounds apart and nothing open": any(
                scores[root].low != scores[root].high for root in tree.roots
            )
            and not [item for item in there if state[item.question.id] is State.OPEN],
            "three answers missing": [
                item for item in there if state[item.question.id] in MISSING_STATES
            ][2:],
        }
    )


def _rule_above(tree: Tree, asked: Asked) -> str:
    rule = tree.nodes[tree.nodes[asked.question.id].parent or ""].rule
    return rule.name if rule else ""


def test_every_ingredient_is_in_enough_of_the_examples() -> None:
    examples: list[set[str]] = []

    @enough
    @given(answered_trees())
    def collect(answered: Answered) -> None:
        examples.append(facts(*answered))

    collect()
    assert rare(EXPECTED, examples) == {}


def test_every_ingredient_of_small_examples_is_in_enough_of_them() -> None:
    examples: list[set[str]] = []

    @enough_small
    @given(answered_twigs())
    def collect(answered: Answered) -> None:
        examples.append(facts(*answered))

    collect()
    assert rare(EXPECTED_OF_TWIGS, examples) == {}


def rare(expected: set[str], examples: list[set[str]]) -> dict[str, str]:
    """The ingredients that too few examples hold, with how many do."""
    held = Counter(name for example in examples for name in example)
    return {
        name: f"{held[name]} of {len(examples)}"
        for name in sorted(expected)
        if RAREST * held[name] < len(examples)
    }


def as_written(questionnaire: Questionnaire) -> bytes:
    """The file of a questionnaire: JSON is YAML. An origin, since examples cite no source units."""
    data = questionnaire.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
    )
    data["format"] = questionnaire.format
    data["origin"] = {"title": "Examples", "publisher": "Chance", "edition": "1"}
    return json.dumps(_with_decimals(data)).encode()


def _with_decimals(value: Any) -> Any:
    """Fractions as a file has them: 5/2 is written 2.5."""
    if isinstance(value, dict):
        return {key: _with_decimals(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_decimals(inner) for inner in value]
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+/[0-9]+", value):
        return plain_number(Fraction(value))
    return value


@a_tenth  # reading a file is no law of scoring
@given(fitting())
def test_every_fitting_questionnaire_is_one_that_check_accepts(
    questionnaire: Questionnaire,
) -> None:
    document = compose_document(as_written(questionnaire), "example.yaml")
    loaded = load_questionnaire(document)
    assert [problem for problem in document.problems if problem.severity is Severity.ERROR] == []
    assert loaded is not None
    assert loaded.model_copy(update={"origin": None}) == questionnaire
