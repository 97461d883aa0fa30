"""The form as a PDF to print, for a meeting: questions with boxes to tick, and room to write.

The page is made of `report_templates/paper`; it has no date of its own and carries nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, Final, assert_never

from markupsafe import Markup, escape

from coherence_kit import content
from coherence_kit.charts.palette import DEFAULT_PALETTE
from coherence_kit.documents.geometry import css_properties
from coherence_kit.documents.glyphs import noting
from coherence_kit.documents.page_policy import PRINT_FORM
from coherence_kit.documents.pdf import PdfResult, write_pdf
from coherence_kit.documents.print_limits import fitting, fitting_documents, within_limits
from coherence_kit.documents.templates import render
from coherence_kit.forms.layout import (
    FormAnswer,
    FormGuidance,
    FormQuestion,
    FormSection,
    Layout,
)
from coherence_kit.forms.offices import form_offices, offices_heading, offices_hint
from coherence_kit.forms.paper.sizes import SIZES
from coherence_kit.forms.paper.texts import as_printed
from coherence_kit.forms.paper.writing_space import (
    Room,
    allot,
    entry_of,
    is_wide,
    is_wide_matrix,
)
from coherence_kit.forms.proofs import proof_of_every_answer
from coherence_kit.loading.countries import country_name
from coherence_kit.model.addresses import shown_address, web_address
from coherence_kit.questions.shapes import Shape
from coherence_kit.words import Marked, Words, in_a_row, words_of
from coherence_kit.words.texts import filled

TEMPLATE: Final = "paper/form.html.jinja"
EMPTY_BOX, TICKED_BOX = "☐", "☑"
NO_PLACE_YET = "___"
"""Where the place of an answer in an order is written."""

_LONG_ENOUGH = 5  # questions in a section, on the average, for each to begin on a page of its own
_MOST_TOGETHER = 4500  # characters; more fill a page and may run over
_SHORT_LISTS = 40  # characters of all answers that stand on one line
_COUNTRY_CODE = re.compile(r"[A-Z]{3}")

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Box:
    """A box to tick with what stands beside it.

    The step before it, its name in bold, the rest, what proves it, and the flag below it.
    """

    box: str
    text: str
    key: str = ""
    name: str = ""
    proof: str = ""
    flag: _Box | None = None


@dataclass(frozen=True, slots=True)
class _Document:
    title: str = ""
    reference: str = ""
    date: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands below every answer, filled as far as the draft goes."""

    comments: tuple[str, ...]
    lines: int
    documents: tuple[_Document, ...]
    more_documents: str
    leave: _Box | None
    unknown: _Box
    recheck: bool
    verdicts: tuple[_Box, ...]
    reviewer: str
    note: str


@dataclass(frozen=True, slots=True)
class _Question:
    number: str
    anchor: str
    label: str
    text: str
    guidance: tuple[FormGuidance, ...]
    is_wide: bool
    condition: str
    shape: Shape
    is_date: bool
    boxes: tuple[_Box, ...]
    in_line: bool
    wanted: str
    unit: str
    value: str
    proof: str
    beside: _Beside
    together: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a matrix."""

    number: str
    label: str
    text: str
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Matrix:
    number: str
    anchor: str
    label: str
    text: str
    guidance: tuple[FormGuidance, ...]
    is_wide: bool
    condition: str
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]
    proofs: tuple[tuple[str, str], ...]
    beside: _Beside
    together: bool


@dataclass(frozen=True, slots=True)
class _Section:
    number: str
    anchor: str
    title: str
    count: int
    time: str
    parts: tuple[_Question | _Matrix | _Section, ...]


def print_form_pdf(layout: Layout, draft: Plain | None = None) -> PdfResult:
    """The form as PDF/UA-1 and PDF/A-3a; same input, same bytes.

    It bears the date of its answers, if they have one.

    Args:
        layout: what is asked.
        draft: answers to print in it, in the shape of a submission file.

    """

    def page() -> tuple[str, frozenset[str]]:
        with noting() as lacking:
            html = print_form_html(layout, draft)
        return html, frozenset(lacking)

    (html, lacking), cuts = within_limits(page)
    return replace(write_pdf(html, when=_day(draft or {})), lacking=lacking, cuts=cuts)


def print_form_html(layout: Layout, draft: Plain | None = None) -> str:
    """The page that the PDF is made from; arguments as in `print_form_pdf`."""
    stated = draft or {}
    answers = stated.get("answers") or {}
    own_pages = sum(1 for _ in layout.questions()) >= _LONG_ENOUGH * len(layout.sections)
    words = layout.words
    maker = _Maker(words, answers, allot(layout, answers, own_pages=own_pages))
    context = {
        **words.for_templates(),
        "generator": PRINT_FORM,
        "layout": layout,
        "words": words,
        "sections": tuple(maker.section(section) for section in layout.sections),
        "own_pages": own_pages,
        "about": _about(words, stated),
        "offices": form_offices(layout, stated),
        "offices_heading": offices_heading(words),
        "offices_hint": offices_hint(words),
        "is_filled": bool(answers),
        "palette": DEFAULT_PALETTE,
        "sizes": Markup(css_properties(SIZES)),  # noqa: S704 - numbers of our own
        "empty_box": EMPTY_BOX,
        "ticked_box": TICKED_BOX,
    }
    return render(
        content.folder("report_templates"),
        TEMPLATE,
        context,
        filters={
            "own": _own(words.language, is_name=False),
            "own_name": _own(words.language, is_name=True),
        },
    )


def _day(draft: Plain) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(draft.get("date", "")))
    except ValueError:
        return None


# --- texts ----------------------------------------------------------------------------------------


@cache
def _own(language: str, *, is_name: bool) -> Callable[[str], Markup]:
    """Any text as a page in this language can print it, in the language that it is marked with.

    What has no glyph stands as its number; very long words have places to break. A very long text
    is cut, a name (which stands in a narrow column) sooner than others, and what stands in its
    place says so.
    """
    words = words_of(language)

    def own(text: str) -> Markup:
        shown, more = fitting(text, is_name=is_name)
        if not more:
            return as_printed(text, words)
        beginning = text.first(len(shown)) if isinstance(text, Marked) else shown
        told = words.count(
            "[… {n} more character: a form to type in has the whole text]",
            "[… {n} more characters: a form to type in has the whole text]",
            more,
        )
        return Markup("{} {}").format(as_printed(beginning, words), told)

    return own


def _about(words: Words, draft: Plain) -> list[tuple[str, str]]:
    """What the form asks about the submission itself, with what the draft says."""
    respondent = draft.get("respondent") or {}
    country = str(draft.get("country") or "")
    named = draft.get("country_name")
    name = next(iter(named.values()), "") if isinstance(named, Mapping) else named
    if not name and _COUNTRY_CODE.fullmatch(country):
        name = country_name(country, language=words.language)
    texts = {
        words.say("Country"): f"{name} ({country})" if name and name != country else country,
        words.say("Round"): draft.get("round"),
        words.say("Date on which the answers stand"): draft.get("date"),
        words.say("Ministry or body that answers"): respondent.get("entity"),
        words.say("Role"): respondent.get("role"),
        words.say("Signed off by"): draft.get("signed_off"),
    }
    return [(label, str(text or "")) for label, text in texts.items()]


# --- what is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Maker:
    """Turns the parts of a form into what is printed of them."""

    words: Words
    answers: Plain
    rooms: Mapping[str, Room]

    def section(self, section: FormSection) -> _Section:
        count = sum(1 for _ in section.questions())
        parts = tuple(self._part(part) for part in section.parts)
        return _Section(
            section.number, _anchor(section.number), section.title, count, section.time, parts
        )

    def _part(self, part: FormQuestion | FormSection) -> _Question | _Matrix | _Section:
        if isinstance(part, FormQuestion):
            entry = entry_of(self.answers, part.id)
            return _question(self.words, part, entry, self.rooms[part.id])
        return self._matrix(part) if part.is_matrix else self.section(part)

    def _matrix(self, group: FormSection) -> _Matrix:
        rows = list(group.questions())
        first = rows[0]
        may_leave = any(row.may_leave for row in rows)
        columns = [answer.text for answer in first.answers]
        if may_leave:
            columns.append(self.words.say("Does not apply"))
        columns.append(self.words.say("Not known"))
        entries = [(row.number, entry_of(self.answers, row.id)) for row in rows]
        return _Matrix(
            number=group.number,
            anchor=_anchor(group.number),
            label=group.title,
            text=group.text,
            guidance=first.guidance,
            is_wide=is_wide_matrix(group),
            condition=first.asked_if,
            columns=tuple(columns),
            rows=tuple(
                _Row(
                    number,
                    _without_title(row.label, group.title),
                    "" if row.text == group.text else row.text,
                    tuple(_row_boxes(row, entry, may_leave=may_leave)),
                )
                for row, (number, entry) in zip(rows, entries, strict=True)
            ),
            proofs=tuple((answer.text, first.proof_of(answer)) for answer in first.answers),
            beside=_beside(self.words, entries, self.rooms[group.id], may_leave=may_leave),
            together=sum(len(str(entry)) for _, entry in entries)
            + sum(len(part.line) for part in first.guidance)
            <= _MOST_TOGETHER
            and self.rooms[group.id].fits,
        )


def _without_title(label: str, title: str) -> str:
    """The label of a row without that of its matrix, in the language that it is marked with."""
    lead = f"{title}: "
    short = label.removeprefix(lead)
    if short == label or not isinstance(label, Marked):
        return short
    return Marked(short, Markup(label.__html__().replace(escape(lead), "", 1)))  # noqa: S704


def _anchor(number: str) -> str:
    """Made of numbers, never of what somebody typed."""
    return f"n{number.replace('.', '-')}"


def _question(words: Words, asked: FormQuestion, entry: Plain, room: Room) -> _Question:
    given = _given(asked, entry)
    boxes = tuple(_boxes(asked, given))
    if asked.shape is Shape.PICK_MANY:
        boxes = (*boxes, _Box(_box(ticked=entry.get("answer") == []), words.say("None of these")))
    told = (part.line for part in asked.guidance)
    texts = (asked.text, *told, *(f"{box.name}{box.text}{box.proof}" for box in boxes))
    length = sum(map(len, texts)) + len(str(entry))
    return _Question(
        number=asked.number,
        anchor=_anchor(asked.number),
        label=asked.label,
        text=asked.text,
        guidance=asked.guidance,
        is_wide=is_wide(asked.guidance),
        condition=asked.asked_if,
        shape=asked.shape,
        is_date=asked.is_date,
        boxes=boxes,
        in_line=not asked.has_steps and sum(len(box.text) for box in boxes) <= _SHORT_LISTS,
        wanted=asked.limits,
        unit=asked.unit,
        value=" ".join(given) if not asked.answers else "",
        proof="" if any(box.proof for box in boxes) else proof_of_every_answer(asked),
        beside=_beside(words, [("", entry)], room, may_leave=asked.may_leave),
        together=length <= _MOST_TOGETHER and room.fits,
    )


def _given(asked: FormQuestion, entry: Plain) -> list[str]:
    """The answer's keys as a form has them; a text as it is."""
    answer = entry.get("answer")
    if answer is None:
        return []
    given = map(str, answer if isinstance(answer, (list, tuple)) else [answer])
    spelt = {"true": "yes", "false": "no"} if asked.says_yes_or_no else {}
    return [spelt.get(key, key) for key in given]


def _boxes(asked: FormQuestion, given: Sequence[str]) -> Iterator[_Box]:
    flags = {answer.step: answer for answer in asked.answers if answer.is_half}
    for answer in asked.answers:
        if answer.is_half:
            continue
        flag = flags.get(answer.step) if answer.step else None
        yield _Box(
            box=_mark(asked, answer, given),
            text=answer.detail if answer.name else answer.text,
            key=answer.step,
            name=filled("{name}.", {"name": answer.name}) if answer.detail else answer.name,
            proof=asked.proof_of(answer),
            flag=None if flag is None else _Box(_box(ticked=flag.key in given), flag.flag),
        )


def _mark(asked: FormQuestion, answer: FormAnswer, given: Sequence[str]) -> str:
    """A box, ticked or not; of an order the place of the answer, or room to write it."""
    match asked.shape:
        case Shape.ORDER:
            return str(given.index(answer.key) + 1) if answer.key in given else NO_PLACE_YET
        case Shape.PICK_ONE | Shape.PICK_MANY | Shape.QUANTITY | Shape.PROSE:
            return _box(ticked=answer.key in given)
    assert_never(asked.shape)


def _box(*, ticked: bool) -> str:
    return TICKED_BOX if ticked else EMPTY_BOX


def _row_boxes(row: FormQuestion, entry: Plain, *, may_leave: bool) -> Iterator[str]:
    given = _given(row, entry)
    for answer in row.answers:
        yield _box(ticked=answer.key in given)
    if may_leave:
        yield _box(ticked="not_applicable" in entry)
    yield _box(ticked="unknown" in entry)


# --- what stands beside an answer -----------------------------------------------------------------


def _beside(
    words: Words, entries: Sequence[tuple[str, Plain]], room: Room, *, may_leave: bool
) -> _Beside:
    """Of one question, or of all rows of a matrix, each of which then says its number first."""
    reviews = [entry.get("review") or {} for _, entry in entries]
    verdicts = {review.get("verdict") for review in reviews}
    changed = [str(review["answer"]) for review in reviews if review.get("answer") is not None]
    comments = tuple(_texts(entries, "comment"))
    named = list(chain.from_iterable(entry.get("evidence") or () for _, entry in entries))
    printed = fitting_documents([str(item.get("title") or "") for item in named])
    return _Beside(
        comments=comments,
        lines=1 if comments else room.lines,
        documents=_documents(named[:printed], room.documents),
        more_documents=_more_documents(words, len(named) - printed),
        leave=_state(entries, "not_applicable") if may_leave else None,
        unknown=_state(entries, "unknown"),
        recheck=any("recheck" in entry for _, entry in entries),
        verdicts=(
            _Box(
                _box(ticked="accepted" in verdicts),
                words.say_as("verdict of a reviewer", "accepted"),
            ),
            _Box(
                _box(ticked="changed" in verdicts),
                words.say_as("verdict of a reviewer, with room to write behind it", "changed to"),
                key="changed",
                name=", ".join(changed),
            ),
            _Box(_box(ticked="query" in verdicts), words.say_as("verdict of a reviewer", "query")),
        ),
        reviewer=", ".join(str(review["by"]) for review in reviews if review.get("by")),
        note=" ".join(str(review["note"]) for review in reviews if review.get("note")),
    )


def _texts(entries: Iterable[tuple[str, Plain]], key: str) -> Iterator[str]:
    for number, entry in entries:
        if entry.get(key):
            yield f"{number}: {entry[key]}" if number else str(entry[key])


def _state(entries: Sequence[tuple[str, Plain]], key: str) -> _Box:
    return _Box(
        _box(ticked=any(key in entry for _, entry in entries)), " ".join(_texts(entries, key))
    )


def _more_documents(words: Words, more: int) -> str:
    if not more:
        return ""
    return words.count(
        "{n} more document is named; a form to type in has all of them.",
        "{n} more documents are named; a form to type in has all of them.",
        more,
    )


def _documents(named: Sequence[Plain], rows: int) -> tuple[_Document, ...]:
    """Those that are named, and rows to write in: as many as there is room for, one at least."""
    known = [_document(item) for item in named]
    return (*known, *[_Document()] * max(rows - len(known), 1))


def _document(item: Plain) -> _Document:
    """A document as it is named; by hand its address is written where its reference is."""
    title, reference, date, page, url = (
        str(item.get(key) or "") for key in ("title", "reference", "date", "page", "url")
    )
    where = shown_address(address) if (address := web_address(url)) else url
    return _Document(title, in_a_row((reference, where), "; "), date, page)
