from __future__ import annotations

from collections import defaultdict

import pycountry
import pytest

from coherence_kit.loading.countries import (
    LANGUAGES_OF_NAMES,
    StatedCountry,
    countries_as_known,
    countries_by_name,
    country_name,
    is_country,
    is_same_name,
    is_user_assigned,
    known_names,
    likely_codes,
    meant_country,
)
from coherence_kit.loading.country_names import OTHER_NAMES, SHARED_NAMES
from coherence_kit.words import country_names_in


@pytest.mark.parametrize(
    "code", ["GHA", "PHL", "ITA-Milan", "GHA-Greater Accra", "COD-Nord-Kivu", "XVE", "XVE-North"]
)
def test_a_country_a_part_of_one_and_a_code_of_users_are_accepted(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "GH",
        "GHN",
        "gha",
        "Ghana",
        "GHA-",
        "GHA Accra",
        "GHA- Accra",
        "GHA-Acc\nra",
        "-GHA",
        "GHANA",
    ],
)
def test_anything_else_is_no_country(code: str) -> None:
    assert not is_country(code)


@pytest.mark.parametrize(
    "code", ["AAA", "AAZ", "QMA", "QZZ", "XAA", "XKX", "XZZ", "ZZA", "ZZZ", "XVE-North"]
)
def test_some_codes_are_left_to_users(code: str) -> None:
    assert is_user_assigned(code)


@pytest.mark.parametrize("code", ["ABA", "QAT", "QLZ", "ZYZ", "GHA", "", "X"])
def test_others_are_not(code: str) -> None:
    assert not is_user_assigned(code)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("GHA", "Ghana"),
        ("TZA", "Tanzania"),
        ("ITA-Milan", "Italy: Milan"),
        ("XVE", "XVE"),
        ("XVE-North", "XVE-North"),
        ("XKX", "Kosovo"),
        ("XKX-Prizren", "Kosovo: Prizren"),
        ("COD", "Democratic Republic of the Congo"),
        ("PSE", "State of Palestine"),
        ("TWN", "Taiwan"),
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
        ("gha", "GHA"),
        ("GH", "GHA"),
        ("gha-Accra", "GHA-Accra"),
        ("Republic of Ghana", "GHA"),
        ("Government of Ghana", "GHA"),
        ("République du Ghana", "GHA"),
        ("República de Ghana", "GHA"),
        ("Viet Nam", "VNM"),
        ("VIETNAM", "VNM"),
        ("Guinea-Bissau", "GNB"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Republic of Korea", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("Korea (Republic of)", "KOR"),
        ("KOREA, REP.", "KOR"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("D.R. Congo", "COD"),
        ("The Democratic Republic of Congo", "COD"),
        ("Congo, Dem. Rep.", "COD"),
        ("Republic of the Congo", "COG"),
        ("Congo-Brazzaville", "COG"),
        ("Taiwan, Province of China", "TWN"),
        ("Republic of China", "TWN"),
        ("People's Republic of China", "CHN"),
        ("Palestine", "PSE"),
        ("West Bank and Gaza", "PSE"),
        ("Kosovo", "XKX"),
        ("Kosovo*", "XKX"),
        ("xk", "XKX"),
        ("UK", "GBR"),
        ("U.S.A.", "USA"),
        ("Swaziland", "SWZ"),
        ("Republic of Niger", "NER"),
        ("Dominican Republic", "DOM"),
        ("Commonwealth of Dominica", "DMA"),
        ("Equatorial Guinea", "GNQ"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("St Lucia", "LCA"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Egypt, Arab Rep.", "EGY"),
        ("مصر", "EGY"),
        ("El-Salvador", "SLV"),
        ("St-Lucia", "LCA"),
        ("St-Vincent-et-les-Grenadines", "VCT"),
        ("Co-operative Republic of Guyana", "GUY"),
        ("US-Virgin Islands", "VIR"),
        ("GHA - Accra", "GHA-Accra"),
        ("GHA–Accra", "GHA-Accra"),
        ("GHA-", "GHA"),
        ("ＧＨＡ", "GHA"),
        ("Ghana (GHA)", "GHA"),
        ("Côte d'Ivoire (Ivory Coast)", "CIV"),
        ("Congo (RDC)", "COD"),
        ("Rép. de Corée", "KOR"),
        ("Corée, Rép. de", "KOR"),
        ("Rép. centrafricaine", "CAF"),
        ("Украина", "UKR"),
    ],
)
def test_the_code_that_was_meant_is_found_by_a_known_name(text: str, code: str) -> None:
    assert likely_codes(text) == (code,)
    assert meant_country(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Korea", ("KOR", "PRK")),
        ("Congo", ("COG", "COD")),
        ("Virgin Islands", ("VGB", "VIR")),
        ("Corée", ("KOR", "PRK")),
    ],
)
def test_a_name_of_two_countries_finds_both(text: str, codes: tuple[str, ...]) -> None:
    assert likely_codes(text) == codes
    assert meant_country(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "GHN",
        "Atlantis",
        "Tamoa",
        "Velmora",
        "Gahna",
        "Austrla",
        "Northern Ireland",
        "Republic of Somaliland",
        "Turkish Republic of Northern Cyprus",
        "Netherlands Antilles",
        "Yugoslavia",
        "Serbia and Montenegro",
        "Democratic Republic",
        "Republic of",
        "Islamic State",
        "the",
        "New Guinea",
        "Nigeri",
        "Guayana",
        "East Africa",
        "Al-Jazair",
        "Georgia (USA)",
        "Korea (Pyongyang)",
        "x" * 10_000,
        "korea republic " * 1_000,
    ],
)
def test_no_country_is_guessed_by_likeness(text: str) -> None:
    assert likely_codes(text) == ()
    assert meant_country(text) == text.strip()


def test_no_name_in_use_leads_to_another_country() -> None:
    alpha_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    shared = {code for codes in SHARED_NAMES.values() for code in codes}
    for language in LANGUAGES_OF_NAMES:
        for alpha_2, name in country_names_in(language).items():
            code, found = alpha_3.get(alpha_2), likely_codes(name)
            if code is None:
                # a region or a part, such as the Canary Islands, or Kosovo
                assert found == (("XKX",) if alpha_2 == "XK" else ()), name
            else:
                assert found == (code,) or (code in found and set(found) <= shared), name


@pytest.mark.parametrize(
    "form",
    ["Republic of {}", "the Republic of {}", "{}, Republic of", "République de {}", "{} (the)"],
)
def test_the_form_of_state_leads_to_no_other_country(form: str) -> None:
    known = defaultdict(set)
    for code, name in known_names(("en", "fr", "es")):
        known[name].add(code)
    del known[""]
    # of these two one's name is the other's with a form of state
    china = {"CHN", "TWN"}
    for name, codes in known.items():
        if codes & china:
            assert set(likely_codes(form.format(name))) <= china
            continue
        assert set(likely_codes(form.format(name))) <= codes | {
            code for shared in SHARED_NAMES.values() if codes & {*shared} for code in shared
        }, name


def test_every_other_name_is_of_its_country_alone() -> None:
    names = [(code, name) for code, names in OTHER_NAMES.items() for name in names]
    assert len(names) > 250
    assert [name for code, name in names if likely_codes(name) != (code,)] == []
    assert all(is_country(code) for code in OTHER_NAMES)


@pytest.mark.parametrize("language", LANGUAGES_OF_NAMES)
def test_every_name_that_is_printed_is_read(language: str) -> None:
    for code, name in countries_by_name(language):
        assert code in likely_codes(name), name


def test_a_country_has_its_name_in_the_language_of_the_report() -> None:
    assert country_name("DEU", language="fr-CA") == "Allemagne"
    assert country_name("RUS", language="fr") == "Fédération de Russie"
    assert country_name("GHA-Accra", language="fr") == "Ghana: Accra"
    assert country_name("MDA", language="ar") == "مولدوفا"
    assert country_name("XKX", language="ar") == "كوسوفو"
    assert country_name("DEU", language="en-XA") == "Germany"


def test_countries_stand_by_their_names_in_a_language_whatever_their_accents() -> None:
    places = [name for _, name in countries_by_name("fr")]
    named = ["Algérie", "Danemark", "Égypte", "Espagne", "Zambie"]
    assert [places.index(name) for name in named] == sorted(places.index(name) for name in named)
    assert ("EGY", "Egypt") in countries_by_name("en")
    assert ("XKX", "Kosovo") in countries_by_name("fr")


@pytest.mark.parametrize(
    "other",
    [
        StatedCountry("Ghana"),
        StatedCountry("gha"),
        StatedCountry("", ["Ghana"]),
        StatedCountry("", ["Republic of Ghana"]),
        StatedCountry("", ["Our country", "Гана"]),
        StatedCountry("GHA", ["Nigeria"]),
    ],
)
def test_a_code_and_a_name_of_it_are_one_country(other: StatedCountry) -> None:
    assert countries_as_known([StatedCountry("GHA"), other]) == ["GHA", "GHA"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (StatedCountry("GHA"), StatedCountry("", ["Nigeria"])),
        (StatedCountry("", ["Ghana"]), StatedCountry("", ["Nigeria"])),
        (StatedCountry("GHA"), StatedCountry("GHA-Accra")),
        (StatedCountry("GHA", ["Nigeria"]), StatedCountry("", ["Nigeria"])),
        (StatedCountry("COD"), StatedCountry("", ["Congo"])),
        (StatedCountry("XVE"), StatedCountry("", ["Velmora"])),
        (StatedCountry("GHA"), StatedCountry("")),
    ],
)
def test_others_are_two(one: StatedCountry, other: StatedCountry) -> None:
    assert len({*countries_as_known([one, other])}) == 2


def test_a_name_beside_a_code_of_users_is_known_in_the_other_submissions() -> None:
    velmora = StatedCountry("XVE", ["Velmora", "La Velmorie"])
    others = [StatedCountry("", ["Velmorie"]), StatedCountry("VELMORA"), StatedCountry("XVE")]
    assert countries_as_known([others[0], velmora, *others[1:]]) == ["XVE"] * 4


def test_nothing_stated_is_no_country_and_an_unknown_name_is_itself() -> None:
    stated = [StatedCountry(""), StatedCountry("", ["The Nowhere"]), StatedCountry("Nowhere")]
    assert countries_as_known(stated) == ["", "nowhere", "nowhere"]


def test_names_that_are_known_to_mean_one_country_are_the_same() -> None:
    assert is_same_name(["Ghana"], ["Republic of Ghana"])
    assert is_same_name(["Velmora"], ["Velmorie", "Velmora"])
    assert not is_same_name(["Velmora"], ["Nordaland"])
