"""The report as a page on screens.

No word of a table is broken, and nothing but wide tables scrolls sideways.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize

from coherence_kit.rendering.report.html import render_html
from coherence_kit.workflow.score import assess_file, open_workspace
from tests.browser import PHONE, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("report in browser")]

SUBMISSION = (
    Path(__file__).parents[2]
    / "questionnaires"
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml"
)

BROKEN_WORDS = """() => {
  const broken = [];
  for (const cell of document.querySelectorAll('thead th, td.end, td:first-child')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[\\w.]+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""
OUTSIDE = """() => [...document.querySelectorAll('table')]
  .filter((table) => table.getBoundingClientRect().right > innerWidth + 1)
  .map((table) => table.className)"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report whose first face no machine has."""
    page = render_html(
        [assess_file(open_workspace(), SUBMISSION)], date=dt.date(2026, 6, 30), for_print=False
    )
    path = tmp_path_factory.mktemp("report") / "report.html"
    # Its policy names the style by its hash, which is another one now.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    path.write_text(page.replace('"Source Sans 3"', '"No Such Face"'), encoding="utf-8")
    return path


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Page]:
    opened = browser.new_page(viewport=request.param)
    opened.goto(report.as_uri())
    yield opened
    opened.close()


def test_no_word_of_a_short_column_is_broken(page: Page) -> None:
    assert page.evaluate(BROKEN_WORDS) == []


def test_only_tables_scroll_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert page.evaluate(OUTSIDE) == []


def test_on_a_phone_a_mark_stands_over_its_meaning(browser: Browser, report: Path) -> None:
    opened = browser.new_page(viewport=ViewportSize(width=PHONE["width"], height=PHONE["height"]))
    opened.goto(report.as_uri())
    mark, meaning = opened.locator(".marks tbody tr").first.locator("td").all()
    first, second = mark.bounding_box(), meaning.bounding_box()
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"]
    assert second["width"] > PHONE["width"] * 0.8
    opened.close()
