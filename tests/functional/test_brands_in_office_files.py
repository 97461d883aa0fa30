"""A brand looks the same where a report is a document or a workbook."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.functional.conftest import Run
from tests.functional.test_brands import Made
from tests.functional.test_report_docx import expect_sound, parts, text_of
from tests.plans import THEN, answers, content_folder

CLASS = "OFFICIAL – SENSITIVE"
DOT = (  # one red dot
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    content_folder(tmp_path / "content")
    answers(tmp_path / "2026.yaml", "2026", THEN)
    return Made(tmp_path, run)


def with_dot(made: Made) -> Path:
    """The brand with a second logo made of dots."""
    path = made.brand()
    text = path.read_text(encoding="utf-8")
    first = re.search(r"^- \{file: logo.svg.*$", text, re.MULTILINE)
    assert first is not None
    path.write_text(
        text.replace(first[0], f"{first[0]}\n- {{file: dot.png, alt: Dot}}"), encoding="utf-8"
    )
    (path.parent / "dot.png").write_bytes(DOT)
    return path


def test_a_document_has_logos_colours_running_lines_and_words_of_the_brand(made: Made) -> None:
    data = made.report("r.docx", "--brand", with_dot(made)).read_bytes()
    expect_sound(data)
    files = {name: part.decode("utf-8", "replace") for name, part in parts(data).items()}
    body, styles = files["word/document.xml"], files["word/styles.xml"]
    assert body.count('descr="Ministry of &lt;Planning&gt;"') == 2  # the drawing and its picture
    assert body.count('descr="Dot"') == 2
    assert files["word/media/report1.svg"].count("#6A1B4D") == 1
    assert "6A1B4D" in styles
    assert "0B4F60" not in styles + body
    for name in ("header1", "header2", "footer1", "footer2"):
        assert CLASS in files[f"word/{name}.xml"]
    assert CLASS not in body
    assert "For discussion; } body { color: red }." in files["word/footer1.xml"]
    assert "<Company>Planning &amp; &lt;b&gt;Co&lt;/b&gt;</Company>" in files["docProps/app.xml"]
    text = text_of(data)
    for said in ("Planning & <b>Co</b>", "Summary <i>for</i> all", "Our advice"):
        assert said in text
    assert "A stock-taking, not a ranking." not in text + files["word/footer1.xml"]


def test_a_document_without_a_brand_says_nothing_of_one(made: Made) -> None:
    files = parts(made.report("r.docx").read_bytes())
    assert (
        made.report("b.docx", "--brand", made.brand("")).read_bytes()
        == (made.folder / "r.docx").read_bytes()
    )
    assert b"ReportClassification" not in files["word/header1.xml"]
    assert b"Company" not in files["docProps/app.xml"]


def test_parts_of_a_document_are_those_of_the_brand(made: Made) -> None:
    brand = made.brand("parts: [cover, method, profile]\n")
    text = text_of(made.report("r.docx", "--brand", brand).read_bytes())
    assert text.index("Annex B") < text.index("Profile")
    assert "Annex A" not in text


def a_template(path: Path, *, header: str) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = "{{ publisher }}: {{ foot }}"
    document.add_paragraph("{{ report }}")
    document.save(str(path))
    return path


def test_a_template_has_its_own_looks_and_places_for_the_words_of_the_brand(made: Made) -> None:
    own = a_template(made.folder / "own.docx", header="{{ classification }}")
    path = made.report("r.docx", "--brand", made.brand(), "--template", own)
    document = docx.Document(str(path))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == CLASS
    assert section.footer.paragraphs[0].text.startswith("Planning & <b>Co</b>: ")
    assert section.footer.paragraphs[0].text.endswith("For discussion; } body { color: red }.")
    text = text_of(path.read_bytes())
    assert "Summary <i>for</i> all" in text
    assert text.count(CLASS) == 0  # in the running lines alone
    assert b"Ministry of &lt;Planning&gt;" not in parts(path.read_bytes())["word/document.xml"]


def test_a_classification_for_which_a_template_has_no_place_is_not_lost(made: Made) -> None:
    own = a_template(made.folder / "own.docx", header="Ours")
    path = made.folder / "r.docx"
    result = made(
        "report", made.folder / "2026.yaml", "-o", path, "--brand", made.brand(), "--template", own
    )
    assert result.exit_code == 0, result.output
    assert "template.no-classification" in result.output
    texts = [one.text for one in docx.Document(str(path)).paragraphs if one.text.strip()]
    assert texts[0] == texts[-1] == CLASS


def test_a_workbook_has_the_accent_publisher_and_running_lines_of_the_brand(made: Made) -> None:
    path = made.report("r.xlsx", "--brand", made.brand())
    book = openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").decode()
        assert "Planning &amp; &lt;b&gt;Co&lt;/b&gt;" in archive.read("docProps/app.xml").decode()
    assert "6A1B4D" in styles
    assert "0B4F60" not in styles
    for sheet in book.worksheets:
        assert sheet.oddHeader.right.text == CLASS
        assert sheet.oddFooter.left.text.startswith(f"{CLASS}\n")
        assert "For discussion" in sheet.oddFooter.left.text
        assert sheet.sheet_properties.tabColor is None or (
            sheet.sheet_properties.tabColor.rgb == "FF6A1B4D"
        )
    facts = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert facts["Published by"] == "Planning & <b>Co</b>"


@pytest.mark.parametrize("mark", ["&A&B&", "&" * 50, "=1+1", "7 of 9", "\u202eSECRET"])
def test_the_longest_running_lines_stay_text_and_fit(mark: str, made: Made) -> None:
    brand = made.brand(f"foot: '{'&' * 120}'\nclassification: '{mark}'\n")
    path = made.report("r.xlsx", "--brand", brand)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    footer = re.search(r"<oddFooter>(.*?)</oddFooter>", sheet, re.DOTALL)
    assert footer is not None
    assert len(footer[1].replace("&amp;", "&")) <= 255
    assert made.report("r.docx", "--brand", brand).exists()


def test_without_a_brand_a_workbook_is_as_it_was(made: Made) -> None:
    path = made.report("r.xlsx")
    assert made.report("b.xlsx", "--brand", made.brand("")).read_bytes() == path.read_bytes()
    facts = [row[0].value for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]
    assert "Published by" not in facts
