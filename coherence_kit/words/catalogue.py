"""The catalogues, and the rules of a language that belong to them: plurals, lists, dates, numbers.

Catalogues are read with gettext, the rules of languages come from CLDR through Babel.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coherence_kit.i18n import DEFAULT_LANGUAGE, half_up, language_chain, percent_text
from coherence_kit.words.texts import filled, in_a_row, in_language, joined

if TYPE_CHECKING:
    from babel import Locale

DOMAIN = "coherence_kit"
_FOLDER = Path(__file__).parent / "locale"
# The English of the kit is that of the United Nations: no comma before "and", the day first.
_CLDR = {"en": "en_GB"}
_NUMBER_WORDS = 12
_FIRST_GROUPED = 999
"""From here up whole numbers may round to one with a sign between its groups of digits."""
ListStyle = Literal["and", "or", "unit"]
Direction = Literal["ltr", "rtl"]


def message(text: str) -> str:
    """Name a message of a table that `Words.say` prints later; the text itself comes back."""
    return text


def plural(one: str, many: str) -> tuple[str, str]:
    """Name a message with a plural that `Words.count` prints later; both texts come back."""
    return one, many


class Words:
    """The words of one language.

    Args:
        language: tag of the language, such as `fr`.
        catalogue: its messages; a message that lacks is printed in English.

    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        """Take the messages of a language."""
        self.language = language
        self._catalogue = catalogue

    def __repr__(self) -> str:
        """The language alone."""
        return f"Words({self.language!r})"

    def say(self, text: str, /, **values: object) -> str:
        """A message, its `{named}` places filled in."""
        return filled(self._catalogue.gettext(text), values)

    def say_as(self, context: str, text: str, /, **values: object) -> str:
        """A short message whose meaning the context tells, such as a heading `Step` or `No`."""
        return filled(self._catalogue.pgettext(context, text), values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A message with a number in it: `{n}` is the number in digits, the form is that of `n`."""
        return filled(self._catalogue.ngettext(one, many, n), {"n": self.number(n), **values})

    def counted(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The same with the number in a word up to twelve, where the language writes it so."""
        return filled(self._catalogue.ngettext(one, many, n), {"n": self.number_word(n), **values})

    def for_templates(self) -> dict[str, Callable[..., str]]:
        """What a template prints its messages with, by the name it calls it."""
        return {
            "say": self.say,
            "say_as": self.say_as,
            "count": self.count,
            "counted": self.counted,
        }

    def number_word(self, n: int) -> str:
        """`three`, `no`; a number above twelve in digits."""
        return self.number(n) if n > _NUMBER_WORDS else self._number_words[n]

    @cached_property
    def _number_words(self) -> tuple[str, ...]:
        return (
            self.say_as("number of things", "no"),
            self.say_as("number of things", "one"),
            self.say_as("number of things", "two"),
            self.say_as("number of things", "three"),
            self.say_as("number of things", "four"),
            self.say_as("number of things", "five"),
            self.say_as("number of things", "six"),
            self.say_as("number of things", "seven"),
            self.say_as("number of things", "eight"),
            self.say_as("number of things", "nine"),
            self.say_as("number of things", "ten"),
            self.say_as("number of things", "eleven"),
            self.say_as("number of things", "twelve"),
        )

    # --- rules of the language -----------------------------------------------------------------

    @cached_property
    def locale(self) -> Locale:
        """The rules of the language in CLDR; those of English where it is unknown there."""
        return _locale_of(self.language)

    @property
    def direction(self) -> Direction:
        """Which way the language is written."""
        return direction_of(self.language)

    def marked(self, text: str, language: str) -> str:
        """A text in a language, marked where that is not the one of these words."""
        if language == self.language:
            return text
        direction = direction_of(language)
        return in_language(text, language, "" if direction == self.direction else direction)

    def language_name(self, tag: str) -> str:
        """A language by its name in this one: `French`, `français`; its tag where it has none."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(tag.replace("-", "_")).get_display_name(self.locale) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def enumerate(self, parts: Sequence[str], style: ListStyle = "and") -> str:
        """`a, b and c`, `a, b or c`, or with style `unit` `a, b, c`; nothing for no parts."""
        if len(parts) < 2:  # noqa: PLR2004  (a pattern joins two)
            return parts[0] if parts else ""
        if style == "unit":  # CLDR has it for few languages
            return in_a_row(parts, self.say_as("between things that are listed", ", "))
        patterns = self.locale.list_patterns["or" if style == "or" else "standard"]
        if len(parts) == 2:  # noqa: PLR2004
            return joined(patterns["2"], *parts)
        text = joined(patterns["start"], parts[0], parts[1])
        for part in parts[2:-1]:
            text = joined(patterns["middle"], text, part)
        return joined(patterns["end"], text, parts[-1])

    def date(self, day: dt.date) -> str:
        """`30 June 2026`, `30 juin 2026`."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self.locale)

    def partial_date(self, text: str | None) -> str:
        """`9 November 2005` of 2005-11-09, `November 2005` of 2005-11, `2005`; nothing of None."""
        if not text or len(text) <= len("2005"):
            return text or ""
        if len(text) == len("2005-11"):
            from babel.dates import format_skeleton

            return format_skeleton("yMMMM", dt.date.fromisoformat(f"{text}-01"), locale=self.locale)
        return self.date(dt.date.fromisoformat(text))

    def number(self, value: int) -> str:
        """A count in digits."""
        return str(value)

    def decimal(self, value: Fraction, places: int) -> str:
        """A number that is no published figure, rounded half up; `2.5`, in French `2,5`."""
        if not places and 0 <= value < _FIRST_GROUPED:  # nothing for which rules would be loaded
            return half_up(value, 0)
        from babel.numbers import format_decimal

        scale = 10**places
        rounded = Decimal(int(abs(value) * scale + Fraction(1, 2))) / scale
        signed = -rounded if value < 0 else rounded
        pattern = f"#,##0.{'0' * places}" if places else "#,##0"
        return format_decimal(signed, pattern, locale=self.locale)

    def percent(self, share: Fraction) -> str:
        """A share from 0 to 1 in whole per cent: `25 %`."""
        # Half up, as published figures are; the sign stands as the United Nations set it.
        return self.say("{number} %", number=self.decimal(share * 100, 0))

    def stated_percent(self, share: Fraction) -> str:
        """A share from 0 to 1 that a person has set, in per cent and in full: `62.5 %`."""
        return self.say("{number} %", number=percent_text(share))

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the language."""
        return self.say("“{text}”", text=text)


@lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """The words of the language that is nearest to the one wanted: `fr` for `fr-CA`, else English.

    `Words.language` says which one it became.
    """
    for tag in language_chain(language, ()):
        catalogue = _read(tag)
        if catalogue is not None:
            return Words(tag, catalogue)
    return Words(DEFAULT_LANGUAGE, gettext.NullTranslations())


def direction_of(language: str) -> Direction:
    """Which way a language is written, whether or not it has a catalogue."""
    return "rtl" if _locale_of(language).text_direction == "rtl" else "ltr"


def decimal_sign_of(language: str) -> str:
    """What stands before the decimals of a number, whether or not the language has a catalogue."""
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(_locale_of(language))


@lru_cache(maxsize=32)
def _locale_of(language: str) -> Locale:
    """The rules of a language in CLDR; those of English where it is unknown there."""
    from babel import Locale, UnknownLocaleError

    for tag in language_chain(language, ()):
        try:
            return Locale.parse(_CLDR.get(tag, tag).replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


@lru_cache(maxsize=256)
def country_in(language: str, english: str) -> str:
    """The name of a country, given by its English one in ISO 3166-1; else that one."""
    if language == DEFAULT_LANGUAGE:
        return english
    import pycountry  # it reads its tables when imported

    tags = [tag.replace("-", "_") for tag in language_chain(language, ())]
    return gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, tags[:-1], fallback=True
    ).gettext(english)


@lru_cache(maxsize=16)
def country_names_in(language: str) -> dict[str, str]:
    """Every country's name in the Unicode locale data, by its code of two letters."""
    territories = _locale_of(language).territories
    return {code: name for code, name in territories.items() if code.isalpha()}


def available_languages() -> tuple[str, ...]:
    """Tags of the languages that have a catalogue, English first."""
    others = sorted(path.name for path in _FOLDER.iterdir() if (path / "LC_MESSAGES").is_dir())
    return (DEFAULT_LANGUAGE, *others)


def _read(language: str) -> gettext.NullTranslations | None:
    """The messages of a language; None where it has none."""
    if language == DEFAULT_LANGUAGE:
        return gettext.NullTranslations()
    if language not in available_languages():
        return None
    folder = _FOLDER / language / "LC_MESSAGES"
    compiled = folder / f"{DOMAIN}.mo"
    data = compiled.read_bytes() if compiled.exists() else compile_catalogue(folder)
    return gettext.GNUTranslations(io.BytesIO(data))


def compile_catalogue(folder: Path) -> bytes:
    """The catalogue of a folder in the form that gettext reads.

    A wheel holds it compiled. A checkout holds what translators edit, so that no stale copy of it
    can be printed.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (folder / f"{DOMAIN}.po").open("rb") as source:
        catalogue = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
