"""Government and partners in the report of a round, with the shipped voices of Velmora."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.loading.documents import read_document
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.workflow.verify import verify
from tests.functional.test_verify import attach

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("partners")]

SUBMISSIONS = content.folder("questionnaires") / "submissions"
VOICES = [
    SUBMISSIONS / "rounds" / "velmora-2026" / f"voice-{name}.yaml"
    for name in ("diaspora", "union", "local")
]
ANSWERS = SUBMISSIONS / "illustrative" / "velmora-2026-multistakeholder.yaml"
UNIT = "Migration and Development Unit"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def values(path: Path) -> Any:
    return read_document(path).value


def write(path: Path, value: Any) -> Path:
    path.write_text(to_yaml(value), encoding="utf-8")
    return path


def answered(path: Path, name: str, entity: str, **changed: Any) -> Path:
    """What the government answers, sent in for the round by somebody."""
    stated = values(ANSWERS)
    stated |= {"round": "2026", "respondent": {"entity": entity}}
    stated["answers"] = stated["answers"] | changed
    return write(path / name, stated)


def a_round(path: Path, *more: dict[str, Any]) -> Path:
    """A round of one office that answers, and the stakeholders whose voices are shipped."""
    voices = [values(voice) for voice in VOICES]
    return write(
        path / "round.yaml",
        {
            "format": "coherence-kit/round/1",
            "country": "XVE",
            "country_name": {"en": "Velmora"},
            "round": "2026",
            "date": "2026-06-30",
            "questionnaires": [
                "multistakeholder",
                *(voice["questionnaire"]["id"] for voice in voices),
            ],
            "respondents": [
                {"id": "unit", "entity": UNIT, "asked": ["multistakeholder"]},
                *(
                    {
                        "id": voice["questionnaire"]["id"],
                        "kind": "stakeholder",
                        "entity": voice["respondent"]["entity"],
                        "asked": [voice["questionnaire"]["id"]],
                    }
                    for voice in voices
                ),
                *more,
            ],
        },
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the round as PDF, HTML and JSON."""
    folder = tmp_path_factory.mktemp("partners")
    government = answered(folder, "unit.yaml", UNIT)
    for kind in ("pdf", "html", "json"):
        done = run(
            "report",
            government,
            *VOICES,
            "--round",
            a_round(folder),
            "-o",
            folder / f"velmora.{kind}",
        )
        assert (done.exit_code, "error" in done.output) == (0, False), done.output
    return folder


def page_text(path: Path) -> str:
    body = path.read_text(encoding="utf-8").partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def typed(value: Any) -> Iterator[str]:
    """Every text that somebody has typed beside or in place of an answer."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"date", "answer"}:
                yield from typed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from typed(inner)
    elif isinstance(value, str):
        yield value


def test_the_page_says_on_how_many_questions_partners_differ(made: Path) -> None:
    text = page_text(made / "velmora.html")
    assert (
        "On four of 12 questions the government and a partner are two steps apart or more" in text
    )
    data = json.loads((made / "velmora.json").read_text("utf-8"))
    partners = data[0]["partners"]
    union = next(one for one in partners["partners"] if "Workers" in one["name"])
    assert (union["shared"], union["answered_by_both"]) == (7, 6)
    assert union["views"]["far_lower"] == 2
    distances = [
        max((abs(one["steps"]) for one in row["answers"] if one["steps"] is not None), default=-1)
        for row in partners["questions"]
    ]
    assert distances[0] == 2
    assert [one for one in distances if one >= 0] == sorted(
        (one for one in distances if one >= 0), reverse=True
    )


@pytest.mark.parametrize("voice", VOICES, ids=lambda path: path.stem)
def test_nothing_that_a_partner_typed_is_lost(made: Path, voice: Path) -> None:
    # what runs over and under the pages would stand in the middle of texts that go on
    crop = ["-x", "0", "-y", "64", "-W", "595", "-H", "724"]
    command = ["pdftotext", "-raw", *crop, str(made / "velmora.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    stated = values(voice)
    texts = {*typed(stated["answers"]), stated["respondent"]["entity"], stated["signed_off"]}
    # a letter in a circle is a drawing, which comes after the texts of its page
    printed = re.sub(r"(?m)^[GP-R]\n", "", done.stdout.decode())
    for whole in (printed, page_text(made / "velmora.html")):
        flat = re.sub(r"\s", "", whole)
        assert [text for text in texts if re.sub(r"\s", "", text) not in flat] == []


def test_the_report_follows_from_what_it_carries(made: Path) -> None:
    verdict = verify(made / "velmora.pdf")
    assert (verdict.problems, verdict.submissions, verdict.is_as_written) == ((), 4, True)


@pytest.mark.parametrize("forged", ["an answer", "a partner", "a figure"])
def test_another_answer_of_a_partner_is_found_out(made: Path, tmp_path: Path, forged: str) -> None:
    path = tmp_path / "forged.pdf"
    with pikepdf.open(made / "velmora.pdf") as document:
        name = "assessment.json" if forged == "a figure" else "voice-2.yaml"
        data = document.attachments[name].get_file().read_bytes()
        if forged == "an answer":
            found = re.subn(rb'(?m)^(    answer: )"?1"?$', rb"\g<1>3", data, count=1)
            assert found[1] == 1
            replaced = found[0]
        elif forged == "a partner":
            replaced = data.replace(b"Confederation of Workers", b"Confederation of Owners")
        else:
            replaced = data.replace(b'"far_lower": 2', b'"far_lower": 1')
        assert replaced != data
        del document.attachments[name]
        attach(document, name, replaced)
        document.save(path)
    problems = [one for one in verify(path).problems if one.code == "verify.figure"]
    assert any("partners" in one.path for one in problems)


def test_a_stakeholder_that_answers_a_questionnaire_of_the_government_is_a_partner(
    tmp_path: Path,
) -> None:
    town = {
        "id": "town",
        "kind": "stakeholder",
        "entity": "Town of Telmar",
        "asked": ["multistakeholder"],
    }
    files = [
        answered(tmp_path, "unit.yaml", UNIT),
        answered(
            tmp_path,
            "town.yaml",
            "Town of Telmar",
            **{"stakeholders.identification": {"unknown": "We have not asked."}},
        ),
    ]
    output = tmp_path / "velmora.json"
    done = run("report", *files, "--round", a_round(tmp_path, town), "-o", output)
    assert done.exit_code == 0, done.output
    found = json.loads(output.read_text("utf-8"))
    # the chapter is the government's; what stands beside it is no chapter
    assert ["partners" in one for one in found] == [True, False]
    partner = found[0]["partners"]["partners"][0]
    assert (partner["name"], set(partner["views"])) == (
        "Town of Telmar",
        {"alike", "government_only", "neither"},
    )


def test_a_round_of_voices_alone_is_told_and_each_can_be_reported_by_itself(
    tmp_path: Path,
) -> None:
    output = tmp_path / "velmora.html"
    done = run("report", *VOICES, "--round", a_round(tmp_path), "-o", output)
    assert (done.exit_code, output.exists()) == (1, False)
    assert "round.nothing" in done.output
    assert "coherence report makes a report of what a stakeholder has sent" in " ".join(
        done.output.split()
    )
    alone = run("report", VOICES[0], "-o", output)
    assert alone.exit_code == 0
    assert "Annex E" not in page_text(output)
