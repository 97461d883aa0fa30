from __future__ import annotations

import pytest

from coherence_kit.forms.yaml.starters import measures_starter, questionnaire_starter
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.measures import load_measures
from coherence_kit.loading.questionnaires import load_questionnaire
from tests.builders import a_question, a_questionnaire


@pytest.mark.parametrize(
    "name", ["mine", "first", "first.in-force", "part-one", "null", "true", "1.0"]
)
def test_a_new_questionnaire_is_valid_with_any_id(name: str) -> None:
    document = compose_document(questionnaire_starter(name).encode(), "new.yaml")
    questionnaire = load_questionnaire(document)
    assert document.problems == []
    assert questionnaire is not None
    assert questionnaire.id == name


def test_a_new_measure_leads_from_the_lowest_step_to_the_next() -> None:
    questionnaire = a_questionnaire(
        a_question("a.yes", "boolean"), a_question("a.scale", steps=range(2, 5))
    )
    document = compose_document(measures_starter(questionnaire).encode(), "new.yaml")
    catalogue = load_measures(document, questionnaire)
    assert document.problems == []
    assert catalogue is not None
    (measure,) = catalogue.measures
    assert [(raised.question, raised.to) for raised in measure.raises] == [("a.scale", "3")]


def test_measures_need_a_scale_to_raise() -> None:
    with pytest.raises(ValueError, match="whole has no scale question"):
        measures_starter(a_questionnaire(a_question("a", "boolean")))
