"""What submissions still need, for a terminal of 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from coherence_kit.model.status import Broken, Need, Status, Wanted
from coherence_kit.problems import one_line, told_apart
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.status_words import (
    HEADINGS,
    answered_form,
    dealt_with,
    explained,
    faults,
    flat,
    problems_counted,
    progress,
    signed,
)
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.words import Words, words_of

WIDTH = 100
MOST = 10
"""Of each list, unless all is asked for."""
_FIRST_WIDTH = 30
_FIGURES = 50  # the columns behind the title of a section
_LEAST_ROOM = 16  # a shorter name of a respondent says nothing


def status_text(
    files: Sequence[Status | Broken], *, every: bool = False, language: str = "en"
) -> str:
    """Of several files a table first, then what each needs; what cannot be read stands last."""
    words = words_of(language)
    read = [file for file in files if isinstance(file, Status)]
    broken = [file for file in files if isinstance(file, Broken)]
    blocks = [_overview(words, files)] if len(files) > 1 else []
    blocks += [_status(words, status, every=every) for status in read]
    if broken:
        blocks.append(_broken(words, broken))
    return ("\n\n" + "─" * WIDTH + "\n\n").join("\n".join(block) for block in blocks) + "\n"


# --- several files -------------------------------------------------------------------------------


def _overview(words: Words, files: Sequence[Status | Broken]) -> list[str]:
    """A line for each file in the order given, those that cannot be read too."""
    names = told_apart([one_line(file.source) for file in files])
    rows: list[tuple[str, ...]] = [
        (
            words.count("{n} file", "{n} files", len(files)),
            words.say_as("column", "dealt with"),
            words.say_as("column", "to do"),
            words.say_as("column", "look again"),
            words.say_as("column", "missing"),
            words.say_as("column", "problems"),
            words.say_as("column", "signed"),
        )
    ]
    rows += [
        (_cut_middle(name, _FIRST_WIDTH), *figures(words, file))
        for name, file in zip(names, files, strict=True)
    ]
    lines = list(table(rows))
    room = WIDTH - max(map(len, lines)) - 2
    if room < _LEAST_ROOM:
        return _with_lines_below(lines, [_respondent(words, file) for file in files])
    respondents = ["", *(_cut(_respondent(words, file), room) for file in files)]
    width = max(map(len, lines))
    return [
        f"{line.ljust(width)}  {who}".rstrip() for line, who in zip(lines, respondents, strict=True)
    ]


def _with_lines_below(lines: Sequence[str], respondents: Sequence[str]) -> list[str]:
    """The table with each respondent below its file, where there is no room beside it."""
    below = (f"  {_cut(who, WIDTH - 2)}" for who in respondents)
    return [
        lines[0],
        *(line for pair in zip(lines[1:], below, strict=True) for line in pair),
    ]


def _respondent(words: Words, file: Status | Broken) -> str:
    if isinstance(file, Broken):
        return words.say("cannot be read")
    return flat(file.entity) or words.say("respondent not stated")


def figures(words: Words, file: Status | Broken) -> tuple[str, ...]:
    """Of a file: dealt with, to do, look again, missing, problems, signed."""
    if isinstance(file, Broken):
        return (*[NO_FIGURE] * 4, str(file.errors), NO_FIGURE)
    tally = file.tally
    counts = (tally.to_do, file.look_again(), tally.missing, file.errors)
    return (
        dealt_with(words, tally),
        *(str(count or NO_FIGURE) for count in counts),
        words.say("yes") if file.signed_off else words.say("no"),
    )


def _broken(words: Words, broken: Sequence[Broken]) -> list[str]:
    """A path stands in one line, or nobody could copy it."""
    files = [
        "  "
        + words.say(
            "{heading}: {text}",
            heading=one_line(file.source),
            text=problems_counted(words, file.errors),
        )
        for file in broken
    ]
    return [words.say("Cannot be read ({number})", number=len(broken)), *files]


# --- one file ------------------------------------------------------------------------------------


def _status(words: Words, status: Status, *, every: bool) -> list[str]:
    parts = [_heading(words, status), _sections(words, status)]
    parts += [_list(words, status, need, every=every) for need in Need if status.needing(need)]
    if status.is_complete:
        parts.append([words.say("Nothing is wanted.")])
    return "\n\n".join("\n".join(lines) for lines in parts).splitlines()


def _heading(words: Words, status: Status) -> list[str]:
    who = ", ".join(part for part in (status.entity, status.role) if part)
    when = (status.country, status.round, status.date.isoformat() if status.date else "")
    about = " · ".join(part for part in when if part)
    lines = [
        *_entry("", flat(who) or words.say("Respondent not stated")),
        *_entry("", flat(about)),
        *_entry("", answered_form(words, status)),
        one_line(status.source),  # in one line, or nobody could copy it
        "",
        *_entry("", f"{progress(words, status.tally)}."),
        *_entry("", faults(words, status)),
        *_entry("", signed(words, status)),
    ]
    return [line for place, line in enumerate(lines) if line or 0 < place < len(lines) - 1]


def _sections(words: Words, status: Status) -> list[str]:
    rows: list[tuple[str, ...]] = [
        (
            words.say_as("column", "Section"),
            words.say_as("column", "dealt with"),
            words.say_as("column", "to do"),
            words.say_as("column", "look again"),
            words.say_as("column", "missing"),
        )
    ]
    rows += [
        (
            _cut(f"{section.number} {flat(section.title)}", WIDTH - _FIGURES),
            *section_figures(words, status, place),
        )
        for place, section in enumerate(status.sections)
    ]
    return list(table(rows))


def section_figures(words: Words, status: Status, place: int) -> tuple[str, ...]:
    """Of the section at a place: dealt with, to do, look again, missing."""
    tally = status.sections[place].tally
    counts = (tally.to_do, status.look_again(place), tally.missing)
    return dealt_with(words, tally), *(str(count or NO_FIGURE) for count in counts)


def _list(words: Words, status: Status, need: Need, *, every: bool) -> list[str]:
    items = status.needing(need)
    shown = items if every else tuple(item for item in items if item.rank <= MOST)
    heading = words.say(HEADINGS[need])
    lines = [f"{heading} ({len(items)})"]
    if len(shown) < len(items):
        lines = [
            words.say(
                "{heading} ({all}; here {shown} to begin with)",
                heading=heading,
                all=len(items),
                shown=len(shown),
            )
        ]
    width = max(len(item.number) for item in shown)
    for place, group in groupby(shown, key=lambda item: item.section):
        section = status.sections[place]
        lines += _entry("  ", f"{section.number} {flat(section.title)}")
        for item in group:
            lines += _item(words, item, width)
    left = len(items) - len(shown)
    if left:
        lines.append(
            words.count(
                "  … and {n} other; --all shows all, --format csv has a line for each",
                "  … and {n} others; --all shows all, --format csv has a line for each",
                left,
            )
        )
    return lines


def _item(words: Words, item: Wanted, width: int) -> Iterator[str]:
    given = f", {_cut(flat(item.answer), MOST * 4)}" if item.answer else ""
    indent = " " * (6 + width)
    yield from _entry(f"    {item.number.ljust(width)}  ", f"{flat(item.label)}{given}")
    for line in explained(words, item):
        yield from _entry(indent, line)


# --- words ---------------------------------------------------------------------------------------


def _entry(lead: str, text: str) -> list[str]:
    """A text in lines of 100 columns, the first after a lead, the others below it."""
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _cut_middle(text: str, most: int) -> str:
    """The beginning, where folders differ, and the end, where names do."""
    front = most // 2
    return text if len(text) <= most else f"{text[:front]}…{text[front + 1 - most :]}"
