"""Cells of a page for the screen carry the heads of their columns."""

from __future__ import annotations

import pytest

from coherence_kit.rendering.report.cards import with_heads

pytestmark = pytest.mark.quick

HEAD = (
    '<table><thead><tr><th>No.</th><th>What &amp; "why"</th><th class="end">Points</th></tr>'
    "</thead>"
)


def table(body: str) -> str:
    return with_heads(f"{HEAD}<tbody>{body}</tbody></table>")


def test_each_cell_of_data_has_the_head_of_its_column_and_a_row_name_has_none() -> None:
    made = table('<tr><td>1</td><th scope="row">a</th><td class="end">2</td></tr>')
    assert '<td data-head="No.">1</td><th scope="row">a</th>' in made
    assert '<td class="end" data-head="Points">2</td>' in made


def test_a_head_is_fit_for_an_attribute() -> None:
    assert 'data-head="What &amp; &quot;why&quot;">' in table("<tr><td>1</td><td>2</td></tr>")


def test_a_cell_that_spans_columns_counts_as_many_and_has_no_head() -> None:
    made = table('<tr><td colspan="2">1</td><td>2</td></tr>')
    assert '<td colspan="2">1</td><td data-head="Points">2</td>' in made


def test_what_has_a_head_keeps_it_and_a_table_without_heads_stays() -> None:
    assert 'data-head="own"' in table('<tr><td data-head="own">1</td></tr>')
    bare = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert with_heads(bare) == bare
