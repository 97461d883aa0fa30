"""Keys say what stands in the tiles of this questionnaire, and nothing of
kinds of answers that it has not.
"""

from __future__ import annotations

import datetime as dt

from coherence_kit.model.questionnaire import Question
from coherence_kit.rendering.report.html import render_html
from coherence_kit.rendering.report.legend import Key
from coherence_kit.rendering.report.report import build_report
from tests.builders import a_question, a_questionnaire, assessed

DATE = dt.date(2026, 6, 30)


def key(*asked: Question) -> Key:
    return build_report([assessed(a_questionnaire(*asked))], date=DATE).chapters[0].profile.map.key


def test_a_questionnaire_of_one_scale_has_its_steps() -> None:
    found = key(a_question("a"), a_question("b"))
    assert [shade.text for shade in found.shades] == ["0", "1", "2", "3", "4"]
    assert found.title == "Questions: step now, and target where there is a gap"
    assert (found.says, found.of_shades) == ("the step", "steps 0 to 4")
    assert found.meter.startswith("Step 2 of 4, target 3.")


def test_scales_of_several_lengths_share_shades_without_figures() -> None:
    found = key(a_question("a"), a_question("b", steps=range(3)))
    assert {shade.text for shade in found.shades} == {""}
    assert found.of_shades == "from the lowest to the highest answer of a question"


def test_yes_and_no_are_named() -> None:
    found = key(a_question("a", "boolean"), a_question("b", "boolean"))
    assert [(shade.css, shade.text) for shade in found.shades] == [("k0-2", "no"), ("k1-2", "yes")]
    assert found.gap.startswith("no → yes")


def test_without_steps_no_page_speaks_of_steps_in_its_keys() -> None:
    asked = [
        a_question("a", "boolean"),
        a_question("b", "number"),
        a_question("c", "multiple-choice"),
    ]
    page = render_html([assessed(a_questionnaire(*asked))], date=DATE, for_print=True)
    assert "the figure is the step" not in page
    assert "teps 0 to 4" not in page
    assert "Step 2 of 4" not in page
    assert page.count("yes or no; how many of the boxes are ticked; the number") == 2
