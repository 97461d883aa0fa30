"""What submissions still need, for a terminal of 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath

from coherence_kit.i18n import plural
from coherence_kit.model.status import Broken, Need, Status, Tally, Wanted
from coherence_kit.rendering.terminal.tables import NO_FIGURE, table

WIDTH = 100
MOST = 10
"""Of each list, unless all is asked for."""
_FIRST_WIDTH = 30
_FIGURES = 50  # the columns behind the title of a section
_LEAST_ROOM = 16  # a shorter name of a respondent says nothing

HEADINGS = {
    Need.ANSWER: "Without an answer",
    Need.DOCUMENT: "Answers that lack a document",
    Need.RECHECK: "To be re-checked",
    Need.QUERY: "Queried by a reviewer",
    Need.CHANGE: "Changed by a reviewer",
}


def status_text(files: Sequence[Status | Broken], *, every: bool = False) -> str:
    """Of several files a table first; then of each what it needs, most useful first; what cannot be read last."""
    read = [file for file in files if isinstance(file, Status)]
    broken = [file for file in files if isinstance(file, Broken)]
    blocks = [_overview(files)] if len(files) > 1 else []
    blocks += [_status(status, every=every) for status in read]
    if broken:
        blocks.append(_broken(broken))
    return ("\n\n" + "─" * WIDTH + "\n\n").join("\n".join(block) for block in blocks) + "\n"


# --- several files ----------------------------------------------------------------------------------------------------


def _overview(files: Sequence[Status | Broken]) -> list[str]:
    """A line for each file in the order given, those that cannot be read too."""
    names = short_names([file.source for file in files])
    rows: list[tuple[str, ...]] = [
        (
            f"{len(files)} files",
            "dealt with",
            "to do",
            "look again",
            "missing",
            "problems",
            "signed",
        )
    ]
    rows += [
        (_cut_front(name, _FIRST_WIDTH), *figures(file))
        for name, file in zip(names, files, strict=True)
    ]
    lines = list(table(rows))
    room = WIDTH - max(map(len, lines)) - 2
    if room < _LEAST_ROOM:
        return lines
    respondents = ["", *(_cut(_respondent(file), room) for file in files)]
    width = max(map(len, lines))
    return [
        f"{line.ljust(width)}  {who}".rstrip() for line, who in zip(lines, respondents, strict=True)
    ]


def _respondent(file: Status | Broken) -> str:
    if isinstance(file, Broken):
        return "cannot be read"
    return _flat(file.entity) or "respondent not stated"


def figures(file: Status | Broken) -> tuple[str, ...]:
    """Of a file: dealt with, to do, look again, missing, problems, signed; without what cannot be known."""
    if isinstance(file, Broken):
        return (*[NO_FIGURE] * 4, str(file.errors), NO_FIGURE)
    tally = file.tally
    counts = (tally.to_do, file.look_again(), tally.missing, file.errors)
    return (
        dealt_with(tally),
        *(str(count or NO_FIGURE) for count in counts),
        "yes" if file.signed_off else "no",
    )


def short_names(sources: Sequence[str]) -> list[str]:
    """The names of files without their folders, where they differ."""
    names = [PurePath(source).name for source in sources]
    return names if len(set(names)) == len(names) else list(sources)


def dealt_with(tally: Tally) -> str:
    """`12 of 36`, of the questions that are asked."""
    return f"{tally.dealt_with} of {tally.total}"


def _broken(broken: Sequence[Broken]) -> list[str]:
    """A path stands in one line, or nobody could copy it."""
    files = [f"  {file.source}: {_many_problems(file.errors)}" for file in broken]
    return [f"Cannot be read ({len(broken)})", *files]


def _many_problems(count: int) -> str:
    return f"{count} {plural(count, 'problem', 'problems')}"


# --- one file ---------------------------------------------------------------------------------------------------------


def _status(status: Status, *, every: bool) -> list[str]:
    parts = [_heading(status), _sections(status)]
    parts += [_list(status, need, every=every) for need in Need if status.needing(need)]
    if status.is_complete:
        parts.append(["Nothing is wanted."])
    return "\n\n".join("\n".join(lines) for lines in parts).splitlines()


def _heading(status: Status) -> list[str]:
    who = ", ".join(part for part in (status.entity, status.role) if part)
    when = (status.country, status.round, status.date.isoformat() if status.date else "")
    about = " · ".join(part for part in when if part)
    lines = [
        *_entry("", _flat(who) or "Respondent not stated"),
        *_entry("", _flat(about)),
        *_entry("", f"{_flat(status.title)} ({status.questionnaire} {status.version})"),
        status.source,  # in one line, or nobody could copy it
        "",
        *_entry("", f"{in_words(status.tally)}."),
        *_entry("", faults(status)),
        *_entry("", signed(status)),
    ]
    return [line for place, line in enumerate(lines) if line or 0 < place < len(lines) - 1]


def in_words(tally: Tally) -> str:
    """Questions by state, those that there are.

    `12 of 36 dealt with (9 answered, 3 not known); 24 to do (20 unanswered, 4 waiting); 5 not asked`
    """
    done = {
        "answered": tally.answered,
        "not known": tally.unknown,
        "not applicable": tally.not_applicable,
    }
    to_do = {"unanswered": tally.unanswered, "waiting for another answer": tally.open}
    parts = [f"{dealt_with(tally)} dealt with{_parts(done)}"]
    if tally.to_do:
        parts.append(f"{tally.to_do} to do{_parts(to_do)}")
    if tally.not_asked:
        parts.append(f"{tally.not_asked} not asked")
    return "; ".join(parts)


def _parts(counts: Mapping[str, int]) -> str:
    named = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f" ({named})" if named else ""


def faults(status: Status) -> str:
    """That some answers cannot be used, and what names them; empty if all can."""
    if not status.errors:
        return ""
    return f"{_many_problems(status.errors)}: what is wrong counts as unanswered; coherence check says where it stands."


def signed(status: Status) -> str:
    """Whether and by whom it is signed off."""
    return f"Signed off: {_flat(status.signed_off)}" if status.signed_off else "Not signed off."


def _sections(status: Status) -> list[str]:
    rows: list[tuple[str, ...]] = [("Section", "dealt with", "to do", "look again", "missing")]
    rows += [
        (
            _cut(f"{section.number} {_flat(section.title)}", WIDTH - _FIGURES),
            *section_figures(status, place),
        )
        for place, section in enumerate(status.sections)
    ]
    return list(table(rows))


def section_figures(status: Status, place: int) -> tuple[str, ...]:
    """Of the section at a place: dealt with, to do, look again, missing."""
    tally = status.sections[place].tally
    counts = (tally.to_do, status.look_again(place), tally.missing)
    return dealt_with(tally), *(str(count or NO_FIGURE) for count in counts)


def _list(status: Status, need: Need, *, every: bool) -> list[str]:
    items = status.needing(need)
    shown = items if every else tuple(item for item in items if item.rank <= MOST)
    some = f"; here {len(shown)} to begin with" if len(shown) < len(items) else ""
    lines = [f"{HEADINGS[need]} ({len(items)}{some})"]
    width = max(len(item.number) for item in shown)
    for place, group in groupby(shown, key=lambda item: item.section):
        section = status.sections[place]
        lines += _entry("  ", f"{section.number} {_flat(section.title)}")
        for item in group:
            lines += _item(item, width)
    left = len(items) - len(shown)
    if left:
        lines.append(
            f"  … and {left} {plural(left, 'other', 'others')}; --all shows all, --format csv has a line for each"
        )
    return lines


def _item(item: Wanted, width: int) -> Iterator[str]:
    given = f", {_cut(_flat(item.answer), MOST * 4)}" if item.answer else ""
    indent = " " * (6 + width)
    yield from _entry(f"    {item.number.ljust(width)}  ", f"{_flat(item.label)}{given}")
    for line in explained(item):
        yield from _entry(indent, line)


def explained(item: Wanted) -> Iterable[str]:
    """What is known about it, a line each: why it is missing or what would do, and whom to ask."""
    note = _flat(item.note)
    lead = {"unknown": "Unknown", "unanswered": "Comment"}.get(item.state, "")
    if item.state == "open":
        yield note[:1].upper() + note[1:]
    elif item.need is Need.DOCUMENT:
        yield f"Proof: {note}" if note else "Proof: a document by title or reference"
    elif note:
        yield f"{lead}: {note}" if lead else note
    elif item.state == "unknown":
        yield "Unknown"
    if item.who and item.need not in {Need.QUERY, Need.CHANGE}:
        yield f"Who: {_flat(item.who)}"


# --- words ------------------------------------------------------------------------------------------------------------


def _entry(lead: str, text: str) -> list[str]:
    """A text in lines of 100 columns, the first after a lead, the others below it."""
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _cut_front(text: str, most: int) -> str:
    return text if len(text) <= most else "…" + text[1 - most :]
