"""The counts of an overview are those of the assessments it was made of, whatever their number."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.batch.overview import OverviewOfRun, Scored
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.run_overview import MOST_SINGLES, Distribution
from tests.builders import a_question, a_questionnaire, a_section, a_submission
from tests.overviews import MISSING, an_instrument, an_overview, drawn, in_states, scored

INSTRUMENT = an_instrument()
ASSESSED = drawn(INSTRUMENT, 60)
RUN = an_overview({"whole": INSTRUMENT}, map(scored, ASSESSED))
(FOUND,) = RUN.questionnaires


def test_there_are_results_of_every_kind() -> None:
    assert FOUND.submissions == 60
    assert FOUND.with_value > 30
    assert FOUND.too_few > 3
    assert len(FOUND.spans) > 1
    assert any(one.asked < 60 for one in FOUND.missing)


def test_levels_are_counted_by_whether_both_bounds_lie_in_them() -> None:
    sure: Counter[str | None] = Counter()
    reaching: Counter[str | None] = Counter()
    for one in ASSESSED:
        if one.root.value is not None:
            is_sure = one.root.level_low == one.root.level_high
            (sure if is_sure else reaching)[one.root.level] += 1
    assert [(one.id, one.sure, one.reaching) for one in FOUND.levels] == [
        (name, sure[name], reaching[name]) for name in ("level-1", "level-2", "level-3")
    ]
    assert sum(one.number for one in FOUND.levels) == FOUND.with_value


def test_spans_say_over_how_many_levels_what_is_possible_reaches() -> None:
    place = {"level-1": 1, "level-2": 2, "level-3": 3}
    spans = Counter(
        place[str(one.root.level_high)] - place[str(one.root.level_low)] + 1 for one in ASSESSED
    )
    assert FOUND.spans == spans


def test_missing_answers_are_counted_out_of_those_that_were_asked() -> None:
    missing = Counter(name for one in ASSESSED for name in in_states(one, MISSING))
    asked = Counter(
        name
        for one in ASSESSED
        for name in INSTRUMENT.questions
        if one.nodes[name].state != "not_asked"
    )
    found = {one.id: (one.missing, one.asked) for one in FOUND.missing}
    assert found == {name: (number, asked[name]) for name, number in missing.items()}
    numbers = [one.missing for one in FOUND.missing]
    assert numbers == sorted(numbers, reverse=True)


def test_a_short_form_is_not_asked_what_only_the_long_one_asks() -> None:
    short = INSTRUMENT.short
    assert short is not None
    brief = assess(short, a_submission(f=2).model_copy(update={"short": True}))
    every = [*map(scored, ASSESSED), scored(brief, short), scored(brief, short)]
    (found,) = an_overview({"whole": INSTRUMENT}, every).questionnaires
    asked = {one.id: one.asked for one in found.missing}
    assert found.short == 2
    assert asked["a"] == 60
    assert asked["f"] == 62


def test_measures_are_counted_once_for_each_submission() -> None:
    counted = Counter(item.id for one in ASSESSED for item in one.recommendations)
    assert {one.id: one.recommended for one in FOUND.measures} == counted
    assert FOUND.advised == 60


def test_submissions_without_a_search_for_measures_are_no_share_of_them() -> None:
    every = [scored(ASSESSED[0]), scored(ASSESSED[1], measures=None)]
    (found,) = an_overview({"whole": INSTRUMENT}, every).questionnaires
    assert found.advised == 1


def test_sections_and_the_whole_are_spread_over_ten_classes_closed_below() -> None:
    for name, values in [("", FOUND.value), *((one.id, one.values) for one in FOUND.parts)]:
        nodes = [one.nodes[name or one.root_id] for one in ASSESSED]
        exact = sorted(node.value for node in nodes if node.value is not None)
        classes = Counter(min(int(value / 10), 9) for value in exact)
        assert values.number == len(exact)
        assert values.in_steps(10) == tuple(classes[place] for place in range(10))
        for share in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)):
            place = -(-len(exact) * share.numerator // share.denominator) - 1
            quantile = values.quantile(share)
            assert quantile is not None
            assert 0 <= exact[place] - quantile < Fraction(1, 100)


def test_intervals_keep_their_figures_exactly_while_they_are_few() -> None:
    assert FOUND.singles is not None
    for kept, one in zip(FOUND.singles, ASSESSED, strict=True):
        for figure, exact in (
            (kept.value, one.root.value),
            (kept.low, one.root.low),
            (kept.high, one.root.high),
        ):
            assert (figure is None) == (exact is None)
            assert one.root.published(figure) == one.root.published(exact)


@pytest.mark.parametrize(("number", "are_kept"), [(MOST_SINGLES, True), (MOST_SINGLES + 1, False)])
def test_single_figures_are_kept_of_a_few_only(number: int, are_kept: bool) -> None:
    one = scored(ASSESSED[0])
    (found,) = an_overview({"whole": INSTRUMENT}, [one] * number).questionnaires
    assert (found.singles is not None) is are_kept
    assert found.submissions == number


def test_memory_does_not_grow_with_the_number_of_submissions() -> None:
    kinds = [scored(one) for one in ASSESSED]
    run = OverviewOfRun({"whole": INSTRUMENT}.__getitem__)

    def add(number: int) -> int:
        for place in range(number):
            run.add(replace(kinds[place % len(kinds)], country=f"Country {place}"))
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        few, many = add(1_000), add(20_000)
    finally:
        tracemalloc.stop()
    assert many - few < 20_000  # one byte a submission


def test_the_order_of_submissions_changes_no_count() -> None:
    (back,) = an_overview({"whole": INSTRUMENT}, map(scored, reversed(ASSESSED))).questionnaires
    assert replace(back, singles=()) == replace(FOUND, singles=())


def test_what_cannot_be_scored_is_counted_by_kind_and_code() -> None:
    run = OverviewOfRun({"whole": INSTRUMENT}.__getitem__)
    for codes in (
        ["yaml.syntax", "yaml.syntax"],
        ["yaml.tag", "submission.answer"],
        ["yaml.syntax"],
    ):
        run.add_unscored(codes)
    found = run.finish()
    assert (found.unscored, found.scored, found.submissions) == (3, 0, 3)
    assert [(one.kind, one.submissions, one.codes) for one in found.reasons] == [
        ("yaml", 3, (("yaml.syntax", 2), ("yaml.tag", 1))),
        ("submission", 1, (("submission.answer", 1),)),
    ]


def test_letters_lie_at_their_places() -> None:
    questionnaire = a_questionnaire(
        a_section(
            "part",
            *(
                a_question(name, "choice", options={"low": "D", "mid": "C", "top": "A"})
                for name in "abc"
            ),
            rule="weakest-link",
        ),
        letters=LetterScale(order=("D", "C", "B", "A")),
        rule="weakest-link",
    )
    instrument = prepare(questionnaire)
    given = [("top", "top", "top"), ("mid", "top", "top"), ("low", "low", "low")]
    every = [
        scored(assess(instrument, a_submission(dict(zip("abc", answers, strict=True)))))
        for answers in given
    ]
    assert {type(one.value) for one in every} == {str}
    (found,) = an_overview({"whole": instrument}, every).questionnaires
    assert found.with_value == 3
    assert found.singles is not None
    letters = LetterScale(order=("D", "C", "B", "A"))
    grades = [letters.grade(one.value) for one in found.singles if one.value is not None]
    assert grades == [one.value for one in every]


def test_the_latest_date_and_the_rounds_are_known() -> None:
    every = [
        scored(ASSESSED[0], date=date) for date in ("2026-03-01", "", "2026-06-30", "2025-12-31")
    ]
    named = [replace(one, round=f"Round {place % 2}") for place, one in enumerate(every)]
    run = an_overview({"whole": INSTRUMENT}, named)
    assert run.latest == "2026-06-30"
    assert run.questionnaires[0].rounds == ("Round 0", "Round 1")


def test_questionnaires_are_counted_apart_in_the_order_of_their_ids() -> None:
    other = replace(
        INSTRUMENT,
        questionnaire=INSTRUMENT.questionnaire.model_copy(update={"id": "another"}),
    )
    every = [scored(ASSESSED[0]), replace(scored(ASSESSED[1]), questionnaire="another")]
    run = an_overview({"whole": INSTRUMENT, "another": other}, every)
    assert [(one.id, one.submissions) for one in run.questionnaires] == [
        ("another", 1),
        ("whole", 1),
    ]


def test_a_figure_on_another_scale_has_its_place_by_that_scale() -> None:
    instrument = an_instrument(publish={"max": 80, "decimals": 0})
    every = [
        Scored(questionnaire="whole", value=value, low=value, high=value) for value in (0, 20.0, 80)
    ]
    (found,) = an_overview({"whole": instrument}, every).questionnaires
    assert found.value.places == ((0, 1), (2_500, 1), (10_000, 1))
    assert found.singles is not None
    assert [one.value for one in found.singles] == [0, 25, 100]


def test_an_empty_distribution_has_no_middle() -> None:
    assert Distribution().quantile(Fraction(1, 2)) is None
    assert Distribution().in_steps(4) == (0, 0, 0, 0)
