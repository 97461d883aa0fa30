"""How far a round has come, for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import chain, islice

from coherence_kit.model.round_status import (
    DisputedQuestion,
    FormStatus,
    QuestionnaireStatus,
    RespondentStatus,
    RoundStatus,
)
from coherence_kit.model.rounds import Kind
from coherence_kit.problems import one_line
from coherence_kit.rendering.round_status_words import (
    AWAITED,
    BETWEEN,
    DISPUTED,
    GLUE,
    KINDS,
    NOBODY_ANSWERED,
    NOBODY_ASKED,
    OUTSIDE,
    about_lead,
    apart,
    asked_of,
    figures,
    has_several_forms,
    heading_of_silent,
    heads,
    kind_name,
    named,
    needs,
    open_groups,
    summary,
    title,
    together,
    until_decided,
    who_decides,
    who_said,
    why_left_out,
)
from coherence_kit.rendering.status_words import flat
from coherence_kit.rendering.terminal.status import MOST
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.words import Words, words_of

WIDTH = 80
_LEAST_ROOM = 16  # a shorter name of a respondent says nothing
_MOST_NAMES = 5
_MOST_SAID = 8
"""Respondents to one question who are named; of more it says how many gave which answer."""

Block = list[str]


def round_status_text(status: RoundStatus, *, every: bool = False) -> str:
    """The round in sentences, then the government, stakeholders and the files left out.

    Args:
        status: what is said.
        every: what each respondent still needs too, and long lists in full.

    """
    words = words_of(status.language)
    page = _Page(words, status, every=every)
    blocks = [page.head()]
    for kind in KINDS:
        if status.of_kind(kind) or any(part.kind == kind for part in status.questionnaires):
            blocks += page.of_kind(kind)
    if status.left_out:
        blocks.append(page.left_out())
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


class _Page:
    """The blocks of the text."""

    def __init__(self, words: Words, status: RoundStatus, *, every: bool) -> None:
        self.words, self.status, self.every = words, status, every
        self.most_names = None if every else _MOST_NAMES

    def head(self) -> Block:
        """What round it is, and how it stands."""
        return [
            *_wrapped(title(self.words, self.status)),
            one_line(self.status.source),  # in one line, or nobody could copy it
            "",
            *(line for said in summary(self.words, self.status) for line in _wrapped(said)),
        ]

    def of_kind(self, kind: Kind) -> list[Block]:
        """What respondents of a kind have sent and still need."""
        name = kind_name(self.words, kind)
        respondents = self.status.of_kind(kind)
        several = has_several_forms(self.status, kind)
        blocks = [[name, "─" * WIDTH]] if len(self._kinds()) > 1 else []
        silent = [one for one in respondents if not one.has_sent]
        heard = [one for one in respondents if one.has_sent]
        blocks += [self._silent(silent, several=several)] if silent else []
        blocks += [self._table(heard, several=several)] if heard else []
        for part in self.status.questionnaires:
            if part.kind == kind:
                blocks += self._questions(part, several=several)
        blocks += self._needs(heard, several=several)
        return blocks

    def _kinds(self) -> list[Kind]:
        return [kind for kind in KINDS if self.status.of_kind(kind)]

    # --- respondents ---------------------------------------------------------------------------

    def _silent(self, silent: list[RespondentStatus], *, several: bool) -> Block:
        lines = [f"{heading_of_silent(self.words, self.status)} ({len(silent)})"]
        for one in silent:
            contact = f", {flat(one.contact)}" if one.contact else ""
            lines += _wrapped(f"{one.entity}{contact}", "  ")
            for asked in asked_of(self.words, one, by_title=several):
                lines += _wrapped(asked, "    ")
        return lines

    def _table(self, heard: list[RespondentStatus], *, several: bool) -> Block:
        count = self.words.count("{n} respondent", "{n} respondents", len(heard))
        rows: list[tuple[str, ...]] = [(count, *heads(self.words))]
        rows += [
            (
                f"  {form.status.questionnaire}" if several else one.entity,
                *figures(self.words, form),
            )
            for one in heard
            for form in one.forms
        ]
        columns = zip(*(row[1:] for row in rows), strict=True)
        room = WIDTH - sum(max(map(len, column)) + 2 for column in columns)
        room = max(room, _LEAST_ROOM)
        head, *lines = table([(_cut(row[0], room), *row[1:]) for row in rows])
        if not several:
            return [head, *lines]
        forms = iter(lines)
        below = ([*_wrapped(one.entity), *islice(forms, len(one.forms))] for one in heard)
        return [head, *chain.from_iterable(below)]

    def _needs(self, heard: list[RespondentStatus], *, several: bool) -> list[Block]:
        """What answers need that are there, and if all is wanted what is not answered too."""
        blocks = []
        for one in heard:
            lines: Block = []
            for form in one.forms:
                found = list(self._needs_of(one, form))
                if several and found:
                    lines += _wrapped(flat(form.status.title), "  ")
                lines += found
            if lines:
                blocks.append([*_wrapped(one.entity), *lines])
        return blocks

    def _needs_of(self, one: RespondentStatus, form: FormStatus) -> Iterator[str]:
        if not form.is_sent:
            return
        told = self.status.asked_alone(one, form)
        for heading, questions in needs(self.words, form, told, answers=self.every):
            yield from _wrapped(heading, "  ")
            yield from _wrapped(questions, "    ")

    # --- questions -----------------------------------------------------------------------------

    def _questions(self, part: QuestionnaireStatus, *, several: bool) -> list[Block]:
        of = flat(part.title) if several else ""
        blocks = (
            [
                _wrapped(
                    f"{flat(part.title)}. {together(self.words, part)}"
                    if several
                    else together(self.words, part)
                )
            ]
            if part.tally.dealt_with
            else []
        )
        if part.disputed:
            blocks.append(self._disputed(part, of))
        if part.awaited:
            lines = _heading(self.words, self.words.say(AWAITED), of, len(part.awaited))
            for one in part.awaited:
                lines += _wrapped(named(one.question), "  ")
                lines += _wrapped(who_decides(self.words, one.to_decide), "    ")
            blocks.append(lines)
        if part.outside:
            lines = _heading(self.words, self.words.say(OUTSIDE), of, len(part.outside))
            lines += _wrapped(BETWEEN.join(map(named, part.outside)), "  ")
            blocks.append(lines)
        for heading, questions in (
            (NOBODY_ANSWERED, part.unanswered),
            (NOBODY_ASKED, part.unasked),
        ):
            if questions:
                lines = _heading(self.words, self.words.say(heading), of, len(questions))
                for gathered, asked in open_groups(self.words, part, questions, self.most_names):
                    lines += _wrapped(gathered, "  ")
                    lines += _wrapped(asked, "    ")
                blocks.append(lines)
        return blocks

    def _disputed(self, part: QuestionnaireStatus, of: str) -> Block:
        shown = part.disputed if self.every else part.disputed[:MOST]
        lines = _heading(self.words, self.words.say(DISPUTED), of, len(part.disputed))
        lines += _wrapped(until_decided(self.words, self.status), "  ")
        for dispute in shown:
            lines += self._dispute(dispute)
        left = len(part.disputed) - len(shown)
        if left:
            lines.append(
                self.words.count(
                    "  … and {n} other; --all shows all, --format csv has a line for each",
                    "  … and {n} others; --all shows all, --format csv has a line for each",
                    left,
                )
            )
        return lines

    def _dispute(self, dispute: DisputedQuestion) -> Iterator[str]:
        words = self.words
        head = ", ".join(filter(None, (named(dispute.question), apart(words, dispute))))
        yield from _wrapped(head, "  ")
        number = sum(len(said.respondents) for said in dispute.said)
        in_brief = number > _MOST_SAID and not self.every
        for said in dispute.said:
            who = who_said(words, said, dispute.lead, in_brief=in_brief)
            text = words.say("{heading}: {text}", heading=flat(said.answer), text=who)
            yield from _wrapped(text, "    ")
        for line in (about_lead(words, dispute), who_decides(words, dispute.to_decide)):
            yield from _wrapped(line, "    ")

    # --- files ---------------------------------------------------------------------------------

    def left_out(self) -> Block:
        """Files that do not count; a path stands in one line, or nobody could copy it."""
        lines = [self.words.say("Files left out ({number})", number=len(self.status.left_out))]
        for file in self.status.left_out:
            lines.append(f"  {one_line(file.source)}")
            lines += _wrapped(why_left_out(file), "    ")
        return lines


def _heading(words: Words, heading: str, of: str, number: int) -> Block:
    """What a list holds, of which questionnaire where there are several, and how many."""
    said = words.say("{heading}: {text}", heading=heading, text=of) if of else heading
    return _wrapped(f"{said}{GLUE}({number})")


def _wrapped(text: str, lead: str = "") -> list[str]:
    """A text in lines of 80 columns, those behind the first one set in a little."""
    further = f"{lead}  " if lead else ""
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=lead, subsequent_indent=further, break_long_words=False
    )
    return [line.replace(GLUE, " ") for line in lines]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
