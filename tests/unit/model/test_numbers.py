"""Numbers are taken as they are typed, digit for digit, and written out as the same number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import LARGEST_EXPONENT, MOST_DIGITS, parse_number
from coherence_kit.model.fingerprint import canonical_json
from coherence_kit.model.questionnaire import Goalposts
from tests.builders import a_question, a_questionnaire, a_section, assessed


@st.composite
def typed(draw: st.DrawFn) -> str:
    """A number of at most as many digits as one may have, with or without point and exponent."""
    digits = draw(st.text("0123456789", min_size=1, max_size=MOST_DIGITS))
    point = draw(st.integers(1, len(digits)))
    text = digits if point == len(digits) else f"{digits[:point]}.{digits[point:]}"
    power = draw(st.none() | st.integers(-LARGEST_EXPONENT, LARGEST_EXPONENT))
    plus = draw(st.sampled_from(["", "+"])) if power is not None and power >= 0 else ""
    mark = draw(st.sampled_from("eE"))
    sign = draw(st.sampled_from(["", "-"]))
    return f"{sign}{text}" if power is None else f"{sign}{text}{mark}{plus}{power}"


@given(typed())
def test_a_number_is_exactly_what_was_typed(text: str) -> None:
    number = parse_number(text)
    assert number == Fraction(Decimal(text))
    assert parse_number(f"0{text.lstrip('-')}") == abs(number)


@given(typed())
def test_a_number_is_written_out_exactly_and_without_an_exponent(text: str) -> None:
    written = plain_number(parse_number(text))
    assert Decimal(written) == Decimal(text)
    assert set(written) <= set("-.0123456789")
    assert "." not in written or not written.endswith(("0", "."))
    assert written != "-0"


def test_a_number_without_end_is_cut_after_twelve_places() -> None:
    assert plain_number(Fraction(2, 3)) == "0.666666666667"
    assert plain_number(Fraction(-1, 6)) == "-0.166666666667"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[(text, "kit_number") for text in ("nan", "NaN", "inf", "-Infinity", ".inf", "", " 1")],
        *[(text, "kit_number") for text in ("1,5", "1_000", ".5", "5.", "+5", "0x1F", "1e", "e1")],
        *[(text, "kit_number") for text in ("1e1.5", "1 e1", "1e 1", "--1", "١", "1/3")],
        ("9" * (MOST_DIGITS + 1), "kit_number_size"),
        ("0." + "9" * (MOST_DIGITS + 1), "kit_number_size"),
        ("0" * 1_000_000, "kit_number_size"),
        ("1e100", "kit_number_size"),
        ("1e-100", "kit_number_size"),
        ("1e999999999", "kit_number_size"),
        ("0e999999999999999999", "kit_number_size"),
        ("1e" + "9" * 1_000_000, "kit_number_size"),
    ],
)
def test_what_is_no_number_or_too_long_a_one_is_refused(text: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse_number(text)
    assert refused.value.type == kind


@pytest.mark.parametrize("value", [True, 0.5, None, [], {}])
def test_only_texts_and_exact_numbers_are_numbers(value: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_number(value)


def test_one_number_has_one_spelling_in_what_is_hashed() -> None:
    spellings = ("0.0025", "2.5e-3", "25E-4", "0.00250")
    made = {
        canonical_json(Goalposts.model_validate({"low": text, "high": "1"})) for text in spellings
    }
    assert len(made) == 1


def test_goalposts_with_the_digits_of_a_data_file_score_exactly() -> None:
    posts = {"low": "0.1278877587772702", "high": "1.5636425553702773"}
    question = a_question("goods", "number", goalposts=posts)
    answer = Fraction("0.8457651570737737")
    node = assessed(a_questionnaire(a_section("s", question)), goods=answer).nodes["goods"]
    low, high = Fraction(posts["low"]), Fraction(posts["high"])
    assert node.value == 100 * (answer - low) / (high - low)
    assert node.text == "50.0"
