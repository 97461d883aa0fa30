"""Mappings from the outside: the terminal, new, a report, and what a report carries."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from coherence_kit import content
from coherence_kit import open as open_kit
from coherence_kit.errors import UnknownNameError
from coherence_kit.workflow.verify import verify
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run

GHANA = content.folder("questionnaires") / "submissions" / "ghana-2007-documented.yaml"
GOALS = """\
format: coherence-kit/mapping/1
id: goals
version: "1.0"
title: {en: National goals, fr: Objectifs nationaux}
edition: {en: as adopted in 2026}
date: 2026
reference: {en: Gazette 12}
standing: {en: a programme of government}
made_by: {en: the ministry of planning}
items:
- {number: "1", label: {en: exchange of information, fr: échange}}
- {number: "2", label: {en: agreements}}
- {number: "3", label: {en: visas <b>for all</b>}}
- {number: "4", label: {en: matters of two questionnaires}}
questions:
- {question: small/exchange.rule, bears: {"1": same}}
- {question: small/exchange.seat, bears: {"1": supports}}
- {question: small/law.in-force, bears: {"2": part}}
- {question: kinds/who, bears: {"4": part}}
"""
ANSWERED = """\
format: coherence-kit/submission/1
questionnaire: {id: small, version: "1.0"}
country: GHA
round: First
date: 2026-06-30
answers:
  law.in-force: yes
  exchange.rule: {answer: 1, evidence: [{title: Rule, date: 2026-01-01}]}
"""


class Text(HTMLParser):
    """The text of a page, its blanks as one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())


def annex(path: Path) -> str:
    """The text of annex D of an HTML report."""
    page = path.read_text(encoding="utf-8")
    found = re.search(r'<section class="part frameworks[ "].*?</section>', page, re.DOTALL)
    return Text(found[0]).text if found else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "content"
    shutil.copytree(QUESTIONNAIRES, made)
    (made / "goals.yaml").write_text(GOALS, encoding="utf-8")
    (tmp_path / "ghana.yaml").write_text(ANSWERED, encoding="utf-8")
    return made


# --- the terminal ---------------------------------------------------------------------------------


def test_every_item_of_a_framework_is_printed_with_its_questions(run: Run) -> None:
    printed = run("sources", "--mapping", "gcm")
    assert printed.exit_code == 0, printed.output
    text = printed.stdout
    assert "19  contribution of migrants and diasporas to development\n" in text
    assert "  part     intragovernmental/planning.mainstreaming: Migration in the plan\n" in text
    silent = text.partition("Not asked:\n")[2].partition("\n\n")[0]
    assert "  11  borders" in silent.splitlines()
    assert "15(g)  principle: gender (touched only)" in text
    assert "30 of 33 items are asked" in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_same_as_json(run: Run) -> None:
    data = json.loads(run("sources", "--mapping", "pcsd", "--format", "json").stdout)
    items = {item["number"]: item for item in data["items"]}
    assert list(items) == [str(number) for number in range(1, 9)]
    assert items["5"]["questions"][0] == {
        "questionnaire": "intragovernmental",
        "id": "coordination.levels",
        "label": "Local and national levels",
        "relation": "same",
        "long_form_only": False,
        "note": "Both ask whether the levels of government are brought into line.",
    }
    assert not items["5"]["touched_only"]
    assert items["1"]["touched_only"]


def test_what_only_long_forms_ask_is_marked(run: Run, folder: Path) -> None:
    """Of `small` without a short form nothing is; the second has only a question of its own."""
    text = run("sources", "--mapping", "goals", "-Q", folder).stdout
    assert "long form" not in text
    small = (folder / "small.yaml").read_text(encoding="utf-8")
    marked = small.replace("id: exchange.seat\n", "id: exchange.seat\n    short: true\n")
    (folder / "small.yaml").write_text(marked, encoding="utf-8")
    text = run("sources", "--mapping", "goals", "-Q", folder).stdout
    assert "\n1  exchange of information (touched only)\n" in text
    assert "\n2  agreements (touched only, long form only)\n" in text
    assert text.endswith("1 of them is asked in long forms only.\n")
    data = json.loads(run("sources", "--mapping", "goals", "-Q", folder, "--format", "json").stdout)
    asked = {
        question["id"]: question["long_form_only"]
        for item in data["items"]
        for question in item["questions"]
    }
    assert asked["exchange.rule"]
    assert asked["law.in-force"]
    assert not asked["exchange.seat"]


@pytest.mark.parametrize("name", ["", "gmc", "GCM", "../gcm"])
def test_an_unknown_mapping_names_the_known_ones(run: Run, name: str) -> None:
    result = run("sources", "--mapping", name)
    assert result.exit_code == 2
    assert f'There is no mapping "{name}". Known: gcm, mgi, pcsd, sdg.' in result.stderr


def test_a_unit_and_a_mapping_are_one_too_many(run: Run) -> None:
    result = run("sources", "iom-1a-focal-point", "--mapping", "gcm")
    assert result.exit_code == 2
    assert "not both" in result.stderr


def test_questions_that_nothing_has_are_listed(run: Run, folder: Path) -> None:
    path = folder / "goals.yaml"
    path.write_text(path.read_text().replace("kinds/who", "elsewhere/who"))
    text = run("sources", "--mapping", "goals", "-Q", folder).stdout
    assert "Questions that no questionnaire in use has: elsewhere/who." in text
    assert "4  matters of two questionnaires" in text.partition("Not asked:")[2]


def test_a_new_mapping_is_valid_and_printed_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours" / "goals.yaml"
    assert run("new", "mapping", "our-goals", "-o", path).exit_code == 0
    assert run("check", path, "--strict").exit_code == 0
    printed = run("sources", "--mapping", "our-goals", "-Q", path.parent)
    assert "1 of 2 items is asked" in printed.stdout
    assert run("new", "mapping", "Our Goals", "-o", tmp_path / "more.yaml").exit_code == 2


def test_the_library_reads_a_mapping(folder: Path) -> None:
    kit = open_kit(folder)
    assert kit.mapping_ids == ("goals", "gcm", "mgi", "pcsd", "sdg")
    goals = kit.mapping("goals")
    assert [(item.item.number, item.is_asked) for item in goals.items] == [
        ("1", True),
        ("2", True),
        ("3", False),
        ("4", False),
    ]
    assert goals.labels["small/exchange.rule"]
    with pytest.raises(UnknownNameError, match="Known: gcm, goals"):
        kit.mapping("nowhere")


# --- the report -----------------------------------------------------------------------------------


def test_annex_d_names_the_step_reached_and_what_is_not_asked(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    assert run("report", tmp_path / "ghana.yaml", "-Q", folder, "-o", report).exit_code == 0
    text = annex(report)
    assert "the reading of the ministry of planning, not of those who issued" in text
    assert "None of them requires anything here, and no figure is made for one." in text
    assert "Gazette 12, as adopted in 2026. Standing: a programme of government." in text
    # the same as item 1, at step 1; its other question has no answer
    assert "1 exchange of information = 2.1 1 touched only 2.2" in text
    assert "2 agreements 1.1 yes touched only –" in text
    assert "Not asked: 3 visas <b>for all</b>. Not asked here, but in kinds: 4 matters" in text


def test_annex_d_speaks_french(run: Run, folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    arguments = ("report", tmp_path / "ghana.yaml", "-Q", folder, "-o", report, "--lang", "fr")
    assert run(*arguments).exit_code == 0
    text = annex(report)
    assert "Annexe D" in text
    assert "Objectifs nationaux" in text
    assert "1 échange = 2.1 1 effleuré" in text
    assert "Sans question : 3" in text


def test_what_a_condition_hides_is_not_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    submission, report = tmp_path / "ghana.yaml", tmp_path / "report.html"
    submission.write_text(ANSWERED.partition("  exchange.rule")[0].replace("yes", "no"))
    assert run("report", submission, "-Q", folder, "-o", report).exit_code == 0
    text = annex(report)
    assert "= 2.1" not in text
    assert "1 exchange of information touched only 2.2" in text


REASONS = """\
- {number: "5", label: {en: seats}}
- {number: "6", label: {en: dates}}
- {number: "7", label: {en: rules}}
- {number: "8", label: {en: rules elsewhere}}
questions:
- {question: small/exchange.seat, bears: {"5": same}}
- {question: small/law.amended, bears: {"6": part}}
- {question: small/exchange.rule, bears: {"7": same, "8": part}}
- {question: small/law.in-force, bears: {"1": same}}
- {question: kinds/who, bears: {"4": part, "6": part, "8": same}}
"""


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            (
                "Asked in the long form only: 5 seats. "
                "Not asked here, but in the long form and in kinds: 6 dates. "
                "Made needless by the answer to another question: 7 rules. "
                "Made needless here by the answer to another question, but asked in kinds: "
                "8 rules elsewhere. "
                "Not asked: 2 agreements; 3 visas <b>for all</b>. "
                "Not asked here, but in kinds: 4 matters of two questionnaires."
            ),
        ),
        (
            "fr",
            (
                "Demandé dans la version longue seulement : 5 seats. "
                "Sans question ici, mais dans la version longue et dans kinds : 6 dates. "
                "Rendu inutile par la réponse à une autre question : 7 rules. "
                "Rendu inutile ici par la réponse à une autre question, mais demandé dans kinds : "
                "8 rules elsewhere. "
                "Sans question : 2 agreements ; 3 visas <b>for all</b>. "
            ),
        ),
    ],
)
def test_annex_d_tells_what_nobody_asks_from_what_the_short_form_or_an_answer_leaves_out(
    run: Run, folder: Path, tmp_path: Path, language: str, told: str
) -> None:
    goals, small = folder / "goals.yaml", folder / "small.yaml"
    goals.write_text(GOALS.partition("questions:")[0] + REASONS, encoding="utf-8")
    questionnaire = small.read_text(encoding="utf-8")
    for name in ("law.in-force", "exchange.rule"):
        questionnaire = questionnaire.replace(f"id: {name}\n", f"id: {name}\n    short: true\n")
    small.write_text(questionnaire, encoding="utf-8")
    submission, report = tmp_path / "ghana.yaml", tmp_path / "report.html"
    short = ANSWERED.partition("  exchange.rule")[0].replace("yes", "no") + "short: true\n"
    submission.write_text(short, encoding="utf-8")
    arguments = ("report", submission, "-Q", folder, "-o", report, "--lang", language)
    assert run(*arguments).exit_code == 0
    text = " ".join(annex(report).replace("\xa0", " ").replace("\u202f", " ").split())
    # a text in another language is a piece of its own
    assert told in text.replace(" .", ".")


def test_what_the_long_form_asks_is_asked_in_a_report_of_it(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "goals.yaml").write_text(GOALS.partition("questions:")[0] + REASONS, encoding="utf-8")
    report = tmp_path / "report.html"
    assert run("report", tmp_path / "ghana.yaml", "-Q", folder, "-o", report).exit_code == 0
    text = annex(report)
    assert "long form" not in text
    assert "5 seats = 2.2" in text


def test_every_item_of_the_shipped_frameworks_is_in_a_report_once(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    assert run("report", GHANA, "-o", report).exit_code == 0
    text = annex(report)
    kit = open_kit()
    for name in kit.mapping_ids:
        framework = kit.mapping(name)
        for item in framework.items:
            assert f"{item.item.number} {item.item.label}" in text
    assert not re.search(r"\brequires\b(?! anything here)", text)


def test_a_report_without_mapped_questions_has_no_annex_d(run: Run, tmp_path: Path) -> None:
    folder = content.folder("questionnaires") / "submissions" / "illustrative"
    report = tmp_path / "report.html"
    assert run("report", folder / "velmora-2026-sdg-10-7-2.yaml", "-o", report).exit_code == 0
    assert annex(report) == ""
    assert "frameworks" not in re.sub("(?s)<style>.*?</style>", "", report.read_text("utf-8"))


def test_a_mapping_with_a_mistake_stops_the_report_and_no_figure(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    path = folder / "goals.yaml"
    path.write_text(path.read_text().replace("small/exchange.seat", "small/exchange.seats"))
    submission = tmp_path / "ghana.yaml"
    refused = run("report", submission, "-Q", folder, "-o", tmp_path / "report.html")
    assert refused.exit_code == 1
    assert "mapping.unknown-question" in refused.stderr
    assert 'Did you mean "exchange.seat"?' in refused.stderr
    assert run("score", submission, "-Q", folder).exit_code == 0


# --- what a report carries ------------------------------------------------------------------------


@pytest.fixture
def report(run: Run, folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    assert run("report", tmp_path / "ghana.yaml", "-Q", folder, "-o", path).exit_code == 0
    return path


def changed(report: Path, old: bytes, new: bytes) -> Path:
    """The report with another mapping inside."""
    path = report.with_name("changed.pdf")
    with pikepdf.open(report) as document:
        stream = document.attachments["mapping-small-1.yaml"].get_file().obj
        data = stream.read_bytes()
        assert old in data
        stream.write(data.replace(old, new))
        del stream.Params.CheckSum
        document.save(path, fix_metadata_version=False)
    return path


@pytest.mark.slow
def test_a_report_carries_its_mappings_and_follows_from_them(report: Path, folder: Path) -> None:
    with pikepdf.open(report) as document:
        inside = document.attachments["mapping-small-1.yaml"].get_file().read_bytes()
    assert inside.decode() == GOALS
    assert verify(report, folders=[folder]).is_as_written
    # whoever does not have the folder knows neither the questionnaire nor the mapping
    assert verify(report).is_as_written


@pytest.mark.slow
def test_another_mapping_inside_is_named(report: Path, folder: Path) -> None:
    other = changed(report, b'"1": same', b'"2": same')
    assert [problem.code for problem in verify(other, folders=[folder]).problems] == [
        "verify.other-mapping"
    ]


@pytest.mark.slow
def test_a_mapping_that_is_known_here_and_not_inside_is_named(report: Path, folder: Path) -> None:
    (folder / "more.yaml").write_text(GOALS.replace("id: goals", "id: more"), encoding="utf-8")
    (problem,) = verify(report, folders=[folder]).problems
    assert (problem.code, problem.params["mapping"]) == ("verify.other-mapping", "more")
