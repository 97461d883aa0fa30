"""What a consultant hands over, file by file: `python -m benchmarks.handed_over`.

Each file is made of an assessment in memory; what makes that is the same for all of them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pikepdf

from benchmarks.reports import SUBMISSION, weasyprint_alone
from benchmarks.timing import Ratio, compare
from coherence_kit import content
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.pdf import render_pdf
from coherence_kit.rendering.report.variants import VARIANTS
from coherence_kit.rendering.word.docx import render_docx
from coherence_kit.rendering.workbook.book import render_workbook
from coherence_kit.workflow.report import with_mappings
from coherence_kit.workflow.robustness import assess_with_robustness
from coherence_kit.workflow.score import load_submission, open_workspace

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of two files, and what was wanted of them."""

    name: str
    ours: int
    baseline: int
    wanted: str

    def __str__(self) -> str:
        """One line of the table."""
        return (
            f"{self.name:58} {self.ours:8} p  {self.baseline:8} p  ratio "
            f"{self.ours / self.baseline:6.2f}  wanted {self.wanted}"
        )


def page_count(data: bytes) -> int:
    """The pages of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def measure() -> Iterator[Ratio | Pages]:
    """Every comparison, as it is done."""
    workspace = open_workspace()
    path = content.folder("questionnaires") / "submissions" / SUBMISSION
    loaded = load_submission(workspace, path)
    assessments = [with_mappings(workspace, assess_with_robustness(loaded))]

    def pdf(variant: str) -> Callable[[], bytes]:
        return lambda: render_pdf(assessments, date=None, variant=VARIANTS[variant]).data

    def timed(name: str, make: Callable[[], object]) -> Ratio:
        found = compare(name, make, lambda: None, rounds=ROUNDS, wanted="at most 1")
        return Ratio(found.name, found.ours, 1.0, found.wanted)

    yield timed("a report for Word / a second", lambda: render_docx(assessments, date=None))
    yield timed("a workbook of results / a second", lambda: render_workbook(assessments, date=None))
    for ours, baseline, wanted in (("brief", "main", 1 / 3), ("main", "full", 1 / 2)):
        said = f"at most {wanted:.2f}"
        name = f"PDF, {ours} / {baseline}"
        yield compare(name, pdf(ours), pdf(baseline), rounds=ROUNDS, wanted=said)
        yield Pages(
            f"{name}, pages", page_count(pdf(ours)()), page_count(pdf(baseline)()), wanted=said
        )
    for variant in ("main", "full"):
        html = render_html(assessments, date=None, for_print=True, variant=VARIANTS[variant])
        yield compare(
            f"PDF, {variant} / WeasyPrint alone on the same HTML",
            pdf(variant),
            partial(weasyprint_alone, html),
            rounds=ROUNDS,
            wanted="at most 1.15",
        )


if __name__ == "__main__":
    print(f"{'':58} {'the kit':>10}  {'baseline':>10}")
    for found in measure():
        print(found, flush=True)
