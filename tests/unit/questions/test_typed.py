"""What people type for an answer is taken where it means exactly one, and else refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.typed import SaidState, plain_words
from tests.builders import a_question

STEPS: dict[int, dict[str, object]] = {
    0: {"name": {"en": "Not in place", "fr": "Pas en place"}, "text": "Nothing exists."},
    1: {"name": {"en": "Begun", "fr": "Commencé"}, "text": "Someone is named."},
    2: {"name": {"en": "Set up and meeting", "fr": "Créé"}, "text": "It meets (twice a year)."},
}
HALF = {"id": "partly", "text": "Only in part", "steps": [2]}


def scale() -> AnyKind:
    return kind_of(a_question("q", steps=STEPS, half_step=HALF))


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        *(("2", 2), (" 2 ", 2), ("2.", 2), ("2)", 2), ("(2)", 2), ("2:", 2), ("02", 2)),
        *(("2.0", 2), ("2,0", 2), ("2.00", 2), ("+2", 2), ("2,", 2), ("2;", 2), ("2.0 - Créé", 2)),
        *(("step 2", 2), ("Step 2:", 2), ("STEP 2.", 2), ("level 2", 2), ("Step: 2", 2)),
        *(("échelon 2", 2), ("E\u0301tape 2", 2), ("niveau 2", 2)),
        *(("2 - set up and meeting", 2), ("2 – Set up and meeting.", 2), ("2: Créé", 2)),
        *(("2 (Set up and meeting)", 2), ("2. It meets (twice a year).", 2), ("2 créé", 2)),
        ("2 · Set up and meeting. It meets (twice a year).", 2),
        *(("2 - set up", 2), ("2 · Set up …", 2), ("2 - It meets", 2), ("step 2 - set up", 2)),
        *(("٢", 2), ("۲", 2), ("２", 2), ("२", 2), ("𝟐", 2), ("٢ - Créé", 2), ("٠", 0)),
        *(("\u20072\u00a0", 2), ("\u200b2", 2), ("\u200f٢\u200f", 2), ("\ufeff2", 2)),
        *(("2-partly", "2-partly"), ("2-PARTLY", "2-partly"), ("step 2-partly", "2-partly")),
    ],
)
def test_a_step_is_taken_however_it_is_typed(typed: str, step: int | str) -> None:
    assert scale().read(typed) == step


@pytest.mark.parametrize(
    "typed",
    [
        *("2 - partly", "2 – partly", "2 partly", "2 (partly)", "step 2: PARTLY"),
        *("2, only in part", "2 (Only in part)", "2 only in part", "2-partly: only in part"),
        *("2 · Set up and meeting (partly)", "2 - Créé, only in part"),
    ],
)
def test_the_flag_is_taken_behind_its_step_however_it_is_typed(typed: str) -> None:
    assert scale().read(typed) == "2-partly"


@pytest.mark.parametrize(
    "typed",
    [
        *("2 (only)", "2: it is partly there", "2 - Begun, only in part", "1 partly", "1 - partly"),
        *("2 not partly", "2 partly?", "2 (1-partly)", "partly 2"),
    ],
)
def test_where_the_flag_may_be_meant_no_step_without_it_is_taken_or_hinted_at(typed: str) -> None:
    assert not scale().accepts(typed)
    assert scale().hint(typed) == ""


def test_where_the_flag_may_be_meant_both_ways_to_write_the_step_are_told() -> None:
    assert 'write 2-partly if that is meant ("Only in part"), or 2 if' in scale().cure(
        "2: it is partly there"
    )


def test_words_of_a_step_that_hold_the_words_of_its_flag_are_those_of_the_step() -> None:
    steps = {0: "Nothing.", 1: {"name": "Begun", "text": "It works partly."}}
    flag = {"id": "partly", "text": "In part"}
    kind = kind_of(a_question("q", steps=steps, half_step=flag))
    assert not kind.accepts("1 - Begun - it works partly")
    assert kind.read("1 - It works partly") == 1
    assert kind.read("1 - It works partly, in part") == "1-partly"


def test_a_flag_called_like_a_step_is_not_taken_for_it() -> None:
    steps = {0: "Nothing.", 1: {"name": "Partly", "text": "Begun."}, 2: "Done."}
    kind = kind_of(a_question("q", steps=steps, half_step={"id": "partly", "text": "Begun"}))
    assert not kind.accepts("2 - partly")
    assert kind.read("2-partly") == "2-partly"


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2-3",
            "1-2",
            "2 3",
            "2/3",
            "2,5",
            "2.5",
            "½",
            "2²",
            "②",
            "2+",
            "2-",
            "2 -",
            "2.000",
            "2.01.2024",
            "2.0.1",
            "+-2",
            "about 2",
        ),
        *("2 - Begun", "2 - Not in place", "step 2: Commencé", "1 - Set up", "2 begun"),
        *(
            "2 as of June",
            "2 - 3 next year",
            "2 - not yet",
            "2 - almost there",
            "2: pas encore",
            "2 - planned",
            "2 - is that so?",
            "1 - Set",
            "2 - Begun in May",
            "7 - set out in a letter",
            "2 set",
            "Set up",
            "5",
            "step 9",
            "",
            "step",
        ),
        *("yes", "not 2", "2 Set up and meetings", "22 - Set up and meeting"),
    ],
)
def test_what_may_mean_another_step_or_none_is_refused(typed: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        scale().read(typed)


def test_words_behind_a_step_are_told_from_the_words_of_another_step() -> None:
    assert scale().hint("2 as of June") == ' Did you mean "2"?'
    assert "as a comment" in scale().cure("2 as of June")
    assert scale().hint("2 - Begun") == ""
    assert "another one than 1" in scale().cure("2 - Begun")


DENIED = """
n/a; unknown; don't know; tbc; expected; if approved; isn't working; cancelled; abolished in May;
suspendu; pendiente; three; step three; rather three; en cours; en cours de création; to be set up;
n'est plus en place; prevu; abrogé en mai; derogado en mayo; yes; see above; Oct; déc; only here
"""


@pytest.mark.parametrize("said", [said.strip() for said in DENIED.split(";")])
def test_what_may_take_a_step_back_is_no_remark(said: str) -> None:
    for typed in (f"2: {said}", f"2, {said}", f"2 ({said})", f"2 - {said}", f"2. {said}"):
        assert not scale().accepts(typed)
        assert scale().hint(typed) == ""
        assert "the step that holds" in scale().cure(typed)


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("2 - set out in a letter", "set out in a letter"),
        ("2 – as of June", "as of june"),
        ("2 – since May", "since may"),
        ("2.0: by decree", "by decree"),
        ("Step 2: by decree", "by decree"),
        ("2 (by decree)", "by decree)"),
        ("2", ""),
        ("2 - Set up and meeting", ""),
    ],
)
def test_a_remark_behind_a_step_takes_nothing_from_it(typed: str, remark: str) -> None:
    assert scale().read(typed) == 2
    assert scale().remark(typed) == remark


@pytest.mark.parametrize("typed", ["Begun", "“begun”", "commencé", "Someone is named"])
def test_words_of_a_step_without_its_number_are_hinted_at(typed: str) -> None:
    assert not scale().accepts(typed)
    assert scale().hint(typed) == ' Did you mean "1"?'


def test_a_step_called_like_the_number_of_another_one_is_not_taken_for_that() -> None:
    steps = {0: {"name": "Level 1", "text": "x"}, 1: {"name": "Level 2", "text": "a"}}
    assert not kind_of(a_question("q", steps=steps)).accepts("level 1")


def test_a_wording_of_two_steps_names_neither() -> None:
    steps = {
        0: {"name": "None", "text": "x"},
        1: {"name": "Some", "text": "a"},
        2: {"name": "Some", "text": "b"},
    }
    kind = kind_of(a_question("q", steps=steps))
    assert not kind.accepts("some")
    assert kind.read("2 - some") == 2


@pytest.mark.parametrize(
    ("typed", "truth"),
    [
        *(("Yes", True), ("YES.", True), ("Oui", True), ("oui", True), ("True", True)),
        *(("No", False), ("NON", False), ("False", False), ("“no”", False), ("ｙｅｓ", True)),
        *(("✓", True), ("✔", True), ("✔\ufe0f", True), ("☑", True), ("✅", True)),
    ],
)
def test_yes_and_no_are_taken_in_every_language_of_the_kit(typed: str, truth: bool) -> None:
    assert kind_of(a_question("q", "boolean")).read(typed) is truth


@pytest.mark.parametrize("typed", ["1-2", "yes and no", "maybe", "yes, partly", "1", "x", "2"])
def test_what_is_neither_yes_nor_no_is_refused(typed: str) -> None:
    assert not kind_of(a_question("q", "boolean")).accepts(typed)


def test_an_option_is_taken_by_its_id_its_words_or_both() -> None:
    kind = kind_of(a_question("q", "choice", options={"none": 0, "some-of-it": 50, "all": 100}))
    for typed in ("All", "all - all", "ALL · All", "“all”"):
        assert kind.read(typed) == "all"
    for typed in ("all - none", "all none", "al", "some"):
        assert not kind.accepts(typed)


@pytest.mark.parametrize("option", ["unknown", "na", "none", "n-a", "yes", "no"])
def test_an_option_may_be_called_like_what_says_that_there_is_no_answer(option: str) -> None:
    kind = kind_of(a_question("q", "choice", options={option: 0, "all": 100}))
    assert kind.read(option) == option
    assert kind.read(option.upper()) == option
    assert kind.state_typed(option) is None


def test_behind_an_option_called_like_not_applicable_stands_no_reason() -> None:
    kind = kind_of(a_question("q", "choice", options={"na": 0, "all": 100}))
    assert kind.state_typed("na - no such body") is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("٢٥", 25), ("１２", 12), ("۲٫۵", Fraction(5, 2)), ("१०", 10), ("12\u00a0", 12)],
)
def test_a_number_is_taken_in_the_digits_of_any_script(typed: str, value: Fraction) -> None:
    assert kind_of(a_question("q", "number")).read(typed) == value


@pytest.mark.parametrize("typed", ["2-3", "1 2", "about 5", "50 %", "½", "٢٬٥", "5²"])
def test_no_number_is_guessed(typed: str) -> None:
    assert not kind_of(a_question("q", "number")).accepts(typed)


def test_a_day_is_taken_in_the_digits_of_any_script() -> None:
    assert kind_of(a_question("q", "date")).read("٢٠٢٦-٠٦-٣٠") == "2026-06-30"


def test_boxes_are_taken_by_their_words_and_each_once() -> None:
    kind = kind_of(a_question("q", "multiple-choice"))
    assert kind.read(["Two", "ONE"]) == ("one", "two")
    assert not kind.accepts(["one", "One"])
    assert not kind.accepts("one")


@pytest.mark.parametrize(
    "typed",
    [
        *(["two，three"], ["two; three"], ["two, three"], ["Two", "thre"], ["two and three"]),
        *(
            ["two three"],
            "two, three",
            "two three",
            "Two / three",
            "two et three",
            "two、three",
            "TWO, thre",
        ),
    ],
)
def test_a_list_is_hinted_at_whole_and_as_it_is_written(typed: object) -> None:
    kind = kind_of(a_question("q", "multiple-choice"))
    assert kind.hint(typed) == " Did you mean [two, three]?"


@pytest.mark.parametrize(
    "typed", ["two or three", "two; ten", "not two", "two the three", ["two", "no three"], []]
)
def test_no_part_of_a_list_is_hinted_at(typed: object) -> None:
    assert kind_of(a_question("q", "multiple-choice")).hint(typed) == ""


def test_one_box_is_hinted_at_as_a_list_of_one() -> None:
    kind = kind_of(a_question("q", "multiple-choice"))
    assert kind.hint("two") == kind.hint("twoo") == " Did you mean [two]?"


@pytest.mark.parametrize(
    "typed", ["some, all", "some / all", "some all", "some or all", "all and none"]
)
def test_of_two_answers_none_is_hinted_at(typed: str) -> None:
    assert kind_of(a_question("q", "choice")).hint(typed) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("VRAI", "yes"), ("verdadero", "yes"), ("FAUX", "no"), ("falso", "no")),
        *(("oui (voir décret)", "yes"), ("Yes, since the decree", "yes"), ("no: by law", "no")),
    ],
)
def test_yes_and_no_are_hinted_at_in_other_words_and_beside_a_remark(
    typed: str, meant: str
) -> None:
    kind = kind_of(a_question("q", "boolean"))
    assert not kind.accepts(typed)
    assert kind.hint(typed) == f' Did you mean "{meant}"?'


@pytest.mark.parametrize("typed", ["yes, partly", "yes (if approved)", "no, not yet", "yes, no"])
def test_beside_what_takes_it_back_neither_yes_nor_no_is_hinted_at(typed: str) -> None:
    assert kind_of(a_question("q", "boolean")).hint(typed) == ""


@pytest.mark.parametrize("typed", ["yes/no", "yes, no", "no / yes"])
def test_of_yes_and_no_none_is_hinted_at(typed: str) -> None:
    assert kind_of(a_question("q", "boolean")).hint(typed) == ""


@pytest.mark.parametrize(
    ("unit", "typed"),
    [
        *((None, typed) for typed in ("60 %", "60%", "60 per cent", "60 pour cent", "60 ٪")),
        *(("per cent", typed) for typed in ("60 %", "60 percent")),
        *(("Persons per year", typed) for typed in ("60 persons", "60 per year")),
    ],
)
def test_a_number_before_its_unit_is_hinted_at(unit: str | None, typed: str) -> None:
    assert kind_of(a_question("q", "number", unit=unit)).hint(typed) == ' Did you mean "60"?'


@pytest.mark.parametrize("typed", ["3 million", "3 mln", "60-", "60 %", "60 or more", "3 thousand"])
def test_a_number_before_anything_else_is_not_hinted_at(typed: str) -> None:
    assert kind_of(a_question("q", "number", unit="persons")).hint(typed) == ""


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        *((text, SaidState.NOT_APPLICABLE) for text in ("N/A", "n.a.", "n.a", "Not applicable.")),
        *((text, SaidState.NOT_APPLICABLE) for text in ("sans objet", "S.O.", "Ｎ／Ａ", "NA")),
        *((text, SaidState.UNKNOWN) for text in ("don't know", "don’t know", "Unknown", "?")),
        *((text, SaidState.UNKNOWN) for text in ("ne sait pas", "Inconnu", "???", "؟", "？")),
        *((text, SaidState.UNKNOWN) for text in ("dont know", "DK", "no sabe", "¿?", "¿¿??")),
        *((text, SaidState.NOT_APPLICABLE) for text in ("no aplica", "No procede.")),
        *((text, SaidState.NOT_APPLICABLE) for text in ("N/A - no such body", "n.a.: no coast")),
        ("not applicable (no such body)", SaidState.NOT_APPLICABLE),
        *((text, None) for text in ("¿", "nap - no coast", "N/A-2", "unknown - no count")),
        *((text, None) for text in ("", "-", "none", "see above", "to be confirmed", "no")),
    ],
)
def test_what_says_that_there_is_no_answer_is_told_apart(
    typed: str, state: SaidState | None
) -> None:
    for kind in ("scale", "boolean", "choice", "multiple-choice", "number", "date"):
        if kind != "boolean" and typed != "none":
            assert kind_of(a_question("q", kind)).state_typed(typed) is state
    assert kind_of(a_question("q", "multiple-choice")).state_typed([typed]) is state
    assert kind_of(a_question("q", "text")).state_typed(typed) is None


def test_conditions_and_measures_name_answers_as_the_questionnaire_spells_them() -> None:
    assert not scale().has_key("step 2")
    assert not kind_of(a_question("q", "boolean")).has_key("oui")


def test_plain_words_are_one_spelling() -> None:
    assert plain_words(" “Don’t\u00a0 KNOW.” ") == "don't know"
    assert plain_words("Résumé\u00ad") == plain_words("RE\u0301SUME\u0301")
    assert plain_words("don`t") == plain_words("don´t") == plain_words("don｀t") == "don't"
