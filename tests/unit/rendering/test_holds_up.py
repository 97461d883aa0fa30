"""What the report, the terminal and JSON say of what waits for a gap or a measure."""

import datetime as dt
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import coherence_kit as ck
from coherence_kit import content
from coherence_kit.model.assessment import Assessment
from coherence_kit.rendering.data.assessment import assessment_data
from coherence_kit.rendering.data.schema import schema_json
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.report import Chapter, build_report
from coherence_kit.rendering.terminal.score import assessment_text
from tests.builders import a_measure, a_question, a_questionnaire, assessed

DATE = dt.date(2026, 6, 30)
SHIPPED = content.folder("questionnaires") / "submissions"


def many_waiting(number: int = 3) -> Assessment:
    """A question of little weight holds a number of measures up and opens a question."""
    questions = [
        a_question("dear", target=3, weight=5),
        a_question("key", target=3),
        *(a_question(f"q{i}", target=3) for i in range(number)),
        a_question("late", depends_on={"question": "key", "in": ["3", "4"]}),
        a_question("easy", target=3),
    ]
    measures = [
        a_measure("of-dear", {"dear": 3}),
        a_measure("of-key", {"key": 3}),
        *(a_measure(f"of-q{i}", {f"q{i}": 3}, prerequisites=["of-key"]) for i in range(number)),
        a_measure("of-easy", {"easy": 3}, helped_by=["of-key"]),
    ]
    answers: dict[str, Any] = {f"q{i}": 1 for i in range(number)}
    return assessed(a_questionnaire(*questions), *measures, dear=1, key=1, easy=1, **answers)


def chapter_of(assessment: Assessment, language: str = "en") -> Chapter:
    (chapter,) = build_report([assessment], date=DATE, language=language).chapters
    return chapter


def test_a_gap_of_the_report_says_what_waits_for_it_by_number() -> None:
    rows = chapter_of(many_waiting()).gaps.rows
    said = {row.standing.number: row.holds_up for row in rows if row.holds_up}
    assert said == {
        "1.2": "It holds up three other measures: M4, M5, M6. It opens one question that is not "
        "asked so far: 1.6. It makes one other measure easier: M2."
    }


def test_a_measure_of_the_report_names_the_same() -> None:
    entries = [
        entry for group in chapter_of(many_waiting()).measures.groups for entry in group.entries
    ]
    assert {entry.label: (entry.holds_up, entry.opens, entry.eases) for entry in entries}[
        "of-key"
    ] == (
        "M4, M5, M6",
        "1.6",
        "M2",
    )
    assert not any(
        entry.holds_up or entry.opens or entry.eases for entry in entries if entry.label != "of-key"
    )


def test_of_many_the_first_are_named_and_all_are_counted() -> None:
    text = chapter_of(many_waiting(8)).gaps.rows[1].holds_up
    assert text.startswith("It holds up eight other measures: ")
    assert text.count("M") - 1 == 6  # and the one that is easier
    assert ", …. It opens" in text


def test_what_holds_most_up_is_told_only_where_points_do_not_say_it() -> None:
    assert chapter_of(many_waiting()).gaps.holding_most == (
        "What holds most up or makes most easier: 1.2."
    )
    questions = [a_question("key", target=3, weight=5), a_question("late", target=3)]
    measures = [
        a_measure("of-key", {"key": 3}),
        a_measure("of-late", {"late": 3}, prerequisites=["of-key"]),
    ]
    first = assessed(a_questionnaire(*questions), *measures, key=1, late=1)
    assert first.holding_most == ("key",)
    assert not chapter_of(first).gaps.holding_most
    assert not chapter_of(assessed(a_questionnaire(*questions), key=1, late=1)).gaps.holding_most


def test_the_page_prints_all_of_it() -> None:
    page = render_html([many_waiting()], date=DATE, for_print=True)
    for said in (
        "It holds up three other measures: M4, M5, M6.",
        "What holds most up or makes most easier: 1.2.",
        '<span class="name">Holds up</span> M4, M5, M6',
        '<span class="name">Opens questions</span> 1.6',
        '<span class="name">Makes easier</span> M2',
    ):
        assert said in page


def test_the_terminal_says_it_below_the_gap_by_the_ids_that_its_measures_have() -> None:
    lines = assessment_text(many_waiting()).splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("1.2 key"))
    below = []
    for line in lines[place + 1 :]:
        if not line.startswith("    "):
            break
        below.append(line.strip())
    assert " ".join(below) == (
        "It holds up three other measures: of-q0, of-q1, of-q2. It opens one question that is not "
        "asked so far: 1.6. It makes one other measure easier: of-easy."
    )
    assert max(map(len, lines)) <= 100


def test_json_says_it_of_every_gap_and_measure_as_its_schema_has_it() -> None:
    data = assessment_data(many_waiting())
    held = {"measures": ["of-q0", "of-q1", "of-q2"], "questions": ["late"], "eases": ["of-easy"]}
    nothing: dict[str, list[str]] = {"measures": [], "questions": [], "eases": []}
    assert {gap["id"]: gap["holds_up"] for gap in data["gaps"]} == {
        **dict.fromkeys(("dear", "q0", "q1", "q2", "easy"), nothing),
        "key": held,
    }
    assert {item["id"]: item["holds_up"] for item in data["measures"]}["of-key"] == held
    judge = Draft202012Validator(json.loads(schema_json("assessment")))
    judge.validate([data])
    del data["gaps"][0]["holds_up"]  # type: ignore[misc]
    assert not judge.is_valid([data])


@pytest.mark.parametrize(
    ("name", "gaps", "list_of_report"),
    [
        (
            "illustrative/velmora-2026-illustrative.yaml",
            {"effects.side-effects": ("effects.order-examinations",)},
            "",
        ),
        (
            "illustrative/velmora-2026-multistakeholder.yaml",
            {
                "stakeholders.incentives": (
                    "stakeholders.broker-policy",
                    "stakeholders.fill-empty-places",
                ),
                "partnerships.balance": ("partnerships.agree-with-concerned",),
            },
            "What holds most up or makes most easier: 1.5, 3.3.",
        ),
    ],
)
def test_velmora(name: str, gaps: dict[str, tuple[str, ...]], list_of_report: str) -> None:
    """In the shipped content measures of one question ease those of others and hold none up."""
    kit = ck.open()
    model = kit.assess(kit.load(SHIPPED / name)).model
    assert {gap.id: gap.holds_up.eases for gap in model.gaps if gap.holds_up} == gaps
    assert not any(gap.holds_up.measures or gap.holds_up.questions for gap in model.gaps)
    assert set(model.holding_most) == set(gaps)
    assert chapter_of(model).gaps.holding_most == list_of_report


def test_french() -> None:
    gaps = chapter_of(many_waiting(), "fr").gaps
    assert gaps.rows[1].holds_up == (
        "Elle conditionne trois autres mesures : M4, M5, M6. Elle ouvre une question qui n’est pas "
        "encore posée : 1.6. Elle facilite une autre mesure : M2."
    )
    assert gaps.holding_most == ("Ce qui conditionne ou facilite le plus : 1.2.")
