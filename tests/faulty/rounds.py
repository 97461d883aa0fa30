"""Rounds whose files are at fault once they are merged: each with what was sent in for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

INBOX = "inbox"
"""The folder beside the round that the answers lie in."""

Make = Callable[[Path], Iterator[Path]]

_ROUND = """\
format: coherence-kit/round/1
country: GHA
round: "2026"
questionnaires: [small]
respondents:
"""
_PLANNING = "- {id: planning, entity: Planning Commission, leads: [small]}\n"
_JUSTICE = "- {id: justice, entity: Ministry of Justice, asked: [law]}\n"
_DIASPORA = "- {id: diaspora, entity: Diaspora Council, kind: stakeholder, asked: [small]}\n"


def _sent(entity: str, seat: str = "joint-office", **changed: str) -> str:
    """A submission of a respondent; what is changed are lines of its head."""
    head = {
        "format": "coherence-kit/submission/1",
        "questionnaire": '{id: small, version: "1.2"}',
        "country": "GHA",
        "round": '"2026"',
        "date": "2026-06-30",
        "respondent": f"{{entity: {entity}}}",
        **changed,
    }
    lines = [f"{key}: {value}" for key, value in head.items() if value]
    answers = ["answers:", "  law.in-force: yes", f"  exchange.seat: {seat}"]
    return "\n".join([*lines, *answers]) + "\n"


def _round(respondents: str, *files: str, more: str = "") -> Make:
    def make(folder: Path) -> Iterator[Path]:
        (folder / INBOX).mkdir()
        for number, text in enumerate(files, 1):
            (folder / INBOX / f"{number}.yaml").write_text(text, encoding="utf-8")
        path = folder / "ghana-2026.round.yaml"
        path.write_text(_ROUND + respondents + more, encoding="utf-8")
        yield path

    return make


_OURS = _sent("Planning Commission")
_KINDS = '{id: kinds, version: "1.0"}'
_OF_KINDS = _sent("Planning Commission", questionnaire=_KINDS).partition("answers:")[0]
_MERGED = """\
format: coherence-kit/submission/1
questionnaire: {id: small, version: "1.2"}
respondents: [{id: planning, entity: Planning Commission}]
"""

PLAIN = _round(_PLANNING, _OURS)
"""A round with nothing wrong: one office, and what it has sent."""
MERGED: dict[str, Make] = {
    "round.other-country": _round(_PLANNING, _OURS, _sent("Planning Commission", country="TGO")),
    "round.other-round": _round(_PLANNING, _OURS, _sent("Planning Commission", round='"2024"')),
    "round.other-questionnaire": _round(_PLANNING, _OURS, _OF_KINDS),
    "round.nobody": _round(_PLANNING, _OURS, _sent("Planing Comission")),
    "round.earlier": _round(
        _PLANNING, _OURS, _sent("Planning Commission", "nowhere", date="2026-05-31")
    ),
    "round.same-date": _round(_PLANNING, _OURS, _sent("PLANNING COMMISSION", "nowhere")),
    "round.not-asked": _round(_PLANNING + _JUSTICE, _OURS, _sent("Ministry of Justice")),
    "round.silent": _round(_PLANNING + _JUSTICE, _OURS),
    "round.outside": _round(
        _PLANNING, _OURS, more="decisions:\n  exchange.seat: {answer: nowhere, by: Cabinet}\n"
    ),
    "round.decision-idle": _round(
        _PLANNING,
        _OURS.replace("law.in-force: yes", "law.in-force: no"),
        more="decisions:\n  exchange.rule: {answer: 1, by: Cabinet}\n",
    ),
    "round.nothing": _round(_DIASPORA, _sent("Diaspora Council")),
    "round.merged-before": _round(_PLANNING, _OURS, _MERGED),
}
"""One fault for each code that merging tells."""
