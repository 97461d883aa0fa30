"""A questionnaire as text for a terminal: sections, questions, steps, weights, targets, sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from coherence_kit.i18n import DEFAULT_LANGUAGE, limit_text, plain_number, plural
from coherence_kit.model.guidance import guidance_parts
from coherence_kit.model.questionnaire import Question, Questionnaire, Section, SharedQuestion
from coherence_kit.model.rubric import Publish, RuleSpec
from coherence_kit.model.sources import SourceDocument
from coherence_kit.questions import kind_of
from coherence_kit.questions.answers import answer_key
from coherence_kit.questions.matrix import asked_of_rows
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.terminal.weights import source_share_lines, weight_lines
from coherence_kit.scoring.answer_lines import answer_lines
from coherence_kit.scoring.letter_sums import is_by_sum
from coherence_kit.scoring.rules import RULES
from coherence_kit.scoring.short_form import short_form
from coherence_kit.scoring.time_needed import (
    how_reckoned,
    time_of_section,
    time_text,
    whole_time,
)
from coherence_kit.scoring.tree import Tree, build_tree
from coherence_kit.words import words_of
from coherence_kit.words.short_form import is_short_form

WIDTH = 100


def questionnaire_text(
    questionnaire: Questionnaire, documents: Iterable[SourceDocument] = ()
) -> str:
    """The whole questionnaire as it is answered, then what each part of it weighs.

    `documents` is the register whose units the questions cite.
    """
    return "\n".join(_questionnaire_lines(questionnaire, documents)) + "\n"


def _questionnaire_lines(
    questionnaire: Questionnaire, documents: Iterable[SourceDocument]
) -> Iterator[str]:
    questions = list(questionnaire.questions())
    yield str(questionnaire.title)
    asked = f"{len(questions)} {plural(len(questions), 'question', 'questions')}"
    yield f"{questionnaire.id} {questionnaire.version}, {asked}"
    if questionnaire.origin is not None:
        origin = questionnaire.origin
        said = [str(text) for text in (origin.title, origin.publisher, origin.edition)]
        yield _wrapped(f"After {', '.join(said)}.")
    for text in (questionnaire.summary, questionnaire.scale.hint if questionnaire.scale else None):
        if text is not None:
            yield ""
            yield _wrapped(str(text))
    yield ""
    published = questionnaire.rubric.publish or Publish()
    for level in questionnaire.rubric.levels or ():
        start = limit_text(level.start, scale_maximum=published.max)
        yield f"  from {start}  {level.label}"
    tree = build_tree(questionnaire)
    yield ""
    yield from _time_lines(questionnaire, tree)
    numbers = numbers_of(tree.nodes, tree.root)
    for section in questionnaire.sections:
        yield from _section_lines(section, numbers)
    yield from weight_lines(questionnaire, tree)
    yield from source_share_lines(tree, documents)


def _time_lines(questionnaire: Questionnaire, tree: Tree) -> Iterator[str]:
    """About how long it takes, of each section too; the short form beside it, where there is one.

    The last line says how that was reckoned.
    """
    words = words_of(DEFAULT_LANGUAGE)
    whole = whole_time(words, questionnaire.sections, tree, str)
    yield f"Time: {time_text(words, whole)}"
    numbers = numbers_of(tree.nodes, tree.root)
    for section in questionnaire.sections:
        time = time_of_section(words, section, tree, str)
        yield f"  {numbers[section.id]}  {section.title}: {time_text(words, time)}"
    short = short_form(questionnaire)
    if short is not None:
        asked, all_of_them = (sum(1 for _ in one.questions()) for one in (short, questionnaire))
        time = whole_time(words, short.sections, build_tree(short), str)
        yield f"{is_short_form(words, asked, all_of_them)}, {time_text(words, time)}"
    yield _wrapped(how_reckoned(words, whole))


def _section_lines(section: Section, numbers: Mapping[str, str]) -> Iterator[str]:
    title = str(section.title)
    heading = f"{numbers[section.id]}  {title}  ({section.id}, {_size(section)})"
    yield from ("", "", heading, "=" * len(heading))
    rule = section.rubric.rule
    if rule != RuleSpec():
        yield from _rule_lines(rule)
    of_rows = asked_of_rows(section)
    if of_rows is not None:
        yield _wrapped(str(of_rows), "     ")
    yield from _shared_lines(section, numbers)
    for child in section.children:
        if isinstance(child, Section):
            yield from _section_lines(child, numbers)
        else:
            yield ""
            yield from _question_lines(child, numbers[child.id])


def _shared_lines(section: Section, numbers: Mapping[str, str]) -> Iterator[str]:
    """The questions that are asked elsewhere and count in the section too, with their weights."""
    shared = [
        f"{numbers[child.question]} ({_size(child)})"
        for child in section.questions
        if isinstance(child, SharedQuestion)
    ]
    if shared:
        yield _wrapped(f"Answers that count here too: {', '.join(shared)}.", "     ")


def _rule_lines(rule: RuleSpec) -> Iterator[str]:
    """The rule of a section, where it is not the usual one, with parameters and reason."""
    stated = {"cap": rule.cap, "n": rule.n, "exponent": rule.exponent, "floor": rule.floor}
    given = ", ".join(
        f"{name} {plain_number(Fraction(value))}"
        for name, value in stated.items()
        if value is not None
    )
    yield _wrapped(
        f"Rule: {RULES[rule.name].title}{f' ({given})' if given else ''}. "
        f"{RULES[rule.name].formula}",
        "     ",
    )
    if rule.reason is not None:
        yield _wrapped(str(rule.reason), "     ")
    if rule.worth:
        said = ", ".join(f"{key} {plain_number(number)}" for key, number in rule.worth.items())
        yield _wrapped(f"Worth: {said}", "     ")
    line = "{} from {}" if is_by_sum(rule) else "{} is {}"
    for many, table in sorted((rule.tables or {}).items()):
        yield _wrapped(
            f"{many}: " + ", ".join(line.format(key, result) for key, result in table.items()),
            "     ",
            "        ",
        )


def _size(child: Section | Question | SharedQuestion) -> str:
    points = child.points
    return (
        f"weight {plain_number(child.weight.value)}"
        if points is None
        else f"points {plain_number(points.value)}"
    )


def _question_lines(question: Question, number: str) -> Iterator[str]:
    label = str(question.label)
    yield f"{number}  {label}  ({question.id}, {question.type}, {_size(question)})"
    yield _wrapped(str(question.text), "     ")
    words = words_of(DEFAULT_LANGUAGE)
    parts = guidance_parts(words, question.guidance, question.who, str)
    for part in parts:
        yield _wrapped(part.line(words), "     | ")
    kind = kind_of(question)
    for key, text in answer_lines(words, question, DEFAULT_LANGUAGE):
        lead = f"     {key}  " if kind.steps else f"     - {key}: " if key else "     "
        yield _wrapped(text, lead, " " * (len(lead) if kind.steps else 7))
    if kind.target is not None:
        reason = f" {kind.target_reason}" if kind.target_reason else ""
        yield _wrapped(f"Target {answer_key(kind.target)}.{reason}", "     ")
    if question.sources:
        yield "     Sources: " + ", ".join(
            source.unit if source.step is None else f"{source.unit} (step {source.step})"
            for source in question.sources
        )


def _wrapped(text: str, first: str = "", other: str | None = None) -> str:
    following = first if other is None else other
    return textwrap.fill(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=following
    )
