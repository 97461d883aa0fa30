"""Drawn questionnaires as `check` accepts them.

What it refuses since it would do nothing is taken out.

Done in a second step, so that what is drawn for one part need not know
what is drawn for the others.
"""

from __future__ import annotations

from tests.property.drawing import UNSCORED_KINDS, Drawn
from tests.property.drawn_tables import parts_of

EVIDENCE = ("evidence_from", "evidence_cap")


def made_fit(whole: Drawn) -> None:
    """Change a drawn questionnaire, whose tables are not drawn yet, where
    it states what does nothing.
    """
    steps = [step for question in _questions(whole) for step in question.get("steps", ())]
    _fit(whole, max(steps, default=None), "exclude")


def _questions(group: Drawn) -> list[Drawn]:
    inner = [question for section in group.get("sections", ()) for question in _questions(section)]
    return [*group.get("questions", ()), *inner]


def _fit(group: Drawn, highest: int | None, policy: str) -> None:
    """A group and what is below it; `policy` is what happens above to a
    question that does not apply.
    """
    settings = group.get(
        "rubric", group
    )  # a matrix keeps its settings apart from those of its rows
    for key in EVIDENCE:
        if highest is not None and settings.get(key) is not None:
            settings[key] = min(settings[key], highest)
    policy = settings.get("not_applicable", policy)
    for question in group.get("questions", ()):
        if "rows" in question:
            _fit(question, highest, policy)
        stated = (
            question.get("not_applicable")
            or question.get("rubric", {}).get("not_applicable")
            or policy
        )
        if stated == "target" and not _has_target(question):
            question["not_applicable"] = "exclude"
    for section in group.get("sections", ()):
        _fit(section, highest, policy)
    _fit_rule(group)


def _has_target(question: Drawn) -> bool:
    if question["kind"] in UNSCORED_KINDS or question.get("weight") == 0:
        return True  # it needs none
    if "rows" not in question:
        return "target" in question
    return "target" in question or all("target" in row for row in question["rows"])


def _fit_rule(group: Drawn) -> None:
    """A rule has a part with a figure, and wants no more parts than there are."""
    number = sum(map(_has_figure, parts_of(group)))
    if not number:
        _make_profile(group)
    if "n" in group["rule"]:
        group["rule"]["n"] = min(group["rule"]["n"], number)


def _make_profile(group: Drawn) -> None:
    """A group without a figure of its own, of whose questions one counts if any could."""
    group |= {"works_on": "nothing", "rule": {"name": "none"}}
    for part in [*group.get("questions", ()), *group.get("sections", ()), *group.get("rows", ())]:
        if "points" in part:
            part["weight"] = part.pop("points")
    weightless = next(
        (question for question in group.get("questions", ()) if _counts_for_nothing(question)), None
    )
    if weightless is not None:
        weightless["weight"] = 1
        if not _has_target(weightless):
            weightless["not_applicable"] = "exclude"


def _counts_for_nothing(question: Drawn) -> bool:
    return question["kind"] not in UNSCORED_KINDS and question.get("weight") == 0


def _has_figure(part: Drawn) -> bool:
    counts = part.get("kind", "section") not in UNSCORED_KINDS and part.get("weight") != 0
    return counts and part.get("works_on") != "nothing"
