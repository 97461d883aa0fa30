"""What cells of a table say: each text is read once, and doubtful ones are left to the engine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.many import cells
from coherence_kit.analysis.many.results import CELLS
from coherence_kit.analysis.many.scorer import RowScorer
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer
from coherence_kit.workflow.cells import CellReader
from tests.builders import a_question, a_questionnaire, a_section, a_submission

STATES = {"none: no such office": {"not_applicable": "no such office"}}


def whole(*questions: Any, **stated: Any) -> Questionnaire:
    return a_questionnaire(a_section("s", *questions), **stated)


def by_engine(questionnaire: Questionnaire, text: str, *, plain: bool = False) -> bool:
    """Whether a row with this in the cell of its first question is left to the engine."""
    instrument = prepare(questionnaire)
    reader = CellReader(
        instrument, lambda _name, cell: STATES.get(cell, cell), numbers_are_plain=plain
    )
    first = next(iter(instrument.questions))
    return RowScorer(instrument, reader).score({first: [text]}).by_engine == (0,)


@pytest.mark.parametrize(
    "text", ["2", "Step 2", "2 - step 2", "unknown", "?", "dk", "none: no such office"]
)
def test_what_is_clear_is_scored(text: str) -> None:
    assert not by_engine(whole(a_question("a"), a_question("b")), text)


@pytest.mark.parametrize("text", ["7", "often", "n/a", "not applicable", "  ", "2\x00", ""])
def test_what_anything_is_to_be_said_of_is_the_engines(text: str) -> None:
    assert by_engine(whole(a_question("a"), a_question("b")), text)


def test_what_does_not_apply_is_the_engines_where_that_is_forbidden() -> None:
    assert by_engine(
        whole(a_question("a", not_applicable="forbidden"), a_question("b")), "none: no such office"
    )


def test_a_section_that_does_not_apply_as_a_whole_is_the_engines() -> None:
    assert by_engine(whole(a_question("a")), "none: no such office")


def test_a_remark_beside_a_number_is_the_engines() -> None:
    number = a_question("a", "number", goalposts={"low": 0, "high": 100})
    assert not by_engine(whole(number), "12.5")
    assert by_engine(whole(number), "12.5 tonnes")


def test_a_number_with_two_meanings_is_the_engines_unless_it_is_a_plain_one() -> None:
    number = a_question("a", "number", goalposts={"low": 0, "high": 2000})
    assert by_engine(whole(number), "1.250")
    assert not by_engine(whole(number), "1.250", plain=True)


@pytest.mark.parametrize(
    ("day", "is_doubtful"),
    [("2025-03-01", False), ("2050-12-31", False), ("1899-12-31", True), ("2051-01-01", True)],
)
def test_a_day_that_some_submission_is_warned_of_is_the_engines(
    day: str, is_doubtful: bool
) -> None:
    assert by_engine(whole(a_question("a", "date"), a_question("b")), day) == is_doubtful


def test_a_column_of_an_earlier_version_is_the_engines() -> None:
    asked = whole(a_question("a")).model_copy(update={"renamed": {"old": "a"}, "removed": ("x",)})
    scorer = RowScorer(prepare(asked), lambda _name, _text: Answer(value=2))
    found = scorer.score({"a": ["2", "2", None], "old": [None, "2", None], "x": [None, None, "1"]})
    assert found.by_engine == (1, 2)


def test_each_text_is_read_once_until_too_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST_KEPT", 3)
    instrument = prepare(whole(a_question("a", "number", goalposts={"low": 0, "high": 100})))
    read: list[str] = []

    def reader(question: str, text: str) -> Answer:
        read.append(text)
        assert question == "a"
        return Answer(value=Fraction(text))

    scorer = RowScorer(instrument, reader)
    for chunk in (["1", "2", "1"], ["2", "3", "40"], ["5", "40", "1"], ["5", "5", "1"]):
        found = scorer.score({"a": list(chunk)})
        assert found.cells["value"] == [float(text) for text in chunk]
    assert read == ["1", "2", "3", "40", "5", "40", "1", "5", "1"]


def test_words_of_ones_own_are_not_kept_from_chunk_to_chunk() -> None:
    read: list[str] = []

    def reader(_question: str, text: str) -> Answer:
        read.append(text)
        return Answer(value=text)

    scorer = RowScorer(prepare(whole(a_question("a"), a_question("b", "text"))), reader)
    for chunk in (["some", "words", "some"], ["words", None, "others"]):
        assert scorer.score({"b": list(chunk)}).by_engine == ()
    assert read == ["some", "words", "words", "others"]


def test_a_questionnaire_without_an_overall_figure_has_its_parts() -> None:
    asked = a_questionnaire(
        a_section("s", a_question("a")), a_section("t", a_question("b", "text")), rule="none"
    )
    instrument = prepare(asked)
    reader = CellReader(instrument, lambda _name, cell: cell, numbers_are_plain=False)
    found = RowScorer(instrument, reader).score({"a": ["1", None], "b": [None, "words"]})
    one = assess(instrument, a_submission(a=1))
    assert found.cells["value"] == [None, None]
    assert found.cells["text"] == [one.root.text, None]
    assert {name: list(values) for name, values in found.parts.items()} == {
        "s": [25.0, None],
        "t": [None, None],
    }
    assert found.missing_in(1) == ("a",)


def test_a_chunk_without_rows_has_columns_without_cells() -> None:
    scorer = RowScorer(prepare(whole(a_question("a"))), lambda _name, _text: None)
    found = scorer.score({"a": []})
    assert found.by_engine == ()
    assert [len(found.cells[name]) for name in CELLS] == [0] * len(CELLS)


def test_a_question_without_a_column_is_unanswered() -> None:
    scorer = RowScorer(prepare(whole(a_question("a"), a_question("b"))), lambda _name, _text: None)
    found = scorer.score({"country": ["FR", "DE"]})
    assert found.by_engine == ()
    assert found.missing_in(0) == found.missing_in(1) == ("a", "b")
    assert [*found.cells["low"], *found.cells["high"]] == [0.0, 0.0, 100.0, 100.0]
