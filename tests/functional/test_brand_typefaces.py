"""A report is set in the typefaces of its brand, carries them, and says what they lack."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from coherence_kit.documents.embedded import read_attachments
from coherence_kit.documents.own_faces import LARGEST_FACE
from tests.functional.conftest import Run
from tests.functional.test_brands import Made
from tests.functional.test_report_docx import parts
from tests.plans import THEN, answers, content_folder
from tests.typefaces import FAMILY, a_face

FONTS = "fonts:\n  text: {regular: regular.ttf, bold: bold.ttf}\n"


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    content_folder(tmp_path / "content")
    answers(tmp_path / "2026.yaml", "2026", THEN)
    return Made(tmp_path, run)


def with_faces(made: Made, regular: bytes | None = None, text: str = FONTS) -> Path:
    """A brand beside its typefaces."""
    brand = made.brand(text)
    (brand.parent / "regular.ttf").write_bytes(a_face() if regular is None else regular)
    (brand.parent / "bold.ttf").write_bytes(a_face(weight=700))
    return brand


def fonts_of(path: Path) -> set[str]:
    with pikepdf.open(path) as document:
        return {
            str(one["/BaseFont"]).partition("+")[2]
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        }


def test_a_pdf_is_set_in_the_typeface_and_is_made_again_from_what_it_carries(made: Made) -> None:
    report = made.report("r.pdf", "--brand", with_faces(made))
    assert any(name.startswith("Report-Text") for name in fonts_of(report))
    assert any(name.startswith("Report-Headings") for name in fonts_of(report))
    carried = read_attachments(report.read_bytes(), source="r")
    data = carried["brand-font-text-regular.ttf"]
    assert len(data) < len(a_face()) / 2  # no more than the report needs
    with TTFont(io.BytesIO(data)) as font:
        assert font["name"].getDebugName(16) == FAMILY
    result = made("verify", report)
    assert result.exit_code == 0, result.output
    assert "byte for byte" in result.output
    assert f"in a typeface that its brand brings, {FAMILY}" in result.output
    assert made.report("again.pdf", "--brand", with_faces(made)).read_bytes() == report.read_bytes()


@pytest.mark.parametrize("other", [a_face(wider=1.1), a_face(), b"", None])
def test_another_typeface_in_a_report_is_noticed(other: bytes | None, made: Made) -> None:
    report, name = (
        made.report("r.pdf", "--brand", with_faces(made)),
        "brand-font-text-regular.ttf",
    )
    with pikepdf.open(report, allow_overwriting_input=True) as document:
        specification = document.attachments[name]
        del document.attachments[name]
        if other is not None:
            changed = pikepdf.AttachedFileSpec(
                document, other, filename=name, mime_type="font/ttf", description="",
                creation_date="", mod_date="",
            )  # fmt: skip
            changed.relationship = specification.relationship
            document.attachments[name] = changed
        document.save()
    result = made("verify", report)
    assert result.exit_code == 1, result.output


def test_headings_have_a_typeface_of_their_own(made: Made) -> None:
    brand = with_faces(made, text=f"{FONTS}  headings: heads.otf\n")
    (brand.parent / "heads.otf").write_bytes(a_face(weight=700, name="Tried Heads"))
    files = parts(made.report("r.docx", "--brand", brand).read_bytes())
    styles = files["word/styles.xml"].decode()
    assert set(re.findall(r'w:ascii="([^"]+)"', styles)) == {FAMILY, "Tried Heads"}
    page = made.report("r.html", "--brand", brand).read_text(encoding="utf-8")
    assert page.count('"Report Text"; font-weight') == 2
    assert page.count('"Report Headings"; font-weight') == 1
    assert "font-src data:" in page


def test_charts_of_a_document_have_the_letters_of_the_typeface(made: Made) -> None:
    wide = made.brand(FONTS)
    (wide.parent / "regular.ttf").write_bytes(a_face(wider=1.2))
    (wide.parent / "bold.ttf").write_bytes(a_face(weight=700, wider=1.2))
    own = parts(made.report("w.docx", "--brand", wide).read_bytes())
    plain = parts(made.report("p.docx").read_bytes())
    charts = [name for name in plain if name.endswith(".svg")]
    assert charts
    assert not any(b"<text" in own[name] for name in charts)
    assert any(own[name] != plain[name] for name in charts)


def test_a_page_holds_what_it_prints_and_nothing_is_fetched(made: Made) -> None:
    page = made.report("r.html", "--brand", with_faces(made)).read_text(encoding="utf-8")
    assert set(re.findall(r"src: url\((.{22})", page)) == {"data:font/woff;base64,"}
    assert len(page) < 400_000
    plain = made.report("plain.html").read_text(encoding="utf-8")
    assert set(re.findall(r"src: ?url\((.{22})", plain)) == {"data:font/woff;base64,"}
    assert '"Report Text"; font-weight' not in plain


def test_what_a_typeface_lacks_is_lent_and_told(made: Made) -> None:
    brand = with_faces(made, a_face(without="éè\u0300\u0301"))
    path = made.folder / "r.pdf"
    words = ("report", made.folder / "2026.yaml", "-o", path, "--brand", brand, "--lang", "fr")
    result = made(*words)
    assert result.exit_code == 0, result.output
    assert {"Report-Text", "Report-Text-Semi-Bold"} <= fonts_of(path)
    assert f"The typeface {FAMILY} lacks 2 letters: è é." in result.output
    assert any(name.startswith("Source-Sans") for name in fonts_of(path))
    assert made("verify", path).exit_code == 0


def test_what_a_typeface_calls_itself_is_no_more_than_a_name(made: Made) -> None:
    name = '</w:rFonts>"; } body { color: red } <script>alert(1)</script>' + "x" * 500
    brand = with_faces(made, a_face(name=name))
    files = parts(made.report("r.docx", "--brand", brand).read_bytes())
    said = re.findall(r'w:ascii="([^"]+)"', files["word/styles.xml"].decode())
    assert all(re.fullmatch(r"[\w .-]{1,60}", one) for one in said)
    page = made.report("r.html", "--brand", brand).read_text(encoding="utf-8")
    assert "color: red" not in page


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.ttf", "brand.no-file"),
        ("pipe", "brand.no-file"),
        (".", "brand.no-file"),
        ("../out.ttf", "brand.outside"),
        ("/etc/passwd", "brand.outside"),
        ("large.ttf", "brand.too-large"),
        ("empty.ttf", "brand.font"),
        ("logo.svg", "brand.font"),
        ("locked.ttf", "brand.font"),
        ("web.woff2", "brand.font"),
        ("broken.ttf", "brand.font"),
        ("signs.ttf", "brand.font"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_place(
    name: str, code: str, made: Made
) -> None:
    brand = with_faces(made, text=f"fonts:\n  text: {{regular: {name}, bold: bold.ttf}}\n")
    folder = brand.parent
    os.mkfifo(folder / "pipe")
    (made.folder / "out.ttf").write_bytes(a_face())
    (folder / "large.ttf").write_bytes(bytes(LARGEST_FACE + 1))
    (folder / "empty.ttf").write_bytes(b"")
    (folder / "locked.ttf").write_bytes(a_face(rights=2))
    (folder / "web.woff2").write_bytes(b"wOF2" + bytes(99))
    (folder / "broken.ttf").write_bytes(a_face()[:-20_000])
    (folder / "signs.ttf").write_bytes(a_face(without="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"))
    result = made("check", brand)
    assert result.exit_code == 1, result.output
    assert code in result.output
    assert "ours.yaml:4:19" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "fonts: regular.ttf\n",
        "fonts: {}\n",
        "fonts: {headings: bold.ttf}\n",
        "fonts: {text: {regular: regular.ttf}}\n",
        "fonts: {text: {regular: regular.ttf, bold: bold.ttf, light: bold.ttf}}\n",
        "fonts: {text: {regular: [regular.ttf], bold: bold.ttf}}\n",
        "fonts: {body: {regular: regular.ttf, bold: bold.ttf}}\n",
    ],
)
def test_what_is_missing_or_too_much_is_told(text: str, made: Made) -> None:
    result = made("check", with_faces(made, text=text))
    assert result.exit_code == 1
    assert "schema." in result.output
