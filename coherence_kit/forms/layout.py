"""What every form shows, once: sections, questions, answers, in the order and the words of the questionnaire.

The writers (YAML, XLSX, HTML, the page to print) turn this into their kind of file and decide nothing about content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coherence_kit.i18n import plain_number
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.conditions import AllOf, AnswerIn, Condition
from coherence_kit.model.guidance import GuidancePart, guidance_parts
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import asked_of_rows, is_matrix
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.answer_lines import answer_lines
from coherence_kit.scoring.tree import Tree


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One answer that can be chosen, or one part of an answer that is a list.

    Of a step, `text` is `name`, a full stop and `detail`; what has no name of its own has neither.

    Args:
        key: as a submission has it.
        text: what it says.
        short: a name in few words.
        name: of a step.
        detail: what a step asks for beside its name.
        step: the step of a scale that it names; empty off a scale.
        is_half: whether a flag takes half a step off.
        proof_key: the key of `evidence` under which it is said what proves it.

    """

    key: str
    text: str
    short: str
    name: str = ""
    detail: str = ""
    step: str = ""
    is_half: bool = False
    proof_key: str = ""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question as it is asked.

    Args:
        number: `2.3`, by which a form and a report speak of it.
        shape: what somebody does who answers.
        is_date: of what is written in words: whether it is a day of the calendar.
        guidance: its parts, with who answers as the last.
        answers: what can be chosen; empty where something is written.
        wanted: what to write, where nothing is chosen.
        evidence: key of an answer and the documents that prove it.
        evidence_from: the lowest step that asks for documents, of a scale; None if none does.
        condition: when it is asked, as plain data ({question, in} or {all: […]} or {any: […]}); None for always.
        waits_for: the same in words.
        may_leave: whether it may be said not to apply.
        smallest: least number that is taken, as text.
        largest: greatest number that is taken, as text.
        says_yes_or_no: whether the answers are yes and no, without texts of their own.

    """

    number: str
    id: str
    label: str
    text: str
    shape: Shape
    is_date: bool
    guidance: tuple[GuidancePart, ...]
    answers: tuple[FormAnswer, ...]
    wanted: str
    evidence: tuple[tuple[str, str], ...]
    evidence_from: int | None
    condition: dict[str, Any] | None
    waits_for: str
    may_leave: bool
    is_scored: bool
    unit: str = ""
    smallest: str = ""
    largest: str = ""
    says_yes_or_no: bool = False

    @property
    def has_steps(self) -> bool:
        """Whether its answers are the steps of a scale."""
        return any(answer.step for answer in self.answers)

    def proof_of(self, answer: FormAnswer) -> str:
        """The documents that prove an answer: half a step is proved as its step is."""
        stated = dict(self.evidence)
        return stated.get(answer.key) or stated.get(answer.proof_key, "")


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section, or a matrix with what it asks of every row; its parts in their order."""

    number: str
    id: str
    title: str
    text: str
    is_matrix: bool
    parts: tuple[FormQuestion | FormSection, ...]

    def questions(self) -> Iterator[FormQuestion]:
        """Every question in it, in order."""
        for part in self.parts:
            if isinstance(part, FormSection):
                yield from part.questions()
            else:
                yield part


@dataclass(frozen=True, slots=True)
class Layout:
    """A form: which questionnaire it is of, and its sections of the first rank."""

    questionnaire: str
    version: str
    sha256: str
    language: str
    title: str
    summary: str
    hint: str
    sections: tuple[FormSection, ...]

    def questions(self) -> Iterator[FormQuestion]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions()


def lay_out(questionnaire: Questionnaire, tree: Tree, sha256: str, language: str = "en") -> Layout:
    """The form of a questionnaire.

    Args:
        questionnaire: what is asked.
        tree: the same laid out for scoring, for what holds by inheritance.
        sha256: its content hash.
        language: of every text; one that lacks falls back.

    """
    maker = _Maker(questionnaire, tree, language)
    return Layout(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        sha256=sha256,
        language=language,
        title=maker.say(questionnaire.title),
        summary=maker.say(questionnaire.summary),
        hint=maker.say(questionnaire.scale.hint if questionnaire.scale else None),
        sections=tuple(maker.section(section) for section in questionnaire.sections),
    )


class _Maker:
    """Turns parts of a questionnaire into parts of a form."""

    def __init__(self, questionnaire: Questionnaire, tree: Tree, language: str) -> None:
        self._languages = questionnaire.languages
        self._tree = tree
        self._numbers = numbers_of(tree.nodes, tree.root)
        self._language = language
        self._labels = {question.id: question.label for question in questionnaire.questions()}
        self._kinds = {question.id: kind_of(question) for question in questionnaire.questions()}

    def say(self, text: LocalizedText | None) -> str:
        return "" if text is None else text.in_language(self._language, self._languages)

    def section(self, section: Section) -> FormSection:
        parts = tuple(
            self.section(child) if isinstance(child, Section) else self.question(child)
            for child in section.children
        )
        return FormSection(
            self._numbers[section.id],
            section.id,
            self.say(section.title),
            self.say(asked_of_rows(section)),
            is_matrix(section),
            parts,
        )

    def question(self, question: Question) -> FormQuestion:
        node = self._tree.nodes[question.id]
        lines = list(answer_lines(question, self._language))
        kind = kind_of(question)
        return FormQuestion(
            number=self._numbers[question.id],
            id=question.id,
            label=self.say(question.label),
            text=self.say(question.text),
            shape=kind.shape,
            is_date=kind.is_date,
            guidance=tuple(
                guidance_parts(question.guidance, question.who, self._language, self._languages)
            ),
            answers=tuple(self._answer(label) for label in kind.labels),
            wanted=" ".join(text for key, text in lines if not key),
            evidence=tuple((key, self.say(text)) for key, text in question.evidence.items()),
            evidence_from=node.settings.evidence_from if kind.steps else None,
            condition=None if question.depends_on is None else self._as_data(question.depends_on),
            waits_for="" if question.depends_on is None else self._in_words(question.depends_on),
            may_leave=node.settings.not_applicable != "forbidden",
            is_scored=node.scored,
            unit=self.say(kind.unit),
            smallest="" if kind.smallest is None else plain_number(kind.smallest),
            largest="" if kind.largest is None else plain_number(kind.largest),
            says_yes_or_no=any(not label.is_worded for label in kind.labels),
        )

    def _answer(self, label: AnswerLabel) -> FormAnswer:
        if not label.is_worded:
            word = label.spelt.capitalize()
            return FormAnswer(label.spelt, word, word, proof_key=label.key)
        name, detail, flag = self.say(label.name), self.say(label.text), self.say(label.flag)
        if flag and detail:
            detail = f"{detail} ({flag})"
        elif flag:
            name = f"{name} ({flag})"
        text = f"{name}. {detail}" if name and detail else name or detail
        if label.named_step is None:
            return FormAnswer(label.key, text, text, proof_key=label.key)
        step = str(label.named_step)
        short = f"Step {step}, {flag}" if flag else f"Step {step}"
        half = bool(flag)
        return FormAnswer(label.key, text, short, name, detail, step, is_half=half, proof_key=step)

    def _as_data(self, condition: Condition) -> dict[str, Any]:
        """A condition as plain data; booleans are yes and no, as a form has them."""
        if isinstance(condition, AnswerIn):
            return {"question": condition.question, "in": self._spelt(condition)}
        parts = [self._as_data(part) for part in condition.parts]
        return {"all" if isinstance(condition, AllOf) else "any": parts}

    def _spelt(self, condition: AnswerIn) -> list[str]:
        """The answers waited for, as a form has them."""
        kind = self._kinds[condition.question]
        spelt = {label.key: label.spelt for label in kind.labels}
        return [spelt[kind.key_named(value)] for value in condition.values]

    def _in_words(self, condition: Condition) -> str:
        if isinstance(condition, AnswerIn):
            answers = " or ".join(self._spelt(condition))
            return f"“{self.say(self._labels[condition.question])}” is {answers}"
        joint = " and " if isinstance(condition, AllOf) else " or "
        return joint.join(self._in_words(part) for part in condition.parts)
