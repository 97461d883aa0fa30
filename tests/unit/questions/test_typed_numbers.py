"""A number is read where it has one meaning, however it is typed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coherence_kit.questions import kind_of
from coherence_kit.questions.typed_numbers import numbers_meant, unmistakable
from tests.builders import a_question

NUMBER = kind_of(a_question("q", "number"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2,5", "2.5"),
        ("12,50", "12.5"),
        ("0,250", "0.25"),
        ("0.125", "0.125"),
        ("-0,125", "-0.125"),
        ("1.2500", "1.25"),
        ("1,2500", "1.25"),
        ("1250.500", "1250.5"),
        ("1 250", "1250"),
        ("1\u202f250", "1250"),
        ("1\u00a0250,5", "1250.5"),
        ("1 250.250", "1250.25"),
        ("1'250", "1250"),
        ("1\u2019250.5", "1250.5"),
        ("1_250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1.250.000", "1250000"),
        ("12,345,678", "12345678"),
        ("12.345.678,901", "12345678.901"),
        ("1,25,000", "125000"),
        ("1,25,000.50", "125000.5"),
        ("\u22121,5", "-1.5"),
        ("1,5e3", "1500"),
        ("1.250e3", "1250"),
        ("١٬٢٥٠", "1250"),
        ("١٫٢٥٠", "1.25"),
        ("١٬٢٥٠٫٥", "1250.5"),
        ("１，２５", "1.25"),
        ("“12,5”", "12.5"),
        ("007", "7"),
    ],
)
def test_what_has_one_meaning_is_read(typed: str, meant: str) -> None:
    assert len(numbers_meant(typed)) == 1
    assert NUMBER.read(typed) == Fraction(meant)


@pytest.mark.parametrize(
    ("typed", "either"),
    [
        ("1.250", "1.25 or 1250"),
        ("1,250", "1.25 or 1250"),
        ("-1,250", "-1.25 or -1250"),
        ("123.456", "123.4560 or 123456"),
        ("1.000", "1 or 1000"),
        ("١،٢٥٠", "1.25 or 1250"),
        ("１．２５０", "1.25 or 1250"),
        ("“1.250”", "1.25 or 1250"),
    ],
)
def test_what_has_two_meanings_is_refused_with_both(typed: str, either: str) -> None:
    assert not NUMBER.accepts(typed)
    assert NUMBER.doubt(typed) == f", which can be {either}"
    assert NUMBER.cure(typed) == f"write {either}, whichever is meant"
    # the cure, followed
    assert {NUMBER.read(number) for number in either.split(" or ")} == {
        Fraction(number) for number in numbers_meant(typed)
    }


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            ".",
            ",",
            "1.x",
            "-",
            ".5",
            ",5",
            "+5",
            "1 25",
            "1 2",
            "12 3456",
            "1.250 000",
            "1,250,00",
        ),
        *(
            "1.25.000",
            "0.250.000",
            "1..250",
            "1,.5",
            "1 250 00",
            "1'25",
            "٢٬٥",
            "1٫2٫5",
            "2-3",
            "e3",
        ),
        "1" * 300,
    ],
)
def test_nothing_else_is_a_number(typed: str) -> None:
    assert not NUMBER.accepts(typed)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("1 250 %", ' Did you mean "1250"?'),
        ("12,5 per cent", ' Did you mean "12.5"?'),
        ("1.255 %", ' Did you mean "1.2550" or "1255"?'),
        ("about 5", ""),
        ("1 25 %", ""),
    ],
)
def test_before_a_unit_every_meaning_is_proposed(typed: str, hint: str) -> None:
    assert NUMBER.hint(typed) == hint


@pytest.mark.parametrize("text", ["1.250", "-12.345", "999.000"])
def test_a_number_of_a_file_gets_a_spelling_with_one_meaning(text: str) -> None:
    assert numbers_meant(unmistakable(text)) == (f"{text}0",)
    assert NUMBER.read(unmistakable(text)) == Fraction(text)


@pytest.mark.parametrize("text", ["0.125", "1250.125", "1.25", "1.25000", "1250", "1,250", "x"])
def test_others_stay_as_they_are(text: str) -> None:
    assert unmistakable(text) == text
