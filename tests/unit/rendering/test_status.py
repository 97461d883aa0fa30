"""What is wanted, as text, table and page: users' words stay words, and a
terminal of 100 columns is enough.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.status import status_of
from coherence_kit.documents.csv_cells import harmless
from coherence_kit.model.status import Broken, Status
from coherence_kit.model.submission import Answer, Respondent, Review
from coherence_kit.problems import Problem
from coherence_kit.rendering.data.status import COLUMNS, status_csv
from coherence_kit.rendering.status_html import status_html
from coherence_kit.rendering.terminal.status import MOST, WIDTH, status_text
from tests.builders import a_question, a_questionnaire, a_section, a_submission
from tests.unit.rendering.test_html import HOSTILE, Page

FAULTS = (Problem("yaml.alias", "ghana.yaml", 7, 3, params={"alias": "x"}),)
BROKEN = Broken("mali.yaml", (Problem("file.empty", "mali.yaml"),))


def a_status(
    entity: str = "Planning commission",
    source: str = "ghana.yaml",
    *,
    note: str = "",
    many: int = 3,
) -> Status:
    evidence = {"2": "The decree."}
    questions = [a_question(f"q{place}", evidence=evidence) for place in range(many)]
    whole = a_questionnaire(
        a_section("one", *questions, evidence="cap", evidence_from=2, evidence_cap=1)
    )
    answers = {
        "q0": Answer(
            value=2,
            review=Review(by="Reviewer", verdict="query", note=note or "Which page?"),
        ),
        "q1": Answer(is_unknown=True, unknown=note or "The records office will say."),
    }
    submission = a_submission(answers).model_copy(update={"respondent": Respondent(entity=entity)})
    return status_of(prepare(whole), submission, source=source)


def complete() -> Status:
    whole = a_questionnaire(a_question("a"))
    return status_of(prepare(whole), a_submission(a=1), source="togo.yaml")


def test_the_text_has_figures_sections_and_a_list_for_each_need() -> None:
    text = status_text([a_status()])
    assert "2 of 3 dealt with (1 answered, 1 not known); 1 to do (1 unanswered)." in text
    heads = [
        "Without an answer (2)",
        "Answers that lack a document (1)",
        "Queried by a reviewer (1)",
    ]
    places = [text.index(f"\n\n{head}\n") for head in heads]
    assert places == sorted(places)
    for line in (
        "Unknown: The records office will say.",
        "Proof: The decree.",
        "Which page? (Reviewer)",
    ):
        assert f"\n         {line}\n" in text


def test_a_carried_answer_is_neither_dealt_with_nor_to_do() -> None:
    whole = a_questionnaire(
        a_section("one", a_question("a"), a_question("b"), a_question("c"), a_question("d"))
    )
    answers = {
        "a": Answer(value=2, recheck=True),
        "b": Answer(is_unknown=True, recheck=True),
        "c": Answer(value=2),
    }
    found = status_of(prepare(whole), a_submission(answers), source="ghana.yaml")
    text = status_text([found])
    assert "1 of 4 dealt with (1 answered); 1 to do (1 unanswered); 2 carried over." in text
    assert re.split("  +", text.splitlines()[8])[1:] == ["1 of 4", "1", "2", "3"]
    assert (
        "\n\nCarried over, to be looked at again (2)\n  1 one\n    1.1  a, step 2\n    1.2  b\n"
        in text
    )
    counts, *questions = csv.DictReader(io.StringIO(status_csv([found])))
    assert [counts[name] for name in ("asked", "dealt_with", "carried", "missing")] == [
        *("4", "1", "2", "3")
    ]
    assert [(row["question"], row["needs"]) for row in questions] == [
        ("d", "answer"),
        ("a", "re-check"),
        ("b", "re-check"),
    ]
    page = Page(status_html([found]))
    assert "Carried over, to be looked at again (2)" in page.text


def test_one_file_needs_no_table_and_several_have_one_first() -> None:
    assert status_text([a_status()]).startswith("Planning commission\n")
    several = status_text([a_status(), a_status("Labour", "b.yaml"), complete()])
    head, first, second, third = several.splitlines()[:4]
    assert re.split("  +", head) == [
        "3 files",
        "dealt with",
        "to do",
        "look again",
        "missing",
        "problems",
        "signed",
    ]
    assert re.split("  +", first) == [
        "ghana.yaml",
        "2 of 3",
        "1",
        "1",
        "2",
        "–",
        "no",
        "Planning commission",
    ]
    assert second.endswith("no  Labour")
    assert third.split()[4:] == ["–", "–", "–", "–", "no", "respondent", "not", "stated"]


def test_a_file_with_wrong_answers_and_one_that_cannot_be_read_stand_in_the_table() -> None:
    files: list[Status | Broken] = [replace(a_status(), problems=FAULTS), BROKEN]
    lines = status_text(files).splitlines()
    assert re.split("  +", lines[1]) == [
        "ghana.yaml",
        "2 of 3",
        "1",
        "1",
        "2",
        "1",
        "no",
        "Planning commission",
    ]
    assert re.split("  +", lines[2]) == [
        "mali.yaml",
        "–",
        "–",
        "–",
        "–",
        "1",
        "–",
        "cannot be read",
    ]
    assert (
        "1 problem: what is wrong counts as unanswered; coherence check says where it stands."
        in lines
    )
    page = Page(status_html(files))
    assert all(
        text in page.text for text in ("cannot be read", "1 problem: what is wrong", "Line 7")
    )
    counts = [
        row for row in csv.DictReader(io.StringIO(status_csv(files))) if row["line"] == "file"
    ]
    assert [(row["file"], row["dealt_with"], row["asked"], row["problems"]) for row in counts] == [
        ("ghana.yaml", "2", "3", "1"),
        ("mali.yaml", "", "", "1"),
    ]
    assert counts[1]["note"].startswith("cannot be read: ")


def test_text_page_and_table_have_the_same_figures() -> None:
    files = [a_status(), complete()]
    page = status_html(files)
    rows = [row for row in csv.DictReader(io.StringIO(status_csv(files))) if row["line"] == "file"]
    for file, row in zip(files, rows, strict=True):
        figures = (
            f"{row['dealt_with']} of {row['asked']}",
            row["to_do"],
            row["look_again"],
            row["missing"],
        )
        shown = [figure.replace("0", "–") if figure == "0" else figure for figure in figures]
        line = next(
            line for line in status_text(files).splitlines() if line.startswith(file.source)
        )
        assert re.split("  +", line)[1:5] == shown
        assert "".join(f'<td class="end">{figure}</td>' for figure in shown) in page


def test_a_long_list_is_cut_and_says_how_to_see_the_rest() -> None:
    long = a_status(many=MOST + 5)
    text = status_text([long])
    assert f"Without an answer ({MOST + 4}; here {MOST} to begin with)" in text
    assert "  … and 4 others; --all shows all" in text
    every = status_text([long], every=True)
    assert "others" not in every
    assert all(f"q{place}" in every for place in range(1, MOST + 5))


def test_where_nothing_is_wanted_that_is_said() -> None:
    assert status_text([complete()]).endswith("\nNothing is wanted.\n")


def test_a_broken_file_stands_at_the_end() -> None:
    assert status_text([BROKEN]) == "Cannot be read (1)\n  mali.yaml: 1 problem\n"
    assert status_text([BROKEN, complete()]).endswith(
        "Cannot be read (1)\n  mali.yaml: 1 problem\n"
    )


@pytest.mark.parametrize("words", ["x" * 5000, "word " * 1000, "a\tb\n\nc"])
def test_no_line_is_longer_than_a_terminal(words: str) -> None:
    path = "deep/" * 40 + "a.yaml"
    text = status_text([a_status(words, note=words), a_status(words, path)], every=True)
    lines = text.splitlines()
    assert max(len(line) for line in lines if line != path) <= WIDTH
    assert lines.count(path) == 1


def test_a_path_of_any_length_stands_in_one_line_so_that_it_can_be_copied() -> None:
    path = "a-folder/with a long-hyphenated-name/" * 8 + "ghana.yaml"
    lines = status_text([a_status(source=path), Broken(path, BROKEN.problems)]).splitlines()
    assert path in lines
    assert f"  {path}: 1 problem" in lines


def test_files_with_one_long_name_are_told_apart_by_folder_and_respondent() -> None:
    folders = ("finance", "labour", "planning")
    files = [
        replace(
            a_status(source=f"/a/long/way/{folder}/ken-first-round-2026-intragovernmental.yaml"),
            entity=f"Ministry of {folder}",
        )
        for folder in folders
    ]
    lines = status_text(files).splitlines()
    for place, folder in enumerate(folders):
        assert lines[1 + 2 * place].startswith(f"{folder}/ken-")
        assert lines[2 + 2 * place] == f"  Ministry of {folder}"
    page = status_html(files)
    assert all(f"{folder}/<wbr>" in page or f"{folder}/ken" in page for folder in folders)


def test_the_table_has_a_line_for_each_thing_that_a_question_needs() -> None:
    rows = list(csv.DictReader(io.StringIO(status_csv([a_status(), BROKEN, complete()]))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["file"] for row in rows if row["line"] == "file"] == [
        "ghana.yaml",
        "mali.yaml",
        "togo.yaml",
    ]
    questions = [row for row in rows if row["line"] == "question"]
    assert [(row["question"], row["number"], row["needs"]) for row in questions] == [
        ("q1", "1.2", "answer"),
        ("q2", "1.3", "answer"),
        ("q0", "1.1", "document"),
        ("q0", "1.1", "query"),
    ]
    assert {row["file"] for row in questions} == {"ghana.yaml"}


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\n", " =", "\n=", "＝", "\u3000=", " -"]
)
def test_no_text_becomes_a_formula(start: str) -> None:
    typed = f"{start}cmd|'/c calc'!A1"
    behind = typed.replace("\n=", "\n'=")  # there a line may begin, in some countries
    assert harmless(typed) == f"'{behind}"
    for row in csv.reader(io.StringIO(status_csv([a_status(typed, typed, note=typed)]))):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in row)


@pytest.mark.parametrize("typed", ["Planning = good", "a-b", "", "1.2"])
def test_other_texts_stay_as_they_are(typed: str) -> None:
    assert harmless(typed) == typed


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_stays_text_on_the_page(typed: str) -> None:
    page = Page(status_html([a_status(typed, typed, note=typed), Broken(typed, BROKEN.problems)]))
    assert page.text.count(typed) >= 4
    assert page.named("script", "img", "iframe", "link", "base", "form") == []
    assert not any(
        name.startswith("on") or name == "style"
        for _, attributes in page.tags
        for name in attributes
    )


def test_the_page_may_load_and_run_nothing() -> None:
    html = status_html([a_status()])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = policy.replace("&#39;", "'")
    assert allowed == (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html)


def test_the_page_has_one_h1_and_no_heading_is_skipped() -> None:
    page = Page(status_html([a_status(), complete(), BROKEN]))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(head["scope"] in {"row", "col"} for head in page.named("th"))
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert all((link["href"] or "").removeprefix("#") in ids for link in page.named("a"))


def test_the_page_says_what_is_wrong_with_a_broken_file() -> None:
    html = status_html([BROKEN])
    assert "1 file. Cannot be read: 1." in html
    assert "mali.yaml" in html
    assert "The file" in html


def test_the_same_input_gives_the_same_bytes() -> None:
    files: list[Status | Broken] = [a_status(), BROKEN, complete()]
    assert status_html(files) == status_html(files)
    assert status_csv(files) == status_csv(files)
