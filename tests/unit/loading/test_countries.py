from __future__ import annotations

import pytest

from coherence_kit.loading.countries import country_name, is_country, is_user_assigned, likely_code


@pytest.mark.parametrize(
    "code", ["GHA", "PHL", "ITA-Milan", "GHA-Greater Accra", "COD-Nord-Kivu", "XVE", "XVE-North"]
)
def test_a_country_a_part_of_one_and_an_invented_one_are_accepted(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize(
    "code", ["", "GH", "GHN", "gha", "Ghana", "GHA-", "GHA Accra", "GHA-Acc\nra", "-GHA", "GHANA"]
)
def test_anything_else_is_no_country(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize(
    "code", ["AAA", "AAZ", "QMA", "QZZ", "XAA", "XKX", "XZZ", "ZZA", "ZZZ", "XVE-North"]
)
def test_codes_left_to_users_stand_for_invented_countries(code: str) -> None:
    assert is_user_assigned(code)


@pytest.mark.parametrize("code", ["ABA", "QAT", "QLZ", "ZYZ", "GHA", "", "X"])
def test_other_codes_do_not(code: str) -> None:
    assert not is_user_assigned(code)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("GHA", "Ghana"),
        ("TZA", "Tanzania"),
        ("ITA-Milan", "Italy: Milan"),
        ("XVE", "XVE"),
        ("GHN-Accra", "GHN: Accra"),
        ("nowhere", "nowhere"),
        ("", ""),
    ],
)
def test_a_country_has_the_name_in_common_use(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ghana", "GHA"),
        (" ghana ", "GHA"),
        ("Gana", "GHA"),
        ("gha", "GHA"),
        ("GH", "GHA"),
        ("gha-Accra", "GHA-Accra"),
        ("Republic of Ghana", "GHA"),
        ("Viet Nam", "VNM"),
        ("Guinea-Bissau", "GNB"),
        ("Côte d'Ivoire", "CIV"),
    ],
)
def test_the_code_that_was_meant_is_found_by_name_and_by_spelling(text: str, code: str) -> None:
    assert likely_code(text) == code


@pytest.mark.parametrize("text", ["", "-", "GHN", "UK", "Atlantis", "x" * 10_000])
def test_no_country_is_guessed_where_none_is_near(text: str) -> None:
    assert not likely_code(text)


def test_a_country_has_its_name_in_the_language_of_the_report() -> None:
    assert country_name("DEU", language="fr-CA") == "Allemagne"
    assert country_name("GHA-Accra", language="fr") == "Ghana: Accra"
    assert country_name("DEU", language="en-XA") == "Germany"
