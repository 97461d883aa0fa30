"""What submissions still need, as one page that needs no network and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coherence_kit import content
from coherence_kit.charts import DEFAULT_PALETTE, AnswerCounts, answer_squares
from coherence_kit.documents.templates import render
from coherence_kit.i18n import long_date, plural
from coherence_kit.model.status import Broken, Need, Status, Tally, Wanted
from coherence_kit.problems import Problem
from coherence_kit.rendering.breaks import breakable
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.rendering.status_text import HEADINGS, answered, explained, in_words, short_names, signed

TEMPLATE = "status/status.html.jinja"
TITLE = "Status of submissions"


@dataclass(frozen=True, slots=True)
class _Row:
    """A question that needs something."""

    number: str
    label: str
    answer: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """What a section needs."""

    number: str
    title: str
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _List:
    heading: str
    count: int
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _SectionRow:
    number: str
    title: str
    answered: str
    missing: str


@dataclass(frozen=True, slots=True)
class _Card:
    """One submission."""

    anchor: str
    name: str
    status: Status
    respondent: str
    about: str
    squares: Markup
    in_words: str
    signed: str
    answered: str
    needs: tuple[str, ...]
    sections: tuple[_SectionRow, ...]
    lists: tuple[_List, ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class _BrokenCard:
    source: str
    faults: tuple[_Fault, ...]


def status_html(files: Sequence[Status | Broken]) -> str:
    """The page, in the order in which the files were given; broken ones stand at its end."""
    read = [file for file in files if isinstance(file, Status)]
    broken = [file for file in files if isinstance(file, Broken)]
    names = short_names([status.source for status in read])
    style = _style()
    context = {
        "title": TITLE,
        "summary": _summary(read, broken),
        "cards": [_card(place, name, one) for place, (name, one) in enumerate(zip(names, read, strict=True), start=1)],
        "broken": [_broken(file) for file in broken],
        "policy": _policy(style),
        "style": Markup(style),  # noqa: S704 - a file of the kit and colours that are checked to be colours
    }
    return render(content.folder("report_templates"), TEMPLATE, context, filters={"breakable": breakable}) + "\n"


def _summary(read: Sequence[Status], broken: Sequence[Broken]) -> str:
    complete = sum(status.is_complete for status in read)
    wanting = len(read) - complete
    parts = [
        f"{wanting} with something missing" if wanting else "",
        f"{complete} in which nothing is missing" if complete else "",
        f"{len(broken)} that cannot be read" if broken else "",
    ]
    count = len(read) + len(broken)
    return f"{count} {plural(count, 'file', 'files')}: {', '.join(part for part in parts if part)}."


def _card(place: int, name: str, status: Status) -> _Card:
    when = (status.country, status.round, long_date(status.date) if status.date else "")
    return _Card(
        anchor=f"f{place}",
        name=name,
        status=status,
        respondent=", ".join(part for part in (status.entity, status.role) if part) or "Respondent not stated",
        about=" · ".join(part for part in when if part),
        squares=_squares(status.tally),
        in_words=in_words(status.tally),
        signed=signed(status),
        answered=answered(status.tally),
        needs=tuple(str(len(status.needing(need)) or "–") for need in Need),
        sections=tuple(
            _SectionRow(one.number, one.title, answered(one.tally), str(one.tally.missing or "–"))
            for one in status.sections
        ),
        lists=tuple(_list(status, need) for need in Need if status.needing(need)),
    )


def _squares(tally: Tally) -> Markup:
    counts = AnswerCounts(
        answered=tally.answered,
        unknown=tally.unknown,
        unanswered=tally.unanswered + tally.open,
        not_applicable=tally.not_applicable + tally.not_asked,
    )
    drawn = answer_squares(counts, f"{in_words(tally)}.", palette=DEFAULT_PALETTE)
    return Markup(drawn)  # noqa: S704 - charts escape the only text they take


def _list(status: Status, need: Need) -> _List:
    items = status.needing(need)
    groups = tuple(
        _Group(section.number, section.title, tuple(_row(item) for item in items if item.section == place))
        for place, section in enumerate(status.sections)
        if any(item.section == place for item in items)
    )
    return _List(HEADINGS[need], len(items), groups)


def _row(item: Wanted) -> _Row:
    return _Row(item.number, item.label, item.answer, tuple(explained(item)))


def _broken(file: Broken) -> _BrokenCard:
    return _BrokenCard(file.source, tuple(_Fault(_place(problem), in_one_line(problem)) for problem in file.problems))


def _place(problem: Problem) -> str:
    if problem.cell:
        return problem.cell
    return f"Line {problem.line}" if problem.line else "The file"


# --- what is put into the page as it is -------------------------------------------------------------------------------


def _style() -> str:
    text = (content.folder("report_templates") / "status" / "status.css").read_text(encoding="utf-8")
    names = ("ink", "muted", "accent", "line", "hair", "zone", "paper")
    colours = "; ".join(f"--{name}: {getattr(DEFAULT_PALETTE, name)}" for name in names)
    return f"\n:root {{ {colours} }}\n{text}"


def _policy(style: str) -> str:
    """What the page may do: use its one style; run, load, send, embed nothing."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'"
