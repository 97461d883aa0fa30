"""Country codes by ISO 3166-1 alpha-3, and the country that a name was meant for.

`ALPHA3-anything` stands for a part of a country. Codes that the standard leaves to users stand for
whatever they agree on, such as XKX for Kosovo, or for an invented country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.loading.country_names import (
    CODES_OF_OTHERS,
    NAMED_BY_USERS,
    OTHER_NAMES,
    SHARED_NAMES,
    USUAL_NAMES,
)
from coherence_kit.words import country_in, country_names_in

_CODE = re.compile(r"([A-Z]{3})(?:-(.+))?")
# ISO 3166-1 leaves these alpha-3 codes to users: AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ
_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
LONGEST_CODE = 3
_LONGEST_NAME = 120
LANGUAGES_OF_NAMES = ("en", "fr", "es", "ar", "pt", "ru", "zh")
"""Languages in which a country's name is known: those of the United Nations and Portuguese."""

# Words that names have or lack without meaning another country. "Democratic" and "people's" are
# none of them: there are two Koreas and two Congos.
_SMALL_WORDS = frozenset(
    re.findall(r"\w+", "the of and la le les l el los las de du des d del da do e et y")
)
_FORMS_OF_STATE = frozenset(
    re.findall(
        r"\w+",
        "republic republique republica kingdom royaume reino commonwealth union sultanate sultanat "
        "sultanato principality principaute principado islamic islamique islamica federal federale "
        "federative government gouvernement gobierno",
    )
)
_SHORTENED = {"rep": "republic", "dem": "democratic", "st": "saint", "ste": "saint"} | {
    "sainte": "saint",
    "peoples": "people",
}


def is_user_assigned(code: str) -> bool:
    """Whether the standard leaves this code to users; it says nothing of the country."""
    return bool(_USER_ASSIGNED.fullmatch(code[:3]))


@cache
def country_names() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code to the name in common use."""
    import pycountry  # it reads its tables when imported

    names: dict[str, str] = dict(NAMED_BY_USERS)
    for country in pycountry.countries:
        names[country.alpha_3] = getattr(country, "common_name", country.name)
    return names


def is_country(code: str) -> bool:
    """Whether a submission may carry this code."""
    match = _CODE.fullmatch(code)
    return match is not None and (is_user_assigned(code) or match.group(1) in country_names())


def likely_codes(text: str) -> tuple[str, ...]:
    """The codes of the countries that may have been meant, by a known name or code of them.

    Names are those of the standard, of the Unicode locale data in :data:`LANGUAGES_OF_NAMES`, and
    those of :mod:`coherence_kit.loading.country_names`. A name that is only like one of them is
    nobody's: of two countries whose names are alike one would be given for the other.

    Returns:
        none where no country is known by the text, several where more than one is.

    """
    if len(text) > _LONGEST_NAME:
        return ()
    head, hyphen, part = text.strip().partition("-")
    if len(head) <= LONGEST_CODE:
        code = _codes().get(head.upper(), "")
        if code:
            return (code + hyphen + part,)
    key = name_key(text)
    return _codes_by_name().get(key) or _codes_by_name().get(without_form_of_state(key), ())


def meant_country(text: str) -> str:
    """The code of the one country that a text is known to mean, else the text.

    For fields of forms, where a name does as well as a code.
    """
    plain = text.strip()
    codes = () if is_country(plain) else likely_codes(plain)
    return codes[0] if len(codes) == 1 else plain


def name_key(text: str) -> str:
    """A name for comparing: its words without capitals, accents and signs, in the alphabet's order.

    Words such as "the" and "of" are left out, so that "Congo, Democratic Republic of the" and
    "Democratic Republic of Congo" are one.
    """
    plain = _without_accents(text.casefold())
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)  # D.R. Congo, U.S.A.
    plain = re.sub(r"['\u2018\u2019\u02bc]s\b", "", plain)  # people's
    words = re.findall(r"\w+", plain)
    return " ".join(sorted({_SHORTENED.get(word, word) for word in words} - _SMALL_WORDS))


def without_form_of_state(key: str) -> str:
    """A key as if the name had no "Republic of" or the like."""
    return " ".join(word for word in key.split() if word not in _FORMS_OF_STATE)


def how_names_are_read(language: str) -> dict[str, object]:
    """The same knowledge as data, for a form that finds the code of a country by itself.

    Returns:
        `known`: a country's codes in small letters and the keys of its names, by its code; without
        those that are shared or found without their form of state. `small`, `forms` and `shortened`
        are what :func:`name_key` and :func:`without_form_of_state` go by.

    """
    known: dict[str, list[str]] = {}
    for code, country in _codes().items():
        known.setdefault(country, []).append(code.casefold())
    names = _codes_by_name()
    keys = dict.fromkeys(name_key(name) for _, name in known_names(("en", "fr", "es", language)))
    for key in filter(None, keys):
        shorter = without_form_of_state(key)
        if len(names[key]) == 1 and (shorter == key or names.get(shorter) != names[key]):
            known[names[key][0]].append(key)
    return {
        "known": {code: "|".join(keys) for code, keys in sorted(known.items())},
        "small": sorted(_SMALL_WORDS),
        "forms": sorted(_FORMS_OF_STATE),
        "shortened": _SHORTENED,
    }


@cache
def _codes() -> dict[str, str]:
    """Codes that are or were written for a country, in capitals, to the one of alpha-3."""
    import pycountry

    codes = dict(CODES_OF_OTHERS)
    for country in pycountry.countries:
        codes |= {country.alpha_2: country.alpha_3, country.alpha_3: country.alpha_3}
    return codes | {code: code for code in NAMED_BY_USERS}


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """What a name that is compared by :func:`name_key` stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name in known_names(LANGUAGES_OF_NAMES):
        key = name_key(name)
        found[key] = tuple(sorted({*found.get(key, ()), code}))
    found.pop("", None)
    return found | {name_key(name): codes for name, codes in SHARED_NAMES.items()}


def known_names(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every name by which a country is known, after its code."""
    import pycountry

    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            yield country.alpha_3, getattr(country, key, "")
    yield from NAMED_BY_USERS.items()
    alpha_3 = _codes()
    for language in languages:
        for alpha_2, name in country_names_in(language).items():
            if alpha_2 in alpha_3:
                yield alpha_3[alpha_2], name
    for code, names in OTHER_NAMES.items():
        yield from ((code, name) for name in names)


def countries_by_name(language: str) -> list[tuple[str, str]]:
    """Every country as code and name in a language, in the order of the names.

    A letter with an accent stands at its letter: Égypte between Danemark and Espagne.
    """
    named = ((code, country_name(code, language=language)) for code in country_names())
    return sorted(named, key=lambda item: _without_accents(item[1].casefold()))


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def country_name(code: str, *, language: str = DEFAULT_LANGUAGE) -> str:
    """The country in words, `Country: part` for a part of one.

    It is the code itself where no country is known by it.
    """
    match = _CODE.fullmatch(code)
    if not match:
        return code
    alpha_3, part = match.groups()
    if alpha_3 not in country_names():
        return code if is_user_assigned(code) or not part else f"{alpha_3}: {part}"
    usual = USUAL_NAMES.get(language.partition("-")[0], {})
    country = usual.get(alpha_3) or country_in(language, country_names()[alpha_3])
    return f"{country}: {part}" if part else country
