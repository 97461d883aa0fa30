"""How the earlier result of each command is known, so that it may be replaced and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from coherence_kit.batch.score_line import NODE_COLUMNS, SCORE_COLUMNS
from coherence_kit.batch.tables import PROBLEM_COLUMNS
from coherence_kit.documents import plan_sheet
from coherence_kit.documents.own_places import Earlier, beginning_with
from coherence_kit.documents.page_policy import (
    COMPARISON_PAGE,
    MEETING,
    OVERVIEW_PAGE,
    PRINT_FORM,
    REPORT_PAGE,
    STATUS_PAGE,
)
from coherence_kit.documents.report_workbook import MARK as REPORT_MARK
from coherence_kit.loading.documents import read_file
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.problems import ProblemsFound
from coherence_kit.workflow.reading import read_submission

if TYPE_CHECKING:
    from coherence_kit.documents.workbook_cells import ReadSheet

_ASSESSMENTS: Final = re.compile(rb'\s*\[\s*(?:\]|\{\s*"format": "coherence-kit/assessment")')
_MANIFEST: Final = re.compile(rb'\s*\{\s*"format": "coherence-kit/batch"')
_LOG: Final = re.compile(rb'\{"time": "[^"]*", "event": ')
_COMPARISON: Final = re.compile(rb'\s*\{\s*"format": "coherence-kit/comparison"')
_HEADS_IN_WORKBOOK: Final = re.compile(
    rb"<sheetData><row [^>]*>"
    + b"".join(rb"<c [^>]*><is><t>%b</t></is></c>" % name.encode() for name in SCORE_COLUMNS)
)
_BEGINNING: Final = 65_536
_CARRIED: Final = frozenset({"assessment.json", "submission-1.yaml"})
"""What every report as a PDF carries."""
_BY_THE_KIT: Final = frozenset({"/Link", "/Popup"})  # a popup belongs to the note beside it
_ADDED: Final = {
    "workbook.note": "a note",
    "workbook.other-sheet": "a sheet",
    "workbook.stray": "something beside the cells to fill in",
    "workbook.above-head": "something beside the cells to fill in",
}
"""What problems of a form say that somebody has added to it."""


def earlier_report(kind: str) -> Earlier:
    """A report of a kind: `pdf`, `html`, `docx`, `json` or `xlsx`."""
    return Earlier("report", _REPORTS[kind], _ADDED_TO_REPORT.get(kind))


def earlier_comparison(kind: str) -> Earlier:
    """Two rounds compared: `pdf`, `html`, `csv` or `json`."""
    from coherence_kit.rendering.data.comparison import COLUMNS

    known: dict[str, Callable[[Path], bool]] = {
        "pdf": partial(_is_printed_by, creator=COMPARISON_PAGE),
        "html": _page_by(COMPARISON_PAGE),
        "csv": _table_of(COLUMNS),
        "json": partial(beginning_with, mark=lambda data: _COMPARISON.match(data) is not None),
    }
    return Earlier("comparison", known[kind], _added_to_pdf if kind == "pdf" else None)


def earlier_status(kind: str) -> Earlier:
    """A table or page of `coherence status`, of files or of a round: `csv` or `html`."""
    if kind == "csv":
        from coherence_kit.rendering.data.round_status import ROUND_COLUMNS
        from coherence_kit.rendering.data.status import COLUMNS

        return Earlier("table of the status", _table_of(COLUMNS, ROUND_COLUMNS))
    return Earlier("page of the status", _page_by(STATUS_PAGE))


def earlier_overview(kind: str) -> Earlier:
    """An overview of a batch: `pdf` or `html`."""
    if kind == "pdf":
        printed = partial(_is_printed_by, creator=OVERVIEW_PAGE)
        return Earlier("overview of a batch", printed, _added_to_pdf)
    return Earlier("overview of a batch", _page_by(OVERVIEW_PAGE))


def earlier_table(name: str) -> Earlier:
    """A table of `coherence batch`, by the name of its file."""
    columns = {"problems.csv": PROBLEM_COLUMNS, "nodes.csv": NODE_COLUMNS}.get(name, SCORE_COLUMNS)
    return Earlier(f"{name} of a batch", _table_of(columns))


def earlier_workbook_of_tables() -> Earlier:
    """The tables of `coherence batch` as a workbook."""
    return Earlier("workbook of a batch", _is_workbook_of_tables)


def earlier_manifest() -> Earlier:
    """The manifest of a batch."""
    mark = partial(beginning_with, mark=lambda data: _MANIFEST.match(data) is not None)
    return Earlier("manifest of a batch", mark)


def earlier_log() -> Earlier:
    """The log of a batch, to which further lines are added."""
    return Earlier("log of a batch", partial(beginning_with, mark=_LOG.match))


def earlier_form(output: Path, max_size: int) -> Earlier:
    """A form of the kind that the name of the file says, empty or filled."""
    if output.suffix.lower() == ".pdf":
        return Earlier("form to print", partial(_is_printed_by, creator=PRINT_FORM), _added_to_pdf)
    return Earlier(
        "form",
        partial(_is_submission, max_size=max_size),
        partial(_added_to_form, max_size=max_size),
    )


def earlier_merged(max_size: int) -> Earlier:
    """The merged answers of a round."""
    return Earlier("merged result of a round", partial(_is_merged, max_size=max_size))


def earlier_meeting_paper() -> Earlier:
    """A sheet for a meeting to print."""
    return Earlier("sheet for the meeting", partial(_is_printed_by, creator=MEETING), _added_to_pdf)


def earlier_start(data: bytes) -> Earlier:
    """A file to start from in which nobody has written yet."""
    return Earlier("file to start from without changes", lambda path: path.read_bytes() == data)


def earlier_schema(kind: str) -> Earlier:
    """The JSON Schema of a kind of file, of this version of the kit or another one."""
    from coherence_kit.rendering.data.schema import schema_title

    return Earlier("schema", partial(_is_schema, title=schema_title(kind)))


def _table_of(*either: tuple[str, ...]) -> Callable[[Path], bool]:
    """Whether the first line names these columns, or those, and others behind if need be."""
    heads = b"|".join(b"[,;]".join(name.encode() for name in columns) for columns in either)
    head = re.compile(rb"(?:" + heads + rb")[,;\r\n]")
    return partial(beginning_with, mark=lambda data: head.match(data) is not None)


def _page_by(generator: str) -> Callable[[Path], bool]:
    """Whether a page says that it was made by this command."""
    said = f'<meta name="generator" content="{generator}">'.encode()
    return partial(beginning_with, mark=lambda data: said in data)


def _is_assessments(path: Path) -> bool:
    return beginning_with(path, lambda data: _ASSESSMENTS.match(data) is not None)


def _is_report_pdf(path: Path) -> bool:
    """Whether a PDF carries what a report does."""
    import pikepdf

    with pikepdf.open(path) as document:
        return set(document.attachments) >= _CARRIED


def _added_to_pdf(path: Path) -> str:
    """A note, a mark or a signature: the kit puts nothing upon its pages but links."""
    import pikepdf

    with pikepdf.open(path) as document:
        upon = (
            annotation
            for page in document.pages
            for annotation in page.obj.get("/Annots", pikepdf.Array())
        )
        is_added = any(str(one.get("/Subtype", "")) not in _BY_THE_KIT for one in upon)
    return "a note, a mark or a signature" if is_added else ""


def _added_to_form(path: Path, *, max_size: int) -> str:
    """What a workbook has beside the cells to fill in."""
    document = read_submission(path, max_size=max_size)
    found = {_ADDED[problem.code] for problem in document.problems if problem.code in _ADDED}
    return " and ".join(sorted(found))


def _is_printed_by(path: Path, *, creator: str) -> bool:
    import pikepdf

    with pikepdf.open(path) as document:
        return str(document.docinfo.get("/Creator", "")) == creator


def _is_merged(path: Path, *, max_size: int) -> bool:
    document = read_submission(path, max_size=max_size)
    value = document.value
    is_submission = document.kind == "submission" and isinstance(value, dict)
    return is_submission and isinstance(value.get("respondents"), list)


def _is_submission(path: Path, *, max_size: int) -> bool:
    return read_submission(path, max_size=max_size).kind == "submission"


def _is_schema(path: Path, *, title: str) -> bool:
    try:
        stands = json.loads(read_file(path, max_size=MAX_SIZE))
    except (ProblemsFound, ValueError):
        return False
    return isinstance(stands, dict) and stands.get("title") == title


def _is_report_document(path: Path) -> bool:
    from coherence_kit.documents.word import stamp

    return stamp.is_report(path)


def _added_to_document(path: Path) -> str:
    from coherence_kit.documents.word import stamp

    return stamp.edits(path)


def _is_report_workbook(path: Path) -> bool:
    return any(_first_cell(sheet) == REPORT_MARK for sheet in _sheets(path))


def _added_to_workbook(path: Path) -> str:
    """A plan that is filled in, a note or a sheet; what the kit wrote itself may be changed."""
    sheets = _sheets(path)
    made = next(sheet for sheet in sheets if _first_cell(sheet) == REPORT_MARK)
    number = made.cells.get((1, 2))
    found = {
        "an action plan that is filled in": any(map(_is_filled_in, sheets)),
        "a note": any(sheet.notes for sheet in sheets),
        "a sheet": number is None or number.text != str(len(sheets)),
    }
    return " and ".join(what for what, is_there in found.items() if is_there)


def _is_filled_in(sheet: ReadSheet) -> bool:
    """Whether it is that of an action plan, and says something that the kit has not filled in."""
    if _first_cell(sheet) != plan_sheet.MARK:
        return False
    cells = sheet.cells.items()
    inputs = {
        column: cell.text
        for (row, column), cell in cells
        if row == 1 and cell.text in plan_sheet.INPUTS
    }
    keys = {row: cell.text for (row, column), cell in cells if column == 1}
    entries = [
        (keys[row], inputs[column], cell.text)
        for (row, column), cell in cells
        if column in inputs and "/" in keys.get(row, "")
    ]
    stated = [
        cell.text
        for (row, column), cell in cells
        if column == 2 and keys.get(row) == plan_sheet.FILLED  # noqa: PLR2004  (behind the key)
    ]
    return stated != [plan_sheet.fingerprint(entries)]


def _sheets(path: Path) -> list[ReadSheet]:
    from coherence_kit.documents.workbook_cells import read_book

    return read_book(read_file(path, max_size=MAX_SIZE), str(path)).sheets


def _is_workbook_of_tables(path: Path) -> bool:
    """Whether the first sheet begins with the heads of the scores, as the kit has written them."""
    with ZipFile(path) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
        beginning = sheet.read(_BEGINNING)
    return _HEADS_IN_WORKBOOK.search(beginning) is not None


def _first_cell(sheet: ReadSheet) -> str:
    cell = sheet.cells.get((1, 1))
    return "" if cell is None else cell.text


_REPORTS: Final[Mapping[str, Callable[[Path], bool]]] = {
    "pdf": _is_report_pdf,
    "html": _page_by(REPORT_PAGE),
    "docx": _is_report_document,
    "json": _is_assessments,
    "xlsx": _is_report_workbook,
}
_ADDED_TO_REPORT: Final[Mapping[str, Callable[[Path], str]]] = {
    "pdf": _added_to_pdf,
    "docx": _added_to_document,
    "xlsx": _added_to_workbook,
}
