"""The whole report: a title page and one chapter for each assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coherence_kit.charts import Palette, step_colour, text_on_step
from coherence_kit.documents import text_fit
from coherence_kit.documents.text_widths import Face
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.rendering.brand import UNBRANDED, Brand
from coherence_kit.rendering.report.actions import Actions, actions
from coherence_kit.rendering.report.answers import AnswerSection, answers
from coherence_kit.rendering.report.block_values import look_for
from coherence_kit.rendering.report.contents import ContentsRow, Marks, marks
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.cover import Cover, cover, questionnaire_title
from coherence_kit.rendering.report.differences import Differences, differences
from coherence_kit.rendering.report.draft import DraftPage, draft_page
from coherence_kit.rendering.report.frames import make_frames
from coherence_kit.rendering.report.frameworks import Frameworks, frameworks
from coherence_kit.rendering.report.front import Front, front
from coherence_kit.rendering.report.gaps import Gaps, gaps
from coherence_kit.rendering.report.glance import Glance, glance
from coherence_kit.rendering.report.joint import Joint, joint
from coherence_kit.rendering.report.look import Look
from coherence_kit.rendering.report.measures import Measures, measures
from coherence_kit.rendering.report.method import Method, method
from coherence_kit.rendering.report.moved import Moved, moved, moved_title
from coherence_kit.rendering.report.partner_answers import PartnerAnnex, partner_annex
from coherence_kit.rendering.report.partners import PartnersPage, partners_page
from coherence_kit.rendering.report.plan import PlanSheet, plan_sheet
from coherence_kit.rendering.report.profile import Profile, profile
from coherence_kit.rendering.report.questions import ladder
from coherence_kit.rendering.report.robustness import Sureness, sureness
from coherence_kit.rendering.report.sections import (
    EmptySection,
    SectionPage,
    empty_sections,
    section_pages,
)
from coherence_kit.rendering.report.sizes import SIZES
from coherence_kit.rendering.report.sources import DocumentText, SharesText, shares, sources
from coherence_kit.rendering.report.status import foot_line
from coherence_kit.rendering.report.todo import Todo, todo
from coherence_kit.rendering.report.variants import FULL, VARIANTS, Variant, with_parts
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import Words, in_a_row
from coherence_kit.words.states import state_names

_LONGEST_COUNTRY = 40
_SHORTEST_KIND = 12


@dataclass(frozen=True, slots=True)
class Chapter:
    """One assessment. `name` tells it from the others; empty in a report of one chapter."""

    prefix: str
    name: str
    title: str
    status: str
    is_documented: bool
    draft: DraftPage | None
    glance: Glance
    profile: Profile
    moved: Moved | None
    sections: tuple[SectionPage, ...]
    empty_sections: tuple[EmptySection, ...]
    empty_title: str
    gaps: Gaps
    actions: Actions
    measures: Measures
    plan: PlanSheet
    todo: Todo
    has_measures: bool
    is_by_question: bool
    leads_on: bool
    differences: Differences | None
    partners: PartnersPage | None
    answers: tuple[AnswerSection, ...]
    method: Method
    sureness: Sureness | None
    sources: tuple[DocumentText, ...]
    frameworks: Frameworks | None
    source_shares: SharesText


@dataclass(frozen=True, slots=True)
class StepColour:
    """The colours of one step of a scale, as a style rule needs them."""

    css: str
    fill: str
    text: str
    has_outline: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the templates print.

    `deep` is whether sections inside sections make numbers of three parts, `has_strips` whether any
    figure of a group is drawn, `has_few` whether some have too few answers for a score.
    """

    variant: Variant
    look: Look
    language: str
    direction: str
    state_names: Mapping[str, str]
    date: str
    title: str
    kind: str
    masthead: str
    running: str
    cover: Cover
    joint: Joint | None
    front: Front
    contents: tuple[ContentsRow, ...]
    chapters: tuple[Chapter, ...]
    partners: PartnerAnnex | None
    marks: Marks
    palette: Palette
    steps: tuple[StepColour, ...]
    deep: bool
    has_strips: bool
    has_few: bool
    has_previous: bool


def build_report(  # noqa: PLR0913  (all but one are named, with defaults)
    assessments: Sequence[Assessment],
    *,
    date: dt.date | None,
    language: str = "en",
    for_print: bool = True,
    beside: Beside = ALONE,
    variant: Variant = VARIANTS[FULL],
    brand: Brand = UNBRANDED,
) -> ReportView:
    """Turn assessments of one country and round into the texts, figures and charts of their report.

    Raises:
        ValueError: there is no assessment.
        WrongUseError: the brand leaves nothing of the variant.

    """
    if not assessments:
        msg = "a report needs at least one assessment"
        raise ValueError(msg)
    variant = with_parts(variant.of_chapters(len(assessments)), brand.parts)
    palette = brand.palette
    frames = make_frames(
        assessments, language=language, palette=palette, for_print=for_print, beside=beside
    )
    words = frames[0].words
    look = look_for(brand, frames, date, for_print=for_print)
    title_page = cover(frames, date, look)
    chapters = tuple(_chapter(context, look) for context in frames)
    annex = partner_annex(frames, frames[0].chapters)
    country = cut(title_page.country, _LONGEST_COUNTRY)
    kind = look.headings.get("cover") or words.say(variant.kind)
    title = words.say(variant.title, country=title_page.country, title=title_page.title)
    return ReportView(
        variant=variant,
        look=look,
        language=words.language,
        direction=words.direction,
        state_names=state_names(words),
        date=date.isoformat() if date else "",
        title=title,
        kind=kind,
        masthead=_masthead(country, kind),
        running=in_a_row(
            (country, cut(kind, _LONGEST_COUNTRY), cut(title_page.round, _LONGEST_COUNTRY)), " · "
        ),
        cover=title_page,
        joint=joint(frames),
        front=front(
            frames,
            names=frames[0].chapters,
            title_page=title_page,
            title=title,
            look=look,
            date=date,
        ),
        contents=tuple(_contents(words, variant, chapters, annex, look)),
        chapters=chapters,
        partners=annex,
        marks=marks(words, palette),
        palette=palette,
        steps=tuple(_step_colours(frames, palette)),
        deep=any(
            number.count(".") > 1 for context in frames for number in context.numbers.values()
        ),
        has_strips=not all(chapter.is_by_question for chapter in chapters),
        has_few=any(chapter.profile.has_few for chapter in chapters),
        has_previous=any(chapter.profile.before for chapter in chapters),
    )


def _masthead(country: str, kind: str) -> str:
    """The country and what the report calls itself, as far as one line has room for both."""
    kinds = (
        cut(kind, most) for most in range(max(len(kind), _SHORTEST_KIND), _SHORTEST_KIND - 1, -1)
    )
    rows = [in_a_row((country, shown), " · ") for shown in dict.fromkeys(kinds)]
    return next(filter(_fits_one_line, rows), rows[-1])


def _fits_one_line(text: str) -> bool:
    lines = text_fit.line_count(text, SIZES.text_width, SIZES.masthead_type, face=Face.SANS_BOLD)
    return lines == 1


def _chapter(context: ChapterContext, look: Look) -> Chapter:
    empty = empty_sections(context)
    plan, taken = actions(context), measures(context)
    return Chapter(
        prefix=context.prefix,
        name=context.name,
        title=questionnaire_title(context),
        status=foot_line(context.words, context.assessment, look.foot),
        is_documented=context.assessment.submission.is_documented,
        draft=draft_page(context),
        glance=glance(context),
        profile=profile(context),
        moved=moved(context),
        sections=section_pages(context),
        empty_sections=empty,
        empty_title=capital(
            context.words.counted(
                "{n} section has no answer yet", "{n} sections have no answer yet", len(empty)
            )
        ),
        gaps=gaps(context),
        plan=plan_sheet(context),
        actions=plan,
        measures=taken,
        todo=todo(context, plan, taken.way_forward),
        has_measures=context.has_measures,
        is_by_question=context.assessment.is_by_question,
        leads_on=context.leads_on,
        differences=differences(context),
        partners=partners_page(context),
        answers=answers(context),
        method=method(context),
        sureness=sureness(context),
        sources=sources(context),
        frameworks=frameworks(context),
        source_shares=shares(context),
    )


def _contents(
    words: Words,
    variant: Variant,
    chapters: Sequence[Chapter],
    annex: PartnerAnnex | None,
    look: Look,
) -> Iterator[ContentsRow]:
    """What is where: the main report chapter by chapter, and then the technical volume likewise."""
    several = len(chapters) > 1
    if several and "joint" in variant.parts:
        titled = look.headings.get("joint") or words.say("All questionnaires at a glance")
        yield ContentsRow(titled, "joint", 0)
    about = ContentsRow(look.headings.get("about", words.say("About this report")), "about", 1)
    if "about" in variant.parts and several:
        yield replace(about, rank=0)
    for is_technical in (False, True):
        parts = variant.parts_of_chapters(is_technical=is_technical)
        for chapter in chapters:
            rows = [row for part in parts for row in _rows(words, chapter, part, look)]
            if several and rows:
                volume = words.say("{chapter}: technical volume", chapter=chapter.name)
                named = volume if is_technical else chapter.name
                yield ContentsRow(named, rows[0].anchor, 0)
            first = rows[:1] if "about" in variant.parts and not (several or is_technical) else []
            yield from (*first, about, *rows[1:]) if first else rows
    if annex is not None and "partner_answers" in variant.parts:
        named = look.headings.get("partner_answers", annex.title)
        yield ContentsRow(named, annex.anchor, 0 if several else 1)


def _rows(words: Words, chapter: Chapter, part: str, look: Look) -> Iterator[ContentsRow]:
    """The lines of the contents for a part of a chapter; none where it prints nothing."""
    if part == "sections":
        yield from (
            ContentsRow(in_a_row((section.number, section.name)), section.anchor, 2)
            for section in chapter.sections
        )
        if chapter.empty_sections:
            title = words.say("Sections without an answer")
            yield ContentsRow(title, f"{chapter.prefix}empty", 1)
    elif title := _part_title(words, chapter, part):
        named = look.headings.get(part, title)
        yield ContentsRow(named, f"{chapter.prefix}{part}", 1)


def _part_title(words: Words, chapter: Chapter, part: str) -> str:
    """What a part is called in the contents; an empty text where it prints nothing."""
    say = words.say
    titles = {
        "glance": say("At a glance"),
        "profile": say("Profile of sections and questions"),
        "moved": moved_title(words, chapter.moved) if chapter.moved else "",
        "actions": say("Action plan, and what to collect next"),
        "todo": say("What to do"),
        "forward": say("Way forward") if chapter.leads_on else "",
        "plan": say("Action plan"),
        "differences": chapter.differences.title if chapter.differences else "",
        "partners": chapter.partners.title if chapter.partners else "",
        "measures": say("Measures in full") if chapter.measures.groups else "",
        "answers": say("Annex A: every answer, with comment and evidence"),
        "method": say("Annex B: method, with one score worked through")
        if chapter.method.section
        else say("Annex B: method"),
        "sources": say("Annex C: sources") if chapter.sources else "",
        "frameworks": say("Annex D: other frameworks") if chapter.frameworks else "",
    }
    return titles.get(part, "")


def _step_colours(frames: Sequence[ChapterContext], palette: Palette) -> Iterator[StepColour]:
    """Every step of every scale that the report prints, and of the scale that its key shows."""
    ladders = (
        ladder(question, context.node(name).letters)
        for context in frames
        for name, question in context.assessment.questions.items()
        if context.node(name).scored
    )
    for count in sorted({5, *(len(rungs.names) for rungs in ladders if rungs)}):
        for step in range(count):
            fill = step_colour(palette, step, count)
            yield StepColour(
                f"k{step}-{count}", fill, text_on_step(palette, step, count), fill == palette.paper
            )
