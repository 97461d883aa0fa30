"""Texts as parts of the names of files."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 56
"""Bytes of one part; a whole name may have 255 on most disks."""


def in_file_name(text: str) -> str:
    """A text as a part of a file's name: `ministry-of-labour`.

    Letters and digits of any script in small letters, a hyphen for all else, at most 56 bytes; the
    same as the page does (report_templates/form/script/names.js), but for the sign behind what is
    cut, since names that are alike are numbered here.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(sign if _is_of_word(sign) else " " for sign in folded)
    cut = "-".join(kept.split()).encode()[:LONGEST].decode(errors="ignore")
    return cut.rstrip("-")


def _is_of_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
