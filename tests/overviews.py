"""Runs over many invented submissions, for the tests of overviews."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import Instrument, prepare
from coherence_kit.analysis.scored import scored as figures_of
from coherence_kit.batch.overview import OverviewOfRun, Scored
from coherence_kit.batch.score_line import score_line
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.run_overview import RunOverview
from tests.builders import a_measure, a_question, a_questionnaire, a_section, a_submission, levels

MISSING = {"unknown", "unanswered", "open", "carried"}


def an_instrument(**stated: Any) -> Instrument:
    """Two sections of three questions on three levels, one question asked on a condition."""
    questionnaire = a_questionnaire(
        a_section("plan", a_question("a"), a_question("b"), a_question("c")),
        a_section(
            "people",
            a_question("d"),
            a_question("e", depends_on={"question": "d", "in": ["1", "2", "3", "4"]}),
            a_question("f", short=True),
        ),
        levels=levels(0, 40, 70),
        **stated,
    )
    measures = [a_measure(f"raise-{name}", {name: 3}) for name in "abc"]
    return prepare(questionnaire, measures)


def drawn(instrument: Instrument, number: int, seed: int = 1) -> list[Assessment]:
    """Assessments of so many submissions with answers by chance, some of them missing."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        likely = chance.choice((1, 0.9, 0.6))
        answers = {
            name: chance.randrange(5) for name in instrument.questions if chance.random() < likely
        }
        made.append(assess(instrument, a_submission(answers)))
    return made


def scored(assessment: Assessment, form: Instrument | None = None, **stated: Any) -> Scored:
    """What a batch hands on of an assessment; `form` is the short form where that is answered."""
    answered = form or prepare(assessment.questionnaire)
    line = score_line(figures_of(answered, assessment.submission))
    return Scored.of_line(
        line.cells,
        line.parts,
        **{
            "missing": in_states(assessment, MISSING),
            "not_asked": in_states(assessment, {"not_asked"}),
            "measures": [one.id for one in assessment.recommendations],
            **stated,
        },
    )


def in_states(assessment: Assessment, states: Iterable[str]) -> list[str]:
    """Ids of the scored questions in one of these states."""
    return [
        name
        for name, node in assessment.nodes.items()
        if node.kind == "question" and node.scored and node.state in set(states)
    ]


def an_overview(
    instruments: Mapping[str, Instrument], every: Iterable[Scored], unscored: Iterable[str] = ()
) -> RunOverview:
    """The overview of these submissions; `unscored` has a code for each that failed."""
    run = OverviewOfRun(instruments.__getitem__)
    for one in every:
        run.add(one)
    for code in unscored:
        run.add_unscored([code])
    return run.finish()
