"""What keeps a value of a file from being an answer to a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from coherence_kit.i18n import plain_number
from coherence_kit.loading.documents import PathLike
from coherence_kit.model.questionnaire import Question
from coherence_kit.problems import did_you_mean
from coherence_kit.questions import kind_of
from coherence_kit.questions.kind import AnyKind
from coherence_kit.questions.picks import answers_in
from coherence_kit.questions.shapes import Shape

_MOST_HINTED = 50  # of one answer; whoever has more wrong items answers another question


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is no answer.

    Args:
        path: its place.
        part: whether it is the whole answer or one item of a list.
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


def wrong_parts(question: Question, raw: object, path: PathLike) -> Iterator[Wrong]:
    """What keeps a value of a file from being an answer.

    Of a list each wrong item; nothing where the value is an answer.
    """
    kind = kind_of(question)
    if kind.accepts(raw):
        return
    known, cure = kind.known, kind.cure(raw)
    if not kind.shape.takes_several or not isinstance(raw, (list, tuple)):
        yield Wrong(path, "answer", _shown(raw) + kind.doubt(raw), known, cure, kind.hint(raw))
        return
    found, part = False, "box" if kind.shape is Shape.PICK_MANY else "item"
    meant = kind.typed(raw)
    items = meant if isinstance(meant, list) else list(raw)
    earlier: set[str] = set()
    wrong = 0
    for place, item in enumerate(items):
        here = (*path, place)
        if item not in kind.keys:
            wrong += 1
            hint = _hint(kind, item, raw) if wrong <= _MOST_HINTED else ""
            yield Wrong(here, part, f'"{item}"', known, cure, hint)
        elif item in earlier:
            shown = f'"{item}", which is there already'
            yield Wrong(here, part, shown, known, "delete one of the two", "")
        else:
            earlier.add(item)
            continue
        found = True
    if not found:
        yield Wrong(path, "answer", _shown(raw), known, cure, kind.hint(raw))


def _hint(kind: AnyKind, item: object, raw: object) -> str:
    """What was meant by an item of a list."""
    is_one = len(answers_in(str(item), kind.keys)) == 1
    return did_you_mean(str(item), kind.keys) if is_one else kind.hint(raw)


def _shown(raw: object) -> str:
    if isinstance(raw, (list, tuple)):
        return "a list"
    return f'"{plain_number(raw) if isinstance(raw, Fraction) else raw}"'
