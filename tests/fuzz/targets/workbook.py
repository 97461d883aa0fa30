"""Filled workbooks, as Excel and as LibreOffice save them, changed inside their parts."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from coherence_kit.documents.workbook_cells import read_book
from coherence_kit.forms.xlsx.form import workbook_form
from tests.changes import Dice
from tests.fuzz.drafts import a_full_draft
from tests.fuzz.targets.submissions import layout_of, run_submission, workspace
from tests.fuzz.targets.target import Mutate, Pieces, Target, by_runs

Parts = dict[str, bytes]
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_TOKEN = re.compile(rb"(<[^<>]*>)")
_ATTRIBUTE = re.compile(rb'([\w:.-]+)="([^"]*)"')
_ELEMENT = re.compile(rb"<([\w:.-]+)")
_DIGITS = re.compile(rb"\d+")
_LOOKS = re.compile(
    rb'<c r="[A-Z]+[0-9]+" s="[0-9]+"/>'
    rb"|<(conditionalFormatting|dataValidations|cols|dxfs)\b.*?</\1>"
    rb'|<row r="[0-9]+"[^>]*></row>|<row r="[0-9]+"[^>]*/>'
    rb"|<Override [^>]*theme[^>]*>|<Relationship [^>]*theme[^>]*>",
    re.DOTALL,
)
_LARGEST_ELEMENT = 400  # tokens that are moved together
_OWN = b"fuzzed"
ODD_TEXTS = [
    *(b"", b" ", b"-", b"0", b"1", b"3", b"-1", b"1e400", b"1E-400", b"9" * 400, b"0x1", b"nan"),
    *(b"TRUE", b"yes", b"no", b"n/a", b"unknown", b"none", b"x", b"X", b"#REF!", b"=A1", b"{}"),
    *(b"45000", b"45000.5", b"-1.5", b"2958466", b"2026-02-30", b"12/13/2024", b"62,5 %"),
    *(b"2024-03-12T00:00:00Z", b"_x0000_", b"_x000D_", b"_xD800_", b"&#0;", b"&#x1F;", b"&#xD800;"),
    *(b"&amp;", b"&lt;script&gt;", b"&undefined;", b"\xe2\x80\xae", b"\xff", b"\x00"),
    b"\xed\xa0\x80",
    *(b"x" * 40_000, b"[" * 2_000, b'{"a": [', b'["a", {"b": 1}]', b"\xd9\xa1\xd9\xa2", b"a\nb"),
]  # fmt: skip
ODD_NUMBERS = [b"0", b"-1", b"1", b"2", b"255", b"65536", b"1048577", b"4294967296", b"9" * 30]


def unpacked(data: bytes) -> Parts | None:
    """The parts by name; None if it is no archive that can be read whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > 8 * 1024 * 1024:
                return None
            return {entry.filename: archive.read(entry) for entry in entries}
    except Exception:  # noqa: BLE001  (whatever is wrong with it, it is changed as bytes)
        return None


def packed(parts: Mapping[str, bytes], twice: Sequence[str] = ()) -> bytes:
    """An archive of parts, the same for the same parts; those of `twice` stand in it twice."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")  # two parts of one name are wanted
        for name in [*parts, *twice]:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=1)
    return stream.getvalue()


def _seeds() -> Mapping[str, bytes]:
    """An empty form, a filled one, and both as LibreOffice has them."""
    kinds, small = (layout_of(workspace().instrument(name)) for name in ("kinds", "small"))
    filled = without_looks(workbook_form(kinds, a_full_draft(kinds.sha256)))
    empty = without_looks(workbook_form(small))
    return {
        "filled.xlsx": filled,
        "empty.xlsx": empty,
        "filled.ods": as_open_document(filled),
        "empty.ods": as_open_document(empty),
    }


def without_looks(workbook: bytes) -> bytes:
    """A form without what is only to be seen in it: nine tenths of what there is to read."""
    parts = unpacked(workbook) or {}
    parts.pop("xl/theme/theme1.xml", None)
    return packed({name: _LOOKS.sub(b"", part) for name, part in parts.items()})


def as_open_document(workbook: bytes) -> bytes:
    """The texts of a workbook as an OpenDocument spreadsheet with the same sheets."""
    tables = []
    for sheet in read_book(workbook, "seed.xlsx").sheets:
        rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet.cells.items():
            rows.setdefault(row, {})[column] = cell.text
        lines = []
        last_row = 0
        for row, cells in sorted(rows.items()):
            lines += [_empty("row", row - last_row - 1), _row(cells)]
            last_row = row
        tables.append(
            f"<table:table table:name={quoteattr(sheet.name)}>{''.join(lines)}</table:table>"
        )
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    inside = (
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    )
    content = f"<office:document-content {declared}>{inside}</office:document-content>"
    return packed(
        {
            "mimetype": _OPEN_DOCUMENT,
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": content.encode(),
        }
    )


def _empty(what: str, number: int) -> str:
    inside = "<table:table-cell/>" if what == "row" else ""
    repeated = f'<table:table-{what} table:number-{what}s-repeated="{number}">'
    if what == "cell":
        repeated = f'<table:table-cell table:number-columns-repeated="{number}">'
    return f"{repeated}{inside}</table:table-{what}>" if number > 0 else ""


def _row(cells: Mapping[int, str]) -> str:
    written, last = [], 0
    for column, text in sorted(cells.items()):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        value = f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
        written += [_empty("cell", column - last - 1), value]
        last = column
    return f"<table:table-row>{''.join(written)}</table:table-row>"


def _change(data: bytes, dice: Dice, mutate: Mutate) -> bytes:
    parts = unpacked(data)
    if not parts or dice.random() < 0.03:
        return mutate(data)
    twice: list[str] = []
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        name = _a_part(parts, dice)
        chance = dice.random()
        if chance < 0.04:
            _change_archive(parts, name, twice, dice)
        elif chance < 0.12:
            parts[name] = mutate(parts[name])
        else:
            parts[name] = changed_xml(parts[name], dice)
    return packed(parts, [name for name in twice if name in parts])


def _a_part(parts: Parts, dice: Dice) -> str:
    """Half of the time a sheet, where the answers are."""
    sheets = [name for name in parts if "sheet" in name.lower() or name == "content.xml"]
    texts = [name for name in parts if "sharedStrings" in name]
    return dice.choice(dice.choice([sheets, sheets, texts, list(parts)]) or list(parts))


def _change_archive(parts: Parts, name: str, twice: list[str], dice: Dice) -> None:
    match dice.randrange(4):
        case 0 if len(parts) > 1:
            del parts[name]
        case 1:
            twice.append(name)
        case 2:
            parts[dice.choice(["../x", name.upper(), "/" + name, name.replace("/", "\\")])] = parts[
                name
            ]
        case _:
            parts[name] = parts[dice.choice(list(parts))]


def changed_xml(data: bytes, dice: Dice) -> bytes:
    """A part with one change to a text, an attribute or an element."""
    tokens = _TOKEN.split(data)
    texts = [at for at in range(0, len(tokens), 2) if tokens[at]]
    tags = [at for at in range(1, len(tokens), 2) if not tokens[at].startswith((b"</", b"<?"))]
    if not tags:
        return dice.choice(ODD_TEXTS)
    chance = dice.random()
    if chance < 0.4 and texts:
        at = dice.choice(texts)
        tokens[at] = dice.choice(
            [*ODD_TEXTS, tokens[dice.choice(texts)], _longer(tokens[at], dice)]
        )
    elif chance < 0.75:
        at = dice.choice(tags)
        tokens[at] = _changed_tag(tokens[at], dice)
    else:
        _change_element(tokens, dice.choice(tags), dice, dice.choice(tags))
    return b"".join(tokens)


def _longer(text: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(ODD_TEXTS)[:50] + text[at:]


def _changed_tag(tag: bytes, dice: Dice) -> bytes:
    found = list(_ATTRIBUTE.finditer(tag))
    if not found:
        return tag.replace(b">", b' r="A1">')
    one = dice.choice(found)
    match dice.randrange(4):
        case 0:
            return tag[: one.start()] + tag[one.end() :]
        case 1:
            number = dice.choice(ODD_NUMBERS)
            value = _DIGITS.sub(number, one[2]) if _DIGITS.search(one[2]) else number
        case 2:
            value = dice.choice(ODD_TEXTS)[:100]
        case _:
            value = dice.choice(
                [b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"n", b"hidden", b"A1:XFD9"]
            )
    return tag[: one.start(2)] + value + tag[one.end(2) :]


def _change_element(tokens: list[bytes], start: int, dice: Dice, other: int) -> None:
    end = _end_of(tokens, start)
    element = tokens[start:end]
    match dice.randrange(3):
        case 0:
            tokens[start:end] = [b""]
        case 1:
            tokens[start:start] = element * dice.choice([1, 1, 2, 50])
        case _:
            tokens[other:other] = element


def _end_of(tokens: Sequence[bytes], start: int) -> int:
    """Behind the end of the element that begins here, or behind its first tag if that is far."""
    match = _ELEMENT.match(tokens[start])
    if match is None or tokens[start].endswith(b"/>"):
        return start + 1
    depth, opened, closed = 0, b"<" + match[1], b"</" + match[1]
    for at in range(start, min(start + _LARGEST_ELEMENT, len(tokens)), 2):
        tag = tokens[at]
        if tag.startswith(closed):
            depth -= 1
        elif tag.startswith(opened) and not tag.endswith(b"/>"):
            depth += 1
        if depth == 0:
            return at + 1
    return start + 1


def _split(data: bytes) -> Sequence[Pieces]:
    parts = unpacked(data)
    if not parts:
        return [by_runs(data, 64), by_runs(data, 1)]
    names = list(parts)
    pieces: list[Pieces] = [
        (
            [name.encode() for name in names],
            lambda kept: packed({n: parts[n] for n in map(bytes.decode, kept)}),
        )
    ]
    for name in names:
        pieces += [
            _of_part(parts, name, sign)
            for sign in (b"<table:table ", b"<row", b"<table:table-row", b"<")
        ]
    return pieces


def _of_part(parts: Parts, name: str, sign: bytes) -> Pieces:
    first, *others = parts[name].split(sign)
    return [first, *(sign + other for other in others)], partial(_with_part, parts, name)


def _with_part(parts: Parts, name: str, kept: Sequence[bytes]) -> bytes:
    return packed({**parts, name: b"".join(kept)})


def _suffix_of(data: bytes) -> str:
    return ".ods" if _OPEN_DOCUMENT in data[:300] else ".xlsx"


TARGET = Target("workbook", (".xlsx", ".ods"), _seeds, _change, run_submission, _split, _suffix_of)
