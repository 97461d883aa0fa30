"""The page on method of each form: what every section and question weighs in the whole."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from coherence_kit.forms.layout import Layout
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.paper.form import print_form_html
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.model.questionnaire import Questionnaire
from tests.builders import a_question, a_questionnaire, a_section
from tests.unit.rendering.test_html import Page
from tests.workbooks import laid_out


def asked() -> Questionnaire:
    return a_questionnaire(
        a_section("first", a_question("a", weight=3), a_question("b"), weight=1),
        a_section("least", a_question("c"), a_question("d"), rule="minimum", weight=3),
    )


def page(layout: Layout) -> str:
    return " ".join(" ".join(Page(html_form(layout)).texts).split())


def paper(layout: Layout) -> str:
    return " ".join(" ".join(Page(print_form_html(layout)).texts).split())


def workbook(layout: Layout) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_form(layout))).worksheets[0]
    rows = [[str(cell) for cell in row[2:] if cell] for row in sheet.iter_rows(values_only=True)]
    return " ".join(" ".join(" ".join(row).split()) for row in rows if row)


@pytest.mark.parametrize("form", [page, paper, workbook])
def test_every_form_has_the_table_with_its_note(form: Callable[[Layout], str]) -> None:
    text = form(laid_out(asked()))
    assert "What each question weighs Share of the whole if every question is asked" in text
    table = (
        "1 first 25.0 % 1.1 a 18.8 % 1.2 b 6.2 % "
        "2 least 75.0 % 2.1 c no fixed weight 2.2 d no fixed weight"
    )
    assert table in text


@pytest.mark.parametrize("form", [page, paper, workbook])
def test_it_speaks_the_language_of_the_form(form: Callable[[Layout], str]) -> None:
    text = form(laid_out(asked(), "fr"))
    assert "Ce que pèse chaque question" in text
    assert "1.1 a 18,8 %" in text
    assert "pas de poids fixe" in text


@pytest.mark.parametrize("form", [page, paper, workbook])
def test_where_nothing_counts_there_is_no_table(form: Callable[[Layout], str]) -> None:
    assert "normalised weights" not in form(laid_out(a_questionnaire(a_question("words", "text"))))


def test_the_reader_of_the_workbook_passes_over_it() -> None:
    layout = laid_out(asked())
    document = read_workbook(workbook_form(layout), "form.xlsx")
    assert not document.problems
    assert document.value["questionnaire"]["id"] == "whole"
