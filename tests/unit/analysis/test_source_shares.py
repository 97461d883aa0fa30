"""The weight of a questionnaire by source document, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.analysis.source_shares import SourceShares, source_shares
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.rendering.share_rows import share_rows
from coherence_kit.rendering.terminal.weights import source_share_lines
from coherence_kit.scoring.tree import build_tree
from coherence_kit.words import words_of
from coherence_kit.workflow.score import open_workspace
from tests.builders import a_document, a_question, a_questionnaire, a_section, a_shared

DOCUMENTS = (a_document("blue", "b-1", "b-2"), a_document("red", "r-1"), a_document("grey", "g-1"))
ONE = Fraction(1)
UNITS = {unit.id: (document, unit) for document in DOCUMENTS for unit in document.units}


def shares_of(questionnaire: Questionnaire) -> SourceShares:
    return source_shares(build_tree(questionnaire), UNITS)


def figures(found: SourceShares) -> dict[str, tuple[int, Fraction, Fraction, int]]:
    return {
        row.document.id if row.document else "": (
            row.questions,
            row.cited,
            row.shared,
            row.per_mille,
        )
        for row in found.rows
    }


def cited() -> Questionnaire:
    """Of weight 8: a (4) cites blue twice, b (2) blue and red, c (1) red, d (1) nothing."""
    return a_questionnaire(
        a_question("a", weight=4, sources=["b-1", "b-2"]),
        a_question("b", weight=2, sources=["b-1", "r-1"]),
        a_question("c", sources=["r-1"]),
        a_question("d"),
    )


def test_a_question_that_cites_several_documents_is_shared_equally_among_them() -> None:
    assert figures(shares_of(cited())) == {
        "blue": (2, Fraction(6, 8), Fraction(5, 8), 625),
        "red": (2, Fraction(3, 8), Fraction(2, 8), 250),
        "": (1, Fraction(1, 8), Fraction(1, 8), 125),
    }


def test_a_document_that_nothing_cites_is_not_named() -> None:
    assert "grey" not in figures(shares_of(cited()))


def test_what_has_no_fixed_weight_stands_apart() -> None:
    whole = a_questionnaire(
        a_section("least", a_question("a", sources=["b-1"]), a_question("b"), rule="minimum"),
        a_section("mean", a_question("c", sources=["r-1"]), weight=3),
    )
    found = shares_of(whole)
    assert figures(found) == {
        "blue": (1, 0, 0, 0),
        "red": (1, Fraction(3, 4), Fraction(3, 4), 750),
        "": (1, 0, 0, 0),
    }
    assert (found.unfixed, found.unfixed_per_mille) == (Fraction(1, 4), 250)
    assert [row.name for row in share_rows(words_of("en"), found)][-1] == "no fixed weight"


def test_an_answer_that_counts_twice_brings_both_weights() -> None:
    whole = a_questionnaire(
        a_section("first", a_question("a", sources=["b-1"]), a_question("b", sources=["r-1"])),
        a_section("second", a_shared("a"), a_question("c", sources=["r-1"])),
    )
    assert figures(shares_of(whole))["blue"][:2] == (1, Fraction(1, 2))


def test_questions_that_do_not_count_bring_nothing() -> None:
    whole = a_questionnaire(
        a_question("a", sources=["b-1"]), a_question("b", weight=0, sources=["r-1"])
    )
    row, none = shares_of(whole).rows
    assert (row.questions, row.cited, row.shared, row.per_mille) == (1, ONE, ONE, 1000)
    assert (none.document, none.questions, none.per_mille) == (None, 0, 0)


def test_a_profile_has_no_whole_of_which_anything_is_a_share() -> None:
    found = shares_of(_profile())
    assert not found.has_whole
    assert {name: row[0] for name, row in figures(found).items()} == {"blue": 1, "red": 1, "": 0}
    text = "\n".join(source_share_lines(build_tree(_profile()), DOCUMENTS))
    assert "There is no figure for the whole" in text
    assert "%" not in text


def _profile() -> Questionnaire:
    return a_questionnaire(
        a_section("first", a_question("a", sources=["b-1"])),
        a_section("second", a_question("b", sources=["r-1"])),
        rule="none",
    )


def test_the_printed_figures_of_shipped_questionnaires_add_up() -> None:
    workspace = open_workspace()
    for name in workspace.library.index():
        made = workspace.instrument(name)
        found = source_shares(made.tree, made.units)
        total = sum(row.per_mille for row in found.rows) + found.unfixed_per_mille
        assert total == (1000 if found.has_whole else 0)


def test_the_text_names_the_documents_by_what_the_lens_takes() -> None:
    text = "\n".join(source_share_lines(build_tree(cited()), DOCUMENTS))
    assert "Blue 2005 (blue)" in text
    assert "no source" in text
