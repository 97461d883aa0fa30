"""What a page for the screen adds to its tables: each cell carries the head of its column.

On a phone the cells of a row stand below each other, each under that head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Tables are written by templates alone; in what people typed each mark of markup is escaped.
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_HEAD_CELL = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_STARTS = re.compile(r"<tr\b|<t([dh])\b([^>]*)>")
_SPAN = re.compile(r'\bcolspan="(\d+)"')
_TAG: Final = re.compile(r"<[^<>]*>")


def with_heads(page: str) -> str:
    """The page with the head of its column in the attribute `data-head` of each cell of data.

    One that spans columns has none, since it has several.
    """
    return _TABLE.sub(lambda table: _with_heads(table[0]), page)


def _with_heads(table: str) -> str:
    head = _HEAD.search(table)
    if head is None:
        return table
    heads = list(_heads(head[0]))
    place = 0

    def marked(found: re.Match[str]) -> str:
        nonlocal place
        kind, attributes = found[1], found[2]
        if kind is None:
            place = 0
            return found[0]
        columns = _span(attributes)
        at, place = place, place + columns
        is_named = kind == "h" or "data-head" in attributes or columns > 1
        if is_named or at >= len(heads) or not heads[at]:
            return found[0]
        return f'<td{attributes} data-head="{heads[at]}">'

    body = _STARTS.sub(marked, table[head.end() :])
    return table[: head.end()] + body


def _heads(head: str) -> Iterator[str]:
    """The words of each column's head, one for each column that it spans."""
    for attributes, content in _HEAD_CELL.findall(head):
        words = " ".join(_TAG.sub(" ", content).split()).replace('"', "&quot;")
        for _ in range(_span(attributes)):
            yield words


def _span(attributes: str) -> int:
    found = _SPAN.search(attributes)
    return int(found[1]) if found else 1
