"""Country codes by ISO 3166-1 alpha-3, and the country that a name was meant for.

`ALPHA3-anything` stands for a part of a country. Codes that the standard leaves to users stand for
whatever they agree on, such as XKX for Kosovo, or for an invented country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.loading.country_names import (
    CODES_OF_OTHERS,
    NAMED_BY_USERS,
    OTHER_NAMES,
    SHARED_NAMES,
    USUAL_NAMES,
)
from coherence_kit.spelling import folded, with_hyphens
from coherence_kit.words import country_in, country_names_in

_CODE = re.compile(r"([A-Z]{3})(?:-(\S|\S.*\S))?")
# ISO 3166-1 leaves these alpha-3 codes to users: AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ
_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
LONGEST_CODE = 3
_LONGEST_NAME = 120
_IN_BRACKETS = re.compile(r"([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]")
# Short words before a hyphen that begin a name: El-Salvador, St-Lucia, Co-operative.
_ARTICLES = frozenset({"al", "as", "co", "el", "es", "la", "le", "san", "st", "ste"})
LANGUAGES_OF_NAMES = ("en", "fr", "es", "ar", "pt", "ru", "zh")
"""Languages in which a country's name is known: those of the United Nations and Portuguese."""

# Words that names have or lack without meaning another country. "Democratic" and "people's" are
# none of them: there are two Koreas and two Congos.
_SMALL_WORDS = frozenset(
    {
        *("the", "of", "and", "la", "le", "les", "l", "el", "los", "las"),
        *("de", "du", "des", "d", "del", "da", "do", "e", "et", "y"),
    }
)
_FORMS_OF_STATE = frozenset(
    {
        *("republic", "commonwealth", "union", "kingdom", "royaume", "reino"),
        *("sultanate", "sultanat", "sultanato", "principality", "principaute", "principado"),
        *("islamic", "islamique", "islamica", "federal", "federale", "federative"),
        *("government", "gouvernement", "gobierno"),
    }
)
# Ways to write one word, shortened or in another language.
_ONE_SPELLING = {
    **dict.fromkeys(("rep", "republique", "republica"), "republic"),
    **dict.fromkeys(("dem", "democratique", "democratica"), "democratic"),
    **dict.fromkeys(("peoples", "pop", "populaire", "popular"), "people"),
    **dict.fromkeys(("st", "ste", "sainte"), "saint"),
}


class StatedCountry(NamedTuple):
    """What a submission says of its country: the code, or nothing, and its names in languages."""

    code: str
    names: Sequence[str] = ()


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


def likely_codes(text: str, languages: tuple[str, ...] = LANGUAGES_OF_NAMES) -> tuple[str, ...]:
    """The codes of the countries that may have been meant, by a known name or code of them.

    Names are those of the standard, of the Unicode locale data in :data:`LANGUAGES_OF_NAMES`, and
    those of :mod:`coherence_kit.loading.country_names`. A name that is only like one of them is
    nobody's: of two countries whose names are alike one would be given for the other.

    Args:
        text: as typed.
        languages: whose locale data are asked; reading all of them takes a tenth of a second.

    Returns:
        none where no country is known by the text, several where more than one is.

    """
    if len(text) > _LONGEST_NAME:
        return ()
    plain = one_dash(text)
    key = name_key(plain)
    names = _codes_by_name(languages)
    named = names.get(key) or names.get(without_form_of_state(key))
    head, hyphen, part = (piece.strip() for piece in plain.partition("-"))
    if not named and len(head) <= LONGEST_CODE and (not hyphen or head.casefold() not in _ARTICLES):
        code = _codes().get(head.upper(), "")
        if code:
            return (f"{code}-{part}" if part else code,)
    return named or _both_ways(plain, languages)


def one_dash(text: str) -> str:
    """A text in plain letters and digits, with the hyphen of a keyboard for any dash."""
    return with_hyphens(unicodedata.normalize("NFKC", text)).strip()


def _both_ways(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Of a name or code with another one in brackets behind it what both of them mean."""
    found = _IN_BRACKETS.fullmatch(text)
    if found is None:
        return ()
    first, second = (likely_codes(name, languages) for name in found.groups())
    return tuple(code for code in first if code in second)


def meant_country(text: str) -> str:
    """The code of the one country that a text is known to mean, else the text.

    For fields of forms, where a name does as well as a code.
    """
    plain = text.strip()
    codes = () if is_country(plain) else likely_codes(plain)
    return codes[0] if len(codes) == 1 else plain


def countries_as_known(stated: Iterable[StatedCountry]) -> list[str]:
    """The countries of several submissions, so that the same one is the same text.

    It is the code, or the one that a name is known to stand for, and empty where nothing is stated.
    A name that nobody knows, but that one of the submissions has beside a code, stands for that
    code in the others too, and else for itself.
    """
    submissions = [*stated]
    named = {
        name_key(name): code for code, names in submissions if is_country(code) for name in names
    }
    return [_as_known(one, named) for one in submissions]


def _as_known(stated: StatedCountry, named: Mapping[str, str]) -> str:
    texts = [text for text in (stated.code, *stated.names) if text.strip()]
    meant = [meant_country(text) for text in texts]
    keys = [name_key(text) for text in texts]
    codes = (
        code if is_country(code) else named.get(key) for code, key in zip(meant, keys, strict=True)
    )
    return next(filter(None, codes), keys[0] if keys else "")


def is_same_name(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether names of a country, each in any language, are known to mean the same one."""
    first, second = (
        {*countries_as_known(StatedCountry("", (name,)) for name in names)}
        for names in (one, other)
    )
    return not first.isdisjoint(second)


def name_key(text: str) -> str:
    """A name for comparing: its words without capitals, accents and signs, in the alphabet's order.

    Words such as "the" and "of" are left out, so that "Congo, Democratic Republic of the" and
    "Democratic Republic of Congo" are one.
    """
    plain = folded(text)
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)  # D.R. Congo, U.S.A.
    plain = re.sub(r"['\u2018\u2019\u02bc]s\b", "", plain)  # people's
    words = re.findall(r"\w+", plain)
    return " ".join(sorted({_ONE_SPELLING.get(word, word) for word in words} - _SMALL_WORDS))


def without_form_of_state(key: str) -> str:
    """A key as if the name had no "Republic of" or the like."""
    return " ".join(word for word in key.split() if word not in _FORMS_OF_STATE)


def how_names_are_read(language: str) -> dict[str, object]:
    """The same knowledge as data, for a form that finds the code of a country by itself.

    Returns:
        `known`: a country's codes in small letters and the keys of its names, by its code; without
        those that are shared or found without their form of state. The others are the words that
        :func:`likely_codes`, :func:`name_key` and :func:`without_form_of_state` go by.

    """
    known: dict[str, list[str]] = {}
    for code, country in _codes().items():
        known.setdefault(country, []).append(code.casefold())
    names = _codes_by_name(LANGUAGES_OF_NAMES)
    keys = dict.fromkeys(name_key(name) for _, name in known_names(("en", "fr", "es", language)))
    for key in filter(None, keys):
        shorter = without_form_of_state(key)
        if len(names[key]) == 1 and (shorter == key or names.get(shorter) != names[key]):
            known[names[key][0]].append(key)
    return {
        "known": {code: "|".join(keys) for code, keys in sorted(known.items())},
        "articles": sorted(_ARTICLES),
        "small": sorted(_SMALL_WORDS),
        "forms": sorted(_FORMS_OF_STATE),
        "shortened": _ONE_SPELLING,
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
def _codes_by_name(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What a name that is compared by :func:`name_key` stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name in known_names(languages):
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
    for usual in USUAL_NAMES.values():
        yield from usual.items()
    for language in {*USUAL_NAMES} & {*languages}:
        yield from ((code, country_in(language, name)) for code, name in country_names().items())
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
    return sorted(named, key=lambda item: folded(item[1]))


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
    country = _named_in(alpha_3, language)
    return f"{country}: {part}" if part else country


def _named_in(alpha_3: str, language: str) -> str:
    """A country in a language: by the standard's translations in those whose names were looked at.

    In others by the Unicode locale data, where every name was read by a person of the language.
    """
    base = language.partition("-")[0]
    if base in USUAL_NAMES:
        usual = USUAL_NAMES[base].get(alpha_3)
        return usual or country_in(base, country_names()[alpha_3])
    alpha_2 = _shorter_codes().get(alpha_3, "")
    english = country_names()[alpha_3]
    return country_names_in(language).get(alpha_2) or USUAL_NAMES["en"].get(alpha_3, english)


@cache
def _shorter_codes() -> dict[str, str]:
    import pycountry

    return {country.alpha_3: country.alpha_2 for country in pycountry.countries} | {"XKX": "XK"}
