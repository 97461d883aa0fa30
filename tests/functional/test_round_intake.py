"""Which of the files that lie in the inbox of a round are of it, whatever else is wrong with them.

A file that its own header gives to another round or country is left out with a word of it; one of
the round that cannot be used stops the merging, and every command says the same.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coherence_kit.loading.yaml.writer import to_yaml
from tests.functional.conftest import Run
from tests.functional.test_merge import ROUND, codes

OLD = {"id": "small", "version": "0.9"}
WRONG = {"law.in-force": "perhaps"}
FOREIGN: dict[str, tuple[dict[str, Any], str]] = {
    "old version, other round": ({"round": "2024", "questionnaire": OLD}, "round.other-round"),
    "old version, other country": ({"country": "TGO", "questionnaire": OLD}, "round.other-country"),
    "later version, other round": (
        {"round": "2024", "questionnaire": {"id": "small", "version": "7.0"}},
        "round.other-round",
    ),
    "no version, other round": (
        {"round": "2024", "questionnaire": {"id": "small"}},
        "round.other-round",
    ),
    "no questionnaire, other round": (
        {"round": "2024", "questionnaire": None},
        "round.other-round",
    ),
    "unknown questionnaire, other round": (
        {"round": "2024", "questionnaire": {"id": "gone", "version": "1.0"}},
        "round.other-round",
    ),
    "wrong answer, other round": ({"round": "2024", "answers": WRONG}, "round.other-round"),
    "wrong answer, other country": ({"country": "TGO", "answers": WRONG}, "round.other-country"),
    "unknown key, other country": ({"country": "TGO", "colour": "blue"}, "round.other-country"),
    "wrong respondent, other round": (
        {"round": "2024", "respondent": ["Police"]},
        "round.other-round",
    ),
    "wrong answer, other questionnaire": (
        {"questionnaire": {"id": "kinds", "version": "1.0"}, "answers": WRONG},
        "round.other-questionnaire",
    ),
    "merged, other round": (
        {"round": "2024", "respondents": [{"id": "police", "entity": "Police"}], "answers": {}},
        "round.other-round",
    ),
}
OURS: dict[str, tuple[dict[str, Any], str]] = {
    "old version": ({"questionnaire": OLD}, "submission.version"),
    "wrong answer": ({"answers": WRONG}, "submission.answer"),
    "no country that there is": ({"country": "Ghna"}, "submission.country"),
    "a round that is none": ({"round": ["2024"]}, "schema.value"),
    "unknown questionnaire": (
        {"questionnaire": {"id": "smal", "version": "1.2"}},
        "questionnaire.unknown",
    ),
    "misspelt key": (
        {"respondent": None, "respondant": {"entity": "Police"}},
        "schema.unknown-key",
    ),
}
Inbox = Callable[..., Path]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """What two offices have sent, and a further file; the round lies beside the folder."""
    (tmp_path / "round.yaml").write_text(to_yaml(ROUND), encoding="utf-8")
    folder = tmp_path / "inbox"
    folder.mkdir()
    head = {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "small", "version": "1.2"},
        "country": "GHA",
        "round": "2026",
        "date": "2026-06-30",
    }

    def write(name: str, entity: str, **changed: Any) -> Path:
        value = {**head, "respondent": {"entity": entity}, "answers": {"law.in-force": "yes"}}
        stated = {key: one for key, one in {**value, **changed}.items() if one is not None}
        path = folder / f"{name}.yaml"
        path.write_text(to_yaml(stated), encoding="utf-8")
        return path

    write("a", "Ministry of Justice")
    write("b", "Ministère du Travail")
    return write


def commands(folder: Path) -> list[tuple[str | Path, ...]]:
    """Every command that reads what was sent in for a round."""
    file, sent = folder / "round.yaml", folder / "inbox"
    return [
        ("merge", file, sent, "-o", folder / "whole.yaml"),
        ("report", "--round", file, sent, "-o", folder / "report.json"),
        ("form", "--round", file, "--from", sent, "-o", folder / "forms"),
        ("status", "--round", file, sent),
    ]


@pytest.mark.parametrize(("changed", "code"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_file_of_another_round_is_left_out_whatever_is_wrong_with_it(
    changed: dict[str, Any], code: str, run_small: Run, inbox: Inbox, tmp_path: Path
) -> None:
    other = inbox("c", "Police", **changed)
    for command in commands(tmp_path):
        done = run_small(*command)
        assert done.exit_code == 0, done.output
        assert [one for one in codes(done.output) if one != "round.silent"] == [code], command[0]
        assert str(other) in done.output


def test_a_page_of_another_round_is_left_out_with_its_errors(
    run_small: Run, inbox: Inbox, tmp_path: Path
) -> None:
    other = inbox("c", "Police", round="2024")
    page = other.with_suffix(".html")
    assert run_small("form", "small", "--from", other, "-o", page).exit_code == 0
    other.unlink()
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('"answer": "yes"', '"answer": "perhaps"'), encoding="utf-8")
    assert codes(run_small("check", page).output) == ["submission.answer"]
    for command in commands(tmp_path):
        done = run_small(*command)
        told = [one for one in codes(done.output) if one != "round.silent"]
        assert (done.exit_code, told) == (0, ["round.other-round"])


@pytest.mark.parametrize(("changed", "code"), OURS.values(), ids=OURS.keys())
def test_a_file_of_the_round_with_errors_is_told_of_and_is_not_just_left_out(
    changed: dict[str, Any], code: str, run_small: Run, inbox: Inbox, tmp_path: Path
) -> None:
    inbox("c", "Police", **changed)
    for command in commands(tmp_path):
        done = run_small(*command)
        assert done.exit_code == 1
        assert code in codes(done.output), command[0]
        assert not {*codes(done.output)} & {"round.other-country", "round.other-questionnaire"}
    assert not (tmp_path / "whole.yaml").exists()


@pytest.mark.parametrize("data", [b"", b'round: "2024"\nanswers: [1, 2\n', b"\xff\xfe\x00\x01"])
def test_what_cannot_be_read_is_an_error_wherever_it_may_belong(
    data: bytes, run_small: Run, inbox: Inbox, tmp_path: Path
) -> None:
    inbox("c", "Police").write_bytes(data)
    for command in commands(tmp_path):
        done = run_small(*command)
        assert done.exit_code == 1
        assert "c.yaml" in done.output


def test_an_empty_form_takes_the_place_of_no_answers_that_were_sent_before_it(
    run_small: Run, inbox: Inbox, tmp_path: Path
) -> None:
    inbox("c", "Police", answers={"exchange.seat": "nowhere"})
    inbox("d", "Police", date="2026-07-15", answers={})
    merge, *_, status = commands(tmp_path)
    done = run_small(*merge)
    assert "3 of 3 respondents" in done.output
    assert "3 of 3 respondents have sent answers" in run_small(*status).output
    assert codes(run_small(*status).output) == codes(done.output) == []
