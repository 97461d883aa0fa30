"""Questionnaire and submission in, figures out: all that a table of scores says.

An assessment has the same figures, and looks for gaps and measures on top, which takes several
times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coherence_kit.analysis.gaps import missing_questions
from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.node_results import node_result
from coherence_kit.analysis.recommendation import Position, recommend
from coherence_kit.errors import WrongUseError
from coherence_kit.model.assessment import NodeResult
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.fit import expect_fit
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.scoring.states import State


@dataclass(frozen=True, slots=True)
class Scored:
    """The figures of a submission.

    `nodes` are the whole and the sections of the first rank, or every node where that was asked
    for. `missing` are the scored questions without an answer that counts, in the order of the
    questionnaire; `not_asked` those that a condition leaves out. `measures` are those recommended,
    with `now` or `then` for when, in the order in
    which they should be considered; none where they were not asked for.
    """

    questionnaire: Questionnaire
    questionnaire_sha256: str
    submission: Submission
    submission_sha256: str
    source: str
    root_id: str
    nodes: Mapping[str, NodeResult]
    missing: tuple[str, ...]
    not_asked: tuple[str, ...]
    measures: Mapping[str, str]
    notes: tuple[Problem, ...]

    def __repr__(self) -> str:
        return f"Scored({self.questionnaire.id!r}, source={self.source!r}, text={self.root.text!r})"

    @property
    def root(self) -> NodeResult:
        """The whole."""
        return self.nodes[self.root_id]


@dataclass(frozen=True, slots=True)
class Counted:
    """A submission with the scores of every node: what figures, gaps and measures are found from.

    `given` is as it came; `submission` has the answers that count, reviews among them.
    """

    instrument: Instrument
    given: Submission
    submission: Submission
    scores: Scores

    @property
    def position(self) -> Position:
        """From where measures lead."""
        return Position(self.instrument.tree, self.submission, self.scores)

    def results(self, names: Iterable[str]) -> Mapping[str, NodeResult]:
        """The results of nodes by their ids, in their order."""
        tree = self.instrument.tree
        return MappingProxyType(
            {name: node_result(tree, self.scores, name, self.submission) for name in names}
        )


def scored(  # noqa: PLR0913  (what is wanted of it, each by its name)
    instrument: Instrument,
    submission: Submission,
    *,
    source: str = "",
    notes: tuple[Problem, ...] = (),
    every_node: bool = False,
    with_measures: bool = False,
    is_loaded: bool = False,
) -> Scored:
    """Score a submission.

    Args:
        instrument: the questionnaire that the submission answers.
        submission: typed by that questionnaire.
        source: the file it came from, as it is named in outputs.
        notes: warnings about the submission.
        every_node: give the results of all nodes.
        with_measures: name the measures that are recommended.
        is_loaded: it comes out of a file, so that its answers were held against their questions.

    Raises:
        WrongUseError: as :func:`count` does.

    """
    counted = count(instrument, submission, is_loaded=is_loaded)
    tree = instrument.tree
    recommended = recommend(counted.position, instrument.catalogue) if with_measures else ()
    return Scored(
        questionnaire=instrument.questionnaire,
        questionnaire_sha256=instrument.sha256,
        submission=counted.submission,
        submission_sha256=fingerprint(submission),
        source=source,
        root_id=tree.root,
        nodes=counted.results(
            tree.nodes if every_node else (tree.root, *tree.nodes[tree.root].children)
        ),
        missing=tuple(missing_questions(tree, counted.scores)),
        not_asked=tuple(
            name
            for name in instrument.questions
            if tree.nodes[name].scored and counted.scores[name].state is State.NOT_ASKED
        ),
        measures=MappingProxyType({item.id: item.when for item in recommended}),
        notes=notes,
    )


def count(instrument: Instrument, submission: Submission, *, is_loaded: bool = False) -> Counted:
    """Find which answers count, and score every node; `is_loaded` as of :func:`scored`.

    Raises:
        WrongUseError: the submission answers another questionnaire, or an answer is none that
            its question has.

    """
    _expect_same_questionnaire(instrument, submission)
    if not is_loaded:
        expect_fit(instrument.whole.tree, submission)
    counting = apply_reviews(instrument.within(submission), instrument.questionnaire)
    return Counted(instrument, submission, counting, score(instrument.tree, counting))


def _expect_same_questionnaire(instrument: Instrument, submission: Submission) -> None:
    questionnaire = instrument.questionnaire
    if submission.questionnaire.id != questionnaire.id:
        msg = f"The submission answers {submission.questionnaire.id}, not {questionnaire.id}."
        raise WrongUseError(msg)
    if submission.short != (instrument.long is not None):
        answered = "short" if submission.short else "long"
        msg = f"The submission answers the {answered} form of {questionnaire.id}."
        raise WrongUseError(msg)
