"""A brand says some blocks of a report in its own words, in every format alike."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from coherence_kit.documents.embedded import read_attachments
from coherence_kit.documents.own_templates import LARGEST_TEMPLATE
from tests.functional.conftest import Run
from tests.functional.test_brands import Made
from tests.functional.test_report_docx import expect_sound, parts, text_of
from tests.plans import THEN, answers, content_folder

COVER = """\
<p><strong>{{ title }}</strong>, <em>for</em> {{ country }} & by {{ publisher }}</p>
<table><tr><th>Result</th><th>Gaps</th></tr>
{% for chapter in chapters %}<tr><td>{{ chapter.result }}</td><td>{{ chapter.gaps }}</td></tr>
{% endfor %}</table>
"""
CONTACT = """\
<h3>Whom to ask</h3>
<p>{{ publisher }}: <a href="mailto:office@example.org">office@example.org</a></p>
"""
FOOT = "Draft of {{ date }}{% if measures > 0 %}, {{ measures }} measures{% endif %} & more\n"
TEXT = """\
publisher: "Planning & <b>Co</b>"
foot: The other foot.
blocks: {cover: own/cover.html, contact: contact.html, foot: foot.txt}
"""


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    content_folder(tmp_path / "content")
    answers(tmp_path / "2026.yaml", "2026", THEN)
    return Made(tmp_path, run)


def with_blocks(made: Made, cover: str = COVER) -> Path:
    brand = made.brand(TEXT)
    (brand.parent / "own").mkdir(exist_ok=True)
    (brand.parent / "own" / "cover.html").write_text(cover, encoding="utf-8")
    (brand.parent / "contact.html").write_text(CONTACT, encoding="utf-8")
    (brand.parent / "foot.txt").write_text(FOOT, encoding="utf-8")
    return brand


def test_a_page_says_the_blocks_of_the_brand_and_escapes_what_they_print(made: Made) -> None:
    page = made.report("r.html", "--brand", with_blocks(made)).read_text(encoding="utf-8")
    assert "<em>for</em> Ghana &amp; by Planning &amp; &lt;b&gt;Co&lt;/b&gt;</p>" in page
    assert '<table><tr><th scope="col">Result</th>' in page
    assert "<h3>Whom to ask</h3>" in page
    assert '<a href="mailto:office@example.org">' in page
    assert "The other foot" not in page
    assert "Draft of 30 June 2026" in page
    assert 'class="title"' not in page
    assert 'class="map"' not in page
    assert page.count("A small questionnaire") > 1


def test_a_pdf_carries_the_templates_and_is_verified_with_them(made: Made) -> None:
    brand = with_blocks(made)
    report = made.report("r.pdf", "--brand", brand)
    carried = read_attachments(report.read_bytes(), source="r")
    assert carried["brand-block-cover.html"].decode() == COVER
    assert carried["brand-block-foot.html"].decode() == FOOT
    result = made("verify", report)
    assert result.exit_code == 0, result.output
    assert "byte for byte" in result.output


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (COVER.replace("Gaps", "Gains"), "verify."),
        (COVER.replace("chapter.gaps", "chapter.answered"), "verify."),
        ("{% for x in range(9) %}{% endfor %}", "brand.block"),
        ("<script>alert(1)</script>", "brand.block"),
        (None, "brand.no-file"),
    ],
)
def test_a_template_that_was_changed_in_the_report_is_noticed(
    new: str | None, code: str, made: Made
) -> None:
    report, name = made.report("r.pdf", "--brand", with_blocks(made)), "brand-block-cover.html"
    with pikepdf.open(report, allow_overwriting_input=True) as document:
        specification = document.attachments[name]
        del document.attachments[name]
        if new is not None:
            changed = pikepdf.AttachedFileSpec(
                document, new.encode(), filename=name, mime_type="text/html", description="",
                creation_date="", mod_date="",
            )  # fmt: skip
            changed.relationship = specification.relationship
            document.attachments[name] = changed
        document.save()
    result = made("verify", report)
    assert result.exit_code == 1, result.output
    assert code in result.output


def test_a_document_and_a_workbook_say_them_too(made: Made) -> None:
    brand = with_blocks(made)
    data = made.report("r.docx", "--brand", brand).read_bytes()
    expect_sound(data)
    assert parts(data)["word/document.xml"].count(b"<w:i/>") == 1
    assert "for Ghana & by Planning & <b>Co</b>" in text_of(data)
    assert "Whom to ask" in text_of(data)
    book = openpyxl.load_workbook(made.report("r.xlsx", "--brand", brand))
    assert "Draft of 30 June 2026" in book.worksheets[0].oddFooter.left.text


def test_a_contact_stands_at_the_end_where_there_are_no_contents(made: Made) -> None:
    brand = with_blocks(made)
    brand.write_text(f"{brand.read_text('utf-8')}parts: [cover, profile]\n", encoding="utf-8")
    page = made.report("r.html", "--brand", brand).read_text("utf-8")
    assert page.count("Whom to ask") == 1
    assert page.index("Whom to ask") > page.index('id="c1-profile"')


def test_what_stays_whole_has_no_contact(made: Made) -> None:
    brand = with_blocks(made)
    page = made.report("r.html", "--brand", brand, "--variant", "brief").read_text("utf-8")
    assert "Whom to ask" not in page
    assert "Draft of 30 June 2026" in page


def test_a_long_block_goes_on_and_writes_over_nothing(made: Made) -> None:
    cover = "<p>Word and word.</p>\n" * 80
    report = made.report("r.pdf", "--brand", with_blocks(made, cover))
    page = made.report("r.html", "--brand", with_blocks(made, cover)).read_text("utf-8")
    assert '<header class="cover flows"' in page
    assert made("verify", report).exit_code == 0


def test_what_writes_too_much_is_told_when_it_does(made: Made) -> None:
    cover = "{% for a in chapters %}{% for b in chapters %}<p>" + "x" * 50_000
    brand = with_blocks(made, cover + "</p>{% endfor %}{% endfor %}")
    path = made.folder / "2026.yaml"
    answers(made.folder / "2027.yaml", "2026", THEN)
    result = made("report", path, made.folder / "2027.yaml", "-o", made.folder / "r.html",
                  "--brand", brand)  # fmt: skip
    assert result.exit_code == 1, result.output
    assert "writes more than" in result.output
    assert not (made.folder / "r.html").exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.html", "brand.no-file"),
        ("pipe", "brand.no-file"),
        (".", "brand.no-file"),
        ("../out.html", "brand.outside"),
        ("/etc/passwd", "brand.outside"),
        ("large.html", "brand.too-large"),
        ("binary.html", "brand.block"),
        ("reads.html", "brand.block"),
        ("endless.html", "brand.block"),
        ("broken.html", "brand.block"),
        ("unknown.html", "brand.block"),
        ("acts.html", "brand.block"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_place(
    name: str, code: str, made: Made
) -> None:
    brand = made.brand(f"blocks:\n  cover: {name}\n")
    folder = brand.parent
    os.mkfifo(folder / "pipe")
    (made.folder / "out.html").write_text("<p>a</p>")
    (folder / "large.html").write_bytes(b" " * (LARGEST_TEMPLATE + 1))
    (folder / "binary.html").write_bytes(b"\xff\xfe\x00")
    (folder / "reads.html").write_text("<p>{% include '/etc/passwd' %}</p>")
    (folder / "endless.html").write_text("{% for x in range(10**9) %}{% endfor %}")
    (folder / "broken.html").write_text("<p>{{ country }</p>")
    (folder / "unknown.html").write_text("<p>{{ contry }}</p>")
    (folder / "acts.html").write_text("<p>a</p><script src='https://example.org/x.js'></script>")
    result = made("check", brand)
    assert result.exit_code == 1, result.output
    assert code in result.output
    assert "ours.yaml:4:10" in result.output


def test_all_faults_of_a_template_are_told_at_once(made: Made) -> None:
    brand = with_blocks(made, "<p>{{ contry }}</p>\n{% include 'x' %}\n{{ range(3) }}\n")
    result = made("check", brand)
    for line, what in ((1, "contry"), (2, "include"), (3, "round brackets")):
        assert f"(line {line}): it" in result.output
        assert what in result.output


@pytest.mark.parametrize("text", ["blocks: cover.html", "blocks: [cover]", "blocks: {cover: {}}"])
def test_blocks_are_files_by_their_names(text: str, made: Made) -> None:
    result = made("check", made.brand(f"{text}\n"))
    assert result.exit_code == 1
    assert "schema." in result.output
