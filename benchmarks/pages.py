"""The browser form in headless Chromium.

Measured is how soon an answer shows its effect, and how long a form takes to open.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Ratio, compare
from tests.browser import WIDE, chromium, shipped_layout, write_form

QUESTIONNAIRE = "intragovernmental"
EMPTY = (
    '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Empty</title></head>\n'
    "<body></body>\n</html>\n"
)
ANSWERS = 20
# A question that two others wait for is answered yes and no in turn; the time ends
# when the next frame is drawn.
ANSWER = """async (turns) => {
  const options = ['yes', 'no'].map(
    (key) => document.getElementById('q:planning.agreements-exist:o:' + key)
  );
  const times = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((done) => setTimeout(done, 50));
    const start = performance.now();
    options[turn % 2].click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
}"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A median in milliseconds against the longest that people take for at once."""

    name: str
    ours: float
    limit: float

    def __str__(self) -> str:
        """One line of the table."""
        return (
            f"{self.name:58} {self.ours:7.1f} ms  {self.limit:7.1f} ms  ratio "
            f"{self.ours / self.limit:6.2f}  wanted at most 1"
        )


def measure_answer() -> Waiting:
    """Within 100 ms: conditions, progress and what is missing of a form of 41 questions, drawn."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
        page.goto(write_form(Path(folder), shipped_layout(QUESTIONNAIRE)).as_uri())
        page.click("#missing summary")
        times = page.evaluate(ANSWER, ANSWERS)
    return Waiting(
        f"an answer in a form, median of {ANSWERS} / 100 ms", statistics.median(times), 100
    )


def measure_opening() -> Ratio:
    """At most 5 times: a form of 41 questions is one file without anything to fetch."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        form = write_form(Path(folder), shipped_layout(QUESTIONNAIRE)).as_uri()
        empty = Path(folder) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
        return compare(
            "opening a form / an empty page in Chromium",
            lambda: page.goto(form),
            lambda: page.goto(empty.as_uri()),
            rounds=15,
            wanted="at most 5",
        )
