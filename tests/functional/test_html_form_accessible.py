"""The form for everybody: WCAG 2.2 AA as far as axe-core sees it, the whole way by
keyboard, small screens, paper.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from coherence_kit import content
from coherence_kit.forms.draft import as_plain
from coherence_kit.workflow.score import load_submission, open_workspace
from tests.browser import PATIENCE, PHONE, WIDE, Form, layout_of, shipped_layout, write_form
from tests.functional.test_html_form import draft_saying, everything

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("accessible")]

OpenForm = Callable[..., Form]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
FILLED = "illustrative/velmora-2026-illustrative.yaml"
LOW = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = content.folder("questionnaires") / "submissions" / FILLED
    loaded = load_submission(open_workspace(), path)
    draft = as_plain(loaded.submission)
    for name, entry in list(draft["answers"].items())[:4]:
        draft["answers"][name] = {
            **entry,
            "recheck": "true",
            "review": {"by": "Bureau", "verdict": "query", "note": "Why?"},
        }
    layout = shipped_layout(loaded.submission.questionnaire.id)
    return write_form(tmp_path_factory.mktemp("filled"), layout, draft)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_form(tmp_path_factory.mktemp("empty"), shipped_layout("intragovernmental"))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_form(tmp_path_factory.mktemp("mixed"), layout_of(everything("Text")))


def open_everything(form: Form) -> None:
    """Every part that can be opened, every reason shown, and a document in each question."""
    form.page.evaluate(
        """() => {
          document.querySelectorAll('[data-do=add]').forEach((button) => button.click());
          document.querySelectorAll('details').forEach((part) => { part.open = true; });
        }"""
    )
    form.pause()


def violations(form: Form) -> list[str]:
    options = {
        "runOnly": {"type": "tag", "values": list(RULES)},
        "resultTypes": [
            "violations"
        ],  # of what passes the rule alone, not each of thousands of nodes
    }
    found = Axe().run(form.page, options=options).response
    assert len(found["passes"]) > 20
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("which", "viewport", "opened"),
    [
        ("empty", WIDE, False),
        ("empty", PHONE, False),
        ("filled", WIDE, False),
        ("filled", PHONE, True),
        ("mixed", WIDE, True),
        ("mixed", PHONE, True),
        ("mixed", LOW, True),
    ],
)
def test_axe_finds_nothing(
    open_form: OpenForm,
    request: pytest.FixtureRequest,
    which: str,
    viewport: dict[str, int],
    opened: bool,
) -> None:
    form = open_form(request.getfixturevalue(which), viewport=viewport)
    if opened:
        open_everything(form)
    assert violations(form) == []


def test_axe_finds_nothing_while_a_form_is_filled_in(open_form: OpenForm, mixed: Path) -> None:
    form = open_form(mixed)
    both = {
        "b.text": {"answer": "x", "not_applicable": "y"},
        "a.one": {"answer": "some", "review": {"verdict": "query"}},
    }
    form.load({**draft_saying("x", layout_of(everything("Text"))), "answers": both})
    form.still_to_do()
    assert violations(form) == []
    form.option("a.yes", "!not_applicable").check()
    form.option("a.scale", "3").check()
    form.field("a.number", "answer").fill("many")
    form.page.fill("#about-country", "Atlantis")
    form.question("a.scale").locator("[data-do=add]").click()
    form.question("a.scale").locator("[data-field=date]").fill("then")
    form.agree()
    form.load("{", "broken.yaml")
    assert violations(form) == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_axe_finds_nothing_where_nothing_is_kept_and_sections_are_folded(
    open_form: OpenForm, mixed: Path, viewport: dict[str, int]
) -> None:
    form = open_form(mixed, viewport=viewport)
    form.page.click("[data-do=fold-all]")
    form.page.evaluate(
        """() => {
          Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };
        }"""
    )
    form.page.fill("#about-round", "First")
    form.pause()
    assert form.page.locator("#remedies button").count() == 1
    assert violations(form) == []
    other = open_form(mixed, viewport=viewport)
    open_form(mixed, beside=other)
    other.page.locator("#beside").wait_for()
    assert violations(other) == []


def focused(form: Form) -> str:
    name: str = form.page.evaluate(
        """() => {
          const node = document.activeElement;
          return node.dataset.do || node.id || node.dataset.field || node.dataset.review
            || node.tagName.toLowerCase();
        }"""
    )
    return name


def tab_to(form: Form, wanted: str, *, most: int = 200) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        form.page.keyboard.press("Tab")
        if focused(form) == wanted:
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def test_the_whole_way_by_keyboard(open_form: OpenForm, mixed: Path) -> None:
    form = open_form(mixed)
    keys = form.page.keyboard
    keys.press("Tab")
    assert form.page.evaluate("document.activeElement.getAttribute('href')") == "#questions"
    keys.press("Enter")
    tab_to(form, "about-country")
    keys.type("GHA")
    tab_to(form, "q:a.scale:o:0")  # a group of buttons is one stop; the arrows choose
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    tab_to(form, "clear")
    tab_to(form, "q:a.scale:comment")
    keys.type("Two meetings.")
    keys.press("Enter")
    keys.type("Both minuted.")
    tab_to(form, "add")
    keys.press("Enter")
    assert focused(form) == "title"
    keys.type("Minutes 2/2026")
    tab_to(form, "date")
    keys.type("2026-03")
    tab_to(form, "q:a.yes:o:yes")
    keys.press("ArrowUp")  # round to "not known"
    keys.press("ArrowUp")
    assert focused(form) == "q:a.yes:o:!not_applicable"
    tab_to(form, "q:a.yes:not_applicable")
    keys.type("No such body.")
    tab_to(form, "q:a.several:o:one")
    keys.press("Space")
    tab_to(form, "q:a.several:o:three")
    keys.press("Space")
    tab_to(form, "save")
    with form.page.expect_download(timeout=PATIENCE) as download:
        keys.press("Enter")
    saved = json.loads(download.value.path().read_bytes())
    assert saved["country"] == "GHA"
    assert saved["answers"] == {
        "a.scale": {
            "answer": "2",
            "comment": "Two meetings.\nBoth minuted.",
            "evidence": [{"title": "Minutes 2/2026", "date": "2026-03"}],
        },
        "a.yes": {"not_applicable": "No such body."},
        "a.several": {"answer": ["one", "three"]},
    }


def test_a_reviewer_needs_no_mouse(open_form: OpenForm, mixed: Path) -> None:
    form = open_form(mixed)
    form.question("a.yes").locator("summary").last.focus()
    form.page.keyboard.press("Enter")
    tab_to(form, "by", most=2)
    form.page.keyboard.type("Bureau")
    tab_to(form, "verdict", most=2)
    form.page.keyboard.press("A")
    tab_to(form, "answer", most=2)
    tab_to(form, "note", most=2)
    form.page.keyboard.type("Seen.")
    assert form.answers()["answers"] == {
        "a.yes": {"review": {"by": "Bureau", "verdict": "accepted", "note": "Seen."}}
    }


@pytest.mark.parametrize("viewport", [WIDE, PHONE, LOW], ids=["wide", "phone", "400 %"])
def test_what_has_the_focus_is_seen_and_not_covered(
    open_form: OpenForm, mixed: Path, viewport: dict[str, int]
) -> None:
    form = open_form(mixed, viewport=viewport)
    covered = []
    for _ in range(150):
        form.page.keyboard.press("Tab")
        seen = form.page.evaluate(
            """() => {
              const node = document.activeElement;
              if (node === document.body) return null;
              const box = (node.id === 'file' ? node.parentNode : node).getBoundingClientRect();
              const x = Math.min(box.right - 3, Math.max(box.left + 3, 0) + 10);
              const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
              const places = [box.top + 2, middle, box.bottom - 2];
              const hits = places.map((y) => document.elementFromPoint(x, y)).filter(Boolean);
              const own = (hit) => node.contains(hit) || hit.contains(node)
                || (hit.htmlFor && hit.htmlFor === node.id);
              const shown = node.id === 'file' ? node.nextElementSibling : node;
              const ring = getComputedStyle(shown).outlineStyle;
              const name = node.id || node.outerHTML.slice(0, 80);
              return {name: name, isSeen: hits.some(own), ring: ring};
            }"""
        )
        if seen is None:
            break
        if not seen["isSeen"] or seen["ring"] == "none":
            covered.append(seen)
    assert covered == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(open_form: OpenForm, filled: Path, width: int) -> None:
    form = open_form(filled, viewport={"width": width, "height": 700})
    open_everything(form)
    assert form.page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_long_word_does_not_widen_the_page(open_form: OpenForm, tmp_path: Path) -> None:
    layout = layout_of(everything("w" * 400))
    form = open_form(write_form(tmp_path, layout, draft_saying("x" * 4000, layout)), viewport=PHONE)
    open_everything(form)
    assert form.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_field_is_as_high_as_its_text(open_form: OpenForm, mixed: Path) -> None:
    form = open_form(mixed)
    field = form.field("a.scale", "comment")
    low = field.bounding_box()
    field.fill("line\n" * 20 + "word " * 400)
    high = field.bounding_box()
    assert low is not None
    assert high is not None
    assert high["height"] > low["height"] + 400
    assert field.evaluate("node => node.scrollHeight <= node.clientHeight + 2")


def test_messages_are_said_once_and_politely(open_form: OpenForm, mixed: Path) -> None:
    form = open_form(mixed)
    live = form.page.locator("[role=status], [aria-live]")
    assert live.evaluate_all("nodes => nodes.map(node => node.id)") == ["notices", "said"]
    form.option("a.scale", "3").check()
    assert form.page.locator("#said").inner_text() == ""  # an answer is not commented on
    form.saved()
    assert "was given to your browser" in form.page.locator("#said").inner_text()


def test_on_paper_everything_is_open_and_each_part_begins_a_page(
    open_form: OpenForm, filled: Path
) -> None:
    form = open_form(filled)
    form.page.emulate_media(media="print")
    form.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert form.page.evaluate(
        "[...document.querySelectorAll('.guidance')].every(part => part.open)"
    )
    for part in form.page.locator("#bar, .side .actions, #kept, #missing, [data-do=add]").all():
        assert part.is_hidden()
    breaks = form.page.evaluate(
        "[...document.querySelectorAll('main > .part')].map(part => "
        "getComputedStyle(part).breakBefore)"
    )
    assert set(breaks) == {"page"}
    unprinted = form.page.evaluate(
        """() => [...document.querySelectorAll('textarea')].filter((field) =>
             field.value && field.closest('.body')
             && !(field.parentNode.dataset.text === field.value)).length"""
    )
    assert unprinted == 0
    form.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not form.page.evaluate(
        "[...document.querySelectorAll('.guidance')].some(part => part.open)"
    )


def test_without_script_the_questions_can_be_read_and_the_page_says_what_to_do(
    open_form: OpenForm, mixed: Path
) -> None:
    form = open_form(mixed, java_script_enabled=False)
    assert "works with JavaScript" in form.page.locator("noscript").inner_text()
    step = form.page.locator(".choices label").nth(4)
    assert step.is_visible()
    assert step.inner_text().split() == ["4", "Text.", "Text"]
