"""The report as somebody reads it on a phone, on a desk, and printed from a browser."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from playwright.sync_api import ViewportSize

from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.variants import VARIANTS
from coherence_kit.workflow.score import assess_file, open_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("report in browser")]

ILLUSTRATIVE = Path(__file__).parents[2] / "questionnaires" / "submissions" / "illustrative"
NARROW = ViewportSize(width=360, height=800)
DESK = ViewportSize(width=1280, height=900)
OUTSIDE = """() => [...document.body.querySelectorAll('*')]
  .filter((one) => !one.closest('.skip') && !one.parentElement.closest('svg'))
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5) })
  .map((one) => one.tagName + '.' + one.className)"""
SMALL = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || around.closest('svg, .skip')) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    if (range.getClientRects().length && parseFloat(getComputedStyle(around).fontSize) < 16)
      found.push(walker.currentNode.data.trim());
  }
  return found;
}"""
DEAD = """() => [...document.querySelectorAll('a[href^="#"]')]
  .filter((link) => !document.getElementById(link.getAttribute('href').slice(1)))
  .map((link) => link.href)"""
UNTOUCHABLE = """() => [...document.querySelectorAll('nav a')]
  .filter((link) => link.getClientRects().length && link.getBoundingClientRect().height < 40)
  .map((link) => link.textContent)"""
FACES = "document.fonts.ready.then(() => [...document.fonts].map((face) => face.status))"


@pytest.fixture(scope="module", params=["one", "several", "plan", "brief"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = open_workspace()
    names = ["velmora-2026-illustrative", "velmora-2026-remittances", "velmora-2026-places"]
    chapters = [
        assess_file(workspace, ILLUSTRATIVE / f"{name}.yaml")
        for name in names[: 1 if request.param == "one" else None]
    ]
    variant = VARIANTS.get(request.param, VARIANTS["main" if len(chapters) > 1 else "full"])
    page = render_html(chapters, date=dt.date(2026, 6, 30), for_print=False, variant=variant)
    written = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    written.write_text(page, encoding="utf-8")
    return written


def opened(browser: Browser, path: Path, size: ViewportSize) -> Page:
    page = browser.new_page(viewport=size)
    page.goto(path.as_uri())
    return page


@pytest.fixture
def phone(browser: Browser, path: Path) -> Iterator[Page]:
    page = opened(browser, path, NARROW)
    yield page
    page.close()


def test_nothing_is_wider_than_the_page(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert phone.evaluate(OUTSIDE) == []


def test_no_text_is_smaller_than_16_pixels(phone: Page) -> None:
    assert phone.evaluate(SMALL) == []


def test_every_way_can_be_touched_and_leads_somewhere(phone: Page) -> None:
    assert phone.evaluate(UNTOUCHABLE) == []
    assert phone.evaluate(DEAD) == []


@pytest.mark.parametrize("width", [768, 1024, 1280, 1600])
def test_no_page_scrolls_sideways(browser: Browser, path: Path, width: int) -> None:
    page = opened(browser, path, ViewportSize(width=width, height=900))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.close()


def test_the_faces_lie_in_the_page_and_nothing_is_asked_of_a_network(
    browser: Browser, path: Path
) -> None:
    page = browser.new_page(viewport=DESK)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate(FACES) == ["loaded"] * 3
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_the_contents_stay_in_view_and_say_where_one_is(browser: Browser, path: Path) -> None:
    page = opened(browser, path, DESK)
    ways = page.locator("nav.ways")
    if ways.count():
        last = ways.locator("li a").last
        last.click()
        page.wait_for_timeout(1500)  # the page glides there
        box = ways.bounding_box()
        assert box is not None
        assert box["y"] < DESK["height"] / 2
        assert box["y"] + box["height"] > 100
        assert page.locator("nav.ways a:target-current").count() == 1
    page.close()


def test_the_first_key_leads_past_the_contents(browser: Browser, path: Path) -> None:
    page = opened(browser, path, DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator("main#main").count() == 1
    page.close()


def test_printed_it_has_pages_like_the_pdf_and_no_ways_about(browser: Browser, path: Path) -> None:
    page = opened(browser, path, DESK)
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        sizes = {tuple(round(float(each)) for each in one.mediabox[2:]) for one in printed.pages}
    assert sizes <= {(595, 842), (842, 595)}
    page.emulate_media(media="print")
    assert not page.locator("nav.ways, .skip, .back").locator("visible=true").count()
    page.close()
