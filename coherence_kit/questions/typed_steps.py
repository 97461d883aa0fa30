"""Steps of a scale as people type them, and the one step that such a text can mean.

Offices write `2 - set up`, `Step 2:`, `2 (partly)` or `2 - by decree of May`: the number of a step
says which one is meant, and what stands behind it may be its own words, its flag, a remark, or
words that take it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from coherence_kit.model.questionnaire import HalfStep
from coherence_kit.questions.parts import AnswerLabel
from coherence_kit.questions.taking_back import takes_back
from coherence_kit.questions.typed import label_typed, plain_words, step_typed, wordings

_TYPED_STEP = re.compile(r"\(?([+-]?[0-9]{1,9})(?![0-9])(?:[.,]00?(?![\w.,]))?")
_BETWEEN = r"[ .:,;=()\[\]/|·•>-]"
_BEHIND_A_STEP = " .,;:)"
_NUMBERED = re.compile(r"(?:[^\W\d_]{1,12}\.?\s*)?(-?[0-9]{1,9})\s*[.):]*")
_REMARK = re.compile(_BETWEEN + r"+(?P<said>[^\W\d_][^\d]*)")


class TypedSteps:
    """The steps of one question, by what people type for them.

    The page for a browser reads them in the same way (report_templates/form/script/typed_steps.js).

    Args:
        labels: of the steps, with their flag and without.
        flag: what takes half a step off, where there is such.

    """

    def __init__(self, labels: Sequence[AnswerLabel], flag: HalfStep | None) -> None:
        self._labels = labels
        self._flag = flag
        self._flagged = {str(label.named_step): label.key for label in labels if label.flag}

    def key(self, raw: str) -> str:
        """The key of the one step that a text means, with its flag or without.

        Empty where it means none, and a number where it means one that the scale does not have.
        Words alone are only hinted at: a step is named by its number.
        """
        text = plain_words(raw)
        named = label_typed(self._labels, text)
        step, behind = _number_and_words(text)
        if named is not None and named.key != step:
            return "" if text in wordings(named) else named.key
        if not step or not behind.strip(_BEHIND_A_STEP):
            return step
        label = label_typed(self._labels, step + behind)
        if label is not None:
            return label.key
        if self._is_flag(step, behind):
            return self._flagged[step]
        return step if self.remark(raw) else ""

    def remark(self, raw: str) -> str:
        """What is said behind the number of a step and a sign, and takes nothing of it back.

        Empty where it may: the words of another step, or such as "2 - not yet".
        """
        step, said = self._behind(raw)
        if not said or self._names_another(step, said) or self._names_flag(said):
            return ""
        _, behind = _number_and_words(plain_words(raw))
        if label_typed(self._labels, step + behind) is not None:
            return ""
        before = behind[: len(behind) - len(said)]
        has_sign = bool(before.strip()) and before.endswith((" ", "(", "["))
        return said if has_sign and not takes_back(said) else ""

    def cure(self, raw: str) -> str:
        """What to do where behind the number stands a remark, the flag, or another step's words.

        Empty where nothing of the kind does.
        """
        step, said = self._behind(raw)
        if not said:
            return ""
        if self._flag is not None and self._names_flag(said):
            flagged = self._flagged.get(step)
            if flagged is None:
                return ""
            without = f"{step} if it is not, and what is said beside it as a comment"
            return f'write {flagged} if that is meant ("{self._flag.text}"), or {without}'
        other = label_typed(self._labels, said)
        if other is None and takes_back(said):
            return (
                "write only the number of the step that holds, and what is said beside it as a "
                "comment; if that step is not known, write unknown"
            )
        if other is None:
            return "write the number of the step alone, and what is said beside it as a comment"
        return f"step {step} is another one than {other.key}, whose words these are: choose one"

    def meant(self, text: str) -> str:
        """The step that a number names, with any word before it or a remark behind it.

        Else the one that says what is written. `text` has been through `plain_words`.
        """
        found = _NUMBERED.fullmatch(text)
        named = label_typed(self._labels, text)
        if named is not None:
            return named.key
        step, said = self._behind(text)
        if said and (self._names_flag(said) or takes_back(said)):
            return ""
        if any(_has(text, words) for words in self._flag_words):
            return ""
        if said:
            return step if label_typed(self._labels, said) is None else ""
        return found[1] if found and self._has_step(found[1]) else ""

    def _behind(self, raw: str) -> tuple[str, str]:
        """A step of the scale and words behind it that are not its own; nothing of other texts."""
        step, behind = _number_and_words(plain_words(raw))
        remark = _REMARK.fullmatch(behind) if self._has_step(step) else None
        return (step, remark["said"]) if remark else ("", "")

    def _has_step(self, step: str) -> bool:
        return any(label.key == step for label in self._labels)

    def _names_another(self, step: str, said: str) -> bool:
        """Whether words are, or begin, those of another step, or go on from them."""
        return any(
            wording.startswith(said) or said.startswith(wording)
            for label in self._labels
            if str(label.named_step) != step
            for wording in wordings(label)
        )

    @cached_property
    def _flag_words(self) -> tuple[str, ...]:
        """What says that the flag is meant: its id, and its text in every language."""
        if self._flag is None:
            return ()
        return tuple(map(plain_words, (self._flag.id, *self._flag.text.root.values())))

    def _names_flag(self, said: str) -> bool:
        """Whether the flag is among what is said, or what is said is a piece of its words."""
        said = said.rstrip(" )]")
        return any(_has(said, words) or _has(words, said) for words in self._flag_words)

    def _is_flag(self, step: str, behind: str) -> bool:
        """Whether words behind a number are the flag, with the words of the step or without.

        Not where a step has the same words, nor where the step has no flag.
        """
        flag = self._flag_words
        if step not in self._flagged:
            return False
        if any(words in wordings(label) for label in self._labels for words in flag):
            return False
        same = (label for label in self._labels if str(label.named_step) == step)
        own = {words for label in same for words in wordings(label)}
        return _is_made_of(behind, {*flag, *own}) and not _is_made_of(behind, own)


def _number_and_words(text: str) -> tuple[str, str]:
    """The number that a text begins with, behind a word for a step, and all that follows.

    Nothing where it begins with none.
    """
    text = step_typed(text)
    found = _TYPED_STEP.match(text)
    return (str(int(found[1])), text[found.end() :]) if found else ("", "")


def _is_made_of(behind: str, texts: Iterable[str]) -> bool:
    """Whether behind a number stand some of these texts, with signs between, and no more."""
    said = "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
    return re.fullmatch(rf"(?:{_BETWEEN}+(?:{said})(?!\w))+{_BETWEEN}*", behind) is not None


def _has(text: str, words: str) -> bool:
    """Whether words stand in a text, whole."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
