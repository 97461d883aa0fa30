"""JSON as people read it, exact and harmless where it is printed."""

from __future__ import annotations

import json

from coherence_kit.problems import replaced

_LAST_OF_ONE_UNIT = 0xFFFF


def json_text(value: object) -> str:
    r"""A value as JSON with a line end, indented, with the letters of every script as they are.

    Signs that act on a terminal or cannot be seen, such as U+009B or U+202E, stand as `\u202e`,
    which is the same text for whoever reads it as JSON.
    """
    return escaped_signs(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def escaped_signs(text: str) -> str:
    """JSON with such signs escaped; they stand in its texts alone."""
    return replaced(text, _escaped)


def _escaped(sign: str) -> str:
    r"""A sign as JSON escapes it: `\u202e`, or two halves for one beyond the first 65,536."""
    code = ord(sign)
    if code <= _LAST_OF_ONE_UNIT:
        return f"\\u{code:04x}"
    return json.dumps(sign).strip('"')
