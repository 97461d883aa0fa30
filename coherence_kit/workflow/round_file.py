"""The file of a round, read and looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coherence_kit.loading.belonging import Belonging
from coherence_kit.loading.countries import country_name
from coherence_kit.loading.documents import Document, peek_file, read_document
from coherence_kit.loading.rounds import BoundRound, bind_round, load_round
from coherence_kit.model.base import is_version, split_version
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round, RoundRespondent
from coherence_kit.problems import ProblemsFound
from coherence_kit.scoring.tree import Tree
from coherence_kit.workflow.score import Workspace, expect_kind


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """A round with the document that it was read from, and where its questionnaires are."""

    document: Document
    bound: BoundRound
    path: Path
    workspace: Workspace

    @property
    def stated(self) -> Round:
        """What the file says."""
        return self.bound.stated

    @property
    def source(self) -> str:
        """The file, as the user named it."""
        return self.document.source

    def respondent(self, name: str) -> RoundRespondent:
        """A respondent by its id."""
        return next(one for one in self.stated.respondents if one.id == name)


Versions = Callable[[Round], Iterable[tuple[str, str]]]
"""Of a round the questionnaires that were answered, by id, each with its version."""


def load_round_file(
    workspace: Workspace, path: Path, versions: Versions | None = None
) -> LoadedRound:
    """Read a round, and look up what it asks.

    Where the folders have a questionnaire in several versions, that is the latest of the `versions`
    that were answered, in whatever order the folders were named; without any the first one.

    Raises:
        ProblemsFound: the file, or a questionnaire that it names, has errors.

    """
    if versions is not None:
        workspace = _in_versions(workspace, path, versions)
    document = read_document(path, max_size=workspace.max_size)
    expect_kind(document, "round")
    bound = bind_document_of_round(workspace, document)
    if bound is None:
        raise ProblemsFound(document.problems)
    return LoadedRound(document, bound, path, workspace)


def _in_versions(workspace: Workspace, path: Path, versions: Versions) -> Workspace:
    """The workspace in which the questionnaires of a round have the versions that were answered."""
    index = workspace.library.index()
    if all(len(files) == 1 for files in index.values()):
        return workspace
    stated = load_round(read_document(path, max_size=workspace.max_size))
    names = stated.questionnaires if stated else ()
    known = {name: _versions_of(index.get(name, ())) for name in names}
    several = {name: found for name, found in known.items() if len(found) > 1}
    if stated is None or not several:
        return workspace
    latest: dict[str, tuple[int, int]] = {}
    for name, version in versions(stated):
        latest[name] = max(latest.get(name, (0, 0)), split_version(version))
    for name, found in several.items():
        wanted = latest.get(name, found[0])
        is_first = wanted[0] == found[0][0] and wanted[1] <= found[0][1]
        # beside another major version its measures are left out too
        if not is_first or len({major for major, _ in found}) > 1:
            workspace = workspace.of_version(name, ".".join(map(str, wanted)))
    return workspace


def _versions_of(files: Iterable[Path]) -> list[tuple[int, int]]:
    """The versions of a questionnaire that files have, the one that counts first."""
    stated = (peek_file(path).get("version", "") for path in files)
    return list(dict.fromkeys(split_version(text) for text in stated if is_version(text)))


def bind_document_of_round(workspace: Workspace, document: Document) -> BoundRound | None:
    """The round in a document; None with the problems added."""

    @cache
    def find(name: str) -> tuple[Questionnaire, Tree] | None:
        try:
            instrument = workspace.instrument(name)
        except ProblemsFound as found:
            document.problems.extend(found.problems)
            return None
        return instrument.questionnaire, instrument.tree

    stated = load_round(document)
    return None if stated is None else bind_round(document, stated, workspace.library.index(), find)


def country_of_round(told: Round | Belonging, language: str = "en") -> str:
    """The name that a round or a submission of one gives its country, else that of the code."""
    if told.country_name is not None:
        return told.country_name.in_language(language, ())
    return country_name(told.country or "", language=language)
