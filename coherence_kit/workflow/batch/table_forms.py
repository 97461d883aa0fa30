"""The tables of a run in every form that is wanted, but for Parquet."""

from __future__ import annotations

from pathlib import Path

from coherence_kit.i18n import DEFAULT_LANGUAGE
from coherence_kit.words import decimal_sign_of
from coherence_kit.workflow.batch.phase import Run
from coherence_kit.workflow.batch.results import write_tables


def write_every_table(run: Run, folder: Path) -> tuple[Path, ...]:
    """Write the tables in CSV, and what is made from them; gives the paths of all.

    Raises:
        ProblemsFound: one cannot be written.

    """
    tables, wanted = write_tables(run, folder), run.wanted
    if not (wanted.workbook or wanted.excel):
        return tables
    from coherence_kit.batch import table_forms

    made = (table_forms.write_workbook(folder, tables),) if wanted.workbook else ()
    if wanted.excel:
        sign = decimal_sign_of(wanted.language or DEFAULT_LANGUAGE)
        table_forms.make_fit_for_excel(tables, sign)
    return (*tables, *made)
