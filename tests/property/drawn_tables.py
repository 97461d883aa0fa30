"""Conversion tables that have a line for each set of letters that can occur, and no other line."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.property.drawing import Drawn, counts, number_from, one_of

if TYPE_CHECKING:
    from hypothesis import strategies as st

Letters = set[str | None]


@dataclass
class Tables:
    """Gives drawn groups their tables, from the innermost outwards."""

    draw: st.DrawFn
    letters: Mapping[str, Any]

    def __post_init__(self) -> None:
        *others, top = self.letters["order"]
        self.grades = [*(grade for letter in others for grade in (letter, letter + "+")), top]

    def fill(self, group: Drawn, not_applicable: str = "exclude") -> Letters:
        """Give a group and all below it their tables.

        Returns every letter that it can have, and None if it can leave its parent.
        """
        policy = group.get("rubric", group).get("not_applicable", not_applicable)
        parts = [self._part(part, group, policy) for part in parts_of(group)]
        if group["works_on"] != "letters":
            return {None}
        cases = {
            tuple(sorted(filter(None, case), key=self.grades.index))
            for case in itertools.product(*parts)
        }
        found: Letters = {None} if () in cases else set()
        cases -= {()}
        if group["rule"]["name"] == "weakest-link":
            return found | {self._weakest(case) for case in cases}
        if one_of(self.draw, False, True):
            return found | self._by_sum(group["rule"], cases)
        tables = self._tables(sorted(cases, key=lambda case: (len(case), case)))
        group["rule"]["tables"] = tables
        return found.union(*(table.values() for table in tables.values()))

    def _part(self, part: Drawn, group: Drawn, not_applicable: str) -> Letters:
        if part.get("kind", "matrix") == "matrix":
            return self.fill(part, not_applicable)
        if group["works_on"] != "letters" or not counts(part):
            return {None}
        policy = part.get("not_applicable", not_applicable)
        leaves = (
            policy == "exclude"
            or (policy == "target" and "target" not in part)
            or "depends_on" in part
        )
        graded = [
            *part.get("options", {}).values(),
            *(item["letter"] for item in part.get("thresholds", ())),
        ]
        letters = [grading[1] if isinstance(grading, tuple) else grading for grading in graded]
        found: Letters = {None} if leaves else set()
        return found.union(self.letters["counts_as"].get(letter, letter) for letter in letters)

    def _weakest(self, case: tuple[str, ...]) -> str:
        lowest, highest = case[0], case[-1]
        return lowest if highest == lowest or lowest.endswith("+") else lowest + "+"

    def _by_sum(self, rule: Drawn, cases: set[tuple[str, ...]]) -> Letters:
        """Make a rule one that goes by sums; every letter that its tables have."""
        dice = random.Random(number_from(self.draw, 0, 10_000))
        rule["by"] = "sum"
        worth = {grade: Fraction(place, 2) for place, grade in enumerate(self.grades)}
        if one_of(self.draw, False, True):
            # what is stated need not rise with the letters
            rule["worth"] = {grade: dice.randint(-2, 6) for grade in self.grades}
            worth = {grade: Fraction(number) for grade, number in rule["worth"].items()}
        tables: dict[int, dict[str, str]] = {}
        for count in sorted({len(case) for case in cases}):
            sums = [sum(map(worth.__getitem__, case)) for case in cases if len(case) == count]
            grades = sorted(
                dice.sample(self.grades, dice.randint(1, len(self.grades))), key=self.grades.index
            )
            steps = itertools.accumulate(dice.randint(1, 2) for _ in grades[1:])
            limits = [min(sums), *(min(sums) + Fraction(step, 2) for step in steps)]
            tables[count] = {
                grade: str(float(limit)) for grade, limit in zip(grades, limits, strict=True)
            }
        rule["tables"] = tables
        return {grade for table in tables.values() for grade in table}

    def _tables(self, cases: list[tuple[str, ...]]) -> dict[int, dict[str, str]]:
        """Some tables are an average of letters; the others do not even rise."""
        dice = random.Random(number_from(self.draw, 0, 10_000))
        is_average = one_of(self.draw, False, True)
        tables: dict[int, dict[str, str]] = {}
        for case in cases:
            average = sum(map(self.grades.index, case)) // len(case)
            key = " ".join(dice.sample(case, len(case)))
            tables.setdefault(len(case), {})[key] = (
                self.grades[average] if is_average else dice.choice(self.grades)
            )
        return tables


def parts_of(group: Drawn) -> list[Drawn]:
    """Questions, sections, rows of a drawn group, and what counts in it from elsewhere."""
    of_rows = {
        name: group[name]
        for name in ("options", "target", "depends_on", "not_applicable")
        if name in group
    }
    rows = [{**of_rows, **row, "kind": "choice"} for row in group.get("rows", ())]
    shared = [{**part["question"], **part} for part in group.get("shared", ())]
    return [*group.get("questions", ()), *group.get("sections", ()), *rows, *shared]
