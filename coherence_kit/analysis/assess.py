"""Questionnaire, submission and measures in, the assessment out."""

from __future__ import annotations

from coherence_kit import __version__
from coherence_kit.analysis.disputes import find_disputes, settled
from coherence_kit.analysis.gaps import find_gaps, find_missing
from coherence_kit.analysis.holds_up import holding_most, with_holds_up
from coherence_kit.analysis.instrument import Instrument
from coherence_kit.analysis.joint_gains import joint_gains
from coherence_kit.analysis.programme import package_results, programme
from coherence_kit.analysis.recommendation import recommend
from coherence_kit.analysis.scored import count
from coherence_kit.analysis.standing import standing
from coherence_kit.model.assessment import Assessment, Counts, Interval
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.submission import Submission
from coherence_kit.problems import Problem
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import NodeScore, Scores
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.scoring.states import QUESTION_STATES
from coherence_kit.scoring.tree import Tree


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
    tree, catalogue = instrument.tree, instrument.catalogue
    counted = count(instrument, submission)
    scores, position = counted.scores, counted.position
    recommended = recommend(position, catalogue)
    found = find_gaps(tree, scores, recommended)
    gaps, recommendations = with_holds_up(position, found, recommended, catalogue)
    disputes = find_disputes(tree, scores, counted.submission)
    demanding = [node for node in _asked(tree, scores) if node.demands_evidence]
    questionnaire = instrument.questionnaire
    return Assessment(
        kit_version=__version__,
        questionnaire=questionnaire,
        submission=counted.submission,
        source=source,
        country_name=country_name or submission.country or "",
        questionnaire_sha256=instrument.sha256,
        submission_sha256=fingerprint(submission),
        nodes=counted.results(tree.nodes),
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
        long_form=_long_form(instrument, submission),
        long_only=instrument.long_only,
        disputed=disputes,
        settled=settled(tree, counted.submission, disputes),
    )


def _long_form(instrument: Instrument, submission: Submission) -> Interval | None:
    """The long form with all else missing; None where it is the long form that is answered."""
    if instrument.long is None:
        return None
    tree = instrument.long.tree
    counted = apply_reviews(submission, instrument.long.questionnaire)
    return standing(tree, score(tree, counted))


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
