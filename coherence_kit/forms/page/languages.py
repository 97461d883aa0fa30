"""In which language each text of a form is: a page says it wherever that is not its own.

A layout has a text that is there in another language only in that one, so the questionnaire is
asked for the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup
from pydantic import BaseModel

from coherence_kit.i18n import language_chain
from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import asked_of_rows
from coherence_kit.words import direction_of


@dataclass(frozen=True, slots=True)
class TextLanguages:
    """The languages of the texts in one page.

    Args:
        page: the language of the page, which is that of its interface words.
        usual: the language of a text that `known` does not list.
        known: text to language.

    """

    page: str
    usual: str
    known: Mapping[str, str]

    def of(self, text: str) -> str:
        """The language of a text; empty if it is that of the page."""
        language = self.known.get(text, self.usual)
        return "" if language == self.page else language

    def attributes(self, text: str) -> Markup:
        """` lang="ar" dir="rtl"` for the element with this text, or nothing."""
        language = self.of(text)
        if not language:
            return Markup("")
        way = direction_of(language)
        turned = Markup(' dir="{}"').format(way) if way != direction_of(self.page) else ""
        return Markup(' lang="{}"{}').format(language, turned)

    def marked(self, text: str) -> Markup:
        """The text, in an element of its own if it is in another language than the page."""
        attributes = self.attributes(text)
        return (
            Markup("<span{}>{}</span>").format(attributes, text)
            if attributes
            else Markup("{}").format(text)
        )


def text_languages(questionnaire: Questionnaire, wanted: str, page: str) -> TextLanguages:
    """The languages of a questionnaire's texts.

    Words that are the same in two languages are taken to be in the one that is wanted.

    Args:
        questionnaire: whose texts the page shows. A text without a stated language is in its
            first.
        wanted: the language that the form was asked for.
        page: the language of the interface words.

    """
    known: dict[str, str] = {}
    for text in _texts(questionnaire):
        for language in language_chain(wanted, text.root):
            if language not in text.root:
                continue
            said = text.root[language]
            stated = questionnaire.languages[0] if language == UNDETERMINED else language
            for shown in (said, " ".join(said.split())):
                known.setdefault(shown, stated)
    return TextLanguages(page=page, usual=page, known=known)


def _texts(questionnaire: Questionnaire) -> Iterator[LocalizedText]:
    """Every text that a form can show."""
    about = (
        questionnaire.title,
        questionnaire.summary,
        questionnaire.scale.hint if questionnaire.scale else None,
    )
    yield from (text for text in about if text is not None)
    for section in questionnaire.all_sections():
        yield section.title
        of_rows = asked_of_rows(section)
        if of_rows is not None:
            yield of_rows
    for question in questionnaire.questions():
        yield from _inside(question)
        for label in kind_of(question).labels:
            said = label.text or label.name
            if said is not None and label.flag is not None:
                yield from _flagged(said, label.flag)


def _flagged(step: LocalizedText, flag: LocalizedText) -> Iterator[LocalizedText]:
    """The text of a step, or its name alone, with its flag behind it, as the layout writes it."""
    for said in flag.root.values():
        yield LocalizedText.model_construct(
            {language: f"{told} ({said})" for language, told in step.root.items()}
        )


def _inside(value: object) -> Iterator[LocalizedText]:
    """Every text in a part of a questionnaire, however deep."""
    if isinstance(value, LocalizedText):
        yield value
    elif isinstance(value, BaseModel):
        yield from _of_each(getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        yield from _of_each(value.values())
    elif isinstance(value, (list, tuple)):
        yield from _of_each(value)


def _of_each(values: Iterable[object]) -> Iterator[LocalizedText]:
    return chain.from_iterable(_inside(value) for value in values)
