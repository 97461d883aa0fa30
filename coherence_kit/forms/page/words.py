"""What the script of the form says: messages by the keys that the script has for them.

What stands in the page from the start is said in the templates. The script is handed its sentences
as data: a text with its `{places}` unfilled, or for a sentence with a number one text for each
plural of the language, by the names that `Intl.PluralRules` of a browser has for them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Final, TypeAlias

from coherence_kit.words import Words, message, plural

Messages: TypeAlias = "str | tuple[str, str] | Mapping[str, Messages]"
Said: TypeAlias = "str | dict[str, Said]"

_STATES: Final[Mapping[str, Messages]] = {
    "answered": message("Answered"),
    "not_applicable": message("Does not apply"),
    "unknown": message("Not known"),
    "unanswered": message("To do"),
    "not_asked": message("Not asked"),
    "open": message("Waiting"),
    "carried": message("Carried over"),
    # For translators: {state} is one of those above, such as “Answered”.
    "again": message("{state}, to look at again"),
}
_PROGRESS: Final[Mapping[str, Messages]] = {
    # For translators: of questions; the same form for every number.
    "whole": message("{done} of {asked} dealt with"),
    "whole_again": message("{done} of {asked} dealt with, {again} to look at again"),
    # For translators: beside the title of a section, where there is little room.
    "section": message("{done} of {asked}"),
    "section_again": message("{done} of {asked} · {again} again"),
    "counts": {
        "answered": plural("{n} answered", "{n} answered"),
        "not_applicable": plural("{n} does not apply", "{n} do not apply"),
        "unknown": plural("{n} not known", "{n} not known"),
        "carried": plural("{n} carried over", "{n} carried over"),
        "todo": plural("{n} to do", "{n} to do"),
        "todo_open": plural(
            "{n} to do ({open} waiting for another answer)",
            "{n} to do ({open} waiting for another answer)",
        ),
        "not_asked": plural("{n} not asked", "{n} not asked"),
    },
}
_CONDITIONS: Final[Mapping[str, Messages]] = {
    # For translators: {waits} such as “the answer to 1.1 (Law) is yes”.
    "not_asked": message("Not asked: it is asked only if {waits}."),
    "not_asked_kept": message(
        "Not asked: it is asked only if {waits}. What was entered is kept and does not count."
    ),
    "show_kept": message("Show it"),
    "hide_kept": message("Hide it"),
    "waiting": message(
        "Waiting for another answer: it is asked if {waits}. "
        "An answer given here counts from then on."
    ),
    "changed_conditions": message(
        "Because of this answer other questions are asked or no longer asked: {labels}."
    ),
}
_TO_DO: Final[Mapping[str, Messages]] = {
    "missing": message("Open points ({n})"),
    "groups": {
        "todo": message("Questions to do ({n})"),
        "again": message("Answers to look at again ({n})"),
        "about": message("About these answers ({n})"),
    },
    "nothing_to_do": message("Nothing. Every question that is asked has been dealt with."),
    "only_waiting": plural(
        "One question waits for another answer; all others have been dealt with.",
        "{n} questions wait for another answer; all others have been dealt with.",
    ),
    "lacks": {
        "waiting": message("waiting for another answer"),
        "choose": message("several answers, one to choose"),
        "reason": message("lacks the reason why it does not apply"),
        "document": message("lacks a document"),
        "correct": message("to correct"),
        "query": message("query of the reviewer"),
        "changed": message("changed by the reviewer"),
        "review": message("lacks the answer of the reviewer"),
        "recheck": message("carried over"),
        "remark": message("words beside the answer"),
    },
}
_TOGETHER: Final[Mapping[str, Messages]] = {
    # For translators: what a file gives for one question, listed behind a colon.
    "claims": {
        "answer": message("an answer"),
        "not_applicable": message("“does not apply”"),
        "unknown": message("“not known”"),
    },
    "claims_saying": {
        "answer": message("an answer (“{text}”)"),
        "not_applicable": message("“does not apply” (“{text}”)"),
        "unknown": message("“not known” (“{text}”)"),
    },
    "keep": {
        "answer": message("Keep the answer"),
        "not_applicable": message("Keep “Does not apply”"),
        "unknown": message("Keep “Not known”"),
    },
}
_REMARKS: Final[Mapping[str, Messages]] = {
    # For translators: a button that moves what is said beside an answer.
    "to_comment": message("Keep the answer, and make this a comment"),
}
_ALERTS: Final[Mapping[str, Messages]] = {
    "several": message(
        "The file says several things of this question, and only one can hold: {claims}. Nothing "
        "counts here until you choose; until then a saved file says all of them again, and cannot "
        "be scored."
    ),
    "reason": message("Write the reason. Without one “does not apply” is not saved in the file."),
    "empty_reason": message(
        "This says nothing to others. Write why the question cannot apply, such as: the country "
        "has no sea port."
    ),
    "document": message(
        "Name at least one document below. Without one the answer is kept, but counts for less."
    ),
    "number": message(
        "This is not a number that can be read. Write at most 34 figures, with a point before "
        "decimals, such as 12.5."
    ),
    "two_numbers": message("This can be {first} or {second}. Write the one that is meant."),
    "range": message("The number lies outside what is possible here ({limits})."),
    "date": message(
        "This cannot be read as one date. Write year, month and day, such as 2026-06-30."
    ),
    "option": message(
        "The file gives “{value}”, which is not among the answers here. "
        "It is kept until you choose one."
    ),
    "document_date": message("This cannot be read as one date. Write 2024, 2024-03 or 2024-03-12."),
    "document_address": message(
        "A web address begins with https://. What else helps to find the document stands under "
        "Reference."
    ),
    "review": message("Give the reviewer's own answer, or choose “Query”."),
    "country": message(
        "This is not a code of a country. Write three capital letters, such as GHA."
    ),
    # For translators: {answer} such as “Step 2”, {value} what somebody has typed for it.
    "remark": message(
        "The file gives “{value}”. This counts as “{answer}”; what is said beside it is read by "
        "nobody unless it is a comment."
    ),
    "says_leave": message(
        "“{value}” says that the question does not apply. Choose “Does not apply”, and write why."
    ),
    "denied": message(
        "What is written here says that there is an answer. Give it, or write what is meant."
    ),
    "aside": message(
        "What you entered before is set aside while this is chosen, and not saved in files."
    ),
}
_FIELDS: Final[Mapping[str, Messages]] = {
    "country_is": message("{code} is {name}."),
    "confirmed": message("Confirmed."),
    "document": message("Document {n}"),
    "remove": message("Remove document {n}"),
    "removed": message("Document {n} removed."),
    "review_answer": message("Answer of the reviewer"),
    "none_of_these": message("None of these"),
}
_KEPT: Final[Mapping[str, Messages]] = {
    # For translators: a day and a time of day.
    "moment": message("{day}, {time}"),
    "kept": message("Kept in this browser, {time}."),
    "kept_again": message("The answers are kept in this browser again."),
    "troubles": {
        "forbidden": message(
            "This browser keeps nothing: it does not let this page store answers. "
            "Save to a file before you close it."
        ),
        "full": message(
            "This browser has no room left: nothing that is entered here is kept. It is tried "
            "again at every change. Save to a file before you close the page."
        ),
        "full_since": message(
            "This browser has no room left: what was entered after {time} is not kept. It is tried "
            "again at every change. Save to a file before you close the page."
        ),
        "other": message(
            "This form is also open in another window or tab, and something was entered there. Go "
            "on in one of them only. Until you choose, nothing entered here is kept in the browser."
        ),
    },
    # For translators: the same in few words, at the top of a phone.
    "in_short": {
        "forbidden": message("Not kept in this browser"),
        "full": message("Not kept: no room in this browser"),
        "other": message("Not kept: open in another window"),
        "beside": message("Open in another window too"),
    },
    "remedies": {
        "retry": message("Try to keep it again"),
        "take-other": message("Take what was entered there, and replace this"),
        "go-on-here": message("Go on here, and replace that"),
    },
    "beside": message(
        "This form is also open in another window or tab. Go on in one of them only: what is "
        "entered in one does not appear in the other."
    ),
    "not_in_file": message("Not yet saved to a file."),
    "in_file": message("Given to your browser to save as a file, {time}."),
    "restored": message(
        "These answers were entered in this browser before, last on {time}. It keeps them for this "
        "form, whatever folder the form is opened from. To be rid of them, choose “{anew}”; that "
        "deletes them from this browser."
    ),
    "still_here": message(
        "These answers were entered in this window before, last on {time}, and the browser does "
        "not keep them otherwise. Save to a file before you close the window. To be rid of them, "
        "choose “{anew}”."
    ),
    "start_empty": message("Begin with an empty form"),
    "start_anew": message("Begin with the form as it came"),
    "dismiss": message("Close this message"),
    "forgotten": message("The answers of this form are no longer kept in this browser."),
    "forget_first": message(
        "Delete the answers of this form from this browser, and empty the page? "
        "Files that you saved stay."
    ),
    "forget_all": plural(
        "Delete the one other form kept here", "Delete all {n} other forms kept here"
    ),
    "forget_all_first": message(
        "Delete the answers of all other forms of this kit that this browser keeps?"
    ),
    "slot": message("Name under which this browser keeps the answers: {slot}"),
}
_FILES: Final[Mapping[str, Messages]] = {
    "saved": message("{name} was given to your browser to save."),
    "saved_with_faults": plural(
        "One entry needs to be corrected; it is in the file as you typed it.",
        "{n} entries need to be corrected; they are in the file as you typed them.",
    ),
    "loaded": plural("{name}: one answer loaded.", "{name}: {n} answers loaded."),
    "loaded_together": plural(
        "To one question it gives several answers; choose there which one holds.",
        "To {n} questions it gives several answers each; choose there which one holds.",
    ),
    # For translators: asked before a file is loaded; what is counted follows in lines of their own.
    "load_first": message("{name} replaces what is on this page. This would be lost here:"),
    "losses": {
        "answers": plural("{n} answer", "{n} answers"),
        "comments": plural("{n} comment", "{n} comments"),
        "documents": plural("{n} document", "{n} documents"),
        "reviews": plural("{n} review", "{n} reviews"),
        "about": plural("{n} entry about these answers", "{n} entries about these answers"),
    },
    "load_unfiled": message("Some of it is not in a file yet."),
    "load_all_the_same": message("Load the file all the same?"),
    "load_left": message("{name} was not loaded. Everything here is as it was."),
    "load_failed": message("{name} was not loaded. {why}"),
    "load_why": {
        "text": message("It is not a text in UTF-8."),
        "json": message(
            "It is not a file that this form saved, or it was changed by hand and no longer fits "
            "together."
        ),
        "json_line": message(
            "It is not a file that this form saved, or it was changed by hand and no longer fits "
            "together (line {line})."
        ),
        "yaml": message(
            "It seems to be a YAML file written by hand. To go on with it here, have a form made "
            "from it: {command}"
        ),
        "page": message("The page holds no answers of this kit."),
        "format": message("It is not a file of answers."),
        "questionnaire": message(
            "It answers another questionnaire ({other}); this form is for {id}."
        ),
        "version": message("It answers version {other}; this form is for version {version}."),
    },
    "foreign": plural(
        "One answer belongs to a question that this form does not have. "
        "It is kept and saved again.",
        "{n} answers belong to questions that this form does not have. "
        "They are kept and saved again.",
    ),
    "other_texts": message(
        "They were given on a form whose texts were not quite these. "
        "Look them through before you save."
    ),
}
_MESSAGES: Final[Mapping[str, Messages]] = MappingProxyType(
    {
        "states": _STATES,
        **_PROGRESS,
        **_CONDITIONS,
        **_TO_DO,
        **_TOGETHER,
        **_REMARKS,
        "alerts": _ALERTS,
        **_FIELDS,
        **_KEPT,
        **_FILES,
    }
)
# Numbers from which a form of every plural of every language can be had: CLDR has a form of its own
# for 0, 1, 2, some up to 100, and in a few languages for whole millions.
_NUMBERS: Final = (*range(201), 1_000_000)


def script_words(words: Words) -> dict[str, Said]:
    """The sentences of the script, and the language whose plurals and dates it is to use.

    Args:
        words: of the language of the page.

    """
    said = {key: _said(words, entry) for key, entry in _MESSAGES.items()}
    return said | {"locale": str(words.locale).replace("_", "-")}


def _said(words: Words, entry: Messages) -> Said:
    """A message, the plurals of one, or a table of them."""
    if isinstance(entry, Mapping):
        return {key: _said(words, inner) for key, inner in entry.items()}
    if isinstance(entry, tuple):
        return _plurals(words, *entry)
    return words.say(entry, **_unfilled(entry)) if entry else ""


def _plurals(words: Words, one: str, many: str) -> dict[str, Said]:
    """Each plural of the language by its name in CLDR, such as `one` and `other`."""
    names = words.locale.plural_form
    forms: dict[str, Said] = {}
    for n in _NUMBERS:
        if names(n) not in forms:
            forms[names(n)] = words.count(one, many, n, **(_unfilled(one) | _unfilled(many)))
    # what the browser may call by a name that CLDR has for fractions alone
    return forms | {"other": words.count(one, many, _NUMBERS[-2], **_unfilled(many))}


def _unfilled(text: str) -> dict[str, str]:
    """A value for every place of a message that leaves the place as it is."""
    return {name: f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name}
