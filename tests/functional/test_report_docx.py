"""The report for a word processor: every word and figure of it, nothing that a reader refuses."""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.shared import Mm
from lxml import etree
from lxml import html as lxml_html

from coherence_kit import content
from coherence_kit.charts import letter_mark
from coherence_kit.cli import main
from coherence_kit.documents.letter_outlines import outlined
from coherence_kit.documents.word import pictures
from coherence_kit.documents.word.blocks import Document, Paragraph, Text
from coherence_kit.documents.word.writer import write_document
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.variants import VARIANTS, Variant
from coherence_kit.rendering.word.docx import render_docx
from coherence_kit.workflow.score import assess_file
from tests.shipped import shared_workspace

SHIPPED = content.folder("questionnaires") / "submissions"
VELMORA = SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml"
TAMOA = SHIPPED / "illustrative" / "tamoa-2026.yaml"
ROUND = SHIPPED / "rounds" / "velmora-2026"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FIELDS = re.compile(
    r" (PAGE|NUMPAGES|STYLEREF \"Report Part\"|SEQ (Table|Figure) \\\* ARABIC"
    r"|TOC \\o \"1-[12]\" \\h \\z) \Z"
)
HOSTILE = (
    "</w:t></w:r></w:p><w:p/>",
    "<script>alert(1)</script>",
    "&lt;w:br/&gt; &amp; ]]>",
    '{ INCLUDETEXT "/etc/passwd" }',
    '=HYPERLINK("http://example.org")',
    "{{ report }} {% for x in y %}",
    "\u202eright to left\u202c and \u200bnothing",
    "<svg width='1mm' height='1mm'><image href='file:///etc/passwd'/></svg>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]> &a;",
    "\ufffe\ufffd a\n\n\tb " + "x" * 5_000,
)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def made(path: Path, *words: object) -> bytes:
    result = run("report", *words, "-o", path)
    assert result.exit_code == 0, result.output
    return path.read_bytes()


def velmora() -> Assessment:
    return assess_file(shared_workspace(), VELMORA)


def laid_out(assessment: Assessment, variant: str = "full", language: str = "en") -> bytes:
    chosen: Variant = VARIANTS[variant]
    return render_docx([assessment], date=None, language=language, variant=chosen).data


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def lines_of(root: Any) -> Iterator[str]:
    """The text of each paragraph."""
    for paragraph in root.iter(f"{W}p"):
        pieces = (
            {f"{W}br": "\n", f"{W}tab": "\t"}.get(piece.tag, piece.text or "")
            for piece in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
            if piece.getparent().tag == f"{W}r"
        )
        yield "".join(pieces)


def text_of(data: bytes) -> str:
    return "\n".join(lines_of(body_of(data)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def words_of_page(html: str) -> Counter[str]:
    """Every word of a page that a reader sees; drawings are read aloud by their own."""
    bare = re.sub(r"<svg\b.*?</svg>", " ", html, flags=re.DOTALL)
    root = lxml_html.document_fromstring(bare)
    ways = "//nav[not(.//table[contains(@class, 'toc')])]"
    for element in root.xpath(f"//style|{ways}|//head|//table[contains(@class, 'toc')]/thead"):
        element.drop_tree()
    # A word ends where an element does, but for the few inside a line.
    return Counter(re.findall(r"\w+", unescape(" ".join(root.itertext()))))


def expect_sound(data: bytes) -> None:
    """What Word refuses, or mends with a complaint, is not there."""
    files = parts(data)
    trees = {n: etree.fromstring(d) for n, d in files.items() if n.endswith((".xml", ".rels"))}
    types = trees["[Content_Types].xml"]
    defaults = {one.get("Extension") for one in types if one.get("Extension")}
    overrides = {one.get("PartName") for one in types if one.get("PartName")}
    assert all(f"/{n}" in overrides or n.rpartition(".")[2] in defaults for n in files)
    assert all(name[1:] in files for name in overrides)
    body, relations = trees["word/document.xml"], trees["word/_rels/document.xml.rels"]
    targets = {one.get("Id"): one for one in relations}
    assert len(targets) == len(relations)
    for one in relations:
        if one.get("TargetMode") == "External":
            assert re.match("https?://", one.get("Target"))
        else:
            assert (
                posixpath.normpath(posixpath.join("word", one.get("Target"))).lstrip("/") in files
            )
    used = {v for e in body.iter() for k, v in e.attrib.items() if k.startswith(R)}
    assert used <= set(targets)
    styles = {one.get(f"{W}styleId") for one in trees["word/styles.xml"].iter(f"{W}style")}
    named = {e.get(f"{W}val") for t in ("pStyle", "rStyle", "tblStyle") for e in body.iter(W + t)}
    assert named <= styles
    numbers = {one.get(f"{W}numId") for one in trees["word/numbering.xml"].iter(f"{W}num")}
    assert {one.get(f"{W}val") for one in body.iter(f"{W}numId")} <= numbers
    expect_unique(body)
    expect_whole_tables(body)
    for name, tree in trees.items():
        for field in tree.iter(f"{W}instrText", f"{W}fldSimple"):
            assert FIELDS.match(field.text or field.get(f"{W}instr")), name


def expect_unique(body: Any) -> None:
    bookmarks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(set(bookmarks)) == len(bookmarks)
    starts = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert len(set(starts)) == len(starts)
    assert starts
    assert sorted(starts) == sorted(o.get(f"{W}id") for o in body.iter(f"{W}bookmarkEnd"))
    anchors = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")} - {None}
    assert anchors <= set(bookmarks)
    drawings = [one.get("id") for one in body.iter("{*}docPr")]
    assert len(set(drawings)) == len(drawings)


def expect_whole_tables(body: Any) -> None:
    for table in body.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        rows = table.findall(f"{W}tr")
        assert rows
        for row in rows:
            cells = row.findall(f"{W}tc")
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            assert sum(1 if s is None else int(s.get(f"{W}val")) for s in spans) == columns
            assert all(cell[-1].tag == f"{W}p" for cell in cells)
        assert table.getnext().tag == f"{W}p"


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_word_of_the_page_stands_in_the_document(variant: str) -> None:
    assessment = velmora()
    page = render_html([assessment], date=None, for_print=False, variant=VARIANTS[variant])
    data = laid_out(assessment, variant)
    expect_sound(data)
    found = Counter(re.findall(r"\w+", text_of(data)))
    assert not words_of_page(page) - found


def test_it_has_the_figures_of_the_json_and_every_comment(tmp_path: Path) -> None:
    data = made(tmp_path / "report.docx", VELMORA)
    made(tmp_path / "report.json", VELMORA)
    [figures] = json.loads((tmp_path / "report.json").read_bytes())
    text, assessment = text_of(data), velmora()
    sections = [one for one in figures["nodes"].values() if one["kind"] == "section"]
    found = Counter(text.split())
    assert len(sections) > 5
    expected = [figures["score"]["text"], *(one["text"] for one in sections)]
    bounds = [
        f"{one['low']:.1f}\N{EN DASH}{one['high']:.1f}"
        for one in (figures["score"], *sections)
        if one["low"] != one["high"]
    ]
    assert not Counter((*expected, *bounds)) - found
    comments = [a.comment for a in assessment.submission.answers.values() if a.comment]
    assert len(comments) > 20
    assert [c for c in comments if squeezed(str(c)) not in squeezed(text)] == []


def test_the_same_report_has_the_same_bytes() -> None:
    assessment = velmora()
    assert laid_out(assessment) == laid_out(assessment)


def test_another_library_reads_headings_tables_and_properties() -> None:
    document = docx.Document(io.BytesIO(laid_out(velmora())))
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") > 8
    assert document.core_properties.title.startswith("Velmora")
    assert document.core_properties.author.startswith("Ministry of Interior")
    assert document.core_properties.language == "en"
    heads = [one for one in document.tables if one._tbl.findall(f".//{W}tblHeader")]
    assert len(heads) > 10
    drawings = document.element.findall(".//{*}docPr")
    assert any("score 51.0" in one.get("descr", "") for one in drawings)


def test_a_drawing_is_kept_as_such_and_as_a_picture() -> None:
    files = parts(laid_out(velmora(), "brief"))
    drawn = {n.rpartition(".")[0] for n in files if n.endswith(".svg")}
    assert drawn == {n.rpartition(".")[0] for n in files if n.endswith(".png")}
    assert drawn
    assert all(files[f"{n}.png"].startswith(b"\x89PNG") for n in drawn)


def test_the_plan_lies_on_its_side_with_cells_to_write_in() -> None:
    data = laid_out(velmora(), "plan")
    body = body_of(data)
    size = body.find(f".//{W}pgSz")
    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    document = docx.Document(io.BytesIO(data))
    planned, signed = document.tables
    lines = [cell._tc.findall(f"{W}tcPr/{W}tcBorders/{W}bottom") for cell in planned.rows[1].cells]
    assert [len(one) for one in lines] == [0, 0, 1, 1, 1, 1, 1, 1]
    assert all(row.height and row.height > Mm(12) for row in signed.rows[1:])
    [title] = [one.text for one in document.paragraphs if one.style and one.style.name == "Title"]
    assert title == "Velmora · Action plan"


def test_letters_in_drawings_are_shapes_that_every_program_draws(tmp_path: Path) -> None:
    files = parts(made(tmp_path / "report.docx", "--round", ROUND / "round.yaml", ROUND))
    drawings = [data for name, data in files.items() if name.endswith(".svg")]
    assert len(drawings) > 20
    assert [one for one in drawings if b"<text" in one] == []
    letters = {
        data
        for name, data in files.items()
        if name.endswith(".png") and files[name.replace(".png", ".svg")].count(b"<circle") == 1
    }
    assert len(letters) > 5  # of five offices and a partner, no two alike


def test_a_letter_that_the_face_lacks_stays_text() -> None:
    assert "<path" in outlined(letter_mark("A", "Ministry A"))
    assert "<text" in outlined(letter_mark("\N{HEBREW LETTER ALEF}", "Ministry"))
    assert outlined(letter_mark("&", "a & b")).count("<path") == 1


@pytest.mark.parametrize("typed", HOSTILE)
def test_typed_text_stays_text(typed: str) -> None:
    assessment = velmora()
    answers = dict(assessment.submission.answers)
    name = next(name for name, answer in answers.items() if answer.comment)
    answers[name] = answers[name].model_copy(update={"comment": typed})
    submission = assessment.submission.model_copy(update={"answers": answers})
    data = laid_out(replace(assessment, submission=submission), "annex")
    expect_sound(data)
    marked = re.compile(r"[^!-~]+")  # the kit takes out signs that nobody sees
    assert marked.sub("", typed) in marked.sub("", text_of(data))


def test_several_chapters_have_headings_of_their_own(tmp_path: Path) -> None:
    data = made(tmp_path / "report.docx", "--round", ROUND / "round.yaml", ROUND, "--lang", "fr")
    expect_sound(data)
    text = text_of(data)
    assert "Tableau 1\u00a0: " in text
    assert "Seul fait foi le PDF" in text


def test_arabic_is_read_from_the_right() -> None:
    blocks = (Paragraph((Text("تقرير", link="#top"),), "heading 1", ("top",)),)
    data = write_document(Document("تقرير", "", "ar", "rtl", None, blocks, "", ""))
    expect_sound(data)
    assert b"<w:bidi/>" in parts(data)["word/styles.xml"]
    assert b"<w:rtl/>" in parts(data)["word/document.xml"]


def test_an_edited_report_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    first = made(path, TAMOA, "--variant", "brief")
    assert made(path, TAMOA, "--variant", "brief") == first
    document = docx.Document(str(path))
    document.add_paragraph("What the minister changed.")
    document.save(str(path))
    refused = run("report", TAMOA, "--variant", "brief", "-o", path)
    assert refused.exit_code == 1
    assert "edits" in refused.output
    assert "What the minister changed." in text_of(path.read_bytes())


def test_without_its_libraries_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    result = run("report", TAMOA, "-o", tmp_path / "report.docx")
    assert result.exit_code == 2
    assert 'pip install "coherence-kit[word]"' in result.output.replace("\n", " ")
