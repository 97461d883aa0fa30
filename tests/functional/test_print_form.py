"""The forms to print as a screen reader and a reader of pages meet them."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from coherence_kit import content
from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.paper.form import EMPTY_BOX, TICKED_BOX, print_form_pdf
from coherence_kit.workflow.score import load_submission, open_workspace
from tests.workbooks import FULL, laid_out

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("print form")]

HEADING = re.compile(r"H([1-6])")
FILLED = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-aggregation-rules.yaml"
)


TALL = """\
format: coherence-kit/questionnaire/1
id: tall
version: "1.0"
title: Tall
origin: {title: Tall, publisher: Us, edition: First}
sections:
- id: before
  title: Before
  questions: [{id: before.a, type: boolean, label: A, text: Is there A?}]
- id: access
  title: Access
  questions:
  - id: access.services
    type: matrix
    label: Access to services
    text: Who has access?
    columns: [{id: none, text: Nobody, score: 0}, {id: all, text: Everybody, score: 100}]
    rows:
"""


def a_layout(questionnaire: str) -> Layout:
    made = open_workspace().instrument(questionnaire)
    return lay_out(made.questionnaire, made.tree, made.sha256)


@pytest.fixture(
    scope="module", params=["intragovernmental", "places", "sdg-10-7-2", "aggregation-rules"]
)
def form(request: pytest.FixtureRequest) -> tuple[Layout, bytes]:
    layout = a_layout(request.param)
    return layout, print_form_pdf(layout).data


def elements(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Every structure element in reading order, with its type."""
    pending = [document.Root.StructTreeRoot]
    while pending:
        node = pending.pop()
        if "/S" in node:
            yield str(node.S).removeprefix("/"), node
        children: Any = node.get("/K", [])
        nodes = list(children) if isinstance(children, pikepdf.Array) else [children]
        pending += [child for child in reversed(nodes) if isinstance(child, pikepdf.Dictionary)]


@cache
def text_of(data: bytes) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout.decode().rstrip("\f").split("\f")


def bookmarks(document: pikepdf.Pdf) -> list[str]:
    with document.open_outline() as outline:
        pending, titles = list(outline.root), []
        while pending:
            item = pending.pop(0)
            titles.append(item.title)
            pending = [*item.children, *pending]
    return titles


def test_it_is_tagged_and_claims_both_standards(form: tuple[Layout, bytes]) -> None:
    layout, data = form
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title) == f"{layout.title}: form to print"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        metadata = document.Root.Metadata.read_bytes()
    assert b'pdfuaid:part="1"' in metadata
    assert b'pdfaid:part="3"' in metadata


def test_headings_never_skip_a_level_and_every_question_has_one(form: tuple[Layout, bytes]) -> None:
    layout, data = form
    with pikepdf.open(io.BytesIO(data)) as document:
        levels = [
            int(match[1]) for kind, _ in elements(document) if (match := HEADING.fullmatch(kind))
        ]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(levels) > len(layout.sections)


def test_every_table_has_header_cells_that_say_what_they_head(form: tuple[Layout, bytes]) -> None:
    with pikepdf.open(io.BytesIO(form[1])) as document:
        scopes = {
            str(node.A.Scope) if "/A" in node else ""
            for kind, node in elements(document)
            if kind == "TH"
        }
    assert scopes == {"/Row", "/Column"}


def test_every_section_and_question_has_a_bookmark(form: tuple[Layout, bytes]) -> None:
    layout, data = form
    with pikepdf.open(io.BytesIO(data)) as document:
        named = bookmarks(document)
    wanted = [f"{section.number} {section.title}" for section in layout.sections]
    wanted += [
        f"{part.number} {part.label}" for part in layout.questions() if part.number.count(".") == 1
    ]
    assert [name for name in wanted if name not in named] == []


def test_pages_are_numbered_and_say_their_section(form: tuple[Layout, bytes]) -> None:
    layout, data = form
    pages = text_of(data)
    assert [
        page for place, page in enumerate(pages, start=1) if f"{place} / {len(pages)}" not in page
    ] == []
    titles = [f"{section.number} {section.title}"[:30] for section in layout.sections]
    titles.append("What each question weighs")
    first = next(place for place, page in enumerate(pages) if place and titles[0] in page)
    assert all(any(title in page for title in titles) for page in pages[first:])


def test_every_step_and_option_has_its_box(form: tuple[Layout, bytes]) -> None:
    layout, data = form
    boxes = "".join(text_of(data)).count(EMPTY_BOX)
    assert boxes > sum(len(question.answers) for question in layout.questions())
    assert TICKED_BOX in text_of(data)[0]  # how to fill it in
    assert TICKED_BOX not in "".join(text_of(data)[1:])


def test_a_question_that_fits_on_a_page_is_on_one_page(form: tuple[Layout, bytes]) -> None:
    """Each question ends with the reviewer's line, so that no page begins
    with one of an earlier page.
    """
    for page in text_of(form[1])[1:]:
        lines = [line for line in page.splitlines()[1:] if line.strip()]
        asked = next(
            (place for place, line in enumerate(lines) if re.match(r"\s*\d+(\.\d+)+ ", line)),
            len(lines),
        )
        reviewed = next(
            (place for place, line in enumerate(lines) if "Reviewer:" in line), len(lines)
        )
        assert asked < reviewed or reviewed == len(lines)


def test_no_page_but_the_last_of_a_section_is_almost_empty(form: tuple[Layout, bytes]) -> None:
    filled = [
        len([line for line in page.splitlines() if line.strip()]) for page in text_of(form[1])
    ]
    assert min(filled) > 8


def test_no_word_at_the_head_of_a_matrix_is_broken(form: tuple[Layout, bytes]) -> None:
    layout, data = form
    words = {word for page in text_of(data) for word in page.split()}
    heads = [answer.text for row in layout.questions() if row.shape.value == "pick-one"
             for answer in row.answers if not answer.step]  # fmt: skip
    assert [word for head in heads for word in head.split() if word not in words] == []


def test_a_draft_is_printed_with_its_answers() -> None:
    layout = a_layout("aggregation-rules")
    draft = as_plain(load_submission(open_workspace(), FILLED).submission)
    data = print_form_pdf(layout, draft).data
    text = "".join(text_of(data)[1:])
    ticked = sum(1 for entry in draft["answers"].values() if "answer" not in entry)
    assert text.count(TICKED_BOX) > ticked
    assert "2026-06-30" in text_of(data)[0]


def test_a_draft_is_printed_with_the_same_bytes_again() -> None:
    layout = laid_out()
    assert print_form_pdf(layout, FULL).data == print_form_pdf(layout, FULL).data


def test_a_draft_of_a_shipped_questionnaire_is_printed_with_the_same_bytes_again() -> None:
    layout = a_layout("sdg-10-7-2")  # the shortest of them
    path = FILLED.with_name("velmora-2026-sdg-10-7-2.yaml")
    draft = as_plain(load_submission(open_workspace(), path).submission)
    assert draft["answers"]
    assert print_form_pdf(layout, draft).data == print_form_pdf(layout, draft).data


def test_a_matrix_that_is_higher_than_a_page_leaves_no_heading_alone(tmp_path: Path) -> None:
    rows = "".join(
        f"    - {{id: r{place}, label: Service {place}, text: {'Who may turn to it? ' * 4}}}\n"
        for place in range(16)
    )
    (tmp_path / "tall.yaml").write_text(TALL + rows, encoding="utf-8")
    instrument = open_workspace([tmp_path]).instrument("tall")
    layout = lay_out(instrument.questionnaire, instrument.tree, instrument.sha256)
    pages = text_of(print_form_pdf(layout).data)
    at = next(place for place, page in enumerate(pages) if "Who has access?" in page)
    assert "Access to services" in pages[at]
    assert re.search(r"^2 +Access", pages[at], re.MULTILINE)
