"""What a PDF prints of texts longer than anybody reads on paper, and where the rest stands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from coherence_kit.documents import print_limits
from coherence_kit.documents.print_limits import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TOGETHER,
    MOST_DOCUMENTS,
)
from tests.functional.conftest import Run, Write

pytestmark = pytest.mark.slow

COMMENT = "exchange.rule: {answer: 1, comment: %s}\n"
HEAD = "date: 2026-06-30\nround: Round 1\nanswers:\n  law.in-force: yes\n  "


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def carried(pdf: Path) -> str:
    with pikepdf.open(pdf) as document:
        return document.attachments["submission-1.yaml"].get_file().read_bytes().decode()


def words(count: int) -> str:
    """So many different words of ten characters, with the blank behind them."""
    return " ".join(f"w{number:08}" for number in range(count))


def test_a_comment_of_several_pages_is_printed_whole(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    said = words(LONGEST_TEXT // 10)
    pdf = tmp_path / "report.pdf"
    result = run_small("report", submission(HEAD + COMMENT % said), "-o", pdf)
    assert result.exit_code == 0
    assert "output.cut" not in result.output
    assert len(set(re.findall(r"w\d{8}", text_of(pdf)))) == LONGEST_TEXT // 10


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "2007 more characters: the whole text is in submission-1.yaml, which this PDF"),
        ("fr", "encore 2007 caractères : le texte entier est dans submission-1.yaml, que ce PDF"),
    ],
)
def test_of_a_longer_one_the_page_says_in_its_place_how_much_is_left_out(
    run_small: Run, submission: Write, tmp_path: Path, language: str, note: str
) -> None:
    said, pdf = words(3200), tmp_path / "report.pdf"
    path = submission(HEAD + COMMENT % said)
    result = run_small("report", path, "-o", pdf, "--lang", language)
    found = text_of(pdf)
    left = len(said) - (LONGEST_TEXT - 1)
    assert f"w{LONGEST_TEXT // 10 - 1:08} [… {note.replace('2007', str(left))}" in found
    assert f"w{LONGEST_TEXT // 10:08}" not in found
    assert said in carried(pdf)
    assert "ghana.yaml:8:39: warning output.cut" in result.stderr
    assert f"Only the first 29,999 of {len(said):,} characters are printed." in result.stderr


def test_the_table_of_a_batch_says_what_its_reports_leave_out(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    said = words(LONGEST_TEXT // 10 + 200)
    source = submission(HEAD + COMMENT % f"{said} \u0e12\u07d0")
    result = run_small("batch", source, "-o", tmp_path / "out", "--reports", "pdf")
    table = (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8")
    assert (result.exit_code, table.count("output.cut"), table.count("output.no-face")) == (0, 1, 1)


def test_the_page_for_a_browser_has_all_of_it(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    said, page = words(20_000), tmp_path / "report.html"
    result = run_small("report", submission(HEAD + COMMENT % said), "-o", page)
    assert "output.cut" not in result.output
    assert said in page.read_text(encoding="utf-8")


def test_of_very_many_documents_the_first_are_printed_and_the_others_counted(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    many = MOST_DOCUMENTS + 5
    named = ", ".join(f"{{title: Decree number {place}}}" for place in range(1, many + 1))
    path = submission(f"{HEAD}exchange.rule: {{answer: 1, evidence: [{named}]}}\n")
    pdf, form, page = (tmp_path / name for name in ("report.pdf", "form.pdf", "report.html"))
    result = run_small("report", path, "-o", pdf)
    found = text_of(pdf)
    assert f"Decree number {MOST_DOCUMENTS}" in found
    assert f"Decree number {MOST_DOCUMENTS + 1}" not in found
    assert "5 more documents are named; all of them are in submission-1.yaml" in found
    assert f"Decree number {many}" in carried(pdf)
    assert f"Only the first {MOST_DOCUMENTS} of {many} documents are printed." in result.stderr
    assert "in answers › exchange.rule › evidence\n" in result.stderr

    result = run_small("form", "small", "--from", path, "-o", form)
    assert "5 more documents are named; a form to type in has all of them." in text_of(form)
    assert "output.cut" in result.stderr
    run_small("report", path, "-o", page)
    assert f"Decree number {many}" in page.read_text(encoding="utf-8")


def test_names_titles_and_references_are_cut_sooner(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    long = words(LONGEST_NAME // 10 + 1)
    path = submission(
        f"respondent: {{entity: E{long}, role: R{long}}}\n{HEAD}exchange.rule: {{answer: 1, "
        f"evidence: [{{title: T{long}, reference: F{long}, page: P{long}}}]}}\n"
    )
    result = run_small("report", path, "-o", tmp_path / "report.pdf")
    assert result.stderr.count("warning output.cut") == 3  # the others are counted
    assert "2 more warnings output.cut in line 9" in result.stderr
    assert "check --all" not in result.stderr
    # Role and body in annex B, title and reference with the page in annex A.
    assert text_of(tmp_path / "report.pdf").count("w00000198 [… 20 more") >= 4


def test_texts_that_are_too_long_together_are_cut_to_one_length_and_short_ones_stay_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried with a tenth of what may be printed: ninety pages of words say no more than nine."""
    most = LONGEST_TOGETHER // 10
    monkeypatch.setattr(print_limits, "LONGEST_TOGETHER", most)
    count, length = 30, most // 20
    folder = questionnaire(tmp_path, count)
    answers = "".join(
        f"  q.n{place}: {{answer: yes, comment: {words(length // 10)}}}\n" for place in range(count)
    )
    path = tmp_path / "many.yaml"
    path.write_text(
        'format: coherence-kit/submission/1\nquestionnaire: {id: many, version: "1.0"}\n'
        f"country: GHA\ndate: 2026-06-30\nround: Round 1\nanswers:\n{answers}"
        "  q.short: {answer: yes, comment: A short comment stays whole.}\n",
        encoding="utf-8",
    )
    pdf = tmp_path / "report.pdf"
    result = run("report", path, "-Q", folder, "-o", pdf)
    found = text_of(pdf)
    printed = re.findall(r"w(\d{8}) \[…", found)
    assert len(printed) == count
    assert len(set(printed)) == 1
    assert 0.8 * most < 10 * int(printed[0]) * count < most
    assert "A short comment stays whole." in found
    assert "27 more warnings output.cut" in result.stderr
    assert run("verify", pdf).exit_code == 0


def questionnaire(folder: Path, count: int) -> Path:
    """A folder with a questionnaire of so many questions `q.n0`, `q.n1` …, and `q.short`."""
    where = folder / "questionnaires"
    where.mkdir()
    names = [*(f"n{place}" for place in range(count)), "short"]
    asked = "".join(
        f"  - {{id: q.{name}, type: boolean, label: {{en: Law {name}}}, text: {{en: Is it so?}}, "
        "sources: [iom-1a-information]}\n"
        for name in names
    )
    (where / "many.yaml").write_text(
        'format: coherence-kit/questionnaire/1\nid: many\nversion: "1.0"\n'
        "title: {en: Many}\nsections:\n- id: law\n  title: {en: Law}\n  questions:\n" + asked,
        encoding="utf-8",
    )
    return where


def test_the_printed_form_says_likewise_what_it_leaves_out(
    run_small: Run, submission: Write, tmp_path: Path
) -> None:
    said, pdf = words(3200), tmp_path / "form.pdf"
    path = submission(HEAD + COMMENT % said)
    result = run_small("form", "small", "--from", path, "-o", pdf)
    left = len(said) - (LONGEST_TEXT - 1)
    assert f"[… {left} more characters: a form to type in has the whole text]" in text_of(pdf)
    assert "warning output.cut" in result.stderr
    for name in ("form.html", "form.yaml"):
        assert run_small("form", "small", "--from", path, "-o", tmp_path / name).exit_code == 0
        assert said in " ".join((tmp_path / name).read_text(encoding="utf-8").split())
