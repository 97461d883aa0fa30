"""Questionnaire, submission and measures in, the assessment out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from coherence_kit import __version__
from coherence_kit.analysis.disputes import find_disputes, settled
from coherence_kit.analysis.gaps import find_gaps, find_missing
from coherence_kit.analysis.holds_up import holding_most, with_holds_up
from coherence_kit.analysis.joint_gains import joint_gains
from coherence_kit.analysis.programme import package_results, programme
from coherence_kit.analysis.recommendation import Position, recommend
from coherence_kit.analysis.standing import standing, weakest_part
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import Assessment, Counts, Interval, NodeResult
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.measures import Measure, Package, only, questions_of
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.sources import SourceDocument, Unit
from coherence_kit.model.submission import Header, Submission
from coherence_kit.problems import Problem
from coherence_kit.questions import kind_of
from coherence_kit.scoring.engine import leaves_without_a_score, score, share
from coherence_kit.scoring.fit import expect_fit
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.outcomes import outcomes
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.scoring.short_form import part_of, part_tree, short_form
from coherence_kit.scoring.states import QUESTION_STATES
from coherence_kit.scoring.tree import Node, Tree, build_tree


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


def prepare(
    questionnaire: Questionnaire,
    measures: Iterable[Measure] = (),
    documents: Iterable[SourceDocument] = (),
    packages: Iterable[Package] = (),
) -> Instrument:
    """Lay out a valid questionnaire with its measures and the source documents they cite."""
    tree = build_tree(questionnaire)
    catalogue = MappingProxyType({measure.id: measure for measure in measures})
    return Instrument(
        questionnaire=questionnaire,
        tree=tree,
        catalogue=catalogue,
        packages=tuple(packages),
        units=MappingProxyType(
            {unit.id: (document, unit) for document in documents for unit in document.units}
        ),
        questions=MappingProxyType(
            {question.id: question for question in questionnaire.questions()}
        ),
        sections=MappingProxyType(
            {section.id: section for section in questionnaire.all_sections()}
        ),
        sha256=fingerprint(questionnaire),
    )


def assess(
    instrument: Instrument,
    submission: Submission,
    *,
    source: str = "",
    country_name: str = "",
    notes: tuple[Problem, ...] = (),
) -> Assessment:
    """Score a submission, find its gaps, recommend measures.

    Args:
        instrument: the questionnaire that the submission answers.
        submission: typed by that questionnaire.
        source: the file it came from, as it is named in outputs.
        country_name: the country in words.
        notes: warnings about the submission that its report must repeat; errors make it a draft.

    Raises:
        WrongUseError: the submission answers another questionnaire, or an answer is none that
            its question has.

    """
    tree, catalogue, given = instrument.tree, instrument.catalogue, submission
    _expect_same_questionnaire(instrument, submission)
    expect_fit(instrument.whole.tree, submission)
    submission = apply_reviews(instrument.within(submission), instrument.questionnaire)
    scores = score(tree, submission)
    position = Position(tree, submission, scores)
    recommended = recommend(position, catalogue)
    found = find_gaps(tree, scores, recommended)
    gaps, recommendations = with_holds_up(position, found, recommended, catalogue)
    disputes = find_disputes(tree, scores, submission)
    demanding = [node for node in _asked(tree, scores) if node.demands_evidence]
    questionnaire = instrument.questionnaire
    return Assessment(
        kit_version=__version__,
        questionnaire=questionnaire,
        submission=submission,
        source=source,
        country_name=country_name or submission.country or "",
        questionnaire_sha256=instrument.sha256,
        submission_sha256=fingerprint(given),
        nodes=MappingProxyType(
            {name: _node_result(tree, scores, tree.nodes[name], submission) for name in tree.nodes}
        ),
        root_id=tree.root,
        levels=tree.nodes[tree.root].settings.levels,
        counts=_state_counts(tree, scores),
        evidence_given=sum(not node.lacks_evidence for node in demanding),
        evidence_demanded=len(demanding),
        gaps=gaps,
        holding_most=holding_most(gaps),
        to_collect=find_missing(tree, scores),
        recommendations=recommendations,
        together=joint_gains(position, gaps, recommendations, catalogue),
        programme=programme(position, gaps, recommendations, catalogue),
        packages=package_results(position, instrument.packages, recommendations, catalogue),
        catalogue=catalogue,
        units=instrument.units,
        notes=notes,
        questions=instrument.questions,
        sections=instrument.sections,
        long_form=_long_form(instrument, given),
        long_only=instrument.long_only,
        disputed=disputes,
        settled=settled(tree, submission, disputes),
    )


def _long_form(instrument: Instrument, submission: Submission) -> Interval | None:
    """The long form with all else missing; None where it is the long form that is answered."""
    if instrument.long is None:
        return None
    tree = instrument.long.tree
    counted = apply_reviews(submission, instrument.long.questionnaire)
    return standing(tree, score(tree, counted))


def _expect_same_questionnaire(instrument: Instrument, submission: Submission) -> None:
    questionnaire = instrument.questionnaire
    if submission.questionnaire.id != questionnaire.id:
        msg = f"The submission answers {submission.questionnaire.id}, not {questionnaire.id}."
        raise WrongUseError(msg)
    if submission.short != (instrument.long is not None):
        answered = "short" if submission.short else "long"
        msg = f"The submission answers the {answered} form of {questionnaire.id}."
        raise WrongUseError(msg)


def _asked(tree: Tree, scores: Scores) -> list[NodeScore]:
    """The scores of all nodes, of a question that counts several times only its own."""
    return [node for name, node in scores.items() if tree.nodes[name].shares is None]


def _state_counts(tree: Tree, scores: Scores) -> Counts:
    states = [
        node.state
        for node in _asked(tree, scores)
        if tree.nodes[node.id].question is not None and tree.nodes[node.id].scored
    ]
    return Counts(**{state.value: states.count(state) for state in QUESTION_STATES})


def _node_result(tree: Tree, scores: Scores, node: Node, submission: Submission) -> NodeResult:
    scored = scores[node.id]
    value = scored.shown_value
    parent = tree.nodes[node.parent] if node.parent else None
    tried = parent is not None and not parent.is_monotone and scored.is_included
    future = outcomes(node, tree, scores) if tried else None
    gap = (
        None if value is None or scored.target is None else max(Fraction(0), scored.target - value)
    )
    return NodeResult(
        id=node.id,
        kind=node.kind,
        parent=node.parent,
        children=node.children,
        state=scored.state.value,
        scored=node.scored,
        weight=node.weight,
        share=share(tree, scores, node.id),
        rule=node.rule,
        letters=node.letters,
        letter=_letter(node, submission),
        missing_is_lowest=node.settings.missing == "lowest",
        low=scored.low,
        high=scored.high,
        value=value,
        value_unshown=scored.value,
        claimed=scored.shown_claimed,
        target=scored.target,
        gap=gap,
        coverage=scored.coverage,
        min_coverage=node.settings.min_coverage,
        publish=node.settings.publish,
        levels=node.settings.levels,
        demands_evidence=scored.demands_evidence,
        lacks_evidence=scored.lacks_evidence,
        unproved=scored.unproved,
        can_become=tuple(sorted(future.scores)) if future else (),
        can_leave=future.may_leave if future else leaves_without_a_score(node, tree, scores),
        shares=node.shares,
        weakest=weakest_part(tree, scores, node.id),
        number=node.number,
        is_disputed=scored.is_disputed,
    )


def _letter(node: Node, submission: Submission) -> str | None:
    """The letter of the answer, where the question counts in letters."""
    if node.letters is None or node.question is None:
        return None
    value = submission.answer(node.question.id).value
    return None if value is None else kind_of(node.question).letter_of(value)
