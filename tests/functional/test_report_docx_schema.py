"""Reports for Word by Word's own schema: every variant, both languages, any text, any template."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from coherence_kit.documents.word.blocks import (
    Caption,
    Cell,
    Contents,
    Document,
    Entry,
    Look,
    Paragraph,
    Picture,
    Table,
    Text,
)
from coherence_kit.documents.word.filled import fill_template
from coherence_kit.documents.word.styles import KIT_THEME, styles_of
from coherence_kit.documents.word.template import read_template
from coherence_kit.documents.word.writer import write_document
from coherence_kit.rendering.report.variants import VARIANTS
from tests.functional.test_report_docx import (
    ROUND,
    body_of,
    expect_sound,
    laid_out,
    made,
    parts,
    velmora,
)
from tests.word_schema import W_NAMES, schema_faults

pytestmark = pytest.mark.slow

PHASES = (Phase.explicit, Phase.generate)
"""A tenth of a second an example: making a failing one smaller would take minutes."""

# --- any document ---------------------------------------------------------------------------------

SQUARE = '<svg width="4mm" height="2mm" viewBox="0 0 4 2" xmlns="http://www.w3.org/2000/svg"/>'
LOOKS = st.builds(
    Look,
    fill=st.sampled_from(("", "0B4F60")),
    ink=st.sampled_from(("", "FFFFFF")),
    edge=st.sampled_from(("", "single", "dashed", "dotted")),
)
ANCHORS = st.sampled_from(("a", "b", "of-a-part", "x" * 60, "x" * 60 + "y"))
LINKS = st.sampled_from(("", "#a", "#" + "x" * 60, "https://example.org/?a=1&b=<2>"))
RUNS = st.one_of(
    st.builds(
        Text,
        text=st.text(max_size=12),
        is_bold=st.booleans(),
        is_muted=st.booleans(),
        look=LOOKS,
        link=LINKS,
        language=st.sampled_from(("", "ar", "fr")),
        direction=st.sampled_from(("", "ltr", "rtl")),
        is_part=st.booleans(),
    ),
    st.builds(Picture, st.just(SQUARE), st.just(4.0), st.just(2.0), st.text(max_size=9)),
)
PARAGRAPHS = st.builds(
    Paragraph,
    runs=st.lists(RUNS, max_size=3).map(tuple),
    style=st.sampled_from([one.name for one in styles_of(KIT_THEME) if one.kind == "paragraph"]),
    begins_page=st.booleans(),
    align=st.sampled_from(("", "end", "center")),
    stays_with_next=st.booleans(),
    list_number=st.integers(0, 2),
    stops=st.sampled_from(((), (10.0, 20.5))),
)
CELLS = st.builds(
    Cell,
    blocks=st.lists(PARAGRAPHS, max_size=2).map(tuple),
    columns=st.integers(1, 3),
    rows=st.integers(1, 2),
    look=LOOKS,
    align=st.sampled_from(("", "end", "center")),
    is_bold=st.booleans(),
)
ROWS = st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=2).map(tuple)
TABLES = st.builds(
    Table,
    widths=st.sampled_from(((172.0,), (9.0, 100.0, 30.0), (20.0, 20.0, 3.0, 90.0))),
    head=ROWS,
    body=ROWS.map(lambda rows: rows or ((),)),
    style=st.sampled_from(("Report Table", "Report Tiles")),
)
CAPTIONS = st.builds(
    Caption, st.text(max_size=5), st.text(max_size=9), st.sampled_from(("Table", "Figure")),
    st.integers(1, 99),
)  # fmt: skip
CONTENTS = st.builds(
    Contents,
    st.lists(
        st.builds(Entry, st.integers(1, 3), st.text(max_size=9), ANCHORS), min_size=1, max_size=3
    ).map(tuple),
    st.integers(1, 2),
)
# The last paragraphs are where links lead.
TARGETS = tuple(
    Paragraph((), anchors=(name,)) for name in ("a", "b", "of-a-part", "x" * 60, "x" * 60 + "y")
)
DOCUMENTS = st.builds(
    Document,
    title=st.text(max_size=20),
    author=st.text(max_size=9),
    language=st.sampled_from(("en", "fr", "ar")),
    direction=st.sampled_from(("ltr", "rtl")),
    day=st.sampled_from((None, dt.date(2026, 6, 30))),
    blocks=st.lists(st.one_of(PARAGRAPHS, CAPTIONS, TABLES, CONTENTS), max_size=5).map(
        lambda blocks: (*blocks, *TARGETS)
    ),
    heading=st.text(max_size=9),
    footing=st.text(max_size=9),
    numbered_ranks=st.integers(0, 2),
)


def a_template() -> bytes:
    document = docx.Document()
    document.add_heading("Ours", 1)
    document.add_paragraph("For {{ country }}", style="List Bullet")
    document.add_paragraph("{{ report }}")
    return saved(document)


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@settings(max_examples=25, phases=PHASES)
@given(DOCUMENTS)
def test_any_document_follows_the_schema(document: Document) -> None:
    data = write_document(document)
    assert schema_faults(data) == []
    expect_sound(data)
    docx.Document(io.BytesIO(data))


@settings(max_examples=10, phases=PHASES)
@given(DOCUMENTS)
def test_so_does_one_in_a_template(document: Document) -> None:
    template = read_template(a_template(), "own.docx")
    fields = {"country": "a\x00<b>", "date": "", "round": "1", "title": "t"}
    data = fill_template(template, document, fields, KIT_THEME).data
    assert schema_faults(data) == []
    expect_sound(data)


# --- reports --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("variant", "language"), [*zip(VARIANTS, ("en", "fr") * 3, strict=False)])
def test_every_variant_of_a_report_follows_the_schema(variant: str, language: str) -> None:
    data = laid_out(velmora(), variant, language)
    assert schema_faults(data) == []
    expect_ordered(data)


def test_the_report_of_a_round_follows_the_schema(tmp_path: Path) -> None:
    words = ("--round", ROUND / "round.yaml", ROUND, "--lang", "fr")
    data = made(tmp_path / "report.docx", *words)
    assert schema_faults(data) == []
    expect_ordered(data)


def expect_ordered(data: bytes) -> None:
    """Properties stand in the order of the schema, by a list of our own beside the validator's."""
    for name, part in parts(data).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        tree = etree.fromstring(part)
        for parent, order in W_NAMES.items():
            for one in tree.iter(parent):
                places = [order.index(child.tag) for child in one if child.tag in order]
                # a first page and the others have running lines of their own
                several = [n for n in places if order[n].endswith("Reference")]
                once = [n for n in places if n not in several]
                assert several == sorted(several), (name, parent)
                assert once == sorted(set(once)), (name, parent)


@pytest.mark.parametrize("variant", ["full", "main", "annex"])
def test_the_contents_are_a_field_and_pages_name_their_part(variant: str) -> None:
    data = laid_out(velmora(), variant)
    fields = [one.text for one in body_of(data).iter("{*}instrText")]
    assert [one for one in fields if "TOC" in one] != []
    assert b"STYLEREF" in parts(data)["word/header1.xml"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_field_asks_for_a_part_where_none_is_named(variant: str) -> None:
    files = parts(laid_out(velmora(), variant))
    asks = b"STYLEREF" in files["word/header1.xml"]
    assert asks == (b'w:rStyle w:val="ReportPart"' in files["word/document.xml"])
