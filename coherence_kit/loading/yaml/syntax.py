"""From the parser's complaints to plain words.

The parser says where it gave up and what it would have liked. People want to know what they did:
a quote not closed, a tab, a colon in a text. Each explanation looks at the complaint and at the
text around it, the surest first.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple, TypeAlias

from ruamel.yaml.error import MarkedYAMLError

from coherence_kit.loading.yaml.places import Fault, Positions, code_point, shown
from coherence_kit.loading.yaml.signs import named_sign

# Events come out of a C extension without types. `Any` is kept to this one name.
_Event: TypeAlias = Any

_LONGEST_KEY: Final = 1_024  # libyaml's own limit for a key without `? `
_TAG: Final = re.compile(r"!(?:<[^>\s]*+>?|[^\s,\[\]{}]*+)")

PERCENT_LINE: Final = "a line cannot start with % outside quotes"
"""Also said of what the parser never gets to see."""
_KEY_LIKE: Final = re.compile(r"[ \t]*(?:- +)?[\w.-]+")
_NO_SPACE_AFTER_COLON: Final = re.compile(r"[\w.-]+:(?!//)[^\s:]")
_NO_SPACE_AFTER_DASH: Final = re.compile(r"-[^\s-]")
_ENDS_WITH_A_SIGN: Final = re.compile(r"(?P<sign>[,;.])[ \t]*(?:#|[\r\n]|\Z)")
# A key with another sign, or none, in the place of its colon and space. Without a sign, or with one
# of text, it is an id or `answer`, or any line of text would be one.
_NO_COLON: Final = re.compile(
    r"[ ]*(?:- +)*(?:(?P<key>[a-z][\w-]*(?:\.[\w-]+)*)[ \t]*(?:=|(?<=[ \t]):(?=\S))"
    r"|(?P<id>[a-z][\w-]*(?:\.[\w-]+)+|answer(?=[; \t]+\S+[ \t]*$))[; \t])[ \t]*\S",
    re.MULTILINE,
)
_ENTRY: Final = re.compile(r"[ ]*(?:- +)*[\w.\"'-]+:(?P<value>[ \t]+[^\s#])?")
_TYPOGRAPHIC: Final = "“”„«»‘’\u201a\u201b\u201f\u2039\u203a\u301d\u301e\uff02\uff07"
_BEGINS_A_COMMENT: Final = re.compile(r"(?:[ \t]*(?:\r\n?|\n))?[ \t]+(?P<sign>#)[^\r\n]*")
_INDENTATION: Final = re.compile(r"[ ]*(?:- +)*")
_NEXT_LINE: Final = re.compile(r"\s*\n(?P<indentation>[ ]*)(?![\w.-]+:(?:\s|$))[^\r\n]*\n?")
_SURROGATE: Final = re.compile(r"d[89a-f][0-9a-f]{2}", re.IGNORECASE)
_TAG_CONTEXTS: Final = frozenset(
    {"while parsing a tag", "while scanning a tag", "while parsing a node"}
)

_BACKSLASH: Final = "a backslash inside double quotes has to be doubled"
# What needs no look at the text around it: problem -> what, hint.
_PLAIN_WORDS: Final = {
    "block sequence entries are not allowed in this context": (
        "a list cannot start on the line of its key; text that starts with a dash needs quotes",
        "",
    ),
    "mapping keys are not allowed in this context": (
        "text that starts with a question mark needs quotes",
        "",
    ),
    "did not find expected '-' indicator": (
        "this line stands where the next item of the list should start",
        "indent",
    ),
    "did not find expected alphabetic or numeric character": (
        "text that starts with * or & needs quotes",
        "",
    ),
    "found unknown escape character": (_BACKSLASH, "backslash"),
    "did not find expected hexdecimal number": (_BACKSLASH, "backslash"),
    "found invalid Unicode character escape code": ("this escape names no character", ""),
    "found incompatible YAML document": ("this version of YAML is not known", ""),
    "found unexpected ':'": (
        "inside brackets a key needs a space after its colon, and text with a colon quotes",
        "colon",
    ),
}


class _Wording(NamedTuple):
    offset: int
    what: str
    hint: str


def syntax_fault(text: str, error: Exception, last_scalar: _Event, around: list[_Event]) -> Fault:
    """Put the parser's complaint into words for people who never heard of YAML.

    Args:
        text: the whole file.
        error: what the parser raised.
        last_scalar: the event of the text read last, or None; a syntax error is often
            explained by what stands before.
        around: the events that opened the collections around the place, outermost first.

    """
    lines = Positions(text)
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        # Only a tag that escapes broken UTF-8 gets here; the marks are lost.
        offset, tag = find_tag(text, last_scalar.end_mark.index if last_scalar else 0)
        return Fault("yaml.tag", *lines.at(offset), {"tag": tag})
    broken = _Broken(text, error, last_scalar, around)
    if broken.context in _TAG_CONTEXTS:
        offset, tag = find_tag(text, broken.opened)
        return Fault("yaml.tag", *lines.at(offset), {"tag": tag})
    if surrogate := broken.surrogate():
        return Fault(
            "file.binary", *lines.at(broken.at - 2), {"character": code_point(int(surrogate, 16))}
        )
    wording = broken.wording()
    return Fault(
        "yaml.syntax", *lines.at(wording.offset), {"what": wording.what, "hint": wording.hint}
    )


def find_tag(text: str, offset: int) -> tuple[int, str]:
    """The offset and the text of the first tag from an offset on.

    It is `!` at the offset itself if none is to be seen.
    """
    found = _TAG.search(text, offset)
    return (found.start(), shown(found[0])) if found else (offset, "!")


class _Broken:
    """A place where the parser gave up, and the text around it."""

    def __init__(
        self, text: str, error: MarkedYAMLError, last_scalar: _Event, around: list[_Event]
    ) -> None:
        self.problem: str = error.problem or ""
        self.context: str = error.context or ""
        self.at: int = min(error.problem_mark.index, len(text))
        self.opened: int = error.context_mark.index if error.context_mark else self.at
        self._text = text
        self._scalar = last_scalar
        self._around = around[-1] if around else None
        self._line_start = max(text.rfind("\n", 0, self.at), text.rfind("\r", 0, self.at)) + 1

    def surrogate(self) -> str:
        """Return the hexadecimal digits of an escaped surrogate, if that is the problem."""
        if self.problem != "found invalid Unicode character escape code":
            return ""
        digits = self._text[self.at : self.at + 4]
        return digits if self._text[self.at - 1] == "u" and _SURROGATE.fullmatch(digits) else ""

    def wording(self) -> _Wording:
        """Ask the explanations in turn, the surest first."""
        return (
            self._open_quote()
            or self._comment()
            or self._tab()
            or self._after_quote()
            or self._open_bracket()
            or self._colon()
            or self._lost_line()
            or self._lost_key()
            or self._directive()
            or self._first_character()
            or self._plain()
        )

    @property
    def _before(self) -> str:
        """The line up to the place."""
        return self._text[self._line_start : self.at]

    @property
    def _character(self) -> str:
        return self._text[self.at : self.at + 1]

    def _open_quote(self) -> _Wording | None:
        unclosed = self.problem in {
            "found unexpected end of stream",
            "found unexpected document indicator",
        }
        lost_key = (
            self.context == "while scanning a simple key" and self._text[self.opened] in "\"'"
        )
        if unclosed or lost_key:
            return _Wording(self.opened, "a quote is opened here and not closed", "quote")
        return None

    def _comment(self) -> _Wording | None:
        """A comment in the middle of a text, which swallows a bracket or the rest of a line.

        It stands behind the text or on the line below.
        """
        scalar = self._scalar
        if scalar is None or scalar.style:
            return None
        found = _BEGINS_A_COMMENT.match(self._text, scalar.end_mark.index)
        if found is None:
            return None
        in_brackets = self._around is not None and self._around.flow_style
        if not in_brackets and not self._goes_on_below(found.end(), scalar):
            return None
        what = "what follows # is a comment here; text that holds a space and # needs quotes"
        return _Wording(found.start("sign"), what, "hash")

    def _goes_on_below(self, end: int, scalar: _Event) -> bool:
        """Whether the next line with text is no key and is indented like the rest of a text."""
        below = _NEXT_LINE.match(self._text, end)
        start = self._text.rfind("\n", 0, scalar.start_mark.index) + 1
        above = _INDENTATION.match(self._text, start)
        return (
            below is not None
            and above is not None
            and self.at <= below.end()
            and len(below["indentation"]) > len(above[0])
        )

    def _tab(self) -> _Wording | None:
        if self.context.startswith("while parsing a flow"):
            return None  # between brackets tabs are blanks
        indentation = self._before + (self._character if self._character == "\t" else "")
        stripped = indentation.lstrip(" \t")
        offset = indentation.find("\t", 0, len(indentation) - len(stripped))
        if offset >= 0:
            return _Wording(
                self._line_start + offset, "lines are indented with spaces, not with tabs", "tab"
            )
        if (
            self._character == "\t"
            and self.problem == "found character that cannot start any token"
        ):
            return _Wording(self.at, "a tab stands where a space belongs", "tab")
        return None

    def _after_quote(self) -> _Wording | None:
        """Text right after a closing quote: often that quote was meant to open."""
        scalar = self._scalar
        if scalar is None or scalar.style not in {"'", '"'}:
            return None
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if end > self.at or self._text[end : self.at].strip(" \t"):
            return None
        if self._character == ":" and end - start > _LONGEST_KEY:
            return _Wording(start, "a key is longer than 1,024 characters", "")
        if scalar.start_mark.line != scalar.end_mark.line:
            return _Wording(start, "a quote is opened here and not closed on its line", "quote")
        if self.context.startswith("while parsing a flow"):
            return None
        return self._sign_after_quote() or _Wording(
            start, "there is more text after the closing quote", "quote"
        )

    def _sign_after_quote(self) -> _Wording | None:
        """A sign at the end of the line, as other kinds of files have one there."""
        found = _ENDS_WITH_A_SIGN.match(self._text, self.at)
        if found is None:
            return None
        what = f'there is a "{found["sign"]}" after the closing quote'
        return _Wording(self.at, what, "behind")

    def _open_bracket(self) -> _Wording | None:
        if self.at == len(self._text) and self._around is not None and self._around.flow_style:
            return _Wording(
                self._around.start_mark.index, "a bracket is opened here and not closed", "bracket"
            )
        if not self.problem.startswith("did not find expected ','"):
            return None
        same_line = self.opened >= self._line_start
        if same_line and self._character == ":":
            return _Wording(self.at, "text that holds a colon and a space needs quotes", "colon")
        closing_mark = "]" if self.problem.endswith("']'") else "}"
        return _Wording(self.opened, f"a comma or the closing {closing_mark} is missing", "bracket")

    def _colon(self) -> _Wording | None:
        if self.problem != "mapping values are not allowed in this context":
            return None
        if len(self._before) > _LONGEST_KEY:
            return _Wording(self._line_start, "a key is longer than 1,024 characters", "")
        return (
            self._typographic_quote()
            or self._missing_quotes()
            or self._missing_space()
            or self._continued_line()
        )

    def _typographic_quote(self) -> _Wording | None:
        """A text in quotes that a word processor has made pretty."""
        start = self._scalar.start_mark.index if self._scalar is not None else len(self._text)
        sign = self._text[start : start + 1]
        if start < self._line_start or sign not in _TYPOGRAPHIC or not sign:
            return None
        return _Wording(
            start, f"{named_sign(sign)} is no quote for YAML; quotes are \" and '", "curly"
        )

    def _missing_quotes(self) -> _Wording | None:
        if ": " not in self._before:
            return None
        return _Wording(self.at, "text that holds a colon and a space needs quotes", "colon")

    def _missing_space(self) -> _Wording | None:
        scalar = self._scalar
        if (
            scalar is None
            or scalar.start_mark.index >= self._line_start
            or scalar.end_mark.index < self._line_start
        ):
            return None
        start = scalar.start_mark.index
        if not _NO_SPACE_AFTER_COLON.match(self._text, start):
            return None
        return _Wording(start, "a space is missing after the colon", "")

    def _continued_line(self) -> _Wording:
        if _KEY_LIKE.fullmatch(self._before):
            if missing := self._missing_colon(self._first_lost_line()):
                return missing
            offset = self._line_start + len(self._before) - len(self._before.lstrip())
            return _Wording(
                offset, "this line is indented as if it continued the text above it", "indent"
            )
        return _Wording(self.at, "text that holds a colon and a space needs quotes", "colon")

    def _first_lost_line(self) -> int:
        """Where the text begins that this line goes on with, if it has no key; else this line."""
        above = self._text[: self._line_start].splitlines(keepends=True)
        start = self._line_start
        while above and above[-1].strip() and not _ENTRY.match(above[-1]):
            start -= len(above.pop())
        is_text = bool(above) and (entry := _ENTRY.match(above[-1])) and entry["value"]
        return self._line_start if is_text else start

    def _missing_colon(self, start: int) -> _Wording | None:
        """A line that was meant to be `key: value` and has another sign than the colon, or none."""
        found = _NO_COLON.match(self._text, start)
        if found is None:
            return None
        name = "key" if found["key"] else "id"
        what = f"a colon and a space are missing right behind {shown(found[name])}"
        return _Wording(found.start(name), what, "key")

    def _lost_line(self) -> _Wording | None:
        """A line that is no `key: value` among lines that are."""
        if self.context != "while scanning a simple key":
            return None
        if self.at - self.opened > _LONGEST_KEY:
            return _Wording(self.opened, "a key is longer than 1,024 characters", "")
        if _NO_SPACE_AFTER_COLON.match(self._text, self.opened):
            return _Wording(self.opened, "a space is missing after the colon", "")
        if _NO_SPACE_AFTER_DASH.match(self._text, self.opened):
            return _Wording(self.opened, "a space is missing after the dash", "")
        if missing := self._missing_colon(self.opened):
            return missing
        return _Wording(
            self.opened, "this line is no key with a value; text that goes on is indented", "indent"
        )

    def _lost_key(self) -> _Wording | None:
        if self.problem not in {
            "did not find expected key",
            "did not find expected <document start>",
        }:
            return None
        if self._character == ":":
            return _Wording(self.at, "a key is missing before the colon", "")
        if self._character == "%":
            return _Wording(self.at, PERCENT_LINE, "")
        if self._character and self._character in "]}":
            return _Wording(self.at, "a bracket is closed that was not opened", "bracket")
        if not self._before.strip(" "):
            return _Wording(
                self.at, "this line is not indented like the lines it belongs to", "indent"
            )
        return _Wording(self.at, "there is text after the end of the value", "")

    def _directive(self) -> _Wording | None:
        if "directive" not in self.context and "directive" not in self.problem:
            return None
        return _Wording(self.opened, PERCENT_LINE, "")

    def _first_character(self) -> _Wording | None:
        if self.context == "while scanning a block scalar":
            return _Wording(self.opened, "text that starts with | or > needs quotes", "")
        starters = {
            "found character that cannot start any token",
            "did not find expected node content",
        }
        if self.problem not in starters:
            return None
        if self._character and self._character in "]}":
            return _Wording(self.at, "a bracket is closed that was not opened", "bracket")
        if not self._character or self._character.isspace() or self._character.isalnum():
            return _Wording(self.at, "a value is missing", "")
        return _Wording(self.at, f"text that starts with {self._character} needs quotes", "")

    def _plain(self) -> _Wording:
        what, hint = _PLAIN_WORDS.get(self.problem, ("this cannot be read", ""))
        return _Wording(self.at, what, hint)
