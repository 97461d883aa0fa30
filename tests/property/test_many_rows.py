"""Rows scored all at once against the engine that scores one after the other, to the last digit.

On random questionnaires with every rule, condition, policy and published scale. What stands in a
cell is here a number by which the answer is known, so that answers are as exact as may be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.analysis.many.results import CELLS, ManyScores
from coherence_kit.analysis.many.scorer import RowScorer
from coherence_kit.analysis.scored import scored as figures_of
from coherence_kit.batch.score_line import SCORE_COLUMNS, score_line
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.questions.kind import HIGHEST, LOWEST
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.states import LEFT_STATES, State, stated
from coherence_kit.scoring.tree import Tree, build_tree
from tests.builders import (
    UNKNOWN,
    a_question,
    a_questionnaire,
    a_section,
    a_submission,
    levels,
)
from tests.property.drawn_sections import trees
from tests.property.strategies import submissions

ROWS = 4


@dataclass
class Table:
    """Rows of answers as texts that stand for them."""

    rows: list[Submission]
    known: dict[str, Answer] = field(default_factory=dict)

    def columns(self, names: list[str]) -> dict[str, list[str | None]]:
        return {name: [self._text(row.answer(name)) for row in self.rows] for name in names}

    def _text(self, answer: Answer) -> str | None:
        if answer == Answer():
            return None
        # False and 0 are equal, and no answers to the same question
        text = f"{type(answer.value).__name__} {answer!r}"
        self.known[text] = answer
        return text

    def read(self, _question: str, text: str) -> Answer | None:
        return self.known[text]


def bare(answer: Answer) -> Answer:
    """The same as a cell can say it: without documents, and said in this round."""
    if answer.is_carried:
        return UNKNOWN
    return answer.model_copy(update={"evidence": ()})


def without_documents(submission: Submission) -> Submission:
    answers = {name: bare(answer) for name, answer in submission.answers.items()}
    return submission.model_copy(update={"answers": answers})


def scored(instrument: Instrument, table: Table) -> ManyScores:
    scorer = RowScorer(instrument, table.read, every_node=True)
    return scorer.score(table.columns(list(instrument.questions)))


def is_in_letters(tree: Tree) -> bool:
    return any(node.letters is not None for node in tree.nodes.values())


def assert_same(instrument: Instrument, found: ManyScores, row: int, one: Assessment) -> None:
    exact = figures_of(instrument, one.submission, every_node=True)
    line = score_line(exact, every_node=True)
    cells = dict(zip(SCORE_COLUMNS, line.cells, strict=True))
    assert {name: found.cells[name][row] for name in CELLS} == {name: cells[name] for name in CELLS}
    assert {name: values[row] for name, values in found.parts.items()} == line.parts
    assert line.nodes == tuple(
        (name, columns.value[row], columns.low[row], columns.high[row], columns.level[row])
        for name, columns in found.nodes.items()
    )
    assert found.missing_in(row) == line.missing
    states = {name: one.nodes[name].state for name in instrument.questions}
    for name, answer in one.submission.answers.items():
        is_said = stated(answer) is not State.UNANSWERED
        not_asked, still_open = found.not_asked.get(name), found.still_open.get(name)
        assert (not_asked is not None and not_asked[row]) == (
            is_said and states[name] == State.NOT_ASKED
        )
        assert (still_open is not None and still_open[row]) == (
            is_said and states[name] == State.OPEN
        )


def is_the_engines(instrument: Instrument, submission: Submission) -> bool:
    """Whether a part is missing as a whole that does not span 0 to 100.

    Or a whole section is said not to apply.
    """
    tree = instrument.tree
    scores = score(tree, submission)
    for node in tree.nodes.values():
        of_node = scores[node.id]
        is_open = node.question is None and of_node.coverage == 0
        if is_open and (of_node.low, of_node.high) != (LOWEST, HIGHEST):
            return True
        if node.kind == "section":
            below = [scores[name].state for name in questions_below(tree, node.id)]
            if State.NOT_APPLICABLE in below and LEFT_STATES.issuperset(below):
                return True
    return False


def questions_below(tree: Tree, name: str) -> list[str]:
    node = tree.nodes[name]
    if node.question is not None:
        return [name] if node.scored else []
    return [found for child in node.children for found in questions_below(tree, child)]


def assert_as_by_the_engine(questionnaire: Questionnaire, table: Table) -> None:
    instrument = prepare(questionnaire)
    found = scored(instrument, table)
    for row, submission in enumerate(table.rows):
        assert (row in found.by_engine) == is_the_engines(instrument, submission)
        if row not in found.by_engine:
            assert_same(instrument, found, row, assess(instrument, submission))


@st.composite
def answered_tables(draw: st.DrawFn) -> tuple[Questionnaire, Table]:
    questionnaire = draw(trees())
    rows = [without_documents(draw(submissions(questionnaire))) for _ in range(ROWS)]
    return questionnaire, Table(rows)


@given(answered_tables())
def test_every_row_has_the_figures_that_the_engine_gives_it(
    drawn: tuple[Questionnaire, Table],
) -> None:
    questionnaire, table = drawn
    assume(not is_in_letters(build_tree(questionnaire)))
    assert_as_by_the_engine(questionnaire, table)


# --- hard figures ---------------------------------------------------------------------------------

PRIMES = [2**31 - 1, 10**9 + 7, 99_999_999_977]
SEVENTHS = [Fraction(number, 7) for number in range(8)]
LONG = [
    Fraction("3.333333333333333333333333333333333"),
    Fraction("1.000000000000000000000000000000001"),
    Fraction("0.000000000000000000000000000000001"),
]
HARD_WEIGHTS = [1, 3, 7, Fraction(1, 8), *PRIMES, LONG[0]]
RULES = [
    "arithmetic-mean",
    "minimum",
    "maximum",
    "sum-of-points",
    {"name": "sum-of-points", "cap": "2.5"},
    {"name": "any-n-of", "n": 2},
]


@st.composite
def hard_tables(draw: st.DrawFn) -> tuple[Questionnaire, Table]:
    """Weights without common divisors, long decimals, and levels where figures lie."""
    drawn = iter(range(100))

    def question(rule: object) -> Question:
        key = "points" if "points" in str(rule) else "weight"
        weight: dict[str, Any] = {key: draw(st.sampled_from(HARD_WEIGHTS))}
        return a_question(f"q{next(drawn)}", "number", goalposts={"low": 0, "high": 7}, **weight)

    sections = []
    for place in range(draw(st.integers(1, 4))):
        rule = draw(st.sampled_from(RULES))
        parts = [question(rule) for _ in range(draw(st.integers(2, 4)))]
        weight = draw(st.sampled_from(HARD_WEIGHTS))
        sections.append(a_section(f"s{place}", *parts, rule=rule, weight=weight))
    publish = {
        "max": draw(st.sampled_from([1, 3, 7, 80, 100, LONG[0]])),
        "decimals": draw(st.integers(0, 6)),
    }
    numbers = st.sampled_from([*SEVENTHS, *map(Fraction, range(8)), *LONG])
    cells = st.one_of(numbers, numbers, numbers, st.none())
    names = [child.id for section in sections for child in section.children]
    rows = [
        a_submission({name: drawn_one for name in names if (drawn_one := draw(cells)) is not None})
        for _ in range(ROWS)
    ]
    stated = {"publish": publish, "min_coverage": draw(st.sampled_from([0, Fraction(1, 2)]))}
    plain = a_questionnaire(*sections, **stated)
    figures = [score(build_tree(plain), row)["whole"] for row in rows]
    ends = {end for one in figures for end in (one.low, one.value) if end is not None}
    stated["levels"] = levels(0, *sorted(ends - {0})[:3])
    return a_questionnaire(*sections, **stated), Table(rows)


@given(hard_tables())
def test_figures_that_no_double_holds_come_out_as_by_the_engine(
    drawn: tuple[Questionnaire, Table],
) -> None:
    """Levels begin just where figures lie, and numerators are longer than 64 bits."""
    assert_as_by_the_engine(*drawn)


@given(st.data())
def test_halves_of_the_last_decimal_are_rounded_as_by_the_engine(data: st.DataObject) -> None:
    """Sixteen questions of a quarter each, without decimals: one figure in 16 is a half."""
    names = [f"q{number}" for number in range(16)]
    asked = [a_question(name) for name in names]
    publish = {"max": 25, "decimals": data.draw(st.integers(0, 1))}
    questionnaire = a_questionnaire(a_section("s", *asked), publish=publish)
    steps = st.lists(st.integers(0, 4), min_size=16, max_size=16)
    rows = [a_submission(dict(zip(names, data.draw(steps), strict=True))) for _ in range(ROWS)]
    assert_as_by_the_engine(questionnaire, Table(rows))


def test_the_floor_under_a_level_looks_at_the_value_of_a_part_that_shows_one() -> None:
    """Of the second section half is missing: its value is above the floor, its low below."""
    stated = levels(0, 40)
    stated[1]["every_part"] = 50
    whole = a_questionnaire(
        a_section("s", a_question("a"), a_question("b")),
        a_section("t", a_question("c"), a_question("d"), min_coverage="0.5"),
        levels=stated,
    )
    rows = [a_submission(a=4, b=4, c=3), a_submission(a=4, b=4, c=1), a_submission(a=4, b=4)]
    found = scored(prepare(whole), Table(rows))
    assert found.cells["level"] == ["level-2", "level-1", None]
    assert found.cells["level_low"] == ["level-1", "level-1", "level-1"]
    assert found.cells["level_high"] == ["level-2", "level-2", "level-2"]
    assert_as_by_the_engine(whole, Table(rows))


def test_what_a_questionnaire_in_letters_comes_to_is_the_engines() -> None:
    options = {"low": "C", "high": "A"}
    whole = a_questionnaire(
        a_section("s", a_question("a", "choice", options=options), rule="weakest-link"),
        rule="weakest-link",
        letters={"order": ["C", "B", "A"]},
    )
    found = scored(prepare(whole), Table([a_submission(a="low"), a_submission(a="high")]))
    assert found.by_engine == (0, 1)
