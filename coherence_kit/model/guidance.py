"""What a question is accompanied by: guidance in parts with names, and who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from pydantic import Field

from coherence_kit.model.base import LocalizedText, Model
from coherence_kit.words import Words, message, on_one_line

PART_HEADINGS: Final[Mapping[str, str]] = {
    "asked": message("Asked"),
    "counts": message("Counts"),
    "does_not_count": message("Does not count"),
    "elsewhere": message("Not asked here"),
    "special": message("Special cases"),
    "protection": message("Protection"),
    "between": message("Between two steps"),
    "answers": message("Who answers"),
    "others": message("Can answer too or help"),
}
"""The heading of each part, in the order in which forms, listings and reports print them."""


WHO: Final = frozenset({"answers", "others"})
"""The parts that say who answers, not what is meant."""


class GuidancePart(NamedTuple):
    """One part as it is printed: its name, a heading, and a text without line breaks."""

    name: str
    heading: str
    text: str

    def line(self, words: Words) -> str:
        """Both together: `Counts: the plan and its annexes`."""
        return words.say("{heading}: {text}", heading=self.heading, text=self.text)


class Guidance(Model):
    """How a question is to be understood; every part may be left out.

    Args:
        asked: what the question means by its words.
        counts: what is counted as an answer.
        does_not_count: what looks like an answer and is none.
        elsewhere: what other questions ask.
        special: federal, local, single or missing offices, and other cases that do not fit.
        protection: what raises no step because people would be harmed by it.
        between: what to do where an answer lies between two steps.

    """

    asked: LocalizedText | None = None
    counts: LocalizedText | None = None
    does_not_count: LocalizedText | None = None
    elsewhere: LocalizedText | None = None
    special: LocalizedText | None = None
    protection: LocalizedText | None = None
    between: LocalizedText | None = None


class Who(Model):
    """Who answers a question.

    Args:
        answers: the office that is asked first.
        others: those who can answer too, or help; the file calls them `with`.

    """

    answers: LocalizedText
    others: LocalizedText | None = Field(default=None, alias="with")


def guidance_parts(
    words: Words, guidance: Guidance | None, who: Who | None, say: Callable[[LocalizedText], str]
) -> Iterator[GuidancePart]:
    """The parts that a question has, in the order of their headings.

    Args:
        words: of the headings.
        guidance: of the question, if it has any.
        who: who answers it, if that is stated.
        say: gives a text in the language that is wanted.

    """
    for name, heading in PART_HEADINGS.items():
        text: LocalizedText | None = getattr(guidance, name, None) or getattr(who, name, None)
        if text is not None:
            yield GuidancePart(name, words.say(heading), on_one_line(say(text)))
