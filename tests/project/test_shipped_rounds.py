"""The rounds that ship to try: several offices that differ, as a round meets it, and what moved."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from coherence_kit import content
from coherence_kit.analysis.assess import assess
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.merging import Merged as HowMerged
from coherence_kit.model.merging import counting, is_outside
from coherence_kit.model.merging import merged as how_merged
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.workflow.round_file import load_round_file
from coherence_kit.workflow.round_intake import take_in_round
from coherence_kit.workflow.rounds import Merged, merge_round
from coherence_kit.workflow.score import assess_file, load_submission, open_workspace
from tests.shipped import shipped_submissions

SUBMISSIONS = content.folder("questionnaires") / "submissions"
ROUNDS = SUBMISSIONS / "rounds"
IN_ROUNDS = [path for path in shipped_submissions() if path.is_relative_to(ROUNDS)]
FIRST, SECOND = "velmora-2026", "velmora-2028"


@cache
def merged_round(name: str) -> Merged:
    folder = ROUNDS / name
    workspace = open_workspace()
    stated = load_round_file(workspace, folder / "round.yaml")
    return merge_round(take_in_round(stated, [folder]))


@cache
def government(name: str) -> Submission:
    return next(
        one.submission
        for one in merged_round(name).merged
        if one.submission.questionnaire.id == "intragovernmental"
    )


@cache
def result(name: str) -> Assessment:
    return assess(open_workspace().instrument("intragovernmental"), government(name))


def of_kind(answers: Mapping[str, Answer], told: HowMerged) -> dict[str, Answer]:
    """The questions whose answers came about in a way."""
    return {name: one for name, one in answers.items() if how_merged(one) is told}


def figures(node: NodeResult) -> tuple[Fraction, Fraction, Fraction]:
    """Lowest, value and highest."""
    assert node.low is not None
    assert node.value is not None
    assert node.high is not None
    return node.low, node.value, node.high


@pytest.mark.parametrize(
    ("name", "meant"),
    [(FIRST, {"round.not-asked"}), (SECOND, {"round.silent"})],
)
def test_a_round_merges_with_nothing_to_be_said_but_what_is_meant(
    name: str, meant: set[str]
) -> None:
    assert {note.code for note in merged_round(name).notes} == meant
    assert government(name).standing == "illustrative"


def test_voices_stand_beside_the_government_and_are_not_merged_with_it() -> None:
    found = merged_round(FIRST)
    spoken = {one.respondent for one in found.voices}
    assert len(spoken) == 3
    assert not spoken & {one.id for one in government(FIRST).respondents}
    assert len(found.merged) == 1


@pytest.mark.parametrize("path", IN_ROUNDS, ids=lambda path: path.stem)
def test_an_answer_to_a_round_is_of_an_invented_country(path: Path) -> None:
    sent = load_submission(open_workspace(), path).submission
    assert (sent.standing, sent.country) == ("illustrative", "XVE")


def test_offices_differ_in_every_way_that_a_round_meets() -> None:
    answers = government(FIRST).answers
    disputed = of_kind(answers, HowMerged.DISPUTED)
    agreed = of_kind(answers, HowMerged.AGREED)
    assert 6 <= len(disputed) <= 9

    steps = [one.steps for one in result(FIRST).disputed if one.steps is not None]
    assert 1 in steps
    assert max(steps) >= 2
    told = {name: counting(answer) for name, answer in disputed.items()}
    values = {name: {one.value for one in said.values()} for name, said in told.items()}
    assert any(len(said) > 2 for said in values.values()), "three answers to one question"
    assert any(None in said and len(said) > 1 for said in values.values()), "not applicable"
    assert any(answer.lead not in told[name] for name, answer in disputed.items()), "no lead"
    assert any(answer.lead in told[name] for name, answer in disputed.items())

    assert any(answer.not_asked_of for answer in answers.values())
    assert any(
        answer.value is not None and any(one.is_unknown for one in answer.said.values())
        for answer in answers.values()
    ), "unknown gives way"
    assert any(
        answer.evidence and not all(one.evidence for one in answer.said.values())
        for answer in agreed.values()
        if answer.value in {2, 3, 4}
    ), "one office has the paper that another lacks"


def test_what_is_decided_in_a_round_is_what_an_office_had_answered() -> None:
    answers = government(FIRST).answers
    decided = of_kind(answers, HowMerged.DECIDED)
    assert decided
    for answer in decided.values():
        assert answer.decision is not None
        assert answer.decision.by
        assert answer.decision.date
        assert answer.decision.note
        assert not is_outside(answer)
        assert len({one.value for one in answer.said.values()}) > 1


@pytest.mark.parametrize(
    ("name", "one_voice"),
    [
        (FIRST, SUBMISSIONS / "illustrative" / "velmora-2026-illustrative.yaml"),
        (SECOND, SUBMISSIONS / "illustrative" / "velmora-2028.yaml"),
    ],
)
def test_a_round_lies_near_what_one_voice_says_and_is_less_sure(name: str, one_voice: Path) -> None:
    low, value, high = figures(result(name).root)
    alone = figures(assess_file(open_workspace(), one_voice).root)
    assert abs(value - alone[1]) < 1
    assert high - low > alone[2] - alone[0]


def test_between_two_rounds_some_figures_move_provably_and_others_do_not() -> None:
    earlier, later = result(FIRST), result(SECOND)
    scored = [
        (figures(before), figures(later.nodes[name]))
        for name, before in earlier.nodes.items()
        if before.value is not None and later.nodes[name].value is not None
    ]
    risen = [(before, after) for before, after in scored if before[1] < after[1]]
    assert any(before[2] < after[0] for before, after in risen)
    assert any(before[2] >= after[0] for before, after in risen), "higher, and not proved"
    assert any(after[2] < before[0] for before, after in scored), "fallen"


def test_the_second_round_settles_what_was_decided_and_disputes_what_was_not_in_doubt() -> None:
    before, after = government(FIRST).answers, government(SECOND).answers
    disputed, still = (of_kind(one, HowMerged.DISPUTED).keys() for one in (before, after))
    decided = of_kind(before, HowMerged.DECIDED)
    assert not decided.keys() & still
    assert all(after[name].value == one.value for name, one in decided.items())
    assert len(still - disputed) == 2
    assert disputed & still
    silent = {one.id for one in government(SECOND).respondents if one.sha256 is None}
    assert silent
    leads = {one.lead for one in before.values()}
    assert silent <= leads, "an office that led a question of the first round"
