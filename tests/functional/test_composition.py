"""Questionnaires made of others: parts, and single questions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from coherence_kit.loading.composition import compose_parts
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.score import open_workspace

HEAD = (
    "format: coherence-kit/questionnaire/1\nid: {id}\n"
    'version: "1.0"\ntitle: {{en: Made of others}}\n'
)
TWO_INDICES = """\
origin: {title: Example, publisher: Nobody, edition: "1"}
rubric: {rule: none}
sections:
- id: mean
  title: Mean
  questions:
  - {id: a, type: scale, label: Law, text: Which step?, target: 2, steps: {0: No, 1: Some, 2: All}}
  - {id: b, type: scale, label: Plan, text: Which step?, target: 2, steps: {0: No, 1: Some, 2: All}}
- id: strongest
  title: Strongest
  rubric: {rule: maximum}
  questions:
  - {use: indices/a}
  - {use: indices/b}
"""
SHORT = """\
scale: {id: five, steps: [0, 1, 2, 3, 4]}
sections:
- id: core
  title: {en: Core}
  questions:
  - use: intragovernmental/coordination.focal-point
  - {use: multistakeholder/stakeholders.roles, weight: 5}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    parts = "parts: [intragovernmental, multistakeholder]\n"
    (content / "both.yaml").write_text(HEAD.format(id="both") + parts, encoding="utf-8")
    (content / "short.yaml").write_text(HEAD.format(id="short") + SHORT, encoding="utf-8")
    (content / "indices.yaml").write_text(HEAD.format(id="indices") + TWO_INDICES, encoding="utf-8")
    again = "- id: again\n  title: Again\n  questions: [{use: mixed/stakeholders.roles}]\n"
    (content / "mixed.yaml").write_text(HEAD.format(id="mixed") + SHORT + again, encoding="utf-8")
    whole = "parts: [indices, multistakeholder]\n"
    (content / "whole.yaml").write_text(HEAD.format(id="whole") + whole, encoding="utf-8")
    return content


ANSWERS = "{coordination.focal-point: 0, stakeholders.roles: 1}"


def submission(folder: Path, questionnaire: str, answers: str = ANSWERS) -> Path:
    path = folder.parent / "mine.yaml"
    path.write_text(
        "format: coherence-kit/submission/1\n"
        f'questionnaire: {{id: {questionnaire}, version: "1.0"}}\n'
        "country: XVE\nround: One\ndate: 2026-06-30\n"
        f"answers: {answers}\n",
        encoding="utf-8",
    )
    return path


def test_parts_are_sections_with_their_own_title_scale_and_levels(folder: Path) -> None:
    both = open_workspace([folder]).entry("both").questionnaire

    assert [section.id for section in both.sections] == ["intragovernmental", "multistakeholder"]
    assert both.scale is not None
    assert [level.id for level in both.rubric.levels or ()] == [
        "beginning",
        "in-use",
        "complete",
    ]


def test_the_measures_of_what_is_borrowed_come_with_it(folder: Path) -> None:
    library = open_workspace([folder]).library
    every = {
        measure.id
        for name in ("intragovernmental", "multistakeholder")
        for measure in library.measures(name)
    }

    assert {measure.id for measure in library.measures("both")} == every
    assert {
        raised.question for measure in library.measures("short") for raised in measure.raises
    } == {
        "coordination.focal-point",
        "stakeholders.roles",
    }


def test_a_package_comes_along_where_each_of_its_measures_does(folder: Path) -> None:
    library = open_workspace([folder]).library

    def packages(name: str) -> list[str]:
        return [
            package.id
            for catalogue, _ in library.catalogues(name)
            for package in catalogue.packages
        ]

    shipped = [*packages("intragovernmental"), *packages("multistakeholder")]
    assert "stakeholders.one-table" in shipped
    assert packages("both") == shipped
    assert packages("short") == []


def test_a_borrowed_question_keeps_its_steps_and_takes_the_weight_given_beside_it(
    folder: Path,
) -> None:
    workspace = open_workspace([folder])
    _, roles = workspace.entry("short").questionnaire.questions()
    original = next(
        question
        for question in workspace.entry("multistakeholder").questionnaire.questions()
        if question.id == "stakeholders.roles"
    )

    assert roles.weight.value == 5
    # which questions the short form asks is for each questionnaire to say
    assert (roles.short, original.short) == (False, True)
    kept = {"weight": original.weight, "short": original.short}
    assert roles.model_copy(update=kept) == original


VOICE = """\
languages: [en, fr]
scale: {id: five, steps: [0, 1, 2, 3, 4]}
sections:
- id: seen
  title: {en: Seen, fr: Vu}
  questions:
  - use: intragovernmental/rights.conventions-in-law
    text: {en: Which of them have you seen written into law?}
    guidance: {asked: {en: What members of yours have met with.}}
    who: {answers: {en: the board}}
    evidence: {2: {en: Your own minutes.}}
    depends_on:
    short: yes
"""


def test_whatever_but_its_answers_may_be_said_anew_beside_use(folder: Path) -> None:
    """A question of another questionnaire in words for those who are asked here, free of a
    condition that reads what is not asked here.
    """
    (folder / "voice.yaml").write_text(HEAD.format(id="voice") + VOICE, encoding="utf-8")
    workspace = open_workspace([folder])
    (said,) = workspace.entry("voice").questionnaire.questions()
    original = next(
        question
        for question in workspace.entry("intragovernmental").questionnaire.questions()
        if question.id == said.id
    )

    assert str(said.text) == "Which of them have you seen written into law?"
    assert said.guidance is not None
    assert said.guidance.counts is None
    assert (said.who and str(said.who.answers), said.depends_on) == ("the board", None)
    assert {step: str(text) for step, text in said.evidence.items()} == {"2": "Your own minutes."}
    assert said.short
    new = ("text", "guidance", "who", "evidence", "depends_on", "short")
    assert said.model_copy(update={key: getattr(original, key) for key in new}) == original


@pytest.mark.parametrize(
    ("used", "line"),
    [
        ("multistakeholder/dialogue.consultation", "steps: {0: {en: No}, 1: {en: Yes}}"),
        ("multistakeholder/dialogue.consultation", "half_step: {id: partly, text: {en: For some}}"),
        ("multistakeholder/dialogue.consultation", "type: boolean"),
        ("intragovernmental/rights.conventions-ratified", "columns: []"),
        ("intragovernmental/rights.conventions-ratified", "rows: []"),
        ("aggregation-rules/no-such", "steps: {}"),
    ],
)
def test_the_answers_of_a_borrowed_question_stay_its_own(
    folder: Path, used: str, line: str
) -> None:
    """Without the line, which is the cure, nothing is left to tell."""
    text = HEAD.format(id="mine") + SHORT.partition("  - use:")[0]
    path = folder / "mine.yaml"
    path.write_text(f"{text}  - use: {used}\n    {line}\n", encoding="utf-8")
    told = run("check", path, "--format", "json", "-Q", folder).stdout
    path.write_text(f"{text}  - use: {used}\n", encoding="utf-8")
    cured = run("check", path, "--format", "json", "-Q", folder).stdout

    (problem,) = json.loads(told)
    exists = not used.endswith("no-such")
    assert (problem["code"], problem["line"]) == (
        ("questionnaire.borrowed-key", 11) if exists else ("questionnaire.unknown-use", 10)
    )
    assert (json.loads(cured) == []) is exists


def test_the_measures_of_borrowed_questions_can_be_left_behind(folder: Path) -> None:
    mine = SHORT.replace("scale:", "borrow_measures: no\nscale:")
    (folder / "mine.yaml").write_text(HEAD.format(id="mine") + mine, encoding="utf-8")
    library = open_workspace([folder]).library

    assert library.measures("short") != ()
    assert (library.measures("mine"), library.packages("mine")) == ((), ())
    own = (
        'format: coherence-kit/measures/1\nid: own\nversion: "1.0"\nquestionnaire: mine\n'
        "measures:\n- {id: ours, label: {en: Ours}, text: {en: Name it.},\n"
        "   fires_when: {question: coordination.focal-point, step: 0},\n"
        "   raises: {question: coordination.focal-point, to: 1}, why: {en: It helps.},\n"
        "   first_steps: [{actor: {en: Head}, action: {en: Writes.}, product: {en: letter}}],\n"
        "   lead_role: labour, effort: {days: 1}, horizon: immediate}\n"
    )
    (folder / "own.yaml").write_text(own, encoding="utf-8")

    mended = open_workspace([folder]).library
    assert [measure.id for measure in mended.measures("mine")] == ["ours"]


def test_both_are_checked_and_scored(folder: Path) -> None:
    checked = run("check", folder)
    scored = run("score", submission(folder, "short"), "-Q", folder, "--format", "json")

    assert checked.exit_code == 0, checked.stderr
    # (2 × 0 + 5 × 25) / 7
    assert json.loads(scored.stdout)[0]["score"]["text"] == "17.9"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["whole", "short", "mixed"])
def test_a_report_carries_the_whole_of_it_and_can_be_verified_without_the_folder(
    folder: Path, name: str
) -> None:
    report = folder.parent / "report.pdf"
    answers = "{a: 0, stakeholders.roles: 1}" if name == "whole" else ANSWERS
    made = run("report", submission(folder, name, answers), "-o", report, "-Q", folder)
    verified = run("verify", report)

    assert made.exit_code == 0, made.output
    assert verified.exit_code == 0, verified.output
    assert "is, byte for byte, what the kit makes of it" in verified.stdout


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        (
            "parts: [intragovermental]\n",
            "questionnaire.unknown-part",
            'Did you mean "intragovernmental"?',
        ),
        ("parts: [mine]\n", "questionnaire.unknown-part", ""),
        ("parts: [both]\n", "questionnaire.unknown-part", ""),
        ("parts: [intragovernmental, intragovernmental]\n", "schema.value", "than those before it"),
        ("parts: intragovernmental\n", "schema.value", "a list of questionnaires"),
        ("parts: []\n", "schema.empty", "a list of questionnaires"),
        (
            f"parts: [intragovernmental]\n{SHORT}",
            "schema.clash",
            '"parts" does not go with the key "sections"',
        ),
        (
            SHORT.replace("focal-point", "focalpoint"),
            "questionnaire.unknown-use",
            "coordination.focal-point",
        ),
        (SHORT.replace("intragovernmental/", "intragov/"), "questionnaire.unknown-use", ""),
    ],
)
def test_what_does_not_exist_is_named_at_its_place(
    folder: Path, line: str, code: str, hint: str
) -> None:
    path = folder / "mine.yaml"
    path.write_text(HEAD.format(id="mine") + line, encoding="utf-8")
    result = run("check", path, "-Q", folder)

    assert result.exit_code == 1
    assert result.stderr.count(": error ") == 1
    assert code in result.stderr
    assert hint in result.stderr


def test_a_questionnaire_that_is_a_part_of_itself_is_not_offered_as_its_own_cure(
    folder: Path,
) -> None:
    path = folder / "mine.yaml"
    path.write_text(HEAD.format(id="mine") + "parts: [mine]\n", encoding="utf-8")

    assert "Did you mean" not in run("check", path, "-Q", folder).stderr


# --- one answer in several sections ------------------------------------------------------------


def two_answers(folder: Path) -> Path:
    path = folder.parent / "two.yaml"
    path.write_text(
        "format: coherence-kit/submission/1\n"
        'questionnaire: {id: indices, version: "1.0"}\n'
        "country: XVE\ndate: 2026-06-30\nanswers: {a: 1, b: 0}\n",
        encoding="utf-8",
    )
    return path


def test_two_indices_of_the_same_answers_ask_once_and_print_both(folder: Path) -> None:
    scored = run("score", two_answers(folder), "-Q", folder)
    lines = [line.split() for line in scored.stdout.splitlines()]

    assert scored.exit_code == 0, scored.output
    assert "2 of 2 scored questions answered" in scored.stdout
    assert [line for line in lines if line[:1] in (["1"], ["2"])] == [
        ["1", "Mean", "25.0", "100.0", "100", "%"],
        ["2", "Strongest", "50.0", "100.0", "100", "%"],
    ]
    # each answer stands below both, under the number by which it is asked
    assert [line[:3] for line in lines if line[:2] == ["1.1", "Law"]] == [
        ["1.1", "Law", "50.0"],
        ["1.1", "Law", "50.0"],
        ["1.1", "Law", "step"],
    ]


def test_both_places_of_an_answer_can_be_explained(folder: Path) -> None:
    explained = run("score", two_answers(folder), "-Q", folder, "--explain", "strongest/a")

    assert explained.exit_code == 0, explained.output
    assert "1.1 Law  (strongest/a)" in explained.stdout
    assert "high  = max(50, 0) = 50" in explained.stdout


@pytest.mark.parametrize("ending", ["yaml", "html"])
def test_a_form_asks_once_and_has_no_section_that_asks_nothing(folder: Path, ending: str) -> None:
    form = folder.parent / f"form.{ending}"
    made = run("form", "indices", "-Q", folder, "-o", form)

    assert made.exit_code == 0, made.output
    # among the weights at the end every section stands
    asking, _, _ = form.read_text(encoding="utf-8").partition('id="weights"')
    assert "Strongest" not in asking
    assert "Mean" in asking


def test_a_status_counts_each_question_once(folder: Path) -> None:
    status = run("status", two_answers(folder), "-Q", folder)

    assert status.exit_code == 0, status.output
    assert "2 of 2 dealt with" in status.stdout
    assert "Strongest" not in status.stdout


def test_a_report_lists_a_gap_once_and_shows_it_in_both_sections(folder: Path) -> None:
    report = folder.parent / "report.html"
    made = run("report", two_answers(folder), "-Q", folder, "-o", report)

    assert made.exit_code == 0, made.output
    text = report.read_text(encoding="utf-8")
    assert "Section 2 of 2" in text
    assert "Strongest: two gaps" in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert [name for name in ids if name.endswith("a-1-1")] == ["c1-a-1-1"]


@pytest.mark.slow
def test_a_report_on_shared_answers_can_be_verified(folder: Path) -> None:
    report = folder.parent / "report.pdf"
    made = run("report", two_answers(folder), "-o", report, "-Q", folder)
    verified = run("verify", report)

    assert made.exit_code == 0, made.output
    assert verified.exit_code == 0, verified.output


@pytest.mark.parametrize("name", ["indices", "mixed", "whole"])
def test_what_is_written_out_can_be_read_again_without_the_others(folder: Path, name: str) -> None:
    entry = open_workspace([folder]).entry(name)
    document = compose_document(entry.data, "attached.yaml")
    compose_parts(document, lambda _: None, [])

    assert load_questionnaire(document) == entry.questionnaire


def test_a_questionnaire_that_shares_answers_can_be_a_part(folder: Path) -> None:
    whole = open_workspace([folder]).entry("whole").questionnaire

    questions = [question.id for question in whole.questions()]
    mean, strongest = whole.sections[0].sections
    assert [questions.count(name) for name in "ab"] == [1, 1]
    assert [part.id for part in mean.children] == ["a", "b"]
    assert strongest.children == ()
    assert build_tree(whole).places("a") == ("a", "strongest/a")
