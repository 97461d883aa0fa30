"""Questionnaires, measures, mappings and sources in the folders given and in those shipped.

Folders given by the user come before the shipped ones; a questionnaire of theirs with a shipped
id takes its place, and a note names both files. Two files with one id in one folder are an
error, since nothing says which of them counts. Files are told apart by their first lines and
parsed only when they are needed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coherence_kit import content
from coherence_kit.loading.composition import compose_parts
from coherence_kit.loading.documents import Document, peek_file, problem_of_no_file, read_content
from coherence_kit.loading.folders import yaml_files
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.loading.mappings import MappingEntry, check_questions, fit, load_mapping
from coherence_kit.loading.measures import load_measures
from coherence_kit.loading.packing import ReadFiles, bytes_or_problems
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.loading.sources import (
    check_measure_sources,
    check_question_sources,
    load_sources,
)
from coherence_kit.model.base import is_version, split_version
from coherence_kit.model.mapping import FORMAT as MAPPING
from coherence_kit.model.mapping import FrameworkMapping
from coherence_kit.model.measures import FORMAT as MEASURES
from coherence_kit.model.measures import Measure, MeasureCatalogue, Package, only, questions_of
from coherence_kit.model.questionnaire import FORMAT as QUESTIONNAIRE
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.sources import SourceDocument, SourceRelations, Unit
from coherence_kit.problems import (
    Problem,
    ProblemsFound,
    has_errors,
    is_file,
    real_path,
    real_paths,
    shown_path,
)

_log = logging.getLogger(__name__)

_INDEXED = {QUESTIONNAIRE: "questionnaire", MEASURES: "measures", MAPPING: "mapping"}


@dataclass(slots=True)
class Entry:
    """A loaded questionnaire with the file it came from.

    `data` is the file, or where it has `parts:` or `use:` the whole of it as JSON, which YAML
    includes, so that it can be read without other questionnaires. `borrows` has their ids.
    """

    questionnaire: Questionnaire
    path: Path
    data: bytes = field(repr=False)
    notes: tuple[Problem, ...] = ()
    borrows: tuple[str, ...] = ()


@dataclass(slots=True)
class _Index:
    """What the files of the folders are, as far as their first lines say it."""

    questionnaires: dict[str, list[Path]] = field(default_factory=dict)
    measure_files: dict[Path, str] = field(default_factory=dict)
    mappings: dict[str, list[Path]] = field(default_factory=dict)
    same_ids: dict[tuple[str, str], list[tuple[Path, Path]]] = field(default_factory=dict)
    first: dict[tuple[str, str, Path], Path] = field(default_factory=dict)
    """The first file of a kind with an id in each folder."""

    def take_in(self, path: Path, folder: Path) -> None:
        """Note what a file is."""
        seen = peek_file(path)
        kind = _INDEXED.get(seen.get("format", ""), "")
        if kind == "questionnaire" and "id" in seen:
            self.questionnaires.setdefault(seen["id"], []).append(path)
        elif kind == "measures":
            self.measure_files[path] = seen.get("questionnaire", "")
        elif kind == "mapping" and "id" in seen:
            self.mappings.setdefault(seen["id"], []).append(path)
        if kind and "id" in seen:
            earlier = self.first.setdefault((kind, seen["id"], folder), path)
            if earlier != path:
                self.same_ids.setdefault((kind, seen["id"]), []).append((earlier, path))


@dataclass(slots=True)
class Library:
    """Questionnaires, measures and sources by id, loaded once and on demand."""

    folders: tuple[Path, ...]
    seeds: Path
    max_size: int = MAX_SIZE
    no_files: list[Problem] = field(default_factory=list, repr=False)
    """Pipes and devices in the folders, as far as these were looked into; nothing reads them."""
    left_out: frozenset[Path] = frozenset()
    """Files that are passed over, such as those of another version of a questionnaire."""
    files: ReadFiles | None = field(default=None, repr=False)
    """What was read of all of them before, where they cannot be read: see :meth:`packed`."""
    _index: dict[str, list[Path]] | None = field(default=None, repr=False)
    _measure_files: dict[Path, str] = field(default_factory=dict, repr=False)
    _mapping_files: dict[str, list[Path]] = field(default_factory=dict, repr=False)
    _folders_of_user: dict[str, tuple[Path, ...]] = field(default_factory=dict, repr=False)
    _same_ids: dict[tuple[str, str], list[tuple[Path, Path]]] = field(
        default_factory=dict, repr=False
    )
    """Kind and id to the files that have it in a folder where another file has it too.

    Each stands behind the file that came before it.
    """
    _plain_values: dict[str, Mapping[str, Any] | None] = field(default_factory=dict, repr=False)
    _loaded: dict[str, Entry] = field(default_factory=dict, repr=False)
    _catalogues: dict[str, list[tuple[MeasureCatalogue, bytes]]] = field(
        default_factory=dict, repr=False
    )
    _mappings: dict[str, MappingEntry] = field(default_factory=dict, repr=False)
    _documents: tuple[SourceDocument, ...] | None = field(default=None, repr=False)
    _relations: tuple[SourceRelations, ...] = field(default=(), repr=False)

    def index(self) -> dict[str, list[Path]]:
        """Questionnaire id to the files that define it, the one that counts first.

        It is kept once it is whole, so that no other thread sees a part of it.
        """
        if self._index is None:
            index = _Index()
            _log.info("looking for content in %s", ", ".join(map(str, self.folders)))
            files: dict[Path, tuple[Path, Path]] = {}
            for folder in self.folders:
                found = yaml_files(folder)
                where = real_path(folder.parent if is_file(folder) else folder)
                for path, real in zip(found, real_paths(found), strict=True):
                    files.setdefault(real, (path, where))
            for path, folder in files.values():
                if path in self.left_out:
                    continue
                index.take_in(path, folder)
                if (problem := problem_of_no_file(path)) is not None:
                    self.no_files.append(problem)
            self._measure_files, self._same_ids = index.measure_files, index.same_ids
            self._mapping_files = index.mappings
            self._index = index.questionnaires
        return self._index

    def of_version(self, questionnaire_id: str, version: str) -> Library:
        """This library with that file of a questionnaire that fits answers to a version of it.

        It is the first file of this very version, else the first by which such answers can be read.
        What lies in folders of other versions for this questionnaire is left out. Where no file
        fits, or there is one alone, nothing changes.
        """
        files = self.index().get(questionnaire_id, [])
        fitting = _fitting(files, version)
        if fitting is None or len(files) == 1:
            return self
        others = {path for path in files if path != fitting}
        folders = {self._folder_of(path) for path in others} - {self._folder_of(fitting)}
        catalogues = {
            path
            for path, stated in self._measure_files.items()
            if stated == questionnaire_id and self._folder_of(path) in folders
        }
        left_out = self.left_out | others | catalogues
        return replace(Library(self.folders, self.seeds, self.max_size), left_out=left_out)

    def _folder_of(self, path: Path) -> Path:
        """The folder of the library in which a file lies; a file that was named is its own."""
        where = real_path(path)
        holding = (real_path(folder) for folder in self.folders)
        return next((one for one in holding if where.is_relative_to(one)), where)

    def folders_of_user(self, questionnaire_id: str) -> tuple[Path, ...]:
        """The folders that have to be named with a command about a questionnaire.

        Nothing where it is one that the kit ships, or there is none with this id.
        """
        if questionnaire_id not in self._folders_of_user:
            shipped = content.folder("questionnaires").resolve()
            paths = self.index().get(questionnaire_id, [])
            own = paths and not self._is_shipped(paths[0])
            others = [folder for folder in self.folders if folder.resolve() != shipped]
            self._folders_of_user[questionnaire_id] = tuple(others) if own else ()
        return self._folders_of_user[questionnaire_id]

    def same_ids(self, kind: str, name: str) -> tuple[Problem, ...]:
        """An error for each further file of a kind with this id in one folder.

        It names the first one.
        """
        self.index()
        found = []
        for earlier, path in self._same_ids.get((kind, name), ()):
            document = self._read(path)
            line, column = document.position(("id",))
            found.append(
                Problem(
                    "folder.same-id",
                    document.source,
                    line,
                    column,
                    params={"id": name, "other": shown_path(earlier)},
                )
            )
        return tuple(found)

    def questionnaire(self, questionnaire_id: str) -> Entry:
        """A questionnaire by its id, checked.

        Raises:
            KeyError: there is none with this id.
            ProblemsFound: its file has errors.

        """
        if questionnaire_id not in self._loaded:
            paths = self.index()[questionnaire_id]
            if self._is_one_of_several(paths[0], "questionnaire", questionnaire_id):
                raise ProblemsFound(self.same_ids("questionnaire", questionnaire_id))
            document = self._read(paths[0])
            borrows = self.write_out(document)
            questionnaire = load_questionnaire(document)
            if questionnaire is not None:
                check_question_sources(document, questionnaire, self.register)
            if questionnaire is None or has_errors(document.problems):
                raise ProblemsFound(document.problems)
            is_as_written = document.written_out is None
            data = document.data if is_as_written else _as_json(document.value)
            notes = self.shadowing(questionnaire_id)
            version = questionnaire.version
            _log.info("questionnaire %s %s is %s", questionnaire_id, version, paths[0])
            self._loaded[questionnaire_id] = Entry(questionnaire, paths[0], data, notes, borrows)
        return self._loaded[questionnaire_id]

    def write_out(self, document: Document) -> tuple[str, ...]:
        """Write out what a questionnaire borrows from others of this library.

        Returns the ids of those.
        """
        return compose_parts(document, self._plain, list(self.index()))

    def _plain(self, questionnaire_id: str) -> Mapping[str, Any] | None:
        """A questionnaire's file as plain values, unchecked.

        None if there is none or it cannot be read.
        """
        if questionnaire_id not in self._plain_values:
            paths = self.index().get(questionnaire_id)
            value = self._read(paths[0]).value if paths else None
            self._plain_values[questionnaire_id] = value if isinstance(value, Mapping) else None
        return self._plain_values[questionnaire_id]

    def shadowing(self, questionnaire_id: str) -> tuple[Problem, ...]:
        """A note for every further file with the id of a questionnaire.

        Each names the file that is used too.

        Of two in one folder nothing is used, and :meth:`same_ids` names them.
        """
        files = self.index().get(questionnaire_id, [])
        return tuple(
            Problem(
                "questionnaire.shadowed",
                str(files[0]),
                params={"id": questionnaire_id, "other": str(other)},
            )
            for other in self._hidden("questionnaire", questionnaire_id, files)
        )

    def _hidden(self, kind: str, name: str, files: list[Path]) -> list[Path]:
        """The files whose place the first one takes."""
        twice = {path for _, path in self._same_ids.get((kind, name), ())}
        return [other for other in files[1:] if other not in twice]

    def _is_one_of_several(self, path: Path, kind: str, name: str) -> bool:
        """Whether another file in the same folder has the same id."""
        return any(path in pair for pair in self._same_ids.get((kind, name), ()))

    def measures(self, questionnaire_id: str) -> tuple[Measure, ...]:
        """The measures for a questionnaire; of two with one id, the first catalogue's.

        Raises:
            ProblemsFound: a catalogue for it has errors.

        """
        found: dict[str, Measure] = {}
        for catalogue, _ in self.catalogues(questionnaire_id):
            for measure in catalogue.measures:
                found.setdefault(measure.id, measure)
        return tuple(found.values())

    def packages(self, questionnaire_id: str) -> tuple[Package, ...]:
        """The packages of these measures; of two with one id the first, raises as `measures`."""
        found: dict[str, Package] = {}
        for catalogue, _ in self.catalogues(questionnaire_id):
            for package in catalogue.packages:
                found.setdefault(package.id, package)
        return tuple(found.values())

    def catalogues(self, questionnaire_id: str) -> list[tuple[MeasureCatalogue, bytes]]:
        """The catalogues for a questionnaire in the order in which they count, each with its file.

        Of the questionnaires it borrows from, the measures whose questions it has, unless it
        leaves these behind (`borrow_measures: no`); raises as :meth:`measures`.
        """
        if questionnaire_id not in self._catalogues:
            self._catalogues[questionnaire_id] = self._load_catalogues(questionnaire_id)
        return self._catalogues[questionnaire_id]

    def _load_catalogues(self, questionnaire_id: str) -> list[tuple[MeasureCatalogue, bytes]]:
        entry = self.questionnaire(questionnaire_id)
        questions = {question.id for question in entry.questionnaire.questions()}
        found = [(catalogue, document.data) for catalogue, document in self._own(questionnaire_id)]
        for other in entry.borrows if entry.questionnaire.borrow_measures else ():
            for catalogue, document in self._own(other):
                value = document.value
                kept = [
                    measure
                    for measure in catalogue.measures
                    if set(questions_of(measure)) <= questions
                ]
                ids = {measure.id for measure in kept}
                written = [{**item} for item in value["measures"] if item["id"] in ids]
                # a measure that needs one of the others can do without it
                # here: its question is not asked
                for item in written:
                    for key in ("prerequisites", "helped_by"):
                        item[key] = [needed for needed in item.get(key) or [] if needed in ids]
                # a package is one office's year: without one of its measures it is another
                packages = tuple(
                    item for item in catalogue.packages if ids.issuperset(item.measures)
                )
                whole = {package.id for package in packages}
                bundled = [item for item in value.get("packages") or [] if item["id"] in whole]
                fitting = catalogue.model_copy(
                    update={
                        "measures": tuple(only(measure, ids) for measure in kept),
                        "packages": packages,
                    }
                )
                file = {**value, "measures": written, "packages": bundled}
                found.append((fitting, _as_json(file)))
        return found

    def _own(self, questionnaire_id: str) -> Iterator[tuple[MeasureCatalogue, Document]]:
        questionnaire = self.questionnaire(questionnaire_id).questionnaire
        self.index()
        for path, stated in self._measure_files.items():
            if stated != questionnaire_id:
                continue
            document = self._read(path)
            catalogue = load_measures(document, questionnaire)
            if catalogue is not None and self._is_one_of_several(path, "measures", catalogue.id):
                raise ProblemsFound(self.same_ids("measures", catalogue.id))
            if catalogue is not None:
                check_measure_sources(document, catalogue, self.register())
            if catalogue is None or has_errors(document.problems):
                raise ProblemsFound(document.problems)
            _log.info("measures for %s are in %s", questionnaire_id, path)
            yield catalogue, document

    # --- mappings ------------------------------

    def mapping_ids(self) -> tuple[str, ...]:
        """The ids of the mappings, those of the user's folders first."""
        self.index()
        return tuple(self._mapping_files)

    def mapping(self, mapping_id: str) -> FrameworkMapping:
        """A mapping by its id, its questions not looked up.

        Raises:
            KeyError: there is none with this id.
            ProblemsFound: its file has errors.

        """
        return self._mapping_entry(mapping_id).mapping

    def _mapping_entry(self, mapping_id: str) -> MappingEntry:
        if mapping_id not in self._mappings:
            self.index()
            path = self._mapping_files[mapping_id][0]
            if self._is_one_of_several(path, "mapping", mapping_id):
                raise ProblemsFound(self.same_ids("mapping", mapping_id))
            document = self._read(path)
            mapping = load_mapping(document)
            if mapping is None:
                raise ProblemsFound(document.problems)
            _log.info("the mapping %s is in %s", mapping_id, path)
            self._mappings[mapping_id] = MappingEntry(mapping, path, document)
        return self._mappings[mapping_id]

    def mappings(self, questionnaire_id: str) -> list[tuple[FrameworkMapping, bytes]]:
        """The mappings with a question of a questionnaire, each with its file.

        A questionnaire that stands in for a shipped one may lack questions that the shipped
        mappings name; in a mapping of the user's own every question has to be there.

        Raises:
            KeyError: there is no such questionnaire.
            ProblemsFound: a mapping has errors.

        """
        entry = self.questionnaire(questionnaire_id)
        found = []
        for mapping_id in self.mapping_ids():
            own = self._mapping_entry(mapping_id)
            fitting = fit(own, entry.questionnaire, entry.borrows)
            if not self._is_shipped(own.path):
                self._expect_questions(own, entry.questionnaire)
            if fitting is not None:
                found.append(fitting)
        return found

    def _expect_questions(self, entry: MappingEntry, questionnaire: Questionnaire) -> None:
        document = replace(entry.document, problems=[])
        one = {questionnaire.id: questionnaire}
        check_questions(document, entry.mapping, self.index(), one.get)
        if has_errors(document.problems):
            raise ProblemsFound(document.problems)

    def mapping_shadowing(self, mapping_id: str) -> tuple[Problem, ...]:
        """A note for every further file with the id of a mapping, as :meth:`shadowing`."""
        self.index()
        files = self._mapping_files.get(mapping_id, [])
        return tuple(
            Problem(
                "mapping.shadowed",
                str(files[0]),
                params={"id": mapping_id, "other": str(other)},
            )
            for other in self._hidden("mapping", mapping_id, files)
        )

    def mapping_notes(self) -> tuple[Problem, ...]:
        """The notes of :meth:`mapping_shadowing` on the mappings read so far."""
        return tuple(note for name in self._mappings for note in self.mapping_shadowing(name))

    # --- sources ------------------------------

    def documents(self) -> tuple[SourceDocument, ...]:
        """The source documents of the register.

        Raises:
            ProblemsFound: a file of the register has errors.

        """
        if self._documents is None:
            loaded = list(self._load_register())
            self._relations = tuple(item for item in loaded if isinstance(item, SourceRelations))
            self._documents = tuple(item for item in loaded if isinstance(item, SourceDocument))
        return self._documents

    def relations(self) -> tuple[SourceRelations, ...]:
        """How units of the register relate; raises as :meth:`documents`."""
        self.documents()
        return self._relations

    def _load_register(self) -> Iterator[SourceDocument | SourceRelations]:
        for path in yaml_files(self.seeds) if self.files is None else self.files.register:
            document = self._read(path, max_size=MAX_SIZE)
            loaded = load_sources(document)
            if loaded is None:
                raise ProblemsFound(document.problems)
            yield loaded

    def register(self) -> dict[str, Unit]:
        """Source units by id."""
        return {unit.id: unit for document in self.documents() for unit in document.units}

    # --- elsewhere ------------------------------

    def packed(self) -> Library:
        """The same with the bytes of all its files, none of them loaded, to be sent elsewhere.

        There it reads no file: what is found and what is told of it is the same as here.
        """
        index = self.index()
        paths = [
            path for paths in (*index.values(), *self._mapping_files.values()) for path in paths
        ]
        paths += [
            *self._measure_files,
            *(path for pairs in self._same_ids.values() for pair in pairs for path in pair),
        ]
        register = tuple(yaml_files(self.seeds))
        files = ReadFiles(
            {path: bytes_or_problems(path, max_size=self.max_size) for path in paths},
            register,
            tuple(path for path in paths if _is_shipped(path)),
        )
        files.found.update({path: bytes_or_problems(path, max_size=MAX_SIZE) for path in register})
        return replace(
            Library(self.folders, self.seeds, self.max_size, self.no_files, self.left_out, files),
            _index=index,
            _measure_files=self._measure_files,
            _mapping_files=self._mapping_files,
            _same_ids=self._same_ids,
            _folders_of_user={name: self.folders_of_user(name) for name in index},
        )

    def _read(self, path: Path, *, max_size: int | None = None) -> Document:
        max_size = self.max_size if max_size is None else max_size
        if self.files is None:
            return read_content(path, max_size=max_size)
        return self.files.document(path, max_size=max_size)

    def _is_shipped(self, path: Path) -> bool:
        return _is_shipped(path) if self.files is None else path in self.files.shipped


def _fitting(files: Sequence[Path], version: str) -> Path | None:
    """The first file of exactly this version, else the first that can read answers to it."""
    if len(files) < 2:  # noqa: PLR2004  (there is nothing to choose)
        return files[0] if files else None
    stated = {path: peek_file(path).get("version", "") for path in files}
    if any(found == version for found in stated.values()):
        return next(path for path in files if stated[path] == version)
    major, minor = split_version(version)
    for path in files:
        found = split_version(stated[path]) if is_version(stated[path]) else (0, -1)
        if found[0] == major and found[1] >= minor:
            return path
    return None


def _is_shipped(path: Path) -> bool:
    return path.resolve().is_relative_to(content.folder("questionnaires").resolve())


def _as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def open_library(extra: Iterable[Path] = (), *, max_size: int = MAX_SIZE) -> Library:
    """A library of the user's folders, first to last, and the shipped content.

    `max_size` is the most bytes that a file may have.
    """
    return Library((*extra, content.folder("questionnaires")), content.folder("seeds"), max_size)
