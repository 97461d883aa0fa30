"""What both ways of reading a file know of its values (`plain` and `events`)."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"

MAX_DEPTH: Final = 64
"""Collections that may stand inside each other, aliases written out."""
NULLS: Final = frozenset({"", "null", "Null", "NULL", "~"})
"""What says nothing where it stands without quotes."""
UNUSUAL_IN_QUOTES: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What only escapes can bring into a text in double quotes."""
EPILOGUE: Final = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+|\.\.\.(?=[ \t\r\n]|\Z))*+")
"""What is no document and may follow one: blanks, comments, end markers."""
