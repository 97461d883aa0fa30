"""Reports of the demo as a screen reader and a reader of pages meet them."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.report.glance import MEASURE_COLUMNS
from coherence_kit.workflow.score import open_workspace, submission_files
from coherence_kit.workflow.verify import verify

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]

SUBMISSIONS = content.folder("questionnaires") / "submissions"
GHANA, *_ = submission_files(SUBMISSIONS)
FIRST, SECOND = sorted((SUBMISSIONS / "rounds").iterdir())
HEADING = re.compile(r"H([1-6])")


@pytest.fixture(params=[GHANA.stem, FIRST.name])
def report(request: pytest.FixtureRequest, demo: Path) -> Path:
    """The reports that are looked at."""
    return demo / f"{request.param}.pdf"


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


def text_of_pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().rstrip("\f").split("\f")


def test_the_demo_leaves_a_pdf_and_its_figures_for_each_submission_and_round(demo: Path) -> None:
    names = [GHANA.stem, FIRST.name, SECOND.name]
    assert sorted(path.name for path in demo.iterdir()) == [
        f"{name}{suffix}" for name in names for suffix in (".json", ".pdf")
    ]


def test_the_report_is_tagged_and_says_its_language_and_title(report: Path) -> None:
    with pikepdf.open(report) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title)
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_headings_never_skip_a_level(report: Path) -> None:
    with pikepdf.open(report) as document:
        levels = [
            int(match[1]) for kind, _ in elements(document) if (match := HEADING.fullmatch(kind))
        ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_header_cells_that_say_what_they_head(report: Path) -> None:
    with pikepdf.open(report) as document:
        headers = [node for kind, node in elements(document) if kind == "TH"]
        tables = sum(kind == "Table" for kind, _ in elements(document))
        scopes = {str(node.A.Scope) if "/A" in node else "" for node in headers}
    assert tables > 10
    assert scopes == {"/Row", "/Column"}


def test_every_figure_has_an_alternative_text(report: Path) -> None:
    with pikepdf.open(report) as document:
        texts = [str(node.get("/Alt", "")) for kind, node in elements(document) if kind == "Figure"]
    assert len(texts) > 10
    assert all(text.strip() for text in texts)


def test_the_report_carries_what_it_was_made_from(report: Path) -> None:
    with pikepdf.open(report) as document:
        names = set(document.attachments)
        submission = document.attachments["submission-1.yaml"].get_file().read_bytes()
    own = {
        "assessment.json",
        *(f"mapping-intragovernmental-{place}.yaml" for place in (1, 2, 3, 4)),
        "measures-intragovernmental-1.yaml",
        "questionnaire-intragovernmental.yaml",
        "report.json",
        "submission-1.yaml",
    }
    if report.stem == GHANA.stem:
        assert names == own
        assert submission == GHANA.read_bytes()
    else:
        voices = {f"questionnaire-voice-{name}.yaml" for name in ("diaspora", "local", "union")}
        assert names > own | voices | {f"voice-{place}.yaml" for place in (1, 2, 3)}


def test_links_of_the_contents_lead_to_pages(report: Path) -> None:
    with pikepdf.open(report) as document:
        links = [
            item
            for page in document.pages
            for item in page.get("/Annots", [])
            if item.Subtype == "/Link"
        ]
    assert len(links) > 20


def test_the_figures_beside_a_report_are_those_in_it(report: Path) -> None:
    with pikepdf.open(report) as document:
        inside = document.attachments["assessment.json"].get_file().read_bytes()
    assert inside == report.with_suffix(".json").read_bytes()


def test_only_the_last_page_of_a_part_is_under_a_third_full(report: Path) -> None:
    """A part is what the running line at the top right names.

    Lines of text stand for how full a page is.
    """
    pages = text_of_pages(report)[1:]
    parts = [re.split(r" {3,}", page.splitlines()[0].strip())[-1] for page in pages]
    filled = [len([line for line in page.splitlines()[1:-1] if line.strip()]) for page in pages]
    thin = [
        (place + 2, parts[place], lines)
        for place, lines in enumerate(filled[:-1])
        if parts[place] == parts[place + 1] and lines < 50 / 3
    ]
    assert thin == []


def test_the_columns_of_page_2_are_as_wide_as_it_is_reckoned_to_fit_with(demo: Path) -> None:
    """Else a name takes a line more than is reckoned, and the last line of the page is cut off."""
    words = ["pdftotext", "-bbox", "-f", "2", "-l", "2", str(demo / f"{FIRST.name}.pdf"), "-"]
    page = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    placed = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', page)
    line = next(y for _, y, word in placed if word == "Measure")
    left = [float(x) for x, y, word in placed if y == line and word != "Points"]
    widths = [(right - here) * 25.4 / 72 for here, right in itertools.pairwise(left)]
    assert widths == pytest.approx(MEASURE_COLUMNS[: len(widths)], abs=0.1)
    assert len(widths) == 4


def test_the_name_of_a_question_stands_beside_the_first_line_of_the_question(report: Path) -> None:
    lines = [line for page in text_of_pages(report) for line in page.splitlines()]
    told = [
        line.partition(": ")[2].rstrip(".") for line in lines if line.startswith("Not asked, as")
    ]
    not_asked = {number for line in told for number in re.split(", | and ", line)}
    instrument = open_workspace().instrument("intragovernmental")
    numbers = numbers_of(instrument.tree.nodes, instrument.tree.root)
    assert not_asked < set(numbers.values())
    for question in instrument.questionnaire.questions():
        if numbers[question.id] in not_asked:
            continue
        name, asked = str(question.label).split()[0], " ".join(str(question.text).split()[:3])
        assert any(name in line and asked in line for line in lines), question.id


def test_it_follows_page_by_page_from_what_it_carries(demo: Path) -> None:
    """A round with the one before it; the tests of verify hold others to the same."""
    verdict = verify(demo / f"{SECOND.name}.pdf")
    assert verdict.problems == ()
    assert verdict.pages


def test_a_second_run_writes_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    """The other reports of the demo are written again by what is installed from the wheel."""
    again = tmp_path / "again.pdf"
    made = CliRunner().invoke(main, ["report", str(GHANA), "-o", str(again)])
    assert made.exit_code == 0, made.output
    assert again.read_bytes() == (demo / f"{GHANA.stem}.pdf").read_bytes()
