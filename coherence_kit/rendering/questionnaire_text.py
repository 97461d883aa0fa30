"""A questionnaire as text for a terminal: sections, questions, steps, weights, targets, sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from coherence_kit.i18n import half_up, paragraphs, plural
from coherence_kit.model.questionnaire import ChoiceQuestion, Question, Questionnaire, ScaleQuestion, Section

WIDTH = 100


def questionnaire_text(questionnaire: Questionnaire, language: str = "en") -> str:
    """The whole questionnaire as it is answered."""
    return "\n".join(_questionnaire_lines(questionnaire, language)) + "\n"


def _questionnaire_lines(questionnaire: Questionnaire, language: str) -> Iterator[str]:
    questions = list(questionnaire.questions())
    yield questionnaire.title.in_language(language)
    yield f"{questionnaire.id} {questionnaire.version}, {len(questions)} {plural(len(questions), 'question', 'questions')}"
    for text in (questionnaire.summary, questionnaire.scale.hint if questionnaire.scale else None):
        if text is not None:
            yield ""
            yield _wrapped(text.in_language(language))
    yield ""
    for level in questionnaire.rubric.levels or ():
        yield f"  from {half_up(level.start, 0)}  {level.label.in_language(language)}"
    for place, section in enumerate(questionnaire.sections, start=1):
        yield from _section_lines(section, str(place), language)


def _section_lines(section: Section, number: str, language: str) -> Iterator[str]:
    heading = f"{number}  {section.title.in_language(language)}  ({section.id}, weight {float(section.weight.value):g})"
    yield from ("", "", heading, "=" * len(heading))
    for place, question in enumerate(section.questions, start=1):
        yield ""
        yield from _question_lines(question, f"{number}.{place}", language)
    for place, inner in enumerate(section.sections, start=1):
        yield from _section_lines(inner, f"{number}.{len(section.questions) + place}", language)


def _question_lines(question: Question, number: str, language: str) -> Iterator[str]:
    yield f"{number}  {question.label.in_language(language)}  ({question.id}, {question.type}, weight {float(question.weight.value):g})"
    yield _wrapped(question.text.in_language(language), "     ")
    if question.guidance is not None:
        for paragraph in paragraphs(question.guidance.in_language(language)):
            yield _wrapped(paragraph.replace("**", ""), "     | ")
    if isinstance(question, ScaleQuestion):
        for step, text in sorted(question.steps.items()):
            yield _wrapped(text.in_language(language), f"     {step}  ", "        ")
    if isinstance(question, ChoiceQuestion):
        for option in question.options:
            yield _wrapped(f"{option.id}: {option.text.in_language(language)}", "     - ", "       ")
    target = getattr(question, "target", None)
    if target is not None:
        reason = f" {target.reason.in_language(language)}" if target.reason else ""
        yield _wrapped(f"Target {str(target.value).lower()}.{reason}", "     ")
    if question.sources:
        yield "     Sources: " + ", ".join(
            source.unit if source.step is None else f"{source.unit} (step {source.step})" for source in question.sources
        )


def _wrapped(text: str, first: str = "", other: str | None = None) -> str:
    following = first if other is None else other
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=following)
