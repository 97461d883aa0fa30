"""Write what the commands on pages print anew:
`python -m tests.project.accept_docs`, then read what has changed.

What a page leaves out with three dots stays left out: as many lines are shown
before and after them. Pages may be named; without names it is all of them. Files
and Python on a page are mended by hand.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.project.desk import Desk, commands, fits
from tests.project.markdown import Page, pages

DOTS = "..."


def as_shown(shown: str, printed: str) -> str:
    """What is printed, cut where the page has cut it."""
    if fits(shown, printed):
        return shown
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    old = shown.strip("\n").splitlines()
    if DOTS in old:
        before, after = old.index(DOTS), len(old) - 1 - old[::-1].index(DOTS)
        lines = [*lines[:before], DOTS, *lines[len(lines) - (len(old) - 1 - after) :]]
    return "\n".join(lines) + "\n" + shown[len(shown.rstrip("\n")) + 1 :]


def accept(page: Page, folder: Path) -> bool:
    """Write the page anew; whether that is something new."""
    old = text = page.path.read_text(encoding="utf-8")
    desk = Desk(page, folder, folder.with_name("aside"))
    for block in page.blocks:
        where = f"{page.name}:{block.line}"
        if block.language != "console":
            desk.do(block, where)
            continue
        made = ""
        for command in commands(block.text, where):
            line, _, shown = command.partition("\n")
            made += f"$ {line}\n{as_shown(shown, desk.answer(line, where))}"
        text = text.replace(f"```console\n{block.text}", f"```console\n{made}", 1)
    page.path.write_text(text, encoding="utf-8")
    return text != old


def main(names: Iterable[str]) -> None:
    """Go through the pages and say which have changed."""
    wanted = set(names)
    for page in pages():
        has_commands = any(block.language == "console" for block in page.blocks)
        if not has_commands or (wanted and page.name not in wanted):
            continue
        with tempfile.TemporaryDirectory() as above:
            folder = Path(above) / "desk"
            folder.mkdir()
            os.chdir(folder)
            if accept(page, folder):
                print(page.name)
            os.chdir(above)


if __name__ == "__main__":
    main(sys.argv[1:])
