"""No word of the page bypasses the catalogue: in a pseudo-language all stand in brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from coherence_kit.forms.page.form import html_form
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    MultipleChoiceQuestion,
    Question,
    Questionnaire,
)
from tests.browser import layout_of
from tests.builders import a_question, a_questionnaire, a_section
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo_languages
from tests.unit.forms.outside import outside_brackets

SAID = frozenset({"aria-label", "title", "alt", "placeholder"})
# what is not said by the page: data, what a machine reads, and the countries of ISO 3166
SILENT = frozenset({"script", "style", "title", "datalist", "code"})


class Texts(HTMLParser):
    """Collects what a page says, in elements and in attributes.

    A text in another language that stands inside a sentence is part of the sentence.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []
        self._spans: list[bool] = []
        self._goes_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.extend(value or "" for name, value in attrs if name in SAID)
        if tag in SILENT:
            self._inside.append(tag)
        if tag == "span":
            self._spans.append(any(name == "lang" for name, _ in attrs))
        self._goes_on = tag == "span" and self._spans[-1]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        self._goes_on = tag == "span" and self._spans.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            return
        if self._goes_on and self.found:
            self.found[-1] += data
        else:
            self.found.append(data)


def marked() -> Questionnaire:
    """A question of every kind; what comes from the questionnaire stands in double brackets."""
    named: dict[str, Any] = {
        "label": "⟦Label⟧",
        "text": "⟦Asked⟧",
        "guidance": {"asked": "⟦Guidance⟧", "counts": "⟦Counts⟧"},
        "who": {"answers": "⟦Office⟧"},
    }
    steps = {step: {"name": "⟦Name⟧", "text": "⟦Step⟧"} for step in range(5)}
    return a_questionnaire(
        a_section(
            "part",
            a_question("scale", **named, steps=steps, evidence={"2": "⟦Minutes⟧"}),
            a_question("yes", "boolean", **named),
            _bracketed(a_question("one", "choice", **named, evidence={"all": "⟦Law⟧"})),
            _bracketed(a_question("several", "multiple-choice", **named)),
            a_question("number", "number", **named, unit="⟦days⟧", smallest=0, largest=100),
            a_question("text", "text", **named),
            a_question("date", "date", **named, depends_on={"question": "yes", "in": ["true"]}),
            title="⟦Part⟧",
        ),
        title="⟦Title⟧",
        summary="⟦Summary⟧",
        languages=("de",),
    )


def _bracketed(question: Question) -> Question:
    """The same with the texts of its options in double brackets."""
    assert isinstance(question, (ChoiceQuestion, MultipleChoiceQuestion))
    options = tuple(
        option.model_copy(update={"text": LocalizedText.model_validate(f"⟦{option.id}⟧")})
        for option in question.options
    )
    return question.model_copy(update={"options": options})


def page_in(language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    with pseudo_languages(monkeypatch):
        return html_form(layout_of(marked(), language))


def leaves(said: object) -> Iterator[str]:
    if isinstance(said, dict):
        for inner in said.values():
            yield from leaves(inner)
    else:
        yield str(said)


@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
def test_every_word_of_the_page_is_a_message(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = Texts()
    texts.feed(page_in(language, monkeypatch))
    assert outside_brackets(texts.found) == []
    assert sum(text.startswith("[") for text in texts.found) > 100


@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
def test_every_word_of_the_script_is_a_message(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (block,) = re.findall(r'id="form">(.*?)</script', page_in(language, monkeypatch), re.DOTALL)
    words = json.loads(block)["words"]
    locale = words.pop("locale")
    assert locale in {"en-GB", "ar"}
    assert [text for text in leaves(words) if text and not text.startswith("[")] == []


def test_the_page_of_a_language_from_right_to_left_is_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert f'<html lang="{RIGHT_TO_LEFT}" dir="rtl">' in page_in(RIGHT_TO_LEFT, monkeypatch)
