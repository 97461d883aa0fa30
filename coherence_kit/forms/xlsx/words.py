"""What a workbook says of its own, in the language of its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coherence_kit.forms.layout import FormQuestion, Layout
from coherence_kit.forms.xlsx.schema import (
    ACCEPTED,
    ANSWER,
    CHANGED,
    CLOSED,
    COMMENT,
    CONTINUES,
    DATE,
    DOCUMENTED,
    HEAD,
    ILLUSTRATIVE,
    NO,
    NO_BOX,
    NOT_APPLICABLE,
    NUMBER,
    PAGE,
    QUERY,
    QUESTION,
    RECHECK,
    REFERENCE,
    SELF_ASSESSMENT,
    STATE,
    STEPS,
    TICKED,
    TITLE,
    UNKNOWN,
    UNTICKED,
    URL,
    YES,
    Entry,
    Spoken,
    entry_of,
)
from coherence_kit.words import Words, available_languages, message, words_of

_HEADS: Final[Mapping[str, str]] = {
    STATE: message("State"),
    NUMBER: message("No."),
    QUESTION: message("Question"),
    STEPS: message("Answers to choose from"),
    ANSWER: message("Answer"),
    COMMENT: message("Comment"),
    TITLE: message("Document: title"),
    REFERENCE: message("Reference"),
    DATE: message("Date"),
    PAGE: message("Page"),
    URL: message("Web address"),
    NOT_APPLICABLE: message("Or: not applicable, because …"),
    UNKNOWN: message("Or: unknown; who could find out?"),
    RECHECK: message("Re-check (clear when done)"),
    "review.by": message("Review: by"),
    "review.verdict": message("Verdict"),
    "review.answer": message("Reviewer’s answer"),
    "review.note": message("Reviewer’s note"),
}


def heads(words: Words) -> dict[str, str]:
    """The heads of the columns by what they are for."""
    return {name: words.say(text) for name, text in _HEADS.items()}


def cell_words(words: Words) -> dict[str, str]:
    """What cells say and the reader looks for, by what it stands for."""
    return {
        YES: words.say_as("answer", "Yes"),
        NO: words.say_as("answer", "No"),
        # For translators: what is chosen beside a box that holds; in small letters.
        TICKED: words.say_as("tick of a box", "yes"),
        UNTICKED: words.say_as("tick of a box", "no"),
        # For translators: chosen where no box holds; in small letters.
        NO_BOX: words.say("none of these"),
        UNKNOWN: words.say("unknown"),
        CLOSED: words.say("Not allowed here: answer it, or say it is unknown."),
        # For translators: stands in square brackets behind the beginning of a very long text.
        CONTINUES: words.say("the rest of this text is kept with the form"),
        ACCEPTED: words.say_as("verdict of a reviewer", "accepted"),
        CHANGED: words.say_as("verdict of a reviewer", "changed"),
        QUERY: words.say_as("verdict of a reviewer", "query"),
        SELF_ASSESSMENT: words.say("self-assessment"),
        DOCUMENTED: words.say_as("standing of the answers", "documented"),
        ILLUSTRATIVE: words.say_as("standing of the answers", "illustrative"),
        **{f"{HEAD}{name}": text for name, text in heads(words).items()},
    }


def spoken_in(words: Words) -> Spoken:
    """The same as something to look for in cells."""
    return Spoken({key: (text,) for key, text in cell_words(words).items()})


def spoken_anywhere() -> Spoken:
    """What cells say in any language of the kit, for a workbook that has lost its own list."""
    each = [cell_words(words_of(tag)) for tag in available_languages()]
    return Spoken({key: tuple(words[key] for words in each) for key in each[0]})


def sheet_titles(words: Words) -> tuple[str, str, str]:
    """The names of the first sheet, of that of the lists and of that of what is kept."""
    # For translators: names of sheets, of one or two words.
    return (
        words.say_as("name of a sheet", "Start"),
        words.say_as("name of a sheet", "Lists"),
        words.say_as("name of a sheet", "Kept"),
    )


def footer(layout: Layout) -> str:
    """What stands at the foot of every page."""
    return layout.words.say(
        "{title} · version {version}", title=layout.questionnaire, version=layout.version
    )


def tick_below(words: Words) -> str:
    """How several boxes are ticked, above them."""
    return words.say(
        "Say yes to each line below that holds. If none does, choose “{none}” here.",
        none=words.say("none of these"),
    )


def answer_hint(words: Words, question: FormQuestion) -> tuple[str, str]:
    """Title and text of the hint at the cell of an answer."""
    return words.say("Answer"), _answer_hint(words, question)


def _answer_hint(words: Words, question: FormQuestion) -> str:
    any_time = words.say("Leave it empty if you do not know yet.")
    if question.has_steps:
        highest = words.say(
            "Choose the highest step of which you can prove every sentence, or type its number."
        )
        return f"{highest} {any_time}"
    entry = entry_of(question)
    if entry is Entry.YES_OR_NO:
        choose = words.say("Choose yes or no.")
        return f"{choose} {any_time}"
    if entry is Entry.ONE:
        choose = words.say("Choose one from the list.")
        return f"{choose} {any_time}"
    return _hint_to_type(words, question, entry)


def _hint_to_type(words: Words, question: FormQuestion, entry: Entry) -> str:
    if entry is Entry.SEVERAL:
        return words.say(
            "Say yes to each line below that holds. Only if none does, choose “{none}” here.",
            none=words.say("none of these"),
        )
    if entry is Entry.ORDER:
        return words.say("Type all of them in order, the first one first, with commas between.")
    if entry is Entry.NUMBER:
        # For translators: {wanted} such as “a number, per cent (at least 0 and at most 100)”.
        return words.say("Type {wanted}.", wanted=question.wanted)
    if entry is Entry.DATE:
        return words.say("Type a date as year-month-day, such as 2026-06-30.")
    return words.say("Type a text. Alt+Enter begins a new line.")


def hint(words: Words, column: str) -> tuple[str, str]:
    """Title and text of the hint at the cells of a column; at most 32 and 255 characters."""
    texts = {
        COMMENT: _comment_hint,
        TITLE: _title_hint,
        REFERENCE: _reference_hint,
        DATE: _date_hint,
        PAGE: _page_hint,
        URL: _url_hint,
        NOT_APPLICABLE: _not_applicable_hint,
        UNKNOWN: _unknown_hint,
        RECHECK: _recheck_hint,
    }
    return texts[column](words)


def _comment_hint(words: Words) -> tuple[str, str]:
    return words.say("Comment"), words.say(
        "One or two sentences, the fact first; the minister’s page prints the first words."
    )


def _title_hint(words: Words) -> tuple[str, str]:
    return words.say("Document"), words.say(
        "The name of a document that proves the answer. There are two more rows below for further "
        "ones."
    )


def _reference_hint(words: Words) -> tuple[str, str]:
    return words.say("Reference"), words.say(
        "Number or gazette by which anybody can find the document."
    )


def _date_hint(words: Words) -> tuple[str, str]:
    return words.say("Date"), words.say("Of the document: 2024, 2024-03 or 2024-03-12.")


def _page_hint(words: Words) -> tuple[str, str]:
    return words.say("Page"), words.say("Where in the document it stands, such as 4 or 12-14.")


def _url_hint(words: Words) -> tuple[str, str]:
    return words.say("Web address"), words.say(
        "Where the document can be read, such as https://www.example.org/decree-12."
    )


def _not_applicable_hint(words: Words) -> tuple[str, str]:
    return words.say("Not applicable"), words.say(
        "In place of an answer: write here why the question does not apply."
    )


def _unknown_hint(words: Words) -> tuple[str, str]:
    return words.say("Unknown"), words.say(
        "In place of an answer: write who could find out and by when, or choose “{unknown}”. "
        "It is not counted as a zero.",
        unknown=words.say("unknown"),
    )


def _recheck_hint(words: Words) -> tuple[str, str]:
    return words.say("Re-check"), words.say(
        "This answer was carried over from an earlier round and counts as missing. Clear this cell "
        "once it is right for this round."
    )


# --- start sheet ----------------------------------------------------------------------------------


def steps_of_filling(words: Words) -> tuple[str, ...]:
    """How the form is filled in, step by step."""
    return (
        words.say(
            "Fill in “About the answers” below, then the sheets of the sections; their names stand "
            "at the foot of the window."
        ),
        words.say(
            "Write in the cream cells. Choose an answer from the list of its cell, or type its "
            "key. The other cells are locked so that nothing is overwritten by accident; there is "
            "no password (Review > Unprotect Sheet)."
        ),
        words.say(
            "From step 2 up, name the documents that prove the answer: one in the row of the "
            "question, further ones below it."
        ),
        words.say(
            "If a question does not apply, write why in its column. If nobody knows, write who "
            "could find out: it is no zero."
        ),
        words.say(
            "Save whenever you like; a form with holes is valid. Rows may be coloured or hidden. "
            "To sort them, unprotect the sheet and sort whole rows: each takes its hidden id "
            "along. Do not merge cells."
        ),
        words.say(
            "A table of documents can be pasted at once beside a question, from “Document: title” "
            "to “Web address”, as values. Paste answers one by one: rows for documents lie between "
            "them."
        ),
        words.say(
            "Send the file back as it is (.xlsx). What reviewers say stands in the columns at the "
            "far right. They are open where a review has begun; elsewhere reviewers unprotect the "
            "sheet (no password) and open them with [+]."
        ),
    )


def header_words(words: Words, key: str) -> tuple[str, str]:
    """What is asked about the answers, by its key: a label, and what is written there."""
    label, told = _HEADER[key]
    return words.say(label), words.say(told)


_HEADER: Final[Mapping[str, tuple[str, str]]] = {
    "country": (
        message("Country"),
        message("Choose it, or type its code: GHA; GHA-Accra for a part of a country"),
    ),
    "country_name": (
        message("Name of the country"),
        message("Only if the list has no name for it"),
    ),
    "round": (message("Round"), message("Such as First round, 2026")),
    "date": (
        message("Date"),
        message("The day on which the answers stand, such as 2026-06-30; periods end on it"),
    ),
    "respondent.entity": (message("Who answers"), message("The ministry or body")),
    "respondent.role": (message("In which role"), message("Such as focal point")),
    "respondent.contact": (
        message("Contact"),
        message("If you like; it is not printed in reports"),
    ),
    "standing": (
        message("Standing of the answers"),
        message("self-assessment if empty; documented: compiled by others; illustrative: invented"),
    ),
    "signed_off": (
        message("Signed off"),
        message("By whom and when, once the answers are final"),
    ),
}


def dealt_with(words: Words, done: str, asked: str) -> str:
    """How many questions are dealt with, beside the bar of a section."""
    return words.say("{done} of {asked} dealt with", done=done, asked=asked)
