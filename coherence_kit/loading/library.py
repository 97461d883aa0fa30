"""What is there to work with: questionnaires, measures and sources in the folders given and in those shipped.

Folders given by the user come before the shipped ones; a questionnaire of theirs with a shipped id takes its place, and
a note names both files. Files are told apart by their first lines and parsed only when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coherence_kit import content
from coherence_kit.loading.documents import Document, peek_file, read_document
from coherence_kit.loading.measures import load_measures
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.loading.sources import check_measure_sources, check_question_sources, load_sources
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.sources import SourceDocument, SourceRelations, Unit
from coherence_kit.problems import Problem, ProblemsFound, has_errors

SUFFIXES = ("*.yaml", "*.yml")


def yaml_files(path: Path) -> list[Path]:
    """Every YAML file below a folder, in the order of names; a file as it is."""
    if path.is_file():
        return [path]
    return sorted(found for suffix in SUFFIXES for found in path.rglob(suffix) if found.is_file())


@dataclass(slots=True)
class Entry:
    """A loaded questionnaire with the file it came from."""

    questionnaire: Questionnaire
    path: Path
    notes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Library:
    """Questionnaires, measures and sources by id, loaded once and on demand."""

    folders: tuple[Path, ...]
    seeds: Path
    _index: dict[str, list[Path]] | None = None
    _measure_files: dict[Path, str] = field(default_factory=dict)
    _loaded: dict[str, Entry] = field(default_factory=dict)
    _documents: tuple[SourceDocument, ...] | None = None
    _relations: tuple[SourceRelations, ...] = ()

    def index(self) -> dict[str, list[Path]]:
        """Questionnaire id to the files that define it, the one that counts first."""
        if self._index is None:
            self._index = {}
            files: dict[Path, Path] = {}
            for path in (path for folder in self.folders for path in yaml_files(folder)):
                files.setdefault(path.resolve(), path)
            for path in files.values():
                seen = peek_file(path)
                if seen.get("format") == "coherence-kit/questionnaire/1" and "id" in seen:
                    self._index.setdefault(seen["id"], []).append(path)
                elif seen.get("format") == "coherence-kit/measures/1":
                    self._measure_files[path] = seen.get("questionnaire", "")
        return self._index

    def questionnaire(self, questionnaire_id: str) -> Entry:
        """A questionnaire by its id, checked.

        Raises:
            KeyError: there is none with this id.
            ProblemsFound: its file has errors.

        """
        if questionnaire_id not in self._loaded:
            paths = self.index()[questionnaire_id]
            document = read_document(paths[0])
            questionnaire = load_questionnaire(document)
            if questionnaire is not None:
                check_question_sources(document, questionnaire, self.register())
            if questionnaire is None or has_errors(document.problems):
                raise ProblemsFound(document.problems)
            self._loaded[questionnaire_id] = Entry(questionnaire, paths[0], self.shadowing(questionnaire_id))
        return self._loaded[questionnaire_id]

    def shadowing(self, questionnaire_id: str) -> tuple[Problem, ...]:
        """A note for every further file with the id of a questionnaire; each names the file that is used too."""
        used, *others = self.index().get(questionnaire_id) or [Path()]
        return tuple(
            Problem("questionnaire.shadowed", str(used), params={"id": questionnaire_id, "other": str(other)})
            for other in others
        )

    def measures(self, questionnaire_id: str) -> tuple[Measure, ...]:
        """The measures for a questionnaire; of two with one id, the first folder's.

        Raises:
            ProblemsFound: a catalogue for it has errors.

        """
        found: dict[str, Measure] = {}
        for document in self._measure_documents(questionnaire_id):
            catalogue = load_measures(document, self.questionnaire(questionnaire_id).questionnaire)
            if catalogue is not None:
                check_measure_sources(document, catalogue, self.register())
            if catalogue is None or has_errors(document.problems):
                raise ProblemsFound(document.problems)
            for measure in catalogue.measures:
                found.setdefault(measure.id, measure)
        return tuple(found.values())

    def measure_files(self, questionnaire_id: str) -> list[Path]:
        """The catalogues for a questionnaire, in the order in which they count."""
        return [Path(document.source) for document in self._measure_documents(questionnaire_id)]

    def _measure_documents(self, questionnaire_id: str) -> Iterator[Document]:
        self.index()
        for path, stated in self._measure_files.items():
            if stated == questionnaire_id:
                yield read_document(path)

    def documents(self) -> tuple[SourceDocument, ...]:
        """The source documents of the register.

        Raises:
            ProblemsFound: a file of the register has errors.

        """
        if self._documents is None:
            loaded = list(_load_register(yaml_files(self.seeds)))
            self._documents = tuple(item for item in loaded if isinstance(item, SourceDocument))
            self._relations = tuple(item for item in loaded if isinstance(item, SourceRelations))
        return self._documents

    def relations(self) -> tuple[SourceRelations, ...]:
        """How units of the register relate; raises as :meth:`documents`."""
        self.documents()
        return self._relations

    def register(self) -> dict[str, Unit]:
        """Source units by id."""
        return {unit.id: unit for document in self.documents() for unit in document.units}


def open_library(extra: Iterable[Path] = ()) -> Library:
    """A library of the user's folders, first to last, and the shipped content."""
    return Library((*extra, content.folder("questionnaires")), content.folder("seeds"))


def _load_register(paths: list[Path]) -> Iterator[SourceDocument | SourceRelations]:
    for path in paths:
        document: Document = read_document(path)
        loaded = load_sources(document)
        if loaded is None:
            raise ProblemsFound(document.problems)
        yield loaded
