"""Signs that stand where YAML has its own are named; inside a text they are text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coherence_kit.loading.yaml.events import Composed, compose
from coherence_kit.loading.yaml.values import Value


def read(source: str) -> Composed:
    return compose(source.encode(), as_meant=True)


def told(source: str) -> list[tuple[int, int, str]]:
    """Line, column and what is said of each fault."""
    composed = read(source)
    assert {fault.code for fault in composed.faults} <= {"yaml.sign"}
    return [
        (fault.line, fault.column, "{sign} stands {where}{more}".format_map(fault.params))
        for fault in composed.faults
    ]


def read_texts(value: Value) -> Iterator[str]:
    """Every key and text of a value."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from read_texts(inner)
    elif isinstance(value, str):
        yield value


HEAD = "format: coherence-kit/submission/1\nanswers:\n"
MEANT = {"format": "coherence-kit/submission/1", "answers": {"a.b": {"answer": "2"}}}
PLAIN = HEAD + "  a.b:\n    answer: 2\n"


@pytest.mark.parametrize(
    ("source", "line", "column", "says"),
    [
        (
            HEAD + "\u00a0\u00a0a.b:\n    answer: 2\n",
            3,
            1,
            "a no-break space (U+00A0) stands where",
        ),
        (HEAD + "  a.b:\n\u202f\u202f\u202f\u202fanswer: 2\n", 4, 1, "a narrow no-break space"),
        (HEAD + "  a.b:\n  \u2007\u2007answer: 2\n", 4, 3, "a figure space (U+2007)"),
        (HEAD + "  a.b:\n    \u200banswer: 2\n", 4, 5, "a zero width space (U+200B)"),
        (HEAD + "  a.b:\n    \u00adanswer: 2\n", 4, 5, "a soft hyphen (U+00AD)"),
        (
            HEAD.replace("answers", "\ufeffanswers") + "  a.b:\n    answer: 2\n",
            2,
            1,
            "a byte order mark",
        ),
        (
            HEAD + "  a.b:\n    answer\uff1a 2\n",
            4,
            11,
            "a full-width colon (U+FF1A) stands as the colon",
        ),
        (HEAD + "  a.b\uff1a\n    answer: 2\n", 3, 6, "a full-width colon"),
        (HEAD + "  a.b:\n    answer\uff1a2\n", 4, 11, "a full-width colon"),
        (HEAD + "  a.b:\n    answer\u061b 2\n", 4, 11, "an Arabic semicolon (U+061B)"),
        (HEAD + "  a.b:\n    answer:\u00a02\n", 4, 12, "behind the colon"),
        (HEAD + "  a.b:\n    answer\u00a0: 2\n", 4, 11, "between a key and its colon"),
        (HEAD + "  a.b: {answer\uff1a 2}\n", 3, 15, "a full-width colon"),
        (HEAD + "  a.b: {\u00a0answer: 2}\n", 3, 9, "a no-break space"),
        (HEAD + "  a.b:\n    \u201canswer\u201d: 2\n", 4, 5, "a left double quotation mark"),
        (HEAD + "\u00a0\n  a.b:\n    answer: 2\n", 3, 1, "a no-break space"),
        (HEAD + "\u00a0# all\n  a.b:\n    answer: 2\n", 3, 1, "a no-break space"),
    ],
)
def test_a_sign_in_the_place_of_one_of_yaml_is_named_and_read_as_meant(
    source: str, line: int, column: int, says: str
) -> None:
    assert says in told(source)[0][2]
    assert told(source)[0][:2] == (line, column)
    assert read(source).value == MEANT


def test_one_sign_is_told_once_with_the_lines_of_the_others() -> None:
    source = HEAD + "".join(f"\u00a0\u00a0q.{n}:\n    answer: 2\n" for n in range(8))
    assert told(source) == [
        (
            3,
            1,
            (
                "a no-break space (U+00A0) stands where the line is indented, and so in lines 5, "
                "7, 9, 11, 13 and 2 more"
            ),
        )
    ]


def test_several_colons_are_all_found_though_each_stops_the_parser() -> None:
    source = "format\uff1a x\ncountry\uff1a GHA\nround: y\ndate\uff1a 2026-06-30\n"
    assert [found[0] for found in told(source)] == [1]
    assert ", and so in lines 2, 4" in told(source)[0][2]
    assert read(source).value == {
        "format": "x",
        "country": "GHA",
        "round": "y",
        "date": "2026-06-30",
    }


def test_a_dash_of_a_word_processor_is_told_where_a_list_needs_one() -> None:
    source = "evidence:\n\u2013 title: G\n-\u00a0title: H\n"
    assert read(source).value == {"evidence": [{"title": "G"}, {"title": "H"}]}
    assert [fault.code for fault in read(source).faults] == ["yaml.sign", "yaml.sign"]


@pytest.mark.parametrize(
    "items",
    ["\u2014 law\n\u2014 plan\n", "\u2022 law\n\u2022 plan  \n", "-\u200b law\n-\u00a0plan\n"],
)
def test_so_is_one_before_a_word_alone(items: str) -> None:
    composed = read("a.b:\n" + items)
    assert composed.value == {"a.b": ["law", "plan"]}
    assert {fault.params["where"] for fault in composed.faults} == {
        "where the dash of a list belongs"
    }


@pytest.mark.parametrize(
    ("source", "cure"),
    [
        ("\u200ba: b\n", "delete it"),
        ("\u00a0a: b\n", "replace it by spaces"),
        ("a:\u200b b\n", "delete it"),
        ("a:\u200bb\n", "replace it by a space"),
        ("- \u200ba: b\n", "delete it"),
        ("-\u200ba: b\n", "replace it by a space"),
        ("\u2013 a: b\n", "replace it by a dash and a space"),
        ("-\u00a0a: b\n", "replace it by a space"),
    ],
)
def test_the_cure_leaves_what_is_read(source: str, cure: str) -> None:
    (fault,) = read(source).faults
    assert fault.params["cure"] == cure
    right = {"delete it": "", "replace it by spaces": "", "replace it by a space": " "}.get(
        cure, "-"
    )
    cured = source[: fault.column - 1] + right + source[fault.column :]
    assert read(cured).faults == ()
    assert read(cured).value == read(source).value


@pytest.mark.parametrize("key", ["version", "date", "country"])
def test_quotes_around_a_code_are_told(key: str) -> None:
    composed = read(f"{key}: \u201cX1\u201d\n")
    assert composed.value == {key: "X1"}
    assert [fault.params["where"] for fault in composed.faults] == ["as a quote"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("a: {comment: \u201eDecision: no. 14\u201c}\n", "Decision: no. 14"),
        ("a: {comment: \u201cPlan, part 2\u201d, date: 2024}\n", "Plan, part 2"),
        ("- {comment: \u2018Plan: 2\u2019}\n", "Plan: 2"),
    ],
)
def test_quotes_are_told_around_a_text_that_needs_some(source: str, says: str) -> None:
    composed = read(source)
    assert {fault.params["where"] for fault in composed.faults} == {"as a quote"}
    assert says in str(composed.value)


def test_the_name_of_a_quote_that_is_never_closed_is_told() -> None:
    (fault,) = read("comment: \u201cDecision: no. 14\n").faults
    assert "a left double quotation mark (U+201C) is no quote" in fault.params["what"]


TEXTS = (
    "comment: \u201cThe plan\u201d says\u00a0! yes\n",
    "comment: \u00a0The unit\u200b was set up\n",
    "comment: >-\n  The unit:\n  \u00a0answer\uff1a two\n\n  \u2022 answer: \u00abno\u00bb\n",
    "comment: |\n  \u00a0\u00a0answer: 2\n  \ufeffb: 3\n",
    "comment: 'one\n  \u00a0answer: 2'\n",
    'comment: "one\n  \u00a0answer\uff1a 2"\n',
    "comment: one\n  \u2013 two\n  answer\uff1a three\n",
    "comment:\n  Note\uff1a the plan\n",
    "comment:\n  \u2014 two\n  \u2014 three\n",
    '{"comment": "a, answer\uff1a 2, \u201cb\u201d: 3"}',
    "a: {comment: 'x, answer\uff1a 2'}\n",
    "round: \u201cFirst\u201d round\u00a02026 \u2013 \u00ab\u00a0pilote\u00a0\u00bb\n",
    "# \u00a0answer\uff1a 2\nround: x\n",
)


@pytest.mark.parametrize("source", TEXTS)
def test_inside_a_text_every_sign_stays_as_it_is(source: str) -> None:
    composed = read(source)
    assert not composed.faults
    in_comment = source.startswith("#")
    signs = {sign for sign in source if not sign.isascii() and not in_comment}
    assert signs <= set("".join(read_texts(composed.value)))
