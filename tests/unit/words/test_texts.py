from __future__ import annotations

import pytest

from coherence_kit.documents.breaks import breakable
from coherence_kit.words import Marked, isolated
from coherence_kit.words.texts import filled, in_a_row

HEBREW = "מספר 14."


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("", "ltr"),
        ("No. 14 – “Türkiye” 中国", "ltr"),
        (HEBREW, "rtl"),
        ("14 (2.5)", "rtl"),
        ("", "rtl"),
    ],
)
def test_a_text_that_runs_with_the_page_comes_back_as_it_is(text: str, page: str) -> None:
    assert isolated(text, page) is text


@pytest.mark.parametrize(
    ("text", "page", "direction", "against"),
    [
        (HEBREW, "ltr", "rtl", "rtl"),
        ("لجنة OECD", "ltr", "rtl", "rtl"),
        ("The OECD لجنة", "ltr", "ltr", ""),
        ("12: לא", "ltr", "rtl", "rtl"),
        ("The decree", "rtl", "ltr", "ltr"),
        ("لجنة OECD", "rtl", "rtl", ""),
        ("\u202e5.2", "ltr", "ltr", ""),
    ],
)
def test_a_text_that_runs_against_the_page_has_an_element_of_its_own(
    text: str, page: str, direction: str, against: str
) -> None:
    found = isolated(text, page)
    assert found == text
    assert isinstance(found, Marked)
    assert found.__html__() == f'<bdi dir="{direction}">{text}</bdi>'
    assert found.direction == against


def test_it_stays_apart_in_a_sentence_in_a_row_and_in_pieces() -> None:
    typed = isolated("<" + HEBREW, "ltr")
    sentence = filled("answered by {who}: 12", {"who": typed})
    assert isinstance(sentence, Marked)
    inside = f'<bdi dir="rtl">&lt;{HEBREW}</bdi>'
    assert sentence.__html__() == f"answered by {inside}: 12"
    row = in_a_row((typed, "director"), ", ")
    assert isinstance(row, Marked)
    assert row.__html__() == f"{inside}, director"
    long = breakable(isolated("א" * 90, "ltr"))
    assert long == f'<bdi dir="rtl">{"א" * 80}<wbr>{"א" * 10}</bdi>'
