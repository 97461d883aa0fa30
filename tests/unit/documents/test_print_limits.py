from __future__ import annotations

import pytest

from coherence_kit.documents.print_limits import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TOGETHER,
    MOST_DOCUMENTS,
    Cut,
    fitting,
    fitting_documents,
    within_limits,
)


def test_a_text_that_has_room_is_whole_and_a_longer_one_ends_with_a_word() -> None:
    assert fitting("a" * LONGEST_TEXT) == ("a" * LONGEST_TEXT, 0)
    assert fitting("a" * (LONGEST_TEXT + 1)) == ("a" * LONGEST_TEXT, 1)
    shown, more = fitting("words " * LONGEST_TEXT)
    assert shown.endswith("words")
    assert LONGEST_TEXT - 6 <= len(shown) <= LONGEST_TEXT
    assert len(shown) + more == 6 * LONGEST_TEXT


def test_a_name_has_less_room() -> None:
    assert fitting("n" * LONGEST_NAME, is_name=True)[1] == 0
    assert fitting("n" * (LONGEST_NAME + 3), is_name=True)[1] == 3


@pytest.mark.parametrize(("sign", "most"), [("\n", 81), ("\ue000", 10)])
def test_line_breaks_and_codes_take_the_room_that_they_take_on_paper(sign: str, most: int) -> None:
    text = sign * LONGEST_TEXT
    shown, more = fitting(text)
    assert LONGEST_TEXT // most - 1 <= len(shown) <= LONGEST_TEXT // most
    assert len(shown) + more == len(text)


def test_of_documents_the_first_are_printed() -> None:
    titles = [f"Decree {place}" for place in range(MOST_DOCUMENTS + 1)]
    assert fitting_documents(titles[:-1]) == MOST_DOCUMENTS
    printed, cuts = within_limits(lambda: fitting_documents(titles))
    assert printed == MOST_DOCUMENTS
    left_out = f"Decree {MOST_DOCUMENTS}"
    assert cuts == (Cut(left_out, MOST_DOCUMENTS, MOST_DOCUMENTS + 1, is_of_documents=True),)


def test_what_is_too_long_together_is_cut_to_one_length_and_made_once_more() -> None:
    texts = ["s" * 100, *(letter * LONGEST_TEXT for letter in "abcdefghijklmnopqrst")]
    made, cuts = within_limits(lambda: [len(fitting(text)[0]) for text in texts])
    assert made == [100, *[(LONGEST_TOGETHER - 100) // 20] * 20]
    assert [cut.printed for cut in cuts] == made[1:]


def test_nothing_is_cut_to_nothing_however_much_there_is() -> None:
    texts = [str(place) + "x" * 1000 for place in range(5000)]
    made, _ = within_limits(lambda: [len(fitting(text)[0]) for text in texts])
    assert set(made) == {300}


def test_one_file_says_nothing_of_another() -> None:
    within_limits(lambda: fitting("a" * (LONGEST_TEXT + 1)))
    assert within_limits(lambda: fitting("a"))[1] == ()
