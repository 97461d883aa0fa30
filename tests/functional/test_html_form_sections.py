"""Sections of a form: they fold and stay folded, and their state has one sign everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coherence_kit.model.questionnaire import Questionnaire
from tests.browser import PATIENCE, Form, layout_of, wait_until, write_form
from tests.builders import a_matrix, a_question, a_questionnaire, a_section
from tests.functional.test_html_form import everything

pytestmark = pytest.mark.slow

OpenForm = Callable[..., Form]


@pytest.fixture(scope="module")
def mixed() -> Questionnaire:
    return everything("Text")


@pytest.fixture
def form(open_form: OpenForm, tmp_path: Path, mixed: Questionnaire) -> Form:
    return open_form(write_form(tmp_path, layout_of(mixed)))


def folded(form: Form) -> list[str]:
    found: list[str] = form.page.evaluate(
        "[...document.querySelectorAll('.fold:not([open])')].map((part) => part.dataset.part)"
    )
    return found


def fold(form: Form, section: str) -> None:
    """Fold a section, and wait until the page has heard of it: that is an event after the click."""
    form.page.locator(f'.fold[data-part="{section}"] > summary').click(position={"x": 5, "y": 15})
    form.page.evaluate("() => new Promise((done) => setTimeout(done, 50))")


# --- folding --------------------------------------------------------------------------------------


def test_a_folded_section_stays_folded_after_the_page_is_opened_again(
    form: Form, open_form: OpenForm
) -> None:
    fold(form, "a")
    assert form.field("a.scale", "comment").is_hidden()
    assert folded(form) == ["a"]
    form.page.reload()
    assert folded(form) == ["a"]
    form.page.click("[data-do=fold-all]")
    assert folded(form) == ["a", "b"]
    form.page.click("[data-do=fold-all]")
    wait_until(form.page, "localStorage.length === 0")
    assert folded(form) == []


def test_folding_is_no_work_that_could_be_lost(form: Form, open_form: OpenForm) -> None:
    form.option("a.yes", "yes").check()
    form.kept()
    other = open_form(form.path, beside=form)
    fold(other, "a")
    wait_until(other.page, "localStorage.length === 2")
    assert form.page.locator("#trouble").count() == 0
    other.agree()
    other.page.click("main [data-do=forget]")
    # what one window deletes is gone from the other a moment later
    wait_until(form.page, "localStorage.length === 0")


def test_whatever_leads_into_a_folded_section_opens_it(form: Form) -> None:
    fold(form, "a")
    form.page.click('.sections a[href="#s:a"]')
    assert folded(form) == []
    fold(form, "a")
    form.page.click("#progress [data-do=next]")
    assert folded(form) == []
    assert form.page.evaluate("document.activeElement.id") == "q:a.scale:name"


def test_a_search_for_words_opens_the_section_that_has_them(
    open_form: OpenForm, tmp_path: Path
) -> None:
    """A link to a text is found as a search of the page finds it."""
    questions = [a_question(name, label=f"Words of {name}") for name in ("one", "two")]
    sections = [a_section(f"s.{question.id}", question) for question in questions]
    form = open_form(write_form(tmp_path, layout_of(a_questionnaire(*sections))))
    form.page.click("[data-do=fold-all]")
    assert folded(form) == ["s.one", "s.two"]
    wait_until(form.page, "localStorage.length === 1")
    form.page.goto("about:blank")
    form.page.goto(f"{form.path.as_uri()}#:~:text=Words%20of%20two")
    wait_until(form.page, "document.querySelector('[data-part=\"s.two\"]').open")
    assert folded(form) == ["s.one"]


def test_on_paper_every_section_is_open(form: Form) -> None:
    fold(form, "a")
    form.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert folded(form) == []
    form.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folded(form) == ["a"]
    form.page.reload()
    assert folded(form) == ["a"]
    text = form.page.pdf()
    assert len(text) > 10_000


# --- one sign, one count --------------------------------------------------------------------------

SIGNS = """() => {
  const sign = (node) => getComputedStyle(node, '::before').content.replace(/["\\s]/g, '');
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = (node) => [sign(node), node.innerText];
  return {
    questions: Object.fromEntries(all('.question').map((box) =>
      [box.dataset.id, told(box.querySelector('.state'))])),
    list: all('[data-section]').map(told),
    heads: all('[data-head-of]').map(told),
  };
}"""


def test_a_state_has_one_sign_and_one_count_in_the_whole_page(
    open_form: OpenForm, tmp_path: Path
) -> None:
    waits = {"question": "gate", "in": ["true"]}
    layout = layout_of(
        a_questionnaire(
            a_section("s", a_question("proved"), a_question("again"), a_question("left")),
            a_section("t", a_question("gate", "boolean")),
            a_section("u", a_question("later", "boolean", depends_on=waits)),
            evidence="cap",
            evidence_from=2,
            evidence_cap=1,
        )
    )
    form = open_form(write_form(tmp_path, layout))
    form.option("proved", "1").check()
    form.option("again", "3").check()
    found = form.page.evaluate(SIGNS)
    assert found["questions"] == {
        "proved": ["✓", "Answered"],
        "again": ["!", "Answered, to look at again"],
        "left": ["○", "To do"],
        "gate": ["○", "To do"],
        "later": ["…", "Waiting"],
    }
    assert found["list"] == found["heads"]
    assert [sign for sign, _ in found["list"]] == ["○", "○", "…"]
    form.option("left", "!unknown").check()
    form.option("gate", "no").check()
    found = form.page.evaluate(SIGNS)
    assert found["questions"]["left"] == ["✓", "Not known"]
    assert found["questions"]["later"] == ["–", "Not asked"]
    assert found["list"] == found["heads"]
    assert [sign for sign, _ in found["list"]] == ["!", "✓", "–"]
    assert found["list"][0][1].startswith("3 of 3 · 1 again")


# --- what is heard and seen -----------------------------------------------------------------------


def test_the_answers_of_a_row_are_named_by_the_row(open_form: OpenForm, tmp_path: Path) -> None:
    rows = {"workers": "Migrant workers", "families": "Their families"}
    matrix = a_matrix(
        "care", [{"id": key, "label": name} for key, name in rows.items()], label="Hospitals"
    )
    form = open_form(write_form(tmp_path, layout_of(a_questionnaire(a_section("s", matrix)))))
    for number, name in enumerate(rows.values(), start=1):
        whose = f"1.1.{number} Hospitals: {name}"
        for answer in ("none", "some", "all", "Does not apply", "Not known"):
            found = form.page.get_by_role("radio", name=f"{answer} {whose}", exact=True)
            assert found.count() == 1
        assert form.page.get_by_role("textbox", name=f"Comment {whose}", exact=True).count() == 1
        assert form.page.get_by_role("group", name=whose).count() == 1


def test_who_answers_stands_in_the_open(form: Form) -> None:
    question = form.question("a.scale")
    assert question.locator(".who").all_inner_texts() == [
        "Who answers: Text",
        "Can answer too or help: Text",
    ]
    assert question.locator(".who").first.is_visible()
    assert "Who answers" not in (question.locator(".guidance").text_content() or "")


# --- a whole form by keyboard ---------------------------------------------------------------------


def tab_to(form: Form, selector: str, *, back: bool = False, most: int = 250) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        form.page.keyboard.press("Shift+Tab" if back else "Tab")
        if form.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_a_focal_point_needs_no_mouse_from_start_to_file(form: Form) -> None:
    keys = form.page.keyboard
    tab_to(form, "a[href='#questions']", most=1)
    keys.press("Enter")
    tab_to(form, "#about-country")
    keys.type("Ghana")
    tab_to(form, "[data-head='respondent.entity']")
    keys.type("Ministry of Labour")
    tab_to(form, "[id='q:a.scale:o:0']")
    for _ in range(3):
        keys.press("ArrowDown")
    tab_to(form, "[data-id='a.scale'] [data-do=add]")
    keys.press("Enter")
    keys.type("Decree 12")
    tab_to(form, "[data-id='a.scale'] .review > summary")
    keys.press("Enter")
    tab_to(form, "[data-id='a.scale'] [data-review=by]", most=2)
    keys.type("Bureau")
    tab_to(form, "[data-id='a.scale'] [data-review=verdict]", most=2)
    keys.press("A")
    tab_to(form, "[id='q:a.yes:o:yes']")
    keys.press("Space")
    tab_to(form, "[id='q:a.one:o:none']")
    keys.press("ArrowDown")
    tab_to(form, "[id='q:a.several:o:one']")
    keys.press("Space")
    tab_to(form, "[id='q:a.number:answer']")
    keys.type("12.5")
    tab_to(form, "[id='q:b.text:answer']")
    keys.type("In words")
    tab_to(form, "[id='q:b.date:answer']")
    keys.type("2026-06-30")
    tab_to(form, "[id='q:b.matrix.one:o:none']")
    keys.press("ArrowDown")
    tab_to(form, "[data-part=a] > summary", back=True)
    keys.press("Enter")
    assert folded(form) == ["a"]
    tab_to(form, "main [data-do=save]")
    with form.page.expect_download(timeout=PATIENCE) as download:
        keys.press("Enter")
    assert download.value.suggested_filename == "gha-ministry-of-labour-whole.submission.yaml"
    saved = json.loads(download.value.path().read_bytes())
    assert (saved["country"], saved["respondent"]) == ("GHA", {"entity": "Ministry of Labour"})
    assert saved["answers"] == {
        "a.scale": {
            "answer": "3",
            "evidence": [{"title": "Decree 12"}],
            "review": {"by": "Bureau", "verdict": "accepted"},
        },
        "a.yes": {"answer": "yes"},
        "a.one": {"answer": "some"},
        "a.several": {"answer": ["one"]},
        "a.number": {"answer": "12.5"},
        "b.text": {"answer": "In words"},
        "b.date": {"answer": "2026-06-30"},
        "b.matrix.one": {"answer": "some"},
    }
