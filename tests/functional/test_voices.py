"""Voices, what stakeholders have seen, in every output: a profile of questions without a figure."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.workflow.score import open_workspace

SPOKEN = sorted((content.folder("questionnaires") / "submissions" / "rounds").rglob("voice-*.yaml"))
VOICES = [name for name in sorted(open_workspace().library.index()) if name.startswith("voice-")]


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


def _text(page: Path) -> str:
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_a_report_has_every_answer_and_no_figure(path: Path, tmp_path: Path) -> None:
    run("report", path, "-o", tmp_path / "voice.html")
    text = _text(tmp_path / "voice.html")
    voice = open_workspace().entry(path.stem).questionnaire

    assert [str(q.label) for q in voice.questions() if str(q.label) not in text] == []
    for nothing in (
        "oints to gain",
        "Narrows interval by",
        "of the weight of its section",
        "Effort",
        "minister",
        "First measures",
        "Way forward",
        "worked through",
        "How sure",
        "Dot: the score",
        "Sections: score",
        ", weight",
    ):
        assert nothing not in text, nothing
    assert "Target 3" in text


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_the_terminal_has_every_answer_and_no_share(path: Path) -> None:
    printed = run("score", path).stdout
    assert "each question stands for itself" in printed
    assert "points to gain" not in printed
    assert "share of the whole" not in printed
    assert re.search(r"^Gaps \(\d+\) +now +target$", printed, re.MULTILINE)
    assert "9 answered" in run("status", path).stdout or "8 answered" in run("status", path).stdout


@pytest.mark.parametrize("name", VOICES)
def test_a_form_of_a_voice_is_addressed_to_it_and_weighs_nothing(name: str, tmp_path: Path) -> None:
    shown = run("show", name).stdout
    assert "seen carried out" in " ".join(shown.split())
    assert "What each question weighs" not in shown
    run("form", name, "-o", tmp_path / "form.html")
    form = _text(tmp_path / "form.html")
    assert "seen carried out" in form
    assert "What each question weighs" not in form


def test_a_report_in_french_says_the_same_without_an_english_sentence_of_the_kit(
    tmp_path: Path,
) -> None:
    run("report", SPOKEN[0], "-o", tmp_path / "voix.html", "--lang", "fr")
    text = _text(tmp_path / "voix.html")
    assert "Chaque question vaut pour elle-même" in text
    assert "stands for itself" not in text
