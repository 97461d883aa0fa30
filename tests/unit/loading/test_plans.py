"""Plans: what is wrong with one is told at its place, and each measure is looked up."""

from __future__ import annotations

import pytest

from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.plans import bind_plan, load_plan
from coherence_kit.model.plan import (
    STATUS_MEANT,
    STATUSES,
    BoundPlan,
    PlannedMeasure,
    is_before,
)

HEAD = 'format: coherence-kit/plan/1\ncountry: GHA\nround: "2026"\n'
BOTH = HEAD + "questionnaires: [towns, whole]\n"
MEASURES = {
    "whole": ("planning.set-aim", "planning.name-office"),
    "towns": ("planning.set-aim", "towns.meet"),
    "abroad": ("abroad.meet-there",),
    "bare": (),
}


def bound(text: str) -> tuple[BoundPlan | None, Document]:
    document = compose_document(text.encode(), "p.yaml")
    stated = load_plan(document)
    if stated is None:
        return None, document
    return bind_plan(document, stated, MEASURES, lambda name: MEASURES[name]), document


def plan_of(text: str) -> BoundPlan:
    found, document = bound(text)
    assert document.problems == []
    assert found is not None
    return found


def told(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in bound(text)[1].problems]


def hint_of(text: str) -> str:
    (problem,) = bound(text)[1].problems
    return problem.params["hint"]


@pytest.mark.parametrize(
    "measures",
    [
        "",
        " {}",
        "\n  planning.set-aim:",
        "\n  planning.set-aim: {lead: , start: , due: , status: , cost: , note: }",
        "\n  planning.set-aim: {status: done}",
        "\n  planning.set-aim: {lead: Planning Commission, start: 2026, due: 2026-06, cost: 12000}",
        "\n  planning.set-aim: {start: 1 June 2026, due: 30/06/2026}",
        "\n  whole/planning.set-aim: {status: under way}\n  planning.set-aim: {status: done}",
    ],
)
def test_a_plan_says_as_much_as_is_known(measures: str) -> None:
    assert told(f"{BOTH}measures:{measures}\n") == []


def test_a_measure_is_the_same_wherever_a_questionnaire_has_it() -> None:
    plan = plan_of(f"{BOTH}measures:\n  planning.set-aim: {{lead: Town hall}}\n")
    for name in ("towns", "whole"):
        assert plan.of(name).measures == {"planning.set-aim": PlannedMeasure(lead="Town hall")}
    assert plan.of("abroad").measures == {}


@pytest.mark.parametrize("is_first", [True, False])
def test_a_questionnaire_in_front_comes_before_the_measure_in_all(is_first: bool) -> None:
    lines = ["  whole/planning.set-aim: {lead: Centre}\n", "  planning.set-aim: {lead: Towns}\n"]
    plan = plan_of(f"{BOTH}measures:\n{''.join(lines if is_first else lines[::-1])}")
    leads = {name: plan.of(name).measures["planning.set-aim"].lead for name in ("towns", "whole")}
    assert leads == {"towns": "Towns", "whole": "Centre"}


def test_what_says_nothing_is_not_planned_and_all_else_is_kept_as_typed() -> None:
    plan = plan_of(
        f"{BOTH}date: March 2027\nmeasures:\n  towns.meet:\n"
        "  planning.name-office: {start: 1 June 2026, due: 2027, cost: 0012, note: 'no'}\n"
    ).of("whole")
    assert (plan.round, plan.date) == ("2026", "2027-03")
    assert plan.measures == {
        "planning.name-office": PlannedMeasure(
            start="2026-06-01", due="2027", cost="0012", note="no"
        )
    }


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"{HEAD}measures:\n", [("schema.missing-key", 1)]),
        (f"{HEAD}questionnaires: []\nmeasures:\n", [("schema.empty", 4)]),
        (f"{HEAD}questionnaires: [wole]\nmeasures:\n", [("plan.unknown-questionnaire", 4)]),
        (f"{BOTH}measures: [planning.set-aim]\n", [("schema.value", 5)]),
        (f"{BOTH}measures: {{planning.set-aim: done}}\n", [("schema.value", 5)]),
        (f"{BOTH}measures: {{planning.set-aim: {{owner: Me}}}}\n", [("schema.unknown-key", 5)]),
        (f"{BOTH}measures: {{planning.set-aim: {{lead: [a, b]}}}}\n", [("schema.value", 5)]),
        (f"{BOTH}measures: {{planning.set-aim: {{due: soon}}}}\n", [("schema.value", 5)]),
        (f"{BOTH}measures: {{planning.set-aim: {{due: 2027-13}}}}\n", [("schema.value", 5)]),
        (f"{BOTH}measures: {{planning.set-aim: {{status: 3}}}}\n", [("schema.choice", 5)]),
        (f"{BOTH}measures: {{planning.aim: }}\n", [("plan.unknown-measure", 5)]),
        (f"{BOTH}measures: {{abroad/abroad.meet-there: }}\n", [("plan.unknown-measure", 5)]),
        (f"{BOTH}measures: {{bare/planning.set-aim: }}\n", [("plan.unknown-measure", 5)]),
        (f"{BOTH}measures:\n  towns.meet:\n  towns/towns.meet:\n", [("plan.twice", 6)]),
        (f"{BOTH}measures:\n  towns.meet:\n  towns.meet:\n", [("yaml.duplicate-key", 7)]),
        (
            f"{BOTH}measures:\n  towns.meet: {{start: 2027-02, due: 2027-01-31}}\n",
            [("plan.due-before-start", 6)],
        ),
        (f"{BOTH.replace('GHA', 'Ghana')}measures:\n", [("submission.country", 2)]),
    ],
)
def test_what_is_wrong_is_told_once_where_it_stands(
    text: str, problems: list[tuple[str, int]]
) -> None:
    assert told(text) == problems


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Done", "done"),
        ("droped", "dropped"),
        ("underway", "under way"),
        ("under_way", "under way"),
        ("In Progress", "under way"),
        ("completed", "done"),
        ("Cancelled", "dropped"),
        ("planned", "proposed"),
        ("approved", "adopted"),
    ],
)
def test_a_status_is_told_with_what_was_probably_meant(typed: str, meant: str) -> None:
    text = f"{BOTH}measures: {{towns.meet: {{status: {typed}}}}}\n"
    assert told(text) == [("schema.choice", 5)]
    assert hint_of(text) == f' Did you mean "{meant}"?'


def test_other_words_for_a_status_stand_for_one_that_there_is() -> None:
    assert {*STATUS_MEANT.values()} <= {*STATUSES}
    assert not {*STATUS_MEANT} & {*STATUSES}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("town.meet", ' Did you mean "towns.meet"?'),
        ("abroad.meet-there", " It is a measure for abroad: add that to questionnaires."),
        (
            "M12",
            " Numbers such as M3 are those of one report alone; a plan has the ids of measures.",
        ),
        ("zzz", ""),
    ],
)
def test_an_unknown_measure_is_told_with_what_was_probably_meant(name: str, hint: str) -> None:
    assert hint_of(f"{BOTH}measures: {{{name}: }}\n") == hint


@pytest.mark.parametrize(
    ("due", "start", "before"),
    [
        ("2026", "2027", True),
        ("2027", "2027", False),
        ("2027", "2027-12-31", False),
        ("2027-05", "2027", False),
        ("2027-05-31", "2027-06", True),
        ("2027-06", "2027-06-30", False),
        ("2027-06-29", "2027-06-30", True),
    ],
)
def test_a_year_or_a_month_counts_to_its_end(due: str, start: str, *, before: bool) -> None:
    assert is_before(due, start) is before


def test_what_was_meant_is_looked_for_where_few_measures_are_unknown() -> None:
    lines = "".join(f"  towns.meat{place}:\n" for place in range(300))
    problems = bound(f"{BOTH}measures:\n{lines}")[1].problems
    hinted = [bool(problem.params["hint"]) for problem in problems]
    assert hinted[:200] == [True] * 200
    assert not any(hinted[200:])
