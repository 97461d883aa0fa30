"""What the writer and the reader of workbooks agree on: marks, columns, keys, words of cells.

Every sheet of a form has a hidden first row. Its first cell says what kind of sheet it is, the
others what each column is for. Below it the first column holds the key of each row. Rows and
columns may thus be moved, sorted or hidden, and sheets renamed, without anything being read in the
wrong place.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from coherence_kit.forms.layout import FormAnswer, FormQuestion
from coherence_kit.model.roles import ROLES
from coherence_kit.questions.shapes import Shape
from coherence_kit.questions.typed import TICKS, plain_words, truth_typed

FORM = "coherence-kit/form/1"
"""The kind of workbook and its version: higher ones are of a newer kit."""
START, SECTION, KEPT, LISTS = (
    f"coherence-kit:{kind}" for kind in ("start", "section", "kept", "lists")
)
MEETING = "coherence-kit:meeting"
"""What the sheet for a meeting says it is, which is no form and holds decisions of a round."""

# --- columns --------------------------------------------------------------------------------------

KEY, KIND, STATE, NUMBER, QUESTION, STEPS = (
    "key",
    "kind",
    "state",
    "number",
    "question",
    "steps",
)
ANSWER, COMMENT = "answer", "comment"
TITLE, REFERENCE, DATE, PAGE, URL = "title", "reference", "date", "page", "url"
NOT_APPLICABLE, UNKNOWN, RECHECK = "not_applicable", "unknown", "recheck"
REVIEW = ("by", "verdict", "answer", "note")
EVIDENCE = (TITLE, REFERENCE, DATE, PAGE, URL)
REVIEW_COLUMNS = tuple(f"review.{name}" for name in REVIEW)
VERDICT = "review.verdict"
_OF_THE_RESPONDENT = (ANSWER, *EVIDENCE, COMMENT, NOT_APPLICABLE, UNKNOWN, RECHECK)
INPUTS = (*_OF_THE_RESPONDENT, *REVIEW_COLUMNS)
"""Columns that people type into."""
TYPED, ENTERED = "typed", "entered"
"""Hidden columns of formulas: the answer without needless blanks, what was entered (`✓ 2`)."""
DATE_PARTS, DATE_CHECK = "date.parts", "date.check"
"""Likewise: the parts of the date of a document, and a sign where it cannot be read."""
HELPERS = (TYPED, ENTERED, DATE_PARTS, DATE_CHECK)
COLUMNS = (
    KEY, KIND, STATE, NUMBER, QUESTION, ANSWER, STEPS,
    *_OF_THE_RESPONDENT[1:], *HELPERS, *REVIEW_COLUMNS,
)  # fmt: skip
LABEL, VALUE, HINT = "label", "value", "hint"
"""The columns of the start sheet; people type into the one in the middle."""

# --- rows -----------------------------------------------------------------------------------------

WORDS = "#"
"""Key of a row that only says something."""
_ROW_KEY = re.compile(
    r"(?P<id>[a-z0-9][a-z0-9.-]*)(?: #(?P<document>[0-9]{1,6})| \[(?P<box>[a-z0-9.-]+)\])?"
)

FORMAT, FORM_KEY = "format", "form"
ID, VERSION, SHA256 = "questionnaire.id", "questionnaire.version", "questionnaire.sha256"
SHORT = "short"
"""Key of the row that says, in a short form, that it is one: `true`."""
ASKED = "asked"
"""Key of the row that says, in the form of a respondent of a round, what it asks."""
HEADER = (
    "country",
    "country_name",
    "round",
    "date",
    "respondent.entity",
    "respondent.role",
    "respondent.contact",
    "standing",
    "signed_off",
)
"""What people say about a submission; keys of rows of the start sheet."""
OFFICE = "offices."
OFFICES = tuple(f"{OFFICE}{role}" for role in ROLES)
"""Likewise: what the country calls the office for a role."""

# --- records of the hidden sheet ------------------------------------------------------------------

LISTED, WHOLE, REST = "question", "value", "rest"
"""Kinds of records.

A question with the title of its sheet and its number; a value that no cell can hold; the end of a
text too long for its cell.
"""
CONTINUES_BEHIND = " … [{rest}]"
"""How the beginning of a text ends whose rest is kept."""

LONGEST_CELL = 32_000
"""Characters of a cell, as spreadsheets count them; they allow 32,767."""

# --- answers --------------------------------------------------------------------------------------

BETWEEN = " · "
_BOOLEANS = frozenset({"yes", "no", "true", "false"})
_NOTHING_TICKED = frozenset({"none", "[]"})
_NOT_TICKED = frozenset({"no", "false", "0", "-", "☐"})
IS_TICKED = frozenset({"yes", "true", "x", "1"}) | TICKS
_SAYS_UNKNOWN = frozenset({"unknown", "yes", "x", "?", "✓"})
_LONGEST_SHOWN = 70

# --- what cells say in the language of the form ---------------------------------------------------

SPOKEN = "#"
"""What the keys of these words begin with on the sheet of lists; no key of an answer does."""
YES, NO, TICKED, UNTICKED = "yes", "no", "ticked", "unticked"
NO_BOX, CLOSED, CONTINUES = "none", "closed", "continues"
ACCEPTED, CHANGED, QUERY = "accepted", "changed", "query"
SELF_ASSESSMENT, DOCUMENTED, ILLUSTRATIVE = "self-assessment", "documented", "illustrative"
HEAD = "head."
VERDICTS = (ACCEPTED, CHANGED, QUERY)
STANDINGS = (SELF_ASSESSMENT, DOCUMENTED, ILLUSTRATIVE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What cells of a form say, by what it stands for: once, or in several languages."""

    texts: Mapping[str, tuple[str, ...]]

    def text(self, key: str) -> str:
        """What a cell says; empty if that is not known."""
        return next(iter(self.texts.get(key, ())), "")

    def means(self, text: str, key: str) -> bool:
        """Whether a cell with this text says it."""
        said = " ".join(text.split()).casefold()
        return any(said == " ".join(one.split()).casefold() for one in self.texts.get(key, ()))

    def meant(self, text: str, keys: Iterable[str]) -> str:
        """Which of the keys a cell with this text says; empty for none."""
        return next((key for key in keys if self.means(text, key)), "")

    def beginning_of(self, text: str) -> str | None:
        """A text whose rest is kept, without what says so; None for a text that is whole."""
        for rest in self.texts.get(CONTINUES, ()):
            behind = CONTINUES_BEHIND.format(rest=rest)
            if text.endswith(behind):
                return text.removesuffix(behind)
        return None


class Entry(enum.StrEnum):
    """What is entered in the cell of an answer, as the technical column beside it says."""

    YES_OR_NO = "yes-or-no"
    ONE = "one"
    SEVERAL = "several"
    ORDER = "order"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"

    @property
    def is_listed(self) -> bool:
        """Whether the cell is chosen from a list."""
        return self in {Entry.YES_OR_NO, Entry.ONE}


def entry_of(question: FormQuestion) -> Entry:
    """What the cell of a question's answer takes."""
    match question.shape:
        case Shape.PICK_ONE:
            return Entry.YES_OR_NO if question.says_yes_or_no else Entry.ONE
        case Shape.PICK_MANY:
            return Entry.SEVERAL
        case Shape.ORDER:
            return Entry.ORDER
        case Shape.QUANTITY:
            return Entry.NUMBER
        case Shape.PROSE:
            return Entry.DATE if question.is_date else Entry.TEXT
    assert_never(question.shape)


def entry_named(text: str) -> Entry | None:
    """The entry that a technical cell names; None where somebody has changed it."""
    return next((entry for entry in Entry if entry == text), None)


def document_key(question: str, number: int) -> str:
    """The key of a row for a further document."""
    return f"{question} #{number}"


def box_key(question: str, box: str) -> str:
    """The key of a row for one of several boxes."""
    return f"{question} [{box}]"


def split_key(key: str) -> tuple[str, int, str] | None:
    """Question, number of the document and box of a row; None where it is no key."""
    match = _ROW_KEY.fullmatch(key)
    return None if match is None else (match["id"], int(match["document"] or 0), match["box"] or "")


def shown(answer: FormAnswer) -> str:
    """An answer as the list of a cell shows it: the key, and what it says in a few words."""
    if answer.is_word or answer.key.casefold() == answer.text.casefold():
        return answer.text
    short = answer.name or " ".join(answer.text.split())
    if len(short) > _LONGEST_SHOWN:
        short = short[: _LONGEST_SHOWN - 1].rpartition(" ")[0].rstrip(",;: ") + " …"
    return f"{answer.key}{BETWEEN}{short}"


def answer_of(
    text: str, entry: Entry | None, spoken: Spoken, listed: Mapping[str, str] | None = None
) -> str:
    """The answer that a cell shows, as a submission has it.

    Args:
        text: what stands in the cell.
        entry: what it takes; None if that is not known, since somebody has changed it. What a list
            of the form shows is then an answer from that list.
        spoken: yes and no in the language of the form.
        listed: keys by what the lists of the form show, in small letters; what else is typed is
            left to the type of the question. None where no list is there, or of a text that the
            kit has written itself: the key stands before the point in the middle.

    """
    if entry is Entry.TEXT:
        return text
    line = " ".join(text.split())
    if entry is None:
        shown_there = (listed or {}).get(line.casefold(), "") if BETWEEN in line else ""
        return shown_there or spoken.meant(line, (YES, NO)) or text.strip()
    if not entry.is_listed:
        return text.strip()
    if entry is Entry.YES_OR_NO and (word := spoken.meant(line, (YES, NO))):
        return word
    if listed is None:
        key = line.partition(BETWEEN)[0].strip() or line
    else:
        key = listed.get(line.casefold(), line)
    is_word = entry is Entry.YES_OR_NO and key.casefold() in _BOOLEANS
    return key.casefold() if is_word else key


def boxes_of(text: str, spoken: Spoken, known: Container[str] = ()) -> list[str]:
    """The boxes that a cell names, with commas, semicolons or line breaks between them.

    A word for none of them names none, unless it is among the `known` boxes: then it is that box.
    """
    word = text.strip().casefold()
    says_none = word in _NOTHING_TICKED or spoken.means(text, NO_BOX)
    return [] if says_none and word not in known else keys_in(text)


def keys_in(text: str) -> list[str]:
    """The keys that a cell names, in their order."""
    parts = (part.partition(BETWEEN)[0].strip() for part in re.split(r"[,;\n]", text))
    return [part for part in parts if part]


def tick_of(text: str, spoken: Spoken) -> bool | None:
    """Whether a box is ticked; None where the cell says something else."""
    word = plain_words(text)
    truth = truth_typed(word)
    if truth is not None:
        return truth
    if word in IS_TICKED or spoken.means(text, TICKED):
        return True
    return False if word in _NOT_TICKED or spoken.means(text, UNTICKED) else None


def unknown_of(text: str, spoken: Spoken) -> str | None:
    """The reason of an answer that is not known; None where the cell only says so."""
    says_no_more = text.strip().casefold() in _SAYS_UNKNOWN or spoken.means(text, UNKNOWN)
    return None if says_no_more else text
