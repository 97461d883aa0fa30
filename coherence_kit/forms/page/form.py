"""The form as one page for a browser: no network, no installation, answers kept in the page's own block of data.

The page is made of `report_templates/form`. Its policy lets it load nothing and run only the one script whose hash it
names, so that whatever a questionnaire or an answer says stays text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, Final

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.templates import render
from coherence_kit.forms.layout import FormQuestion, Layout
from coherence_kit.forms.page.languages import TextLanguages, direction, text_languages
from coherence_kit.forms.page.words import words_in
from coherence_kit.loading.countries import country_names
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import FORMAT

TEMPLATE: Final = "form/form.html.jinja"
GENERATOR: Final = "coherence-kit/form/1"
"""By which a page of the kit is known, and the version of what stands in its blocks of data."""

# what the form asks about the submission itself; the words stand in html_words
_ABOUT = (
    {"key": "country", "word": "country", "wide": False},
    {"key": "country_name", "word": "country_name", "wide": False},
    {"key": "round", "word": "round", "wide": False},
    {"key": "date", "word": "date", "wide": False},
    {"key": "respondent.entity", "word": "entity", "wide": True},
    {"key": "respondent.role", "word": "role", "wide": False},
    {"key": "respondent.contact", "word": "contact", "wide": False},
    {"key": "signed_off", "word": "signed_off", "wide": True},
)


def html_form(
    layout: Layout,
    draft: Mapping[str, Any] | None = None,
    questionnaire: Questionnaire | None = None,
) -> str:
    """The page, empty or filled.

    Args:
        layout: what is asked.
        draft: answers to begin with, in the shape of a submission file; whatever the form does not show comes back as
            it is when the answers are saved.
        questionnaire: what was laid out, which knows the language of each text; without it all are taken to be in that
            of the layout.

    """
    words = words_in(layout.language)
    own = str(words.script["language"])
    languages = (
        text_languages(questionnaire, layout.language, own)
        if questionnaire
        else TextLanguages(page=own, usual=layout.language, known={})
    )
    style, script = _style(), _asset("form.js")
    questions = list(layout.questions())
    context = {
        "layout": layout,
        "language": own,
        "direction": direction(own),
        "words": SimpleNamespace(
            **words.page
        ),  # no dict: its own methods would stand before words such as copy
        "fields": _ABOUT,
        "questions": questions,
        "proofs": {question.id: _proofs(question) for question in questions},
        "countries": sorted(country_names().items(), key=lambda item: item[1]),
        "generator": GENERATOR,
        "policy": Markup(_policy(style, script)),  # noqa: S704 - names and hashes
        "style": Markup(style),  # noqa: S704 - a file of the kit and colours that are checked to be colours
        "script": Markup(script),  # noqa: S704 - a file of the kit
        "answers": _data_block(draft or _empty(layout)),
        "data": _data_block(_form_data(layout, words.script, languages)),
    }
    filters = {
        "language": languages.attributes,
        "in_language": languages.marked,
    }
    return render(content.folder("report_templates"), TEMPLATE, context, filters=filters) + "\n"


def _empty(layout: Layout) -> dict[str, Any]:
    about = {"id": layout.questionnaire, "version": layout.version, "sha256": layout.sha256}
    return {"format": FORMAT, "questionnaire": about, "answers": {}}


# --- what is put into the page as it is -------------------------------------------------------------------------------


def _asset(name: str) -> str:
    """A file of the template's folder; a browser reads CR LF as LF, so the hash is that of LF."""
    text = (content.folder("report_templates") / "form" / name).read_text(encoding="utf-8")
    return f"\n{text}"


def _style() -> str:
    palette = DEFAULT_PALETTE
    names = ("ink", "muted", "accent", "line", "band", "hair", "zone", "paper")
    colours = "; ".join(f"--{name}: {getattr(palette, name)}" for name in names)
    return f"\n:root {{ {colours} }}{_asset('form.css')}"


def _policy(style: str, script: str) -> str:
    """What the page may do: run its one script, use its one style; load, send, embed nothing."""
    parts = (
        "default-src 'none'",
        f"script-src '{_hash(script)}'",
        f"style-src '{_hash(style)}'",
        "form-action 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return "; ".join(parts)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _data_block(value: Mapping[str, Any]) -> Markup:
    """Data as JSON that no text in it can end; its first keys stand at the start of lines, as in a saved file."""
    parts = (
        f"{json.dumps(key)}: {json.dumps(item, ensure_ascii=False, indent=1)}"
        for key, item in value.items()
    )
    text = "{\n" + ",\n".join(parts) + "\n}"
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - without the signs that HTML is made of


# --- what the script works with ---------------------------------------------------------------------------------------


def _form_data(
    layout: Layout, words: Mapping[str, Any], languages: TextLanguages
) -> dict[str, Any]:
    return {
        "questionnaire": layout.questionnaire,
        "version": layout.version,
        "sha256": layout.sha256,
        "title": layout.title,
        "sections": [
            {"id": section.id, "questions": [question.id for question in section.questions()]}
            for section in layout.sections
        ],
        "questions": _questions_data(layout, words, languages),
        "words": words,
    }


def _questions_data(
    layout: Layout, words: Mapping[str, Any], languages: TextLanguages
) -> list[dict[str, Any]]:
    """What the script has to know of each question; its texts stand in the page already."""
    known = {question.id: question for question in layout.questions()}
    return [
        _question_data(question, languages)
        | ({"waits": _waits(question.condition, known, words)} if question.condition else {})
        for question in known.values()
    ]


def _waits(
    condition: Mapping[str, Any], known: Mapping[str, FormQuestion], words: Mapping[str, Any]
) -> str:
    """A condition in words, by the numbers of the questions and by what their answers say."""
    if "question" in condition:
        question = known[condition["question"]]
        said = {answer.key: answer.short for answer in question.answers}
        answers = words["or"].join(f"“{said.get(key, key)}”" for key in condition["in"])
        return str(
            words["is"].format(number=question.number, label=question.label, answers=answers)
        )
    joint, parts = ("and", condition["all"]) if "all" in condition else ("or", condition["any"])
    told = [_waits(part, known, words) for part in parts]
    return str(
        words[joint].join(
            f"({text})" if "question" not in part and len(parts) > 1 else text
            for part, text in zip(parts, told, strict=True)
        )
    )


def _question_data(question: FormQuestion, languages: TextLanguages) -> dict[str, Any]:
    data = {
        "id": question.id,
        "number": question.number,
        "label": question.label,
        "lang": languages.of(question.label),
        "shape": question.shape.value,
        "date": question.is_date or None,
        "steps": question.has_steps or None,
        "words": question.says_yes_or_no or None,
        "options": [
            [answer.key, answer.short, languages.of(answer.short)] for answer in question.answers
        ],
        "condition": question.condition,
        "leave": question.may_leave,
        "from": question.evidence_from,
        "smallest": question.smallest,
        "largest": question.largest,
    }
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _proofs(question: FormQuestion) -> dict[str, str]:
    """Answer to the documents that prove it."""
    return {answer.key: question.proof_of(answer) for answer in question.answers}
