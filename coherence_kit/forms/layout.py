"""What every form shows, once: sections, questions, answers, in the order of the questionnaire.

The writers (YAML, XLSX, HTML, the page to print) turn this into their kind of file and decide
nothing about content. Every text is said in the language of the form already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from coherence_kit.forms.weights import FormWeights, form_weights
from coherence_kit.i18n import plain_number
from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.model.conditions import AllOf, AnswerIn, Condition, tests
from coherence_kit.model.guidance import WHO, guidance_parts
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.roles import ROLES
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import asked_of_rows, is_matrix
from coherence_kit.questions.naming import yes_or_no
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.answer_lines import limits_of, what_is_wanted
from coherence_kit.scoring.profiles import PROFILES, profiles_of
from coherence_kit.scoring.time_needed import (
    how_reckoned,
    time_of_section,
    time_text,
    whole_time,
)
from coherence_kit.scoring.tree import Tree
from coherence_kit.words import Words, in_a_row, words_of
from coherence_kit.words.conditions import (
    all_hold,
    answer_is,
    asked_only_if,
    grouped,
    one_holds,
)
from coherence_kit.words.languages import questions_stand_in
from coherence_kit.words.short_form import (
    are_of_profiles,
    are_yours,
    decide_only,
    is_short_form,
)
from coherence_kit.words.texts import filled


class FormGuidance(NamedTuple):
    """A part of the guidance: its heading, its text on one line, and both as one line.

    `is_who` tells those that say who answers.
    """

    heading: str
    text: str
    line: str
    is_who: bool = False


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
        flag: what takes half a step off; empty for a whole step.
        inside: what it is called inside a sentence: `step 2`, `yes`, `“By decree”`.
        is_word: whether it is yes or no, which the kit says and not the questionnaire.
        proof_key: the key of `evidence` under which it is said what proves it.

    """

    key: str
    text: str
    short: str
    name: str = ""
    detail: str = ""
    step: str = ""
    flag: str = ""
    inside: str = ""
    is_word: bool = False
    proof_key: str = ""

    @property
    def is_half(self) -> bool:
        """Whether a flag takes half a step off."""
        return bool(self.flag)


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
        condition: when it is asked, as plain data ({question, in} or {all: […]} or {any: […]});
            None for always.
        waits_for: the same in words, as it stands behind "if".
        asked_if: the same as a sentence; empty for always.
        may_leave: whether it may be said not to apply.
        smallest: least number that is taken, as text.
        largest: greatest number that is taken, as text.
        limits: both in words.
        says_yes_or_no: whether the answers are yes and no, without texts of their own.
        labels: the answers with their words in every language.

    """

    number: str
    id: str
    label: str
    text: str
    shape: Shape
    is_date: bool
    guidance: tuple[FormGuidance, ...]
    answers: tuple[FormAnswer, ...]
    wanted: str
    evidence: tuple[tuple[str, str], ...]
    evidence_from: int | None
    condition: dict[str, Any] | None
    waits_for: str
    asked_if: str
    may_leave: bool
    is_scored: bool
    unit: str = ""
    smallest: str = ""
    largest: str = ""
    limits: str = ""
    says_yes_or_no: bool = False
    labels: tuple[AnswerLabel, ...] = ()

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
    """A section, or a matrix with what it asks of every row; its parts in their order.

    `time` is about how long all of it takes, `about 25 minutes`.
    """

    number: str
    id: str
    title: str
    text: str
    is_matrix: bool
    parts: tuple[FormQuestion | FormSection, ...]
    time: str

    def questions(self) -> Iterator[FormQuestion]:
        """Every question in it, in order."""
        for part in self.parts:
            if isinstance(part, FormSection):
                yield from part.questions()
            else:
                yield part


class RoundNote(NamedTuple):
    """A line of what the form of a respondent says of its round: a label and a text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PartOfRound:
    """Why a form asks what it asks: it is that of one respondent of a round.

    Args:
        entity: the respondent.
        asked: the questions that it is asked; others of the form decide on these.
        places: the fewest ids that name them; none where all questions are asked.
        deadline: by when the form is to be back.
        focal_point: where it goes, and whom to ask.

    """

    entity: str
    asked: frozenset[str]
    places: tuple[str, ...]
    deadline: dt.date | None = None
    focal_point: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A form: which questionnaire it is of, and its sections of the first rank.

    Args:
        questionnaire: its id.
        version: of the questionnaire.
        sha256: its content hash.
        language: in which the texts of the questionnaire are wanted.
        words: what the form itself says, in that language or in the nearest that there is.
        note: that the questionnaire has no texts in the language; empty where it has.
        title: of the questionnaire.
        summary: what it asks, in short.
        hint: how a step is chosen.
        sections: its parts.
        weights: what each of them weighs.
        form: that it is the short form, or how many of how many questions are the respondent's;
            empty where all of them are asked.
        is_short: whether it is the short form.
        asked: the fewest ids that name what the form of a respondent of a round is for, where that
            is not all.
        of_round: what such a form says of its round.
        time: about how long all of it takes.
        reckoned: how that was reckoned.
        folder: what stands for the folder of the questionnaire on the command line, where commands
            have to name it; empty for a questionnaire that the kit ships.
        roles: of the offices that lead the measures of the questionnaire.

    """

    questionnaire: str
    version: str
    sha256: str
    language: str
    words: Words
    note: str
    title: str
    summary: str
    hint: str
    sections: tuple[FormSection, ...]
    weights: FormWeights
    form: str
    time: str
    reckoned: str
    folder: str = ""
    roles: tuple[str, ...] = ()
    is_short: bool = False
    asked: tuple[str, ...] = ()
    of_round: tuple[RoundNote, ...] = ()

    @property
    def option(self) -> str:
        """What commands about the form end with: ` -Q FOLDER`, or nothing."""
        return f" -Q {self.folder}" if self.folder else ""

    def questions(self) -> Iterator[FormQuestion]:
        """Every question, in order."""
        for section in self.sections:
            yield from section.questions()


def lay_out(  # noqa: PLR0913  (four of them have defaults)
    questionnaire: Questionnaire,
    tree: Tree,
    sha256: str,
    language: str = "en",
    *,
    is_marked: bool = False,
    is_of_user: bool = False,
    long_questions: int = 0,
    is_short: bool = False,
    roles: Collection[str] = (),
    part: PartOfRound | None = None,
    profiles: tuple[str, ...] = (),
    scored: Tree | None = None,
) -> Layout:
    """The form of a questionnaire.

    Args:
        questionnaire: what is asked.
        tree: the same laid out for scoring, for what holds by inheritance.
        sha256: its content hash.
        language: of every text; one that lacks falls back.
        is_marked: a text in another language than that of the words is `Marked`, for forms that
            become HTML.
        is_of_user: the questionnaire lies in a folder of the user's, which commands have to name.
        long_questions: of a form that asks a part, how many questions the whole has.
        is_short: that is the short form, or a part of that.
        roles: of the offices that lead its measures, in any order.
        part: whose form it is, in a round.
        profiles: what kind of country or body answers, where the form asks that alone.
        scored: the tree by which the weights are told, where that is not what is asked.

    """
    maker = _Maker(
        questionnaire, tree, language, is_marked=is_marked, is_of_profiles=bool(profiles)
    )
    return Layout(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        sha256=sha256,
        language=language,
        words=maker.words,
        note=_note(maker.words, questionnaire, language),
        title=maker.say(questionnaire.title),
        summary=maker.say(questionnaire.summary),
        hint=maker.say(questionnaire.scale.hint if questionnaire.scale else None),
        sections=tuple(maker.sections(questionnaire.sections)),
        weights=maker.weights(questionnaire, scored or tree),
        form=_extent(maker, questionnaire, long_questions, part, profiles),
        time=time_text(maker.words, maker.time),
        reckoned=how_reckoned(maker.words, maker.time),
        # For translators: stands for the name of a folder on the command line.
        folder=maker.words.say("FOLDER") if is_of_user else "",
        roles=tuple(role for role in ROLES if role in roles),
        is_short=is_short,
        asked=part.places if part else (),
        of_round=tuple(_of_round(maker.words, part)) if part else (),
    )


def _extent(
    maker: _Maker,
    questionnaire: Questionnaire,
    long_questions: int,
    part: PartOfRound | None,
    profiles: Sequence[str],
) -> str:
    """That this is the short form, or what of it is asked of whom; empty for the whole."""
    asked = [question.id for question in questionnaire.questions()]
    if not long_questions:
        return ""
    if profiles:
        named = [maker.say(box.text) for box in profiles_of(questionnaire) if box.id in profiles]
        return are_of_profiles(maker.words, named, len(asked), long_questions)
    if part is None:
        return is_short_form(maker.words, len(asked), long_questions)
    others = [maker.number(name) for name in asked if name not in part.asked]
    yours = are_yours(maker.words, len(asked), long_questions)
    return in_a_row((yours, decide_only(maker.words, others)))


def _of_round(words: Words, part: PartOfRound) -> Iterator[RoundNote]:
    if part.entity:
        yield RoundNote(words.say("This form is for"), part.entity)
    if part.deadline is not None:
        yield RoundNote(words.say("To be back by"), words.date(part.deadline))
    if part.focal_point:
        yield RoundNote(words.say("Send it, and questions, to"), part.focal_point)


def _note(words: Words, questionnaire: Questionnaire, language: str) -> str:
    spoken = {tag.partition("-")[0] for tag in questionnaire.languages}
    if not spoken or language.partition("-")[0] in spoken:
        return ""
    return questions_stand_in(words, questionnaire.languages[0])


class _Maker:
    """Turns parts of a questionnaire into parts of a form."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        tree: Tree,
        language: str,
        *,
        is_marked: bool,
        is_of_profiles: bool,
    ) -> None:
        self.words = words_of(language)
        self._is_marked = is_marked
        self._is_of_profiles = is_of_profiles
        self._languages = questionnaire.languages
        self._tree = tree
        self._numbers = numbers_of(tree.nodes, tree.root)
        self._language = language
        self._labels = {question.id: question.label for question in questionnaire.questions()}
        self._kinds = {question.id: kind_of(question) for question in questionnaire.questions()}
        self.time = whole_time(self.words, questionnaire.sections, tree, self._plainly)

    def _plainly(self, text: LocalizedText) -> str:
        return text.in_language(self._language, self._languages)

    def say(self, text: LocalizedText | None) -> str:
        if text is None:
            return ""
        said = text.in_language(self._language, self._languages)
        if not self._is_marked:
            return said
        language = text.language_for(self._language, self._languages)
        if language == UNDETERMINED:
            language = self._languages[0]
        return self.words.marked(said, language)

    def sections(self, sections: Iterable[Section]) -> Iterator[FormSection]:
        """Those in which something is asked: what counts in others alone is asked elsewhere."""
        return (self.section(section) for section in sections if section.asks)

    def number(self, name: str) -> str:
        """Of a question, as the form has it."""
        return self._numbers[name]

    def weights(self, questionnaire: Questionnaire, scored: Tree) -> FormWeights:
        titles = {section.id: section.title for section in questionnaire.all_sections()}
        named = {**titles, **self._labels}
        return form_weights(scored, self.words, self._numbers, named, self.say)

    def section(self, section: Section) -> FormSection:
        parts = tuple(
            self.section(child) if isinstance(child, Section) else self.question(child)
            for child in section.children
            if not isinstance(child, Section) or child.asks
        )
        return FormSection(
            self._numbers[section.id],
            section.id,
            self.say(section.title),
            self.say(asked_of_rows(section)),
            is_matrix(section),
            parts,
            time_text(self.words, time_of_section(self.words, section, self._tree, self._plainly)),
        )

    def question(self, question: Question) -> FormQuestion:
        node = self._tree.nodes[question.id]
        kind, condition = kind_of(question), self._condition(question)
        waits_for = "" if condition is None else self._in_words(condition)
        return FormQuestion(
            number=self._numbers[question.id],
            id=question.id,
            label=self.say(question.label),
            text=self.say(question.text),
            shape=kind.shape,
            is_date=kind.is_date,
            guidance=tuple(self._guidance(question)),
            answers=tuple(self._answer(label) for label in kind.labels),
            wanted=what_is_wanted(self.words, kind, self.say),
            evidence=tuple((key, self.say(text)) for key, text in question.evidence.items()),
            evidence_from=node.settings.evidence_from if kind.steps else None,
            condition=None if condition is None else self._as_data(condition),
            waits_for=waits_for,
            asked_if=asked_only_if(self.words, waits_for) if waits_for else "",
            may_leave=node.settings.not_applicable != "forbidden",
            is_scored=node.scored,
            unit=self.say(kind.unit),
            smallest="" if kind.smallest is None else plain_number(kind.smallest),
            largest="" if kind.largest is None else plain_number(kind.largest),
            limits=limits_of(self.words, kind),
            says_yes_or_no=any(not label.is_worded for label in kind.labels),
            labels=kind.labels,
        )

    def _condition(self, question: Question) -> Condition | None:
        """On what the question waits; on nothing where the form is made for who answers."""
        condition = question.depends_on
        if condition is None or not self._is_of_profiles:
            return condition
        is_met = all(test.question == PROFILES for test in tests(condition))
        return None if is_met else condition

    def _guidance(self, question: Question) -> Iterator[FormGuidance]:
        for part in guidance_parts(self.words, question.guidance, question.who, self.say):
            yield FormGuidance(part.heading, part.text, part.line(self.words), part.name in WHO)

    def _answer(self, label: AnswerLabel) -> FormAnswer:
        if not label.is_worded:
            return self._yes_or_no(label)
        name, detail, flag = self.say(label.name), self.say(label.text), self.say(label.flag)
        if flag and detail:
            detail = filled("{detail} ({flag})", {"detail": detail, "flag": flag})
        elif flag:
            name = filled("{name} ({flag})", {"name": name, "flag": flag})
        text = name or detail
        if name and detail:
            text = filled("{name}. {detail}", {"name": name, "detail": detail})
        if label.named_step is None:
            inside = self.words.quoted(text)
            return FormAnswer(label.key, text, text, inside=inside, proof_key=label.key)
        step = str(label.named_step)
        return FormAnswer(
            label.key,
            text,
            self._step(step, flag),
            name,
            detail,
            step,
            flag,
            self._step_inside(step, flag),
            proof_key=step,
        )

    def _yes_or_no(self, label: AnswerLabel) -> FormAnswer:
        is_yes = label.key == "true"
        text = self.words.say_as("answer", "Yes") if is_yes else self.words.say_as("answer", "No")
        inside = yes_or_no(self.words, label)
        return FormAnswer(label.spelt, text, text, inside=inside, is_word=True, proof_key=label.key)

    def _step(self, step: str, flag: str) -> str:
        if flag:
            return self.words.say("Step {step}, {flag}", step=step, flag=flag)
        return self.words.say("Step {step}", step=step)

    def _step_inside(self, step: str, flag: str) -> str:
        if flag:
            return self.words.say("step {step} ({flag})", step=step, flag=flag)
        return self.words.say("step {step}", step=step)

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
        keys = [kind.key_named(value) for value in condition.values]
        return [spelt.get(key, key) for key in keys]

    def _in_words(self, condition: Condition) -> str:
        if isinstance(condition, AnswerIn):
            return self._answer_is(condition)
        parts = [
            grouped(self.words, told) if _is_group(part) else told
            for part, told in ((part, self._in_words(part)) for part in condition.parts)
        ]
        if isinstance(condition, AllOf):
            return all_hold(self.words, parts)
        return one_holds(self.words, parts)

    def _answer_is(self, condition: AnswerIn) -> str:
        kind = self._kinds[condition.question]
        names = {label.key: self._answer(label).inside for label in kind.labels}
        keys = [kind.key_named(value) for value in condition.values]
        return answer_is(
            self.words,
            self._numbers[condition.question],
            self.say(self._labels[condition.question]),
            [names.get(key, key) for key in keys],
        )


def _is_group(condition: Condition) -> bool:
    """Whether a condition, said among others, needs brackets around it."""
    return not isinstance(condition, AnswerIn) and len(condition.parts) > 1
