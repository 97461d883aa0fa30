"""One fault for each problem code: files in this folder, and files that have to be made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.loading import documents
from coherence_kit.problems import CATALOGUE
from tests.faulty.rounds import INBOX, MERGED, PLAIN
from tests.typefaces import a_face

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
QUESTIONNAIRES = HERE / "questionnaires"

# Codes of commands that read or write something else than the files of the kit;
# their own tests produce them.
ELSEWHERE = {
    "archive.": "what keeps an archive from being read: tests of coherence batch with archives",
    "batch.": "what a batch could not do with a submission: tests of coherence batch",
    "compare.": "what is told of two submissions that are compared: tests of coherence compare",
    "file.more": "that a list of problems ends: tests of problems.shortening",
    "form.": "where forms that become one differ, or an answer is gone: tests of coherence form",
    "kit.": "a fault of the kit at one file of several: tests of one bad file beside good ones",
    "meeting.": "what is wrong with the sheet of a meeting: tests of merge --meeting and collect",
    "output.": (
        "what keeps a file from being written, or is said of one: tests of documents.safe_write, "
        "form and collect"
    ),
    "page.": "what keeps answers from being read out of a page: tests of forms.html_reader",
    "plan.not-recommended": "what a report says of a plan: tests of coherence report with plans",
    "plan.no-": "what keeps a plan from being read out of a workbook: tests of plans in workbooks",
    "plan.long-text": "what a workbook of results cannot hold: tests of plans in workbooks",
    "plan.pinned": "notes in a workbook: tests of plans in workbooks",
    "plan.row": "rows of a workbook: tests of plans in workbooks",
    "plan.other-": "what a plan is of that fits no report: tests of coherence report with plans",
    "pdf.": "what keeps a PDF from being read: tests of documents.embedded",
    "table.": "what is wrong with a table of submissions: tests of tables",
    "template.": "what a document is that takes no report: tests of coherence report for Word",
    "verify.": "what a report does not follow from: tests of coherence verify",
    "workbook.": "what is wrong with a filled workbook: tests of forms.xlsx_reader",
}

# `check` takes every kind of file and folder; these are told by commands that want a submission.
SCORED = frozenset({"file.folder", "schema.kind"})


class Example(NamedTuple):
    """A fault. `make` gives the file, for a while, in an empty folder.

    Without it the file lies in this folder.
    """

    code: str
    make: Callable[[Path], Iterator[Path]] | None = None

    @property
    def expected(self) -> Path:
        """The file with the text that is printed."""
        return HERE / f"{self.code}.txt"


def _missing(folder: Path) -> Iterator[Path]:
    (folder / "ghana-2026.yaml").write_text("format: coherence-kit/submission/1\n")
    yield folder / "gana-2026.yaml"


def _folder(folder: Path) -> Iterator[Path]:
    yield folder


def _beside(folder: Path) -> Iterator[Path]:
    """A file that is none of the kit's beside one that is."""
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    (folder / "ghana.yaml").write_text(
        "format: coherence-kit/submission/1\nquestionnaire: {id: sdg-10-7-2, version: '1.0'}\n"
    )
    yield folder


def _pipe(folder: Path) -> Iterator[Path]:
    path = folder / "ghana-2026.yaml"
    os.mkfifo(path)
    yield path


def _unreadable(folder: Path) -> Iterator[Path]:
    """Tests may run with every right, so the refusal is played."""
    path = folder / "ghana-2026.yaml"
    path.write_text("format: coherence-kit/submission/1\n")
    refused = PermissionError(13, os.strerror(13))
    with mock.patch.object(documents, "opened", side_effect=refused):
        yield path


def _too_large(folder: Path) -> Iterator[Path]:
    path = folder / "ghana-2026.yaml"
    path.write_bytes(b"#" * (8 * 1024 * 1024 + 1))
    yield path


def _too_many(folder: Path) -> Iterator[Path]:
    path = folder / "ghana-2026.yaml"
    path.write_text("format: coherence-kit/submission/1\nanswers: [\n" + "x,\n" * 200_000 + "]\n")
    yield path


def _same_id(folder: Path) -> Iterator[Path]:
    text = (
        (QUESTIONNAIRES / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: twin")
    )
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(text, encoding="utf-8")
    yield folder


def _in_several(folder: Path) -> Iterator[Path]:
    """A round of two questionnaires that have a section of one id."""
    text = (QUESTIONNAIRES / "small.yaml").read_text(encoding="utf-8")
    (folder / "twin.yaml").write_text(text.replace("id: small", "id: twin"), encoding="utf-8")
    (folder / "ghana-2026.round.yaml").write_text(
        "format: coherence-kit/round/1\n"
        "country: GHA\n"
        'round: "2026"\n'
        "questionnaires: [small, twin]\n"
        "respondents:\n"
        "- {id: planning, entity: Planning Commission, asked: [small, twin]}\n"
        "- {id: justice, entity: Ministry of Justice, asked: [law]}\n"
    )
    yield folder


def _said_otherwise(folder: Path) -> Iterator[Path]:
    """A merged file in which an answer was changed, beside the file that was sent."""
    (path,) = PLAIN(folder)
    merged = folder / "merged.yaml"
    words = ["merge", str(path), str(folder / INBOX), "-o", str(merged), "-Q", str(QUESTIONNAIRES)]
    CliRunner().invoke(main, words)
    text = merged.read_text(encoding="utf-8")
    merged.write_text(text.replace("joint-office", "nowhere"), encoding="utf-8")
    yield folder


def _branded(folder: Path, logo: bytes) -> Path:
    (folder / "logo.svg").write_bytes(logo)
    path = folder / "ours.brand.yaml"
    path.write_text(
        "format: coherence-kit/brand/1\nid: ours\nlogos:\n- {file: logo.svg, alt: Our office}\n"
    )
    return path


def _acting_logo(folder: Path) -> Iterator[Path]:
    yield _branded(
        folder,
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 76 14">\n'
        b"<script>document.title</script>\n</svg>\n",
    )


def _large_logo(folder: Path) -> Iterator[Path]:
    yield _branded(folder, b" " * (50 * 1024 * 1024))


def _with_faces(folder: Path, regular: bytes, bold: bytes) -> Path:
    (folder / "regular.ttf").write_bytes(regular)
    (folder / "bold.ttf").write_bytes(bold)
    path = folder / "ours.brand.yaml"
    path.write_text(
        "format: coherence-kit/brand/1\nid: ours\n"
        "fonts:\n  text: {regular: regular.ttf, bold: bold.ttf}\n"
    )
    return path


def _typeface_of_the_web(folder: Path) -> Iterator[Path]:
    yield _with_faces(folder, b"wOF2" + bytes(100), a_face())


def _exchanged_typefaces(folder: Path) -> Iterator[Path]:
    yield _with_faces(folder, a_face(weight=700), a_face())


def _typeface_without_accents(folder: Path) -> Iterator[Path]:
    yield _with_faces(folder, a_face(without="œŒß"), a_face(weight=700))


def _wide_typeface(folder: Path) -> Iterator[Path]:
    yield _with_faces(folder, a_face(wider=1.25), a_face(weight=700))


def _looping_block(folder: Path) -> Iterator[Path]:
    (folder / "own.html").write_text("<p>\n{% for one in range(9) %}{% endfor %}</p>\n")
    path = folder / "ours.brand.yaml"
    path.write_text("format: coherence-kit/brand/1\nid: ours\nblocks: {cover: own.html}\n")
    yield path


MADE = {
    "brand.block": _looping_block,
    "brand.font": _typeface_of_the_web,
    "brand.font-lacks": _typeface_without_accents,
    "brand.font-weight": _exchanged_typefaces,
    "brand.font-wide": _wide_typeface,
    "brand.logo": _acting_logo,
    "brand.too-large": _large_logo,
    "file.missing": _missing,
    "file.folder": _folder,
    "file.no-file": _pipe,
    "file.unreadable": _unreadable,
    "file.too-large": _too_large,
    "folder.empty": _folder,
    "folder.passed-over": _beside,
    "folder.same-id": _same_id,
    "round.in-several": _in_several,
    "submission.said-otherwise": _said_otherwise,
    "yaml.too-many": _too_many,
    **MERGED,
}


def wanted_codes() -> list[str]:
    """Every code that a file of the kit can produce."""
    return [code for code in CATALOGUE if not code.startswith(tuple(ELSEWHERE))]


def examples() -> list[Example]:
    """What lies in this folder and what has to be made."""
    files = [path for path in HERE.iterdir() if path.suffix in {".yaml", ".bin"}]
    return sorted(
        [Example(path.stem) for path in files]
        + [Example(code, make) for code, make in MADE.items()]
    )


@contextmanager
def file_of(example: Example, folder: Path) -> Iterator[Path]:
    """The faulty file."""
    if example.make is None:
        yield next(path for path in HERE.glob(f"{example.code}.*") if path.suffix != ".txt")
    else:
        yield from example.make(folder)


def printed(example: Example, folder: Path, *options: str) -> str:
    """What the command says of the fault, folders left out."""
    with file_of(example, folder) as path:
        words = [*_command(example, path), "-Q", str(QUESTIONNAIRES), *options]
        result = CliRunner().invoke(main, words)
    text = result.stdout if options else result.stderr
    if example.code in MERGED:  # beside the fault it says what was written
        lines = text.splitlines(keepends=True)
        text = "".join(line for line in lines if not line.startswith("Wrote "))
    for known in (HERE, folder, CHECKOUT):
        text = text.replace(f"{known}{os.sep}", "")
    return text.replace(str(folder), folder.name)


def _command(example: Example, path: Path) -> list[str]:
    """The command that tells of the fault."""
    if example.code in MERGED:
        inbox, merged = path.parent / INBOX, path.parent / "merged.yaml"
        return ["merge", str(path), str(inbox), "-o", str(merged)]
    return ["score" if example.code in SCORED else "check", str(path)]
