"""Country codes by ISO 3166-1 alpha-3.

Codes that the standard leaves to users stand for invented countries,
`ALPHA3-anything` for a part of a country.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.problems import nearest
from coherence_kit.words import country_in

_CODE = re.compile(r"([A-Z]{3})(?:-(.+))?")
# ISO 3166-1 leaves these alpha-3 codes to users: AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ
_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
LONGEST_CODE = 3


def is_user_assigned(code: str) -> bool:
    """Whether a code stands for an invented country.

    Everything about such a country is illustrative.
    """
    return bool(_USER_ASSIGNED.fullmatch(code[:3]))


@cache
def country_names() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code to the name in common use."""
    import pycountry  # it reads its tables when imported

    return {
        country.alpha_3: getattr(country, "common_name", country.name)
        for country in pycountry.countries
    }


def is_country(code: str) -> bool:
    """Whether a submission may carry this code."""
    match = _CODE.fullmatch(code)
    return match is not None and (is_user_assigned(code) or match.group(1) in country_names())


@cache
def _codes() -> dict[str, str]:
    """Names and two-letter codes of the standard, in small letters, to the code of the country."""
    import pycountry  # it reads its tables when imported

    codes: dict[str, str] = {}
    for key in ("alpha_2", "alpha_3", "official_name", "name", "common_name"):
        for country in pycountry.countries:
            if hasattr(country, key):
                codes[getattr(country, key).casefold()] = country.alpha_3
    return codes


def likely_code(text: str) -> str:
    """The code that was meant by a country's name or by a code in small letters.

    An empty text if none was.
    """
    head, hyphen, part = text.strip().partition("-")
    if len(head) <= LONGEST_CODE:
        found = _codes().get(head.casefold(), "")
        return found + hyphen + part if found else ""
    names = [name for name in _codes() if len(name) > LONGEST_CODE]
    return _codes().get(nearest(text.strip(), names, likeness=0.75), "")


def countries_by_name(language: str) -> list[tuple[str, str]]:
    """Every country as code and name in a language, in the order of the names.

    A letter with an accent stands at its letter: Égypte between Danemark and Espagne.
    """
    named = ((code, country_in(language, name)) for code, name in country_names().items())
    return sorted(named, key=lambda item: _without_accents(item[1].casefold()))


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def country_name(code: str, *, language: str = DEFAULT_LANGUAGE) -> str:
    """The country in words.

    It is the code itself for an invented country, and `Country: part` for a part of one.
    """
    match = _CODE.fullmatch(code)
    if not match or is_user_assigned(code):
        return code
    country = country_in(language, country_names().get(match.group(1), match.group(1)))
    return f"{country}: {match.group(2)}" if match.group(2) else country
