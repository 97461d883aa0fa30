"""Which items are asked, not asked and touched only is computed from the lines of a mapping."""

from __future__ import annotations

from coherence_kit.analysis.mappings import ItemCoverage, cover_items
from coherence_kit.model.mapping import MappedQuestion
from tests.builders import a_mapping


def covered(lines: dict[str, dict[str, str]], *, left_out: str = "") -> dict[str, ItemCoverage]:
    """Items `1` and `2` by number; questions that begin with `left_out` are not looked at."""

    def is_asked(line: MappedQuestion) -> bool:
        return not left_out or not line.question.startswith(left_out)

    return {item.item.number: item for item in cover_items(a_mapping(lines), is_asked)}


def test_an_item_that_no_question_names_is_not_asked() -> None:
    items = covered({"whole/a": {"1": "part"}})
    assert items["1"].is_asked
    assert not items["2"].is_asked
    assert not items["2"].is_touched_only


def test_fewer_than_two_questions_of_same_or_part_only_touch_an_item() -> None:
    one = {"whole/a": {"1": "same"}, "whole/b": {"1": "supports"}, "whole/c": {"1": "supports"}}
    assert covered(one)["1"].is_touched_only
    two = {**one, "whole/d": {"1": "part"}}
    assert not covered(two)["1"].is_touched_only
    assert covered({"whole/a": {"1": "supports"}})["1"].is_touched_only


def test_questions_stand_in_the_order_of_their_relations() -> None:
    lines = {
        "whole/a": {"1": "supports"},
        "whole/b": {"1": "part"},
        "whole/c": {"1": "same"},
        "whole/d": {"1": "part"},
    }
    assert [bearing.line.id for bearing in covered(lines)["1"].bearings] == ["c", "b", "d", "a"]


def test_what_is_left_out_counts_nowhere_and_is_kept_beside() -> None:
    lines = {
        "other/a": {"1": "same", "2": "part"},
        "other/b": {"1": "part"},
        "whole/a": {"1": "part"},
    }
    items = covered(lines, left_out="other/")
    assert items["1"].is_touched_only
    assert [line.id for line in items["1"].left_out] == ["a", "b"]
    assert not items["2"].is_asked
    assert [line.id for line in items["2"].left_out] == ["a"]
