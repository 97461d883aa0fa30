from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.documents.cell_texts import as_number, escape, number_text, unescape

DAY = "yyyy\\-mm\\-dd"


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("35", "General", "35"),
        ("35.0", "", "35"),
        ("0.10000000000000001", "General", "0.1"),
        ("0.29999999999999999", "", "0.3"),
        ("35.100000000000001", "0.00", "35.1"),
        ("1E-3", "", "0.001"),
        ("1.5E+10", "", "15000000000"),
        ("-0", "", "0"),
        ("0.35", "0%", "35%"),
        ("0.07", "0.0%", "7%"),
        ("1.005", "0.00%", "100.5%"),
        ("7", "000", "007"),
        ("46203", DAY, "2026-06-30"),
        ("46203", "dd/mm/yy;@", "2026-06-30"),
        ("46203", "[$-409]d\\-mmm\\-yyyy", "2026-06-30"),
        ("46203", "mmm-yy", "2026-06"),
        ("46203", "yyyy", "2026"),
        ("46203.5", DAY, "2026-06-30 12:00"),
        ("0.25", "h:mm", "06:00"),
        ("1", DAY, "1900-01-01"),
        ("59", DAY, "1900-02-28"),
        ("61", DAY, "1900-03-01"),
        ("2958465", DAY, "9999-12-31"),
        ("2958466", DAY, "2958466"),
        ("-1", DAY, "-1"),
        ("1.5", "[h]:mm", "1.5"),
        ("12", '0 "days"', "12"),
        ("12", "#,##0.00 [$EUR]", "12"),
        ("12", "[Red]0", "12"),
    ],
)
def test_a_number_is_read_as_a_person_sees_it(stored: str, number_format: str, text: str) -> None:
    assert number_text(stored, number_format) == text


def test_days_may_be_counted_from_1904() -> None:
    assert number_text("44741", DAY, since_1904=True) == "2026-06-30"


@pytest.mark.parametrize("stored", ["nan", "inf", "1e999", "x", ""])
def test_what_is_no_number_is_refused(stored: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever float and Decimal say of it
        number_text(stored)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("35", 35),
        ("0.1", 0.1),
        ("-5", -5),
        ("2.50", None),
        ("007", None),
        ("1e5", None),
        ("x", None),
        ("nan", None),
    ],
)
def test_a_number_is_written_only_where_it_comes_back_as_the_same_text(
    text: str, number: float | None
) -> None:
    assert as_number(text) == number


def test_a_number_of_more_digits_than_a_spreadsheet_has_stays_text() -> None:
    assert as_number("123456789012.123456") is None


@given(st.text())
def test_every_text_survives_escaping(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "stored"),
    [("_x0041_", "_x005F_x0041_"), ("\x0b", "_x000B_"), ("_x", "_x"), ("a_b", "a_b")],
)
def test_escapes_are_those_of_the_format(text: str, stored: str) -> None:
    assert escape(text) == stored
