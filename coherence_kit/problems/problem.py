"""One fault in one file, and the exception that carries several."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from coherence_kit.errors import EXIT_FAULT, EXIT_FINE, EXIT_PROBLEMS, KitError
from coherence_kit.problems.catalogue import CATALOGUE, FAULT, Severity
from coherence_kit.problems.unseen import code_of, shown


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file.

    Args:
        code: a key of :data:`CATALOGUE`.
        source: the file as the user named it.
        line: from 1; 0 if the fault is not at a line (a missing file). Of a table in a workbook the
            row.
        column: from 1, counted in characters, in a table of submissions in its columns; 0 likewise.
        path: the keys and ids that lead there, outermost first.
        params: what the catalogue's templates need, as text.
        cell: the sheet and cell of a workbook, such as `Planning!D7`, the place in a form, or the
            name of a column of a table; empty in other files of lines.
        sheet: the place of that sheet in its workbook, from 1; 0 in other files.
    """

    code: str
    source: str
    line: int = 0
    column: int = 0
    path: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    cell: str = ""
    sheet: int = 0

    @property
    def severity(self) -> Severity:
        """How much it matters, from the catalogue."""
        return CATALOGUE[self.code].severity

    @property
    def sort_key(
        self,
    ) -> tuple[str, int, int, int, tuple[int, int, str], str, str, tuple[str, ...]]:
        """By file, then by place: line and column, or sheet, row and column."""
        place = _place_on_sheet(self.cell)
        return (
            self.source, self.line, self.column, self.sheet, place, self.cell, self.code, self.path
        )  # fmt: skip

    @property
    def sentences(self) -> tuple[str, str, str]:
        """What was found, the rule, the cure, with the parameters filled in."""
        kind = CATALOGUE[self.code]
        params = {
            name: clip(value, LONGEST_QUOTE if name in QUOTES else LONGEST_LIST)
            for name, value in self.params.items()
        }
        found, rule, cure = (part.format_map(params) for part in (kind.found, kind.rule, kind.cure))
        return found, rule, cure

    @property
    def place(self) -> str:
        """The file with line and column, or with the cell, such as `ghana.yaml:12:3`."""
        source = clip(self.source, LONGEST_PATH)
        has_cells = self.line == 0 or self.sheet > 0  # a row and a column of a workbook are a cell
        place = source if has_cells else f"{source}:{self.line}:{self.column}"
        return f"{place}:{_quoted_cell(self.cell)}" if self.cell else place

    def __str__(self) -> str:
        """Place, severity, code and keys, then what was found, the rule and the cure."""
        inside = f" in {' › '.join(map(clip, self.path))}" if self.path else ""
        found, rule, cure = map(as_sentence, self.sentences)
        head = f"{self.place}: {self.severity.value} {self.code}{inside}"
        return f"{head}\n  {found}\n  Rule: {rule}\n  Cure: {cure}"


class ProblemsFound(KitError):  # noqa: N818  (it is a result that ends a command, not an error of the program)
    """The user's files hold errors; `problems` has all of them, warnings included, sorted.

    As text it names every problem with its place, its rule and its cure.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by file and place."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        self.exit_code = exit_code_of(self.problems) or EXIT_PROBLEMS
        super().__init__(self.problems)  # what pickle builds the exception from in another process

    def __str__(self) -> str:
        told = [str(problem) for problem in self.problems[:MOST_TOLD]]
        more = len(self.problems) - len(told)
        return "\n".join([*told, *([f"… and {more} more, all in .problems"] if more else [])])


MOST_TOLD = 20  # more of them are not read in the text of an exception
_CELL = re.compile(r"!(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})(?::[A-Z]{1,3}[0-9]{1,7})?$")
_IN_A_PLACE = frozenset(":!'")
# Line ends, tabs and the blanks that look like a plain one; what acts unseen is told already.
_NOT_IN_A_LINE = re.compile(r"[^\x20-\x7e]")
LONGEST_PATH = 4096  # a path is of no use if it is cut
LONGEST_QUOTE = 80
LONGEST_LIST = 600
LONGEST_WORD = 200  # what is longer is no slip of the keyboard, and comparing it takes long
# parameters that quote one text of the user's; the others are lists and
# sentences, which are cut later
QUOTES = frozenset({"alias", "id", "key", "level", "section", "tag", "value"})


def _place_on_sheet(cell: str) -> tuple[int, int, str]:
    """Row and column of `Planning!D7`; a column of more letters stands behind one of fewer."""
    match = _CELL.search(cell)
    return (int(match["row"]), len(match["column"]), match["column"]) if match else (0, 0, "")


def clip(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A user's text as it may stand in a message.

    It is one line without invisible marks, cut to the length of a line. Only the marks stay that
    its language needs.
    """
    line = _NOT_IN_A_LINE.sub(_as_code, shown(text[: longest + 1]))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _as_code(found: re.Match[str]) -> str:
    is_plain = found[0].isprintable() or unicodedata.category(found[0]) == "Cf"
    return found[0] if is_plain else code_of(found[0])


def as_sentence(text: str) -> str:
    """With a capital at the start and a stop at the end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def one_line(text: str) -> str:
    """A name or path on one line, whole and without invisible marks."""
    return clip(text, LONGEST_PATH)


def shown_path(path: PurePath) -> str:
    """A path as it can be printed and written anywhere.

    Bytes of a name that are no UTF-8 are escaped, and so is half a character, which no file has.
    """
    try:
        return os.fsencode(path).decode(errors="backslashreplace")
    except UnicodeEncodeError:
        return str(path).encode(errors="backslashreplace").decode()


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """The known word that is most like this one, else an empty text.

    `likeness` is the least that is wanted; it is 1 for the same word.
    """
    if not any(char.isalpha() for char in word):
        return ""  # of a wrong number no other one is more likely
    folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(
        word.casefold()[:LONGEST_WORD], list(folded), n=1, cutoff=likeness
    )
    return folded[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean "x"?` for the nearest known word, else an empty text."""
    found = nearest(word, known)
    return f' Did you mean "{found}"?' if found else ""


def exit_code_of(problems: Iterable[Problem]) -> int:
    """What a command ends with that met these: a fault of the kit weighs more than any other."""
    found = list(problems)
    if any(problem.code == FAULT for problem in found):
        return EXIT_FAULT
    return EXIT_PROBLEMS if has_errors(found) else EXIT_FINE


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _quoted_cell(cell: str) -> str:
    """A sheet or a cell; a name that might be taken for the rest of the line stands in quotes."""
    match = _CELL.search(cell)
    name, place = (cell, "") if match is None else (cell[: match.start()], cell[match.start() :])
    if _IN_A_PLACE.isdisjoint(name):
        return clip(cell)
    quoted = clip(name).replace("'", "''")
    return f"'{quoted}'{place}"
