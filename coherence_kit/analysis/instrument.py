"""A questionnaire made ready for any number of submissions, in whole or in part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.measures import Measure, Package, only, questions_of
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.sources import SourceDocument, Unit
from coherence_kit.model.submission import Header, Submission
from coherence_kit.scoring.short_form import part_of, part_tree, short_form
from coherence_kit.scoring.tree import Tree, build_tree


@dataclass(frozen=True)  # without slots, for what is made once and kept
class Instrument:
    """A questionnaire, or a part of it, made ready once for any number of submissions.

    A part is the short form, or what a respondent of a round is asked. It has the content hash of
    the questionnaire, which stands behind it as `long`.
    """

    questionnaire: Questionnaire
    tree: Tree
    catalogue: Mapping[str, Measure]
    packages: tuple[Package, ...]
    units: Mapping[str, tuple[SourceDocument, Unit]]
    questions: Mapping[str, Question]
    sections: Mapping[str, Section]
    sha256: str
    long: Instrument | None = None

    def __repr__(self) -> str:
        return f"Instrument({self.questionnaire!r}, {len(self.catalogue)} measures)"

    @property
    def whole(self) -> Instrument:
        """The whole questionnaire, itself where it is that."""
        return self.long or self

    @cached_property
    def short(self) -> Instrument | None:
        """The short form; None where the questionnaire has none, and of a short form."""
        short = None if self.long else short_form(self.questionnaire)
        return None if short is None else self._cut_down(short)

    def part(self, asked: Collection[str]) -> Instrument:
        """What asks these questions and those that decide on them; itself where that is all."""
        part = part_of(self.questionnaire, asked)
        is_all = sum(1 for _ in part.questions()) == len(self.questions)
        return self if is_all else self._cut_down(part)

    def _cut_down(self, part: Questionnaire) -> Instrument:
        asked = {question.id: question for question in part.questions()}
        fitting = {
            name: measure
            for name, measure in self.catalogue.items()
            if asked.keys() >= set(questions_of(measure))
        }
        return replace(
            self,
            questionnaire=part,
            tree=part_tree(part, self.tree),
            catalogue=MappingProxyType({name: only(fitting[name], fitting) for name in fitting}),
            packages=tuple(one for one in self.packages if fitting.keys() >= {*one.measures}),
            questions=MappingProxyType(asked),
            sections=MappingProxyType({section.id: section for section in part.all_sections()}),
            long=self.whole,
        )

    @cached_property
    def long_only(self) -> tuple[str, ...]:
        """Of a part the ids of the questions that the whole alone asks."""
        asked = self.whole.questions
        return tuple(name for name in asked if name not in self.questions)

    def answered_by(self, header: Header) -> Instrument | None:
        """What a submission answers: the short form, where it says so, or the long one.

        Returns:
            The instrument; None if it says that it answers a short form and there is none.

        """
        return self.short if header.short else self

    def within(self, submission: Submission) -> Submission:
        """The submission without answers to what is not asked: those beyond a part."""
        beyond = self.beyond(submission)
        if not beyond:
            return submission
        kept = {name: one for name, one in submission.answers.items() if name not in beyond}
        return submission.model_copy(update={"answers": kept})

    def beyond(self, submission: Submission) -> tuple[str, ...]:
        """Ids of what is answered and asked in the whole alone; nothing in the whole."""
        left_out = frozenset(self.long_only)
        return tuple(name for name in submission.answers if name in left_out)


class Units(Mapping[str, tuple[SourceDocument, Unit]]):
    """The units of source documents by their ids, each with its document.

    A table of many rows has no use for them, and to read the register takes as long as to score a
    thousand rows.
    """

    def __init__(self, documents: Iterable[SourceDocument]) -> None:
        self._documents = documents

    @cached_property
    def _by_id(self) -> dict[str, tuple[SourceDocument, Unit]]:
        return {
            unit.id: (document, unit) for document in self._documents for unit in document.units
        }

    def __getitem__(self, name: str) -> tuple[SourceDocument, Unit]:
        """A unit with its document."""
        return self._by_id[name]

    def __iter__(self) -> Iterator[str]:
        """The ids in the order of the documents."""
        return iter(self._by_id)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._by_id)

    def __reduce__(self) -> tuple[object, ...]:
        """What another process gets: the documents themselves, which are read by then."""
        documents = {document.id: document for document, _ in self._by_id.values()}
        return Units, (tuple(documents.values()),)


def prepare(
    questionnaire: Questionnaire,
    measures: Iterable[Measure] = (),
    documents: Iterable[SourceDocument] = (),
    packages: Iterable[Package] = (),
) -> Instrument:
    """Lay out a valid questionnaire with its measures and the source documents they cite.

    The documents are gone through when a unit is asked for, not before.
    """
    tree = build_tree(questionnaire)
    catalogue = MappingProxyType({measure.id: measure for measure in measures})
    return Instrument(
        questionnaire=questionnaire,
        tree=tree,
        catalogue=catalogue,
        packages=tuple(packages),
        units=Units(documents),
        questions=MappingProxyType(
            {question.id: question for question in questionnaire.questions()}
        ),
        sections=MappingProxyType(
            {section.id: section for section in questionnaire.all_sections()}
        ),
        sha256=fingerprint(questionnaire),
    )
