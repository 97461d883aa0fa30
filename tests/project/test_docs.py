"""What the documentation says is true: its links lead somewhere, its files are valid, its commands print what it shows."""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import Origin, Questionnaire
from coherence_kit.model.rubric import Publish, Rubric, RuleSpec
from coherence_kit.problems import Severity
from coherence_kit.scoring.answers import QUESTION_TYPES
from coherence_kit.scoring.rules import RULES
from coherence_kit.workflow.check import check
from tests.project.markdown import CHECKOUT, Block, Page, anchor_of, pages

# A fragment of a questionnaire is checked with this around it, as far as it does not say so itself.
HEAD = {
    "format": "format: coherence-kit/questionnaire/1\n",
    "id": "id: example\n",
    "version": 'version: "1.0"\n',
    "title": "title: Example\n",
    "origin": 'origin: {title: Example, publisher: Nobody, edition: "2026"}\n',
}
SECTIONS = """\
sections:
- id: part
  title: Part
  questions:
  - {id: part.one, type: boolean, label: One, text: Is it so?}
  - {id: part.two, type: boolean, label: Two, text: Is it so as well?}
"""
FRAGMENT = re.compile(
    r"(?:#[^\n]*\n)*(?:sections|rubric|letters|scale|origin|languages|renamed|removed|version):"
)
# Making a PDF, or drawing ten thousand results, takes seconds.
SLOW = re.compile(r"^\$ coherence (?:demo|robustness|verify|.*--reports|.*\.pdf\b)", re.MULTILINE)


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


def whole(block: Block) -> str | None:
    """A YAML block as the file that it is, or is part of; None if it is neither."""
    if re.search(r"^format:", block.text, re.MULTILINE):
        return block.text
    if not FRAGMENT.match(block.text):
        return None
    missing = [text for key, text in HEAD.items() if not re.search(rf"(?m)^{key}:", block.text)]
    sections = "" if re.search("^sections:", block.text, re.MULTILINE) else SECTIONS
    return "".join([*missing, block.text, sections])


class Desk:
    """A folder in which the blocks of one page are carried out, from the top down."""

    def __init__(self, page: Page, folder: Path, aside: Path) -> None:
        self.page, self.folder, self.aside = page, folder, aside
        self.names: dict[str, object] = {"__name__": "__main__"}

    def carry_out(self) -> None:
        """Write the files, run the commands and the Python."""
        for block in self.page.blocks:
            where = f"{self.page.name}:{block.line}"
            if block.language == "yaml":
                self.put(block, where)
            elif block.language == "console":
                self.console(block.text, where)
            elif block.language == "python":
                self.python(block, where)

    def put(self, block: Block, where: str) -> None:
        text = whole(block)
        assert text is not None, f"{where}: neither a file nor the top of a questionnaire"
        # A block without a name is looked at by itself: it may have an id that another one has.
        path = self.folder / block.file if block.file else self.aside / f"line-{block.line}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        problems = check([path], [self.folder]).problems
        told = [problem for problem in problems if problem.severity is not Severity.NOTE]
        assert bool(told) == block.is_wrong, f"{where}: {told}"

    def console(self, text: str, where: str) -> None:
        commands = re.split(r"^\$ ", text, flags=re.MULTILINE)
        assert not commands[0].strip(), f"{where}: begins without a command"
        code = 0
        for command in commands[1:]:
            line, _, shown = command.partition("\n")
            if line == "echo $?":
                printed = f"{code}\n"
            else:
                code, printed = run(line, where)
                told = re.search(r"\berrors?\b", printed) is not None
                assert (code == 1) == told, f"{where}: $ {line} ended with {code}\n{printed}"
            assert fits(shown, printed), f"{where}: $ {line}\n{printed}"

    def python(self, block: Block, where: str) -> None:
        if ">>>" in block.text:
            example = doctest.DocTestParser().get_doctest(
                block.text, self.names, where, self.page.name, block.line
            )
            said = io.StringIO()
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            runner.run(example, out=said.write, clear_globs=False)
            self.names.update(example.globs)
            assert not runner.failures, f"{where}:\n{said.getvalue()}"
        else:
            exec(compile(block.text, where, "exec"), self.names)  # noqa: S102  (the page's own)


def run(line: str, where: str) -> tuple[int, str]:
    """Exit code and everything printed of a command line; `> FILE` and `*` do what a shell does."""
    words = shlex.split(line)
    assert words[0] == "coherence", f"{where}: not a command of the kit: {line}"
    target = ""
    if ">" in words:
        place = words.index(">")
        (target,) = words[place + 1 :]
        words = words[:place]
    result = CliRunner().invoke(main, [name for word in words[1:] for name in spread(word)])
    assert result.exit_code in {0, 1}, f"{where}: {line}\n{result.output}"
    if target:
        Path(target).write_text(result.stdout, encoding="utf-8")
        return result.exit_code, result.stderr
    return result.exit_code, result.output


def spread(word: str) -> list[str]:
    """The files that a word with stars means; any other word as it is."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


def fits(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; three dots stand for any number of lines, or for a part of one."""
    if not shown.strip():
        return True
    lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n"
        for line in lines
    )
    stripped = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines()) + "\n"
    return re.fullmatch(pattern, stripped) is not None


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
    """Whether a file, and the heading in it, is there; addresses in the network are not asked for."""
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
    assert [name for name in QUESTION_TYPES if f"type: {name}" not in shown] == []


def test_every_setting_is_named_on_the_pages_for_authors() -> None:
    told = "\n".join(
        page.path.read_text(encoding="utf-8")
        for page in pages()
        if page.path.parent.name == "authoring"
    )
    models = (Questionnaire, Rubric, RuleSpec, Measure, Publish, Origin)
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
