"""The words of the browser form, all in one place; a further language is one more entry.

`page` stands in the page as it is written, `script` is what the script says while somebody fills it in. There `{n}` and
the like are filled in by the script, and a pair is what is said of one and of any other number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coherence_kit.i18n import DEFAULT_LANGUAGE, language_chain


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    page: dict[str, Any]
    script: dict[str, Any]


_ENGLISH = Words(
    page={
        "eyebrow": "Form",
        "version": "Questionnaire {}, version {}",
        "skip_questions": "Skip to the questions",
        "skip_progress": "Skip to progress and saving",
        "no_script": "This form works with JavaScript, which is switched off here. You can read and print it; to fill it "
        "in, allow JavaScript for this page or open it in another browser. Nothing is ever sent anywhere.",
        "bar": "Progress in short",
        "progress": "Progress",
        "missing": "Still to do",
        "next": "Next open question",
        "next_short": "Next open",
        "save": "Save the answers to a file",
        "save_short": "Save",
        "load": "Load answers from a file",
        "more": "More",
        "copy": "Save a copy of this page with the answers",
        "print": "Print",
        "delete_link": "Delete from this computer",
        "about": "About these answers",
        "about_note": "All of it can be filled in later.",
        "country": "Country",
        "country_hint": "Three capital letters, such as GHA; GHA-Accra for a part of a country. A name finds its code.",
        "country_name": "Name in reports",
        "country_name_hint": "Only if the country's usual name will not do.",
        "round": "Round",
        "round_hint": "Such as First round, 2026.",
        "date": "Date",
        "date_hint": "The day on which the answers stand, such as 2026-06-30. Periods end on it.",
        "entity": "Who answers",
        "entity_hint": "The ministry or body.",
        "role": "In which role",
        "role_hint": "Such as focal point.",
        "contact": "Contact",
        "contact_hint": "Optional. It stays with the answers and is not printed in reports.",
        "signed_off": "Signed off by",
        "signed_off_hint": "Optional. Who stands for these answers, and since when.",
        "how": "How to fill it in",
        "how_lines": (
            "Save whenever you like: a half-filled form is always accepted.",
            "If a question does not apply, choose that and say why. If nobody knows, choose “Not known”; it is not a zero.",
            "Name the documents that prove an answer. Which ones do is shown beside the step you choose.",
        ),
        "guidance": "Guidance",
        "answer": "Answer",
        "wanted": "Write {}.",
        "tick_all": "Tick all that hold.",
        "none_of_these": "None of these",
        "not_applicable": "Does not apply",
        "not_applicable_reason": "Reason (needed)",
        "unknown": "Not known",
        "unknown_reason": "Who could find out, and by when (welcome)",
        "proof": "Proven by:",
        "clear": "Clear the answer",
        "comment": "Comment",
        "documents": "Documents that prove it",
        "add": "Add a document",
        "doc_title": "Title",
        "doc_reference": "Reference",
        "doc_date": "Date",
        "doc_date_such": ", such as 2024-03",
        "doc_page": "Page",
        "review": "Reviewer",
        "review_by": "Reviewed by",
        "review_verdict": "Verdict",
        "verdict_accepted": "Accepted",
        "verdict_changed": "Changed",
        "verdict_query": "Query",
        "review_note": "Note",
        "recheck": "To be re-checked: this answer was carried over from an earlier round.",
        "confirm": "It still holds",
        "finish": "Save and hand in",
        "finish_text": "Save the answers to a file and send that file to whoever collects the answers. You can load it again "
        "here, or on another computer, and go on.",
        "storage": "What is stored where",
        "storage_lines": (
            "Nothing leaves this computer by itself: this page cannot open a network connection. It has no cookies.",
            (
                "While you type, the answers are kept in this browser on this computer, so that they are still here if the page "
                "is closed. Anyone who uses this browser under the same account can read them, and so may other pages opened "
                "from a disk. On a shared computer, delete them when you finish."
            ),
            "A file that you save goes where your browser puts downloads. What happens to it then is up to you.",
            "The page itself, on a stick or a disk, never changes. A copy with the answers is a new file.",
        ),
        "forget": "Delete this form's answers from this computer",
    },
    script={
        "whole": "{done} of {asked} dealt with",
        "section": "{done} of {asked}",
        "again": ", {n} to look at again",
        "section_again": " · {n} again",
        "states": {
            "answered": "Answered",
            "not_applicable": "Does not apply",
            "unknown": "Not known",
            "unanswered": "",
            "not_asked": "Not asked",
            "open": "Waiting",
        },
        "counts": {
            "answered": "{n} answered",
            "not_applicable": ["{n} does not apply", "{n} do not apply"],
            "unknown": "{n} not known",
            "todo": "{n} to do",
            "open": " ({n} waiting for another answer)",
            "not_asked": "{n} not asked",
        },
        "is": "{number} “{label}” is {answers}",
        "and": " and ",
        "or": " or ",
        "not_asked": "Not asked: it is asked only if {waits}.",
        "kept_answer": "What was entered is kept and does not count.",
        "show_kept": "Show it",
        "hide_kept": "Hide it",
        "waiting": "Waiting for another answer: it is asked if {waits}. An answer given here counts from then on.",
        "changed_conditions": "Because of this answer other questions are asked or no longer asked: {labels}.",
        "missing": "Still to do ({n})",
        "groups": {
            "todo": "Questions to do ({n})",
            "again": "Answers to look at again ({n})",
            "about": "About these answers ({n})",
        },
        "nothing_to_do": "Nothing. Every question that is asked has been dealt with.",
        "only_waiting": [
            "One question waits for another answer; all others have been dealt with.",
            "{n} questions wait for another answer; all others have been dealt with.",
        ],
        "lacks": {
            "waiting": "waiting for another answer",
            "choose": "several answers, one to choose",
            "reason": "lacks the reason why it does not apply",
            "document": "lacks a document",
            "correct": "to correct",
            "query": "query of the reviewer",
            "changed": "changed by the reviewer",
            "review": "lacks the answer of the reviewer",
            "recheck": "to be re-checked",
        },
        "claims": {
            "answer": "an answer",
            "not_applicable": "“does not apply”",
            "unknown": "“not known”",
        },
        "keep": {
            "answer": "Keep the answer",
            "not_applicable": "Keep “Does not apply”",
            "unknown": "Keep “Not known”",
        },
        "alerts": {
            "several": "The file gives {claims} together, and only one can hold. Nothing counts here until you choose; until "
            "then a saved file gives them together again, and cannot be scored.",
            "reason": "Write the reason. Without one “does not apply” is not saved in the file.",
            "document": "Name at least one document below. Without one the answer is kept, but counts for less.",
            "number": "This is not a number that can be read. Write at most 34 figures, with a point before "
            "decimals, such as 12.5.",
            "range": "The number lies outside what is possible here ({limits}).",
            "date": "This is not a date that can be read. Write year, month and day, such as 2026-06-30.",
            "option": "The file gives “{value}”, which is not among the answers here. It is kept until you choose one.",
            "document_date": "This is not a date that can be read. Write 2024, 2024-03 or 2024-03-12.",
            "review": "Give the reviewer's own answer, or choose “Query”.",
            "country": "This is not a code of a country. Write three capital letters, such as GHA.",
            "aside": "What you entered before is set aside while this is chosen, and not saved in files.",
        },
        "country_is": "{code} is {name}.",
        "confirmed": "Confirmed.",
        "document": "Document {n}",
        "remove": "Remove document {n}",
        "removed": "Document {n} removed.",
        "review_answer": "Answer of the reviewer",
        "none_of_these": "None of these",
        "kept": "Kept in this browser, {time}.",
        "kept_not": "This browser keeps nothing: it does not let this page store answers. Save to a file before you close it.",
        "not_in_file": "Not yet saved to a file.",
        "in_file": "Saved to a file, {time}.",
        "saved": "{name} was given to your browser to save.",
        "saved_with_faults": [
            "One entry needs to be corrected; it is in the file as you typed it.",
            "{n} entries need to be corrected; they are in the file as you typed them.",
        ],
        "loaded": ["{name}: one answer loaded.", "{name}: {n} answers loaded."],
        "loaded_together": [
            "To one question it gives several answers; choose there which one holds.",
            "To {n} questions it gives several answers each; choose there which one holds.",
        ],
        "load_first": "Loading a file replaces what is entered here. Some of it is not in a file yet. Load all the same?",
        "load_failed": "{name} was not loaded. {why}",
        "load_why": {
            "text": "It is not a text in UTF-8.",
            "json": "It is not a file that this form saved, or it was changed by hand and no longer fits together{where}.",
            "yaml": "It seems to be a YAML file written by hand. To go on with it here, have a form made from it: "
            "coherence form {id} --from FILE -o form.html",
            "page": "The page holds no answers of this kit.",
            "format": "It is not a file of answers.",
            "questionnaire": "It answers another questionnaire ({other}); this form is for {id}.",
            "version": "It answers version {other}; this form is for version {version}.",
        },
        "foreign": [
            "One answer belongs to a question that this form does not have. It is kept and saved again.",
            "{n} answers belong to questions that this form does not have. They are kept and saved again.",
        ],
        "other_texts": "They were given on a form whose texts were not quite these. Look them through before you save.",
        "restored": "These answers were entered in this browser before, last on {time}. It keeps them for this form, "
        "whatever folder the form is opened from. To be rid of them, choose “{anew}”; that deletes them from this browser.",
        "start_empty": "Begin with an empty form",
        "start_anew": "Begin with the form as it came",
        "dismiss": "Close this message",
        "other_window": "This form is also open in another window or tab, and something was entered there. Go on in one of "
        "them only. Until you choose, nothing entered here is kept in the browser.",
        "take_other": "Take what was entered there",
        "go_on_here": "Go on here, and replace it",
        "forgotten": "The answers of this form are no longer kept in this browser.",
        "forget_first": "Delete the answers of this form from this browser, and empty the page? Files that you saved stay.",
        "forget_all": [
            "Delete the one other form kept here",
            "Delete all {n} other forms kept here",
        ],
        "forget_all_first": "Delete the answers of all other forms of this kit that this browser keeps?",
        "slot": "Name under which this browser keeps the answers: {slot}",
        "language": "en",
        "dates": "en-GB",
    },
)
_LANGUAGES = {"en": _ENGLISH}


def words_in(language: str) -> Words:
    """The words in the language nearest to the one wanted."""
    return next(
        _LANGUAGES[name]
        for name in language_chain(language, (DEFAULT_LANGUAGE,))
        if name in _LANGUAGES
    )
