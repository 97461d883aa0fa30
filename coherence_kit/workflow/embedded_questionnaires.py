"""The questionnaires, measures and mappings that a PDF report carries, against the known ones.

Whoever changes a report may change the rules inside too, so that other figures follow. A
questionnaire that goes by the name and version of a known one has to have its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.library import Library
from coherence_kit.loading.mappings import load_mapping
from coherence_kit.loading.measures import load_measures
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.mapping import FrameworkMapping
from coherence_kit.model.measures import Measure, Package
from coherence_kit.problems import Problem, ProblemsFound, clip
from coherence_kit.workflow.carried import Carried

Standing = Literal["known", "other-version", "own"]
"""Whether a questionnaire is known here by its id and version, by its id alone, or not at all."""


@dataclass(frozen=True, slots=True)
class Questioned:
    """A questionnaire inside a report.

    `known_version` is that of the one known here, if any; `own_measures` are how many of the
    measures beside it are not known here.
    """

    id: str
    version: str
    standing: Standing
    known_version: str = ""
    own_measures: int = 0


@dataclass(slots=True)
class EmbeddedQuestionnaires:
    """The questionnaires of a report, each read once and only if a submission names it.

    Args:
        carried: what the report carries; it may come from anyone.
        library: what is known here.
        source: the report as the user named it.

    """

    carried: Carried
    library: Library
    source: str
    _instruments: dict[str, Instrument] = field(default_factory=dict)
    _mappings: dict[str, tuple[FrameworkMapping, ...]] = field(default_factory=dict)

    def instrument(self, questionnaire_id: str) -> Instrument:
        """A questionnaire with the measures beside it, ready to score.

        Raises:
            ProblemsFound: the report does not carry it, or one of its files has errors.

        """
        if questionnaire_id not in self._instruments:
            self._instruments[questionnaire_id] = self._read(questionnaire_id)
        return self._instruments[questionnaire_id]

    def mappings(self, questionnaire_id: str) -> tuple[FrameworkMapping, ...]:
        """The mappings beside a questionnaire.

        Raises:
            ProblemsFound: one of them has errors.

        """
        if questionnaire_id not in self._mappings:
            found = self.carried.mappings.get(questionnaire_id, ())
            self._mappings[questionnaire_id] = tuple(
                self._mapping(data, questionnaire_id) for data in found
            )
        return self._mappings[questionnaire_id]

    def _mapping(self, data: bytes, questionnaire_id: str) -> FrameworkMapping:
        document = compose_document(data, f"{self.source} > mapping {questionnaire_id}")
        mapping = load_mapping(document)
        if mapping is None:
            raise ProblemsFound(document.problems)
        return mapping

    def measures(self) -> dict[str, tuple[str, ...]]:
        """Ids of the measures for each questionnaire that was read."""
        return {name: tuple(one.catalogue) for name, one in self._instruments.items()}

    def questioned(self) -> tuple[Questioned, ...]:
        """What is known here of those that were read."""
        return tuple(map(self._questioned, self._instruments.values()))

    def problems(self) -> Iterator[Problem]:
        """Those that are not what they go by, and what no submission asks for."""
        for name in sorted(
            {*self.carried.questionnaires, *self.carried.measures, *self.carried.mappings}
            - self._instruments.keys()
        ):
            yield Problem("verify.other-file", self.source, params={"name": name})
        for instrument in self._instruments.values():
            if self._questioned(instrument).standing == "known":
                yield from self._differing(instrument)

    def _read(self, questionnaire_id: str) -> Instrument:
        data = self.carried.questionnaires.get(questionnaire_id)
        if data is None:
            raise ProblemsFound([Problem("verify.no-questionnaire", self.source)])
        document = compose_document(data, f"{self.source} > questionnaire {questionnaire_id}")
        questionnaire = load_questionnaire(document)
        if questionnaire is None:
            raise ProblemsFound(document.problems)
        if questionnaire.id != questionnaire_id:
            raise ProblemsFound([Problem("verify.no-questionnaire", self.source)])
        measures: dict[str, Measure] = {}
        packages: dict[str, Package] = {}
        for catalogue in self.carried.measures.get(questionnaire_id, ()):
            beside = compose_document(catalogue, f"{self.source} > measures {questionnaire_id}")
            loaded = load_measures(beside, questionnaire)
            if loaded is None:
                raise ProblemsFound(beside.problems)
            for measure in loaded.measures:  # of two with one id the first counts
                measures.setdefault(measure.id, measure)
            for package in loaded.packages:
                packages.setdefault(package.id, package)
        documents = self.library.documents()
        return prepare(questionnaire, measures.values(), documents, packages.values())

    def _questioned(self, instrument: Instrument) -> Questioned:
        name, version = instrument.questionnaire.id, instrument.questionnaire.version
        library = self.library.of_version(name, version)
        if name not in library.index():
            return Questioned(name, version, "own")
        known = library.questionnaire(name).questionnaire.version
        standing: Standing = "known" if known == version else "other-version"
        own = instrument.catalogue.keys() - {one.id for one in library.measures(name)}
        return Questioned(name, version, standing, known, len(own))

    def _differing(self, instrument: Instrument) -> Iterator[Problem]:
        """That a questionnaire or its measures have other content than those known here."""
        name, version = instrument.questionnaire.id, instrument.questionnaire.version
        library = self.library.of_version(name, version)
        known = library.questionnaire(name).questionnaire
        if fingerprint(known) != instrument.sha256:
            params = {"id": name, "version": version}
            yield Problem("verify.other-questionnaire", self.source, params=params)
        for measure in library.measures(name):
            if instrument.catalogue.get(measure.id) != measure:
                params = {"id": name, "version": version, "measure": measure.id}
                yield Problem("verify.other-measure", self.source, params=params)
        for package in library.packages(name):
            if package not in instrument.packages:
                params = {"id": name, "version": version, "measure": package.id}
                yield Problem("verify.other-measure", self.source, params=params)
        if name in self._mappings:  # an earlier round has none
            yield from self._differing_mappings(name, library)

    def _differing_mappings(self, questionnaire_id: str, library: Library) -> Iterator[Problem]:
        """That a mapping is not the known one, or that a report has one more or one less."""
        inside = {mapping.id: mapping for mapping in self.mappings(questionnaire_id)}
        known = {mapping.id: mapping for mapping, _ in library.mappings(questionnaire_id)}
        for name in sorted(inside.keys() | known.keys()):
            if inside.get(name) != known.get(name):
                yield Problem("verify.other-mapping", self.source, params={"mapping": clip(name)})
