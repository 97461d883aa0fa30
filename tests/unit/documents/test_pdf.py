"""Slow only because WeasyPrint takes 0.65 s to import; a page here takes 15 ms."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import io
import logging
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest

from coherence_kit.documents import pdf
from coherence_kit.documents.embedded import read_attachments
from coherence_kit.documents.glyphs import printable
from coherence_kit.documents.pdf import Attached, font_css, write_pdf
from coherence_kit.documents.pdf_objects import declare_ua1
from coherence_kit.errors import CannotRenderError

pytestmark = pytest.mark.slow

WHEN = dt.date(2026, 6, 30)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Scores</title>'
    '<path d="M0 0h9"/></svg>'
)
TABLE = """<table><caption>Gaps</caption>
<thead><tr><td></td><th scope="col">Now</th><th scope="col">Target</th></tr></thead>
<tbody><tr><th scope="row">Law</th><td>2</td><td>4</td></tr>\
<tr><th scope="row">Plan</th><td>1</td><td>3</td></tr></tbody>
</table>"""
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Gap report: Ghana &amp; Türkiye</title>
<style>{font_css()} html {{ font: 10px "Source Sans 3" }}</style></head>
<body><h1>Report</h1><h2 id="gaps">Gaps</h2><p>See <a href="#gaps">gaps</a>.</p>\
{SVG}{TABLE}</body></html>"""
FILES = (
    Attached("submission.yaml", "answers: {a: Türkiye}\r\n".encode(), "Source", "The submission"),
    Attached("questionnaire.yaml", b"same bytes\n", "Supplement", "The questionnaire"),
    Attached("measures.yaml", b"same bytes\n", "Data"),
    Attached("assessment.json", b"[]", "Data"),
)


def opened(html: str = PAGE, attachments: tuple[Attached, ...] = ()) -> pikepdf.Pdf:
    result = write_pdf(html, attachments=attachments, when=WHEN)
    assert result.messages == ()
    return pikepdf.open(io.BytesIO(result.data))


def dictionaries(document: pikepdf.Pdf, key: str, value: str) -> list[pikepdf.Object]:
    entries = (entry for entry in document.objects if isinstance(entry, pikepdf.Dictionary))
    return [entry for entry in entries if entry.get(key) == value]


def tags(document: pikepdf.Pdf) -> list[str]:
    """The kinds of the structure, in reading order."""

    def walk(element: pikepdf.Object) -> list[str]:
        children = element.get("/K", pikepdf.Array())
        kids = children if isinstance(children, pikepdf.Array) else [children]
        found = [walk(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        return [str(element.S)[1:], *(kind for kinds in found for kind in kinds)]

    (root,) = document.Root.StructTreeRoot.K
    return walk(root)


# --- what the file says of itself -----------------------------------------------------------------


def test_the_file_claims_both_pdf_ua_1_and_pdf_a_3a() -> None:
    with opened() as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        text = document.Root.Metadata.read_bytes().decode()
    assert text.count("<rdf:RDF") == text.count("</rdf:RDF>") == 1
    assert "PDF/UA identification schema" in text


def test_title_and_language_come_from_the_page() -> None:
    with opened() as document:
        assert str(document.docinfo.Title) == "Gap report: Ghana & Türkiye"
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked


@pytest.mark.parametrize(
    "page", ["<title>x</title>", "<html lang=en>", "<html lang=en><title></title>"]
)
def test_a_page_without_language_or_title_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="needs a language and a title"):
        write_pdf(page, when=WHEN)


def test_every_date_is_the_given_one() -> None:
    with opened(attachments=FILES) as document:
        dates = re.findall(rb"D:\d+Z|\d{4}-\d\d-\d\dT[\d:]+Z", document.Root.Metadata.read_bytes())
        assert {str(document.docinfo.CreationDate), str(document.docinfo.ModDate)} == {
            "D:20260630120000Z"
        }
        for name in document.attachments:
            file = document.attachments[name].get_file()
            assert (
                file.creation_date == file.mod_date == dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)
            )
    assert dates == [b"2026-06-30T12:00:00Z"] * 2


# --- structure ------------------------------------------------------------------------------------


def test_headings_tables_and_figures_are_tagged_in_reading_order() -> None:
    with opened() as document:
        kinds = [kind for kind in tags(document) if kind not in {"NonStruct", "Span"}]
    row = ["TR", "TH", "TD", "TD"]
    head = ["TR", "TD", "TH", "TH"]
    assert kinds == [
        "Document",
        "H1",
        "H2",
        "P",
        "Link",
        "Figure",
        "Table",
        "Caption",
        "THead",
        *head,
        "TBody",
        *row,
        *row,
    ]


def test_a_drawing_is_read_aloud_by_its_title() -> None:
    with opened() as document:
        assert [str(figure.Alt) for figure in dictionaries(document, "/S", "/Figure")] == ["Scores"]


def test_header_cells_say_whether_they_head_a_row_or_a_column() -> None:
    with opened() as document:
        scopes = [str(cell.A.Scope) for cell in dictionaries(document, "/S", "/TH")]
        headers = [
            [str(header) for header in cell.A.Headers]
            for cell in dictionaries(document, "/S", "/TD")
        ]
        names = [str(cell.ID) for cell in dictionaries(document, "/S", "/TH")]
    now, target, law, plan = names
    assert scopes == ["/Column", "/Column", "/Row", "/Row"]
    assert headers[1:] == [[law, now], [law, target], [plan, now], [plan, target]]


def test_a_table_over_several_pages_keeps_its_scopes() -> None:
    rows = "".join(f'<tr><th scope="row">{number}</th><td>x</td></tr>' for number in range(120))
    html = PAGE.replace(
        TABLE,
        '<table><thead><tr><th scope="col">a</th><th '
        f'scope="col">b</th></tr></thead>{rows}</table>',
    )
    with opened(html) as document:
        scopes = [str(cell.A.Scope) for cell in dictionaries(document, "/S", "/TH")]
        assert len(document.pages) > 1
        assert scopes.count("/Column") == 2 * len(document.pages)
    assert scopes.count("/Row") == 120


def test_links_are_printed_and_described() -> None:
    with opened() as document:
        (link,) = dictionaries(document, "/Subtype", "/Link")
        assert int(link.F) & 4
        assert "/Contents" in link


def test_only_faces_of_the_kit_are_embedded() -> None:
    html = PAGE.replace('10px "Source Sans 3"', "10px Nonexistent, sans-serif").replace(
        "<path", "<text>M</text><path"
    )
    with opened(html) as document:
        names = {str(font.BaseFont) for font in dictionaries(document, "/Subtype", "/Type0")}
    assert names
    assert [name for name in names if "+Source-" not in name] == []


def test_the_faces_are_there_without_being_asked_for() -> None:
    with opened(PAGE.replace(font_css(), "")) as document:
        names = [str(font.BaseFont) for font in dictionaries(document, "/Subtype", "/Type0")]
    assert len(names) == len([name for name in names if "+Source-Sans-3" in name]) == 2


# --- attachments ----------------------------------------------------------------------------------


def test_attachments_come_back_byte_for_byte() -> None:
    data = write_pdf(PAGE, attachments=FILES, when=WHEN).data
    assert read_attachments(data) == {file.name: file.data for file in FILES}


def test_an_attachment_says_what_it_is() -> None:
    with opened(attachments=FILES) as document:
        specifications = {name: document.attachments[name] for name in document.attachments}
        assert list(specifications) == sorted(file.name for file in FILES)
        for file in FILES:
            specification = specifications[file.name]
            assert str(specification.relationship) == f"/{file.relationship}"
            assert specification.description == file.description
            assert specification.get_file().mime_type == file.media_type
        assert len(document.Root.AF) == len(FILES)


def test_a_report_that_carries_nothing_lists_nothing() -> None:
    with opened() as document:
        assert "/AF" not in document.Root
        assert len(document.attachments) == 0


def test_two_attachments_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two attachments have one name"):
        write_pdf(PAGE, attachments=[FILES[0], FILES[0]], when=WHEN)


# --- the same bytes -------------------------------------------------------------------------------

_PROGRAM = """
import datetime, hashlib, sys
from coherence_kit.documents.pdf import Attached, write_pdf
files = [
    Attached("submission.yaml", b"a: 1", "Source"),
    Attached("measures.yaml", b"b", "Supplement"),
]
if sys.argv[2] == "turned": files.reverse()
html = open(sys.argv[1], encoding="utf-8").read()
pdf = write_pdf(html, attachments=files, when=datetime.date(2026, 6, 30))
print(hashlib.sha256(pdf.data).hexdigest())
"""
_HOSTILE_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>/usr/share/fonts</dir>
<match target="pattern"><test name="family"><string>Source Sans 3</string></test>
<edit name="family" mode="prepend" binding="strong"><string>DejaVu Serif</string></edit>
</match></fontconfig>"""


def test_another_process_in_another_place_writes_the_same_bytes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    (tmp_path / "fonts.conf").write_text(_HOSTILE_FONTS)
    here = {
        "PYTHONHASHSEED": "1",
        "TZ": "Asia/Manila",
        "LC_ALL": "C",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    there = {
        "PYTHONHASHSEED": "2",
        "TZ": "America/Lima",
        "LC_ALL": "tr_TR.UTF-8",
        "PANGO_LANGUAGE": "ar",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "SOURCE_DATE_EPOCH": "1",
        "HOME": str(tmp_path),
    }
    hashes = [
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(page), order],
            env={"PATH": os.environ["PATH"]} | environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for environment, order in ((here, "straight"), (there, "turned"))
    ]
    assert hashes[0] == hashes[1]


def test_a_second_report_of_a_process_is_like_the_first() -> None:
    hashes = {
        hashlib.sha256(write_pdf(PAGE, attachments=FILES, when=WHEN).data).hexdigest()
        for _ in range(3)
    }
    assert len(hashes) == 1


# --- what else happens ----------------------------------------------------------------------------


def test_what_weasyprint_says_is_handed_on() -> None:
    html = PAGE.replace("<title>Scores</title>", "").replace("font: 10px", "fnot: 1; font: 10px")
    messages = write_pdf(html, when=WHEN).messages
    assert [message.split(" at ")[0] for message in messages] == ["Ignored `fnot: 1`"]


def test_a_character_without_a_glyph_is_told_and_its_number_is_not() -> None:
    text = "བ\N{RIGHT-TO-LEFT OVERRIDE}"
    assert "(U+0F56)" in write_pdf(PAGE.replace("See", text), when=WHEN).messages[0]
    assert write_pdf(PAGE.replace("See", printable(text)[0]), when=WHEN).messages == ()


def test_messages_of_other_threads_are_not_ours() -> None:
    with pdf._messages() as messages:
        thread = threading.Thread(target=logging.getLogger("weasyprint").warning, args=("theirs",))
        thread.start()
        thread.join()
        logging.getLogger("weasyprint").warning("ours")
    logging.getLogger("weasyprint").warning("later")
    assert messages == ["ours"]


@pytest.mark.parametrize("enabled", [True, False])
def test_the_search_for_garbage_goes_on_as_before(enabled: bool) -> None:
    try:
        (gc.enable if enabled else gc.disable)()
        write_pdf(PAGE, when=WHEN)
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


@pytest.mark.parametrize("value", [None, "mine.conf"])
def test_the_environment_is_left_as_it_was(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    if value:
        monkeypatch.setenv("FONTCONFIG_FILE", value)
    write_pdf(PAGE, when=WHEN)
    assert os.environ.get("FONTCONFIG_FILE") == value


def test_without_a_temporary_folder_the_cure_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(CannotRenderError, match="set TMPDIR"):
        write_pdf(PAGE, when=WHEN)


def test_the_modules_alone_load_none_of_the_large_libraries() -> None:
    program = (
        "import sys, coherence_kit.documents.pdf, coherence_kit.documents.embedded\n"
        "print({'weasyprint', 'pikepdf', 'fontTools', 'uharfbuzz', 'jinja2'} & set(sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "set()\n"


def test_weasyprint_that_has_changed_its_metadata_is_noticed() -> None:
    with pytest.raises(ValueError, match="changed its metadata"):
        declare_ua1(b"<rdf:RDF/>")
