"""What submissions still need, as one page that needs no network and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coherence_kit.model.status import Broken, Need, Status, Wanted
from coherence_kit.problems import Problem, shortened, told_apart
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.problem_words import in_one_line
from coherence_kit.rendering.squares import squares
from coherence_kit.rendering.status_page import status_page
from coherence_kit.rendering.status_words import (
    HEADINGS,
    answered_form,
    explained,
    faults,
    progress,
    signed,
)
from coherence_kit.rendering.terminal.status import figures, section_figures
from coherence_kit.words import Words, message, words_of

if TYPE_CHECKING:
    from markupsafe import Markup

TEMPLATE = "status/status.html.jinja"
_SECTION_HEADS = (
    message("Dealt with"),
    message("To do"),
    message("Look again"),
    message("Missing"),
)
_FILE_HEADS = (*_SECTION_HEADS, message("Problems"), message("Signed off"))


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
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _FileRow:
    """A file in the table of all; its figures as the terminal has them."""

    anchor: str
    name: str
    respondent: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class _Card:
    """One submission."""

    anchor: str
    status: Status
    respondent: str
    about: str
    form: str
    squares: Markup
    in_words: str
    problems: str
    signed: str
    sections: tuple[_SectionRow, ...]
    lists: tuple[_List, ...]
    faults: tuple[_Fault, ...]


@dataclass(frozen=True, slots=True)
class _FileRows:
    """The heads of the table of all files, and its lines."""

    heads: tuple[str, ...]
    rows: tuple[_FileRow, ...]


@dataclass(frozen=True, slots=True)
class _BrokenCard:
    source: str
    faults: tuple[_Fault, ...]


def status_html(files: Sequence[Status | Broken], language: str = "en") -> str:
    """The page, in the order in which the files were given; broken ones stand at its end."""
    words = words_of(language)
    read = [file for file in files if isinstance(file, Status)]
    broken = [file for file in files if isinstance(file, Broken)]
    cards = [
        _card(words, f"f{place}", file)
        for place, file in enumerate(files, start=1)
        if isinstance(file, Status)
    ]
    contents = {
        "title": words.say("Status of submissions"),
        "summary": _summary(words, read, broken),
        "files": _files(words, files) if len(files) > 1 else None,
        "heads": tuple(map(words.say, _SECTION_HEADS)),
        "cards": cards,
        "broken": [_broken(words, file) for file in broken],
    }
    return status_page(TEMPLATE, words, contents)


def _summary(words: Words, read: Sequence[Status], broken: Sequence[Broken]) -> str:
    complete = sum(status.is_complete for status in read)
    wanting = len(read) - complete
    faulty = sum(bool(status.errors) for status in read)
    parts = [
        words.say("Something is wanted in {number}.", number=wanting) if wanting else "",
        words.say("Problems in {number}.", number=faulty) if faulty else "",
        words.say("Nothing is wanted in {number}.", number=complete) if complete else "",
        words.say("Cannot be read: {number}.", number=len(broken)) if broken else "",
    ]
    count = len(read) + len(broken)
    return " ".join([words.count("{n} file.", "{n} files.", count), *filter(None, parts)])


def _files(words: Words, files: Sequence[Status | Broken]) -> _FileRows:
    names = told_apart([file.source for file in files])
    rows = tuple(
        _FileRow(
            f"f{place}" if isinstance(file, Status) else "broken",
            name,
            (file.entity or NO_FIGURE) if isinstance(file, Status) else words.say("cannot be read"),
            figures(words, file),
        )
        for place, (name, file) in enumerate(zip(names, files, strict=True), start=1)
    )
    return _FileRows(tuple(map(words.say, _FILE_HEADS)), rows)


def _card(words: Words, anchor: str, status: Status) -> _Card:
    when = (status.country, status.round, words.date(status.date) if status.date else "")
    in_words = progress(words, status.tally)
    return _Card(
        anchor=anchor,
        status=status,
        respondent=", ".join(part for part in (status.entity, status.role) if part)
        or words.say("Respondent not stated"),
        about=" · ".join(part for part in when if part),
        form=answered_form(words, status),
        squares=squares(status.tally, f"{in_words}."),
        in_words=in_words,
        problems=faults(words, status),
        signed=signed(words, status),
        sections=tuple(
            _SectionRow(one.number, one.title, section_figures(words, status, place))
            for place, one in enumerate(status.sections)
        ),
        lists=tuple(_list(words, status, need) for need in Need if status.needing(need)),
        faults=_faults(words, status.problems),
    )


def _list(words: Words, status: Status, need: Need) -> _List:
    items = status.needing(need)
    groups = tuple(
        _Group(
            section.number,
            section.title,
            tuple(_row(words, item) for item in items if item.section == place),
        )
        for place, section in enumerate(status.sections)
        if any(item.section == place for item in items)
    )
    return _List(words.say(HEADINGS[need]), len(items), groups)


def _row(words: Words, item: Wanted) -> _Row:
    return _Row(item.number, item.label, item.answer, tuple(explained(words, item)))


def _broken(words: Words, file: Broken) -> _BrokenCard:
    return _BrokenCard(file.source, _faults(words, file.problems))


def _faults(words: Words, problems: Sequence[Problem]) -> tuple[_Fault, ...]:
    return tuple(
        _Fault(_place(words, problem), in_one_line(problem)) for problem in shortened(problems)
    )


def _place(words: Words, problem: Problem) -> str:
    if problem.cell:
        return problem.cell
    if problem.line:
        return words.say("Line {number}", number=problem.line)
    return words.say("The file")
