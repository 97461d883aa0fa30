"""The form to print: every question with its boxes, ticked where a draft has the answer.

Whatever is typed stays text.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Any

import pytest

from coherence_kit.analysis.instrument import prepare
from coherence_kit.documents.pdf import PdfResult
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.paper import form as print_form
from coherence_kit.forms.paper.form import EMPTY_BOX, TICKED_BOX, print_form_html, print_form_pdf
from coherence_kit.forms.paper.writing_space import allot
from coherence_kit.model.questionnaire import MatrixQuestion, Question, Section
from coherence_kit.questions import KINDS
from tests.builders import a_matrix, a_question, a_questionnaire, a_section
from tests.unit.rendering.test_html import HOSTILE, Page


def a_layout(*children: Question | MatrixQuestion | Section) -> Layout:
    made = prepare(a_questionnaire(*children))
    return lay_out(made.questionnaire, made.tree, made.sha256)


def words(layout: Layout, **answers: Any) -> str:
    """The text of the page from the first question on, blanks made one."""
    text = " ".join(
        " ".join(
            Page(print_form_html(layout, {"answers": answers} if answers else None)).texts
        ).split()
    )
    return text.partition("Questions Time Page")[2]


def test_every_kind_of_question_can_be_answered_by_hand() -> None:
    layout = a_layout(*(a_question(kind, kind) for kind in KINDS), a_matrix("rows"))
    text = words(layout)
    for number, kind in enumerate(KINDS, start=1):
        assert f"1.{number} {kind}" in text
        assert f"{kind}?" in text
    assert f"{EMPTY_BOX} 0 Step 0" in text
    assert f"{EMPTY_BOX} Yes {EMPTY_BOX} No" in text
    assert f"Tick as many as hold. {EMPTY_BOX} one" in text
    assert f"{EMPTY_BOX} None of these" in text
    assert "Year Month Day" in text
    assert "No. rows none some all Does not apply Not known" in text
    assert TICKED_BOX not in text
    assert text.count("Does not apply, because") == len(KINDS) + 1
    assert text.count("Reviewer:") == len(KINDS) + 1


@pytest.mark.parametrize(
    ("kind", "answer", "ticked"),
    [
        ("scale", "2", "2 Step 2"),
        ("boolean", "no", "No"),
        ("boolean", "false", "No"),
        ("choice", "some", "some"),
        ("multiple-choice", ["two"], "two"),
        ("multiple-choice", [], "None of these"),
    ],
)
def test_the_answer_of_a_draft_is_ticked(kind: str, answer: Any, ticked: str) -> None:
    for entry in ({"answer": answer}, answer):
        text = words(a_layout(a_question("a", kind)), a=entry)
        assert text.count(TICKED_BOX) == 1
        assert f"{TICKED_BOX} {ticked}" in text


@pytest.mark.parametrize(
    ("kind", "answer"), [("number", "37.5"), ("text", "Decree 4"), ("date", "2026-06-30")]
)
def test_what_a_draft_writes_is_printed(kind: str, answer: str) -> None:
    assert answer in words(a_layout(a_question("a", kind)), a={"answer": answer})


def test_what_stands_beside_an_answer_is_printed_in_full() -> None:
    entry = {
        "not_applicable": "no such body",
        "comment": "Since 2024.",
        "evidence": [{"title": "Decree", "reference": "12/2024", "date": "2024-03", "page": "7"}],
        "review": {"by": "A. Mensah", "verdict": "changed", "answer": "3", "note": "See page 7."},
        "recheck": "true",
    }
    text = words(a_layout(a_question("a")), a=entry)
    for part in (
        "Comment: Since 2024.",
        "Decree 12/2024 2024-03 7",
        f"{TICKED_BOX} Does not apply, because: no such body",
        f"{TICKED_BOX} changed to 3",
        "A. Mensah: See page 7.",
        f"Carried over from an earlier round: {EMPTY_BOX}",
    ):
        assert part in text


def test_unknown_without_a_reason_is_ticked_all_the_same() -> None:
    assert f"{TICKED_BOX} Not known; who could find out, by when" in words(
        a_layout(a_question("a")), a={"unknown": None}
    )


def test_does_not_apply_is_offered_only_where_it_may_be_said() -> None:
    text = words(
        a_layout(
            a_question("a", not_applicable="forbidden"), a_matrix("m", not_applicable="forbidden")
        )
    )
    assert "Does not apply" not in text
    assert "Not known" in text


def test_a_matrix_is_a_table_of_rows_by_answers() -> None:
    answers = {"m.one": {"answer": "all", "comment": "By law."}, "m.two": {"unknown": "the clinic"}}
    text = words(a_layout(a_matrix("m")), **answers)
    e, t = EMPTY_BOX, TICKED_BOX
    assert f"1.1.1 one {e} {e} {t} {e} {e} 1.1.2 two {e} {e} {e} {e} {t}".replace(
        " ", ""
    ) in text.replace(" ", "")
    assert "Comment: 1.1.1: By law." in text
    assert "by when: 1.1.2: the clinic" in text


def test_half_a_step_off_stands_below_its_step() -> None:
    question = a_question("a", half_step={"id": "partly", "text": "In part."})
    text = words(a_layout(question), a={"answer": "2-partly"})
    assert text.count("In part.") == 4
    assert f"{EMPTY_BOX} 2 Step 2 {TICKED_BOX} In part. (half a step less)" in text


def test_each_answer_has_what_proves_it() -> None:
    scale = a_question("a", evidence={"2": "The decree."})
    yes = a_question("b", "boolean", evidence={"true": "The law."})
    share = a_question("c", "number", evidence={"any": "The register."})
    text = words(a_layout(scale, yes, share))
    assert "2 Step 2 Proof: The decree." in text
    assert "Proof of “Yes”: The law." in text
    assert "Proof: The register." in text


def test_a_condition_is_told_by_number_and_answer() -> None:
    either = {"any": [{"question": "a", "in": ["true"]}, {"question": "b", "in": ["2", "3"]}]}
    layout = a_layout(
        a_question("a", "boolean"),
        a_question("b"),
        a_question("c", "choice"),
        a_question("d", depends_on=either),
        a_question("e", depends_on={"all": [either, {"question": "c", "in": ["all"]}]}),
    )
    first = "the answer to 1.1 (a) is yes or the answer to 1.2 (b) is step 2 or step 3"
    text = words(layout)
    assert f"Asked only if {first}." in text
    assert f"Asked only if ({first}) and the answer to 1.3 (c) is “all”." in text


def test_the_head_is_blank_or_as_the_draft_has_it() -> None:
    layout = a_layout(a_question("a"))
    assert "Questionnaire to fill in" in print_form_html(layout)
    draft = {
        "country": "GHA",
        "round": "First",
        "respondent": {"entity": "Planning"},
        "signed_off": "The head",
    }
    text = Page(print_form_html(layout, draft)).text
    assert [
        part for part in ("Ghana (GHA)", "First", "Planning", "The head") if part not in text
    ] == []
    assert (
        "Velmora (XVE)"
        in Page(print_form_html(layout, {"country": "XVE", "country_name": {"en": "Velmora"}})).text
    )


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_stays_text(typed: str) -> None:
    question = a_question("a", guidance={"asked": typed}, evidence={"2": typed})
    layout = a_layout(a_section("one", question))
    entry = {
        "answer": "2",
        "comment": typed,
        "evidence": [{"title": typed}],
        "unknown": typed,
        "review": {"note": typed},
    }
    draft = {"round": typed, "respondent": {"entity": typed}, "answers": {"a": entry}}
    page = Page(print_form_html(layout, draft))
    assert page.text.count(typed) == 8
    assert page.named("script", "img", "link", "base") == []


def test_what_no_face_can_print_is_printed_as_its_code_and_long_words_can_break() -> None:
    text = print_form_html(
        a_layout(a_question("a")), {"answers": {"a": {"comment": "བ" + "x" * 400}}}
    )
    assert "[U+0F56]" in text
    assert "x<wbr>x" in text


def test_headings_ids_and_links_are_in_order() -> None:
    inner = a_section("inner", a_question("b"), a_section("deep", a_question("c")))
    page = Page(print_form_html(a_layout(a_section("one", a_question("a"), a_matrix("m"), inner))))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {(link["href"] or "").removeprefix("#") for link in page.named("a")} <= set(ids)


def test_what_a_page_leaves_empty_is_there_to_write_on() -> None:
    (alone,) = allot(a_layout(a_question("a")), {}, own_pages=False).values()
    crowd = allot(
        a_layout(*(a_question(name, "boolean") for name in "abcdefgh")), {}, own_pages=False
    )
    assert alone.lines > crowd["a"].lines >= 1
    (commented,) = allot(
        a_layout(a_question("a")), {"a": {"comment": "Said."}}, own_pages=False
    ).values()
    assert commented.lines == 1


def test_the_pdf_bears_the_date_that_is_given_or_that_of_the_draft(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days: list[dt.date | None] = []

    def write(_html: str, *, when: dt.date | None) -> PdfResult:
        days.append(when)
        return PdfResult(b"", ())

    monkeypatch.setattr(print_form, "write_pdf", write)
    layout = a_layout(a_question("a"))
    print_form_pdf(layout, {"date": "2026-06-30"})
    print_form_pdf(layout, {"date": "soon"})
    print_form_pdf(layout)
    assert days == [dt.date(2026, 6, 30), None, None]
