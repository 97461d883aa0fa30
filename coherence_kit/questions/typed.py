"""What people type for an answer, and the one thing that it can mean.

Offices write `2 - set up`, `Step 2:`, `OUI`, `٢` or `don’t know`. Each type of question takes what
means exactly one of its answers (`QuestionKind.typed`); here is how texts are compared for that.
The page for a browser reads them in the same way (report_templates/form/script/typed.js).
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.spelling import with_hyphens, with_plain_digits
from coherence_kit.words import Words, available_languages, words_of

_CUT = "..."
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_SHIFT = 0xFEE0
_ONE_SPELLING = str.maketrans(
    {
        **{chr(wide): chr(wide - _FULL_WIDTH_SHIFT) for wide in _FULL_WIDTH},
        **dict.fromkeys("\u2018\u2019\u201b\u02bc`\uff40\u00b4\u2032", "'"),
        "\u3002": ".",  # ideographic full stop
        "\u066b": ".",  # Arabic decimal sign
        "\u060c": ",",  # Arabic comma
        "\u061b": ";",  # Arabic semicolon
        "\u061f": "?",  # Arabic question mark
        "\u2026": _CUT,
    }
)
_QUOTES = "\"'“”„«»‹› "
_BETWEEN_KEY_AND_WORDS = re.compile(r"[ .:,;=()\[\]/|·•>-]+")
TICKS = frozenset("✓✔☑✅")
"""Signs that say yes, and nothing else."""
_COLOURED = "\ufe0f"
_LONGEST_DENIAL = 12
_SPANISH_STATES = (
    "no aplica, no aplicable, no es aplicable, no se aplica, no procede",
    "no sabe, no se sabe, desconocido, desconocida",
)
_BEFORE_A_REASON = re.compile(r"\.?(?: *[:;,(]| -) *(?=\w)")


class SaidState(enum.StrEnum):
    """What is typed in the place of an answer and says that there is none."""

    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


def plain_words(text: str) -> str:
    """A text for comparing.

    Small letters, digits of any script as 0 to 9, one kind of apostrophe and of dash, single
    blanks, no invisible signs, no quotes around it and no full stop at its end.
    """
    if not text.isascii():
        text = with_hyphens(with_plain_digits(unicodedata.normalize("NFC", text)))
    text = text.translate(_ONE_SPELLING)
    line = " ".join(text.casefold().split()).strip(_QUOTES)
    return line if line.endswith(_CUT) else line.rstrip(".")


def wordings(label: AnswerLabel) -> Iterator[str]:
    """What an answer says in every language: its name, its text, and both together."""
    for part in (label.name, label.text):
        if part is not None:
            yield from map(_plain_wording, part.root.values())
    if label.name is not None and label.text is not None:
        yield from (_plain_wording(label.in_language(language)) for language in label.name.root)


@lru_cache(maxsize=1024)
def _plain_wording(text: str) -> str:
    """The words of an answer for comparing: they are compared with all that is typed."""
    return plain_words(text)


def label_typed(labels: Sequence[AnswerLabel], text: str) -> AnswerLabel | None:
    """The one answer that a text is the key or the words of, or both with a sign between them.

    None where there is no such one, or more than one. `text` has been through `plain_words`. A key
    comes before words, and words before both: an option may be called like anything.
    """
    ways = (
        [label for label in labels if text in {label.key.casefold(), label.spelt.casefold()}],
        # a step with a flag has the words of the step itself, which are said of that one
        [label for label in labels if label.flag is None and text in wordings(label)],
        [label for label in labels if _is_key_with_words(label, labels, text)],
    )
    named = next(filter(None, ways), [])
    return named[0] if len(named) == 1 else None


def _is_key_with_words(label: AnswerLabel, labels: Sequence[AnswerLabel], text: str) -> bool:
    """Whether words of the answer stand behind its key: all of them, or how they alone begin."""
    key = label.key.casefold()
    between = _BETWEEN_KEY_AND_WORDS.match(text, len(key)) if text.startswith(key) else None
    if between is None:
        return False
    said = text[between.end() :].rstrip(" )]")
    if said in wordings(label):
        return True
    begun = said.removesuffix(_CUT).rstrip()
    others = (other for other in labels if not _is_same_answer(label, other))
    is_own = said.endswith(_CUT) or not any(_begins(other, begun) for other in others)
    return " " in begun and is_own and _begins(label, begun)


def _is_same_answer(one: AnswerLabel, other: AnswerLabel) -> bool:
    """Whether two labels have the same words because one is the other with a flag."""
    return one.key == other.key or (one.step is not None and one.named_step == other.named_step)


def _begins(label: AnswerLabel, said: str) -> bool:
    """Whether a wording of an answer goes on, behind what is said, with another word."""
    return any(
        wording.startswith(said) and not wording[len(said) : len(said) + 1].isalnum()
        for wording in wordings(label)
    )


# --- words of the languages that the kit speaks ---------------------------------------------------


def truth_typed(text: str) -> bool | None:
    """Whether a text says yes or no, in any language of the kit or by a tick.

    None where it says neither. `text` has been through `plain_words`.
    """
    return _truths().get(text, True if text.rstrip(_COLOURED) in TICKS else None)


@cache
def _truths() -> Mapping[str, bool]:
    words = _every_words()
    said = {True: [one.say("yes") for one in words], False: [one.say("no") for one in words]}
    return {plain_words(text): truth for truth, texts in said.items() for text in texts}


def denial_typed(text: str) -> bool:
    """Whether a text says no, in any language of the kit or as programs write it.

    `text` has been through `plain_words`. A longer one is not held against words that first have to
    be read from the catalogues.
    """
    return text == "false" or (len(text) <= _LONGEST_DENIAL and truth_typed(text) is False)


def state_typed(text: str) -> SaidState | None:
    """What a text in the place of an answer says of there being none; None where it says nothing.

    `text` has been through `plain_words`.
    """
    if "?" in text and not text.strip("?¿"):
        return SaidState.UNKNOWN
    return _states().get(text)


def not_applicable_because(text: str) -> bool:
    """Whether a text says that a question does not apply, and behind a sign the reason.

    `text` has been through `plain_words`.
    """
    return any(
        state is SaidState.NOT_APPLICABLE and _BEFORE_A_REASON.match(text, len(words)) is not None
        for words, state in _states().items()
        if text.startswith(words)
    )


@cache
def _states() -> Mapping[str, SaidState]:
    not_applicable, unknown = _SPANISH_STATES
    found = _listed(not_applicable, SaidState.NOT_APPLICABLE)
    found |= _listed(unknown, SaidState.UNKNOWN)
    for one in _every_words():
        not_applicable = one.say_as(
            "typed in the place of an answer, each way to say it, with commas between",
            "not applicable, does not apply, n/a, n.a., na",
        )
        unknown = one.say_as(
            "typed in the place of an answer, each way to say it, with commas between",
            "unknown, not known, don't know, dont know, do not know, dk",
        )
        found |= _listed(not_applicable, SaidState.NOT_APPLICABLE)
        found |= _listed(unknown, SaidState.UNKNOWN)
    return found


def how_words_are_read() -> dict[str, list[str]]:
    """The same knowledge as data, for a form that reads answers of a file by itself.

    Returns:
        what says `yes` and `no`, and by the names of :class:`SaidState` that there is no answer;
        and the words in front of the number of a step, `steps`.

    """
    said: dict[str, list[str]] = {"yes": [], "no": []}
    for text, truth in _truths().items():
        said["yes" if truth else "no"].append(text)
    for text, state in _states().items():
        said.setdefault(state.value, []).append(text)
    return {**said, "steps": _step_words()}


def _listed(text: str, state: SaidState) -> dict[str, SaidState]:
    return dict.fromkeys(map(plain_words, text.split(",")), state)


def step_typed(text: str) -> str:
    """A text without the word for a step in front of its number: `2 - set up` of `step 2 - set up`.

    `text` has been through `plain_words`.
    """
    found = _step_word().match(text)
    return text[found.end() :] if found else text


@cache
def _step_word() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, _step_words()))
    return re.compile(rf"(?:{listed})[ .:]*(?=[(-]?[0-9])")


def _step_words() -> list[str]:
    words = {
        word.strip()
        for one in _every_words()
        for word in one.say_as(
            "typed in front of the number of a step, each way to say it, with commas between",
            "step, level",
        ).split(",")
    }
    return [plain_words(word) for word in sorted(words)]


def _every_words() -> list[Words]:
    return [words_of(language) for language in available_languages()]
