"""Templates of users print what they are given; whatever does more is told before it is run."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.documents.own_markup import BLOCKS, HEADED_BLOCKS, TEXT, markup_tree, written
from coherence_kit.documents.own_templates import (
    LARGEST_TEMPLATE,
    OwnTemplate,
    OwnTemplateError,
    Value,
    read_template,
)

NAMES = {"country": (), "gaps": (), "chapters": ("title", "gaps")}
NUMBERS = {"gaps"}
CHAPTERS: list[dict[str, str | int]] = [
    {"title": "<b>One</b>", "gaps": 2},
    {"title": "Two", "gaps": 0},
]
VALUES: dict[str, Value] = {"country": "Velmora & Co", "gaps": 2, "chapters": CHAPTERS}


def read(text: str | bytes) -> OwnTemplate:
    data = text if isinstance(text, bytes) else text.encode()
    return read_template(data, NAMES, NUMBERS)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ country }}", "Velmora &amp; Co"),
        ("{{ country|upper }}: {{ gaps }}", "VELMORA &amp; CO: 2"),
        ("{% for c in chapters %}{{ loop.index }} {{ c.title }};{% endfor %}",
         "1 &lt;b&gt;One&lt;/b&gt;;2 Two;"),
        ("{% for c in chapters if c.gaps > 0 %}{{ c.gaps }}{% else %}none{% endfor %}", "2"),
        ("{% if gaps >= 3 and country == 'X' %}a{% elif gaps > 1 %}b{% else %}c{% endif %}", "b"),
        ("{{ 'yes' if chapters|length == 2 else 'no' }}", "yes"),
        ("{{ country ~ '<i>' }}", "Velmora &amp; Co&lt;i&gt;"),
        ("{# {{ nothing }} #}a\n", "a\n"),
        ("{% raw %}{{ country }}{% endraw %}", "{{ country }}"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}a", "a"),
    ],
)  # fmt: skip
def test_it_prints_chooses_and_goes_through_lists(source: str, printed: str) -> None:
    assert read(source).render(VALUES) == printed


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a\n{% include '/etc/passwd' %}", 2, "include"),
        ("{% import 'x' as y %}", 1, "import"),
        ("{% from 'x' import y %}", 1, "import"),
        ("{% extends 'x' %}", 1, "extends"),
        ("{% for x in range(10) %}{% endfor %}", 1, "no list"),
        ("\n\n{{ range(10**9) }}", 3, "calls something"),
        ("{{ country.__class__ }}", 1, "of something"),
        ("{{ country['__class__'] }}", 1, "square brackets"),
        ("{% for c in chapters %}{{ c.__class__ }}{% endfor %}", 1, 'has no "__class__"'),
        ("{% for c in chapters %}{{ c.items() }}{% endfor %}", 1, "calls something"),
        ("{% for c in chapters %}{{ c.update }}{% endfor %}", 1, 'has no "update"'),
        ("{% for c in chapters %}{{ c }}{% endfor %}", 1, "is not a text"),
        ("{{ chapters }}", 1, "is a list"),
        ("{{ contry }}", 1, "which there is not"),
        ("{{ self }}", 1, "which there is not"),
        ("{{ ''.join }}", 1, "of something"),
        ("{{ country|attr('x') }}", 1, "filter"),
        ("{{ country|safe }}", 1, "filter"),
        ("{{ country|center(1000000000) }}", 1, "filter"),
        ("{{ country|upper(3) }}", 1, "calls the filter"),
        ("{{ country|length }}", 1, "no list"),
        ("{{ country * 1000000000 }}", 1, "multiplies"),
        ("{{ 9 ** 999999999 }}", 1, "multiplies"),
        ("{{ '%1000000000d' % 3 }}", 1, "puts texts together"),
        ("{% set a = country ~ country %}", 1, "keeps something"),
        ("{% macro m() %}{% endmacro %}", 1, "macro"),
        ("{{ country > 3 }}", 1, "larger or smaller"),
        ("{{ 'a' in country }}", 1, "looks for"),
        ("{{ country is defined }}", 1, "not for templates"),
        ("{% for c in chapters recursive %}{{ loop(c) }}{% endfor %}", 1, "calls something"),
        ("{% for country in chapters %}{% endfor %}", 1, "has a meaning"),
        ("".join(f"{{% for {one} in chapters %}}" for one in "abc") + "{% endfor %}" * 3, 1,
         "more than 2 loops"),
        ("a\n{% if gaps %}", 2, "broken"),
        ("{{ country", 1, "broken"),
        ("{{ }}", 1, "broken"),
        ("{% nonsense %}", 1, "broken"),
        ("{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", 1, "nested"),
        ("{% if gaps %}" * 30 + "{% endif %}" * 30, 1, "nested"),
        (b"a\n\xff", 2, "UTF-8"),
        (b"a" * (LARGEST_TEMPLATE + 1), 1, "KiB"),
    ],
)  # fmt: skip
def test_what_does_more_is_told_with_its_line(source: str | bytes, line: int, what: str) -> None:
    with pytest.raises(OwnTemplateError) as raised:
        read(source)
    faults = raised.value.faults
    assert any(what in fault.what and fault.line == line for fault in faults), faults
    assert all(fault.cure for fault in faults)


def test_what_is_misspelled_is_guessed() -> None:
    with pytest.raises(OwnTemplateError) as raised:
        read("{{ contry }}")
    assert 'Did you mean "country"?' in raised.value.faults[0].cure


def test_it_ends_soon_and_writes_no_more_than_there_is_room_for() -> None:
    body = "{% for a in chapters %}{% for b in chapters %}" + "x" * 60_000
    template = read(body + "{% endfor %}{% endfor %}")
    begin = time.monotonic()
    with pytest.raises(OwnTemplateError, match="writes more than"):
        template.render({**VALUES, "chapters": CHAPTERS * 1_000})
    assert time.monotonic() - begin < 20  # what has no limit takes hours


@given(st.text(alphabet="{}%# <>p/\n\"'.|()[]*abcdifnorchaptersendlm_=", max_size=60))
def test_whatever_is_written_is_told_or_printed(text: str) -> None:
    try:
        printed = read(text).render(VALUES)
    except OwnTemplateError as error:
        assert error.faults  # noqa: PT017  (most are none)
    else:
        written(markup_tree(printed, BLOCKS)[0], str)


@pytest.mark.parametrize(
    ("html", "content", "what"),
    [
        ("<script>alert(1)</script>", BLOCKS, "<script> cannot stand"),
        ("<p><img src='https://example.org/x.png'></p>", BLOCKS, "<img> cannot stand"),
        ("<p><a href='javascript:alert(1)'>x</a></p>", BLOCKS, "the link leads to"),
        ("<p><a href='file:///etc/passwd'>x</a></p>", BLOCKS, "the link leads to"),
        ("<p onclick='x'>y</p>", BLOCKS, "attribute"),
        ("<p style='position: fixed'>y</p>", BLOCKS, "attribute"),
        ("<p class='cover'>y</p>", BLOCKS, "attribute"),
        ("<p><b>x</b></p>", BLOCKS, "<b> cannot stand"),
        ("<div>x</div>", BLOCKS, "<div> cannot stand"),
        ("<h3>x</h3>", BLOCKS, "<h3> cannot stand"),
        ("<h1>x</h1>", HEADED_BLOCKS, "<h1> cannot stand"),
        ("text", BLOCKS, "in no element"),
        ("<p>a<p>b</p></p>", BLOCKS, "<p> cannot stand in <p>"),
        ("<p>a", BLOCKS, "is not closed"),
        ("a</p>", TEXT, "closes nothing"),
        ("<b>a</b>", TEXT, "<b> cannot stand"),
        ("<ul>a</ul>", BLOCKS, "in no element"),
        ("<!DOCTYPE html><p>a</p>", BLOCKS, "whole page"),
        ("<svg><script>1</script></svg>", BLOCKS, "<svg> cannot stand"),
        ("<iframe src='x'></iframe>", BLOCKS, "<iframe> cannot stand"),
        ("<style>p { color: red }</style>", BLOCKS, "<style> cannot stand"),
        ("<p>" * 3_000, BLOCKS, "more than 2000 elements"),
    ],
)
def test_elements_that_may_not_be_there_are_told(html: str, content: object, what: str) -> None:
    faults = markup_tree(f"\n{html}", content)[1]  # type: ignore[arg-type]  # one of the three
    assert any(what in fault.what for fault in faults), faults
    assert all(fault.line >= 1 and fault.cure for fault in faults)


@given(st.text(alphabet="<>/pulitrdhasrongembscript=\"' \n&;!-", max_size=80))
def test_nothing_else_gets_through(html: str) -> None:
    tree = markup_tree(html, BLOCKS)[0]
    made = written(tree, str)
    again, faults = markup_tree(str(made), BLOCKS)
    assert faults == []
    assert written(again, str) == made


def test_a_table_has_rows_of_one_length_and_no_list_is_empty() -> None:
    html = "<ul></ul><table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table><p> </p>"
    assert written(markup_tree(html, BLOCKS)[0], str) == (
        '<table><tr><th scope="col">a</th><th scope="col">b</th></tr>'
        "<tr><td>c</td><td></td></tr></table>"
    )
