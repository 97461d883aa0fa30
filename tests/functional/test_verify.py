"""`coherence verify` against a report as made, and against the same report tampered
with in every way it can tell.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, TypeAlias
from unittest import mock

import openpyxl
import pikepdf
import pytest
from click.testing import CliRunner

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.documents.attached import LARGEST_ATTACHMENT
from coherence_kit.problems import ProblemsFound
from coherence_kit.rendering.report.variants import VARIANTS
from coherence_kit.workflow import made_again
from coherence_kit.workflow.verify import verify

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("verify")]

SECONDS = 20
"""Far more than any of these takes, and far less than without a limit."""
WEIGHED = """\
format: coherence-kit/questionnaire/1
id: exchange
version: "1.0"
title: Exchange
origin: {title: Exchange, publisher: Us, edition: First}
rubric: {levels: [{id: low, from: 0, label: Low}, {id: high, from: 50, label: High}]}
sections:
- id: law
  title: Law
  weight: {value: 20, reason: It is the basis.}
  questions:
  - {id: law.office, type: scale, label: Office, text: Is there an office?, target: 1,
     steps: {0: No., 1: Yes.}}
- id: use
  title: Use
  weight: {value: 80, reason: It is what counts.}
  questions:
  - {id: use.desk, type: scale, label: Desk, text: Is there a desk?, target: 2,
     steps: {0: No., 1: One., 2: Two.}}
  - {id: use.staff, type: boolean, label: Staff, text: Are there staff?}
"""
ANSWERED = """\
format: coherence-kit/submission/1
questionnaire: {id: exchange, version: "1.0"}
country: GHA
round: First
date: 2026-06-30
answers:
  law.office:
    answer: 0
  use.desk:
    answer: 1
"""
SUBMISSIONS = content.folder("questionnaires") / "submissions"
SHIPPED = SUBMISSIONS / "ghana-2007-documented.yaml"
SHORTER = SUBMISSIONS / "illustrative" / "velmora-2026-sdg-10-7-2.yaml"


def run(*arguments: object) -> None:
    made = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert made.exit_code == 0, made.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small questionnaire: its report is a tenth of a shipped one and
    has all that is tampered with.
    """
    made = tmp_path_factory.mktemp("verify")
    (made / "exchange.yaml").write_text(WEIGHED, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def report(folder: Path) -> Path:
    submission, path = folder / "answers" / "ghana.yaml", folder / "report.pdf"
    submission.parent.mkdir()
    submission.write_text(ANSWERED, encoding="utf-8")
    run("report", submission, "-o", path, "-Q", folder)
    return path


@pytest.fixture(scope="module")
def shipped_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shipped") / "report.pdf"
    run("report", SHIPPED, "-o", path)
    return path


Tamper: TypeAlias = Callable[[Callable[[pikepdf.Pdf], None]], Path]


def tamper_with(report: Path, path: Path) -> Tamper:
    def tamper(change: Callable[[pikepdf.Pdf], None]) -> Path:
        with pikepdf.open(report) as document:
            change(document)
            document.save(path, fix_metadata_version=False)
        return path

    return tamper


@pytest.fixture
def tampered(report: Path, tmp_path: Path) -> Tamper:
    return tamper_with(report, tmp_path / "tampered.pdf")


@pytest.fixture
def shipped(shipped_report: Path, tmp_path: Path) -> Tamper:
    return tamper_with(shipped_report, tmp_path / "tampered.pdf")


@pytest.mark.parametrize("suffix", ["xlsx", "html"])
@pytest.mark.parametrize(
    "draft_of",
    [
        ("exchange", ANSWERED, "use.desk"),
        ("sdg-10-7-2", SHORTER.read_text("utf-8"), "rights.education"),
    ],
    ids=["small", "shipped"],
)
def test_a_report_of_a_form_carries_its_submission_as_yaml(
    draft_of: tuple[str, str, str], suffix: str, folder: Path, tmp_path: Path
) -> None:
    questionnaire, answered, question = draft_of
    form, path = tmp_path / f"form.{suffix}", tmp_path / "report.pdf"
    draft = tmp_path / "draft.yaml"
    # with a warning, which the report prints with its place
    text = answered.replace(f"{question}:\n", f"{question}:\n    recheck: true\n", 1)
    assert "recheck" in text
    draft.write_text(text, encoding="utf-8")
    run("form", questionnaire, "--from", draft, "-o", form, "-Q", folder)
    run("report", form, "-o", path, "-Q", folder)
    verdict = verify(path)
    assert verdict.problems == ()
    assert verdict.pages


def replaced(name: str, old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        data = document.attachments[name].get_file().read_bytes()
        assert old in data
        document.attachments[name] = pikepdf.AttachedFileSpec(
            document,
            data.replace(old, new, 1),
            filename=name,
            description="",
            mime_type="application/yaml",
            creation_date="",
            mod_date="",
        )

    return change


def without(*names: str) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        for name in names:
            del document.attachments[name]

    return change


def test_a_report_as_made_follows_page_by_page(report: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(report)])

    assert result.exit_code == 0, result.output
    assert "figures follow from the submission inside" in result.stdout
    assert "exchange 1.0 is not one of the kit's" in result.stdout
    assert "pages is, byte for byte, what the kit makes of it" in result.stdout


def test_a_report_copied_elsewhere_still_follows(report: Path, tmp_path: Path) -> None:
    copy = tmp_path / "other-name.pdf"
    copy.write_bytes(report.read_bytes())

    assert verify(copy).problems == ()


def test_an_answer_changed_inside_gives_other_figures(
    tampered: Tamper,
) -> None:
    path = tampered(replaced("submission-1.yaml", b"answer: 1", b"answer: 2"))

    problems = verify(path).problems

    assert {problem.code for problem in problems} == {"verify.figure"}
    assert CliRunner().invoke(main, ["verify", str(path)]).exit_code == 1


def test_a_figure_changed_inside_is_named_with_both_values(
    tampered: Tamper,
) -> None:
    (problem,) = verify(
        tampered(replaced("assessment.json", b'"answered": 2', b'"answered": 3'))
    ).problems

    assert problem.path == ("1", "coverage", "answered")
    assert dict(problem.params) == {"printed": "3", "scored": "2"}


def test_a_weight_changed_inside_gives_other_figures(
    tampered: Tamper,
) -> None:
    path = tampered(replaced("questionnaire-exchange.yaml", b"value: 20", b"value: 30"))

    assert {problem.code for problem in verify(path).problems} == {"verify.figure"}


def test_a_report_of_a_shipped_questionnaire_follows_page_by_page(shipped_report: Path) -> None:
    verdict = verify(shipped_report)

    assert verdict.problems == ()
    assert verdict.pages


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_report_in_another_language_follows_page_by_page(
    folder: Path, tmp_path: Path, language: str
) -> None:
    questionnaire = tmp_path / "own" / "exchange.yaml"
    questionnaire.parent.mkdir()
    text = WEIGHED.replace("title: Exchange\n", "title: {en: Exchange, ar: تبادل}\n", 1)
    questionnaire.write_text(text.replace("version:", "languages: [en, ar]\nversion:", 1), "utf-8")
    submission, report = tmp_path / "ghana.yaml", tmp_path / "report.pdf"
    submission.write_text(ANSWERED, encoding="utf-8")
    run("report", submission, "-o", report, "-Q", questionnaire.parent, "--lang", language)
    verdict = verify(report)
    assert verdict.problems == ()
    assert verdict.pages


DOUBTFUL = f"""\
format: coherence-kit/submission/1
questionnaire: {{id: exchange, version: "1.0", sha256: {"0" * 64}}}
country: GHA
round: First # the only one
date: 1926-06-30
answers:
  law.office: {{not_applicable: "-"}}
  use.desk: {{answer: 1, evidence: [{{title: see above, date: someday}}]}}
  use.staff: {{answer: yes, recheck: true}}
"""


def test_a_report_that_prints_warnings_follows_page_by_page(folder: Path, tmp_path: Path) -> None:
    submission, report = tmp_path / "ghana.yaml", tmp_path / "report.pdf"
    submission.write_text(DOUBTFUL, encoding="utf-8")
    run("report", submission, "-o", report, "-Q", folder)
    verdict = verify(report)
    assert verdict.problems == ()
    assert verdict.pages


def test_a_report_of_a_form_that_was_asked_about_follows_page_by_page(
    folder: Path, tmp_path: Path
) -> None:
    form, report = tmp_path / "form.xlsx", tmp_path / "report.pdf"
    submission = tmp_path / "ghana.yaml"
    submission.write_text(ANSWERED, encoding="utf-8")
    run("form", "exchange", "--from", submission, "-o", form, "-Q", folder)
    workbook = openpyxl.load_workbook(form)
    for sheet in workbook.worksheets[1:3]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in {"0", "1", "0 · No", "1 · One"}:
                    cell.font = openpyxl.styles.Font(strike=True)
    workbook.create_sheet("Notes")["A1"] = "by the way"
    workbook.save(form)
    told = CliRunner().invoke(main, ["report", str(form), "-o", str(report), "-Q", str(folder)])
    assert "workbook.other-sheet" in told.output
    verdict = verify(report)
    assert verdict.problems == ()
    assert verdict.pages


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("questionnaire-intragovernmental.yaml", b"value: 20", b"value: 30"),
        ("submission-1.yaml", b"answer: 1", b"answer: 2"),
    ],
)
def test_what_is_changed_inside_a_report_of_a_shipped_questionnaire_gives_other_figures(
    shipped: Tamper, name: str, old: bytes, new: bytes
) -> None:
    problems = verify(shipped(replaced(name, old, new))).problems

    others = {"verify.other-questionnaire"} if name.startswith("questionnaire") else set()
    assert {problem.code for problem in problems} == {"verify.figure", *others}


def test_a_figure_changed_inside_a_report_of_a_shipped_questionnaire_is_named(
    shipped: Tamper,
) -> None:
    (problem,) = verify(
        shipped(replaced("assessment.json", b'"answered": 2', b'"answered": 3'))
    ).problems

    assert problem.path == ("1", "coverage", "answered")
    assert dict(problem.params) == {"printed": "3", "scored": "2"}


def draw_over(document: pikepdf.Pdf) -> None:
    page = document.pages[1]
    page.Contents = document.make_stream(page.Contents.read_bytes() + b"\n0 0 100 100 re f")


@pytest.mark.parametrize("tamper", ["tampered", "shipped"])
def test_a_page_drawn_over_is_named(tamper: str, request: pytest.FixtureRequest) -> None:
    (problem,) = verify(request.getfixturevalue(tamper)(draw_over)).problems

    assert problem.code == "verify.page"
    assert dict(problem.params) == {"page": "2", "parts": "what is drawn (/Contents)"}


def test_a_page_taken_out_is_noticed(
    tampered: Tamper,
) -> None:
    def take_out(document: pikepdf.Pdf) -> None:
        del document.pages[-1]

    (problem,) = verify(tampered(take_out)).problems

    assert problem.code == "verify.page-count"


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "full"])
def test_a_variant_is_made_again_with_the_same_parts(
    variant: str, folder: Path, report: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"{variant}.pdf"
    run("report", folder / "answers" / "ghana.yaml", "-o", path, "-Q", folder, "--variant", variant)
    with pikepdf.open(path) as one, pikepdf.open(report) as full:
        assert len(one.pages) < len(full.pages)
        assert {*one.attachments} == {*full.attachments}

    verdict = verify(path, folders=[folder])

    assert (verdict.problems, verdict.is_as_written) == ((), True)

    def call_it_full(document: pikepdf.Pdf) -> None:
        stream = document.attachments["report.json"].get_file().obj
        stream.write(json.dumps(json.loads(stream.read_bytes()) | {"variant": "full"}).encode())
        del stream.Params.CheckSum

    doubted = tamper_with(path, tmp_path / "tampered.pdf")(call_it_full)
    (problem,) = verify(doubted, folders=[folder]).problems
    assert problem.code == "verify.page-count"


def of_releases(**releases: str) -> Callable[[pikepdf.Pdf], None]:
    """The report as other releases would have made it; each as it is named in the recipe."""

    def change(document: pikepdf.Pdf) -> None:
        stream = document.attachments["report.json"].get_file().obj
        recipe = json.loads(stream.read_bytes())
        recipe["made_with"] |= releases
        stream.write(json.dumps(recipe).encode())
        del stream.Params.CheckSum

    return change


def test_pages_of_another_release_are_not_vouched_for(tampered: Tamper) -> None:
    path = tampered(of_releases(WeasyPrint="1.0", Pango="1.2.3"))

    result = CliRunner().invoke(main, ["verify", str(path)])

    assert result.exit_code == 1
    assert "Pango 1.2.3, WeasyPrint 1.0; here there is Pango" in result.stderr
    assert "--figures-only" in result.stderr


def test_figures_of_another_release_can_be_followed_by_themselves(tampered: Tamper) -> None:
    path = tampered(of_releases(WeasyPrint="1.0", **{"coherence-kit": "0.0.1"}))

    result = CliRunner().invoke(main, ["verify", str(path), "--figures-only"])

    assert result.exit_code == 0, result.output
    assert "nothing is said of what they print" in result.stdout
    assert "page" not in result.stdout.partition("Its pages")[0]


def test_faces_that_are_not_here_are_told_of_before_the_pages(tampered: Tamper) -> None:
    path = tampered(of_releases(**{"manimgx-fonts": "1.0"}))

    with mock.patch.object(made_again, "version", side_effect=PackageNotFoundError):
        (problem,) = verify(path).problems

    assert problem.code == "verify.other-makers"
    assert 'pip install "coherence-kit[fonts]"' in problem.sentences[2]


def test_a_report_made_without_faces_that_are_here_is_told_of(tmp_path: Path) -> None:
    """Its pages print characters by their numbers, and here they would be drawn."""
    (tmp_path / "exchange.yaml").write_text(WEIGHED, encoding="utf-8")
    submission, report = tmp_path / "answers" / "ghana.yaml", tmp_path / "report.pdf"
    submission.parent.mkdir()
    submission.write_text(ANSWERED + "    comment: ሰላም\n", encoding="utf-8")
    run("report", submission, "-o", report, "-Q", tmp_path)
    assert verify(report).problems == ()

    def forget(document: pikepdf.Pdf) -> None:
        stream = document.attachments["report.json"].get_file().obj
        recipe = json.loads(stream.read_bytes())
        del recipe["made_with"]["manimgx-fonts"]
        stream.write(json.dumps(recipe).encode())
        del stream.Params.CheckSum

    (problem,) = verify(tamper_with(report, tmp_path / "without.pdf")(forget)).problems

    assert problem.code == "verify.other-makers"
    assert problem.params["theirs"] == "manimgx-fonts none"


RECIPE: dict[str, Any] = {
    "format": "coherence-kit/report/1",
    "language": "en",
    "date": None,
    "variant": "full",
    "made_with": {},
    "unseen": [],
}
UNSEEN: dict[str, Any] = {"chapter": 1, "sheet": "a", "answers": 1, "entries": 0}

NO_RECIPES: list[dict[str, Any]] = [
    {"format": "coherence-kit/report/2"},
    {"language": 1},
    {"language": "../.."},
    {"date": 1},
    {"date": "2026-13-41"},
    {"variant": None},
    {"variant": ["full"]},
    {"variant": "short"},
    {"made_with": []},
    {"made_with": {"WeasyPrint": []}},
    {"more": 1},
    {"unseen": {}},
    {"unseen": [1]},
    {"unseen": [{"chapter": 1}]},
    {"unseen": [UNSEEN | {"chapter": True}]},
    {"unseen": [UNSEEN | {"sheet": 1}]},
    {"unseen": [UNSEEN | {"sheet": "\ud800"}]},
]


@pytest.mark.parametrize(
    "recipe",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 10_000,
        json.dumps(RECIPE).encode() + b" " * 300_000,
        *(json.dumps(RECIPE | change).encode() for change in NO_RECIPES),
    ],
)
def test_a_recipe_that_is_none_is_said_to_be_none(tampered: Tamper, recipe: bytes) -> None:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.attachments["report.json"].get_file().obj
        stream.write(recipe)
        del stream.Params.CheckSum

    assert [problem.code for problem in verify(tampered(change)).problems] == ["verify.no-recipe"]


# --- questionnaires that go by a known name -------------------------------------------------------


@pytest.fixture(scope="module")
def doctored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A report whose figures follow from a shipped questionnaire with other weights."""
    folder = tmp_path_factory.mktemp("doctored")
    shipped = content.folder("questionnaires") / "intragovernmental.yaml"
    text = shipped.read_text(encoding="utf-8")
    assert "value: 20" in text
    (folder / "own.yaml").write_text(text.replace("value: 20", "value: 60", 1), encoding="utf-8")
    report = folder / "report.pdf"
    run("report", SHIPPED, "-o", report, "-Q", folder)
    return report, folder


def test_a_shipped_questionnaire_with_other_rules_is_named(doctored: tuple[Path, Path]) -> None:
    (problem,) = verify(doctored[0]).problems

    assert problem.code == "verify.other-questionnaire"
    assert problem.params["id"] == "intragovernmental"


def test_rules_of_ones_own_are_known_by_their_folder(doctored: tuple[Path, Path]) -> None:
    report, folder = doctored

    result = CliRunner().invoke(main, ["verify", str(report), "-Q", str(folder)])

    assert result.exit_code == 0, result.output
    assert "intragovernmental" in result.stdout
    assert "has the content that is known by this name" in result.stdout


def changed_measure(data: bytes) -> bytes:
    return data.replace(b"horizon: medium", b"horizon: short", 1)


def test_a_shipped_measure_with_another_text_is_named(shipped: Tamper) -> None:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.attachments["measures-intragovernmental-1.yaml"].get_file().obj
        data = stream.read_bytes()
        assert changed_measure(data) != data
        stream.write(changed_measure(data))
        del stream.Params.CheckSum

    assert "verify.other-measure" in {problem.code for problem in verify(shipped(change)).problems}


def test_measures_beside_the_known_ones_are_counted(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    run("new", "measures", "exchange", "-o", own / "measures.yaml", "-Q", folder)
    submission, report = tmp_path / "ghana.yaml", tmp_path / "report.pdf"
    submission.write_text(ANSWERED, encoding="utf-8")
    run("report", submission, "-o", report, "-Q", folder, "-Q", own)

    result = CliRunner().invoke(main, ["verify", str(report), "-Q", str(folder)])

    assert result.exit_code == 0, result.output
    assert "but for" in result.stdout
    assert "of its measures" in result.stdout


# --- what is bounded ------------------------------------------------------------------------------


def attach(document: pikepdf.Pdf, name: str, data: bytes) -> None:
    document.attachments[name] = pikepdf.AttachedFileSpec(
        document,
        data,
        filename=name,
        description="",
        mime_type="",
        creation_date="",
        mod_date="",
    )


def many_large_files(document: pikepdf.Pdf) -> None:
    for number in range(2, 9):
        attach(document, f"submission-{number}.yaml", b"#" * LARGEST_ATTACHMENT)


def many_figures(document: pikepdf.Pdf) -> None:
    keys = {f"k{number:x}": 0 for number in range(600_000)}
    attach(document, "assessment.json", json.dumps([keys], separators=(",", ":")).encode())


def large_page(document: pikepdf.Pdf) -> None:
    document.pages[1].Contents = document.make_stream(b" " * 70 * 1024 * 1024)


def many_questions(document: pikepdf.Pdf) -> None:
    """The submission would give hundreds of pages, where the report has but a few."""
    questions = "".join(
        f"  - {{id: use.a{number}, type: boolean, label: A, text: A?}}\n" for number in range(3000)
    )
    attach(document, "questionnaire-exchange.yaml", (WEIGHED + questions).encode())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (many_large_files, "pdf.attachment-too-large"),
        (many_figures, "verify.figure"),
        (large_page, "verify.page"),
        (many_questions, "verify.figure"),
    ],
)
def test_work_is_bounded_before_it_is_done(
    tampered: Tamper, change: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    path = tampered(change)
    started = time.process_time()
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert (result.exit_code, time.process_time() - started < SECONDS) == (1, True)
    assert code in result.stderr


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["submission-1.yaml"], "verify.no-submission"),
        (["questionnaire-exchange.yaml"], "verify.no-questionnaire"),
        (["assessment.json"], "verify.no-figures"),
    ],
)
def test_a_report_that_carries_too_little_says_what_is_missing(
    tampered: Tamper, names: list[str], code: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        verify(tampered(without(*names)))

    assert [problem.code for problem in found.value.problems] == [code]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"not a pdf at all", b"PK\x03\x04"])
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(data)

    result = CliRunner().invoke(main, ["verify", str(path)])

    assert result.exit_code == 1
    assert "pdf.unreadable" in result.stderr


def test_a_report_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(tmp_path / "none.pdf")])

    assert result.exit_code == 1
    assert "file.missing" in result.stderr


SMALL = """\
format: coherence-kit/questionnaire/1
id: {id}
version: "1.0"
title: Small
origin: {{title: Small, publisher: Us, edition: First}}
rubric: {{levels: [{{id: low, from: 0, label: Low}}, {{id: high, from: 50, label: High}}]}}
sections:
- id: part
  title: Part
  questions:
  - {{id: part.{question}, type: scale, label: Office, text: Is there an office?, target: 1,
     steps: {{0: 'No.', 1: 'Yes.'}}}}
"""


@pytest.fixture
def many(tmp_path: Path) -> list[Path]:
    """Eleven chapters of two questionnaires, the name of one of which
    begins with that of the other.
    """
    paths = []
    for name, question, number in (("one", "office", 9), ("one-two", "desk", 2)):
        (tmp_path / f"{name}.yaml").write_text(
            SMALL.format(id=name, question=question), encoding="utf-8"
        )
        new = ["new", "measures", name, "-o", tmp_path / f"{name}-measures.yaml", "-Q", tmp_path]
        assert CliRunner().invoke(main, [str(argument) for argument in new]).exit_code == 0
        for place in range(number):
            path = tmp_path / "submissions" / f"{name}-{place:02}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(
                f"format: coherence-kit/submission/1\nquestionnaire: {{id: {name}, version: "
                f"'1.0'}}\ncountry: GHA\n"
                f"round: First\ndate: 2026-06-30\nrespondent: {{entity: Ministry {place}}}\n"
                f"answers: {{part.{question}: {place % 2}}}\n",
                encoding="utf-8",
            )
            paths.append(path)
    return paths


def test_every_chapter_is_compared_with_its_own_submission(
    many: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    arguments = ["report", *many, "-o", path, "-Q", tmp_path]
    made = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert made.exit_code == 0, made.output
    verdict = verify(path)
    assert verdict.problems == ()
    assert verdict.submissions == len(many)
