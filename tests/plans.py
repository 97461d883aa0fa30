"""A small questionnaire with measures, two rounds of answers to it, and plans between them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.faulty.examples import QUESTIONNAIRES

SMALL = (QUESTIONNAIRES / "small.yaml").read_text(encoding="utf-8")
MEASURES = """\
format: coherence-kit/measures/1
id: small-own
version: "1.0"
questionnaire: small
measures:
"""
# id, what makes it fire, what it raises, horizon
_MEASURES = (
    ("law.pass", "law.in-force, option: [false]", "law.in-force, to: true", "long"),
    ("exchange.write-rule", "exchange.rule, step: [0]", "exchange.rule, to: 1", "immediate"),
    ("exchange.use-rule", "exchange.rule, step: [0, 1]", "exchange.rule, to: 2", "short"),
    (
        "exchange.open-office",
        "exchange.seat, option: [nowhere, one-ministry]",
        "exchange.seat, to: joint-office",
        "medium",
    ),
)
_MEASURE = """\
- id: {id}
  label: {{en: "Measure {id}"}}
  text: {{en: "What is done."}}
  fires_when: {{question: {fires}}}
  raises: {{question: {raises}}}
  why: {{en: "Why it is done."}}
  first_steps:
  - {{actor: {{en: Who}}, action: {{en: Does what.}}, product: {{en: a paper}}}}
  lead_role: planning
  effort: {{days: 10}}
  horizon: {horizon}
"""
THEN = {"law.in-force": "yes", "exchange.rule": "0", "exchange.seat": "nowhere"}
NOW = {"law.in-force": "yes", "exchange.rule": "1", "exchange.seat": "nowhere"}


def content_folder(folder: Path) -> Path:
    """A folder for -Q, with the questionnaire and its measures."""
    folder.mkdir(exist_ok=True)
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    entries = (
        _MEASURE.format(id=name, fires=fires, raises=raises, horizon=horizon)
        for name, fires, raises, horizon in _MEASURES
    )
    (folder / "measures.yaml").write_text(MEASURES + "".join(entries), encoding="utf-8")
    return folder


def answers(path: Path, of_round: str, given: Mapping[str, str], country: str = "GHA") -> Path:
    """A submission to it, dated in the year that its round is called by."""
    lines = "".join(f"  {name}: {answer}\n" for name, answer in given.items())
    path.write_text(
        'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\n'
        f'country: {country}\nround: "{of_round}"\ndate: {of_round}-06-30\nanswers:\n{lines}',
        encoding="utf-8",
    )
    return path


def plan(path: Path, measures: Mapping[str, str], of_round: str = "2026", **keys: str) -> Path:
    """A plan of one round, with what is said of each measure between braces."""
    head = {"country": "GHA", "round": f'"{of_round}"', "questionnaires": "[small]", **keys}
    lines = [f"{key}: {text}\n" for key, text in head.items()]
    lines += ["measures:\n", *(f"  {name}: {{{said}}}\n" for name, said in measures.items())]
    path.write_text("format: coherence-kit/plan/1\n" + "".join(lines), encoding="utf-8")
    return path
