"""`python -m benchmarks`: every comparison, one line each."""

from __future__ import annotations

from benchmarks import forms, pages, reports, robustness, rounds, scoring, startup, submissions

print(f"{'':58} {'the kit':>10}  {'baseline':>10}")
for measure in (
    startup.measure,
    startup.measure_library,
    startup.measure_opening,
    submissions.measure,
    scoring.measure,
    scoring.measure_growth,
    robustness.measure,
    robustness.measure_growth,
    reports.measure,
    reports.measure_workbook,
    reports.measure_document,
    rounds.measure_merging,
    rounds.measure_report,
    forms.measure_workbooks,
    pages.measure_answer,
    pages.measure_opening,
):
    print(measure(), flush=True)
