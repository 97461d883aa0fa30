"""One spelling of what can be typed in several ways, so that texts can be compared.

The page for a browser compares texts in the same way (report_templates/form/script/text.js).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Signs that are typed, or made of what is typed, for the hyphen of a keyboard."""
_HYPHENS: Final = str.maketrans(dict.fromkeys(DASHES, "-"))
_BLANK_IN_A_NAME: Final = re.compile(r"(?<!\d) | (?!\d)")
"""Any but one between two digits, without which they would be another number."""
_NAMES_KEPT: Final = 1024  # each submission of a round is looked up among all its names


def folded(text: str) -> str:
    """In small letters without accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


@lru_cache(_NAMES_KEPT)
def same_name(text: str) -> str:
    """A name as others may write it: capitals, accents, blanks and signs tell no names apart."""
    kept = "".join(sign if _is_of_a_word(sign) else " " for sign in folded(text))
    return _BLANK_IN_A_NAME.sub("", " ".join(kept.split()))


def _is_of_a_word(sign: str) -> bool:
    """Whether a sign is a letter, a digit, or a vowel that is written as a mark."""
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def with_hyphens(text: str) -> str:
    """With the hyphen of a keyboard for any dash."""
    return text.translate(_HYPHENS)


def with_plain_digits(text: str) -> str:
    """With digits of any script as 0 to 9, and nothing of what is invisible."""
    return text if text.isascii() else "".join(map(_plain_sign, text))


def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return "" if unicodedata.category(sign) == "Cf" else sign
