"""Questions of a drawn questionnaire whose one answer counts in other sections too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.property.drawing import Drawn, counts, one_in, one_of, weight

if TYPE_CHECKING:
    from hypothesis import strategies as st

MOST_SHARED = 3
MOST_LETTERS = 4
"""Parts of a section that works on letters, whose tables have a line for each set of letters."""
KEYS = ("not_applicable", "evidence", "evidence_from", "evidence_cap")
Policy = tuple[Any, ...]


@dataclass
class _Found:
    """The sections with figures and the questions that count, each with what holds there."""

    sections: list[tuple[Drawn, Policy]] = field(default_factory=list)
    questions: list[tuple[Drawn, Drawn, Policy]] = field(default_factory=list)

    def look(self, group: Drawn, above: Policy) -> None:
        policy = tuple(group.get(key, old) for key, old in zip(KEYS, above, strict=True))
        is_section = "questions" in group
        if is_section and group["works_on"] != "nothing":
            self.sections.append((group, policy))
        for question in group.get("questions", ()):
            if question["kind"] != "matrix" and counts(question):
                self.questions.append((question, group, policy))
        for section in group["sections"]:
            self.look(section, policy)


def share_some(draw: st.DrawFn, whole: Drawn) -> None:
    """Let some answers count in other sections too; tables are not drawn yet."""
    found = _Found()
    found.look(whole, ("exclude", "none", None, None))
    for _ in range(MOST_SHARED):
        pairs = list(_pairs(found))
        if not pairs or one_in(draw, 4):
            return
        question, section = one_of(draw, *pairs, *_rare(found, pairs))
        section.setdefault("shared", []).append({"question": question, **weight(draw, section)})


def _rare(found: _Found, pairs: list[tuple[Drawn, Drawn]]) -> Iterator[tuple[Drawn, Drawn]]:
    """The pairs that come seldom: of a question that is shared already, or that wants documents."""
    shared = [
        part["question"] for section, _ in found.sections for part in section.get("shared", [])
    ]
    for question, section in pairs:
        wants_documents = "evidence" in question or question["kind"] == "scale"
        if wants_documents or any(question is part for part in shared):
            yield from [(question, section)] * 2


def _pairs(found: _Found) -> Iterator[tuple[Drawn, Drawn]]:
    """Each question with each section in which it does not count yet, and would score alike."""
    for question, asked_in, policy in found.questions:
        for section, other in found.sections:
            there = [part["question"] for part in section.get("shared", ())]
            if (
                section is not asked_in
                and not any(question is part for part in there)
                and section["rule"]["name"] != "share-of-boxes"
                and (section["works_on"] == "letters") == _is_in_letters(question, asked_in)
                and _is_alike(question, policy, other)
                and not _is_full(section, there)
            ):
                yield question, section


def _is_alike(question: Drawn, policy: Policy, other: Policy) -> bool:
    return policy[1:] == other[1:] and ("not_applicable" in question or policy[0] == other[0])


def _is_full(section: Drawn, there: list[Drawn]) -> bool:
    parts = [*section["questions"], *section["sections"], *there]
    return section["works_on"] == "letters" and len(parts) >= MOST_LETTERS


def _is_in_letters(question: Drawn, group: Drawn) -> bool:
    """Whether a question counts by its letters: there, or because it has nothing else."""
    if group["works_on"] != "nothing":
        return bool(group["works_on"] == "letters")
    of_options = any(isinstance(grading, str) for grading in question.get("options", {}).values())
    classes = question.get("thresholds", ())
    return of_options or any(item.get("score") is None for item in classes)
