"""The page of an overview in a browser: WCAG 2.2 AA as far as axe-core sees it, on every screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from coherence_kit.workflow.overview import write_overview
from tests.browser import PHONE, WIDE
from tests.functional.test_html_form_accessible import RULES
from tests.overviews import an_instrument, an_overview, drawn, scored

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("overview in browser")]

KINDS = {"few": 5, "two columns": 60, "many": 201}
WATCH = """
window.refused = [];
document.addEventListener('securitypolicyviolation',
  (event) => refused.push(event.effectiveDirective));
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Overviews of so many submissions, one of which could not be scored."""
    folder, instruments = tmp_path_factory.mktemp("overviews"), {"whole": an_instrument()}
    figures = [scored(one) for one in drawn(instruments["whole"], 50)]
    made = {}
    for name, number in KINDS.items():
        every = [
            replace(figures[place % 50], country=f"Land {place}", respondent="Planning Commission")
            for place in range(number)
        ]
        made[name] = folder / f"{name.replace(' ', '-')}.html"
        write_overview(an_overview(instruments, every, ["yaml.syntax"]), instruments, [made[name]])
    return made


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", KINDS)
def test_the_page_has_no_barrier_is_not_refused_and_stays_within_its_screen(
    name: str, viewport: dict[str, int], pages: dict[str, Path], browser: Browser
) -> None:
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(pages[name].as_uri())
    assert page.evaluate("refused") == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}}).response
    assert [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in found["violations"]
    ] == []
    context.close()
