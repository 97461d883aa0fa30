"""A questionnaire cut down to some of its questions."""

from __future__ import annotations

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.selection import only_questions
from tests.builders import a_matrix, a_question, a_questionnaire, a_section, a_shared


def weights(questionnaire: Questionnaire) -> dict[str, int]:
    return {each.id: int(each.weight.value) for each in questionnaire.questions()}


def test_wanted_questions_stay_as_they_are_and_sections_without_any_go() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a", weight=2), a_question("b")),
        a_section("second", a_question("c"), a_section("inner", a_question("d"))),
        a_section("third", a_question("e")),
    )
    cut = only_questions(whole, {"a", "d"})
    assert weights(cut) == {"a": 2, "d": 1}
    assert [section.id for section in cut.all_sections()] == ["first", "second", "inner"]
    assert cut.rubric == whole.rubric


def test_what_decides_whether_a_wanted_one_is_asked_stays_without_weight() -> None:
    whole = a_questionnaire(
        a_question("a"),
        a_question("b", depends_on={"question": "a", "in": ["4"]}),
        a_question("c", depends_on={"all": [{"question": "b", "in": ["4"]}]}),
        a_question("d", depends_on={"question": "c", "in": ["4"]}),
    )
    assert weights(only_questions(whole, {"c"})) == {"a": 0, "b": 0, "c": 1}
    assert weights(only_questions(whole, {"a", "c"})) == {"a": 1, "b": 0, "c": 1}


def test_rows_of_a_matrix_are_questions_of_their_own() -> None:
    whole = a_questionnaire(
        a_matrix("m", ["one", "two", "three"]),
        a_question("a", depends_on={"question": "m.three", "in": ["all"]}),
    )
    list(whole.questions())  # a matrix keeps the group that it was once
    assert weights(only_questions(whole, {"m.two", "a"})) == {"m.two": 1, "m.three": 0, "a": 1}
    assert weights(only_questions(whole, {"m.one"})) == {"m.one": 1}


def test_a_wanted_question_counts_in_all_its_places() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a"), a_question("b")),
        a_section("second", a_shared("a"), a_shared("b"), a_question("c")),
    )
    cut = only_questions(whole, {"b"})
    assert [len(section.questions) for section in cut.sections] == [1, 1]
    assert [name for name, _ in cut.sections[1].parts({b.id: b for b in cut.questions()})] == [
        "second/b"
    ]


def test_without_any_wanted_question_nothing_is_left() -> None:
    assert only_questions(a_questionnaire(a_question("a")), ()).sections == ()
