"""Forms as workbooks for tests: with a question of every type, filled in, changed as people do."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.worksheet.dimensions import DimensionHolder

from coherence_kit.forms.layout import Layout, lay_out
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.forms.xlsx.schema import COLUMNS, KEY
from coherence_kit.loading.documents import Document
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_matrix, a_question, a_questionnaire, a_section

PLACES = {name: number for number, name in enumerate(COLUMNS, 1)}
SHA256 = "0123456789abcdef" * 4
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def of_every_type() -> Questionnaire:
    """Two sections with a question of every type, a matrix, a condition and an inner section."""
    return a_questionnaire(
        a_section(
            "first",
            a_question(
                "first.scale",
                label="Unit",
                text="How is the unit set up?",
                evidence={"2": "The decree."},
            ),
            a_question("first.boolean", "boolean"),
            a_question(
                "first.choice", "choice", depends_on={"question": "first.boolean", "in": ["true"]}
            ),
            a_question("first.boxes", "multiple-choice"),
            title="Planning: [budget]/plans",
        ),
        a_section(
            "second",
            a_question("second.number", "number", unit="per cent", smallest=-5, largest=2000),
            a_question("second.text", "text"),
            a_question("second.date", "date"),
            a_question("second.half", half_step={"id": "partly", "text": "Only for some"}),
            a_matrix("second.matrix"),
            a_section(
                "second.inner",
                a_question(
                    "second.inner.scale", depends_on={"question": "first.scale", "in": ["2", "3"]}
                ),
            ),
            title="Second",
        ),
    )


def laid_out(questionnaire: Questionnaire | None = None, language: str = "en") -> Layout:
    """The form of a questionnaire, or of the one of every type."""
    asked = questionnaire or of_every_type()
    return lay_out(asked, build_tree(asked), SHA256, language)


LAYOUT = laid_out()


def a_draft(answers: Mapping[str, Any] | None = None, **header: Any) -> dict[str, Any]:
    """A submission to the questionnaire of every type, as plain values."""
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "whole", "version": "1.0", "sha256": SHA256},
        **header,
        "answers": dict(answers or {}),
    }


FULL = a_draft(
    {
        "first.scale": {
            "answer": "3",
            "comment": "=SUM(A1)\n第二行 и третья\tстрока 🇬🇭",
            "evidence": [
                {
                    "title": "مرسوم بشأن الوحدة",
                    "reference": "007",
                    "date": "2024-03",
                    "page": "12-14",
                },
                {"title": "@decree", "date": "2024"},
                {"reference": "-1"},
                {"title": "+four", "page": "0012"},
                {"title": "'five", "date": "2024-03-12"},
            ],
            "review": {"by": "Reviewer", "verdict": "changed", "answer": "2", "note": "1/2/2024"},
            "recheck": "yes",
        },
        "first.boolean": {"answer": "yes", "comment": "TRUE"},
        "first.choice": {"answer": "some"},
        "first.boxes": {"answer": ["one", "three"]},
        "second.number": {"answer": "0.1"},
        "second.text": {"answer": "2026-06-30 · 007\n\n  indented"},
        "second.date": {"answer": "1850-01-01"},
        "second.half": {"answer": "2-partly", "comment": "_x0041_ stays"},
        "second.matrix.one": {"not_applicable": "=no"},
        "second.matrix.two": {"unknown": None},
        "second.inner.scale": {"unknown": "The records office, by September"},
    },
    country="GHA-Accra",
    country_name="Ghana: Accra",
    round="Zweite Runde, 2026",
    date="2026-06-30",
    standing="documented",
    respondent={"entity": "计划委员会", "role": "координатор", "contact": "a@example.org"},
    signed_off="The minister, 1 July 2026",
    offices={"planning": "Комиссия по планированию", "labour": "=Labour\toffice"},
)


def form(draft: Mapping[str, Any] | None = None) -> bytes:
    """The form of every type."""
    return _form(json.dumps(draft))


@lru_cache(maxsize=16)
def _form(draft: str) -> bytes:
    return workbook_form(LAYOUT, json.loads(draft))


def read(data: bytes) -> Document:
    """What the kit makes of a workbook."""
    return read_workbook(data, "form.xlsx")


def codes(document: Document) -> list[str]:
    """The problems, each as its code and its cell."""
    return sorted(f"{problem.code} {problem.cell}".strip() for problem in document.problems)


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after openpyxl has opened it, changed it and saved it."""
    workbook = opened(data)
    change(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    """The workbook as openpyxl opens it.

    The two forms that most tests change are read once, and copied for each: a fifth of the time.
    """
    if data in {form(), form(FULL)}:
        return _copied(_kept(data))
    return openpyxl.load_workbook(io.BytesIO(data))


@cache
def _kept(data: bytes) -> bytes:
    return pickle.dumps(openpyxl.load_workbook(io.BytesIO(data)))


def _copied(kept: bytes) -> Any:
    """The workbook again; what makes rows and columns that are first asked for is not kept."""
    workbook = pickle.loads(kept)  # noqa: S301  (what this process has put there)
    for sheet in workbook.worksheets:
        sheet.row_dimensions = _holder(sheet, sheet._add_row, sheet.row_dimensions)
        sheet.column_dimensions = _holder(sheet, sheet._add_column, sheet.column_dimensions)
    return workbook


def _holder(sheet: Any, make: Callable[[], object], held: Mapping[Any, Any]) -> Any:
    holder = DimensionHolder(worksheet=sheet, default_factory=make)
    holder.update(held)
    return holder


def row_of(sheet: Any, key: str) -> int:
    """The row with this key in the hidden first column."""
    return next(
        row for row in range(1, sheet.max_row + 1) if sheet.cell(row, PLACES[KEY]).value == key
    )


def cell_of(workbook: Any, key: str, column: str) -> Any:
    """The cell of a question, wherever its row is."""
    for sheet in workbook.worksheets:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == key:
                return sheet.cell(row, PLACES.get(column, 4))
    raise KeyError(key)


def typed(**cells: Any) -> bytes:
    """An empty form into which openpyxl typed: `first_scale__answer=3`."""

    def fill(workbook: Any) -> None:
        for name, value in cells.items():
            key, _, column = name.partition("__")
            cell_of(workbook, key.replace("_", "."), column or "answer").value = value

    return changed(form(), fill)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The archive with its parts changed, left out (None) or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in added.items():
            new.writestr(name, content)
    return stream.getvalue()


def with_sheet_data(data: bytes, part: str, rows: str) -> bytes:
    """The archive with these rows in a sheet, each cell in its place or instead of the one there.

    A row without a number stands behind the others.
    """

    def change(name: str, content: bytes) -> bytes:
        return _with_rows(content, rows) if name == part else content

    return repacked(data, change)


def _with_rows(sheet: bytes, rows: str) -> bytes:
    tree = ET.fromstring(sheet)  # noqa: S314 - the kit wrote it
    there = tree.find(f"{{{MAIN}}}sheetData")
    assert there is not None
    known = {row.get("r"): row for row in there}
    new = ET.fromstring(f'<sheetData xmlns="{MAIN}">{rows}</sheetData>')  # noqa: S314
    for row in new:
        if row.get("r") in known:
            _put_cells(known[row.get("r")], row)
        else:
            there.append(row)
    there[:] = sorted(there, key=lambda row: int(row.get("r", 10**9)))
    return ET.tostring(tree)


def _put_cells(row: ET.Element, new: ET.Element) -> None:
    cells = {cell.get("r", ""): cell for cell in (*row, *new)}
    row[:] = [cells[reference] for reference in sorted(cells, key=lambda one: (len(one), one))]
