"""How long a questionnaire takes, reckoned by hand from its words and its documents."""

from __future__ import annotations

import pytest

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.time_needed import TimeNeeded, how_reckoned, time_text, whole_time
from coherence_kit.scoring.tree import build_tree
from coherence_kit.words import words_of
from tests.builders import a_matrix, a_question, a_questionnaire, a_section

pytestmark = pytest.mark.quick

ENGLISH = words_of("en")


def needed(questionnaire: Questionnaire) -> TimeNeeded:
    return whole_time(ENGLISH, questionnaire.sections, build_tree(questionnaire), str)


def test_all_that_is_read_is_counted_and_each_question_that_is_proved_takes_a_document() -> None:
    question = a_question(
        "q",
        label="Office",
        text="Is there an office?",
        guidance={"asked": "one two three"},
        who={"answers": "the ministry"},
        steps={0: "None", 1: {"name": "One", "text": "It has staff."}},
        evidence={"1": "the decree"},
    )
    plain = a_question("y", "boolean", label="Desk", text="A desk?")
    section = a_section("s", question, plain, title="Law")
    # 1 of the title; 1 + 4 + 3 + 2 + 1 + (1 + 3) + 2 of the one, 1 + 2 of the other
    assert needed(a_questionnaire(section)) == TimeNeeded(words=21, documents=1)


def test_from_the_step_on_that_wants_documents_a_question_takes_one() -> None:
    asked = a_questionnaire(a_section("s", a_question("q"), evidence="cap", evidence_from=4))
    beyond = a_questionnaire(a_section("s", a_question("q"), evidence="cap", evidence_from=5))
    assert (needed(asked).documents, needed(beyond).documents) == (1, 0)


def test_each_box_that_is_proved_takes_a_document() -> None:
    boxes = a_question("q", "multiple-choice", evidence={"one": "a", "two": "b"})
    assert needed(a_questionnaire(a_section("s", boxes))).documents == 2


def test_what_rows_of_a_matrix_share_is_read_once() -> None:
    def words(rows: int) -> int:
        named = [f"r{place}" for place in range(rows)]
        matrix = a_matrix("m", named, guidance={"asked": "word " * 100})
        return needed(a_questionnaire(a_section("s", matrix))).words

    assert words(3) - words(2) == words(2) - words(1) < 20


@pytest.mark.parametrize(
    ("words", "documents", "text"),
    [
        (1, 0, "about 5 minutes"),
        (120 * 22, 0, "about 20 minutes"),
        (120 * 13, 1, "about 30 minutes"),
        (0, 7, "about 105 minutes"),
        (0, 8, "about 2 hours"),
        (0, 10, "about 2 hours"),
        (0, 11, "about 3 hours"),
    ],
)
def test_the_time_is_said_in_round_figures(words: int, documents: int, text: str) -> None:
    assert time_text(ENGLISH, TimeNeeded(words, documents)) == text


def test_it_is_said_how_the_time_was_reckoned() -> None:
    said = how_reckoned(ENGLISH, TimeNeeded(8585, 28))
    assert said.startswith("Reckoned from 8,585 words to read at 120 a minute and at most 28")
    french = how_reckoned(words_of("fr"), TimeNeeded(8585, 28))
    assert "mots à lire" in french
