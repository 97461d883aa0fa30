"""The names of offices in a page: folded away until there are any, saved with the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coherence_kit.forms.layout import lay_out
from coherence_kit.scoring.tree import build_tree
from tests.browser import NO_HASH, Form, write_form
from tests.functional.test_html_form import everything
from tests.functional.test_html_form_loading import a_file

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.slow

OpenForm = Callable[..., Form]
ROLES = ("planning", "finance")


@pytest.fixture
def form(open_form: OpenForm, tmp_path: Path) -> Form:
    asked = everything("Text")
    tree = build_tree(asked)
    return open_form(
        write_form(tmp_path, lay_out(asked, tree, NO_HASH, is_marked=True, roles=ROLES))
    )


def box(form: Form) -> Locator:
    return form.page.locator("#offices")


def name(form: Form, role: str, text: str) -> None:
    form.page.fill(f'[data-head="offices.{role}"]', text)


def test_names_are_saved_once_they_are_typed_and_not_when_they_are_taken_back(form: Form) -> None:
    assert box(form).get_attribute("open") is None
    assert "offices" not in form.answers()
    form.page.click("#offices > summary")
    name(form, "planning", "Planning\u0007 Commission")
    name(form, "finance", "Treasury")
    named = {"planning": "Planning Commission", "finance": "Treasury"}
    assert form.answers()["offices"] == named
    name(form, "planning", "  ")
    assert form.answers()["offices"] == {"finance": "Treasury"}
    name(form, "finance", "")
    assert "offices" not in form.answers()


def test_names_of_a_file_are_shown_and_saved_again_those_of_other_roles_too(form: Form) -> None:
    given = {"planning": "NPC", "central-bank": "Bank", "justice": None}
    form.load(a_file(offices=given))
    assert box(form).get_attribute("open") is not None
    assert form.page.input_value('[data-head="offices.planning"]') == "NPC"
    name(form, "finance", "Treasury")
    assert form.answers()["offices"] == {
        "planning": "NPC",
        "central-bank": "Bank",
        "finance": "Treasury",
    }


def test_names_are_lost_to_a_file_only_if_somebody_agrees(form: Form) -> None:
    form.load(a_file(offices={"planning": "NPC", "finance": "Treasury"}))
    form.agree()
    form.load(a_file(offices={"planning": "NPC"}))
    assert "1 entry about these answers" in form.asked[0]


OTHERS = {"central-bank": "Bank", "justice": "Ministry of Justice"}


@pytest.mark.parametrize(
    ("coming", "lost"),
    [
        ({"planning": "NPC", **OTHERS}, ""),
        ({"justice": "Ministry of Justice", "central-bank": " Bank", "planning": "NPC"}, "1 entry"),
        ({"planning": "NPC", "central-bank": "Bank"}, "1 entry"),
        ({"planning": "NPC", "central-bank": "Bank", "justice": "Court"}, "1 entry"),
        ({"planning": "NPC", "justice": None, "central-bank": ""}, "2 entries"),
        ({"planning": "NPC"}, "2 entries"),
        ({}, "3 entries"),
        (None, "3 entries"),
    ],
)
def test_names_for_roles_without_a_field_are_lost_as_those_with_one(
    form: Form, coming: dict[str, str | None] | None, lost: str
) -> None:
    """The form asks for the names of two offices; the file names two others as well."""
    form.load(a_file(offices={"planning": "NPC", **OTHERS}))
    form.agree()
    form.load(a_file() if coming is None else a_file(offices=coming))
    assert [f"– {lost} about these answers" in text for text in form.asked] == (
        [True] if lost else []
    )


def test_they_are_printed_only_if_there_are_any(form: Form) -> None:
    def is_open_in_print() -> bool:
        form.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        is_open = box(form).get_attribute("open") is not None
        form.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        return is_open

    assert not is_open_in_print()
    form.page.emulate_media(media="print")
    assert box(form).locator("summary").is_hidden()
    form.page.emulate_media(media="screen")
    form.page.click("#offices > summary")
    name(form, "finance", "Treasury")
    form.page.click("#offices > summary")
    assert is_open_in_print()
    assert box(form).get_attribute("open") is None
