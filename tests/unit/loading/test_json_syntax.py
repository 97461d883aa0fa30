"""Mistakes of JSON: each at its place, in words of JSON, with a cure that mends it."""

from __future__ import annotations

import json

import pytest

from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.json_syntax import json_faults
from coherence_kit.problems import JSON_CURES, Problem

HEAD = '"format": "coherence-kit/submission/1"'


def problems(text: str, source: str = "togo.json") -> list[Problem]:
    return compose_document(text.encode(), source).problems


def found(text: str) -> list[tuple[int, int, str]]:
    faults = json_faults(text)
    assert all(fault.code == "json.syntax" for fault in faults)
    assert {fault.params["hint"] for fault in faults} <= JSON_CURES.keys()
    return [(fault.line, fault.column, fault.params["what"]) for fault in faults]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        " {} ",
        "-1.5e3",
        '"x"',
        "[[], {}, [1, null, true]]",
        '{"a": {"b": [{"c": "d \\"e\\" \\u00e9 \\\\"}]}, "f": "// no comment, [{"}',
        "\n\n{\n}\n",
    ],
)
def test_json_has_no_mistakes(text: str) -> None:
    json.loads(text)
    assert json_faults(text) == []


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ('{"a": "x" "b": 2}', 10, 'there is no comma behind "x"'),
        ('{"a": 1 "b": 2}', 8, "there is no comma behind 1"),
        ('{"a": {} "b": 2}', 9, "there is no comma behind }"),
        ('[{"a": 1} {"a": 2}]', 10, "there is no comma behind }"),
        ('{"a" "x"}', 5, 'there is no colon behind the key "a"'),
        ('{"a" {"b": 1}}', 5, 'there is no colon behind the key "a"'),
        ('{"a": "x', 7, "the text that begins here has no quote at the end of its line"),
        ('{"a": "x, "b": 2}', 7, "the text that begins here has no quote at the end of its line"),
        (
            '{"a": "an "act" of"}',
            7,
            "the text that begins here has no quote at the end of its line",
        ),
        ('{"a": "C:\\data"}', 10, "in this text a backslash stands alone"),
        ('{"a": "\\u12"}', 8, "in this text a backslash stands alone"),
        ('{"a": [1}', 9, "the } stands where ] closes the [ of line 1"),
        ('{"a": {"b": 1]}', 14, "the ] stands where } closes the { of line 1"),
        ('{"a": {"b": 1}', 1, "the { that is opened here is not closed"),
        ('{"a": [1, 2', 7, "the [ that is opened here is not closed"),
        ('{"a": 1}}', 9, "the } closes nothing"),
        ('{"a": 1} {"a": 2}', 10, "behind the end of the file's only value another begins"),
        ('{"a": 1},', 9, "a comma follows the last bracket"),
        ('{"a":: 1}', 6, "a colon does not belong into this place"),
        ('["a": 1]', 5, "a colon does not belong into a list"),
        ('{"a", "b": 1}', 5, 'there is no value for the key "a"'),
        ('{"a"}', 5, 'there is no value for the key "a"'),
        ('{"a": }', 5, 'there is no value for the key "a"'),
        ('{"a": 1,, "b": 1}', 9, "there is nothing in front of this comma"),
        ('{{"a": 1}}', 2, "there is no key in front of this bracket"),
        ('{"a": 1 // one\n}', 9, "there is a comment, which JSON does not have"),
        ('{/* one */ "a": 1}', 2, "there is a comment, which JSON does not have"),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, column: int, what: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert found(text) == [(1, column, what)]


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ('{"a": 1,}', 8, "a comma stands in front of }"),
        ("[1, 2,]", 6, "a comma stands in front of ]"),
        ("{a: 1}", 2, "a has no double quotes around it"),
        ("{\"a\": 'x'}", 7, "'x' has no double quotes around it"),
        ('{"a": two words}', 7, "two words has no double quotes around it"),
        ('{"a": True}', 7, "True has no double quotes around it"),
        ('{"a": 1 # one\n}', 9, "there is a comment, which JSON does not have"),
    ],
)
def test_what_is_read_all_the_same_is_only_told_where_nothing_else_is_wrong(
    text: str, column: int, what: str
) -> None:
    assert found(text) == [(1, column, what)]
    assert found(f'[{text} "x"]') == [(text.count("\n") + 1, *found(f'[{text} "x"]')[0][1:])]
    assert found(f'[{text} "x"]')[0][2].startswith("there is no comma behind")


def test_several_mistakes_are_told_together_until_it_cannot_be_told_what_follows() -> None:
    text = '{\n"a": 1\n"b" 2,\n"c": 3\n"d": "x\n"e": 4 5\n}'
    assert [(line, column) for line, column, _ in found(text)] == [(2, 7), (3, 4), (4, 7), (5, 6)]
    *others, last = json_faults(text)
    assert "more may be wrong" in last.params["more"]
    assert not any("more" in fault.params for fault in others)


def test_a_file_is_told_of_in_words_of_json() -> None:
    text = f'{{\n  {HEAD}\n  "country": "GHA"\n}}'
    for source in ("togo.json", "togo.yaml", "TOGO.JSON"):
        (problem,) = problems(text, source)
        assert (problem.code, problem.line, problem.column) == ("json.syntax", 2, 41)
    assert "YAML" not in str(problem)
    # the cure, followed
    assert problems(text.replace('1"\n', '1",\n')) == []


def test_a_map_of_yaml_in_braces_is_told_of_in_words_of_yaml() -> None:
    text = "{format: coherence-kit/submission/1\n  country: GHA}"
    assert [problem.code for problem in problems(text, "togo.yaml")] == ["yaml.syntax"]
    assert {problem.code for problem in problems(text)} == {"json.syntax"}


def test_json_that_yaml_reads_is_read() -> None:
    for text in (f"{{{HEAD},}}", f"{{{HEAD}, country: GHA, 'round': 'x'}}"):
        assert problems(text) == []


def test_a_comment_is_told_where_yaml_reads_it_as_a_key() -> None:
    text = f'{{{HEAD}, // a comment\n"round": "https://example.org // 2"}}'
    document = compose_document(text.encode(), "togo.json")
    assert [(one.code, one.line) for one in document.problems] == [("json.syntax", 1)]
    assert document.value is None
    assert problems(text.replace("// a comment", "")) == []


def test_a_key_that_stands_twice_and_a_wrong_quote_are_told_beside_a_mistake() -> None:
    text = f'{{{HEAD},\n“round”: "1",\n"country": "GHA"\n"date": "2026"}}'
    assert [problem.code for problem in problems(text)] == ["yaml.sign", "json.syntax"]
    assert "YAML" not in "".join(map(str, problems(text)))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, '"a" ' * 50_000, "//" * 500_000])
def test_no_text_takes_long(text: str) -> None:
    assert json_faults(text)
