"""Bytes of a YAML 1.2 file to plain values with places, or to faults.

The files are written by hand, by people who do not program, and arrive from
outside, so this module trusts nothing. It builds values itself from the event
stream of the C parser: ruamel's own composer overflows the C stack on 30,000
open brackets, hangs on 25 lines of merge keys and takes 10.8 GB for 48 MB of
`[],`. The bare events of the 30,000 brackets are harmless (1.7 s, because the
scanner looks at every open bracket again and again) and the depth limit ends
them after 64.

Every scalar stays text; the model types it. Nothing here raises on bad input.

Control characters are refused even when they are written as escapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeAlias

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from coherence_kit.loading.limits import MAX_SIZE, MIB
from coherence_kit.loading.yaml.comments import cut_texts
from coherence_kit.loading.yaml.parsing import events_of
from coherence_kit.loading.yaml.places import (
    Fault,
    Place,
    Places,
    Position,
    Positions,
    RefusedError,
    code_point,
    shown,
)
from coherence_kit.loading.yaml.plain import plain_value
from coherence_kit.loading.yaml.recovery import is_followed, without_line
from coherence_kit.loading.yaml.signs import read_as_meant
from coherence_kit.loading.yaml.syntax import PERCENT_LINE, find_tag, syntax_fault
from coherence_kit.loading.yaml.values import (
    EPILOGUE,
    MAX_DEPTH,
    NULLS,
    UNUSUAL_IN_QUOTES,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# Events come out of a C extension without types. `Any` is kept to this one name.
_Event: TypeAlias = Any

MAX_NODES: Final = 200_000
"""Keys and values a file may have, aliases written out (8 MiB of `[],` is 2.8 million)."""
MAX_EXPANSIONS: Final = 1_000
"""Aliases a file may have once the aliases inside aliased values are written out."""

_MORE: Final = "; then check again: what stands below could not be read, and more may be wrong"
_MOST_STOPS: Final = 20
_LARGE: Final = 1_000_000  # a file of more characters is not read again and again
_MAX_FAULTS: Final = 1_000
_MAX_DIRECTIVES: Final = 16
_MAX_SLIPS: Final = 3

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The two halves of a character come first, so that neither is taken for one that stands alone.
_ESCAPE: Final = re.compile(
    r"\\(?:(?:u|U0000)[Dd][89ABab][0-9A-Fa-f]{2}\\(?:u|U0000)[Dd][C-Fc-f][0-9A-Fa-f]{2}"
    r"|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)",
    re.DOTALL,
)
_NAMED_ESCAPES: Final = {
    "0": 0x00,
    "a": 0x07,
    "b": 0x08,
    "v": 0x0B,
    "f": 0x0C,
    "e": 0x1B,
    "N": 0x85,
}

# Whether a forbidden character is there at all, asked of the bytes: 0.05 ms for 40 kB,
# against 0.18 ms for the pattern above on the text.
_NOT_CONTROL: Final = bytes(sorted({9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0x100)}))
_C1_CONTROL: Final = re.compile(rb"\xc2[\x80-\x9f]")
_NO_CHARACTER: Final = re.compile(rb"\xef\xbf[\xbe\xbf]")

# The start of the file up to its first content: blank lines, comments, directives.
_PROLOGUE: Final = re.compile(r"(?:[ \t]*+(?:[#%][^\r\n]*+)?(?:\r\n?|\n))*+")
_DIRECTIVE: Final = re.compile(r"(?:\A|[\r\n])%")
_DOCUMENT_MARK: Final = re.compile(r"---(?=[ \t\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Composed:
    """What a file holds: its value, where everything stands, what is wrong with it.

    `value` is None when nothing could be composed: the file is refused whole, or
    reading stopped half-way, where half a value would only breed follow-up faults.
    """

    value: Value
    positions: Positions
    faults: tuple[Fault, ...] = ()


def compose(
    data: bytes, *, aliases: bool = True, max_size: int = MAX_SIZE, as_meant: bool = False
) -> Composed:
    """Turn the bytes of a YAML file into text values with places, or into faults.

    Args:
        data: the whole file.
        aliases: whether `*name` is allowed; if not, each one is a fault and reads as None,
            and so is each name (`&name`).
        max_size: bytes the file may have; also the characters that aliased
            content may come to once written out.
        as_meant: whether signs that only look like those of YAML are faults, and read as
            what was meant, whether texts that a comment cuts are told, and what is wrong
            behind a mistake of syntax; if not, it is all what YAML makes of it.

    Returns:
        The value, its places and all faults found, sorted by place. Never raises
        on any content. Values under aliases are shared and must not be changed.

    """
    text = ""
    try:
        text = _decode(data, max_size)
        if forbidden := _forbidden(data, text):
            return Composed(None, Positions(text), forbidden)
        _refuse_emptiness(text)
        _refuse_directives(text)
    except RefusedError as refused:
        return Composed(None, Positions(text), (refused.fault,))
    text, signs = read_as_meant(text) if as_meant else (text, ())
    value = plain_value(text)
    told: list[Fault] = []
    if value is not None:
        positions = Positions(text, partial(_place_of, text, max_size))
    else:
        composer = _Composer(text, aliases=aliases, max_size=max_size)
        value, place = composer.compose()
        positions, told = Positions(text, place), composer.faults
        if as_meant and composer.broken is not None:
            told = _further_faults(text, composer, aliases=aliases, max_size=max_size)
    cut = cut_texts(text) if as_meant and value is not None else ()
    faults = tuple(
        sorted(
            (*signs, *cut, *told),
            key=lambda fault: (fault.line, fault.column, fault.code),
        )
    )
    return Composed(value, positions, faults)


def _place_of(text: str, max_size: int) -> Place:
    """Where everything stands in a file without faults; it is seldom asked."""
    return _Composer(text, aliases=False, max_size=max_size).compose()[1]


def _further_faults(text: str, composer: _Composer, *, aliases: bool, max_size: int) -> list[Fault]:
    """All that is found when the file is read on behind each mistake that stops the parser.

    The last one says so where what follows it could not be read.
    """
    stopped: list[Fault] = []
    rest, broken = text, composer.broken
    while broken is not None and len(stopped) < _MOST_STOPS and len(text) < _LARGE:
        stopped.append(broken)
        left = without_line(rest, broken.line)
        if left is None:
            break
        rest = left
        composer = _Composer(rest, aliases=aliases, max_size=max_size)
        composer.compose()
        broken = composer.broken
        if broken is not None and broken.line <= stopped[-1].line:
            break
    if broken is not None:
        last = stopped[-1] if stopped else broken
        goes_on = last.code == "yaml.syntax" and is_followed(text, last.line)
        more = {"more": _MORE} if goes_on else {}
        stopped[-1:] = [replace(last, params={**last.params, **more})]
    follow_up = {"file.empty"}  # of a file that had no other line
    others = (fault for fault in composer.faults if fault is not composer.broken)
    return [*stopped, *(fault for fault in others if fault.code not in follow_up)]


def _fault(code: str, place: Position, **params: str) -> Fault:
    return Fault(code, *place, params)


# From bytes to text


_START: Final = Position(1, 1)

_WIDE_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Which of each four bytes are NUL when Latin letters stand in the wide encodings.
_NUL_COLUMNS: Final = {
    frozenset({1, 3}): "UTF-16",
    frozenset({0, 2}): "UTF-16",
    frozenset({1, 2, 3}): "UTF-32",
    frozenset({0, 1, 2}): "UTF-32",
}
_ENOUGH_TO_TELL: Final = 8


def too_large(size: int, max_size: int) -> dict[str, str]:
    """What the message about a file of too many bytes needs."""
    mebibytes, rest = divmod(max_size, MIB)
    limit = f"{max_size:,} bytes" if rest else f"{mebibytes} MiB, which is {max_size:,} bytes"
    return {"what": f"{size:,} bytes", "limit": limit}


def _decode(data: bytes, max_size: int) -> str:
    """Return the text of strict UTF-8 without a byte order mark.

    Raises:
        RefusedError: the file is too large or not UTF-8.

    """
    if len(data) > max_size:
        raise RefusedError(_fault("file.too-large", _START, **too_large(len(data), max_size)))
    if wide := _wide_encoding(data):
        raise RefusedError(_encoding_fault(data, 0, wide))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(_encoding_fault(data, error.start)) from None
    # Some editors add a second mark to a file that has one.
    return text.lstrip("\ufeff")


def _encoding_fault(data: bytes, offset: int, encoding: str = "") -> Fault:
    before = data[:offset].decode("utf-8").lstrip("\ufeff")
    place = Positions(before).at(len(before))
    byte = f"0x{data[offset]:02X}"
    what = encoding or f"byte {byte} at offset {offset}"
    return _fault(
        "file.encoding", place, what=what, encoding=encoding, offset=str(offset), byte=byte
    )


def _wide_encoding(data: bytes) -> str:
    """Name UTF-16 or UTF-32, by its mark or by the NULs around Latin letters."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return name
    start = data[:64]
    if len(start) < _ENOUGH_TO_TELL or b"\x00" not in start:
        return ""
    nul = frozenset(column for column in range(4) if not any(start[column::4]))
    return _NUL_COLUMNS.get(nul, "")


def _forbidden(data: bytes, text: str) -> tuple[Fault, ...]:
    """Find control characters and other code points that text never holds.

    One fault for each such character, at its first place: a text with two slips
    of the keyboard shows both. A file with many kinds of them is no text at all,
    and the first one says so.
    """
    if not (
        data.translate(None, _NOT_CONTROL) or _C1_CONTROL.search(data) or _NO_CHARACTER.search(data)
    ):
        return ()
    lines = Positions(text)
    # By way of the set, because a finding for each of 8 million NULs takes 1.7 s.
    offsets = sorted(
        text.index(character) for character in set(text) if _FORBIDDEN.match(character)
    )
    if len(offsets) > _MAX_SLIPS:
        del offsets[1:]
    return tuple(
        _fault("file.binary", lines.at(offset), character=code_point(text[offset]))
        for offset in offsets
    )


def control_character(text: str) -> str:
    """The first character of a text that no file may hold, by its code point; else empty."""
    found = _FORBIDDEN.search(text)
    return code_point(found[0]) if found else ""


def _refuse_emptiness(text: str) -> None:
    """Refuse a file without a document, which the parser would take its time to find out.

    Raises:
        RefusedError: there are only blanks, comments and end markers.

    """
    if EPILOGUE.fullmatch(text):
        raise RefusedError(_fault("file.empty", _START))


def _refuse_directives(text: str) -> None:
    """Refuse a flood of `%` lines: libyaml compares each %TAG with all before it.

    Raises:
        RefusedError: there are more than any real file has.

    """
    prologue = _PROLOGUE.match(text)
    if prologue is None or "%" not in prologue[0]:
        return
    directives = islice(_DIRECTIVE.finditer(prologue[0]), _MAX_DIRECTIVES, None)
    if (directive := next(directives, None)) is not None:
        place = Positions(text).at(directive.end() - 1)
        raise RefusedError(
            _fault("yaml.syntax", place, what="too many lines that start with %", hint="")
        )


class _Mark(Protocol):
    """A place as the parser gives it; all numbers from 0, in characters."""

    index: int
    line: int
    column: int


# From events to values


class _Anchor(NamedTuple):
    """A value with a name, and what each alias of it costs when written out."""

    value: Value
    place: Place
    nodes: int
    expansions: int
    characters: int
    height: int


class _Composer:
    """Builds one document from events, keeps count of the limits, collects faults.

    Recursion is safe: `MAX_DEPTH` is checked before going down.
    """

    def __init__(self, text: str, *, aliases: bool, max_size: int) -> None:
        self.faults: list[Fault] = []
        self.broken: Fault | None = None
        """The mistake of syntax that stopped the parser."""
        self._text = text
        self._lines = Positions(text)
        self._aliases = aliases
        self._max_expanded = max_size
        self._take: Callable[[], _Event] = iter(()).__next__
        self._anchors: dict[str, _Anchor | None] = {}  # None: its node is still open
        self._last_scalar: _Event = None
        self._end: _Event = None  # of the collection closed last
        self._open: list[_Event] = []  # the starts of the collections around the current place
        self._deepest = 0  # within the innermost anchored collection that is still open
        self._nodes = 0
        self._expansions = 0
        self._expanded = 0  # characters that aliases add

    def compose(self) -> tuple[Value, Place]:
        """Return the value of the document and its place; faults go to `faults`."""
        try:
            self._take = events_of(self._text).__next__
            return self._document()
        except RefusedError as refused:
            self.faults.append(refused.fault)
        except (YAMLError, UnicodeDecodeError) as error:
            # UnicodeDecodeError: the parser unescapes `!%ED%A0%80` without looking.
            fault = syntax_fault(self._text, error, self._last_scalar, self._open)
            if not self._is_told(fault):
                self.faults.append(fault)
                self.broken = fault
        return None, 0

    def _is_told(self, fault: Fault) -> bool:
        """Whether a text was taken for an alias or its name, as in `comment: *see the law`."""
        last = self.faults[-1] if self.faults else None
        return (
            last is not None
            and last.code in {"yaml.alias", "yaml.unknown-alias", "yaml.anchor"}
            and last.line == fault.line
        )

    def _document(self) -> tuple[Value, Place]:
        take = self._take
        take()  # start of the stream
        if type(start := take()) is StreamEndEvent:
            raise RefusedError(_fault("file.empty", _START))
        if start.tags:
            self._report("yaml.tag", self._lines.at(max(self._text.find("%TAG"), 0)), tag="%TAG")
        root, place = self._node(take())
        self._check_rest(take())
        if root is None and not self.faults:
            raise RefusedError(_fault("file.empty", _START))
        return root, place

    def _check_rest(self, end: _Event) -> None:
        """Look at what follows the document, without letting the parser read it.

        A second document is refused unread: its directives alone could be a flood.
        """
        rest = EPILOGUE.match(self._text, end.end_mark.index)
        offset = rest.end() if rest else len(self._text)
        if offset >= len(self._text):
            return
        place = self._lines.at(offset)
        if _DOCUMENT_MARK.match(self._text, offset) or end.explicit:
            self._report("yaml.documents", place)
        elif self._text[offset] == "%":
            raise RefusedError(_fault("yaml.syntax", place, what=PERCENT_LINE, hint=""))
        elif type(self._take()) is not StreamEndEvent:  # mostly raises the parser's own complaint
            self._report("yaml.documents", place)

    def _report(self, code: str, place: Position, **params: str) -> None:
        """Collect a fault. Past a thousand, more would only cost memory."""
        if len(self.faults) < _MAX_FAULTS:
            self.faults.append(_fault(code, place, **params))

    def _too_many(self, event: _Event) -> None:
        raise RefusedError(_fault("yaml.too-many", _position_of(event), limit=f"{MAX_NODES:,}"))

    # Nodes

    def _node(self, event: _Event) -> tuple[Value, Place]:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event), event.start_mark.index
        if kind is MappingStartEvent:
            return self._collection(event, self._mapping)
        if kind is SequenceStartEvent:
            return self._collection(event, self._sequence)
        return self._alias(event)

    def _scalar(self, event: _Event) -> str | None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._too_many(event)
        self._last_scalar = event  # a syntax error is often explained by the text before it
        text: str | None = event.value
        style = event.style
        if not style:
            if text in NULLS:
                text = None
        elif style == '"' and UNUSUAL_IN_QUOTES.search(event.value):
            text = self._unescaped(event)
        if event.ctag is not None:
            self._tag(event)
        if event.anchor is not None:
            self._check_anchor(event)
            offset = event.start_mark.index
            self._anchors[event.anchor] = _Anchor(
                text, offset, 1, 0, event.end_mark.index - offset, 0
            )
        return text

    def _unescaped(self, event: _Event) -> str:
        r"""Handle what only escapes can bring in: `\r` is a line break, `\0` a fault."""
        text: str = event.value.replace("\r\n", "\n").replace("\r", "\n")
        found = _FORBIDDEN.search(text)
        if not found:
            return text
        offset = self._escape_offset(event, ord(found[0]))
        self._report("file.binary", self._lines.at(offset), character=code_point(found[0]))
        return _FORBIDDEN.sub("\ufffd", text)

    def _escape_offset(self, event: _Event, number: int) -> int:
        start, end = event.start_mark.index, event.end_mark.index
        for escape in _ESCAPE.finditer(self._text, start, end):
            name = escape[0][1:]
            if "\\" in name[1:]:
                continue  # a whole character in two escapes
            if (int(name[1:], 16) if len(name) > 1 else _NAMED_ESCAPES.get(name)) == number:
                return escape.start()
        return int(start)

    def _collection(
        self, event: _Event, fill: Callable[[], tuple[dict[str, Value] | list[Value], Places]]
    ) -> tuple[Value, Place]:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._too_many(event)
        self._open.append(event)
        depth = len(self._open)
        if depth > MAX_DEPTH:
            raise RefusedError(_fault("yaml.depth", _position_of(event), limit=str(MAX_DEPTH)))
        if depth > self._deepest:  # noqa: PLR1730  # max() is a call
            self._deepest = depth
        if event.ctag is not None:
            self._tag(event)
        if event.anchor is not None:
            return self._anchored(event, fill)
        value, places = fill()
        self._open.pop()
        return value, (event.start_mark.index, places)

    def _sequence(self) -> tuple[list[Value], list[Place]]:
        take, node = self._take, self._node
        values: list[Value] = []
        places: list[Place] = []
        while type(event := take()) is not SequenceEndEvent:
            value, place = node(event)
            values.append(value)
            places.append(place)
        self._end = event
        return values, places

    def _mapping(self) -> tuple[dict[str, Value], dict[str, tuple[int, Place]]]:
        take, scalar = self._take, self._scalar
        values: dict[str, Value] = {}
        places: dict[str, tuple[int, Place]] = {}
        while type(event := take()) is not MappingEndEvent:
            name = scalar(event) if type(event) is ScalarEvent else None
            if not name or name in places or name == "<<":
                name = self._odd_key(event, name, places)
                if name is None:
                    continue
            item = take()
            if (
                type(item) is ScalarEvent
            ):  # four of five: the way through _node would cost 5 percent
                values[name] = scalar(item)
                places[name] = (event.start_mark.index, item.start_mark.index)
            else:
                values[name], place = self._node(item)
                places[name] = (event.start_mark.index, place)
        self._end = event
        return values, places

    # Keys

    def _odd_key(
        self, event: _Event, name: str | None, places: dict[str, tuple[int, Place]]
    ) -> str | None:
        """Return the name of an unusual key that may stand; else pass over the entry."""
        kind = type(event)
        if kind is AliasEvent:
            return self._alias_key(event, places)
        if kind is not ScalarEvent:
            self._quietly(event)
            self._refuse_key(event, "a list" if kind is SequenceStartEvent else "a map")
            return None
        if name == "<<" and not event.style:
            self._report("yaml.merge-key", _position_of(event))
            self._quietly(self._take())
            return None
        return self._checked_name(event, name, places)

    def _alias_key(self, event: _Event, places: dict[str, tuple[int, Place]]) -> str | None:
        before = len(self.faults)
        name, _ = self._alias(event)
        if len(self.faults) > before:
            self._node(self._take())
            return None
        if isinstance(name, dict | list):
            self._refuse_key(event, "a list" if isinstance(name, list) else "a map")
            return None
        return self._checked_name(event, name, places)

    def _checked_name(
        self, event: _Event, name: str | None, places: dict[str, tuple[int, Place]]
    ) -> str | None:
        """Return a name that is there and new; of two equal keys the first one counts."""
        if not name:
            self._refuse_key(event, "empty")
            return None
        if name not in places:
            return name
        first_line = self._lines.at(places[name][0]).line
        self._report(
            "yaml.duplicate-key", _position_of(event), key=shown(name), first_line=str(first_line)
        )
        self._node(self._take())
        return None

    def _refuse_key(self, event: _Event, what: str) -> None:
        self._report("yaml.key", _position_of(event), what=what)
        self._node(self._take())

    def _quietly(self, event: _Event) -> None:
        """Read past a node that is refused as a whole: no faults for its parts."""
        before, expansions, expanded = len(self.faults), self._expansions, self._expanded
        self._node(event)
        del self.faults[before:]
        self._expansions, self._expanded = expansions, expanded

    # Tags, anchors, aliases

    def _tag(self, event: _Event) -> None:
        offset, tag = find_tag(self._text, event.start_mark.index)
        self._report("yaml.tag", self._lines.at(offset), tag=tag)

    def _check_anchor(self, event: _Event) -> None:
        """Where nothing is repeated a `&` begins a text, whose first word would be lost."""
        if not self._aliases:
            self._report("yaml.anchor", _position_of(event), anchor=shown(event.anchor))

    def _anchored(
        self, event: _Event, fill: Callable[[], tuple[dict[str, Value] | list[Value], Places]]
    ) -> tuple[Value, Place]:
        """Build a collection and note what an alias of it would cost."""
        self._check_anchor(event)
        self._anchors[event.anchor] = None  # an alias to it, before its end, would never end
        nodes, expansions, expanded, deepest = (
            self._nodes - 1,
            self._expansions,
            self._expanded,
            self._deepest,
        )
        self._deepest = depth = len(self._open)
        value, places = fill()
        place = (event.start_mark.index, places)
        written = self._end.start_mark.index - event.start_mark.index
        anchor = _Anchor(
            value,
            place,
            nodes=self._nodes - nodes,
            expansions=self._expansions - expansions,
            characters=written + self._expanded - expanded,
            height=self._deepest - depth + 1,
        )
        if self._anchors[event.anchor] is None:  # else the name was given again inside
            self._anchors[event.anchor] = anchor
        self._deepest = max(self._deepest, deepest)
        self._open.pop()
        return value, place

    def _alias(self, event: _Event) -> tuple[Value, Place]:
        """Return the aliased value itself; a refused alias is a fault and None."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._too_many(event)
        if not self._aliases:
            self._report("yaml.alias", _position_of(event), alias=shown(event.anchor))
            return None, event.start_mark.index
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            why = "inside itself" if event.anchor in self._anchors else "undefined"
            self._report(
                "yaml.unknown-alias", _position_of(event), alias=shown(event.anchor), why=why
            )
            return None, event.start_mark.index
        self._expand(event, anchor)
        return anchor.value, anchor.place

    def _expand(self, event: _Event, anchor: _Anchor) -> None:
        """Count what the alias would come to, written out.

        Whoever walks the value later walks it written out, so nodes, depth and
        characters count like typed ones: 1,000 aliases of one large value are as
        much of a bomb as ten levels of ten.

        Raises:
            RefusedError: one of the limits is passed.

        """
        self._expansions += 1 + anchor.expansions
        self._nodes += anchor.nodes - 1
        self._expanded += anchor.characters
        if (
            self._expansions > MAX_EXPANSIONS
            or self._nodes > MAX_NODES
            or self._expanded > self._max_expanded
        ):
            limit = f"{MAX_EXPANSIONS:,}"
            raise RefusedError(
                _fault(
                    "yaml.alias-bomb", _position_of(event), alias=shown(event.anchor), limit=limit
                )
            )
        reached = len(self._open) + anchor.height
        if reached > MAX_DEPTH:
            raise RefusedError(_fault("yaml.depth", _position_of(event), limit=str(MAX_DEPTH)))
        self._deepest = max(self._deepest, reached)


def _position_of(event: _Event) -> Position:
    mark: _Mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1)
