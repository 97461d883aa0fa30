"""Two rounds compared, as a page of its own: the part of the report under a short head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.charts import DEFAULT_PALETTE, Palette
from coherence_kit.documents.breaks import breakable
from coherence_kit.documents.glyphs import noting
from coherence_kit.documents.page_policy import COMPARISON_PAGE, page_policy
from coherence_kit.documents.pdf import PdfResult, font_css, write_pdf
from coherence_kit.documents.print_limits import within_limits
from coherence_kit.documents.templates import render
from coherence_kit.documents.web_fonts import embedded_font_css
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.comparison import Comparison
from coherence_kit.rendering.report.cards import with_heads
from coherence_kit.rendering.report.contents import Marks, marks
from coherence_kit.rendering.report.context import ChapterContext, make_context
from coherence_kit.rendering.report.cover import questionnaire_title
from coherence_kit.rendering.report.html import STYLE
from coherence_kit.rendering.report.moved import Moved, moved_page
from coherence_kit.rendering.report.sizes import style
from coherence_kit.rendering.report.status import foot_line
from coherence_kit.rendering.report.words import cut
from coherence_kit.words import in_a_row, words_of

TEMPLATE, BODY = "report/compared_rounds.html.jinja", "report/compared_body.html.jinja"
_LONGEST_COUNTRY, _LONGEST_NAME = 40, 200


@dataclass(frozen=True, slots=True)
class _Part:
    """What the part needs of a chapter."""

    prefix: str
    name: str
    status: str
    moved: Moved


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two submissions, as the head names it."""

    round: str
    date: str
    answered_by: str
    questionnaire: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """All that the templates print; what the style and the part ask for is called as in a report.

    `sides` are the two submissions, the earlier one first.
    """

    language: str
    direction: str
    date: str
    title: str
    running: str
    country: str
    questionnaire: str
    sides: tuple[_Side, _Side]
    chapters: tuple[_Part, ...]
    marks: Marks
    palette: Palette
    steps: tuple[object, ...] = ()
    deep: bool = False


def comparison_page(comparison: Comparison, language: str = "en", *, for_print: bool) -> str:
    """The page in one file; `for_print` with page numbers and the fonts of the kit."""
    view = build_view(comparison, language, for_print=for_print)
    context = {
        "report": view,
        **words_of(language).for_templates(),
        "for_print": for_print,
        "sizes": Markup(style()),  # noqa: S704 - numbers of our own
        "font_css": Markup(font_css() if for_print else ""),  # noqa: S704 - likewise
    }
    folder, filters = content.folder("report_templates"), {"breakable": breakable}
    rules = "\n" + render(folder, STYLE, context, filters=filters)
    body = render(folder, BODY, context, filters=filters)
    if not for_print:
        body = with_heads(body)
        rules = "\n" + embedded_font_css(body) + rules
    context |= {
        "content": Markup(body),  # noqa: S704 - written by a template
        "style": Markup(rules),  # noqa: S704 - files of the kit, numbers, colours, typefaces
        "policy": page_policy(rules, has_faces=True),
        "generator": COMPARISON_PAGE,
    }
    return render(folder, TEMPLATE, context, filters=filters)


def comparison_pdf(comparison: Comparison, language: str = "en") -> PdfResult:
    """The page as PDF/UA-1, dated as the later submission; same input, same bytes."""

    def page() -> tuple[str, frozenset[str]]:
        with noting() as lacking:
            html = comparison_page(comparison, language, for_print=True)
        return html, frozenset(lacking)

    (html, lacking), cuts = within_limits(page)
    written = write_pdf(html, when=comparison.now.submission.date)
    return replace(written, lacking=lacking, cuts=cuts)


def build_view(comparison: Comparison, language: str, *, for_print: bool) -> ComparisonView:
    """The texts, figures and charts of the page."""
    context = make_context(comparison.now, language=language, place=1, for_print=for_print)
    words = context.words
    shown = moved_page(context, comparison)
    country = cut(context.country, _LONGEST_COUNTRY)
    date = comparison.now.submission.date
    return ComparisonView(
        language=words.language,
        direction=words.direction,
        date=date.isoformat() if date else "",
        title=words.say(
            "{country}: what has moved since {round}", country=context.country, round=shown.then
        ),
        running=in_a_row((country, words.say("Rounds compared"), shown.now), " · "),
        country=context.country,
        questionnaire=questionnaire_title(context),
        sides=(
            _side(context, comparison.then, shown.then),
            _side(context, comparison.now, shown.now),
        ),
        chapters=(_Part(context.prefix, "", foot_line(words, comparison.now), shown),),
        marks=marks(words, DEFAULT_PALETTE),
        palette=DEFAULT_PALETTE,
        deep=any(number.count(".") > 1 for number in context.numbers.values()),
    )


def _side(context: ChapterContext, assessment: Assessment, name: str) -> _Side:
    submission, words = assessment.submission, context.words
    return _Side(
        round=name,
        date=words.date(submission.date) if submission.date else "",
        answered_by=context.beginning(", ".join(_respondents(assessment)), _LONGEST_NAME),
        questionnaire=words.say(
            "{id}, version {version}",
            id=assessment.questionnaire.id,
            version=assessment.questionnaire.version,
        ),
    )


def _respondents(assessment: Assessment) -> Iterable[str]:
    """Who answered: the offices of a merged round, or the one body."""
    submission = assessment.submission
    if submission.respondents:
        return [one.entity for one in submission.respondents if one.sha256]
    entity = submission.respondent.entity if submission.respondent else None
    return [entity] if entity else []
