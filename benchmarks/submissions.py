"""200 submissions loaded, validated and scored.

They are measured against ruamel's round-trip loader merely loading them.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.timing import Ratio, compare
from coherence_kit.model.questionnaire import FORMAT, Question, Questionnaire
from coherence_kit.questions import kind_of
from coherence_kit.workflow.score import assess_file, open_workspace

NUMBER = 200
QUESTIONNAIRE = "intragovernmental"
COUNTRIES = ("ALB", "GHA", "JAM", "KEN", "MDA", "PHL", "SEN", "TGO", "TUN", "VNM")


def hundred_questions() -> dict[str, object]:
    """A questionnaire of a hundred questions on a scale, in ten sections."""
    steps = {str(step): f"Step {step}" for step in range(5)}
    return {
        "format": FORMAT,
        "id": "hundred",
        "version": "1.0",
        "title": "A hundred questions",
        "sections": [
            {
                "id": f"section-{section}",
                "title": f"Section {section}",
                "questions": [
                    {
                        "id": f"section-{section}.question-{number}",
                        "type": "scale",
                        "label": f"Question {number}",
                        "text": "What is there?",
                        "steps": steps,
                        "target": "3",
                    }
                    for number in range(10)
                ],
            }
            for section in range(10)
        ],
    }


def filled(questionnaire: Questionnaire, seed: int) -> str:
    """A submission with an answer, a comment and two documents for what is asked of all.

    It is written as a ministry would write it.
    """
    draw = random.Random(seed)
    lines = [
        "format: coherence-kit/submission/1",
        f'questionnaire: {{id: {questionnaire.id}, version: "{questionnaire.version}"}}',
        f"country: {COUNTRIES[seed % len(COUNTRIES)]}",
        f"round: Round {seed}",
        "date: 2026-06-30",
        "respondent: {entity: Ministry of Planning, role: focal point}",
        "answers:",
    ]
    for question in questionnaire.questions():
        if question.depends_on is not None:
            continue  # whether it is asked hangs on what is drawn
        lines += [
            f"  {question.id}:",
            f"    answer: {_answer(question, draw)}",
            "    comment: >-",
            (
                f"      The unit reported in month {draw.randint(1, 12)} and the committee took "
                "note of it. The minutes name the"
            ),
            (
                "      ministries that were asked and those that answered; two of them sent their "
                "figures late."
            ),
            "    evidence:",
            (
                f'    - {{title: "Minutes of meeting {draw.randint(1, 99)}", reference: '
                f'"MIN/{seed}", date: 2026-03-0{draw.randint(1, 9)}, page: "4"}}'
            ),
            (
                f'    - {{title: "Report to the cabinet", reference: '
                f'"CAB/{seed}/{draw.randint(1, 99)}", date: 2026-05-11, page: "12-14"}}'
            ),
        ]
    return "\n".join(lines) + "\n"


def _answer(question: Question, draw: random.Random) -> str:
    """One of the answers that a question takes; words where any will do."""
    keys = kind_of(question).keys
    if not keys:
        return "National plan 2024 to 2029"
    key = draw.choice(keys)
    return f"[{key}]" if question.type == "multiple-choice" else key


def measure() -> Ratio:
    """At least 5 times faster, the questionnaire and its measures loaded once within our time."""
    workspace = open_workspace()
    questionnaire = workspace.entry(QUESTIONNAIRE).questionnaire
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.yaml" for number in range(NUMBER)]
        for number, path in enumerate(paths):
            path.write_text(filled(questionnaire, number), encoding="utf-8")

        def ours() -> None:
            workspace = open_workspace()
            assessments = [assess_file(workspace, path) for path in paths]
            assert len(assessments) == NUMBER
            for counts in (one.counts for one in assessments):
                assert counts.answered
                assert not counts.unknown + counts.unanswered + counts.open

        def baseline() -> None:
            loader = YAML(typ="rt")
            for path in paths:
                loader.load(path)

        return compare(
            f"{NUMBER} submissions loaded and scored / ruamel rt loading",
            ours,
            baseline,
            rounds=3,
            wanted="at most 0.20",
        )
