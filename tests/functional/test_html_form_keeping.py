"""What the browser keeps of a form: the store full or forbidden, other windows, the way back.

Nothing is shown as kept that is not, and what is wrong is said beside the progress.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coherence_kit.model.questionnaire import Questionnaire
from tests.browser import PHONE, Form, layout_of, wait_until, write_form
from tests.functional.test_html_form import everything

pytestmark = pytest.mark.slow

OpenForm = Callable[..., Form]

NO_ROOM = """() => {
  let n = 0;
  for (const size of [100000, 1000, 10]) {
    try { for (;;) localStorage.setItem('other' + n++, 'x'.repeat(size)); } catch (e) {}
  }
}"""
ROOM = """() => Object.keys(localStorage).filter((name) => name.startsWith('other'))
  .forEach((name) => localStorage.removeItem(name))"""
FORBIDDEN = {
    "reading it throws": (
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError'); }});"
    ),
    "there is none": "Object.defineProperty(window, 'localStorage', {get() { return null; }});",
    "writing throws": (
        "Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); };"
    ),
    "writing does nothing": "Storage.prototype.setItem = () => {};",
}
QUOTA = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"


@pytest.fixture(scope="module")
def mixed() -> Questionnaire:
    return everything("Text")


@pytest.fixture
def form(open_form: OpenForm, tmp_path: Path, mixed: Questionnaire) -> Form:
    return open_form(write_form(tmp_path, layout_of(mixed)))


def kept(form: Form) -> str:
    return form.page.locator("#kept").inner_text()


def in_view(form: Form, selector: str) -> bool:
    found: bool = form.page.locator(selector).first.evaluate(
        """(node) => {
          const box = node.getBoundingClientRect();
          return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )
    return found


# --- a store without room -------------------------------------------------------------------------


def test_a_full_store_is_said_and_tried_again_at_the_next_change(form: Form) -> None:
    comment = form.field("b.text", "comment")
    comment.fill("Signed in 2024.")
    form.kept()
    form.page.evaluate(NO_ROOM)
    comment.fill("y" * 5000)
    form.pause()
    assert kept(form).startswith("This browser has no room left: what was entered after")
    assert "Kept in this browser" not in kept(form)
    assert "no room left" in form.notices()
    assert "no room left" in form.page.locator("#said").inner_text()
    form.page.evaluate(ROOM)
    comment.fill("Typed when there was room again")
    form.kept()
    assert form.notices().strip() == ""
    assert "kept in this browser again" in form.page.locator("#said").inner_text()
    form.page.reload()
    assert comment.input_value() == "Typed when there was room again"


def test_a_full_store_is_tried_again_by_a_button(form: Form, open_form: OpenForm) -> None:
    form.page.evaluate(NO_ROOM)
    form.field("b.text", "answer").fill("y" * 5000)
    form.pause()
    button = form.page.locator("#remedies").get_by_role("button", name="Try to keep it again")
    button.click()
    assert "no room left" in kept(form)
    form.page.evaluate(ROOM)
    button.click()
    assert kept(form).startswith("Kept in this browser")
    assert len(open_form(form.path, beside=form).field("b.text", "answer").input_value()) == 5000


def test_what_a_full_store_did_not_take_survives_a_reload(form: Form) -> None:
    form.field("b.text", "answer").fill("Before")
    form.kept()
    form.page.evaluate(NO_ROOM)
    form.field("b.text", "answer").fill("y" * 5000)
    form.pause()
    form.agree()
    form.page.reload()
    assert len(form.asked) == 1  # the browser asks before it is lost
    assert form.field("b.text", "answer").input_value() == "y" * 5000
    assert "does not keep them otherwise" in form.notices()
    assert "no room left" in kept(form)


def test_a_store_that_is_full_from_the_start_still_gives_what_it_has(
    form: Form, open_form: OpenForm
) -> None:
    form.field("b.text", "answer").fill("Before")
    form.kept()
    form.page.context.add_init_script(QUOTA)
    again = open_form(form.path, beside=form)
    assert again.field("b.text", "answer").input_value() == "Before"
    assert "no room left" in kept(again)


# --- a store that is forbidden --------------------------------------------------------------------


@pytest.mark.parametrize("script", FORBIDDEN.values(), ids=FORBIDDEN)
def test_where_nothing_is_kept_nothing_is_said_to_be(
    form: Form, open_form: OpenForm, script: str
) -> None:
    form.page.context.add_init_script(script)
    opened = open_form(form.path, beside=form)
    opened.option("a.yes", "yes").check()
    opened.pause()
    assert kept(opened).startswith("This browser keeps nothing")
    assert opened.page.locator("#remedies button").all_inner_texts() == ["Try to keep it again"]
    assert opened.answers()["answers"] == {"a.yes": {"answer": "yes"}}


@pytest.mark.parametrize("script", [*FORBIDDEN.values(), ""], ids=[*FORBIDDEN, "allowed"])
def test_the_way_back_shows_what_is_saved(form: Form, open_form: OpenForm, script: str) -> None:
    if script:
        form.page.context.add_init_script(script)
    opened = open_form(form.path, beside=form)
    opened.agree()
    opened.question("a.scale").locator("[data-do=add]").click()
    opened.page.keyboard.type("Decree")
    opened.option("a.yes", "yes").check()
    opened.option("a.several", "two").check()
    opened.field("b.text", "answer").fill("Accord A")
    opened.page.fill("#about-round", "First")
    opened.page.goto("about:blank")
    opened.page.go_back()
    opened.page.wait_for_load_state()
    assert opened.option("a.yes", "yes").is_checked()
    assert opened.field("b.text", "answer").input_value() == "Accord A"
    assert opened.question("a.scale").locator("[data-field=title]").input_value() == "Decree"
    saved = opened.answers()
    assert saved["round"] == "First"
    assert saved["answers"] == {
        "a.scale": {"evidence": [{"title": "Decree"}]},
        "a.yes": {"answer": "yes"},
        "a.several": {"answer": ["two"]},
        "b.text": {"answer": "Accord A"},
    }


def test_fields_that_a_browser_fills_by_itself_show_what_is_saved(form: Form) -> None:
    form.page.evaluate(
        """() => {
          document.getElementById('q:b.text:answer').value = 'put back by the browser';
          document.getElementById('q:a.yes:o:yes').checked = true;
          document.getElementById('about-round').value = 'First';
          window.dispatchEvent(new PageTransitionEvent('pageshow'));
        }"""
    )
    assert form.field("b.text", "answer").input_value() == ""
    assert not form.option("a.yes", "yes").is_checked()
    assert form.page.locator("#about-round").input_value() == ""
    assert form.answers()["answers"] == {}


# --- other windows --------------------------------------------------------------------------------


def test_a_second_window_is_said_in_both_before_anything_is_typed(
    form: Form, open_form: OpenForm
) -> None:
    other = open_form(form.path, beside=form)
    for window in (form, other):
        window.page.locator("#beside").wait_for()
        assert "also open in another window" in kept(window)
    assert form.page.evaluate("localStorage.length") == 0
    other.page.goto("about:blank")
    form.page.locator("#beside").wait_for(state="detached")
    assert "another window" not in kept(form)


def test_what_another_window_wrote_is_never_written_over_unasked(
    form: Form, open_form: OpenForm
) -> None:
    """Also where no word of it arrived, as in a page that lay in the browser's history."""
    form.option("a.yes", "yes").check()
    form.kept()
    form.page.evaluate(
        "window.addEventListener('storage', (e) => e.stopImmediatePropagation(), true)"
    )
    theirs = '{"at": "then", "submission": {"answers": {"a.yes": "no"}}, "aside": {}}'
    form.page.evaluate("(text) => localStorage.setItem(Object.keys(localStorage)[0], text)", theirs)
    form.option("a.scale", "2").check()
    form.pause()
    assert "something was entered there" in kept(form)
    assert form.page.evaluate("Object.values(localStorage)[0]") == theirs
    form.page.click("#remedies [data-do=go-on-here]")
    assert kept(form).startswith("Kept in this browser")
    again = open_form(form.path, beside=form)
    assert set(again.answers()["answers"]) == {"a.yes", "a.scale"}


def test_a_page_out_of_the_history_hears_what_another_window_wrote(
    form: Form, open_form: OpenForm
) -> None:
    form.option("a.yes", "yes").check()
    form.kept()
    form.page.evaluate("localStorage.setItem(Object.keys(localStorage)[0], '{}')")
    form.page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    )
    assert "something was entered there" in kept(form)


def test_answers_deleted_in_another_window_are_not_said_to_be_kept(
    form: Form, open_form: OpenForm
) -> None:
    form.option("a.yes", "yes").check()
    form.kept()
    other = open_form(form.path, beside=form)
    other.agree()
    other.page.click("main [data-do=forget]")
    wait_until(form.page, "!document.getElementById('kept').textContent.startsWith('Kept')")
    assert kept(form).startswith("Not yet saved to a file.")


# --- where it is said -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewport", "place"),
    [
        (None, "#kept"),
        (PHONE, "#bar .trouble"),
        ({"width": 320, "height": 568}, "#bar .trouble"),
        ({"width": 844, "height": 390}, "#bar .trouble"),
    ],
    ids=["wide", "phone", "small", "phone on its side"],
)
def test_it_is_said_where_somebody_types(
    form: Form, open_form: OpenForm, viewport: dict[str, Any] | None, place: str
) -> None:
    opened = open_form(form.path, viewport=viewport)
    opened.page.evaluate(NO_ROOM)
    opened.field("b.text", "comment").fill("y" * 5000)
    opened.field("b.text", "comment").scroll_into_view_if_needed()
    opened.pause()
    assert in_view(opened, place)
    assert in_view(opened, "[data-do=save]:visible")
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if place != "#kept":
        opened.page.click(place)
        assert in_view(opened, "#remedies [data-do=retry]")
