"""The pages that the kit writes work within their policies, and nothing else would run in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from coherence_kit import content
from coherence_kit.cli import main
from tests.browser import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pages in their policy")]

VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-illustrative.yaml"
)
ROUND = """\
format: coherence-kit/round/1
country: XVE
country_name: Velmora
round: First round, 2026
questionnaires: [intragovernmental]
respondents:
- {id: planning, entity: Planning Commission, asked: [intragovernmental]}
"""
MAKING = {
    "report.html": ("report", VELMORA),
    "status.html": ("status", VELMORA),
    "round.html": ("status", "--round", "{round}", VELMORA),
    "form.html": ("form", "intragovernmental", "--from", VELMORA),
}
WATCH = """
window.refused = [];
document.addEventListener('securitypolicyviolation',
  (event) => refused.push(event.effectiveDirective + ' ' + event.blockedURI));
"""
INJECTED = {
    "script": "<script>document.title = 'ran'</script>",
    "handler": "<img src=x onerror=\"document.title = 'ran'\">",
    "address": "<a id=go href=\"javascript:document.title='ran'\">go</a>",
    "picture": '<img src="http://127.0.0.1:9/x.png">',
    "frame": '<iframe src="data:text/html,x"></iframe>',
    "style": "<style>h1 { display: none }</style>",
    "style attribute": '<p style="position: fixed; inset: 0">x</p>',
    "sending": '<form action="http://127.0.0.1:9/"><button id=go>go</button></form>',
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report, pages of the status of files and of a round, and a form."""
    folder = tmp_path_factory.mktemp("pages")
    stated = folder / "round.yaml"
    stated.write_text(ROUND, encoding="utf-8")
    for name, words in MAKING.items():
        called = [str(word).replace("{round}", str(stated)) for word in words]
        done = CliRunner().invoke(main, [*called, "-o", str(folder / name)])
        assert done.exit_code == 0, done.output
    return {name: folder / name for name in MAKING}


def opened(browser: Browser, path: Path) -> Page:
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("name", MAKING)
def test_nothing_of_a_page_is_refused(name: str, pages: dict[str, Path], browser: Browser) -> None:
    page = opened(browser, pages[name])
    assert page.evaluate("refused") == []
    # the style is in force
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith(
        ('"Report', '"Source', "Source", "system-ui", '"Segoe', "-apple")
    ), page.evaluate("getComputedStyle(document.body).fontFamily")
    page.close()


def test_the_widths_that_a_report_writes_into_attributes_are_in_force(
    pages: dict[str, Path], browser: Browser
) -> None:
    page = opened(browser, pages["report.html"])
    widths = page.evaluate(
        "[...document.querySelectorAll('.zones > div')].map((part) => part.style.width)"
    )
    assert len(widths) > 1
    assert all(re.fullmatch(r"[\d.]+%", width) for width in widths)
    page.close()


@pytest.mark.parametrize("name", MAKING)
@pytest.mark.parametrize("what", INJECTED)
def test_what_got_into_a_page_would_neither_run_nor_fetch(
    what: str, name: str, pages: dict[str, Path], browser: Browser, tmp_path: Path
) -> None:
    html = pages[name].read_text(encoding="utf-8")
    path = tmp_path / name
    path.write_text(html.replace("</body>", f"{INJECTED[what]}</body>"), encoding="utf-8")
    page = opened(browser, path)
    title, height = page.title(), page.evaluate("document.querySelector('h1').offsetHeight")
    if page.locator("#go").count():
        page.evaluate("document.getElementById('go').click()")
    wait_until(page, "refused.length > 0")
    assert page.evaluate("document.title") == title != "ran"
    assert page.url.startswith("file:")
    assert height > 0
    page.close()


def test_a_form_saves_within_its_policy(pages: dict[str, Path], browser: Browser) -> None:
    page = opened(browser, pages["form.html"])
    with page.expect_download(timeout=90_000) as saved:
        page.locator('[data-do="save"]:visible').first.click()
    assert b"coherence-kit/submission/1" in Path(saved.value.path()).read_bytes()
    assert page.evaluate("refused") == []
    page.close()
