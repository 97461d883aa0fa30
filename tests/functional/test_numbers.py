"""A question has one number, by which people speak of it wherever it stands."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.forms.layout import lay_out
from coherence_kit.forms.paper.form import print_form_html
from coherence_kit.model.questionnaire import MatrixGroup, Questionnaire, Section
from coherence_kit.rendering.terminal.explanation import explanation_text
from coherence_kit.workflow.score import assess_file, explain_node, open_workspace

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("numbers")]

# not the point of an agenda or the paragraph that a source names; a line can end with a focal point
NUMBER = r"(?<![\w.])(?:(?<!point )(?<!paragraph )|(?<=focal point ))(\d+(?:\.\d+)*)"
FORMS = ("form.yaml", "form.xlsx", "form.html")
OTHERS = ("paper.html", "show.txt", "status.txt", "score.txt", "explain.txt", "report.html")
QUESTIONNAIRES = sorted(open_workspace().library.index())


def call(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module", params=QUESTIONNAIRES)
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A questionnaire, and a folder with every form of it and all that is made of an empty one.

    The pages of the form to print are made of `paper.html`, which is quicker.
    """
    name, folder = request.param, tmp_path_factory.mktemp("printed")
    for form in FORMS:
        call("form", name, "-o", str(folder / form))
    draft = folder / "form.yaml"
    workspace = open_workspace()
    made = workspace.instrument(name)
    assessment = assess_file(workspace, draft)
    explained = [explanation_text(explain_node(assessment, item)) for item in assessment.questions]
    call("report", str(draft), "--date", "2026-06-30", "-o", str(folder / "report.html"))
    texts = {
        "paper.html": print_form_html(lay_out(made.questionnaire, made.tree, made.sha256)),
        "show.txt": call("show", name),
        "status.txt": call("status", str(draft), "--all"),
        "score.txt": call("score", str(draft)),
        "score.json": call("score", str(draft), "--format", "json"),
        "explain.txt": "\n".join(explained),
    }
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return name, folder


def labels_of(questionnaire: Questionnaire) -> dict[str, str]:
    """The name of every question, that of a row as it stands below the name of its matrix."""
    rows = {
        question.id: str(question.label).removeprefix(f"{section.title}: ")
        for section in questionnaire.all_sections()
        if isinstance(section, MatrixGroup)
        for question in section.children
        if not isinstance(question, Section)
    }
    return {item.id: rows.get(item.id, str(item.label)) for item in questionnaire.questions()}


def rows_of_workbook(path: Path) -> dict[str, str]:
    """Question to its number, by the keys of the rows."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            numbers = [cell for cell in row if re.fullmatch(NUMBER, str(cell or ""))]
            found.update({str(cell): str(numbers[0]) for cell in row if cell and numbers})
    return found


def steps_of(questionnaire: Questionnaire) -> set[str]:
    """The names of all steps: “3 Work altered” is no number of a question that is called Work."""
    return {
        str(step.name)
        for question in questionnaire.questions()
        for step in getattr(question, "steps", {}).values()
    }


def numbers_by_label(
    path: Path, labels: dict[str, str], titles: set[str], steps: set[str]
) -> dict[str, str]:
    """Question to the numbers that stand in front of its name, separated by blanks."""
    text = words_of(path)
    for step in sorted(steps, key=len, reverse=True):
        text = re.sub(rf"\b\d {re.escape(step)}", "", text)
    before = "|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True))
    return {
        name: " ".join(
            sorted(set(re.findall(rf"{NUMBER} (?:(?:{before}): )?{re.escape(label)}(?!\w)", text)))
        )
        for name, label in labels.items()
    }


def words_of(path: Path) -> str:
    """The words of an output; blanks, breaks of lines and columns of figures apart."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(
            re.sub(r"<(script|style|svg).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
        )
    if path.suffix == ".yaml":
        text = re.sub(r"^\s*#", "", text, flags=re.MULTILINE)
    if path.name == "score.txt":
        text = re.sub(r"^( *\S.*?) {2,}.*$", r"\1", text, flags=re.MULTILINE)
    return " ".join(text.split())


@pytest.mark.parametrize("output", [*FORMS, *OTHERS])
def test_a_question_has_the_same_number_in_every_output(
    output: str, printed: tuple[str, Path]
) -> None:
    name, folder = printed
    questionnaire = open_workspace().library.questionnaire(name).questionnaire
    labels = labels_of(questionnaire)
    (assessment,) = json.loads((folder / "score.json").read_text(encoding="utf-8"))
    numbers = {item: assessment["nodes"][item]["number"] for item in labels}
    assert len(set(numbers.values())) == len(numbers)
    if output == "form.xlsx":
        rows = rows_of_workbook(folder / output)
        found = {item: rows.get(item, "") for item in labels}
    else:
        titles = {str(section.title) for section in questionnaire.all_sections()}
        found = numbers_by_label(folder / output, labels, titles, steps_of(questionnaire))
    assert found == numbers
