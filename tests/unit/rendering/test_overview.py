"""The pages of an overview: what they print of the counts, and that they rank nobody."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.batch.overview import OverviewOfRun, Scored
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.run_overview import MOST_SINGLES, Distribution, RunOverview
from coherence_kit.rendering.overview.lists import MOST_ROWS
from coherence_kit.rendering.overview.page import overview_page
from coherence_kit.rendering.overview.reasons import _KINDS
from coherence_kit.rendering.overview.rows import MOST_IN_ONE_COLUMN, Row
from coherence_kit.rendering.overview.view import Part, build_view
from tests.builders import a_question, a_questionnaire, a_section, a_submission
from tests.overviews import an_instrument, an_overview, drawn, scored
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo_languages

DATE = dt.date(2026, 6, 30)
INSTRUMENT = an_instrument()
WHOLE = {"whole": INSTRUMENT}
ASSESSED = drawn(INSTRUMENT, 50)
SCORED = [scored(one) for one in ASSESSED]
MANY = MOST_SINGLES + 1
TAG = re.compile(r"<[^<>]*>")


def some(number: int, **stated: Any) -> list[Scored]:
    """Submissions of so many lands, numbered in the order in which they are read."""
    return [
        replace(SCORED[place % len(SCORED)], country=f"Land {place + 1}", **stated)
        for place in range(number)
    ]


def part_of(
    every: Sequence[Scored], instruments: Mapping[str, Instrument] = WHOLE, language: str = "en"
) -> Part:
    run = an_overview(instruments, every)
    (part,) = build_view(run, instruments, date=DATE, language=language).parts
    return part


def page_of(run: RunOverview, language: str = "en") -> str:
    return overview_page(run, WHOLE, date=DATE, language=language)


def words_of(html: str) -> str:
    """The texts of a page with the titles of its charts, without tags and style."""
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return unescape(TAG.sub(" ", without_style))


def rows_of(part: Part) -> list[Row]:
    assert part.rows is not None
    return [row for block in part.rows.blocks for column in block for row in column]


# --- figures --------------------------------------------------------------------------------------


def test_counts_of_levels_are_printed_with_their_sum() -> None:
    run = an_overview(WHOLE, some(50))
    (found,), part = run.questionnaires, part_of(some(50))
    assert part.levels is not None
    printed = [(row.name, row.sure, row.reaching, row.number) for row in part.levels.rows]
    assert printed == [
        *(
            (one.id.replace("level-", "Level "), str(one.sure), str(one.reaching), str(one.number))
            for one in reversed(found.levels)
        ),
        ("Too few answers for a result", "–", "–", str(found.too_few)),
    ]
    assert sum(int(row.number) for row in part.levels.rows) == 50
    assert part.levels.whole.number == "50"
    assert part.headline == (
        f"{found.sure} of {found.with_value} results stay in one level whatever is missing"
    )


def test_over_how_many_levels_results_reach_is_told_where_it_is_more_than_one() -> None:
    sure: dict[str, Scored] = {}
    wide: dict[str, Scored] = {}
    few: dict[str, Scored] = {}
    for one in SCORED:
        is_sure = one.level_low == one.level_high
        kind = few if one.value is None else sure if is_sure else wide
        kind.setdefault("it", one)

    def note(*every: Scored) -> str:
        found = part_of(every).levels
        assert found is not None
        return found.note

    assert note(sure["it"]) == ""
    said = note(sure["it"], wide["it"])
    assert said == "What is still possible lies for 1 in 1 level and for 1 in 2 levels."
    assert note(sure["it"], few["it"]).startswith("With those that have no result, ")


@pytest.mark.parametrize("number", [3, MOST_IN_ONE_COLUMN, MOST_IN_ONE_COLUMN + 1, MOST_SINGLES])
def test_each_row_has_the_published_figures_of_its_submission(number: int) -> None:
    part = part_of(some(number))
    rows = rows_of(part)
    assert len(rows) == number
    for row in rows:
        root = ASSESSED[(int(row.name.removeprefix("Land ")) - 1) % len(ASSESSED)].root
        low, high = root.low_text, root.high_text
        assert row.score == (root.text or "–")
        assert row.interval == (low if low == high else f"{low}–{high}")
        assert row.coverage == f"{root.coverage_text} %"


def test_coverage_is_never_rounded_over_the_one_that_a_result_needs() -> None:
    short_of = replace(some(1)[0], coverage=0.597)
    assert rows_of(part_of([short_of]))[0].coverage == "59.7 %"


def test_a_panel_for_each_section_says_its_number_and_its_middle() -> None:
    part = part_of(some(50))
    assert part.sections is not None
    panels = [panel for row in part.sections.rows for panel in row]
    (found,) = an_overview(WHOLE, some(50)).questionnaires
    assert [panel.name for panel in panels] == ["1 plan", "2 people"]
    assert part.sections.first is not None
    for panel, values in zip(panels, [one.values for one in found.parts], strict=True):
        assert panel.lines[0].startswith(f"{values.number} results; median ")
        bars = re.findall(r"<text[^>]*>(\d+)</text>", panel.chart)
        classes = [str(count) for count in values.in_steps(10) if count]
        assert bars[: len(classes)] == classes


def test_of_many_distributions_are_printed_and_no_name() -> None:
    html = page_of(an_overview(WHOLE, some(MANY)))
    part = part_of(some(MANY))
    assert part.rows is None
    assert part.bounds is not None
    assert "Land " not in html
    assert sum(int(row.number) for row in part.widths) == MANY


@pytest.mark.parametrize(("times", "in_thousands"), [(400, False), (600, True)])
def test_numbers_without_room_over_a_bar_are_thousands_in_all_panels_of_a_questionnaire(
    times: int, *, in_thousands: bool
) -> None:
    run = an_overview(WHOLE, some(MANY))
    (found,) = run.questionnaires

    def so_often(values: Distribution) -> Distribution:
        return Distribution(tuple((place, count * times) for place, count in values.places))

    large = replace(
        found,
        submissions=found.submissions * times,
        with_value=found.with_value * times,
        too_few=found.too_few * times,
        parts=tuple(replace(one, values=so_often(one.values)) for one in found.parts),
        value=so_often(found.value),
        low=so_often(found.low),
        high=so_often(found.high),
        width=so_often(found.width),
    )
    (part,) = build_view(replace(run, questionnaires=(large,)), WHOLE, date=None).parts
    assert part.bounds is not None
    assert part.sections is not None
    assert ("thousands" in part.bounds.note) is in_thousands
    panels = [*part.bounds.rows, *part.sections.rows]
    over = re.findall(r'fill="#14202B"[^>]*>([^<]+)</text>', "".join(str(row) for row in panels))
    assert over
    assert all(("." in text or len(text) == 3) is in_thousands for text in over)


def test_missing_answers_stand_with_those_that_were_asked() -> None:
    (found,) = an_overview(WHOLE, some(50)).questionnaires
    printed = [(row.label, row.count) for row in part_of(some(50)).lists.missing]
    assert printed == [(one.id, f"{one.missing} of {one.asked}") for one in found.missing]


def test_measures_stand_with_who_leads_them() -> None:
    (found,) = an_overview(WHOLE, some(50)).questionnaires
    rows = part_of(some(50)).lists.measures
    assert [(row.label, row.count) for row in rows] == [
        (one.id, f"{one.recommended} of 50") for one in found.measures
    ]
    assert {row.lead for row in rows} == {"Ministry of labour"}


def test_long_lists_end_and_say_how_much_more_there_is() -> None:
    names = [f"q{place}" for place in range(MOST_ROWS + 3)]
    instrument = prepare(a_questionnaire(a_section("all", *map(a_question, names))))
    every = [scored(assess(instrument, a_submission(q0=1)))]
    lists = part_of(every, {"whole": instrument}).lists
    assert len(lists.missing) == MOST_ROWS
    assert lists.missing_said == "2 further questions lack answers too."
    assert not lists.has_measures


def test_what_could_not_be_scored_is_told_by_kinds() -> None:
    run = OverviewOfRun(WHOLE.__getitem__)
    run.add_unscored(["yaml.syntax", "odd.code"])
    run.add_unscored(["yaml.tag"])
    view = build_view(run.finish(), {}, date=None)
    assert view.heading == "2 submissions"
    assert view.reasons is not None
    assert [(row.text, row.codes, row.number) for row in view.reasons.rows] == [
        (
            "The text breaks a rule of YAML, the format of the file",
            ("yaml.syntax", "yaml.tag"),
            "2",
        ),
        ("Another reason", ("odd.code",), "1"),
    ]
    html = overview_page(run.finish(), {}, date=None)
    assert "problems.csv" in html
    assert words_of(html).count("could not be scored") == 1


def test_every_kind_of_error_that_keeps_from_a_score_has_words() -> None:
    from coherence_kit.problems.catalogue import CATALOGUE

    of_other_commands = {
        "brand", "cases", "compare", "meeting", "output", "pdf", "plan", "template", "verify",
    }  # fmt: skip
    assert {code.partition(".")[0] for code in CATALOGUE} - of_other_commands <= {*_KINDS}


# --- no ranking -----------------------------------------------------------------------------------


def test_names_stand_in_alphabetical_order_with_numbers_by_their_size() -> None:
    names = ["Élan", "Zeta", "alpha", "Country 10", "Country 9", "Beta"]
    every = [replace(one, country=name) for one, name in zip(some(len(names)), names, strict=True)]
    assert [row.name for row in rows_of(part_of(every))] == [
        "alpha", "Beta", "Country 9", "Country 10", "Élan", "Zeta",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [6, 60])
def test_neither_scores_nor_the_order_of_files_move_a_name(number: int) -> None:
    every = some(number)
    there = [row.name for row in rows_of(part_of(every))]
    figures = every[::-1]
    turned = [
        replace(other, country=one.country) for one, other in zip(every, figures, strict=True)
    ]
    assert [row.name for row in rows_of(part_of(turned))] == there
    assert page_of(an_overview(WHOLE, every)) == page_of(an_overview(WHOLE, every[::-1]))


@pytest.mark.parametrize("number", [1, 2, 6, 60, MANY])
def test_nothing_on_the_pages_is_a_rank(number: int) -> None:
    text = words_of(page_of(an_overview(WHOLE, some(number), ["yaml.syntax"])))
    assert "No ranking." in text
    assert "they rank nobody" in text
    said = re.sub(r"No ranking|not a ranking|they rank nobody|as in a league", "", text)
    assert not re.search(r"(?i)\b(rank|league|best|worst|top|1st|first place|winner)", said)


def test_names_of_a_run_without_names_stand_nowhere() -> None:
    named = [
        replace(one, country="XVE", country_name="Velmora", respondent="Office Q")
        for one in some(5)
    ]
    hidden = [
        replace(one, country=f"Country {place}", country_name="", respondent="")
        for place, one in enumerate(named, start=1)
    ]
    assert all(text in page_of(an_overview(WHOLE, named)) for text in ("Velmora", "Office Q"))
    html = page_of(an_overview(WHOLE, hidden))
    assert not any(text in html for text in ("Velmora", "Office Q"))
    assert [row.name for row in rows_of(part_of(hidden))] == [
        f"Country {place}" for place in range(1, 6)
    ]


# --- names ----------------------------------------------------------------------------------------


def test_a_code_is_printed_as_the_country_in_the_language_of_the_page() -> None:
    one = replace(some(1)[0], country="MDA")
    assert rows_of(part_of([one], language="fr"))[0].name == "Moldavie"
    assert rows_of(part_of([one]))[0].name == "Moldova"


def test_what_tells_submissions_of_one_country_apart_stands_behind_it() -> None:
    one, other = (replace(each, country="MDA", round="2026") for each in some(2))
    labour, finance = replace(one, respondent="Labour"), replace(other, respondent="Finance")
    later = replace(one, round="2028")
    assert [row.detail for row in rows_of(part_of([labour, finance]))] == ["Finance", "Labour"]
    assert [row.detail for row in rows_of(part_of([one, later]))] == ["2026", "2028"]
    assert [row.detail for row in rows_of(part_of([one]))] == [""]


def test_a_name_of_any_length_or_sign_stays_on_its_page() -> None:
    every = [replace(one, country="Ω" * 4000 + "<b>\u202e") for one in some(1)]
    html = page_of(an_overview(WHOLE, every))
    assert "Ω" * 100 not in html
    assert "<b>" not in html
    assert "\u202e" not in html


# --- kinds of questionnaires ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "headline"),
    [
        (0, "Not enough answers for a result yet in any submission"),
        (1, "One result: 50.0"),
        (3, "Three results between 25.0 and 75.0"),
    ],
)
def test_a_few_results_are_said_in_so_many_words(number: int, headline: str) -> None:
    instrument = an_instrument()
    empty = scored(assess(instrument, a_submission()))
    given = [
        scored(assess(instrument, a_submission(dict.fromkeys("abcdef", step))))
        for step in (2, 1, 3)[:number]
    ]
    assert part_of([*given, empty]).headline == headline


def test_without_levels_half_of_the_results_are_told() -> None:
    instrument = prepare(a_questionnaire(a_section("all", a_question("a"))))
    every = [scored(assess(instrument, a_submission(a=step))) for step in range(5)]
    part = part_of(every, {"whole": instrument})
    assert part.levels is None
    assert part.headline == "Half of 5 results lie between 25.0 and 75.0"


def test_a_profile_shows_its_sections_and_no_whole() -> None:
    sections = (a_section("plan", a_question("a")), a_section("people", a_question("b")))
    instrument = prepare(a_questionnaire(*sections, rule="none"))
    part = part_of([scored(assess(instrument, a_submission(a=3, b=1)))], {"whole": instrument})
    assert (part.levels, part.rows, part.bounds) == (None, None, None)
    assert part.sections is not None
    assert part.headline == "What 1 submission says, section by section"
    assert [panel.lines for row in part.sections.rows for panel in row] == [("75.0",), ("25.0",)]


@pytest.mark.parametrize("number", [5, 45, MANY])
def test_letters_stand_in_place_of_numbers(number: int) -> None:
    letters = LetterScale(order=("D", "C", "B", "A"))
    options = {"low": "D", "mid": "C", "high": "B", "top": "A"}
    section = a_section(
        "part", *(a_question(name, "choice", options=options) for name in "ab"), rule="weakest-link"
    )
    instrument = prepare(a_questionnaire(section, letters=letters, rule="weakest-link"))
    answers = [("low", "low"), ("mid", "top"), ("top", "top"), ("high", "top"), ("mid", "mid")]
    every = [
        scored(assess(instrument, a_submission(dict(zip("ab", answers[place % 5], strict=True)))))
        for place in range(number)
    ]
    part = part_of(every, {"whole": instrument})
    assert part.levels is not None
    assert [row.name for row in part.levels.rows] == list(reversed(letters.grades))
    assert not part.levels.has_limits
    if number < MANY:
        assert {row.score for row in rows_of(part)} <= {*letters.grades}
        assert {row.score for row in rows_of(part)} == {str(one.value) for one in every}
    else:
        assert [row.text for row in part.widths] == [
            "one letter: nothing is missing that could change it"
        ]


# --- languages ------------------------------------------------------------------------------------

# A word of the code is one outside the brackets of a pseudo-language; content and names are of
# these letters alone, letters of a code stand in problems.csv, and dates are CLDR's.
OURS = re.compile(r"(?i)\b(q+|whole|plan|people|raise|land|level|yaml|syntax|[a-f])\b")


@pytest.mark.parametrize("number", [3, 45, MANY])
@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
def test_no_word_bypasses_the_catalogue(
    number: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pseudo_languages(monkeypatch):
        run = an_overview(WHOLE, some(number), ["yaml.syntax"])
        html = overview_page(run, WHOLE, date=None, language=language)
    left, text = "", words_of(html)
    while left != text:
        left, text = text, re.sub(r"\[[^\[\]]*\]", " ", text)
    assert re.findall(r"[^\W\d_]+", OURS.sub(" ", text)) == []
    assert ('dir="rtl"' in html) is (language == RIGHT_TO_LEFT)


def test_french_pages_speak_french() -> None:
    text = words_of(page_of(an_overview(WHOLE, some(50), ["yaml.syntax"]), "fr"))
    for said in ("Combien à quel niveau", "Comment lire ces pages", "n’a pas pu être évalué"):
        assert said in text
    for english in ("How ", "Questions most", "submission", "Together", "recommended"):
        assert english not in text


def test_a_chart_from_right_to_left_is_a_mirror_image(monkeypatch: pytest.MonkeyPatch) -> None:
    with pseudo_languages(monkeypatch):
        there, back = (
            rows_of(part_of(some(1), language=language))[0].strip
            for language in (LONGER, RIGHT_TO_LEFT)
        )
    first, second = (
        float(found[1])
        for strip in (there, back)
        if (found := re.search(r'<circle cx="([\d.]+)"', strip))
    )
    width = re.search(r'width="([\d.]+)mm"', there)
    assert width is not None
    assert first + second == pytest.approx(float(width[1]))
