"""What the page says while it is filled in: in pseudo-languages, with the plurals of a browser."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coherence_kit.words import Words
from tests.browser import Form, layout_of, write_form
from tests.pseudo import LONGER, RIGHT_TO_LEFT, pseudo_languages
from tests.unit.forms.outside import outside_brackets
from tests.unit.forms.test_html_pseudo import marked

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

OpenForm = Callable[..., Form]
SMALL = {"width": 320, "height": 640}
SAID = """() => {
  const silent = 'script, style, noscript, template, datalist, code';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  let before = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(silent)) continue;
    // a part in another language stands inside its sentence
    const part = node.parentElement.closest('span[lang]');
    const sentence = part ? part.parentElement : node.parentElement;
    if (sentence === before) found.push(found.pop() + node.data);
    else found.push(node.data);
    before = sentence;
  }
  for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
    document.querySelectorAll(`[${name}]`).forEach((node) => found.push(node.getAttribute(name)));
  }
  return found;
}"""
FILLED: dict[str, Any] = {
    "scale": {"answer": "4", "recheck": "true", "evidence": [{"date": "soon"}]},
    "yes": {"answer": "no", "review": {"verdict": "changed"}},
    "one": {"answer": "⟦all⟧", "not_applicable": "⟦port⟧", "unknown": None},
    "several": {"answer": ["one"], "unknown": None},
    "number": {"answer": "12,5,", "review": {"verdict": "query", "answer": "101"}},
    "text": {"answer": "⟦words⟧"},
    "date": {"answer": "2026-06-30"},
    "of-another-form": {"answer": "1"},
}


def submission() -> dict[str, Any]:
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "whole", "version": "1.0", "sha256": "f" * 64},
        "country": "GHA",
        "date": "30 June",
        "answers": FILLED,
    }


@pytest.mark.parametrize("language", [LONGER, RIGHT_TO_LEFT])
def test_every_word_that_the_script_says_is_a_message(
    open_form: OpenForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    with pseudo_languages(monkeypatch):
        path = write_form(tmp_path, layout_of(marked(), language))
    opened = open_form(path)
    opened.agree()

    def said() -> list[str]:
        return outside_brackets(opened.page.evaluate(SAID))

    assert said() == []
    assert opened.still_to_do()
    opened.load(submission())
    assert said() == []
    for name in ("one", "several"):
        opened.question(name).locator("[data-do=choose]").first.click()
    opened.question("scale").locator("[data-do=add]").click()
    opened.question("scale").locator("[data-do=remove]").first.click()
    opened.option("yes", "yes").check()
    opened.option("text", "!not_applicable").check()
    opened.saved()
    opened.question("scale").locator("[data-do=confirm]").click()
    opened.pause()
    assert said() == []
    opened.load("[", "broken.yaml")
    opened.load('{"format": ', "broken.json")
    again = open_form(path, beside=opened)
    assert outside_brackets(again.page.evaluate(SAID)) == []
    again.agree()
    again.page.click("[data-do=forget]")
    assert said() == []
    assert outside_brackets([*opened.asked, *again.asked]) == []


@pytest.mark.parametrize("language", ["fr", LONGER, RIGHT_TO_LEFT])
def test_longer_words_do_not_widen_the_page_of_a_small_phone(
    open_form: OpenForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    with pseudo_languages(monkeypatch):
        layout = layout_of(marked(), language)
        path = write_form(tmp_path, layout)
    opened = open_form(path, viewport=SMALL)
    opened.agree()
    opened.load(submission())
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    direction = opened.page.evaluate("getComputedStyle(document.body).direction")
    assert direction == layout.words.direction


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh", "cy", "lv"])
def test_a_browser_has_the_plurals_that_the_kit_hands_it(browser: Browser, language: str) -> None:
    locale = Words(language, NullTranslations()).locale
    numbers = [*range(202), 1_000_000]
    page = browser.new_page()
    try:
        found = page.evaluate(
            "([tag, numbers]) => numbers.map((n) => new Intl.PluralRules(tag).select(n))",
            [str(locale).replace("_", "-"), numbers],
        )
    finally:
        page.close()
    assert found == [locale.plural_form(n) for n in numbers]
