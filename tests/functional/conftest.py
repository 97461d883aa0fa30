"""The command as a person calls it, and a small questionnaire that is quick to load."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from coherence_kit.cli import main
from tests.batches import Place
from tests.browser import CHROMIUM, WIDE, Form, chromium
from tests.faulty.examples import QUESTIONNAIRES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Request

Run: TypeAlias = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """`coherence` with these words."""

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return call


@pytest.fixture
def run_small() -> Run:
    """`coherence` with these words and the folder of the questionnaire `small`."""

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [*(str(word) for word in words), "-Q", str(QUESTIONNAIRES)])

    return call


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A folder for batches, with as many submissions as `COUNT` of the module says."""
    found = Place(tmp_path)
    found.write(request.module.COUNT)
    return found


Write: TypeAlias = Callable[..., Path]


@pytest.fixture
def submission(tmp_path: Path) -> Write:
    """Write a submission to `small` with these lines after its head."""

    def write(
        text: str = "", name: str = "ghana.yaml", country: str = "GHA", version: str = "1.2"
    ) -> Path:
        path = tmp_path / name
        head = (
            f"format: coherence-kit/submission/1\nquestionnaire: {{id: small, version: "
            f'"{version}"}}\n'
        )
        path.write_text(f"{head}country: {country}\n{text}", encoding="utf-8")
        return path

    return write


ANSWERED = "answers:\n  law.in-force: yes\n  exchange.rule: 1\n  exchange.seat: joint-office\n"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests that need one."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with chromium() as started:
        yield started


OpenForm: TypeAlias = Callable[..., Form]
HANDED_ON = 300
"""Milliseconds after which another window reads what was stored, also on a busy machine."""


@pytest.fixture
def open_form(browser: Browser) -> Iterator[OpenForm]:
    """Open a form in a window of its own.

    Nothing may go wrong in it, and nothing be asked of a network.
    """
    opened: list[Form] = []
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    contexts: list[BrowserContext] = []

    def open_it(
        path: Path,
        *,
        viewport: dict[str, int] | None = None,
        beside: Form | None = None,
        **options: Any,
    ) -> Form:
        if beside is None:
            context = browser.new_context(viewport=viewport or WIDE, **options)  # type: ignore[arg-type]
            context.on("request", note)
            contexts.append(context)
        else:
            context = beside.page.context
            # what a window has stored reaches the other windows a moment later
            beside.page.wait_for_timeout(HANDED_ON)
        opened.append(Form(context, path))
        return opened[-1]

    yield open_it
    for context in contexts:
        context.close()
    assert [fault for form in opened for fault in form.faults] == []
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
