"""What may be answered to a question, in words, and what somebody most likely meant who wrote something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from pydantic_core import PydanticCustomError

from coherence_kit.i18n import plain_number
from coherence_kit.loading.documents import PathLike
from coherence_kit.model.base import LARGEST_EXPONENT, MOST_DIGITS, parse_number
from coherence_kit.model.questionnaire import NumberQuestion, Question, ScaleQuestion
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.answers import QUESTION_TYPES, parse_answer

NUMBER_LIMITS = f"at most {MOST_DIGITS} digits, and an exponent of at most {LARGEST_EXPONENT}"
_LONGEST_NUMBER = 40  # more is no number with a unit behind it but a text
_DECIMALS_AFTER_A_COMMA = 2  # 2,5 is a decimal number, 1,250 may be one thousand
_TYPED_NUMBER = re.compile(
    r"(?P<whole>[-−]?\d{1,3}(?:[\s'’_]?\d{3})*|[-−]?\d+)(?:(?P<mark>[.,])(?P<part>\d+))?\D*"
)
_STEP = re.compile(r"-?[0-9]{1,9}")
_NOTHING = frozenset({"none", "no", "nothing", "-", "–", "0"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is no answer.

    Args:
        path: its place.
        part: whether it is the whole answer or one box of it.
        shown: what stands there.
        known: what an answer is ("an answer is …").
        cure: what to do.
        hint: what was most likely meant.

    """

    path: PathLike
    part: str
    shown: str
    known: str
    cure: str
    hint: str


def keys_of(question: Question) -> tuple[str, ...]:
    """The answers, or the boxes, as people write them."""
    return (
        ("yes", "no")
        if question.type == "boolean"
        else QUESTION_TYPES[question.type].keys(question)
    )


def known_answers(question: Question) -> str:
    """What an answer to a question is ("an answer is …")."""
    keys = ", ".join(keys_of(question))
    if isinstance(question, NumberQuestion):
        return _numbers(question)
    words = {
        "multiple-choice": f"a list of any of these boxes, each once, or [] for none: {keys}",
        "boolean": "yes or no",
        "date": "a date",
        "text": "one text",
    }
    return words.get(question.type, f"one of {keys}")


def _numbers(question: NumberQuestion) -> str:
    limits = [
        f"{word} {plain_number(limit)}"
        for word, limit in (("from", question.smallest), ("to", question.largest))
        if limit is not None
    ]
    if limits and question.smallest is None:
        limits = [f"up {limits[0]}"]
    if limits and question.largest is None:
        limits.append("up")
    unit = f" ({question.unit})" if question.unit else ""
    return " ".join(["a number", *limits]) + unit


def wrong_parts(question: Question, raw: object, path: PathLike) -> Iterator[Wrong]:
    """What keeps a value of a file from being an answer: of several boxes each wrong one; nothing where it is one."""
    if _is_answer(question, raw):
        return
    known, cure = known_answers(question), _cure(question, raw)
    if not QUESTION_TYPES[question.type].takes_several or not isinstance(raw, (list, tuple)):
        yield Wrong(path, "answer", _shown(raw), known, cure, _likely_answer(question, raw))
        return
    boxes = keys_of(question)
    for place, box in enumerate(raw):
        if box not in boxes:
            yield Wrong(
                (*path, place), "box", f'"{box}"', known, cure, did_you_mean(str(box), boxes)
            )
        elif box in raw[:place]:
            yield Wrong(
                (*path, place),
                "box",
                f'"{box}", which is there already',
                known,
                "delete one of the two",
                "",
            )


def _shown(raw: object) -> str:
    if isinstance(raw, (list, tuple)):
        return "a list"
    return f'"{plain_number(raw) if isinstance(raw, Fraction) else raw}"'


def _cure(question: Question, raw: object) -> str:
    if isinstance(question, NumberQuestion):
        return _cure_of_number(raw)
    words = {
        "multiple-choice": f"write a list such as [{', '.join(keys_of(question)[:2])}], or [] if none is meant",
        "date": "write it as year-month-day, such as 2026-06-30",
        "text": "write one text, in double quotes if it begins with a sign such as [",
    }
    return words.get(question.type, "choose one of them")


def _cure_of_number(raw: object) -> str:
    try:
        parse_number(raw)
    except PydanticCustomError as error:
        if error.type == "kit_number_size":
            return f"write {NUMBER_LIMITS}"
        return "write digits, with a point before decimals and no unit: 1250 or 2.5"
    return "correct it; if it is right, the limits of the questionnaire are too narrow"


def _likely_answer(question: Question, raw: object) -> str:
    """` Did you mean x?` where one can tell what is meant, else an empty text."""
    kind = QUESTION_TYPES[question.type]
    if isinstance(raw, (list, tuple)):
        single = str(raw[0]) if len(raw) == 1 and not kind.takes_several else ""
        return f' Did you mean "{single}"?' if single and _is_answer(question, single) else ""
    text = str(raw).strip()
    if kind.takes_several:
        return _likely_boxes(text, keys_of(question))
    if isinstance(question, NumberQuestion):
        number = _typed_number(text)
        return f' Did you mean "{number}"?' if number and _is_answer(question, number) else ""
    if isinstance(question, ScaleQuestion):
        return _likely_step(question, text)
    return did_you_mean(text, keys_of(question))


def _is_answer(question: Question, raw: object) -> bool:
    try:
        parse_answer(question, raw)
    except (ValueError, TypeError):
        return False
    return True


def _typed_number(text: str) -> str:
    """The number that a text such as `2,5`, `1 250` or `60 %` holds; empty where that cannot be told."""
    found = _TYPED_NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if found is None or (found["mark"] == "," and len(found["part"]) > _DECIMALS_AFTER_A_COMMA):
        return ""
    sign = "-" if found["whole"][0] in "-−" else ""
    part = f".{_digits(found['part'])}" if found["part"] else ""
    return sign + _digits(found["whole"]) + part


def _digits(text: str) -> str:
    """The digits of a text, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def _likely_boxes(text: str, boxes: Iterable[str]) -> str:
    """The list that a text without brackets stands for."""
    known = {box.casefold(): box for box in boxes}
    if text.casefold() in _NOTHING and text.casefold() not in known:
        return " Did you mean []?"
    named = [part.strip().casefold() for part in re.split(r"[,;]", text)]
    if all(name in known for name in named):
        return f" Did you mean [{', '.join(known[name] for name in named)}]?"
    return did_you_mean(text, known.values())


def _likely_step(question: ScaleQuestion, text: str) -> str:
    """The same step with its flag as it is written, or without one where it has none."""
    found = _STEP.match(text)
    step = found.group() if found else ""
    flagged = [key for key in keys_of(question) if key.startswith(f"{step}-")]
    if (
        question.half_step
        and not flagged
        and text == f"{step}-{question.half_step.id}"
        and step in keys_of(question)
    ):
        return f' Did you mean "{step}"? That step has no flag.'
    return did_you_mean(text, flagged) if step else ""
