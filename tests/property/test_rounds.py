"""The laws of merging the answers of a round, on random questionnaires and submissions.

Each test quotes the rule that it tries (6.16 of the scoring rules).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.rounds.merge import Received, merge
from coherence_kit.forms.draft import as_plain
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.asking import who_is_asked
from coherence_kit.model.merging import counting, is_disputed
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.rounds import Round
from coherence_kit.model.submission import Answer, Decision, Submission
from coherence_kit.scoring.engine import claim_of, score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.states import MISSING_STATES
from coherence_kit.scoring.tree import build_tree
from tests.property.strategies import (
    AnsweredRound,
    a_round,
    a_tenth,
    answered_rounds,
    answered_trees,
    answers_to,
    may_not_apply,
)

Figures = dict[str, tuple[Any, ...]]


def merged_of(
    questionnaire: Questionnaire,
    stated: Round,
    sent: Mapping[str, Submission],
    decisions: Mapping[str, Answer] | None = None,
) -> Submission:
    """What `coherence merge` makes of these."""
    return merge(
        stated,
        who_is_asked(stated, {"whole": questionnaire}),
        {("whole", name): answer for name, answer in (decisions or {}).items()},
        prepare(questionnaire),
        [Received(name, submission) for name, submission in sent.items()],
    )


def scored(questionnaire: Questionnaire, submission: Submission) -> Scores:
    return score(build_tree(questionnaire), submission)


def figures_of(scores: Scores) -> Figures:
    """All figures; of what is missing it is alike in which way."""
    return {
        name: (
            "missing" if node.state in MISSING_STATES else node.state,
            node.low,
            node.high,
            node.value,
            node.claimed,
            node.coverage,
            node.target,
            node.shown,
        )
        for name, node in scores.items()
    }


def decided(answer: Answer) -> Answer:
    """The same as a decision."""
    return Answer(
        value=answer.value,
        not_applicable=answer.not_applicable,
        decision=Decision(by="Cabinet"),
    )


def widened(before: Scores, after: Scores) -> set[str]:
    """The nodes that have bounds before and after, and a lower low or a higher high."""
    found = set()
    for name, now in after.items():
        old = before[name]
        if now.low is None or now.high is None or old.low is None or old.high is None:
            continue
        if now.low < old.low or now.high > old.high:
            found.add(name)
    return found


@given(answered_trees(), st.integers(1, 3), st.sampled_from([None, "r1", "r2"]))
def test_the_same_answers_again_change_no_figure(
    answered: tuple[Questionnaire, Submission], many: int, lead: str | None
) -> None:
    """One respondent alone gives its figures, and so do several that say the same."""
    questionnaire, submission = answered
    names = [f"r{number}" for number in range(1, many + 1)]
    stated = a_round(names, lead=lead if lead in names else None)
    whole = merged_of(questionnaire, stated, dict.fromkeys(names, submission))
    assert not any(is_disputed(answer) for answer in whole.answers.values())
    alone = figures_of(scored(questionnaire, submission))
    assert figures_of(scored(questionnaire, whole)) == alone


@given(answered_rounds(), st.data())
def test_the_order_of_files_changes_nothing(drawn: AnsweredRound, data: st.DataObject) -> None:
    """Results do not depend on the order of questions or files."""
    shuffled = dict(data.draw(st.permutations(list(drawn.sent.items()))))
    files = [
        to_yaml(as_plain(merged_of(drawn.questionnaire, drawn.stated, sent)))
        for sent in (drawn.sent, shuffled)
    ]
    assert files[0] == files[1]


@given(answered_rounds(), st.data())
def test_a_decision_among_the_answers_never_widens_bounds(
    drawn: AnsweredRound, data: st.DataObject
) -> None:
    """A decision counts; of the answers given, it leaves the bounds that they had or narrower."""
    decisions: dict[str, Answer] = {}
    whole = merged_of(drawn.questionnaire, drawn.stated, drawn.sent)
    disputed = [name for name, answer in whole.answers.items() if is_disputed(answer)]
    assume(disputed)
    before = scored(drawn.questionnaire, whole)
    for name in data.draw(st.permutations(disputed), label="order"):
        told = list(counting(whole.answer(name)).values())
        decisions[name] = decided(data.draw(st.sampled_from(told), label=name))
        now = merged_of(drawn.questionnaire, drawn.stated, drawn.sent, decisions)
        after = scored(drawn.questionnaire, now)
        assert widened(before, after) == set(), name
        before = after


@given(answered_rounds())
def test_settled_is_what_the_round_gives_once_the_answers_that_count_are_decided(
    drawn: AnsweredRound,
) -> None:
    """Of a disputed question the answer of its lead counts, that it does not apply as well."""
    whole = merged_of(drawn.questionnaire, drawn.stated, drawn.sent)
    instrument = prepare(drawn.questionnaire)
    assessment = assess(instrument, whole)
    scored_ones = [one for one in assessment.disputed if assessment.nodes[one.id].scored]
    assume(scored_ones and all(one.whose for one in scored_ones))
    decisions = {
        one.id: decided(counting(whole.answer(one.id))[one.whose])
        for one in scored_ones
        if one.whose
    }
    now = merged_of(drawn.questionnaire, drawn.stated, drawn.sent, decisions)
    root = assess(instrument, now).root
    after = assessment.settled
    assert after is not None
    assert (after.low, after.value, after.high) == (root.low, root.value, root.high)


@given(answered_rounds())
def test_bounds_of_a_question_hold_every_answer_that_counts(drawn: AnsweredRound) -> None:
    """The bounds reach from the lowest to the highest of what the answers would each count."""
    whole = merged_of(drawn.questionnaire, drawn.stated, drawn.sent)
    tree, scores = build_tree(drawn.questionnaire), scored(drawn.questionnaire, whole)
    for name, answer in whole.answers.items():
        node = scores[name]
        if not is_disputed(answer) or not tree.nodes[name].scored or node.low is None:
            continue
        assert node.high is not None
        for one in counting(answer).values():
            claimed = claim_of(tree.nodes[name], one)
            assert claimed is None or node.low <= claimed <= node.high, name


@given(answered_rounds(), st.data())
def test_one_more_respondent_without_papers_never_narrows_a_question(
    drawn: AnsweredRound, data: st.DataObject
) -> None:
    """Adding a respondent never narrows without a decision, unless its papers prove something.

    Of a question that waits for another one's answer the respondent may decide whether it is asked.
    """
    leaving = may_not_apply(drawn.questionnaire)
    answers = {}
    for question in drawn.questionnaire.questions():
        said = data.draw(answers_to(question, may_not_apply=question.id in leaving))
        answers[question.id] = said.model_copy(update={"evidence": ()})
    first = next(iter(drawn.sent.values()))
    added = first.model_copy(update={"answers": answers})
    names = [*drawn.sent]
    lead = next((one.id for one in drawn.stated.respondents if one.leads), None)
    stated = a_round([*names, "added"], lead=lead)
    before_whole = merged_of(drawn.questionnaire, stated, drawn.sent)
    after_whole = merged_of(drawn.questionnaire, stated, {**drawn.sent, "added": added})
    before = scored(drawn.questionnaire, before_whole)
    after = scored(drawn.questionnaire, after_whole)
    for question in drawn.questionnaire.questions():
        was, now = before[question.id], after[question.id]
        is_answered = bool(counting(before_whole.answer(question.id)))
        if question.depends_on or not is_answered or was.low is None or was.high is None:
            continue
        assert now.low is not None
        assert now.high is not None
        assert now.low <= was.low, question.id
        assert now.high >= was.high, question.id


@a_tenth
@given(answered_rounds(), st.data())
def test_what_was_merged_comes_back_from_its_file(
    drawn: AnsweredRound, data: st.DataObject
) -> None:
    """Every answer stays in the file, so that what it comes to can be made again."""
    questionnaire = drawn.questionnaire
    whole = merged_of(questionnaire, drawn.stated, drawn.sent)
    disputed = [name for name, answer in whole.answers.items() if is_disputed(answer)]
    decisions = {
        name: decided(data.draw(st.sampled_from([*counting(whole.answer(name)).values()])))
        for name in disputed
        if data.draw(st.booleans())
    }
    whole = merged_of(questionnaire, drawn.stated, drawn.sent, decisions)
    written = to_yaml(as_plain(whole))
    document = compose_document(written.encode(), "merged.yaml")
    file = load_submission_file(document)
    assert file is not None, document.problems
    again = bind(document, file, questionnaire, build_tree(questionnaire))
    assert again is not None, document.problems
    assert to_yaml(as_plain(again)) == written
    assert scored(questionnaire, again) == scored(questionnaire, whole)
