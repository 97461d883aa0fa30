"""What a reader finds in a report, whatever kind of file it is: its texts and its figures.

Blanks and signs that nobody sees are taken out of everything, since each kind of file breaks lines
in its own way.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from lxml import html as lxml_html

from tests.results import shown

CELL = "|"
"""Stands between the cells of a row."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNNING_LINES = ("-x", "0", "-y", "55", "-W", "600", "-H", "737")
"""The part of an A4 page that pdftotext reads: all but the lines at the head and the foot."""
UNSEEN = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
NEVER_PRINTED = frozenset({"contact", "focal_point"})
"""What a submission says that never leaves it."""
NO_WORDS = frozenset(
    {"format", "questionnaire", "questionnaires", "id", "kind", "verdict", "asked"}
)
NO_WORDS_EITHER = frozenset({"country", "standing", "date", "deadline", "leads", "short"})
"""What is an id, a day, a code or a choice, and is printed in words of the kit."""


def squeezed(text: str) -> str:
    """A text without what nobody sees."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def text_of(path: Path) -> str:
    """All that a reader finds in a file, squeezed."""
    return text_in(path.read_bytes(), path.suffix)


def text_in(data: bytes, suffix: str) -> str:
    """The same of a file in memory, by the ending of its name."""
    readers = {
        ".pdf": _pdf,
        ".html": _html,
        ".docx": _docx,
        ".xlsx": _xlsx,
        ".json": _json,
    }
    return squeezed(readers[suffix](data))


def _pdf(data: bytes) -> str:
    command = ["pdftotext", "-raw", *RUNNING_LINES, "-", "-"]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout.decode()


def _html(data: bytes) -> str:
    root = lxml_html.document_fromstring(data)
    for element in root.xpath("//style|//script|//head"):
        element.drop_tree()
    return "\n".join(root.itertext())


def _docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
    )


def _xlsx(data: bytes) -> str:
    """Column by column, as a text goes on in the row below."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value)
        for sheet in book
        for column in sheet.iter_cols()
        for cell in column
        if cell.value is not None
    )


def _json(data: bytes) -> str:
    return "\n".join(leaves(json.loads(data)))


def leaves(value: Any) -> Iterator[str]:
    """Every text in a structure."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value


def typed_texts(value: Any) -> Iterator[str]:
    """Every text of a file that somebody typed for others to read."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NEVER_PRINTED | NO_WORDS | NO_WORDS_EITHER:
                yield from typed_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from typed_texts(inner)
    elif isinstance(value, str) and (" " in value.strip() or not value.isascii()):
        yield value.strip()


def rows_of(path: Path) -> list[str]:
    """The rows of every table of a file, a mark before, between and behind the cells.

    All of a PDF is one row without marks.
    """
    if path.suffix == ".pdf":
        return [text_of(path)]
    readers = {".html": _html_rows, ".docx": _docx_rows, ".xlsx": _xlsx_rows}
    return [
        CELL.join(("", *(squeezed(cell) for cell in row if squeezed(cell)), ""))
        for row in readers[path.suffix](path.read_bytes())
    ]


def _html_rows(data: bytes) -> Iterator[list[str]]:
    root = lxml_html.document_fromstring(data)
    for drawing in root.xpath("//svg"):
        drawing.drop_tree()
    for row in root.iter("tr"):
        yield ["".join(cell.itertext()) for cell in row]


def _docx_rows(data: bytes) -> Iterator[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    for row in body.iter(f"{W}tr"):
        yield [
            "".join(piece.text or "" for piece in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")
        ]


def _xlsx_rows(data: bytes) -> Iterator[list[str]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            yield [shown(cell) or "" for cell in row]
