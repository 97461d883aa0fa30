"""Behind a mistake of syntax the file is read on where it can be told what belongs to it."""

from __future__ import annotations

import pytest

from coherence_kit.loading.yaml.events import compose

HEAD = "format: x\nanswers:\n"


def told(source: str) -> list[tuple[str, int, int]]:
    faults = compose(source.encode(), as_meant=True).faults
    return [(fault.code, fault.line, fault.column) for fault in faults]


def says_more(source: str) -> bool:
    *_, last = compose(source.encode(), as_meant=True).faults
    return "more may be wrong" in last.params.get("more", "")


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("  a.b: @x\n  c.d: %y\n  e.f:2\n", [(3, 8), (4, 8), (5, 3)]),
        ("  a.b: @x\n  c.d: 2\n  e.f: `y\n", [(3, 8), (5, 8)]),
        ("  a.b:\n    answer: @x\n    comment: ok\n  c.d:\n    answer: %y\n", [(4, 13), (7, 13)]),
        ("  a.b:\n    comment: one: two\n  c.d:\n    comment: three: four\n", [(4, 17), (6, 19)]),
        ('  a.b: {comment: "one}\n  c.d: %y\n', [(3, 18), (4, 8)]),
        ("  a.b: {comment: one\n  c.d: %y\n", [(3, 8), (4, 8)]),
        ("  a.b:\n    evidence:\n    - {title: @}\n    - {title: %}\n", [(5, 15), (6, 15)]),
        ("  a.b:\n\tanswer: 2\n  c.d: @\n", [(4, 1), (5, 8)]),
        ("  a.b:2\n    comment: x\n  c.d: @\n", [(3, 3), (5, 8)]),
        ("  a.b 2\n  c.d yes\n  e.f: 6\n", [(3, 3), (4, 3)]),
        ("  a.b: 2\n  c.d = 4\n  e.f; law\n  g.h :yes\n", [(4, 3), (5, 3), (6, 3)]),
        ("  a.b: @\r\n  c.d: %\r\n", [(3, 8), (4, 8)]),
        ("  a.b: @\n# all\n\n  c.d: %\n", [(3, 8), (6, 8)]),
    ],
)
def test_every_mistake_that_can_be_found_is_told(lines: str, places: list[tuple[int, int]]) -> None:
    assert told(HEAD + lines) == [("yaml.syntax", *place) for place in places]
    assert not says_more(HEAD + lines)


@pytest.mark.parametrize(
    "lines",
    [
        "  a.b: @x\n  c.d: 2\n  e.f: ok\n",
        "  a.b:\n    comment: one: two\n      goes on\n    answer: 2\n  c.d: 3\n",
        "  a.b: %y\n",
        '  a.b:\n    comment: "one\n    answer: 2\n',
    ],
)
def test_one_mistake_is_told_once(lines: str) -> None:
    assert len(told(HEAD + lines)) == 1
    assert not says_more(HEAD + lines)


@pytest.mark.parametrize(
    "lines",
    [
        '  a.b:\n    comment: "one\n  and two\n  c.d: @\n',
        "  a.b: @x\n  and so on, in words\n  c.d: %y\n",
    ],
)
def test_where_it_cannot_be_told_what_belongs_to_a_mistake_more_may_follow(lines: str) -> None:
    assert len(told(HEAD + lines)) == 1
    assert says_more(HEAD + lines)


def test_what_is_wrong_beside_the_syntax_is_told_once() -> None:
    source = HEAD + "  a.b: 1\n  a.b: 2\n  c.d: @x\n  c.d: 3\n  e.f: !t 2\n"
    assert told(source) == [
        ("yaml.duplicate-key", 4, 3),
        ("yaml.syntax", 5, 8),
        ("yaml.duplicate-key", 6, 3),
        ("yaml.tag", 7, 8),
    ]


def test_many_mistakes_come_to_an_end() -> None:
    source = HEAD + "".join(f"  q.{number}: @x\n" for number in range(100))
    assert len(told(source)) == 20
    assert says_more(source)
