"""Tables of the kit read back, and written as Excel opens them in a country."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.documents.csv_cells import csv_table, harmless
from coherence_kit.documents.csv_for_excel import table_for_excel
from coherence_kit.documents.csv_reading import as_written, table_rows

SIGNS = "=+-@'\";|\t\n a1＝"


@given(st.text(st.sampled_from(SIGNS), max_size=12))
def test_what_kept_a_text_from_being_a_formula_is_taken_off_again(text: str) -> None:
    read = as_written(harmless(text))
    # before a blank alone the apostrophe stays: it may have been typed
    assert read in {text, f"'{text}"}
    if not text.startswith(("\t", "\n")):
        assert read == text


def test_a_cell_of_any_length_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(csv_table(("a", "b"), [("x" * 300_000, 1.5)]), encoding="utf-8")
    with table_rows(path) as rows:
        assert list(rows) == [["a", "b"], ["x" * 300_000, "1.5"]]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        (",", '\ufeffid;value;note\n2.0;0,5;"a,b;c"\n2.0;C+;\n2.0;1e-07;\'=1\n'),
        (".", '\ufeffid,value,note\n2.0,0.5,"a,b;c"\n2.0,C+,\n2.0,1e-07,\'=1\n'),
    ],
)
def test_only_figures_get_the_decimal_sign_of_the_language(sign: str, expected: str) -> None:
    table = csv_table(
        ("id", "value", "note"),
        [("2.0", 0.5, "a,b;c"), ("2.0", "C+", None), ("2.0", 1e-07, "=1")],
    )
    made = table_for_excel(table, {"value"}, sign)
    assert made.replace('"\'=1"', "'=1") == expected
