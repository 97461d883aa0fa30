"""What a worker of a batch does with rows of a table: most are scored at once, others one by one.

The figures are the same either way, to the last digit. One by one go rows about which there is
something to say, rows with documents, and answers in letters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from coherence_kit.analysis.instrument import Instrument
from coherence_kit.batch.journal import Record
from coherence_kit.batch.records import MoreOfRow, RowLines, rows_record
from coherence_kit.batch.score_line import ScoreLine, part_names, score_line
from coherence_kit.documents.csv_cells import csv_line, csv_lines
from coherence_kit.loading.documents import document_of_values
from coherence_kit.loading.submissions import condition_params
from coherence_kit.loading.tables.heads import Head
from coherence_kit.loading.tables.rows import (
    Rows,
    answer_of_cell,
    problems_of_answers,
    read_rows,
    row_document,
)
from coherence_kit.model.columns import FIELDS
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem, ProblemsFound, faults_told, has_errors
from coherence_kit.workflow.batch.work import GivenRows
from coherence_kit.workflow.cells import CellReader
from coherence_kit.workflow.score import Workspace, bind_document, score_loaded
from coherence_kit.workflow.tables import QuestionsOf

if TYPE_CHECKING:
    from coherence_kit.analysis.many.results import ManyScores, NodeColumns

_ABOUT: Final = tuple(name for name in FIELDS if name != "respondent")
_MOST_KEPT: Final = 20_000
"""Different heads of rows that are remembered from chunk to chunk."""


@dataclass(frozen=True, slots=True)
class _About:
    """What rows say of themselves, once it was read as a submission is."""

    submission: Submission
    instrument: Instrument

    @property
    def form(self) -> tuple[str, bool]:
        """The questionnaire, and whether its short form is answered."""
        return self.instrument.questionnaire.id, self.submission.short


class RowsScorer:
    """Scores rows of tables; what was read of a questionnaire or a text is kept.

    Args:
        opened: gives the workspace of the process.
        every_node: whether the figures of all sections and questions are wanted.
        for_overview: whether what an overview says of a row is wanted.

    """

    def __init__(
        self, opened: Callable[[], Workspace], *, every_node: bool, for_overview: bool
    ) -> None:
        self._opened = opened
        self._every_node = every_node
        self._for_overview = for_overview
        self._about: dict[tuple[str | None, ...], _About | None] = {}
        self._scorers: dict[tuple[str, bool, bool], _FormScorer] = {}
        self._known: QuestionsOf | None = None

    def __call__(self, given: GivenRows) -> Record:
        """The record of the rows."""
        workspace = self._opened()
        rows = read_rows(given.chunk, given.head)
        found = _Found(given.source, rows)
        forms, others = self._sorted_out(workspace, rows)
        for (name, is_short), places in forms.items():
            scorer = self._scorer(workspace, name, rows.head, is_short=is_short)
            others += scorer.score(found, places)
        for place in sorted(others):
            self._one_by_one(workspace, found, place)
        return found.record(self._needs(workspace, rows), for_overview=self._for_overview)

    def _questions(self, workspace: Workspace) -> QuestionsOf:
        """What is to be known of the questionnaires, each of which is read when it is asked for.

        To ask whether there are any would read them all.
        """
        if self._known is None:
            self._known = QuestionsOf(workspace)
        return self._known

    def _sorted_out(
        self, workspace: Workspace, rows: Rows
    ) -> tuple[dict[tuple[str, bool], list[tuple[int, _About]]], list[int]]:
        """The rows of each form, with what they say of themselves; and those to go one by one."""
        forms: dict[tuple[str, bool], list[tuple[int, _About]]] = {}
        others: list[int] = []
        nothing: Sequence[str | None] = [None] * len(rows)
        stated = zip(*(rows.columns.get(name, nothing) for name in _ABOUT), strict=True)
        known: dict[tuple[str | None, ...], tuple[list[tuple[int, _About]], _About] | None] = {}
        for place, key in enumerate(stated):
            if key not in known:
                about = self._read(workspace, key)
                known[key] = None if about is None else (forms.setdefault(about.form, []), about)
            of_form = known[key]
            if of_form is None or place in rows.whole:
                others.append(place)
            else:
                of_form[0].append((place, of_form[1]))
        return forms, others

    def _read(self, workspace: Workspace, key: tuple[str | None, ...]) -> _About | None:
        """What a row says of itself; None where there is anything to say about that."""
        if len(self._about) > _MOST_KEPT:
            self._about.clear()
        if key not in self._about:
            self._about[key] = self._read_anew(workspace, dict(zip(_ABOUT, key, strict=True)))
        return self._about[key]

    def _read_anew(self, workspace: Workspace, stated: Mapping[str, str | None]) -> _About | None:
        name, version = stated["questionnaire"], stated["version"]
        known = self._questions(workspace).get(name or "")
        if name is None or known is None:
            return None
        values: dict[str, object] = {
            "format": SUBMISSION,
            "questionnaire": {"id": name, "version": version or known.version},
        }
        values |= {
            key: text
            for key, text in stated.items()
            if text is not None and key not in {"questionnaire", "version"}
        }
        document = document_of_values(values, "")
        try:
            loaded = bind_document(workspace, document)
        except ProblemsFound:
            return None
        return None if document.problems else _About(loaded.submission, loaded.instrument)

    def _scorer(
        self, workspace: Workspace, name: str, head: Head, *, is_short: bool
    ) -> _FormScorer:
        key = (name, is_short, head.numbers_are_plain)
        if key not in self._scorers:
            whole = workspace.instrument(name)
            instrument = whole.short if is_short and whole.short is not None else whole
            self._scorers[key] = _FormScorer(
                instrument,
                self._questions(workspace),
                numbers_are_plain=head.numbers_are_plain,
                every_node=self._every_node,
                for_overview=self._for_overview,
            )
        return self._scorers[key]

    def _one_by_one(self, workspace: Workspace, found: _Found, place: int) -> None:
        document = row_document(found.rows, place, self._questions(workspace))
        source = found.source_of(place)
        try:
            with faults_told(source):
                loaded = bind_document(workspace, document)
                scored = score_loaded(loaded, named=source, every_node=self._every_node)
                line = score_line(scored, every_node=self._every_node)
        except ProblemsFound as error:
            found.add_problems(place, error.problems)
            return
        found.add_problems(place, loaded.notes)
        whole = workspace.instrument(line.questionnaire)
        found.add_line(place, line, part_names(whole, every_node=self._every_node))

    @staticmethod
    def _needs(workspace: Workspace, rows: Rows) -> tuple[str, ...]:
        named = {name or "" for name in rows.columns["questionnaire"]}
        known = workspace.library.index()
        return tuple(sorted(named)) if named <= known.keys() else ("*",)


class _Found:
    """What is found out about the rows of a chunk, by their places in it."""

    def __init__(self, source: str, rows: Rows) -> None:
        self.source = source
        self.rows = rows
        nothing: list[str] = [""] * len(rows)
        self._questionnaires = nothing
        self._cells, self._parts, self._nodes = [*nothing], [*nothing], [*nothing]
        self._more: dict[int, MoreOfRow] = {}
        self._problems: dict[int, list[Problem]] = {}

    def source_of(self, place: int) -> str:
        """How the tables name a row."""
        return f"{self.source}:{self.rows.lines[place]}"

    def add(self, place: int, questionnaire: str, lines: tuple[str, str, str]) -> None:
        """The lines of a row: its cells, the values of its parts, its sections and questions."""
        self._questionnaires[place] = questionnaire
        self._cells[place], self._parts[place], self._nodes[place] = lines

    def add_line(self, place: int, line: ScoreLine, parts: Sequence[str]) -> None:
        """The same of one that was scored by itself."""
        nodes = "".join(csv_line((line.cells[0], *node)) for node in line.nodes)
        own = csv_line(line.parts.get(name) for name in parts)
        self.add(place, line.questionnaire, (csv_line(line.cells), own, nodes))
        self.add_more(place, MoreOfRow(line.missing, line.not_asked, line.date, line.country_name))

    def add_more(self, place: int, more: MoreOfRow) -> None:
        """What an overview says of a row."""
        self._more[place] = more

    def add_problems(self, place: int, problems: Iterable[Problem]) -> None:
        """What there is to say about a row."""
        self._problems.setdefault(place, []).extend(problems)

    def record(self, needs: Iterable[str], *, for_overview: bool) -> Record:
        """All of it, in the order of the table."""
        refused = [(problem.line, problem) for problem in self.rows.refused]
        told = [
            (self.rows.lines[place], problem)
            for place, problems in self._problems.items()
            for problem in problems
        ]
        every = sorted((*refused, *told), key=lambda one: (one[0], one[1].sort_key))
        places = [place for place, name in enumerate(self._questionnaires) if name]
        unscored = len(self.rows) - len(places)
        return rows_record(
            self.source,
            self._lines(places, for_overview=for_overview),
            places,
            unscored + sum(has_errors([problem]) for problem in self.rows.refused),
            [problem for _, problem in every],
            needs,
        )

    def _lines(self, places: Sequence[int], *, for_overview: bool) -> Iterator[RowLines]:
        for name, group in groupby(places, key=self._questionnaires.__getitem__):
            own = list(group)
            cells = [self._cells[place] for place in own]
            parts = [self._parts[place] for place in own]
            yield RowLines(
                name,
                len(own),
                "".join(cells),
                "".join([f"{line[:-1]},{part}" for line, part in zip(cells, parts, strict=True)]),
                "".join([self._nodes[place] for place in own]),
                tuple(self._more[place] for place in own) if for_overview else (),
            )


def _more_of(scores: ManyScores, row: int, submission: Submission) -> MoreOfRow:
    return MoreOfRow(
        missing=scores.missing_in(row),
        not_asked=scores.left_out_in(row),
        date=submission.date.isoformat() if submission.date else "",
        country_name=str(submission.country_name or ""),
    )


class _FormScorer:
    """Scores the rows that answer one form of a questionnaire."""

    def __init__(
        self,
        instrument: Instrument,
        known: QuestionsOf,
        *,
        numbers_are_plain: bool,
        every_node: bool,
        for_overview: bool,
    ) -> None:
        from coherence_kit.analysis.many.scorer import RowScorer

        self._instrument = instrument
        self._every_node = every_node
        self._for_overview = for_overview
        asked = known.get(instrument.questionnaire.id)
        reader = CellReader(
            instrument,
            lambda question, text: answer_of_cell(text, question, asked),
            numbers_are_plain=numbers_are_plain,
        )
        self._scorer = RowScorer(instrument, reader, every_node=every_node)
        self._parts = part_names(instrument, every_node=every_node)

    def score(self, found: _Found, places: Sequence[tuple[int, _About]]) -> list[int]:
        """Score the rows at these places; gives those that have to go one by one."""
        rows = found.rows
        at = [place for place, _ in places]
        is_all = len(at) == len(rows)
        columns = {
            name: cells if is_all else [cells[place] for place in at]
            for name, cells in rows.columns.items()
            if name not in FIELDS
        }
        if not columns:
            return at
        scores = self._scorer.score(columns)
        by_engine = frozenset(scores.by_engine) | self._answering_others(columns)
        if len(by_engine) == len(at):
            return at
        sources = [found.source_of(place) for place in at]
        respondents = rows.columns.get("respondent", [None] * len(rows))
        submissions = [about.submission for _, about in places]
        questionnaire = self._instrument.questionnaire
        constant: Sequence[str | None] = [
            questionnaire.id, questionnaire.version, "yes" if self._instrument.long else None
        ]  # fmt: skip
        cells = csv_lines(
            [
                sources,
                [one.country for one in submissions],
                [one.round for one in submissions],
                [respondents[place] for place in at],
                *([cell] * len(at) for cell in constant),
                *scores.cells.values(),
            ]
        )
        nothing = [None] * len(at)
        parts = csv_lines([scores.parts.get(name, nothing) for name in self._parts])
        nodes = self._nodes(sources, scores.nodes) if self._every_node else [""] * len(at)
        for row, (place, lines) in enumerate(
            zip(at, zip(cells, parts, nodes, strict=True), strict=True)
        ):
            if row in by_engine:
                continue
            found.add(place, questionnaire.id, lines)
            if self._for_overview:
                found.add_more(place, _more_of(scores, row, submissions[row]))
        self._tell_conditions(found, at, by_engine, scores)
        return [at[row] for row in by_engine]

    def _answering_others(self, columns: Mapping[str, Sequence[str | None]]) -> set[int]:
        """The rows that answer what their questionnaire does not ask, such as another of the table.

        There is something to say about each such answer.
        """
        asked = (self._instrument.long or self._instrument).questions
        others = (cells for name, cells in columns.items() if name not in asked)
        return {row for cells in others for row, cell in enumerate(cells) if cell is not None}

    def _nodes(self, sources: Sequence[str], nodes: Mapping[str, NodeColumns]) -> list[str]:
        """The lines of the table of nodes of each row."""
        names = [name for name in self._parts if name in nodes]
        if not names:
            return [""] * len(sources)
        blocks = [
            csv_lines(
                [
                    sources,
                    [name] * len(sources),
                    nodes[name].value,
                    nodes[name].low,
                    nodes[name].high,
                    nodes[name].level,
                ]
            )
            for name in names
        ]
        return ["".join(lines) for lines in zip(*blocks, strict=True)]

    def _tell_conditions(
        self,
        found: _Found,
        at: Sequence[int],
        by_engine: Collection[int],
        scores: ManyScores,
    ) -> None:
        """Warn of what is answered though it is not asked, or not yet."""
        for code, flagged in (
            ("submission.not-asked", scores.not_asked),
            ("submission.open", scores.still_open),
        ):
            for name, flags in flagged.items():
                question = self._instrument.questions[name]
                told = [
                    row
                    for row, is_told in enumerate(flags.tolist())
                    if is_told and row not in by_engine
                ]
                if told and question.depends_on is not None:
                    params = condition_params(question, question.depends_on)
                    places = [at[row] for row in told]
                    problems = problems_of_answers(found.rows, places, name, code, params)
                    for place, problem in zip(places, problems, strict=True):
                        found.add_problems(place, [problem])
