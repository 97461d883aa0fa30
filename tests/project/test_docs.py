"""What the documentation says is true: its links lead somewhere, its files are valid,
its commands print what it shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from coherence_kit.cli import main
from coherence_kit.model.guidance import Guidance, Who
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Origin, Questionnaire, Step
from coherence_kit.model.rubric import Publish, Rubric, RuleSpec
from coherence_kit.questions import KINDS
from coherence_kit.scoring.rules import RULES
from tests.project.desk import Desk, fits
from tests.project.markdown import CHECKOUT, Page, anchor_of, pages

# Making a PDF, or drawing ten thousand results, takes seconds.
SLOW = re.compile(
    r"^\$ coherence (?:demo|robustness|verify|.*--reports|.*\.pdf\b)|kit\.report\(", re.MULTILINE
)


def with_blocks(*languages: str) -> list[object]:
    """The pages that hold blocks in one of these languages."""
    return [
        pytest.param(
            page,
            id=page.name,
            marks=[pytest.mark.slow]
            if any(SLOW.search(block.text) for block in page.blocks)
            else [],
        )
        for page in pages()
        if any(block.language in languages for block in page.blocks)
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    monkeypatch.delenv("COHERENCE_QUESTIONNAIRES", raising=False)
    return desk


@pytest.mark.parametrize("page", with_blocks("yaml", "console", "python"))
def test_a_page_can_be_followed_from_the_top_down(page: Page, folder: Path, tmp_path: Path) -> None:
    Desk(page, folder, tmp_path / "aside").carry_out()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_inside_the_checkout_lead_somewhere(page: Page) -> None:
    assert [link for link in page.links() if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Page, link: str) -> bool:
    """Whether a file, and the heading in it, is there.

    Addresses in the network are not asked for.
    """
    parts = urlsplit(link)
    if parts.scheme:
        return True
    target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
    if not parts.fragment or target.suffix != ".md":
        return target.exists()
    return target.is_file() and parts.fragment in Page(target).anchors


def test_every_page_of_the_site_can_be_reached_from_its_first() -> None:
    site = {page.path for page in pages() if page.path.is_relative_to(CHECKOUT / "docs")}
    reached, waiting = set[Path](), [CHECKOUT / "docs" / "index.md"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        waiting += [target for target in listed(Page(path)) if target in site]
    assert site - reached == set()


def listed(page: Page) -> Iterator[Path]:
    """The pages in the tables of contents of a page."""
    for block in page.blocks:
        if block.language == "{toctree}":
            for line in block.text.splitlines():
                if line and not line.startswith(":"):
                    yield (page.path.parent / f"{line}.md").resolve()


@pytest.mark.parametrize(
    ("shown", "printed", "is_right"),
    [
        ("", "anything\n", True),
        ("one\n...\nthree\n", "one\ntwo\nthree\n", True),
        ("one\n...\nthree\n", "one\nthree\n", True),
        ("one\n...\n", "one\n", True),
        ("one\n", "one\ntwo\n", False),
        ("one\n...\nfour\n", "one\ntwo\nthree\n", False),
        ("o.e\n", "one\n", False),
        ("on ... here\n", "on and on, here\n", True),
        ("on ... here\n", "on\nhere\n", False),
    ],
)
def test_what_is_shown_is_compared_line_by_line(
    shown: str, printed: str, *, is_right: bool
) -> None:
    assert fits(shown, printed) is is_right


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("How it scores", "how-it-scores"),
        ("`use:` and `parts:`", "use-and-parts"),
        ("A, B & C", "a-b--c"),
    ],
)
def test_an_anchor_is_made_as_readers_of_markdown_make_it(title: str, anchor: str) -> None:
    assert anchor_of(title) == anchor


def test_the_yaml_of_every_rule_and_type_is_shown() -> None:
    shown = "\n".join(
        block.text for page in pages() for block in page.blocks if block.language == "yaml"
    )
    assert [name for name in RULES if not re.search(rf"(?:rule|name): {name}\b", shown)] == []
    assert [name for name in (*KINDS, "matrix") if f"type: {name}" not in shown] == []


def test_every_setting_is_named_on_the_pages_for_authors() -> None:
    told = "\n".join(
        page.path.read_text(encoding="utf-8")
        for page in pages()
        if page.path.parent.name == "authoring"
    )
    models = (Questionnaire, Guidance, Who, Step, Rubric, RuleSpec, Measure, Publish, Origin)
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", told)) == []


def test_the_rooms_in_contributing_are_those_of_the_contract() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["id"] == "layers"]
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert " > ".join(layers) in text
    rooms = {room for layer in layers for room in layer.split(" | ")}
    assert [room for room in sorted(rooms) if f"`{room}`" not in text] == []


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_asks_nothing_of_a_network(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    result = subprocess.run(
        [*command, "-d", str(tmp_path / "doctrees"), str(CHECKOUT / "docs"), str(site)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert (result.returncode, result.stderr) == (0, "")
    loaded = re.compile(
        r"""<(?:script|img|iframe)[^>]+src=["']https?:|<link[^>]+stylesheet[^>]+href=["']https?:"""
    )
    fetched = [page.name for page in site.rglob("*.html") if loaded.search(page.read_text())]
    styles = [
        page.name
        for page in site.rglob("*.css")
        if re.search(r"url\(['\"]?https?:|@import", page.read_text())
    ]
    assert (fetched, styles) == ([], [])
    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert all(f"coherence {name}" in commands for name in main.list_commands(None))  # type: ignore[arg-type]
