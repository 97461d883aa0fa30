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


def test_a_template_is_for_word_alone(tmp_path: Path) -> None:
    own = a_template(tmp_path / "own.docx")
    result = run("report", TAMOA, "--template", own, "-o", tmp_path / "report.pdf")
    assert result.exit_code == 2
    assert "for Word" in result.output
