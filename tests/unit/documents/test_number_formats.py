"""Number formats that show another text, another number, or nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coherence_kit.documents.number_formats import (
    shown_number,
    shows_day,
    shows_text,
    shows_truth,
)


@pytest.mark.parametrize(
    "stated",
    ["", "General", "@", "0", "0.00", '0 "per cent"', "#,##0;-#,##0", "0;-0;;@", "[Red]@", "_-@_-",
     "General;General;General;General", "yyyy-mm-dd", "0;-0;0"],
)  # fmt: skip
def test_a_text_shows_as_it_is(stated: str) -> None:
    assert shows_text(stated)


@pytest.mark.parametrize(
    "stated",
    [
        ";;;",
        ';;;"0 · On request"',
        '"0"@',
        '@" not"',
        "@@",
        r"\0;\0;\0;\0",
        '0;0;0;"2 "@',
        ";;;\\0",
    ],
)
def test_a_text_does_not_show_or_shows_with_another(stated: str) -> None:
    assert not shows_text(stated)


@pytest.mark.parametrize(
    ("number", "stated", "shown"),
    [
        ("2", "", "2"),
        ("2", "General", "2"),
        ("2", "@", "2"),
        ("2", "0", "2"),
        ("2", "0000", "2"),
        ("2", '0 "per cent"', "2"),
        ("2", '0" ()-"', "2"),
        ("2", "[$€-407] 0", "2"),
        ("2", "_-* #,##0.00_-;-* #,##0.00_-", "2"),
        ("-2", "_-* #,##0.00_-;-* #,##0.00_-", "-2"),
        ("-2", "#,##0_);(#,##0)", "-2"),
        ("-2", "0", "-2"),
        ("1234.5", "#,##0.0", "1234.5"),
        ("0.35", "0%", "0.35"),
        ("0.355", "0%", "0.36"),
        ("49.6", "0", "50"),
        ("2.5", "0", "3"),
        ("5000", "0,", "5"),
        ("0.125", "# ?/?", "0.125"),
        ("0.00012", "0.00E+00", "0.00012"),
        ("2", '[=2]0" ";;"0"', "2"),
        ("0", "0;-0;General", "0"),
    ],
)
def test_a_number_shows_perhaps_rounded(number: str, stated: str, shown: str) -> None:
    assert shown_number(Decimal(number), stated) == Decimal(shown)


@pytest.mark.parametrize(
    ("number", "stated"),
    [
        ("2", ";;;"),
        ("2", '"0"'),
        ("2", '"0 · On request"'),
        ("2", '0" 5"'),
        ("2", r"\10"),
        ("2", "10"),
        ("2", "[$3-409]0"),
        ("2", ";0"),
        ("2", '[=2]"0";0'),
        ("2", "[>1]\\0;0"),
        ("2", "-0"),
        ("2", '"-"0'),
        ("-2", "0;0"),
        ("0", "0;-0;"),
        ("0", "#"),
        ("2", "yyyy"),
        ("2", '"no"'),
    ],
)
def test_a_number_does_not_show_or_shows_as_something_else(number: str, stated: str) -> None:
    assert shown_number(Decimal(number), stated) is None


def test_a_day_shows_unless_the_format_says_one_of_its_own() -> None:
    day = Decimal(46_203)
    assert all(shows_day(day, one) for one in ("yyyy-mm-dd", 'd "de" mmmm', "[$-40C]d mmm yy"))
    shown = [one for one in ('"2020"-mm-dd', "[>1];yyyy", ";yyyy", '"soon"') if shows_day(day, one)]
    assert shown == []


@pytest.mark.parametrize("stated", ["", "General", "@", "0", '"TRUE";"TRUE";"FALSE"'])
def test_a_truth_value_shows(stated: str) -> None:
    assert shows_truth(True, stated)
    assert shows_truth(False, stated)


@pytest.mark.parametrize("stated", [";;;", '"FALSE";"FALSE";"TRUE"', '"yes"'])
def test_a_truth_value_does_not_show(stated: str) -> None:
    assert not shows_truth(True, stated)
    assert not shows_truth(False, stated)


@pytest.mark.parametrize("number", ["1e300", "-1.7e308", "1e27", "123456789012345678901234567890"])
@pytest.mark.parametrize("stated", ["0", "0.00", "#,##0.0", "0%", "0.0,,", "yyyy-mm-dd"])
def test_a_number_of_many_digits_shows_as_it_is(number: str, stated: str) -> None:
    shown = shown_number(Decimal(number), stated)
    assert shown is None or shown.adjusted() in {Decimal(number).adjusted() - n for n in (0, 6)}


def test_a_number_that_no_spreadsheet_knows_is_left_as_it_is() -> None:
    assert shown_number(Decimal("1e99999"), "0.00") == Decimal("1e99999")
