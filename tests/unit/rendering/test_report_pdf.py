"""The two shipped submissions as PDF: page 2 is one page, bookmarks and key figures are there."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pikepdf
import pytest

from coherence_kit.model.assessment import Assessment
from coherence_kit.workflow.rounds import merged_files
from coherence_kit.workflow.score import assess_file, assess_loaded, open_workspace

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]

SUBMISSIONS = Path(__file__).parents[3] / "questionnaires" / "submissions"


Rendered: TypeAlias = Callable[[str], tuple[Assessment, bytes]]


@pytest.fixture
def rendered(demo: Path) -> Rendered:
    """A shipped submission, or the merged ones of a round, and its report."""

    def read(name: str) -> tuple[Assessment, bytes]:
        workspace, folder = open_workspace(), SUBMISSIONS / "rounds" / name
        if folder.is_dir():
            merged = merged_files(workspace, folder / "round.yaml", [folder]).merged
            assessment = assess_loaded(merged[0].loaded(workspace))
        else:
            assessment = assess_file(workspace, SUBMISSIONS / f"{name}.yaml")
        return assessment, (demo / f"{name}.pdf").read_bytes()

    return read


def pages(pdf: bytes) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return text.rstrip("\f").split("\f")


def bookmarks(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [item.title for item in outline.root]


def test_the_full_report_of_velmora(rendered: Rendered) -> None:
    assessment, pdf = rendered("velmora-2026")
    text = pages(pdf)
    root = assessment.root
    # every answer of five offices and three partners stands in annexes A and E
    assert len(text) < 78
    assert next(at for at, page in enumerate(text) if "Annex A" in page.splitlines()[0]) < 32
    assert [
        number for number, page in enumerate(text, start=1) if "At a glance" in page.splitlines()[0]
    ] == [2]
    assert all(
        figure and figure in text[1]
        for figure in (root.text, root.low_text, root.high_text, root.target_text)
    )
    assert "not of results for people" in text[1]
    assert all("Illustrative: the answers are invented" in page for page in text[1:])
    assert bookmarks(pdf)[:4] == ["Velmora", "At a glance", "Contents", "About this report"]
    assert bookmarks(pdf)[-5:] == [
        "Annex A: answers",
        "Annex B: method",
        "Annex C: sources",
        "Annex D: other frameworks",
        "Annex E: what partners answered",
    ]
    assert sum("Annex D: other frameworks" in page.splitlines()[0] for page in text) <= 2
    assert all(
        f"M{place} " in "".join(text) for place in range(1, len(assessment.recommendations) + 1)
    )


def test_the_report_of_ghana_says_that_it_was_compiled_and_how_little_is_known(
    rendered: Rendered,
) -> None:
    assessment, pdf = rendered("ghana-2007-documented")
    text = pages(pdf)
    counts = assessment.counts
    assert f"{counts.answered}/{counts.total}" in text[1]
    assert "Five answers to collect first" in text[1]
    assert "not of results for people" in text[1]
    assert "Contents" in text[2]
    assert all(
        "Documented: compiled from documents, not a self-assessment" in page for page in text
    )
    assert "Sections without an answer" in bookmarks(pdf)
