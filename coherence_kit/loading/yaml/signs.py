"""Signs that look like those of YAML and are none, where YAML wants its own.

Word processors, web pages and keyboards of other scripts put no-break spaces, curly quotes, colons
of full width and invisible signs into files. Inside a text they are text. Where a line is indented,
around a key or in place of its colon they make other keys, or a mistake of syntax far below; so
they are named where they stand, and the file is read on as if the right sign stood there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from coherence_kit.loading.yaml.parsing import events_of
from coherence_kit.loading.yaml.places import Fault, Positions, RefusedError, code_point

_BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_QUOTES: Final = "\u2018-\u201f\u2039\u203a\u00ab\u00bb\u301d-\u301f\uff02\uff07\u00b4`"
_COLONS: Final = "\uff1a\ufe55\ufe13\ua789\u2236\u02d0\u05c3\u0589\u061b\u061e"
_DASHES: Final = "\u2010-\u2015\u2212\u2022\u00b7\u25cf\u25aa\u25e6"

# A line as YAML has it, with a sign that is none wherever one of YAML may stand. A key is short
# and in small letters, as keys and ids of the kit are: what begins with `Note` may be a text.
# Nothing is given back (`*+`), so that no line of any length takes long.
_KEY: Final = (
    rf"(?P<open>[{_QUOTES}\"']?+)(?P<key>[a-z0-9][a-z0-9_.-]*+)"
    rf"(?P<close>[{_QUOTES}\"']?+)(?P<before>[ {_BLANKS}{_INVISIBLE}]*+)"
    rf"(?P<colon>[:{_COLONS}])(?P<behind>[{_BLANKS}{_INVISIBLE}]*+)"
)
_LINE: Final = re.compile(
    rf"(?P<lead>[ \t{_BLANKS}{_INVISIBLE}]*+)"
    rf"(?P<dashes>(?:[-{_DASHES}][ {_BLANKS}{_INVISIBLE}]++)*+)"
    rf"(?:{_KEY}|(?P<word>\w[\w.-]*+)[ \t]*+$|(?P<rest>(?:[-#{{\[].*)?$))"
)
_IN_BRACES: Final = re.compile(rf"(?<=[{{,])(?P<lead>[ {_BLANKS}{_INVISIBLE}]*+){_KEY}")
# A text in quotes that YAML does not know, with a sign in it that only quotes allow.
_OPENING: Final = "\u2018\u201a\u201b\u201c\u201e\u201f\u2039\u00ab\u301d\uff02\uff07"
_CLOSING: Final = "\u2018\u2019\u201c\u201d\u203a\u00bb\u301e\u301f\uff02\uff07"
_QUOTED: Final = re.compile(
    rf"[ ]*+(?P<open>[{_OPENING}])(?P<said>[^\"\r\n{_OPENING}{_CLOSING}]*+)"
    rf"(?P<close>[{_CLOSING}])[ ]*+"
)
_NEEDS_QUOTES: Final = re.compile(r": | #|[,{}\[\]]")
_LINE_BREAK: Final = re.compile(r"\r\n?|\n")
_ODD: Final = re.compile(rf"[{_BLANKS}{_INVISIBLE}{_QUOTES}{_COLONS}{_DASHES}]")
_IS_BLANK: Final = re.compile(f"[{_BLANKS}]")
_IS_INVISIBLE: Final = re.compile(f"[{_INVISIBLE}]")
_IS_QUOTE: Final = re.compile(f"[{_QUOTES}]")
CODES: Final = frozenset(
    ("format", "id", "version", "date", "country", "standing", "type", "rule", "use")
)
"""Keys whose values are codes and no texts."""
_MAY_BE_IN_A_CODE: Final = re.compile(f"[{_DASHES}{_COLONS}]")
_VALUE: Final = re.compile(r"[ \t]*([^\r\n,}#]*)")

_DEEPER: Final[dict[type, int]] = {
    MappingStartEvent: 1,
    SequenceStartEvent: 1,
    MappingEndEvent: -1,
    SequenceEndEvent: -1,
}
_MOST_SIGNS: Final = 2_000  # a file with more of them at once is no slip
_MOST_TURNS: Final = 20
_LARGE: Final = 1_000_000
_MOST_EVENTS: Final = 500_000
_DEEPEST: Final = 64  # what is deeper takes the parser long, and is refused anyway
_MOST_LINES_NAMED: Final = 5
_NAMES: Final = {"\ufeff": "byte order mark", "\uff1a": "full-width colon"}
_PROPER: Final = re.compile(r"\b(?:arabic|hebrew|armenian|mongolian|ogham)\b")
_WHERE: Final = {
    "lead": ("where the line is indented", "spaces"),
    "dashes": ("where the dash of a list belongs", "a dash and a space"),
    "open": ("as a quote", 'a plain quote, "'),
    "before": ("between a key and its colon", ""),
    "colon": ("as the colon behind a key", "a plain colon and a space"),
    "behind": ("behind the colon of a key", "a space"),
    "value": ("in a value that is no text", ""),
}


class _Sign(NamedTuple):
    """A sign that stands where one of YAML belongs.

    Args:
        offset: its place in the file.
        begin: where on its line the key begins, or what comes before it.
        use: what it stands for, a key of `_WHERE`.
        right: what belongs there.

    """

    offset: int
    begin: int
    use: str
    right: str


def read_as_meant(text: str) -> tuple[str, tuple[Fault, ...]]:
    """A text with the signs of YAML where others stand for them, and what those are.

    Lines stay as they are counted; columns of a line that is changed may not.
    """
    faults: list[tuple[int, int, str, str, str]] = []
    for _ in range(_MOST_TURNS if len(text) < _LARGE else 2):
        signs = () if text.isascii() else tuple(sorted(set(islice(_signs(text), _MOST_SIGNS))))
        wrong = _not_in_texts(text, signs) if signs else []
        if not wrong:
            break
        lines = Positions(text)
        faults += [
            (*lines.at(sign.offset), text[sign.offset], sign.use, sign.right) for sign in wrong
        ]
        text = _mended(text, wrong)
    return text, tuple(_told(faults))


def _mended(text: str, signs: Iterable[_Sign]) -> str:
    """The text with what belongs in the place of the signs, which are in order."""
    pieces, end = [], 0
    for sign in signs:
        pieces += [text[end : sign.offset], sign.right]
        end = sign.offset + 1
    return "".join([*pieces, text[end:]])


def _told(found: list[tuple[int, int, str, str, str]]) -> Iterator[Fault]:
    """One fault for each sign and use, at its first place, with the lines of the others."""
    together: dict[tuple[str, str], list[tuple[int, int]]] = {}
    first: dict[str, str] = {}
    belongs: dict[tuple[str, str], str] = {}  # in the place of a sign; nothing if in none
    for line, column, character, use, right in sorted(found):
        belongs[character, use] = belongs.get((character, use), "") or right
        # a quote that closes is told with the one that opens
        together.setdefault(("" if use == "open" else character, use), []).append((line, column))
        first.setdefault(use, character)
    for (character, use), places in together.items():
        where, plain = _WHERE[use]
        if use == "dashes" and belongs.get((character, use)) == " ":
            plain = "a space"
        others = sorted({line for line, _ in places} - {places[0][0]})
        params = {
            "sign": named_sign(character or first[use]),
            "where": where,
            "more": _more(others),
        }
        is_replaced = plain and (use == "open" or belongs[character, use])
        params["cure"] = f"replace it by {plain}" if is_replaced else "delete it"
        yield Fault("yaml.sign", *places[0], params)


def named_sign(character: str) -> str:
    """A sign by its name in Unicode: `a no-break space (U+00A0)`."""
    name = _NAMES.get(character) or unicodedata.name(character, "sign").lower()
    name = _PROPER.sub(lambda found: found[0].capitalize(), name)
    article = "an" if name[0].lower() in "aeiou" else "a"
    return f"{article} {name} ({code_point(character)})"


def _more(lines: list[int]) -> str:
    if not lines:
        return ""
    named = ", ".join(map(str, lines[:_MOST_LINES_NAMED]))
    rest = len(lines) - _MOST_LINES_NAMED
    others = f" and {rest} more" if rest > 0 else ""
    return f", and so in line{'' if len(lines) == 1 else 's'} {named}{others}"


# --- where such signs stand -----------------------------------------------------------------------


def _signs(text: str) -> Iterator[_Sign]:
    """Signs where those of YAML belong, if what they stand in is not a text."""
    for start, line in _lines_with_odd_signs(text):
        whole = _LINE.match(line)
        if whole is not None and whole["word"]:
            yield from _of_word(whole, line, start)
        elif whole is not None:
            yield from _of_key(whole, line, start)
        for inside in _IN_BRACES.finditer(line):
            yield from _of_key(inside, line, start)
            yield from _of_quotes(inside, line, start)


def _lines_with_odd_signs(text: str) -> Iterator[tuple[int, str]]:
    """Where each such line starts, and the line."""
    end = 0
    while (odd := _ODD.search(text, end)) is not None:
        start = max(text.rfind("\n", end, odd.start()), text.rfind("\r", end, odd.start())) + 1
        start = max(start, end)
        found = _LINE_BREAK.search(text, odd.end())
        end = len(text) if found is None else found.end()
        yield start, text[start : end if found is None else found.start()]


def _of_key(found: re.Match[str], line: str, start: int) -> Iterator[_Sign]:
    begin = start + found.start()
    groups = found.groupdict()
    for use in ("lead", "dashes", "open", "close", "before", "colon", "behind"):
        for odd in _ODD.finditer(groups.get(use) or ""):
            offset = found.start(use) + odd.start()
            named = "open" if use == "close" else use
            yield _Sign(start + offset, begin, named, _right(use, line, offset))
    if groups.get("key") in CODES:
        yield from _of_code(line, found.end("behind"), start, begin)


def _of_word(found: re.Match[str], line: str, start: int) -> Iterator[_Sign]:
    """Signs before a word that stands alone in a list, unless they begin or go on with a text."""
    if found["dashes"]:
        for odd in _ODD.finditer(line, *found.span("dashes")):
            right = _right("dashes", line, odd.start())
            yield _Sign(start + odd.start(), start + found.start("word"), "dashes", right)


def _of_quotes(found: re.Match[str], line: str, start: int) -> Iterator[_Sign]:
    """Quotes around a value between brackets that needs some."""
    value = _QUOTED.match(line, found.end("behind"))
    is_whole = value is not None and line[value.end() : value.end() + 1] in {",", "}", ""}
    if value is not None and is_whole and _NEEDS_QUOTES.search(value["said"]):
        for side in ("open", "close"):
            yield _Sign(start + value.start(side), start + found.start(), "open", '"')


def _of_code(line: str, behind: int, start: int, begin: int) -> Iterator[_Sign]:
    """Signs in the value of a key that takes a code; a dash or a colon may belong to it."""
    value = _VALUE.match(line, behind)
    for odd in _ODD.finditer(line, *value.span(1)) if value else ():
        use = "open" if _IS_QUOTE.match(odd[0]) else "value"
        if not _MAY_BE_IN_A_CODE.match(odd[0]):
            yield _Sign(start + odd.start(), begin, use, _right(use, line, odd.start()))


def _right(use: str, line: str, offset: int) -> str:
    """What belongs in the place of a sign."""
    sign, follows = line[offset], line[offset + 1 : offset + 2]
    if use in {"open", "close"}:
        return '"'
    if use == "colon":
        return ":" if not follows or follows in " \t" or _IS_BLANK.match(follows) else ": "
    if _IS_BLANK.match(sign):
        return " "
    if use == "dashes" and not _IS_INVISIBLE.match(sign):
        return "-"
    is_last = not _IS_BLANK.match(follows) and not _IS_INVISIBLE.match(follows)
    if use in {"behind", "dashes"} and is_last and follows not in {"", " "}:
        before = line[offset - 1]
        return "" if before == " " or _IS_BLANK.match(before) else " "
    return ""


# --- what is text ---------------------------------------------------------------------------------


def _not_in_texts(text: str, signs: tuple[_Sign, ...]) -> list[_Sign]:
    """Those that stand in no text, as far as the file can be read."""
    starts, ends, limit = _texts(text)
    kept = []
    for sign in signs:
        before = bisect_left(starts, sign.begin) - 1  # the last text that begins before it
        is_text = before >= 0 and ends[before] > sign.begin
        if not is_text and sign.offset < limit:
            kept.append(sign)
    return kept


def _texts(text: str) -> tuple[list[int], list[int], int]:
    """Where texts begin and end, and the end of the line up to which they are known."""
    starts: list[int] = []
    ends: list[int] = []
    reached = depth = 0
    try:
        for event in islice(events_of(text), _MOST_EVENTS):
            reached = event.end_mark.index
            if type(event) is ScalarEvent:
                starts.append(event.start_mark.index)
                ends.append(reached)
            depth += _DEEPER.get(type(event), 0)
            if depth > _DEEPEST:
                return starts, ends, reached
    except (YAMLError, UnicodeDecodeError, RefusedError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        end = text.find("\n", min(mark.index if mark is not None else reached, len(text)))
        return starts, ends, len(text) if end < 0 else end
    return starts, ends, len(text)
