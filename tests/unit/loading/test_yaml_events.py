import json
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coherence_kit.loading.yaml import parsing
from coherence_kit.loading.yaml.events import (
    MAX_EXPANSIONS,
    MAX_NODES,
    Composed,
    compose,
)
from coherence_kit.loading.yaml.places import Fault
from coherence_kit.loading.yaml.values import MAX_DEPTH, Value

SUBMISSION = """\
format: coherence-kit/submission/1
country: XKX
date: 2007-07-09
respondent: {entity: Ministère de l'Intérieur, role: "focal point: migration"}
answers:
  # what the group does
  coordination.focal-point:
    answer: 1.10
    comment: >-
      met four times
      in the year
    evidence:
      - title: 'Decision 7'
        reference: 007
  coordination.budget: no
  coordination.staff:
"""

Place = tuple[str, int, int]


def places(composed: Composed) -> list[Place]:
    return [(fault.code, fault.line, fault.column) for fault in composed.faults]


def only(source: str | bytes, **options: bool) -> Fault:
    """Compose a file that has exactly one fault and return it."""
    composed = compose(source.encode() if isinstance(source, str) else source, **options)
    assert len(composed.faults) == 1, composed.faults
    return composed.faults[0]


def value_of(source: str, **options: bool) -> Value:
    composed = compose(source.encode(), **options)
    assert composed.faults == ()
    return composed.value


def not_utf_8(offset: int, byte: str, encoding: str = "") -> dict[str, str]:
    """Return the parameters of a fault of encoding."""
    what = encoding or f"byte {byte} at offset {offset}"
    return {"what": what, "encoding": encoding, "offset": str(offset), "byte": byte}


# Good files


def test_a_submission_becomes_text_as_typed() -> None:
    assert value_of(SUBMISSION) == {
        "format": "coherence-kit/submission/1",
        "country": "XKX",
        "date": "2007-07-09",
        "respondent": {"entity": "Ministère de l'Intérieur", "role": "focal point: migration"},
        "answers": {
            "coordination.focal-point": {
                "answer": "1.10",
                "comment": "met four times in the year",
                "evidence": [{"title": "Decision 7", "reference": "007"}],
            },
            "coordination.budget": "no",
            "coordination.staff": None,
        },
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "[true, Yes, 012, 1_000, .nan, 0x1F, =]",
            ["true", "Yes", "012", "1_000", ".nan", "0x1F", "="],
        ),
        ("[null, Null, NULL, ~, nUll, none]", [None, None, None, None, "nUll", "none"]),
        ("- ''\n- \"\"\n- 'null'\n- \"~\"\n-", ["", "", "null", "~", None]),
        ("a:\nb: # nothing\nc: x # y", {"a": None, "b": None, "c": "x"}),
        ("{a, b: , ? c}", {"a": None, "b": None, "c": None}),
        ('true: 1\n1: x\n"null": y\n"<<": z', {"true": "1", "1": "x", "null": "y", "<<": "z"}),
        ("a: <<", {"a": "<<"}),
        ("- 12:30:00\n- 190:20", ["12:30:00", "190:20"]),
        ("a: |\n  x\n   y\n\n  z\n", {"a": "x\n y\n\nz\n"}),
        ("a: |-\n  x\n\nb: |+\n  y\n\nc: z", {"a": "x", "b": "y\n\n", "c": "z"}),
        ("a: >\n  x\n  y\n\n  z\n", {"a": "x y\nz\n"}),
        ('a: "x\n  y\n\n  z\\\n  w"', {"a": "x y\nzw"}),
        ("a: 'it''s\n  here'", {"a": "it's here"}),
        ("a: x\n  y", {"a": "x y"}),
        ("a: http://example.org/#top", {"a": "http://example.org/#top"}),
        ("{a: http://example.org/?x=1, b: 12:30}", {"a": "http://example.org/?x=1", "b": "12:30"}),
        (
            "{a: Is it?, b: [Is it? Yes, Est-ce le cas ?], c: Quoi\u00a0?}",
            {"a": "Is it?", "b": ["Is it? Yes", "Est-ce le cas ?"], "c": "Quoi\u00a0?"},
        ),
        ("{? a : b?, ? c}", {"a": "b?", "c": None}),
        ("- ? a\n  : b?\n- ? c", [{"a": "b?"}, {"c": None}]),
        (r'a: "\t\x41\u00e9\U0001F600\n"', {"a": "\tAé😀\n"}),
        ("? a\n: b", {"a": "b"}),
        ("[a: b]", [{"a": "b"}]),
        ("just text", "just text"),
        ("%YAML 1.1\n---\na: no", {"a": "no"}),
        ("%YAML 1.2\n--- # c\na: b\n...\n# end\n...\n", {"a": "b"}),
        ("\ufeffa: b", {"a": "b"}),
        ("\ufeff\ufeffa: b", {"a": "b"}),
        ("a: b\ufeffc", {"a": "b\ufeffc"}),
        ("\u00a0a: b", {"\u00a0a": "b"}),
    ],
)
def test_scalars_keep_their_yaml_meaning(source: str, expected: Value) -> None:
    assert value_of(source) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_a_line_feed_and_a_line(end: str) -> None:
    composed = compose(f"a: |{end}  x{end}  y{end}b: 'p{end}{end}  q'{end}c: z{end}".encode())
    assert composed.value == {"a": "x\ny\n", "b": "p\nq", "c": "z"}
    assert composed.positions.locate(("c",), key=True) == (7, 1)


def test_an_escaped_carriage_return_is_a_line_feed() -> None:
    assert value_of(r'a: "x\r\ny\rz"') == {"a": "x\ny\nz"}


def test_line_and_paragraph_separators_are_text_and_no_line_breaks() -> None:
    composed = compose("a: x\u2028y\u2029 z\n\u2028k: 'é\u2028'\nb: \"\\L\\ue000\"\nc: d".encode())
    assert composed.faults == ()
    assert composed.value == {
        "a": "x\u2028y\u2029 z",
        "\u2028k": "é\u2028",
        "b": "\u2028\ue000",
        "c": "d",
    }
    assert composed.positions.locate(("c",)) == (4, 4)


def test_a_separator_without_a_free_stand_in_is_refused() -> None:
    private = "".join(map(chr, range(0xE000, 0xF900)))
    assert only(f"a: {private}\nb: x\u2029") == Fault("file.binary", 2, 5, {"character": "U+2029"})


def test_long_lines_and_long_keys_are_fine() -> None:
    line, key = "x" * 100_000, "k" * 1_000_000
    assert value_of(f"a: {line}\n? {key}\n: v") == {"a": line, key: "v"}


def test_the_c_parser_is_there() -> None:
    assert YAML(typ="safe").Parser.__name__ == "CParser"


# Places


@pytest.mark.parametrize(
    ("path", "of_value", "of_key"),
    [
        ((), (1, 1), (1, 1)),
        (("country",), (2, 10), (2, 1)),
        (("respondent",), (4, 13), (4, 1)),
        (("respondent", "role"), (4, 54), (4, 48)),
        (("answers",), (7, 3), (5, 1)),
        (("answers", "coordination.focal-point", "comment"), (9, 14), (9, 5)),
        (("answers", "coordination.focal-point", "evidence"), (13, 7), (12, 5)),
        (("answers", "coordination.focal-point", "evidence", 0), (13, 9), (13, 9)),
        (("answers", "coordination.focal-point", "evidence", 0, "reference"), (14, 20), (14, 9)),
        (("answers", "coordination.staff"), (16, 22), (16, 3)),
    ],
)
def test_every_node_and_key_has_a_place(
    path: tuple[str | int, ...], of_value: tuple[int, int], of_key: tuple[int, int]
) -> None:
    positions = compose(SUBMISSION.encode()).positions
    assert positions.locate(path) == of_value
    assert positions.locate(path, key=True) == of_key


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("country", "x", 3), (2, 10)),
        (("missing",), (1, 1)),
        (("answers", "missing", "answer"), (7, 3)),
        (("answers", "coordination.focal-point", "Model", "comment"), (9, 14)),
        (("answers", "coordination.focal-point", "evidence", 5), (13, 7)),
        (("answers", "coordination.focal-point", "evidence", -1), (13, 7)),
        (("answers", "coordination.focal-point", "evidence", "0"), (13, 7)),
        ((0, 1, "country"), (2, 10)),
    ],
)
def test_segments_that_lead_nowhere_are_skipped(
    path: tuple[str | int, ...], expected: tuple[int, int]
) -> None:
    assert compose(SUBMISSION.encode()).positions.locate(path) == expected


def test_the_key_of_a_missing_entry_is_that_of_its_map() -> None:
    positions = compose(SUBMISSION.encode()).positions
    assert positions.locate(("answers", "missing"), key=True) == (5, 1)


def test_a_file_without_value_is_located_at_its_start() -> None:
    assert compose(b"").positions.locate(("a", 1), key=True) == (1, 1)


def test_columns_count_characters() -> None:
    assert compose("é😀: {ü: x}".encode()).positions.locate(("é😀", "ü")) == (1, 9)


# Faults of the file


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b" \n\t\r\n",
        b"# only this\n",
        b"\xef\xbb\xbf",
        b"---\n",
        b"null",
        b"...\n",
        b"&a ~",
        b"--- # c",
    ],
)
def test_a_file_that_says_nothing_is_empty(source: bytes) -> None:
    assert compose(source).value is None
    assert only(source) == Fault("file.empty", 1, 1)


def test_size_is_refused_before_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "CParser", None)  # whoever parses, fails
    source = b"[" + b"[]," * 16_000_000
    assert only(source) == Fault(
        "file.too-large",
        1,
        1,
        {"what": "48,000,001 bytes", "limit": "8 MiB, which is 8,388,608 bytes"},
    )


def test_the_size_limit_is_the_callers() -> None:
    assert compose(b"a: b", max_size=4).faults == ()
    assert places(compose(b"a: bc", max_size=4)) == [("file.too-large", 1, 1)]


def test_nodes_are_limited() -> None:
    assert compose(b"[" + b"x," * (MAX_NODES - 1) + b"]").faults == ()
    fault = only(b"[" + b"x," * MAX_NODES + b"]")
    assert fault == Fault("yaml.too-many", 1, 2 * MAX_NODES, {"limit": "200,000"})


def test_eight_mebibytes_of_empty_lists_end_early() -> None:
    composed = compose(b"[" + b"[]," * (8 * 1024 * 1024 // 3 - 1) + b"]")
    assert composed.value is None
    assert [fault.code for fault in composed.faults] == ["yaml.too-many"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "a: é\nb: x".encode() + b"\xe9",
            Fault("file.encoding", 2, 5, not_utf_8(10, "0xE9")),
        ),
        ("Ministère".encode("latin-1"), Fault("file.encoding", 1, 7, not_utf_8(6, "0xE8"))),
        (b"\xef\xbb\xbfa: \xff", Fault("file.encoding", 1, 4, not_utf_8(6, "0xFF"))),
        (b"a: \xed\xa0\x80", Fault("file.encoding", 1, 4, not_utf_8(3, "0xED"))),
        (b"a: \xc0\xaf", Fault("file.encoding", 1, 4, not_utf_8(3, "0xC0"))),
        ("a: b".encode("utf-16"), Fault("file.encoding", 1, 1, not_utf_8(0, "0xFF", "UTF-16"))),
        (
            "format: x".encode("utf-16-le"),
            Fault("file.encoding", 1, 1, not_utf_8(0, "0x66", "UTF-16")),
        ),
        (
            "format: x".encode("utf-16-be"),
            Fault("file.encoding", 1, 1, not_utf_8(0, "0x00", "UTF-16")),
        ),
        ("a: b".encode("utf-32"), Fault("file.encoding", 1, 1, not_utf_8(0, "0xFF", "UTF-32"))),
        (
            "format: x".encode("utf-32-be"),
            Fault("file.encoding", 1, 1, not_utf_8(0, "0x00", "UTF-32")),
        ),
    ],
)
def test_only_utf_8_is_read(source: bytes, expected: Fault) -> None:
    assert only(source) == expected


@pytest.mark.parametrize(
    ("source", "line", "column", "character"),
    [
        ("a: x\0y", 1, 5, "U+0000"),
        ("a: é\n  \x0b", 2, 3, "U+000B"),
        ("a: \x7f", 1, 4, "U+007F"),
        ("a: b\u0085c", 1, 5, "U+0085"),
        ("a: \x9f", 1, 4, "U+009F"),
        ("# \ufffe", 1, 3, "U+FFFE"),
        ("'\uffff'", 1, 2, "U+FFFF"),
        (r'a: ["é\n", "\\0x\0"]', 1, 17, "U+0000"),
        (r'a: "x\x1by"', 1, 6, "U+001B"),
        (r'a: "\N"', 1, 5, "U+0085"),
        ('a: b\nc: "x\n  \\uFFFE"', 3, 3, "U+FFFE"),
        (r'a: "x\ud800y"', 1, 6, "U+D800"),
    ],
)
def test_control_characters_are_named(source: str, line: int, column: int, character: str) -> None:
    assert only(source) == Fault("file.binary", line, column, {"character": character})


def test_each_control_character_is_named_once() -> None:
    composed = compose(b"a: \x01\x02\nb: \x01")
    assert [
        (*place, fault.params["character"])
        for place, fault in zip(places(composed), composed.faults, strict=True)
    ] == [
        ("file.binary", 1, 4, "U+0001"),
        ("file.binary", 1, 5, "U+0002"),
    ]


def test_an_escaped_control_character_does_not_pass_into_the_value() -> None:
    assert compose(rb'{a: "x\0y", b: c}').value == {"a": "x\ufffdy", "b": "c"}


# Faults of the structure: reading goes on


@pytest.mark.parametrize(
    ("source", "value", "fault"),
    [
        (
            "a: 1\nb: 2\na: 3",
            {"a": "1", "b": "2"},
            Fault("yaml.duplicate-key", 3, 1, {"key": "a", "first_line": "1"}),
        ),
        (
            "{A: 1, a: 2, 'A': 3}",
            {"A": "1", "a": "2"},
            Fault("yaml.duplicate-key", 1, 14, {"key": "A", "first_line": "1"}),
        ),
        ("a: !!int 1", {"a": "1"}, Fault("yaml.tag", 1, 4, {"tag": "!!int"})),
        (
            "a: &x !<tag:yaml.org,2002:int> 1",
            {"a": "1"},
            Fault("yaml.tag", 1, 7, {"tag": "!<tag:yaml.org,2002:int>"}),
        ),
        ("a: ! x", {"a": "x"}, Fault("yaml.tag", 1, 4, {"tag": "!"})),
        (
            "a: !!set {b, c}",
            {"a": {"b": None, "c": None}},
            Fault("yaml.tag", 1, 4, {"tag": "!!set"}),
        ),
        ("!!str a: b", {"a": "b"}, Fault("yaml.tag", 1, 1, {"tag": "!!str"})),
        (
            "--- !!python/object:os.system [ls]",
            ["ls"],
            Fault("yaml.tag", 1, 5, {"tag": "!!python/object:os.system"}),
        ),
        ("%TAG !e! tag:e,2000:\n---\na: b", {"a": "b"}, Fault("yaml.tag", 1, 1, {"tag": "%TAG"})),
        ("a: &b {c: d}\n<<: *b\ne: f", {"a": {"c": "d"}, "e": "f"}, Fault("yaml.merge-key", 2, 1)),
        ("<<: [*undefined, !!x {a: b}]\ne: f", {"e": "f"}, Fault("yaml.merge-key", 1, 1)),
        ("? [a]: b\n: c\nd: e", {"d": "e"}, Fault("yaml.key", 1, 3, {"what": "a map"})),
        ("? - a\n  - !t b\n: c\nd: e", {"d": "e"}, Fault("yaml.key", 1, 3, {"what": "a list"})),
        ("null: b\nc: d", {"c": "d"}, Fault("yaml.key", 1, 1, {"what": "empty"})),
        ("'': b\nc: d", {"c": "d"}, Fault("yaml.key", 1, 1, {"what": "empty"})),
        ("? \n: b", {}, Fault("yaml.key", 1, 2, {"what": "empty"})),
        ("a: &x [b]\n*x : c", {"a": ["b"]}, Fault("yaml.key", 2, 1, {"what": "a list"})),
        (
            "a: &x b\nb: c\n*x : d",
            {"a": "b", "b": "c"},
            Fault("yaml.duplicate-key", 3, 1, {"key": "b", "first_line": "2"}),
        ),
        (
            "a: *x\nb: c",
            {"a": None, "b": "c"},
            Fault("yaml.unknown-alias", 1, 4, {"alias": "x", "why": "undefined"}),
        ),
        (
            "*x : y\nb: c",
            {"b": "c"},
            Fault("yaml.unknown-alias", 1, 1, {"alias": "x", "why": "undefined"}),
        ),
        (
            "&a [*a]",
            [None],
            Fault("yaml.unknown-alias", 1, 5, {"alias": "a", "why": "inside itself"}),
        ),
        (
            "&a {b: [*a]}",
            {"b": [None]},
            Fault("yaml.unknown-alias", 1, 9, {"alias": "a", "why": "inside itself"}),
        ),
        ("a: 1\n---\nb: 2", {"a": "1"}, Fault("yaml.documents", 2, 1)),
        ("a: 1\n...\nb: 2", {"a": "1"}, Fault("yaml.documents", 3, 1)),
        ("a: 1\n...\n%YAML 1.2\n---\nb: [", {"a": "1"}, Fault("yaml.documents", 3, 1)),
        ("a: 1\n---\n", {"a": "1"}, Fault("yaml.documents", 2, 1)),
    ],
)
def test_one_mistake_is_one_fault_and_the_rest_is_read(
    source: str, value: Value, fault: Fault
) -> None:
    assert only(source) == fault
    assert compose(source.encode()).value == value


def test_all_faults_are_collected_in_order_of_place() -> None:
    composed = compose(b"b: !t 1\na: *x\na: !u 2\n<<: {}\n---\n")
    assert places(composed) == [
        ("yaml.tag", 1, 4),
        ("yaml.unknown-alias", 2, 4),
        ("yaml.duplicate-key", 3, 1),
        ("yaml.tag", 3, 4),
        ("yaml.merge-key", 4, 1),
        ("yaml.documents", 5, 1),
    ]
    assert composed.value == {"b": "1", "a": None}


def test_what_was_found_before_a_syntax_error_is_kept() -> None:
    composed = compose(b"a: !t 1\nb: [")
    assert places(composed) == [("yaml.tag", 1, 4), ("yaml.syntax", 2, 4)]
    assert composed.value is None


def test_long_keys_are_cut_in_faults() -> None:
    fault = compose(f"? {'k' * 2000}\n: a\n? {'k' * 2000}\n: b".encode()).faults[0]
    assert fault.params["key"] == "k" * 79 + "…"


def test_faults_are_not_collected_without_end() -> None:
    assert len(compose(b"- !t x\n" * 5000).faults) == 1000


# Aliases


def test_aliases_are_shared_and_located_at_their_anchor() -> None:
    composed = compose(b"a: &x\n  - k: v\nb: *x\n&y c: *y")
    assert composed.faults == ()
    assert composed.value == {"a": [{"k": "v"}], "b": [{"k": "v"}], "c": "c"}
    assert isinstance(composed.value, dict)
    assert composed.value["a"] is composed.value["b"]
    assert composed.positions.locate(("b", 0, "k")) == (2, 8)
    assert composed.positions.locate(("b",), key=True) == (3, 1)


def test_the_last_anchor_of_a_name_counts() -> None:
    assert value_of("[&a x, &a y, *a]") == ["x", "y", "y"]
    assert value_of("- &a [&a x, *a]\n- *a") == [["x", "x"], "x"]


def test_an_alias_may_be_a_key() -> None:
    assert value_of("a: &x b\n*x : c") == {"a": "b", "b": "c"}


def test_where_aliases_are_not_allowed_each_one_is_a_fault() -> None:
    composed = compose(b"a: b\nc: *x\nd: [*y]\n*x : e", aliases=False)
    assert places(composed) == [("yaml.alias", 2, 4), ("yaml.alias", 3, 5), ("yaml.alias", 4, 1)]
    assert composed.faults[0].params == {"alias": "x"}
    assert composed.value == {"a": "b", "c": None, "d": [None]}


def test_where_aliases_are_allowed_an_anchor_may_stand_without_one() -> None:
    assert value_of("a: &x b") == {"a": "b"}


@pytest.mark.parametrize(
    ("source", "column", "anchor"),
    [
        ("title: &Partners agreement", 8, "Partners"),
        ("reference: &12", 12, "12"),
        ("comment: &R, see: the plan", 10, "R"),
        ("evidence: &e [a]", 11, "e"),
        ("a: {&k b: c}", 5, "k"),
    ],
)
def test_where_aliases_are_not_allowed_an_anchor_is_a_text_that_would_be_cut(
    source: str, column: int, anchor: str
) -> None:
    (fault,) = compose(source.encode(), aliases=False).faults
    assert fault == Fault("yaml.anchor", 1, column, {"anchor": anchor})


def test_a_thousand_expansions_are_allowed() -> None:
    source = "- &a x\n" + "- *a\n" * MAX_EXPANSIONS
    assert compose(source.encode()).faults == ()
    assert only(source + "- *a\n") == Fault(
        "yaml.alias-bomb", 1002, 3, {"alias": "a", "limit": "1,000"}
    )


def test_nested_aliases_count_for_what_they_expand_to() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join(['*' + before] * 10)}]"
        for before, name in zip("abc", "bcd", strict=True)
    ]
    assert places(compose("\n".join(lines[:3]).encode())) == []
    # 10 for b, 10 + 100 for c, then 111 for each alias in d.
    assert only("\n".join(lines)) == Fault(
        "yaml.alias-bomb", 4, 8 + 4 * 7, {"alias": "c", "limit": "1,000"}
    )


def test_a_bomb_of_few_aliases_is_a_bomb_by_its_nodes_or_its_text() -> None:
    nodes = "a: &a [" + "x," * 120_000 + "]\nb: *a"
    text = "a: &a " + "x" * 3_000_000 + "\nb: [*a, *a, *a]"
    assert places(compose(nodes.encode())) == [("yaml.alias-bomb", 2, 4)]
    assert places(compose(text.encode())) == [("yaml.alias-bomb", 2, 13)]


def test_twenty_five_lines_of_merge_keys_end_at_once() -> None:
    lines = ["a0: &a0 {x: y}"] + [
        f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 26)
    ]
    composed = compose("\n".join(lines).encode())  # written out these are 33 million
    assert {fault.code for fault in composed.faults} <= {"yaml.merge-key", "yaml.alias-bomb"}


# Depth


@pytest.mark.parametrize(
    ("start", "end", "width"), [("[", "]", 1), ("{a: ", "}", 4), ("- ", "", 2), ("? ", "", 2)]
)
def test_the_sixty_fifth_collection_is_too_deep(start: str, end: str, width: int) -> None:
    deep = only(start * (MAX_DEPTH + 1) + "x" + end * (MAX_DEPTH + 1))
    assert deep == Fault("yaml.depth", 1, MAX_DEPTH * width + 1, {"limit": "64"})


def test_sixty_four_collections_are_fine() -> None:
    assert compose(b"[" * MAX_DEPTH + b"x" + b"]" * MAX_DEPTH).faults == ()


def test_aliases_do_not_get_round_the_depth() -> None:
    half = "a: &a " + "[" * 40 + "]" * 40 + "\nb: "
    assert only(half + "[" * 40 + "*a" + "]" * 40) == Fault("yaml.depth", 2, 44, {"limit": "64"})
    assert compose((half + "&b [[*a]]\nc: {d: *b}").encode()).faults == ()
    assert places(
        compose((half + "&b " + "[" * 20 + "*a" + "]" * 20 + "\nc: [[[[*b]]]]").encode())
    ) == [("yaml.depth", 3, 8)]


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? ", b"[{a: "])
def test_thirty_thousand_open_brackets_do_not_crash(opening: bytes) -> None:
    assert [fault.code for fault in compose(opening * 30_000).faults] == ["yaml.depth"]


def test_a_flood_of_tag_directives_does_not_hang() -> None:
    flood = "".join(f"%TAG !a{n}! x\n" for n in range(200_000))
    assert places(compose(flood.encode())) == [("yaml.syntax", 17, 1)]
    assert places(compose(f"a\n...\n{flood}".encode())) == [("yaml.documents", 3, 1)]


# Syntax


@pytest.mark.parametrize(
    ("source", "line", "column", "hint"),
    [
        # a tab that indents
        ("\ta: b", 1, 1, "tab"),
        ("a:\n\tb: c", 2, 1, "tab"),
        ("a:\n  b: c\n \td: e", 3, 2, "tab"),
        ("a:\n\t- b", 2, 1, "tab"),
        ("a: |\n  x\n\ty", 3, 1, "tab"),
        ("-\ta", 1, 2, "tab"),
        # a quote that stays open
        ('a: 1\nb: "xyz\nc: d\n', 2, 4, "quote"),
        ("a: 1\nb: 'xyz", 2, 4, "quote"),
        ('a: "xyz\nb: "c"\nd: e', 1, 4, "quote"),
        ('"a: b\nc: d', 1, 1, "quote"),
        ('a: "x\n---\nb: c', 1, 4, "quote"),
        ('a: ["x, y]\nb: c', 1, 5, "quote"),
        ('a: ["x, y]\nb: "c"', 1, 5, "quote"),
        ("a: 'it's'\nb: c", 1, 4, "quote"),
        ('a: "Law" on asylum', 1, 4, "quote"),
        ('a: "Law": on asylum', 1, 4, "quote"),
        # a bracket that stays open
        ("a: [1, 2\nb: 3", 1, 4, "bracket"),
        ("a: {b: 1\nc: 2", 1, 4, "bracket"),
        ("a: [1, {b: 2]", 1, 8, "bracket"),
        ("a: [", 1, 4, "bracket"),
        ("a: {", 1, 4, "bracket"),
        ("a: ['x' 'y']", 1, 4, "bracket"),
        ("a: b\nc: ]", 2, 4, "bracket"),
        ("{a: b}}", 1, 7, "bracket"),
        # a colon in text without quotes
        ("a: b: c", 1, 5, "colon"),
        ("- a: b: c", 1, 7, "colon"),
        ("a: b:", 1, 5, "colon"),
        ("a: some\n  more words: text", 2, 13, "colon"),
        ("[a: b: c]", 1, 6, "colon"),
        ("{a:b}", 1, 3, "colon"),
        # wrong indentation
        ("a: 1\n  b: 2", 2, 3, "indent"),
        ("a:\n    b: 1\n  c: 2", 3, 3, "indent"),
        ("a:\n  - b\n c: d", 3, 2, "indent"),
        ("- a\nb: c", 2, 1, "indent"),
        ("a: b\n- c", 2, 1, "indent"),
        ("a: text\ngoes on\nb: c", 2, 1, "indent"),
        # a backslash in double quotes
        (r'a: "C:\Users"', 1, 9, "backslash"),
        (r'a: "C:\temp\x"', 1, 14, "backslash"),
        (r'a: "50\%"', 1, 7, "backslash"),
        # another sign than the colon, or none
        ("a.b 2\nc.d: 3", 1, 1, "key"),
        ("a:\n  b.c 2\n  d.e yes\n  f.g: 60", 2, 3, "key"),
        ("a:\n  b.c: 2\n  d.e yes\n  f.g: 60", 3, 3, "key"),
        ("a:\n  answer 2\n  comment: b", 2, 3, "key"),
        ("a = 2\nb: c", 1, 1, "key"),
        ("a.b; law\nc: d", 1, 1, "key"),
        ("a: b\nc :yes\nd: e", 2, 1, "key"),
        ("- a.b 2\n  c: d", 1, 3, "key"),
        # a line of text that looks like one
        ("a: the law\n  art.12 of it\n  b: c", 3, 3, "indent"),
        ("a: the\nlaw; and so on\nb: c", 2, 1, "indent"),
        ("a: the\nanswer to it is\nb: c", 2, 1, "indent"),
        # quotes of a word processor, and a sign behind plain ones
        ("a: \u201cb: c\u201d", 1, 4, "curly"),
        ('a: "b",\nc: d', 1, 7, "behind"),
        ("a: 'b';  # c", 1, 7, "behind"),
        # the rest
        ("a: @b", 1, 4, ""),
        ("a: `b`", 1, 4, ""),
        ("a: %b", 1, 4, ""),
        ("a: , b", 1, 4, ""),
        ("a: > 5", 1, 4, ""),
        ("a: **bold**", 1, 5, ""),
        ("a: - b", 1, 4, ""),
        ("a: ? b", 1, 4, ""),
        (r'a: "\UFFFFFFFF"', 1, 7, ""),
        (": a", 1, 1, ""),
        ("a:b\nc: d", 1, 1, ""),
        ("a: b\nc:d\ne: f", 2, 1, ""),
        ("- a\n-b", 2, 1, ""),
        ("a: [b] c", 1, 8, ""),
        ("[a] b", 1, 5, ""),
        ("a: b\n%c: d", 2, 1, ""),
        ("[a]\n%b: c", 2, 1, ""),
        ("%UNKNOWN\n---\na: b", 1, 1, ""),
        ("%YAML 2.0\n---\na: b", 1, 1, ""),
        ("%YAML\n", 1, 1, ""),
        ("%YAML 1.2\n%YAML 1.2\n---\na: b", 2, 1, ""),
        ("k" * 2000 + ": v", 1, 1, ""),
        ("a: b\n" + "k" * 2000 + ": v", 2, 1, ""),
        ('"' + "k" * 1_000_000 + '": v', 1, 1, ""),
    ],
)
def test_syntax_is_one_fault_with_a_hint(source: str, line: int, column: int, hint: str) -> None:
    fault = only(source)
    assert (fault.code, fault.line, fault.column, fault.params["hint"]) == (
        "yaml.syntax",
        line,
        column,
        hint,
    )
    assert fault.params["what"]
    assert fault.params["what"] != "this cannot be read"
    assert compose(source.encode()).value is None


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("a: !x!y b", "!x!y"),
        ("a: !<", "!<"),
        ("a: !%ED%A0%80 b", "!%ED%A0%80"),
        ("a: !<x y", "!<x"),
    ],
)
def test_a_broken_tag_is_a_tag(source: str, tag: str) -> None:
    assert only(source) == Fault("yaml.tag", 1, 4, {"tag": tag})


# Properties

TEXT = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        include_characters="\n\t",
        exclude_characters="\ufffe\uffff",
    )
)
KEYS = TEXT.filter(bool)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none()
    | TEXT
    | st.sampled_from(["null", "~", "true", "<<", "1.10", "&a", "*a", "!t", "- x", "a: b", "# c"]),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(KEYS, children, max_size=4),
    max_leaves=20,
)


class Sink:
    """Takes what ruamel writes."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes | str) -> None:
        self.data += data.encode() if isinstance(data, str) else data


# Without quotes of its own choice ruamel breaks lines at U+2028 and U+2029, as YAML 1.1 did.
@pytest.mark.parametrize("flow", [True, False])
@given(
    value=VALUES.filter(
        lambda value: not re.search("[\u2028\u2029]", json.dumps(value, ensure_ascii=False))
    )
)
def test_what_ruamel_writes_reads_back(flow: bool, value: Value) -> None:
    yaml, sink = YAML(typ="safe"), Sink()
    yaml.default_flow_style = flow
    yaml.dump([value], sink)
    composed = compose(sink.data)
    assert composed.faults == ()
    assert composed.value == [value]


@given(value=VALUES)
def test_what_ruamel_writes_in_double_quotes_reads_back_with_separators(value: Value) -> None:
    yaml, sink = YAML(typ="safe"), Sink()
    yaml.default_style = '"'  # type: ignore[assignment]  # ruamel says None only, and takes a style
    yaml.dump([as_text(value)], sink)
    composed = compose(sink.data)
    assert composed.faults == ()
    assert composed.value == [as_text(value)]


def as_text(value: Value) -> Value:
    """Replace None, which ruamel tags in double quotes, by a text."""
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    return value or "\u2029 \u2028"


def walk(
    value: Value, path: tuple[str | int, ...] = ()
) -> list[tuple[tuple[str | int, ...], Value]]:
    """List all nodes with their paths."""
    found: list[tuple[tuple[str | int, ...], Value]] = [(path, value)]
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for segment, child in children:
        found += walk(child, (*path, segment))
    return found


@given(value=VALUES, indent=st.none() | st.integers(0, 3))
def test_json_is_read_and_each_place_is_exact(value: Value, indent: int | None) -> None:
    source = json.dumps([value], ensure_ascii=False, indent=indent)
    composed = compose(source.encode())
    assert composed.faults == ()
    assert composed.value == [value]
    # JSON has no line break inside a string, so places can be looked up in its lines.
    lines = source.split("\n")
    for path, node in walk([value]):
        line, column = composed.positions.locate(path)
        start = (
            "["
            if isinstance(node, list)
            else "{"
            if isinstance(node, dict)
            else json.dumps(node, ensure_ascii=False)
        )
        assert lines[line - 1].startswith(start, column - 1)
        if path and isinstance(path[-1], str):
            line, column = composed.positions.locate(path, key=True)
            assert lines[line - 1].startswith(json.dumps(path[-1], ensure_ascii=False), column - 1)


SPLINTERS = [
    *(
        b"\n",
        b"\t",
        b" ",
        b": ",
        b"- ",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b"&x ",
        b"*x ",
        b"!t ",
        b"? ",
        b"|",
        b">",
    ),
    *(
        b"#",
        b"%",
        b"---",
        b"...",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\\",
        b"\\0",
        b"\\ud800",
        b"\xff",
    ),
    *(b"\x00", b"\r", b",", b"<<: ", b"@", b"\n%TAG ! x", b"!%ED%A0%80 ", b"!<"),
]
EVIL = [
    SUBMISSION.encode(),
    b'a: &x [1, {b: "c\\n"}]\nb: *x\n<<: *x\n? [k]\n: v\n',
    "%YAML 1.2\n---\n- 'é'\n- \u2028 |\n  x\n...\n".encode(),
]


@given(seed=st.integers(0, 2**32), source=st.sampled_from(EVIL), aliases=st.booleans())
def test_no_bytes_raise(seed: int, source: bytes, aliases: bool) -> None:
    dice, data = random.Random(seed), bytearray(source)
    for _ in range(dice.choice([1, 1, 2, 5, 20])):
        at = dice.randrange(len(data) + 1)
        data[at : at + dice.choice([0, 0, 1, 5])] = dice.choice(
            [b"", bytes([dice.randrange(256)]), *SPLINTERS]
        )
    composed = compose(bytes(data), aliases=aliases)
    assert [fault for fault in composed.faults if fault.line < 1 or fault.column < 1] == []
    assert list(composed.faults) == sorted(
        composed.faults, key=lambda fault: (fault.line, fault.column)
    )
    assert composed.value is not None or composed.faults


@given(st.binary())
def test_no_random_bytes_raise(data: bytes) -> None:
    compose(data)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'"\ud83d\udc4d"', "👍"),
        (r'"\uD83D\uDC4D by \U0000d83d\U0000dc4d"', "👍 by 👍"),
        (r'"\ud83d\udc4d\ud83d\udc4e"', "👍👎"),
        (r'"\\ud83d\\udc4d"', r"\ud83d\udc4d"),
        (r'"\\\ud83d\udc4d"', "\\👍"),
        (r"\ud83d\uDC4D", r"\ud83d\uDC4D"),
        (r"'C:\ud83d\udc4d'", r"C:\ud83d\udc4d"),
        ('"\ue000\\ud83d\\udc4d\ue001 ?: \u2028"', "\ue000👍\ue001 ?: \u2028"),
    ],
)
def test_two_escapes_of_one_character_are_that_character(written: str, read: str) -> None:
    assert value_of(f"a: {written}") == {"a": read}


def test_a_key_may_hold_two_escapes_of_one_character_too() -> None:
    assert value_of(r'{"\ud83d\udc4d": 1}') == {"👍": "1"}


@pytest.mark.parametrize(
    ("source", "column", "character"),
    [
        (r'a: "x\udc4d\ud83d"', 6, "U+DC4D"),
        (r'a: "\ud83d\udc4d\ud83d"', 17, "U+D83D"),
        (r'a: "\ud83d\ud83d\udc4d"', 5, "U+D83D"),
        (r'a: "\ud83d"', 5, "U+D83D"),
        (r'a: "\U0000dc4d"', 5, "U+DC4D"),
    ],
)
def test_half_a_character_is_told_at_its_place(source: str, column: int, character: str) -> None:
    assert only(source) == Fault("file.binary", 1, column, {"character": character})
