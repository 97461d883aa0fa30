"""What a message tells to do can be done with the kind of file there is."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from coherence_kit import content
from coherence_kit.forms.layout import lay_out
from coherence_kit.forms.paper.form import print_form_html
from coherence_kit.model.questionnaire import Question
from coherence_kit.questions import kind_of
from coherence_kit.workflow.score import open_workspace
from tests.builders import a_question
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run

if TYPE_CHECKING:
    from click.testing import Result

VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-sdg-10-7-2.yaml"
)


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_how_a_carried_answer_is_confirmed_in_each_kind_of_form(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / f"form.{suffix}"
    run("form", "sdg-10-7-2", "--from", VELMORA, "--new-round", "-o", form)
    told = " ".join(run("check", form).stderr.split())
    for words in (
        'in a page choose "It still holds"',
        'clear the cell in the column "Re-check"',
        "delete the line",
    ):
        assert (
            words in told
        )  # alike for each, because a report prints it and is verified from the YAML it carries


SMALL = """\
format: coherence-kit/submission/1
questionnaire: {id: small, version: "%s"}
answers: {law.in-force: yes}
"""


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A questionnaire of somebody's own in a folder whose name needs quotes."""
    folder = tmp_path / "our questions"
    folder.mkdir()
    shutil.copy(QUESTIONNAIRES / "small.yaml", folder)
    return folder


def pasted(run: Run, told: str, start: str) -> Result:
    """What a command comes to that stands in a message, for a file with another name."""
    command = " ".join(told.split()).partition(start)[2]
    for end in (" says what", " says whether", "; or install", "\n"):
        command = command.partition(end)[0]
    return run(*shlex.split(start + command)[1:])


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx", ".html"])
def test_a_printed_command_finds_a_questionnaire_of_the_users(
    suffix: str, run: Run, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    old, form = tmp_path / "old.yaml", tmp_path / f"form{suffix}"
    old.write_text(SMALL % "1.2", encoding="utf-8")
    made = run("form", "small", "--from", old, "-Q", own_folder, "-o", form)
    if suffix == ".yaml":
        assert pasted(run, made.stderr, "coherence check").exit_code == 0
    kept = run("form", "small", "-Q", own_folder, "-o", form)
    assert kept.exit_code == 2
    assert pasted(run, kept.stderr, "coherence form").exit_code == 0
    assert (tmp_path / f"NEW{suffix}").exists()


def test_the_command_for_another_version_finds_the_questionnaire(
    run: Run, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    old = tmp_path / "the old.yaml"
    old.write_text(SMALL % "7.0", encoding="utf-8")
    told = run("check", old, "-Q", own_folder)
    assert "error submission.version" in told.stderr
    assert pasted(run, told.stderr, "coherence form").exit_code == 0
    assert (tmp_path / "NEW.yaml").exists()


def test_a_file_to_start_from_is_checked_by_the_command_that_is_printed(
    run: Run, own_folder: Path, tmp_path: Path
) -> None:
    begun = run("new", "submission", "small", "-Q", own_folder, "-o", tmp_path / "a new.yaml")
    assert pasted(run, begun.stderr, "coherence check").exit_code == 0


def test_a_command_names_no_folder_for_what_the_kit_ships(
    run: Run, own_folder: Path, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    told = run("form", "sdg-10-7-2", "-Q", own_folder, "-o", form).stderr
    assert f"coherence check {form} says" in told
    assert "-Q" not in form.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_forms_say_that_a_command_needs_the_folder(
    language: str, run: Run, own_folder: Path, tmp_path: Path
) -> None:
    folder = {"en": "FOLDER", "fr": "DOSSIER"}[language]
    for suffix in (".yaml", ".html"):
        form = tmp_path / f"form{suffix}"
        run("form", "small", "-Q", own_folder, "-o", form, "--lang", language)
        assert f" -Q {folder}" in form.read_text(encoding="utf-8")
    workspace = open_workspace([own_folder])
    made = workspace.instrument("small")
    layout = lay_out(made.questionnaire, made.tree, made.sha256, language, is_of_user=True)
    assert f"coherence form small -Q {folder} -o" in print_form_html(layout)


UNNAMED = """\
format: coherence-kit/submission/1
questionnaire: {id: sdg-10-7-2, version: "1.0"}
country: %s
"""


@pytest.mark.parametrize("code", ["XAA", "ZZZ", "AAA", "QMA-North"])
@pytest.mark.parametrize("name", ["", "country_name: '-'", "country_name: XAA"])
def test_a_code_of_users_needs_its_name(code: str, name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "unnamed.yaml"
    path.write_text(UNNAMED % code + name.replace("XAA", code), encoding="utf-8")
    told = run("check", path)
    assert told.stderr.count("warning submission.country-unnamed") == 1
    assert told.exit_code == 0
    path.write_text(UNNAMED % code + "country_name: {fr: Velmorie}\n", encoding="utf-8")
    assert "No problems" in run("check", path).output


def test_a_code_that_many_use_has_its_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kosovo.yaml"
    path.write_text(UNNAMED % "XKX-Prizren", encoding="utf-8")
    assert "No problems" in run("check", path).output


@pytest.mark.parametrize(
    ("suffix", "field"), [("xlsx", "Name of the country"), ("html", "Name in")]
)
def test_where_the_name_of_a_country_belongs_in_each_kind_of_form(
    suffix: str, field: str, run: Run, tmp_path: Path
) -> None:
    path, form = tmp_path / "unnamed.yaml", tmp_path / f"form.{suffix}"
    path.write_text(UNNAMED % "XAA", encoding="utf-8")
    run("form", "sdg-10-7-2", "--from", path, "-o", form)
    assert f'under "{field}' in " ".join(run("check", form).stderr.split())
    if suffix == "html":
        assert f">{field} reports<" in form.read_text(encoding="utf-8")
        return
    book = openpyxl.load_workbook(form)
    (row,) = (row for row in book.worksheets[0].iter_rows() if field in {one.value for one in row})
    place = next(number for number, one in enumerate(row) if one.value == field)
    row[place + 1].value = "Velmora"
    book.save(form)
    assert "country-unnamed" not in run("check", form).stderr


@pytest.mark.parametrize("name", ["form.yaml", "form"])
@pytest.mark.parametrize(
    ("suffix", "what"), [("xlsx", "a workbook"), ("html", "a page of the kit")]
)
def test_a_form_with_another_ending_is_to_be_renamed(
    suffix: str, what: str, name: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / f"form.{suffix}"
    run("form", "sdg-10-7-2", "-o", form)
    form.rename(tmp_path / name)
    told = run("check", tmp_path / name).stderr
    assert f"This is {what}, not a text." in told
    assert f"If it is a filled form, rename it to form.{suffix}:" in told


def test_a_page_saved_by_the_browser_in_another_format_is_known(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "form.mhtml"
    path.write_text(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: file:///form.html\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n',
        "utf-8",
    )
    told = run("check", path).stderr
    assert "file.other-kind" in told
    assert 'choose "Save the answers to a file"' in told


def test_a_link_that_leads_nowhere_is_told_as_one(run: Run, tmp_path: Path) -> None:
    link = tmp_path / "ghana.yaml"
    link.symlink_to(tmp_path / "gone.yaml")
    told = run("score", link).stderr
    assert "It is a link, and what it leads to is not there any more." in told
    assert "Did you mean" not in told


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        (a_question("q"), "step 2", "2"),
        (a_question("q"), "2.", "2"),
        (a_question("q"), "Étape 3 :", "3"),
        (a_question("q"), "step 9", ""),
        (a_question("q"), "2.5", ""),
        (a_question("q"), "2 of 4", ""),
        (a_question("q", "boolean"), "Y", "yes"),
        (a_question("q", "boolean"), "n", "no"),
        (a_question("q", "boolean"), "perhaps", ""),
        (a_question("q", "number"), "Y", ""),
    ],
)
def test_what_somebody_meant_is_told(question: Question, typed: str, meant: str) -> None:
    assert kind_of(question).hint(typed) == (f' Did you mean "{meant}"?' if meant else "")


@pytest.mark.parametrize("typed", ["With an objective", "with an objective."])
def test_the_name_of_a_step_leads_to_the_step(typed: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    head = (
        "format: coherence-kit/submission/1\nquestionnaire: {id: intragovernmental, version: "
        '"2.0"}\n'
    )
    path.write_text(f"{head}answers:\n  planning.mainstreaming: {typed}\n", "utf-8")
    assert 'Did you mean "2"?' in run("check", path).stderr
