"""Steps of a scale, each described for its question; a flag can take half a step off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from typing_extensions import override

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import parse_integer
from coherence_kit.model.questionnaire import HalfStep, Questionnaire, Scale, ScaleQuestion
from coherence_kit.model.submission import AnswerValue
from coherence_kit.problems import did_you_mean
from coherence_kit.questions.kind import Letters, wrong_value
from coherence_kit.questions.parts import AnswerLabel, Fault, Rung, Scoring, Way, Working
from coherence_kit.questions.picks import PickOne
from coherence_kit.questions.typed_steps import TypedSteps
from coherence_kit.words import message

_HALF = Fraction(1, 2)
_STEP = re.compile(r"-?[0-9]{1,9}")


class Steps(PickOne[ScaleQuestion]):
    """Step k of a scale from a to b scores 100(k - a)/(b - a)."""

    method: ClassVar[str] = message(
        "Each answer has a score from 0 to 100: step k of a scale from a to b scores "
        "100 × (k − a) ÷ (b − a)."
    )
    ways: ClassVar[tuple[Way, ...]] = (
        Way("scale", "type: scale", "step k of a scale from a to b: 100·(k − a)/(b − a)"),
        Way(
            "half step",
            "type: scale, half_step: {id, text, steps}",
            "step k with the flag: 100·(k − 1/2 − a)/(b − a)",
        ),
    )
    number_keyed: ClassVar[tuple[str, ...]] = ("steps",)

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """The steps, lowest first."""
        return tuple(sorted(self.question.steps))

    @property
    def flagged_steps(self) -> tuple[int, ...]:
        """The steps that can be answered with the flag that takes half a step off."""
        flag = self.question.half_step
        if flag is None:
            return ()
        return tuple(step for step in self.steps[1:] if flag.steps is None or step in flag.steps)

    def parse(self, raw: object) -> int | str:
        """A step, or a step with its flag as it is written."""
        if isinstance(raw, str) and raw in self._flagged_keys:
            return raw
        step = parse_integer(raw)
        if step not in self.question.steps:
            raise ValueError(raw)
        return step

    @override
    def typed(self, raw: object) -> object:
        """The step whose number is typed, with or without its own words behind it."""
        return (self._typed.key(raw) or raw) if isinstance(raw, str) else raw

    @override
    def cure(self, raw: object) -> str:
        """What stands behind the number is a remark, the flag, or the words of another step."""
        return (self._typed.cure(raw) if isinstance(raw, str) else "") or super().cure(raw)

    @override
    def remark(self, raw: object) -> str:
        """What is said behind the number of a step and takes nothing of it back."""
        if not isinstance(raw, str) or _STEP.fullmatch(raw):
            return ""  # what most answers are, and no words need be looked up for
        return self._typed.remark(raw)

    @cached_property
    def _typed(self) -> TypedSteps:
        return TypedSteps(self.labels, self.question.half_step)

    @cached_property
    def _flagged_keys(self) -> dict[str, int]:
        flag = self.question.half_step
        return {f"{step}-{flag.id}": step for step in self.flagged_steps} if flag else {}

    @property
    def labels(self) -> tuple[AnswerLabel, ...]:
        """The steps, lowest first; before a step the same with its flag, which counts less."""
        flag = self.question.half_step
        flagged = {step: key for key, step in self._flagged_keys.items()}
        found = []
        for step in self.steps:
            name, text = self.question.steps[step].name, self.question.steps[step].text
            if flag is not None and step in flagged:
                half = AnswerLabel(flagged[step], name, text, step=step - _HALF, flag=flag.text)
                found.append(half)
            found.append(AnswerLabel(str(step), name, text, step=Fraction(step)))
        return tuple(found)

    def place_of(self, value: AnswerValue) -> Fraction:
        """The place on the scale that an answer counts as."""
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        flagged = self._flagged_keys.get(value) if isinstance(value, str) else None
        if flagged is None:
            raise wrong_value(value)
        return flagged - _HALF

    def step_of(self, value: AnswerValue) -> int | None:
        """The step that an answer names, with its flag or without."""
        place = self.place_of(value)
        return int(place + _HALF) if isinstance(value, str) else int(place)

    def near(self, text: str) -> str:
        """The same step with its flag as it is written, or without one where it has none."""
        found = _STEP.match(text)
        step = found.group() if found else ""
        flagged = [key for key in self._flagged_keys if key.startswith(f"{step}-")]
        flag = self.question.half_step
        if flag and not flagged and text == f"{step}-{flag.id}" and step in self.keys:
            return f' Did you mean "{step}"? That step has no flag.'
        return did_you_mean(text, flagged) if step and " " not in text else ""

    def meant(self, text: str) -> str:
        """The step that a number names, or the one that says what is written."""
        return self._typed.meant(text)

    @override
    def score(self, value: AnswerValue, letters: Letters = None) -> Fraction:
        """The share of the way from the lowest step to the highest."""
        return self._score_at(self.place_of(value))

    def _score_at(self, place: Fraction | int) -> Fraction:
        steps = self.steps
        return Fraction(100) * (place - steps[0]) / (steps[-1] - steps[0])

    @override
    def scoring(self, letters: Letters = None) -> Scoring:
        """By the two ends of the scale."""
        return Scoring("step", {"from": self.steps[0], "to": self.steps[-1]})

    def working(self, value: AnswerValue) -> Working:
        """The place on the scale."""
        place, first, last = self.place_of(value), self.steps[0], self.steps[-1]
        return Working(f"100 × ({plain_number(place)} − {first}) / ({last} − {first})", place)

    @override
    def rungs(self, letters: Letters = None) -> tuple[Rung, ...]:
        """The steps."""
        return tuple(Rung(str(step), self._score_at(step)) for step in self.steps)

    def proof_keys_of(self, value: AnswerValue) -> tuple[str, ...]:
        """The step, whatever its flag."""
        return (str(self.step_of(value)),)

    def wants_proof(self, value: AnswerValue, evidence_from: int | None) -> bool:
        """From the step on from which the rubric asks for documents."""
        if evidence_from is None:
            return False
        step = self.step_of(value)
        return step is not None and step >= evidence_from

    def unproved_score(self, evidence_from: int, cap: int | None) -> Fraction:
        """The score of the step that the rubric caps at.

        Where it states none, of the step below the first that asks for documents.
        """
        return self._score_at(max(self.steps[0], evidence_from - 1 if cap is None else cap))

    def faults(self, questionnaire: Questionnaire) -> Iterator[Fault]:
        """A question describes each step of its scale.

        Half a step can be taken off any step but the lowest.
        """
        yield from scale_faults(self.question.scale, ("scale", "steps"))
        yield from self._faults_of_steps(questionnaire)
        if self.question.half_step is not None:
            yield from self._faults_of_flag(self.question.half_step)

    def _faults_of_steps(self, questionnaire: Questionnaire) -> Iterator[Fault]:
        steps, scale = self.steps, self.question.scale or questionnaire.scale
        if scale is None:
            if not _follow_each_other(steps):
                yield Fault("questionnaire.scale", ("steps",), {"steps": _listed_steps(steps)})
        elif _follow_each_other(scale.steps) and steps != scale.steps:
            found = _listed_steps(steps)
            texts = {
                "found": found,
                "known": _listed_steps(scale.steps),
                "cure": "add or delete steps",
            }
            own = f"scale: {{id: own, steps: [{found}]}}"
            yield Fault(
                "questionnaire.steps",
                ("steps",),
                {"id": self.question.id, **texts},
                if_borrowed={"cure": f"give it a scale of its own beside use:, such as {own}"},
            )

    def _faults_of_flag(self, flag: HalfStep) -> Iterator[Fault]:
        if not flag.id[0].isalpha():
            expected = "an id that begins with a letter, since it stands behind the step: 2-partly"
            texts = {"key": "id", "value": f'"{flag.id}"', "expected": expected}
            yield Fault("schema.value", ("half_step", "id"), texts)
        named, path = flag.steps, ("half_step", "steps")
        if named is not None and len(set(named)) < max(len(named), 1):
            expected = (
                "at least one step, each once; "
                "without steps: every step but the lowest can have the half step"
            )
            texts = {"key": "steps", "value": str(list(named)), "expected": expected}
            yield Fault("schema.value", path, texts)
        lowest, *others = self.steps
        for place, step in enumerate(named or ()):
            if step not in others:
                known = {"step": step, "known": _listed_steps(others), "lowest": lowest}
                yield Fault("questionnaire.half-step", (*path, place), known)


def scale_faults(scale: Scale | None, path: tuple[str, ...]) -> Iterator[Fault]:
    """The steps of a scale follow each other; `path` leads to them."""
    if scale is not None and not _follow_each_other(scale.steps):
        yield Fault("questionnaire.scale", path, {"steps": _listed_steps(scale.steps)})


def _follow_each_other(steps: tuple[int, ...]) -> bool:
    return steps == tuple(range(steps[0], steps[0] + len(steps)))


def _listed_steps(steps: tuple[int, ...] | list[int]) -> str:
    return ", ".join(map(str, steps))
