"""The files of an overview: what they hold, how they are read out, when they are replaced."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from coherence_kit.errors import WrongUseError
from coherence_kit.model.run_overview import RunOverview
from coherence_kit.problems import ProblemsFound
from coherence_kit.workflow.overview import write_overview
from tests.functional.test_report_structure import HEADING, elements
from tests.overviews import an_instrument, an_overview, drawn, scored

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("overview")]

WHOLE = {"whole": an_instrument()}


def a_run(number: int, date: str = "2026-06-30") -> RunOverview:
    every = [
        replace(scored(one), country=f"Land {place}", date=date)
        for place, one in enumerate(drawn(WHOLE["whole"], number), start=1)
    ]
    return an_overview(WHOLE, every, ["yaml.syntax"])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overview of a few dozen submissions as a PDF, to be read only."""
    path = tmp_path_factory.mktemp("overview") / "overview.pdf"
    written = write_overview(a_run(60), WHOLE, [path])
    assert written.paths == (path,)
    assert written.messages == ()
    assert written.notes == ()
    return path


def test_the_pages_are_tagged_and_say_their_language_title_and_date(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title) == "61 submissions: overview"
        assert str(document.docinfo.CreationDate).startswith("D:20260630")
        assert 2 <= len(document.pages) <= 4


def test_headings_never_skip_a_level(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        levels = [
            int(match[1]) for kind, _ in elements(document) if (match := HEADING.fullmatch(kind))
        ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_chart_has_an_alternative_text_of_its_own(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        texts = [str(node.get("/Alt", "")) for kind, node in elements(document) if kind == "Figure"]
    rows = [text for text in texts if re.match(r"Land \d+: (score|insufficient data)", text)]
    assert all(text.strip() for text in texts)
    assert len(set(rows)) == len(rows) == 60


def test_every_row_of_every_submission_is_printed_whole(printed: Path) -> None:
    done = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, check=True
    )
    text = done.stdout.decode()
    assert sorted({int(number) for number in re.findall(r"Land (\d+)", text)}) == list(range(1, 61))
    assert "How to read these pages" in text


def test_the_same_counts_give_the_same_bytes(tmp_path: Path) -> None:
    run = a_run(5)
    twice = []
    for name in ("one", "other"):
        outputs = [tmp_path / name / f"overview.{kind}" for kind in ("pdf", "html")]
        write_overview(run, WHOLE, outputs)
        twice.append([output.read_bytes() for output in outputs])
    assert twice[0] == twice[1]


def test_without_a_date_there_is_none_and_one_that_is_given_counts(tmp_path: Path) -> None:
    path = tmp_path / "overview.html"
    write_overview(a_run(3, date=""), WHOLE, [path])
    assert "dcterms" not in path.read_text("utf-8")
    write_overview(a_run(3), WHOLE, [path])
    assert 'dcterms.created" content="2026-06-30"' in path.read_text("utf-8")
    write_overview(a_run(3), WHOLE, [path], date=dt.date(2027, 1, 15))
    assert 'dcterms.created" content="2027-01-15"' in path.read_text("utf-8")
    undated = tmp_path / "overview.pdf"
    write_overview(a_run(3, date=""), WHOLE, [undated])
    with pikepdf.open(undated) as document:
        assert "/CreationDate" not in document.docinfo


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_an_earlier_overview_is_replaced_and_nothing_else_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"overview.{kind}"
    write_overview(a_run(2), WHOLE, [path])
    first = path.read_bytes()
    write_overview(a_run(3), WHOLE, [path])
    assert path.read_bytes() != first
    path.write_text("minutes of the committee", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        write_overview(a_run(3), WHOLE, [path])
    assert [problem.code for problem in found.value.problems] == ["output.taken"]
    assert path.read_text("utf-8") == "minutes of the committee"


def test_another_ending_is_wrong_use_before_anything_is_written(tmp_path: Path) -> None:
    fine, wrong = tmp_path / "overview.html", tmp_path / "overview.docx"
    with pytest.raises(WrongUseError, match=r"end it with \.pdf or \.html"):
        write_overview(a_run(2), WHOLE, [fine, wrong])
    assert not fine.exists()


def test_in_french_the_questionnaire_that_has_none_is_told_once_a_file(tmp_path: Path) -> None:
    written = write_overview(a_run(2), WHOLE, [tmp_path / "overview.html"], language="fr")
    assert [note.code for note in written.notes] == ["output.language"]
    assert "Vue d’ensemble" in written.paths[0].read_text("utf-8")
