"""A page of the documentation carried out: its files written and checked,
its commands and its Python run.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.problems import Severity
from coherence_kit.workflow.check import check
from tests.project.markdown import Block, Page

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
        self.code = 0
        self.printed: str | None = None
        """What the last block of Python printed, until the page has shown it."""

    def carry_out(self) -> None:
        """Write the files, run the commands and the Python."""
        for block in self.page.blocks:
            self.do(block, f"{self.page.name}:{block.line}")
        assert not self.printed, f"{self.page.name}: what is printed last is not shown"

    def do(self, block: Block, where: str) -> None:
        """Carry one block out."""
        if block.language == "text" and self.printed is not None:
            assert fits(block.text, self.printed), f"{where}:\n{self.printed}"
            self.printed = None
            return
        assert not self.printed, f"{where}: what is printed above is not shown"
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
        for command in commands(text, where):
            line, _, shown = command.partition("\n")
            printed = self.answer(line, where)
            assert fits(shown, printed), f"{where}: $ {line}\n{printed}"

    def answer(self, line: str, where: str) -> str:
        """What is printed for a line of a console block."""
        if line == "echo $?":
            return f"{self.code}\n"
        self.code, printed = run(line, where)
        told = re.search(r"\berrors?\b|^Error:", printed, re.IGNORECASE | re.MULTILINE) is not None
        assert (self.code in {1, 2}) == told, f"{where}: $ {line} ended with {self.code}\n{printed}"
        return printed

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
            self.printed = self.cell(block.text, where)

    def cell(self, code: str, where: str) -> str:
        """What code prints as a cell of a notebook; a value that stands last can be drawn."""
        *statements, last = ast.parse(code).body
        shown: object = None
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            if isinstance(last, ast.Expr):
                exec(compile(ast.Module(statements, []), where, "exec"), self.names)  # noqa: S102
                value = compile(ast.Expression(last.value), where, "eval")
                shown = eval(value, self.names)  # noqa: S307  (the page's own, as above)
            else:
                exec(compile(code, where, "exec"), self.names)  # noqa: S102
        draw = getattr(shown, "_repr_html_", str)
        assert shown is None or "<table" in draw(), f"{where}: {shown!r}"
        return printed.getvalue()


def commands(text: str, where: str) -> list[str]:
    """The commands of a console block, each with what is shown below it."""
    before, *found = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not before.strip(), f"{where}: begins without a command"
    return found


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
    assert result.exit_code in {0, 1, 2}, f"{where}: {line}\n{result.output}"
    if target:
        Path(target).write_text(result.stdout, encoding="utf-8")
        return result.exit_code, result.stderr
    return result.exit_code, result.output


def spread(word: str) -> list[str]:
    """The files that a word with stars means; any other word as it is."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]


def fits(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed.

    Three dots stand for any number of lines, or for a part of one.
    """
    if not shown.strip():
        return True
    lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n"
        for line in lines
    )
    stripped = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines()) + "\n"
    return re.fullmatch(pattern, stripped) is not None
