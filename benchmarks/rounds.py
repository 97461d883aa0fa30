"""A round: its answers merged, and its report against that of one respondent."""

from __future__ import annotations

import gc
import random
import tempfile
from pathlib import Path

from benchmarks.timing import Ratio, compare
from coherence_kit import content
from coherence_kit.forms.draft import as_plain
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.workflow.report import make_report
from coherence_kit.workflow.rounds import merged_files
from coherence_kit.workflow.score import Loaded, load_submission, open_workspace

SUBMISSION = "illustrative/velmora-2026-illustrative.yaml"
MANY, OF_A_REPORT, QUESTIONS = 40, 8, 80
SEVERAL = 20
"""Questions that several respondents of the report's round answer; the others have one each."""


def write_round(folder: Path, questionnaire: str, names: list[str]) -> Path:
    """A round file in which every respondent is asked everything, and the first one leads it."""
    respondents = (
        f"- {{id: {name}, entity: Ministry {name}, asked: [{questionnaire}]"
        f"{f', leads: [{questionnaire}]' if name == names[0] else ''}}}"
        for name in names
    )
    lines = [
        "format: coherence-kit/round/1",
        "country: XVE",
        "country_name: Velmora",
        'round: "2026"',
        "date: 2026-06-30",
        f"questionnaires: [{questionnaire}]",
        "respondents:",
        *respondents,
    ]
    path = folder / "round.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_long(folder: Path) -> None:
    """A questionnaire of 80 questions."""
    questions = (
        f"  - {{id: s.q{place}, type: scale, label: Question {place}, text: How is {place}?, "
        "target: 3, steps: {0: None., 1: Some., 2: More., 3: Most., 4: All.}}"
        for place in range(QUESTIONS)
    )
    head = [
        "format: coherence-kit/questionnaire/1",
        "id: long",
        'version: "1.0"',
        "title: Long",
        "origin: {title: Long, publisher: Us, edition: First}",
        "rubric: {levels: [{id: low, from: 0, label: Low}, {id: high, from: 50, label: High}]}",
        "sections:",
        "- id: s",
        "  title: Section",
        "  questions:",
    ]
    (folder / "long.yaml").write_text("\n".join([*head, *questions]) + "\n", encoding="utf-8")


def write_filled(folder: Path, name: str, seed: int) -> Path:
    """An answer to each of the 80 questions, with a comment and a document."""
    draw = random.Random(seed)
    entries = (
        f"  s.q{place}: {{answer: {draw.randint(0, 4)}, comment: So it is at {name}., "
        f"evidence: [{{title: Decree {place}, reference: Gazette {place}, date: 2025-03-01}}]}}"
        for place in range(QUESTIONS)
    )
    head = [
        "format: coherence-kit/submission/1",
        'questionnaire: {id: long, version: "1.0"}',
        "country: XVE",
        "country_name: Velmora",
        'round: "2026"',
        "date: 2026-06-30",
        f"respondent: {{entity: Ministry {name}}}",
        "answers:",
    ]
    path = folder / f"{name}.yaml"
    path.write_text("\n".join([*head, *entries]) + "\n", encoding="utf-8")
    return path


def measure_merging() -> Ratio:
    """Merging 40 respondents of 80 questions takes at most a tenth more than loading them.

    The search for garbage is switched off, as timeit does: into which of the two it falls is
    chance, and it takes longer than the merging.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_long(folder)
        names = [f"office-{place}" for place in range(MANY)]
        answers = folder / "answers"
        answers.mkdir()
        paths = [write_filled(answers, one, seed) for seed, one in enumerate(names)]
        round_file = write_round(answers, "long", names)

        def load() -> list[Loaded]:
            workspace = open_workspace([folder])
            return [load_submission(workspace, path) for path in paths]

        gc.collect()
        gc.disable()
        try:
            return compare(
                f"merging {MANY} respondents of {QUESTIONS} questions / loading them",
                lambda: merged_files(open_workspace([folder]), round_file, paths),
                load,
                rounds=9,
                wanted="at most 1.1",
            )
        finally:
            gc.enable()


def measure_report() -> Ratio:
    """The report of a round of eight takes at most 1.3 times as long as that of one."""
    workspace = open_workspace()
    alone = content.folder("questionnaires") / "submissions" / SUBMISSION
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = share_out(folder, as_plain(load_submission(workspace, alone).submission))
        round_file = write_round(folder, "intragovernmental", [path.stem for path in paths])
        output = folder / "report.pdf"
        return compare(
            f"report of a round of {OF_A_REPORT} / of one",
            lambda: make_report(open_workspace(), paths, output, round_file=round_file),
            lambda: make_report(open_workspace(), [alone], output),
            rounds=3,
            wanted="at most 1.3",
        )


def share_out(folder: Path, whole: dict[str, object]) -> list[Path]:
    """The answers of one submission as eight have them: 20 of two each, the others of one each.

    The second of two differs where its answer is a step.
    """
    answers = whole["answers"]
    assert isinstance(answers, dict)
    names = [f"office-{place}" for place in range(OF_A_REPORT)]
    shares: dict[str, dict[str, object]] = {name: {} for name in names}
    for place, (question, entry) in enumerate(answers.items()):
        shares[names[place % OF_A_REPORT]][question] = entry
        if place < SEVERAL:
            shares[names[(place + 1) % OF_A_REPORT]][question] = _other(entry)
    paths = []
    for name, share in shares.items():
        mine = {**whole, "round": "2026", "respondent": {"entity": f"Ministry {name}"}}
        path = folder / f"{name}.yaml"
        path.write_text(to_yaml({**mine, "answers": share}), encoding="utf-8")
        paths.append(path)
    return paths


def _other(entry: object) -> object:
    """Another step with other words; what is no step as it is."""
    if not isinstance(entry, dict) or str(entry.get("answer")) not in set("01234"):
        return entry
    other = (int(str(entry["answer"])) + 2) % 5
    return {"answer": str(other), "comment": "We do not know of this in our own work."}
