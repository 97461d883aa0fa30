"""The file of a round, read and looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coherence_kit.loading.belonging import Belonging
from coherence_kit.loading.countries import country_name
from coherence_kit.loading.documents import Document, read_document
from coherence_kit.loading.rounds import BoundRound, bind_round, load_round
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round, RoundRespondent
from coherence_kit.problems import ProblemsFound
from coherence_kit.scoring.tree import Tree
from coherence_kit.workflow.score import Workspace, expect_kind


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """A round with the document that it was read from."""

    document: Document
    bound: BoundRound
    path: Path

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


def load_round_file(workspace: Workspace, path: Path) -> LoadedRound:
    """Read a round, and look up what it asks.

    Raises:
        ProblemsFound: the file, or a questionnaire that it names, has errors.

    """
    document = read_document(path, max_size=workspace.max_size)
    expect_kind(document, "round")
    bound = bind_document_of_round(workspace, document)
    if bound is None:
        raise ProblemsFound(document.problems)
    return LoadedRound(document, bound, path)


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
