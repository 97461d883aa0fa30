"""Values read by themselves are those of a file composed with its places, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit import content
from coherence_kit.loading.yaml import events
from coherence_kit.loading.yaml.events import MAX_NODES, Composed, compose
from coherence_kit.loading.yaml.plain import plain_value
from coherence_kit.loading.yaml.values import MAX_DEPTH, Value
from tests.changes import Dice, changed_text
from tests.shipped import shipped_submissions

TESTS = Path(__file__).parents[2]
FAULTY = sorted(
    path
    for folder in ("faulty", "fuzz/crashes")
    for path in TESTS.joinpath(folder).rglob("*")
    if path.suffix in {".yaml", ".json"}
)
SHIPPED = sorted(
    path
    for folder in ("questionnaires", "seeds")
    for path in content.folder(folder).rglob("*.yaml")
)
SUBMISSION = """\
format: coherence-kit/submission/1
questionnaire: {id: index, version: "1.10"}   # in braces
country: XKX
respondent: {entity: Ministère de l’Intérieur, role: "focal point: migration"}
answers:
  # what the group does
  coordination.focal-point:
    answer: 1.10
    comment: >-
      met four times
      in the year
    evidence:
    - title: 'Decision 7'
      reference: "a\\tb\\u00e9"
      page: 007
    - {title: Is it?, reference: https://example.org/a?b=10:30}
  coordination.budget: no
  coordination.staff:
  coordination.list: [a, "b", ~, null]
...
"""
DOUBTFUL = (
    "a: &x 1\nb: *x\n",
    "&a a: 1\n",
    "a: &x [1]\nb: *x\n",
    "? [a]\n: 1\n",
    "? {a: 1}\n: 1\n",
    "a: 1\na: 2\n",
    "a: {b: 1, b: 2}\n",
    "<<: {a: 1}\n",
    '"<<": {a: 1}\n',
    "~: 1\n",
    '"": 1\n',
    ": 1\n",
    "a: !!str 1\n",
    "!!map {a: 1}\n",
    "a: ! 1\n",
    "%TAG ! tag:example.org,2000:\n---\na: 1\n",
    "%YAML 1.2\n---\na: 1\n",
    "%YAML 3.0\n---\na: 1\n",
    "a: 1\n---\nb: 2\n",
    "a: 1\n...\n",
    "a: 1\n... # the end\n# of it\n",
    "a: 1\n...\nb: 2\n",
    "a: 1\n%\n",
    "--- a\n",
    "# nothing\n",
    "---\n",
    "~\n",
    "a: 1\n b: 2\n",
    "a: [1\n",
    'a: "1\n',
    "a: \t1\n\tb: 2\n",
    'a: "\\0"\n',
    'a: "\\r\\n\\r"\n',
    '"\\0": 1\n',
    'a: "\\ud83d\\udc4d"\n',
    'a: "\\ud83d"\n',
    "a: \ud7ff\u2028b\n",
    "a: {b: c?, d: e}\n",
    "a: Decision # 14 of 2024\n",
    "comment: \u201cquoted\u201d\n",
    "\u201ccomment\u201d: quoted\n",
    "a\u00a0: 1\n",
    "a： 1\n",
    "- 1\n- [2, {a: }]\n",
    "a: |\n  b\n   c\n\n",
    "a: >+\n  b\n\n",
    "{a, b: }\n",
    "[a: 1]\n",
    '{"a":1,"b":[true,null]}',
    "text\n",
    "'text'\n",
    "[" * MAX_DEPTH + "]" * MAX_DEPTH,
    "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
    "[" + "a," * (MAX_NODES // 2) + "]",
    "[" + "a," * MAX_NODES + "]",
    "[" + "a: ," * 3_000 + "]",
)


def paths(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value, the whole first."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value or ())
    for key, one in () if isinstance(value, str) else inner:
        yield from paths(one, (*path, key))


def expect_alike(data: bytes) -> Composed:
    """Value, faults and every place are what composing with places alone finds."""
    found = compose(data, aliases=False, as_meant=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "plain_value", lambda _text: None)
        careful = compose(data, aliases=False, as_meant=True)
    assert found.value == careful.value
    assert found.faults == careful.faults
    for path in list(paths(careful.value))[:5_000]:
        for is_key in (False, True):
            told = found.positions.locate(path, key=is_key)
            assert told == careful.positions.locate(path, key=is_key)
        assert found.positions.is_quoted(path) == careful.positions.is_quoted(path)
    return found


@pytest.mark.parametrize("source", DOUBTFUL, ids=range(len(DOUBTFUL)))
def test_what_may_be_wrong_is_told_as_ever(source: str) -> None:
    expect_alike(source.encode())


@pytest.mark.parametrize("path", [*FAULTY, *SHIPPED], ids=lambda path: path.name)
def test_files_of_the_kit_are_read_alike(path: Path) -> None:
    expect_alike(path.read_bytes())


def test_what_submissions_hold_is_read_without_places() -> None:
    value = plain_value(SUBMISSION)
    assert value is not None
    assert value == expect_alike(SUBMISSION.encode()).value
    for path in shipped_submissions():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".yaml" and len(text) <= 100_000:
            assert plain_value(text) is not None, path


@given(st.integers(0, 10**6))
def test_changed_files_are_read_alike(number: int) -> None:
    expect_alike(changed_text(SUBMISSION, Dice(f"plain {number}")))


@given(st.text(alphabet="ab\n :-[]{},&*!\"'#|>?%~<\\\u2028é", max_size=40))
def test_any_text_is_read_alike(text: str) -> None:
    expect_alike(text.encode())
