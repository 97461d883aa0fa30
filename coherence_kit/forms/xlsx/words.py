"""The words of a workbook, apart from those of the questionnaire."""

from __future__ import annotations

from coherence_kit.forms.layout import FormQuestion
from coherence_kit.forms.xlsx.schema import (
    ANSWER,
    COMMENT,
    DATE,
    GUIDANCE,
    NO_BOX,
    NOT_APPLICABLE,
    NUMBER,
    PAGE,
    QUESTION,
    RECHECK,
    REFERENCE,
    STATE,
    STEPS,
    TITLE,
    UNKNOWN,
    UNKNOWN_WORD,
    Entry,
    entry_of,
    shown,
)

START_SHEET, KEPT_SHEET, LISTS_SHEET = "Start", "Kept", "Lists"
HEADS = {
    STATE: "State",
    NUMBER: "No.",
    QUESTION: "Question",
    GUIDANCE: "Guidance",
    STEPS: "Answers to choose from",
    ANSWER: "Answer",
    COMMENT: "Comment",
    TITLE: "Document: title",
    REFERENCE: "Reference",
    DATE: "Date",
    PAGE: "Page",
    NOT_APPLICABLE: "Or: not applicable, because …",
    UNKNOWN: "Or: unknown; who could find out?",
    RECHECK: "Re-check (clear when done)",
    "review.by": "Review: by",
    "review.verdict": "Verdict",
    "review.answer": "Reviewer’s answer",
    "review.note": "Reviewer’s note",
}
VERDICTS = ("accepted", "changed", "query")
BACK = "← Start"
MUST_BE_ANSWERED = "Not allowed here: answer it, or say it is unknown."
ASKED_IF = "Asked only if {condition}."
NOT_SCORED = "Printed in the report, not scored."
TICK_BELOW = f"Say yes to each line below that holds. If none does, choose “{NO_BOX}” here."
YES_OR_NO = "Yes or no."
FURTHER_DOCUMENT = "Document {number}"
PROOFS = "Documents that prove it:"
FOR_STEP = "Step {step}:"
FOR_ANSWER = "{answer}:"
_ANY_TIME = "Leave it empty if you do not know yet."
_HIGHEST_STEP = (
    "Choose the highest step of which you can prove every sentence, "
    f"or type its number. {_ANY_TIME}"
)


_ANSWER_HINTS = {
    Entry.YES_OR_NO: f"Choose yes or no. {_ANY_TIME}",
    Entry.ONE: f"Choose one from the list. {_ANY_TIME}",
    Entry.SEVERAL: "Say yes to each line below that holds. "
    f"Only if none does, choose “{NO_BOX}” here.",
    Entry.ORDER: "Type all of them in order, the first one first, with commas between.",
    Entry.NUMBER: "Type {wanted}.",
    Entry.DATE: "Type a date as year-month-day, such as 2026-06-30.",
    Entry.TEXT: "Type a text. Alt+Enter begins a new line.",
}


def answer_hint(question: FormQuestion) -> tuple[str, str]:
    """Title and text of the hint at the cell of an answer."""
    hint = _HIGHEST_STEP if question.has_steps else _ANSWER_HINTS[entry_of(question)]
    return "Answer", hint.replace("{wanted}", question.wanted)


HINTS = {
    COMMENT: (
        "Comment",
        "One or two sentences. The first one, if it is short, is printed as the fact on the minister’s page.",
    ),
    TITLE: (
        "Document",
        "The name of a document that proves the answer. There are two more rows below for further ones.",
    ),
    REFERENCE: ("Reference", "Number, gazette or address by which anybody can find the document."),
    DATE: ("Date", "Of the document: 2024, 2024-03 or 2024-03-12."),
    PAGE: ("Page", "Where in the document it stands, such as 4 or 12-14."),
    NOT_APPLICABLE: (
        "Not applicable",
        "In place of an answer: write here why the question does not apply.",
    ),
    UNKNOWN: (
        "Unknown",
        f"In place of an answer: write who could find out and by when, or choose “{UNKNOWN_WORD}”. It is not counted as a zero.",
    ),
    RECHECK: (
        "Re-check",
        "This answer was carried over from an earlier round. Clear this cell once it is right again.",
    ),
}

# --- start sheet ------------------------------------------------------------------------------------------------------

ASKS = "What it asks"
HOW_TO = "How to fill it in"
STEPS_OF_FILLING = (
    "Fill in “About the answers” below, then the sheets of the sections; their names stand at the foot of the window.",
    (
        "Write in the cream cells. Choose an answer from the list of its cell, or type its key. The other cells are locked "
        "so that nothing is overwritten by accident; there is no password (Review > Unprotect Sheet)."
    ),
    "From step 2 up, name the documents that prove the answer: one in the row of the question, further ones below it.",
    "If a question does not apply, write why in its column. If nobody knows, write who could find out: it is no zero.",
    "Save whenever you like; a form with holes is valid. Rows may be coloured, hidden or sorted. Do not merge cells.",
    (
        "Send the file back as it is (.xlsx). What reviewers say stands in the columns at the far right. They are open where "
        "a review has begun; elsewhere reviewers unprotect the sheet (no password) and open them with [+]."
    ),
)
ABOUT = "About the answers"
HEADER_WORDS = {
    "country": ("Country", "Choose it, or type its code: GHA; GHA-Accra for a part of a country"),
    "country_name": ("Name of the country", "Only if the list has no name for it"),
    "round": ("Round", "Such as First round, 2026"),
    "date": ("Date", "The day on which the answers stand, such as 2026-06-30; periods end on it"),
    "respondent.entity": ("Who answers", "The ministry or body"),
    "respondent.role": ("In which role", "Such as focal point"),
    "respondent.contact": ("Contact", "If you like; it is not printed in reports"),
    "basis": (
        "Basis",
        "self-assessment (as if left empty), or documented: compiled from documents by somebody else",
    ),
    "signed_off": ("Signed off", "By whom and when, once the answers are final"),
}
BASES = ("self-assessment", "documented")
PROGRESS = "Progress"
PROGRESS_HEADS = (
    "Section", "Dealt with", "Questions asked", "✓ answered", "– not applicable", "? not known", "○ to do",
    "! or ↻ look again", "⊘ not asked",
)  # fmt: skip
DEALT_WITH = "{done} of {asked} dealt with"
ALL = "All sections"
LEGEND = "Signs"
SIGNS = (
    ("✓ answered", "An answer, with the documents it needs."),
    ("○ to do", "Nothing yet, or it waits for another answer."),
    ("– not applicable", "With the reason; the question is left out of the score."),
    ("? not known", "Nobody knows yet; not counted as a zero."),
    ("⊘ not asked", "Made needless by the answer to another question; not counted."),
    ("↻ re-check", "Look again: carried over from an earlier round; see column “Re-check”."),
    (
        "! look again",
        "A document lacks, a reviewer asks or has changed something, or an answer cannot be used.",
    ),
)
THIS_FORM = "This form"
FORM_WORDS = {
    "questionnaire.id": "Questionnaire",
    "questionnaire.version": "Version",
    "questionnaire.sha256": "Fingerprint",
}
FOOTER = "{title} · version {version}"

__all__ = ["NO_BOX", "UNKNOWN_WORD", "shown"]
