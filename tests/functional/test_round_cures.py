"""What a problem of a round says is to be done mends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.problems import CATALOGUE
from tests.faulty.examples import QUESTIONNAIRES, examples, file_of
from tests.faulty.rounds import INBOX, MERGED

EXAMPLES = {example.code: example for example in examples()}
Mend = Mapping[str, str]

CHECKED: Mapping[str, list[Mend]] = {
    "round.unknown-questionnaire": [{"[smal]": "[small]"}],
    "round.same-respondent": [
        {"entity: MINISTERE DU PLAN": "entity: Plan of the coast"},
        {"- {id: plan, entity: MINISTERE DU PLAN, asked: [law]}\n": ""},
    ],
    "round.date": [{"end of August": "2026-08-31"}],
    "round.date-before-deadline": [
        {"2026-06-30": "2026-09-30"},
        {"2026-08-31": "2026-06-15"},
        {"date: 2026-06-30\n": ""},
    ],
    "round.unknown-place": [{"[laws]": "[law]"}],
    "round.in-several": [{"[law]": "[small/law]"}, {"[law]": "[twin/law]"}],
    "round.two-leads": [
        {"asked: [small], leads: [law.in-force]": "asked: [small]"},
        {"Justice, leads: [law.in-force]": "Justice, asked: [law.in-force]"},
    ],
    "round.stakeholder-leads": [{"leads": "asked"}, {"kind: stakeholder": "kind: government"}],
    "round.asked-nothing": [
        {"asked: []": "asked: [law]"},
        {"- {id: justice, entity: Ministry of Justice, asked: []}\n": ""},
    ],
    "round.nobody-asked": [
        {"asked: [law]": "asked: [law, exchange]"},
        {"asked: [law]": "asked: [law, exchange.rule, exchange.seat]"},
    ],
    "round.unknown-decision": [{"exchange.rules": "exchange.rule"}],
    "round.two-decisions": [
        {"answer: 1, ": ""},
        {", not_applicable: There is no law.": ""},
    ],
    "round.unknown-decided": [
        {"answer: unknown": "answer: 1"},
        {"  exchange.rule: {answer: unknown, by: Cabinet}": "  exchange.rule:"},
    ],
    "round.decision-date": [{"after the summer": "2026-09-30"}],
    "submission.unknown-asked": [{"[laws]": "[law]"}, {"asked: [laws]\n": ""}],
    "submission.beyond-part": [{"[law]": "[law, exchange.seat]"}],
}


@pytest.mark.parametrize(
    ("code", "mend"), [(code, mend) for code, mends in CHECKED.items() for mend in mends]
)
def test_a_round_file_mended_so_has_no_problem(code: str, mend: Mend, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with file_of(EXAMPLES[code], folder) as path:
        is_folder = path.is_dir()
        text = (path / "ghana-2026.round.yaml" if is_folder else path).read_text("utf-8")
    mended = (folder if is_folder else tmp_path) / "ghana-2026.round.yaml"
    mended.write_text(replaced(text, mend), encoding="utf-8")
    words = ["check", str(folder if is_folder else mended), "-Q", str(QUESTIONNAIRES)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith("No problems in ")


def replaced(text: str, mend: Mend) -> str:
    for old, new in mend.items():
        assert old in text
        text = text.replace(old, new)
    return text


ADDED = "- {id: added, entity: Planing Comission, asked: [small]}"
ROUND, FIRST, SECOND = "ghana-2026.round.yaml", f"{INBOX}/1.yaml", f"{INBOX}/2.yaml"


def _edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / name
        path.write_text(replaced(path.read_text("utf-8"), {old: new}), encoding="utf-8")

    return edit


def _away(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _sends(folder: Path) -> None:
    """The office that was asked for its form sends it."""
    text = (folder / FIRST).read_text("utf-8")
    text = text.replace("Planning Commission", "Ministry of Justice")
    kept = [line for line in text.splitlines(keepends=True) if "exchange." not in line]
    (folder / SECOND).write_text("".join(kept), encoding="utf-8")


def _office_answers(folder: Path) -> None:
    """The answers are those of an office that is in the round."""
    _edit(ROUND, "kind: stakeholder, ", "")(folder)


MENDED: Mapping[str, list[Callable[[Path], None]]] = {
    "round.other-country": [_away(SECOND)],
    "round.other-round": [_away(SECOND)],
    "round.other-questionnaire": [_away(SECOND)],
    "round.nobody": [
        _away(SECOND),
        _edit(ROUND, "respondents:", f"respondents:\n{ADDED}"),
    ],
    "round.earlier": [_away(SECOND)],
    "round.same-date": [_away(SECOND), _away(FIRST)],
    "round.not-asked": [_edit(ROUND, "asked: [law]", "asked: [law, exchange.seat]")],
    "round.silent": [_sends],
    "round.outside": [_edit(ROUND, "answer: nowhere", "answer: joint-office")],
    "round.decision-idle": [
        _edit(ROUND, "exchange.rule: {answer: 1", "exchange.seat: {answer: joint-office")
    ],
    "round.nothing": [_office_answers],
    "round.merged-before": [_away(SECOND)],
}  # fmt: skip


def test_every_code_of_a_round_has_its_cure_tried() -> None:
    codes = {code for code in CATALOGUE if code.startswith("round.")}
    assert codes == {code for code in {*CHECKED, *MENDED} if code.startswith("round.")}
    assert {*MENDED} == {*MERGED}


@pytest.mark.parametrize(
    ("code", "mend"), [(code, mend) for code, mends in MENDED.items() for mend in mends]
)
def test_a_round_mended_so_is_merged_without_a_word(
    code: str, mend: Callable[[Path], None], tmp_path: Path
) -> None:
    with file_of(EXAMPLES[code], tmp_path) as path:
        mend(tmp_path)
    merged = tmp_path / "merged.yaml"
    words = ["merge", str(path), str(tmp_path / INBOX), "-o", str(merged)]
    done = CliRunner().invoke(main, [*words, "-Q", str(QUESTIONNAIRES)])
    assert done.exit_code == 0, done.stderr
    assert re.findall(r"(?:error|warning|note) (\S+\.\S+)$", done.stderr, re.MULTILINE) == []
    assert merged.is_file()


@pytest.mark.parametrize("field", ["country", "round", "questionnaire"])
def test_a_file_of_this_round_after_all_counts_once_it_says_so(field: str, tmp_path: Path) -> None:
    """The other half of these cures: the file belongs to the round, and is corrected."""
    with file_of(EXAMPLES[f"round.other-{field}"], tmp_path) as path:
        (tmp_path / FIRST).unlink()
    right = {"country": ("TGO", "GHA"), "round": ('"2024"', '"2026"')}
    if field == "questionnaire":  # it is added to those of the round
        _edit(ROUND, "[small]\n", "[small, kinds]\n")(tmp_path)
        _edit(ROUND, "leads: [small]", "leads: [small, kinds]")(tmp_path)
        _edit(SECOND, "respondent:", "answers: {permits.fee: 5}\nrespondent:")(tmp_path)
    else:
        _edit(SECOND, *right[field])(tmp_path)
    words = ["merge", str(path), str(tmp_path / INBOX), "-o", str(tmp_path / "merged.yaml")]
    done = CliRunner().invoke(main, [*words, "-Q", str(QUESTIONNAIRES)])
    assert done.exit_code == 0, done.stderr
    assert "round." not in done.stderr


def test_the_round_merged_anew_follows_from_what_was_said(tmp_path: Path) -> None:
    """The cure of `submission.not-as-said`: neither part of it needs the file to be edited."""
    with file_of(EXAMPLES["round.not-asked"], tmp_path) as path:
        _edit(ROUND, "asked: [law]", "asked: [small]")(tmp_path)
        _edit(SECOND, "joint-office", "nowhere")(tmp_path)
    merged = tmp_path / "merged.yaml"
    options = ["-o", str(merged), "-Q", str(QUESTIONNAIRES)]
    merge = ["merge", str(path), str(tmp_path / INBOX), *options]
    check = ["check", str(merged), "-Q", str(QUESTIONNAIRES)]
    assert CliRunner().invoke(main, merge).exit_code == 0
    text = merged.read_text("utf-8")
    changed = text.replace("answer: joint-office\n    lead", "answer: nowhere\n    lead", 1)
    assert changed != text
    merged.write_text(changed, encoding="utf-8")
    assert "submission.not-as-said" in CliRunner().invoke(main, check).stderr
    assert CliRunner().invoke(main, merge).exit_code == 0
    assert CliRunner().invoke(main, check).exit_code == 0
    _edit(ROUND, "respondents:", "decisions: {exchange.seat: {answer: nowhere}}\nrespondents:")(
        tmp_path
    )
    assert CliRunner().invoke(main, merge).exit_code == 0
    assert CliRunner().invoke(main, check).stderr.startswith("No problems")
