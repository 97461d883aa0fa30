"""The language that an output is wanted in: is it one, and who speaks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coherence_kit.errors import WrongUseError
from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.base import is_language
from coherence_kit.problems import Problem, clip
from coherence_kit.words import available_languages

Languages = Mapping[str, Sequence[str]]
"""The languages of each questionnaire, by its id."""


def languages_of(assessments: Iterable[Assessment]) -> dict[str, tuple[str, ...]]:
    """The languages of each questionnaire that was answered."""
    return {one.questionnaire.id: one.questionnaire.languages for one in assessments}


def expect_code(wanted: str | None, known: Iterable[str] = ()) -> str:
    """The language wanted, English if none is.

    Args:
        wanted: what was asked for.
        known: languages of which one may have been meant.

    Raises:
        WrongUseError: it is no code of a language.

    """
    if wanted is None:
        return DEFAULT_LANGUAGE
    text = str(wanted)  # a library is called with whatever there is
    if not is_language(text):
        meant = _meant(text, known)
        hint = f' Did you mean "{meant}"?' if meant else ""
        msg = f'"{clip(text)}" is no code of a language, such as en or fr.{hint}'
        raise WrongUseError(msg)
    return wanted


def chosen_language(wanted: str | None, contents: Languages) -> str:
    """The language wanted, which the words of the kit or one of the questionnaires speak.

    Raises:
        WrongUseError: it is no code of a language, or nothing is there in it.

    """
    spoken = (*available_languages(), *(tag for tags in contents.values() for tag in tags))
    language = expect_code(wanted, dict.fromkeys(spoken))
    if not _speaks(spoken, language):
        own = "; ".join(f"{name} is in {', '.join(tags)}" for name, tags in contents.items())
        msg = (
            f'Nothing is there in "{language}": the sentences of the kit are in '
            f"{', '.join(available_languages())}; {own}. Choose one of them with --lang."
        )
        raise WrongUseError(msg)
    return language


def language_notes(wanted: str | None, contents: Languages, output: str) -> Iterator[Problem]:
    """That a questionnaire does not speak the language that was asked for; `output` is the file."""
    for name, tags in contents.items():
        if wanted is not None and not _speaks(tags, wanted):
            params = {"language": wanted, "id": name, "known": ", ".join(tags)}
            yield Problem("output.language", output, params=params)


def _speaks(tags: Iterable[str], language: str) -> bool:
    return not {language, language.partition("-")[0]}.isdisjoint(tags)


def _meant(text: str, known: Iterable[str]) -> str:
    """The code that `en_GB`, `EN` or `English` was meant to be; empty where that cannot be told."""
    first, mark, rest = text.strip().replace("_", "-").partition("-")
    code = f"{first.lower()}{mark}{rest}"
    if is_language(code):
        return code
    return next((tag for tag in known if code.startswith(tag)), "")
