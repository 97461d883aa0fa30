"""200 filled workbooks read, against openpyxl merely loading them."""

from __future__ import annotations

import io

import openpyxl

from benchmarks.submissions import NUMBER, QUESTIONNAIRE, filled
from benchmarks.timing import Ratio, compare
from coherence_kit.forms.layout import lay_out
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.loading.documents import compose_document
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.score import open_workspace

_DIFFERENT = 10


def measure_workbooks() -> Ratio:
    """Reading a form takes at most 1.5 times as long as openpyxl takes.

    Checks, cells, answers and their places are read, from bytes in memory on both sides.
    """
    workspace = open_workspace()
    questionnaire = workspace.entry(QUESTIONNAIRE).questionnaire
    layout = lay_out(
        questionnaire, build_tree(questionnaire), workspace.instrument(QUESTIONNAIRE).sha256
    )
    made = [
        workbook_form(
            layout, compose_document(filled(questionnaire, seed).encode(), "draft.yaml").value
        )
        for seed in range(_DIFFERENT)
    ]
    files = made * (NUMBER // _DIFFERENT)

    def ours() -> None:
        for data in files:
            document = read_workbook(data, "form.xlsx")
            assert document.problems == []
            assert len(document.value["answers"]) == len(list(questionnaire.questions()))

    def baseline() -> None:
        for data in files:
            openpyxl.load_workbook(io.BytesIO(data))

    return compare(
        f"{NUMBER} filled workbooks read / openpyxl loading them",
        ours,
        baseline,
        rounds=1,
        wanted="at most 1.5",
    )
