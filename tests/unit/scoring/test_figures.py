"""How figures are printed, and which level they belong to."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.i18n import figure_text, half_up
from coherence_kit.model.rubric import Level, level_of
from tests.builders import a_question, a_questionnaire, assessed, levels

LEVELS = tuple(Level.model_validate(level) for level in levels(0, 40, "66.7", 90))
LIMITS = tuple(level.start for level in LEVELS)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("86.25", 1, "86.3"),
        ("86.35", 1, "86.4"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("99.95", 1, "100.0"),
        ("0.04", 1, "0.0"),
        ("0.05", 1, "0.1"),
        ("0", 2, "0.00"),
        ("-0.04", 1, "0.0"),
        ("-2.25", 1, "-2.3"),
        ("1/3", 3, "0.333"),
        ("200/3", 1, "66.7"),
        ("100", 0, "100"),
    ],
)
def test_halves_go_up(value: str, decimals: int, text: str) -> None:
    assert half_up(Fraction(value), decimals) == text


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_a_printed_figure_is_the_nearest_there_is(value: Fraction, decimals: int) -> None:
    text, half = half_up(value, decimals), Fraction(1, 2 * 10**decimals)
    assert abs(Fraction(text) - value) <= half
    assert len(text.partition(".")[2]) == decimals
    assert text.startswith("-") is (Fraction(text) < 0)


@given(st.decimals(-1000, 1000, places=8), st.integers(0, 6))
def test_half_up_rounds_decimals_as_the_decimal_module_does(value: Decimal, decimals: int) -> None:
    with localcontext() as context:
        context.prec = 30
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert half_up(Fraction(value), decimals) == str(rounded or Decimal(0).scaleb(-decimals))


@pytest.mark.parametrize(
    ("value", "maximum", "decimals", "text"),
    [
        ("86.25", 100, 1, "86.3"),
        ("86.25", 1, 3, "0.863"),
        ("86.25", 3, 2, "2.59"),
        ("86.25", 5, 1, "4.3"),
        ("86.25", 80, 0, "69"),
        ("100", 80, 0, "80"),
        ("0", 1, 3, "0.000"),
    ],
)
def test_100_is_published_as_the_maximum(
    value: str, maximum: int, decimals: int, text: str
) -> None:
    assert figure_text(Fraction(value), scale_maximum=Fraction(maximum), decimals=decimals) == text


@pytest.mark.parametrize(
    ("value", "maximum", "decimals", "text"),
    [
        ("39.96", 100, 1, "39.96"),
        ("39.94", 100, 1, "39.9"),
        ("40", 100, 1, "40.0"),
        ("40.04", 100, 1, "40.0"),
        ("39.996", 100, 1, "39.996"),
        ("39.6", 100, 0, "39.6"),
        ("39.96", 1, 3, "0.3996"),
        ("66.66", 100, 1, "66.66"),
        ("66.7", 100, 0, "67"),
        ("66.69", 100, 0, "66.69"),
        ("66.8", 5, 1, "3.34"),
        ("39.9999999", 100, 1, "39.9999999"),
    ],
)
def test_a_figure_gets_decimals_until_rounding_no_longer_carries_it_over_a_limit(
    value: str, maximum: int, decimals: int, text: str
) -> None:
    printed = figure_text(
        Fraction(value), scale_maximum=Fraction(maximum), decimals=decimals, limits=LIMITS
    )
    assert printed == text


@given(
    st.fractions(0, 100, max_denominator=10**6),
    st.sampled_from([1, 3, 5, 80, 100]),
    st.integers(0, 3),
)
def test_a_printed_figure_never_contradicts_its_level(
    value: Fraction, maximum: int, decimals: int
) -> None:
    printed = Fraction(
        figure_text(value, scale_maximum=Fraction(maximum), decimals=decimals, limits=LIMITS)
    )
    assert level_of(printed * 100 / maximum, LEVELS) == level_of(value, LEVELS)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("0", "level-1"),
        ("39.999999999999999", "level-1"),
        ("40", "level-2"),
        ("66.69", "level-2"),
        ("66.7", "level-3"),
        ("89.99", "level-3"),
        ("90", "level-4"),
        ("100", "level-4"),
    ],
)
def test_a_level_includes_its_lower_limit_and_is_that_of_the_unrounded_value(
    value: str, level: str
) -> None:
    assert level_of(Fraction(value), LEVELS) == level


def test_levels_need_not_stand_in_order() -> None:
    assert level_of(Fraction(50), LEVELS[::-1]) == "level-2"


def test_without_a_value_or_without_levels_there_is_no_level() -> None:
    assert level_of(None, LEVELS) is None
    assert level_of(Fraction(50), ()) is None


def test_low_value_and_high_have_levels_of_their_own() -> None:
    questionnaire = a_questionnaire(
        a_question("a"), a_question("b"), levels=levels(0, 40, 90), min_coverage="0.5"
    )
    root = assessed(questionnaire, a=2).root
    assert (root.level_low, root.level, root.level_high) == ("level-1", "level-2", "level-2")
    assert (root.low_text, root.text, root.high_text) == ("25.0", "50.0", "75.0")


def test_a_value_that_is_not_shown_has_neither_text_nor_level_nor_gap() -> None:
    questionnaire = a_questionnaire(
        a_question("a", target=4), a_question("b"), levels=levels(0, 40)
    )
    root = assessed(questionnaire, a=2).root
    assert (root.value, root.text, root.level, root.gap) == (None, None, None, None)
    assert root.level_high == "level-2"


def test_a_questionnaire_says_how_its_figures_are_published() -> None:
    questionnaire = a_questionnaire(
        a_question("a", steps=range(8)), publish={"max": 1, "decimals": 3}
    )
    assert assessed(questionnaire, a=5).root.text == "0.714"
