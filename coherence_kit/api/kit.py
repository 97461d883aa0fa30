"""The kit in a program: questionnaires in use, and everything that is done with submissions."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Unpack

from coherence_kit.api.assessments import Assessment
from coherence_kit.api.results import Batch, Report
from coherence_kit.api.submissions import MEMORY, About, Answers, Submission, file_values
from coherence_kit.errors import WrongUseError
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.problems import Problem, ProblemsFound, is_there, shown_path

if TYPE_CHECKING:
    from coherence_kit.analysis.mappings import MappedFramework
    from coherence_kit.api.comparisons import Comparison
    from coherence_kit.batch.progress import Progress
    from coherence_kit.loading.documents import Document
    from coherence_kit.model.measures import Measure
    from coherence_kit.model.questionnaire import Questionnaire
    from coherence_kit.model.round_status import RoundStatus
    from coherence_kit.workflow.check import Checked
    from coherence_kit.workflow.round_forms import RoundForms
    from coherence_kit.workflow.score import Loaded, Workspace

PathLike = str | os.PathLike[str]


def open(  # noqa: A001  (coherence_kit.open, as gzip.open)
    folders: PathLike | Iterable[PathLike] = (), *, max_size: int = MAX_SIZE
) -> Kit:
    """A kit with the questionnaires and measures that are shipped, and those of your folders.

    Nothing is read yet; what is needed is read once, when it is needed.

    Args:
        folders: folders whose questionnaires and measures come before the shipped ones, first to
            last.
        max_size: bytes of the largest file that is read.

    Raises:
        ProblemsFound: a folder is not there.

    """
    return Kit(folders, max_size=max_size)


class Kit:
    """Questionnaires in use; made by :func:`coherence_kit.open`.

    A kit reads every questionnaire once: open another one after files of the folders have changed.
    It can be sent to other processes, where it is opened again, once in each.
    """

    def __init__(
        self, folders: PathLike | Iterable[PathLike] = (), *, max_size: int = MAX_SIZE
    ) -> None:
        self.folders: tuple[Path, ...] = tuple(_paths(folders))
        """The folders that come before the shipped content."""
        self.max_size: int = max_size
        """Bytes of the largest file that is read."""
        missing = [
            Problem("file.missing", shown_path(path), params={"hint": ""})
            for path in self.folders
            if not is_there(path)
        ]
        if missing:
            raise ProblemsFound(missing)

    @cached_property
    def workspace(self) -> Workspace:
        """The same for the engine."""
        from coherence_kit.workflow.score import open_workspace

        return open_workspace(self.folders, max_size=self.max_size)

    @cached_property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """The questionnaires by id, read when they are asked for.

        An unknown id raises :class:`UnknownNameError`, which is a `KeyError`; a file with errors
        :class:`ProblemsFound`.
        """
        return Questionnaires(self.workspace)

    def measures(self, questionnaire: str) -> tuple[Measure, ...]:
        """The measures for a questionnaire.

        Raises:
            UnknownNameError: there is no such questionnaire.
            ProblemsFound: one of the files has errors.

        """
        self.workspace.entry(_id(questionnaire))
        return self.workspace.library.measures(questionnaire)

    @property
    def mapping_ids(self) -> tuple[str, ...]:
        """The ids of the mappings of other frameworks to questions, those of your folders first."""
        return self.workspace.library.mapping_ids()

    def mapping(self, mapping_id: str) -> MappedFramework:
        """A framework, and for each of its items the questions that bear on it.

        `mapping` has its title, edition and items; `items` are these again, each with `bearings`
        (the question and the relation `same`, `part` or `supports`), `is_asked` and
        `is_touched_only`. There is no figure for an item.

        Args:
            mapping_id: one of :attr:`mapping_ids`, such as `gcm`.

        Raises:
            UnknownNameError: there is no such mapping.
            ProblemsFound: its file, or a questionnaire that it names, has errors.

        """
        from coherence_kit.workflow.sources import mapped_framework

        return mapped_framework(self.workspace, _id(mapping_id, "mapping"))

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Notes on the questionnaires used so far, such as one that stands in for a shipped one."""
        return tuple(self.workspace.remarks())

    # --- submissions ------------------------------

    def load(self, path: PathLike) -> Submission:
        """Read a submission: a YAML file, a filled workbook (.xlsx) or a saved page (.html).

        Raises:
            ProblemsFound: the file, or the questionnaire that it names, has errors. `problems` has
                them as data, with file, line, column or cell, rule and cure; as text they are what
                `coherence check` prints.

        """
        from coherence_kit.workflow.score import load_submission

        return self._bound(load_submission(self.workspace, _path(path)))

    def submission(
        self, answers: Answers, *, questionnaire: str, **about: Unpack[About]
    ) -> Submission:
        """A submission out of answers, checked as a file would be.

        Args:
            answers: by question id. A step or a number as int, float, Decimal or Fraction; yes and
                no as True and False; a choice as the id of its option; boxes as a list of ids; text
                and dates as such; None for a question that is not answered yet. With more to say, a
                map as in a file: `{"answer": 2, "comment": "…", "evidence": [{"title": "…"}]}`,
                `{"not_applicable": "reason"}` or `{"unknown": "reason"}`.
            questionnaire: id of the questionnaire; its version is the one in use.
            **about: country, country_name, round, date, standing, respondent, signed_off,
                short.

        Raises:
            ProblemsFound: an unknown question or questionnaire, an answer that its question does
                not have, a country that there is not: everything that `coherence check` finds in a
                file, each by the keys that lead to it.
            WrongUseError: an answer is of a type that no answer has.

        """
        from coherence_kit.workflow.score import bind_values

        known = self.workspace.library.index()
        questionnaire = _id(questionnaire)
        version = self.questionnaires[questionnaire].version if questionnaire in known else "1.0"
        values = file_values(questionnaire, version, answers, about)
        return self._bound(bind_values(self.workspace, values, MEMORY))

    def bind(self, document: Document) -> Submission:
        """A document that was read already, bound to its questionnaire; raises as :meth:`load`."""
        from coherence_kit.workflow.score import bind_document

        return self._bound(bind_document(self.workspace, document))

    def _bound(self, loaded: Loaded) -> Submission:
        return Submission(loaded, self.bind)

    def assess(
        self,
        submission: Submission | PathLike | Answers,
        *,
        questionnaire: str | None = None,
        robustness: bool = False,
        **about: Unpack[About],
    ) -> Assessment:
        """Score a submission, find its gaps, recommend measures.

        Args:
            submission: from :meth:`load`, the path of one, or answers as :meth:`submission` takes
                them.
            questionnaire: of answers, the id of their questionnaire.
            robustness: look into how sure the result is as well: other rules and weights, one
                question less, and whatever is missing. It takes seconds instead of milliseconds.
            **about: of answers, country, round, date and the like, as :meth:`submission` takes
                them.

        Raises:
            ProblemsFound: there are errors, as :meth:`load` and :meth:`submission` say.
            WrongUseError: answers without a questionnaire, or a submission with one.

        """
        from coherence_kit.workflow.score import assess_loaded

        if isinstance(submission, Mapping):
            given = self._given(submission, questionnaire, about)
        elif questionnaire is not None or about:
            named = ", ".join([*(["questionnaire"] if questionnaire is not None else []), *about])
            msg = (
                f"A submission says itself what it answers; {named} can be given with a map of "
                "answers only."
            )
            raise WrongUseError(msg)
        else:
            given = self._submission(submission)
        if robustness:
            from coherence_kit.workflow.robustness import assess_with_robustness

            return Assessment(assess_with_robustness(given.loaded))
        return Assessment(assess_loaded(given.loaded))

    def _given(self, answers: Answers, questionnaire: str | None, about: About) -> Submission:
        if questionnaire is None:
            known = ", ".join(sorted(self.workspace.library.index()))
            msg = f"Answers need the id of their questionnaire, such as questionnaire=…: {known}."
            raise WrongUseError(msg)
        return self.submission(answers, questionnaire=questionnaire, **about)

    def _submission(self, submission: object) -> Submission:
        if isinstance(submission, Submission):
            return submission
        return self.load(_submission_path(submission))

    def compare(
        self,
        old: Submission | PathLike,
        new: Submission | PathLike,
        *,
        plans: PathLike | Iterable[PathLike] = (),
    ) -> Comparison:
        """What has moved between two rounds of one country, as far as the answers prove it.

        Each is read by the version of the questionnaire that it answers; of another major version
        only the questions that are the same are compared.

        Args:
            old: the submission of the earlier round, from :meth:`load` or its path.
            new: that of the later one.
            plans: files with what the country made of the measures of the earlier round, to say
                what became of each.

        Raises:
            ProblemsFound: one of them has errors, or the version that it answers is not in the
                folders.
            WrongUseError: they are of two countries, answer two questionnaires, or no question is
                the same in both.

        """
        from coherence_kit.api.comparisons import Comparison
        from coherence_kit.workflow.compare import compare_files

        both = _path_or_loaded(old), _path_or_loaded(new)
        compared = compare_files(self.workspace, *both, _paths(plans))
        return Comparison(compared.comparison, compared.notes)

    # --- outputs ------------------------------

    def report(  # noqa: PLR0913  (all but two are named)
        self,
        submissions: Submission | PathLike | Iterable[Submission | PathLike],
        output: PathLike,
        *,
        date: dt.date | None = None,
        language: str | None = None,
        draft: bool = False,
        round_file: PathLike | None = None,
        previous: PathLike | Iterable[PathLike] = (),
        variant: str | None = None,
        plans: PathLike | Iterable[PathLike] = (),
        brand: PathLike | None = None,
        template: PathLike | None = None,
        step: Callable[[str], None] = lambda _what: None,
    ) -> Report:
        """Write the gap report of a submission, or of several of one country and round.

        Args:
            submissions: from :meth:`load` or :meth:`submission`, or paths.
            output: the file to write; it ends with .pdf, .html, .docx, .xlsx or .json.
            date: of the report; the latest of the submissions if not given. The clock is never
                read.
            language: code of the language of texts that come in several (`fr`); English if not
                given.
            draft: of submissions with errors report what can be read; every page says that it is
                a draft, and the second one lists what has to be mended.
            round_file: the submissions are those of this round: those of the government are merged,
                and what stakeholders say stands beside.
            previous: submissions of an earlier round, one for each questionnaire, to show what has
                moved.
            variant: which parts are printed, by the names of `coherence report --variant`; the
                full report if not given. JSON has everything in any case.
            plans: files with what the country made of the measures, those of this round or of the
                earlier one.
            brand: the file of a brand, with its logos, colours and words for headings.
            template: for .docx a document that the report is written into, where a paragraph says
                `{{ report }}`.
            step: called with a few words at each step of the work.

        Raises:
            ProblemsFound: a submission or a plan has errors, or nothing of a draft can be read, or
                the file cannot be written.
            WrongUseError: another ending, several countries or rounds, no date anywhere, no
                language, no such variant.
            CannotRenderError: this machine lacks what PDF needs; the text says how to mend it.

        """
        from coherence_kit.workflow.report import make_report

        several = _several(submissions)
        if not several:
            msg = "A report needs a submission; there is none in what is given."
            raise WrongUseError(msg)
        written = make_report(
            self.workspace,
            [_path_or_loaded(one) for one in several],
            _path(output),
            date=_day(date),
            language=language,
            draft=draft,
            round_file=None if round_file is None else _path(round_file),
            previous=_paths(previous),
            variant=variant,
            plans=_paths(plans),
            brand=None if brand is None else _path(brand),
            template=None if template is None else _path(template),
            step=step,
        )
        assessments = tuple(map(Assessment, written.assessments))
        return Report(written.path, assessments, written.notes, written.messages)

    def batch(  # noqa: PLR0913  (all but the first have defaults)
        self,
        sources: PathLike | Iterable[PathLike],
        output: PathLike | None = None,
        *,
        columns: PathLike | None = None,
        reports: Literal["pdf", "html"] | None = None,
        variant: str | None = None,
        brand: PathLike | None = None,
        language: str | None = None,
        date: dt.date | None = None,
        every_node: bool = False,
        parquet: bool = False,
        workbook: bool = False,
        excel: bool = False,
        overview: bool = False,
        anonymous: bool = False,
        jobs: int | None = None,
        timeout: float | None = None,
        cluster: str | None = None,
        resume: bool = False,
        force: bool = False,
        progress: Callable[[Progress], object] = lambda _progress: None,
    ) -> Batch:
        """Score many submissions; one with errors never stops the others.

        What a run into the same folder has done before, and what has not changed since, is not
        done again.

        Args:
            sources: files; folders and .zip archives, in which every submission, filled workbook
                and saved form counts; tables with a submission a row (CSV, Parquet, a workbook);
                round files, whose answers are merged.
            output: folder for the tables, the manifest and the reports; nothing is written if not
                given.
            columns: a file that says what foreign columns and codes of tables mean.
            reports: make a report of each as well, in the folder.
            variant: which parts the reports have: `full`, `main`, `annex`, `brief` or `plan`; all
                if not given.
            brand: the file of a brand, by which the reports look.
            language: code of the language of the reports.
            date: of the reports; that of each submission if not given.
            every_node: a column for each section and question, not only for sections of the first
                rank, and a table of all of them with bounds.
            parquet: the tables of scores in Parquet as well.
            workbook: all tables as sheets of one workbook as well, `scores.xlsx`.
            excel: tables in CSV as Excel opens them with a click: with a byte order mark, and the
                separator and decimal sign of `language`.
            overview: a page over the run, as PDF and HTML: levels, intervals, what is missing most
                and recommended most, without ranks.
            anonymous: numbers in place of countries, of those who answered, and of files.
            jobs: processes that work side by side; one on each core if not given.
            timeout: seconds after which one submission, or one report, is given up.
            cluster: address of a scheduler of Dask, whose workers do the work in place of
                processes here; needs `coherence-kit[cluster]`.
            resume: go on with a run that did not come to its end.
            force: do everything again.
            progress: called before the first submission and after each, and likewise for reports.

        Raises:
            WrongUseError: there is no submission in the sources, reports are wanted without a
                folder, or a variant or a brand without reports, another batch writes there, one
                did not come to its end, or the cluster cannot be used.
            MissingLibraryError: a cluster is wanted, and Dask is not installed.
            ProblemsFound: the folder cannot be written, or the brand has errors.

        """
        from coherence_kit.workflow.batch.phase import Wanted
        from coherence_kit.workflow.batch.run import run_batch
        from coherence_kit.workflow.batch.sources import plan_batch

        wanted = Wanted(
            reports=reports,
            variant=variant,
            brand=() if brand is None else self._brand_files(_path(brand)),
            language=language,
            date=_day(date),
            every_node=every_node,
            parquet=parquet,
            workbook=workbook,
            excel=excel,
            overview=overview,
            anonymous=anonymous,
            jobs=jobs,
            timeout=timeout,
            cluster=cluster,
            resume=resume,
            force=force,
        )
        folder = None if output is None else _path(output)
        planned = plan_batch(
            self.workspace,
            _paths(sources),
            folder,
            columns=None if columns is None else _path(columns),
        )
        ran = run_batch(self.workspace, planned, folder, wanted, told=progress)
        return Batch(ran.outcomes, ran.files, ran.remarks, ran.reused)

    def _brand_files(self, path: Path) -> tuple[tuple[str, bytes], ...]:
        from coherence_kit.workflow.brands import read_brand_files

        return tuple(sorted(read_brand_files(path, max_size=self.max_size).items()))

    def form(  # noqa: PLR0913  (four of them have defaults)
        self,
        questionnaire: str,
        output: PathLike,
        *,
        language: str | None = None,
        source: PathLike | Iterable[PathLike] = (),
        new_round: bool = False,
        short: bool = False,
        profiles: Iterable[str] = (),
    ) -> tuple[Problem, ...]:
        """Write a form to fill in; gives the warnings about what it was filled from.

        Args:
            questionnaire: id of the questionnaire.
            output: the file to write; it ends with .yaml, .xlsx, .html or .pdf.
            language: code of the language of the form; English if not given.
            source: a submission to go on with, or several, of which the form has what all say.
            new_round: carry its answers over, each marked to be re-checked.
            short: ask the questions of the short form alone; other answers are kept.
            profiles: ids of the profiles of those who answer, such as `origin`; what these are not
                asked is left out.

        Raises:
            UnknownNameError: there is no such questionnaire.
            WrongUseError: no such kind of form or profile, there is no short form, the submission
                answers another questionnaire, or the file that is there holds answers that would be
                lost.
            ProblemsFound: a submission has errors, two of them differ, or the file cannot be
                written.

        """
        from coherence_kit.workflow.form import FormRequest, write_form

        begun = tuple(_paths(source))
        request = FormRequest(
            _id(questionnaire),
            _path(output),
            language,
            begun,
            new_round,
            short=short,
            profiles=tuple(dict.fromkeys(profiles)),
        )
        return write_form(self.workspace, request)

    def round_forms(  # noqa: PLR0913  (five of them have defaults)
        self,
        round_file: PathLike,
        folder: PathLike,
        *,
        kinds: Iterable[str] = ("xlsx",),
        language: str | None = None,
        source: PathLike | Iterable[PathLike] = (),
        new_round: bool = False,
        questionnaire: str | None = None,
    ) -> RoundForms:
        """Write the forms of a round, for each respondent its own with what it is asked.

        Args:
            round_file: the round.
            folder: where they are written, named after country, round and respondent.
            kinds: `xlsx`, `html`, `yaml`, `pdf`: one of each for every respondent.
            language: code of the language of the forms; English if not given.
            source: submissions to go on with, and folders of them, told apart by their respondents.
            new_round: take those of an earlier round, each answer marked to be re-checked.
            questionnaire: id of the one that forms are wanted of; all of the round if not given.

        Returns:
            The forms that were written, and the problems: of what was passed over, and of forms
            that hold answers already and were left as they are.

        Raises:
            WrongUseError: no such kind of form, or the round does not ask the questionnaire.
            ProblemsFound: the round or a submission has errors.

        """
        from coherence_kit.workflow.round_forms import RoundFormsRequest, write_round_forms

        named = None if questionnaire is None else _id(questionnaire)
        request = RoundFormsRequest(
            _path(round_file),
            _path(folder),
            tuple([kinds] if isinstance(kinds, str) else kinds),
            language,
            tuple(_paths(source)),
            new_round,
            named,
        )
        return write_round_forms(self.workspace, request)

    def round_status(
        self,
        round_file: PathLike,
        paths: PathLike | Iterable[PathLike] = (),
        *,
        today: dt.date | None = None,
        language: str | None = None,
    ) -> RoundStatus:
        """How far a round has come: who has sent nothing, what is open, what is disputed.

        A file that is broken, or of another round, country or nobody's, stops nothing: it stands
        in `left_out` with the reason.

        Args:
            round_file: the round.
            paths: files and folders that were sent in; there may be none yet.
            today: the day on which the deadline is looked at; without it nothing is late. The
                clock is never read.
            language: code of the language of its texts; English if not given.

        Raises:
            ProblemsFound: the round, or a questionnaire that it names, has errors.
            WrongUseError: no language, or one in which nothing is there.

        """
        from coherence_kit.workflow.round_status import read_round_status

        return read_round_status(
            self.workspace,
            _path(round_file),
            _paths(paths),
            today=_day(today, "day of a deadline"),
            language=language,
        )

    def check(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        today: dt.date | None = None,
        columns: PathLike | None = None,
    ) -> Checked:
        """Every problem of files of the kit, and in folders of all of them; none is raised.

        Gives the files that were looked at, and the problems sorted by file and place. A submission
        that is dated later than `today` is among them if that is given: the kit knows no clock. A
        table of submissions is looked at row by row; `columns` is a file that says what foreign
        names and codes in it mean.
        """
        from coherence_kit.workflow.check import check

        stated = None if columns is None else _path(columns)
        return check(
            _paths(paths), self.folders, max_size=self.max_size, today=today, columns=stated
        )

    def __repr__(self) -> str:
        return f"Kit(folders={[str(folder) for folder in self.folders]!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return _kit_of_process, (self.folders, self.max_size)


class Questionnaires(Mapping[str, "Questionnaire"]):
    """Questionnaires by id, in the order of ids, each read when it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __getitem__(self, questionnaire: str) -> Questionnaire:
        return self._workspace.entry(questionnaire).questionnaire

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._workspace.library.index()))

    def __len__(self) -> int:
        return len(self._workspace.library.index())

    def __contains__(self, questionnaire: object) -> bool:
        return questionnaire in self._workspace.library.index()

    def __repr__(self) -> str:
        return f"<Questionnaires {', '.join(self)}>"


@cache
def _kit_of_process(folders: tuple[Path, ...], max_size: int) -> Kit:
    """The kit of a process that was sent one: opened once, however many tasks bring it along."""
    return Kit(folders, max_size=max_size)


def _submission_path(submission: object) -> PathLike:
    """The path that stands for a submission."""
    if isinstance(submission, (str, os.PathLike)):
        return submission
    msg = (
        "A submission is what load() gives, the path of a file, or a map of answers; "
        f"this is of the type {type(submission).__name__}."
    )
    raise WrongUseError(msg)


def _day(date: object, what: str = "date of a report") -> dt.date | None:
    """A day, or None."""
    if date is None or (isinstance(date, dt.date) and not isinstance(date, dt.datetime)):
        return date
    msg = f"The {what} is a datetime.date; this is of the type {type(date).__name__}."
    raise WrongUseError(msg)


def _id(name: object, what: str = "questionnaire") -> str:
    """The id of a questionnaire, or of what is named."""
    if isinstance(name, str):
        return name
    msg = f"A {what} is named by its id, a text; this is of the type {type(name).__name__}."
    raise WrongUseError(msg)


def _path(path: object) -> Path:
    if not isinstance(path, (str, os.PathLike)):
        msg = f"The path of a file is a text or a Path; this is of the type {type(path).__name__}."
        raise WrongUseError(msg)
    return Path(path)


def _paths(paths: PathLike | Iterable[PathLike]) -> list[Path]:
    """One path or several."""
    single = isinstance(paths, (str, os.PathLike))
    return [_path(path) for path in ([paths] if single else _iterated(paths))]


def _path_or_loaded(submission: object) -> Path | Loaded:
    if isinstance(submission, Submission):
        return submission.loaded
    return Path(_submission_path(submission))


def _several(submissions: object) -> Sequence[Submission | PathLike]:
    if isinstance(submissions, (Submission, str, os.PathLike)):
        return [submissions]
    return list(_iterated(submissions))


def _iterated(things: object) -> Iterable[Any]:
    if not isinstance(things, Iterable) or isinstance(things, Mapping):
        msg = f"One path or several are expected; this is of the type {type(things).__name__}."
        raise WrongUseError(msg)
    return things
