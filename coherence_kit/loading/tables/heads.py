"""The head of a table: what each of its columns fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from coherence_kit.loading.tables.codes import Codes, codes_for, has_answers
from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.model.columns import FIELDS, ColumnsFile, FieldName
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.problems import Problem, ProblemsFound, did_you_mean, has_errors
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape

BESIDE: Final = ("evidence", "comment")
"""What a column may hold beside the answers to a question: `planning.budget evidence`."""
EXAMPLE: Final = "intragovernmental 2.0"
"""How a cell names a questionnaire, where no other is at hand."""
MOST_COLUMNS: Final = 5_000
_RESULT: Final = frozenset({"value", "text", "low", "high", "level_low", "level_high"})
"""Columns of a table of scores, which the kit writes itself."""
_MOST_HINTED: Final = 50
_MOST_NAMED: Final = 10
_BYTE_ORDER_MARK: Final = "\ufeff"
_WITH_DECIMAL_COMMA: Final = ";"
_LISTS: Final = frozenset({Shape.PICK_MANY, Shape.ORDER})
_LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class KnownQuestions:
    """What a table has to know of a questionnaire.

    Args:
        id: of the questionnaire.
        version: that is in use.
        ids: of its questions, those of earlier versions among them.
        lists: ids of those whose answers are lists.
        quantities: ids of those whose answers are numbers.

    """

    id: str
    version: str
    ids: frozenset[str]
    lists: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()


def known_questions(questionnaire: Questionnaire) -> KnownQuestions:
    """The same of a questionnaire that is loaded."""
    shapes = {question.id: kind_of(question).shape for question in questionnaire.questions()}
    return KnownQuestions(
        questionnaire.id,
        questionnaire.version,
        frozenset({*shapes, *questionnaire.renamed, *questionnaire.removed}),
        frozenset(name for name, shape in shapes.items() if shape in _LISTS),
        frozenset(name for name, shape in shapes.items() if shape is Shape.QUANTITY),
    )


class Column(NamedTuple):
    """A column: its name in the table, the field or question that it fills, and what of it.

    `key` is empty where nothing is read of it. `part` is `evidence` or `comment` of what stands
    beside the answer, else empty.
    """

    name: str
    key: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a table says; it can be sent to another process.

    Args:
        place: of the table, to say where something stands.
        line: that the head stands in.
        columns: in their order, as far as the last one with a name.
        constants: fields that are the same in every row, or where the cell of a row is blank.
        codes: by field or question what codes stand for, where there are such.
        listed: questions of which the codes of all answers are listed.
        questionnaires: those that the table is known to answer, by id.
        delimiter: the sign between cells of a CSV file; empty for other kinds.
        problems: warnings.

    """

    place: TablePlace
    line: int
    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Codes] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    questionnaires: Mapping[str, KnownQuestions] = field(default_factory=dict)
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """Ids of the questions that have a column, in the order of the columns."""
        answers = (column for column in self.columns if column.key and not column.part)
        return tuple(column.key for column in answers if column.key not in FIELDS)

    @property
    def numbers_are_plain(self) -> bool:
        """Whether a number in a cell can only have a point before its decimals.

        Programs that put a semicolon between cells write a comma there. Cells that are numbers in a
        workbook or in Parquet are made unmistakable where they are read, and others are texts.
        """
        return self.delimiter not in {"", _WITH_DECIMAL_COMMA}

    @property
    def has_fields(self) -> frozenset[str]:
        """The fields that a column or a constant fills."""
        named = {column.key for column in self.columns if column.key in FIELDS}
        return frozenset({*named, *self.constants})


FindQuestions = Callable[[], Mapping[str, KnownQuestions]]
"""Every questionnaire that there is, for columns that none of those at hand asks."""


def read_head(  # noqa: PLR0913  (what a head is read with, each by its name)
    cells: Sequence[str],
    place: TablePlace,
    questionnaires: Mapping[str, KnownQuestions],
    *,
    line: int = 1,
    mapping: ColumnsFile | None = None,
    others: FindQuestions | None = None,
    delimiter: str = "",
    more: Sequence[Problem] = (),
) -> Head:
    """What the first row says.

    Args:
        cells: of that row.
        place: of the table.
        questionnaires: those that rows of the table answer, as far as it is known.
        line: that the row stands in.
        mapping: what foreign names and codes mean.
        others: asked once for all questionnaires, if a column is of none of these; not asked where
            the questionnaire is the same in every row.
        delimiter: between the cells of a CSV file.
        more: warnings that belong to the table too.

    Raises:
        ProblemsFound: no country or no question stands there, or two columns fill the same.

    """
    mapping = mapping or ColumnsFile(format="coherence-kit/columns/1")
    reader = _Head(place, line, mapping, _targets(questionnaires))
    names = _names(cells)
    if len(names) > MOST_COLUMNS:
        params = {"many": f"{len(names):,}", "limit": f"{MOST_COLUMNS:,}"}
        raise ProblemsFound([place.at(line, 1).problem_at("table.columns", **params)])
    if set(names) >= _RESULT:
        raise ProblemsFound([place.at(line, 1).problem_at("table.result")])
    if others is not None and reader.strangers(names):
        questionnaires = {**others(), **questionnaires}
        reader = _Head(place, line, mapping, _targets(questionnaires))
    columns = tuple(reader.column(name) for name in names)
    lacking = [*_lacks(columns, place, line, mapping, questionnaires)]
    problems = [
        *more,
        *reader.problems_of(columns),
        *reader.problems_of_mapping(names),
        *lacking,
    ]
    if has_errors(problems):
        # of a row that is no head only names are told that may be meant for others
        raise ProblemsFound(
            problem for problem in problems if not lacking or problem.params.get("hint") != ""
        )
    keys = {column.key for column in columns if column.key and not column.part}
    return Head(
        place=place,
        line=line,
        columns=columns,
        constants=mapping.constants.stated,
        codes={key: codes for key in keys if (codes := codes_for(key, mapping))},
        listed=frozenset(key for key in keys if key not in FIELDS and has_answers(key, mapping)),
        questionnaires=dict(questionnaires),
        delimiter=delimiter,
        problems=tuple(problems),
    )


def column_of_field(
    cells: Sequence[str], name: FieldName, mapping: ColumnsFile | None = None
) -> int | None:
    """The place of the first column that fills a field, from 0; None where there is none."""
    mapping = mapping or ColumnsFile(format="coherence-kit/columns/1")
    reader = _Head(TablePlace(""), 1, mapping, {field: field for field in FIELDS})
    keys = [reader.column(column).key for column in _names(cells)]
    return keys.index(name) if name in keys else None


def fits(cells: Sequence[str], ids: Iterable[str], mapping: ColumnsFile | None = None) -> bool:
    """Whether a first row may be the head of a table of submissions.

    It has a country, in a column or as a constant, and at least one question of those given, and is
    no table of scores.
    """
    mapping = mapping or ColumnsFile(format="coherence-kit/columns/1")
    reader = _Head(TablePlace(""), 1, mapping, {name: name for name in (*FIELDS, *ids)})
    names = _names(cells)
    if set(names) >= _RESULT:
        return False
    keys = {reader.column(name).key for name in names} - {""}
    has_country = "country" in keys or mapping.constants.country is not None
    return has_country and not keys <= set(FIELDS)


def _targets(questionnaires: Mapping[str, KnownQuestions]) -> dict[str, str]:
    """What a column may fill, as it is compared: a field comes before a question of its name."""
    ids = (name for known in questionnaires.values() for name in known.ids)
    return {folded_name(name): name for name in (*ids, *FIELDS)}


def folded_name(name: str) -> str:
    """A name of a column for comparing: neither capitals nor blanks around it count."""
    return " ".join(name.split()).casefold()


def _names(cells: Sequence[str]) -> list[str]:
    """The names in a first row, without the empty cells that programs add at its end."""
    names = [" ".join(cell.lstrip(_BYTE_ORDER_MARK).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


class _Head:
    """Reads the names of columns, one after the other."""

    def __init__(
        self, place: TablePlace, line: int, mapping: ColumnsFile, targets: Mapping[str, str]
    ) -> None:
        self._place = place
        self._line = line
        self._mapping = mapping
        self._targets = targets
        self._own = {folded_name(name): name for name in mapping.columns}
        self._hinted = 0

    def column(self, name: str) -> Column:
        """What a column fills; nothing where its name is not known."""
        own = self._own.get(folded_name(name))
        wanted = name if own is None else self._mapping.columns[own] or ""
        key, part = self._target(wanted)
        return Column(name, key, part)

    def _target(self, wanted: str) -> tuple[str, str]:
        folded = folded_name(wanted)
        if folded in self._targets:
            return self._targets[folded], ""
        head, _, part = folded.rpartition(" ")
        is_beside = part in BESIDE and head in self._targets
        is_beside = is_beside and self._targets[head] not in FIELDS
        return (self._targets[head], part) if is_beside else ("", "")

    def strangers(self, names: Iterable[str]) -> bool:
        """Whether any column is not known, and not left out on purpose."""
        return any(not self.column(name).key and not self._is_left_out(name) for name in names)

    def _is_left_out(self, name: str) -> bool:
        own = self._own.get(folded_name(name))
        return own is not None and self._mapping.columns[own] is None

    def problems_of(self, columns: Sequence[Column]) -> Iterator[Problem]:
        """Two columns for one thing, and columns of which nothing is read."""
        first: dict[tuple[str, str], int] = {}
        for number, column in enumerate(columns, 1):
            place = self._place.at(self._line, number, column.name)
            if not column.key:
                yield from self._problems_of_unread(column.name, number)
                continue
            earlier = first.setdefault((column.key, column.part), number)
            if earlier != number:
                params = {"key": _filled(column), "first": str(earlier)}
                yield place.problem_at("table.duplicate-column", **params)

    def _problems_of_unread(self, name: str, number: int) -> Iterator[Problem]:
        if self._is_left_out(name):
            return
        place = self._place.at(self._line, number, name)
        own = self._own.get(folded_name(name))
        wanted = name if own is None else self._mapping.columns[own] or ""
        self._hinted += 1  # each guess takes as long as there are questions
        is_hinted = self._hinted <= _MOST_HINTED
        hint = did_you_mean(wanted[:_LONGEST_NAME], self._targets.values()) if is_hinted else ""
        what = f'the column "{name}"' if name else f"column {number}, which has no name,"
        if own is not None:
            what = f'the column "{name}", which the file of columns calls "{wanted}",'
        yield place.problem_at("table.unknown-column", what=what, hint=hint)

    def problems_of_mapping(self, names: Iterable[str]) -> Iterator[Problem]:
        """Columns that the mapping names and the table has not."""
        there = {folded_name(name): name for name in names}
        for folded, name in self._own.items():
            if folded not in there and self._mapping.columns[name] is not None:
                hint = did_you_mean(name[:_LONGEST_NAME], there.values())
                place = self._place.at(self._line, 1)
                yield place.problem_at("table.lacks-column", value=name, hint=hint)


def _filled(column: Column) -> str:
    return f"{column.key} {column.part}".rstrip()


def _lacks(
    columns: Sequence[Column],
    place: TablePlace,
    line: int,
    mapping: ColumnsFile,
    questionnaires: Mapping[str, KnownQuestions],
) -> Iterator[Problem]:
    """What every table needs and this one has not."""
    keys = Counter(column.key for column in columns if not column.part)
    has = {*keys, *mapping.constants.stated}
    names = [column.name for column in columns if column.name]
    found = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    lacking = []
    if "country" not in has:
        lacking.append("no column for the country")
    if not any(column.key and column.key not in FIELDS for column in columns):
        lacking.append("no column that is called by the id of a question")
    at = place.at(line, 1)
    if lacking:
        yield at.problem_at("table.head", what=" and ".join(lacking), found=found)
    elif "questionnaire" not in has:
        what = "no column says which questionnaire is answered"
        example = _likely(columns, questionnaires)
        yield at.problem_at("table.no-questionnaire", what=what, example=example)


def _likely(columns: Sequence[Column], questionnaires: Mapping[str, KnownQuestions]) -> str:
    """The questionnaire with most of the columns, with its version."""
    asked = {column.key for column in columns}
    likely = max(questionnaires.values(), key=lambda known: len(known.ids & asked), default=None)
    return EXAMPLE if likely is None else f"{likely.id} {likely.version}"
