"""A plan to be filled in: every measure that is recommended, with what the catalogue says of it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from coherence_kit.forms.yaml.starters import id_text
from coherence_kit.model.assessment import Assessment, Recommendation
from coherence_kit.model.base import UNDETERMINED, LocalizedText
from coherence_kit.model.empty_words import says_nothing
from coherence_kit.model.plan import STATUSES, PlannedMeasure, PlanOfMeasures
from coherence_kit.words import in_a_row, on_one_line, words_of
from coherence_kit.words.measures import effort_name, horizon_span
from coherence_kit.words.roles import role_name

_WIDTH = 98
_ENGLISH = "en"

_HEAD = """\
{about}
# Whatever is not known yet stays empty, and a measure may be taken out.
# coherence check says at once what does not fit.
# The report with it:   coherence report SUBMISSION --plan THIS-FILE -o report.pdf
# In the next round:    coherence report NEW --previous SUBMISSION --plan THIS-FILE -o report.pdf
# lead    the office that answers for it, by name
# start   a day, a month or a year, such as 2027-03-01, 2027-03 or 2027
# due     likewise, by when it is to be carried out
# status  {statuses}
# cost    in words, or in figures with their currency
# note    anything else
format: coherence-kit/plan/1
country: {code}
{named}round: {quoted_round}
date:                               # on which it was agreed; may stay empty
questionnaires: [{questionnaires}]
measures:
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is recommended for one submission.

    Args:
        assessment: of the submission.
        items: what is recommended, in the order in which a report numbers it.
        earlier: what the plan of an earlier round says of its measures, if there is one.

    """

    assessment: Assessment
    items: tuple[Recommendation, ...]
    earlier: PlanOfMeasures | None = None


def plan_starter(chapters: Sequence[Chapter]) -> str:
    """The plan of submissions of one country and round, valid at once.

    Each has a country and a round.
    """
    first = chapters[0].assessment
    submission = first.submission
    named = submission.country_name
    names = [chapter.assessment.questionnaire.id for chapter in chapters if chapter.items]
    whose = f"{first.country_name or submission.country}, {submission.round}"
    head = _HEAD.format(
        about="\n".join(_comment(f"What is planned of the measures recommended to {whose}.", "# ")),
        statuses=f"{', '.join(STATUSES[:-1])} or {STATUSES[-1]}",
        code=_quoted(submission.country or ""),
        named="" if named is None else f"country_name: {_texts(named)}\n",
        quoted_round=_quoted(submission.round or ""),
        questionnaires=", ".join(map(id_text, names)),
    )
    parts = [line for chapter in chapters for line in _chapter(chapter, chapters)]
    return head + "\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _texts(text: LocalizedText) -> str:
    """A text, or texts by language, as a file has them."""
    stated = text.root.get(UNDETERMINED)
    return json.dumps(dict(text.root) if stated is None else stated, ensure_ascii=False)


def _chapter(chapter: Chapter, chapters: Sequence[Chapter]) -> Iterator[str]:
    if not chapter.items:
        return
    assessment, words = chapter.assessment, words_of(_ENGLISH)
    if len(chapters) > 1:
        yield f"# {'-' * 8} {assessment.questionnaire.title}"
    earlier = chapters[: chapters.index(chapter)]
    listed = {item.id for other in earlier for item in other.items}
    numbered = enumerate(chapter.items, start=1)
    for horizon, group in groupby(numbered, key=lambda pair: pair[1].horizon):
        yield f"# {horizon_span(words, horizon)}"
        for number, item in group:
            yield from _measure(chapter, number, item, is_listed=item.id in listed)


def _measure(
    chapter: Chapter, number: int, item: Recommendation, *, is_listed: bool
) -> Iterator[str]:
    """The entry of a measure, under its label and what the catalogue says in general."""
    assessment = chapter.assessment
    measure, words = assessment.catalogue[item.id], words_of(_ENGLISH)
    role = role_name(words, measure.lead_role)
    office = assessment.submission.offices.get(measure.lead_role)
    lead = role if office is None or says_nothing(office) else f"{role} ({office})"
    moves = "; ".join(f"{move.question}: {move.before} to {move.after}" for move in item.moves)
    general = (f"Lead in general: {lead}", f"effort: {effort_name(words, item.effort)}", moves)
    yield from _comment(f"M{number}  {measure.label}")
    yield from _comment(in_a_row(general, "; "))
    if item.when == "then":
        yield from _comment("What follows once its question stands a step higher.")
    if is_listed:
        yield from _comment(f"{item.id} stands above, for both questionnaires.")
        return
    earlier = chapter.earlier.measures.get(item.id) if chapter.earlier else None
    if chapter.earlier and earlier is not None and earlier.has_ended:
        note = f": {earlier.note}" if earlier.note else "."
        yield from _comment(f"In the plan of {chapter.earlier.round} it was {earlier.status}{note}")
        earlier = None
    yield f"  {id_text(item.id)}:"
    for key in PlannedMeasure.model_fields:
        said = getattr(earlier, key, None)
        yield f"    {key}: {_quoted(said)}" if said else f"    {key}:"


def _comment(text: str, lead: str = "  # ") -> Iterator[str]:
    yield from textwrap.wrap(
        on_one_line(text), _WIDTH, initial_indent=lead, subsequent_indent=f"{lead}    "
    )
