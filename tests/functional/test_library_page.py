"""The page on the library can be followed in a program and in a notebook, and prints what it shows."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
BLOCK = re.compile(
    r"^```(?P<language>python|text|yaml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
FILE = re.compile(r"# (?P<name>[\w./-]+\.yaml)")

pytestmark = pytest.mark.slow  # it makes a PDF and starts two processes


@dataclass
class Cell:
    """A block of Python with what the page says that it prints."""

    code: str
    shown: str = ""


def blocks() -> Iterator[tuple[str, str]]:
    for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        yield found["language"], found["text"]


def cells() -> list[Cell]:
    found: list[Cell] = []
    for language, text in blocks():
        if language == "python":
            found.append(Cell(text))
        elif language == "text":
            found[-1].shown = text
    return found


def run_cell(code: str, names: dict[str, Any]) -> tuple[str, object]:
    """What a notebook does with a cell: run it, and show the value of an expression that stands last."""
    *statements, last = ast.parse(code).body
    shown: object = None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(statements, []), PAGE.name, "exec"), names)  # noqa: S102
            shown = eval(compile(ast.Expression(last.value), PAGE.name, "eval"), names)  # noqa: S307
        else:
            exec(compile(code, PAGE.name, "exec"), names)  # noqa: S102
    return printed.getvalue(), shown


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page."""
    for language, text in blocks():
        if language == "yaml":
            name = FILE.match(text)
            assert name
            path = tmp_path / name["name"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_cell_prints_what_the_page_shows_and_values_are_shown_as_html(desk: Path) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    values = []
    for cell in cells():
        printed, value = run_cell(cell.code, names)
        assert printed == cell.shown, cell.code
        if value is not None:
            values.append(value)
    drawn = [value for value in values if hasattr(value, "_repr_html_")]
    assert {type(value).__name__ for value in drawn} == {"Assessment", "DataFrame"}
    assert all("<table" in value._repr_html_() for value in drawn)
    assert all(len(repr(value)) < 2000 for value in values)
    assert (desk / "ghana.pdf").read_bytes().startswith(b"%PDF-")
    assert (desk / "form.xlsx").is_file()
