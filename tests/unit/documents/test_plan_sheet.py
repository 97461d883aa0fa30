from __future__ import annotations

from coherence_kit.documents.plan_sheet import COLUMNS, FACTS, INPUTS, WORDS, measure_key


def test_the_key_of_a_measure_is_none_of_the_other_keys_of_rows() -> None:
    key = measure_key("status", "first-meeting")
    assert key == "status/first-meeting"
    assert key not in {*FACTS, WORDS}


def test_columns_are_called_once_and_what_is_filled_in_as_in_a_plan() -> None:
    keys = [column.key for column in COLUMNS]
    assert len(set(keys)) == len(keys)
    assert INPUTS == ("lead", "start", "due", "status", "cost", "note")
