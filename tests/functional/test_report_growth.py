"""What small files of a hostile kind cost: four times the text, about four times the time.

Time is that of the processor, which other work on the machine changes little; twice the squared
cost would be a ratio of sixteen.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final

import pytest

from coherence_kit.documents.breaks import breakable
from coherence_kit.documents.glyphs import printable
from coherence_kit.documents.pdf import write_pdf
from coherence_kit.documents.print_limits import LONGEST_TEXT, MOST_DOCUMENTS, fitting
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.submission import Answer, EvidenceItem, Review
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.pdf import render_pdf
from coherence_kit.words import isolated
from tests.builders import a_question, a_questionnaire, assessed

pytestmark = pytest.mark.slow

MOST: Final = 6.0
TEXTS: Final = {
    "words": "lorem ipsum ",
    "one word": "a",
    "no-break spaces": "a\u00a0",
    "narrow no-break spaces": "a\u202f",
    "narrow words": "i ",
    "full stops": ". ",
    "blanks": " ",
    "tabs": "\t",
    "line breaks": "x\n",
    "soft hyphens": "a\u00ad",
    "zero-width spaces": "a\u200b",
    "joiners": "a\u200d\u2060",
    "variation selectors": "a\ufe0f",
    "accents": "\u0301\u0323",
    "accents on letters": "a\u0301\u0323",
    "direction marks": "\u202ea\u2066\u05d0",
    "both directions": "a\u05d0",
    "no glyph": "\ue000",
    "tags": "<b>&amp;",
    "emphasis": "**a _b [c](",
}


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the processor, the least of so many times."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def growth(work: Callable[[int], Callable[[], object]], n: int) -> float:
    """How much longer a work takes with four times as much; what takes no time does not grow."""
    small, large = cpu(work(n)), cpu(work(4 * n))
    return large / max(small, 0.002)


def of_length(name: str, length: int) -> str:
    return (TEXTS[name] * length)[:length]


@pytest.mark.parametrize("name", TEXTS)
def test_functions_on_texts(name: str) -> None:
    def work(length: int) -> Callable[[], object]:
        text = f"a{of_length(name, length)}a"
        return lambda: (breakable(isolated(printable(text)[0], "ltr")), fitting(text))

    assert growth(work, 50_000) < MOST


@pytest.mark.parametrize("name", ["no-break spaces", "narrow words", "one word", "blanks"])
def test_lines_of_a_pdf(name: str) -> None:
    """The paragraph is laid out by itself: a report would hide it behind its other pages."""

    def work(length: int) -> Callable[[], object]:
        text = breakable(of_length(name, length))
        html = (
            '<html lang="en"><title>x</title><style>p { font: 9.5pt "Source Sans 3"; '
            f"overflow-wrap: anywhere; white-space: pre-line }}</style><p>{text}</p></html>"
        )
        return lambda: write_pdf(html, when=None)

    work(10)()  # fonts are read once
    assert growth(work, 3_000) < MOST


def assessment_of(comment: str = "", documents: int = 0) -> Assessment:
    evidence = tuple(EvidenceItem(title=f"Decree {place}") for place in range(documents))
    answer = Answer(value=1, comment=comment or None, evidence=evidence)
    return assessed(a_questionnaire(a_question("a")), a=answer)


@pytest.mark.parametrize("name", ["no-break spaces", "accents", "both directions", "line breaks"])
def test_the_page_of_a_report(name: str) -> None:
    def work(length: int) -> Callable[[], object]:
        assessment = assessment_of(of_length(name, length))
        return lambda: render_html([assessment], date=None, for_print=True)

    assert growth(work, 50_000) < MOST


def test_many_documents_on_the_page_of_a_report() -> None:
    def work(number: int) -> Callable[[], object]:
        assessment = assessment_of(documents=number)
        return lambda: render_html([assessment], date=None, for_print=False)

    assert growth(work, 500) < MOST


@pytest.mark.parametrize(
    ("most", "far_more"),
    [
        (
            assessment_of("a\u00a0" * (LONGEST_TEXT // 2)),
            assessment_of("a\u00a0" * (4 * LONGEST_TEXT)),
        ),
        (assessment_of(documents=MOST_DOCUMENTS), assessment_of(documents=10 * MOST_DOCUMENTS)),
    ],
    ids=["a text", "documents"],
)
def test_what_is_not_printed_costs_a_pdf_nothing(most: Assessment, far_more: Assessment) -> None:
    def work(assessment: Assessment) -> Callable[[], object]:
        return lambda: render_pdf([assessment], date=None)

    assert cpu(work(far_more), 1) < 2 * cpu(work(most), 1)


def test_the_options_of_a_question() -> None:
    def work(number: int) -> Callable[[], object]:
        scores = {f"o{place}": 100 * place // (number - 1) for place in range(number)}
        questionnaire = a_questionnaire(a_question("a", "choice", options=scores))
        return lambda: render_html([assessed(questionnaire, a="o1")], date=None, for_print=False)

    assert growth(work, 200) < MOST


def test_no_text_of_a_report_is_without_a_place_to_break() -> None:
    """Wherever a text is printed: WeasyPrint lays out such a one whole for each of its lines."""
    long = "a\u00a0" * 100
    levels = [
        {"id": "low", "from": 0, "label": long, "meaning": long},
        {"id": "high", "from": 50, "label": f"h{long}", "meaning": long},
    ]
    question = a_question(
        "a", label=long, text=long, steps={0: {"name": long, "text": long}, 1: long, 2: long}
    )
    questionnaire = a_questionnaire(question, title=long, levels=levels, limits=long)
    review = Review(by=long, verdict="query", note=long)
    evidence = (EvidenceItem(title=long, reference=long, page=long),)
    answer = Answer(value=1, comment=long, evidence=evidence, review=review)
    page = render_html([assessed(questionnaire, a=answer)], date=None, for_print=True)
    texts = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^<>]*>", "\n", page, flags=re.DOTALL)
    assert texts.count("a\u00a0" * 40) > 30
    assert re.findall(r"[^ \n\t]{161,}", texts) == []
