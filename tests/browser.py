"""A headless Chromium for tests and measurements, and a form as the
person in front of it uses it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, sync_playwright

from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.page.form import html_form
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.score import open_workspace

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
# Even without a window Chromium draws the frame of one for each context, whose address bar is two
# pages of its own: they took most of the time of every test. What follows is what Playwright turns
# off, as Chromium heeds only the last such list.
_TURNED_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "PreloadTopChromeWebUI",
    "SpareRendererForSitePerProcess",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = (
    f"--disable-features={','.join(_TURNED_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name leads anywhere
)
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NO_HASH = "0" * 64

BURST = 10
"""Files that Chromium lets a page save within a second; it drops the next one without a word."""

PATIENCE = 90_000
"""Milliseconds for a download; a busy machine has taken more than the usual
thirty seconds for one of many.
"""


def shipped_layout(questionnaire_id: str, language: str = "en") -> Layout:
    """The form of a questionnaire that ships with the kit."""
    workspace = open_workspace()
    instrument = workspace.instrument(questionnaire_id)
    return lay_out(
        workspace.entry(questionnaire_id).questionnaire,
        instrument.tree,
        instrument.sha256,
        language,
        is_marked=True,
    )


def layout_of(questionnaire: Questionnaire, language: str = "en") -> Layout:
    """The form of a questionnaire made by a test."""
    return lay_out(questionnaire, build_tree(questionnaire), NO_HASH, language, is_marked=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def wait_until(page: Page, expression: str, arg: object = None, patience: int = 30_000) -> None:
    """Wait until an expression is true in a page.

    Playwright's own waiting evaluates the text inside the page; its first
    try is exempt from the page's policy, the later ones are refused by it.
    """
    for _ in range(patience // 50):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"within {patience} ms never true: {expression}")


class Form:
    """One form in one window."""

    def __init__(self, context: BrowserContext, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        self.asked: list[str] = []
        self._saves: list[int] = []
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.faults.append(message.text) if message.type == "error" else None,
        )
        self.page.goto(path.as_uri())

    def agree(self) -> None:
        """Say yes to whatever is asked from now on."""

        def accept(dialog: Dialog) -> None:
            self.asked.append(dialog.message)
            dialog.accept()

        self.page.on("dialog", accept)

    def refuse(self, dialog: Dialog) -> None:
        """Say no to what is asked."""
        self.asked.append(dialog.message)
        dialog.dismiss()

    def question(self, question_id: str) -> Locator:
        """The part of the page with one question."""
        return self.page.locator(f'[data-id="{question_id}"]')

    def option(self, question_id: str, value: str) -> Locator:
        """The button or box of one answer."""
        return self.question(question_id).locator(f'.choice > input[value="{value}"]')

    def field(self, question_id: str, name: str) -> Locator:
        """The field for an answer in words, a comment or a reason."""
        return self.question(question_id).locator(
            f'textarea[data-field="{name}"], input.short[data-field="{name}"]'
        )

    def state(self, question_id: str) -> str:
        """What the page takes the state of a question to be."""
        return self.question(question_id).get_attribute("data-state") or ""

    def states(self) -> dict[str, str]:
        """The same of every question."""
        found: dict[str, str] = self.page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('.question')].map(q => "
            "[q.dataset.id, q.dataset.state]))"
        )
        return found

    def load(
        self, submission: Mapping[str, Any] | str | bytes, name: str = "answers.submission.yaml"
    ) -> None:
        """Choose a file with these contents."""
        text = (
            submission
            if isinstance(submission, (str, bytes))
            else json.dumps(submission, ensure_ascii=False)
        )
        data = text.encode() if isinstance(text, str) else text
        self.page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": data})
        self.page.locator("main:focus").wait_for()
        self.page.evaluate("document.activeElement.blur()")

    def still_to_do(self) -> list[str]:
        """The lines of "Open points", once the page has written them."""
        self.page.click("#missing summary")
        self.page.locator("#missing-list > *").first.wait_for()
        return self.page.locator("#missing-list li").all_inner_texts()

    def pause(self) -> None:
        """Longer than the page waits before it keeps what was typed, by the page's own clock."""
        self.page.evaluate("new Promise((done) => setTimeout(done, 700))")

    def kept(self) -> None:
        """Wait until the browser keeps what was typed."""
        self.pause()
        assert self.page.locator("#kept").inner_text().startswith("Kept in this browser")

    def wait_until_asked(self) -> None:
        """Wait for a question that `refuse` or `agree` answers."""
        for _ in range(PATIENCE // 50):
            if self.asked:
                return
            self.page.wait_for_timeout(50)

    def notices(self) -> str:
        """The messages above the questions."""
        return self.page.locator("#notices").inner_text()

    def saved(self, action: str = "save") -> tuple[str, bytes]:
        """Save by a button, no faster than Chromium allows; name and bytes of the file."""
        if len(self._saves) >= BURST:
            wait_until(self.page, "(first) => Date.now() > first + 1100", self._saves[-BURST])
        self._saves.append(self.page.evaluate("Date.now()"))
        with self.page.expect_download(timeout=PATIENCE) as download:
            self.page.click(f"main [data-do={action}]")
        return download.value.suggested_filename, download.value.path().read_bytes()

    def answers(self) -> dict[str, Any]:
        """What is saved, as plain values."""
        submission: dict[str, Any] = json.loads(self.saved()[1])
        return submission


def write_form(
    folder: Path,
    layout: Layout,
    draft: Mapping[str, Any] | None = None,
    name: str = "form.html",
) -> Path:
    """A form on disk."""
    path = folder / name
    path.write_text(html_form(layout, draft), encoding="utf-8", newline="")
    return path
