"""Annex D: the items of other frameworks that the answers bear on, and those that nobody asked.

A reading, and no figure: there is none for an item or for a framework.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.mappings import Bearing, ItemCoverage, cover_items
from coherence_kit.model.mapping import FrameworkMapping, MappedQuestion
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape
from coherence_kit.rendering.report.context import ChapterContext
from coherence_kit.rendering.report.questions import answer_name, question_summary
from coherence_kit.rendering.report.words import cut, ended
from coherence_kit.words import in_a_row, message
from coherence_kit.words.states import state_name

_LONGEST_ANSWER = 40
# Tiles of states: what is left out has none, what is open is not answered yet.
_TILES = {"not_applicable": "", "not_asked": "", "open": "unanswered"}


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """A question that bears on an item, with its answer.

    `text` is the step reached, or the sign of an answer that is missing; `css` are the colours of
    its tile, empty where the answer has no score. `is_same` where it asks what the item says.
    """

    number: str
    anchor: str
    text: str
    css: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that is asked: by questions that ask it or a part of it, and by supporting ones."""

    number: str
    label: str
    is_touched_only: bool
    asking: tuple[AnswerMark, ...]
    supporting: tuple[AnswerMark, ...]


@dataclass(frozen=True, slots=True)
class FrameworkTable:
    """A framework; `silent` names the items that are not asked here, and why they are not."""

    title: str
    about: str
    rows: tuple[ItemRow, ...]
    silent: str


@dataclass(frozen=True, slots=True)
class Frameworks:
    """The frameworks in the order of their mappings; `reading` says whose reading the tables are.

    It is said of each framework where several people have read them.
    """

    reading: str
    tables: tuple[FrameworkTable, ...]


def frameworks(context: ChapterContext) -> Frameworks | None:
    """The frameworks that a question of this chapter bears on; None if there is none."""
    mappings = context.assessment.mappings
    if not mappings:
        return None
    readers = {context.localize(mapping.made_by) for mapping in mappings}
    is_one = len(readers) == 1
    if is_one:
        reading = context.words.say(
            "Which question bears on which item is the reading of {readers}, not of those who "
            "issued a framework.",
            readers=readers.pop(),
        )
    else:
        reading = context.words.say(
            "Which question bears on which item is the reading of those named below each title, "
            "not of those who issued a framework."
        )
    tables = tuple(_table(context, mapping, names_readers=not is_one) for mapping in mappings)
    return Frameworks(reading, tables)


def _table(
    context: ChapterContext, mapping: FrameworkMapping, *, names_readers: bool
) -> FrameworkTable:
    def is_asked(line: MappedQuestion) -> bool:
        asked = _is_here(context, line) and line.id in context.assessment.questions
        return asked and context.node(line.id).state != "not_asked"

    items = cover_items(mapping, is_asked)
    silent = [item for item in items if not item.is_asked]
    return FrameworkTable(
        title=context.localize(mapping.title, is_name=True),
        about=_about(context, mapping, names_readers=names_readers),
        rows=tuple(_row(context, item) for item in items if item.is_asked),
        silent=in_a_row(_silent(context, silent)),
    )


def _about(context: ChapterContext, mapping: FrameworkMapping, *, names_readers: bool) -> str:
    """Place and edition of the text, its standing, and whose reading this is."""
    say, localize = context.words.say, context.localize
    sentences = [
        say(
            "{reference}, {edition}.",
            reference=localize(mapping.reference),
            edition=localize(mapping.edition),
        ),
        say("Standing: {standing}.", standing=localize(mapping.standing)),
        ended(localize(mapping.scope)) if mapping.scope else "",
        say("Read by {readers}.", readers=localize(mapping.made_by)) if names_readers else "",
    ]
    return in_a_row(sentences)


def _row(context: ChapterContext, item: ItemCoverage) -> ItemRow:
    asking = (*item.of_relation("same"), *item.of_relation("part"))
    return ItemRow(
        number=context.printable(item.item.number, is_name=True),
        label=context.localize(item.item.label),
        is_touched_only=item.is_touched_only,
        asking=_marks(context, asking),
        supporting=_marks(context, item.of_relation("supports")),
    )


def _marks(context: ChapterContext, bearings: Iterable[Bearing]) -> tuple[AnswerMark, ...]:
    return tuple(_mark(context, bearing) for bearing in bearings)


def _mark(context: ChapterContext, bearing: Bearing) -> AnswerMark:
    name = bearing.line.id
    node = context.node(name)
    text, css = _unscored(context, name), ""
    if node.kind == "question" and node.scored:
        summary = question_summary(context, name)
        text = summary.move.partition(f" {context.arrow} ")[0]
        css = _TILES.get(node.state, summary.step_class)
    return AnswerMark(
        number=context.numbers[name],
        anchor=context.anchor("a", name),
        text=text,
        css=css,
        is_same=bearing.relation == "same",
    )


def _unscored(context: ChapterContext, name: str) -> str:
    """An answer that has no step: in a few words, of a matrix how many of its rows are answered.

    Of a text or a date only that there is one: it stands in annex A.
    """
    node = context.node(name)
    if node.kind != "question":
        answered = [row for row in node.children if context.node(row).state == "answered"]
        return f"{len(answered)}/{len(node.children)}"
    is_prose = kind_of(context.question(name)).shape is Shape.PROSE
    if node.state != "answered" or is_prose:
        return state_name(context.words, node.state)
    return context.printable(cut(answer_name(context, name), _LONGEST_ANSWER), is_name=True)


class _Silence(enum.IntEnum):
    """Why no question of the questionnaire asks an item, in the order in which it is told."""

    LONG_FORM = 1  # only the short form leaves it out
    NEEDLESS = 2
    NOBODY = 3


# Each reason alone, and where other questionnaires ask the item.
_SILENT = {
    _Silence.LONG_FORM: (
        message("Asked in the long form only: {items}."),
        message("Not asked here, but in the long form and in {questionnaires}: {items}."),
    ),
    _Silence.NEEDLESS: (
        message("Made needless by the answer to another question: {items}."),
        message(
            "Made needless here by the answer to another question, but asked in "
            "{questionnaires}: {items}."
        ),
    ),
    _Silence.NOBODY: (
        message("Not asked: {items}."),
        message("Not asked here, but in {questionnaires}: {items}."),
    ),
}


def _is_here(context: ChapterContext, line: MappedQuestion) -> bool:
    return line.questionnaire == context.assessment.questionnaire.id


def _why_silent(context: ChapterContext, item: ItemCoverage) -> _Silence:
    here = {line.id for line in item.left_out if _is_here(context, line)}
    if not here.isdisjoint(context.assessment.long_only):
        return _Silence.LONG_FORM
    is_hidden = not here.isdisjoint(context.assessment.questions)
    return _Silence.NEEDLESS if is_hidden else _Silence.NOBODY


def _others(context: ChapterContext, item: ItemCoverage) -> tuple[str, ...]:
    """The other questionnaires that ask an item."""
    asking = (line.questionnaire for line in item.left_out if not _is_here(context, line))
    return tuple(dict.fromkeys(asking))


def _silent(context: ChapterContext, items: Sequence[ItemCoverage]) -> Iterator[str]:
    """The items that are not asked, by the reason and by the other questionnaires that ask them."""
    groups: dict[tuple[_Silence, tuple[str, ...]], list[ItemCoverage]] = {}
    for item in items:
        why = _why_silent(context, item)
        groups.setdefault((why, _others(context, item)), []).append(item)
    for (why, names), alike in sorted(groups.items()):
        alone, beside_others = _SILENT[why]
        yield context.words.say(
            beside_others if names else alone,
            questionnaires=context.words.enumerate([*map(context.printable, names)]),
            items=_names(context, alike),
        )


def _names(context: ChapterContext, items: Iterable[ItemCoverage]) -> str:
    return in_a_row(
        (
            in_a_row((context.printable(item.item.number), context.localize(item.item.label)))
            for item in items
        ),
        "; ",
    )
