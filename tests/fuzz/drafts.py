"""Submissions to the small questionnaire with every type, as plain values: seeds of the targets."""

from __future__ import annotations

from typing import Any

HEADER = {
    "country": "GHA",
    "country_name": {"en": "Ghana", "fr": "Ghana"},
    "round": "First",
    "date": "2026-06-30",
    "standing": "documented",
    "respondent": {"entity": "Ministry of Planning", "role": "Unit", "contact": "desk@example.org"},
    "signed_off": "The minister",
    "offices": {"planning": "National Planning Commission", "civil-service": "École, Lomé"},
}
_LAW = {"title": "Act 12", "reference": "Gazette 3/2024", "date": "2024-03-12", "page": "7"}
ANSWERS: dict[str, Any] = {
    "permits.share": {"answer": "62.5", "comment": "Of 800.", "evidence": [_LAW, {"title": "Log"}]},
    "permits.fee": {"not_applicable": "There is none."},
    "permits.appeal": {"answer": "yes", "review": {"by": "Office", "verdict": "accepted"}},
    "partners.agreements": {
        "answer": ["unions", "diaspora"],
        "review": {"verdict": "changed", "answer": ["unions"], "by": "Office", "note": "See it."},
    },
    "partners.counselling": {"answer": "2-partly", "comment": "=A1 <b>\n\nwith a line between"},
    "partners.school.refugees": {"answer": "by-right", "recheck": "true"},
    "partners.school.workers": {"unknown": "Nobody has counted."},
    "partners.since": {"answer": "2024-03-12"},
    "partners.remarks": {"answer": "Nothing else."},
}


def a_full_draft(sha256: str) -> dict[str, Any]:
    """Every type answered, with all that can stand beside an answer."""
    about = {"id": "kinds", "version": "1.0", "sha256": sha256}
    form = "coherence-kit/submission/1"
    return {"format": form, "questionnaire": about, **HEADER, "answers": ANSWERS}
