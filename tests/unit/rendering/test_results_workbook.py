"""Whatever stands in a submission, its workbook opens, says all of it, and computes nothing."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.documents import plan_sheet
from coherence_kit.documents.sheets import Cell
from coherence_kit.model.addresses import address_in
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.submission import Answer, EvidenceItem, Respondent
from coherence_kit.rendering.workbook import looks
from coherence_kit.rendering.workbook.book import render_workbook
from coherence_kit.rendering.workbook.tables import TableColumn, TableSheet, table_sheet, text_cell
from tests.builders import a_measure, a_question, a_questionnaire, a_section, a_submission
from tests.results import table, texts

HIGHEST = 409  # points that Excel gives a row


def hostile(text: str, **stated: Any) -> Assessment:
    """A text wherever people or authors type one."""
    questionnaire = a_questionnaire(
        a_section("s", a_question("s.a", label=text, text=text, target=4), title=text),
        title=text,
    )
    measure = a_measure("one", {"s.a": 4}, label=text, text=text, partners=text)
    answer = Answer.model_construct(
        value=1, comment=text, evidence=(EvidenceItem.model_construct(title=text, reference=text),)
    )
    submission = a_submission_with(text, answer)
    return assess(prepare(questionnaire, [measure]), submission.model_copy(update=stated))


def a_submission_with(text: str, answer: Answer) -> Any:
    return a_submission({"s.a": 1}).model_copy(
        update={
            "answers": {"s.a": answer},
            "round": text,
            "country": "XVE",
            "respondent": Respondent.model_construct(entity=text, role=text, contact=None),
        }
    )


def made(assessment: Assessment) -> Any:
    data = render_workbook([assessment], date=dt.date(2026, 6, 30))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org","x")',
        "+1+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\t=1+1",
        "a\tb\tc",
        "{=1+1}",
        "_x0041_ <r> &amp; </t>",
        "R&D &P &N &A",
        "مرحبا = 1 שלום",
        "'quoted",
        "Sheet: /a\\b*c?[d]",
        "😀" * 20,
        "line\nline\n\nline",
    ],
)
def test_a_text_stays_a_text(text: str) -> None:
    book = made(hostile(text))
    (row,) = table(book["Answers"])
    assert (row["Comment"].value, row["Comment"].data_type) == (text, "s")
    assert row["Question"].value == text
    if text.lstrip()[:1] in "=+-@'":
        assert row["Comment"].quotePrefix


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb\x1f", "a\ufffeb"])
def test_what_no_cell_holds_stands_as_its_number(text: str) -> None:
    (row,) = table(made(hostile(text))["Answers"])
    told = row["Comment"].value
    assert "[U+" in told
    assert told[0] == "a"
    assert "\x00" not in told


@pytest.mark.parametrize(
    "text",
    [
        "word " * 8_000,
        "w" * 40_000,
        "line\n" * 3_000,
        "é" * 20_000 + "́" * 20_000,
        "مرحبا " * 7_000,
    ],
    ids=["words", "one-word", "lines", "marks", "right-to-left"],
)
def test_a_text_of_any_length_goes_on_in_further_rows(text: str) -> None:
    book = made(hostile(text))
    rows = table(book["Answers"])
    said = "".join("".join(texts(rows, "Comment")).split())
    assert said == "".join(text.split())
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in texts(rows, "Comment"))
    assert len(rows) > 1
    assert all(row["No."].value == "1.1" for row in rows)
    for sheet in book.worksheets:
        heights = [row.height for row in sheet.row_dimensions.values() if row.height]
        assert max(heights) <= HIGHEST


def test_nothing_of_a_thousand_documents_is_left_out() -> None:
    evidence = tuple(
        EvidenceItem(title=f"Paper {place}", reference=f"https://example.org/{place}")
        for place in range(1_000)
    )
    answer = Answer(value=1, evidence=evidence)
    assessment = hostile("x", answers={"s.a": answer})
    book = made(assessment)
    rows = table(book["Documents"])
    assert texts(rows, "Document") == [f"Paper {place}" for place in range(1_000)]
    assert rows[999]["Reference"].hyperlink.target == "https://example.org/999"
    (row,) = table(book["Answers"])
    assert row["Documents"].value.endswith("… and 990 more, on the sheet of documents.")


@pytest.mark.parametrize(
    ("texts_of_a_paper", "address"),
    [
        (("Decree 12", "https://example.org/a.pdf"), "https://example.org/a.pdf"),
        (("See (https://example.org/a).",), "https://example.org/a"),
        (("https://example.org/é à",), "https://example.org/%C3%A9"),
        (("http://example.org/a?b=1&c=2#d",), "http://example.org/a?b=1&c=2#d"),
        (("file:///etc/passwd", r"\\host\share\x.exe", "javascript:alert(1)"), ""),
        (("internal:A1", "mailto:a@example.org", "=HYPERLINK(1)", None, ""), ""),
        (("https://example.org/\ud800",), "https://example.org/"),
    ],
)
def test_only_addresses_of_the_web_are_followed(
    texts_of_a_paper: tuple[str | None, ...], address: str
) -> None:
    assert address_in(*texts_of_a_paper) == address


def test_a_link_that_is_too_long_is_a_text() -> None:
    url = "https://example.org/".ljust(3_000, "a")
    answer = Answer(value=1, evidence=(EvidenceItem(title="Paper", reference=url),))
    rows = table(made(hostile("x", answers={"s.a": answer}))["Documents"])
    assert "".join(texts(rows, "Reference")) == url
    assert not any(row["Reference"].hyperlink for row in rows)


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    (row,) = table(made(hostile("x"))["Answers"])
    assert "Review" not in row
    assert "Comment" in row


def test_a_label_that_goes_on_is_not_said_again_where_it_does() -> None:
    columns = (TableColumn("a", "A", 10, repeats=True), TableColumn("b", "B", 10))
    rows = [{"a": text_cell("label " * 400), "b": text_cell("text " * 900)}]
    sheet = table_sheet(TableSheet("Name", "Title", "", columns, rows, "a", ""))
    body = [row for row in sheet.rows if 2 in row.cells][1:]
    said = "".join(str(row.cells[1].value) for row in body if row.cells[1].look == looks.TEXT)
    assert "".join(said.split()) == "label" * 400
    again = [row.cells[1].value for row in body if row.cells[1].look == looks.CONTINUED]
    assert again
    assert all(isinstance(text, str) and text.endswith("…") for text in again)


def test_the_plan_of_a_hostile_measure_keeps_its_key_and_locks_the_rows_below() -> None:
    sheet = next(
        one
        for one in made(hostile("word " * 2_000)).worksheets
        if one["A1"].value == plan_sheet.MARK
    )
    keys = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert [key for key in keys if "/" in key] == ["whole/one"]
    below = list(sheet.iter_rows(min_row=keys.index("whole/one") + 3))
    assert below
    assert all(cell.protection.locked for row in below for cell in row)


def test_an_empty_text_is_no_cell() -> None:
    assert text_cell(" \n\t") is None
    assert text_cell("a") == Cell("a", looks.TEXT)


def test_a_label_of_any_rank_has_room() -> None:
    part: Any = a_question("deep", label="A question far below the others", target=3)
    for rank in range(30, 0, -1):
        part = a_section(f"s{rank}", part, title=f"A section of rank {rank}")
    submission = a_submission({"deep": 1})
    sheet = made(assess(prepare(a_questionnaire(part)), submission))["Results"]
    cells = [row["Section or question"] for row in table(sheet)]
    assert [cell.alignment.indent for cell in cells][:3] == [0, 0, 1]
    assert max(cell.alignment.indent for cell in cells) == 8
    assert max(sheet.row_dimensions[cell.row].height for cell in cells) < 120  # its number
