"""The YAML form: a submission with every question as a comment above the place for its answer."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from coherence_kit.forms.starters import id_text
from coherence_kit.i18n import paragraphs
from coherence_kit.model.questionnaire import MatrixGroup, Question, Questionnaire, Section
from coherence_kit.model.submission import FORMAT
from coherence_kit.scoring.answer_lines import answer_lines

WIDTH = 100
_HOW_TO = """\
Fill in what you can; a form with holes is valid and can be saved and checked at any time:
    coherence check THIS-FILE
An answer is a value after "answer:". Beside it you may write a comment and the documents that prove it:
    answer: 2
    comment: One or two sentences. The first one, if it is short, is printed as the fact on the minister's page.
    evidence:
    - {title: Decree on the committee, reference: Gazette 12/2024, date: 2024-03-01, page: "2"}
If a question does not apply, or if nobody knows, write one of these in place of the answer:
    not_applicable: the reason (compulsory)
    unknown: who could find out, and by when (welcome)
A text with a colon, or one that starts with a sign such as * or @, goes in double quotes."""


def yaml_form(questionnaire: Questionnaire, sha256: str, language: str = "en") -> str:
    """An empty form, valid at once.

    Args:
        questionnaire: what is to be answered.
        sha256: its content hash, noted in the form.
        language: of titles, questions, guidance and steps; falls back where a text is lacking.

    """
    return "\n".join(_lines(questionnaire, sha256, language)) + "\n"


def _lines(questionnaire: Questionnaire, sha256: str, language: str) -> Iterator[str]:
    yield from _comment(questionnaire.title.in_language(language))
    yield from _comment(f"Form for the questionnaire {questionnaire.id}, version {questionnaire.version}")
    yield f"# (content {sha256[:16]})"
    yield "#"
    for line in _HOW_TO.splitlines():
        yield f"# {line}"
    if questionnaire.scale and questionnaire.scale.hint:
        yield "#"
        yield from _comment(questionnaire.scale.hint.in_language(language))
    yield f"format: {FORMAT}"
    yield f"questionnaire: {{id: {id_text(questionnaire.id)}, version: {json.dumps(questionnaire.version)}}}"
    yield "country:               # three capital letters, such as GHA; GHA-Accra for a part of a country"
    yield "round:                 # such as First round, 2026"
    yield "date:                  # the day on which the answers stand, such as 2026-06-30; periods end on it"
    yield "respondent:"
    yield "  entity:              # the ministry or body that answers"
    yield "  role:                # such as focal point"
    yield "answers:"
    for place, section in enumerate(questionnaire.sections, start=1):
        yield from _section(section, str(place), language)


def _section(section: Section, number: str, language: str) -> Iterator[str]:
    yield ""
    yield from _comment(f"===== {number} {section.title.in_language(language)} =====", "  ")
    if isinstance(section, MatrixGroup):
        yield from _comment(section.text.in_language(language), "  ")
    for place, child in enumerate(section.children, start=1):
        if isinstance(child, Section):
            yield from _section(child, f"{number}.{place}", language)
        else:
            yield from _question(child, f"{number}.{place}", language)


def _question(question: Question, number: str, language: str) -> Iterator[str]:
    yield ""
    yield from _comment(f"{number} {question.label.in_language(language)}", "  ")
    yield from _comment(question.text.in_language(language), "  ")
    if question.guidance is not None:
        yield "  #"
        for paragraph in paragraphs(question.guidance.in_language(language)):
            yield from _comment(paragraph.replace("**", ""), "  ")
    answers = list(answer_lines(question, language))
    if answers:
        yield "  #"
        for key, text in answers:
            yield from _comment(text, "  ", key)
    yield f"  {id_text(question.id)}:"
    yield "    answer:"
    yield "    comment:"
    yield "    evidence:"


def _comment(text: str, indent: str = "", key: str = "") -> Iterator[str]:
    """A text as comment lines; whatever it holds, it cannot end the comment."""
    lead = f"{indent}# "
    first = f"{lead}  {key}  " if key else lead
    other = f"{lead}  {' ' * len(key)}  " if key else lead
    for line in textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=other) or [lead]:
        yield line.rstrip()
