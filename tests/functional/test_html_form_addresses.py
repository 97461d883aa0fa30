"""The page takes for an address what the kit takes for one, and keeps what it is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coherence_kit.model.addresses import web_address
from tests.browser import layout_of, write_form
from tests.builders import a_question, a_questionnaire

if TYPE_CHECKING:
    from tests.functional.conftest import OpenForm

pytestmark = pytest.mark.slow

TYPED = (
    "https://www.gov.xx/acts/12", "HTTP://gov.xx", "https://gov.xx:8443/a?b=c#d", "https://[::1]/a",
    "https://santé.gouv.xx/é", "www.gov.xx", "gov.xx/a", "javascript:alert(1)", "file:///etc/passwd",
    "https://", "https://gov.xx@evil.xx/", "https://a b", 'https://a.b/"c', "https://a.b/<c>",
    "mailto:office@gov.xx", "in the archive", "https:///a",
)  # fmt: skip


def test_the_page_and_the_kit_take_the_same_for_an_address(
    open_form: OpenForm, tmp_path: Path
) -> None:
    form = open_form(write_form(tmp_path, layout_of(a_questionnaire(a_question("q")))))
    form.option("q", "2").check()
    form.question("q").locator("[data-do=add]").click()
    field = form.question("q").locator("[data-field=url]")
    told = form.question("q").locator("li .says")
    taken = {}
    for typed in TYPED:
        field.fill(typed)
        taken[typed] = told.is_hidden()
        assert (field.get_attribute("aria-invalid") == "true") is told.is_visible()
    assert taken == {typed: bool(web_address(typed)) for typed in TYPED}
    field.fill(f"  {TYPED[0]} ")
    assert form.answers()["answers"]["q"]["evidence"] == [{"url": TYPED[0]}]
