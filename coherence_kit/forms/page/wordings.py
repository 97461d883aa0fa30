"""What answers are called in every language, for the script to know them by in files.

The texts stand in few lines, since a form has hundreds of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coherence_kit.model.base import LocalizedText
from coherence_kit.questions.parts import AnswerLabel


def every_wording(labels: Sequence[AnswerLabel]) -> list[str]:
    """Of each answer its names, its texts, and for each name the place of the text beside it.

    Each has a line of its own, with tabs between the three. Nothing where answers have no words.
    """
    is_worded = any(label.is_worded for label in labels)
    return [_wordings(label) for label in labels] if is_worded else []


def _wordings(label: AnswerLabel) -> str:
    parts = (_texts(label.name), _texts(label.text), _places(label.name, label.text))
    return "\t".join("\n".join(part) for part in parts)


def wordings_of_flag(labels: Iterable[AnswerLabel]) -> str:
    """The id of the flag that takes half a step off, and its texts, each with a line of its own."""
    for label in labels:
        if label.flag is not None:
            return "\n".join((label.key.removeprefix(f"{label.named_step}-"), *_texts(label.flag)))
    return ""


def _texts(text: LocalizedText | None) -> list[str]:
    return [] if text is None else [" ".join(one.split()) for one in text.root.values()]


def _places(name: LocalizedText | None, text: LocalizedText | None) -> list[str]:
    if name is None or text is None:
        return []
    languages = list(text.root)
    return [str(languages.index(text.language_for(language))) for language in name.root]
