"""`coherence report` and `coherence doctor`: what they write, and how they refuse."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.documents.libraries import Check
from coherence_kit.workflow import doctor as examining
from tests.faulty.examples import QUESTIONNAIRES

SHIPPED = content.folder("questionnaires") / "submissions"
GHANA = SHIPPED / "ghana-2007-documented.yaml"
VELMORA = SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


SMALL = """\
format: coherence-kit/submission/1
questionnaire: {{id: small, version: "1.2"}}
country: GHA
date: {date}
answers: {{law.in-force: yes}}
"""


def draft(folder: Path, **header: str) -> Path:
    path = folder / "draft.yaml"
    lines = [
        "format: coherence-kit/submission/1",
        'questionnaire: {id: intragovernmental, version: "2.0"}',
        *(f"{key}: {value}" for key, value in header.items()),
        "answers:",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_json_report_holds_the_figures(tmp_path: Path) -> None:
    result = run("report", VELMORA, "-o", tmp_path / "velmora.json")

    assert result.exit_code == 0, result.output
    (entry,) = json.loads((tmp_path / "velmora.json").read_text(encoding="utf-8"))
    assert entry["score"]["text"] == "51.0"
    assert entry["submission"]["source"] == VELMORA.name


def test_an_html_report_is_one_file_that_needs_nothing_beside_it(tmp_path: Path) -> None:
    result = run("report", VELMORA, "-o", tmp_path / "velmora.html")

    assert result.exit_code == 0, result.output
    page = (
        (tmp_path / "velmora.html")
        .read_text(encoding="utf-8")
        .replace("http://www.w3.org/2000/svg", "")
    )
    assert "51.0" in page
    # addresses of documents are followed by whoever wants to, and by nothing else
    page = re.sub(r'<a href="https://[^"]*" rel="noreferrer">', "", page)
    assert not any(mark in page for mark in ("<script", "src=", "http://", "https://", "@import"))


def test_chapters_of_one_country_and_round_share_a_report(tmp_path: Path) -> None:
    result = run("report", VELMORA, VELMORA, "-o", tmp_path / "both.html")

    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", ["report.doc", "report", "report.pfd"])
def test_another_suffix_is_wrong_use_that_names_the_known_ones(tmp_path: Path, name: str) -> None:
    result = run("report", GHANA, "-o", tmp_path / name)

    assert result.exit_code == 2
    assert ".pdf, .html, .docx, .json, .xlsx" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_countries_are_wrong_use_that_names_batch(tmp_path: Path) -> None:
    result = run("report", GHANA, VELMORA, "-o", tmp_path / "report.html")

    assert result.exit_code == 2
    assert "GHA, XVE" in result.stderr
    assert "batch" in result.stderr


@pytest.mark.parametrize("key", ["country", "country_name"])
def test_chapters_of_which_one_names_the_country_in_words_share_a_report(
    tmp_path: Path, key: str
) -> None:
    by_code = draft(tmp_path, country="GHA", date="2026-06-30")
    by_name = tmp_path / "named.yaml"
    by_name.write_text(by_code.read_text().replace("country: GHA", f"{key}: Ghana"))
    nigeria = tmp_path / "nigeria.yaml"
    nigeria.write_text(by_code.read_text().replace("country: GHA", "country_name: Nigeria"))
    nowhere = tmp_path / "nowhere.yaml"
    nowhere.write_text(by_code.read_text().replace("country: GHA\n", ""))

    made = run("report", "--draft", by_code, by_name, "-o", tmp_path / "report.html")
    others = run("report", "--draft", by_name, nigeria, nowhere, "-o", tmp_path / "report.html")

    assert f"Wrote {tmp_path / 'report.html'}." in made.stderr
    assert others.exit_code == 2
    assert "have 3 (Ghana, Nigeria, not stated)" in others.stderr


def test_a_draft_without_a_date_needs_one_and_can_be_given_one(tmp_path: Path) -> None:
    path = draft(tmp_path, country="GHA")
    refused = run("report", path, "-o", tmp_path / "report.html")
    made = run("report", path, "-o", tmp_path / "report.html", "--date", "2026-06-30")

    assert refused.exit_code == 2
    assert "--date" in refused.stderr
    assert made.exit_code == 0, made.output
    assert "30 June 2026" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_draft_without_a_single_answer_or_country_still_makes_a_report(tmp_path: Path) -> None:
    path = draft(tmp_path, date="2026-06-30")

    assert run("report", path, "-o", tmp_path / "report.html").exit_code == 0
    assert "Country not stated" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("date", ["2026-13-01", "tomorrow", "30.06.2026"])
def test_a_date_that_is_none_is_wrong_use_with_an_example(tmp_path: Path, date: str) -> None:
    result = run("report", GHANA, "-o", tmp_path / "report.html", "--date", date)

    assert result.exit_code == 2
    assert "2026-06-30" in result.stderr


def test_a_report_of_a_broken_submission_writes_nothing(tmp_path: Path) -> None:
    path = draft(tmp_path, country="Ghana", date="2026-06-30")
    result = run("report", path, "-o", tmp_path / "report.pdf")

    assert result.exit_code == 1
    assert "submission.country" in result.stderr
    assert not (tmp_path / "report.pdf").exists()


def test_the_doctor_names_everything_that_reports_need() -> None:
    result = run("doctor")

    assert result.exit_code == 0, result.output
    assert all(
        name in result.stdout
        for name in ("coherence-kit", "questionnaires", "seeds", "Pango", "temporary files")
    )


def test_the_doctor_says_how_a_missing_library_is_got(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Check("Pango", found=False, needed=True, cure="sudo apt-get install libpango-1.0-0")
    monkeypatch.setattr(examining, "rendering_libraries", lambda: (missing,))
    result = run("doctor")

    assert result.exit_code == 1
    assert "missing  Pango" in result.stdout
    assert "needed: sudo apt-get install libpango-1.0-0" in result.stdout


def test_the_doctor_notices_missing_content_and_a_full_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(content, "_PACKAGE", tmp_path / "nowhere" / "coherence_kit")
    monkeypatch.setattr(tempfile, "TemporaryDirectory", _no_room)
    result = run("doctor")

    assert result.exit_code == 1
    assert "install coherence-kit again" in result.stdout
    assert "No space left on device" in result.stdout


def _no_room() -> None:
    raise OSError(28, "No space left on device")


def test_a_report_does_not_take_the_place_of_its_submission(tmp_path: Path) -> None:
    form = tmp_path / "mine.html"
    assert run("form", "intragovernmental", "--from", GHANA, "-o", form).exit_code == 0
    before = form.read_bytes()
    result = run("report", form, "-o", form)
    assert result.exit_code == 2
    assert "is read too, and the report would take its place" in result.stderr
    assert form.read_bytes() == before


def test_warnings_quote_the_submission_and_no_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    path = draft(tmp_path, country="GHA", date="2026-06-30")
    path.write_text(
        path.read_text("utf-8") + "  planning.budget: {answer: 1, recheck: true}\n",
        encoding="utf-8",
    )
    (tmp_path / "inner" / path.name).write_text("another file\n" * 20, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "inner")
    result = run("report", Path("..") / path.name, "-o", "report.html")
    assert result.exit_code == 0
    assert "submission.recheck" in result.stderr
    assert "another file" not in result.stderr


def test_a_submission_too_large_for_a_pdf_is_told_before_it_is_made(tmp_path: Path) -> None:
    path = draft(tmp_path, country="GHA", date="2026-06-30")
    comment = "x" * (9 * 1024 * 1024)
    path.write_text(
        path.read_text("utf-8") + f"  planning.budget: {{answer: 1, comment: {comment}}}\n",
        encoding="utf-8",
    )
    result = run("report", path, "-o", tmp_path / "report.pdf", "--max-size", "20")
    assert result.exit_code == 1
    assert "pdf.cannot-carry" in result.stderr
    assert not (tmp_path / "report.pdf").exists()


FAULTY = """format: coherence-kit/submission/1
questionnaire: {id: intragovernmental, version: "2.0"}
country: GHA
round: First round, 2026
date: 2026-06-30
answers:
  planning.mainstreaming: 9
  planning.budget: 2
  coordination.focal-point: {answer: four, comment: see the decree}
  nowhere.to-be-found: 2
"""


def texts_of_pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_a_submission_with_errors_has_no_report_without_draft(faulty: Path) -> None:
    target = faulty.with_name("report.html")
    result = run("report", faulty, "-o", target)
    assert result.exit_code == 1
    assert not target.exists()


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """How the draft report of the faulty submission was made, and its PDF."""
    folder = tmp_path_factory.mktemp("drafted")
    (folder / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    target = folder / "report.pdf"
    return run("report", folder / "faulty.yaml", "-o", target, "--draft"), target


@pytest.mark.xdist_group("draft report")
def test_a_draft_reports_what_can_be_read_and_lists_the_rest_on_its_second_page(
    drafted: tuple[Result, Path],
) -> None:
    result, target = drafted
    assert result.exit_code == 1  # the file has problems, and they are told
    assert "3 errors" in result.output
    first, second, *others = texts_of_pages(target)
    assert "Draft: answers that could not be read are left out" in first
    assert "Draft: three things have to be mended first" in second
    assert "1.2 Migration in the plan" in second
    assert 'The answer is "9".' in second
    assert "is one of 0, 1, 2, 3, 4" in second
    assert 'There is no question "nowhere.to-be-found"' in second
    marked = "DRAFT: answers that could not be read are left out."
    assert all(marked in page for page in [second, *others])
    assert not any("is one of 0, 1, 2, 3, 4" in page for page in others)
    assert any("see the decree" in page for page in others)


def test_the_figures_of_a_draft_are_those_without_what_is_wrong(faulty: Path) -> None:
    right = faulty.with_name("right.yaml")
    lines = FAULTY.replace("{answer: four, comment", "{comment").splitlines()
    kept = [line for line in lines if "mainstreaming" not in line and "nowhere" not in line]
    right.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert run("report", faulty, "-o", faulty.with_suffix(".json"), "--draft").exit_code == 1
    assert run("report", right, "-o", right.with_suffix(".json"), "--draft").exit_code == 0
    (drafted,), (whole,) = (
        json.loads(path.with_suffix(".json").read_text("utf-8")) for path in (faulty, right)
    )
    assert drafted["submission"].pop("draft") is True
    for entry in (drafted, whole):
        del entry["submission"]["source"]
    assert drafted == whole


def test_a_draft_in_french_speaks_french(faulty: Path) -> None:
    target = faulty.with_name("report.html")
    assert run("report", faulty, "-o", target, "--draft", "--lang", "fr").exit_code == 1
    page = target.read_text(encoding="utf-8")
    assert "Brouillon : trois points sont à corriger d’abord" in page
    assert '<span lang="en"' in page


@pytest.mark.xdist_group("draft report")
def test_a_draft_cannot_be_verified_and_says_what_to_do(drafted: tuple[Result, Path]) -> None:
    result = run("verify", drafted[1])
    assert result.exit_code == 1
    assert "verify.draft" in result.output
    assert "make the report without --draft" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "format: coherence-kit/submission/1\n",
        FAULTY.replace("intragovernmental", "none"),
        FAULTY.replace("2.0", "9.0"),
        "format: coherence-kit/measures/1\n",
    ],
)
def test_of_what_cannot_be_read_at_all_there_is_no_draft(tmp_path: Path, text: str) -> None:
    path = tmp_path / "nothing.yaml"
    path.write_text(text, encoding="utf-8")
    result = run("report", path, "-o", tmp_path / "report.html", "--draft")
    assert result.exit_code == 1
    assert not (tmp_path / "report.html").exists()


def test_many_errors_are_listed_up_to_a_number(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    wrong = "".join(f"  nowhere.number-{number}: 1\n" for number in range(80))
    path.write_text(FAULTY + wrong, encoding="utf-8")
    target = tmp_path / "report.html"
    assert run("report", path, "-o", target, "--draft").exit_code == 1
    page = target.read_text(encoding="utf-8")
    assert page.count("There is no question") == 58
    assert "23 more are not listed here; coherence check lists all." in page


@pytest.mark.parametrize("typed", ["12/03/2025", "someday in June"])
def test_a_date_that_cannot_be_read_never_keeps_a_report_from_being_made(
    tmp_path: Path, typed: str
) -> None:
    source = tmp_path / "small.yaml"
    source.write_text(SMALL.format(date=typed), encoding="utf-8")
    target = tmp_path / "report.pdf"
    result = run("report", source, "-o", target, "-Q", QUESTIONNAIRES)
    assert result.exit_code == 0
    assert "warning submission.date" in result.output
    first, second, *others = texts_of_pages(target)
    assert typed in first
    assert typed in second
    assert "1970" not in " ".join((first, second, *others))
    assert run("verify", target).exit_code == 0
    page = tmp_path / "report.html"
    again = run("report", source, "-o", page, "--date", "2026-01-31", "-Q", QUESTIONNAIRES)
    assert again.exit_code == 0
    assert "31 January 2026" in page.read_text(encoding="utf-8").partition("</header>")[0]


def test_without_any_date_a_report_asks_for_one(tmp_path: Path) -> None:
    result = run("report", draft(tmp_path, country="GHA"), "-o", tmp_path / "report.html")
    assert result.exit_code == 2
    assert "--date YYYY-MM-DD" in result.output
