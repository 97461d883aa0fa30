"""About how long a questionnaire takes to answer, reckoned from what is in it.

What is read is the question, its guidance, its answers and what proves them; what is found are the
documents that can be asked for. The rates are the kit's own numbers and rest on no study. What a
ministry needs to agree on answers and to sign them off is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from coherence_kit.model.base import LocalizedText
from coherence_kit.model.guidance import guidance_parts
from coherence_kit.model.questionnaire import Question, Section
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import asked_of_rows, is_matrix
from coherence_kit.scoring.tree import Tree
from coherence_kit.words import Words

WORDS_A_MINUTE: Final = 120
"""At which a question is read that is to be answered. A number of our own."""
MINUTES_A_DOCUMENT: Final = 15
"""In which a document is found that the office has. A number of our own."""
_IN_MINUTES: Final = 120  # longer times are said in hours
_STEP: Final = 5  # minutes are rounded to

Say = Callable[[LocalizedText], str]


@dataclass(frozen=True, slots=True)
class TimeNeeded:
    """What there is to read and to find."""

    words: int = 0
    documents: int = 0

    def __add__(self, other: TimeNeeded) -> TimeNeeded:
        return TimeNeeded(self.words + other.words, self.documents + other.documents)

    @property
    def minutes(self) -> Fraction:
        """What both take together."""
        return Fraction(self.words, WORDS_A_MINUTE) + self.documents * MINUTES_A_DOCUMENT


def time_of_section(words: Words, section: Section, tree: Tree, say: Say) -> TimeNeeded:
    """What a section takes with all below it; what rows of a matrix share is read once.

    Args:
        words: of the language in which it is read.
        section: of the questionnaire that is laid out in `tree`.
        tree: for what holds by inheritance.
        say: gives a text in that language.

    """
    heading = [section.title, *filter(None, [asked_of_rows(section)])]
    total = TimeNeeded(_count(map(say, heading)))
    for place, child in enumerate(section.children):
        if isinstance(child, Section):
            total += time_of_section(words, child, tree, say)
        else:
            is_further_row = is_matrix(section) and place > 0
            total += _time_of_question(words, child, tree, say, is_further_row=is_further_row)
    return total


def whole_time(words: Words, sections: Iterable[Section], tree: Tree, say: Say) -> TimeNeeded:
    """What several sections take; arguments as in :func:`time_of_section`."""
    return sum((time_of_section(words, one, tree, say) for one in sections), TimeNeeded())


def time_text(words: Words, time: TimeNeeded) -> str:
    """`about 25 minutes`, from two hours on `about 3 hours`."""
    minutes = max(_STEP, _STEP * round(time.minutes / _STEP))
    if minutes < _IN_MINUTES:
        return words.count("about {n} minute", "about {n} minutes", minutes)
    return words.count("about {n} hour", "about {n} hours", round(time.minutes / 60))


def how_reckoned(words: Words, time: TimeNeeded) -> str:
    """How the time was reckoned, in a sentence."""
    return words.say(
        "Reckoned from {words} words to read at {rate} a minute and at most {documents} documents "
        "to find at {minutes} minutes each, which are numbers of the kit’s own; agreeing on the "
        "answers comes on top.",
        words=words.decimal(Fraction(time.words), 0),
        rate=words.number(WORDS_A_MINUTE),
        documents=words.number(time.documents),
        minutes=words.number(MINUTES_A_DOCUMENT),
    )


def _time_of_question(
    words: Words, question: Question, tree: Tree, say: Say, *, is_further_row: bool
) -> TimeNeeded:
    texts = [question.label, question.text]
    shared = () if is_further_row else _shared(words, question, say)
    return TimeNeeded(_count([*map(say, texts), *shared]), _documents(question, tree))


def _shared(words: Words, question: Question, say: Say) -> Iterator[str]:
    """The texts that rows of a matrix have in common."""
    for part in guidance_parts(words, question.guidance, question.who, say):
        yield part.text
    for label in kind_of(question).labels:
        yield from (say(text) for text in (label.name, label.text, label.flag) if text is not None)
    yield from map(say, question.evidence.values())


def _documents(question: Question, tree: Tree) -> int:
    """How many can be asked for: of boxes that can be ticked together one for each proved."""
    kind, evidence_from = kind_of(question), tree.nodes[question.id].settings.evidence_from
    if kind.shape.takes_several:
        return len(question.evidence)
    highest = kind.steps[-1] if kind.steps else None
    is_from_a_step = highest is not None and evidence_from is not None and highest >= evidence_from
    return 1 if question.evidence or is_from_a_step else 0


def _count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
