"""How far a round has come, as text, table and page.

Users' words stay words, and a terminal of 80 columns is enough.
"""

from __future__ import annotations

import base64
import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Mapping, Sequence

import pytest

from coherence_kit.analysis.instrument import prepare
from coherence_kit.analysis.rounds.status import Heard, status_of_round
from coherence_kit.documents.csv_cells import harmless
from coherence_kit.model.asking import who_is_asked
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.round_status import RoundStatus
from coherence_kit.model.rounds import FORMAT, Round
from coherence_kit.model.status import Broken
from coherence_kit.model.submission import Answer
from coherence_kit.problems import Problem
from coherence_kit.rendering.data.round_status import ROUND_COLUMNS, round_status_csv
from coherence_kit.rendering.round_status_html import round_status_html
from coherence_kit.rendering.terminal.round_status import WIDTH, round_status_text
from tests.builders import a_question, a_questionnaire, a_section, a_submission
from tests.unit.rendering.test_html import HOSTILE, Page

LEFT_OUT = Broken("mali.yaml", (Problem("file.empty", "mali.yaml"),))


def of_round(
    whole: Questionnaire,
    respondents: Sequence[Mapping[str, object]],
    answers: Mapping[str, Mapping[str, Answer]],
    **stated: object,
) -> RoundStatus:
    """The status of a round with one questionnaire and these answers by respondent."""
    round_ = Round.model_validate(
        {
            "format": FORMAT,
            "country": "GHA",
            "round": "2026",
            "questionnaires": [whole.id],
            "respondents": respondents,
            **stated,
        }
    )
    instrument = prepare(whole)
    heard = [
        Heard(name, a_submission(dict(given)), instrument, f"{name}.yaml")
        for name, given in answers.items()
    ]
    questionnaires, told = status_of_round(
        round_,
        asking=who_is_asked(round_, {whole.id: whole}),
        decisions={},
        instruments={whole.id: instrument},
        heard=heard,
    )
    return RoundStatus(
        source="ghana.round.yaml",
        country="Ghana",
        round=round_.round,
        deadline=round_.deadline,
        today=dt.date(2026, 9, 1),
        focal_point=round_.focal_point or "",
        without_lead=round_.without_lead,
        questionnaires=questionnaires,
        respondents=told,
        left_out=(LEFT_OUT,),
    )


def a_round(entity: str = "Planning commission", said: str = "Nobody has counted.") -> RoundStatus:
    whole = a_questionnaire(
        a_section("one", a_question("a"), a_question("b"), a_question("c"), a_question("d")),
        a_section("two", a_question("e")),
    )
    return of_round(
        whole,
        [
            {"id": "first", "entity": entity, "asked": ["one"], "leads": ["a"], "contact": entity},
            {"id": "second", "entity": "Labour", "asked": ["a", "b"]},
            {"id": "third", "entity": f"Silent {entity}", "asked": ["one"]},
        ],
        {
            "first": {"a": Answer(value=1), "b": Answer(is_unknown=True, unknown=said)},
            "second": {"a": Answer(value=4), "e": Answer(value=1)},
        },
        deadline="2026-08-31",
        focal_point=said,
        decisions={"a": {"by": said, "date": "some day"}},
    )


def rows(status: RoundStatus) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(round_status_csv(status))))


def test_text_page_and_table_have_the_same_figures() -> None:
    status = a_round()
    text, page = round_status_text(status), round_status_html(status)
    for row in (
        row for row in rows(status) if row["line"] == "respondent" and row["sent"] == "yes"
    ):
        shown = [
            f"{row['dealt_with']} of {row['asked']}",
            row["to_do"] if row["to_do"] != "0" else "–",
        ]
        line = next(line for line in text.splitlines() if line.startswith(row["respondent"]))
        assert re.split("  +", line)[1:3] == shown
        assert "".join(f'<td class="end">{figure}</td>' for figure in shown) in page


def test_a_section_of_which_nothing_is_said_is_named_as_a_whole() -> None:
    whole = a_questionnaire(
        a_section("one", *(a_question(f"q{place}") for place in range(4))),
        a_section("two", *(a_question(f"r{place}") for place in range(2))),
    )
    asked = [{"id": "first", "entity": "Planning", "asked": ["whole"]}]
    text = round_status_text(of_round(whole, asked, {}))
    assert "\n  1 one (all 4) · 2.1 r0 · 2.2 r1\n    Asked: Planning\n" in text
    part = round_status_text(of_round(whole, asked, {"first": {"q0": Answer(value=1)}}))
    assert "\n  1.2 q1 · 1.3 q2 · 1.4 q3 · 2.1 r0 · 2.2 r1\n" in part
    unknown = {"first": {"q0": Answer(is_unknown=True)}}
    assert "\n  1.1 q0 (not known) · 1.2 q1 · " in round_status_text(
        of_round(whole, asked, unknown)
    )


def test_a_decision_that_has_no_readable_day_is_printed_as_it_was_typed() -> None:
    assert "    To be decided by: Nobody has counted., some day\n" in round_status_text(a_round())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_type_stays_text_in_the_page(hostile: str) -> None:
    status = a_round(hostile, hostile)
    html = round_status_html(status)
    tags = [name for name, _ in Page(html).tags]
    plain = [name for name, _ in Page(round_status_html(a_round())).tags]
    assert tags == plain
    shown = Page(html).text.replace("\u200b", "")
    assert shown.count(" ".join(hostile.split())) >= 3


def test_the_page_allows_its_one_style_and_nothing_else() -> None:
    html = round_status_html(a_round())
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert f"style-src 'sha256-{digest}'" in policy.replace("&#39;", "'")
    assert "default-src 'none'" in policy.replace("&#39;", "'")
    assert re.findall(r"""\b(?:src|href|style)=["']?(?!#)""", html) == []


@pytest.mark.parametrize("hostile", ["=1+1", "@x", "-cmd", "+cmd"])
def test_no_cell_of_the_table_is_a_formula(hostile: str) -> None:
    table = rows(a_round(hostile, hostile))
    assert tuple(table[0]) == ROUND_COLUMNS
    typed = {cell for row in table for cell in row.values() if hostile in cell}
    assert harmless(hostile) in typed
    assert [cell for cell in typed if cell.startswith(hostile)] == []


@pytest.mark.parametrize("name", ["Ministry " * 12, "M" * 20, "Ministère de l'Économie " * 4])
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    status = a_round(name.strip())
    for every in (False, True):
        lines = round_status_text(status, every=every).splitlines()
        assert max(map(len, lines)) <= WIDTH


def test_a_name_without_a_blank_is_whole_somewhere() -> None:
    name = "M" * 300
    assert name in round_status_text(a_round(name))


def test_a_long_list_of_disputes_ends_with_how_to_see_the_rest() -> None:
    whole = a_questionnaire(a_section("one", *(a_question(f"q{place}") for place in range(13))))
    asked = [{"id": name, "entity": name, "asked": ["one"]} for name in ("first", "second")]
    said = {
        name: {f"q{place}": Answer(value=step) for place in range(13)}
        for name, step in (("first", 1), ("second", 3))
    }
    status = of_round(whole, asked, said)
    text = round_status_text(status)
    assert "\nDisputed, to be decided (13)\n" in text
    assert "\n  … and 3 others; --all shows all, --format csv has a line for each\n" in text
    assert "q12" in round_status_text(status, every=True)
    assert round_status_html(status).count("<dl>") == 13
