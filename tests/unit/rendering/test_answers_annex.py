"""Annex A: what stands beside the side head, and that nothing is said twice."""

from __future__ import annotations

import datetime as dt

from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, AnswerValue, EvidenceItem
from coherence_kit.rendering.report.answers import AnswerEntry
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import build_report
from tests.builders import a_question, a_questionnaire, assessed

DATE = dt.date(2026, 6, 30)


def entry(question: Question, answer: Answer | AnswerValue | None) -> AnswerEntry:
    given = {} if answer is None else {question.id: answer}
    return (
        build_report([assessed(a_questionnaire(question), **given)], date=DATE)
        .chapters[0]
        .answers[0]
        .entries[0]
    )


def test_an_option_stands_in_the_text_alone() -> None:
    shown = entry(a_question("q", "choice", target="all"), "some")
    assert (shown.state_name, shown.meta) == ("1 → 2", "Weight 1")
    assert [(line.lead, line.text) for line in shown.lines] == [
        ("Answer", "some"),
        ("Target", "all."),
    ]


def test_of_an_option_the_side_head_says_that_the_target_is_reached() -> None:
    assert entry(a_question("q", "choice", target="some"), "all").meta == "Target reached, weight 1"


def test_a_step_keeps_its_name() -> None:
    shown = entry(a_question("q", target=3), 2)
    assert (shown.state_name, shown.meta) == ("Step 2", "Target 3, weight 1")


def test_lines_stand_beside_a_side_head_until_they_reach_its_foot() -> None:
    """A label of eight lines beside a question of one.

    The answer alone would leave a hole above the comment.
    """
    tall = a_question("q", label="A label of many words " * 8)
    comment = "Words. " * 120
    assert entry(tall, Answer(value=1, comment=comment)).beside == 2
    assert entry(a_question("q", text="Long? " * 40), Answer(value=1, comment=comment)).beside == 1


def test_a_short_entry_stands_beside_its_head_as_a_whole() -> None:
    """Nothing of it comes below, where a tall side head would push it down."""
    assessment = assessed(a_questionnaire(a_question("q")), q=Answer(value=1, comment="Words."))
    page = render_html([assessment], date=DATE, for_print=True)
    assert '<div class="rest">' not in page[page.index('<div class="answer together"') :]
    assert page.count("<strong>Comment.</strong>") == 1


def test_a_long_text_is_printed_once() -> None:
    comment = "Begin " + "words " * 600 + "end"
    assessment = assessed(a_questionnaire(a_question("q")), q=Answer(value=1, comment=comment))
    assert render_html([assessment], date=DATE, for_print=True).count("words end") == 1


def test_a_reason_that_says_nothing_is_marked_as_such() -> None:
    for reason, text in (
        ("-", "Reason given: “-”, which says nothing."),
        ("There is no port.", "There is no port."),
    ):
        shown = entry(a_question("q"), Answer(not_applicable=reason))
        assert [(line.lead, line.text) for line in shown.lines] == [("Why it does not apply", text)]


def test_a_document_that_nobody_can_find_is_marked_and_its_date_printed_as_typed() -> None:
    named = (
        EvidenceItem(title="see above", date="12/03/2025"),
        EvidenceItem(title="-", reference="Gazette 12/2024", date="12.3.2025"),
    )
    first, second = entry(a_question("q"), Answer(value=1, evidence=named)).evidence
    assert first.title == "Given: “see above”, by which nobody can find it."
    assert (first.date, second.title, second.date) == ("12/03/2025", "-", "12 March 2025")


def test_a_title_leads_to_the_address_of_its_document_and_paper_shows_where() -> None:
    named = (
        EvidenceItem(title="Act <12>", reference="Gazette 4", url="https://gov.xx/acts?a=1&b=2"),
        EvidenceItem(url="https://gov.xx/acts/13"),
        EvidenceItem(title="Act 14", reference="https://gov.xx/acts/14"),
        EvidenceItem(title="Act 15", url="javascript:alert(15)"),
    )
    assessment = assessed(a_questionnaire(a_question("q")), q=Answer(value=1, evidence=named))
    page = render_html([assessment], date=DATE, for_print=True)
    assert (
        '<a href="https://gov.xx/acts?a=1&amp;b=2" rel="noreferrer">Act &lt;12&gt;</a><br>'
        '<span class="said">gov.xx/<wbr>acts?a=1&amp;b=2</span></td><td>Gazette 4</td>'
    ) in page
    assert '<td><a href="https://gov.xx/acts/13" rel="noreferrer">gov.xx/acts/13</a></td>' in page
    assert '<td><a href="https://gov.xx/acts/14" rel="noreferrer">Act 14</a></td>' in page
    assert '<td>Act 15<br><span class="said">javascript:alert(15)</span></td>' in page
    assert 'href="javascript' not in page
