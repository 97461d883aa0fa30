"""How far a round has come, as a table for a spreadsheet.

UTF-8, commas, line feeds, a header line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coherence_kit.documents.csv_cells import csv_table
from coherence_kit.model.round_status import (
    DisputedQuestion,
    FormStatus,
    Named,
    QuestionnaireStatus,
    RespondentStatus,
    RoundStatus,
)
from coherence_kit.rendering.data.status import COUNTS, counts_of
from coherence_kit.rendering.problem_words import in_one_line

RESPONDENT, NEED, UNINVITED = "respondent", "question", "not asked of it"
UNANSWERED, UNASKED = "no answer", "nobody asked"
DISPUTED, AWAITED, LEFT_OUT = "disputed", "to decide", "left out"
OUTSIDE = "decided otherwise"
"""What a line is about: a respondent with a questionnaire, one thing that a question of it needs,
an answer that it was not asked for, a question that nobody has answered or is asked, an answer to a
disputed question, a decision to be taken, a file that does not count, a decision that is as nobody
had answered."""
_ABOUT = ("line", "respondent", "kind", "contact", "sent", "due", "days_late", "file")
_QUESTION = (
    "questionnaire",
    "section",
    "question",
    "number",
    "label",
    "needs",
    "answer",
    "leads",
    "steps_apart",
    "note",
)
ROUND_COLUMNS = (*_ABOUT, *COUNTS, *_QUESTION)

Line = Mapping[str, str]


def round_status_csv(status: RoundStatus) -> str:
    """A line for each respondent and questionnaire, and for all that a question or file needs."""
    return csv_table(
        ROUND_COLUMNS, ([line.get(name, "") for name in ROUND_COLUMNS] for line in _lines(status))
    )


def _lines(status: RoundStatus) -> Iterator[Line]:
    for one in status.respondents:
        for form in one.forms:
            yield from _form(status, one, form)
    for part in status.questionnaires:
        yield from _questions(part)
    for file in status.left_out:
        yield {
            "line": LEFT_OUT,
            "file": file.source,
            "problems": str(file.errors),
            "note": " ".join(map(in_one_line, file.problems[:1])),
        }


def _form(status: RoundStatus, one: RespondentStatus, form: FormStatus) -> Iterator[Line]:
    of = form.status
    about = {
        "respondent": one.entity,
        "kind": one.kind,
        "questionnaire": f"{of.questionnaire} {of.version}"
        + (" (short form)" if of.asked_in_long else ""),
        "file": of.source,
    }
    late = "" if form.is_sent or status.days_late is None else str(max(status.days_late, 0))
    yield {
        "line": RESPONDENT,
        **about,
        "contact": one.contact,
        "sent": "yes" if form.is_sent else "no",
        "due": status.deadline.isoformat() if status.deadline else "",
        "days_late": late,
        **counts_of(of),
        **({} if form.is_sent else {"signed_off": ""}),
    }
    for item in of.wanted:
        yield {
            "line": NEED,
            **about,
            "section": of.sections[item.section].title,
            "question": item.id,
            "number": item.number,
            "label": item.label,
            "needs": item.need.value,
            "answer": item.answer,
            "note": item.note,
        }
    for question in form.uninvited:
        yield {"line": UNINVITED, **about, **_named(question)}


def _questions(part: QuestionnaireStatus) -> Iterator[Line]:
    about = {"kind": part.kind, "questionnaire": f"{part.id} {part.version}"}

    def section(question: Named) -> Line:
        return {"section": part.sections[question.section].title, **_named(question)}

    for dispute in part.disputed:
        yield from ({**about, **section(dispute.question), **line} for line in _dispute(dispute))
    for awaited in part.awaited:
        yield {
            "line": AWAITED,
            **about,
            **section(awaited.question),
            "note": awaited.to_decide,
        }
    yield from ({"line": OUTSIDE, **about, **section(one)} for one in part.outside)
    for what, questions in ((UNANSWERED, part.unanswered), (UNASKED, part.unasked)):
        for one in questions:
            yield {
                "line": what,
                **about,
                "respondent": "; ".join(one.asked),
                **section(one.question),
                "needs": "answer",
                "note": "" if one.state == "unanswered" else one.state,
            }


def _dispute(dispute: DisputedQuestion) -> Iterator[Line]:
    """A line for each answer that a respondent gave."""
    for said in dispute.said:
        for name in said.respondents:
            leads = said.is_lead and name == dispute.lead
            yield {
                "line": DISPUTED,
                "respondent": name,
                "answer": said.answer,
                "leads": "yes" if leads else "no",
                "steps_apart": "" if dispute.steps is None else str(dispute.steps),
                "needs": "decision",
                "note": dispute.to_decide,
            }


def _named(question: Named) -> dict[str, str]:
    return {"question": question.id, "number": question.number, "label": question.label}
