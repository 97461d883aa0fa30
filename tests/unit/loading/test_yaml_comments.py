"""A text that a comment has cut is told, and comments that stand apart are not."""

from __future__ import annotations

import pytest

from coherence_kit.loading.yaml.events import compose
from coherence_kit.loading.yaml.places import Fault


def told(source: str) -> tuple[Fault, ...]:
    return compose(source.encode(), as_meant=True).faults


@pytest.mark.parametrize(
    ("source", "line", "column", "key", "dropped"),
    [
        ("comment: Decision # 14 of 2024\n", 1, 19, "comment", "# 14 of 2024"),
        ("comment: Decision #14\n", 1, 19, "comment", "#14"),
        ("comment: Decision  # 14\n", 1, 20, "comment", "# 14"),
        ("comment: # 14 names it\n", 1, 10, "comment", "# 14 names it"),
        ("comment: Decision # revised\n", 1, 19, "comment", "# revised"),
        ("a.b:\n  comment: one\n    two # 3\n", 3, 9, "comment", "# 3"),
        ("- title: Plan # 2\n", 1, 15, "title", "# 2"),
        ("- {title: Plan # 2\n  , date: 2024}\n", 1, 16, "title", "# 2"),
        ("respondent:\n  entity: Unit # 5\n  role: x\n", 2, 16, "entity", "# 5"),
        ("round: Round # 2\n", 1, 14, "round", "# 2"),
        ("a.b: {not_applicable: Law # 7\n  }\n", 1, 27, "not_applicable", "# 7"),
        ("answers:\n  plan.title: National plan # 3\n", 2, 29, "plan.title", "# 3"),
        ("a.b:\n  answer: National plan # 3\n", 2, 25, "answer", "# 3"),
        ("a.b: Act #14\n", 1, 10, "a.b", "#14"),
        ("a.b: Act\t# 14\n", 1, 10, "a.b", "# 14"),
        ("a.b:\n  answer: Act # 14\n", 2, 15, "answer", "# 14"),
        ("a.b: decree #14\n", 1, 13, "a.b", "#14"),
        ("a.b: #14\n", 1, 6, "a.b", "#14"),
        ("comment: # Decision 14\n", 1, 10, "comment", "# Decision 14"),
        ('comment: "See" # 14 of it\n', 1, 16, "comment", "# 14 of it"),
        ("- {title: 'Act' # 14\n  }\n", 1, 17, "title", "# 14"),
        ('a.b: "Act" # 14\n', 1, 12, "a.b", "# 14"),
        ("a:\n  comment: Decision\n      # 14 of it\n", 3, 7, "comment", "# 14 of it"),
        ("a:\n  comment: Decision\r\n    # 14\r\n", 3, 5, "comment", "# 14"),
        ("comment:\n  # 14 of it\n  names it\n", 2, 3, "comment", "# 14 of it"),
        ("comment:\n  # 14 of it\nround: x\n", 2, 3, "comment", "# 14 of it"),
        ("a.b: National plan\n  # 14\n", 2, 3, "a.b", "# 14"),
    ],
)
def test_a_text_that_is_cut_is_told_with_what_is_dropped(
    source: str, line: int, column: int, key: str, dropped: str
) -> None:
    assert told(source) == (Fault("yaml.comment", line, column, {"key": key, "value": dropped}),)


@pytest.mark.parametrize(
    "source",
    [
        "# 14 is a number\ncomment: x\n",
        "comment: x\n# 14\nround: y\n",
        "comment: Decision   # what the ministry says\n",
        'comment: "Decision # 14"  # 14\n',
        "comment: 'Decision # 14' # see 14\n",
        "comment: Decision#14\n",
        "comment: |  # 14\n  Decision # 14\n",
        "comment: >- # 14\n  Decision # 14\n  # 15\n",
        "a.b: 2 # see 14\nc.d: {answer: yes} # 14\n",
        "a.b:\n  answer: 2 # 14\n",
        "id: x # 14\nversion: 1.0 # the 2nd\ncountry: GHA # 14\ndate: 2026-06-30 # 3\n",
        "a.b: # 14 questions\n  comment: x\n",
        "comment: # remarks, if any\nround: x\n",
        "answer: [one, two] # 2 boxes\n",
        "a.b: law # 2 of them\nc.d: Yes # 3 of them\ne.f: B # 2\ng.h: # 1 to 3\n",
        "a.b: 2 #14\nc.d: yes #14\n",
        "a:\n  comment: Decision\n  # 14\n  round: x\n",
        "a:\n  comment: Decision\n    # revised\n  round: x\n",
        "comment:\n  # what the board says\n  Decision\n",
        "a.b:\n  # 14 questions\n  answer: 2\n    # 3 would be better\n",
        "comment: |\n  Decision\n  # 14\n",
    ],
)
def test_a_comment_that_stands_apart_is_none_of_a_text(source: str) -> None:
    assert told(source) == ()


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("- {title: Plan # 2, date: 2024}\n- {title: G}\n", 1, 16),
        ("a: {comment: Plan # 2}\n", 1, 19),
        ("a:\n  comment: Plan # 2\n    goes on\n", 2, 17),
        ("a:\n  comment: Decree\n    # 14 of 2024\n    and its annex\n", 3, 5),
    ],
)
def test_a_comment_that_breaks_the_file_is_told_as_such(
    source: str, line: int, column: int
) -> None:
    (fault,) = told(source)
    assert (fault.code, fault.line, fault.column) == ("yaml.syntax", line, column)
    assert fault.params["hint"] == "hash"


def test_a_comment_above_another_mistake_is_not_blamed_for_it() -> None:
    (fault,) = told("a:\n  comment: Plan  # as agreed\n  b:2\n  c: x\n")
    assert "a space is missing" in fault.params["what"]
