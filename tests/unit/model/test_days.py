"""Dates as people write them: read where they have one meaning."""

from __future__ import annotations

import datetime as dt

import pytest

from coherence_kit.model.base import parse_date
from coherence_kit.model.days import MONTHS, days_meant, read_date


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025", "2025"),
        (" 2025-11 ", "2025-11"),
        ("2025-03-12", "2025-03-12"),
        ("2025-3-5", "2025-03-05"),
        ("2025/03/12", "2025-03-12"),
        ("2025.03.12", "2025-03-12"),
        ("20250312", "2025-03-12"),
        ("2025-03-12T00:00:00Z", "2025-03-12"),
        ("2025-03-12T00:00:00.000Z", "2025-03-12"),
        ("2025-03-12T09:30:00+02:00", "2025-03-12"),
        ("2025-03-12 00:00:00", "2025-03-12"),
        ("2025–03–12", "2025-03-12"),
        ("12.3.2025", "2025-03-12"),
        ("12. 3. 2025", "2025-03-12"),
        ("3.12.2025", "2025-12-03"),
        ("13/03/2025", "2025-03-13"),
        ("03/13/2025", "2025-03-13"),
        ("13-03-2025", "2025-03-13"),
        ("13/03/2025 10:00", "2025-03-13"),
        ("3/3/2025", "2025-03-03"),
        ("03/2025", "2025-03"),
        ("3.2025", "2025-03"),
        ("March 2025", "2025-03"),
        ("mars 2025", "2025-03"),
        ("12 MARCH 2025", "2025-03-12"),
        ("March 12, 2025", "2025-03-12"),
        ("12th of March 2025", "2025-03-12"),
        ("12-Mar-2025", "2025-03-12"),
        ("1er août 2024", "2024-08-01"),
        ("Sept. 2024", "2024-09"),
        ("juil. 2024", "2024-07"),
        ("12 de marzo de 2025", "2025-03-12"),
        ("5 de março de 2025", "2025-03-05"),
        ("2025 March 12", "2025-03-12"),
        ("٢٠٢٦-٠٦-٣٠", "2026-06-30"),
        ("２０２６-０６-３０", "2026-06-30"),
        ("2026—06—30", "2026-06-30"),
        ("\u200e2026-06-30", "2026-06-30"),
        ("2026-06-30\u200b", "2026-06-30"),
        ("Tuesday 12 March 2024", "2024-03-12"),
        ("Tuesday, March 12, 2024", "2024-03-12"),
        ("mardi 12 mars 2024", "2024-03-12"),
        ("martes, 12 de marzo de 2024", "2024-03-12"),
        ("terça-feira, 12 de março de 2024", "2024-03-12"),
        ("on 12 March 2024", "2024-03-12"),
        ("3/13/2024 12:00:00 AM", "2024-03-13"),
        ("13/03/2024 10:00 a.m.", "2024-03-13"),
        ("2024-03-13t10:00:00z", "2024-03-13"),
        ("2024-03-12Z", "2024-03-12"),
        ("2024-03-12+02:00", "2024-03-12"),
        ("2024-03-12T00:00:00-05", "2024-03-12"),
        ("2024. 3. 12.", "2024-03-12"),
        ("12.3.2024.", "2024-03-12"),
        ("2024年3月12日", "2024-03-12"),
        ("2024년 3월 12일", "2024-03-12"),
        ("2024年3月", "2024-03"),
        ("12ème mars 2024", "2024-03-12"),
        ("primero de mayo de 2024", "2024-05-01"),
        ("1º de maio de 2024", "2024-05-01"),
        ("2024 - 03 - 12", "2024-03-12"),
        ("12.III.2024", "2024-03-12"),
        ("12. XI. 2024", "2024-11-12"),
    ],
)
def test_a_date_with_one_meaning_is_read_in_one_spelling(typed: str, meant: str) -> None:
    assert read_date(typed) == meant


def test_day_and_month_that_may_change_places_are_both_named() -> None:
    assert days_meant("12/03/2025") == days_meant("03-12-2025") == ("2025-03-12", "2025-12-03")
    assert read_date("12/03/2025") is None


@pytest.mark.parametrize(
    "typed",
    [
        *("", "-", "soon", "2025-13", "2025-02-29", "30.2.2025", "3.13.2025", "31/04/2025"),
        *("0000-01-01", "12.3.25", "2024-25", "Q1 2025", "12 March", "jui 2024", "spring 2025"),
        *("Monday 12 March 2024", "Tuesday March 2024", "mardi mercredi 12 mars 2024"),
        *("2011 - 12", "12.IIII.2024", "III.2024", "2024-03 - 12 - 13", "12-31-03-2024"),
        *("2025-03/12", "12 March 2025 or later", "March March 2025", "1" * 41),
    ],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert days_meant(typed) == ()


def test_every_month_is_known_by_its_names_and_their_beginnings() -> None:
    for number, names in enumerate(MONTHS, 1):
        for name in names:
            assert read_date(f"12 {name} 2025") == dt.date(2025, number, 12).isoformat()
            cut = name[:4]
            assert read_date(f"{cut}. 2025") == f"2025-{number:02}" or cut in {"juin", "juil"}


def test_of_a_point_in_time_the_day_is_read() -> None:
    assert parse_date(dt.datetime(2025, 3, 12, 9, tzinfo=dt.UTC)) == dt.date(2025, 3, 12)
