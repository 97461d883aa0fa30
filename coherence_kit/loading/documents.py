"""One file: read, composed, its kind told; problems carry the place in the file."""

from __future__ import annotations

import json
import logging
import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from coherence_kit.loading.json_syntax import comment_faults, json_faults
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.no_map import format_line, is_result, no_map_params, result_params
from coherence_kit.loading.yaml.events import Composed, compose, control_character, too_large
from coherence_kit.loading.yaml.places import Fault, Positions
from coherence_kit.problems import (
    JSON_CURES,
    SYNTAX_CURES,
    Problem,
    ProblemsFound,
    did_you_mean,
    is_file,
    is_link,
    nearest,
    shown_path,
)
from coherence_kit.problems.shortening import MOST_KEPT, keep

if TYPE_CHECKING:
    from pydantic import BaseModel

_log = logging.getLogger(__name__)

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".numbers")
"""Endings of the names of files that are read as a workbook, or are refused as a kind of one."""
TEXTS_OF_WORKBOOKS = (".csv", ".tsv", ".txt")
"""As a sheet of a workbook that was saved as text, which holds too little of it to be read."""
PAGES = (".html", ".htm")
"""And as a saved page; what ends otherwise is read as YAML."""
KINDS = (
    "questionnaire",
    "submission",
    "measures",
    "sources",
    "cases",
    "mapping",
    "round",
    "columns",
    "plan",
    "brand",
)
_FORMAT = re.compile(r"coherence-kit/([a-z]+)/([0-9]+)")
_PEEKED = ("format", "id", "version", "questionnaire")
_BEFORE_BRACE = b"\xef\xbb\xbf \t\r\n"
# Every file in the folders is searched to its end, since most lack one of the keys. Where a pattern
# begins with a plain byte the search leaps to it: a seventh of the time that "^" takes, which is
# tried at every character.
_PEEK = re.compile(
    rb"\n(?=[\xef\"'fivq])(?:\xef\xbb\xbf)?[\"']?(format|id|version|questionnaire)[\"']?:"
    rb"[ \t]*[\"']?([A-Za-z0-9./_-]+)"
)
# The first cell of every sheet of a form, as a text has it.
_SHEET_AS_TEXT = re.compile(r"[\ufeff\"']*coherence-kit:[a-z]+")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# How JSON begins; a map in braces may be YAML too, whose keys need no quotes.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*+(?:[{\[][ \t\r\n]*+[\"{}\[\]]|(?P<named>[{\[]))")
_JSON_NAME = ".json"
# What YAML says of JSON that is broken, and what may follow from it.
_BROKEN = frozenset(
    ("yaml.syntax", "yaml.tag", "yaml.documents", "yaml.anchor", "yaml.alias", "yaml.unknown-alias")
)
_FOLLOWING = frozenset(("yaml.comment", "file.empty"))
_PAGE = "a web page"
# How files begin that people send in place of a YAML file.
_SIGNATURES = {
    b"PK\x03\x04": "a workbook, a document of a word processor or an archive",
    b"\xd0\xcf\x11\xe0": "a workbook or a document of an old office program",
    b"{\\rtf": "a document of a word processor",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<!doctype html": _PAGE,
    b"<html": _PAGE,
}
_ARCHIVE = b"PK\x03\x04"
_IN_A_WORKBOOK = b"xl/workbook.xml"
_IN_A_FORM = b'content="coherence-kit/form/'
_RENAME = (
    "if it is a filled form, rename it to {name}: the ending of the name says how a file is read"
)
_SAVE_FROM_THE_PAGE = (
    'open the form once more in the browser it was filled in with, choose "Save the answers to a '
    'file", and give that file'
)
# Reading them waits for another program, or has no end.
_NO_FILES = (
    (stat.S_ISFIFO, "a pipe, through which a program hands on what it writes"),
    (stat.S_ISSOCK, "a socket, through which programs talk"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
PathLike = tuple[str | int, ...]
_LARGEST_KEPT = 256 * 1024
"""Bytes of a file of a library that is kept composed, which takes some ten times as many."""


@dataclass(slots=True)
class Document:
    """A file as plain values, with the problems found so far.

    `value` is None if nothing could be read.

    `data` is the text that was composed; a workbook has none. `cells` says of a file that has no
    lines, such as a workbook, in which cell each value stands, by its path; `heads` what it says
    above the columns, by the key that stands there in a file of lines; `sheets` are the names of
    its sheets in their order.
    """

    source: str
    composed: Composed | None = field(default=None, repr=False)
    problems: list[Problem] = field(default_factory=list)
    written_out: Any = field(default=None, repr=False)
    cells: Mapping[PathLike, str] = field(default_factory=dict, repr=False)
    data: bytes = field(default=b"", repr=False)
    heads: Mapping[str, str] = field(default_factory=dict, repr=False)
    sheets: tuple[str, ...] = ()
    numbers: frozenset[PathLike] = field(default=frozenset(), repr=False)
    """Values of a workbook that are numbers there, and not texts: their paths."""
    unseen: Mapping[PathLike, str] = field(default_factory=dict, repr=False)
    """Values of a workbook that nobody sees who looks through it: their cells, by their paths."""
    _told: dict[tuple[object, ...], bool] = field(default_factory=dict, repr=False)
    """What was told at which place, and whether it was seen there through an alias or a `use:`."""
    models: dict[type[BaseModel], BaseModel] | None = field(default=None, repr=False)
    """What its value came to, by the class; kept for content alone, and shared as the value is."""

    @property
    def value(self) -> Any:  # noqa: ANN401  (nested dicts, lists and texts)
        """The composed value, with what it borrows from other files written out."""
        if self.written_out is not None:
            return self.written_out
        return self.composed.value if self.composed else None

    def copy(self) -> Document:
        """One with the same value, which is shared, and problems of its own."""
        return replace(self, problems=[*self.problems], _told={**self._told})

    def replace_value(self, value: object) -> None:
        """Put the value with what it borrows in place of the one that was read.

        Places stay those of the file.
        """
        self.written_out = value
        self.models = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it as YAML."""
        return self.composed.faults if self.composed else ()

    @property
    def kind(self) -> str:
        """The kind that the format line names, or an empty text."""
        stated = self.value.get("format") if isinstance(self.value, dict) else None
        match = _FORMAT.fullmatch(stated) if isinstance(stated, str) else None
        return match.group(1) if match and match.group(1) in KINDS and match.group(2) == "1" else ""

    def report(self, code: str, path: PathLike, **params: object) -> None:
        """Add a problem at the value that a path of keys and indices leads to."""
        self._add(code, path, params, key=False)

    def report_key(self, code: str, path: PathLike, **params: object) -> None:
        """Add a problem at the key, not the value, that a path ends with."""
        self._add(code, path, params, key=True)

    def problem_at(self, code: str, path: PathLike, **params: str) -> Problem:
        """A problem at the value that a path leads to, for whoever tells it; it is not added."""
        line, column = self.position(path)
        return Problem(code, self.source, line, column, self.named(path), params, self._cell(path))

    def _add(self, code: str, path: PathLike, params: Mapping[str, object], *, key: bool) -> None:
        """Add a problem, unless it is one that was told before and is met again by another way.

        What is written once and shared by an alias, or borrowed as a whole, is one mistake,
        whichever the places are at which it has effect.
        """
        texts = {name: str(value) for name, value in params.items()}
        line, column = self.position(path, key=key)
        mistake = (code, line, column, *((name, texts[name]) for name in texts if name != "id"))
        is_shared = self.is_borrowed(path) or self._is_aliased(path)
        if mistake in self._told and (is_shared or self._told[mistake]):
            return
        if len(self.problems) < MOST_KEPT:
            self._told[mistake] = is_shared
        cell = self._cell(path)
        sheet = self.sheet_of(cell)
        keep(
            self.problems,
            Problem(code, self.source, line, column, self.named(path), texts, cell, sheet),
        )

    def sheet_of(self, cell: str) -> int:
        """The place of the sheet that a cell is on, from 1; 0 where there are no sheets."""
        name = cell if cell in self.sheets else cell.rpartition("!")[0]
        return self.sheets.index(name) + 1 if name in self.sheets else 0

    def position(self, path: PathLike, *, key: bool = False) -> tuple[int, int]:
        """Line and column of a value or its key; what is borrowed stands where it is borrowed."""
        if self.composed is None:
            return 0, 0
        return self.composed.positions.locate(self._in_file(path), key=key)

    def _is_aliased(self, path: PathLike) -> bool:
        return self.composed is not None and self.composed.positions.is_aliased(path)

    def is_plain(self, path: PathLike) -> bool:
        """Whether a file has a value as numbers stand: in a text without quotes."""
        if self.composed is None:
            return path in self.numbers
        return not self.composed.positions.is_quoted(path)

    def is_borrowed(self, path: PathLike) -> bool:
        """Whether what a path leads to stands in another questionnaire, from which it is taken."""
        return self._in_file(path) != path

    def part_of(self, path: PathLike) -> int | None:
        """The place in `parts:` of the part that a path leads into; None where there is none."""
        own = self.composed.value if self.composed else None
        is_of_part = isinstance(own, Mapping) and "parts" in own and "sections" not in own
        if is_of_part and len(path) > 1 and path[0] == "sections" and isinstance(path[1], int):
            return path[1]
        return None

    def _in_file(self, path: PathLike) -> PathLike:
        """A path as far as the file itself has it, where it leads into what the file borrows."""
        part = self.part_of(path)
        if part is not None:
            return "parts", part
        is_made = self.composed is not None and self.written_out is not None
        value: Any = self.composed.value if self.composed and is_made else None
        for length, segment in enumerate(path):
            if not has_segment(value, segment):
                is_use = isinstance(value, Mapping) and "use" in value
                return path[:length] if is_use else path
            value = value[segment]
        return path

    @property
    def cure_of_version(self) -> str:
        """What can be done about answers to another version, if it is not a form that is made."""
        return ""

    def place_of_reason(self, question: str, path: PathLike) -> str:
        """Where the reason is written for which a question does not apply, as a cure.

        `path` leads to that reason, whether or not one is there.
        """
        if path in self.cells:
            column = self.cells[path].rpartition("!")[2].rstrip("0123456789")
            head = self.heads.get("not_applicable", "not_applicable")
            return (
                f'write the reason under "{head}", column {column} of the workbook, and clear the '
                "answer"
            )
        if PurePath(self.source).suffix.lower() in PAGES:
            return 'choose "Does not apply" in the form and write the reason'
        if self.composed is None:
            return f'write the reason under not_applicable: "{question}": {{"not_applicable": "…"}}'
        below = isinstance(self.at(path[:-1]), Mapping)
        line = 'not_applicable: "…"' if below else f'{question}: {{not_applicable: "…"}}'
        return f"write the reason under not_applicable, in place of the answer: {line}"

    def _cell(self, path: PathLike) -> str:
        """The cell of a value, or of the nearest one that holds it."""
        nearest_first = (path[:length] for length in range(len(path), -1, -1))
        return next((self.cells[part] for part in nearest_first if part in self.cells), "")

    def at(self, path: PathLike) -> Any:  # noqa: ANN401  (likewise)
        """The value that a path leads to, as far as it goes."""
        value = self.value
        for segment in path:
            if not has_segment(value, segment):
                break
            value = value[segment]
        return value

    def line_of(self, path: PathLike) -> int:
        """The line of a path, from 1."""
        return self.position(path)[0]

    def named(self, path: PathLike) -> tuple[str, ...]:
        """A path in the words of the file, as far as it goes.

        An item of a list goes by its id or name, else by its number.
        """
        names: list[str] = []
        value = self.value
        for segment in path:
            if not has_segment(value, segment):
                break
            value = value[segment]
            if isinstance(segment, int):
                own = _own_name(value) if isinstance(value, Mapping) else None
                names.append(own if isinstance(own, str) else f"no. {segment + 1}")
            else:
                names.append(segment)
        return tuple(names)


def _own_name(item: Mapping[str, Any]) -> object:
    return item.get("id") or item.get("unit") or item.get("name")


def has_segment(value: object, segment: str | int) -> bool:
    """Whether a key or an index of a path leads on from here."""
    if isinstance(value, (dict, Mapping)):  # a dict is told by itself in a fraction of the time
        return segment in value
    return isinstance(value, list) and isinstance(segment, int) and segment < len(value)


def document_of_values(values: Mapping[str, Any], source: str) -> Document:
    """What was read from no file, with the characters in it named that no file may hold."""
    document = Document(source, written_out=dict(values))
    report_characters(document)
    return document


def report_characters(document: Document) -> None:
    """Name the characters in the value of a document that no file may hold."""
    _report_characters(document, document.value, ())


def _report_characters(document: Document, value: object, path: PathLike) -> None:
    if isinstance(value, str) and (character := control_character(value)):
        document.report("file.binary", path, character=character)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _report_characters(document, key, path)
            _report_characters(document, inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _report_characters(document, inner, (*path, index))


def read_document(path: Path, *, max_size: int = MAX_SIZE) -> Document:
    """Read a file; whatever keeps it from being read is a problem of the document."""
    try:
        data = read_file(path, max_size=max_size)
    except ProblemsFound as found:
        return Document(shown_path(path), problems=list(found.problems))
    return compose_document(data, shown_path(path), max_size=max_size)


def read_content(path: Path, *, max_size: int = MAX_SIZE) -> Document:
    """:func:`read_document` of a file of a library, composed once however often it is read.

    A process that opens several libraries, as a notebook does, meets the same files in each. What
    the same bytes came to is shared, its value and the models of that, so nobody may change them.
    """
    try:
        data = read_file(path, max_size=max_size)
    except ProblemsFound as found:
        return Document(shown_path(path), problems=list(found.problems))
    return content_of(data, shown_path(path), max_size=max_size)


def content_of(data: bytes, source: str, *, max_size: int = MAX_SIZE) -> Document:
    """:func:`read_content` of the bytes of a file."""
    if len(data) > _LARGEST_KEPT:
        return compose_document(data, source, max_size=max_size)
    return _composed_content(data, source, max_size).copy()


@lru_cache(maxsize=64)
def _composed_content(data: bytes, source: str, max_size: int) -> Document:
    document = compose_document(data, source, max_size=max_size)
    document.models = {}
    return document


def read_file(path: Path, *, max_size: int) -> bytes:
    """The bytes of a file of at most `max_size` bytes.

    Raises:
        ProblemsFound: there is no such file, it is a folder, a pipe or a device, too large, or
            may not be read.

    """
    source = shown_path(path)
    try:
        status = path.stat()
        size = status.st_size
        if stat.S_ISDIR(status.st_mode):
            raise ProblemsFound([Problem("file.folder", source)])
        if what := _no_file(status.st_mode):
            raise ProblemsFound([Problem("file.no-file", source, params={"what": what})])
        if size > max_size:
            raise ProblemsFound(
                [Problem("file.too-large", source, params=too_large(size, max_size))]
            )
        _log.info("reading %s (%d bytes)", source, size)
        with opened(path) as stream:
            return stream.read(max_size + 1) or b""  # some files of a system state no size
    except (OSError, ValueError) as error:
        raise ProblemsFound([problem_of_failure(path, error)]) from error


def problem_of_failure(path: Path, error: OSError | ValueError) -> Problem:
    """The problem that a file could not be opened or read.

    Args:
        path: of the file.
        error: what was raised; a ValueError for a name that no file can have, with a null character
            in it.

    """
    source = shown_path(path)
    if isinstance(error, IsADirectoryError):
        return Problem("file.folder", source)
    if isinstance(error, FileNotFoundError):
        return Problem("file.missing", source, params={"hint": _similar_file(path)})
    reason = getattr(error, "strerror", None) or str(error)
    return Problem("file.unreadable", source, params={"reason": reason})


def opened(path: Path) -> BinaryIO:
    """A file opened to be read, in which reading never waits for somebody who writes.

    Some files of a system, such as the log of its kernel, look like any other and hand on what
    comes; and a path may lead to a pipe by the time that it is opened.

    Raises:
        OSError: it cannot be opened; reading raises it too where there is nothing as yet.

    """
    return open(path, "rb", opener=_open_without_waiting)


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has no such thing


def problem_of_no_file(path: Path) -> Problem | None:
    """The problem that a path leads to a pipe, a socket or a device, which are never opened."""
    try:
        what = _no_file(path.stat().st_mode)
    except OSError:
        return None
    return Problem("file.no-file", shown_path(path), params={"what": what}) if what else None


def _no_file(mode: int) -> str:
    """What else than a file or a folder a path leads to; empty for these."""
    return next((what for is_it, what in _NO_FILES if is_it(mode)), "")


def compose_document(data: bytes, source: str, *, max_size: int = MAX_SIZE) -> Document:
    """Compose bytes and say what is wrong with them as YAML and as a file of the kit."""
    other = _other_kind(data, source)
    if other is not None:
        return Document(source, problems=[other])
    is_submission = peek(data).get("format", "").startswith("coherence-kit/submission/")
    document = Document(
        source,
        compose(data, aliases=not is_submission, max_size=max_size, as_meant=True),
        data=data,
    )
    if (
        document.kind == "submission" and not is_submission
    ):  # its first line is written in an unusual way
        document.composed = compose(data, aliases=False, max_size=max_size, as_meant=True)
    faults: Sequence[Fault] = document.faults
    if is_json(data, source):
        faults = _in_words_of_json(data, document)
    document.problems.extend(_problem(source, fault) for fault in faults)
    if document.value is not None and not document.kind:
        _report_format(document)
    return document


def _in_words_of_json(data: bytes, document: Document) -> list[Fault]:
    """What is wrong with a file as JSON, in place of what its YAML is said to lack.

    A file with a comment, which YAML reads on as a key, is not read on.
    """
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    is_broken = any(fault.code in _BROKEN for fault in document.faults)
    found = json_faults(text) if is_broken else comment_faults(text)
    if not found:
        return [*document.faults]
    if not is_broken:
        document.composed = Composed(None, Positions(text))
    others = [fault for fault in document.faults if fault.code not in _BROKEN | _FOLLOWING]
    return sorted([*found, *others], key=lambda fault: (fault.line, fault.column))


def _other_kind(data: bytes, source: str) -> Problem | None:
    """The problem that this is no text at all.

    It has a cure for those who only gave a form another name.
    """
    stem, suffix = PurePath(source).stem, PurePath(source).suffix.lower()
    if _is_saved_page(data):
        params = {
            "what": "a page that a browser has saved in a format of its own",
            "cure": _SAVE_FROM_THE_PAGE,
        }
        return Problem("file.other-kind", source, params=params)
    if is_text_of_workbook(data):
        params = {
            "what": "one sheet of a form in a workbook (CSV)",
            "cure": "open the workbook that was filled in once more, save it as a workbook (.xlsx "
            "or .ods), and give that file: a text has neither the other sheets nor all that "
            "belongs to the answers",
        }
        return Problem("file.other-kind", source, params=params)
    start = data[:16].lower()
    what = next(
        (words for begins, words in _SIGNATURES.items() if start.startswith(begins.lower())), ""
    )
    if not what:
        return None
    cure = "give the YAML file; what stands in this one has to be copied into it"
    # one that has the right name stands where another kind of file is needed
    if data.startswith(_ARCHIVE) and _IN_A_WORKBOOK in data:
        what = "a workbook"
        cure = cure if suffix in WORKBOOKS else _RENAME.format(name=f"{stem}.xlsx")
    elif what == _PAGE and _IN_A_FORM in data:
        what = "a page of the kit"
        cure = cure if suffix in PAGES else _RENAME.format(name=f"{stem}.html")
    return Problem("file.other-kind", source, params={"what": what, "cure": cure})


def is_text_of_workbook(data: bytes) -> bool:
    """Whether it begins as a sheet of a form does that was saved as CSV or as another text."""
    head = data[:64]
    text = head.decode("utf-16" if head.startswith(_UTF_16) else "utf-8", errors="ignore")
    return _SHEET_AS_TEXT.match(text) is not None


def _is_saved_page(data: bytes) -> bool:
    """Whether it is a page with all its parts as a mail would have them (.mhtml)."""
    head = data[:2048].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def _report_format(document: Document) -> None:
    if is_result(document.value):
        document.report("schema.result", (), **result_params(document.value))
        return
    written_as_json = is_json(document.data, document.source)
    if not isinstance(document.value, dict):
        params = no_map_params(document.value, is_json=written_as_json)
        document.report("schema.not-a-map", (), **params)
        return
    stated = document.value.get("format")
    if stated is None:
        meant = next((key for key in document.value if nearest(key, ["format"])), "")
        hint = (
            f' Did you mean "format" where "{meant}" stands?' if meant and meant != "format" else ""
        )
        line = format_line(is_json=written_as_json)
        document.report_key("schema.format-missing", (meant,), hint=hint, line=line)
        return
    known = [f"coherence-kit/{kind}/1" for kind in KINDS]
    shown = (
        stated
        if isinstance(stated, str)
        else "a list"
        if isinstance(stated, list)
        else "a set of keys with values"
    )
    document.report(
        "schema.format",
        ("format",),
        value=shown,
        known=", ".join(known),
        hint=did_you_mean(shown, known),
    )


def _problem(source: str, fault: Fault) -> Problem:
    """A fault of YAML in the file it is in; a mistake of syntax is cured by the kind of mistake."""
    params = dict(fault.params)
    cures = {"yaml.syntax": SYNTAX_CURES, "json.syntax": JSON_CURES}.get(fault.code)
    if cures is not None:
        params["cure"] = cures[params.pop("hint")] + params.pop("more", "")
    return Problem(fault.code, source, fault.line, fault.column, (), params)


def _similar_file(path: Path) -> str:
    if is_link(path):
        return " It is a link, and what it leads to is not there any more."
    try:
        neighbours = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    return did_you_mean(path.name, neighbours)


def is_json(data: bytes, source: str) -> bool:
    """Whether a file is meant as JSON, by how it begins and by its name."""
    found = _JSON.match(data)
    if found is None:
        return False
    return found["named"] is None or PurePath(source).suffix.lower() == _JSON_NAME


def begins_with_brace(data: bytes) -> bool:
    """Whether a file is one map in braces, as JSON is."""
    return data.lstrip(_BEFORE_BRACE)[:1] == b"{"


def peek(data: bytes) -> dict[str, str]:
    """`format`, `id`, `version` and `questionnaire` as their lines have them, without parsing.

    It only serves to tell files apart.

    What begins with a brace, as JSON does, has no such lines and is parsed.
    """
    if begins_with_brace(data):
        value = _plain_json(data)
        if value is None:
            value = compose(data).value
        stated = value if isinstance(value, Mapping) else {}
        return {key: text for key in _PEEKED if isinstance(text := stated.get(key), str)}
    found: dict[str, str] = {}
    for match in _PEEK.finditer(b"\n" + data):
        found.setdefault(match.group(1).decode(), match.group(2).decode())
    return found


def _plain_json(data: bytes) -> object:
    """JSON as plain values, numbers as they are typed; None for what Python does not read as such.

    It takes a tenth of the time of the loader, which tells what is wrong and where.
    """
    try:
        return json.loads(data, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None


def peek_file(path: Path) -> dict[str, str]:
    """:func:`peek` of a file; nothing if it cannot be read, or is none."""
    try:
        if not is_file(path):
            return {}
        with opened(path) as stream:
            # no more than it has: room for the most there can be is made before anything is read
            size = os.fstat(stream.fileno()).st_size or MAX_SIZE
            return peek(stream.read(min(size, MAX_SIZE)) or b"")
    except (OSError, ValueError):
        return {}
