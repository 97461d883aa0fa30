"""The shipped mappings: frameworks whole, labels short and in both languages, questions that are
there.
"""

from __future__ import annotations

import pytest

from coherence_kit import content
from coherence_kit.loading.library import Library, open_library
from coherence_kit.model.mapping import FrameworkMapping
from coherence_kit.workflow.check import check

FOLDER = content.folder("questionnaires") / "mappings"
MAPPED = ("intragovernmental", "multistakeholder", "remittances", "diaspora", "places")
LONGEST_LABEL = 80
NUMBERS = {
    "gcm": [f"15({letter})" for letter in "abcdefghij"] + [str(n) for n in range(1, 24)],
    "mgi": [str(n) for n in range(1, 7)],
    "pcsd": [str(n) for n in range(1, 9)],
}


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@pytest.fixture(scope="module")
def mappings(library: Library) -> dict[str, FrameworkMapping]:
    return {name: library.mapping(name) for name in library.mapping_ids()}


def test_nothing_is_wrong_with_them() -> None:
    assert check([FOLDER]).problems == ()


@pytest.mark.parametrize("name", NUMBERS)
def test_a_framework_lists_all_of_its_items(
    mappings: dict[str, FrameworkMapping], name: str
) -> None:
    assert [item.number for item in mappings[name].items] == NUMBERS[name]
    assert mappings[name].scope is None


def test_what_lists_a_part_says_which(mappings: dict[str, FrameworkMapping]) -> None:
    assert mappings["sdg"].scope is not None


def test_labels_are_short_and_in_both_languages(mappings: dict[str, FrameworkMapping]) -> None:
    for mapping in mappings.values():
        head = (mapping.title, mapping.edition, mapping.standing, mapping.made_by)
        assert all(set(text.root) == {"en", "fr"} for text in head)
        for item in mapping.items:
            assert set(item.label.root) == {"en", "fr"}, item
            assert all(len(label) <= LONGEST_LABEL for label in item.label.root.values()), item
            assert not any(label.endswith(".") for label in item.label.root.values()), item


def test_every_scored_question_bears_on_something_and_no_other_does(
    library: Library, mappings: dict[str, FrameworkMapping]
) -> None:
    named = {line.question for mapping in mappings.values() for line in mapping.questions}
    assert named == {reference for name in MAPPED for reference in _own_scored(library, name)}


def test_a_borrowed_question_bears_on_what_it_bears_on_at_home(library: Library) -> None:
    for mapping, _ in library.mappings("places"):
        bears = {line.question: line.bears for line in mapping.questions}
        at_home = {line.question: line.bears for line in library.mapping(mapping.id).questions}
        for name in ("effects.root-causes", "rights.social-policy"):
            assert bears.get(f"places/{name}") == at_home.get(f"intragovernmental/{name}")
    assert bears


def test_a_price_bears_on_the_cost_of_remittances(mappings: dict[str, FrameworkMapping]) -> None:
    # Target 10.c, repeated in paragraph 36, action (a); the share with an account is 8.10.2.
    sdg = {line.question: line.bears for line in mappings["sdg"].questions}
    gcm = {line.question: line.bears for line in mappings["gcm"].questions}
    for name in ("cost", "price-first", "price-second", "price-third"):
        assert sdg[f"remittances/market.{name}"] == {"10.c": "part"}
        assert gcm[f"remittances/market.{name}"] == {"20": "part"}
    assert sdg["remittances/access.account-share"] == {"8.10": "part"}


def test_the_standing_says_that_none_binds(mappings: dict[str, FrameworkMapping]) -> None:
    for name in ("sdg", "gcm", "pcsd"):
        assert "not legally binding" in str(mappings[name].standing)
        assert "require" not in str(mappings[name].standing)


def test_ratification_is_action_a_of_three_objectives_and_names_an_instrument_in_two(
    mappings: dict[str, FrameworkMapping],
) -> None:
    # A/RES/73/195, paragraphs 22, 25 and 26: labour instruments by subject, each protocol by name.
    bears = {line.question: dict(line.bears) for line in mappings["gcm"].questions}
    ratified = "intragovernmental/rights.conventions-ratified"
    assert set(bears[f"{ratified}.protocols"]) == {"9", "10"}
    for family in ("migrant-workers", "core-ilo", "maritime"):
        assert "6" in bears[f"{ratified}.{family}"]
        assert not {"9", "10"} & set(bears[f"{ratified}.{family}"])


def test_matching_and_investment_bear_on_remittances(mappings: dict[str, FrameworkMapping]) -> None:
    # Paragraph 36, action (g): matching grants, hometown associations, investment of senders.
    bears = {line.question: dict(line.bears) for line in mappings["gcm"].questions}
    for name in ("matching", "investment-projects"):
        assert bears[f"multistakeholder/finance.{name}"]["20"] == "part"


def _own_scored(library: Library, name: str) -> set[str]:
    """The scored questions that a questionnaire has taken over from no other."""
    entry = library.questionnaire(name)
    taken = {
        question.id
        for lender in entry.borrows
        for question in library.questionnaire(lender).questionnaire.questions()
    }
    return {
        f"{name}/{question.id}"
        for question in entry.questionnaire.questions()
        if question.weight.value > 0 and question.id not in taken
    }
