"""A report in a consultant's own document: what is theirs stays, and a bad one says why."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.documents.word import template as templates
from coherence_kit.rendering.report.variants import VARIANTS
from coherence_kit.rendering.word.docx import render_docx
from tests.functional.test_report_docx import expect_sound, parts, text_of, velmora

TAMOA = content.folder("questionnaires") / "submissions" / "illustrative" / "tamoa-2026.yaml"
BLOCK = "{{ report }}"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def report(folder: Path, template: Path) -> Result:
    words = ("report", TAMOA, "--variant", "brief", "--template", template)
    return run(*words, "-o", folder / "report.docx")


def a_template(path: Path, change: Callable[[Any], None] = lambda _document: None) -> Path:
    document = docx.Document()
    document.sections[0].page_width = Mm(200)
    document.sections[0].header.paragraphs[0].text = "Ministry of Nowhere, {{ country }}"
    document.styles["Heading 1"].font.size = Pt(31)
    document.add_paragraph("Our cover")
    split = document.add_paragraph("For {{ cou")
    split.add_run("ntry }} and {{round}} of {{ date }}: {{ title }}.").bold = True
    document.add_paragraph(BLOCK)
    document.add_paragraph("Our last page", style="List Number")
    change(document)
    document.save(str(path))
    return path


def document_width(path: Path) -> int | None:
    return docx.Document(str(path)).sections[0].page_width


def document_text_width(document: Any) -> int:
    section = document.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    files = parts(path.read_bytes())
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_the_report_stands_where_its_place_is_and_the_rest_stays(tmp_path: Path) -> None:
    result = report(tmp_path, a_template(tmp_path / "own.docx"))
    assert result.exit_code == 0, result.output
    data = (tmp_path / "report.docx").read_bytes()
    expect_sound(data)
    text = text_of(data)
    assert text.index("Our cover") < text.index("What is asked of the minister")
    assert text.index("What is asked of the minister") < text.index("Our last page")
    assert "{{" not in text
    assert re.search(r"For Tamoa and .+ of \d+ \w+ 2026: Tamoa: gap report in brief", text)
    document = docx.Document(io.BytesIO(data))
    assert document.sections[0].header.paragraphs[0].text == "Ministry of Nowhere, Tamoa"
    assert document.sections[0].page_width == document_width(tmp_path / "own.docx")
    wide = max(int(one.get("cx")) for one in document.element.findall(".//{*}extent"))
    assert 0.9 < wide / document_text_width(document) <= 1
    heading = next(p for p in document.paragraphs if p.style and p.style.name == "Heading 1")
    assert heading.style is not None
    assert heading.style.font.size == Pt(31)
    assert "template.styles" in result.output
    assert "Report Lead" in result.output


def test_what_somebody_typed_is_no_place_to_fill_in(tmp_path: Path) -> None:
    assessment, typed = velmora(), "{{ report }} {{ date }}"
    answers = {
        name: answer.model_copy(update={"comment": typed}) if answer.comment else answer
        for name, answer in assessment.submission.answers.items()
    }
    submission = assessment.submission.model_copy(update={"answers": answers})
    own = templates.read_template(a_template(tmp_path / "own.docx").read_bytes(), "own.docx")
    made = render_docx(
        [replace(assessment, submission=submission)],
        date=None,
        variant=VARIANTS["annex"],
        template=own,
    )
    assert text_of(made.data).count(typed) == sum(1 for one in answers.values() if one.comment)


def test_a_shade_that_ends_a_line_is_not_only_blanks(tmp_path: Path) -> None:
    """Laid out as those of Word 2010, documents show no colour behind blanks that end a line."""
    own = templates.read_template(a_template(tmp_path / "own.docx").read_bytes(), "own.docx")
    made = render_docx([velmora()], date=None, variant=VARIANTS["main"], template=own)
    shaded = [
        "".join(one.itertext())
        for one in docx.Document(io.BytesIO(made.data)).element.iter("{*}r")
        if one.find("{*}rPr/{*}shd") is not None
    ]
    assert len(shaded) > 5
    assert all(text.strip() for text in shaded if not text.endswith("\N{ZERO WIDTH SPACE}"))


def test_without_a_place_it_stands_at_the_end_with_a_warning(tmp_path: Path) -> None:
    def remove(document: Any) -> None:
        for paragraph in document.paragraphs:
            if paragraph.text == BLOCK:
                paragraph.text = "No place"

    result = report(tmp_path, a_template(tmp_path / "own.docx", remove))
    assert result.exit_code == 0, result.output
    assert "template.no-block" in result.output
    text = text_of((tmp_path / "report.docx").read_bytes())
    assert text.index("Our last page") < text.index("What is asked of the minister")


def test_the_same_template_gives_the_same_bytes_and_may_be_written_over(tmp_path: Path) -> None:
    own = a_template(tmp_path / "own.docx")
    assert report(tmp_path, own).exit_code == 0
    first = (tmp_path / "report.docx").read_bytes()
    assert report(tmp_path, own).exit_code == 0
    assert (tmp_path / "report.docx").read_bytes() == first


def test_a_report_is_itself_a_template(tmp_path: Path) -> None:
    assert report(tmp_path, a_template(tmp_path / "own.docx")).exit_code == 0
    (tmp_path / "report.docx").rename(tmp_path / "again.docx")
    result = report(tmp_path, tmp_path / "again.docx")
    assert result.exit_code == 0, result.output
    expect_sound((tmp_path / "report.docx").read_bytes())


def holds(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    """A file inside the document."""

    def add(files: dict[str, bytes]) -> None:
        files[f"word/{name}"] = data
        types = b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", types)

    return add


OLD = b"\xd0\xcf\x11\xe0" + bytes(500)


def macros(files: dict[str, bytes]) -> None:
    files["word/vbaProject.bin"] = b"Sub AutoOpen"


def macro_kind(files: dict[str, bytes]) -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(kind, macro)


def relation(kind: str, target: str) -> Callable[[dict[str, bytes]], None]:
    def add(files: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        text = (
            f'<Relationship Id="x" Type="{space}/{kind}" Target="{target}" '
            'TargetMode="External"/></Relationships>'
        )
        files[name] = files[name].replace(b"</Relationships>", text.encode())

    return add


def entities(files: dict[str, bytes]) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    head, _, rest = files["word/document.xml"].partition(b"?>")
    files["word/document.xml"] = head + b"?>" + doctype + rest


def cut_short(files: dict[str, bytes]) -> None:
    files["word/document.xml"] = files["word/document.xml"][:-50]


def workbook(files: dict[str, bytes]) -> None:
    name = "[Content_Types].xml"
    files[name] = files[name].replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet")


def styles_gone(files: dict[str, bytes]) -> None:
    del files["word/styles.xml"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (macros, "template.macros"),
        (macro_kind, "template.macros"),
        (holds("embeddings/letter.docm", b"PK"), "template.macros"),
        (holds("embeddings/book.bin", b"PK\x03\x04 xl/vbaProject.bin"), "template.macros"),
        (holds("embeddings/old.bin", OLD + "_VBA_PROJECT".encode("utf-16-le")), "template.macros"),
        (holds("activeX/activeX1.bin", OLD), "template.macros"),
        (relation("attachedTemplate", "https://example.org/x.dotm"), "template.outside"),
        (relation("image", "https://example.org/pixel.png"), "template.outside"),
        (relation("hyperlink", "file:///etc/passwd"), "template.outside"),
        (entities, "template.broken"),
        (cut_short, "template.broken"),
        (styles_gone, "template.broken"),
        (workbook, "template.other-kind"),
    ],
)
def test_a_bad_template_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    result = report(tmp_path, changed(a_template(tmp_path / "own.docx"), change))
    assert result.exit_code == 1, result.output
    assert code in result.output
    assert not (tmp_path / "report.docx").exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "template.other-kind"),
        (b"%PDF-1.7", "template.other-kind"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "template.other-kind"),
        (b"PK\x03\x04 broken", "template.broken"),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "own.docx").write_bytes(data)
    result = report(tmp_path, tmp_path / "own.docx")
    assert result.exit_code == 1, result.output
    assert code in result.output


def test_one_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = a_template(tmp_path / "own.docx")
    monkeypatch.setattr(templates, "LARGEST", 1_000)
    result = report(tmp_path, own)
    assert result.exit_code == 1
    assert "template.too-large" in result.output


def in_a_cell(document: Any) -> None:
    document.add_table(1, 1).cell(0, 0).text = BLOCK


def in_the_header(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = f"Page {BLOCK}"


def twice(document: Any) -> None:
    document.add_paragraph(BLOCK)


def with_text(document: Any) -> None:
    document.add_paragraph(f"Here: {BLOCK}")


def inside(before: str, behind: str) -> Callable[[Any], None]:
    """A paragraph with the place inside what is there before and behind."""

    def add(document: Any) -> None:
        text = f"<w:p><w:r><w:t>{BLOCK}</w:t></w:r></w:p>"
        document.element.body.insert(0, parse_xml(f"{before}{text}{behind}"))

    return add


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    f'<w:p {SPACE}><w:r><w:pict><v:shape xmlns:v="urn:v"><v:textbox><w:txbxContent>',
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
)
CONTROL = (f"<w:sdt {SPACE}><w:sdtContent>", "</w:sdtContent></w:sdt>")


@pytest.mark.parametrize("has_another", [True, False])
@pytest.mark.parametrize(
    ("change", "where"),
    [
        (in_a_cell, "in a cell of a table"),
        (in_the_header, "in a running line"),
        (with_text, "in a line with other text"),
        (inside(*BOX), "in a text box"),
        (inside(*CONTROL), "in a content control"),
    ],
)
def test_where_the_report_has_no_place_it_says_so(
    tmp_path: Path, change: Callable[[Any], None], where: str, *, has_another: bool
) -> None:
    def both(document: Any) -> None:
        if not has_another:
            next(one for one in document.paragraphs if one.text == BLOCK).text = "No place"
        change(document)

    result = report(tmp_path, a_template(tmp_path / "own.docx", both))
    assert result.exit_code == 1, result.output
    assert "template.place" in result.output
    assert where in " ".join(result.output.split())
    assert not (tmp_path / "report.docx").exists()


def test_a_second_place_is_refused(tmp_path: Path) -> None:
    result = report(tmp_path, a_template(tmp_path / "own.docx", twice))
    assert result.exit_code == 1, result.output
    assert "in a second paragraph" in " ".join(result.output.split())


def test_the_place_is_found_in_pieces(tmp_path: Path) -> None:
    def split(document: Any) -> None:
        place = next(one for one in document.paragraphs if one.text == BLOCK)
        place.text = ""
        for piece in ("{", "{ re", "po", "rt }", "}"):
            place.add_run(piece).italic = len(piece) > 1

    result = report(tmp_path, a_template(tmp_path / "own.docx", split))
    assert result.exit_code == 0, result.output
    assert "template.no-block" not in result.output
    assert BLOCK not in text_of((tmp_path / "report.docx").read_bytes())


def test_of_a_protected_document_it_is_said_that_nobody_can_edit_the_report(
    tmp_path: Path,
) -> None:
    def protect(files: dict[str, bytes]) -> None:
        lock = b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
        start, end, rest = files["word/settings.xml"].partition(b"<w:defaultTabStop")
        files["word/settings.xml"] = start + lock + end + rest

    result = report(tmp_path, changed(a_template(tmp_path / "own.docx"), protect))
    assert result.exit_code == 0, result.output
    assert "template.protected" in result.output
    assert (
        b"documentProtection" in parts((tmp_path / "report.docx").read_bytes())["word/settings.xml"]
    )


def test_what_is_small_packed_and_huge_unpacked_is_refused(tmp_path: Path) -> None:
    own = a_template(tmp_path / "own.docx")
    with (
        zipfile.ZipFile(own, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image9.png", "w", force_zip64=True) as picture,
    ):
        for _ in range(210):
            picture.write(bytes(1 << 20))
    assert own.stat().st_size < 1_000_000
    result = report(tmp_path, own)
    assert result.exit_code == 1, result.output
    assert "unpacked it has" in " ".join(result.output.split())


def test_elements_in_elements_without_end_are_refused(tmp_path: Path) -> None:
    def nest(files: dict[str, bytes]) -> None:
        deep = b"<w:sdt>" * 9_000 + b"</w:sdt>" * 9_000
        files["word/document.xml"] = files["word/document.xml"].replace(
            b"<w:body>", b"<w:body>" + deep
        )

    result = report(tmp_path, changed(a_template(tmp_path / "own.docx"), nest))
    assert result.exit_code == 1, result.output
    assert "template.broken" in result.output


def test_a_large_template_works(tmp_path: Path) -> None:
    def fill(document: Any) -> None:
        for number in range(3_000):
            document.add_paragraph(f"Our text {number} of {{{{ country }}}}")

    result = report(tmp_path, a_template(tmp_path / "own.docx", fill))
    assert result.exit_code == 0, result.output
    assert "Our text 2999 of Tamoa" in text_of((tmp_path / "report.docx").read_bytes())


def test_a_template_is_for_word_alone(tmp_path: Path) -> None:
    own = a_template(tmp_path / "own.docx")
    result = run("report", TAMOA, "--template", own, "-o", tmp_path / "report.pdf")
    assert result.exit_code == 2
    assert "for Word" in result.output
