"""The form as one page for a browser: no network, no installation.

The page is made of `report_templates/form`; the answers are kept in its own block of data. Its
policy lets it load nothing and run only the one script whose hash it names, so that whatever a
questionnaire or an answer says stays text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.json_text import escaped_signs
from coherence_kit.documents.page_policy import page_policy
from coherence_kit.documents.templates import render
from coherence_kit.forms.layout import FormQuestion, Layout
from coherence_kit.forms.offices import form_offices, offices_heading, offices_hint
from coherence_kit.forms.page.script import script
from coherence_kit.forms.page.wordings import every_wording, wordings_of_flag
from coherence_kit.forms.page.words import Said, script_words
from coherence_kit.forms.proofs import proof_of_every_answer
from coherence_kit.loading.countries import countries_by_name, how_names_are_read
from coherence_kit.loading.yaml.writer import WithoutQuotes
from coherence_kit.model.days import MONTHS, WEEKDAYS
from coherence_kit.model.empty_words import how_reasons_are_read
from coherence_kit.model.submission import FORMAT
from coherence_kit.questions.taking_back import words_that_take_back
from coherence_kit.questions.typed import how_words_are_read
from coherence_kit.questions.typed_numbers import unmistakable
from coherence_kit.words import Marked, inside_attributes, language_attributes

TEMPLATE: Final = "form/form.html.jinja"
GENERATOR: Final = "coherence-kit/form/1"
"""By which a page of the kit is known, and the version of what stands in its blocks of data."""


def html_form(layout: Layout, draft: Mapping[str, Any] | None = None) -> str:
    """The page, empty or filled.

    Args:
        layout: what is asked; its texts are marked where they are in another language than the
            words of the form.
        draft: answers to begin with, in the shape of a submission file; whatever the form does not
            show comes back as it is when the answers are saved.

    """
    words = layout.words
    style, code = _style(), script()
    questions = list(layout.questions())
    context = {
        **words.for_templates(),
        "layout": layout,
        "language": words.language,
        "direction": words.direction,
        "questions": questions,
        "of_every_answer": {question.id: proof_of_every_answer(question) for question in questions},
        "proofs": {question.id: _proofs(question) for question in questions},
        "countries": countries_by_name(words.language),
        "offices": form_offices(layout, draft or {}),
        "offices_heading": offices_heading(words),
        "offices_hint": offices_hint(words),
        "generator": GENERATOR,
        "policy": page_policy(style, script=code),
        "style": Markup(style),  # noqa: S704 - a file of the kit and colours, checked to be colours
        "script": Markup(code),  # noqa: S704 - files of the kit
        "answers": _data_block(_to_type_on(draft) if draft else _empty(layout)),
        "data": _data_block(_form_data(layout, script_words(words))),
    }
    filters = {"language": language_attributes, "inside": inside_attributes}
    return render(content.folder("report_templates"), TEMPLATE, context, filters=filters) + "\n"


def _to_type_on(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft with numbers that mean nothing else where they stand as text in a field."""
    answers = (draft.get("answers") or {}).items()
    return {**draft, "answers": {name: _unmistakable(entry) for name, entry in answers}}


def _unmistakable(entry: Any) -> Any:  # noqa: ANN401  (an entry, or the bare answer)
    if isinstance(entry, WithoutQuotes):
        return unmistakable(entry)
    if not isinstance(entry, Mapping) or not isinstance(entry.get("answer"), WithoutQuotes):
        return entry
    return {**entry, "answer": unmistakable(entry["answer"])}


def _empty(layout: Layout) -> dict[str, Any]:
    about = {"id": layout.questionnaire, "version": layout.version, "sha256": layout.sha256}
    return {"format": FORMAT, "questionnaire": about, "answers": {}}


# --- what is put into the page as it is ---------------------------------------------------------


def _style() -> str:
    palette = DEFAULT_PALETTE
    names = ("ink", "muted", "accent", "line", "band", "hair", "zone", "paper")
    colours = "; ".join(f"--{name}: {getattr(palette, name)}" for name in names)
    rules = (content.folder("report_templates") / "form" / "form.css").read_text(encoding="utf-8")
    return f"\n:root {{ {colours} }}\n{rules}"


def _data_block(value: Mapping[str, Any]) -> Markup:
    """Data as JSON that no text in it can end.

    Its first keys stand at the start of lines, as in a saved file.
    """
    parts = (
        f"{json.dumps(key)}: {json.dumps(item, ensure_ascii=False, indent=1)}"
        for key, item in value.items()
    )
    text = "{\n" + ",\n".join(parts) + "\n}"
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    text = escaped_signs(text)
    return Markup(text)  # noqa: S704 - without the signs that HTML is made of


# --- what the script works with -----------------------------------------------------------------


def _form_data(layout: Layout, words: Mapping[str, Said]) -> dict[str, Any]:
    short = " --short" if layout.is_short else ""
    return {
        "questionnaire": layout.questionnaire,
        "version": layout.version,
        "sha256": layout.sha256,
        "title": layout.title,
        "command": (
            f"coherence form {layout.questionnaire}{short} --from FILE -o form.html{layout.option}"
        ),
        "short": layout.is_short,
        "asked": layout.asked,
        "sections": [
            {"id": section.id, "questions": [question.id for question in section.questions()]}
            for section in layout.sections
        ],
        "questions": [_question_data(question) for question in layout.questions()],
        "countries": how_names_are_read(layout.words.language),
        "empty": how_reasons_are_read(),
        "typed": {**how_words_are_read(), "takes_back": words_that_take_back()},
        "months": MONTHS,
        "weekdays": WEEKDAYS,
        "words": words,
    }


def _question_data(question: FormQuestion) -> dict[str, Any]:
    """What the script has to know of a question; its texts stand in the page already."""
    data = {
        "id": question.id,
        "number": question.number,
        "label": question.label,
        "lang": _language(question.label),
        "shape": question.shape.value,
        "date": question.is_date or None,
        "steps": question.has_steps or None,
        "words": question.says_yes_or_no or None,
        "options": [
            [answer.key, answer.short, _language(answer.short)] for answer in question.answers
        ],
        "wordings": every_wording(question.labels),
        "flag": wordings_of_flag(question.labels),
        "condition": question.condition,
        "waits": question.waits_for,
        "leave": question.may_leave,
        "from": question.evidence_from,
        "smallest": question.smallest,
        "largest": question.largest,
    }
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _language(text: str) -> str:
    """The language that the whole of a text is in; empty for that of the page."""
    return text.language if isinstance(text, Marked) else ""


def _proofs(question: FormQuestion) -> dict[str, str]:
    """Answer to the documents that prove it."""
    return {answer.key: question.proof_of(answer) for answer in question.answers}
